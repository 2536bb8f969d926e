//! Projects: a project in lists, the page of all, and that of one, which begins with what residents ask first.

use std::cmp::Reverse;

use jiff::civil::Date;
use serde::Serialize;

use super::buurt::GebiedView;
use super::contact::{ContactLink, FotoView};
use super::linked_data;
use super::nieuws::NieuwsView;
use super::page::{ContentView, Link, LocatieView, Page};
use super::spot::{Heading, Spot};
use super::stuk::StukView;
use crate::kinds::{Buurtbeurt, Fase, Fotomoment, Hinder, Project, Projectfoto, Projectstand, VastePagina};
use crate::read::markdown::Picture;
use crate::site::{About, WijkIndex};
use crate::tijd::{Datum, Datumtekst, Periode, Stand};
use crate::values::Gebiedscode;

/// How many projects that go on or are to come stand on the page of a wijk or buurt, and how many that were done.
const MOST: usize = 2;
const MOST_DONE: usize = 1;

/// `projecten.html`: all projects.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ProjectenView {
    pub tekst: String,
    /// Those that are going on.
    pub nu: Vec<ProjectView>,
    /// Those to come.
    pub straks: Vec<ProjectView>,
    /// Those that were done, the last first.
    pub gedaan: Vec<ProjectView>,
}

/// The projects of a wijk or buurt.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ProjectenHierView {
    /// The first that are going on or to come.
    pub lopend: Vec<ProjectView>,
    /// The last that were done.
    pub gedaan: Vec<ProjectView>,
    /// The page of all.
    pub pagina: Option<String>,
}

/// A project in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ProjectView {
    pub titel: String,
    pub href: String,
    pub samenvatting: String,
    /// "nu", "straks" or "gedaan".
    pub stand: &'static str,
    /// The phase it is in, if one has begun.
    pub fase: Option<FaseView>,
    /// The phase that comes next, if any is known.
    pub volgende: Option<FaseView>,
    /// When it was done, if it was.
    pub gedaan: Option<Datumtekst>,
    /// What it looks like now that it is done.
    pub foto: Option<FotoView>,
    pub wijken: Vec<Link>,
    pub buurten: Vec<GebiedView>,
    /// When it is the turn of the buurt, or of those of the wijk, that the page is about.
    pub beurten: Vec<BeurtView>,
}

/// A phase.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct FaseView {
    /// "uitvoering".
    pub naam: &'static str,
    /// When it is, if that is known.
    pub periode: Option<Periode>,
    /// The beginning of that.
    pub begin: Option<Datumtekst>,
    /// "voorbij", "nu", "straks" or "onbekend", by what was planned; "afgerond" of all phases of what was done.
    pub stand: &'static str,
}

/// When it is the turn of a buurt: a period, words or both.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BeurtView {
    pub buurt: GebiedView,
    pub periode: Option<Periode>,
    pub tekst: Option<String>,
}

/// What residents notice.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct HinderView {
    pub periode: Periode,
    pub tekst: String,
    pub straten: Vec<String>,
    pub omleiding: Option<String>,
    /// "voorbij", "nu" or "straks".
    pub stand: &'static str,
}

/// How one can have a say.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct MeepratenView {
    pub tekst: String,
    pub tot: Option<Datum>,
    pub link: Option<String>,
    /// Whether one still can.
    pub open: bool,
}

/// What was done with what residents said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct InbrengView {
    pub periode: Option<Periode>,
    pub delen: Vec<InbrengDeel>,
}

/// A part of that: `naam` is what it is called, "Wat wij hoorden".
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct InbrengDeel {
    pub naam: &'static str,
    pub tekst: String,
}

/// Pictures of a moment: "voor", "tijdens" or "na".
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ProjectfotosView {
    pub moment: &'static str,
    pub fotos: Vec<FotoView>,
}

/// `project.html`: one project.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ProjectPageView {
    pub project: ProjectView,
    pub tekst: String,
    pub locatie: Option<LocatieView>,
    pub straten: Vec<String>,
    pub fasen: Vec<FaseView>,
    /// What residents notice now, or else next.
    pub hinder_eerst: Option<HinderView>,
    pub hinder: Vec<HinderView>,
    pub aan_de_beurt: Vec<BeurtView>,
    pub wie_beslist: Option<String>,
    pub contact: Option<ContactLink>,
    pub meepraten: Option<MeepratenView>,
    pub inbreng: Vec<InbrengView>,
    pub fotos: Vec<ProjectfotosView>,
    pub nieuws: Vec<NieuwsView>,
    pub documenten: Vec<StukView>,
}

fn stand_word(periode: &Periode, today: Date) -> &'static str {
    match periode.stand(today) {
        Stand::Voorbij => "voorbij",
        Stand::Nu => "nu",
        Stand::Straks => "straks",
    }
}

impl Spot<'_> {
    /// A project in a list.
    pub(super) fn project(&self, project: &About<Project>) -> ProjectView {
        let (document, value, today) = (&project.item.document, &project.item.value, self.planner.today);
        self.shows(document);
        self.changed(value.changed_before(today).map(Datum));
        let stand = value.stand(today);
        let is_done = stand == Projectstand::Gedaan;
        ProjectView {
            titel: value.titel.clone(),
            href: self.document_href(document),
            samenvatting: value.samenvatting.clone(),
            stand: match stand {
                Projectstand::Nu => "nu",
                Projectstand::Straks => "straks",
                Projectstand::Gedaan => "gedaan",
            },
            fase: value.fase(today).map(|(fase, periode)| self.fase(fase, periode, is_done)),
            volgende: (!is_done)
                .then(|| value.fasen.straks(today))
                .flatten()
                .map(|(fase, periode)| self.fase(fase, periode, false)),
            gedaan: value.gedaan.as_ref().filter(|_| is_done).map(|gedaan| gedaan.value.tekst()),
            foto: value
                .fotos
                .iter()
                .rfind(|it| is_done && it.moment == Fotomoment::Na)
                .and_then(|it| self.projectfoto(project, it)),
            wijken: self.wijk_links(&project.wijken),
            buurten: value.in_buurten().map(|code| self.gebied(&code)).collect(),
            beurten: Vec::new(),
        }
    }

    fn fase(&self, fase: Fase, periode: Option<Periode>, is_done: bool) -> FaseView {
        let of_plan = || periode.as_ref().map_or("onbekend", |periode| stand_word(periode, self.planner.today));
        FaseView {
            naam: fase.word(),
            periode,
            begin: periode.map(|periode| periode.begin()),
            stand: if is_done { "afgerond" } else { of_plan() },
        }
    }

    fn projectfoto(&self, project: &About<Project>, foto: &Projectfoto) -> Option<FotoView> {
        let path = project.item.document.path.join(&foto.foto.value)?;
        let Picture { href, srcset, size: (breedte, hoogte), .. } = self.picture(&path)?;
        Some(FotoView { href, srcset, alt: foto.tekst.clone(), breedte, hoogte })
    }

    /// When it is the turn of a buurt.
    fn beurt(&self, beurt: &Buurtbeurt) -> Option<BeurtView> {
        let buurt = self.gebied(&beurt.buurt.value.code()?);
        Some(BeurtView { buurt, periode: beurt.periode, tekst: beurt.tekst.clone() })
    }

    /// The projects in a wijk or, of these, those for a buurt; nothing when there are none.
    pub(super) fn projecten_hier(&self, wijk: WijkIndex, buurt: Option<Gebiedscode>) -> Option<ProjectenHierView> {
        let (site, today) = (self.planner.site, self.planner.today);
        let (mut lopend, mut gedaan): (Vec<_>, Vec<_>) =
            site.projecten_in(wijk, buurt).partition(|it| it.item.value.stand(today) != Projectstand::Gedaan);
        lopend.sort_by_key(|it| self.next_first(it));
        gedaan.sort_by_key(|it| Reverse(it.item.value.gedaan_op()));
        let view = |it: &&About<Project>| {
            let beurten = it.item.value.aan_de_beurt.iter().filter(|beurt| {
                let code = beurt.buurt.value.code();
                let lies_here = |code| site.gebieden.get(&code).is_some_and(|gebied| gebied.wijk == Some(wijk));
                code.is_some_and(|code| buurt.map_or_else(|| lies_here(code), |buurt| buurt == code))
            });
            ProjectView { beurten: beurten.filter_map(|it| self.beurt(it)).collect(), ..self.project(it) }
        };
        let lopend: Vec<_> = lopend.iter().take(MOST).map(view).collect();
        let gedaan: Vec<_> = gedaan.iter().take(MOST_DONE).map(view).collect();
        let is_empty = lopend.is_empty() && gedaan.is_empty();
        (!is_empty).then(|| ProjectenHierView { lopend, gedaan, pagina: self.fixed(VastePagina::Projecten) })
    }

    /// These projects: what goes on, what is to come, each what changes first before others, and what was done, the last first.
    fn by_stand(&self, is_wanted: impl Fn(&About<Project>) -> bool) -> [Vec<ProjectView>; 3] {
        let (site, today) = (self.planner.site, self.planner.today);
        [Projectstand::Nu, Projectstand::Straks, Projectstand::Gedaan].map(|stand| {
            let is_so = |it: &&About<Project>| is_wanted(it) && it.item.value.stand(today) == stand;
            let mut all: Vec<_> = site.lists.projecten.iter().filter(is_so).collect();
            all.sort_by_key(|it| (self.next_first(it), Reverse(it.item.value.gedaan_op())));
            all.into_iter().map(|it| self.project(it)).collect()
        })
    }

    /// The same in one list.
    pub(super) fn all_projects(&self, is_wanted: impl Fn(&About<Project>) -> bool) -> Vec<ProjectView> {
        self.by_stand(is_wanted).into_iter().flatten().collect()
    }

    /// What puts projects in order that are not done: what goes on, then what changes first.
    fn next_first(&self, project: &About<Project>) -> (Projectstand, Date) {
        let (value, today) = (&project.item.value, self.planner.today);
        (value.stand(today), value.changes_after(today).unwrap_or(Date::MAX))
    }

    fn hinder(&self, hinder: &Hinder) -> HinderView {
        HinderView {
            periode: hinder.periode,
            tekst: hinder.tekst.clone(),
            straten: hinder.straten.clone(),
            omleiding: hinder.omleiding.clone(),
            stand: stand_word(&hinder.periode, self.planner.today),
        }
    }

    /// Whom to ask: who is named, or else the contact of its only wijk.
    fn wie_weet_meer(&self, project: &About<Project>) -> Option<ContactLink> {
        let site = self.planner.site;
        let named = project.item.value.contact.as_ref().and_then(|contact| site.contact(contact));
        let of_wijk = || match project.wijken[..] {
            [wijk] => site.wijken[wijk].wijkmanager.map(|index| &site.wijkmanagers[index]),
            _ => None,
        };
        named.or_else(of_wijk).map(|contact| self.contact_link(contact))
    }
}

/// The page of all projects.
pub(super) fn overzicht(spot: &Spot<'_>, tekst: String) -> ContentView {
    let [nu, straks, gedaan] = spot.by_stand(|_| true);
    ContentView::Projecten(ProjectenView { tekst, nu, straks, gedaan })
}

/// The page of a project.
pub(super) fn page(spot: &Spot<'_>, project: &About<Project>) -> Page {
    let (document, value, today) = (&project.item.document, &project.item.value, spot.planner.today);
    let site = spot.planner.site;
    let is_done = value.stand(today) == Projectstand::Gedaan;
    let hinder: Vec<HinderView> = value.hinder.iter().map(|it| spot.hinder(it)).collect();
    let first = |stand| hinder.iter().find(|it| it.stand == stand);
    let moments = [Fotomoment::Voor, Fotomoment::Tijdens, Fotomoment::Na].map(|moment| ProjectfotosView {
        moment: moment.word(),
        fotos: value
            .fotos
            .iter()
            .filter(|it| it.moment == moment)
            .filter_map(|it| spot.projectfoto(project, it))
            .collect(),
    });
    let view = ProjectPageView {
        project: spot.project(project),
        tekst: spot.text(document, 0),
        locatie: value.locatie.as_ref().map(|it| spot.plek(it)),
        straten: value.straten.clone(),
        fasen: value.fasen.all().map(|(fase, periode)| spot.fase(fase, periode, is_done)).collect(),
        hinder_eerst: first("nu").or_else(|| first("straks")).cloned(),
        hinder,
        aan_de_beurt: value.aan_de_beurt.iter().filter_map(|it| spot.beurt(it)).collect(),
        wie_beslist: value.wie_beslist.clone(),
        contact: spot.wie_weet_meer(project),
        meepraten: value.meepraten.as_ref().map(|it| MeepratenView {
            tekst: it.tekst.clone(),
            tot: it.tot.as_ref().map(|tot| tot.value),
            link: it.link.as_ref().map(ToString::to_string),
            open: it.is_open(today) && !is_done,
        }),
        inbreng: value
            .inbreng
            .iter()
            .map(|it| InbrengView {
                periode: it.periode,
                delen: it.delen().map(|(naam, tekst)| InbrengDeel { naam, tekst: tekst.to_owned() }).collect(),
            })
            .collect(),
        fotos: moments.into_iter().filter(|it| !it.fotos.is_empty()).collect(),
        nieuws: site.nieuws_over(project).map(|it| spot.nieuws(it)).collect(),
        documenten: spot.stukken(&value.documenten),
    };
    let heading = Heading {
        titel: value.titel.clone(),
        omschrijving: value.samenvatting.clone(),
        kruimels: spot.crumbs([VastePagina::Home, VastePagina::Projecten]),
        document: Some(document),
        things: linked_data::project(spot, project).into_iter().collect(),
        bord: false,
    };
    spot.page(heading, ContentView::Project(Box::new(view)))
}
