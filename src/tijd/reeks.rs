//! What others have in a calendar: when it is, by their clock and their rules, and on which days here.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::herhaalregel::Tot;
use super::{Herhaalregel, Ogenblik, Tijdzone};

/// When something of a calendar is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kalenderreeks {
    /// The clock that its times are of; `None` of whole days.
    pub(crate) zone: Option<Tijdzone>,
    /// The first begin, by that clock.
    pub(crate) begin: DateTime,
    /// How long it is by the clock, if it says so; of whole days at least one.
    pub(crate) duur: Option<SignedDuration>,
    /// How it returns.
    pub(crate) regel: Option<Herhaalregel>,
    /// Further begins.
    pub(crate) ook: Vec<DateTime>,
    /// Begins that are not.
    pub(crate) niet: Vec<Uitzondering>,
}

/// A begin that is taken away.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Uitzondering {
    /// All that begin on this day.
    Dag(Date),
    /// What begins at this moment.
    Moment(Timestamp),
}

/// One time that it is, by the clock here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Kalenderbeurt {
    /// Its begin; of a whole day midnight.
    pub(crate) begin: Ogenblik,
    /// Its end, if that is known and later; of whole days its last day.
    pub(crate) einde: Option<Ogenblik>,
    /// Whether it is whole days.
    pub(crate) hele_dag: bool,
}

impl Kalenderbeurt {
    /// Its last day. What ends at midnight is of the day before.
    pub(crate) fn laatste_dag(&self) -> Date {
        let Some(einde) = self.einde else { return self.begin.dag };
        let ends_at_midnight = !self.hele_dag && einde.tijd.minutes() == 0 && einde.dag > self.begin.dag;
        if ends_at_midnight { einde.dag.saturating_sub(1.day()) } else { einde.dag }
    }
}

/// The longest that anything in a calendar is taken for: what is longer is no activity but a state.
const LONGEST: i32 = 366;

impl Kalenderreeks {
    /// All times that it is of which the begin or end is from one day to another, in order. `looked` is how many days may still be
    /// looked at; `None` when that is not enough.
    pub(crate) fn beurten(&self, [from, to]: [Date; 2], looked: &mut u32) -> Option<Vec<Kalenderbeurt>> {
        // By another clock it may be a day earlier or later.
        let [early, late] = [from.saturating_sub((self.days() + 2).days()), to.saturating_add(2.days())];
        let first = self.begin.date();
        let is_near = |begin: &&DateTime| (early..=late).contains(&begin.date());
        let mut begins: BTreeSet<DateTime> = self.ook.iter().filter(is_near).copied().collect();
        match &self.regel {
            None => drop(begins.insert(self.begin)),
            Some(regel) => {
                let ends = |day: Date| regel.until.is_some_and(|until| self.is_after(self.begin_on(day), until));
                let days = regel.dagen(first, [early, late], ends, looked)?;
                begins.extend(days.into_iter().map(|day| self.begin_on(day)));
            }
        }
        if begins.is_empty() {
            return Some(Vec::new());
        }
        let away: BTreeSet<&Uitzondering> = self.niet.iter().collect();
        let is_away = |begin: DateTime| {
            !away.is_empty()
                && (away.contains(&Uitzondering::Dag(begin.date()))
                    || self.moment(begin).is_some_and(|moment| away.contains(&Uitzondering::Moment(moment))))
        };
        let is_in = |beurt: &Kalenderbeurt| beurt.laatste_dag() >= from && beurt.begin.dag <= to;
        let mut beurten: Vec<Kalenderbeurt> = begins
            .into_iter()
            .filter(|begin| !is_away(*begin))
            .filter_map(|begin| self.beurt(begin))
            .filter(is_in)
            .collect();
        beurten.sort_unstable();
        Some(beurten)
    }

    /// When it is over for good, if that is said.
    pub(crate) fn laatste_dag(&self) -> Option<Date> {
        if !self.ook.is_empty() {
            return None;
        }
        let last = match &self.regel {
            None => self.begin,
            // By another clock it may be the day after.
            Some(regel) => match regel.until? {
                Tot::Dag(day) => self.begin_on(day),
                Tot::Klok(clock) | Tot::Utc(clock) => self.begin_on(clock.date().saturating_add(1.day())),
            },
        };
        self.beurt(last).map(|beurt| beurt.laatste_dag())
    }

    fn begin_on(&self, day: Date) -> DateTime {
        day.to_datetime(self.begin.time())
    }

    fn moment(&self, clock: DateTime) -> Option<Timestamp> {
        self.zone.as_ref()?.moment(clock)
    }

    fn is_after(&self, begin: DateTime, until: Tot) -> bool {
        match (until, self.moment(begin)) {
            (Tot::Dag(day), _) => begin.date() > day,
            (Tot::Klok(clock), _) => begin > clock,
            (Tot::Utc(clock), Some(moment)) => Tijdzone::utc().moment(clock).is_some_and(|end| moment > end),
            // Of whole days the day counts.
            (Tot::Utc(clock), None) => begin.date() > clock.date(),
        }
    }

    /// How many days it takes at most.
    fn days(&self) -> i32 {
        let end = self.duur.and_then(|duur| self.begin.checked_add(duur).ok()).unwrap_or(self.begin);
        (end.date() - self.begin.date()).get_days().clamp(0, LONGEST)
    }

    fn beurt(&self, begin: DateTime) -> Option<Kalenderbeurt> {
        let end = self.duur.and_then(|duur| begin.checked_add(duur).ok()).filter(|end| *end > begin);
        let Some(zone) = &self.zone else {
            let day = |day: Date| Ogenblik { dag: day, tijd: super::Tijdstip::of(jiff::civil::Time::midnight()) };
            // The end of whole days is the day after.
            let last = end.map_or(begin.date(), |end| end.date().saturating_sub(1.day())).max(begin.date());
            let last = last.min(begin.date().saturating_add(LONGEST.days()));
            return Some(Kalenderbeurt { begin: day(begin.date()), einde: Some(day(last)), hele_dag: true });
        };
        let (begin, end) = (zone.at(begin)?, end.and_then(|end| zone.at(end)));
        let end = end.filter(|end| *end > begin && (end.dag - begin.dag).get_days() <= LONGEST);
        Some(Kalenderbeurt { begin, einde: end, hele_dag: false })
    }
}
