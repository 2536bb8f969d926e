//! Which addresses exist, and what each template may see.
//!
//! [`addresses`] says which pages there are; [`Planner::view`] makes what the template of one of them sees. The structures in
//! these files are the contract with themes: what is not in them cannot be shown, and a page whose view is equal need not be
//! rendered again. A view is made of the site and of texts, and says which texts: as long as these are the same, so is the view.

mod bijeenkomst;
mod buurt;
mod cijfers;
mod contact;
mod data;
mod frames;
mod gebiedskaart;
mod hub;
mod inloop;
mod linked_data;
mod meenemen;
mod melding;
mod nieuws;
mod nieuwsbrief;
mod nu;
mod organisatie;
pub(crate) mod page;
mod pagina;
mod postcodes;
mod project;
mod spot;
mod spreekuur;
mod stap;
mod stuk;
mod texts;
mod thema;
mod uren;
mod van_anderen;
mod vast;
mod verandert;
mod verhuisd;
mod viewpoint;
mod vraag;
mod waarvoor;
mod wijk;
mod wijkcijfers;
mod zoeken;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

pub(crate) use self::frames::{Frames, SiteView};
pub(crate) use self::nieuwsbrief::NEWSLETTER;
use crate::beeld::Gemaakt;
use crate::kinds::{Document, Hub, HubStatus, SiteInfo, Text, VastePagina};
use crate::output::OutputPath;
use crate::site::{About, Item, PaginaIndex, Places, Site, Verhuisd, WijkIndex, postcodepagina, stratenpagina};
use crate::source::SourcePath;
use crate::tijd::Rooster;
use crate::values::{Basisadres, Gebiedscode};
use page::Page;
use spot::Spot;

/// A page of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Which {
    /// One that every site has.
    Fixed(VastePagina),
    /// Of a wijk.
    Wijk(WijkIndex),
    /// Of all figures of a wijk.
    Cijfers(WijkIndex),
    /// Of a buurt, in its wijk.
    Buurt(Gebiedscode, WijkIndex),
    /// Of a hub: its place in the list of hubs.
    Hub(usize),
    /// Of a news item: its place in the list of news.
    Nieuws(usize),
    /// Of a meeting: its place in the list of meetings.
    Bijeenkomst(usize),
    /// Of a project: its place in the list of projects.
    Project(usize),
    /// Of a topic: its place in the list of topics.
    Thema(usize),
    /// A free page.
    Pagina(PaginaIndex),
    /// Of all postcodes with the same four digits.
    Postcode(u16),
    /// Of all streets that begin with a letter.
    Straten(&'static str),
    /// At a former address, leading on: its place in [`Planner::verhuisd`].
    Verhuisd(usize),
}

/// What a template sees, and what it was made of besides the site.
#[derive(Debug, Clone)]
pub(crate) struct View {
    /// The template.
    pub template: &'static str,
    /// All that the template sees.
    pub page: Arc<Page>,
    /// The texts in it, with the place of their documents in [`Site::documents`].
    texts: Vec<(usize, Arc<Text>)>,
    /// The index of the search, on the page that names it.
    index: Option<OutputPath>,
}

impl View {
    /// Whether machines should know of the page: not when it only leads on, or says that there is none.
    pub(crate) fn is_listed(&self) -> bool {
        !matches!(self.template, MOVED | "404.html")
    }

    /// This view, with the last page when that is equal.
    #[must_use]
    pub(crate) fn or_last(mut self, last: Option<Self>) -> Self {
        if let Some(last) = last.filter(|last| last.page == self.page) {
            self.page = last.page;
        }
        self
    }

    /// Whether its texts are still the same, in the same site.
    pub(crate) fn holds(&self, texts: &[&Arc<Text>], index: Option<&OutputPath>) -> bool {
        let is_same_index = self.template != SEARCH || self.index.as_ref() == index;
        is_same_index
            && self.texts.iter().all(|(position, text)| texts.get(*position).is_some_and(|now| Arc::ptr_eq(now, text)))
    }
}

/// The templates that every theme must have.
pub(crate) const TEMPLATES: &[&str] = &[
    "home.html",
    "wijken.html",
    "in-welke-wijk.html",
    "postcode.html",
    "straten.html",
    "wijk.html",
    "cijfers.html",
    "buurt.html",
    "contact.html",
    "hubs.html",
    "hub.html",
    "spreekuren.html",
    "kengetallen.html",
    "organisaties.html",
    "projecten.html",
    "project.html",
    "tijdlijn.html",
    "vragen.html",
    "nieuws.html",
    "nieuwsbericht.html",
    "bijeenkomsten.html",
    "bijeenkomst.html",
    "documenten.html",
    "themas.html",
    "thema.html",
    "data.html",
    SEARCH,
    "pagina.html",
    "toegankelijkheid.html",
    "privacy.html",
    "404.html",
    MOVED,
];

/// The template of the page to search on.
const SEARCH: &str = "zoeken.html";

/// The script of a theme that searches. Without it nobody asks for an index.
pub(crate) const SEARCHES: &str = "zoeken.js";

/// The script of a theme that says in which wijk a postcode lies. It asks for files of the site.
pub(crate) const FINDS_WIJK: &str = "wijkzoeker.js";

/// The template of a page at a former address.
const MOVED: &str = "verhuisd.html";

/// The folder of all that pages need to look as they do: the files of the theme.
pub(crate) const ASSETS: &str = "thema/";

/// The script of a theme that says what is now. Pages that have nothing to say of that do not need it.
pub(crate) const NOW: &str = "nu.js";

/// The stylesheet with what the municipality chose, if it chose anything: a file among those of the theme.
pub(crate) const STYLE: &str = "huisstijl.css";

/// Whether there is anything of which a page can say that it is now.
pub(crate) fn says_now(site: &Site) -> bool {
    let is_open = |hub: &&About<Hub>| hub.item.value.status == HubStatus::InGebruik;
    let hubs = site.lists.hubs.iter().filter(is_open).map(|hub| &hub.item.value.rooster);
    let municipality = site.info.iter().map(|info| &info.value.contact.rooster);
    let spreekuren = site.lists.spreekuren.iter().map(|spreekuur| &spreekuur.item.value.rooster);
    let mut all = spreekuren.chain(hubs).chain(municipality);
    !site.lists.meldingen.is_empty()
        || !site.lists.bijeenkomsten.is_empty()
        || !site.lists.partneragendas.is_empty()
        || all.any(|rooster| *rooster != Rooster::default())
}

/// The address of every page but those at former addresses.
pub(crate) fn addresses(site: &Site, places: &Places) -> BTreeMap<OutputPath, Which> {
    let mut pages = BTreeMap::new();
    let at = |document: &Document| places.output_of(&document.path).cloned();
    pages.extend(VastePagina::all().filter(|page| places.has(*page)).map(|page| (page.output(), Which::Fixed(page))));
    pages.extend(site.wijk_indices().map(|(index, _)| (places.wijk(index).clone(), Which::Wijk(index))));
    pages.extend(site.wijk_indices().filter_map(|(index, _)| Some((places.cijfers(index)?, Which::Cijfers(index)))));
    pages.extend(places.buurten.iter().filter_map(|(code, output)| {
        let wijk = site.gebieden[code].wijk?;
        Some((output.clone(), Which::Buurt(*code, wijk)))
    }));
    let gids = &site.postcodes;
    pages.extend(gids.gebieden.keys().map(|cijfers| (postcodepagina(*cijfers), Which::Postcode(*cijfers))));
    pages.extend(gids.letters().map(|letter| (stratenpagina(letter), Which::Straten(letter))));
    let hubs = site.lists.hubs.iter().enumerate();
    pages.extend(hubs.filter_map(|(index, hub)| Some((at(&hub.item.document)?, Which::Hub(index)))));
    let nieuws = site.lists.nieuws.iter().enumerate();
    pages.extend(nieuws.filter_map(|(index, bericht)| Some((at(&bericht.item.document)?, Which::Nieuws(index)))));
    let bijeenkomsten = site.lists.bijeenkomsten.iter().enumerate();
    pages.extend(bijeenkomsten.filter_map(|(index, it)| Some((at(&it.item.document)?, Which::Bijeenkomst(index)))));
    let projecten = site.lists.projecten.iter().enumerate();
    pages.extend(projecten.filter_map(|(index, project)| Some((at(&project.item.document)?, Which::Project(index)))));
    let themas = site.lists.themas.iter().enumerate();
    pages.extend(themas.filter_map(|(index, thema)| Some((at(&thema.item.document)?, Which::Thema(index)))));
    let paginas = site.pagina_indices();
    pages.extend(paginas.filter_map(|(index, pagina)| Some((at(&pagina.item.document)?, Which::Pagina(index)))));
    pages
}

/// What the makers of pages have at hand.
#[derive(Clone, Copy)]
pub(crate) struct Planner<'s> {
    /// The site.
    pub site: &'s Site,
    /// Where everything is.
    pub places: &'s Places,
    /// Former addresses.
    pub verhuisd: &'s [Verhuisd],
    /// What holds for all of it.
    pub info: &'s Item<SiteInfo>,
    /// Today.
    pub today: Date,
    /// Where the site will be.
    pub base: Option<&'s Basisadres>,
    /// What pages show of the site itself.
    pub frames: &'s Frames,
    /// The words of its documents, in their order.
    pub texts: &'s [&'s Arc<Text>],
    /// The index of the search, when the theme has a script for it.
    pub index: Option<&'s OutputPath>,
    /// The folder with the files of the theme.
    pub assets: &'s OutputPath,
    /// What was made of each picture: it follows from the site, as the bytes of a picture do.
    pub beelden: &'s BTreeMap<SourcePath, Gemaakt>,
}

impl Planner<'_> {
    /// What the template of a page sees.
    pub(crate) fn view(&self, output: &OutputPath, which: &Which) -> View {
        let (site, spot) = (self.site, Spot::new(*self, output.clone()));
        let (template, page) = match which {
            Which::Fixed(page) => vast::page(&spot, *page),
            Which::Wijk(wijk) => ("wijk.html", wijk::page(&spot, *wijk)),
            Which::Cijfers(wijk) => ("cijfers.html", wijkcijfers::page(&spot, *wijk)),
            Which::Buurt(code, wijk) => ("buurt.html", buurt::page(&spot, code, *wijk)),
            Which::Hub(hub) => ("hub.html", hub::page(&spot, &site.lists.hubs[*hub])),
            Which::Nieuws(bericht) => ("nieuwsbericht.html", nieuws::page(&spot, *bericht)),
            Which::Bijeenkomst(it) => ("bijeenkomst.html", bijeenkomst::page(&spot, &site.lists.bijeenkomsten[*it])),
            Which::Project(project) => ("project.html", project::page(&spot, &site.lists.projecten[*project])),
            Which::Thema(thema) => ("thema.html", thema::page(&spot, *thema)),
            Which::Pagina(pagina) => ("pagina.html", pagina::page(&spot, &site.paginas[*pagina])),
            Which::Postcode(cijfers) => ("postcode.html", postcodes::postcode(&spot, *cijfers)),
            Which::Straten(letter) => ("straten.html", postcodes::straten(&spot, letter)),
            Which::Verhuisd(moved) => (MOVED, verhuisd::page(&spot, &self.verhuisd[*moved])),
        };
        let index = self.index.filter(|_| template == SEARCH).cloned();
        View { template, page: Arc::new(page), texts: spot.into_texts(), index }
    }
}
