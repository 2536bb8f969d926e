//! The small values of the domain: types that cannot hold nonsense.
//!
//! Each is made from the text an editor wrote and says in Dutch why it cannot be made. Nothing here knows YAML, files or
//! other values' places.

mod adres;
mod basisadres;
mod gebied;
mod getal;
mod huisnummers;
mod kaartlink;
mod kleur;
mod licentie;
mod nearest;
mod oud_adres;
mod plek;
mod postcode;
mod shape;
mod slug;
mod telefoon;
mod typografie;
mod zin;

pub(crate) use adres::{Email, Postcode, Webadres, is_private};
pub(crate) use basisadres::Basisadres;
pub(crate) use gebied::{Buurtcode, Gebiedscode, Gebiedssoort, Wijkdeel};
pub(crate) use getal::{Getal, Waarde};
pub(crate) use huisnummers::{HOOGSTE, Huisnummers, Nummerreeks, verdeeld};
pub(crate) use kaartlink::Kaartlink;
pub(crate) use kleur::{Kleur, contrast_text};
pub(crate) use licentie::Licentie;
pub(crate) use nearest::{begin_of, nearest, or_meant};
pub(crate) use oud_adres::OudAdres;
pub(crate) use plek::Plek;
pub(crate) use postcode::{Pc6, letters};
pub(crate) use shape::{Bare, Shape, any_case};
pub(crate) use slug::sort_key;
pub(crate) use slug::{Slug, is_of_windows};
pub(crate) use telefoon::Telefoon;
pub(crate) use typografie::{MONTHS, Zetter, gezet};
pub(crate) use zin::Zin;

use std::fmt;

/// Why a text cannot be a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// Why not (Dutch, completes "klopt niet: …", without a full stop).
    pub why: String,
    /// What would have been right, when that can be told for sure.
    pub replacement: Option<String>,
}

impl Mismatch {
    /// A reason.
    pub fn new(why: impl Into<String>) -> Self {
        Self { why: why.into(), replacement: None }
    }

    /// A reason, and what was probably meant.
    pub fn meant(why: impl Into<String>, replacement: impl Into<String>) -> Self {
        Self { why: why.into(), replacement: Some(replacement.into()) }
    }
}

/// A value that is made from one piece of text.
pub(crate) trait Parse: Sized {
    /// What belongs here, with an example (Dutch): "een tijd, zoals 09:30".
    const EXPECTED: &'static str;

    /// Makes the value.
    ///
    /// # Errors
    /// When the text is not such a value.
    fn parse(text: &str) -> Result<Self, Mismatch>;

    /// What can be checked of it while typing.
    fn shape() -> Shape {
        Shape::any()
    }
}

/// A value from a closed list of Dutch words.
pub(crate) trait Choice: Sized + Copy + 'static {
    /// What the list is about (Dutch): "een dag van de week".
    const WHAT: &'static str;
    /// The words and what they stand for.
    const OPTIONS: &'static [(&'static str, Self)];
}

/// Whether a character has no place in a text: control characters and noncharacters, which HTML forbids, and those that turn
/// the direction of reading around, with which a page can say something else than its source.
pub(crate) fn is_unwanted(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\n' | '\t');
    let nothing = u32::from(c) & 0xFFFE == 0xFFFE || matches!(c, '\u{FDD0}'..='\u{FDEF}');
    control || nothing || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Where the first [unwanted](is_unwanted) character of a text stands.
pub(crate) fn find_unwanted(text: &str) -> Option<usize> {
    // Most pieces of most texts are plain, and bytes tell that many at a time.
    let is_plain =
        |piece: &str| piece.bytes().fold(true, |all, byte| all & matches!(byte, b' '..=b'~' | b'\n' | b'\t'));
    let mut start = 0;
    while start < text.len() {
        let end = text.ceil_char_boundary(start + PIECE);
        let piece = &text[start..end];
        if !is_plain(piece)
            && let Some(at) = piece.find(is_unwanted)
        {
            return Some(start + at);
        }
        start = end;
    }
    None
}

/// How many bytes are looked at together.
const PIECE: usize = 64;

/// A text of one or more characters, without space around it.
/// A text that people read, with the letters of Dutch.
impl Parse for String {
    const EXPECTED: &'static str = "een tekst";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        Verbatim::parse(text).map(|Verbatim(text)| gezet(&text).into_owned())
    }
}

/// A text that names something, such as a file or a column: it stays as it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Verbatim(String);

impl Verbatim {
    /// The text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::ops::Deref for Verbatim {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Verbatim {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Verbatim {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl From<Verbatim> for String {
    fn from(Verbatim(text): Verbatim) -> Self {
        text
    }
}

impl fmt::Display for Verbatim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Parse for Verbatim {
    const EXPECTED: &'static str = "een tekst";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        match find_unwanted(text).and_then(|at| text[at..].chars().next()) {
            Some(bad) => Err(Mismatch::new(format!(
                "er staat een onzichtbaar teken in (U+{:04X}) dat niet in een tekst thuishoort",
                u32::from(bad)
            ))),
            None => Ok(Self(text.trim().to_owned())),
        }
    }
}

/// A whole number, such as the order of wijken.
impl Parse for u32 {
    const EXPECTED: &'static str = "een heel getal, zoals 3";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let why = || format!("“{text}” is geen heel getal");
        // "3." and "3e" say which one it is; the number does so already.
        let number = text.strip_suffix(['.', 'e']).filter(|number| number.parse::<Self>().is_ok());
        let is_whole = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if text.strip_prefix('-').is_some_and(is_whole) {
            return Err(Mismatch::new(format!("“{text}” is minder dan nul; het moet nul of hoger zijn")));
        }
        if is_whole(text) && text.parse::<Self>().is_err() {
            return Err(Mismatch::new(format!("“{text}” is te groot; het hoogste getal is {}", Self::MAX)));
        }
        text.parse().map_err(|_| match number {
            Some(number) => Mismatch::meant(why(), number),
            None => Mismatch::new(why()),
        })
    }

    fn shape() -> Shape {
        Shape::new(r"\+?0*[0-9]{1,10}").or(Bare::Whole(0, Self::MAX))
    }
}

/// `ja` or `nee`.
impl Choice for bool {
    const WHAT: &'static str = "ja of nee";
    const OPTIONS: &'static [(&'static str, Self)] = &[("ja", true), ("nee", false)];
}
