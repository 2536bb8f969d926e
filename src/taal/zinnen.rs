//! A text cut into sentences and words.
//!
//! A full stop ends a sentence only when what is around it says so: "m.b.t. de wijk", "nr. 5", "J. de Vries" and "1.234" go on.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr2, memchr3};

/// The most bytes that the abbreviations below have, unless there is a full stop in them.
const LANGSTE: usize = 4;

/// Abbreviations that always have something behind them, in order.
const GAAT_DOOR: &[&str] = &[
    "a.d.h.v", "afb", "afd", "art", "bijv", "blz", "bv", "ca", "d.d", "d.m.v", "d.w.z", "dhr", "dr", "drs", "evt",
    "excl", "fig", "gem", "hfst", "i.h.k.v", "i.o.m", "i.p.v", "i.s.m", "i.v.m", "incl", "ing", "ir", "m.a.w", "m.b.t",
    "m.b.v", "m.i.v", "m.n", "m.u.v", "mevr", "mr", "mw", "n.a.v", "nl", "nr", "nrs", "o.a", "o.b.v", "o.l.v", "pag",
    "plm", "prof", "resp", "st", "t.a.v", "t.b.v", "t.g.v", "t.h.v", "t.o.v", "tel", "v.a", "v.d", "vgl", "wo", "zgn",
];

/// Abbreviations, months among them, that go on before a small letter or a number, in order.
const GAAT_MISSCHIEN_DOOR: &[&str] =
    &["apr", "aug", "dec", "feb", "jan", "jul", "jun", "max", "min", "mrt", "nov", "okt", "sep", "sept"];

/// Marks that end a sentence.
const EINDTEKENS: [char; 4] = ['.', '!', '?', '…'];
/// What may close behind such a mark.
const SLUITTEKENS: [char; 8] = ['”', '’', '"', '\'', ')', ']', '»', '*'];
/// What may open before a word.
const OPENTEKENS: [char; 9] = ['“', '‘', '’', '"', '\'', '(', '[', '„', '«'];

/// The sentences of a text, without the space around them.
pub(super) fn zinnen(tekst: &str) -> Vec<Range<usize>> {
    let mut zinnen = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(mark) = next_mark(tekst.as_bytes(), at) {
        if !tekst[mark..].starts_with(['\n', '.', '!', '?', '…']) {
            // Another sign with the same first byte.
            at = mark + 1;
            continue;
        }
        at = after_marks(tekst, mark);
        if is_end(tekst, mark, at) {
            zinnen.extend(trimmed(tekst, start..at));
            start = at;
        }
    }
    zinnen.extend(trimmed(tekst, start..tekst.len()));
    zinnen
}

/// Where, from `at` on, the next byte stands that can be the first of a mark that ends a sentence.
fn next_mark(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = &bytes[at..];
    let mark = memchr3(b'.', b'!', b'?', rest);
    // The end of a line, and the first byte of …
    let other = memchr2(b'\n', 0xE2, &rest[..mark.unwrap_or(rest.len())]);
    other.or(mark).map(|found| at + found)
}

fn trimmed(tekst: &str, range: Range<usize>) -> Option<Range<usize>> {
    let zin = &tekst[range.clone()];
    let start = range.start + zin.len() - zin.trim_start().len();
    let end = range.start + zin.trim_end().len();
    zin.contains(char::is_alphanumeric).then_some(start..end)
}

/// Where the marks that begin at `mark`, and what closes behind them, are over.
fn after_marks(tekst: &str, mark: usize) -> usize {
    let rest = &tekst[mark..];
    if rest.starts_with('\n') {
        return mark + 1;
    }
    tekst.len() - rest.trim_start_matches(EINDTEKENS).trim_start_matches(SLUITTEKENS).len()
}

fn is_end(tekst: &str, mark: usize, end: usize) -> bool {
    let (marks, rest) = (&tekst[mark..end], &tekst[end..]);
    if marks == "\n" || rest.is_empty() {
        return true;
    }
    if !rest.starts_with(char::is_whitespace) {
        return false;
    }
    let rest = rest.trim_start();
    let Some(next) = rest.trim_start_matches(OPENTEKENS).chars().next() else { return true };
    let begins_small = next.is_lowercase() && !begins_clipped(rest);
    if marks != "." {
        // "Kom je?" vraagt zij. Het duurt … lang.
        return !begins_small;
    }
    let before = tekst[..mark].rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = before.trim_start_matches(OPENTEKENS);
    // Most words are longer than all abbreviations.
    let small = (word.len() <= LANGSTE || word.contains('.')).then(|| word.to_lowercase());
    let is = |list: &[&str]| small.as_ref().is_some_and(|small| list.binary_search(&small.as_str()).is_ok());
    if is(GAAT_DOOR) || is_initial(word) {
        return false;
    }
    if is(GAAT_MISSCHIEN_DOOR) {
        return !begins_small && !next.is_numeric();
    }
    // "1. eerst", "o.i.d. en"
    let goes_on = word.chars().all(char::is_numeric) || word.contains('.') || word.chars().count() <= 3;
    !(goes_on && begins_small)
}

/// Whether a text begins with a word that has no capital of its own: "’s Avonds", "'t Is".
fn begins_clipped(rest: &str) -> bool {
    let mut letters = rest.chars();
    matches!(letters.next(), Some('’' | '‘' | '\'')) && letters.next().is_some() && letters.next() == Some(' ')
}

/// Whether a word before a full stop is a first name: "J", "J.P".
fn is_initial(word: &str) -> bool {
    !word.is_empty()
        && word.split('.').all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
        })
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Woord<'t> {
    /// Where it stands in the text.
    pub(super) range: Range<usize>,
    /// It as it is written.
    pub(super) tekst: &'t str,
    /// It in small letters.
    pub(super) klein: Cow<'t, str>,
    /// Whether it is an address on the internet: one word to a reader, and not in any language.
    pub(super) is_adres: bool,
}

impl Woord<'_> {
    /// Whether it begins with a capital.
    pub(super) fn is_hoofdletter(&self) -> bool {
        self.tekst.starts_with(char::is_uppercase)
    }
}

/// The words of a text: letters and digits, at least one of them a letter, with a hyphen or apostrophe only inside.
pub(super) fn woorden(tekst: &str) -> Vec<Woord<'_>> {
    let mut woorden = Vec::with_capacity(tekst.len() / 6);
    // Nearly every text has none of their signs.
    let may_have = memchr2(b'@', b':', tekst.as_bytes()).is_some() || tekst.contains("www.");
    if !may_have || !["://", "@", "www."].iter().any(|sign| tekst.contains(sign)) {
        of_stretch(tekst, 0, &mut woorden);
        return woorden;
    }
    let mut at = 0;
    for chunk in tekst.split_inclusive(char::is_whitespace) {
        let start = at;
        at += chunk.len();
        if chunk.contains("://") || chunk.contains('@') || chunk.contains("www.") {
            let range = start..start + chunk.trim_end().len();
            woorden.push(Woord { tekst: &tekst[range.clone()], range, klein: Cow::Borrowed(""), is_adres: true });
            continue;
        }
        of_stretch(chunk, start, &mut woorden);
    }
    woorden
}

/// Adds the words of a stretch without addresses, that stands at `offset` of the text.
fn of_stretch<'t>(stretch: &'t str, offset: usize, woorden: &mut Vec<Woord<'t>>) {
    let bytes = stretch.as_bytes();
    // What a character of more than one byte is to a word, and how long it is.
    let wide = |at: usize| stretch[at..].chars().next().map_or((Letter::Outer, 1), |c| (Letter::of(c), c.len_utf8()));
    let mut at = 0;
    while at < bytes.len() {
        let (start, mut end) = (at, at);
        let (mut has_letter, mut has_capital) = (false, false);
        while let Some(byte) = bytes.get(at) {
            // Nearly all is small letters.
            let small = bytes[at..].iter().take_while(|byte| byte.is_ascii_lowercase()).count();
            if small > 0 {
                at += small;
                (end, has_letter) = (at, true);
                continue;
            }
            let (letter, length) = match LETTERS[usize::from(*byte)] {
                Letter::Wide => wide(at),
                letter => (letter, 1),
            };
            if letter == Letter::Outer || (letter == Letter::Inner && end == start) {
                // A word can only go on with what can be inside of one.
                at += length;
                break;
            }
            at += length;
            if letter != Letter::Inner {
                has_letter |= letter != Letter::Digit;
                has_capital |= letter == Letter::Capital;
                end = at;
            }
        }
        if has_letter {
            let tekst = &stretch[start..end];
            let klein = if has_capital { tekst.to_lowercase().into() } else { Cow::Borrowed(tekst) };
            woorden.push(Woord { range: offset + start..offset + end, tekst, klein, is_adres: false });
        }
    }
}

/// What a character is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letter {
    Small,
    Capital,
    Digit,
    /// It can stand inside a word.
    Inner,
    /// It ends a word.
    Outer,
    /// It is more than one byte.
    Wide,
}

/// What each byte is to a word.
static LETTERS: [Letter; 256] = {
    let mut letters = [Letter::Wide; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        letters[byte as usize] = Letter::of_ascii(byte);
        byte += 1;
    }
    letters
};

impl Letter {
    const fn of_ascii(byte: u8) -> Self {
        match byte {
            b'a'..=b'z' => Self::Small,
            b'A'..=b'Z' => Self::Capital,
            b'0'..=b'9' => Self::Digit,
            b'-' | b'\'' => Self::Inner,
            _ => Self::Outer,
        }
    }

    fn of(letter: char) -> Self {
        match letter {
            '’' | '\u{2010}' | '\u{2011}' => Self::Inner,
            _ if letter.is_uppercase() && letter.is_alphabetic() => Self::Capital,
            _ if letter.is_alphabetic() => Self::Small,
            _ if letter.is_alphanumeric() => Self::Digit,
            _ => Self::Outer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_where_a_sentence_ends() {
        // A bar stands where one sentence ends and the next begins.
        for marked in [
            "De zon schijnt.|Het is warm.",
            "Komt u ook?|Graag!",
            "Hoera!|Het park is open.",
            "Dat is fijn…|Toch?",
            "Zij zei: “Kom langs.”|Wij kwamen.",
            "(Dat is zo.)|Nu verder.",
            "Wat?!|Nee.",
            "Het is 9.30 uur.|De deur gaat open.",
            "Er wonen 1.234 mensen.|In 2019.|Dat was toen.",
            "Wij betalen € 80.000.|De rest niet.",
            "Eerste regel\nTweede regel",
            "Het kostte 10 euro.|5 mensen kwamen.",
            "Zij komt uit wijk Oost.|“Mooi”, zei hij.",
            "De bus rijdt enz.|De trein niet.",
            "Bel 14 0999.|Wij helpen u.",
            "Het begint om 10 uur.|’s Avonds is er muziek.",
            "Op 12 mei.|En op 13 mei.",
            "De Haven is open.|de kade niet.",
            "Kijk op de site www.voorbeeldstad.example.|Daar staat het.",
            "Vraag het de wijkmanager.|Hij weet het.",
            "Tot dan.|",
            "Wie?|Wat?|Waar?",
            "Dit is vet.|Dat niet",
            "Wij gaan door t.z.t.|Dat duurt nog.",
            "Het is zo.|Of niet.|Of toch.",
            "Zij bouwen huizen, winkels e.d.|Daarna een school.",
            "Zie de kaart (blz. 4).|Dan het plan.",
            "Wat een dag!”|Zo was het.",
            "A is af.|B nog niet.",
            "Einde.|1. is eerst.",
        ] {
            check(marked);
        }
    }

    #[test]
    fn goes_on_where_it_does_not() {
        for whole in [
            "Dat gaat bijv. over groen.",
            "Meubels, tafels o.a. en stoelen.",
            "Dit is m.b.t. De Haven.",
            "Er zijn ca. 300 woningen.",
            "Zie nr. 5 van de lijst.",
            "Vraag naar dhr. Jansen.",
            "Vraag naar mevr. De Vries.",
            "Zie art. 5 van de wet.",
            "Lees blz. 12 eerst.",
            "Het is 9.30 uur nu.",
            "Er wonen 1.234 mensen.",
            "De 3. plaats was voor ons.",
            "Het duurt … lang.",
            "Het duurt... lang.",
            "“Kom je?” vraagt zij.",
            "“Help!” riep hij.",
            "“Kom mee.” zei zij.",
            "De heer J. de Vries komt.",
            "De heer J.P. Jansen komt.",
            "Het is i.s.m. de school.",
            "Op 3 sept. 2019 was het zo.",
            "Kijk op www.voorbeeldstad.example voor meer.",
            "Schrijf naar iemand@voorbeeldstad.example nu.",
            "Versie 2.1 is klaar.",
            "Een bestand.md is tekst.",
            "Dit (echt waar!) is goed.",
            "Prof. Jansen en dr. Smit komen.",
            "Banken, bomen enz. en gras.",
            "Bel tel. 14 0999 nu.",
            "Wij doen het i.p.v. De Haven.",
            "Zij woont in St. Jacob.",
            "Yahoo!, een bedrijf, komt.",
        ] {
            check(whole);
        }
    }

    fn check(marked: &str) {
        let tekst = marked.replace('|', " ");
        let expected: Vec<&str> = marked.split(['|', '\n']).filter(|zin| !zin.is_empty()).collect();
        let made: Vec<&str> = zinnen(&tekst).into_iter().map(|range| &tekst[range]).collect();
        assert_eq!(made, expected, "{marked}");
    }

    #[test]
    fn the_lists_are_in_order() {
        for list in [GAAT_DOOR, GAAT_MISSCHIEN_DOOR] {
            assert!(list.is_sorted());
            assert!(
                list.iter().all(|word| (word.len() <= LANGSTE || word.contains('.')) && word.to_lowercase() == *word)
            );
        }
    }

    #[test]
    fn words_are_runs_of_letters() {
        let words = |tekst| woorden(tekst).into_iter().map(|woord| woord.tekst.to_owned()).collect::<Vec<_>>();
        assert_eq!(words("’t Is 9.30 uur: de CBS-wijk, foto’s!"), ["t", "Is", "uur", "de", "CBS-wijk", "foto’s"]);
        assert_eq!(words("- een/twee 85984NED -- x"), ["een", "twee", "85984NED", "x"]);
        assert_eq!(words("ga naar https://a.example/b-c/d, nu"), ["ga", "naar", "https://a.example/b-c/d,", "nu"]);
    }
}
