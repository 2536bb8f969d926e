//! Former addresses: each leads to one page, and none takes the place of one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostics::{Checked, Code, Finding, Findings, Place};
use crate::kinds::VastePagina;
use crate::output::OutputPath;
use crate::outputs::Output;
use crate::pages::ASSETS;
use crate::read::fields::At;
use crate::site::{Places, Site, Verhuisd};
use crate::values::OudAdres;

/// Where visitors with a former address are led, and findings about addresses that are in use.
pub(super) fn follow<'p>(
    site: &Site,
    places: &Places,
    published: impl Iterator<Item = &'p OutputPath>,
) -> Checked<Vec<Verhuisd>> {
    // Most sites have none, and then it does not matter which are in use.
    if site.documents().iter().all(|document| document.oud_adres.is_empty()) {
        return Checked::default();
    }
    let taken = Taken::of(published);
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
    /// The addresses of a site: those it has, and those that are kept free because it may have them tomorrow.
    fn of<'p>(published: impl Iterator<Item = &'p OutputPath>) -> Self {
        let fixed = VastePagina::all().map(VastePagina::output);
        let kept_free = fixed.chain(Output::ALL.iter().map(|output| output.address()));
        let mut files: BTreeSet<String> =
            published.cloned().chain(kept_free).map(|path| path.as_str().to_lowercase()).collect();
        // Nothing else lies below the folder of the theme, whatever is in it tomorrow.
        files.insert(ASSETS.trim_end_matches('/').to_owned());
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
