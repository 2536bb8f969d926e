//! Cells of a column → figures: what is missing, what the decimal sign is, and where both readings stay open.

use super::onderwerp::Maat;
use crate::values::{Getal, Parse};

/// What a sign in the numbers of a column stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decimaalteken {
    /// There is none, or it does not matter.
    Geen,
    /// A point before the decimals; a comma per thousand.
    Punt,
    /// A comma before the decimals; a point per thousand.
    Komma,
}

/// What is wrong with a column of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mankeert {
    /// A cell that is no number.
    GeenGetal(String),
    /// Nothing tells which sign comes before the decimals: a number, and how it reads with thousands and with decimals.
    Onbeslist(String),
    /// One number has a comma before its decimals, another a point.
    Tegenstrijdig(String, String),
}

/// Whether a cell says that something is not known.
pub(super) fn is_missing(cell: &str) -> bool {
    match cell {
        "" | "." | ".." | "x" | "X" | "," | "-" | "null" | "NULL" | "NA" | "onbekend" => true,
        // A number that did not fit into its column.
        stars if stars.bytes().all(|byte| byte == b'*') => true,
        number if number.starts_with('-') && number.len() > 5 => {
            let whole = number.split(['.', ',']).next().unwrap_or_default();
            Getal::parse(whole).is_ok_and(Getal::is_missing)
        }
        _ => false,
    }
}

/// Decides what the signs in a column stand for, by all of its cells.
///
/// # Errors
/// When both readings stay open, or numbers contradict each other.
pub(super) fn teken<'c>(
    cells: impl Iterator<Item = &'c str>,
    maat: Option<&Maat>,
    decimals: Option<u8>,
) -> Result<Decimaalteken, Mankeert> {
    let (mut point, mut comma, mut open) = (None, None, None);
    for cell in cells {
        let Some(at) = cell.rfind(['.', ',']) else { continue };
        if is_missing(cell) {
            continue;
        }
        let digits = cell.trim_start_matches('-');
        if !digits.starts_with(|c: char| c.is_ascii_digit()) || cell.bytes().any(|b| !b"0123456789.,-".contains(&b)) {
            continue;
        }
        let is_comma = cell.as_bytes()[at] == b',';
        let signs = cell.bytes().filter(|byte| b".,".contains(byte)).count();
        let groups = cell.len() - at == 4 && !digits.starts_with('0') && digits.find(['.', ',']) <= Some(3);
        let is_mixed = cell.contains('.') && cell.contains(',');
        let fraction = match (signs, groups) {
            // Of two sorts the last comes before the decimals.
            _ if is_mixed => is_comma,
            // Twice the same sign is thousands, so the other one comes before decimals.
            (2.., _) => !is_comma,
            (_, true) => {
                open.get_or_insert(cell);
                continue;
            }
            _ => is_comma,
        };
        let seen = if fraction { &mut comma } else { &mut point };
        seen.get_or_insert(cell);
    }
    match (point, comma, open) {
        (Some(point), Some(comma), _) => Err(Mankeert::Tegenstrijdig(point.to_owned(), comma.to_owned())),
        (Some(_), None, _) => Ok(Decimaalteken::Punt),
        (None, Some(_), _) => Ok(Decimaalteken::Komma),
        (None, None, None) => Ok(Decimaalteken::Geen),
        (None, None, Some(open)) => {
            // Half a person is not counted; else the description of the table may tell.
            let thousands = if maat.is_some_and(Maat::is_whole) { Some(true) } else { decimals.map(|most| most < 3) };
            let thousands = thousands.ok_or_else(|| Mankeert::Onbeslist(open.to_owned()))?;
            Ok(if open.contains(',') == thousands { Decimaalteken::Punt } else { Decimaalteken::Komma })
        }
    }
}

impl Maat {
    /// Whether only whole numbers of it can be.
    pub(super) fn is_whole(&self) -> bool {
        self.soort == "aantal" && self.keer == 1 && super::onderwerp::WHOLE.contains(&self.eenheid.as_str())
    }
}

/// The figure in a cell; `None` when it is missing.
pub(super) fn getal(cell: &str, teken: Decimaalteken, maat: &Maat) -> Result<Option<Getal>, Mankeert> {
    if is_missing(cell) {
        return Ok(None);
    }
    let plain = match teken {
        Decimaalteken::Punt => cell.replace(',', "").replace('.', ","),
        Decimaalteken::Komma => cell.replace('.', ""),
        Decimaalteken::Geen => cell.to_owned(),
    };
    // Half a person is not counted, but programs write 3190.0.
    let plain = plain.strip_suffix(",0").filter(|_| maat.is_whole()).unwrap_or(&plain);
    let parsed = Getal::parse(plain).ok().and_then(|number| number.times(maat.keer));
    parsed.map(Some).ok_or_else(|| Mankeert::GeenGetal(cell.to_owned()))
}
