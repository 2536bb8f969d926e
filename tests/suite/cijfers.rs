//! `wijkwijzer cijfers` on the real files of `tests/bestanden`: from the file as CBS gives it to pages, without a hand edit.

use std::fs;
use std::process::Command;

use wijkwijzer::cijfers::{Aanvraag, Uitslag, neem_over};
use wijkwijzer::source::{Source, SourcePath, SourceTree};

use super::project::{publishable, repository, shipped};

const SITE: &str = "naam: Proef\ngemeente: Proefstad\nsamenvatting: Een proef.\ngewijzigd: 2026-01-01\nbasis: https://proef.example\nthema: kust
contactpersoon: {enkelvoud: wijkmanager, meervoud: wijkmanagers}\ncontact: {naam: Gemeente Proefstad, website: https://www.proef.example}
navigatie: []\ntoegankelijkheid: {status: onbekend}\n";

/// A project that knows its code and nothing else.
fn gemeente(code: &str) -> SourceTree {
    let mut sources: SourceTree =
        [("content/site.yaml", format!("{SITE}gemeentecode: {code}\n"))].into_iter().collect();
    for (path, source) in shipped().below("themes") {
        sources.insert(path.clone(), source.clone());
    }
    sources
}

/// A project with a list of areas.
fn proefstad() -> SourceTree {
    let mut sources = gemeente("GM1234");
    let list = "code;naam\nGM1234;Proefstad\nWK123400;Wijk\nBU12340001;Kern\nBU12340002;Rand\n";
    sources.insert(SourcePath::new("content/gebieden/lijst.csv"), Source::new(list.as_bytes()));
    sources
}

/// One of the real files.
fn bestand(name: &str) -> (String, Vec<u8>) {
    (name.to_owned(), fs::read(repository().join("tests/bestanden").join(name)).unwrap())
}

/// A file of a few lines.
fn tekst(name: &str, text: &str) -> Aanvraag {
    Aanvraag { bestanden: vec![(name.to_owned(), text.as_bytes().to_vec())], ..Aanvraag::default() }
}

/// The project with what was made for it.
fn met(mut sources: SourceTree, uitslag: &Uitslag) -> SourceTree {
    for (path, text) in &uitslag.geschreven {
        sources.insert(path.clone(), Source::new(text.clone().into_bytes()));
    }
    sources
}

/// What was made at a place.
fn gemaakt<'u>(uitslag: &'u Uitslag, end: &str) -> &'u str {
    let made = uitslag.geschreven.iter().find(|(path, _)| path.as_str().ends_with(end));
    let Some((_, text)) = made else { panic!("no {end}:\n{}", uitslag.verslag) };
    text
}

/// Gives every CBS wijk of the list a page, as an editor has them: what a municipality calls its wijken is not ours to know.
fn met_wijken(mut sources: SourceTree) -> SourceTree {
    let list: Vec<String> =
        sources.below("content/gebieden").map(|(path, _)| sources.text(path).into_owned()).collect();
    let list = list.concat();
    let mut wijken: Vec<&str> =
        list.lines().filter_map(|line| line.strip_prefix("BU")).map(|rest| &rest[..6]).collect();
    wijken.dedup();
    for wijk in wijken {
        let text = format!("---\nnaam: Wijk {wijk}\nsamenvatting: Een wijk.\nbuurten: [WK{wijk}]\n---\n");
        sources.insert(SourcePath::new(format!("content/wijken/w{wijk}.md")), Source::new(text.into_bytes()));
        let contact = format!("wijken: [w{wijk}]\nvacature: ja\n");
        sources
            .insert(SourcePath::new(format!("content/wijkmanagers/w{wijk}.yaml")), Source::new(contact.into_bytes()));
    }
    sources
}

/// How many figures of a table are those of the file, as a program of others reads it.
fn nagelezen(file: &str, table: &str) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("tabel.csv");
    fs::write(&made, table).unwrap();
    let script = repository().join("tests/cijfers/nalezen.py");
    let file = repository().join("tests/bestanden").join(file);
    let said = Command::new("python3").arg(script).args([&file, &made]).output();
    let said = said.expect("the figures are read again by Python: apt-get install python3");
    assert!(said.status.success(), "{}\n{table}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8_lossy(&said.stdout).trim().parse().unwrap()
}

/// What is said of each real file that has figures, and how many figures come out, all as in the file.
#[test]
fn real_files_become_pages_without_a_hand_edit() {
    for (file, project, wanted, name, figures) in [
        ("cbs_odata_85984NED_2024_uittreksel.csv", "", "", "kerncijfers-2024", 72),
        ("cbs_kwb2022_wijken_noordholland_noord.csv", "", "", "kerncijfers-2022", 108),
        ("cbs_kwb2024_den_helder_wijken.csv", "", "", "kerncijfers-2024", 36),
        ("statline_ses_2019_amsterdam.csv", "GM0363", "", "statline-ses-amsterdam-2019", 3474),
        (
            "statline_nabijheid_2021_gedraaid.csv",
            "GM1680",
            "huisarts_km,supermarkt_km,basisonderwijs_afstand_tot_school,havo_vwo_afstand_tot_school,\
             aantal_huisartsenpraktijken_binnen_1_km,afstand_tot_bibliotheek",
            "statline-nabijheid-gedraaid-2021",
            42,
        ),
        ("cbs_wijk_2017_uittreksel.dbf", "", "", "kerncijfers-2017", 96),
        ("cbs_buurten_2021_ermelo_rd.gpkg", "GM0233", "", "kerncijfers-2021", 48),
        ("pdok_wfs_gemeenten_2022_uittreksel_wgs84.geojson", "", "", "kerncijfers-2022", 12),
    ] {
        let is_shipped = project.is_empty();
        let sources = if is_shipped { shipped() } else { gemeente(project) };
        let onderwerpen = wanted.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let asked = Aanvraag { bestanden: vec![bestand(file)], onderwerpen, gebieden: true, ..Aanvraag::default() };
        let uitslag = neem_over(&asked, &sources);
        assert!(!uitslag.geweigerd, "{file}: {}", uitslag.verslag);
        let table = gemaakt(&uitslag, &format!("{name}.csv"));
        assert_eq!(nagelezen(file, table), figures, "{file}");
        // The country goes along where the file has it.
        let yaml = gemaakt(&uitslag, &format!("{name}.yaml"));
        assert_eq!(yaml.contains("    nederland: 1,0\n"), file.contains("nabijheid"), "{file}: {yaml}");
        let sources = met(sources, &uitslag);
        let sources = if is_shipped { sources } else { met_wijken(sources) };
        let tree = publishable(&sources);
        let pages = tree.iter().filter(|(path, _)| path.is_page()).map(|(_, page)| String::from_utf8_lossy(page));
        let pages = pages.collect::<Vec<_>>().concat();
        let dutch = |figure: &str| match figure.parse::<u32>() {
            Ok(number) if number > 999 => format!("{}.{:03}", number / 1000, number % 1000),
            _ => figure.to_owned(),
        };
        // Not every area is a wijk of its own, and the municipality is not in every file.
        let mut first = table.lines().skip(1).filter_map(|row| row.split(';').nth(2)).filter(|figure| figure.len() > 2);
        assert!(first.any(|figure| pages.contains(&dutch(figure))), "{file}: no figure is on a page");
        // A second time there is nothing to do.
        let again = neem_over(&asked, &sources);
        assert!(again.geschreven.is_empty() && !again.geweigerd, "{file}: {}", again.verslag);
    }
}

/// Files without figures are told as such, and what they are.
#[test]
fn boundaries_without_figures_are_refused() {
    for file in [
        "cbs_buurten_2022_den_helder_wgs84.geojson",
        "cbs_wijken_2022_den_helder_rd.geojson",
        "cbs_wijken_2022_den_helder_wgs84.geojson",
        "pdok_gemeenten_2022_gegeneraliseerd_wgs84.geojson",
        "cbs_buurten_den_helder_2022.csv",
    ] {
        let uitslag = neem_over(
            &Aanvraag { bestanden: vec![bestand(file)], jaar: Some(2022), ..Aanvraag::default() },
            &shipped(),
        );
        assert!(uitslag.geweigerd && uitslag.geschreven.is_empty(), "{file}");
        assert!(
            uitslag.verslag.contains("Er staan geen cijfers in die wijkwijzer begrijpt."),
            "{file}: {}",
            uitslag.verslag
        );
    }
    let alone = neem_over(
        &Aanvraag { bestanden: vec![bestand("cbs_odata_85984NED_DataProperties.json")], ..Aanvraag::default() },
        &shipped(),
    );
    assert!(alone.verslag.contains("de cijfers zelf staan er niet in"), "{}", alone.verslag);
    let elsewhere = neem_over(
        &Aanvraag { bestanden: vec![bestand("cbs_gemeenten_2021_webmercator.gpkg")], ..Aanvraag::default() },
        &shipped(),
    );
    assert!(elsewhere.verslag.contains("Uw gemeente (GM0400) staat er niet in."), "{}", elsewhere.verslag);
}

/// The description of a table tells names that are not unique apart, and units.
#[test]
fn a_description_goes_with_its_figures() {
    let figures = "WijkenEnBuurten,AantalInwoners_5,Nederland_17,Nederland_20,Appartement_54,Appartement_62,GeboorteRelatief_26,\
                   GemiddeldeWOZWaardeVanWoningen_39,ScholenBinnen3Km_121\nGM1234,1000,600,550,1500,700,8,185,2.5\n";
    let alone = neem_over(&tekst("85984NED_2024.csv", figures), &proefstad());
    assert!(
        alone.verslag.contains("de eenheid is niet bekend: Nederland_17, Nederland_20, Appartement_54"),
        "{}",
        alone.verslag
    );
    let mut asked = tekst("85984NED_2024.csv", figures);
    asked.bestanden.push(bestand("cbs_odata_85984NED_DataProperties.json"));
    let told = neem_over(&asked, &proefstad());
    assert_eq!(
        gemaakt(&told, "2024.csv"),
        "code;naam;inwoners;woz;geboorten_per_1000;scholen_3km;herkomstland_nederland;geboren_in_nederland_nederland;\
         gemiddelde_elektriciteitslevering_naar_woningtype_appartement;gemiddeld_aardgasverbruik_naar_woningtype_appartement\n\
         GM1234;Proefstad;1000;185000;8;2,5;600;550;1500;700\n"
    );
    let yaml = gemaakt(&told, "2024.yaml");
    assert!(yaml.contains("eenheid: per 1.000 inwoners\n    soort: dichtheid"), "{yaml}");
    assert!(yaml.contains("naam: \"Herkomstland: Nederland\"\n    eenheid: aantal\n    soort: aantal"), "{yaml}");
    publishable(&met(proefstad(), &told));
}

/// OData 3 and 4 say the same in JSON and in CSV; 4 has a row per figure.
#[test]
fn odata_in_every_form_gives_one_table() {
    let three = r#"{"odata.metadata":"x","value":[{"ID":0,"WijkenEnBuurten":"GM1234    ","AantalInwoners_5":1000,"Mannen_6":480},
        {"ID":1,"WijkenEnBuurten":"BU12340001","AantalInwoners_5":400,"Mannen_6":null}]}"#;
    let four = r#"{"@odata.context":"x","value":[
        {"Id":0,"Measure":"M1","ValueAttribute":"None","Value":1000.0,"StringValue":null,"WijkenEnBuurten":"GM1234    "},
        {"Id":1,"Measure":"M2","ValueAttribute":"None","Value":480.0,"StringValue":null,"WijkenEnBuurten":"GM1234    "},
        {"Id":2,"Measure":"M1","ValueAttribute":"None","Value":400.0,"StringValue":null,"WijkenEnBuurten":"BU12340001"},
        {"Id":3,"Measure":"M2","ValueAttribute":"Secret","Value":null,"StringValue":".","WijkenEnBuurten":"BU12340001"}]}"#;
    let four_csv = "Id;Measure;ValueAttribute;Value;StringValue;WijkenEnBuurten\n0;M1;None;1000;;GM1234    \n1;M2;None;480;;GM1234    \n\
                    2;M1;None;400;;BU12340001\n3;M2;Secret;;.;BU12340001\n";
    let codes = r#"{"value":[{"Identifier":"M1","Title":"Aantal inwoners","Unit":"aantal","Decimals":0},
        {"Identifier":"M2","Title":"Mannen","Unit":"aantal","Decimals":0}]}"#;
    let codes_csv = "Identifier;Title;Unit;Decimals\nM1;Aantal inwoners;aantal;0\nM2;Mannen;aantal;0\n";
    for (name, figures, description) in [
        ("3.json", three, None),
        ("4.json", four, Some(codes)),
        ("4.csv", four_csv, Some(codes_csv)),
        ("4.csv", four_csv, Some(codes)),
    ] {
        let mut asked = Aanvraag {
            jaar: Some(2024),
            bron: Some("CBS".into()),
            licentie: Some("CC BY 4.0".into()),
            ..tekst(name, figures)
        };
        asked.bestanden.extend(description.map(|text| ("codes".to_owned(), text.as_bytes().to_vec())));
        let uitslag = neem_over(&asked, &proefstad());
        let table = gemaakt(&uitslag, ".csv");
        assert_eq!(
            table, "code;naam;inwoners;mannen\nGM1234;Proefstad;1000;480\nBU12340001;Kern;400;.\n",
            "{name}: {}",
            uitslag.verslag
        );
    }
}

/// Gemeenten, wijken and buurten come in a file each, or in layers: one source is made of them.
#[test]
fn files_of_one_year_become_one_source() {
    let mut asked = tekst("gem_2020.csv", "GM_CODE;AANT_INW;AANT_MAN\nGM1234;1000;500\n");
    asked.bestanden.push((
        "buurt_2020.csv".to_owned(),
        b"BU_CODE;AANT_INW;AANT_VROUW\nBU12340001;400;190\nBU12340002;600;-99997\n".to_vec(),
    ));
    let uitslag = neem_over(&asked, &proefstad());
    let table = gemaakt(&uitslag, "kerncijfers-2020.csv");
    assert_eq!(
        table,
        "code;naam;inwoners;mannen;vrouwen\nGM1234;Proefstad;1000;500;.\nBU12340001;Kern;400;.;190\nBU12340002;Rand;600;.;.\n"
    );
}

/// A workbook in the form of kwb (its figures are made up): a title above the header, names that end in a space, numbers beside
/// text, and a sheet of explanation. What the country has goes along where it can be compared.
#[test]
fn a_workbook_is_read_like_any_table() {
    let bytes = fs::read(repository().join("tests/cijfers/kwb-2024.xlsx")).unwrap();
    let asked = Aanvraag { bestanden: vec![("kwb-2024.xlsx".to_owned(), bytes)], ..Aanvraag::default() };
    let uitslag = neem_over(&asked, &proefstad());
    assert_eq!(
        gemaakt(&uitslag, "kerncijfers-2024.csv"),
        "code;naam;inwoners;woz;huishoudgrootte;geboorten_per_1000\nGM1234;Proefstad;1000;185500;1,9;8\n\
         WK123400;Wijk;1000;185500;1,8920;8\nBU12340001;Kern;400;.;2,3;.\nBU12340002;Rand;600;201000;2;7,5\n"
    );
    let yaml = gemaakt(&uitslag, "kerncijfers-2024.yaml");
    assert!(yaml.contains("nederland: 379000\n") && !yaml.contains("nederland: 17942942"), "{yaml}");
    assert!(uitslag.verslag.contains("kwb-2024.xlsx: Excel, blad kwb2024, over 2024."), "{}", uitslag.verslag);
    publishable(&met(proefstad(), &uitslag));
}

/// Letters come out right however they were written.
#[test]
fn every_encoding_gives_the_same_names() {
    let text = "BU_CODE;BU_NAAM;AANT_INW\nBU12340003;Mariëndal-Süd;5\n";
    let upper =
        |byte: fn(char) -> u8| text.chars().map(|c| if c.is_ascii() { c as u8 } else { byte(c) }).collect::<Vec<u8>>();
    let utf_16 = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [
        text.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        utf_16,
        upper(|c| u8::try_from(c).unwrap()),
        upper(|c| if c == 'ë' { 0x89 } else { 0x81 }),
    ] {
        let asked =
            Aanvraag { bestanden: vec![("buurt_2020.csv".to_owned(), bytes)], gebieden: true, ..Aanvraag::default() };
        let uitslag = neem_over(&asked, &proefstad());
        assert!(gemaakt(&uitslag, "2020.csv").contains("BU12340003;Mariëndal-Süd;5\n"), "{}", uitslag.verslag);
    }
}

#[test]
fn names_without_codes_are_refused_with_what_to_do() {
    for file in ["statline_ses_2019_zonder_codes.csv", "statline_85231ENG_kommas.csv"] {
        let uitslag =
            neem_over(&Aanvraag { bestanden: vec![bestand(file)], ..Aanvraag::default() }, &gemeente("GM0363"));
        assert!(uitslag.geweigerd && uitslag.geschreven.is_empty());
        assert!(uitslag.verslag.contains("geen kolom met codes van het CBS"), "{}", uitslag.verslag);
        assert!(uitslag.verslag.contains("Kies bij StatLine ook het onderwerp “Codering”"), "{}", uitslag.verslag);
    }
}

/// Each rule that was learnt on real files: a column, and what comes of it or what is said.
#[test]
fn rules_learnt_on_real_files() {
    for (rule, header, cells, shown) in [
        (
            "−90.000 and below",
            "AantalInwoners_5",
            ["-99997", "-99997.0", "-99999999,0", "-90000"],
            Ok([".", ".", ".", "."]),
        ),
        ("a debt is a figure", "Saldo (euro)", ["-89999", "-5", "0", "3"], Ok(["-89999", "-5", "0", "3"])),
        (
            "missing in every way",
            "Mannen_6",
            ["       .", "x", ",", ""],
            Err("Hier is in uw gemeente niets van bekend."),
        ),
        ("missing is not zero", "Mannen_6", ["       .", "0", ",", ""], Ok([".", "0", ".", "."])),
        ("padded", "Vrouwen_7", ["   4465", "5160   ", "  1723  ", "0"], Ok(["4465", "5160", "1723", "0"])),
        (
            "one fraction tells",
            "Spreiding (getal)",
            ["0.892", "1.010", "0.750", "2.000"],
            Ok(["0,892", "1,010", "0,750", "2,000"]),
        ),
        (
            "nothing tells",
            "Spreiding (getal)",
            ["1.892", "1.010", "1.750", "2.000"],
            Err("Dat kan 1892 zijn, of 1,892."),
        ),
        (
            "no half persons",
            "AantalInwoners_5",
            ["1.892", "1.010", "1.750", "900"],
            Ok(["1892", "1010", "1750", "900"]),
        ),
        ("both signs", "Afstand (km)", ["1.5", "1,5", "2", "3"], Err("staat 1.5 en ook 1,5.")),
        ("thousands and decimals", "Inkomen (euro)", ["1.234,5", "12,5", "3", "."], Ok(["1234,5", "12,5", "3", "."])),
        ("English", "Inkomen (euro)", ["1,234.5", "12.5", "3", "."], Ok(["1234,5", "12,5", "3", "."])),
        ("per 1.000", "p_geb", ["8", "12", "101", "."], Ok(["8", "12", "101", "."])),
        ("thousands of euros", "g_wozbag", ["185", "147", "208", "."], Ok(["185000", "147000", "208000", "."])),
        ("euros already", "g_wozbag", ["185000", "147000", "208000", "."], Err("misschien al in euro's")),
        (
            "a percentage over 100",
            "Koopwoningen_47",
            ["54", "181", "3", "4"],
            Err("een percentage is nooit meer dan 100"),
        ),
        ("a word", "Mannen_6", ["54", "circa 181", "3", "4"], Err("staat “circa 181”. Dat is geen getal.")),
    ] {
        let codes = ["GM1234", "WK123400", "BU12340001", "BU12340002"];
        let rows = codes
            .iter()
            .zip(cells)
            .map(|(code, cell)| format!("\"{code}    \";\"{cell}\"\n"))
            .collect::<Vec<_>>()
            .concat();
        let asked = tekst("cbs-2024.csv", &format!("WijkenEnBuurten;{header}\n{rows}"));
        let uitslag = neem_over(&asked, &proefstad());
        match shown {
            Ok(figures) if figures.iter().any(|figure| *figure != ".") => {
                let table = gemaakt(&uitslag, "2024.csv");
                let written: Vec<_> = table.lines().skip(1).map(|line| line.rsplit(';').next().unwrap()).collect();
                assert_eq!(written, figures, "{rule}");
            }
            Ok(_) => assert!(
                uitslag.verslag.contains("Hier is in uw gemeente niets van bekend."),
                "{rule}: {}",
                uitslag.verslag
            ),
            Err(said) => assert!(uitslag.geweigerd && uitslag.verslag.contains(said), "{rule}: {}", uitslag.verslag),
        }
    }
}

#[test]
fn rows_that_are_no_area_of_the_municipality_are_known() {
    let text = "Perioden;WijkenEnBuurten;AantalInwoners_5\n2023;NL00;1\n2023;GM1234;10\n2023;WK123499;.\n2023;BU12349997;.\n2023;BU12349998;.\n\
                2023;GM0998;1\n2023;GM9999;1\n2023;GM1235;11\n2022;GM1234;9\nBron: CBS\n";
    let asked = tekst("tabel.csv", text);
    let uitslag = neem_over(&asked, &proefstad());
    assert!(!uitslag.geweigerd, "{}", uitslag.verslag);
    assert_eq!(gemaakt(&uitslag, "2023.csv"), "code;naam;inwoners\nGM1234;Proefstad;10\n");
    assert!(
        uitslag.verslag.contains("Gebieden: 2 gemeenten. Van Proefstad: 1 gemeente. Water telt niet mee (3)."),
        "{}",
        uitslag.verslag
    );
    assert!(uitslag.verslag.contains("Er staan nog andere jaren in: 2022."), "{}", uitslag.verslag);
    let before = neem_over(&Aanvraag { jaar: Some(2022), ..asked }, &proefstad());
    assert_eq!(gemaakt(&before, "2022.csv"), "code;naam;inwoners\nGM1234;Proefstad;9\n");
}

#[test]
fn what_an_editor_wrote_stays() {
    let asked = |year: u16, men: u32| {
        let text = format!("WijkenEnBuurten;AantalInwoners_5;Mannen_6;Vrouwen_7\nGM1234;100;{men};48\n");
        tekst(&format!("kwb-{year}.csv"), &text)
    };
    let first = neem_over(&asked(2023, 52), &proefstad());
    let mut sources = met(proefstad(), &first);
    // She leaves a topic out and gives another a better name.
    let path = SourcePath::new("content/kengetallen/kerncijfers-2023.yaml");
    let text = sources.text(&path).replace("naam: Mannen", "naam: Jongens en mannen");
    let (kept, _) = text.split_once("  - indicator: vrouwen").unwrap();
    sources.insert(path.clone(), Source::new(kept.to_owned().into_bytes()));
    let again = neem_over(&asked(2023, 53), &sources);
    assert!(again.geweigerd && again.geschreven.is_empty(), "{}", again.verslag);
    assert!(again.verslag.contains("kerncijfers-2023.csv: blijft zoals het is"), "{}", again.verslag);
    let over = neem_over(&Aanvraag { overschrijven: true, ..asked(2023, 53) }, &sources);
    assert!(gemaakt(&over, "2023.csv").contains(";53"), "{}", over.verslag);
    // Another year has the same topics under the same names.
    let next = neem_over(&asked(2024, 54), &sources);
    let yaml = gemaakt(&next, "2024.yaml");
    assert!(yaml.contains("naam: Jongens en mannen") && !yaml.contains("vrouwen"), "{yaml}");
}

#[test]
fn who_made_the_figures_is_never_guessed() {
    let text = "code;Bomen (aantal);Groen (%)\nGM1234;120;12,5\n";
    let asked = Aanvraag { jaar: Some(2025), ..tekst("bomen.csv", text) };
    let refused = neem_over(&asked, &proefstad());
    assert!(refused.verslag.contains("Wie deze cijfers maakte, staat er niet bij."), "{}", refused.verslag);
    let asked = Aanvraag { bron: Some("Gemeente Proefstad".into()), licentie: Some("CC0".into()), ..asked };
    let uitslag = neem_over(&asked, &proefstad());
    assert_eq!(gemaakt(&uitslag, "bomen-2025.csv"), "code;naam;bomen;groen\nGM1234;Proefstad;120;12,5\n");
    let yaml = gemaakt(&uitslag, "bomen-2025.yaml");
    assert!(yaml.contains("bron: Gemeente Proefstad") && yaml.contains("soort: percentage"), "{yaml}");
    let unknown = neem_over(&Aanvraag { jaar: None, ..asked }, &proefstad());
    assert!(unknown.verslag.contains("Van welk jaar deze cijfers zijn, staat nergens."), "{}", unknown.verslag);
}
