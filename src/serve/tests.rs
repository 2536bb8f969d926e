//! The loop with a system that has no events to give, now or later. The same on every system, as the events are made up; the
//! files are real.
#![expect(clippy::disallowed_methods, reason = "tests write folders of their own")]

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use notify::event::CreateKind;
use notify::{ErrorKind, Event, EventKind, RecursiveMode, Watcher, WatcherKind};

use super::watch::Ear;
use super::*;
use crate::diagnostics;
use crate::progress::{Observer, Stage};

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
    watched(room, &Progress::default(), edit);
}

/// Runs `watch` on a site with room for so many watches; this is told how far the work is.
fn watched(room: usize, progress: &Progress, edit: impl FnOnce(&Running<'_>)) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().canonicalize().unwrap();
    for (from, below) in [(root.join("tests/uitleg/basis"), "content"), (root.to_owned(), "themes")] {
        for (path, source) in disk::read(&from).unwrap().below(below) {
            let file = project.join(path.as_str());
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, source.read().unwrap()).unwrap();
        }
    }
    let wishes = Wishes {
        project: project.clone(),
        basis: None,
        datum: None,
        concepten: false,
        peilen: false,
        output: Destination::Folder(project.join("public")),
        progress: progress.clone(),
    };
    let (said, ear, is_over) = (Mutex::new(String::new()), Mutex::new(None), AtomicBool::new(false));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut say = |it: Told<'_>| {
                let text = match it {
                    Told::Line(line) => format!("{line}\n"),
                    Told::Findings(report, sources) => diagnostics::lines(report, sources),
                };
                said.lock().unwrap().push_str(&text);
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

/// Falls over in one stage of the work, once for each time it is asked to.
#[derive(Default)]
struct Stumbling(Mutex<Option<Stage>>);

impl Observer for Stumbling {
    fn begins(&self, stage: Stage, _: usize) {
        let is_here = self.0.lock().unwrap().take_if(|at| *at == stage).is_some();
        assert!(!is_here, "on purpose");
    }
}

#[test]
fn a_fault_of_our_own_is_told_and_survived() {
    let stumbling = Arc::new(Stumbling::default());
    watched(9, &Progress::told_to(Arc::clone(&stumbling) as _), |running| {
        let page = || fs::read_to_string(running.project.join("public/vragen/index.html")).unwrap_or_default();
        let save = |name: &str| {
            running.ask(name);
            let file = running.project.join("content/vragen").join(name);
            running.tell(Ok(Event::new(EventKind::Create(CreateKind::File)).add_path(file)));
        };
        save("eerst.md");
        running.hear("content/vragen/eerst.md: ");
        for (number, stage) in [Stage::Parse, Stage::Link, Stage::Render, Stage::Compare].into_iter().enumerate() {
            let before = page();
            *stumbling.0.lock().unwrap() = Some(stage);
            let name = format!("vraag-{number}.md");
            save(&name);
            let is_written_late = stage == Stage::Compare;
            if is_written_late {
                // The site is made; putting it into the folder is tried again.
                running.hear("Schrijven lukt niet: er ging iets mis in wijkwijzer zelf; dat ligt niet aan u.");
                running.hear("Schrijven lukt weer");
            } else {
                running
                    .hear(&format!("content/vragen/{name}: er ging iets mis in wijkwijzer zelf; dat ligt niet aan u."));
                assert_eq!(page(), before, "the last good site stays");
                let name = format!("weer-{number}.md");
                save(&name);
                running.hear(&format!("content/vragen/{name}: "));
                assert!(page().contains(&name), "and the next one comes");
            }
            assert!(page().contains(&name));
        }
    });
}

/// Even when there is no good site yet.
#[test]
fn a_fault_of_our_own_at_the_start_is_survived() {
    let stumbling = Arc::new(Stumbling(Mutex::new(Some(Stage::Link))));
    watched(9, &Progress::told_to(Arc::clone(&stumbling) as _), |running| {
        running.hear("Begin: er ging iets mis in wijkwijzer zelf");
        running.ask("een.md");
        let file = running.project.join("content/vragen/een.md");
        running.tell(Ok(Event::new(EventKind::Create(CreateKind::File)).add_path(file)));
        running.hear("content/vragen/een.md: ");
        assert!(running.project.join("public/index.html").is_file());
    });
}

/// Who writes sees what stops the site first, and a warning once.
#[test]
fn mistakes_come_before_warnings_and_warnings_are_told_once() {
    watched(9, &Progress::default(), |running| {
        let save = |path: &str, text: &str| -> Vec<String> {
            let file = running.project.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, text).unwrap();
            let before = running.said.lock().unwrap().len();
            running.tell(Ok(Event::new(EventKind::Create(CreateKind::File)).add_path(file)));
            let name = format!("\n{path}: ");
            let started = Instant::now();
            loop {
                let said = running.said.lock().unwrap()[before..].to_owned();
                if format!("\n{said}").contains(&name) && said.ends_with(" ms)\n") {
                    let code = |line: &str| Some(line.split_once('[')?.1.split_once("]: ")?.0.to_owned());
                    return said.lines().filter_map(code).collect();
                }
                assert!(started.elapsed() < Duration::from_mins(1), "{said}");
                std::thread::sleep(Duration::from_millis(5));
            }
        };
        let nothing: [String; 0] = [];
        assert_eq!(save("content/a.md", "x"), ["WW004"]);
        assert_eq!(save("content/vragen/z.md", "---\nvraagg: Zo?\n---\nJa.\n"), ["WW012"]);
        assert_eq!(save("content/b.md", "x"), ["WW012", "WW004"]);
        assert_eq!(save("content/vragen/z.md", "---\nvraag: Zo?\n---\nJa.\n"), nothing);
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
