//! The command line as its user meets it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use super::project::repository;

fn wijkwijzer(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wijkwijzer")).args(arguments).output().expect("the program starts")
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A copy of the shipped site, to break.
pub(crate) fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for part in ["content", "themes"] {
        for entry in walkdir::WalkDir::new(repository().join(part)) {
            let entry = entry.unwrap();
            let to = folder.path().join(entry.path().strip_prefix(repository()).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir_all(to).unwrap();
            } else {
                fs::copy(entry.path(), to).unwrap();
            }
        }
    }
    folder
}

pub(crate) fn in_project(folder: &Path, arguments: &[&str]) -> Output {
    let mut all = arguments.to_vec();
    let folder = folder.to_str().unwrap().to_owned();
    all.extend(["--project", &folder]);
    wijkwijzer(&all)
}

#[test]
fn builds_the_site_and_says_so_in_dutch() {
    let project = project();
    let output = in_project(project.path(), &["build"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("pagina's, 0 fouten") && stderr(&output).contains("nieuw"), "{}", stderr(&output));
    assert!(project.path().join("public/index.html").exists());
    let again = in_project(project.path(), &["bouw", "--uit", project.path().join("public").to_str().unwrap()]);
    assert!(stderr(&again).contains("Er is niets veranderd: alle "), "{}", stderr(&again));
}

/// A page that cannot be made is found only while others are already put aside.
#[test]
fn a_broken_template_leaves_no_folder_behind() {
    let project = project();
    let template = project.path().join("themes/kust/templates/vragen.html");
    let text = fs::read_to_string(&template)
        .unwrap()
        .replace("{% block inhoud %}", "{% block inhoud %}{{ pagina.bestaat_niet }}");
    fs::write(&template, text).unwrap();
    let output = in_project(project.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stdout(&output).contains("bestaat_niet"), "{}", stdout(&output));
    assert!(!project.path().join("public").exists());
}

#[test]
fn what_changes_online_is_told_before_and_after_it_is_written() {
    let project = project();
    in_project(project.path(), &["build"]);
    let at = |path: &str| project.path().join(path);
    fs::write(
        at("content/nieuws/2026-11-20-markt.md"),
        "---\ntitel: Markt\ndatum: 2026-11-20\nsamenvatting: Kom langs.\n---\nX.\n",
    )
    .unwrap();
    fs::write(at("themes/kust/static/stijl.css"), "a { color: red }").unwrap();
    let dry = in_project(project.path(), &["build", "--droog", "--datum", "2026-11-23"]);
    assert!(stderr(&dry).contains("  nieuw        /nieuws/2026-11-20-markt/\n"), "{}", stderr(&dry));
    assert!(stderr(&dry).contains("Er is niets geschreven."), "{}", stderr(&dry));
    assert!(!at("public/nieuws/2026-11-20-markt/index.html").exists());
    let wet = in_project(project.path(), &["build", "--datum", "2026-11-23"]);
    let list = |output: &Output| {
        stderr(output)
            .lines()
            .skip_while(|line| !line.starts_with("Wat bezoekers"))
            .take_while(|line| !line.contains(" ms)"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(list(&wet), list(&dry));
    assert!(
        stderr(&wet).contains("bestanden nog even staan"),
        "who has the site open keeps its style: {}",
        stderr(&wet)
    );
    // Besides that of the search.
    let folders = || fs::read_dir(at("public/thema")).unwrap().count() - 1;
    assert_eq!(folders(), 2);
    let tidy = in_project(project.path(), &["build", "--datum", "2026-11-23", "--opruimen"]);
    assert!(stderr(&tidy).contains("14 ingetrokken"), "{}", stderr(&tidy));
    assert_eq!(folders(), 1);
}

#[test]
fn a_foreign_folder_is_taken_over_only_when_asked() {
    let project = project();
    let site = project.path().join("htdocs");
    fs::create_dir(&site).unwrap();
    fs::write(site.join("index.html"), "van de host").unwrap();
    fs::write(site.join("CNAME"), "wijken.gemeente.example").unwrap();
    let to = ["--uit", site.to_str().unwrap()];
    for refused in [&["build", to[0], to[1]][..], &["build", "--droog", to[0], to[1]]] {
        let refused = in_project(project.path(), refused);
        assert_eq!(refused.status.code(), Some(3));
        assert!(stderr(&refused).contains("--overnemen"), "{}", stderr(&refused));
        assert_eq!(fs::read_dir(&site).unwrap().count(), 2);
    }
    let taken = in_project(project.path(), &["build", "--overnemen", to[0], to[1]]);
    assert_eq!(taken.status.code(), Some(0), "{}", stderr(&taken));
    assert!(fs::read_to_string(site.join("index.html")).unwrap().contains("<main"));
    assert_eq!(fs::read_to_string(site.join("CNAME")).unwrap(), "wijken.gemeente.example");
    let again = in_project(project.path(), &["build", to[0], to[1]]);
    assert_eq!(again.status.code(), Some(0), "said once: {}", stderr(&again));
}

#[test]
fn a_site_is_not_written_among_its_sources() {
    let project = project();
    in_project(project.path(), &["build"]);
    for to in ["content", "content/wijken", "themes/kust/static", "", ".wijkwijzer/x"] {
        fs::create_dir_all(project.path().join(to)).unwrap();
        let to = project.path().join(to);
        let refused = in_project(project.path(), &["build", "--overnemen", "--uit", to.to_str().unwrap()]);
        assert_eq!(refused.status.code(), Some(3));
        assert!(
            stderr(&refused).contains("ligt tussen de bestanden waar de site van gemaakt wordt"),
            "{}",
            stderr(&refused)
        );
    }
    assert!(!project.path().join("content/index.html").exists() && !project.path().join("index.html").exists());
}

#[test]
fn the_manifest_says_what_each_file_was_made_of() {
    let project = project();
    in_project(project.path(), &["build"]);
    let manifest = fs::read_to_string(project.path().join("public/.wijkwijzer")).unwrap();
    assert!(!manifest.contains(project.path().to_str().unwrap()), "nothing of the machine");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let files = manifest["bestanden"].as_object().unwrap();
    let (mut own, mut made) = (0, Vec::new());
    for (name, entry) in files {
        let bytes = fs::read(project.path().join("public").join(name)).unwrap();
        assert_eq!(entry["blake3"], blake3::hash(&bytes).to_hex().to_string(), "{name}");
        match entry["bron"].as_str() {
            Some(source) => {
                assert!(project.path().join(source).is_file(), "{name} of {source}");
                own += 1;
            }
            None => made.push(name.as_str()),
        }
    }
    // Tables are made of everything.
    let is_table = |name: &str| [".csv", ".json", ".geojson", ".jsonld"].iter().any(|end| name.ends_with(end));
    made.retain(|name| !is_table(name));
    assert!(own > made.len(), "{own} beside {made:?}");
    // What nobody wrote a file for: overviews, buurten without a text, what machines ask for; and what is made of many.
    let is_made = |name: &&str| {
        [".atom", ".ics", ".vcf", "index.html"].iter().any(|end| name.ends_with(end))
            || name.starts_with("thema/zoek/")
            || ["404.html", "robots.txt", "sitemap.xml", "site.webmanifest"].contains(name)
    };
    assert!(made.iter().all(|name| is_made(name) || name.ends_with("security.txt")), "{made:?}");
}

/// What lies beside the content and is not meant for it, is not published, and is named.
#[test]
fn only_what_is_meant_is_published() {
    let project = project();
    let at = |path: &str| project.path().join(path);
    let published = || {
        in_project(project.path(), &["build"]);
        let all = walkdir::WalkDir::new(at("public")).into_iter().map(Result::unwrap);
        all.map(|it| (it.path().to_owned(), fs::read(it.path()).ok())).collect::<Vec<_>>()
    };
    let before = published();
    let named = [
        "paginas/notities.docx",
        "dump.sql",
        "kengetallen/bron.xlsx",
        "nieuws/los.md.txt",
        "wijken/sleutel.pem",
        "losse-tekst.md",
        "paginas/ongebruikt.pdf",
    ];
    for name in named {
        fs::write(at("content").join(name), "geheim").unwrap();
    }
    // The litter of programs and systems is everywhere, and none of an editor's doing.
    for name in [
        ".env",
        ".DS_Store",
        "paginas/~$notities.docx",
        "nieuws/.~lock.x.odt#",
        "Thumbs.db",
        "wijken/kopie.md~",
        "wijken/x.bak",
    ] {
        fs::write(at("content").join(name), "geheim").unwrap();
    }
    fs::create_dir(at("content/.git")).unwrap();
    fs::write(at("content/.git/config"), "geheim").unwrap();
    fs::write(
        at("content/nieuws/later.md"),
        "---\ntitel: Geheim\ndatum: 2026-11-20\nsamenvatting: Geheim.\nconcept: ja\n---\nGeheim.\n",
    )
    .unwrap();
    let told = stdout(&in_project(project.path(), &["check", "--formaat", "regel"]));
    for name in named {
        assert!(told.lines().any(|line| line.starts_with(&format!("content/{name}:"))), "{name} is not named:\n{told}");
    }
    // A file with the wrong ending is a mistake; without it all is published as before.
    fs::remove_file(at("content/nieuws/los.md.txt")).unwrap();
    assert!(published() == before, "something was published");
}

#[test]
fn compressed_copies_come_and_go_with_the_wish() {
    let project = project();
    let there = |end: &str| project.path().join(format!("public/index.html{end}")).exists();
    in_project(project.path(), &["build", "--comprimeer"]);
    assert!(there("") && there(".gz") && there(".br"));
    in_project(project.path(), &["build"]);
    assert!(there("") && !there(".gz") && !there(".br"));
}

#[test]
fn a_mistake_leaves_the_site_as_it_was() {
    let project = project();
    in_project(project.path(), &["build"]);
    let read = |name: &str| fs::read(project.path().join(name)).unwrap();
    let before = read("public/index.html");
    let site = project.path().join("content/site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    fs::write(&site, text.replacen("naam: ", "naamm: ", 1)).unwrap();
    let output = in_project(project.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stdout(&output);
    assert!(said.contains("fout[WW012]: Het kenmerk `naamm` bestaat niet; bedoelde u `naam`?"), "{said}");
    assert!(said.contains("content/site.yaml:2:1") && said.contains("naamm: Wijken"), "{said}");
    assert!(!said.contains("WW014"), "a misspelt key is one mistake: {said}");
    assert!(stderr(&output).contains("Niet gepubliceerd: 1 fout"), "{}", stderr(&output));
    assert!(stderr(&output).contains("wijkwijzer uitleg WW012\n"), "{}", stderr(&output));
    assert_eq!(read("public/index.html"), before);
}

#[test]
fn findings_come_in_many_forms() {
    let project = project();
    fs::write(project.path().join("content/vragen/leeg.md"), "---\nvraag:\n---\n").unwrap();
    let lines = stdout(&in_project(project.path(), &["check", "--formaat", "regel"]));
    assert_eq!(lines.lines().count(), 1, "{lines}");
    assert!(
        lines.starts_with("content/vragen/leeg.md:2:1: fout[WW015]: Het kenmerk `vraag` heeft geen waarde."),
        "{lines}"
    );
    let json = stdout(&in_project(project.path(), &["controleer", "--formaat", "json"]));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["verandert_op"], serde_json::Value::Null, "what is not published does not change");
    let json = &json["meldingen"][0];
    assert_eq!(json["code"], "WW015");
    assert_eq!((json["regel"].as_u64(), json["kolom"].as_u64()), (Some(2), Some(1)));
    assert_eq!(json["bestand"], "content/vragen/leeg.md");
    let html = stdout(&in_project(project.path(), &["check", "--formaat", "html"]));
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("leeg.md, regel 2, kolom 1"), "{html}");
    let text = stdout(&in_project(project.path(), &["check"]));
    assert!(text.contains("2 | vraag:") && text.contains("tip"), "{text}");
    assert!(!text.contains('\u{1b}'), "no colour codes where there is no terminal");
    assert!(!project.path().join("public").exists(), "check writes nothing");
}

#[test]
fn the_date_and_drafts_are_input() {
    let project = project();
    let page = project.path().join("public/tijdlijn/index.html");
    in_project(project.path(), &["build", "--datum", "2019-03-15"]);
    let html = fs::read_to_string(&page).unwrap();
    for (state, count) in [("voorbij", 1), ("nu", 1), ("straks", 3)] {
        assert_eq!(html.matches(&format!("stap--{state}\"")).count(), count, "{state}");
    }
    fs::write(
        project.path().join("content/paginas/nieuw.md"),
        "---\ntitel: Nieuw\nsamenvatting: Kort.\nconcept: ja\n---\n",
    )
    .unwrap();
    let draft = project.path().join("public/nieuw/index.html");
    in_project(project.path(), &["build"]);
    assert!(!draft.exists());
    in_project(project.path(), &["build", "--concepten"]);
    assert!(draft.exists());
}

#[test]
fn warnings_can_be_taken_seriously() {
    let project = project();
    fs::write(project.path().join("content/los.md"), "x").unwrap();
    let mild = in_project(project.path(), &["check", "--formaat", "github"]);
    assert_eq!(mild.status.code(), Some(0));
    let said = stdout(&mild);
    let start =
        "::warning file=content/los.md,line=1,col=1,endLine=1,endColumn=1,title=WW004 waarschuwing::Op deze plek";
    assert!(said.starts_with(start) && said.contains("%0ATip: Leg het") && said.lines().count() == 1, "{said}");
    let strict = in_project(project.path(), &["build", "--streng", "--formaat", "regel"]);
    assert_eq!(strict.status.code(), Some(1));
    assert!(stdout(&strict).starts_with("content/los.md:1:1: fout[WW004]"), "{}", stdout(&strict));
    assert!(!project.path().join("public").exists());
}

#[test]
fn the_base_address_can_be_given() {
    let project = project();
    in_project(project.path(), &["build", "--basis", "https://gemeente.example/map"]);
    let read = |name: &str| fs::read_to_string(project.path().join("public").join(name)).unwrap();
    assert!(read("sitemap.xml").contains("<loc>https://gemeente.example/map/contact/</loc>"));
    assert!(read("robots.txt").contains("Sitemap: https://gemeente.example/map/sitemap.xml"));
    assert!(read("contact/index.html").contains("href=\"https://gemeente.example/map/contact/\""));
    let style = regex::Regex::new("href=\"/map/thema/[0-9a-f]{16}/stijl.css\"").unwrap();
    assert!(style.is_match(&read("404.html")), "shown at any address");
}

#[test]
fn wrong_use_is_told_in_dutch() {
    for (arguments, said) in [
        (&["server"][..], "Er ontbreekt iets achter de opdracht: <SOORT>."),
        (
            &["server", "ngnix"],
            "“ngnix” kan niet bij <SOORT>. Kies uit: nginx, apache, caddy, iis, headers. Bedoelde u nginx?",
        ),
        (&["build", "--baiss", "x"][..], "De optie --baiss bestaat niet. Bedoelde u --basis?"),
        (&["buld"], "De opdracht “buld” bestaat niet. Bedoelde u build?"),
        (&["build", "--datum", "morgen"], "“morgen” kan niet bij --datum: schrijf een datum als 2026-11-23."),
        (&["build", "--datum", "2026-02-30"], "kan niet bij --datum"),
        (&["build", "--basis", "ftp://x"], "“ftp://x” kan niet bij --basis: een webadres begint met https://"),
        (&["build", "--formaat", "xml"], "“xml” kan niet bij --formaat. Kies uit: tekst, regel, json, html, github."),
        (&["build", "--uit"], "Bij --uit ontbreekt de waarde"),
        (&["build", "--uit", "a", "--uit", "b"], "De optie --uit staat er meer dan één keer."),
        (&["build", "extra"], "extra"),
        (&["uitleg", "WW999"], ": schrijf een nummer dat bij een melding staat, zoals WW012, of een woord;"),
        (&[], "Opdrachten:"),
    ] {
        let output = wijkwijzer(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(said), "{arguments:?}: {}", stderr(&output));
        assert!(stdout(&output).is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_finding_can_be_explained() {
    let explained = wijkwijzer(&["uitleg", "WW012"]);
    assert_eq!(explained.status.code(), Some(0), "{}", stderr(&explained));
    let text = stdout(&explained);
    assert!(text.starts_with("Fout WW012: Een kenmerk dat hier niet bestaat.\n\n"), "{text}");
    assert!(text.contains("\n    vraagg: ") && text.contains("\n    vraag: "), "examples are indented: {text}");
    assert!(!text.contains("```"), "no fences at a terminal: {text}");
    assert_eq!(stdout(&wijkwijzer(&["uitleg", "12"])), text);
    assert_eq!(stdout(&wijkwijzer(&["uitleg", "ww012"])), text);
    let two = stdout(&wijkwijzer(&["uitleg", "WW012", "WW062"]));
    assert!(two.starts_with(&text) && two.contains("\nWaarschuwing WW062: "), "{two}");
}

#[test]
fn all_findings_are_listed_and_in_the_handbook() {
    let list = stdout(&wijkwijzer(&["uitleg"]));
    assert!(list.starts_with("WW001  waarschuwing  Het bestand is niet in UTF-8 opgeslagen.\n"), "{list}");
    assert!(list.contains("\nWW012  fout          Een kenmerk dat hier niet bestaat.\n"), "{list}");
    assert_eq!(list.lines().count(), wijkwijzer::diagnostics::Code::ALL.len());
    let page = fs::read_to_string(repository().join("docs/handboek/meldingen.md")).unwrap().replace("\r\n", "\n");
    assert!(stdout(&wijkwijzer(&["uitleg", "--handboek"])) == page, "ZEGEN=1 cargo test --test uitleg writes the page");
}

#[test]
fn a_failure_of_the_machine_is_another_code() {
    let output = wijkwijzer(&["build", "--project", "/bestaat/niet"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("Het lukt niet: de map /bestaat/niet is er niet"), "{}", stderr(&output));
    let project = project();
    fs::create_dir(project.path().join("public")).unwrap();
    fs::write(project.path().join("public/scriptie.docx"), "x").unwrap();
    let output = in_project(project.path(), &["build"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("scriptie.docx"), "{}", stderr(&output));
}

#[test]
fn help_is_dutch() {
    for arguments in [
        &["--help"][..],
        &["build", "--help"],
        &["bouw", "--hulp"],
        &["check", "-h"],
        &["uitleg", "-h"],
        &["schema", "-h"],
    ] {
        let output = wijkwijzer(arguments);
        let help = stdout(&output);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(help.contains("Gebruik: wijkwijzer") && help.contains("Opties:"), "{help}");
        for english in ["Usage", "Options", "Commands", "Print", "help:", "default", "possible values"] {
            assert!(!help.contains(english), "{arguments:?} says “{english}”:\n{help}");
        }
    }
    assert!(stdout(&wijkwijzer(&["--versie"])).starts_with("wijkwijzer 0."));
}

/// The handbook is inside the program: it can be written anywhere, without a project.
#[test]
fn the_handbook_can_be_written_as_a_site() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("handboek");
    let output = wijkwijzer(&["handboek", "--uit", to.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("Klaar: het handboek staat in "), "{}", stderr(&output));
    assert!(fs::read_to_string(to.join("handboek/wijk/index.html")).unwrap().contains("<h1>Wijk</h1>"));
    assert!(to.join("index.html").exists());
}
