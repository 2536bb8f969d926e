//! Thousands of schedules (ten thousand at night, see `CONTRIBUTING.md`), judged by engines that know nothing of ours: the crate
//! `opening-hours`, with our holidays, and of some of them opening_hours.js, which gets these as dates: nobody can tell it.
//!
//! How schedules are written for them, and where both are known to be wrong: hours past midnight are split at 24:00 for them, and then
//! have no special days, after which they would leave open what goes on past midnight.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use compact_calendar::CompactCalendar;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, date};
use opening_hours::{Context, ContextHolidays, OpeningHours};

use super::*;
use crate::values::Parse;

const FROM: Date = date(2026, 1, 1);
const TO: Date = date(2028, 1, 1);
/// How many schedules by day; at night it is said by a variable.
const SCHEDULES: u64 = 1_000;
/// Of how many of them the second engine is asked, which takes a hundred times as long.
const SECOND: usize = 200;
const THEIR_DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const THEIR_MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Numbers that are the same in every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn chance(&mut self, in_hundred: u64) -> bool {
        self.below(100) < in_hundred
    }

    fn day(&mut self) -> Date {
        FROM.saturating_add(i64::try_from(self.below(730)).unwrap().days())
    }

    /// Some stretches of one day, in order, with room between them.
    fn stretches(&mut self) -> Vec<Tijdvak> {
        let start = 8 + self.below(3);
        let morning = stretch(start * 60, (start + 1 + self.below(3)) * 60 + 30);
        let afternoon = stretch(14 * 60, (15 + self.below(5)) * 60);
        match self.below(3) {
            0 => vec![morning, afternoon],
            1 => vec![afternoon],
            _ => vec![morning],
        }
    }
}

fn stretch(van: u64, tot: u64) -> Tijdvak {
    let time = |minutes: u64| Tijdstip::parse(&format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)).unwrap();
    Tijdvak::new(time(van), time(tot)).unwrap()
}

fn regel(weekday: Weekdag, herhaling: Herhaling, tijd: Tijdvak) -> Weekregel {
    Weekregel { dagen: Weekdagen::new(vec![weekday]), herhaling, tijd, soort: Openingssoort::Inloop }
}

/// "Jul 01" of a month and a day.
fn their_day(month: i8, day: i8) -> String {
    format!("{} {day:02}", THEIR_MONTHS[usize::try_from(month).unwrap() - 1])
}

/// "2026 Dec 24-2027 Jan 01".
fn their_dates(van: Date, tot: Date) -> String {
    let one = |day: Date| format!("{} {}", day.year(), their_day(day.month(), day.day()));
    if van == tot { one(van) } else { format!("{}-{}", one(van), one(tot)) }
}

fn their_times(stretches: &[Tijdvak]) -> String {
    stretches.iter().map(|it| format!("{}-{}", it.van(), it.tot())).collect::<Vec<_>>().join(",")
}

/// A schedule, and the same as they write it.
fn schedule(numbers: &mut Numbers) -> (Rooster, String) {
    // Without a rule they would say that it is always open.
    let (mut rooster, mut theirs) = (Rooster::default(), vec!["Mo-Su off".to_owned()]);
    if numbers.chance(30) {
        rhythm(numbers, &mut rooster, &mut theirs);
    } else {
        week(numbers, &mut rooster.regels, "", &mut theirs);
    }
    if numbers.chance(40) {
        let (van, tot) = ([(7, 1), (12, 20), (2, 10)], [(8, 15), (1, 5), (2, 28)]);
        let which = usize::try_from(numbers.below(3)).unwrap();
        let when = format!("{}-{}", their_day(van[which].0, van[which].1), their_day(tot[which].0, tot[which].1));
        let mut regels = Vec::new();
        theirs.push(format!("{when} off"));
        week(numbers, &mut regels, &when, &mut theirs);
        rooster.seizoenen.push(Seizoen { dagen: Dagen::Jaarlijks(van[which], tot[which]), reden: None, regels });
    }
    if numbers.chance(50) {
        theirs.push("PH off".to_owned());
    } else {
        rooster.feestdagen = Feestdagen::Open;
    }
    let mut taken = Vec::new();
    for _ in 0..numbers.below(5) {
        let van = numbers.day();
        let tot =
            if numbers.chance(30) { van.saturating_add(i64::try_from(numbers.below(20)).unwrap().days()) } else { van };
        // Special days that overlap are for neither of us to rank.
        if taken.iter().any(|(from, until)| van <= *until && *from <= tot) {
            continue;
        }
        taken.push((van, tot));
        let dagen = Dagen::Eens(van, tot);
        let one = |wat| Bijzonder { dagen, wat, reden: None };
        if numbers.chance(50) {
            rooster.bijzonder.push(one(Wat::Dicht));
            theirs.push(format!("{} off", their_dates(van, tot)));
        } else {
            let stretches = numbers.stretches();
            theirs.push(format!("{} {}", their_dates(van, tot), their_times(&stretches)));
            rooster.bijzonder.extend(stretches.into_iter().map(|it| one(Wat::Anders(it, Openingssoort::Inloop))));
        }
    }
    (rooster, theirs.join("; "))
}

/// One moment in some weeks or at some of the like days of a month.
fn rhythm(numbers: &mut Numbers, rooster: &mut Rooster, theirs: &mut Vec<String>) {
    let (how, before, behind) = [
        ("even weken", "week 02-52/2 ", ""),
        ("oneven weken", "week 01-53/2 ", ""),
        ("elke eerste", "", "[1]"),
        ("elke tweede en vierde", "", "[2,4]"),
        ("elke eerste en derde", "", "[1,3]"),
        ("elke laatste", "", "[-1]"),
    ][usize::try_from(numbers.below(6)).unwrap()];
    let day = usize::try_from(numbers.below(7)).unwrap();
    let tijd = numbers.stretches()[0];
    rooster.regels.push(regel(Weekdag::ALL[day], Herhaling::parse(how).unwrap(), tijd));
    theirs.push(format!("{before}{}{behind} {}", THEIR_DAYS[day], their_times(&[tijd])));
}

/// The hours of a week.
fn week(numbers: &mut Numbers, regels: &mut Vec<Weekregel>, when: &str, theirs: &mut Vec<String>) {
    for (weekday, their_day) in Weekdag::ALL.into_iter().zip(THEIR_DAYS) {
        if !numbers.chance(50) {
            continue;
        }
        let stretches = numbers.stretches();
        theirs.push(format!("{when} {their_day} {}", their_times(&stretches)).trim().to_owned());
        regels.extend(stretches.into_iter().map(|tijd| regel(weekday, Herhaling::ElkeWeek, tijd)));
    }
}

/// When it is by us; stretches that touch are one.
fn ours(rooster: &Rooster) -> Vec<(DateTime, DateTime)> {
    let kalender = Kalender::default();
    let uren = Uren { rooster, kalender: &kalender, naam: "" };
    let moments = uren.momenten(FROM.yesterday().unwrap()).take_while(|moment| moment.dag < TO);
    let mut all: Vec<(DateTime, DateTime)> = Vec::new();
    for moment in moments {
        let (van, tot) = moment.tijd.minutes();
        let at = |minutes: u16| moment.dag.at(0, 0, 0, 0).saturating_add(i64::from(minutes).minutes());
        match all.last_mut().filter(|(_, end)| *end >= at(van)) {
            Some((_, end)) => *end = (*end).max(at(tot)),
            None => all.push((at(van), at(tot))),
        }
    }
    let (from, to) = (FROM.at(0, 0, 0, 0), TO.at(0, 0, 0, 0));
    all.into_iter().map(|(van, tot)| (van.max(from), tot.min(to))).filter(|(van, tot)| van < tot).collect()
}

/// When it is by them.
fn theirs(written: &str, context: &Context) -> Vec<(DateTime, DateTime)> {
    let hours: OpeningHours = written.parse().unwrap_or_else(|error| panic!("{written}: {error}"));
    let hours = hours.with_context(context.clone());
    let at = |day: Date| format!("{day}T00:00:00").parse().unwrap();
    let mut all: Vec<(DateTime, DateTime)> = Vec::new();
    for stretch in hours.iter_range(at(FROM), at(TO)).filter(|it| format!("{:?}", it.kind) == "Open") {
        let moment = |it: String| it.replace(' ', "T").parse::<DateTime>().unwrap();
        let (van, tot) = (moment(stretch.range.start.to_string()), moment(stretch.range.end.to_string()));
        match all.last_mut().filter(|(_, end)| *end == van) {
            Some((_, end)) => *end = tot,
            None => all.push((van, tot)),
        }
    }
    all
}

fn context() -> Context {
    let mut holidays = CompactCalendar::default();
    for day in FROM.series(1.day()).take_while(|day| *day < TO) {
        if Feestdag::CAO.iter().any(|feestdag| feestdag.is_on(day)) {
            holidays.insert(day.to_string().parse().unwrap());
        }
    }
    Context::default().with_holidays(ContextHolidays::new(Arc::new(holidays), Arc::default()))
}

#[path = "../../tests/common/npm.rs"]
#[expect(clippy::disallowed_methods, reason = "the engine is a program of others, got by npm")]
mod npm;

/// What opening_hours.js says of schedules.
#[expect(clippy::disallowed_methods, reason = "the engine is a program of others, got by npm")]
fn asked(written: &[String]) -> Vec<Vec<[String; 2]>> {
    static TOOLS: LazyLock<PathBuf> = LazyLock::new(|| npm::fetched("tests/agenda/tools", "target/tools-agenda"));
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let list = TOOLS.join(format!("hours-{}.json", COUNT.fetch_add(1, Ordering::Relaxed)));
    fs::write(&list, serde_json::to_vec(written).expect("JSON")).expect("a list");
    let days = [FROM.to_string(), TO.to_string()];
    let said = Command::new("node").arg(TOOLS.join("hours.mjs")).arg(&list).args(days).env("TZ", "UTC").output();
    let said = said.expect("opening_hours.js heeft node nodig: apt-get install nodejs npm");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    serde_json::from_slice(&said.stdout).expect("JSON")
}

/// When it is by opening_hours.js.
fn second(written: &[String]) -> Vec<Vec<(DateTime, DateTime)>> {
    let days = FROM.series(1.day()).take_while(|day| *day < TO);
    let holidays = days.filter(|day| Feestdag::CAO.iter().any(|feestdag| feestdag.is_on(*day)));
    let holidays: Vec<String> = holidays.map(|day| format!("{} off", their_dates(day, day))).collect();
    let written: Vec<String> = written.iter().map(|it| it.replace("PH off", &holidays.join("; "))).collect();
    let said = asked(&written);
    let read = |moment: &str| moment.parse::<DateTime>().expect("a moment");
    let join = |stretches: Vec<[String; 2]>| {
        let mut all: Vec<(DateTime, DateTime)> = Vec::new();
        for [van, tot] in &stretches {
            match all.last_mut().filter(|(_, end)| *end == read(van)) {
                Some((_, end)) => *end = read(tot),
                None => all.push((read(van), read(tot))),
            }
        }
        all
    };
    said.into_iter().map(join).collect()
}

fn compare(made: impl Iterator<Item = (Rooster, String)>) {
    let (context, mut wrong, mut moments) = (context(), String::new(), 0);
    let made: Vec<(Rooster, String)> = made.collect();
    let written: Vec<String> = made.iter().take(SECOND).map(|(_, written)| written.clone()).collect();
    let mut second = second(&written).into_iter();
    for (rooster, written) in made {
        let (ours, theirs) = (ours(&rooster), theirs(&written, &context));
        moments += ours.len();
        for theirs in [Some(theirs), second.next()].into_iter().flatten().filter(|theirs| *theirs != ours) {
            let other =
                ours.iter().find(|it| !theirs.contains(it)).or_else(|| theirs.iter().find(|it| !ours.contains(it)));
            let _ = writeln!(wrong, "{written}\n  {other:?}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(moments > 10_000, "{moments}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "how many there are at night is said by a variable")]
fn another_engine_gives_the_same_hours() {
    let mut numbers = Numbers(2026);
    let many = std::env::var("WIJKWIJZER_NACHT").ok().and_then(|many| many.parse().ok());
    compare((0..many.unwrap_or(SCHEDULES)).map(|_| schedule(&mut numbers)));
}

#[test]
fn another_engine_gives_the_same_hours_past_midnight() {
    let mut numbers = Numbers(53);
    let evening = |numbers: &mut Numbers| {
        let day = usize::try_from(numbers.below(7)).unwrap();
        let (start, end) = (18 + numbers.below(6), numbers.below(5) * 60 + 30);
        let tijd = stretch(start * 60, end);
        let written =
            format!("{} {start:02}:00-24:00; {} 00:00-{}", THEIR_DAYS[day], THEIR_DAYS[(day + 1) % 7], tijd.tot());
        let regels = vec![regel(Weekdag::ALL[day], Herhaling::ElkeWeek, tijd)];
        (Rooster { regels, feestdagen: Feestdagen::Open, ..Rooster::default() }, written)
    };
    compare((0..200).map(|_| evening(&mut numbers)));
}
