//! What programs of others read in calendars and cards: two crates, and what npm, pip and the C compiler get (`tools/`). Each gives
//! for each file its lines; what these are says `tools/read.mjs`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use calcard::common::timezone::Tz;
use calcard::icalendar::{ICalendar, ICalendarProperty, dates::TimeOrDelta};
use calcard::vcard::{VCard, VCardValue};
use icalendar::{CalendarDateTime, Component as _, DatePerhapsTime, EventLike as _};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::npm::fetched;
use crate::pip::python;

/// For each file what was read in it, in order.
pub(crate) type Read = BTreeMap<String, Vec<String>>;

const PYTHON: &str = "recurring-ical-events en vobject hebben Python nodig: apt-get install python3-venv";
const C: &str = "libical heeft een C-compiler en zijn bestanden nodig: apt-get install gcc libical-dev";

/// A zone in which nobody of ours lives: what is read must not depend on the machine.
const ZONE: (&str, &str) = ("TZ", "America/New_York");

/// The programs, got once for all tests: they run side by side, and none may read what another is still writing.
static TOOLS: LazyLock<Tools> = LazyLock::new(|| {
    let folder = fetched("tests/agenda/tools", "target/tools-agenda");
    let libical = folder.join("read-libical");
    let compiled = Command::new("cc").arg("-o").arg(&libical).arg(folder.join("read.c")).arg("-lical").output();
    succeeded(compiled, C);
    Tools { python: python(&folder.join("requirements.txt"), &folder.join("python")), libical, folder }
});

struct Tools {
    folder: PathBuf,
    python: PathBuf,
    libical: PathBuf,
}

/// Python with what is listed for it, and the folder of the programs.
pub(crate) fn tools() -> (&'static Path, &'static Path) {
    (&TOOLS.python, &TOOLS.folder)
}

/// How often something is at most from its first day until after the days that are looked at, once a week.
const MOST: u16 = 220;

/// Asks all readers what is in the files of a folder, from one day up to another.
pub(crate) fn all(folder: &Path, from: Date, to: Date) -> BTreeMap<String, Read> {
    let mut all = BTreeMap::new();
    let tools = &*TOOLS;
    let days = [from.to_string(), to.to_string()];
    let wide = [from - 2.days(), to + 2.days()].map(|day| day.to_string());
    let out = folder.join("gelezen.json");
    let mut ask = |command: &mut Command, missing: &str| {
        let said = command.arg(folder).args(&wide).arg(&out).env(ZONE.0, ZONE.1).output();
        succeeded(said, missing);
        let read: BTreeMap<String, Read> =
            serde_json::from_slice(&fs::read(&out).expect("what was read")).expect("JSON");
        all.extend(read);
    };
    ask(
        Command::new("node").arg(tools.folder.join("read.mjs")),
        "ical.js en node-ical hebben node nodig: apt-get install nodejs npm",
    );
    ask(Command::new(&tools.python).arg(tools.folder.join("read.py")), PYTHON);
    let calendars = files(folder, "ics");
    all.insert("libical".to_owned(), libical(&tools.libical, folder, &calendars, &wide));
    let read = |reader: fn(&str) -> Vec<String>| {
        let read = |(name, text): (&String, &String)| (name.clone(), reader(text));
        calendars.iter().map(read).collect::<Read>()
    };
    all.insert("icalendar".to_owned(), read(icalendar));
    all.insert("calcard".to_owned(), read(calcard));
    all.insert(
        "calcard (kaartje)".to_owned(),
        files(folder, "vcf").iter().map(|(name, text)| (name.clone(), card(text))).collect(),
    );
    // What is in the window is decided here, as readers think differently of its ends.
    let is_in = |line: &String| {
        let mut words = line.split(' ');
        let (begin, end) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        line.starts_with("refused") || begin < days[1].as_str() && end > days[0].as_str()
    };
    for (reader, read) in &mut all {
        for lines in read.values_mut() {
            if !reader.contains("kaartje") {
                lines.retain(is_in);
            }
            lines.sort();
        }
    }
    all
}

fn succeeded(said: std::io::Result<Output>, missing: &str) -> String {
    let said = said.unwrap_or_else(|error| panic!("{missing} ({error})"));
    assert!(said.status.success(), "{missing}\n{}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8_lossy(&said.stdout).into_owned()
}

fn files(folder: &Path, extension: &str) -> BTreeMap<String, String> {
    let all = fs::read_dir(folder).expect("a folder").map(|it| it.expect("a file").path());
    let all = all.filter(|path| path.extension().is_some_and(|it| it == extension));
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    all.map(|path| (name(&path), fs::read_to_string(&path).expect("UTF-8"))).collect()
}

fn libical(program: &Path, folder: &Path, calendars: &BTreeMap<String, String>, days: &[String; 2]) -> Read {
    let days = days.iter().map(|day| format!("{}T000000", day.replace('-', "")));
    let said = Command::new(program).args(days).args(calendars.keys()).current_dir(folder).env(ZONE.0, ZONE.1).output();
    let mut read = Read::new();
    for part in succeeded(said, C).split("FILE ").skip(1) {
        let mut lines = part.lines().map(str::to_owned);
        read.insert(lines.next().unwrap_or_default(), lines.collect());
    }
    read
}

fn icalendar(text: &str) -> Vec<String> {
    let calendar: icalendar::Calendar = text.parse().expect("a calendar");
    let mut found = Vec::new();
    for event in calendar.events() {
        let summary = event.get_summary().unwrap_or_default();
        let clock = |time| match time {
            Some(DatePerhapsTime::DateTime(CalendarDateTime::WithTimezone { date_time, .. })) => Some(date_time),
            _ => None,
        };
        let (Some(begin), Some(end)) = (clock(event.get_start()), clock(event.get_end())) else {
            let day = |time| match time {
                Some(DatePerhapsTime::Date(day)) => day.to_string(),
                other => format!("refused: {other:?}"),
            };
            found.push(format!("{} {} {summary}", day(event.get_start()), day(event.get_end())));
            continue;
        };
        let rule = match event.get_recurrence() {
            Ok(rule) => rule,
            Err(error) => {
                found.push(format!("refused: {error}"));
                continue;
            }
        };
        for start in rule.all(MOST).dates {
            let start = start.naive_local();
            let form = "%Y-%m-%dT%H:%M";
            found.push(format!("{} {} {summary}", start.format(form), (start + (end - begin)).format(form)));
        }
    }
    found
}

/// Event by event: its limit is for all of a calendar, and a rule without an end takes all of it.
fn calcard(text: &str) -> Vec<String> {
    let mut parts = text.split("BEGIN:VEVENT");
    let head = parts.next().unwrap_or_default();
    let mut found = Vec::new();
    for event in parts {
        let event = event.trim_end().trim_end_matches("END:VCALENDAR");
        let calendar = ICalendar::parse(format!("{head}BEGIN:VEVENT{event}END:VCALENDAR\r\n")).expect("a calendar");
        let expanded = calendar.expand_dates(Tz::Floating, usize::from(MOST));
        found.extend(expanded.errors.iter().map(|error| format!("refused: {error:?}")));
        for event in expanded.events {
            let component = &calendar.components[event.comp_id as usize];
            let text = |property| component.property(property)?.values.first()?.as_text();
            let start = event.start.naive_local();
            let end = match event.end {
                TimeOrDelta::Time(end) => end.naive_local(),
                // The length on the clock, as no event is in the night that it changes.
                TimeOrDelta::Delta(length) => start + length,
            };
            let form = if event.start.timezone().is_floating() { "%Y-%m-%d" } else { "%Y-%m-%dT%H:%M" };
            let summary = text(&ICalendarProperty::Summary).unwrap_or_default();
            found.push(format!("{} {} {summary}", start.format(form), end.format(form)));
        }
    }
    found
}

fn card(text: &str) -> Vec<String> {
    let card = VCard::parse(text).expect("a card");
    let value = |value: &VCardValue| match value {
        VCardValue::Text(text) => text.clone(),
        VCardValue::Component(parts) => parts.join(";"),
        VCardValue::PartialDateTime(time) => format!("{time:?}"),
        other => format!("refused: {other:?}"),
    };
    let line = |entry: &calcard::vcard::VCardEntry| {
        format!("{} {}", entry.name.as_str(), entry.values.iter().map(value).collect::<Vec<_>>().join(";"))
    };
    card.entries.iter().map(line).collect()
}
