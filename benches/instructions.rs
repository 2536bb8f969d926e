//! How many instructions each stage of a first build takes: a figure that does not depend on how busy a machine is.
//!
//! `cargo bench --bench instructions` runs itself below valgrind, twice at each size, on one thread, and prints one table. With
//! numbers behind `--` only sites of so many pages. It needs Debian's `valgrind`.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark measures and prints")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

#[expect(dead_code, reason = "each benchmark needs a part of it")]
mod corpus;

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use corpus::Figures;
use rayon::ThreadPoolBuilder;
use wijkwijzer::disk;
use wijkwijzer::progress::{Observer, Progress, Stage};
use wijkwijzer::publish::OutputFolder;
use wijkwijzer::{Pipeline, Settings};

/// The page counts, when none is given.
const SIZES: [usize; 2] = [25, 1_000];

/// The word that says that this runs below valgrind.
const INSIDE: &str = "--inside";

/// What each stage took, in the order in which they began; what is not in a stage has none.
type Counts = Vec<(String, u64)>;

fn main() {
    let words: Vec<String> = std::env::args().collect();
    if let Some(at) = words.iter().position(|word| word == INSIDE) {
        return inside(Path::new(&words[at + 1]), Path::new(&words[at + 2]));
    }
    let mut sizes: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = SIZES.into();
    }
    let columns: Vec<[Counts; 2]> = sizes.iter().map(|size| measure(*size)).collect();
    print(&sizes, &columns);
}

/// Builds a site once, and marks where each stage begins.
fn inside(project: &Path, out: &Path) {
    ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().expect("one thread");
    let progress = Progress::told_to(Arc::new(Marks));
    progress.begins(Stage::Fetch, 0);
    let sources = disk::read(project).expect("a project");
    let mut folder = OutputFolder::new(out).telling(&progress);
    let aside = folder.aside().expect("a folder that is not there yet");
    let mut pipeline = Pipeline::default().telling(&progress);
    let settings = Settings::new("2026-11-23".parse().expect("a date"));
    let tree = pipeline.build_to(&sources, &settings, Some(&aside)).tree.expect("a site without mistakes");
    folder.write_aside(&tree, aside).expect("a site that is written").expect("pages that are there");
    mark("end");
}

struct Marks;

impl Observer for Marks {
    fn begins(&self, stage: Stage, _: usize) {
        mark(&format!("{stage:?}"));
    }
}

/// Valgrind writes down its counts whenever this is called.
#[inline(never)]
fn mark(stage: &str) {
    println!("{}", black_box(stage));
}

/// Two runs on the same site.
fn measure(size: usize) -> [Counts; 2] {
    let place = tempfile::tempdir().expect("a folder");
    let project = place.path().join("project");
    for (path, source) in corpus::site(size, Figures::Table).iter() {
        let file = project.join(path.as_str());
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, source.read().expect("a file")).expect("a file");
    }
    [1, 2].map(|run| count(place.path(), &project, run))
}

fn count(place: &Path, project: &Path, run: usize) -> Counts {
    let counts = place.join(format!("counts-{run}"));
    let output = Command::new("valgrind")
        .args(["--quiet", "--tool=callgrind", "--dump-before=instructions::mark*"])
        .arg(format!("--callgrind-out-file={}", counts.display()))
        .arg(std::env::current_exe().expect("a program"))
        .arg(INSIDE)
        .args([project, &place.join(format!("out-{run}"))])
        .output()
        .expect("valgrind is there");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut stages: Counts = Vec::new();
    // The first count is of what came before the first stage.
    for (nr, stage) in said.lines().filter(|stage| *stage != "end").enumerate() {
        let text = fs::read_to_string(format!("{}.{}", counts.display(), nr + 2)).expect("a count for each stage");
        let total = text.lines().find_map(|line| line.strip_prefix("totals: ").or(line.strip_prefix("summary: ")));
        let total: u64 = total.and_then(|total| total.trim().parse().ok()).expect("a total");
        match stages.iter_mut().find(|(other, _)| other == stage) {
            Some((_, sum)) => *sum += total,
            None => stages.push((stage.to_owned(), total)),
        }
    }
    let sum = stages.iter().map(|(_, count)| count).sum();
    stages.push(("**together**".to_owned(), sum));
    stages
}

fn print(sizes: &[usize], columns: &[[Counts; 2]]) {
    let heads: Vec<String> = sizes.iter().map(|size| format!("{size} pages | per page | second run")).collect();
    println!("| stage (millions of instructions) | {} |", heads.join(" | "));
    println!("|---|{}", "---:|---:|---:|".repeat(sizes.len()));
    for (nr, (stage, _)) in columns[0][0].iter().enumerate() {
        let cells = columns.iter().zip(sizes).map(|([first, second], size)| {
            #[expect(clippy::cast_precision_loss, reason = "nobody counts that far")]
            let [first, second, size] = [first[nr].1 as f64, second[nr].1 as f64, *size as f64];
            let differs = (second - first) / first * 100.0;
            format!("{:.1} | {:.3} | {differs:+.2} %", first / 1e6, first / 1e6 / size)
        });
        println!("| {stage} | {} |", cells.collect::<Vec<_>>().join(" | "));
    }
}
