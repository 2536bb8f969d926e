//! A wijk: what the municipality calls one, which is not what CBS calls one.

use super::kind::{Facts, KindOf, ReadBy, Says, ShownAs};
use crate::read::fields::{At, ByCode, Fields, Ref};
use crate::values::Wijkdeel;
use crate::values::sort_key;

/// Places on the page of a wijk that links can point at.
const ANCHORS: &[&str] =
    &["contact", "spreekuren", "hub", "tijdlijn", "nieuws", "cijfers", "buurten", "vragen", "documenten", "over"];

/// A district of the municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wijk {
    /// What residents call it.
    pub naam: String,
    /// What it is, in one sentence.
    pub samenvatting: String,
    /// Its place among the wijken; those without come last, by name.
    pub volgorde: Option<u32>,
    /// The CBS buurten it is made of; a CBS wijk (WK…) stands for all its buurten.
    pub buurten: Vec<At<ByCode<Wijkdeel>>>,
    /// Its wijkmanager. The record of the wijkmanager names its wijken; this is checked against it.
    pub wijkmanager: Option<At<Ref>>,
}

impl KindOf for Wijk {
    const FACTS: Facts = Facts {
        called: "een wijk",
        folder: Some("wijken"),
        nested: false,
        title_key: Some("titel"),
        shown: ShownAs::Page(ANCHORS),
        by_wijk: false,
        overview: None,
    };
    const READING: ReadBy<Self> = ReadBy::Markdown(Self::read);

    fn order(&self) -> impl Ord + use<> {
        (self.volgorde.unwrap_or(u32::MAX), sort_key(&self.naam))
    }
}

impl Says for Wijk {
    fn has_section(&self, id: &str) -> bool {
        id != "buurten" || !self.buurten.is_empty()
    }

    fn name(&self) -> Option<&str> {
        Some(&self.naam)
    }
}

impl Wijk {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (naam, samenvatting) = (fields.required("naam"), fields.required("samenvatting"));
        let volgorde = fields.optional("volgorde");
        let buurten = fields.list("buurten");
        let wijkmanager = fields.optional("wijkmanager");
        Some(Self { naam: naam?, samenvatting: samenvatting?, volgorde, buurten, wijkmanager })
    }
}
