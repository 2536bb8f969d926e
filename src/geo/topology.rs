//! Areas as the pieces of border that they share.
//!
//! Each border is cut where three areas meet, and each piece is there once, in one direction. So neighbours are simplified together
//! (no slivers, no gaps), and the borders inside a union are those that it has twice.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Outline, Point, Ring, cross, distance_squared};

/// Areas and the borders between them.
#[derive(Debug)]
pub(crate) struct Topology {
    /// The pieces of border. Of one without any junction the last point is the first.
    arcs: Vec<Vec<Point>>,
    /// For each area its rings, made of these pieces.
    shapes: Vec<Vec<Vec<Piece>>>,
}

/// A piece of border as a ring has it.
#[derive(Debug, Clone, Copy)]
struct Piece {
    arc: usize,
    backward: bool,
}

impl Topology {
    /// Cuts the borders of these areas.
    pub(crate) fn new<'s>(shapes: impl IntoIterator<Item = &'s Outline> + Clone) -> Self {
        let junctions = junctions(shapes.clone().into_iter().flatten());
        let mut cutting = Cutting::default();
        let cut = |shape: &Outline| shape.iter().map(|ring| cutting.cut(ring, &junctions)).collect();
        let shapes = shapes.into_iter().map(cut).collect();
        Self { arcs: cutting.arcs, shapes }
    }

    /// The union of the areas at these places: what is left of their borders when those between them go.
    pub(crate) fn union(&self, places: &[usize]) -> Outline {
        let pieces = || places.iter().flat_map(|place| self.shapes[*place].iter().flatten());
        let mut uses: HashMap<usize, usize> = HashMap::new();
        pieces().for_each(|piece| *uses.entry(piece.arc).or_default() += 1);
        // By where they begin; none of the lists is empty.
        let mut open: BTreeMap<Point, Vec<Piece>> = BTreeMap::new();
        for piece in pieces().filter(|piece| uses[&piece.arc] == 1) {
            open.entry(self.ends(*piece)[0]).or_default().push(*piece);
        }
        let mut shape = Outline::new();
        while let Some(start) = open.keys().next().copied() {
            let (mut ring, mut at) = (Ring::new(), start);
            while let Some(pieces) = open.get_mut(&at) {
                let piece = pieces.swap_remove(self.first_to_the_left(pieces, at, ring.last()));
                if pieces.is_empty() {
                    open.remove(&at);
                }
                self.follow(piece, &mut ring);
                at = self.ends(piece)[1];
                if at == start {
                    shape.push(ring);
                    break;
                }
            }
        }
        shape
    }

    /// The areas with no more points than are needed to stay within this distance of their borders.
    pub(crate) fn simplified(&self, tolerance: f64) -> Vec<Outline> {
        let arcs = self.arcs.iter().map(|arc| simplified(arc, tolerance)).collect();
        let simple = Self { arcs, shapes: Vec::new() };
        let ring = |pieces: &Vec<Piece>| {
            let mut ring = Ring::new();
            for piece in pieces {
                simple.follow(*piece, &mut ring);
            }
            ring
        };
        self.shapes.iter().map(|rings| rings.iter().map(ring).collect()).collect()
    }

    /// Of the pieces that begin at a point, the place of the one most to the left for who comes from another: so a ring goes around
    /// one area, also where areas touch.
    fn first_to_the_left(&self, pieces: &[Piece], at: Point, from: Option<&Point>) -> usize {
        let Some(from) = from else { return 0 };
        let back = seen_from(at, *from);
        let next = |Piece { arc, backward }: Piece| {
            let arc = &self.arcs[arc];
            seen_from(at, if backward { arc[arc.len() - 2] } else { arc[1] })
        };
        // Clockwise from straight back: first all that lies to the left, then all else.
        let is_beyond = |to: Point| cross(back, to) >= 0;
        let order = |one: Point, other: Point| is_beyond(one).cmp(&is_beyond(other)).then(cross(one, other).cmp(&0));
        let places = (0..pieces.len()).min_by(|one, other| order(next(pieces[*one]), next(pieces[*other])));
        places.unwrap_or_default()
    }

    /// Where a piece begins and ends.
    fn ends(&self, Piece { arc, backward }: Piece) -> [Point; 2] {
        let arc = &self.arcs[arc];
        let ends = [arc[0], arc[arc.len() - 1]];
        if backward { [ends[1], ends[0]] } else { ends }
    }

    /// Adds the points of a piece but its last, with which the next begins.
    fn follow(&self, Piece { arc, backward }: Piece, ring: &mut Ring) {
        let arc = &self.arcs[arc];
        if backward {
            ring.extend(arc[1..].iter().rev());
        } else {
            ring.extend(&arc[..arc.len() - 1]);
        }
    }
}

/// Where a point lies for who stands at another.
fn seen_from([x, y]: Point, [other_x, other_y]: Point) -> Point {
    [other_x - x, other_y - y]
}

/// The points where borders meet: those with other neighbours in one ring than in another.
fn junctions<'s>(rings: impl Iterator<Item = &'s Ring>) -> HashSet<Point> {
    let mut neighbours: HashMap<Point, [Point; 2]> = HashMap::new();
    let mut junctions = HashSet::new();
    for ring in rings {
        for (place, point) in ring.iter().enumerate() {
            let mut beside = [ring[(place + ring.len() - 1) % ring.len()], ring[(place + 1) % ring.len()]];
            beside.sort_unstable();
            match neighbours.entry(*point) {
                Entry::Vacant(entry) => drop(entry.insert(beside)),
                Entry::Occupied(entry) if *entry.get() != beside => drop(junctions.insert(*point)),
                Entry::Occupied(_) => {}
            }
        }
    }
    junctions
}

/// The pieces so far, by their points.
#[derive(Default)]
struct Cutting {
    arcs: Vec<Vec<Point>>,
    known: HashMap<Vec<Point>, usize>,
}

impl Cutting {
    fn cut(&mut self, ring: &Ring, junctions: &HashSet<Point>) -> Vec<Piece> {
        let at_junction = ring.iter().position(|point| junctions.contains(point));
        // Without a junction it begins at its first point from the west, in whichever ring it is.
        let first = at_junction.or_else(|| (0..ring.len()).min_by_key(|place| ring[*place])).unwrap_or_default();
        let mut pieces = Vec::new();
        let mut arc = Vec::new();
        for point in ring[first..].iter().chain(&ring[..=first]) {
            arc.push(*point);
            if arc.len() > 1 && junctions.contains(point) {
                pieces.push(self.piece(std::mem::replace(&mut arc, vec![*point])));
            }
        }
        if at_junction.is_none() {
            pieces.push(self.piece(arc));
        }
        pieces
    }

    /// A piece, in the direction that it has for all.
    fn piece(&mut self, mut arc: Vec<Point>) -> Piece {
        let backward = arc.iter().rev().lt(arc.iter());
        if backward {
            arc.reverse();
        }
        let next = self.arcs.len();
        let arc = *self.known.entry(arc).or_insert_with_key(|arc| {
            self.arcs.push(arc.clone());
            next
        });
        Piece { arc, backward }
    }
}

/// A line with fewer points (Douglas and Peucker). Both ends stay; what is closed keeps an inside.
fn simplified(arc: &[Point], tolerance: f64) -> Vec<Point> {
    let last = arc.len() - 1;
    let mut keeps = vec![false; arc.len()];
    (keeps[0], keeps[last]) = (true, true);
    let mut open = vec![(0, last)];
    if arc[0] == arc[last]
        && let Some((far, _)) = farthest(arc, 0, last)
    {
        keeps[far] = true;
        open = vec![(0, far), (far, last)];
        // A third point, so that there is an inside however small it is.
        let third = [(0, far), (far, last)].into_iter().filter_map(|(from, to)| farthest(arc, from, to));
        if let Some((third, _)) = third.max_by(|(_, one), (_, other)| one.total_cmp(other)) {
            keeps[third] = true;
        }
    }
    while let Some((from, to)) = open.pop() {
        if let Some((far, distance)) = farthest(arc, from, to)
            && distance > tolerance * tolerance
        {
            keeps[far] = true;
            open.extend([(from, far), (far, to)]);
        }
    }
    arc.iter().zip(keeps).filter(|(_, keep)| *keep).map(|(point, _)| *point).collect()
}

/// The first of the points farthest from the line between two of them, and its distance squared.
fn farthest(arc: &[Point], from: usize, to: usize) -> Option<(usize, f64)> {
    let mut found: Option<(usize, f64)> = None;
    for place in from + 1..to {
        let distance = distance_squared(arc[place].map(f64::from), [arc[from], arc[to]]);
        if found.is_none_or(|(_, most)| distance > most) {
            found = Some((place, distance));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::twice_area;

    /// Two squares side by side with a wavy border between them, and an island in the second.
    fn neighbours() -> Vec<Outline> {
        let west = vec![[0, 0], [100, 0], [101, 30], [99, 60], [100, 100], [0, 100]];
        let east = vec![[100, 0], [200, 0], [200, 100], [100, 100], [99, 60], [101, 30]];
        let hole = vec![[140, 40], [140, 60], [160, 60], [160, 40]];
        let island = hole.iter().rev().copied().collect();
        vec![vec![west], vec![east, hole], vec![island]]
    }

    fn area(shape: &Outline) -> i64 {
        shape.iter().map(|ring| twice_area(ring)).sum()
    }

    #[test]
    fn a_border_is_there_once() {
        let topology = Topology::new(&neighbours());
        // Between the squares, around each of them, and around the island.
        assert_eq!(topology.arcs.len(), 4);
        let in_order = |mut shapes: Vec<Outline>| {
            shapes.iter_mut().flatten().for_each(|ring| ring.sort_unstable());
            shapes
        };
        assert_eq!(in_order(topology.simplified(0.0)), in_order(neighbours()));
    }

    #[test]
    fn neighbours_stay_neighbours() {
        let simple = Topology::new(&neighbours()).simplified(5.0);
        assert_eq!(simple[0], [[[100, 0], [100, 100], [0, 100], [0, 0]]].map(|ring| ring.to_vec()).to_vec());
        assert_eq!(area(&simple[0]) + area(&simple[1]) + area(&simple[2]), 2 * 200 * 100);
    }

    #[test]
    fn a_union_has_no_borders_inside() {
        let topology = Topology::new(&neighbours());
        let whole = topology.union(&[0, 1, 2]);
        assert_eq!((whole.len(), area(&whole)), (1, 2 * 200 * 100));
        assert_eq!(area(&topology.union(&[0, 1])), 2 * (200 * 100 - 20 * 20));
        assert_eq!(area(&topology.union(&[2])), 2 * 20 * 20);
        assert!(topology.union(&[]).is_empty());
    }

    #[test]
    fn each_ring_of_a_union_goes_around_one_area() {
        // Two sickles that touch above and below: not a disc with a hole.
        let west = vec![[50, 0], [20, 50], [50, 100], [0, 50]];
        let east = vec![[50, 100], [80, 50], [50, 0], [100, 50]];
        for shapes in [vec![vec![west.clone()], vec![east.clone()]], vec![vec![east], vec![west]]] {
            let union = Topology::new(&shapes).union(&[0, 1]);
            let areas: Vec<i64> = union.iter().map(|ring| twice_area(ring)).collect();
            assert_eq!(areas, [2000, 2000], "{union:?}");
        }
    }

    #[test]
    fn an_island_keeps_an_inside() {
        let simple = Topology::new(&neighbours()).simplified(1000.0);
        assert!(simple[2][0].len() >= 3 && area(&simple[2]) > 0, "{:?}", simple[2]);
    }
}
