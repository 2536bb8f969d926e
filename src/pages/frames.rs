//! What pages show of the site itself: its names, menus and footer. That is the same on every page but for the addresses of links
//! and the mark in a menu; and those are the same on pages that lie alike. So there are only a few, and pages share them.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::contact::in_sentence;
use super::page::{Link, LocatieView};
use super::spot::locatie;
use super::viewpoint::Viewpoint;
use crate::kinds::{AFKORTINGEN, Doel, NavigatieItem, SiteInfo, VastePagina};
use crate::output::OutputPath;
use crate::read::markdown::InternalLink;
use crate::site::{Item, Places, Target};
use crate::values::{Basisadres, Email, Telefoon};

/// The site as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(crate) struct SiteView {
    pub naam: String,
    pub gemeente: String,
    pub samenvatting: String,
    /// Address of the home page.
    pub home: String,
    pub contactpersoon: ContactpersoonView,
    pub contact: GemeenteContact,
    pub navigatie: Vec<NavigatieLink>,
    pub voet: Vec<Link>,
    /// Whether pages have the metadata of OWMS.
    pub owms: bool,
    /// That all of it is made up, if it is. A theme shows it on every page, and tells search engines to leave these out.
    pub voorbeeld: Option<String>,
    /// Addresses of fixed pages.
    pub toegankelijkheid: String,
    pub privacy: String,
    pub contactpagina: String,
    pub zoekpagina: String,
    /// Where abbreviations are explained, if there are any.
    pub afkortingen: Option<String>,
}

/// What the contact of a wijk is called.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(crate) struct ContactpersoonView {
    pub enkelvoud: String,
    pub meervoud: String,
}

/// How to reach the municipality.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(crate) struct GemeenteContact {
    pub naam: String,
    pub telefoon: Option<Telefoon>,
    pub email: Option<Email>,
    pub website: Option<Link>,
    pub adres: Option<LocatieView>,
    pub uitleg: Option<String>,
}

/// A link of the navigation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct NavigatieLink {
    pub naam: String,
    pub href: String,
    /// Whether it is the page itself or a page above it.
    pub huidig: bool,
}

/// The frames of a site, by how pages lie.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    /// The folders above the pages that a frame leads to: links depend on which of them are above a page, too.
    folders: BTreeSet<String>,
    /// The pages that a frame leads to.
    targets: BTreeSet<OutputPath>,
    made: Vec<(Seat, Arc<SiteView>)>,
}

/// How a page lies, as far as its frame depends on it.
#[derive(Debug, PartialEq, Eq)]
struct Seat {
    /// The innermost folder that it shares with a page that a frame leads to.
    folder: String,
    /// In how many folders it is.
    depth: usize,
    /// The page itself, when there is no other like it.
    own: Option<OutputPath>,
}

/// What is in a menu, with where it leads.
type Menu<'s> = Vec<(&'s str, Naar)>;

/// Where a part of a menu leads.
enum Naar {
    Web(String),
    Page(Target),
}

impl Frames {
    /// The frames of these pages. One that was there in the `last` frames is the same one.
    pub(crate) fn new<'p>(
        places: &Places,
        info: &Item<SiteInfo>,
        base: Option<&Basisadres>,
        pages: impl Iterator<Item = &'p OutputPath>,
        last: Option<&Self>,
    ) -> Self {
        let menus = [&info.value.navigatie, &info.value.voet].map(|items| menu(places, info, items));
        let fixed = [
            VastePagina::Home,
            VastePagina::Toegankelijkheid,
            VastePagina::Privacy,
            VastePagina::Contact,
            VastePagina::Zoeken,
        ];
        let mut targets: BTreeSet<OutputPath> = fixed.into_iter().map(VastePagina::output).collect();
        // Its links start elsewhere.
        targets.insert(VastePagina::NietGevonden.output());
        targets.extend(menus.iter().flatten().filter_map(|(_, naar)| match naar {
            Naar::Page(target) => Some(target.output.clone()),
            Naar::Web(_) => None,
        }));
        let folders = targets.iter().flat_map(|target| above(target).map(str::to_owned)).collect();
        let mut frames = Self { folders, targets, made: Vec::new() };
        for page in pages {
            if frames.of(page).is_none() {
                let view = view(&Viewpoint::new(base, page.clone()), &info.value, &menus);
                let known = last.and_then(|last| last.all().find(|known| ***known == view)).cloned();
                frames.made.push((frames.seat(page), known.unwrap_or_else(|| Arc::new(view))));
            }
        }
        frames
    }

    /// The frame of a page; `None` when it is not one of those that these were made for.
    pub(crate) fn of(&self, page: &OutputPath) -> Option<&Arc<SiteView>> {
        let (folder, depth, own) = (self.folder(page), depth(page), self.own(page));
        let is_alike = |seat: &Seat| seat.folder == folder && seat.depth == depth && seat.own.as_ref() == own;
        self.made.iter().find(|(seat, _)| is_alike(seat)).map(|(_, view)| view)
    }

    /// What is shown of the site on something that is read elsewhere.
    pub(super) fn far(places: &Places, info: &Item<SiteInfo>, from: &Viewpoint<'_>) -> SiteView {
        view(from, &info.value, &[&info.value.navigatie, &info.value.voet].map(|items| menu(places, info, items)))
    }

    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<SiteView>> {
        self.made.iter().map(|(_, view)| view)
    }

    fn seat(&self, page: &OutputPath) -> Seat {
        Seat { folder: self.folder(page).to_owned(), depth: depth(page), own: self.own(page).cloned() }
    }

    fn folder<'p>(&self, page: &'p OutputPath) -> &'p str {
        above(page).take_while(|folder| self.folders.contains(*folder)).last().unwrap_or_default()
    }

    fn own<'p>(&self, page: &'p OutputPath) -> Option<&'p OutputPath> {
        self.targets.contains(page).then_some(page)
    }
}

/// The folders above a page, the outermost first.
fn above(page: &OutputPath) -> impl Iterator<Item = &str> {
    page.as_str().match_indices('/').map(|(end, _)| &page.as_str()[..end])
}

fn depth(page: &OutputPath) -> usize {
    above(page).count()
}

/// Where the parts of a menu lead.
fn menu<'s>(places: &Places, info: &'s Item<SiteInfo>, items: &'s [NavigatieItem]) -> Menu<'s> {
    let naar = |item: &NavigatieItem| match &item.naar.value {
        Doel::Web(address) => Some(Naar::Web(address.to_string())),
        Doel::Voorbeeld(_) => None,
        Doel::Bestand(written) => {
            let link = InternalLink::of_field(&info.document.path, written, item.naar.span)?;
            // What was withdrawn is in no menu.
            let is_withdrawn = link.path.as_ref().is_some_and(|path| places.is_of_another_day(path));
            places.follow(&info.document, &link).ok().filter(|_| !is_withdrawn).map(Naar::Page)
        }
    };
    items.iter().filter_map(|item| Some((item.naam.as_str(), naar(item)?))).collect()
}

/// The site as it is seen from a page.
fn view(from: &Viewpoint<'_>, info: &SiteInfo, [navigatie, voet]: &[Menu<'_>; 2]) -> SiteView {
    let contact = &info.contact;
    let fixed = |page: VastePagina| from.href(&page.output());
    SiteView {
        naam: info.naam.clone(),
        gemeente: info.gemeente.clone(),
        samenvatting: info.samenvatting.clone(),
        home: fixed(VastePagina::Home),
        contactpersoon: ContactpersoonView {
            enkelvoud: in_sentence(&info.contactpersoon.enkelvoud),
            meervoud: in_sentence(&info.contactpersoon.meervoud),
        },
        contact: GemeenteContact {
            naam: contact.naam.clone(),
            telefoon: contact.telefoon.clone(),
            email: contact.email.clone(),
            website: contact
                .website
                .as_ref()
                .map(|address| Link { naam: address.host().to_owned(), href: address.to_string() }),
            adres: contact.adres.as_ref().map(|adres| locatie(adres, info.kaartlink.as_ref())),
            uitleg: contact.uitleg.clone(),
        },
        navigatie: navigatie.iter().map(|(naam, naar)| in_menu(from, naam, naar)).collect(),
        voet: voet
            .iter()
            .map(|(naam, naar)| in_menu(from, naam, naar))
            .map(|NavigatieLink { naam, href, .. }| Link { naam, href })
            .collect(),
        owms: info.owms,
        voorbeeld: info.voorbeeldregel.clone(),
        toegankelijkheid: fixed(VastePagina::Toegankelijkheid),
        privacy: fixed(VastePagina::Privacy),
        contactpagina: fixed(VastePagina::Contact),
        zoekpagina: fixed(VastePagina::Zoeken),
        afkortingen: (!info.afkortingen.is_empty())
            .then(|| format!("{}#{AFKORTINGEN}", fixed(VastePagina::Toegankelijkheid))),
    }
}

fn in_menu(from: &Viewpoint<'_>, naam: &str, naar: &Naar) -> NavigatieLink {
    let naam = naam.to_owned();
    match naar {
        Naar::Web(href) => NavigatieLink { naam, href: href.clone(), huidig: false },
        Naar::Page(target) => {
            let address = target.output.address();
            let huidig = target.anchor.is_none() && !address.is_empty() && from.output.as_str().starts_with(address);
            NavigatieLink { naam, href: from.target_href(target), huidig }
        }
    }
}
