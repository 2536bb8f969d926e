//! Pixels → a file of a picture.

use std::collections::BTreeMap;

use fast_image_resize::PixelType;
use fast_image_resize::images::Image;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use webp::{PixelLayout, WebPConfig};

/// The widest that WebP takes all its time for. Of what is wider it takes less than half, and 5 % more bytes.
const ZUINIG: u32 = 960;

/// How a picture is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wijze {
    /// WebP that loses what nobody sees, the more the lower the number.
    Webp(u8),
    /// WebP that loses nothing.
    Scherp,
    /// JPEG, in the same way.
    Jpeg(u8),
    Png,
}

impl Wijze {
    /// Whether nobody sees what it loses.
    pub(super) fn is_good(self) -> bool {
        matches!(self, Self::Scherp | Self::Webp(80..))
    }

    pub(super) fn schrijf(self, image: &Image<'_>) -> Option<Vec<u8>> {
        let (pixels, wide, high) = (image.buffer(), image.width(), image.height());
        let alpha = image.pixel_type() == PixelType::U8x4;
        let colour = if alpha { ExtendedColorType::Rgba8 } else { ExtendedColorType::Rgb8 };
        let mut bytes = Vec::new();
        match self {
            Self::Webp(_) | Self::Scherp => {
                let layout = if alpha { PixelLayout::Rgba } else { PixelLayout::Rgb };
                let encoder = webp::Encoder::new(pixels, layout, wide, high);
                return Some(encoder.encode_advanced(&self.config(wide)?).ok()?.to_vec());
            }
            Self::Jpeg(quality) => {
                let mut encoder = Encoder::new(&mut bytes, quality);
                encoder.set_sampling_factor(SamplingFactor::F_2_2);
                encoder.encode(pixels, u16::try_from(wide).ok()?, u16::try_from(high).ok()?, ColorType::Rgb).ok()?;
            }
            Self::Png => {
                PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive)
                    .write_image(pixels, wide, high, colour)
                    .ok()?;
            }
        }
        Some(bytes)
    }

    fn config(self, wide: u32) -> Option<WebPConfig> {
        let mut config = WebPConfig::new().ok()?;
        match self {
            Self::Webp(quality) => {
                config.quality = f32::from(quality);
                config.method = if wide > ZUINIG { 2 } else { 4 };
            }
            _ => config.lossless = 1,
        }
        Some(config)
    }
}

/// The colours of a drawing: the more alike pixels are, the better it is written without loss.
pub(super) struct Kleurentabel<'p> {
    colours: BTreeMap<&'p [u8], u8>,
}

impl<'p> Kleurentabel<'p> {
    /// `None` for what has more than 256 colours.
    pub(super) fn of(image: &'p Image<'_>) -> Option<Self> {
        let mut colours = BTreeMap::new();
        let mut last: &[u8] = &[];
        for pixel in image.buffer().chunks_exact(image.pixel_type().size()) {
            if pixel != last && !colours.contains_key(pixel) {
                colours.insert(pixel, u8::try_from(colours.len()).ok()?);
            }
            last = pixel;
        }
        Some(Self { colours })
    }

    /// A PNG of the picture with these colours, turned into others by `to`.
    pub(super) fn png(&self, image: &Image<'_>, to: impl Fn(Vec<u8>) -> Vec<u8>) -> Option<Vec<u8>> {
        let size = image.pixel_type().size();
        let mut colours = vec![0; self.colours.len() * size];
        for (colour, place) in &self.colours {
            colours[usize::from(*place) * size..][..size].copy_from_slice(colour);
        }
        let colours = to(colours);
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, image.width(), image.height());
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_compression(png::Compression::High);
        encoder.set_filter(png::Filter::NoFilter);
        encoder.set_palette(colours.chunks_exact(size).flat_map(|colour| &colour[..3]).copied().collect::<Vec<_>>());
        if size == 4 {
            encoder.set_trns(colours.chunks_exact(size).map(|colour| colour[3]).collect::<Vec<_>>());
        }
        let places = image.buffer().chunks_exact(size).map(|pixel| self.colours.get(pixel).copied());
        let places: Vec<u8> = places.collect::<Option<_>>()?;
        encoder.write_header().ok()?.write_image_data(&places).ok()?;
        Some(bytes)
    }
}
