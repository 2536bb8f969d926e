//! Something in a calendar, and the lines that say so (RFC 5545).
//!
//! Of several ways to say a thing this is the one that all readers understand; `docs/handboek/agenda-en-contactkaartjes.md` says
//! which readers these are.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

use super::super::kaartje::moment;
use super::super::regels::Inhoudsregels;
use crate::tijd::{Tijdstip, Tijdvak};

/// Something in a calendar.
#[derive(Debug, Clone)]
pub(super) struct Activiteit {
    /// Its name in the programs of residents, which never changes.
    pub(super) uid: String,
    /// When it last changed.
    pub(super) gewijzigd: Date,
    /// What it is called.
    pub(super) titel: String,
    /// When it is.
    pub(super) wanneer: Duur,
    /// Whether who has it in a calendar is free all the same.
    pub(super) is_vrij: bool,
    /// Whether it was cancelled. Not every program shows that, so its title says so, too.
    pub(super) gaat_niet_door: bool,
    /// Where it is.
    pub(super) plek: Option<String>,
    /// What else there is to say, in lines.
    pub(super) uitleg: Vec<String>,
    /// Where it can be read.
    pub(super) adres: Option<String>,
}

/// When something is.
#[derive(Debug, Clone)]
pub(super) enum Duur {
    /// From the first of these days up to and including the second.
    Dagen(Date, Date),
    /// At hours of a day.
    Uren(Reeks),
}

/// Hours of a day, once or again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reeks {
    /// The first day on which it really is.
    pub(super) dag: Date,
    /// From when to when; when it ends before it begins, it ends on the next day.
    pub(super) tijd: Tijdvak,
    /// How it comes back.
    pub(super) regel: Option<Terugkeer>,
    /// Days of the rule on which it is not.
    pub(super) niet: Vec<Date>,
}

/// How something comes back on the same day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Terugkeer {
    /// How often.
    pub(super) ritme: Ritme,
    /// The last day on which it can be.
    pub(super) tot: Option<Date>,
}

/// How often something comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ritme {
    /// Every so many weeks.
    Weken(u8),
    /// On one such day of the month: the first is 1, the last -1.
    Maand(i8),
}

impl Ritme {
    /// Whether a day can be one of it, if it is of the right week.
    pub(super) fn includes(self, day: Date) -> bool {
        match self {
            Self::Weken(_) => true,
            Self::Maand(-1) => day.day() + 7 > day.days_in_month(),
            Self::Maand(rang) => (day.day() - 1) / 7 + 1 == rang,
        }
    }
}

impl Activiteit {
    /// Adds its lines.
    pub(super) fn write(&self, lines: &mut Inhoudsregels) {
        lines.add("BEGIN", "VEVENT");
        lines.text("UID", &self.uid);
        let changed = moment(self.gewijzigd);
        lines.add("DTSTAMP", &changed);
        lines.add("LAST-MODIFIED", &changed);
        lines.add("SEQUENCE", &sequence(self.gewijzigd).to_string());
        match &self.wanneer {
            Duur::Dagen(first, last) => {
                lines.add("DTSTART;VALUE=DATE", &whole_day(*first));
                lines.add("DTEND;VALUE=DATE", &whole_day(last.saturating_add(1.day())));
            }
            Duur::Uren(reeks) => reeks.write(lines),
        }
        lines.text("SUMMARY", &self.titel);
        if self.is_vrij {
            lines.add("TRANSP", "TRANSPARENT");
        }
        if self.gaat_niet_door {
            lines.add("STATUS", "CANCELLED");
        }
        lines.maybe("LOCATION", self.plek.as_deref());
        lines.maybe("DESCRIPTION", (!self.uitleg.is_empty()).then(|| self.uitleg.join("\n")).as_deref());
        if let Some(adres) = &self.adres {
            lines.add("URL", adres);
        }
        lines.add("END", "VEVENT");
    }
}

impl Reeks {
    fn write(&self, lines: &mut Inhoudsregels) {
        let (van, tot) = (self.tijd.van(), self.tijd.tot());
        let last = if self.tijd.passes_midnight() { self.dag.saturating_add(1.day()) } else { self.dag };
        lines.add("DTSTART;TZID=Europe/Amsterdam", &local(self.dag, van));
        lines.add("DTEND;TZID=Europe/Amsterdam", &local(last, tot));
        if let Some(Terugkeer { ritme, tot }) = self.regel {
            let day = day_of_week(self.dag);
            // What comes first is lost in some reader, unless it is this.
            let rule = match ritme {
                Ritme::Weken(1) => format!("FREQ=WEEKLY;BYDAY={day}"),
                Ritme::Weken(weken) => format!("FREQ=WEEKLY;INTERVAL={weken};BYDAY={day}"),
                Ritme::Maand(rang) => format!("FREQ=MONTHLY;BYDAY={rang}{day}"),
            };
            let until = tot.map(|tot| format!(";UNTIL={}", end_in_utc(tot)));
            lines.add("RRULE", &(rule + &until.unwrap_or_default()));
        }
        for day in &self.niet {
            lines.add("EXDATE;TZID=Europe/Amsterdam", &local(*day, van));
        }
    }
}

/// The head of a calendar. A name with a comma would be shown with a backslash.
pub(super) fn head(naam: &str, lines: &mut Inhoudsregels) {
    let naam = naam.replace([',', ';', '\\'], "");
    for (name, value) in [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//wijkwijzer//agenda//NL"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        lines.add(name, value);
    }
    lines.text("NAME", &naam);
    lines.text("X-WR-CALNAME", &naam);
    lines.add("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    lines.add("X-PUBLISHED-TTL", "P1D");
    lines.add("BEGIN", "VTIMEZONE");
    lines.add("TZID", "Europe/Amsterdam");
    // From 1970 on: with the rules of one year only, some readers are an hour off in the next.
    for [what, start, month, from, to, name] in [
        ["STANDARD", "19701025T030000", "10", "+0200", "+0100", "CET"],
        ["DAYLIGHT", "19700329T020000", "3", "+0100", "+0200", "CEST"],
    ] {
        lines.add("BEGIN", what);
        lines.add("DTSTART", start);
        lines.add("RRULE", &format!("FREQ=YEARLY;BYMONTH={month};BYDAY=-1SU"));
        lines.add("TZOFFSETFROM", from);
        lines.add("TZOFFSETTO", to);
        lines.add("TZNAME", name);
        lines.add("END", what);
    }
    lines.add("END", "VTIMEZONE");
}

/// A number that is higher when something changed later: programs take nothing over without it.
fn sequence(changed: Date) -> i32 {
    (changed - date(2000, 1, 1)).get_days().max(0)
}

fn whole_day(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

fn local(day: Date, time: Tijdstip) -> String {
    format!("{}T{}00", whole_day(day), time.to_string().replace(':', ""))
}

fn day_of_week(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

/// The last second of a day in the Netherlands, as UTC. Summer begins and ends on the last Sunday of March and October, by the same
/// rules as in the head of the calendar.
fn end_in_utc(day: Date) -> String {
    let is_past_last_sunday = day.day() + 7 - day.weekday().to_sunday_zero_offset() > 31;
    let is_summer = match day.month() {
        3 => is_past_last_sunday,
        10 => !is_past_last_sunday,
        month => (4..10).contains(&month),
    };
    format!("{}T{}5959Z", whole_day(day), if is_summer { "21" } else { "22" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_days() {
        for (day, end) in [
            (date(2026, 3, 28), "20260328T225959Z"),
            (date(2026, 3, 29), "20260329T215959Z"),
            (date(2026, 7, 1), "20260701T215959Z"),
            (date(2026, 10, 24), "20261024T215959Z"),
            (date(2026, 10, 25), "20261025T225959Z"),
            (date(2027, 3, 31), "20270331T215959Z"),
            (date(2027, 10, 31), "20271031T225959Z"),
            (date(2026, 12, 31), "20261231T225959Z"),
        ] {
            assert_eq!(end_in_utc(day), end);
            let zoned = day.at(23, 59, 59, 0).in_tz("Europe/Amsterdam").unwrap().timestamp();
            assert_eq!(zoned.strftime("%Y%m%dT%H%M%SZ").to_string(), end);
        }
    }
}
