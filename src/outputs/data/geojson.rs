//! A table as a map (GeoJSON, RFC 7946): the rows that lie somewhere, each with its other columns.
//!
//! Boundaries are as they were read, not as they are drawn: in degrees, with borders that are shared point by point.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::super::datablad::Datablad;
use crate::geo::{Outline, Point, Ring, polygons, to_wgs84};
use crate::site::{LICENTIE_VAN_GRENZEN, Ligging, Liggingen};

/// What is not said again beside the id and the place of a feature. Programs take a column `id` for the id itself.
const SAID: &[&str] = &["id", "breedtegraad", "lengtegraad"];

pub(super) fn make(tabel: Datablad<'_>, liggingen: Liggingen) -> String {
    let mut text = "{\"type\":\"FeatureCollection\",".to_owned();
    if let Some(bron) = liggingen.bron() {
        let (bron, licentie) = (json!(bron), json!(LICENTIE_VAN_GRENZEN.word()));
        let _ = write!(text, "\"bron\":{bron},\"licentie\":{licentie},");
    }
    text.push_str("\"features\":[");
    let mut between = "\n";
    for (rij, ligging) in tabel.objecten().zip(liggingen.rijen).filter_map(|(rij, ligging)| Some((rij, ligging?))) {
        let Some(geometry) = geometry(&ligging) else { continue };
        // The first column is what a row is known by.
        let id = rij.values().next().unwrap_or(&Value::Null).to_string();
        let properties: serde_json::Map<_, _> =
            rij.into_iter().filter(|(name, _)| !SAID.contains(&name.as_str())).collect();
        let properties = Value::Object(properties).to_string().replace('<', "\\u003c");
        let _ = write!(
            text,
            "{between}{{\"type\":\"Feature\",\"id\":{id},\"geometry\":{geometry},\"properties\":{properties}}}"
        );
        between = ",\n";
    }
    text.push_str("\n]}\n");
    text
}

/// Where something lies; `None` for an area that is gone when rounded.
fn geometry(ligging: &Ligging) -> Option<String> {
    match ligging {
        Ligging::Punt(point) => Some(format!("{{\"type\":\"Point\",\"coordinates\":{}}}", position(to_wgs84(*point)))),
        Ligging::Vlak(outline) => area(outline),
    }
}

fn area(outline: &Outline) -> Option<String> {
    let polygon = |rings: Vec<Ring>| {
        let mut rings = rings.iter().map(|ring| coordinates(ring));
        // Without what is around it there is no area, whatever holes it has.
        let around = rings.next()??;
        Some(format!("[{}]", std::iter::once(around).chain(rings.flatten()).collect::<Vec<_>>().join(",")))
    };
    let polygons: Vec<String> = polygons(outline).into_iter().filter_map(polygon).collect();
    match &polygons[..] {
        [] => None,
        [one] => Some(format!("{{\"type\":\"Polygon\",\"coordinates\":{one}}}")),
        more => Some(format!("{{\"type\":\"MultiPolygon\",\"coordinates\":[{}]}}", more.join(","))),
    }
}

/// A closed ring in degrees.
fn coordinates(ring: &[Point]) -> Option<String> {
    let mut places: Vec<[f64; 2]> = ring.iter().map(|point| to_wgs84(*point)).collect();
    places.extend(places.first().copied());
    // Two points that are a decimetre apart may be one in degrees.
    places.dedup();
    let written: Vec<String> = places.into_iter().map(position).collect();
    (written.len() > 3).then(|| format!("[{}]", written.join(",")))
}

/// East first, as RFC 7946 has it.
fn position([east, north]: [f64; 2]) -> String {
    format!("[{east},{north}]")
}
