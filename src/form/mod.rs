//! A file of the content as a form: what is asked for, what was answered, what is wrong with it. Rendered without a browser's help, so that
//! it works without script.
//!
//! What is asked follows from what a kind asks its keys for (`question.rs`), the words beside it are those of the handbook's tables
//! (`help.rs`), `page.rs` makes the page and `sent.rs` reads what came back; `one_by_one.rs` asks who has no page. Sockets, disks
//! and what bytes a file gets must not be here: that is for `serve/` and `edit/`.

mod field;
mod help;
mod look;
mod one_by_one;
mod overview;
mod page;
mod question;
mod sent;
mod table;

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Finding, Span};
use crate::edit::{self, Desired, Refusal};
use crate::kinds::{FOLDER, Kind, kind_at, list_keys};
use crate::read::yaml::{Entry, Node, Value};
use crate::site::Placed;
use crate::source::{SourcePath, SourceTree};
use crate::values::Slug;
pub(crate) use help::HANDBOOK;
pub(crate) use one_by_one::{Asked, folder, kinds_in_words};
pub(crate) use overview::{on_page, overview};
pub(crate) use page::{Blank, escaped, page as whole_page};
use question::Question;
pub(crate) use sent::{Pairs, Wish};
pub(crate) use table::TableForm;

/// The longest name that a file gets, in letters without its end.
pub(crate) const LONGEST_NAME: usize = 60;

/// The key with the addresses that a page had.
const FORMER: &str = "oud_adres";

/// The keys that say what a file is called.
const TITLES: &[&str] = &["titel", "naam", "vraag", "onderwerp"];

/// What there is besides the file of a form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around<'a> {
    /// The files of the project.
    pub(crate) sources: &'a SourceTree,
    /// What they are called and where they are shown.
    pub(crate) placed: &'a BTreeMap<SourcePath, Placed>,
}

impl<'a> Around<'a> {
    /// What a file is called.
    fn title(self, path: &'a SourcePath) -> &'a str {
        self.placed.get(path).map_or_else(|| path.stem(), |placed| &placed.title)
    }
}

/// A file, the questions about it and the answers that it has.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    /// The file; that of a new one is not there yet.
    pub(crate) path: SourcePath,
    kind: Kind,
    questions: Vec<Question>,
    /// What it says, or what was filled in.
    answers: Vec<(String, Desired)>,
    /// The text below the keys, of a file that has one.
    body: Option<String>,
    /// That text as it will be on a page, when somebody asked for it.
    shown: Option<String>,
    /// What was found, by the place in the form: `uren/0/van`. What has no place is at the empty one.
    findings: BTreeMap<String, Vec<Finding>>,
}

impl Form {
    /// The form of a file as it is. `None` when it is of a kind without keys, or not there.
    ///
    /// # Errors
    /// When the file has to be mended as a text first.
    pub(crate) fn of(path: &SourcePath, sources: &SourceTree) -> Option<Result<Self, Refusal>> {
        let kind = kind_at(path)?;
        let questions = question::of_kind(kind)?;
        let bytes = sources.get(path)?.read().ok()?;
        let (keys, body) = match edit::read(&bytes, path, list_keys) {
            Ok(read) => read,
            Err(refusal) => return Some(Err(refusal)),
        };
        let Desired::Map(answers) = keys else { return Some(Err(Refusal::Unsure)) };
        let body = (path.extension() == "md").then_some(body);
        Some(Ok(Self { path: path.clone(), kind, questions, answers, body, shown: None, findings: BTreeMap::new() }))
    }

    /// An empty form for a new file of a kind, named by its folder.
    pub(crate) fn blank(folder: &str) -> Option<Self> {
        let kind = Kind::ALL.iter().copied().find(|kind| kind.facts().folder == Some(folder))?;
        let questions = question::of_kind(kind)?;
        let extension = *kind.format().extensions().first()?;
        let path = SourcePath::new(format!("content/{folder}/.{extension}"));
        let body = (extension == "md").then(String::new);
        Some(Self { path, kind, questions, answers: Vec::new(), body, shown: None, findings: BTreeMap::new() })
    }

    /// Puts what was found in a file at the questions that it is about.
    pub(crate) fn with_findings<'f>(mut self, bytes: &[u8], found: impl Iterator<Item = &'f Finding>) -> Self {
        let places = edit::places(bytes, &self.path, list_keys);
        for finding in found.filter(|finding| finding.place.path == self.path) {
            let place = places.as_ref().map(|node| at(node, finding.place.span)).unwrap_or_default();
            let place = match missing(finding) {
                Some(key) => beside(&place, key),
                None if is_of_group(finding, &place, bytes) => {
                    place.rsplit_once('/').map_or("", |(group, _)| group).to_owned()
                }
                None => place,
            };
            self.findings.entry(place).or_default().push(finding.clone());
        }
        self
    }

    /// Whether it says something else than these bytes, or something that cannot be put into them.
    pub(crate) fn differs(&self, bytes: &[u8]) -> bool {
        let (wanted, body) = self.wanted();
        edit::edit(bytes, &self.path, list_keys, wanted, body).as_deref() != Ok(bytes)
    }

    /// A name for a new file in a folder: what it is called, or its kind, with a number when there is one already.
    pub(crate) fn free_path(&self, folder: &str, sources: &SourceTree) -> SourcePath {
        let name = Slug::of(&self.name()).or_else(|| Slug::of(folder));
        let name =
            name.map_or_else(|| "nieuw".to_owned(), |name| name.to_string().chars().take(LONGEST_NAME).collect());
        let name = name.trim_end_matches('-');
        let extension = self.path.extension();
        let at = |number: usize| {
            let end = if number == 1 { String::new() } else { format!("-{number}") };
            SourcePath::new(format!("{FOLDER}/{folder}/{name}{end}.{extension}"))
        };
        let is_taken = |path: &SourcePath| {
            let other = if extension == "md" { "md" } else { "yml" };
            path.stem() == "index"
                || sources.contains(path)
                || sources.contains(&SourcePath::new(format!("{FOLDER}/{folder}/{}.{other}", path.stem())))
        };
        (1..=sources.iter().count() + 2).map(at).find(|path| !is_taken(path)).unwrap_or_else(|| at(1))
    }

    /// What the file is called by what was filled in, if by anything: its title or, without one, when it is. A contact is called after its
    /// wijken: names of people do not belong in those of files.
    fn name(&self) -> String {
        let texts = |key: &str| -> Vec<&str> {
            let all = match self.answer(key) {
                Some(Desired::List(items)) => items.as_slice(),
                Some(one) => std::slice::from_ref(one),
                None => &[],
            };
            let texts = all.iter().filter_map(|it| if let Desired::Text(text) = it { Some(text.trim()) } else { None });
            texts.filter(|text| !text.is_empty()).collect()
        };
        if self.kind == Kind::Wijkmanager {
            return texts("wijken").join(" ");
        }
        let title = TITLES.iter().find_map(|key| texts(key).first().copied());
        title.map_or_else(|| ["code", "wijk", "dag", "datum"].map(|key| texts(key).join(" ")).join(" "), str::to_owned)
    }

    /// Notes the address that its page had until now.
    pub(crate) fn moved_from(&mut self, page: &str) {
        let address = Desired::Text(page.to_owned());
        match self.answers.iter_mut().find(|(key, _)| key == FORMER) {
            Some((_, Desired::List(all))) => all.push(address),
            Some((_, one)) => *one = Desired::List(vec![one.clone(), address]),
            None => self.answers.push((FORMER.to_owned(), address)),
        }
    }

    /// Whether its file can have another name.
    fn can_be_renamed(&self) -> bool {
        self.kind.facts().folder.is_some() && !matches!(self.kind, Kind::Vast(_))
    }

    /// The answer to a question, by its place.
    fn answer(&self, key: &str) -> Option<&Desired> {
        self.answers.iter().find(|(name, _)| name == key).map(|(_, answer)| answer)
    }
}

/// The key that is not there, when that is what is found.
fn missing(finding: &Finding) -> Option<&str> {
    let named = finding.message.split('`').nth(1)?;
    (finding.code == Code::MissingKey).then_some(named)
}

/// Whether a finding is about what is not there in a group of keys: it is told at the first of them, and only at its name.
fn is_of_group(finding: &Finding, place: &str, bytes: &[u8]) -> bool {
    let key = place.rsplit('/').next().unwrap_or(place);
    let told_at = bytes.get(finding.place.span.range());
    finding.code == Code::KeyCombination && !key.is_empty() && told_at == Some(key.as_bytes())
}

/// The place of a key in the group that another place lies in.
fn beside(place: &str, key: &str) -> String {
    place.rsplit_once('/').map_or_else(|| key.to_owned(), |(group, _)| format!("{group}/{key}"))
}

/// The place in a form of what a finding is about: the deepest value that it lies in.
fn at(node: &Node, span: Span) -> String {
    let is_in = |outer: Span| outer.start <= span.start && span.start <= outer.end;
    match &node.value {
        Value::Map(entries) => {
            let whole = |entry: &Entry| Span::new(entry.key_span.start, entry.node.span.end.max(entry.key_span.end));
            let Some(entry) = entries.iter().rev().find(|entry| is_in(whole(entry))) else { return String::new() };
            joined(&entry.key, &at(&entry.node, span))
        }
        Value::List(items) => match items.iter().enumerate().rev().find(|(_, item)| is_in(item.span)) {
            Some((place, item)) => joined(&place.to_string(), &at(item, span)),
            None => String::new(),
        },
        Value::Empty | Value::Lost | Value::Text(_) => String::new(),
    }
}

fn joined(first: &str, rest: &str) -> String {
    if rest.is_empty() { first.to_owned() } else { format!("{first}/{rest}") }
}

#[cfg(test)]
mod tests;
