//! Files whose bytes stay on the disk: photos and downloads, which may be large and many.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Stamp, read_stamped, stamp};
use crate::source::{Distant, Keeper, MAX_TEXT_BYTES, Source, SourcePath};
use crate::{kinds, media};

/// The largest photo or download that is held all the same.
const MAX_HELD: usize = 64 * 1024;

/// A file of the project, and what it looked like before it was read.
pub(super) fn source(path: &SourcePath, file: &Path) -> io::Result<(Source, Stamp)> {
    let found = fs::metadata(file)?;
    if is_held(path, found.len()) {
        return read_stamped(file).map(|(bytes, stamp)| (Source::new(bytes), stamp));
    }
    Ok((Source::away(on_disk(file)?), stamp(&found)))
}

/// Texts are held, and the files of a theme.
fn is_held(path: &SourcePath, length: u64) -> bool {
    let is_copied = media::EXTENSIONS.contains(&path.extension().as_str());
    let most = if is_copied { MAX_HELD } else { MAX_TEXT_BYTES };
    length <= most as u64 || !path.as_str().starts_with(kinds::FOLDER)
}

/// A file that is looked at, but not held.
pub(crate) fn on_disk(file: &Path) -> io::Result<Distant> {
    Distant::new(Arc::new(OnDisk(file.to_owned())))
}

#[derive(Debug)]
struct OnDisk(PathBuf);

impl Keeper for OnDisk {
    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(fs::File::open(&self.0)?))
    }
}
