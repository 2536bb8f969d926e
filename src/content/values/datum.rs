//! Dates, and how they are said in Dutch.

use std::fmt;

use jiff::civil::{Date, Weekday};
use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{Mismatch, Parse, Shape};

/// Names of the months, January first.
pub(super) const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// "8 februari 2019".
pub fn lange_datum(date: Date) -> String {
    format!("{} {} {}", date.day(), MONTHS[month_index(date)], date.year())
}

/// "dinsdag 24 november 2026".
pub fn weekdag_en_datum(date: Date) -> String {
    let day = match date.weekday() {
        Weekday::Monday => "maandag",
        Weekday::Tuesday => "dinsdag",
        Weekday::Wednesday => "woensdag",
        Weekday::Thursday => "donderdag",
        Weekday::Friday => "vrijdag",
        Weekday::Saturday => "zaterdag",
        Weekday::Sunday => "zondag",
    };
    format!("{day} {}", lange_datum(date))
}

/// Month numbers count from 1; the table of names from 0.
fn month_index(date: Date) -> usize {
    usize::try_from(date.month() - 1).unwrap_or_default()
}

/// The number (1–12) of a month by its Dutch name or usual abbreviation.
pub(super) fn month_number(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_lowercase();
    let position = match word.as_str() {
        "mrt" => 2,
        "febr" => 1,
        "sept" => 8,
        short if short.len() == 3 => MONTHS.iter().position(|month| month.starts_with(short) && short != "maa")?,
        long => MONTHS.iter().position(|month| *month == long)?,
    };
    i8::try_from(position + 1).ok()
}

/// A day, written as JJJJ-MM-DD (ISO 8601).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Datum(pub Date);

impl Parse for Datum {
    const EXPECTED: &'static str = "een datum als jaar-maand-dag, zoals 2026-11-23";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let parts: Vec<&str> = text.split('-').collect();
        if let [year, month, day] = parts[..]
            && (year.len(), month.len(), day.len()) == (4, 2, 2)
            && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
        {
            return match text.parse::<Date>() {
                Ok(date) if (1900..=2200).contains(&date.year()) => Ok(Self(date)),
                Ok(_) => Err(Mismatch::new(format!("het jaar {year} kan niet kloppen"))),
                Err(_) => Err(Mismatch::new(format!("de dag {text} bestaat niet"))),
            };
        }
        Err(match other_habit(text) {
            Some(date) => Mismatch::meant(format!("“{text}” is niet als jaar-maand-dag geschreven"), date.to_string()),
            None => Mismatch::new(format!("“{text}” is geen datum")),
        })
    }

    fn shape() -> Shape {
        Shape::new("(?:19[0-9]{2}|2[01][0-9]{2}|2200)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
    }
}

/// Reads the other ways in which people write a whole date: "23-11-2026", "3/4/2026", "23 november 2026".
fn other_habit(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split(['-', '/', '.', ' ']).filter(|word| !word.is_empty()).collect();
    let [day, month, year] = words[..] else { return None };
    // "2026-1-5": the right order, with a zero short.
    let (day, year) = if day.len() == 4 { (year, day) } else { (day, year) };
    let month = month_number(month).or_else(|| month.parse().ok())?;
    (year.len() == 4).then(|| Date::new(year.parse().ok()?, month, day.parse().ok()?).ok())?
}

impl fmt::Display for Datum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// Templates see `{iso, tekst}`.
impl Serialize for Datum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Datumtekst { iso: self.0.to_string(), tekst: lange_datum(self.0) }.serialize(serializer)
    }
}

/// A moment as templates see it: for machines (`datetime="…"`) and for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Datumtekst {
    /// ISO 8601, as precise as is known: `2019`, `2019-02` or `2019-02-08`.
    pub iso: String,
    /// Dutch.
    pub tekst: String,
}

impl Serialize for Datumtekst {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Datum", 2)?;
        out.serialize_field("iso", &self.iso)?;
        out.serialize_field("tekst", &self.tekst)?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        assert_eq!(lange_datum(Datum::parse("2019-02-08").unwrap().0), "8 februari 2019");
        assert_eq!(weekdag_en_datum(Datum::parse("2026-11-23").unwrap().0), "maandag 23 november 2026");
        for (wrong, meant) in [
            ("23-11-2026", Some("2026-11-23")),
            ("3/4/2026", Some("2026-04-03")),
            ("23 november 2026", Some("2026-11-23")),
            ("3/4/26", None),
            ("2026-11-31", None),
            ("31-11-2026", None),
            ("2026-1-1", Some("2026-01-01")),
            ("1026-01-01", None),
            ("morgen", None),
        ] {
            let error = Datum::parse(wrong).unwrap_err();
            assert_eq!(error.replacement.as_deref(), meant, "{wrong}");
        }
    }
}
