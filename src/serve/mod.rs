//! Save and see: `wijkwijzer serve` and `wijkwijzer watch`. The loop that waits for a change and builds again.
//!
//! ```text
//! watch.rs ─► Message ─► Session::run ─► Preview ─► Shown ◄─ respond.rs ◄─ http.rs
//! events      what to do  the loop       builds      value    pure          sockets
//! ```
//!
//! An edge of the program: sockets, events, other programs and measured time are here and in the files beside this one, but
//! for [`preview`] and [`respond`], which are pure. Files are read and written by [`disk`] only, and what day it is, is asked of
//! whoever started the loop.
#![expect(clippy::disallowed_methods, reason = "the preview measures time and opens sockets")]

mod editor;
mod figures;
mod folder;
pub mod forms;
mod http;
mod lezen;
mod lines;
mod online;
pub mod preview;
pub mod respond;
mod session;
#[cfg(test)]
mod soorten;
mod stop;
#[cfg(test)]
mod tests;
mod upload;
mod watch;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use jiff::civil::Date;
use tokio::sync::oneshot;

use crate::diagnostics::Report;
use crate::progress::{Progress, Stage};
use crate::source::SourceTree;
use crate::{Basis, Names, Pipeline, Settings, disk};
use folder::Folder;
pub use lezen::read;
use preview::Preview;
use session::Session;
use watch::{Listen, Watch};

/// What to preview, and how.
#[derive(Debug)]
pub struct Wishes {
    /// The project's folder.
    pub project: PathBuf,
    /// Where the site will be.
    pub basis: Option<Basis>,
    /// The day to look at instead of today.
    pub datum: Option<Date>,
    /// Whether drafts are shown.
    pub concepten: bool,
    /// Whether to look every so often instead of waiting for events.
    pub peilen: bool,
    /// For whom it is.
    pub output: Destination,
    /// Who is told how far it is, whenever it takes a while.
    pub progress: Progress,
}

/// Who sees what is built.
#[derive(Debug)]
pub enum Destination {
    /// A browser on this computer.
    Browser {
        /// The wanted port.
        port: u16,
        /// Whether to open a browser.
        open: bool,
        /// Whether files can be changed in it.
        may_write: bool,
    },
    /// Whoever looks into this folder.
    Folder(PathBuf),
}

/// What the loop has to say.
#[derive(Debug)]
pub enum Told<'s> {
    /// A line (Dutch).
    Line(String),
    /// What was found, in these files.
    Findings(&'s Report, &'s SourceTree),
}

/// What wakes the loop.
#[derive(Debug)]
pub enum Message {
    /// Something may have changed at these paths.
    Glance(BTreeSet<PathBuf>),
    /// The system has no events any more.
    NoEvents,
    /// Another choice in the browser.
    Set {
        /// Whether drafts are shown.
        concepten: Option<bool>,
        /// The day to look at; `Some(None)` is the real one.
        own_day: Option<Option<Date>>,
        /// Told when it is built.
        done: oneshot::Sender<()>,
    },
    /// To publish what is shown, or only to look what that would change.
    Publish {
        /// Whether to write it.
        write: bool,
        /// Told what came of it.
        done: oneshot::Sender<online::Published>,
    },
    /// Enough.
    Stop,
}

/// Builds, shows, and builds again after every change, until it is told to stop.
///
/// # Errors
/// When the machine fails: no port, no room, nothing to read. What goes wrong later is told and tried again.
pub fn run(
    wishes: Wishes,
    today: &dyn Fn() -> Result<Date>,
    say: &mut dyn FnMut(Told<'_>) -> Result<()>,
) -> Result<()> {
    run_with(wishes, today, say, &watch::of_system)
}

/// The same, told of events by something else than the system.
fn run_with(
    wishes: Wishes,
    today: &dyn Fn() -> Result<Date>,
    say: &mut dyn FnMut(Told<'_>) -> Result<()>,
    listen: &Listen<'_>,
) -> Result<()> {
    let project = wishes
        .project
        .canonicalize()
        .ok()
        .filter(|project| project.is_dir())
        .with_context(|| format!("de map {} is er niet", wishes.project.display()))?;
    if let Destination::Folder(folder) = &wishes.output {
        disk::refuse_own_input(&project, folder)?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let (tell, inbox) = channel();
    stop::listen(&runtime, tell.clone());
    // First watch, then read: what changes in between is told.
    let watch = start_watch(&project, wishes.peilen, &tell, say, listen)?;
    let started = Instant::now();
    let work = wishes.progress.works();
    wishes.progress.begins(Stage::Fetch, 0);
    let (sources, update) = disk::read_and_tell(&project)?;
    watch.saw(&update);
    drop(work);
    let names = match wishes.output {
        Destination::Browser { .. } => Names::Plain,
        Destination::Folder(_) => Names::Hashed,
    };
    let settings = Settings { basis: wishes.basis, concepten: wishes.concepten, names, ..Settings::new(today()?) };
    let pipeline = Pipeline::with_cache(Arc::new(disk::PictureCache::of(&project))).telling(&wishes.progress);
    let (preview, step) = Preview::with(pipeline, sources, settings, wishes.datum, first_number());
    let mut session = Session::new(project, preview, watch, inbox, today, say);
    match wishes.output {
        Destination::Browser { port, open, may_write } => session.open(&runtime, tell, port, [open, may_write])?,
        Destination::Folder(folder) => {
            session.write_to(Folder::new(folder, &wishes.progress))?;
        }
    }
    session.begin(&step, started)?;
    session.run()?;
    runtime.shutdown_background();
    Ok(())
}

/// What is told of a fault of our own. Where in the program it was is told by whoever started us.
const OWN_FAULT: &str = "er ging iets mis in wijkwijzer zelf; dat ligt niet aan u. De site blijft zoals zij was. Meestal helpt \
                         het om de laatste wijziging anders op te schrijven. Geef deze melding door aan de makers van wijkwijzer";

/// Does work in which there may be a fault of our own, and goes on after it. What it worked on may be half done.
///
/// # Errors
/// When there was: what is to be told of it.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T> {
    // Whoever calls this looks after what was half done.
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| anyhow!(OWN_FAULT))
}

/// Higher than any number that an earlier preview gave: an open page of it must not think that nothing changed.
fn first_number() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(1)
}

fn start_watch(
    project: &Path,
    polling: bool,
    tell: &Sender<Message>,
    say: &mut dyn FnMut(Told<'_>) -> Result<()>,
    listen: &Listen<'_>,
) -> Result<Watch> {
    if polling {
        return Ok(Watch::polling(project));
    }
    match Watch::listening(project, tell.clone(), listen) {
        Ok(watch) => Ok(watch),
        Err(error) => {
            say(Told::Line(lines::no_events(Some(&error))))?;
            Ok(Watch::polling(project))
        }
    }
}
