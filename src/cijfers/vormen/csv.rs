//! CSV as StatLine, OData, R, spreadsheets and people write it: the header where it stands, areas down or across.

use crate::cijfers::onderwerp::maat;
use crate::cijfers::raster::{Blad, Kolom, Raster};
use crate::read::csv;

/// What stands before the topics of a table of StatLine that was turned.
const TURNED: &[&str] = &["onderwerp", "topic"];

/// How far down a header can stand.
const DEEPEST: usize = 20;

/// A row of cells.
type Cellen = Vec<String>;

/// The sheet in a text; `None` when it is no table.
pub(super) fn blad(text: &str) -> Option<Blad> {
    let separator = separator(text)?;
    let mut above: Vec<Cellen> = Vec::new();
    let mut raster: Option<Raster> = None;
    let mut turned = false;
    csv::records(text, separator, |record| {
        if let Some(raster) = &mut raster {
            return raster.push(record.iter());
        }
        let cells: Cellen = record.iter().map(|cell| cell.trim().to_owned()).collect();
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        turned |= TURNED.contains(&cells[0].to_lowercase().as_str());
        above.push(cells);
        if !turned && filled > 1 && above.len() < DEEPEST {
            raster = Some(Raster::new(record.len()));
        }
    });
    let titel = above.first().filter(|cells| cells.len() == 1).map(|cells| cells[0].clone());
    let vorm = if turned { "CSV van StatLine, met de gebieden naast elkaar" } else { "CSV" };
    let (kolommen, raster) =
        if turned { turn(&above)? } else { (kolommen(above.last()?), raster.filter(|raster| raster.rows() > 0)?) };
    Some(Blad { vorm: vorm.to_owned(), titel, kolommen, raster, ..Blad::default() })
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
    let header = rows.iter().position(|cells| TURNED.contains(&cells[0].to_lowercase().as_str()))?;
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
