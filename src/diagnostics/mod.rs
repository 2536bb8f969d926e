//! What the tool has to say to an editor.
//!
//! A [`Finding`] is one mistake (or doubt) with its place; a stage returns [`Checked`]: its value *and* what it found.
//! Findings are data: this room decides what they look like per medium ([`terminal()`], [`lines`], [`json()`]), the stages decide
//! what they say. Trouble with a disk or a port is not a finding; it is an `anyhow` error at the edges.

mod code;
mod explanation;
mod github;
mod html;
mod json;
mod line;
mod place;
mod terminal;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

pub use code::Code;
pub use explanation::{explain, handbook, list, on};
pub use github::github;
pub(crate) use html::prose;
pub use html::{html, html_page, html_with_buttons};
pub use json::json;
pub use line::lines;
pub use place::{LineColumn, Place, Span};
use place::{Lines, Texts};
pub use terminal::terminal;

use crate::source::SourcePath;

/// How bad a finding is. The word an editor reads is [`Severity::name`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// *fout*: stops publication; the last good site stays.
    Error,
    /// *waarschuwing*: the site is published; somebody should look at this.
    Warning,
}

impl Severity {
    /// The Dutch word that editors read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "fout",
            Self::Warning => "waarschuwing",
        }
    }
}

/// A second place that explains the first, such as "eerder hier".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What is to be seen there (Dutch, a few words).
    pub label: String,
}

/// One thing an editor should know: what is wrong, where, and how to mend it.
///
/// The message is a whole Dutch sentence that also works alone on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that was broken.
    pub code: Code,
    /// Whether it stops publication.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What is wrong (Dutch).
    pub message: String,
    /// A few words under the marked text, such as what was expected there.
    pub label: Option<String>,
    /// Other places that matter.
    pub related: Vec<Related>,
    /// How to mend it (Dutch).
    pub tip: Option<String>,
    /// Text that, put in the marked place, mends it.
    pub replacement: Option<String>,
}

impl Finding {
    /// A finding of `code` at `place`, with the severity that belongs to the code.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            place,
            message: message.into(),
            label: None,
            related: Vec::new(),
            tip: None,
            replacement: None,
        }
    }

    /// Gives it another severity than its code has.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Adds a few words under the marked text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn tip(mut self, tip: impl Into<String>) -> Self {
        self.tip = Some(tip.into());
        self
    }

    /// Adds the text that would mend it, when there is one.
    #[must_use]
    pub fn replacement(mut self, text: Option<String>) -> Self {
        self.replacement = text;
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push(Related { place, label: label.into() });
        self
    }

    /// Says that it stands for so many more like it.
    pub(crate) fn and_more(&mut self, more: usize, within: &str) {
        self.message.push_str(&format!(" (En zo nog {more} keer{within}.)"));
    }

    /// By file, then place, then code: the order in which an editor walks through a file.
    fn order(&self, other: &Self) -> Ordering {
        (&self.place, self.severity, self.code, &self.message).cmp(&(
            &other.place,
            other.severity,
            other.code,
            &other.message,
        ))
    }
}

/// A value and what was found while making it. Stages never stop at the first mistake.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked<T> {
    /// The value, as good as it could be made.
    pub value: T,
    /// What was found.
    pub findings: Findings,
}

impl<T> Checked<T> {
    /// A value with what was found.
    pub fn new(value: T, findings: Findings) -> Self {
        Self { value, findings }
    }
}

/// Findings in the order in which they were made; a [`Report`] sorts them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Takes those of a stage and hands over its value.
    pub fn take<T>(&mut self, checked: Checked<T>) -> T {
        *self += checked.findings;
        checked.value
    }

    /// The same findings, all of one severity.
    #[must_use]
    pub fn all(mut self, severity: Severity) -> Self {
        for finding in &mut self.0 {
            finding.severity = severity;
        }
        self
    }

    /// The findings of all rules but one.
    #[must_use]
    pub fn without(mut self, code: Code) -> Self {
        self.0.retain(|finding| finding.code != code);
        self
    }

    /// Only the first of those that are about the same place.
    #[must_use]
    pub fn one_per_place(mut self) -> Self {
        let mut seen = BTreeSet::new();
        self.0.retain(|finding| seen.insert(finding.place.clone()));
        self
    }

    /// Of each code the first hundred by place, of which the last says how many more there are.
    #[must_use]
    pub fn first_of_each(mut self) -> Self {
        self.0.sort_by(Finding::order);
        first(&mut self.0, |finding| (finding.severity, finding.code), |_, _| MOST_OF_A_KIND, "");
        self
    }

    /// All of them, in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether so much was found that what was meant by the next is not looked for: that takes long when there is much to
    /// choose from.
    pub(crate) fn are_many(&self) -> bool {
        self.0.len() > MOST_OF_A_KIND
    }
}

impl Extend<Finding> for Findings {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, findings: I) {
        self.0.extend(findings);
    }
}

impl AddAssign for Findings {
    fn add_assign(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// How many findings of one rule are told of one file, and how many of a rule that looks at the whole site.
pub(crate) const MOST_OF_A_KIND: usize = 100;
/// How many of a table: rows are alike, and what is wrong with many is one mistake.
const MOST_OF_A_TABLE: usize = 20;

/// Keeps the first findings with each key, so many as `most` says of a key and how many have it; the last of them says how many
/// more there are.
fn first<K: Ord>(
    findings: &mut Vec<Finding>,
    key: impl Fn(&Finding) -> K,
    most: impl Fn(&K, usize) -> usize,
    within: &str,
) {
    let mut counts: BTreeMap<K, (usize, usize)> = BTreeMap::new();
    for finding in &*findings {
        counts.entry(key(finding)).or_default().0 += 1;
    }
    findings.retain_mut(|finding| {
        let key = key(finding);
        let Some((count, told)) = counts.get_mut(&key) else { return true };
        let most = most(&key, *count);
        *told += 1;
        if *told == most && *count > most {
            finding.and_more(*count - most, within);
        }
        *told <= most
    });
}

/// All findings of a build, sorted by place, none twice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    findings: Vec<Finding>,
}

impl Report {
    /// Sorts the findings and drops exact repetitions.
    ///
    /// Of one rule in one file the first hundred are told, and how many more there are: a file that is wrong from beginning
    /// to end is one mistake to its editor. Of a table with more than twenty, one is.
    pub fn new(findings: Findings) -> Self {
        let mut findings = findings.0;
        findings.sort_by(Finding::order);
        findings.dedup();
        let most = |(path, ..): &(SourcePath, Severity, Code), count| {
            let is_table = path.extension() == "csv";
            if is_table && count > MOST_OF_A_TABLE { 1 } else { MOST_OF_A_KIND }
        };
        let key = |finding: &Finding| (finding.place.path.clone(), finding.severity, finding.code);
        first(&mut findings, key, most, " in dit bestand");
        Self { findings }
    }

    /// Some of the findings, in the same order.
    #[must_use]
    pub fn only(&self, keep: impl Fn(&Finding) -> bool) -> Self {
        Self { findings: self.findings.iter().filter(|finding| keep(finding)).cloned().collect() }
    }

    /// All findings, sorted by file and place.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Whether nothing stops publication.
    pub fn is_publishable(&self) -> bool {
        self.count(Severity::Error) == 0
    }
}
