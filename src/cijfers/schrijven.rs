//! What was found in a sheet → a source of figures: its YAML and its table, exactly as `kinds/kengetallen.rs` reads them. Nothing that
//! an editor wrote is replaced unasked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::lijst::{lijst, verdwenen};
use super::onderwerp::{SAMEN, letters};
use super::opname::{Aanbod, Opname};
use super::raster::Blad;
use super::verslag::{self, Vergeleken};
use super::{Aanvraag, Gemeente, Uitslag, Weigering};
use crate::kinds::Kengetallen;
use crate::source::{SourcePath, SourceTree};
use crate::values::{Gebiedscode, Slug};

/// So many topics are proposed.
const PROPOSED: usize = 12;

/// Where sources of figures lie.
const FOLDER: &str = "content/kengetallen";

/// Where figures come from, as far as a file and the one who gave it tell.
struct Vandaan {
    titel: String,
    bron: String,
    bronadres: Option<String>,
    licentie: String,
    /// The name of the file without its year.
    stam: String,
}

/// What was found in a sheet, and where it is from.
pub(super) struct Vondst {
    bestand: String,
    /// What is said of the sheet.
    kop: String,
    opname: Opname,
    jaar: u16,
    vandaan: Vandaan,
}

impl Vondst {
    /// Looks where a sheet is from.
    ///
    /// # Errors
    /// When neither the file nor the one who gave it tells.
    pub(super) fn new(
        bestand: &str,
        blad: &Blad,
        opname: Opname,
        gemeente: &Gemeente,
        aanvraag: &Aanvraag,
    ) -> Result<Self, Weigering> {
        let titled = || blad.titel.as_deref().and_then(year);
        let jaar = aanvraag.jaar.or(opname.jaar).or(blad.jaar).or_else(titled).or_else(|| year(bestand));
        let jaar = jaar.ok_or_else(|| {
            refused("Van welk jaar deze cijfers zijn, staat nergens.", "Zet het jaar erbij: --jaar 2024")
        })?;
        let vandaan = vandaan(bestand, blad, &opname, jaar, aanvraag)?;
        let kop = verslag::kop(bestand, blad, &opname, jaar, gemeente);
        Ok(Self { bestand: bestand.to_owned(), kop, opname, jaar, vandaan })
    }

    /// The name of what is written.
    pub(super) fn naam(&self, aanvraag: &Aanvraag) -> String {
        aanvraag.naam.clone().unwrap_or_else(|| format!("{}-{}", self.vandaan.stam, self.jaar))
    }
}

fn refused(wat: &str, hoe: &str) -> Weigering {
    Weigering { wat: wat.to_owned(), hoe: hoe.to_owned() }
}

/// Writes one source out of all that was found for it, and says what becomes of it.
pub(super) fn schrijf(
    name: &str,
    vondsten: Vec<Vondst>,
    gemeente: &Gemeente,
    aanvraag: &Aanvraag,
    sources: &SourceTree,
    uitslag: &mut Uitslag,
) {
    let bestanden: BTreeSet<String> = vondsten.iter().map(|found| found.bestand.clone()).collect();
    let naam = &bestanden.into_iter().collect::<Vec<_>>().join(", ");
    uitslag.verslag.extend(vondsten.iter().map(|found| found.kop.as_str()));
    let all = vondsten.into_iter().reduce(|first, other| Vondst { opname: first.opname.met(other.opname), ..first });
    let Some(Vondst { opname, jaar, vandaan, .. }) = &all else { return };
    let earlier = earlier(name, gemeente);
    let chosen = match chosen(opname, earlier, &aanvraag.onderwerpen) {
        Ok(chosen) => chosen,
        Err(weigering) => {
            uitslag.verslag.push_str(&verslag::onderwerpen(opname, &BTreeSet::new()));
            return uitslag.weiger(naam, &weigering);
        }
    };
    let columns: BTreeSet<&str> = chosen.iter().map(|topic| topic.onderwerp.kolom.as_str()).collect();
    uitslag.verslag.push_str(&verslag::onderwerpen(opname, &columns));
    let namen = gemeente.namen(*jaar);
    let has_name = |(code, _): &&(Gebiedscode, String)| namen.contains_key(code);
    let nameless: Vec<_> = opname.gebieden.iter().filter(|area| !has_name(area)).collect();
    let is_taken = |area: &(Gebiedscode, String)| has_name(&area) || aanvraag.gebieden && !area.1.is_empty();
    let areas: Vec<usize> = (0..opname.gebieden.len()).filter(|area| is_taken(&opname.gebieden[*area])).collect();
    uitslag.verslag.push_str(&verslag::zonder_naam(&nameless, aanvraag.gebieden));
    if !nameless.is_empty() {
        uitslag.verslag.push_str(&verslag::verdwenen(&verdwenen(opname, namen), namen));
    }
    if areas.is_empty() {
        let wat = "Geen van deze gebieden heeft al een naam in content/gebieden.";
        return uitslag
            .weiger(naam, &refused(wat, "Heeft het bestand namen? Met --gebieden maakt wijkwijzer die lijst voor u."));
    }
    let mut files = vec![
        (SourcePath::new(format!("{FOLDER}/{name}.yaml")), yaml(naam, vandaan, *jaar, name, &chosen, earlier)),
        (SourcePath::new(format!("{FOLDER}/{name}.csv")), csv(&chosen, &areas, opname, namen)),
    ];
    if aanvraag.gebieden {
        files.extend(lijst(opname, gemeente, *jaar, [name, &vandaan.stam]));
    }
    let stand =
        |(path, text): &(SourcePath, String)| match sources.get(path).map(|source| source.decode().text.into_owned()) {
            None => Vergeleken::Nieuw,
            Some(old) if old == *text => Vergeleken::Gelijk,
            Some(old) => Vergeleken::Anders(old),
        };
    let standing: Vec<Vergeleken> = files.iter().map(stand).collect();
    let is_kept = !aanvraag.overschrijven && standing.iter().any(|stand| matches!(stand, Vergeleken::Anders(_)));
    uitslag.verslag.push_str(&verslag::bestanden(&files, &standing, is_kept));
    uitslag.geweigerd |= is_kept;
    if !is_kept {
        let news = files.into_iter().zip(standing).filter(|(_, stand)| *stand != Vergeleken::Gelijk);
        uitslag.geschreven.extend(news.map(|(file, _)| file));
    }
}

/// A year in a name or a title: four digits that stand alone.
fn year(text: &str) -> Option<u16> {
    let years = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    years.filter_map(|digits| digits.parse().ok()).find(|year| (1990..=2100).contains(year))
}

/// The source of another year with the same name, the newest.
fn earlier<'g>(name: &str, gemeente: &'g Gemeente) -> Option<&'g Kengetallen> {
    let stem = |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let others = gemeente.bronnen.iter().filter(|(other, _)| stem(other) == stem(name));
    others.max_by_key(|(_, source)| source.jaar).map(|(_, source)| &**source)
}

/// The topics that are taken: those that were asked for, those of another year, or the first that residents want to know.
fn chosen<'o>(
    opname: &'o Opname,
    earlier: Option<&Kengetallen>,
    wanted: &[String],
) -> Result<Vec<&'o Aanbod>, Weigering> {
    let usable = || opname.onderwerpen.iter().filter(|topic| topic.has_figures());
    let list = || usable().map(|topic| topic.onderwerp.kolom.as_str()).collect::<Vec<_>>().join(", ");
    if usable().next().is_none() {
        return Err(Weigering {
            wat: "Er staan geen cijfers in die wijkwijzer begrijpt.".to_owned(),
            hoe: "Zet in een eigen bestand achter de naam van elke kolom de eenheid: Bomen (aantal), Groen (%)."
                .to_owned(),
        });
    }
    if wanted.is_empty() {
        let before: Vec<_> =
            earlier.iter().flat_map(|source| &source.indicatoren).map(|it| it.indicator.value.as_str()).collect();
        let again = |topic: &&Aanbod| before.contains(&topic.onderwerp.kolom.as_str());
        // As many as before; of what this file does not have, others take the place.
        let most = if before.is_empty() { PROPOSED } else { before.len() };
        let mut chosen: Vec<_> = usable().filter(again).collect();
        chosen.extend(usable().filter(|topic| !again(topic)).take(most.saturating_sub(chosen.len())));
        return Ok(chosen);
    }
    let mut chosen = Vec::new();
    for name in wanted {
        let is_it = |topic: &&Aanbod| topic.onderwerp.kolom == *name || topic.sleutel == *name;
        match opname.onderwerpen.iter().find(is_it) {
            Some(topic) if topic.has_figures() => chosen.push(topic),
            Some(topic) => {
                let why = topic.cijfers.as_ref().err().cloned();
                return Err(Weigering {
                    wat: why.unwrap_or_else(|| format!("Van “{name}” is in uw gemeente niets bekend.")),
                    hoe: format!("Kies uit: {}.", list()),
                });
            }
            None => {
                return Err(Weigering {
                    wat: format!("Het onderwerp “{name}” is er niet."),
                    hoe: format!("Kies uit: {}.", list()),
                });
            }
        }
    }
    Ok(chosen)
}

/// Where the figures are from. What a file does not tell, somebody must say: a source is never guessed.
fn vandaan(naam: &str, blad: &Blad, opname: &Opname, jaar: u16, aanvraag: &Aanvraag) -> Result<Vandaan, Weigering> {
    let has = |name: &str| blad.kolommen.iter().any(|kolom| kolom.sleutel.eq_ignore_ascii_case(name));
    let of_map = ["WK_CODE", "BU_CODE", "GM_CODE", "statcode"].iter().any(|name| has(name))
        || has("gemeentecode") && ["wijkcode", "buurtcode", "water"].iter().any(|name| has(name));
    let of_kwb = has("gwb_code_10") || has("gwb_code") || naam.to_lowercase().contains("kwb");
    let of_odata = has("WijkenEnBuurten");
    let known = opname.onderwerpen.iter().filter(|topic| topic.rang.is_some()).count();
    let table = table_id(naam);
    let of_statline = has("Perioden") || has("Wijken en buurten") || has("Onderwerp");
    let is_of_cbs = of_map || of_kwb || of_odata || of_statline || naam.to_lowercase().contains("cbs");
    let kern = of_map || of_kwb || of_odata && known > 2;
    let stem = Slug::of(naam.rsplit_once('.').map_or(naam, |(stem, _)| stem));
    let stem = stem.as_ref().map_or("cijfers", Slug::as_str).to_owned();
    let titled = blad.titel.as_deref().map(str::trim).filter(|titel| !titel.is_empty());
    let titel = match titled {
        _ if of_map || kern => format!("Kerncijfers wijken en buurten {jaar}"),
        Some(titel) if titel.contains(&jaar.to_string()) => titel.to_owned(),
        Some(titel) => format!("{titel} ({jaar})"),
        None => format!("Cijfers per wijk en buurt {jaar}"),
    };
    let made = match &table {
        _ if of_map => Some(format!("CBS en Kadaster, Wijk- en buurtkaart {jaar}")),
        Some(table) => Some(format!("CBS, {titel} (tabel {table})")),
        None if kern => Some(format!("CBS, {titel}")),
        None if is_of_cbs => Some(format!("CBS, StatLine: {titel}")),
        None => None,
    };
    let bron = aanvraag.bron.clone().or(made).ok_or_else(|| Weigering {
        wat: "Wie deze cijfers maakte, staat er niet bij.".to_owned(),
        hoe: "Zet het erbij: --bron \"Gemeente Voorbeeldstad\" --licentie \"CC BY 4.0\"".to_owned(),
    })?;
    let licentie =
        aanvraag.licentie.clone().or_else(|| is_of_cbs.then(|| "CC BY 4.0".to_owned())).ok_or_else(|| Weigering {
            wat: "Onder welke voorwaarden deze cijfers op de site mogen, staat er niet bij.".to_owned(),
            hoe: "Zet het erbij, bijvoorbeeld: --licentie \"CC BY 4.0\"".to_owned(),
        })?;
    let bronadres = table.map(|table| format!("https://opendata.cbs.nl/statline/#/CBS/nl/dataset/{table}/table"));
    let stam = if kern { "kerncijfers".to_owned() } else { stem.replace(&jaar.to_string(), "").replace("--", "-") };
    let stam = stam.trim_matches('-').to_owned();
    Ok(Vandaan { titel: aanvraag.titel.clone().unwrap_or(titel), bron, bronadres, licentie, stam })
}

/// The number of a table of CBS in a name: 85984NED.
fn table_id(name: &str) -> Option<String> {
    let parts = name.split(|c: char| !c.is_ascii_alphanumeric());
    let is_id = |part: &&str| {
        part.len() == 8 && part[..5].bytes().all(|b| b.is_ascii_digit()) && ["NED", "ENG"].contains(&&part[5..])
    };
    parts.filter(|part| part.is_ascii()).find(is_id).map(str::to_owned)
}

/// The file that says what the figures mean.
fn yaml(
    file: &str,
    vandaan: &Vandaan,
    jaar: u16,
    name: &str,
    chosen: &[&Aanbod],
    earlier: Option<&Kengetallen>,
) -> String {
    let mut text = format!(
        "# Gemaakt met `wijkwijzer cijfers` uit {file}. De cijfers zelf staan in {name}.csv, naast dit bestand.\n"
    );
    let mut line = |key: &str, value: &str| text.push_str(&format!("{key}: {}\n", scalar(value)));
    line("titel", &vandaan.titel);
    line("jaar", &jaar.to_string());
    line("bron", &vandaan.bron);
    if let Some(address) = &vandaan.bronadres {
        line("bronadres", address);
    }
    line("licentie", &vandaan.licentie);
    line("tabel", &format!("{name}.csv"));
    text.push_str("indicatoren:\n");
    let is_chosen = |kolom: &str| {
        chosen.iter().any(|topic| topic.onderwerp.kolom == kolom && topic.onderwerp.maat.soort == "aantal")
    };
    for topic in chosen {
        let onderwerp = &topic.onderwerp;
        // What an editor wrote for another year holds for this one, too.
        let before =
            earlier.and_then(|source| source.indicatoren.iter().find(|it| it.indicator.value == *onderwerp.kolom));
        let naam = before.map_or(onderwerp.naam.as_str(), |before| own(&before.naam, &onderwerp.naam));
        let theirs = topic.uitleg.as_deref();
        let uitleg = match before {
            Some(before) => before.toelichting.as_deref().map(|words| own(words, theirs.unwrap_or_default())),
            None => theirs,
        };
        let eenheid = if onderwerp.maat.eenheid.is_empty() { "aantal" } else { &onderwerp.maat.eenheid };
        text.push_str(&format!("  - indicator: {}\n", scalar(&onderwerp.kolom)));
        let mut line = |key: &str, value: &str| text.push_str(&format!("    {key}: {}\n", scalar(value)));
        line("naam", naam);
        line("eenheid", eenheid);
        line("soort", onderwerp.maat.soort);
        if let Some(uitleg) = uitleg {
            line("toelichting", uitleg);
        }
        if let Some(country) = topic.nederland {
            line("nederland", &country.written());
        }
        if let Some((teller, noemer, keer)) =
            onderwerp.uit.as_ref().filter(|(teller, noemer, _)| is_chosen(teller) && is_chosen(noemer))
        {
            line("teller", teller);
            line("noemer", noemer);
            line("keer", &keer.to_string());
        }
    }
    // What is secret of one must not be what remains of the others.
    let is_there = |kolom: &&str| chosen.iter().any(|topic| topic.onderwerp.kolom == **kolom);
    let samen = SAMEN.iter().filter(|(totaal, delen)| totaal.iter().chain(*delen).all(is_there));
    for (place, (totaal, delen)) in samen.enumerate() {
        text.push_str(if place == 0 { "samen:\n" } else { "" });
        let totaal = totaal.map_or_else(String::new, |totaal| format!("totaal: {totaal}, "));
        text.push_str(&format!("  - {{{totaal}delen: [{}]}}\n", delen.join(", ")));
    }
    text
}

/// What an editor wrote, unless it is only ours as it is set for readers.
fn own<'t>(words: &'t str, ours: &'t str) -> &'t str {
    if letters(words) == letters(ours) { ours } else { words }
}

/// A text as YAML reads it back.
fn scalar(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || " -_.,()/'%²³’".contains(c);
    let starts = text.starts_with(|c: char| c.is_alphanumeric());
    // A year is a number for who reads it, too.
    let is_plain = starts
        && !text.ends_with(' ')
        && text.chars().all(|c| is_plain(c) || c == ':')
        && !text.contains(": ")
        && !text.ends_with(':');
    if is_plain { text.to_owned() } else { format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")) }
}

/// The table.
fn csv(chosen: &[&Aanbod], areas: &[usize], opname: &Opname, namen: &BTreeMap<Gebiedscode, Arc<str>>) -> String {
    let mut text = "code;naam".to_owned();
    for topic in chosen {
        text.push_str(&format!(";{}", topic.onderwerp.kolom));
    }
    text.push('\n');
    for area in areas {
        let (code, naam) = &opname.gebieden[*area];
        let naam = namen.get(code).map_or(naam.as_str(), |naam| naam);
        text.push_str(&format!("{};{}", code.as_str(), cell(naam)));
        for topic in chosen {
            let figure = topic.cijfers.as_ref().ok().and_then(|figures| figures[*area]);
            text.push_str(&format!(";{}", figure.map_or_else(|| ".".to_owned(), crate::values::Getal::written)));
        }
        text.push('\n');
    }
    text
}

/// A text as a cell of a table.
pub(super) fn cell(text: &str) -> String {
    if text.contains([';', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
