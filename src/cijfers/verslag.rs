//! What is said of files with figures, in Dutch. Decides nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Gemeente;
use super::opname::{Aanbod, Opname};
use super::raster::Blad;
use crate::source::SourcePath;
use crate::values::{Gebiedscode, Gebiedssoort};

/// So many of a kind are named.
const MOST: usize = 8;

/// How a file that is to be written stands in the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Vergeleken {
    /// It is not there yet.
    Nieuw,
    /// It says the same.
    Gelijk,
    /// It says something else: what.
    Anders(String),
}

/// What a sheet is, and which areas are in it.
pub(super) fn kop(naam: &str, blad: &Blad, opname: &Opname, jaar: u16, gemeente: &Gemeente) -> String {
    let tekens = blad.tekens.map_or_else(String::new, |tekens| format!(", letters in {tekens}"));
    let titel = blad.titel.as_ref().map_or_else(String::new, |titel| format!("\n  {titel}"));
    let mut text = format!("{naam}: {}{tekens}, over {jaar}.{titel}\n", blad.vorm);
    if !opname.andere_jaren.is_empty() {
        let years: Vec<_> = opname.andere_jaren.iter().map(ToString::to_string).collect();
        text.push_str(&format!("  Er staan nog andere jaren in: {}. Kies er een met --jaar.\n", years.join(", ")));
    }
    let own = |soort| opname.gebieden.iter().filter(|(code, _)| code.soort() == soort).count();
    let own = [Gebiedssoort::Gemeente, Gebiedssoort::Wijk, Gebiedssoort::Buurt].map(own);
    text.push_str(&format!("  Gebieden: {}. Van {}: {}.", counted(opname.aantallen), gemeente.naam, counted(own)));
    if opname.water > 0 {
        text.push_str(&format!(" Water telt niet mee ({}).", opname.water));
    }
    text + "\n"
}

/// What is measured, and what of it is taken.
pub(super) fn onderwerpen(opname: &Opname, chosen: &BTreeSet<&str>) -> String {
    let known = opname.onderwerpen.iter().filter(|topic| topic.rang.is_some()).count();
    let own = opname.onderwerpen.len() - known;
    let mut text = format!("  Onderwerpen: {known} bekend, {own} met alleen de naam uit het bestand.");
    if !chosen.is_empty() {
        text.push_str(&format!(" Met * gekozen: {}.", chosen.len()));
    }
    text.push('\n');
    for topic in &opname.onderwerpen {
        let mark = if chosen.contains(topic.onderwerp.kolom.as_str()) { '*' } else { ' ' };
        text.push_str(&format!("  {mark} {}\n", regel(topic)));
    }
    if !opname.vreemd.is_empty() {
        let few: Vec<_> = opname.vreemd.iter().take(MOST).map(String::as_str).collect();
        let more = opname.vreemd.len().saturating_sub(MOST);
        let more = if more > 0 { format!(" en nog {more}") } else { String::new() };
        text.push_str(&format!(
            "  Niet overgenomen, want de eenheid is niet bekend: {}{more}.\n  Zet de eenheid achter de naam van de kolom, tussen haakjes: \
             Bomen (aantal).\n",
            few.join(", ")
        ));
    }
    text
}

/// A topic on a line.
fn regel(topic: &Aanbod) -> String {
    let onderwerp = &topic.onderwerp;
    let unit = if onderwerp.maat.eenheid.is_empty() { onderwerp.maat.soort } else { &onderwerp.maat.eenheid };
    let line = format!("{}: {} ({unit})", onderwerp.kolom, onderwerp.naam);
    match &topic.cijfers {
        Ok(_) if topic.has_figures() => line,
        Ok(_) => format!("{line}. Hier is in uw gemeente niets van bekend."),
        Err(why) => format!("{line}. Kan niet: {why}"),
    }
}

fn counted(numbers: [usize; 3]) -> String {
    let words = [("gemeente", "gemeenten"), ("wijk", "wijken"), ("buurt", "buurten")];
    let counted = numbers.into_iter().zip(words).filter(|(number, _)| *number > 0);
    let counted = counted.map(|(number, (one, more))| format!("{number} {}", if number == 1 { one } else { more }));
    counted.collect::<Vec<_>>().join(", ")
}

/// Areas that have no name in the project yet.
pub(super) fn zonder_naam(areas: &[&(Gebiedscode, String)], are_added: bool) -> String {
    if areas.is_empty() {
        return String::new();
    }
    let few = |areas: Vec<String>| {
        let more = if areas.len() > MOST { format!(" en nog {}", areas.len() - MOST) } else { String::new() };
        areas.into_iter().take(MOST).collect::<Vec<_>>().join(", ") + &more
    };
    let (named, bare): (Vec<_>, Vec<_>) = areas.iter().copied().partition(|(_, naam)| !naam.is_empty());
    let mut text = String::new();
    if !named.is_empty() {
        let done = if are_added {
            "Ze komen in een lijst in content/gebieden."
        } else {
            "Ze gaan niet mee. Met --gebieden zet wijkwijzer ze in een lijst in content/gebieden."
        };
        let named = named.iter().map(|(code, naam)| format!("{} ({naam})", code.as_str())).collect();
        text.push_str(&format!("  Nog niet in content/gebieden: {}. {done}\n", few(named)));
    }
    if !bare.is_empty() {
        let bare = bare.iter().map(|(code, _)| code.as_str().to_owned()).collect();
        text.push_str(&format!("  Zonder naam, hier en in content/gebieden: {}. Ze gaan niet mee.\n", few(bare)));
    }
    text
}

/// Areas that have a name and are not in the file.
pub(super) fn verdwenen(areas: &[Gebiedscode], namen: &BTreeMap<Gebiedscode, Arc<str>>) -> String {
    if areas.is_empty() {
        return String::new();
    }
    let more = if areas.len() > MOST { format!(" en nog {}", areas.len() - MOST) } else { String::new() };
    let named = |code: &Gebiedscode| format!("{code} ({})", namen.get(code).map_or("", |naam| &**naam));
    let few = areas.iter().take(MOST).map(named).collect::<Vec<_>>().join(", ");
    format!(
        "  Wel in content/gebieden, en niet in dit bestand: {few}{more}. Bestaan zij niet meer? Lees in het handboek bij Gebieden \
         wat u in een nieuw jaar doet.\n"
    )
}

/// What becomes of the files.
pub(super) fn bestanden(files: &[(SourcePath, String)], standing: &[Vergeleken], are_kept: bool) -> String {
    let mut text = String::new();
    for ((path, new), stand) in files.iter().zip(standing) {
        text.push_str(&match stand {
            Vergeleken::Nieuw if are_kept => format!("  {path}: nieuw, maar niet geschreven.\n"),
            Vergeleken::Nieuw => format!("  {path}: nieuw.\n"),
            Vergeleken::Gelijk => format!("  {path}: was al zo.\n"),
            Vergeleken::Anders(old) if are_kept => {
                format!("  {path}: blijft zoals het is. Er staat iets anders:\n{}", verschil(old, new))
            }
            Vergeleken::Anders(_) => format!("  {path}: vervangen.\n"),
        });
    }
    if are_kept {
        text.push_str(
            "  Wilt u wat er staat vervangen? Gebruik dan --overschrijven. Of kies met --naam een andere naam.\n",
        );
    }
    text + "\n"
}

/// The first lines that differ.
fn verschil(old: &str, new: &str) -> String {
    let lines = |text: &str, others: &str, mark: char| -> String {
        let others: BTreeSet<&str> = others.lines().collect();
        let differing: Vec<&str> = text.lines().filter(|line| !others.contains(line)).collect();
        let more = differing.len().saturating_sub(MOST);
        let mut shown = String::new();
        for line in differing.iter().take(MOST) {
            shown.push_str(&format!("    {mark} {line}\n"));
        }
        if more > 0 { format!("{shown}    {mark} … en nog {more} regels\n") } else { shown }
    };
    format!("    (- staat er nu, + zou er komen)\n{}{}", lines(old, new, '-'), lines(new, old, '+'))
}
