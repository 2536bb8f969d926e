//! What every fuzz target asks: whatever bytes a file holds, there are findings or a site, never a panic, and every finding lies
//! inside its file, on character boundaries.
#![expect(clippy::expect_used, reason = "a fuzz target that cannot start stops")]

use std::cell::RefCell;
use std::path::Path;

use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{Pipeline, Settings, diagnostics, disk};

/// A project, and what was remembered of its other files.
struct Project {
    sources: SourceTree,
    settings: Settings,
    pipeline: Pipeline,
}

thread_local! {
    static PROJECT: RefCell<Option<Project>> = const { RefCell::new(None) };
}

/// Puts `bytes` in the file at `path` of the project of the explanations, builds it and looks at what is found.
///
/// Without a theme nothing is rendered, which is what makes trying quick; templates need it.
pub fn try_out(path: &str, bytes: &[u8], with_theme: bool) {
    PROJECT.with_borrow_mut(|project| {
        let project = project.get_or_insert_with(|| Project::read(with_theme));
        project.try_out(&SourcePath::new(path), bytes);
    });
}

impl Project {
    fn read(with_theme: bool) -> Self {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut sources = disk::read(&repository.join("tests/uitleg/basis")).expect("a project");
        if with_theme {
            for (path, source) in disk::read(&repository).expect("the repository").below("themes") {
                sources.insert(path.clone(), source.clone());
            }
        }
        let today = "2026-11-23".parse().expect("a date");
        let settings = Settings::new(today);
        Self { sources, settings, pipeline: Pipeline::default() }
    }

    fn try_out(&mut self, path: &SourcePath, bytes: &[u8]) {
        let before = self.sources.get(path).cloned();
        self.sources.insert(path.clone(), Source::new(bytes));
        let result = self.pipeline.build(&self.sources, &self.settings);
        assert_eq!(result.tree.is_some(), result.report.is_publishable());
        for finding in result.report.findings() {
            for place in std::iter::once(&finding.place).chain(finding.related.iter().map(|related| &related.place)) {
                let text = self.sources.text(&place.path);
                assert!(place.span.start <= place.span.end && place.span.end <= text.len(), "outside: {finding:?}");
                assert!(text.is_char_boundary(place.span.start) && text.is_char_boundary(place.span.end), "{finding:?}");
            }
        }
        diagnostics::terminal(&result.report, &self.sources);
        diagnostics::json(&result.report, &self.sources);
        diagnostics::html(&result.report, &self.sources);
        match before {
            Some(source) => self.sources.insert(path.clone(), source),
            None => drop(self.sources.remove(path)),
        }
    }
}
