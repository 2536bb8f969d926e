//! Dutch letters as a printer would set them: quotes and apostrophes, dashes, and spaces at which a line may not end.
//!
//! Pure: what was typed in, what is shown out. It works piece by piece, as a text comes from its reader, and remembers what stands
//! before. What is code or an address is not for it.

use std::borrow::Cow;

/// Short words that begin with an apostrophe, as *'s ochtends* and *'t*.
const SHORT: &[&str] = &["s", "t", "n", "k", "m", "r", "ns", "er", "ie", "tis"];
/// Names of the months, January first.
pub(crate) const MONTHS: [&str; 12] = [
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
/// What a space does not part from a number before it, besides the months.
const AFTER_NUMBER: &[&str] = &["uur", "euro", "procent", "km", "m", "cm", "m²", "km²", "ha", "kg"];

/// How far the end of a quotation between single marks is looked for, in bytes.
const MAX_QUOTATION: usize = 500;
const HARD_SPACE: char = '\u{a0}';

/// What was set so far of one paragraph, heading or value.
#[derive(Debug, Clone, Default)]
pub(crate) struct Zetter {
    /// The last character, if there is one.
    before: Option<char>,
    /// Whether a “ is open, and a ‘.
    double: bool,
    single: bool,
}

/// A text by itself.
pub(crate) fn gezet(text: &str) -> Cow<'_, str> {
    Zetter::default().zet(text)
}

impl Zetter {
    /// The next piece. What is not text, as a bit of code, is told by [`Zetter::skip`].
    pub(crate) fn zet<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        if !self.may_differ(text.as_bytes()) {
            self.before = text.chars().next_back().or(self.before);
            return Cow::Borrowed(text);
        }
        let mut out = String::new();
        // Up to `copied` the text is in `out`: what stays is copied as a whole, and a text that stays is not copied.
        let (mut at, mut copied) = (0, 0);
        loop {
            let plain = self.plain(&text[at..]);
            self.before = text[at..at + plain].chars().next_back().or(self.before);
            at += plain;
            let Some(c) = text[at..].chars().next() else { break };
            let (set, length) = self.sign(c, &text[at + c.len_utf8()..], &text[..at]);
            if let Some(set) = set {
                out.push_str(&text[copied..at]);
                out.push_str(set);
                copied = at + length;
            }
            at += length;
            self.before = set.unwrap_or(&text[..at]).chars().next_back().or(self.before);
        }
        if copied == 0 {
            return Cow::Borrowed(text);
        }
        out.push_str(&text[copied..]);
        Cow::Owned(out)
    }

    /// Whether anything in a text may be shown otherwise. Most pieces are told by this: it looks at many bytes at once.
    fn may_differ(&self, text: &[u8]) -> bool {
        let pairs = text.iter().zip(text.get(1..).unwrap_or_default());
        text.iter().fold(false, |any, byte| any | is_sign(*byte))
            || pairs.fold(false, |any, (byte, next)| any | is_pair(*byte, *next))
            || (text.first() == Some(&b' ') && self.keeps_space())
    }

    /// How many bytes a text begins with that are shown as they are, whatever is around them.
    fn plain(&self, text: &str) -> usize {
        let bytes = text.as_bytes();
        let is_sign = |at: usize| match bytes[at] {
            b'.' => bytes.get(at + 1).is_some_and(|next| is_pair(b'.', *next)),
            b' ' => at.checked_sub(1).map_or_else(|| self.keeps_space(), |before| is_pair(bytes[before], b' ')),
            byte => is_sign(byte),
        };
        (0..bytes.len()).find(|at| is_sign(*at)).unwrap_or(bytes.len())
    }

    /// Whether a space may have to stay with what was set last.
    fn keeps_space(&self) -> bool {
        self.before.is_some_and(|c| u8::try_from(c).ok().is_none_or(|byte| is_pair(byte, b' ')))
    }

    /// Something stands here that is not set.
    pub(crate) fn skip(&mut self) {
        self.before = Some('x');
    }

    /// What is shown for a character, `None` for itself; and how much of the text that takes.
    fn sign(&mut self, c: char, rest: &str, earlier: &str) -> (Option<&'static str>, usize) {
        let set = |text: &'static str| (Some(text), c.len_utf8());
        match c {
            '"' => set(self.double(rest)),
            '\'' | '‘' if is_short_word(rest) && !self.before.is_some_and(char::is_alphanumeric) => set("’"),
            '\'' => set(self.single(rest)),
            '-' => match rest.bytes().take_while(|b| *b == b'-').count() {
                1 => (Some("–"), 2),
                2 => (Some("—"), 3),
                // More of them are a line, which stays.
                more => (None, 1 + if more > 2 { more } else { 0 }),
            },
            '.' if rest.starts_with("..") && !rest.starts_with("...") && self.before != Some('.') => (Some("…"), 3),
            ' ' if self.stays(rest, earlier) => set("\u{a0}"),
            c if is_nothing(c) => set(""),
            _ => (None, c.len_utf8()),
        }
    }

    fn opens(&self, rest: &str) -> bool {
        let before = self
            .before
            .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '{' | '–' | '—' | '/' | '“' | '‘' | '-'));
        before && !rest.starts_with(char::is_whitespace)
    }

    fn double(&mut self, rest: &str) -> &'static str {
        if !self.double && self.before.is_some_and(|c| c.is_ascii_digit()) {
            // Inches.
            return "″";
        }
        self.double = self.opens(rest);
        if self.double { "“" } else { "”" }
    }

    fn single(&mut self, rest: &str) -> &'static str {
        let is_year = rest.len() >= 2
            && rest.bytes().take(2).all(|b| b.is_ascii_digit())
            && !rest[2..].starts_with(|c: char| c.is_alphanumeric());
        // A quotation has an end: a mark behind a letter or a sign, with no letter behind it.
        let is_closed = || {
            let near = &rest[..rest.floor_char_boundary(MAX_QUOTATION)];
            near.match_indices('\'').any(|(at, _)| {
                let next = rest[at + 1..].chars().next();
                at > 0 && !rest[..at].ends_with(char::is_whitespace) && next.is_none_or(|next| !next.is_alphanumeric())
            })
        };
        if self.opens(rest) && !is_year && (is_closed() || rest.is_empty()) {
            self.single = true;
            return "‘";
        }
        self.single = false;
        "’"
    }

    /// Whether a line may not end at this space.
    fn stays(&self, rest: &str, earlier: &str) -> bool {
        let next = |words: &[&str]| words.iter().any(|word| begins_with_word(rest, word));
        match self.before {
            Some('€') => rest.starts_with(|c: char| c.is_ascii_digit()),
            Some(c) if c.is_ascii_digit() => {
                let is_range =
                    rest.trim_start_matches(['–', '-']).strip_prefix(' ').filter(|_| rest.starts_with(['–', '-']));
                next(&MONTHS)
                    || next(AFTER_NUMBER)
                    || is_range.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
                    || is_postcode(earlier, rest)
            }
            Some('–') => {
                let number = earlier.trim_end_matches(['–', '-']).strip_suffix([' ', HARD_SPACE]);
                number.is_some_and(|it| it.ends_with(|c: char| c.is_ascii_digit()))
                    && rest.starts_with(|c: char| c.is_ascii_digit())
            }
            Some('C') => earlier.ends_with("CC") && begins_with_word(rest, "BY"),
            Some('Y') => earlier.ends_with("CC BY") && rest.starts_with(|c: char| c.is_ascii_digit()),
            _ => false,
        }
    }
}

/// Whether a character is a mark of where a word may be broken, or nothing at all.
pub(super) fn is_nothing(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Whether a byte begins a character that may be shown otherwise, wherever it stands.
fn is_sign(byte: u8) -> bool {
    matches!(byte, b'\'' | b'"' | b'-' | 0xC2 | 0xE2 | 0xEF)
}

/// Whether two bytes are full stops, or a space with what it may have to stay with before it: a number, a sign, CC BY.
fn is_pair(byte: u8, next: u8) -> bool {
    (byte == b'.' && next == b'.') || (next == b' ' && matches!(byte, b'0'..=b'9' | b'C' | b'Y' | 0x80..))
}

/// Whether a text goes on with a word, whole.
fn begins_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether what follows an apostrophe is a [short word](SHORT).
fn is_short_word(rest: &str) -> bool {
    let begin = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    (1..=3).contains(&begin.len()) && SHORT.contains(&begin.to_ascii_lowercase().as_str())
}

/// Whether a space stands between the digits and the letters of a postcode.
fn is_postcode(earlier: &str, rest: &str) -> bool {
    let digits = earlier.bytes().rev().take_while(u8::is_ascii_digit).count();
    let letters = rest.bytes().take_while(u8::is_ascii_uppercase).count();
    digits == 4 && letters == 2 && !rest[2..].starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dutch_letters() {
        for (typed, shown) in [
            ("'s ochtends", "’s ochtends"),
            ("Open 's middags. De buren' tuinen", "Open ’s middags. De buren’ tuinen"),
            ("'t Plein -- zo'n plek", "’t Plein – zo’n plek"),
            ("‘s Avonds en ‘t Horntje", "’s Avonds en ’t Horntje"),
            ("in '98 en '99", "in ’98 en ’99"),
            ("een 'nieuwe' buurt, 'heel mooi'.", "een ‘nieuwe’ buurt, ‘heel mooi’."),
            ("de 's-Gravenweg en \"'t Huis\"", "de ’s-Gravenweg en “’t Huis”"),
            ("zij zei: \"kom (\"nu\")\"", "zij zei: “kom (“nu”)”"),
            ("een scherm van 28\" en \"maat 28\"", "een scherm van 28″ en “maat 28”"),
            ("foto's en Hans' fiets", "foto’s en Hans’ fiets"),
            ("en toen... klaar", "en toen… klaar"),
            ("een --- twee ---- drie .... vier", "een — twee ---- drie .... vier"),
            ("op 5 februari om 9.00 uur", "op 5\u{a0}februari om 9.00\u{a0}uur"),
            (
                "€ 80.000 en 9.00 – 17.00 en 9.00 -- 17.00",
                "€\u{a0}80.000 en 9.00\u{a0}–\u{a0}17.00 en 9.00\u{a0}–\u{a0}17.00",
            ),
            ("1781 AB Oude Haven, CC BY 4.0", "1781\u{a0}AB Oude Haven, CC\u{a0}BY\u{a0}4.0"),
            ("5 meisjes, 1 meter, 12 ABC", "5 meisjes, 1 meter, 12 ABC"),
            ("een af\u{ad}breking, wo\u{200b}ord, \u{feff}begin", "een afbreking, woord, begin"),
        ] {
            assert_eq!(gezet(typed), shown);
        }
    }

    #[test]
    fn a_text_in_pieces_is_set_as_a_whole() {
        let mut zetter = Zetter::default();
        let set: String = ["Zie \"", "vet", "\", zo'", "n ", "5"].map(|piece| zetter.zet(piece).into_owned()).concat();
        assert_eq!(set, "Zie “vet”, zo’n 5");
    }

    proptest::proptest! {
        /// What is set stays as it is.
        #[test]
        fn what_is_set_stays(text in "['\" a-c.5€–-]{0,24}") {
            let once = gezet(&text).into_owned();
            let twice = gezet(&once).into_owned();
            proptest::prop_assert_eq!(once.replace(['-', '.'], ""), twice.replace(['-', '.'], ""));
        }
    }
}
