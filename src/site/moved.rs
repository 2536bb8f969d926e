//! Former addresses: each leads to one page, and none takes the place of one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Places, Target};
use crate::diagnostics::{Checked, Code, Finding, Findings, Place};
use crate::kinds::{Document, VastePagina};
use crate::read::fields::At;
use crate::values::OudAdres;

/// A former address, and where visitors who still have it should be.
#[derive(Debug)]
pub struct Verhuisd {
    /// The former address.
    pub van: OudAdres,
    /// Where it is now.
    pub naar: Target,
    /// What moved.
    pub document: Arc<Document>,
}

/// Where visitors with a former address are led, and findings about addresses that are in use.
pub(super) fn follow(places: &Places) -> Checked<Vec<Verhuisd>> {
    let site = places.site();
    // Most sites have none, and then it does not matter which are in use.
    if site.documents().iter().all(|document| document.oud_adres.is_empty()) {
        return Checked::default();
    }
    let taken = Taken::of(places);
    let mut findings = Findings::default();
    let mut earlier: BTreeMap<String, Place> = BTreeMap::new();
    let mut moved = Vec::new();
    for document in site.documents() {
        let Some(target) = places.of(&document.path) else { continue };
        for At { value: van, span } in &document.oud_adres {
            let place = Place::new(&document.path, *span);
            if taken.has(van) {
                findings.push(taken_by(van, place, target.output.address()));
            } else if let Some(other) = earlier.get(&key(van)) {
                findings.push(double(van, place, other));
            } else {
                earlier.insert(key(van), place);
                moved.push(Verhuisd { van: van.clone(), naar: target.clone(), document: Arc::clone(document) });
            }
        }
    }
    moved.sort_by(|one, other| one.van.cmp(&other.van));
    Checked::new(moved, findings)
}

fn taken_by(van: &OudAdres, place: Place, now: &str) -> Finding {
    let message = if now.trim_end_matches('/') == van.as_str() {
        format!("Het oude adres /{} is het adres dat deze pagina nu heeft.", van.as_str())
    } else {
        format!("Op het oude adres /{} staat al een andere pagina of een ander bestand van de site.", van.as_str())
    };
    Finding::new(Code::OldAddressTaken, place, message)
        .tip("Haal dit oude adres weg. Hoofdletters en kleine letters tellen hierbij als hetzelfde.")
}

fn double(van: &OudAdres, place: Place, other: &Place) -> Finding {
    Finding::new(
        Code::DoubleOldAddress,
        place,
        format!("Het oude adres /{} staat al bij een andere pagina.", van.as_str()),
    )
    .related(other.clone(), "hier")
    .tip("Laat het staan bij de pagina waar bezoekers moeten uitkomen.")
}

/// An address as a disk without capitals sees it.
fn key(van: &OudAdres) -> String {
    van.output().map_or_else(|| van.as_str().to_owned(), |output| output.to_string()).to_lowercase()
}

/// The addresses of the site, as a disk without capitals sees them.
struct Taken {
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
}

impl Taken {
    fn of(places: &Places) -> Self {
        let targets = places.targets().map(|(_, target)| target.output.to_string());
        let fixed = VastePagina::all().map(|page| page.output().to_string());
        let buurten = places.buurten.values().map(ToString::to_string);
        let machines = ["robots.txt", "sitemap.xml", "web.config", "_headers", "_redirects"].map(str::to_owned);
        let files: BTreeSet<String> =
            targets.chain(fixed).chain(buurten).chain(machines).map(|path| path.to_lowercase()).collect();
        let above = |path: &String| path.match_indices('/').map(|(at, _)| path[..at].to_owned()).collect::<Vec<_>>();
        let folders = files.iter().flat_map(above).collect();
        Self { files, folders }
    }

    /// Whether a page cannot stand at a former address: something stands there, or a folder must be where a file is.
    fn has(&self, van: &OudAdres) -> bool {
        let key = key(van);
        let mut above = key.match_indices('/').map(|(at, _)| &key[..at]);
        self.files.contains(&key) || self.folders.contains(&key) || above.any(|folder| self.files.contains(folder))
    }
}
