//! The second pass over a document, with `serde_yaml`: what each value is. The tokens of the first pass are handed out one by
//! one, so that each value gets its place; where the two do not see the same, reading stops.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::tokens::{TokenKind, YamlToken};
use super::{Entry, Node, Value};
use crate::diagnostics::Span;

/// Reads the values of a document whose tokens are known; `lost` are those that are not what was meant.
///
/// `None` when a key is lost: then nothing can be said of its group. An error is the place of the token at which the two
/// parsers no longer see the same.
pub(super) fn read(tokens: &[YamlToken], lost: &BTreeSet<usize>, yaml: &str) -> Result<Option<Node>, Span> {
    let mut cursor = Cursor { tokens, next: 0, lost, lost_a_key: false };
    let node =
        NodeSeed(&mut cursor).deserialize(serde_yaml::Deserializer::from_str(yaml)).map_err(|_| cursor.here())?;
    Ok((!cursor.lost_a_key).then_some(node))
}

/// Walks over the tokens while `serde_yaml` walks over the text.
struct Cursor<'t> {
    tokens: &'t [YamlToken],
    next: usize,
    /// The values that are not what was meant.
    lost: &'t BTreeSet<usize>,
    /// Whether one of them is a key.
    lost_a_key: bool,
}

impl<'t> Cursor<'t> {
    fn take(&mut self) -> Option<&'t YamlToken> {
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
            Some(YamlToken { span, kind: TokenKind::Scalar { .. } }) if is_lost => {
                Ok(Node { span: *span, value: Value::Lost })
            }
            Some(YamlToken { span, kind: TokenKind::Scalar { text, plain } }) if check(text, *plain) => {
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
        let Some(YamlToken { span, kind: TokenKind::ListStart }) = self.0.take() else {
            return Err(A::Error::custom("the parsers disagree"));
        };
        let mut list = Vec::new();
        while let Some(node) = items.next_element_seed(NodeSeed(self.0))? {
            list.push(node);
        }
        self.close(*span, Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let Some(YamlToken { span, kind: TokenKind::MapStart }) = self.0.take() else {
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
            Some(YamlToken { span, kind: TokenKind::End }) => {
                Ok(Node { span: Span::new(start.start, span.end.max(start.end)), value })
            }
            _ => Err(E::custom("the parsers disagree")),
        }
    }
}
