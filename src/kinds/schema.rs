//! The keys of every kind as JSON Schema (draft-07), for programs such as VS Code that complete and check while typing.
//!
//! Nothing is described here a second time: a kind is *read* once with nothing there, and what it asks for is noted. What a
//! schema cannot say, so what only the tool refuses:
//!
//! - a date, period or telephone number that looks like one but does not exist;
//! - that one date or time is before another, falls on a certain day of the week, never comes, or is that of a day;
//! - how a number is written that stands there without quotes: a program such as VS Code sees 1.234 and not its dots;
//! - a sign that cannot be seen, a name of which no address can be made;
//! - a key that stands twice, and all that needs more than this file: references, links, files.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::{Map, Value as Json, json};

use super::document::Keys;
use super::kind::{Format, Kind};
use super::{FOLDER, VastePagina, themabestand};
use crate::read::fields::Reader;
use crate::read::fields::schema::Group;
use crate::read::front_matter::Expected;
use crate::read::yaml::Node;

/// The schema of one kind of document.
#[derive(Debug, Clone, PartialEq)]
pub struct Schema {
    /// What the kind is called: `spreekuren`, as its folder, or `site`.
    pub name: String,
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
/// let dag = spreekuren.json["properties"]["dag"]["description"].as_str().expect("a description");
/// assert!(dag.starts_with("een dag van de week, zoals dinsdag"));
/// ```
pub fn schemas() -> Vec<Schema> {
    let named = Kind::ALL.iter().map(|kind| (kind.facts().folder.map_or_else(|| kind.word(), str::to_owned), *kind));
    named
        .chain([("data".to_owned(), Kind::Vast(WITH_KEYS))])
        .filter(|(_, kind)| has_keys(*kind))
        .map(|(name, kind)| Schema {
            files: files(kind),
            whole: kind.format() == Format::Yaml,
            json: document(&name, kind),
            name,
        })
        .collect()
}

/// The fixed page that has keys of its own.
const WITH_KEYS: VastePagina = VastePagina::Data;

/// The files of a kind. Fixed pages lie anywhere, and all but one have the keys of a free page.
fn files(kind: Kind) -> Vec<String> {
    let at = |page: VastePagina| format!("{FOLDER}/{}", page.vast().file);
    if let Kind::Vast(page) = kind {
        return vec![at(page)];
    }
    let facts = kind.facts();
    let inside = match facts.folder {
        None => kind.word(),
        Some(folder) if facts.nested => format!("{folder}/**/*"),
        Some(folder) => format!("{folder}/*"),
    };
    let extensions = kind.format().extensions();
    let fixed = VastePagina::all().filter(|page| *page != WITH_KEYS).map(at);
    let own = extensions.iter().map(|extension| format!("{FOLDER}/{inside}.{extension}"));
    own.chain(fixed.filter(|_| kind == Kind::Pagina)).collect()
}

/// What belongs in a file of a kind, for who left it empty.
pub(super) fn expected(kind: Kind) -> Expected {
    Expected { what: kind.facts().called, keys: asked(kind).required() }
}

/// What a kind of document is asked for.
fn asked(kind: Kind) -> Group {
    Reader::note(|reader| drop(Keys::read(kind, &Node::NOTHING, reader)))
}

/// What a kind asks its keys for, as JSON Schema; `None` for kinds without keys.
pub(crate) fn keys_of(kind: Kind) -> Option<Map<String, Json>> {
    has_keys(kind).then(|| asked(kind).into_schema())
}

/// Whether the files of a kind have keys.
pub(crate) fn has_keys(kind: Kind) -> bool {
    matches!(kind.format(), Format::Yaml | Format::Markdown)
}

/// The keys that hold a list, in any file that is read.
pub(crate) fn list_keys() -> &'static BTreeSet<String> {
    static KEYS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let mut keys = BTreeSet::new();
        let groups = Kind::ALL.iter().map(|kind| asked(*kind)).chain([themabestand::asked()]);
        groups.for_each(|group| add_lists(&group.into_schema(), &mut keys));
        keys
    });
    &KEYS
}

/// Adds the keys that a schema says are lists, also within others.
fn add_lists(schema: &Map<String, Json>, keys: &mut BTreeSet<String>) {
    for (key, value) in schema.get("properties").and_then(Json::as_object).into_iter().flatten() {
        let is_list = match &value["type"] {
            Json::String(one) => one == "array",
            Json::Array(any) => any.iter().any(|one| one == "array"),
            _ => false,
        };
        if is_list {
            keys.insert(key.clone());
        }
        [value, &value["items"]].into_iter().filter_map(Json::as_object).for_each(|inner| add_lists(inner, keys));
    }
}

fn document(name: &str, kind: Kind) -> Json {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("$id".to_owned(), json!(format!("{name}.json")));
    schema.insert("title".to_owned(), json!(kind.facts().called));
    schema.extend(asked(kind).into_schema());
    Json::Object(schema)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::proza;

    /// Adds all keys that a schema has, also within others.
    fn add_keys(schema: &Json, keys: &mut BTreeSet<String>) {
        match schema {
            Json::Object(map) => {
                let own = map.get("properties").and_then(Json::as_object).into_iter().flatten();
                keys.extend(own.map(|(key, _)| key.clone()));
                map.values().for_each(|inner| add_keys(inner, keys));
            }
            Json::Array(items) => items.iter().for_each(|inner| add_keys(inner, keys)),
            _ => {}
        }
    }

    #[test]
    fn every_key_that_is_judged_as_prose_exists() {
        let mut keys = BTreeSet::new();
        for schema in schemas() {
            add_keys(&schema.json, &mut keys);
        }
        add_keys(&Json::Object(themabestand::asked().into_schema()), &mut keys);
        let gone: Vec<_> = proza::KEYS.iter().filter(|key| !keys.contains(**key)).collect();
        assert!(gone.is_empty(), "no kind asks for {gone:?}");
    }
}
