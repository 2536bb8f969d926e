//! Pages of one document: a wijk, a buurt, a hub, a news item, a free page.

use super::parts::{Heading, Kruimel, Spot};
use super::views::{
    BuurtView, ContentView, HubPageView, Link, NieuwsberichtView, Page, PaginaView, TekstpaginaView, VerhuisdView,
    WijkView,
};
use super::{Planner, linked_data};
use crate::kinds::{Hub, Nieuws, Stap, VastePagina};
use crate::site::{About, Item, LinkedPagina, Verhuisd, WijkIndex};
use crate::tijd::Stand;
use crate::values::Gebiedscode;

/// How many news items stand on the page of a wijk or buurt.
const NEWS_ITEMS: usize = 3;

impl<'s> Planner<'s> {
    pub(super) fn wijk(&self, spot: &Spot<'s>, index: WijkIndex) -> Page {
        let site = self.site;
        let Item { document, value } = &site.wijken[index].item;
        spot.shows(document);
        let lists = &site.lists;
        let view = WijkView {
            naam: value.naam.clone(),
            samenvatting: value.samenvatting.clone(),
            tekst: spot.text(document, 1),
            contact: spot.wijk_contact(index),
            inloop: spot.inloop_of_wijk(index),
            spreekuren: lists.spreekuren.of_wijk(index).map(|it| spot.spreekuur(it)).collect(),
            hubs: lists.hubs.of_wijk(index).map(|hub| spot.hub(hub)).collect(),
            stappen: self.steps(spot, index, |_| true),
            nieuws: self.news(spot, index, |_| true),
            cijfers: spot.cijfers(|bron| bron.all_of_wijk(site, index)),
            buurten: spot.buurten(index),
            vragen: lists.vragen.of_wijk(index).map(|it| spot.vraag(it, 1)).collect(),
            documenten: lists.stukken.of_wijk(index).map(|it| spot.stuk(it)).collect(),
            kengetallenpagina: spot.fixed(VastePagina::Kengetallen),
            tijdlijnpagina: spot.fixed(VastePagina::Tijdlijn),
            spreekurenpagina: spot.fixed(VastePagina::Spreekuren),
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

    pub(super) fn buurt(&self, spot: &Spot<'s>, code: &Gebiedscode, wijk: WijkIndex) -> Page {
        let site = self.site;
        let gebied = &site.gebieden[code];
        // Of what is for its wijk: what is for the buurt, or for the whole of it.
        let is_for = |buurten: &[Gebiedscode]| buurten.is_empty() || buurten.contains(code);
        let lists = &site.lists;
        let document = gebied.document.as_ref();
        if let Some(item) = document {
            spot.shows(&item.document);
        }
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
            stappen: self.steps(spot, wijk, |stap| is_for(&stap.buurten)),
            nieuws: self.news(spot, wijk, |bericht| is_for(&bericht.buurten)),
            cijfers: spot.cijfers(|bron| bron.all_of_area(code)),
            kengetallenpagina: spot.fixed(VastePagina::Kengetallen),
            tijdlijnpagina: spot.fixed(VastePagina::Tijdlijn),
            spreekurenpagina: spot.fixed(VastePagina::Spreekuren),
        };
        let wijk_naam = &site.wijken[wijk].item.value.naam;
        let mut kruimels = spot.crumbs([VastePagina::Home, VastePagina::Wijken]);
        kruimels.push(Kruimel { naam: wijk_naam.clone(), output: self.places.wijk(wijk).clone() });
        let heading = Heading {
            titel: gebied.naam.to_string(),
            omschrijving: view.samenvatting.clone().unwrap_or_else(|| {
                format!("De buurt {} in {wijk_naam}, gemeente {}.", gebied.naam, self.info.value.gemeente)
            }),
            kruimels,
            document: document.map(|item| &*item.document),
            things: vec![linked_data::buurt(spot, code, wijk)],
            bord: true,
        };
        spot.page(heading, ContentView::Buurt(Box::new(view)))
    }

    pub(super) fn pagina(&self, spot: &Spot<'s>, pagina: &LinkedPagina) -> Page {
        let site = self.site;
        let document = &pagina.item.document;
        spot.shows(document);
        let naam = |page: &LinkedPagina| page.item.value.titel.clone();
        let link = |page: &LinkedPagina| Link { naam: naam(page), href: spot.document_href(&page.item.document) };
        // Pages that lie below none are no series.
        let siblings = pagina.parent.map_or(&[][..], |parent| &site.paginas[parent].children);
        let (vorige, volgende) =
            neighbours(siblings, |sibling| std::ptr::eq(&raw const site.paginas[*sibling], pagina));
        let view = TekstpaginaView {
            tekst: spot.text(document, 0),
            onderliggend: pagina.children.iter().map(|child| link(&site.paginas[*child])).collect(),
            vorige: vorige.map(|sibling| link(&site.paginas[*sibling])),
            volgende: volgende.map(|sibling| link(&site.paginas[*sibling])),
        };
        let kruimel = |page: &LinkedPagina| {
            let output = self.places.output_of(&page.item.document.path)?.clone();
            Some(Kruimel { naam: naam(page), output })
        };
        let mut above: Vec<Kruimel> = site.parents(pagina).filter_map(kruimel).collect();
        above.reverse();
        let mut kruimels = spot.crumbs([VastePagina::Home]);
        kruimels.append(&mut above);
        let heading = Heading {
            titel: pagina.item.value.titel.clone(),
            omschrijving: pagina.item.value.samenvatting.clone(),
            kruimels,
            document: Some(document),
            things: Vec::new(),
            bord: false,
        };
        spot.page(heading, ContentView::Pagina(view))
    }

    /// The steps for one place: of those for its wijk its own, and of those for everybody what is going on or to come. Where
    /// nothing of all this is left, the last step tells where things stand.
    fn steps(
        &self,
        spot: &Spot<'s>,
        wijk: WijkIndex,
        is_own: impl Fn(&About<Stap>) -> bool,
    ) -> Vec<super::views::StapView> {
        let stand = |stap: &About<Stap>| stap.item.value.periode.stand(self.today);
        let all = || self.site.lists.stappen.with_general(wijk);
        let is_shown = |stap: &&About<Stap>| {
            if stap.is_general() { stand(stap) != Stand::Afgerond } else { is_own(stap) }
        };
        let mut steps: Vec<_> = all().filter(is_shown).collect();
        if steps.is_empty() {
            steps.extend(all().rfind(|stap| stap.is_general()));
        }
        steps.into_iter().map(|stap| spot.stap(stap, 2)).collect()
    }

    /// The news for one place, of that for its wijk, and for everybody.
    fn news(
        &self,
        spot: &Spot<'s>,
        wijk: WijkIndex,
        is_own: impl Fn(&About<Nieuws>) -> bool,
    ) -> Vec<super::views::NieuwsView> {
        let all = self.site.lists.nieuws.with_general(wijk);
        all.filter(|bericht| bericht.is_general() || is_own(bericht))
            .take(NEWS_ITEMS)
            .map(|bericht| spot.nieuws(bericht))
            .collect()
    }
}

/// The page of a hub.
pub(super) fn hub(spot: &Spot<'_>, hub: &About<Hub>) -> Page {
    let view = HubPageView {
        hub: spot.hub(hub),
        tekst: spot.text(&hub.item.document, 0),
        contact: hub.wijken.first().copied().and_then(|wijk| spot.wijk_contact(wijk)),
    };
    let heading = Heading {
        titel: hub.item.value.naam.clone(),
        omschrijving: hub.item.value.samenvatting.clone(),
        kruimels: spot.crumbs([VastePagina::Home, VastePagina::Hubs]),
        document: Some(&hub.item.document),
        things: vec![linked_data::hub(spot, hub)],
        bord: true,
    };
    spot.page(heading, ContentView::Hub(Box::new(view)))
}

/// The page of a news item, by its place in the list of news.
pub(super) fn nieuwsbericht(spot: &Spot<'_>, index: usize) -> Page {
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

/// A page at a former address.
pub(super) fn verhuisd(spot: &Spot<'_>, moved: &Verhuisd) -> Page {
    let document = &moved.document;
    spot.shows(document);
    let naam = document.content.as_ref().and_then(|content| content.says().name()).unwrap_or("de pagina").to_owned();
    let heading = Heading {
        titel: "Deze pagina is verhuisd".to_owned(),
        omschrijving: "Deze pagina heeft een nieuw adres.".to_owned(),
        kruimels: spot.crumbs([VastePagina::Home]),
        document: None,
        things: Vec::new(),
        bord: false,
    };
    let content = ContentView::Verhuisd(VerhuisdView { naar: Link { naam, href: spot.target_href(&moved.naar) } });
    let page = spot.page(heading, content);
    let canoniek = spot.whole(&moved.naar.output);
    Page { pagina: PaginaView { canoniek, metadata: None, ..page.pagina }, ..page }
}

/// What stands before and behind something in a list.
fn neighbours<T>(all: &[T], is_it: impl FnMut(&T) -> bool) -> (Option<&T>, Option<&T>) {
    let Some(at) = all.iter().position(is_it) else { return (None, None) };
    (at.checked_sub(1).map(|before| &all[before]), all.get(at + 1))
}
