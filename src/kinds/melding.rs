//! Urgent notices: what residents must know now, and what is over at a certain time.

use std::cmp::Reverse;

use super::kind::{Facts, KindOf, Looptijd, ReadBy, Refers, Says, ShownAs, Vindbaar};
use super::vaste_pagina::VastePagina;
use crate::diagnostics::Code;
use crate::read::fields::{At, ByCode, Fields, OneOf, Ref};
use crate::tijd::{Datum, Ogenblik};
use crate::values::{Bare, Buurtcode, Choice, Mismatch, Parse, Shape, Webadres};

/// So many days one can stand: what lasts longer is news.
const LONGEST: i32 = 60;

/// So many signs are read at a glance.
const SIGNS: usize = 300;

/// An urgent notice. It is shown from the day on which it begins until it is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Melding {
    /// What it is about, in a few words.
    pub titel: String,
    /// How bad it is.
    pub niveau: Niveau,
    /// What there is to know, and to do.
    pub tekst: String,
    /// When it begins.
    pub van: Ogenblik,
    /// When it is over.
    pub tot: Ogenblik,
    /// The day on which it begins, and that on which it is over.
    dagen: [At<Datum>; 2],
    /// The wijken it is for; none means all.
    pub wijken: Vec<At<Ref>>,
    /// The buurten it is for.
    pub buurten: Vec<At<ByCode<Buurtcode>>>,
    /// Where more can be read.
    pub link: Option<Webadres>,
}

/// How bad it is, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Niveau {
    /// People can be hurt.
    Gevaar,
    /// Something does not work, or is closed.
    Hinder,
    /// Something to know.
    LetOp,
}

impl Niveau {
    /// The word that editors write and residents read.
    pub fn word(self) -> &'static str {
        Self::OPTIONS[self as usize].0
    }
}

impl Choice for Niveau {
    const WHAT: &'static str = "hoe erg het is: gevaar, hinder of let op";
    const OPTIONS: &'static [(&'static str, Self)] =
        &[("gevaar", Self::Gevaar), ("hinder", Self::Hinder), ("let op", Self::LetOp)];
}

/// A text that is read at a glance.
struct KorteTekst(String);

impl Parse for KorteTekst {
    const EXPECTED: &'static str = "een tekst van hooguit 300 tekens";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        match text.chars().count() {
            0..=SIGNS => Ok(Self(text.to_owned())),
            signs => Err(Mismatch::new(format!("deze tekst heeft {signs} tekens; {SIGNS} is het meeste"))),
        }
    }

    fn shape() -> Shape {
        Shape::new(format!(r"(?=[\s\S]{{1,{SIGNS}}}\s*$)\S(?:[\s\S]*\S)?")).or(Bare::Any)
    }
}

impl KindOf for Melding {
    const FACTS: Facts = Facts {
        called: "een dringende melding",
        folder: Some("meldingen"),
        nested: false,
        title_key: Some("titel"),
        shown: ShownAs::PartAmongOthers(VastePagina::Home),
        by_wijk: false,
        overview: None,
    };
    const READING: ReadBy<Self> = ReadBy::Yaml(Self::read);

    fn order(&self) -> impl Ord + use<> {
        (self.niveau, Reverse(self.van))
    }
}

impl Says for Melding {
    fn name(&self) -> Option<&str> {
        Some(&self.titel)
    }

    fn vindbaar(&self) -> Vindbaar {
        Vindbaar { regel: Some(self.tekst.clone()), ..Vindbaar::default() }
    }

    fn refers(&self) -> Refers<'_> {
        Refers { wijken: &self.wijken, buurten: &self.buurten, ..Refers::default() }
    }

    fn web(&self) -> Vec<String> {
        self.link.iter().map(ToString::to_string).collect()
    }

    fn looptijd(&self) -> Option<Looptijd<'_>> {
        let [van, tot] = &self.dagen;
        Some(Looptijd { what: "Deze melding", van: Some(van.value), appears: Some(van), tot: Some(tot) })
    }
}

impl Melding {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let titel = fields.required("titel");
        let niveau: Option<OneOf<Niveau>> = fields.required("niveau");
        let tekst: Option<KorteTekst> = fields.required("tekst");
        let (van, tot): (Option<At<Ogenblik>>, Option<At<Ogenblik>>) = (fields.required("van"), fields.required("tot"));
        let (wijken, buurten, link) = (fields.list("wijken"), fields.list("buurten"), fields.optional("link"));
        let (van, tot) = (van?, tot?);
        if tot.value <= van.value {
            let message = format!("Deze melding is om {} voorbij, maar begint pas om {}.", tot.value, van.value);
            fields.reject(Code::KeyCombination, &["tot"], message, "Pas één van de twee aan.");
            return None;
        }
        let days = (tot.value.dag - van.value.dag).get_days();
        if days > LONGEST {
            let message = format!("Deze melding staat er {days} dagen; {LONGEST} is het meeste.");
            let tip = "Zet bij `tot` wanneer het voorbij is. Duurt het lang? Schrijf er dan een nieuwsbericht over.";
            fields.reject(Code::KeyCombination, &["tot"], message, tip);
            return None;
        }
        let dagen = [&van, &tot].map(|at| At { value: Datum(at.value.dag), span: at.span });
        Some(Self {
            titel: titel?,
            niveau: niveau?.0,
            tekst: tekst?.0,
            van: van.value,
            tot: tot.value,
            dagen,
            wijken,
            buurten,
            link,
        })
    }
}
