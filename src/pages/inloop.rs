//! When and where residents can walk in next: at a spreekuur or in a hub.
//!
//! A site is read on other days than it was built, so moments are told by their date, never as "today".

use jiff::ToSpan;
use jiff::civil::Date;

use serde::Serialize;

use super::nu;
use super::page::{Link, LocatieView};
use super::spot::{Spot, day};
use super::uren::{LetOpView, NEXT, TijdView};
use crate::kinds::{Document, Hub, HubStatus, Locatie, Spreekuur};
use crate::output::OutputPath;
use crate::site::{About, WijkIndex, anchor};
use crate::tijd::{Datumtekst, Minuut, Moment, Tijdvak, Uren};
use crate::values::Gebiedscode;

/// How many days the overview looks ahead, today among them.
pub(super) const DAYS_AHEAD: i64 = 7;

/// A day with all that residents can walk in for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct InloopDag {
    pub dag: Datumtekst,
    pub momenten: Vec<InloopView>,
    /// How the day is called, for the script of a theme, and until when it is told.
    pub nu: [String; 2],
}

/// A moment at which residents can walk in: a spreekuur, or a hub that is open.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct InloopView {
    /// What a spreekuur is for, or the name of the hub.
    pub wat: String,
    /// What stands above it: "Binnenlopen", or that the hub is open.
    pub kop: String,
    /// Whether it is a hub.
    pub hub: bool,
    /// Where more is told: on this page if it is there.
    pub href: String,
    pub dag: Datumtekst,
    pub tijden: Vec<TijdView>,
    pub locatie: Option<LocatieView>,
    /// Whether an appointment is needed.
    pub afspraak: bool,
    pub wijk: Option<Link>,
    /// Until when it is told, for the script of a theme.
    pub nu: String,
    /// What is said later in the place of the first of several.
    pub later: Option<LaterView>,
}

/// What is said in the place of the first moment of several, for the script of a theme: what holds at each moment. What never
/// changes is not there.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct LaterView {
    /// "vandaag, 9.00 tot 11.00 uur".
    pub wanneer: String,
    pub kop: Option<String>,
    pub href: Option<String>,
    pub locatie: Option<String>,
    /// Until when there is anything to tell.
    pub tot: String,
}

/// A spreekuur or hub that is not like other weeks in the days to come.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct AfwijkendView {
    pub wat: String,
    /// Whether it is a hub.
    pub hub: bool,
    pub href: String,
    pub wijk: Option<Link>,
    pub let_op: Vec<LetOpView>,
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
    momenten: Vec<Moment>,
    what: Inloop<'s>,
}

impl WalkIn<'_> {
    /// By day and time; when all else is equal, walking in without an appointment goes first.
    fn order(&self) -> (Date, Option<Tijdvak>, bool) {
        let needs_appointment = matches!(self.what, Inloop::Spreekuur(spreekuur) if spreekuur.item.value.afspraak);
        (self.day, self.momenten.first().map(|moment| moment.tijd), needs_appointment)
    }
}

/// When the last of a day is over.
fn end_of_day(of_day: &[WalkIn<'_>]) -> Minuut {
    of_day.iter().map(|it| nu::end_of(&it.momenten)).max().unwrap_or_default()
}

impl<'s> Inloop<'s> {
    fn document(self) -> &'s Document {
        match self {
            Self::Spreekuur(spreekuur) => &spreekuur.item.document,
            Self::Hub(hub) => &hub.item.document,
        }
    }

    /// What stands above its moments.
    fn heading(self) -> String {
        match self {
            Self::Hub(hub) => format!("{} is open", hub.item.value.naam),
            Self::Spreekuur(spreekuur) if spreekuur.item.value.afspraak => "Spreekuur op afspraak".to_owned(),
            Self::Spreekuur(_) => "Binnenlopen".to_owned(),
        }
    }

    /// Where it is, at a moment to which something is particular.
    fn locatie(self, extra: Option<usize>) -> Option<&'s Locatie> {
        match self {
            Self::Hub(hub) => hub.item.value.locatie.as_ref(),
            Self::Spreekuur(spreekuur) => {
                let value = &spreekuur.item.value;
                let elders = extra.and_then(|extra| value.elders.get(extra)?.as_ref());
                Some(elders.unwrap_or(&value.locatie))
            }
        }
    }

    /// When it is; `None` when people can not walk in at all.
    fn uren(self, spot: &Spot<'s>) -> Option<Uren<'s>> {
        let rooster = match self {
            Self::Spreekuur(spreekuur) => &spreekuur.item.value.rooster,
            Self::Hub(hub) if hub.item.value.status == HubStatus::InGebruik => &hub.item.value.rooster,
            Self::Hub(_) => return None,
        };
        // The page says something else when this does, at whatever moment it is.
        spot.shows(self.document());
        Some(spot.uren_of(rooster, self.document()))
    }

    /// The days from `from` on, each with its times.
    fn days(self, spot: &Spot<'s>, from: Date) -> impl Iterator<Item = WalkIn<'s>> + use<'s> {
        let mut momenten = self.uren(spot).map(|uren| uren.momenten(from)).into_iter().flatten().peekable();
        std::iter::from_fn(move || {
            let first = momenten.next()?;
            let mut of_day = vec![first];
            while let Some(next) = momenten.next_if(|next| next.dag == first.dag) {
                of_day.push(next);
            }
            Some(WalkIn { day: first.dag, momenten: of_day, what: self })
        })
    }
}

impl<'s> Spot<'s> {
    /// The next moments in a wijk.
    pub(super) fn inloop_of_wijk(&self, wijk: WijkIndex) -> Vec<InloopView> {
        let site = self.planner.site;
        let spreekuren = site.lists.spreekuren.of_wijk(wijk).map(Inloop::Spreekuur);
        let hubs = site.lists.hubs.of_wijk(wijk).map(Inloop::Hub);
        self.next(spreekuren.chain(hubs), self.planner.places.wijk(wijk))
    }

    /// The next moments for a buurt: what is meant for it or for its whole wijk, and any hub of the wijk.
    pub(super) fn inloop_of_buurt(&self, buurt: &Gebiedscode, wijk: WijkIndex) -> Vec<InloopView> {
        let site = self.planner.site;
        let is_for = |it: &&About<Spreekuur>| it.buurten.is_empty() || it.buurten.contains(buurt);
        let spreekuren = site.lists.spreekuren.of_wijk(wijk).filter(is_for).map(Inloop::Spreekuur);
        let hubs = site.lists.hubs.of_wijk(wijk).map(Inloop::Hub);
        self.next(spreekuren.chain(hubs), &self.from.output)
    }

    /// So many of the next moments in a wijk, for what is read elsewhere.
    pub(super) fn inloop_elders(&self, wijk: WijkIndex, most: usize) -> Vec<InloopView> {
        let lists = &self.planner.site.lists;
        let spreekuren = lists.spreekuren.of_wijk(wijk).map(Inloop::Spreekuur);
        let all: Vec<_> = spreekuren.chain(lists.hubs.of_wijk(wijk).map(Inloop::Hub)).collect();
        self.first(&all, most, self.planner.places.wijk(wijk))
    }

    /// So many of the next moments of these.
    fn first(&self, all: &[Inloop<'s>], most: usize, told_on: &OutputPath) -> Vec<InloopView> {
        let mut next: Vec<_> = all.iter().flat_map(|it| it.days(self, self.planner.today).take(most)).collect();
        next.sort_by_key(WalkIn::order);
        next.iter().take(most).map(|moment| self.moment(moment, told_on)).collect()
    }

    fn next(&self, all: impl Iterator<Item = Inloop<'s>>, told_on: &OutputPath) -> Vec<InloopView> {
        let all: Vec<_> = all.collect();
        let mut next = self.first(&all, NEXT, told_on);
        if let Some(first) = next.first_mut() {
            first.later = Some(self.later(&all, told_on));
        }
        next
    }

    /// What is said in the place of the first moment of all.
    fn later(&self, all: &[Inloop<'s>], told_on: &OutputPath) -> LaterView {
        let uren: Vec<_> = all.iter().enumerate().filter_map(|(index, it)| Some((it.uren(self)?, index))).collect();
        let together = nu::first_of(&uren, self.planner.today);
        LaterView {
            wanneer: self.now(together.wanneer.clone()),
            kop: together.of(|index, _| all[index].heading()),
            href: together.of(|index, _| self.inloop_href(all[index], told_on)),
            locatie: together.of(|index, extra| all[index].locatie(extra).map(Locatie::in_words).unwrap_or_default()),
            tot: together.until(),
        }
    }

    /// All that residents can walk into.
    fn walk_ins(&self) -> impl Iterator<Item = Inloop<'s>> {
        let site = self.planner.site;
        site.lists.spreekuren.iter().map(Inloop::Spreekuur).chain(site.lists.hubs.iter().map(Inloop::Hub))
    }

    /// All moments of the coming week, by day.
    pub(super) fn week(&self) -> Vec<InloopDag> {
        let today = self.planner.today;
        let end = today.saturating_add(DAYS_AHEAD.days());
        let of_week = |it: Inloop<'s>| it.days(self, today).take_while(|moment| moment.day < end);
        let mut moments: Vec<_> = self.walk_ins().flat_map(of_week).collect();
        moments.sort_by_key(WalkIn::order);
        moments
            .chunk_by(|one, other| one.day == other.day)
            .map(|of_day| InloopDag {
                dag: day(of_day[0].day),
                momenten: of_day.iter().map(|moment| self.moment(moment, &self.from.output)).collect(),
                nu: [self.now(nu::named(of_day[0].day)), nu::until(end_of_day(of_day))],
            })
            .collect()
    }

    /// What is not like other weeks in the days to come.
    pub(super) fn afwijkend(&self) -> Vec<AfwijkendView> {
        let of = |it: Inloop<'s>| {
            let (wat, elders, wijken) = match it {
                Inloop::Spreekuur(spreekuur) => {
                    let value = &spreekuur.item.value;
                    (&value.waarvoor, &value.elders[..], &spreekuur.wijken)
                }
                Inloop::Hub(hub) => (&hub.item.value.naam, &[][..], &hub.wijken),
            };
            let let_op = self.let_op(it.uren(self)?, elders);
            (!let_op.is_empty()).then(|| AfwijkendView {
                wat: wat.clone(),
                hub: matches!(it, Inloop::Hub(_)),
                href: self.inloop_href(it, &self.from.output),
                wijk: wijken.first().map(|wijk| self.wijk_link(*wijk)),
                let_op,
            })
        };
        self.walk_ins().filter_map(of).collect()
    }

    /// Where more is told; of a spreekuur on the page `told_on`.
    fn inloop_href(&self, what: Inloop<'s>, told_on: &OutputPath) -> String {
        match what {
            Inloop::Spreekuur(spreekuur) => self.place_href(told_on, &anchor(&spreekuur.item.document)),
            Inloop::Hub(hub) => self.document_href(&hub.item.document),
        }
    }

    /// A moment; a spreekuur is told in full on the page `told_on`.
    fn moment(&self, WalkIn { day: date, momenten, what }: &WalkIn<'s>, told_on: &OutputPath) -> InloopView {
        let (dag, tijden) = (day(*date), momenten.iter().map(TijdView::from).collect());
        let (href, nu) = (self.inloop_href(*what, told_on), nu::until(nu::end_of(momenten)));
        match what {
            Inloop::Spreekuur(spreekuur) => {
                let value = &spreekuur.item.value;
                InloopView {
                    wat: value.waarvoor.clone(),
                    kop: what.heading(),
                    hub: false,
                    href,
                    dag,
                    tijden,
                    locatie: what.locatie(momenten.iter().find_map(|moment| moment.extra)).map(|it| self.plek(it)),
                    afspraak: value.afspraak,
                    wijk: spreekuur.wijken.first().map(|wijk| self.wijk_link(*wijk)),
                    nu,
                    later: None,
                }
            }
            Inloop::Hub(hub) => {
                let value = &hub.item.value;
                InloopView {
                    wat: value.naam.clone(),
                    kop: what.heading(),
                    hub: true,
                    href,
                    dag,
                    tijden,
                    locatie: what.locatie(None).map(|it| self.plek(it)),
                    afspraak: false,
                    wijk: hub.wijken.first().copied().map(|wijk| self.wijk_link(wijk)),
                    nu,
                    later: None,
                }
            }
        }
    }
}
