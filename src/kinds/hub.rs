//! A hub: one place in a wijk where several organisations can be found.

use super::VastePagina;
use super::kind::{Facts, KindOf, ReadBy, Refers, Says, ShownAs, Vindbaar};
use crate::values::sort_key;

use super::{Locatie, uren};
use crate::diagnostics::Code;
use crate::read::fields::rule::{Has, Rule};
use crate::read::fields::{At, ByCode, Field, Fields, OneOf, Reader, Ref};
use crate::read::yaml::Entry;
use crate::tijd::{Datum, Periode, Rooster};
use crate::values::{Buurtcode, Choice, Email, Telefoon};

/// Places on the page of a hub that links can point at.
const ANCHORS: &[&str] = &["openingstijden", "geschiedenis", "contact"];

/// A hub, planned or open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hub {
    /// What it is called.
    pub naam: String,
    /// The wijken it is there for.
    pub wijken: Vec<At<Ref>>,
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
    /// Where to call.
    pub telefoon: Option<Telefoon>,
    /// Where to write.
    pub email: Option<Email>,
    /// What one can come for.
    pub wat_kan_hier: Vec<String>,
    /// Who can be found there.
    pub partners: Vec<String>,
    /// When it is open; without rules when that is not known.
    pub rooster: Rooster,
    /// The days that are named with hours of their own and without a reason.
    pub genoemd: Vec<At<Datum>>,
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

    fn vindbaar(&self) -> Vindbaar {
        let namen = self.telefoon.iter().map(Telefoon::digits).chain(self.locatie.iter().flat_map(Locatie::names));
        let woorden = self.status_tekst.iter().chain(&self.wat_kan_hier).chain(&self.partners);
        let woorden = woorden.chain(&self.openingstijden_uitleg).chain(self.geschiedenis.iter().map(|it| &it.tekst));
        let mail = self.email.iter().map(ToString::to_string);
        Vindbaar {
            regel: Some(self.samenvatting.clone()),
            namen: namen.collect(),
            woorden: woorden.cloned().chain(mail).collect(),
        }
    }

    fn refers(&self) -> Refers<'_> {
        Refers {
            wijken: &self.wijken,
            buurten: self.buurt.as_slice(),
            stukken: self.geschiedenis.iter().flat_map(|gebeurtenis| &gebeurtenis.documenten).collect(),
            at_one_place: true,
            ..Refers::default()
        }
    }
}

impl Hub {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let naam = fields.required("naam");
        let (wijk, wijken): (Option<At<Ref>>, Vec<At<Ref>>) = (fields.optional("wijk"), fields.list("wijken"));
        let buurt = fields.optional("buurt");
        let samenvatting = fields.required("samenvatting");
        let status = fields.required::<OneOf<HubStatus>>("status");
        let (status_tekst, locatie) = (fields.optional("status_tekst"), fields.optional("locatie"));
        let (telefoon, email) = (fields.optional("telefoon"), fields.optional("email"));
        let wat_kan_hier = fields.list("wat_kan_hier");
        let partners = fields.list("partners");
        let (rooster, genoemd) = uren::openingstijden(fields);
        let openingstijden_uitleg = fields.optional("openingstijden_uitleg");
        let mut geschiedenis: Vec<Gebeurtenis> = fields.list("geschiedenis");
        geschiedenis.sort_by_key(|gebeurtenis| gebeurtenis.periode.order());
        let is_empty = fields.breaks(&Rule::NotEmpty("wijken"));
        if fields.breaks(&Rule::OneOf(&[Has("wijk"), Has("wijken")])) || is_empty {
            let tip = "Zet er `wijk: …` bij. Is de hub er voor meer wijken? Zet ze dan in een lijst bij `wijken`.";
            let message = if fields.has("wijk") {
                "Er staat een `wijk` én een lijst met `wijken`."
            } else {
                "Er staat niet in welke wijk deze hub is."
            };
            fields.reject(Code::KeyCombination, &["wijken", "wijk"], message, tip);
            return None;
        }
        Some(Self {
            naam: naam?,
            wijken: wijk.into_iter().chain(wijken).collect(),
            buurt,
            samenvatting: samenvatting?,
            status: status?.0,
            status_tekst,
            locatie,
            telefoon,
            email,
            wat_kan_hier,
            partners,
            rooster,
            genoemd,
            openingstijden_uitleg,
            geschiedenis,
        })
    }
}
