//! What YAML accepts but reads otherwise than it was meant: text that would quietly be lost or changed.

use std::collections::BTreeSet;

use super::error::told;
use super::line::{Line, rest_of_line};
use super::lists::deep_item;
use super::looks::{Said, hard_space_at, no_keys, quoted};
use super::tokens::{TokenKind, YamlToken};
use crate::diagnostics::{Code, Findings, Span};
use crate::source::SourcePath;

/// More of one mistake is not told of one file.
pub(super) const ENOUGH: usize = 100;

/// Reports what would be lost. `yaml` starts at byte `offset` of the file, and so do the places of `tokens`.
///
/// The result says which tokens are not what was meant; `None` when the rest is not worth reading.
pub(super) fn find(
    tokens: &[YamlToken],
    yaml: &str,
    offset: usize,
    path: &SourcePath,
    findings: &mut Findings,
) -> Option<BTreeSet<usize>> {
    let mut lost = BTreeSet::new();
    if let [YamlToken { kind: TokenKind::Scalar { plain: true, .. }, .. }] = tokens
        && let Some(said) = no_keys(yaml)
    {
        findings.push(told(Code::YamlSyntax, said, offset, path));
        return None;
    }
    for (index, token) in tokens.iter().enumerate() {
        if findings.len() >= ENOUGH {
            return None;
        }
        let TokenKind::Scalar { plain, .. } = token.kind else { continue };
        let span = Span::new(token.span.start.saturating_sub(offset), token.span.end.saturating_sub(offset));
        let Some(raw) = yaml.get(span.range()) else { continue };
        let said = if plain {
            hash(yaml, span)
                .or_else(|| curly(raw, span))
                .or_else(|| deep_line(yaml, raw, span))
                .or_else(|| dash(raw, span))
                .or_else(|| hard_space_at(yaml, span.start))
        } else {
            path_in_quotes(raw, span)
        };
        if let Some(said) = said {
            // What is told of an empty value is found at its key.
            lost.insert(if said.span.start >= span.end { index + 1 } else { index });
            findings.push(told(Code::YamlSyntax, said, offset, path));
        }
    }
    Some(lost)
}

/// `naam: Plein #3` would be "Plein", and `kamer: #12` would be empty.
fn hash(yaml: &str, span: Span) -> Option<Said> {
    let behind = yaml[span.end..].trim_start_matches([' ', '\t']);
    let is_key = behind.starts_with(':');
    let remark = behind.strip_prefix(':').unwrap_or(behind).trim_start_matches([' ', '\t']);
    // Looked at before anything else: a line can hold a million values.
    if span.start == span.end || !remark.strip_prefix('#')?.starts_with(char::is_alphanumeric) {
        return None;
    }
    let hash = yaml.len() - remark.len();
    let text = rest_of_line(yaml, hash);
    // A key with something below it is not empty: there it is a remark, after all.
    let line = Line::at(yaml, span.start);
    let goes_on = |below: Line<'_>| below.indent() > span.start - line.start || below.content().starts_with("- ");
    if is_key && line.downwards().next().is_some_and(goes_on) {
        return None;
    }
    let start = if is_key { hash } else { span.start };
    let whole = Span::new(start, hash + text.len());
    let message = format!("Alles na # leest YAML als opmerking; “{text}” valt dus weg.");
    let tip = "Zet de hele waarde tussen aanhalingstekens. Is het een opmerking? Zet dan een spatie na #.";
    let mut said = Said::new(whole, message, tip);
    said.replacement = Some(quoted(&yaml[whole.range()])).filter(|text| !text.contains('\n'));
    Some(said)
}

/// “Nieuws”: these quotes are those of a text, and would stand on the site.
fn curly(raw: &str, span: Span) -> Option<Said> {
    let inside = raw.strip_prefix(['“', '”', '„'])?.strip_suffix(['”', '“', '"'])?;
    (!inside.is_empty() && !inside.contains(['“', '”', '„', '"', '\n'])).then(|| {
        let message = "Deze waarde staat tussen krullende aanhalingstekens, en die komen zo op de site.";
        let tip =
            "Gebruik rechte aanhalingstekens (\") of geen. Moeten de krullende er staan? Zet er dan rechte omheen.";
        let mut said = Said::new(span, message, tip);
        said.replacement = Some(quoted(inside));
        said
    })
}

/// A part of a list that stands too far to the right, and so is read as more of the part above.
fn deep_line(yaml: &str, raw: &str, span: Span) -> Option<Said> {
    let lines = raw.match_indices('\n').map(|(newline, _)| Line::at(yaml, span.start + newline + 1));
    lines.into_iter().find_map(deep_item)
}

/// A line such as `-zuid` inside a value: meant as a part of a list, read as more of the text above.
fn dash(raw: &str, span: Span) -> Option<Said> {
    let lines = raw.match_indices('\n').map(|(newline, _)| newline + 1);
    lines.into_iter().find_map(|start| {
        let line = raw[start..].lines().next().unwrap_or_default();
        let mark = line.trim_start().strip_prefix(['-', '–', '—'])?;
        let at = span.start + start + line.len() - line.trim_start().len();
        mark.starts_with(|c: char| c.is_alphabetic() || c == ' ').then(|| {
            let message = "Deze regel van een lijst wordt gelezen als vervolg van de regel erboven.";
            let tip = "Schrijf een gewoon streepje (-) en een spatie voor elk deel van een lijst, recht onder elkaar.";
            Said::new(Span::new(at, at + line.trim().len()), message, tip)
        })
    })
}

/// `"C:\temp"`, where `\t` would be a tab.
fn path_in_quotes(raw: &str, span: Span) -> Option<Said> {
    let inside = raw.strip_prefix('"')?.strip_suffix('"')?;
    let mut letters = inside.chars();
    let is_path = letters.next()?.is_ascii_alphabetic() && letters.next() == Some(':') && letters.next() == Some('\\');
    (is_path && !inside.contains("\\\\")).then(|| {
        let message = "Een schuine streep \\ heeft tussen dubbele aanhalingstekens een bijzondere betekenis.";
        let mut said = Said::new(span, message, "Gebruik enkele aanhalingstekens: '…'.");
        said.replacement = (!inside.contains('\'')).then(|| format!("'{inside}'"));
        said
    })
}
