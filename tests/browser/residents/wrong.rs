//! Pages made wrong on purpose: a check that cannot fail shows nothing.

use std::fs;
use std::path::Path;

use super::super::driver::Browser;
use super::checks::{self, Faults};
use super::{FIRST_ANSWER, first_view, host, tools};

/// A check with what spoils a page for it, and what it must say then.
type Spoilt = (&'static str, fn(&mut Browser) -> Faults, &'static str);

const SPOILT: &[Spoilt] = &[
    ("document.querySelector('.contact__naam').style.color = '#bbb'", |it| checks::axe(it, true), "color-contrast:"),
    (
        "document.querySelector('.contact__naam').style.color = '#666'",
        |it| checks::axe(it, true),
        "color-contrast-enhanced:",
    ),
    (
        "document.styleSheets[0].insertRule('.knop:hover { color: #888 !important }')",
        |it| checks::contrast_in(it, ":hover"),
        ":hover: <a class=\"knop\"",
    ),
    ("document.documentElement.removeAttribute('lang')", |it| checks::axe(it, true), "html-has-lang"),
    ("document.querySelector('main a').replaceChildren()", |it| checks::axe(it, true), "link-name"),
    ("document.querySelector('main section p').style.width = '50rem'", |it| checks::look(it, "fits()"), "the page is"),
    (
        "const it = document.querySelector('main section p'); it.style.height = '1rem'; it.style.overflow = 'hidden'",
        |it| checks::look(it, "fits()"),
        "is cut off",
    ),
    (
        "document.querySelector('#over h2').style.marginBottom = '-2.6rem'",
        |it| checks::look(it, "fits()"),
        "lie on top of each other",
    ),
    (
        "document.querySelector('main .knop').style.minHeight = 0; document.querySelector('main .knop').style.padding = 0",
        |it| checks::look(it, "targets()"),
        "knop",
    ),
    ("document.querySelector('.balk__naam').style.outline = 'none'", checks::round, "no ring"),
    (
        "document.querySelector('.balk__naam').style.visibility = 'visible'; document.querySelector('.balk').style.opacity = 1; \
      const it = document.createElement('div'); it.style = 'position:fixed;inset:0;z-index:9'; document.body.append(it)",
        checks::round,
        "cannot be seen",
    ),
    ("document.querySelector('.balk__naam').tabIndex = 3", checks::round, "stop 1 is"),
    ("document.querySelector('.sprong').href = '#nergens'", checks::skips, "the first link leads"),
    (
        "document.querySelector('main section p').style.transition = 'color 1s'",
        |it| checks::look(it, "moving()"),
        "moves",
    ),
    ("document.querySelector('main .knop').style.border = 'none'", |it| checks::look(it, "edges()"), "no edge: <a"),
    (
        "document.querySelectorAll('[translate]').forEach((it) => it.removeAttribute('translate'))",
        |it| checks::look(it, "translated(['Voorbeeld Een'])"),
        "is translated",
    ),
    (
        "const it = document.createElement('div'); it.style = 'height:200px'; document.body.prepend(it); \
         return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))",
        checks::quiet,
        "jumps",
    ),
    ("document.cookie = 'wie=u'", checks::quiet, "leaves a cookie"),
    ("localStorage.setItem('wie', 'u')", checks::quiet, "keeps something"),
    ("sessionStorage.setItem('wie', 'u')", checks::quiet, "keeps something"),
    (
        "const it = new Image(); document.body.append(it); \
         return new Promise((done) => { it.onload = it.onerror = () => done(); it.src = 'http://localhost:9/beeld.png' })",
        checks::quiet,
        "asks somebody else",
    ),
];

/// Spoils a page for each check, which must see it, and did not see it before.
pub(super) fn each_check_sees(browser: &mut Browser) {
    browser.prefer(&[("prefers-reduced-motion", "reduce")]);
    browser.resize(320, 640);
    for (spoil, check, said) in SPOILT {
        browser.go(&host().url("voorbeeldstad/wijken/de-polder/"));
        let before = check(browser);
        assert!(!before.iter().any(|it| it.contains(said)), "before {spoil}: {before:?}");
        browser.go(&host().url("voorbeeldstad/wijken/de-polder/"));
        browser.run(spoil);
        let after = check(browser);
        assert!(after.iter().any(|it| it.contains(said)), "{spoil}: {after:?}");
        browser.run("document.cookie = 'wie=; max-age=0'; localStorage.clear(); sessionStorage.clear()");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("fout.html");
    let style = folder.path().join("fout.css");
    fs::write(&page, "<!DOCTYPE html>\n<html lang=\"nl\">\n<title>Fout</title>\n<p><div></div></p>\n").expect("a file");
    fs::write(&style, "p { colour: red }\n").expect("a file");
    let nu = tools::nu(&[page.clone(), style]);
    assert!(nu.iter().any(|it| it.contains("fout.html")) && nu.iter().any(|it| it.contains("colour")), "{nu:?}");
    assert!(!tools::html_validate(&[page]).is_empty());
    a_heavy_first_view_is_seen(folder.path());
}

/// Whether the page is heavy itself, or its style or its script is; and whether their compressed copies are what counts.
fn a_heavy_first_view_is_seen(folder: &Path) {
    let page = folder.join("zwaar.html");
    let light = "<link rel=\"stylesheet\" href=\"zwaar.css\"><script src=\"zwaar.js\"></script>";
    let save = |name: &str, bytes: usize| fs::write(folder.join(name), vec![b' '; bytes]).expect("a file");
    let expect = |heavy: bool, what: &str| {
        fs::write(&page, light).expect("a file");
        assert_eq!(first_view(&page) > FIRST_ANSWER, heavy, "{what}");
    };
    save("zwaar.css", 10);
    save("zwaar.js", 10);
    expect(false, "light");
    save("zwaar.css", FIRST_ANSWER);
    expect(true, "a heavy style");
    save("zwaar.css.br", 10);
    expect(false, "a style that is light to send");
    save("zwaar.js", FIRST_ANSWER);
    expect(true, "a heavy script");
    save("zwaar.js", 10);
    fs::write(&page, " ".repeat(FIRST_ANSWER + 1)).expect("a file");
    assert!(first_view(&page) > FIRST_ANSWER, "a heavy page");
}
