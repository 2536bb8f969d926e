//! GeoPackage → layers with their rows. The only user of the SQLite crate.
//!
//! A GeoPackage is an SQLite database. It is read from memory, so nothing beside the file is opened or left behind. Whether a
//! layer is about wijken is decided elsewhere.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, MAIN_DB};

/// Where the header says how the database is written and read; 2 stands for a log beside the file, which memory cannot have.
const JOURNAL: std::ops::Range<usize> = 18..20;

/// How every SQLite database begins.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// A GeoPackage that is open.
pub(crate) struct GeoPackage(Connection);

/// A table of a GeoPackage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PackageLayer {
    /// Its name.
    pub name: String,
    /// What its maker says that it is.
    pub title: Option<String>,
    /// The number of its system of coordinates, as EPSG counts them.
    pub epsg: Option<i64>,
    /// The names of its columns, in order.
    pub columns: Vec<String>,
    /// Which of them holds its areas.
    pub geometry: Option<usize>,
}

/// What stands in a cell of a GeoPackage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Stored<'r> {
    /// Nothing.
    Null,
    /// A whole number.
    Whole(i64),
    /// Another number.
    Real(f64),
    /// Words.
    Text(&'r str),
    /// Bytes: of a geometry a header (`GP`) and WKB.
    Bytes(&'r [u8]),
}

/// Whether a file is a database of this sort.
pub(crate) fn is_database(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

impl GeoPackage {
    /// Opens a GeoPackage that is in memory; `None` when it is damaged.
    pub(crate) fn open(bytes: &[u8]) -> Option<Self> {
        let mut header = bytes.get(..JOURNAL.end)?.to_vec();
        header[JOURNAL].fill(1);
        let copy = std::io::Read::chain(&header[..], &bytes[JOURNAL.end..]);
        let mut database = Connection::open_in_memory().ok()?;
        database.deserialize_read_exact(MAIN_DB, copy, bytes.len(), true).ok()?;
        // Nothing that a file brings along is run.
        database.pragma_update(None, "trusted_schema", false).ok()?;
        Some(Self(database))
    }

    /// Its tables with rows, in the order of the file. Views are left out: what they would do is not known.
    pub(crate) fn layers(&self) -> Option<Vec<PackageLayer>> {
        let query = "SELECT c.table_name, c.identifier, s.organization_coordsys_id FROM gpkg_contents c \
             JOIN sqlite_master m ON m.name = c.table_name AND m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' \
             LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = c.srs_id \
             WHERE c.data_type IN ('features', 'attributes') ORDER BY c.rowid";
        let mut statement = self.0.prepare(query).ok()?;
        let mut rows = statement.query([]).ok()?;
        let mut layers = Vec::new();
        while let Some(row) = rows.next().ok()? {
            let name: String = row.get(0).ok()?;
            // A file without areas need not have this table.
            let geometry = "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?";
            let geometry: Option<String> = self.0.query_row(geometry, [&name], |row| row.get(0)).ok();
            let table = self.0.prepare(&format!("SELECT * FROM {}", quoted(&name))).ok()?;
            let columns: Vec<String> = table.column_names().map(str::to_owned).collect();
            let geometry = columns.iter().position(|column| Some(column) == geometry.as_ref());
            layers.push(PackageLayer { title: row.get(1).ok()?, epsg: row.get(2).ok()?, name, columns, geometry });
        }
        Some(layers)
    }

    /// Gives every row of a layer, with `Null` in the place of its geometry unless that is wanted; `None` when the file is damaged.
    pub(crate) fn rows(&self, layer: &PackageLayer, geometry: bool, mut take: impl FnMut(&[Stored<'_>])) -> Option<()> {
        let column = |(place, name): (usize, &String)| match layer.geometry {
            Some(at) if at == place && !geometry => "NULL".to_owned(),
            _ => quoted(name),
        };
        let columns: Vec<String> = layer.columns.iter().enumerate().map(column).collect();
        let query = format!("SELECT {} FROM {}", columns.join(", "), quoted(&layer.name));
        let mut statement = self.0.prepare(&query).ok()?;
        let mut rows = statement.query([]).ok()?;
        while let Some(row) = rows.next().ok()? {
            let cells: Option<Vec<_>> = (0..columns.len()).map(|place| row.get_ref(place).ok().map(stored)).collect();
            take(&cells?);
        }
        Some(())
    }
}

fn stored(value: ValueRef<'_>) -> Stored<'_> {
    match value {
        ValueRef::Integer(number) => Stored::Whole(number),
        ValueRef::Real(number) => Stored::Real(number),
        ValueRef::Text(text) => std::str::from_utf8(text).map_or(Stored::Bytes(text), Stored::Text),
        ValueRef::Blob(bytes) => Stored::Bytes(bytes),
        ValueRef::Null => Stored::Null,
    }
}

/// A name as SQL has it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ERMELO: &[u8] = include_bytes!("../../tests/bestanden/cbs_buurten_2021_ermelo_rd.gpkg");

    /// The code and the length of the geometry of every row.
    fn areas(bytes: &[u8]) -> Option<Vec<(String, usize)>> {
        let package = GeoPackage::open(bytes)?;
        let layers = package.layers()?;
        let layer = &layers[0];
        assert_eq!((layer.name.as_str(), layer.epsg, layer.geometry), ("CBS_Buurten", Some(28992), Some(1)));
        let code = layer.columns.iter().position(|column| column == "buurtcode")?;
        let mut areas = Vec::new();
        package.rows(layer, true, |row| {
            if let (Stored::Text(code), Stored::Bytes(geometry)) = (row[code], row[1]) {
                assert!(geometry.starts_with(b"GP"));
                areas.push((code.to_owned(), geometry.len()));
            }
        })?;
        Some(areas)
    }

    #[test]
    fn a_real_file_is_read() {
        let areas = areas(ERMELO).unwrap();
        assert_eq!(areas.len(), 17);
        assert!(areas.iter().any(|(code, _)| code == "BU02339997"));
    }

    /// QGIS leaves files so while it has them open.
    #[test]
    fn a_file_that_had_a_log_beside_it_is_read() {
        let mut bytes = ERMELO.to_vec();
        bytes[JOURNAL].fill(2);
        assert_eq!(areas(&bytes), areas(ERMELO));
    }

    #[test]
    fn what_is_damaged_is_none() {
        assert!(is_database(ERMELO) && !is_database(b"PK"));
        assert!(areas(&ERMELO[..17]).is_none());
        assert!(areas(&ERMELO[..60_000]).is_none());
        let mut bytes = ERMELO.to_vec();
        bytes[4096..].fill(0x5a);
        assert!(areas(&bytes).is_none());
    }
}
