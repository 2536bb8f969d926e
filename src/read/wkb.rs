//! The geometry of a GeoPackage → polygons: a header (`GP`) and well-known binary (ISO 13249-3, OGC 06-103r4).

use super::features::Polygons;

/// How long the envelope is that a header has, by its number there.
const ENVELOPES: [usize; 5] = [0, 32, 48, 48, 64];

/// What a geometry covers; missing when it is empty, other when it is no area or is damaged.
pub(crate) fn polygons(geometry: &[u8]) -> Polygons {
    let Some(envelope) = geometry.get(3).and_then(|flags| ENVELOPES.get(usize::from(flags >> 1 & 7))) else {
        return Polygons::Other;
    };
    if geometry[3] >> 4 & 1 == 1 {
        return Polygons::Missing;
    }
    let mut rest = geometry.get(8 + envelope..).unwrap_or_default();
    match read(&mut rest) {
        Some(polygons) if polygons.is_empty() => Polygons::Missing,
        Some(polygons) => Polygons::All(polygons),
        None => Polygons::Other,
    }
}

/// The rings of a polygon.
type Rings = Vec<Vec<[f64; 2]>>;

/// A polygon, or several.
fn read(bytes: &mut &[u8]) -> Option<Vec<Rings>> {
    let (order, sort) = head(bytes)?;
    match sort % 1000 {
        3 => Some(vec![rings(bytes, order, sort)?]),
        6 => {
            let mut all = Vec::new();
            for _ in 0..order.count(bytes)? {
                let (order, sort) = head(bytes)?;
                if sort % 1000 != 3 {
                    return None;
                }
                all.push(rings(bytes, order, sort)?);
            }
            Some(all)
        }
        _ => None,
    }
}

/// The order of bytes and the sort of a geometry.
fn head(bytes: &mut &[u8]) -> Option<(Order, u32)> {
    let [order] = take(bytes)?;
    let order = Order { is_little: order == 1 };
    let sort = order.count(bytes)?;
    // Some programs say by the highest bits that there is a height or a measure.
    let dimensions = (sort >> 31) + (sort >> 30 & 1);
    Some((order, (sort & 0xFFFF) + if sort < 1 << 29 { 0 } else { dimensions * 1000 }))
}

fn rings(bytes: &mut &[u8], order: Order, sort: u32) -> Option<Rings> {
    // 1000 and 2000 have one number besides, 3000 has two.
    let besides = match sort / 1000 {
        0 => 0,
        1 | 2 => 1,
        _ => 2,
    };
    let mut rings = Rings::new();
    for _ in 0..order.count(bytes)? {
        let mut ring = Vec::new();
        for _ in 0..order.count(bytes)? {
            ring.push([order.number(bytes)?, order.number(bytes)?]);
            for _ in 0..besides {
                order.number(bytes)?;
            }
        }
        rings.push(ring);
    }
    Some(rings)
}

/// In which order the bytes of a number stand.
#[derive(Clone, Copy)]
struct Order {
    is_little: bool,
}

impl Order {
    fn count(self, bytes: &mut &[u8]) -> Option<u32> {
        let number = take(bytes)?;
        Some(if self.is_little { u32::from_le_bytes(number) } else { u32::from_be_bytes(number) })
    }

    fn number(self, bytes: &mut &[u8]) -> Option<f64> {
        let number = take(bytes)?;
        Some(if self.is_little { f64::from_le_bytes(number) } else { f64::from_be_bytes(number) })
    }
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*taken)
}
