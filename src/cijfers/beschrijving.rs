//! What a description of a table of OData tells of its columns, and figures that stand below each other put side by side.

use std::collections::{BTreeMap, HashMap};

use super::raster::{Blad, Kolom, Raster};
use super::zeef::column;

/// Longest explanation that is taken over: what is longer, an editor shortens.
const LONGEST: usize = 250;

/// What is told of a table.
#[derive(Debug, Default)]
pub(super) struct Beschrijving {
    kolommen: HashMap<String, Kolom>,
    jaar: Option<u16>,
}

impl Beschrijving {
    /// Takes in a sheet that describes another one. Gives it back when it has figures.
    pub(super) fn neem(&mut self, blad: Blad) -> Option<Blad> {
        let (key, title) = (column(&blad.kolommen, &["key", "identifier"]), column(&blad.kolommen, &["title"]));
        let (Some(key), Some(title)) = (key, title) else { return Some(blad) };
        let cell = |row, name: &[&str]| {
            column(&blad.kolommen, name).map(|column| blad.raster.cell(row, column)).unwrap_or_default()
        };
        let rows = 0..blad.raster.rows();
        let by_id: BTreeMap<&str, usize> = rows.clone().map(|row| (cell(row, &["id"]), row)).collect();
        for row in rows {
            let year = [cell(row, &["mapyear"]), cell(row, &["period"])].iter().find_map(|year| year.parse().ok());
            self.jaar = self.jaar.or(year);
            let (mut pad, mut above) = (Vec::new(), Some(row));
            // A way that goes in a circle ends, too.
            while let Some(row) = above.filter(|_| pad.len() < 10) {
                pad.insert(0, blad.raster.cell(row, title).split_whitespace().collect::<Vec<_>>().join(" "));
                above = by_id.get(cell(row, &["parentid"])).copied().filter(|_| !cell(row, &["parentid"]).is_empty());
            }
            let eenheid = Some(cell(row, &["unit"]).to_owned()).filter(|unit| !unit.is_empty());
            let sleutel = blad.raster.cell(row, key).to_owned();
            if let (false, Some(_)) = (sleutel.is_empty(), &eenheid) {
                let decimalen = cell(row, &["decimals"]).parse().ok();
                let uitleg = first_sentence(cell(row, &["description"]));
                self.kolommen.insert(sleutel.clone(), Kolom { sleutel, pad, eenheid, decimalen, uitleg });
            }
        }
        None
    }

    /// Puts into the columns of a sheet what is told of them.
    pub(super) fn bij(&self, blad: &mut Blad) {
        let mut is_known = false;
        for kolom in &mut blad.kolommen {
            if let Some(told) = self.kolommen.get(&kolom.sleutel) {
                *kolom = told.clone();
                is_known = true;
            }
        }
        blad.jaar = blad.jaar.or(self.jaar.filter(|_| is_known));
    }
}

/// The first sentence of an explanation, if it is not too long.
fn first_sentence(text: &str) -> Option<String> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let end = line.find(". ").map_or(line.len(), |at| at + 1);
    Some(line[..end].to_owned()).filter(|sentence| sentence.len() <= LONGEST && sentence.contains(' '))
}

/// OData 4 has a row per figure: puts what is measured side by side, with a row per area and year.
pub(super) fn naast_elkaar(blad: Blad) -> Blad {
    let is_observation = |name: &str| column(&blad.kolommen, &[name]);
    let (Some(measure), Some(value)) = (is_observation("measure"), is_observation("value")) else { return blad };
    let Some(area) = column(&blad.kolommen, &["wijkenenbuurten", "regios"]) else { return blad };
    let period = column(&blad.kolommen, &["perioden"]);
    let (mut measures, mut rows) = (Vec::new(), Vec::new());
    let (mut places, mut known) = (HashMap::new(), HashMap::new());
    for row in 0..blad.raster.rows() {
        let cell = |column: usize| blad.raster.cell(row, column);
        let place = *places.entry(cell(measure)).or_insert_with(|| {
            measures.push(cell(measure).to_owned());
            measures.len() - 1
        });
        let key = (cell(area), period.map(cell));
        let at = *known.entry(key).or_insert_with(|| {
            rows.push((key, Vec::new()));
            rows.len() - 1
        });
        let cells: &mut Vec<&str> = &mut rows[at].1;
        if cells.len() <= place {
            cells.resize(place + 1, "");
        }
        cells[place] = cell(value);
    }
    let names = ["WijkenEnBuurten", "Perioden"].into_iter().map(str::to_owned).chain(measures);
    let kolommen: Vec<Kolom> =
        names.map(|name| Kolom { sleutel: name.clone(), pad: vec![name], ..Kolom::default() }).collect();
    let mut raster = Raster::new(kolommen.len());
    for ((area, period), cells) in rows {
        raster.push([area, period.unwrap_or_default()].into_iter().chain(cells));
    }
    Blad { kolommen, raster, ..blad }
}
