//! Documents → [`Site`]: every reference followed, or reported.

use std::cmp::Reverse;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::mem::{Discriminant, discriminant};
use std::sync::Arc;

use jiff::civil::Date;

use super::areas::Areas;
use super::per_wijk::PerWijk;
use super::{About, Item, LeftOut, LinkedHub, LinkedPagina, LinkedWijk, Site, address, copies, placing};
use crate::diagnostics::{Checked, Code, Finding, Findings, Place};
use crate::kinds::{
    Content, Document, Hub, Kind, Nieuws, OfKind, Pagina, SiteInfo, Spreekuur, Stap, Stuk, VastePagina, Vraag, Wijk,
    miscased_folder,
};
use crate::read::fields::{At, Ref, Reference};
use crate::source::SourcePath;
use crate::values::{Buurtcode, Gebiedscode, Slug, nearest, or_meant};

/// Puts the documents, in order of path, together as they are on `today`, with drafts (and news of other days) when `concepten`.
pub fn link(documents: &[Arc<Document>], today: Date, concepten: bool) -> Checked<Site> {
    let mut linker = Linker {
        documents,
        shown: Vec::new(),
        left_out: BTreeMap::new(),
        missed_buurten: BTreeSet::new(),
        disputed_buurten: BTreeSet::new(),
        findings: Findings::default(),
    };
    linker.miscased_folders();
    linker.leave_out(today, concepten);
    linker.sort_out();
    let site = linker.site();
    Checked::new(site, linker.findings)
}

/// The documents while they are put together, and what is found on the way.
pub(super) struct Linker<'d> {
    pub(super) documents: &'d [Arc<Document>],
    /// Those that could be read and are shown, by what they say: each kind is asked for a few times.
    shown: Vec<(Discriminant<Content>, Vec<&'d Arc<Document>>)>,
    pub(super) left_out: BTreeMap<SourcePath, LeftOut>,
    /// Buurten without a wijk that something refers to; these are reported.
    pub(super) missed_buurten: BTreeSet<Gebiedscode>,
    /// Buurten that two wijken have, which is reported.
    pub(super) disputed_buurten: BTreeSet<Gebiedscode>,
    pub(super) findings: Findings,
}

/// What a name stands for.
#[derive(Clone, Copy)]
pub(super) enum Named {
    /// The document at this place in its list.
    Index(usize),
    /// A draft.
    Draft,
    /// The title of more than one document.
    Ambiguous,
    /// A document with mistakes, reported there.
    Broken,
}

/// The names of the documents of one kind: the names of their files, and what they are called.
pub(super) struct Names {
    kind: Kind,
    pub(super) map: BTreeMap<Slug, Named>,
    /// The names of the files, without extension, for tips.
    files: Vec<String>,
}

/// What references are resolved with.
struct Known {
    wijken: Names,
    stukken: Names,
}

impl<'d> Linker<'d> {
    fn site(&mut self) -> Site {
        let mut wijken = self.items::<Wijk>();
        wijken.sort_by_cached_key(|item| (item.value.volgorde.unwrap_or(u32::MAX), sort_key(&item.value.naam)));
        let mut stukken = self.items::<Stuk>();
        stukken.sort_by_cached_key(|item| (Reverse(item.value.datum.order()), sort_key(&item.value.titel)));
        let known = Known {
            wijken: self.names(Kind::Wijk, &wijken, |wijk| &wijk.naam),
            stukken: self.names(Kind::Stuk, &stukken, |stuk| &stuk.titel),
        };

        let mut areas = Areas::new(self);
        let mut linked_wijken = areas.wijken(&wijken, self);
        areas.buurten(self);
        self.unread(&known, &areas);
        let wijkmanagers = self.wijkmanagers(&mut linked_wijken, &known.wijken);
        let spreekuren = self.spreekuren(&known, &areas, &linked_wijken);
        let bronnen = self.bronnen(&wijken, &known.wijken, &areas);
        let mut site = Site {
            info: self.info(),
            vast: self.vast(),
            wijkmanagers,
            hubs: self.hubs(&known, &areas, &linked_wijken),
            spreekuren,
            stappen: self.stappen(&known, &areas),
            nieuws: self.nieuws(&known, &areas),
            vragen: self.vragen(&known, &areas),
            stukken: stukken
                .into_iter()
                .map(|item| self.about(&item, &item.value.wijken, &[], &[], &known, &areas))
                .collect(),
            per_wijk: PerWijk::default(),
            paginas: self.paginas(),
            bronnen,
            wijken: linked_wijken,
            knows_areas: areas.is_whole(),
            gebieden: areas.into_named(),
            bestanden: BTreeMap::new(),
            buurtpaginas: BTreeMap::new(),
            documents: self.documents.to_vec(),
            miscased: self.documents.iter().filter_map(|document| well_cased(&document.path)).collect(),
            left_out: self.left_out.clone(),
            missed_buurten: std::mem::take(&mut self.missed_buurten),
            targets: BTreeMap::new(),
            verhuisd: Vec::new(),
            fixed: BTreeMap::new(),
        };
        site.per_wijk = PerWijk::of(&site);
        placing::place(&mut site, self);
        site
    }

    /// Follows what is known of the references of documents that could not be read: all mistakes are told at once.
    fn unread(&mut self, known: &Known, areas: &Areas) {
        for document in self.documents {
            if document.content.is_some() || !self.is_shown(document) {
                continue;
            }
            for reference in &document.references {
                match reference {
                    Reference::Wijk(wijk) => drop(self.resolve(wijk, document, &known.wijken)),
                    Reference::Stuk(stuk) => drop(self.resolve(stuk, document, &known.stukken)),
                    Reference::Buurt(buurt) => drop(areas.buurt(buurt, document, self)),
                }
            }
        }
    }

    /// Reports each folder that has only its capitals wrong; what lies in it is read, so that nothing else is reported.
    fn miscased_folders(&mut self) {
        let mut told = BTreeSet::new();
        for document in self.documents {
            if let Some((written, right)) = miscased_folder(&document.path)
                && told.insert(written)
            {
                let message = format!("De naam van de map “{written}” heeft hoofdletters die er niet horen.");
                self.findings.push(
                    Finding::new(Code::WrongFolder, Place::file(&document.path), message)
                        .tip(format!("Verander de naam van de map in “{right}”, met kleine letters. Aan de bestanden hoeft u niets te doen.")),
                );
            }
        }
    }

    /// Decides which documents are not shown: drafts, news of another day, and a second document of the same name.
    fn leave_out(&mut self, today: Date, concepten: bool) {
        let mut names: BTreeMap<(Kind, &Slug), &'d SourcePath> = BTreeMap::new();
        for document in self.documents {
            // Drafts are shown with news of other days; a spreekuur that is over is over for editors, too.
            let of_another_day = match &document.content {
                Some(Content::Nieuws(nieuws)) => {
                    !concepten
                        && (nieuws.datum.value.0 > today || nieuws.tot.as_ref().is_some_and(|tot| tot.value.0 < today))
                }
                Some(Content::Spreekuur(spreekuur)) => {
                    spreekuur.geldig_tot.as_ref().is_some_and(|tot| tot.value.0 < today)
                }
                _ => false,
            };
            let reason = if document.concept && !concepten {
                LeftOut::Draft
            } else if let Some(original) = copies::original(document, self.documents) {
                self.findings.push(copies::finding(document, original));
                LeftOut::Double
            } else if let Some(earlier) = same_name(document, &mut names) {
                self.findings.push(
                    Finding::new(
                        Code::DoubleAddress,
                        Place::file(&document.path),
                        format!("De naam van dit bestand lijkt te veel op die van een ander: {}", earlier.file_name()),
                    )
                    .related(Place::file(earlier), "dit bestand")
                    .tip("Hoofdletters, spaties en leestekens maken geen verschil. Geef één van de twee een andere naam."),
                );
                LeftOut::Double
            } else if of_another_day {
                LeftOut::OfAnotherDay
            } else {
                continue;
            };
            self.left_out.insert(document.path.clone(), reason);
        }
    }

    /// Puts those together that are shown and say the same sort of thing.
    fn sort_out(&mut self) {
        for document in self.documents.iter().filter(|document| !self.left_out.contains_key(&document.path)) {
            let Some(content) = &document.content else { continue };
            let says = discriminant(content);
            match self.shown.iter_mut().find(|(other, _)| *other == says) {
                Some((_, alike)) => alike.push(document),
                None => self.shown.push((says, vec![document])),
            }
        }
    }

    /// Whether a document is shown.
    pub(super) fn is_shown(&self, document: &Document) -> bool {
        !self.left_out.contains_key(&document.path)
    }

    /// Whether a document of this kind has mistakes; then what seems to be missing may well be in it. (Not in a draft: that
    /// is left out with its mistakes.)
    pub(super) fn is_incomplete(&self, kind: Kind) -> bool {
        let is_broken = |document: &Document| document.kind == kind && document.content.is_none();
        self.documents.iter().any(|document| is_broken(document) && self.is_shown(document))
    }

    /// The documents of one kind that could be read and are shown.
    pub(super) fn items<T: OfKind>(&self) -> Vec<Item<T>> {
        let of_kind =
            self.shown.iter().find(|(_, alike)| alike.first().is_some_and(|first| Item::<T>::of(first).is_some()));
        of_kind.iter().flat_map(|(_, alike)| alike.iter().copied()).filter_map(Item::of).collect()
    }

    fn info(&mut self) -> Option<Item<SiteInfo>> {
        let item = self.items::<SiteInfo>().into_iter().next();
        if item.is_none() && !self.documents.iter().any(|document| document.kind == Kind::Site) {
            self.findings.push(
                Finding::new(
                    Code::NoSite,
                    Place::file(&SourcePath::new("content/site.yaml")),
                    "Het bestand content/site.yaml is er niet.",
                )
                .tip(
                    "In dat bestand staan de naam van de site, de gemeente en hoe u haar bereikt; het handboek heeft een \
                     voorbeeld.",
                ),
            );
        }
        item
    }

    fn vast(&self) -> BTreeMap<VastePagina, Item<Pagina>> {
        let shown = self.documents.iter().filter(|document| self.is_shown(document));
        shown
            .filter_map(|document| match (document.kind, &document.content) {
                (Kind::Vast(page), Some(Content::Vast(value))) => {
                    Some((page, Item { document: Arc::clone(document), value: Arc::clone(value) }))
                }
                _ => None,
            })
            .collect()
    }

    fn paginas(&self) -> Vec<LinkedPagina> {
        let pagina = |item: Item<Pagina>| LinkedPagina {
            output: address::pagina(&item.document.path),
            item,
            parent: None,
            children: Vec::new(),
        };
        let mut paginas: Vec<_> = self.items().into_iter().map(pagina).collect();
        paginas.sort_by_cached_key(|page| {
            (page.item.value.volgorde.unwrap_or(u32::MAX), sort_key(&page.item.value.titel), page.output.clone())
        });
        let by_address: BTreeMap<String, usize> =
            paginas.iter().enumerate().map(|(index, page)| (page.output.address().to_owned(), index)).collect();
        for index in 0..paginas.len() {
            let address = paginas[index].output.address().trim_end_matches('/').to_owned();
            // The nearest folder above that is a page; folders without one are passed over.
            let mut above = address.match_indices('/').map(|(slash, _)| &address[..=slash]).rev();
            if let Some(parent) = above.find_map(|folder| by_address.get(folder).copied()) {
                paginas[index].parent = Some(parent);
                paginas[parent].children.push(index);
            }
        }
        paginas
    }

    fn hubs(&mut self, known: &Known, areas: &Areas, wijken: &[LinkedWijk]) -> Vec<LinkedHub> {
        let mut hubs = Vec::new();
        for item in self.items::<Hub>() {
            let wijk = self.resolve(&item.value.wijk, &item.document, &known.wijken);
            if let Some(buurt) = &item.value.buurt
                && let Some((_, of_buurt)) = areas.buurt(buurt, &item.document, self)
                && wijk.is_some_and(|wijk| wijk != of_buurt)
            {
                let naam = &wijken[of_buurt].item.value.naam;
                self.other_wijk(buurt, &item.value.wijk, &item.document, naam);
            }
            let events = item.value.geschiedenis.iter();
            let stukken =
                events.map(|event| self.resolve_all(&event.documenten, &item.document, &known.stukken)).collect();
            hubs.push(LinkedHub { item, wijk, stukken });
        }
        hubs.sort_by_cached_key(|hub| (hub.wijk, sort_key(&hub.item.value.naam)));
        hubs
    }

    /// The spreekuren that are valid today or later.
    fn spreekuren(&mut self, known: &Known, areas: &Areas, wijken: &[LinkedWijk]) -> Vec<About<Spreekuur>> {
        let mut spreekuren = Vec::new();
        for item in self.items::<Spreekuur>() {
            let value = &item.value;
            let spreekuur = self.about(&item, value.wijk.as_slice(), value.buurt.as_slice(), &[], known, areas);
            if let (Some(wijk), Some(buurt), [_, _, ..]) = (&value.wijk, &value.buurt, &spreekuur.wijken[..]) {
                let other = areas.wijk_of(&buurt.value.0).map_or("", |other| &wijken[other].item.value.naam);
                self.other_wijk(buurt, wijk, &item.document, other);
            }
            spreekuren.push(spreekuur);
        }
        spreekuren.sort_by_cached_key(|spreekuur| {
            let value = &spreekuur.item.value;
            (spreekuur.wijken.first().copied(), value.dag, value.tijd, spreekuur.item.slug().clone())
        });
        spreekuren
    }

    fn stappen(&mut self, known: &Known, areas: &Areas) -> Vec<About<Stap>> {
        let items = self.items();
        let about = |item: Item<Stap>| {
            self.about(&item, &item.value.wijken, &item.value.buurten, &item.value.documenten, known, areas)
        };
        let mut stappen: Vec<_> = items.into_iter().map(about).collect();
        stappen.sort_by_cached_key(|stap| (stap.item.value.periode.order(), stap.item.slug().clone()));
        stappen
    }

    fn nieuws(&mut self, known: &Known, areas: &Areas) -> Vec<About<Nieuws>> {
        let items = self.items();
        let about = |item: Item<Nieuws>| {
            self.about(&item, &item.value.wijken, &item.value.buurten, &item.value.documenten, known, areas)
        };
        let mut nieuws: Vec<_> = items.into_iter().map(about).collect();
        nieuws.sort_by_cached_key(|bericht| (Reverse(bericht.item.value.datum.value), bericht.item.slug().clone()));
        nieuws
    }

    fn vragen(&mut self, known: &Known, areas: &Areas) -> Vec<About<Vraag>> {
        let items = self.items();
        let about = |item: Item<Vraag>| self.about(&item, &item.value.wijken, &[], &[], known, areas);
        let mut vragen: Vec<_> = items.into_iter().map(about).collect();
        vragen.sort_by_cached_key(|vraag| {
            (vraag.item.value.volgorde.unwrap_or(u32::MAX), sort_key(&vraag.item.value.vraag))
        });
        vragen
    }

    /// Resolves what a document is about.
    fn about<T>(
        &mut self,
        item: &Item<T>,
        wijken: &[At<Ref>],
        buurten: &[At<Buurtcode>],
        stukken: &[At<Ref>],
        known: &Known,
        areas: &Areas,
    ) -> About<T> {
        let mut of_wijken = self.resolve_all(wijken, &item.document, &known.wijken);
        let mut of_buurten = Vec::new();
        for buurt in buurten {
            if let Some((code, wijk)) = areas.buurt(buurt, &item.document, self) {
                of_wijken.push(wijk);
                of_buurten.push(code);
            }
        }
        of_wijken.sort_unstable();
        of_wijken.dedup();
        let stukken = self.resolve_all(stukken, &item.document, &known.stukken);
        About { item: item.clone(), wijken: of_wijken, buurten: of_buurten, stukken }
    }

    /// Reports a buurt that lies in another wijk than the one beside it.
    fn other_wijk(&mut self, buurt: &At<Buurtcode>, wijk: &At<Ref>, document: &Document, naam: &str) {
        if self.disputed_buurten.contains(&buurt.value.0) {
            return;
        }
        self.findings.push(
            Finding::new(
                Code::NotMutual,
                Place::new(&document.path, buurt.span),
                format!("De buurt {} ligt in een andere wijk: {naam}.", buurt.value.0),
            )
            .related(Place::new(&document.path, wijk.span), "deze wijk staat erbij")
            .tip("Pas de wijk of de buurt aan."),
        );
    }

    pub(super) fn names<T>(&self, kind: Kind, items: &[Item<T>], called: impl Fn(&T) -> &str) -> Names {
        let mut map = BTreeMap::new();
        for (index, item) in items.iter().enumerate() {
            map.entry(item.slug().clone()).or_insert(Named::Index(index));
        }
        for document in self.documents.iter().filter(|document| document.kind == kind) {
            let is_draft = self.left_out.get(&document.path) == Some(&LeftOut::Draft);
            let named = if is_draft { Named::Draft } else { Named::Broken };
            map.entry(document.slug.clone()).or_insert(named);
        }
        // A title is a name as long as no file has it and no other document.
        let mut titles: BTreeMap<Slug, Named> = BTreeMap::new();
        for (index, item) in items.iter().enumerate() {
            if let Some(slug) = Slug::of(called(&item.value)) {
                titles.entry(slug).and_modify(|named| *named = Named::Ambiguous).or_insert(Named::Index(index));
            }
        }
        for (slug, named) in titles {
            map.entry(slug).or_insert(named);
        }
        let files = items.iter().map(|item| item.document.path.stem().to_owned()).collect();
        Names { kind, map, files }
    }

    /// Follows a reference, or reports it. A reference to a file with mistakes is not reported: the file is.
    pub(super) fn resolve(&mut self, reference: &At<Ref>, document: &Document, names: &Names) -> Option<usize> {
        let At { value: Ref { slug, text }, span } = reference;
        let place = Place::new(&document.path, *span);
        match names.map.get(slug) {
            Some(Named::Index(index)) => Some(*index),
            Some(Named::Broken) => None,
            Some(Named::Ambiguous) => {
                self.findings.push(
                    Finding::new(Code::UnknownReference, place, format!("“{text}” kan meer dan één bestand zijn."))
                        .tip("Noem de naam van het bestand in plaats van de titel."),
                );
                None
            }
            Some(Named::Draft) => {
                self.findings.push(
                    Finding::new(
                        Code::ReferenceToDraft,
                        place,
                        format!("“{text}” is nog een concept en wordt niet gepubliceerd."),
                    )
                    .tip("Haal `concept: ja` weg in dat bestand, of haal deze verwijzing weg."),
                );
                None
            }
            None => {
                let folder = names.kind.facts().folder.unwrap_or_default();
                let meant = nearest(slug.as_str(), names.map.keys().map(Slug::as_str)).map(str::to_owned);
                let message = format!("“{text}” is niet bekend in content/{folder}");
                let message = or_meant(message, meant.as_ref().map(|it| format!("“{it}”")));
                let known: Vec<&str> = names.files.iter().map(String::as_str).take(12).collect();
                let tip = if known.is_empty() {
                    format!("In content/{folder} staat nog niets. Maak daar een bestand met deze naam.")
                } else {
                    format!("Noem de naam van een bestand in content/{folder}, zoals: {}.", known.join(", "))
                };
                self.findings.push(Finding::new(Code::UnknownReference, place, message).tip(tip).replacement(meant));
                None
            }
        }
    }

    pub(super) fn resolve_all(&mut self, references: &[At<Ref>], document: &Document, names: &Names) -> Vec<usize> {
        references.iter().filter_map(|reference| self.resolve(reference, document, names)).collect()
    }
}

/// An earlier document of the same kind with the same name. Pages have their folder in their address, and a file that
/// is published as it is its extension.
fn same_name<'d>(
    document: &'d Document,
    names: &mut BTreeMap<(Kind, &'d Slug), &'d SourcePath>,
) -> Option<&'d SourcePath> {
    if matches!(document.kind, Kind::Pagina | Kind::Bestand) {
        return None;
    }
    match names.entry((document.kind, &document.slug)) {
        Entry::Occupied(earlier) => Some(earlier.get()),
        Entry::Vacant(place) => {
            place.insert(&document.path);
            None
        }
    }
}

/// The path that a file in a folder with wrong capitals should have, with the path it has.
fn well_cased(path: &SourcePath) -> Option<(SourcePath, SourcePath)> {
    let (written, right) = miscased_folder(path)?;
    let rest = path.as_str().strip_prefix("content/")?.strip_prefix(written)?;
    Some((SourcePath::new(format!("content/{right}{rest}")), path.clone()))
}

/// A name as people look it up: without regard to capitals, signs and a leading apostrophe.
pub(crate) fn sort_key(name: &str) -> String {
    Slug::of(name).map_or_else(String::new, |slug| slug.to_string())
}
