//! What every file with boundaries comes down to: features, each with properties and polygons.

use std::collections::BTreeMap;

use super::gpkg::{GeoPackage, Stored};
use super::wkb;

/// Something on a map.
#[derive(Debug, Default)]
pub(crate) struct Feature {
    /// What the file itself calls it.
    pub(crate) id: Option<String>,
    /// What is said of it, as text.
    pub(crate) properties: BTreeMap<String, String>,
    /// What it covers.
    pub(crate) polygons: Polygons,
}

/// What a feature covers, in the coordinates of the file.
#[derive(Debug, Default)]
pub(crate) enum Polygons {
    /// Nothing is said of that.
    #[default]
    Missing,
    /// It is a point or a line, or of a sort that is not known.
    Other,
    /// These: each its outer ring, then its holes.
    All(Vec<Vec<Vec<[f64; 2]>>>),
}

impl Feature {
    /// The value of the first of these properties that has one; capitals do not matter.
    pub(crate) fn get(&self, names: &[&str]) -> Option<&str> {
        let value = |name: &&str| {
            let found = self.properties.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
            found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
        };
        names.iter().find_map(value)
    }

    /// All points of it.
    pub(crate) fn points(&self) -> impl Iterator<Item = [f64; 2]> {
        let polygons = match &self.polygons {
            Polygons::All(polygons) => &polygons[..],
            Polygons::Missing | Polygons::Other => &[],
        };
        polygons.iter().flatten().flatten().copied()
    }
}

/// The features of all layers of a GeoPackage; `None` when it is damaged.
pub(crate) fn of_package(bytes: &[u8]) -> Option<Vec<Feature>> {
    let package = GeoPackage::open(bytes)?;
    let mut features = Vec::new();
    for layer in package.layers()? {
        let Some(geometry) = layer.geometry else { continue };
        package.rows(&layer, true, |cells| {
            let mut feature = Feature::default();
            for (place, (name, cell)) in layer.columns.iter().zip(cells).enumerate() {
                let text = match cell {
                    Stored::Bytes(bytes) if place == geometry => {
                        feature.polygons = wkb::polygons(bytes);
                        continue;
                    }
                    Stored::Text(text) => (*text).to_owned(),
                    Stored::Whole(number) => number.to_string(),
                    Stored::Real(number) => number.to_string(),
                    Stored::Null | Stored::Bytes(_) => continue,
                };
                feature.properties.insert(name.clone(), text);
            }
            features.push(feature);
        })?;
    }
    Some(features)
}
