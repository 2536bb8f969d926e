//! Voorbeeldstad, the made-up municipality that has everything: it builds on any day, it is small, and whatever is seen of it says
//! that it is made up.

use std::fs;

use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{Briefwens, Pipeline, Settings, build, diagnostics, disk};

use super::project::{publishable, repository, second, settings, voorbeeldstad};

const REGEL: &str = "Voorbeeldstad bestaat niet";

/// What a project without the key is, otherwise the same.
fn without_the_key() -> SourceTree {
    let mut sources = voorbeeldstad();
    let path = SourcePath::new("content/site.yaml");
    let text = sources.text(&path).replace("voorbeeld: ja\n", "");
    sources.insert(path, Source::new(text.into_bytes()));
    sources
}

/// The text of each file of a site that is text, without the folds of calendars and cards.
fn texts(tree: &Tree) -> impl Iterator<Item = (&str, String)> {
    let files = tree.iter().filter(|(path, _)| !path.as_str().starts_with("thema/"));
    files.filter_map(|(path, bytes)| Some((path.as_str(), str::from_utf8(bytes).ok()?.replace("\r\n ", ""))))
}

#[test]
fn it_builds_on_any_day() {
    let sources = voorbeeldstad();
    let on = |day: &str| build(&sources, &Settings::new(day.parse().unwrap()));
    for day in ["2026-11-23", "2026-12-01"] {
        assert_eq!(diagnostics::lines(&on(day).report, &sources), "", "{day}");
    }
    for day in ["2027-01-04", "2027-07-15", "2028-02-29", "2029-12-31", "2035-06-01"] {
        assert!(on(day).tree.is_some(), "{day}: {}", diagnostics::lines(&on(day).report, &sources));
    }
}

/// Its folder can be built where it lies: its theme is that of the program.
#[test]
fn it_is_a_project() {
    let own = disk::read(&repository().join("voorbeelden/voorbeeldstad")).unwrap();
    assert_eq!(build(&own, &settings()), build(&voorbeeldstad(), &settings()));
    let files = own.below("content").map(|(_, source)| source.len());
    assert!(files.sum::<u64>() < 400_000, "a clone of the repository is not made heavy");
}

#[test]
fn all_that_is_seen_says_that_it_is_made_up() {
    let tree = publishable(&voorbeeldstad());
    let mut seen = 0;
    for (path, text) in texts(&tree) {
        let end = path.rsplit('.').next().unwrap_or_default();
        if end == "html" {
            assert!(text.contains("<meta name=\"robots\" content=\"noindex\">"), "{path}");
            assert!(text.split_once("<main").is_some_and(|(before, _)| before.contains(REGEL)), "{path}");
        }
        if ["html", "atom", "ics", "vcf", "webmanifest", "jsonld"].contains(&end)
            || ["nieuws.json", "datapackage.json"].iter().any(|name| path.ends_with(name) && path != "data/nieuws.json")
        {
            // A calendar of what is over has nothing to say.
            let says = end == "ics" && !text.contains("BEGIN:VEVENT") || text.contains(REGEL);
            assert!(says, "{path}");
            seen += 1;
        }
        for (start, items) in [("<entry>", "</entry>"), ("BEGIN:VEVENT", "END:VEVENT")] {
            for item in text.split(start).skip(1).filter_map(|rest| rest.split(items).next()) {
                assert!(item.contains(REGEL), "{path}: {item}");
            }
        }
    }
    assert!(seen > 100, "{seen}");
    // Who says that pages are not to be found does not lead there.
    assert_eq!(tree.get(&OutputPath::new("robots.txt")).unwrap().as_ref(), b"User-agent: *\nAllow: /\n");
}

#[test]
fn a_real_municipality_says_nothing_of_it() {
    for sources in [second(), without_the_key()] {
        for (path, text) in texts(&publishable(&sources)).filter(|(path, _)| !path.starts_with("bestanden/")) {
            assert!(!text.contains(REGEL) && !text.contains("noindex") && !text.contains("voorbeeld.css"), "{path}");
        }
    }
}

#[test]
fn its_newsletter_says_so_too() {
    let wens = |sources: &SourceTree| {
        let wens = Briefwens { wijk: "Oude Haven".to_owned(), sinds: "2026-11-01".parse().unwrap() };
        Pipeline::default().nieuwsbrief(sources, &settings(), &wens).brief.unwrap().bestanden
    };
    for (name, bytes) in wens(&voorbeeldstad()) {
        assert!(String::from_utf8(bytes).unwrap().contains(REGEL), "{name}");
    }
    for (name, bytes) in wens(&without_the_key()) {
        assert!(!String::from_utf8(bytes).unwrap().contains(REGEL), "{name}");
    }
}

/// The readme names each folder of the example, and each of these is there.
#[test]
fn its_readme_is_right() {
    let folder = repository().join("voorbeelden/voorbeeldstad");
    let readme = fs::read_to_string(folder.join("README.md")).unwrap();
    for entry in fs::read_dir(folder.join("content")).unwrap().map(Result::unwrap).filter(|it| it.path().is_dir()) {
        let name = entry.file_name().into_string().unwrap();
        assert!(readme.contains(&format!("`{name}/`")), "{name}");
    }
    for name in readme.split('`').skip(1).step_by(2).filter(|name| name.contains('.') && !name.starts_with('.')) {
        assert!(folder.join("content").join(name).exists(), "{name}");
    }
}
