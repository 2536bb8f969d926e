//! What can be the value of a key: one piece of text, a list of such, either with its place. Knows nothing of the other keys.

use serde_json::{Map, Value as Json};

use super::{At, Reader, schema};
use crate::diagnostics::{Code, Finding, Span};
use crate::read::yaml::{Entry, Node, Value};
use crate::values::{Mismatch, Parse};

/// Something that can be the value of a key.
pub(crate) trait Field: Sized {
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
pub(crate) fn text<'e>(entry: &'e Entry, expected: &str, reader: &mut Reader<'_>) -> Option<&'e str> {
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

/// Whether a character cannot be seen.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// A value that is right but for a sign that cannot be seen.
fn unseen<T: Parse>(text: &str) -> Option<Mismatch> {
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

/// One thing, or a list of them: for what nearly always is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EenOfMeer<T>(pub Vec<T>);

impl<T: Field> Field for EenOfMeer<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        match &entry.node.value {
            Value::List(_) => Vec::read(entry, reader).map(Self),
            _ => T::read(entry, reader).map(|one| Self(vec![one])),
        }
    }

    fn schema() -> Map<String, Json> {
        schema::one_or_more::<T>()
    }
}

/// Whether a text can stand in a list between brackets as it is.
fn is_simple(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric) && !text.contains(['\n', '"', '\'', ',', '[', ']', '{', '}', ':', '#'])
}
