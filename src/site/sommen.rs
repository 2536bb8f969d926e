//! Figures that are sums of others, and which of them are left out so that no secret is what remains.
//!
//! Knows no areas and no topics: a figure is a place in a list.

use std::collections::{BTreeMap, BTreeSet};

use crate::values::Getal;

/// A place in a list of figures.
pub(super) type Vak = usize;

/// A figure that is the sum of others.
#[derive(Debug, Clone)]
pub(super) struct Som {
    pub(super) total: Vak,
    pub(super) parts: Vec<Vak>,
}

impl Som {
    /// Its parts and its total.
    fn all(&self) -> impl Iterator<Item = Vak> {
        self.parts.iter().copied().chain([self.total])
    }
}

/// What readers are told of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Getoond {
    /// The figure.
    Ja(Getal),
    /// What everybody knows: that there are a hundred percent.
    Vast,
    /// That it is not known, and that must stay so.
    Geheim,
    /// Nothing: the source does not say anything of it.
    Niets,
}

impl Getoond {
    /// Whether readers know it.
    fn is_known(self) -> bool {
        matches!(self, Self::Ja(_) | Self::Vast)
    }

    /// How large it is, if it can be left out.
    fn size(self) -> Option<Getal> {
        match self {
            Self::Ja(getal) => Some(getal),
            Self::Vast | Self::Geheim | Self::Niets => None,
        }
    }
}

/// Which figures are left out, so that no secret is what remains of a total. What several sums give away together is looked for when
/// they cross each other: `is_crossed`.
pub(super) fn te_verbergen(sommen: &[Som], shown: &[Getoond], is_crossed: bool) -> BTreeSet<Vak> {
    let mut shown = shown.to_vec();
    let mut hidden = BTreeSet::new();
    let together = |shown: &[Getoond]| if is_crossed { samen_verraden(sommen, shown) } else { None };
    while let Some(victim) = verraden(sommen, &shown).or_else(|| together(&shown)) {
        shown[victim] = Getoond::Geheim;
        hidden.insert(victim);
    }
    hidden
}

/// The figure to leave out next, if a sum of what is shown gives a secret away.
fn verraden(sommen: &[Som], shown: &[Getoond]) -> Option<Vak> {
    // What a reader can find out, and from what.
    let mut known: Vec<bool> = shown.iter().map(|it| it.is_known()).collect();
    let mut from: BTreeMap<Vak, usize> = BTreeMap::new();
    let mut open: Vec<usize> = sommen.iter().map(|som| som.all().filter(|vak| !known[*vak]).count()).collect();
    let mut ready: BTreeSet<usize> = (0..sommen.len()).filter(|index| open[*index] == 1).collect();
    let mut sums_of: BTreeMap<Vak, Vec<usize>> = BTreeMap::new();
    for (index, som) in sommen.iter().enumerate() {
        for vak in som.all().filter(|vak| !known[*vak]) {
            sums_of.entry(vak).or_default().push(index);
        }
    }
    while let Some(index) = ready.pop_first() {
        let som = &sommen[index];
        let Some(vak) = som.all().find(|vak| !known[*vak]) else { continue };
        if vak != som.total && shown[vak] == Getoond::Geheim {
            return victim(index, sommen, shown, &from);
        }
        known[vak] = true;
        from.insert(vak, index);
        for other in sums_of.get(&vak).into_iter().flatten() {
            open[*other] -= 1;
            if open[*other] == 1 {
                ready.insert(*other);
            }
        }
    }
    None
}

/// The figure to leave out next, if all sums together give a secret away: the smallest near it.
fn samen_verraden(sommen: &[Som], shown: &[Getoond]) -> Option<Vak> {
    let public = openbaar(sommen, shown);
    let secret = opgelost(sommen, shown).into_iter().find(|vak| shown[*vak] == Getoond::Geheim && !public[*vak])?;
    let (mut near, mut seen) = (BTreeSet::from([secret]), BTreeSet::new());
    loop {
        let sums = sommen.iter().enumerate().filter(|(_, som)| som.all().any(|vak| near.contains(&vak)));
        let new: Vec<usize> = sums.map(|(index, _)| index).filter(|index| !seen.contains(index)).collect();
        if new.is_empty() {
            return None;
        }
        let around: BTreeSet<Vak> = new.iter().flat_map(|index| sommen[*index].all()).collect();
        if let Some(smallest) = kleinste(around.iter().copied(), shown) {
            return Some(smallest);
        }
        seen.extend(new);
        near.extend(around);
    }
}

/// What is no secret, as it is the sum of what is shown.
fn openbaar(sommen: &[Som], shown: &[Getoond]) -> Vec<bool> {
    let mut public: Vec<bool> = shown.iter().map(|it| it.is_known()).collect();
    loop {
        let is_new = |som: &&Som| !public[som.total] && som.parts.iter().all(|vak| public[*vak]);
        let Some(som) = sommen.iter().find(is_new) else { return public };
        public[som.total] = true;
    }
}

/// The prime that is counted by, as fractions would have to be exact.
const PRIME: i64 = 1_000_000_007;

/// One divided by a number.
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

/// What is not shown and all sums together settle: each sum is an equation, and these are solved.
fn opgelost(sommen: &[Som], shown: &[Getoond]) -> BTreeSet<Vak> {
    type Row = BTreeMap<Vak, i64>;
    let without = |row: &mut Row, pivot: Vak, other: &Row| {
        let Some(times) = row.get(&pivot).copied() else { return };
        for (vak, factor) in other {
            let left = row.entry(*vak).or_default();
            *left = (*left - times * factor).rem_euclid(PRIME);
        }
        row.retain(|_, factor| *factor != 0);
    };
    let mut solved: BTreeMap<Vak, Row> = BTreeMap::new();
    for som in sommen {
        let mut row: Row = som.parts.iter().map(|vak| (*vak, 1)).chain([(som.total, PRIME - 1)]).collect();
        row.retain(|vak, _| !shown[*vak].is_known());
        for (pivot, other) in &solved {
            without(&mut row, *pivot, other);
        }
        let Some((pivot, factor)) = row.first_key_value().map(|(vak, factor)| (*vak, *factor)) else { continue };
        let by = inverse(factor);
        for factor in row.values_mut() {
            *factor = *factor * by % PRIME;
        }
        for other in solved.values_mut() {
            without(other, pivot, &row);
        }
        solved.insert(pivot, row);
    }
    solved.into_iter().filter(|(_, row)| row.len() == 1).map(|(vak, _)| vak).collect()
}

/// The smallest of the figures that can be left out: it is missed least, unless there is nothing.
fn kleinste(vakken: impl Iterator<Item = Vak>, shown: &[Getoond]) -> Option<Vak> {
    let sized = vakken.filter_map(|vak| Some((vak, shown[vak].size()?)));
    let smallest = sized.min_by(|(_, one), (_, other)| {
        let is_nothing = |getal: &Getal| *getal == Getal::whole(0);
        is_nothing(one).cmp(&is_nothing(other)).then(one.exact(*other))
    });
    smallest.map(|(vak, _)| vak)
}

/// Which of the figures that give something away by this sum is left out: the smallest part, as that is missed least.
fn victim(index: usize, sommen: &[Som], shown: &[Getoond], from: &BTreeMap<Vak, usize>) -> Option<Vak> {
    let (mut sums, mut seen) = (vec![index], BTreeSet::new());
    let mut totals = Vec::new();
    while let Some(index) = sums.pop() {
        if !seen.insert(index) {
            continue;
        }
        let som = &sommen[index];
        if let Some(vak) = kleinste(som.parts.iter().copied(), shown) {
            return Some(vak);
        }
        totals.push(som.total);
        sums.extend(som.parts.iter().chain([&som.total]).filter_map(|vak| from.get(vak)));
    }
    totals.into_iter().find(|vak| shown[*vak].size().is_some())
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
            let hidden = te_verbergen(&sommen, &shown, false);
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

    /// Topics that are the parts of a whole (the first column), for each area of a tree: buurten in wijken in a municipality.
    fn kruistabel() -> impl Strategy<Value = Gemeente> {
        let part = prop_oneof![2 => (0_i64..50).prop_map(|value| (value, true)), 1 => (0_i64..50).prop_map(|value| (value, false))];
        let buurt = prop::collection::vec(part, 3);
        let wijken = prop::collection::vec(prop::collection::vec(buurt, 1..4), 1..4);
        (wijken, any::<bool>(), any::<u32>()).prop_map(|(wijken, is_percent, hides)| {
            let (mut sommen, mut shown) = (Vec::new(), Vec::new());
            let mut add = |getoond| {
                shown.push(getoond);
                shown.len() - 1
            };
            let hundred = add(Getoond::Vast);
            let of = |value, is_shown| if is_shown { Getoond::Ja(Getal::whole(value)) } else { Getoond::Geheim };
            let mut hides = (0..).map(|bit| hides >> (bit % 32) & 3 == 3);
            let mut is_shown = || !hides.next().unwrap();
            let mut rows = Vec::new();
            for buurten in &wijken {
                let mut own = Vec::new();
                for buurt in buurten {
                    let parts: Vec<Vak> = buurt.iter().map(|(value, is_shown)| add(of(*value, *is_shown))).collect();
                    let total =
                        if is_percent { hundred } else { add(of(buurt.iter().map(|it| it.0).sum(), is_shown())) };
                    sommen.push(Som { total, parts: parts.clone() });
                    own.push([&parts[..], &[total]].concat());
                }
                rows.push((own, buurten));
            }
            // Shares of areas are no sums of each other.
            if !is_percent {
                let mut above: Vec<Vec<Vak>> = Vec::new();
                let mut whole = [0; 3];
                for (own, buurten) in &rows {
                    let values: Vec<i64> =
                        (0..3).map(|topic| buurten.iter().map(|buurt| buurt[topic].0).sum()).collect();
                    whole.iter_mut().zip(&values).for_each(|(all, value)| *all += value);
                    let mut cells: Vec<Vak> = values.iter().map(|value| add(of(*value, is_shown()))).collect();
                    cells.push(add(of(values.iter().sum(), is_shown())));
                    sommen.push(Som { total: cells[3], parts: cells[..3].to_vec() });
                    for topic in 0..4 {
                        sommen.push(Som { total: cells[topic], parts: own.iter().map(|row| row[topic]).collect() });
                    }
                    above.push(cells);
                }
                let mut cells: Vec<Vak> = whole.iter().map(|value| add(of(*value, is_shown()))).collect();
                cells.push(add(of(whole.iter().sum(), is_shown())));
                sommen.push(Som { total: cells[3], parts: cells[..3].to_vec() });
                for topic in 0..4 {
                    sommen.push(Som { total: cells[topic], parts: above.iter().map(|row| row[topic]).collect() });
                }
            }
            Gemeente { sommen, shown }
        })
    }

    proptest! {
        /// Nor can it by topics that are the parts of a whole: men and women, ages, shares of a hundred.
        #[test]
        fn no_secret_can_be_reckoned_from_other_topics(Gemeente { sommen, shown } in kruistabel()) {
            let hidden = te_verbergen(&sommen, &shown, true);
            let is_open = |vak: Vak| hidden.contains(&vak) || !shown[vak].is_known();
            let found = settled(&sommen, &(0..shown.len()).map(is_open).collect::<Vec<_>>());
            // A sum of what all can read is no secret.
            let after: Vec<Getoond> =
                (0..shown.len()).map(|vak| if is_open(vak) { Getoond::Geheim } else { shown[vak] }).collect();
            let public = openbaar(&sommen, &after);
            let told = found.iter().filter(|vak| shown[**vak] == Getoond::Geheim && !public[**vak]).collect::<Vec<_>>();
            prop_assert!(told.is_empty(), "{:?}, {:?} left out of {:?}", told, hidden, shown);
            if !shown.contains(&Getoond::Geheim) {
                prop_assert!(hidden.is_empty());
            }
        }
    }

    #[test]
    fn the_smallest_other_is_left_out() {
        let ja = |value| Getoond::Ja(Getal::whole(value));
        let som = [Som { total: 0, parts: vec![1, 2, 3, 4] }];
        let hidden = |shown: [Getoond; 5]| te_verbergen(&som, &shown, false);
        assert_eq!(hidden([ja(100), ja(50), ja(30), ja(15), Getoond::Geheim]), BTreeSet::from([3]));
        // Nothing gives nothing away.
        assert_eq!(hidden([ja(100), ja(50), ja(45), ja(0), Getoond::Geheim]), BTreeSet::from([2]));
        assert_eq!(hidden([ja(100), ja(50), ja(45), Getoond::Geheim, Getoond::Geheim]), BTreeSet::new());
        assert_eq!(hidden([Getoond::Niets, ja(50), ja(30), ja(15), Getoond::Geheim]), BTreeSet::new());
        assert_eq!(hidden([ja(100), ja(50), ja(30), ja(15), Getoond::Niets]), BTreeSet::new());
        assert_eq!(hidden([Getoond::Geheim, ja(50), ja(30), ja(15), ja(5)]), BTreeSet::new());
    }
}
