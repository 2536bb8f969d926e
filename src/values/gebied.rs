//! Area codes of Statistics Netherlands (CBS).

use std::fmt;

use super::{Mismatch, Parse, Shape};

/// What kind of area a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gebiedssoort {
    /// GM, a municipality.
    Gemeente,
    /// WK, a district as CBS draws it (not the municipality's own wijk).
    Wijk,
    /// BU, a neighbourhood.
    Buurt,
}

/// A code of CBS: `GM1234`, `WK123406` or `BU12340600`. Since 2023 the last parts can hold letters
/// (CBS, Toelichting wijk- en buurtkaart).
///
/// A site compares them all the time, so it is here as it is, with nothing behind its end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gebiedscode([u8; LONGEST]);

/// How many characters the code of a buurt has.
const LONGEST: usize = 10;

impl Gebiedscode {
    /// The code in a text, if it is one. Small letters and spaces around it are no mistake.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim().as_bytes();
        let mut code = [0; LONGEST];
        code.get_mut(..text.len())?.copy_from_slice(text);
        code.make_ascii_uppercase();
        let (kind, rest) = code[..text.len()].split_at_checked(2)?;
        let (gemeente, area) = rest.split_at_checked(4)?;
        let length = match kind {
            b"GM" => 0,
            b"WK" => 2,
            b"BU" => 4,
            _ => return None,
        };
        let is_letter = |b: &u8| b.is_ascii_digit() || b.is_ascii_uppercase();
        let fits = gemeente.iter().all(u8::is_ascii_digit) && area.len() == length && area.iter().all(is_letter);
        fits.then_some(Self(code))
    }

    /// The whole code.
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(LONGEST);
        // It was text when it was made.
        std::str::from_utf8(&self.0[..end]).unwrap_or_default()
    }

    /// What kind of area it is.
    pub fn soort(&self) -> Gebiedssoort {
        match &self.0[..2] {
            b"GM" => Gebiedssoort::Gemeente,
            b"WK" => Gebiedssoort::Wijk,
            _ => Gebiedssoort::Buurt,
        }
    }

    /// Where the buurten of a CBS wijk begin in the order of codes: before all of them and after all others.
    pub fn before_buurten(&self) -> Self {
        let mut code = *self;
        code.0[..2].copy_from_slice(b"BU");
        code
    }

    /// Whether it is of a buurt in this CBS wijk.
    pub fn is_in(&self, wijk: &Self) -> bool {
        self.soort() == Gebiedssoort::Buurt && self.0[2..8] == wijk.0[2..8]
    }

    /// The digits of the municipality that it is in, or is.
    pub fn of_gemeente(&self) -> &[u8] {
        &self.0[2..6]
    }

    /// The CBS wijk that a buurt lies in (a wijk is its own): the code of a buurt begins with that of its wijk.
    pub fn cbs_wijk(&self) -> Option<Self> {
        match self.soort() {
            Gebiedssoort::Gemeente => None,
            Gebiedssoort::Wijk => Some(*self),
            Gebiedssoort::Buurt => {
                let mut code = [0; LONGEST];
                code[..2].copy_from_slice(b"WK");
                code[2..8].copy_from_slice(&self.0[2..8]);
                Some(Self(code))
            }
        }
    }
}

// The three sorts of codes as patterns.
const GEMEENTE: &str = "[gG][mM][0-9]{4}";
const WIJK: &str = "[wW][kK][0-9]{4}[0-9a-zA-Z]{2}";
const BUURT: &str = "[bB][uU][0-9]{4}[0-9a-zA-Z]{4}";

impl Parse for Gebiedscode {
    const EXPECTED: &'static str = "een code van het CBS, zoals BU12340500, WK123405 of GM1234";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        Self::of(text).ok_or_else(|| Mismatch::new(format!("“{text}” is geen code van het CBS")))
    }

    fn shape() -> Shape {
        Shape::new(format!("{GEMEENTE}|{WIJK}|{BUURT}"))
    }
}

/// The code of a buurt and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Buurtcode(Gebiedscode);

impl Parse for Buurtcode {
    const EXPECTED: &'static str = "de code van een buurt bij het CBS, zoals BU12340500";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let code = Gebiedscode::parse(text)?;
        match code.soort() {
            Gebiedssoort::Buurt => Ok(Self(code)),
            _ => Err(Mismatch::new(format!("{code} is geen buurt; de code van een buurt begint met BU"))),
        }
    }

    fn shape() -> Shape {
        Shape::new(BUURT)
    }
}

/// What a municipal wijk is made of: a buurt, or a CBS wijk that stands for all its buurten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wijkdeel(Gebiedscode);

impl Parse for Wijkdeel {
    const EXPECTED: &'static str = "de code van een buurt of wijk bij het CBS, zoals BU12340500 of WK123405";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let code = Gebiedscode::parse(text)?;
        match code.soort() {
            Gebiedssoort::Gemeente => {
                Err(Mismatch::new(format!("{code} is een gemeente, en die is geen deel van een wijk")))
            }
            Gebiedssoort::Wijk | Gebiedssoort::Buurt => Ok(Self(code)),
        }
    }

    fn shape() -> Shape {
        Shape::new(format!("{WIJK}|{BUURT}"))
    }
}

impl From<Buurtcode> for Gebiedscode {
    fn from(Buurtcode(code): Buurtcode) -> Self {
        code
    }
}

impl From<Wijkdeel> for Gebiedscode {
    fn from(Wijkdeel(code): Wijkdeel) -> Self {
        code
    }
}

impl fmt::Display for Gebiedscode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Gebiedscode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        let buurt = Gebiedscode::parse("bu12340600").unwrap();
        assert_eq!(buurt.soort(), Gebiedssoort::Buurt);
        assert_eq!(buurt.cbs_wijk().unwrap().as_str(), "WK123406");
        assert!(Gebiedscode::parse("BU1234AB0C").is_ok());
        for wrong in ["BU1234060", "WK12340600", "GM123", "XX0400", "BU12ë00600", "", "0400"] {
            assert!(Gebiedscode::parse(wrong).is_err(), "{wrong}");
        }
    }
}
