//! The Netherlands as one site: what it costs to build, as a whole and stage by stage, the first time and again, beside the work
//! that nobody can avoid and beside other generators.
//!
//! `cargo bench --bench land` prints one table. Behind `--`:
//!
//! - numbers: only sites of so many pages;
//! - `--yaml`: figures as YAML, a map for each, instead of one table;
//! - `--maps`: figures of three years, and the boundaries of all buurten;
//! - `--peers`: other generators, too, as far as they are on the path: `hugo`, `cobalt`, `eleventy`;
//! - `--place FOLDER`: work there, for instance on a disk, instead of in memory;
//! - `--write FOLDER`: only leave the sites there, in the way of each generator, for a profile or a look;
//! - `--rounds NUMBER`: how often all is measured; an odd number has a middle.
//!
//! Everything is measured in turns, so that a busy moment falls on all. No folder is emptied until the end: creating files where
//! many were removed a moment ago is slow on some disks.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark measures and prints")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

#[path = "../corpus/mod.rs"]
#[expect(dead_code, reason = "each benchmark needs a part of it")]
mod corpus;
mod pages;
mod peers;
mod run;
mod table;
mod unavoidable;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use corpus::Figures;
use corpus::changes::CHANGES;
use pages::Page;
use peers::Peer;
use rayon::{ThreadPool, ThreadPoolBuilder};
use run::{Cost, run};
use table::{Column, Line, middle};
use wijkwijzer::disk;
use wijkwijzer::output::Tree;
use wijkwijzer::progress::{Observer, Progress, Stage};
use wijkwijzer::publish::OutputFolder;
use wijkwijzer::serve::preview::Preview;
use wijkwijzer::source::{Source, SourceTree};
use wijkwijzer::{Build, Names, Pipeline, Settings, build};

/// The page counts: a real site, and up to the Netherlands as one.
const SIZES: [usize; 4] = [25, 1_000, 5_000, 18_343];

/// The changes in a preview that are measured; `--bench preview` has them all.
const REBUILDS: [&str; 4] = ["the text of a buurt", "the name of the site", "the template of all pages", "the style"];

/// What is asked of the benchmark.
struct Wishes {
    sizes: Vec<usize>,
    figures: Figures,
    rounds: usize,
    place: PathBuf,
    peers: Vec<Peer>,
    write: Option<PathBuf>,
}

fn main() {
    let wishes = wishes();
    if let Some(folder) = &wishes.write {
        return wishes.sizes.iter().for_each(|size| leave(*size, wishes.figures, &folder.join(size.to_string())));
    }
    println!(
        "{} threads, in {}, figures in {}, middle of {}; times in ms:\n",
        rayon::current_num_threads(),
        wishes.place.display(),
        match wishes.figures {
            Figures::Table => "one table",
            Figures::Yaml => "YAML",
            Figures::Full => "tables of three years, with boundaries",
        },
        wishes.rounds
    );
    let columns: Vec<Column> = wishes.sizes.iter().map(|size| measure(*size, &wishes)).collect();
    table::print(&columns);
}

fn wishes() -> Wishes {
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let mut wishes =
        Wishes { sizes: Vec::new(), figures: Figures::Table, rounds: 5, place, peers: Vec::new(), write: None };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match (word.as_str(), word.parse()) {
            (_, Ok(size)) => wishes.sizes.push(size),
            ("--yaml", _) => wishes.figures = Figures::Yaml,
            ("--maps", _) => wishes.figures = Figures::Full,
            ("--peers", _) => wishes.peers = peers::found(),
            ("--place", _) => wishes.place = words.next().expect("a folder").into(),
            ("--write", _) => wishes.write = Some(words.next().expect("a folder").into()),
            ("--rounds", _) => wishes.rounds = words.next().and_then(|rounds| rounds.parse().ok()).expect("a number"),
            // Cargo says so.
            ("--bench", _) => {}
            _ => panic!("{word} is not known; see benches/land/main.rs"),
        }
    }
    if wishes.sizes.is_empty() {
        wishes.sizes = SIZES.into();
    }
    wishes
}

fn settings() -> Settings {
    Settings::new("2026-11-23".parse().expect("a date"))
}

/// All there is to measure at one size.
struct Bench<'w> {
    wishes: &'w Wishes,
    /// The site as files, and the place for all that is made of it.
    project: PathBuf,
    place: PathBuf,
    sources: SourceTree,
    tree: Tree,
    pages: Vec<Page>,
    pools: [ThreadPool; 2],
    preview: Preview,
    /// So many folders were made.
    folders: usize,
}

/// What one round gives, in the order of the table.
#[derive(Default)]
struct Round {
    unavoidable: [Vec<Duration>; 2],
    stages: Vec<(Stage, Duration)>,
    builds: Vec<Cost>,
    rebuilds: Vec<Duration>,
    peers: Vec<Cost>,
}

fn measure(size: usize, wishes: &Wishes) -> Column {
    let place = tempfile::tempdir_in(&wishes.place).expect("a folder");
    let project = place.path().join("project");
    let sources = corpus::site(size, wishes.figures);
    put_all(&sources, &project);
    let Build { tree: Some(tree), .. } = build(&sources, &settings()) else { panic!("the site has mistakes") };
    let pages = pages::of(&sources, &tree);
    let (preview, _) = Preview::new(sources.clone(), Settings { names: Names::Plain, ..settings() }, None, 1);
    let pools = [1, 2].map(|threads| ThreadPoolBuilder::new().num_threads(threads).build().expect("threads"));
    let place = place.path().to_owned();
    let mut bench = Bench { wishes, project, place: place.clone(), sources, tree, pages, pools, preview, folders: 0 };
    bench.check_ours();
    bench.prepare_peers();
    let rounds: Vec<Round> = (1..=wishes.rounds).map(|version| bench.round(version)).collect();
    let column = bench.column(size, &rounds);
    drop(bench);
    fs::remove_dir_all(&place).expect("a folder that goes");
    column
}

/// Leaves a site in a folder, in our way and in those of the others.
fn leave(size: usize, figures: Figures, folder: &Path) {
    let sources = corpus::site(size, figures);
    put_all(&sources, &folder.join("wijkwijzer"));
    let tree = build(&sources, &settings()).tree.expect("a site without mistakes");
    peers::write_all(&pages::of(&sources, &tree), folder);
    println!("{}", folder.display());
}

fn put_all(sources: &SourceTree, project: &Path) {
    for (path, source) in sources.iter() {
        put(&project.join(path.as_str()), &source.read().expect("a file"));
    }
}

fn put(file: &Path, bytes: &[u8]) {
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(file, bytes).expect("a file");
}

fn append(file: &Path, words: &str) {
    let old = fs::read_to_string(file).expect("a file");
    put(file, format!("{old}\n{words}\n").as_bytes());
}

impl Bench<'_> {
    /// A folder that was never there.
    fn fresh(&mut self) -> PathBuf {
        self.folders += 1;
        self.place.join(format!("out-{}", self.folders))
    }

    /// Our pages say what those of the others say.
    fn check_ours(&self) {
        for page in &self.pages {
            let path = format!("{}index.html", &page.address[1..]);
            let bytes = self.tree.get(&wijkwijzer::output::OutputPath::new(path)).expect("a page");
            let (ours, text) = (pages::words(&String::from_utf8_lossy(bytes), false), pages::html(&page.markdown));
            let is_own = page.markdown.contains("## ");
            for part in text.split("</p>").map(|part| pages::words(part, false)).filter(|_| is_own) {
                assert!(ours.contains(&part), "{} misses {part}", page.address);
            }
        }
    }

    /// The others make the same pages.
    fn prepare_peers(&mut self) {
        let bodies = self.pages.iter().map(|page| pages::html(&page.markdown)).collect();
        let expected = unavoidable::render(&self.pages, bodies);
        for (nr, peer) in self.wishes.peers.iter().enumerate() {
            let (site, out) = (self.place.join(format!("peer-{nr}")), self.fresh());
            peer.write(&self.pages, &site);
            run(&mut peer.build(&site, &out));
            peer.check(&self.pages, &expected, &out);
        }
    }

    fn round(&mut self, version: usize) -> Round {
        let unavoidable = [0, 1].map(|nr| {
            let out = self.fresh();
            unavoidable::measure(&self.pools[nr], &self.project, &self.pages, &self.tree, &out)
        });
        let stages = self.stages();
        let builds = self.builds(version);
        let rebuilds = self.rebuilds(version);
        let mut peers = Vec::new();
        for (nr, peer) in self.wishes.peers.iter().enumerate() {
            let (site, out) = (self.place.join(format!("peer-{nr}")), self.fresh());
            peers.push(run(&mut peer.build(&site, &out)));
        }
        Round { unavoidable, stages, builds, rebuilds, peers }
    }

    /// A cold build to an empty folder in this process, with a look at the clock at each stage.
    fn stages(&mut self) -> Vec<(Stage, Duration)> {
        let out = self.fresh();
        let clock = Arc::new(Clock::default());
        let progress = Progress::told_to(clock.clone());
        progress.begins(Stage::Fetch, 0);
        let sources = disk::read(&self.project).expect("a project");
        let mut folder = OutputFolder::new(&out).telling(&progress);
        let aside = folder.aside().expect("a folder that is not there yet");
        let mut pipeline = Pipeline::default().telling(&progress);
        let tree = pipeline.build_to(&sources, &settings(), Some(&aside)).tree.expect("a site without mistakes");
        folder.write_aside(&tree, aside).expect("a site that is written").expect("pages that are there");
        clock.read()
    }

    /// The real program, in the order of [`BUILDS`].
    fn builds(&mut self, version: usize) -> Vec<Cost> {
        let (out, other) = (self.fresh(), self.fresh());
        let program = |words: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"));
            command.args(words).args(["--datum", "2026-11-23", "--project"]).arg(&self.project);
            command
        };
        let build = |out: &Path| {
            let mut command = program(&["build"]);
            command.arg("--uit").arg(out);
            command
        };
        // The project remembers one folder: that of the last build.
        let alone = run(build(&other).env("RAYON_NUM_THREADS", "1"));
        let cold = run(&mut build(&out));
        let again = run(&mut build(&out));
        append(&self.project.join(corpus::buurt(3).as_str()), &format!("Versie {version}."));
        let text = run(&mut build(&out));
        append(&self.project.join("themes/kust/static/stijl.css"), &format!("/* Versie {version}. */"));
        let style = run(&mut build(&out));
        let check = run(&mut program(&["check"]));
        vec![cold, alone, again, text, style, check]
    }

    fn rebuilds(&mut self, version: usize) -> Vec<Duration> {
        let rebuild = |name: &&str| {
            let change = CHANGES.iter().find(|change| change.name == *name).expect("a change");
            let (path, text) = (change.write)(&self.sources, version);
            let start = Instant::now();
            let step = self.preview.files(|sources| {
                sources.insert(path.clone(), Source::new(text.unwrap_or_default().into_bytes()));
                BTreeSet::from([path])
            });
            let time = start.elapsed();
            assert!(step.is_some_and(|step| step.good), "{name}");
            time
        };
        REBUILDS.iter().map(rebuild).collect()
    }

    /// The middle of all rounds.
    fn column(&self, size: usize, rounds: &[Round]) -> Column {
        let of =
            |get: &dyn Fn(&Round) -> Duration| middle(rounds.iter().map(|round| get(round).as_secs_f64() * 1000.0));
        let cost = |get: &dyn Fn(&Round) -> Cost| {
            let cpu = of(&|round| get(round).cpu);
            (of(&|round| get(round).time), cpu, middle(rounds.iter().map(|round| get(round).memory)))
        };
        let mut lines = vec![Line::head("**nobody can avoid**, on one thread · two")];
        let mut least = [0.0; 2];
        for (part, name) in unavoidable::PARTS.iter().enumerate() {
            let times = [0, 1].map(|pool| of(&|round: &Round| round.unavoidable[pool][part]));
            // A first build reads nothing back.
            if part + 1 < unavoidable::PARTS.len() {
                least = [least[0] + times[0], least[1] + times[1]];
            }
            lines.push(Line::pair(name, times));
        }
        lines.push(Line::pair("together, without reading back", least));
        lines.push(Line::head("**stages** of a cold build to an empty folder"));
        for nr in 0..rounds[0].stages.len() {
            lines.push(Line::time(&format!("{:?}", rounds[0].stages[nr].0), of(&|round| round.stages[nr].1)));
        }
        lines.push(Line::head("**the whole program** (× that together, on two threads) · CPU (× on one) · MiB"));
        for (nr, name) in BUILDS.iter().enumerate() {
            lines.push(Line::cost(name, cost(&|round| round.builds[nr]), [least[1], least[0]]));
        }
        lines.push(Line::head("**again, in the preview**: the work alone"));
        for (nr, name) in REBUILDS.iter().enumerate() {
            lines.push(Line::time(name, of(&|round| round.rebuilds[nr])));
        }
        if !self.wishes.peers.is_empty() {
            lines.push(Line::head("**others**, the first time (× our first build) · CPU (× ours) · MiB"));
        }
        let ours = [of(&|round| round.builds[0].time), of(&|round| round.builds[0].cpu)];
        for (nr, peer) in self.wishes.peers.iter().enumerate() {
            lines.push(Line::cost(&peer.name, cost(&|round| round.peers[nr]), ours));
        }
        Column { size, pages: self.pages.len(), lines }
    }
}

/// What the program is run for, in the order in which the runs follow each other.
const BUILDS: [&str; 6] = [
    "build: the folder is not there",
    "build: the same, on one thread",
    "build: nothing changed",
    "build: one text changed",
    "build: the style changed, so every page did",
    "check",
];

/// Looks at the clock whenever a stage begins.
#[derive(Default)]
struct Clock(Mutex<Vec<(Stage, Instant)>>);

impl Observer for Clock {
    fn begins(&self, stage: Stage, _: usize) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((stage, Instant::now()));
    }
}

impl Clock {
    /// How long each stage took, until now; one that was begun more than once, in all.
    fn read(&self) -> Vec<(Stage, Duration)> {
        let begun = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = begun.iter().skip(1).map(|(_, at)| *at).chain([Instant::now()]);
        let mut stages: Vec<(Stage, Duration)> = Vec::new();
        for ((stage, at), end) in begun.iter().zip(ends) {
            match stages.iter_mut().find(|(other, _)| other == stage) {
                Some((_, time)) => *time += end - *at,
                None => stages.push((*stage, end - *at)),
            }
        }
        stages
    }
}
