//! Where made pictures are kept between two runs of the program, and how they are put together for that.

use std::fmt;
use std::sync::Arc;

use super::Gemaakt;

/// Keeps bytes by a name. It may forget, and may give back anything: what is damaged is noticed and made again.
pub trait Cache: fmt::Debug + Send + Sync {
    /// What was put there, if it still is.
    fn get(&self, key: &str) -> Option<Vec<u8>>;
    /// Keeps it, if that is possible.
    fn put(&self, key: &str, bytes: &[u8]);
}

const CHECK: usize = 32;

/// A checksum, then each file behind its length.
pub(super) fn pack(files: &Gemaakt) -> Vec<u8> {
    let mut packed = vec![0; CHECK];
    for file in files {
        packed.extend_from_slice(&(file.len() as u64).to_le_bytes());
        packed.extend_from_slice(file);
    }
    let check = blake3::hash(&packed[CHECK..]);
    packed[..CHECK].copy_from_slice(check.as_bytes());
    packed
}

/// The files, when they are whole and as many as there should be.
pub(super) fn unpack(packed: &[u8], count: usize) -> Option<Gemaakt> {
    let (check, mut rest) = packed.split_at_checked(CHECK)?;
    if blake3::hash(rest).as_bytes() != check {
        return None;
    }
    let mut files = Vec::new();
    while !rest.is_empty() {
        let (length, behind) = rest.split_first_chunk::<8>()?;
        let (file, behind) = behind.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        files.push(Arc::from(file));
        rest = behind;
    }
    (files.len() == count).then_some(files)
}
