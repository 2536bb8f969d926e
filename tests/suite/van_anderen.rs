//! Calendars of organisations while they come and go: in the preview, on another day, and what they can do to a page.

use jiff::ToSpan;
use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{Pipeline, Settings, build};

use super::project::{repository, settings, with_shipped_theme};
use super::running::{Running, wait_until};

fn case() -> SourceTree {
    with_shipped_theme(&repository().join("tests/cases/agenda-van-een-ander/in"))
}

fn page(tree: &Tree, name: &str) -> String {
    String::from_utf8(tree.get(&OutputPath::new(name)).unwrap_or_else(|| panic!("no {name}")).to_vec()).unwrap()
}

fn calendar(title: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:{title}\nDTSTART:{}T190000\nEND:VEVENT\nEND:VCALENDAR\n",
        settings().today.saturating_add(7.days()).strftime("%Y%m%d")
    )
}

#[test]
fn a_calendar_that_is_dropped_is_on_the_site_and_so_is_the_next_one() {
    let watch = Running::watch();
    assert!(watch.is_written("public"));
    let shown = |words: &str| {
        let page = std::fs::read_to_string(watch.path("public/bijeenkomsten/index.html")).unwrap_or_default();
        page.contains(words)
    };
    std::fs::create_dir_all(watch.path("content/organisaties")).unwrap();
    watch.write("content/organisaties/proefhuis.ics", &calendar("Samen eten"));
    watch.write("content/organisaties/proefhuis.yaml", "naam: Proefhuis\nsamenvatting: Een huis.\n");
    wait_until("a calendar", || shown("Samen eten") && shown("Proefhuis"));
    watch.write("content/organisaties/proefhuis.ics", &calendar("Samen koken"));
    wait_until("the next", || shown("Samen koken") && !shown("Samen eten"));
    std::fs::remove_file(watch.path("content/organisaties/proefhuis.ics")).unwrap();
    wait_until("none", || !shown("Samen koken"));
    watch.wait_until_written("as it is without");
}

/// What is remembered of one day is not shown on another.
#[test]
fn every_day_is_as_if_it_were_built_afresh() {
    let sources = case();
    let mut pipeline = Pipeline::default();
    for days in [0, 1, 2, 9, 16, 30, 45, 61, 200, 8, 0] {
        let settings = Settings { today: settings().today.saturating_add(days.days()), ..settings() };
        let (remembered, fresh) = (pipeline.build(&sources, &settings), build(&sources, &settings));
        assert_eq!(remembered.report, fresh.report, "{days}");
        assert!(remembered.tree == fresh.tree, "{days}");
    }
}

/// What somebody else writes is text, wherever it is shown, and an address that is one.
#[test]
fn nothing_of_a_calendar_runs() {
    const EVIL: &[&str] = &[
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"><svg onload=alert(1)>",
        "' onmouseover='alert(1)",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;alert(1)&#60;/script&#62;",
        "{{ site.naam }}{% include \"x\" %}",
        "]]><script>alert(1)</script>",
        "<scr<script>ipt>alert(1)</script>",
    ];
    for evil in EVIL {
        let mut sources = case();
        let ics = SourcePath::new("content/organisaties/buurthuis.ics");
        let event = format!(
            "BEGIN:VEVENT\nUID:{evil}\nSUMMARY:Titel {evil}\nDESCRIPTION:Tekst {evil}\nLOCATION:Plek {evil}\nURL:https://x.example/{evil}\nDTSTART;TZID=Europe/Amsterdam:20261124T190000\nEND:VEVENT\n"
        );
        sources.insert(ics, Source::new(format!("BEGIN:VCALENDAR\n{event}END:VCALENDAR\n").into_bytes()));
        let tree = build(&sources, &settings()).tree.expect("a site");
        for name in ["bijeenkomsten/index.html", "organisaties/index.html", "wijken/noord/index.html"] {
            let page = page(&tree, name);
            assert!(page.contains("Titel"), "{name}");
            let html = scraper::Html::parse_document(&page);
            let item = scraper::Selector::parse("li.nieuws *").unwrap();
            let all: Vec<_> = html.select(&item).map(|it| it.value()).collect();
            assert!(!all.is_empty(), "{name}");
            for element in all {
                let is_plain = ["h3", "h4", "p", "a", "span", "time", "strong"].contains(&element.name());
                assert!(is_plain, "{evil}: {name} has {}", element.name());
                assert!(element.attrs().all(|(key, _)| !key.starts_with("on")), "{evil}: {name}");
                let leads = element.attr("href").unwrap_or_default();
                assert!(!leads.to_lowercase().starts_with("javascript"), "{evil}: {name}");
            }
            assert!(!page.contains("Proef{%"), "{name}");
        }
    }
}

/// Who looks for an activity finds it, with who sends it, at its place on the page of meetings.
#[test]
fn an_activity_can_be_found() {
    let tree = build(&case(), &Settings::new(settings().today)).tree.expect("a site");
    let index = tree.iter().filter(|(path, _)| path.as_str().starts_with("thema/zoek/"));
    let index: String = index.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    for words in ["Cursus computer", "Van Bibliotheek Proefstad", "bijeenkomsten/#bieb--0", "Afgelast: Bollen planten"]
    {
        assert!(index.contains(words), "{words}");
    }
    assert!(page(&tree, "bijeenkomsten/index.html").contains("id=\"bieb--0\""));
    assert!(!index.contains("Tandarts"), "private");
}

/// A site without such a calendar has nothing of it.
#[test]
fn without_a_calendar_nothing_is_said_of_it() {
    let mut sources = case();
    let all: Vec<_> = sources.below("content/organisaties").map(|(path, _)| path.clone()).collect();
    for path in all.iter().filter(|path| path.extension() != "yaml") {
        sources.remove(path);
    }
    let tree = build(&sources, &settings()).tree.expect("a site");
    for (name, of) in [("bijeenkomsten/index.html", "Van anderen"), ("organisaties/index.html", "Wat is er te doen?")] {
        assert!(!page(&tree, name).contains(of), "{name}");
    }
    assert!(!page(&tree, "wijken/zuid/index.html").contains("id=\"bijeenkomsten\""));
}
