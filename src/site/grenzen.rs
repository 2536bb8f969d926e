//! The boundaries of the areas, and those of the wijken that are made of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::areas::Areas;
use super::register::Register;
use super::{Deel, LinkedWijk, Samenstelling};
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::geo::{self, Bounds, Fault, Outline, Point, Topology};
use crate::kinds::{Grens, Grenzen};
use crate::values::{Gebiedscode, Gebiedssoort};

/// Two areas have the same land when so much of it is in both: the rest is what one measures and draws differently.
pub(super) const SAME: f64 = 0.95;

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
    /// The outlines of each year, where there are several years to compare.
    jaren: BTreeMap<u16, BTreeMap<Gebiedscode, Arc<Outline>>>,
    /// The outlines of the wijken, once a page asks for them.
    wijken: OnceLock<Option<Omtrekken>>,
}

impl Begrenzing {
    /// What the files say; of two that have an area as it is now, that of the last year counts.
    pub(super) fn new(register: &Register, areas: &Areas, findings: &mut Findings) -> Self {
        let mut items = register.items::<Grenzen>();
        items.sort_by_key(|item| item.value.jaar);
        let (mut all, mut jaren) = (BTreeMap::new(), BTreeMap::new());
        let has_years = items.iter().map(|item| item.value.jaar).collect::<BTreeSet<_>>().len() > 1;
        for item in items {
            let jaar = item.value.jaar.unwrap_or(u16::MAX);
            let named = areas.in_jaar(jaar);
            let is_of_now = areas.eerdere().all(|indeling| indeling.tot_en_met < jaar);
            let of_jaar = jaren.entry(jaar).or_insert_with(BTreeMap::new);
            let mut is_named = false;
            // Water, and areas of other municipalities, have no name here.
            for grens in item.value.grenzen.iter().filter(|grens| named.contains_key(&grens.code)) {
                is_named = true;
                match &grens.vorm {
                    // What is rough to a hundred metres tells nothing of what changed.
                    Ok(vorm) if has_years && !item.value.grof => drop(of_jaar.insert(grens.code, Arc::clone(vorm))),
                    _ => {}
                }
                match &grens.vorm {
                    _ if !is_of_now => {}
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
        Self { areas: all, jaren, wijken: OnceLock::new() }
    }

    /// The years of which there are outlines to compare.
    pub(super) fn jaren(&self) -> impl Iterator<Item = u16> {
        self.jaren.iter().filter(|(_, outlines)| !outlines.is_empty()).map(|(jaar, _)| *jaar)
    }

    /// Whether an area has other land now than it had in a year or since; `None` when boundaries do not tell.
    pub(crate) fn is_changed_since(&self, code: &Gebiedscode, jaar: u16) -> Option<bool> {
        let (now, _) = self.areas.get(code).filter(|(_, file)| !file.grof)?;
        let then = self.jaren.range(jaar..).filter_map(|(_, of_jaar)| of_jaar.get(code));
        let mut others = then.filter(|then| !Arc::ptr_eq(then, now)).peekable();
        others.peek()?;
        Some(others.any(|then| is_other(&[then], &[now])))
    }

    /// The outlines that a wijk was made of in a year; `None` when not all of them are known.
    pub(super) fn land(&self, jaar: u16, Samenstelling { buurten, delen }: &Samenstelling) -> Option<Vec<&Outline>> {
        let of_jaar = self.jaren.get(&jaar)?;
        let mut land = Vec::new();
        for deel in delen {
            match of_jaar.get(&deel.cbs_wijk).filter(|_| deel.is_whole) {
                Some(whole) => land.push(&**whole),
                None => {
                    for code in &buurten[deel.buurten.clone()] {
                        land.push(&**of_jaar.get(code)?);
                    }
                }
            }
        }
        (!land.is_empty()).then_some(land)
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
        for deel in &wijk.nu.delen {
            if let Some((vorm, _)) = whole(deel) {
                nearest = nearest.min(geo::distance(vorm, point));
                continue;
            }
            for code in &wijk.nu.buurten[deel.buurten.clone()] {
                nearest = nearest.min(geo::distance(&self.areas.get(code)?.0, point));
            }
        }
        nearest.is_finite().then_some(nearest / 10.0)
    }

    fn unions(&self, wijken: &[LinkedWijk]) -> Option<Omtrekken> {
        let is_whole = |deel: &Deel| deel.is_whole && self.areas.contains_key(&deel.cbs_wijk);
        let in_whole = wijken.iter().flat_map(|wijk| &wijk.nu.delen).all(is_whole);
        let codes = |wijk: &LinkedWijk| -> Vec<Gebiedscode> {
            if in_whole { wijk.nu.delen.iter().map(|deel| deel.cbs_wijk).collect() } else { wijk.nu.buurten.clone() }
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

/// Whether two areas do not have the same land.
pub(super) fn is_other(one: &[&Outline], other: &[&Outline]) -> bool {
    geo::in_both(one, other).is_none_or(|part| part < SAME)
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
