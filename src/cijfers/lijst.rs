//! The list of areas that comes with figures: of what has no name yet, or of all that there was in an earlier year.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::schrijven::cell;
use super::{Gemeente, Opname};
use crate::kinds::TOT_EN_MET;
use crate::source::SourcePath;
use crate::values::{Gebiedscode, Gebiedssoort};

/// Where lists of areas are.
const GEBIEDEN: &str = "content/gebieden";

/// Makes a list of what has no name in a year. Figures of an earlier year that knows other areas get a list of that year, so that what
/// is gone does not come back. `name` is the name of the source, `stam` that without its year.
pub(super) fn lijst(
    opname: &Opname,
    gemeente: &Gemeente,
    jaar: u16,
    [name, stam]: [&str; 2],
) -> Option<(SourcePath, String)> {
    let known = gemeente.namen(jaar);
    let given = opname.gebieden.iter().filter(|(_, naam)| !naam.is_empty());
    let new: BTreeMap<_, _> =
        given.filter(|(code, _)| !known.contains_key(code)).map(|(code, naam)| (*code, &**naam)).collect();
    let is_there = known.contains_key(&gemeente.code) || opname.gebieden.iter().any(|(code, _)| *code == gemeente.code);
    let own = (!is_there).then_some((gemeente.code, &*gemeente.naam));
    let is_earlier = gemeente.bronnen.values().any(|bron| bron.jaar.0 > jaar) && !new.is_empty();
    let gone: BTreeSet<Gebiedscode> = verdwenen(opname, known).into_iter().collect();
    let kept = known.iter().filter(|(code, _)| is_earlier && !gone.contains(*code));
    let kept = kept.map(|(code, naam)| (*code, &**naam));
    let all = kept.chain(new).chain(own).map(|(code, naam)| ((code.soort(), code), naam));
    let all: BTreeMap<(Gebiedssoort, Gebiedscode), &str> = all.collect();
    let name = if is_earlier { format!("{stam}-{TOT_EN_MET}{jaar}") } else { name.to_owned() };
    let rows: Vec<String> = all.iter().map(|((_, code), naam)| format!("{code};{}\n", cell(naam))).collect();
    let text = format!("code;naam\n{}", rows.concat());
    (!rows.is_empty()).then(|| (SourcePath::new(format!("{GEBIEDEN}/{name}.csv")), text))
}

/// The areas of the municipality that have a name and are not in a file, although most of their sort are.
pub(super) fn verdwenen(opname: &Opname, known: &BTreeMap<Gebiedscode, Arc<str>>) -> Vec<Gebiedscode> {
    let given: BTreeSet<&Gebiedscode> = opname.gebieden.iter().map(|(code, _)| code).collect();
    let of_sort = |soort: Gebiedssoort| {
        let all: Vec<&Gebiedscode> = known.keys().filter(|code| code.soort() == soort).collect();
        let gone: Vec<Gebiedscode> = all.iter().filter(|code| !given.contains(*code)).map(|code| **code).collect();
        if gone.len() * 2 < all.len() { gone } else { Vec::new() }
    };
    [Gebiedssoort::Wijk, Gebiedssoort::Buurt].into_iter().flat_map(of_sort).collect()
}
