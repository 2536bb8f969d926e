//! The note about the last build: it saves work only when nothing at all differs.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use wijkwijzer::disk::{self, Noted, There};
use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::source::{Source, SourcePath, SourceTree};

fn sources() -> SourceTree {
    [("content/site.yaml", "naam: Wijken\n"), ("content/index.md", "Welkom\n")].into_iter().collect()
}

fn tree() -> Tree {
    let files = [("index.html", "<p>Welkom</p>"), ("robots.txt", "Allow: /"), ("thema/stijl.css", "p{}")];
    files.iter().map(|(path, text)| (OutputPath::new(path), text.as_bytes().into())).collect()
}

/// A project with its site and the note about it.
fn noted() -> (tempfile::TempDir, Noted) {
    let place = tempfile::tempdir().unwrap();
    let public = place.path().join("public");
    disk::write(&tree(), &public).unwrap();
    let noted = Noted::new(place.path(), &public);
    noted.note(&sources(), "wensen");
    (place, noted)
}

#[test]
fn the_same_build_is_known_and_leaves_no_trace() {
    let (place, noted) = noted();
    assert_eq!(noted.is_there(&sources(), "wensen"), Some(There { pages: 1, files: 3 }));
    let note = place.path().join(".wijkwijzer/laatste-bouw");
    let text = fs::read_to_string(&note).unwrap();
    assert!(text.len() < 300, "it stays small: {text}");
    assert!(!text.contains(place.path().to_str().unwrap()), "no path of the machine is in it");
    noted.note(&sources(), "wensen");
    assert_eq!(fs::read_to_string(&note).unwrap(), text, "it is the same for the same");
    fs::remove_file(note).unwrap();
    assert_eq!(noted.is_there(&sources(), "wensen"), None, "it can be taken away");
}

#[test]
fn another_wish_or_source_is_another_build() {
    let (place, noted) = noted();
    assert_eq!(noted.is_there(&sources(), "andere wensen"), None);
    for (path, text) in [("content/index.md", "welkom\n"), ("content/vragen/een.md", "")] {
        let mut sources = sources();
        sources.insert(SourcePath::new(path), Source::new(text.as_bytes()));
        assert_eq!(noted.is_there(&sources, "wensen"), None, "{path}");
    }
    let mut fewer = sources();
    fewer.remove(&SourcePath::new("content/index.md"));
    assert_eq!(noted.is_there(&fewer, "wensen"), None);
    let elsewhere = Noted::new(place.path(), &place.path().join("elders"));
    disk::write(&tree(), &place.path().join("elders")).unwrap();
    assert_eq!(elsewhere.is_there(&sources(), "wensen"), None, "the note is about one folder");
}

/// Something that somebody does to a folder, and what it is.
type Harm<'h> = (&'h str, &'h dyn Fn(&Path));

#[test]
fn whatever_happens_to_the_folder_is_seen() {
    let same_length = |public: &Path| {
        let file = public.join("index.html");
        let before = fs::metadata(&file).unwrap().modified().unwrap();
        fs::write(&file, "<p>welkom</p>").unwrap();
        fs::File::options().write(true).open(&file).unwrap().set_modified(before).unwrap();
    };
    let later = |public: &Path| {
        std::thread::sleep(Duration::from_millis(50));
        same_length(public);
    };
    let gone = |public: &Path| fs::remove_file(public.join("robots.txt")).unwrap();
    let unfinished = |public: &Path| fs::create_dir(public.join(".wijkwijzer-werk")).unwrap();
    let other_manifest = |public: &Path| {
        let file = public.join(".wijkwijzer");
        fs::write(&file, fs::read_to_string(&file).unwrap() + "\n").unwrap();
    };
    let parted = |public: &Path| {
        let fewer = tree();
        let lasting = OutputPath::new("thema/0123456789abcdef/stijl.css");
        disk::write(&fewer.clone().with([(lasting, b"p{}".as_slice().into())]), public).unwrap();
        disk::write(&fewer, public).unwrap();
    };
    let harms: [Harm<'_>; 6] = [
        ("other bytes with the old time stamp", &same_length),
        ("the same, later", &later),
        ("a file that is gone", &gone),
        ("the work of a build that was interrupted", &unfinished),
        ("another manifest", &other_manifest),
        ("a file that stays for a while only", &parted),
    ];
    for (what, harm) in harms {
        let (place, noted) = noted();
        harm(&place.path().join("public"));
        assert_eq!(noted.is_there(&sources(), "wensen"), None, "{what}");
    }
}

#[test]
fn files_that_are_old_enough_are_known_by_their_stamps() {
    let place = tempfile::tempdir().unwrap();
    let public = place.path().join("public");
    disk::write(&tree(), &public).unwrap();
    std::thread::sleep(Duration::from_millis(100));
    // The manifest is written anew, long after the other files.
    let more = tree().with([(OutputPath::new("nieuws/index.html"), b"<p>Nieuws</p>".as_slice().into())]);
    disk::write(&more, &public).unwrap();
    let noted = Noted::new(place.path(), &public);
    noted.note(&sources(), "wensen");
    assert_eq!(noted.is_there(&sources(), "wensen"), Some(There { pages: 2, files: 4 }));
    // The same bytes: nothing differs for visitors, but somebody was there.
    let file = public.join("robots.txt");
    fs::File::options().write(true).open(&file).unwrap().set_modified(SystemTime::now()).unwrap();
    assert_eq!(noted.is_there(&sources(), "wensen"), None);
}
