//! Telephone numbers.

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{Bare, Mismatch, Parse, Shape};

/// Dutch area codes of three digits; all other geographic areas have four (Nummerplan telefoon- en ISDN-diensten).
const SHORT_AREAS: &[&str] = &[
    "010", "013", "015", "020", "023", "024", "026", "030", "033", "035", "036", "038", "040", "043", "045", "046",
    "050", "053", "055", "058", "070", "071", "072", "073", "074", "075", "076", "077", "078", "079", "085", "088",
];

/// A telephone number that can be called from the Netherlands, kept in its national form: digits only, `0123456789`,
/// `140123` or `112`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Telefoon(String);

impl Telefoon {
    /// How it is shown: `0123 45 67 89`, `06 12 34 56 78`, `14 0123`.
    pub fn shown(&self) -> String {
        let digits = &self.0;
        if let Some(area) = digits.strip_prefix("14") {
            return format!("14 {area}");
        }
        if digits.len() < 8 {
            return digits.clone();
        }
        let area = match digits {
            d if d.starts_with("06") => 2,
            d if SHORT_AREAS.iter().any(|area| d.starts_with(area)) => 3,
            _ => 4,
        };
        let (area, rest) = digits.split_at(area);
        let groups: &[usize] = match (area.len(), rest.len()) {
            (_, 4) => &[4],
            (_, 6) => &[2, 2, 2],
            (_, 7) => &[3, 2, 2],
            (_, 8) => &[2, 2, 2, 2],
            _ => &[],
        };
        let mut shown = area.to_owned();
        let mut rest = rest;
        for &length in groups {
            let (group, after) = rest.split_at(length);
            shown.push(' ');
            shown.push_str(group);
            rest = after;
        }
        if !rest.is_empty() {
            shown.push(' ');
            shown.push_str(rest);
        }
        shown
    }

    /// How it is dialled (RFC 3966). Service numbers and 14-numbers work only within the country and stay national.
    pub fn href(&self) -> String {
        let is_service = ["0800", "0900", "0906", "0909"].iter().any(|service| self.0.starts_with(service));
        match self.0.strip_prefix('0') {
            Some(rest) if !is_service => format!("tel:+31{rest}"),
            _ => format!("tel:{}", self.0),
        }
    }
}

impl Parse for Telefoon {
    const EXPECTED: &'static str = "een telefoonnummer, zoals 0123 45 67 89, 06 12345678 of 14 0123";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        if let Some(bad) = text.chars().find(|c| !c.is_ascii_digit() && !" +()-.–/\u{a0}".contains(*c)) {
            return Err(Mismatch::new(format!("in een telefoonnummer hoort geen “{bad}”")));
        }
        let plus = text.trim_start().starts_with('+');
        if text.matches('+').count() > usize::from(plus) {
            return Err(Mismatch::new("een plus mag alleen vooraan staan"));
        }
        // "+31 (0)123 …": the zero between brackets is for callers within the country.
        let digits: String = text.replace("(0)", "").chars().filter(char::is_ascii_digit).collect();
        let national = match (plus, digits.strip_prefix("0031"), digits.strip_prefix("31")) {
            (false, Some(rest), _) | (true, _, Some(rest)) => format!("0{}", rest.trim_start_matches('0')),
            (true, _, None) => return Err(Mismatch::new("alleen Nederlandse nummers (+31) kunnen")),
            (false, None, _) if text.contains("(0)") => format!("0{digits}"),
            (false, None, _) => digits,
        };
        let fits = match national.as_bytes() {
            b"112" => true,
            [b'1', b'4', b'0', ..] => matches!(national.len(), 5 | 6),
            [b'0', b'8' | b'9', b'0', b'0' | b'6' | b'9', ..] => matches!(national.len(), 8 | 11),
            [b'0', b'1'..=b'9', ..] => national.len() == 10,
            _ => false,
        };
        if fits {
            return Ok(Self(national));
        }
        if national.len() == 9 && !national.starts_with('0') {
            return Err(Mismatch::meant("de nul vooraan ontbreekt", format!("0{national}")));
        }
        Err(Mismatch::new(format!("“{text}” is geen volledig Nederlands telefoonnummer ({} cijfers)", national.len())))
    }

    fn shape() -> Shape {
        // Which numbers exist is too long a story for a pattern: 112, a 14-number, or eight digits and more.
        let (digit, sign) = ("[0-9]", r"[ ()\-.–/\u00a0]*");
        let many = format!("{digit}(?:{sign}{digit}){{7,}}");
        let short = format!("1{sign}1{sign}2|1{sign}4{sign}0(?:{sign}{digit}){{2,3}}");
        Shape::new(format!(r"\+?{sign}(?:{short}|{many}){sign}")).or(Bare::Number)
    }
}

impl Serialize for Telefoon {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Telefoon", 2)?;
        out.serialize_field("tekst", &self.shown())?;
        out.serialize_field("href", &self.href())?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dutch_habits() {
        for written in
            ["0123 000000", "0123-000000", "(0123) 00 00 00", "+31 123 000000", "+31 (0)123 00 00 00", "0031123000000"]
        {
            let number = Telefoon::parse(written).unwrap_or_else(|e| panic!("{written}: {}", e.why));
            assert_eq!(number.shown(), "0123 00 00 00");
            assert_eq!(number.href(), "tel:+31123000000");
        }
        for (written, shown, href) in [
            ("0612345678", "06 12 34 56 78", "tel:+31612345678"),
            ("06-12345678", "06 12 34 56 78", "tel:+31612345678"),
            ("0201234567", "020 123 45 67", "tel:+31201234567"),
            ("088 123 45 67", "088 123 45 67", "tel:+31881234567"),
            ("14 0123", "14 0123", "tel:140123"),
            ("14 020", "14 020", "tel:14020"),
            ("0800-1234", "0800 1234", "tel:08001234"),
            ("0900-1234567", "0900 123 45 67", "tel:09001234567"),
            ("112", "112", "tel:112"),
        ] {
            let number = Telefoon::parse(written).unwrap_or_else(|e| panic!("{written}: {}", e.why));
            assert_eq!((number.shown().as_str(), number.href().as_str()), (shown, href));
        }
        for wrong in ["0123 12 34", "bel ons", "+32 2 123 45 67", "0123 12 34 56 toestel 3", "00000", "+", ""] {
            assert!(Telefoon::parse(wrong).is_err(), "{wrong}");
        }
        assert_eq!(Telefoon::parse("123123456").unwrap_err().replacement.unwrap(), "0123123456");
    }
}
