//! What a build costs: time and memory of the real `wijkwijzer build`, from starting the program to the last file, at three
//! sizes and in four situations.
//!
//! `cargo bench --bench build` prints two tables. Times are those of the machine; the ratios compare with copying the same
//! site file by file, and say how cost grows. With a number behind `--` (`-- 1000`) only that size is measured.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark measures and prints")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

mod corpus;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often each situation is measured. An odd number has a middle.
const ROUNDS: usize = 5;

/// The situations, in the order in which they follow each other.
const SITUATIONS: [&str; 6] = [
    "copy the finished site, file by file",
    "build: the folder is empty",
    "build: nothing changed",
    "build: one text changed",
    "build: the style changed, so every page did",
    "build: with compressed copies, the folder is empty",
];

/// What one run took.
#[derive(Clone, Copy, Default)]
struct Cost {
    time: Duration,
    /// The most memory at any moment, in MB.
    memory: f64,
}

fn main() {
    let only: Option<usize> = std::env::args().find_map(|argument| argument.parse().ok());
    let sizes: Vec<usize> = corpus::SIZES.into_iter().filter(|size| only.is_none_or(|only| only == *size)).collect();
    let costs: Vec<Vec<Cost>> = sizes.iter().map(|size| measure(*size)).collect();
    println!("Time (ms, middle of {ROUNDS}; in brackets as a ratio to copying):\n");
    print(&sizes, |size, row| {
        let (time, copy) = (costs[size][row].time.as_secs_f64(), costs[size][0].time.as_secs_f64());
        format!("{:.0} ({:.1})", time * 1000.0, time / copy)
    });
    println!("\nMemory at its most (MB, middle of {ROUNDS}):\n");
    print(&sizes, |size, row| if row == 0 { "–".to_owned() } else { format!("{:.0}", costs[size][row].memory) });
}

fn print(sizes: &[usize], cell: impl Fn(usize, usize) -> String) {
    let head: Vec<String> = sizes.iter().map(|size| format!("{size} pages")).collect();
    println!("| what | {} |\n|---|{}", head.join(" | "), "---:|".repeat(sizes.len()));
    for (row, name) in SITUATIONS.iter().enumerate() {
        let cells: Vec<String> = (0..sizes.len()).map(|size| cell(size, row)).collect();
        println!("| {name} | {} |", cells.join(" | "));
    }
}

/// Each situation, in turns.
fn measure(pages: usize) -> Vec<Cost> {
    let place = tempfile::tempdir().expect("a folder");
    let project = place.path().join("project");
    let site = corpus::site(pages);
    for (path, source) in site.iter() {
        write(&project.join(path.as_str()), source.bytes());
    }
    let (public, copy) = (project.join("public"), place.path().join("copy"));
    let (text, style) = (project.join(corpus::buurt(3).as_str()), project.join("themes/kust/static/stijl.css"));
    let append = |file: &Path, words: String| {
        let old = fs::read_to_string(file).expect("a file");
        write(file, format!("{old}\n{words}\n").as_bytes());
    };
    let mut costs = vec![Vec::new(); SITUATIONS.len()];
    for round in 0..ROUNDS {
        remove(&public);
        let first = build(&project, &[]);
        let again = build(&project, &[]);
        append(&text, format!("Versie {round}."));
        let other_text = build(&project, &[]);
        append(&style, format!("/* Versie {round}. */"));
        let other_style = build(&project, &[]);
        let start = Instant::now();
        copy_all(&public, &copy);
        let copied = Cost { time: start.elapsed(), memory: 0.0 };
        remove(&copy);
        remove(&public);
        let compressed = build(&project, &["--comprimeer"]);
        for (costs, cost) in costs.iter_mut().zip([copied, first, again, other_text, other_style, compressed]) {
            costs.push(cost);
        }
    }
    costs.into_iter().map(middle).collect()
}

fn middle(mut costs: Vec<Cost>) -> Cost {
    let mut memory: Vec<f64> = costs.iter().map(|cost| cost.memory).collect();
    memory.sort_by(f64::total_cmp);
    costs.sort_by_key(|cost| cost.time);
    Cost { time: costs[costs.len() / 2].time, memory: memory[memory.len() / 2] }
}

fn write(file: &Path, bytes: &[u8]) {
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(file, bytes).expect("a file");
}

fn remove(folder: &Path) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("a folder that goes");
    }
}

fn copy_all(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("a file");
        let place = to.join(entry.path().strip_prefix(from).expect("inside"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(place).expect("a folder");
        } else {
            fs::copy(entry.path(), place).expect("a file");
        }
    }
}

/// Runs the program, and looks all the while how much memory it has had.
fn build(project: &Path, more: &[&str]) -> Cost {
    let start = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"));
    command.args(["build", "--datum", "2026-11-23", "--project"]).arg(project).args(more);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program is there");
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0.0;
    let code = loop {
        // The system keeps the highest mark itself; it is gone with the program.
        let said = fs::read_to_string(&status).unwrap_or_default();
        let mark =
            said.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<f64>().ok());
        memory = mark.map_or(memory, |mark| mark / 1000.0);
        if let Some(code) = child.try_wait().expect("the program can be waited for") {
            break code;
        }
        std::thread::sleep(Duration::from_micros(500));
    };
    assert!(code.success(), "the site has mistakes");
    Cost { time: start.elapsed(), memory }
}
