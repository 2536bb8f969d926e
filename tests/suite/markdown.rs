//! What people type in a text and other programs leave in it: what is said of it, what is offered, and what the page has.
//!
//! `markdown.txt` is the table. A block is the answer to a question (with the signs of `yaml.txt`), and below it
//! what is said, `line:column code sentence`, with `= ` and the text as it would be with the replacement; then `> ` and what stands on
//! the page, if it is published. `ZEGEN=1` writes it anew.

use std::fs;

use wijkwijzer::build;
use wijkwijzer::source::{Source, SourcePath};

use super::project::{repository, second, settings};
use super::yaml::{real, written};

const HEAD: &str = "---\nvraag: Zo?\n---\n\n";

struct Told {
    sentence: String,
    mended: Option<String>,
}

/// What is said of an answer, and how it looks on the page.
fn answer(text: &str) -> (Vec<Told>, Option<String>) {
    let mut sources = second();
    let path = SourcePath::new("content/vragen/proef.md");
    sources.insert(path.clone(), Source::new(format!("{HEAD}{text}").into_bytes()));
    let made = build(&sources, &settings());
    let mine = made.report.findings().iter().filter(|it| it.place.path == path);
    let told = mine.map(|finding| {
        let [start, end] = [finding.place.span.start, finding.place.span.end].map(|at| at.saturating_sub(HEAD.len()));
        assert!(finding.tip.is_some() || finding.replacement.is_some(), "{text:?} is told without help");
        let line = text[..start].matches('\n').count() + 1;
        let column = text[..start].chars().rev().take_while(|c| *c != '\n').count() + 1;
        let sentence = format!("{line}:{column} {} {}", finding.code, finding.message);
        let mended = finding.replacement.as_ref().map(|new| format!("{}{new}{}", &text[..start], &text[end..]));
        Told { sentence, mended }
    });
    let told = told.collect();
    let page = made.tree.and_then(|tree| {
        let (_, bytes) = tree.iter().find(|(path, _)| path.as_str() == "vragen/index.html")?;
        let page = String::from_utf8(bytes.to_vec()).unwrap();
        let section = page.split("id=\"proef\"").nth(1)?;
        let inside = section.split("<div class=\"tekst\">\n").nth(1)?.split("\n</div>\n</section>").next()?;
        Some(inside.to_owned())
    });
    (told, page)
}

#[test]
fn what_is_typed_is_told_or_shown() {
    let file = repository().join("tests/suite/markdown.txt");
    let table = fs::read_to_string(&file).unwrap();
    let (mut now, mut wrong) = (String::new(), Vec::new());
    for block in table.split("\n\n") {
        let row = block.lines().next().unwrap();
        now.push_str(&format!("{row}\n"));
        let (told, page) = answer(&real(row));
        for Told { sentence, mended } in &told {
            now.push_str(&format!("{sentence}\n"));
            let Some(mended) = mended else { continue };
            now.push_str(&format!("= {}\n", written(mended)));
            let (left, _) = answer(mended);
            if left.len() >= told.len() {
                let left: Vec<_> = left.iter().map(|it| &it.sentence).collect();
                wrong.push(format!("{row} is not mended by {mended:?}: {left:?}"));
            }
        }
        if let Some(page) = page {
            now.push_str(&format!("> {}\n", written(page.trim_end())));
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
