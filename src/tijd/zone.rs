//! What a schedule comes to on the clock of the world: minutes since 1970 (UTC), so that nobody after this has to know of time zones.
//!
//! A begin that comes twice, in the night the clock goes back, is the first; an end that comes twice is the second. A time that is
//! skipped, in the night it goes forward, is the moment of the change.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::{Moment, Openingssoort, Tijdstip};

/// The zone of the Netherlands. It is in the program itself: what the system knows of zones does not matter.
pub(super) static ZONE: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC));

/// Minutes since 1970 (UTC).
pub(crate) type Minuut = i64;

/// From one moment to another without a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tijdspanne<W> {
    /// When it begins.
    pub van: Minuut,
    /// When it ends.
    pub tot: Minuut,
    /// The day on which it begins.
    pub dag: Date,
    /// What the clock says at its begin and its end.
    pub klok: (Tijdstip, Tijdstip),
    /// How one comes then.
    pub soort: Openingssoort,
    /// What it is of.
    pub wat: W,
}

/// A stretch, as long as it is the one that is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verteld<W> {
    /// From when it is told.
    pub van: Minuut,
    /// Until when it is told.
    pub tot: Minuut,
    /// The whole of it.
    pub stuk: Tijdspanne<W>,
}

/// When a day begins.
pub(crate) fn middernacht(dag: Date) -> Minuut {
    minuut(dag.to_datetime(jiff::civil::Time::midnight()), true)
}

/// When it is this time on this day; of a time that is there twice the `first`, or the last.
pub(super) fn minuut_van(dag: Date, tijd: Tijdstip, first: bool) -> Minuut {
    let midnight = dag.to_datetime(jiff::civil::Time::midnight());
    minuut(midnight.saturating_add(i32::from(tijd.minutes()).minutes()), first)
}

/// The stretches that moments come to, in order: those of a kind that touch are one, and there are none of zero minutes.
pub(crate) fn stukken<W: Copy + PartialEq>(momenten: impl IntoIterator<Item = (Moment, W)>) -> Vec<Tijdspanne<W>> {
    let of = |(Moment { dag, tijd, soort, .. }, wat): (Moment, W)| {
        let (van, tot) = tijd.minutes();
        let at =
            |minutes: u16| dag.to_datetime(jiff::civil::Time::midnight()).saturating_add(i32::from(minutes).minutes());
        let klok = (tijd.van(), tijd.tot());
        Tijdspanne { van: minuut(at(van), true), tot: minuut(at(tot), false), dag, klok, soort, wat }
    };
    let mut all: Vec<_> = momenten.into_iter().map(of).filter(|it| it.van < it.tot).collect();
    all.sort_by_key(|it| (it.van, it.tot));
    let mut out: Vec<Tijdspanne<W>> = Vec::with_capacity(all.len());
    for it in all {
        let is_alike = |last: &&mut Tijdspanne<W>| (last.soort, last.wat) == (it.soort, it.wat) && it.van <= last.tot;
        match out.iter_mut().rev().take_while(|last| last.tot >= it.van).find(is_alike) {
            Some(last) if it.tot > last.tot => (last.tot, last.klok.1) = (it.tot, it.klok.1),
            Some(_) => {}
            None => out.push(it),
        }
    }
    out
}

/// Which of these there is at each moment: of several at once the first in the order of how one comes. What another one
/// interrupts comes back after it.
pub(crate) fn na_elkaar<W: Copy>(stukken: &[Tijdspanne<W>]) -> Vec<Verteld<W>> {
    let mut edges: Vec<Minuut> = stukken.iter().flat_map(|it| [it.van, it.tot]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut out: Vec<(Minuut, Minuut, usize)> = Vec::new();
    for edge in edges.windows(2) {
        let (van, tot) = (edge[0], edge[1]);
        let there = stukken.iter().enumerate().take_while(|(_, it)| it.van <= van).filter(|(_, it)| it.tot >= tot);
        let Some((index, _)) = there.min_by_key(|(index, it)| (it.soort, *index)) else { continue };
        match out.last_mut().filter(|last| last.2 == index && last.1 == van) {
            Some(last) => last.1 = tot,
            None => out.push((van, tot, index)),
        }
    }
    out.into_iter().map(|(van, tot, index)| Verteld { van, tot, stuk: stukken[index] }).collect()
}

/// The moment at which clocks say this, at a begin or at an end.
fn minuut(clock: DateTime, is_begin: bool) -> Minuut {
    let stamp = match ZONE.to_ambiguous_timestamp(clock).offset() {
        AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(clock),
        AmbiguousOffset::Fold { before, after } => (if is_begin { before } else { after }).to_timestamp(clock),
        // With the offset of after the change it is a moment before it.
        AmbiguousOffset::Gap { after, .. } => after
            .to_timestamp(clock)
            .map(|early| ZONE.following(early).next().map_or(early, |change| change.timestamp())),
    };
    stamp.map_or(Minuut::MAX / 2, |stamp| stamp.as_second().div_euclid(60))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::tijd::Tijdvak;
    use crate::values::Parse;

    /// A day, its hours, and the stretches that they come to in UTC.
    type Night = (&'static str, &'static [&'static str], &'static [(&'static str, &'static str)]);

    /// What the schedules of these nights come to, reckoned by hand.
    const NIGHTS: &[Night] = &[
        // In the night to 25 October 2026 the clock goes back from 3:00 to 2:00, at 01:00 UTC.
        ("2026-10-25", &["01:00-02:30"], &[("2026-10-24T23:00", "2026-10-25T01:30")]),
        ("2026-10-25", &["02:00-03:00"], &[("2026-10-25T00:00", "2026-10-25T02:00")]),
        ("2026-10-25", &["02:15-02:45"], &[("2026-10-25T00:15", "2026-10-25T01:45")]),
        ("2026-10-25", &["03:00-05:00"], &[("2026-10-25T02:00", "2026-10-25T04:00")]),
        ("2026-10-24", &["22:00-02:30"], &[("2026-10-24T20:00", "2026-10-25T01:30")]),
        ("2026-10-25", &["01:00-02:30", "02:30-04:00"], &[("2026-10-24T23:00", "2026-10-25T03:00")]),
        // In the night to 29 March 2026 it goes forward from 2:00 to 3:00, at 01:00 UTC.
        ("2026-03-29", &["01:00-02:30"], &[("2026-03-29T00:00", "2026-03-29T01:00")]),
        ("2026-03-29", &["02:30-05:00"], &[("2026-03-29T01:00", "2026-03-29T03:00")]),
        ("2026-03-29", &["02:10-02:50"], &[]),
        ("2026-03-29", &["02:00-03:00"], &[]),
        ("2026-03-28", &["22:00-02:30"], &[("2026-03-28T21:00", "2026-03-29T01:00")]),
        ("2026-03-29", &["01:00-02:20", "02:40-04:00"], &[("2026-03-29T00:00", "2026-03-29T02:00")]),
    ];

    fn moment(dag: &str, hours: &str) -> (Moment, ()) {
        let (van, tot) = hours.split_once('-').unwrap();
        let tijd = Tijdvak::new(Tijdstip::parse(van).unwrap(), Tijdstip::parse(tot).unwrap()).unwrap();
        (Moment { dag: dag.parse().unwrap(), tijd, soort: Openingssoort::Inloop, extra: None }, ())
    }

    fn utc(text: &str) -> Minuut {
        format!("{text}Z").parse::<jiff::Timestamp>().unwrap().as_second() / 60
    }

    #[test]
    fn the_nights_in_which_clocks_change() {
        for (dag, hours, expected) in NIGHTS {
            let stukken = stukken(hours.iter().map(|hours| moment(dag, hours)));
            let found: Vec<_> = stukken.iter().map(|it| (it.van, it.tot)).collect();
            let expected: Vec<_> = expected.iter().map(|(van, tot)| (utc(van), utc(tot))).collect();
            assert_eq!(found, expected, "{dag} {hours:?}");
        }
        // The days of these nights are 25 and 23 hours long.
        let length = |day: i8, month| middernacht(date(2026, month, day + 1)) - middernacht(date(2026, month, day));
        assert_eq!((length(25, 10), length(29, 3), length(1, 7)), (1500, 1380, 1440));
    }

    #[test]
    fn what_touches_is_one_and_what_overlaps_is_told_once() {
        let of = |hours: &str, soort| {
            let (moment, ()) = moment("2026-12-01", hours);
            (Moment { soort, ..moment }, ())
        };
        let day = middernacht(date(2026, 12, 1));
        let one = stukken(["09:00-12:00", "12:00-17:00", "16:00-18:00"].map(|it| of(it, Openingssoort::Inloop)));
        assert_eq!(one.iter().map(|it| (it.van - day, it.tot - day)).collect::<Vec<_>>(), [(540, 1080)]);
        assert_eq!(one[0].klok.1.to_string(), "18:00");
        let both = stukken([of("09:00-17:00", Openingssoort::Telefonisch), of("10:00-12:00", Openingssoort::Inloop)]);
        let told: Vec<_> = na_elkaar(&both).iter().map(|it| (it.van - day, it.tot - day, it.stuk.soort)).collect();
        let (telephone, walk_in) = (Openingssoort::Telefonisch, Openingssoort::Inloop);
        assert_eq!(told, [(540, 600, telephone), (600, 720, walk_in), (720, 1020, telephone)]);
    }
}
