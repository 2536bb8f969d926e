//! Maps as people with a keyboard, a screen reader or colours of their own get them.

use std::fs;

use serde_json::{Value, json};

use super::super::driver::{Browser, key};
use super::charts::tree;
use super::checks::Faults;
use super::{KINDS, PATTERN_PAGES, expect_none, file, host, visit};

/// Pages with a map: of wijken with pages, of buurten most of which have none, and with places and an area too small for its number.
fn pages() -> Vec<String> {
    ["helder/", "helder/wijken/", "helder/wijken/julianadorp/", PATTERN_PAGES[0]].map(str::to_owned).to_vec()
}

/// The names in the list beside the map, in order, and those that its shapes have.
const NAMES: &str = "
const figure = document.querySelector('figure.gebiedskaart');
const beside = [...figure.querySelectorAll('figcaption ol li')].map((it) => it.textContent);
";

/// On the page of a wijk the map is folded.
const UNFOLD: &str = "for (const it of document.querySelectorAll('details:has(figure.gebiedskaart)')) it.open = true";

/// From where Tab leads into the map.
const ENTER_MAP: &str = "figure.tabIndex = -1; figure.focus(); figure.removeAttribute('tabindex')";

/// Tab goes through the areas and places of a map in the order of the list beside it, and a screen reader says the same.
pub(super) fn is_walked_in_order(browser: &mut Browser) {
    let faults = visit(browser, &pages(), |browser| {
        browser.run(UNFOLD);
        let mut faults = in_order(browser);
        faults.extend(is_heard_in_order(browser));
        faults
    });
    expect_none("maps", &faults);
    // What is looked at elsewhere has a map and charts.
    for part in ["class=\"gebiedskaart\"", "class=\"grafiek"] {
        let has = |page: &&String| {
            page.starts_with("helder/") && fs::read_to_string(file(page)).expect("a page").contains(part)
        };
        assert!(KINDS.iter().any(|page| has(&page)), "no page with {part} is looked at");
    }
    // It sees what it is for.
    browser.go(&host().url("helder/wijken/"));
    browser.run("const map = document.querySelector('figure.gebiedskaart svg'); map.append(map.querySelector('a'))");
    assert!(!in_order(browser).is_empty());
    browser.go(&host().url("helder/wijken/"));
    browser.run("document.querySelector('figure.gebiedskaart svg a title').remove()");
    assert!(!is_heard_in_order(browser).is_empty());
}

fn in_order(browser: &mut Browser) -> Faults {
    let names = browser.run(&format!("{NAMES} return beside"));
    let names = names.as_array().expect("a list");
    assert!(names.len() > 2, "{names:?}");
    browser.run(&format!("{NAMES} {ENTER_MAP}"));
    let mut faults = Faults::new();
    for name in names {
        browser.press(key::TAB);
        let there = browser.run("const it = document.activeElement; return it.ownerSVGElement ? it.querySelector('title')?.textContent ?? '' : it.outerHTML");
        if there != *name {
            faults.push(format!("{there} instead of {name}"));
        }
    }
    browser.press(key::TAB);
    if browser.run("return Boolean(document.activeElement.ownerSVGElement)") == json!(true) {
        faults.push("more shapes than names".to_owned());
    }
    faults
}

/// As Chromium tells programs that read aloud.
fn is_heard_in_order(browser: &mut Browser) -> Faults {
    let names = browser.run(&format!("{NAMES} return beside"));
    let map = browser.text(&format!("{NAMES} return figure.querySelector('svg').getAttribute('aria-label')"));
    let nodes = &tree(browser);
    let by_id = |id: &Value| nodes.iter().find(|node| node["nodeId"] == *id);
    let Some(group) = nodes.iter().find(|node| node["role"]["value"] == "group" && node["name"]["value"] == json!(map))
    else {
        return vec![format!("nothing is called {map}")];
    };
    let (mut heard, mut open) = (Vec::new(), vec![group]);
    while let Some(node) = open.pop() {
        if node["role"]["value"] == "link" {
            heard.push(node["name"]["value"].clone());
        }
        open.extend(node["childIds"].as_array().into_iter().flatten().rev().filter_map(by_id));
    }
    if json!(heard) == names { Faults::new() } else { vec![format!("heard {heard:?} instead of {names}")] }
}

/// An area without a page leads to its name, which stands out then.
pub(super) fn leads_to_a_name(browser: &mut Browser) {
    browser.prefer(&[("prefers-reduced-motion", "reduce")]);
    for (width, height) in [(320, 640), (1280, 900)] {
        browser.resize(width, height);
        browser.go(&host().url("helder/wijken/julianadorp/"));
        browser.run(UNFOLD);
        browser.run("document.querySelector('figure.gebiedskaart svg a[href^=\"#\"]').focus()");
        browser.press(key::ENTER);
        browser.wait("document.querySelector('figure.gebiedskaart li:target')");
        let found = browser.run(
            "const it = document.querySelector('figure.gebiedskaart li:target'); const { top, bottom } = it.getBoundingClientRect();
             return [it.textContent === document.querySelector('figure.gebiedskaart svg a[href^=\"#\"] title').textContent,
                top >= 0 && bottom <= innerHeight, getComputedStyle(it.firstChild).outlineStyle !== 'none']",
        );
        assert_eq!(found, json!([true, true, true]), "at {width}");
    }
}

/// Borders stand out from areas and from the page (WCAG 1.4.11), in light and dark; with colours of the reader's own they are those of
/// links on the reader's ground, and the one that has the focus differs.
pub(super) fn has_borders_in_any_colours(browser: &mut Browser) {
    let look = "
        const canvas = document.createElement('canvas').getContext('2d');
        const hex = (colour) => { canvas.fillStyle = colour; return canvas.fillStyle; };
        const light = (colour) => { const parts = [1, 3, 5].map((at) => parseInt(hex(colour).slice(at, at + 2), 16) / 255).map((it) => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4); return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]; };
        const contrast = (one, other) => { const [low, high] = [light(one), light(other)].sort((a, b) => a - b); return (high + 0.05) / (low + 0.05); };
        const area = document.querySelector('figure.gebiedskaart svg a:not(:focus)');
        const path = area.querySelector('path');
        const { fill, stroke, strokeWidth } = getComputedStyle(path);
        let up = area; let ground = 'rgba(0, 0, 0, 0)';
        while (up && /, 0\\)$|transparent/.test(ground)) { ground = getComputedStyle(up).backgroundColor; up = up.parentElement; }
        if (/, 0\\)$|transparent/.test(ground)) ground = 'Canvas';
        const probe = document.createElement('span'); document.body.append(probe);
        const system = (name) => { probe.style.color = name; return hex(getComputedStyle(probe).color); };
        const focused = getComputedStyle(document.activeElement.querySelector('path'));
        const faults = [];
        if (contrast(stroke, fill) < 3) faults.push(`borders ${stroke} in areas ${fill}`);
        if (contrast(stroke, ground) < 3) faults.push(`borders ${stroke} on ${ground}`);
        if (parseFloat(focused.strokeWidth) < 2 * parseFloat(strokeWidth)) faults.push('the focus is not seen');
        if (matchMedia('(forced-colors: active)').matches && (hex(fill) !== system('Canvas') || hex(stroke) !== system('LinkText'))) faults.push(`not the colours of the reader: ${fill}, ${stroke}`);
        return faults;";
    let ask = |browser: &mut Browser| -> Faults {
        browser.run(UNFOLD);
        browser.run(&format!("{NAMES} {ENTER_MAP}"));
        browser.press(key::TAB);
        let found = browser.run(look);
        found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    for (colours, forced) in [("light", "none"), ("dark", "none"), ("light", "active"), ("dark", "active")] {
        browser.prefer(&[
            ("prefers-color-scheme", colours),
            ("forced-colors", forced),
            ("prefers-reduced-motion", "reduce"),
        ]);
        expect_none(&format!("{colours}, forced {forced}"), &visit(browser, &pages(), ask));
        // It sees what it is for.
        browser.go(&host().url("helder/wijken/"));
        browser.run("document.querySelector('figure.gebiedskaart svg').style = '--vlak: #888; --lijn: #777'");
        assert!(!ask(browser).is_empty(), "{colours}, forced {forced}");
    }
}
