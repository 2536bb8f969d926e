//! Each rule over the whole site on three thousand of its input: all comes to an end, and of a kind so much is told and no more.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use wijkwijzer::diagnostics::Finding;
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{build, diagnostics};

use super::project::{repository, second, settings};

/// How much each rule gets.
const MANY: usize = 3000;
/// How many findings of a kind are told.
const MOST: usize = 100;

/// Files of a project, by path.
type Files = Vec<(String, String)>;

/// A text with its number in it; as part of a code it has four digits.
fn numbered(template: &str, number: usize) -> String {
    template.replace("{n}", &number.to_string()).replace("{code}", &format!("{:04}", number + 1000))
}

/// So many files, of which each has its number in the place of `{n}`.
fn files(many: usize, path: &str, text: &str) -> Files {
    (0..many).map(|number| (numbered(path, number), numbered(text, number))).collect()
}

/// A meeting that was at a place and time with others, of which there is no report.
const BIJEENKOMST: &str = "---\ntitel: Overleg {n}\nsamenvatting: Iets.\nwanneer: {datum: 2026-01-05, van: 10:00, tot: 11:00}\n\
    locatie: {naam: Hal}\naanmelden: niet nodig\n---\n";

/// Calendars of organisations that are not there.
fn agendas(many: usize) -> Files {
    let event = "BEGIN:VEVENT\nSUMMARY:Bingo\nDTSTART:20261201T193000\nEND:VEVENT";
    files(many, "content/organisaties/groep {n}.ics", &format!("BEGIN:VCALENDAR\n{event}\nEND:VCALENDAR\n"))
}

/// A project that was ready long ago by its plan.
const PROJECT: &str = "---\ntitel: Bankjes {n}\nsamenvatting: Iets.\nfasen:\n  klaar: januari 2026\n---\n";

/// A text in which nothing is numbered.
fn without_number((path, text): (String, String)) -> (String, String) {
    (path, text.replace(char::is_numeric, ""))
}

/// Documents that are reported, with the file that they are.
fn reported(many: usize) -> Files {
    [files(1, "content/documenten/advies.txt", "Advies."), files(many, "content/documenten/d{n}.yaml", WOO)].concat()
}

/// A document that is reported on a day to come.
const WOO: &str = "titel: Advies {n}\nsoort: advies\ndatum: 2026-11-01\nbestand: advies.txt\n\
    woo: {categorie: adviezen, handeling: vaststelling, op: 2027-11-01}\n";

/// One text with so many lines.
fn lines(many: usize, path: &str, head: &str, line: &str) -> Files {
    let lines: String = (0..many).map(|number| numbered(line, number)).collect();
    vec![(path.to_owned(), format!("{head}{lines}"))]
}

const QUESTION: &str = "---\nvraag: Vraag {n}?\n---\n";
const SPREEKUUR: &str = "wijk: mariendal\ndag: dinsdag\nvan: \"09:00\"\ntot: \"10:00\"\nmet_wie: Voorbeeld Drie\n\
                         locatie: {naam: Hal}\nwaarvoor: Vragen.\nafspraak: niet nodig\n";

/// The border of a buurt, in metres (RD).
const BORDERS: &str = r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"buurtcode": "BU99990200"},
"geometry": {"type": "Polygon", "coordinates": [[[110000, 550000], [111000, 550000], [111000, 551000], [110000, 551000], [110000, 550000]]]}},
{"type": "Feature", "properties": {"buurtcode": "BU99990300"},
"geometry": {"type": "Polygon", "coordinates": [[[111000, 550000], [112000, 550000], [112000, 551000], [111000, 551000], [111000, 550000]]]}}]}"#;

fn borders() -> Files {
    vec![("content/gebieden/buurten-2024.geojson".to_owned(), BORDERS.to_owned())]
}

/// A place that is not within them.
const ELSEWHERE: &str = "Hal, plek: \"111500, 552500\"";

/// A wijk with buurten of a year that there are no figures of.
const EARLIER: &str = "---\nnaam: Wijk {n}\nsamenvatting: Een wijk.\neerdere_buurten:\n  - tot_en_met: 2020\n    buurten: []\n---\nTekst.\n";

/// For each rule what it has most to say of.
fn inputs(many: usize) -> BTreeMap<&'static str, Vec<Files>> {
    let questions = |text: &str| files(many, "content/vragen/v{n}.md", &format!("{QUESTION}{text}\n"));
    let question = |line: &str| lines(many, "content/vragen/v.md", QUESTION, line);
    let spreekuren = |more: &str| files(many, "content/spreekuren/s{n}.yaml", &format!("{SPREEKUUR}{more}"));
    let site = |from: &str, to: &str| {
        let path = "content/site.yaml";
        let text = second().text(&SourcePath::new(path)).replace(from, to);
        vec![(path.to_owned(), text)]
    };
    let paginas = |head: &str, text: &str| {
        files(many, "content/paginas/p{n}.md", &format!("---\ntitel: {head}\nsamenvatting: Iets.\n---\n{text}\n"))
    };
    let links_to_pages = || [paginas("Blad {n}", "Tekst."), questions("Zie [blad {n}](../paginas/p{n}.md).")].concat();
    let wijken =
        || files(many, "content/wijken/wijk-{n}.md", "---\nnaam: Wijk {n}\nsamenvatting: Een wijk.\n---\nTekst.\n");
    let areas = || lines(many, "content/gebieden/meer.csv", "code;naam\n", "BU9999{code};Buurt {n}\n");
    let news = |key: &str, one: &str| {
        let head = format!("---\ntitel: Nieuws\nsamenvatting: Iets.\ndatum: 2026-01-01\n{key}:\n");
        let mut news = lines(many, "content/nieuws/n.md", &head, &format!("  - {one}\n"));
        news[0].1.push_str("---\n");
        news
    };
    let dated = |day: &str| {
        let text = format!("{QUESTION}Tekst.\n").replace("---\nvraag", &format!("---\n{day}\nvraag"));
        files(many, "content/vragen/v{n}.md", &text)
    };
    let base = "https://voorbeeldstad.example/buurten";
    BTreeMap::from([
        ("agendas", vec![agendas(many)]),
        ("bereikbaar", vec![paginas("Blad {n}", "Tekst.")]),
        // There can be one.
        ("beveiliging", vec![site("2027-06-30", "2026-06-30")]),
        ("buurten", vec![areas()]),
        ("contact", vec![wijken()]),
        ("feestdagen", vec![spreekuren("extra_op: [2026-12-25]\n")]),
        (
            "fotos",
            vec![[files(many, "content/vragen/f{n}.png", "geen foto"), questions("![Een plein](f{n}.png)")].concat()],
        ),
        // There can be one.
        ("gemeente", vec![site("GM9999", "GM9998")]),
        ("indelingen", vec![files(many, "content/wijken/wijk-{n}.md", EARLIER)]),
        (
            "links",
            vec![
                questions("Zie [blad](weg.md)."),
                questions("Zie [blad {n}](weg{n}.md)."),
                question("Zie [blad {n}](weg{n}.md).\n\n"),
                question("Zie [de wijken {n}](../wijken/index.md#weg{n}).\n\n"),
                [links_to_pages(), question("Zie [blad {n}](../paginas/p{n}.md#weg).\n\n")].concat(),
            ],
        ),
        (
            "eigen",
            vec![
                [paginas("Blad {n}", "Tekst."), questions(&format!("Zie [blad {{n}}]({base}/p{{n}}/)."))].concat(),
                questions(&format!("Zie [blad {{n}}]({base}/weg{{n}}/).")),
                question(&format!("Zie [blad {{n}}]({base}/weg{{n}}/).\n\n")),
                question("Zie [blad {n}](http://127.0.0.1:8400/weg{n}/).\n\n"),
            ],
        ),
        (
            "overlap",
            vec![
                spreekuren(""),
                files(many, "content/spreekuren/s{n}.yaml", &SPREEKUUR.replace("Voorbeeld Drie", "Persoon {n}")),
            ],
        ),
        // What linking meets on its way.
        (
            "references",
            vec![
                [wijken(), news("wijken", "wjik-{n}")].concat(),
                [areas(), news("buurten", "BU9998{code}")].concat(),
                [areas(), news("buurten", "Buurt {n}")].concat(),
            ],
        ),
        (
            "plek",
            vec![
                [borders(), files(many, "content/spreekuren/s{n}.yaml", &SPREEKUUR.replace("Hal", ELSEWHERE))].concat(),
            ],
        ),
        ("spreekuur", vec![spreekuren("geldig_tot: 2026-01-01\n")]),
        ("taal", vec![question("De nota wordt door ons geïmplementeerd.\n\n")]),
        ("titels", vec![questions("Tekst.").into_iter().map(without_number).collect()]),
        // There can be one.
        ("vakanties", vec![spreekuren("vakanties: vervalt\n")]),
        ("verloopt", vec![dated("nakijken_op: 2026-01-01")]),
        ("vooruit", vec![dated("gewijzigd: 2027-01-01")]),
        ("weken", vec![spreekuren("herhaling: oneven weken\n")]),
        ("bijeenkomsten", vec![files(many, "content/bijeenkomsten/b{n}.md", BIJEENKOMST)]),
        ("projecten", vec![files(many, "content/projecten/p{n}.md", PROJECT)]),
        ("woo", vec![reported(many)]),
    ])
}

/// The findings of the made-up municipality with these files in it. One link that leads nowhere keeps its pages from being made.
fn findings(files: &Files) -> Vec<Finding> {
    let mut sources: SourceTree = second();
    let fout = ("content/vragen/fout.md".to_owned(), format!("{QUESTION}Zie [niets](niets.md).\n"));
    for (path, text) in files.iter().chain([&fout]) {
        sources.insert(SourcePath::new(path), Source::new(text.clone().into_bytes()));
    }
    let report = build(&sources, &settings()).report;
    diagnostics::json(&report, &sources, None);
    report.findings().to_vec()
}

/// The rules: the files of their room but one, that helps another.
fn rules() -> BTreeSet<String> {
    let table = std::fs::read_to_string(repository().join("src/check/mod.rs")).unwrap();
    let names = table.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned));
    names.filter(|name| name != "meant").collect()
}

#[test]
fn three_thousand_of_what_a_rule_looks_at_are_a_hundred_findings_at_most() {
    let all = inputs(MANY);
    let missing: Vec<_> = rules().into_iter().filter(|rule| !all.contains_key(&**rule)).collect();
    assert!(missing.is_empty(), "what do these have most to say of? {missing:?}");
    for (rule, projects) in all {
        for (index, files) in projects.iter().enumerate() {
            let (mut counts, mut told): (BTreeMap<_, usize>, _) = (BTreeMap::new(), 0);
            for finding in findings(files) {
                let count = counts.entry(finding.code).or_default();
                *count += 1;
                told = told.max(*count);
                assert!(*count <= MOST, "{rule} {index}: {finding:?}");
                assert!(finding.related.len() <= MOST, "{rule} {index}: {finding:?}");
            }
            let one = ["beveiliging", "buurten", "gemeente"].contains(&rule);
            let right = matches!((rule, index), ("links" | "eigen", 0) | ("overlap", 1));
            assert!(told >= if one || right { 1 } else { MOST }, "{rule} {index}: {counts:?}");
        }
    }
}

/// Each is told once, however many it meets, and how many are not shown is told as well.
#[test]
fn of_three_thousand_spreekuren_of_one_person_at_one_time_each_is_counted_once() {
    let told = findings(&inputs(MANY)["overlap"][0]);
    let told: Vec<_> = told.iter().filter(|it| it.code == diagnostics::Code::OverlappingSpreekuren).collect();
    assert!(told[MOST - 1].message.ends_with("(En zo nog 2899 keer.)"), "{:?}", told[MOST - 1]);
}

/// Four times as much takes four times as long, not sixteen times. By the clock, so for a quiet machine:
/// `cargo test --release --test suite -- --ignored many::`.
#[test]
#[ignore = "measures time"]
fn four_times_as_much_takes_about_four_times_as_long() {
    let time = |files: &Files| {
        let start = Instant::now();
        findings(files);
        start.elapsed()
    };
    let (few, many) = (inputs(MANY / 4), inputs(MANY));
    for (rule, projects) in &many {
        for (index, (few, many)) in few[rule].iter().zip(projects).enumerate() {
            let (few, many) = (time(few), time(many));
            assert!(many < few * 12, "{rule} {index}: {few:?} and {many:?}");
        }
    }
}
