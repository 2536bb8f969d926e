//! The folder that a site is written to again and again: each change alone gives what writing it all would give.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use wijkwijzer::disk::{OutputFolder, Written};
use wijkwijzer::output::{OutputPath, Tree};

/// The names differ in capitals, and some are a file now and a folder then.
const PATHS: [&str; 9] = [
    "index.html",
    "thema/stijl.css",
    "thema/Stijl.css",
    "wijken/noord/index.html",
    "wijken/noord/kaart.png",
    "wijken/noord",
    "wijken",
    "vragen/index.html",
    "zo/diep/als/het/gaat.html",
];

fn tree(files: &[(&str, &str)]) -> Tree {
    files.iter().map(|(path, text)| (OutputPath::new(path), text.as_bytes().into())).collect()
}

fn read(folder: &Path) -> BTreeMap<String, String> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|it| it.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    files.map(|it| (name(it.path()), fs::read_to_string(it.path()).unwrap())).collect()
}

/// What a folder holds with this site in it.
fn expected(tree: &Tree) -> BTreeMap<String, String> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let mut files: BTreeMap<_, _> = tree.iter().map(|(path, bytes)| (path.to_string(), text(bytes))).collect();
    let manifest = files.keys().fold(String::new(), |all, path| all + path + "\n");
    files.insert(".wijkwijzer".to_owned(), manifest);
    files
}

fn change(folder: &mut OutputFolder, old: &Tree, new: &Tree) -> anyhow::Result<Written> {
    let changed: Vec<_> =
        new.iter().filter(|(path, bytes)| old.get(path) != Some(bytes)).map(|it| it.0.clone()).collect();
    let withdrawn: Vec<_> = old.iter().map(|it| it.0).filter(|path| new.get(path).is_none()).cloned().collect();
    folder.change(new, &changed, &withdrawn)
}

/// What somebody else does to the folder.
#[derive(Debug, Clone)]
enum Other {
    Nothing,
    TakesAway(usize),
    Changes(usize),
    TakesAll,
    TakesManifest,
}

fn sites() -> impl Strategy<Value = Vec<(Tree, Other)>> {
    let files = prop::collection::vec((0..PATHS.len(), "[abc]{0,2}"), 0..8).prop_map(|chosen| {
        let mut files: Vec<(&str, String)> = Vec::new();
        for (path, text) in chosen {
            let path = PATHS[path];
            // Not every disk tells capitals apart.
            let is_alike = |other: &str| other != path && other.to_lowercase() == path.to_lowercase();
            let is_inside = |inner: &str, outer: &str| inner.starts_with(&format!("{outer}/"));
            let clashes = |other: &str| is_alike(other) || is_inside(other, path) || is_inside(path, other);
            if !files.iter().any(|(other, _)| clashes(other)) {
                files.push((path, text));
            }
        }
        files.iter().map(|(path, text)| (OutputPath::new(path), text.as_bytes().into())).collect()
    });
    let other = prop_oneof![
        4 => Just(Other::Nothing),
        2 => (0..9_usize).prop_map(Other::TakesAway),
        2 => (0..9_usize).prop_map(Other::Changes),
        1 => Just(Other::TakesAll),
        1 => Just(Other::TakesManifest),
    ];
    prop::collection::vec((files, other), 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn changes_one_by_one_give_what_writing_it_all_gives(sites in sites()) {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("uit");
        let (mut folder, mut old) = (OutputFolder::new(&path), Tree::default());
        for (new, other) in sites {
            let there: Vec<_> = old.iter().map(|(file, _)| path.join(file.as_str())).collect();
            let nth = |n: usize| there.get(n % there.len().max(1));
            match other {
                Other::Nothing => {}
                Other::TakesAway(n) => drop(nth(n).map(fs::remove_file)),
                Other::Changes(n) => drop(nth(n).map(|file| fs::write(file, "van een ander"))),
                Other::TakesAll => drop(fs::remove_dir_all(&path)),
                Other::TakesManifest => drop(fs::remove_file(path.join(".wijkwijzer"))),
            }
            let is_disowned = path.is_dir() && !path.join(".wijkwijzer").exists() && there.iter().any(|it| it.exists());
            let changed = change(&mut folder, &old, &new);
            if is_disowned {
                prop_assert!(changed.is_err(), "files that nobody says are ours are left alone");
                return Ok(());
            }
            changed.unwrap();
            folder.mend(&new).unwrap();
            prop_assert_eq!(read(&path), expected(&new));
            old = new;
        }
    }
}

#[test]
fn a_change_looks_at_nothing_else_and_mending_at_everything() {
    let place = tempfile::tempdir().unwrap();
    let old = tree(&[("a.html", "een"), ("b.html", "een"), ("c.css", "een")]);
    let new = tree(&[("a.html", "twee"), ("b.html", "een"), ("c.css", "een")]);
    let mut folder = OutputFolder::new(place.path());
    assert_eq!(folder.write(&old).unwrap(), Written { new: 3, ..Written::default() });
    fs::write(place.path().join("b.html"), "van een ander").unwrap();
    fs::remove_file(place.path().join("c.css")).unwrap();
    fs::write(place.path().join("van-de-host.txt"), "x").unwrap();
    assert_eq!(change(&mut folder, &old, &new).unwrap(), Written { changed: 1, ..Written::default() });
    assert_eq!(fs::read_to_string(place.path().join("b.html")).unwrap(), "van een ander");
    assert_eq!(folder.mend(&new).unwrap(), Written { new: 1, changed: 1, ..Written::default() });
    assert_eq!(folder.mend(&new).unwrap(), Written::default());
    assert_eq!(fs::read_to_string(place.path().join("b.html")).unwrap(), "een");
    assert!(place.path().join("van-de-host.txt").exists());
}

#[test]
fn trouble_halfway_leaves_a_folder_that_the_next_time_knows() {
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name);
    let old = tree(&[("a.html", "een"), ("oud.html", "een"), ("stijl.css", "een")]);
    let new = tree(&[("a.html", "twee"), ("nieuw/index.html", "twee"), ("stijl.css", "twee")]);
    let mut folder = OutputFolder::new(place.path());
    folder.write(&old).unwrap();
    // A folder of somebody else in the place of a page.
    fs::remove_file(path("a.html")).unwrap();
    fs::create_dir(path("a.html")).unwrap();
    fs::write(path("a.html/van-een-ander.txt"), "x").unwrap();
    let trouble = change(&mut folder, &old, &new).unwrap_err().to_string();
    assert!(trouble.contains("a.html"), "{trouble}");
    assert_eq!(fs::read_to_string(path("stijl.css")).unwrap(), "twee", "style goes before pages");
    assert!(path("oud.html").exists(), "what is withdrawn goes last");
    let manifest = fs::read_to_string(path(".wijkwijzer")).unwrap();
    assert_eq!(
        manifest, "a.html\nnieuw/index.html\noud.html\nstijl.css\n",
        "the manifest goes first, with old and new"
    );
    fs::remove_dir_all(path("a.html")).unwrap();
    // Even with nothing to change, and in another run.
    assert_eq!(folder.change(&new, &[], &[]).unwrap(), Written { new: 2, changed: 0, removed: 1, kept: 1 });
    assert_eq!(read(place.path()), expected(&new));
}

#[test]
fn a_file_of_somebody_else_is_never_overwritten() {
    let place = tempfile::tempdir().unwrap();
    let (old, new) = (tree(&[("a.html", "een")]), tree(&[("a.html", "een"), ("b.html", "een")]));
    let mut folder = OutputFolder::new(place.path());
    folder.write(&old).unwrap();
    fs::write(place.path().join("b.html"), "van een ander").unwrap();
    for _ in 0..2 {
        let refused = change(&mut folder, &old, &new).unwrap_err().to_string();
        assert!(refused.contains("b.html") && refused.contains("--uit"), "{refused}");
        assert_eq!(fs::read_to_string(place.path().join("b.html")).unwrap(), "van een ander");
    }
}

/// Where capitals make no difference, the new name is there already: it is the old file.
#[cfg(unix)]
#[test]
fn a_name_may_change_in_capitals_together_with_its_bytes() {
    let place = tempfile::tempdir().unwrap();
    let (old, new) = (tree(&[("Stijl.css", "een")]), tree(&[("stijl.css", "twee")]));
    let mut folder = OutputFolder::new(place.path());
    folder.write(&old).unwrap();
    std::os::unix::fs::symlink("Stijl.css", place.path().join("stijl.css")).unwrap();
    change(&mut folder, &old, &new).unwrap();
    assert_eq!(fs::read_to_string(place.path().join("stijl.css")).unwrap(), "twee");
}
