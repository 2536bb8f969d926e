//! A sheet → what it has for one municipality: its areas, its year and its topics. What becomes of it is decided elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::getallen::{Decimaalteken, Mankeert, getal, is_missing};
use super::onderwerp::{BekendOnderwerp, Maat, bekend, maat};
use super::raster::Blad;
use super::zeef::{self, Codes, column};
use super::{Gemeente, Weigering};
use crate::values::{Gebiedscode, Gebiedssoort, Getal, Parse, Slug};

/// Columns with the name of an area, that of the smallest first.
pub(super) const NAMEN: &[&str] = &[
    "regio",
    "naam",
    "name",
    "statnaam",
    "wijkenenbuurten",
    "districtsandneighbourhoods",
    "onderwerp",
    "topic",
    "buurtnaam",
    "bunaam",
    "wijknaam",
    "wknaam",
    "gemeentenaam",
    "gmnaam",
];

/// What a sheet has for a municipality.
#[derive(Debug)]
pub(super) struct Opname {
    /// The year; `None` when nothing tells it.
    pub jaar: Option<u16>,
    /// Other years that are in it, too.
    pub andere_jaren: BTreeSet<u16>,
    /// How many gemeenten, wijken and buurten there are in all.
    pub aantallen: [usize; 3],
    /// The rows of the municipality, in order of code, with the name that the file gives.
    pub gebieden: Vec<(Gebiedscode, String)>,
    /// What is measured, the best known first.
    pub onderwerpen: Vec<Aanbod>,
    /// Columns of which nobody knows what they mean.
    pub vreemd: Vec<String>,
    /// How many rows are of water.
    pub water: usize,
}

/// A topic of a sheet.
#[derive(Debug)]
pub(super) struct Aanbod {
    pub onderwerp: BekendOnderwerp,
    /// Its column in the file.
    pub sleutel: String,
    /// What the file says of it.
    pub uitleg: Option<String>,
    /// Where it comes in the proposal; nothing that only the file knows has a place.
    pub rang: Option<usize>,
    /// The figure of the whole country, when it is there.
    pub nederland: Option<Getal>,
    /// A figure per area, or what is wrong with the column.
    pub cijfers: Result<Vec<Option<Getal>>, String>,
}

impl Opname {
    /// What is in this sheet and in another one of the same year: wijken in one, buurten in the other.
    pub(super) fn met(mut self, other: Self) -> Self {
        let (all, known) = (self.gebieden.len(), self.gebieden.clone());
        let news: Vec<usize> = (0..other.gebieden.len())
            .filter(|at| known.iter().all(|(code, _)| *code != other.gebieden[*at].0))
            .collect();
        self.gebieden.extend(news.iter().map(|at| other.gebieden[*at].clone()));
        let missing = || news.iter().map(|_| None);
        let mut others = other.onderwerpen;
        for topic in &mut self.onderwerpen {
            let same = others.iter().position(|it| it.onderwerp == topic.onderwerp).map(|at| others.remove(at));
            topic.nederland = topic.nederland.or(same.as_ref().and_then(|same| same.nederland));
            match (&mut topic.cijfers, same.map(|same| same.cijfers)) {
                (Ok(figures), Some(Ok(more))) => figures.extend(news.iter().map(|at| more[*at])),
                (Ok(figures), None) => figures.extend(missing()),
                (Ok(_), Some(Err(why))) => topic.cijfers = Err(why),
                (Err(_), _) => {}
            }
        }
        for mut topic in others {
            topic.cijfers =
                topic.cijfers.map(|figures| (0..all).map(|_| None).chain(news.iter().map(|at| figures[*at])).collect());
            self.onderwerpen.push(topic);
        }
        self.onderwerpen.sort_by_key(|topic| topic.rang.unwrap_or(usize::MAX));
        self
    }
}

impl Aanbod {
    /// Whether anything is known.
    pub(super) fn has_figures(&self) -> bool {
        self.cijfers.as_ref().is_ok_and(|figures| figures.iter().any(Option::is_some))
    }
}

/// Looks what is in a sheet. `jaar` is the year that is wanted, when a file has several.
///
/// # Errors
/// When the sheet has nothing for this municipality: with what it lacks, and what to do.
pub(super) fn opname(blad: &Blad, gemeente: &Gemeente, jaar: Option<u16>) -> Result<Opname, Weigering> {
    let codes = Codes::of(&blad.kolommen, &blad.raster).ok_or_else(|| without_codes(blad))?;
    let of_row = |row: usize| codes.code(blad.raster.cell(row, codes.column));
    let years = zeef::jaren(&blad.kolommen);
    let of_year = |row: usize| years.and_then(|column| year_in(blad.raster.cell(row, column)));
    let all_years: BTreeSet<u16> = (0..blad.raster.rows()).filter_map(of_year).collect();
    let wanted = jaar.filter(|year| all_years.contains(year)).or_else(|| all_years.last().copied());
    let water = zeef::water(&blad.kolommen);
    let (mut aantallen, mut own, mut wet) = ([BTreeSet::new(), BTreeSet::new(), BTreeSet::new()], BTreeMap::new(), 0);
    let mut country = None;
    for row in (0..blad.raster.rows()).filter(|row| of_year(*row) == wanted) {
        let Some(code) = of_row(row) else {
            country = country.or_else(|| is_country(blad.raster.cell(row, codes.column)).then_some(row));
            continue;
        };
        let is_water = match water.map(|column| blad.raster.cell(row, column).to_uppercase()) {
            Some(word) if word == "JA" || word == "B" => true,
            Some(word) if word == "NEE" => false,
            _ => is_water(&code),
        };
        let is_own = code.of_gemeente() == gemeente.code.of_gemeente();
        if is_water {
            wet += usize::from(is_own && code.soort() != Gebiedssoort::Gemeente);
            continue;
        }
        // A made-up municipality has the code of one of these.
        if is_abroad(&code) && !is_own {
            continue;
        }
        aantallen[code.soort() as usize].insert(code);
        if is_own && own.insert((code.soort(), code), row).is_some() {
            return Err(Weigering {
                wat: format!("Het gebied {code} staat er twee keer in, en niet als water."),
                hoe: "Haal in het bestand één van de twee rijen weg.".to_owned(),
            });
        }
    }
    if own.is_empty() {
        return Err(elsewhere(gemeente, &aantallen));
    }
    let namen: Vec<usize> = NAMEN.iter().filter_map(|name| column(&blad.kolommen, &[name])).collect();
    let named = |row| {
        let names = || namen.iter().map(|column| blad.raster.cell(row, *column));
        names().find(|name| !name.is_empty() && Gebiedscode::of(name).is_none()).unwrap_or_default().to_owned()
    };
    let rows: Vec<usize> = own.values().copied().collect();
    let (onderwerpen, vreemd) =
        topics(blad, &rows, country, codes.column, &[&namen[..], years.as_slice(), water.as_slice()].concat());
    Ok(Opname {
        jaar: wanted,
        andere_jaren: all_years.into_iter().filter(|year| Some(*year) != wanted).collect(),
        aantallen: aantallen.map(|codes| codes.len()),
        gebieden: own.iter().map(|((_, code), row)| (*code, named(*row))).collect(),
        onderwerpen,
        vreemd,
        water: wet,
    })
}

/// The year in "2019", "2019JJ00" and "2022GM1234".
pub(super) fn year_in(text: &str) -> Option<u16> {
    text.get(..4)?.parse().ok().filter(|year| (1990..=2200).contains(year))
}

/// The water of a municipality, as CBS numbers it where a file has no column for it.
pub(super) fn is_water(code: &Gebiedscode) -> bool {
    let code = code.as_str();
    code.starts_with("BU") && matches!(&code[6..], "9997" | "9998" | "9999")
        || code.starts_with("WK") && code.ends_with("99")
}

/// The code of the whole country.
fn is_country(code: &str) -> bool {
    matches!(code, "NL00" | "NL01")
}

fn is_abroad(code: &Gebiedscode) -> bool {
    matches!(code.of_gemeente(), b"0998" | b"9999")
}

fn without_codes(blad: &Blad) -> Weigering {
    let first = blad.kolommen.iter().take(4).map(|kolom| format!("“{}”", kolom.sleutel)).collect::<Vec<_>>().join(", ");
    Weigering {
        wat: format!("Er is geen kolom met codes van het CBS, zoals BU12340500. Dit zijn de eerste kolommen: {first}."),
        hoe: "Namen alleen zijn niet genoeg: buurten in verschillende gemeenten heten hetzelfde. Kies bij StatLine ook het onderwerp \
              “Codering” of “Regiocode” en haal het bestand opnieuw op. In een eigen bestand: zet er een kolom `code` bij."
            .to_owned(),
    }
}

fn elsewhere(gemeente: &Gemeente, aantallen: &[BTreeSet<Gebiedscode>; 3]) -> Weigering {
    let others: BTreeSet<&[u8]> = aantallen.iter().flatten().map(Gebiedscode::of_gemeente).collect();
    let few: Vec<_> = others.iter().take(5).map(|code| format!("GM{}", String::from_utf8_lossy(code))).collect();
    let more = if others.len() > few.len() { " en andere" } else { "" };
    Weigering {
        wat: format!(
            "Uw gemeente ({}) staat er niet in. {}.",
            gemeente.code.as_str(),
            if few.is_empty() {
                "Er staat geen enkele gemeente in".to_owned()
            } else {
                format!("Wel: {}{more}", few.join(", "))
            }
        ),
        hoe: "Haal het bestand op voor uw gemeente. Klopt de code niet? Verander dan `gemeentecode` in site.yaml."
            .to_owned(),
    }
}

/// The topics of a sheet, and the columns that stay unknown.
fn topics(
    blad: &Blad,
    rows: &[usize],
    country: Option<usize>,
    codes: usize,
    others: &[usize],
) -> (Vec<Aanbod>, Vec<String>) {
    let (mut found, mut strange) = (Vec::new(), Vec::new());
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    let is_topic = |column: &usize| *column != codes && !others.contains(column);
    let known = |column| Some(column).filter(is_topic).and_then(|column| known(blad, column));
    let known: Vec<_> = (0..blad.kolommen.len()).map(known).collect();
    for (_, topic) in known.iter().flatten() {
        *taken.entry(&topic.kolom).or_default() += 1;
    }
    for (column, kolom) in blad.kolommen.iter().enumerate() {
        if !is_topic(&column) {
            continue;
        }
        // Two columns under one name: which is meant, nobody knows.
        let known = known[column].filter(|(_, topic)| taken[topic.kolom.as_str()] == 1);
        let decided = blad.raster.signs(column).decide(known.map(|(_, topic)| &topic.maat), kolom.decimalen);
        let decided = if blad.punt { Ok(Decimaalteken::Punt) } else { decided };
        let topic = match known {
            Some((_, topic)) => Some(topic.clone()),
            None => own_topic(blad, column, decided.as_ref().is_ok_and(|teken| blad.raster.signs(column).has(*teken))),
        };
        let Some(topic) = topic else {
            let is_number = |cell: &str| is_missing(cell) || Getal::parse(cell).is_ok();
            let is_used = rows.iter().any(|row| !is_missing(blad.raster.cell(*row, column)));
            if is_used && rows.iter().all(|row| is_number(blad.raster.cell(*row, column))) {
                strange.push(kolom.sleutel.clone());
            }
            continue;
        };
        // A count of the whole country says nothing beside one of a wijk.
        let nederland = country
            .filter(|_| topic.maat.soort != "aantal")
            .and_then(|row| getal(blad.raster.cell(row, column), *decided.as_ref().ok()?, &topic.maat).ok().flatten());
        let cijfers = decided.and_then(|teken| {
            rows.iter()
                .map(|row| getal(blad.raster.cell(*row, column), teken, &topic.maat))
                .collect::<Result<Vec<_>, _>>()
        });
        let cijfers = cijfers.map_err(|wrong| told(&kolom.sleutel, &wrong)).and_then(|figures| {
            possible(&topic.maat, &figures)
                .map(|()| figures)
                .map_err(|why| format!("In de kolom “{}” {why}", kolom.sleutel))
        });
        let (sleutel, uitleg) = (kolom.sleutel.clone(), kolom.uitleg.clone());
        let rang = known.map(|(rank, _)| rank);
        found.push(Aanbod { onderwerp: topic, sleutel, uitleg, rang, nederland, cijfers });
    }
    found.sort_by_key(|topic| topic.rang.unwrap_or(usize::MAX));
    (found, strange)
}

/// The known topic of a column: it has its name and, where the file tells, its unit.
fn known(blad: &Blad, column: usize) -> Option<(usize, &'static BekendOnderwerp)> {
    let kolom = &blad.kolommen[column];
    let (rank, topic) = bekend(&kolom.sleutel).or_else(|| bekend(kolom.pad.last()?))?;
    let same = match &kolom.eenheid {
        None => true,
        Some(unit) => {
            let unit = maat(unit, &topic.naam, false)?;
            let is_same = unit.eenheid == topic.maat.eenheid && unit.keer == topic.maat.keer;
            // "aantal" of StatLine is that of persons, houses, cars per household …
            is_same
                || unit.eenheid.is_empty() && unit.keer == 1 && topic.maat.keer == 1 && topic.maat.eenheid != "procent"
                || unit.soort == "dichtheid"
                    && unit.keer == 1
                    && ["dichtheid", "gemiddelde"].contains(&topic.maat.soort)
        }
    };
    same.then_some((rank, topic))
}

/// A topic that only the file knows: it has a unit, or its name says what it is.
fn own_topic(blad: &Blad, column: usize, has_decimals: bool) -> Option<BekendOnderwerp> {
    let kolom = &blad.kolommen[column];
    let naam = own_name(blad, column);
    let lower = kolom.sleutel.to_lowercase();
    let maat = match &kolom.eenheid {
        Some(unit) => maat(unit, &kolom.pad.join(" "), has_decimals)?,
        None if lower.starts_with("percentage") => maat("%", &lower, has_decimals)?,
        None if lower.starts_with("aantal") => maat("aantal", &lower, has_decimals)?,
        None => return None,
    };
    let kolom = Slug::of(&naam)?.as_str().replace('-', "_");
    Some(BekendOnderwerp::eigen(kolom, naam, maat))
}

/// The name of a column by its way, as short as still tells it from all others.
fn own_name(blad: &Blad, column: usize) -> String {
    let pad = &blad.kolommen[column].pad;
    let end = pad.len() - usize::from(pad.len() > 1 && pad.last().is_some_and(|last| last == "Waarde"));
    let pad = &pad[..end];
    let is_other = |(place, other): (usize, &super::raster::Kolom), way: &[String]| {
        place != column
            && (other.pad.ends_with(way) || other.pad.split_last().is_some_and(|(_, rest)| rest.ends_with(way)))
    };
    let shortest = (0..pad.len()).rev().find(|start| {
        let way = &pad[*start..];
        let says = way.len() > 1 || way[0].contains(' ');
        says && !blad.kolommen.iter().enumerate().any(|other| is_other(other, way))
    });
    words(&pad[shortest.unwrap_or_default()..].join(": "))
}

/// A name of a program as words: `aantalInwoners` and `aantal_inwoners` are "Aantal inwoners".
fn words(name: &str) -> String {
    if name.contains(' ') || name.to_uppercase() == name {
        return name.replace('_', " ");
    }
    let mut words = String::new();
    for c in name.chars() {
        let is_next = c.is_uppercase() || c.is_ascii_digit() && !words.ends_with(|c: char| c.is_ascii_digit());
        if (is_next || c == '_') && !words.is_empty() {
            words.push(' ');
        }
        match c {
            '_' => {}
            _ if words.is_empty() => words.extend(c.to_uppercase()),
            _ => words.extend(c.to_lowercase()),
        }
    }
    words
}

/// What is wrong with a column, told.
fn told(name: &str, wrong: &Mankeert) -> String {
    match wrong {
        Mankeert::GeenGetal(cell) => {
            format!(
                "In de kolom “{name}” staat “{cell}”. Dat is geen getal. Schrijf een getal, of `.` als het niet bekend is."
            )
        }
        Mankeert::Onbeslist(cell) => {
            let (whole, fraction) = cell.split_at(cell.len() - 4);
            let fraction = &fraction[1..];
            format!(
                "In de kolom “{name}” staat {cell}. Dat kan {whole}{fraction} zijn, of {whole},{fraction}. Niets in de kolom zegt \
                 welke. Schrijf duizendtallen zonder punt."
            )
        }
        Mankeert::Tegenstrijdig(point, comma) => format!(
            "In de kolom “{name}” staat {point} en ook {comma}. De breuk begint bij de ene met een punt en bij de andere met een \
             komma. Kies er één."
        ),
    }
}

/// Whether figures can be of this measure.
fn possible(maat: &Maat, figures: &[Option<Getal>]) -> Result<(), String> {
    let largest = |limit| figures.iter().flatten().find(|figure| figure.is_above(limit));
    if maat.soort == "percentage"
        && let Some(figure) = largest(100)
    {
        return Err(format!("staat {figure}, maar een percentage is nooit meer dan 100."));
    }
    // No house is worth 20 million on average, and nobody earns that.
    if maat.keer == 1000
        && maat.eenheid == "euro"
        && let Some(figure) = largest(20_000_000)
    {
        return Err(format!("zou {figure} euro staan. De getallen zijn misschien al in euro's, en niet in duizenden."));
    }
    Ok(())
}
