//! What every test that builds a project begins with. Shared by the test programs, so all of it is used by each.

use std::path::{Path, PathBuf};

use wijkwijzer::source::SourceTree;
use wijkwijzer::{Names, Settings, disk};

/// The repository, which holds the shipped site and theme.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The project in a folder, with the shipped theme.
pub(crate) fn with_shipped_theme(folder: &Path) -> SourceTree {
    let mut sources = disk::read(folder).expect("a project");
    for (path, source) in disk::read(&repository()).expect("the repository is a project").below("themes") {
        sources.insert(path.clone(), source.clone());
    }
    sources
}

/// The day on which the tests are, and nothing out of the ordinary; names without a hash are easier to ask for.
pub(crate) fn settings() -> Settings {
    Settings { names: Names::Plain, ..Settings::new("2026-11-23".parse().expect("a date")) }
}
