//! The handbook can be built, every link in it leads somewhere, and nothing is left out.

use std::collections::BTreeSet;

use scraper::{Html, Selector};

use super::*;
use crate::diagnostics::{self, Severity};
use crate::output::{OutputPath, Tree};
use crate::source::SourcePath;

fn handbook() -> (Tree, SourceTree) {
    let today = jiff::civil::date(2026, 11, 23);
    let (project, built) = (project(today), site(today));
    assert_eq!(built.report.count(Severity::Error), 0, "{}", diagnostics::lines(&built.report, &project));
    (built.tree.expect("a site"), project)
}

fn page(tree: &Tree, path: &OutputPath) -> Html {
    Html::parse_document(&String::from_utf8_lossy(tree.get(path).unwrap_or_else(|| panic!("{path}"))))
}

#[test]
fn every_page_of_the_handbook_is_a_page_and_every_link_in_it_leads_somewhere() {
    let (tree, _) = handbook();
    for (name, _) in pages().filter(|(name, _)| *name != INDEX) {
        let path = format!("handboek/{}/index.html", name.trim_end_matches(".md"));
        assert!(tree.has(&OutputPath::new(&path)), "there is no {path}");
    }
    let (links, ids) = (Selector::parse("a[href], link[href]").unwrap(), Selector::parse("[id]").unwrap());
    let (mut followed, mut wrong) = (0, Vec::new());
    for (path, _) in tree.iter().filter(|(path, _)| path.is_page() && path.as_str() != "404.html") {
        for link in page(&tree, path).select(&links) {
            let href = link.value().attr("href").unwrap_or_default();
            if href.contains("://") {
                // Only what a page says in words may lead outside, and nothing of the municipality that a site needs is shown.
                assert!(!href.contains("wijkwijzer.example"), "{path} shows {href}");
                continue;
            }
            let (address, anchor) = href.split_once('#').unwrap_or((href, ""));
            let target = led(path.address(), address.split('?').next().unwrap_or_default());
            let file = if target.is_empty() || target.ends_with('/') { format!("{target}index.html") } else { target };
            let file = OutputPath::new(&file);
            followed += 1;
            if !tree.has(&file) {
                wrong.push(format!("{path}: {href}"));
            } else if !anchor.is_empty() {
                let target = page(&tree, &file);
                if !target.select(&ids).any(|element| element.value().attr("id") == Some(anchor)) {
                    wrong.push(format!("{path}: {href} (there is no such place)"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(followed > 500, "links were looked at: {followed}");
}

/// An address, followed from a page.
fn led(from: &str, address: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (mut parts, mut is_folder): (Vec<&str>, bool) = (folder.split('/').filter(|it| !it.is_empty()).collect(), true);
    for piece in address.split('/') {
        is_folder = matches!(piece, "" | "." | "..");
        match piece {
            "" | "." => {}
            ".." => drop(parts.pop()),
            other => parts.push(other),
        }
    }
    let end = if is_folder && !parts.is_empty() { "/" } else { "" };
    parts.join("/") + end
}

/// Whoever does not know how a thing is called has the list of all pages; `tests/browser` searches.
#[test]
fn every_page_of_the_handbook_is_in_the_list_from_a_to_z() {
    let (tree, _) = handbook();
    let list = page(&tree, &OutputPath::new("zoeken/index.html"));
    for (name, _) in pages().filter(|(name, _)| *name != INDEX) {
        let link = format!("a[href='../handboek/{}/']", name.trim_end_matches(".md"));
        assert!(list.select(&Selector::parse(&link).unwrap()).next().is_some(), "{name}");
    }
}

/// The pages are those of the folder, and the text of one is the same but for its head.
#[test]
fn nothing_of_a_page_is_lost() {
    let (_, project) = handbook();
    let names: BTreeSet<&str> = pages().map(|(name, _)| name).collect();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/handboek");
    for entry in walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy();
        let is_page = entry.path().extension().is_some_and(|end| end == "md");
        assert!(!is_page || names.contains(&*name), "{name}: compiled before it was there");
    }
    let (name, original) = pages().find(|(name, _)| *name == "wijk.md").unwrap();
    let laid = project.text(&SourcePath::new(format!("{FOLDER}/{name}"))).into_owned();
    let body = original.replace("\r\n", "\n").split_once('\n').unwrap().1.trim().to_owned();
    assert!(laid.contains(&body), "{laid}");
}
