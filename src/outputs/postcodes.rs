//! Where all postcodes with the same four digits lie, for a script: a browser asks for the digits, so no server hears of an address.
//!
//! `plekken` are the places: the address of a wijk, its name and the buurt, or why there is none. `postcodes` says by the numbers of places
//! which pairs of letters lie there (two letters, or two times two for all from the one to the other), `nummers` of pairs of which the
//! number decides from which number to which, in what steps, lies where.

use serde_json::{Map, Value, json};

use super::Ingredients;
use crate::output::OutputPath;
use crate::site::{Letterpaar, Pc4, Site, Woonplek, postcodebestand};
use crate::values::letters;

/// Which form this is: a script that knows another one asks anew.
const VERSION: u8 = 1;

/// All of a site, with their addresses.
pub(super) fn all(site: &Site) -> impl Iterator<Item = (OutputPath, u16)> {
    site.postcodes.gebieden.keys().map(|cijfers| (postcodebestand(*cijfers), *cijfers))
}

pub(super) fn make(cijfers: u16, of: &Ingredients<'_>) -> String {
    let pc4 = &of.site.postcodes.gebieden[&cijfers];
    let plek = |plek: &Woonplek| match plek {
        Woonplek::Wijk(wijk, buurt) => {
            let naam = &of.site.wijken[*wijk].item.value.naam;
            json!([of.places.wijk(*wijk).address(), naam, buurt.as_deref().unwrap_or_default()])
        }
        Woonplek::Nergens => json!(["nergens"]),
        Woonplek::Elders => json!(["elders"]),
    };
    let plekken: Vec<Value> = pc4.plekken.iter().map(plek).collect();
    json!({ "v": VERSION, "plekken": plekken, "postcodes": by_place(pc4), "nummers": by_number(pc4) }).to_string()
}

fn key(plekken: &[u16]) -> String {
    plekken.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
}

/// Pairs of letters by where they lie.
fn by_place(pc4: &Pc4) -> Map<String, Value> {
    let mut all: Map<String, Value> = Map::new();
    let follows = |one: &Letterpaar, other: &Letterpaar| one.paar + 1 == other.paar && one.overal == other.overal;
    for alike in pc4.paren.chunk_by(follows) {
        let (Some(first), Some(last)) = (alike.first(), alike.last()) else { continue };
        let end = if alike.len() == 1 { String::new() } else { letters(last.paar) };
        let said = format!("{}{end}", letters(first.paar));
        match all.entry(key(&first.overal)).or_insert_with(|| Value::from("")) {
            Value::String(text) if text.is_empty() => *text = said,
            Value::String(text) => text.push_str(&format!(" {said}")),
            _ => {}
        }
    }
    all
}

/// Of pairs of letters of which the number decides.
fn by_number(pc4: &Pc4) -> Map<String, Value> {
    let decided = pc4.paren.iter().filter(|paar| !paar.nummers.is_empty());
    let reeksen = |paar: &Letterpaar| -> Value {
        let reeksen = paar.nummers.iter().map(|(reeks, plekken)| {
            let ends = [reeks.van, reeks.tot, reeks.stap()].into_iter().map(Value::from);
            Value::Array(ends.chain(plekken.iter().map(|plek| Value::from(*plek))).collect())
        });
        Value::Array(reeksen.collect())
    };
    decided.map(|paar| (letters(paar.paar), reeksen(paar))).collect()
}
