//! News: an item in lists, the page of all, and that of one.

use jiff::civil::Date;
use serde::Serialize;

use super::buurt::GebiedView;
use super::page::{ContentView, Link, Page};
use super::spot::{Heading, Spot};
use super::stuk::StukView;
use crate::kinds::{Kind, Nieuws, VastePagina};
use crate::site::{About, Nieuwsbron, Vertrokken, WijkIndex};
use crate::tijd::Datum;

/// How many news items stand on the page of a wijk or buurt.
const NEWS_ITEMS: usize = 2;

/// `nieuws.html`: all news, newest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NieuwsOverzichtView {
    pub tekst: String,
    pub jaren: Vec<NieuwsJaar>,
}

/// The news of one year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NieuwsJaar {
    pub jaar: i16,
    pub berichten: Vec<NieuwsView>,
}

/// A news item in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NieuwsView {
    pub titel: String,
    pub href: String,
    pub datum: Datum,
    pub samenvatting: String,
    pub wijken: Vec<Link>,
    pub buurten: Vec<GebiedView>,
}

/// `nieuwsbericht.html`: one news item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NieuwsberichtView {
    pub bericht: NieuwsView,
    pub tekst: String,
    pub documenten: Vec<StukView>,
    /// The projects it is about.
    pub projecten: Vec<Link>,
    /// The item that is one newer, and the one that is one older.
    pub vorige: Option<Link>,
    pub volgende: Option<Link>,
}

impl Spot<'_> {
    pub(super) fn nieuws(&self, bericht: &About<Nieuws>) -> NieuwsView {
        self.shows(&bericht.item.document);
        let value = &bericht.item.value;
        NieuwsView {
            titel: value.titel.clone(),
            href: self.document_href(&bericht.item.document),
            datum: value.datum.value,
            samenvatting: value.samenvatting.clone(),
            wijken: self.wijk_links(&bericht.wijken),
            buurten: bericht.buurten.iter().map(|code| self.gebied(code)).collect(),
        }
    }

    /// The news for one place, of that for its wijk, and for everybody.
    pub(super) fn news(&self, wijk: WijkIndex, is_own: impl Fn(&About<Nieuws>) -> bool) -> Vec<NieuwsView> {
        let site = self.planner.site;
        if !site.vertrokken.is_empty() {
            let was_among = was_among_first(site.lists.nieuws.with_general(wijk));
            self.showed(|it| was_among(it) && (it.is_general() || it.was_about(&site.wijken[wijk])));
        }
        let all = self.planner.site.lists.nieuws.with_general(wijk);
        all.filter(|bericht| bericht.is_general() || is_own(bericht))
            .take(NEWS_ITEMS)
            .map(|bericht| self.nieuws(bericht))
            .collect()
    }
}

/// Whether what is away was news that stood among the first of these: not so many of them are newer.
pub(super) fn was_among_first<'n>(mut news: impl Iterator<Item = &'n About<Nieuws>>) -> impl Fn(&Vertrokken) -> bool {
    let last: Option<Date> = news.nth(NEWS_ITEMS - 1).map(|it| it.item.value.datum.value.0);
    move |away| away.kind == Kind::Nieuws && last <= away.appeared
}

/// The page of all news, by year.
pub(super) fn overzicht(spot: &Spot<'_>, tekst: String) -> ContentView {
    let site = spot.planner.site;
    spot.follows(Nieuwsbron::Alles);
    let mut jaren: Vec<NieuwsJaar> = Vec::new();
    for bericht in site.lists.nieuws.iter().map(|bericht| spot.nieuws(bericht)) {
        let jaar = bericht.datum.0.year();
        match jaren.last_mut().filter(|last| last.jaar == jaar) {
            Some(last) => last.berichten.push(bericht),
            None => jaren.push(NieuwsJaar { jaar, berichten: vec![bericht] }),
        }
    }
    ContentView::Nieuws(NieuwsOverzichtView { tekst, jaren })
}

/// The page of a news item, by its place in the list of news.
pub(super) fn page(spot: &Spot<'_>, index: usize) -> Page {
    let nieuws = &spot.planner.site.lists.nieuws;
    let bericht = &nieuws[index];
    // Only the titles of its neighbours stand on the page: when these change, it did not.
    let link = |other: &About<Nieuws>| Link {
        naam: other.item.value.titel.clone(),
        href: spot.document_href(&other.item.document),
    };
    let view = NieuwsberichtView {
        bericht: spot.nieuws(bericht),
        tekst: spot.text(&bericht.item.document, 0),
        documenten: spot.stukken(&bericht.item.value.documenten),
        projecten: spot
            .planner
            .site
            .projecten(&bericht.item.value.projecten)
            .map(|it| Link { naam: it.item.value.titel.clone(), href: spot.document_href(&it.item.document) })
            .collect(),
        vorige: index.checked_sub(1).map(|newer| link(&nieuws[newer])),
        volgende: nieuws.get(index + 1).map(link),
    };
    let heading = Heading {
        titel: bericht.item.value.titel.clone(),
        omschrijving: bericht.item.value.samenvatting.clone(),
        kruimels: spot.crumbs([VastePagina::Home, VastePagina::Nieuws]),
        document: Some(&bericht.item.document),
        things: Vec::new(),
        bord: false,
    };
    spot.page(heading, ContentView::Nieuwsbericht(view))
}
