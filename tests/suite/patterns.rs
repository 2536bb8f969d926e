//! The page of patterns (`tests/patronen`): every component of the theme in every state, so that it can be looked at and tested.
//!
//! It is a project of its own with a theme on top of the shipped one, so nothing of it can get into a published site. What
//! residents would find wrong with it is tested in `tests/browser/residents`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use scraper::{Html, Selector};
use wijkwijzer::output::Tree;

use super::project::{patterns, publishable, repository};

/// The components that the shipped theme has.
fn components() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in ["componenten.html", "delen.html"] {
        let text = fs::read_to_string(repository().join("themes/kust/templates").join(file)).unwrap();
        names.extend(text.split("{% component ").skip(1).map(|rest| rest.split('(').next().unwrap().to_owned()));
    }
    assert!(names.len() > 30, "{names:?}");
    names
}

fn page(tree: &Tree, name: &str) -> String {
    let found = tree.iter().find(|(path, _)| path.as_str() == name).unwrap_or_else(|| panic!("no {name}"));
    String::from_utf8(found.1.to_vec()).unwrap()
}

#[test]
fn every_component_is_declared_where_it_is_looked_for() {
    for entry in fs::read_dir(repository().join("themes/kust/templates")).unwrap().map(|it| it.unwrap()) {
        let name = entry.file_name().into_string().unwrap();
        let declares = fs::read_to_string(entry.path()).unwrap().contains("{% component ");
        assert_eq!(declares, matches!(&*name, "componenten.html" | "delen.html"), "{name}");
    }
}

#[test]
fn every_component_is_on_the_page_of_patterns() {
    let shown = page(&publishable(&patterns()), "patronen/index.html");
    let html = Html::parse_document(&shown);
    let template = |name: &str| {
        fs::read_to_string(repository().join("tests/patronen/themes/patronen/templates").join(name)).unwrap()
    };
    let (filled, empty) = (template("patronen.html"), template("leeg.html"));
    let missing: Vec<String> = components()
        .into_iter()
        .filter(|name| {
            let call = format!("<{name}");
            let is_called = |text: &str| text.split(&call).skip(1).any(|rest| rest.starts_with([' ', '>']));
            if name.starts_with("deel.") {
                // A whole section: with something in it, and with nothing.
                return !(is_called(&filled) && is_called(&empty));
            }
            // The part of the template that is about it, and what came of it.
            let start = format!("{{% <patroon.onderdeel naam=\"{name}\"");
            let about = filled.split(&start).nth(1).and_then(|rest| rest.split("</patroon.onderdeel>").next());
            let states = Selector::parse(&format!("section[id=\"{name}\"] .patroon__staat")).unwrap();
            !about.is_some_and(is_called) || html.select(&states).next().is_none()
        })
        .collect();
    assert!(missing.is_empty(), "not in tests/patronen: {missing:?}");
}

#[test]
fn the_handbook_names_every_component() {
    let handbook = fs::read_to_string(repository().join("docs/handboek/thema-aanpassen.md")).unwrap();
    let named: BTreeSet<String> = handbook
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .filter(|(name, _)| name.starts_with("kust.") || name.starts_with("deel."))
        .map(|(name, _)| name.to_owned())
        .collect();
    assert_eq!(named, components());
}

#[test]
fn classes_of_the_handbook_are_on_the_page_of_patterns() {
    let handbook = fs::read_to_string(repository().join("docs/handboek/thema-aanpassen.md")).unwrap();
    let table = handbook.split("| Klasse |").nth(1).unwrap().split("\n\n").next().unwrap();
    let html = Html::parse_document(&page(&publishable(&patterns()), "patronen/index.html"));
    let names: Vec<&str> = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert!(names.len() > 5, "{names:?}");
    let is_shown = |name: &&str| html.select(&Selector::parse(&format!("main .{name}")).unwrap()).next().is_some();
    let missing: Vec<&str> = names.into_iter().filter(|name| !is_shown(name)).collect();
    assert!(missing.is_empty(), "not in tests/patronen: {missing:?}");
}

/// The keys of each structure that templates see.
fn keys_of_views() -> BTreeMap<String, BTreeSet<String>> {
    let files = fs::read_dir(repository().join("src/pages")).unwrap();
    let source: String = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    let mut views = BTreeMap::<String, BTreeSet<String>>::new();
    for part in source.split("pub(crate) struct ").skip(1) {
        let Some((name, rest)) = part.split_once(" {") else { continue };
        let (mut keys, mut is_flat) = (BTreeSet::new(), false);
        let mut renamed = None;
        for line in rest.split("\n}").next().unwrap().lines().map(str::trim) {
            if let Some(other) = line.strip_prefix("#[serde(rename = \"") {
                renamed = other.split('"').next();
            }
            is_flat |= line == "#[serde(flatten)]";
            let Some((key, kind)) = line.strip_prefix("pub ").and_then(|it| it.split_once(": ")) else { continue };
            if std::mem::take(&mut is_flat) {
                keys.insert(format!("={}", kind.trim_end_matches(',')));
            } else {
                keys.insert(renamed.take().unwrap_or(key).to_owned());
            }
        }
        views.insert(name.to_owned(), keys);
    }
    let flat = views.clone();
    for keys in views.values_mut() {
        for other in keys.iter().filter_map(|key| key.strip_prefix('=')).map(str::to_owned).collect::<Vec<_>>() {
            keys.remove(&format!("={other}"));
            keys.extend(flat.get(&other).into_iter().flatten().cloned());
        }
    }
    views
}

#[test]
fn the_examples_have_the_keys_of_the_views() {
    let views = keys_of_views();
    let html = page(&publishable(&patterns()), "patronen/index.html");
    let html = Html::parse_document(&html);
    let mut seen = 0;
    for example in html.select(&Selector::parse("[data-soort]").unwrap()) {
        let view = example.value().attr("data-soort").unwrap();
        let keys: BTreeSet<String> =
            example.select(&Selector::parse("code").unwrap()).map(|it| it.text().collect()).collect();
        assert_eq!(keys, views[view], "{view}");
        seen += 1;
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn a_published_site_has_no_patterns() {
    for (path, bytes) in publishable(&super::project::shipped()).iter() {
        assert!(!String::from_utf8_lossy(bytes).contains("patroon"), "{path}");
    }
}
