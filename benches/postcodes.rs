//! The addresses of the whole country, in the form of the file of Statistics Netherlands: `wijkwijzer postcodes` as a whole program beside
//! what duckdb takes to select the same rows of one municipality from the same CSV, without its start, on two threads; and all postcodes of
//! the country, from that file in `content/`, beside reading it once.
//!
//! `cargo bench --bench postcodes` prints one table. It needs `python3` with `venv`, and gets duckdb. The addresses are invented.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark measures and prints")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// How often each is measured. An odd number has a middle.
const ROUNDS: usize = 5;
/// How many addresses there are, in how many postcodes, municipalities and buurten: about as in the Netherlands.
const ADRESSEN: u32 = 8_000_000;
const POSTCODES: u32 = 460_000;
const GEMEENTEN: u32 = 342;
const BUURTEN: u32 = 42;
/// That of the shipped site.
const OURS: u32 = 400;
const DUCKDB: &str = "duckdb==2.0.1";

/// Selects the rows of a municipality, and says how long that took.
const SELECT: &str = r#"
import sys, time
import duckdb
file, out = sys.argv[1:]
duckdb.sql("SET threads = 2")
columns = "{'PC6': 'VARCHAR', 'Huisnummer': 'INTEGER', 'Buurt2025': 'VARCHAR', 'Wijk2025': 'VARCHAR', 'Gemeente2025': 'VARCHAR'}"
start = time.perf_counter()
duckdb.sql(f"""COPY (SELECT PC6, Huisnummer, Buurt2025 FROM read_csv('{file}', delim=';', header=true, columns={columns})
    WHERE Gemeente2025 = '400') TO '{out}' (HEADER, DELIMITER ';')""")
print(time.perf_counter() - start)
"#;

fn main() {
    let place = Path::new("/dev/shm");
    let folder = if place.is_dir() { tempfile::tempdir_in(place) } else { tempfile::tempdir() }.expect("a folder");
    let at = folder.path();
    let python = python();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = at.join("pc6hnr20250801_gwb.csv");
    make(&file);
    let megabytes = fs::metadata(&file).expect("a file").len() / 1_000_000;
    let (site, country) = (at.join("gemeente"), at.join("land"));
    project(root, &site, true);
    project(root, &country, false);
    fs::create_dir_all(country.join("content/postcodes")).expect("a folder");
    fs::copy(&file, country.join("content/postcodes/pc6hnr2025.csv")).expect("a copy");
    let mut times: [Vec<f64>; 4] = Default::default();
    let mut memory: [u64; 2] = [0, 0];
    for _ in 0..ROUNDS {
        let said = Command::new(&python).args(["-c", SELECT]).arg(&file).arg(at.join("duckdb.csv")).output();
        let said = said.expect("python");
        let text = String::from_utf8_lossy(&said.stdout);
        let seconds = text.trim().parse().unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&said.stderr)));
        times[0].push(seconds);
        let _ = fs::remove_dir_all(site.join("content/postcodes"));
        let (seconds, most) = run(&["postcodes"], Some(&file), &site);
        times[1].push(seconds);
        memory[0] = memory[0].max(most);
        times[2].push(read_once(&file));
        let (seconds, most) = run(&["check"], None, &country);
        times[3].push(seconds);
        memory[1] = memory[1].max(most);
    }
    same(&at.join("duckdb.csv"), &site.join("content/postcodes/cbs-2025.csv"));
    let [theirs, ours, once, whole] = times.map(|mut times| {
        times.sort_unstable_by(f64::total_cmp);
        times[times.len() / 2]
    });
    println!("{ADRESSEN} rows, {megabytes} MB\n\n| what | s | | MiB |\n|---|---:|---:|---:|");
    println!("| duckdb: the rows of one municipality | {theirs:.3} | | |");
    println!(
        "| `wijkwijzer postcodes`, the whole program | {ours:.3} | {:.2} × duckdb | {} |",
        ours / theirs,
        memory[0]
    );
    println!("| reading the file once, 64 kB at a time | {once:.3} | | |");
    println!(
        "| `check` with the file in `content/`, the whole program | {whole:.3} | {:.1} × reading | {} |",
        whole / once,
        memory[1]
    );
}

/// How long a whole program takes, and how many MiB it has at most.
fn run(words: &[&str], file: Option<&Path>, project: &Path) -> (f64, u64) {
    let start = Instant::now();
    let mut program = Command::new("/usr/bin/time");
    program
        .args(["-f", "%M"])
        .arg(env!("CARGO_BIN_EXE_wijkwijzer"))
        .args(words)
        .args(file)
        .arg("--project")
        .arg(project);
    let said = program.stdout(Stdio::null()).stderr(Stdio::piped()).output().expect("/usr/bin/time");
    let taken = start.elapsed().as_secs_f64();
    let text = String::from_utf8_lossy(&said.stderr);
    assert!(said.status.success(), "{text}");
    let kilobytes: u64 = text.lines().last().and_then(|line| line.trim().parse().ok()).expect("a number");
    (taken, kilobytes / 1024)
}

fn read_once(file: &Path) -> f64 {
    let (start, mut piece) = (Instant::now(), vec![0; 64 * 1024]);
    let mut file = fs::File::open(file).expect("the file");
    while file.read(&mut piece).expect("a piece") > 0 {}
    start.elapsed().as_secs_f64()
}

/// The same addresses are in both: every one that duckdb found lies in a stretch of ours, in the same buurt.
fn same(theirs: &Path, ours: &Path) {
    let cut = fs::read_to_string(ours).expect("what was cut out");
    let mut places = std::collections::HashMap::<(String, u32), String>::new();
    let mut whole = std::collections::HashMap::<String, String>::new();
    for row in cut.lines().skip(1) {
        let [postcode, nummers, buurt] = row.split(';').collect::<Vec<_>>()[..] else { panic!("{row}") };
        let postcode = postcode.replace(' ', "");
        if nummers.is_empty() {
            whole.insert(postcode, buurt.to_owned());
            continue;
        }
        for part in nummers.split(", ") {
            let (range, side) = part.split_once(' ').unwrap_or((part, ""));
            let (from, to) = range.split_once('-').unwrap_or((range, range));
            let step = if side.is_empty() { 1 } else { 2 };
            let (from, to): (u32, u32) = (from.parse().expect("a number"), to.parse().expect("a number"));
            places.extend((from..=to).step_by(step).map(|nr| ((postcode.clone(), nr), buurt.to_owned())));
        }
    }
    let selected = fs::read_to_string(theirs).expect("what duckdb selected");
    for row in selected.lines().skip(1) {
        let [postcode, nummer, buurt] = row.split(';').collect::<Vec<_>>()[..] else { panic!("{row}") };
        let key = (postcode.to_owned(), nummer.parse().expect("a number"));
        let found = places.get(&key).or_else(|| whole.get(postcode));
        assert_eq!(found, Some(&format!("BU{buurt:0>8}")), "{row}");
    }
    assert!(selected.lines().count() > 10_000);
}

/// Every address in the country, in order of postcode; one in thirty postcodes lies in two buurten.
fn make(file: &Path) {
    let mut out = BufWriter::new(fs::File::create(file).expect("a file"));
    out.write_all(b"PC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025\n").expect("a disk with room");
    let per_postcode = ADRESSEN / POSTCODES;
    let mut row = String::new();
    for postcode in 0..POSTCODES {
        // Some 115 pairs of letters for each four digits.
        let (digits, pair) = (1000 + postcode / 115 * 2, postcode % 115 * 3);
        let letter = |nr: u32| char::from(b'A' + u8::try_from(nr % 26).expect("a letter"));
        let name = format!("{digits}{}{}", letter(pair / 26), letter(pair));
        let gemeente = OURS - GEMEENTEN / 2 + postcode * GEMEENTEN / POSTCODES;
        let buurt = postcode * 7 / 5 % BUURTEN;
        let more = ADRESSEN % POSTCODES * (postcode + 1) / POSTCODES > ADRESSEN % POSTCODES * postcode / POSTCODES;
        for nr in 0..per_postcode + u32::from(more) {
            let buurt = if postcode % 30 == 0 && nr % 2 == 1 { (buurt + 1) % BUURTEN } else { buurt };
            row.clear();
            let wijk = format!("{gemeente}{:02}", buurt / 5);
            writeln!(row, "{name};{};{wijk}{buurt:02};{wijk};{gemeente}", 1 + nr * 2 / 3 * 2 + nr % 2).expect("a text");
            out.write_all(row.as_bytes()).expect("a disk with room");
        }
    }
    out.flush().expect("a disk with room");
}

/// The shipped site of a municipality, or a site of the whole country: one wijk in each municipality, with all its buurten.
fn project(root: &Path, to: &Path, is_shipped: bool) {
    copy(&root.join("themes"), &to.join("themes")).expect("a copy");
    copy(&root.join("content"), &to.join("content")).expect("a copy");
    if is_shipped {
        return;
    }
    let content = to.join("content");
    for folder in [
        "gebieden",
        "wijken",
        "buurten",
        "hubs",
        "spreekuren",
        "kengetallen",
        "wijkmanagers",
        "nieuws",
        "vragen",
        "tijdlijn",
        "documenten",
        "paginas",
    ] {
        let _ = fs::remove_dir_all(content.join(folder));
    }
    for folder in ["gebieden", "wijken"] {
        fs::create_dir_all(content.join(folder)).expect("a folder");
    }
    for page in ["index.md", "404.md", "data.md", "privacy.md", "toegankelijkheid.md"] {
        let _ = fs::remove_file(content.join(page));
    }
    let site = "naam: Land\ngemeente: Land\nsamenvatting: Een verzonnen land.\ngewijzigd: 2026-01-01\nthema: kust\n\
        contactpersoon: {enkelvoud: wijkmanager, meervoud: wijkmanagers}\n\
        contact: {naam: Gemeente Land, telefoon: \"14 0999\", website: https://www.land.example}\n\
        navigatie: []\ntoegankelijkheid: {status: onbekend}\n";
    fs::write(content.join("site.yaml"), site).expect("a file");
    let mut areas = "code;naam\n".to_owned();
    for gemeente in OURS - GEMEENTEN / 2..=OURS + GEMEENTEN / 2 {
        for buurt in 0..BUURTEN {
            writeln!(areas, "BU{gemeente:04}{:02}{buurt:02};Buurt {gemeente} {buurt}", buurt / 5).expect("a text");
        }
        let parts: Vec<String> = (0..=(BUURTEN - 1) / 5).map(|wijk| format!("WK{gemeente:04}{wijk:02}")).collect();
        let text = format!(
            "---\nnaam: Wijk {gemeente}\nsamenvatting: Een verzonnen wijk.\nbuurten: [{}]\n---\n\nEen verzonnen wijk.\n",
            parts.join(", ")
        );
        fs::write(content.join(format!("wijken/wijk-{gemeente}.md")), text).expect("a file");
    }
    fs::write(content.join("gebieden/land.csv"), areas).expect("a file");
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

fn python() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("duckdb");
    let python = folder.join("bin/python");
    let has = Command::new(&python).args(["-c", "import duckdb"]).stderr(Stdio::null()).status();
    if !has.is_ok_and(|it| it.success()) {
        let made = Command::new("python3").args(["-m", "venv"]).arg(&folder).status();
        assert!(made.is_ok_and(|it| it.success()), "python3 with venv is needed (on Debian: apt install python3-venv)");
        let got = Command::new(&python).args(["-m", "pip", "install", "--quiet", DUCKDB]).status();
        assert!(got.is_ok_and(|it| it.success()), "duckdb cannot be got");
    }
    python
}
