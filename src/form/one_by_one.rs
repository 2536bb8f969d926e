//! The questions of a form one after the other, for who is asked on a line: what a file needs, and what else it can have.

use serde_json::Value as Json;

use super::question::{Input, Question};
use super::sent::Pairs;
use super::{Form, joined};
use crate::diagnostics::{Finding, Severity};
use crate::kinds::{FOLDER, Kind, has_keys, keys_of};
use crate::source::{SourcePath, SourceTree};

/// How a question is answered that is asked on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Asked {
    /// On a line, with one of these words or, unless there are no others, anything else; `true` when several may stand there.
    Line(Vec<String>, bool, bool),
    /// By answers to these, at their places, each with whether it is needed; or by words, of which there may be some that are known.
    Parts(Option<Vec<String>>, Vec<(String, bool)>),
    /// In the file itself.
    Elsewhere,
}

impl Form {
    /// The keys that a file of this kind needs.
    pub(crate) fn needed(&self) -> Vec<String> {
        self.questions.iter().filter(|question| question.is_required).map(|question| question.key.clone()).collect()
    }

    /// Of which keys a file of this kind needs one; `true` when it can have no more than that.
    pub(crate) fn one_of(&self) -> Vec<(bool, Vec<String>)> {
        let schema = keys_of(self.kind).unwrap_or_default();
        let rules = schema.get("allOf").and_then(Json::as_array).into_iter().flatten();
        let of_rule = |rule: &Json| {
            let only = rule["oneOf"].as_array();
            let ways = only.or_else(|| rule["anyOf"].as_array())?;
            let keys = ways.iter().filter_map(|way| way["required"][0].as_str()).map(str::to_owned).collect();
            Some((only.is_some(), keys))
        };
        rules.filter_map(of_rule).collect()
    }

    /// The keys of this kind, each with what the handbook says of it.
    pub(crate) fn keys(&self) -> impl Iterator<Item = (&str, &str)> {
        self.questions.iter().map(|question| (question.key.as_str(), question.help.as_str()))
    }

    /// What is asked at a place, in words, and what the handbook says of it.
    pub(crate) fn words(&self, place: &str) -> Option<(String, String)> {
        self.question(place).map(|question| (question.label, question.help))
    }

    /// How the question at a place is answered.
    pub(crate) fn asked(&self, place: &str, sources: &SourceTree) -> Option<Asked> {
        let Question { input, .. } = self.question(place)?;
        let line = |input: &Input, many: bool| match input {
            Input::Name(folder) => Asked::Line(names(folder, sources), false, many),
            Input::Choice(words) => Asked::Line(words.clone(), true, many),
            Input::Lines => Asked::Line(Vec::new(), false, false),
            _ => Asked::Line(Vec::new(), false, many),
        };
        let parts = |questions: &[Question], place: &str| {
            let part = |question: &Question| (joined(place, &question.key), question.is_required);
            questions.iter().map(part).collect()
        };
        Some(match &input {
            input if input.is_field() => line(input, false),
            Input::Group(questions) => Asked::Parts(None, parts(questions, place)),
            Input::Either(words, questions) => Asked::Parts(Some(words.clone()), parts(questions, place)),
            Input::List(item, _) => match &**item {
                item if item.is_field() => line(item, true),
                Input::Group(questions) | Input::Either(_, questions) => {
                    Asked::Parts(None, parts(questions, &joined(place, "0")))
                }
                _ => Asked::Elsewhere,
            },
            _ => Asked::Elsewhere,
        })
    }

    /// The question at a place: `locatie/adres`, `wanneer/0/van`.
    fn question(&self, place: &str) -> Option<Question> {
        let mut parts = place.split('/');
        let first = parts.next()?;
        let mut question = self.questions.iter().find(|question| question.key == first)?.clone();
        for part in parts {
            let is_number = part.bytes().all(|b| b.is_ascii_digit());
            question = match question.input {
                Input::List(item, _) if is_number => Question { input: *item, ..question },
                Input::Group(questions) | Input::Either(_, questions) => {
                    questions.into_iter().find(|question| question.key == part)?
                }
                _ => return None,
            };
        }
        Some(question)
    }

    /// The fields of a place when this is said there: a list on one line has several.
    pub(crate) fn fields(&self, place: &str, said: &str) -> Vec<(String, String)> {
        let one = || vec![(place.to_owned(), said.to_owned())];
        match self.question(place).map(|question| question.input) {
            Some(Input::List(item, _)) if matches!(*item, Input::Lines) => vec![(joined(place, "0"), said.to_owned())],
            Some(Input::List(item, _)) if item.is_field() => {
                let parts = said.split(',').map(str::trim).filter(|part| !part.is_empty());
                parts.enumerate().map(|(at, part)| (joined(place, &at.to_string()), part.to_owned())).collect()
            }
            _ => one(),
        }
    }

    /// The form with these answers, and this text below them.
    pub(crate) fn answered(self, answers: &[(String, String)], text: &str) -> Self {
        self.filled(&Pairs::of(answers, text))
    }

    /// The same form of a file elsewhere.
    pub(crate) fn at(self, path: SourcePath) -> Self {
        Self { path, ..self }
    }

    /// The mistakes, each with its place.
    pub(crate) fn mistakes(&self) -> impl Iterator<Item = (&str, &Finding)> {
        let all = self.findings.iter().flat_map(|(at, findings)| findings.iter().map(move |it| (at.as_str(), it)));
        all.filter(|(_, finding)| finding.severity == Severity::Error)
    }

    /// The keys that were not answered, as lines of comment: what each is for, and the key.
    pub(crate) fn notes(&self) -> String {
        let open = self.questions.iter().filter(|question| self.answer(&question.key).is_none());
        let line = |Question { key, help, .. }: &Question| {
            let before = if help.is_empty() { "" } else { "  # " };
            format!("# {key}:{before}{help}\n")
        };
        open.map(line).collect::<Vec<_>>().concat()
    }
}

/// The folder of new files of a kind, by whatever people call it: `spreekuur`, `spreekuren`, `document`.
pub(crate) fn folder(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let is = |kind: &Kind| kind.word() == word || called(*kind) == word || kind.facts().folder == Some(&word);
    folders().find(is).and_then(|kind| kind.facts().folder)
}

/// The kinds of which there can be new files, by one word each.
pub(crate) fn kinds_in_words() -> Vec<&'static str> {
    folders().map(called).collect()
}

/// What people call a kind, in one word: of "een dringende melding" the last.
fn called(kind: Kind) -> &'static str {
    let own = kind.facts();
    match kind {
        Kind::Stap => "stap",
        Kind::Waarvoor => "waarvoor",
        Kind::Nieuws => "nieuws",
        _ => own.called.rsplit(' ').next().unwrap_or(own.called),
    }
}

/// Figures come with a table, so they are taken over from a file and not asked for.
fn folders() -> impl Iterator<Item = Kind> {
    let is_asked = |kind: &Kind| has_keys(*kind) && *kind != Kind::Kengetallen && kind.facts().folder.is_some();
    Kind::ALL.iter().copied().filter(is_asked)
}

/// The names of the files in a folder that others can point at.
fn names(folder: &str, sources: &SourceTree) -> Vec<String> {
    let folder = format!("{FOLDER}/{folder}");
    let own = sources.below(&folder).map(|(path, _)| path);
    let is_named =
        |path: &&SourcePath| matches!(path.extension().as_str(), "md" | "yaml" | "yml") && path.stem() != "index";
    own.filter(is_named).map(|path| path.stem().to_owned()).collect()
}
