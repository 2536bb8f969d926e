//! Figures of the whole country, as files of CBS have them: how long it takes to read a file and to choose what is of one municipality, here and
//! with pandas, neither with its start; and `wijkwijzer cijfers` as a whole program, which reads the project first.
//!
//! `cargo bench --bench cijfers` prints one table. It needs `python3` with `venv`, and gets pandas. The figures are invented; the columns of the
//! file of OData are those of table 85984NED, which are in `tests/bestanden`.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark measures and prints")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wijkwijzer::cijfers::{Aanvraag, neem_over};
use wijkwijzer::source::SourceTree;

/// How often each is measured. An odd number has a middle.
const ROUNDS: usize = 5;
/// How many municipalities there are, with wijken and buurten about as in the Netherlands.
const GEMEENTEN: usize = 342;
/// That of the shipped site.
const OURS: usize = 400;
const PANDAS: [&str; 2] = ["pandas==2.3.3", "openpyxl==3.1.5"];

/// Reads and keeps, and says how long that took.
const SCRIPT: &str = r#"
import sys, time
import pandas
kind, file = sys.argv[1:]
column = {"odata": "WijkenEnBuurten", "xlsx": "gwb_code"}.get(kind, "Regiocode (gemeente, wijk, buurt) (code)")
start = time.perf_counter()
if kind == "xlsx":
    sheet = pandas.read_excel(file)
else:
    sheet = pandas.read_csv(file, sep="," if kind == "odata" else ";")
kept = sheet[sheet[column].str.strip().str[2:6] == "0400"]
print(time.perf_counter() - start)
assert len(kept) > 40, len(kept)
"#;

/// Makes a workbook of what has the codes of OData.
const WORKBOOK: &str = r#"
import sys
import pandas
sheet = pandas.read_csv(sys.argv[1]).iloc[:, :40].rename(columns={"WijkenEnBuurten": "gwb_code", "AantalInwoners_5": "a_inw"})
sheet.to_excel(sys.argv[2], index=False)
"#;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let python = python();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let odata = folder.path().join("85984NED_2024.csv");
    fs::write(&odata, of_odata(&root.join("tests/bestanden/cbs_odata_85984NED_DataProperties.json"))).expect("a file");
    let statline = folder.path().join("statline.csv");
    fs::write(&statline, of_statline()).expect("a file");
    let workbook = folder.path().join("kwb-2024.xlsx");
    let made = Command::new(&python).args(["-c", WORKBOOK]).args([&odata, &workbook]).status();
    assert!(made.expect("python").success(), "no workbook");
    let project = wijkwijzer::disk::read(root).expect("a project");
    println!(
        "| file | MB | pandas (ms) | ours (ms) | pandas / ours | whole program (ms) |\n|---|---:|---:|---:|---:|---:|"
    );
    for (kind, file) in [("odata", &odata), ("statline", &statline), ("xlsx", &workbook)] {
        let (mut theirs, mut ours, mut whole) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let said = Command::new(&python).args(["-c", SCRIPT, kind]).arg(file).output().expect("python");
            let text = String::from_utf8_lossy(&said.stdout);
            theirs.push(
                text.trim().parse::<f64>().unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&said.stderr))),
            );
            ours.push(read(file, &project).as_secs_f64());
            whole.push(taken(root, file).as_secs_f64());
        }
        let size = fs::metadata(file).expect("a file").len() / 1_000_000;
        let (theirs, ours, whole) = (middle(&mut theirs), middle(&mut ours), middle(&mut whole));
        println!(
            "| {kind} | {size} | {:.0} | {:.1} | {:.1} × | {:.1} |",
            theirs * 1e3,
            ours * 1e3,
            theirs / ours,
            whole * 1e3
        );
    }
}

/// How long it takes to read a file and to make of it what would be written.
fn read(file: &Path, project: &SourceTree) -> Duration {
    let start = Instant::now();
    let bytes = fs::read(file).expect("a file");
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let aanvraag = Aanvraag {
        bestanden: vec![(name, bytes)],
        bron: Some("Verzonnen".to_owned()),
        licentie: Some("CC0".to_owned()),
        ..Aanvraag::default()
    };
    let uitslag = neem_over(&aanvraag, project);
    let taken = start.elapsed();
    assert!(!uitslag.geweigerd && uitslag.geschreven.len() > 1, "{}", uitslag.verslag);
    taken
}

/// How long the whole program takes to say what it would write.
fn taken(root: &Path, file: &Path) -> Duration {
    let start = Instant::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"));
    let program = program
        .args(["cijfers", "--droog", "--bron", "Verzonnen", "--licentie", "CC0", "--project"])
        .arg(root)
        .arg(file);
    let said = program.stderr(Stdio::piped()).output().expect("the program");
    let taken = start.elapsed();
    assert!(
        said.status.success(),
        "{}{}",
        String::from_utf8_lossy(&said.stdout),
        String::from_utf8_lossy(&said.stderr)
    );
    taken
}

fn middle(times: &mut [f64]) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The codes of all areas: of each municipality ten wijken, with four or five buurten each.
fn codes() -> impl Iterator<Item = String> {
    (0..GEMEENTEN).map(|nr| nr + OURS - GEMEENTEN / 2).flat_map(|gemeente| {
        let wijken = (0..10).flat_map(move |wijk| {
            let buurten = (0..4 + wijk % 2).map(move |buurt| format!("BU{gemeente:04}{wijk:02}{buurt:02}"));
            std::iter::once(format!("WK{gemeente:04}{wijk:02}")).chain(buurten)
        });
        std::iter::once(format!("GM{gemeente:04}")).chain(wijken)
    })
}

/// All topics of table 85984NED, as OData gives them.
fn of_odata(properties: &Path) -> String {
    let properties: serde_json::Value =
        serde_json::from_slice(&fs::read(properties).expect("a file")).expect("the properties of a table");
    let topics = properties.as_array().into_iter().flatten().filter(|it| it["Type"] == "Topic");
    // The first four are words about the area.
    let topics: Vec<(&str, bool)> =
        topics.filter_map(|it| Some((it["Key"].as_str()?, it["Decimals"] == 1))).skip(4).collect();
    let keys: Vec<&str> = topics.iter().map(|(key, _)| *key).collect();
    let mut text = format!("WijkenEnBuurten,{}\n", keys.join(","));
    for (row, code) in codes().enumerate() {
        text.push_str(&code);
        for (nr, (_, has_decimals)) in topics.iter().enumerate() {
            let _ = write!(text, ",{}", (row * 31 + nr * 7) % 100);
            if *has_decimals {
                let _ = write!(text, ".{}", row % 10);
            }
        }
        text.push('\n');
    }
    text
}

/// Quotes, padded codes and figures, names: a sheet of StatLine.
fn of_statline() -> String {
    let mut text = "\u{feff}\"Perioden\";\"Wijken en buurten\";\"Regiocode (gemeente, wijk, buurt) (code)\";\"Particuliere huishoudens (Aantal)\";\
        \"Opleidingsniveau/Laag/Waarde (%)\";\"Opleidingsniveau/Middelbaar/Waarde (%)\";\"Opleidingsniveau/Hoog/Waarde (%)\"\n"
        .to_owned();
    for (row, code) in codes().enumerate() {
        let _ = write!(text, "\"2019\";\"Gebied {row}\";\"{code:<10}\";\"{:>8}\"", row % 900 * 10);
        for nr in 0..3 {
            let _ = write!(text, ";\"{:>6}.{}\"", (row + nr * 17) % 60, row % 10);
        }
        text.push('\n');
    }
    text
}

/// Python with pandas, got once.
fn python() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pandas");
    let python = folder.join("bin/python");
    let has = Command::new(&python).args(["-c", "import pandas, openpyxl"]).stderr(Stdio::null()).status();
    if !has.is_ok_and(|it| it.success()) {
        let made = Command::new("python3").args(["-m", "venv"]).arg(&folder).status();
        assert!(made.is_ok_and(|it| it.success()), "python3 with venv is needed (on Debian: apt install python3-venv)");
        let got = Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PANDAS).status();
        assert!(got.is_ok_and(|it| it.success()), "pandas cannot be got");
    }
    python
}
