//! Pages that every site has: which file makes what is on each, and those that are of no kind.

use serde::Serialize;

use super::bijeenkomst::BijeenkomstView;
use super::gebiedskaart::GebiedskaartView;
use super::hub::HubView;
use super::nieuws::NieuwsView;
use super::page::{ContentView, Page};
use super::spot::{Heading, Spot};
use super::stap::StapView;
use super::wijk::WijkKaart;
use super::{
    SEARCH, bijeenkomst, cijfers, contact, data, hub, linked_data, nieuws, organisatie, postcodes, project, spreekuur,
    stap, stuk, thema, vraag, wijk, zoeken,
};
use crate::kinds::{Kind, ShownAs, StapStand, VastePagina};
use crate::site::Nieuwsbron;
use crate::tijd::Datum;
use crate::values::sort_key;

/// How much of the news and of what is to come stands on the home page.
const NEWS_ITEMS: usize = 3;
const STEPS_TO_COME: usize = 2;

/// `home.html`: choose your wijk, and what is going on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct HomeView {
    pub tekst: String,
    pub wijken: Vec<WijkKaart>,
    /// When there are boundaries.
    pub kaart: Option<GebiedskaartView>,
    pub hubs: Vec<HubView>,
    /// Steps that are going on.
    pub nu: Vec<StapView>,
    /// The next two.
    pub straks: Vec<StapView>,
    pub nieuws: Vec<NieuwsView>,
    /// The next meetings.
    pub bijeenkomsten: Vec<BijeenkomstView>,
    /// Addresses of overviews, of those that are there.
    pub wijkenpagina: Option<String>,
    /// Where people find in which wijk they live, when that is known of postcodes or there is something to choose from.
    pub zoeker: Option<String>,
    pub spreekurenpagina: Option<String>,
    pub tijdlijn: Option<String>,
    pub nieuwspagina: Option<String>,
    pub bijeenkomstenpagina: Option<String>,
    pub vragenpagina: Option<String>,
    pub kengetallenpagina: Option<String>,
    pub themapagina: Option<String>,
}

/// `toegankelijkheid.html`: the status is a letter of the register, or "onbekend".
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ToegankelijkheidView {
    pub tekst: String,
    pub status: &'static str,
    pub register: Option<String>,
    pub opgesteld: Option<Datum>,
    /// The abbreviations that texts may use, by name.
    pub afkortingen: Vec<AfkortingView>,
}

/// An abbreviation and what it stands for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct AfkortingView {
    pub afkorting: String,
    pub betekenis: String,
}

/// `privacy.html` and `404.html`: only a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct TekstView {
    pub tekst: String,
}

/// A fixed page, with the title and text that the content gives it.
pub(super) fn page(spot: &Spot<'_>, page: VastePagina) -> (&'static str, Page) {
    let item = spot.planner.site.vast.get(&page);
    if let Some(item) = item {
        spot.shows(&item.document);
    }
    spot.showed(|it| lists(page, it.kind));
    let tekst = item.map_or_else(String::new, |item| spot.text(&item.document, 0));
    spot.themas.replace(spot.themas_among(page));
    let (template, content) = content(spot, page, tekst);
    let heading = Heading {
        titel: spot.planner.site.title(page).to_owned(),
        omschrijving: item
            .map_or_else(|| spot.planner.info.value.samenvatting.clone(), |item| item.value.samenvatting.clone()),
        kruimels: if page == VastePagina::Home { Vec::new() } else { spot.crumbs([VastePagina::Home]) },
        document: item.map(|item| &*item.document),
        things: if page == VastePagina::Home { linked_data::home(spot) } else { Vec::new() },
        bord: false,
    };
    (template, spot.page(heading, content))
}

/// Whether a fixed page shows all documents of a kind.
fn lists(page: VastePagina, kind: Kind) -> bool {
    let facts = kind.facts();
    let of = match facts.shown {
        ShownAs::Part(of) | ShownAs::PartAmongOthers(of) | ShownAs::PartOfWijk(of) => Some(of),
        ShownAs::Page(_) | ShownAs::PageOfBuurt(_) | ShownAs::PageAtPath | ShownAs::File | ShownAs::Nowhere => None,
    };
    facts.overview == Some(page) || of == Some(page)
}

/// The template of a fixed page, and what only that has.
fn content(spot: &Spot<'_>, page: VastePagina, tekst: String) -> (&'static str, ContentView) {
    match page {
        VastePagina::Home => ("home.html", home(spot, tekst)),
        VastePagina::Wijken => ("wijken.html", wijk::overzicht(spot, tekst)),
        VastePagina::Woonwijk => ("in-welke-wijk.html", postcodes::overzicht(spot, tekst)),
        VastePagina::Contact => ("contact.html", contact::overzicht(spot, tekst)),
        VastePagina::Hubs => ("hubs.html", hub::overzicht(spot, tekst)),
        VastePagina::Spreekuren => ("spreekuren.html", spreekuur::overzicht(spot, tekst)),
        VastePagina::Kengetallen => ("kengetallen.html", cijfers::overzicht(spot, tekst)),
        VastePagina::Projecten => ("projecten.html", project::overzicht(spot, tekst)),
        VastePagina::Tijdlijn => ("tijdlijn.html", stap::overzicht(spot, tekst)),
        VastePagina::Vragen => ("vragen.html", vraag::overzicht(spot, tekst)),
        VastePagina::Nieuws => ("nieuws.html", nieuws::overzicht(spot, tekst)),
        VastePagina::Organisaties => ("organisaties.html", organisatie::overzicht(spot, tekst)),
        VastePagina::Bijeenkomsten => ("bijeenkomsten.html", bijeenkomst::overzicht(spot, tekst)),
        VastePagina::Documenten => ("documenten.html", stuk::overzicht(spot, tekst)),
        VastePagina::Themas => ("themas.html", thema::overzicht(spot, tekst)),
        VastePagina::Data => ("data.html", data::overzicht(spot, tekst)),
        VastePagina::Zoeken => (SEARCH, zoeken::overzicht(spot, tekst)),
        VastePagina::Toegankelijkheid => ("toegankelijkheid.html", toegankelijkheid(spot, tekst)),
        VastePagina::Privacy => ("privacy.html", ContentView::Tekst(TekstView { tekst })),
        VastePagina::NietGevonden => ("404.html", ContentView::Tekst(TekstView { tekst })),
    }
}

fn home(spot: &Spot<'_>, tekst: String) -> ContentView {
    let site = spot.planner.site;
    spot.follows(Nieuwsbron::Alles);
    spot.warns(Nieuwsbron::Alles);
    spot.showed(nieuws::was_among_first(site.lists.nieuws.iter()));
    let steps = |stand: StapStand, most: usize| -> Vec<StapView> {
        site.lists
            .stappen
            .iter()
            .filter(|stap| stap.item.value.stand(spot.planner.today) == stand)
            .take(most)
            .map(|stap| spot.stap(stap, 2))
            .collect()
    };
    let view = HomeView {
        tekst,
        wijken: site.wijk_indices().map(|(wijk, _)| spot.wijk_kaart(wijk)).collect(),
        kaart: spot.kaart_van_wijken(),
        hubs: site.lists.hubs.iter().map(|hub| spot.hub(hub)).collect(),
        nu: steps(StapStand::Nu, usize::MAX),
        straks: steps(StapStand::Straks, STEPS_TO_COME),
        nieuws: site.lists.nieuws.iter().take(NEWS_ITEMS).map(|bericht| spot.nieuws(bericht)).collect(),
        bijeenkomsten: spot.meetings_at_home(),
        wijkenpagina: spot.fixed(VastePagina::Wijken),
        zoeker: postcodes::vraagpagina(spot),
        spreekurenpagina: spot.fixed(VastePagina::Spreekuren),
        tijdlijn: spot.fixed(VastePagina::Tijdlijn),
        nieuwspagina: spot.fixed(VastePagina::Nieuws),
        bijeenkomstenpagina: spot.fixed(VastePagina::Bijeenkomsten),
        vragenpagina: spot.fixed(VastePagina::Vragen),
        kengetallenpagina: spot.fixed(VastePagina::Kengetallen),
        themapagina: spot.fixed(VastePagina::Themas),
    };
    ContentView::Home(Box::new(view))
}

/// The statement of accessibility.
fn toegankelijkheid(spot: &Spot<'_>, tekst: String) -> ContentView {
    spot.shows(&spot.planner.info.document);
    let statement = &spot.planner.info.value.toegankelijkheid;
    let mut afkortingen: Vec<AfkortingView> = spot
        .planner
        .info
        .value
        .afkortingen
        .iter()
        .map(|it| AfkortingView { afkorting: it.afkorting.clone(), betekenis: it.betekenis.clone() })
        .collect();
    afkortingen.sort_by_cached_key(|it| sort_key(&it.afkorting));
    let view = ToegankelijkheidView {
        tekst,
        status: statement.status.word(),
        register: statement.register.as_ref().map(ToString::to_string),
        opgesteld: statement.opgesteld,
        afkortingen,
    };
    ContentView::Toegankelijkheid(view)
}
