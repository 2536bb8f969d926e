//! Search over the Netherlands as one site, beside Pagefind: what it costs to make the index, and what it costs to ask.
//!
//! `cargo bench --bench zoeken` prints two tables; a number behind `--` asks for a site of so many pages. It needs npm and Debian's
//! chromium with its driver. What our index costs is what a build takes more than one with a theme that does not search; Pagefind reads
//! the pages that were built. Both are asked from one server in one browser, slowed four times.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark measures and prints")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

#[path = "../corpus/mod.rs"]
#[expect(dead_code, reason = "each benchmark needs a part of it")]
mod corpus;
#[path = "../../tests/browser/driver.rs"]
#[expect(dead_code, reason = "the tests need more of it")]
mod driver;
#[path = "../../tests/common/npm.rs"]
mod npm;
#[path = "../land/run.rs"]
mod run;
mod served;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use corpus::Figures;
use driver::Browser;
use run::{Cost, run};
use serde_json::json;
use served::Served;
use wijkwijzer::source::SourceTree;

/// How often each is measured. An odd number has a middle.
const ROUNDS: usize = 3;
/// The Netherlands.
const PAGES: usize = 18_343;
/// What is typed, letter by letter.
const WORDS: [&str; 8] =
    ["spreekuur", "wijkmanager", "lindehoek", "spelende", "buurthuis", "fietsen", "verkeer", "tuinman"];

fn main() {
    let pages = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(PAGES);
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let place = tempfile::tempdir_in(place).expect("a folder");
    let sites = [true, false].map(|searches| {
        let project = place.path().join(if searches { "met" } else { "zonder" });
        write(&corpus::site(pages, Figures::Table), &project, searches);
        project
    });
    let public = sites[0].join("public");
    let theirs = public.join("pagefind");
    let mut rounds = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (project, costs) in sites.iter().zip(&mut rounds) {
            let _ = fs::remove_dir_all(project.join("public"));
            costs.push(run(Command::new(env!("CARGO_BIN_EXE_wijkwijzer")).args(["build", "--project"]).arg(project)));
        }
        rounds[2].push(run(Command::new(pagefind()).arg("--site").arg(&public).arg("--output-path").arg(&theirs)));
    }
    let [with, without, pagefind] = rounds.map(|costs| middle(&costs));
    println!(
        "{pages} pages, middle of {ROUNDS}\n\n| | ours | Pagefind 1.6.0 | ours / Pagefind |\n|---|---:|---:|---:|"
    );
    let row = |what: &str, ours: f64, theirs: f64| {
        println!("| {what} | {ours:.2} | {theirs:.2} | 1/{:.0} |", theirs / ours);
    };
    row("time of all cores (s)", with[1] - without[1], pagefind[1]);
    row("time (s)", with[0] - without[0], pagefind[0]);
    row("memory (MiB)", with[2] - without[2], pagefind[2]);
    row("written (MB)", size(&public.join("thema/zoek")), size(&theirs));
    ask(public);
}

/// A program of others that makes sites searchable.
fn pagefind() -> PathBuf {
    let folder = npm::fetched("benches/zoeken/npm", "target/tools-pagefind");
    folder.join("node_modules/.bin/pagefind")
}

/// Types words into both, and looks what they ask for and how long it takes until something is there.
fn ask(public: PathBuf) {
    let served = Served::start(public);
    let mut browser = Browser::start().expect("a browser");
    browser.cdp("Emulation.setCPUThrottlingRate", &json!({ "rate": 4 }));
    browser.go(&served.address("/zoeken/"));
    browser.run(
        "window.taken = []; const box = document.querySelector('#deel--zoek'); let at;
        box.querySelector('input').addEventListener('input', () => { at = performance.now(); }, true);
        new MutationObserver(() => { if (at) taken.push(performance.now() - at); at = 0; })
            .observe(box.querySelector('.zoek__gevonden'), { childList: true });",
    );
    let _ = served.bytes();
    println!(
        "\n| typed | kB for it | Pagefind, kB | middle of letters (ms) | longest (ms) |\n|---|---:|---:|---:|---:|"
    );
    let mut rows = Vec::new();
    for word in WORDS {
        browser.run("const field = document.querySelector('#deel--zoek input'); field.value = ''; field.focus(); taken.length = 0;");
        for letter in word.chars() {
            browser.press(&letter.to_string());
            std::thread::sleep(std::time::Duration::from_millis(300));
        }
        let taken = browser.run("return taken.sort((a, b) => a - b)");
        let taken: Vec<f64> = taken.as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).collect();
        assert!(!taken.is_empty(), "no answer to {word}");
        rows.push((word, served.bytes(), taken));
    }
    browser.go(&served.address("/contact/"));
    let _ = served.bytes();
    for (word, ours, taken) in rows {
        browser.run(&format!(
            "window.done = 0; (async () => {{
                const it = await import('/pagefind/pagefind.js'); await it.init();
                const found = await it.search('{word}');
                await Promise.all(found.results.slice(0, 10).map((one) => one.data())); window.done = 1;
            }})();"
        ));
        browser.wait("window.done");
        let (middle, longest) = (taken[taken.len() / 2], taken[taken.len() - 1]);
        println!("| {word} | {ours:.1} | {:.1} | {middle:.1} | {longest:.1} |", served.bytes());
    }
}

fn write(sources: &SourceTree, project: &Path, searches: bool) {
    for (path, source) in sources.iter().filter(|(path, _)| searches || !path.as_str().ends_with("/zoeken.js")) {
        let file = project.join(path.as_str());
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, source.read().expect("a file")).expect("a file");
    }
}

/// The middle of time in seconds, that of all cores, and memory in MiB.
fn middle(costs: &[Cost]) -> [f64; 3] {
    let of = |what: fn(&Cost) -> f64| {
        let mut all: Vec<f64> = costs.iter().map(what).collect();
        all.sort_unstable_by(f64::total_cmp);
        all[all.len() / 2]
    };
    [of(|cost| cost.time.as_secs_f64()), of(|cost| cost.cpu.as_secs_f64()), of(|cost| cost.memory)]
}

/// All files in a folder, in MB.
fn size(folder: &Path) -> f64 {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let bytes: u64 =
        files.filter_map(|file| file.metadata().ok()).filter(fs::Metadata::is_file).map(|it| it.len()).sum();
    f64::from(u32::try_from(bytes).expect("less than 4 GB")) / 1e6
}
