//! Telephone numbers.

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{Bare, Mismatch, Parse, Shape};

/// Dutch area codes of three digits; all other geographic areas have four (Nummerplan telefoon- en ISDN-diensten).
const SHORT_AREAS: &[&str] = &[
    "010", "013", "015", "020", "023", "024", "026", "030", "033", "035", "036", "038", "040", "043", "045", "046",
    "050", "053", "055", "058", "070", "071", "072", "073", "074", "075", "076", "077", "078", "079", "085", "088",
];

/// A telephone number that can be called from the Netherlands, kept in its national form: digits only, `0123456789`,
/// `140123`, `112`, `113` or `144`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Telefoon(String);

impl Telefoon {
    /// Its digits alone, as it is dialled within the country.
    pub(crate) fn digits(&self) -> String {
        self.0.clone()
    }

    /// How it is shown: `0123 45 67 89`, `06 12 34 56 78`, `14 0123`.
    pub fn shown(&self) -> String {
        let digits = &self.0;
        // Not 144, which is whole.
        if let Some(area) = digits.strip_prefix("14").filter(|area| area.starts_with('0')) {
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
        let national = national(text)?;
        if fits(&national) {
            return Ok(Self(national));
        }
        Err(no_number(text, &national))
    }

    fn shape() -> Shape {
        // Which numbers exist is too long a story for a pattern: 112 and its like, a 14-number, or eight digits and more.
        let (digit, sign) = ("[0-9]", r"[ ()\-.–—−‑/\u00a0\u202f]*");
        let many = format!("{digit}(?:{sign}{digit}){{7,}}");
        let short = format!("1{sign}1{sign}[23]|1{sign}4{sign}4|1{sign}4{sign}0(?:{sign}{digit}){{2,3}}");
        Shape::new(format!(r"\+?{sign}(?:{short}|{many}){sign}")).or(Bare::Number)
    }
}

/// Signs that people put between digits.
const BETWEEN: &str = " +()-.–—−‑/\u{a0}\u{202f}";

/// The digits as they are dialled within the country.
fn national(text: &str) -> Result<String, Mismatch> {
    if is_two(text) {
        return Err(Mismatch::new(format!("“{text}” is meer dan één telefoonnummer; er kan er één staan")));
    }
    if let Some(bad) = text.chars().find(|c| !c.is_ascii_digit() && !BETWEEN.contains(*c)) {
        return Err(with_words(text, bad));
    }
    let plus = text.trim_start_matches([' ', '(']).starts_with('+');
    if text.matches('+').count() > usize::from(plus) {
        return Err(Mismatch::new("een plus mag alleen vooraan staan"));
    }
    // "+31 (0)123 …": the zero between brackets is for callers within the country.
    let digits: String = text.replace("(0)", "").chars().filter(char::is_ascii_digit).collect();
    Ok(match (plus, digits.strip_prefix("0031"), digits.strip_prefix("31")) {
        (false, Some(rest), _) | (true, _, Some(rest)) => format!("0{}", rest.trim_start_matches('0')),
        (true, _, None) => return Err(Mismatch::new("alleen Nederlandse nummers (+31) kunnen")),
        (false, None, _) if text.contains("(0)") => format!("0{digits}"),
        (false, None, _) => digits,
    })
}

/// Whether the digits are as many as such a number has.
fn fits(national: &str) -> bool {
    match national.as_bytes() {
        b"112" | b"113" | b"144" => true,
        [b'1', b'4', b'0', ..] => matches!(national.len(), 5 | 6),
        [b'0', b'8' | b'9', b'0', b'0' | b'6' | b'9', ..] => matches!(national.len(), 8 | 11),
        [b'0', b'1'..=b'9', ..] => national.len() == 10,
        _ => false,
    }
}

/// Two numbers in one text: "0123 45 67 89 of 06 12345678", or with a slash or comma between them.
fn is_two(text: &str) -> bool {
    let whole = |part: &str| part.bytes().filter(u8::is_ascii_digit).count() >= 8;
    [" of ", " en ", ",", ";", "/", "|"].iter().any(|sign| text.split(sign).filter(|part| whole(part)).count() > 1)
}

/// A number with something else in it: "tel. 0123 …", "0123 … tst. 12".
fn with_words(text: &str, bad: char) -> Mismatch {
    let lower = text.to_lowercase();
    if ["tst", "toestel", "ext", "doorkies"].iter().any(|word| lower.contains(word)) {
        return Mismatch::new("een toestelnummer kan niet in een telefoonnummer; zet het in een tekst");
    }
    let bare = ["telefoon", "tel", "mobiel", "mob", "t"].iter().find_map(|word| lower.strip_prefix(word));
    let meant = bare.map(|rest| rest.trim_start_matches([':', '.', ' '])).filter(|rest| Telefoon::parse(rest).is_ok());
    match meant {
        Some(meant) => Mismatch::meant("er hoort geen woord voor het nummer", meant),
        None => Mismatch::new(format!("in een telefoonnummer hoort geen “{bad}”")),
    }
}

/// What is wrong with digits that are no number.
fn no_number(text: &str, national: &str) -> Mismatch {
    let length = national.len();
    if length == 9 && !national.starts_with('0') {
        return Mismatch::meant("de nul vooraan ontbreekt", format!("0{national}"));
    }
    if let Some(rest) = national.strip_prefix("31").filter(|rest| rest.len() == 9) {
        return Mismatch::meant("voor 31 ontbreekt de plus", format!("0{rest}"));
    }
    if let Some(short) = national.strip_prefix('0').filter(|short| short.starts_with("140") && fits(short)) {
        return Mismatch::meant("een nummer met 14 heeft geen +31 en geen 0 ervoor", short);
    }
    let wanted = match national.as_bytes() {
        [b'0', b'8' | b'9', b'0', b'0' | b'6' | b'9', ..] => "8 of 11",
        [b'1', b'4', ..] if length < 8 => "5 of 6",
        _ => "10",
    };
    let how = match national.as_bytes() {
        [b'0', ..] if length < 10 => "te weinig",
        _ if length > 10 => "te veel",
        _ => return Mismatch::new(format!("“{text}” is geen volledig Nederlands telefoonnummer ({length} cijfers)")),
    };
    Mismatch::new(format!("“{text}” heeft {how} cijfers: {length} in plaats van {wanted}"))
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
        for written in [
            "0123 000000",
            "0123-000000",
            "0123 - 00 00 00",
            "0123/000000",
            "0123.00.00.00",
            "0123‑000000",
            "(0123) 00 00 00",
            "(0123)-000000",
            "+31 123 000000",
            "+31123000000",
            "+31 (0)123 00 00 00",
            "+31(0)123-000000",
            "(+31) 123 000000",
            "0031123000000",
            "0031 (0)123 000000",
            "+31 0123 000000",
        ] {
            let number = Telefoon::parse(written).unwrap_or_else(|e| panic!("{written}: {}", e.why));
            assert_eq!(number.shown(), "0123 00 00 00");
            assert_eq!(number.href(), "tel:+31123000000");
        }
        for (written, shown, href) in [
            ("0612345678", "06 12 34 56 78", "tel:+31612345678"),
            ("06-12345678", "06 12 34 56 78", "tel:+31612345678"),
            ("06 - 123 45 678", "06 12 34 56 78", "tel:+31612345678"),
            ("06.12.34.56.78", "06 12 34 56 78", "tel:+31612345678"),
            ("+31 (0)6 12345678", "06 12 34 56 78", "tel:+31612345678"),
            ("+31(0)6-12345678", "06 12 34 56 78", "tel:+31612345678"),
            ("00316 12345678", "06 12 34 56 78", "tel:+31612345678"),
            ("085 123 45 67", "085 123 45 67", "tel:+31851234567"),
            ("14-0123", "14 0123", "tel:140123"),
            ("140123", "14 0123", "tel:140123"),
            ("0800 - 12 34", "0800 1234", "tel:08001234"),
            ("0201234567", "020 123 45 67", "tel:+31201234567"),
            ("088 123 45 67", "088 123 45 67", "tel:+31881234567"),
            ("14 0123", "14 0123", "tel:140123"),
            ("14 020", "14 020", "tel:14020"),
            ("0800-1234", "0800 1234", "tel:08001234"),
            ("0900-1234567", "0900 123 45 67", "tel:09001234567"),
            ("112", "112", "tel:112"),
            ("113", "113", "tel:113"),
            ("144", "144", "tel:144"),
        ] {
            let number = Telefoon::parse(written).unwrap_or_else(|e| panic!("{written}: {}", e.why));
            assert_eq!((number.shown().as_str(), number.href().as_str()), (shown, href));
        }
        for (wrong, why) in [
            ("0123 12 34", "te weinig cijfers: 8 in plaats van 10"),
            ("06 1234567", "te weinig cijfers: 9 in plaats van 10"),
            ("06 123456789", "te veel cijfers: 11 in plaats van 10"),
            ("0800 12345", "te weinig cijfers: 9 in plaats van 8 of 11"),
            ("0123 12 34 56 toestel 3", "toestelnummer"),
            ("0123 12 34 56 tst. 12", "toestelnummer"),
            ("0123 12 34 56 of 06 12345678", "meer dan één telefoonnummer"),
            ("0123 12 34 56 / 06 12345678", "meer dan één telefoonnummer"),
            ("0123-123456, 06-12345678", "meer dan één telefoonnummer"),
            ("bel ons", "hoort geen “b”"),
            ("0123 12 34 56 (werk)", "hoort geen “w”"),
            ("+32 2 123 45 67", "alleen Nederlandse nummers"),
            ("06+12345678", "een plus mag alleen vooraan"),
            ("00000", "te weinig"),
            ("14 123", "geen volledig"),
            ("+", "alleen Nederlandse nummers"),
            ("", "geen volledig"),
        ] {
            let error = Telefoon::parse(wrong).unwrap_err();
            assert!(error.why.contains(why), "{wrong}: {}", error.why);
            assert_eq!(error.replacement, None, "{wrong}");
        }
        for (wrong, meant) in [
            ("612345678", "0612345678"),
            ("31 6 12345678", "0612345678"),
            ("Tel. 0123 000000", "0123 000000"),
            ("tel:0123000000", "0123000000"),
            ("+31 14 0123", "140123"),
        ] {
            assert_eq!(Telefoon::parse(wrong).unwrap_err().replacement.as_deref(), Some(meant), "{wrong}");
        }
        assert_eq!(Telefoon::parse("123123456").unwrap_err().replacement.unwrap(), "0123123456");
    }
}
