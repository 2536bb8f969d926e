//! In which wijk do I live, as residents ask it: with all habits of writing, by keyboard, without script; and what the server hears of it.

use std::process::Command;
use std::sync::OnceLock;

use serde_json::{Value, json};

use super::Test;
use super::driver::{Browser, key};
use super::host::{Host, Parts};

/// What is tested.
pub(crate) const TESTS: &[Test] = &[
    ("a postcode is answered with wijk, buurt, contact and walk-in time, however it is written", answers_a_postcode),
    ("the number is asked only where it decides, and nothing is guessed", asks_only_what_decides),
    ("the question works by keyboard, and the search leads to its answer", works_by_keyboard),
    ("what nobody should type gets an answer, and so does who is not heard", does_no_harm),
    ("without script each four digits and each letter have a page", works_without_script),
    ("no log of the server has an address", no_log_has_an_address),
];

/// An example: its postcodes are invented.
const EXAMPLE: &Parts = &[("tests/cases/postcodes/in", ""), ("themes", "themes")];

/// The example on a server that says what pages may do; below it the same in a folder.
static HOST: OnceLock<Host> = OnceLock::new();

fn host() -> &'static Host {
    HOST.get_or_init(|| with_rules(&["", "sub/wijken"]))
}

fn with_rules(places: &[&str]) -> Host {
    let host = Host::new();
    let base = ["--basis", "http://wijken.example"];
    for at in places {
        host.publish(at, EXAMPLE, &base);
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
}

/// Ends the server, if there is one. Statics are never dropped.
pub(crate) fn end() {
    if let Some(host) = HOST.get() {
        host.stop();
    }
}

const SAID: &str = "document.querySelector('#deel--postcode [role=status]').textContent";
const NUMBER: &str = "document.querySelector('#deel--nummer-veld')";

/// What is said of a postcode that is typed and sent, with the wijken that are shown.
fn asked(browser: &mut Browser, text: &str, number: Option<&str>) -> (String, Vec<String>) {
    let script = format!(
        "return (async () => {{
            const field = document.querySelector('#deel--postcode-veld');
            const type = (it, text) => {{ it.value = text; it.dispatchEvent(new Event('input', {{ bubbles: true }})); }};
            const said = async (act) => {{
                document.querySelector('#deel--postcode [role=status]').textContent = '';
                act();
                field.form.requestSubmit();
                for (let at = 0; at < 400 && !{SAID}; at++) await new Promise((done) => setTimeout(done, 5));
            }};
            await said(() => type(field, {text}));
            if ({number} !== null) await said(() => type({NUMBER}, {number}));
            return [{SAID}, [...document.querySelectorAll('#deel--postcode .kaart__titel')].map((it) => it.textContent)];
        }})()",
        text = json!(text),
        number = json!(number),
    );
    let answer = browser.run(&script);
    let wijken = answer[1].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    (answer[0].as_str().unwrap_or_default().to_owned(), wijken)
}

fn answers_a_postcode(browser: &mut Browser) {
    for page in ["in-welke-wijk/", "sub/wijken/in-welke-wijk/"] {
        browser.go(&host().url(page));
        for written in [
            "9991AA",
            "9991 aa",
            " 9991  Aa ",
            "9991aa 2",
            "9991 AA 2b",
            "9991-AA",
            "NL-9991 AA",
            "9991aa,",
            "9991\u{a0}AA",
        ] {
            let (said, wijken) = asked(browser, written, None);
            assert_eq!(said, "9991 AA ligt in de wijk Noord, in de buurt Havenkwartier.", "{written:?} at /{page}");
            assert_eq!(wijken, ["Noord"], "{written:?} at /{page}");
        }
        let card =
            browser.text("return document.querySelector('#deel--postcode .kaart').innerText.replace(/\\s+/g, ' ')");
        for part in ["Voorbeeld Noord", "Bel 0999 00 00 01", "Binnenlopen", "9.00 tot 11.00", "Voorbeeldhuis Noord"] {
            assert!(card.contains(part), "{part} is not in {card}");
        }
        let links = "return [...document.querySelectorAll('#deel--postcode .kaart a')].every((it) => it.protocol === 'tel:' || it.href.includes(location.pathname.replace('in-welke-wijk/', '') + 'wijken/noord/'))";
        assert_eq!(browser.run(links), true, "links of the card at /{page}");
    }
    // A letter for a zero; here a made-up postcode that has none, and one that has.
    let read = browser.text("return (() => { const field = document.querySelector('#deel--postcode-veld'); field.value = '999O aa'; field.form.requestSubmit(); return document.querySelector('#deel--postcode [role=status]').textContent; })()");
    assert_eq!(read, "De postcode 9990 AA kennen wij niet.");
}

fn asks_only_what_decides(browser: &mut Browser) {
    browser.go(&host().url("in-welke-wijk/"));
    let is_asked = format!("return {NUMBER}.checkVisibility()");
    for (text, number, said, wijken) in [
        // Two buurten of one wijk: the number only says which.
        ("9991AD", None, "9991 AD ligt in de wijk Noord, in de buurt Havenkwartier of Kade.", &["Noord"][..]),
        ("9991AD 4", None, "9991 AD ligt in de wijk Noord, in de buurt Kade.", &["Noord"]),
        ("9992AA 3", None, "9992 AA nummer 3 ligt in de wijk Noord, in de buurt Kade.", &["Noord"]),
        ("9992AA 4 hs", None, "9992 AA nummer 4 ligt in de wijk Zuid, in de buurt Parkbuurt.", &["Zuid"]),
        // A number that nobody knows, and one that lies in both.
        ("9992AA 77", None, "9992 AA nummer 77 ligt in twee wijken: Noord en Zuid.", &["Noord", "Zuid"]),
        ("9992AB 12", None, "9992 AB ligt in twee wijken: Noord en Zuid.", &["Noord", "Zuid"]),
        ("9992AB", None, "9992 AB ligt in twee wijken: Noord en Zuid.", &["Noord", "Zuid"]),
        ("9992AD 5", None, "9992 AD nummer 5 ligt in een andere gemeente.", &[]),
        ("9992AE", None, "9992 AE ligt in een andere gemeente.", &[]),
        ("9994AA", None, "9994 AA ligt in geen enkele wijk.", &[]),
        // Four digits say it only when all of them lie there.
        ("9991", None, "Alles met 9991 ligt in de wijk Noord.", &["Noord"]),
        ("9992", None, "Postcodes met 9992 liggen niet allemaal in dezelfde wijk. Vul ook de twee letters in.", &[]),
        ("9991ZZ", None, "De postcode 9991 ZZ kennen wij niet.", &[]),
        ("1234AB", None, "De postcode 1234 AB kennen wij niet.", &[]),
    ] {
        let found = asked(browser, text, number);
        assert_eq!(found, (said.to_owned(), wijken.iter().map(|it| (*it).to_owned()).collect()), "{text}");
        assert_eq!(browser.run(&is_asked), false, "no number is asked for {text}");
    }
    let (said, wijken) = asked(browser, "9992 AA", None);
    assert_eq!(
        (said.as_str(), wijken.len()),
        ("Bij 9992 AA hangt uw wijk af van uw huisnummer. Vul ook uw huisnummer in.", 0)
    );
    assert_eq!(browser.run(&is_asked), true);
    let (said, wijken) = asked(browser, "9992 AA", Some("12a"));
    assert_eq!(said, "9992 AA nummer 12 ligt in twee wijken: Noord en Zuid.");
    assert_eq!(wijken, ["Noord", "Zuid"]);
    let (said, _) = asked(browser, "9992 AA", Some("2"));
    assert_eq!(said, "9992 AA nummer 2 ligt in de wijk Zuid, in de buurt Parkbuurt.");
    // Another postcode has no number yet.
    asked(browser, "9991 AA", None);
    assert_eq!(browser.run(&is_asked), false);
}

fn works_by_keyboard(browser: &mut Browser) {
    browser.go(&host().url("sub/wijken/zoeken/"));
    browser.run("document.querySelector('#deel--zoek-veld').focus()");
    browser.press("9992aa");
    browser.wait("[...document.querySelectorAll('.zoek__gevonden a')].some((it) => it.hash === '#9992aa')");
    browser.run("[...document.querySelectorAll('.zoek__gevonden a')].find((it) => it.hash === '#9992aa').focus()");
    browser.press(key::ENTER);
    browser.wait(&format!("location.pathname.endsWith('/in-welke-wijk/') && {SAID}.startsWith('Bij 9992 AA')"));
    // The cursor is where the answer is to be given.
    browser.wait(&format!("document.activeElement === {NUMBER}"));
    browser.press("3");
    browser.press(key::ENTER);
    browser.wait(&format!("{SAID} === '9992 AA nummer 3 ligt in de wijk Noord, in de buurt Kade.'"));
    browser.press(key::TAB);
    browser.press(key::TAB);
    let focused = browser.text("return document.activeElement.closest('.kaart')?.querySelector('a').textContent ?? document.activeElement.outerHTML");
    assert_eq!(focused, "Noord", "after the button comes the answer");
    assert_eq!(browser.text("return location.search"), "");
}

fn does_no_harm(browser: &mut Browser) {
    browser.go(&host().url("in-welke-wijk/"));
    browser.run("window.wrong = []; addEventListener('error', (it) => wrong.push(it.message)); addEventListener('unhandledrejection', (it) => wrong.push(String(it.reason)))");
    let long = "a".repeat(500);
    for text in
        [long.as_str(), "<script>alert(1)</script>", "السلام عليكم", "0999 AB", "999", "99911 AA", "9991 A1", "%"]
    {
        let (said, wijken) = asked(browser, text, None);
        assert!(!said.is_empty() && wijken.len() < 2, "{text}: {said}");
    }
    let (said, _) = asked(browser, "kade", None);
    assert!(said.starts_with("Dat is geen postcode."), "{said}");
    assert_eq!(browser.text("return wrong.join()"), "");
    // A file that another version wrote, and a server that does not answer.
    for fetch in ["async () => new Response('{\"v\": 2}')", "async () => { throw new TypeError('weg'); }"] {
        browser.go(&host().url("in-welke-wijk/"));
        browser.run(&format!("window.fetch = {fetch}"));
        let (said, _) = asked(browser, "9991 AA", None);
        assert!(said.starts_with("Zoeken lukt nu niet."), "{said}");
    }
    browser.go(&host().url("wijken/"));
    browser.go(&host().url("in-welke-wijk/#%E0%A4%A"));
    assert_eq!(browser.text(&format!("return {SAID}")), "");
    let kept =
        "return [document.cookie, Object.keys(localStorage).length, Object.keys(sessionStorage).length].join('|')";
    assert_eq!(browser.text(kept), "|0|0");
}

fn works_without_script(browser: &mut Browser) {
    browser.cdp("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    browser.go(&host().url("sub/wijken/wijken/"));
    let way = browser.text("return document.querySelector('main p a[href$=\"in-welke-wijk/\"]').innerText");
    browser.go(&host().url("sub/wijken/in-welke-wijk/"));
    let field = browser.run("return document.querySelector('#deel--postcode').checkVisibility()");
    let digits =
        browser.text("return [...document.querySelectorAll('#postcodes a')].map((it) => it.innerText.replace(/\\s+/g, ' ')).join('; ')");
    browser.go(&host().url("sub/wijken/in-welke-wijk/9992/"));
    let rows = browser.text(
        "return [...document.querySelectorAll('main tr')].map((it) => it.innerText.replace(/\\s+/g, ' ')).join('; ')",
    );
    browser.go(&host().url("sub/wijken/in-welke-wijk/straten-a/"));
    let streets = browser.text("return document.querySelector('main table').innerText.replace(/\\s+/g, ' ')");
    browser.cdp("Emulation.setScriptExecutionDisabled", &json!({ "value": false }));
    assert_eq!(way, "Zoek op uw adres");
    assert_eq!(field, false, "no field that does nothing");
    assert_eq!(digits, "9991 in Noord; 9992 in Noord en Zuid; 9994; 9995 in Zuid");
    for row in [
        "9992 AA huisnummer 1 tot en met 3 (oneven) Noord, buurt Kade",
        "9992 AA andere huisnummers Noord, buurt Kade of Zuid, buurt Parkbuurt",
        "9992 AC Zuid, buurt Vijverbuurt",
        "9992 AE een andere gemeente",
    ] {
        assert!(rows.split("; ").any(|it| it == row), "{row} is not among {rows}");
    }
    assert!(streets.contains("Ade Proefstraat huisnummer 1 tot en met 9 (oneven): Noord"), "{streets}");
}

fn no_log_has_an_address(browser: &mut Browser) {
    let host = with_rules(&[""]);
    browser.go(&host.url("in-welke-wijk/"));
    for text in ["9991 AA 2", "9992AA 3", "9992ad", "9991", "1234 AB 5", "kade 3"] {
        asked(browser, text, None);
    }
    asked(browser, "9992 AA", Some("12a"));
    browser.go(&host.url("zoeken/#"));
    browser.go(&host.url("in-welke-wijk/#9992AA"));
    browser.wait(&format!("{SAID}.startsWith('Bij 9992 AA')"));
    let log = host.asked_for();
    let asked: Vec<&str> = log.lines().filter_map(|line| line.split('"').nth(1)).collect();
    let of_digits =
        |digits: &str| asked.iter().filter(|it| **it == format!("GET /in-welke-wijk/{digits}.json HTTP/1.1")).count();
    assert!(of_digits("9991") > 0 && of_digits("9992") > 0, "{log}");
    assert_eq!(of_digits("1234"), 0, "what nobody has is not asked for");
    let is_known = |it: &&str| {
        let path = it.split(' ').nth(1).unwrap_or_default();
        let is_file = |name: &str| name.len() == 9 && name.strip_suffix(".json").is_some();
        path.starts_with("/thema/")
            || ["/", "/favicon.ico", "/site.webmanifest", "/zoeken/", "/in-welke-wijk/"].contains(&path)
            || path.strip_prefix("/in-welke-wijk/").is_some_and(is_file)
    };
    let others: Vec<_> = asked.iter().filter(|it| !is_known(it)).collect();
    assert!(others.is_empty(), "{others:?}");
    // Nor where somebody came from.
    let lower = log.to_lowercase();
    for sign in ["aa", "?", "#", "kade", "12a"] {
        let in_lines = lower.lines().filter_map(|line| Some((line.split('"').nth(1)?, line.split('"').nth(3)?)));
        let told: Vec<_> = in_lines
            .filter(|(asked, from)| !asked.contains("/thema/") && asked.contains(sign) || from.contains(sign))
            .collect();
        assert!(told.is_empty(), "{sign}: {told:?}");
    }
}
