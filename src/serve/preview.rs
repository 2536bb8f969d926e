//! The preview as a value: what is served, and what a change makes of it. Knows no socket, no clock and no disk.
#![warn(clippy::disallowed_methods, reason = "pure, in a room that is an edge")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use jiff::civil::Date;

use super::guarded;
use crate::diagnostics::{Report, Severity};
use crate::output::{OutputPath, Tree};
use crate::pipeline::{Build, Made, Pipeline};
use crate::publish::server::Policy;
use crate::settings::{Names, Settings};
use crate::site::Placed;
use crate::source::{SourcePath, SourceTree};

/// Builds again whenever something changed, and keeps what is shown.
#[derive(Debug)]
pub struct Preview {
    pipeline: Pipeline,
    /// The files as they are now; those of the last build are in [`Shown`].
    sources: SourceTree,
    /// The real day.
    today: Date,
    shown: SharedShown,
    /// Whether a fault of our own came in between, since when [`Shown`] may not have all files as they were built.
    is_shaken: bool,
}

/// What is shown, shared with those who answer a browser. Never locked while a build is on.
#[derive(Debug, Clone)]
pub struct SharedShown(Arc<RwLock<Shown>>);

/// What is shown: the last good site, and what was found in the last build.
#[derive(Debug)]
pub struct Shown {
    /// What the last build was made with.
    pub settings: Settings,
    /// The day an editor looks at, when it is not the real one.
    pub own_day: Option<Date>,
    /// The files of the last build.
    pub sources: SourceTree,
    /// What was found in the last build.
    pub report: Report,
    /// Whether a fault of our own ended the last build.
    pub own_fault: bool,
    /// The last good site, if there ever was one.
    pub tree: Option<Tree>,
    /// The folder on its server below which it will be.
    pub folder: String,
    /// What its server should know.
    pub policy: Option<Policy>,
    /// What is to be said of pages of it that are not always there.
    pub tijdelijk: Arc<BTreeMap<OutputPath, String>>,
    /// What there is and where it can be seen, by the last build that knew.
    pub placed: Arc<BTreeMap<SourcePath, Placed>>,
    /// The number of the last build.
    pub build: u64,
    /// The number of the first build: nobody knows what was before.
    first: u64,
    /// In which build the bytes of a file became what they are.
    changed: BTreeMap<OutputPath, u64>,
    /// In which build a file was withdrawn.
    withdrawn: BTreeMap<OutputPath, u64>,
}

/// What changed since a certain build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// These files.
    Files {
        /// Those that are new or have other bytes.
        changed: Vec<OutputPath>,
        /// Those that are gone.
        withdrawn: Vec<OutputPath>,
    },
    /// Nobody knows.
    Everything,
}

/// What a build did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// How much had to be made.
    pub made: Made,
    /// The files of the site whose bytes differ, or that are new.
    pub changed: Vec<OutputPath>,
    /// The files that are no longer part of the site.
    pub withdrawn: Vec<OutputPath>,
    /// Whether the site is the one that was built now, and not an older one.
    pub good: bool,
    /// Whether something else was found than in the build before.
    pub found_other: bool,
    /// Whether a fault of our own ended it.
    pub own_fault: bool,
}

impl Preview {
    /// Builds a first time. `settings.today` is the real day; `own_day` the one to look at instead. `first` is the number of
    /// this build: one that is higher than any that an earlier preview of this project may have given.
    pub fn new(sources: SourceTree, settings: Settings, own_day: Option<Date>, first: u64) -> (Self, Step) {
        Self::with(Pipeline::default(), sources, settings, own_day, first)
    }

    /// The same, with this builder.
    pub fn with(
        pipeline: Pipeline,
        sources: SourceTree,
        settings: Settings,
        own_day: Option<Date>,
        first: u64,
    ) -> (Self, Step) {
        let today = settings.today;
        let touched = sources.iter().map(|(path, _)| path).chain(sources.unread().keys()).cloned().collect();
        let shown = Shown {
            own_day,
            sources: SourceTree::default(),
            report: Report::default(),
            own_fault: false,
            tree: None,
            folder: "/".to_owned(),
            policy: None,
            tijdelijk: Arc::default(),
            placed: Arc::default(),
            build: first.saturating_sub(1),
            first,
            changed: BTreeMap::new(),
            withdrawn: BTreeMap::new(),
            settings: settings.clone(),
        };
        let shown = SharedShown(Arc::new(RwLock::new(shown)));
        let mut preview = Self { pipeline, sources, today, shown, is_shaken: false };
        let settings = Settings { today: own_day.unwrap_or(today), ..settings };
        let step = preview.build(&touched, settings, own_day);
        (preview, step)
    }

    /// Changes files; `change` says which ones it really changed. Builds if there are any.
    pub fn files(&mut self, change: impl FnOnce(&mut SourceTree) -> BTreeSet<SourcePath>) -> Option<Step> {
        let touched = change(&mut self.sources);
        let (settings, own_day) = self.wishes();
        (!touched.is_empty()).then(|| self.build(&touched, settings, own_day))
    }

    /// A new day, if it is one. Builds if it is the day that is shown.
    pub fn day(&mut self, today: Date) -> Option<Step> {
        if self.today == today {
            return None;
        }
        self.today = today;
        self.set(None, None)
    }

    /// Shows drafts or not, and the site of another day (`Some(None)`: the real one). Builds if that differs.
    pub fn set(&mut self, concepten: Option<bool>, own_day: Option<Option<Date>>) -> Option<Step> {
        let (old_settings, old_day) = self.wishes();
        let own_day = own_day.unwrap_or(old_day);
        let settings = Settings {
            concepten: concepten.unwrap_or(old_settings.concepten),
            today: own_day.unwrap_or(self.today),
            ..old_settings.clone()
        };
        let is_same = settings == old_settings && own_day == old_day;
        (!is_same).then(|| self.build(&BTreeSet::new(), settings, own_day))
    }

    /// What visitors would get a site of, and how: without drafts, on the real day.
    pub fn publishable(&self) -> (&SourceTree, Settings) {
        let settings = self.shown().settings.clone();
        (&self.sources, Settings { concepten: false, today: self.today, names: Names::Hashed, ..settings })
    }

    fn wishes(&self) -> (Settings, Option<Date>) {
        let shown = self.shown();
        (shown.settings.clone(), shown.own_day)
    }

    /// What is shown now.
    pub fn shown(&self) -> RwLockReadGuard<'_, Shown> {
        self.shown.read()
    }

    /// What is shown, for who answers browsers.
    pub fn share(&self) -> SharedShown {
        self.shown.clone()
    }

    fn build(&mut self, touched: &BTreeSet<SourcePath>, settings: Settings, own_day: Option<Date>) -> Step {
        let built = guarded(|| self.pipeline.build(&self.sources, &settings));
        let mut shown = self.shown.0.write().unwrap_or_else(PoisonError::into_inner);
        (shown.settings, shown.own_day) = (settings, own_day);
        let Ok(built) = built else {
            self.pipeline.forget();
            self.is_shaken = true;
            return shown.stumble();
        };
        if std::mem::take(&mut self.is_shaken) {
            shown.sources = self.sources.clone();
        }
        shown.sources.follow(&self.sources, touched);
        shown.accept(built, self.pipeline.made())
    }
}

impl SharedShown {
    /// What is shown now.
    pub fn read(&self) -> RwLockReadGuard<'_, Shown> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shown {
    /// Takes over a build. With a *fout* the last good site stays.
    fn accept(&mut self, built: Build, made: Made) -> Step {
        self.build += 1;
        let (changed, withdrawn) = match &built.tree {
            Some(tree) => differences(self.tree.as_ref(), tree),
            None => Default::default(),
        };
        for path in &changed {
            self.withdrawn.remove(path);
            self.changed.insert(path.clone(), self.build);
        }
        for path in &withdrawn {
            self.changed.remove(path);
            self.withdrawn.insert(path.clone(), self.build);
        }
        let good = built.tree.is_some();
        if good {
            (self.tree, self.folder, self.policy) = (built.tree, built.folder, built.policy);
            self.tijdelijk = built.tijdelijk;
        }
        if !built.placed.is_empty() {
            self.placed = built.placed;
        }
        let found_other = self.report != built.report;
        self.report = built.report;
        self.own_fault = false;
        Step { made, changed, withdrawn, good, found_other, own_fault: false }
    }

    /// A fault of our own ended a build. All stays as it was, and is known to be old.
    fn stumble(&mut self) -> Step {
        self.build += 1;
        self.own_fault = true;
        let made = Made { documents: 0, views: 0, pages: 0 };
        let (changed, withdrawn) = Default::default();
        Step { made, changed, withdrawn, good: false, found_other: false, own_fault: true }
    }

    /// What changed since a build that a browser knows; `None` when nothing was built since.
    pub fn since(&self, build: u64) -> Option<News> {
        if build == self.build {
            return None;
        }
        if !(self.first..self.build).contains(&build) {
            return Some(News::Everything);
        }
        let later = |files: &BTreeMap<OutputPath, u64>| {
            files.iter().filter(|(_, number)| **number > build).map(|(path, _)| path.clone()).collect()
        };
        Some(News::Files { changed: later(&self.changed), withdrawn: later(&self.withdrawn) })
    }

    /// The file that a page is of.
    pub fn source(&self, page: &OutputPath) -> Option<&SourcePath> {
        self.tree.as_ref()?.source(page).filter(|_| page.is_page())
    }

    /// How many mistakes and warnings there are; a fault of our own is one, too.
    pub fn counts(&self) -> (usize, usize) {
        let errors = self.report.count(Severity::Error) + usize::from(self.own_fault);
        (errors, self.report.count(Severity::Warning))
    }
}

/// What differs between two sites: changed or new, and withdrawn. Both are in order of path, so one walk along them does.
fn differences(old: Option<&Tree>, new: &Tree) -> (Vec<OutputPath>, Vec<OutputPath>) {
    let (mut changed, mut withdrawn) = (Vec::new(), Vec::new());
    let mut old = old.into_iter().flat_map(Tree::files).peekable();
    for (path, content) in new.files() {
        while let Some((gone, _)) = old.next_if(|(other, _)| *other < path) {
            withdrawn.push(gone.clone());
        }
        let before = old.next_if(|(other, _)| *other == path);
        if before.is_none_or(|(_, before)| before != content) {
            changed.push(path.clone());
        }
    }
    withdrawn.extend(old.map(|(gone, _)| gone.clone()));
    (changed, withdrawn)
}
