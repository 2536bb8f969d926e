//! A file → its sheets, whatever its form. A file per form; what the columns mean is decided elsewhere.

mod csv;

use super::raster::Blad;

/// The sheets of a file; empty when nothing in it is a table.
pub(super) fn bladen(bytes: &[u8]) -> Vec<Blad> {
    csv::blad(bytes).into_iter().collect()
}
