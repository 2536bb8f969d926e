//! The repository keeps its own rules.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::project::repository;

fn files(folder: &str, extension: &str) -> Vec<(PathBuf, String)> {
    walkdir::WalkDir::new(repository().join(folder))
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|it| it == extension))
        .map(|entry| (entry.path().to_owned(), fs::read_to_string(entry.path()).expect("text")))
        .collect()
}

#[test]
fn nothing_of_den_helder_is_in_the_code() {
    let code = files("src", "rs")
        .into_iter()
        .chain(files("themes", "html"))
        .chain(files("themes", "css"))
        .chain(files("themes", "yaml"));
    for (path, text) in code {
        let text = text.to_lowercase();
        for word in ["helder", "julianadorp", "schooten", "koegras", "vogelwei", "gm0400", "wk0400", "bu0400", "0223"] {
            assert!(!text.contains(word), "{} mentions {word}", path.display());
        }
    }
}

/// The keys that the code asks for anywhere.
pub fn keys(but_of: &[&str]) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let is_meant = |path: &Path| !but_of.iter().any(|name| path.ends_with(name));
    for (_, text) in files("src/content", "rs").into_iter().filter(|(path, _)| is_meant(path)) {
        for call in ["required(\"", "optional(\"", "list(\"", ">(\""] {
            for rest in text.split(call).skip(1) {
                keys.insert(rest.split('"').next().unwrap_or_default().to_owned());
            }
        }
    }
    assert!(keys.len() > 50, "the keys were found");
    keys
}

#[test]
fn every_key_is_in_the_handbook() {
    let handbook: String = files("docs/handboek", "md").into_iter().map(|(_, text)| text).collect();
    let missing: Vec<_> = keys(&[]).into_iter().filter(|key| !handbook.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "not in docs/handboek: {missing:?}");
}

#[test]
fn imports_point_down_only() {
    // From the bottom up: what a room may know of. The edges (main, cli, disk) and the pipeline know all.
    for (room, forbidden) in [
        ("diagnostics", &["content", "site", "check", "pages", "theme", "pipeline", "disk", "memo"][..]),
        ("beeld", &["content", "huisstijl", "site", "check", "pages", "theme", "pipeline", "disk", "memo"]),
        ("content", &["huisstijl", "site", "check", "pages", "theme", "pipeline", "disk", "memo"]),
        ("huisstijl", &["site", "check", "pages", "theme", "pipeline", "disk", "memo"]),
        ("site", &["huisstijl", "check", "pages", "theme", "pipeline", "disk", "memo"]),
        ("check", &["huisstijl", "pages", "theme", "pipeline", "disk", "memo"]),
        ("pages", &["huisstijl", "check", "theme", "pipeline", "disk", "memo"]),
        ("theme", &["huisstijl", "site", "check", "pages", "pipeline", "disk", "memo"]),
        ("server", &["content", "huisstijl", "site", "check", "pages", "theme", "pipeline", "disk", "memo"]),
    ] {
        for (path, text) in files(&format!("src/{room}"), "rs") {
            // `use crate::{site, theme};` says the same as two lines.
            let braces: String = text.split("crate::{").skip(1).filter_map(|rest| rest.split('}').next()).collect();
            for other in forbidden {
                let named = braces.split([',', ' ', '\n', ':']).any(|word| word == *other);
                assert!(!text.contains(&format!("crate::{other}")) && !named, "{} knows of {other}", path.display());
            }
        }
    }
}

#[test]
fn the_architecture_fits_on_a_page() {
    let text = fs::read_to_string(repository().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    assert!(text.lines().count() <= 150);
    for entry in fs::read_dir(repository().join("src")).expect("src") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(text.contains(&name), "ARCHITECTURE.md does not name src/{name}");
    }
}
