//! Made pictures, kept in `.wijkwijzer/beeld` of a project, so that the next run need not make them again.
//!
//! Nothing here can fail: what cannot be read is made again, what cannot be written is made again next time.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::beeld::Cache;

/// What nobody asked for in so long is removed.
const GONE_AFTER: Duration = Duration::from_hours(30 * 24);

/// That something was asked for is noted once a day.
const DAY: Duration = Duration::from_hours(24);

/// The pictures of a project on its disk.
#[derive(Debug)]
pub struct PictureCache {
    folder: PathBuf,
    is_kept: bool,
}

impl PictureCache {
    /// The cache of this project; what is old in it goes.
    pub fn of(project: &Path) -> Self {
        let folder = project.join(super::KEPT).join("beeld");
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            if age(&entry.path()).is_some_and(|age| age > GONE_AFTER) {
                let _ = fs::remove_file(entry.path());
            }
        }
        Self { folder, is_kept: true }
    }

    /// The same for who promised to write nothing.
    pub fn read_only(project: &Path) -> Self {
        Self { folder: project.join(super::KEPT).join("beeld"), is_kept: false }
    }
}

impl Cache for PictureCache {
    fn get(&self, key: &str) -> Option<Vec<u8>> {
        let file = self.folder.join(key);
        let bytes = fs::read(&file).ok()?;
        if self.is_kept && age(&file).is_some_and(|age| age > DAY) {
            let _ = fs::File::options().write(true).open(&file).and_then(|it| it.set_modified(SystemTime::now()));
        }
        Some(bytes)
    }

    fn put(&self, key: &str, bytes: &[u8]) {
        if self.is_kept {
            let _ = super::replace(&self.folder.join(key), bytes);
        }
    }
}

fn age(file: &Path) -> Option<Duration> {
    SystemTime::now().duration_since(fs::metadata(file).ok()?.modified().ok()?).ok()
}
