//! Buurten: a buurt in lists, and its page.

use serde::Serialize;

use super::bijeenkomst::{BijeenkomstView, MEETINGS};
use super::cijfers::CijfersView;
use super::contact::ContactView;
use super::hub::HubView;
use super::inloop::InloopView;
use super::linked_data;
use super::nieuws::NieuwsView;
use super::page::{ContentView, Link, Page};
use super::project::ProjectenHierView;
use super::spot::{Heading, Kruimel, Spot};
use super::spreekuur::SpreekuurView;
use super::stap::StapView;
use super::van_anderen::ActiviteitView;
use super::waarvoor::WaarvoorView;
use crate::kinds::VastePagina;
use crate::site::{Nieuwsbron, WijkIndex};
use crate::values::{Gebiedscode, sort_key};

/// `buurt.html`: what there is to tell about one buurt.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BuurtView {
    pub naam: String,
    pub code: String,
    pub samenvatting: Option<String>,
    pub tekst: String,
    pub wijk: Link,
    pub contact: Option<ContactView>,
    /// The next moment to walk in.
    pub inloop: Vec<InloopView>,
    pub spreekuren: Vec<SpreekuurView>,
    pub hubs: Vec<HubView>,
    pub stappen: Vec<StapView>,
    /// The next meetings.
    pub bijeenkomsten: Vec<BijeenkomstView>,
    /// After these, what organisations do.
    pub van_anderen: Vec<ActiviteitView>,
    pub projecten: Option<ProjectenHierView>,
    pub nieuws: Vec<NieuwsView>,
    pub cijfers: Vec<CijfersView>,
    /// Who is there for what.
    pub waarvoor: Vec<WaarvoorView>,
    pub kengetallenpagina: Option<String>,
    pub tijdlijnpagina: Option<String>,
    pub spreekurenpagina: Option<String>,
    pub bijeenkomstenpagina: Option<String>,
}

/// A CBS buurt; it has an address when it has a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct GebiedView {
    pub naam: String,
    pub code: String,
    pub href: Option<String>,
}

impl Spot<'_> {
    pub(super) fn gebied(&self, code: &Gebiedscode) -> GebiedView {
        let site = self.planner.site;
        GebiedView {
            naam: site.gebieden.get(code).map_or_else(|| code.to_string(), |gebied| gebied.naam.to_string()),
            code: code.to_string(),
            href: self.planner.places.buurten.get(code).map(|output| self.href(output)),
        }
    }

    /// The buurten of a wijk, by name, as people look for them.
    pub(super) fn buurten(&self, wijk: WijkIndex) -> Vec<GebiedView> {
        self.buurtcodes(wijk).iter().map(|code| self.gebied(code)).collect()
    }

    /// Their codes, in the same order.
    pub(super) fn buurtcodes(&self, wijk: WijkIndex) -> Vec<Gebiedscode> {
        let site = self.planner.site;
        let naam =
            |code: &Gebiedscode| site.gebieden.get(code).map_or_else(String::new, |gebied| sort_key(&gebied.naam));
        let mut codes = site.wijken[wijk].nu.buurten.clone();
        codes.sort_by_cached_key(|code| (naam(code), *code));
        codes
    }
}

/// The page of a buurt.
pub(super) fn page(spot: &Spot<'_>, code: &Gebiedscode, wijk: WijkIndex) -> Page {
    let site = spot.planner.site;
    let gebied = &site.gebieden[code];
    spot.follows(Nieuwsbron::Buurt(*code, wijk));
    spot.warns(Nieuwsbron::Buurt(*code, wijk));
    // Of what is for its wijk: what is for the buurt, or for the whole of it.
    let is_for = |buurten: &[Gebiedscode]| buurten.is_empty() || buurten.contains(code);
    let lists = &site.lists;
    let document = gebied.document.as_ref();
    if let Some(item) = document {
        spot.shows(&item.document);
    }
    let bijeenkomsten = spot.meetings(wijk, |it| is_for(&it.buurten));
    let view = BuurtView {
        naam: gebied.naam.to_string(),
        code: code.to_string(),
        samenvatting: document.and_then(|item| item.value.samenvatting.clone()),
        tekst: document.map_or_else(String::new, |item| spot.text(&item.document, 1)),
        wijk: spot.wijk_link(wijk),
        contact: spot.wijk_contact(wijk),
        inloop: spot.inloop_of_buurt(code, wijk),
        spreekuren: lists
            .spreekuren
            .of_wijk(wijk)
            .filter(|it| is_for(&it.buurten))
            .map(|it| spot.spreekuur(it))
            .collect(),
        hubs: lists.hubs.of_wijk(wijk).filter(|hub| hub.buurten.contains(code)).map(|hub| spot.hub(hub)).collect(),
        stappen: spot.steps(wijk, |stap| is_for(&stap.buurten)),
        van_anderen: spot.van_anderen_in(wijk, Some(code), MEETINGS.saturating_sub(bijeenkomsten.len())),
        bijeenkomsten,
        projecten: spot.projecten_hier(wijk, Some(*code)),
        nieuws: spot.news(wijk, |bericht| is_for(&bericht.buurten)),
        waarvoor: spot.waarvoor_of_wijk(wijk),
        cijfers: spot.cijfers_of_buurt(code),
        kengetallenpagina: spot.fixed(VastePagina::Kengetallen),
        tijdlijnpagina: spot.fixed(VastePagina::Tijdlijn),
        spreekurenpagina: spot.fixed(VastePagina::Spreekuren),
        bijeenkomstenpagina: spot.fixed(VastePagina::Bijeenkomsten),
    };
    let wijk_naam = &site.wijken[wijk].item.value.naam;
    let mut kruimels = spot.crumbs([VastePagina::Home, VastePagina::Wijken]);
    kruimels.push(Kruimel { naam: wijk_naam.clone(), output: spot.planner.places.wijk(wijk).clone() });
    let heading = Heading {
        titel: gebied.naam.to_string(),
        omschrijving: view.samenvatting.clone().unwrap_or_else(|| {
            format!("De buurt {} in {wijk_naam}, gemeente {}.", gebied.naam, spot.planner.info.value.gemeente)
        }),
        kruimels,
        document: document.map(|item| &*item.document),
        things: vec![linked_data::buurt(spot, code, wijk)],
        bord: true,
    };
    spot.page(heading, ContentView::Buurt(Box::new(view)))
}
