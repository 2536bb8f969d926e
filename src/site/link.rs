//! Documents → [`Site`]: every reference followed, or reported. The steps in their order; each has a file of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::areas::Areas;
use super::grenzen::Begrenzing;
use super::list::{About, List, Lists};
use super::names::KindNames;
use super::postcodes::Volgt;
use super::reeksen::Reeksen;
use super::register::{LeftOut, Register};
use super::{
    Agendavooruit, Item, LinkedPagina, LinkedWijk, PaginaIndex, Site, WijkIndex, address, bronnen, contacts, kalender,
    onderwerpen,
};
use crate::diagnostics::{Checked, Code, Finding, Findings, Place, Severity};
use crate::kinds::{
    Content, Document, Kind, OfKind, Pagina, Project, Refers, SiteInfo, Stuk, Thema, VastePagina, Wijk, misnamed_folder,
};
use crate::read::fields::{At, Ref, Reference};
use crate::source::SourcePath;
use crate::values::Gebiedscode;

/// Puts the documents, in order of path, together as they are on `today`, with drafts (and news of other days) when `concepten`.
pub(crate) fn link(documents: &[Arc<Document>], today: Date, concepten: bool) -> Checked<Site> {
    let mut findings = Findings::default();
    let register = findings.take(Register::new(documents, today, concepten));
    let wijken = in_order::<Wijk>(&register);
    let stukken = in_order::<Stuk>(&register);
    let names = References {
        wijken: KindNames::new(&register, &wijken, |wijk| Some(&wijk.naam)),
        stukken: KindNames::new(&register, &stukken, |stuk| Some(&stuk.titel)),
        projecten: KindNames::new(&register, &in_order::<Project>(&register), |project| Some(&project.titel)),
        themas: KindNames::new(&register, &in_order::<Thema>(&register), |thema| Some(&thema.titel)),
    };
    let mut areas = Areas::new(&register, &mut findings);
    let mut wijken = areas.wijken(wijken, &mut findings);
    areas.eerder(&mut wijken, today.year().try_into().unwrap_or_default(), &mut findings);
    let mut linking = Linking { register: &register, names: &names, areas: &mut areas, wijken: &wijken, findings };
    linking.pages_of_buurten();
    linking.unread();
    linking.left_out();
    let lists = Lists::new(&mut linking);
    let Linking { mut findings, .. } = linking;
    let (wijkmanagers, contacten) = contacts::of_wijken(&register, &mut wijken, &names.wijken, &mut findings);
    let bronnen = bronnen::bronnen(&register, &wijken, &names.wijken, &areas, &mut findings);
    let (kalender, kalender_gewijzigd) = kalender::kalender(&register, &mut findings);
    let begrenzing = Begrenzing::new(&register, &areas, &mut findings);
    let reeksen = Reeksen::new(&bronnen, &wijken, &begrenzing);
    let info = info(&register, &mut findings);
    let postcodes = Volgt {
        register: &register,
        names: &names.wijken,
        areas: &mut areas,
        info: info.as_ref(),
        this_year: today.year().try_into().unwrap_or_default(),
    };
    let postcodes = postcodes.gids(&mut findings);
    let (knows_areas, missed_buurten) = (areas.is_whole(), areas.missed());
    let (gebieden, eerdere_gebieden) = areas.into_all();
    let site = Site {
        info,
        vast: vast(&register),
        wijken,
        wijkmanagers,
        agendas: Agendavooruit::all(&lists, today),
        lists,
        paginas: paginas(&register),
        onderwerpen: onderwerpen::onderwerpen(&bronnen),
        bronnen,
        kalender,
        kalender_gewijzigd,
        vertrokken: register.vertrokken(today),
        knows_areas,
        postcodes,
        begrenzing,
        reeksen,
        missed_buurten,
        gebieden,
        eerdere_gebieden,
        miscased: documents.iter().filter_map(|document| well_cased(&document.path)).collect(),
        stukken: names.stukken,
        projecten: names.projecten,
        themas: names.themas,
        contacten,
        register,
    };
    Checked::new(site, findings)
}

/// What references are followed with.
struct References {
    wijken: KindNames,
    stukken: KindNames,
    projecten: KindNames,
    themas: KindNames,
}

/// What is known while the lists are made.
pub(super) struct Linking<'l> {
    register: &'l Register,
    names: &'l References,
    areas: &'l mut Areas,
    wijken: &'l [LinkedWijk],
    findings: Findings,
}

impl Linking<'_> {
    /// The documents of a kind in their order, each with what it is about.
    pub(super) fn list<T: OfKind>(&mut self) -> List<T> {
        let items = in_order::<T>(self.register);
        let mut all: Vec<_> = items.into_iter().map(|item| self.about(item)).collect();
        if T::FACTS.by_wijk {
            all.sort_by_key(|about| about.wijken.first().copied());
        }
        List::new(all, self.wijken.len())
    }

    /// Follows what a document refers to.
    fn about<T: OfKind>(&mut self, item: Item<T>) -> About<T> {
        let Refers { wijken: at, buurten: in_buurten, stukken, projecten, by_turns, at_one_place, .. } =
            item.value.refers();
        let mut wijken: Vec<_> = at.iter().filter_map(|wijk| self.wijk(wijk, &item.document)).collect();
        let (named, mut buurten) = (wijken.clone(), Vec::new());
        for buurt in in_buurten {
            let Some((code, wijk)) = self.areas.buurt(buurt, &item.document, self.register, &mut self.findings) else {
                continue;
            };
            let is_elsewhere = at_one_place && !named.is_empty() && !named.contains(&wijk);
            if let (true, Some(named)) = (is_elsewhere, at.first())
                && !self.areas.is_disputed(&code)
            {
                self.findings.push(other_wijk(code, &self.wijken[wijk.0], [buurt.span, named.span], &item.document));
            }
            if !by_turns {
                wijken.push(wijk);
            }
            buurten.push(code);
        }
        wijken.sort_unstable();
        wijken.dedup();
        for stuk in stukken {
            self.names.stukken.resolve(stuk, &item.document, &mut self.findings);
        }
        for project in projecten {
            self.names.projecten.resolve(project, &item.document, &mut self.findings);
        }
        let themas = &item.document.themas;
        let follow = |thema| self.names.themas.resolve(thema, &item.document, &mut self.findings);
        let themas = themas.iter().filter_map(follow).collect();
        About { item, wijken, buurten, themas }
    }

    fn wijk(&mut self, wijk: &At<Ref>, document: &Document) -> Option<WijkIndex> {
        self.names.wijken.resolve(wijk, document, &mut self.findings).map(WijkIndex)
    }

    /// Gives buurten the page that somebody wrote about them.
    fn pages_of_buurten(&mut self) {
        for item in self.register.items() {
            self.areas.page(item, self.register, &mut self.findings);
        }
    }

    /// Follows what is known of the references of documents that could not be read: all mistakes are told at once.
    fn unread(&mut self) {
        let register = self.register;
        for document in register.documents.iter().filter(|it| it.content.is_none() && register.is_shown(it)) {
            for reference in &document.references {
                match reference {
                    Reference::Wijk(wijk) => drop(self.wijk(wijk, document)),
                    Reference::Stuk(stuk) => drop(self.names.stukken.resolve(stuk, document, &mut self.findings)),
                    Reference::Project(it) => drop(self.names.projecten.resolve(it, document, &mut self.findings)),
                    Reference::Thema(it) => drop(self.names.themas.resolve(it, document, &mut self.findings)),
                    Reference::Buurt(buurt) => drop(self.areas.buurt(buurt, document, register, &mut self.findings)),
                }
            }
        }
    }

    /// Tells of names where codes belong in documents that are not shown: a value is wrong on any day, and in a draft.
    fn left_out(&mut self) {
        let register = self.register;
        for document in register.documents.iter().filter(|it| !register.is_shown(it)) {
            let read = document.content.as_ref().map(|content| content.says().refers().buurten);
            let unread = document.references.iter().filter_map(|reference| match reference {
                Reference::Buurt(buurt) => Some(buurt),
                Reference::Wijk(_) | Reference::Stuk(_) | Reference::Project(_) | Reference::Thema(_) => None,
            });
            let mut findings = Findings::default();
            for buurt in read.into_iter().flatten().chain(unread) {
                self.areas.code(&buurt.value, &Place::new(&document.path, buurt.span), &mut findings);
            }
            let is_draft = register.left_out(&document.path) == Some(LeftOut::Draft);
            self.findings += if is_draft { findings.all(Severity::Warning) } else { findings };
        }
    }
}

/// The documents of a kind that are shown, in their order.
pub(super) fn in_order<T: OfKind>(register: &Register) -> Vec<Item<T>> {
    let mut items = register.items::<T>();
    items.sort_by_cached_key(|item| (item.value.order(), item.slug().clone()));
    items
}

/// A buurt that lies in another wijk than the one beside it.
fn other_wijk(
    code: Gebiedscode,
    wijk: &LinkedWijk,
    [buurt, named]: [crate::diagnostics::Span; 2],
    of: &Document,
) -> Finding {
    let message = format!("De buurt {code} ligt in een andere wijk: {}.", wijk.item.value.naam);
    Finding::new(Code::NotMutual, Place::new(&of.path, buurt), message)
        .related(Place::new(&of.path, named), "deze wijk staat erbij")
        .tip("Pas de wijk of de buurt aan.")
}

fn info(register: &Register, findings: &mut Findings) -> Option<Item<SiteInfo>> {
    let item = register.items::<SiteInfo>().into_iter().next();
    if item.is_none() && !register.documents.iter().any(|document| document.kind == Kind::Site) {
        let place = Place::file(&SourcePath::new("content/site.yaml"));
        findings.push(Finding::new(Code::NoSite, place, "Het bestand content/site.yaml is er niet.").tip(
            "In dat bestand staan de naam van de site, de gemeente en hoe u haar bereikt; het handboek heeft een \
                 voorbeeld.",
        ));
    }
    item
}

fn vast(register: &Register) -> BTreeMap<VastePagina, Item<Pagina>> {
    let shown = register.documents.iter().filter(|document| register.is_shown(document));
    let vast = |document: &Arc<Document>| match (document.kind, &document.content) {
        (Kind::Vast(page), Some(Content::Vast(value))) => {
            Some((page, Item { document: Arc::clone(document), value: Arc::clone(value) }))
        }
        _ => None,
    };
    shown.filter_map(vast).collect()
}

/// The free pages, and the tree that they are by their folders.
fn paginas(register: &Register) -> Vec<LinkedPagina> {
    let items = in_order::<Pagina>(register).into_iter();
    let mut paginas: Vec<_> = items.map(|item| LinkedPagina { item, parent: None, children: Vec::new() }).collect();
    let address = |page: &LinkedPagina| address::pagina(&page.item.document.path).address().to_owned();
    let by_address: BTreeMap<String, usize> = paginas.iter().map(address).zip(0..).collect();
    for (page, &index) in &by_address {
        let page = page.trim_end_matches('/');
        // The nearest folder above that is a page; folders without one are passed over.
        let mut above = page.match_indices('/').map(|(slash, _)| &page[..=slash]).rev();
        paginas[index].parent = above.find_map(|folder| by_address.get(folder).copied()).map(PaginaIndex);
    }
    for index in (0..paginas.len()).map(PaginaIndex) {
        if let Some(parent) = paginas[index].parent {
            paginas[parent].children.push(index);
        }
    }
    paginas
}

/// The path that a file in a folder with wrong capitals should have, with the path it has.
fn well_cased(path: &SourcePath) -> Option<(SourcePath, SourcePath)> {
    let (written, right) = misnamed_folder(path)?;
    let rest = path.as_str().strip_prefix("content/")?.strip_prefix(written)?;
    Some((SourcePath::new(format!("content/{right}{rest}")), path.clone()))
}
