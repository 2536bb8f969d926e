//! References to other documents, as they are written. Whether there is such a document is for the site to know.

use super::At;
use crate::read::yaml::{Node, Value};
use crate::values::{Bare, Buurtcode, Gebiedscode, Mismatch, Parse, Shape, Slug};

/// A reference to another document by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ref {
    /// The name as an address, which is what is compared: "Oude Haven" and `oude-haven` are one.
    pub slug: Slug,
    /// The name as it was written.
    pub text: String,
}

impl Parse for Ref {
    const EXPECTED: &'static str = "de naam van een ander bestand, zoals oude-haven";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let name = text.trim();
        if name.split(", ").filter(|name| Slug::of(name).is_some()).count() > 1 {
            let why = format!("“{text}” is meer dan één naam; zet elke naam op een eigen regel, na een streepje");
            return Err(Mismatch::new(why));
        }
        let name = [".md", ".yaml", ".yml"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
        match Slug::of(name) {
            Some(slug) => Ok(Self { slug, text: text.to_owned() }),
            None => Err(Mismatch::new(format!("“{text}” is geen naam"))),
        }
    }

    fn shape() -> Shape {
        // A letter or digit somewhere; which letters of other alphabets do is not for a pattern to say.
        Shape::new(r"[\s\S]*[^\u0000-/:-@\[-`{-\u007f][\s\S]*").or(Bare::Any)
    }
}

/// A reference to an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ByCode<T> {
    /// By its code, as it should be.
    Code(T),
    /// By what may be its name. Only the site knows the code of that.
    Name(String),
}

impl<T: Copy + Into<Gebiedscode>> ByCode<T> {
    /// The code, if that is what stands there.
    pub fn code(&self) -> Option<Gebiedscode> {
        match self {
            Self::Code(code) => Some((*code).into()),
            Self::Name(_) => None,
        }
    }
}

impl<T: Parse> Parse for ByCode<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn parse(text: &str) -> Result<Self, Mismatch> {
        // One word with a digit is a code with a mistake.
        let is_name = text.contains(char::is_alphabetic)
            && (text.contains(char::is_whitespace) || !text.contains(|c: char| c.is_ascii_digit()));
        match T::parse(text) {
            Err(_) if is_name => Ok(Self::Name(text.to_owned())),
            parsed => parsed.map(Self::Code),
        }
    }

    fn shape() -> Shape {
        T::shape()
    }
}

/// What a document refers to, as far as its keys tell without knowing its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// To a wijk: the keys `wijk` and `wijken`.
    Wijk(At<Ref>),
    /// To a document for residents: the key `documenten`.
    Stuk(At<Ref>),
    /// To a project: the key `projecten`.
    Project(At<Ref>),
    /// To a topic: the key `themas`.
    Thema(At<Ref>),
    /// To a buurt: the keys `buurt` and `buurten`.
    Buurt(At<ByCode<Buurtcode>>),
}

/// The references of a document whose other fields have mistakes, so that all mistakes are told at once. What is no name or
/// code at all was told already.
pub(crate) fn references(node: &Node) -> Vec<Reference> {
    let Value::Map(entries) = &node.value else { return Vec::new() };
    let mut references = Vec::new();
    for entry in entries {
        let items = match &entry.node.value {
            Value::List(items) => &items[..],
            Value::Text(_) => std::slice::from_ref(&entry.node),
            Value::Empty | Value::Lost | Value::Map(_) => &[],
        };
        for (item, span) in items.iter().map(|item| (item, item.span)) {
            let Value::Text(text) = &item.value else { continue };
            let name = || Ref::parse(text).map(|value| At { value, span });
            references.extend(match entry.key.as_str() {
                "wijk" | "wijken" => name().map(Reference::Wijk).ok(),
                "documenten" => name().map(Reference::Stuk).ok(),
                "projecten" => name().map(Reference::Project).ok(),
                "themas" => name().map(Reference::Thema).ok(),
                "buurt" | "buurten" => ByCode::parse(text).map(|value| Reference::Buurt(At { value, span })).ok(),
                _ => None,
            });
        }
    }
    references
}
