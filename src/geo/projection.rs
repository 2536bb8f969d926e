//! From the coordinates that files have to those of the national grid, and back.

use super::Point;

/// What coordinates are in. What a file says of it is often wrong or not there, and the numbers cannot be mistaken for each other:
/// within the Netherlands those of no two grids overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grid {
    /// The national grid, in metres (EPSG:28992).
    Rd,
    /// Degrees to the east and to the north (WGS84).
    LonLat,
    /// The same the other way round, as some programs write them.
    LatLon,
    /// The metres of maps on the web (EPSG:3857).
    Mercator,
}

/// What is in or just around the Netherlands, in each grid: from and to along the first axis, then along the second.
const EXTENTS: [(Grid, [f64; 4]); 4] = [
    (Grid::LonLat, [2.0, 8.0, 50.0, 56.0]),
    (Grid::LatLon, [50.0, 56.0, 2.0, 8.0]),
    (Grid::Rd, [-60_000.0, 330_000.0, 280_000.0, 680_000.0]),
    (Grid::Mercator, [220_000.0, 890_000.0, 6_446_000.0, 7_558_000.0]),
];

/// The radius of the earth of the web's maps, in metres.
const RADIUS: f64 = 6_378_137.0;

impl Grid {
    /// The grid in which all of these points are in the Netherlands.
    pub(crate) fn of(points: impl IntoIterator<Item = [f64; 2]>) -> Option<Self> {
        let mut fitting = EXTENTS.to_vec();
        for [x, y] in points {
            fitting.retain(|(_, [west, east, south, north])| {
                (*west..=*east).contains(&x) && (*south..=*north).contains(&y)
            });
        }
        match fitting[..] {
            [(grid, _)] => Some(grid),
            _ => None,
        }
    }

    /// A point in this grid.
    pub(crate) fn point(self, [x, y]: [f64; 2]) -> Point {
        let metres = match self {
            Self::Rd => [x, y],
            Self::LonLat => to_rd(x, y),
            Self::LatLon => to_rd(y, x),
            Self::Mercator => to_rd(
                (x / RADIUS).to_degrees(),
                (2.0 * (y / RADIUS).exp().atan() - std::f64::consts::FRAC_PI_2).to_degrees(),
            ),
        };
        // Within the Netherlands it fits by far.
        #[expect(clippy::cast_possible_truncation, reason = "below ten million")]
        metres.map(|metre| (metre * 10.0).round() as i32)
    }
}

/// The church of Amersfoort, in the middle of the grid: metres, and degrees on Bessel's earth as the polynomials have them.
const CENTRE: [f64; 2] = [155_000.0, 463_000.0];
const CENTRE_DEGREES: [f64; 2] = [5.387_206_21, 52.155_174_40];

/// How much the powers of two numbers count: the power of the first, that of the second, and the factor.
type Polynomial = [(i32, i32, f64)];

// F.H. Schreutelkamp and G.L. Strang van Hees, "Benaderingsformules voor de transformatie tussen RD- en WGS84-kaartcoördinaten"
// (2001). Measured against RDNAPTRANS2018 they are 0.18 to 0.42 metres off, less than a line on a map is wide.
const EAST: &Polynomial = &[
    (0, 1, 190_094.945),
    (1, 1, -11_832.228),
    (2, 1, -114.221),
    (0, 3, -32.391),
    (1, 0, -0.705),
    (3, 1, -2.340),
    (1, 3, -0.608),
    (0, 2, -0.008),
    (2, 3, 0.148),
];
const NORTH: &Polynomial = &[
    (1, 0, 309_056.544),
    (0, 2, 3_638.893),
    (2, 0, 73.077),
    (1, 2, -157.984),
    (3, 0, 59.788),
    (0, 1, 0.433),
    (2, 2, -6.439),
    (1, 1, -0.032),
    (0, 4, 0.092),
    (1, 4, -0.054),
];
const LATITUDE: &Polynomial = &[
    (0, 1, 3_235.653_89),
    (2, 0, -32.582_97),
    (0, 2, -0.247_50),
    (2, 1, -0.849_78),
    (0, 3, -0.065_50),
    (2, 2, -0.017_09),
    (1, 0, -0.007_38),
    (4, 0, 0.005_30),
    (2, 3, -0.000_39),
    (4, 1, 0.000_33),
    (1, 1, -0.000_12),
];
const LONGITUDE: &Polynomial = &[
    (1, 0, 5_260.529_16),
    (1, 1, 105.946_84),
    (1, 2, 2.456_56),
    (3, 0, -0.818_85),
    (1, 3, 0.055_94),
    (3, 1, -0.056_07),
    (0, 1, 0.011_99),
    (3, 2, -0.002_56),
    (1, 4, 0.001_28),
    (0, 2, 0.000_22),
    (2, 0, -0.000_22),
    (5, 0, 0.000_26),
];

fn value(polynomial: &Polynomial, one: f64, other: f64) -> f64 {
    polynomial.iter().map(|(p, q, factor)| factor * one.powi(*p) * other.powi(*q)).sum()
}

/// Metres in the national grid.
fn to_rd(longitude: f64, latitude: f64) -> [f64; 2] {
    let (north, east) = (0.36 * (latitude - CENTRE_DEGREES[1]), 0.36 * (longitude - CENTRE_DEGREES[0]));
    [CENTRE[0] + value(EAST, north, east), CENTRE[1] + value(NORTH, north, east)]
}

/// Degrees to the east and to the north, with as many decimals as make sense.
pub(crate) fn to_wgs84(point: Point) -> [f64; 2] {
    let [x, y] = point.map(|decimetre| f64::from(decimetre) / 10.0);
    let (east, north) = ((x - CENTRE[0]) * 1e-5, (y - CENTRE[1]) * 1e-5);
    let degrees = [
        CENTRE_DEGREES[0] + value(LONGITUDE, east, north) / 3600.0,
        CENTRE_DEGREES[1] + value(LATITUDE, east, north) / 3600.0,
    ];
    degrees.map(|degree| (degree * 1e6).round() / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points of one wijk, by PROJ in both grids.
    const KNOWN: [([f64; 2], [f64; 2]); 4] = [
        ([114_538.0, 553_367.0], [4.784_977, 52.965_798]),
        ([114_425.0, 553_173.0], [4.783_320, 52.964_047]),
        ([114_518.0, 553_057.0], [4.784_718, 52.963_011]),
        ([114_442.0, 552_979.0], [4.783_597, 52.962_305]),
    ];

    #[test]
    fn known_points_come_out_within_half_a_metre() {
        for (rd, degrees) in KNOWN {
            let (found, expected) = (Grid::LonLat.point(degrees), Grid::Rd.point(rd));
            assert!((0..2).all(|axis| (found[axis] - expected[axis]).abs() <= 5), "{found:?} {expected:?}");
        }
    }

    #[test]
    fn there_and_back_is_where_it_was() {
        for x in (20_000..280_000).step_by(20_000) {
            for y in (310_000..620_000).step_by(20_000) {
                let rd = Grid::Rd.point([f64::from(x), f64::from(y)]);
                let there = Grid::LonLat.point(to_wgs84(rd));
                assert!((0..2).all(|axis| (rd[axis] - there[axis]).abs() < 10), "{rd:?} {there:?}");
                let [longitude, latitude] = to_wgs84(rd);
                let mercator = [
                    longitude.to_radians() * RADIUS,
                    (std::f64::consts::FRAC_PI_4 + latitude.to_radians() / 2.0).tan().ln() * RADIUS,
                ];
                assert_eq!(Grid::of([mercator]), Some(Grid::Mercator));
                assert_eq!(Grid::Mercator.point(mercator), there);
                assert_eq!(Grid::of([[f64::from(x), f64::from(y)]]), Some(Grid::Rd));
                assert_eq!(Grid::of([[longitude, latitude]]), Some(Grid::LonLat));
                assert_eq!(Grid::of([[latitude, longitude]]), Some(Grid::LatLon));
            }
        }
        for odd in [[0.0, 0.0], [f64::NAN, 52.0], [-71.0, 42.0], [1e300, 1e300]] {
            assert_eq!(Grid::of([odd]), None);
        }
    }
}
