//! Collects the prose of a Markdown text while it is read: what is said, without code, quotations, pictures and addresses.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diagnostics::Span;
use crate::taal::{Blok, Bloksoort};

/// Stands in the prose for something that is no prose, such as a bit of code: no letter, and not nothing.
const ANDERS: &str = "\u{FFFC}";

/// Collects blocks of prose from the events of a Markdown text.
#[derive(Default)]
pub(super) struct Verzamelaar {
    blokken: Vec<Blok>,
    open: Option<Blok>,
    /// How many headings and table cells are open: words, but no sentences.
    los: usize,
    /// How many quotations, code blocks and pictures are open: somebody else's words.
    anders: usize,
    /// How many links and stretches in italics are open, and where the first began.
    namen: (usize, usize),
}

impl Verzamelaar {
    /// Takes in an event that stands at `span` of the file, there written as `source`.
    pub(super) fn event(&mut self, event: &Event<'_>, span: Span, source: &str) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.push(text, span, **text == *source),
            Event::Code(_) => self.push(ANDERS, span, false),
            Event::SoftBreak | Event::InlineHtml(_) => self.push(" ", span, false),
            Event::HardBreak => self.push("\n", span, false),
            _ => {}
        }
    }

    /// All prose, in the order of the text.
    pub(super) fn blokken(mut self) -> Vec<Blok> {
        self.close();
        self.blokken
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::Emphasis | Tag::Link { .. } => {
                if self.namen.0 == 0 {
                    self.namen.1 = self.open.as_ref().map_or(0, Blok::len);
                }
                self.namen.0 += 1;
            }
            Tag::Image { .. } => {
                self.push(ANDERS, span, false);
                self.anders += 1;
            }
            Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            _ => {
                self.close();
                match tag {
                    Tag::BlockQuote(_) | Tag::CodeBlock(_) => self.anders += 1,
                    Tag::Heading { .. } | Tag::TableCell => self.los += 1,
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Link => {
                self.namen.0 = self.namen.0.saturating_sub(1);
                if let (0, Some(blok)) = (self.namen.0, &mut self.open) {
                    blok.is_naam(self.namen.1..blok.len());
                }
            }
            TagEnd::Image => self.anders = self.anders.saturating_sub(1),
            TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            _ => {
                self.close();
                match tag {
                    TagEnd::BlockQuote(_) | TagEnd::CodeBlock => self.anders = self.anders.saturating_sub(1),
                    TagEnd::Heading(_) | TagEnd::TableCell => self.los = self.los.saturating_sub(1),
                    _ => {}
                }
            }
        }
    }

    fn push(&mut self, text: &str, span: Span, letterlijk: bool) {
        if self.anders == 0 {
            let soort = if self.los > 0 { Bloksoort::Los } else { Bloksoort::Tekst };
            self.open.get_or_insert_with(|| Blok::new(soort)).push(text, span, letterlijk);
        }
    }

    fn close(&mut self) {
        self.blokken.extend(self.open.take().filter(|blok| !blok.is_empty()));
    }
}
