//! One file in, one [`Document`] out. Knows no other file.
//!
//! A file's folder tells its kind (`kind.rs`); each kind has a module that says which keys it has. What needs more than one
//! file (references, links, double addresses) belongs in `site`.

mod bestand;
mod buurt;
mod gebieden;
mod hub;
mod huisstijl;
mod kengetallen;
mod kind;
mod nieuws;
mod pagina;
mod schema;
mod site;
mod spreekuur;
mod stuk;
mod tabel;
mod thema;
mod tijdlijn;
mod vaste_pagina;
mod vraag;
mod wijk;
mod wijkmanager;

use std::sync::Arc;

pub use bestand::Bestand;
pub(crate) use bestand::other_format;
pub use buurt::Buurt;
pub use gebieden::Gebieden;
pub use hub::{Hub, HubStatus};
pub use huisstijl::{Gekozen, Huisstijl, Keuzewoord};
pub use kengetallen::{Cijfer, Indicator, Kengetallen, Meetsoort};
pub use kind::Kind;
pub(crate) use kind::{in_known_folder, miscased_folder};
pub use nieuws::Nieuws;
pub use pagina::Pagina;
pub use schema::{Schema, schemas};
pub use site::{Beveiliging, Doel, Meldpunt, NavigatieItem, Serverbestand, SiteInfo, Themanaam};
pub use spreekuur::{Locatie, Openingstijd, Spreekuur};
pub use stuk::{Stuk, Vindplaats};
pub use tabel::Tabel;
pub(crate) use thema::parse_thema;
pub use thema::{Instelbaar, Paar, Paarsoort, Tekst, Thema, Themakenmerk, Themakleuren, Token};
pub use tijdlijn::Stap;
pub use vaste_pagina::{AFKORTINGEN, VastePagina, ZOEKER};
pub use vraag::Vraag;
pub use wijk::Wijk;
pub use wijkmanager::Wijkmanager;

use kind::{Format, in_folders, kind_of};
use schema::expected;

use crate::diagnostics::{Checked, Code, Finding, Findings, Place, Span};
use crate::media;
use crate::read::fields::{self, At, EenOfMeer, Fields, OneOf, Reader, Reference};
use crate::read::front_matter::{self, FrontMatter};
use crate::read::markdown::{self, Body};
use crate::read::yaml::{self, Node, Value};
use crate::read::{opmaak, proza, text};
use crate::source::{Source, SourcePath};
use crate::taal::{self, Blok, Hint};
use crate::tijd::Datum;
use crate::values::{OudAdres, Slug, is_of_windows};

/// The folder that holds the content of a site.
pub const FOLDER: &str = "content";

/// A file of the content, as the rest of the site sees it: all but the words of its text. Two versions of a file that differ
/// in their words only are equal here, and the site hangs together in the same way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Where it is.
    pub path: SourcePath,
    /// Its name as other files call it.
    pub slug: Slug,
    /// What kind it is.
    pub kind: Kind,
    /// Whether it is a draft.
    pub concept: bool,
    /// When its content last changed, as its editor says.
    pub gewijzigd: Option<At<Datum>>,
    /// When somebody should look whether it still holds.
    pub nakijken_op: Option<At<Datum>>,
    /// The addresses it had before.
    pub oud_adres: Vec<At<OudAdres>>,
    /// Where its name or title stands; of a spreekuur, which has neither, its day.
    pub titled_at: Span,
    /// What it says; `None` when it could not be read, so that references to it are not reported as well.
    pub content: Option<Content>,
    /// The ids of the headings in its text.
    pub headings: Vec<String>,
    /// The files that its text leads to.
    pub leads_to: Vec<SourcePath>,
    /// What it refers to, when it could not be read; otherwise its content says so.
    pub references: Vec<Reference>,
}

impl Document {
    /// A document of which nothing is known but its name.
    fn unread(path: &SourcePath, slug: Slug, kind: Kind) -> Self {
        let path = path.clone();
        Self {
            path,
            slug,
            kind,
            concept: false,
            gewijzigd: None,
            nakijken_op: None,
            oud_adres: Vec::new(),
            titled_at: Span::default(),
            content: None,
            headings: Vec::new(),
            leads_to: Vec::new(),
            references: Vec::new(),
        }
    }
}

/// The words of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// Its text, to be put on a page.
    pub body: Body,
    /// What in it, and in its keys, can be said more plainly.
    pub taal: Vec<Hint>,
}

/// What a document says, by kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    Site(Arc<SiteInfo>),
    Vast(Arc<Pagina>),
    Wijk(Arc<Wijk>),
    Buurt(Arc<Buurt>),
    Wijkmanager(Arc<Wijkmanager>),
    Hub(Arc<Hub>),
    Spreekuur(Arc<Spreekuur>),
    Gebieden(Arc<Gebieden>),
    Kengetallen(Arc<Kengetallen>),
    Tabel(Arc<Tabel>),
    Stap(Arc<Stap>),
    Vraag(Arc<Vraag>),
    Nieuws(Arc<Nieuws>),
    Stuk(Arc<Stuk>),
    Pagina(Arc<Pagina>),
    Bestand(Arc<Bestand>),
}

impl Content {
    /// What it is called on the site, of what has a name of its own there.
    pub fn called(&self) -> Option<&str> {
        match self {
            Self::Wijk(wijk) => Some(&wijk.naam),
            Self::Hub(hub) => Some(&hub.naam),
            Self::Stap(stap) => Some(&stap.titel),
            Self::Vraag(vraag) => Some(&vraag.vraag),
            Self::Nieuws(nieuws) => Some(&nieuws.titel),
            Self::Stuk(stuk) => Some(&stuk.titel),
            Self::Pagina(pagina) | Self::Vast(pagina) => Some(&pagina.titel),
            _ => None,
        }
    }
}

/// What a document of one kind says; lets a stage ask for all documents of that kind.
pub trait OfKind: Sized {
    /// It, if that is what the content is.
    fn of(content: &Content) -> Option<&Arc<Self>>;
}

macro_rules! of_kind {
    ($($kind:ident($says:ty)),*) => {
        $(impl OfKind for $says {
            fn of(content: &Content) -> Option<&Arc<Self>> {
                match content {
                    Content::$kind(says) => Some(says),
                    _ => None,
                }
            }
        })*
    };
}

of_kind! {
    Site(SiteInfo), Wijk(Wijk), Buurt(Buurt), Wijkmanager(Wijkmanager), Hub(Hub), Spreekuur(Spreekuur), Gebieden(Gebieden),
    Kengetallen(Kengetallen), Tabel(Tabel), Stap(Stap), Vraag(Vraag), Nieuws(Nieuws), Stuk(Stuk), Pagina(Pagina),
    Bestand(Bestand)
}

/// Reads one file of the content. `None` when nothing is published from where it lies, which is told.
pub(crate) fn parse(path: &SourcePath, source: &Source) -> Checked<Option<(Document, Text)>> {
    let mut findings = Findings::default();
    let mut text = Text::default();
    let document = match kind_of(path) {
        Ok(kind) => {
            let document = read(path, source, kind, &mut text, &mut findings);
            // That a draft is not finished is why it is one.
            if document.as_ref().is_some_and(|document| document.concept) {
                findings = findings.without(Code::Unfinished);
            }
            document
        }
        Err((finding, kind)) => {
            findings.push(*finding);
            // It is known by its name, so that what refers to it is not reported as well.
            kind.zip(Slug::of(path.stem())).map(|(kind, slug)| Document::unread(path, slug, kind))
        }
    };
    Checked::new(document.map(|document| (document, text)), findings)
}

fn read(path: &SourcePath, source: &Source, kind: Kind, words: &mut Text, findings: &mut Findings) -> Option<Document> {
    let is_left_behind = kind == Kind::Bestand && !media::EXTENSIONS.contains(&path.extension().as_str());
    // What is not published needs no address.
    let name = if is_left_behind { "bestand" } else { path.stem() };
    let Some(slug) = Slug::of(name) else {
        let (message, tip) = if is_of_windows(name) {
            (
                "Deze naam kan niet: Windows gebruikt hem zelf.",
                "Kies een andere naam, bijvoorbeeld met een woord erbij.",
            )
        } else {
            ("Van deze bestandsnaam is geen adres te maken.", "Gebruik letters en cijfers in de naam.")
        };
        findings.push(Finding::new(Code::NoSlug, Place::file(path), message).tip(tip));
        return None;
    };
    let mut document = Document::unread(path, slug, kind);
    if kind.format() == Format::Bytes {
        document.content = (!is_left_behind).then(|| Content::Bestand(Arc::new(Bestand::new(path, source))));
        return Some(document);
    }
    let Some(text) = text(path, source, findings) else { return Some(document) };
    match kind.format() {
        Format::Csv => {
            document.content = match kind {
                Kind::Gebieden => {
                    gebieden::read(&text, path, findings).map(|gebieden| Content::Gebieden(Arc::new(gebieden)))
                }
                _ => tabel::read(&text, path, findings).map(|tabel| Content::Tabel(Arc::new(tabel))),
            };
        }
        Format::Yaml if front_matter::is_empty(&text, path, &expected(kind), findings) => {}
        Format::Yaml => {
            words.taal = taal::hints(&read_fields(&mut document, &text, Span::new(0, text.len()), findings));
        }
        Format::Markdown => {
            let Some(front) = FrontMatter::split(&text, path, &expected(kind), findings) else { return Some(document) };
            let mut proza = read_fields(&mut document, &text, front.keys, findings);
            let body = markdown::parse(front.body, front.body_start, path, kind.reserved_ids(), &mut proza, findings);
            no_answer(&document, &body, findings);
            document.headings = body.heading_ids().cloned().collect();
            document.leads_to = body.links.iter().filter_map(|link| link.path.clone()).collect();
            *words = Text { body, taal: taal::hints(&proza) };
        }
        Format::Bytes => {}
    }
    Some(document)
}

/// Reads the keys of a document; gives the prose in them.
fn read_fields(document: &mut Document, file: &str, keys: Span, findings: &mut Findings) -> Vec<Blok> {
    let (yaml, offset) = (&file[keys.range()], keys.start);
    let path = document.path.clone();
    let Some(reading) = yaml::parse(yaml, offset, &path, findings) else { return Vec::new() };
    let (mut own, node) = (Findings::default(), &reading.node);
    document.content = read_as(document.kind, node, document, &mut own).filter(|_| reading.is_whole());
    if document.content.is_none() {
        document.references = fields::references(node);
        if let Some((kind, finding)) = wrong_folder(node, document, &own).filter(|_| reading.is_whole()) {
            // What refers to it by its real kind is not wrong as well.
            document.kind = kind;
            own = Findings::default();
            own.push(finding);
        }
    }
    if reading.as_written {
        opmaak::of_fields(node, yaml, offset, &path, &mut own);
    }
    for finding in own.iter().filter(|finding| reading.as_written || reading.is_news(finding, file)) {
        findings.push(finding.clone());
    }
    if reading.as_written { proza::of_fields(node, titel(document.kind), yaml, offset) } else { Vec::new() }
}

/// Reads the keys as those of a kind, and tells the document what is common to all kinds.
fn read_as(kind: Kind, node: &Node, document: &mut Document, findings: &mut Findings) -> Option<Content> {
    let path = document.path.clone();
    read_keys(kind, document, node, &mut Reader::new(&path, findings))
}

/// Asks for all keys of a document: those that every kind has, and its own.
fn read_keys(kind: Kind, document: &mut Document, node: &Node, reader: &mut Reader<'_>) -> Option<Content> {
    reader.fields(node, kind.called(), |fields| {
        // Asked for first, so that a draft is a draft even when the rest of it is not finished.
        if kind != Kind::Site {
            document.concept = fields.optional::<OneOf<bool>>("concept").is_some_and(|OneOf(concept)| concept);
        }
        document.gewijzigd = fields.optional("gewijzigd");
        document.nakijken_op = fields.optional("nakijken_op");
        if kind != Kind::Site {
            document.oud_adres =
                fields.optional::<EenOfMeer<_>>("oud_adres").map_or_else(Vec::new, |EenOfMeer(all)| all);
        }
        document.titled_at =
            ["titel", "naam", "vraag", "dag"].iter().find_map(|key| fields.span(key)).unwrap_or_default();
        read_kind(kind, fields)
    })
}

/// Whether the keys are wrong here, but exactly right for one other kind of document: then that is the one mistake.
fn wrong_folder(node: &Node, document: &Document, told: &Findings) -> Option<(Kind, Finding)> {
    // A misspelt key is told with what was meant, and belongs here after all.
    if !told.iter().any(|finding| finding.code == Code::UnknownKey && finding.replacement.is_none()) {
        return None;
    }
    let fits = |kind: &Kind| {
        let mut silent = Findings::default();
        let mut copy = Document::unread(&document.path, document.slug.clone(), *kind);
        read_as(*kind, node, &mut copy, &mut silent).is_some() && silent.is_empty()
    };
    let mut fitting = in_folders()
        .filter(|(_, kind)| *kind != document.kind && kind.format() == document.kind.format())
        .filter(|(_, kind)| fits(kind));
    let (folder, kind) = fitting.next()?;
    if fitting.next().is_some() {
        return None;
    }
    let here = document.path.folder();
    let here =
        here.strip_prefix("content/").map_or_else(|| "de map content".to_owned(), |name| format!("de map {name}"));
    let Value::Map(entries) = &node.value else { return None };
    let place = Place::new(&document.path, entries.first()?.key_span);
    let message = format!("Dit bestand heeft de kenmerken van {}, maar ligt in {here}.", kind.called());
    let tip = format!(
        "Verplaats het naar content/{folder}. Hoort het toch hier? Gebruik dan de kenmerken van {}.",
        document.kind.called()
    );
    Some((kind, Finding::new(Code::WrongFolder, place, message).tip(tip)))
}

fn read_kind(kind: Kind, fields: &mut Fields<'_, '_>) -> Option<Content> {
    Some(match kind {
        Kind::Site => Content::Site(Arc::new(SiteInfo::read(fields)?)),
        Kind::Vast(_) => Content::Vast(Arc::new(Pagina::read(fields)?)),
        Kind::Wijk => Content::Wijk(Arc::new(Wijk::read(fields)?)),
        Kind::Buurt => Content::Buurt(Arc::new(Buurt::read(fields)?)),
        Kind::Wijkmanager => Content::Wijkmanager(Arc::new(Wijkmanager::read(fields)?)),
        Kind::Hub => Content::Hub(Arc::new(Hub::read(fields)?)),
        Kind::Spreekuur => Content::Spreekuur(Arc::new(Spreekuur::read(fields)?)),
        Kind::Kengetallen => Content::Kengetallen(Arc::new(Kengetallen::read(fields)?)),
        Kind::Stap => Content::Stap(Arc::new(Stap::read(fields)?)),
        Kind::Vraag => Content::Vraag(Arc::new(Vraag::read(fields)?)),
        Kind::Nieuws => Content::Nieuws(Arc::new(Nieuws::read(fields)?)),
        Kind::Stuk => Content::Stuk(Arc::new(Stuk::read(fields)?)),
        Kind::Pagina => Content::Pagina(Arc::new(Pagina::read(fields)?)),
        Kind::Gebieden | Kind::Tabel | Kind::Bestand => return None,
    })
}

/// Reports a question without an answer.
fn no_answer(document: &Document, body: &Body, findings: &mut Findings) {
    // What could not be read has a text of which nothing is known.
    if document.kind == Kind::Vraag && document.content.is_some() && body.is_empty() {
        let place = Place::new(&document.path, document.titled_at);
        findings.push(Finding::new(Code::Unfinished, place, "Onder deze vraag staat geen antwoord.").tip(
            "Schrijf het antwoord onder de tweede regel met ---. Is het nog niet klaar? Zet er `concept: ja` bij.",
        ));
    }
}

/// The key that is the title of a document, if it is prose.
fn titel(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Vraag => Some("vraag"),
        // A document and a source of figures have the names that they have.
        Kind::Stuk | Kind::Kengetallen => None,
        _ => Some("titel"),
    }
}
