//! The lines of a YAML text as people see them: indentation, list marks, `key: value`. Knows nothing of what is right or wrong.

use crate::diagnostics::Span;

/// A line of the text.
#[derive(Clone, Copy)]
pub(super) struct Line<'y> {
    pub(super) yaml: &'y str,
    pub(super) start: usize,
}

/// Where the parts of `key: value` stand in the text.
pub(super) struct Pair<'y> {
    pub(super) start: usize,
    pub(super) key: &'y str,
    pub(super) value_at: usize,
    pub(super) value: &'y str,
}

impl<'y> Line<'y> {
    /// The line that byte `at` is in.
    pub(super) fn at(yaml: &'y str, at: usize) -> Self {
        let before = &yaml[..yaml.floor_char_boundary(at)];
        Self { yaml, start: before.rfind('\n').map_or(0, |newline| newline + 1) }
    }

    /// All lines of a text.
    pub(super) fn all(yaml: &'y str) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(Self { yaml, start: 0 }), |line| line.below())
    }

    /// The lines above that hold something, the nearest first.
    pub(super) fn upwards(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.above(), |line| line.above())
    }

    /// The lines below that hold something, the nearest first.
    pub(super) fn downwards(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.below(), |line| line.below()).filter(|line| !line.content().is_empty())
    }

    /// What is on it, with the space around it.
    pub(super) fn text(self) -> &'y str {
        self.yaml[self.start..].lines().next().unwrap_or_default()
    }

    /// What is on it, without the space around it.
    pub(super) fn content(self) -> &'y str {
        self.text().trim()
    }

    /// How many spaces it begins with.
    pub(super) fn indent(self) -> usize {
        self.text().len() - self.text().trim_start_matches(' ').len()
    }

    /// Everything but the space around it.
    pub(super) fn span(self) -> Span {
        let start = self.start + self.text().len() - self.text().trim_start().len();
        Span::new(start, start + self.content().len())
    }

    /// The next line, whatever it holds.
    pub(super) fn below(self) -> Option<Self> {
        let end = self.start + self.text().len();
        self.yaml[end..].starts_with('\n').then_some(Self { start: end + 1, ..self })
    }

    /// The nearest line above that holds something.
    pub(super) fn above(self) -> Option<Self> {
        let before = |line: &Self| (line.start > 0).then(|| Self::at(line.yaml, line.start - 1));
        std::iter::successors(before(&self), before).find(|line| !line.content().is_empty())
    }

    /// The first letter behind the indentation and the marks of lists.
    pub(super) fn first_word(self) -> usize {
        let mut start = self.start + self.indent();
        while self.yaml[start..].starts_with("- ") {
            start += 2 + self.yaml[start + 2..].len() - self.yaml[start + 2..].trim_start_matches(' ').len();
        }
        start
    }

    /// The `key: value` on it, behind the marks of lists.
    pub(super) fn pair(self) -> Option<Pair<'y>> {
        let start = self.first_word();
        let rest = self.yaml[start..].lines().next().unwrap_or_default();
        let colon = rest.find(": ").or_else(|| rest.trim_end().strip_suffix(':').map(str::len))?;
        let key = &rest[..colon];
        let is_word = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
        let behind = start + colon + 1;
        let value_at = behind + rest[colon + 1..].len() - rest[colon + 1..].trim_start().len();
        is_word.then(|| Pair { start, key, value_at, value: rest_of_line(self.yaml, value_at.min(start + rest.len())) })
    }
}

/// What stands from byte `at` up to the end of its line, without a remark (` # …`) behind it.
pub(super) fn rest_of_line(yaml: &str, at: usize) -> &str {
    let line = yaml[at..].lines().next().unwrap_or_default();
    line.find(" # ").map_or(line, |remark| &line[..remark]).trim_end()
}
