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

/// What the points and commas in the numbers of a column tell, gathered from all of its cells.
#[derive(Debug, Clone, Default)]
pub(super) struct Signs {
    /// The first number with a point before its decimals, with a comma there, and the first that can be read both ways.
    point: Option<Box<str>>,
    comma: Option<Box<str>>,
    open: Option<Box<str>>,
    /// Whether anything that is not missing has a point, and a comma.
    has: [bool; 2],
}

impl Signs {
    /// Takes in a cell.
    pub(super) fn see(&mut self, cell: &str) {
        // Most cells are whole numbers, and short.
        let Some(at) = cell.bytes().rposition(|byte| matches!(byte, b'.' | b',')) else { return };
        let is_comma = cell.as_bytes()[at] == b',';
        // One more of a sign that is known to come before decimals tells nothing new.
        let is_known = if is_comma { &self.comma } else { &self.point }.is_some();
        if is_known && !cell[..at].contains(['.', ',']) || is_missing(cell) {
            return;
        }
        let is_mixed = cell.contains('.') && cell.contains(',');
        self.has[0] |= is_mixed || !is_comma;
        self.has[1] |= is_mixed || is_comma;
        let digits = cell.trim_start_matches('-');
        if !digits.starts_with(|c: char| c.is_ascii_digit()) || cell.bytes().any(|b| !b"0123456789.,-".contains(&b)) {
            return;
        }
        let signs = cell.bytes().filter(|byte| b".,".contains(byte)).count();
        let groups = cell.len() - at == 4 && !digits.starts_with('0') && digits.find(['.', ',']) <= Some(3);
        let seen = match (signs, groups) {
            // Of two sorts the last comes before the decimals.
            _ if is_mixed => {
                if is_comma {
                    &mut self.comma
                } else {
                    &mut self.point
                }
            }
            // Twice the same sign is thousands, so the other one comes before decimals.
            (2.., _) => {
                if is_comma {
                    &mut self.point
                } else {
                    &mut self.comma
                }
            }
            (_, true) => &mut self.open,
            _ => {
                if is_comma {
                    &mut self.comma
                } else {
                    &mut self.point
                }
            }
        };
        seen.get_or_insert_with(|| cell.into());
    }

    /// Decides what the signs stand for.
    ///
    /// # Errors
    /// When both readings stay open, or numbers contradict each other.
    pub(super) fn decide(&self, maat: Option<&Maat>, decimals: Option<u8>) -> Result<Decimaalteken, Mankeert> {
        match (&self.point, &self.comma, &self.open) {
            (Some(point), Some(comma), _) => Err(Mankeert::Tegenstrijdig(point.to_string(), comma.to_string())),
            (Some(_), None, _) => Ok(Decimaalteken::Punt),
            (None, Some(_), _) => Ok(Decimaalteken::Komma),
            (None, None, None) => Ok(Decimaalteken::Geen),
            (None, None, Some(open)) => {
                // Half a person is not counted; else the description of the table may tell.
                let thousands =
                    if maat.is_some_and(Maat::is_whole) { Some(true) } else { decimals.map(|most| most < 3) };
                let thousands = thousands.ok_or_else(|| Mankeert::Onbeslist(open.to_string()))?;
                Ok(if open.contains(',') == thousands { Decimaalteken::Punt } else { Decimaalteken::Komma })
            }
        }
    }

    /// Whether there are decimals, if that is their sign.
    pub(super) fn has(&self, teken: Decimaalteken) -> bool {
        match teken {
            Decimaalteken::Geen => false,
            Decimaalteken::Punt => self.has[0],
            Decimaalteken::Komma => self.has[1],
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
