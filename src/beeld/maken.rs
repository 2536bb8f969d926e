//! Makes the variants of a picture: decoded once and made smaller step by step, then turned, brought to sRGB and written, and of
//! what came out the variants that make sense.

use std::panic::{AssertUnwindSafe, catch_unwind};

use fast_image_resize::images::Image;
use fast_image_resize::{PixelType, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, RgbImage, RgbaImage};
use jpeg_decoder::{ImageInfo, PixelFormat};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use rayon::prelude::*;

use super::beurt::Beurt;
use super::cache::{pack, unpack};
use super::feiten::{OnItsSide, open};
use super::kaal::kaal;
use super::schrijven::{Kleurentabel, Wijze};
use super::{Beeldsoort, Cache, Feiten, Gemaakt, Mankement, TERUGVAL, Variant};
use crate::source::Source;

/// Good enough that nobody sees the difference on a page, and what is tried when that is heavier than the picture itself.
const WEBP: [u8; 3] = [80, 65, 50];
const JPEG: [u8; 4] = [77, 70, 55, 40];

/// Makes the variants, or takes them from where they were kept below `key`.
pub(crate) fn maak(
    source: &Source,
    feiten: &Feiten,
    key: &str,
    cache: Option<&dyn Cache>,
) -> Result<Gemaakt, Mankement> {
    if let Some(kept) = cache.and_then(|cache| cache.get(key)).and_then(|kept| unpack(&kept, feiten)) {
        return Ok(kept);
    }
    // Bytes from anywhere: where a decoder gives up in a panic, that picture is broken and nothing else.
    let made = || {
        let beurt = Beurt::wacht(u64::from(feiten.breedte) * u64::from(feiten.hoogte));
        let bytes = source.read().ok()?;
        let gelezen = Gelezen::lees(&bytes, feiten)?;
        drop(beurt);
        gelezen.maak(&bytes, feiten)
    };
    let made = catch_unwind(AssertUnwindSafe(made)).ok().flatten().ok_or(Mankement::Kapot)?;
    if let Some(cache) = cache {
        cache.put(key, &pack(&made));
    }
    Ok(made)
}

impl Feiten {
    /// What was made of it in this width.
    pub(super) fn variant(&self, breedte: u32, bytes: Vec<u8>) -> Variant {
        Variant { breedte, hoogte: self.hoogte_bij(breedte), bytes: bytes.into() }
    }
}

/// A picture, decoded.
struct Gelezen {
    /// Its pixels in every width, widest first.
    vlakken: Vec<Image<'static>>,
    /// Whether it is a drawing, which stays as sharp as it was when that is not too heavy.
    is_tekening: bool,
    /// The drawing in its own width, written with its few colours.
    tekening: Option<Vec<u8>>,
    /// Whether its pixels are as people see them: upright, in sRGB.
    is_gewoon: bool,
}

impl Gelezen {
    fn lees(bytes: &[u8], feiten: &Feiten) -> Option<Self> {
        let open = open(feiten.soort, bytes).ok()?;
        let (draai, profiel) = (open.draai, open.profiel.clone());
        if open.decoder.dimensions() != laid(draai, (feiten.breedte, feiten.hoogte)) {
            return None;
        }
        let needed = feiten.breedtes(false).next_back()?;
        let needed = laid(draai, (needed, feiten.hoogte_bij(needed)));
        let picture = (feiten.soort == Beeldsoort::Jpeg).then(|| jpeg(bytes, needed)).flatten();
        let picture = picture.or_else(|| open.pixels().ok())?;
        let whole = image(picture, feiten.doorzichtig)?;
        let is_gewoon = draai == Orientation::NoTransforms && profiel.is_none();
        let to_srgb = |pixels| match &profiel {
            Some(profiel) => to_srgb(profiel, pixels, feiten.doorzichtig),
            None => pixels,
        };
        let palet =
            matches!(feiten.soort, Beeldsoort::Png | Beeldsoort::Gif).then(|| Kleurentabel::of(&whole)).flatten();
        let is_tekening = palet.is_some();
        let tekening =
            palet.filter(|_| draai == Orientation::NoTransforms).and_then(|palet| palet.png(&whole, to_srgb));
        let mut resizer = Resizer::new();
        let mut vlakken = Vec::new();
        let mut breedtes = feiten.breedtes(is_tekening).rev();
        let widest = breedtes.next()?;
        let widest = scaled(whole, laid(draai, (widest, feiten.hoogte_bij(widest))), &mut resizer)?;
        vlakken.push(upright(widest, draai, to_srgb)?);
        for breedte in breedtes {
            let mut small = Image::new(breedte, feiten.hoogte_bij(breedte), vlakken.last()?.pixel_type());
            resizer.resize(vlakken.last()?, &mut small, None).ok()?;
            vlakken.push(small);
        }
        Some(Self { vlakken, is_tekening, tekening, is_gewoon })
    }

    fn maak(self, bytes: &[u8], feiten: &Feiten) -> Option<Gemaakt> {
        let (webp, terugval) = rayon::join(|| self.webp(bytes, feiten), || self.terugval(bytes, feiten));
        Some(Gemaakt { webp, terugval: terugval? })
    }

    /// WebP in every width that makes sense: lighter than the picture, and a good deal lighter than the next wider one.
    fn webp(&self, bytes: &[u8], feiten: &Feiten) -> Vec<Variant> {
        let mut tries = WEBP.map(Wijze::Webp).to_vec();
        if feiten.soort != Beeldsoort::Jpeg {
            tries.insert(usize::from(!self.is_tekening), Wijze::Scherp);
        }
        let firsts: Vec<_> = self.vlakken.par_iter().map(|vlak| tries[0].schrijf(vlak)).collect();
        let room = self.tekening.as_ref().map_or(bytes.len(), |tekening| tekening.len().min(bytes.len()));
        let (mut webp, mut room) = (Vec::new(), room);
        for (vlak, first) in self.vlakken.iter().zip(firsts) {
            // To lose more than in a wider one makes no sense.
            let others = tries[1..].iter().filter(|wijze| webp.is_empty() || wijze.is_good());
            let fits = |made: &Vec<u8>| made.len() <= room;
            let others = || others.filter_map(|wijze| wijze.schrijf(vlak)).find(fits);
            if let Some(made) = first.filter(fits).or_else(others) {
                room = made.len() / 10 * 9;
                webp.push(feiten.variant(vlak.width(), made));
            }
        }
        webp.reverse();
        webp
    }

    /// The one for browsers without WebP: never heavier than the picture, if that can be.
    fn terugval(&self, bytes: &[u8], feiten: &Feiten) -> Option<Variant> {
        let whole = |made| feiten.variant(feiten.breedte, made);
        let fits = |made: &Vec<u8>| made.len() <= bytes.len();
        if let Some(tekening) = self.tekening.clone().filter(fits) {
            return Some(whole(tekening));
        }
        let tries = match feiten.terugval() {
            Beeldsoort::Jpeg => JPEG.map(Wijze::Jpeg).to_vec(),
            _ => vec![Wijze::Png],
        };
        let narrow = self.vlakken.iter().filter(|vlak| vlak.width() <= TERUGVAL);
        let mut last = None;
        for (vlak, wijze) in narrow.flat_map(|vlak| tries.iter().map(move |wijze| (vlak, wijze))) {
            let made = wijze.schrijf(vlak)?;
            // What is hardly lighter than the picture itself is not as good.
            if last.is_none() && self.is_gewoon && made.len() / 9 >= bytes.len() / 10 {
                let copy = kaal(bytes, feiten.soort).map(whole);
                if copy.is_some() {
                    return copy;
                }
            }
            let is_found = fits(&made);
            last = Some(feiten.variant(vlak.width(), made));
            if is_found {
                break;
            }
        }
        last
    }
}

/// The size of a picture as the camera laid it down.
fn laid(draai: Orientation, (wide, high): (u32, u32)) -> (u32, u32) {
    if draai.is_on_its_side() { (high, wide) } else { (wide, high) }
}

/// The pixels of a JPEG, of a half or a quarter of its size when that is enough: most of the work is then not done at all.
/// `None` for one with other colours than people see, or that is damaged.
fn jpeg(bytes: &[u8], (wide, high): (u32, u32)) -> Option<DynamicImage> {
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    decoder.scale(u16::try_from(wide).ok()?, u16::try_from(high).ok()?).ok()?;
    let pixels = decoder.decode().ok()?;
    let ImageInfo { width, height, pixel_format, .. } = decoder.info()?;
    let (wide, high) = (u32::from(width), u32::from(height));
    match pixel_format {
        PixelFormat::RGB24 => Some(RgbImage::from_raw(wide, high, pixels)?.into()),
        PixelFormat::L8 => Some(GrayImage::from_raw(wide, high, pixels)?.into()),
        PixelFormat::L16 | PixelFormat::CMYK32 => None,
    }
}

fn image(picture: DynamicImage, alpha: bool) -> Option<Image<'static>> {
    let (wide, high) = (picture.width(), picture.height());
    let (pixels, kind) = if alpha {
        (picture.into_rgba8().into_raw(), PixelType::U8x4)
    } else {
        (picture.into_rgb8().into_raw(), PixelType::U8x3)
    };
    Image::from_vec_u8(wide, high, pixels, kind).ok()
}

fn scaled(whole: Image<'static>, (wide, high): (u32, u32), resizer: &mut Resizer) -> Option<Image<'static>> {
    if (whole.width(), whole.height()) == (wide, high) {
        return Some(whole);
    }
    let mut small = Image::new(wide, high, whole.pixel_type());
    resizer.resize(&whole, &mut small, None).ok()?;
    Some(small)
}

/// A picture as people see it.
fn upright(laid: Image<'_>, draai: Orientation, to_srgb: impl Fn(Vec<u8>) -> Vec<u8>) -> Option<Image<'static>> {
    let (wide, high, alpha) = (laid.width(), laid.height(), laid.pixel_type() == PixelType::U8x4);
    let pixels = to_srgb(laid.into_vec());
    let mut picture: DynamicImage = if alpha {
        RgbaImage::from_raw(wide, high, pixels)?.into()
    } else {
        RgbImage::from_raw(wide, high, pixels)?.into()
    };
    picture.apply_orientation(draai);
    image(picture, alpha)
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
