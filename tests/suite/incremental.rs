//! Building again over what is remembered gives what a fresh build gives: byte for byte, broken states included.

use std::collections::BTreeSet;

use proptest::prelude::*;
use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::serve::preview::Preview;
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{Names, Pipeline, Settings, build};

use super::project::{second, settings};

/// What an editor does to a file.
#[derive(Debug, Clone)]
enum Edit {
    Delete(usize),
    Rename(usize, usize),
    Copy(usize, usize),
    Replace(usize, String, String),
    Cut(usize, usize),
    Restore(usize),
    /// Midnight passes, or an editor looks at another day.
    Day(i64),
    /// An editor switches drafts on or off.
    Concepten(bool),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let file = 0..1000_usize;
    let words = proptest::sample::select(vec![
        ("naam", "naamm"),
        ("Mariëndal", "Noord"),
        ("titel", "titel: x\ntitel"),
        (":", ": \""),
        ("mariendal", "t-horntje"),
        ("t-horntje", "nergens"),
        ("concept: ja", "concept: nee"),
        ("---\n", ""),
        ("Kosten", "Uitgaven"),
        ("09:30", "9.30"),
        ("2026", "2019"),
        ("html", "{{ x }}"),
        ("{% include", "{% component kop() %}x{% endcomponent kop %}{% include"),
        ("</", " </"),
        ("color", "kleur"),
        ("##", "#"),
        (";", ","),
        ("\n", "\r\n"),
    ]);
    let edit = prop_oneof![
        file.clone().prop_map(Edit::Delete),
        (file.clone(), file.clone()).prop_map(|(a, b)| Edit::Rename(a, b)),
        (file.clone(), file.clone()).prop_map(|(a, b)| Edit::Copy(a, b)),
        (file.clone(), words).prop_map(|(a, (from, to))| Edit::Replace(a, from.to_owned(), to.to_owned())),
        (file.clone(), 0..400_usize).prop_map(|(a, at)| Edit::Cut(a, at)),
        file.prop_map(Edit::Restore),
        (-400..400_i64).prop_map(Edit::Day),
        any::<bool>().prop_map(Edit::Concepten),
    ];
    prop::collection::vec(edit, 1..12)
}

fn apply(edit: &Edit, sources: &mut SourceTree, settings: &mut Settings, originals: &[(SourcePath, Source)]) {
    let nth = |n: usize| &originals[n % originals.len()];
    match edit {
        Edit::Delete(n) => {
            sources.remove(&nth(*n).0);
        }
        Edit::Rename(from, to) => {
            if let Some(source) = sources.remove(&nth(*from).0) {
                sources.insert(nth(*to).0.clone(), source);
            }
        }
        Edit::Copy(from, to) => {
            let folder = nth(*to).0.folder();
            let path = SourcePath::new(format!("{folder}/{}", nth(*from).0.file_name()));
            sources.insert(path, nth(*from).1.clone());
        }
        Edit::Replace(n, from, to) => {
            let path = &nth(*n).0;
            let text = sources.text(path).replacen(from.as_str(), to, 2);
            sources.insert(path.clone(), Source::new(text.into_bytes()));
        }
        Edit::Cut(n, at) => {
            let (path, source) = nth(*n);
            let bytes = source.read().unwrap();
            sources.insert(path.clone(), Source::new(&bytes[..(*at).min(bytes.len())]));
        }
        Edit::Restore(n) => {
            let (path, source) = nth(*n);
            sources.insert(path.clone(), source.clone());
        }
        Edit::Day(days) => settings.today = settings.today.saturating_add(jiff::ToSpan::days(*days)),
        Edit::Concepten(shown) => settings.concepten = *shown,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn incremental_is_fresh(edits in edits()) {
        let mut sources = second();
        let originals: Vec<_> = sources.iter().map(|(path, source)| (path.clone(), source.clone())).collect();
        let mut settings = settings();
        let (mut preview, _) = Preview::new(sources.clone(), settings.clone(), None, 1);
        let mut last_good = preview.shown().tree.clone();
        for edit in &edits {
            let before = sources.clone();
            apply(edit, &mut sources, &mut settings, &originals);
            let fresh = build(&sources, &settings);
            let differs = |path: &&SourcePath| before.get(path) != sources.get(path);
            let step = preview.files(|files| {
                *files = sources.clone();
                before.iter().chain(sources.iter()).map(|(path, _)| path).filter(differs).cloned().collect()
            });
            let written = sources.below("content").map(|(path, _)| path).filter(differs).count();
            prop_assert_eq!(step.map_or(0, |step| step.made.documents), written, "after {:?}", edit);
            preview.set(Some(settings.concepten), None);
            preview.day(settings.today);
            last_good = fresh.tree.or(last_good);
            let shown = preview.shown();
            prop_assert_eq!(&shown.tree, &last_good, "after {:?}", edit);
            prop_assert_eq!((&shown.report, &shown.sources), (&fresh.report, &sources), "after {:?}", edit);
        }
    }
}

/// How many documents are read, views made and pages rendered after an edit.
fn made_after(path: &str, edit: impl Fn(&str) -> String) -> (usize, usize, usize) {
    let (mut sources, mut pipeline) = (second(), Pipeline::default());
    pipeline.build(&sources, &settings());
    let path = SourcePath::new(path);
    let text = edit(&sources.text(&path));
    sources.insert(path, Source::new(text.into_bytes()));
    assert!(pipeline.build(&sources, &settings()).tree.is_some());
    let made = pipeline.made();
    (made.documents, made.views, made.pages)
}

#[test]
fn only_what_an_edit_touches_is_made_again() {
    let unchanged = made_after("content/site.yaml", str::to_owned);
    assert_eq!(unchanged, (0, 0, 0), "saving a file as it was costs nothing");
    let comment = made_after("content/spreekuren/kern.yaml", |text| format!("# een aantekening\n{text}"));
    assert_eq!((comment.0, comment.2), (1, 0), "a file that says the same is read, and nothing is rendered");
    let body = made_after("content/paginas/meedoen/subsidie.md", |text| format!("{text}\nMeer.\n"));
    assert_eq!(body, (1, 1, 1), "a text is on one page");
    let answer =
        made_after("content/vragen/bankjes.md", |text| text.replace("De gemeente.", "De gemeente betaalt ze."));
    assert_eq!(answer, (1, 2, 2), "an answer is on the page of questions and on that of its wijk");
    let (files, _, pages) = made_after("content/wijkmanagers/een.yaml", |text| {
        text.replace("telefoon: (0999) 00 00 00", "telefoon: (0999) 00 00 01")
    });
    // Home, wijken, contact, the wijk, its one buurt with a page, a project there, and in which wijk somebody lives.
    assert_eq!((files, pages), (1, 7), "a telephone number is on the pages that show the contact");
    let style = made_after("themes/kust/static/stijl.css", |text| format!("{text}\n.x {{ margin: 0; }}\n"));
    assert_eq!(style, (0, 0, 0), "a style is on no page");
    let (_, _, home) = made_after("themes/kust/templates/home.html", |text| text.replacen("<h1", "<h1 data-x", 1));
    assert_eq!(home, 1, "a template of one page");
    let (_, views, all) =
        made_after("themes/kust/templates/basis.html", |text| text.replacen("<body", "<body data-x", 1));
    assert!(all > 10, "what all pages extend is on all of them");
    assert_eq!(views, 0, "what pages see is not for templates to change");
}

/// The files of the index of a site, as it is published.
fn index(sources: &SourceTree) -> BTreeSet<String> {
    let tree = build(sources, &Settings { names: Names::Hashed, ..settings() }).tree.unwrap();
    let paths = tree.files().map(|(path, _)| path.to_string());
    paths.filter(|path| path.starts_with("thema/zoek/")).collect()
}

#[test]
fn an_edit_changes_at_most_three_files_of_the_index() {
    let mut sources = second();
    let small = index(&sources);
    let path = SourcePath::new("content/paginas/meedoen/subsidie.md");
    let edited = |sources: &SourceTree, words: &str| {
        let (text, mut sources) = (format!("{}\n{words}\n", sources.text(&path)), sources.clone());
        sources.insert(path.clone(), Source::new(text.into_bytes()));
        index(&sources)
    };
    let differ = |before: &BTreeSet<String>, after: &BTreeSet<String>| {
        assert_ne!(before, after);
        assert!(after.difference(before).count() <= 3 && before.difference(after).count() <= 3, "{before:?} {after:?}");
    };
    differ(&small, &edited(&sources, "Hier staat nu ook iets over zonnebloemen, paraplu's en de ijsbaan."));
    // With many words they are in several files: that of a new word, and the one that names all.
    for page in 0..40 {
        let words = (0..250).map(|nr| format!("{}{}{page}x{nr}", LETTERS[nr % 20], LETTERS[nr / 20 % 20]));
        let text = format!(
            "---\ntitel: Bladzijde {page}\nsamenvatting: Kort.\n---\n{}\n",
            words.collect::<Vec<_>>().join(" ")
        );
        sources.insert(SourcePath::new(format!("content/paginas/blad-{page}.md")), Source::new(text.into_bytes()));
    }
    let large = index(&sources);
    assert!(large.len() > small.len() + 2, "{large:?}");
    differ(&large, &edited(&sources, "Xylofoon."));
}

/// What words can begin with.
const LETTERS: [&str; 20] =
    ["b", "c", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "sch", "st"];

#[test]
fn the_index_of_a_preview_is_made_when_it_is_asked_for() {
    let (mut sources, mut pipeline) = (second(), Pipeline::default());
    let root = OutputPath::new("thema/zoek/index.json");
    let index = |tree: &Tree| {
        assert!(tree.files().all(|(path, _)| !path.as_str().starts_with("thema/zoek/")), "it is in no list");
        let root: serde_json::Value = serde_json::from_slice(tree.get(&root).unwrap()).unwrap();
        let parts = root["delen"].as_array().unwrap().chunks(2);
        let parts = parts.map(|part| OutputPath::new(format!("thema/zoek/{}.txt", part[1].as_str().unwrap())));
        parts.map(|part| String::from_utf8_lossy(tree.get(&part).unwrap()).into_owned()).collect::<String>()
    };
    let first = pipeline.build(&sources, &settings()).tree.unwrap();
    let path = SourcePath::new("content/paginas/meedoen/subsidie.md");
    let text = format!("{}\nOver zonnebloemen.\n", sources.text(&path));
    sources.insert(path, Source::new(text.into_bytes()));
    let second = pipeline.build(&sources, &settings()).tree.unwrap();
    let (of_first, of_second) = (index(&first), index(&second));
    assert_ne!(of_first, of_second, "each is of the site as it was");
    assert_eq!(of_second, index(&build(&sources, &settings()).tree.unwrap()));
    let search = OutputPath::new("zoeken/index.html");
    assert_eq!(first.get(&search), second.get(&search), "the page to search on stays as it is");
}

#[test]
fn a_deletion_makes_only_what_showed_it() {
    let (mut sources, mut pipeline) = (second(), Pipeline::default());
    let path = SourcePath::new("content/paginas/proef.md");
    sources.insert(path.clone(), Source::new(&b"---\ntitel: Proef\nsamenvatting: Kort.\n---\nTekst.\n"[..]));
    pipeline.build(&sources, &settings());
    sources.remove(&path);
    assert!(pipeline.build(&sources, &settings()).tree.is_some());
    let made = pipeline.made();
    assert_eq!((made.documents, made.pages), (0, 1), "no page names it but the list of all: {made:?}");
}
