//! The site as residents get it: with any screen, any colours, any letters, any keys.
//!
//! Pages of the shipped site, of Voorbeeldstad, the made-up municipality that has everything, and the page of patterns, which has every component
//! in every state. `checks.rs` says what a page should be like, `wrong.rs` that each check sees what it is for.

#![expect(clippy::print_stdout, reason = "somebody asked for these figures")]

mod charts;
pub(crate) mod checks;
mod gevonden;
mod kaart;
mod tasks;
mod tools;
mod wrong;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

use serde_json::json;

use super::Test;
use super::driver::{Browser, key};
use super::host::{Host, PATTERNS, Parts, VOORBEELDSTAD};
use checks::Faults;

/// What is tested.
pub(crate) const TESTS: &[Test] = &[
    ("axe finds nothing, at any width, in any colours, with large letters", axe_finds_nothing),
    ("every text stands out, with the pointer or the focus on it, too", texts_stand_out),
    ("pages fit a narrow screen, large letters and wide spacing", pages_fit),
    ("a finger finds every link and button", a_finger_finds_all),
    ("the keyboard gets everywhere, in order and in sight", the_keyboard_gets_everywhere),
    ("the menu works by keyboard and without script", the_menu_works),
    ("nothing moves for a reader who wants rest", nothing_moves),
    ("own colours leave edges and shapes", own_colours_leave_edges),
    ("names and numbers are not translated", names_are_not_translated),
    ("a page asks nobody else, keeps nothing and stays where it is", a_page_is_quiet),
    ("Nu and html-validate find nothing", checkers_find_nothing),
    ("charts can be heard", charts::can_be_heard),
    ("maps are walked and heard in the order of their list", kaart::is_walked_in_order),
    ("an area without a page leads to its name", kaart::leads_to_a_name),
    ("maps have borders in any colours", kaart::has_borders_in_any_colours),
    ("answers of the search can be read, at any width and in any colours", gevonden::can_be_read),
    ("the first view fits the first answer", the_first_view_is_light),
    ("answers are at most three taps away", tasks::answers_are_a_few_taps_away),
    ("what happens, when and what came of it is at most two taps away", tasks::what_happens_is_two_taps_away),
    ("pages of wijken where a lot happens are not long", tasks::wijken_are_short),
    ("contact and walk-in moment are on the first screen", tasks::the_first_screen_answers),
    ("each check sees what it is for", wrong::each_check_sees),
];

/// What is measured for whoever asks, as it depends on the machine: `cargo test --test browser -- --ignored lighthouse`.
pub(crate) const MEASURES: &[Test] = &[("lighthouse gives a hundred four times", lighthouse)];

/// The shipped site.
const SHIPPED: &Parts = &[("content", "content"), ("themes", "themes")];
/// The pages that show every component, with everything in it and with nothing.
const PATTERN_PAGES: [&str; 2] = ["patronen/patronen/", "patronen/patronen/als-er-niets-is/"];
/// Bytes that a server can send before it waits for the first answer: ten packets of 1.460, less the frame around them (RFC 6928).
const FIRST_ANSWER: usize = 14_336;
/// The page of a wijk where all that there can be is at once, which takes a packet more.
const FULLEST: (&str, usize) = ("voorbeeldstad/wijken/oude-haven/", FIRST_ANSWER + 1_460);

/// The sites, built once, on a server.
static HOST: OnceLock<Host> = OnceLock::new();

fn host() -> &'static Host {
    HOST.get_or_init(|| {
        let host = Host::new();
        host.publish("helder", SHIPPED, &["--comprimeer", "--basis", "http://wijken.example/helder"]);
        host.publish(
            "voorbeeldstad",
            VOORBEELDSTAD,
            &["--comprimeer", "--basis", "http://wijken.example/voorbeeldstad"],
        );
        host.publish("patronen", PATTERNS, &["--comprimeer"]);
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
const SITES: [&str; 2] = ["helder", "voorbeeldstad"];

/// One page of each kind, by its class the one that has most in it in each site; and every component.
static KINDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut kinds: BTreeMap<_, (usize, String)> = BTreeMap::new();
    for (site, page) in SITES.iter().flat_map(|site| host().pages(site).into_iter().map(move |page| (site, page))) {
        let html = fs::read_to_string(file(&page)).expect("a page");
        let kind = html.split_once("<body class=\"").expect("a class").1.split_once('"').expect("a class").0.to_owned();
        let (longest, one) = kinds.entry((site, kind)).or_default();
        if html.len() > *longest {
            (*longest, *one) = (html.len(), page);
        }
    }
    kinds.into_values().map(|(_, page)| page).chain(PATTERN_PAGES.map(str::to_owned)).collect()
});

fn all_pages() -> Vec<String> {
    SITES
        .iter()
        .flat_map(|site| host().pages(site))
        .filter(|page| !fs::read_to_string(file(page)).expect("a page").contains("http-equiv=\"refresh\""))
        .chain(PATTERN_PAGES.map(str::to_owned))
        .collect()
}

/// The file that a page is served from.
fn file(page: &str) -> PathBuf {
    host().www().join(if page.ends_with('/') { format!("{page}index.html") } else { page.to_owned() })
}

/// Opens each page and notes what is wrong with it.
fn visit(browser: &mut Browser, pages: &[String], mut look: impl FnMut(&mut Browser) -> Faults) -> Vec<String> {
    let mut all = Vec::new();
    for page in pages {
        browser.go(&host().url(page));
        all.extend(look(browser).into_iter().map(|fault| format!("/{page}: {fault}")));
    }
    all
}

#[track_caller]
fn expect_none(what: &str, faults: &[String]) {
    assert!(
        faults.is_empty(),
        "{what}: {} faults\n{}",
        faults.len(),
        faults.iter().take(40).cloned().collect::<Vec<_>>().join("\n")
    );
}

fn axe_finds_nothing(browser: &mut Browser) {
    let faults = visit(browser, &KINDS, |browser| {
        let mut faults = Faults::new();
        for (width, height) in [(320, 640), (768, 1024), (1280, 900)] {
            browser.resize(width, height);
            for (colours, forced) in [("light", "none"), ("dark", "none"), ("dark", "active")] {
                // Without movement, as a colour on its way to another is neither.
                let rest = ("prefers-reduced-motion", "reduce");
                browser.prefer(&[("prefers-color-scheme", colours), ("forced-colors", forced), rest]);
                let found = checks::axe(browser, forced == "none");
                faults.extend(found.into_iter().map(|it| format!("{width}, {colours}, forced {forced}: {it}")));
            }
        }
        browser.prefer(&[("prefers-reduced-motion", "reduce")]);
        browser.resize(320, 640);
        checks::enlarge(browser);
        faults.extend(checks::axe(browser, true).into_iter().map(|it| format!("large letters: {it}")));
        faults
    });
    expect_none("axe", &faults);
}

fn texts_stand_out(browser: &mut Browser) {
    browser.resize(1280, 900);
    for (colours, state) in ["light", "dark"].into_iter().flat_map(|it| [(it, ":hover"), (it, ":focus-visible")]) {
        browser.prefer(&[("prefers-color-scheme", colours), ("prefers-reduced-motion", "reduce")]);
        expect_none(colours, &visit(browser, &KINDS, |browser| checks::contrast_in(browser, state)));
    }
}

fn pages_fit(browser: &mut Browser) {
    let faults = visit(browser, &KINDS, |browser| {
        let mut faults = Faults::new();
        // 320 by 256 is a screen of 1280 by 1024 at 400 %.
        for (width, height) in [(320, 256), (768, 1024), (1280, 900)] {
            browser.resize(width, height);
            faults.extend(checks::look(browser, "fits()").into_iter().map(|it| format!("{width}: {it}")));
        }
        browser.resize(320, 640);
        checks::space(browser);
        faults.extend(checks::look(browser, "fits()").into_iter().map(|it| format!("wide spacing: {it}")));
        browser.run("document.adoptedStyleSheets = []");
        checks::enlarge(browser);
        for width in [320, 1280] {
            browser.resize(width, 640);
            faults.extend(
                checks::look(browser, "fits()").into_iter().map(|it| format!("large letters at {width}: {it}")),
            );
        }
        faults
    });
    expect_none("fits", &faults);
}

fn a_finger_finds_all(browser: &mut Browser) {
    browser.resize(320, 640);
    expect_none("targets", &visit(browser, &all_pages(), |browser| checks::look(browser, "targets()")));
}

fn the_keyboard_gets_everywhere(browser: &mut Browser) {
    // A page that scrolls smoothly is not yet where it will be.
    browser.prefer(&[("prefers-reduced-motion", "reduce")]);
    for (width, height) in [(320, 256), (1280, 720)] {
        browser.resize(width, height);
        let faults = visit(browser, &KINDS, |browser| {
            let mut faults = checks::round(browser);
            faults.extend(checks::skips(browser));
            faults
        });
        expect_none(&format!("keyboard at {width}"), &faults);
    }
}

fn the_menu_works(browser: &mut Browser) {
    browser.resize(320, 640);
    // No script in any page but what says "now" and what searches, a wijk too, so there is nothing that could be missing without.
    for page in all_pages() {
        let html = fs::read_to_string(file(&page)).expect("a page");
        assert!(
            html.matches("<script").count()
                == html.matches("<script type=\"application/ld+json\"").count()
                    + html.matches("nu.js\"").count()
                    + html.matches("zoeken.js\"").count()
                    + html.matches("wijkzoeker.js\"").count(),
            "{page}"
        );
    }
    browser.cdp("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    browser.go(&host().url("voorbeeldstad/"));
    let first = "return document.activeElement.textContent.trim()";
    for _ in 0..3 {
        browser.press(key::TAB);
    }
    assert_eq!(browser.text(first), "Menu");
    browser.press(key::ENTER);
    browser.wait("document.querySelector('#site--menu').matches(':popover-open')");
    browser.press(key::TAB);
    assert_eq!(browser.text(first), "Wijken");
    browser.press(key::ESCAPE);
    browser.wait("!document.querySelector('#site--menu').matches(':popover-open')");
    assert_eq!(browser.text(first), "Menu", "the focus is back");
    // Details unfold, too.
    browser.go(&host().url("helder/wijken/"));
    browser.run("document.querySelector('summary').focus()");
    browser.press(key::ENTER);
    browser.wait("document.querySelector('details').open");
    browser.cdp("Emulation.setScriptExecutionDisabled", &json!({ "value": false }));
}

fn nothing_moves(browser: &mut Browser) {
    browser.prefer(&[("prefers-reduced-motion", "reduce")]);
    expect_none("moves", &visit(browser, &KINDS, |browser| checks::look(browser, "moving()")));
}

fn own_colours_leave_edges(browser: &mut Browser) {
    for colours in ["light", "dark"] {
        browser.prefer(&[("prefers-color-scheme", colours), ("forced-colors", "active")]);
        expect_none(colours, &visit(browser, &KINDS, |browser| checks::look(browser, "edges()")));
    }
}

fn names_are_not_translated(browser: &mut Browser) {
    let names = json!([
        "Voorbeeld Een",
        "Oude Haven",
        "Sterrenwijk",
        "Havenkade 2",
        "Dijkweg 5",
        "Voorbeeldplein",
        "Havenkwartier"
    ]);
    let pages: Vec<_> = host().pages("voorbeeldstad").into_iter().chain(PATTERN_PAGES.map(str::to_owned)).collect();
    expect_none(
        "translated",
        &visit(browser, &pages, |browser| checks::look(browser, &format!("translated({names})"))),
    );
}

fn a_page_is_quiet(browser: &mut Browser) {
    for (width, height) in [(320, 640), (1280, 900)] {
        browser.resize(width, height);
        expect_none("quiet", &visit(browser, &all_pages(), checks::quiet));
    }
}

fn checkers_find_nothing(_: &mut Browser) {
    let files: Vec<_> = walkdir::WalkDir::new(host().www())
        .sort_by_file_name()
        .into_iter()
        .map(|it| it.expect("a file").into_path())
        .collect();
    let of = |kinds: &[&str]| -> Vec<PathBuf> {
        files
            .iter()
            .filter(|it| it.extension().is_some_and(|it| kinds.iter().any(|kind| it == *kind)))
            .cloned()
            .collect()
    };
    expect_none("Nu", &tools::nu(&of(&["html", "css", "svg"])));
    expect_none("html-validate", &tools::html_validate(&of(&["html"])));
}

/// Bytes of a page and of the styles and scripts that it asks for, compressed as `--comprimeer` does.
fn first_view(html: &Path) -> usize {
    let size = |path: &Path| {
        let mut compressed = path.as_os_str().to_owned();
        compressed.push(".br");
        fs::metadata(compressed)
            .or_else(|_| fs::metadata(path))
            .map_or(0, |it| usize::try_from(it.len()).expect("small"))
    };
    let text = fs::read_to_string(html).expect("a page");
    let asked = text.split("<link rel=\"stylesheet\" href=\"").skip(1).chain(text.split("<script src=\"").skip(1));
    let asked = asked.map(|it| it.split_once('"').expect("an address"));
    // Who looks does not wait for what is for paper.
    let asked = asked.filter(|(_, more)| !more.starts_with(" media=\"print\"")).map(|(href, _)| href);
    let place = html.parent().expect("a folder");
    // The page of what is not there has addresses from the root of its host, which has more sites than one here.
    size(html) + asked.map(|href| size(&place.join(href.rsplit_once("thema/").map_or(href, |_| href)))).sum::<usize>()
}

fn the_first_view_is_light(_: &mut Browser) {
    let mut faults = Faults::new();
    // Nobody waits for the page of patterns: it has all that the others have together.
    for page in all_pages().into_iter().filter(|page| !PATTERN_PAGES.contains(&page.as_str())) {
        let bytes = first_view(&file(&page));
        if bytes > if page == FULLEST.0 { FULLEST.1 } else { FIRST_ANSWER } {
            faults.push(format!("/{page}: {bytes} bytes"));
        }
    }
    expect_none("first view", &faults);
}

/// The figures of Lighthouse for one page of every kind, each compressed as a real host does.
fn lighthouse(_: &mut Browser) {
    let mut faults = Faults::new();
    println!("{:>5} {:>5} {:>5} {:>5}  page", "perf", "acc", "best", "seo");
    for page in KINDS.iter() {
        let (scores, told) = tools::lighthouse(&host().url(page));
        let [performance, accessibility, practices, seo] = scores;
        println!("{performance:>5.0} {accessibility:>5.0} {practices:>5.0} {seo:>5.0}  /{page}");
        if scores.iter().any(|score| *score < 100.0) {
            faults.push(format!("/{page}: {scores:?}\n    {}", told.join("\n    ")));
        }
    }
    expect_none("lighthouse", &faults);
}
