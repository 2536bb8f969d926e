//! The folder that a site is written to again and again: each change alone gives what writing it all would give.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use serde_json::Value as Json;
use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::publish::changes::Changes;
use wijkwijzer::publish::{Manners, OutputFolder};

use super::project::{shelved, write_bit_by_bit};

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

/// What only the program uses.
const OURS: [&str; 2] = [".wijkwijzer", ".wijkwijzer-slot"];

fn tree(files: &[(&str, &str)]) -> Tree {
    files.iter().map(|(path, text)| (OutputPath::new(path), text.as_bytes().into())).collect()
}

/// The files in a folder, but for what only the program uses.
fn read(folder: &Path) -> BTreeMap<String, String> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|it| it.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    let files = files.map(|it| (name(it.path()), fs::read_to_string(it.path()).unwrap()));
    files.filter(|(name, _)| !OURS.contains(&name.as_str())).collect()
}

/// What a folder holds with this site in it.
fn expected(tree: &Tree) -> BTreeMap<String, String> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    tree.iter().map(|(path, bytes)| (path.to_string(), text(bytes))).collect()
}

/// What the manifest of a folder says: of each file its hash, and the files that stay for a while.
fn manifest(folder: &Path) -> (BTreeMap<String, String>, Vec<String>) {
    let manifest: Json = serde_json::from_str(&fs::read_to_string(folder.join(".wijkwijzer")).unwrap()).unwrap();
    assert_eq!(manifest["wijkwijzer"], env!("CARGO_PKG_VERSION"));
    let hash = |entry: &Json| entry["blake3"].as_str().unwrap().to_owned();
    let files = manifest["bestanden"].as_object().unwrap().iter().map(|(name, entry)| (name.clone(), hash(entry)));
    let replaced = manifest["vervangen"].as_array().into_iter().flatten().map(|name| name.as_str().unwrap().to_owned());
    (files.collect(), replaced.collect())
}

/// The manifest that a folder must have with this site in it.
fn expected_manifest(tree: &Tree) -> BTreeMap<String, String> {
    tree.iter().map(|(path, bytes)| (path.to_string(), blake3::hash(bytes).to_hex().to_string())).collect()
}

/// New, changed, withdrawn, kept.
fn counts(changes: &Changes) -> [usize; 4] {
    [changes.new.len(), changes.changed.len(), changes.withdrawn.len(), changes.kept]
}

fn change(folder: &mut OutputFolder, old: &Tree, new: &Tree) -> anyhow::Result<Changes> {
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
            // A plan has one file at an address, and not every disk tells capitals apart.
            let is_alike = |other: &str| other.to_lowercase() == path.to_lowercase();
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
            prop_assert_eq!(manifest(&path).0, expected_manifest(&new));
            old = new;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    /// Pages that were put aside as they were made end up as those that were all in memory, and the same is told of them.
    #[test]
    fn bit_by_bit_gives_what_writing_it_all_gives(sites in sites()) {
        let place = tempfile::tempdir().unwrap();
        let [whole, bits] = ["heel", "stukjes"].map(|name| place.path().join(name));
        let mut there: Vec<String> = Vec::new();
        for (new, other) in sites {
            for folder in [&whole, &bits] {
                let nth = |n: usize| there.get(n % there.len().max(1)).map(|name| folder.join(name));
                match other {
                    Other::Nothing => {}
                    Other::TakesAway(n) => drop(nth(n).map(fs::remove_file)),
                    Other::Changes(n) => drop(nth(n).map(|file| fs::write(file, "van een ander"))),
                    Other::TakesAll => drop(fs::remove_dir_all(folder)),
                    Other::TakesManifest => drop(fs::remove_file(folder.join(".wijkwijzer"))),
                }
            }
            let told = OutputFolder::new(&bits).compare(&new).ok();
            let before = bits.exists().then(|| read(&bits));
            let (written, by_bits) = (OutputFolder::new(&whole).write(&new), write_bit_by_bit(&new, &bits));
            let changes = match (written, by_bits) {
                (Ok(written), Ok(by_bits)) => {
                    prop_assert_eq!(&written, &by_bits);
                    Some(written)
                }
                (Err(written), Err(by_bits)) => {
                    prop_assert_eq!(written.to_string().replace("heel", "stukjes"), by_bits.to_string());
                    prop_assert_eq!(bits.exists().then(|| read(&bits)), before);
                    None
                }
                (written, by_bits) => panic!("{written:?} is not {by_bits:?}"),
            };
            prop_assert_eq!(&told, &changes, "who only compares sees the same");
            prop_assert_eq!(read(&bits), read(&whole));
            if changes.is_none() {
                return Ok(());
            }
            prop_assert_eq!(fs::read(bits.join(".wijkwijzer")).unwrap(), fs::read(whole.join(".wijkwijzer")).unwrap());
            there = new.iter().map(|(path, _)| path.to_string()).collect();
        }
    }
}

/// Pages are put aside only where it is sure that what is seen stays so.
#[test]
fn nothing_is_put_aside_where_others_may_be() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("uit");
    let folder = OutputFolder::new(&out);
    let site = tree(&[("index.html", "een")]);
    let aside = folder.aside().expect("a new folder");
    shelved(&site, &aside);
    assert!(out.exists());
    drop(aside);
    assert!(!out.exists(), "who gives up leaves nothing");
    fs::create_dir(&out).unwrap();
    assert!(folder.aside().is_none(), "a folder that we did not write");
    fs::remove_dir(&out).unwrap();
    write_bit_by_bit(&site, &out).unwrap();
    let aside = folder.aside().expect("a folder that we wrote");
    assert!(folder.aside().is_none(), "somebody is at it");
    shelved(&tree(&[("index.html", "twee")]), &aside);
    assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "een");
    assert!(out.join(".wijkwijzer-werk").exists());
    drop(aside);
    assert!(!out.join(".wijkwijzer-werk").exists());
    assert!(write_bit_by_bit(&site, &out).unwrap().is_empty());
    // What an interrupted build left goes, also when there is nothing else to do.
    fs::create_dir(out.join(".wijkwijzer-werk")).unwrap();
    assert!(write_bit_by_bit(&site, &out).unwrap().is_empty());
    assert!(!out.join(".wijkwijzer-werk").exists());
}

/// Between the first page that is put aside and the end of a build much can happen to a folder.
#[test]
fn what_happens_while_pages_are_put_aside_is_seen() {
    let old = tree(&[("a.html", "een"), ("b.html", "een")]);
    let new = tree(&[("a.html", "twee"), ("b.html", "een"), ("c.html", "twee")]);
    let folder_with = |meanwhile: &dyn Fn(&Path)| {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("uit");
        write_bit_by_bit(&old, &out).unwrap();
        let mut folder = OutputFolder::new(&out);
        let aside = folder.aside().expect("a folder that we wrote");
        let shelved = shelved(&new, &aside);
        meanwhile(&out);
        let written = folder.write_aside(&shelved, aside);
        assert!(!out.join(".wijkwijzer-werk").exists(), "nothing is left lying about");
        (place, out, written)
    };
    let (_place, out, written) = folder_with(&|_| {});
    assert_eq!(counts(&written.unwrap().expect("all is as it was")), [1, 1, 0, 1]);
    assert_eq!(read(&out), expected(&new));
    // Then all of them must be made again.
    let (_place, _, written) = folder_with(&|out| fs::remove_dir_all(out).unwrap());
    assert_eq!(written.unwrap(), None, "it was taken away");
    let (_place, out, written) = folder_with(&|out| {
        fs::remove_dir_all(out).unwrap();
        OutputFolder::new(out).write(&old).unwrap();
    });
    assert_eq!(written.unwrap(), None, "it was taken away, and somebody made it again");
    assert_eq!(read(&out), expected(&old));
    let (_place, _, written) = folder_with(&|out| fs::write(out.join("b.html"), "van een ander").unwrap());
    assert_eq!(written.unwrap(), None, "a page changed that was as it should be");
    let (_place, out, written) = folder_with(&|out| fs::write(out.join("c.html"), "van een ander").unwrap());
    assert!(written.unwrap_err().to_string().contains("c.html"), "a file of somebody else came");
    assert_eq!(read(&out)["c.html"], "van een ander");
    assert_eq!(read(&out)["a.html"], "een", "and nothing was written");
}

/// A folder that was not there when the build began.
#[test]
fn a_new_folder_may_be_made_by_another_builder_first() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("zo/diep/uit");
    let site = tree(&[("a.html", "een"), ("b.html", "een")]);
    let mut folder = OutputFolder::new(&out);
    let late = folder.aside().expect("a new folder");
    // Who gives up takes away what was made for it, and nothing else.
    fs::create_dir(place.path().join("zo")).unwrap();
    shelved(&site, &late);
    assert!(out.exists());
    drop(late);
    assert!(place.path().join("zo").exists() && !place.path().join("zo/diep").exists());
    let late = folder.aside().expect("a new folder");
    OutputFolder::new(&out).write(&site).unwrap();
    let same = shelved(&site, &late);
    assert_eq!(folder.write_aside(&same, late).unwrap(), Some(Changes { kept: 2, ..Changes::default() }));
    assert!(out.join(".wijkwijzer-slot").exists() && !out.join(".wijkwijzer-werk").exists());
    assert_eq!(read(&out), expected(&site));
    // One that was interrupted before anything was in place left nothing but what is ours.
    let other = place.path().join("onderbroken");
    fs::create_dir_all(other.join(".wijkwijzer-werk")).unwrap();
    fs::write(other.join(".wijkwijzer-slot"), "").unwrap();
    assert!(OutputFolder::new(&other).aside().is_some());
    write_bit_by_bit(&site, &other).unwrap();
    assert_eq!(read(&other), expected(&site));
}

#[test]
fn a_change_looks_at_nothing_else_and_mending_at_everything() {
    let place = tempfile::tempdir().unwrap();
    let old = tree(&[("a.html", "een"), ("b.html", "een"), ("c.css", "een")]);
    let new = tree(&[("a.html", "twee"), ("b.html", "een"), ("c.css", "een")]);
    let mut folder = OutputFolder::new(place.path());
    assert_eq!(counts(&folder.write(&old).unwrap()), [3, 0, 0, 0]);
    fs::write(place.path().join("b.html"), "van een ander").unwrap();
    fs::remove_file(place.path().join("c.css")).unwrap();
    fs::write(place.path().join("van-de-host.txt"), "x").unwrap();
    assert_eq!(counts(&change(&mut folder, &old, &new).unwrap()), [0, 1, 0, 0]);
    assert_eq!(fs::read_to_string(place.path().join("b.html")).unwrap(), "van een ander");
    assert_eq!(counts(&folder.mend(&new).unwrap()), [1, 1, 0, 0]);
    assert_eq!(folder.mend(&new).unwrap(), Changes::default());
    assert_eq!(fs::read_to_string(place.path().join("b.html")).unwrap(), "een");
    assert!(place.path().join("van-de-host.txt").exists());
}

#[test]
fn what_is_in_the_way_is_told_before_anything_is_written() {
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
    let before = read(place.path());
    let trouble = change(&mut folder, &old, &new).unwrap_err().to_string();
    assert!(trouble.contains("a.html/van-een-ander.txt"), "{trouble}");
    assert_eq!(read(place.path()), before);
    fs::remove_dir_all(path("a.html")).unwrap();
    // Even with nothing to change, and in another run.
    assert_eq!(counts(&folder.change(&new, &[], &[]).unwrap()), [2, 1, 1, 0]);
    assert_eq!(read(place.path()), expected(&new));
}

/// Who has a page open needs its style, though the site has another one by now.
#[test]
fn what_old_pages_need_stays_for_an_hour() {
    let place = tempfile::tempdir().unwrap();
    let site = |hash: &str| tree(&[("index.html", hash), (&format!("thema/{hash}/stijl.css"), hash)]);
    let [first, second, third] = ["1111111111111111", "2222222222222222", "3333333333333333"];
    let style = |hash: &str| place.path().join(format!("thema/{hash}/stijl.css"));
    let is_there = || [first, second, third].map(|hash| style(hash).exists());
    let parted = |hash: &str, minutes: u64| {
        let then = SystemTime::now() - Duration::from_mins(minutes);
        fs::File::options().append(true).open(style(hash)).unwrap().set_modified(then).unwrap();
    };
    let write = |hash: &str| OutputFolder::new(place.path()).write(&site(hash)).unwrap();
    write(first);
    // However long it was in use.
    parted(first, 600);
    assert_eq!(write(second).replaced, 1);
    assert_eq!((is_there(), manifest(place.path()).1), ([true, true, false], vec![format!("thema/{first}/stijl.css")]));
    parted(first, 59);
    write(third);
    assert_eq!(is_there(), [true, true, true]);
    assert_eq!(write(third), Changes { kept: 2, replaced: 2, ..Changes::default() });
    parted(first, 60);
    assert_eq!(counts(&write(third)), [0, 0, 1, 2]);
    assert_eq!(is_there(), [false, true, true]);
    // One that is needed again is no longer parting.
    write(second);
    assert_eq!((is_there(), manifest(place.path()).1), ([false, true, true], vec![format!("thema/{third}/stijl.css")]));
    let tidy = Manners { tidy: true, ..Manners::default() };
    assert_eq!(OutputFolder::new(place.path()).with(tidy).write(&site(second)).unwrap().withdrawn.len(), 1);
    assert_eq!((is_there(), manifest(place.path()).1), ([false, true, false], Vec::new()));
}

/// A folder inside that leads elsewhere is somebody's, whatever the manifest says.
#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let place = tempfile::tempdir().unwrap();
    let (path, elsewhere) = (place.path().join("uit"), place.path().join("elders"));
    let mut folder = OutputFolder::new(&path);
    folder.write(&tree(&[("a/index.html", "een")])).unwrap();
    fs::rename(path.join("a"), &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, path.join("a")).unwrap();
    for new in [tree(&[("a/index.html", "twee")]), tree(&[("b.html", "twee")])] {
        let refused = OutputFolder::new(&path).write(&new).unwrap_err().to_string();
        assert!(refused.contains("De map a in") && refused.contains("symlink"), "{refused}");
        assert_eq!(fs::read_to_string(elsewhere.join("index.html")).unwrap(), "een");
    }
}

#[test]
fn a_damaged_manifest_is_told_and_can_be_taken_over() {
    let place = tempfile::tempdir().unwrap();
    let old = tree(&[("a.html", "een"), ("b.html", "een")]);
    OutputFolder::new(place.path()).write(&old).unwrap();
    let manifest = place.path().join(".wijkwijzer");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, &text[..text.len() / 2]).unwrap();
    let new = tree(&[("a.html", "twee")]);
    let refused = OutputFolder::new(place.path()).write(&new).unwrap_err().to_string();
    assert!(refused.contains("beschadigd") && refused.contains("--overnemen"), "{refused}");
    let take_over = Manners { take_over: true, ..Manners::default() };
    OutputFolder::new(place.path()).with(take_over).write(&new).unwrap();
    OutputFolder::new(place.path()).write(&new).unwrap();
    assert_eq!(fs::read_to_string(place.path().join("a.html")).unwrap(), "twee");
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
