//! Maps of real boundaries (`tests/bestanden`), in the forms that programs give them.

use std::fs;
use std::io::Write;

use scraper::{Html, Selector};
use wijkwijzer::build;
use wijkwijzer::output::Tree;
use wijkwijzer::source::{Source, SourcePath, SourceTree};

use super::project::{publishable, repository, settings, shipped, with_shipped_theme};

fn real(name: &str) -> Vec<u8> {
    fs::read(repository().join("tests/bestanden").join(name)).unwrap()
}

/// The shipped site with these boundaries only.
fn den_helder(name: &str, boundaries: impl Into<Vec<u8>>) -> SourceTree {
    let mut sources = shipped();
    for file in ["cbs-wijken-2022.geojson", "cbs-buurten-2022.geojson"] {
        sources.remove(&SourcePath::new(format!("content/gebieden/{file}")));
    }
    sources.insert(SourcePath::new(format!("content/gebieden/{name}")), Source::new(boundaries.into()));
    sources
}

/// Ermelo, with its buurten in two wijken.
pub(crate) fn ermelo() -> SourceTree {
    let mut sources = with_shipped_theme(&repository().join("tests/cases/kaart/in"));
    let is_gone = |path: &&SourcePath| ["gebieden", "hubs", "spreekuren"].iter().any(|it| path.folder().ends_with(it));
    let gone: Vec<_> = sources.iter().map(|(path, _)| path).filter(is_gone).cloned().collect();
    for path in gone {
        sources.remove(&path);
    }
    let mut codes = "code;naam\n".to_owned();
    for (wijk, buurten) in [("00", 0..=9), ("01", 5..=9)] {
        for buurt in buurten {
            codes.push_str(&format!("BU0233{wijk}{buurt:02};Buurt {wijk}-{buurt}\n"));
        }
    }
    codes.push_str("BU02330100;Speuld\n");
    let mut put = |path: &str, bytes: Vec<u8>| sources.insert(SourcePath::new(path), Source::new(bytes));
    put("content/gebieden/codes.csv", codes.into());
    put("content/gebieden/buurten.gpkg", real("cbs_buurten_2021_ermelo_rd.gpkg"));
    for (name, wijk) in [("kern", "WK023300"), ("rand", "WK023301")] {
        let text = format!("---\nnaam: {name}\nsamenvatting: Een wijk.\nbuurten: [{wijk}]\n---\n");
        put(&format!("content/wijken/{name}.md"), text.into());
    }
    sources
}

/// The map on a page.
fn map(tree: &Tree, page: &str) -> String {
    let (_, bytes) = tree.iter().find(|(path, _)| path.as_str() == page).unwrap_or_else(|| panic!("no {page}"));
    let html = String::from_utf8(bytes.to_vec()).unwrap();
    let start = html.find("<figure class=\"gebiedskaart\">").unwrap_or_else(|| panic!("no map on {page}"));
    html[start..start + html[start..].find("</figure>").unwrap()].to_owned()
}

/// The numbers of the paths of the areas, in order.
fn outlines(map: &str) -> Vec<Vec<i32>> {
    let html = Html::parse_fragment(map);
    let paths = Selector::parse(".gebiedskaart path:not([class])").unwrap();
    let numbers = |path: &str| {
        let spaced = path.replace('-', " -").replace(|c: char| c.is_ascii_alphabetic(), " ");
        spaced.split_whitespace().map(|number| number.parse().unwrap()).collect()
    };
    html.select(&paths).map(|path| numbers(path.attr("d").unwrap())).collect()
}

/// The coordinates of a file, each changed.
fn with(change: impl Fn([f64; 2]) -> [f64; 2] + Copy, reverse: bool) -> Vec<u8> {
    fn walk(value: &mut serde_json::Value, change: impl Fn([f64; 2]) -> [f64; 2] + Copy, reverse: bool) {
        let Some(list) = value.as_array_mut() else { return };
        if let [x, y] = &list[..]
            && let (Some(x), Some(y)) = (x.as_f64(), y.as_f64())
        {
            *value = serde_json::json!(change([x, y]));
            return;
        }
        if reverse && list.first().is_some_and(|first| first.get(0).is_some_and(serde_json::Value::is_number)) {
            list.reverse();
        }
        for item in list {
            walk(item, change, reverse);
        }
    }
    let mut file: serde_json::Value =
        serde_json::from_slice(&real("cbs_wijken_2022_den_helder_wgs84.geojson")).unwrap();
    for feature in file["features"].as_array_mut().unwrap() {
        walk(&mut feature["geometry"]["coordinates"], change, reverse);
    }
    file.to_string().into()
}

#[test]
fn every_form_of_a_file_gives_the_same_map() {
    let expected = outlines(&map(&publishable(&shipped()), "wijken/index.html"));
    assert_eq!(expected.len(), 4);
    let mercator = |[x, y]: [f64; 2]| {
        let radius = 6_378_137.0;
        [x.to_radians() * radius, (std::f64::consts::FRAC_PI_4 + y.to_radians() / 2.0).tan().ln() * radius]
    };
    let forms = [
        ("rd", real("cbs_wijken_2022_den_helder_rd.geojson")),
        ("wgs84", real("cbs_wijken_2022_den_helder_wgs84.geojson")),
        ("north first", with(|[x, y]| [y, x], false)),
        ("other winding", with(|point| point, true)),
        ("web Mercator", with(mercator, true)),
    ];
    for (form, bytes) in forms {
        let found = outlines(&map(&publishable(&den_helder("wijken-2022.geojson", bytes)), "wijken/index.html"));
        let count = |outlines: &[Vec<i32>]| outlines.iter().map(Vec::len).collect::<Vec<_>>();
        // Half a metre can take a point over the edge of what is left out.
        for (found, expected) in count(&found).into_iter().zip(count(&expected)) {
            assert!(found.abs_diff(expected) <= 4, "{form}: {found} numbers, not {expected}");
        }
        assert_eq!(found.len(), 4, "{form}");
    }
}

#[test]
fn what_is_wrong_in_a_real_file_is_told_by_name() {
    let sources = den_helder("buurten.geojson", real("cbs_buurten_2022_den_helder_wgs84.geojson"));
    let report = build(&sources, &settings()).report;
    let told: Vec<&str> = report.findings().iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        told,
        [
            "De grens van de buurt Grachtengordel (BU04000106) kruist zichzelf.",
            "Van de buurt Indische buurt-Zuid (BU04000203) staat er geen grens in dit bestand."
        ]
    );
}

#[test]
fn a_geopackage_becomes_maps() {
    let tree = publishable(&ermelo());
    assert_eq!(outlines(&map(&tree, "wijken/index.html")).len(), 2);
    let buurten = ["kern", "rand"].map(|wijk| map(&tree, &format!("wijken/{wijk}/index.html")));
    assert_eq!(buurten.each_ref().map(|map| map.matches("<li").count()), [10, 6]);
    assert_eq!(buurten.each_ref().map(|map| outlines(map).len()), [10, 6]);
    assert!(map(&tree, "wijken/index.html").contains("Statistiek, 2021"));
}

/// Maps are small: with links, names and the list beside them.
#[test]
fn no_map_is_larger_than_it_needs_to_be() {
    for tree in [publishable(&shipped()), publishable(&ermelo())] {
        let pages = tree.iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("class=\"gebiedskaart\""));
        let mut seen = 0;
        for (page, _) in pages {
            let mut packed = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
            packed.write_all(map(&tree, page.as_str()).as_bytes()).unwrap();
            let size = packed.into_inner().len();
            assert!(size <= 3500, "{page}: {size}");
            seen += 1;
        }
        assert!(seen >= 4, "{seen}");
    }
}

/// What checkers do not look at inside a picture.
#[test]
fn a_map_is_sound() {
    let select = |selector: &str| Selector::parse(selector).unwrap();
    for tree in [publishable(&shipped()), publishable(&ermelo())] {
        // Home, and those of wijken.
        let pages = tree.iter().filter(|(path, _)| path.is_page()).map(|(path, _)| path.as_str());
        let pages =
            pages.filter(|page| *page == "index.html" || page.starts_with("wijken/") && page.matches('/').count() < 3);
        for page in pages {
            let map = map(&tree, page);
            assert!(!map.contains("style=") && !map.contains("NaN"), "{page}");
            let html = Html::parse_fragment(&map);
            let links: Vec<_> = html.select(&select("svg a")).collect();
            let beside: Vec<_> = html.select(&select("figcaption ol li")).collect();
            assert_eq!(links.len(), beside.len());
            for (link, beside) in links.iter().zip(&beside) {
                let title = link.child_elements().next().unwrap();
                assert_eq!(title.value().name(), "title");
                assert_eq!(title.text().collect::<String>(), beside.text().collect::<String>());
                // An area leads to its page, or else to its name.
                let name = beside.attr("id").map(|id| format!("#{id}"));
                let page = beside.select(&select("a")).next().and_then(|it| it.attr("href")).map(str::to_owned);
                assert!(name.is_some() != page.is_some());
                assert_eq!(link.attr("href").map(str::to_owned), name.or(page));
            }
        }
    }
}
