//! What knows which kind of document: a table, tried on what is to be seen of Voorbeeldstad. A kind without a row fails, and so does
//! a word that says more, or less, than there is to be seen.

use std::collections::BTreeSet;
use std::path::Path;

use super::preview::Preview;
use crate::disk;
use crate::kinds::{Kind, schemas};
use crate::output::{OutputPath, Tree};
use crate::pipeline::build;
use crate::settings::{Names, Settings};
use crate::source::{Source, SourcePath, SourceTree};

/// Whether a kind is known somewhere.
enum KnownBy {
    /// It is, by these words.
    By(&'static str),
    /// It has no words there, but what is there is other without it.
    Otherwise,
    /// It is not, and why that is right.
    No(&'static str),
}
use KnownBy::{By, No, Otherwise};

/// A kind, and where it is known.
struct KindRow {
    kind: Kind,
    /// A file of it in Voorbeeldstad.
    file: &'static str,
    /// What is changed in it while the preview runs: one text for another, and a page that is other then; none for what only the search
    /// is made of, as the preview makes that when somebody searches.
    save: [&'static str; 3],
    /// Its page of the handbook.
    handbook: &'static str,
    /// What the search shows.
    search: KnownBy,
    /// What the feed of all news has.
    feed: KnownBy,
    /// What the calendar of the whole site has.
    agenda: KnownBy,
    /// What a table of the open data has: its name and the words, with a space between them.
    data: KnownBy,
}

const NO_NEWS: &str = "it says how things are, not that something is new";
const NO_DAY: &str = "it is not at a day";
const NO_ROWS: &str = "a text to read, not rows of facts";
const OF_OTHERS: &str = "those of the site are of the municipality, this is of somebody else";
const IN_OTHERS: &str = "what is said with it is in the rows of what it is about";

const ROWS: &[KindRow] = &[
    KindRow {
        kind: Kind::Site,
        file: "content/site.yaml",
        save: ["naam: Stadhuis", "naam: Raadhuis", "contact/index.html"],
        handbook: "site.md",
        search: No("the name of a site is on all its pages"),
        feed: By("<name>Gemeente Voorbeeldstad</name>"),
        agenda: By("X-WR-CALNAME:Wijken in Voorbeeldstad"),
        data: No("it describes the tables: its name is the title of datapackage.json"),
    },
    KindRow {
        kind: Kind::Sluitingen,
        file: "content/sluitingen.yaml",
        save: ["reden: kerst", "reden: kerstweek", "hubs/de-haven/index.html"],
        handbook: "sluitingen.md",
        search: No("it is told at what is closed"),
        feed: No(NO_NEWS),
        agenda: By("EXDATE;TZID=Europe/Amsterdam:20261229"),
        data: No("the hours are those of a usual week"),
    },
    KindRow {
        kind: Kind::Synoniemen,
        file: "content/synoniemen.yaml",
        save: ["huisvuil", "huisafval", ""],
        handbook: "zoeken.md",
        search: Otherwise,
        feed: No("words to search by, which nobody reads"),
        agenda: No("words to search by, which nobody reads"),
        data: No("words to search by, which nobody reads"),
    },
    KindRow {
        kind: Kind::Wijk,
        file: "content/wijken/molenveld.md",
        save: ["Veel gezinnen", "Veel kinderen", "wijken/molenveld/index.html"],
        handbook: "wijk.md",
        search: By("[\"Molenveld\",\"wijken/molenveld/\""),
        feed: No("it has a feed of its own: wijken/molenveld/nieuws.atom"),
        agenda: No("it has a calendar of its own: wijken/molenveld/agenda.ics"),
        data: By("wijken molenveld,Molenveld"),
    },
    KindRow {
        kind: Kind::Buurt,
        file: "content/buurten/molenbuurt.md",
        save: ["De straten rond de molen", "De huizen rond de molen", "wijken/molenveld/molenbuurt/index.html"],
        handbook: "buurt.md",
        search: By("De straten rond de molen"),
        feed: No("it has a feed of its own"),
        agenda: No("what is there is in the calendar of its wijk"),
        data: By("buurten BU99990200,Molenbuurt,molenveld"),
    },
    KindRow {
        kind: Kind::Wijkmanager,
        file: "content/wijkmanagers/sterrenwijk-en-de-polder.yaml",
        save: ["Op dinsdag en vrijdag", "Op woensdag en vrijdag", "contact/index.html"],
        handbook: "wijkmanager.md",
        search: By("Voorbeeld Twee, wijkmanager van Sterrenwijk"),
        feed: No(NO_NEWS),
        agenda: No("when somebody can be reached is no appointment"),
        data: By("contacten Voorbeeld Twee"),
    },
    KindRow {
        kind: Kind::Waarvoor,
        file: "content/waarvoor/iets-kapot.yaml",
        save: ["Een lamp, een tegel of een boom", "Een lamp of een tegel", "contact/index.html"],
        handbook: "waarvoor-bij-wie.md",
        search: By("Iets op straat is kapot"),
        feed: No(NO_NEWS),
        agenda: No(NO_DAY),
        data: No("numbers of others, which these publish themselves"),
    },
    KindRow {
        kind: Kind::Hub,
        file: "content/hubs/de-haven.md",
        save: ["voor een vraag of een kop koffie", "voor een vraag of een kop thee", "hubs/de-haven/index.html"],
        handbook: "hub.md",
        search: By("Het huis van de wijk, voor een vraag of een kop koffie."),
        feed: No(NO_NEWS),
        agenda: By("SUMMARY:De Haven is open"),
        data: By("hubs de-haven,De Haven,in gebruik"),
    },
    KindRow {
        kind: Kind::Spreekuur,
        file: "content/spreekuren/elke-laatste.yaml",
        save: ["Hulp bij geld en brieven", "Hulp bij brieven", "spreekuren/index.html"],
        handbook: "spreekuur.md",
        search: By("Hulp bij geld en brieven."),
        feed: No(NO_NEWS),
        agenda: By("Hulp bij geld en brieven."),
        data: By("spreekuren Hulp bij geld en brieven."),
    },
    KindRow {
        kind: Kind::Gebieden,
        file: "content/gebieden/gebieden.csv",
        save: ["Maankwartier", "Maanbuurt", "wijken/sterrenwijk/index.html"],
        handbook: "gebieden.md",
        search: By("[\"Maankwartier\""),
        feed: No(NO_NEWS),
        agenda: No(NO_DAY),
        data: By("buurten Maankwartier"),
    },
    KindRow {
        kind: Kind::Grenzen,
        file: "content/gebieden/buurten-2025.geojson",
        // A corner of the map.
        save: ["[4.5,52.5]", "[4.495,52.5]", "wijken/index.html"],
        handbook: "kaart.md",
        search: No("lines have no words"),
        feed: No(NO_NEWS),
        agenda: No(NO_DAY),
        data: By("wijken.geojson \"bron\":\"verzonnen, 2025\""),
    },
    KindRow {
        kind: Kind::Postcodes,
        file: "content/postcodes/straten.csv",
        save: ["Duinpad", "Duinlaan", "in-welke-wijk/straten-d/index.html"],
        handbook: "postcodes.md",
        search: By("[\"Duinpad\""),
        feed: No(NO_NEWS),
        agenda: No(NO_DAY),
        data: No("who wants all addresses asks Statistics Netherlands or the national register for them"),
    },
    KindRow {
        kind: Kind::Kengetallen,
        file: "content/kengetallen/wijken-2025.yaml",
        save: ["Cijfers van 2025", "Getallen van 2025", "wijken/molenveld/index.html"],
        handbook: "kengetallen.md",
        search: By("Cijfers over Molenveld"),
        feed: No(NO_NEWS),
        agenda: No(NO_DAY),
        data: By("bronnen wijken-2025,Cijfers van 2025"),
    },
    KindRow {
        kind: Kind::Tabel,
        file: "content/kengetallen/wijken-2025.csv",
        save: ["WK999902;8160", "WK999902;8165", "wijken/molenveld/cijfers/index.html"],
        handbook: "kengetallen.md",
        search: No("figures are found by the words of their source"),
        feed: No(NO_NEWS),
        agenda: No(NO_DAY),
        data: By("cijfers personen,aantal,8160"),
    },
    KindRow {
        kind: Kind::Stap,
        file: "content/tijdlijn/terugkijken.md",
        save: ["titel: Samen terugkijken", "titel: Samen omkijken", "tijdlijn/index.html"],
        handbook: "tijdlijn.md",
        search: By("Samen terugkijken"),
        feed: No("a plan for years, about which there is news when there is any"),
        agenda: By("SUMMARY:Samen terugkijken (2028)"),
        data: By("tijdlijn terugkijken,Samen terugkijken,2028"),
    },
    KindRow {
        kind: Kind::Thema,
        file: "content/themas/groen.md",
        save: ["Bomen, parken en speeltuinen", "Bomen en parken", "themas/groen/index.html"],
        handbook: "themas.md",
        search: By("Bomen, parken en speeltuinen."),
        feed: No("it has a feed of its own: themas/groen/nieuws.atom"),
        agenda: No(NO_DAY),
        data: By("themas groen,Groen"),
    },
    KindRow {
        kind: Kind::Vraag,
        file: "content/vragen/wie-betaalt-de-bankjes.md",
        save: ["vraag: Wie betaalt de bankjes?", "vraag: Wie betaalt een bankje?", "vragen/index.html"],
        handbook: "vraag.md",
        search: By("Wie betaalt de bankjes?"),
        feed: No(NO_NEWS),
        agenda: No(NO_DAY),
        data: No(NO_ROWS),
    },
    KindRow {
        kind: Kind::Organisatie,
        file: "content/organisaties/groene-kade.yaml",
        save: ["die samen de bloembakken", "die samen de plantenbakken", "organisaties/index.html"],
        handbook: "organisaties.md",
        search: By("De Groene Kade"),
        feed: No(NO_NEWS),
        agenda: No("when it is there is said in words"),
        data: No("addresses of groups of residents, who gave them for this site"),
    },
    KindRow {
        kind: Kind::Partneragenda,
        file: "content/organisaties/groene-kade.ics",
        save: ["Bloembakken verzorgen", "Bloemen verzorgen", "organisaties/index.html"],
        handbook: "agenda-van-een-ander.md",
        search: By("Bloembakken verzorgen"),
        feed: No(OF_OTHERS),
        agenda: No(OF_OTHERS),
        data: No(OF_OTHERS),
    },
    KindRow {
        kind: Kind::Bijeenkomst,
        file: "content/bijeenkomsten/praat-mee-over-het-park.md",
        save: [
            "Teken uw wensen op de kaart",
            "Schrijf uw wensen op",
            "bijeenkomsten/praat-mee-over-het-park/index.html",
        ],
        handbook: "bijeenkomsten.md",
        search: By("Praat mee over het Havenpark"),
        feed: By("<title>Praat mee over het Havenpark</title>"),
        agenda: By("SUMMARY:Praat mee over het Havenpark"),
        data: By("bijeenkomsten Praat mee over het Havenpark"),
    },
    KindRow {
        kind: Kind::Melding,
        file: "content/meldingen/geen-water.yaml",
        save: ["Geen water aan de kade", "Even geen water", "index.html"],
        handbook: "dringende-meldingen.md",
        search: By("Geen water aan de kade"),
        feed: By("<title>Geen water aan de kade</title>"),
        agenda: No("nobody waits for it: it is there now, and over soon"),
        data: By("meldingen geen-water,Geen water aan de kade"),
    },
    KindRow {
        kind: Kind::Nieuws,
        file: "content/nieuws/2026-11-16-ijsbaan.md",
        save: ["titel: IJsbaan op", "titel: Schaatsen op", "nieuws/index.html"],
        handbook: "nieuws.md",
        search: By("IJsbaan op het Kerkplein"),
        feed: By("<title>IJsbaan op het Kerkplein</title>"),
        agenda: No("its day is that of the news, not of what it tells"),
        data: By("nieuws 2026-11-16-ijsbaan,IJsbaan op het Kerkplein"),
    },
    KindRow {
        kind: Kind::Project,
        file: "content/projecten/havenkade.md",
        save: ["Een nieuwe muur, bankjes", "Een hoge muur, bankjes", "projecten/havenkade/index.html"],
        handbook: "projecten.md",
        search: By("De kade wordt nieuw"),
        feed: By("<title>De kade wordt nieuw: uitvoering</title>"),
        agenda: No("its phases are known by the month or the year; what is at a day is a meeting"),
        data: By("projecten havenkade,De kade wordt nieuw"),
    },
    KindRow {
        kind: Kind::Stuk,
        file: "content/documenten/brief-kerkplein.yaml",
        save: ["titel: Brief aan de buren", "titel: Brief voor de buren", "documenten/index.html"],
        handbook: "document.md",
        search: By("Brief aan de buren van het Kerkplein"),
        feed: No("news has its documents with it"),
        agenda: No(NO_DAY),
        data: No(NO_ROWS),
    },
    KindRow {
        kind: Kind::Pagina,
        file: "content/paginas/over-dit-voorbeeld.md",
        save: ["titel: Over dit voorbeeld", "titel: Over deze gemeente", "over-dit-voorbeeld/index.html"],
        handbook: "pagina.md",
        search: By("Over dit voorbeeld"),
        feed: No(NO_NEWS),
        agenda: No(NO_DAY),
        data: No(NO_ROWS),
    },
    KindRow {
        kind: Kind::Bestand,
        file: "content/documenten/wijkplannen.txt",
        save: ["Vier wijkplannen", "Vijf wijkplannen", "bestanden/documenten/wijkplannen.txt"],
        handbook: "document.md",
        search: No("it is found by the document that names it"),
        feed: By("/beeld/documenten/tekening-havenkade"),
        agenda: No(NO_DAY),
        data: No(IN_OTHERS),
    },
];

fn settings() -> Settings {
    Settings { names: Names::Plain, ..Settings::new(jiff::civil::date(2026, 11, 23)) }
}

fn voorbeeldstad() -> SourceTree {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = disk::read(&root.join("voorbeelden/voorbeeldstad")).unwrap();
    for (path, source) in disk::read(root).unwrap().below("themes") {
        sources.insert(path.clone(), source.clone());
    }
    sources
}

/// A file of a site, with the folds of a calendar undone.
fn text(tree: &Tree, path: &str) -> String {
    let bytes = tree.get(&OutputPath::new(path)).unwrap_or_else(|| panic!("there is no {path}"));
    String::from_utf8_lossy(bytes).replace("\r\n ", "").replace("\\,", ",")
}

/// All that the search shows and searches in.
fn searched(tree: &Tree) -> String {
    let files = tree.iter().filter(|(path, _)| path.as_str().starts_with("thema/zoek/"));
    files.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect()
}

#[test]
fn every_kind_has_a_row() {
    let rows: Vec<Kind> = ROWS.iter().map(|row| row.kind).collect();
    assert_eq!(rows, Kind::ALL, "what of a new kind is known where?");
}

#[test]
fn what_the_table_says_is_to_be_seen() {
    let sources = voorbeeldstad();
    let published = Settings { names: Names::Hashed, ..settings() };
    let tree = build(&sources, &published).tree.expect("Voorbeeldstad can be published");
    let (search, feed, agenda) = (searched(&tree), text(&tree, "nieuws.atom"), text(&tree, "agenda.ics"));
    let mut wrong = Vec::new();
    for row in ROWS {
        for (where_, seen, known) in
            [("search", &search, &row.search), ("feed", &feed, &row.feed), ("agenda", &agenda, &row.agenda)]
        {
            match known {
                By(words) if !seen.contains(words) => {
                    wrong.push(format!("{:?}: {where_} does not have {words}", row.kind));
                }
                No("") => wrong.push(format!("{:?}: {where_} does not have it, and nobody says why", row.kind)),
                By(_) | Otherwise | No(_) => {}
            }
        }
        if matches!(row.search, Otherwise) {
            let mut without = sources.clone();
            without.remove(&SourcePath::new(row.file));
            let other = build(&without, &published).tree.expect("a site");
            assert_ne!(searched(&other), search, "{:?}", row.kind);
        }
        if let By(known) = row.data {
            let (table, words) = known.split_once(' ').expect("a table and words");
            let file = if table.contains('.') { format!("data/{table}") } else { format!("data/{table}.csv") };
            if !text(&tree, &file).contains(words) {
                wrong.push(format!("{:?}: {file} does not have {words}", row.kind));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What has a table of open data, a schema or a page of the handbook is told by these; so a row that says less than there is fails, too.
#[test]
fn the_schema_and_the_handbook_know_each_kind() {
    let handbook = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/handboek");
    let contents = std::fs::read_to_string(handbook.join("README.md")).unwrap();
    let schemas = schemas();
    let mut tables = BTreeSet::new();
    for row in ROWS {
        let file = SourcePath::new(row.file);
        let name = row.kind.facts().folder.map_or_else(|| row.kind.word(), str::to_owned);
        let has_keys = [".md", ".yaml"].iter().any(|end| row.file.ends_with(end));
        let end =
            |pattern: &str| pattern.rsplit_once('.').is_some_and(|(_, end)| row.file.ends_with(&format!(".{end}")));
        let schema = schemas.iter().find(|schema| schema.name == name);
        let is_for_it = schema.is_some_and(|schema| schema.files.iter().any(|pattern| end(pattern)));
        assert_eq!(is_for_it, has_keys, "{:?}: a file with keys has a schema, another has none", row.kind);
        let page = std::fs::read_to_string(handbook.join(row.handbook)).expect(row.handbook);
        let folder = row.kind.facts().folder.map_or_else(|| row.file.to_owned(), |folder| format!("content/{folder}/"));
        // What is published as it is lies beside what names it.
        assert!(row.kind == Kind::Bestand || page.contains(&folder), "{} does not say {folder}", row.handbook);
        assert!(contents.contains(&format!("({})", row.handbook)), "{} is not in the list of pages", row.handbook);
        if let By(known) = row.data {
            tables.insert(known.split(['.', ' ']).next().unwrap_or_default().to_owned());
        }
        assert!(voorbeeldstad().get(&file).is_some(), "{file}");
    }
    // What is open at which hours is told of hubs and spreekuren.
    tables.insert("openingstijden".to_owned());
    let tree = build(&voorbeeldstad(), &settings()).tree.expect("a site");
    let made = tree.iter().filter_map(|(path, _)| path.as_str().strip_prefix("data/")?.strip_suffix(".csv"));
    let made: BTreeSet<String> = made.filter(|name| !name.ends_with("-spreadsheet")).map(str::to_owned).collect();
    assert_eq!(tables, made, "tables of the rows, and of the site");
}

/// A save of any kind is seen in the preview at once.
#[test]
fn the_preview_shows_a_change_of_each_kind() {
    let (mut preview, _) = Preview::new(voorbeeldstad(), settings(), None, 1);
    for row in ROWS {
        let ([from, to, page], path) = (row.save, SourcePath::new(row.file));
        let old = preview.shown().sources.text(&path).into_owned();
        assert!(old.contains(from), "{path} does not have {from}");
        let new = old.replacen(from, to, 1);
        let save = |preview: &mut Preview, text: &str| {
            preview.files(|sources| {
                sources.insert(path.clone(), Source::new(text.as_bytes().to_vec()));
                [path.clone()].into()
            })
        };
        let step = save(&mut preview, &new).expect("a step");
        assert!(step.good, "{path}: {:?}", preview.shown().report);
        let is_seen = step.changed.iter().any(|changed| changed.as_str() == page);
        assert_eq!(is_seen, !page.is_empty(), "{path}: {:?}", step.changed);
        save(&mut preview, &old);
    }
}
