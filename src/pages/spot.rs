//! A page while its view is made: the place that links are seen from, which notes what it shows. What it shows of a kind is in the
//! file of that kind.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use jiff::civil::Date;

use super::linked_data::Thing;
use super::melding::MeldingView;
use super::nu;
use super::page::{ContentView, Link, LocatieView, Page, PaginaView};
use super::viewpoint::Viewpoint;
use super::{Planner, STYLE};
use crate::draw::qr::Qr;
use crate::kinds::{Document, Locatie, Text, VastePagina};
use crate::output::OutputPath;
use crate::site::{Nieuwsbron, Target, Vertrokken, verschenen};
use crate::tijd::{Datum, Datumtekst, weekdag_en_datum};
use crate::values::Kaartlink;

/// A page while its view is made: links are seen from here, and the date of last change is that of all it shows.
pub(super) struct Spot<'p> {
    pub(super) planner: Planner<'p>,
    pub(super) from: Viewpoint<'p>,
    gewijzigd: Cell<Option<Datum>>,
    /// Whether it says something of now.
    now: Cell<bool>,
    /// The news that can be followed from it.
    nieuws: Cell<Option<Nieuwsbron>>,
    /// The topics that can be chosen from on it.
    pub(super) themas: RefCell<Vec<Link>>,
    /// The urgent notices on top of it.
    pub(super) meldingen: RefCell<Vec<MeldingView>>,
    /// The texts that stand on it.
    pub(super) texts: RefCell<Vec<(usize, Arc<Text>)>>,
}

/// What a page says about itself.
pub(super) struct Heading<'s> {
    pub(super) titel: String,
    pub(super) omschrijving: String,
    pub(super) kruimels: Vec<Kruimel>,
    /// The document whose text the page is for.
    pub(super) document: Option<&'s Document>,
    /// What the page is about, for machines.
    pub(super) things: Vec<Thing>,
    /// Whether it is a page for a notice board.
    pub(super) bord: bool,
}

/// A page above another one.
pub(super) struct Kruimel {
    pub(super) naam: String,
    pub(super) output: OutputPath,
}

impl<'p> Spot<'p> {
    pub(super) fn new(planner: Planner<'p>, output: OutputPath) -> Self {
        Self::at(planner, Viewpoint::new(planner.base, output))
    }

    pub(super) fn at(planner: Planner<'p>, from: Viewpoint<'p>) -> Self {
        let (gewijzigd, now, nieuws, themas, meldingen, texts) = Default::default();
        Self { planner, from, gewijzigd, now, nieuws, themas, meldingen, texts }
    }

    /// Puts the page together: what every page has, and what only this one has.
    pub(super) fn page(&self, about: Heading<'_>, content: ContentView) -> Page {
        let Planner { info, frames, assets, .. } = self.planner;
        let huisstijl = &info.value.huisstijl;
        let is_absolute = self.from.is_absolute();
        let canoniek = self.whole(&self.from.output).filter(|_| !is_absolute);
        let metadata = (!is_absolute).then(|| self.metadata(&about));
        let qr = canoniek.clone().filter(|_| about.bord).and_then(Qr::new);
        let kruimels = about.kruimels.into_iter();
        let mut themas = self.themas.take();
        themas.extend(about.document.into_iter().flat_map(|document| self.themas_of(document)));
        Page {
            site: frames.of(&self.from.output).map_or_else(Arc::default, Arc::clone),
            pagina: PaginaView {
                kop: about.titel.clone(),
                titel: about.titel,
                omschrijving: about.omschrijving,
                thema: self.href(assets),
                huisstijl: (!huisstijl.is_empty()).then(|| self.href(&assets.join(STYLE))),
                eigen_kleuren: !huisstijl.kleuren.is_empty(),
                canoniek,
                kruimels: kruimels.map(|Kruimel { naam, output }| Link { naam, href: self.href(&output) }).collect(),
                gewijzigd: self.gewijzigd.get(),
                nu: self.now.get().then(|| nu::made(self.planner.today)),
                themas,
                meldingen: self.meldingen.take(),
                volgen: self.nieuws.get().and_then(|bron| self.volgen(bron)),
                metadata,
                qr,
            },
            content,
        }
    }

    /// Notes that the page shows this document. What appears on a day did not change before it.
    pub(super) fn shows(&self, document: &Document) {
        let changed = document.gewijzigd.as_ref().map(|day| day.value);
        self.changed(changed.max(verschenen(document).map(Datum)));
    }

    /// Notes that the page changed on a day.
    pub(super) fn changed(&self, day: Option<Datum>) {
        self.gewijzigd.set(self.gewijzigd.get().max(day));
    }

    /// Notes when the last of these was taken from the page by the calendar.
    pub(super) fn showed(&self, is_of_page: impl Fn(&Vertrokken) -> bool) {
        let away = self.planner.site.vertrokken.iter().filter(|it| is_of_page(it));
        self.changed(away.map(|it| Datum(it.day)).max());
    }

    /// Notes that this news can be followed from the page.
    pub(super) fn follows(&self, bron: Nieuwsbron) {
        self.nieuws.set(Some(bron));
    }

    /// Notes that the page says something of now.
    pub(super) fn now(&self, said: String) -> String {
        self.now.set(self.now.get() || !said.is_empty());
        said
    }

    pub(super) fn href(&self, to: &OutputPath) -> String {
        self.from.href(to)
    }

    /// The whole address of a page or file, when it is known where the site will be.
    pub(super) fn whole(&self, to: &OutputPath) -> Option<String> {
        self.planner.base.map(|base| base.with(to.address()))
    }

    pub(super) fn target_href(&self, target: &Target) -> String {
        self.from.target_href(target)
    }

    /// The address of a place on a page, which may be this one.
    pub(super) fn place_href(&self, page: &OutputPath, anchor: &str) -> String {
        if *page == self.from.output { format!("#{anchor}") } else { format!("{}#{anchor}", self.href(page)) }
    }

    /// The address of a fixed page, if it is built.
    pub(super) fn fixed(&self, page: VastePagina) -> Option<String> {
        self.planner.places.fixed(page).map(|target| self.target_href(target))
    }

    /// A fixed page as one above this, if it is built.
    fn fixed_kruimel(&self, page: VastePagina) -> Option<Kruimel> {
        let site = self.planner.site;
        let naam = match page {
            VastePagina::Home => "Home".to_owned(),
            _ => site.title(page).to_owned(),
        };
        self.planner.places.fixed(page).map(|target| Kruimel { naam, output: target.output.clone() })
    }

    /// The way from home to the page above; pages that are not built are skipped.
    pub(super) fn crumbs(&self, pages: impl IntoIterator<Item = VastePagina>) -> Vec<Kruimel> {
        pages.into_iter().filter_map(|page| self.fixed_kruimel(page)).collect()
    }

    pub(super) fn plek(&self, place: &Locatie) -> LocatieView {
        locatie(place, self.planner.info.value.kaartlink.as_ref())
    }

    /// The address of a document that has one.
    pub(super) fn document_href(&self, document: &Document) -> String {
        self.planner.places.of(&document.path).map_or_else(String::new, |target| self.target_href(target))
    }
}

/// A day of the calendar, with its day of the week.
pub(super) fn day(day: Date) -> Datumtekst {
    Datumtekst { iso: day.to_string(), tekst: weekdag_en_datum(day) }
}

/// A place, with a map when the municipality chose one.
pub(super) fn locatie(locatie: &Locatie, kaartlink: Option<&Kaartlink>) -> LocatieView {
    LocatieView {
        kaart: kaartlink.and_then(|kaartlink| Some(kaartlink.href(&locatie.on_a_map()?))),
        naam: locatie.naam.clone(),
        adres: locatie.adres.clone(),
        postcode: locatie.postcode.clone(),
        plaats: locatie.plaats.clone(),
    }
}
