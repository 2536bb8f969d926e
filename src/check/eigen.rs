//! Web addresses that lead to the site itself, as its visitors or its preview have them: they are followed like links to files.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use super::Subject;
use super::links::{no_anchor, written_as};
use crate::diagnostics::{Code, Finding, Place};
use crate::kinds::{Document, Kind};
use crate::output::OutputPath;
use crate::read::markdown::{InternalLink, WebLink};
use crate::site::Target;
use crate::source::SourcePath;
use crate::values::is_private;

/// What an address of the site leads to.
enum Leads<'s> {
    /// A file, and a place on its page.
    To(SourcePath, Option<String>),
    /// A page without that place; it has these.
    NoSuchPlace(&'s BTreeMap<String, String>),
    /// Nothing, as far as files tell.
    Nowhere,
    /// What no file of the project stands for.
    Elsewhere,
}

/// What is to be said of a web address.
pub(super) enum Judgement {
    /// A mistake.
    Wrong(Finding),
    /// No file is at this address of the site, seen from its root.
    NoFile(String),
}

/// What to do when no file can be named.
pub(super) const NO_FILE: &str = "Link naar het bestand van de pagina (.md), of haal de link weg.";

/// Judges a web address in a document.
pub(super) fn check(subject: &Subject<'_>, document: &Document, link: &WebLink) -> Option<Judgement> {
    let WebLink { written, span, exact } = link;
    let place = Place::new(&document.path, *span);
    let (address, anchor) = written.split_once('#').map_or((&**written, None), |(address, it)| (address, Some(it)));
    let (host, path) = parts(address);
    let anchor = anchor.map(decoded).filter(|anchor| !anchor.is_empty());
    if is_private(address) {
        let mut folders = subject.bases().map(|base| decoded(&base.folder()));
        let inside = folders.find_map(|folder| path.strip_prefix(&folder)).unwrap_or(path.trim_start_matches('/'));
        let message =
            format!("“{written}” is een adres op uw eigen computer of netwerk; een bezoeker kan er niet bij.");
        let finding = Finding::new(Code::UnsafeAddress, place, message);
        let Leads::To(file, anchor) = leads(subject, inside, anchor.as_deref()) else {
            return Some(Judgement::Wrong(finding.tip(NO_FILE)));
        };
        let meant = written_as(subject, document, &file, anchor.as_deref());
        let finding = finding.tip(format!("Link naar het bestand: {meant}.")).replacement(exact.then_some(meant));
        return Some(Judgement::Wrong(finding));
    }
    let inside = within(subject, host, &path)?;
    match leads(subject, inside, anchor.as_deref()) {
        Leads::To(..) | Leads::Elsewhere => None,
        Leads::NoSuchPlace(anchors) => {
            let (written, span, exact) = (written.clone(), *span, *exact);
            let link = InternalLink { path: None, written, anchor, span, exact, picture: false };
            Some(Judgement::Wrong(no_anchor(&link, place, anchors)))
        }
        Leads::Nowhere => Some(Judgement::NoFile(inside.to_owned())),
    }
}

/// A path on a host, seen from the root of the site; `None` when the site is elsewhere.
fn within<'p>(subject: &Subject<'_>, host: &str, path: &'p str) -> Option<&'p str> {
    subject.bases().find_map(|base| {
        let inside = path.strip_prefix(&*decoded(&base.folder()))?;
        base.host().eq_ignore_ascii_case(host).then_some(inside)
    })
}

/// The file of the page that a web address leads to, when that is one of the site.
pub(super) fn page(subject: &Subject<'_>, address: &str) -> Option<SourcePath> {
    let address = address.split('#').next().unwrap_or_default();
    let (host, path) = parts(address);
    match leads(subject, within(subject, host, &path)?, None) {
        Leads::To(file, _) => Some(file),
        Leads::NoSuchPlace(_) | Leads::Nowhere | Leads::Elsewhere => None,
    }
}

/// What stands at an address, seen from the root of the site.
fn leads<'s>(subject: &Subject<'s>, address: &str, anchor: Option<&str>) -> Leads<'s> {
    let site = subject.site;
    let name = address.rsplit('/').next().unwrap_or_default();
    let address = whole(address);
    let here: Vec<_> = subject.places.at(&address).filter(|(path, _)| !site.is_of_another_day(path)).collect();
    let page = here.iter().find(|(_, target)| target.anchor.is_none());
    match (page, anchor) {
        (Some((path, _)), None) => Leads::To((*path).clone(), None),
        (Some((path, page)), Some(anchor)) => {
            // A part of the page may be a file of its own, and its headings have another id than editors write.
            let named = |target: &'s Target| target.anchors.iter().find(|(name, id)| *name == anchor || *id == anchor);
            let part = here.iter().find(|(_, target)| target.anchor.as_deref() == Some(anchor));
            let heading = || here.iter().find_map(|(path, target)| Some((path, named(target)?.0)));
            match part {
                Some((part, _)) => Leads::To((*part).clone(), None),
                None if let Some((path, name)) = heading() => Leads::To((*path).clone(), Some(name.clone())),
                None if site.knows_areas => Leads::NoSuchPlace(&page.anchors),
                None => Leads::To((*path).clone(), None),
            }
        }
        (None, _) => {
            // Which files there are besides pages and downloads is for those who make them.
            let is_page = matches!(name.rsplit_once('.'), None | Some((_, "html")));
            if is_page || address.starts_with("bestanden/") { Leads::Nowhere } else { Leads::Elsewhere }
        }
    }
}

/// The address of a page, however it was written.
fn whole(address: &str) -> String {
    let name = address.rsplit('/').next().unwrap_or_default();
    match name {
        "" => address.to_owned(),
        "index.html" => address.trim_end_matches(name).to_owned(),
        _ if name.contains('.') => address.to_owned(),
        _ => format!("{address}/"),
    }
}

/// What may be at addresses where no file is.
pub(super) struct Besides<'s> {
    /// Whether a file with mistakes may be anywhere.
    is_broken: bool,
    /// Where pages were once, without capitals.
    moved: BTreeSet<String>,
    buurten: BTreeSet<&'s str>,
}

impl<'s> Besides<'s> {
    /// What may be besides the files of a site.
    pub(super) fn of(subject: &Subject<'s>) -> Self {
        let documents = subject.site.documents();
        let moved = documents.iter().flat_map(|document| &document.oud_adres);
        Self {
            is_broken: documents.iter().any(|it| it.content.is_none() && it.kind != Kind::Bestand),
            moved: moved.map(|old| old.value.path().to_ascii_lowercase()).collect(),
            buurten: subject.places.buurten.values().map(OutputPath::address).collect(),
        }
    }

    /// Whether something may be at this address, seen from the root of the site.
    pub(super) fn may_be_at(&self, address: &str) -> bool {
        let address = whole(address);
        let was_here = || self.moved.contains(&address.trim_matches('/').to_ascii_lowercase());
        self.is_broken || self.buurten.contains(&*address) || was_here()
    }
}

/// The host of a web address, and its path as people read it.
fn parts(address: &str) -> (&str, String) {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    let rest = rest.split('?').next().unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    (host, format!("/{}", decoded(path)))
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
