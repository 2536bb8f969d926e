//! Free pages.

use serde::Serialize;

use super::page::{ContentView, Link, Page};
use super::spot::{Heading, Kruimel, Spot};
use crate::kinds::VastePagina;
use crate::site::LinkedPagina;

/// `pagina.html`: a free page and the pages below it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct TekstpaginaView {
    pub tekst: String,
    pub onderliggend: Vec<Link>,
    /// Its neighbours among the pages below the same page.
    pub vorige: Option<Link>,
    pub volgende: Option<Link>,
}

/// A free page.
pub(super) fn page(spot: &Spot<'_>, pagina: &LinkedPagina) -> Page {
    let site = spot.planner.site;
    let document = &pagina.item.document;
    spot.shows(document);
    let naam = |page: &LinkedPagina| page.item.value.titel.clone();
    let link = |page: &LinkedPagina| Link { naam: naam(page), href: spot.document_href(&page.item.document) };
    // Pages that lie below none are no series.
    let siblings = pagina.parent.map_or(&[][..], |parent| &site.paginas[parent].children);
    let (vorige, volgende) = neighbours(siblings, |sibling| std::ptr::eq(&raw const site.paginas[*sibling], pagina));
    let view = TekstpaginaView {
        tekst: spot.text(document, 0),
        onderliggend: pagina.children.iter().map(|child| link(&site.paginas[*child])).collect(),
        vorige: vorige.map(|sibling| link(&site.paginas[*sibling])),
        volgende: volgende.map(|sibling| link(&site.paginas[*sibling])),
    };
    let kruimel = |page: &LinkedPagina| {
        let output = spot.planner.places.output_of(&page.item.document.path)?.clone();
        Some(Kruimel { naam: naam(page), output })
    };
    let mut above: Vec<Kruimel> = site.parents(pagina).filter_map(kruimel).collect();
    above.reverse();
    let mut kruimels = spot.crumbs([VastePagina::Home]);
    kruimels.append(&mut above);
    let heading = Heading {
        titel: pagina.item.value.titel.clone(),
        omschrijving: pagina.item.value.samenvatting.clone(),
        kruimels,
        document: Some(document),
        things: Vec::new(),
        bord: false,
    };
    spot.page(heading, ContentView::Pagina(view))
}

/// What stands before and behind something in a list.
fn neighbours<T>(all: &[T], is_it: impl FnMut(&T) -> bool) -> (Option<&T>, Option<&T>) {
    let Some(at) = all.iter().position(is_it) else { return (None, None) };
    (at.checked_sub(1).map(|before| &all[before]), all.get(at + 1))
}
