//! The map of the wijken, and that of the buurten of a wijk.

use serde::Serialize;

use super::buurt::GebiedView;
use super::page::Link;
use super::spot::Spot;
use crate::draw::kaart::{Merk, Nummers, teken};
use crate::kinds::{Hub, Spreekuur};
use crate::site::{About, Item, Omtrekken, WijkIndex};
use crate::values::Plek;

/// A map: areas and places with numbers, in the order of the list that belongs beside it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct GebiedskaartView {
    /// What it is a map of, in words.
    pub naam: String,
    /// The value of `viewBox`.
    pub kader: String,
    pub vlakken: Vec<VlakView>,
    pub nummers: NummersView,
    pub punten: Vec<PuntView>,
    /// The areas that belong here and cannot be drawn.
    pub ontbreekt: Vec<GebiedView>,
    /// The years of the divisions in areas, as words: "2022". They are of Statistics Netherlands and the Kadaster, who want to be named.
    pub jaar: Option<String>,
    /// Whether the boundaries are very rough: a hundred metres beside the real ones.
    pub grof: bool,
}

/// An area on a map; it has an address when it has a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct VlakView {
    pub naam: String,
    pub href: Option<String>,
    pub pad: String,
}

/// The numbers of the areas, as paths: their digits, and lines to small areas.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NummersView {
    pub cijfers: String,
    pub lijnen: String,
}

/// A place on a map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct PuntView {
    pub naam: String,
    pub href: String,
    pub merk: MerkView,
}

/// The number of a place: where it is, the path of its digits, and that of a line to what it is the number of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct MerkView {
    pub x: i32,
    pub y: i32,
    pub cijfers: String,
    pub lijn: Option<String>,
}

impl From<Merk> for MerkView {
    fn from(Merk { x, y, cijfers, lijn }: Merk) -> Self {
        Self { x, y, cijfers, lijn }
    }
}

impl Spot<'_> {
    /// The map of all wijken.
    pub(super) fn kaart_van_wijken(&self) -> Option<GebiedskaartView> {
        let site = self.planner.site;
        let gebied = |(index, _)| {
            let wijk = self.wijk_link(index);
            GebiedView { naam: wijk.naam, code: String::new(), href: Some(wijk.href) }
        };
        let gebieden = site.wijk_indices().map(gebied).collect();
        let naam = format!("Kaart van de wijken van {}", self.planner.info.value.gemeente);
        let plekken = self.plekken(site.lists.hubs.iter(), site.lists.spreekuren.iter());
        kaart(naam, gebieden, site.begrenzing.of_wijken(&site.wijken)?, plekken)
    }

    /// The map of the buurten of a wijk, in the order of their names.
    pub(super) fn kaart_van_buurten(&self, wijk: WijkIndex) -> Option<GebiedskaartView> {
        let site = self.planner.site;
        let codes = self.buurtcodes(wijk);
        let gebieden = codes.iter().map(|code| self.gebied(code)).collect();
        let naam = format!("Kaart van de buurten in {}", site.wijken[wijk].item.value.naam);
        let plekken = self.plekken(site.lists.hubs.of_wijk(wijk), site.lists.spreekuren.of_wijk(wijk));
        kaart(naam, gebieden, &site.begrenzing.of_areas(&codes)?, plekken)
    }

    /// The places where one can walk in, each once: hubs, and where spreekuren are as a rule.
    fn plekken<'s>(
        &self,
        hubs: impl Iterator<Item = &'s About<Hub>>,
        spreekuren: impl Iterator<Item = &'s About<Spreekuur>>,
    ) -> Vec<(Plek, Link)> {
        let mut plekken: Vec<(Plek, Link)> = Vec::new();
        let hubs = hubs.filter_map(|hub| {
            let Item { document, value } = &hub.item;
            Some((value.locatie.as_ref()?, Some(&value.naam), document))
        });
        let spreekuren = spreekuren.map(|it| {
            let locatie = &it.item.value.locatie;
            (locatie, locatie.naam.as_ref().or(locatie.adres.as_ref()), &it.item.document)
        });
        for (locatie, naam, document) in hubs.chain(spreekuren) {
            let (Some(plek), Some(naam)) = (&locatie.plek, naam) else { continue };
            if !plekken.iter().any(|(other, _)| *other == plek.value) {
                plekken.push((plek.value, Link { naam: naam.clone(), href: self.document_href(document) }));
            }
        }
        plekken
    }
}

fn kaart(
    naam: String,
    gebieden: Vec<GebiedView>,
    omtrekken: &Omtrekken,
    mut plekken: Vec<(Plek, Link)>,
) -> Option<GebiedskaartView> {
    let shapes: Vec<_> = omtrekken.vormen.iter().map(Option::as_deref).collect();
    plekken.retain(|(Plek(point), _)| omtrekken.reaches(*point));
    let points: Vec<_> = plekken.iter().map(|(Plek(point), _)| *point).collect();
    let drawn = teken(&shapes, &points)?;
    let punten = plekken.into_iter().zip(drawn.punten).map(|((_, Link { naam, href }), merk)| PuntView {
        naam,
        href,
        merk: merk.into(),
    });
    let Nummers { cijfers, lijnen } = drawn.nummers;
    let jaren: Vec<String> = omtrekken.jaren.iter().map(ToString::to_string).collect();
    let mut vlakken = drawn.vlakken.into_iter().peekable();
    let mut view = GebiedskaartView {
        naam,
        kader: drawn.kader,
        vlakken: Vec::new(),
        nummers: NummersView { cijfers, lijnen },
        punten: punten.collect(),
        ontbreekt: Vec::new(),
        grof: omtrekken.grof,
        jaar: (!jaren.is_empty()).then(|| jaren.join(" en ")),
    };
    for (index, gebied) in gebieden.into_iter().enumerate() {
        match vlakken.next_if(|(at, _)| *at == index) {
            Some((_, pad)) => view.vlakken.push(VlakView { naam: gebied.naam, href: gebied.href, pad }),
            None => view.ontbreekt.push(gebied),
        }
    }
    Some(view)
}
