//! Searching as residents do: by hand, by keyboard, with what they really type.

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::OnceLock;

use serde_json::{Value, json};

use super::Test;
use super::driver::{Browser, key};
use super::gemeente;
use super::host::Host;

/// What is tested.
pub(crate) const TESTS: &[Test] = &[
    ("residents find what they look for among the first three", finds_what_is_looked_for),
    ("the browser makes the same words as the index", makes_the_same_words),
    ("words that belong together are found by each other, others are not", words_belong_together),
    ("search works by keyboard, and its address can be shared", works_by_keyboard),
    ("search keeps to the policy, and asks for files only when somebody types", keeps_to_the_policy),
    ("what nobody should type does no harm", does_no_harm),
    ("numbers are answered as numbers", numbers_are_answered),
    ("a page with an old index, or one it cannot read, answers or says so", old_pages_answer),
    ("without script there is all from A to Z", works_without_script),
];

const SCRIPT: &str = include_str!("../../themes/kust/static/zoekmachine.js");
const WORDS: &str = include_str!("../zoeken/woorden.json");
const PAIRS: &str = include_str!("../zoeken/paren.txt");
const QUERIES: &str = include_str!("../zoeken/zoekvragen.txt");

/// The municipality on a server that says what pages may do; below it the same without rules, in a folder.
static HOST: OnceLock<Host> = OnceLock::new();

fn host() -> &'static Host {
    HOST.get_or_init(|| {
        let host = Host::new();
        let base = ["--basis", "http://wijken.example"];
        for (at, more) in [("", &base[..]), ("sub/wijken", &[])] {
            gemeente::write(&host.project(at));
            host.publish(at, &[("themes", "themes")], more);
        }
        let rules = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"))
            .args(["server", "nginx", "--datum", "2026-11-23", "--project"])
            .arg(host.project(""))
            .args(base)
            .output()
            .expect("the program is there");
        assert!(rules.status.success());
        host.start(&rules.stdout);
        host
    })
}

/// Ends the server, if there is one. Statics are never dropped.
pub(crate) fn end() {
    if let Some(host) = HOST.get() {
        host.stop();
    }
}

/// Functions for the page: what somebody types, and what comes of it.
const TYPES: &str = "
const field = document.querySelector('#deel--zoek-veld');
const said = () => document.querySelector('.zoek__aantal').textContent;
const put = (text) => { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })); };
const ask = async (text) => {
  put('');
  put(text);
  while (!said()) await new Promise((done) => setTimeout(done, 1));
  return [...document.querySelectorAll('.zoek__lijst a')].map((it) => it.href.slice(new URL(document.querySelector('#deel--zoek').dataset.thuis, location).href.length));
};
";

/// What is found for each of these, as addresses within the site, best first.
fn found(browser: &mut Browser, queries: &[&str]) -> Vec<Vec<String>> {
    let all = browser.run(&format!(
        "{TYPES} return (async () => {{ const all = []; for (const it of {}) all.push(await ask(it)); return all; }})()",
        json!(queries)
    ));
    serde_json::from_value(all).expect("lists of addresses")
}

fn rows(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn finds_what_is_looked_for(browser: &mut Browser) {
    browser.go(&host().url("sub/wijken/zoeken/"));
    let table: Vec<(&str, Vec<&str>)> = rows(QUERIES)
        .map(|row| row.split_once(" | ").expect("a query and an address"))
        .map(|(query, wanted)| (query, wanted.split(" of ").collect()))
        .collect();
    assert!(table.len() >= 150, "{} queries", table.len());
    let queries: Vec<&str> = table.iter().map(|(query, _)| *query).collect();
    let found = found(browser, &queries);
    let is_missed = |wanted: &[&str], found: &[String]| !found.iter().take(3).any(|it| wanted.contains(&it.as_str()));
    let missed: Vec<String> = table
        .iter()
        .zip(&found)
        .filter(|((_, wanted), found)| is_missed(wanted, found))
        .map(|((query, wanted), found)| {
            format!("{query}: {wanted:?} is not among {:?}", found.iter().take(4).collect::<Vec<_>>())
        })
        .collect();
    let recall = 100 - missed.len() * 100 / table.len();
    assert!(recall >= 95, "{recall} %\n{}", missed.join("\n"));
}

fn makes_the_same_words(browser: &mut Browser) {
    browser.go(&host().url("sub/wijken/zoeken/"));
    let words =
        SCRIPT.split("// As normaal.rs does.").nth(1).and_then(|it| it.split("// Files").next()).expect("a part");
    let table: BTreeMap<String, Value> = serde_json::from_str(WORDS).expect("a table");
    for (text, expected) in &table {
        let made = browser.run(&format!("{words}\nreturn words({})", json!(text)));
        assert_eq!(made, *expected, "{text:?}");
    }
}

/// Each pair on a page of its own would be much: here one is searched for where the other is written.
fn words_belong_together(browser: &mut Browser) {
    let host = Host::new();
    let (mut pages, mut pairs) = (Vec::new(), Vec::new());
    for row in rows(PAIRS) {
        let (sign, words) = row.split_at(1);
        let (one, other) = words.trim().split_once(' ').expect("two words");
        for (asked, written) in [(one, other), (other, one)].into_iter().take(if sign == ">" { 1 } else { 2 }) {
            if !pages.contains(&written) {
                pages.push(written);
            }
            pairs.push((sign != "!", asked, written));
        }
    }
    gemeente::write_words(&host.project(""), &pages);
    host.publish("", &[("themes", "themes")], &[]);
    host.start(b"");
    browser.go(&host.url("zoeken/"));
    let asked: Vec<&str> = pairs.iter().map(|(_, asked, _)| *asked).collect();
    let found = found(browser, &asked);
    let (mut missed, mut wrong, mut counts) = (Vec::new(), Vec::new(), [0, 0]);
    for ((together, asked, written), found) in pairs.iter().zip(found) {
        let place = pages.iter().position(|page| page == written).expect("a page");
        let is_found = found.contains(&format!("p{place}/"));
        counts[usize::from(*together)] += 1;
        match (together, is_found) {
            (true, false) => missed.push(format!("{asked} → {written}")),
            (false, true) => wrong.push(format!("{asked} → {written}")),
            _ => {}
        }
    }
    let told = format!("missed of {}: {missed:?}\nwrong of {}: {wrong:?}", counts[1], counts[0]);
    assert!(missed.len() * 100 <= counts[1] * 3 && wrong.len() * 100 <= counts[0] * 14, "{told}");
}

fn focused(browser: &mut Browser) -> String {
    browser.text("return document.activeElement.getAttribute('href') ?? document.activeElement.id")
}

fn works_by_keyboard(browser: &mut Browser) {
    browser.go(&host().url("sub/wijken/"));
    browser.run("document.querySelector('header input').focus()");
    browser.press("grofvuil");
    browser.press(key::ENTER);
    browser.wait("location.pathname.endsWith('/zoeken/') && document.querySelector('.zoek__lijst')");
    assert!(browser.text("return location.search").contains("q=grofvuil"));
    assert_eq!(browser.text("return document.querySelector('#deel--zoek-veld').value"), "grofvuil");
    browser.run("document.querySelector('#deel--zoek-veld').focus()");
    browser.press(key::DOWN);
    assert!(focused(browser).ends_with("/afval/grofvuil/"), "the first answer");
    browser.press(key::DOWN);
    browser.press(key::UP);
    browser.press(key::UP);
    assert_eq!(focused(browser), "deel--zoek-veld", "back in the field");
    browser.press(key::DOWN);
    browser.press(key::ESCAPE);
    assert_eq!(focused(browser), "deel--zoek-veld");
    assert_eq!(
        browser.text("return document.querySelector('#deel--zoek-veld').value"),
        "grofvuil",
        "what was typed stays"
    );
    browser.press(key::ESCAPE);
    assert_eq!(browser.text("return document.querySelector('#deel--zoek-veld').value"), "");
    browser.wait("!document.querySelector('#alles').hidden && !location.search");
    // What is searched for is in the address, is spoken, and comes back.
    browser.press("rolstoel");
    browser.wait("location.search === '?q=rolstoel'");
    let spoken = browser.text("return document.querySelector('.zoek__aantal[role=status]').textContent");
    assert!(spoken.ends_with(" gevonden"), "{spoken}");
    browser.press(key::ENTER);
    browser.press(key::DOWN);
    browser.press(key::ENTER);
    browser.wait("location.pathname.endsWith('/zorg/rolstoel/')");
    browser.run("history.back()");
    browser.wait("location.pathname.endsWith('/zoeken/') && document.querySelector('.zoek__lijst a')?.href.endsWith('/zorg/rolstoel/')");
}

fn keeps_to_the_policy(browser: &mut Browser) {
    let listen = "window.refused = []; document.addEventListener('securitypolicyviolation', (it) => refused.push(`${it.violatedDirective} ${it.blockedURI}`))";
    let script = browser.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": listen }));
    let asked = "performance.getEntriesByType('resource').filter((it) => it.name.includes('/thema/zoek/')).length";
    browser.go(&host().url("zoeken/"));
    browser.wait("document.readyState === 'complete' && !document.querySelector('#deel--zoek').hidden");
    assert_eq!(browser.run(&format!("return {asked}")), 0, "nobody typed");
    // A word of a text: the line that it stands in comes from its page.
    browser.run(&format!("{TYPES} put('verstrijkt'); put('ombudsman')"));
    browser.wait("[...document.querySelectorAll('.zoek__lijst p')].some((it) => it.textContent === 'Daarna kunt u naar de ombudsman.')");
    assert_eq!(browser.text("return document.querySelector('.zoek__lijst p mark').textContent"), "ombudsman");
    assert!(browser.run(&format!("return {asked}")).as_i64().is_some_and(|files| files >= 3));
    browser.go(&host().url(""));
    browser.run(
        "document.querySelector('header input').value = 'afval'; document.querySelector('header form').requestSubmit()",
    );
    browser.wait("location.pathname === '/zoeken/' && document.querySelector('.zoek__lijst')");
    let kept = "return [document.cookie, Object.keys(localStorage).length, Object.keys(sessionStorage).length, refused.join()].join('|')";
    assert_eq!(browser.text(kept), "|0|0|");
    browser.cdp("Page.removeScriptToEvaluateOnNewDocument", &json!({ "identifier": script["identifier"] }));
}

fn does_no_harm(browser: &mut Browser) {
    browser.go(&host().url("zoeken/"));
    browser.run("window.wrong = []; addEventListener('error', (it) => wrong.push(it.message)); addEventListener('unhandledrejection', (it) => wrong.push(String(it.reason)))");
    let long = "a".repeat(500);
    let all = [
        long.as_str(),
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "السلام عليكم",
        "%00 %",
        "\\ ( [ *",
        "'",
        "de het een",
        "🦆",
    ];
    found(browser, &all);
    for text in all {
        let said = browser.text(&format!("{TYPES} return ask({}).then(said)", json!(text)));
        assert!(said.contains("gevonden"), "{text}: {said}");
    }
    assert_eq!(browser.text("return wrong.join()"), "");
    assert_eq!(browser.run("return document.querySelectorAll('main img, main script').length"), 0);
    // Nothing found: what is near, and whom to call.
    let said = browser
        .text(&format!("{TYPES} return ask('grxyz').then(() => document.querySelector('.zoek__bel').innerText)"));
    assert!(said.contains("14 0999"), "{said}");
    let near = browser.text(&format!(
        "{TYPES} return ask('parxyzq').then(() => document.querySelector('.zoek__gevonden').innerText)"
    ));
    assert!(near.contains("Zoekt u misschien: park"), "{near}");
    // By its address, too.
    browser.go(&host().url(&format!("zoeken/?q={long}")));
    browser.wait("document.querySelector('.zoek__aantal').textContent.startsWith('Niets gevonden')");
}

fn numbers_are_answered(browser: &mut Browser) {
    browser.go(&host().url("zoeken/"));
    let mut answer = |text: &str| {
        browser.text(&format!(
            "{TYPES} return ask({}).then(() => document.querySelector('.zoek__gevonden').innerText)",
            json!(text)
        ))
    };
    for written in ["0999 00 00 03", "(0999) 000003", "+31 999 000003", "0999-000003"] {
        let answer = answer(written);
        assert!(answer.contains("is een telefoonnummer") && answer.contains("Voorbeeld Drie"), "{written}: {answer}");
    }
    for written in ["9999 AB", "9999ab"] {
        let answer = answer(written);
        assert!(
            answer.contains("9999 AB is een postcode.") && answer.contains("Wijkcentrum Het Anker"),
            "{written}: {answer}"
        );
        assert!(answer.contains("Zoek in welke wijk uw buurt ligt"), "{answer}");
    }
}

fn old_pages_answer(browser: &mut Browser) {
    browser.go(&host().url("zoeken/"));
    browser.run("document.querySelector('#deel--zoek').dataset.index = '../thema/zoek/weg.json'");
    assert_eq!(found(browser, &["grofvuil"])[0][0], "afval/grofvuil/", "the page asks the site for its newest index");
    browser.go(&host().url("zoeken/"));
    browser.run("window.fetch = async () => new Response('{\"v\": 2}')");
    let said = browser.text(&format!("{TYPES} return ask('grofvuil').then(said)"));
    assert!(said.starts_with("Zoeken lukt nu niet."), "{said}");
    assert_eq!(browser.run("return document.querySelector('#alles').checkVisibility() && document.querySelector('.zoek__bel').checkVisibility()"), true);
}

fn works_without_script(browser: &mut Browser) {
    browser.cdp("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    browser.go(&host().url("sub/wijken/"));
    browser.run("document.querySelector('header input').focus()");
    browser.press("kliko");
    browser.press(key::ENTER);
    browser.wait("location.pathname.endsWith('/zoeken/')");
    let field = browser.run("return document.querySelector('#deel--zoek').checkVisibility()");
    let links =
        browser.text("return [...document.querySelectorAll('#alles li a')].map((it) => it.innerText).join('\\n')");
    browser.cdp("Emulation.setScriptExecutionDisabled", &json!({ "value": false }));
    assert_eq!(field, false, "no field that does nothing");
    for name in [
        "kliko (Afval)",
        "Wmo (Wet maatschappelijke ondersteuning)",
        "Kan ik een tolk krijgen?",
        "Paspoort of identiteitskaart",
        "Visserskade",
    ] {
        assert!(links.lines().any(|it| it == name), "{name} is not among\n{links}");
    }
}
