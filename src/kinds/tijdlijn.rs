//! A step of the timeline.

use super::VastePagina;
use super::kind::{Facts, KindOf, ReadBy, Refers, Says, ShownAs};
use crate::read::fields::{At, Fields, Ref};
use crate::tijd::Periode;
use crate::values::Buurtcode;

/// A step of *wijkgericht werken*. Whether it is over, going on or to come follows from its period and today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stap {
    /// What happens.
    pub titel: String,
    /// When.
    pub periode: Periode,
    /// What was or will be decided.
    pub besluit: Option<String>,
    /// Where that can be read.
    pub documenten: Vec<At<Ref>>,
    /// The wijken it is about; none means all.
    pub wijken: Vec<At<Ref>>,
    /// The buurten it is about.
    pub buurten: Vec<At<Buurtcode>>,
}

impl KindOf for Stap {
    const FACTS: Facts = Facts {
        called: "een stap van de tijdlijn",
        folder: Some("tijdlijn"),
        nested: false,
        title_key: Some("titel"),
        shown: ShownAs::Part(VastePagina::Tijdlijn),
        by_wijk: false,
        overview: Some(VastePagina::Tijdlijn),
    };
    const READING: ReadBy<Self> = ReadBy::Markdown(Self::read);

    fn order(&self) -> impl Ord + use<> {
        self.periode.order()
    }
}

impl Says for Stap {
    fn name(&self) -> Option<&str> {
        Some(&self.titel)
    }

    fn refers(&self) -> Refers<'_> {
        Refers {
            wijken: &self.wijken,
            buurten: &self.buurten,
            stukken: self.documenten.iter().collect(),
            at_one_place: false,
        }
    }
}

impl Stap {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (titel, periode) = (fields.required("titel"), fields.required("periode"));
        let besluit = fields.optional("besluit");
        let documenten = fields.list("documenten");
        let (wijken, buurten) = (fields.list("wijken"), fields.list("buurten"));
        Some(Self { titel: titel?, periode: periode?, besluit, documenten, wijken, buurten })
    }
}
