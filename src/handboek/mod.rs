//! The handbook as a site: the pages inside the program, laid out as the project of a site, which is then built like any other.
//!
//! That project is on no disk. It has a page per page of the handbook, the index as its home, and a theme of its own on top of
//! the one inside the program: without what belongs to a municipality.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::form::HANDBOOK;
use crate::pipeline::{Build, build};
use crate::settings::Settings;
use crate::source::SourceTree;

/// The page that leads to all others.
const INDEX: &str = "README.md";
/// Where the others are, in the project and in the site.
const FOLDER: &str = "content/paginas/handboek";

/// What the theme of the handbook says otherwise.
const THEME: &[(&str, &str)] = &[
    ("thema.yaml", include_str!("thema/thema.yaml")),
    ("templates/basis.html", include_str!("thema/basis.html")),
    ("templates/componenten.html", include_str!("thema/componenten.html")),
    ("templates/404.html", include_str!("thema/404.html")),
];
/// A page that shows its text and nothing else.
const TEXT_ALONE: &str = include_str!("thema/tekst.html");

/// Pages that every site has. Those of the handbook say what such a page is, and where to read on.
const FIXED: &[(&str, &str, &str, &str)] = &[
    (
        "wijken/index.md",
        "wijken.html",
        "De pagina Wijken",
        "Op deze pagina van uw site staan alle wijken. Zie [Wijk](wijk.md).",
    ),
    (
        "in-welke-wijk.md",
        "in-welke-wijk.html",
        "De pagina In welke wijk woon ik?",
        "Op deze pagina van uw site vinden bewoners hun wijk. Zie [Postcodes](postcodes.md).",
    ),
    (
        "wijkmanagers/index.md",
        "contact.html",
        "De pagina Contact",
        "Op deze pagina van uw site staan alle aanspreekpunten. Zie [Wijkmanager](wijkmanager.md).",
    ),
    (
        "spreekuren/index.md",
        "spreekuren.html",
        "De pagina Spreekuren",
        "Op deze pagina van uw site staan alle spreekuren. Zie [Spreekuur](spreekuur.md).",
    ),
    (
        "toegankelijkheid.md",
        "toegankelijkheid.html",
        "De pagina Toegankelijkheid",
        "Op deze pagina van uw site staat hoe toegankelijk zij is. Zie [De gegevens van de site](site.md).",
    ),
    (
        "privacy.md",
        "privacy.html",
        "De pagina Privacy",
        "Op deze pagina van uw site staat wat zij over bezoekers bewaart. Zie [Vaste pagina’s](vaste-paginas.md).",
    ),
];

/// The handbook, built.
pub fn site(today: Date) -> Build {
    build(&project(today), &Settings::new(today))
}

/// The project that the handbook is built from.
pub fn project(today: Date) -> SourceTree {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    files.insert("content/site.yaml".to_owned(), include_str!("site.yaml").replace("VANDAAG", &today.to_string()));
    for (name, text) in THEME {
        files.insert(format!("themes/handboek/{name}"), (*text).to_owned());
    }
    for template in FIXED.iter().map(|(_, template, ..)| *template).chain(["home.html"]) {
        files.insert(format!("themes/handboek/templates/{template}"), TEXT_ALONE.to_owned());
    }
    for (file, _, title, text) in FIXED {
        let up = "../".repeat(file.matches('/').count());
        let text = text.replace("](", &format!("]({up}paginas/handboek/"));
        files.insert(format!("content/{file}"), document(title, &text, None));
    }
    let index = HANDBOOK.get_file(INDEX).and_then(|file| file.contents_utf8()).unwrap_or_default();
    for (name, text) in pages() {
        let (path, text) = if name == INDEX {
            let links = pages().filter(|(name, _)| *name != INDEX);
            let led =
                |text: String, (name, _)| text.replace(&format!("]({name}"), &format!("](paginas/handboek/{name}"));
            ("content/index.md".to_owned(), links.fold(text.to_owned(), led))
        } else {
            (format!("{FOLDER}/{name}"), text.replace(&format!("]({INDEX}"), "](../../index.md"))
        };
        let (title, text) =
            text.trim_start().strip_prefix("# ").and_then(|text| text.split_once('\n')).unwrap_or_default();
        // One page leads to the next in the order of the index.
        let place = index.find(&format!("]({name}"));
        files.insert(path, document(title, text, place));
    }
    files.into_iter().collect()
}

/// The pages of the handbook, by the names of their files.
fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    HANDBOOK.files().filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
}

/// A page of the project. Its first paragraph is what is said of it elsewhere.
fn document(title: &str, text: &str, place: Option<usize>) -> String {
    let text = text.replace("\r\n", "\n");
    let text = text.trim_start();
    let summary: String = without_links(text.split("\n\n").next().unwrap_or_default()).replace('\n', " ");
    let place = place.map(|place| format!("volgorde: {place}\n")).unwrap_or_default();
    let said = |words: &str| serde_json::Value::from(words.replace(['`', '*'], "").trim()).to_string();
    // What marks two versions of a file is shown in an example; at the start of a line it would be one.
    let marked = |line: &str| ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark));
    let lines: Vec<String> =
        text.lines().map(|line| if marked(line) { format!(" {line}") } else { line.to_owned() }).collect();
    format!("---\ntitel: {}\nsamenvatting: {}\n{place}---\n\n{}\n", said(title), said(&summary), lines.join("\n"))
}

/// A text in which of each link its words stay.
fn without_links(text: &str) -> String {
    let (mut words, mut rest) = (String::new(), text);
    while let Some((before, link, behind)) = rest
        .split_once('[')
        .and_then(|(before, rest)| rest.split_once("](").map(|(link, behind)| (before, link, behind)))
    {
        words.push_str(before);
        words.push_str(link);
        rest = behind.split_once(')').map_or("", |(_, behind)| behind);
    }
    words + rest
}

#[cfg(test)]
mod tests;
