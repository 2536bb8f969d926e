//! Building again over what is remembered gives what a fresh build gives: byte for byte, broken states included.

use std::collections::BTreeSet;

use proptest::prelude::*;
use wijkwijzer::serve::preview::Preview;
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{Pipeline, Settings, build};

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
    assert_eq!(body, (1, 2, 2), "a text is on one page, and that of the search names another index");
    let answer =
        made_after("content/vragen/bankjes.md", |text| text.replace("De gemeente.", "De gemeente betaalt ze."));
    assert_eq!(
        answer,
        (1, 2, 2),
        "an answer is on the page of questions and on that of its wijk; there is no new word"
    );
    let (files, _, pages) = made_after("content/wijkmanagers/een.yaml", |text| {
        text.replace("telefoon: (0999) 00 00 00", "telefoon: (0999) 00 00 01")
    });
    // Home, wijken, contact, the wijk, its one buurt with a page, and the search.
    assert_eq!((files, pages), (1, 6), "a telephone number is on the pages that show the contact");
    let style = made_after("themes/kust/static/stijl.css", |text| format!("{text}\n.x {{ margin: 0; }}\n"));
    assert_eq!(style, (0, 0, 0), "a style is on no page");
    let (_, _, home) = made_after("themes/kust/templates/home.html", |text| text.replacen("<h1", "<h1 data-x", 1));
    assert_eq!(home, 1, "a template of one page");
    let (_, views, all) =
        made_after("themes/kust/templates/basis.html", |text| text.replacen("<body", "<body data-x", 1));
    assert!(all > 10, "what all pages extend is on all of them");
    assert_eq!(views, 0, "what pages see is not for templates to change");
}

/// The files of the index of a site.
fn index(sources: &SourceTree) -> BTreeSet<String> {
    let tree = build(sources, &settings()).tree.unwrap();
    let paths = tree.files().map(|(path, _)| path.to_string());
    paths.filter(|path| path.starts_with("thema/zoek/")).collect()
}

#[test]
fn an_edit_changes_at_most_three_files_of_the_index() {
    let mut sources = second();
    let before = index(&sources);
    let path = SourcePath::new("content/paginas/meedoen/subsidie.md");
    let text = format!("{}\nHier staat nu ook iets over zonnebloemen, paraplu's en de ijsbaan.\n", sources.text(&path));
    sources.insert(path, Source::new(text.into_bytes()));
    let after = index(&sources);
    assert_ne!(before, after);
    assert!(after.difference(&before).count() <= 3 && before.difference(&after).count() <= 3, "{before:?} {after:?}");
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
