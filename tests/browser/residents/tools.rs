//! Tools of others that judge pages: axe-core, the Nu checker, html-validate and, for whoever asks, Lighthouse.
//!
//! What lives here: asking them; `common/npm.rs` gets them. What must not: which pages.

use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;
use std::{fs, io};

use serde_json::Value;

use super::checks::Faults;
use crate::npm::fetched;

const NPM: &str = "axe-core, html-validate en de Nu-checker hebben node nodig: apt-get install nodejs npm";
const JAVA: &str = "de Nu-checker heeft Java nodig: apt-get install default-jre-headless";

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| fetched("tests/browser/tools", "target/tools"));
static LIGHTHOUSE: LazyLock<PathBuf> =
    LazyLock::new(|| fetched("tests/browser/tools/lighthouse", "target/tools-lighthouse"));

static AXE: LazyLock<String> =
    LazyLock::new(|| fs::read_to_string(FOLDER.join("node_modules/axe-core/axe.min.js")).expect("axe-core"));

/// The script of axe-core.
pub(super) fn axe() -> &'static str {
    &AXE
}

/// What the Nu checker says of HTML, CSS and SVG files: errors and warnings, none left out.
pub(super) fn nu(files: &[PathBuf]) -> Faults {
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
pub(super) fn html_validate(files: &[PathBuf]) -> Faults {
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

/// The categories of Lighthouse, in the order of [`lighthouse`].
pub(super) const CATEGORIES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];

/// What Lighthouse gives a page on a telephone, a hundred at most in each category; and what it has to say of it.
pub(super) fn lighthouse(url: &str) -> ([f64; 4], Faults) {
    let said = Command::new("node")
        .arg(LIGHTHOUSE.join("node_modules/lighthouse/cli/index.js"))
        .arg(url)
        .args(["--quiet", "--output=json", "--output-path=stdout"])
        .arg("--chrome-flags=--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking")
        .env("CHROME_PATH", "/usr/bin/chromium")
        .output()
        .unwrap_or_else(|_| panic!("{NPM}"));
    let report: Value = serde_json::from_slice(&said.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&said.stderr)));
    let score = |of: &str| report["categories"][of]["score"].as_f64().unwrap_or_default() * 100.0;
    let audits = report["audits"].as_object().expect("audits").values();
    let low = audits.filter(|it| it["score"].as_f64().is_some_and(|score| score < 0.9));
    let told = low.map(|it| format!("{}: {} {}", it["id"], it["title"], it["displayValue"])).collect();
    (CATEGORIES.map(score), told)
}
