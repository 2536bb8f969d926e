//! Urgent notices on top of a page.

use serde::Serialize;

use super::nu;
use super::page::Link;
use super::spot::Spot;
use crate::kinds::Melding;
use crate::site::{About, Nieuwsbron, anchor};

/// An urgent notice.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct MeldingView {
    /// The id of its place on the home page; `None` elsewhere.
    pub anker: Option<String>,
    pub titel: String,
    /// "gevaar", "hinder" or "let op".
    pub niveau: &'static str,
    pub tekst: String,
    /// "dinsdag 1 december 2026, van 9.00 tot 15.30 uur".
    pub periode: String,
    /// For the script of a theme: from this moment on there is nothing to show.
    pub nu: String,
    /// The wijken it is for, on a page that is not of one of them.
    pub wijken: Vec<Link>,
    /// Where more can be read.
    pub link: Option<String>,
}

impl Spot<'_> {
    /// Puts the notices of this on top of the page.
    pub(super) fn warns(&self, bron: Nieuwsbron) {
        let is_home = bron == Nieuwsbron::Alles;
        let seen = |it: &About<Melding>| {
            let melding = self.melding(it);
            let anker = is_home.then(|| anchor(&it.item.document));
            MeldingView { anker, wijken: if is_home { melding.wijken } else { Vec::new() }, ..melding }
        };
        self.meldingen.replace(bron.meldingen(self.planner.site).map(seen).collect());
    }

    fn melding(&self, melding: &About<Melding>) -> MeldingView {
        self.shows(&melding.item.document);
        let value = &melding.item.value;
        MeldingView {
            anker: None,
            titel: value.titel.clone(),
            niveau: value.niveau.word(),
            tekst: value.tekst.clone(),
            periode: value.van.until(value.tot),
            nu: self.now(nu::until(value.tot.minuut(false))),
            wijken: self.wijk_links(&melding.wijken),
            link: value.link.as_ref().map(ToString::to_string),
        }
    }
}
