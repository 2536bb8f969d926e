//! Open data: which tables there are, what each is about, where its files are and where its rows lie on the map. What is in the files is
//! for `outputs/data/`, the page that tells of them for `pages/data.rs`. A site has them when it has that page.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Gebied, Omtrekken, Site};
use crate::geo::{Outline, Point};
use crate::kinds::{Locatie, VastePagina};
use crate::output::OutputPath;
use crate::values::{Gebiedscode, Gebiedssoort, Licentie, Plek};

/// The description of all tables, for programs (Frictionless Data Package).
pub(crate) const DATAPACKAGE: &str = "data/datapackage.json";

/// The same for registers of open data (DCAT-AP-NL). It needs whole addresses.
pub(crate) const CATALOGUS: &str = "data/dcat.jsonld";

/// The licence of boundaries of Statistics Netherlands and the Kadaster.
pub(crate) const LICENTIE_VAN_GRENZEN: Licentie = Licentie::Naamsvermelding;

/// A table of open data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Datatabel {
    Wijken,
    Buurten,
    EerdereBuurten,
    Contacten,
    Hubs,
    Spreekuren,
    Openingstijden,
    Meldingen,
    Bijeenkomsten,
    Nieuws,
    Tijdlijn,
    Projecten,
    Themas,
    Cijfers,
    Bronnen,
}

/// A form in which a table can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Datavorm {
    /// For programs.
    Csv,
    /// For programs.
    Json,
    /// For spreadsheets as they are set up in the Netherlands.
    Spreadsheet,
    /// For maps: the rows that lie somewhere.
    Geojson,
}

/// Where the rows of a table lie.
pub(crate) struct Liggingen {
    /// Of each row where it lies, if that is known.
    pub rijen: Vec<Option<Ligging>>,
    /// The years of the divisions that boundaries among these are of; `None` when there are no boundaries.
    pub grenzen: Option<BTreeSet<u16>>,
    /// Whether boundaries are of a municipality that is made up.
    pub is_verzonnen: bool,
}

/// Where something lies.
pub(crate) enum Ligging {
    /// In an area.
    Vlak(Arc<Outline>),
    /// At a place.
    Punt(Point),
}

impl Datatabel {
    /// All that there can be, in the order in which they are told of.
    pub(crate) const ALL: [Self; 15] = [
        Self::Wijken,
        Self::Buurten,
        Self::EerdereBuurten,
        Self::Contacten,
        Self::Hubs,
        Self::Spreekuren,
        Self::Openingstijden,
        Self::Meldingen,
        Self::Bijeenkomsten,
        Self::Nieuws,
        Self::Tijdlijn,
        Self::Projecten,
        Self::Themas,
        Self::Cijfers,
        Self::Bronnen,
    ];

    /// Those that a site has.
    pub(crate) fn all(site: &Site) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|tabel| !tabel.is_rare() || site.has_rows(*tabel))
    }

    /// Whether most sites have none of it, and publish no empty table.
    fn is_rare(self) -> bool {
        matches!(self, Self::EerdereBuurten | Self::Meldingen | Self::Bijeenkomsten | Self::Projecten | Self::Themas)
    }

    /// What its files are called, and what it is about (Dutch).
    pub(crate) fn facts(self) -> (&'static str, &'static str) {
        match self {
            Self::Wijken => ("wijken", "De wijken van de gemeente."),
            Self::Buurten => ("buurten", "De buurten van het CBS, met de wijk waarin zij liggen."),
            Self::EerdereBuurten => {
                ("eerdere-buurten", "De buurten van het CBS van eerdere jaren, met de wijk waarin zij toen lagen.")
            }
            Self::Contacten => ("contacten", "Wie het aanspreekpunt van een wijk is, en hoe u die bereikt."),
            Self::Hubs => ("hubs", "De hubs: waar zij zijn en of zij in gebruik zijn."),
            Self::Spreekuren => ("spreekuren", "Wanneer en waar bewoners kunnen binnenlopen."),
            Self::Openingstijden => {
                ("openingstijden", "De gewone week van hubs en aanspreekpunten, zonder feestdagen.")
            }
            Self::Meldingen => ("meldingen", "De dringende meldingen die nu op de site staan."),
            Self::Bijeenkomsten => ("bijeenkomsten", "De bijeenkomsten: wanneer, waar, en of zij doorgaan."),
            Self::Nieuws => ("nieuws", "De nieuwsberichten."),
            Self::Tijdlijn => ("tijdlijn", "De stappen van de tijdlijn."),
            Self::Projecten => ("projecten", "De projecten: waar zij zijn en hoe ver zij volgens de planning zijn."),
            Self::Themas => ("themas", "De thema’s waar berichten, bijeenkomsten en projecten over gaan."),
            Self::Cijfers => ("cijfers", "Alle cijfers, één per regel."),
            Self::Bronnen => ("bronnen", "Waar de cijfers vandaan komen, en onder welke licentie."),
        }
    }

    /// The forms that it has if there is something to show in them: what never lies anywhere has no map.
    pub(crate) fn vormen(self) -> impl Iterator<Item = Datavorm> {
        let lies_somewhere = matches!(
            self,
            Self::Wijken | Self::Buurten | Self::Hubs | Self::Spreekuren | Self::Bijeenkomsten | Self::Projecten
        );
        Datavorm::ALL.into_iter().filter(move |vorm| lies_somewhere || *vorm != Datavorm::Geojson)
    }

    /// Where it is.
    pub(crate) fn address(self, vorm: Datavorm) -> OutputPath {
        OutputPath::new(format!("data/{}{}", self.facts().0, vorm.end()))
    }
}

impl Datavorm {
    /// All of them.
    const ALL: [Self; 4] = [Self::Csv, Self::Json, Self::Spreadsheet, Self::Geojson];

    fn end(self) -> &'static str {
        match self {
            Self::Csv => ".csv",
            Self::Json => ".json",
            Self::Spreadsheet => "-spreadsheet.csv",
            Self::Geojson => ".geojson",
        }
    }
}

impl Site {
    /// The forms that a table has.
    pub(crate) fn datavormen(&self, tabel: Datatabel) -> impl Iterator<Item = Datavorm> {
        let is_there = move |vorm: &Datavorm| *vorm != Datavorm::Geojson || self.liggingen(tabel).is_some();
        tabel.vormen().filter(is_there)
    }

    /// Under which licence others may use what the municipality itself put on the site, if it said so.
    pub(crate) fn licentie(&self) -> Option<Licentie> {
        self.vast.get(&VastePagina::Data)?.value.licentie
    }

    /// The tables that have rows and may be used under a known licence, with that. Of figures of several sources it is the one that
    /// asks most: who keeps to that keeps to all.
    pub(crate) fn catalogus(&self) -> impl Iterator<Item = (Datatabel, Licentie)> {
        let licenties = || self.bronnen.iter().map(|bron| Licentie::named(&bron.item.value.licentie));
        let of = move |tabel: Datatabel| match tabel {
            Datatabel::Cijfers => licenties().collect::<Option<Vec<_>>>()?.into_iter().max(),
            _ => self.licentie(),
        };
        let all = Datatabel::all(self).filter(|tabel| self.has_rows(*tabel));
        all.filter_map(move |tabel| Some((tabel, of(tabel)?)))
    }

    fn has_rows(&self, tabel: Datatabel) -> bool {
        let lists = &self.lists;
        match tabel {
            Datatabel::Wijken => !self.wijken.is_empty(),
            Datatabel::Buurten => self.genoemde_buurten().next().is_some(),
            Datatabel::EerdereBuurten => self.wijken.iter().any(|wijk| !wijk.eerder.is_empty()),
            Datatabel::Contacten => !self.wijkmanagers.is_empty(),
            Datatabel::Hubs => !lists.hubs.is_empty(),
            Datatabel::Spreekuren => !lists.spreekuren.is_empty(),
            Datatabel::Openingstijden => {
                let of_hubs = lists.hubs.iter().map(|hub| &hub.item.value.rooster);
                let mut all = of_hubs.chain(self.wijkmanagers.iter().map(|it| &it.item.value.rooster));
                all.any(|rooster| !rooster.regels.is_empty())
            }
            Datatabel::Meldingen => !lists.meldingen.is_empty(),
            Datatabel::Bijeenkomsten => !lists.bijeenkomsten.is_empty(),
            Datatabel::Nieuws => !lists.nieuws.is_empty(),
            Datatabel::Tijdlijn => !lists.stappen.is_empty(),
            Datatabel::Projecten => !lists.projecten.is_empty(),
            Datatabel::Themas => !lists.themas.is_empty(),
            Datatabel::Cijfers | Datatabel::Bronnen => !self.bronnen.is_empty(),
        }
    }

    /// The buurten that have a name, whether or not they are in a wijk.
    pub(crate) fn genoemde_buurten(&self) -> impl Iterator<Item = (&Gebiedscode, &Gebied)> {
        self.gebieden.iter().filter(|(code, _)| code.soort() == Gebiedssoort::Buurt)
    }

    /// Where the rows of a table lie; `None` when that is known of none.
    pub(crate) fn liggingen(&self, tabel: Datatabel) -> Option<Liggingen> {
        let is_verzonnen = self.info.as_ref().is_some_and(|info| info.value.voorbeeldregel.is_some());
        let liggingen = match tabel {
            Datatabel::Wijken => self.begrenzing.of_wijken(&self.wijken).map(Liggingen::of_areas),
            Datatabel::Buurten => {
                let codes: Vec<Gebiedscode> = self.genoemde_buurten().map(|(code, _)| *code).collect();
                self.begrenzing.of_areas(&codes).as_ref().map(Liggingen::of_areas)
            }
            Datatabel::Hubs => Liggingen::of_places(self.lists.hubs.iter().map(|it| it.item.value.locatie.as_ref())),
            Datatabel::Projecten => {
                Liggingen::of_places(self.lists.projecten.iter().map(|it| it.item.value.locatie.as_ref()))
            }
            Datatabel::Spreekuren => {
                Liggingen::of_places(self.lists.spreekuren.iter().map(|it| Some(&it.item.value.locatie)))
            }
            Datatabel::Bijeenkomsten => {
                Liggingen::of_places(self.lists.bijeenkomsten.iter().map(|it| Some(it.item.value.locatie())))
            }
            _ => None,
        };
        liggingen.map(|it| Liggingen { is_verzonnen, ..it })
    }
}

impl Liggingen {
    /// Who made the boundaries, who want to be named; `None` when there are none.
    pub(crate) fn bron(&self) -> Option<String> {
        let jaren: Vec<String> = self.grenzen.as_ref()?.iter().map(ToString::to_string).collect();
        let between = if jaren.is_empty() { "" } else { ", " };
        let makers = if self.is_verzonnen { "verzonnen" } else { "Kadaster / Centraal Bureau voor de Statistiek" };
        Some(format!("{makers}{between}{}", jaren.join(" en ")))
    }

    /// Under which licence the whole may be used, when the other columns may be under this one.
    pub(crate) fn licentie(&self, columns: Licentie) -> Licentie {
        if self.grenzen.is_some() { columns.max(LICENTIE_VAN_GRENZEN) } else { columns }
    }

    fn of_areas(omtrekken: &Omtrekken) -> Self {
        let area = |vorm: &Option<Arc<Outline>>| vorm.clone().map(Ligging::Vlak);
        Self {
            rijen: omtrekken.vormen.iter().map(area).collect(),
            grenzen: Some(omtrekken.jaren.clone()),
            is_verzonnen: false,
        }
    }

    fn of_places<'s>(all: impl Iterator<Item = Option<&'s Locatie>>) -> Option<Self> {
        let place = |locatie: Option<&Locatie>| {
            let Plek(point) = locatie?.plek.as_ref()?.value;
            Some(Ligging::Punt(point))
        };
        let rijen: Vec<Option<Ligging>> = all.map(place).collect();
        rijen.iter().any(Option::is_some).then_some(Self { rijen, grenzen: None, is_verzonnen: false })
    }
}
