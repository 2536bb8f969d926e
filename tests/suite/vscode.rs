//! The files for VS Code: what is written, and whether VS Code can read our findings with them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value as Json;
use wijkwijzer::source::SourceTree;
use wijkwijzer::{build, diagnostics, schemas, vscode};

use super::project::settings;

fn schema(project: &Path) -> Output {
    let arguments = ["schema", "--project", project.to_str().unwrap()];
    Command::new(env!("CARGO_BIN_EXE_wijkwijzer")).args(arguments).output().expect("the program starts")
}

fn said(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_files_are_written_once() {
    let project = tempfile::tempdir().unwrap();
    let number = vscode::files().len();
    let (shown, closing) = said(&schema(project.path()));
    assert_eq!(shown, "");
    assert!(closing.contains(&format!("{number} bestanden geschreven, 0 gelijk gebleven")), "{closing}");
    let settings: Json =
        serde_json::from_str(&fs::read_to_string(project.path().join(".vscode/settings.json")).unwrap()).unwrap();
    for (file, patterns) in settings["yaml.schemas"].as_object().unwrap() {
        assert!(project.path().join(file).exists(), "{file} is there");
        assert!(patterns.as_array().is_some_and(|patterns| !patterns.is_empty()));
    }
    let (_, closing) = said(&schema(project.path()));
    assert!(closing.contains(&format!("0 bestanden geschreven, {number} gelijk gebleven, 0 ")), "{closing}");
}

#[test]
fn files_of_people_are_left_alone() {
    let project = tempfile::tempdir().unwrap();
    let file = |name: &str| project.path().join(".vscode").join(name);
    said(&schema(project.path()));
    let own = "{ \"editor.fontSize\": 20 }\n";
    fs::write(file("settings.json"), own).unwrap();
    fs::write(file("extensions.json"), "{ \"recommendations\": [\"a.b\", \"redhat.vscode-yaml\"] }").unwrap();
    fs::write(file("wijkwijzer/site.json"), "{}").unwrap();
    let (shown, closing) = said(&schema(project.path()));
    assert_eq!(fs::read_to_string(file("settings.json")).unwrap(), own);
    assert!(shown.contains(".vscode/settings.json was er al") && shown.contains("\"yaml.schemas\""), "{shown}");
    assert!(!shown.contains("extensions.json"), "it has ours already:\n{shown}");
    assert!(closing.contains("1 bestand geschreven") && closing.contains("1 bestand van uzelf"), "{closing}");
    assert!(fs::read_to_string(file("wijkwijzer/site.json")).unwrap().len() > 100, "ours is mended");
}

#[test]
fn every_schema_has_its_file() {
    let files = vscode::files();
    for schema in schemas() {
        let path = format!(".vscode/wijkwijzer/{}.json", schema.name);
        assert!(files.iter().any(|file| file.path == path && file.json == schema.json), "{path}");
        assert_eq!(schema.json["$id"], format!("{}.json", schema.name));
    }
}

/// What VS Code makes of a line, with the problem matchers of our task.
fn problem(line: &str) -> Option<Vec<String>> {
    let files = vscode::files();
    let tasks = &files.iter().find(|file| file.path.ends_with("tasks.json"))?.json;
    tasks["tasks"][0]["problemMatcher"].as_array()?.iter().find_map(|matcher| {
        let pattern = &matcher["pattern"];
        let found = regex::Regex::new(pattern["regexp"].as_str()?).ok()?.captures(line)?;
        let part = |name: &str| Some(found[usize::try_from(pattern[name].as_u64()?).ok()?].to_owned());
        let severity = matcher["severity"].as_str()?.to_owned();
        Some(vec![severity, part("file")?, part("line")?, part("column")?, part("code")?, part("message")?])
    })
}

#[test]
fn vs_code_can_read_every_finding() {
    let sources: SourceTree = [
        ("content/vragen/a b: c.md", "---\nvraagg: Wat is de hub?\n---\nEen plek.\n"),
        ("content/elders.md", "Tekst.\n"),
    ]
    .into_iter()
    .collect();
    let lines = diagnostics::lines(&build(&sources, &settings()).report, &sources);
    let problems: Vec<_> =
        lines.lines().map(|line| problem(line).unwrap_or_else(|| panic!("no match: {line}"))).collect();
    let named = |severity: &str, file: &str, code: &str| {
        problems.iter().any(|it| (&*it[0], &*it[1], &*it[4]) == (severity, file, code))
    };
    assert!(named("error", "content/vragen/a b: c.md", "WW012"), "{problems:#?}");
    assert!(named("warning", "content/elders.md", "WW004"), "{problems:#?}");
    let place = problems.iter().find(|it| it[4] == "WW012").map(|it| (it[2].clone(), it[3].clone()));
    assert_eq!(place, Some(("2".to_owned(), "1".to_owned())));
}
