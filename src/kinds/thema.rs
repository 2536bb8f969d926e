//! Topics: the word list of what a site is about (housing, green, traffic), and which kinds can be about one. (A theme that templates
//! are in is called the same in Dutch; what is said of that is in `themabestand/`.)

use super::kind::{Facts, Kind, KindOf, ReadBy, Says, ShownAs, Vindbaar};
use super::vaste_pagina::VastePagina;
use crate::read::fields::Fields;
use crate::values::sort_key;

/// Places on the page of a topic that links can point at: one per kind that can be about it.
const ANCHORS: &[&str] = &["bijeenkomsten", "projecten", "nieuws", "vragen", "waarvoor", "organisaties", "documenten"];

/// A topic. What is about it says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thema {
    /// What it is called: "Groen".
    pub titel: String,
    /// What belongs to it, in one sentence.
    pub samenvatting: String,
    /// Its place among the topics; those without come last, by title.
    pub volgorde: Option<u32>,
}

impl KindOf for Thema {
    const FACTS: Facts = Facts {
        called: "een thema",
        folder: Some("themas"),
        nested: false,
        title_key: Some("titel"),
        shown: ShownAs::Page(ANCHORS),
        by_wijk: false,
        overview: Some(VastePagina::Themas),
    };
    const READING: ReadBy<Self> = ReadBy::Markdown(Self::read);

    fn order(&self) -> impl Ord + use<> {
        (self.volgorde.unwrap_or(u32::MAX), sort_key(&self.titel))
    }
}

impl Says for Thema {
    fn name(&self) -> Option<&str> {
        Some(&self.titel)
    }

    fn vindbaar(&self) -> Vindbaar {
        Vindbaar { regel: Some(self.samenvatting.clone()), ..Vindbaar::default() }
    }
}

impl Thema {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (titel, samenvatting) = (fields.required("titel"), fields.required("samenvatting"));
        let volgorde = fields.optional("volgorde");
        Some(Self { titel: titel?, samenvatting: samenvatting?, volgorde })
    }
}

impl Kind {
    /// The place on the page of a topic with what is about it of this kind; `None` for kinds that are not about topics.
    pub(crate) fn section_of_thema(self) -> Option<&'static str> {
        self.facts().folder.filter(|folder| ANCHORS.contains(folder))
    }
}
