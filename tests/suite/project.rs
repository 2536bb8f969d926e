//! Sites to test with.

use std::path::{Path, PathBuf};

use wijkwijzer::source::SourceTree;
use wijkwijzer::{Build, Settings, build, diagnostics, disk};

/// The repository, which holds the shipped site.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The shipped site.
pub fn shipped() -> SourceTree {
    disk::read(&repository()).expect("the shipped site can be read")
}

/// The made-up municipality of the cases, with the shipped theme.
pub fn second() -> SourceTree {
    let mut sources = disk::read(&repository().join("tests/cases/tweede-gemeente/in")).expect("the case can be read");
    for (path, source) in shipped().below("themes") {
        sources.insert(path.clone(), source.clone());
    }
    sources
}

/// The day on which the tests are.
pub fn settings() -> Settings {
    Settings { today: "2026-11-23".parse().expect("a date"), basis: None, concepten: false, streng: false }
}

/// Builds a site that must be publishable.
pub fn publishable(sources: &SourceTree) -> wijkwijzer::output::Tree {
    let Build { tree, report, .. } = build(sources, &settings());
    tree.unwrap_or_else(|| panic!("not publishable:\n{}", diagnostics::lines(&report, sources)))
}
