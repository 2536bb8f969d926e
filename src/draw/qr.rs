//! The address of a page as a QR code (ISO/IEC 18004), for paper.

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use serde::ser::{Error, SerializeStruct};
use serde::{Serialize, Serializer};

/// The largest code: 57 squares wide. On a side of four centimetres a phone can still tell them apart.
const LARGEST: u8 = 10;
/// How many bytes fit in it when a sixth of it may be lost.
const LONGEST: usize = 213;
/// The white that a code needs around it, in squares.
const MARGIN: u32 = 4;

/// The address of a page, which a template sees as a QR code: `tekst`, the address as one would type it; `pad`, the path of an SVG
/// whose lines are one wide; and `zijde`, the width of all with the white around it.
///
/// A view holds only the address, and the code is made when the page is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Qr(String);

impl Qr {
    /// A code for an address; none for one that is too long to be read from paper.
    pub(crate) fn new(address: String) -> Option<Self> {
        (address.len() <= LONGEST).then_some(Self(address))
    }

    /// The address as one would type it.
    fn typed(&self) -> &str {
        self.0.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/')
    }
}

impl Serialize for Qr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // To try all masks for the evenest code takes ten times as long as to make it, and any can be read.
        let (segments, mask) = (QrSegment::make_segments(&self.0), Some(Mask::new(0)));
        let largest = Version::new(LARGEST);
        let code = QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, Version::MIN, largest, mask, true);
        let code = code.map_err(S::Error::custom)?;
        let mut shown = serializer.serialize_struct("Qr", 3)?;
        shown.serialize_field("tekst", self.typed())?;
        shown.serialize_field("zijde", &(code.size().unsigned_abs() + 2 * MARGIN))?;
        shown.serialize_field("pad", &path(&code))?;
        shown.end()
    }
}

/// A line for each row of dark squares, through their middle.
fn path(code: &QrCode) -> String {
    let mut path = Vec::with_capacity(4 << 10);
    for y in 0..code.size() {
        // The row from left to right, from the lowest bit on: 57 squares at most.
        let mut row = (0..code.size()).fold(0_u64, |row, x| row | u64::from(code.get_module(x, y)) << x);
        let mut at = 0;
        while row != 0 {
            let light = row.trailing_zeros();
            let dark = (row >> light).trailing_ones();
            if at == 0 {
                push(&mut path, b'M', light + MARGIN);
                push(&mut path, b' ', y.unsigned_abs() + MARGIN);
                path.extend_from_slice(b".5");
            } else {
                push(&mut path, b'm', light);
                path.extend_from_slice(b" 0");
            }
            push(&mut path, b'h', dark);
            at += light + dark;
            row = row >> light >> dark;
        }
    }
    String::from_utf8(path).unwrap_or_default()
}

/// A number below a hundred behind a sign. A code has hundreds of them, and formatting would cost more than all else.
fn push(path: &mut Vec<u8>, sign: u8, number: u32) {
    let digit = |digit: u32| b"0123456789"[digit as usize % 10];
    path.push(sign);
    if number >= 10 {
        path.push(digit(number / 10));
    }
    path.push(digit(number));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_typed_without_what_a_browser_adds() {
        let typed = |address: &str| Qr::new(address.to_owned()).unwrap().typed().to_owned();
        assert_eq!(typed("https://wijken.example/wijken/oost/"), "wijken.example/wijken/oost");
        assert_eq!(typed("http://wijken.example/"), "wijken.example");
    }

    #[test]
    fn the_longest_address_has_a_code_and_a_longer_one_has_none() {
        let address = |length: usize| format!("https://wijken.example/{}/", "a".repeat(length - 24));
        let code = serde_json::to_value(Qr::new(address(LONGEST)).unwrap()).unwrap();
        assert_eq!(code["zijde"], 57 + 8);
        assert_eq!(Qr::new(address(LONGEST + 1)), None);
    }

    /// What is dark in the path, is what the encoder made dark.
    #[test]
    fn the_path_draws_the_code() {
        let address = "https://wijken.example/wijken/oude-haven/";
        let shown = serde_json::to_value(Qr::new(address.to_owned()).unwrap()).unwrap();
        let code = QrCode::encode_segments_advanced(
            &QrSegment::make_segments(address),
            QrCodeEcc::Medium,
            Version::MIN,
            Version::new(LARGEST),
            Some(Mask::new(0)),
            true,
        )
        .unwrap();
        let dark = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let dark = dark.filter(|(x, y)| code.get_module(*x, *y)).count();
        let drawn = shown["pad"].as_str().unwrap().split('h').skip(1);
        let drawn: usize = drawn.map(|it| it.split(['m', 'M']).next().unwrap().parse::<usize>().unwrap()).sum();
        assert_eq!(drawn, dark);
    }
}
