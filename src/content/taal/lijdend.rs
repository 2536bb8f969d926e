//! Sentences in which something is done and nobody does it: "het formulier wordt verstuurd".
//!
//! Recognised by form: a form of *worden* with a past participle in the same clause. Where a form can be something else (a
//! noun, a finite verb), it is taken for that: a miss costs less than a hint that is wrong.

use super::zinnen::Woord;

/// Forms of *worden*.
const WORDEN: &[&str] = &["worden", "wordt", "word", "werd", "werden"];
/// With another auxiliary in the clause, the participle may well belong to that one.
const HEBBEN: &[&str] =
    &["heb", "hebt", "heeft", "hebben", "had", "hadden", "is", "zijn", "was", "waren", "ben", "bent"];
/// What can come before the *ge* of a participle.
const VOORVOEGSELS: &[&str] = &[
    "aan",
    "achter",
    "af",
    "bekend",
    "beschikbaar",
    "bij",
    "binnen",
    "buiten",
    "dicht",
    "door",
    "goed",
    "in",
    "klaar",
    "los",
    "mee",
    "mede",
    "na",
    "nieuw",
    "om",
    "omhoog",
    "onder",
    "op",
    "open",
    "over",
    "plaats",
    "rond",
    "samen",
    "schoon",
    "stil",
    "stop",
    "tegen",
    "teleur",
    "terug",
    "toe",
    "tussen",
    "uit",
    "vast",
    "vol",
    "voor",
    "vooruit",
    "vrij",
    "weer",
    "weg",
];
/// Words with the form of a participle that are something else, or an adjective that one becomes.
const GEEN_DEELWOORD: &[&str] = &[
    "bedrijft",
    "beeld",
    "begrijpt",
    "bekend",
    "bekijkt",
    "beklimt",
    "bejaard",
    "beleid",
    "bereid",
    "bericht",
    "beroemd",
    "beschrijft",
    "bespreekt",
    "bevoegd",
    "bewijst",
    "bewust",
    "bezoekt",
    "gebed",
    "gebeurt",
    "gebied",
    "gebieden",
    "gebouwen",
    "gebreken",
    "gebruiken",
    "gedachten",
    "gedeelten",
    "gedicht",
    "gedichten",
    "gedraagt",
    "geduld",
    "geeft",
    "gegadigden",
    "geheimen",
    "gehandicapt",
    "gehucht",
    "geïnteresseerd",
    "gelden",
    "geldt",
    "gelegenheden",
    "gelijkt",
    "geliefd",
    "gelooft",
    "geloven",
    "geluid",
    "geluiden",
    "gemeenschappen",
    "gemeenten",
    "gemiddeld",
    "gemoed",
    "gemotiveerd",
    "geneest",
    "genen",
    "genezen",
    "geniet",
    "genieten",
    "gerechten",
    "gerecht",
    "geschikt",
    "geschillen",
    "gesprekken",
    "getallen",
    "getuigen",
    "getuigt",
    "gevaren",
    "gevechten",
    "gevecht",
    "geven",
    "gevoelens",
    "gewassen",
    "gewend",
    "gewest",
    "gewesten",
    "gewicht",
    "gewichten",
    "gewoonten",
    "gewoon",
    "gezicht",
    "gezichten",
    "gezinnen",
    "gezond",
    "ontbreekt",
    "ontwerpt",
    "verband",
    "verblijft",
    "verdacht",
    "verdrinkt",
    "verdwijnt",
    "verkeerd",
    "verliefd",
    "verliest",
    "vermoeid",
    "verschuift",
    "verstand",
    "vertrekt",
    "vertrouwd",
    "verzoekt",
    "verwijst",
    "voortvarend",
    "voorgeven",
    "weergeven",
    "doorgeven",
    "aangeven",
    "afgeven",
    "opgeven",
    "teruggeven",
    "uitgeven",
    "vrijgeven",
    "toegeven",
    "ingeven",
    "meegeven",
    "overgeven",
    "vergeven",
    "omgeven",
];
/// Participles in -en that begin with *be*, *ver* or the like; by form alone they would be infinitives.
const STERK: &[&str] = &[
    "aanbevolen",
    "aangetroffen",
    "aanvaard",
    "bedorven",
    "bedragen",
    "bedreven",
    "bedrogen",
    "begonnen",
    "begraven",
    "begrepen",
    "behouden",
    "bekeken",
    "beschenen",
    "beschreven",
    "besloten",
    "besproken",
    "betreden",
    "betrokken",
    "bevolen",
    "bevonden",
    "bewezen",
    "bewogen",
    "erkend",
    "herkozen",
    "herschreven",
    "herzien",
    "onderbroken",
    "ondernomen",
    "onderschreven",
    "ondertekend",
    "ondersteund",
    "onderverdeeld",
    "onderworpen",
    "onderzocht",
    "ontheven",
    "onthouden",
    "ontnomen",
    "ontslagen",
    "ontvangen",
    "ontworpen",
    "overgenomen",
    "overlegd",
    "overtroffen",
    "overtuigd",
    "overwogen",
    "verboden",
    "verbroken",
    "verdreven",
    "vergeleken",
    "verhoord",
    "verkozen",
    "verkregen",
    "vermeden",
    "vernomen",
    "verschoven",
    "verstoten",
    "vervangen",
    "verwezen",
    "verworpen",
    "verworven",
    "verzonden",
    "verzonnen",
    "voltooid",
    "voorzien",
    "weerhouden",
    "weersproken",
    "doorbroken",
    "doorzocht",
    "omschreven",
    "omsloten",
    "gedaan",
    "gezien",
    "voorgedaan",
    "aangedaan",
    "afgedaan",
    "meegedaan",
    "opgedaan",
    "uitgedaan",
    "nagezien",
    "ingezien",
    "overgedaan",
];

/// Whether a sentence is passive. `tekst` is the text that the words were cut from.
pub(super) fn is_lijdend(tekst: &str, woorden: &[Woord<'_>]) -> bool {
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
    let has = |list: &[&str]| clause.iter().any(|woord| list.contains(&&*woord.klein));
    has(WORDEN)
        && !has(HEBBEN)
        && clause.iter().enumerate().any(|(index, woord)| {
            let is_infinitive = index > 0 && clause[index - 1].klein == "te";
            !is_infinitive && is_deelwoord(woord)
        })
}

/// Whether a word is a past participle, as far as its form tells.
fn is_deelwoord(woord: &Woord<'_>) -> bool {
    let klein = &*woord.klein;
    if woord.is_hoofdletter() || GEEN_DEELWOORD.contains(&klein) {
        return false;
    }
    if STERK.contains(&klein) {
        return true;
    }
    if let Some(stem) = after_ge(klein) {
        return has_vowel(stem) && stem.chars().count() > 2 && ends_like_one(stem, true);
    }
    ["be", "ver", "ont", "her"].iter().any(|prefix| {
        klein.strip_prefix(prefix).is_some_and(|stem| {
            // "her" + "st" is no stem, and "bed" no participle.
            has_vowel(stem) && stem.chars().count() > 2 && ends_like_one(stem, false)
        })
    })
}

/// What follows the *ge* of a participle, with or without something before it.
fn after_ge(word: &str) -> Option<&str> {
    let plain = word.strip_prefix("ge");
    plain.or_else(|| VOORVOEGSELS.iter().find_map(|prefix| word.strip_prefix(prefix)?.strip_prefix("ge")))
}

fn has_vowel(stem: &str) -> bool {
    stem.contains(['a', 'e', 'i', 'o', 'u', 'y', 'ï', 'ë', 'ö', 'ü'])
}

/// Whether the end is that of a participle. Without *ge*, only the ends that a finite verb seldom has.
fn ends_like_one(stem: &str, has_ge: bool) -> bool {
    if has_ge {
        return stem.ends_with(['d', 't']) || stem.ends_with("en");
    }
    stem.ends_with('d') || ["kt", "ft", "st", "cht", "pt"].iter().any(|end| stem.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::taal::zinnen::woorden;

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
}
