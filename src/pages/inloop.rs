//! When and where residents can walk in next: at a spreekuur or in a hub.
//!
//! A site is read on other days than it was built, so moments are told by their date, never as "today".

use jiff::ToSpan;
use jiff::civil::Date;

use serde::Serialize;

use super::page::{Link, LocatieView};
use super::spot::{Spot, day, locatie};
use crate::kinds::{Hub, Spreekuur};
use crate::output::OutputPath;
use crate::site::{About, WijkIndex, anchor};
use crate::tijd::{Datumtekst, Tijdvak};
use crate::values::Gebiedscode;

/// How many days the overview looks ahead, today among them.
const DAYS_AHEAD: i64 = 7;

/// A day with all that residents can walk in for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct InloopDag {
    pub dag: Datumtekst,
    pub momenten: Vec<InloopView>,
}

/// A moment at which residents can walk in: a spreekuur, or a hub that is open.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct InloopView {
    /// What a spreekuur is for, or the name of the hub.
    pub wat: String,
    /// Whether it is a hub.
    pub hub: bool,
    /// Where more is told: on this page if it is there.
    pub href: String,
    pub dag: Datumtekst,
    pub tijden: Vec<Tijdvak>,
    pub locatie: Option<LocatieView>,
    /// Whether an appointment is needed.
    pub afspraak: bool,
    pub wijk: Option<Link>,
}

/// What one can walk into.
#[derive(Clone, Copy)]
enum Inloop<'s> {
    Spreekuur(&'s About<Spreekuur>),
    Hub(&'s About<Hub>),
}

/// One day of it.
struct WalkIn<'s> {
    day: Date,
    tijden: Vec<Tijdvak>,
    what: Inloop<'s>,
}

impl WalkIn<'_> {
    /// By day and time; when all else is equal, walking in without an appointment goes first.
    fn order(&self) -> (Date, Option<Tijdvak>, bool) {
        let needs_appointment = matches!(self.what, Inloop::Spreekuur(spreekuur) if spreekuur.item.value.afspraak);
        (self.day, self.tijden.first().copied(), needs_appointment)
    }
}

impl<'s> Inloop<'s> {
    /// The days from `from` on.
    fn moments(self, from: Date) -> Box<dyn Iterator<Item = WalkIn<'s>> + 's> {
        match self {
            Self::Spreekuur(spreekuur) => {
                let value: &Spreekuur = &spreekuur.item.value;
                Box::new(value.days(from).map(move |day| WalkIn { day, tijden: vec![value.tijd], what: self }))
            }
            Self::Hub(hub) => {
                let value: &Hub = &hub.item.value;
                Box::new(value.open_days(from).map(move |(day, tijden)| WalkIn { day, tijden, what: self }))
            }
        }
    }
}

impl<'s> Spot<'s> {
    /// The next moment in a wijk.
    pub(super) fn inloop_of_wijk(&self, wijk: WijkIndex) -> Option<InloopView> {
        let site = self.planner.site;
        let spreekuren = site.lists.spreekuren.of_wijk(wijk).map(Inloop::Spreekuur);
        let hubs = site.lists.hubs.of_wijk(wijk).map(Inloop::Hub);
        self.next(spreekuren.chain(hubs), self.planner.places.wijk(wijk))
    }

    /// The next moment for a buurt: what is meant for it or for its whole wijk, and any hub of the wijk.
    pub(super) fn inloop_of_buurt(&self, buurt: &Gebiedscode, wijk: WijkIndex) -> Option<InloopView> {
        let site = self.planner.site;
        let is_for = |it: &&About<Spreekuur>| it.buurten.is_empty() || it.buurten.contains(buurt);
        let spreekuren = site.lists.spreekuren.of_wijk(wijk).filter(is_for).map(Inloop::Spreekuur);
        let hubs = site.lists.hubs.of_wijk(wijk).map(Inloop::Hub);
        self.next(spreekuren.chain(hubs), &self.from.output)
    }

    fn next(&self, all: impl Iterator<Item = Inloop<'s>>, told_on: &OutputPath) -> Option<InloopView> {
        let today = self.planner.today;
        let first = all.filter_map(|it| it.moments(today).next()).min_by_key(WalkIn::order)?;
        Some(self.moment(&first, told_on))
    }

    /// All moments of the coming week, by day.
    pub(super) fn week(&self) -> Vec<InloopDag> {
        let (site, today) = (self.planner.site, self.planner.today);
        let end = today.saturating_add(DAYS_AHEAD.days());
        let all = site.lists.spreekuren.iter().map(Inloop::Spreekuur).chain(site.lists.hubs.iter().map(Inloop::Hub));
        let mut moments: Vec<_> = all.flat_map(|it| it.moments(today).take_while(|moment| moment.day < end)).collect();
        moments.sort_by_key(WalkIn::order);
        moments
            .chunk_by(|one, other| one.day == other.day)
            .map(|of_day| InloopDag {
                dag: day(of_day[0].day),
                momenten: of_day.iter().map(|moment| self.moment(moment, &self.from.output)).collect(),
            })
            .collect()
    }

    /// A moment; a spreekuur is told in full on the page `told_on`.
    fn moment(&self, WalkIn { day: date, tijden, what }: &WalkIn<'_>, told_on: &OutputPath) -> InloopView {
        let (dag, tijden) = (day(*date), tijden.clone());
        match what {
            Inloop::Spreekuur(spreekuur) => {
                let value = &spreekuur.item.value;
                InloopView {
                    wat: value.waarvoor.clone(),
                    hub: false,
                    href: self.place_href(told_on, &anchor(&spreekuur.item.document)),
                    dag,
                    tijden,
                    locatie: Some(locatie(&value.locatie)),
                    afspraak: value.afspraak,
                    wijk: spreekuur.wijken.first().map(|wijk| self.wijk_link(*wijk)),
                }
            }
            Inloop::Hub(hub) => {
                let value = &hub.item.value;
                InloopView {
                    wat: value.naam.clone(),
                    hub: true,
                    href: self.document_href(&hub.item.document),
                    dag,
                    tijden,
                    locatie: value.locatie.as_ref().map(locatie),
                    afspraak: false,
                    wijk: hub.wijken.first().copied().map(|wijk| self.wijk_link(wijk)),
                }
            }
        }
    }
}
