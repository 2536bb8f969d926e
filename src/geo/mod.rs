//! Areas on the map of the Netherlands: points, rings, and what can be made of them. Pure geometry: knows no codes, names, files
//! or drawings.
//!
//! Every point is in the national grid (Rijksdriehoekscoördinaten, EPSG:28992) in whole decimetres, so that two areas that share
//! a border have the very same points there, and equal files give equal bytes.

mod land;
mod polygons;
mod projection;
mod sound;
mod topology;

pub(crate) use land::in_both;
pub(crate) use polygons::polygons;
pub(crate) use projection::{Grid, to_wgs84};
pub(crate) use sound::{Fault, shape};
pub(crate) use topology::Topology;

/// A point: decimetres to the east and to the north.
pub(crate) type Point = [i32; 2];

/// A closed line, without its first point at its end. The area lies on its left.
pub(crate) type Ring = Vec<Point>;

/// An area: the rings around it and around the holes in it.
pub(crate) type Outline = Vec<Ring>;

/// A rectangle: its lowest and its highest corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bounds {
    /// The corner in the south-west.
    pub(crate) low: Point,
    /// The corner in the north-east.
    pub(crate) high: Point,
}

impl Bounds {
    /// What is around these points; `None` when there are none.
    pub(crate) fn of<'p>(points: impl IntoIterator<Item = &'p Point>) -> Option<Self> {
        let mut points = points.into_iter();
        let first = *points.next()?;
        Some(points.fold(Self { low: first, high: first }, |Self { low, high }, point| Self {
            low: [low[0].min(point[0]), low[1].min(point[1])],
            high: [high[0].max(point[0]), high[1].max(point[1])],
        }))
    }
    /// Whether a point lies in it.
    pub(crate) fn contains(&self, point: Point) -> bool {
        (0..2).all(|axis| (self.low[axis]..=self.high[axis]).contains(&point[axis]))
    }
}

/// How far a point is from an area in decimetres; nothing when it lies in it.
pub(crate) fn distance(shape: &Outline, point: Point) -> f64 {
    let at = point.map(f64::from);
    if is_inside(shape, at) {
        return 0.0;
    }
    let edges = shape.iter().flat_map(|ring| edges(ring));
    edges.map(|edge| distance_squared(at, edge)).fold(f64::INFINITY, f64::min).sqrt()
}

/// Twice the area inside a ring; below zero when the area is on its right.
pub(crate) fn twice_area(ring: &[Point]) -> i64 {
    edges(ring).map(|[one, other]| cross(one, other)).sum()
}

/// The lines of a ring.
pub(crate) fn edges(ring: &[Point]) -> impl Iterator<Item = [Point; 2]> {
    (0..ring.len()).map(|at| [ring[at], ring[(at + 1) % ring.len()]])
}

/// Whether a point lies in an area.
pub(crate) fn is_inside(rings: &[Ring], [x, y]: [f64; 2]) -> bool {
    let crosses = |[one, other]: &[Point; 2]| {
        let [[ax, ay], [bx, by]] = [one, other].map(|point| point.map(f64::from));
        (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
    };
    !rings.iter().flat_map(|ring| edges(ring)).filter(crosses).count().is_multiple_of(2)
}

/// How far a point is from a line between two others, squared.
pub(crate) fn distance_squared([x, y]: [f64; 2], [from, to]: [Point; 2]) -> f64 {
    let [[ax, ay], [bx, by]] = [from, to].map(|point| point.map(f64::from));
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { (((x - ax) * dx + (y - ay) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (px, py) = (ax + along * dx - x, ay + along * dy - y);
    px * px + py * py
}

/// The cross product of two points seen from the origin.
fn cross([ax, ay]: Point, [bx, by]: Point) -> i64 {
    i64::from(ax) * i64::from(by) - i64::from(bx) * i64::from(ay)
}
