//! The colours that a municipality chooses: the group `kleuren` of `site.yaml`. Which names there are is for the theme to
//! say, so any name is read here.

use serde_json::{Map, Value as Json};

use super::fields::{Field, Reader};
use super::values::Kleur;
use super::yaml::{Entry, Value};
use super::{At, schema};
use crate::diagnostics::{Code, Finding};

/// A colour that the municipality chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GekozenKleur {
    /// What it is for, as the theme calls it: accent, link …
    pub naam: At<String>,
    /// The colour.
    pub kleur: At<Kleur>,
}

/// All of them, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kleuren(pub(super) Vec<GekozenKleur>);

/// How a colour is written; said of everything that has none, as a bare `#` makes a remark of it.
const TIP: &str = "Zet een kleur tussen aanhalingstekens, zoals `accent: \"#0b3149\"`. Zonder aanhalingstekens is alles \
                   na een # een opmerking.";

impl Field for Kleuren {
    const EXPECTED: &'static str = "een of meer kleuren, zoals `accent: \"#0b3149\"`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        let finding = |code, span, message: String| Finding::new(code, reader.place(span), message);
        let entries = match &entry.node.value {
            Value::Map(entries) => entries,
            Value::Lost => return None,
            Value::Empty => {
                let finding = finding(Code::EmptyValue, entry.key_span, "Onder `kleuren` staat geen kleur.".to_owned());
                reader.report(finding.tip(format!("{TIP} Of haal deze regel weg.")));
                return None;
            }
            Value::Text(_) | Value::List(_) => {
                let message = "Onder `kleuren` hoort elke kleur op een eigen regel, met een naam ervoor.".to_owned();
                let finding = finding(Code::WrongType, entry.node.span, message);
                reader.report(finding.tip("Schrijf `accent: \"#0b3149\"`, ingesprongen met twee spaties."));
                return None;
            }
        };
        Some(Self(entries.iter().filter_map(|entry| read(entry, reader)).collect()))
    }

    fn schema() -> Map<String, Json> {
        schema::group_of::<Kleur>(Self::EXPECTED)
    }
}

fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<GekozenKleur> {
    if entry.node.value == Value::Empty {
        let message = format!("Bij de kleur `{}` staat geen waarde.", entry.key);
        reader.report(Finding::new(Code::EmptyValue, reader.place(entry.key_span), message).tip(TIP));
        return None;
    }
    let naam = At { value: entry.key.clone(), span: entry.key_span };
    Some(GekozenKleur { naam, kleur: At::read(entry, reader)? })
}
