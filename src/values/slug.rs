//! Names as they stand in an address.

use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::typografie::is_nothing;

/// A name made fit for an address: lower-case letters a–z, digits and hyphens. "Mariëndal" → `mariendal`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

/// Longest slug: file systems take names of 255 bytes, and nobody reads an address this long.
const MAX_LENGTH: usize = 100;

impl Slug {
    /// The slug of any text; `None` when nothing is left of it, or a [name of Windows](is_of_windows).
    pub fn of(text: &str) -> Option<Self> {
        let mut slug = String::with_capacity(text.len());
        for c in text.chars().flat_map(char::to_lowercase) {
            match c {
                'a'..='z' | '0'..='9' => slug.push(c),
                // An apostrophe joins: "'s-Heerenhoek" is s-heerenhoek, "foto's" is fotos.
                '\'' | '’' | '‘' | '`' => {}
                c if is_nothing(c) => {}
                _ => match plain(c) {
                    Some(letters) => slug.push_str(letters),
                    None if matches!(c, '\u{300}'..='\u{36f}') => {}
                    // One sign for several letters, such as the ﬁ of a program for layout.
                    None if letters_in(c).next().is_some() => slug.extend(letters_in(c)),
                    None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
                    None => {}
                },
            }
        }
        slug.truncate(MAX_LENGTH);
        let slug = slug.trim_end_matches('-');
        (!slug.is_empty() && !is_of_windows(slug)).then(|| Self(Arc::from(slug)))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The letters and digits that one sign stands for.
fn letters_in(c: char) -> impl Iterator<Item = char> {
    std::iter::once(c).nfkd().filter(char::is_ascii_alphanumeric)
}

/// Whether Windows keeps a name for itself, with any extension and in any capitals: no file and no folder can be called so.
pub(crate) fn is_of_windows(name: &str) -> bool {
    let name = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let is_numbered =
        |kind| name.strip_prefix(kind).is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit());
    matches!(&*name, "con" | "prn" | "aux" | "nul") || is_numbered("com") || is_numbered("lpt")
}

/// The plain letters of a letter with a sign, for the languages whose names occur in the Netherlands.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' => "o",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ţ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'æ' => "ae",
        'œ' => "oe",
        'ĳ' => "ij",
        'ß' => "ss",
        'þ' => "th",
        _ => return None,
    })
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A name as people look it up: without regard to capitals, signs and a leading apostrophe, and numbers by what they count
/// (Wijk 2 before Wijk 10).
pub(crate) fn sort_key(name: &str) -> String {
    let Some(slug) = Slug::of(name) else { return String::new() };
    let mut key = String::new();
    let mut rest = slug.as_str();
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, number) = rest.split_at(at);
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        key.push_str(before);
        key.push_str(&format!("{:0>12}", &number[..digits]));
        rest = &number[digits..];
    }
    key + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_addresses() {
        for (name, slug) in [
            ("Oude Haven", "oude-haven"),
            ("'t Horntje", "t-horntje"),
            ("’t Horntje", "t-horntje"),
            ("Mariëndal", "mariendal"),
            ("Marie\u{308}ndal", "mariendal"),
            ("  Schouten en Schepenen/buurt ", "schouten-en-schepenen-buurt"),
            ("IJmuiden – Oost", "ijmuiden-oost"),
            ("İstanbul", "istanbul"),
            ("ﬁets²", "fiets2"),
            ("af\u{200b}val", "afval"),
        ] {
            assert_eq!(Slug::of(name).unwrap().as_str(), slug);
        }
        assert!(sort_key("Wijk 2") < sort_key("Wijk 10") && sort_key("Ĳ-buurt") == sort_key("IJ-buurt"));
        for none in ["—", "Con", "aux!", "LPT1"] {
            assert_eq!(Slug::of(none), None);
        }
        assert!(["com", "com10", "nulpunt"].iter().all(|name| Slug::of(name).is_some()));
    }
}
