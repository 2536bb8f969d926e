//! Sources of figures with their tables: read together, and what does not fit told. What a figure is worth is in `cijfers.rs`.

use std::collections::{BTreeMap, BTreeSet};

use super::afscherming::scherm_af;
use super::areas::Areas;
use super::cijfers::{Bron, Figures, IndicatorIndex};
use super::names::{KindNames, Named};
use super::register::Register;
use super::{Item, LinkedWijk, WijkIndex, tabel};
use crate::diagnostics::{Checked, Code, Finding, Findings, Place, Span};
use crate::kinds::{Cijfer, Indicator, Kengetallen, Kind, Meetsoort, Tabel};
use crate::read::fields::At;
use crate::source::SourcePath;
use crate::values::{Gebiedscode, Getal, Parse, Slug, Verbatim, Waarde, nearest};

/// Words in the name of what can be less than nothing although it adds up.
const CHANGES: &[&str] =
    &["saldo", "overschot", "tekort", "verschil", "groei", "aanwas", "toename", "afname", "verandering", "mutatie"];
/// No house is worth so few euros, on average.
const LEAST_HOUSE: i64 = 9999;
/// What there are only whole ones of.
const WHOLE: &[&str] = &[
    "personen",
    "inwoners",
    "mensen",
    "kinderen",
    "woningen",
    "huishoudens",
    "adressen",
    "gebouwen",
    "bedrijven",
    "auto's",
];

/// The sources of figures, newest year first, each with its table.
pub(super) fn bronnen(
    register: &Register,
    wijken: &[LinkedWijk],
    wijk_names: &KindNames,
    areas: &Areas,
    findings: &mut Findings,
) -> Vec<Bron> {
    let tables: BTreeMap<SourcePath, Item<Tabel>> =
        register.items::<Tabel>().into_iter().map(|item| (item.document.path.clone(), item)).collect();
    let mut used = BTreeSet::new();
    let mut dangling = register.is_incomplete(Kind::Kengetallen);
    let mut users: BTreeMap<SourcePath, (Vec<Item<Kengetallen>>, bool)> = BTreeMap::new();
    let mut bronnen = Vec::new();
    for item in register.items::<Kengetallen>() {
        let mut table = None;
        if let Some(name) = &item.value.tabel {
            let path = item.document.path.join(&name.value);
            table = path.as_ref().and_then(|path| tables.get(path));
            match (&path, table) {
                (Some(path), Some(_)) => {
                    used.insert(path.clone());
                }
                // A table with mistakes is reported itself.
                (Some(path), None) if register.documents.iter().any(|other| other.path == *path) => continue,
                _ => {
                    dangling = true;
                    let meant = nearest(&name.value, tables.keys().map(SourcePath::file_name)).map(str::to_owned);
                    findings.push(
                        Finding::new(
                            Code::DeadLink,
                            Place::new(&item.document.path, name.span),
                            format!("De tabel “{}” is er niet.", name.value),
                        )
                        .tip("Leg de tabel (.csv) in dezelfde map als dit bestand.")
                        .replacement(meant),
                    );
                    continue;
                }
            }
        }
        let wijk = |name: &At<Verbatim>| Slug::of(&name.value).and_then(|slug| wijk_names.get(&slug));
        let wijk_hints: Vec<&str> = wijken.iter().map(|wijk| wijk.item.slug().as_str()).collect();
        let checked = bron(&item, table, wijk, areas, &wijk_hints);
        if let Some(table) = table {
            let (users, is_sound) = users.entry(table.document.path.clone()).or_insert((Vec::new(), true));
            users.push(item);
            *is_sound &= checked.findings.is_empty();
        }
        bronnen.push(findings.take(checked));
    }
    // What is missing from a table is told when nothing else is wrong with it.
    for (path, table) in &tables {
        let Some((users, true)) = users.get(path) else { continue };
        let unused = tabel::unused_columns(table, users).filter(|_| !dangling);
        let jaar = users.first().map_or(0, |user| user.value.jaar.0);
        let missing = tabel::missing_rows(table, areas.in_jaar(jaar)).filter(|_| areas.is_whole());
        unused.into_iter().chain(missing).for_each(|finding| findings.push(finding));
    }
    for (path, table) in &tables {
        if !used.contains(path) && !dangling {
            findings.push(
                Finding::new(
                    Code::NotPublished,
                    Place::file(&table.document.path),
                    "Geen enkele bron van kengetallen gebruikt deze tabel.",
                )
                .tip("Noem haar in een bestand hiernaast: `tabel: …`."),
            );
        }
    }
    for bron in &mut bronnen {
        scherm_af(bron, wijken, areas.in_jaar(bron.jaar()));
        bron.of_wijken(wijken);
    }
    bronnen.sort_by_key(|bron| (std::cmp::Reverse(bron.item.value.jaar), bron.item.slug().clone()));
    bronnen
}

/// A figure that cannot be in its unit: what is wrong, and what to do.
fn against_its_unit(indicator: &Indicator, getal: Getal) -> Option<(String, &'static str)> {
    let name = &indicator.indicator.value;
    // Asked of every figure there is: the name last.
    let is_called = |words: &[&str]| {
        let naam = indicator.naam.to_lowercase();
        words.iter().any(|word| naam.contains(word))
    };
    if getal.is_above(100) && indicator.is_percent() && !is_called(CHANGES) {
        let message = format!("Een percentage is nooit meer dan 100; bij `{name}` staat {getal}.");
        return Some((
            message,
            "Kijk bij de bron welk getal hier hoort. Is het een aantal? Pas dan `soort` en `eenheid` aan.",
        ));
    }
    let is_little = getal.is_above(0) && !getal.is_above(LEAST_HOUSE);
    if is_little && matches!(&*indicator.eenheid, "euro" | "Euro" | "€") && is_called(&["woz", "woningwaarde"]) {
        let message = format!(
            "Bij `{name}` staat {getal} euro. Dat is te weinig voor een woning: het CBS schrijft duizenden euro's."
        );
        return Some((message, "Zet achter elk cijfer drie nullen, of schrijf `eenheid: × 1.000 euro`."));
    }
    None
}

/// Puts the table and the loose figures of a source together.
fn bron(
    item: &Item<Kengetallen>,
    table: Option<&Item<Tabel>>,
    wijk: impl Fn(&At<Verbatim>) -> Option<Named>,
    areas: &Areas,
    wijk_names: &[&str],
) -> Checked<Bron> {
    let indicators: Vec<&str> = item.value.indicatoren.iter().map(|it| it.indicator.value.as_str()).collect();
    let decimals = vec![0; indicators.len()];
    let mut reading = FigureReader {
        bron: Bron {
            item: item.clone(),
            by_area: BTreeMap::new(),
            by_wijk: BTreeMap::new(),
            decimals,
            gehelen: Vec::new(),
            wijken: Vec::new(),
        },
        source: &item.value,
        indicators,
        columns: table.iter().flat_map(|table| &table.value.kolommen).map(|column| column.value.as_str()).collect(),
        findings: Findings::default(),
    };
    reading.indicators(table);
    reading.gehelen();
    if let Some(table) = table {
        reading.table(table, areas);
    }
    for cijfer in &item.value.cijfers {
        reading.figure(cijfer, &wijk, areas, wijk_names);
    }
    reading.decimals();
    Checked::new(reading.bron, reading.findings)
}

/// A source while its figures are read.
pub(super) struct FigureReader<'r> {
    pub(super) bron: Bron,
    pub(super) source: &'r Kengetallen,
    indicators: Vec<&'r str>,
    /// The columns of its table.
    columns: Vec<&'r str>,
    pub(super) findings: Findings,
}

impl<'r> FigureReader<'r> {
    /// Every indicator is there once, is a column of the table or a loose figure, and is made of others that are there.
    fn indicators(&mut self, table: Option<&Item<Tabel>>) {
        let value = self.source;
        let path = &self.path();
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for indicator in &value.indicatoren {
            let At { value: name, span } = &indicator.indicator;
            let place = Place::new(path, *span);
            if let Some(earlier) = seen.insert(name, *span) {
                self.findings.push(
                    Finding::new(Code::DoubleFigure, place.clone(), format!("De indicator `{name}` is er twee keer."))
                        .related(Place::new(path, earlier), "eerder hier")
                        .tip("Laat er één staan."),
                );
            }
            if let Meetsoort::Dichtheid(Some(of)) = &indicator.soort {
                for part in [&of.teller, &of.noemer] {
                    self.is_count(part);
                }
            }
            let is_loose = value.cijfers.iter().any(|cijfer| cijfer.indicator.value == *name);
            if let Some(table) = table
                && !is_loose
                && !self.columns.contains(&name.as_str())
            {
                let finding = self.no_column(table, indicator);
                self.findings.push(finding);
            }
        }
    }

    /// An indicator and the columns do not agree: told at the one that is misspelt, as far as the rest of the file can say.
    fn no_column(&self, table: &Item<Tabel>, indicator: &Indicator) -> Finding {
        let At { value: name, span } = &indicator.indicator;
        let path = &self.path();
        let meant = self.column_meant(name);
        let column = table.value.kolommen.iter().find(|column| Some(column.value.as_str()) == meant);
        let votes =
            |name: &str| self.mentions(name) + usize::from(indicator.naam.to_lowercase() == name.to_lowercase());
        let (for_name, for_column) = (votes(name), meant.map_or(0, votes));
        match column {
            Some(column) if for_name > for_column => {
                let place = Place::new(&table.document.path, column.span);
                let message = format!("De kolom `{}` hoort niet bij een indicator; bedoelde u `{name}`?", column.value);
                Finding::new(Code::UnknownReference, place, message)
                    .related(Place::new(path, *span), "zo heet de indicator")
                    .replacement(Some(name.to_string()))
            }
            _ => Finding::new(
                Code::UnknownReference,
                Place::new(path, *span),
                format!("De tabel heeft geen kolom `{name}`."),
            )
            .tip(format!("De tabel heeft deze kolommen: {}.", self.columns.join(", ")))
            .replacement(meant.filter(|_| for_column > for_name).map(str::to_owned)),
        }
    }

    /// The column that was probably meant by an indicator, of those that no other indicator has.
    fn column_meant(&self, name: &str) -> Option<&'r str> {
        nearest(
            name,
            self.columns
                .iter()
                .copied()
                .filter(|column| !self.indicators.contains(column) && !self.source.is_broken(column)),
        )
    }

    /// How often the source calls something by this name besides the indicator itself.
    fn mentions(&self, name: &str) -> usize {
        let value = self.source;
        let parts = value.indicatoren.iter().filter_map(|indicator| match &indicator.soort {
            Meetsoort::Dichtheid(Some(of)) => Some([&of.teller, &of.noemer]),
            _ => None,
        });
        let loose = value.cijfers.iter().map(|cijfer| &cijfer.indicator);
        parts.flatten().chain(loose).filter(|part| part.value == name).count()
    }

    /// Reports a count that cannot be: less than nothing, or half a person.
    fn is_possible(&mut self, path: &SourcePath, indicator: IndicatorIndex, figure: &At<Waarde>) {
        let indicator = &self.source.indicatoren[indicator];
        let name = &indicator.indicator.value;
        let Waarde::Getal(getal) = figure.value else { return };
        if let Some((message, tip)) = against_its_unit(indicator, getal) {
            self.findings.push(Finding::new(Code::Measure, Place::new(path, figure.span), message).tip(tip));
            return;
        }
        let what = match &indicator.soort {
            Meetsoort::Aantal => "Een aantal",
            Meetsoort::Dichtheid(_) => "Een dichtheid",
            // A difference can be an average.
            Meetsoort::NietOpTellen => return,
        };
        // Nearly every figure is a whole number.
        if !getal.is_negative() && getal.decimals() == 0 {
            return;
        }
        let naam = indicator.naam.to_lowercase();
        let (message, tip) = if getal.is_negative() && !CHANGES.iter().any(|word| naam.contains(word)) {
            (
                format!("{what} is nooit kleiner dan nul; bij `{name}` staat {getal}."),
                "Is het niet bekend? Schrijf dan `onbekend`.",
            )
        } else if indicator.soort == Meetsoort::Aantal
            && getal.decimals() > 0
            && WHOLE.contains(&indicator.eenheid.to_lowercase().as_str())
        {
            (
                format!("Een aantal {} is altijd een heel getal; bij `{name}` staat {getal}.", indicator.eenheid),
                "Kijk bij de bron welk getal hier hoort. Is het een gemiddelde? Pas dan `soort` aan.",
            )
        } else {
            return;
        };
        self.findings.push(Finding::new(Code::TableRow, Place::new(path, figure.span), message).tip(tip));
    }

    /// The rows of the table: each area once, and each with a name.
    fn table(&mut self, table: &Item<Tabel>, areas: &Areas) {
        let path = &table.document.path;
        let indicators: Vec<_> = self.columns.iter().map(|column| self.index(column)).collect();
        let mut seen: BTreeMap<&Gebiedscode, Span> = BTreeMap::new();
        for (At { value: code, span }, values) in &table.value.rijen {
            let place = Place::new(path, *span);
            if let Some(earlier) = seen.insert(code, *span) {
                self.findings.push(
                    Finding::new(Code::DoubleFigure, place, format!("Het gebied {code} staat er twee keer in."))
                        .label("hier nog eens")
                        .related(Place::new(path, earlier), "eerder hier")
                        .tip("Laat één van de twee rijen staan."),
                );
            } else if areas.may_contain(code, self.source.jaar.0) {
                let mut figures = self.unknown();
                for (indicator, figure) in indicators.iter().zip(values) {
                    let Some(indicator) = *indicator else { continue };
                    figures[indicator] = Some(figure.value);
                    self.is_possible(path, indicator, figure);
                }
                self.bron.by_area.insert(*code, figures);
            } else {
                self.findings.push(
                    Finding::new(Code::UnknownArea, place, areas.not_there(code, Some(self.source.jaar.0)))
                        .tip("Zet de code met de naam in een lijst in content/gebieden, of haal deze rij weg."),
                );
            }
        }
    }

    /// Notes how precise the source is, so that what is computed from it is as precise and no more.
    fn decimals(&mut self) {
        for figures in self.bron.by_area.values() {
            for (most, figure) in self.bron.decimals.iter_mut().zip(figures) {
                if let Some(Waarde::Getal(getal)) = figure {
                    *most = getal.decimals().max(*most);
                }
            }
        }
    }

    /// A loose figure, of a CBS area or of a wijk.
    fn figure(
        &mut self,
        cijfer: &Cijfer,
        wijk: &impl Fn(&At<Verbatim>) -> Option<Named>,
        areas: &Areas,
        wijk_names: &[&str],
    ) {
        let Some(indicator) = self.indicator(&cijfer.indicator) else { return };
        self.is_possible(&self.path(), indicator, &cijfer.waarde);
        let At { value: gebied, span } = &cijfer.gebied;
        let place = Place::new(&self.path(), *span);
        let unknown = self.unknown();
        let earlier = match (Gebiedscode::parse(gebied), wijk(&cijfer.gebied)) {
            (Ok(code), _) if areas.may_contain(&code, self.source.jaar.0) => {
                self.bron.by_area.entry(code).or_insert(unknown)[indicator].replace(cijfer.waarde.value)
            }
            (Ok(code), _) => {
                self.findings.push(
                    Finding::new(Code::UnknownArea, place, areas.not_there(&code, Some(self.source.jaar.0)))
                        .tip("Zet de code met de naam in een lijst in content/gebieden."),
                );
                return;
            }
            (Err(_), Some(Named::Index(wijk))) => {
                self.bron.by_wijk.entry(WijkIndex(wijk)).or_insert(unknown)[indicator].replace(cijfer.waarde.value)
            }
            // A draft, or a wijk with mistakes that are reported there: its figures wait with it.
            (Err(_), Some(_)) => None,
            (Err(_), None) => {
                let message = format!("“{gebied}” is geen wijk en geen code van het CBS.");
                let called = match areas.called(gebied) {
                    [code] => Some(code.as_str()),
                    _ => nearest(gebied, wijk_names.iter().copied().filter(|_| !self.findings.are_many())),
                };
                self.findings.push(
                    Finding::new(Code::UnknownReference, place, message)
                        .tip(format!("Noem een wijk ({}) of een code zoals BU12340500.", wijk_names.join(", ")))
                        .replacement(called.map(str::to_owned)),
                );
                return;
            }
        };
        if earlier.is_some() {
            let message = format!("Voor {gebied} staat `{}` er twee keer.", cijfer.indicator.value);
            let finding = Finding::new(Code::DoubleFigure, place, message);
            self.findings.push(finding.tip("Laat er één staan, in de tabel of hier."));
        }
    }

    /// Reports a part of a density that is not a count: only counts add up. (It also keeps a density out of itself.)
    fn is_count(&mut self, name: &At<Verbatim>) {
        if self.indicator(name).is_some() && self.bron.count(&name.value).is_none() {
            let place = Place::new(&self.path(), name.span);
            let message = format!("`{}` is geen aantal; een dichtheid wordt berekend uit twee aantallen.", name.value);
            let finding = Finding::new(Code::KeyCombination, place, message);
            self.findings.push(finding.tip("Kies een indicator met `soort: aantal`."));
        }
    }

    /// The file of the source.
    pub(super) fn path(&self) -> SourcePath {
        self.bron.item.document.path.clone()
    }

    /// What is known of an area at first.
    fn unknown(&self) -> Figures {
        vec![None; self.indicators.len()]
    }

    fn index(&self, name: &str) -> Option<IndicatorIndex> {
        self.indicators.iter().position(|indicator| *indicator == name)
    }

    /// The indicator of this name; reported when the source does not describe it.
    pub(super) fn indicator(&mut self, name: &At<Verbatim>) -> Option<IndicatorIndex> {
        if let Some(index) = self.index(&name.value) {
            return Some(index);
        }
        // An indicator that has a mistake, or is misspelt, is told itself.
        if self.source.is_broken(&name.value) {
            return None;
        }
        let is_meant = |indicator: &&str| {
            !self.columns.contains(indicator) && self.column_meant(indicator) == Some(name.value.as_str())
        };
        if self.indicators.iter().any(is_meant) {
            return None;
        }
        let place = Place::new(&self.path(), name.span);
        let message = format!("De indicator `{}` staat niet bij `indicatoren`.", name.value);
        self.findings.push(
            Finding::new(Code::UnknownReference, place, message)
                .tip(format!("Kies uit: {}.", self.indicators.join(", ")))
                .replacement(nearest(&name.value, self.indicators.iter().copied()).map(str::to_owned)),
        );
        None
    }
}
