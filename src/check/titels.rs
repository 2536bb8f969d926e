//! No two pages have the same title, and no two questions: whoever looks for one of them could not tell them apart (WCAG 2.2,
//! success criterion 2.4.2).

use std::collections::BTreeMap;

use super::Subject;
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::{Document, Kind, ShownAs};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let mut pages: BTreeMap<String, &Document> = BTreeMap::new();
    let mut questions: BTreeMap<String, &Document> = BTreeMap::new();
    for document in subject.finished().filter(|document| !subject.site.is_of_another_day(&document.path)) {
        let Some(title) = document.content.as_ref().and_then(|content| content.says().name()) else { continue };
        let (titles, what) = match (document.kind, document.kind.facts().shown) {
            (Kind::Vraag, _) => (&mut questions, "Er is nog een vraag"),
            // What has a page to itself. (Not a buurt: it may well be called as its wijk.)
            (Kind::Vast(_), _) | (_, ShownAs::Page(_) | ShownAs::PageAtPath) => {
                (&mut pages, "Er is nog een pagina met de titel")
            }
            _ => continue,
        };
        match titles.get(&title.to_lowercase()) {
            Some(earlier) => findings.push(
                Finding::new(
                    Code::DoubleTitle,
                    Place::new(&document.path, document.titled_at),
                    format!("{what} “{title}”."),
                )
                .related(Place::new(&earlier.path, earlier.titled_at), "eerder hier")
                .tip("Maak het verschil duidelijk in de titel, of voeg de twee samen."),
            ),
            None => drop(titles.insert(title.to_lowercase(), document)),
        }
    }
}
