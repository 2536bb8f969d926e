//! A moment on a certain day, as the begin or end of what happens once.

use std::fmt;

use jiff::civil::Date;

use super::zone::minuut_van;
use super::{Datum, Minuut, Tijdstip, weekdag_en_datum};
use crate::values::{Mismatch, Parse, Shape};

/// A day and a time, written `2026-12-01 09:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ogenblik {
    /// The day.
    pub dag: Date,
    /// The time on that day.
    pub tijd: Tijdstip,
}

impl Ogenblik {
    /// When it is on the clock of the world; of a time that is there twice the `first`, or the last.
    pub(crate) fn minuut(self, first: bool) -> Minuut {
        minuut_van(self.dag, self.tijd, first)
    }

    /// As machines read it, with how far the clock is ahead of UTC: `2026-12-01T09:30+01:00`.
    pub(crate) fn iso(self, first: bool) -> String {
        let midnight = i64::from((self.dag - Date::constant(1970, 1, 1)).get_days()) * 24 * 60;
        let ahead = midnight + i64::from(self.tijd.minutes()) - self.minuut(first);
        format!("{}T{}+{:02}:{:02}", self.dag, self.tijd, ahead / 60, ahead % 60)
    }

    /// From here to there: "dinsdag 1 december 2026, van 9.30 tot 12.00 uur".
    pub(crate) fn until(self, end: Self) -> String {
        if self.dag == end.dag {
            let dag = weekdag_en_datum(self.dag);
            return format!("{dag}, van {} tot {} uur", self.tijd.tekst(), end.tijd.tekst());
        }
        format!("van {} tot {}", self.tekst(), end.tekst())
    }

    /// "dinsdag 1 december 2026, 9.30 uur".
    fn tekst(self) -> String {
        format!("{}, {} uur", weekdag_en_datum(self.dag), self.tijd.tekst())
    }
}

impl Parse for Ogenblik {
    const EXPECTED: &'static str = "een dag met een tijd, zoals 2026-12-01 09:30";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let words = text.trim();
        // As programs write it, and with the words that people put between the two.
        let (dag, tijd) = words.split_once([' ', 'T']).unwrap_or((words, ""));
        let tijd = tijd.trim().trim_start_matches("om ").trim_start_matches(", ");
        let (dag, tijd) = (Datum::parse(dag.trim_end_matches(',')), Tijdstip::parse(tijd));
        let written = match (&dag, &tijd) {
            (Ok(dag), Ok(tijd)) => format!("{dag} {tijd}"),
            (Ok(dag), Err(Mismatch { replacement: Some(tijd), .. })) => format!("{dag} {tijd}"),
            (Err(Mismatch { replacement: Some(dag), .. }), Ok(tijd)) => format!("{dag} {tijd}"),
            (Err(Mismatch { replacement: Some(dag), .. }), Err(Mismatch { replacement: Some(tijd), .. })) => {
                format!("{dag} {tijd}")
            }
            (Ok(_), Err(_)) if !words.contains([' ', 'T']) => {
                return Err(Mismatch::new(format!("bij “{text}” staat geen tijd")));
            }
            (Err(why), _) | (_, Err(why)) => return Err(why.clone()),
        };
        match (dag, tijd) {
            (Ok(Datum(dag)), Ok(tijd)) if words == written => Ok(Self { dag, tijd }),
            _ => Err(Mismatch::meant(format!("“{text}” is niet geschreven als een dag met een tijd"), written)),
        }
    }

    fn shape() -> Shape {
        Shape::new(format!("(?:{}) (?:{})", Datum::shape().pattern, Tijdstip::shape().pattern))
    }
}

impl fmt::Display for Ogenblik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.dag, self.tijd)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_day_with_a_time() {
        let at = |text| Ogenblik::parse(text).unwrap();
        let begin = at("2026-12-01 09:30");
        assert_eq!(begin.until(at("2026-12-01 12:00")), "dinsdag 1 december 2026, van 9.30 tot 12.00 uur");
        assert_eq!(
            begin.until(at("2026-12-02 01:00")),
            "van dinsdag 1 december 2026, 9.30 uur tot woensdag 2 december 2026, 1.00 uur"
        );
        assert_eq!(begin.iso(true), "2026-12-01T09:30+01:00");
        assert_eq!(at("2026-07-01 19:00").iso(true), "2026-07-01T19:00+02:00");
        for (text, meant) in [
            ("2026-12-01T09:30", "2026-12-01 09:30"),
            ("2026-12-01 9.30 uur", "2026-12-01 09:30"),
            ("1-12-2026 09:30", "2026-12-01 09:30"),
            ("1-12-2026 om 9u30", "2026-12-01 09:30"),
        ] {
            assert_eq!(Ogenblik::parse(text).unwrap_err().replacement.as_deref(), Some(meant), "{text}");
            assert!(Ogenblik::parse(meant).is_ok());
        }
        for wrong in ["2026-12-01", "09:30", "", "morgen om 9 uur", "2026-02-30 09:30", "2026-12-01 25:00"] {
            assert_eq!(Ogenblik::parse(wrong).unwrap_err().replacement, None, "{wrong}");
        }
    }
}
