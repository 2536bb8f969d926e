//! What the events of an iCalendar file mean: when each is, and which of them change another.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, SpanRelativeTo};

use super::tekst::{Woorden, woorden};
use super::{ASK, Activiteitstand, Bezwaar, Partneractiviteit, Partneragenda};
use crate::read::ics::{Contentline, Event, Kalenderbestand};
use crate::tijd::{Herhaalregel, Kalenderreeks, Tijdzone, Uitzondering, dag, klok};

/// What is written where a time belongs.
#[derive(Debug, Clone)]
enum Tijd {
    Dag(Date),
    Klok(DateTime, Tijdzone),
}

/// What is asked of zones while a file is read.
struct Zones<'f> {
    of_file: &'f BTreeMap<String, String>,
    known: HashMap<String, Option<Tijdzone>>,
    /// Of times that name none: that of the file, or that of here.
    unnamed: Tijdzone,
}

/// Makes activities of events. What is private is left out, and so is what an event of a later number replaces.
pub(super) fn read(file: &Kalenderbestand) -> Partneragenda {
    let mut agenda = Partneragenda { meer: file.more, ..Partneragenda::default() };
    let unnamed = file.zone.as_deref().and_then(Tijdzone::named).unwrap_or_else(Tijdzone::hier);
    let mut zones = Zones { of_file: &file.zones, known: HashMap::new(), unnamed };
    if let Some((at, count)) = file.odd {
        let lines =
            if count == 1 { "Deze regel is".to_owned() } else { format!("Deze regel en {} andere zijn", count - 1) };
        let message = format!("{lines} niet te lezen als regel van een agenda, en overgeslagen.");
        agenda.bezwaren.push(Bezwaar::anders(
            at,
            message,
            "Leg het bestand neer zoals het uit het programma komt, en verander er niets in.",
        ));
    }
    if let Some(at) = file.open {
        let message = "Deze activiteit heeft geen einde in het bestand (END:VEVENT), en staat daarom niet op de site.";
        let tip = "Het bestand is waarschijnlijk niet heel. Download het opnieuw.";
        agenda.bezwaren.push(Bezwaar::weg(at, message, tip));
    }
    let latest = latest(&file.events);
    let mut masters: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut changes: Vec<(&Event, &Contentline)> = Vec::new();
    for event in file.events.iter().filter(|event| is_latest(event, &latest)) {
        let change = event.line("RECURRENCE-ID");
        if let Some(line) = change {
            changes.push((event, line));
        }
        if is_private(event) {
            continue;
        }
        let Some(activiteit) = activiteit(event, &mut zones, &mut agenda.bezwaren) else { continue };
        if change.is_none() && !uid(event).is_empty() {
            masters.entry(uid(event)).or_default().push(agenda.activiteiten.len());
        }
        agenda.activiteiten.push(activiteit);
    }
    let mut ended: Vec<usize> = Vec::new();
    for (event, line) in changes {
        let Some(of) = masters.get(uid(event)) else { continue };
        if line.param("RANGE").is_some_and(|range| range.eq_ignore_ascii_case("THISANDFUTURE")) {
            let message = "Deze wijziging geldt ook voor alle keren erna. Dat kan wijkwijzer niet overnemen, en wat terugkomt staat daarom niet op de site.";
            agenda.bezwaren.push(Bezwaar::weg(line.span, message, ASK));
            ended.extend(of);
            continue;
        }
        let Ok(time) = tijd(line, &line.value, &mut zones) else { continue };
        // Some programs give everything the same name.
        for nr in of.iter().take(MOST_OF_A_NAME) {
            let reeks = &mut agenda.activiteiten[*nr].reeks;
            let away = uitzondering(reeks, &time);
            reeks.niet.push(away);
        }
    }
    ended.sort_unstable();
    ended.dedup();
    for nr in ended.into_iter().rev() {
        agenda.activiteiten.remove(nr);
    }
    agenda
}

/// So many events of one name are changed by an event that changes it.
const MOST_OF_A_NAME: usize = 20;

fn uid(event: &Event) -> &str {
    event.line("UID").map_or("", |line| line.value.trim())
}

/// What makes an event another version of the same.
fn identity(event: &Event) -> (&str, &str) {
    (uid(event), event.line("RECURRENCE-ID").map_or("", |line| line.value.trim()))
}

fn sequence(event: &Event) -> u64 {
    event.line("SEQUENCE").and_then(|line| line.value.trim().parse().ok()).unwrap_or_default()
}

/// The highest number of each event.
fn latest(events: &[Event]) -> HashMap<(&str, &str), u64> {
    let mut latest = HashMap::new();
    for event in events.iter().filter(|event| !uid(event).is_empty()) {
        let highest = latest.entry(identity(event)).or_insert(0);
        *highest = sequence(event).max(*highest);
    }
    latest
}

fn is_latest(event: &Event, latest: &HashMap<(&str, &str), u64>) -> bool {
    latest.get(&identity(event)).is_none_or(|highest| sequence(event) == *highest)
}

/// Whether its writer does not mean it for everybody. What is no known word counts as private.
fn is_private(event: &Event) -> bool {
    !matches!(event.word("CLASS").as_str(), "" | "PUBLIC")
}

fn activiteit(event: &Event, zones: &mut Zones<'_>, bezwaren: &mut Vec<Bezwaar>) -> Option<Partneractiviteit> {
    let reeks = match reeks(event, zones) {
        Ok(reeks) => reeks,
        Err((bezwaar, begin)) => {
            bezwaren.push(Bezwaar { laatste_dag: begin.filter(|_| event.line("RRULE").is_none()), ..bezwaar });
            return None;
        }
    };
    let before = bezwaren.len();
    let written = ["SUMMARY", "DESCRIPTION", "LOCATION", "URL"];
    let written = written.map(|name| event.line(name).map(|line| (line.text(), line.span)));
    let woorden = woorden(event.at, written, bezwaren);
    let last = reeks.laatste_dag();
    bezwaren[before..].iter_mut().for_each(|it| it.laatste_dag = last);
    let Woorden { titel, tekst, plek, link } = woorden?;
    let stand = match event.word("STATUS").as_str() {
        "CANCELLED" => Activiteitstand::Afgelast,
        "TENTATIVE" => Activiteitstand::OnderVoorbehoud,
        _ => Activiteitstand::GaatDoor,
    };
    Some(Partneractiviteit { at: event.at, titel, tekst, plek, link, stand, reeks })
}

/// When an event is; or why that cannot be told, with its first day if that is known.
fn reeks(event: &Event, zones: &mut Zones<'_>) -> Result<Kalenderreeks, (Bezwaar, Option<Date>)> {
    let Some(start) = event.line("DTSTART") else {
        let message = "Deze activiteit heeft geen begin (DTSTART), en staat daarom niet op de site.";
        return Err((Bezwaar::weg(event.at, message, ASK), None));
    };
    let begin = tijd(start, &start.value, zones).map_err(|why| (why, None))?;
    let (clock, zone) = match &begin {
        Tijd::Dag(day) => (day.to_datetime(jiff::civil::Time::midnight()), None),
        Tijd::Klok(clock, zone) => (*clock, Some(zone.clone())),
    };
    let first = clock.date();
    let told = |why: Bezwaar| (why, Some(first));
    let (duur, end) = duur(event, &begin, zones).map_err(told)?;
    if duur.is_some_and(|duur| duur.is_negative()) {
        let message = "Deze activiteit eindigt voordat zij begint, en staat daarom niet op de site.";
        return Err(told(Bezwaar::weg(end.map_or(event.at, |line| line.span), message, ASK)));
    }
    let mut rules = event.lines("RRULE");
    let regel = rules.next().map(|line| (line, Herhaalregel::read(&line.value)));
    let regel = match (regel, rules.next().or_else(|| event.line("EXRULE"))) {
        (Some((_, Ok(regel))), None) => Some(regel),
        (None, None) => None,
        (Some((line, Err(part))), None) => return Err(told(regel_niet(line, &part))),
        (_, Some(line)) => return Err(told(regel_niet(line, "meer dan één regel"))),
    };
    let mut reeks = Kalenderreeks { zone, begin: clock, duur, regel, ook: Vec::new(), niet: Vec::new() };
    for (line, value) in values(event, "EXDATE") {
        let away = uitzondering(&reeks, &tijd(line, value, zones).map_err(told)?);
        reeks.niet.push(away);
    }
    for (line, value) in values(event, "RDATE") {
        let value = value.split('/').next().unwrap_or_default();
        reeks.ook.push(match (tijd(line, value, zones).map_err(told)?, &reeks.zone) {
            (Tijd::Klok(clock, other), Some(zone)) if other != *zone => {
                other.moment(clock).map_or(clock, |moment| zone.klok(moment))
            }
            (Tijd::Klok(clock, _), Some(_)) => clock,
            (Tijd::Klok(clock, _), None) => clock.date().to_datetime(reeks.begin.time()),
            (Tijd::Dag(day), _) => day.to_datetime(reeks.begin.time()),
        });
    }
    // What is only on further days is on its first day, too.
    if reeks.regel.is_none() && !reeks.ook.is_empty() {
        reeks.ook.push(clock);
    }
    Ok(reeks)
}

fn regel_niet(line: &Contentline, part: &str) -> Bezwaar {
    let message = format!(
        "Deze activiteit komt terug volgens een regel die wijkwijzer niet kent ({part}), en staat daarom niet op de site."
    );
    Bezwaar::weg(line.span, message, "Vraag de organisatie om de keren los in de agenda te zetten.")
}

/// The values of lines that may have several.
fn values<'e>(event: &'e Event, name: &'static str) -> impl Iterator<Item = (&'e Contentline, &'e str)> {
    let lines = event.lines(name);
    lines.flat_map(|line| line.value.split(',').map(move |value| (line, value.trim()))).filter(|it| !it.1.is_empty())
}

/// How long it is, if that is said, and by which line.
fn duur<'e>(
    event: &'e Event,
    begin: &Tijd,
    zones: &mut Zones<'_>,
) -> Result<(Option<SignedDuration>, Option<&'e Contentline>), Bezwaar> {
    if let Some(line) = event.line("DTEND") {
        let between = match (begin, tijd(line, &line.value, zones)?) {
            (Tijd::Dag(begin), Tijd::Dag(end)) => days(*begin, end),
            (Tijd::Klok(begin, zone), Tijd::Klok(end, other)) => {
                let end = if *zone == other { end } else { other.moment(end).map_or(end, |moment| zone.klok(moment)) };
                end.duration_since(*begin)
            }
            // One is a day and the other a time: the day counts.
            (Tijd::Dag(begin), Tijd::Klok(end, _)) => days(*begin, end.date()),
            (Tijd::Klok(begin, _), Tijd::Dag(end)) => end.to_datetime(begin.time()).duration_since(*begin),
        };
        return Ok((Some(between), Some(line)));
    }
    let Some(line) = event.line("DURATION") else { return Ok((None, None)) };
    let span = line.value.trim().parse::<jiff::Span>().ok();
    let length = span.and_then(|span| span.to_duration(SpanRelativeTo::days_are_24_hours()).ok());
    if length.is_none() {
        let message = "Hoelang deze activiteit duurt, is niet te lezen. Zij staat daarom niet op de site.";
        return Err(Bezwaar::weg(line.span, message, ASK));
    }
    Ok((length, Some(line)))
}

fn days(begin: Date, end: Date) -> SignedDuration {
    SignedDuration::from_hours(i64::from((end - begin).get_days()) * 24)
}

/// What a begin that is named takes away.
fn uitzondering(reeks: &Kalenderreeks, time: &Tijd) -> Uitzondering {
    match time {
        Tijd::Dag(day) => Uitzondering::Dag(*day),
        Tijd::Klok(clock, _) if reeks.zone.is_none() => Uitzondering::Dag(clock.date()),
        Tijd::Klok(clock, zone) => zone.moment(*clock).map_or(Uitzondering::Dag(clock.date()), Uitzondering::Moment),
    }
}

/// Reads a time with the zone that its line names. A time without a zone is of that of the file.
fn tijd(line: &Contentline, value: &str, zones: &mut Zones<'_>) -> Result<Tijd, Bezwaar> {
    let value = value.trim();
    if let Some(day) = dag(value) {
        return Ok(Tijd::Dag(day));
    }
    let read = match value.strip_suffix('Z') {
        Some(clock) => klok(clock).map(|clock| (clock, Some("UTC"))),
        None => klok(value).map(|clock| (clock, line.param("TZID"))),
    };
    let Some((clock, name)) = read else {
        let message = "Deze dag of tijd is niet te lezen. De activiteit staat daarom niet op de site.";
        return Err(Bezwaar::weg(line.span, message, ASK));
    };
    let Some(name) = name else { return Ok(Tijd::Klok(clock, zones.unnamed.clone())) };
    let Some(zone) = zones.named(name) else {
        let shown: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
        let message = format!("De tijdzone “{shown}” is niet bekend. De activiteit staat daarom niet op de site.");
        let tip = "Vraag de organisatie om de tijdzone van de agenda op Amsterdam te zetten (Europe/Amsterdam).";
        return Err(Bezwaar::weg(line.span, message, tip));
    };
    Ok(Tijd::Klok(clock, zone))
}

impl Zones<'_> {
    /// A zone by its name, or by what the file says that it is called elsewhere.
    fn named(&mut self, name: &str) -> Option<Tijdzone> {
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let elsewhere = || self.of_file.get(name).and_then(|name| Tijdzone::named(name));
        let zone = Tijdzone::named(name).or_else(elsewhere);
        // So many zones no file has.
        if self.known.len() < 100 {
            self.known.insert(name.to_owned(), zone.clone());
        }
        zone
    }
}
