//! How long a check and a build of the shipped site take: quick enough to run on every save?
//!
//! `cargo bench --bench check` prints one table. Machines differ and are noisy, so what counts is the last column: each row as
//! a ratio to the work that cannot be avoided (starting a program that does nothing, reading the files), measured in
//! turns with it.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark measures and prints")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wijkwijzer::source::{Source, SourcePath};
use wijkwijzer::{Pipeline, Settings, build, diagnostics, disk};

/// How often each row is measured. An odd number has a middle.
const ROUNDS: usize = 41;

/// A row of the table.
struct Row<'a> {
    name: &'static str,
    /// The row that it is compared with.
    against: usize,
    run: Box<dyn FnMut() + 'a>,
}

fn main() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = disk::read(project).expect("the repository is a project");
    let settings = Settings::new("2026-11-23".parse().expect("a date"));
    let report = build(&sources, &settings).report;
    let mut pipeline = Pipeline::default();
    pipeline.build(&sources, &settings);
    let (mut saves, mut folders) = (0, 0);
    let place = tempfile::tempdir().expect("a folder");
    let folder = |nr: usize| place.path().join(nr.to_string()).display().to_string();
    process(&["build", "--uit", &folder(0)]);

    let rows = vec![
        Row { name: "start a program that says its version", against: 0, run: Box::new(|| process(&["--version"])) },
        Row { name: "the whole of `wijkwijzer check`", against: 0, run: Box::new(|| process(&["check"])) },
        Row {
            name: "the whole of `wijkwijzer build`, the folder is not there",
            against: 0,
            run: Box::new(|| {
                folders += 1;
                process(&["build", "--uit", &folder(folders)]);
            }),
        },
        Row {
            name: "the whole of `wijkwijzer build`, nothing changed",
            against: 0,
            run: Box::new(|| process(&["build", "--uit", &folder(0)])),
        },
        Row { name: "read the files", against: 4, run: Box::new(|| drop(black_box(disk::read(project)))) },
        Row { name: "check from nothing", against: 4, run: Box::new(|| drop(black_box(build(&sources, &settings)))) },
        Row {
            name: "check again after one text changed",
            against: 4,
            run: Box::new(|| {
                saves += 1;
                let path = SourcePath::new("content/vragen/waar-kan-ik-binnenlopen.md");
                let mut changed = sources.clone();
                let text = format!("{}\n\nNog een zin, nummer {saves}.\n", sources.text(&path));
                changed.insert(path, Source::new(text.into_bytes()));
                black_box(pipeline.build(&changed, &settings));
            }),
        },
        Row {
            name: "write the report for a terminal",
            against: 4,
            run: Box::new(|| drop(black_box(diagnostics::terminal(&report, &sources)))),
        },
    ];
    print(&measure(rows));
}

/// Starts the program in this repository and waits for it.
fn process(arguments: &[&str]) {
    let status = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the program starts");
    assert!(status.success(), "wijkwijzer {arguments:?} fails");
}

/// The middle time of each row; the rows are run in turns, so that a busy moment of the machine falls on all of them.
fn measure(mut rows: Vec<Row<'_>>) -> Vec<(&'static str, Duration, usize)> {
    let mut times = vec![Vec::with_capacity(ROUNDS); rows.len()];
    for _ in 0..ROUNDS {
        for (row, times) in rows.iter_mut().zip(&mut times) {
            let start = Instant::now();
            (row.run)();
            times.push(start.elapsed());
        }
    }
    let middle = |mut times: Vec<Duration>| {
        times.sort_unstable();
        times[ROUNDS / 2]
    };
    rows.iter().zip(times).map(|(row, times)| (row.name, middle(times), row.against)).collect()
}

fn print(rows: &[(&str, Duration, usize)]) {
    println!("| what | ms | ratio | to |");
    println!("|---|---:|---:|---|");
    for (name, time, against) in rows {
        let (other, base, _) = rows[*against];
        let ratio = time.as_secs_f64() / base.as_secs_f64();
        println!("| {name} | {:.2} | {ratio:.1} | {other} |", time.as_secs_f64() * 1000.0);
    }
}
