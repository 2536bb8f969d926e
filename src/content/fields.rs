//! Typed reading of YAML fields: each mistake becomes a finding and reading goes on.
//!
//! A kind of document asks for its keys with [`Fields::required`], [`Fields::optional`] and [`Fields::list`]; what it did not
//! ask for is an unknown key. What it asks for is noted when a schema is made. Knows nothing of the kinds themselves.

use serde_json::{Map, Value as Json};

use super::nearest::{begin_of, nearest, or_meant};
use super::rule::Rule;
use super::schema::{self, Group};
use super::values::{Bare, Buurtcode, Choice, Mismatch, Parse, Shape, Slug};
use super::yaml::{Entry, Node, Value};
use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::source::SourcePath;

/// A value and where it stands, for what can only be judged when the whole site is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its place in the file of its document.
    pub span: Span,
}

/// A reference to another document by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ref {
    /// The name as an address, which is what is compared: "Oude Haven" and `oude-haven` are one.
    pub slug: Slug,
    /// The name as it was written.
    pub text: String,
}

impl Parse for Ref {
    const EXPECTED: &'static str = "de naam van een ander bestand, zoals oude-haven";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let name = text.trim();
        if name.split(", ").filter(|name| Slug::of(name).is_some()).count() > 1 {
            let why = format!("“{text}” is meer dan één naam; zet elke naam op een eigen regel, na een streepje");
            return Err(Mismatch::new(why));
        }
        let name = [".md", ".yaml", ".yml"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
        match Slug::of(name) {
            Some(slug) => Ok(Self { slug, text: text.to_owned() }),
            None => Err(Mismatch::new(format!("“{text}” is geen naam"))),
        }
    }

    fn shape() -> Shape {
        // A letter or digit somewhere; which letters of other alphabets do is not for a pattern to say.
        Shape::new(r"[\s\S]*[^\u0000-/:-@\[-`{-\u007f][\s\S]*").or(Bare::Any)
    }
}

/// What a document refers to, as far as its keys tell without knowing its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// To a wijk: the keys `wijk` and `wijken`.
    Wijk(At<Ref>),
    /// To a document for residents: the key `documenten`.
    Stuk(At<Ref>),
    /// To a buurt: the keys `buurt` and `buurten`.
    Buurt(At<Buurtcode>),
}

/// The references of a document whose other fields have mistakes, so that all mistakes are told at once. What is no name or
/// code at all was told already.
pub(super) fn references(node: &Node) -> Vec<Reference> {
    let Value::Map(entries) = &node.value else { return Vec::new() };
    let mut references = Vec::new();
    for entry in entries {
        let items = match &entry.node.value {
            Value::List(items) => &items[..],
            Value::Text(_) => std::slice::from_ref(&entry.node),
            Value::Empty | Value::Lost | Value::Map(_) => &[],
        };
        for (item, span) in items.iter().map(|item| (item, item.span)) {
            let Value::Text(text) = &item.value else { continue };
            let name = || Ref::parse(text).map(|value| At { value, span });
            references.extend(match entry.key.as_str() {
                "wijk" | "wijken" => name().map(Reference::Wijk).ok(),
                "documenten" => name().map(Reference::Stuk).ok(),
                "buurt" | "buurten" => Buurtcode::parse(text).map(|value| Reference::Buurt(At { value, span })).ok(),
                _ => None,
            });
        }
    }
    references
}

/// Where reading takes place and where the findings go.
pub struct Reader<'a> {
    path: &'a SourcePath,
    findings: &'a mut Findings,
    /// While a schema is made: what the group was asked for, instead of what stands in a file.
    noted: Option<Group>,
}

impl<'a> Reader<'a> {
    /// For one file.
    pub(super) fn new(path: &'a SourcePath, findings: &'a mut Findings) -> Self {
        Self { path, findings, noted: None }
    }

    /// Lets `read` read a group that is not there, and returns what it asked for.
    pub(super) fn note(read: impl FnOnce(&mut Reader<'_>)) -> Group {
        let (path, mut findings) = (SourcePath::new(""), Findings::default());
        let mut reader = Reader { path: &path, findings: &mut findings, noted: Some(Group::default()) };
        read(&mut reader);
        reader.noted.unwrap_or_default()
    }

    /// The place of a stretch of this file.
    pub fn place(&self, span: Span) -> Place {
        Place::new(self.path, span)
    }

    /// Reports a finding.
    pub fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Reads a group of keys with `read`, then reports the keys that `read` did not ask for.
    pub(super) fn fields<T>(
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
pub struct Fields<'n, 'r> {
    entries: &'n [Entry],
    span: Span,
    reader: Reader<'r>,
    known: Vec<&'static str>,
    missing: Vec<(&'static str, &'static str)>,
}

impl<'n, 'r> Fields<'n, 'r> {
    fn new(entries: &'n [Entry], span: Span, reader: Reader<'r>) -> Self {
        Self { entries, span, reader, known: Vec::new(), missing: Vec::new() }
    }

    /// A key that must be there.
    ///
    /// `None` when it is missing or wrong; both are reported, so ask for all keys before giving up on one.
    pub fn required<T: Field>(&mut self, key: &'static str) -> Option<T> {
        if let Some(noted) = &mut self.reader.noted {
            noted.key::<T>(key, true);
            return None;
        }
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
    pub fn optional<T: Field>(&mut self, key: &'static str) -> Option<T> {
        if let Some(noted) = &mut self.reader.noted {
            noted.key::<T>(key, false);
            return None;
        }
        self.entry(key).and_then(|entry| T::read(entry, &mut self.reader))
    }

    /// A list that may be left out. A single value is not taken for a list of one: the same thing is written in one way.
    pub fn list<T: Field>(&mut self, key: &'static str) -> Vec<T> {
        self.optional::<Vec<T>>(key).unwrap_or_default()
    }

    /// Whether a key is there, right or wrong.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// Where the value of a key stands.
    pub fn span(&self, key: &str) -> Option<Span> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| entry.node.span)
    }

    /// Whether the keys break a rule. Ask it whatever was read and before giving up on a key: schemas say the rule, too.
    pub fn breaks(&mut self, rule: &Rule<'_>) -> bool {
        if let Some(noted) = &mut self.reader.noted {
            noted.rule(rule);
            return false;
        }
        !rule.holds(self.entries)
    }

    /// Reports that these keys do not go together, at the first that is there. Ask for all keys before: when one of them
    /// is only misspelt, that is the mistake, and this is not reported.
    pub fn reject(&mut self, code: Code, keys: &[&str], message: impl Into<String>, tip: impl Into<String>) {
        let absent: Vec<&str> = keys.iter().copied().filter(|key| !self.has(key)).collect();
        let mut unknown = self.entries.iter().filter(|entry| !self.known.contains(&entry.key.as_str()));
        if unknown.any(|entry| nearest(&entry.key, absent.iter().copied()).is_some()) {
            return;
        }
        let first = keys.iter().find_map(|key| self.entries.iter().find(|entry| entry.key == **key));
        let span = first.map_or_else(|| self.head(), |entry| Span::new(entry.key_span.start, entry.node.span.end));
        self.reader.report(Finding::new(code, Place::new(self.reader.path, span), message).tip(tip));
    }

    /// Reports something about a stretch of the group.
    pub fn report(&mut self, code: Code, span: Span, message: impl Into<String>, tip: impl Into<String>) {
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
            let meant = nearest(&entry.key, absent.iter().copied());
            if let Some(meant) = meant {
                self.missing.retain(|(key, _)| *key != meant);
            }
            let finding = Finding::new(
                Code::UnknownKey,
                Place::new(self.reader.path, entry.key_span),
                match meant {
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

/// What people write for a word of a list that does not look like it.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("monday", "maandag"),
    ("tuesday", "dinsdag"),
    ("wednesday", "woensdag"),
    ("thursday", "donderdag"),
    ("friday", "vrijdag"),
    ("saturday", "zaterdag"),
    ("sunday", "zondag"),
    ("mon", "maandag"),
    ("tue", "dinsdag"),
    ("wed", "woensdag"),
    ("thu", "donderdag"),
    ("fri", "vrijdag"),
    ("wekelijks", "elke week"),
    ("iedere week", "elke week"),
    ("weekly", "elke week"),
    ("geen", "niet nodig"),
];

/// Whether these are two words or more of a list: "maandag en dinsdag".
fn several(text: &str, words: &[&str]) -> bool {
    [" en ", "/", ",", " of ", "+"].iter().any(|sign| {
        let mut parts = text.split(sign).map(str::trim);
        text.contains(sign) && parts.all(|part| words.contains(&part))
    })
}

/// The first of these that is one of the words.
fn one_of<'c>(wanted: &[&str], words: &[&'c str]) -> Option<&'c str> {
    words.iter().copied().find(|word| wanted.contains(word))
}

/// Something that can be the value of a key.
pub trait Field: Sized {
    /// What belongs here (Dutch).
    const EXPECTED: &'static str;
    /// Whether nothing at all behind the key is a value, too.
    const MAY_BE_EMPTY: bool = false;

    /// Reads it, or reports why not.
    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self>;

    /// What can be checked of it while typing. A group of keys needs not say: it is asked what it asks for.
    fn schema() -> Map<String, Json> {
        let nothing = Entry { key: String::new(), key_span: Span::default(), node: Node::NOTHING };
        Reader::note(|reader| drop(Self::read(&nothing, reader))).into_schema()
    }
}

/// The text of a value, or a finding.
fn text<'e>(entry: &'e Entry, expected: &str, reader: &mut Reader<'_>) -> Option<&'e str> {
    let key = &entry.key;
    let mut tip = format!("Vul hier in: {expected}.");
    let (code, span, message) = match &entry.node.value {
        Value::Text(text) if !text.trim().is_empty() => return Some(text),
        Value::Lost => return None,
        Value::Text(_) | Value::Empty => {
            // Whether a required key has a value was looked at before.
            tip = format!("Vul hier in: {expected}; of haal deze regel weg.");
            (Code::EmptyValue, entry.key_span, format!("Het kenmerk `{key}` heeft geen waarde."))
        }
        Value::List(_) => {
            (Code::WrongType, entry.node.span, format!("Bij `{key}` staat een lijst; er hoort één waarde te staan."))
        }
        Value::Map(_) => {
            (Code::WrongType, entry.node.span, format!("Bij `{key}` staan kenmerken; er hoort één waarde te staan."))
        }
    };
    reader.report(Finding::new(code, reader.place(span), message).tip(tip));
    None
}

/// A value that is right but for a sign that cannot be seen.
fn unseen<T: Parse>(text: &str) -> Option<Mismatch> {
    let is_unseen = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}');
    let bad = text.chars().find(|c| is_unseen(*c))?;
    let clean = text.replace(is_unseen, "");
    let why = format!("er staat een onzichtbaar teken in (U+{:04X})", u32::from(bad));
    T::parse(clean.trim()).ok().map(|_| Mismatch::meant(why, clean.trim()))
}

impl<T: Parse> Field for T {
    const EXPECTED: &'static str = <T as Parse>::EXPECTED;

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        let text = text(entry, <T as Parse>::EXPECTED, reader)?;
        match T::parse(text.trim()) {
            Ok(value) => Some(value),
            Err(mismatch) => {
                let mismatch = unseen::<T>(text).unwrap_or(mismatch);
                reader.report(
                    Finding::new(
                        Code::InvalidValue,
                        reader.place(entry.node.span),
                        format!("Het kenmerk `{}` klopt niet: {}.", entry.key, mismatch.why),
                    )
                    .tip(format!("Vul hier in: {}.", <T as Parse>::EXPECTED))
                    .replacement(mismatch.replacement),
                );
                None
            }
        }
    }

    fn schema() -> Map<String, Json> {
        schema::text::<T>()
    }
}

impl<T: Field> Field for At<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const MAY_BE_EMPTY: bool = T::MAY_BE_EMPTY;

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        T::read(entry, reader).map(|value| Self { value, span: entry.node.span })
    }

    fn schema() -> Map<String, Json> {
        T::schema()
    }
}

impl<T: Field> Field for Vec<T> {
    const EXPECTED: &'static str = "een lijst, elk deel op een eigen regel na een streepje";
    const MAY_BE_EMPTY: bool = true;

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        let items = match &entry.node.value {
            Value::List(items) => items,
            Value::Lost => return None,
            // `wijken:` with nothing behind it is an empty list.
            Value::Empty => return Some(Self::new()),
            Value::Text(text) => {
                let place = reader.place(entry.node.span);
                reader.report(if text.starts_with(['-', '–', '—']) {
                    Finding::new(
                        Code::WrongType,
                        place,
                        "Na het streepje van een lijst ontbreekt een spatie.".to_owned(),
                    )
                    .tip("Schrijf een gewoon streepje (-) en een spatie voor elk deel van een lijst.")
                } else {
                    let message = format!("Bij `{}` hoort een lijst, ook als er maar één ding in staat.", entry.key);
                    Finding::new(Code::WrongType, place, message)
                        .tip("Schrijf een streepje en een spatie ervoor, op een nieuwe regel, of zet er [ en ] omheen.")
                        // Between brackets, because that is right however far the key is indented.
                        .replacement(text.split(", ").all(is_simple).then(|| format!("[{text}]")))
                });
                return None;
            }
            Value::Map(_) => {
                let finding = Finding::new(
                    Code::WrongType,
                    reader.place(entry.node.span),
                    format!("Bij `{}` hoort een lijst.", entry.key),
                );
                reader.report(finding.tip("Zet voor elk deel van de lijst een streepje en een spatie."));
                return None;
            }
        };
        Some(
            items
                .iter()
                .filter_map(|item| {
                    let entry = Entry { key: entry.key.clone(), key_span: item.span, node: item.clone() };
                    T::read(&entry, reader)
                })
                .collect(),
        )
    }

    fn schema() -> Map<String, Json> {
        schema::list::<T>()
    }
}

/// Whether a text can stand in a list between brackets as it is.
fn is_simple(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric) && !text.contains(['\n', '"', '\'', ',', '[', ']', '{', '}', ':', '#'])
}

/// A value from a closed list of words, as a field. (A blanket implementation beside that of [`Parse`] is not possible.)
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OneOf<C>(pub C);

impl<C: Choice> Field for OneOf<C> {
    const EXPECTED: &'static str = C::WHAT;

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        let text = text(entry, C::WHAT, reader)?.trim();
        if let Some((_, value)) = C::OPTIONS.iter().find(|(word, _)| word.to_lowercase() == text.to_lowercase()) {
            return Some(Self(*value));
        }
        let words: Vec<&str> = C::OPTIONS.iter().map(|(word, _)| *word).collect();
        let lower = text.to_lowercase();
        let meant = match lower.as_str() {
            "true" | "yes" | "y" | "j" | "on" | "aan" | "waar" | "1" | "ja" => one_of(&["ja", "nodig"], &words),
            "false" | "no" | "n" | "off" | "uit" | "onwaar" | "0" | "nee" => one_of(&["nee", "niet nodig"], &words),
            // Two at once is neither of them.
            other if several(other, &words) => None,
            other => OTHER_WORDS
                .iter()
                .find(|(word, meant)| *word == other && words.contains(meant))
                .map(|(_, meant)| *meant)
                .or_else(|| nearest(other, words.iter().copied()).or_else(|| begin_of(other, &words))),
        };
        let tip = if several(&lower, &words) {
            "Kies er één; maak voor de andere een eigen bestand.".to_owned()
        } else {
            format!("Kies uit: {}.", words.join(", "))
        };
        reader.report(
            Finding::new(
                Code::UnknownChoice,
                reader.place(entry.node.span),
                or_meant(format!("“{text}” kan niet bij `{}`", entry.key), meant.map(|it| format!("“{it}”"))),
            )
            .tip(tip)
            .replacement(meant.map(str::to_owned)),
        );
        None
    }

    fn schema() -> Map<String, Json> {
        schema::choice::<C>()
    }
}
