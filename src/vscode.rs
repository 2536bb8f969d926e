//! The files with which VS Code knows a project: schemas, settings, a task that shows our findings.
//!
//! Texts only; the disk puts them in place. What stands in the schemas is for `kinds` to say.

use serde_json::{Map, Value as Json, json};

use crate::kinds::schemas;

/// Where VS Code looks in a project.
const FOLDER: &str = ".vscode";

/// Where our schemas lie.
const SCHEMAS: &str = ".vscode/wijkwijzer";

/// A file for VS Code.
#[derive(Debug, Clone, PartialEq)]
pub struct EditorFile {
    /// Where it belongs, seen from the project's folder.
    pub path: String,
    /// What stands in it.
    pub json: Json,
    /// Whether it is ours alone; into the others people put things of their own.
    pub ours: bool,
}

impl EditorFile {
    /// The text of the file.
    pub fn text(&self) -> String {
        format!("{:#}\n", self.json)
    }

    /// Whether a text says all that this file says, and maybe more.
    pub fn is_in(&self, text: &str) -> bool {
        serde_json::from_str(text).is_ok_and(|theirs| includes(&theirs, &self.json))
    }
}

/// Whether one value has all of another: keys in groups, parts in lists.
fn includes(whole: &Json, part: &Json) -> bool {
    match (whole, part) {
        (Json::Object(whole), Json::Object(part)) => {
            part.iter().all(|(key, value)| whole.get(key).is_some_and(|it| includes(it, value)))
        }
        (Json::Array(whole), Json::Array(part)) => part.iter().all(|value| whole.iter().any(|it| includes(it, value))),
        _ => whole == part,
    }
}

/// All of them, in the order in which they are best written.
pub fn files() -> Vec<EditorFile> {
    let schemas = schemas().into_iter().map(|schema| EditorFile {
        path: format!("{SCHEMAS}/{}.json", schema.name),
        json: schema.json,
        ours: true,
    });
    let shared = [("settings", settings()), ("tasks", tasks()), ("extensions", extensions())];
    let shared = shared.map(|(name, json)| EditorFile { path: format!("{FOLDER}/{name}.json"), json, ours: false });
    schemas.chain(shared).collect()
}

fn settings() -> Json {
    // Front matter is out of reach: the YAML extension reads files that are YAML as a whole.
    let whole = schemas().into_iter().filter(|schema| schema.whole);
    let schemas: Map<String, Json> =
        whole.map(|schema| (format!("./{SCHEMAS}/{}.json", schema.name), json!(schema.files))).collect();
    json!({
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": true,
        "[yaml]": { "editor.insertSpaces": true, "editor.tabSize": 2 },
        // Ours are the only schemas: none is fetched from elsewhere.
        "yaml.schemaStore.enable": false,
        "yaml.yamlVersion": "1.2",
        "yaml.schemas": schemas,
    })
}

fn tasks() -> Json {
    json!({
        "version": "2.0.0",
        "tasks": [{
            "label": "Controleer de site",
            "type": "process",
            "command": "wijkwijzer",
            "args": ["check", "--formaat", "regel"],
            "group": { "kind": "build", "isDefault": true },
            "presentation": { "reveal": "silent", "clear": true },
            // VS Code knows no Dutch: one matcher for each of our two words.
            "problemMatcher": [matcher("fout", "error"), matcher("waarschuwing", "warning")],
        }],
    })
}

/// What tells VS Code how a line of `diagnostics::lines` is built.
fn matcher(word: &str, severity: &str) -> Json {
    json!({
        "owner": format!("wijkwijzer-{word}"),
        "source": "wijkwijzer",
        "fileLocation": ["relative", "${workspaceFolder}"],
        "severity": severity,
        "pattern": {
            "regexp": format!(r"^(.+?):(\d+):(\d+): {word}\[(WW\d+)\]: (.+)$"),
            "file": 1,
            "line": 2,
            "column": 3,
            "code": 4,
            "message": 5,
        },
    })
}

fn extensions() -> Json {
    json!({ "recommendations": ["redhat.vscode-yaml"] })
}
