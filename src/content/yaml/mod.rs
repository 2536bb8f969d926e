//! YAML → [`Node`]: values with their places. The only user of the YAML crates.
//!
//! Two parsers read every document. `granit-parser` goes first (`tokens.rs`): it knows where everything stands, and refuses what
//! editors should not meet before anything is expanded. `serde_yaml` then reads the same text and decides what each value *is*
//! (`nodes.rs`). Should the two ever disagree, the document is refused rather than guessed at.
//!
//! What is wrong is told by `error.rs`, after `looks.rs` looked at the lines (`line.rs`) for what people really do; `loss.rs` tells
//! what YAML would quietly drop. Which keys there are is for `fields.rs`.

mod error;
mod line;
mod looks;
mod loss;
mod nodes;
mod tokens;

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::source::SourcePath;

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
    let tokens = tokens::read(yaml, offset, path, findings)?;
    if findings.len() > before {
        return None;
    }
    let lost = loss::find(&tokens, yaml, offset, path, findings)?;
    if tokens.is_empty() {
        return Some(Node { span: Span::new(offset, offset), value: Value::Map(Vec::new()) });
    }
    match nodes::read(&tokens, &lost, yaml) {
        Ok(node) => {
            let node = node?;
            duplicate_keys(&node, path, findings);
            Some(node)
        }
        Err(here) => {
            findings.push(error::disagreement(yaml, offset, here, path));
            None
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
