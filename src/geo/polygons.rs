//! An outline as other programs have it: polygons, each with the holes in it.

use std::collections::HashMap;

use super::{Outline, Point, Ring, distance_squared, edges, is_inside, twice_area};

/// A ring around an area, and those around the holes in it.
pub(crate) type Polygon = Vec<Ring>;

/// The polygons of an outline. No ring comes by one point twice, and each hole is with the area around it.
pub(crate) fn polygons(shape: &Outline) -> Vec<Polygon> {
    let simple = shape.iter().flat_map(|ring| loops(ring));
    let (around, holes): (Vec<Ring>, Vec<Ring>) = simple.partition(|ring| twice_area(ring) > 0);
    let mut polygons: Vec<Polygon> = around.into_iter().map(|ring| vec![ring]).collect();
    for hole in holes {
        let around = polygons.iter_mut().filter(|polygon| holds(&polygon[0], &hole));
        if let Some(polygon) = around.min_by_key(|polygon| twice_area(&polygon[0])) {
            polygon.push(hole);
        }
    }
    polygons
}

/// The rings that a ring is when it is cut wherever it comes by a point again; those without an inside are left out.
fn loops(ring: &[Point]) -> Vec<Ring> {
    let (mut loops, mut path) = (Vec::new(), Ring::new());
    let mut seen: HashMap<Point, usize> = HashMap::new();
    for point in ring {
        if let Some(first) = seen.get(point) {
            let ended = path.split_off(*first);
            for point in &ended {
                seen.remove(point);
            }
            loops.push(ended);
        }
        seen.insert(*point, path.len());
        path.push(*point);
    }
    loops.push(path);
    loops.retain(|ring| twice_area(ring) != 0);
    loops
}

/// Whether a hole lies in what a ring is around. They may touch.
fn holds(ring: &Ring, hole: &Ring) -> bool {
    let is_beside = |point: &&Point| edges(ring).all(|edge| distance_squared(point.map(f64::from), edge) > 0.0);
    let beside = hole.iter().find(is_beside);
    beside.is_some_and(|point| is_inside(std::slice::from_ref(ring), point.map(f64::from)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square([x, y]: Point, side: i32) -> Ring {
        vec![[x, y], [x + side, y], [x + side, y + side], [x, y + side]]
    }

    fn hole(at: Point, side: i32) -> Ring {
        square(at, side).into_iter().rev().collect()
    }

    #[test]
    fn a_hole_is_with_what_is_around_it() {
        // An island in a hole, and a hole in that; and an area elsewhere.
        let shape = vec![
            hole([40, 40], 10),
            square([0, 0], 100),
            square([200, 0], 9),
            hole([10, 10], 80),
            square([30, 30], 30),
        ];
        let found = polygons(&shape);
        assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1, 2]);
        assert_eq!(found[0], [square([0, 0], 100), hole([10, 10], 80)]);
        assert_eq!(found[2], [square([30, 30], 30), hole([40, 40], 10)]);
    }

    #[test]
    fn a_ring_that_touches_itself_is_cut_there() {
        // Around two squares that touch in a corner.
        let eight = vec![[0, 0], [5, 0], [5, 5], [10, 5], [10, 10], [5, 10], [5, 5], [0, 5]];
        assert_eq!(polygons(&vec![eight]).len(), 2);
        // Around a square, and in at a corner around a hole.
        let mut dent = square([0, 0], 10);
        dent.extend([[0, 0], [2, 6], [6, 2]]);
        let found = polygons(&vec![dent]);
        assert_eq!((found.len(), found[0].len()), (1, 2));
        // To and fro along a line.
        assert_eq!(polygons(&vec![vec![[0, 0], [5, 0], [5, 5], [8, 8], [5, 5]]]), [[[[0, 0], [5, 0], [5, 5]]]]);
    }
}
