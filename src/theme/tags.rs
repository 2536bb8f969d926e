//! Where the tags of a template are: `{% … %}` and `{{ … }}`, with comments and raw text passed over.
//!
//! Tera does not show what it parsed. This reads just enough to point at a name, to see which tag is still open and
//! which templates need which; what is right or wrong is up to Tera.

use std::ops::Range;

use crate::diagnostics::Span;

/// A tag of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'t> {
    /// From its first brace to its last; to the end of the text when it is not closed.
    pub span: Span,
    /// Whether it is `{{ … }}` rather than `{% … %}`.
    pub is_value: bool,
    /// Whether it is closed.
    pub closed: bool,
    /// What is between the braces.
    pub inside: &'t str,
    /// Where that begins.
    pub inside_at: usize,
}

/// A name in a template, with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name<'t> {
    /// The name.
    pub text: &'t str,
    /// Its place, without quotes.
    pub span: Span,
}

impl<'t> Tag<'t> {
    /// The first word, such as `if`; empty in `{{ … }}`.
    pub(super) fn word(&self) -> &'t str {
        if self.is_value { "" } else { leading(self.inside, is_word) }
    }

    /// What comes after the first word.
    pub(super) fn rest(&self) -> &'t str {
        &self.inside[self.word().len()..]
    }

    /// The text between quotes in `{% extends "…" %}` and `{% include "…" %}`.
    pub(super) fn quoted(&self) -> Option<Name<'t>> {
        let rest = self.rest().trim_start();
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
        let text = rest[1..].split_once(quote)?.0;
        Some(self.name(text))
    }

    /// The name in `{% component name(…) %}`.
    pub(super) fn defines(&self) -> Option<Name<'t>> {
        let rest = self.inside.strip_prefix("component").filter(|_| self.word() == "component")?;
        let name = leading(rest.trim_start(), is_component);
        (!name.is_empty()).then(|| self.name(name))
    }

    /// The names that are called as components: `<name …>`. A comparison looks the same.
    pub(super) fn calls(&self) -> impl Iterator<Item = &'t str> {
        self.inside.split('<').skip(1).map(|after| leading(after.trim_start(), is_component))
    }

    /// A part of the tag's inside with its place.
    fn name(&self, text: &'t str) -> Name<'t> {
        let start = self.inside_at + (text.as_ptr().addr() - self.inside.as_ptr().addr());
        Name { text, span: Span::new(start, start + text.len()) }
    }

    /// What closes this tag, when it opens something.
    fn closer(&self) -> Option<String> {
        let opens = match self.word() {
            "if" | "for" | "block" | "filter" | "component" => true,
            // `set` with a value stands alone; without one it takes what comes until its end.
            "set" | "set_global" => {
                let after = self.rest().trim_start();
                !after[leading(after, is_word).len()..].trim_start().starts_with('=')
            }
            "" if !self.is_value => {
                return self.calls().next().filter(|name| !name.is_empty()).map(|it| format!("</{it}>"));
            }
            _ => false,
        };
        opens.then(|| format!("end{}", self.word().trim_end_matches("_global")))
    }
}

/// The tags of a template, in order.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|found| at + found) {
        let (is_value, close) = match text.as_bytes().get(start + 1) {
            Some(b'{') => (true, "}}"),
            Some(b'%') => (false, "%}"),
            Some(b'#') => {
                at = text[start + 2..].find("#}").map_or(text.len(), |end| start + 2 + end + 2);
                continue;
            }
            _ => {
                at = start + 1;
                continue;
            }
        };
        let from = start + 2;
        let end = find_close(text, from, close);
        let inside = trimmed(text, from..end.unwrap_or(text.len()));
        let tag = Tag {
            span: Span::new(start, end.map_or(text.len(), |end| end + 2)),
            is_value,
            closed: end.is_some(),
            inside: &text[inside.clone()],
            inside_at: inside.start,
        };
        at = tag.span.end;
        if tag.word() == "raw" {
            at = end_of_raw(text, at);
        } else {
            tags.push(tag);
        }
    }
    tags
}

/// Where the remarks of a template are, and what is shown as it stands.
pub(super) fn spans_of_remarks(text: &str) -> Vec<Span> {
    let known = tags(text);
    let is_in_tag = |at: usize| known.iter().any(|tag| tag.span.start < at && at < tag.span.end);
    let begins = text.match_indices("{#").map(|(at, _)| at).filter(|at| !is_in_tag(*at));
    begins.map(|at| Span::new(at, text[at..].find("#}").map_or(text.len(), |end| at + end + 2))).collect()
}

/// The tags that are open where `offset` is, innermost last, with what closes them.
pub(super) fn open<'t>(tags: &[Tag<'t>], offset: usize) -> Vec<(Tag<'t>, String)> {
    let mut open: Vec<(Tag<'_>, String)> = Vec::new();
    for tag in tags.iter().filter(|tag| tag.span.end <= offset && !tag.is_value) {
        let said =
            if tag.inside.starts_with("</") { tag.inside.split_whitespace().collect() } else { tag.word().to_owned() };
        if open.last().is_some_and(|(_, closer)| *closer == said) {
            open.pop();
        } else if let Some(closer) = tag.closer() {
            open.push((tag.clone(), closer));
        }
    }
    open
}

/// Where `close` is, outside of texts between quotes.
fn find_close(text: &str, from: usize, close: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut quote) = (from, None);
    while at < bytes.len() {
        match (quote, bytes[at]) {
            (Some(_), b'\\') => at += 1,
            (Some(open), byte) if byte == open => quote = None,
            (None, byte @ (b'"' | b'\'' | b'`')) => quote = Some(byte),
            (None, _) if bytes[at..].starts_with(close.as_bytes()) => return Some(at),
            _ => {}
        }
        at += 1;
    }
    // A quote that is not closed swallowed the rest: the tag ends where a reader would say so.
    text[from..].find(close).filter(|_| quote.is_some()).map(|found| from + found)
}

fn end_of_raw(text: &str, from: usize) -> usize {
    text[from..]
        .find("endraw")
        .and_then(|end| text[from + end..].find("%}").map(|close| from + end + close + 2))
        .unwrap_or(text.len())
}

/// Without the dashes and spaces at both ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let from = inside.strip_prefix('-').unwrap_or(inside).trim_start();
    let to = from.strip_suffix('-').unwrap_or(from).trim_end();
    let start = range.start + inside.len() - from.len();
    start..start + to.len()
}

fn leading(text: &str, allowed: fn(char) -> bool) -> &str {
    &text[..text.find(|letter| !allowed(letter)).unwrap_or(text.len())]
}

fn is_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

fn is_component(letter: char) -> bool {
    is_word(letter) || letter == '.'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_tags_as_tera_does() {
        let text = "é{# {% if #}{%- if \"%}\" -%}{% raw %}{{ x }}{% endraw %}{{ <a.b c /> }}\
            {% set x = 1 %}{% <d> %}{% extends 'ë.html' %}";
        let tags = tags(text);
        assert_eq!(
            tags.iter().map(|tag| tag.inside).collect::<Vec<_>>(),
            ["if \"%}\"", "<a.b c />", "set x = 1", "<d>", "extends 'ë.html'"]
        );
        assert_eq!(tags[1].calls().collect::<Vec<_>>(), ["a.b"]);
        let name = tags[4].quoted().unwrap();
        assert_eq!((name.text, &text[name.span.range()]), ("ë.html", "ë.html"));
        let open: Vec<_> = open(&tags, text.len()).into_iter().map(|(_, closer)| closer).collect();
        assert_eq!(open, ["endif", "</d>"]);
    }
}
