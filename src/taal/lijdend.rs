//! Sentences in which something is done and nobody does it: "het formulier wordt verstuurd".
//!
//! Recognised by form: a form of *worden* with a past participle in the same clause. Where a form can be something else (a
//! noun, a finite verb), it is taken for that: a miss costs less than a hint that is wrong.

use super::zinnen::Woord;
use super::{Lijst, regels};

/// What can come before the *ge* of a participle.
static VOORVOEGSELS: Lijst = Lijst::new(|| regels(include_str!("lijsten/voorvoegsels.txt")));
/// Words with the form of a participle that are something else.
static GEEN_DEELWOORD: Lijst = Lijst::new(|| regels(include_str!("lijsten/geen-deelwoord.txt")));
/// Participles that do not have the form of one.
static STERK: Lijst = Lijst::new(|| regels(include_str!("lijsten/sterk.txt")));

/// Forms of *worden*.
const WORDEN: &[&str] = &["worden", "wordt", "word", "werd", "werden"];
/// With another auxiliary in the clause, the participle may well belong to that one.
const HEBBEN: &[&str] =
    &["heb", "hebt", "heeft", "hebben", "had", "hadden", "is", "zijn", "was", "waren", "ben", "bent"];

/// Whether a sentence is passive. `tekst` is the text that the words were cut from.
pub(super) fn is_lijdend(tekst: &str, woorden: &[Woord<'_>]) -> bool {
    // Nearly every sentence is told by this not to be.
    if !woorden.iter().any(|woord| woord.klein.as_bytes().first() == Some(&b'w') && WORDEN.contains(&&*woord.klein)) {
        return false;
    }
    let mut start = 0;
    (0..woorden.len()).any(|last| {
        let ends_here = woorden.get(last + 1).is_none_or(|next| {
            tekst[woorden[last].range.end..next.range.start].contains([',', ';', ':', '(', ')', '–', '—', '\u{FFFC}'])
        });
        let clause = &woorden[start..=last];
        if ends_here {
            start = last + 1;
        }
        ends_here && is_clause_lijdend(clause)
    })
}

fn is_clause_lijdend(clause: &[Woord<'_>]) -> bool {
    has(clause, WORDEN)
        && !has(clause, HEBBEN)
        && clause.iter().enumerate().any(|(index, woord)| {
            let is_infinitive = index > 0 && clause[index - 1].klein == "te";
            !is_infinitive && is_deelwoord(woord)
        })
}

/// Whether one of the words is in a list.
fn has(woorden: &[Woord<'_>], list: &[&str]) -> bool {
    woorden.iter().any(|woord| list.contains(&&*woord.klein))
}

/// Whether a word is a past participle, as far as its form tells.
fn is_deelwoord(woord: &Woord<'_>) -> bool {
    let klein = &*woord.klein;
    let is_in = |list: &[&str]| list.binary_search(&klein).is_ok();
    !woord.is_hoofdletter() && !is_in(&GEEN_DEELWOORD) && (is_in(&STERK) || has_form(klein))
}

/// Whether a word has the form of a past participle.
fn has_form(word: &str) -> bool {
    // "her" + "st" is no stem, and "bed" no participle.
    let is_stem = |stem: &str| has_vowel(stem) && stem.chars().count() > 2;
    if let Some(stem) = after_ge(word) {
        return is_stem(stem) && (stem.ends_with(['d', 't']) || stem.ends_with("en"));
    }
    // Without *ge* only the ends that a finite verb seldom has.
    let ends = ["d", "kt", "ft", "st", "cht", "pt"];
    let mut stems = ["be", "ver", "ont", "her"].iter().filter_map(|prefix| word.strip_prefix(prefix));
    stems.any(|stem| is_stem(stem) && ends.iter().any(|end| stem.ends_with(end)))
}

/// What follows the *ge* of a participle, with or without something before it.
fn after_ge(word: &str) -> Option<&str> {
    let plain = word.strip_prefix("ge");
    plain.or_else(|| VOORVOEGSELS.iter().find_map(|prefix| word.strip_prefix(prefix)?.strip_prefix("ge")))
}

fn has_vowel(stem: &str) -> bool {
    stem.contains(['a', 'e', 'i', 'o', 'u', 'y', 'ï', 'ë', 'ö', 'ü'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taal::zinnen::woorden;

    #[test]
    fn tells_passive_sentences() {
        for zin in [
            "Het formulier wordt verstuurd.",
            "De straat werd vorig jaar opgeknapt.",
            "De bomen worden gekapt.",
            "De brieven werden bezorgd.",
            "Er wordt gebouwd.",
            "Uw aanvraag wordt binnen acht weken behandeld.",
            "Omdat de weg wordt afgesloten, rijdt de bus om.",
            "Dat de weg afgesloten wordt, wist niemand.",
            "De vergadering zal worden verplaatst.",
            "Dit kan worden geregeld.",
            "Het plan moet nog goedgekeurd worden.",
            "De plannen worden in mei besproken.",
            "Het voorstel werd verworpen.",
            "De regels worden herzien.",
            "Het besluit wordt bekendgemaakt.",
            "Het park wordt ingericht.",
            "De lampen worden vervangen.",
            "De klachten werden onderzocht.",
            "Het huis wordt verkocht.",
            "De brug wordt hersteld.",
            "Het afval wordt opgehaald.",
            "Bewoners worden geïnformeerd.",
            "Het werk wordt uitgevoerd door de aannemer.",
            "Zij wordt benoemd.",
            "De tekst wordt nog aangevuld.",
            "De wijk werd ontwikkeld.",
            "De kosten worden betaald.",
            "Het geld wordt verdeeld.",
            "De fout werd ontdekt.",
            "De zaal wordt gebruikt.",
            "Het pad wordt verbreed.",
            "De avond wordt georganiseerd.",
        ] {
            assert!(is_lijdend(zin, &woorden(zin)), "{zin}");
        }
    }

    #[test]
    fn leaves_other_sentences_alone() {
        for zin in [
            "Het wordt mooi weer.",
            "De wijk wordt groener.",
            "Het wordt niet De Haven.",
            "Zij wordt wijkmanager.",
            "De datum wordt later bekend.",
            "De gemeente bouwt een school.",
            "Wij hebben het formulier verstuurd.",
            "De weg is afgesloten.",
            "De straat is opgeknapt.",
            "Word lid van de vereniging.",
            "De gebieden worden groter.",
            "De gemeenten worden rijker.",
            "De gesprekken worden korter.",
            "Het wordt tijd om te betalen.",
            "Het wordt warm, dat betekent veel bezoek.",
            "Het wordt druk, heeft de gemeente gezegd.",
            "Het wordt drukker en de gemeente heeft meer banken geplaatst.",
            "De jongeren worden verliefd.",
            "Het geluid wordt harder.",
            "Het geld wordt minder.",
            "De beelden worden scherper.",
            "Mensen worden bejaard.",
            "Het gezicht wordt rood.",
            "Wanneer wordt het winter?",
            "Het beleid wordt beter.",
            "Dit werd een succes.",
            "Welke gebieden werden dat?",
            "De buurt werd een deel van de stad.",
            "Eten wordt duur.",
            "Wordt u bang van het verkeer?",
            "De stad wordt leuker om te bezoeken.",
            "Gebruiken wij het gebouw?",
            "De hub wordt een plek voor bewoners.",
            "Zodra de tijden bekend worden, staan ze hier.",
        ] {
            assert!(!is_lijdend(zin, &woorden(zin)), "{zin}");
        }
    }

    #[test]
    fn every_word_of_the_lists_is_needed() {
        for list in [&VOORVOEGSELS, &GEEN_DEELWOORD, &STERK] {
            assert!(list.is_sorted_by(|one, next| one < next));
        }
        for word in GEEN_DEELWOORD.iter() {
            assert!(has_form(word), "{word} would not be taken for a participle");
        }
        for word in STERK.iter() {
            assert!(!has_form(word), "{word} is known by its form");
        }
    }
}
