//! What a municipality chooses of the theme: the groups `kleuren` and `vormgeving` of `site.yaml`. Which names there are is
//! for the theme to say, so any name is read here.

use serde_json::{Map, Value as Json};

use crate::diagnostics::{Code, Finding};
use crate::read::fields::{At, Field, Reader, schema};
use crate::read::yaml::{Entry, Value};
use crate::values::{Kleur, Mismatch, Parse};

/// All that the municipality chose, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Huisstijl {
    /// Colours, by what they are for: accent, link …
    pub kleuren: Vec<Gekozen<Kleur>>,
    /// What else it may choose, by what is chosen: the corners, the letters …
    pub vormgeving: Vec<Gekozen<Keuzewoord>>,
}

impl Huisstijl {
    /// Whether all is left to the theme.
    pub fn is_empty(&self) -> bool {
        self.kleuren.is_empty() && self.vormgeving.is_empty()
    }
}

/// One thing that the municipality chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gekozen<T> {
    /// What it is for, as the theme calls it.
    pub naam: At<String>,
    /// The choice.
    pub waarde: At<T>,
}

/// The word for one of the things that a theme lets choose: `recht`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keuzewoord(pub String);

impl Parse for Keuzewoord {
    const EXPECTED: &'static str = "een keuze die het thema heeft, zoals recht";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        String::parse(text).map(Self)
    }
}

/// The group `kleuren`.
pub(crate) struct Kleuren(pub(crate) Vec<Gekozen<Kleur>>);

/// The group `vormgeving`.
pub(crate) struct Vormgeving(pub(crate) Vec<Gekozen<Keuzewoord>>);

/// How a group is told of.
struct Words {
    empty: &'static str,
    no_group: &'static str,
    /// How a line is written: one of each.
    line: &'static str,
    /// What is advised where nothing is chosen.
    tip: &'static str,
}

const KLEUREN: Words = Words {
    empty: "Onder `kleuren` staat geen kleur.",
    no_group: "Onder `kleuren` hoort elke kleur op een eigen regel, met een naam ervoor.",
    line: "accent: \"#0b3149\"",
    // Said of everything that has no colour, as a bare `#` makes a remark of it.
    tip: "Zet een kleur tussen aanhalingstekens, zoals `accent: \"#0b3149\"`. Zonder aanhalingstekens is alles na een # \
          een opmerking.",
};

const VORMGEVING: Words = Words {
    empty: "Onder `vormgeving` staat geen keuze.",
    no_group: "Onder `vormgeving` hoort elke keuze op een eigen regel, met een naam ervoor.",
    line: "hoeken: recht",
    tip: "Schrijf bijvoorbeeld `hoeken: recht`.",
};

impl Field for Kleuren {
    const EXPECTED: &'static str = "een of meer kleuren, zoals `accent: \"#0b3149\"`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        let one = |entry: &Entry, reader: &mut Reader<'_>| {
            if entry.node.value == Value::Empty {
                let message = format!("Bij de kleur `{}` staat geen waarde.", entry.key);
                let finding = Finding::new(Code::EmptyValue, reader.place(entry.key_span), message);
                reader.report(finding.tip(KLEUREN.tip));
                return None;
            }
            At::read(entry, reader)
        };
        group(entry, &KLEUREN, one, reader).map(Self)
    }

    fn schema() -> Map<String, Json> {
        schema::group_of::<Kleur>(Self::EXPECTED)
    }
}

impl Field for Vormgeving {
    const EXPECTED: &'static str = "een of meer keuzes, zoals `hoeken: recht`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        group(entry, &VORMGEVING, At::read, reader).map(Self)
    }

    fn schema() -> Map<String, Json> {
        schema::group_of::<Keuzewoord>(Self::EXPECTED)
    }
}

/// Reads a group of names with a value each.
fn group<T: Parse>(
    entry: &Entry,
    words: &Words,
    one: impl Fn(&Entry, &mut Reader<'_>) -> Option<At<T>>,
    reader: &mut Reader<'_>,
) -> Option<Vec<Gekozen<T>>> {
    let finding = |code, span, message: &str| Finding::new(code, reader.place(span), message.to_owned());
    let told = match &entry.node.value {
        Value::Map(entries) => {
            let chosen = |entry: &Entry| {
                let naam = At { value: entry.key.clone(), span: entry.key_span };
                Some(Gekozen { naam, waarde: one(entry, reader)? })
            };
            return Some(entries.iter().filter_map(chosen).collect());
        }
        Value::Lost => return None,
        Value::Empty => {
            finding(Code::EmptyValue, entry.key_span, words.empty).tip(format!("{} Of haal deze regel weg.", words.tip))
        }
        Value::Text(_) | Value::List(_) => finding(Code::WrongType, entry.node.span, words.no_group)
            .tip(format!("Schrijf `{}`, ingesprongen met twee spaties.", words.line)),
    };
    reader.report(told);
    None
}
