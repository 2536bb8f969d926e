//! Where made pictures are kept between two runs of the program, and how they are put together for that.

use std::fmt;

use super::{Feiten, Gemaakt, Variant};

/// Keeps bytes by a name. It may forget, and may give back anything: what is damaged is noticed and made again.
pub trait Cache: fmt::Debug + Send + Sync {
    /// What was put there, if it still is.
    fn get(&self, key: &str) -> Option<Vec<u8>>;
    /// Keeps it, if that is possible.
    fn put(&self, key: &str, bytes: &[u8]);
}

const CHECK: usize = 32;

/// A checksum, then each file behind its width and its length; the one for browsers without WebP last.
pub(super) fn pack(made: &Gemaakt) -> Vec<u8> {
    let mut packed = vec![0; CHECK];
    for Variant { breedte, bytes, .. } in made.webp.iter().chain([&made.terugval]) {
        packed.extend_from_slice(&breedte.to_le_bytes());
        packed.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        packed.extend_from_slice(bytes);
    }
    let check = blake3::hash(&packed[CHECK..]);
    packed[..CHECK].copy_from_slice(check.as_bytes());
    packed
}

/// What was made of a picture, when it is whole.
pub(super) fn unpack(packed: &[u8], feiten: &Feiten) -> Option<Gemaakt> {
    let (check, mut rest) = packed.split_at_checked(CHECK)?;
    if blake3::hash(rest).as_bytes() != check {
        return None;
    }
    let mut webp = Vec::new();
    while !rest.is_empty() {
        let (breedte, behind) = rest.split_first_chunk::<4>()?;
        let (length, behind) = behind.split_first_chunk::<8>()?;
        let (bytes, behind) = behind.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        webp.push(feiten.variant(u32::from_le_bytes(*breedte), bytes.into()));
        rest = behind;
    }
    let terugval = webp.pop()?;
    Some(Gemaakt { webp, terugval })
}
