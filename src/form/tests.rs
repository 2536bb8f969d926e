//! Forms of real files: what a browser sends back of one that nobody touched changes nothing.
#![expect(clippy::disallowed_methods, reason = "reads the files of the repository")]

use std::fs;
use std::path::{Path, PathBuf};

use scraper::{Html, Selector};

use super::*;
use crate::source::Source;

fn all(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all(&path, into) } else { into.push(path) }
    }
}

/// The content of every project in the repository.
fn contents() -> Vec<SourceTree> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = fs::read_dir(root.join("tests/cases")).unwrap().map(|entry| entry.unwrap().path().join("in"));
    let mut trees = Vec::new();
    for project in [root.to_owned()].into_iter().chain(cases).filter(|project| project.join("content").is_dir()) {
        let mut files = Vec::new();
        all(&project.join("content"), &mut files);
        let mut tree = SourceTree::default();
        for file in files {
            let path = file.strip_prefix(&project).unwrap().to_string_lossy().replace('\\', "/");
            tree.insert(SourcePath::new(path), Source::new(fs::read(&file).unwrap()));
        }
        trees.push(tree);
    }
    trees
}

/// What a browser sends of a form, as forms are sent.
fn submitted(page: &str) -> Vec<u8> {
    let html = Html::parse_document(page);
    let mut form = form_urlencoded::Serializer::new(String::new());
    for field in html.select(&Selector::parse("form [name]:not(button):not([type=file])").unwrap()) {
        let name = field.attr("name").unwrap();
        let value = match field.value().name() {
            "select" => {
                let chosen = field.select(&Selector::parse("option[selected]").unwrap()).next();
                let value = |option: scraper::ElementRef<'_>| {
                    option.attr("value").map_or_else(|| option.text().collect(), str::to_owned)
                };
                chosen.map(value).unwrap_or_default()
            }
            "textarea" => field.text().collect(),
            _ => field.attr("value").unwrap_or_default().replace('\n', ""),
        };
        form.append_pair(name, &value.replace('\n', "\r\n"));
    }
    form.finish().into_bytes()
}

#[test]
fn a_form_that_nobody_touched_changes_no_byte() {
    let (mut looked_at, mut wrong) = (0, Vec::new());
    for sources in contents() {
        for (path, source) in sources.iter() {
            let Some(Ok(form)) = Form::of(path, &sources) else { continue };
            let bytes = source.read().unwrap();
            let page = form.page(
                &Blank { was: "x".to_owned(), ..Blank::default() },
                Around { sources: &sources, placed: &BTreeMap::new() },
            );
            let filled = form.filled(&Pairs::read(&submitted(&page)).unwrap());
            let (wanted, body) = filled.wanted();
            let new = edit::edit(&bytes, path, list_keys, wanted, body);
            looked_at += 1;
            if new.as_deref() != Ok(&bytes) {
                let new = new.map(|new| String::from_utf8_lossy(&new).into_owned());
                let old = String::from_utf8_lossy(&bytes).into_owned();
                let lines = |text: &str, other: &str| -> Vec<String> {
                    text.lines().filter(|line| !other.lines().any(|it| it == *line)).map(str::to_owned).collect()
                };
                wrong.push(match new {
                    Ok(new) => format!("{path}: {:?} became {:?}", lines(&old, &new), lines(&new, &old)),
                    Err(refused) => format!("{path}: {refused:?}"),
                });
            }
        }
    }
    assert!(looked_at > 300, "{looked_at}");
    assert!(
        wrong.is_empty(),
        "{} of {looked_at}:\n{}",
        wrong.len(),
        wrong.iter().take(45).cloned().collect::<Vec<_>>().join("\n\n")
    );
}

fn example() -> (SourceTree, SourcePath) {
    let path = SourcePath::new("content/spreekuren/a.yaml");
    let text = "dag: vrijdag # elke week\nvan: \"10:00\"\ntot: 1200\nvervalt_op:\n  - 2026-12-04\n  - 2026-12-11 # studiedag\nlocatie: {naam: Bieb}\n";
    let mut sources = SourceTree::default();
    sources.insert(path.clone(), Source::new(text.as_bytes()));
    (sources, path)
}

/// The file after the form was sent with these answers.
fn saved(change: impl Fn(&mut Vec<(String, String)>)) -> String {
    let (sources, path) = example();
    let form = Form::of(&path, &sources).unwrap().unwrap();
    let page = form.page(
        &Blank { was: "x".to_owned(), ..Blank::default() },
        Around { sources: &sources, placed: &BTreeMap::new() },
    );
    let mut pairs: Vec<(String, String)> = form_urlencoded::parse(&submitted(&page)).into_owned().collect();
    change(&mut pairs);
    let sent = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let form = form.filled(&Pairs::read(sent.as_bytes()).unwrap());
    let bytes = sources.get(&path).unwrap().read().unwrap().into_owned();
    let (wanted, body) = form.wanted();
    String::from_utf8(edit::edit(&bytes, &path, list_keys, wanted, body).unwrap()).unwrap()
}

fn answer(pairs: &mut [(String, String)], name: &str, value: &str) {
    let pair = pairs.iter_mut().find(|(key, _)| key == name).unwrap();
    value.clone_into(&mut pair.1);
}

#[test]
fn answers_change_their_own_bytes() {
    let (sources, path) = example();
    let file = String::from_utf8(sources.get(&path).unwrap().read().unwrap().into_owned()).unwrap();
    assert_eq!(saved(|pairs| answer(pairs, "k:van", "10:30")), file.replace("10:00", "10:30"));
    assert_eq!(saved(|pairs| answer(pairs, "k:vervalt_op/0", "")), file.replace("  - 2026-12-04\n", ""));
    assert_eq!(
        saved(|pairs| answer(pairs, "k:locatie/adres", "Kade 1")),
        file.replace("{naam: Bieb}", "{naam: Bieb, adres: Kade 1}")
    );
    assert_eq!(saved(|pairs| answer(pairs, "k:dag/1", "maandag")), file.replace("vrijdag #", "[vrijdag, maandag] #"));
}

#[test]
fn a_finding_stands_at_its_question_with_what_is_proposed() {
    let (sources, path) = example();
    let bytes = sources.get(&path).unwrap().read().unwrap().into_owned();
    let mut findings = crate::diagnostics::Findings::default();
    drop(findings.take(crate::kinds::parse(&path, sources.get(&path).unwrap())));
    let form = Form::of(&path, &sources).unwrap().unwrap().with_findings(&bytes, findings.iter());
    let places: Vec<&str> = form.findings.keys().map(String::as_str).collect();
    // That nobody says whom one meets is about the whole file, although it is told at its first key.
    assert_eq!(places, ["", "afspraak", "tot", "waarvoor"]);
    let page = form.page(
        &Blank { was: "x".to_owned(), ..Blank::default() },
        Around { sources: &sources, placed: &BTreeMap::new() },
    );
    assert!(page.contains("Maak ervan: 12:00"), "{page}");
    assert!(page.contains("aria-describedby=\"v-tot--hulp f-tot\" aria-invalid=\"true\""), "{page}");
}

#[test]
fn every_kind_has_a_form_and_every_key_help() {
    let mut silent = Vec::new();
    for kind in Kind::ALL.iter().filter(|kind| crate::kinds::has_keys(**kind)) {
        let questions = question::of_kind(*kind).unwrap();
        assert!(!questions.is_empty(), "{kind:?}");
        let from_handbook = help::of_kind(*kind);
        let without = questions.iter().filter(|question| from_handbook.of(&question.key).is_none());
        silent.extend(without.map(|question| format!("{} {}", kind.word(), question.key)));
    }
    assert!(silent.is_empty(), "the handbook has no row for {silent:?}");
}

#[test]
fn what_is_written_in_a_file_is_text_in_a_form() {
    let path = SourcePath::new("content/nieuws/a.md");
    let mut sources = SourceTree::default();
    let file = "---\ntitel: '<b>\"&'\nsamenvatting: </textarea><script>\n---\n\n</textarea><script>\n";
    sources.insert(path.clone(), Source::new(file.as_bytes()));
    let form = Form::of(&path, &sources).unwrap().unwrap();
    let page = form.page(
        &Blank { was: "x".to_owned(), ..Blank::default() },
        Around { sources: &sources, placed: &BTreeMap::new() },
    );
    assert!(!page.contains("<script>") && !page.contains("<b>"), "{page}");
}
