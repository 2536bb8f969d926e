//! YAML → [`Node`]: values with their places. The only user of the YAML crates.
//!
//! Two parsers read every document. `granit-parser` goes first: it knows where everything stands, and refuses what editors
//! should not meet (aliases, tags, a second document) before anything is expanded. `serde_yaml` then reads the same text and
//! decides what each value *is*; the places of the first pass are handed to it one by one. Should the two ever disagree, the
//! document is refused rather than guessed at.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use granit_parser::{Event, Parser, ScalarStyle};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::yaml_line::rest_of_line;
use super::yaml_looks::{QUOTE, quoted};
use super::{yaml_error, yaml_loss};
use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::source::SourcePath;

/// Deepest nesting of lists and groups; the deepest in our own model is four.
const MAX_DEPTH: usize = 16;

/// A value and where it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) value: Value,
}

impl Node {
    /// Nothing, nowhere.
    pub(super) const NOTHING: Self = Self { span: Span { start: 0, end: 0 }, value: Value::Empty };
}

/// What a value is. Numbers stay text: what `+31` or `0123` means is for the reader of the field to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Empty,
    /// It is not what was meant, which was told: no more is to be said of it.
    Lost,
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_span: Span,
    pub(super) node: Node,
}

/// Reads a YAML document that starts at byte `offset` of the file.
///
/// `None` when it cannot be read, which is then told in the findings. An empty document is an empty map.
pub(super) fn parse(yaml: &str, offset: usize, path: &SourcePath, findings: &mut Findings) -> Option<Node> {
    let before = findings.len();
    let tokens = tokens(yaml, offset, path, findings)?;
    if findings.len() > before {
        return None;
    }
    let lost = yaml_loss::find(&tokens, yaml, offset, path, findings)?;
    if tokens.is_empty() {
        return Some(Node { span: Span::new(offset, offset), value: Value::Map(Vec::new()) });
    }
    let mut cursor = Cursor { tokens: &tokens, next: 0, lost: &lost, lost_a_key: false };
    let read = NodeSeed(&mut cursor).deserialize(serde_yaml::Deserializer::from_str(yaml));
    let Ok(node) = read else {
        findings.push(yaml_error::disagreement(yaml, offset, cursor.here(), path));
        return None;
    };
    if cursor.lost_a_key {
        return None;
    }
    duplicate_keys(&node, path, findings);
    Some(node)
}

/// What the first parser saw: a flat list, in the order of the text.
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: TokenKind,
}

pub(super) enum TokenKind {
    Scalar { text: String, plain: bool },
    ListStart,
    MapStart,
    End,
}

fn tokens(yaml: &str, offset: usize, path: &SourcePath, findings: &mut Findings) -> Option<Vec<Token>> {
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        // As libyaml, and so serde_yaml, does.
        block_scalar_eof_without_line_feed: true,
        disallow_directives: true,
    };
    let mut tokens = Vec::new();
    let (mut documents, mut depth, mut merged, mut last_refused) = (0, 0_usize, false, None);
    for event in Parser::new_from_str_with_options(yaml, options) {
        if findings.len() >= yaml_loss::ENOUGH {
            return None;
        }
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => {
                let finding = yaml_error::finding(&error, yaml, offset, path);
                // `*Nieuw* is goed` is one mistake: what comes behind a refused sign is not read as it was meant.
                let line =
                    |at: usize| yaml[..yaml.floor_char_boundary(at.saturating_sub(offset))].matches('\n').count();
                if last_refused.is_none_or(|at| line(at) != line(finding.place.span.start)) {
                    findings.push(finding);
                }
                return None;
            }
        };
        let bytes = span.byte_range().map_or(Span::default(), Span::from).shifted(offset).within_file(yaml, offset);
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
        tokens.push(Token { span: bytes, kind });
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
    let line = yaml[..at].rfind('\n').map_or(0, |newline| newline + 1);
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

impl Span {
    /// Keeps a place inside the YAML part of the file: parsers point one past the end for what is missing there.
    fn within_file(self, yaml: &str, offset: usize) -> Self {
        let last = offset + yaml.trim_end().len();
        Self::new(self.start.min(last), self.end.min(last))
    }
}

/// Walks over the tokens while `serde_yaml` walks over the text.
struct Cursor<'t> {
    tokens: &'t [Token],
    next: usize,
    /// The values that are not what was meant.
    lost: &'t BTreeSet<usize>,
    /// Whether a key is not what was meant: then nothing can be said of its group.
    lost_a_key: bool,
}

impl<'t> Cursor<'t> {
    fn take(&mut self) -> Option<&'t Token> {
        let token = self.tokens.get(self.next);
        self.next += 1;
        token
    }

    fn here(&self) -> Span {
        self.tokens.get(self.next.saturating_sub(1)).map_or(Span::default(), |token| token.span)
    }
}

/// Reads one value with `serde_yaml` and gives it the place of the next token.
struct NodeSeed<'c, 't>(&'c mut Cursor<'t>);

impl<'de> DeserializeSeed<'de> for NodeSeed<'_, '_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl NodeSeed<'_, '_> {
    fn scalar<E: Error>(self, check: impl FnOnce(&str, bool) -> bool, empty: bool) -> Result<Node, E> {
        let is_lost = self.0.lost.contains(&self.0.next);
        match self.0.take() {
            Some(Token { span, kind: TokenKind::Scalar { .. } }) if is_lost => {
                Ok(Node { span: *span, value: Value::Lost })
            }
            Some(Token { span, kind: TokenKind::Scalar { text, plain } }) if check(text, *plain) => {
                Ok(Node { span: *span, value: if empty { Value::Empty } else { Value::Text(text.clone()) } })
            }
            _ => Err(E::custom("the parsers disagree")),
        }
    }

    fn number<E: Error>(self) -> Result<Node, E> {
        self.scalar(|_, plain| plain, false)
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_, '_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        self.scalar(|_, plain| plain, true)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Node, E> {
        self.number()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Node, E> {
        self.number()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Node, E> {
        self.number()
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Node, E> {
        self.number()
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Node, E> {
        self.number()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Node, E> {
        self.number()
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        self.scalar(|text, _| text == value, value.is_empty())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let Some(Token { span, kind: TokenKind::ListStart }) = self.0.take() else {
            return Err(A::Error::custom("the parsers disagree"));
        };
        let mut list = Vec::new();
        while let Some(node) = items.next_element_seed(NodeSeed(self.0))? {
            list.push(node);
        }
        self.close(*span, Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let Some(Token { span, kind: TokenKind::MapStart }) = self.0.take() else {
            return Err(A::Error::custom("the parsers disagree"));
        };
        let mut map = Vec::new();
        while let Some(key) = entries.next_key_seed(NodeSeed(self.0))? {
            let node = entries.next_value_seed(NodeSeed(self.0))?;
            let text = match key.value {
                Value::Text(text) => text,
                Value::Empty => String::new(),
                Value::Lost => {
                    self.0.lost_a_key = true;
                    String::new()
                }
                Value::List(_) | Value::Map(_) => return Err(A::Error::custom("a key must be a word")),
            };
            map.push(Entry { key: text, key_span: key.span, node });
        }
        self.close(*span, Value::Map(map))
    }
}

impl NodeSeed<'_, '_> {
    fn close<E: Error>(self, start: Span, value: Value) -> Result<Node, E> {
        match self.0.take() {
            Some(Token { span, kind: TokenKind::End }) => {
                Ok(Node { span: Span::new(start.start, span.end.max(start.end)), value })
            }
            _ => Err(E::custom("the parsers disagree")),
        }
    }
}

/// A key that stands twice in one group is told with both places; YAML itself would quietly keep the last.
fn duplicate_keys(node: &Node, path: &SourcePath, findings: &mut Findings) {
    match &node.value {
        Value::Map(entries) => {
            let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
            for entry in entries {
                if let Some(first) = seen.get(entry.key.as_str()) {
                    findings.push(
                        Finding::new(
                            Code::DuplicateKey,
                            Place::new(path, entry.key_span),
                            format!("Het kenmerk `{}` staat er twee keer.", entry.key),
                        )
                        .label("hier nog eens")
                        .related(Place::new(path, *first), "eerder hier")
                        .tip("Laat er één staan."),
                    );
                } else {
                    seen.insert(&entry.key, entry.key_span);
                }
                duplicate_keys(&entry.node, path, findings);
            }
        }
        Value::List(items) => {
            for item in items {
                duplicate_keys(item, path, findings);
            }
        }
        Value::Empty | Value::Lost | Value::Text(_) => {}
    }
}
