//! Steps: a step in lists, and the timeline.

use serde::Serialize;

use super::buurt::GebiedView;
use super::meenemen::AgendaView;
use super::page::{ContentView, Link};
use super::spot::Spot;
use super::stuk::StukView;
use crate::kinds::{Stap, StapStand};
use crate::output::OutputPath;
use crate::site::{AGENDA_TIJDLIJN, About, WijkIndex, agenda};
use crate::tijd::Periode;

/// `tijdlijn.html`: all steps, oldest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct TijdlijnView {
    pub tekst: String,
    pub stappen: Vec<StapView>,
    /// The calendar of all steps, when one is going on or to come.
    pub agenda: Option<AgendaView>,
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
    /// The calendar of the step, when it is going on or to come.
    pub agenda: Option<AgendaView>,
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
            agenda: (!self.is_over(stap)).then(|| self.agenda(&agenda(&stap.item.document))),
        }
    }

    /// Whether nothing more of a step is to be expected.
    pub(super) fn is_over(&self, stap: &About<Stap>) -> bool {
        stap.item.value.stand(self.planner.today).is_over()
    }

    /// The steps for one place: of those for its wijk its own, and of those for everybody what is going on or to come. Where
    /// nothing of all this is left, the last step tells where things stand.
    pub(super) fn steps(&self, wijk: WijkIndex, is_own: impl Fn(&About<Stap>) -> bool) -> Vec<StapView> {
        let all = || self.planner.site.lists.stappen.with_general(wijk);
        let is_shown = |stap: &&About<Stap>| {
            if stap.is_general() { !self.is_over(stap) } else { is_own(stap) }
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
    let stappen = &site.lists.stappen;
    let agenda = stappen.iter().any(|stap| !spot.is_over(stap));
    let agenda = agenda.then(|| spot.agenda(&OutputPath::new(AGENDA_TIJDLIJN)));
    let stappen = stappen.iter().map(|stap| spot.stap(stap, 1)).collect();
    ContentView::Tijdlijn(TijdlijnView { tekst, stappen, agenda })
}
