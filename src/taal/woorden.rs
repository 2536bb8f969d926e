//! Finds the words of the list of bureaucratic words in a sentence.

use std::ops::Range;
use std::sync::LazyLock;

use super::regels;
use super::zinnen::Woord;

/// Whether the plain word fits where the other stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Past {
    /// Always: it is the same sort of word.
    Ja,
    /// When a word follows it, so that it is the preposition it seems.
    Voorzetsel,
    /// The sentence has to be written anew; the plain word shows the way.
    Nee,
}

/// A bureaucratic word in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gevonden {
    /// Where it stands in the text.
    pub(super) range: Range<usize>,
    /// What is plainer.
    pub(super) gewoon: &'static str,
    /// Whether that fits in its place.
    pub(super) past: bool,
}

/// The list: what is written, what is plainer, and whether that can simply be put in its place.
fn lijst() -> impl Iterator<Item = (&'static str, &'static str, Past)> {
    let signs = [(" … → ", Past::Voorzetsel), (" → ", Past::Ja), (" ~ ", Past::Nee)];
    regels(include_str!("lijsten/ambtelijk.txt")).into_iter().filter_map(move |regel| {
        signs.iter().find_map(|(sign, past)| regel.split_once(sign).map(|(written, gewoon)| (written, gewoon, *past)))
    })
}

/// A line of the list: the words behind the first, what is plainer, whether that fits.
type Regel = (Vec<&'static str>, &'static str, Past);

/// A word that something in the list begins with, and what does, the longest first; nothing for a form of *dienen*.
type Begin = (&'static str, Vec<Regel>);

/// The list, by what its first words look like at a glance: nearly every word of a text looks like none of them.
static INDEX: LazyLock<Vec<Vec<Begin>>> = LazyLock::new(|| {
    let mut index = vec![Vec::new(); SKETCHES];
    let mut begin = |word: &'static str, regel: Option<Regel>| {
        let alike: &mut Vec<Begin> = &mut index[sketch(word)];
        match alike.iter_mut().find(|(other, _)| *other == word) {
            Some((_, regels)) => regels.extend(regel),
            None => alike.push((word, regel.into_iter().collect())),
        }
    };
    for word in DIENEN {
        begin(word, None);
    }
    for (written, gewoon, past) in lijst() {
        let mut words = written.split(' ');
        let first = words.next().unwrap_or_default();
        begin(first, Some((words.collect(), gewoon, past)));
    }
    for (_, regels) in index.iter_mut().flatten() {
        regels.sort_by_key(|(words, ..)| std::cmp::Reverse(words.len()));
    }
    index
});

/// How many ways there are to look at a glance.
const SKETCHES: usize = 1 << 12;

/// What is seen of a word at a glance: something of its first and last letter, and of its length.
fn sketch(word: &str) -> usize {
    let bytes = word.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return 0 };
    usize::from(first & 31) | usize::from(last & 31) << 5 | (bytes.len() & 3) << 10
}

/// Words before a noun: behind one of them *betreffende* says which, and *heden* is a noun.
const LIDWOORDEN: &[&str] =
    &["de", "het", "een", "dit", "dat", "deze", "die", "alle", "elke", "ieder", "iedere", "ons", "onze", "en", "geen"];
/// With one of them *realiseren* means to understand.
const ZICH: &[&str] = &["zich", "me", "mij", "je", "ons"];
/// How far *te* may be from the *dient* that it belongs to, in words.
const MAX_TE: usize = 10;
/// How many words around a word are looked at to see what it means.
const RONDOM: usize = 25;

/// The bureaucratic words of one sentence, whose words are `zin`. `tekst` is the text that they were cut from.
pub(super) fn zoek(tekst: &str, zin: &[Woord<'_>], mut found: impl FnMut(Gevonden)) {
    let index: &[Vec<Begin>] = &INDEX;
    let mut at = 0;
    while let Some(woord) = zin.get(at) {
        let alike = &index[sketch(&woord.klein)];
        let begin = alike.iter().find(|(word, _)| *word == woord.klein).filter(|_| !is_naam(zin, at));
        let hit = begin.and_then(|(_, regels)| entry(regels, tekst, zin, at).or_else(|| dienen(tekst, zin, at)));
        at += match hit {
            Some((gevonden, words)) => {
                found(gevonden);
                words
            }
            None => 1,
        };
    }
}

/// A capital inside a sentence makes a name: "de Wet inzake Participatie".
fn is_naam(zin: &[Woord<'_>], at: usize) -> bool {
    at > 0 && zin[at].is_hoofdletter()
}

fn entry(regels: &[Regel], tekst: &str, zin: &[Woord<'_>], at: usize) -> Option<(Gevonden, usize)> {
    let (words, gewoon, past) = regels.iter().find(|(rest, ..)| {
        rest.iter().enumerate().all(|(index, word)| {
            zin.get(at + index + 1).is_some_and(|woord| woord.klein == *word && follows(tekst, zin, at + index))
        })
    })?;
    let last = at + words.len();
    if means_something_else(zin, at, last) {
        return None;
    }
    let past = match past {
        Past::Ja => true,
        Past::Voorzetsel => follows_any(tekst, zin[last].range.end),
        Past::Nee => false,
    };
    // "Conform." says nothing about anything: it is no preposition there.
    Some((Gevonden { range: zin[at].range.start..zin[last].range.end, gewoon, past }, words.len() + 1))
}

/// Whether the next word comes right behind this one, with only space between.
fn follows(tekst: &str, zin: &[Woord<'_>], at: usize) -> bool {
    zin.get(at + 1).is_some_and(|next| tekst[zin[at].range.end..next.range.start].trim().is_empty())
}

/// Whether something other than a mark follows, such as a word, a number or a quotation.
fn follows_any(tekst: &str, end: usize) -> bool {
    let rest = &tekst[end..];
    let next = rest.trim_start();
    next.len() < rest.len() && !next.starts_with(['.', ',', ';', ':', '!', '?', ')'])
}

/// Words of the list that are also ordinary words, told by their neighbours.
fn means_something_else(zin: &[Woord<'_>], first: usize, last: usize) -> bool {
    let before = first.checked_sub(1).map_or("", |index| &zin[index].klein);
    let after = zin.get(last + 1).map_or("", |woord| &woord.klein);
    match &*zin[first].klein {
        "betreffende" | "heden" => LIDWOORDEN.contains(&before),
        "aangezien" => after == "voor",
        "consensus" | "borgen" => before == "de",
        // With a purpose or a plan goes *te*.
        "ten" if zin[last].klein == "einde" => !has_te(&zin[last..]),
        "is" | "zijn" if zin[last].klein == "voornemens" => !has_te(&zin[last..]),
        "integraal" => after == "kindcentrum",
        "integrale" => after == "kindcentra",
        "realiseert" | "realiseren" | "gerealiseerd" => {
            let around = &zin[first.saturating_sub(RONDOM)..zin.len().min(last + RONDOM)];
            around.iter().any(|woord| ZICH.contains(&&*woord.klein))
        }
        "ter" if zin[last].klein == "zake" => matches!(after, "kundig" | "kundige" | "kundigen" | "doend" | "doende"),
        "immer" => before == "voor" || after == "en",
        _ => false,
    }
}

fn has_te(woorden: &[Woord<'_>]) -> bool {
    woorden.iter().take(RONDOM).any(|woord| woord.klein == "te")
}

/// Forms of *dienen*.
const DIENEN: &[&str] = &["dien", "dient", "dienen", "diende", "dienden"];

/// "U dient dit formulier in te vullen": *dienen* for moeten, with *te* further on in the clause.
fn dienen(tekst: &str, zin: &[Woord<'_>], at: usize) -> Option<(Gevonden, usize)> {
    let gewoon = match &*zin[at].klein {
        "dien" | "dient" => "moet",
        "dienen" => "moeten",
        "diende" => "moest",
        "dienden" => "moesten",
        _ => return None,
    };
    let clause = &zin[at + 1..zin.len().min(at + 1 + MAX_TE)];
    for (index, woord) in clause.iter().enumerate() {
        let between = &tekst[zin[at + index].range.end..woord.range.start];
        // "dient om te leren", "dient als plek om te spelen", "dient een aanvraag in"
        let is_other = matches!(&*woord.klein, "om" | "als" | "tot" | "ter" | "voor" | "waarvoor" | "en");
        if is_other || !between.trim().is_empty() {
            return None;
        }
        if woord.klein == "te" {
            return Some((Gevonden { range: zin[at].range.clone(), gewoon, past: false }, 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taal::zinnen::woorden;

    fn found(zin: &str) -> Vec<String> {
        let mut made = Vec::new();
        zoek(zin, &woorden(zin), |hit| {
            made.push(format!("{}{}{}", &zin[hit.range], if hit.past { " → " } else { " ~ " }, hit.gewoon));
        });
        made
    }

    #[test]
    fn finds_bureaucratic_words() {
        for (zin, expected) in [
            ("Derhalve stopt het.", "Derhalve → daarom"),
            ("Wij zijn thans open.", "thans → nu"),
            ("Een brief inzake het park.", "inzake → over"),
            ("Dit is ten behoeve van kinderen.", "ten behoeve van → voor"),
            ("Ten einde dit te doen, wachten wij.", "Ten einde → om"),
            ("U dient te betalen.", "dient te → moet"),
            ("U dient dit formulier in te vullen.", "dient ~ moet"),
            ("De gemeente wil dit echter niet.", "echter ~ maar"),
            ("De brief betreffende uw straat.", "betreffende → over"),
            ("Tot op heden is er niets.", "Tot op heden → tot nu toe"),
            ("De stakeholders komen.", "stakeholders → betrokkenen"),
            ("De gemeente realiseert een park.", "realiseert ~ maakt of bouwt"),
            ("Zij draagt zorg voor de tuin.", "draagt zorg voor → zorgt voor"),
        ] {
            assert_eq!(found(zin), [expected], "{zin}");
        }
    }

    #[test]
    fn leaves_ordinary_words_alone() {
        for zin in [
            "De betreffende straat is dicht.",
            "Het heden is mooi.",
            "Het loopt ten einde.",
            "Hij is ten einde raad.",
            "U dient een aanvraag in.",
            "Dit dient om te leren.",
            "De school dient als plek om te spelen.",
            "Zij realiseren zich dat goed.",
            "De Raad voor Participatie komt.",
            "Ten, behoeve van niets.",
            "Kijk op https://voorbeeldstad.example/thans.",
            "Hij werd aangezien voor een ander.",
            "Dit zijn voornemens voor het nieuwe jaar.",
            "Het integraal kindcentrum is open.",
        ] {
            assert_eq!(found(zin), [""; 0], "{zin}");
        }
    }

    #[test]
    fn the_list_has_no_doubles() {
        let mut words: Vec<&str> = lijst().map(|(written, ..)| written).collect();
        let all = words.len();
        assert_eq!(all, regels(include_str!("lijsten/ambtelijk.txt")).len(), "a line without a sign");
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all);
        for (written, gewoon, _) in lijst() {
            assert_eq!(written, written.to_lowercase());
            assert!(found(&format!("{gewoon} x")).is_empty(), "the plain word {gewoon} is in the list itself");
        }
    }
}
