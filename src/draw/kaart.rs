//! Areas and places → the shapes of a map, in whole numbers of at most [`SIZE`].
//!
//! Every area and every place has a number, drawn as lines: text in a picture is too small on a phone, does not grow with the
//! letters of the page and is skipped by checkers. What stands beside the map has the same numbers.

use crate::geo::{Bounds, Outline, Point, Ring, Topology, distance_squared, edges, is_inside};

/// How long the longer side of a map is.
const SIZE: f64 = 1000.0;
/// How far a border may be moved: less than a line is wide.
const TOLERANCE: f64 = 1.5;
/// The radius of the mark with a number.
pub(crate) const MARK: f64 = 27.0;
/// The room around the areas, for marks and for what shows which area has the focus.
const ROOM: f64 = 8.0;
/// How far from an area its number may stand, in radii, and how many places are tried around it at each distance.
const FARTHEST: u32 = 24;
const AROUND: u32 = 24;

/// A map.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Kaart {
    /// The value of `viewBox`.
    pub kader: String,
    /// For each area that has an outline its place in the list, and its path.
    pub vlakken: Vec<(usize, String)>,
    /// The numbers of the areas.
    pub nummers: Nummers,
    /// The marks of the places.
    pub punten: Vec<Merk>,
}

/// The numbers of all areas, together in few paths: they are on top of all areas, and a page is small so.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Nummers {
    /// The digits.
    pub cijfers: String,
    /// Lines from numbers to areas that are too small for them.
    pub lijnen: String,
}

/// The number of a place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Merk {
    /// The middle of the mark.
    pub x: i32,
    /// The same, from the top.
    pub y: i32,
    /// The path of the number.
    pub cijfers: String,
    /// The path of a line to what it is the number of, when it stands beside that.
    pub lijn: Option<String>,
}

/// Draws areas and places in them. Numbers go up from 1: first the areas that have an outline, then the places.
pub(crate) fn teken(shapes: &[Option<&Outline>], points: &[Point]) -> Option<Kaart> {
    let known: Vec<(usize, &Outline)> =
        shapes.iter().enumerate().filter_map(|(at, shape)| Some((at, (*shape)?))).collect();
    let bounds = Bounds::of(known.iter().flat_map(|(_, shape)| shape.iter().flatten()))?;
    let size: [f64; 2] = std::array::from_fn(|axis| f64::from(bounds.high[axis]) - f64::from(bounds.low[axis]));
    let unit = size[0].max(size[1]).max(1.0) / SIZE;
    // North is up, and there numbers are low.
    let place = |point: Point| {
        [
            (f64::from(point[0]) - f64::from(bounds.low[0])) / unit,
            (f64::from(bounds.high[1]) - f64::from(point[1])) / unit,
        ]
        .map(whole)
    };
    let simple = Topology::new(known.iter().map(|(_, shape)| *shape)).simplified(TOLERANCE * unit);
    let drawn: Vec<Vec<Ring>> =
        simple.iter().zip(&known).map(|(simple, (_, shape))| on_grid(simple, shape, place)).collect();
    let places: Vec<Point> = points.iter().map(|point| place(*point)).collect();
    let mut marks = Marks::new(&drawn, &places, size.map(|side| side / unit));
    let number = |index: usize, at: Point, of: Point| Merk {
        x: at[0],
        y: at[1],
        cijfers: digits(index + 1, at),
        lijn: (at != of).then(|| format!("M{} {}L{} {}", of[0], of[1], at[0], at[1])),
    };
    // A place is where it is, whatever must make room for it.
    let punten: Vec<Merk> =
        places.iter().enumerate().map(|(index, of)| number(known.len() + index, marks.put(*of, MARK), *of)).collect();
    marks.largest_first();
    let mut nummers = Nummers::default();
    for index in 0..known.len() {
        let (at, of) = marks.of_area(index);
        let Merk { cijfers, lijn, .. } = number(index, at, of);
        nummers.cijfers.push_str(&cijfers);
        nummers.lijnen.push_str(lijn.as_deref().unwrap_or_default());
    }
    let vlakken = known.iter().zip(&drawn).map(|((at, _), rings)| (*at, path(rings))).collect();
    let Bounds { low, high } = marks.around(&drawn)?;
    let kader = format!("{} {} {} {}", low[0], low[1], high[0] - low[0], high[1] - low[1]);
    Some(Kaart { kader, vlakken, nummers, punten })
}

/// The nearest whole number.
#[expect(clippy::cast_possible_truncation, reason = "a map is a few thousand wide at most")]
fn whole(number: f64) -> i32 {
    number.round() as i32
}

/// An area in whole numbers: without the rings that are too small to see, but never without any.
fn on_grid(simple: &Outline, whole: &Outline, place: impl Fn(Point) -> Point) -> Vec<Ring> {
    let ring = |ring: &Ring| {
        let mut ring: Ring = ring.iter().map(|point| place(*point)).collect();
        ring.dedup();
        if ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        ring
    };
    let rings: Vec<Ring> = simple.iter().map(ring).filter(|ring| ring.len() > 2).collect();
    if !rings.is_empty() {
        return rings;
    }
    let largest = whole.iter().map(ring).max_by_key(Vec::len).unwrap_or_default();
    if largest.len() > 2 {
        return vec![largest];
    }
    largest.first().map(|[x, y]| vec![[*x, *y], [x + 1, *y], [*x, y + 1]]).into_iter().collect()
}

/// The outline as a path: from each ring's first point on what comes next, seen from the last.
fn path(rings: &[Ring]) -> String {
    let mut path = String::new();
    for ring in rings {
        let mut from = ring[0];
        path.push_str(&format!("M{} {}l", from[0], from[1]));
        let mut is_first = true;
        for point in &ring[1..] {
            for axis in 0..2 {
                let step = point[axis] - from[axis];
                if !is_first && step >= 0 {
                    path.push(' ');
                }
                path.push_str(&step.to_string());
                is_first = false;
            }
            from = *point;
        }
        path.push('z');
    }
    path
}

/// How high and wide a digit is, and how far apart two are.
const HIGH: i32 = 26;
const WIDE: i32 = 16;
const APART: i32 = 5;

/// The digits, each from its corner at the top left, and where it ends.
const DIGITS: [(&str, [i32; 2]); 10] = [
    ("m8 0c-10 0-10 26 0 26s10-26 0-26", [8, 0]),
    ("m3 6l7-6v26", [10, 26]),
    ("m1 7c0-9 14-9 14 0c0 7-11 11-14 19h15", [16, 26]),
    ("m2 0h12l-8 10c12 0 12 16 0 16q-4 0-6-4", [0, 22]),
    ("m11 26v-26l-11 18h16", [16, 18]),
    ("m14 0h-11l-2 12c5-4 14-2 14 6s-9 10-15 6", [0, 24]),
    ("m13 0c-8 3-12 10-12 18c0 10 14 10 14 0s-13-9-14 0", [1, 18]),
    ("m1 0h14l-9 26", [6, 26]),
    ("m8 12c-8 0-8-12 0-12s8 12 0 12c-10 0-10 14 0 14s10-14 0-14", [8, 12]),
    ("m3 26c8-3 12-10 12-18c0-10-14-10-14 0s13 9 14 0", [15, 8]),
];

/// A number around a point, as lines.
fn digits(number: usize, [x, y]: Point) -> String {
    let written = number.to_string();
    let count = i32::try_from(written.len()).unwrap_or(1);
    let left = x - (count * (WIDE + APART) - APART) / 2;
    let mut path = format!("M{left} {}", y - HIGH / 2);
    for (place, digit) in written.bytes().enumerate() {
        let (shape, [right, below]) = DIGITS[usize::from(digit - b'0')];
        path.push_str(shape);
        if place + 1 < written.len() {
            path.push_str(&format!("m{} {}", WIDE + APART - right, -below));
        }
    }
    path
}

/// Where numbers stand: none on another.
struct Marks {
    /// For each area a point well inside, and how far that is from its border.
    inside: Vec<(Point, f64)>,
    /// Those that have a place.
    taken: Vec<Point>,
    /// Where the marks of the areas are.
    areas: Vec<Point>,
    /// How large the map is.
    size: [f64; 2],
}

impl Marks {
    fn new(areas: &[Vec<Ring>], places: &[Point], size: [f64; 2]) -> Self {
        let inside = areas.iter().map(|rings| well_inside(rings, places)).collect();
        Self { inside, taken: Vec::new(), areas: vec![[0, 0]; areas.len()], size }
    }

    /// Gives areas their marks, those with much room first: they have it, and others look for a place beside them.
    fn largest_first(&mut self) {
        let mut order: Vec<usize> = (0..self.inside.len()).collect();
        order.sort_by(|one, other| self.inside[*other].1.total_cmp(&self.inside[*one].1));
        for area in order {
            let (of, room) = self.inside[area];
            self.areas[area] = self.put(of, room);
        }
    }

    /// Where the mark of an area is, and the point in the area that it is for.
    fn of_area(&self, area: usize) -> (Point, Point) {
        (self.areas[area], self.inside[area].0)
    }

    /// A free place for a mark: at its point when there is room for it, else the nearest around it.
    fn put(&mut self, of: Point, room: f64) -> Point {
        let middle = of.map(f64::from);
        let away = |[x, y]: [f64; 2], other: &Point| distance_squared([x, y], [*other, *other]).sqrt();
        let is_free = |at: [f64; 2]| self.taken.iter().all(|other| away(at, other) >= 2.0 * MARK);
        // A mark beside its area does not hide the middle of another, nor go far off the map.
        let is_clear = |at: [f64; 2]| {
            self.inside.iter().all(|(other, _)| *other == of || away(at, other) >= 1.2 * MARK)
                && (0..2).all(|axis| (-2.0 * MARK..=self.size[axis] + 2.0 * MARK).contains(&at[axis]))
        };
        let around = (3..=FARTHEST).flat_map(|step| (0..AROUND).map(move |turn| (step, turn))).map(|(step, turn)| {
            let (distance, angle) =
                (f64::from(step) * MARK / 2.0, f64::from(turn) * std::f64::consts::TAU / f64::from(AROUND));
            [middle[0] + distance * angle.sin(), middle[1] - distance * angle.cos()]
        });
        let here = (room >= 0.8 * MARK && is_free(middle)).then_some(middle);
        let spot = here.or_else(|| around.into_iter().find(|at| is_free(*at) && is_clear(*at))).unwrap_or(middle);
        let spot = spot.map(whole);
        self.taken.push(spot);
        spot
    }

    /// What is around the areas and all marks.
    fn around(&self, areas: &[Vec<Ring>]) -> Option<Bounds> {
        let reach = whole(MARK);
        let corners: Vec<Point> =
            self.taken.iter().flat_map(|[x, y]| [[x - reach, y - reach], [x + reach, y + reach]]).collect();
        let Bounds { low, high } = Bounds::of(areas.iter().flatten().flatten().chain(&corners))?;
        let room = whole(ROOM);
        Some(Bounds { low: low.map(|it| it - room), high: high.map(|it| it + room) })
    }
}

/// A point in an area that is far from its border and from these places, and how far that is.
fn well_inside(rings: &[Ring], places: &[Point]) -> (Point, f64) {
    let bounds = Bounds::of(rings.iter().flatten());
    let Some(Bounds { low, high }) = bounds else { return ([0, 0], 0.0) };
    let mut borders: Vec<[Point; 2]> = rings.iter().flat_map(|ring| edges(ring)).collect();
    // How far that is, squared, when it is further than this.
    let mut room = |at: [f64; 2], than: f64| {
        let beside = places.iter().map(|place| distance_squared(at, [*place, *place]) / 4.0);
        let mut nearest = beside.fold(f64::INFINITY, f64::min);
        for nr in 0..borders.len() {
            nearest = nearest.min(distance_squared(at, borders[nr]));
            if nearest <= than {
                // What is too near to one point is likely too near to the next.
                borders.swap(0, nr);
                return None;
            }
        }
        (nearest > than && is_inside(rings, at)).then_some(nearest)
    };
    let size: [f64; 2] = std::array::from_fn(|axis| f64::from(high[axis] - low[axis]));
    let mut reach = size.map(|side| side / 2.0);
    let mut middle: [f64; 2] = std::array::from_fn(|axis| f64::from(low[axis]) + reach[axis]);
    // Of places that are as good, the middle.
    let mut best = room(middle, 0.0).map_or_else(|| (rings[0][0].map(f64::from), 0.0), |room| (middle, room));
    // A net over all of it, and ever finer ones around the best so far.
    for net in [8, 3, 3, 3] {
        let step = |turn: i32| f64::from(turn) / f64::from(net);
        for across in -net..=net {
            for down in -net..=net {
                let at = [middle[0] + reach[0] * step(across), middle[1] + reach[1] * step(down)];
                best = room(at, best.1).map_or(best, |room| (at, room));
            }
        }
        (middle, reach) = (best.0, reach.map(|it| it / f64::from(net)));
    }
    // In steps of five: a page is smaller with rounder numbers.
    (best.0.map(|it| whole(it / 5.0) * 5), best.1.sqrt())
}
