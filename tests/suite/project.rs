//! Sites to test with.

use wijkwijzer::source::SourceTree;
use wijkwijzer::{Build, build, diagnostics, disk};

pub use super::common::{repository, settings, with_shipped_theme};

/// The shipped site.
pub fn shipped() -> SourceTree {
    disk::read(&repository()).expect("the shipped site can be read")
}

/// The made-up municipality of the cases, with the shipped theme.
pub fn second() -> SourceTree {
    with_shipped_theme(&repository().join("tests/cases/tweede-gemeente/in"))
}

/// The page of patterns: every component of the shipped theme in every state.
pub fn patterns() -> SourceTree {
    with_shipped_theme(&repository().join("tests/patronen"))
}

/// Builds a site that must be publishable.
pub fn publishable(sources: &SourceTree) -> wijkwijzer::output::Tree {
    let Build { tree, report, .. } = build(sources, &settings());
    tree.unwrap_or_else(|| panic!("not publishable:\n{}", diagnostics::lines(&report, sources)))
}
