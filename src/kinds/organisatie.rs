//! Who else is active in a wijk: partners of the municipality, and organisations of residents.

use super::kind::{Facts, KindOf, ReadBy, Refers, Says, ShownAs, Vindbaar};
use super::spreekuur::Locatie;
use super::vaste_pagina::VastePagina;
use crate::read::fields::{At, ByCode, Fields, Ref};
use crate::values::{Buurtcode, Email, Telefoon, Webadres, sort_key};

/// An organisation that is not the municipality. What it says of itself is its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisatie {
    /// What it is called.
    pub naam: String,
    /// What it does, in one or two sentences.
    pub samenvatting: String,
    /// Where it is.
    pub locatie: Option<Locatie>,
    /// When one can come, in words.
    pub wanneer: Option<String>,
    /// Where to call.
    pub telefoon: Option<Telefoon>,
    /// Where to write.
    pub email: Option<Email>,
    /// Its site.
    pub link: Option<Webadres>,
    /// The wijken in which it is active; none means all.
    pub wijken: Vec<At<Ref>>,
    /// The buurten in which it is active.
    pub buurten: Vec<At<ByCode<Buurtcode>>>,
}

impl KindOf for Organisatie {
    const FACTS: Facts = Facts {
        called: "een organisatie",
        folder: Some("organisaties"),
        nested: false,
        title_key: None,
        shown: ShownAs::Part(VastePagina::Organisaties),
        by_wijk: false,
        overview: Some(VastePagina::Organisaties),
    };
    const READING: ReadBy<Self> = ReadBy::Yaml(Self::read);

    fn order(&self) -> impl Ord + use<> {
        sort_key(&self.naam)
    }
}

impl Says for Organisatie {
    fn name(&self) -> Option<&str> {
        Some(&self.naam)
    }

    fn refers(&self) -> Refers<'_> {
        Refers { wijken: &self.wijken, buurten: &self.buurten, ..Refers::default() }
    }

    fn web(&self) -> Vec<String> {
        self.link.iter().map(ToString::to_string).collect()
    }

    fn vindbaar(&self) -> Vindbaar {
        let namen = self.telefoon.iter().map(Telefoon::digits).chain(self.locatie.iter().flat_map(Locatie::names));
        Vindbaar {
            regel: Some(self.samenvatting.clone()),
            namen: namen.collect(),
            woorden: self.wanneer.iter().cloned().collect(),
        }
    }
}

impl Organisatie {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (naam, samenvatting) = (fields.required("naam"), fields.required("samenvatting"));
        let (locatie, wanneer) = (fields.optional("locatie"), fields.optional("wanneer"));
        let (telefoon, email, link) = (fields.optional("telefoon"), fields.optional("email"), fields.optional("link"));
        let (wijken, buurten) = (fields.list("wijken"), fields.list("buurten"));
        Some(Self {
            naam: naam?,
            samenvatting: samenvatting?,
            locatie,
            wanneer,
            telefoon,
            email,
            link,
            wijken,
            buurten,
        })
    }
}
