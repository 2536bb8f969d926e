//! What holds for every picture.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::*;
use crate::source::Source;

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn picture(wide: u32, high: u32, format: ImageFormat) -> Vec<u8> {
    let shade = |x: u32, y: u32| Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 90]);
    written(&RgbImage::from_fn(wide, high, shade).into(), format)
}

/// A map as municipalities have them: plots, streets and dots in a few colours, with hard edges.
fn map(wide: u32, high: u32) -> DynamicImage {
    const COLOURS: [[u8; 3]; 6] =
        [[250, 246, 238], [204, 226, 180], [168, 206, 232], [240, 200, 170], [222, 222, 222], [90, 90, 90]];
    let hash = |x: u32, y: u32| (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519)).rotate_left(13) % 97;
    let plot = |x: u32, y: u32| {
        let (column, row) = (x + (y / 3) % 17, y + (x / 5) % 11);
        match (column % 61, row % 47) {
            (0..4, _) | (_, 0..4) => [255, 255, 255],
            (4, _) | (_, 4) => [120, 120, 120],
            (column, row) if (column * 7 + row * 3) % 19 == 0 => COLOURS[5],
            _ => COLOURS[hash(x / 61, y / 47) as usize % 5],
        }
    };
    RgbImage::from_fn(wide, high, |x, y| Rgb(plot(x, y))).into()
}

/// Soft shapes with grain: about as hard to write as a street with trees.
fn photo(wide: u32, high: u32) -> DynamicImage {
    let mut seed = 1_u32;
    let shade = |x: u32, y: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let wave = (f64::from(x) / 40.0).sin() * (f64::from(y) / 60.0).cos() * 60.0 + 128.0;
        let grain = seed.to_be_bytes()[0] % 24;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 68 and 188")]
        let wave = wave as u8;
        Rgb([wave + grain, wave, wave / 2 + grain])
    };
    RgbImage::from_fn(wide, high, shade).into()
}

/// The map as people save it: with a palette, as small as can be.
fn with_palette(map: &DynamicImage) -> Vec<u8> {
    let map = map.clone().into_rgb8();
    let (wide, high) = map.dimensions();
    let image =
        fast_image_resize::images::Image::from_vec_u8(wide, high, map.into_raw(), fast_image_resize::PixelType::U8x3);
    let image = image.unwrap();
    schrijven::Kleurentabel::of(&image).unwrap().png(&image, |colours| colours).unwrap()
}

/// What is made of a picture; nothing of it is heavier than what is larger, or than the picture.
fn made(name: &str, bytes: &[u8]) -> Gemaakt {
    let feiten = kijk(bytes).unwrap();
    let made = maak(&Source::new(bytes), &feiten, "key", None).unwrap();
    let weights: Vec<_> = made.webp.iter().map(|it| (it.breedte, it.bytes.len())).collect();
    let told = format!("{name} of {}: {weights:?} and {}", bytes.len(), made.terugval.bytes.len());
    assert!(weights.is_sorted_by(|(_, narrow), (_, wide)| narrow < wide), "{told}");
    assert!(weights.iter().all(|(_, weight)| *weight <= bytes.len()), "{told}");
    assert!(made.terugval.bytes.len() <= bytes.len(), "{told}");
    for (variant, soort) in
        made.webp.iter().map(|it| (it, Beeldsoort::Webp)).chain([(&made.terugval, feiten.terugval())])
    {
        let real = kijk(&variant.bytes).unwrap();
        assert_eq!((real.breedte, real.hoogte, real.soort), (variant.breedte, variant.hoogte, soort), "{told}");
    }
    made
}

fn widths(made: &Gemaakt) -> Vec<u32> {
    made.webp.iter().map(|it| it.breedte).collect()
}

#[test]
fn variants_are_as_large_as_pages_say() {
    for format in [ImageFormat::Jpeg, ImageFormat::WebP] {
        let bytes = written(&photo(700, 301), format);
        let first = made("photo", &bytes);
        assert_eq!(widths(&first), [320, 700]);
        assert_eq!(made("photo", &bytes), first, "the same bytes every time");
    }
}

#[test]
fn no_variant_is_heavier_than_a_larger_one_or_than_the_picture() {
    let (map, photo) = (map(1000, 700), photo(1000, 700));
    let palette = with_palette(&map);
    let of_map = made("map with a palette", &palette);
    assert_eq!(of_map.terugval.breedte, 1000, "the map itself is lighter than a narrower one with more colours");
    assert_eq!(widths(&of_map).last(), Some(&1000), "and sharp");
    assert_eq!(made("map", &written(&map, ImageFormat::Png)), of_map);
    made("map as a GIF", &written(&map, ImageFormat::Gif));
    made("map as WebP", &written(&map, ImageFormat::WebP));
    made("map as a JPEG", &written(&map, ImageFormat::Jpeg));
    for format in [ImageFormat::Jpeg, ImageFormat::Png] {
        assert_eq!(widths(&made("photo", &written(&photo, format))), [320, 640, 1000]);
    }
    for quality in [10, 60] {
        let mut poor = Vec::new();
        photo.write_with_encoder(JpegEncoder::new_with_quality(&mut poor, quality)).unwrap();
        made(&format!("photo of quality {quality}"), &poor);
    }
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif] {
        made("an icon", &picture(24, 16, format));
    }
}

/// A JPEG whose tables are made for it, as good cameras and programs do: not every decoder reads those as they are meant.
#[test]
fn visitors_see_what_is_in_the_file() {
    let large = photo(3900, 300).into_rgb8();
    for optimized in [false, true] {
        let mut bytes = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 80);
        encoder.set_optimized_huffman_tables(optimized);
        encoder.encode(&large, 3900, 300, jpeg_encoder::ColorType::Rgb).unwrap();
        let made = made("photo", &bytes);
        for Variant { breedte, hoogte, bytes } in made.webp.iter().chain([&made.terugval]) {
            let seen = image::load_from_memory(bytes).unwrap().into_rgb8();
            let size = (*breedte, *hoogte);
            let wanted = image::imageops::resize(&large, size.0, size.1, image::imageops::FilterType::Triangle);
            let off: u64 = seen.iter().zip(wanted.iter()).map(|(is, should)| u64::from(is.abs_diff(*should))).sum();
            assert!(off < 5 * seen.len() as u64, "{size:?}: {off}");
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
                    let _ = maak(&Source::new(bytes), &feiten, "key", None);
                }
                for soort in [Beeldsoort::Jpeg, Beeldsoort::Png] {
                    let _ = kaal::kaal(bytes, soort);
                }
            }
        }
    }
}
