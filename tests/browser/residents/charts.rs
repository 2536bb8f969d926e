//! What a screen reader gets of the charts, as Chromium tells it: a table of bars, and two pictures with a name.

use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

use super::super::driver::Browser;
use super::{PATTERN_PAGES, host};

/// Of the page of patterns, which has a chart of each sort.
pub(super) fn can_be_heard(browser: &mut Browser) {
    browser.go(&host().url(PATTERN_PAGES[0]));
    let tree = tree(browser);
    let nodes = tree.iter().filter(|node| node["ignored"] != json!(true));
    let text = |value: &Value| value["value"].as_str().unwrap_or_default().replace('\u{a0}', " ");
    let heard: Vec<(String, String)> = nodes.map(|node| (text(&node["role"]), text(&node["name"]))).collect();
    for (role, name) in [
        ("table", "65 jaar of ouder in 2025. De streep staat op het cijfer van de hele gemeente."),
        ("rowheader", "Heel Nederland"),
        ("cell", "26,4 %"),
        ("image", "Lijn van 2020 tot en met 2025. Van 28 % in 2023 naar 31 % in 2025."),
        ("image", "65 jaar of ouder: een stip voor elke wijk, van 12 % tot 31 %."),
    ] {
        assert!(heard.iter().any(|it| it.0 == role && it.1 == name), "no {role} {name} in {heard:?}");
    }
    let nameless = heard.iter().filter(|(role, name)| role == "image" && name.is_empty()).count();
    assert_eq!(nameless, 0, "pictures without a name");
}

/// What the page is for programs that read aloud. A page that was just opened may not have told them yet.
pub(super) fn tree(browser: &mut Browser) -> Vec<Value> {
    let mut nodes = Vec::new();
    for _ in 0..100 {
        let mut tree = browser.cdp("Accessibility.getFullAXTree", &json!({}));
        if let Value::Array(all) = tree["nodes"].take() {
            nodes = all;
        }
        if nodes.len() > 1 {
            break;
        }
        sleep(Duration::from_millis(50));
    }
    nodes
}
