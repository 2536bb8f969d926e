//! The one evaluator: what a schedule comes to on a day, and why that differs from other weeks.
//!
//! Everything that tells residents when something is asks [`Uren`]: pages, calendars and what machines are told. What is written
//! goes from weak to strong: the week, a season, the calendar of the municipality, the days of the schedule itself.
//! Hours belong to the day on which they begin: what falls out, falls out to its end, also past midnight.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Dagen, Feestdag, Herhaling, Tijdstip, Tijdvak, Vakantie, Weekdagen};
use crate::values::Choice;

/// How far is looked for what is next.
const AHEAD: i32 = 731;

/// How one comes, or whether one has to come at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Openingssoort {
    /// Anybody can walk in.
    #[default]
    Inloop,
    /// Only by appointment.
    Afspraak,
    /// By telephone only.
    Telefonisch,
    /// The desk only.
    Balie,
}

impl Openingssoort {
    /// The word that editors write.
    pub fn word(self) -> &'static str {
        Self::OPTIONS[self as usize].0
    }
}

impl Choice for Openingssoort {
    const WHAT: &'static str = "hoe mensen dan terechtkunnen, zoals inloop of afspraak";
    const OPTIONS: &'static [(&'static str, Self)] = &[
        ("inloop", Self::Inloop),
        ("afspraak", Self::Afspraak),
        ("telefonisch", Self::Telefonisch),
        ("alleen balie", Self::Balie),
    ];
}

/// Hours that return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weekregel {
    /// On which days of the week.
    pub dagen: Weekdagen,
    /// In which weeks.
    pub herhaling: Herhaling,
    /// From when to when.
    pub tijd: Tijdvak,
    /// How one comes then.
    pub soort: Openingssoort,
}

/// Days on which other rules hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seizoen {
    /// Which days.
    pub dagen: Dagen,
    /// What it is called.
    pub reden: Option<String>,
    /// What holds then; nothing when it is closed.
    pub regels: Vec<Weekregel>,
}

/// Days that are not like others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bijzonder {
    /// Which days.
    pub dagen: Dagen,
    /// What holds then.
    pub wat: Wat,
    /// Why.
    pub reden: Option<String>,
}

/// What holds on a day that is not like others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wat {
    /// Nothing takes place.
    Dicht,
    /// It is on another day, or at other hours: what would have been on this day falls out.
    Verplaatst(Date),
    /// These hours instead of all others.
    Anders(Tijdvak, Openingssoort),
    /// These hours besides, or instead of those of another day.
    Ook {
        /// From when to when.
        tijd: Tijdvak,
        /// How one comes then.
        soort: Openingssoort,
        /// The number of what is particular to them.
        extra: usize,
        /// The day that they were moved from.
        van: Option<Date>,
    },
}

/// What holds on days on which municipalities do not work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Feestdagen {
    /// Nothing takes place.
    #[default]
    Dicht,
    /// It goes on.
    Open,
    /// Nothing takes place on these; on others it goes on.
    DichtOp(Vec<Feestdag>),
}

/// When something is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rooster {
    /// The first day.
    pub van: Option<Date>,
    /// The last day.
    pub tot: Option<Date>,
    /// What holds as a rule.
    pub regels: Vec<Weekregel>,
    /// When other rules hold; the last one that has a day counts.
    pub seizoenen: Vec<Seizoen>,
    /// The days that are not like others.
    pub bijzonder: Vec<Bijzonder>,
    /// Whether it goes on when the municipality does not work.
    pub feestdagen: Feestdagen,
    /// Whether it stops in school holidays.
    pub stopt_in_vakanties: bool,
}

impl Rooster {
    /// Whether anything is known of when it is.
    pub(crate) fn is_known(&self) -> bool {
        !(self.regels.is_empty() && self.seizoenen.is_empty() && self.bijzonder.is_empty())
    }
}

/// What holds for all places of a municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kalender {
    /// The days on which it does not work.
    pub feestdagen: Vec<Feestdag>,
    /// The days on which it stops early.
    pub eerder_dicht: Vec<EerderDicht>,
    /// The days on which its places are closed.
    pub sluitingen: Vec<Sluiting>,
    /// The school holidays, as far as they are known.
    pub vakanties: Vec<Vakantie>,
}

/// The one of the *cao Gemeenten*, and nothing else.
impl Default for Kalender {
    fn default() -> Self {
        Self {
            feestdagen: Feestdag::CAO.to_vec(),
            eerder_dicht: Vec::new(),
            sluitingen: Vec::new(),
            vakanties: Vec::new(),
        }
    }
}

/// Days on which all stops early.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EerderDicht {
    /// Which days.
    pub dagen: Dagen,
    /// From when.
    pub vanaf: Tijdstip,
    /// Why.
    pub reden: Option<String>,
}

/// Days on which all places are closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sluiting {
    /// Which days.
    pub dagen: Dagen,
    /// Why.
    pub reden: Option<String>,
    /// The names of what is open all the same.
    pub behalve: Vec<String>,
}

/// A schedule in a municipality: who asks when something is, asks this.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Uren<'r> {
    /// The schedule.
    pub rooster: &'r Rooster,
    /// The calendar of the municipality.
    pub kalender: &'r Kalender,
    /// By what name it may be an exception to what holds for all.
    pub naam: &'r str,
}

/// One time that it takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    /// The day on which it begins.
    pub dag: Date,
    /// From when to when.
    pub tijd: Tijdvak,
    /// How one comes then.
    pub soort: Openingssoort,
    /// The number of what is particular to it.
    pub extra: Option<usize>,
}

/// Why a day differs from the same day in other weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reden<'r> {
    /// A day on which municipalities do not work.
    Feestdag(Feestdag),
    /// A school holiday.
    Vakantie(&'r str),
    /// It is on this day instead, for this reason.
    Verplaatst(Date, Option<&'r str>),
    /// It was moved here from this day, for this reason.
    InPlaatsVan(Date, Option<&'r str>),
    /// In words of the editor, if there are any.
    Eigen(Option<&'r str>),
}

/// A day of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dag<'r> {
    /// The day.
    pub dag: Date,
    /// What takes place, in order.
    pub momenten: Vec<Moment>,
    /// Whether something that would have been, is not.
    pub valt_uit: bool,
    /// Why it is not like other weeks, when it is not.
    pub reden: Option<Reden<'r>>,
}

impl<'r> Uren<'r> {
    /// What takes place on a day.
    pub(crate) fn on(self, dag: Date) -> Dag<'r> {
        let regular = self.regular(dag);
        let (mut momenten, mut reden) = self.of_calendar(dag, regular.clone());
        let of_day = || self.rooster.bijzonder.iter().filter(|it| it.dagen.contains(dag));
        let mut is_own = false;
        for it in of_day() {
            let moment = |tijd, soort, extra| Moment { dag, tijd, soort, extra };
            match it.wat {
                // The first of this day makes an end of all else; what comes besides is kept.
                Wat::Dicht | Wat::Verplaatst(_) | Wat::Anders(..) if !is_own => {
                    is_own = true;
                    momenten.clear();
                    let own = it.reden.as_deref();
                    reden = Some(match it.wat {
                        Wat::Verplaatst(to) if to != dag => Reden::Verplaatst(to, own),
                        _ => Reden::Eigen(own),
                    });
                }
                _ => {}
            }
            if let Wat::Anders(tijd, soort) = it.wat {
                momenten.push(moment(tijd, soort, None));
            }
        }
        for it in of_day() {
            if let Wat::Ook { tijd, soort, extra, van } = it.wat {
                momenten.push(Moment { dag, tijd, soort, extra: Some(extra) });
                let own = it.reden.as_deref();
                let moved = van.filter(|van| *van != dag).map(|van| Reden::InPlaatsVan(van, own));
                reden = reden.or(moved).or(Some(Reden::Eigen(own)));
            }
        }
        momenten.sort_unstable();
        let valt_uit = regular.iter().any(|moment| !momenten.contains(moment));
        if momenten == regular {
            reden = None;
        }
        Dag { dag, momenten, valt_uit, reden }
    }

    /// What takes place from a day on, for two years.
    pub(crate) fn momenten(self, from: Date) -> impl Iterator<Item = Moment> {
        self.days(from).flat_map(move |dag| self.on(dag).momenten)
    }

    /// The days from one on, as many as asked for, that are not like other weeks.
    pub(crate) fn afwijkend(self, from: Date, days: i32) -> impl Iterator<Item = Dag<'r>> {
        let end = from.saturating_add(days.days());
        self.days(from).take_while(move |day| *day < end).map(move |day| self.on(day)).filter(|dag| dag.reden.is_some())
    }

    /// The days on which there can be something, from one on, for two years.
    fn days(self, from: Date) -> impl Iterator<Item = Date> {
        // What is moved may be before or after the days of the schedule itself.
        let special = |it: &'r Bijzonder| if matches!(it.wat, Wat::Ook { .. }) { it.dagen.once() } else { None };
        let first = self.rooster.bijzonder.iter().filter_map(special).map(|(van, _)| van).min();
        let last = self.rooster.bijzonder.iter().filter_map(special).map(|(_, tot)| tot).max();
        let is_empty = !self.rooster.is_known();
        let start = self.rooster.van.map_or(from, |van| first.map_or(van, |first| first.min(van)).max(from));
        let end = start.saturating_add(AHEAD.days());
        let end = self.rooster.tot.map_or(end, |tot| last.map_or(tot, |last| last.max(tot)).min(end));
        start.series(1.day()).take_while(move |day| !is_empty && *day <= end)
    }

    /// What the rules of the week or the season give.
    fn regular(self, dag: Date) -> Vec<Moment> {
        let Rooster { van, tot, regels, seizoenen, .. } = self.rooster;
        if van.is_some_and(|van| dag < van) || tot.is_some_and(|tot| dag > tot) {
            return Vec::new();
        }
        let season = seizoenen.iter().rev().find(|season| season.dagen.contains(dag));
        let regels = season.map_or(regels, |season| &season.regels);
        let weekday = super::Weekdag::of(dag);
        let on = |regel: &&Weekregel| regel.dagen.days().contains(&weekday) && regel.herhaling.includes(dag);
        let mut momenten: Vec<_> = regels
            .iter()
            .filter(on)
            .map(|regel| Moment { dag, tijd: regel.tijd, soort: regel.soort, extra: None })
            .collect();
        momenten.sort_unstable();
        momenten
    }

    /// What is left of it by the calendar of the municipality, and why.
    fn of_calendar(self, dag: Date, mut momenten: Vec<Moment>) -> (Vec<Moment>, Option<Reden<'r>>) {
        if momenten.is_empty() {
            return (momenten, None);
        }
        let Kalender { feestdagen, eerder_dicht, sluitingen, vakanties } = self.kalender;
        let closed = |feestdag: &&Feestdag| match &self.rooster.feestdagen {
            Feestdagen::Dicht => true,
            Feestdagen::Open => false,
            Feestdagen::DichtOp(these) => these.contains(feestdag),
        };
        let named = match &self.rooster.feestdagen {
            Feestdagen::DichtOp(these) => these,
            Feestdagen::Dicht | Feestdagen::Open => feestdagen,
        };
        let holds = |it: &&Sluiting| it.dagen.contains(dag) && !it.behalve.iter().any(|naam| naam == self.naam);
        let sluiting = sluitingen.iter().find(holds).map(|it| Reden::Eigen(it.reden.as_deref()));
        let feestdag = || {
            let on_day = named.iter().filter(closed).find(|feestdag| feestdag.is_on(dag));
            on_day.map(|it| Reden::Feestdag(*it))
        };
        let vakantie = || {
            let is_in = |it: &&Vakantie| self.rooster.stopt_in_vakanties && (it.van..=it.tot).contains(&dag);
            vakanties.iter().find(is_in).map(|it| Reden::Vakantie(&it.naam))
        };
        if let Some(reden) = sluiting.or_else(feestdag).or_else(vakantie) {
            return (Vec::new(), Some(reden));
        }
        if let Some(early) = eerder_dicht.iter().find(|it| it.dagen.contains(dag)) {
            momenten.retain_mut(|moment| {
                let left = moment.tijd.until(early.vanaf);
                left.inspect(|tijd| moment.tijd = *tijd).is_some()
            });
            return (momenten, Some(Reden::Eigen(early.reden.as_deref())));
        }
        (momenten, None)
    }
}
