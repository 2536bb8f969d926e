//! What Tera says, in Dutch. With its table `tera.txt` the only place that knows its sentences.
//!
//! Tera tells by its text what is wrong, so the text is all there is to recognise it by. The tests in `provoked` get every
//! sentence out of the real Tera: when an upgrade changes a wording they fail, and no author gets English unseen.

use std::sync::LazyLock;

/// What a sentence of Tera is about, when more can be said of it than the sentence does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// The way the template is written: nothing more to say.
    Writing,
    /// Something that is not there, of which Tera says all there is to say.
    Missing,
    /// A variable or field that is not there; the names that are there follow.
    Variable,
    Field,
    /// Something was done with a value that is not there.
    Undefined,
    /// A filter, test, function, component, template or block that is not there.
    Filter,
    Test,
    Function,
    Component,
    Template,
    Block,
    /// A tag that Tera does not know, or not here.
    Tag,
    /// The text ends too early.
    End,
}

/// A sentence of Tera and what to say instead: a stretch of `tera.txt`.
#[derive(Debug)]
pub(super) struct Sentence {
    /// What Tera says; what differs is between `«` and `»`, named by what it is.
    pub english: &'static str,
    /// What to say, with the same names.
    pub dutch: &'static str,
    /// How to mend it; may be empty.
    pub tip: &'static str,
    /// What it is about.
    pub about: Topic,
}

/// A sentence that was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Translation {
    /// In Dutch.
    pub message: String,
    /// How to mend it.
    pub tip: Option<String>,
    /// What it is about.
    pub about: Topic,
    /// What stood at the holes, as Tera wrote it.
    pub parts: Vec<String>,
}

impl Translation {
    /// What is not there, of a sentence that begins with it; may be empty.
    pub(super) fn name(&self) -> &str {
        self.parts.first().map_or("", String::as_str)
    }
}

/// Stands for what Tera could not say, because it panicked.
pub(super) const STUCK: &str = "panic";

/// The filters that exist.
pub(super) const FILTERS: &str = "\
    abs capitalize default escape escape_html escape_xml first float get group_by indent int join keys \
    last length lower newlines_to_br nth pairs pluralize replace reverse round safe sort split str title \
    trim trim_end trim_start truncate unique upper values wordcount";

/// The tests that exist: `{% if x is defined %}`.
pub(super) const TESTS: &str = "\
    array bool containing defined divisible_by ending_with even float integer iterable map none number \
    odd starting_with string undefined";

/// The functions that exist.
pub(super) const FUNCTIONS: &str = "range super throw";

/// The tags that exist.
pub(super) const TAGS: &str = "\
    block break component continue elif else endblock endcomponent endfilter endfor endif endset extends \
    filter for if include raw set set_global";

/// What Tera said, in Dutch; `None` when it is not in the table.
pub(super) fn translate(english: &str) -> Option<Translation> {
    if english == STUCK {
        let message =
            "Het lukt niet om dit sjabloon te vullen: Tera, dat de sjablonen leest, liep erop vast.".to_owned();
        return Some(Translation { message, tip: None, about: Topic::Writing, parts: Vec::new() });
    }
    let sentence = sentence(english)?;
    let parts = holes(sentence.english, english)?;
    let tip = (!sentence.tip.is_empty()).then(|| filled(sentence.tip, &parts));
    let message = filled(sentence.dutch, &parts);
    let parts = parts.into_iter().map(|(_, text)| text.to_owned()).collect();
    Some(Translation { message, tip, about: sentence.about, parts })
}

/// The sentence of the table that this is.
pub(super) fn sentence(english: &str) -> Option<&'static Sentence> {
    SENTENCES.iter().find(|sentence| holes(sentence.english, english).is_some())
}

/// The sentences, in the order in which they are tried.
pub(super) static SENTENCES: LazyLock<Vec<Sentence>> = LazyLock::new(|| stretches().map(Sentence::read).collect());

/// The stretches of the table that are no remark.
pub(super) fn stretches() -> impl Iterator<Item = &'static str> {
    include_str!("tera.txt").split("\n\n").filter(|stretch| !stretch.starts_with('#'))
}

impl Sentence {
    pub(super) fn read(stretch: &'static str) -> Self {
        let line = |mark| stretch.lines().find_map(|line| line.strip_prefix(mark)).unwrap_or_default();
        let first = line("");
        let (about, english) = first.strip_prefix('[').and_then(|it| it.split_once("] ")).unwrap_or(("", first));
        Self { english, dutch: line("= "), tip: line("+ "), about: Topic::named(about) }
    }
}

impl Topic {
    fn named(name: &str) -> Self {
        match name {
            "missing" => Self::Missing,
            "variable" => Self::Variable,
            "field" => Self::Field,
            "undefined" => Self::Undefined,
            "filter" => Self::Filter,
            "test" => Self::Test,
            "function" => Self::Function,
            "component" => Self::Component,
            "template" => Self::Template,
            "block" => Self::Block,
            "tag" => Self::Tag,
            "end" => Self::End,
            _ => Self::Writing,
        }
    }
}

/// What stands at the holes of `pattern` in `text`; `None` when they do not fit.
fn holes<'t>(pattern: &'static str, text: &'t str) -> Option<Vec<(&'static str, &'t str)>> {
    let mut pieces = pattern.split(['«', '»']);
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut found = Vec::new();
    while let (Some(hole), Some(after)) = (pieces.next(), pieces.next()) {
        let end = if after.is_empty() { rest.len() } else { rest.find(after)? };
        found.push((hole, &rest[..end]));
        rest = &rest[end + after.len()..];
    }
    rest.is_empty().then_some(found)
}

/// A Dutch sentence with its holes filled.
fn filled(sentence: &str, parts: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (number, piece) in sentence.split(['«', '»']).enumerate() {
        if number % 2 == 0 {
            text.push_str(piece);
        } else if let Some((hole, said)) = parts.iter().find(|(hole, _)| *hole == piece) {
            text.push_str(&in_dutch(hole, said));
        }
    }
    // A sentence may begin with what was found.
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A word of Tera, by what it is.
fn in_dutch(hole: &str, said: &str) -> String {
    match hole.trim_end_matches(|letter: char| letter.is_ascii_digit()) {
        "type" => kind(said).to_owned(),
        "token" => token(said),
        "verwacht" => expected(said),
        "soort" => construct(said).to_owned(),
        _ => said.to_owned(),
    }
}

/// A kind of value.
fn kind(said: &str) -> &str {
    match said {
        "undefined" => "iets dat er niet is",
        "none" => "een lege waarde",
        "bool" => "ja of nee (`true` of `false`)",
        "u64" | "i64" | "u128" | "i128" | "u8" | "u16" | "u32" | "usize" | "i8" | "i16" | "i32" | "isize"
        | "integer" => "een heel getal",
        "f64" | "f32" | "float" => "een getal met een komma",
        "number" | "Number" => "een getal",
        "array" | "Vec<Value>" | "&[Value]" => "een lijst",
        "string" | "&str" | "String" => "een tekst",
        "map/struct" | "map" | "Map" => "een groep velden",
        "bytes" => "een rij bytes",
        _ => "een andere soort waarde",
    }
}

/// A part of a template.
fn token(said: &str) -> String {
    match said {
        "identifier" => "een naam".to_owned(),
        "string" => "een tekst".to_owned(),
        "integer" | "float" => "een getal".to_owned(),
        "bool" => "`true` of `false`".to_owned(),
        "content" | "raw content" => "gewone tekst".to_owned(),
        "comment" => "een opmerking".to_owned(),
        other => other.to_owned(),
    }
}

/// What Tera wanted there.
fn expected(said: &str) -> String {
    match said {
        "identifier" => "een naam".to_owned(),
        "string" => "een tekst tussen aanhalingstekens".to_owned(),
        "attribute name" => "de naam van een kenmerk".to_owned(),
        other => format!("`{other}`"),
    }
}

/// A construct that holds others.
fn construct(said: &str) -> &str {
    match said {
        "for loop" => "een `{% for … %}`",
        "block" => "een `{% block … %}`",
        "if statement" => "een `{% if … %}`",
        "component definition" => "een `{% component … %}`",
        "filter section" => "een `{% filter … %}`",
        "`set` block" => "een `{% set … %}`",
        "component body" => "de inhoud van een component",
        "default argument" => "een standaardwaarde",
        "component metadata" => "een groep gegevens bij een component",
        "component" => "de component",
        _ => "dit deel",
    }
}
