//! A made-up municipality of some two hundred pages to search in: `tests/zoeken/gemeente.txt` as the files of a project.

use std::fs;
use std::path::Path;

const ROWS: &str = include_str!("../zoeken/gemeente.txt");

const SITE: &str = r#"# Verzonnen.
naam: Wijken van Voorbeeldstad
gemeente: Voorbeeldstad
gemeentecode: GM9999
samenvatting: Uw wijk in Voorbeeldstad op één plek.
gewijzigd: 2026-11-02
thema: kust
contactpersoon: {enkelvoud: wijkregisseur, meervoud: wijkregisseurs}
contact: {naam: Gemeente Voorbeeldstad, telefoon: "14 0999"}
navigatie:
  - {naam: Wijken, naar: wijken/index.md}
  - {naam: Vragen, naar: vragen/index.md}
toegankelijkheid: {status: onbekend}
afkortingen:
  - {afkorting: Wmo, betekenis: Wet maatschappelijke ondersteuning}
  - {afkorting: VOG, betekenis: verklaring omtrent het gedrag}
"#;

const SYNONIEMEN: &str = "synoniemen:\n  - vuilnis, afval, huisvuil\n  - grof vuil, grofvuil\n  - huwelijk, trouwen\n";

/// Writes the project.
pub(crate) fn write(project: &Path) {
    let content = project.join("content");
    let save = |path: &str, text: String| {
        let file = content.join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    };
    save("site.yaml", SITE.to_owned());
    save("synoniemen.yaml", SYNONIEMEN.to_owned());
    let mut areas = "code;naam\nGM9999;Voorbeeldstad\n".to_owned();
    let mut wijken = 0;
    for row in ROWS.lines().filter(|row| !row.starts_with('#')) {
        let (kind, rest) = row.split_once(' ').expect("a kind");
        let cells: Vec<&str> = rest.split('|').map(str::trim).collect();
        let quoted = |cell: usize| format!("{:?}", cells[cell]);
        let list = |text: &str, sign: char| {
            let items: Vec<String> = text.split(sign).map(|it| format!("{:?}", it.trim())).collect();
            format!("[{}]", items.join(", "))
        };
        match kind {
            "wijk" => {
                wijken += 1;
                let (naam, slug) = (cells[0], slug(cells[0]));
                areas.push_str(&format!("WK9999{wijken:02};{naam}\n"));
                for (nr, buurt) in cells[1].split(',').map(str::trim).enumerate() {
                    let code = format!("BU9999{wijken:02}{nr:02}");
                    areas.push_str(&format!("{code};{buurt}\n"));
                    let text = format!("---\ncode: {code}\nsamenvatting: Een buurt in {naam}.\n---\n");
                    save(&format!("buurten/{}.md", self::slug(buurt)), text);
                }
                let text = format!(
                    "---\nnaam: {naam}\nsamenvatting: De wijk {naam}, met vier buurten.\nbuurten: [WK9999{wijken:02}]\n---\n"
                );
                save(&format!("wijken/{slug}.md"), text);
                let text = format!(
                    "naam: Voorbeeld {}\nwijken: [{slug}]\ntelefoon: (0999) 00 00 0{wijken}\n",
                    ["Een", "Twee", "Drie", "Vier", "Vijf", "Zes"][wijken - 1]
                );
                save(&format!("wijkmanagers/{slug}.yaml"), text);
            }
            "spreekuur" => {
                let (van, tot) = cells[3].split_once('-').expect("from and to");
                let text = format!(
                    "wijk: {}\ndag: {}\nvan: {van:?}\ntot: {tot:?}\nlocatie: {{naam: {}}}\nwaarvoor: {}\nmet_wie: iemand van het wijkteam\nafspraak: niet nodig\n",
                    slug(cells[1]),
                    cells[2],
                    quoted(4),
                    quoted(5)
                );
                save(&format!("spreekuren/{}.yaml", cells[0]), text);
            }
            "hub" => {
                let text = format!(
                    "---\nnaam: {}\nwijk: {}\nsamenvatting: {}\nstatus: in gebruik\nlocatie: {{adres: Voorbeeldstraat 1, postcode: 9999 AB, plaats: Voorbeeldstad}}\nwat_kan_hier: {}\n---\n",
                    quoted(1),
                    slug(cells[2]),
                    quoted(3),
                    list(cells[4], ';')
                );
                save(&format!("hubs/{}.md", cells[0]), text);
            }
            "pagina" => {
                let words =
                    if cells[4].is_empty() { String::new() } else { format!("zoekwoorden: {}\n", list(cells[4], ',')) };
                let text =
                    format!("---\ntitel: {}\nsamenvatting: {}\n{words}---\n{}\n", quoted(1), quoted(2), cells[3]);
                save(&format!("paginas/{}.md", cells[0]), text);
            }
            "vraag" => {
                save(&format!("vragen/{}.md", cells[0]), format!("---\nvraag: {}\n---\n{}\n", quoted(1), cells[2]));
            }
            "nieuws" => {
                let text = format!(
                    "---\ntitel: {}\nsamenvatting: {}\ndatum: {}\n---\n{}\n",
                    quoted(2),
                    quoted(3),
                    cells[1],
                    cells[4]
                );
                save(&format!("nieuws/{}.md", cells[0]), text);
            }
            other => panic!("no {other}"),
        }
    }
    save("gebieden/voorbeeld.csv", areas);
}

/// Writes a project with a page for each of these words, which stands in its text alone.
pub(crate) fn write_words(project: &Path, words: &[&str]) {
    let content = project.join("content");
    fs::create_dir_all(content.join("paginas")).expect("a folder");
    fs::write(content.join("site.yaml"), SITE).expect("a file");
    for (place, word) in words.iter().enumerate() {
        let text = format!("---\ntitel: Vel {place}\nsamenvatting: Kort.\n---\n{word}\n");
        fs::write(content.join(format!("paginas/p{place}.md")), text).expect("a file");
    }
}

fn slug(naam: &str) -> String {
    naam.to_lowercase().replace(' ', "-")
}
