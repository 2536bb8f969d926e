//! Typed reading of YAML fields: each mistake becomes a finding and reading goes on.
//!
//! A kind of document asks for its keys with [`Fields::required`], [`Fields::optional`] and [`Fields::list`]; what it did not
//! ask for is an unknown key. What it asks for is noted when a schema is made. What a value is, is in `field.rs` and
//! `choice.rs`. Knows nothing of the kinds themselves.

mod choice;
mod field;
mod reference;
pub(crate) mod rule;
pub(crate) mod schema;

pub(crate) use choice::OneOf;
pub(crate) use field::{EenOfMeer, Field};
pub(crate) use reference::references;
pub(crate) use reference::{ByCode, Ref, Reference};

use super::yaml::{Entry, Node, Value};
use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::source::SourcePath;
use crate::values::nearest;
use field::is_unseen;
use rule::Rule;
use schema::Group;

/// What other programs call a key, and what it is called here; nothing, when there is no such thing.
const OTHER_KEYS: &[(&str, &str)] = &[
    ("title", "titel"),
    ("name", "naam"),
    ("description", "samenvatting"),
    ("summary", "samenvatting"),
    ("omschrijving", "samenvatting"),
    ("date", "datum"),
    ("lastmod", "gewijzigd"),
    ("updated", "gewijzigd"),
    ("modified", "gewijzigd"),
    ("draft", "concept"),
    ("aliases", "oud_adres"),
    ("redirect_from", "oud_adres"),
    ("weight", "volgorde"),
    ("order", "volgorde"),
    ("phone", "telefoon"),
    ("image", "foto"),
    ("tags", ""),
    ("categories", ""),
    ("layout", ""),
    ("template", ""),
    ("author", ""),
    ("slug", ""),
    ("permalink", ""),
    ("type", ""),
    ("lang", ""),
];

/// A value and where it stands, for what can only be judged when the whole site is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its place in the file of its document.
    pub span: Span,
}

/// Where reading takes place and where the findings go.
pub(crate) struct Reader<'a> {
    path: &'a SourcePath,
    findings: &'a mut Findings,
    /// While a schema is made: what the group was asked for, instead of what stands in a file.
    noted: Option<Group>,
}

impl<'a> Reader<'a> {
    /// For one file.
    pub(crate) fn new(path: &'a SourcePath, findings: &'a mut Findings) -> Self {
        Self { path, findings, noted: None }
    }

    /// Lets `read` read a group that is not there, and returns what it asked for.
    pub(crate) fn note(read: impl FnOnce(&mut Reader<'_>)) -> Group {
        let (path, mut findings) = (SourcePath::new(""), Findings::default());
        let mut reader = Reader { path: &path, findings: &mut findings, noted: Some(Group::default()) };
        read(&mut reader);
        reader.noted.unwrap_or_default()
    }

    /// The place of a stretch of this file.
    pub(crate) fn place(&self, span: Span) -> Place {
        Place::new(self.path, span)
    }

    /// Reports a finding.
    pub(crate) fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Reads a group of keys with `read`, then reports the keys that `read` did not ask for.
    pub(crate) fn fields<T>(
        &mut self,
        node: &Node,
        what: &str,
        read: impl FnOnce(&mut Fields<'_, '_>) -> Option<T>,
    ) -> Option<T> {
        if let Some(noted) = self.noted.take() {
            let mut fields =
                Fields::new(&[], node.span, Reader { noted: Some(noted), ..Reader::new(self.path, self.findings) });
            read(&mut fields);
            self.noted = fields.reader.noted;
            return None;
        }
        if node.value == Value::Lost {
            return None;
        }
        let Value::Map(entries) = &node.value else {
            let finding = Finding::new(
                Code::WrongType,
                self.place(node.span),
                format!("Hier horen kenmerken te staan ({what}), elk op een eigen regel."),
            );
            self.report(finding.tip("Schrijf `kenmerk: waarde`, ingesprongen met twee spaties."));
            return None;
        };
        let mut fields = Fields::new(entries, node.span, Reader::new(self.path, self.findings));
        let value = read(&mut fields);
        if fields.finish() { value } else { None }
    }
}

/// The keys of one group.
pub(crate) struct Fields<'n, 'r> {
    entries: &'n [Entry],
    span: Span,
    reader: Reader<'r>,
    known: Vec<&'static str>,
    /// Of those, the ones that can hold a list.
    lists: Vec<&'static str>,
    missing: Vec<(&'static str, &'static str)>,
}

impl<'n, 'r> Fields<'n, 'r> {
    fn new(entries: &'n [Entry], span: Span, reader: Reader<'r>) -> Self {
        Self { entries, span, reader, known: Vec::new(), lists: Vec::new(), missing: Vec::new() }
    }

    /// A key that must be there.
    ///
    /// `None` when it is missing or wrong; both are reported, so ask for all keys before giving up on one.
    pub(crate) fn required<T: Field>(&mut self, key: &'static str) -> Option<T> {
        if let Some(noted) = &mut self.reader.noted {
            noted.key::<T>(key, true);
            return None;
        }
        self.note_list::<T>(key);
        let Some(entry) = self.entry(key) else {
            self.missing.push((key, T::EXPECTED));
            return None;
        };
        if entry.node.value == Value::Empty {
            let message = format!("Het kenmerk `{key}` heeft geen waarde.");
            self.report(Code::EmptyValue, entry.key_span, message, format!("Vul hier in: {}.", T::EXPECTED));
            return None;
        }
        T::read(entry, &mut self.reader)
    }

    /// A key that may be left out.
    pub(crate) fn optional<T: Field>(&mut self, key: &'static str) -> Option<T> {
        if let Some(noted) = &mut self.reader.noted {
            noted.key::<T>(key, false);
            return None;
        }
        self.note_list::<T>(key);
        self.entry(key).and_then(|entry| T::read(entry, &mut self.reader))
    }

    fn note_list<T: Field>(&mut self, key: &'static str) {
        if T::MAY_BE_EMPTY {
            self.lists.push(key);
        }
    }

    /// A list that may be left out. A single value is not taken for a list of one: the same thing is written in one way.
    pub(crate) fn list<T: Field>(&mut self, key: &'static str) -> Vec<T> {
        self.optional::<Vec<T>>(key).unwrap_or_default()
    }

    /// Whether a key is there, right or wrong.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// Where the value of a key stands.
    pub(crate) fn span(&self, key: &str) -> Option<Span> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| entry.node.span)
    }

    /// Whether the keys break a rule. Ask it whatever was read and before giving up on a key: schemas say the rule, too.
    pub(crate) fn breaks(&mut self, rule: &Rule<'_>) -> bool {
        if let Some(noted) = &mut self.reader.noted {
            noted.rule(rule);
            return false;
        }
        !rule.holds(self.entries)
    }

    /// Reports that these keys do not go together, at the first that is there. Ask for all keys before: when one of them
    /// is only misspelt, that is the mistake, and this is not reported.
    pub(crate) fn reject(&mut self, code: Code, keys: &[&str], message: impl Into<String>, tip: impl Into<String>) {
        let absent: Vec<&str> = keys.iter().copied().filter(|key| !self.has(key)).collect();
        let mut unknown = self.entries.iter().filter(|entry| !self.known.contains(&entry.key.as_str()));
        if unknown.any(|entry| nearest(&entry.key, absent.iter().copied()).is_some()) {
            return;
        }
        let first = keys.iter().find_map(|key| self.entries.iter().find(|entry| entry.key == **key));
        let span = first.map_or_else(|| self.head(), |entry| Span::new(entry.key_span.start, entry.node.span.end));
        self.reader.report(Finding::new(code, Place::new(self.reader.path, span), message).tip(tip));
    }

    /// A key that must not be there. What stands behind it is not shown, whoever may read along.
    pub(crate) fn never(&mut self, key: &'static str, code: Code, message: &str, tip: &str) {
        if self.reader.noted.is_none() && self.has(key) {
            self.known.push(key);
            let message = format!("{message} Hier staat `{key}`.");
            self.reader.report(Finding::new(code, Place::file(self.reader.path), message).tip(tip));
        }
    }

    /// Reports something about a stretch of the group.
    pub(crate) fn report(&mut self, code: Code, span: Span, message: impl Into<String>, tip: impl Into<String>) {
        self.reader.report(Finding::new(code, Place::new(self.reader.path, span), message).tip(tip));
    }

    fn entry(&mut self, key: &'static str) -> Option<&'n Entry> {
        self.known.push(key);
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The first key of the group: where something about the group as a whole is shown.
    fn head(&self) -> Span {
        self.entries.first().map_or(self.span, |entry| entry.key_span)
    }

    /// Reports unknown and missing keys. A misspelt required key is one mistake, not two.
    fn finish(mut self) -> bool {
        let entries = self.entries;
        let mut complete = true;
        // Looked up once: a group can have very many keys.
        let absent: Vec<&str> = self.known.iter().copied().filter(|known| !self.has(known)).collect();
        for entry in entries.iter().filter(|entry| !self.known.contains(&entry.key.as_str())) {
            complete = false;
            let other = OTHER_KEYS.iter().find(|(word, _)| entry.key.eq_ignore_ascii_case(word)).map(|(_, ours)| *ours);
            let meant = other
                .filter(|ours| absent.contains(ours))
                .or_else(|| nearest(&entry.key, absent.iter().copied()))
                // What holds one thing does not hold a list under another name.
                .filter(|meant| !matches!(entry.node.value, Value::List(_)) || self.lists.contains(meant));
            if let Some(meant) = meant {
                self.missing.retain(|(key, _)| *key != meant);
            }
            let finding = Finding::new(
                Code::UnknownKey,
                Place::new(self.reader.path, entry.key_span),
                match meant {
                    Some(meant) if entry.key.replace(is_unseen, "") == meant => {
                        format!("In het kenmerk `{meant}` staat een teken dat u niet ziet.")
                    }
                    Some(meant) => format!("Het kenmerk `{}` bestaat niet; bedoelde u `{meant}`?", entry.key),
                    None if entry.key.is_empty() => "Voor deze dubbele punt staat geen kenmerk.".to_owned(),
                    None => format!("Het kenmerk `{}` bestaat hier niet.", entry.key),
                },
            )
            .replacement(meant.map(str::to_owned));
            let mut known = self.known.clone();
            known.dedup();
            self.reader.report(match meant {
                Some(_) => finding,
                None if other == Some("") => {
                    finding.tip("Dit kenmerk van een ander programma doet hier niets. Haal de regel weg.")
                }
                None => finding.tip(format!("Dit zijn de kenmerken die hier kunnen: {}.", known.join(", "))),
            });
        }
        for (key, expected) in std::mem::take(&mut self.missing) {
            complete = false;
            let place = Place::new(self.reader.path, self.head());
            self.reader.report(
                Finding::new(Code::MissingKey, place, format!("Het verplichte kenmerk `{key}` ontbreekt."))
                    .tip(format!("Zet hier een regel bij: `{key}: …` met {expected}.")),
            );
        }
        complete
    }
}
