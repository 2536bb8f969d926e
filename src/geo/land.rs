//! How much of the land of two areas is the same.

use super::{Bounds, Outline, Point, edges};

/// How many lines are drawn across two areas.
const LINES: u32 = 512;

/// Which part of the land that two areas have together lies in both, from nothing to one; `None` when there is no land. An area may
/// be given in pieces: a border between two of these is passed over.
///
/// Lines are drawn across both, and measured is how much of each line lies in the one, the other, or both.
pub(crate) fn in_both(one: &[&Outline], other: &[&Outline]) -> Option<f64> {
    let points = one.iter().chain(other).flat_map(|outline| outline.iter().flatten());
    let Bounds { low: [_, low], high: [_, high] } = Bounds::of(points)?;
    let across = Across { low, span: Some(high.abs_diff(low)).filter(|span| *span > 0)? };
    let [one, other] = [one, other].map(|area| across.crossings(area));
    let (mut both, mut either) = (0.0, 0.0);
    for (one, other) in one.iter().zip(&other) {
        let shared = common(one, other);
        both += shared;
        either += length(one) + length(other) - shared;
    }
    (either > 0.0).then(|| both / either)
}

/// Lines from side to side, at equal heights.
struct Across {
    /// Where they begin.
    low: i32,
    /// How high they reach from there.
    span: u32,
}

impl Across {
    /// Where the borders of an area cross each line, from left to right.
    fn crossings(&self, area: &[&Outline]) -> Vec<Vec<f64>> {
        let step = f64::from(self.span) / f64::from(LINES);
        let height = |line: u32| f64::from(self.low) + (f64::from(line) + 0.5) * step;
        let mut lines: Vec<(f64, Vec<f64>)> = (0..LINES).map(|line| (height(line), Vec::new())).collect();
        for edge in area.iter().flat_map(|outline| outline.iter()).flat_map(|ring| edges(ring)) {
            let [from, to] = edge.map(|[_, y]| self.near(y));
            for (height, crossings) in &mut lines[from.min(to)..=from.max(to)] {
                crossings.extend(crossing(edge, *height));
            }
        }
        let sorted = |(_, mut crossings): (f64, Vec<f64>)| {
            crossings.sort_by(f64::total_cmp);
            crossings
        };
        lines.into_iter().map(sorted).collect()
    }

    /// The line that lies at a height, or next to it.
    fn near(&self, y: i32) -> usize {
        let line = u64::from(y.abs_diff(self.low)) * u64::from(LINES) / u64::from(self.span);
        usize::try_from(line.min(u64::from(LINES - 1))).unwrap_or_default()
    }
}

/// Where an edge crosses a line of this height.
fn crossing([one, other]: [Point; 2], y: f64) -> Option<f64> {
    let [[ax, ay], [bx, by]] = [one, other].map(|point| point.map(f64::from));
    ((ay > y) != (by > y)).then(|| (bx - ax) * (y - ay) / (by - ay) + ax)
}

/// The stretches of a line that lie inside: from every first crossing to every second one.
fn stretches(line: &[f64]) -> impl Iterator<Item = (f64, f64)> {
    line.chunks_exact(2).map(|pair| (pair[0], pair[1]))
}

/// How much of a line lies inside.
fn length(line: &[f64]) -> f64 {
    stretches(line).map(|(from, to)| to - from).sum()
}

/// How much of a line lies inside of both.
fn common(one: &[f64], other: &[f64]) -> f64 {
    let (mut ones, mut others) = (stretches(one).peekable(), stretches(other).peekable());
    let mut shared = 0.0;
    while let (Some((from, to)), Some((start, end))) = (ones.peek().copied(), others.peek().copied()) {
        shared += (to.min(end) - from.max(start)).max(0.0);
        let _passed = if to < end { ones.next() } else { others.next() };
    }
    shared
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn block([x, y]: Point, width: i32, height: i32) -> Outline {
        vec![vec![[x, y], [x + width, y], [x + width, y + height], [x, y + height]]]
    }

    #[test]
    fn what_is_shared() {
        let whole = block([0, 0], 1000, 1000);
        let halves = [&block([0, 0], 400, 1000), &block([400, 0], 600, 1000)];
        assert_eq!(in_both(&[&whole], &halves), Some(1.0));
        assert_eq!(in_both(&[&whole], &[&block([2000, 0], 10, 1000)]), Some(0.0));
        // As large, and somewhere else for a half.
        let moved = in_both(&[&whole], &[&block([500, 0], 1000, 1000)]).unwrap();
        assert!((moved - 1.0 / 3.0).abs() < 0.001, "{moved}");
        // A hole is no land.
        let mut holed = whole.clone();
        holed.push(vec![[0, 0], [0, 500], [1000, 500], [1000, 0]]);
        let half = in_both(&[&whole], &[&holed]).unwrap();
        assert!((half - 0.5).abs() < 0.001, "{half}");
        assert_eq!(in_both(&[], &[]), None);
        assert_eq!(in_both(&[&block([0, 0], 10, 0)], &[]), None);
    }

    proptest! {
        /// Of two rectangles it is what one reckons, whichever comes first and into however many pieces one is cut.
        #[test]
        fn of_rectangles_it_is_what_one_reckons(
            at in prop::array::uniform2(-5000..5000), size in prop::array::uniform2(500..5000),
            other_at in prop::array::uniform2(-5000..5000), other_size in prop::array::uniform2(500..5000), cut in 1..499,
        ) {
            let one = block(at, size[0], size[1]);
            let pieces = [&block(at, cut, size[1]), &block([at[0] + cut, at[1]], size[0] - cut, size[1])];
            let other = block(other_at, other_size[0], other_size[1]);
            let overlap = |axis: usize| {
                let end = (at[axis] + size[axis]).min(other_at[axis] + other_size[axis]);
                f64::from((end - at[axis].max(other_at[axis])).max(0))
            };
            let area = |[width, height]: [i32; 2]| f64::from(width) * f64::from(height);
            let both = overlap(0) * overlap(1);
            let reckoned = both / (area(size) + area(other_size) - both);
            let found = in_both(&pieces, &[&other]).unwrap();
            prop_assert!((found - reckoned).abs() < 0.03, "{} for {}", found, reckoned);
            prop_assert_eq!(in_both(&[&other], &[&one]), in_both(&[&one], &[&other]));
        }
    }
}
