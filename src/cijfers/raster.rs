//! A table as a file has it, before anybody knows what it means: cells by row and column, and what is told above a column.

use super::getallen::Signs;
use crate::read::csv::Cells;

/// Cells of text, all in one piece: a national file has millions of them.
#[derive(Debug, Default)]
pub(super) struct Raster {
    text: String,
    /// Where each cell ends.
    ends: Vec<usize>,
    width: usize,
    /// Of each column, what its points and commas tell.
    signs: Vec<Signs>,
}

impl Raster {
    /// A table of so many columns.
    pub(super) fn new(width: usize) -> Self {
        Self { width, signs: vec![Signs::default(); width], ..Self::default() }
    }

    /// Adds a row. What is too much is left out, what is too little is empty.
    pub(super) fn push<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) {
        let end = self.ends.len() + self.width;
        for (cell, signs) in cells.into_iter().zip(&mut self.signs) {
            let cell = trimmed(cell);
            signs.see(cell);
            self.text.push_str(cell);
            self.ends.push(self.text.len());
        }
        self.ends.resize(end, self.text.len());
    }

    /// Adds a row of which only some columns are kept, in order of column. The others only tell what points and commas are.
    pub(super) fn push_some(&mut self, cells: Cells<'_>, kept: &[usize]) {
        let start = self.ends.len();
        for column in kept {
            self.ends.resize(start + column, self.text.len());
            self.text.push_str(trimmed(cells.clone().nth(*column).unwrap_or_default()));
        }
        self.ends.resize(start + self.width, self.text.len());
        cells.with(*b".,", |column, cell| {
            if let Some(signs) = self.signs.get_mut(column) {
                signs.see(trimmed(cell));
            }
        });
    }

    /// What the points and commas in a column tell.
    pub(super) fn signs(&self, column: usize) -> &Signs {
        &self.signs[column]
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.ends.len().checked_div(self.width).unwrap_or_default()
    }

    /// A cell, without spaces around it.
    pub(super) fn cell(&self, row: usize, column: usize) -> &str {
        let at = row * self.width + column;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start..self.ends[at]]
    }

    /// A column from its first cell to its last.
    pub(super) fn column(&self, column: usize) -> impl Iterator<Item = &str> + Clone {
        (0..self.rows()).map(move |row| self.cell(row, column))
    }
}

/// A cell without spaces around it; most have none.
fn trimmed(cell: &str) -> &str {
    match cell.as_bytes() {
        [] => cell,
        [only] if only.is_ascii_graphic() => cell,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => cell,
        _ => cell.trim(),
    }
}

/// A column, as the file itself tells of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Kolom {
    /// Its name as it stands in the file.
    pub sleutel: String,
    /// What it is called, from wide to narrow: "Basisonderwijs", "Afstand tot school".
    pub pad: Vec<String>,
    /// The unit that the file or its description gives.
    pub eenheid: Option<String>,
    /// How many decimals its description promises.
    pub decimalen: Option<u8>,
    /// What its description says of it.
    pub uitleg: Option<String>,
}

/// A sheet of a file.
#[derive(Debug, Default)]
pub(super) struct Blad {
    /// In what form it came, to be told: "CSV".
    pub vorm: String,
    /// How its letters were written, if that can differ.
    pub tekens: Option<&'static str>,
    /// What stands above it.
    pub titel: Option<String>,
    /// The year that its description tells.
    pub jaar: Option<u16>,
    pub kolommen: Vec<Kolom>,
    pub raster: Raster,
    /// Whether its numbers have a decimal point for certain, as in forms that know what a number is.
    pub punt: bool,
}
