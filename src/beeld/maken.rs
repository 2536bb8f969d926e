//! Makes the variants of a picture: decoded once, turned, brought to sRGB, made smaller.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use fast_image_resize::images::Image;
use fast_image_resize::{PixelType, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::cache::{pack, unpack};
use super::feiten::open;
use super::{Beeldsoort, Cache, Feiten, Mankement, Variant};

/// Good enough that nobody sees the difference on a page.
const WEBP: f32 = 80.0;
const JPEG: u8 = 82;

/// A drawing with so few colours stays as sharp as it was.
const TEKENING: usize = 256;

/// The bytes of [`Feiten::varianten`], in that order.
pub(crate) type Gemaakt = Vec<Arc<[u8]>>;

/// Makes the variants, or takes them from where they were kept below `key`.
pub(crate) fn maak(bytes: &[u8], feiten: &Feiten, key: &str, cache: Option<&dyn Cache>) -> Result<Gemaakt, Mankement> {
    let count = feiten.varianten().len();
    if let Some(kept) = cache.and_then(|cache| cache.get(key)).and_then(|kept| unpack(&kept, count)) {
        return Ok(kept);
    }
    // Bytes from anywhere: where a decoder gives up in a panic, that picture is broken and nothing else.
    let made = catch_unwind(AssertUnwindSafe(|| make(bytes, feiten))).ok().flatten().ok_or(Mankement::Kapot)?;
    if let Some(cache) = cache {
        cache.put(key, &pack(&made));
    }
    Ok(made)
}

fn make(bytes: &[u8], feiten: &Feiten) -> Option<Gemaakt> {
    let open = open(feiten.soort, bytes).ok()?;
    let (draai, profiel) = (open.draai, open.profiel.clone());
    let mut picture = open.pixels().ok()?;
    picture.apply_orientation(draai);
    let alpha = feiten.doorzichtig;
    let (wide, high) = (picture.width(), picture.height());
    if (wide, high) != (feiten.breedte, feiten.hoogte) {
        return None;
    }
    let mut pixels = if alpha { picture.into_rgba8().into_raw() } else { picture.into_rgb8().into_raw() };
    if let Some(profiel) = profiel {
        pixels = to_srgb(&profiel, pixels, alpha);
    }
    let kind = if alpha { PixelType::U8x4 } else { PixelType::U8x3 };
    let sharp = matches!(feiten.soort, Beeldsoort::Png | Beeldsoort::Gif) && is_drawing(&pixels, kind.size());
    let whole = Image::from_vec_u8(wide, high, pixels, kind).ok()?;
    let mut resizer = Resizer::new();
    feiten
        .varianten()
        .into_iter()
        .map(|variant| {
            let Variant { breedte, hoogte, soort } = variant;
            let mut small = Image::new(breedte, hoogte, kind);
            resizer.resize(&whole, &mut small, None).ok()?;
            encode(small.buffer(), breedte, hoogte, soort, alpha, sharp).map(Into::into)
        })
        .collect()
}

fn encode(pixels: &[u8], wide: u32, high: u32, soort: Beeldsoort, alpha: bool, sharp: bool) -> Option<Vec<u8>> {
    let colour = if alpha { ExtendedColorType::Rgba8 } else { ExtendedColorType::Rgb8 };
    let mut bytes = Vec::new();
    match soort {
        Beeldsoort::Webp => {
            let layout = if alpha { webp::PixelLayout::Rgba } else { webp::PixelLayout::Rgb };
            let encoder = webp::Encoder::new(pixels, layout, wide, high);
            bytes = encoder.encode_simple(sharp, if sharp { 75.0 } else { WEBP }).ok()?.to_vec();
        }
        Beeldsoort::Jpeg => {
            JpegEncoder::new_with_quality(&mut bytes, JPEG).write_image(pixels, wide, high, colour).ok()?;
        }
        Beeldsoort::Png | Beeldsoort::Gif => {
            PngEncoder::new(&mut bytes).write_image(pixels, wide, high, colour).ok()?;
        }
    }
    Some(bytes)
}

/// Brings colours to sRGB, so that no profile need go with them. A profile that says nothing useful is passed over, as browsers do.
fn to_srgb(profile: &[u8], pixels: Vec<u8>, alpha: bool) -> Vec<u8> {
    let layout = if alpha { Layout::Rgba } else { Layout::Rgb };
    let convert = || {
        let profile = ColorProfile::new_from_slice(profile).ok().filter(|it| it.color_space == DataColorSpace::Rgb)?;
        let srgb = ColorProfile::new_srgb();
        let transform = profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default()).ok()?;
        let mut converted = vec![0; pixels.len()];
        transform.transform(&pixels, &mut converted).ok()?;
        Some(converted)
    };
    catch_unwind(AssertUnwindSafe(convert)).ok().flatten().unwrap_or(pixels)
}

fn is_drawing(pixels: &[u8], size: usize) -> bool {
    let mut colours = std::collections::BTreeSet::new();
    let mut last: &[u8] = &[];
    for pixel in pixels.chunks_exact(size) {
        if pixel != last && colours.insert(pixel) && colours.len() > TEKENING {
            return false;
        }
        last = pixel;
    }
    true
}
