//! How a folder gets what it should hold, so that visitors never notice.
//!
//! All that is new is first written where no visitor looks, manifests included: a disk that is full says so before anything
//! changed. Then everything goes to its place by renaming, which either happens or does not: style and pictures before the
//! pages that need them, and what was withdrawn at the very end.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use rayon::prelude::*;
use same_file::Handle;

use super::aside::Aside;
use super::manifest;
use super::manifest::Manifest;
use super::plan::{FolderPlan, Wanted};
use crate::disk::readable;
use crate::output::{Blob, OutputPath};
use crate::progress;
use crate::progress::Progress;
use crate::source::Distant;

/// The folder where files are made ready.
pub(super) const STAGE: &str = ".wijkwijzer-werk";

/// The file that one builder at a time holds.
pub(super) const SLOT: &str = ".wijkwijzer-slot";

/// On Windows a program that looks at a file, such as a virus scanner, can keep it from being replaced for a moment.
const ATTEMPTS: u32 = 20;
const PAUSE: Duration = Duration::from_millis(25);

/// The right to change a folder, which one builder at a time has. The system takes it back from a program that ends in any way.
pub(super) struct Slot {
    /// `None` where the system has no such right to give.
    held: Option<File>,
}

impl Slot {
    /// Takes it if that can be done without waiting and without writing anything: the folder was written before, and nobody
    /// else is changing it.
    pub(super) fn at_once(folder: &Path) -> Option<Self> {
        let file = File::options().write(true).open(folder.join(SLOT)).ok()?;
        let slot = match file.try_lock() {
            Ok(()) => Self { held: Some(file) },
            Err(TryLockError::WouldBlock) => return None,
            Err(TryLockError::Error(_)) => Self { held: None },
        };
        slot.is_of(folder).then_some(slot)
    }

    /// Waits until nobody else changes the folder, and says so.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(super) fn take(folder: &Path, progress: &Progress) -> Result<Self> {
        let path = folder.join(SLOT);
        let why = || format!("In de map {} kan niet worden geschreven", folder.display());
        loop {
            let file = File::options().create(true).truncate(false).write(true).open(&path).with_context(why)?;
            let slot = match file.try_lock() {
                Ok(()) => Self { held: Some(file) },
                Err(TryLockError::WouldBlock) => {
                    progress.begins(progress::Stage::Wait, 0);
                    file.lock().with_context(why)?;
                    Self { held: Some(file) }
                }
                // Some network drives cannot do this: then it is up to the editors not to build at the same time.
                Err(TryLockError::Error(_)) => Self { held: None },
            };
            // While we waited the folder may have been taken away, and made again by somebody else.
            if slot.is_of(folder) {
                return Ok(slot);
            }
        }
    }

    /// Whether this is the right to change the folder that is there now.
    pub(super) fn is_of(&self, folder: &Path) -> bool {
        let Some(held) = &self.held else { return true };
        let held = held.try_clone().and_then(Handle::from_file);
        held.is_ok_and(|held| Handle::from_path(folder.join(SLOT)).is_ok_and(|there| held == there))
    }
}

impl FolderPlan<'_> {
    /// Does it.
    ///
    /// # Errors
    /// When the disk refuses. Visitors then have a whole site, old or new page by page, and the next build goes on from there.
    pub(super) fn run(&self, _slot: &Slot, progress: &Progress) -> Result<()> {
        self.run_with(&StageFolder::new(&self.folder)?, progress)
    }

    /// Does it with files of which some are ready; who has the stage has the right to.
    ///
    /// # Errors
    /// As when none of them is.
    pub(super) fn run_with(&self, stage: &StageFolder, progress: &Progress) -> Result<()> {
        let done = self.make_ready(stage, progress).and_then(|()| self.put_in_place(stage));
        let cleared = stage.clear();
        done.and(cleared)
    }

    /// Nothing of this is seen by visitors.
    fn make_ready(&self, stage: &StageFolder, progress: &Progress) -> Result<()> {
        progress.begins(progress::Stage::Write, self.put.len());
        for (name, manifest) in [(BETWEEN, &self.between), (AFTER, &self.after)] {
            if let Some(manifest) = manifest {
                stage.write(name, manifest.text().as_bytes())?;
            }
        }
        let write = |(number, (path, content)): (usize, &Wanted<'_>)| {
            let written = match content {
                Blob::Here(bytes) => stage.write(&name(number, content), bytes),
                Blob::Away(distant) => stage.copy(&name(number, content), path, distant),
                Blob::Aside(_) => Ok(()),
            };
            written.inspect(|()| progress.did_one())
        };
        let (folders, written) = rayon::join(
            || Folders::make(&self.folder, self.put.iter().map(|(path, _)| *path)),
            || self.put.par_iter().enumerate().try_for_each(write),
        );
        let folders = folders?;
        written.inspect_err(|_| folders.remove())
    }

    /// In the order that visitors and a next build need.
    fn put_in_place(&self, stage: &StageFolder) -> Result<()> {
        self.put_manifest(stage, BETWEEN, self.between.as_ref())?;
        for path in &self.parting {
            // Its time stamp says from now on when it parted; where that cannot be set it goes with the next build.
            let _ = touch(&self.folder.join(path.as_str()));
        }
        for path in &self.early {
            remove(&self.folder, path)?;
        }
        // What pages need is there before the first page is.
        let pages = self.put.partition_point(|(path, _)| !path.needs_others());
        let numbered: Vec<_> = self.put.iter().enumerate().collect();
        for together in [&numbered[..pages], &numbered[pages..]] {
            together.par_iter().try_for_each(|(number, (path, content))| {
                stage.put(&name(*number, content), &self.folder.join(path.as_str()))
            })?;
        }
        for path in &self.late {
            remove(&self.folder, path)?;
        }
        self.put_manifest(stage, AFTER, self.after.as_ref())
    }

    fn put_manifest(&self, stage: &StageFolder, name: &str, manifest: Option<&Manifest>) -> Result<()> {
        manifest.map_or(Ok(()), |_| stage.put(name, &self.folder.join(manifest::NAME)))
    }
}

/// The staged manifest of the time in between, and of the end.
const BETWEEN: &str = "tussen";
const AFTER: &str = "na";

/// The name of a file while it is made ready.
fn name(number: usize, content: &Blob) -> String {
    match content {
        Blob::Here(_) | Blob::Away(_) => number.to_string(),
        Blob::Aside(number) => Aside::name(*number),
    }
}

/// Who copies a file to another disk.
static ACROSS: Mutex<()> = Mutex::new(());

/// The place where files are made ready.
pub(super) struct StageFolder {
    folder: PathBuf,
    /// What the names of files begin with, so that those of two builders are never taken for each other.
    own: String,
}

impl StageFolder {
    /// An empty one.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(super) fn new(folder: &Path) -> Result<Self> {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let own = format!("{:x}-{:x}-", std::process::id(), now.as_nanos());
        let stage = Self { folder: folder.join(STAGE), own };
        // A build that was interrupted may have left it.
        stage.clear()?;
        fs::create_dir(&stage.folder).with_context(|| cannot_write(&stage.folder))?;
        Ok(stage)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{}{name}", self.own))
    }

    /// Makes a file ready.
    ///
    /// # Errors
    /// When the disk refuses.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let file = self.file(name);
        // A disk of this machine tells at once that it is full. One elsewhere may tell only when it is asked to sync; to ask that
        // for every file would take longer than all else.
        fs::write(&file, bytes).with_context(|| {
            let folder = self.folder.parent().unwrap_or(&self.folder);
            format!("In de map {} kan niet worden geschreven", folder.display())
        })?;
        readable(&file);
        Ok(())
    }

    /// Makes a file ready that is not held.
    fn copy(&self, name: &str, path: &OutputPath, distant: &Distant) -> Result<()> {
        let file = self.file(name);
        File::create(&file)
            .and_then(|mut to| distant.copy(&mut to))
            .with_context(|| format!("Het bestand {path} kan niet worden gekopieerd"))?;
        readable(&file);
        Ok(())
    }

    /// Puts a file that is ready in its place.
    fn put(&self, name: &str, place: &Path) -> Result<()> {
        let ready = self.file(name);
        let folder = place.parent().unwrap_or(place);
        let put = || match patiently(|| fs::rename(&ready, place)) {
            // Its folder was taken away, or could not be made before.
            Err(error) if error.kind() == ErrorKind::NotFound && ready.exists() => {
                fs::create_dir_all(folder)?;
                fs::rename(&ready, place)
            }
            // An empty folder is in its place.
            Err(_) if place.is_dir() => {
                fs::remove_dir(place)?;
                fs::rename(&ready, place)
            }
            // Its folder is on another disk.
            Err(error) if error.kind() == ErrorKind::CrossesDevices => {
                // One at a time, as an interrupted build may leave it, and one name is known to be ours.
                let _turn = ACROSS.lock().unwrap_or_else(PoisonError::into_inner);
                let beside = folder.join(format!("{STAGE}.tmp"));
                fs::copy(&ready, &beside)?;
                fs::rename(&beside, place)
            }
            put => put,
        };
        put().with_context(|| cannot_write(place))
    }

    /// Takes away what is left of it.
    ///
    /// # Errors
    /// When the disk refuses.
    pub(super) fn clear(&self) -> Result<()> {
        let clear = || -> std::io::Result<()> {
            if !fs::symlink_metadata(&self.folder)?.is_dir() {
                return fs::remove_file(&self.folder);
            }
            for entry in fs::read_dir(&self.folder)? {
                fs::remove_file(entry?.path())?;
            }
            fs::remove_dir(&self.folder)
        };
        match clear() {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).with_context(|| format!("De map {} kan niet worden weggehaald", self.folder.display()))
            }
            _ => Ok(()),
        }
    }
}

pub(super) fn cannot_write(file: &Path) -> String {
    format!("Het bestand {} kan niet worden geschreven", file.display())
}

/// Tries again what another program may be in the way of.
fn patiently(work: impl Fn() -> std::io::Result<()>) -> std::io::Result<()> {
    for _ in 1..ATTEMPTS {
        match work() {
            Err(error) if cfg!(windows) && error.kind() == ErrorKind::PermissionDenied => std::thread::sleep(PAUSE),
            done => return done,
        }
    }
    work()
}

/// Folders that were made for files to come.
struct Folders(Vec<PathBuf>);

impl Folders {
    fn make<'p>(folder: &Path, paths: impl Iterator<Item = &'p OutputPath>) -> Result<Self> {
        let mut by_depth: Vec<BTreeSet<&str>> = Vec::new();
        for path in paths {
            for (depth, (end, _)) in path.as_str().match_indices('/').enumerate() {
                if by_depth.len() <= depth {
                    by_depth.push(BTreeSet::new());
                }
                by_depth[depth].insert(&path.as_str()[..end]);
            }
        }
        let make = |above: &&str| {
            let above = folder.join(above);
            match fs::create_dir(&above) {
                Ok(()) => {
                    readable(&above);
                    Ok(Some(above))
                }
                // In the last two cases a file is in the way that is taken away first.
                Err(error)
                    if matches!(
                        error.kind(),
                        ErrorKind::AlreadyExists | ErrorKind::NotADirectory | ErrorKind::NotFound
                    ) =>
                {
                    Ok(None)
                }
                Err(error) => Err(error).with_context(|| cannot_write(&above)),
            }
        };
        let mut made = Self(Vec::new());
        for together in by_depth {
            let results: Vec<_> = together.par_iter().map(make).collect();
            let mut trouble = None;
            for result in results {
                match result {
                    Ok(folder) => made.0.extend(folder),
                    Err(error) => trouble = trouble.or(Some(error)),
                }
            }
            if let Some(trouble) = trouble {
                made.remove();
                return Err(trouble);
            }
        }
        Ok(made)
    }

    /// Takes them away again, as far as they are empty.
    fn remove(&self) {
        for folder in self.0.iter().rev() {
            // What came in the meantime is somebody's.
            let _ = fs::remove_dir(folder);
        }
    }
}

fn touch(file: &Path) -> std::io::Result<()> {
    File::options().append(true).open(file)?.set_modified(SystemTime::now())
}

/// Takes a withdrawn file away, and the folders that are empty without it.
fn remove(folder: &Path, path: &OutputPath) -> Result<()> {
    let file = folder.join(path.as_str());
    match patiently(|| fs::remove_file(&file)) {
        // A folder in its place is none of ours, or one for files to come.
        Err(error) if !crate::disk::is_gone(&error) && !file.is_dir() => {
            return Err(error).with_context(|| format!("Het bestand {} kan niet worden verwijderd", file.display()));
        }
        _ => {}
    }
    for (end, _) in path.as_str().rmatch_indices('/') {
        // A folder that still holds something stays, whoever put it there.
        if fs::remove_dir(folder.join(&path.as_str()[..end])).is_err() {
            break;
        }
    }
    Ok(())
}
