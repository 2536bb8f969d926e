//! GeoJSON and OData in JSON: records with names, whatever stands around them. Geometry is not even read.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value as Json};

use crate::cijfers::raster::{Blad, Kolom, Raster};

/// What stands around records.
#[derive(Deserialize)]
#[serde(untagged)]
enum Omslag {
    Geo { features: Vec<Eigenschappen> },
    OData { value: Vec<Map<String, Json>> },
    Bare(Vec<Map<String, Json>>),
}

/// An area of GeoJSON, without its border.
#[derive(Deserialize)]
struct Eigenschappen {
    properties: Option<Map<String, Json>>,
}

/// The sheet in a text; `None` when it holds no records.
pub(super) fn blad(text: &str) -> Option<Blad> {
    let (vorm, records) = match serde_json::from_str(text).ok()? {
        Omslag::Geo { features } => ("GeoJSON", features.into_iter().filter_map(|area| area.properties).collect()),
        Omslag::OData { value } => ("JSON van OData", value),
        Omslag::Bare(records) => ("JSON", records),
    };
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut kolommen = Vec::new();
    for key in records.iter().flat_map(|record| record.keys()) {
        places.entry(key).or_insert_with(|| {
            kolommen.push(Kolom { sleutel: key.clone(), pad: vec![key.clone()], ..Kolom::default() });
            kolommen.len() - 1
        });
    }
    let mut raster = Raster::new(kolommen.len());
    let mut cells = vec![String::new(); kolommen.len()];
    for record in &records {
        cells.iter_mut().for_each(String::clear);
        for (key, value) in record {
            let cell = &mut cells[places[key.as_str()]];
            match value {
                Json::String(text) => cell.push_str(text),
                // A whole number is one, also as 12.0.
                Json::Number(number) => cell.push_str(number.to_string().trim_end_matches(".0")),
                _ => {}
            }
        }
        raster.push(cells.iter().map(String::as_str));
    }
    let is_some = raster.rows() > 0;
    is_some.then(|| Blad { vorm: vorm.to_owned(), kolommen, raster, punt: true, ..Blad::default() })
}
