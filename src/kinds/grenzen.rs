//! The boundaries of areas of Statistics Netherlands: `gebieden/*.geojson` and `gebieden/*.gpkg`.

use std::sync::Arc;

use super::kind::{Facts, KindOf, ReadBy, Says, ShownAs};
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::geo::{self, Fault, Grid, Outline};
use crate::read::features::{self, Feature, Polygons};
use crate::read::geojson::{self, NotFeatures};
use crate::read::gpkg;
use crate::source::SourcePath;
use crate::values::{Gebiedscode, Parse};

/// The boundaries that a file has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grenzen {
    /// The year of the division in areas.
    pub jaar: Option<u16>,
    /// Whether its points lie a hundred metres apart: somebody left out what did not fit in three decimals.
    pub grof: bool,
    /// Of which areas, in the order of the file.
    pub(crate) grenzen: Vec<Grens>,
}

/// The boundary of an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grens {
    /// Which area.
    pub(crate) code: Gebiedscode,
    /// Its outline, or why there is none.
    pub(crate) vorm: Result<Arc<Outline>, Fault>,
}

impl KindOf for Grenzen {
    const FACTS: Facts = Facts {
        called: "een bestand met grenzen",
        folder: Some("gebieden"),
        nested: false,
        title_key: None,
        shown: ShownAs::Nowhere,
        by_wijk: false,
        overview: None,
    };
    const READING: ReadBy<Self> = ReadBy::Map(read);
}

impl Says for Grenzen {}

/// What files call the code of an area, the smallest area first: that of a buurt also names its wijk and its gemeente.
const CODES: &[&str] = &[
    "bu_code",
    "buurtcode",
    "buurt_code",
    "statcode",
    "gwb_code_10",
    "gwb_code",
    "code",
    "wk_code",
    "wijkcode",
    "wijk_code",
    "gm_code",
    "gemeentecode",
    "gemeente_code",
];

fn read(bytes: &[u8], path: &SourcePath, findings: &mut Findings) -> Option<Grenzen> {
    let features = if gpkg::is_database(bytes) {
        features::of_package(bytes).ok_or_else(|| {
            Finding::new(Code::Boundaries, Place::file(path), "Dit bestand is geen GeoPackage, of het is niet heel.")
                .tip("Download de grenzen opnieuw, en kies voor GeoPackage of GeoJSON.")
        })
    } else {
        geojson::read(bytes).map_err(|why| not_readable(&why, path))
    };
    let features = match features {
        Ok(features) => features,
        Err(finding) => {
            findings.push(finding);
            return None;
        }
    };
    let coded: Vec<(Gebiedscode, Feature)> = features.into_iter().filter_map(coded).collect();
    let wrong = |message: &str, tip: &str| Finding::new(Code::Boundaries, Place::file(path), message).tip(tip);
    if coded.is_empty() {
        findings.push(wrong(
            "In dit bestand staat bij geen enkel gebied een code van het CBS.",
            "Kies een bestand met de wijken en buurten van het CBS. Daar staat bij elk gebied een code, zoals `buurtcode` of `statcode`.",
        ));
        return None;
    }
    let points = || coded.iter().flat_map(|(_, feature)| feature.points());
    let grid = Grid::of(points());
    if grid.is_none() && points().next().is_some() {
        findings.push(wrong(
            "De grenzen in dit bestand liggen niet allemaal in Nederland, of niet allemaal in hetzelfde stelsel.",
            "Kies bij het downloaden voor RD (EPSG:28992) of voor WGS84 (EPSG:4326).",
        ));
        return None;
    }
    let jaar = coded.iter().find_map(|(_, feature)| year(feature)).or_else(|| year_in(path.stem()));
    if jaar.is_none() {
        findings.push(
            Finding::new(Code::BoundaryYear, Place::file(path), "Van welk jaar deze grenzen zijn, is niet bekend.")
                .tip("Zet het jaar in de naam van het bestand, bijvoorbeeld wijken-2024.geojson."),
        );
    }
    let grid = grid.unwrap_or(Grid::Rd);
    let is_round = |number: f64| (number * 1000.0 - (number * 1000.0).round()).abs() < 1e-6;
    let grof = matches!(grid, Grid::LonLat | Grid::LatLon) && points().all(|point| point.into_iter().all(is_round));
    let grens = |(code, feature): &(Gebiedscode, Feature)| {
        let vorm = match &feature.polygons {
            Polygons::Missing => Err(Fault::Missing),
            Polygons::Other => Err(Fault::NotAnArea),
            Polygons::All(polygons) => geo::shape(polygons, grid).map(Arc::new),
        };
        Grens { code: *code, vorm }
    };
    Some(Grenzen { jaar, grof, grenzen: coded.iter().map(grens).collect() })
}

/// A feature with its code; water is left out, and what is no area of the CBS.
fn coded(feature: Feature) -> Option<(Gebiedscode, Feature)> {
    let is_land = feature.get(&["water", "h2o"]).is_none_or(|water| water.eq_ignore_ascii_case("nee"));
    let code = CODES
        .iter()
        .filter_map(|name| feature.get(&[name]))
        .chain(feature.id.as_deref())
        .find_map(|written| Gebiedscode::parse(written).ok())?;
    is_land.then_some((code, feature))
}

/// The year that a feature is of: of itself, or in front of its code.
fn year(feature: &Feature) -> Option<u16> {
    let written = feature.get(&["jaar", "jrstatcode", "jaarstatcode"])?;
    written.get(..4)?.parse().ok().filter(|year| YEARS.contains(year))
}

/// The year in the name of a file: four digits, with no others beside them.
fn year_in(name: &str) -> Option<u16> {
    let numbers = name.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    numbers.filter_map(|digits| digits.parse().ok()).find(|year| YEARS.contains(year))
}

/// Years of which there can be a division.
const YEARS: std::ops::RangeInclusive<u16> = 1995..=2100;

fn not_readable(why: &NotFeatures, path: &SourcePath) -> Finding {
    let download = "Download de grenzen opnieuw, en kies voor GeoJSON.";
    match why {
        NotFeatures::Broken(line) => {
            let message = format!("Dit bestand is geen GeoJSON, of het is niet heel: het gaat mis op regel {line}.");
            Finding::new(Code::Boundaries, Place::file(path), message).tip(download)
        }
        NotFeatures::Other(Some(sort)) if sort == "Topology" => {
            Finding::new(Code::Boundaries, Place::file(path), "Dit bestand is TopoJSON, en dat leest wijkwijzer niet.")
                .tip("Sla de grenzen op als GeoJSON.")
        }
        NotFeatures::Other(_) => {
            Finding::new(Code::Boundaries, Place::file(path), "In dit bestand staan geen grenzen als GeoJSON.")
                .tip(download)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_found_in_a_name() {
        for (name, year) in
            [("wijken-2022", Some(2022)), ("buurt_2017_v3", Some(2017)), ("kaart", None), ("20221", None)]
        {
            assert_eq!(year_in(name), year, "{name}");
        }
    }
}
