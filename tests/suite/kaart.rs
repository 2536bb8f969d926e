//! Maps of real boundaries (`tests/bestanden`), in the forms that programs give them.

use std::fs;
use std::io::Write;

use scraper::{Html, Selector};
use wijkwijzer::build;
use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::source::{Source, SourcePath, SourceTree};

use super::opendata::told;
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

/// A municipality without areas, places and wijken.
fn bare() -> SourceTree {
    let mut sources = with_shipped_theme(&repository().join("tests/cases/kaart/in"));
    let is_gone =
        |path: &&SourcePath| ["gebieden", "hubs", "spreekuren", "wijken"].iter().any(|it| path.folder().ends_with(it));
    let gone: Vec<_> = sources.iter().map(|(path, _)| path).filter(is_gone).cloned().collect();
    for path in gone {
        sources.remove(&path);
    }
    sources.remove(&SourcePath::new("content/wijkmanagers/een.yaml"));
    sources
}

/// Ermelo, with its buurten in two wijken.
pub(crate) fn ermelo() -> SourceTree {
    let mut sources = bare();
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

/// How many cells a generated municipality has on each side; each row is a wijk.
const CELLS: usize = 4;

/// A municipality of wavy cells, one of which lies around an island; with the boundaries of its buurten, in metres.
fn generated() -> (SourceTree, serde_json::Value) {
    let mut seed = 21_u32;
    let mut noise = move |most: f64| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (f64::from(seed >> 8) / f64::from(1 << 23) - 1.0) * most
    };
    let far = |cells: usize| 900.0 * f64::from(u8::try_from(cells).unwrap());
    let corner: Vec<Vec<[f64; 2]>> = (0..=CELLS)
        .map(|row| {
            (0..=CELLS)
                .map(|column| [110_000.0 + far(column) + noise(150.0), 550_000.0 + far(row) + noise(150.0)])
                .collect()
        })
        .collect();
    // A border from a corner to the next, wavy but at its ends.
    let mut border = |from: [f64; 2], to: [f64; 2]| -> Vec<[f64; 2]> {
        let (steps, [dx, dy]) = (120, [to[0] - from[0], to[1] - from[1]]);
        let mut away = 0.0;
        (0..steps)
            .map(|step| {
                let part = f64::from(step) / f64::from(steps);
                away = 0.9 * away + noise(0.02);
                let away = away * (part * std::f64::consts::PI).sin();
                [from[0] + part * dx - away * dy, from[1] + part * dy + away * dx]
                    .map(|metre| (metre * 10.0).round() / 10.0)
            })
            .collect()
    };
    let mut across = Vec::new();
    for row in &corner {
        across.push(row.windows(2).map(|ends| border(ends[0], ends[1])).collect::<Vec<_>>());
    }
    let mut up = Vec::new();
    for rows in corner.windows(2) {
        up.push(rows[0].iter().zip(&rows[1]).map(|(from, to)| border(*from, *to)).collect::<Vec<_>>());
    }
    let backward = |border: &[[f64; 2]], end: [f64; 2]| -> Vec<[f64; 2]> {
        std::iter::once(end).chain(border[1..].iter().rev().copied()).collect()
    };
    let rounded = |point: [f64; 2]| point.map(|metre: f64| (metre * 10.0).round() / 10.0);
    let middle = [corner[1][1][0] / 2.0 + corner[2][2][0] / 2.0, corner[1][1][1] / 2.0 + corner[2][2][1] / 2.0];
    let island: Vec<[f64; 2]> = (0..60)
        .map(|step| {
            let (angle, far) = (f64::from(step) / 60.0 * std::f64::consts::TAU, 90.0 + noise(12.0));
            rounded([middle[0] + far * angle.cos(), middle[1] + far * angle.sin()])
        })
        .collect();
    let mut put = Vec::new();
    let mut codes = "code;naam\n".to_owned();
    let mut add = |code: String, rings: &[Vec<[f64; 2]>]| {
        let closed = |ring: &Vec<[f64; 2]>| ring.iter().chain(&ring[..1]).copied().collect::<Vec<_>>();
        codes.push_str(&format!("{code};Buurt {}\n", &code[7..]));
        put.push(serde_json::json!({
            "type": "Feature",
            "properties": { "buurtcode": code },
            "geometry": { "type": "Polygon", "coordinates": rings.iter().map(closed).collect::<Vec<_>>() },
        }));
    };
    for row in 0..CELLS {
        for column in 0..CELLS {
            let [below, right] = [&across[row][column], &up[row][column + 1]];
            let above = backward(&across[row + 1][column], rounded(corner[row + 1][column + 1]));
            let left = backward(&up[row][column], rounded(corner[row + 1][column]));
            let ring = [below.as_slice(), right.as_slice(), &above, &left].concat();
            let hole: Vec<[f64; 2]> = island.iter().rev().copied().collect();
            let rings = if (row, column) == (1, 1) { vec![ring, hole] } else { vec![ring] };
            add(format!("BU99990{row}0{column}"), &rings);
        }
    }
    add("BU99990109".to_owned(), &[island]);
    let boundaries = serde_json::json!({ "type": "FeatureCollection", "features": put });
    let mut sources = bare();
    let mut insert = |path: String, text: String| sources.insert(SourcePath::new(path), Source::new(text.into_bytes()));
    insert("content/gebieden/codes.csv".to_owned(), codes);
    insert("content/gebieden/buurten-2024.geojson".to_owned(), boundaries.to_string());
    for row in 0..CELLS {
        let text = format!("---\nnaam: Rij {row}\nsamenvatting: Een wijk.\nbuurten: [WK99990{row}]\n---\n");
        insert(format!("content/wijken/rij-{row}.md"), text);
    }
    (sources, boundaries)
}

/// What mapshaper says of the map on a page, beside the boundaries that it was made of.
fn mapshaper(page: &str, boundaries: &[u8], made: &serde_json::Value) -> serde_json::Value {
    let folder = tempfile::tempdir().unwrap();
    let [html, file] = ["page.html", "grenzen.json"].map(|name| folder.path().join(name));
    fs::write(&html, page).unwrap();
    fs::write(&file, boundaries).unwrap();
    told("vereenvoudigd.mjs", &[html, file, made.to_string().into()])
}

#[test]
fn mapshaper_finds_borders_shared_and_areas_as_they_were() {
    let page = |tree: &Tree, path: &str| String::from_utf8(tree.get(&OutputPath::new(path)).unwrap().to_vec()).unwrap();
    let (sources, boundaries) = generated();
    let (helder, made_up) = (publishable(&shipped()), publishable(&sources));
    let row = |row: usize| (0..CELLS).map(|column| format!("BU99990{row}0{column}")).collect::<Vec<_>>();
    let mut second_row = row(1);
    second_row.push("BU99990109".to_owned());
    let rows = serde_json::json!({ "Rij 0": row(0), "Rij 1": second_row, "Rij 2": row(2), "Rij 3": row(3) });
    let cells: serde_json::Map<_, _> =
        second_row.iter().map(|code| (format!("Buurt {}", &code[7..]), serde_json::json!([code]))).collect();
    let wijken = serde_json::json!({
        "Stad binnen de Linie": ["WK040001", "WK040002"],
        "Nieuw Den Helder": ["WK040003", "WK040004"],
        "De Schooten": ["WK040005"],
        "Julianadorp": ["WK040006", "WK040007", "WK040008"],
    });
    let boundaries = boundaries.to_string().into_bytes();
    for (page, boundaries, made, areas) in [
        (page(&helder, "wijken/index.html"), real("cbs_wijken_2022_den_helder_rd.geojson"), wijken, 4),
        (page(&made_up, "wijken/index.html"), boundaries.clone(), rows, CELLS),
        (page(&made_up, "wijken/rij-1/index.html"), boundaries, cells.into(), CELLS + 1),
    ] {
        let told = mapshaper(&page, &boundaries, &made);
        assert_eq!((&told["faults"], told["areas"].as_u64()), (&serde_json::json!([]), Some(areas as u64)), "{told}");
        // It simplifies as far with as many points.
        let [ours, theirs] = ["points", "theirs"].map(|key| told[key].as_f64().unwrap());
        assert!((0.98..=1.02).contains(&(ours / theirs)), "{told}");
        // And it sees an area that lies beside its place.
        let (start, path) = page.match_indices("</title><path d=\"M").nth(1).unwrap();
        let (before, rest) = page.split_at(start + path.len());
        let (x, rest) = rest.split_once(' ').unwrap();
        let moved = format!("{before}{} {rest}", x.parse::<i32>().unwrap() + 6);
        let told = mapshaper(&moved, &boundaries, &made);
        assert_ne!(told["faults"], serde_json::json!([]));
    }
}
