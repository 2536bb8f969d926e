//! The simple YAML that most files keep to, read without a parser: `key: words`, `key: [een, twee]`, and lists with dashes below a
//! key. A line that is anything else, or that both parsers would not surely read in this one way, is for the parsers; so are all
//! mistakes.

use super::{Entry, Node, Value};
use crate::diagnostics::Span;

/// The longest key that is read here; there are none as long.
const MAX_KEY: usize = 60;

/// Reads a document that starts at byte `offset` of the file. `None` when it is not that simple.
pub(super) fn read(yaml: &str, offset: usize) -> Option<Node> {
    // No other white space: a hard space is a letter to YAML.
    let end = yaml.trim_end_matches([' ', '\n']).len();
    let mut lines = LineReader { yaml, at: 0, end };
    let mut entries: Vec<Entry> = Vec::new();
    while let Some((start, line)) = lines.next() {
        let (key, value) = line.split_once(':')?;
        let is_word = (1..=MAX_KEY).contains(&key.len())
            && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
            && key != "null";
        if !is_word {
            return None;
        }
        let node = match value.strip_prefix(' ') {
            Some(value) => value_at(value, start + key.len() + 2)?,
            None if value.is_empty() => lines.list()?,
            None => return None,
        };
        entries.push(Entry { key: key.to_owned(), key_span: Span::new(start, start + key.len()), node });
    }
    let mut node = Node { span: Span::new(0, end), value: Value::Map(entries) };
    shift(&mut node, offset);
    (end > 0).then_some(node)
}

/// The lines of a text up to its end.
struct LineReader<'y> {
    yaml: &'y str,
    at: usize,
    end: usize,
}

impl<'y> LineReader<'y> {
    fn peek(&self) -> Option<(usize, &'y str)> {
        let rest = &self.yaml[self.at..self.end];
        (!rest.is_empty()).then(|| (self.at, rest.split('\n').next().unwrap_or(rest)))
    }

    /// The list with dashes that goes on here.
    fn list(&mut self) -> Option<Node> {
        let mut items = Vec::new();
        let indent = self.peek()?.1.bytes().take_while(|b| *b == b' ').count();
        let start = self.at + indent;
        while let Some((at, line)) = self.peek().filter(|(_, line)| line.starts_with(' ')) {
            let words = line.get(indent..)?.strip_prefix("- ")?;
            items.push(words_at(words, at + indent + 2)?);
            self.next();
        }
        // It ends where something else begins.
        (indent > 0 && !items.is_empty()).then_some(Node { span: Span::new(start, self.at), value: Value::List(items) })
    }
}

impl<'y> Iterator for LineReader<'y> {
    type Item = (usize, &'y str);

    fn next(&mut self) -> Option<Self::Item> {
        let (at, line) = self.peek()?;
        self.at = (at + line.len() + 1).min(self.end);
        Some((at, line))
    }
}

/// The value that stands behind a key.
fn value_at(value: &str, at: usize) -> Option<Node> {
    let Some(inside) = value.strip_prefix('[') else { return words_at(value, at) };
    let inside = inside.strip_suffix(']')?;
    let mut items = Vec::new();
    let mut start = at + 1;
    for name in inside.split(", ") {
        let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        items.push(words_at(name, start).filter(|_| is_name)?);
        start += name.len() + 2;
    }
    Some(Node { span: Span::new(at, at + value.len()), value: Value::List(items) })
}

/// A text as it is, or between double quotes.
fn words_at(written: &str, at: usize) -> Option<Node> {
    let text = match written.strip_prefix('"') {
        Some(quoted) => quoted.strip_suffix('"').filter(|text| is_plain(text) && !text.is_empty())?,
        None => written,
    };
    let is_sure = text.len() < written.len()
        || (text.starts_with(|c: char| c.is_ascii_alphanumeric())
            && !text.ends_with([' ', ':'])
            && !text.contains(": ")
            && is_plain(text)
            && !matches!(text, "null" | "Null" | "NULL"));
    is_sure.then(|| Node { span: Span::new(at, at + written.len()), value: Value::Text(text.to_owned()) })
}

/// Whether a text has only letters, and signs that mean nothing in YAML inside a text.
fn is_plain(text: &str) -> bool {
    text.chars().all(|c| {
        let is_sign = matches!(
            c,
            ' ' | '.' | ',' | ';' | ':' | '(' | ')' | '/' | '-' | '+' | '\'' | '!' | '?' | '@' | '_' | '%' | '&' | '='
        );
        c.is_ascii_alphanumeric() || is_sign || matches!(c, 'À'..='ÿ' | '€' | '’' | '‘' | '–')
    })
}

/// Makes the places in a text those of the file that it stands in.
fn shift(node: &mut Node, offset: usize) {
    node.span = node.span.shifted(offset);
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| shift(item, offset)),
        Value::Map(entries) => {
            for entry in entries {
                entry.key_span = entry.key_span.shifted(offset);
                shift(&mut entry.node, offset);
            }
        }
        Value::Empty | Value::Lost | Value::Text(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use std::collections::BTreeSet;

    use super::*;
    use crate::diagnostics::Findings;
    use crate::read::yaml::once;
    use crate::source::SourcePath;

    /// What simple and less simple documents are made of.
    const PIECES: [&str; 40] = [
        "naam: ",
        "wijken: ",
        "wijken:\n",
        "a_b:",
        "\n",
        "\n",
        "\nnaam: ",
        "\n  - ",
        "\n  - ",
        "\n- ",
        "    - ",
        "[",
        "]",
        ", ",
        "een",
        "Twee woorden",
        "drie",
        "null",
        "~",
        "yes",
        "0123",
        "10:00",
        "2026-01-02",
        "\"",
        "\"tekst\"",
        "'",
        ":",
        ": ",
        " ",
        "#",
        " # ",
        "-",
        "{",
        "}",
        "&",
        "!",
        "é",
        "’",
        "\u{a0}",
        "https://a.example/b?c=d",
    ];

    static NO_LISTS: BTreeSet<String> = BTreeSet::new();

    fn by_parsers(yaml: &str) -> Option<Node> {
        let mut findings = Findings::default();
        once(yaml, 7, &SourcePath::new("content/a.md"), || &NO_LISTS, &mut findings).filter(|_| findings.is_empty())
    }

    #[test]
    fn it_reads_what_most_files_have() {
        let yaml = "naam: Oude Haven\nbuurten: [BU12340001, BU12340002]\ntijd: \"10:00\"\nwijken:\n  - noord\n  - zuid\nweb: a:b\n";
        assert!(read(yaml, 7).is_some());
        assert_eq!(read(yaml, 7), by_parsers(yaml));
    }

    #[test]
    fn a_hard_space_at_the_end_is_kept() {
        for yaml in ["naam: een\u{a0}", "naam: een\u{a0}\n", "naam: een\u{2003}\nweb: a"] {
            assert!(read(yaml, 7).is_none_or(|node| Some(node) == by_parsers(yaml)), "{yaml:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        /// What it reads is what the two parsers read, places and all.
        #[test]
        fn it_agrees_with_the_parsers(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..12)) {
            let yaml = pieces.concat();
            if let Some(node) = read(&yaml, 7) {
                let has_double = matches!(&node.value, Value::Map(entries)
                    if (1..entries.len()).any(|at| entries[..at].iter().any(|entry| entry.key == entries[at].key)));
                if !has_double {
                    prop_assert_eq!(Some(node), by_parsers(&yaml), "{:?}", yaml);
                }
            }
        }
    }
}
