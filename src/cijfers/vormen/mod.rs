//! A file → its sheets, whatever its form. A file per form; what the columns mean is decided elsewhere.

mod csv;
mod dbf;
mod excel;
mod gpkg;
mod json;

use super::raster::Blad;
use super::tekens::tekst;
use crate::read::gpkg::is_database;
use crate::values::Gebiedscode;

/// The sheets of a file, for one municipality or for all; empty when nothing in it is a table.
pub(super) fn bladen(bytes: &[u8], gemeente: Option<Gebiedscode>) -> Vec<Blad> {
    if is_database(bytes) {
        return gpkg::bladen(bytes).unwrap_or_default();
    }
    if excel::is_workbook(bytes) {
        return excel::bladen(bytes, gemeente).unwrap_or_default();
    }
    if let Some(blad) = dbf::blad(bytes) {
        return vec![blad];
    }
    let (text, tekens) = tekst(bytes);
    let blad = if text.trim_start().starts_with(['{', '[']) { json::blad(&text) } else { csv::blad(&text, gemeente) };
    blad.map(|blad| Blad { tekens: Some(tekens), ..blad }).into_iter().collect()
}
