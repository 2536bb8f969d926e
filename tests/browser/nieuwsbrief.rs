//! The newsletter of a wijk: the mail as mail programs take it, the same as plain text, and the krant on paper.
//!
//! What mail programs do caniemail knows, without a network; Chromium prints the krant, and `pdftotext` counts its sheets.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use scraper::{Html, Selector};
use serde::Deserialize;
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{Basis, Briefwens, Nieuwsbrief, Pipeline, Settings, disk};

use super::Test;
use super::driver::Browser;
use super::npm::fetched;

/// What is tested.
pub(crate) const TESTS: &[Test] = &[
    ("a newsletter says the same as mail and as plain text, and mail programs take it", a_mail_for_everybody),
    ("a wijkkrant has two sheets at most, whatever is in it", two_sheets),
];

static TOOLS: LazyLock<PathBuf> = LazyLock::new(|| fetched("tests/browser/tools", "target/tools"));

/// What caniemail says that mail programs do not take, and why it is no loss.
const KNOWN: &[(&str, &str)] = &[
    ("<body> element", "they put the mail into a page of their own; its colour is on the table, too"),
    ("role attribute", "tables for layout are read aloud as tables, in order"),
    ("text-decoration", "links have a colour as well"),
    ("height property", "it takes line-height for height"),
];

/// Addresses that are longer than most.
const BASE: &str = "https://www.voorbeeldgemeente-aan-het-water.example/wijken-en-buurten";

#[derive(Deserialize)]
struct Told {
    errors: Vec<String>,
}

/// What a site has for one wijk: how many of each, and how long their texts are.
struct Much {
    news: usize,
    words: usize,
    word: &'static str,
}

/// A site with so much.
fn site(much: &Much) -> SourceTree {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut sources: SourceTree = SourceTree::default();
    let themes = disk::read(&root).expect("a project");
    for (path, source) in themes.below("themes") {
        sources.insert(path.clone(), source.clone());
    }
    let mut add = |path: String, text: String| sources.insert(SourcePath::new(path), Source::new(text.into_bytes()));
    let long = vec![much.word; much.words].join(" ");
    add(
        "content/site.yaml".to_owned(),
        "naam: Wijken & buurten van Voorbeeldgemeente\ngemeente: Voorbeeldgemeente\nsamenvatting: Verzonnen.\ngewijzigd: 2026-01-01\n\
         thema: kust\ncontactpersoon: {enkelvoud: wijkmanager, meervoud: wijkmanagers}\n\
         contact: {naam: Gemeente Voorbeeldgemeente, telefoon: 14 0999, email: info@voorbeeld.example, website: https://www.voorbeeld.example}\n\
         navigatie: []\ntoegankelijkheid: {status: onbekend}\n"
            .to_owned(),
    );
    add("content/wijken/noord.md".to_owned(), "---\nnaam: Noord & Zuid\nsamenvatting: Een wijk.\n---\n".to_owned());
    add(
        "content/wijkmanagers/noord.yaml".to_owned(),
        format!(
            "naam: Voorbeeld Een\nwijken: [noord]\ntelefoon: 06-12345678\nemail: een@voorbeeld.example\nbereikbaar: maandag {long}\n"
        ),
    );
    for nr in 0..much.news {
        let day = nr % 27 + 1;
        add(
            format!("content/nieuws/een-bericht-met-een-lange-naam-over-de-wijk-nummer-{nr}.md"),
            format!(
                "---\ntitel: 'Bericht {nr} <&> \"{long}\"'\nsamenvatting: 'Kort {nr}: {long}.'\ndatum: 2026-11-{:02}\nwijken: [noord]\n---\nTekst.\n",
                day.min(23)
            ),
        );
        add(
            format!("content/documenten/stuk-{nr}.yaml"),
            format!(
                "titel: Stuk {nr} {long}\ndatum: 2026-11-{:02}\nsoort: brief\nvindplaats: Op te vragen bij de balie. {long}\nwijken: [noord]\n",
                day.min(23)
            ),
        );
        add(
            format!("content/tijdlijn/stap-{nr}.md"),
            format!(
                "---\ntitel: Stap {nr} {long}\nperiode: november 2026\nbesluit: Dit is besloten. {long}\nwijken: [noord]\n---\nTekst.\n"
            ),
        );
        add(
            format!("content/spreekuren/uur-{nr}.yaml"),
            format!(
                "wijk: noord\nherhaling: elke week\ndag: dinsdag\nvan: \"{:02}:00\"\ntot: \"{:02}:30\"\n\
                 locatie: {{naam: Buurthuis {nr}, adres: Voorbeeldplein 2, plaats: Voorbeeldgemeente}}\nwaarvoor: Uw vraag {nr} {long}\n\
                 afspraak: niet nodig\nmet_wie: Iemand van het team {nr}\n",
                nr % 20 + 1,
                nr % 20 + 1
            ),
        );
    }
    sources
}

fn brief(much: &Much) -> Nieuwsbrief {
    let sources = site(much);
    let settings = Settings {
        basis: Some(Basis::parse(BASE).expect("an address")),
        ..Settings::new("2026-11-23".parse().expect("a date"))
    };
    let wens = Briefwens { wijk: "noord & zuid".to_owned(), sinds: "2026-11-01".parse().expect("a date") };
    let made = Pipeline::default().nieuwsbrief(&sources, &settings, &wens);
    made.brief.unwrap_or_else(|why| panic!("{why:?}\n{}", wijkwijzer::diagnostics::lines(&made.report, &sources)))
}

fn file<'b>(brief: &'b Nieuwsbrief, end: &str) -> &'b str {
    let (_, bytes) = brief.bestanden.iter().find(|(name, _)| name.ends_with(end)).expect("a file");
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// The words of a text with one space between them.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Sites from empty to far too much.
const ALL: &[Much] = &[
    Much { news: 0, words: 0, word: "" },
    Much { news: 1, words: 3, word: "kort" },
    Much { news: 4, words: 12, word: "woorden" },
    Much { news: 7, words: 20, word: "buurt" },
    Much { news: 12, words: 10, word: "gewoon" },
    Much { news: 30, words: 5, word: "mm" },
    Much { news: 40, words: 0, word: "" },
    Much { news: 40, words: 25, word: "gemeentelijke" },
    Much { news: 40, words: 9, word: "arbeidsongeschiktheidsverzekeringsmaatschappijen" },
    Much { news: 20, words: 60, word: "WIJKMANAGER" },
    Much { news: 3, words: 900, word: "veel" },
];

fn a_mail_for_everybody(_: &mut Browser) {
    for much in ALL {
        let brief = brief(much);
        let at = format!("{} of each, {} words", much.news, much.words);
        let (mail, text) = (file(&brief, "23.html"), file(&brief, ".txt"));
        assert!(mail.len() <= 100_000, "{at}: {} bytes", mail.len());
        for it in ["<script", "<img", "<link", "<style", "url(", "src="] {
            assert!(!mail.contains(it), "{at}: a mail with {it} asks for something, or loses it");
        }
        let page = Html::parse_document(mail);
        let select = |selector: &str| Selector::parse(selector).expect("a selector");
        let words = |it: scraper::ElementRef<'_>| squeezed(&it.text().collect::<Vec<_>>().join(""));
        let hrefs: BTreeSet<&str> = page.select(&select("a")).filter_map(|it| it.value().attr("href")).collect();
        for href in &hrefs {
            let is_whole = ["https://", "mailto:", "tel:"].iter().any(|begin| href.starts_with(begin));
            assert!(is_whole, "{at}: {href} leads nowhere from a mail");
            if href.starts_with("https://") {
                assert!(text.lines().any(|line| line.contains(href)), "{at}: the text has no {href}");
            }
        }
        // Everything that the one says the other says.
        let flat = squeezed(text);
        for it in page.select(&select("h2, h3, p")) {
            for said in it.text().map(squeezed).filter(|said| said.chars().any(char::is_alphanumeric)) {
                let is_link_text = said.starts_with("Alles over") || said == "www.voorbeeld.example";
                assert!(is_link_text || flat.contains(&said), "{at}: the text does not say {said}");
            }
        }
        let told: String = page.select(&select("body")).map(|it| it.text().collect::<Vec<_>>().join(" ")).collect();
        let told = squeezed(&told).to_lowercase();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let line = squeezed(line.trim_matches(['=', ' ', ':']));
            let is_address = line.starts_with("https://") && hrefs.contains(line.as_str());
            let parts = line.split([',', ':']).map(|part| squeezed(part).to_lowercase());
            let is_said =
                parts.filter(|part| !part.starts_with("//")).all(|part| told.contains(&part) || part == "https");
            assert!(is_address || is_said, "{at}: the mail does not say {line}");
        }
        assert_eq!(brief.niets_nieuws, much.news == 0, "{at}");
        let says_so = "niets nieuws in noord & zuid";
        assert_eq!(told.contains(says_so), much.news == 0, "{at}");
        assert_eq!(
            squeezed(file(&brief, "krant.html")).to_lowercase().contains("niets nieuws in noord &amp; zuid"),
            much.news == 0,
            "{at}"
        );
        // A few short things fit; what does not is counted.
        let (fits, overflows) = (much.news * much.words <= 3 && much.news < 12, much.news >= 20 || much.words >= 900);
        assert!(if brief.weggelaten > 0 { !fits } else { !overflows }, "{at}: {} left out", brief.weggelaten);
        let words_of: Vec<String> = page.select(&select("h1")).map(words).collect();
        assert_eq!(words_of, ["Nieuws uit Noord & Zuid"], "{at}");
        judged(mail, &at);
    }
}

/// What others say of a mail.
fn judged(mail: &str, at: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mail.html");
    fs::write(&file, mail).expect("a file");
    let said = Command::new("node").arg(TOOLS.join("mail.mjs")).arg(&file).current_dir(&*TOOLS).output();
    let said = said.expect("caniemail heeft node nodig: apt-get install nodejs npm");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let told: Told = serde_json::from_slice(&said.stdout).expect("JSON");
    let unknown: Vec<_> =
        told.errors.iter().filter(|it| !KNOWN.iter().any(|(what, _)| it.ends_with(&format!(": {what}")))).collect();
    assert!(unknown.is_empty(), "{at}: {unknown:?}");
    for (what, _) in KNOWN {
        assert!(told.errors.iter().any(|it| it.ends_with(what)), "caniemail no longer tells of {what}");
    }
    let wrong = mail.replacen("<p style=\"", "<p style=\"display:grid;position:fixed;", 1);
    fs::write(&file, wrong).expect("a file");
    let said = Command::new("node").arg(TOOLS.join("mail.mjs")).arg(&file).current_dir(&*TOOLS).output();
    let told: Told = serde_json::from_slice(&said.expect("node").stdout).expect("JSON");
    assert!(told.errors.iter().any(|it| it.contains("position")), "caniemail sees nothing any more: {:?}", told.errors);
}

fn two_sheets(browser: &mut Browser) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut most = 0;
    for (nr, much) in ALL.iter().enumerate() {
        let brief = brief(much);
        let page = folder.path().join(format!("krant-{nr}.html"));
        fs::write(&page, file(&brief, "krant.html")).expect("a file");
        browser.go(&format!("file://{}", page.display()));
        let pdf = folder.path().join(format!("krant-{nr}.pdf"));
        fs::write(&pdf, browser.print()).expect("a file");
        let run = |program: &str, arguments: &[&str]| {
            let done = Command::new(program).args(arguments).arg(&pdf).output();
            let done = done.unwrap_or_else(|_| panic!("apt-get install poppler-utils"));
            String::from_utf8(done.stdout).expect("UTF-8")
        };
        let info = run("pdfinfo", &[]);
        let line =
            |name: &str| info.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned();
        let sheets: usize = line("Pages:").parse().expect("a number");
        let at = format!("{} of each, {} words", much.news, much.words);
        assert!((1..=2).contains(&sheets), "{at}: {sheets} sheets");
        assert!(line("Page size:").ends_with("(A4)"), "{at}: {}", line("Page size:"));
        most = most.max(sheets);
        // What is wider than its column would be lost.
        let wide = "return [...document.querySelectorAll('body *')].filter((it) => it.scrollWidth > it.clientWidth + 1 && \
                    getComputedStyle(it).display !== 'inline').length";
        assert_eq!(browser.run(wide), 0, "{at}: something is cut off");
    }
    assert_eq!(most, 2, "what has most in it is longer than a sheet");
}
