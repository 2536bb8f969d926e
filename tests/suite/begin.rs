//! How one begins: a project, a file of each kind, a theme to change. Asked by a function, as no test has a terminal.

use std::collections::{BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

use super::command::{in_project, stderr, stdout};
use super::project::repository;
use jiff::civil::Date;
use wijkwijzer::begin::{Beginwens, Bestandsinhoud, Nieuwwens, begin, nieuw, soorten};
use wijkwijzer::diagnostics::{Report, Severity};
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{Settings, build};

fn today() -> Date {
    "2026-11-23".parse().unwrap()
}

fn settings() -> Settings {
    Settings::new(today())
}

/// Who answers from a list, and keeps what was asked.
struct Redacteur {
    answers: VecDeque<&'static str>,
    asked: Vec<String>,
}

impl Redacteur {
    fn new(answers: &[&'static str]) -> Self {
        Self { answers: answers.iter().copied().collect(), asked: Vec::new() }
    }

    fn answer(&mut self, question: &str) -> Option<String> {
        self.asked.push(question.to_owned());
        self.answers.pop_front().map(str::to_owned)
    }

    /// Whether nothing was asked more, or less, than there are answers for.
    fn is_done(&self) -> bool {
        self.answers.is_empty()
    }

    /// Whether something was said before an answer was asked again.
    fn was_told(&self, words: &str) -> bool {
        self.asked.iter().any(|asked| asked.contains(words))
    }
}

fn tree(files: Vec<Bestandsinhoud>) -> SourceTree {
    let mut tree = SourceTree::default();
    for (path, bytes) in files {
        tree.insert(path, Source::new(bytes));
    }
    tree
}

fn told(report: &Report) -> BTreeSet<String> {
    report.findings().iter().map(|finding| format!("{}: {}", finding.place.path, finding.message)).collect()
}

fn text(tree: &SourceTree, path: &str) -> String {
    tree.text(&SourcePath::new(path)).into_owned()
}

/// A project with two wijken.
fn proefstad() -> SourceTree {
    let wens = Beginwens {
        gemeente: Some("Proefstad GM9999".to_owned()),
        wijken: Some("Noord, Oude Haven".to_owned()),
        contact: Some("gebiedsregisseur".to_owned()),
        adres: Some("https://wijken.proefstad.example".to_owned()),
        bereikbaar: Some("0999 12 34 56, wijken@proefstad.example".to_owned()),
        lijst: None,
    };
    tree(begin(&wens, today(), &mut |_| None).unwrap().bestanden)
}

#[test]
fn a_name_is_enough_to_begin() {
    let wens = Beginwens { gemeente: Some("Proefstad".to_owned()), ..Beginwens::default() };
    let project = begin(&wens, today(), &mut |_| None).unwrap();
    for open in
        ["\n- Er zijn nog geen wijken", "bereiken, is onbekend", "\n- Het adres van de site", "code van uw gemeente"]
    {
        assert!(project.verslag.contains(open), "{}", project.verslag);
    }
    let report = build(&tree(project.bestanden), &settings()).report;
    assert_eq!(report.count(Severity::Error), 0, "{:?}", told(&report));
}

#[test]
fn who_answers_all_has_a_site_without_a_finding() {
    let sources = proefstad();
    let result = build(&sources, &settings());
    assert!(result.report.findings().is_empty(), "{:?}", told(&result.report));
    let site = text(&sources, "content/site.yaml");
    for line in
        ["gemeentecode: GM9999", "meervoud: gebiedsregisseurs", "telefoon: \"0999 12 34 56\"", "status: onbekend"]
    {
        assert!(site.contains(line), "{site}");
    }
    assert_eq!(text(&sources, "content/wijkmanagers/oude-haven.yaml"), "wijken:\n  - oude-haven\nvacature: ja\n");
    let page = result.tree.unwrap();
    let (_, page) = page.iter().find(|(path, _)| path.as_str() == "wijken/oude-haven/index.html").unwrap();
    assert!(String::from_utf8_lossy(page).contains("vacature"));
}

#[test]
fn a_wrong_answer_is_told_at_once_in_the_words_of_the_finding_and_asked_again() {
    let mut editor = Redacteur::new(&[
        "",
        "GM9999",
        "Proefstad",
        "Noord, noord",
        "Noord",
        "wijkagent",
        "wijkagent, wijkagenten",
        "wijken.proefstad.example",
        "",
        "0999 12",
        "info@proefstad.example",
    ]);
    let project = begin(&Beginwens::default(), today(), &mut |question| editor.answer(question)).unwrap();
    assert!(editor.is_done() && project.bestanden.len() == 4);
    for words in [
        "Schrijf de naam van uw gemeente.",
        "Wijkwijzer heeft zelf geen lijst van gemeenten.",
        "De wijk “noord” staat er twee keer",
        "wijkagent, wijkagenten",
        "een webadres begint met https://",
        "heeft te weinig cijfers",
    ] {
        assert!(editor.was_told(words), "{words}: {:#?}", editor.asked);
    }
    let wrong = Beginwens {
        gemeente: Some("Proefstad".to_owned()),
        adres: Some("wijken".to_owned()),
        bereikbaar: Some("0999".to_owned()),
        ..Beginwens::default()
    };
    let why = begin(&wrong, today(), &mut |_| None).unwrap_err().0;
    assert!(why.contains("Bij --adres: ") && why.contains("Bij --bereikbaar: "), "all at once: {why}");
}

#[test]
fn wijken_can_be_chosen_from_a_file_of_cbs() {
    let lijst = "gwb_code;regio;gm_naam;recs\nGM9999;Proefstad;Proefstad;Gemeente\nWK999901;Wijk 01 Noord;Proefstad;Wijk\n\
                 BU99990100;Noordrand;Proefstad;Buurt\nWK999902;Wijk 02 Zuid;Proefstad;Wijk\nBU99990200;Zuidrand;Proefstad;Buurt\n\
                 GM9998;Elders;Elders;Gemeente\nWK999801;Wijk 01 Ver;Elders;Wijk\n";
    let wens = Beginwens { lijst: Some(lijst.as_bytes().to_vec()), ..Beginwens::default() };
    let mut editor =
        Redacteur::new(&["Proefstat", "proefstad", "2, 9", "2", "", "https://wijken.proefstad.example", ""]);
    let sources = tree(begin(&wens, today(), &mut |question| editor.answer(question)).unwrap().bestanden);
    assert!(editor.was_told("Bedoelde u Proefstad?") && editor.was_told("“9” staat niet in de lijst van wijken."));
    assert!(editor.was_told(" 2  Zuid\n") && !editor.was_told("Ver"));
    assert!(text(&sources, "content/wijken/zuid.md").contains("buurten:\n  - WK999902\n"));
    let areas = "code;naam\nGM9999;Proefstad\nWK999901;Wijk 01 Noord\nWK999902;Wijk 02 Zuid\nBU99990100;Noordrand\nBU99990200;Zuidrand\n";
    assert_eq!(text(&sources, "content/gebieden/gebieden.csv"), areas);
    let report = build(&sources, &settings()).report;
    assert_eq!(report.count(Severity::Error), 0, "{:?}", told(&report));
    let none = Beginwens { lijst: Some(b"naam\nx\n".to_vec()), ..wens };
    let why = begin(&none, today(), &mut |_| None).unwrap_err().0;
    assert!(why.starts_with("Bij --lijst: "), "{why}");
}

#[test]
fn a_new_file_of_each_kind_has_no_finding() {
    let said: &[(&str, &[(&str, &str)])] = &[
        ("wijk", &[("naam", "Zuid"), ("samenvatting", "Een wijk aan zee.")]),
        ("buurt", &[("code", "BU99990100")]),
        ("wijkmanager", &[("wijken", "noord"), ("naam", "Jo de Vries"), ("telefoon", "0999 12 34 56")]),
        ("waarvoor", &[("onderwerp", "Afval"), ("wie", "de gemeente"), ("telefoon", "0999 12 34 56")]),
        ("hub", &[("naam", "De Kade"), ("samenvatting", "Loop binnen."), ("status", "gepland"), ("wijk", "noord")]),
        (
            "spreekuren",
            &[
                ("wijk", "noord"),
                ("dag", "dinsdag"),
                ("van", "09:30"),
                ("tot", "11:00"),
                ("locatie.naam", "De Kade"),
                ("waarvoor", "Vragen over uw wijk."),
                ("met-wie", "de gebiedsregisseur"),
                ("afspraak", "niet nodig"),
            ],
        ),
        ("stap", &[("titel", "Plan"), ("periode", "mei 2027")]),
        ("thema", &[("titel", "Groen"), ("samenvatting", "Bomen en planten.")]),
        ("vraag", &[("vraag", "Waar kan ik heen?"), ("tekst", "Naar de hub.")]),
        ("organisatie", &[("naam", "De Molen"), ("samenvatting", "Een club.")]),
        (
            "bijeenkomst",
            &[
                ("titel", "Praat mee"),
                ("samenvatting", "Over het park."),
                ("wanneer.datum", "2027-01-12"),
                ("wanneer.van", "19:30"),
                ("wanneer.tot", "21:00"),
                ("locatie.naam", "De Kade"),
                ("aanmelden", "niet nodig"),
                ("tekst", "We praten over het park."),
            ],
        ),
        (
            "melding",
            &[
                ("titel", "Rook"),
                ("niveau", "hinder"),
                ("tekst", "Houd de ramen dicht."),
                ("van", "2026-11-23 08:00"),
                ("tot", "2026-11-24 20:00"),
            ],
        ),
        (
            "nieuws",
            &[("titel", "Kom langs"), ("samenvatting", "Er is koffie."), ("datum", "2026-11-23"), ("tekst", "Kom.")],
        ),
        ("project", &[("titel", "Nieuwe weg"), ("samenvatting", "De weg wordt nieuw."), ("fasen.idee", "2027")]),
        (
            "document",
            &[("titel", "Wijkplan"), ("soort", "plan"), ("datum", "2026"), ("link", "https://plan.proefstad.example")],
        ),
        ("pagina", &[("titel", "Over ons"), ("samenvatting", "Wie wij zijn."), ("tekst", "Wij zijn er.")]),
    ];
    let mut kinds: Vec<String> = soorten().split(", ").map(str::to_owned).collect();
    let mut sources = proefstad();
    let areas = "code;naam\nGM9999;Proefstad\nWK999901;Wijk 01 Noord\nBU99990100;Noordrand\n";
    sources.insert(SourcePath::new("content/gebieden/gebieden.csv"), Source::new(areas.as_bytes()));
    let noord = text(&sources, "content/wijken/noord.md").replace("\n---", "\nbuurten:\n  - WK999901\n---");
    sources.insert(SourcePath::new("content/wijken/noord.md"), Source::new(noord.into_bytes()));
    // An open post goes before who is there now.
    sources.remove(&SourcePath::new("content/wijkmanagers/noord.yaml"));
    let mut known = told(&build(&sources, &settings()).report);
    for (soort, gezegd) in said {
        let gezegd = gezegd.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let wens = Nieuwwens { soort: (*soort).to_owned(), gezegd };
        let file = nieuw(&wens, sources.clone(), settings(), &mut |_| None);
        let file = file.unwrap_or_else(|why| panic!("{soort}: {}", why.0));
        for (path, bytes) in file.bestanden {
            assert!(!sources.contains(&path), "{path}");
            sources.insert(path, Source::new(bytes));
        }
        let now = told(&build(&sources, &settings()).report);
        // Only a link elsewhere leads to a page.
        let is_other = |told: &&String| !told.contains("gaat geen enkele link");
        let new: Vec<_> = now.difference(&known).filter(is_other).collect();
        assert!(new.is_empty() && file.let_op.iter().find(is_other).is_none(), "{soort}: {new:?} {:?}", file.let_op);
        known = now;
        // A folder is a word for its kind, too.
        let word = if *soort == "spreekuren" { "spreekuur" } else { soort };
        kinds.retain(|kind| kind != word);
    }
    assert!(kinds.is_empty(), "not tried: {kinds:?}");
    let comments = text(&sources, "content/spreekuren/noord-dinsdag.yaml");
    assert!(comments.contains("\n# geldig_tot:  # De laatste dag."), "{comments}");
    assert!(sources.contains(&SourcePath::new("content/wijkmanagers/zuid.yaml")), "a wijk has a contact");
    assert!(
        sources.contains(&SourcePath::new("content/wijkmanagers/noord.yaml")),
        "no name of a person in that of a file"
    );
}

#[test]
fn what_a_new_file_needs_is_asked_and_a_wrong_answer_told() {
    let wens = Nieuwwens { soort: "spreekuur".to_owned(), gezegd: vec![("van".to_owned(), "9.30".to_owned())] };
    let mut editor = Redacteur::new(&[
        "09:30",
        "west",
        "noord",
        "",
        "2026-12-01",
        "09:00",
        "11:00",
        "",
        "Plein 1",
        "Vragen.",
        "",
        "noord",
        "misschien",
        "nodig",
    ]);
    let file = nieuw(&wens, proefstad(), settings(), &mut |question| editor.answer(question)).unwrap();
    assert!(editor.is_done(), "{:#?}", editor.asked);
    for words in [
        "--van: Het kenmerk `van` klopt niet: “9.30” is geen tijd zoals 09:30.",
        "“west” is niet bekend in content/wijken.",
        "Hier hoort precies één van: dag, datum.",
        "de eindtijd 09:00 ligt niet na de begintijd 09:30",
        "Locatie, adres. Enter: overslaan.",
        "Er is: noord, oude-haven.",
        "“misschien” kan niet bij `afspraak`.",
    ] {
        assert!(editor.was_told(words), "{words}: {:#?}", editor.asked);
    }
    let (path, bytes) = &file.bestanden[0];
    assert_eq!(path.as_str(), "content/spreekuren/noord-2026-12-01.yaml");
    let text = String::from_utf8_lossy(bytes);
    let keys: Vec<&str> = text.split_inclusive('\n').filter(|line| !line.starts_with('#')).collect();
    assert_eq!(
        keys.concat(),
        "wijk: noord\ndatum: 2026-12-01\nvan: \"09:30\"\ntot: \"11:00\"\nlocatie:\n  adres: Plein 1\nwaarvoor: Vragen.\n\
         contact: noord\nafspraak: nodig\n"
    );
    let vraag = Nieuwwens { soort: "vraag".to_owned(), gezegd: vec![("vraag".to_owned(), "Waar is het?".to_owned())] };
    let mut editor = Redacteur::new(&["Op het <b>plein</b>.", "Op het **plein**."]);
    let file = nieuw(&vraag, proefstad(), settings(), &mut |question| editor.answer(question)).unwrap();
    assert!(editor.was_told("HTML kan niet in een tekst staan.") && editor.is_done());
    assert!(file.bestanden[0].1.ends_with(b"---\n\nOp het **plein**.\n"));
    let why = |soort: &str, key: &str| {
        let wens = Nieuwwens { soort: soort.to_owned(), gezegd: vec![(key.to_owned(), "x".to_owned())] };
        nieuw(&wens, proefstad(), settings(), &mut |_| None).unwrap_err().0
    };
    assert!(why("kengetallen", "x").contains("wijkwijzer cijfers BESTAND"));
    assert!(why("hub", "naaam").contains("`naaam` bestaat hier niet. Kies uit: naam"));
    let missing = why("hub", "naam");
    assert!(missing.contains("--samenvatting: ") && missing.contains("--status: "), "all at once: {missing}");
}

/// As an editor meets it: nothing is overwritten, and what is written can be built.
#[test]
fn the_commands_overwrite_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    let here = |arguments: &[&str]| in_project(folder.path(), arguments);
    let nobody = here(&["init"]);
    assert_eq!((nobody.status.code(), fs::read_dir(folder.path()).unwrap().count()), (Some(2), 0));
    assert!(stderr(&nobody).contains("Bij --gemeente: "), "{}", stderr(&nobody));
    let begun = here(&["begin", "--gemeente", "Proefstad", "--wijken", "Noord"]);
    assert_eq!(begun.status.code(), Some(0), "{}", stderr(&begun));
    assert!(
        stdout(&begun).contains("vacature in: Noord") && stdout(&begun).contains("wijkwijzer serve --open --project")
    );
    let again = here(&["init", "--voorbeeld"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(stderr(&again).contains("staat al een map content"), "{}", stderr(&again));
    for (name, vraag) in
        [("noord-is-mooi.md", "--vraag=Noord is mooi?"), ("noord-is-mooi-2.md", "--vraag=Noord: is mooi?")]
    {
        let new = here(&["nieuw", "vraag", vraag, "--tekst", "-5 graden is koud."]);
        assert_eq!(new.status.code(), Some(0), "{}", stderr(&new));
        assert!(stdout(&new).contains(name), "{}", stdout(&new));
    }
    let help = here(&["nieuw", "vraag", "--help"]);
    assert!(stdout(&help).contains("--vraag\n          De vraag, zoals een bewoner hem stelt."), "{}", stdout(&help));
    let theme = here(&["thema"]);
    assert_eq!(theme.status.code(), Some(0), "{}", stderr(&theme));
    let same = |path: &Path| fs::read(path).unwrap();
    let sheet = "themes/kust/static/stijl.css";
    assert_eq!(same(&at(sheet)), same(&repository().join(sheet)));
    fs::write(at(sheet), "").unwrap();
    assert_eq!(here(&["thema", "kust"]).status.code(), Some(1));
    assert!(same(&at(sheet)).is_empty());
    fs::remove_dir_all(at("themes")).unwrap();
    let built = here(&["build"]);
    assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
}

#[test]
fn voorbeeldstad_is_inside_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let begun = in_project(folder.path(), &["init", "--voorbeeld"]);
    assert_eq!(begun.status.code(), Some(0), "{}", stderr(&begun));
    let shipped = repository().join("voorbeelden/voorbeeldstad");
    let (written, shipped) = [folder.path(), &shipped].map(|it| wijkwijzer::disk::read(it).unwrap()).into();
    assert!(written == shipped, "compiled before the folder changed");
    let report = build(&written, &settings()).report;
    assert_eq!(report.count(Severity::Error), 0, "{:?}", told(&report));
}
