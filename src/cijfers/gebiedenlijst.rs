//! The areas of a municipality out of a file of CBS, for who begins: which there are and what they are called.

use std::collections::{BTreeMap, BTreeSet};

use super::opname::{NAMEN, is_water, year_in};
use super::raster::Blad;
use super::zeef::{self, Codes, column};
use super::{FORMS, vormen};
use crate::values::{Gebiedscode, Gebiedssoort, nearest};

/// Columns with the name of the municipality that an area lies in.
const GEMEENTEN: [&str; 2] = ["gmnaam", "gemeentenaam"];

/// The areas in a file, of its newest year and without water.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Gebiedenlijst {
    /// Each with its name.
    namen: BTreeMap<(Gebiedssoort, Gebiedscode), String>,
    /// The municipalities by name in small letters, as that is written.
    gemeenten: BTreeMap<String, (String, BTreeSet<Gebiedscode>)>,
}

impl Gebiedenlijst {
    /// Reads a file.
    ///
    /// # Errors
    /// When there is no area in it (Dutch).
    pub(crate) fn lees(bytes: &[u8]) -> Result<Self, String> {
        let mut all = Self::default();
        for blad in &vormen::bladen(bytes, None) {
            all.add(blad);
        }
        if all.namen.is_empty() {
            return Err(format!("In dit bestand staan geen namen van gebieden met een code van het CBS. {FORMS}"));
        }
        Ok(all)
    }

    fn add(&mut self, blad: &Blad) {
        let Some(codes) = Codes::of(&blad.kolommen, &blad.raster) else { return };
        let cell = |row: usize, column: Option<usize>| column.map_or("", |column| blad.raster.cell(row, column));
        let namen: Vec<usize> = NAMEN.iter().filter_map(|name| column(&blad.kolommen, &[name])).collect();
        let (jaren, water) = (zeef::jaren(&blad.kolommen), zeef::water(&blad.kolommen));
        let gemeente = column(&blad.kolommen, &GEMEENTEN);
        let jaar = |row: usize| year_in(cell(row, jaren));
        let newest = (0..blad.raster.rows()).filter_map(jaar).max();
        for row in (0..blad.raster.rows()).filter(|row| jaar(*row) == newest) {
            let Some(code) = codes.code(blad.raster.cell(row, codes.column)) else { continue };
            let naam = namen.iter().map(|column| blad.raster.cell(row, *column));
            let naam = naam.into_iter().find(|naam| !naam.is_empty() && Gebiedscode::of(naam).is_none());
            let is_wet = matches!(cell(row, water).to_uppercase().as_str(), "JA" | "B") || is_water(&code);
            let Some(naam) = naam.filter(|_| !is_wet) else { continue };
            let of_gemeente = if code.soort() == Gebiedssoort::Gemeente { naam } else { cell(row, gemeente) };
            if let Some(own) = gemeentecode(code).filter(|_| !of_gemeente.is_empty()) {
                let known = self.gemeenten.entry(of_gemeente.to_lowercase()).or_default();
                of_gemeente.clone_into(&mut known.0);
                known.1.insert(own);
            }
            self.namen.insert((code.soort(), code), naam.to_owned());
        }
    }

    /// A municipality by its name, its code or both: what it is called, and its code.
    ///
    /// # Errors
    /// When it is not in the list, or that does not say which it is (Dutch).
    pub(crate) fn gemeente(&self, naam: &str, code: Option<Gebiedscode>) -> Result<(String, Gebiedscode), String> {
        if let Some(code) = code {
            let known = self.gemeenten.values().find(|(_, codes)| codes.contains(&code)).map(|(naam, _)| naam.as_str());
            let naam = known.or(Some(naam).filter(|naam| !naam.is_empty()));
            return match (self.of(code).next(), naam) {
                (None, _) => Err(format!("De gemeente {} staat niet in dit bestand.", code.as_str())),
                (_, None) => {
                    Err(format!("Het bestand zegt niet hoe {0} heet. Schrijf de naam ervoor: … {0}.", code.as_str()))
                }
                (_, Some(naam)) => Ok((naam.to_owned(), code)),
            };
        }
        let known = self.gemeenten.get(&naam.to_lowercase());
        match known.map(|(naam, codes)| (naam, codes.iter().collect::<Vec<_>>())) {
            Some((naam, codes)) if codes.len() == 1 => Ok((naam.clone(), *codes[0])),
            Some((_, codes)) => {
                let codes: Vec<&str> = codes.into_iter().map(Gebiedscode::as_str).collect();
                Err(format!("Er is meer dan één gemeente “{naam}”. Kies uit: {}.", codes.join(", ")))
            }
            None if self.gemeenten.is_empty() => Err(format!(
                "Het bestand zegt niet welke gemeente {naam} is. Schrijf de code erachter, zoals: {naam} GM1234."
            )),
            None => {
                let names = self.gemeenten.values().map(|(naam, _)| naam.as_str());
                let meant = nearest(naam, names).map(|meant| format!(" Bedoelde u {meant}?")).unwrap_or_default();
                Err(format!("De gemeente “{naam}” staat niet in dit bestand.{meant}"))
            }
        }
    }

    /// What there is in a municipality, itself first, then its wijken and its buurten.
    pub(crate) fn of(&self, gemeente: Gebiedscode) -> impl Iterator<Item = (Gebiedscode, &str)> {
        let own = self.namen.iter().filter(move |((_, code), _)| code.of_gemeente() == gemeente.of_gemeente());
        own.map(|((_, code), naam)| (*code, naam.as_str()))
    }
}

/// The code of the municipality that an area lies in, or is.
fn gemeentecode(code: Gebiedscode) -> Option<Gebiedscode> {
    Gebiedscode::of(&format!("GM{}", String::from_utf8_lossy(code.of_gemeente())))
}
