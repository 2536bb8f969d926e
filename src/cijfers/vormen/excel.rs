//! Workbooks of Excel and LibreOffice, a sheet each. The only user of its crate.

use std::io::Cursor;

use calamine::{Data, Reader, open_workbook_auto_from_rs};

use super::csv::Opbouw;
use crate::cijfers::raster::Blad;
use crate::read::csv::Cells;
use crate::values::Gebiedscode;

/// So many rows tell whether a sheet has codes.
const SAMPLE: usize = 50;

/// How files of these programs begin: a zip, or what came before it.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0")
}

/// The sheets of a workbook; `None` when it cannot be read. Sheets of explanation are left out.
pub(super) fn bladen(bytes: &[u8], gemeente: Option<Gebiedscode>) -> Option<Vec<Blad>> {
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).ok()?;
    let mut bladen = Vec::new();
    for name in workbook.sheet_names() {
        let Ok(range) = workbook.worksheet_range(&name) else { continue };
        let mut opbouw = Opbouw::new(gemeente);
        for row in range.rows() {
            let cells: Vec<String> = row.iter().map(text).collect();
            opbouw.rij(Cells::Apart(cells.iter()));
        }
        bladen.extend(opbouw.blad(&format!("Excel, blad {name}")));
    }
    let has_codes = |blad: &Blad| {
        let is_code = |cell: &str| Gebiedscode::of(cell).is_some();
        (0..blad.kolommen.len()).any(|column| blad.raster.column(column).take(SAMPLE).any(is_code))
    };
    if bladen.iter().any(has_codes) {
        bladen.retain(has_codes);
    }
    Some(bladen)
}

fn text(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => {
            let text = number.to_string();
            // A number is no text: its point never stands for thousands.
            let is_open = text.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3);
            if is_open { text + "0" } else { text }
        }
        Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) => "een datum".to_owned(),
        _ => String::new(),
    }
}
