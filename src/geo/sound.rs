//! Whether the rings of a file are the outline of an area.

use super::{Grid, Outline, Ring, twice_area};

/// Why an area has no outline that can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The file has none.
    Missing,
    /// It is no polygon.
    NotAnArea,
    /// It has no inside.
    Flat,
    /// Its lines cross.
    Crosses,
}

/// The outline of an area of these polygons: each its outer ring, then its holes.
pub(crate) fn shape(polygons: &[Vec<Vec<[f64; 2]>>], grid: Grid) -> Result<Outline, Fault> {
    let mut shape = Outline::new();
    for polygon in polygons {
        for (place, ring) in polygon.iter().enumerate() {
            let mut ring = ring.iter().map(|point| grid.point(*point)).collect::<Ring>();
            ring.dedup();
            while ring.len() > 1 && ring.first() == ring.last() {
                ring.pop();
            }
            let area = twice_area(&ring);
            if area == 0 {
                // What is flat holds nothing; when all is, that is told below.
                continue;
            }
            // Both windings occur, whatever the format says.
            if (area < 0) == (place == 0) {
                ring.reverse();
            }
            shape.push(ring);
        }
    }
    if shape.is_empty() {
        return Err(Fault::Flat);
    }
    if crosses(polygons) { Err(Fault::Crosses) } else { Ok(shape) }
}

/// A line between two points of a file.
type Segment = [[f64; 2]; 2];

/// Whether any two lines of an area cross. They may touch. Asked of the points as the file has them: two lines that nearly touch
/// may cross once they are rounded, and nobody is to blame for that.
fn crosses(polygons: &[Vec<Vec<[f64; 2]>>]) -> bool {
    let rings = polygons.iter().flatten();
    let mut lines: Vec<Segment> = rings.flat_map(|ring| ring.windows(2).map(|ends| [ends[0], ends[1]])).collect();
    let order = |one: &[f64; 2], other: &[f64; 2]| one[0].total_cmp(&other[0]).then(one[1].total_cmp(&other[1]));
    // From west to east: a line need only be compared with those that begin before it ends.
    for line in &mut lines {
        line.sort_unstable_by(order);
    }
    lines.sort_unstable_by(|one, other| order(&one[0], &other[0]));
    lines.iter().enumerate().any(|(place, line)| {
        let later = lines[place + 1..].iter().take_while(|other| other[0][0] <= line[1][0]);
        later.into_iter().any(|other| parts(line, other) && parts(other, line))
    })
}

/// Whether a line has the ends of the other on both of its sides.
fn parts([from, to]: &Segment, ends: &Segment) -> bool {
    let [east, north] = [to[0] - from[0], to[1] - from[1]];
    let [one, other] = ends.map(|[x, y]| {
        let [x, y] = [x - from[0], y - from[1]];
        let side = east * y - north * x;
        // On the line, but for the digits that a number cannot hold.
        if side.abs() <= 1e-9 * (east * y).abs().max((north * x).abs()) { 0.0 } else { side }
    });
    one * other < 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rings: &[&[[f64; 2]]]) -> Result<Outline, Fault> {
        shape(&[rings.iter().map(|ring| ring.to_vec()).collect()], Grid::Rd)
    }

    #[test]
    fn both_windings_give_the_same_side() {
        let square = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0], [0.0, 0.0]];
        let hole = [[2.0, 2.0], [4.0, 2.0], [4.0, 4.0], [2.0, 4.0], [2.0, 2.0]];
        let backward = |ring: &[[f64; 2]]| ring.iter().rev().copied().collect::<Vec<_>>();
        for rings in [[square.to_vec(), hole.to_vec()], [backward(&square), backward(&hole)]] {
            let found = of(&[&rings[0], &rings[1]]).unwrap();
            assert!(twice_area(&found[0]) > 0 && twice_area(&found[1]) < 0);
        }
    }

    #[test]
    fn what_is_no_outline_is_told() {
        assert_eq!(of(&[]), Err(Fault::Flat));
        assert_eq!(of(&[&[[0.0, 0.0], [10.0, 0.0], [0.0, 0.0]]]), Err(Fault::Flat));
        // A bow tie with one half larger than the other.
        assert_eq!(of(&[&[[0.0, 0.0], [10.0, 10.0], [10.0, 0.0], [0.0, 5.0], [0.0, 0.0]]]), Err(Fault::Crosses));
        // A ring that touches itself in a point.
        let touching = [[0.0, 0.0], [5.0, 5.0], [10.0, 0.0], [10.0, 10.0], [5.0, 5.0], [0.0, 10.0], [0.0, 0.0]];
        assert!(of(&[&touching]).is_ok());
    }
}
