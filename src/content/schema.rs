//! The keys of every kind as JSON Schema (draft-07), for programs such as VS Code that complete and check while typing.
//!
//! Nothing is described here a second time: a kind is *read* once with nothing there, and what it asks for is noted. What a
//! schema cannot say, so what only the tool refuses:
//!
//! - a date, period or telephone number that looks like one but does not exist;
//! - that one date or time is before another, or falls on a certain day of the week;
//! - how a number is written that stands there without quotes: a program such as VS Code sees 1.234 and not its dots;
//! - a sign that cannot be seen, a name of which no address can be made;
//! - a key that stands twice, and all that needs more than this file: references, links, files.

use serde_json::{Map, Value as Json, json};

use super::fields::{Field, Reader};
use super::kind::{Format, in_folders};
use super::rule::Rule;
use super::values::{Bare, Choice, Parse, Slug, any_case};
use super::vaste_pagina::VastePagina;
use super::yaml::Node;
use super::{Document, FOLDER, Kind, read_keys};
use crate::source::SourcePath;

/// Not part of the standard: VS Code shows this sentence instead of an English one with the pattern in it.
pub(super) const MESSAGE: &str = "errorMessage";

/// The schema of one kind of document.
#[derive(Debug, Clone, PartialEq)]
pub struct Schema {
    /// What the kind is called: `spreekuren`, as its folder, or `site`.
    pub name: &'static str,
    /// The files it is for, as patterns seen from the project's folder: `content/spreekuren/*.yaml`.
    pub files: Vec<String>,
    /// Whether these files are YAML as a whole. In the others, Markdown, it is for what stands between the `---`.
    pub whole: bool,
    /// The schema itself.
    pub json: Json,
}

/// The schemas of all kinds that have keys, `site` first.
///
/// ```
/// let schemas = wijkwijzer::schemas();
/// let spreekuren = schemas.iter().find(|schema| schema.name == "spreekuren").expect("there are spreekuren");
/// assert_eq!(spreekuren.files, ["content/spreekuren/*.yaml", "content/spreekuren/*.yml"]);
/// assert_eq!(spreekuren.json["properties"]["dag"]["description"], "een dag van de week, zoals dinsdag");
/// ```
pub fn schemas() -> Vec<Schema> {
    std::iter::once(("site", Kind::Site))
        .chain(in_folders())
        .filter(|(_, kind)| matches!(kind.format(), Format::Yaml | Format::Markdown))
        .map(|(name, kind)| Schema {
            name,
            files: files(name, kind),
            whole: kind.format() == Format::Yaml,
            json: document(name, kind),
        })
        .collect()
}

/// The files of a kind. Fixed pages lie anywhere and have the keys of a free page.
fn files(name: &str, kind: Kind) -> Vec<String> {
    let inside = match kind {
        Kind::Site => name.to_owned(),
        Kind::Pagina => format!("{name}/**/*"),
        _ => format!("{name}/*"),
    };
    let extensions = kind.format().extensions();
    let fixed = VastePagina::all().map(|page| format!("{FOLDER}/{}", page.vast().file));
    let own = extensions.iter().map(|extension| format!("{FOLDER}/{inside}.{extension}"));
    own.chain(fixed.filter(|_| kind == Kind::Pagina)).collect()
}

/// The keys that a kind of document cannot do without.
pub(super) fn required_keys(kind: Kind) -> Vec<&'static str> {
    asked(kind.called(), kind).required
}

/// What a kind of document is asked for.
fn asked(name: &str, kind: Kind) -> Group {
    Reader::note(|reader| {
        if let Some(slug) = Slug::of(name) {
            read_keys(kind, &mut Document::unread(&SourcePath::new(name), slug, kind), &Node::NOTHING, reader);
        }
    })
}

fn document(name: &str, kind: Kind) -> Json {
    let group = asked(name, kind);
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("$id".to_owned(), json!(format!("{name}.json")));
    schema.insert("title".to_owned(), json!(kind.called()));
    schema.extend(group.into_schema());
    Json::Object(schema)
}

/// What a group of keys is asked for.
#[derive(Debug, Default)]
pub(super) struct Group {
    properties: Map<String, Json>,
    required: Vec<&'static str>,
    rules: Vec<Json>,
}

impl Group {
    /// Notes a key.
    pub(super) fn key<T: Field>(&mut self, key: &'static str, required: bool) {
        let mut schema = T::schema();
        if T::MAY_BE_EMPTY && !required {
            schema.insert("type".to_owned(), json!(["array", "null", "string"]));
            schema.insert("pattern".to_owned(), json!("^$"));
        }
        if required {
            self.required.push(key);
        }
        self.properties.insert(key.to_owned(), described::<T>(schema));
    }

    /// Notes a rule about keys.
    pub(super) fn rule(&mut self, rule: &Rule<'_>) {
        self.rules.push(rule.schema());
    }

    /// The schema of the group.
    pub(super) fn into_schema(self) -> Map<String, Json> {
        let mut schema = Map::new();
        schema.insert("type".to_owned(), json!("object"));
        schema.insert("properties".to_owned(), Json::Object(self.properties));
        schema.insert("additionalProperties".to_owned(), json!(false));
        for (word, list) in [("required", json!(self.required)), ("allOf", Json::Array(self.rules))] {
            if list.as_array().is_some_and(|list| !list.is_empty()) {
                schema.insert(word.to_owned(), list);
            }
        }
        schema
    }
}

/// A schema with what belongs there in front, which programs show as help.
fn described<T: Field>(schema: Map<String, Json>) -> Json {
    let mut whole = Map::new();
    whole.insert("description".to_owned(), json!(T::EXPECTED));
    whole.extend(schema);
    Json::Object(whole)
}

/// The schema of a value that is one piece of text.
pub(super) fn text<T: Parse>() -> Map<String, Json> {
    let shape = T::shape();
    let types = match shape.bare {
        Bare::Text => json!("string"),
        Bare::Whole(..) => json!(["string", "integer"]),
        Bare::Number => json!(["string", "number"]),
        Bare::Any => json!(["string", "number", "boolean"]),
    };
    let mut schema = Map::new();
    schema.insert("type".to_owned(), types);
    schema.insert("pattern".to_owned(), json!(format!(r"^\s*(?:{})\s*$", shape.pattern)));
    if let Bare::Whole(least, most) = shape.bare {
        schema.insert("minimum".to_owned(), json!(least));
        schema.insert("maximum".to_owned(), json!(most));
    }
    schema.insert(MESSAGE.to_owned(), json!(format!("Vul hier in: {}.", T::EXPECTED)));
    schema
}

/// The schema of a word from a list: the words themselves are offered, other capitals are taken.
pub(super) fn choice<C: Choice>() -> Map<String, Json> {
    let words: Vec<&str> = C::OPTIONS.iter().map(|(word, _)| *word).collect();
    let message = format!("Kies uit: {}.", words.join(", "));
    let pattern = format!(r"^\s*{}\s*$", any_case(words.iter().copied()));
    let mut schema = Map::new();
    let any = json!([
        { "enum": words, MESSAGE: message },
        { "type": "string", "pattern": pattern, MESSAGE: message },
    ]);
    schema.insert("anyOf".to_owned(), any);
    schema
}

/// The schema of a list.
pub(super) fn list<T: Field>() -> Map<String, Json> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("array"));
    schema.insert("items".to_owned(), described::<T>(T::schema()));
    schema.insert(MESSAGE.to_owned(), json!(format!("Vul hier in: {}.", <Vec<T> as Field>::EXPECTED)));
    schema
}

/// The schema of one thing, or a list of them.
pub(super) fn one_or_more<T: Field>() -> Map<String, Json> {
    let mut schema = Map::new();
    schema.insert("anyOf".to_owned(), json!([Json::Object(T::schema()), Json::Object(list::<T>())]));
    schema
}

/// The schema of a group whose keys are not known here.
pub(super) fn group_of<T: Parse>(expected: &str) -> Map<String, Json> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("additionalProperties".to_owned(), Json::Object(text::<T>()));
    schema.insert(MESSAGE.to_owned(), json!(format!("Vul hier in: {expected}.")));
    schema
}
