//! What the last build of a project was made of and what it left in its folder, so that the same build need not be done again.
//!
//! The note is one small file in the project that can be taken away at any time. It counts only when all that goes into a site
//! is the same, byte for byte, and every file of the folder is as it was left: its length, its inode and both of its time
//! stamps, one of which (of its last change, `ctime`) nobody can set. A file that is too young for that to tell, or that lies
//! where there is no such stamp, is compared by its bytes.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use blake3::{Hash, Hasher};
use rayon::prelude::*;

use super::manifest::{Entry, Manifest};
use super::work::{STAGE, Slot};
use super::{Manners, Stamp, manifest, stamp_of};
use crate::output::OutputPath;
use crate::source::SourceTree;

/// Its name in the folder where the program keeps what it need not make again.
const NAME: &str = "laatste-bouw";

/// The note of a project about one output folder.
#[derive(Debug)]
pub struct Noted {
    file: PathBuf,
    folder: PathBuf,
}

/// A site that is in its folder already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct There {
    /// How many of its files are pages.
    pub pages: usize,
    /// How many files it has.
    pub files: usize,
}

/// How a file is known to be as it was left.
enum Look {
    Stamps(Stamp, Changed),
    Bytes,
}

impl Noted {
    /// The note about a folder. Neither need be there.
    pub fn new(project: &Path, folder: &Path) -> Self {
        Self { file: project.join(super::super::KEPT).join(NAME), folder: folder.to_owned() }
    }

    /// The site in the folder, when it was made of the same sources with the same `wishes`, and nobody touched it since.
    pub fn is_there(&self, sources: &SourceTree, wishes: &str) -> Option<There> {
        let noted = fs::read_to_string(&self.file).ok()?;
        let is_same = |file: &Path, entry: &Entry| {
            fs::read(file).is_ok_and(|bytes| blake3::hash(&bytes).to_hex().as_str() == entry.blake3)
        };
        let (folder, there) = self.folder(is_same)?;
        (noted == text(&self.sources(sources, wishes)?, &folder)).then_some(there)
    }

    /// Notes that the folder holds the site of these sources and wishes, which was just put there. Where that cannot be noted,
    /// the next build does what this one did.
    pub fn note(&self, sources: &SourceTree, wishes: &str) {
        let folder = self.folder(|_, _| true);
        if let Some(((folder, _), sources)) = folder.zip(self.sources(sources, wishes)) {
            let _ = super::super::replace(&self.file, text(&sources, &folder).as_bytes());
        }
    }

    /// All that goes into a site, and the program that makes it; `None` when that cannot be told.
    fn sources(&self, sources: &SourceTree, wishes: &str) -> Option<Hash> {
        let program = std::env::current_exe().ok()?;
        let mut hash = Hasher::new();
        add(&mut hash, env!("CARGO_PKG_VERSION").as_bytes());
        add(&mut hash, format!("{:?}", stamp_of(&program)?).as_bytes());
        add(&mut hash, wishes.as_bytes());
        add(&mut hash, fs::canonicalize(&self.folder).ok()?.as_os_str().as_encoded_bytes());
        let files: Vec<_> = sources.iter().collect();
        let hashes: Vec<Hash> = files.par_iter().map(|(_, source)| blake3::hash(source.bytes())).collect();
        for ((path, _), of_bytes) in files.into_iter().zip(hashes) {
            add(&mut hash, path.as_str().as_bytes());
            hash.update(of_bytes.as_bytes());
        }
        Some(hash.finalize())
    }

    /// The state of the folder, and the site in it; `None` when the files may not all be as its manifest says, or somebody is at
    /// work there. What stamps cannot tell is told by `is_same`.
    fn folder(&self, is_same: impl Fn(&Path, &Entry) -> bool + Sync) -> Option<(Hash, There)> {
        let _slot = Slot::at_once(&self.folder)?;
        let file = self.folder.join(manifest::NAME);
        let bytes = fs::read(&file).ok()?;
        let found = Manifest::read(&self.folder, Manners::default()).ok()?;
        let Manifest { files, replaced } = found.manifest;
        if !replaced.is_empty() || fs::symlink_metadata(self.folder.join(STAGE)).is_ok() {
            return None;
        }
        let last = Changed::of(&fs::symlink_metadata(&file).ok()?);
        let look = |(path, entry): &(&OutputPath, &Entry)| {
            let file = self.folder.join(path.as_str());
            let found = fs::symlink_metadata(&file).ok()?;
            match Changed::of(&found) {
                Some(changed) if last.is_some_and(|last| changed.is_long_before(last)) => {
                    Some(Look::Stamps(super::stamp(&found), changed))
                }
                _ => is_same(&file, entry).then_some(Look::Bytes),
            }
        };
        let all: Vec<_> = files.iter().collect();
        let looks: Vec<Look> = all.par_iter().map(look).collect::<Option<_>>()?;
        let mut hash = Hasher::new();
        add(&mut hash, &bytes);
        for look in looks {
            if let Look::Stamps(stamp, changed) = look {
                add(&mut hash, format!("{stamp:?} {changed:?}").as_bytes());
            } else {
                add(&mut hash, b"");
            }
        }
        let pages = files.keys().filter(|path| path.is_page()).count();
        Some((hash.finalize(), There { pages, files: files.len() }))
    }
}

/// When a file was last changed in any way, and which file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Changed {
    at: Duration,
    inode: u64,
}

/// Clocks of disks go on in steps; two changes in one step have the same stamp.
const STEP: Duration = Duration::from_millis(20);

impl Changed {
    #[cfg(unix)]
    fn of(found: &fs::Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let seconds = u64::try_from(found.ctime()).ok()?;
        let at = Duration::new(seconds, u32::try_from(found.ctime_nsec()).ok()?);
        Some(Self { at, inode: found.ino() })
    }

    #[cfg(not(unix))]
    fn of(_: &fs::Metadata) -> Option<Self> {
        None
    }

    /// Whether any change that comes after `last` has another stamp. Some disks count in whole seconds.
    fn is_long_before(self, last: Self) -> bool {
        last.at.subsec_nanos() > 0 && self.at + STEP < last.at
    }
}

/// Adds a part; lengths keep apart what belongs to one and what to the next.
fn add(hash: &mut Hasher, part: &[u8]) {
    hash.update(&(part.len() as u64).to_le_bytes()).update(part);
}

fn text(sources: &Hash, folder: &Hash) -> String {
    format!(
        "Wat de laatste bouw las en schreef. Dit bestand mag altijd weg.\n{}\n{}\n",
        sources.to_hex(),
        folder.to_hex()
    )
}
