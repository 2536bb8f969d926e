//! A hub: one place in a wijk where several organisations can be found.

use super::VastePagina;
use super::kind::{Facts, KindOf, ReadBy, Refers, Says, ShownAs};
use crate::values::sort_key;

use super::{Locatie, uren};
use crate::read::fields::{At, ByCode, Field, Fields, OneOf, Reader, Ref};
use crate::read::yaml::Entry;
use crate::tijd::{Periode, Rooster};
use crate::values::{Buurtcode, Choice};

/// Places on the page of a hub that links can point at.
const ANCHORS: &[&str] = &["openingstijden", "geschiedenis", "contact"];

/// A hub, planned or open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hub {
    /// What it is called.
    pub naam: String,
    /// The wijk it lies in.
    pub wijk: At<Ref>,
    /// The buurt it lies in.
    pub buurt: Option<At<ByCode<Buurtcode>>>,
    /// What it is, in one sentence.
    pub samenvatting: String,
    /// How far it is.
    pub status: HubStatus,
    /// How far it is, in a sentence.
    pub status_tekst: Option<String>,
    /// Where it is or will be.
    pub locatie: Option<Locatie>,
    /// Who can be found there.
    pub partners: Vec<String>,
    /// When it is open; without rules when that is not known.
    pub rooster: Rooster,
    /// What else is to be said about the opening hours.
    pub openingstijden_uitleg: Option<String>,
    /// How it came about, oldest first.
    pub geschiedenis: Vec<Gebeurtenis>,
}

/// How far a hub is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HubStatus {
    Gepland,
    InVoorbereiding,
    InGebruik,
    TijdelijkDicht,
    Gesloten,
}

impl HubStatus {
    /// The word that editors write and residents read.
    pub fn word(self) -> &'static str {
        Self::OPTIONS[self as usize].0
    }
}

impl Choice for HubStatus {
    const WHAT: &'static str = "hoe ver de hub is, zoals gepland of in gebruik";
    const OPTIONS: &'static [(&'static str, Self)] = &[
        ("gepland", Self::Gepland),
        ("in voorbereiding", Self::InVoorbereiding),
        ("in gebruik", Self::InGebruik),
        ("tijdelijk dicht", Self::TijdelijkDicht),
        ("gesloten", Self::Gesloten),
    ];
}

/// Something that happened to a hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gebeurtenis {
    /// When.
    pub periode: Periode,
    /// What.
    pub tekst: String,
    /// Where that can be read.
    pub documenten: Vec<At<Ref>>,
}

impl Field for Gebeurtenis {
    const EXPECTED: &'static str = "een gebeurtenis met `periode` en `tekst`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "periode, tekst en documenten", |fields| {
            let (periode, tekst) = (fields.required("periode"), fields.required("tekst"));
            let documenten = fields.list("documenten");
            Some(Self { periode: periode?, tekst: tekst?, documenten })
        })
    }
}

impl KindOf for Hub {
    const FACTS: Facts = Facts {
        called: "een hub",
        folder: Some("hubs"),
        nested: false,
        title_key: Some("titel"),
        shown: ShownAs::Page(ANCHORS),
        by_wijk: true,
        overview: Some(VastePagina::Hubs),
    };
    const READING: ReadBy<Self> = ReadBy::Markdown(Self::read);

    fn order(&self) -> impl Ord + use<> {
        sort_key(&self.naam)
    }
}

impl Says for Hub {
    fn has_section(&self, id: &str) -> bool {
        id != "geschiedenis" || !self.geschiedenis.is_empty()
    }

    fn name(&self) -> Option<&str> {
        Some(&self.naam)
    }

    fn refers(&self) -> Refers<'_> {
        Refers {
            wijken: std::slice::from_ref(&self.wijk),
            buurten: self.buurt.as_slice(),
            stukken: self.geschiedenis.iter().flat_map(|gebeurtenis| &gebeurtenis.documenten).collect(),
            at_one_place: true,
        }
    }
}

impl Hub {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let naam = fields.required("naam");
        let (wijk, buurt) = (fields.required("wijk"), fields.optional("buurt"));
        let samenvatting = fields.required("samenvatting");
        let status = fields.required::<OneOf<HubStatus>>("status");
        let (status_tekst, locatie) = (fields.optional("status_tekst"), fields.optional("locatie"));
        let partners = fields.list("partners");
        let rooster = uren::openingstijden(fields, "openingstijden");
        let openingstijden_uitleg = fields.optional("openingstijden_uitleg");
        let mut geschiedenis: Vec<Gebeurtenis> = fields.list("geschiedenis");
        geschiedenis.sort_by_key(|gebeurtenis| gebeurtenis.periode.order());
        Some(Self {
            naam: naam?,
            wijk: wijk?,
            buurt,
            samenvatting: samenvatting?,
            status: status?.0,
            status_tekst,
            locatie,
            partners,
            rooster,
            openingstijden_uitleg,
            geschiedenis,
        })
    }
}
