//! Times of the day and days of the week.

use std::fmt;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::Datumtekst;
use crate::values::{Choice, Mismatch, Parse, Shape};

/// A time of the day in minutes after midnight, written 09:30.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tijdstip(u16);

impl Parse for Tijdstip {
    const EXPECTED: &'static str = "een tijd, zoals 09:30";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        if let Some(time) = text.split_once(':').and_then(|(hour, minute)| clock(hour, minute)) {
            return Ok(time);
        }
        Err(match other_habit(text) {
            Some(time) => Mismatch::meant(format!("“{text}” is geen tijd zoals 09:30"), time.to_string()),
            None => Mismatch::new(why_not(text)),
        })
    }

    fn shape() -> Shape {
        Shape::new("(?:[01]?[0-9]|2[0-3]):[0-5][0-9]")
    }
}

/// Reads the other ways in which people write a time: "9.30", "9:30 uur", "9u30", "0930", "10 uur". Told, not taken, so that
/// the files stay uniform.
fn other_habit(text: &str) -> Option<Tijdstip> {
    let words = text.to_lowercase().replace("uur", "").replace(['.', 'u', 'h', ','], ":");
    let words = words.trim_matches([':', ' ']);
    let parts: Vec<&str> = words.split(':').map(str::trim).collect();
    match parts[..] {
        [digits] if digits.len() == 4 && digits.is_ascii() => clock(&digits[..2], &digits[2..]),
        [digits] if digits.len() == 3 && digits.is_ascii() => clock(&digits[..1], &digits[1..]),
        [hour] => clock(hour, "00"),
        [hour, minute] | [hour, minute, "00"] => clock(hour, minute),
        _ => None,
    }
}

/// Why a text is no time at all.
fn why_not(text: &str) -> String {
    let halves = ["-", "–", " tot ", " t/m "].iter().find_map(|sign| text.split_once(sign));
    if halves.is_some_and(|(van, tot)| other_habit(van).is_some() && other_habit(tot).is_some()) {
        return format!("“{text}” is een begintijd én een eindtijd; zet ze apart bij `van` en `tot`");
    }
    let is_clock = text.contains(':') && text.bytes().all(|b| b.is_ascii_digit() || b == b':');
    match text.split_once(':').filter(|_| is_clock) {
        Some(("24", "00")) => "24:00 bestaat niet; de laatste tijd van een dag is 23:59".to_owned(),
        Some((_, minute)) if minute.len() == 1 => format!("in “{text}” ontbreekt een cijfer bij de minuten"),
        Some(_) => format!("de tijd {text} bestaat niet"),
        None => format!("“{text}” is geen tijd"),
    }
}

fn clock(hour: &str, minute: &str) -> Option<Tijdstip> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !(1..=2).contains(&hour.len()) || minute.len() != 2 || !digits(hour) || !digits(minute) {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some(Tijdstip(hour * 60 + minute))
}

impl fmt::Display for Tijdstip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl Tijdstip {
    /// As people read it: "9.00".
    pub fn tekst(self) -> String {
        format!("{}.{:02}", self.0 / 60, self.0 % 60)
    }

    /// The minute that a clock shows.
    pub(super) fn of(time: jiff::civil::Time) -> Self {
        Self(u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs()))
    }

    /// Minutes after midnight.
    pub(super) fn minutes(self) -> u16 {
        self.0
    }
}

/// Templates see `{iso, tekst}`, as of a day.
impl Serialize for Tijdstip {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Datumtekst { iso: self.to_string(), tekst: self.tekst() }.serialize(serializer)
    }
}

/// From one time up to a later one: on the same day, or in the night that follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Tijdvak {
    /// When it begins.
    van: Tijdstip,
    /// When it ends; when that is earlier than `van`, on the next day.
    tot: Tijdstip,
}

/// What begins on an evening ends before this; who ends later in the morning than that, mixed up two times.
const NIGHT_ENDS: Tijdstip = Tijdstip(6 * 60);

impl Tijdvak {
    /// A stretch of time.
    ///
    /// # Errors
    /// When it does not end after it begins, nor in the night after.
    pub fn new(van: Tijdstip, tot: Tijdstip) -> Result<Self, Mismatch> {
        if van < tot || (tot < van && tot <= NIGHT_ENDS) {
            Ok(Self { van, tot })
        } else {
            Err(Mismatch::new(format!("de eindtijd {tot} ligt niet na de begintijd {van}")))
        }
    }

    /// Whether it ends on the day after.
    pub fn passes_midnight(self) -> bool {
        self.tot < self.van
    }

    /// From when to when, in minutes after the midnight with which its day begins.
    pub fn minutes(self) -> (u16, u16) {
        let night = if self.passes_midnight() { 24 * 60 } else { 0 };
        (self.van.0, self.tot.0 + night)
    }

    /// What is left of it when it has to end by a time of its own day, if anything is.
    pub fn until(self, end: Tijdstip) -> Option<Self> {
        let (van, tot) = self.minutes();
        if tot <= end.0 {
            return Some(self);
        }
        (van < end.0).then_some(Self { van: self.van, tot: end })
    }

    /// Whether the two have a moment together when they begin on the same day.
    pub fn overlaps(self, other: Self) -> bool {
        let ((van, tot), (other_van, other_tot)) = (self.minutes(), other.minutes());
        van < other_tot && other_van < tot
    }

    /// When it begins.
    pub fn van(self) -> Tijdstip {
        self.van
    }

    /// When it ends.
    pub fn tot(self) -> Tijdstip {
        self.tot
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekdag {
    Maandag,
    Dinsdag,
    Woensdag,
    Donderdag,
    Vrijdag,
    Zaterdag,
    Zondag,
}

impl Weekdag {
    /// All of them, from Monday on.
    pub const ALL: [Self; 7] =
        [Self::Maandag, Self::Dinsdag, Self::Woensdag, Self::Donderdag, Self::Vrijdag, Self::Zaterdag, Self::Zondag];

    /// The day of the week that a day is.
    pub fn of(day: Date) -> Self {
        // Monday is 0 there, too.
        Self::ALL[usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default()]
    }
}

impl Choice for Weekdag {
    const WHAT: &'static str = "een dag van de week, zoals dinsdag";
    const OPTIONS: &'static [(&'static str, Self)] = &[
        ("maandag", Self::Maandag),
        ("dinsdag", Self::Dinsdag),
        ("woensdag", Self::Woensdag),
        ("donderdag", Self::Donderdag),
        ("vrijdag", Self::Vrijdag),
        ("zaterdag", Self::Zaterdag),
        ("zondag", Self::Zondag),
    ];
}

impl fmt::Display for Weekdag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(Self::OPTIONS[*self as usize].0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        assert_eq!(Tijdstip::parse("9:30").unwrap().to_string(), "09:30");
        for (wrong, meant) in [
            ("9.30", Some("09:30")),
            ("9:30 uur", Some("09:30")),
            ("9u30", Some("09:30")),
            ("10 uur", Some("10:00")),
            ("09.30", Some("09:30")),
            ("9:30u", Some("09:30")),
            ("9.30 u.", Some("09:30")),
            ("9 uur", Some("09:00")),
            ("9", Some("09:00")),
            ("0930", Some("09:30")),
            ("930", Some("09:30")),
            ("09:30:00", Some("09:30")),
            ("24:00", None),
            ("25:00", None),
            ("9:60", None),
            ("9:3", None),
            ("half tien", None),
            ("9.30-10.30", None),
            ("09:30 - 10:30", None),
            ("van 9 tot 10", None),
            ("", None),
        ] {
            assert_eq!(Tijdstip::parse(wrong).unwrap_err().replacement.as_deref(), meant, "{wrong}");
        }
        for (wrong, why) in [
            ("24:00", "23:59"),
            ("9:3", "ontbreekt een cijfer"),
            ("25:00", "bestaat niet"),
            ("9.30-10.30", "apart bij `van` en `tot`"),
        ] {
            let error = Tijdstip::parse(wrong).unwrap_err();
            assert!(error.why.contains(why), "{wrong}: {}", error.why);
        }
        let (early, late) = (Tijdstip(600), Tijdstip(660));
        assert!(Tijdvak::new(early, late).is_ok());
        assert!(Tijdvak::new(late, early).is_err() && Tijdvak::new(early, early).is_err());
        let evening = Tijdvak::new(Tijdstip(20 * 60), Tijdstip(60)).unwrap();
        assert_eq!(evening.minutes(), (1200, 1500), "20:00 to 01:00");
        assert_eq!(evening.until(Tijdstip(1320)), Tijdvak::new(Tijdstip(1200), Tijdstip(1320)).ok());
        assert_eq!(evening.until(Tijdstip(1200)), None);
    }
}
