//! Calendars, contact cards, feeds and sitemaps as the programs of others read them.
//!
//! Needs npm, Python and a C compiler with libical; without those the tests fail and say what to install. None is skipped.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests write files, ask programs and say how much"
)]
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../common/mod.rs"]
mod common;
mod feeds;
#[path = "../common/npm.rs"]
mod npm;
#[path = "../common/pip.rs"]
mod pip;
mod readers;
mod rooster;
mod sitemaps;
mod van_anderen;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use jiff::civil::{Date, date};
use wijkwijzer::output::Tree;
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{Build, Settings, build, diagnostics};

use common::{repository, settings, with_shipped_theme};
use readers::Read;
use rooster::Rooster;

const FROM: Date = date(2026, 11, 23);
const TO: Date = date(2028, 11, 23);

/// The wijken of the site, over which its spreekuren are spread.
const WIJKEN: usize = 6;

/// Where a reader is known to say something else: the reader, how the line begins, and who is right, why.
const KNOWN: &[(&str, &str, &str)] = &[
    ("calcard", "2027-03-28T23:00 ", "we: UNTIL is a moment, and calcard compares its digits with those of the clock"),
    ("calcard", "2027-10-31T23:00 ", "we, as above: who begins after 21.59 on the last day is lost there"),
];

/// The case of calendars and cards, without its spreekuren: with hubs, steps, a contact.
fn case() -> SourceTree {
    with_shipped_theme(&repository().join("tests/cases/agenda-en-kaartjes/in"))
}

/// A site with these spreekuren, a wijk after another.
fn site(roosters: &[Rooster]) -> SourceTree {
    let mut sources = case();
    let stale: Vec<_> = sources.below("content/spreekuren").map(|(path, _)| path.clone()).collect();
    for path in stale {
        sources.remove(&path);
    }
    let mut add = |path: String, text: String| sources.insert(SourcePath::new(path), Source::new(text.into_bytes()));
    for nr in 0..WIJKEN {
        let text = format!("---\nnaam: Wijk {nr}\nsamenvatting: Een wijk.\n---\n");
        add(format!("content/wijken/wijk-{nr}.md"), text);
        add(format!("content/wijkmanagers/wijk-{nr}.yaml"), format!("wijken: [wijk-{nr}]\nvacature: ja\n"));
    }
    for (nr, rooster) in roosters.iter().enumerate() {
        let text = rooster.yaml(&format!("wijk-{}", nr % WIJKEN), &format!("Vraag {nr}"));
        add(format!("content/spreekuren/rooster-{nr:03}.yaml"), text);
    }
    sources
}

fn publishable(sources: &SourceTree, settings: &Settings) -> Tree {
    let Build { tree, report, .. } = build(sources, settings);
    tree.unwrap_or_else(|| panic!("not publishable:\n{}", diagnostics::lines(&report, sources)))
}

/// The calendars and cards of a site, by address.
fn files(tree: &Tree) -> BTreeMap<String, String> {
    let is_ours = |path: &str| matches!(path.rsplit_once('.'), Some((_, "ics" | "vcf")));
    let ours = tree.iter().filter(|(path, _)| is_ours(path.as_str()));
    ours.map(|(path, bytes)| (path.to_string(), String::from_utf8(bytes.to_vec()).expect("UTF-8"))).collect()
}

/// What is to be read in each calendar of [`site`].
fn expected(roosters: &[Rooster]) -> Read {
    let mut expected = Read::new();
    let mut all = Vec::new();
    let steps: &[(&str, &str)] = &[
        ("dag", "2027-02-08 2027-02-09 Eén dag"),
        ("kwartaal", "2026-10-01 2027-01-01 Een kwartaal (vierde kwartaal 2026)"),
        ("jaar", "2028-01-01 2029-01-01 Een jaar (2028)"),
        ("streep", "2026-10-01 2027-04-01 Een tijd (oktober 2026 – maart 2027)"),
        ("vervallen", "2027-05-01 2027-06-01 VERVALLEN: Het gaat niet door (mei 2027)"),
    ];
    let of_noord = ("maand", "2027-02-01 2027-03-01 Een maand (februari 2027)");
    for (name, line) in steps.iter().chain([&of_noord]) {
        expected.insert(format!("tijdlijn/{name}.ics"), vec![(*line).to_owned()]);
    }
    for name in ["tijdlijn/vanaf.ics", "tijdlijn/vroeger.ics", "hubs/dicht.ics"] {
        expected.insert(name.to_owned(), Vec::new());
    }
    let steps: Vec<String> = steps.iter().map(|(_, line)| (*line).to_owned()).collect();
    let of_noord = of_noord.1.to_owned();
    expected.insert("tijdlijn.ics".to_owned(), steps.iter().chain([&of_noord]).cloned().collect());
    let hub: Vec<String> = [(0, "09:00", "12:00"), (0, "13:00", "17:00"), (4, "09:00", "12:00")]
        .into_iter()
        .flat_map(|(dag, van, tot)| {
            let open = Rooster { dag, herhaling: "elke week", tijd: [van.into(), tot.into()], ..Rooster::default() };
            open.moments(FROM, TO, "De Haven is open")
        })
        .collect();
    expected.insert("hubs/haven.ics".to_owned(), hub.clone());
    expected.insert("wijken/noord.ics".to_owned(), steps.iter().chain([&of_noord]).chain(&hub).cloned().collect());
    expected.insert("wijken/zuid.ics".to_owned(), steps.clone());
    all.extend(steps.iter().chain([&of_noord]).chain(&hub).cloned());
    for nr in 0..WIJKEN {
        expected.insert(format!("wijken/wijk-{nr}.ics"), steps.clone());
    }
    for (nr, rooster) in roosters.iter().enumerate() {
        let titel = format!("Spreekuur Wijk {}: Vraag {nr}", nr % WIJKEN);
        let moments = rooster.moments(FROM, TO, &titel);
        all.extend(moments.iter().cloned());
        expected.get_mut(&format!("wijken/wijk-{}.ics", nr % WIJKEN)).unwrap().extend(moments.iter().cloned());
        expected.insert(format!("spreekuren/rooster-{nr:03}.ics"), moments);
    }
    expected.insert("agenda.ics".to_owned(), all);
    for lines in expected.values_mut() {
        lines.sort();
    }
    expected
}

/// What one list has more than another; both are in order, and may have a line more than once.
fn without(lines: &[String], others: &[String]) -> Vec<String> {
    let mut others = others.iter().peekable();
    let mut left = Vec::new();
    for line in lines {
        while others.next_if(|other| *other < line).is_some() {}
        if others.next_if_eq(&line).is_none() {
            left.push(line.clone());
        }
    }
    left
}

/// The row of [`KNOWN`] that is about a line of a reader.
fn known_row(reader: &str, line: &str) -> Option<usize> {
    KNOWN.iter().position(|(who, how, _)| *who == reader && line.starts_with(how))
}

#[test]
fn all_readers_find_the_moments_that_we_say() {
    let roosters: Vec<Rooster> = rooster::tricky().into_iter().chain(rooster::generated(500)).collect();
    let files = files(&publishable(&site(&roosters), &settings()));
    let expected = expected(&roosters);
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in &files {
        fs::write(folder.path().join(name.replace('/', "--")), text).unwrap();
    }
    let read = readers::all(folder.path(), FROM, TO);
    let mut wrong = Vec::new();
    let (mut asked, mut moments, mut told) = (0, 0, BTreeSet::new());
    for (reader, read) in read.iter().filter(|(reader, _)| !reader.contains("kaartje")) {
        asked += 1;
        assert_eq!(read.len(), expected.len(), "{reader} read another number of files");
        for (name, lines) in &expected {
            let found = &read[&name.replace('/', "--")];
            moments += found.len();
            let (missing, extra) = (without(lines, found), without(found, lines));
            let (known, missing): (Vec<_>, Vec<_>) =
                missing.into_iter().partition(|line| known_row(reader, line).is_some());
            told.extend(known.iter().filter_map(|line| known_row(reader, line)));
            if !missing.is_empty() || !extra.is_empty() {
                let first = |lines: &[String]| lines.iter().take(3).cloned().collect::<Vec<_>>();
                wrong.push(format!("{reader}, {name}: misses {:?}, has {:?}", first(&missing), first(&extra)));
            }
        }
    }
    println!("{asked} readers, {} calendars, {moments} moments", expected.len());
    assert_eq!((asked, told.len()), (7, KNOWN.len()), "readers, and rows of what is known to differ that were met");
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}

/// Texts that are hard to write down, and what readers should show of them. A semicolon is a comma on a card.
#[test]
fn all_readers_show_cards_alike() {
    let mut sources = site(&[]);
    let mut add = |path: &str, text: String| sources.insert(SourcePath::new(path), Source::new(text.into_bytes()));
    let long = "Een lange zin met é, € en 😀 erin, die vaak gevouwen wordt. ".repeat(8);
    add(
        "content/wijkmanagers/wijk-0.yaml",
        format!(
            "naam: 'Voorbeeld van, der Een; O\u{2019}Twee'\nwijken: [wijk-0, wijk-1]\nfunctie: 'regisseur, wijk \\ stad: \"alles\"'\n\
             telefoon: '14 0999'\nemail: een@voorbeeldstad.example\nbereikbaar: 'maandag, dinsdag; niet \\n in mei'\n\
             toelichting: {long}\n"
        ),
    );
    sources.remove(&SourcePath::new("content/wijkmanagers/wijk-1.yaml"));
    let name = "Wijkteam 't Horntje";
    let text = format!("naam: \"{name}\"\nwijken: [wijk-2]\ntelefoon: 06-12345678\n");
    sources.insert(SourcePath::new("content/wijkmanagers/wijk-2.yaml"), Source::new(text.into_bytes()));
    let files = files(&publishable(&sources, &settings()));
    let folder = tempfile::tempdir().unwrap();
    let mut cards = 0;
    for (name, text) in files.iter().filter(|(_, text)| text.starts_with("BEGIN:VCARD")) {
        fs::write(folder.path().join(name.replace('/', "--")), text).unwrap();
        cards += 1;
    }
    assert_eq!(cards, 5, "{:?}", files.keys());
    let note = format!("Bereikbaar: maandag, dinsdag, niet \\n in mei\n{}", long.trim());
    let expected: &[(&str, &[(&str, &str)])] = &[
        (
            "contact--wijk-0.vcf",
            &[
                ("UID", "wijkmanager.wijk-0@voorbeeldstad.wijkwijzer"),
                ("N", "van, der Een, O\u{2019}Twee;Voorbeeld;;;"),
                ("FN", "Voorbeeld van, der Een, O\u{2019}Twee"),
                ("ORG", "Gemeente Voorbeeldstad;Wijk 0, Wijk 1"),
                ("TITLE", "regisseur, wijk \\ stad: \u{201c}alles\u{201d}"),
                ("TEL", "140999"),
                ("EMAIL", "een@voorbeeldstad.example"),
                ("URL", "https://voorbeeldstad.example/wijken/contact/#wijk-0"),
                ("NOTE", &note),
            ],
        ),
        (
            "contact--wijk-2.vcf",
            &[("N", "Wijkteam \u{2019}t Horntje;;;;"), ("FN", "Wijkteam \u{2019}t Horntje"), ("TEL", "+31612345678")],
        ),
        ("hubs--haven.vcf", &[("FN", "De Haven"), ("ADR", ";Het Huis;Havenweg 2;Voorbeeldstad;;9999 ZA;Nederland")]),
    ];
    let read = readers::all(folder.path(), FROM, TO);
    let (mut asked, mut wrong) = (0, Vec::new());
    for (reader, read) in read.iter().filter(|(reader, _)| reader.contains("kaartje")) {
        asked += 1;
        for (file, lines) in expected {
            for (name, value) in *lines {
                let line = format!("{name} {value}");
                if !read[*file].contains(&line) {
                    let others: Vec<_> = read[*file].iter().filter(|it| it.split(' ').next() == Some(name)).collect();
                    wrong.push(format!("{reader}, {file}: not {line:?} but {others:?}"));
                }
            }
        }
    }
    assert_eq!(asked, 3);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lines_end_and_fold_as_they_should() {
    for (name, text) in files(&publishable(&site(&rooster::tricky()), &settings())) {
        assert!(text.ends_with("\r\n") && text.matches('\n').count() == text.matches("\r\n").count(), "{name}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{name}");
        assert!(text.find("VEVENT").is_none_or(|event| text.find("END:VTIMEZONE").is_some_and(|zone| zone < event)));
        let uids: Vec<&str> = text.lines().filter(|line| line.starts_with("UID:")).collect();
        assert_eq!(uids.iter().collect::<BTreeSet<_>>().len(), uids.len(), "{name}");
    }
}

/// What changes with a day, a title, a date of change: nothing; the title; what says that it changed.
#[test]
fn a_calendar_changes_only_by_its_content() {
    let roosters: Vec<Rooster> = rooster::tricky().into_iter().chain(rooster::generated(40)).collect();
    let now = files(&publishable(&site(&roosters), &settings()));
    let later = Settings { today: date(2027, 1, 10), ..settings() };
    let is_left = |it: &Rooster| it.tot.is_none_or(|tot| tot >= later.today);
    let of_later = files(&publishable(&site(&roosters), &later));
    for (nr, _) in roosters.iter().enumerate().filter(|(_, it)| is_left(it)) {
        let name = format!("spreekuren/rooster-{nr:03}.ics");
        assert_eq!(now[&name], of_later[&name], "{name}");
    }
    let over = roosters.iter().position(|it| !is_left(it)).expect("one that ends before");
    let left = &of_later[&format!("spreekuren/rooster-{over:03}.ics")];
    assert!(left.contains("END:VTIMEZONE") && !left.contains("VEVENT"), "{left}");
    let lines = |text: &str, of: &str| -> Vec<String> {
        text.lines().filter(|line| line.starts_with(of)).map(str::to_owned).collect()
    };
    let open = roosters.iter().position(|it| it.tot.is_none() && it.van.is_some()).unwrap();
    let mut changed = roosters.clone();
    changed[open].gewijzigd = Some(date(2027, 1, 9));
    let name = format!("spreekuren/rooster-{open:03}.ics");
    let changed = &files(&publishable(&site(&changed), &later))[&name];
    for of in ["UID", "DTSTART", "RRULE", "EXDATE"] {
        assert_eq!(lines(&now[&name], of), lines(changed, of));
    }
    let sequence = |text: &str| lines(text, "SEQUENCE:")[0]["SEQUENCE:".len()..].parse::<u32>().unwrap();
    assert!(sequence(changed) > sequence(&now[&name]));
    assert!(lines(changed, "DTSTAMP").iter().all(|line| line == "DTSTAMP:20270109T000000Z"), "{changed}");
}
