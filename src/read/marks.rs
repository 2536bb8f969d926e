//! Marks in the values of keys: a value is plain text, so Markdown, HTML and `&amp;` stand on the page as they were written.

use super::markdown;
use super::proza::KEYS;
use super::yaml::{Node, Value};
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::source::SourcePath;
use crate::taal::{gaps, nummers, wording};

/// Reports marks in the values of a document, which are written as `source` from byte `offset` on. Of a value of which
/// something was `told`, nothing is said.
pub(crate) fn of_fields(node: &Node, source: &str, offset: usize, path: &SourcePath, told: &mut Findings) {
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                of_fields(&entry.node, source, offset, path, told);
                if let (Value::Text(text), true) = (&entry.node.value, KEYS.contains(&entry.key.as_str()))
                    && !is_told(&entry.node, told)
                {
                    bare_addresses(text, Place::new(path, entry.node.span), told);
                }
            }
        }
        Value::List(items) => items.iter().for_each(|item| of_fields(item, source, offset, path, told)),
        Value::Text(text) => of_value(text, node, source, offset, path, told),
        Value::Empty | Value::Lost => {}
    }
}

/// Whether something was said of a value.
fn is_told(node: &Node, told: &Findings) -> bool {
    told.iter().any(|finding| finding.place.span == node.span)
}

/// Reports telephone numbers and mail addresses in prose that nobody can tap. A web address may well be the name of a site.
fn bare_addresses(text: &str, place: Place, told: &mut Findings) {
    let number = nummers::numbers(text, 0..text.len()).into_iter().next().map(|(range, _)| range);
    let mail = || {
        wording::bare_addresses(text, 0..text.len())
            .into_iter()
            .map(|it| it.range)
            .find(|it| text[it.clone()].contains('@'))
    };
    let Some(range) = number.or_else(mail) else { return };
    let message = format!("“{}” is geen link: een bezoeker kan er niet op tikken.", &text[range]);
    told.push(Finding::new(Code::BareAddress, place, message).tip(
        "In een kenmerk kan geen link staan. Is er een kenmerk voor, zoals `telefoon`? Zet het daar, of schrijf het in de tekst.",
    ));
}

fn of_value(text: &str, node: &Node, source: &str, offset: usize, path: &SourcePath, told: &mut Findings) {
    let is_address = text.contains("://") && !text.contains(char::is_whitespace);
    // Nearly every value is without any sign that could be a mark.
    let has_signs = text.contains(['<', '&', '*', '_', '`', '[', '{', 'T', 'X']);
    if is_address || !has_signs || is_told(node, told) {
        return;
    }
    let place = Place::new(path, node.span);
    if let Some(gap) = gaps::gap(text) {
        told.push(gaps::finding(place, &text[gap]));
    } else if let Some(plain) = markdown::without_marks(text) {
        let written = node.span.start.checked_sub(offset).zip(node.span.end.checked_sub(offset));
        let written = written.and_then(|(start, end)| source.get(start..end)).unwrap_or_default();
        told.push(
            Finding::new(
                Code::LooksLikeMarkdown,
                place,
                "In een kenmerk werkt opmaak niet; de tekens ervan staan zo op de pagina.",
            )
            .tip("Schrijf hier gewone tekst, zonder sterretjes, links of HTML. Een & schrijft u gewoon als &.")
            .replacement(as_value(&plain, written)),
        );
    }
}

/// A text as it is written behind a key, if that is sure: in quotes, as words can begin or go on with a sign of YAML.
fn as_value(plain: &str, written: &str) -> Option<String> {
    let one_line = !written.contains('\n') && !written.starts_with(['|', '>']);
    (one_line && !plain.is_empty() && !plain.contains(['"', '\\', '\n'])).then(|| format!("\"{plain}\""))
}
