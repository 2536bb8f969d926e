//! The folder that `watch` writes: each change at once, and when it is quiet a look whether all the rest is still there.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::guarded;
use super::preview::Step;
use super::session::{LONGEST, SETTLED};
use crate::disk;
use crate::output::Tree;
use crate::progress::Progress;
use crate::publish::OutputFolder;
use crate::publish::changes::Changes;

/// Looking after the folder takes at most this part of the time.
const SHARE: u32 = 20;

/// A folder that is kept up to date with the last good site.
#[derive(Debug)]
pub(super) struct Folder {
    files: OutputFolder,
    /// Whether it is not as it should be, which was told.
    is_behind: bool,
    /// When to look after it.
    due: Option<Instant>,
    /// Not to be looked after before.
    rest: Instant,
}

impl Folder {
    /// A folder that may or may not be there.
    pub(super) fn new(path: PathBuf, progress: &Progress) -> Self {
        Self { files: OutputFolder::new(path).telling(progress), is_behind: false, due: None, rest: Instant::now() }
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        self.files.path()
    }

    /// When it wants to be [looked after](Self::look_after).
    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Writes what a build changed, and nothing when it was no good.
    ///
    /// # Errors
    /// What is to be told, when a disk begins to refuse. It is tried again.
    pub(super) fn follow(&mut self, tree: &Tree, step: &Step) -> Result<Option<Changes>, String> {
        if !step.good {
            self.plan();
            return Ok(None);
        }
        // After a fault nothing is known of the folder, and the next time all of it is written.
        match guarded(|| self.files.change(tree, &step.changed, &step.withdrawn)).flatten() {
            Ok(written) => {
                self.is_behind = false;
                self.plan();
                Ok(Some(written))
            }
            Err(error) => self.fail(&error).map_or(Ok(None), Err),
        }
    }

    /// Writes what could not be written before, or was taken away or changed by somebody else. Says so when it did.
    pub(super) fn look_after(&mut self, tree: &Tree, now: Instant) -> Option<String> {
        self.due.take_if(|due| *due <= now)?;
        let mended = guarded(|| self.files.mend(tree)).flatten();
        self.rest = Instant::now() + now.elapsed() * SHARE;
        match mended {
            Ok(_) if std::mem::take(&mut self.is_behind) => {
                Some("Schrijven lukt weer: de map is bijgewerkt.".to_owned())
            }
            Ok(Changes { new, changed, .. }) if new.is_empty() && changed.is_empty() => None,
            Ok(Changes { new, changed, .. }) => Some(format!(
                "In de map {} {} weg of door iets anders veranderd. Wijkwijzer heeft dat hersteld.",
                self.path().display(),
                match new.len() + changed.len() {
                    1 => "was 1 bestand".to_owned(),
                    more => format!("waren {more} bestanden"),
                }
            )),
            Err(error) => self.fail(&error),
        }
    }

    /// What was not changed may be gone: that costs nobody time when it is found out a little later.
    fn plan(&mut self) {
        // Trouble has a time of its own.
        if !self.is_behind {
            self.due = Some(self.rest.max(Instant::now() + SETTLED));
        }
    }

    /// Trouble is told once.
    fn fail(&mut self, error: &anyhow::Error) -> Option<String> {
        self.due = Some(Instant::now() + LONGEST);
        let is_news = !std::mem::replace(&mut self.is_behind, true);
        is_news.then(|| format!("Schrijven lukt niet: {}. Wijkwijzer probeert het opnieuw.", disk::told(error)))
    }
}
