//! What is measured, over the years: the same indicator of several sources is one topic.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;
use std::sync::Arc;

use super::cijfers::IndicatorIndex;
use super::{Bron, Site, Uitkomst, WijkIndex};
use crate::draw::grafiek::stippen;
use crate::kinds::Indicator;
use crate::values::{Getal, Slug};

/// How many topics are on the page of a wijk when nobody chose.
const CHOSEN: usize = 4;

/// Something that is measured.
#[derive(Debug)]
pub(crate) struct Onderwerp {
    /// The id of its place on a page.
    pub anker: String,
    /// The figures of each year, newest first.
    pub jaren: Vec<Jaargang>,
    /// Whether it is one of the few on the page of a wijk.
    pub uitgelicht: bool,
    /// How all wijken lie beside each other in the newest year, when they differ.
    pub verdeling: Option<Verdeling>,
}

/// How all wijken lie beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdeling {
    /// The lowest figure.
    pub laagste: Getal,
    /// The highest.
    pub hoogste: Getal,
    /// How many wijken have a figure.
    pub wijken: usize,
    /// The dots of these. Pages share them: there may be thousands.
    pub pad: Arc<str>,
}

/// The figure of a wijk in one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Jaarcijfer {
    /// The year.
    pub jaargang: Jaargang,
    /// The figure.
    pub getal: Option<Getal>,
    /// Whether the wijk had other land in the year before it in this list.
    pub breuk: bool,
}

/// The figures of one year: the place of their source in [`Site::bronnen`], and of the indicator in that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Jaargang {
    /// The source.
    pub bron: usize,
    /// The indicator.
    pub indicator: IndicatorIndex,
}

/// The topics of all sources, those of the newest first.
pub(super) fn onderwerpen(bronnen: &[Bron]) -> Vec<Onderwerp> {
    let mut onderwerpen: Vec<Onderwerp> = Vec::new();
    let mut known: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    let mut ids = BTreeSet::new();
    for (bron, source) in bronnen.iter().enumerate() {
        let value = &source.item.value;
        for (index, indicator) in value.indicatoren.iter().enumerate() {
            let jaargang = Jaargang { bron, indicator: index };
            let same = known.entry((indicator.indicator.value.as_str(), &*indicator.eenheid)).or_default();
            let is_same = |onderwerp: &Onderwerp| {
                let Jaargang { bron, indicator: other } = onderwerp.jaren[onderwerp.jaren.len() - 1];
                let earlier = &bronnen[bron].item.value;
                // Two of one year are two topics, whatever they are called.
                earlier.jaar != value.jaar
                    && discriminant(&earlier.indicatoren[other].soort) == discriminant(&indicator.soort)
            };
            let earlier = same.iter().find(|place| is_same(&onderwerpen[**place]));
            if let Some(place) = earlier {
                onderwerpen[*place].jaren.push(jaargang);
            } else {
                same.push(onderwerpen.len());
                let anker = free(&indicator.indicator.value, &mut ids);
                onderwerpen.push(Onderwerp {
                    anker,
                    jaren: vec![jaargang],
                    uitgelicht: indicator.uitgelicht,
                    verdeling: verdeling(source, index),
                });
            }
        }
    }
    if onderwerpen.iter().all(|onderwerp| !onderwerp.uitgelicht) {
        for onderwerp in onderwerpen.iter_mut().take(CHOSEN) {
            onderwerp.uitgelicht = true;
        }
    }
    onderwerpen
}

/// How all wijken lie beside each other: when there are more than two, and not all are equal.
fn verdeling(bron: &Bron, indicator: IndicatorIndex) -> Option<Verdeling> {
    let known: Vec<Getal> = bron.wijken.iter().filter_map(|figures| figures[indicator].getal).collect();
    let laagste = known.iter().copied().min_by(|one, other| one.exact(*other))?;
    let hoogste = known.iter().copied().max_by(|one, other| one.exact(*other))?;
    let places: Vec<u16> = known.iter().filter_map(|getal| getal.between(laagste, hoogste)).collect();
    let wijken = known.len();
    (wijken > 2 && places.len() == wijken).then(|| Verdeling { laagste, hoogste, wijken, pad: stippen(places).into() })
}

/// An id that no other topic has.
fn free(name: &str, taken: &mut BTreeSet<String>) -> String {
    let name = Slug::of(name).map_or_else(String::new, |slug| format!(".{slug}"));
    let mut numbers = (2..).map(|number| format!("onderwerp{name}.{number}"));
    let mut id = format!("onderwerp{name}");
    while !taken.insert(id.clone()) {
        id = numbers.next().unwrap_or_default();
    }
    id
}

impl Onderwerp {
    /// The figures of the newest year.
    pub(crate) fn laatste(&self) -> Jaargang {
        self.jaren[0]
    }

    /// The figures of a wijk, from the oldest on.
    pub(crate) fn over_de_jaren(&self, site: &Site, wijk: WijkIndex) -> Vec<Jaarcijfer> {
        let reeks = |jaargang: Jaargang| site.reeks(wijk, jaargang.jaar(site));
        let mut before = None;
        let years = self.jaren.iter().rev().map(|jaargang| {
            let breuk = before.replace(*jaargang).is_some_and(|before| reeks(before) != reeks(*jaargang));
            Jaarcijfer { jaargang: *jaargang, getal: jaargang.of_wijk(site, wijk).getal, breuk }
        });
        years.collect()
    }
}

impl Jaargang {
    /// Their source.
    pub(crate) fn bron(self, site: &Site) -> &Bron {
        &site.bronnen[self.bron]
    }

    /// What was measured.
    pub(crate) fn indicator(self, site: &Site) -> &Indicator {
        &self.bron(site).item.value.indicatoren[self.indicator]
    }

    /// The year.
    pub(crate) fn jaar(self, site: &Site) -> u16 {
        self.bron(site).jaar()
    }

    /// The figure of a wijk.
    pub(crate) fn of_wijk(self, site: &Site, wijk: WijkIndex) -> Uitkomst {
        self.bron(site).all_of_wijk(wijk)[self.indicator]
    }

    /// The figure of the municipality.
    pub(crate) fn of_gemeente(self, site: &Site) -> Option<Getal> {
        let code = site.info.as_ref()?.value.gemeentecode.as_ref()?;
        self.bron(site).of_area(&code.value, self.indicator).getal
    }
}
