//! What news can be followed: of the whole site, of a wijk, of a buurt, about a topic. What a feed looks like is for `outputs/`.

use jiff::civil::Date;

use super::{About, Places, Site, WijkIndex};
use crate::kinds::{Bijeenkomst, Melding, Nieuws, SiteInfo, VastePagina};
use crate::output::OutputPath;
use crate::values::Gebiedscode;

/// Of what one can follow the news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nieuwsbron {
    /// Of the whole site.
    Alles,
    /// Of a wijk, and what is for everybody.
    Wijk(WijkIndex),
    /// Of a buurt with a page, of the whole of its wijk, and what is for everybody.
    Buurt(Gebiedscode, WijkIndex),
    /// About a topic: its place in the list of topics.
    Thema(usize),
}

impl Nieuwsbron {
    /// How many items a feed has at most: programs that follow it keep what they saw.
    pub(crate) const MOST: usize = 30;

    /// Those of a site that have anything: programs take an empty feed for a broken one.
    pub(crate) fn all(site: &Site, places: &Places, today: Date) -> impl Iterator<Item = Self> {
        let wijken = site.wijk_indices().map(|(wijk, _)| Self::Wijk(wijk));
        let of_wijk = |code: &Gebiedscode| Some(Self::Buurt(*code, site.gebieden.get(code)?.wijk?));
        let buurten = places.buurten.keys().filter_map(of_wijk);
        let themas = (0..site.lists.themas.len()).map(Self::Thema);
        [Self::Alles]
            .into_iter()
            .chain(wijken)
            .chain(buurten)
            .chain(themas)
            .filter(move |bron| bron.has_any(site, today))
    }

    /// Whether there is any news in it.
    pub(crate) fn has_any(self, site: &Site, today: Date) -> bool {
        let has_news = self.berichten(site).next().is_some() || self.projecten(site, today).next().is_some();
        has_news || self.meldingen(site).next().is_some() || self.bijeenkomsten(site).next().is_some()
    }

    /// Its urgent notices, the worst first.
    pub(crate) fn meldingen(self, site: &Site) -> impl Iterator<Item = &About<Melding>> {
        self.of(&site.lists.meldingen)
    }

    /// Its meetings, the last first.
    pub(crate) fn bijeenkomsten(self, site: &Site) -> impl Iterator<Item = &About<Bijeenkomst>> {
        self.of(&site.lists.bijeenkomsten).take(Self::MOST)
    }

    /// Those of a list that are for whom it is for.
    fn of<T>(self, all: &[About<T>]) -> impl Iterator<Item = &About<T>> {
        let (wijk, buurt) = match self {
            Self::Alles | Self::Thema(_) => (None, None),
            Self::Wijk(wijk) => (Some(wijk), None),
            Self::Buurt(code, wijk) => (Some(wijk), Some(code)),
        };
        let is_about = move |it: &&About<T>| match self {
            Self::Thema(thema) => it.themas.contains(&thema),
            Self::Alles | Self::Wijk(_) | Self::Buurt(..) => true,
        };
        let is_for_wijk = move |it: &&About<T>| it.is_general() || wijk.is_none_or(|wijk| it.wijken.contains(&wijk));
        let is_for = move |it: &&About<T>| it.buurten.is_empty() || buurt.is_none_or(|code| it.buurten.contains(&code));
        all.iter().filter(is_about).filter(is_for_wijk).filter(is_for)
    }

    /// Its news, newest first.
    pub(crate) fn berichten(self, site: &Site) -> impl Iterator<Item = &About<Nieuws>> {
        let nieuws = &site.lists.nieuws;
        let all: Box<dyn Iterator<Item = &About<Nieuws>>> = match self {
            Self::Alles => Box::new(nieuws.iter()),
            Self::Wijk(wijk) => Box::new(nieuws.with_general(wijk)),
            Self::Buurt(code, wijk) => {
                let is_for = move |it: &&About<Nieuws>| it.buurten.is_empty() || it.buurten.contains(&code);
                Box::new(nieuws.with_general(wijk).filter(is_for))
            }
            Self::Thema(thema) => Box::new(nieuws.of_thema(thema)),
        };
        all.take(Self::MOST)
    }

    /// The page that shows this news: home when there is no news besides notices and meetings.
    pub(crate) fn page(self, site: &Site, places: &Places) -> OutputPath {
        match self {
            Self::Alles if !places.has(VastePagina::Nieuws) => VastePagina::Home.output(),
            Self::Alles => VastePagina::Nieuws.output(),
            Self::Wijk(wijk) => places.wijk(wijk).clone(),
            Self::Buurt(code, wijk) => places.buurten.get(&code).unwrap_or_else(|| places.wijk(wijk)).clone(),
            Self::Thema(thema) => {
                let page = places.output_of(&site.lists.themas[thema].item.document.path);
                page.cloned().unwrap_or_else(|| VastePagina::Home.output())
            }
        }
    }

    /// Where its feed is, in a form of this extension: that of a place below its page.
    pub(crate) fn feed(self, site: &Site, places: &Places, extension: &str) -> OutputPath {
        let page = (self != Self::Alles).then(|| self.page(site, places));
        let folder = page.as_ref().map_or("", OutputPath::address);
        OutputPath::new(format!("{folder}nieuws.{extension}"))
    }

    /// What it is called, and its name in the programs of residents, which never changes.
    pub(crate) fn titel(self, site: &Site, info: &SiteInfo) -> [String; 2] {
        let of_place = |naam: &str| format!("Nieuws uit {naam} ({})", info.gemeente);
        match self {
            Self::Alles => [format!("Nieuws van {}", info.naam), "nieuws".to_owned()],
            Self::Wijk(wijk) => {
                let wijk = &site.wijken[wijk].item;
                [of_place(&wijk.value.naam), format!("nieuws.{}", wijk.slug())]
            }
            Self::Buurt(code, _) => {
                let naam = site.gebieden.get(&code).map_or_else(|| code.to_string(), |it| it.naam.to_string());
                [of_place(&naam), format!("nieuws.{code}")]
            }
            Self::Thema(thema) => {
                let thema = &site.lists.themas[thema].item;
                let titel = format!("Nieuws over {} ({})", thema.value.titel, info.gemeente);
                [titel, format!("nieuws.thema.{}", thema.slug())]
            }
        }
    }
}
