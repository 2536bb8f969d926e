//! A file of the content and what it should say → the bytes of it that say so, with all else as it was: comments, order, quotes, line
//! ends, blank lines. Here lives how keys and texts are changed in place; which keys there are, forms and disks must not.
//!
//! [`edit`] cuts the file as the reader does, asks `change.rs` which bytes to replace by which, has `write.rs` write what is new, and
//! then reads what came of it: unless that says exactly what was wanted, nothing is changed.

mod change;
mod table;
mod write;

use crate::diagnostics::{Finding, Findings};
use crate::read::front_matter::{Expected, FrontMatter};
use crate::read::yaml::{self, ListKeys, Node, Value};
use crate::source::SourcePath;

pub(crate) use table::{TableCells, table, with_table};

/// What a value should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Desired {
    /// A text; an empty one is a key with nothing behind it.
    Text(String),
    /// A list.
    List(Vec<Desired>),
    /// Keys with their values, in the order in which new ones are put.
    Map(Vec<(String, Desired)>),
}

/// Why a file is left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It is no text.
    NotText,
    /// It has a mistake that has to be mended in the file: the first.
    Mistake(Box<Finding>),
    /// Some lines end as on Windows and others do not.
    MixedLines,
    /// What was wanted cannot be written so that it is read like that.
    Unsure,
}

impl Refusal {
    /// Why, for editors (Dutch).
    pub(crate) fn why(&self) -> String {
        match self {
            Self::NotText => "Dit bestand is geen tekst, of niet als UTF-8 opgeslagen.".to_owned(),
            Self::Mistake(finding) => format!("In het bestand staat een fout die u daar moet herstellen: {}", finding.message),
            Self::MixedLines => {
                "De regels van dit bestand eindigen niet allemaal op dezelfde manier. Sla het één keer op in uw programma."
                    .to_owned()
            }
            Self::Unsure => {
                "Deze wijziging kan hier niet zonder iets anders in het bestand te veranderen. Maak haar in het bestand zelf."
                    .to_owned()
            }
        }
    }
}

impl Desired {
    /// What a value is now.
    pub(crate) fn of(node: &Node) -> Self {
        match &node.value {
            Value::Empty | Value::Lost => Self::Text(String::new()),
            Value::Text(text) => Self::Text(text.clone()),
            Value::List(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Map(entries) => {
                Self::Map(entries.iter().map(|entry| (entry.key.clone(), Self::of(&entry.node))).collect())
            }
        }
    }

    /// Whether a value is this already. In which order keys stand is no matter.
    fn is(&self, node: &Node) -> bool {
        match (self, &node.value) {
            (Self::Text(text), Value::Empty) => text.is_empty(),
            (Self::Text(text), Value::Text(now)) => text == now,
            (Self::List(items), Value::List(now)) => {
                items.len() == now.len() && items.iter().zip(now).all(|(item, now)| item.is(now))
            }
            (Self::Map(keys), Value::Map(now)) => {
                keys.len() == now.len()
                    && keys.iter().all(|(key, wanted)| now.iter().any(|it| it.key == *key && wanted.is(&it.node)))
            }
            _ => false,
        }
    }
}

/// The parts of a file: what is before its keys, its keys, what is between these and its text, and its text.
struct Pieces<'f> {
    before: &'f str,
    keys: &'f str,
    body: &'f str,
}

fn parts<'f>(text: &'f str, path: &SourcePath) -> Result<Pieces<'f>, Refusal> {
    if path.extension() != "md" {
        return Ok(Pieces { before: "", keys: text, body: "" });
    }
    let mut findings = Findings::default();
    let expected = || Expected { what: "een tekst", keys: Vec::new() };
    let front = FrontMatter::split(text, path, expected, &mut findings);
    if let Some(finding) = findings.iter().next() {
        return Err(Refusal::Mistake(Box::new(finding.clone())));
    }
    let front = front.ok_or(Refusal::Unsure)?;
    let keys = front.keys;
    Ok(Pieces { before: &text[..keys.start], keys: &text[keys.start..keys.end], body: &text[keys.end..] })
}

/// What the keys of a file are, as they stand there without a mistake of YAML.
fn node(keys: &str, path: &SourcePath, lists: ListKeys) -> Result<Node, Refusal> {
    let mut findings = Findings::default();
    let reading = yaml::parse(keys, 0, path, lists, &mut findings);
    if let Some(finding) = findings.iter().next() {
        return Err(Refusal::Mistake(Box::new(finding.clone())));
    }
    reading.filter(|it| it.as_written).map(|it| it.node).ok_or(Refusal::Unsure)
}

/// A file as the reader and this room see it: without its mark at the start, with one sort of line end.
struct Unwrapped {
    text: String,
    has_mark: bool,
    is_of_windows: bool,
}

const MARK: char = '\u{feff}';

impl Unwrapped {
    fn new(bytes: &[u8]) -> Result<Self, Refusal> {
        let whole = std::str::from_utf8(bytes).map_err(|_| Refusal::NotText)?;
        let text = whole.strip_prefix(MARK).unwrap_or(whole);
        let windows = text.matches("\r\n").count();
        let is_of_windows = windows > 0;
        if text.matches('\r').count() != windows || (is_of_windows && text.matches('\n').count() != windows) {
            return Err(Refusal::MixedLines);
        }
        Ok(Self { text: text.replace("\r\n", "\n"), has_mark: text.len() < whole.len(), is_of_windows })
    }

    /// The bytes of another text in the same wrapping.
    fn wrap(&self, text: &str) -> Vec<u8> {
        let text = if self.is_of_windows { text.replace('\n', "\r\n") } else { text.to_owned() };
        let mark = if self.has_mark { MARK.to_string() } else { String::new() };
        (mark + &text).into_bytes()
    }
}

/// What a file says now: its keys, and its text without the empty lines around it (none in a file of keys only).
///
/// # Errors
/// When it cannot be edited in parts.
pub(crate) fn read(bytes: &[u8], path: &SourcePath, lists: ListKeys) -> Result<(Desired, String), Refusal> {
    let file = Unwrapped::new(bytes)?;
    let Pieces { keys, body, .. } = parts(&file.text, path)?;
    let text = body.split_once('\n').map_or("", |(_, text)| text);
    Ok((Desired::of(&node(keys, path, lists)?), text.trim_matches('\n').to_owned()))
}

/// Where everything stands in the keys of a file, in bytes of the file; `None` when they cannot be read.
pub(crate) fn places(bytes: &[u8], path: &SourcePath, lists: ListKeys) -> Option<Node> {
    // Places are those of the file as it is.
    let text = std::str::from_utf8(bytes).ok()?;
    let Pieces { before, keys, .. } = parts(text, path).ok()?;
    yaml::parse(keys, before.len(), path, lists, &mut Findings::default()).map(|reading| reading.node)
}

/// The bytes of a file that says what is wanted: these keys and, unless it stays as it is, this text below them.
///
/// # Errors
/// When that cannot be done without touching anything else; the file is then left as it is.
pub(crate) fn edit(
    bytes: &[u8],
    path: &SourcePath,
    lists: ListKeys,
    wanted: &[(String, Desired)],
    body: Option<&str>,
) -> Result<Vec<u8>, Refusal> {
    let file = Unwrapped::new(bytes)?;
    let Pieces { before, keys, body: old_body } = parts(&file.text, path)?;
    let now = node(keys, path, lists)?;
    let new_keys = change::keys(keys, &now, wanted).ok_or(Refusal::Unsure)?;
    let new_body = body.map_or_else(|| old_body.to_owned(), |body| change::body(old_body, body));
    let text = format!("{before}{new_keys}{new_body}");
    let again = parts(&text, path)?;
    let is_as_wanted = again.keys == new_keys && again.body == new_body;
    let whole = Desired::Map(wanted.to_vec());
    let is_read =
        node(&new_keys, path, lists).is_ok_and(|node| whole.is(&node) || (wanted.is_empty() && is_nothing(&node)));
    if !is_as_wanted || !is_read {
        return Err(Refusal::Unsure);
    }
    Ok(file.wrap(&text))
}

fn is_nothing(node: &Node) -> bool {
    matches!(&node.value, Value::Empty) || matches!(&node.value, Value::Map(entries) if entries.is_empty())
}

/// A new file that says this.
pub(crate) fn fresh(path: &SourcePath, wanted: &[(String, Desired)], body: &str) -> String {
    annotated(path, wanted, "", body)
}

/// The same with these lines of comment below the keys.
pub(crate) fn annotated(path: &SourcePath, wanted: &[(String, Desired)], notes: &str, body: &str) -> String {
    let notes = if notes.is_empty() { String::new() } else { format!("\n{}", notes.trim_end()) };
    let keys = write::entries(wanted, 0) + &notes;
    if path.extension() != "md" {
        return keys + "\n";
    }
    let body = body.trim_matches('\n');
    let body = if body.is_empty() { String::new() } else { format!("\n{body}\n") };
    format!("---\n{keys}\n---\n{body}")
}

#[cfg(test)]
mod tests;
