//! The table of kinds, and what a kind says of itself. All that is particular to one kind stands in its own module; whoever
//! needs to know asks here, so that a new kind is a module and a line in the table.

use std::fmt::Debug;
use std::sync::Arc;

use super::{
    Bestand, Bijeenkomst, Buurt, Gebieden, Grenzen, Hub, Kengetallen, Melding, Nieuws, Organisatie, Pagina,
    Partneragenda, Postcodes, Project, SiteInfo, Sluitingen, Spreekuur, Stap, Stuk, Synoniemen, Tabel, Thema,
    VastePagina, Vraag, Waarvoor, Wijk, Wijkmanager,
};
use crate::diagnostics::Findings;
use crate::media::EXTENSIONS;
use crate::read::fields::{At, ByCode, Fields, Ref};
use crate::read::markdown::Body;
use crate::source::{Source, SourcePath};
use crate::tijd::Datum;
use crate::values::{Buurtcode, Verbatim};

/// The table of kinds: what a list of them is called, the kind, and what its documents say. Gives it to another macro.
macro_rules! kinds {
    ($then:ident) => {
        $then! {
            /// `site.yaml`.
            sites: Site(SiteInfo),
            /// `sluitingen.yaml`.
            sluitingen: Sluitingen(Sluitingen),
            /// `synoniemen.yaml`.
            synoniemen: Synoniemen(Synoniemen),
            /// `wijken/`.
            wijken: Wijk(Wijk),
            /// `buurten/`.
            buurten: Buurt(Buurt),
            /// `wijkmanagers/`.
            wijkmanagers: Wijkmanager(Wijkmanager),
            /// `waarvoor/`: who is there for what.
            waarvoor: Waarvoor(Waarvoor),
            /// `hubs/`.
            hubs: Hub(Hub),
            /// `spreekuren/`.
            spreekuren: Spreekuur(Spreekuur),
            /// `gebieden/`: names of CBS areas.
            gebieden: Gebieden(Gebieden),
            /// `gebieden/*.geojson`, `*.gpkg`: boundaries of CBS areas.
            grenzen: Grenzen(Grenzen),
            /// `postcodes/`: where addresses lie.
            postcodes: Postcodes(Postcodes),
            /// `kengetallen/*.yaml`: figures of one source.
            kengetallen: Kengetallen(Kengetallen),
            /// `kengetallen/*.csv`: a table of figures.
            tabellen: Tabel(Tabel),
            /// `tijdlijn/`: a step.
            stappen: Stap(Stap),
            /// `themas/`: topics.
            themas: Thema(Thema),
            /// `vragen/`.
            vragen: Vraag(Vraag),
            /// `organisaties/`: who else is active.
            organisaties: Organisatie(Organisatie),
            /// `organisaties/*.ics`, `*.csv`: the calendar of one of them.
            partneragendas: Partneragenda(Partneragenda),
            /// `bijeenkomsten/`: meetings.
            bijeenkomsten: Bijeenkomst(Bijeenkomst),
            /// `meldingen/`: urgent notices.
            meldingen: Melding(Melding),
            /// `nieuws/`.
            nieuws: Nieuws(Nieuws),
            /// `projecten/`.
            projecten: Project(Project),
            /// `documenten/`: what residents can read elsewhere or download. (Called *stuk* here, as *document* is any file.)
            stukken: Stuk(Stuk),
            /// `paginas/`.
            paginas: Pagina(Pagina),
            /// A picture or download.
            bestanden: Bestand(Bestand),
        }
    };
}
pub(crate) use kinds;

macro_rules! define {
    ($($(#[$doc:meta])* $list:ident: $kind:ident($says:ident),)*) => {
        /// The kinds of documents.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            /// A page that every site has: `index.md`, `wijken/index.md`, `privacy.md` …
            Vast(VastePagina),
            $($(#[$doc])* $kind,)*
        }

        /// What a document says, by kind.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Content {
            /// The title and text of a page that every site has.
            Vast(Arc<Pagina>),
            $($(#[$doc])* $kind(Arc<$says>),)*
        }

        impl Kind {
            /// The kinds that are in the table.
            pub(crate) const ALL: &[Self] = &[$(Self::$kind),*];

            /// What the kind says of itself.
            pub(crate) fn facts(self) -> &'static Facts {
                match self {
                    Self::Vast(_) => &super::pagina::VAST,
                    $(Self::$kind => &<$says>::FACTS,)*
                }
            }

            /// The kind in one word, as it is in ids: `vraag`.
            pub(crate) fn word(self) -> String {
                match self {
                    Self::Vast(_) => "tekst".to_owned(),
                    $(Self::$kind => stringify!($kind).to_lowercase(),)*
                }
            }

            /// How it is written down.
            pub(crate) fn format(self) -> Format {
                match self {
                    Self::Vast(_) => Format::Markdown,
                    $(Self::$kind => <$says>::READING.format(),)*
                }
            }

            /// Asks for the keys of a document of this kind.
            pub(super) fn of_fields(self, fields: &mut Fields<'_, '_>) -> Option<Content> {
                match self {
                    Self::Vast(page) => Pagina::read_vast(page, fields).map(|it| Content::Vast(Arc::new(it))),
                    $(Self::$kind => match <$says>::READING {
                        ReadBy::Markdown(read) | ReadBy::Yaml(read) => read(fields).map(|it| Content::$kind(Arc::new(it))),
                        ReadBy::Csv(_) | ReadBy::Map(_) | ReadBy::Large(_) | ReadBy::Agenda(_) | ReadBy::Bytes(_) => None,
                    },)*
                }
            }

            /// Reads a table.
            pub(super) fn of_table(self, text: &str, path: &SourcePath, findings: &mut Findings) -> Option<Content> {
                match self {
                    Self::Vast(_) => None,
                    $(Self::$kind => match <$says>::READING {
                        ReadBy::Csv(read) => read(text, path, findings).map(|it| Content::$kind(Arc::new(it))),
                        ReadBy::Markdown(_) | ReadBy::Yaml(_) | ReadBy::Map(_) | ReadBy::Large(_) | ReadBy::Agenda(_) | ReadBy::Bytes(_) => None,
                    },)*
                }
            }

            /// Reads a file with boundaries.
            pub(super) fn of_map(self, bytes: &[u8], path: &SourcePath, findings: &mut Findings) -> Option<Content> {
                match self {
                    Self::Vast(_) => None,
                    $(Self::$kind => match <$says>::READING {
                        ReadBy::Map(read) => read(bytes, path, findings).map(|it| Content::$kind(Arc::new(it))),
                        ReadBy::Markdown(_) | ReadBy::Yaml(_) | ReadBy::Csv(_) | ReadBy::Large(_) | ReadBy::Agenda(_) | ReadBy::Bytes(_) => None,
                    },)*
                }
            }

            /// Reads a file that looks at its bytes itself.
            pub(super) fn of_large(self, path: &SourcePath, source: &Source, findings: &mut Findings) -> Option<Content> {
                match self {
                    Self::Vast(_) => None,
                    $(Self::$kind => match <$says>::READING {
                        ReadBy::Large(read) | ReadBy::Agenda(read) => read(path, source, findings).map(|it| Content::$kind(Arc::new(it))),
                        ReadBy::Markdown(_) | ReadBy::Yaml(_) | ReadBy::Csv(_) | ReadBy::Map(_) | ReadBy::Bytes(_) => None,
                    },)*
                }
            }

            /// Takes a file as it is.
            pub(super) fn of_bytes(self, path: &SourcePath, source: &Source) -> Option<Content> {
                match self {
                    Self::Vast(_) => None,
                    $(Self::$kind => match <$says>::READING {
                        ReadBy::Bytes(read) => read(path, source).map(|it| Content::$kind(Arc::new(it))),
                        ReadBy::Markdown(_) | ReadBy::Yaml(_) | ReadBy::Csv(_) | ReadBy::Map(_) | ReadBy::Large(_) | ReadBy::Agenda(_) => None,
                    },)*
                }
            }
        }

        impl Content {
            /// What can be asked of it whatever its kind.
            pub(crate) fn says(&self) -> &dyn Says {
                match self {
                    Self::Vast(it) => &**it,
                    $(Self::$kind(it) => &**it,)*
                }
            }
        }

        $(impl OfKind for $says {
            const KIND: Kind = Kind::$kind;

            fn of(content: &Content) -> Option<&Arc<Self>> {
                if let Content::$kind(it) = content { Some(it) } else { None }
            }
        })*
    };
}
kinds!(define);

impl Kind {
    /// Ids that the page of a kind uses itself: the places in it that links can point at.
    pub(crate) fn reserved_ids(self) -> &'static [&'static str] {
        match (self, self.facts().shown) {
            (Self::Vast(page), _) => page.anchors(),
            (_, ShownAs::Page(ids) | ShownAs::PageOfBuurt(ids)) => ids,
            (
                _,
                ShownAs::PageAtPath
                | ShownAs::File
                | ShownAs::Part(_)
                | ShownAs::PartOfWijk(_)
                | ShownAs::PartAmongOthers(_)
                | ShownAs::Nowhere,
            ) => &[],
        }
    }
}

/// What a kind says of itself, whatever a document of it says.
#[derive(Debug)]
pub(crate) struct Facts {
    /// What editors call a document of this kind, with its article: "een vraag".
    pub(crate) called: &'static str,
    /// The folder of `content/` that holds it; without one there is a single file, named after the kind.
    pub(crate) folder: Option<&'static str>,
    /// Whether its folder may have folders, which are then part of the address.
    pub(crate) nested: bool,
    /// The key that is its title, if that is prose and not a name.
    pub(crate) title_key: Option<&'static str>,
    /// Where residents see it.
    pub(crate) shown: ShownAs,
    /// Whether those of one wijk stand together in lists.
    pub(crate) by_wijk: bool,
    /// The page that lists all of its kind, and is built as soon as there is one.
    pub(crate) overview: Option<VastePagina>,
}

/// Where residents see a document.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ShownAs {
    /// On a page of its own below the folder of its kind, with these places that links can point at.
    Page(&'static [&'static str]),
    /// On the page of a buurt, which lies below that of its wijk, with these places.
    PageOfBuurt(&'static [&'static str]),
    /// On a page of its own, at the path of its file.
    PageAtPath,
    /// As the file that it is.
    File,
    /// At a place on a page with others, named after the document.
    Part(VastePagina),
    /// At the place of its wijk on a page that shows all wijken.
    PartOfWijk(VastePagina),
    /// At a place on a page with others, where on other pages it stands among things of other kinds, so that its place is named after its kind, too.
    PartAmongOthers(VastePagina),
    /// Nowhere as such.
    Nowhere,
}

/// How a kind is written down, and what reads it.
pub(crate) enum ReadBy<T> {
    /// Keys between `---`, then text.
    Markdown(fn(&mut Fields<'_, '_>) -> Option<T>),
    /// Keys only.
    Yaml(fn(&mut Fields<'_, '_>) -> Option<T>),
    /// A table.
    Csv(fn(&str, &SourcePath, &mut Findings) -> Option<T>),
    /// Boundaries, as programs for maps write them.
    Map(fn(&[u8], &SourcePath, &mut Findings) -> Option<T>),
    /// A table that may be too large to be held.
    Large(fn(&SourcePath, &Source, &mut Findings) -> Option<T>),
    /// A calendar of others, or a table of one.
    Agenda(fn(&SourcePath, &Source, &mut Findings) -> Option<T>),
    /// Anything; published as it is.
    Bytes(fn(&SourcePath, &Source) -> Option<T>),
}

/// How a kind is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Keys between `---`, then text.
    Markdown,
    /// Keys only.
    Yaml,
    /// A table.
    Csv,
    /// Boundaries.
    Map,
    /// A table that may be too large to be held.
    Large,
    /// A calendar of others.
    Agenda,
    /// Anything.
    Bytes,
}

impl<T> ReadBy<T> {
    fn format(&self) -> Format {
        match self {
            Self::Markdown(_) => Format::Markdown,
            Self::Yaml(_) => Format::Yaml,
            Self::Csv(_) => Format::Csv,
            Self::Map(_) => Format::Map,
            Self::Large(_) => Format::Large,
            Self::Agenda(_) => Format::Agenda,
            Self::Bytes(_) => Format::Bytes,
        }
    }
}

impl Format {
    /// How the names of its files end, the usual way first.
    pub(crate) fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Markdown => &["md"],
            Self::Yaml => &["yaml", "yml"],
            Self::Csv | Self::Large => &["csv"],
            Self::Agenda => &["ics", "csv"],
            Self::Map => &["geojson", "json", "gpkg"],
            Self::Bytes => &EXTENSIONS,
        }
    }
}

/// A kind of document: its facts, and how it is read.
pub(crate) trait KindOf: Says + Sized {
    /// What the kind says of itself.
    const FACTS: Facts;
    /// What reads it.
    const READING: ReadBy<Self>;

    /// What puts documents of the kind in order; among equals their names do.
    fn order(&self) -> impl Ord + use<Self> {}
}

/// What a document of one kind says; lets a stage ask for all documents of that kind.
pub(crate) trait OfKind: KindOf {
    /// The kind.
    const KIND: Kind;

    /// It, if that is what the content is.
    fn of(content: &Content) -> Option<&Arc<Self>>;
}

/// What can be asked of a document whatever its kind. A kind answers what it has an answer to.
pub(crate) trait Says: Debug {
    /// What it is called on the site, if it has a name of its own there.
    fn name(&self) -> Option<&str> {
        None
    }

    /// The other documents that it refers to.
    fn refers(&self) -> Refers<'_> {
        Refers::default()
    }

    /// The files that it names in its keys.
    fn files(&self) -> Vec<NamedFile<'_>> {
        Vec::new()
    }

    /// The files of the content that its keys lead to, seen from where it lies.
    fn leads_to(&self, _: &SourcePath) -> Vec<SourcePath> {
        Vec::new()
    }

    /// The web addresses that its keys lead to.
    fn web(&self) -> Vec<String> {
        Vec::new()
    }

    /// From when until when it is shown, if it comes or goes by the calendar.
    fn looptijd(&self) -> Option<Looptijd<'_>> {
        None
    }

    /// Whether its page has the section with this id, as far as the document itself can tell.
    fn has_section(&self, _: &str) -> bool {
        true
    }

    /// What it is found by, besides its name and its text.
    fn vindbaar(&self) -> Vindbaar {
        Vindbaar::default()
    }

    /// Why it is not finished with this text, and what to do.
    fn lacks(&self, _: &Body) -> Option<(&'static str, &'static str)> {
        None
    }
}

/// What a document is found by, besides its name and its text.
#[derive(Debug, Default)]
pub(crate) struct Vindbaar {
    /// What it is about, in a line that is shown with it.
    pub(crate) regel: Option<String>,
    /// What it is found by as surely as by its name: a number, an address.
    pub(crate) namen: Vec<String>,
    /// What else its keys say.
    pub(crate) woorden: Vec<String>,
}

/// The other documents that a document refers to.
#[derive(Default)]
pub(crate) struct Refers<'d> {
    /// The wijken it is about.
    pub(crate) wijken: &'d [At<Ref>],
    /// The buurten it is about.
    pub(crate) buurten: &'d [At<ByCode<Buurtcode>>],
    /// What can be read about it.
    pub(crate) stukken: Vec<&'d At<Ref>>,
    /// Whether of these buurten is only told when it is their turn, so that it is about all wijken.
    pub(crate) by_turns: bool,
    /// The projects it is about.
    pub(crate) projecten: Vec<&'d At<Ref>>,
    /// The contacts it names.
    pub(crate) contacten: Vec<&'d At<Ref>>,
    /// Whether it is at a place, so that its buurten must lie in the wijken that it names.
    pub(crate) at_one_place: bool,
}

/// A file that a key names, relative to the document.
pub(crate) struct NamedFile<'d> {
    /// As it is written.
    pub(crate) name: &'d At<Verbatim>,
    /// Whether it must be a picture.
    pub(crate) picture: bool,
}

/// From when until when a document is shown.
pub(crate) struct Looptijd<'d> {
    /// What it is, to begin a sentence with: "Dit bericht".
    pub(crate) what: &'static str,
    /// Its first day.
    pub(crate) van: Option<Datum>,
    /// The same, when it is not shown before; editors who look at drafts see it all the same, before and after.
    pub(crate) appears: Option<&'d At<Datum>>,
    /// Its last day.
    pub(crate) tot: Option<&'d At<Datum>>,
}
