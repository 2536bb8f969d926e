//! Sitemaps, and what the Woo-index is told, as others read them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::source::{Source, SourcePath, SourceTree};

use super::common::{repository, settings, with_shipped_theme};
use super::{publishable, readers};

/// An address in a sitemap.
#[derive(Debug, Deserialize)]
struct Entry {
    loc: String,
    lastmod: Option<String>,
    #[serde(default)]
    categorieen: Vec<usize>,
}

const BASE: &str = "https://wijken.voorbeeldstad.example/";

/// What a category is called, in the order of their numbers.
const CATEGORIES: [&str; 18] = [
    "wetten en algemeen verbindende voorschriften",
    "overige besluiten van algemene strekking",
    "ontwerpen van wet- en regelgeving met adviesaanvraag",
    "organisatie en werkwijze",
    "bereikbaarheidsgegevens",
    "bij vertegenwoordigende organen ingekomen stukken",
    "vergaderstukken Staten-Generaal",
    "vergaderstukken decentrale overheden",
    "agenda's en besluitenlijsten bestuurscolleges",
    "adviezen",
    "convenanten",
    "jaarplannen en jaarverslagen",
    "subsidieverplichtingen anders dan met beschikking",
    "Woo-verzoeken en -besluiten",
    "onderzoeksrapporten",
    "beschikkingen",
    "klachtoordelen",
    "inspanningsverplichting art 3.1 Woo",
];

fn case(name: &str) -> SourceTree {
    with_shipped_theme(&repository().join("tests/cases").join(name).join("in"))
}

/// The case with a document more.
fn with(mut sources: SourceTree, name: &str, yaml: &str) -> SourceTree {
    sources.insert(SourcePath::new(format!("content/documenten/{name}.yaml")), Source::new(yaml.as_bytes()));
    sources
}

/// The sitemaps of a site, by name.
fn sitemaps(tree: &Tree) -> BTreeMap<String, String> {
    let ours = tree.iter().filter(|(path, _)| path.as_str().split_once('.').is_some_and(|(_, end)| end == "xml"));
    ours.map(|(path, bytes)| (path.to_string(), String::from_utf8(bytes.to_vec()).expect("UTF-8"))).collect()
}

/// What lxml finds in sitemaps, or why it refuses them.
fn read(files: &BTreeMap<String, String>) -> Result<BTreeMap<String, Vec<Entry>>, String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let (python, tools) = readers::tools();
    let out = folder.path().join("gelezen");
    let asked = [folder.path(), Path::new(&settings().today.to_string()), &out].map(Path::to_owned);
    let said = Command::new(python).arg(tools.join("sitemap.py")).args(asked).output().expect("a reader");
    if !said.status.success() {
        return Err(String::from_utf8_lossy(&said.stderr).into_owned());
    }
    Ok(serde_json::from_slice(&fs::read(&out).unwrap()).expect("JSON"))
}

#[test]
fn the_woo_index_finds_every_document_by_its_categories() {
    let mut sources = case("woo");
    for (nr, categorie) in CATEGORIES.iter().enumerate() {
        let yaml = format!(
            "titel: Stuk {nr}\ndatum: 2026-01-{:02}\nsoort: stuk\nbestand: brief.txt\n\
             woo: {{categorie: \"{categorie}\", handeling: vaststelling}}\n",
            nr + 1
        );
        sources = with(sources, &format!("stuk-{nr}"), &yaml);
    }
    let tree = publishable(&sources, &settings());
    let read = read(&sitemaps(&tree)).unwrap();
    let robots = tree.get(&OutputPath::new("robots.txt")).expect("robots.txt");
    let listed: BTreeSet<&str> = std::str::from_utf8(robots)
        .expect("UTF-8")
        .lines()
        .filter_map(|line| line.strip_prefix("Sitemap: ")?.strip_prefix(BASE))
        .collect();
    let indexes: BTreeSet<String> = (1..=18).map(|nr| format!("sitemapindex-diwoo-infocat{nr:03}.xml")).collect();
    let expected = indexes.iter().map(String::as_str).chain(["sitemap.xml"]).collect();
    assert_eq!(listed, expected, "robots.txt lists each index, and nothing else");
    let mut documents = 0;
    for (nr, index) in indexes.iter().enumerate().map(|(place, index)| (place + 1, index)) {
        for part in &read[index] {
            let name = part.loc.strip_prefix(BASE).expect("an address of ours");
            let entries = &read[name];
            let newest = entries.iter().filter_map(|it| it.lastmod.as_ref()).max();
            assert_eq!(part.lastmod.as_ref(), newest, "{name}");
            for entry in entries {
                let file = entry.loc.strip_prefix(BASE).expect("an address of ours");
                assert!(tree.get(&OutputPath::new(file)).is_some(), "{file} is not there");
                assert!(entry.categorieen.contains(&nr));
                documents += 1;
            }
        }
    }
    // One of the case is in two lists.
    assert_eq!(documents, 18 + 3);
    assert_eq!(read.len(), 18 * 2 + 1);
}

#[test]
fn a_long_list_is_cut_in_parts() {
    let mut sources = case("woo");
    for nr in 0..5_001 {
        let file = SourcePath::new(format!("content/documenten/b{nr}.txt"));
        sources.insert(file, Source::new(*b"Verzonnen.\n"));
        let yaml = format!(
            "titel: Stuk {nr}\ndatum: 2026-01-02\nsoort: stuk\nbestand: b{nr}.txt\n\
             woo: {{categorie: beschikkingen, handeling: vaststelling}}\n"
        );
        sources = with(sources, &format!("stuk-{nr}"), &yaml);
    }
    let read = read(&sitemaps(&publishable(&sources, &settings()))).unwrap();
    let count = |nr: usize| read[&format!("sitemap-diwoo-infocat016-{nr}.xml")].len();
    assert_eq!((count(1), count(2), read["sitemapindex-diwoo-infocat016.xml"].len()), (5_000, 1, 2));
}

/// A day to come is no day of change, and what a page shows of others counts.
#[test]
fn days_in_the_sitemap_are_true() {
    let mut sources = case("tweede-gemeente");
    let path = SourcePath::new("content/spreekuren/later.yaml");
    let spreekuur = "wijk: mariendal\nherhaling: elke week\ndag: dinsdag\nvan: \"09:00\"\ntot: \"11:00\"\n\
                     locatie: {naam: Buurthuis, adres: Voorbeeldplein 2, plaats: Voorbeeldstad}\nwaarvoor: Uw vragen\nafspraak: niet nodig\nmet_wie: De gebiedsregisseur\ngewijzigd: DAG\n";
    let mut days = |day: &str| -> BTreeMap<String, Option<String>> {
        sources.insert(path.clone(), Source::new(spreekuur.replace("DAG", day).as_bytes()));
        let tree = publishable(&sources, &settings());
        let read = read(&sitemaps(&tree)).unwrap().remove("sitemap.xml").expect("a sitemap");
        read.into_iter().map(|it| (it.loc.replace("https://voorbeeldstad.example/buurten/", ""), it.lastmod)).collect()
    };
    let (before, after) = (days("2026-11-01"), days("2026-11-22"));
    for page in ["", "wijken/", "wijken/mariendal/", "spreekuren/"] {
        assert_eq!(after[page].as_deref(), Some("2026-11-22"), "/{page} shows when one can walk in");
    }
    assert_eq!(before["privacy/"], after["privacy/"]);
    assert_eq!(after["contact/"].as_deref(), Some("2026-01-02"), "site.yaml says how to reach the municipality");
    // Told as a warning; what is published tomorrow may be written today.
    assert_eq!(days("2026-11-24")["spreekuren/"], None);
}

/// What the calendar brings or takes away changes a page on that day.
#[test]
fn what_comes_and_goes_counts_on_its_day() {
    let days = |files: &[(&str, &str)]| -> BTreeMap<String, Option<String>> {
        let mut sources = case("tweede-gemeente");
        for (path, text) in files {
            sources.insert(SourcePath::new(*path), Source::new(text.as_bytes()));
        }
        let read =
            read(&sitemaps(&publishable(&sources, &settings()))).unwrap().remove("sitemap.xml").expect("a sitemap");
        read.into_iter().map(|it| (it.loc.replace("https://voorbeeldstad.example/buurten/", ""), it.lastmod)).collect()
    };
    let before = days(&[]);
    let news = "---\ntitel: Voorbij\nsamenvatting: Het is voorbij.\ndatum: 2026-11-18\ntot: 2026-11-20\nwijken: [mariendal]\n---\nTekst.\n";
    let after = days(&[("content/nieuws/voorbij.md", news)]);
    for page in ["", "nieuws/", "wijken/mariendal/"] {
        assert_eq!(after[page].as_deref(), Some("2026-11-21"), "/{page} showed it until the day before");
    }
    for page in ["wijken/t-horntje/", "vragen/", "documenten/"] {
        assert_eq!(after.get(page), before.get(page), "/{page} never showed it");
    }
    let question = "---\nvraag: Wat is er nieuw?\npubliceren_van: 2026-11-19\ngewijzigd: 2026-10-01\n---\nDit.\n";
    assert_eq!(days(&[("content/vragen/nieuw.md", question)])["vragen/"].as_deref(), Some("2026-11-19"));
    let question = "---\nvraag: Wat was er?\npubliceren_tot: 2026-11-19\ngewijzigd: 2026-10-01\n---\nDat.\n";
    let other = "---\nvraag: Wat is er?\ngewijzigd: 2026-10-01\n---\nDit.\n";
    let after = days(&[("content/vragen/oud.md", question), ("content/vragen/ander.md", other)]);
    assert_eq!(after["vragen/"].as_deref(), Some("2026-11-20"));
}

/// Whether the checks above see anything: each of these is a mistake of which lxml or the script must tell.
#[test]
fn wrong_sitemaps_are_refused() {
    let files = sitemaps(&publishable(&case("woo"), &settings()));
    for (name, from, to) in [
        ("sitemap-diwoo-infocat011-1.xml", " resource=\"https://identifier.overheid.nl/tooi/id/gemeente/gm9999\"", ""),
        ("sitemap-diwoo-infocat011-1.xml", "gemeente/gm9999", "gemeente/GM9999"),
        ("sitemap-diwoo-infocat011-1.xml", ">convenanten<", ">convenant<"),
        ("sitemap-diwoo-infocat011-1.xml", ">convenanten<", "><"),
        ("sitemap-diwoo-infocat011-1.xml", "c_8fc2335c\">convenanten", "c_99a836c7\">adviezen"),
        ("sitemap-diwoo-infocat011-1.xml", "2026-03-12T00:00:00Z", "2026-03-12"),
        ("sitemap-diwoo-infocat011-1.xml", "2026-03-12T00:00:00Z", "2026-12-12T00:00:00Z"),
        ("sitemap-diwoo-infocat011-1.xml", "ondertekening<", "tekening<"),
        ("sitemap-diwoo-infocat011-1.xml", "http://publications", "https://publications"),
        ("sitemap-diwoo-infocat011-1.xml", "Convenant “veilig wonen” &amp; &lt;rust&gt;", ""),
        ("sitemap-diwoo-infocat011-1.xml", "<lastmod>2026-03-20</lastmod>", "<lastmod>2026-03</lastmod>"),
        ("sitemap.xml", "<lastmod>2026-03-20</lastmod>", "<lastmod>2027-03-20</lastmod>"),
        ("sitemapindex-diwoo-infocat011.xml", "<loc>", "<lastmod>2026-03-20</lastmod><loc>"),
    ] {
        let mut wrong = files.clone();
        let text = wrong.get_mut(name).expect("a file");
        assert!(text.contains(from), "{name} has {from}");
        *text = text.replace(from, to);
        assert!(read(&wrong).is_err(), "{name} with {to} in the place of {from} should be refused");
    }
}
