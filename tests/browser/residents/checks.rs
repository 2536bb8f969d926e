//! What a page should be like for everybody, one function a demand; each returns what is wrong, in words.
//!
//! What lives here: the looking. What must not: which pages are looked at.

use serde_json::{Value, json};

use super::super::driver::{Browser, key};
use super::tools;

/// The functions that run in the page.
const PAGE: &str = include_str!("page.js");

/// What is wrong with the page that a browser shows.
pub(super) type Faults = Vec<String>;

/// Runs a function of `page.js`, whose list of faults it returns.
pub(super) fn look(browser: &mut Browser, call: &str) -> Faults {
    let found = browser.run(&format!("{PAGE}\nreturn {call};"));
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// All rules of axe-core for WCAG 2.2 A, AA and what is free of AAA, such as the enhanced contrast, and its best practices. Not `with_contrast` where the system
/// chooses the colours: axe-core compares its ground with the letters of the theme.
pub(crate) fn axe(browser: &mut Browser, with_contrast: bool) -> Faults {
    if browser.run("return typeof axe") != json!("object") {
        browser.run(tools::axe());
    }
    let contrast = format!(
        "const contrast = {{ 'color-contrast': {{ enabled: {with_contrast} }}, 'color-contrast-enhanced': {{ enabled: {with_contrast} }} }};"
    );
    let rules = "axe.configure({ allowedOrigins: ['<same_origin>'] });
        return axe.run({ resultTypes: ['violations'], preload: false, rules: { ...contrast,
            'identical-links-same-purpose': { enabled: true },
            'target-size': { enabled: true }, 'focus-order-semantics': { enabled: true }, 'hidden-content': { enabled: false },
            'table-fake-caption': { enabled: true }, 'td-has-header': { enabled: true } } })
        .then((all) => all.violations.flatMap((rule) => rule.nodes.map((node) =>
            `${rule.id}: ${node.html.slice(0, 160)} ${node.any.concat(node.all, node.none).map((it) => it.message).join('; ').slice(0, 240)}`)))";
    let found = browser.run(&format!("{contrast}\n{rules}"));
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The enhanced contrast of all texts, as if all of them were in a state: `:hover`, `:focus-visible`.
pub(super) fn contrast_in(browser: &mut Browser, state: &str) -> Faults {
    browser.run(tools::axe());
    // The enhanced rule leaves what is below 4,5 to the other.
    let rule = "axe.run({ runOnly: ['color-contrast', 'color-contrast-enhanced'], resultTypes: ['violations'], preload: false }).then((all) =>
        all.violations.flatMap((rule) => rule.nodes.map((node) => `${node.html.slice(0, 160)} ${node.any[0].message}`)))";
    let found = browser.run(&format!("{PAGE}\nput('{state}');\nreturn {rule};"));
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(|it| format!("{state}: {it}")).collect()
}

/// A round with the Tab key: every stop in the order of the text, with a ring, in sight and not covered; and out of the page.
pub(super) fn round(browser: &mut Browser) -> Faults {
    // The round begins at the top of the page, whatever was looked at before.
    browser.run("document.activeElement.blur(); document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); scrollTo(0, 0)");
    let all = browser.run(&format!("{PAGE}\nreturn stops().length")).as_u64().unwrap_or_default();
    let mut faults = Faults::new();
    for stop in 0..all {
        browser.press(key::TAB);
        faults.extend(look(browser, &format!("focused({stop})")));
        if faults.len() > 5 {
            return faults;
        }
    }
    browser.press(key::TAB);
    if browser.run("return document.activeElement === document.body") != json!(true) {
        faults.push("the page does not let go of the focus".to_owned());
    }
    faults
}

/// The first stop leads past the menu.
pub(super) fn skips(browser: &mut Browser) -> Faults {
    browser.run("document.activeElement.blur(); document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); scrollTo(0, 0)");
    browser.press(key::TAB);
    browser.press(key::ENTER);
    let inside = "document.activeElement === document.querySelector('main') && location.hash === '#site--inhoud'";
    if browser.run(&format!("return {inside}")) == json!(true) {
        Faults::new()
    } else {
        vec![format!(
            "the first link leads to {}",
            browser.text("return document.activeElement.outerHTML.slice(0, 80)")
        )]
    }
}

/// Nothing jumps so far that anybody sees it (a twentieth of what is called good), nobody else is asked, nothing is kept.
pub(super) fn quiet(browser: &mut Browser) -> Faults {
    browser.run("scrollTo(0, document.body.scrollHeight)");
    let told = browser.run(
        "return new Promise((done) => { new PerformanceObserver((list, it) => { it.disconnect(); done(list.getEntries().map((one) => one.value).filter((far) => far > .005)); })\
         .observe({ type: 'layout-shift', buffered: true }); setTimeout(() => done([]), 60); }).then((shifts) => ({\
         shifts, cookie: document.cookie, kept: localStorage.length + sessionStorage.length,\
         others: performance.getEntriesByType('resource').map((it) => it.name).filter((it) => !it.startsWith(location.origin)) }))",
    );
    let faults = [
        ("shifts", json!([]), "jumps"),
        ("cookie", json!(""), "leaves a cookie"),
        ("kept", json!(0), "keeps something"),
        ("others", json!([]), "asks somebody else"),
    ];
    let found = faults.iter().filter(|(name, none, _)| told[name] != *none);
    found.map(|(name, _, fault)| format!("the page {fault}: {}", told[name])).collect()
}

/// Makes the letters twice as large.
pub(super) fn enlarge(browser: &mut Browser) {
    browser.run("document.documentElement.style.fontSize = '200%'");
}

/// Puts the letters further apart.
pub(super) fn space(browser: &mut Browser) {
    browser.run(&format!("{PAGE}\nspace()"));
}
