//! Which keys go together: a rule that is checked here and said in a schema, so that the two cannot differ.
//!
//! What a broken rule means to an editor is for the kind to say, next to where it asks.

use serde_json::{Value as Json, json};

use super::schema::MESSAGE;
use crate::read::yaml::{Entry, Value};
use crate::values::any_case;

pub(crate) use Clause::{Has, Is};

/// Something about one key that holds or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clause {
    /// The key is there, right or wrong.
    Has(&'static str),
    /// The key has this word for its value.
    Is(&'static str, &'static str),
}

/// Which keys go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule<'c> {
    /// One or more of these.
    AnyOf(&'c [Clause]),
    /// Exactly one of these.
    OneOf(&'c [Clause]),
    /// With any of the first, all of the second.
    Needs(&'c [Clause], &'c [Clause]),
    /// This list has at least one part.
    NotEmpty(&'static str),
}

impl Rule<'_> {
    /// Whether the keys of a group keep it.
    pub(crate) fn holds(&self, entries: &[Entry]) -> bool {
        let count = |clauses: &[Clause]| clauses.iter().filter(|clause| clause.holds(entries)).count();
        match *self {
            Self::AnyOf(clauses) => count(clauses) > 0,
            Self::OneOf(clauses) => count(clauses) == 1,
            Self::Needs(these, those) => count(these) == 0 || count(those) == those.len(),
            Self::NotEmpty(key) => value(entries, key).is_none_or(|value| *value != Value::List(Vec::new())),
        }
    }

    /// The same in JSON Schema.
    pub(crate) fn schema(&self) -> Json {
        let all = |clauses: &[Clause], message: &str| -> Vec<Json> {
            let words: Vec<String> = clauses.iter().map(Clause::words).collect();
            let message = format!("{message}: {}.", words.join(", "));
            clauses.iter().map(|clause| clause.schema(&message)).collect()
        };
        match *self {
            Self::AnyOf(clauses) => json!({ "anyOf": all(clauses, "Zet hier ten minste één van bij") }),
            Self::OneOf(clauses) => json!({ "oneOf": all(clauses, "Zet hier precies één van bij") }),
            Self::Needs(these, those) => json!({
                "if": { "anyOf": all(these, "Als dit er staat") },
                "then": { "allOf": all(those, "Hier hoort ook bij") },
            }),
            Self::NotEmpty(key) => json!({ "properties": { key: { "minItems": 1 } } }),
        }
    }
}

impl Clause {
    fn holds(&self, entries: &[Entry]) -> bool {
        match *self {
            Has(key) => value(entries, key).is_some(),
            Is(key, word) => matches!(
                value(entries, key),
                Some(Value::Text(text)) if text.trim().to_lowercase() == word.to_lowercase()
            ),
        }
    }

    fn schema(&self, message: &str) -> Json {
        match *self {
            Has(key) => json!({ "required": [key], MESSAGE: message }),
            Is(key, word) => {
                let pattern = format!(r"^\s*{}\s*$", any_case([word]));
                let value = json!({ "type": "string", "pattern": pattern, MESSAGE: message });
                json!({ "required": [key], "properties": { key: value }, MESSAGE: message })
            }
        }
    }

    /// As an editor writes it.
    fn words(&self) -> String {
        match *self {
            Has(key) => key.to_owned(),
            Is(key, word) => format!("{key}: {word}"),
        }
    }
}

fn value<'e>(entries: &'e [Entry], key: &str) -> Option<&'e Value> {
    entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node.value)
}
