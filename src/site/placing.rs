//! Decides where every document is published, and which places on a page links can point at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::address::{Target, heading_prefix, spreekuur_anchor};
use super::link::Linker;
use super::{Gebied, LeftOut, Site, WijkIndex, address, moved};
use crate::diagnostics::{Code, Finding, Place, Severity};
use crate::kinds::{
    AFKORTINGEN, Bestand, Content, Document, Doel, Kind, VastePagina, Vindplaats, ZOEKER, other_format,
};
use crate::output::OutputPath;
use crate::read::fields::At;
use crate::read::markdown::InternalLink;
use crate::source::SourcePath;
use crate::values::{Gebiedscode, Gebiedssoort};

/// Gives every document of the site its place, and reports two that want the same one.
pub(super) fn place(site: &mut Site, linker: &mut Linker<'_>) {
    site.buurtpaginas = buurtpaginas(site);
    linker.place(site);
    linker.bestanden(site);
    moved::follow(site, linker);
}

impl Linker<'_> {
    /// Decides where every document is published, and reports two that want the same place.
    fn place(&mut self, site: &mut Site) {
        let fixed: BTreeMap<VastePagina, Target> = VastePagina::all()
            .filter(|page| site.vast.contains_key(page) || self.is_wanted(*page))
            .map(|page| (page, Target::page(page.output())))
            .collect();
        let targets = self.targets(site);
        self.double_addresses(&targets, site);
        site.fixed = fixed;
        site.targets = targets;
        for (page, item) in &site.vast {
            site.targets.insert(item.document.path.clone(), Target::page(page.output()));
        }
        // What was shown once or will be has a place too: the overview, so that links to it do not break by the calendar.
        for document in self.documents {
            if !site.is_of_another_day(&document.path) {
                continue;
            }
            let page = if document.kind == Kind::Nieuws { VastePagina::Nieuws } else { VastePagina::Spreekuren };
            site.targets.insert(document.path.clone(), Target::page(page.output()));
        }
        add_anchors(site, self.documents);
    }

    /// Whether a fixed page is built without a text of its own: it has something on it, today or on another day, or something
    /// links to it. It must not come and go by the calendar.
    fn is_wanted(&self, page: VastePagina) -> bool {
        let kind = match page {
            VastePagina::Hubs => Kind::Hub,
            VastePagina::Kengetallen => Kind::Kengetallen,
            VastePagina::Tijdlijn => Kind::Stap,
            VastePagina::Vragen => Kind::Vraag,
            VastePagina::Nieuws => Kind::Nieuws,
            VastePagina::Documenten => Kind::Stuk,
            _ => return true,
        };
        let finished = || self.documents.iter().filter(|it| self.left_out.get(&it.path) != Some(&LeftOut::Draft));
        finished().any(|document| document.kind == kind)
            || finished().any(|document| {
                document.leads_to.iter().any(|path| page.is_at(path))
                    || navigation(document).iter().any(|path| page.is_at(path))
            })
    }

    /// Where every document is shown, but for fixed pages.
    fn targets(&self, site: &Site) -> BTreeMap<SourcePath, Target> {
        let mut targets: BTreeMap<SourcePath, Target> = BTreeMap::new();
        let mut page = |document: &Document, output: OutputPath| {
            targets.insert(document.path.clone(), Target::page(output));
        };
        for wijk in &site.wijken {
            page(&wijk.item.document, wijk.output.clone());
        }
        for hub in &site.hubs {
            page(&hub.item.document, OutputPath::new(format!("hubs/{}/index.html", hub.item.slug())));
        }
        for bericht in &site.nieuws {
            page(&bericht.item.document, OutputPath::new(format!("nieuws/{}/index.html", bericht.item.slug())));
        }
        for pagina in &site.paginas {
            page(&pagina.item.document, pagina.output.clone());
        }
        for (code, output) in &site.buurtpaginas {
            if let Some(item) = &site.gebieden[code].document {
                page(&item.document, output.clone());
            }
        }
        for item in self.items::<Bestand>() {
            page(&item.document, address::bestand(&item.document.path, &item.value));
        }
        let mut part = |document: &Document, page, anchor: String| {
            targets.insert(document.path.clone(), Target::part(page, anchor));
        };
        for (item, of) in &site.wijkmanagers {
            let anchor = of.iter().min().map_or_else(|| item.slug(), |wijk| site.wijken[*wijk].item.slug());
            part(&item.document, VastePagina::Contact, anchor.to_string());
        }
        for spreekuur in &site.spreekuren {
            part(&spreekuur.item.document, VastePagina::Spreekuren, spreekuur_anchor(&spreekuur.item.document));
        }
        let mut by_slug = |document: &Document, page| part(document, page, document.slug.to_string());
        site.stappen.iter().for_each(|it| by_slug(&it.item.document, VastePagina::Tijdlijn));
        site.vragen.iter().for_each(|it| by_slug(&it.item.document, VastePagina::Vragen));
        site.stukken.iter().for_each(|it| by_slug(&it.item.document, VastePagina::Documenten));
        site.bronnen.iter().for_each(|it| by_slug(&it.item.document, VastePagina::Kengetallen));
        targets
    }

    /// Reports pages that want the same address. (Parts of one page have different names: see `Linker::leave_out`.)
    fn double_addresses(&mut self, targets: &BTreeMap<SourcePath, Target>, site: &Site) {
        // Kept free also where the page is not built yet: an address must not be taken away by the first news item.
        let fixed: BTreeMap<OutputPath, VastePagina> = VastePagina::all().map(|page| (page.output(), page)).collect();
        // Who wants an address: a file, or a buurt that gets its address from its name and stands in the file of its wijk.
        let mut claims: Vec<(OutputPath, &SourcePath, Option<&Gebiedscode>)> = targets
            .iter()
            .filter(|(_, target)| target.anchor.is_none())
            // What is made of a picture is named after its bytes: at one address there is one picture.
            .filter(|(path, _)| !site.is_picture(path))
            .map(|(path, target)| (target.output.clone(), path, None))
            .collect();
        for (code, output) in &site.buurtpaginas {
            let gebied = &site.gebieden[code];
            if let (Some(wijk), None) = (gebied.wijk, &gebied.document) {
                claims.push((output.clone(), &site.wijken[wijk].item.document.path, Some(code)));
            }
        }
        let mut taken: BTreeMap<OutputPath, (&SourcePath, Option<&Gebiedscode>)> = BTreeMap::new();
        for (output, path, buurt) in claims {
            let finding = || {
                let who = buurt.map_or("Dit bestand".to_owned(), |code| format!("De buurt {code}"));
                let message = format!("{who} wil het adres /{}, en dat is al in gebruik.", output.address());
                Finding::new(Code::DoubleAddress, Place::file(path), message)
            };
            if let Some(page) = fixed.get(&output) {
                let finding = match site.vast.get(page) {
                    Some(item) => finding().related(Place::file(&item.document.path), "door deze pagina"),
                    None => finding(),
                };
                let title = page.vast().title;
                let tip = format!("Dat adres is voor de pagina {title}. Geef dit bestand een andere naam.");
                self.findings.push(finding.tip(tip));
            } else if let Some((earlier, earlier_buurt)) = taken.get(&output) {
                let label = earlier_buurt.map_or("door dit bestand".to_owned(), |code| format!("door de buurt {code}"));
                self.findings.push(finding().related(Place::file(earlier), label).tip(match buurt {
                    None => "Geef één van de twee bestanden een andere naam.",
                    Some(_) => "Maak voor de buurt een bestand in content/buurten; de naam daarvan wordt het adres.",
                }));
            } else {
                taken.insert(output, (path, buurt));
            }
        }
    }

    /// Finds the pictures and downloads that something uses, and names those that nothing uses.
    fn bestanden(&mut self, site: &mut Site) {
        let bestanden: BTreeMap<SourcePath, Arc<Bestand>> =
            self.items::<Bestand>().into_iter().map(|item| (item.document.path.clone(), item.value)).collect();
        let mut published: BTreeSet<SourcePath> = BTreeSet::new();
        let mut named: BTreeSet<SourcePath> = BTreeSet::new();
        for document in self.documents {
            let mut uses = document.leads_to.clone();
            uses.extend(navigation(document));
            for (name, picture) in file_fields(document) {
                let path = document.path.join(&name.value);
                if !site.is_unfinished(document) || site.is_draft(document) {
                    let found = path.as_ref().and_then(|path| bestanden.get(path)).map(AsRef::as_ref);
                    let is_there = path.as_ref().is_some_and(|path| site.position(path).is_some());
                    let finding = file_field(document, name, picture, found, is_there);
                    let is_draft = site.is_draft(document);
                    self.findings.extend(finding.map(|it| if is_draft { it.severity(Severity::Warning) } else { it }));
                }
                uses.extend(path);
            }
            // What belongs to news of tomorrow waits with it.
            if self.is_shown(document) {
                published.extend(uses);
            } else {
                named.extend(uses);
            }
        }
        // What a file with mistakes uses is not known.
        let all_read =
            self.documents.iter().all(|document| document.content.is_some() || document.kind == Kind::Bestand);
        for document in self.documents.iter().filter(|it| it.kind == Kind::Bestand && it.content.is_none()) {
            if !published.contains(&document.path) && !named.contains(&document.path) {
                let message = "Dit soort bestand wordt niet gepubliceerd.";
                let finding = Finding::new(Code::NotPublished, Place::file(&document.path), message);
                self.findings.push(finding.tip(other_format(&document.path)));
            }
        }
        for (path, bestand) in bestanden {
            if published.contains(&path) {
                site.bestanden.insert(path, bestand);
            } else if all_read && !named.contains(&path) {
                let message = "Niets gebruikt dit bestand; het wordt niet gepubliceerd.";
                let finding = Finding::new(Code::NotPublished, Place::file(&path), message);
                self.findings.push(finding.tip("Verwijs ernaar met een link of een foto, of haal het weg."));
            }
        }
    }
}

/// What is wrong with a file that a field names: it is not there, or not a picture where one is needed.
fn file_field(
    document: &Document,
    name: &At<String>,
    picture: bool,
    found: Option<&Bestand>,
    is_there: bool,
) -> Option<Finding> {
    let place = Place::new(&document.path, name.span);
    match found {
        Some(bestand) if picture && !bestand.picture => Some(
            Finding::new(Code::DeadLink, place, format!("“{}” is geen foto.", name.value))
                .tip("Gebruik een foto: .jpg, .png of .webp."),
        ),
        Some(_) => None,
        None if is_there => Some(
            Finding::new(Code::DeadLink, place, format!("Het soort bestand van “{}” kan niet op de site.", name.value))
                .tip(document.path.join(&name.value).map_or_else(String::new, |path| other_format(&path))),
        ),
        None => Some(
            Finding::new(Code::DeadLink, place, format!("Het bestand “{}” is er niet.", name.value))
                .tip("Leg het bestand naast dit bestand, en let op hoofdletters en de extensie."),
        ),
    }
}

/// The files that the navigation leads to.
fn navigation(document: &Document) -> Vec<SourcePath> {
    let Some(Content::Site(info)) = &document.content else { return Vec::new() };
    info.menus()
        .filter_map(|item| match &item.naar.value {
            Doel::Bestand(written) => InternalLink::of_field(&document.path, written, item.naar.span)?.path,
            Doel::Web(_) => None,
        })
        .collect()
}

/// The files that a document names in its fields, and whether each must be a picture.
fn file_fields(document: &Document) -> Vec<(&At<String>, bool)> {
    match &document.content {
        Some(Content::Wijkmanager(manager)) => manager.foto.iter().map(|(name, _)| (name, true)).collect(),
        Some(Content::Stuk(stuk)) => match &stuk.vindplaats {
            Vindplaats::Bestand(name) => vec![(name, false)],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Buurten that have something to tell: a text, a spreekuur, a hub, news, a step, or a figure of their own.
fn buurtpaginas(site: &Site) -> BTreeMap<Gebiedscode, OutputPath> {
    let mut codes: BTreeSet<Gebiedscode> = BTreeSet::new();
    codes.extend(site.spreekuren.iter().flat_map(|it| it.buurten.iter().copied()));
    codes.extend(site.stappen.iter().flat_map(|it| it.buurten.iter().copied()));
    codes.extend(site.nieuws.iter().flat_map(|it| it.buurten.iter().copied()));
    codes.extend(site.hubs.iter().filter_map(|hub| Some(hub.item.value.buurt.as_ref()?.value.0)));
    let told = |code: &Gebiedscode, gebied: &Gebied| {
        gebied.document.is_some() || site.bronnen.iter().any(|bron| bron.knows(code))
    };
    codes.extend(site.gebieden.iter().filter(|(code, gebied)| told(code, gebied)).map(|(code, _)| *code));
    let placed = codes.into_iter().filter(|code| code.soort() == Gebiedssoort::Buurt).filter_map(|code| {
        let gebied = site.gebieden.get(&code)?;
        let output = address::buurt(&code, gebied, &site.wijken[gebied.wijk?])?;
        Some((code, output))
    });
    placed.collect()
}

/// Notes for every page which places on it links can point at: its sections, its headings and the documents it shows.
fn add_anchors(site: &mut Site, documents: &[Arc<Document>]) {
    let mut on_page: BTreeMap<OutputPath, BTreeSet<String>> = BTreeMap::new();
    for target in site.targets.values() {
        if let Some(anchor) = &target.anchor {
            on_page.entry(target.output.clone()).or_default().insert(anchor.clone());
        }
    }
    // On the page of spreekuren every wijk has its place, and on that of contacts every wijk that has one.
    let slugs = |page: VastePagina| {
        let shown =
            site.wijken.iter().filter(move |wijk| page == VastePagina::Spreekuren || wijk.wijkmanager.is_some());
        shown.map(|wijk| wijk.item.slug().to_string())
    };
    for page in [VastePagina::Contact, VastePagina::Spreekuren] {
        on_page.entry(page.output()).or_default().extend(slugs(page));
    }
    if site.has_zoeker() {
        on_page.entry(VastePagina::Wijken.output()).or_default().insert(ZOEKER.to_owned());
    }
    // Whether there are any is not known when the file that says so has a mistake, which is told there.
    if site.info.as_ref().is_none_or(|info| !info.value.afkortingen.is_empty()) {
        on_page.entry(VastePagina::Toegankelijkheid.output()).or_default().insert(AFKORTINGEN.to_owned());
    }
    let on_page: BTreeMap<OutputPath, BTreeMap<String, String>> = on_page
        .into_iter()
        .map(|(output, ids)| (output, ids.into_iter().map(|id| (id.clone(), id)).collect()))
        .collect();
    for target in site.fixed.values_mut() {
        target.anchors = Arc::new(on_page.get(&target.output).cloned().unwrap_or_default());
    }
    let sections = Sections::of(site);
    let anchors_of = |document: &'_ Arc<Document>| {
        let target = site.targets.get(&document.path)?;
        let prefix = heading_prefix(document);
        let headings = document.headings.iter().map(|id| (id.clone(), format!("{prefix}{id}")));
        let mut anchors: BTreeMap<String, String> = headings.collect();
        if let Kind::Vast(page) = document.kind {
            anchors.extend(on_page.get(&page.output()).cloned().unwrap_or_default());
        } else if target.anchor.is_none() {
            let ids = document.kind.reserved_ids().iter().filter(|id| sections.has(site, document, id));
            anchors.extend(ids.map(|id| ((*id).to_owned(), (*id).to_owned())));
        }
        Some(Arc::new(anchors))
    };
    let all: Vec<_> = documents.par_iter().map(anchors_of).collect();
    for (document, anchors) in documents.iter().zip(all) {
        if let Some((target, anchors)) = site.targets.get_mut(&document.path).zip(anchors) {
            target.anchors = anchors;
        }
    }
}

/// Which wijken and buurten have sections that are there only when there is something in them.
struct Sections<'s> {
    wijken: BTreeMap<&'s SourcePath, WijkIndex>,
    with_hub: BTreeSet<WijkIndex>,
    with_vragen: BTreeSet<WijkIndex>,
    with_stukken: BTreeSet<WijkIndex>,
    buurten_with_hub: BTreeSet<&'s Gebiedscode>,
}

impl<'s> Sections<'s> {
    fn of(site: &'s Site) -> Self {
        Self {
            wijken: site.wijken.iter().enumerate().map(|(index, wijk)| (&wijk.item.document.path, index)).collect(),
            with_hub: site.hubs.iter().filter_map(|hub| hub.wijk).collect(),
            with_vragen: site.vragen.iter().flat_map(|vraag| vraag.wijken.iter().copied()).collect(),
            with_stukken: site.stukken.iter().flat_map(|stuk| stuk.wijken.iter().copied()).collect(),
            buurten_with_hub: site
                .hubs
                .iter()
                .filter_map(|hub| Some(&hub.item.value.buurt.as_ref()?.value.0))
                .collect(),
        }
    }

    /// Whether the page of a document has the section with this id.
    fn has(&self, site: &Site, document: &Document, id: &str) -> bool {
        let wijk = || self.wijken.get(&document.path);
        match (id, &document.content) {
            ("hub", Some(Content::Wijk(_))) => wijk().is_some_and(|wijk| self.with_hub.contains(wijk)),
            ("vragen", Some(Content::Wijk(_))) => wijk().is_some_and(|wijk| self.with_vragen.contains(wijk)),
            ("documenten", Some(Content::Wijk(_))) => wijk().is_some_and(|wijk| self.with_stukken.contains(wijk)),
            ("buurten", Some(Content::Wijk(_))) => wijk().is_some_and(|wijk| !site.wijken[*wijk].buurten.is_empty()),
            ("hub", Some(Content::Buurt(buurt))) => self.buurten_with_hub.contains(&buurt.code.value.0),
            ("geschiedenis", Some(Content::Hub(hub))) => !hub.geschiedenis.is_empty(),
            ("documenten", Some(Content::Nieuws(bericht))) => !bericht.documenten.is_empty(),
            _ => true,
        }
    }
}
