//! A wijk: what the municipality calls one, which is not what CBS calls one.

use super::kengetallen::Jaar;
use super::kind::{Facts, KindOf, ReadBy, Says, ShownAs, Vindbaar};
use crate::read::fields::{At, ByCode, Field, Fields, Reader, Ref};
use crate::read::yaml::Entry;
use crate::values::Wijkdeel;
use crate::values::sort_key;

/// Places on the page of a wijk that links can point at.
const ANCHORS: &[&str] = &[
    "contact",
    "spreekuren",
    "hub",
    "projecten",
    "tijdlijn",
    "nieuws",
    "cijfers",
    "buurten",
    "vragen",
    "documenten",
    "over",
];

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
    /// What it is made of in figures of earlier years, when CBS had other buurten.
    pub eerdere_buurten: Vec<EerdereBuurten>,
    /// Its wijkmanager. The record of the wijkmanager names its wijken; this is checked against it.
    pub wijkmanager: Option<At<Ref>>,
}

/// The buurten that a wijk is made of in figures up to a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EerdereBuurten {
    /// The last year that they are for.
    pub tot_en_met: At<Jaar>,
    /// The buurten; none, when the wijk was not there.
    pub buurten: Vec<At<ByCode<Wijkdeel>>>,
}

impl Field for EerdereBuurten {
    const EXPECTED: &'static str = "een jaar bij `tot_en_met` en de codes van toen bij `buurten`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "tot_en_met en buurten", |fields| {
            let (tot_en_met, buurten) = (fields.required("tot_en_met"), fields.required("buurten"));
            Some(Self { tot_en_met: tot_en_met?, buurten: buurten? })
        })
    }
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

    fn vindbaar(&self) -> Vindbaar {
        Vindbaar { regel: Some(self.samenvatting.clone()), ..Vindbaar::default() }
    }
}

impl Wijk {
    /// What is written of the figures of a year, and whether that is said of earlier years only.
    pub(crate) fn buurten_in(&self, jaar: u16) -> (&[At<ByCode<Wijkdeel>>], bool) {
        let eerdere = self.eerdere_buurten.iter().filter(|eerder| jaar <= eerder.tot_en_met.value.0);
        let eerder = eerdere.min_by_key(|eerder| eerder.tot_en_met.value);
        eerder.map_or((&self.buurten, false), |eerder| (&eerder.buurten, true))
    }

    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (naam, samenvatting) = (fields.required("naam"), fields.required("samenvatting"));
        let volgorde = fields.optional("volgorde");
        let (buurten, eerdere_buurten) = (fields.list("buurten"), fields.list("eerdere_buurten"));
        let wijkmanager = fields.optional("wijkmanager");
        Some(Self { naam: naam?, samenvatting: samenvatting?, volgorde, buurten, eerdere_buurten, wijkmanager })
    }
}
