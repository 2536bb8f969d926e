//! What the Woo-index is told of a document for residents: the key `woo`.

use crate::diagnostics::Code;
use crate::read::fields::rule::Rule;
use crate::read::fields::{At, EenOfMeer, Field, Fields, OneOf, Reader};
use crate::read::yaml::Entry;
use crate::tijd::Datum;
use crate::values::Choice;

/// What the Woo-index is told of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Woo {
    /// What sort of information it is.
    pub categorieen: Vec<Woocategorie>,
    /// What made it what it is.
    pub handeling: Woohandeling,
    /// The day of that.
    pub op: At<Datum>,
}

/// The same as it is written: the day may be that of the document.
pub(super) struct Opgegeven {
    categorieen: Vec<Woocategorie>,
    handeling: Woohandeling,
    op: Option<At<Datum>>,
}

impl Opgegeven {
    /// With the day of the document, where it has none of its own.
    pub(super) fn op(self, of_document: Option<At<Datum>>) -> Option<Woo> {
        let Self { categorieen, handeling, op } = self;
        Some(Woo { categorieen, handeling, op: op.or(of_document)? })
    }
}

impl Field for Opgegeven {
    const EXPECTED: &'static str = "`categorie`, `handeling` en zo nodig `op`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "categorie, handeling en op", |fields: &mut Fields<'_, '_>| {
            let categorie = fields.required::<EenOfMeer<OneOf<Woocategorie>>>("categorie");
            let handeling = fields.required::<OneOf<Woohandeling>>("handeling");
            let op = fields.optional("op");
            if fields.breaks(&Rule::NotEmpty("categorie")) {
                let tip = "Zet er een categorie van de Woo in, zoals convenanten.";
                fields.reject(Code::KeyCombination, &["categorie"], "De lijst met categorieën is leeg.", tip);
                return None;
            }
            let mut categorieen: Vec<_> = categorie?.0.into_iter().map(|OneOf(categorie)| categorie).collect();
            categorieen.sort_unstable();
            categorieen.dedup();
            Some(Self { categorieen, handeling: handeling?.0, op })
        })
    }
}

/// A category of information: those of article 3.3 of the Woo in their order, and that of article 3.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Woocategorie(usize);

impl Woocategorie {
    /// How many there are.
    pub(crate) const COUNT: usize = Self::OPTIONS.len();

    /// All of them, in order.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT).map(Self)
    }

    /// Its place in the list, from 0.
    pub(crate) fn place(self) -> usize {
        self.0
    }

    /// Its number, from 1.
    pub(crate) fn nummer(self) -> usize {
        self.0 + 1
    }

    /// What it is called.
    pub(crate) fn naam(self) -> &'static str {
        Self::OPTIONS[self.0].0
    }
}

impl Choice for Woocategorie {
    const WHAT: &'static str = "een categorie van de Woo, zoals convenanten";
    const OPTIONS: &'static [(&'static str, Self)] = &[
        ("wetten en algemeen verbindende voorschriften", Self(0)),
        ("overige besluiten van algemene strekking", Self(1)),
        ("ontwerpen van wet- en regelgeving met adviesaanvraag", Self(2)),
        ("organisatie en werkwijze", Self(3)),
        ("bereikbaarheidsgegevens", Self(4)),
        ("bij vertegenwoordigende organen ingekomen stukken", Self(5)),
        ("vergaderstukken Staten-Generaal", Self(6)),
        ("vergaderstukken decentrale overheden", Self(7)),
        ("agenda's en besluitenlijsten bestuurscolleges", Self(8)),
        ("adviezen", Self(9)),
        ("convenanten", Self(10)),
        ("jaarplannen en jaarverslagen", Self(11)),
        ("subsidieverplichtingen anders dan met beschikking", Self(12)),
        ("Woo-verzoeken en -besluiten", Self(13)),
        ("onderzoeksrapporten", Self(14)),
        ("beschikkingen", Self(15)),
        ("klachtoordelen", Self(16)),
        ("inspanningsverplichting art 3.1 Woo", Self(17)),
    ];
}

/// What made a document what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woohandeling {
    /// It was signed.
    Ondertekening,
    /// It was received.
    Ontvangst,
    /// It was decided on.
    Vaststelling,
}

impl Choice for Woohandeling {
    const WHAT: &'static str = "wat er met het document is gebeurd: ondertekening, ontvangst of vaststelling";
    const OPTIONS: &'static [(&'static str, Self)] =
        &[("ondertekening", Self::Ondertekening), ("ontvangst", Self::Ontvangst), ("vaststelling", Self::Vaststelling)];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_category_knows_its_place() {
        for (place, (naam, categorie)) in Woocategorie::OPTIONS.iter().enumerate() {
            assert_eq!((categorie.place(), categorie.naam()), (place, *naam));
        }
    }
}
