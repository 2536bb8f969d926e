//! CSV as StatLine, OData, R, spreadsheets and people write it: the header where it stands, areas down or across.

use crate::cijfers::onderwerp::maat;
use crate::cijfers::raster::{Blad, Kolom, Raster};
use crate::cijfers::zeef::{SAMPLE, Zeef};
use crate::read::csv::{self, Cells};
use crate::values::Gebiedscode;

/// What stands before the topics of a table of StatLine that was turned.
const TURNED: &[&str] = &["onderwerp", "topic"];

/// How far down a header can stand.
const DEEPEST: usize = 20;

/// A row of cells.
type Cellen = Vec<String>;

/// The sheet in a text; `None` when it is no table. Of other municipalities only what tells which they are.
pub(super) fn blad(text: &str, gemeente: Option<Gebiedscode>) -> Option<Blad> {
    let mut opbouw = Opbouw::new(gemeente);
    csv::records(text, separator(text)?, |cells| opbouw.rij(cells));
    opbouw.blad("CSV")
}

/// A sheet while its rows come in, from the first on.
pub(super) struct Opbouw {
    gemeente: Option<Gebiedscode>,
    /// What stands above the figures, the header last; all of it, when areas stand across.
    above: Vec<Cellen>,
    raster: Option<Raster>,
    is_turned: bool,
    zeef: Option<Zeef>,
}

impl Opbouw {
    /// Nothing yet.
    pub(super) fn new(gemeente: Option<Gebiedscode>) -> Self {
        Self { gemeente, above: Vec::new(), raster: None, is_turned: false, zeef: None }
    }

    /// Takes in a row.
    pub(super) fn rij(&mut self, row: Cells<'_>) {
        if let Some(raster) = &mut self.raster {
            match &self.zeef {
                Some(zeef) if zeef.is_elders(row.clone()) => raster.push_some(row, &zeef.kept),
                _ => raster.push(row),
            }
            if raster.rows() == SAMPLE {
                let kolommen = self.above.last().map(|header| kolommen(header)).unwrap_or_default();
                self.zeef = self.gemeente.and_then(|gemeente| Zeef::of(&kolommen, raster, gemeente));
            }
            return;
        }
        let cells: Cellen = row.map(|cell| cell.trim().to_owned()).collect();
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        self.is_turned |= cells.first().is_some_and(|cell| TURNED.contains(&cell.to_lowercase().as_str()));
        let width = cells.len();
        self.above.push(cells);
        if !self.is_turned && filled > 1 && self.above.len() < DEEPEST {
            self.raster = Some(Raster::new(width));
        }
    }

    /// The sheet; `None` when it is no table.
    pub(super) fn blad(self, vorm: &str) -> Option<Blad> {
        let above = self.above;
        let only = |cells: &&Cellen| cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
        let titel = above.first().filter(only).and_then(|cells| cells.iter().find(|cell| !cell.is_empty()).cloned());
        let (vorm, (kolommen, raster)) = if self.is_turned {
            (format!("{vorm} van StatLine, met de gebieden naast elkaar"), turn(&above)?)
        } else {
            (vorm.to_owned(), (kolommen(above.last()?), self.raster.filter(|raster| raster.rows() > 0)?))
        };
        Some(Blad { vorm, titel, kolommen, raster, ..Blad::default() })
    }
}

/// The sign between cells: the one that the widest of the first lines has most of.
fn separator(text: &str) -> Option<u8> {
    let first = || text.lines().take(DEEPEST);
    let most = |sign: u8| first().map(|line| memchr::memchr_iter(sign, line.as_bytes()).count()).max();
    [b';', b'\t', b',', b'|'].into_iter().filter(|sign| most(*sign) > Some(0)).rev().max_by_key(|sign| most(*sign))
}

/// The columns of a header. StatLine writes the way to a topic with `/` or `|`, and its unit between brackets.
fn kolommen(header: &[String]) -> Vec<Kolom> {
    let sign = if header.iter().any(|name| name.contains('|')) { '|' } else { '/' };
    header.iter().map(|name| kolom(name, sign)).collect()
}

/// A column by its name.
pub(super) fn kolom(name: &str, sign: char) -> Kolom {
    let sleutel = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let (words, eenheid) = match sleutel.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((words, unit)) if !words.trim().is_empty() && is_unit(unit) => (words, Some(unit.trim().to_owned())),
        _ => (sleutel.as_str(), None),
    };
    let pad = words.split(sign).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
    Kolom { sleutel, pad, eenheid, ..Kolom::default() }
}

/// Whether words between brackets are a unit, or the word of StatLine for what is none: not "(incl. buitenpolikliniek)".
fn is_unit(words: &str) -> bool {
    maat(words, "", false).is_some() || ["code", "naam", "omschrijving"].contains(&words)
}

/// Puts the areas of a turned table one below the other. Its first column has the topics, its second their units.
fn turn(rows: &[Cellen]) -> Option<(Vec<Kolom>, Raster)> {
    let header = rows
        .iter()
        .position(|cells| cells.first().is_some_and(|cell| TURNED.contains(&cell.to_lowercase().as_str())))?;
    let width = rows[header].len();
    let topics: Vec<&Cellen> = rows[header..].iter().filter(|cells| cells.len() == width).collect();
    let of_topic = |cells: &&Cellen| {
        let unit = Some(cells[1].clone()).filter(|unit| !unit.is_empty());
        Kolom { eenheid: unit, ..Kolom { sleutel: cells[0].clone(), ..kolom(&cells[0], '|') } }
    };
    let kolommen: Vec<Kolom> = topics.iter().map(of_topic).collect();
    let mut raster = Raster::new(kolommen.len());
    for area in 2..width {
        raster.push(topics.iter().map(|cells| cells[area].as_str()));
    }
    (raster.rows() > 0).then_some((kolommen, raster))
}
