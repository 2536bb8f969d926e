//! Tools of others that judge pages: axe-core, the Nu checker and html-validate.
//!
//! What lives here: getting them (by npm, into `target/`, once per version) and asking them. What must not: which pages.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::{fs, io};

use serde_json::Value;

use super::checks::Faults;

const NPM: &str =
    "de tests hebben npm nodig om axe-core, html-validate en de Nu-checker te halen: apt-get install nodejs npm";
const JAVA: &str = "de Nu-checker heeft Java nodig: apt-get install default-jre-headless";

/// Where npm put them. What is there is used as long as the list of versions is the same.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let listed = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/tools");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools");
    let lock = fs::read(listed.join("package-lock.json")).expect("the list of versions");
    if fs::read(folder.join("gehaald")).is_ok_and(|it| it == lock) {
        return folder;
    }
    fs::create_dir_all(&folder).expect("a folder");
    for name in ["package.json", "package-lock.json", "html-validate.json"] {
        fs::copy(listed.join(name), folder.join(name)).expect("a copy");
    }
    // Without scripts of packages: one of them would fetch a Java of its own.
    let npm =
        Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder).output();
    let npm = npm.unwrap_or_else(|_| panic!("{NPM}"));
    assert!(npm.status.success(), "{NPM}\n{}", String::from_utf8_lossy(&npm.stderr));
    fs::write(folder.join("gehaald"), lock).expect("a file");
    folder
});

static AXE: LazyLock<String> =
    LazyLock::new(|| fs::read_to_string(FOLDER.join("node_modules/axe-core/axe.min.js")).expect("axe-core"));

/// The script of axe-core.
pub fn axe() -> &'static str {
    &AXE
}

/// What the Nu checker says of HTML, CSS and SVG files: errors and warnings, none left out.
pub fn nu(files: &[PathBuf]) -> Faults {
    let jar = FOLDER.join("node_modules/vnu-jar/build/dist/vnu.jar");
    let said = Command::new("java")
        .args(["-jar".as_ref(), jar.as_os_str()])
        .args([
            "--also-check-css",
            "--also-check-svg",
            "--skip-non-html",
            "--format",
            "json",
            "--exit-zero-always",
            "--stdout",
        ])
        .args(files)
        .output()
        .unwrap_or_else(|error: io::Error| panic!("{JAVA} ({error})"));
    let report: Value = serde_json::from_slice(&said.stdout)
        .unwrap_or_else(|error| panic!("{JAVA} ({error}) {}", String::from_utf8_lossy(&said.stderr)));
    let messages = report["messages"].as_array().expect("messages");
    messages
        .iter()
        .map(|it| format!("{}:{}: {}", it["url"].as_str().unwrap_or_default(), it["lastLine"], it["message"]))
        .collect()
}

/// What html-validate says of HTML files; `html-validate.json` beside its version says which rules we keep to.
pub fn html_validate(files: &[PathBuf]) -> Faults {
    let report = FOLDER.join(format!("html-validate-{}.uit.json", std::process::id()));
    let said = Command::new("node")
        .arg(FOLDER.join("node_modules/html-validate/bin/html-validate.mjs"))
        .arg("--config")
        .arg(FOLDER.join("html-validate.json"))
        // Through a file: what is written to a pipe is cut off when it ends.
        .args(["--formatter", &format!("json={}", report.display())])
        .args(files)
        .output()
        .unwrap_or_else(|_| panic!("{NPM}"));
    let text = fs::read(&report).unwrap_or_else(|_| panic!("html-validate: {}", String::from_utf8_lossy(&said.stderr)));
    let _ = fs::remove_file(report);
    let all: Value = serde_json::from_slice(&text).expect("JSON");
    let mut faults = Faults::new();
    for file in all.as_array().expect("a list") {
        for it in file["messages"].as_array().expect("messages") {
            faults.push(format!("{}:{}: {} ({})", file["filePath"], it["line"], it["message"], it["ruleId"]));
        }
    }
    faults
}
