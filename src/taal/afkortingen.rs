//! Abbreviations: what is one, and whether the text explains it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::zinnen::Woord;
use super::{Lijst, regels};

/// Abbreviations that residents know.
static BEKEND: Lijst = Lijst::new(|| regels(include_str!("lijsten/bekende-afkortingen.txt")));

/// Words that people write in capitals to stress them.
static NADRUK: Lijst = Lijst::new(|| regels(include_str!("lijsten/nadruk.txt")));

/// How many words around an abbreviation are searched for what it stands for.
const RONDOM: usize = 12;
/// How long the words behind an abbreviation, between brackets, can be.
const MAX_UITLEG: usize = 200;
/// Words that an abbreviation passes over.
const KLEIN: &[&str] = &["aan", "de", "der", "en", "het", "in", "op", "tot", "van", "voor"];

/// An abbreviation of an ordinary word, at its place in the text, and the words; none when they cannot be told.
pub(super) fn voluit(
    tekst: &str,
    woorden: &[Woord<'_>],
    zinnen: &[Range<usize>],
    mut found: impl FnMut(Range<usize>, Option<String>),
) {
    let mut at = 0;
    for woord in woorden.iter().filter(|woord| may_end(tekst, woord)) {
        // An abbreviation of more letters was seen at its first.
        if woord.range.start < at {
            continue;
        }
        let before = &tekst[at..woord.range.start];
        let space = before.char_indices().rev().find(|(_, c)| c.is_whitespace());
        let start = at + space.map_or(0, |(space, c)| space + c.len_utf8());
        let end = tekst[woord.range.end..].find(char::is_whitespace).map_or(tekst.len(), |it| woord.range.end + it);
        at = end;
        let chunk = &tekst[start..end];
        let word = chunk.trim_start_matches(['(', '“', '"', '‘']);
        let start = start + chunk.len() - word.len();
        let word = word.trim_end_matches(|c: char| c != '.' && !c.is_alphanumeric());
        if !(2..=9).contains(&word.len()) {
            continue;
        }
        let Some(words) = woorden_van(&word.to_ascii_lowercase()) else { continue };
        let range = start..start + word.len();
        // Its last full stop may be that of the sentence as well.
        let closes = word.ends_with('.') && zinnen.binary_search_by_key(&range.end, |zin| zin.end).is_ok();
        let words = (!words.is_empty()).then(|| format!("{words}{}", if closes { "." } else { "" }));
        found(range, words);
    }
}

/// Whether a word can be the end of an abbreviation of ordinary words, or all of it: most words are told by this not to be.
fn may_end(tekst: &str, woord: &Woord<'_>) -> bool {
    tekst.as_bytes().get(woord.range.end) == Some(&b'.')
        || (woord.klein.len() == 3 && woorden_van(&woord.klein).is_some())
}

/// The words that an abbreviation of ordinary words stands for, if it is one; empty when there is more than one possibility. People
/// write some of them without full stops.
fn woorden_van(afkorting: &str) -> Option<&'static str> {
    Some(match afkorting {
        "a.d.h.v." | "incl." | "d.m.v." | "dmv" => "met",
        "bijv." => "bijvoorbeeld",
        "ca." => "ongeveer",
        "d.d." => "van",
        "e.d." => "en dergelijke",
        "enz." | "etc." => "enzovoort",
        "evt." => "eventueel",
        "zgn." | "i.h.k.v." | "n.a.v." | "t.a.v." | "t.g.v." => "",
        "d.w.z." => "dat wil zeggen",
        "i.o.m." => "in overleg met",
        "i.p.v." | "ipv" => "in plaats van",
        "i.s.m." => "samen met",
        "i.v.m." | "ivm" => "vanwege",
        "m.a.w." => "met andere woorden",
        "m.b.t." | "mbt" => "over",
        "m.b.v." => "met hulp van",
        "m.i.v." | "v.a." => "vanaf",
        "m.n." => "vooral",
        "m.u.v." => "behalve",
        "o.a." => "onder andere",
        "o.b.v." | "obv" => "op basis van",
        "o.i.d." => "of iets dergelijks",
        "o.l.v." => "onder leiding van",
        "t.b.v." | "tbv" => "voor",
        "t.o.v." => "vergeleken met",
        "t.z.t." => "later",
        "z.s.m." => "zo snel mogelijk",
        "c.q." => "of",
        _ => return None,
    })
}

/// What is known of the abbreviations of one file: where each first stands (in whatever way `P` tells a place), until it is
/// explained.
#[derive(Debug)]
pub(super) struct Afkortingen<P>(BTreeMap<String, Option<P>>);

impl<P> Default for Afkortingen<P> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<P> Afkortingen<P> {
    /// Takes in the words of one block of text.
    pub(super) fn lees(&mut self, tekst: &str, woorden: &[Woord<'_>], place: impl Fn(Range<usize>) -> P) {
        for index in 0..woorden.len() {
            let Some((afkorting, range)) = afkorting(tekst, woorden, index) else { continue };
            let is_explained = is_explained(tekst, woorden, index, &range, afkorting);
            match self.0.get_mut(afkorting) {
                Some(known) if is_explained => *known = None,
                Some(_) => {}
                None => {
                    self.0.insert(afkorting.to_owned(), (!is_explained).then(|| place(range)));
                }
            }
        }
    }

    /// The abbreviations that the file does not explain, with the place of the first.
    pub(super) fn onverklaard(self) -> impl Iterator<Item = (String, P)> {
        self.0.into_iter().filter_map(|(afkorting, place)| Some((afkorting, place?)))
    }
}

/// The abbreviation in a word: the word itself, or its first part ("CBS-wijk", "GGD’s").
fn afkorting<'t>(tekst: &'t str, woorden: &[Woord<'t>], index: usize) -> Option<(&'t str, Range<usize>)> {
    let woord = &woorden[index];
    // A word that stands alone may well be a word in capitals; one with a digit is a code, such as UTF-8.
    if !is_capitals(woord.tekst.get(..2)?)
        || woord.is_adres
        || woorden.len() == 1
        || woord.tekst.contains(char::is_numeric)
    {
        return None;
    }
    let part = woord.tekst.split(['-', '\'', '’']).next()?;
    let range = woord.range.start..woord.range.start + part.len();
    if !(2..=6).contains(&part.len())
        || !is_capitals(part)
        || BEKEND.contains(&part)
        || is_number(part)
        || is_spoken(part)
    {
        return None;
    }
    if NADRUK.contains(&&*part.to_lowercase()) && part.len() == woord.tekst.len() {
        return None;
    }
    let before = tekst[..range.start].trim_end();
    let after = &tekst[woord.range.end..];
    // "1234 AB", "A.BC", "/ABC", "A&B", "A & B": part of a code or of a name.
    let is_code = |c: char| c.is_numeric() || c == '&';
    let is_glue = |c: char| matches!(c, '.' | '/' | '_' | '\\' | '@' | '#' | '&') || c.is_alphanumeric();
    if before.ends_with(is_code)
        || tekst[..range.start].ends_with(|c: char| is_glue(c) || c == '-')
        || after.trim_start().starts_with('&')
        || after.starts_with(['/', '_', '\\', '@', '&'])
        || (after.starts_with('.') && after[1..].starts_with(char::is_alphanumeric))
    {
        return None;
    }
    // Two in a row are words in capitals: "CC BY", "LET OP".
    let is_neighbour = |other: &Woord<'_>, gap: &str| {
        !gap.is_empty() && gap.trim().is_empty() && other.tekst.len() > 1 && is_capitals(other.tekst)
    };
    let previous = index.checked_sub(1).map(|it| &woorden[it]);
    if previous.is_some_and(|other| is_neighbour(other, &tekst[other.range.end..range.start]))
        || woorden.get(index + 1).is_some_and(|other| is_neighbour(other, &tekst[woord.range.end..other.range.start]))
    {
        return None;
    }
    Some((part, range))
}

fn is_capitals(word: &str) -> bool {
    word.bytes().all(|letter| letter.is_ascii_uppercase())
}

/// Roman numerals, as they stand behind kings and quarters.
fn is_number(word: &str) -> bool {
    word.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X'))
}

/// What is said as a word is the name of something: UNESCO.
fn is_spoken(word: &str) -> bool {
    word.len() > 3 && word.bytes().filter(|letter| matches!(letter, b'A' | b'E' | b'I' | b'O' | b'U')).count() > 1
}

/// Whether the text says at this place what the abbreviation stands for.
fn is_explained(tekst: &str, woorden: &[Woord<'_>], index: usize, range: &Range<usize>, afkorting: &str) -> bool {
    let (before, after) = (tekst[..range.start].trim_end(), tekst[range.end..].trim_start());
    // "Centraal Bureau voor de Statistiek (CBS)"
    if before.ends_with('(') && after.starts_with(')') && before.trim_end_matches('(').ends_with([' ', '\u{a0}']) {
        return true;
    }
    // "CBS (Centraal Bureau voor de Statistiek)"
    if after.strip_prefix('(').is_some_and(|rest| {
        let near = &rest[..rest.floor_char_boundary(MAX_UITLEG)];
        let inside = near.split_once(')').map_or("", |(inside, _)| inside);
        inside.chars().filter(|c| c.is_lowercase()).count() >= 4
    }) {
        return true;
    }
    let next = |offset: usize| woorden.get(index + offset).map_or("", |woord| &*woord.klein);
    if (next(1) == "staat" && next(2) == "voor") || next(1) == "betekent" || (next(1) == "is" && next(3) == "afkorting")
    {
        return true;
    }
    if index > 0 && woorden[index - 1].klein == "afgekort" {
        return true;
    }
    let around = &woorden[index.saturating_sub(RONDOM)..woorden.len().min(index + RONDOM)];
    afkorting.len() > 2 && (0..around.len()).any(|start| spells(&around[start..], afkorting))
}

/// Whether the first letters of the words spell the abbreviation, small words left out.
fn spells(woorden: &[Woord<'_>], afkorting: &str) -> bool {
    let mut letters = afkorting.bytes().map(|letter| letter.to_ascii_lowercase());
    let mut wanted = letters.next();
    for woord in woorden {
        let Some(letter) = wanted else { return true };
        match woord.klein.as_bytes().first() {
            Some(first) if *first == letter && !is_capitals(woord.tekst) => wanted = letters.next(),
            _ if KLEIN.contains(&&*woord.klein) => {}
            _ => return false,
        }
    }
    wanted.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taal::zinnen::{woorden, zinnen};

    fn unexplained(tekst: &str) -> Vec<String> {
        let mut afkortingen = Afkortingen::default();
        afkortingen.lees(tekst, &woorden(tekst), |range| range);
        afkortingen.onverklaard().map(|(afkorting, _)| afkorting).collect()
    }

    #[test]
    fn finds_unexplained_abbreviations() {
        for (tekst, expected) in [
            ("De WMO regelt dat.", "WMO"),
            ("Kijk in de APV.", "APV"),
            ("Het WMO-loket is open.", "WMO"),
            ("Alle POH’s komen.", "POH"),
            ("Hulp (WMO) is er.", ""),
            ("Bel de GGZ, of mail.", "GGZ"),
            ("De GGZ. Die helpt.", "GGZ"),
            ("Dit is (GGZ en meer).", "GGZ"),
        ] {
            assert_eq!(unexplained(tekst).join(" "), expected, "{tekst}");
        }
    }

    #[test]
    fn knows_what_is_explained_or_none() {
        for tekst in [
            "De Wet maatschappelijke ondersteuning (WMO) helpt. De WMO is er voor u.",
            "De APV (algemene plaatselijke verordening) zegt dat.",
            "De cijfers komen van het Centraal Bureau voor de Statistiek, het CBS.",
            "Het CBS is het Centraal Bureau voor de Statistiek.",
            "OZB staat voor onroerendezaakbelasting.",
            "De ozb wordt afgekort OZB.",
            "Een PDF van de EU.",
            "Willem II en Lodewijk XIV.",
            "BU9999 en GM9999.",
            "Voorbeeldplein 1, 1234 AB Voorbeeldstad",
            "De licentie is CC BY 4.0.",
            "Dat kan NIET.",
            "LET OP!",
            "VOORBEELDSTAD is groot.",
            "ABC & Co komt.",
            "A&BC komt.",
            "Zie https://a.example/ABC of ABC@a.example.",
            "Tabel 85984NED.",
            "Sla het op als UTF-8.",
            "INHOUD",
            "De VVD en UNESCO. Een TIP voor u.",
            "De Wmo en de AMvB.",
        ] {
            assert_eq!(unexplained(tekst), [""; 0], "{tekst}");
        }
    }

    #[test]
    fn writes_ordinary_words_out() {
        for (tekst, expected) in [
            ("Een brief m.b.t. uw straat.", "m.b.t. → over"),
            ("Wij doen het i.s.m. de school.", "i.s.m. → samen met"),
            ("Dat komt t.z.t. De rest nu.", "t.z.t. → later."),
            ("Ter attentie van, of t.a.v. u.", "t.a.v. ~"),
            ("Wij doen het (o.a. daar).", "o.a. → onder andere"),
            ("Een brief mbt uw straat.", "mbt → over"),
            ("Bijv. dit, enz. en ca. 3.", "Bijv. → bijvoorbeeld enz. → enzovoort ca. → ongeveer"),
        ] {
            let mut made = Vec::new();
            voluit(tekst, &woorden(tekst), &zinnen(tekst), |range, words| {
                made.push(
                    words.map_or(format!("{} ~", &tekst[range.clone()]), |it| format!("{} → {it}", &tekst[range])),
                );
            });
            assert_eq!(made.join(" "), expected, "{tekst}");
        }
    }
}
