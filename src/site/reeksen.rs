//! In which years a wijk has the same land. No line joins, and nothing compares, years in which it differs.
//!
//! Where the boundaries of two years are known, these decide. Otherwise the codes do: other codes are taken for other land.

use std::collections::{BTreeMap, BTreeSet};

use super::grenzen::{Begrenzing, is_other};
use super::{Bron, LinkedWijk, Samenstelling, WijkIndex};
use crate::geo::Outline;

/// The number of the first years.
const FIRST: u16 = 1;

/// In which years each wijk has the same land.
#[derive(Debug)]
pub(super) struct Reeksen {
    /// For each wijk the number of each year.
    wijken: Vec<BTreeMap<u16, u16>>,
}

/// What is known of a wijk in a year.
#[derive(Debug)]
struct Jaarstand<'s> {
    samenstelling: &'s Samenstelling,
    land: Option<Vec<&'s Outline>>,
}

impl Reeksen {
    /// Of all years that there are figures or boundaries of.
    pub(super) fn new(bronnen: &[Bron], wijken: &[LinkedWijk], begrenzing: &Begrenzing) -> Self {
        let years: BTreeSet<u16> = bronnen.iter().map(Bron::jaar).chain(begrenzing.jaren()).chain([u16::MAX]).collect();
        let has_boundaries = begrenzing.jaren().next().is_some();
        let of_wijk = |wijk: &LinkedWijk| {
            // Mostly nothing ever changed.
            if wijk.eerder.is_empty() && !has_boundaries {
                return BTreeMap::new();
            }
            let stand = |jaar: &u16| {
                let samenstelling = wijk.in_jaar(*jaar);
                Jaarstand { samenstelling, land: begrenzing.land(*jaar, samenstelling) }
            };
            let standen: Vec<Jaarstand<'_>> = years.iter().map(stand).collect();
            years.iter().copied().zip(nummers(&standen)).collect()
        };
        Self { wijken: wijken.iter().map(of_wijk).collect() }
    }

    /// The number of a year.
    pub(super) fn of(&self, WijkIndex(wijk): WijkIndex, jaar: u16) -> u16 {
        self.wijken[wijk].get(&jaar).copied().unwrap_or(FIRST)
    }

    /// Whether a wijk has other land now than in a year.
    pub(super) fn is_changed_since(&self, wijk: WijkIndex, jaar: u16) -> bool {
        self.of(wijk, jaar) != self.of(wijk, u16::MAX)
    }
}

/// A number for each year, the oldest first; years that follow each other have the same one as long as the land is the same.
fn nummers(standen: &[Jaarstand<'_>]) -> Vec<u16> {
    let mut numbers = Vec::with_capacity(standen.len());
    let mut number = FIRST;
    let mut before: Option<&Jaarstand<'_>> = None;
    // The land that this number stands for: the first that is known, so that small differences do not add up.
    let mut first: Option<&Vec<&Outline>> = None;
    for stand in standen {
        if let Some(before) = before {
            let both_known = before.land.is_some() && stand.land.is_some();
            let is_other_list = before.samenstelling.buurten != stand.samenstelling.buurten;
            let is_other_land = first.zip(stand.land.as_ref()).is_some_and(|(first, land)| is_other(first, land));
            if is_other_land || is_other_list && !both_known {
                number = number.saturating_add(1);
                first = None;
            }
        }
        first = first.or(stand.land.as_ref());
        before = Some(stand);
        numbers.push(number);
    }
    numbers
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::site::grenzen::SAME;
    use crate::values::{Gebiedscode, Parse};

    /// What is told of a wijk in a year: which list of buurten it has, and how wide it is if that is known.
    type Verteld = (u8, Option<i32>);

    fn verteld() -> impl Strategy<Value = Vec<Verteld>> {
        let width = prop_oneof![Just(1000), Just(1020), Just(1045), Just(1100), Just(2000)];
        prop::collection::vec((0_u8..3, prop::option::of(width)), 0..12)
    }

    fn genummerd(years: &[Verteld]) -> Vec<u16> {
        let code = |list: u8| Gebiedscode::parse(&format!("BU1234000{list}")).unwrap();
        let lists: Vec<Samenstelling> =
            (0..3).map(|list| Samenstelling { buurten: vec![code(list)], delen: Vec::new() }).collect();
        let block = |width: i32| vec![vec![[0, 0], [width, 0], [width, 1000], [0, 1000]]];
        let outlines: Vec<Option<Outline>> = years.iter().map(|(_, width)| width.map(block)).collect();
        let stand = |((list, _), outline): (&Verteld, _)| Jaarstand {
            samenstelling: &lists[usize::from(*list)],
            land: Option::map(outline, |outline| vec![outline]),
        };
        nummers(&years.iter().zip(outlines.iter().map(Option::as_ref)).map(stand).collect::<Vec<_>>())
    }

    /// Whether two widths are of the same land: the judge knows rectangles, and nothing of lines across them.
    fn is_same(one: i32, other: i32) -> bool {
        f64::from(one.min(other)) / f64::from(one.max(other)) >= SAME
    }

    proptest! {
        /// No two years of which the land is known to differ have one number, and without boundaries no two lists have.
        #[test]
        fn no_line_joins_other_land(years in verteld()) {
            let numbers = genummerd(&years);
            for stretch in numbers.chunk_by(|one, other| one == other) {
                let start = numbers.iter().position(|number| *number == stretch[0]).unwrap();
                let stretch = &years[start..start + stretch.len()];
                let first = stretch.iter().find_map(|(_, width)| *width);
                for (_, width) in stretch {
                    if let (Some(first), Some(width)) = (first, width) {
                        prop_assert!(is_same(first, *width), "{:?} is {:?}", years, numbers);
                    }
                }
                for pair in stretch.windows(2) {
                    let is_known = pair.iter().all(|(_, width)| width.is_some());
                    prop_assert!(is_known || pair[0].0 == pair[1].0, "{:?} is {:?}", years, numbers);
                }
            }
        }

        /// A break is there for a reason: another list, or other land.
        #[test]
        fn no_break_is_made_up(years in verteld()) {
            let numbers = genummerd(&years);
            for at in 1..years.len() {
                if numbers[at] == numbers[at - 1] {
                    continue;
                }
                let start = numbers.iter().position(|number| *number == numbers[at - 1]).unwrap();
                let first = years[start..at].iter().find_map(|(_, width)| *width);
                let is_other_land = first.zip(years[at].1).is_some_and(|(one, other)| !is_same(one, other));
                let is_known = years[at - 1].1.is_some() && years[at].1.is_some();
                prop_assert!(is_other_land || years[at].0 != years[at - 1].0 && !is_known, "{:?} is {:?}", years, numbers);
            }
        }
    }
}
