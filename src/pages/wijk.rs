//! Wijken: a wijk in lists, the page of all, and that of one.

use serde::Serialize;

use super::bijeenkomst::{BijeenkomstView, MEETINGS};
use super::buurt::GebiedView;
use super::cijfers::CijfersView;
use super::contact::ContactView;
use super::gebiedskaart::GebiedskaartView;
use super::hub::{HubView, has_hours};
use super::inloop::InloopView;
use super::linked_data;
use super::meenemen::AgendaView;
use super::nieuws::NieuwsView;
use super::organisatie::ActievenView;
use super::page::{ContentView, Link, Page};
use super::project::ProjectenHierView;
use super::spot::{Heading, Spot};
use super::spreekuur::SpreekuurView;
use super::stap::StapView;
use super::stuk::StukView;
use super::van_anderen::ActiviteitView;
use super::vraag::VraagView;
use super::waarvoor::WaarvoorView;
use crate::kinds::{Kind, VastePagina};
use crate::site::{Item, Nieuwsbron, WijkIndex, agenda};
use crate::values::sort_key;

/// `wijken.html`: all wijken.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct WijkenView {
    pub tekst: String,
    pub wijken: Vec<WijkKaart>,
    /// When there are boundaries.
    pub kaart: Option<GebiedskaartView>,
    /// Where people find their wijk by their postcode, when anything is known of that.
    pub woonwijk: Option<String>,
    /// In which wijk a buurt lies, by letter; empty when there are too many to look through.
    pub zoeker: Vec<LetterView>,
}

/// The buurten whose names begin with a letter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct LetterView {
    /// "A", or "0-9" for all digits.
    pub letter: String,
    pub buurten: Vec<BuurtInWijk>,
}

/// A buurt with its wijk; the address is that of its own page or, without one, of its wijk.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BuurtInWijk {
    pub naam: String,
    pub wijk: String,
    pub href: String,
}

/// A wijk in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct WijkKaart {
    pub naam: String,
    pub href: String,
    pub samenvatting: String,
    pub contact: Option<ContactView>,
    pub buurten: Vec<GebiedView>,
    /// The next moment to walk in.
    pub inloop: Vec<InloopView>,
    /// How many spreekuren there are.
    pub spreekuren: usize,
    pub hubs: Vec<Link>,
}

/// A link to a wijk, with the id of its place on the page of contacts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct WijkLink {
    pub naam: String,
    pub href: String,
    pub anker: String,
}

/// `wijk.html`: everything about one wijk.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct WijkView {
    pub naam: String,
    pub samenvatting: String,
    pub tekst: String,
    pub contact: Option<ContactView>,
    /// The next moment to walk in.
    pub inloop: Vec<InloopView>,
    pub spreekuren: Vec<SpreekuurView>,
    /// The calendar of the wijk, when something in it is going on or to come.
    pub agenda: Option<AgendaView>,
    pub hubs: Vec<HubView>,
    pub stappen: Vec<StapView>,
    /// The next meetings.
    pub bijeenkomsten: Vec<BijeenkomstView>,
    /// After these, what organisations do.
    pub van_anderen: Vec<ActiviteitView>,
    pub projecten: Option<ProjectenHierView>,
    pub nieuws: Vec<NieuwsView>,
    pub cijfers: Vec<CijfersView>,
    /// Who else is active in it.
    pub actieven: Option<ActievenView>,
    /// Who is there for what.
    pub waarvoor: Vec<WaarvoorView>,
    pub buurten: Vec<GebiedView>,
    /// The map of them, when there are boundaries.
    pub kaart: Option<GebiedskaartView>,
    pub vragen: Vec<VraagView>,
    pub documenten: Vec<StukView>,
    /// The page of all its figures, when there are any.
    pub cijferspagina: Option<String>,
    pub kengetallenpagina: Option<String>,
    pub tijdlijnpagina: Option<String>,
    pub spreekurenpagina: Option<String>,
    pub bijeenkomstenpagina: Option<String>,
}

impl Spot<'_> {
    pub(super) fn wijk_link(&self, wijk: WijkIndex) -> Link {
        let site = self.planner.site;
        Link { naam: site.wijken[wijk].item.value.naam.clone(), href: self.href(self.planner.places.wijk(wijk)) }
    }

    pub(super) fn wijk_links(&self, wijken: &[WijkIndex]) -> Vec<Link> {
        wijken.iter().map(|wijk| self.wijk_link(*wijk)).collect()
    }

    /// A link to a wijk, with the id of its place on a page that shows all wijken.
    pub(super) fn wijk_anker(&self, wijk: WijkIndex) -> WijkLink {
        let Link { naam, href } = self.wijk_link(wijk);
        WijkLink { naam, href, anker: self.planner.site.wijken[wijk].item.slug().to_string() }
    }

    pub(super) fn wijk_kaart(&self, index: WijkIndex) -> WijkKaart {
        let site = self.planner.site;
        let wijk = &site.wijken[index];
        self.shows(&wijk.item.document);
        WijkKaart {
            naam: wijk.item.value.naam.clone(),
            href: self.href(self.planner.places.wijk(index)),
            samenvatting: wijk.item.value.samenvatting.clone(),
            contact: self.wijk_contact(index),
            buurten: self.buurten(index),
            inloop: self.inloop_of_wijk(index),
            spreekuren: site.lists.spreekuren.of_wijk(index).count(),
            hubs: site
                .lists
                .hubs
                .of_wijk(index)
                .map(|hub| Link { naam: hub.item.value.naam.clone(), href: self.document_href(&hub.item.document) })
                .collect(),
        }
    }
}

/// The page of all wijken.
pub(super) fn overzicht(spot: &Spot<'_>, tekst: String) -> ContentView {
    let site = spot.planner.site;
    let wijken = site.wijk_indices().map(|(index, _)| index).map(|wijk| spot.wijk_kaart(wijk)).collect();
    let zoeker = zoeker(spot);
    let woonwijk = spot.fixed(VastePagina::Woonwijk).filter(|_| !site.postcodes.is_empty());
    ContentView::Wijken(WijkenView { tekst, wijken, kaart: spot.kaart_van_wijken(), woonwijk, zoeker })
}

/// All buurten by letter, as people look them up.
fn zoeker(spot: &Spot<'_>) -> Vec<LetterView> {
    let site = spot.planner.site;
    if !site.has_zoeker() {
        return Vec::new();
    }
    let mut buurten: Vec<(String, BuurtInWijk)> = Vec::new();
    for (index, linked) in site.wijk_indices() {
        let wijk = spot.wijk_link(index);
        buurten.extend(linked.nu.buurten.iter().map(|code| spot.gebied(code)).map(
            |GebiedView { naam, href, .. }| {
                let href = href.unwrap_or_else(|| wijk.href.clone());
                (sort_key(&naam), BuurtInWijk { naam, wijk: wijk.naam.clone(), href })
            },
        ));
    }
    // Of two buurten with the same name that of the first wijk stands first.
    buurten.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut letters: Vec<LetterView> = Vec::new();
    for (key, buurt) in buurten {
        let letter = match key.chars().next() {
            Some(first) if first.is_ascii_alphabetic() => first.to_ascii_uppercase().to_string(),
            _ => "0-9".to_owned(),
        };
        match letters.last_mut().filter(|last| last.letter == letter) {
            Some(last) => last.buurten.push(buurt),
            None => letters.push(LetterView { letter, buurten: vec![buurt] }),
        }
    }
    letters
}

/// The page of a wijk.
pub(super) fn page(spot: &Spot<'_>, index: WijkIndex) -> Page {
    let site = spot.planner.site;
    let Item { document, value } = &site.wijken[index].item;
    spot.shows(document);
    spot.follows(Nieuwsbron::Wijk(index));
    spot.warns(Nieuwsbron::Wijk(index));
    // Of news only the first stand here, and what is for all.
    spot.showed(|it| it.kind != Kind::Nieuws && it.was_about(&site.wijken[index]));
    let lists = &site.lists;
    let is_busy = lists.spreekuren.of_wijk(index).next().is_some()
        || lists.hubs.of_wijk(index).any(has_hours)
        || lists.stappen.with_general(index).any(|stap| !spot.is_over(stap))
        || lists.bijeenkomsten.with_general(index).any(|it| !it.item.value.is_over(spot.planner.today));
    let bijeenkomsten = spot.meetings(index, |_| true);
    let view = WijkView {
        naam: value.naam.clone(),
        samenvatting: value.samenvatting.clone(),
        tekst: spot.text(document, 1),
        contact: spot.wijk_contact(index),
        inloop: spot.inloop_of_wijk(index),
        spreekuren: lists.spreekuren.of_wijk(index).map(|it| spot.spreekuur(it)).collect(),
        agenda: is_busy.then(|| spot.agenda(&agenda(document))),
        hubs: lists.hubs.of_wijk(index).map(|hub| spot.hub(hub)).collect(),
        stappen: spot.steps(index, |_| true),
        van_anderen: spot.van_anderen_in(index, None, MEETINGS.saturating_sub(bijeenkomsten.len())),
        bijeenkomsten,
        projecten: spot.projecten_hier(index, None),
        nieuws: spot.news(index, |_| true),
        actieven: spot.actieven(index),
        waarvoor: spot.waarvoor_of_wijk(index),
        cijfers: spot.cijfers_of_wijk(index),
        buurten: spot.buurten(index),
        kaart: spot.kaart_van_buurten(index),
        vragen: lists.vragen.of_wijk(index).map(|it| spot.vraag(it, 1)).collect(),
        documenten: lists.stukken.of_wijk(index).map(|it| spot.stuk(it)).collect(),
        cijferspagina: spot.planner.places.cijfers(index).map(|page| spot.href(&page)),
        kengetallenpagina: spot.fixed(VastePagina::Kengetallen),
        tijdlijnpagina: spot.fixed(VastePagina::Tijdlijn),
        spreekurenpagina: spot.fixed(VastePagina::Spreekuren),
        bijeenkomstenpagina: spot.fixed(VastePagina::Bijeenkomsten),
    };
    let heading = Heading {
        titel: value.naam.clone(),
        omschrijving: value.samenvatting.clone(),
        kruimels: spot.crumbs([VastePagina::Home, VastePagina::Wijken]),
        document: Some(document),
        things: vec![linked_data::wijk(spot, index)],
        bord: true,
    };
    spot.page(heading, ContentView::Wijk(Box::new(view)))
}
