//! From save to sight: how long it takes until a change is served, and until a browser has painted it, at three sizes.
//!
//! `cargo bench --bench preview` prints three tables: the work alone (no disk, no waiting), from the write to the new bytes over
//! HTTP from the real `wijkwijzer serve`, and from the write to the painted page in a real browser. Times are those of the
//! machine; the ratios say how they grow. With a number behind `--` (`-- 1000`) only that size is measured.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark measures and prints")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

#[path = "../corpus/mod.rs"]
#[expect(dead_code, reason = "each benchmark needs a part of it")]
mod corpus;
#[path = "../../tests/browser/driver.rs"]
#[expect(dead_code, reason = "tests need more of a browser than a benchmark")]
mod driver;
mod server;

use std::collections::BTreeSet;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use corpus::Figures;
use corpus::changes::{CHANGES, page_of_buurt};
use driver::Browser;
use server::Server;
use wijkwijzer::serve::preview::Preview;
use wijkwijzer::source::{Source, SourceTree};
use wijkwijzer::{Names, Settings};

/// The page counts.
const SIZES: [usize; 3] = [25, 1_000, 18_343];

/// How often each change is made. An odd number has a middle.
const ROUNDS: usize = 9;

fn main() {
    let only: Option<usize> = std::env::args().find_map(|argument| argument.parse().ok());
    let sizes: Vec<usize> = SIZES.into_iter().filter(|size| only.is_none_or(|only| only == *size)).collect();
    let sites: Vec<SourceTree> = sizes.iter().map(|size| corpus::site(*size, Figures::Table)).collect();
    let names: Vec<&str> = CHANGES.iter().map(|change| change.name).collect();

    println!("The work alone (ms, middle of {ROUNDS}):\n");
    print(&sizes, &names, &sites.iter().map(work).collect::<Vec<_>>());
    println!("\nFrom the write to the new bytes over HTTP (ms, middle of {ROUNDS}):\n");
    print(&sizes, &names, &sites.iter().map(over_http).collect::<Vec<_>>());
    match Browser::start() {
        Ok(mut browser) => {
            println!("\nFrom the write to the painted page in Chromium (ms, middle of {ROUNDS}):\n");
            let times: Vec<_> = sites.iter().map(|site| vec![painted(&mut browser, site)]).collect();
            print(&sizes, &names[..1], &times);
        }
        Err(why) => println!("\nNot painted: {why}"),
    }
}

/// Building again, and finding out what differs: all that happens between reading a file and answering a browser.
fn work(site: &SourceTree) -> Vec<Duration> {
    let settings = Settings { names: Names::Plain, ..Settings::new("2026-11-23".parse().expect("a date")) };
    let (mut preview, first) = Preview::new(site.clone(), settings, None, 1);
    assert!(first.good, "the site has mistakes");
    let mut times = vec![Vec::new(); CHANGES.len()];
    for version in 1..=ROUNDS {
        for (change, times) in CHANGES.iter().zip(&mut times) {
            let (path, text) = (change.write)(site, version);
            let start = Instant::now();
            let step = preview.files(|sources| {
                match text {
                    Some(text) => sources.insert(path.clone(), Source::new(text.into_bytes())),
                    None => drop(sources.remove(&path)),
                }
                BTreeSet::from([path])
            });
            times.push(start.elapsed());
            assert!(step.is_some_and(|step| step.good), "{}", change.name);
        }
    }
    times.into_iter().map(middle).collect()
}

/// The real server: write, wait to be told, fetch, and look whether it is there.
fn over_http(site: &SourceTree) -> Vec<Duration> {
    let server = Server::start(site);
    let mut events = server.listen();
    let mut times = vec![Vec::new(); CHANGES.len()];
    for version in 1..=ROUNDS {
        for (change, times) in CHANGES.iter().zip(&mut times) {
            let (path, text) = (change.write)(site, version);
            let page = (change.page)();
            let start = Instant::now();
            match &text {
                Some(text) => server.write(&path, text),
                None => server.remove(&path),
            }
            server::next_event(&mut events);
            let answer = server.get(&page);
            times.push(start.elapsed());
            let is_there = answer.starts_with("HTTP/1.1 200") && answer.contains(&format!("Versie {version}."));
            assert_eq!(is_there, text.is_some(), "{}: {}", change.name, answer.lines().next().unwrap_or_default());
        }
    }
    times.into_iter().map(middle).collect()
}

/// From the moment that a file is saved until a frame with the new text was painted, by the clock that both share.
fn painted(browser: &mut Browser, site: &SourceTree) -> Duration {
    let server = Server::start(site);
    browser.go(&server.url(&page_of_buurt(3)));
    browser.run("return new Promise((done) => setTimeout(done, 500))");
    let change = &CHANGES[0];
    let times = (1..=ROUNDS).map(|version| {
        browser.run(&format!(
            "window.painted = new Promise((done) => {{ const look = () => \
             document.querySelector('main').textContent.includes('Versie {version}.') \
             ? requestAnimationFrame(() => {{ const channel = new MessageChannel(); \
               channel.port1.onmessage = () => done(performance.timeOrigin + performance.now()); channel.port2.postMessage(0); }}) \
             : requestAnimationFrame(look); look(); }}); return null"
        ));
        let (path, text) = (change.write)(site, version);
        let saved = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
        server.write(&path, &text.unwrap_or_default());
        let painted = browser.run("return window.painted").as_f64().expect("a time");
        Duration::from_secs_f64(painted / 1000.0).saturating_sub(saved)
    });
    middle(times.collect())
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// A row per change, a column per size, and how much more the largest takes than the smallest.
fn print(sizes: &[usize], names: &[&str], columns: &[Vec<Duration>]) {
    let heads: Vec<String> = sizes.iter().map(|size| format!("{size} pages")).collect();
    println!("| what | {} | growth |", heads.join(" | "));
    println!("|---|{}---:|", "---:|".repeat(sizes.len()));
    for (row, name) in names.iter().enumerate() {
        let times: Vec<f64> = columns.iter().map(|column| column[row].as_secs_f64() * 1000.0).collect();
        let cells: Vec<String> = times.iter().map(|time| format!("{time:.1}")).collect();
        let growth = times.last().zip(times.first()).map_or(1.0, |(last, first)| last / first);
        println!("| {name} | {} | {growth:.0} × |", cells.join(" | "));
    }
}
