//! The texts of documents, put on a page: their links and pictures as they are seen from there.

use std::sync::Arc;

use super::Planner;
use super::page::DeelfotoView;
use super::spot::Spot;
use crate::beeld::Gemaakt;
use crate::kinds::{Document, Text};
use crate::read::markdown::{Holes, InternalLink, Picture};
use crate::site::{heading_prefix, webp};
use crate::source::SourcePath;

impl Spot<'_> {
    /// A picture of the project, with the addresses of all that is made of it.
    pub(super) fn picture(&self, path: &SourcePath) -> Option<Picture> {
        let (path, bestand) = self.planner.places.bestanden.get_key_value(path)?;
        let Gemaakt { webp: all, terugval } = self.planner.beelden.get(path)?;
        let one = |breedte| format!("{} {breedte}w", self.href(&webp(path, bestand, breedte)));
        let srcset: Vec<_> = all.iter().map(|it| one(it.breedte)).collect();
        Some(Picture {
            href: self.href(self.planner.places.output_of(path)?),
            srcset: srcset.join(", "),
            size: (terugval.breedte, terugval.hoogte),
        })
    }

    /// The words of a document. The only way to them: it is noted that the page depends on them.
    fn words(&self, document: &Document) -> Option<&Arc<Text>> {
        let Planner { site, texts, .. } = self.planner;
        let position = site.position(&document.path)?;
        self.texts.borrow_mut().push((position, Arc::clone(texts[position])));
        Some(texts[position])
    }

    /// The text of a document, its headings `deeper` than usual.
    pub(super) fn text(&self, document: &Document, deeper: u8) -> String {
        let holes = BodyHoles { spot: self, document };
        self.words(document).map_or_else(String::new, |text| text.body.html(deeper, &heading_prefix(document), &holes))
    }

    /// The first picture in the text of a document, for who shares the page; it needs a whole address.
    pub(super) fn deelfoto(&self, document: &Document) -> Option<DeelfotoView> {
        let (link, alt) = self.words(document)?.body.first_picture()?;
        let output = self.planner.places.output_of(link.path.as_ref()?)?;
        Some(DeelfotoView { href: self.whole(output)?, alt: alt.to_owned() })
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
            .places
            .follow(self.document, link)
            .map_or_else(|_| String::new(), |target| self.spot.target_href(&target))
    }

    fn picture(&self, link: &InternalLink) -> Option<Picture> {
        self.spot.picture(link.path.as_ref()?)
    }
}
