//! Pictures: what their bytes tell, and the smaller ones that visitors get in their place. Bytes in, bytes out.
//!
//! `feiten.rs` reads the little that pages must know (and what is wrong), without decoding; `maken.rs` decodes once and makes
//! all variants; `cache.rs` remembers them outside the program. No files here, no findings, no addresses.
//!
//! Every variant is made of pixels only: turned as the camera said, in sRGB, without any of the metadata (place, camera, owner).
//! All of a picture's variants follow from its facts, so a page can name them before they are made.

mod cache;
mod feiten;
mod maken;
#[cfg(test)]
mod tests;

pub use cache::Cache;
pub(crate) use feiten::{Beeldsoort, Feiten, Mankement, kijk};
pub(crate) use maken::{Gemaakt, maak};

/// Goes into every name and key: another recipe gives other bytes, and browsers keep a name for ever.
pub(crate) const RECEPT: &str = "beeld 1";

/// The widths that are made, as far as the picture is that wide.
const BREEDTES: [u32; 5] = [320, 640, 960, 1280, 1920];

/// The widest picture for browsers without WebP, which are old and few: one will do for them.
const TERUGVAL: u32 = 1280;

/// The most that is decoded: larger than any camera in a telephone makes.
pub(crate) const MEGAPIXELS: u64 = 100;
/// The most bytes of a picture.
pub(crate) const MEGABYTES: usize = 60;
/// The longest side: WebP cannot be longer than 16383.
pub(crate) const ZIJDE: u32 = 16_000;

/// One of the pictures that are made of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Variant {
    pub breedte: u32,
    pub hoogte: u32,
    pub soort: Beeldsoort,
}

impl Feiten {
    /// What is made of it: WebP, narrowest first.
    pub(crate) fn webp(&self) -> impl Iterator<Item = Variant> {
        let own = self.breedte.min(BREEDTES[BREEDTES.len() - 1]);
        // A width close to its own looks the same.
        let narrower = BREEDTES.into_iter().filter(move |breedte| u64::from(*breedte) * 10 <= u64::from(own) * 9);
        narrower.chain([own]).map(|breedte| self.variant(breedte, Beeldsoort::Webp))
    }

    /// The one for browsers without WebP: a picture as it was, or as PNG where JPEG would lose what is transparent.
    pub(crate) fn terugval(&self) -> Variant {
        let breedte = self.webp().map(|it| it.breedte).filter(|it| *it <= TERUGVAL).max().unwrap_or(self.breedte);
        let soort = match self.soort {
            Beeldsoort::Jpeg => Beeldsoort::Jpeg,
            Beeldsoort::Webp if !self.doorzichtig => Beeldsoort::Jpeg,
            _ => Beeldsoort::Png,
        };
        self.variant(breedte, soort)
    }

    /// All that is made of it.
    pub(crate) fn varianten(&self) -> Vec<Variant> {
        self.webp().chain([self.terugval()]).collect()
    }

    fn variant(&self, breedte: u32, soort: Beeldsoort) -> Variant {
        let (own, high) = (u64::from(self.breedte.max(1)), u64::from(self.hoogte));
        let hoogte = (high * u64::from(breedte) + own / 2) / own;
        Variant { breedte, hoogte: u32::try_from(hoogte).unwrap_or(u32::MAX).max(1), soort }
    }
}
