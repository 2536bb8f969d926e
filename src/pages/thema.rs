//! Topics: the page of all, that of one with all that is about it, and the links to these from what is about them.

use serde::Serialize;

use super::bijeenkomst::BijeenkomstView;
use super::nieuws::NieuwsView;
use super::organisatie::OrganisatieView;
use super::page::{ContentView, Link, Page};
use super::project::ProjectView;
use super::spot::{Heading, Spot};
use super::stuk::StukView;
use super::waarvoor::WaarvoorView;
use crate::kinds::{Document, Kind, Thema, VastePagina};
use crate::site::{About, Nieuwsbron};

/// `themas.html`: all topics.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ThemasView {
    pub tekst: String,
    pub themas: Vec<ThemaView>,
}

/// A topic in the list of all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ThemaView {
    pub titel: String,
    pub href: String,
    pub samenvatting: String,
}

/// `thema.html`: one topic, and what is about it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ThemaPageView {
    pub samenvatting: String,
    pub tekst: String,
    /// Those to come, the next first, then those that were, the last first.
    pub bijeenkomsten: Vec<BijeenkomstView>,
    /// What goes on, what is to come, and what was done.
    pub projecten: Vec<ProjectView>,
    pub nieuws: Vec<NieuwsView>,
    /// The questions, whose answers stand elsewhere.
    pub vragen: Vec<Link>,
    pub waarvoor: Vec<WaarvoorView>,
    pub organisaties: Vec<OrganisatieView>,
    pub documenten: Vec<StukView>,
}

impl Spot<'_> {
    /// The topics of a document.
    pub(super) fn themas_of(&self, document: &Document) -> Vec<Link> {
        self.planner.site.themas_of(document).map(|thema| self.thema_link(thema, "")).collect()
    }

    /// On a page of all of some kind: the topics that any of them is about, each leading to the place with those.
    pub(super) fn themas_among(&self, page: VastePagina) -> Vec<Link> {
        let site = self.planner.site;
        let mut kinds = Kind::ALL.iter().filter(|kind| kind.facts().overview == Some(page));
        let Some(section) = kinds.find_map(|kind| kind.section_of_thema()) else { return Vec::new() };
        let named = |thema: &&About<Thema>| site.has_of_thema(&thema.item.document.path, section);
        let anchor = format!("#{section}");
        site.lists.themas.iter().filter(named).map(|thema| self.thema_link(thema, &anchor)).collect()
    }

    fn thema_link(&self, thema: &About<Thema>, anchor: &str) -> Link {
        self.shows(&thema.item.document);
        let href = self.document_href(&thema.item.document);
        Link { naam: thema.item.value.titel.clone(), href: format!("{href}{anchor}") }
    }
}

/// The page of all topics.
pub(super) fn overzicht(spot: &Spot<'_>, tekst: String) -> ContentView {
    let view = |thema: &About<Thema>| {
        let Link { naam: titel, href } = spot.thema_link(thema, "");
        ThemaView { titel, href, samenvatting: thema.item.value.samenvatting.clone() }
    };
    let themas = spot.planner.site.lists.themas.iter().map(view).collect();
    ContentView::Themas(ThemasView { tekst, themas })
}

/// The page of a topic, by its place in the list of topics.
pub(super) fn page(spot: &Spot<'_>, index: usize) -> Page {
    let lists = &spot.planner.site.lists;
    let thema = &lists.themas[index].item;
    let (document, value) = (&thema.document, &thema.value);
    spot.shows(document);
    spot.follows(Nieuwsbron::Thema(index));
    spot.showed(|it| it.themas.iter().any(|slug| slug == thema.slug()));
    let question = |vraag: &About<crate::kinds::Vraag>| {
        spot.shows(&vraag.item.document);
        Link { naam: vraag.item.value.vraag.clone(), href: spot.document_href(&vraag.item.document) }
    };
    let view = ThemaPageView {
        samenvatting: value.samenvatting.clone(),
        tekst: spot.text(document, 0),
        bijeenkomsten: spot.all_meetings(|it| it.themas.contains(&index)),
        projecten: spot.all_projects(|it| it.themas.contains(&index)),
        nieuws: lists.nieuws.of_thema(index).map(|it| spot.nieuws(it)).collect(),
        vragen: lists.vragen.of_thema(index).map(question).collect(),
        waarvoor: lists.waarvoor.of_thema(index).map(|it| spot.waarvoor_with_wijken(it, None)).collect(),
        organisaties: lists.organisaties.of_thema(index).map(|it| spot.organisatie(it)).collect(),
        documenten: lists.stukken.of_thema(index).map(|it| spot.stuk(it)).collect(),
    };
    let heading = Heading {
        titel: value.titel.clone(),
        omschrijving: value.samenvatting.clone(),
        kruimels: spot.crumbs([VastePagina::Home, VastePagina::Themas]),
        document: Some(document),
        things: Vec::new(),
        bord: false,
    };
    spot.page(heading, ContentView::Thema(Box::new(view)))
}
