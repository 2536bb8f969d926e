//! The prose of a file: its text without markup, in blocks, with the place of every letter.
//!
//! Knows what prose is and where it stands; what is good or bad prose is for the other files here.

use std::ops::Range;

use crate::diagnostics::Span;

/// What a block of prose is on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bloksoort {
    /// Running text, of which sentences and paragraphs can be too long: a paragraph, a list item, a field.
    Tekst,
    /// A heading or a cell of a table: words, but no sentences.
    Los,
}

/// A block of prose: it ends where a reader takes a breath.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Blok {
    pub(super) soort: Bloksoort,
    pub(super) tekst: String,
    /// Where the text comes from, in order.
    stukken: Vec<Fragment>,
    /// Stretches of the text that are somebody else's words: titles in italics, texts of links.
    pub(super) namen: Vec<Range<usize>>,
}

/// A piece of the text that stands in one stretch of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fragment {
    /// Where it begins in the text of the block.
    at: usize,
    /// Where it stands in the file.
    span: Span,
    /// Whether it stands there letter by letter; otherwise only the whole of it can be pointed at.
    letterlijk: bool,
}

impl Blok {
    pub(crate) fn new(soort: Bloksoort) -> Self {
        Self { soort, tekst: String::new(), stukken: Vec::new(), namen: Vec::new() }
    }

    /// How long its text is.
    pub(crate) fn len(&self) -> usize {
        self.tekst.len()
    }

    /// Whether there is nothing to read.
    pub(crate) fn is_empty(&self) -> bool {
        self.tekst.trim().is_empty()
    }

    /// Adds a piece that stands at `span` of the file.
    pub(crate) fn push(&mut self, text: &str, span: Span, letterlijk: bool) {
        if text.is_empty() {
            return;
        }
        match self.stukken.last_mut() {
            Some(last) if last.letterlijk && letterlijk && last.span.end == span.start => last.span.end = span.end,
            _ => self.stukken.push(Fragment { at: self.tekst.len(), span, letterlijk }),
        }
        self.tekst.push_str(text);
    }

    /// Notes that a stretch of the text is a name.
    pub(crate) fn is_naam(&mut self, range: Range<usize>) {
        self.namen.push(range);
    }

    /// Where a stretch of the text stands in the file.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let (Some(first), Some(last)) = (self.stuk(range.start), self.stuk(range.end.saturating_sub(1))) else {
            return Span::default();
        };
        let start = if first.letterlijk { first.span.start + (range.start - first.at) } else { first.span.start };
        let end = if last.letterlijk { last.span.start + (range.end - last.at) } else { last.span.end };
        Span::new(start, end)
    }

    /// Whether a stretch of the text stands in the file just so, and can be replaced there.
    pub(super) fn is_letterlijk(&self, range: &Range<usize>) -> bool {
        self.stuk(range.start)
            .is_some_and(|stuk| stuk.letterlijk && range.end - stuk.at <= stuk.span.end - stuk.span.start)
    }

    fn stuk(&self, at: usize) -> Option<&Fragment> {
        self.stukken.get(self.stukken.partition_point(|stuk| stuk.at <= at).checked_sub(1)?)
    }
}
