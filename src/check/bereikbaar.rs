//! Every free page can be reached by links. All other pages are on the overview of their kind; a free page is reached only from
//! a menu, from the page above it, or from a text.

use std::collections::{BTreeMap, BTreeSet};

use super::{Subject, eigen};
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::{Document, Kind};
use crate::site::PaginaIndex;
use crate::source::SourcePath;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let site = subject.site;
    // A menu or text with mistakes may well hold the link.
    let is_broken = |document: &Document| document.content.is_none() && document.kind != Kind::Bestand;
    if site.info.is_none() || site.documents().iter().any(|document| is_broken(document)) {
        return;
    }
    let pages: BTreeMap<&SourcePath, PaginaIndex> =
        site.pagina_indices().map(|(index, page)| (&page.item.document.path, index)).collect();
    let leads_to = |document: &Document| -> Vec<PaginaIndex> {
        let addresses = document.web.iter().filter_map(|address| eigen::page(subject, address));
        let files = document.leads_to.iter().cloned().chain(addresses);
        files.filter_map(|path| pages.get(&path).copied()).collect()
    };

    // Texts and menus lead there.
    let others = subject.finished().filter(|it| it.kind != Kind::Pagina);
    let mut to_visit: Vec<PaginaIndex> = others.flat_map(|it| leads_to(it)).collect();
    let mut reached = BTreeSet::new();
    while let Some(index) = to_visit.pop() {
        if reached.insert(index) {
            let page = &site.paginas[index];
            to_visit.extend(&page.children);
            to_visit.extend(leads_to(&page.item.document));
        }
    }
    for (index, page) in site.pagina_indices() {
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
