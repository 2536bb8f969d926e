//! What a source keeps secret stays so: where a figure could be found by taking others from their total, more is left out.
//!
//! Only counts add up, so only counts can be subtracted. What is a sum of figures that are all shown is no secret.

use std::collections::{BTreeMap, BTreeSet};

use super::cijfers::{Bron, IndicatorIndex};
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

/// A place in a list of figures.
type Vak = usize;

/// A figure that is the sum of others.
#[derive(Debug, Clone)]
struct Som {
    total: Vak,
    parts: Vec<Vak>,
}

/// What readers are told of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Getoond {
    /// The figure.
    Ja(Getal),
    /// That it is not known, and that must stay so.
    Geheim,
    /// Nothing: the source does not say anything of it.
    Niets,
}

/// Leaves out what would give away a secret of a source, on a site of these wijken and areas.
pub(super) fn scherm_af(bron: &mut Bron, wijken: &[LinkedWijk], named: &BTreeMap<Gebiedscode, Gebied>) {
    let counts: Vec<IndicatorIndex> = (0..bron.decimals.len())
        .filter(|at| bron.item.value.indicatoren[*at].soort == Meetsoort::Aantal)
        .filter(|at| bron.all().any(|figures| figures[*at] == Some(Waarde::Onbekend)))
        .collect();
    if counts.is_empty() {
        return;
    }
    for (plekken, sommen) in gemeenten(bron, wijken, named) {
        for count in &counts {
            let shown: Vec<Getoond> = plekken.iter().map(|plek| bron.getoond(plek, *count)).collect();
            for vak in te_verbergen(&sommen, &shown) {
                bron.verberg(&plekken[vak], *count);
            }
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

/// Which figures are left out, so that no secret is what remains of a total.
fn te_verbergen(sommen: &[Som], shown: &[Getoond]) -> BTreeSet<Vak> {
    let mut shown = shown.to_vec();
    let mut hidden = BTreeSet::new();
    while let Some(victim) = verraden(sommen, &shown) {
        shown[victim] = Getoond::Geheim;
        hidden.insert(victim);
    }
    hidden
}

/// The figure to leave out next, if what is shown gives a secret away.
fn verraden(sommen: &[Som], shown: &[Getoond]) -> Option<Vak> {
    // What a reader can find out, and from what.
    let mut known: Vec<bool> = shown.iter().map(|it| matches!(it, Getoond::Ja(_))).collect();
    let mut from: BTreeMap<Vak, usize> = BTreeMap::new();
    loop {
        let mut found = None;
        for (index, som) in sommen.iter().enumerate() {
            let mut open = som.parts.iter().chain([&som.total]).filter(|vak| !known[**vak]);
            let (Some(vak), None) = (open.next(), open.next()) else { continue };
            if *vak != som.total && shown[*vak] == Getoond::Geheim {
                return victim(index, sommen, shown, &from);
            }
            found = Some((*vak, index));
            break;
        }
        let (vak, index) = found?;
        known[vak] = true;
        from.insert(vak, index);
    }
}

/// Which of the figures that give something away by this sum is left out: the smallest part, as that is missed least.
fn victim(index: usize, sommen: &[Som], shown: &[Getoond], from: &BTreeMap<Vak, usize>) -> Option<Vak> {
    let size = |vak: Vak| match shown[vak] {
        Getoond::Ja(getal) => Some(getal),
        Getoond::Geheim | Getoond::Niets => None,
    };
    let (mut sums, mut seen) = (vec![index], BTreeSet::new());
    let mut totals = Vec::new();
    while let Some(index) = sums.pop() {
        if !seen.insert(index) {
            continue;
        }
        let som = &sommen[index];
        let parts = som.parts.iter().filter_map(|vak| Some((*vak, size(*vak)?)));
        let smallest = parts.min_by(|(_, one), (_, other)| {
            let is_nothing = |getal: &Getal| *getal == Getal::whole(0);
            is_nothing(one).cmp(&is_nothing(other)).then(one.exact(*other))
        });
        if let Some((vak, _)) = smallest {
            return Some(vak);
        }
        totals.push(som.total);
        sums.extend(som.parts.iter().chain([&som.total]).filter_map(|vak| from.get(vak)));
    }
    totals.into_iter().find(|vak| size(*vak).is_some())
}

impl Bron {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Two ways to divide what a municipality has: into CBS wijken of buurten, and into wijken of its own.
    #[derive(Debug, Clone)]
    struct Gemeente {
        sommen: Vec<Som>,
        shown: Vec<Getoond>,
    }

    /// Buurten with their figures (`None` is a secret), in CBS wijken of so many; wijken of the municipality are every two of
    /// these, of which some have a figure of their own; which of the totals the source has.
    fn gemeente() -> impl Strategy<Value = Gemeente> {
        let buurt = prop_oneof![3 => (0_i64..50).prop_map(Some), 1 => Just(None)];
        let cbs_wijk = (prop::collection::vec((buurt, 0_i64..50), 1..5), any::<bool>());
        (prop::collection::vec(cbs_wijk, 1..6), any::<bool>(), any::<u8>()).prop_map(|(cbs, has_total, own)| {
            let (mut sommen, mut shown, mut values) = (Vec::new(), Vec::new(), Vec::new());
            let mut add = |value: i64, getoond: Getoond| {
                values.push(value);
                shown.push(getoond);
                shown.len() - 1
            };
            let mut wijken = Vec::new();
            for (buurten, is_shown) in &cbs {
                let boxes = |buurt: &(Option<i64>, i64)| match buurt.0 {
                    Some(value) => (value, Getoond::Ja(Getal::whole(value))),
                    None => (buurt.1, Getoond::Geheim),
                };
                let total: i64 = buurten.iter().map(|buurt| boxes(buurt).0).sum();
                let parts: Vec<Vak> = buurten.iter().map(boxes).map(|(value, getoond)| add(value, getoond)).collect();
                let getoond = if *is_shown { Getoond::Ja(Getal::whole(total)) } else { Getoond::Geheim };
                let vak = add(total, getoond);
                sommen.push(Som { total: vak, parts });
                wijken.push((vak, total));
            }
            let all: i64 = wijken.iter().map(|(_, total)| total).sum();
            let total = add(all, if has_total { Getoond::Ja(Getal::whole(all)) } else { Getoond::Niets });
            sommen.push(Som { total, parts: wijken.iter().map(|(vak, _)| *vak).collect() });
            let mut own_wijken = Vec::new();
            for (index, pair) in wijken.chunks(2).enumerate() {
                let value = pair.iter().map(|(_, total)| total).sum();
                let has_own = own >> index & 1 == 1;
                let vak = add(value, if has_own { Getoond::Ja(Getal::whole(value)) } else { Getoond::Niets });
                sommen.push(Som { total: vak, parts: pair.iter().map(|(vak, _)| *vak).collect() });
                own_wijken.push(vak);
            }
            sommen.push(Som { total, parts: own_wijken });
            Gemeente { sommen, shown }
        })
    }

    /// The prime that the judge counts by.
    const PRIME: i64 = 1_000_000_007;

    fn inverse(of: i64) -> i64 {
        let (mut power, mut base, mut result) = (PRIME - 2, of.rem_euclid(PRIME), 1);
        while power > 0 {
            if power & 1 == 1 {
                result = result * base % PRIME;
            }
            base = base * base % PRIME;
            power >>= 1;
        }
        result
    }

    /// Which figures all equations together settle, by solving them: another way than the one above.
    fn settled(sommen: &[Som], open: &[bool]) -> BTreeSet<Vak> {
        let mut rows: Vec<Vec<i64>> = sommen
            .iter()
            .map(|som| {
                let mut row = vec![0; open.len()];
                som.parts.iter().for_each(|vak| row[*vak] = 1);
                row[som.total] = PRIME - 1;
                row.iter().zip(open).map(|(factor, is_open)| if *is_open { *factor } else { 0 }).collect()
            })
            .collect();
        let mut done = 0;
        for column in 0..open.len() {
            let Some(pivot) = (done..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
            rows.swap(done, pivot);
            let by = inverse(rows[done][column]);
            rows[done].iter_mut().for_each(|factor| *factor = *factor * by % PRIME);
            let first = rows[done].clone();
            for (_, row) in rows.iter_mut().enumerate().filter(|(index, _)| *index != done) {
                let times = row[column];
                for (factor, of_first) in row.iter_mut().zip(&first) {
                    *factor = (*factor - times * of_first).rem_euclid(PRIME);
                }
            }
            done += 1;
        }
        let alone = |row: &Vec<i64>| {
            let mut columns = row.iter().enumerate().filter(|(_, factor)| **factor != 0).map(|(column, _)| column);
            columns.next().filter(|_| columns.next().is_none())
        };
        rows.iter().filter_map(alone).collect()
    }

    proptest! {
        /// No buurt that its source keeps secret can be found from what is shown, and without a secret nothing is left out.
        #[test]
        fn no_secret_can_be_reckoned(Gemeente { sommen, shown } in gemeente()) {
            let hidden = te_verbergen(&sommen, &shown);
            let buurten: BTreeSet<Vak> = (0..shown.len()).filter(|vak| sommen.iter().all(|som| som.total != *vak)).collect();
            let secret: BTreeSet<Vak> = buurten.iter().copied().filter(|vak| shown[*vak] == Getoond::Geheim).collect();
            let is_open = |vak: Vak| hidden.contains(&vak) || !matches!(shown[vak], Getoond::Ja(_));
            let open: Vec<bool> = (0..shown.len()).map(is_open).collect();
            let found = settled(&sommen, &open);
            prop_assert!(found.is_disjoint(&secret), "{:?} of {:?}, {:?} left out", found, secret, hidden);
            if !shown.contains(&Getoond::Geheim) {
                prop_assert!(hidden.is_empty());
            }
        }
    }

    #[test]
    fn the_smallest_other_is_left_out() {
        let ja = |value| Getoond::Ja(Getal::whole(value));
        let som = [Som { total: 0, parts: vec![1, 2, 3, 4] }];
        let hidden = |shown: [Getoond; 5]| te_verbergen(&som, &shown);
        assert_eq!(hidden([ja(100), ja(50), ja(30), ja(15), Getoond::Geheim]), BTreeSet::from([3]));
        // Nothing gives nothing away.
        assert_eq!(hidden([ja(100), ja(50), ja(45), ja(0), Getoond::Geheim]), BTreeSet::from([2]));
        assert_eq!(hidden([ja(100), ja(50), ja(45), Getoond::Geheim, Getoond::Geheim]), BTreeSet::new());
        assert_eq!(hidden([Getoond::Niets, ja(50), ja(30), ja(15), Getoond::Geheim]), BTreeSet::new());
        assert_eq!(hidden([ja(100), ja(50), ja(30), ja(15), Getoond::Niets]), BTreeSet::new());
        assert_eq!(hidden([Getoond::Geheim, ja(50), ja(30), ja(15), ja(5)]), BTreeSet::new());
    }
}
