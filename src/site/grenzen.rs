//! The boundaries of the areas, and those of the wijken that are made of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::register::Register;
use super::{Deel, Gebied, LinkedWijk};
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::geo::{self, Bounds, Fault, Outline, Point, Topology};
use crate::kinds::{Grens, Grenzen};
use crate::values::{Gebiedscode, Gebiedssoort};

/// Outlines for a map, and what is to be said of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Omtrekken {
    /// For each area its outline, if there is one.
    pub vormen: Vec<Option<Arc<Outline>>>,
    /// The years of the divisions that they are of.
    pub jaren: BTreeSet<u16>,
    /// Whether some of them are very rough.
    pub grof: bool,
}

/// The boundary of an area, and the file it is of.
type Begrensd = (Arc<Outline>, Arc<Grenzen>);

/// The boundaries of the areas that have a name.
#[derive(Debug)]
pub(crate) struct Begrenzing {
    areas: BTreeMap<Gebiedscode, Begrensd>,
    /// The outlines of the wijken, once a page asks for them.
    wijken: OnceLock<Option<Omtrekken>>,
}

impl Begrenzing {
    /// What the files say; of two that have an area, that of the last year counts.
    pub(super) fn new(register: &Register, named: &BTreeMap<Gebiedscode, Gebied>, findings: &mut Findings) -> Self {
        let mut items = register.items::<Grenzen>();
        items.sort_by_key(|item| item.value.jaar);
        let mut all = BTreeMap::new();
        for item in items {
            let mut is_named = false;
            // Water, and areas of other municipalities, have no name here.
            for grens in item.value.grenzen.iter().filter(|grens| named.contains_key(&grens.code)) {
                is_named = true;
                match &grens.vorm {
                    Ok(vorm) => drop(all.insert(grens.code, (Arc::clone(vorm), Arc::clone(&item.value)))),
                    Err(fault) => {
                        findings.push(no_boundary(grens, *fault, &named[&grens.code].naam, &item.document.path));
                    }
                }
            }
            if !is_named && !named.is_empty() {
                let message = "In dit bestand staat geen enkel gebied uit de lijst met codes en namen.";
                findings.push(
                    Finding::new(Code::Boundaries, Place::file(&item.document.path), message)
                        .tip("Kies een bestand met de wijken of buurten van uw gemeente."),
                );
            }
        }
        Self { areas: all, wijken: OnceLock::new() }
    }

    /// The outlines of these areas.
    pub(crate) fn of_areas(&self, codes: &[Gebiedscode]) -> Option<Omtrekken> {
        let found: Vec<_> = codes.iter().map(|code| self.areas.get(code)).collect();
        let vormen = found.iter().map(|found| found.map(|(vorm, _)| Arc::clone(vorm))).collect();
        Omtrekken::new(vormen, &found.into_iter().flatten().collect::<Vec<_>>())
    }

    /// The outlines of the wijken: each the union of its CBS wijken when all wijken are made of whole ones, else of its buurten. Of
    /// files with other borders the one would not fit the other.
    pub(crate) fn of_wijken(&self, wijken: &[LinkedWijk]) -> Option<&Omtrekken> {
        self.wijken.get_or_init(|| self.unions(wijken)).as_ref()
    }

    /// How many metres a place is from a wijk; `None` when that is not known, as not all of the wijk has a boundary.
    pub(crate) fn metres_to(&self, wijk: &LinkedWijk, point: Point) -> Option<f64> {
        let whole = |deel: &Deel| self.areas.get(&deel.cbs_wijk).filter(|_| deel.is_whole);
        let mut nearest = f64::INFINITY;
        for deel in &wijk.delen {
            if let Some((vorm, _)) = whole(deel) {
                nearest = nearest.min(geo::distance(vorm, point));
                continue;
            }
            for code in &wijk.buurten[deel.buurten.clone()] {
                nearest = nearest.min(geo::distance(&self.areas.get(code)?.0, point));
            }
        }
        nearest.is_finite().then_some(nearest / 10.0)
    }

    fn unions(&self, wijken: &[LinkedWijk]) -> Option<Omtrekken> {
        let is_whole = |deel: &Deel| deel.is_whole && self.areas.contains_key(&deel.cbs_wijk);
        let in_whole = wijken.iter().flat_map(|wijk| &wijk.delen).all(is_whole);
        let codes = |wijk: &LinkedWijk| -> Vec<Gebiedscode> {
            if in_whole { wijk.delen.iter().map(|deel| deel.cbs_wijk).collect() } else { wijk.buurten.clone() }
        };
        let parts: Vec<_> =
            wijken.iter().flat_map(&codes).filter_map(|code| Some((code, self.areas.get(&code)?))).collect();
        let topology = Topology::new(parts.iter().map(|(_, (vorm, _))| &**vorm));
        let places: BTreeMap<_, _> = parts.iter().zip(0..).map(|((code, _), place)| (*code, place)).collect();
        let vormen = wijken
            .iter()
            .map(|wijk| {
                let own: Vec<usize> = codes(wijk).iter().filter_map(|code| places.get(code).copied()).collect();
                (!own.is_empty()).then(|| Arc::new(topology.union(&own)))
            })
            .collect();
        Omtrekken::new(vormen, &parts.iter().map(|(_, part)| *part).collect::<Vec<_>>())
    }
}

impl Omtrekken {
    /// Outlines that were made of these boundaries; `None` when there is none.
    fn new(vormen: Vec<Option<Arc<Outline>>>, of: &[&Begrensd]) -> Option<Self> {
        let jaren = of.iter().filter_map(|(_, file)| file.jaar).collect();
        let grof = of.iter().any(|(_, file)| file.grof);
        vormen.iter().any(Option::is_some).then_some(Self { vormen, jaren, grof })
    }

    /// Whether a place lies on a map of these, or just beside them.
    pub(crate) fn reaches(&self, point: Point) -> bool {
        let bounds = Bounds::of(self.vormen.iter().flatten().flat_map(|vorm| vorm.iter().flatten()));
        bounds.is_some_and(|bounds| bounds.contains(point))
    }
}

fn no_boundary(grens: &Grens, fault: Fault, naam: &str, path: &crate::source::SourcePath) -> Finding {
    let what = match grens.code.soort() {
        Gebiedssoort::Buurt => "de buurt",
        Gebiedssoort::Wijk => "de wijk",
        Gebiedssoort::Gemeente => "de gemeente",
    };
    let code = grens.code;
    let message = match fault {
        Fault::Missing => format!("Van {what} {naam} ({code}) staat er geen grens in dit bestand."),
        Fault::NotAnArea => format!("Bij {what} {naam} ({code}) staat geen vlak, maar iets anders."),
        Fault::Flat => format!("De grens van {what} {naam} ({code}) heeft geen binnenkant."),
        Fault::Crosses => format!("De grens van {what} {naam} ({code}) kruist zichzelf."),
    };
    Finding::new(Code::NoBoundary, Place::file(path), message)
        .tip("Dit gebied komt niet op de kaart, en de kaart zegt dat. Is er een beter bestand? Download de grenzen dan opnieuw bij het CBS of PDOK.")
}
