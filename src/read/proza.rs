//! The prose in the keys of a file, laid beside what stands in the file letter by letter.

use super::yaml::{Node, Value};
use crate::diagnostics::Span;
use crate::taal::{Blok, Bloksoort};

/// Keys whose value is a sentence or more. Names and titles are not: those are as they are.
pub(crate) const KEYS: &[&str] = &[
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

/// The prose in the keys of a file, which are written as `source` from byte `offset` on.
pub(crate) fn of_fields(node: &Node, titel: Option<&str>, source: &str, offset: usize) -> Vec<Blok> {
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
