//! Questions: one by itself, and the page of all.

use serde::Serialize;

use super::page::ContentView;
use super::spot::Spot;
use crate::kinds::Vraag;
use crate::site::About;

/// `vragen.html`: all questions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct VragenView {
    pub tekst: String,
    pub vragen: Vec<VraagView>,
}

/// A question with its answer (HTML).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct VraagView {
    pub anker: String,
    pub vraag: String,
    pub antwoord: String,
    pub href: String,
}

impl Spot<'_> {
    pub(super) fn vraag(&self, vraag: &About<Vraag>, deeper: u8) -> VraagView {
        self.shows(&vraag.item.document);
        VraagView {
            anker: vraag.item.slug().to_string(),
            vraag: vraag.item.value.vraag.clone(),
            antwoord: self.text(&vraag.item.document, deeper),
            href: self.document_href(&vraag.item.document),
        }
    }
}

/// The page of all questions.
pub(super) fn overzicht(spot: &Spot<'_>, tekst: String) -> ContentView {
    let site = spot.planner.site;
    let vragen = site.lists.vragen.iter().map(|vraag| spot.vraag(vraag, 1)).collect();
    ContentView::Vragen(VragenView { tekst, vragen })
}
