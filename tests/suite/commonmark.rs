//! The examples of the CommonMark specification, and what we do otherwise on purpose.
//!
//! `commonmark.json` holds the 652 examples of version 0.31.2 (Markdown, HTML) by John MacFarlane, licence CC BY-SA 4.0. Each is
//! the answer to a question here. `commonmark.txt` lists those that do not come out the same: the number of the example, and the
//! rules that refuse it or what stands on the page instead. `ZEGEN=1` writes it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use wijkwijzer::build;
use wijkwijzer::diagnostics::Severity;
use wijkwijzer::source::{Source, SourcePath, SourceTree};

use super::project::{repository, second, settings};

#[test]
fn differences_from_commonmark_are_on_purpose() {
    let examples: Vec<(String, String)> = serde_json::from_str(include_str!("commonmark.json")).unwrap();
    // A link to a page that is not there is refused, so the page of the examples is on another site.
    let elsewhere =
        |text: String| text.replace("/url", "https://u.example/url").replace("/uri", "https://u.example/uri");
    let examples: Vec<_> = examples.into_iter().map(|(text, html)| (elsewhere(text), elsewhere(html))).collect();
    let mut texts: BTreeMap<usize, &str> = (1..).zip(examples.iter().map(|(markdown, _)| markdown.as_str())).collect();
    let mut refused: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    // A page with an error is not published. Some are told only when others are right.
    let tree = loop {
        let built = build(&with(&texts), &settings());
        if let Some(tree) = built.tree {
            break tree;
        }
        let before = texts.len();
        for finding in built.report.findings().iter().filter(|finding| finding.severity == Severity::Error) {
            let places = finding.related.iter().map(|related| &related.place).chain([&finding.place]);
            for number in places.filter_map(|place| number(&place.path)) {
                refused.entry(number).or_default().insert(finding.code.to_string());
                texts.remove(&number);
            }
        }
        assert!(texts.len() < before, "not publishable: {:?}", built.report.findings());
    };
    let (_, page) = tree.iter().find(|(path, _)| path.as_str() == "vragen/index.html").unwrap();
    let page = String::from_utf8(page.to_vec()).unwrap();
    let (mut rows, mut same) = (String::new(), 0);
    for (number, (_, html)) in (1..).zip(&examples) {
        if let Some(codes) = refused.get(&number) {
            let codes: Vec<_> = codes.iter().map(String::as_str).collect();
            rows.push_str(&format!("{number} {}\n", codes.join(" ")));
            continue;
        }
        let section = page.split(&format!("id=\"e{number}\"")).nth(1).unwrap();
        let ours =
            section.split("<div class=\"tekst\">\n").nth(1).unwrap().split("\n</div>\n</section>").next().unwrap();
        if plain(ours) == plain(html) {
            same += 1;
        } else {
            rows.push_str(&format!("{number} {}\n", ours.trim().replace('\n', "⏎")));
        }
    }
    let now = format!("{same} of {} the same, {} refused\n\n{rows}", examples.len(), refused.len());
    let file = repository().join("tests/suite/commonmark.txt");
    if std::env::var_os("ZEGEN").is_some() {
        fs::write(&file, now).unwrap();
    } else {
        assert_eq!(fs::read_to_string(&file).unwrap(), now, "bless with ZEGEN=1 and read the difference");
    }
}

/// A site with these texts as answers.
fn with(texts: &BTreeMap<usize, &str>) -> SourceTree {
    let mut sources = second();
    for (number, text) in texts {
        let file = format!("---\nvraag: Voorbeeld {number}?\n---\n\n{text}");
        sources.insert(SourcePath::new(format!("content/vragen/e{number}.md")), Source::new(file.into_bytes()));
    }
    sources
}

fn number(path: &SourcePath) -> Option<usize> {
    path.as_str().strip_prefix("content/vragen/e")?.strip_suffix(".md")?.parse().ok()
}

/// HTML without what is ours alone: ids, the level of headings, the frame of a table, white space, typography.
fn plain(html: &str) -> String {
    let mut out = html.replace(" />", ">").replace("&quot;", "\"").replace("&#39;", "'");
    for (ours, theirs) in [('“', "\""), ('”', "\""), ('″', "\""), ('‘', "'"), ('’', "'"), ('\u{a0}', " ")] {
        out = out.replace(ours, theirs);
    }
    out = out.replace('–', "--").replace('—', "---").replace('…', "...");
    let ids = regex::Regex::new(r#" id="[^"]*""#).unwrap();
    let levels = regex::Regex::new("<(/?)h[1-6]>").unwrap();
    let out = levels.replace_all(&ids.replace_all(&out, ""), "<${1}h>").into_owned();
    let languages = regex::Regex::new(r#" class="language-[^"]*""#).unwrap();
    languages
        .replace_all(&out, "")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace("> ", ">")
        .replace(" <", "<")
}
