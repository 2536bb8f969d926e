//! A place on the map, as two numbers.

use super::{Mismatch, Parse, Shape};
use crate::geo::{Grid, Point};

/// A place in the Netherlands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Plek(pub(crate) Point);

impl Parse for Plek {
    const EXPECTED: &'static str =
        "twee getallen, zoals 52.95, 4.76 (zoals kaarten op internet ze geven) of 112345, 556789 (RD)";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let Some(point) = numbers(text) else {
            return Err(Mismatch::new(format!("in “{text}” staan geen twee getallen met een komma ertussen")));
        };
        let Some(grid) = Grid::of([point]) else {
            return Err(Mismatch::new(format!("“{text}” ligt niet in Nederland")));
        };
        Ok(Self(grid.point(point)))
    }

    fn shape() -> Shape {
        Shape::new(r"[0-9]+(?:[.,][0-9]+)?(?:\s*[,;]\s*|\s+)[0-9]+(?:[.,][0-9]+)?")
    }
}

/// The two numbers of a text: with a comma and a space, a semicolon or a space between them, so that each may have a comma of its own.
fn numbers(text: &str) -> Option<[f64; 2]> {
    let mut parts: Vec<&str> = text.split(|c: char| c == ';' || c.is_whitespace()).collect();
    parts.retain(|part| !part.is_empty() && *part != ",");
    if let [both] = parts[..] {
        parts = both.split(',').collect();
    }
    let [one, other] = parts[..] else { return None };
    let number = |part: &str| {
        let part = part.trim_matches(',').replace(',', ".");
        part.bytes().all(|b| b.is_ascii_digit() || b == b'.').then(|| part.parse().ok()).flatten()
    };
    Some([number(one)?, number(other)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_written_in_many_ways() {
        let place = Plek::parse("52.95, 4.76").unwrap();
        for written in ["52.95,4.76", "4.76, 52.95", "52,95 4,76", "52,95; 4,76", "52.95 , 4.76", "52,95, 4,76"] {
            assert_eq!(Plek::parse(written), Ok(place), "{written}");
        }
        let rd = Plek::parse("112345, 556789").unwrap();
        assert_eq!(rd.0, [1_123_450, 5_567_890]);
        assert_eq!(Plek::parse("112345.0 556789"), Ok(rd));
    }

    #[test]
    fn what_is_no_place_is_told() {
        for wrong in [
            "",
            "52.95",
            "52,95",
            "Vogelzand 4102",
            "0, 0",
            "112.345, 556.789",
            "52.95, 4.76, 3",
            "-52.9, 4.7",
            "nan, 4",
        ] {
            assert!(Plek::parse(wrong).is_err(), "{wrong}");
        }
    }
}
