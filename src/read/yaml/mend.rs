//! All mistakes of a text in one run: what is wrong is mended in memory (by what is offered, or by leaving the line out) and the
//! text is read again. Keeps the way back, so that every place is one of the text as it was written.

use std::collections::BTreeSet;

use super::line::Line;
use super::{Node, Value};
use crate::diagnostics::{Code, Finding, Findings, Place, Span};

/// How often a text is read again, and how many mends are made in all; a long text is read once.
const ROUNDS: usize = 20;
const MENDS: usize = 200;
const LONG: usize = 200_000;

/// A text that is being mended.
pub(super) struct Mended<'y> {
    original: &'y str,
    pub(super) text: String,
    steps: Vec<Mend>,
    rounds: usize,
    /// Whether lines were left out.
    left_out: bool,
    /// Where the lines begin (in the original) of which something was told, and those that were left out.
    told: BTreeSet<usize>,
    gone: BTreeSet<usize>,
}

/// One mend, in the text as it was just before.
struct Mend {
    start: usize,
    removed: usize,
    added: usize,
}

impl<'y> Mended<'y> {
    pub(super) fn new(original: &'y str) -> Self {
        let (text, told) = (original.to_owned(), BTreeSet::new());
        Self { original, text, steps: Vec::new(), rounds: 0, left_out: false, told, gone: BTreeSet::new() }
    }

    /// Mends what `said` (of the text as it is now, from byte `offset` of the file) says is wrong, and adds what is news to
    /// `findings`. Whether there is something to read again.
    pub(super) fn mend(&mut self, said: &Findings, offset: usize, findings: &mut Findings) -> bool {
        self.rounds += 1;
        let mut news = Vec::new();
        let mut mends: Vec<(Span, String)> = Vec::new();
        for finding in said.iter() {
            let span = Span::new(finding.place.span.start - offset, finding.place.span.end - offset);
            let line = Line::at(self.original, self.back(span.start, false)).start;
            // What is not sure and stands beside what was told is most often a consequence of that.
            let echo = self.told.contains(&line) || (finding.replacement.is_none() && self.beside_told(line));
            if let Some(text) = &finding.replacement {
                mends.push((span, text.clone()));
            } else {
                let block = self.block(span.start);
                mends.push((block, String::new()));
                self.left_out = true;
            }
            if !echo {
                news.push((line, self.in_original(finding, offset)));
            }
        }
        for (line, finding) in news {
            self.told.insert(line);
            findings.push(finding);
        }
        // A second block or a nesting without end: what is left after it is another text.
        let strange = said.iter().any(|it| it.code != Code::YamlSyntax && it.replacement.is_none());
        let may_go_on =
            !strange && self.rounds < ROUNDS && self.steps.len() + mends.len() < MENDS && self.original.len() < LONG;
        may_go_on && self.apply(mends)
    }

    /// A finding about the mended text, about the text as it was written. `None` when it is about a line of which something
    /// was told already.
    pub(super) fn news(&self, finding: &Finding, offset: usize) -> Option<Finding> {
        let finding = self.in_original(finding, offset);
        let line = Line::at(self.original, finding.place.span.start - offset).start;
        (!self.told.contains(&line)).then_some(finding)
    }

    /// The starts of the lines (in the file) of which something was told.
    pub(super) fn told_lines(&self, offset: usize) -> BTreeSet<usize> {
        self.told.iter().map(|start| start + offset).collect()
    }

    pub(super) fn is_as_written(&self) -> bool {
        self.steps.is_empty()
    }

    pub(super) fn left_out(&self) -> bool {
        self.left_out
    }

    /// The node with the places of the text as it was written.
    pub(super) fn node(&self, mut node: Node, offset: usize) -> Node {
        node.span = self.span(node.span, offset);
        match &mut node.value {
            Value::List(items) => {
                for item in items {
                    *item = self.node(std::mem::replace(item, Node::NOTHING), offset);
                }
            }
            Value::Map(entries) => {
                for entry in entries {
                    entry.key_span = self.span(entry.key_span, offset);
                    entry.node = self.node(std::mem::replace(&mut entry.node, Node::NOTHING), offset);
                }
            }
            Value::Empty | Value::Lost | Value::Text(_) => {}
        }
        node
    }

    /// Makes the mends, the last first so that the others stay where they are.
    fn apply(&mut self, mut mends: Vec<(Span, String)>) -> bool {
        mends.sort_by_key(|(span, _)| std::cmp::Reverse((span.start, span.end)));
        let (mut until, before) = (usize::MAX, self.steps.len());
        for (span, text) in mends {
            let same = self.text.get(span.range()).is_none_or(|now| now == text);
            if span.end > until || same {
                continue;
            }
            if text.is_empty() && !self.text[span.range()].trim().is_empty() {
                self.gone.extend(self.lines(span));
            }
            self.text.replace_range(span.range(), &text);
            self.steps.push(Mend { start: span.start, removed: span.end - span.start, added: text.len() });
            until = span.start;
        }
        self.steps.len() > before
    }

    /// The original lines of a stretch of the mended text.
    fn lines(&self, span: Span) -> Vec<usize> {
        let (start, end) = (self.back(span.start, false), self.back(span.end, true));
        let first = Line::at(self.original, start);
        std::iter::successors(Some(first), |line| line.below())
            .map(|line| line.start)
            .take_while(|at| *at < end)
            .collect()
    }

    /// The line at byte `at` and those below it that stand further to the right.
    fn block(&self, at: usize) -> Span {
        let line = Line::at(&self.text, at);
        let indent = line.indent();
        let inside = |below: &Line<'_>| below.content().is_empty() || below.indent() > indent;
        let last = std::iter::successors(Some(line), |line| line.below().filter(inside)).last().unwrap_or(line);
        Span::new(line.start, last.start + last.text().len())
    }

    /// Whether something was told of the nearest line above, or the nearest one above or below was left out.
    fn beside_told(&self, line: usize) -> bool {
        let line = Line { yaml: self.original, start: line };
        let above = line.above().is_some_and(|it| self.told.contains(&it.start) || self.gone.contains(&it.start));
        above || line.downwards().next().is_some_and(|it| self.gone.contains(&it.start))
    }

    fn in_original(&self, finding: &Finding, offset: usize) -> Finding {
        let place = |place: &Place| Place { span: self.span(place.span, offset), ..place.clone() };
        let mut finding = finding.clone();
        finding.place = place(&finding.place);
        for related in &mut finding.related {
            related.place = place(&related.place);
        }
        finding
    }

    fn span(&self, span: Span, offset: usize) -> Span {
        let start = self.back(span.start.saturating_sub(offset), false);
        let end = self.back(span.end.saturating_sub(offset), true);
        Span::new(start, end.max(start)).shifted(offset)
    }

    /// Where a byte of the mended text stands in the original; inside a mend it is the end or the beginning of that.
    fn back(&self, at: usize, is_end: bool) -> usize {
        self.steps.iter().rev().fold(at, |at, step| {
            if at <= step.start && !(is_end && at == step.start && step.added == 0) {
                at
            } else if at < step.start + step.added {
                step.start + if is_end { step.removed } else { 0 }
            } else {
                at - step.added + step.removed
            }
        })
    }
}
