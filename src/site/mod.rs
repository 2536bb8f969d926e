//! The whole site: what there is and how it hangs together ([`Site`]), and where it is ([`Places`]).
//!
//! [`link()`] makes the one of the documents, [`place()`] the other of that; both report what does not fit. Nothing here knows
//! templates or views.

mod address;
mod afscherming;
mod areas;
mod bronnen;
mod cijfers;
mod contacts;
mod copies;
mod files;
mod gehelen;
mod grenzen;
mod indeling;
mod kalender;
mod link;
mod list;
mod meenemen;
mod names;
mod nieuwsbron;
mod onderwerpen;
mod opendata;
mod partneragendas;
mod placed;
mod places;
mod postcodes;
mod projecten;
mod reeksen;
mod register;
mod sommen;
mod tabel;
mod zichtbaar;
mod zinnen;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Index, IndexMut};
use std::sync::Arc;

pub(crate) use address::{Target, Verhuisd};
pub(crate) use address::{anchor, heading_prefix, webp};
pub(crate) use cijfers::{Bron, Herkomst, Uitkomst};
use grenzen::Begrenzing;
pub(crate) use grenzen::Omtrekken;
pub(crate) use indeling::Indeling;
pub(crate) use indeling::{Deel, Eerder, Samenstelling};
pub(crate) use link::link;
pub(crate) use list::{About, Lists};
pub(crate) use meenemen::{AGENDA, AGENDA_TIJDLIJN, agenda, cijfers_van_wijk, kaartje_of_contact, kaartje_of_hub};
use names::KindNames;
pub(crate) use nieuwsbron::Nieuwsbron;
pub(crate) use onderwerpen::{Jaarcijfer, Jaargang, Onderwerp, Verdeling};
pub(crate) use opendata::{CATALOGUS, DATAPACKAGE, Datatabel, Datavorm, LICENTIE_VAN_GRENZEN, Ligging, Liggingen};
pub(crate) use partneragendas::{Agendavooruit, DAYS_OF_OTHERS, Komend, MOST_OF_OTHERS};
pub use placed::Placed;
pub(crate) use placed::placed;
pub(crate) use places::contact_anchor;
pub(crate) use places::{LinkProblem, Places, place};
pub(crate) use postcodes::{Letterpaar, Pc4, Postcodegids, Straat, Woonplek};
pub(crate) use postcodes::{postcodebestand, postcodepagina, straatletter, stratenpagina};
pub(crate) use projecten::{Nieuw, Projectnieuws};
use reeksen::Reeksen;
use register::Register;
pub(crate) use register::{LeftOut, Vertrokken};
pub(crate) use zichtbaar::{verschenen, zichtbaar};
pub(crate) use zinnen::{Gezegd, Zinsdeel, eenheid, shown};

use jiff::civil::Date;

use crate::diagnostics::Place;
use crate::kinds::{Buurt, Document, Kind, OfKind, Pagina, SiteInfo, Stuk, Thema, VastePagina, Wijk, Wijkmanager};
use crate::read::fields::{At, Ref};
use crate::source::SourcePath;
use crate::tijd::{Datum, Kalender, Rooster, Uren};
use crate::values::{Gebiedscode, Slug};

/// With more buurten than this the list is too long to look anything up in; then every wijk lists its own. It is more than any
/// municipality has.
const MOST_IN_ZOEKER: usize = 600;

/// The place of a wijk in [`Site::wijken`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WijkIndex(usize);

impl WijkIndex {
    /// The number.
    pub(crate) fn place(self) -> usize {
        self.0
    }
}

impl Index<WijkIndex> for Vec<LinkedWijk> {
    type Output = LinkedWijk;

    fn index(&self, WijkIndex(index): WijkIndex) -> &LinkedWijk {
        &self[index]
    }
}

/// The place of a free page in [`Site::paginas`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PaginaIndex(usize);

impl Index<PaginaIndex> for Vec<LinkedPagina> {
    type Output = LinkedPagina;

    fn index(&self, PaginaIndex(index): PaginaIndex) -> &LinkedPagina {
        &self[index]
    }
}

impl IndexMut<PaginaIndex> for Vec<LinkedPagina> {
    fn index_mut(&mut self, PaginaIndex(index): PaginaIndex) -> &mut LinkedPagina {
        &mut self[index]
    }
}

/// A document of a known kind.
#[derive(Debug)]
pub struct Item<T> {
    /// The document.
    pub document: Arc<Document>,
    /// What it says.
    pub value: Arc<T>,
}

impl<T> Clone for Item<T> {
    fn clone(&self) -> Self {
        Self { document: Arc::clone(&self.document), value: Arc::clone(&self.value) }
    }
}

impl<T> Item<T> {
    /// A document, if it is of this kind and could be read.
    fn of(document: &Arc<Document>) -> Option<Self>
    where
        T: OfKind,
    {
        let value = T::of(document.content.as_ref()?)?;
        Some(Self { document: Arc::clone(document), value: Arc::clone(value) })
    }
}

impl<T> Item<T> {
    /// Its name in addresses.
    pub fn slug(&self) -> &Slug {
        &self.document.slug
    }
}

/// A wijk with its buurten and its contact.
#[derive(Debug)]
pub(crate) struct LinkedWijk {
    /// The wijk.
    pub item: Item<Wijk>,
    /// What it is made of.
    pub nu: Samenstelling,
    /// What it is made of in figures of earlier years, the oldest first, when that may be something else.
    pub eerder: Vec<Eerder>,
    /// Its contact: a place in [`Site::wijkmanagers`].
    pub wijkmanager: Option<usize>,
}

/// A contact, and the wijken he or she is there for, as the file names them.
#[derive(Debug)]
pub(crate) struct LinkedContact {
    /// The contact.
    pub item: Item<Wijkmanager>,
    /// The wijken.
    pub wijken: Vec<WijkIndex>,
}

/// A CBS area that has a name.
#[derive(Debug)]
pub(crate) struct Gebied {
    /// Its name.
    pub naam: Arc<str>,
    /// Where it is named.
    pub place: Place,
    /// The wijk a buurt belongs to.
    pub wijk: Option<WijkIndex>,
    /// The page about a buurt, when somebody wrote one.
    pub document: Option<Item<Buurt>>,
}

/// A free page and its place in the tree of pages.
#[derive(Debug)]
pub struct LinkedPagina {
    /// The page.
    pub item: Item<Pagina>,
    /// The page above it.
    pub parent: Option<PaginaIndex>,
    /// The pages right below it, in order.
    pub children: Vec<PaginaIndex>,
}

/// Everything that there is to publish, and how it hangs together.
#[derive(Debug)]
pub(crate) struct Site {
    /// What holds for the site as a whole; `None` when its file is missing or has mistakes.
    pub info: Option<Item<SiteInfo>>,
    /// Titles and texts for fixed pages.
    pub vast: BTreeMap<VastePagina, Item<Pagina>>,
    /// The wijken in order.
    pub wijken: Vec<LinkedWijk>,
    /// The contacts, in the order of their first wijk.
    pub wijkmanagers: Vec<LinkedContact>,
    /// The documents of each kind.
    pub lists: Lists,
    /// What comes next in the calendars of organisations.
    pub agendas: Vec<Agendavooruit>,
    /// The free pages, in the order of menus: by `volgorde`, then by title.
    pub paginas: Vec<LinkedPagina>,
    /// The figures, newest year first.
    pub bronnen: Vec<Bron>,
    /// What these measure, each with all years there are of it.
    pub onderwerpen: Vec<Onderwerp>,
    /// When all places are closed.
    pub kalender: Kalender,
    /// When that last changed, if somebody said so.
    pub kalender_gewijzigd: Option<Datum>,
    /// What is no longer shown.
    pub vertrokken: Vec<Vertrokken>,
    /// The CBS areas by code.
    pub gebieden: BTreeMap<Gebiedscode, Gebied>,
    /// Those of earlier years, the oldest first, where these are told apart.
    pub eerdere_gebieden: Vec<Indeling>,
    /// Whether these are all: no when their list is missing or has a mistake, which is told.
    pub knows_areas: bool,
    /// In which wijk and buurt addresses lie.
    pub postcodes: Postcodegids,
    /// The boundaries of those that have one.
    pub begrenzing: Begrenzing,
    /// In which years each wijk has the same land.
    reeksen: Reeksen,
    /// Buurten without a wijk that something refers to, which is reported there.
    pub missed_buurten: BTreeSet<Gebiedscode>,
    /// For files in a folder that has its capitals wrong: the path they should have, and the path they have.
    miscased: BTreeMap<SourcePath, SourcePath>,
    /// What documents for residents are called.
    stukken: KindNames,
    /// What projects are called.
    projecten: KindNames,
    /// What topics are called.
    themas: KindNames,
    /// What contacts are called.
    contacten: KindNames,
    /// All documents, and which of them are shown.
    register: Register,
}

impl Site {
    /// All documents, published or not, in order of path.
    pub(crate) fn documents(&self) -> &[Arc<Document>] {
        &self.register.documents
    }

    /// The wijken with their places.
    pub(crate) fn wijk_indices(&self) -> impl Iterator<Item = (WijkIndex, &LinkedWijk)> {
        self.wijken.iter().enumerate().map(|(index, wijk)| (WijkIndex(index), wijk))
    }

    /// The free pages with their places.
    pub(crate) fn pagina_indices(&self) -> impl Iterator<Item = (PaginaIndex, &LinkedPagina)> {
        self.paginas.iter().enumerate().map(|(index, pagina)| (PaginaIndex(index), pagina))
    }

    /// The documents for residents that these lead to; what leads nowhere was reported.
    pub(crate) fn stukken<'s>(&'s self, references: &'s [At<Ref>]) -> impl Iterator<Item = &'s About<Stuk>> {
        let index = |reference: &At<Ref>| self.stukken.index(&reference.value);
        references.iter().filter_map(index).map(|index| &self.lists.stukken[index])
    }

    /// The topics that a document is about; what leads nowhere was reported.
    pub(crate) fn themas_of(&self, document: &Document) -> impl Iterator<Item = &About<Thema>> {
        let index = |reference: &At<Ref>| self.themas.index(&reference.value);
        document.themas.iter().filter_map(index).map(|index| &self.lists.themas[index])
    }

    /// Whether anything that is about a topic stands in this section of its page.
    pub(crate) fn has_of_thema(&self, thema: &SourcePath, section: &str) -> bool {
        let shown = self.documents().iter().filter(|it| self.left_out(&it.path).is_none());
        let mut there = shown.filter(|it| it.kind.section_of_thema() == Some(section));
        there.any(|it| self.themas_of(it).any(|other| other.item.document.path == *thema))
    }

    /// The contact that a reference leads to; what leads nowhere was reported.
    pub(crate) fn contact(&self, reference: &At<Ref>) -> Option<&LinkedContact> {
        self.contacten.index(&reference.value).map(|index| &self.wijkmanagers[index])
    }

    /// When a document of this schedule is, in this municipality.
    pub(crate) fn uren<'s>(&'s self, rooster: &'s Rooster, of: &'s Document) -> Uren<'s> {
        Uren { rooster, kalender: &self.kalender, naam: of.slug.as_str() }
    }

    /// The pages above a free page, nearest first.
    pub(crate) fn parents<'s>(&'s self, page: &'s LinkedPagina) -> impl Iterator<Item = &'s LinkedPagina> {
        std::iter::successors(page.parent, |parent| self.paginas[*parent].parent).map(|index| &self.paginas[index])
    }

    /// The place of a document in [`Site::documents`].
    pub(crate) fn position(&self, path: &SourcePath) -> Option<usize> {
        self.register.position(path)
    }

    /// The document at this path, published or not.
    pub(crate) fn document(&self, path: &SourcePath) -> Option<&Arc<Document>> {
        self.register.document(path)
    }

    /// Whether a document of this kind that should be shown has mistakes; then what seems to be missing may well be in it.
    pub(crate) fn is_incomplete(&self, kind: Kind) -> bool {
        self.register.is_incomplete(kind)
    }

    /// The first day after this one on which a document comes or goes by the calendar.
    pub(crate) fn changes_after(&self, today: Date, concepten: bool) -> Option<Date> {
        self.register.changes_after(today, concepten)
    }

    /// Why a document is not shown; `None` when it is.
    pub(crate) fn left_out(&self, path: &SourcePath) -> Option<LeftOut> {
        self.register.left_out(path)
    }

    /// Whether a document is left out for good: a draft, or a second one of the same name.
    pub(crate) fn is_unfinished(&self, document: &Document) -> bool {
        matches!(self.left_out(&document.path), Some(LeftOut::Draft | LeftOut::Double))
    }

    /// Whether a document is a draft, and left out for that.
    pub(crate) fn is_draft(&self, document: &Document) -> bool {
        self.left_out(&document.path) == Some(LeftOut::Draft)
    }

    /// Whether a document was shown once or will be, but not today: links to it lead to the overview of its kind.
    pub(crate) fn is_of_another_day(&self, path: &SourcePath) -> bool {
        self.left_out(path) == Some(LeftOut::OfAnotherDay)
    }

    /// Whether the file at this path has the title and text of a fixed page.
    pub(crate) fn is_vast(&self, path: &SourcePath) -> bool {
        self.document(path).is_some_and(|document| matches!(document.kind, Kind::Vast(_)))
    }

    /// The CBS areas of a year by code.
    pub(crate) fn gebieden_in(&self, jaar: u16) -> &BTreeMap<Gebiedscode, Gebied> {
        let indeling = self.eerdere_gebieden.iter().find(|indeling| jaar <= indeling.tot_en_met);
        indeling.map_or(&self.gebieden, |indeling| &indeling.gebieden)
    }

    /// Which years a wijk has the same land in: those with the same number.
    pub(crate) fn reeks(&self, wijk: WijkIndex, jaar: u16) -> u16 {
        self.reeksen.of(wijk, jaar)
    }

    /// Whether a wijk has other land now than in the figures of a year.
    pub(crate) fn is_changed_since(&self, wijk: WijkIndex, jaar: u16) -> bool {
        self.reeksen.is_changed_since(wijk, jaar)
    }

    /// Whether there is a page of the figures of a wijk: when any of them is known.
    pub(crate) fn has_cijfers(&self, wijk: WijkIndex) -> bool {
        self.bronnen.iter().flat_map(|bron| bron.all_of_wijk(wijk)).any(|uitkomst| uitkomst.getal.is_some())
    }

    /// Whether the page of all wijken says of every buurt which wijk it lies in: when there is something to choose from.
    pub(crate) fn has_zoeker(&self) -> bool {
        self.wijken.len() > 1 && self.buurten() > 0 && !self.has_too_many_for_zoeker()
    }

    /// Whether there are so many buurten that nobody can choose from a list of them.
    pub(crate) fn has_too_many_for_zoeker(&self) -> bool {
        self.buurten() > MOST_IN_ZOEKER
    }

    fn buurten(&self) -> usize {
        self.wijken.iter().map(|wijk| wijk.nu.buurten.len()).sum()
    }

    /// The title of a fixed page.
    pub(crate) fn title(&self, page: VastePagina) -> &str {
        self.vast.get(&page).map_or(page.vast().title, |item| item.value.titel.as_str())
    }
}
