//! Which rows of a sheet are of this municipality. It is asked while a sheet is read, as the whole country need not be kept.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::onderwerp::letters;
use super::raster::{Kolom, Raster};
use crate::values::Gebiedscode;

/// So many rows tell which column has the codes.
pub(super) const SAMPLE: usize = 500;

/// Columns with the year.
const JAREN: &[&str] = &["perioden", "periods", "jaar", "year", "peiljaar", "jrstatcode", "jaarstatcode"];

/// Columns of which an area can have many rows.
const WAARNEMING: [&str; 2] = ["measure", "value"];

/// The columns that say of what a row is.
pub(super) struct Codes {
    pub column: usize,
    /// What stands before each code elsewhere, and how many digits follow.
    before: Option<(&'static str, usize)>,
}

impl Codes {
    /// The column that says which area a row is of.
    pub(super) fn of(kolommen: &[Kolom], raster: &Raster) -> Option<Self> {
        let sample = |column| raster.column(column).take(SAMPLE).filter(|cell| !cell.is_empty());
        let is_code = |cell: &&str| Gebiedscode::of(cell).is_some();
        let distinct = |column: usize| sample(column).filter(is_code).collect::<BTreeSet<_>>().len();
        let is_of_codes = |column: &usize| sample(*column).filter(is_code).count() * 2 > sample(*column).count();
        let found = (0..kolommen.len()).filter(is_of_codes).rev().max_by_key(|column| distinct(*column));
        let bare = || {
            let names = [("buurtcode", "BU", 8), ("bucode", "BU", 8), ("wijkcode", "WK", 6), ("wkcode", "WK", 6)];
            let names = names.into_iter().chain([("gemeentecode", "GM", 4), ("gmcode", "GM", 4)]);
            let mut codes = names.filter_map(|(name, letters, digits)| {
                let codes = Self { column: column(kolommen, &[name])?, before: Some((letters, digits)) };
                sample(codes.column).all(|cell| codes.code(cell).is_some()).then_some(codes)
            });
            codes.next()
        };
        found.map(|column| Self { column, before: None }).or_else(bare)
    }

    /// The code in a cell, as it ought to be written: spreadsheets lose zeros in front.
    pub(super) fn code(&self, cell: &str) -> Option<Gebiedscode> {
        let full: Cow<'_, str> = match self.before {
            Some((letters, digits)) if !cell.is_empty() => format!("{letters}{cell:0>digits$}").into(),
            _ => cell.into(),
        };
        Gebiedscode::of(&full)
    }
}

/// Tells rows of other municipalities from all others.
pub(super) struct Zeef {
    codes: Codes,
    gemeente: Gebiedscode,
    /// The columns that are asked for of every area.
    pub kept: Vec<usize>,
}

impl Zeef {
    /// What tells rows apart, when that is known from the first of them. Of a sheet with a row per figure nothing can be left out.
    pub(super) fn of(kolommen: &[Kolom], raster: &Raster, gemeente: Gebiedscode) -> Option<Self> {
        if WAARNEMING.iter().all(|name| column(kolommen, &[name]).is_some()) {
            return None;
        }
        let codes = Codes::of(kolommen, raster)?;
        let mut kept: Vec<usize> =
            [Some(codes.column), jaren(kolommen), water(kolommen)].into_iter().flatten().collect();
        kept.sort_unstable();
        Some(Self { codes, gemeente, kept })
    }

    /// Whether a row is of another municipality.
    pub(super) fn is_elders<'c>(&self, mut row: impl Iterator<Item = &'c str>) -> bool {
        let code = row.nth(self.codes.column).and_then(|cell| self.codes.code(cell.trim()));
        code.is_some_and(|code| code.of_gemeente() != self.gemeente.of_gemeente())
    }
}

/// The first column of one of these names.
pub(super) fn column(kolommen: &[Kolom], names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| kolommen.iter().position(|kolom| letters(&kolom.sleutel) == *name))
}

/// The column with the year.
pub(super) fn jaren(kolommen: &[Kolom]) -> Option<usize> {
    column(kolommen, JAREN)
}

/// The column that says whether an area is water.
pub(super) fn water(kolommen: &[Kolom]) -> Option<usize> {
    column(kolommen, &["water"])
}
