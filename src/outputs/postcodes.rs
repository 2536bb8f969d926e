//! Where all postcodes with the same four digits lie, for a script: a browser asks for the digits, so no server hears of an address.
//!
//! `plekken` are the places: the address of a wijk, its name and the buurt, or why there is none. `antwoorden` are the answers, each the
//! numbers of places. `paren` has a sign for each pair of letters from AA on: from `0` on that of its answer, or a dot when there is no such
//! postcode. `nummers` says of pairs of which the number decides from which number to which, in what steps, lies where. Laid out so, brotli
//! makes a thousand bytes of the worst.

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
    let (antwoorden, paren) = by_letters(pc4);
    json!({ "v": VERSION, "plekken": plekken, "antwoorden": antwoorden, "paren": paren, "nummers": by_number(pc4) })
        .to_string()
        .replace('<', "\\u003c")
}

/// The answers, and the sign of that of each pair of letters.
fn by_letters(pc4: &Pc4) -> (Vec<&[u16]>, String) {
    let (mut answers, mut signs): (Vec<&[u16]>, String) = Default::default();
    let mut next = 0;
    for Letterpaar { paar, overal, .. } in &pc4.paren {
        let answer = answers.iter().position(|answer| answer == overal).unwrap_or_else(|| {
            answers.push(overal);
            answers.len() - 1
        });
        signs.extend((next..*paar).map(|_| '.'));
        signs.extend(u32::try_from(answer).ok().and_then(|answer| char::from_u32(u32::from('0') + answer)));
        next = paar + 1;
    }
    (answers, signs)
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
