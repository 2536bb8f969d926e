//! Feeds of news as the programs of residents read them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use wijkwijzer::output::Tree;
use wijkwijzer::source::{Source, SourcePath, SourceTree};

use super::common::{repository, settings, with_shipped_theme};
use super::{publishable, readers};

/// A feed, as a reader sees it.
#[derive(Debug, Deserialize)]
struct Feed {
    titel: String,
    adres: String,
    berichten: Vec<Bericht>,
}

#[derive(Debug, Clone, Deserialize)]
struct Bericht {
    id: String,
    titel: String,
    adres: String,
    gepubliceerd: String,
    gewijzigd: String,
    samenvatting: String,
    tekst: String,
    bijlagen: Vec<String>,
}

/// Where the site is.
const BASE: &str = "https://voorbeeldstad.example/buurten";

/// News that is hard to write down.
const HARD: &str = "---\n\
    titel: 'Zo''n \"plein\" & <meer>: 1 < 2'\nsamenvatting: 'Kort & \"goed\", met <b> en ]]> erin.'\n\
    datum: 2026-11-20\ngewijzigd: 2026-11-21\nwijken: [\"'t Horntje\"]\ndocumenten: [folder]\n---\n\
    ## Wat er komt\n\nZie [het contact](../wijken/Mariëndal.md#contact), [verderop](#later) en [elders](https://elders.example/?a=1&b=2).\n\n\
    ![Een blauw plein](<../wijken/plein blauw.png>)\n\n- een & twee\n- drie\n\n## Later\n\nBel 14 0999.\n";

/// One whose feeds have news only.
fn site() -> SourceTree {
    let mut sources = with_shipped_theme(&repository().join("tests/cases/tweede-gemeente/in"));
    let folders = ["content/bijeenkomsten", "content/projecten"];
    let others: Vec<_> =
        folders.iter().flat_map(|folder| sources.below(folder)).map(|(path, _)| path.clone()).collect();
    for path in &others {
        sources.remove(path);
    }
    let about_a_project = SourcePath::new("content/nieuws/nieuw.md");
    let plain = sources.text(&about_a_project).replace("projecten: [kade]\n", "");
    sources.insert(about_a_project, Source::new(plain.into_bytes()));
    sources.insert(SourcePath::new("content/nieuws/moeilijk.md"), Source::new(HARD.as_bytes()));
    sources
}

fn text(tree: &Tree, path: &str) -> String {
    let bytes = tree.iter().find(|(it, _)| it.as_str() == path).unwrap_or_else(|| panic!("no {path}")).1;
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// Every reader sees what is on the page, with whole addresses.
#[test]
fn all_readers_show_news_alike() {
    let tree = publishable(&site(), &settings());
    let folder = tempfile::tempdir().unwrap();
    let ours = |end: &str| -> Vec<String> {
        let paths = tree.iter().map(|(path, _)| path.to_string());
        paths.filter(|path| path.ends_with(&format!("nieuws.{end}"))).collect()
    };
    let places = [
        "",
        "wijken/mariendal/",
        "wijken/mariendal/noord-mariendal/",
        "wijken/t-horntje/",
        "wijken/t-horntje/oude-kern/",
    ];
    assert_eq!(ours("atom"), places.map(|place| format!("{place}nieuws.atom")));
    let written: Vec<_> = ours("atom")
        .iter()
        .chain(&ours("json"))
        .map(|path| {
            let file = folder.path().join(path.replace('/', "--"));
            fs::write(&file, text(&tree, path)).unwrap();
            (path.clone(), file)
        })
        .collect();
    let mut read: BTreeMap<String, Vec<Feed>> = BTreeMap::new();
    for (path, file) in &written {
        read.entry(path.clone()).or_default().push(feed_rs(&fs::read(file).unwrap()));
    }
    let atom: Vec<&Path> =
        written.iter().filter(|(path, _)| path.ends_with("atom")).map(|(_, file)| file.as_path()).collect();
    let (python, tools) = readers::tools();
    for command in [Command::new(python).arg(tools.join("feeds.py")), Command::new("node").arg(tools.join("feeds.mjs"))]
    {
        let out = folder.path().join("gelezen");
        let said = command.arg(&out).args(&atom).output().expect("a reader");
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        let found: BTreeMap<String, Feed> = serde_json::from_slice(&fs::read(&out).unwrap()).expect("JSON");
        for (file, feed) in found {
            let (path, _) = written.iter().find(|(_, it)| it.to_string_lossy() == file).expect("a feed of ours");
            read.get_mut(path).expect("a feed of ours").push(feed);
        }
    }
    for (path, feeds) in &read {
        assert_eq!(feeds.len(), if path.ends_with("atom") { 3 } else { 1 }, "{path}");
        for feed in feeds {
            let page = path.rsplit_once('/').map_or("nieuws", |(folder, _)| folder);
            assert_eq!(feed.adres, format!("{BASE}/{page}/"), "{path}");
            for bericht in &feed.berichten {
                assert!(bericht.id.starts_with("urn:uuid:") && bericht.id.len() == 45, "{}", bericht.id);
                assert!(bericht.adres.starts_with(&format!("{BASE}/nieuws/")), "{}", bericht.adres);
            }
        }
        assert!(feeds.windows(2).all(|two| two[0].berichten.len() == two[1].berichten.len()), "{path}");
    }
    for path in ["nieuws.atom", "nieuws.json", "wijken/t-horntje/nieuws.atom"] {
        for feed in &read[path] {
            look_at_hard(&feed.berichten[0]);
        }
    }
    for feed in &read["nieuws.atom"] {
        let titles: Vec<_> = feed.berichten.iter().map(|it| it.titel.as_str()).collect();
        assert_eq!(titles, ["Zo\u{2019}n \u{201c}plein\u{201d} & <meer>: 1 < 2", "Nieuwe bomen"]);
        assert_eq!(feed.titel, "Nieuws van Buurten van Voorbeeldstad");
    }
    for feed in &read["wijken/mariendal/nieuws.atom"] {
        assert_eq!(feed.berichten.len(), 1, "what is about another wijk is not in it");
    }
    // One item has one name wherever it stands, and every item its own.
    let id = |path: &str, nr: usize| read[path][0].berichten[nr].id.clone();
    assert_eq!(id("nieuws.atom", 0), id("wijken/t-horntje/nieuws.json", 0));
    assert_eq!(id("nieuws.atom", 1), id("wijken/mariendal/nieuws.atom", 0));
    assert_ne!(id("nieuws.atom", 0), id("nieuws.atom", 1));
}

fn look_at_hard(bericht: &Bericht) {
    assert_eq!((bericht.gepubliceerd.as_str(), bericht.gewijzigd.as_str()), ("2026-11-20", "2026-11-21"));
    assert_eq!(bericht.adres, format!("{BASE}/nieuws/moeilijk/"));
    assert_eq!(bericht.samenvatting, "Kort & \u{201c}goed\u{201d}, met <b> en ]]> erin.");
    assert_eq!(bericht.bijlagen, [format!("{BASE}/bestanden/documenten/folder.txt")]);
    let html = scraper::Html::parse_fragment(&bericht.tekst);
    let all = |selector: &str, attribute: &str| -> Vec<String> {
        let selector = scraper::Selector::parse(selector).expect("a selector");
        html.select(&selector).filter_map(|it| it.value().attr(attribute).map(str::to_owned)).collect()
    };
    assert_eq!(
        all("a", "href"),
        [
            format!("{BASE}/wijken/mariendal/#contact"),
            format!("{BASE}/nieuws/moeilijk/#later"),
            "https://elders.example/?a=1&b=2".to_owned(),
            format!("{BASE}/bestanden/documenten/folder.txt"),
        ]
    );
    let pictures = all("img", "src");
    assert!(pictures.len() == 1 && pictures[0].starts_with(&format!("{BASE}/beeld/")), "{pictures:?}");
    assert_eq!(all("img", "alt"), ["Een blauw plein"]);
    assert!(all("picture, source", "srcset").is_empty(), "readers leave half of it");
    assert!(bericht.tekst.contains("<li>een &amp; twee</li>"), "{}", bericht.tekst);
}

fn feed_rs(bytes: &[u8]) -> Feed {
    let feed = feed_rs::parser::parse(bytes).expect("a feed");
    let page = |links: &[feed_rs::model::Link]| {
        let is_page = |link: &&feed_rs::model::Link| link.rel.as_deref() == Some("alternate") || link.rel.is_none();
        links.iter().find(is_page).map_or_else(String::new, |link| link.href.clone())
    };
    let text = |text: Option<feed_rs::model::Text>| text.map_or_else(String::new, |text| text.content);
    let bericht = |entry: feed_rs::model::Entry| {
        // Those of JSON it takes for links, which have no length otherwise.
        let is_enclosed =
            |link: &&feed_rs::model::Link| link.rel.as_deref() == Some("enclosure") || link.length.is_some();
        let enclosed = entry.links.iter().filter(is_enclosed);
        let mut bijlagen: Vec<String> = enclosed.map(|link| link.href.clone()).collect();
        let attached = entry.media.iter().flat_map(|media| &media.content).filter_map(|it| it.url.clone());
        bijlagen.extend(attached.map(|url| url.to_string()));
        let day = |moment: Option<_>| moment.map_or_else(String::new, |moment| format!("{moment:?}")[..10].to_owned());
        Bericht {
            adres: page(&entry.links),
            gepubliceerd: day(entry.published),
            gewijzigd: day(entry.updated),
            tekst: entry.content.and_then(|content| content.body).unwrap_or_default(),
            samenvatting: text(entry.summary),
            titel: text(entry.title),
            id: entry.id,
            bijlagen,
        }
    };
    Feed {
        titel: text(feed.title),
        adres: page(&feed.links),
        berichten: feed.entries.into_iter().map(bericht).collect(),
    }
}

/// A meeting is told with how it stands, before its news is read.
#[test]
fn a_meeting_is_in_the_feed_of_whom_it_is_for() {
    let tree = publishable(&with_shipped_theme(&repository().join("tests/cases/tweede-gemeente/in")), &settings());
    let titles = |path: &str| -> Vec<(String, String)> {
        let feed = feed_rs(text(&tree, path).as_bytes());
        feed.berichten.into_iter().map(|it| (it.titel, it.adres)).collect()
    };
    let moved = ("Schouw door de oude kern (verplaatst)".to_owned(), format!("{BASE}/bijeenkomsten/schouw/"));
    assert!(titles("nieuws.atom").contains(&moved), "{:?}", titles("nieuws.atom"));
    assert!(titles("wijken/t-horntje/oude-kern/nieuws.atom").contains(&moved));
    assert!(!titles("wijken/mariendal/nieuws.atom").contains(&moved), "it is for another wijk");
}

/// Who does not say where the site will be is told that there is no feed; without news there is none, and no link to it.
#[test]
fn there_is_no_feed_without_an_address_or_news() {
    let mut sources = site();
    let news: Vec<_> = sources.below("content/nieuws").map(|(path, _)| path.clone()).collect();
    for path in &news {
        sources.remove(path);
    }
    let tree = publishable(&sources, &settings());
    assert!(!tree.iter().any(|(path, _)| path.as_str().ends_with("nieuws.atom")), "no feed");
    assert!(!text(&tree, "index.html").contains("application/atom+xml"), "no link");
    let mut sources = site();
    let path = SourcePath::new("content/site.yaml");
    let info = sources.text(&path).replace(&format!("basis: {BASE}\n"), "");
    sources.insert(path, Source::new(info.into_bytes()));
    let tree = publishable(&sources, &settings());
    assert!(!tree.iter().any(|(path, _)| path.as_str().ends_with("nieuws.json")), "no feed");
    assert!(!text(&tree, "index.html").contains("application/atom+xml"), "no link");
}
