//! Where everything is published, and where a link leads.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::address::{self, Target, anchor, heading_prefix};
use super::{LeftOut, Site, WijkIndex, files};
use crate::diagnostics::Checked;
use crate::kinds::{AFKORTINGEN, Bestand, Content, Document, Kind, ShownAs, VastePagina, ZOEKER};
use crate::output::OutputPath;
use crate::read::markdown::InternalLink;
use crate::source::SourcePath;
use crate::values::{Gebiedscode, Gebiedssoort};

/// Where everything is.
#[derive(Debug)]
pub(crate) struct Places {
    site: Arc<Site>,
    /// Where each document is shown.
    targets: BTreeMap<SourcePath, Target>,
    /// Where each fixed page is, of those that are built.
    fixed: BTreeMap<VastePagina, Target>,
    /// Where each wijk is, in the order of [`Site::wijken`].
    wijken: Vec<OutputPath>,
    /// Buurten that have a page, and where it is.
    pub buurten: BTreeMap<Gebiedscode, OutputPath>,
    /// Pictures and downloads that something uses.
    pub bestanden: BTreeMap<SourcePath, Arc<Bestand>>,
    /// What is at each address, once somebody asks.
    by_address: OnceLock<BTreeMap<String, Vec<SourcePath>>>,
}

/// Why a link leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LinkProblem<'s> {
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

/// Gives everything on the site its place, and reports files that nothing uses or that are not there.
pub(crate) fn place(site: &Arc<Site>) -> Checked<Places> {
    let wijken: Vec<_> = site.wijken.iter().map(|wijk| address::wijk(&wijk.item)).collect();
    let buurten = buurten(site, &wijken);
    let is_built = |page: &VastePagina| site.vast.contains_key(page) || is_wanted(site, *page);
    let fixed = VastePagina::all().filter(is_built).map(|page| (page, Target::page(page.output()))).collect();
    let contacts: BTreeMap<_, _> =
        site.wijkmanagers.iter().map(|contact| (&contact.item.document.path, contact_anchor(site, contact))).collect();
    let target = |document: &Arc<Document>| Some((document.path.clone(), target(site, &buurten, &contacts, document)?));
    let targets = site.documents().iter().filter_map(target).collect();
    let Checked { value: bestanden, findings } = files::used(site);
    let site = Arc::clone(site);
    let mut places = Places { site, targets, fixed, wijken, buurten, bestanden, by_address: OnceLock::new() };
    places.add_anchors();
    Checked::new(places, findings)
}

/// Where a document is shown, if anywhere.
fn target(
    site: &Site,
    buurten: &BTreeMap<Gebiedscode, OutputPath>,
    contacts: &BTreeMap<&SourcePath, String>,
    document: &Document,
) -> Option<Target> {
    let shown = document.kind.facts().shown;
    match site.left_out(&document.path) {
        None => {}
        // What was shown once or will be has a place too: the overview, so that links to it do not break by the calendar.
        Some(LeftOut::OfAnotherDay) => {
            return match (document.kind.facts().overview, shown) {
                (Some(page), _)
                | (None, ShownAs::Part(page) | ShownAs::PartAmongOthers(page) | ShownAs::PartOfWijk(page)) => {
                    Some(Target::page(page.output()))
                }
                (None, ShownAs::Page(_) | ShownAs::PageOfBuurt(_) | ShownAs::PageAtPath) => {
                    Some(Target::page(VastePagina::Home.output()))
                }
                (None, ShownAs::File | ShownAs::Nowhere) => None,
            };
        }
        Some(LeftOut::Draft | LeftOut::Double) => return None,
    }
    match (document.content.as_ref()?, shown) {
        (Content::Vast(_), _) => match document.kind {
            Kind::Vast(page) => Some(Target::page(page.output())),
            _ => None,
        },
        // A source without its table, which is told, is not shown.
        (Content::Kengetallen(_), _) if site.bronnen.iter().all(|bron| bron.item.document.path != document.path) => {
            None
        }
        (Content::Buurt(buurt), _) => {
            let code = &buurt.code.value.code()?;
            let is_its_page = site.gebieden.get(code)?.document.as_ref()?.document.path == document.path;
            is_its_page.then(|| buurten.get(code)).flatten().cloned().map(Target::page)
        }
        (Content::Bestand(bestand), _) => Some(Target::page(address::bestand(&document.path, bestand))),
        (_, ShownAs::Page(_)) => Some(Target::page(address::in_folder(document))),
        (_, ShownAs::PageAtPath) => Some(Target::page(address::pagina(&document.path))),
        (_, ShownAs::PartOfWijk(page)) => Some(Target::part(page, contacts.get(&document.path)?.clone())),
        (_, ShownAs::Part(page) | ShownAs::PartAmongOthers(page)) => Some(Target::part(page, anchor(document))),
        (_, ShownAs::PageOfBuurt(_) | ShownAs::File | ShownAs::Nowhere) => None,
    }
}

/// The place of a contact on the page of all contacts: that of the first wijk.
pub(crate) fn contact_anchor(site: &Site, contact: &super::LinkedContact) -> String {
    let first = contact.wijken.iter().min().map(|wijk| site.wijken[*wijk].item.slug());
    first.unwrap_or_else(|| contact.item.slug()).to_string()
}

/// Whether a fixed page is built without a text of its own: it has something on it, today or on another day, or something
/// links to it. It must not come and go by the calendar.
fn is_wanted(site: &Site, page: VastePagina) -> bool {
    let mut of = Kind::ALL.iter().filter(|kind| kind.facts().overview == Some(page)).peekable();
    // Nobody gives data away without having said so.
    if of.peek().is_none() && page != VastePagina::Data {
        return true;
    }
    let is_listed = |document: &Document| document.kind.facts().overview == Some(page);
    let leads_here = |document: &Document| document.leads_to.iter().any(|path| page.is_at(path));
    let finished = site.documents().iter().filter(|document| !site.is_draft(document));
    finished.into_iter().any(|document| is_listed(document) || leads_here(document))
}

/// Buurten that have something to tell: a text, something that is about them, or a figure of their own.
fn buurten(site: &Site, wijken: &[OutputPath]) -> BTreeMap<Gebiedscode, OutputPath> {
    let is_told =
        |code: &Gebiedscode| site.gebieden[code].document.is_some() || site.bronnen.iter().any(|bron| bron.knows(code));
    let mut codes: BTreeSet<Gebiedscode> = site.lists.buurten_with_something().collect();
    codes.extend(site.gebieden.keys().filter(|code| is_told(code)));
    let placed = codes.into_iter().filter(|code| code.soort() == Gebiedssoort::Buurt).filter_map(|code| {
        let gebied = site.gebieden.get(&code)?;
        let output = address::buurt(&code, gebied, &wijken[gebied.wijk?.0])?;
        Some((code, output))
    });
    placed.collect()
}

impl Places {
    /// Notes for every page which places on it links can point at: its sections, its headings and the documents it shows.
    fn add_anchors(&mut self) {
        let site = Arc::clone(&self.site);
        let on_page = self.on_pages();
        for target in self.fixed.values_mut() {
            target.anchors = Arc::new(on_page.get(&target.output).cloned().unwrap_or_default());
        }
        let sections = Sections::of(&site);
        let anchors_of = |document: &Arc<Document>| {
            let target = self.targets.get(&document.path)?;
            let prefix = heading_prefix(document);
            let headings = document.headings.iter().map(|id| (id.clone(), format!("{prefix}{id}")));
            let mut anchors: BTreeMap<String, String> = headings.collect();
            if let Kind::Vast(page) = document.kind {
                anchors.extend(on_page.get(&page.output()).cloned().unwrap_or_default());
            } else if target.anchor.is_none() {
                let ids = document.kind.reserved_ids().iter().filter(|id| sections.has(document, id));
                anchors.extend(ids.map(|id| ((*id).to_owned(), (*id).to_owned())));
            }
            Some(Arc::new(anchors))
        };
        let all: Vec<_> = site.documents().par_iter().map(anchors_of).collect();
        for (document, anchors) in site.documents().iter().zip(all) {
            if let Some((target, anchors)) = self.targets.get_mut(&document.path).zip(anchors) {
                target.anchors = anchors;
            }
        }
    }

    /// The places on fixed pages, whatever the text on them.
    fn on_pages(&self) -> BTreeMap<OutputPath, BTreeMap<String, String>> {
        let site = &self.site;
        let mut on_page: BTreeMap<OutputPath, BTreeMap<String, String>> = BTreeMap::new();
        let mut add = |page: OutputPath, id: &str| {
            on_page.entry(page).or_default().insert(id.to_owned(), id.to_owned());
        };
        for target in self.targets.values() {
            if let Some(anchor) = &target.anchor {
                add(target.output.clone(), anchor);
            }
        }
        // On the page of spreekuren every wijk has its place, and on that of contacts every wijk that has one.
        for wijk in &site.wijken {
            add(VastePagina::Spreekuren.output(), wijk.item.slug().as_str());
            if wijk.wijkmanager.is_some() {
                add(VastePagina::Contact.output(), wijk.item.slug().as_str());
            }
        }
        if site.has_zoeker() {
            add(VastePagina::Wijken.output(), ZOEKER);
        }
        // Whether there are any is not known when the file that says so has a mistake, which is told there.
        if site.info.as_ref().is_none_or(|info| !info.value.afkortingen.is_empty()) {
            add(VastePagina::Toegankelijkheid.output(), AFKORTINGEN);
        }
        on_page
    }

    /// Whether a fixed page is built: always, or because there is something to show on it.
    pub(crate) fn has(&self, page: VastePagina) -> bool {
        self.fixed.contains_key(&page)
    }

    /// Where a fixed page is, if it is built.
    pub(crate) fn fixed(&self, page: VastePagina) -> Option<&Target> {
        self.fixed.get(&page)
    }

    /// Where a wijk is.
    pub(crate) fn wijk(&self, WijkIndex(wijk): WijkIndex) -> &OutputPath {
        &self.wijken[wijk]
    }

    /// Where all figures of a wijk are, when there are any.
    pub(crate) fn cijfers(&self, wijk: WijkIndex) -> Option<OutputPath> {
        self.site.has_cijfers(wijk).then(|| self.for_cijfers(wijk))
    }

    /// Where these are or would be.
    pub(crate) fn for_cijfers(&self, wijk: WijkIndex) -> OutputPath {
        address::cijfers(self.wijk(wijk))
    }

    /// Where the document at this path is shown.
    pub(crate) fn of(&self, path: &SourcePath) -> Option<&Target> {
        self.targets.get(path)
    }

    /// The page or file in which the document at this path is shown.
    pub(crate) fn output_of(&self, path: &SourcePath) -> Option<&OutputPath> {
        self.of(path).map(|target| &target.output)
    }

    /// Everything that has a place, by path.
    pub(crate) fn targets(&self) -> impl Iterator<Item = (&SourcePath, &Target)> {
        self.targets.iter()
    }

    /// Follows a link from the document it stands in.
    ///
    /// # Errors
    /// When it leads nowhere.
    pub(crate) fn follow(&self, from: &Document, link: &InternalLink) -> Result<Target, LinkProblem<'_>> {
        let target = match &link.path {
            None => self.targets.get(&from.path).ok_or(LinkProblem::Broken)?,
            Some(path) => self.find(path)?,
        };
        let Some(anchor) = &link.anchor else { return Ok(target.clone()) };
        // What is not there today has no places on it either.
        if link.path.as_ref().is_some_and(|path| self.site.is_of_another_day(path)) {
            return Ok(target.clone());
        }
        match target.anchors.get(anchor) {
            Some(id) => Ok(Target { anchor: Some(id.clone()), ..target.clone() }),
            // What a page shows of areas is not there when their list is missing or broken, which is told.
            None if !self.site.knows_areas && self.is_own_place(link.path.as_ref().unwrap_or(&from.path), anchor) => {
                Err(LinkProblem::Broken)
            }
            None => Err(LinkProblem::NoAnchor(&target.anchors)),
        }
    }

    /// Whether a place is one that pages of that kind may have, whatever the text on them.
    fn is_own_place(&self, path: &SourcePath, anchor: &str) -> bool {
        self.site.document(path).is_some_and(|document| document.kind.reserved_ids().contains(&anchor))
    }

    /// Whether the document at this path is shown on other days only.
    pub(crate) fn is_of_another_day(&self, path: &SourcePath) -> bool {
        self.site.is_of_another_day(path)
    }

    fn find(&self, path: &SourcePath) -> Result<&Target, LinkProblem<'_>> {
        let site = &self.site;
        let path = site.miscased.get(path).unwrap_or(path);
        if let Some(target) = self.targets.get(path) {
            return Ok(target);
        }
        if let Some(document) = site.document(path) {
            return Err(match (site.left_out(path), &document.content) {
                (Some(LeftOut::Draft), _) => LinkProblem::Draft,
                (_, None) if document.kind == Kind::Bestand => LinkProblem::NotAllowed,
                // What has a place has none only because of a mistake elsewhere, in its wijk, its areas or its table.
                (None, Some(_)) if matches!(document.kind.facts().shown, ShownAs::Nowhere) => LinkProblem::NoPage,
                (_, Some(_) | None) => LinkProblem::Broken,
            });
        }
        // A fixed page has a place even when nobody wrote its file.
        let page = VastePagina::all().find(|page| page.is_at(path));
        // One that is not built is built as soon as the draft that links to it is shown.
        page.map_or(Err(LinkProblem::NoFile), |page| self.fixed.get(&page).ok_or(LinkProblem::Broken))
    }

    /// The pages that have a file of their own, with that file.
    pub(crate) fn pages_of_files(&self) -> impl Iterator<Item = (&OutputPath, &SourcePath)> {
        // What is of another day has the overview for its place, which is another file's page.
        let own = |path: &SourcePath, target: &Target| target.anchor.is_none() && !self.site.is_of_another_day(path);
        let own = self.targets.iter().filter(move |(path, target)| own(path, target));
        own.map(|(path, target)| (&target.output, path)).filter(|(output, _)| output.is_page())
    }

    /// Whether the file at this path is a picture.
    pub(crate) fn is_picture(&self, path: &SourcePath) -> bool {
        let content = self.site.document(path).and_then(|document| document.content.as_ref());
        matches!(content, Some(Content::Bestand(bestand)) if bestand.picture)
    }

    /// Paths of everything that a link can lead to, for "bedoelde u …?", each with the address it is published at.
    pub(crate) fn linkable(&self) -> impl Iterator<Item = (SourcePath, &Target)> {
        let fixed = self.fixed.iter().filter(|(page, _)| !self.site.vast.contains_key(page));
        let fixed = fixed.map(|(page, target)| (SourcePath::new(format!("content/{}", page.vast().file)), target));
        self.targets.iter().map(|(path, target)| ((*path).clone(), target)).chain(fixed)
    }

    /// Those of them that are at an address.
    pub(crate) fn at<'p>(&'p self, address: &str) -> impl Iterator<Item = (&'p SourcePath, &'p Target)> {
        let by_address = self.by_address.get_or_init(|| {
            let mut by_address: BTreeMap<String, Vec<_>> = BTreeMap::new();
            for (path, target) in self.linkable() {
                by_address.entry(target.output.address().to_owned()).or_default().push(path);
            }
            by_address
        });
        let here = by_address.get(address).into_iter().flatten();
        here.filter_map(|path| Some((path, self.find(path).ok()?)))
    }
}

/// Which wijken and buurten have sections that are there only when there is something in them.
struct Sections<'s> {
    site: &'s Site,
    wijken: BTreeMap<&'s SourcePath, WijkIndex>,
    buurten_with_hub: BTreeSet<&'s Gebiedscode>,
}

impl<'s> Sections<'s> {
    fn of(site: &'s Site) -> Self {
        let wijken = site.wijk_indices().map(|(index, wijk)| (&wijk.item.document.path, index)).collect();
        Self { site, wijken, buurten_with_hub: site.lists.hubs.iter().flat_map(|hub| &hub.buurten).collect() }
    }

    /// Whether the page of a document has the section with this id.
    fn has(&self, document: &Document, id: &str) -> bool {
        let lists = &self.site.lists;
        if let (Some(Content::Project(_)), "nieuws") = (&document.content, id) {
            let mut all = lists.projecten.iter().filter(|it| it.item.document.path == document.path);
            return all.any(|it| self.site.nieuws_over(it).next().is_some());
        }
        if let Some(wijk) = self.wijken.get(&document.path) {
            return match id {
                "hub" => lists.hubs.of_wijk(*wijk).next().is_some(),
                "projecten" => self.site.projecten_in(*wijk, None).next().is_some(),
                "vragen" => lists.vragen.of_wijk(*wijk).next().is_some(),
                "documenten" => lists.stukken.of_wijk(*wijk).next().is_some(),
                "buurten" => !self.site.wijken[*wijk].nu.buurten.is_empty(),
                _ => true,
            };
        }
        match &document.content {
            Some(Content::Buurt(buurt)) if id == "hub" => {
                buurt.code.value.code().is_some_and(|code| self.buurten_with_hub.contains(&code))
            }
            Some(Content::Buurt(buurt)) if id == "projecten" => {
                let code = buurt.code.value.code();
                let wijk = code.and_then(|code| self.site.gebieden.get(&code)?.wijk);
                wijk.is_some_and(|wijk| self.site.projecten_in(wijk, code).next().is_some())
            }
            Some(Content::Thema(_)) => self.site.has_of_thema(&document.path, id),
            Some(content) => content.says().has_section(id),
            None => true,
        }
    }
}
