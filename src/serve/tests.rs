//! The loop with a system that has no events to give, now or later. The same on every system, as the events are made up; the
//! files are real.
#![expect(clippy::disallowed_methods, reason = "tests write folders of their own")]

use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use notify::event::CreateKind;
use notify::{ErrorKind, Event, EventKind, RecursiveMode, Watcher, WatcherKind};

use super::watch::Ear;
use super::*;

/// So many more folders can be watched.
struct Scarce(usize);

impl Watcher for Scarce {
    fn new<F: notify::EventHandler>(_: F, _: notify::Config) -> notify::Result<Self> {
        Err(full())
    }

    fn watch(&mut self, _: &Path, _: RecursiveMode) -> notify::Result<()> {
        self.0 = self.0.checked_sub(1).ok_or_else(full)?;
        Ok(())
    }

    /// What is given up is taken by others at once.
    fn unwatch(&mut self, _: &Path) -> notify::Result<()> {
        Ok(())
    }

    fn kind() -> WatcherKind {
        WatcherKind::NullWatcher
    }
}

fn full() -> notify::Error {
    notify::Error::new(ErrorKind::MaxFilesWatch)
}

/// A preview that runs, as its test sees it.
struct Running<'r> {
    project: &'r Path,
    said: &'r Mutex<String>,
    ear: &'r Mutex<Option<Ear>>,
}

impl Running<'_> {
    fn hear(&self, words: &str) {
        let started = Instant::now();
        while !self.said.lock().unwrap().contains(words) {
            assert!(started.elapsed() < Duration::from_mins(1), "never: {words}\n{}", self.said.lock().unwrap());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// What the system tells.
    fn tell(&self, event: notify::Result<Event>) {
        self.ear.lock().unwrap().as_mut().unwrap()(event);
    }

    fn ask(&self, name: &str) {
        fs::create_dir_all(self.project.join("content/vragen")).unwrap();
        let file = self.project.join("content/vragen").join(name);
        fs::write(file, format!("---\nvraag: Is {name} gezien?\n---\nJa.\n")).unwrap();
    }
}

/// Ends the loop with the test, however that ends.
struct Ending<'e>(&'e AtomicBool, &'e Path);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
        fs::write(self.1.join("content/einde.md"), "x").unwrap();
    }
}

/// Runs `watch` on a site with room for so many watches.
fn with_room(room: usize, edit: impl FnOnce(&Running<'_>)) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().canonicalize().unwrap();
    for (from, below) in [(root.join("tests/uitleg/basis"), "content"), (root.to_owned(), "themes")] {
        for (path, source) in disk::read(&from).unwrap().below(below) {
            let file = project.join(path.as_str());
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, source.bytes()).unwrap();
        }
    }
    let wishes = Wishes {
        project: project.clone(),
        basis: None,
        datum: None,
        concepten: false,
        peilen: false,
        output: Destination::Folder(project.join("public")),
        progress: Progress::default(),
    };
    let (said, ear, is_over) = (Mutex::new(String::new()), Mutex::new(None), AtomicBool::new(false));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut say = |it: Told<'_>| {
                if let Told::Line(line) = it {
                    said.lock().unwrap().push_str(&format!("{line}\n"));
                }
                if is_over.load(Ordering::SeqCst) {
                    anyhow::bail!("enough");
                }
                Ok(())
            };
            let listen = |heard: Ear| -> notify::Result<Box<dyn Watcher + Send>> {
                *ear.lock().unwrap() = Some(heard);
                Ok(Box::new(Scarce(room)))
            };
            let ended = run_with(wishes, &|| Ok(jiff::civil::date(2026, 11, 23)), &mut say, &listen);
            assert_eq!(ended.unwrap_err().to_string(), "enough");
        });
        let _ending = Ending(&is_over, &project);
        let running = Running { project: &project, said: &said, ear: &ear };
        running.hear("Begin: ");
        edit(&running);
    });
}

const FULL: &str = "de grens van het systeem is bereikt. Wijkwijzer kijkt daarom zelf steeds";

#[test]
fn without_room_at_the_start_it_looks_for_itself() {
    with_room(2, |running| {
        running.hear(FULL);
        running.ask("een.md");
        running.hear("content/vragen/een.md: ");
        running.ask("twee.md");
        running.hear("content/vragen/twee.md: ");
    });
}

#[test]
fn when_a_new_folder_finds_no_room_it_looks_for_itself() {
    with_room(3, |running| {
        running.ask("een.md");
        running.tell(Err(full()));
        running.hear(FULL);
        running.hear("content/vragen/een.md: ");
        running.ask("twee.md");
        running.hear("content/vragen/twee.md: ");
    });
}

#[test]
fn when_the_content_comes_back_and_finds_no_room_it_looks_for_itself() {
    with_room(3, |running| {
        running.ask("een.md");
        let folder = running.project.join("content");
        running.tell(Ok(Event::new(EventKind::Create(CreateKind::Folder)).add_path(folder)));
        running.hear(FULL);
        running.hear("content/vragen/een.md: ");
        running.ask("twee.md");
        running.hear("content/vragen/twee.md: ");
    });
}
