//! The site as it is published: from a folder, and from a real web server that says what the browser may do with it.

use std::process::Command;

use serde_json::json;

use super::Test;
use super::driver::Browser;
use super::host::{Host, Parts, SECOND};

/// What is tested.
pub(crate) const TESTS: &[Test] = &[
    ("the site opens straight from its folder", opens_from_its_folder),
    ("the site keeps to its own policy on a real server", keeps_to_its_policy),
    ("a municipality's own font is shown, within the policy", shows_its_own_font),
];

/// That the page has its style, its icon and its pictures, and no script ran.
fn expect_whole(browser: &mut Browser) {
    browser.wait("document.readyState === 'complete'");
    let style = "return getComputedStyle(document.querySelector('.balk')).backgroundColor !== 'rgba(0, 0, 0, 0)'";
    assert_eq!(browser.run(style), true, "the page has its style");
    browser.run("document.querySelectorAll('img').forEach((it) => { it.loading = 'eager'; })");
    browser.wait("[...document.images].every((it) => it.complete)");
    let pictures = "return document.images.length > 0 && [...document.images].every((it) => it.naturalWidth > 0 && it.currentSrc.endsWith('.webp'))";
    assert_eq!(browser.run(pictures), true, "the page has its pictures");
}

fn opens_from_its_folder(browser: &mut Browser) {
    let host = Host::new();
    host.publish("", SECOND, &[]);
    browser.go(&format!("file://{}", host.www().join("wijken/t-horntje/index.html").display()));
    expect_whole(browser);
    // A link to a page leads to its folder, with the page in it.
    let href = browser.text("return document.querySelector('.balk__naam').href");
    assert!(href.starts_with("file://") && href.ends_with("/www/"), "{href}");
}

/// A site on a server with the rules for it.
fn with_rules(parts: &Parts) -> Host {
    with_rules_but(parts, "")
}

/// The same, with a piece of the rules left out.
fn with_rules_but(parts: &Parts, piece: &str) -> Host {
    let host = Host::new();
    host.publish("", parts, &["--basis", "http://wijken.example"]);
    let rules = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"))
        .args(["server", "nginx", "--datum", "2026-11-23", "--basis", "http://wijken.example", "--project"])
        .arg(host.project(""))
        .output()
        .expect("the program is there");
    assert!(rules.status.success());
    let rules = String::from_utf8(rules.stdout).expect("UTF-8");
    assert!(rules.contains(piece));
    host.start(rules.replace(piece, "").as_bytes());
    host
}

fn keeps_to_its_policy(browser: &mut Browser) {
    let host = with_rules(SECOND);
    // What is refused is told before any script of ours could listen: the browser keeps it for who asks for it.
    let listen = "window.refused = []; document.addEventListener('securitypolicyviolation', (it) => refused.push(`${it.violatedDirective} ${it.blockedURI}`))";
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": listen }));
    for page in ["", "wijken/t-horntje/", "hubs/de-haven/", "contact/", "vragen/", "nergens/"] {
        browser.go(&host.url(page));
        browser.wait("document.readyState === 'complete'");
        // Data is in a script element and is none: the policy, which allows no script within a page, has nothing to say of it.
        let data = browser.run("return document.querySelectorAll('script:not([src])').length");
        assert_eq!(data, i32::from(page != "nergens/"), "/{page}");
        // Without a manifest there is none to ask for; with one, the policy must let it through.
        let manifest = browser.cdp("Page.getAppManifest", &json!({}));
        let data = manifest["data"].as_str().unwrap_or_default();
        assert_eq!(data.contains("\"start_url\""), page != "nergens/", "/{page}: {manifest}");
        assert_eq!(manifest["errors"], json!([]), "/{page}");
        assert_eq!(browser.text("return refused.join(', ')"), "", "/{page}");
    }
    browser.go(&host.url("wijken/t-horntje/"));
    expect_whole(browser);
    // The policy is in force: what a page does not have, it cannot get.
    browser.run("const style = document.createElement('style'); style.textContent = 'body { color: red }'; document.head.append(style);");
    browser.wait("refused.length === 1");
    // A policy without a word about manifests refuses them: the check above sees that.
    let silent = with_rules_but(SECOND, " manifest-src 'self';");
    browser.go(&silent.url(""));
    assert_eq!(browser.cdp("Page.getAppManifest", &json!({}))["data"].as_str().unwrap_or_default(), "");
}

fn shows_its_own_font(browser: &mut Browser) {
    const CASE: &Parts = &[("tests/cases/thema-eigen-letter/in", ""), ("themes", "themes")];
    let host = with_rules(CASE);
    browser.go(&host.url("wijken/noord/"));
    let font = "[...document.fonts].find((it) => it.family === 'Voorbeeldletter')";
    browser.wait(&format!("{font}?.status === 'loaded'"));
    // Its letters are boxes, all equally wide: who measures them sees them.
    let widths = "const it = document.querySelector('h1'); const [one, two] = ['iii', 'mmm'].map((text) => {
        const span = document.createElement('span'); span.textContent = text; it.append(span); return span.offsetWidth; }); return one === two && one > 0";
    assert_eq!(browser.run(widths), true, "the headings are in the font");
}
