//! The file of Statistics Netherlands with the buurt of every address → those of this municipality, as a list for `content/postcodes`.

use std::collections::HashSet;
use std::io::{self, Read};

use super::{Gemeente, Uitslag, Weigering};
use crate::read::pc6hnr::{self, Adressen, Ligt};
use crate::source::{SourcePath, SourceTree};

/// The folder of what is cut out.
const FOLDER: &str = "content/postcodes";

/// Takes the addresses of this municipality out of the file of the whole country, and of its neighbours those whose postcodes begin
/// with the same digits: so that nobody takes these for ours.
///
/// # Errors
/// When the file cannot be read.
pub fn knip<R: Read + Send>(
    naam: &str,
    open: impl Fn() -> io::Result<R>,
    sources: &SourceTree,
    overschrijven: bool,
) -> io::Result<Uitslag> {
    let mut uitslag = Uitslag::default();
    let gemeente = match Gemeente::of(sources) {
        Ok(gemeente) => gemeente,
        Err(weigering) => {
            uitslag.weiger("", &weigering);
            return Ok(uitslag);
        }
    };
    let naam = naam.rsplit(['/', '\\']).next().unwrap_or(naam);
    let found = pc6hnr::read(open, Some(gemeente.code.of_gemeente()))?;
    match found.ok_or_else(other_file).and_then(|found| geknipt(&found, &gemeente)) {
        Ok(Geknipt { text, jaar, verslag }) => {
            let path = SourcePath::new(format!("{FOLDER}/cbs-{jaar}.csv"));
            let is_same = sources.get(&path).map(|source| source.decode().text == text);
            if is_same == Some(false) && !overschrijven {
                let wat = format!("{path} is er al, en er staat iets anders in.");
                let hoe =
                    "Kijk of u er zelf iets in hebt veranderd. Schrijf er --overschrijven bij om het te vervangen.";
                uitslag.weiger(naam, &Weigering { wat, hoe: hoe.to_owned() });
                return Ok(uitslag);
            }
            uitslag.verslag = format!("{naam}: {verslag}\n\n");
            if is_same == Some(true) {
                uitslag.verslag.push_str(&format!("{path} is al zo.\n\n"));
            } else {
                uitslag.geschreven.push((path, text));
            }
        }
        Err(weigering) => uitslag.weiger(naam, &weigering),
    }
    Ok(uitslag)
}

fn other_file() -> Weigering {
    Weigering {
        wat: "Dit is niet het bestand van het CBS met de buurt van elk adres.".to_owned(),
        hoe: "Dat bestand heet pc6hnrJJJJ….csv, en de eerste regel is zoals PC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025. Pak het zipbestand eerst uit.".to_owned(),
    }
}

/// What was cut out.
struct Geknipt {
    text: String,
    jaar: u16,
    verslag: String,
}

fn geknipt(found: &Adressen, gemeente: &Gemeente) -> Result<Geknipt, Weigering> {
    let Some(jaar) = found.jaar else {
        let wat = "Van welk jaar de buurten zijn, staat niet in de eerste regel.".to_owned();
        return Err(Weigering { wat, hoe: "Zet het jaar achter de naam van de kolom: Buurt2025.".to_owned() });
    };
    let is_ours: Vec<bool> =
        found.buurten.iter().map(|code| code.of_gemeente() == gemeente.code.of_gemeente()).collect();
    let ours = || found.ligt.iter().filter(|it| is_ours[it.buurt as usize]);
    if ours().next().is_none() {
        let wat = format!("Er staat geen enkel adres van {} ({}) in.", gemeente.naam, gemeente.code);
        return Err(Weigering {
            wat,
            hoe: "Klopt `gemeentecode` in site.yaml? En is dit het hele bestand?".to_owned(),
        });
    }
    let mut text = format!("postcode;huisnummers;buurt{jaar}\n");
    let mut kept: Vec<&Ligt> = found.ligt.iter().collect();
    kept.sort_by_key(|it| (it.postcode, it.buurt));
    for rij in kept.chunk_by(|one, other| (one.postcode, one.buurt) == (other.postcode, other.buurt)) {
        let nummers: Vec<String> = rij.iter().filter_map(|it| it.nummers).map(|it| it.to_string()).collect();
        let postcode = rij[0].postcode.to_string().replace('\u{a0}', " ");
        text.push_str(&format!("{postcode};{};{}\n", nummers.join(", "), found.buurten[rij[0].buurt as usize]));
    }
    let count = |all: &mut dyn Iterator<Item = u32>| all.collect::<HashSet<u32>>().len();
    let postcodes: HashSet<_> = ours().map(|it| it.postcode).collect();
    let decided: HashSet<_> = ours().filter(|it| it.nummers.is_some()).map(|it| it.postcode).collect();
    let mut verslag = format!(
        "adressen van {jaar}. {} heeft {} postcodes in {} buurten; bij {} daarvan maakt het huisnummer uit.",
        gemeente.naam,
        postcodes.len(),
        count(&mut ours().map(|it| it.buurt)),
        decided.len(),
    );
    if let (fout @ 1.., line) = found.fout {
        verslag.push_str(&format!(
            " Niet te lezen: {fout} van de {} rijen, de eerste op regel {line}.",
            found.rijen + fout
        ));
    }
    Ok(Geknipt { text, jaar, verslag })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "naam: Proef\ngemeente: Proefstad\ngemeentecode: GM9999\nsamenvatting: Een proef.\ngewijzigd: 2026-01-01\nthema: kust\n\
        contactpersoon: {enkelvoud: wijkmanager, meervoud: wijkmanagers}\ncontact: {naam: Gemeente Proefstad, telefoon: \"14 0999\", website: https://www.proef.example}\n\
        navigatie: []\ntoegankelijkheid: {status: onbekend}\n";
    const FILE: &str = "PC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025\n9991AA;1;99990100;999901;9999\n9991AA;2;99990101;999901;9999\n\
        9991AA;3;99990100;999901;9999\n9991AB;1;99980100;999801;9998\n1011AB;99;0363AF01;0363AF;0363\n";

    fn sources(more: &[(&str, &str)]) -> SourceTree {
        [("content/site.yaml", SITE)].into_iter().chain(more.iter().copied()).collect()
    }

    #[test]
    fn what_is_cut_out_says_what_the_file_said() {
        let made = knip("map/pc6hnr2025.csv", || Ok(FILE.as_bytes()), &sources(&[]), false).unwrap();
        let text = "postcode;huisnummers;buurt2025\n9991 AA;1-3 oneven;BU99990100\n9991 AA;2;BU99990101\n9991 AB;;BU99980100\n";
        assert_eq!(made.geschreven, [(SourcePath::new("content/postcodes/cbs-2025.csv"), text.to_owned())]);
        let said = "pc6hnr2025.csv: adressen van 2025. Proefstad heeft 1 postcodes in 2 buurten; bij 1 daarvan maakt het huisnummer uit.\n\n";
        assert_eq!((made.verslag.as_str(), made.geweigerd), (said, false));
        let again = sources(&[("content/postcodes/cbs-2025.csv", text)]);
        assert_eq!(knip("a", || Ok(FILE.as_bytes()), &again, false).unwrap().geschreven, []);
        let other = sources(&[("content/postcodes/cbs-2025.csv", "postcode;wijk\n")]);
        assert!(knip("a", || Ok(FILE.as_bytes()), &other, false).unwrap().geweigerd);
        assert_eq!(knip("a", || Ok(FILE.as_bytes()), &other, true).unwrap().geschreven.len(), 1);
    }

    #[test]
    fn another_file_is_refused() {
        for (file, why) in [
            ("code;naam\nGM9999;Proefstad\n", "Dit is niet het bestand"),
            ("PC6;Huisnummer;Buurt2025\n1011AB;99;0363AF01\n", "geen enkel adres van Proefstad"),
            ("PC6;Huisnummer;Buurt\n9991AA;1;99990100\n", "Van welk jaar"),
            ("", "Dit is niet het bestand"),
        ] {
            let made = knip("a.csv", || Ok(file.as_bytes()), &sources(&[]), false).unwrap();
            assert!(made.geweigerd && made.verslag.contains(why), "{}", made.verslag);
        }
        assert!(knip("a.csv", || Ok(FILE.as_bytes()), &SourceTree::default(), false).unwrap().geweigerd);
    }
}
