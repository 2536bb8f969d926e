//! What a reader asks for, noted as JSON Schema (draft-07). Which kinds there are is for `kinds/schema.rs`.

use serde_json::{Map, Value as Json, json};

use super::Field;
use super::rule::Rule;
use crate::values::{Bare, Choice, Parse, any_case};

/// Not part of the standard: VS Code shows this sentence instead of an English one with the pattern in it.
pub(crate) const MESSAGE: &str = "errorMessage";

/// What a group of keys is asked for.
#[derive(Debug, Default)]
pub(crate) struct Group {
    properties: Map<String, Json>,
    required: Vec<&'static str>,
    rules: Vec<Json>,
}

impl Group {
    /// Notes a key.
    pub(crate) fn key<T: Field>(&mut self, key: &'static str, required: bool) {
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
    pub(crate) fn rule(&mut self, rule: &Rule<'_>) {
        self.rules.push(rule.schema());
    }

    /// The keys that it cannot do without.
    pub(crate) fn required(self) -> Vec<&'static str> {
        self.required
    }

    /// The schema of the group.
    pub(crate) fn into_schema(self) -> Map<String, Json> {
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
pub(crate) fn text<T: Parse>() -> Map<String, Json> {
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
pub(crate) fn choice<C: Choice>() -> Map<String, Json> {
    let words: Vec<&str> = C::OPTIONS.iter().map(|(word, _)| *word).collect();
    let message = format!("Kies uit: {}.", words.join(", "));
    // A space that was copied can be one at which no line ends, an apostrophe a curly one.
    let words_so = any_case(words.iter().copied()).replace(' ', "[ \u{a0}]").replace('\'', "['\u{2019}]");
    let pattern = format!(r"^\s*{words_so}\s*$");
    let mut schema = Map::new();
    let any = json!([
        { "enum": words, MESSAGE: message },
        { "type": "string", "pattern": pattern, MESSAGE: message },
    ]);
    schema.insert("anyOf".to_owned(), any);
    schema
}

/// The schema of a list.
pub(crate) fn list<T: Field>() -> Map<String, Json> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("array"));
    schema.insert("items".to_owned(), described::<T>(T::schema()));
    schema.insert(MESSAGE.to_owned(), json!(format!("Vul hier in: {}.", <Vec<T> as Field>::EXPECTED)));
    schema
}

/// The schema of one thing, or a list of them.
pub(crate) fn one_or_more<T: Field>() -> Map<String, Json> {
    let mut schema = Map::new();
    schema.insert("anyOf".to_owned(), json!([Json::Object(T::schema()), Json::Object(list::<T>())]));
    schema
}

/// The schema of a group whose keys are not known here.
pub(crate) fn group_of<T: Parse>(expected: &str) -> Map<String, Json> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("additionalProperties".to_owned(), Json::Object(text::<T>()));
    schema.insert(MESSAGE.to_owned(), json!(format!("Vul hier in: {expected}.")));
    schema
}
