//! What is measured: the topics that are known by name, and units as files write them. Knows no file and no municipality.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The topics that are known, in the order in which they are proposed.
static KNOWN: LazyLock<Vec<BekendOnderwerp>> =
    LazyLock::new(|| include_str!("onderwerpen.txt").lines().filter_map(line).collect());

/// The same by name: its place among them.
static BY_NAME: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let all = KNOWN.iter().enumerate();
    let names = |topic: &'static BekendOnderwerp| topic.namen.split_whitespace().chain([topic.kolom.as_str()]);
    all.flat_map(|(place, topic)| names(topic).map(move |name| (letters(name), place))).collect()
});

/// Words in the name of what is counted, and yet no sum: so many scholen within three kilometres, on average.
const NO_SUM: &[&str] =
    &["gemiddeld", "mediaan", "binnen", " per ", "afstand", "relatief", "score", "dichtheid", "mate van"];

/// Units of which there are only whole ones, that can be counted together.
pub(super) const WHOLE: &[&str] =
    &["personen", "inwoners", "mensen", "kinderen", "woningen", "huishoudens", "adressen", "bedrijven", "auto's"];

/// Topics that are the parts of a whole: of a total, or of a hundred percent.
pub(super) const SAMEN: &[(Option<&str>, &[&str])] = &[
    (Some("inwoners"), &["mannen", "vrouwen"]),
    (Some("inwoners"), &["jonger_dan_15", "van_15_tot_25", "van_25_tot_45", "van_45_tot_65", "ouder_65"]),
    (None, &["jonger_dan_15_pct", "van_15_tot_25_pct", "van_25_tot_45_pct", "van_45_tot_65_pct", "ouder_65_pct"]),
    (Some("huishoudens"), &["alleenwonend", "met_kinderen", "zonder_kinderen"]),
    (None, &["alleenwonend_pct", "met_kinderen_pct", "zonder_kinderen_pct"]),
    (Some("inwoners"), &["ongehuwd", "gehuwd", "gescheiden", "verweduwd"]),
    (None, &["ongehuwd_pct", "gehuwd_pct", "gescheiden_pct", "verweduwd_pct"]),
    (None, &["meergezins", "eengezins"]),
];

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BekendOnderwerp {
    /// The name of its column in what we write.
    pub kolom: String,
    /// What residents read.
    pub naam: String,
    pub maat: Maat,
    /// What it can be computed of anew: counts, and times how much.
    pub uit: Option<(String, String, u32)>,
    namen: &'static str,
}

/// How something is measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Maat {
    /// The unit that residents read; empty when there is none.
    pub eenheid: String,
    /// `aantal`, `percentage`, `gemiddelde`, `mediaan` or `dichtheid`.
    pub soort: &'static str,
    /// What a number of the file is multiplied by.
    pub keer: u32,
}

/// A line of the list.
fn line(line: &'static str) -> Option<BekendOnderwerp> {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [kolom, naam, unit, soort, uit, namen] = parts[..] else { return None };
    let soort = ["aantal", "percentage", "gemiddelde", "dichtheid"].into_iter().find(|known| *known == soort)?;
    let (keer, eenheid) = unit.strip_prefix("1000 ").map_or((1, unit), |rest| (1000, rest));
    let uit = uit.split_once('/').and_then(|(teller, rest)| {
        let (noemer, keer) = rest.split_once('*').unwrap_or((rest, "1"));
        Some((teller.to_owned(), noemer.to_owned(), keer.parse().ok()?))
    });
    let maat = Maat { eenheid: eenheid.to_owned(), soort, keer };
    Some(BekendOnderwerp { kolom: kolom.to_owned(), naam: naam.to_owned(), maat, uit, namen })
}

/// A name by its letters and digits only.
pub(super) fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The name of a topic of OData without its number of this year, and without the letter that stands before a digit.
pub(super) fn stam(name: &str) -> &str {
    let stem = name.rsplit_once('_').filter(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()));
    let stem = stem.map_or(name, |(stem, _)| stem);
    stem.strip_prefix("k_").unwrap_or(stem)
}

/// The topic of this name that is known, and its rank.
pub(super) fn bekend(name: &str) -> Option<(usize, &'static BekendOnderwerp)> {
    // As it stands there first: `P_00_14` is no topic 14 of a table.
    let place = BY_NAME.get(&letters(name)).or_else(|| BY_NAME.get(&letters(stam(name))))?;
    Some((*place, &KNOWN[*place]))
}

impl BekendOnderwerp {
    /// A topic that only its file knows.
    pub(super) fn eigen(kolom: String, naam: String, maat: Maat) -> Self {
        Self { kolom, naam, maat, uit: None, namen: "" }
    }
}

/// What a unit of a file says; `None` when it is no unit, or stands for no figure, such as "code". Whether counts add up is told by
/// the name of the topic and by its numbers.
pub(super) fn maat(unit: &str, naam: &str, has_decimals: bool) -> Option<Maat> {
    let unit = unit.to_lowercase().replace('\u{a0}', " ").replace("1 000", "1.000").replace("1000", "1.000");
    let naam = format!(" {} ", naam.to_lowercase());
    let sums = !has_decimals && !NO_SUM.iter().any(|word| naam.contains(word));
    let mean = if naam.contains("mediaan") { "mediaan" } else { "gemiddelde" };
    let count = if sums { "aantal" } else { mean };
    let of = |eenheid: &str, soort, keer| Some(Maat { eenheid: eenheid.to_owned(), soort, keer });
    match unit.trim() {
        "%" | "procent" | "percentage" | "pct" => of("procent", "percentage", 1),
        "aantal" | "number" | "abs." | "absoluut" => of("", count, 1),
        "x 1.000 euro" | "× 1.000 euro" | "1.000 euro" | "x 1.000 €" => of("euro", mean, 1000),
        "x 1.000" | "× 1.000" => of("", count, 1000),
        "euro" | "€" => of("euro", mean, 1),
        "km" | "kilometer" => of("kilometer", mean, 1),
        "ha" | "hectare" => of("hectare", if naam.contains("gemiddeld") { mean } else { "aantal" }, 1),
        "km2" | "km²" => of("vierkante kilometer", if naam.contains("gemiddeld") { mean } else { "aantal" }, 1),
        "m3" | "m³" => of("m³", mean, 1),
        "kwh" => of("kWh", mean, 1),
        "getal" | "index" | "score" | "cijfer" => of("", mean, 1),
        "jaar" | "jaren" | "minuten" | "meter" | "uur" | "dagen" => of(unit.trim(), mean, 1),
        "" | "code" | "naam" | "omschrijving" | "tekst" => None,
        per if per.starts_with("per ") => of(per, "dichtheid", 1),
        per if per.contains(" per ") => of(per.trim_start_matches("aantal "), "dichtheid", 1),
        whole if WHOLE.contains(&whole) => of(whole, count, 1),
        // What may not be added up is safe with any unit.
        word if !word.contains([' ', ',', ';', '(']) && word.len() < 20 => of(word, mean, 1),
        _ => None,
    }
}
