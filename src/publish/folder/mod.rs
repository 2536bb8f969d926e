//! The folder that a site is written to: what it holds, and how it gets what it should hold.
//!
//! Whatever happens in between, visitors see whole files, and no page before or without its style and pictures; nobody else's
//! file is ever touched. `plan` finds out what has to be done, `refuse` what stops it, `work` does it, `manifest` remembers
//! what is ours.

mod aside;
mod manifest;
mod plan;
mod refuse;
mod work;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::disk::{Stamp, is_closed, is_gone, readable, real, stamp};
use crate::output::{OutputPath, Tree};
use crate::progress::Progress;
use crate::publish::changes::Changes;
pub use aside::Aside;
use manifest::{FoundManifest, Manifest};
use plan::{Files, FolderPlan};
use work::Slot;

/// So often a folder that vanishes while it is written is made again.
const TRIES: usize = 3;

/// Writes a site to its folder: only what differs, each file in one go, and what was withdrawn is taken away last.
///
/// # Errors
/// When the folder holds files that are not ours, or when the disk refuses.
pub fn write(tree: &Tree, folder: &Path) -> Result<Changes> {
    OutputFolder::new(folder).write(tree)
}

/// A folder that is written again and again, and of which it is remembered what was put there.
#[derive(Debug)]
pub struct OutputFolder {
    path: PathBuf,
    manners: Manners,
    progress: Progress,
    /// `None` when nobody knows what is there: at first, and after any trouble.
    known: Option<Known>,
}

/// How a folder is treated that is not as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manners {
    /// Files of others in the place of ours are replaced; the rest of them stays, as always.
    pub take_over: bool,
    /// What was replaced is taken away at once, not when nobody can have an old page open any more.
    pub tidy: bool,
    /// How long a file stays after the last page that needs it was replaced: so long somebody may still have that page open.
    pub grace: Duration,
}

impl Default for Manners {
    fn default() -> Self {
        Self { take_over: false, tidy: false, grace: Duration::from_hours(1) }
    }
}

/// What an output folder holds.
#[derive(Debug)]
struct Known {
    manifest: FoundManifest,
    stamps: BTreeMap<OutputPath, Stamp>,
}

impl OutputFolder {
    /// A folder of which nothing is known yet. It need not be there.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        // Who makes `a/..` makes `a`.
        let path = if path.components().any(|part| part == Component::ParentDir) { real(&path) } else { path };
        Self { path, manners: Manners::default(), progress: Progress::default(), known: None }
    }

    /// The same folder, treated like this.
    #[must_use]
    pub fn with(self, manners: Manners) -> Self {
        Self { manners, ..self }
    }

    /// The same folder, which says how far it is.
    #[must_use]
    pub fn telling(self, progress: &Progress) -> Self {
        Self { progress: progress.clone(), ..self }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What [`write`](Self::write) would change; nothing is written.
    ///
    /// # Errors
    /// When writing would be refused.
    pub fn compare(&self, tree: &Tree) -> Result<Changes> {
        let _work = self.progress.works();
        Ok(self.plan(tree, &Files::all(tree), &Manifest::read(&self.path, self.manners)?, None)?.changes)
    }

    /// A place for pages, so that those of a large site need not all be in memory before they are
    /// [written](Self::write_aside). There is none when the folder is not as we left it, or when somebody else is at it.
    pub fn aside(&self) -> Option<Aside> {
        Aside::new(&self.path, &self.progress)
    }

    /// Makes the folder hold this site, of which the pages were put aside. `None` when they are gone, as somebody took away
    /// the folder meanwhile: then they must be made again.
    ///
    /// # Errors
    /// When the folder holds files that are not ours, or when the disk refuses.
    pub fn write_aside(&mut self, tree: &Tree, aside: Aside) -> Result<Option<Changes>> {
        let _work = self.progress.works();
        self.known = None;
        match self.try_to_write_aside(tree, aside) {
            Err(error) if vanished(&error) => Ok(None),
            written => written,
        }
    }

    fn try_to_write_aside(&self, tree: &Tree, aside: Aside) -> Result<Option<Changes>> {
        aside.claim();
        let found = Manifest::read(&self.path, self.manners)?;
        if !aside.is_valid(found.stamp) {
            return Ok(None);
        }
        let plan = self.plan(tree, &Files::all(tree), &found, Some(&aside))?;
        if !plan.is_done() {
            let place = aside.ready()?;
            plan.run_with(place.stage(), &self.progress)?;
            place.done();
        }
        plan.open();
        Ok(Some(plan.changes))
    }

    /// Makes the folder hold this site, whatever was there.
    ///
    /// # Errors
    /// When the folder holds files that are not ours, or when the disk refuses.
    pub fn write(&mut self, tree: &Tree) -> Result<Changes> {
        let _work = self.progress.works();
        self.known = None;
        self.again_when_it_vanishes(|folder| {
            let slot = Slot::at_once(&folder.path);
            let mut found = Manifest::read(&folder.path, folder.manners)?;
            let mut plan = folder.plan(tree, &Files::all(tree), &found, None)?;
            // Who has nothing to do needs no permission, and waits for nobody.
            if !plan.is_done() {
                let slot = if let Some(slot) = slot {
                    slot
                } else {
                    make(&folder.path)?;
                    let slot = Slot::take(&folder.path, &folder.progress)?;
                    // What was seen before may be half of what somebody else was doing.
                    found = Manifest::read(&folder.path, folder.manners)?;
                    plan = folder.plan(tree, &Files::all(tree), &found, None)?;
                    slot
                };
                plan.run(&slot, &folder.progress)?;
            }
            plan.open();
            let stamps = plan.stamps(BTreeMap::new());
            Ok(folder.remember(found, plan, stamps))
        })
    }

    /// Makes a folder that holds one site hold the next: `changed` are the files of `tree` that are new or have other bytes,
    /// `withdrawn` those that are no longer in it. The rest is not even looked at, unless somebody replaced the folder.
    ///
    /// # Errors
    /// When the disk refuses. The next time, the whole folder is written.
    pub fn change(&mut self, tree: &Tree, changed: &[OutputPath], withdrawn: &[OutputPath]) -> Result<Changes> {
        self.adjust(tree, |_| Files::some(tree, changed, withdrawn))
    }

    /// Puts back what somebody took away or changed since it was written, and takes away what has stayed long enough.
    ///
    /// # Errors
    /// When the disk refuses. The next time, the whole folder is written.
    pub fn mend(&mut self, tree: &Tree) -> Result<Changes> {
        let folder = self.path.clone();
        self.adjust(tree, |stamps| {
            let is_as_it_was = |path: &OutputPath| {
                stamps.get(path).is_some_and(|known| stamp_of(&folder.join(path.as_str())).as_ref() == Some(known))
            };
            let other: Vec<_> =
                tree.files().map(|(path, _)| path).filter(|path| !is_as_it_was(path)).cloned().collect();
            Files::some(tree, &other, &[])
        })
    }

    /// Does to the files that `choose` says, seeing what is there; to all of them, when nobody knows what that is.
    fn adjust<'t>(
        &mut self,
        tree: &'t Tree,
        choose: impl FnOnce(&BTreeMap<OutputPath, Stamp>) -> Files<'t>,
    ) -> Result<Changes> {
        let _work = self.progress.works();
        // Trouble on the way leaves nothing known.
        let Some(Known { manifest, stamps }) = self.known.take() else { return self.write(tree) };
        // Somebody else is at it, may not let us, or has been at it: then nothing is known any more.
        let slot = Slot::at_once(&self.path);
        let is_known = manifest.stamp.is_some() && stamp_of(&self.path.join(manifest::NAME)) == manifest.stamp;
        let Some(slot) = slot.filter(|_| is_known) else { return self.write(tree) };
        let plan = self.plan(tree, &choose(&stamps), &manifest, None)?;
        if plan.follows_an_interrupted_one() {
            drop(slot);
            return self.write(tree);
        }
        if !plan.is_done() {
            match plan.run(&slot, &self.progress) {
                Err(error) if vanished(&error) => {
                    drop(slot);
                    return self.write(tree);
                }
                ran => ran?,
            }
        }
        plan.open();
        let stamps = plan.stamps(stamps);
        Ok(self.remember(manifest, plan, stamps))
    }

    fn plan<'t>(
        &self,
        tree: &'t Tree,
        files: &Files<'t>,
        found: &FoundManifest,
        aside: Option<&Aside>,
    ) -> Result<FolderPlan<'t>> {
        FolderPlan::new(&self.path, self.manners, tree, files, found, aside, &self.progress)
    }

    /// Notes what the folder holds now.
    fn remember(&mut self, found: FoundManifest, plan: FolderPlan<'_>, stamps: BTreeMap<OutputPath, Stamp>) -> Changes {
        let manifest = match plan.after {
            Some(manifest) => FoundManifest { manifest, stamp: stamp_of(&self.path.join(manifest::NAME)) },
            None => found,
        };
        self.known = Some(Known { manifest, stamps });
        plan.changes
    }

    fn again_when_it_vanishes(&mut self, work: impl Fn(&mut Self) -> Result<Changes>) -> Result<Changes> {
        for _ in 1..TRIES {
            match work(self) {
                Err(error) if vanished(&error) => {}
                done => return done,
            }
        }
        work(self)
    }
}

/// Makes the folder, if it is not there.
fn make(folder: &Path) -> Result<()> {
    let is_new = !folder.is_dir();
    fs::create_dir_all(folder).with_context(|| format!("De map {} kan niet worden gemaakt", folder.display()))?;
    // One that is there may be for some only, such as the group of a web server; for its owner alone is no site.
    if is_new || is_closed(folder) {
        readable(folder);
    }
    Ok(())
}

/// Whether something was not there that was there a moment ago.
fn vanished(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<std::io::Error>().is_some_and(is_gone))
}

fn stamp_of(file: &Path) -> Option<Stamp> {
    fs::metadata(file).ok().filter(fs::Metadata::is_file).map(|it| stamp(&it))
}
