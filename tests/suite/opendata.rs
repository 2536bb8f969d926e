//! Open data: what programs of others read in it, and whether that is what pages say.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::sync::LazyLock;

use scraper::{Html, Selector};
use serde_json::{Map, Value};
use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::source::{Source, SourcePath, SourceTree};

use super::npm;
use super::project::{publishable, second, shipped};

type Rows = Vec<Map<String, Value>>;

/// A municipality that gives its data away.
fn generous() -> SourceTree {
    let mut sources = second();
    let page = "---\ntitel: Open data\nsamenvatting: Alles als tabel.\n---\n";
    sources.insert(SourcePath::new("content/data.md"), Source::new(page.as_bytes().to_vec()));
    sources
}

fn text(tree: &Tree, path: &str) -> String {
    let bytes = tree.get(&OutputPath::new(path)).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn json(tree: &Tree, name: &str) -> Rows {
    serde_json::from_str(&text(tree, &format!("data/{name}.json"))).expect("rows")
}

/// The tables as a reader of data packages has them, after it held every value against its stated type and every key against the others.
fn read(tree: &Tree) -> BTreeMap<String, Rows> {
    static TOOLS: LazyLock<std::path::PathBuf> =
        LazyLock::new(|| npm::fetched("tests/opendata", "target/tools-opendata"));
    let folder = tempfile::tempdir().expect("a folder");
    for (path, bytes) in tree.iter().filter(|(path, _)| path.as_str().starts_with("data/")) {
        let file = folder.path().join(path.as_str());
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, bytes).expect("a file");
    }
    let read =
        Command::new("node").arg(TOOLS.join("read.mjs")).arg(folder.path().join("data/datapackage.json")).output();
    let read = read.expect("een lezer van open data heeft node nodig: apt-get install nodejs npm");
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    serde_json::from_slice(&read.stdout).expect("tables")
}

#[test]
fn programs_of_others_read_what_is_there() {
    for sources in [shipped(), generous()] {
        let tree = publishable(&sources);
        let tables = read(&tree);
        assert_eq!(tables.len(), 10);
        assert!(["wijken", "buurten", "cijfers", "bronnen"].iter().all(|name| !tables[*name].is_empty()));
        for (name, rows) in tables {
            let ours = json(&tree, &name);
            assert_eq!(rows.len(), ours.len(), "{name}");
            for (theirs, ours) in rows.iter().zip(&ours) {
                for (key, value) in ours {
                    let read = theirs[key].as_str().unwrap_or_default();
                    match value {
                        Value::Null => assert_eq!(read, "", "{name}.{key}"),
                        Value::Number(number) => assert_eq!(read.parse().ok(), number.as_f64(), "{name}.{key}"),
                        Value::Bool(it) => assert_eq!(read, it.to_string(), "{name}.{key}"),
                        other => assert_eq!(Some(read), other.as_str(), "{name}.{key}"),
                    }
                }
            }
        }
    }
}

#[test]
fn figures_are_those_of_the_pages() {
    let tree = publishable(&shipped());
    let page = Html::parse_document(&text(&tree, "kengetallen/index.html"));
    let cell = Selector::parse("td").expect("a selector");
    let cells: Vec<String> = page.select(&cell).map(|cell| cell.text().collect()).collect();
    let known: Vec<_> = json(&tree, "cijfers").into_iter().filter(|row| row["soort_gebied"] == "wijk").collect();
    assert!(known.len() > 20);
    for row in known {
        let number = row["waarde"].as_i64().expect("whole numbers in the shipped site");
        let digits = number.to_string();
        let in_threes = digits.as_bytes().rchunks(3).rev().map(|it| std::str::from_utf8(it).expect("digits"));
        let shown = in_threes.collect::<Vec<_>>().join(".");
        assert!(cells.iter().any(|cell| cell.split_whitespace().any(|word| word == shown)), "{row:?}");
    }
}

#[test]
fn what_is_unknown_is_empty_and_never_nought() {
    let tree = publishable(&generous());
    let rows = json(&tree, "cijfers");
    let of = |gebied: &str| {
        let is_meant = |row: &&Map<String, Value>| row["gebied_naam"] == gebied && row["onderwerp"] == "speeltuinen";
        rows.iter().find(is_meant).unwrap_or_else(|| panic!("{gebied}"))["waarde"].clone()
    };
    assert_eq!((of("Mariëndal"), of("’t Horntje")), (Value::from(2), Value::Null));
    let csv = text(&tree, "data/cijfers.csv");
    let line = csv.lines().find(|line| line.contains("t Horntje,speeltuinen")).expect("a row");
    assert!(line.ends_with(",aantal,,"), "{line}");
}

#[test]
fn nobody_gives_data_away_without_having_said_so() {
    let tree = publishable(&second());
    assert!(tree.iter().all(|(path, _)| !path.as_str().starts_with("data/")));
}
