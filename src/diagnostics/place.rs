//! Where something is: a file and a stretch of its text.

use std::ops::Range;

use crate::source::SourcePath;

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

impl LineColumn {
    /// The line and column of byte `offset` in `text`.
    pub fn of(text: &str, offset: usize) -> Self {
        let before = &text[..text.floor_char_boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }
}
