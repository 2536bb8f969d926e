//! Where something is: a file and a stretch of its text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::Report;
use crate::source::{SourcePath, SourceTree};

/// A stretch of a file's text, in bytes of the decoded text (UTF-8, without byte order mark, line ends as `\n`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// From `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The same stretch, `by` bytes further on.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// Fitted to `text`: within it, on character boundaries.
    #[must_use]
    pub fn within(self, text: &str) -> Self {
        let start = text.floor_char_boundary(self.start);
        Self::new(start, text.ceil_char_boundary(self.end.max(start)))
    }

    /// As a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A stretch of a certain file. A file as a whole is the empty stretch at its start.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, seen from the project's folder.
    pub path: SourcePath,
    /// The stretch.
    pub span: Span,
}

impl Place {
    /// A stretch of `path`.
    pub fn new(path: &SourcePath, span: Span) -> Self {
        Self { path: path.clone(), span }
    }

    /// The file as a whole.
    pub fn file(path: &SourcePath) -> Self {
        Self::new(path, Span::default())
    }
}

/// Line and column as editors count them: both from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineColumn {
    /// From 1.
    pub line: usize,
    /// From 1, in characters (not bytes).
    pub column: usize,
}

/// The texts of files, cut into lines once, for telling where findings are.
pub(super) struct Texts<'t> {
    files: BTreeMap<SourcePath, Lines<'t>>,
}

/// A text and where its lines begin.
pub(super) struct Lines<'t> {
    pub(super) text: Cow<'t, str>,
    starts: Vec<usize>,
}

impl<'t> Texts<'t> {
    pub(super) fn new(tree: &'t SourceTree, report: &Report) -> Self {
        let places = report.findings().iter().flat_map(|finding| {
            std::iter::once(&finding.place).chain(finding.related.iter().map(|related| &related.place))
        });
        let mut files = BTreeMap::new();
        for place in places {
            if !files.contains_key(&place.path) {
                files.insert(place.path.clone(), Lines::new(tree.text(&place.path)));
            }
        }
        Self { files }
    }

    /// The lines of a file that some finding of the report is about; of any other file none.
    pub(super) fn of(&self, path: &SourcePath) -> Option<&Lines<'t>> {
        self.files.get(path)
    }

    /// Where a place begins.
    pub(super) fn start(&self, place: &Place) -> LineColumn {
        self.of(&place.path).map_or(LineColumn { line: 1, column: 1 }, |lines| lines.at(place.span.start))
    }

    /// Where a place ends.
    pub(super) fn end(&self, place: &Place) -> LineColumn {
        self.of(&place.path).map_or(LineColumn { line: 1, column: 1 }, |lines| lines.at(place.span.end))
    }
}

impl<'t> Lines<'t> {
    fn new(text: Cow<'t, str>) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// The line and column of byte `offset`.
    pub(super) fn at(&self, offset: usize) -> LineColumn {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        LineColumn { line, column: self.text[start..offset].chars().count() + 1 }
    }

    /// The bytes of the lines from that of `from` up to and including that of `to`.
    pub(super) fn around(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.starts[self.at(from).line - 1];
        let end = self.starts.get(self.at(to).line).copied().unwrap_or(self.text.len());
        start..end
    }
}
