//! What residents can take with them from a page: calendars, contact cards and feeds.

use serde::Serialize;

use super::Planner;
use super::page::VolgenView;
use super::spot::Spot;
use crate::output::OutputPath;
use crate::site::Nieuwsbron;

/// A calendar: to follow, so that changes come along, and to copy as it is now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct AgendaView {
    /// The address for programs that follow it; unknown as long as nobody said where the site will be.
    pub abonneren: Option<String>,
    pub toevoegen: String,
}

impl Spot<'_> {
    /// The links to the feed of news, which has whole addresses.
    pub(super) fn volgen(&self, bron: Nieuwsbron) -> Option<VolgenView> {
        let Planner { site, places, info, base, .. } = self.planner;
        let [titel, _] = bron.titel(site, &info.value);
        let feed = |extension| self.href(&bron.feed(site, places, extension));
        (base.is_some() && bron.has_any(site, self.planner.today)).then(|| VolgenView {
            titel,
            atom: feed("atom"),
            json: feed("json"),
        })
    }

    /// The links to a calendar.
    pub(super) fn agenda(&self, agenda: &OutputPath) -> AgendaView {
        let whole = self.whole(agenda);
        let bare = whole.as_ref().and_then(|address| address.split_once("://"));
        AgendaView { abonneren: bare.map(|(_, rest)| format!("webcal://{rest}")), toevoegen: self.href(agenda) }
    }
}
