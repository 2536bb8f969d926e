//! Days as people write them for what is closed, or for a season: "2026-12-24", "2026-12-24 t/m 2027-01-01",
//! "1 juli t/m 15 augustus", "Koningsdag".

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::datum::{lange_datum, month_number};
use super::{Datum, Feestdag};
use crate::values::{Choice, MONTHS, Mismatch, Parse, Shape, any_case, nearest};

/// Some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dagen {
    /// From one day up to and including another, once.
    Eens(Date, Date),
    /// From one month and day up to and including another, every year; the second may lie in the year after.
    Jaarlijks((i8, i8), (i8, i8)),
    /// A day with a name, every year.
    Feest(Feestdag),
}

/// Between the first and the last day.
const UNTIL: &[&str] = &[" t/m ", " tot en met ", " - ", " – "];

/// How many days a season has at least, as against a week that is other.
const SEASON: i32 = 28;

/// How many days from the last of one season to the first of the next can have been forgotten.
const FORGOTTEN: i32 = 8;

/// Christmas, which is two days.
const KERST: Dagen = Dagen::Jaarlijks((12, 25), (12, 26));

impl Dagen {
    /// Whether a day is one of them.
    pub fn contains(self, day: Date) -> bool {
        match self {
            Self::Eens(van, tot) => (van..=tot).contains(&day),
            Self::Jaarlijks(van, tot) => {
                let it = (day.month(), day.day());
                if van <= tot { van <= it && it <= tot } else { van <= it || it <= tot }
            }
            Self::Feest(feestdag) => feestdag.is_on(day),
        }
    }

    /// The few days between these and those that come after, when both are a long time: between the end of a
    /// summer and the beginning of a winter nobody leaves a day out on purpose. Every year is taken as one with 29 February.
    pub fn gap_to(self, after: Self) -> Option<Self> {
        const LEAP: i16 = 2028;
        let is_long = |van: Date, tot: Date| (tot - van).get_days() >= SEASON;
        let between = |tot: Date, van: Date| {
            let is_gap = (2..=FORGOTTEN).contains(&(van - tot).get_days());
            is_gap.then(|| (tot.saturating_add(1.day()), van.saturating_sub(1.day())))
        };
        match (self, after) {
            (Self::Eens(van, tot), Self::Eens(next, last)) if is_long(van, tot) && is_long(next, last) => {
                between(tot, next).map(|(first, last)| Self::Eens(first, last))
            }
            (Self::Jaarlijks(..), Self::Jaarlijks(next, _)) => {
                let of_year = |it: Self, year| it.of_year(year).filter(|(van, tot)| is_long(*van, *tot));
                let (_, tot) = of_year(self, LEAP - 1)
                    .into_iter()
                    .chain(of_year(self, LEAP))
                    .find(|(_, tot)| tot.year() == LEAP)?;
                of_year(after, LEAP)?;
                let next = [LEAP, LEAP + 1].map(|year| date(year, next.0, next.1));
                let (first, last) = next.into_iter().find_map(|next| between(tot, next))?;
                Some(Self::Jaarlijks((first.month(), first.day()), (last.month(), last.day())))
            }
            _ => None,
        }
    }

    /// The first and the last of those that begin in a year.
    fn of_year(self, year: i16) -> Option<(Date, Date)> {
        let Self::Jaarlijks(van, tot) = self else { return None };
        let ends = if van <= tot { year } else { year + 1 };
        Some((Date::new(year, van.0, van.1).ok()?, Date::new(ends, tot.0, tot.1).ok()?))
    }

    /// The first and the last of them, if they are once.
    pub fn once(self) -> Option<(Date, Date)> {
        if let Self::Eens(van, tot) = self { Some((van, tot)) } else { None }
    }
}

impl Parse for Dagen {
    const EXPECTED: &'static str =
        "een dag of een periode, zoals 2026-12-24, “2026-12-24 t/m 2027-01-01”, “1 juli t/m 15 augustus” of Koningsdag";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let lower = text.to_lowercase();
        if let Some((_, feestdag)) = Feestdag::OPTIONS.iter().find(|(word, _)| word.to_lowercase() == lower) {
            return Ok(Self::Feest(*feestdag));
        }
        if ["kerst", "kerstmis", "kerstdagen", "beide kerstdagen"].contains(&lower.as_str()) {
            return Ok(KERST);
        }
        let halves = UNTIL.iter().find_map(|sign| lower.split_once(sign));
        let (first, last) = halves.unwrap_or((&lower, &lower));
        if let (Some(van), Some(tot)) = (yearly(first), yearly(last)) {
            return Ok(Self::Jaarlijks(van, tot));
        }
        match (Datum::parse(first.trim()), Datum::parse(last.trim())) {
            (Ok(van), Ok(tot)) if van <= tot => Ok(Self::Eens(van.0, tot.0)),
            (Ok(_), Ok(_)) => Err(Mismatch::new("de laatste dag ligt vóór de eerste")),
            (van, tot) => Err(why_not(text, halves.is_some(), van, tot)),
        }
    }

    fn shape() -> Shape {
        let date = Datum::shape().pattern;
        let short = MONTHS.iter().filter_map(|month| month.get(..3)).chain(["mrt", "febr", "sept"]);
        let months = any_case(MONTHS.into_iter().chain(short));
        let yearly = format!(r"(?:0?[1-9]|[12][0-9]|3[01]) {months}\.?");
        let named = any_case(Feestdag::OPTIONS.iter().map(|(word, _)| *word).chain([
            "kerst",
            "kerstmis",
            "kerstdagen",
            "beide kerstdagen",
        ]));
        let until = any_case([" t/m ", " tot en met "]);
        let until = format!("(?:{until}| [-–] )");
        Shape::new(format!("{named}|{date}(?:{until}{date})?|{yearly}(?:{until}{yearly})?"))
    }
}

/// Why these are no days, and what was meant when that is clear.
fn why_not(text: &str, is_stretch: bool, van: Result<Datum, Mismatch>, tot: Result<Datum, Mismatch>) -> Mismatch {
    // One half at a time in another habit: "24-12-2026 t/m 2027-01-01".
    let meant = |half: &Result<Datum, Mismatch>| match half {
        Ok(datum) => Some(datum.to_string()),
        Err(mismatch) => mismatch.replacement.clone(),
    };
    if let (true, Some(first), Some(last)) = (is_stretch, meant(&van), meant(&tot)) {
        return Mismatch::meant(
            format!("“{text}” is niet als jaar-maand-dag geschreven"),
            format!("{first} t/m {last}"),
        );
    }
    if !is_stretch {
        let names = Feestdag::OPTIONS.iter().map(|(word, _)| *word);
        if let Some(named) = nearest(text, names) {
            return Mismatch::meant(format!("“{text}” is geen dag"), named);
        }
    }
    van.err().or(tot.err()).unwrap_or_else(|| Mismatch::new(format!("“{text}” is geen dag")))
}

/// "1 juli", "24 dec." as a month and a day of it.
fn yearly(text: &str) -> Option<(i8, i8)> {
    let (day, month) = text.trim().split_once(' ')?;
    let day: i8 = day.bytes().all(|b| b.is_ascii_digit()).then(|| day.parse().ok())??;
    let month = month_number(month.trim())?;
    // A leap year: 29 February is a day.
    Date::new(2028, month, day).ok().map(|_| (month, day))
}

/// As people say it; what can be written can be read again.
impl fmt::Display for Dagen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let yearly = |(month, day): (i8, i8)| {
            let whole = lange_datum(date(2028, month, day));
            whole.trim_end_matches(" 2028").to_owned()
        };
        match *self {
            Self::Eens(van, tot) if van == tot => f.write_str(&lange_datum(van)),
            Self::Eens(van, tot) => write!(f, "{} tot en met {}", lange_datum(van), lange_datum(tot)),
            Self::Jaarlijks(van, tot) if van == tot => f.write_str(&yearly(van)),
            Self::Jaarlijks(van, tot) => write!(f, "{} tot en met {}", yearly(van), yearly(tot)),
            Self::Feest(feestdag) => f.write_str(feestdag.word()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_between_seasons() {
        let gap = |before, after| Dagen::parse(before).unwrap().gap_to(Dagen::parse(after).unwrap());
        let between = |days| Some(Dagen::parse(days).unwrap());
        assert_eq!(gap("1 april t/m 30 september", "2 oktober t/m 31 maart"), between("1 oktober"));
        assert_eq!(gap("1 november t/m 28 februari", "1 maart t/m 31 oktober"), between("29 februari"));
        assert_eq!(gap("1 juni t/m 30 december", "1 januari t/m 31 mei"), between("31 december"));
        assert_eq!(gap("2026-07-01 t/m 2026-08-28", "2026-09-01 t/m 2026-12-31"), between("2026-08-29 t/m 2026-08-31"),);
        for (before, after) in [
            ("1 april t/m 30 september", "1 oktober t/m 31 maart"),
            ("1 juli t/m 31 juli", "1 oktober t/m 31 maart"),
            ("24 december t/m 1 januari", "5 januari t/m 9 januari"),
            ("2 oktober t/m 31 maart", "2026-04-02 t/m 2026-09-30"),
        ] {
            assert_eq!(gap(before, after), None, "{before}, {after}");
        }
    }

    #[test]
    fn days_as_people_write_them() {
        for (written, shown, on, not_on) in [
            ("2026-12-24", "24 december 2026", "2026-12-24", "2027-12-24"),
            ("2026-12-24 t/m 2027-01-01", "24 december 2026 tot en met 1 januari 2027", "2026-12-31", "2027-01-02"),
            ("1 juli t/m 15 augustus", "1 juli tot en met 15 augustus", "2030-08-15", "2030-08-16"),
            ("20 december - 5 jan", "20 december tot en met 5 januari", "2030-01-05", "2030-01-06"),
            ("24 dec.", "24 december", "2031-12-24", "2031-12-23"),
            ("koningsdag", "Koningsdag", "2026-04-27", "2025-04-27"),
            ("Kerst", "25 december tot en met 26 december", "2026-12-26", "2026-12-24"),
        ] {
            let days = Dagen::parse(written).unwrap_or_else(|error| panic!("{written}: {}", error.why));
            assert_eq!(days.to_string(), shown, "{written}");
            assert!(days.contains(on.parse().unwrap()) && !days.contains(not_on.parse().unwrap()), "{written}");
        }
        for (wrong, meant) in [
            ("24-12-2026", Some("2026-12-24")),
            ("24-12-2026 t/m 1-1-2027", Some("2026-12-24 t/m 2027-01-01")),
            ("2027-01-01 t/m 2026-12-24", None),
            ("Koningdag", Some("Koningsdag")),
            ("in de zomer", None),
            ("31 juni", None),
        ] {
            assert_eq!(Dagen::parse(wrong).unwrap_err().replacement.as_deref(), meant, "{wrong}");
        }
    }
}
