//! Dates, and how they are said in Dutch.

use std::fmt;

use jiff::civil::Date;
use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::values::{MONTHS, Mismatch, Parse, Shape};

/// "8 februari 2019".
pub(crate) fn lange_datum(date: Date) -> String {
    format!("{} {} {}", date.day(), MONTHS[month_index(date)], date.year())
}

/// "dinsdag 24 november 2026".
pub(crate) fn weekdag_en_datum(date: Date) -> String {
    let day = super::Weekdag::of(date);
    format!("{day} {}", lange_datum(date))
}

/// "dinsdag 24 november".
pub(crate) fn zonder_jaar(date: Date) -> String {
    format!("{} {} {}", super::Weekdag::of(date), date.day(), MONTHS[month_index(date)])
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
                Err(_) => Err(Mismatch::new(no_such_day(text, year, month))),
            };
        }
        // With a time behind it, as programs write it.
        let (day, time) = text.split_at_checked("2026-11-23".len()).unwrap_or((text, ""));
        if time.starts_with(['T', ' ']) && time.contains(':') && Self::parse(day).is_ok() {
            return Err(Mismatch::meant(
                format!("“{text}” is een datum met een tijd; hier hoort alleen de datum"),
                day,
            ));
        }
        Err(other_habit(text).unwrap_or_else(|| Mismatch::new(format!("“{text}” is geen datum"))))
    }

    fn shape() -> Shape {
        Shape::new("(?:19[0-9]{2}|2[01][0-9]{2}|2200)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
    }
}

/// Reads the other ways in which people write a whole date: "23-11-2026", "3/4/2026", "maandag 23 november 2026", "20261123".
///
/// `None` when it is no date at all.
fn other_habit(text: &str) -> Option<Mismatch> {
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let mut words: Vec<&str> = text.split(['-', '–', '/', '.', ' ']).filter(|word| !word.is_empty()).collect();
    if let [compact] = words[..]
        && compact.len() == 8
        && is_number(compact)
        && matches!(&compact[..2], "19" | "20")
    {
        words = vec![&compact[6..], &compact[4..6], &compact[..4]];
    }
    let weekday =
        words.first().filter(|word| words.len() == 4 && word.ends_with("dag")).map(|word| word.to_lowercase());
    if weekday.is_some() {
        words.remove(0);
    }
    let [day, month, year] = words[..] else { return None };
    // "2026-1-5": the right order, with a zero short.
    let (day, year) = if day.len() == 4 { (year, day) } else { (day, year) };
    if !is_number(day) || !is_number(year) || !(month_number(month).is_some() || is_number(month)) {
        return None;
    }
    if year.len() == 2 {
        return Some(Mismatch::new(format!("in “{text}” is niet te zien wat de dag, de maand en het jaar is")));
    }
    let number = month_number(month).or_else(|| month.parse().ok())?;
    if year.len() != 4 || day.len() > 2 {
        return None;
    }
    Some(match Date::new(year.parse().ok()?, number, day.parse().ok()?) {
        Ok(date) if weekday.is_some_and(|day| !weekdag_en_datum(date).starts_with(&day)) => {
            Mismatch::new(format!("“{text}” klopt niet met de kalender: het is {}", weekdag_en_datum(date)))
        }
        Ok(date) => Mismatch::meant(format!("“{text}” is niet als jaar-maand-dag geschreven"), date.to_string()),
        Err(_) => Mismatch::new(no_such_day(text, year, &number.to_string())),
    })
}

/// Why a day does not exist: "november heeft 30 dagen".
fn no_such_day(text: &str, year: &str, month: &str) -> String {
    let first = month.parse().ok().zip(year.parse().ok()).and_then(|(month, year)| Date::new(year, month, 1).ok());
    match first {
        Some(first) if first.month() == 2 => {
            format!("de dag {text} bestaat niet: februari {year} heeft {} dagen", first.days_in_month())
        }
        Some(first) => {
            let name = MONTHS[month_index(first)];
            format!("de dag {text} bestaat niet: {name} heeft {} dagen", first.days_in_month())
        }
        None => format!("de dag {text} bestaat niet: een jaar heeft 12 maanden"),
    }
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
            ("8 februari 2019", Some("2019-02-08")),
            ("8 febr. 2019", Some("2019-02-08")),
            ("maandag 23 november 2026", Some("2026-11-23")),
            ("dinsdag 23 november 2026", None),
            ("8-2-2019", Some("2019-02-08")),
            ("2019-2-8", Some("2019-02-08")),
            ("2026/11/23", Some("2026-11-23")),
            ("23.11.2026", Some("2026-11-23")),
            ("20261123", Some("2026-11-23")),
            ("23112026", None),
            ("29-02-2027", None),
            ("2026-23-11", None),
            ("23-11-26", None),
            ("0-1-2026", None),
            ("november 2026", None),
            ("morgen", None),
            ("", None),
        ] {
            let error = Datum::parse(wrong).unwrap_err();
            assert_eq!(error.replacement.as_deref(), meant, "{wrong}");
        }
        for (wrong, why) in [
            ("31-11-2026", "november heeft 30 dagen"),
            ("2026-11-31", "november heeft 30 dagen"),
            ("29-02-2027", "februari 2027 heeft 28 dagen"),
            ("30 februari 2028", "februari 2028 heeft 29 dagen"),
            ("2026-23-11", "een jaar heeft 12 maanden"),
            ("3/4/26", "niet te zien wat de dag, de maand en het jaar is"),
        ] {
            let error = Datum::parse(wrong).unwrap_err();
            assert!(error.why.contains(why), "{wrong}: {}", error.why);
        }
        assert!(Datum::parse("2028-02-29").is_ok());
    }
}
