//! Pictures: what their bytes tell, and the smaller ones that visitors get in their place. Bytes in, bytes out.
//!
//! `feiten.rs` reads the little that is to be known beforehand (and what is wrong), without decoding; `maken.rs` decodes once and
//! makes all variants, `beurt.rs` seeing to it that not too much is decoded at one time; `schrijven.rs` knows the formats; `kaal.rs` takes away what stands beside the pixels; `cache.rs` remembers
//! what was made outside the program. No files here, no findings, no addresses.
//!
//! Every variant is made of pixels only: turned as the camera said, in sRGB, without any of the metadata (place, camera, owner).
//! Which variants there are is known when they are made: one that is heavier than a larger one is none.

mod beurt;
mod cache;
mod feiten;
mod kaal;
mod maken;
mod schrijven;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use cache::Cache;
pub(crate) use feiten::{Beeldsoort, Feiten, Mankement, kijk};
pub(crate) use maken::maak;

/// Goes into every name and key: another recipe gives other bytes, and browsers keep a name for ever.
pub(crate) const RECEPT: &str = "beeld 2";

/// The widths that are made, as far as the picture is that wide.
const BREEDTES: [u32; 5] = [320, 640, 960, 1280, 1920];

/// The widest picture for browsers without WebP, which are old and few: one will do for them.
const TERUGVAL: u32 = 1280;

/// The most megapixels of a drawing that is kept in its own width.
const TEKENING: u64 = 8;

/// The most that is decoded: larger than most cameras make. All that is decoded at one time is no more than this either.
pub(crate) const MEGAPIXELS: u64 = 100;
/// The most bytes of a picture.
pub(crate) const MEGABYTES: usize = 60;
/// The longest side: WebP cannot be longer than 16383.
pub(crate) const ZIJDE: u32 = 16_000;

/// One of the pictures that are made of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Variant {
    pub breedte: u32,
    pub hoogte: u32,
    pub bytes: Arc<[u8]>,
}

/// What visitors get of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gemaakt {
    /// WebP, narrowest first: each is lighter than the next, and none is heavier than the picture. There may be none.
    pub webp: Vec<Variant>,
    /// The one for browsers without WebP.
    pub terugval: Variant,
}

impl Feiten {
    /// How wide what is made of it may be, narrowest first; a drawing is lightest and sharpest in its own width.
    pub(crate) fn breedtes(&self, is_tekening: bool) -> impl DoubleEndedIterator<Item = u32> + use<> {
        let is_whole = is_tekening && u64::from(self.breedte) * u64::from(self.hoogte) <= TEKENING * 1_000_000;
        let own = if is_whole { self.breedte } else { self.breedte.min(BREEDTES[BREEDTES.len() - 1]) };
        // A width close to its own looks the same.
        let narrower = BREEDTES.into_iter().filter(move |breedte| u64::from(*breedte) * 10 <= u64::from(own) * 9);
        narrower.chain([own])
    }

    /// How the one for browsers without WebP is written: as it was, or as PNG where JPEG would lose what is transparent.
    pub(crate) fn terugval(&self) -> Beeldsoort {
        match self.soort {
            Beeldsoort::Jpeg => Beeldsoort::Jpeg,
            Beeldsoort::Webp if !self.doorzichtig => Beeldsoort::Jpeg,
            _ => Beeldsoort::Png,
        }
    }

    /// How high it is at this width.
    fn hoogte_bij(&self, breedte: u32) -> u32 {
        let (own, high) = (u64::from(self.breedte.max(1)), u64::from(self.hoogte));
        let hoogte = (high * u64::from(breedte) + own / 2) / own;
        u32::try_from(hoogte).unwrap_or(u32::MAX).max(1)
    }
}
