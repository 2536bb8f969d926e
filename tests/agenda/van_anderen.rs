//! Calendars that others wrote (icalendar of Python, ical-generator, ts-ics), read by us: on the page of meetings stands
//! what recurring-ical-events finds in the same files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use jiff::civil::{Date, DateTime, date};
use jiff::{SignedDuration, ToSpan};
use scraper::{ElementRef, Html, Selector};
use serde_json::{Value, json};
use wijkwijzer::source::{Source, SourcePath};

use crate::common::settings;
use crate::readers::{self, Read};
use crate::{publishable, site};

const TODAY: Date = date(2026, 11, 23);
const LAST: Date = date(2027, 1, 22);

/// So many in a calendar: less than are shown of one.
const IN_ONE: usize = 20;

/// Numbers that look like chance and are always the same.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// Something in a calendar, as the writers get it.
fn an_event(nr: usize, chance: &mut Chance, zones: &[&str]) -> Value {
    let first = date(2025, 11, 20) + i32::try_from(chance.below(430)).unwrap().days();
    let zone = chance.of(zones);
    let day =
        ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][usize::try_from(first.weekday().to_monday_zero_offset()).unwrap()];
    let which = (first.day() - 1) / 7 + 1;
    let rule = match chance.below(8) {
        0 => String::new(),
        1 => "FREQ=DAILY".to_owned(),
        2 => "FREQ=WEEKLY".to_owned(),
        3 => format!("FREQ=WEEKLY;BYDAY={day}"),
        4 if which < 5 => format!("FREQ=MONTHLY;BYDAY={which}{day}"),
        5 => "FREQ=YEARLY".to_owned(),
        6 => format!("FREQ=MONTHLY;BYMONTHDAY={}", first.day()),
        _ => format!("FREQ=WEEKLY;INTERVAL=2;BYDAY={day}"),
    };
    let is_whole_day = zones.len() > 1 && chance.below(5) == 0;
    let end = match chance.below(4) {
        _ if rule.is_empty() => String::new(),
        0 => format!(";COUNT={}", 1 + chance.below(60)),
        1 if !is_whole_day => format!(";UNTIL={}T225959Z", chance.of(&["20261231", "20261130", "20260601"])),
        _ => String::new(),
    };
    let title = format!("Nr {nr}{}", chance.of(&["", ": koffie, thee; én taart", " 😀", &" lang".repeat(14)]));
    let (begin, long) = if is_whole_day {
        (first.to_string(), 1 + i32::try_from(chance.below(3)).unwrap())
    } else {
        (format!("{first}T{:02}:30:00", 8 + chance.below(13)), 0)
    };
    let einde = match begin.parse::<DateTime>() {
        Ok(clock) if !is_whole_day => clock.saturating_add(SignedDuration::from_mins(90)).to_string(),
        _ => first.saturating_add(long.days()).to_string(),
    };
    // A date that is cancelled, and one that is moved: two that the rule really has.
    let is_weekly = rule == "FREQ=WEEKLY" && end.is_empty() && !is_whole_day;
    let at = |weeks: i32| {
        let clock: DateTime = begin.parse().unwrap();
        let passed = (date(2026, 12, 1) - first).get_days() / 7 + weeks;
        clock.saturating_add((passed * 7).days()).to_string()
    };
    let (niet, moved) =
        if is_weekly && first < date(2026, 11, 1) { (vec![at(0)], at(2)) } else { (vec![], String::new()) };
    json!({"titel": title, "zone": zone, "begin": begin, "einde": einde, "regel": rule, "niet": niet, "verplaatst": moved})
}

/// Calendars by their names.
fn calendars(writer: &str, many: usize, chance: &mut Chance, zones: &[&str]) -> BTreeMap<String, Vec<Value>> {
    let mut nr = 0;
    let mut one = || {
        let all = (0..IN_ONE).map(|_| {
            nr += 1;
            an_event(nr, chance, zones)
        });
        all.collect()
    };
    (0..many).map(|it| (format!("{writer}-{it}"), one())).collect()
}

/// What recurring-ical-events finds in the files of a folder, by title: all times of the days that we look at.
fn theirs(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let (python, tools) = readers::tools();
    let out = folder.join("gelezen.json");
    let said = Command::new(python)
        .arg(tools.join("read.py"))
        .arg(folder)
        .args(["2026-11-01", "2027-02-10"])
        .arg(&out)
        .env("TZ", "America/New_York")
        .output()
        .unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let all: BTreeMap<String, Read> = serde_json::from_slice(&fs::read(out).unwrap()).unwrap();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, lines) in &all["recurring-ical-events"] {
        for line in lines {
            assert!(!line.starts_with("refused"), "{file}: {line}");
            let mut words = line.splitn(3, ' ');
            let [begin, end, title] = [(); 3].map(|()| words.next().unwrap());
            let day = |text: &str| text[..10].parse::<Date>().unwrap();
            // The end of whole days is the day after, and that of a time at midnight, too.
            let is_before = !end.contains('T') || end.ends_with("T00:00");
            let last = if is_before { day(end).saturating_sub(1.day()) } else { day(end) };
            if last >= TODAY && day(begin) <= LAST {
                let name = file.trim_end_matches(".ics");
                found.entry(format!("{name} {}", title.trim())).or_default().push(format!("{begin} {end}"));
            }
        }
    }
    for all in found.values_mut() {
        all.sort();
    }
    found
}

/// What stands on our page, by title: the first time, and how many there are.
fn ours(page: &str) -> BTreeMap<String, (String, usize)> {
    let html = Html::parse_document(page);
    let within = |of: ElementRef<'_>, selector: &str| -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        of.select(&selector).map(|it| it.text().collect::<String>()).collect()
    };
    let times = Selector::parse("time").unwrap();
    let mut found = BTreeMap::new();
    for item in html.select(&Selector::parse("#van-anderen--lijst li").unwrap()) {
        let title = &within(item, "h3")[0];
        let line = &within(item, ".nieuws__datum")[0];
        let name = line.split("Van: ").nth(1).unwrap().split(' ').next().unwrap();
        let times: Vec<&str> = item.select(&times).map(|it| it.value().attr("datetime").unwrap()).collect();
        let more = line.split("daarna nog ").nth(1).map_or(0, |rest| rest.split(' ').next().unwrap().parse().unwrap());
        let first = match times[..] {
            [day, begin, end] => format!("{day}T{begin} {}T{end}", end_of(day, begin, end)),
            [day, begin, last, end] => format!("{day}T{begin} {last}T{end}"),
            [day, last] => format!("{day} {}", last.parse::<Date>().unwrap().saturating_add(1.day())),
            [day] => format!("{day} {}", day.parse::<Date>().unwrap().saturating_add(1.day())),
            _ => panic!("{line}"),
        };
        assert!(found.insert(format!("{name} {title}"), (first, more + 1)).is_none(), "{title}");
    }
    found
}

/// The day on which something ends that ends in the night.
fn end_of(day: &str, begin: &str, end: &str) -> Date {
    let day: Date = day.parse().unwrap();
    if end < begin { day.saturating_add(1.day()) } else { day }
}

/// Whole titles: ours have no signs that nobody sees, and are not longer than is stated.
#[test]
fn what_others_wrote_is_when_they_say() {
    let (python, tools) = readers::tools();
    let folder = tempfile::tempdir().unwrap();
    let mut chance = Chance(7);
    let everywhere = ["Europe/Amsterdam", "UTC", "Europe/London", "America/New_York"];
    let writers: [(&str, &[&str]); 3] =
        [("icalendar", &everywhere), ("ical-generator", &everywhere[..1]), ("ts-ics", &everywhere[..1])];
    let mut events = 0;
    let mut sources = site(&[]);
    let mut add = |path: String, bytes: Vec<u8>| sources.insert(SourcePath::new(path), Source::new(bytes));
    for (writer, zones) in writers {
        let calendars = calendars(writer, 10, &mut chance, zones);
        events += calendars.values().map(Vec::len).sum::<usize>();
        let listed = folder.path().join(format!("{writer}.json"));
        fs::write(&listed, json!(calendars).to_string()).unwrap();
        let mut program = if writer == "icalendar" {
            let mut program = Command::new(python);
            program.arg(tools.join("schrijf.py"));
            program
        } else {
            let mut program = Command::new("node");
            program.arg(tools.join("schrijf.mjs")).env("TZ", "Europe/Amsterdam");
            program
        };
        program.arg(&listed).arg(folder.path());
        if writer != "icalendar" {
            program.arg(writer);
        }
        let said = program.output().expect("node of python");
        assert!(said.status.success(), "{writer}: {}", String::from_utf8_lossy(&said.stderr));
        for name in calendars.keys() {
            add(
                format!("content/organisaties/{name}.yaml"),
                format!("naam: {name}\nsamenvatting: Een.\n").into_bytes(),
            );
            let bytes = fs::read(folder.path().join(format!("{name}.ics"))).unwrap();
            add(format!("content/organisaties/{name}.ics"), bytes);
        }
    }
    let tree = publishable(&sources, &settings());
    let page = tree.iter().find(|(path, _)| path.as_str() == "bijeenkomsten/index.html").unwrap().1;
    let ours = ours(std::str::from_utf8(page).unwrap());
    let theirs = theirs(folder.path());
    let mut wrong = Vec::new();
    for name in ours.keys().chain(theirs.keys()) {
        let said = theirs.get(name).map(|all| (all[0].clone(), all.len()));
        if said.as_ref() != ours.get(name) && !wrong.iter().any(|line: &String| line.starts_with(name)) {
            wrong.push(format!("{name}: we say {:?}, they {said:?}", ours.get(name)));
        }
    }
    println!("{events} written by 3, {} to come, {} times", theirs.len(), theirs.values().map(Vec::len).sum::<usize>());
    assert!(theirs.len() > 150, "{}", theirs.len());
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}
