//! Decides where every document is published, and which places on a page links can point at.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{self, Target, heading_prefix, spreekuur_anchor};
use super::link::Linker;
use super::{Gebied, Site};
use crate::content::values::{Gebiedscode, Gebiedssoort};
use crate::content::{At, Content, Document, InternalLink, Kind, VastePagina, Vindplaats, reserved_ids};
use crate::diagnostics::{Code, Finding, Place};
use crate::output::OutputPath;
use crate::source::SourcePath;

/// Gives every document of the site its place, and reports two that want the same one.
pub(super) fn place<'d>(site: &mut Site<'d>, linker: &mut Linker<'d>) {
    site.buurtpaginas = buurtpaginas(site);
    linker.place(site);
    linker.bestanden(site);
}

impl<'d> Linker<'d> {
    /// Decides where every document is published, and reports two that want the same place.
    fn place(&mut self, site: &mut Site<'d>) {
        let mut targets: BTreeMap<&'d SourcePath, Target> = BTreeMap::new();
        for (index, wijk) in site.wijken.iter().enumerate() {
            targets.insert(&wijk.item.document.path, Target::page(site.wijk_output(index)));
        }
        for (item, of) in &site.wijkmanagers {
            let anchor = of.iter().min().map_or_else(|| item.slug(), |wijk| site.wijken[*wijk].item.slug());
            targets.insert(&item.document.path, Target::part(VastePagina::Contact, anchor.to_string()));
        }
        for hub in &site.hubs {
            let output = OutputPath::new(format!("hubs/{}/index.html", hub.item.slug()));
            targets.insert(&hub.item.document.path, Target::page(output));
        }
        for bericht in &site.nieuws {
            let output = OutputPath::new(format!("nieuws/{}/index.html", bericht.item.slug()));
            targets.insert(&bericht.item.document.path, Target::page(output));
        }
        for pagina in &site.paginas {
            targets.insert(&pagina.item.document.path, Target::page(pagina.output.clone()));
        }
        let mut part = |document: &'d Document, page| {
            targets.insert(&document.path, Target::part(page, document.slug.to_string()));
        };
        site.stappen.iter().for_each(|it| part(it.item.document, VastePagina::Tijdlijn));
        site.vragen.iter().for_each(|it| part(it.item.document, VastePagina::Vragen));
        site.stukken.iter().for_each(|it| part(it.item.document, VastePagina::Documenten));
        site.bronnen.iter().for_each(|it| part(it.item.document, VastePagina::Kengetallen));
        for spreekuur in &site.spreekuren {
            let document = spreekuur.item.document;
            targets.insert(&document.path, Target::part(VastePagina::Spreekuren, spreekuur_anchor(document)));
        }
        for (code, gebied) in &site.gebieden {
            if let (Some(item), Some(output)) = (gebied.document, site.buurt_output(code)) {
                targets.insert(&item.document.path, Target::page(output));
            }
        }
        for document in self.documents {
            if let (Kind::Bestand, Some(Content::Bestand(_))) = (document.kind, &document.content) {
                targets.insert(&document.path, Target::page(address::bestand(&document.path)));
            }
        }
        let fixed: BTreeMap<VastePagina, Target> = VastePagina::all()
            .filter(|page| site.vast.contains_key(page) || is_filled(site, *page))
            .map(|page| (page, Target::page(page.output())))
            .collect();
        self.double_addresses(&targets, &fixed, site);
        site.fixed = fixed;
        for (page, item) in &site.vast {
            targets.insert(&item.document.path, Target::page(page.output()));
        }
        site.targets = targets;
        add_anchors(site, self.documents);
    }

    fn double_addresses(
        &mut self,
        targets: &BTreeMap<&'d SourcePath, Target>,
        fixed: &BTreeMap<VastePagina, Target>,
        site: &Site<'d>,
    ) {
        let mut taken: BTreeMap<(&OutputPath, Option<&str>), &SourcePath> = BTreeMap::new();
        for (path, target) in targets {
            let shown = target.anchor.as_ref().map_or_else(
                || format!("/{}", target.output.address()),
                |anchor| format!("/{}#{anchor}", target.output.address()),
            );
            let finding =
                Finding::new(Code::DoubleAddress, Place::file(path), format!("Dit adres is al in gebruik: {shown}"));
            let own = fixed.iter().find(|(_, other)| target.anchor.is_none() && other.output == target.output);
            if let Some((page, _)) = own {
                let finding = match site.vast.get(page) {
                    Some(item) => finding.related(Place::file(&item.document.path), "daar staat al deze pagina"),
                    None => finding,
                };
                self.findings.push(finding.tip(format!(
                    "Elke site heeft daar de pagina {}. Geef dit bestand een andere naam.",
                    page.vast().title
                )));
            } else if let Some(earlier) = taken.insert((&target.output, target.anchor.as_deref()), path) {
                self.findings.push(
                    finding
                        .related(Place::file(earlier), "dit bestand wil hetzelfde adres")
                        .tip("Geef één van de twee bestanden een andere naam."),
                );
            }
        }
        // Buurten without a file of their own get their address from their name.
        let mut names: BTreeMap<OutputPath, &Gebiedscode> = BTreeMap::new();
        for code in &site.buurtpaginas {
            let Some(output) = site.buurt_output(code) else { continue };
            if let Some(earlier) = names.insert(output.clone(), code) {
                let place = site.gebieden[code].wijk.map(|wijk| &site.wijken[wijk].item.document.path);
                if let Some(path) = place {
                    self.findings.push(
                        Finding::new(
                            Code::DoubleAddress,
                            Place::file(path),
                            format!("De buurten {earlier} en {code} willen hetzelfde adres: /{}", output.address()),
                        )
                        .tip("Maak voor één van de twee een bestand in content/buurten; de naam daarvan wordt het adres."),
                    );
                }
            }
        }
    }

    /// Finds the pictures and downloads that something uses, and names those that nothing uses.
    fn bestanden(&mut self, site: &mut Site<'d>) {
        let mut used: BTreeSet<SourcePath> = BTreeSet::new();
        for document in self.documents.iter().filter(|document| !self.hidden.contains(&document.path)) {
            used.extend(document.body.links.iter().filter_map(|link| link.path.clone()));
            for (name, picture) in file_fields(document) {
                let path = document.path.join(&name.value);
                let found =
                    path.as_ref().and_then(|path| site.by_path.get(path)).and_then(|found| match &found.content {
                        Some(Content::Bestand(bestand)) => Some(bestand),
                        _ => None,
                    });
                let place = Place::new(&document.path, name.span);
                match found {
                    Some(bestand) if picture && !bestand.picture => self.findings.push(
                        Finding::new(Code::DeadLink, place, format!("“{}” is geen foto.", name.value))
                            .tip("Gebruik een foto: .jpg, .png of .webp."),
                    ),
                    Some(_) => {}
                    None => self.findings.push(
                        Finding::new(Code::DeadLink, place, format!("Het bestand “{}” is er niet.", name.value))
                            .tip("Leg het bestand naast dit bestand, en let op hoofdletters en de extensie."),
                    ),
                }
                used.extend(path);
            }
        }
        for document in self.documents {
            let Some(Content::Bestand(bestand)) = &document.content else { continue };
            if used.contains(&document.path) {
                site.bestanden.insert(&document.path, bestand);
            } else {
                self.findings.push(
                    Finding::new(
                        Code::NotPublished,
                        Place::file(&document.path),
                        "Niets gebruikt dit bestand; het wordt niet gepubliceerd.",
                    )
                    .tip("Verwijs ernaar met een link of een foto, of haal het weg."),
                );
            }
        }
    }
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
fn buurtpaginas(site: &Site<'_>) -> BTreeSet<Gebiedscode> {
    let mut codes: BTreeSet<Gebiedscode> = BTreeSet::new();
    codes.extend(site.spreekuren.iter().flat_map(|it| it.buurten.iter().cloned()));
    codes.extend(site.stappen.iter().flat_map(|it| it.buurten.iter().cloned()));
    codes.extend(site.nieuws.iter().flat_map(|it| it.buurten.iter().cloned()));
    codes.extend(site.hubs.iter().filter_map(|hub| Some(hub.item.value.buurt.as_ref()?.value.clone())));
    let told = |code: &Gebiedscode, gebied: &Gebied<'_>| {
        gebied.document.is_some() || site.bronnen.iter().any(|bron| bron.knows(code))
    };
    codes.extend(site.gebieden.iter().filter(|(code, gebied)| told(code, gebied)).map(|(code, _)| code.clone()));
    codes.retain(|code| {
        code.soort() == Gebiedssoort::Buurt && site.gebieden.get(code).is_some_and(|gebied| gebied.wijk.is_some())
    });
    codes
}

/// Whether a fixed page has something on it without a text of its own.
fn is_filled(site: &Site<'_>, page: VastePagina) -> bool {
    match page {
        VastePagina::Hubs => !site.hubs.is_empty(),
        VastePagina::Kengetallen => !site.bronnen.is_empty(),
        VastePagina::Tijdlijn => !site.stappen.is_empty(),
        VastePagina::Vragen => !site.vragen.is_empty(),
        VastePagina::Nieuws => !site.nieuws.is_empty(),
        VastePagina::Documenten => !site.stukken.is_empty(),
        VastePagina::Home
        | VastePagina::Wijken
        | VastePagina::Contact
        | VastePagina::Spreekuren
        | VastePagina::Toegankelijkheid
        | VastePagina::Privacy
        | VastePagina::NietGevonden => true,
    }
}

/// Notes for every page which places on it links can point at: its sections, its headings and the documents it shows.
fn add_anchors(site: &mut Site<'_>, documents: &[Document]) {
    let mut on_page: BTreeMap<OutputPath, BTreeSet<String>> = BTreeMap::new();
    for target in site.targets.values() {
        if let Some(anchor) = &target.anchor {
            on_page.entry(target.output.clone()).or_default().insert(anchor.clone());
        }
    }
    // On the pages of contacts and spreekuren every wijk has its place.
    for page in [VastePagina::Contact, VastePagina::Spreekuren] {
        let slugs = site.wijken.iter().map(|wijk| wijk.item.slug().to_string());
        on_page.entry(page.output()).or_default().extend(slugs);
    }
    let on_page: BTreeMap<OutputPath, BTreeMap<String, String>> = on_page
        .into_iter()
        .map(|(output, ids)| (output, ids.into_iter().map(|id| (id.clone(), id)).collect()))
        .collect();
    for target in site.fixed.values_mut() {
        target.anchors = on_page.get(&target.output).cloned().unwrap_or_default();
    }
    for document in documents {
        if !site.targets.contains_key(&document.path) {
            continue;
        }
        let prefix = heading_prefix(document);
        let headings =
            document.body.headings.iter().map(|heading| (heading.id.clone(), format!("{prefix}{}", heading.id)));
        let mut anchors: BTreeMap<String, String> = headings.collect();
        if let Kind::Vast(page) = document.kind {
            anchors.extend(on_page.get(&page.output()).cloned().unwrap_or_default());
        } else if site.targets[&document.path].anchor.is_none() {
            let sections = reserved_ids(document.kind).iter().filter(|id| has_section(site, document, id));
            anchors.extend(sections.map(|id| ((*id).to_owned(), (*id).to_owned())));
        }
        if let Some(target) = site.targets.get_mut(&document.path) {
            target.anchors = anchors;
        }
    }
}

/// Sections of a wijk that are there only when there is something in them.
fn has_section(site: &Site<'_>, document: &Document, id: &str) -> bool {
    let wijk = site.wijken.iter().position(|wijk| wijk.item.document.path == document.path);
    let buurt = match &document.content {
        Some(Content::Buurt(buurt)) => Some(&buurt.code.value),
        _ => None,
    };
    match (id, wijk, buurt) {
        ("hub", Some(wijk), _) => site.hubs.iter().any(|hub| hub.wijk == Some(wijk)),
        ("hub", _, Some(code)) => {
            site.hubs.iter().any(|hub| hub.item.value.buurt.as_ref().is_some_and(|at| at.value == *code))
        }
        ("vragen", Some(wijk), _) => site.vragen.iter().any(|vraag| vraag.wijken.contains(&wijk)),
        ("documenten", Some(wijk), _) => site.stukken.iter().any(|stuk| stuk.wijken.contains(&wijk)),
        ("buurten", Some(wijk), _) => !site.wijken[wijk].buurten.is_empty(),
        _ => true,
    }
}

impl InternalLink {
    /// A link that stands in a field rather than in a text.
    pub fn of_field(document: &Document, address: &At<String>) -> Option<Self> {
        let (file, anchor) =
            address.value.split_once('#').map_or((address.value.as_str(), None), |(file, anchor)| (file, Some(anchor)));
        Some(Self {
            path: Some(document.path.join(file)?),
            written: address.value.clone(),
            anchor: anchor.map(str::to_owned),
            span: address.span,
            picture: false,
        })
    }
}
