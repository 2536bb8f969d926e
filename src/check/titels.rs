//! No two pages have the same title, and no two questions: whoever looks for one of them could not tell them apart (WCAG 2.2,
//! success criterion 2.4.2).

use std::collections::BTreeMap;

use super::Subject;
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::{Content, Document};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let mut pages: BTreeMap<String, &Document> = BTreeMap::new();
    let mut questions: BTreeMap<String, &Document> = BTreeMap::new();
    for document in subject.finished().filter(|document| !subject.site.is_of_another_day(&document.path)) {
        let (titles, title, what) = match &document.content {
            Some(Content::Vraag(vraag)) => (&mut questions, &vraag.vraag, "Er is nog een vraag"),
            Some(content) => match page_title(content) {
                Some(title) => (&mut pages, title, "Er is nog een pagina met de titel"),
                None => continue,
            },
            None => continue,
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

/// The title of a document that has a page to itself. (Not of a buurt: it may well be called as its wijk.)
fn page_title(content: &Content) -> Option<&String> {
    match content {
        Content::Wijk(wijk) => Some(&wijk.naam),
        Content::Hub(hub) => Some(&hub.naam),
        Content::Nieuws(nieuws) => Some(&nieuws.titel),
        Content::Pagina(pagina) | Content::Vast(pagina) => Some(&pagina.titel),
        _ => None,
    }
}
