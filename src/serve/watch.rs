//! Notices that something changed in the files of a project: by events of the system, or by looking every so often.
//!
//! Nothing here decides what changed: whoever is told compares contents, so an event too many costs nothing. One too few is
//! made good by [`Watch::missed`], which looks now and then whether files are still as they were. Of very many files that takes
//! a while, so it is done aside: a save never waits for it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::Message;
use crate::disk;
use crate::disk::{Stamps, Update};

/// How often files are looked at where there are no events, and where there are.
const POLL: Duration = Duration::from_millis(500);
const MAKE_SURE: Duration = Duration::from_secs(3);
/// What Unix says when no program of this user may watch anything more (EMFILE).
const TOO_MANY: i32 = 24;
/// How long to wait for a look that is on.
const MOMENT: Duration = Duration::from_millis(10);
/// Looking takes at most this part of the time.
const SHARE: u32 = 20;

/// Takes what the system tells.
pub(super) type Ear = Box<dyn FnMut(notify::Result<Event>) + Send>;

/// Gives what tells of events, or the reason why there is none.
pub(super) type Listen<'l> = dyn Fn(Ear) -> notify::Result<Box<dyn Watcher + Send>> + 'l;

/// Events as the system gives them.
///
/// # Errors
/// When it has none to give.
pub(super) fn of_system(ear: Ear) -> notify::Result<Box<dyn Watcher + Send>> {
    Ok(Box::new(RecommendedWatcher::new(ear, Config::default().with_follow_symlinks(false))?))
}

/// Watches the files of a project.
pub(super) struct Watch {
    project: PathBuf,
    /// `None` when there are no events.
    events: Option<Box<dyn Watcher + Send>>,
    /// The files as they were when they were last read.
    read: Arc<Mutex<Stamps>>,
    look: Option<Glance>,
    /// When to ask [`Self::missed`] again.
    due: Instant,
}

/// A look at all files that is on.
struct Glance {
    started: Instant,
    /// Which are not as they were.
    thread: JoinHandle<BTreeSet<PathBuf>>,
}

impl Watch {
    /// Starts to look every so often.
    pub(super) fn polling(project: &Path) -> Self {
        let (read, due) = (Arc::default(), Instant::now() + POLL);
        Self { project: project.to_owned(), events: None, read, look: None, due }
    }

    /// Starts to listen for events.
    ///
    /// # Errors
    /// When the system has none to give.
    pub(super) fn listening(project: &Path, inbox: Sender<Message>, listen: &Listen<'_>) -> notify::Result<Self> {
        let root = project.to_owned();
        let tell = move |event| {
            if let Some(message) = message(event, &root) {
                // Nobody listens any more when the program ends.
                let _ = inbox.send(message);
            }
        };
        let mut watch = Self { events: Some(listen(Box::new(tell))?), ..Self::polling(project) };
        watch.anew()?;
        Ok(watch)
    }

    /// Goes on without events.
    pub(super) fn poll_instead(&mut self) {
        self.events = None;
        self.due = Instant::now() + POLL;
    }

    /// Whether there are no events.
    pub(super) fn is_polling(&self) -> bool {
        self.events.is_none()
    }

    /// Watches the folders that are there now: one that was moved away and another in its place are not the same.
    ///
    /// # Errors
    /// When the system cannot watch so many.
    pub(super) fn anew(&mut self) -> notify::Result<()> {
        let Some(events) = &mut self.events else { return Ok(()) };
        let folders = disk::whole(&self.project).into_iter().map(|folder| (folder, RecursiveMode::Recursive));
        // The folder above tells when one of them comes or goes. The output may lie there, too: below it, unwatched.
        for (folder, mode) in folders.chain([(self.project.clone(), RecursiveMode::NonRecursive)]) {
            // That it was not watched is no trouble.
            let _ = events.unwatch(&folder);
            match events.watch(&folder, mode) {
                Err(error) if is_full(&error) => return Err(error),
                // What is not there (yet, or any more) will be told of.
                _ => {}
            }
        }
        Ok(())
    }

    /// When to ask [`Self::missed`] again.
    pub(super) fn due(&self) -> Instant {
        self.due
    }

    /// Notes what files were like when they were read: it is that which the site is made of.
    pub(super) fn saw(&self, update: &Update) {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        for path in &update.looked {
            // What is below a folder follows it.
            let before = read.range(path.clone()..).map(|(file, _)| file).take_while(|file| file.starts_with(path));
            for file in before.cloned().collect::<Vec<_>>() {
                read.remove(&file);
            }
        }
        read.extend(update.read.iter().map(|(file, stamp)| (file.clone(), *stamp)));
    }

    /// The files that are not as they were when they were read, as far as that is known by now.
    pub(super) fn missed(&mut self) -> BTreeSet<PathBuf> {
        let Some(look) = self.look.take() else {
            let (project, read) = (self.project.clone(), Arc::clone(&self.read));
            let thread = std::thread::spawn(move || look(&project, &read));
            self.look = Some(Glance { started: Instant::now(), thread });
            self.due = Instant::now() + MOMENT;
            return BTreeSet::new();
        };
        if !look.thread.is_finished() {
            self.look = Some(look);
            self.due = Instant::now() + MOMENT;
            return BTreeSet::new();
        }
        let rest = if self.is_polling() { POLL } else { MAKE_SURE };
        self.due = Instant::now() + rest.max(look.started.elapsed() * SHARE);
        // What a look that failed did not see, the next one does.
        look.thread.join().unwrap_or_default()
    }
}

/// Which files are not as they were when they were read.
fn look(project: &Path, read: &Mutex<Stamps>) -> BTreeSet<PathBuf> {
    let now = disk::stamps(project);
    let read = read.lock().unwrap_or_else(PoisonError::into_inner);
    let other = now.iter().filter(|(path, stamp)| read.get(*path) != Some(stamp)).map(|(path, _)| path);
    let gone = read.keys().filter(|path| !now.contains_key(*path));
    other.chain(gone).cloned().collect()
}

/// What an event of the system means to us.
fn message(event: notify::Result<Event>, project: &Path) -> Option<Message> {
    let event = match event {
        Ok(event) if event.need_rescan() => return Some(Message::Glance(disk::whole(project))),
        // Reading is no change: our own reading would wake us for ever.
        Ok(event) if matches!(event.kind, EventKind::Access(_)) => return None,
        Ok(event) => event,
        Err(error) if is_full(&error) => return Some(Message::NoEvents),
        // Something went by that we did not see.
        Err(_) => return Some(Message::Glance(disk::whole(project))),
    };
    let folders = disk::whole(project);
    if event.paths.iter().any(|path| path == project) {
        // Files that come and go in the project's folder tell of themselves; this is about the folder.
        let is_moved =
            matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(notify::event::ModifyKind::Name(_)));
        return is_moved.then_some(Message::Glance(folders));
    }
    let ours = |path: &PathBuf| folders.iter().any(|folder| path.starts_with(folder));
    let paths: BTreeSet<PathBuf> = event.paths.into_iter().filter(ours).collect();
    (!paths.is_empty()).then_some(Message::Glance(paths))
}

/// Whether the system cannot watch any more folders.
pub(super) fn is_full(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        ErrorKind::Io(error) => {
            matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded)
                || cfg!(unix) && error.raw_os_error() == Some(TOO_MANY)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, AccessMode, CreateKind, Flag};

    use super::*;

    fn told(event: Event) -> Option<BTreeSet<PathBuf>> {
        match message(Ok(event), Path::new("/p")) {
            Some(Message::Glance(paths)) => Some(paths),
            _ => None,
        }
    }

    #[test]
    fn only_changes_of_the_content_and_the_themes_wake_us() {
        let at = |path: &str| Event::new(EventKind::Create(CreateKind::File)).add_path(path.into());
        assert_eq!(told(at("/p/content/a.md")), Some([PathBuf::from("/p/content/a.md")].into()));
        assert_eq!(told(at("/p/themes")), Some([PathBuf::from("/p/themes")].into()));
        assert_eq!(told(at("/p/public/index.html")), None);
        assert_eq!(told(at("/p/contents")), None);
        let read = Event::new(EventKind::Access(AccessKind::Open(AccessMode::Any))).add_path("/p/content/a.md".into());
        assert_eq!(told(read), None);
        let overflow = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(told(overflow), Some(disk::whole(Path::new("/p"))));
    }

    #[test]
    fn a_system_that_is_full_is_told() {
        let full = notify::Error::new(ErrorKind::MaxFilesWatch);
        assert!(matches!(message(Err(full), Path::new("/p")), Some(Message::NoEvents)));
    }
}
