//! Hubs: a hub in lists, the page of all, and that of one.

use serde::Serialize;

use super::buurt::GebiedView;
use super::contact::ContactView;
use super::linked_data;
use super::meenemen::AgendaView;
use super::nu;
use super::page::{ContentView, Link, LocatieView, Page};
use super::spot::{Heading, Spot};
use super::stuk::StukView;
use super::uren::UrenView;
use crate::kinds::{Hub, HubStatus, VastePagina};
use crate::site::{About, agenda, kaartje_of_hub};
use crate::tijd::Periode;
use crate::values::{Email, Telefoon};

/// `hubs.html`: all hubs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct HubsView {
    pub tekst: String,
    pub hubs: Vec<HubView>,
}

/// `hub.html`: one hub.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct HubPageView {
    pub hub: HubView,
    pub tekst: String,
    pub contact: Option<ContactView>,
}

/// A hub.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct HubView {
    pub naam: String,
    pub href: String,
    pub samenvatting: String,
    pub status: &'static str,
    /// The status as a class name.
    pub status_klasse: String,
    pub status_tekst: Option<String>,
    pub wijken: Vec<Link>,
    pub buurt: Option<GebiedView>,
    pub locatie: Option<LocatieView>,
    pub telefoon: Option<Telefoon>,
    pub email: Option<Email>,
    pub wat_kan_hier: Vec<String>,
    pub partners: Vec<String>,
    pub uren: Option<UrenView>,
    pub openingstijden_uitleg: Option<String>,
    /// The calendar of the hours at which one can go there.
    pub agenda: Option<AgendaView>,
    /// The address of the contact card.
    pub kaartje: Option<String>,
    pub geschiedenis: Vec<GebeurtenisView>,
}

/// Something that happened to a hub.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct GebeurtenisView {
    pub periode: Periode,
    pub tekst: String,
    pub documenten: Vec<StukView>,
}

impl Spot<'_> {
    pub(super) fn hub(&self, hub: &About<Hub>) -> HubView {
        self.shows(&hub.item.document);
        let value = &hub.item.value;
        HubView {
            naam: value.naam.clone(),
            href: self.document_href(&hub.item.document),
            samenvatting: value.samenvatting.clone(),
            status: value.status.word(),
            status_klasse: value.status.word().replace(' ', "-"),
            status_tekst: value.status_tekst.clone(),
            wijken: hub.wijken.iter().map(|wijk| self.wijk_link(*wijk)).collect(),
            buurt: hub.buurten.first().map(|code| self.gebied(code)),
            locatie: value.locatie.as_ref().map(|it| self.plek(it)),
            telefoon: value.telefoon.clone(),
            email: value.email.clone(),
            wat_kan_hier: value.wat_kan_hier.clone(),
            partners: value.partners.clone(),
            uren: self.uren(
                self.uren_of(&value.rooster, &hub.item.document),
                &[],
                (value.status == HubStatus::InGebruik).then_some(nu::open),
            ),
            openingstijden_uitleg: value.openingstijden_uitleg.clone(),
            agenda: has_hours(hub).then(|| self.agenda(&agenda(&hub.item.document))),
            kaartje: kaartje_of_hub(hub).map(|kaartje| self.href(&kaartje)),
            geschiedenis: value
                .geschiedenis
                .iter()
                .map(|event| GebeurtenisView {
                    periode: event.periode,
                    tekst: event.tekst.clone(),
                    documenten: self.stukken(&event.documenten),
                })
                .collect(),
        }
    }
}

/// Whether it is known when one can go to a hub.
pub(super) fn has_hours(hub: &About<Hub>) -> bool {
    hub.item.value.status == HubStatus::InGebruik && hub.item.value.rooster.is_known()
}

/// The page of all hubs.
pub(super) fn overzicht(spot: &Spot<'_>, tekst: String) -> ContentView {
    let site = spot.planner.site;
    let hubs = site.lists.hubs.iter().map(|hub| spot.hub(hub)).collect();
    ContentView::Hubs(HubsView { tekst, hubs })
}

/// The page of a hub.
pub(super) fn page(spot: &Spot<'_>, hub: &About<Hub>) -> Page {
    let view = HubPageView {
        hub: spot.hub(hub),
        tekst: spot.text(&hub.item.document, 0),
        contact: hub.wijken.first().copied().and_then(|wijk| spot.wijk_contact(wijk)),
    };
    let heading = Heading {
        titel: hub.item.value.naam.clone(),
        omschrijving: hub.item.value.samenvatting.clone(),
        kruimels: spot.crumbs([VastePagina::Home, VastePagina::Hubs]),
        document: Some(&hub.item.document),
        things: vec![linked_data::hub(spot, hub)],
        bord: true,
    };
    spot.page(heading, ContentView::Hub(Box::new(view)))
}
