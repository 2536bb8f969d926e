//! YAML → [`Node`]: values with their places. The only user of the YAML crates.
//!
//! Most documents are so simple that `simple.rs` reads them line by line: words behind keys, and short lists. Two parsers read
//! all others, and every document with a mistake. `granit-parser` goes first (`tokens.rs`): it knows where everything stands, and refuses what
//! editors should not meet before anything is expanded. `serde_yaml` then reads the same text and decides what each value *is*
//! (`nodes.rs`). Should the two ever disagree, the document is refused rather than guessed at.
//!
//! What is wrong is told by `error.rs`, after `looks.rs` and `lists.rs` looked at the lines (`line.rs`) for what people really
//! do; `loss.rs` tells what YAML would quietly drop. Which keys there are is for `fields`.

mod error;
mod line;
mod lists;
mod looks;
mod loss;
mod mend;
mod nodes;
mod simple;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::source::SourcePath;
use mend::Mended;

/// A value and where it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) value: Value,
}

impl Node {
    /// Nothing, nowhere.
    pub(crate) const NOTHING: Self = Self { span: Span { start: 0, end: 0 }, value: Value::Empty };
}

/// What a value is. Numbers stay text: what `+31` or `0123` means is for the reader of the field to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Empty,
    /// It is not what was meant, which was told: no more is to be said of it.
    Lost,
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) node: Node,
}

/// Tells the keys that hold a list; a dash behind another key is a part of its text. It is asked only where that matters.
pub(crate) type ListKeys = fn() -> &'static BTreeSet<String>;

/// What could be read of a document.
pub(crate) struct YamlReading {
    pub(crate) node: Node,
    /// Whether this is what stands there: nothing was mended to get here.
    pub(crate) as_written: bool,
    /// Whether lines had to be left out: that something is missing is then not known.
    left_out: bool,
    told: BTreeSet<usize>,
}

impl YamlReading {
    /// Whether a finding about the values is not a consequence of what was told of the text.
    pub(crate) fn is_news(&self, finding: &Finding, text: &str) -> bool {
        let start = text[..finding.place.span.start].rfind('\n').map_or(0, |newline| newline + 1);
        let own = matches!(finding.code, Code::InvalidValue | Code::UnknownChoice | Code::UnknownKey);
        let missing = finding.code == Code::MissingKey && !self.left_out;
        missing || (!self.told.contains(&start) && (own || !self.left_out))
    }

    /// Whether all of it was read, perhaps after mending.
    pub(crate) fn is_whole(&self) -> bool {
        !self.left_out
    }
}

/// Reads a YAML document that starts at byte `offset` of the file.
///
/// What is wrong is told in the findings, all of it at once; `None` when nothing could be read at all. An empty document is an
/// empty map. What is meant by a dash depends on which keys hold `lists`.
pub(crate) fn parse(
    yaml: &str,
    offset: usize,
    path: &SourcePath,
    lists: ListKeys,
    findings: &mut Findings,
) -> Option<YamlReading> {
    if let Some(node) = simple::read(yaml, offset) {
        duplicate_keys(&node, path, findings);
        return Some(YamlReading { node, as_written: true, left_out: false, told: BTreeSet::new() });
    }
    let mut mended = Mended::new(yaml);
    loop {
        let mut said = Findings::default();
        let text = mended.text.clone();
        if let Some(node) = once(&text, offset, path, lists, &mut said) {
            for finding in said.iter().filter_map(|finding| mended.news(finding, offset)) {
                findings.push(finding);
            }
            return Some(YamlReading {
                node: mended.node(node, offset),
                as_written: mended.is_as_written(),
                left_out: mended.left_out(),
                told: mended.told_lines(offset),
            });
        }
        if !mended.mend(&said, offset, findings) {
            return None;
        }
    }
}

/// Reads a text as it is.
fn once(yaml: &str, offset: usize, path: &SourcePath, lists: ListKeys, findings: &mut Findings) -> Option<Node> {
    let before = findings.len();
    let tokens = tokens::read(yaml, offset, path, lists, findings)?;
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
