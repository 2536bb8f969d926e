//! What a picture's first bytes tell.

use std::io::Cursor;
use std::panic::catch_unwind;

use image::codecs::{gif::GifDecoder, jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageResult, Limits};

use super::{MEGABYTES, MEGAPIXELS, ZIJDE};

/// How a picture is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beeldsoort {
    Jpeg,
    Png,
    Webp,
    Gif,
}

impl Beeldsoort {
    /// What the name of such a file ends with.
    pub(crate) fn extensie(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Gif => "gif",
        }
    }

    fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', ..] => Some(Self::Png),
            [b'G', b'I', b'F', b'8', ..] => Some(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            _ => None,
        }
    }
}

/// What pages must know of a picture; sizes are those of the picture as people see it, turned upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Feiten {
    pub soort: Beeldsoort,
    pub breedte: u32,
    pub hoogte: u32,
    /// Whether it may be transparent.
    pub doorzichtig: bool,
    /// Whether it moves.
    pub beweegt: bool,
}

/// Why a picture cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mankement {
    /// The bytes are of something else, which may be known.
    GeenFoto(Option<&'static str>),
    /// It stops halfway or is damaged.
    Kapot,
    /// More pixels or bytes than are decoded.
    TeGroot,
}

/// Reads the facts. Nothing is decoded, and a size that is not believed costs no memory.
pub(crate) fn kijk(bytes: &[u8]) -> Result<Feiten, Mankement> {
    let Some(soort) = Beeldsoort::of(bytes) else {
        return Err(if bytes.is_empty() { Mankement::Kapot } else { Mankement::GeenFoto(wat(bytes)) });
    };
    if bytes.len() > MEGABYTES * 1_000_000 {
        return Err(Mankement::TeGroot);
    }
    if let Ok(size) = imagesize::blob_size(bytes) {
        believable(size.width as u64, size.height as u64)?;
    }
    // Decoders make up what is missing at the end.
    if soort == Beeldsoort::Jpeg && !is_whole_jpeg(bytes) {
        return Err(Mankement::Kapot);
    }
    let read = || open(soort, bytes).ok();
    let open = catch_unwind(std::panic::AssertUnwindSafe(read)).ok().flatten().ok_or(Mankement::Kapot)?;
    let (wide, high) = open.decoder.dimensions();
    believable(u64::from(wide), u64::from(high))?;
    let (breedte, hoogte) = if open.draai.is_on_its_side() { (high, wide) } else { (wide, high) };
    Ok(Feiten { soort, breedte, hoogte, doorzichtig: open.decoder.color_type().has_alpha(), beweegt: open.beweegt })
}

fn believable(wide: u64, high: u64) -> Result<(), Mankement> {
    let is_long = wide.max(high) > u64::from(ZIJDE);
    match wide.saturating_mul(high) {
        0 => Err(Mankement::Kapot),
        pixels if is_long || pixels > MEGAPIXELS * 1_000_000 => Err(Mankement::TeGroot),
        _ => Ok(()),
    }
}

/// A picture that was opened, not decoded.
pub(super) struct Open<'b> {
    pub decoder: Box<dyn ImageDecoder + 'b>,
    pub draai: Orientation,
    pub profiel: Option<Vec<u8>>,
    beweegt: bool,
}

impl Open<'_> {
    /// The pixels as the camera laid them down.
    pub(super) fn pixels(self) -> ImageResult<DynamicImage> {
        DynamicImage::from_decoder(self.decoder)
    }
}

/// Opens a picture.
pub(super) fn open(soort: Beeldsoort, bytes: &[u8]) -> ImageResult<Open<'_>> {
    let reader = Cursor::new(bytes);
    let (mut decoder, beweegt): (Box<dyn ImageDecoder + '_>, bool) = match soort {
        Beeldsoort::Jpeg => (Box::new(JpegDecoder::new(reader)?), false),
        Beeldsoort::Png => {
            let decoder = PngDecoder::with_limits(reader, limits())?;
            let beweegt = decoder.is_apng()?;
            (Box::new(decoder), beweegt)
        }
        Beeldsoort::Webp => {
            let decoder = WebPDecoder::new(reader)?;
            let beweegt = decoder.has_animation();
            (Box::new(decoder), beweegt)
        }
        Beeldsoort::Gif => (Box::new(GifDecoder::new(reader)?), frames(bytes) > 1),
    };
    decoder.set_limits(limits())?;
    // What stands beside the pixels may be damaged without the picture being so.
    let draai = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profiel = decoder.icc_profile().ok().flatten();
    Ok(Open { decoder, draai, profiel, beweegt })
}

/// Eight bytes a pixel, for pictures with sixteen bits a colour, and as much again to work with.
fn limits() -> Limits {
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(ZIJDE), Some(ZIJDE));
    limits.max_alloc = Some(MEGAPIXELS * 1_000_000 * 16);
    limits
}

/// Whether a JPEG has the mark of its end behind its pixels. In its head there may be a small picture with such a mark, too, so
/// that is walked over; among pixels there is none.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some([0xff, marker, rest @ ..]) = bytes.get(at..) {
        match (marker, rest) {
            // A mark may be filled up in front.
            (0xff, _) => at += 1,
            (0xda, rest) => return rest.windows(2).any(|pair| pair == [0xff, 0xd9]),
            (_, [high, low, ..]) => at += 2 + usize::from(u16::from_be_bytes([*high, *low])),
            _ => return false,
        }
    }
    false
}

/// Whether a picture was laid down on its side.
pub(super) trait OnItsSide {
    fn is_on_its_side(&self) -> bool;
}

impl OnItsSide for Orientation {
    fn is_on_its_side(&self) -> bool {
        matches!(self, Self::Rotate90 | Self::Rotate270 | Self::Rotate90FlipH | Self::Rotate270FlipH)
    }
}

/// How many pictures a GIF has, by walking along its blocks; two are enough to move.
fn frames(bytes: &[u8]) -> usize {
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let byte = |at: usize| bytes.get(at).copied();
    let Some(flags) = byte(10) else { return 0 };
    let (mut at, mut frames) = (13 + table(flags), 0);
    while let Some(block) = byte(at) {
        at += match block {
            0x21 => 2,
            0x2c => {
                frames += 1;
                11 + byte(at + 9).map_or(0, table)
            }
            _ => break,
        };
        while let Some(length) = byte(at) {
            at += 1 + usize::from(length);
            if length == 0 {
                break;
            }
        }
    }
    frames
}

/// What something that is no picture for the web is, as people call it.
fn wat(bytes: &[u8]) -> Option<&'static str> {
    let brand = bytes.get(4..12)?;
    Some(match (bytes, brand) {
        (_, b"ftypavif" | b"ftypavis") => "AVIF",
        (_, [b'f', b't', b'y', b'p', b'h' | b'm', ..]) => "HEIC",
        ([b'%', b'P', b'D', b'F', ..], _) => "PDF",
        ([b'B', b'M', ..], _) => "BMP",
        ([b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..], _) => "TIFF",
        ([b'P', b'K', 3, 4, ..], _) => "ZIP",
        _ => return None,
    })
}
