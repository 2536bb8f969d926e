//! What is asked about a file: the keys of its kind in an order in which people fill in, out of what the kind itself asks for.

use serde_json::{Map, Value as Json};

use super::help;
use crate::kinds::{Kind, keys_of};
use crate::read::proza;

/// A question: a key and how it is answered.
#[derive(Debug, Clone)]
pub(super) struct Question {
    pub(super) key: String,
    /// The key in words: "Geldig van".
    pub(super) label: String,
    /// What the handbook says of it, or else what is expected.
    pub(super) help: String,
    pub(super) is_required: bool,
    /// Whether most people never need it.
    pub(super) is_rare: bool,
    pub(super) input: Input,
}

/// How a question is answered.
#[derive(Debug, Clone)]
pub(super) enum Input {
    /// With words on a line.
    Line,
    /// With the name of a file of the content in this folder.
    Name(&'static str),
    /// With a file beside this one, which may come from the computer of who fills in.
    File(Sort),
    /// With a sentence or more.
    Lines,
    /// With one of these.
    Choice(Vec<String>),
    /// With keys of its own.
    Group(Vec<Question>),
    /// With any number of these; `true` when one may stand without a list.
    List(Box<Input>, bool),
    /// With one of these words, or keys of its own.
    Either(Vec<String>, Vec<Question>),
    /// In the file itself: its keys are not known.
    Elsewhere,
}

impl Input {
    fn is_picture(&self) -> bool {
        matches!(self, Self::File(Sort::Picture))
    }

    /// Whether one field is enough for it.
    pub(super) fn is_field(&self) -> bool {
        matches!(self, Self::Line | Self::Name(_) | Self::File(_) | Self::Lines | Self::Choice(_))
    }
}

/// Which files can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Pictures.
    Picture,
    /// What residents download.
    Download,
    /// Tables with figures.
    Table,
}

impl Sort {
    /// That of the file that a key names.
    fn of(key: &str) -> Option<Self> {
        Some(match key {
            "foto" => Self::Picture,
            "bestand" => Self::Download,
            "tabel" => Self::Table,
            _ => return None,
        })
    }

    /// How the names of such files end.
    pub(super) fn ends(self) -> &'static [&'static str] {
        match self {
            Self::Picture => &["jpg", "jpeg", "png", "webp", "gif"],
            Self::Download => &["pdf", "odt", "ods", "txt"],
            Self::Table => &["csv"],
        }
    }

    /// Whether a file of this name is one.
    pub(super) fn has(self, name: &str) -> bool {
        let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
        end.is_some_and(|end| self.ends().contains(&end.as_str()))
    }
}

/// Keys that every kind has, which are rarely needed.
const GENERAL: &[&str] =
    &["concept", "gewijzigd", "nakijken_op", "publiceren_van", "publiceren_tot", "zoekwoorden", "oud_adres"];

/// The folder of the files that a key names.
fn folder_of(key: &str) -> Option<&'static str> {
    Some(match key {
        "wijk" | "wijken" => "wijken",
        "documenten" => "documenten",
        "projecten" => "projecten",
        "themas" => "themas",
        "contact" | "wijkmanager" | "vervanger" => "wijkmanagers",
        _ => return None,
    })
}

/// The questions about a kind; `None` for kinds without keys.
pub(super) fn of_kind(kind: Kind) -> Option<Vec<Question>> {
    let schema = keys_of(kind)?;
    let help = help::of_kind(kind);
    // What is said of a key of the file is not meant for one of the same name in a group.
    let keys = schema.get("properties").and_then(Json::as_object).into_iter().flatten().map(|(key, _)| key.as_str());
    let inside = help.without(keys);
    let mut questions = of_schema(&schema, &help, &inside);
    // What it is called comes first; what all kinds have comes last.
    questions.sort_by_key(|question| {
        let is_name = super::TITLES.contains(&question.key.as_str());
        (!is_name, question.key == "themas", question.is_rare)
    });
    Some(questions)
}

/// Whether a value names another file.
fn is_reference(schema: &Json) -> bool {
    schema["description"].as_str().is_some_and(|expected| expected.starts_with("de naam van een ander bestand"))
}

fn of_schema(schema: &Map<String, Json>, help: &help::Help, inside: &help::Help) -> Vec<Question> {
    let required: Vec<&str> =
        schema.get("required").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect();
    let properties = schema.get("properties").and_then(Json::as_object).into_iter().flatten();
    let question = |(key, schema): (&String, &Json)| {
        let expected = schema["description"].as_str().unwrap_or_default();
        Question {
            key: key.clone(),
            label: label(key),
            help: help.of(key).map_or_else(|| sentence(expected), str::to_owned),
            is_required: required.contains(&key.as_str()),
            is_rare: GENERAL.contains(&key.as_str()),
            input: input(key, schema, inside),
        }
    };
    let mut questions: Vec<Question> = properties.map(question).collect();
    // What is on a picture is asked before the picture.
    for at in 1..questions.len() {
        let (picture, text) = (&questions[at - 1], &questions[at]);
        if picture.input.is_picture() && text.key == format!("{}_tekst", picture.key) {
            questions.swap(at - 1, at);
        }
    }
    questions
}

/// A key in words.
pub(super) fn label(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters.as_str().chars()).collect()
}

/// What is expected, as a sentence.
fn sentence(expected: &str) -> String {
    // Who sees a field knows that a text goes in it.
    if matches!(expected, "" | "een tekst") || expected.starts_with("een lijst, elk deel") {
        String::new()
    } else {
        format!("{}.", label(expected))
    }
}

fn input(key: &str, schema: &Json, help: &help::Help) -> Input {
    let words = |schema: &Json| -> Option<Vec<String>> {
        Some(schema["enum"].as_array()?.iter().filter_map(Json::as_str).map(str::to_owned).collect())
    };
    let group = |schema: &Json| {
        schema["properties"].is_object().then(|| schema.as_object()).flatten().map(|it| of_schema(it, help, help))
    };
    let is_list = |schema: &Json| schema["items"].is_object();
    if let Some(questions) = group(schema) {
        return Input::Group(questions);
    }
    if is_list(schema) {
        return Input::List(Box::new(input(key, &schema["items"], help)), false);
    }
    if schema["additionalProperties"].is_object() {
        return Input::Elsewhere;
    }
    let ways = schema["anyOf"].as_array().map_or(&[][..], Vec::as_slice);
    let within = || ways.iter().filter_map(|way| way["anyOf"].as_array()).flatten().find_map(words);
    let own = ways.iter().find_map(words).or_else(within);
    if let Some(list) = ways.iter().find(|way| is_list(way)) {
        return Input::List(Box::new(input(key, &list["items"], help)), true);
    }
    if let Some(questions) = ways.iter().find_map(group) {
        return Input::Either(own.unwrap_or_default(), questions);
    }
    match own.or_else(|| words(schema)) {
        Some(words) => Input::Choice(words),
        None if proza::KEYS.contains(&key) => Input::Lines,
        None => match (folder_of(key).filter(|_| is_reference(schema)), Sort::of(key)) {
            (Some(folder), _) => Input::Name(folder),
            (None, Some(sort)) => Input::File(sort),
            (None, None) => Input::Line,
        },
    }
}
