//! Answers of the search and in which wijk somebody lives, and their words for nothing found: as residents with other screens, colours and letters get them.

use super::super::driver::Browser;
use super::checks::{self, Faults};
use super::host;

const STATES: [(&str, &str); 6] = [
    ("helder/zoeken/?q=hub", ".zoek__lijst mark"),
    ("helder/zoeken/?q=1785+AB", ".zoek__bel:not([hidden])"),
    ("voorbeeldstad/zoeken/?q=haven", ".zoek__lijst"),
    ("voorbeeldstad/in-welke-wijk/#9999AA", "#deel--postcode .kaart"),
    ("voorbeeldstad/in-welke-wijk/#9999AB", "#deel--nummer-veld:not([hidden])"),
    ("voorbeeldstad/in-welke-wijk/#1234AB", "#deel--postcode .zoek__bel:not([hidden])"),
];

pub(super) fn can_be_read(browser: &mut Browser) {
    let mut faults = Faults::new();
    for (page, sign) in STATES {
        browser.go(&host().url(page));
        browser.wait(&format!("document.querySelector({sign:?})"));
        for width in [320, 1280] {
            browser.resize(width, 640);
            for (colours, forced) in [("light", "none"), ("dark", "none"), ("dark", "active")] {
                browser.prefer(&[
                    ("prefers-color-scheme", colours),
                    ("forced-colors", forced),
                    ("prefers-reduced-motion", "reduce"),
                ]);
                let mut found = checks::axe(browser, forced == "none");
                found.extend(checks::look(browser, "fits()"));
                found.extend(checks::look(browser, "targets()"));
                if forced == "active" {
                    found.extend(checks::look(browser, "edges()"));
                }
                faults
                    .extend(found.into_iter().map(|it| format!("{page} at {width}, {colours}, forced {forced}: {it}")));
            }
        }
    }
    super::expect_none("answers", &faults);
}
