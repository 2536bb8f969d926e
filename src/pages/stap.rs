//! Steps: a step in lists, and the timeline.

use serde::Serialize;

use super::buurt::GebiedView;
use super::page::{ContentView, Link};
use super::spot::Spot;
use super::stuk::StukView;
use crate::kinds::{Stap, StapStand};
use crate::site::{About, WijkIndex};
use crate::tijd::Periode;

/// `tijdlijn.html`: all steps, oldest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct TijdlijnView {
    pub tekst: String,
    pub stappen: Vec<StapView>,
}

/// A step of the timeline; `stand` is what its editor says, or follows from its period and today.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct StapView {
    pub anker: String,
    pub href: String,
    pub titel: String,
    pub periode: Periode,
    pub stand: StapStand,
    pub tekst: String,
    pub besluit: Option<String>,
    pub documenten: Vec<StukView>,
    pub wijken: Vec<Link>,
    pub buurten: Vec<GebiedView>,
}

impl Spot<'_> {
    /// A step; `deeper` is how far its headings lie below those of a page.
    pub(super) fn stap(&self, stap: &About<Stap>, deeper: u8) -> StapView {
        self.shows(&stap.item.document);
        let value = &stap.item.value;
        StapView {
            anker: stap.item.slug().to_string(),
            href: self.document_href(&stap.item.document),
            titel: value.titel.clone(),
            periode: value.periode,
            stand: value.stand(self.planner.today),
            tekst: self.text(&stap.item.document, deeper),
            besluit: value.besluit.clone(),
            documenten: self.stukken(&value.documenten),
            wijken: self.wijk_links(&stap.wijken),
            buurten: stap.buurten.iter().map(|code| self.gebied(code)).collect(),
        }
    }

    /// The steps for one place: of those for its wijk its own, and of those for everybody what is going on or to come. Where
    /// nothing of all this is left, the last step tells where things stand.
    pub(super) fn steps(&self, wijk: WijkIndex, is_own: impl Fn(&About<Stap>) -> bool) -> Vec<StapView> {
        let is_over = |stap: &About<Stap>| stap.item.value.stand(self.planner.today).is_over();
        let all = || self.planner.site.lists.stappen.with_general(wijk);
        let is_shown = |stap: &&About<Stap>| {
            if stap.is_general() { !is_over(stap) } else { is_own(stap) }
        };
        let mut steps: Vec<_> = all().filter(is_shown).collect();
        if steps.is_empty() {
            steps.extend(all().rfind(|stap| stap.is_general()));
        }
        steps.into_iter().map(|stap| self.stap(stap, 2)).collect()
    }
}

/// The timeline.
pub(super) fn overzicht(spot: &Spot<'_>, tekst: String) -> ContentView {
    let site = spot.planner.site;
    let stappen = site.lists.stappen.iter().map(|stap| spot.stap(stap, 1)).collect();
    ContentView::Tijdlijn(TijdlijnView { tekst, stappen })
}
