//! Former addresses: each leads to one page, and none takes the place of one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostics::{Checked, Code, Finding, Findings, Place};
use crate::kinds::{Serverbestand, VastePagina};
use crate::output::OutputPath;
use crate::outputs::Output;
use crate::pages::ASSETS;
use crate::read::fields::At;
use crate::site::{Places, Site, Verhuisd};
use crate::source::SourcePath;
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
    let server = site.info.as_ref().and_then(|info| info.value.publicatie.server);
    let mut earlier: BTreeMap<String, (Place, &SourcePath)> = BTreeMap::new();
    let mut moved = Vec::new();
    for document in site.documents() {
        let Some(target) = places.of(&document.path) else { continue };
        for At { value: van, span } in &document.oud_adres {
            let place = Place::new(&document.path, *span);
            if taken.has(van) {
                findings.push(taken_by(van, place, target.output.address()));
                continue;
            }
            match earlier.get(&key(van)) {
                Some((other, of)) if **of != document.path => {
                    findings.push(double(van, place, other));
                    continue;
                }
                // Once more at the same page, perhaps with other capitals: no harm, and some hosts have a use for it.
                Some(_) => {}
                None => {
                    findings.extend(server.and_then(|server| unknown_to(server, van, place.clone())));
                    earlier.insert(key(van), (place, &document.path));
                }
            }
            moved.push(Verhuisd { van: van.clone(), naar: target.clone(), document: Arc::clone(document) });
        }
    }
    moved.sort_by(|one, other| one.van.cmp(&other.van));
    moved.dedup_by(|one, other| one.van == other.van);
    Checked::new(moved, findings)
}

fn taken_by(van: &OudAdres, place: Place, now: &str) -> Finding {
    let message = if now.trim_end_matches('/') == van.path() {
        format!("Het oude adres {van} is het adres dat deze pagina nu heeft.")
    } else {
        format!("Op het oude adres {van} staat al een andere pagina of een ander bestand van de site.")
    };
    Finding::new(Code::OldAddressTaken, place, message)
        .tip("Haal dit oude adres weg. Hoofdletters en kleine letters tellen hierbij als hetzelfde.")
}

fn double(van: &OudAdres, place: Place, other: &Place) -> Finding {
    Finding::new(Code::DoubleOldAddress, place, format!("Het oude adres {van} staat al bij een andere pagina."))
        .related(other.clone(), "hier")
        .tip("Laat het staan bij de pagina waar bezoekers moeten uitkomen.")
}

/// What the server of the site cannot do.
fn unknown_to(server: Serverbestand, van: &OudAdres, place: Place) -> Option<Finding> {
    let (host, what) = match server {
        Serverbestand::Iis if van.query().is_some() => ("IIS", "een ?"),
        Serverbestand::Headers if van.query().is_some() => ("Een host als Netlify of Cloudflare Pages", "een ?"),
        // Where a page can stand that leads on, one does.
        Serverbestand::Headers if van.output().is_none() && van.path().contains(' ') => ("Netlify", "een spatie"),
        Serverbestand::Iis | Serverbestand::Headers | Serverbestand::Apache | Serverbestand::Geen => return None,
    };
    let message = format!("{host} kan het oude adres {van} niet doorverwijzen, want er staat {what} in.");
    let tip = "Haal dit oude adres weg, of vraag uw beheerder of hij de verwijzing zelf kan maken.";
    Some(Finding::new(Code::OldAddressUnknownToHost, place, message).tip(tip))
}

/// An address as a disk without capitals sees it.
fn key(van: &OudAdres) -> String {
    van.output().map_or_else(|| van.to_string(), |output| output.to_string()).to_lowercase()
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
        let kept_free = fixed.chain(Output::kept_free());
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
        // Who asks for a page with something behind a `?` that no page of the site knows, asks for something else.
        if van.query().is_some() {
            return false;
        }
        let key = key(van).trim_start_matches('/').to_owned();
        let mut above = key.match_indices('/').map(|(at, _)| &key[..at]);
        self.files.contains(&key) || self.folders.contains(&key) || above.any(|folder| self.files.contains(folder))
    }
}
