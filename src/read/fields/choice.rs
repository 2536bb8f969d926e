//! A word from a closed list, and what people write instead of it. Which words there are is for the values to say.

use serde_json::{Map, Value as Json};

use super::field::{Field, is_unseen, text};
use super::{Reader, schema};
use crate::diagnostics::{Code, Finding};
use crate::read::yaml::Entry;
use crate::values::{Choice, begin_of, nearest, or_meant};

/// A value from a closed list of words, as a field. (A blanket implementation beside that of
/// [`Parse`](crate::values::Parse) is not possible.)
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OneOf<C>(pub C);

impl<C: Choice> Field for OneOf<C> {
    const EXPECTED: &'static str = C::WHAT;

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        // A space or an apostrophe that was copied is one, and what cannot be seen is nothing.
        let text = text(entry, C::WHAT, reader)?.replace('\u{a0}', " ").replace('\u{2019}', "'").replace(is_unseen, "");
        let text = text.trim();
        if let Some((_, value)) = C::OPTIONS.iter().find(|(word, _)| word.to_lowercase() == text.to_lowercase()) {
            return Some(Self(*value));
        }
        let words: Vec<&str> = C::OPTIONS.iter().map(|(word, _)| *word).collect();
        let lower = text.to_lowercase();
        let meant = match lower.as_str() {
            "true" | "yes" | "y" | "j" | "on" | "aan" | "waar" | "1" | "ja" => one_of(&["ja", "nodig"], &words),
            "false" | "no" | "n" | "off" | "uit" | "onwaar" | "0" | "nee" => one_of(&["nee", "niet nodig"], &words),
            // Two at once is neither of them, and how often something is does not look like something else.
            other if several(other, &words) || counts(other) => {
                OTHER_WORDS.iter().find(|(word, _)| *word == other).map(|(_, meant)| *meant)
            }
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

/// What people write for a word of a list that does not look like it.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("geen", "niet nodig"),
    // A word that residents could take for "now".
    ("open", "in gebruik"),
];

/// Whether a text has a number, or a word for one that few lists have: then it is no other word with a slip.
fn counts(text: &str) -> bool {
    const NUMBERS: &[&str] = &["vijf", "zes", "zeven", "acht", "negen", "tien", "twee", "drie", "vier"];
    let is_number = |word: &str| {
        let word = word.strip_suffix("de").or_else(|| word.strip_suffix("ste")).unwrap_or(word);
        NUMBERS.contains(&word)
    };
    text.contains(|c: char| c.is_ascii_digit()) || text.split_whitespace().any(is_number)
}

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
