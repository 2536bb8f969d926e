//! Who is there for what besides the contact of a wijk: the district officer, what is broken in the street, the housing corporation.

use super::kind::{Facts, KindOf, ReadBy, Refers, Says, ShownAs, Vindbaar};
use super::vaste_pagina::VastePagina;
use crate::diagnostics::Code;
use crate::read::fields::rule::{Has, Rule};
use crate::read::fields::{At, Fields, Ref};
use crate::values::{Email, Telefoon, Webadres, sort_key};

/// Somebody who is there for a topic, in all wijken or in some. One for some wijken stands there in the place of the one for all that has
/// the same topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waarvoor {
    /// What it is about, as residents call it: "Iets op straat is kapot".
    pub onderwerp: String,
    /// Who is there for that: "Meldpunt openbare ruimte".
    pub wie: String,
    /// What one can come with.
    pub uitleg: Option<String>,
    /// Where to call.
    pub telefoon: Option<Telefoon>,
    /// Where to write.
    pub email: Option<Email>,
    /// Where to go on the web.
    pub link: Option<Webadres>,
    /// Its place among the topics; those without come last, by topic.
    pub volgorde: Option<u32>,
    /// The wijken in which it is so; none means all.
    pub wijken: Vec<At<Ref>>,
}

impl KindOf for Waarvoor {
    const FACTS: Facts = Facts {
        called: "een regel van “waarvoor bij wie”",
        folder: Some("waarvoor"),
        nested: false,
        title_key: Some("onderwerp"),
        shown: ShownAs::PartAmongOthers(VastePagina::Contact),
        by_wijk: false,
        overview: None,
    };
    const READING: ReadBy<Self> = ReadBy::Yaml(Self::read);

    fn order(&self) -> impl Ord + use<> {
        (self.volgorde.unwrap_or(u32::MAX), sort_key(&self.onderwerp), sort_key(&self.wie))
    }
}

impl Says for Waarvoor {
    fn name(&self) -> Option<&str> {
        Some(&self.onderwerp)
    }

    fn refers(&self) -> Refers<'_> {
        Refers { wijken: &self.wijken, ..Refers::default() }
    }

    fn web(&self) -> Vec<String> {
        self.link.iter().map(ToString::to_string).collect()
    }

    fn vindbaar(&self) -> Vindbaar {
        let shown = self.telefoon.iter().map(Telefoon::shown);
        Vindbaar {
            regel: Some(std::iter::once(self.wie.clone()).chain(shown).collect::<Vec<_>>().join(", ")),
            namen: self.telefoon.iter().map(Telefoon::digits).collect(),
            woorden: self.uitleg.iter().cloned().collect(),
        }
    }
}

impl Waarvoor {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (onderwerp, wie, uitleg) =
            (fields.required("onderwerp"), fields.required("wie"), fields.optional("uitleg"));
        let (telefoon, email, link) = (fields.optional("telefoon"), fields.optional("email"), fields.optional("link"));
        let (volgorde, wijken) = (fields.optional("volgorde"), fields.list("wijken"));
        let ways = [Has("telefoon"), Has("email"), Has("link")];
        if fields.breaks(&Rule::AnyOf(&ways)) {
            let tip = "Zet er `telefoon`, `email` of `link` bij.";
            fields.reject(Code::KeyCombination, &[], "Er staat niet hoe mensen contact opnemen.", tip);
            return None;
        }
        Some(Self { onderwerp: onderwerp?, wie: wie?, uitleg, telefoon, email, link, volgorde, wijken })
    }
}
