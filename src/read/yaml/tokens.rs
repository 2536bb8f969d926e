//! The first pass over a document, with `granit-parser`: where everything stands. What editors should not meet (aliases, tags,
//! a second document, too deep nesting) is refused here, before anything is expanded.

use granit_parser::{Event, Parser, ScalarStyle};

use super::ListKeys;
use super::line::{Line, rest_of_line};
use super::looks::{QUOTE, quoted};
use super::{error, loss};
use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::source::SourcePath;

/// Deepest nesting of lists and groups; the deepest in our own model is four.
const MAX_DEPTH: usize = 16;

/// What the first parser saw: a flat list, in the order of the text.
pub(super) struct YamlToken {
    pub(super) span: Span,
    pub(super) kind: TokenKind,
}

/// What a token is.
pub(super) enum TokenKind {
    Scalar { text: String, plain: bool },
    ListStart,
    MapStart,
    End,
}

/// The tokens of a document that starts at byte `offset` of the file; `None` when the rest of it cannot be read.
pub(super) fn read(
    yaml: &str,
    offset: usize,
    path: &SourcePath,
    lists: ListKeys,
    findings: &mut Findings,
) -> Option<Vec<YamlToken>> {
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        // As libyaml, and so serde_yaml, does.
        block_scalar_eof_without_line_feed: true,
        disallow_directives: true,
    };
    // Parsers point one past the end for what is missing there.
    let last = yaml.trim_end().len();
    let mut tokens = Vec::new();
    let (mut documents, mut depth, mut merged, mut last_refused) = (0, 0_usize, false, None);
    for event in Parser::new_from_str_with_options(yaml, options) {
        if findings.len() >= loss::ENOUGH {
            return None;
        }
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => {
                let finding = error::finding(&error, yaml, offset, path, lists);
                // `*Nieuw* is goed` is one mistake: what comes behind a refused sign is not read as it was meant.
                let line = |at: usize| Line::at(yaml, at.saturating_sub(offset)).start;
                if last_refused.is_none_or(|at| line(at) != line(finding.place.span.start)) {
                    findings.push(finding);
                }
                return None;
            }
        };
        let bytes = span.byte_range().map_or(Span::default(), |it| Span::new(it.start.min(last), it.end.min(last)));
        let bytes = bytes.shifted(offset);
        if event.anchor_id().is_some() || event.tag().is_some() {
            let sign = if event.tag().is_some() { '!' } else { '&' };
            let finding = forbidden(sign, yaml, offset, bytes, path);
            last_refused = Some(finding.place.span.start);
            findings.push(finding);
        }
        let kind = match event {
            Event::DocumentStart(..) => {
                documents += 1;
                if documents > 1 {
                    findings.push(second_document(yaml, offset, bytes, path));
                    return None;
                }
                continue;
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                if !std::mem::take(&mut merged) {
                    last_refused = Some(bytes.start);
                    findings.push(forbidden('*', yaml, offset, bytes, path));
                }
                continue;
            }
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                merged = plain && text == "<<";
                if merged {
                    let message =
                        "Het kenmerk `<<` neemt in YAML kenmerken van een andere plek over; dat kan hier niet.";
                    findings.push(
                        Finding::new(Code::YamlForbidden, Place::new(path, bytes), message)
                            .tip("Haal deze regel weg en schrijf de kenmerken hier voluit."),
                    );
                }
                TokenKind::Scalar { text: text.into_owned(), plain }
            }
            Event::SequenceStart(..) => TokenKind::ListStart,
            Event::MappingStart(..) => TokenKind::MapStart,
            Event::SequenceEnd | Event::MappingEnd => TokenKind::End,
            _ => continue,
        };
        match kind {
            TokenKind::ListStart | TokenKind::MapStart => depth += 1,
            TokenKind::End => depth = depth.saturating_sub(1),
            TokenKind::Scalar { .. } => {}
        }
        if depth > MAX_DEPTH {
            findings.push(
                Finding::new(
                    Code::TooDeep,
                    Place::new(path, bytes),
                    "Hier zitten te veel lijsten of groepen in elkaar.",
                )
                .tip("Laat de kenmerken minder ver inspringen; meer dan drie lagen zijn nergens nodig."),
            );
            return None;
        }
        tokens.push(YamlToken { span: bytes, kind });
    }
    Some(tokens)
}

/// A second document: after `---`, or quietly after `...`.
fn second_document(yaml: &str, offset: usize, told: Span, path: &SourcePath) -> Finding {
    let at = yaml.floor_char_boundary(told.start.saturating_sub(offset));
    let dots = yaml[..at].rfind("\n...").filter(|_| !yaml[at..].starts_with("---"));
    let (span, message, tip) = match dots {
        Some(newline) => (
            Span::new(newline + 1, newline + 4).shifted(offset),
            "Deze drie punten sluiten de kenmerken af; wat eronder staat hoort er niet meer bij.",
            "Haal deze regel weg.",
        ),
        None => (
            told,
            "Hier begint een tweede blok kenmerken (---); er mag er maar één zijn.",
            "Haal deze regel met --- weg.",
        ),
    };
    Finding::new(Code::YamlForbidden, Place::new(path, span), message).tip(tip)
}

/// A value that begins with `&`, `!` or `*`, of which the parser tells the place of what comes after.
fn forbidden(sign: char, yaml: &str, offset: usize, told: Span, path: &SourcePath) -> Finding {
    let at = yaml.floor_char_boundary(told.start.saturating_sub(offset));
    let line = Line::at(yaml, at).start;
    let start =
        if yaml[at..].starts_with(sign) { at } else { yaml[line..at].rfind(sign).map_or(at, |sign| line + sign) };
    let text = rest_of_line(yaml, start);
    let place = Place::new(path, Span::new(start, start + text.len()).shifted(offset));
    // Between quotes any of them is a text; a name that is used elsewhere stands for more than itself.
    let name = |text: &str| text[1..].split([' ', ',']).next().unwrap_or_default().to_owned();
    let sure = text.starts_with(sign)
        && !text.contains(['"', ',', ']', '}'])
        && match sign {
            '&' => !yaml.contains(&format!("*{}", name(text))),
            '*' => !yaml.contains(&format!("&{}", name(text))),
            _ => true,
        };
    Finding::new(
        Code::YamlForbidden,
        place,
        format!("Een waarde die met {sign} begint heeft in YAML een bijzondere betekenis."),
    )
    .tip(QUOTE)
    .replacement(sure.then(|| quoted(text)))
}
