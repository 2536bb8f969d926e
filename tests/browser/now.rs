//! What pages say of now, by a clock and in a zone that the test chooses.

use std::sync::OnceLock;

use serde_json::json;

use super::Test;
use super::driver::Browser;
use super::host::{Host, Parts};

/// What is tested.
pub(crate) const TESTS: &[Test] = &[
    ("a page says what is now, whatever the zone of its reader", says_what_is_now),
    ("a page is right in both nights in which clocks change", is_right_in_both_nights),
    ("a page that is too old says when it was made, and nothing of now", is_silent_when_old),
    ("a page without script is right as of its date", is_right_without_script),
    ("an urgent notice goes when it is over", notice_goes),
    ("a meeting goes when it is over, and its page says so", meeting_goes),
    ("a page goes on with the clock, and is printed as it was made", goes_on_and_is_printed),
];

const SITE: &Parts = &[("tests/cases/nu/in/content", "content"), ("themes", "themes")];
/// One with urgent notices.
const NOTICES: &Parts = &[("tests/cases/meldingen/in/content", "content"), ("themes", "themes")];
/// One with meetings.
const MEETINGS: &Parts = &[("tests/cases/bijeenkomsten/in/content", "content"), ("themes", "themes")];
/// Where readers are.
const ZONES: [&str; 3] = ["Europe/Amsterdam", "America/New_York", "Asia/Tokyo"];

/// The site as it was built on a Monday, in the week before each change of the clock.
static HOST: OnceLock<Host> = OnceLock::new();

fn host() -> &'static Host {
    HOST.get_or_init(|| {
        let host = Host::new();
        for (at, day) in [("herfst", "2026-10-19"), ("november", "2026-11-23"), ("lente", "2027-03-22")] {
            host.publish_on(day, at, SITE, &["--comprimeer"]);
        }
        host.publish_on("2026-11-23", "meldingen", NOTICES, &[]);
        host.publish_on("2026-11-23", "praat-mee", MEETINGS, &[]);
        host.start(b"");
        host
    })
}

/// Ends the server, if there is one. Statics are never dropped.
pub(crate) fn end() {
    if let Some(host) = HOST.get() {
        host.stop();
    }
}

/// Opens a page while it is this time, with its zone: `2026-11-23T09:00+01:00`. Undone by [`back`].
fn open(browser: &mut Browser, page: &str, now: &str, zone: &str) -> String {
    let clock = format!(
        "window.moment = Date.parse('{now}');
         const real = Date;
         window.Date = class extends real {{ constructor(...all) {{ super(...(all.length ? all : [window.moment])); }} static now() {{ return window.moment; }} }};"
    );
    let script = browser.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": clock }));
    browser.cdp("Emulation.setTimezoneOverride", &json!({ "timezoneId": zone }));
    browser.go(&host().url(page));
    browser.wait("document.readyState === 'complete'");
    assert_eq!(browser.text("return Intl.DateTimeFormat().resolvedOptions().timeZone"), zone);
    assert_eq!(browser.run("return Date.now()"), browser.run(&format!("return Date.parse('{now}')")));
    script["identifier"].as_str().expect("a script").to_owned()
}

fn back(browser: &mut Browser, script: &str) {
    browser.cdp("Page.removeScriptToEvaluateOnNewDocument", &json!({ "identifier": script }));
    browser.cdp("Emulation.setTimezoneOverride", &json!({ "timezoneId": "" }));
}

/// What is seen at a place, with plain spaces; nothing when it is not seen.
fn seen(browser: &mut Browser, place: &str) -> String {
    browser.text(&format!(
        "return [...document.querySelectorAll({place:?})].filter((it) => it.checkVisibility()).map((it) => it.innerText.trim().replace(/\\s+/g, ' ')).join(' | ')"
    ))
}

/// At a page and a time, what is seen at a place, in every zone.
#[track_caller]
fn expect(browser: &mut Browser, page: &str, cases: &[(&str, &str, &str)]) {
    for (now, place, expected) in cases {
        for zone in ZONES {
            let script = open(browser, page, now, zone);
            assert_eq!(seen(browser, place), *expected, "/{page} at {now} in {zone}: {place}");
            back(browser, &script);
        }
    }
}

fn notice_goes(browser: &mut Browser) {
    let both = "Gevaar: Rook van een brand | Hinder: Geen water in de Havenbuurt";
    for page in ["meldingen/", "meldingen/wijken/noord/"] {
        expect(
            browser,
            page,
            &[
                ("2026-11-23T15:29:59+01:00", ".bericht--let-op strong", both),
                ("2026-11-23T15:30:00+01:00", ".bericht--let-op strong", "Gevaar: Rook van een brand"),
                ("2026-11-24T02:30:00+01:00", ".bericht--let-op strong", ""),
            ],
        );
    }
}

fn meeting_goes(browser: &mut Browser) {
    expect(
        browser,
        "praat-mee/bijeenkomsten/vandaag/",
        &[
            ("2026-11-21T12:00:00+01:00", ".nu", ""),
            ("2026-11-22T12:00:00+01:00", ".nu", "Deze bijeenkomst is morgen, om 20.00 uur."),
            ("2026-11-23T19:59:59+01:00", ".nu", "Deze bijeenkomst is vandaag, om 20.00 uur."),
            ("2026-11-24T00:29:59+01:00", ".nu", "Deze bijeenkomst is nu, tot 0.30 uur."),
            ("2026-11-24T00:30:00+01:00", ".nu", ""),
            ("2026-11-30T21:00:00+01:00", ".nu", "Deze bijeenkomst is nu, tot 22.00 uur."),
            ("2026-11-30T22:00:00+01:00", ".nu", "Deze bijeenkomst is geweest."),
        ],
    );
    let cancelled = "Afgelast: Schouw door de buurt";
    expect(
        browser,
        "praat-mee/",
        &[
            (
                "2026-11-30T21:59:59+01:00",
                "#bijeenkomsten h3",
                "Twee avonden over veiligheid | Afgelast: Schouw door de buurt",
            ),
            ("2026-11-30T22:00:00+01:00", "#bijeenkomsten h3", cancelled),
            ("2026-12-01T11:30:00+01:00", "#bijeenkomsten h3", ""),
        ],
    );
}

fn says_what_is_now(browser: &mut Browser) {
    expect(
        browser,
        "november/hubs/de-haven/",
        &[
            ("2026-11-23T08:59:59+01:00", ".nu", "Gaat om 9.00 uur open"),
            ("2026-11-23T09:00:00+01:00", ".nu", "Nu open, tot 12.00 uur"),
            ("2026-11-23T12:00:00+01:00", ".nu", "Gaat om 13.00 uur open"),
            ("2026-11-23T23:59:30+01:00", ".nu", "Gaat morgen om 9.00 uur open"),
            ("2026-11-24T00:00:00+01:00", ".nu", "Gaat om 9.00 uur open"),
            ("2026-11-24T17:00:00+01:00", ".nu", "Gaat donderdag 26 november om 9.00 uur open"),
            ("2026-11-25T23:59:59+01:00", ".bericht--let-op", "Let op: woensdag 25 november 2026 dicht (studiedag)."),
            ("2026-11-26T00:00:00+01:00", ".bericht--let-op", ""),
            // Weeks after it was built.
            ("2027-01-18T16:59:00+01:00", ".nu", "Nu open, tot 17.00 uur"),
        ],
    );
    expect(
        browser,
        "november/wijken/noord/",
        &[
            ("2026-11-23T10:00:00+01:00", "#contact .inloop > p:nth-child(2)", "nu, tot 12.00 uur"),
            ("2026-11-23T23:59:00+01:00", "#contact .inloop > p:first-child", "De Haven is open"),
            ("2026-12-09T09:45:00+01:00", "#contact .inloop > p:first-child", "De Haven is open"),
            ("2026-12-09T09:45:00+01:00", "#spreekuren dl div:last-child dd > span:first-child", "nu, tot 11.00 uur"),
            // A link that follows: on Saturday nothing but the night is open.
            ("2027-01-16T23:00:00+01:00", "#contact .inloop > p:first-child", "De Nachthub is open"),
        ],
    );
    let script = open(browser, "november/wijken/noord/", "2027-01-16T23:00:00+01:00", "Asia/Tokyo");
    let href = browser.text("return document.querySelector('#contact .inloop a').href");
    assert!(href.ends_with("/november/hubs/nachthub/"), "{href}");
    back(browser, &script);
    expect(
        browser,
        "november/spreekuren/",
        &[
            (
                "2026-11-23T10:00:00+01:00",
                ".week dt",
                "vandaag, maandag 23 november | morgen, dinsdag 24 november | donderdag 26 november 2026 | zaterdag 28 november 2026 | zondag 29 november 2026",
            ),
            ("2026-11-28T10:00:00+01:00", ".week dt", "vandaag, zaterdag 28 november | morgen, zondag 29 november"),
            ("2026-11-30T10:00:00+01:00", "#deel--week", ""),
        ],
    );
}

fn is_right_in_both_nights(browser: &mut Browser) {
    // The clock goes back: from a quarter past two, the first time, to a quarter to three, the second time.
    expect(
        browser,
        "herfst/hubs/nachthub/",
        &[
            ("2026-10-24T21:59:00+02:00", ".nu", "Gaat om 22.00 uur open"),
            ("2026-10-24T22:00:00+02:00", ".nu", "Nu open, tot 2.45 uur"),
            ("2026-10-25T02:50:00+02:00", ".nu", "Nu open, tot 2.45 uur"),
            ("2026-10-25T02:44:00+01:00", ".nu", "Nu open, tot 2.45 uur"),
            ("2026-10-25T02:45:00+01:00", ".nu", "Gaat zaterdag 31 oktober om 22.00 uur open"),
            ("2026-10-30T00:30:00+01:00", ".nu", "Gaat morgen om 22.00 uur open"),
        ],
    );
    // The clock goes forward: what would be after two is at three, and so is not at all.
    expect(
        browser,
        "lente/hubs/nachthub/",
        &[
            ("2027-03-28T01:59:00+01:00", ".nu", "Nu open, tot 2.15 uur"),
            ("2027-03-28T03:00:00+02:00", ".nu", "Gaat zaterdag 3 april om 22.00 uur open"),
            ("2027-04-02T23:59:00+02:00", ".nu", "Gaat morgen om 22.00 uur open"),
        ],
    );
    expect(
        browser,
        "lente/hubs/de-haven/",
        &[
            ("2027-03-28T00:30:00+01:00", ".nu", "Gaat dinsdag 30 maart om 9.00 uur open"),
            ("2027-03-28T23:59:00+02:00", ".nu", "Gaat dinsdag 30 maart om 9.00 uur open"),
            ("2027-03-29T00:00:00+02:00", ".nu", "Gaat morgen om 9.00 uur open"),
        ],
    );
}

fn is_silent_when_old(browser: &mut Browser) {
    for page in ["november/hubs/de-haven/", "november/hubs/", "november/wijken/noord/", "november/spreekuren/"] {
        for (now, is_old) in [
            ("2027-01-31T23:59:00+01:00", false),
            ("2027-02-01T00:00:00+01:00", true),
            ("2028-06-01T10:00:00+02:00", true),
        ] {
            let script = open(browser, page, now, "America/New_York");
            let made =
                "Deze pagina is gemaakt in de week van 23 november 2026. De dagen en tijden kunnen nu anders zijn.";
            assert_eq!(seen(browser, ".aanhef .bericht"), if is_old { made } else { "" }, "/{page} at {now}");
            if is_old {
                assert_eq!(seen(browser, ".nu, .inloop a, dd > span[data-nu], [data-nu] dt"), "", "/{page} at {now}");
            }
            back(browser, &script);
        }
    }
}

fn is_right_without_script(browser: &mut Browser) {
    browser.cdp("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    browser.go(&host().url("november/hubs/de-haven/"));
    let looked =
        ["return document.querySelector('.nu').innerText", "return document.body.innerText"].map(|it| browser.text(it));
    let empty = browser.run("return [...document.querySelectorAll('[data-nu]')].filter((it) => it.checkVisibility() && !it.innerText.trim()).length");
    browser.cdp("Emulation.setScriptExecutionDisabled", &json!({ "value": false }));
    let [next, all] = looked.map(|it| it.replace('\u{a0}', " "));
    assert_eq!(next, "Volgende keer open: maandag 23 november 2026, 9.00 tot 12.00 uur en 13.00 tot 17.00 uur");
    for word in ["Nu open", "vandaag", "morgen,"] {
        assert!(!all.contains(word), "{word}: {all}");
    }
    assert_eq!(empty, 0);
}

fn goes_on_and_is_printed(browser: &mut Browser) {
    let script = open(browser, "november/hubs/de-haven/", "2026-11-23T11:59:30+01:00", "Europe/Amsterdam");
    assert_eq!(seen(browser, ".nu"), "Nu open, tot 12.00 uur");
    // A return to the page is a moment to look again.
    browser.run("window.moment += 60000; dispatchEvent(new Event('pageshow'))");
    assert_eq!(seen(browser, ".nu"), "Gaat om 13.00 uur open");
    // What stays the same is not touched: a screen reader would read it out.
    browser.run(
        "window.touched = 0; new MutationObserver((all) => { window.touched += all.length; }).observe(document.body, \
         { subtree: true, childList: true, characterData: true, attributes: true }); window.moment += 60000; dispatchEvent(new Event('pageshow'))",
    );
    assert_eq!(browser.run("return new Promise((done) => setTimeout(() => done(window.touched), 50))"), 0);
    assert_eq!(browser.run("return document.querySelectorAll('[aria-live], [role=status], [role=alert]').length"), 0);
    browser.run("dispatchEvent(new Event('beforeprint'))");
    assert!(seen(browser, ".nu").starts_with("Volgende keer open: maandag 23 november 2026"));
    browser.run("dispatchEvent(new Event('afterprint'))");
    assert_eq!(seen(browser, ".nu"), "Gaat om 13.00 uur open");
    back(browser, &script);
}
