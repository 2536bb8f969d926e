//! What a municipality may choose of a theme besides colours: the group `vormgeving` of `thema.yaml`.

use std::collections::BTreeSet;

use super::{Tokennaam, double};
use crate::diagnostics::{Findings, Place};
use crate::read::fields::{At, Field, Reader};
use crate::read::yaml::Entry;
use crate::source::SourcePath;
use crate::values::{Mismatch, Parse, Verbatim};

/// What can be chosen: the corners, the letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Themakenmerk {
    /// What editors call it.
    pub naam: String,
    /// What it is for (Dutch, a few words).
    pub waarvoor: String,
    /// What there is to choose from, first what the theme has of itself.
    pub keuzes: Vec<Themakeuze>,
}

/// One of the things to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Themakeuze {
    /// What editors call it.
    pub naam: String,
    /// The custom properties that it sets, with their values.
    pub tokens: Vec<(Tokennaam, Tokenwaarde)>,
}

/// The value of a custom property: `0.5rem`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tokenwaarde(pub String);

impl Parse for Tokenwaarde {
    const EXPECTED: &'static str = "een waarde zoals die in een stijlblad staat, zoals 0.5rem";

    /// What would end the declaration, and so change the rest of the stylesheet, is not a value.
    fn parse(text: &str) -> Result<Self, Mismatch> {
        let outside_quotes: String = text.split('"').step_by(2).collect();
        let count = |wanted: char| outside_quotes.matches(wanted).count();
        if text.contains([';', '{', '}', '\\', '\n']) || text.contains("/*") {
            return Err(Mismatch::new("in deze waarde mag geen ; { } \\ of /* staan, en hij staat op één regel"));
        }
        if !text.matches('"').count().is_multiple_of(2) || text.contains('\'') || count('(') != count(')') {
            return Err(Mismatch::new(
                "een aanhalingsteken of haakje ontbreekt, of er staat een enkel aanhalingsteken in",
            ));
        }
        Ok(Self(text.to_owned()))
    }
}

/// What can be chosen, as it is written.
#[derive(Debug)]
pub(super) struct FeatureLine {
    kenmerk: At<Verbatim>,
    waarvoor: String,
    keuzes: Vec<ChoiceLine>,
}

#[derive(Debug)]
struct ChoiceLine {
    keuze: At<Verbatim>,
    tokens: Vec<ValueLine>,
}

#[derive(Debug)]
struct ValueLine {
    token: Tokennaam,
    waarde: Tokenwaarde,
}

/// What can be chosen in a theme on top of one with these. What that one has, too, is as it says here.
pub(super) fn link(
    lines: Vec<FeatureLine>,
    mut kenmerken: Vec<Themakenmerk>,
    path: &SourcePath,
    findings: &mut Findings,
) -> Vec<Themakenmerk> {
    let mut names = BTreeSet::new();
    for FeatureLine { kenmerk: At { value: naam, span }, waarvoor, keuzes } in lines {
        if !names.insert(naam.clone()) {
            findings.push(double(&naam, Place::new(path, span)));
        }
        let mut words = BTreeSet::new();
        for ChoiceLine { keuze, .. } in &keuzes {
            if !words.insert(keuze.value.to_lowercase()) {
                findings.push(double(&keuze.value, Place::new(path, keuze.span)));
            }
        }
        let keuzes = keuzes.into_iter().map(|ChoiceLine { keuze, tokens }| Themakeuze {
            naam: keuze.value.into(),
            tokens: tokens.into_iter().map(|ValueLine { token, waarde }| (token, waarde)).collect(),
        });
        let kenmerk = Themakenmerk { naam: naam.into(), waarvoor, keuzes: keuzes.collect() };
        match kenmerken.iter_mut().find(|other| other.naam == kenmerk.naam) {
            Some(below) => *below = kenmerk,
            None => kenmerken.push(kenmerk),
        }
    }
    kenmerken
}

impl Field for FeatureLine {
    const EXPECTED: &'static str = "iets dat te kiezen is, met `kenmerk`, `waarvoor` en `keuzes`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "kenmerk, waarvoor en keuzes", |fields| {
            let (kenmerk, waarvoor) = (fields.required("kenmerk"), fields.required("waarvoor"));
            let keuzes = fields.required("keuzes");
            Some(Self { kenmerk: kenmerk?, waarvoor: waarvoor?, keuzes: keuzes? })
        })
    }
}

impl Field for ChoiceLine {
    const EXPECTED: &'static str = "een keuze met `keuze` en `tokens`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "keuze en tokens", |fields| {
            let (keuze, tokens) = (fields.required("keuze"), fields.required("tokens"));
            Some(Self { keuze: keuze?, tokens: tokens? })
        })
    }
}

impl Field for ValueLine {
    const EXPECTED: &'static str = "een kenmerk van het stijlblad met `token` en `waarde`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "token en waarde", |fields| {
            let (token, waarde) = (fields.required("token"), fields.required("waarde"));
            Some(Self { token: token?, waarde: waarde? })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_does_not_end_its_declaration() {
        for right in ["0px", ".5rem", "var(--kust-font-family)", "system-ui, \"Segoe UI (oud)\", sans-serif"] {
            assert!(Tokenwaarde::parse(right).is_ok(), "{right}");
        }
        for wrong in
            ["0; color: red", "0 } a { color: red", "\"Segoe UI", "calc(1px + 2px", "0 /* nul", "'Arial'", "a\\"]
        {
            assert!(Tokenwaarde::parse(wrong).is_err(), "{wrong}");
        }
    }
}
