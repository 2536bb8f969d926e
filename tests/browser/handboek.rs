//! The handbook in a browser: what `wijkwijzer handboek` shows.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::json;

use super::Test;
use super::driver::Browser;

/// What is tested.
pub(crate) const TESTS: &[Test] =
    &[("the handbook is read and searched in a browser, and fits a phone", it_is_read_and_searched)];

/// A running handbook.
struct Handbook {
    program: Child,
    address: String,
}

impl Handbook {
    fn start() -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"))
            .args(["handboek", "--poort", "0", "--niet-openen"])
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut said = String::new();
        BufReader::new(program.stderr.take().expect("what it says")).read_line(&mut said).expect("a line");
        let address = said.split_whitespace().find(|word| word.starts_with("http://")).expect(&said);
        Self { address: address.trim_end_matches('.').to_owned(), program }
    }
}

impl Drop for Handbook {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn it_is_read_and_searched(browser: &mut Browser) {
    let handbook = Handbook::start();
    for (query, wanted) in [
        ("kaartlink", "/handboek/site/"),
        ("eerdere_buurten", "/handboek/wijk/"),
        ("spreekuur", "/handboek/spreekuur/"),
        ("WW012", "/handboek/meldingen/"),
    ] {
        browser.go(&format!("{}zoeken/?q={query}", handbook.address));
        browser.wait("document.querySelector('.zoek__aantal')?.textContent");
        let found = browser.run(
            "return [...document.querySelectorAll('.zoek__lijst a')].slice(0, 3).map((it) => new URL(it.href).pathname)",
        );
        assert!(found.as_array().is_some_and(|found| found.contains(&json!(wanted))), "{query}: {found}");
    }
    browser.go(&handbook.address);
    assert_eq!(browser.text("return document.querySelector('h1').textContent"), "Handboek");
    // Nothing of a preview, and no script but the search.
    assert_eq!(browser.run("return document.scripts.length"), json!(0));
    browser.resize(320, 640);
    for page in ["", "handboek/wijk/", "handboek/kengetallen/", "handboek/meldingen/"] {
        browser.go(&format!("{}{page}", handbook.address));
        let hidden = browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assert_eq!(hidden, json!(0), "{page} is wider than a phone");
    }
    browser.resize(1280, 800);
}
