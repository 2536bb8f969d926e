//! The prose of a file: its text without markup, in blocks, with the place of every letter.
//!
//! Knows what prose is and where it stands; what is good or bad prose is for the other files here.

use std::ops::Range;

use crate::content::Kind;
use crate::content::yaml::{Node, Value};
use crate::diagnostics::Span;

/// Keys whose value is a sentence or more. Names and titles are not: those are as they are.
const KEYS: &[&str] = &[
    "alternatief",
    "bereikbaar",
    "besluit",
    "foto_tekst",
    "met_wie",
    "openingstijden_uitleg",
    "samenvatting",
    "status_tekst",
    "tekst",
    "toelichting",
    "uitleg",
    "vindplaats",
    "waarvoor",
];

/// What a block of prose is on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::content) enum Bloksoort {
    /// Running text, of which sentences and paragraphs can be too long: a paragraph, a list item, a field.
    Tekst,
    /// A heading or a cell of a table: words, but no sentences.
    Los,
}

/// A block of prose: it ends where a reader takes a breath.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::content) struct Blok {
    pub(super) soort: Bloksoort,
    pub(super) tekst: String,
    /// Where the text comes from, in order.
    stukken: Vec<Stuk>,
    /// Stretches of the text that are somebody else's words: titles in italics, texts of links.
    pub(super) namen: Vec<Range<usize>>,
}

/// A piece of the text that stands in one stretch of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stuk {
    /// Where it begins in the text of the block.
    at: usize,
    /// Where it stands in the file.
    span: Span,
    /// Whether it stands there letter by letter; otherwise only the whole of it can be pointed at.
    letterlijk: bool,
}

impl Blok {
    pub(in crate::content) fn new(soort: Bloksoort) -> Self {
        Self { soort, tekst: String::new(), stukken: Vec::new(), namen: Vec::new() }
    }

    /// How long its text is.
    pub(in crate::content) fn len(&self) -> usize {
        self.tekst.len()
    }

    /// Whether there is nothing to read.
    pub(in crate::content) fn is_empty(&self) -> bool {
        self.tekst.trim().is_empty()
    }

    /// Adds a piece that stands at `span` of the file.
    pub(in crate::content) fn push(&mut self, text: &str, span: Span, letterlijk: bool) {
        if text.is_empty() {
            return;
        }
        match self.stukken.last_mut() {
            Some(last) if last.letterlijk && letterlijk && last.span.end == span.start => last.span.end = span.end,
            _ => self.stukken.push(Stuk { at: self.tekst.len(), span, letterlijk }),
        }
        self.tekst.push_str(text);
    }

    /// Notes that a stretch of the text is a name.
    pub(in crate::content) fn is_naam(&mut self, range: Range<usize>) {
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

    fn stuk(&self, at: usize) -> Option<&Stuk> {
        self.stukken.get(self.stukken.partition_point(|stuk| stuk.at <= at).checked_sub(1)?)
    }
}

/// The prose in the keys of a file, which are written as `source` from byte `offset` on.
pub(in crate::content) fn of_fields(node: &Node, kind: Kind, source: &str, offset: usize) -> Vec<Blok> {
    let titel = match kind {
        Kind::Vraag => Some("vraag"),
        // A document and a source of figures have the names that they have.
        Kind::Stuk | Kind::Kengetallen => None,
        _ => Some("titel"),
    };
    let mut blokken = Vec::new();
    if let (Value::Map(entries), Some(titel)) = (&node.value, titel) {
        for entry in entries.iter().filter(|entry| entry.key == titel) {
            blokken.extend(of_value(&entry.node, source, offset, Bloksoort::Los));
        }
    }
    collect(node, source, offset, &mut blokken);
    blokken
}

fn collect(node: &Node, source: &str, offset: usize, blokken: &mut Vec<Blok>) {
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                if KEYS.contains(&entry.key.as_str()) {
                    blokken.extend(of_value(&entry.node, source, offset, Bloksoort::Tekst));
                }
                collect(&entry.node, source, offset, blokken);
            }
        }
        Value::List(items) => items.iter().for_each(|item| collect(item, source, offset, blokken)),
        Value::Empty | Value::Lost | Value::Text(_) => {}
    }
}

/// The text of a value as a block.
///
/// YAML folds lines and has quotes, so the text is laid beside its source letter by letter; white space may differ. With an
/// escape (`\n`) that cannot be done, and then the value as a whole is the place.
fn of_value(node: &Node, source: &str, offset: usize, soort: Bloksoort) -> Option<Blok> {
    let Value::Text(tekst) = &node.value else { return None };
    let span = node.span;
    let written = source.get(span.start.checked_sub(offset)?..span.end.checked_sub(offset)?)?;
    let mut blok = Blok::new(soort);
    if align(&mut blok, tekst, written, span.start).is_none() {
        blok = Blok::new(soort);
        blok.push(tekst, span, false);
    }
    (!blok.is_empty()).then_some(blok)
}

fn align(blok: &mut Blok, tekst: &str, written: &str, start: usize) -> Option<()> {
    let (mut at, quote) = match written.chars().next()? {
        '>' | '|' => (written.find('\n')?, None),
        quote @ ('"' | '\'') => (1, Some(quote)),
        _ => (0, None),
    };
    let mut run = (0, at);
    for (here, letter) in tekst.char_indices() {
        let rest = &written[at..];
        if letter.is_whitespace() {
            // One space of the text is all white space there.
            if !rest.starts_with(letter) || rest[letter.len_utf8()..].starts_with(char::is_whitespace) {
                blok.push(&tekst[run.0..here], Span::new(start + run.1, start + at), true);
                let space = rest.len() - rest.trim_start().len();
                let end = here + letter.len_utf8();
                blok.push(&tekst[here..end], Span::new(start + at, start + at + space), false);
                at += space;
                run = (end, at);
                continue;
            }
        } else if !rest.starts_with(letter) {
            let space = rest.len() - rest.trim_start().len();
            blok.push(&tekst[run.0..here], Span::new(start + run.1, start + at), true);
            at += space;
            run = (here, at);
            if !written[at..].starts_with(letter) {
                return None;
            }
        } else if quote == Some('\'') && rest.starts_with("''") {
            blok.push(&tekst[run.0..here], Span::new(start + run.1, start + at), true);
            blok.push("'", Span::new(start + at, start + at + 2), false);
            at += 2;
            run = (here + 1, at);
            continue;
        }
        at += letter.len_utf8();
    }
    blok.push(&tekst[run.0..], Span::new(start + run.1, start + at), true);
    Some(())
}
