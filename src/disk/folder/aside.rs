//! Pages on their way to a folder, written where no visitor looks as soon as they are made.
//!
//! A site of tens of thousands of pages then never lies in memory as a whole, and is written while the rest of it is made. All
//! that visitors notice still happens at the end, in `work`.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use anyhow::{Error, Result};
use blake3::Hash;

use super::plan::{Look, look};
use super::work::{SLOT, Slot, Stage};
use super::{make, plan};
use crate::output::{OutputPath, Shelf};

/// Pages that were compared with those in a folder and, when they differ, put aside.
pub struct Aside {
    folder: PathBuf,
    /// Whether pages are kept, or only compared.
    is_kept: bool,
    /// Whether the folder was not there.
    is_new: bool,
    /// Whether an interrupted build left something.
    pub(super) has_leftovers: bool,
    /// The right to change the folder, until pages are put aside: then it is with them.
    slot: Mutex<Option<Slot>>,
    /// Where pages lie; nowhere before the first one that differs.
    place: OnceLock<Result<(Slot, Stage)>>,
    /// What went wrong first.
    trouble: OnceLock<Error>,
    looked: Mutex<Vec<Looked>>,
}

/// A page that was put aside: how the file in the folder was found, and the hash of the page.
#[derive(Debug, Clone, Copy)]
pub struct Looked {
    /// How the file in the folder was found.
    pub look: Look,
    /// The BLAKE3 hash of the page.
    pub hash: Hash,
}

impl Aside {
    /// A place for the pages of a folder that is not there yet, or that nobody else is changing: what is seen in it stays so. In
    /// all other cases there is none.
    pub(super) fn new(folder: &Path, is_kept: bool) -> Option<Self> {
        let slot = Slot::at_once(folder);
        let is_new = slot.is_none() && fs::symlink_metadata(folder).is_err();
        (is_new || slot.is_some()).then(|| Self {
            folder: folder.to_owned(),
            is_kept,
            is_new,
            has_leftovers: plan::has_leftovers(folder),
            slot: Mutex::new(slot),
            place: OnceLock::new(),
            trouble: OnceLock::new(),
            looked: Mutex::default(),
        })
    }

    /// Whether the folder was not there.
    pub(super) fn is_new(&self) -> bool {
        self.is_new
    }

    /// Whether pages are kept to be written.
    pub(super) fn is_kept(&self) -> bool {
        self.is_kept
    }

    /// What was seen when a page was taken.
    pub(super) fn looked(&self, number: usize) -> Option<Looked> {
        self.looked.lock().unwrap_or_else(PoisonError::into_inner).get(number).copied()
    }

    /// The name of a page in the place where files are made ready.
    pub(super) fn name(number: usize) -> String {
        format!("p{number}")
    }

    /// The right to change the folder, and the place where the pages are.
    ///
    /// # Errors
    /// When there was trouble on the way. Nothing is left of it then.
    pub(super) fn ready(self) -> Result<(Slot, Stage)> {
        let _ = self.place();
        let Self { place, trouble, .. } = self;
        let (slot, stage) = place.into_inner().unwrap_or_else(|| unreachable!("it was just looked for"))?;
        match trouble.into_inner() {
            None => Ok((slot, stage)),
            Some(trouble) => {
                stage.clear()?;
                Err(trouble)
            }
        }
    }

    /// Leaves the folder as it was found.
    pub fn give_up(self) {
        if let Some(Ok((_slot, stage))) = self.place.into_inner() {
            // What cannot be taken away now, the next build takes away.
            let _ = stage.clear();
            if self.is_new {
                let _ = fs::remove_file(self.folder.join(SLOT)).and_then(|()| fs::remove_dir(&self.folder));
            }
        }
    }

    fn place(&self) -> Result<&Stage, &Error> {
        let place = self.place.get_or_init(|| {
            let slot = self.slot.lock().unwrap_or_else(PoisonError::into_inner).take();
            let slot = slot.map_or_else(|| make(&self.folder).and_then(|()| Slot::take(&self.folder)), Ok)?;
            Ok((slot, Stage::new(&self.folder)?))
        });
        place.as_ref().map(|(_, stage)| stage)
    }
}

impl Shelf for Aside {
    fn take(&self, path: &OutputPath, page: &[u8]) -> usize {
        if self.is_new && self.is_kept {
            // What is seen must stay so: first of all the folder is ours.
            let _ = self.place();
        }
        let look = look(&self.folder.join(path.as_str()), page);
        let looked = Looked { look, hash: blake3::hash(page) };
        let number = {
            let mut all = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
            all.push(looked);
            all.len() - 1
        };
        let is_written = self.is_kept && !matches!(look, Look::Same(_)) && self.trouble.get().is_none();
        if is_written
            && let Ok(stage) = self.place()
            && let Err(trouble) = stage.write(&Self::name(number), page)
        {
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
