//! Pages at former addresses, which only lead on.

use serde::Serialize;

use super::page::{ContentView, Link, Page, PaginaView};
use super::spot::{Heading, Spot};
use crate::kinds::VastePagina;
use crate::site::Verhuisd;

/// `verhuisd.html`: at a former address, the way to where the page is now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct VerhuisdView {
    pub naar: Link,
}

/// A page at a former address.
pub(super) fn page(spot: &Spot<'_>, moved: &Verhuisd) -> Page {
    let document = &moved.document;
    spot.shows(document);
    let naam = document.content.as_ref().and_then(|content| content.says().name()).unwrap_or("de pagina").to_owned();
    let heading = Heading {
        titel: "Deze pagina is verhuisd".to_owned(),
        omschrijving: "Deze pagina heeft een nieuw adres.".to_owned(),
        kruimels: spot.crumbs([VastePagina::Home]),
        document: None,
        things: Vec::new(),
        bord: false,
    };
    let content = ContentView::Verhuisd(VerhuisdView { naar: Link { naam, href: spot.target_href(&moved.naar) } });
    let page = spot.page(heading, content);
    let canoniek = spot.whole(&moved.naar.output);
    Page { pagina: PaginaView { canoniek, metadata: None, ..page.pagina }, ..page }
}
