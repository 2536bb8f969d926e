//! Periods as people write them: "december 2018 – februari 2019", "vierde kwartaal 2019".

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::datum::{Datumtekst, lange_datum, month_number};
use crate::values::{Bare, MONTHS, Mismatch, Parse, Shape, any_case, nearest};

/// Where a period stands, seen from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stand {
    /// It is over, as far as the calendar knows.
    Voorbij,
    /// It is going on.
    Nu,
    /// It has yet to begin.
    Straks,
}

/// A moment as precise as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Tijdpunt {
    Jaar(i16),
    Kwartaal(i16, i8),
    Maand(i16, i8),
    Dag(Date),
}

impl Tijdpunt {
    fn first_day(self) -> Date {
        match self {
            Self::Jaar(year) => date(year, 1, 1),
            Self::Kwartaal(year, quarter) => date(year, quarter * 3 - 2, 1),
            Self::Maand(year, month) => date(year, month, 1),
            Self::Dag(day) => day,
        }
    }

    fn last_day(self) -> Date {
        match self {
            Self::Jaar(year) => date(year, 12, 31),
            Self::Kwartaal(year, quarter) => date(year, quarter * 3, 1).last_of_month(),
            Self::Maand(year, month) => date(year, month, 1).last_of_month(),
            Self::Dag(day) => day,
        }
    }

    fn iso(self) -> String {
        match self {
            Self::Jaar(year) => format!("{year:04}"),
            // HTML's <time> knows no quarters: the first month of it.
            Self::Kwartaal(year, quarter) => format!("{year:04}-{:02}", quarter * 3 - 2),
            Self::Maand(year, month) => format!("{year:04}-{month:02}"),
            Self::Dag(day) => day.to_string(),
        }
    }
}

impl fmt::Display for Tijdpunt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Jaar(year) => write!(f, "{year}"),
            Self::Kwartaal(year, quarter) => write!(f, "{} kwartaal {year}", rank(quarter)),
            Self::Maand(year, month) => write!(f, "{} {year}", month_name(month)),
            Self::Dag(day) => f.write_str(&lange_datum(day)),
        }
    }
}

fn rank(quarter: i8) -> &'static str {
    match quarter {
        1 => "eerste",
        2 => "tweede",
        3 => "derde",
        _ => "vierde",
    }
}

fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or_default()
}

/// A stretch of days, as precise as it is known; it may still be open at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Periode {
    van: Tijdpunt,
    /// `None`: "vanaf mei 2026".
    tot: Option<Tijdpunt>,
}

impl Periode {
    /// The first day after this one on which it begins or is over.
    pub(crate) fn changes_after(&self, today: Date) -> Option<Date> {
        self.changes().filter(|day| *day > today).min()
    }

    /// The days on which it begins and is over.
    pub(crate) fn changes(&self) -> impl Iterator<Item = Date> + use<> {
        let over = self.tot.map(|tot| tot.last_day().saturating_add(1.day()));
        [Some(self.van.first_day()), over].into_iter().flatten()
    }

    /// Whether it begins before another one, however precisely both are known.
    pub(crate) fn begins_before(&self, other: &Self) -> bool {
        self.van.last_day() < other.van.first_day()
    }

    /// Where it stands on this day.
    pub fn stand(&self, today: Date) -> Stand {
        if today < self.van.first_day() {
            Stand::Straks
        } else if self.tot.is_some_and(|tot| today > tot.last_day()) {
            Stand::Voorbij
        } else {
            Stand::Nu
        }
    }

    /// Whether it is one day, month, quarter or year, and not a stretch between two.
    pub fn is_one_moment(&self) -> bool {
        self.tot == Some(self.van)
    }

    /// Last day and first day, for putting periods in order: what ends first comes first, what is open last.
    pub fn order(&self) -> (Date, Date) {
        (self.tot.map_or(Date::MAX, Tijdpunt::last_day), self.van.first_day())
    }

    /// Its first and last day; one without an end is as long as its beginning.
    pub fn days(&self) -> (Date, Date) {
        (self.van.first_day(), self.tot.unwrap_or(self.van).last_day())
    }

    /// Whether it is a single day.
    pub fn is_one_day(&self) -> bool {
        self.is_one_moment() && matches!(self.van, Tijdpunt::Dag(_))
    }

    /// Its beginning alone.
    pub fn begin(&self) -> Datumtekst {
        Datumtekst { iso: self.van.iso(), tekst: self.van.to_string() }
    }

    /// The beginning, for machines, and the whole in Dutch.
    pub fn tekst(&self) -> Datumtekst {
        Datumtekst { iso: self.van.iso(), tekst: self.to_string() }
    }
}

impl Parse for Periode {
    const EXPECTED: &'static str =
        "een periode, zoals “september 2019”, “mei - september 2019”, “vierde kwartaal 2019” of “8 februari 2019”";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        // A day in another habit ("8-2-2019"), or one that does not exist, has a better answer than that it is no period.
        let is_day = |day: &Mismatch| day.replacement.is_some() || day.why.starts_with("de dag ");
        let as_day = || super::Datum::parse(text).err().filter(is_day);
        let error = || {
            let why = || format!("“{text}” is geen periode");
            as_day().unwrap_or_else(|| match other_habit(text) {
                Some(meant) => Mismatch::meant(why(), meant),
                None => Mismatch::new(why()),
            })
        };
        let clean = text.trim().to_lowercase();
        if let Some(rest) = clean.strip_prefix("vanaf ").or_else(|| clean.strip_prefix("sinds ")) {
            return Ok(Self { van: moment(rest, None).ok_or_else(error)?, tot: None });
        }
        let halves = [" t/m ", " tot en met ", "–", "—", " - "].iter().find_map(|sign| clean.split_once(sign));
        let Some((first, second)) = halves else {
            let moment = moment(&clean, None).ok_or_else(error)?;
            return Ok(Self { van: moment, tot: Some(moment) });
        };
        let tot = moment(second, None).ok_or_else(error)?;
        let van = moment(first, Some(tot)).ok_or_else(error)?;
        if van.first_day() > tot.last_day() {
            return Err(Mismatch::new("de periode eindigt voordat zij begint"));
        }
        Ok(Self { van, tot: Some(tot) })
    }

    /// Only words and numbers that periods are made of, in any order, with a year among them.
    fn shape() -> Shape {
        let short = MONTHS.iter().filter_map(|month| month.get(..3)).chain(["mrt", "febr", "sept"]);
        let ranks = ["eerste", "tweede", "derde", "vierde", "1e", "2e", "3e", "4e"];
        let others = ["kwartaal", "vanaf", "sinds", "t/m", "tot", "en", "met"];
        let words = any_case(MONTHS.into_iter().chain(short).chain(ranks).chain(others));
        let word = format!(r"(?:{words}|[0-9]{{4}}-[0-9]{{2}}(?:-[0-9]{{2}})?|\+?[0-9]+)");
        let year = r"(?=[\s\S]*(?:19|2[0-2])[0-9]{2})";
        Shape::new(format!(r"{year}(?:{word}(?:(?:[\s.–—]| - )+|$))+")).or(Bare::Whole(1900, 2200))
    }
}

/// Reads other ways in which people write a period: "mei-september 2019", "mei tot september 2019", "Q3 2019", "septembr 2019".
fn other_habit(text: &str) -> Option<String> {
    let spaced = text.to_lowercase().replace('-', " - ");
    let words = spaced.split_whitespace().map(|word| match word {
        "tot" => "-",
        "q1" => "eerste kwartaal",
        "q2" => "tweede kwartaal",
        "q3" => "derde kwartaal",
        "q4" => "vierde kwartaal",
        word if word.len() > 4 && word.bytes().all(|b| b.is_ascii_lowercase()) => nearest(word, MONTHS).unwrap_or(word),
        word => word,
    });
    let clean = words.collect::<Vec<_>>().join(" ");
    if clean == text.to_lowercase() {
        return None;
    }
    let meant = Periode::parse(&clean).ok()?;
    Some(meant.to_string().replace('–', "-"))
}

/// One moment; what it leaves out ("mei" of "mei – september 2019") is taken from `context`.
fn moment(text: &str, context: Option<Tijdpunt>) -> Option<Tijdpunt> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let context_year = context.map(|moment| moment.first_day().year());
    match words[..] {
        [word] => match year(word) {
            Some(year) => Some(Tijdpunt::Jaar(year)),
            None => month_number(word)
                .and_then(|month| Some(Tijdpunt::Maand(context_year?, month)))
                .or_else(|| quarter_of(word, context))
                .or_else(|| day_of(word, context))
                .or_else(|| iso(word)),
        },
        [quarter, "kwartaal"] => Some(Tijdpunt::Kwartaal(context_year?, quarter_number(quarter)?)),
        [quarter, "kwartaal", word] => Some(Tijdpunt::Kwartaal(year(word)?, quarter_number(quarter)?)),
        [first, second] => match (month_number(first), year(second)) {
            (Some(month), Some(year)) => Some(Tijdpunt::Maand(year, month)),
            _ => day(first, second, context_year?),
        },
        [first, second, third] => day(first, second, year(third)?),
        _ => None,
    }
}

/// A year of four digits, between 1900 and 2200.
fn year(word: &str) -> Option<i16> {
    let digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| word.parse().ok()).flatten().filter(|year| (1900..=2200).contains(year))
}

fn day(day: &str, month: &str, year: i16) -> Option<Tijdpunt> {
    let day = day.bytes().all(|b| b.is_ascii_digit()).then(|| day.parse().ok())??;
    Date::new(year, month_number(month)?, day).ok().map(Tijdpunt::Dag)
}

/// The "eerste" of "eerste – tweede kwartaal 2019".
fn quarter_of(word: &str, context: Option<Tijdpunt>) -> Option<Tijdpunt> {
    let Some(Tijdpunt::Kwartaal(year, _)) = context else { return None };
    Some(Tijdpunt::Kwartaal(year, quarter_number(word)?))
}

/// The "3" of "3 – 9 mei 2019".
fn day_of(word: &str, context: Option<Tijdpunt>) -> Option<Tijdpunt> {
    let Some(Tijdpunt::Dag(other)) = context else { return None };
    Date::new(other.year(), other.month(), word.parse().ok()?).ok().map(Tijdpunt::Dag)
}

/// `2019-02` and `2019-02-08`.
fn iso(word: &str) -> Option<Tijdpunt> {
    let parts: Vec<&str> = word.split('-').collect();
    match parts[..] {
        [of_year, month] if month.len() == 2 && month.bytes().all(|b| b.is_ascii_digit()) => {
            let date = Date::new(year(of_year)?, month.parse().ok()?, 1).ok()?;
            Some(Tijdpunt::Maand(date.year(), date.month()))
        }
        [_, _, _] => super::Datum::parse(word).ok().map(|datum| Tijdpunt::Dag(datum.0)),
        _ => None,
    }
}

fn quarter_number(word: &str) -> Option<i8> {
    Some(match word {
        "eerste" | "1e" => 1,
        "tweede" | "2e" => 2,
        "derde" | "3e" => 3,
        "vierde" | "4e" => 4,
        _ => return None,
    })
}

/// One spelling for all, whatever the editor's was.
impl fmt::Display for Periode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(tot) = self.tot else { return write!(f, "vanaf {}", self.van) };
        match (self.van, tot) {
            (van, tot) if van == tot => write!(f, "{van}"),
            (Tijdpunt::Maand(y1, m1), Tijdpunt::Maand(y2, _)) if y1 == y2 => write!(f, "{} – {tot}", month_name(m1)),
            (Tijdpunt::Kwartaal(y1, q1), Tijdpunt::Kwartaal(y2, _)) if y1 == y2 => write!(f, "{} – {tot}", rank(q1)),
            (Tijdpunt::Dag(d1), Tijdpunt::Dag(d2)) if (d1.year(), d1.month()) == (d2.year(), d2.month()) => {
                write!(f, "{} – {tot}", d1.day())
            }
            (Tijdpunt::Dag(d1), Tijdpunt::Dag(d2)) if d1.year() == d2.year() => {
                write!(f, "{} {} – {tot}", d1.day(), month_name(d1.month()))
            }
            (van, tot) => write!(f, "{van} – {tot}"),
        }
    }
}

impl Serialize for Periode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Datumtekst { iso, tekst } = self.tekst();
        let mut out = serializer.serialize_struct("Periode", 2)?;
        out.serialize_field("tekst", &tekst)?;
        out.serialize_field("iso", &iso)?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_shows_periods() {
        for (written, shown, iso) in [
            ("december 2018 – februari 2019", "december 2018 – februari 2019", "2018-12"),
            ("dec 2018 - febr. 2019", "december 2018 – februari 2019", "2018-12"),
            ("mei – september 2019", "mei – september 2019", "2019-05"),
            ("mei 2019 t/m september 2019", "mei – september 2019", "2019-05"),
            ("september 2019", "september 2019", "2019-09"),
            ("Vierde kwartaal 2019", "vierde kwartaal 2019", "2019-10"),
            ("4e kwartaal 2019", "vierde kwartaal 2019", "2019-10"),
            ("2019", "2019", "2019"),
            ("2018 – 2019", "2018 – 2019", "2018"),
            ("2019-02", "februari 2019", "2019-02"),
            ("2019-02-08", "8 februari 2019", "2019-02-08"),
            ("8 februari 2019", "8 februari 2019", "2019-02-08"),
            ("3 – 9 mei 2019", "3 – 9 mei 2019", "2019-05-03"),
            ("30 april - 9 mei 2019", "30 april – 9 mei 2019", "2019-04-30"),
            ("vanaf mei 2026", "vanaf mei 2026", "2026-05"),
            ("eerste – tweede kwartaal 2019", "eerste – tweede kwartaal 2019", "2019-01"),
        ] {
            let period = Periode::parse(written).unwrap_or_else(|e| panic!("{written}: {}", e.why));
            assert_eq!((period.to_string().as_str(), period.tekst().iso.as_str()), (shown, iso), "{written}");
            assert_eq!(Periode::parse(shown), Ok(period), "what is shown can be written");
        }
        for wrong in [
            "",
            "binnenkort",
            "mei",
            "32 mei 2019",
            "september 2019 – mei 2019",
            "vijfde kwartaal 2019",
            "mei 19",
            "9999-12",
            "0001-02",
            "+999-01",
            "+8 februari 2019",
        ] {
            assert!(Periode::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn other_habits() {
        for (written, meant) in [
            ("mei-september 2019", Some("mei - september 2019")),
            ("mei tot september 2019", Some("mei - september 2019")),
            ("Q3 2019", Some("derde kwartaal 2019")),
            ("septembr 2019", Some("september 2019")),
            ("febuari 2019", Some("februari 2019")),
            ("binnenkort", None),
            ("zomer 2019", None),
        ] {
            assert_eq!(Periode::parse(written).unwrap_err().replacement.as_deref(), meant, "{written}");
        }
    }

    #[test]
    fn follows_from_today() {
        let period = Periode::parse("december 2018 – februari 2019").unwrap();
        assert_eq!(period.stand(date(2018, 11, 30)), Stand::Straks);
        assert_eq!(period.stand(date(2018, 12, 1)), Stand::Nu);
        assert_eq!(period.stand(date(2019, 2, 28)), Stand::Nu);
        assert_eq!(period.stand(date(2019, 3, 1)), Stand::Voorbij);
        let quarter = Periode::parse("vierde kwartaal 2019").unwrap();
        assert_eq!(quarter.stand(date(2019, 9, 30)), Stand::Straks);
        assert_eq!(quarter.stand(date(2019, 12, 31)), Stand::Nu);
        assert_eq!(Periode::parse("vanaf 2020").unwrap().stand(date(2099, 1, 1)), Stand::Nu);
    }
}
