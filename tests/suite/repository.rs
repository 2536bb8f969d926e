//! The repository keeps its own rules.

use std::collections::{BTreeMap, BTreeSet};
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
        .chain(files("src", "txt"))
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
pub(crate) fn keys(but_of: &[&str]) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let is_meant = |path: &Path| !but_of.iter().any(|name| path.ends_with(name));
    for (_, text) in files("src/kinds", "rs").into_iter().filter(|(path, _)| is_meant(path)) {
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

/// The rooms, from the ground up. A room may know those on lower floors only. Every file and folder of `src` is on one floor.
const FLOORS: &[&[&str]] = &[
    &["source", "progress", "media", "geo"],
    &["diagnostics", "output", "draw"],
    &["values", "beeld", "memo"],
    &["tijd"],
    &["taal"],
    &["read"],
    &["kinds"],
    &["cijfers", "edit", "huisstijl", "site", "theme", "vscode", "settings"],
    &["disk", "form", "zoek"],
    &["publish"],
    &["check", "pages", "outputs"],
    &["plan"],
    &["reading"],
    &["making"],
    &["pipeline"],
    &["begin", "serve", "handboek"],
    &["lib", "cli", "meter"],
    &["start"],
    &["publiceer"],
    &["main"],
];

#[test]
fn imports_point_down_only() {
    let floor = |room: &str| FLOORS.iter().position(|rooms| rooms.contains(&room));
    let source = repository().join("src");
    let mut wrong = Vec::new();
    for (path, text) in files("src", "rs") {
        let inside = path.strip_prefix(&source).expect("a file of src").with_extension("");
        let room = inside.iter().next().expect("a room").to_string_lossy().into_owned();
        let own = floor(&room).unwrap_or_else(|| panic!("{room} is on no floor"));
        // What tests in a file use is not what the room knows.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for rest in code.split("crate::").skip(1) {
            // `use crate::{site, theme};` says the same as two lines.
            let named: Vec<&str> = match rest.strip_prefix('{') {
                Some(list) => list.split('}').next().unwrap_or_default().split(',').collect(),
                None => vec![rest],
            };
            for other in named.iter().map(|name| name.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next()) {
                let Some(other) = other.filter(|other| *other != room) else { continue };
                // What is not a room is shown by `lib.rs`, so on top.
                if floor(other).is_none_or(|below| below >= own) && room != "lib" {
                    wrong.push(format!("{} knows of {other}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One word per thing: a reader who meets a type need not ask which of two it is.
#[test]
fn no_two_types_have_one_name() {
    let mut first: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut twice = Vec::new();
    for (path, text) in files("src", "rs") {
        // What is indented is a part of something else, such as the `Item` of an iterator.
        for line in text.lines().filter(|line| !line.starts_with([' ', '/'])) {
            let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
            let name = words.find(|word| ["struct", "enum", "trait", "type"].contains(word)).and_then(|_| words.next());
            let Some(name) = name.filter(|name| name.starts_with(char::is_uppercase)) else { continue };
            match first.get(name) {
                Some(other) => twice.push(format!("{name} in {} and in {}", other.display(), path.display())),
                None => drop(first.insert(name.to_owned(), path.clone())),
            }
        }
    }
    assert!(twice.is_empty(), "{}", twice.join("\n"));
}

/// A file that is longer says why in its head.
#[test]
fn no_file_is_over_500_lines() {
    let long: Vec<_> = files("src", "rs").into_iter().filter(|(_, text)| text.lines().count() > 500).collect();
    assert!(long.is_empty(), "{:?}", long.iter().map(|(path, _)| path).collect::<Vec<_>>());
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

/// A feature that only tests ask for is on in tests and off for users.
#[test]
fn tests_run_what_users_run() {
    let text = fs::read_to_string(repository().join("Cargo.toml")).expect("Cargo.toml");
    let names = |part: &str| -> BTreeSet<String> {
        let part = text.split(&format!("\n[{part}]\n")).nth(1).expect("a part").split("\n[").next().expect("its lines");
        part.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.to_owned()).collect()
    };
    let both: Vec<String> = names("dependencies").intersection(&names("dev-dependencies")).cloned().collect();
    assert!(both.is_empty(), "{both:?}");
}
