//! Which projects a place has to do with, what there is to be read about one, and when there was something new about it.

use jiff::civil::Date;

use super::{About, Nieuwsbron, Site, WijkIndex, verschenen};
use crate::kinds::{Fase, Nieuws, Project, Projectstand};
use crate::read::fields::{At, Ref};
use crate::tijd::Periode;
use crate::values::Gebiedscode;

/// Something new about a project.
pub(crate) struct Projectnieuws<'s> {
    /// The project.
    pub project: &'s About<Project>,
    /// The day.
    pub dag: Date,
    /// What is new.
    pub wat: Nieuw,
}

/// What is new about a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nieuw {
    /// The project.
    Project,
    /// A phase that begins by what was planned, in words.
    Fase(Fase, Periode),
    /// That it was done.
    Gedaan,
}

impl About<Project> {
    /// What was new until today.
    fn nieuws(&self, today: Date) -> impl Iterator<Item = Projectnieuws<'_>> {
        let value = &self.item.value;
        let is_done = value.stand(today) == Projectstand::Gedaan;
        let own = verschenen(&self.item.document).map(|dag| (dag, Nieuw::Project));
        // Whether it was ready when it should have been is told by the day on which it was.
        let fasen = value.fasen.begun(today).filter(move |(fase, _)| !(is_done && *fase == Fase::Klaar));
        let fasen = fasen.map(|(fase, periode)| (periode.days().0, Nieuw::Fase(fase, periode)));
        let done = value.gedaan_op().filter(|_| is_done).map(|dag| (dag, Nieuw::Gedaan));
        let all = own.into_iter().chain(fasen).chain(done);
        all.map(|(dag, wat)| Projectnieuws { project: self, dag, wat })
    }
}

impl Nieuwsbron {
    /// What was new about its projects until today, in no particular order.
    pub(crate) fn projecten(self, site: &Site, today: Date) -> impl Iterator<Item = Projectnieuws<'_>> {
        let all: Box<dyn Iterator<Item = &About<Project>>> = match self {
            Self::Alles => Box::new(site.lists.projecten.iter()),
            Self::Wijk(wijk) => Box::new(site.projecten_in(wijk, None)),
            Self::Buurt(code, wijk) => Box::new(site.projecten_in(wijk, Some(code))),
            Self::Thema(thema) => Box::new(site.lists.projecten.of_thema(thema)),
        };
        all.flat_map(move |project| project.nieuws(today))
    }
}

impl Site {
    /// The projects that these lead to; what leads nowhere was reported.
    pub(crate) fn projecten<'s>(&'s self, references: &'s [At<Ref>]) -> impl Iterator<Item = &'s About<Project>> {
        let index = |reference: &At<Ref>| self.projecten.index(&reference.value);
        references.iter().filter_map(index).map(|index| &self.lists.projecten[index])
    }

    /// The projects in a wijk, and of these those that have to do with a buurt of it.
    pub(crate) fn projecten_in(
        &self,
        wijk: WijkIndex,
        buurt: Option<Gebiedscode>,
    ) -> impl Iterator<Item = &About<Project>> {
        let is_there = move |it: &&About<Project>| it.is_general() || it.wijken.contains(&wijk);
        let is_for = move |it: &&About<Project>| buurt.is_none_or(|code| it.item.value.is_for(&code));
        self.lists.projecten.iter().filter(is_there).filter(is_for)
    }

    /// The news about a project, newest first.
    pub(crate) fn nieuws_over(&self, project: &About<Project>) -> impl Iterator<Item = &About<Nieuws>> {
        let path = &project.item.document.path;
        let is_about = move |it: &&About<Nieuws>| {
            self.projecten(&it.item.value.projecten).any(|about| about.item.document.path == *path)
        };
        self.lists.nieuws.iter().filter(is_about)
    }
}
