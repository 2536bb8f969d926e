//! What everything is called in addresses, and the links between them.
//!
//! Ids on a page never collide, whatever editors write: a slug has no dots and never two hyphens in a row. Parts of a list
//! page have their slug as id (`#werving`); what else the tool names has a dot in it (the headings of a text that shares its
//! page: `vraag.wat-is-de-hub.kosten`), and what the theme names has two hyphens (`werving--kop`).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Gebied, Item};
use crate::beeld::Beeldsoort;
use crate::kinds::{Bestand, Document, Kind, ShownAs, VastePagina, Wijk};
use crate::output::OutputPath;
use crate::source::SourcePath;
use crate::values::{Gebiedscode, OudAdres, Slug};

/// A place on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// The page or file.
    pub output: OutputPath,
    /// The place on it.
    pub anchor: Option<String>,
    /// What links to the document can point at: the name as editors write it, and the id on the page.
    pub anchors: Arc<BTreeMap<String, String>>,
}

impl Target {
    pub(super) fn page(output: OutputPath) -> Self {
        Self { output, anchor: None, anchors: Arc::default() }
    }

    /// A place on a page that shows several documents.
    pub(super) fn part(page: VastePagina, anchor: String) -> Self {
        Self { output: page.output(), anchor: Some(anchor), anchors: Arc::default() }
    }

    /// The link to it from another page.
    pub(crate) fn href(&self, from: &OutputPath) -> String {
        match &self.anchor {
            Some(anchor) if from == &self.output => format!("#{anchor}"),
            Some(anchor) => format!("{}#{anchor}", from.relative_to(&self.output)),
            None => from.relative_to(&self.output),
        }
    }
}

/// A former address, and where visitors who still have it should be.
#[derive(Debug)]
pub(crate) struct Verhuisd {
    /// The former address.
    pub van: OudAdres,
    /// Where it is now.
    pub naar: Target,
    /// What moved.
    pub document: Arc<Document>,
}

impl VastePagina {
    /// Where the page is published.
    pub fn output(self) -> OutputPath {
        OutputPath::new(self.vast().output)
    }

    /// Whether links write the page like this: as its file, or as the folder whose index that is.
    pub(super) fn is_at(self, path: &SourcePath) -> bool {
        let file = self.vast().file;
        path.as_str().strip_prefix("content/").is_some_and(|inside| {
            inside == file || file.strip_suffix("/index.md").is_some_and(|folder| inside == folder)
        })
    }
}

/// What goes before the ids of the headings of a document: nothing, when it has a page to itself.
pub(crate) fn heading_prefix(document: &Document) -> String {
    let word = || document.kind.word();
    match (document.kind, document.kind.facts().shown) {
        (Kind::Vast(_), _) => format!("{}.", word()),
        (_, ShownAs::Part(_) | ShownAs::PartAmongOthers(_) | ShownAs::PartOfWijk(_)) => {
            format!("{}.{}.", word(), document.slug)
        }
        (_, ShownAs::Page(_) | ShownAs::PageOfBuurt(_) | ShownAs::PageAtPath | ShownAs::File | ShownAs::Nowhere) => {
            String::new()
        }
    }
}

/// The id of a document that shares its page: its name, with its kind where it stands among other things with a name.
pub(crate) fn anchor(document: &Document) -> String {
    match document.kind.facts().shown {
        ShownAs::PartAmongOthers(_) => format!("{}.{}", document.kind.word(), document.slug),
        _ => document.slug.to_string(),
    }
}

/// The address of a document with a page of its own in the folder of its kind.
pub(super) fn in_folder(document: &Document) -> OutputPath {
    let folder = document.kind.facts().folder.unwrap_or_default();
    OutputPath::new(format!("{folder}/{}/index.html", document.slug))
}

/// The address of a wijk.
pub(super) fn wijk(item: &Item<Wijk>) -> OutputPath {
    in_folder(&item.document)
}

/// The address of all figures of a wijk: below that of the wijk.
pub(super) fn cijfers(wijk: &OutputPath) -> OutputPath {
    OutputPath::new(format!("{}cijfers/index.html", wijk.address()))
}

/// The address of a buurt: below that of its wijk.
pub(super) fn buurt(code: &Gebiedscode, gebied: &Gebied, wijk: &OutputPath) -> Option<OutputPath> {
    let name = match &gebied.document {
        Some(item) => item.slug().clone(),
        None => Slug::of(&gebied.naam).or_else(|| Slug::of(code.as_str()))?,
    };
    Some(OutputPath::new(format!("{}{name}/index.html", wijk.address())))
}

/// The address of a download, or of the picture that a link to a picture leads to.
pub(super) fn bestand(path: &SourcePath, bestand: &Bestand) -> OutputPath {
    match bestand.toonbaar() {
        Some(feiten) => beeld(path, bestand, "", feiten.terugval()),
        None => OutputPath::new(format!("bestanden/{}.{}", fit(path), path.extension())),
    }
}

/// The address of the WebP of this width that is made of a picture.
pub(crate) fn webp(path: &SourcePath, bestand: &Bestand, breedte: u32) -> OutputPath {
    beeld(path, bestand, &format!("-{breedte}"), Beeldsoort::Webp)
}

/// The address of a picture that is made of another: its name tells its content, so browsers may keep it for ever.
fn beeld(path: &SourcePath, bestand: &Bestand, which: &str, soort: Beeldsoort) -> OutputPath {
    OutputPath::new(format!("beeld/{}-{}{which}.{}", fit(path), bestand.sleutel, soort.extensie()))
}

/// A path within `content` without its extension, each part made fit for an address.
fn fit(path: &SourcePath) -> String {
    let inside = path.as_str().strip_prefix("content/").unwrap_or(path.as_str());
    let stem = inside.rsplit_once('.').map_or(inside, |(stem, _)| stem);
    let parts: Vec<String> = stem
        .split('/')
        .map(|part| Slug::of(part).map_or_else(|| "bestand".to_owned(), |slug| slug.to_string()))
        .collect();
    parts.join("/")
}

/// The address of a free page: its path within `content/paginas`.
pub(super) fn pagina(path: &SourcePath) -> OutputPath {
    let inside = path.as_str().strip_prefix("content/paginas/").unwrap_or(path.as_str());
    let stem = inside.rsplit_once('.').map_or(inside, |(stem, _)| stem);
    let mut parts: Vec<String> =
        stem.split('/').filter_map(|part| Slug::of(part).map(|slug| slug.to_string())).collect();
    // `a/index.md` is the page of folder `a`, as everywhere else.
    if parts.len() > 1 && parts.last().is_some_and(|last| last == "index") {
        parts.pop();
    }
    OutputPath::new(format!("{}/index.html", parts.join("/")))
}
