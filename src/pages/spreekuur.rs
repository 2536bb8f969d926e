//! Spreekuren: one by itself, and the page of all.

use serde::Serialize;

use super::buurt::GebiedView;
use super::contact::ContactLink;
use super::hub::has_hours;
use super::inloop::{AfwijkendView, InloopDag};
use super::meenemen::AgendaView;
use super::nu;
use super::page::{ContentView, Link, LocatieView};
use super::spot::Spot;
use super::uren::UrenView;
use crate::kinds::{Spreekuur, Wanneer};
use crate::output::OutputPath;
use crate::site::{AGENDA, About, WijkIndex, agenda, anchor};
use crate::tijd::{Datum, Tijdstip};

/// `spreekuren.html`: walk-in hours by wijk.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct SpreekurenView {
    pub tekst: String,
    /// The days of a week from today on at which residents can walk in somewhere.
    pub dagen: Vec<InloopDag>,
    /// The calendar of the whole site, when residents can walk in somewhere.
    pub agenda: Option<AgendaView>,
    /// What is not like other weeks in the days to come.
    pub afwijkend: Vec<AfwijkendView>,
    pub wijken: Vec<WijkSpreekuren>,
}

/// The spreekuren of one wijk; often none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct WijkSpreekuren {
    pub naam: String,
    pub href: String,
    pub anker: String,
    pub spreekuren: Vec<SpreekuurView>,
}

/// A regular moment at which residents can walk in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct SpreekuurView {
    pub anker: String,
    /// "elke eerste dinsdag van de maand".
    pub wanneer: String,
    pub van: Tijdstip,
    pub tot: Tijdstip,
    pub locatie: LocatieView,
    pub waarvoor: String,
    /// Whom one meets, in words; not when `contact` says enough.
    pub met_wie: Option<String>,
    /// The contact one meets.
    pub contact: Option<ContactLink>,
    /// Whether an appointment is needed.
    pub afspraak: bool,
    pub alternatief: Option<String>,
    pub geldig_van: Option<Datum>,
    pub geldig_tot: Option<Datum>,
    /// The next times, and what differs from other weeks.
    pub uren: Option<UrenView>,
    pub wijk: Option<Link>,
    pub buurt: Option<GebiedView>,
    pub agenda: AgendaView,
}

impl Spot<'_> {
    pub(super) fn spreekuur(&self, spreekuur: &About<Spreekuur>) -> SpreekuurView {
        self.shows(&spreekuur.item.document);
        let (value, today, site) = (&spreekuur.item.value, self.planner.today, self.planner.site);
        let contact = value.contact.as_ref().and_then(|contact| site.contact(contact));
        // A contact who is not there yet, or no more, is told by the function.
        let functie = self.planner.info.value.contactpersoon.enkelvoud.to_lowercase();
        let returns = matches!(value.wanneer, Wanneer::Keert(..));
        SpreekuurView {
            anker: anchor(&spreekuur.item.document),
            wanneer: value.wanneer.in_words(),
            van: value.tijd.van(),
            tot: value.tijd.tot(),
            locatie: self.plek(&value.locatie),
            waarvoor: value.waarvoor.clone(),
            met_wie: value.met_wie.clone().or_else(|| contact.is_none().then(|| format!("De {functie}"))),
            contact: contact.map(|contact| self.contact_link(contact)),
            afspraak: value.afspraak,
            alternatief: value.alternatief.clone(),
            geldig_van: value.geldig_van.filter(|van| van.0 > today && returns),
            geldig_tot: value.geldig_tot.as_ref().map(|tot| tot.value).filter(|_| returns),
            uren: self.uren(self.uren_of(&value.rooster, &spreekuur.item.document), &value.elders, Some(nu::moment)),
            wijk: spreekuur.wijken.first().map(|wijk| self.wijk_link(*wijk)),
            buurt: spreekuur.buurten.first().map(|code| self.gebied(code)),
            agenda: self.agenda(&agenda(&spreekuur.item.document)),
        }
    }
}

/// The page of all spreekuren.
pub(super) fn overzicht(spot: &Spot<'_>, tekst: String) -> ContentView {
    let site = spot.planner.site;
    let of_wijk = |wijk: WijkIndex| WijkSpreekuren {
        naam: site.wijken[wijk].item.value.naam.clone(),
        href: spot.wijk_link(wijk).href,
        anker: site.wijken[wijk].item.slug().to_string(),
        spreekuren: site
            .lists
            .spreekuren
            .of_wijk(wijk)
            .filter(|spreekuur| spreekuur.wijken.first() == Some(&wijk))
            .map(|spreekuur| spot.spreekuur(spreekuur))
            .collect(),
    };
    let wijken = site.wijk_indices().map(|(index, _)| index).map(of_wijk).collect();
    let is_busy = !site.lists.spreekuren.is_empty() || site.lists.hubs.iter().any(has_hours);
    let agenda = is_busy.then(|| spot.agenda(&OutputPath::new(AGENDA)));
    ContentView::Spreekuren(SpreekurenView { tekst, dagen: spot.week(), agenda, afwijkend: spot.afwijkend(), wijken })
}
