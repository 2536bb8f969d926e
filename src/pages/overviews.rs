//! The pages that every site has.

use std::sync::Arc;

use super::figures::cel;
use super::parts::{Heading, Spot};
use super::views::{
    AfkortingView, BronView, BuurtInWijk, ContactenView, ContentView, DocumentenView, GebiedView, HomeView, HubsView,
    IndicatorView, KengetallenView, LetterView, NieuwsJaar, NieuwsOverzichtView, Page, SharedText, SpreekurenView,
    StapView, TekstView, TijdlijnView, ToegankelijkheidView, VragenView, WijkSpreekuren, WijkenView,
};
use super::{Planner, linked_data};
use crate::kinds::{VastePagina, ZOEKER};
use crate::site::WijkIndex;
use crate::tijd::Stand;
use crate::values::sort_key;

/// How many news items and steps to come stand on the home page.
const NEWS_ITEMS: usize = 3;
const STEPS_TO_COME: usize = 2;

impl<'s> Planner<'s> {
    /// A fixed page, with the title and text that the content gives it.
    pub(super) fn fixed(&self, spot: &Spot<'s>, page: VastePagina) -> (&'static str, Page) {
        let item = self.site.vast.get(&page);
        if let Some(item) = item {
            spot.shows(&item.document);
        }
        let tekst = item.map_or_else(String::new, |item| spot.text(&item.document, 0));
        let (template, content) = self.fixed_content(spot, page, tekst);
        let heading = Heading {
            titel: self.site.title(page).to_owned(),
            omschrijving: item
                .map_or_else(|| self.info.value.samenvatting.clone(), |item| item.value.samenvatting.clone()),
            kruimels: if page == VastePagina::Home { Vec::new() } else { spot.crumbs([VastePagina::Home]) },
            document: item.map(|item| &*item.document),
            things: if page == VastePagina::Home { linked_data::home(spot) } else { Vec::new() },
            bord: false,
        };
        (template, spot.page(heading, content))
    }

    fn fixed_content(&self, spot: &Spot<'s>, page: VastePagina, tekst: String) -> (&'static str, ContentView) {
        let site = self.site;
        let wijken = site.wijk_indices().map(|(index, _)| index);
        match page {
            VastePagina::Home => ("home.html", ContentView::Home(Box::new(self.home(spot, tekst)))),
            VastePagina::Wijken => {
                let wijken = wijken.map(|wijk| spot.wijk_kaart(wijk)).collect();
                let zoeker = self.zoeker(spot);
                ("wijken.html", ContentView::Wijken(WijkenView { tekst, wijken, zoeker }))
            }
            VastePagina::Contact => {
                let contacten = site.wijkmanagers.iter().map(|contact| spot.contact(contact)).collect();
                ("contact.html", ContentView::Contact(ContactenView { tekst, contacten }))
            }
            VastePagina::Hubs => {
                let hubs = site.lists.hubs.iter().map(|hub| spot.hub(hub)).collect();
                ("hubs.html", ContentView::Hubs(HubsView { tekst, hubs }))
            }
            VastePagina::Spreekuren => {
                let of_wijk = |wijk: WijkIndex| WijkSpreekuren {
                    naam: site.wijken[wijk].item.value.naam.clone(),
                    href: spot.wijk_link(wijk).href,
                    anker: site.wijken[wijk].item.slug().to_string(),
                    spreekuren: site
                        .lists
                        .spreekuren
                        .of_wijk(wijk)
                        .filter(|spreekuur| spreekuur.wijken.first() == Some(&wijk))
                        .map(|spreekuur| spot.spreekuur(spreekuur))
                        .collect(),
                };
                let wijken = wijken.map(of_wijk).collect();
                ("spreekuren.html", ContentView::Spreekuren(SpreekurenView { tekst, dagen: spot.week(), wijken }))
            }
            VastePagina::Kengetallen => ("kengetallen.html", ContentView::Kengetallen(self.kengetallen(spot, tekst))),
            VastePagina::Tijdlijn => {
                let stappen = site.lists.stappen.iter().map(|stap| spot.stap(stap, 1)).collect();
                ("tijdlijn.html", ContentView::Tijdlijn(TijdlijnView { tekst, stappen }))
            }
            VastePagina::Vragen => {
                let vragen = site.lists.vragen.iter().map(|vraag| spot.vraag(vraag, 1)).collect();
                ("vragen.html", ContentView::Vragen(VragenView { tekst, vragen }))
            }
            VastePagina::Nieuws => {
                let mut jaren: Vec<NieuwsJaar> = Vec::new();
                for bericht in site.lists.nieuws.iter().map(|bericht| spot.nieuws(bericht)) {
                    let jaar = bericht.datum.0.year();
                    match jaren.last_mut().filter(|last| last.jaar == jaar) {
                        Some(last) => last.berichten.push(bericht),
                        None => jaren.push(NieuwsJaar { jaar, berichten: vec![bericht] }),
                    }
                }
                ("nieuws.html", ContentView::Nieuws(NieuwsOverzichtView { tekst, jaren }))
            }
            VastePagina::Documenten => {
                let documenten = site.lists.stukken.iter().map(|stuk| spot.stuk(stuk)).collect();
                ("documenten.html", ContentView::Documenten(DocumentenView { tekst, documenten }))
            }
            VastePagina::Toegankelijkheid => {
                let statement = &self.info.value.toegankelijkheid;
                let mut afkortingen: Vec<AfkortingView> = self
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
                ("toegankelijkheid.html", ContentView::Toegankelijkheid(view))
            }
            VastePagina::Privacy => ("privacy.html", ContentView::Tekst(TekstView { tekst })),
            VastePagina::NietGevonden => ("404.html", ContentView::Tekst(TekstView { tekst })),
        }
    }

    /// All buurten by letter, as people look them up.
    fn zoeker(&self, spot: &Spot<'s>) -> Vec<LetterView> {
        let site = self.site;
        if !site.has_zoeker() {
            return Vec::new();
        }
        let mut buurten: Vec<(String, BuurtInWijk)> = Vec::new();
        for (index, _) in site.wijk_indices() {
            let wijk = spot.wijk_link(index);
            buurten.extend(spot.buurten(index).into_iter().map(|GebiedView { naam, href, .. }| {
                let href = href.unwrap_or_else(|| wijk.href.clone());
                (sort_key(&naam), BuurtInWijk { naam, wijk: wijk.naam.clone(), href })
            }));
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

    fn home(&self, spot: &Spot<'s>, tekst: String) -> HomeView {
        let site = self.site;
        let steps = |stand: Stand, most: usize| -> Vec<StapView> {
            site.lists
                .stappen
                .iter()
                .filter(|stap| stap.item.value.periode.stand(self.today) == stand)
                .take(most)
                .map(|stap| spot.stap(stap, 2))
                .collect()
        };
        HomeView {
            tekst,
            wijken: site.wijk_indices().map(|(wijk, _)| spot.wijk_kaart(wijk)).collect(),
            hubs: site.lists.hubs.iter().map(|hub| spot.hub(hub)).collect(),
            nu: steps(Stand::Nu, usize::MAX),
            straks: steps(Stand::Straks, STEPS_TO_COME),
            nieuws: site.lists.nieuws.iter().take(NEWS_ITEMS).map(|bericht| spot.nieuws(bericht)).collect(),
            wijkenpagina: spot.fixed(VastePagina::Wijken),
            zoeker: spot
                .fixed(VastePagina::Wijken)
                .filter(|_| site.has_zoeker())
                .map(|page| format!("{page}#{ZOEKER}")),
            spreekurenpagina: spot.fixed(VastePagina::Spreekuren),
            tijdlijn: spot.fixed(VastePagina::Tijdlijn),
            nieuwspagina: spot.fixed(VastePagina::Nieuws),
            vragenpagina: spot.fixed(VastePagina::Vragen),
            kengetallenpagina: spot.fixed(VastePagina::Kengetallen),
        }
    }

    fn kengetallen(&self, spot: &Spot<'s>, tekst: String) -> KengetallenView {
        let site = self.site;
        let wijken: Vec<_> = site.wijk_indices().map(|(index, _)| index).collect();
        let bronnen = site
            .bronnen
            .iter()
            .map(|bron| {
                spot.shows(&bron.item.document);
                let value = &bron.item.value;
                let per_wijk: Vec<_> = wijken.iter().map(|wijk| bron.all_of_wijk(site, *wijk)).collect();
                let indicatoren = value
                    .indicatoren
                    .iter()
                    .enumerate()
                    .map(|(index, indicator)| IndicatorView {
                        naam: SharedText(Arc::clone(&indicator.naam)),
                        eenheid: SharedText(Arc::clone(&indicator.eenheid)),
                        toelichting: indicator.toelichting.clone().map(SharedText),
                        gemeente: self
                            .info
                            .value
                            .gemeentecode
                            .as_ref()
                            .map(|code| cel(bron.of_area(&code.value, index))),
                        wijken: per_wijk.iter().map(|figures| cel(figures[index])).collect(),
                    })
                    .collect();
                BronView {
                    anker: bron.item.slug().to_string(),
                    titel: value.titel.clone(),
                    jaar: value.jaar.0,
                    bron: value.bron.clone(),
                    bronadres: value.bronadres.as_ref().map(ToString::to_string),
                    licentie: value.licentie.clone(),
                    toelichting: value.toelichting.clone(),
                    indicatoren,
                }
            })
            .collect();
        KengetallenView { tekst, wijken: spot.wijk_links(&wijken), gemeente: self.info.value.gemeente.clone(), bronnen }
    }
}
