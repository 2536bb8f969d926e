//! What residents can take with them from a page: calendars and contact cards.

use serde::Serialize;

use super::spot::Spot;
use crate::output::OutputPath;

/// A calendar: to follow, so that changes come along, and to copy as it is now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct AgendaView {
    /// The address for programs that follow it; unknown as long as nobody said where the site will be.
    pub abonneren: Option<String>,
    pub toevoegen: String,
}

impl Spot<'_> {
    /// The links to a calendar.
    pub(super) fn agenda(&self, agenda: &OutputPath) -> AgendaView {
        let whole = self.whole(agenda);
        let bare = whole.as_ref().and_then(|address| address.split_once("://"));
        AgendaView { abonneren: bare.map(|(_, rest)| format!("webcal://{rest}")), toevoegen: self.href(agenda) }
    }
}
