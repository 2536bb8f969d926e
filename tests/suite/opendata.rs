//! Open data: what programs of others read in it, and whether that is what pages say.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use scraper::{Html, Selector};
use serde_json::{Map, Value};
use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::source::{Source, SourcePath, SourceTree};

use super::kaart::ermelo;
use super::npm;
use super::project::{publishable, repository, second, shipped, with_shipped_theme};

type Rows = Vec<Map<String, Value>>;

/// Readers and judges of others, got once for all tests.
pub(crate) static TOOLS: LazyLock<PathBuf> = LazyLock::new(|| npm::fetched("tests/opendata", "target/tools-opendata"));

/// A municipality that gives its data away, without saying how they may be used.
fn generous(sources: SourceTree) -> SourceTree {
    with_page(sources, "")
}

fn with_page(mut sources: SourceTree, keys: &str) -> SourceTree {
    let page = format!("---\ntitel: Open data\nsamenvatting: Alles als tabel.\n{keys}---\n");
    sources.insert(SourcePath::new("content/data.md"), Source::new(page.into_bytes()));
    sources
}

fn text(tree: &Tree, path: &str) -> String {
    let bytes = tree.get(&OutputPath::new(path)).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn json(tree: &Tree, name: &str) -> Rows {
    serde_json::from_str(&text(tree, &format!("data/{name}.json"))).expect("rows")
}

/// The open data of a site in a folder of its own.
fn written(tree: &Tree) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, bytes) in tree.iter().filter(|(path, _)| path.as_str().starts_with("data/")) {
        let file = folder.path().join(path.as_str());
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, bytes).expect("a file");
    }
    folder
}

/// What a program of others says of these files.
pub(crate) fn told(program: &str, files: &[PathBuf]) -> Value {
    let told = Command::new("node").arg(TOOLS.join(program)).args(files).output();
    let told = told.expect("lezers van open data hebben node nodig: apt-get install nodejs npm");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    serde_json::from_slice(&told.stdout).expect("JSON")
}

/// The tables as a reader of data packages has them, after it held every value against its stated type and every key against the others.
fn read(tree: &Tree) -> BTreeMap<String, Rows> {
    let folder = written(tree);
    serde_json::from_value(told("read.mjs", &[folder.path().join("data/datapackage.json")])).expect("tables")
}

/// The maps of a site, judged by others.
fn judged(tree: &Tree) -> Map<String, Value> {
    let folder = written(tree);
    let all = fs::read_dir(folder.path().join("data")).expect("a folder").map(|it| it.expect("a file").path());
    let maps: Vec<PathBuf> = all.filter(|path| path.extension().is_some_and(|it| it == "geojson")).collect();
    serde_json::from_value(told("kaart.mjs", &maps)).expect("maps")
}

#[test]
fn programs_of_others_read_what_is_there() {
    for (sources, number) in [(shipped(), 11), (generous(second()), 12)] {
        let tree = publishable(&sources);
        let tables = read(&tree);
        assert_eq!(tables.len(), number);
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
    let tree = publishable(&generous(second()));
    let rows = json(&tree, "cijfers");
    let of = |gebied: &str| {
        let is_meant = |row: &&Map<String, Value>| row["gebied_naam"] == gebied && row["onderwerp"] == "speeltuinen";
        rows.iter().find(is_meant).unwrap_or_else(|| panic!("{gebied}"))["waarde"].clone()
    };
    assert_eq!((of("Mariëndal"), of("’t Horntje")), (Value::from(2), Value::Null));
    let csv = text(&tree, "data/cijfers.csv");
    let line = csv.lines().find(|line| line.contains("t Horntje,speeltuinen")).expect("a row");
    assert!(line.ends_with(",aantal,,,1"), "{line}");
}

#[test]
fn maps_are_what_programs_of_others_take() {
    let small = with_shipped_theme(&repository().join("tests/cases/kaart/in"));
    for (sources, maps) in [
        (shipped(), &["buurten", "wijken"][..]),
        (generous(ermelo()), &["buurten", "wijken"]),
        (generous(small), &["buurten", "hubs", "spreekuren", "wijken"]),
    ] {
        let tree = publishable(&sources);
        let judged = judged(&tree);
        assert_eq!(judged.keys().map(|it| it.trim_end_matches(".geojson")).collect::<Vec<_>>(), maps);
        for (name, told) in &judged {
            assert_eq!(told["faults"], Value::Array(Vec::new()), "{name}");
            let is_sound = told["overlaps"] == Value::Array(Vec::new());
            assert!(is_sound || name == "buurten.geojson" && maps.len() == 2, "{name}: {told}");
            // The same rows under the same names, but for those that lie nowhere.
            let map: Value = serde_json::from_str(&text(&tree, &format!("data/{name}"))).expect("JSON");
            let features = map["features"].as_array().expect("features");
            let rows = json(&tree, name.trim_end_matches(".geojson"));
            assert!(!features.is_empty());
            for feature in features {
                let row = rows.iter().find(|row| *row.values().next().expect("an id") == feature["id"]).expect("a row");
                let columns = feature["properties"].as_object().expect("columns");
                assert!(columns.iter().all(|(column, value)| row[column] == *value), "{feature}");
            }
        }
    }
    // The boundaries are those of the files, as far as somebody else can tell, with what is wrong in these.
    let (buurten, wijken) = ("cbs-buurten-2022.geojson", "cbs_wijken_2022_den_helder_wgs84.geojson");
    let files = [format!("content/gebieden/{buurten}"), format!("tests/bestanden/{wijken}")];
    let source = told("kaart.mjs", &files.map(|file| repository().join(file)));
    let ours = Value::Object(judged(&publishable(&shipped())));
    let area = |of: &Value| of["area"].as_f64().expect("an area");
    let difference = area(&ours["wijken.geojson"]) / area(&source[wijken]) - 1.0;
    assert!(difference.abs() < 1e-5, "{difference}");
    assert_eq!(ours["buurten.geojson"]["overlaps"], source[buurten]["overlaps"]);
}

#[test]
fn places_are_where_the_editor_put_them() {
    let tree = publishable(&generous(with_shipped_theme(&repository().join("tests/cases/kaart/in"))));
    let judged = judged(&tree);
    let rows = json(&tree, "spreekuren");
    let row = rows.iter().find(|row| row["id"] == "rand").expect("a spreekuur");
    let [east, north] =
        [0, 1].map(|axis| judged["spreekuren.geojson"]["points"]["rand"][axis].as_f64().expect("degrees"));
    // In the file: 52,949 4,732.
    assert!((north - 52.949).abs() < 1e-5 && (east - 4.732).abs() < 1e-5, "{north} {east}");
    assert_eq!((row["breedtegraad"].as_f64(), row["lengtegraad"].as_f64()), (Some(north), Some(east)));
}

#[test]
fn a_judge_of_maps_sees_what_is_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let square = "[[4,52],[5,52],[5,53],[4,53],[4,52]]";
    let feature = |id: &str, ring: &str| {
        format!(
            r#"{{"type":"Feature","id":{id},"properties":{{}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}"#
        )
    };
    let wrong = [
        ("winding", feature("\"a\"", "[[4,52],[4,53],[5,53],[5,52],[4,52]]"), "right-hand rule"),
        ("open", feature("\"a\"", "[[4,52],[5,52],[5,53],[4,53]]"), "closed"),
        ("crossing", feature("\"a\"", "[[4,52],[5,53],[5,52],[4,52.5],[4,52]]"), "Self-intersection"),
        ("twice", [feature("\"a\"", square), feature("\"a\"", square)].join(","), "id a"),
        ("number", feature("7", square), "id 7"),
        ("overlap", [feature("\"a\"", square), feature("\"b\"", square)].join(","), "a lies in b"),
    ];
    for (name, features, fault) in wrong {
        let file = folder.path().join(name);
        fs::write(&file, format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)).expect("a file");
        let told = told("kaart.mjs", &[file])[name].to_string();
        assert!(told.contains(fault), "{name}: {told}");
    }
}

/// A catalogue as a program of others reads it; nothing may be wrong with it.
fn catalogue(tree: &Tree) -> Value {
    let folder = written(tree);
    let told = told("dcat.mjs", &[folder.path().join("data/dcat.jsonld")]);
    assert_eq!(told["faults"], Value::Array(Vec::new()));
    told["datasets"].clone()
}

#[test]
fn a_register_of_open_data_takes_the_catalogue() {
    let (cc0, by) = ("publicdomain/zero/1.0/deed.nl", "licenses/by/4.0/deed.nl");
    let small = with_shipped_theme(&repository().join("tests/cases/kaart/in"));
    for (sources, base, datasets) in [
        (shipped(), "https://wijken-den-helder.example/", 9),
        (second(), "https://voorbeeldstad.example/buurten/", 12),
        (small, "https://proef.example/", 5),
    ] {
        let tree = publishable(&with_page(sources, "licentie: CC0\n"));
        let catalogue = catalogue(&tree);
        let catalogue = catalogue.as_object().expect("datasets");
        assert_eq!(catalogue.len(), datasets, "{:?}", catalogue.keys());
        for (title, forms) in catalogue {
            let forms = forms.as_array().expect("forms");
            assert!(forms.len() >= 3, "{title}");
            for form in forms {
                let word = |key: &str| form[key].as_str().expect("a text");
                let address = word("url").strip_prefix(base).unwrap_or_else(|| panic!("{form}"));
                let bytes = text(&tree, address);
                assert!(!bytes.is_empty());
                let (media, license) = match address.rsplit_once('.').expect("an end").1 {
                    "geojson" if form["rights"] != Value::Array(Vec::new()) => ("application/geo+json", by),
                    "geojson" => ("application/geo+json", cc0),
                    "json" => ("application/json", cc0),
                    _ => ("text/csv", cc0),
                };
                // Figures of Statistics Netherlands stay theirs.
                let is_cbs = title.starts_with("Cijfers") && bytes.contains("cbs-2024");
                assert_eq!(
                    (word("media"), word("license")),
                    (media, &*format!("http://creativecommons.org/{}", if is_cbs { by } else { license }))
                );
            }
        }
    }
}

#[test]
fn what_has_no_known_licence_is_not_in_the_catalogue() {
    let of = |sources: &SourceTree| {
        let catalogue = catalogue(&publishable(sources));
        catalogue.as_object().expect("datasets").keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(of(&shipped()), ["Cijfers (gemeente Den Helder)"]);
    let other = |from: &str, to: &str| {
        let (mut sources, path) = (generous(second()), SourcePath::new("content/kengetallen/tellingen.yaml"));
        let text = sources.text(&path).replace(from, to);
        sources.insert(path, Source::new(text.into_bytes()));
        sources
    };
    assert_eq!(of(&other("", "")), ["Cijfers (gemeente Voorbeeldstad)"]);
    let without = publishable(&other("CC0", "zoals het CBS zegt"));
    assert!(without.get(&OutputPath::new("data/dcat.jsonld")).is_none());
    assert!(!text(&without, "data/index.html").contains("dcat"));
}

#[test]
fn a_register_sees_what_is_wrong() {
    let right = text(&publishable(&shipped()), "data/dcat.jsonld");
    let folder = tempfile::tempdir().expect("a folder");
    for (from, to, fault) in [
        ("\"dct:identifier\"", "\"dct:other\"", "identifier 0 times"),
        ("/licenses/by/4.0/deed.nl", "/licenses/by/3.0/", "license http"),
        ("data-theme/", "thema/", "theme http"),
        ("\"@language\": \"nl\"", "\"@language\": \"en\"", "title"),
        ("\"foaf:Agent\"", "\"foaf:Organization\"", "publisher"),
        ("https://wijken-den-helder.example/", "", "0 catalogues"),
        ("\"@value\": \"2026-", "\"@value\": \"gisteren-", "modified"),
    ] {
        assert!(right.contains(from), "{from}");
        let file = folder.path().join("dcat.jsonld");
        fs::write(&file, right.replace(from, to)).expect("a file");
        let told = told("dcat.mjs", &[file])["faults"].to_string();
        assert!(told.contains(fault), "{from}: {told}");
    }
}

#[test]
fn nobody_gives_data_away_without_having_said_so() {
    let tree = publishable(&second());
    assert!(tree.iter().all(|(path, _)| !path.as_str().starts_with("data/")));
}
