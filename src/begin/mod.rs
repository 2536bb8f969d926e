//! How one begins: answers → the files of a new project (`project.rs`, asked by `vragen.rs`) or a new file of a kind (`nieuw.rs`), and what
//! is inside the program for it: the theme, and the made-up municipality.
//!
//! Who answers is given as a function, so that a terminal is one and a test another. Terminals, disks and clocks must not be here.

mod nieuw;
mod project;
mod vragen;

use include_dir::{Dir, include_dir};

use crate::diagnostics::Finding;
use crate::source::SourcePath;
use crate::theme::ingebouwd;

pub use nieuw::{NieuwBestand, Nieuwwens, kenmerken, nieuw, soorten};
pub use project::NieuwProject;
pub use vragen::{Beginwens, begin};

/// The name of the theme that is inside the program.
pub const THEMA: &str = ingebouwd::NAME;

/// A file to be written: where in the project, and what.
pub type Bestandsinhoud = (SourcePath, Vec<u8>);

/// Asks somebody: is given what to say first and the question, gives the answer; `None` when nobody answers (any more).
pub type Vrager<'v> = dyn FnMut(&str) -> Option<String> + 'v;

/// Why nothing came of it, in Dutch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gestopt(pub String);

/// The files of the theme that is inside the program.
pub fn thema() -> Vec<Bestandsinhoud> {
    let held = ingebouwd::AS_SOURCES.iter().filter_map(|(path, source)| Some((path, source.held().ok()?)));
    held.map(|(path, bytes)| (path.clone(), bytes.to_vec())).collect()
}

/// The files of Voorbeeldstad, the made-up municipality that has everything.
pub fn voorbeeldstad() -> Vec<Bestandsinhoud> {
    static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/voorbeelden/voorbeeldstad/content");
    let (mut files, mut folders) = (Vec::new(), vec![&FILES]);
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files().map(|file| {
            // Windows wrote the names with its own sign between folders when the program was compiled there.
            let name = file.path().to_string_lossy().replace('\\', "/");
            (SourcePath::new(format!("content/{name}")), file.contents().to_vec())
        }));
    }
    files
}

/// A finding as one says it.
fn sentence(finding: &Finding) -> String {
    let tip = finding.tip.as_ref().map(|tip| format!(" {tip}")).unwrap_or_default();
    format!("{}{tip}", finding.message)
}
