//! Pictures and downloads: which of them something uses.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Site;
use crate::diagnostics::{Checked, Code, Finding, Findings, Place, Severity};
use crate::kinds::{Bestand, Document, Kind, NamedFile, other_format};
use crate::source::SourcePath;

/// Finds the pictures and downloads that something uses, and names those that nothing uses.
pub(super) fn used(site: &Site) -> Checked<BTreeMap<SourcePath, Arc<Bestand>>> {
    let mut findings = Findings::default();
    let all = site.lists.bestanden.iter().map(|about| &about.item);
    let mut bestanden: BTreeMap<_, _> = all.map(|item| (item.document.path.clone(), Arc::clone(&item.value))).collect();
    let (mut published, mut named) = (BTreeSet::new(), BTreeSet::new());
    for document in site.documents() {
        let mut uses = document.leads_to.clone();
        for file in document.content.iter().flat_map(|content| content.says().files()) {
            let path = document.path.join(&file.name.value);
            let is_draft = site.is_draft(document);
            if is_draft || !site.is_unfinished(document) {
                let found = path.as_ref().and_then(|path| bestanden.get(path)).map(AsRef::as_ref);
                let is_there = path.as_ref().is_some_and(|path| site.position(path).is_some());
                let finding = named_file(document, &file, found, is_there);
                findings.extend(finding.map(|it| if is_draft { it.severity(Severity::Warning) } else { it }));
            }
            uses.extend(path);
        }
        // What belongs to news of tomorrow waits with it.
        if site.left_out(&document.path).is_none() { published.extend(uses) } else { named.extend(uses) }
    }
    let is_used = |path: &SourcePath| published.contains(path) || named.contains(path);
    // What a file with mistakes uses is not known.
    let all_read = site.documents().iter().all(|document| document.content.is_some() || document.kind == Kind::Bestand);
    for document in site.documents().iter().filter(|it| it.kind == Kind::Bestand && !is_used(&it.path)) {
        let path = &document.path;
        let (message, tip) = match &document.content {
            None => ("Dit soort bestand wordt niet gepubliceerd.", other_format(path)),
            Some(_) if all_read && bestanden.contains_key(path) => (
                "Niets gebruikt dit bestand; het wordt niet gepubliceerd.",
                "Verwijs ernaar met een link of een foto, of haal het weg.".to_owned(),
            ),
            Some(_) => continue,
        };
        findings.push(Finding::new(Code::NotPublished, Place::file(path), message).tip(tip));
    }
    bestanden.retain(|path, _| published.contains(path));
    Checked::new(bestanden, findings)
}

/// What is wrong with a file that a field names: it is not there, or not a picture where one is needed.
fn named_file(
    document: &Document,
    NamedFile { name, picture }: &NamedFile<'_>,
    found: Option<&Bestand>,
    is_there: bool,
) -> Option<Finding> {
    let place = Place::new(&document.path, name.span);
    match found {
        Some(bestand) if *picture && !bestand.picture => Some(
            Finding::new(Code::DeadLink, place, format!("“{}” is geen foto.", name.value))
                .tip("Gebruik een foto: .jpg, .png of .webp."),
        ),
        Some(_) => None,
        None if is_there => Some(
            Finding::new(Code::DeadLink, place, format!("Het soort bestand van “{}” kan niet op de site.", name.value))
                .tip(document.path.join(&name.value).map_or_else(String::new, |path| other_format(&path))),
        ),
        None => Some(
            Finding::new(Code::DeadLink, place, format!("Het bestand “{}” is er niet.", name.value))
                .tip("Leg het bestand naast dit bestand, en let op hoofdletters en de extensie."),
        ),
    }
}
