//! Every free page can be reached by links. All other pages are on the overview of their kind; a free page is reached only from
//! a menu, from the page above it, or from a text.

use std::collections::{BTreeMap, BTreeSet};

use super::Subject;
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::{Document, Doel, Kind};
use crate::read::markdown::InternalLink;
use crate::source::SourcePath;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let site = subject.site;
    // A menu or text with mistakes may well hold the link.
    let is_broken = |document: &Document| document.content.is_none() && document.kind != Kind::Bestand;
    let Some(info) = site.info.as_ref().filter(|_| !site.documents.iter().any(|document| is_broken(document))) else {
        return;
    };
    let pages: BTreeMap<&SourcePath, usize> =
        site.paginas.iter().enumerate().map(|(index, page)| (&page.item.document.path, index)).collect();
    let page_at = |path: &SourcePath| pages.get(path).copied();

    let menus = info.value.menus().filter_map(|item| match &item.naar.value {
        Doel::Bestand(written) => InternalLink::of_field(&info.document.path, written, item.naar.span),
        Doel::Web(_) => None,
    });
    let mut to_visit: Vec<usize> = menus.filter_map(|link| page_at(link.path.as_ref()?)).collect();
    let texts = subject.finished().filter(|it| it.kind != Kind::Pagina);
    to_visit.extend(texts.flat_map(|it| &it.leads_to).filter_map(page_at));
    let mut reached = BTreeSet::new();
    while let Some(index) = to_visit.pop() {
        if reached.insert(index) {
            let page = &site.paginas[index];
            to_visit.extend(&page.children);
            to_visit.extend(page.item.document.leads_to.iter().filter_map(page_at));
        }
    }
    for (index, page) in site.paginas.iter().enumerate() {
        // What lies below an unreachable page is reached as soon as that page is.
        let above_is_reached = page.parent.is_none_or(|parent| reached.contains(&parent));
        if !reached.contains(&index) && above_is_reached {
            let document = &page.item.document;
            findings.push(
                Finding::new(
                    Code::Unreachable,
                    Place::new(&document.path, document.titled_at),
                    format!("Naar de pagina “{}” gaat geen enkele link.", page.item.value.titel),
                )
                .tip("Zet de pagina in het menu (`navigatie` of `voet` in site.yaml), of link ernaar in een tekst."),
            );
        }
    }
}
