//! The loop of a preview: it waits for what may have changed, builds, shows and writes. What a change is, a build does and a
//! browser gets, is not for here.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::Result;
use jiff::civil::Date;
use tokio::runtime::Runtime;
use tokio::sync::watch as number;

use super::folder::Folder;
use super::http::{self, Desk};
use super::lines::{self, Cause};
use super::preview::{Preview, Step};
use super::watch::Watch;
use super::{Message, Told, editor, online};
use crate::diagnostics::{Code, Finding, Severity};
use crate::disk;
use crate::disk::Update;
use crate::publish::changes::Changes;
use crate::source::SourcePath;

/// A change is over when it was quiet for this long, or when this long has passed since it began.
const QUIET: Duration = Duration::from_millis(15);
const WINDOW: Duration = Duration::from_millis(30);
/// A file that is empty may be one that is being written: it gets so long to be more.
const PATIENCE: Duration = Duration::from_millis(60);
/// A folder that changed is looked at once more: files may have come before it was watched.
pub(super) const SETTLED: Duration = Duration::from_millis(200);
/// What cannot be read is tried again, sooner at first.
const AGAIN: Duration = Duration::from_millis(50);
pub(super) const LONGEST: Duration = Duration::from_secs(2);
/// The longest time without looking what day it is.
const TICK: Duration = Duration::from_secs(1);

/// What is to be looked at again soon.
#[derive(Debug, Default)]
struct Later {
    paths: BTreeSet<PathBuf>,
    at: Option<Instant>,
    /// How long the last wait was, as long as there is trouble.
    wait: Duration,
    /// Trouble that was told already.
    told: BTreeSet<String>,
}

/// A preview and all that keeps it going.
pub(super) struct Session<'a> {
    project: PathBuf,
    preview: Preview,
    watch: Watch,
    inbox: Receiver<Message>,
    /// A message that came while others were gathered.
    next: Option<Message>,
    later: Later,
    /// What was found and told of, wherever in its file.
    told: BTreeSet<(Code, SourcePath, String)>,
    /// Folders of the project that were not there, which may be away for a moment only: nobody tells when they come back.
    away: BTreeSet<PathBuf>,
    /// Whether `--peilen` was advised.
    is_hinted: bool,
    builds: number::Sender<u64>,
    /// Where the site is written.
    folder: Option<Folder>,
    today: &'a dyn Fn() -> Result<Date>,
    say: &'a mut dyn FnMut(Told<'_>) -> Result<()>,
}

impl<'a> Session<'a> {
    /// With what is built; nobody sees it yet.
    pub(super) fn new(
        project: PathBuf,
        preview: Preview,
        watch: Watch,
        inbox: Receiver<Message>,
        today: &'a dyn Fn() -> Result<Date>,
        say: &'a mut dyn FnMut(Told<'_>) -> Result<()>,
    ) -> Self {
        Self {
            project,
            preview,
            watch,
            inbox,
            next: None,
            later: Later::default(),
            told: BTreeSet::new(),
            away: BTreeSet::new(),
            is_hinted: false,
            builds: number::channel(0).0,
            folder: None,
            today,
            say,
        }
    }

    /// From now on what is built is written there.
    ///
    /// # Errors
    /// When nothing can be said any more.
    pub(super) fn write_to(&mut self, folder: Folder) -> Result<()> {
        let line = format!("Wijkwijzer schrijft elke wijziging naar {}. Stoppen: Ctrl-C.", folder.path().display());
        self.folder = Some(folder);
        (self.say)(Told::Line(line))
    }

    /// Shows what was built first.
    ///
    /// # Errors
    /// When nothing can be said any more.
    pub(super) fn begin(&mut self, step: &Step, started: Instant) -> Result<()> {
        self.show(&Cause::Start, step, started)
    }

    /// Until it is told to stop.
    ///
    /// # Errors
    /// When nothing can be said any more, or nobody knows what day it is.
    pub(super) fn run(&mut self) -> Result<()> {
        loop {
            match self.wait() {
                Some(Message::Stop) => return (self.say)(Told::Line("Gestopt.".to_owned())),
                Some(Message::Glance(paths)) => {
                    let started = Instant::now();
                    let paths = self.gather(paths, started);
                    self.look(paths, started, true)?;
                }
                Some(Message::Set { concepten, own_day, done }) => {
                    let started = Instant::now();
                    if let Some(step) = self.preview.set(concepten, own_day) {
                        self.show(&Cause::Wish, &step, started)?;
                    }
                    // Whoever asked may have gone.
                    let _ = done.send(());
                }
                Some(Message::Publish { write, done }) => {
                    let (sources, settings) = self.preview.publishable();
                    let _ = done.send(online::publish(&self.project, sources, &settings, write));
                }
                Some(Message::NoEvents) if !self.watch.is_polling() => {
                    self.poll_instead()?;
                    self.look(disk::whole(&self.project), Instant::now(), true)?;
                }
                Some(Message::NoEvents) => {}
                None => self.idle()?,
            }
        }
    }

    /// The next message; `None` when something else is due.
    fn wait(&mut self) -> Option<Message> {
        if let Some(message) = self.next.take() {
            return Some(message);
        }
        let now = Instant::now();
        let folder = self.folder.as_ref().and_then(Folder::due);
        let due = [Some(now + TICK), Some(self.watch.due()), self.later.at, folder];
        let due = due.into_iter().flatten().min().unwrap_or(now);
        match self.inbox.recv_timeout(due.saturating_duration_since(now)) {
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Message::Stop),
        }
    }

    /// All paths of one change: a save is many events.
    fn gather(&mut self, mut paths: BTreeSet<PathBuf>, started: Instant) -> BTreeSet<PathBuf> {
        while let Some(left) = WINDOW.checked_sub(started.elapsed()) {
            match self.inbox.recv_timeout(left.min(QUIET)) {
                Ok(Message::Glance(more)) => paths.extend(more),
                Ok(other) => {
                    self.next = Some(other);
                    break;
                }
                Err(_) => break,
            }
        }
        let gathered = Instant::now();
        let is_emptied = || paths.iter().any(|path| disk::is_emptied(&self.project, path));
        while gathered.elapsed() < PATIENCE && is_emptied() {
            std::thread::sleep(Duration::from_millis(2));
        }
        paths
    }

    /// Reads again what may have changed, and builds when it did. `fresh` when it was told of, and not looked at again.
    fn look(&mut self, mut paths: BTreeSet<PathBuf>, started: Instant, fresh: bool) -> Result<bool> {
        let folders = disk::whole(&self.project);
        self.away = folders.iter().filter(|folder| !folder.is_dir()).cloned().collect();
        if paths.iter().any(|path| folders.contains(path)) {
            if self.watch.anew().is_err() {
                self.poll_instead()?;
            }
            paths.extend(folders);
        }
        let mut update = Update::default();
        let mut changed = BTreeSet::new();
        let step = self.preview.files(|sources| {
            update = disk::update(sources, &self.project, &paths);
            changed.clone_from(&update.changed);
            changed.clone()
        });
        self.watch.saw(&update);
        if let Some(step) = &step {
            self.show(&Cause::Files(changed), step, started)?;
        }
        self.plan(update, fresh)?;
        Ok(step.is_some())
    }

    /// Plans to look again: at what could not be read, and at folders, whose files may have come before they were watched.
    fn plan(&mut self, update: Update, fresh: bool) -> Result<()> {
        let now = Instant::now();
        let mut due = if fresh && !update.folders.is_empty() { Some(now + SETTLED) } else { None };
        if fresh {
            self.later.paths.extend(update.folders);
        }
        if update.trouble.is_empty() {
            if !fresh {
                self.later.wait = Duration::ZERO;
                self.later.told.clear();
            }
        } else {
            self.later.wait = (self.later.wait * 2).clamp(AGAIN, LONGEST);
            due = Some(now + self.later.wait);
        }
        for (path, error) in update.trouble {
            self.later.paths.insert(path);
            // At once it may be a program that is still writing; later it is worth a word.
            let text = format!("{}. Wijkwijzer probeert het opnieuw.", disk::told(&error));
            if self.later.wait > 4 * AGAIN && self.later.told.insert(text.clone()) {
                (self.say)(Told::Line(text))?;
            }
        }
        self.later.at = [self.later.at, due].into_iter().flatten().min();
        Ok(())
    }

    /// What is due when nobody says anything.
    fn idle(&mut self) -> Result<()> {
        let started = Instant::now();
        if let Some(step) = self.preview.day((self.today)()?) {
            self.show(&Cause::Day, &step, started)?;
        }
        if self.later.at.is_some_and(|at| at <= started) {
            self.later.at = None;
            let paths = std::mem::take(&mut self.later.paths);
            self.look(paths, started, false)?;
        }
        if self.away.iter().any(|folder| folder.is_dir()) {
            self.look(disk::whole(&self.project), started, true)?;
        }
        self.look_after_folder(started)?;
        if self.watch.due() <= started {
            self.make_sure(started)?;
        }
        Ok(())
    }

    /// Looks whether files changed that nobody told of.
    fn make_sure(&mut self, started: Instant) -> Result<()> {
        let missed = self.watch.missed();
        if missed.is_empty() {
            return Ok(());
        }
        // An event may just be on its way: then it is not missed.
        if !self.watch.is_polling() && self.next.is_none() {
            self.next = self.inbox.recv_timeout(SETTLED).ok();
        }
        let is_told = self.next.is_some();
        let is_news = self.look(missed, started, false)?;
        if is_news && !is_told && !self.watch.is_polling() {
            if !std::mem::replace(&mut self.is_hinted, true) {
                (self.say)(Told::Line(
                    "Deze wijziging is gezien zonder dat het systeem haar meldde, zoals op netwerkschijven. Met --peilen gaat het sneller."
                        .to_owned(),
                ))?;
            }
            if self.watch.anew().is_err() {
                self.poll_instead()?;
            }
        }
        Ok(())
    }

    /// Goes on without events.
    fn poll_instead(&mut self) -> Result<()> {
        self.watch.poll_instead();
        (self.say)(Told::Line(lines::no_events(None)))
    }

    /// Shows a build: to browsers, in the folder, and in a line.
    fn show(&mut self, cause: &Cause, step: &Step, started: Instant) -> Result<()> {
        self.builds.send_replace(self.preview.shown().build);
        let written = self.write(step)?;
        let shown = self.preview.shown();
        if step.found_other {
            // Mistakes stop the site, so they come first, and again until they are mended; of a warning one hears once.
            let is_error = |finding: &Finding| finding.severity == Severity::Error;
            let is_news = |finding: &Finding| !is_error(finding) && !self.told.contains(&what(finding));
            for found in [shown.report.only(is_error), shown.report.only(is_news)] {
                if !found.findings().is_empty() {
                    (self.say)(Told::Findings(&found, &shown.sources))?;
                }
            }
            if step.good {
                // What is mended is news when it comes back. A mistake may only hide it.
                self.told.clear();
            }
            self.told.extend(shown.report.findings().iter().map(what));
        }
        (self.say)(Told::Line(lines::built(cause, step, shown.counts(), written, started.elapsed())))
    }

    /// Writes what a build changed, if it is to be written.
    fn write(&mut self, step: &Step) -> Result<Option<Changes>> {
        let shown = self.preview.shown();
        let (Some(folder), Some(tree)) = (&mut self.folder, &shown.tree) else { return Ok(None) };
        match folder.follow(tree, step) {
            Ok(written) => Ok(written),
            Err(line) => (self.say)(Told::Line(line)).map(|()| None),
        }
    }

    /// Looks whether all is still there that was written.
    fn look_after_folder(&mut self, now: Instant) -> Result<()> {
        let shown = self.preview.shown();
        let (Some(folder), Some(tree)) = (&mut self.folder, &shown.tree) else { return Ok(()) };
        folder.look_after(tree, now).map_or(Ok(()), |line| (self.say)(Told::Line(line)))
    }

    /// Opens the doors for browsers.
    ///
    /// # Errors
    /// When there is no port to be had.
    pub(super) fn open(
        &mut self,
        runtime: &Runtime,
        inbox: Sender<Message>,
        wanted: u16,
        [browser, may_write]: [bool; 2],
    ) -> Result<()> {
        let (listeners, port) = http::bind(wanted)?;
        let desk = Arc::new(Desk {
            shown: self.preview.share(),
            builds: self.builds.subscribe(),
            inbox,
            project: self.project.clone(),
            port,
            token: disk::word(),
            may_write,
            done: Mutex::default(),
        });
        for listener in listeners {
            runtime.spawn(http::serve(listener, Arc::clone(&desk)));
        }
        if port != wanted && wanted != 0 {
            (self.say)(Told::Line(format!("Poort {wanted} is bezet; het voorbeeld staat op poort {port}.")))?;
        }
        let address = format!("http://127.0.0.1:{port}/");
        (self.say)(Told::Line(format!("Het voorbeeld staat op {address} en volgt elke wijziging. Stoppen: Ctrl-C.")))?;
        if browser && editor::browse(&address).is_err() {
            (self.say)(Told::Line("Er is geen browser die vanzelf opent. Open het adres zelf.".to_owned()))?;
        }
        Ok(())
    }
}

/// What a finding says, wherever in its file: the lines of what was there before move when somebody writes.
fn what(finding: &Finding) -> (Code, SourcePath, String) {
    (finding.code, finding.place.path.clone(), finding.message.clone())
}
