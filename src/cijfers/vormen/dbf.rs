//! DBF, the table of a shapefile. Its text is where the records are; nothing else tells how its letters are written.

use std::borrow::Cow;

use crate::cijfers::raster::{Blad, Kolom, Raster};
use crate::cijfers::tekens::Schrift;

/// Where the fields are described, and how long each description is.
const FIELD: usize = 32;

/// The first byte of tables with and without memos.
const VERSIONS: &[u8] = &[0x03, 0x30, 0x31, 0x32, 0x83, 0x8b, 0xf5];

/// The letters for what a field holds.
const TYPES: &[u8] = b"CNFDLMIBYT@+OGPV0";

/// The table in a file; `None` when it is none.
pub(super) fn blad(bytes: &[u8]) -> Option<Blad> {
    let number = |at: usize| Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let rows = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    let (start, length) = (number(8)?, number(10)?);
    if !VERSIONS.contains(bytes.first()?) || length == 0 || start < FIELD || bytes.len() < start {
        return None;
    }
    let mut fields = Vec::new();
    let mut place = 1;
    for field in bytes[FIELD..start].chunks_exact(FIELD).take_while(|field| field[0] != b'\r') {
        if !TYPES.contains(&field[11]) {
            return None;
        }
        let name = field[..11].split(|byte| *byte == 0).next().unwrap_or_default();
        let width = usize::from(field[16]);
        fields.push((String::from_utf8_lossy(name).into_owned(), place..place + width));
        place += width;
    }
    if fields.is_empty() || place > length {
        return None;
    }
    let records = bytes.get(start..)?;
    let (schrift, _) = Schrift::of(records);
    let mut raster = Raster::new(fields.len());
    // A star in front: the row was taken away.
    for record in records.chunks_exact(length).take(rows).filter(|record| record[0] != b'*') {
        let cells: Vec<Cow<'_, str>> = fields.iter().map(|(_, place)| schrift.lees(&record[place.clone()])).collect();
        raster.push(cells.iter().map(|cell| cell.trim_matches(['\0', ' '])));
    }
    let kolommen =
        fields.into_iter().map(|(name, _)| Kolom { sleutel: name.clone(), pad: vec![name], ..Kolom::default() });
    let vorm = "DBF, de tabel van een shapefile".to_owned();
    Some(Blad {
        vorm,
        tekens: Some(schrift.naam()),
        kolommen: kolommen.collect(),
        raster,
        punt: true,
        ..Blad::default()
    })
}
