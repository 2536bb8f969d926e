//! A table as a file has it, before anybody knows what it means: cells by row and column, and what is told above a column.

/// Cells of text, all in one piece: a national file has millions of them.
#[derive(Debug, Default)]
pub(super) struct Raster {
    text: String,
    /// Where each cell ends.
    ends: Vec<usize>,
    width: usize,
}

impl Raster {
    /// A table of so many columns.
    pub(super) fn new(width: usize) -> Self {
        Self { width, ..Self::default() }
    }

    /// Adds a row. What is too much is left out, what is too little is empty.
    pub(super) fn push<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) {
        let end = self.ends.len() + self.width;
        for cell in cells.into_iter().take(self.width) {
            self.text.push_str(cell.trim());
            self.ends.push(self.text.len());
        }
        self.ends.resize(end, self.text.len());
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
