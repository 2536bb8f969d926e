//! The texts of documents, put on a page: their links and pictures as they are seen from there.

use std::sync::Arc;

use super::Planner;
use super::parts::Spot;
use crate::content::{Document, Holes, InternalLink, Text};
use crate::site::heading_prefix;

impl Spot<'_> {
    /// The text of a document, its headings `deeper` than usual.
    pub(super) fn text(&self, document: &Document, deeper: u8) -> String {
        let Planner { site, texts, .. } = self.planner;
        let Some(position) = site.position(&document.path) else { return String::new() };
        let text = texts[position];
        self.texts.borrow_mut().push((position, Arc::clone(text)));
        text.body.html(deeper, &heading_prefix(document), &BodyHoles { spot: self, document })
    }

    /// The texts that were put on the page.
    pub(super) fn into_texts(self) -> Vec<(usize, Arc<Text>)> {
        self.texts.into_inner()
    }
}

/// Fills the holes of a text as it stands on a certain page.
struct BodyHoles<'b, 'p> {
    spot: &'b Spot<'p>,
    document: &'b Document,
}

impl Holes for BodyHoles<'_, '_> {
    fn href(&self, link: &InternalLink) -> String {
        // A link that leads nowhere is a finding, and then nothing is published.
        self.spot
            .planner
            .site
            .follow(self.document, link)
            .map_or_else(|_| String::new(), |target| self.spot.target_href(&target))
    }

    fn size(&self, link: &InternalLink) -> Option<(usize, usize)> {
        self.spot.planner.site.bestanden.get(link.path.as_ref()?).and_then(|bestand| bestand.size)
    }
}
