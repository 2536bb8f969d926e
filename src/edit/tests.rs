//! Edits of real files: of every document in the repository, at random, and the situations that went wrong with other programs.
#![expect(clippy::disallowed_methods, reason = "reads the files of the repository")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;

use super::*;
use crate::kinds::list_keys;

const YAML: &str = "content/spreekuren/proef.yaml";

fn text(text: &str) -> Desired {
    Desired::Text(text.to_owned())
}

fn keys_of(file: &str, path: &SourcePath) -> Vec<(String, Desired)> {
    let Ok((Desired::Map(keys), _)) = read(file.as_bytes(), path, list_keys) else { return Vec::new() };
    keys
}

/// The file after its keys were changed.
fn changed(file: &str, change: impl FnOnce(&mut Vec<(String, Desired)>)) -> Result<String, Refusal> {
    let path = SourcePath::new(YAML);
    let mut keys = keys_of(file, &path);
    change(&mut keys);
    edit(file.as_bytes(), &path, list_keys, &keys, None).map(|bytes| String::from_utf8(bytes).unwrap())
}

fn set(file: &str, key: &str, value: Desired) -> String {
    let new = changed(file, |keys| match keys.iter_mut().find(|(name, _)| name == key) {
        Some((_, old)) => *old = value,
        None => keys.push((key.to_owned(), value)),
    });
    new.unwrap()
}

fn without(file: &str, key: &str) -> String {
    changed(file, |keys| keys.retain(|(name, _)| name != key)).unwrap()
}

fn list(items: &[&str]) -> Desired {
    Desired::List(items.iter().map(|item| text(item)).collect())
}

#[test]
fn a_text_keeps_its_quotes_its_column_and_the_comment_behind_it() {
    let file = "van:   \"09:30\"  # open\ntel: 0999678000 # balie\nnaam: 'it''s'\n";
    assert_eq!(set(file, "van", text("10:00")), file.replace("09:30", "10:00"));
    assert_eq!(set(file, "naam", text("'s ochtends")), file.replace("it''s", "''s ochtends"));
    assert_eq!(set(file, "tel", text("+31999")), file.replace("0999678000", "\"+31999\""));
}

#[test]
fn what_could_be_taken_for_something_else_gets_quotes() {
    for (value, written) in [
        ("'s ochtends", "\"'s ochtends\""),
        ("a: b", "\"a: b\""),
        ("a #b", "\"a #b\""),
        ("\"x\"", "'\"x\"'"),
        ("- x", "\"- x\""),
        ("€ 5", "€ 5"),
        ("+31", "\"+31\""),
        ("007", "\"007\""),
        ("no", "\"no\""),
        ("12:30", "\"12:30\""),
        ("3", "3"),
        ("2026-11-30", "2026-11-30"),
        ("ja", "ja"),
        ("Aan de kade", "Aan de kade"),
    ] {
        assert_eq!(set("naam: x\n", "naam", text(value)), format!("naam: {written}\n"));
    }
}

#[test]
fn line_ends_and_the_mark_at_the_start_stay() {
    let file = "\u{feff}naam: x\r\n# opmerking\r\nwijken:\r\n  - een\r\n";
    assert_eq!(set(file, "naam", text("z")), file.replace("naam: x", "naam: z"));
    let more = set(file, "wijken", list(&["een", "twee"]));
    assert_eq!(more, format!("{file}  - twee\r\n"));
    assert_eq!(changed("a: x\r\nb: y\n", Vec::clear), Err(Refusal::MixedLines));
}

#[test]
fn a_file_without_a_last_line_end_stays_so() {
    assert_eq!(set("a: x\nb: y", "b", text("z")), "a: x\nb: z");
    assert_eq!(set("a: x\nb: y", "c", text("z")), "a: x\nb: y\nc: z");
    assert_eq!(without("a: x\nb: y", "b"), "a: x");
}

#[test]
fn nothing_behind_a_key_becomes_something_before_its_comment() {
    assert_eq!(set("tel:\nnaam: x\n", "tel", text("14")), "tel: 14\nnaam: x\n");
    assert_eq!(set("tel:  # leeg\nnaam: x\n", "tel", text("14")), "tel: 14  # leeg\nnaam: x\n");
}

#[test]
fn more_lines_and_back() {
    let file = "a: x\nb: een\nc: y\n";
    let more = set(file, "b", text("een\n\ntwee # geen opmerking"));
    assert_eq!(more, "a: x\nb: |-\n  een\n\n  twee # geen opmerking\nc: y\n");
    assert_eq!(set(&more, "b", text("een")), file);
    let file = "b: |\n    een\n    # geen opmerking\n\n# wel een\nc: y\n";
    assert_eq!(set(file, "b", text("een\ntwee\n")), "b: |\n    een\n    twee\n\n# wel een\nc: y\n");
    assert_eq!(set("b: een # opmerking\n", "b", text("een\ntwee")), "b: \"een\\ntwee\" # opmerking\n");
}

#[test]
fn items_are_taken_away_put_in_and_moved_with_their_comments() {
    let file = "wijken:\n  # CBS-wijk 06\n  - een\n  - twee # midden\n  # CBS-wijk 07\n  - drie\nnaam: x\n";
    assert_eq!(set(file, "wijken", list(&["twee", "drie"])), file.replace("  - een\n", ""));
    assert_eq!(set(file, "wijken", list(&["een", "drie"])), file.replace("  - twee # midden\n", ""));
    assert_eq!(
        set(file, "wijken", list(&["een", "twee", "vier", "drie"])),
        file.replace("midden\n", "midden\n  - vier\n")
    );
    assert_eq!(
        set(file, "wijken", list(&["nul", "een", "twee", "drie"])),
        file.replace("  - een\n", "  - nul\n  - een\n")
    );
    let moved = "wijken:\n  # CBS-wijk 06\n  - twee # midden\n  - drie\n  # CBS-wijk 07\n  - een\nnaam: x\n";
    assert_eq!(set(file, "wijken", list(&["twee", "drie", "een"])), moved);
    assert_eq!(set("wijken: [a,  b]\n", "wijken", list(&["a", "c d"])), "wijken: [a, c d]\n");
    assert_eq!(set("wijken: noord # x\n", "wijken", list(&["noord", "zuid"])), "wijken: [noord, zuid] # x\n");
    assert_eq!(set("wijken:\n- a\n- b\n", "wijken", list(&["a", "b", "c"])), "wijken:\n- a\n- b\n- c\n");
}

#[test]
fn letters_of_two_bytes_and_nothing_stand_in_brackets_too() {
    let map =
        |pairs: &[(&str, &str)]| Desired::Map(pairs.iter().map(|(key, it)| ((*key).to_owned(), text(it))).collect());
    let one = set("plek: {naam: Élan, adres: }\n", "plek", map(&[("naam", "Één"), ("adres", "Kade 1")]));
    assert_eq!(one, "plek: {naam: Één, adres: Kade 1}\n");
    assert_eq!(set("a: { b: ë }\n", "a", map(&[("b", "ö"), ("c", "é")])), "a: { b: ö, c: é }\n");
    assert_eq!(set("a:\n  -\n  # é\n    é\n  - b\n", "a", list(&["é", "c"])), "a:\n  -\n  # é\n    é\n  - c\n");
}

#[test]
fn groups_in_lists() {
    let file = "uren:\n  - dag: maandag # eerst\n    van: \"9:00\"\n    tot: \"10:00\"\n  - dag: dinsdag\n    van: \"9:00\"\n    tot: \"11:00\"\nnaam: x\n";
    let path = SourcePath::new(YAML);
    let mut keys = keys_of(file, &path);
    let Desired::List(uren) = &mut keys[0].1 else { panic!() };
    let Desired::Map(first) = &mut uren[0] else { panic!() };
    first[2].1 = text("10:30");
    first.push(("soort".to_owned(), text("inloop")));
    let new = String::from_utf8(edit(file.as_bytes(), &path, list_keys, &keys, None).unwrap()).unwrap();
    assert_eq!(new, file.replace("\"10:00\"", "\"10:30\"\n    soort: inloop"));
    let Desired::List(uren) = &mut keys[0].1 else { panic!() };
    uren.swap(0, 1);
    let moved = String::from_utf8(edit(new.as_bytes(), &path, list_keys, &keys, None).unwrap()).unwrap();
    assert!(moved.starts_with("uren:\n  - dag: dinsdag\n"), "{moved}");
    assert!(moved.contains("- dag: maandag # eerst"), "{moved}");
}

#[test]
fn keys_come_and_go() {
    let file = "# boven\na: x # bij a\n# bij b\nb: y\n";
    assert_eq!(without(file, "a"), "# boven\n# bij b\nb: y\n");
    assert_eq!(without(file, "b"), "# boven\na: x # bij a\n# bij b\n");
    let between = changed(file, |keys| keys.insert(1, ("m".to_owned(), list(&["een"])))).unwrap();
    assert_eq!(between, "# boven\na: x # bij a\nm:\n  - een\n# bij b\nb: y\n");
    let first = changed(file, |keys| keys.insert(0, ("m".to_owned(), text("z")))).unwrap();
    assert_eq!(first, "# boven\nm: z\na: x # bij a\n# bij b\nb: y\n");
    assert_eq!(set("", "a", text("x")), "a: x\n");
}

#[test]
fn what_cannot_be_done_in_place_is_refused() {
    for file in ["a: &b x\nc: *b\n", "a: x: y\n", "a: x\na: y\n", "\ta: x\n"] {
        let path = SourcePath::new(YAML);
        let refused = edit(file.as_bytes(), &path, list_keys, &[("a".to_owned(), text("z"))], None);
        assert!(matches!(refused, Err(Refusal::Mistake(_))), "{file:?}: {refused:?}");
    }
    let file = "wijken: [a, # opmerking\n  b]\n";
    assert_eq!(changed(file, |keys| keys[0].1 = list(&["a"])), Err(Refusal::Unsure));
}

#[test]
fn a_text_below_the_keys_changes_alone() {
    let path = SourcePath::new("content/nieuws/a.md");
    let file = "---\ntitel: A # b\n---\n\nEen.\n\nTwee.\n\n";
    let keys = keys_of(file, &path);
    let body =
        |text: &str| String::from_utf8(edit(file.as_bytes(), &path, list_keys, &keys, Some(text)).unwrap()).unwrap();
    assert_eq!(body("Een.\n\nDrie."), file.replace("Twee", "Drie"));
    assert_eq!(body("Een.\n\nTwee."), file);
    assert_eq!(body(""), "---\ntitel: A # b\n---\n");
    let refused = edit(file.as_bytes(), &path, list_keys, &keys, Some("titel: B\n---\nx"));
    assert!(refused.is_err());
}

/// All documents with keys in the repository.
fn documents() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, into: &mut Vec<(PathBuf, String)>) {
        let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, into);
            } else if path.extension().is_some_and(|it| it == "md" || it == "yaml" || it == "yml")
                && let Ok(text) = fs::read_to_string(&path)
            {
                into.push((path, text));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for folder in ["content", "tests/cases"] {
        walk(&root.join(folder), &mut all);
    }
    let is_document = |path: &Path| path.to_string_lossy().contains("content");
    all.retain(|(path, text)| is_document(path) && !keys_of(text, &source(path)).is_empty());
    all
}

fn source(path: &Path) -> SourcePath {
    SourcePath::new(if path.extension().is_some_and(|it| it == "md") { "content/a.md" } else { "content/a.yaml" })
}

#[test]
fn saving_what_is_there_changes_no_byte_of_any_document() {
    let all = documents();
    assert!(all.len() > 300, "{}", all.len());
    for (path, file) in &all {
        let source = source(path);
        let (_, body) = read(file.as_bytes(), &source, list_keys).unwrap();
        let keys = keys_of(file, &source);
        let body = (source.extension() == "md").then_some(&*body);
        assert_eq!(
            edit(file.as_bytes(), &source, list_keys, &keys, body).unwrap(),
            file.as_bytes(),
            "{}",
            path.display()
        );
    }
}

/// What texts are made of that people put in a form.
const TEXTS: [&str; 24] = [
    "Nieuw",
    "",
    "a: b",
    "a #b",
    "# a",
    "'s avonds",
    "\"aan\" de kade",
    "een\ntwee",
    "een\n\n- twee\n",
    "09:30",
    "+31999678000",
    "0999678000",
    "2026-12-01",
    "ja",
    "no",
    "[a]",
    "{a}",
    "&a",
    "*a*",
    "é ’ –",
    "C:\\map",
    "regel\n  ingesprongen\neinde",
    " met spaties ",
    "1e3",
];

/// Changes one thing somewhere in keys; says the key of the first floor that it was in.
fn mutate(keys: &mut Vec<(String, Desired)>, at: &[Index], what: usize, value: &str) -> String {
    if keys.is_empty() {
        keys.push(("naam".to_owned(), text(value)));
        return "naam".to_owned();
    }
    let place = at[0].index(keys.len());
    let key = keys[place].0.clone();
    match what % 8 {
        0 => drop(keys.remove(place)),
        1 => keys.insert(place, (format!("{key}_nieuw"), text(value))),
        2 => keys.insert(place + 1, (format!("{key}_nieuw"), Desired::List(vec![text(value), text("b")]))),
        _ => mutate_value(&mut keys[place].1, &at[1..], what / 8, value),
    }
    key
}

fn mutate_value(wanted: &mut Desired, at: &[Index], what: usize, value: &str) {
    match wanted {
        Desired::Text(old) => value.clone_into(old),
        Desired::List(items) if !items.is_empty() => {
            let place = at[0].index(items.len());
            match what % 6 {
                0 if items.len() > 1 => drop(items.remove(place)),
                1 => items.insert(place, text(value)),
                2 => items.push(Desired::Map(vec![("naam".to_owned(), text(value)), ("b".to_owned(), text("c"))])),
                3 => items.rotate_left(place),
                _ => mutate_value(&mut items[place], &at[1..], what / 6, value),
            }
        }
        Desired::Map(keys) if !keys.is_empty() && at.len() > 2 => drop(mutate(keys, at, what, value)),
        _ => *wanted = list(&[value, "nog een"]),
    }
}

/// Random changes of real documents are read as they were meant, no line of another key is another, and few are refused.
#[test]
fn a_change_touches_its_own_lines_only() {
    let all = documents();
    let (tried, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let strategy = (
        any::<Index>(),
        prop::collection::vec(any::<Index>(), 8),
        any::<u16>(),
        prop::sample::select(&TEXTS[..]),
        any::<bool>(),
    );
    let mut runner = TestRunner::new({
        let own = ProptestConfig::default();
        ProptestConfig { cases: own.cases.max(3000), failure_persistence: None, ..own }
    });
    let done = runner.run(&strategy, |(which, at, what, value, windows)| {
        let (path, file) = which.get(&all);
        let file = if windows && !file.contains('\r') { file.replace('\n', "\r\n") } else { file.clone() };
        let source = source(path);
        let mut keys = keys_of(&file, &source);
        let key = mutate(&mut keys, &at, usize::from(what), value);
        tried.fetch_add(1, Ordering::Relaxed);
        let Ok(new) = edit(file.as_bytes(), &source, list_keys, &keys, None) else {
            refused.fetch_add(1, Ordering::Relaxed);
            return Ok(());
        };
        let (now, _) = read(&new, &source, list_keys).unwrap();
        let new = String::from_utf8(new).unwrap();
        prop_assert!(is_equal(&now, &Desired::Map(keys)), "{now:?}\n{new}");
        // Lines of other keys, and comments on lines of their own, are all there, in their order.
        let mut rest = new.split_inclusive('\n');
        for line in other_lines(&file, &key) {
            let is_there = rest.any(|it| bare(it) == bare(line));
            prop_assert!(is_there, "lost {line:?}\n--- was\n{file}\n--- is\n{new}");
        }
        prop_assert!(file.contains("\r\n") == new.contains("\r\n") || new.lines().count() < 2);
        Ok(())
    });
    done.unwrap_or_else(|error| panic!("{error}"));
    let (tried, refused) = (tried.into_inner(), refused.into_inner());
    assert!(refused * 20 < tried, "{refused} of {tried} are refused");
}

/// A line without its end, and without the mark that the first line may have.
fn bare(line: &str) -> &str {
    line.trim_start_matches('\u{feff}').trim_end_matches('\n')
}

/// What documents are made of that nobody would write.
const PIECES: [&str; 34] = [
    "a: ",
    "b:",
    "é: ",
    "\n",
    "\n",
    "\na: ",
    "\nb:\n",
    "\n  - ",
    "\n  - ",
    "\n- ",
    "\n    c: ",
    "\n    d:",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "x: ",
    "één",
    "ë",
    "'it''s'",
    "\"é\"",
    "|",
    ">-",
    "\n    é tekst",
    "\n\n",
    " # é",
    "\n# é",
    "~",
    "12:30",
    "- ",
    " ",
    "\t",
    "€",
];

/// Whatever a file is made of, a change of it is as it was meant, or refused.
#[test]
fn no_file_is_too_odd() {
    let own = ProptestConfig::default();
    let config = ProptestConfig { cases: own.cases.max(5000), failure_persistence: None, ..own };
    let strategy = (
        prop::collection::vec(prop::sample::select(&PIECES[..]), 1..14),
        prop::collection::vec(any::<Index>(), 8),
        any::<u16>(),
        prop::sample::select(&TEXTS[..]),
    );
    let done = TestRunner::new(config).run(&strategy, |(pieces, at, what, value)| {
        let (file, path) = (pieces.concat(), SourcePath::new(YAML));
        let mut keys = keys_of(&file, &path);
        mutate(&mut keys, &at, usize::from(what), value);
        if let Ok(new) = edit(file.as_bytes(), &path, list_keys, &keys, None) {
            let (now, _) = read(&new, &path, list_keys).unwrap();
            let is_nothing = keys.is_empty() && matches!(now, Desired::Text(_));
            prop_assert!(is_nothing || is_equal(&now, &Desired::Map(keys)), "{file:?}");
        }
        Ok(())
    });
    done.unwrap_or_else(|error| panic!("{error}"));
}

/// Whether two values say the same, in whichever order keys stand.
fn is_equal(one: &Desired, other: &Desired) -> bool {
    match (one, other) {
        (Desired::Map(one), Desired::Map(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| other.iter().any(|(name, it)| name == key && is_equal(value, it)))
        }
        (Desired::List(one), Desired::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_equal(one, other))
        }
        _ => one == other,
    }
}

/// The lines of a file that do not belong to a key of the first floor.
fn other_lines<'f>(file: &'f str, key: &str) -> Vec<&'f str> {
    let (mut inside, mut lines, mut fences) = (false, Vec::new(), 0);
    for line in file.split_inclusive('\n') {
        let bare = line.trim_start_matches('\u{feff}');
        if bare.trim_end() == "---" {
            fences += 1;
        }
        if fences >= 2 || bare.trim_end() == "---" {
            inside = false;
        } else if let Some((name, _)) =
            bare.split_once(':').filter(|_| bare.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            inside = name == key;
        }
        if !inside {
            lines.push(line);
        }
    }
    lines
}

#[test]
fn refusals_are_rare() {
    let all = documents();
    let mut refused = BTreeSet::new();
    for (path, file) in &all {
        let source = source(path);
        let before = keys_of(file, &source);
        for place in 0..before.len() {
            let mut keys = before.clone();
            keys[place].1 = text("Iets anders");
            if edit(file.as_bytes(), &source, list_keys, &keys, None).is_err() {
                refused.insert(format!("{} {}", path.display(), keys[place].0));
            }
        }
    }
    assert!(refused.len() < 12, "{}: {refused:#?}", refused.len());
}
