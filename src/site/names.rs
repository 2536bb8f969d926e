//! What documents are called by others, and which document a name stands for.

use std::collections::BTreeMap;

use super::Item;
use super::register::{LeftOut, Register};
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::{Document, Kind, OfKind};
use crate::read::fields::{At, Ref};
use crate::values::{Slug, nearest, or_meant};

/// What a name stands for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Named {
    /// The document at this place in its list.
    Index(usize),
    /// A draft.
    Draft,
    /// The title of more than one document.
    Ambiguous,
    /// A document with mistakes, reported there.
    Broken,
}

/// The names of the documents of one kind: the names of their files, and what they are called.
#[derive(Debug)]
pub(super) struct KindNames {
    kind: Kind,
    map: BTreeMap<Slug, Named>,
    /// The names of the files, without extension, for tips.
    files: Vec<String>,
}

impl KindNames {
    /// The names of documents in this order.
    pub(super) fn new<T: OfKind>(register: &Register, items: &[Item<T>], called: impl Fn(&T) -> Option<&str>) -> Self {
        let mut map = BTreeMap::new();
        for (index, item) in items.iter().enumerate() {
            map.entry(item.slug().clone()).or_insert(Named::Index(index));
        }
        for document in register.documents.iter().filter(|document| document.kind == T::KIND) {
            let is_draft = register.left_out(&document.path) == Some(LeftOut::Draft);
            map.entry(document.slug.clone()).or_insert(if is_draft { Named::Draft } else { Named::Broken });
        }
        // A title is a name as long as no file has it and no other document.
        let mut titles: BTreeMap<Slug, Named> = BTreeMap::new();
        for (index, item) in items.iter().enumerate() {
            if let Some(slug) = called(&item.value).and_then(Slug::of) {
                titles.entry(slug).and_modify(|named| *named = Named::Ambiguous).or_insert(Named::Index(index));
            }
        }
        for (slug, named) in titles {
            map.entry(slug).or_insert(named);
        }
        let files = items.iter().map(|item| item.document.path.stem().to_owned()).collect();
        Self { kind: T::KIND, map, files }
    }

    /// What a name stands for; `None` when it is not known.
    pub(super) fn get(&self, name: &Slug) -> Option<Named> {
        self.map.get(name).copied()
    }

    /// The place of the document that a reference leads to.
    pub(super) fn index(&self, reference: &Ref) -> Option<usize> {
        match self.get(&reference.slug) {
            Some(Named::Index(index)) => Some(index),
            Some(Named::Draft | Named::Ambiguous | Named::Broken) | None => None,
        }
    }

    /// Follows a reference, or reports it. A reference to a file with mistakes is not reported: the file is.
    pub(super) fn resolve(&self, reference: &At<Ref>, document: &Document, findings: &mut Findings) -> Option<usize> {
        let At { value: Ref { slug, text }, span } = reference;
        let are_many = findings.are_many();
        let finding = |code, message| Finding::new(code, Place::new(&document.path, *span), message);
        findings.push(match self.get(slug) {
            Some(Named::Index(index)) => return Some(index),
            Some(Named::Broken) => return None,
            Some(Named::Ambiguous) => {
                finding(Code::UnknownReference, format!("“{text}” kan meer dan één bestand zijn."))
                    .tip("Noem de naam van het bestand in plaats van de titel.")
            }
            Some(Named::Draft) => {
                finding(Code::ReferenceToDraft, format!("“{text}” is nog een concept en wordt niet gepubliceerd."))
                    .tip("Haal `concept: ja` weg in dat bestand, of haal deze verwijzing weg.")
            }
            None => {
                let folder = self.kind.facts().folder.unwrap_or_default();
                let known = self.map.keys().map(Slug::as_str).filter(|_| !are_many);
                let meant = nearest(slug.as_str(), known).map(str::to_owned);
                let message = format!("“{text}” is niet bekend in content/{folder}");
                let message = or_meant(message, meant.as_ref().map(|it| format!("“{it}”")));
                let known: Vec<&str> = self.files.iter().map(String::as_str).take(12).collect();
                let tip = if known.is_empty() {
                    format!("In content/{folder} staat nog niets. Maak daar een bestand met deze naam.")
                } else {
                    format!("Noem de naam van een bestand in content/{folder}, zoals: {}.", known.join(", "))
                };
                finding(Code::UnknownReference, message).tip(tip).replacement(meant)
            }
        });
        None
    }
}
