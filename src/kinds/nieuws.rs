//! News.

use super::VastePagina;
use std::cmp::Reverse;

use super::kind::{Facts, KindOf, Looptijd, ReadBy, Refers, Says, ShownAs, Vindbaar};
use crate::diagnostics::Code;
use crate::read::fields::{At, ByCode, Fields, Ref};
use crate::tijd::Datum;
use crate::values::Buurtcode;

/// Places on the page of a news item that links can point at.
const ANCHORS: &[&str] = &["documenten"];

/// A news item. It is shown from its date on, and until its last day when it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nieuws {
    /// Its title.
    pub titel: String,
    /// What it says, in one sentence.
    pub samenvatting: String,
    /// First day on which it is shown.
    pub datum: At<Datum>,
    /// Last day on which it is shown.
    pub tot: Option<At<Datum>>,
    /// The wijken it is about; none means all.
    pub wijken: Vec<At<Ref>>,
    /// The buurten it is about.
    pub buurten: Vec<At<ByCode<Buurtcode>>>,
    /// What can be read about it.
    pub documenten: Vec<At<Ref>>,
    /// The projects it is about.
    pub projecten: Vec<At<Ref>>,
}

impl KindOf for Nieuws {
    const FACTS: Facts = Facts {
        called: "een nieuwsbericht",
        folder: Some("nieuws"),
        nested: false,
        title_key: Some("titel"),
        shown: ShownAs::Page(ANCHORS),
        by_wijk: false,
        overview: Some(VastePagina::Nieuws),
    };
    const READING: ReadBy<Self> = ReadBy::Markdown(Self::read);

    fn order(&self) -> impl Ord + use<> {
        Reverse(self.datum.value)
    }
}

impl Says for Nieuws {
    fn has_section(&self, id: &str) -> bool {
        id != "documenten" || !self.documenten.is_empty()
    }

    fn name(&self) -> Option<&str> {
        Some(&self.titel)
    }

    fn vindbaar(&self) -> Vindbaar {
        Vindbaar { regel: Some(self.samenvatting.clone()), ..Vindbaar::default() }
    }

    fn refers(&self) -> Refers<'_> {
        Refers {
            wijken: &self.wijken,
            buurten: &self.buurten,
            stukken: self.documenten.iter().collect(),
            projecten: self.projecten.iter().collect(),
            ..Refers::default()
        }
    }

    fn looptijd(&self) -> Option<Looptijd<'_>> {
        let (van, appears) = (Some(self.datum.value), Some(&self.datum));
        Some(Looptijd { what: "Dit bericht", van, appears, tot: self.tot.as_ref() })
    }
}

impl Nieuws {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (titel, samenvatting) = (fields.required("titel"), fields.required("samenvatting"));
        let (datum, tot): (Option<At<Datum>>, Option<At<Datum>>) = (fields.required("datum"), fields.optional("tot"));
        let (wijken, buurten) = (fields.list("wijken"), fields.list("buurten"));
        let (documenten, projecten) = (fields.list("documenten"), fields.list("projecten"));
        if let (Some(At { value: van, .. }), Some(tot)) = (&datum, &tot)
            && *van > tot.value
        {
            fields.reject(
                Code::KeyCombination,
                &["tot"],
                format!("De laatste dag {} ligt vóór de eerste dag {van}.", tot.value),
                "Pas één van de twee datums aan.",
            );
            return None;
        }
        Some(Self {
            titel: titel?,
            samenvatting: samenvatting?,
            datum: datum?,
            tot,
            wijken,
            buurten,
            documenten,
            projecten,
        })
    }
}
