//! GeoJSON → features. Takes what is there in practice: any name for a code, a geometry that is not there, anything besides.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};

use super::features::{Feature, Polygons};

/// Why a file is not a list of features.
#[derive(Debug)]
pub(crate) enum NotFeatures {
    /// It is no JSON, or breaks off, from this line on.
    Broken(usize),
    /// It is JSON of another sort, of this type if it has one.
    Other(Option<String>),
}

#[derive(Deserialize)]
struct Collection {
    #[serde(rename = "type")]
    sort: Option<String>,
    features: Option<Vec<WrittenFeature>>,
}

#[derive(Deserialize)]
struct WrittenFeature {
    id: Option<serde_json::Value>,
    properties: Option<BTreeMap<String, serde_json::Value>>,
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum Geometry {
    Polygon {
        coordinates: Vec<Vec<Position>>,
    },
    MultiPolygon {
        coordinates: Vec<Vec<Vec<Position>>>,
    },
    #[serde(other)]
    Other,
}

/// The first two numbers of a position; height and measure do not matter.
struct Position([f64; 2]);

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Numbers;
        impl<'de> Visitor<'de> for Numbers {
            type Value = Position;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("two numbers")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> Result<Position, A::Error> {
                let mut next = || numbers.next_element()?.ok_or_else(|| serde::de::Error::custom("two numbers"));
                let position = Position([next()?, next()?]);
                while numbers.next_element::<IgnoredAny>()?.is_some() {}
                Ok(position)
            }
        }
        deserializer.deserialize_seq(Numbers)
    }
}

/// The features of a file.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Feature>, NotFeatures> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let collection: Collection = serde_json::from_slice(bytes).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => NotFeatures::Other(None),
        _ => NotFeatures::Broken(error.line()),
    })?;
    let features = collection.features.ok_or(NotFeatures::Other(collection.sort))?;
    Ok(features.into_iter().map(feature).collect())
}

fn feature(written: WrittenFeature) -> Feature {
    let text = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => Some(text),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let properties = written.properties.into_iter().flatten().filter_map(|(name, value)| Some((name, text(value)?)));
    let ring = |ring: Vec<Position>| ring.into_iter().map(|Position(point)| point).collect();
    let polygon = |polygon: Vec<Vec<Position>>| polygon.into_iter().map(ring).collect();
    Feature {
        id: written.id.and_then(text),
        properties: properties.collect(),
        polygons: match written.geometry {
            None => Polygons::Missing,
            Some(Geometry::Other) => Polygons::Other,
            Some(Geometry::Polygon { coordinates }) => Polygons::All(vec![polygon(coordinates)]),
            Some(Geometry::MultiPolygon { coordinates }) => {
                Polygons::All(coordinates.into_iter().map(polygon).collect())
            }
        },
    }
}
