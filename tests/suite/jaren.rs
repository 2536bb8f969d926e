//! Years: what a wijk is made of in each, and what is joined and compared.

use scraper::{Html, Selector};
use wijkwijzer::cijfers::{Aanvraag, neem_over};
use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::source::{Source, SourcePath, SourceTree};

use super::project::{publishable, repository, shipped, with_shipped_theme};

fn page(tree: &Tree, name: &str) -> String {
    let found = tree.get(&OutputPath::new(name)).unwrap_or_else(|| panic!("no {name}"));
    String::from_utf8(found.to_vec()).unwrap()
}

fn all(html: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    html.select(&selector).map(|it| it.text().collect::<String>().trim().to_owned()).collect()
}

/// The site of the case.
fn per_jaar() -> SourceTree {
    with_shipped_theme(&repository().join("tests/cases/buurten-per-jaar/in"))
}

/// The pairs of years of three that a line joins: in its drawing these lie at 0, 50 and 100.
fn joined(html: &Html, id: &str) -> Vec<(u16, u16)> {
    let path = Selector::parse(&format!("#{id} .lijn path:not([class])")).unwrap();
    let drawn = html.select(&path).next().map_or("", |path| path.value().attr("d").unwrap());
    let year = |x: &str| 2022 + x.parse::<u16>().unwrap() / 50;
    let of_stretch = |stretch: &str| -> Vec<(u16, u16)> {
        let years: Vec<u16> = stretch.split(' ').step_by(2).map(year).collect();
        years.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    drawn.split('M').skip(1).flat_map(of_stretch).collect()
}

/// A code holds within its year only: a wijk has its buurten per year, and no line joins years in which its land differs.
#[test]
fn a_line_joins_years_of_one_land() {
    let tree = publishable(&per_jaar());
    for (wijk, pairs, trees) in [
        // Cut in two, with the same borders around it: nothing is lost of last year.
        ("noord", vec![(2022, 2023), (2023, 2024)], ["100", "110", "113"]),
        // The same codes, for other land.
        ("zuid", vec![(2022, 2023)], ["90", "95", "60"]),
        // Other codes, and nobody knows the borders of then.
        ("west", vec![(2022, 2023)], ["70", "72", "73"]),
    ] {
        let html = Html::parse_document(&page(&tree, &format!("wijken/{wijk}/cijfers/index.html")));
        assert_eq!(joined(&html, "onderwerp\\.bomen"), pairs, "{wijk}");
        let mut figures = all(&html, "#onderwerp\\.bomen .rijen:first-of-type tbody td:nth-of-type(1)");
        figures.truncate(3);
        figures.reverse();
        assert_eq!(figures, trees, "{wijk}");
        let broken =
            "De indeling van deze wijk veranderde in 2024. Cijfers van ervoor en erna kunt u niet vergelijken.";
        let said = all(&html, "#onderwerp\\.bomen figcaption");
        assert_eq!(said[0].contains(broken), pairs.len() == 1, "{said:?}");
        // Programs are told the same: the years of one number are those that a line joins.
        let csv = page(&tree, &format!("wijken/{wijk}.csv"));
        let numbers: Vec<&str> = csv
            .lines()
            .filter(|row| row.contains(&format!(",{wijk},bomen,")))
            .map(|row| row.split(',').rev().nth(2).unwrap())
            .collect();
        assert_eq!(numbers, if pairs.len() == 1 { ["2", "1", "1"] } else { ["1", "1", "1"] }, "{csv}");
    }
}

/// When the newest figures are of another division than that of now, every page that shows them says so.
#[test]
fn figures_of_another_division_are_told_as_such() {
    let mut sources = per_jaar();
    let said = "De cijfers van West gaan over het gebied zoals het in 2023 was. Daarna is de indeling veranderd.";
    let told = |tree: &Tree, name: &str| {
        let html = Html::parse_document(&page(tree, name));
        all(&html, "main p").iter().filter(|text| *text == said).count()
    };
    let tree = publishable(&sources);
    assert_eq!(["wijken/west/index.html", "wijken/west/cijfers/index.html"].map(|name| told(&tree, name)), [0, 0]);
    for end in ["csv", "yaml"] {
        sources.remove(&SourcePath::new(format!("content/kengetallen/k2024.{end}")));
    }
    let tree = publishable(&sources);
    assert_eq!(["wijken/west/index.html", "wijken/west/cijfers/index.html"].map(|name| told(&tree, name)), [1, 1]);
    assert_eq!(["wijken/noord/index.html", "wijken/noord/cijfers/index.html"].map(|name| told(&tree, name)), [0, 0]);
    // What a buurt had under the same code.
    let html = page(&tree, "wijken/zuid/kade/index.html");
    assert_eq!(html.matches("gaan over het gebied zoals het in").count(), 2, "{html}");
    let html = Html::parse_document(&page(&tree, "wijken/west/duin/index.html"));
    let said =
        "De cijfers van Duin en strand gaan over het gebied zoals het in 2023 was. Daarna is de indeling veranderd.";
    assert!(all(&html, "main p").iter().any(|text| text == said), "{:?}", all(&html, "main p"));
}

/// A file of an earlier year brings the list of that year: what is gone does not come back, and what is new was not there.
#[test]
fn figures_of_an_earlier_year_bring_its_areas() {
    let mut sources = per_jaar();
    for path in ["codes-tot-en-met-2023.csv", "buurten-2023.geojson"] {
        sources.remove(&SourcePath::new(format!("content/gebieden/{path}")));
    }
    for year in [2022, 2023] {
        for end in ["csv", "yaml"] {
            sources.remove(&SourcePath::new(format!("content/kengetallen/k{year}.{end}")));
        }
    }
    let text = "code;naam;Bomen (bomen)\nGM1234;Proefstad;277\nWK123401;Wijk 01;110\nBU12340100;Molen;110\n\
                BU12340200;Kade;64\nBU12340201;Haven;31\nBU12340300;Duin;60\nBU12340301;Strand;12\n";
    let asked = Aanvraag {
        bestanden: vec![("bomen-2023.csv".to_owned(), text.as_bytes().to_vec())],
        gebieden: true,
        bron: Some("Bureau Voorbeeld".to_owned()),
        licentie: Some("CC0".to_owned()),
        ..Aanvraag::default()
    };
    let uitslag = neem_over(&asked, &sources);
    let gone = "Wel in content/gebieden, en niet in dit bestand: BU12340102 (Molen-Oost), BU12340103 (Molen-West).";
    assert!(uitslag.verslag.contains(gone), "{}", uitslag.verslag);
    let (path, list) = uitslag.geschreven.iter().find(|(path, _)| path.as_str().contains("gebieden")).unwrap();
    assert_eq!(path.as_str(), "content/gebieden/bomen-tot-en-met-2023.csv");
    // Of the CBS wijken only one is in the file: the others stay.
    assert_eq!(
        list,
        "code;naam\nGM1234;Proefstad\nWK123401;Wijk 01\nWK123402;Wijk 02\nWK123403;Wijk 03\nBU12340100;Molen\n\
         BU12340200;Kade\nBU12340201;Werf\nBU12340300;Duin\nBU12340301;Strand\n"
    );
    for (path, text) in &uitslag.geschreven {
        sources.insert(path.clone(), Source::new(text.clone().into_bytes()));
    }
    let tree = publishable(&sources);
    let csv = page(&tree, "wijken/noord.csv");
    assert!(csv.contains("Noord,noord,bomen,Bomen,bomen,2023,110,,"), "{csv}");
    assert!(csv.contains("Noord,noord,bomen,Bomen,bomen,2024,113,opgeteld,"), "{csv}");
    // A second time there is nothing to do.
    assert!(neem_over(&asked, &sources).geschreven.is_empty());
}

/// Which numbers of years the wijken of Den Helder have in 2022 and 2023, with these boundaries of their CBS wijken.
fn numbers(of_2022: &str, of_2023: &str) -> Vec<(String, [String; 2])> {
    let mut sources = shipped();
    let maps = sources.below("content/gebieden").map(|(path, _)| path.clone());
    for path in maps.filter(|path| path.extension() == "geojson").collect::<Vec<_>>() {
        sources.remove(&path);
    }
    let mut put = |path: String, text: &str| sources.insert(SourcePath::new(path), Source::new(text.as_bytes()));
    for (year, boundaries) in [(2022, of_2022), (2023, of_2023)] {
        put(format!("content/gebieden/wijken-{year}.geojson"), boundaries);
        let yaml = format!(
            "titel: Verzonnen bomen in {year}\njaar: {year}\nbron: Bureau Voorbeeld\nlicentie: CC0\ntabel: b{year}.csv\nindicatoren:\n  \
             - {{indicator: bomen, naam: Bomen, eenheid: bomen, soort: aantal}}\n"
        );
        put(format!("content/kengetallen/b{year}.yaml"), &yaml);
        let rows = (1..=8).map(|wijk| format!("WK04000{wijk};{wijk}\n")).collect::<Vec<_>>().concat();
        put(format!("content/kengetallen/b{year}.csv"), &format!("code;bomen\n{rows}"));
    }
    let tree = publishable(&sources);
    let of_wijk = |wijk: &str| {
        let csv = page(&tree, &format!("wijken/{wijk}.csv"));
        let of_year = |year: &str| {
            let row = csv.lines().find(|row| row.contains(&format!(",bomen,{year},"))).expect("a row");
            row.split(',').rev().nth(2).expect("a number").to_owned()
        };
        (wijk.to_owned(), ["2022", "2023"].map(of_year))
    };
    ["stad-binnen-de-linie", "nieuw-den-helder", "de-schooten", "julianadorp"].map(of_wijk).to_vec()
}

/// The real boundaries of Den Helder in two grids are of one land; with the codes of two wijken changed they are not.
#[test]
fn real_boundaries_tell_whether_land_is_the_same() {
    let read = |grid: &str| {
        let file = format!("tests/bestanden/cbs_wijken_2022_den_helder_{grid}.geojson");
        std::fs::read_to_string(repository().join(file)).unwrap()
    };
    let (rd, wgs84) = (read("rd"), read("wgs84"));
    for (wijk, [then, now]) in numbers(&rd, &wgs84) {
        assert_eq!(then, now, "{wijk}");
    }
    let changed = wgs84.replace("WK040005", "WK04000_").replace("WK040008", "WK040005").replace("WK04000_", "WK040008");
    for (wijk, [then, now]) in numbers(&rd, &changed) {
        assert_eq!(then != now, ["de-schooten", "julianadorp"].contains(&wijk.as_str()), "{wijk}");
    }
}
