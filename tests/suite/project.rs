//! Sites to test with.

use std::path::Path;

use wijkwijzer::output::{Blob, Shelf, Tree};
use wijkwijzer::publish::changes::Changes;
use wijkwijzer::publish::{Aside, OutputFolder};
use wijkwijzer::source::SourceTree;
use wijkwijzer::{Build, build, diagnostics, disk};

pub(crate) use super::common::{repository, settings, with_shipped_theme};

/// The shipped site.
pub(crate) fn shipped() -> SourceTree {
    disk::read(&repository()).expect("the shipped site can be read")
}

/// The made-up municipality of the cases, with the shipped theme.
pub(crate) fn second() -> SourceTree {
    with_shipped_theme(&repository().join("tests/cases/tweede-gemeente/in"))
}

/// Voorbeeldstad: the made-up municipality that has everything.
pub(crate) fn voorbeeldstad() -> SourceTree {
    with_shipped_theme(&repository().join("voorbeelden/voorbeeldstad"))
}

/// The page of patterns: every component of the shipped theme in every state.
pub(crate) fn patterns() -> SourceTree {
    with_shipped_theme(&repository().join("tests/patronen"))
}

/// Builds a site that must be publishable.
pub(crate) fn publishable(sources: &SourceTree) -> Tree {
    let Build { tree, report, .. } = build(sources, &settings());
    tree.unwrap_or_else(|| panic!("not publishable:\n{}", diagnostics::lines(&report, sources)))
}

/// The same site, with its pages put aside one by one.
pub(crate) fn shelved(tree: &Tree, aside: &Aside) -> Tree {
    Tree::new(tree.iter().map(|(path, bytes)| {
        let is_taken = path.is_page();
        let content =
            if is_taken { Blob::Aside(aside.take(path, bytes)) } else { Blob::Here(std::sync::Arc::clone(bytes)) };
        (path.clone(), content)
    }))
}

/// Writes a site as `build` does: pages are put aside one by one, if the folder is as it was left.
pub(crate) fn write_bit_by_bit(tree: &Tree, out: &Path) -> anyhow::Result<Changes> {
    let mut folder = OutputFolder::new(out);
    let Some(aside) = folder.aside() else { return folder.write(tree) };
    let shelved = shelved(tree, &aside);
    match folder.write_aside(&shelved, aside)? {
        Some(changes) => Ok(changes),
        None => folder.write(tree),
    }
}
