//! Every mistake in YAML has its own Dutch sentence, at the place where an editor should look; what is offered instead mends it.
//!
//! `yaml.txt` is the table. A block is a text (⏎ is the end of a line, ⇥ a tab, ␣ a hard space, ◊ a byte order mark) and below it
//! what is said: `line:column code sentence`, then `= ` and the text as it would be with the replacement. `ZEGEN=1` writes it anew.

use std::fs;

use wijkwijzer::build;
use wijkwijzer::diagnostics::Finding;
use wijkwijzer::source::{Source, SourcePath};

use super::project::{repository, second, settings, with_shipped_theme};

/// The codes of `read/yaml`; other rules are not the subject of the table.
const CODES: &[&str] = &["WW010", "WW011", "WW013", "WW036"];
const SIGNS: &[(char, char)] = &[('⏎', '\n'), ('⇥', '\t'), ('␣', '\u{a0}'), ('◊', '\u{feff}')];

/// What is said of a text: line, column, code and sentence, and the text with the replacement in it.
fn said(yaml: &str, codes: &[&str]) -> Vec<(usize, String, Option<String>)> {
    let mut sources = second();
    let path = SourcePath::new("content/wijkmanagers/een.yaml");
    sources.insert(path.clone(), Source::new(yaml.as_bytes()));
    let text = sources.text(&path).into_owned();
    let report = build(&sources, &settings()).report;
    let mine = report.findings().iter().filter(|it| it.place.path == path && codes.contains(&it.code.id()));
    mine.map(|finding| {
        let span = finding.place.span;
        assert!(span.end <= text.len() && (span.start < text.len()), "{yaml:?} is told of outside itself");
        assert!(finding.tip.is_some() || finding.replacement.is_some(), "{yaml:?} is told without help");
        let line = text[..span.start].matches('\n').count() + 1;
        let column = text[..span.start].chars().rev().take_while(|c| *c != '\n').count() + 1;
        let mended = finding.replacement.as_ref().map(|replacement| {
            let mut mended = text.clone();
            mended.replace_range(span.range(), replacement);
            mended
        });
        (line, format!("{line}:{column} {} {}", finding.code, finding.message), mended)
    })
    .collect()
}

pub(crate) fn real(written: &str) -> String {
    SIGNS.iter().fold(written.to_owned(), |text, (sign, meant)| text.replace(*sign, &meant.to_string()))
}

pub(crate) fn written(real: &str) -> String {
    SIGNS.iter().fold(real.to_owned(), |text, (sign, meant)| text.replace(*meant, &sign.to_string()))
}

#[test]
fn every_mistake_has_its_sentence_and_what_is_offered_mends_it() {
    let file = repository().join("tests/suite/yaml.txt");
    let table = fs::read_to_string(&file).unwrap();
    let (mut now, mut wrong) = (String::new(), Vec::new());
    for block in table.split("\n\n") {
        let yaml = block.lines().next().unwrap();
        now.push_str(&format!("{yaml}\n"));
        let told = said(&real(yaml), CODES);
        // All mistakes are told at once: mending one leaves the others.
        let also = |line: usize, other: &str| told.iter().any(|(at, it, _)| *at < line && it == other);
        for (line, sentence, mended) in told.clone() {
            now.push_str(&format!("{sentence}\n"));
            let Some(mended) = mended else { continue };
            now.push_str(&format!("= {}\n", written(&mended)));
            let left: Vec<_> =
                said(&mended, CODES).into_iter().filter(|(at, it, _)| *at <= line && !also(line, it)).collect();
            if !left.is_empty() {
                wrong.push(format!("{yaml} is not mended by {mended:?}: {left:?}"));
            }
        }
        now.push('\n');
    }
    let now = now.trim_end().to_owned() + "\n";
    if std::env::var_os("ZEGEN").is_some() {
        fs::write(&file, now).unwrap();
    } else {
        assert_eq!(table, now, "bless with ZEGEN=1 and read the difference");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn most_kinds_of_error_have_a_sentence_of_their_own() {
    let table = include_str!("yaml.txt");
    let mut sentences: Vec<&str> = table.lines().filter_map(|line| Some(line.split_once(" WW010 ")?.1)).collect();
    sentences.sort_unstable();
    sentences.dedup();
    assert!(sentences.len() > 60, "{}", sentences.len());
    assert!(!table.contains("Dit is geen geldige YAML"), "the sentence for what cannot happen");
}

/// Bytes → what is said of them.
#[test]
fn bytes_that_windows_writes_or_nobody() {
    let good = "wijken: [mariendal]\nnaam: Zoë\n";
    let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(bytes).collect() };
    let laughs = (b'b'..=b'j').fold("a: &a [ha, ha]\n".to_owned(), |text, letter| {
        let (letter, before) = (char::from(letter), char::from(letter - 1));
        text + &format!("{letter}: &{letter} [*{before}, *{before}, *{before}, *{before}, *{before}, *{before}]\n")
    });
    let deep = "a: ".to_owned() + &"[".repeat(1000);
    for (what, bytes, codes) in [
        ("UTF-8", good.as_bytes().to_vec(), vec![]),
        ("UTF-8 with a byte order mark", format!("\u{feff}{good}").into_bytes(), vec![]),
        ("UTF-16, little end first", utf16(&format!("\u{feff}{good}"), u16::to_le_bytes), vec![]),
        ("UTF-16, big end first", utf16(&format!("\u{feff}{good}"), u16::to_be_bytes), vec![]),
        ("UTF-16 without a mark", utf16(good, u16::to_le_bytes), vec!["1:2 WW002"]),
        ("windows-1252", good.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect(), vec!["1:1 WW001"]),
        ("CRLF", good.replace('\n', "\r\n").into_bytes(), vec![]),
        ("CR", good.replace('\n', "\r").into_bytes(), vec![]),
        ("CRLF and a mistake", b"wijken: [mariendal]\r\nnaam: a: b\r\n".to_vec(), vec!["2:7 WW010"]),
        ("a mark and a mistake", "\u{feff}naam: Zoë: b\n".as_bytes().to_vec(), vec!["1:1 WW014", "1:7 WW010"]),
        ("NUL", b"wijken: [mariendal]\nnaam: Jan\0sen\n".to_vec(), vec!["2:10 WW002"]),
        ("50 MB", vec![b'x'; 50_000_000], vec!["1:1 WW003"]),
        ("a second document", format!("{good}---\n{good}").into_bytes(), vec!["3:1 WW011"]),
        ("too deep", deep.into_bytes(), vec!["1:259 WW036"]),
        ("empty", Vec::new(), vec!["1:1 WW015"]),
    ] {
        assert_eq!(told(bytes), codes, "{what}");
    }
    let told = told(laughs.into_bytes());
    assert!(told.len() >= 10 && told.iter().all(|it| it.ends_with("WW011")), "{told:?}");
}

/// Place and code of what is said of a file with these bytes.
fn told(bytes: Vec<u8>) -> Vec<String> {
    let mut sources = second();
    let path = SourcePath::new("content/wijkmanagers/een.yaml");
    sources.insert(path.clone(), Source::new(bytes));
    let report = build(&sources, &settings()).report;
    let text = sources.text(&path);
    let mine = report.findings().iter().filter(|it| it.place.path == path);
    mine.map(|finding| {
        let before = &text[..finding.place.span.start];
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        format!("{}:{column} {}", before.matches('\n').count() + 1, finding.code)
    })
    .collect()
}

/// Text that is offered, put in the marked place, takes the finding away: in every case folder, for every rule.
#[test]
fn what_is_offered_mends_it_in_every_case() {
    let (mut offered, mut wrong) = (0, Vec::new());
    for case in fs::read_dir(repository().join("tests/cases")).unwrap() {
        let case = case.unwrap().path();
        if !case.join("in").is_dir() {
            continue;
        }
        let sources = with_shipped_theme(&case.join("in"));
        for finding in build(&sources, &settings()).report.findings() {
            let Some(replacement) = &finding.replacement else { continue };
            let mut mended = sources.text(&finding.place.path).into_owned();
            mended.replace_range(finding.place.span.range(), replacement);
            let mut better = sources.clone();
            better.insert(finding.place.path.clone(), Source::new(mended.into_bytes()));
            let report = build(&better, &settings()).report;
            let there = |other: &&Finding| other.place.path == finding.place.path;
            let again =
                report.findings().iter().filter(there).find(|it| it.place.span.start == finding.place.span.start);
            offered += 1;
            if let Some(again) = again {
                wrong.push(format!("{}: {} → {replacement}: {}", case.display(), finding.message, again.message));
            }
        }
    }
    assert!(offered > 50 && wrong.is_empty(), "{}", wrong.join("\n"));
}
