//! Charts: bars, a strip of dots, a line over years. Shapes only; words are for HTML.

use std::collections::BTreeSet;

/// A part of a whole, given in thousandths, as SVG takes it.
pub(crate) fn procent(thousandths: u16) -> String {
    match (thousandths / 10, thousandths % 10) {
        (whole, 0) => format!("{whole}%"),
        (whole, tenth) => format!("{whole}.{tenth}%"),
    }
}

/// The room of a strip, from left to right.
const STRIP: u32 = 250;

/// The middle of a strip, from top to bottom.
const MIDDLE: u32 = 5;

/// Where a thousandth lies on a strip.
fn op_strook(thousandths: u16) -> u32 {
    u32::from(thousandths) * STRIP / 1000
}

/// The path of a dot on a strip, for a view box of 250 by 10: a line of no length with a round end.
pub(crate) fn stip(thousandths: u16) -> String {
    format!("M{} {MIDDLE}h0", op_strook(thousandths))
}

/// The path of a strip of dots; what falls on one place is one dot.
pub(crate) fn stippen(thousandths: impl IntoIterator<Item = u16>) -> String {
    let places: BTreeSet<u32> = thousandths.into_iter().map(op_strook).collect();
    let mut path = String::new();
    let mut last = None;
    for place in places {
        path.push_str(&match last.replace(place) {
            None => format!("M{place} {MIDDLE}h0"),
            Some(last) => format!("m{} 0h0", place - last),
        });
    }
    path
}

/// A point of a line over years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Punt {
    /// The year.
    pub(crate) jaar: u16,
    /// How high, in thousandths; `None` when it is not known.
    pub(crate) hoogte: Option<u16>,
    /// Whether it is of another area than the point before it, so that no line joins the two.
    pub(crate) breuk: bool,
}

/// A line over years, for a view box of 100 by 100: its path, and that of the dots that stand alone. Years of which nothing is known,
/// and breaks, are gaps.
pub(crate) fn lijn(punten: &[Punt]) -> [String; 2] {
    let (Some(first), Some(last)) = (punten.first(), punten.last()) else { return [String::new(), String::new()] };
    let years = u32::from(last.jaar.saturating_sub(first.jaar)).max(1);
    let mut stretches: Vec<Vec<String>> = vec![Vec::new()];
    for punt in punten {
        if punt.breuk || punt.hoogte.is_none() {
            stretches.push(Vec::new());
        }
        if let (Some(hoogte), Some(stretch)) = (punt.hoogte, stretches.last_mut()) {
            let x = u32::from(punt.jaar.saturating_sub(first.jaar)) * 100 / years;
            stretch.push(format!("{x} {}", 100 - u32::from(hoogte.min(1000)) / 10));
        }
    }
    let [mut lines, mut dots] = [String::new(), String::new()];
    for stretch in stretches {
        match &stretch[..] {
            [] => {}
            [alone] => dots.push_str(&format!("M{alone}h0")),
            _ => lines.push_str(&format!("M{}", stretch.join(" "))),
        }
    }
    [lines, dots]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        assert_eq!([0, 364, 1000].map(procent), ["0%", "36.4%", "100%"]);
    }

    #[test]
    fn dots_are_whole_sorted_and_once() {
        assert_eq!(stippen([1000, 20, 0, 21]), "M0 5h0m5 0h0m245 0h0");
        assert_eq!(stippen([]), "");
        assert_eq!(stip(1000), "M250 5h0");
    }

    #[test]
    fn a_line_has_its_gaps_and_breaks() {
        let punt = |jaar, hoogte| Punt { jaar, hoogte, breuk: false };
        let line = [punt(2010, Some(100)), punt(2012, Some(200)), punt(2014, None), punt(2016, Some(1000))];
        assert_eq!(lijn(&line), ["M0 90 33 80", "M100 0h0"]);
        let broken = [punt(2010, Some(0)), Punt { breuk: true, ..punt(2011, Some(1000)) }, punt(2012, Some(500))];
        assert_eq!(lijn(&broken), ["M50 0 100 50", "M0 100h0"]);
        assert_eq!(lijn(&[punt(2010, Some(500))]), ["", "M0 50h0"]);
        assert_eq!(lijn(&[]), ["", ""]);
    }

    proptest::proptest! {
        /// A line joins years that follow each other, are known and are of one area; and no others.
        #[test]
        fn a_line_joins_what_belongs_together(years in proptest::collection::vec((proptest::option::of(0_u16..=1000), 0_u8..4), 0..30)) {
            let punt = |(place, (hoogte, breuk)): (u16, &(Option<u16>, u8))| Punt { jaar: 1990 + place, hoogte: *hoogte, breuk: *breuk == 0 };
            let punten: Vec<Punt> = (0..).zip(&years).map(punt).collect();
            let joined = punten.windows(2).filter(|it| it.iter().all(|punt| punt.hoogte.is_some()) && !it[1].breuk).count();
            let known = punten.iter().filter(|punt| punt.hoogte.is_some()).count();
            let [lines, dots] = lijn(&punten);
            let of_lines: usize = lines.split('M').skip(1).map(|stretch| stretch.split(' ').count() / 2).sum();
            proptest::prop_assert_eq!(of_lines - lines.matches('M').count(), joined, "{}", lines);
            proptest::prop_assert_eq!(of_lines + dots.matches("h0").count(), known);
        }
    }
}
