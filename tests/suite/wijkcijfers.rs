//! What residents see of figures: sentences, charts that are small, data with the same numbers, and no secret.

use std::io::Write;

use scraper::{Html, Selector};
use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::source::{Source, SourcePath, SourceTree};

use super::project::{publishable, second, shipped};

/// How many bytes of a compressed page a chart may take.
const MOST_BYTES: usize = 700;

/// The years of the lines.
const YEARS: std::ops::RangeInclusive<u16> = 2005..=2025;

fn page(tree: &Tree, name: &str) -> String {
    let found = tree.get(&OutputPath::new(name)).unwrap_or_else(|| panic!("no {name}"));
    String::from_utf8(found.to_vec()).unwrap()
}

fn all(html: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    let texts = html.select(&selector).map(|it| it.text().collect::<String>());
    texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn put(sources: &mut SourceTree, path: &str, text: &str) {
    sources.insert(SourcePath::new(path), Source::new(text.as_bytes()));
}

/// The made-up municipality with so many more wijken of one buurt, and figures of twenty years; of 2012 nothing is known.
fn many(wijken: usize) -> SourceTree {
    let mut sources = second();
    let mut names = sources.text(&SourcePath::new("content/gebieden/voorbeeld.csv")).into_owned();
    for wijk in 0..wijken {
        names.push_str(&format!("BU9999{:04};Buurt {wijk}\n", 1000 + wijk));
        let text =
            format!("---\nnaam: Wijk {wijk}\nsamenvatting: Een wijk.\nbuurten: [BU9999{:04}]\n---\n", 1000 + wijk);
        put(&mut sources, &format!("content/wijken/w{wijk}.md"), &text);
    }
    put(&mut sources, "content/gebieden/voorbeeld.csv", &names);
    for jaar in YEARS {
        let yaml = format!(
            "titel: Leeftijden\njaar: {jaar}\nbron: Voorbeeldbureau\nlicentie: CC0\ntabel: l{jaar}.csv\nindicatoren:\n  \
             - {{indicator: ouder, naam: 65 jaar of ouder, eenheid: procent, soort: percentage, nederland: 20.1, zin: 'is {{waarde}} 65 jaar of ouder'}}\n"
        );
        put(&mut sources, &format!("content/kengetallen/l{jaar}.yaml"), &yaml);
        let mut table = "code;ouder\nGM9999;26,0\n".to_owned();
        for wijk in 0..wijken {
            let tenths = 100 + (wijk * 37 + usize::from(jaar) * 11) % 300;
            let figure = if jaar == 2012 { ".".to_owned() } else { format!("{},{}", tenths / 10, tenths % 10) };
            table.push_str(&format!("BU9999{:04};{figure}\n", 1000 + wijk));
        }
        put(&mut sources, &format!("content/kengetallen/l{jaar}.csv"), &table);
    }
    sources
}

fn compressed(text: &str) -> usize {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 4096, 11, 22);
    writer.write_all(text.as_bytes()).unwrap();
    drop(writer);
    packed.len()
}

#[test]
fn a_chart_is_small_however_many_years_and_wijken_there_are() {
    let charts = Selector::parse(".staven, .grafiek").unwrap();
    let mut sorts = [0, 0, 0];
    for (tree, name) in [
        (publishable(&shipped()), "wijken/julianadorp/cijfers/index.html"),
        (publishable(&many(300)), "wijken/w7/cijfers/index.html"),
    ] {
        let html = Html::parse_document(&page(&tree, name));
        for chart in html.select(&charts) {
            let text = chart.html();
            let size = compressed(&text);
            assert!(size <= MOST_BYTES, "{size} bytes: {text}");
            assert!(!text.contains("NaN") && !text.contains("style="), "{text}");
            let sort = usize::from(text.contains("class=\"lijn\"")) + 2 * usize::from(text.contains("class=\"stippen"));
            sorts[sort] = sorts[sort].max(size);
        }
    }
    assert!(sorts.iter().all(|size| *size > 100), "{sorts:?}");
}

#[test]
fn a_figure_is_said_compared_and_followed() {
    let html = Html::parse_document(&page(&publishable(&many(4)), "wijken/w1/cijfers/index.html"));
    let said = all(&html, "#onderwerp\\.ouder .onderwerp__zin");
    let expected = "In Wijk 1 is 21,2 % 65 jaar of ouder. Dat is minder dan in heel Voorbeeldstad (26,0 %). In heel Nederland is het 20,1 %.";
    assert_eq!(said, [expected]);
    let notes = all(&html, "#onderwerp\\.ouder figcaption");
    assert!(notes[0].ends_with("Van 2012 is er geen cijfer."), "{notes:?}");
    assert!(notes[0].contains(" in 2005 naar 21,2 % in 2025."), "{notes:?}");
    assert_eq!(notes[1], "Alle 4 wijken in 2025. De dichte stip is Wijk 1.");
    // One path, with a gap.
    let path = Selector::parse(".lijn path:nth-of-type(2)").unwrap();
    let path = html.select(&path).next().unwrap().value().attr("d").unwrap();
    assert_eq!(path.matches('M').count(), 2, "{path}");
    assert_eq!(all(&html, "#onderwerp\\.ouder .rijen tbody th").len(), YEARS.count() + 6);
}

/// What one can download has the numbers that stand on the page.
#[test]
fn the_data_have_the_figures_of_the_page() {
    let tree = publishable(&many(4));
    let html = Html::parse_document(&page(&tree, "wijken/w1/cijfers/index.html"));
    let shown = all(&html, "#onderwerp\\.ouder .rijen:first-of-type tbody td");
    let csv = page(&tree, "wijken/w1.csv");
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let columns: Vec<String> = rows.headers().unwrap().iter().map(str::to_owned).collect();
    let rows: Vec<Vec<String>> = rows.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let (id, topic, value) = (1, 2, 6);
    assert_eq!([&columns[id], &columns[topic], &columns[value]], ["gebied_id", "onderwerp", "waarde"]);
    let of = |row: &&Vec<String>| row[topic] == "ouder" && row[id] != "NL";
    let said: Vec<String> = rows.iter().filter(of).map(|row| row[value].replace('.', ",")).collect();
    let shown: Vec<String> = shown.iter().map(|it| it.trim_end_matches(" %").replace("onbekend", "")).collect();
    assert_eq!(said, shown);
    let json: Vec<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_str(&page(&tree, "wijken/w1.json")).unwrap();
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let number = |text: &str| text.parse::<f64>().map_or_else(|_| text.to_owned(), |number| number.to_string());
    for (row, object) in rows.iter().zip(&json) {
        assert_eq!(object.keys().collect::<Vec<_>>(), columns.iter().collect::<Vec<_>>());
        let of_json: Vec<String> = object.values().map(|it| number(&text(it))).collect();
        assert_eq!(of_json, row.iter().map(|it| number(it)).collect::<Vec<_>>());
    }
    assert_eq!(rows.len(), json.len());
}

/// What its source keeps secret is not what remains when the others are taken from the total.
#[test]
fn a_secret_is_not_what_remains() {
    let mut sources = second();
    let yaml = "titel: Uitkeringen\njaar: 2024\nbron: Voorbeeldbureau\nlicentie: CC0\ntabel: u.csv\nindicatoren:\n  \
                - {indicator: uitkeringen, naam: Uitkeringen, eenheid: uitkeringen, soort: aantal}\n";
    put(&mut sources, "content/kengetallen/u.yaml", yaml);
    let table = "code;uitkeringen\nGM9999;100\nWK999901;60\nWK999902;25\nWK999903;15\nBU99990100;.\nBU99990101;52\nBU99990200;25\nBU99990300;.\nBU99990301;.\n";
    put(&mut sources, "content/kengetallen/u.csv", table);
    let tree = publishable(&sources);
    // Of two buurten one is secret, so the other would give it away. What is of the whole wijk stays.
    for (path, bytes) in tree.iter() {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(">52<") && !text.contains(",52,"), "{path}");
    }
    let html = Html::parse_document(&page(&tree, "wijken/t-horntje/cijfers/index.html"));
    assert!(all(&html, ".onderwerp__zin").iter().any(|it| it.starts_with("Uitkeringen in ’t Horntje: 60.")));
}
