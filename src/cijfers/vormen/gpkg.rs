//! The attributes of a GeoPackage, a sheet per layer. Areas are for the map.

use crate::cijfers::raster::{Blad, Kolom, Raster};
use crate::read::gpkg::{GeoPackage, Stored};

/// The layers of a GeoPackage; `None` when it is damaged.
pub(super) fn bladen(bytes: &[u8]) -> Option<Vec<Blad>> {
    let package = GeoPackage::open(bytes)?;
    let mut bladen = Vec::new();
    for layer in package.layers()? {
        let mut raster = Raster::new(layer.columns.len());
        package.rows(&layer, false, |row| {
            let cells: Vec<String> = row.iter().map(text).collect();
            raster.push(cells.iter().map(String::as_str));
        })?;
        let kolom = |name: &String| Kolom { sleutel: name.clone(), pad: vec![name.clone()], ..Kolom::default() };
        bladen.push(Blad {
            vorm: format!("GeoPackage, laag {}", layer.name),
            kolommen: layer.columns.iter().map(kolom).collect(),
            raster,
            punt: true,
            ..Blad::default()
        });
    }
    Some(bladen)
}

fn text(cell: &Stored<'_>) -> String {
    match cell {
        Stored::Null | Stored::Bytes(_) => String::new(),
        Stored::Whole(number) => number.to_string(),
        Stored::Real(number) => number.to_string(),
        Stored::Text(text) => (*text).to_owned(),
    }
}
