//! Hundreds of random edits against one running program; with `WIJKWIJZER_NACHT=10000` a night of it. Memory and handles must
//! not grow, and now and then what is shown must be what a fresh build gives.

#![expect(clippy::print_stdout, reason = "what a night was like is for people to read")]

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::command::project;
use super::running::{Running, let_pass, wait_until};

/// How many edits, when nobody says.
const SHORT: usize = 200;
/// After so many edits the project is put in order, and compared.
const ROUND: usize = 50;

/// Chance, the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).unwrap()
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// An editor with ten hands.
struct Editor {
    project: PathBuf,
    originals: Vec<(PathBuf, String)>,
    chance: Chance,
}

impl Editor {
    fn new(project: &Path) -> Self {
        let folders = ["content", "themes"].map(|folder| project.join(folder));
        let files = folders.iter().flat_map(walkdir::WalkDir::new).map(Result::unwrap);
        // Pictures stay as they are.
        let texts = files.filter_map(|it| fs::read_to_string(it.path()).ok().map(|text| (it.path().to_owned(), text)));
        Self { project: project.to_owned(), originals: texts.collect(), chance: Chance(1) }
    }

    /// Does one thing. What cannot be done, as another hand was first, is not done.
    fn edit(&mut self, n: usize) {
        let (file, text) = self.chance.one_of(&self.originals).clone();
        let elsewhere = || file.with_file_name(format!("ander-{}.{}", n % 9, extension(&file)));
        match self.chance.below(20) {
            0..=4 => self.save(&file, &text),
            5..=8 => self.save(&file, &changed(&file, &text, n)),
            9 => self.save(&file, &text.replacen("naam: ", &format!("naam: Noorder{} ", n % 9), 1)),
            10 => drop(fs::remove_file(&file)),
            11 => drop(fs::rename(&file, elsewhere())),
            12 => self.save(&elsewhere(), &text),
            13 => self.save(&file, &text.replacen(": ", ": [", 1)),
            14 => self.save(&file, &text.replacen("{{ ", "{{ nergens.", 1).replacen("---\n", "", 1)),
            15 => self.save(&file, &text[..text.floor_char_boundary(text.len() / 2)]),
            16 => {
                let folder = self.project.join(format!("content/paginas/map-{}/diep", n % 5));
                fs::create_dir_all(&folder).unwrap();
                self.save(&folder.join("pagina.md"), &page(n));
            }
            17 => drop(fs::remove_dir_all(self.project.join(format!("content/paginas/map-{}", n % 5)))),
            18 => {
                let folder = file.parent().unwrap();
                let away = self.project.join(format!("weg-{}", n % 3));
                if fs::rename(folder, &away).is_ok() {
                    std::thread::sleep(Duration::from_millis(self.chance.below(60) as u64));
                    let _ = fs::remove_dir_all(folder);
                    fs::rename(&away, folder).unwrap();
                }
            }
            _ => {
                self.save(&self.project.join("themes/kust/static/los.css"), &format!(".los {{ order: {n}; }}\n"));
            }
        }
    }

    /// As some programs do, or as others do.
    fn save(&mut self, file: &Path, text: &str) {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        if self.chance.below(2) == 0 {
            fs::write(file, text).unwrap();
        } else {
            fs::write(self.project.join(".nieuw"), text).unwrap();
            fs::rename(self.project.join(".nieuw"), file).unwrap();
        }
    }

    /// Puts everything in order, and makes some changes that are no mistakes.
    fn put_in_order(&mut self, n: usize) {
        for folder in ["content", "themes"] {
            let all = walkdir::WalkDir::new(self.project.join(folder)).contents_first(true);
            for entry in all.into_iter().map(Result::unwrap) {
                let is_known = self.originals.iter().any(|(file, _)| file.starts_with(entry.path()));
                match entry.file_type().is_dir() {
                    false if !is_known && fs::read_to_string(entry.path()).is_ok() => {
                        fs::remove_file(entry.path()).unwrap();
                    }
                    // One that holds a picture stays.
                    true if !is_known => drop(fs::remove_dir(entry.path())),
                    _ => {}
                }
            }
        }
        for (file, text) in self.originals.clone() {
            let is_plain = extension(&file) == "md" || extension(&file) == "css";
            let text = if is_plain && self.chance.below(4) == 0 { changed(&file, &text, n) } else { text };
            if fs::read_to_string(&file).ok().as_ref() != Some(&text) {
                self.save(&file, &text);
            }
        }
        self.save(&self.project.join("content/paginas/nacht.md"), &page(n));
    }
}

fn extension(file: &Path) -> &str {
    file.extension().map_or("", |it| it.to_str().unwrap())
}

fn page(n: usize) -> String {
    format!("---\ntitel: Nacht\nsamenvatting: Wijziging {n}.\n---\nTekst.\n")
}

/// A change that is no mistake.
fn changed(file: &Path, text: &str, n: usize) -> String {
    match extension(file) {
        "md" => format!("{text}\nEen zin met nummer {n}.\n"),
        "css" => format!("{text}\n.nacht {{ order: {n}; }}\n"),
        "html" => text.replacen("<h1", &format!("<h1 data-nacht=\"{n}\""), 1),
        _ => format!("{text}\n# {n}\n"),
    }
}

/// What a program holds.
#[derive(Clone, Copy)]
struct Sample {
    edits: usize,
    builds: usize,
    /// In kB: now, and at most until now.
    memory: usize,
    most: usize,
    handles: usize,
    watches: usize,
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { edits, builds, memory, most, handles, watches } = self;
        write!(
            f,
            "{edits} edits, {builds} builds: {memory} kB (at most {most} kB), {handles} handles, {watches} watches"
        )
    }
}

impl Sample {
    fn of(running: &mut Running, edits: usize) -> Self {
        let process = PathBuf::from(format!("/proc/{}", running.child().id()));
        let status = fs::read_to_string(process.join("status")).unwrap();
        let value = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
            line.trim_end_matches("kB").trim().parse().unwrap()
        };
        let notes = fs::read_dir(process.join("fdinfo")).unwrap().map(|it| it.unwrap().path());
        let watches = |file: PathBuf| {
            let text = fs::read_to_string(file).unwrap_or_default();
            text.lines().filter(|line| line.starts_with("inotify ")).count()
        };
        Self {
            edits,
            builds: running.said().matches(" ms)").count(),
            memory: value("VmRSS:"),
            most: value("VmHWM:"),
            handles: fs::read_dir(process.join("fd")).unwrap().count(),
            watches: notes.map(watches).sum(),
        }
    }
}

/// Edits, and compares now and then; `is_fresh` says whether what is shown is what a fresh build gives.
fn night(running: &mut Running, is_fresh: impl Fn(&Running) -> bool, visit: impl Fn(&Running)) {
    let edits = std::env::var("WIJKWIJZER_NACHT").map_or(SHORT, |text| text.parse().expect("a number of edits"));
    let mut editor = Editor::new(running.folder.path());
    let mut samples = Vec::new();
    for n in 0..=edits {
        if n % ROUND == 0 || n == edits {
            editor.put_in_order(n);
            wait_until(&format!("fresh after {n} edits"), || is_fresh(running));
        }
        if n % (edits / 4).max(1) == 0 {
            let_pass();
            samples.push(Sample::of(running, n));
            println!("{}", samples[samples.len() - 1]);
        }
        if n % 7 == 0 {
            visit(running);
        }
        editor.edit(n);
        std::thread::sleep(Duration::from_millis(editor.chance.below(90) as u64));
    }
    editor.put_in_order(edits + 1);
    wait_until("fresh in the end", || is_fresh(running));
    let (first, warm, last) = (samples[0], samples[1], Sample::of(running, edits));
    println!("{last}");
    let room = warm.memory / 4 + 16 * 1024;
    assert!(last.memory < warm.memory + room, "memory grows:\n{warm}\n{last}");
    assert!(last.watches <= first.watches, "watches grow:\n{first}\n{last}");
    wait_until(&format!("handles are given back:\n{first}\n{last}"), || {
        let process = format!("/proc/{}/fd", running.child.as_ref().unwrap().id());
        fs::read_dir(process).unwrap().count() <= first.handles
    });
}

#[test]
fn of_serving() {
    let mut running = Running::serve_in(project(), &[]);
    // A browser that comes and goes.
    night(&mut running, Running::is_fresh, |running| drop(running.listen(running.build())));
}

#[test]
fn of_watching() {
    let mut running = Running::watch();
    night(&mut running, |running| running.is_written("public"), |_| ());
}
