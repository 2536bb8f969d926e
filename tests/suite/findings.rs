//! What findings look like, whatever they say.

use scraper::{Html, Selector};
use wijkwijzer::source::{Source, SourcePath};
use wijkwijzer::{build, diagnostics};

use super::project::{second, settings};

fn select(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).map(|element| element.text().collect()).collect()
}

#[test]
fn a_browser_shows_the_place_and_never_runs_what_is_in_a_file() {
    let mut sources = second();
    let text = "---\nvraagg: \"</pre><script>alert(1)</script> & meer\"\n---\n[é](<x\"><img src=x>.md)\n";
    sources.insert(SourcePath::new("content/vragen/<b>.md"), Source::new(text.as_bytes()));
    let report = build(&sources, &settings()).report;
    let html = diagnostics::html_page(&report, &sources);
    let page = Html::parse_document(&html);
    assert!(select(&page, "script, img, b, [style], [onclick]").is_empty(), "{html}");
    assert!(select(&page, "mark").contains(&"vraagg".to_owned()), "{html}");
    assert!(select(&page, "ins").contains(&"vraag".to_owned()), "{html}");
    assert!(select(&page, ".plaats").iter().any(|place| place.contains("<b>.md, regel 2, kolom 1")), "{html}");
    assert_eq!(select(&page, "li.melding").len(), report.findings().len());
}

/// A file that is one line of millions of characters gives a page that a browser can show.
#[test]
fn a_browser_gets_a_short_excerpt_of_a_long_line() {
    let mut sources = second();
    let text = format!("---\nvraag: {}\nvraagg: x\n---\n{}[x](weg.md)", "é".repeat(500_000), "ë ".repeat(500_000));
    sources.insert(SourcePath::new("content/vragen/lang.md"), Source::new(text.as_bytes()));
    let report = build(&sources, &settings()).report;
    let html = diagnostics::html(&report, &sources);
    assert!(report.findings().len() > 1 && html.len() < 100_000, "{} bytes", html.len());
}
