//! What holds for every picture.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

use super::*;

fn picture(wide: u32, high: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let shade = |x: u32, y: u32| Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 90]);
    RgbImage::from_fn(wide, high, shade).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[test]
fn variants_are_as_large_as_pages_say() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let bytes = picture(700, 301, format);
        let feiten = kijk(&bytes).unwrap();
        let widths: Vec<_> = feiten.webp().map(|it| it.breedte).collect();
        assert_eq!(widths, [320, 700]);
        let made = maak(&bytes, &feiten, "key", None).unwrap();
        assert_eq!(maak(&bytes, &feiten, "key", None).unwrap(), made, "the same bytes every time");
        for (variant, bytes) in feiten.varianten().iter().zip(&made) {
            let real = kijk(bytes).unwrap();
            assert_eq!((real.breedte, real.hoogte, real.soort), (variant.breedte, variant.hoogte, variant.soort));
        }
    }
}

#[test]
fn a_size_that_cannot_be_costs_nothing() {
    let mut bytes = picture(4, 4, ImageFormat::Png);
    bytes[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    assert_eq!(kijk(&bytes), Err(Mankement::TeGroot));
}

#[test]
fn no_bytes_stop_the_program() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let whole = picture(24, 16, format);
        for step in 0..whole.len().min(120) {
            let mut changed = whole.clone();
            let at = step * whole.len() / whole.len().min(120);
            changed[at] ^= 0x55;
            for bytes in [&changed[..], &whole[..at]] {
                if let Ok(feiten) = kijk(bytes)
                    && u64::from(feiten.breedte) * u64::from(feiten.hoogte) < 1_000_000
                {
                    let _ = maak(bytes, &feiten, "key", None);
                }
            }
        }
    }
}
