//! Pages on their way to a folder, written where no visitor looks as soon as they are made.
//!
//! A site of tens of thousands of pages then never lies in memory as a whole, and is written while the rest of it is made. All
//! that visitors notice still happens at the end, in `work`. Until then the folder is ours, and whatever comes in between, it is
//! left as it was found.

use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use anyhow::{Error, Result};
use blake3::Hash;

use super::plan::{Look, look};
use super::work::{SLOT, STAGE, Slot, StageFolder};
use super::{make, manifest, plan, stamp_of};
use crate::disk::Stamp;
use crate::output::{OutputPath, Shelf};
use crate::progress::Progress;

/// Pages that were compared with those in a folder and, when they differ, put aside.
pub struct Aside {
    folder: PathBuf,
    /// Whether an interrupted build left something.
    pub(super) has_leftovers: bool,
    /// The right to change the folder, until there is a place for pages: then it is there.
    slot: Mutex<Option<Slot>>,
    /// What the manifest looked like when the folder became ours, before any page was looked for.
    manifest: OnceLock<Option<Stamp>>,
    /// Where pages lie; nowhere before the first one that differs.
    place: OnceLock<Result<Workbench>>,
    /// What went wrong first.
    trouble: OnceLock<Error>,
    looked: Mutex<Vec<Looked>>,
    progress: Progress,
}

/// A page that was put aside: how the file in the folder was found, and the hash of the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Looked {
    /// How the file in the folder was found.
    pub look: Look,
    /// The BLAKE3 hash of the page.
    pub hash: Hash,
}

impl Aside {
    /// A place for the pages of a folder that is not there yet, or that we left in order and nobody else is changing: what is
    /// seen in it stays so. In all other cases there is none.
    pub(super) fn new(folder: &Path, progress: &Progress) -> Option<Self> {
        let is_new = fs::symlink_metadata(folder).is_err_and(|error| error.kind() == ErrorKind::NotFound);
        let slot = Slot::at_once(folder);
        let seen = stamp_of(&folder.join(manifest::NAME));
        let is_ready = is_new || (slot.is_some() && (seen.is_some() || has_only_ours(folder)));
        is_ready.then(|| Self {
            folder: folder.to_owned(),
            has_leftovers: plan::has_leftovers(folder),
            // In a new folder somebody else may come first.
            manifest: if slot.is_some() { OnceLock::from(seen) } else { OnceLock::new() },
            slot: Mutex::new(slot),
            place: OnceLock::new(),
            trouble: OnceLock::new(),
            looked: Mutex::default(),
            progress: progress.clone(),
        })
    }

    /// Whether the folder is still the one that pages were looked for in, and nobody wrote a site there meanwhile; `now` is what
    /// the manifest looks like.
    pub(super) fn is_valid(&self, now: Option<Stamp>) -> bool {
        let slot = self.slot.lock().unwrap_or_else(PoisonError::into_inner);
        let place = self.place.get().and_then(|place| place.as_ref().ok());
        let slot = slot.as_ref().or(place.and_then(|place| place.claim.slot.as_ref()));
        self.manifest.get() == Some(&now) && slot.is_none_or(|slot| slot.is_of(&self.folder))
    }

    /// What was seen when a page was taken.
    pub(super) fn looked(&self, number: usize) -> Option<Looked> {
        self.looked.lock().unwrap_or_else(PoisonError::into_inner).get(number).copied()
    }

    /// The name of a page in the place where files are made ready.
    pub(super) fn name(number: usize) -> String {
        format!("p{number}")
    }

    /// The place where the pages are.
    ///
    /// # Errors
    /// When there was trouble on the way. Nothing is left of it then.
    pub(super) fn ready(self) -> Result<Workbench> {
        let _ = self.place();
        let Self { place, trouble, .. } = self;
        let place = place.into_inner().unwrap_or_else(|| unreachable!("it was just looked for"))?;
        trouble.into_inner().map_or(Ok(place), Err)
    }

    /// Makes sure that the folder is ours before its files are looked at.
    pub(super) fn claim(&self) {
        if self.manifest.get().is_none() {
            // Trouble with it is told at the end.
            let _ = self.place();
        }
    }

    fn place(&self) -> Result<&Workbench, &Error> {
        let place = self.place.get_or_init(|| {
            let slot = self.slot.lock().unwrap_or_else(PoisonError::into_inner).take();
            let place = Workbench::new(Claim::new(&self.folder, slot, &self.progress)?, self.has_leftovers)?;
            self.manifest.get_or_init(|| stamp_of(&self.folder.join(manifest::NAME)));
            Ok(place)
        });
        place.as_ref()
    }

    fn keep(&self, number: usize, page: &[u8]) -> Result<()> {
        // What is wrong with the place is told by whoever wants to be ready.
        let Ok(Workbench { stage, .. }) = self.place() else { return Ok(()) };
        stage.write(&Self::name(number), page)
    }
}

impl Shelf for Aside {
    fn take(&self, path: &OutputPath, page: &[u8]) -> usize {
        self.claim();
        let look = look(&self.folder.join(path.as_str()), page);
        let looked = Looked { look, hash: blake3::hash(page) };
        let number = {
            let mut all = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
            all.push(looked);
            all.len() - 1
        };
        let is_written = !matches!(look, Look::Same(_)) && self.trouble.get().is_none();
        if is_written && let Err(trouble) = self.keep(number, page) {
            let _ = self.trouble.set(trouble);
        }
        number
    }
}

impl fmt::Debug for Aside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Aside").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// Whether all that is in a folder is only for us: a first build was interrupted before it put anything in place.
fn has_only_ours(folder: &Path) -> bool {
    let mut names = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.map(|entry| entry.file_name()));
    names.all(|name| name.is_ok_and(|name| name == SLOT || name == STAGE))
}

/// Where pages lie. Unless it was [used](Self::done), the folder is left as it was found.
pub(super) struct Workbench {
    stage: StageFolder,
    has_leftovers: bool,
    is_done: bool,
    /// Given back last.
    claim: Claim,
}

impl Workbench {
    fn new(claim: Claim, has_leftovers: bool) -> Result<Self> {
        Ok(Self { stage: StageFolder::new(&claim.folder)?, has_leftovers, is_done: false, claim })
    }

    /// The place where files are made ready.
    pub(super) fn stage(&self) -> &StageFolder {
        &self.stage
    }

    /// The site is written.
    pub(super) fn done(mut self) {
        self.is_done = true;
    }
}

impl Drop for Workbench {
    fn drop(&mut self) {
        if self.is_done || !self.claim.holds() {
            return;
        }
        // What cannot be taken away now, the next build takes away.
        let _ = self.stage.clear();
        if self.has_leftovers {
            // That a build was interrupted here is still to be known.
            let _ = fs::create_dir(self.claim.folder.join(STAGE));
        }
    }
}

/// The right to change a folder, which is made for it when it is not there. Folders in which nothing came go with it.
struct Claim {
    folder: PathBuf,
    /// `None` only when it was given back.
    slot: Option<Slot>,
    /// The folders that were made, the innermost first.
    made: Vec<PathBuf>,
}

impl Claim {
    fn new(folder: &Path, slot: Option<Slot>, progress: &Progress) -> Result<Self> {
        let mut claim = Self { folder: folder.to_owned(), slot, made: Vec::new() };
        if claim.slot.is_none() {
            let missing = folder.ancestors().take_while(|above| fs::symlink_metadata(above).is_err());
            claim.made = missing.filter(|above| !above.as_os_str().is_empty()).map(Path::to_owned).collect();
            make(folder)?;
            claim.slot = Some(Slot::take(folder, progress)?);
        }
        Ok(claim)
    }

    /// Whether it is for the folder that is there now.
    fn holds(&self) -> bool {
        self.slot.as_ref().is_some_and(|slot| slot.is_of(&self.folder))
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        // Without a slot the folder was made, but could not be written.
        let is_ours = self.slot.is_none() || self.holds();
        if !self.made.is_empty() && is_ours && has_only_ours(&self.folder) {
            if self.slot.is_some() {
                // While it is held, so that nobody who waits gets one that is gone.
                let _ = fs::remove_file(self.folder.join(SLOT));
            }
            // Some systems remove a file only when nobody holds it any more.
            self.slot = None;
            let _ = self.made.iter().try_for_each(fs::remove_dir);
        }
    }
}
