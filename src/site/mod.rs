//! The whole site: every document with what it refers to, resolved both ways.
//!
//! [`link()`] makes a [`Site`] from the documents and reports what does not fit. Nothing here knows templates or views.

mod address;
mod areas;
mod cijfers;
mod contacts;
mod copies;
mod link;
mod moved;
mod per_wijk;
mod placing;
mod tabel;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

pub use address::{LinkProblem, Target};
pub(crate) use address::{heading_prefix, spreekuur_anchor, varianten};
pub use cijfers::{Bron, Herkomst, Uitkomst};
pub use link::link;
pub(crate) use link::sort_key;
use per_wijk::PerWijk;

use crate::diagnostics::Place;
use crate::kinds::{
    Bestand, Buurt, Content, Document, Hub, Kind, Nieuws, OfKind, Pagina, SiteInfo, Spreekuur, Stap, Stuk, VastePagina,
    Vraag, Wijk, Wijkmanager,
};
use crate::output::OutputPath;
use crate::source::SourcePath;
use crate::values::{Gebiedscode, OudAdres, Slug};

/// With more buurten than this the list is too long to look anything up in; then every wijk lists its own. It is more than any
/// municipality has.
const MOST_IN_ZOEKER: usize = 600;

/// The place of a wijk in [`Site::wijken`].
pub type WijkIndex = usize;

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

impl<T: OfKind> Item<T> {
    /// A document, if it is of this kind and could be read.
    fn of(document: &Arc<Document>) -> Option<Self> {
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
pub struct LinkedWijk {
    /// The wijk.
    pub item: Item<Wijk>,
    /// Where it is published.
    pub output: OutputPath,
    /// Its buurten, in order of code.
    pub buurten: Vec<Gebiedscode>,
    /// The CBS wijken that it has buurten of.
    pub delen: Vec<Deel>,
    /// Its contact: an index in [`Site::wijkmanagers`].
    pub wijkmanager: Option<usize>,
}

/// What a wijk has of a CBS wijk.
#[derive(Debug)]
pub struct Deel {
    /// The CBS wijk.
    pub cbs_wijk: Gebiedscode,
    /// Its place in [`LinkedWijk::buurten`].
    pub buurten: Range<usize>,
    /// Whether these are all buurten that the CBS wijk has.
    pub is_whole: bool,
}

/// A document that is about certain wijken and buurten.
#[derive(Debug)]
pub struct About<T> {
    /// The document.
    pub item: Item<T>,
    /// The wijken it is about, those of its buurten among them; none means all.
    pub wijken: Vec<WijkIndex>,
    /// The buurten it is about.
    pub buurten: Vec<Gebiedscode>,
    /// What can be read about it: indices in [`Site::stukken`].
    pub stukken: Vec<usize>,
}

impl<T> About<T> {
    /// Whether it is about the municipality as a whole.
    pub fn is_general(&self) -> bool {
        self.wijken.is_empty()
    }
}

/// A hub with the documents of its history.
#[derive(Debug)]
pub struct LinkedHub {
    /// The hub.
    pub item: Item<Hub>,
    /// The wijk it lies in.
    pub wijk: Option<WijkIndex>,
    /// For each event of its history the documents: indices in [`Site::stukken`].
    pub stukken: Vec<Vec<usize>>,
}

/// A CBS area that has a name.
#[derive(Debug)]
pub struct Gebied {
    /// Its name.
    pub naam: Arc<str>,
    /// Where it is named.
    pub place: Place,
    /// The wijk a buurt belongs to.
    pub wijk: Option<WijkIndex>,
    /// The page about a buurt, when somebody wrote one.
    pub document: Option<Item<Buurt>>,
}

/// Why a document is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// It is a draft.
    Draft,
    /// Its name is that of another one, which is reported.
    Double,
    /// It is news that is not of today, or a spreekuur that is no longer valid.
    OfAnotherDay,
}

/// A free page and its place in the tree of pages.
#[derive(Debug)]
pub struct LinkedPagina {
    /// The page.
    pub item: Item<Pagina>,
    /// Where it is published.
    pub output: OutputPath,
    /// The page above it: an index in [`Site::paginas`].
    pub parent: Option<usize>,
    /// The pages right below it, in order.
    pub children: Vec<usize>,
}

/// A former address, and where visitors who still have it should be.
#[derive(Debug)]
pub struct Verhuisd {
    /// The former address.
    pub van: OudAdres,
    /// Where it is now.
    pub naar: Target,
    /// What moved.
    pub document: Arc<Document>,
}

/// Everything that is published, and how it hangs together.
#[derive(Debug)]
pub struct Site {
    /// What holds for the site as a whole; `None` when its file is missing or has mistakes.
    pub info: Option<Item<SiteInfo>>,
    /// Titles and texts for fixed pages.
    pub vast: BTreeMap<VastePagina, Item<Pagina>>,
    /// The wijken in order.
    pub wijken: Vec<LinkedWijk>,
    /// The contacts, in the order of their first wijk, each with its wijken.
    pub wijkmanagers: Vec<(Item<Wijkmanager>, Vec<WijkIndex>)>,
    /// The hubs, in the order of their wijken.
    pub hubs: Vec<LinkedHub>,
    /// The spreekuren that are valid today or later, by wijk, day and time.
    pub spreekuren: Vec<About<Spreekuur>>,
    /// The steps of the timeline, oldest first.
    pub stappen: Vec<About<Stap>>,
    /// The news that is shown today, newest first.
    pub nieuws: Vec<About<Nieuws>>,
    /// The questions in order.
    pub vragen: Vec<About<Vraag>>,
    /// The documents for residents, newest first.
    pub stukken: Vec<About<Stuk>>,
    /// Which of all these are about a wijk.
    pub per_wijk: PerWijk,
    /// The free pages, in the order of menus: by `volgorde`, then by title.
    pub paginas: Vec<LinkedPagina>,
    /// The figures, newest year first.
    pub bronnen: Vec<Bron>,
    /// The CBS areas by code.
    pub gebieden: BTreeMap<Gebiedscode, Gebied>,
    /// Whether these are all: no when their list is missing or has a mistake, which is told.
    pub knows_areas: bool,
    /// Pictures and downloads that something uses.
    pub bestanden: BTreeMap<SourcePath, Arc<Bestand>>,
    /// Buurten that have a page, and where it is published.
    pub buurtpaginas: BTreeMap<Gebiedscode, OutputPath>,
    /// Buurten without a wijk that something refers to, which is reported there.
    pub missed_buurten: BTreeSet<Gebiedscode>,
    /// All documents, published or not, in order of path.
    pub documents: Vec<Arc<Document>>,
    /// For files in a folder that has its capitals wrong: the path they should have, and the path they have.
    miscased: BTreeMap<SourcePath, SourcePath>,
    /// Documents that are not shown.
    left_out: BTreeMap<SourcePath, LeftOut>,
    /// Where each document is shown.
    targets: BTreeMap<SourcePath, Target>,
    /// Former addresses, in order.
    pub verhuisd: Vec<Verhuisd>,
    /// Where each fixed page is, of those that are built.
    fixed: BTreeMap<VastePagina, Target>,
}

impl Site {
    /// Whether a fixed page is built: always, or because there is something to show on it.
    pub fn has(&self, page: VastePagina) -> bool {
        self.fixed.contains_key(&page)
    }

    /// The place of a document in [`Site::documents`].
    pub fn position(&self, path: &SourcePath) -> Option<usize> {
        self.documents.binary_search_by(|document| document.path.cmp(path)).ok()
    }

    /// The document at this path, published or not.
    fn document(&self, path: &SourcePath) -> Option<&Arc<Document>> {
        self.position(path).map(|index| &self.documents[index])
    }

    /// Whether a document of this kind that should be shown has mistakes; then what seems to be missing may well be in it.
    pub fn is_incomplete(&self, kind: Kind) -> bool {
        let is_broken = |document: &&Arc<Document>| document.kind == kind && document.content.is_none();
        self.documents.iter().filter(is_broken).any(|document| !self.left_out.contains_key(&document.path))
    }

    /// Whether a document is left out for good: a draft, or a second one of the same name.
    pub fn is_unfinished(&self, document: &Document) -> bool {
        matches!(self.left_out.get(&document.path), Some(LeftOut::Draft | LeftOut::Double))
    }

    /// Whether a document is a draft, and left out for that.
    pub fn is_draft(&self, document: &Document) -> bool {
        self.left_out.get(&document.path) == Some(&LeftOut::Draft)
    }

    /// Whether a document was shown once or will be, but not today: links to it lead to the overview of its kind.
    pub fn is_of_another_day(&self, path: &SourcePath) -> bool {
        self.left_out.get(path) == Some(&LeftOut::OfAnotherDay)
    }

    /// The day on which news that is not shown yet will be.
    pub fn appears(&self, path: &SourcePath, today: Date) -> Option<Date> {
        match &self.document(path)?.content {
            Some(Content::Nieuws(nieuws)) => Some(nieuws.datum.value.0).filter(|day| *day > today),
            _ => None,
        }
    }

    /// Whether the page of all wijken says of every buurt which wijk it lies in: when there is something to choose from.
    pub fn has_zoeker(&self) -> bool {
        let buurten: usize = self.wijken.iter().map(|wijk| wijk.buurten.len()).sum();
        self.wijken.len() > 1 && (1..=MOST_IN_ZOEKER).contains(&buurten)
    }

    /// The title of a fixed page.
    pub fn title(&self, page: VastePagina) -> &str {
        self.vast.get(&page).map_or(page.vast().title, |item| item.value.titel.as_str())
    }
}
