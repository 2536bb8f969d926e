//! `wijkwijzer nieuwsbrief`: what becomes of files, and what is refused. What is in a newsletter is for `tests/browser/nieuwsbrief.rs`.

use std::fs;
use std::path::Path;
use std::process::Output;

use wijkwijzer::source::{Source, SourcePath};
use wijkwijzer::{Basis, Briefwens, Nieuwsbrief, Pipeline, Settings};

use super::command::{in_project, project, stderr, stdout};
use super::common::{repository, with_shipped_theme};

/// Asks for the newsletter of a wijk of the shipped site.
fn asked(project: &Path, more: &[&str]) -> Output {
    let usual = ["nieuwsbrief", "--wijk", "Julianadorp", "--sinds", "2025-01-01", "--datum", "2026-11-23"];
    in_project(project, &[&usual[..], more].concat())
}

/// What is in a folder, by name.
fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

const FILES: [&str; 4] = [
    ".wijkwijzer-nieuwsbrief",
    "julianadorp-2026-11-23-krant.html",
    "julianadorp-2026-11-23.html",
    "julianadorp-2026-11-23.txt",
];

#[test]
fn it_is_written_beside_the_site_and_nothing_of_it_is_published() {
    let project = project();
    let built = in_project(project.path(), &["build", "--datum", "2026-11-23"]);
    assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
    let before = names(&project.path().join("public"));
    let made = asked(project.path(), &[]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    assert_eq!(names(&project.path().join("nieuwsbrief")), FILES);
    assert_eq!(stdout(&made).lines().count(), 3, "the files are named: {}", stdout(&made));
    let again = asked(project.path(), &[]);
    assert!(stderr(&again).contains("0 bestanden geschreven, 3 gelijk gebleven"), "{}", stderr(&again));
    let built = in_project(project.path(), &["build", "--datum", "2026-11-23"]);
    assert!(stderr(&built).contains("Er is niets veranderd"), "{}", stderr(&built));
    assert_eq!(names(&project.path().join("public")), before);
}

/// Who changed something, or has a file of that name, keeps it.
#[test]
fn what_people_made_stays() {
    let project = project();
    let folder = project.path().join("nieuwsbrief");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("eigen.txt"), "van een redacteur").unwrap();
    fs::write(folder.join(FILES[3]), "van een redacteur").unwrap();
    let refused = asked(project.path(), &[]);
    assert_eq!(refused.status.code(), Some(1), "{}", stderr(&refused));
    assert!(
        stderr(&refused).contains(FILES[3]) && stderr(&refused).contains("--overschrijven"),
        "{}",
        stderr(&refused)
    );
    assert_eq!(names(&folder), ["eigen.txt", FILES[3]], "nothing is written");
    fs::remove_file(folder.join(FILES[3])).unwrap();
    assert_eq!(asked(project.path(), &[]).status.code(), Some(0));
    // What nobody touched is made anew when the site says something else.
    let page = project.path().join("content/wijken/julianadorp.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, text.replacen("naam: Julianadorp", "naam: Julianadorp aan Zee", 1)).unwrap();
    let wijk = ["--wijk", "julianadorp"];
    let made = in_project(
        project.path(),
        &[&["nieuwsbrief", "--sinds", "2025-01-01", "--datum", "2026-11-23"], &wijk[..]].concat(),
    );
    assert!(stderr(&made).contains("3 bestanden geschreven"), "{}", stderr(&made));
    let mail = folder.join(FILES[2]);
    fs::write(&mail, fs::read_to_string(&mail).unwrap() + "<!-- met de hand -->").unwrap();
    fs::write(&page, text).unwrap();
    let refused = asked(project.path(), &[]);
    assert_eq!(refused.status.code(), Some(1), "{}", stderr(&refused));
    assert!(fs::read_to_string(&mail).unwrap().ends_with("<!-- met de hand -->"));
    assert_eq!(asked(project.path(), &["--overschrijven"]).status.code(), Some(0));
    assert!(!fs::read_to_string(&mail).unwrap().contains("met de hand"));
    assert_eq!(fs::read_to_string(folder.join("eigen.txt")).unwrap(), "van een redacteur");
}

#[test]
fn what_cannot_be_is_refused_in_dutch() {
    let project = project();
    let site = project.path().join("content/site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    let ask = |arguments: &[&str], code: i32, wanted: &[&str]| {
        let output = in_project(project.path(), &[&["nieuwsbrief", "--datum", "2026-11-23"], arguments].concat());
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", stderr(&output));
        let said = stderr(&output) + &stdout(&output);
        for words in wanted {
            assert!(said.contains(words), "{arguments:?} does not say {words}: {said}");
        }
    };
    let since = ["--sinds", "2025-01-01"];
    let of = |wijk: &'static str| [&["--wijk", wijk], &since[..]].concat();
    ask(&of("Juliandorp"), 2, &["bedoelde u “Julianadorp”?", "Kies uit:", "De Schooten"]);
    ask(&of("zzz"), 2, &["De wijk “zzz” is er niet. Kies uit:"]);
    ask(&of(""), 2, &["is er niet"]);
    ask(&["--wijk", "Julianadorp", "--sinds", "2026-11-24"], 2, &["24 november 2026", "komt nog", "23 november 2026"]);
    ask(&["--wijk", "Julianadorp", "--sinds", "gisteren"], 2, &["schrijf een datum als"]);
    ask(&["--wijk", "Julianadorp"], 2, &["--sinds"]);
    for folder in ["content/brieven", "themes", "public", "public/brieven", "."] {
        let to = project.path().join(folder);
        ask(&[&of("Julianadorp")[..], &["--uit", to.to_str().unwrap()]].concat(), 3, &["kies een andere met --uit"]);
    }
    let elsewhere = project.path().join("elders");
    let site_elsewhere = in_project(project.path(), &["build", "--uit", elsewhere.to_str().unwrap()]);
    assert_eq!(site_elsewhere.status.code(), Some(0), "{}", stderr(&site_elsewhere));
    let below = elsewhere.join("brieven");
    ask(&[&of("Julianadorp")[..], &["--uit", below.to_str().unwrap()]].concat(), 3, &["die van de site zelf"]);
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("basis:")).collect();
    let without = lines.join("\n") + "\n";
    assert_ne!(without, text);
    fs::write(&site, without).unwrap();
    ask(&of("Julianadorp"), 1, &["hele adressen", "--basis https://"]);
    ask(&[&of("Julianadorp")[..], &["--basis", "https://wijken.example"]].concat(), 0, &[]);
    fs::write(&site, text + "nergens: bekend\n").unwrap();
    ask(&of("Julianadorp"), 1, &["WW012", "los eerst de fouten op"]);
}

/// A theme says how its newsletters look; one that has none of its own and none below it is told so, and only when somebody asks.
#[test]
fn a_theme_has_templates_of_its_own() {
    let project = project();
    let themes = project.path().join("themes");
    fs::create_dir_all(themes.join("eigen/templates")).unwrap();
    fs::write(themes.join("eigen/thema.yaml"), "basis: kust\n").unwrap();
    fs::write(themes.join("eigen/templates/nieuwsbrief.txt"), "Kort & goed: {{ naam }}\n").unwrap();
    let site = project.path().join("content/site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    fs::write(&site, text.replacen("thema: kust", "thema: eigen", 1)).unwrap();
    let made = asked(project.path(), &[]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let folder = project.path().join("nieuwsbrief");
    assert_eq!(fs::read_to_string(folder.join(FILES[3])).unwrap().trim(), "Kort & goed: Julianadorp");
    assert!(fs::read_to_string(folder.join(FILES[2])).unwrap().contains("<h1"), "the others are those of kust");
    fs::write(themes.join("eigen/templates/nieuwsbrief.html"), "{{ naamm }}\n").unwrap();
    let wrong = asked(project.path(), &[]);
    assert_eq!(wrong.status.code(), Some(1), "{}", stderr(&wrong));
    assert!(stdout(&wrong).contains("WW083") && stdout(&wrong).contains("naamm"), "{}", stdout(&wrong));
    let long = format!("{}\n", "a".repeat(100_001));
    fs::write(themes.join("eigen/templates/nieuwsbrief.html"), long).unwrap();
    let wrong = asked(project.path(), &[]);
    assert_eq!(wrong.status.code(), Some(1), "{}", stderr(&wrong));
    assert!(stderr(&wrong).contains("hooguit 100 kB"), "{}", stderr(&wrong));
    fs::remove_dir_all(themes.join("eigen")).unwrap();
    fs::write(&site, text).unwrap();
    fs::remove_file(themes.join("kust/templates/wijkkrant.html")).unwrap();
    assert_eq!(in_project(project.path(), &["check"]).status.code(), Some(0), "who asks for none needs none");
    let missing = asked(project.path(), &[]);
    assert_eq!(missing.status.code(), Some(1), "{}", stderr(&missing));
    assert!(stdout(&missing).contains("mist het sjabloon wijkkrant.html"), "{}", stdout(&missing));
}

/// The newsletter of a wijk of a case, as plain text.
fn text(case: &str, wijk: &str, sinds: &str, more: &[(&str, &str)]) -> (Nieuwsbrief, String) {
    let mut sources = with_shipped_theme(&repository().join("tests/cases").join(case).join("in"));
    for (path, text) in more {
        sources.insert(SourcePath::new(*path), Source::new(text.as_bytes()));
    }
    let basis = Some(Basis::parse("https://wijken.example").unwrap());
    let settings = Settings { basis, ..Settings::new("2026-12-20".parse().unwrap()) };
    let wens = Briefwens { wijk: wijk.to_owned(), sinds: sinds.parse().unwrap() };
    let brief = Pipeline::default().nieuwsbrief(&sources, &settings, &wens).brief.unwrap();
    let text = String::from_utf8(brief.bestanden[1].1.clone()).unwrap();
    (brief, text)
}

/// Hours are told as they are in the days to come, and who is there instead.
#[test]
fn contacts_and_moments_are_those_of_the_days_to_come() {
    let (_, text) = text("openingstijden", "noord", "2026-12-01", &[]);
    assert!(text.contains("Bereikbaar: maandag t/m woensdag 9.00 tot 16.00 uur (telefonisch)"), "{text}");
    assert!(text.contains("Let op: 28 december 2026 tot en met 3 januari 2027 (vakantie) helpt"), "{text}");
    assert!(!text.contains("Nog Te Vroeg"), "{text}");
}

/// That a step goes on is no news; that it begins, is.
#[test]
fn a_step_that_goes_on_is_nothing_new() {
    let step = |periode: &str| format!("---\ntitel: Een stap\nperiode: {periode}\n---\nTekst.\n");
    for (periode, sinds, is_new) in [
        ("2025 - 2030", "2026-12-01", false),
        ("2027", "2026-12-01", false),
        ("december 2026 - mei 2027", "2026-12-01", true),
        ("mei 2026 - 5 december 2026", "2026-12-01", true),
        ("mei 2026 - november 2026", "2026-12-01", false),
    ] {
        let (brief, text) = text("inloop", "noord", sinds, &[("content/tijdlijn/stap.md", &step(periode))]);
        assert_eq!(brief.niets_nieuws, !is_new, "{periode}");
        assert_eq!(text.contains("niets nieuws in Noord"), !is_new, "{periode}: {text}");
        assert_eq!(text.contains("Een stap"), !periode.ends_with("november 2026"), "{periode}: {text}");
    }
}

#[test]
fn a_project_is_told_when_it_stands_elsewhere() {
    let (_, brief) = text("projecten", "noord", "2026-08-31", &[]);
    assert!(
        brief.contains("De Voorbeeldweg wordt groen\nuitvoering: september 2026 – februari 2027 (loopt nu)\n"),
        "{brief}"
    );
    assert!(!brief.contains("Elke buurt aan de beurt"), "nothing was new about it: {brief}");
    let (_, brief) = text("projecten", "zuid", "2026-01-01", &[]);
    assert!(brief.contains("Een pomp tegen water op straat\njanuari 2026 (gedaan)\n"), "{brief}");
}
