//! The whole program in one function: files in, a site and a report out.
//!
//! ```text
//! SourceTree ─read─► documents ─link─► Site ─place─► Places ─plan─► Plan ─make─► Tree
//! ```
//!
//! Nothing here touches a disk, a clock or the environment, nor says how a stage does its work. The same input gives the same bytes.
//! Mistakes of editors are findings and never stop a stage; when one of them is a *fout*, there is no [`Tree`] to publish.

pub use brief::{Briefuitslag, Briefwens, Geweigerd, Nieuwsbrief};

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::beeld::Cache;
use crate::diagnostics::{Findings, Report, Severity};
use crate::kinds::Publicatiedoel;
use crate::making::{self, Making};
use crate::output::{Nowhere, OutputPath, Shelf, Tree};
use crate::progress::{Progress, Stage};
use crate::publish::server::Policy;
use crate::reading::{self, ReadMemory};
use crate::settings::Settings;
use crate::site::Placed;
use crate::source::{SourcePath, SourceTree};

/// What comes out of a build.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Build {
    /// The site; `None` when a *fout* stops publication.
    pub tree: Option<Tree>,
    /// What was found.
    pub report: Report,
    /// The folder on its server below which the site will be: `/` for most, `/wijken/` for some.
    pub folder: String,
    /// What its server should know; `None` when nothing is known of the site.
    pub policy: Option<Policy>,
    /// What editors are told of pages that are not always on the site, in Dutch.
    pub tijdelijk: Arc<BTreeMap<OutputPath, String>>,
    /// What there is and where it can be seen, for who edits it; nothing when nothing is known of the site.
    pub placed: Arc<BTreeMap<SourcePath, Placed>>,
    /// Where it is published.
    pub doelen: Vec<Publicatiedoel>,
    /// Where it was built to be; empty when nobody said so.
    pub basis: String,
}

/// How much a build had to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// Files of the content that were read.
    pub documents: usize,
    /// Pages of which was found out what their templates see.
    pub views: usize,
    /// Pages that were rendered.
    pub pages: usize,
}

/// Builds once.
pub fn build(sources: &SourceTree, settings: &Settings) -> Build {
    Pipeline::default().build(sources, settings)
}

/// A builder that remembers: a second build makes only what differs, and gives the same as a first one would.
#[derive(Debug, Default)]
pub struct Pipeline {
    reading: ReadMemory,
    making: Making,
    progress: Progress,
}

impl Pipeline {
    /// A builder that keeps pictures there as well, for the next run of the program.
    #[must_use]
    pub fn with_cache(cache: Arc<dyn Cache>) -> Self {
        Self { making: Making::with_cache(cache), ..Self::default() }
    }

    /// The same builder, which says how far it is.
    #[must_use]
    pub fn telling(mut self, progress: &Progress) -> Self {
        self.reading.tell(progress);
        self.making.tell(progress);
        Self { progress: progress.clone(), ..self }
    }

    /// Forgets what it remembers, as after a fault of our own: nobody knows what that left half done.
    pub fn forget(&mut self) {
        self.reading = ReadMemory::default();
        self.making.forget();
        let progress = self.progress.clone();
        *self = std::mem::take(self).telling(&progress);
    }

    /// Builds the site from its files.
    pub fn build(&mut self, sources: &SourceTree, settings: &Settings) -> Build {
        self.build_to(sources, settings, None)
    }

    /// Builds the site from its files; a shelf takes the pages, if it is known by then that they can be published. Who has one builds
    /// once: what only another build would need is not kept.
    pub fn build_to(&mut self, sources: &SourceTree, settings: &Settings, shelf: Option<&dyn Shelf>) -> Build {
        let _work = self.progress.works();
        let mut findings = Findings::default();
        let parsed = reading::read(&mut self.reading.documents, sources, settings.concepten, &mut findings);
        self.progress.begins(Stage::Link, 0);
        let linked = reading::link(&mut self.reading.linked, &parsed, settings);
        findings += reading::told(&linked, sources);
        findings += reading::judge(&mut self.reading.judged, &linked, &parsed);
        let beelden = findings.take(self.making.pictures(&linked));
        let Some(info) = &linked.site.info else {
            return Build { report: report(findings, settings), folder: "/".to_owned(), ..Build::default() };
        };
        self.progress.begins(Stage::Theme, 0);
        let theme = findings.take(self.making.theme(sources, info, shelf.is_none()));
        let mut policy = linked.policy(&info.value);
        let tree = theme.map(|theme| {
            policy.scripts = making::scripts(&theme, &linked.site);
            let style = findings.take(making::style(&theme, info));
            let assets = making::assets(&theme, style.as_ref(), settings.names);
            // Pages of a site that will not be published are made all the same, for what may be wrong in them.
            let is_publishable = || report(findings.clone(), settings).is_publishable();
            let shelf = shelf.map(|shelf| if is_publishable() { shelf } else { &Nowhere });
            let texts: Vec<_> = parsed.iter().map(|parsed| &parsed.text).collect();
            let planner = linked.planner(info, &texts, &assets.folder, &beelden);
            let made = self.making.all(&linked, &planner, &theme, &policy, shelf, settings.names);
            let (made, on_demand) = findings.take(made);
            let (pictures, of_pictures) = making::pictures(&linked, &beelden);
            let tree = Tree::new(pictures.into_iter().chain(assets.files).chain(made)).and_on_demand(on_demand);
            tree.of(Arc::clone(&linked.plan.sources)).of(assets.sources).of(of_pictures).named(&info.value.naam)
        });
        let report = report(findings, settings);
        let (folder, tijdelijk, placed) =
            (policy.folder.clone(), Arc::clone(&linked.tijdelijk), Arc::clone(&linked.placed));
        let tree = tree.filter(|_| report.is_publishable());
        let doelen = info.value.publicatie.doelen.clone();
        let basis = linked.base(&info.value).map(|base| base.with("")).unwrap_or_default();
        Build { tree, report, folder, policy: Some(policy), tijdelijk, placed, doelen, basis }
    }

    /// The first day after that of the last build on which the site would be another by itself.
    pub fn changes_on(&self) -> Option<Date> {
        self.reading.linked.as_ref()?.changes_on()
    }

    /// What the last build made; the rest was remembered.
    pub fn made(&self) -> Made {
        let (views, pages) = self.making.made;
        Made { documents: self.reading.documents.made(), views, pages }
    }
}

/// The report of a build; a strict one takes every finding for a *fout*.
fn report(findings: Findings, settings: &Settings) -> Report {
    Report::new(if settings.streng { findings.all(Severity::Error) } else { findings })
}

mod brief;
#[cfg(test)]
mod tests;
