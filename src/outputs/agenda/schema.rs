//! From when something is, as the evaluator of time says it, to the rules of calendars that say the same.
//!
//! Every rule is tried against [`Uren`], day by day: what that does not have falls out of the rule, and what no rule gives is an
//! event of its own. So whatever a schedule may say one day, a calendar says the same.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::activiteit::{Reeks, Ritme, Terugkeer};
use crate::tijd::{Dag, Dagen, Herhaling, Moment, Openingssoort, Reden, Tijdvak, Uren, Wat, Weekdag, Weekregel};

/// For how many years after its last change all that is not like other weeks is looked for. A rule without an end goes on after that.
const YEARS: i16 = 6;

/// For how many days after its last change people are told what falls out.
const TOLD: i32 = 400;

/// How many days before its last change are in a calendar.
const BEFORE: i32 = 31;

/// A part of when something is.
pub(super) struct Onderdeel<'r> {
    /// What it is called beside the others; that stays as it is when something else changes.
    pub(super) naam: String,
    /// When it is.
    pub(super) reeks: Reeks,
    /// How one comes then.
    pub(super) soort: Openingssoort,
    /// The number of what is particular to it.
    pub(super) extra: Option<usize>,
    /// Why it falls out, when that is what it tells.
    pub(super) vervalt: Option<Reden<'r>>,
}

/// All parts of when something is that last changed on a day.
pub(super) fn onderdelen(uren: Uren<'_>, changed: Date) -> Vec<Onderdeel<'_>> {
    let rooster = uren.rooster;
    let from = rooster.van.map_or(changed, |van| van.max(changed.saturating_sub(BEFORE.days())));
    let end = from.max(changed).saturating_add(YEARS.years());
    let mut schema = Ontleding {
        uren,
        end,
        until: from.max(changed).saturating_add(TOLD.days()),
        told: BTreeSet::new(),
        days: BTreeMap::new(),
        all: Vec::new(),
    };
    for (season, van, tot) in schema.stretches(from) {
        let stretch = if rooster.seizoenen.is_empty() { None } else { tot };
        let regels = season.map_or(&rooster.regels, |season| &rooster.seizoenen[season].regels);
        let mut counts: BTreeMap<Weekdag, usize> = BTreeMap::new();
        for regel in regels {
            for dag in regel.dagen.days() {
                for (ritme, block, van, tot) in blocks(regel, van, tot, end) {
                    let count = counts.entry(*dag).or_default();
                    *count += usize::from(block.is_none_or(|(is_first, _)| is_first));
                    let mut naam = format!(".{dag}.{count}");
                    naam.extend(block.map(|(_, year)| format!(".{year}")));
                    naam.extend(stretch.map(|tot| format!(".tot.{tot}")));
                    schema.rule(naam, regel, *dag, ritme, (van, tot));
                }
            }
        }
    }
    schema.besides(from);
    schema.all
}

/// A schedule while its parts are gathered.
struct Ontleding<'r> {
    uren: Uren<'r>,
    /// Until when all that is not like other weeks is looked for.
    end: Date,
    /// Until when people are told what falls out.
    until: Date,
    /// What they are told.
    told: BTreeSet<(Date, Tijdvak)>,
    /// The days looked at, with the moments that no part gives yet, and whether there were any.
    days: BTreeMap<Date, (Dag<'r>, bool)>,
    all: Vec<Onderdeel<'r>>,
}

impl<'r> Ontleding<'r> {
    fn day(&mut self, day: Date) -> &mut (Dag<'r>, bool) {
        let uren = self.uren;
        self.days.entry(day).or_insert_with(|| {
            let of_day = uren.on(day);
            let is_busy = !of_day.momenten.is_empty();
            (of_day, is_busy)
        })
    }

    /// The stretches in which the same rules hold: those of a season, by its number, or of the other weeks. The last has no end when the
    /// schedule has none, unless a season comes back for ever.
    fn stretches(&self, from: Date) -> Vec<(Option<usize>, Date, Option<Date>)> {
        let rooster = self.uren.rooster;
        let season = |day: Date| rooster.seizoenen.iter().rposition(|season| season.dagen.contains(day));
        let comes_back = rooster.seizoenen.iter().any(|season| season.dagen.once().is_none());
        let last = rooster.tot.map_or(self.end, |tot| tot.min(self.end));
        if rooster.seizoenen.is_empty() {
            return vec![(None, from, rooster.tot)];
        }
        let mut all: Vec<(Option<usize>, Date, Option<Date>)> = Vec::new();
        for day in from.series(1.day()).take_while(|day| *day <= last) {
            match all.last_mut().filter(|(of, ..)| *of == season(day)) {
                Some((_, _, tot)) => *tot = Some(day),
                None => all.push((season(day), day, Some(day))),
            }
        }
        if let Some((.., tot)) = all.last_mut()
            && rooster.tot.is_none()
            && !comes_back
        {
            *tot = None;
        }
        all
    }

    /// A rule, with what falls out of it.
    fn rule(&mut self, naam: String, regel: &Weekregel, dag: Weekdag, ritme: Ritme, (van, tot): (Date, Option<Date>)) {
        let last = tot.map_or(self.end, |tot| tot.min(self.end));
        let days_to_go = (dag as i32 - Weekdag::of(van) as i32).rem_euclid(7);
        let of_week = van.saturating_add(days_to_go.days()).series(7.days()).take_while(|day| *day <= last);
        let (mut held, mut gone) = (Vec::new(), Vec::new());
        for day in of_week.filter(|day| regel.herhaling.includes(*day) && ritme.includes(*day)) {
            let moment = Moment { dag: day, tijd: regel.tijd, soort: regel.soort, extra: None };
            let momenten = &mut self.day(day).0.momenten;
            match momenten.iter().position(|other| *other == moment) {
                Some(place) => {
                    momenten.remove(place);
                    held.push(day);
                }
                None => gone.push(day),
            }
        }
        for day in gone.iter().filter(|day| **day <= self.until) {
            let (of_day, is_busy) = &self.days[day];
            // A holiday is in every calendar; what people should notice is what was changed by somebody.
            let vervalt =
                of_day.reden.filter(|reden| !*is_busy && matches!(reden, Reden::Eigen(_) | Reden::Verplaatst(..)));
            // Of two rules for the last and the fourth of a month both may have it.
            if vervalt.is_some() && self.told.insert((*day, regel.tijd)) {
                let (naam, reeks) = (format!("{naam}.vervalt.{day}"), once(*day, regel.tijd));
                self.all.push(Onderdeel { naam, reeks, soort: regel.soort, extra: None, vervalt });
            }
        }
        let Some(first) = held.first().copied() else { return };
        let is_single = tot.is_some_and(|tot| tot <= self.end) && held.len() == 1;
        gone.retain(|day| *day > first && !is_single);
        let regel_of = (!is_single).then_some(Terugkeer { ritme, tot });
        let reeks = Reeks { dag: first, tijd: regel.tijd, regel: regel_of, niet: gone };
        self.all.push(Onderdeel { naam, reeks, soort: regel.soort, extra: None, vervalt: None });
    }

    /// What no rule gives: other hours, what was moved and what comes besides.
    fn besides(&mut self, from: Date) {
        for it in &self.uren.rooster.bijzonder {
            if !matches!(it.wat, Wat::Ook { .. } | Wat::Anders(..)) {
                continue;
            }
            let (van, tot) = match it.dagen {
                Dagen::Eens(van, tot) => (van.max(from.saturating_sub(BEFORE.days())), tot.min(self.end)),
                Dagen::Jaarlijks(..) | Dagen::Feest(_) => (from, self.end),
            };
            for day in van.series(1.day()).take_while(|day| *day <= tot).filter(|day| it.dagen.contains(*day)) {
                self.day(day);
            }
        }
        for (day, (of_day, _)) in std::mem::take(&mut self.days) {
            for (count, moment) in of_day.momenten.into_iter().enumerate() {
                self.all.push(Onderdeel {
                    naam: format!(".{day}.{}", count + 1),
                    reeks: once(day, moment.tijd),
                    soort: moment.soort,
                    extra: moment.extra,
                    vervalt: None,
                });
            }
        }
    }
}

fn once(dag: Date, tijd: Tijdvak) -> Reeks {
    Reeks { dag, tijd, regel: None, niet: Vec::new() }
}

/// A block of even or odd weeks: whether it is the first, and the long year with which it ends.
type Block = Option<(bool, i16)>;

/// The rhythms that together are that of a rule, each from when until when.
///
/// Every two weeks is every even week until a year of 53 weeks ends; then another rule begins. Readers do not agree on rules with the
/// numbers of weeks, nor on two days of the month in one rule.
fn blocks(regel: &Weekregel, van: Date, tot: Option<Date>, end: Date) -> Vec<(Ritme, Block, Date, Option<Date>)> {
    match regel.herhaling {
        Herhaling::ElkeWeek => vec![(Ritme::Weken(1), None, van, tot)],
        Herhaling::Weken(weken, _) => vec![(Ritme::Weken(weken), None, van, tot)],
        Herhaling::PerMaand(rangen) => rangen.numbers().map(|rang| (Ritme::Maand(rang), None, van, tot)).collect(),
        Herhaling::EvenWeken | Herhaling::OnevenWeken => {
            let last_of = |year| Some((year, ISOWeekDate::new(year, 53, Weekday::Sunday).ok()?.date()));
            let years = (van.iso_week_date().year()..=ISOWeekDate::MAX.year()).filter_map(last_of);
            let (mut all, mut begin) = (Vec::new(), van);
            for (year, last) in years {
                let block = Some((all.is_empty(), year));
                all.push((Ritme::Weken(2), block, begin, Some(tot.map_or(last, |tot| tot.min(last)))));
                begin = last.saturating_add(1.day());
                if begin > tot.unwrap_or(end) {
                    break;
                }
            }
            all
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::tijd::{
        Bijzonder, EerderDicht, Feestdag, Feestdagen, Kalender, Rooster, Seizoen, Sluiting, Tijdstip, Vakantie,
        Weekdagen,
    };
    use crate::values::Parse;

    /// Numbers that are the same on every machine (splitmix64).
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: usize) -> usize {
            self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut it = self.0;
            it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            usize::try_from((it ^ (it >> 31)) >> 33).unwrap() % sides
        }

        fn one_in(&mut self, sides: usize) -> bool {
            self.roll(sides) == 0
        }

        fn day(&mut self) -> Date {
            date(2026, 6, 1).saturating_add(i64::try_from(self.roll(900)).unwrap().days())
        }

        fn tijd(&mut self) -> Tijdvak {
            let times = ["09:00-12:00", "13:00-17:00", "09:30-10:30", "20:00-01:00", "22:00-23:30", "00:00-02:00"];
            let (van, tot) = times[self.roll(times.len())].split_once('-').unwrap();
            Tijdvak::new(Tijdstip::parse(van).unwrap(), Tijdstip::parse(tot).unwrap()).unwrap()
        }

        fn soort(&mut self) -> Openingssoort {
            [Openingssoort::Inloop, Openingssoort::Inloop, Openingssoort::Afspraak][self.roll(3)]
        }

        fn regels(&mut self) -> Vec<Weekregel> {
            let how = [
                "elke week",
                "elke week",
                "even weken",
                "oneven weken",
                "elke tweede",
                "elke eerste en derde",
                "elke vierde en laatste",
                "elke 3 weken vanaf 2026-09-03",
            ];
            let one = |dice: &mut Self| {
                let dagen = (0..=dice.roll(3)).map(|_| Weekdag::ALL[dice.roll(7)]).collect();
                let herhaling = Herhaling::parse(how[dice.roll(how.len())]).unwrap();
                Weekregel { dagen: Weekdagen::new(dagen), herhaling, tijd: dice.tijd(), soort: dice.soort() }
            };
            (0..=self.roll(3)).map(|_| one(self)).collect()
        }

        fn dagen(&mut self) -> Dagen {
            match self.roll(4) {
                0 => Dagen::parse("1 juli t/m 15 augustus").unwrap(),
                1 => Dagen::parse("24 december t/m 2 januari").unwrap(),
                _ => {
                    let van = self.day();
                    Dagen::Eens(van, van.saturating_add(i64::try_from(self.roll(40)).unwrap().days()))
                }
            }
        }

        fn rooster(&mut self) -> Rooster {
            let mut rooster = Rooster {
                van: self.one_in(2).then(|| self.day()),
                tot: None,
                regels: self.regels(),
                seizoenen: Vec::new(),
                bijzonder: Vec::new(),
                feestdagen: match self.roll(3) {
                    0 => Feestdagen::Open,
                    1 => Feestdagen::Dicht,
                    _ => Feestdagen::DichtOp(vec![Feestdag::Koningsdag, Feestdag::GoedeVrijdag]),
                },
                stopt_in_vakanties: self.one_in(3),
            };
            if self.one_in(2) {
                rooster.tot = Some(rooster.van.unwrap_or(date(2026, 11, 1)).max(self.day()));
            }
            for _ in 0..self.roll(3) {
                let regels = if self.one_in(2) { Vec::new() } else { self.regels() };
                rooster.seizoenen.push(Seizoen { dagen: self.dagen(), reden: None, regels });
            }
            for extra in 0..self.roll(5) {
                let (day, to) = (self.day(), self.day());
                let on = Dagen::Eens(day, day);
                let (tijd, soort) = (self.tijd(), self.soort());
                let mut add = |dagen, wat| rooster.bijzonder.push(Bijzonder { dagen, wat, reden: None });
                match self.roll(4) {
                    0 => add(self.dagen(), Wat::Dicht),
                    1 => add(self.dagen(), Wat::Anders(tijd, soort)),
                    2 => add(on, Wat::Ook { tijd, soort, extra, van: None }),
                    _ => {
                        add(on, Wat::Verplaatst(to));
                        add(Dagen::Eens(to, to), Wat::Ook { tijd, soort, extra, van: Some(day) });
                    }
                }
            }
            rooster
        }
    }

    /// The moments of a part, from one day up to another.
    fn expanded(Onderdeel { reeks, soort, extra, .. }: &Onderdeel<'_>, from: Date, to: Date) -> Vec<Moment> {
        let moment = |dag| Moment { dag, tijd: reeks.tijd, soort: *soort, extra: *extra };
        let is_in = |day: &Date| (from..to).contains(day);
        let Some(Terugkeer { ritme, tot }) = reeks.regel else {
            return Some(reeks.dag).filter(is_in).map(moment).into_iter().collect();
        };
        let step = if let Ritme::Weken(weken) = ritme { i64::from(weken) * 7 } else { 7 };
        let days = reeks.dag.series(step.days()).take_while(|day| *day < to && tot.is_none_or(|tot| *day <= tot));
        let days: Vec<Date> = days.filter(|day| ritme.includes(*day)).collect();
        assert!(days.first().is_none_or(|day| *day == reeks.dag), "the first day is one of the rule");
        assert!(
            reeks.niet.iter().all(|not| *not >= to || days.contains(not)),
            "what falls out is one of the rule: {reeks:?}"
        );
        days.into_iter().filter(|day| is_in(day) && !reeks.niet.contains(day)).map(moment).collect()
    }

    #[test]
    fn rules_say_what_the_evaluator_says() {
        let mut dice = Dice(20);
        let early = Tijdstip::parse("16:00").unwrap();
        let mut seen = 0;
        for round in 0..500 {
            let rooster = dice.rooster();
            let kalender = Kalender {
                sluitingen: vec![Sluiting {
                    dagen: Dagen::parse("2026-12-24 t/m 2027-01-01").unwrap(),
                    reden: None,
                    behalve: Vec::new(),
                }],
                eerder_dicht: vec![EerderDicht {
                    dagen: Dagen::parse("5 december").unwrap(),
                    vanaf: early,
                    reden: None,
                }],
                vakanties: vec![Vakantie { naam: "mei".into(), van: date(2027, 4, 24), tot: date(2027, 5, 9) }],
                ..Kalender::default()
            };
            let uren = Uren { rooster: &rooster, kalender: &kalender, naam: "haven" };
            let changed = date(2026, 11, 1);
            let from = rooster.van.map_or(changed, |van| van.max(changed.saturating_sub(BEFORE.days())));
            let to = from.saturating_add(3.years());
            let parts = onderdelen(uren, changed);
            let names: BTreeSet<&str> = parts.iter().map(|part| part.naam.as_str()).collect();
            assert_eq!(names.len(), parts.len(), "{round}: {rooster:?}");
            let real = parts.iter().filter(|part| part.vervalt.is_none());
            let mut written: Vec<Moment> = real.flat_map(|part| expanded(part, from, to)).collect();
            written.sort_unstable();
            let days = from.series(1.day()).take_while(|day| *day < to);
            let said: Vec<Moment> = days.flat_map(|day| uren.on(day).momenten).collect();
            assert_eq!(written, said, "{round}: {rooster:#?}");
            seen += said.len();
        }
        assert!(seen > 50_000, "{seen}");
    }
}
