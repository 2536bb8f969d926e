//! What a source keeps secret stays so: where a figure could be found by taking others from their total, more is left out.
//!
//! Only counts of areas add up, so only these can be subtracted; within one area so do topics of which an editor says that they are the
//! parts of a whole. What is a sum of figures that are all shown is no secret.

use std::collections::{BTreeMap, BTreeSet};

use super::cijfers::{Bron, IndicatorIndex};
use super::sommen::{Getoond, Som, Vak, te_verbergen};
use super::{Gebied, LinkedWijk, Samenstelling, WijkIndex};
use crate::kinds::Meetsoort;
use crate::values::{Gebiedscode, Gebiedssoort, Getal, Waarde};

/// An area that a figure is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cijferplek {
    /// As CBS draws it.
    Gebied(Gebiedscode),
    /// A wijk of the municipality.
    Wijk(WijkIndex),
}

/// Leaves out what would give away a secret of a source, on a site of these wijken and areas.
pub(super) fn scherm_af(bron: &mut Bron, wijken: &[LinkedWijk], named: &BTreeMap<Gebiedscode, Gebied>) {
    let (crossed, alone): (Vec<_>, Vec<_>) = (0..bron.decimals.len())
        .filter(|at| bron.is_in_a_whole(*at) || bron.is_count(*at))
        .partition(|at| bron.is_in_a_whole(*at));
    let alone: Vec<IndicatorIndex> = alone.into_iter().filter(|at| bron.has_secrets(*at)).collect();
    let crossed = if crossed.iter().any(|at| bron.has_secrets(*at)) { crossed } else { Vec::new() };
    if alone.is_empty() && crossed.is_empty() {
        return;
    }
    for (plekken, sommen) in gemeenten(bron, wijken, named) {
        for count in &alone {
            let shown: Vec<Getoond> = plekken.iter().map(|plek| bron.getoond(plek, *count)).collect();
            for vak in te_verbergen(&sommen, &shown, false) {
                bron.verberg(&plekken[vak], *count);
            }
        }
        if !crossed.is_empty() {
            bron.scherm_samen_af(&crossed, &plekken, &sommen);
        }
    }
}

/// For each municipality its areas, and which of them add up to which.
fn gemeenten(
    bron: &Bron,
    wijken: &[LinkedWijk],
    named: &BTreeMap<Gebiedscode, Gebied>,
) -> Vec<(Vec<Cijferplek>, Vec<Som>)> {
    let mut codes: BTreeSet<Gebiedscode> = bron.by_area.keys().chain(named.keys()).copied().collect();
    codes.extend(codes.clone().iter().filter_map(Gebiedscode::cbs_wijk));
    let mut by_gemeente: BTreeMap<&[u8], Vec<&Gebiedscode>> = BTreeMap::new();
    for code in &codes {
        by_gemeente.entry(code.of_gemeente()).or_default().push(code);
    }
    let mut wijken_of: BTreeMap<&[u8], Vec<(WijkIndex, &LinkedWijk)>> = BTreeMap::new();
    for (index, wijk) in wijken.iter().enumerate() {
        if let Some(first) = wijk.in_jaar(bron.jaar()).buurten.first() {
            wijken_of.entry(first.of_gemeente()).or_default().push((WijkIndex(index), wijk));
        }
    }
    let parts = |gemeente: &[u8], codes: Vec<&Gebiedscode>| {
        let wijken = wijken_of.get(gemeente).map_or(&[][..], Vec::as_slice);
        let plekken: Vec<Cijferplek> = codes
            .iter()
            .map(|code| Cijferplek::Gebied(**code))
            .chain(wijken.iter().map(|(index, _)| Cijferplek::Wijk(*index)))
            .collect();
        let place: BTreeMap<Cijferplek, Vak> = plekken.iter().copied().zip(0..).collect();
        let of_sort = |soort| codes.iter().filter(move |code| code.soort() == soort);
        let at = |code: &Gebiedscode| place.get(&Cijferplek::Gebied(*code)).copied();
        let mut sommen = Vec::new();
        for wijk in of_sort(Gebiedssoort::Wijk) {
            let buurten = of_sort(Gebiedssoort::Buurt).filter(|buurt| buurt.is_in(wijk)).filter_map(|it| at(it));
            sommen.extend(at(wijk).map(|total| Som { total, parts: buurten.collect() }));
        }
        for (index, linked) in wijken {
            let Samenstelling { buurten, delen } = linked.in_jaar(bron.jaar());
            let of_deel = |deel: &super::Deel| {
                if deel.is_whole {
                    vec![at(&deel.cbs_wijk)]
                } else {
                    buurten[deel.buurten.clone()].iter().map(at).collect()
                }
            };
            // One that is for a part in another municipality is no sum of these.
            let parts: Option<Vec<Vak>> = delen.iter().flat_map(of_deel).collect();
            sommen.extend(parts.map(|parts| Som { total: place[&Cijferplek::Wijk(*index)], parts }));
        }
        for total in of_sort(Gebiedssoort::Gemeente).filter_map(|it| at(it)) {
            sommen.push(Som { total, parts: of_sort(Gebiedssoort::Wijk).filter_map(|it| at(it)).collect() });
            let divided: usize = wijken.iter().map(|(_, wijk)| wijk.in_jaar(bron.jaar()).buurten.len()).sum();
            if divided == of_sort(Gebiedssoort::Buurt).count() {
                sommen.push(Som {
                    total,
                    parts: wijken.iter().map(|(index, _)| place[&Cijferplek::Wijk(*index)]).collect(),
                });
            }
        }
        sommen.retain(|som| !som.parts.is_empty());
        (plekken, sommen)
    };
    by_gemeente.into_iter().map(|(gemeente, codes)| parts(gemeente, codes)).collect()
}

impl Bron {
    /// Whether areas of it add up.
    fn is_count(&self, at: IndicatorIndex) -> bool {
        self.item.value.indicatoren[at].soort == Meetsoort::Aantal
    }

    /// Whether it adds up with others within one area.
    fn is_in_a_whole(&self, at: IndicatorIndex) -> bool {
        self.gehelen.iter().any(|(totaal, delen)| *totaal == Some(at) || delen.contains(&at))
    }

    /// Whether the source keeps something of it secret.
    fn has_secrets(&self, at: IndicatorIndex) -> bool {
        self.all().any(|figures| figures[at] == Some(Waarde::Onbekend))
    }

    /// Does so for indicators that add up with each other: men and women, ages, shares of a hundred. A secret of one can then be
    /// what remains of others in the same area.
    fn scherm_samen_af(&mut self, crossed: &[IndicatorIndex], plekken: &[Cijferplek], sommen: &[Som]) {
        let (many, hundred) = (crossed.len(), crossed.len() * plekken.len());
        let column: BTreeMap<IndicatorIndex, usize> = crossed.iter().copied().zip(0..).collect();
        let figures = plekken.iter().flat_map(|plek| crossed.iter().map(|at| self.getoond(plek, *at)));
        let shown: Vec<Getoond> = figures.chain([Getoond::Vast]).collect();
        let mut all = Vec::new();
        for row in (0..plekken.len()).map(|plek| plek * many) {
            let of_area = self.gehelen.iter().map(|(totaal, delen)| Som {
                total: totaal.map_or(hundred, |totaal| row + column[&totaal]),
                parts: delen.iter().map(|deel| row + column[deel]).collect(),
            });
            all.extend(of_area.filter(|som| som.parts.iter().any(|vak| shown[*vak] != Getoond::Niets)));
        }
        for at in crossed.iter().filter(|at| self.is_count(**at)).map(|at| column[at]) {
            all.extend(sommen.iter().map(|Som { total, parts }| Som {
                total: total * many + at,
                parts: parts.iter().map(|vak| vak * many + at).collect(),
            }));
        }
        for vak in te_verbergen(&all, &shown, true) {
            self.verberg(&plekken[vak / many], crossed[vak % many]);
        }
    }

    /// All its figures.
    fn all(&self) -> impl Iterator<Item = &super::cijfers::Figures> {
        self.by_area.values().chain(self.by_wijk.values())
    }

    /// What is told of a figure. What cannot occur is no secret.
    fn getoond(&self, plek: &Cijferplek, indicator: IndicatorIndex) -> Getoond {
        let figures = match plek {
            Cijferplek::Gebied(code) => self.by_area.get(code),
            Cijferplek::Wijk(wijk) => self.by_wijk.get(wijk),
        };
        match figures.and_then(|figures| figures[indicator]) {
            Some(Waarde::Getal(getal)) => Getoond::Ja(getal),
            Some(Waarde::NietVanToepassing) => Getoond::Ja(Getal::whole(0)),
            Some(Waarde::Onbekend) => Getoond::Geheim,
            None => Getoond::Niets,
        }
    }

    /// Leaves a count out, and the densities that are made of it.
    fn verberg(&mut self, plek: &Cijferplek, count: IndicatorIndex) {
        let indicators = &self.item.value.indicatoren;
        let name = &indicators[count].indicator.value;
        let figures = match plek {
            Cijferplek::Gebied(code) => self.by_area.get_mut(code),
            Cijferplek::Wijk(wijk) => self.by_wijk.get_mut(wijk),
        };
        for (figure, indicator) in figures.into_iter().flatten().zip(indicators) {
            let is_made_of_it = match &indicator.soort {
                Meetsoort::Dichtheid(Some(of)) => of.teller.value == *name || of.noemer.value == *name,
                _ => indicator.indicator.value == *name,
            };
            if is_made_of_it && matches!(figure, Some(Waarde::Getal(_))) {
                *figure = Some(Waarde::Onbekend);
            }
        }
    }
}
