//! Where everything is published, and where a link leads.
//!
//! Ids on a page never collide, whatever editors write: a slug has no dots and never two hyphens in a row. Parts of a list
//! page have their slug as id (`#werving`); what else the tool names has a dot in it (the headings of a text that shares its
//! page: `vraag.wat-is-de-hub.kosten`), and what the theme names has two hyphens (`werving--kop`).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Gebied, Item, LeftOut, LinkedPagina, LinkedWijk, Site};
use crate::beeld::{Feiten, Variant};
use crate::kinds::{Bestand, Content, Document, Kind, VastePagina, Wijk};
use crate::output::OutputPath;
use crate::read::markdown::InternalLink;
use crate::source::SourcePath;
use crate::values::{Gebiedscode, Slug};

/// A place on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
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
    pub fn href(&self, from: &OutputPath) -> String {
        match &self.anchor {
            Some(anchor) if from == &self.output => format!("#{anchor}"),
            Some(anchor) => format!("{}#{anchor}", from.relative_to(&self.output)),
            None => from.relative_to(&self.output),
        }
    }
}

/// Why a link leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkProblem<'s> {
    /// There is no such file.
    NoFile,
    /// The file is there, but it is of a sort that is not published.
    NotAllowed,
    /// The file is a draft.
    Draft,
    /// The file is there, but it is not something that has a page.
    NoPage,
    /// The file has mistakes of its own, which are reported there.
    Broken,
    /// The page has no such place; these it has.
    NoAnchor(&'s BTreeMap<String, String>),
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
    match document.kind {
        Kind::Vast(_) => "tekst.".to_owned(),
        Kind::Stap => format!("stap.{}.", document.slug),
        Kind::Vraag => format!("vraag.{}.", document.slug),
        _ => String::new(),
    }
}

/// The id of a spreekuur, which also stands on the page of its wijk, among other things with a slug.
pub(crate) fn spreekuur_anchor(document: &Document) -> String {
    format!("spreekuur.{}", document.slug)
}

/// The address of a wijk.
pub(super) fn wijk(item: &Item<Wijk>) -> OutputPath {
    OutputPath::new(format!("wijken/{}/index.html", item.slug()))
}

/// The address of a buurt: below that of its wijk.
pub(super) fn buurt(code: &Gebiedscode, gebied: &Gebied, wijk: &LinkedWijk) -> Option<OutputPath> {
    let name = match &gebied.document {
        Some(item) => item.slug().clone(),
        None => Slug::of(&gebied.naam).or_else(|| Slug::of(code.as_str()))?,
    };
    Some(OutputPath::new(format!("{}{name}/index.html", wijk.output.address())))
}

/// The address of a download, or of the picture that a link to a picture leads to.
pub(super) fn bestand(path: &SourcePath, bestand: &Bestand) -> OutputPath {
    match bestand.toonbaar() {
        Some(feiten) => variant(path, bestand, &feiten.terugval()),
        None => OutputPath::new(format!("bestanden/{}.{}", fit(path), path.extension())),
    }
}

/// The address of a picture that is made of another: its name tells its content, so browsers may keep it for ever.
fn variant(path: &SourcePath, bestand: &Bestand, variant: &Variant) -> OutputPath {
    let (stem, extension) = (fit(path), variant.soort.extensie());
    OutputPath::new(format!("beeld/{stem}-{}-{}.{extension}", bestand.sleutel, variant.breedte))
}

/// What is published of a picture, each with its address.
pub(crate) fn varianten(path: &SourcePath, bestand: &Bestand) -> Vec<(OutputPath, Variant)> {
    let all = bestand.toonbaar().map(Feiten::varianten).unwrap_or_default();
    all.into_iter().map(|it| (variant(path, bestand, &it), it)).collect()
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

impl Site {
    /// The pages above a free page, nearest first.
    pub fn parents<'s>(&'s self, page: &'s LinkedPagina) -> impl Iterator<Item = &'s LinkedPagina> {
        std::iter::successors(page.parent, |parent| self.paginas[*parent].parent).map(|index| &self.paginas[index])
    }

    /// Where a fixed page is, if it is built.
    pub fn fixed(&self, page: VastePagina) -> Option<&Target> {
        self.fixed.get(&page)
    }

    /// Where a document is shown.
    pub fn target_of(&self, document: &Document) -> Option<&Target> {
        self.targets.get(&document.path)
    }

    /// Follows a link from the document it stands in.
    ///
    /// # Errors
    /// When it leads nowhere.
    pub fn follow(&self, from: &Document, link: &InternalLink) -> Result<Target, LinkProblem<'_>> {
        let target = match &link.path {
            None => self.targets.get(&from.path).ok_or(LinkProblem::Broken)?,
            Some(path) => self.find(path)?,
        };
        let Some(anchor) = &link.anchor else { return Ok(target.clone()) };
        match target.anchors.get(anchor) {
            Some(id) => Ok(Target { anchor: Some(id.clone()), ..target.clone() }),
            // What a page shows of areas is not there when their list is missing or broken, which is told.
            None if !self.knows_areas && self.is_own_place(link.path.as_ref().unwrap_or(&from.path), anchor) => {
                Err(LinkProblem::Broken)
            }
            None => Err(LinkProblem::NoAnchor(&target.anchors)),
        }
    }

    /// Whether a place is one that pages of that kind may have, whatever the text on them.
    fn is_own_place(&self, path: &SourcePath, anchor: &str) -> bool {
        self.document(path).is_some_and(|document| document.kind.reserved_ids().contains(&anchor))
    }

    fn find(&self, path: &SourcePath) -> Result<&Target, LinkProblem<'_>> {
        let path = self.miscased.get(path).unwrap_or(path);
        if let Some(target) = self.targets.get(path) {
            return Ok(target);
        }
        if let Some(document) = self.document(path) {
            return Err(match (self.left_out.get(path), &document.content) {
                (Some(LeftOut::Draft), _) => LinkProblem::Draft,
                (_, None) if document.kind == Kind::Bestand => LinkProblem::NotAllowed,
                // A buurt or a source of figures has no place only because of a mistake in its wijk, its areas or its table.
                (Some(_), _) | (_, None | Some(Content::Buurt(_) | Content::Kengetallen(_))) => LinkProblem::Broken,
                _ => LinkProblem::NoPage,
            });
        }
        // A fixed page has a place even when nobody wrote its file.
        let page = VastePagina::all().find(|page| page.is_at(path));
        // One that is not built is built as soon as the draft that links to it is shown.
        page.map_or(Err(LinkProblem::NoFile), |page| self.fixed.get(&page).ok_or(LinkProblem::Broken))
    }

    /// Where the document at this path is shown.
    pub fn output_of_path(&self, path: &SourcePath) -> Option<OutputPath> {
        self.targets.get(path).map(|target| target.output.clone())
    }

    /// The pages that have a file of their own, with that file.
    pub fn pages_of_files(&self) -> impl Iterator<Item = (&OutputPath, &SourcePath)> {
        // What is of another day has the overview for its place, which is another file's page.
        let own = |path: &SourcePath, target: &Target| target.anchor.is_none() && !self.is_of_another_day(path);
        let own = self.targets.iter().filter(move |(path, target)| own(path, target));
        own.map(|(path, target)| (&target.output, path)).filter(|(output, _)| output.is_page())
    }

    /// Whether the file at this path is a picture.
    pub fn is_picture(&self, path: &SourcePath) -> bool {
        let content = self.document(path).and_then(|document| document.content.as_ref());
        matches!(content, Some(Content::Bestand(bestand)) if bestand.picture)
    }

    /// Paths of everything that a link can lead to, for "bedoelde u …?", each with the address it is published at.
    pub fn linkable(&self) -> impl Iterator<Item = (SourcePath, &Target)> {
        let fixed = self.fixed.iter().filter(|(page, _)| !self.vast.contains_key(page));
        let fixed = fixed.map(|(page, target)| (SourcePath::new(format!("content/{}", page.vast().file)), target));
        self.targets.iter().map(|(path, target)| ((*path).clone(), target)).chain(fixed)
    }
}
