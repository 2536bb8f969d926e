//! Copies that were left beside their original: `oude-haven - kopie.md`. Such a copy is one mistake, whatever is in it twice.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostics::{Code, Finding, Place};
use crate::kinds::{Document, Kind};

/// What Windows, macOS and people put behind the name of a copy, as it is in a slug; a number may follow.
const ENDS: &[&str] = &["-kopie", "-copy", ""];

/// What macOS and Windows put before it.
const BEGINS: &[&str] = &["kopie-van-", "copy-of-"];

/// All documents by what is compared.
pub(super) type BySlug<'d> = BTreeMap<(Kind, &'d str), Vec<&'d Document>>;

/// All documents, to be looked up.
pub(super) fn by_slug(documents: &[Arc<Document>]) -> BySlug<'_> {
    let mut all = BySlug::new();
    for document in documents {
        all.entry((document.kind, document.slug.as_str())).or_default().push(document);
    }
    all
}

/// The document in the same folder that this one is a copy of, by its name and by what it says.
pub(super) fn original<'d>(document: &Document, all: &BySlug<'d>) -> Option<&'d Document> {
    let slug = document.slug.as_str();
    let without_number = slug.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
    // `noord-1` is a name like any other, unless it says the very same; `noord (1)` is what a computer makes of a second `noord`.
    let is_numbered = document.path.stem().ends_with(')');
    let names =
        [slug, without_number].into_iter().flat_map(|slug| ENDS.iter().filter_map(|end| slug.strip_suffix(end)));
    let names = names.chain(BEGINS.iter().filter_map(|begin| slug.strip_prefix(begin)));
    let names: Vec<&str> = names.filter(|name| *name != slug).collect();
    // A photo may well be there twice.
    if names.is_empty() || document.kind == Kind::Bestand {
        return None;
    }
    let mut others = names.iter().filter_map(|name| all.get(&(document.kind, *name))).flatten().copied();
    others.find(|other| {
        other.path.folder() == document.path.folder()
            && if is_numbered || other.slug.as_str() != without_number {
                says_the_same(document, other)
            } else {
                document.content == other.content
            }
    })
}

/// What is wrong with a copy.
pub(super) fn finding(copy: &Document, original: &Document) -> Finding {
    let message = format!("Dit bestand is een kopie van {}.", original.path.file_name());
    Finding::new(Code::DoubleAddress, Place::file(&copy.path), message)
        .related(Place::file(&original.path), "dit bestand")
        .tip("Haal de kopie weg. Wordt het iets nieuws? Geef het dan een eigen naam, ook in de tekst.")
}

fn says_the_same(one: &Document, other: &Document) -> bool {
    match (&one.content, &other.content) {
        (Some(one), Some(other)) => {
            one == other || one.says().name().is_some_and(|name| Some(name) == other.says().name())
        }
        _ => false,
    }
}
