//! `wijkwijzer publiceer` to a folder: what is told, asked, written, and never shown.

use std::fs;

use super::command::{in_project, project};

const DOELEN: &str = "publicatie:\n  doelen:\n    - naam: website\n      soort: map\n      pad: uit/website\n";

fn with(targets: &str) -> tempfile::TempDir {
    let project = project();
    let file = project.path().join("content/site.yaml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{}\n{targets}", text.trim_end())).unwrap();
    project
}

/// What was said, and how it ended.
fn publish(project: &tempfile::TempDir, arguments: &[&str]) -> (i32, String) {
    let all: Vec<&str> = ["publiceer", "--datum", "2026-11-23"].iter().chain(arguments).copied().collect();
    let output = in_project(project.path(), &all);
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

#[test]
fn a_site_goes_to_its_folder_and_only_what_changes_goes_again() {
    let project = with(DOELEN);
    let (code, told) = publish(&project, &["--droog"]);
    assert!(code == 0 && told.contains("Er is niets verstuurd."), "{told}");
    assert!(!project.path().join("uit").exists());
    let (code, told) = publish(&project, &["website"]);
    assert!(code == 0 && told.contains("Klaar: de site staat er."), "{told}");
    assert!(project.path().join("uit/website/vragen/index.html").exists());
    let (code, told) = publish(&project, &[]);
    assert!(code == 0 && told.contains("Klaar: er was niets veranderd."), "{told}");
    let text = project.path().join("content/privacy.md");
    fs::write(&text, fs::read_to_string(&text).unwrap() + "\nNog een zin.\n").unwrap();
    let (code, told) = publish(&project, &[]);
    assert!(code == 0 && told.contains("gewijzigd    /privacy/") && !told.contains("/wijken/"), "{told}");
    // Many pages that vanish are asked about, where nobody answers that is no.
    fs::remove_dir_all(project.path().join("content/nieuws")).unwrap();
    fs::remove_dir_all(project.path().join("content/projecten")).unwrap();
    fs::remove_dir_all(project.path().join("content/paginas")).unwrap();
    let (_, told) = publish(&project, &[]);
    if told.contains("Niet gepubliceerd: los eerst de fouten op.") {
        // What referred to them is a mistake, which says so before anybody is asked.
        assert!(project.path().join("uit/website/nieuws/index.html").exists());
    } else {
        assert!(told.contains("Publiceer dan met --ja."), "{told}");
    }
}

#[test]
fn many_pages_do_not_vanish_without_a_question() {
    let project = with(DOELEN);
    for number in 0..12 {
        let text =
            format!("---\ntitel: Bericht {number}\nsamenvatting: Een voorbeeld.\ndatum: 2026-11-01\n---\n\nTekst.\n");
        fs::write(project.path().join(format!("content/nieuws/bericht-{number}.md")), text).unwrap();
    }
    assert_eq!(publish(&project, &[]).0, 0);
    for number in 0..12 {
        fs::remove_file(project.path().join(format!("content/nieuws/bericht-{number}.md"))).unwrap();
    }
    let (code, told) = publish(&project, &[]);
    assert!(
        code == 1 && told.contains("12 pagina's verdwijnen, van de 46 die er nu zijn.") && told.contains("--ja"),
        "{told}"
    );
    assert!(project.path().join("uit/website/nieuws/bericht-3/index.html").exists());
    let (code, told) = publish(&project, &["--droog"]);
    assert!(code == 0 && told.contains("Dit wordt u eerst gevraagd: 12 pagina's verdwijnen"), "{told}");
    assert_eq!(publish(&project, &["--ja"]).0, 0);
    assert!(!project.path().join("uit/website/nieuws/bericht-3").exists());
}

#[test]
fn what_is_no_target_is_told() {
    let (code, told) = publish(&project(), &[]);
    assert!(code == 2 && told.contains("In site.yaml staat nog geen doel."), "{told}");
    let two = with(&format!("{DOELEN}    - naam: proef\n      soort: map\n      pad: uit/proef\n"));
    let (code, told) = publish(&two, &[]);
    assert!(code == 2 && told.contains("website, proef"), "{told}");
    let (code, told) = publish(&two, &["webiste"]);
    assert!(code == 2 && told.contains("Er is geen doel dat webiste heet."), "{told}");
    let (code, told) = publish(&two, &["proef"]);
    assert!(code == 0 && two.path().join("uit/proef/index.html").exists(), "{told}");
    assert!(!two.path().join("uit/website").exists());
    // A folder with files of others is left alone.
    fs::create_dir_all(two.path().join("uit/website")).unwrap();
    fs::write(two.path().join("uit/website/foto.jpg"), "van een ander").unwrap();
    let (code, told) = publish(&two, &["website"]);
    assert!(code == 3 && told.contains("foto.jpg"), "{told}");
    let (code, told) = publish(&two, &["website", "--overnemen"]);
    assert!(code == 0, "{told}");
    assert_eq!(fs::read_to_string(two.path().join("uit/website/foto.jpg")).unwrap(), "van een ander");
}

#[test]
fn a_password_is_refused_and_shown_nowhere() {
    let secret = "geheim-dat-niemand-ziet";
    let project = with(&format!("{DOELEN}      wachtwoord: {secret}\n"));
    for arguments in [
        &["publiceer"][..],
        &["check"],
        &["check", "--formaat", "json"],
        &["check", "--formaat", "html"],
        &["check", "--formaat", "regel"],
        &["build"],
    ] {
        let output = in_project(project.path(), arguments);
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(said.contains("WW142") && !said.contains(secret), "{arguments:?}: {said}");
    }
    assert!(!project.path().join("uit").exists() && !project.path().join("public").exists());
}
