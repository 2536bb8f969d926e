//! What a table of figures lacks, or has too much of, told by what the rest of the site says. What is wrong in a cell is for
//! `bronnen.rs`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Gebied, Item, WijkIndex};
use crate::diagnostics::{Code, Finding, Place};
use crate::kinds::{Kengetallen, Tabel};
use crate::values::{Gebiedscode, Gebiedssoort};

/// The most names in a sentence.
const MOST_NAMES: usize = 5;

/// Areas that have a name and no row, although most areas of their sort and municipality have one.
pub(super) fn missing_rows(table: &Item<Tabel>, named: &BTreeMap<Gebiedscode, Gebied>) -> Option<Finding> {
    if table.value.rijen.is_empty() {
        let message = "Deze tabel heeft een kop, maar geen rijen: alle cijfers eruit worden onbekend.";
        let finding = Finding::new(Code::MissingRow, Place::file(&table.document.path), message);
        return Some(finding.tip("Sla het bestand opnieuw op met alle rijen; zet in Excel eerst een filter uit."));
    }
    let rows: BTreeSet<&Gebiedscode> = table.value.rijen.iter().map(|(code, _)| &code.value).collect();
    let sorts: BTreeSet<(Gebiedssoort, &[u8])> = rows.iter().map(|code| sort(code)).collect();
    let mut missing = Vec::new();
    for of_sort in sorts {
        let all = || named.iter().filter(|(code, _)| sort(code) == of_sort);
        // What is known of a whole CBS wijk need not be known of each of its buurten.
        let is_covered =
            |code: &Gebiedscode| rows.contains(code) || code.cbs_wijk().is_some_and(|wijk| rows.contains(&wijk));
        let lost: Vec<_> = all().filter(|(code, _)| !is_covered(code)).collect();
        // A table of a few areas is one of a few areas.
        if lost.len() * 2 < all().count() {
            missing.extend(lost);
        }
    }
    if missing.is_empty() {
        return wijken_without(table, named, &rows);
    }
    let (first, _) = missing.first()?;
    let before =
        table.value.rijen.iter().rev().find(|(code, _)| sort(&code.value) == sort(first) && code.value < **first);
    let (near, _) = before.or_else(|| table.value.rijen.first())?;
    let names = missing.iter().map(|(code, gebied)| format!("{code} ({})", gebied.naam));
    let verb = if missing.len() == 1 { "ontbreekt" } else { "ontbreken" };
    let message = format!("In deze tabel {verb} {}.", few(names));
    let tip = "Zet er een rij bij. Is er niets van bekend? Zet dan `onbekend` in de vakjes.";
    Some(Finding::new(Code::MissingRow, Place::new(&table.document.path, near.span), message).tip(tip))
}

/// Wijken of which a table has no area, while it has some of most others: it may have been cut off.
fn wijken_without(
    table: &Item<Tabel>,
    named: &BTreeMap<Gebiedscode, Gebied>,
    rows: &BTreeSet<&Gebiedscode>,
) -> Option<Finding> {
    let mut wijken: BTreeMap<WijkIndex, (bool, &Gebiedscode)> = BTreeMap::new();
    for (code, gebied) in named {
        let Some(wijk) = gebied.wijk else { continue };
        let has_row = rows.contains(code) || code.cbs_wijk().is_some_and(|whole| rows.contains(&whole));
        wijken.entry(wijk).or_insert((false, code)).0 |= has_row;
    }
    let without: Vec<_> = wijken.values().filter(|(has_row, _)| !has_row).map(|(_, code)| *code).collect();
    let with = wijken.len() - without.len();
    if without.is_empty() || with < 2 || with < without.len() {
        return None;
    }
    let names = few(without.iter().map(|code| format!("{code} ({})", named[*code].naam)));
    let whose = if without.len() == 1 { "de wijk" } else { "de wijken" };
    let message = format!("Deze tabel heeft geen enkel cijfer van {whose} met {names}.");
    let finding = Finding::new(Code::MissingRow, Place::file(&table.document.path), message);
    Some(finding.tip("Zet er rijen bij. Is er niets van bekend? Zet dan `onbekend` in de vakjes."))
}

/// Columns that none of the sources that use the table describes.
pub(super) fn unused_columns(table: &Item<Tabel>, users: &[Item<Kengetallen>]) -> Option<Finding> {
    let described = |column: &str| {
        let is_described = |value: &Kengetallen| {
            value.indicatoren.iter().any(|it| it.indicator.value == column) || value.is_broken(column)
        };
        users.iter().any(|user| is_described(&user.value))
    };
    let unused: Vec<_> = table.value.kolommen.iter().filter(|column| !described(&column.value)).collect();
    let place = Place::new(&table.document.path, unused.first()?.span);
    let names = few(unused.iter().map(|column| format!("`{}`", column.value)));
    let message = match unused.len() {
        1 => format!("De kolom {names} wordt nergens gebruikt."),
        _ => format!("De kolommen {names} worden nergens gebruikt."),
    };
    let tip = "Beschrijf wat erin staat bij `indicatoren` in het bestand dat deze tabel noemt, of haal de kolom weg.";
    Some(Finding::new(Code::UnusedColumn, place, message).tip(tip))
}

/// The sort of an area, and the digits of its municipality.
fn sort(code: &Gebiedscode) -> (Gebiedssoort, &[u8]) {
    (code.soort(), code.of_gemeente())
}

/// "a, b en c", with a number in place of what is too much.
fn few(names: impl Iterator<Item = String>) -> String {
    let mut names: Vec<String> = names.collect();
    if names.len() > MOST_NAMES {
        let more = names.len() - MOST_NAMES + 1;
        names.truncate(MOST_NAMES - 1);
        names.push(format!("nog {more} andere"));
    }
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} en {last}", rest.join(", ")),
        None => String::new(),
    }
}
