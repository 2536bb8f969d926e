//! What wijken are made of in figures of earlier years. CBS draws its areas anew each year, and a code holds within its year only.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::areas::Areas;
use super::{Gebied, LinkedWijk, WijkIndex};
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::values::{Gebiedscode, Gebiedssoort};

/// The areas as they were up to a year.
#[derive(Debug)]
pub(crate) struct Indeling {
    /// The last year that they are for.
    pub tot_en_met: u16,
    /// The areas.
    pub gebieden: BTreeMap<Gebiedscode, Gebied>,
}

/// What a wijk is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Samenstelling {
    /// Its buurten, in order of code.
    pub buurten: Vec<Gebiedscode>,
    /// The CBS wijken that it has buurten of.
    pub delen: Vec<Deel>,
}

/// What a wijk has of a CBS wijk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Deel {
    /// The CBS wijk.
    pub cbs_wijk: Gebiedscode,
    /// Its place in [`Samenstelling::buurten`].
    pub buurten: Range<usize>,
    /// Whether these are all buurten that the CBS wijk has.
    pub is_whole: bool,
}

/// What a wijk is made of in figures up to a year.
#[derive(Debug)]
pub(crate) struct Eerder {
    /// The last year.
    pub tot_en_met: u16,
    /// What it is made of.
    pub samenstelling: Samenstelling,
}

/// How many buurten each CBS wijk has.
pub(super) fn cbs_wijken(named: &BTreeMap<Gebiedscode, Gebied>) -> BTreeMap<Gebiedscode, usize> {
    let mut counts = BTreeMap::new();
    for code in named.keys().filter(|code| code.soort() == Gebiedssoort::Buurt) {
        if let Some(cbs_wijk) = code.cbs_wijk() {
            *counts.entry(cbs_wijk).or_default() += 1;
        }
    }
    counts
}

/// The buurten that an area stands for: itself, or all of a CBS wijk.
pub(super) fn buurten_of(code: &Gebiedscode, named: &BTreeMap<Gebiedscode, Gebied>) -> Vec<Gebiedscode> {
    match code.soort() {
        Gebiedssoort::Buurt => named.contains_key(code).then_some(*code).into_iter().collect(),
        Gebiedssoort::Wijk => {
            let first = code.before_buurten();
            let buurten = named.range(first..).map(|(buurt, _)| buurt);
            buurten.take_while(|buurt| buurt.is_in(code)).copied().collect()
        }
        Gebiedssoort::Gemeente => Vec::new(),
    }
}

impl Samenstelling {
    /// Of these buurten; `all` says how many each CBS wijk has. A CBS wijk of which no buurten are named stands for itself.
    pub(super) fn new(
        mut buurten: Vec<Gebiedscode>,
        named: &BTreeMap<Gebiedscode, Gebied>,
        all: &BTreeMap<Gebiedscode, usize>,
    ) -> Self {
        buurten.sort();
        let mut delen: Vec<Deel> = Vec::new();
        for (index, buurt) in buurten.iter().enumerate() {
            let Some(cbs_wijk) = buurt.cbs_wijk() else { continue };
            match delen.last_mut().filter(|last| last.cbs_wijk == cbs_wijk) {
                Some(last) => last.buurten.end = index + 1,
                None => delen.push(Deel { cbs_wijk, buurten: index..index + 1, is_whole: false }),
            }
        }
        for deel in &mut delen {
            let own = &buurten[deel.buurten.clone()];
            let count = all.get(&deel.cbs_wijk).copied().unwrap_or_default();
            let is_all = own.len() == count || own == [deel.cbs_wijk] && count == 0;
            deel.is_whole = is_all && own.iter().all(|code| named.contains_key(code));
        }
        Self { buurten, delen }
    }
}

impl LinkedWijk {
    /// What it is made of in the figures of a year.
    pub(crate) fn in_jaar(&self, jaar: u16) -> &Samenstelling {
        let eerder = self.eerder.iter().find(|eerder| jaar <= eerder.tot_en_met);
        eerder.map_or(&self.nu, |eerder| &eerder.samenstelling)
    }
}

impl Areas {
    /// Says of every wijk what it is made of in earlier years, as far as editors wrote down that it was, or that the areas were,
    /// different. What is not known of a year is kept: it has no figures, so that its wijk has none.
    pub(super) fn eerder(&mut self, wijken: &mut [LinkedWijk], this_year: u16, findings: &mut Findings) {
        for wijk in &*wijken {
            self.entries(wijk, this_year, findings);
        }
        let written = wijken.iter().flat_map(|wijk| &wijk.item.value.eerdere_buurten);
        let lists = self.eerdere().map(|indeling| indeling.tot_en_met);
        let years: BTreeSet<u16> = written.map(|eerder| eerder.tot_en_met.value.0).chain(lists).collect();
        let mut told = BTreeSet::new();
        for jaar in years {
            let made = self.in_wijken(wijken, jaar, &mut told, findings);
            for (wijk, samenstelling) in wijken.iter_mut().zip(made) {
                wijk.eerder.push(Eerder { tot_en_met: jaar, samenstelling });
            }
        }
    }

    /// Looks at what a wijk says of earlier years.
    fn entries(&self, wijk: &LinkedWijk, this_year: u16, findings: &mut Findings) {
        let path = &wijk.item.document.path;
        let mut seen = BTreeMap::new();
        for eerder in &wijk.item.value.eerdere_buurten {
            let (jaar, place) = (eerder.tot_en_met.value.0, Place::new(path, eerder.tot_en_met.span));
            if let Some(first) = seen.insert(jaar, place.clone()) {
                let message = format!("De buurten tot en met {jaar} staan er twee keer.");
                let finding = Finding::new(Code::EarlierBuurten, place, message).label("hier nog eens");
                findings.push(finding.related(first, "eerder hier").tip("Laat er één staan, of verander het jaar."));
            } else if jaar > this_year {
                let message = format!("Het jaar {jaar} is nog niet begonnen: dit zijn dus geen buurten van eerder.");
                findings.push(
                    Finding::new(Code::EarlierBuurten, place, message)
                        .tip("Schrijf bij `tot_en_met` het laatste jaar waarin de wijk uit deze buurten bestond."),
                );
            }
            for deel in &eerder.buurten {
                let place = Place::new(path, deel.span);
                let Some(code) = self.code(&deel.value, &place, findings) else { continue };
                let named = self.in_jaar(jaar);
                if !named.contains_key(&code) && buurten_of(&code, named).is_empty() {
                    self.unknown(&code, Some(jaar), place, findings);
                }
            }
        }
    }

    /// What all wijken are made of in a year; a buurt that two have is told.
    fn in_wijken(
        &mut self,
        wijken: &[LinkedWijk],
        jaar: u16,
        told: &mut BTreeSet<Place>,
        findings: &mut Findings,
    ) -> Vec<Samenstelling> {
        let named = self.in_jaar(jaar);
        let all = cbs_wijken(named);
        let mut claimed: BTreeMap<Gebiedscode, (WijkIndex, Place, bool)> = BTreeMap::new();
        let mut made = Vec::with_capacity(wijken.len());
        for (index, wijk) in wijken.iter().enumerate() {
            let (written, is_earlier) = wijk.item.value.buurten_in(jaar);
            let mut buurten = Vec::new();
            for deel in written {
                let Some(code) = deel.value.code() else { continue };
                let place = Place::new(&wijk.item.document.path, deel.span);
                let mut meant = buurten_of(&code, named);
                if meant.is_empty() {
                    meant.push(code);
                }
                for buurt in meant {
                    let Some((_, earlier, was_earlier)) = claimed.get(&buurt) else {
                        claimed.insert(buurt, (WijkIndex(index), place.clone(), is_earlier));
                        buurten.push(buurt);
                        continue;
                    };
                    // Of two that say what holds now it is told already.
                    if (is_earlier || *was_earlier) && told.insert(place.clone()) {
                        let naam = named.get(&buurt).map_or("", |gebied| &*gebied.naam);
                        let message = format!("De buurt {naam} ({buurt}) staat in {jaar} al bij een wijk.");
                        findings.push(
                            Finding::new(Code::BuurtInTwoWijken, place.clone(), message)
                                .label("hier nog eens")
                                .related(earlier.clone(), "eerder hier")
                                .tip("Een buurt hoort in elk jaar bij één wijk. Haal één van de twee regels weg."),
                        );
                    }
                    break;
                }
            }
            made.push(Samenstelling::new(buurten, named, &all));
        }
        self.give_wijken(jaar, &claimed.into_iter().map(|(code, (wijk, ..))| (code, wijk)).collect());
        made
    }
}
