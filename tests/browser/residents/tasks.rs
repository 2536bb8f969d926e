//! What residents come for, on a small phone: how many taps it takes, and that the answer is in sight then.
//!
//! What lives here: the way to an answer. What must not: how a page looks.

use std::fs;

use super::super::driver::Browser;
use super::checks::Faults;
use super::host;

/// The smallest phone there is, and a small one of today.
const SMALLEST: (u32, u32) = (320, 568);
const SMALL: (u32, u32) = (360, 640);
/// A phone as most people have.
const USUAL: (u32, u32) = (390, 844);

/// What somebody wants to know, what is tapped from the home page on, and the words of the answer.
struct Task {
    site: &'static str,
    wants: &'static str,
    taps: &'static [&'static str],
    answer: &'static [&'static str],
}

const TASKS: &[Task] = &[
    Task {
        site: "helder",
        wants: "whom to call in De Schooten",
        taps: &["De Schooten"],
        answer: &["Er is nu geen wijkmanager", "Naar www.denhelder.nl", "er is nu geen spreekuur"],
    },
    Task {
        site: "helder",
        wants: "whether the hub is open",
        taps: &["Menu", "De hub"],
        answer: &["In voorbereiding: nog niet open"],
    },
    Task {
        site: "helder",
        wants: "what happens in September",
        taps: &["Menu", "Tijdlijn"],
        answer: &["Wij weten nu van geen stap die loopt of nog komt"],
    },
    Task {
        site: "helder",
        wants: "what was planned for September 2019",
        taps: &["Menu", "Tijdlijn", "September 2019: De raad kiest de gebieden voor 2020"],
        answer: &["De raad kiest de gebieden voor 2020", "Welke gebieden in 2020 aan de beurt komen"],
    },
    Task {
        site: "helder",
        wants: "how many people live in Julianadorp, and according to whom",
        taps: &["Julianadorp", "Cijfers"],
        answer: &["CBS, Kerncijfers wijken en buurten 2024", "15.410"],
    },
    Task {
        site: "voorbeeldstad",
        wants: "whom to call in De Polder, and when to walk in",
        taps: &["De Polder"],
        answer: &["Voorbeeld Twee", "Bel", "8.30 tot 9.30 uur"],
    },
];

/// What residents ask first, in the wijk where everything happens.
const FIRST: &[Task] = &[
    Task {
        site: "voorbeeldstad",
        wants: "what happens on my street, the Havenkade, and what I notice of it",
        taps: &["Oude Haven", "De kade wordt nieuw"],
        answer: &["Havenkade", "De kade is dicht voor auto's."],
    },
    Task {
        site: "voorbeeldstad",
        wants: "when the next meeting is, and how I get there",
        taps: &["Oude Haven", "Kijken op de kade"],
        answer: &["maandag 23 november 2026, 15.00 tot 16.30 uur", "Havenkade 1"],
    },
    Task {
        site: "voorbeeldstad/wijken/oude-haven",
        wants: "what was done with what we said about the quay",
        taps: &["Alle bijeenkomsten", "Avond over de kade"],
        answer: &["Waar wilt u zitten, en waar zet u uw fiets neer?", "Veel mensen willen uit de wind zitten."],
    },
];

/// A resident finds each answer in at most three taps, and sees it without scrolling.
pub(super) fn answers_are_a_few_taps_away(browser: &mut Browser) {
    walk(browser, TASKS, SMALLEST, 3);
}

/// What happens in my street, when the meeting is and how I get there, and what was done with what we said.
pub(super) fn what_happens_is_two_taps_away(browser: &mut Browser) {
    walk(browser, FIRST, USUAL, 2);
    // The place of the meeting leads to a map.
    browser.go(&host().url("voorbeeldstad/bijeenkomsten/kade-vandaag/"));
    let leads = "return [...document.querySelectorAll('main a')].some((it) => it.href.startsWith('https://kaart.voorbeeldstad.example/?q=Havenkade'))";
    assert_eq!(browser.run(leads), true, "the address of the meeting leads to a map");
}

fn walk(browser: &mut Browser, tasks: &[Task], (width, height): (u32, u32), most: usize) {
    browser.prefer(&[("prefers-reduced-motion", "reduce")]);
    browser.resize(width, height);
    let mut faults = Vec::new();
    for Task { site, wants, taps, answer } in tasks {
        browser.go(&host().url(&format!("{site}/")));
        assert!(taps.len() <= most, "{wants}: {} taps", taps.len());
        for tap in *taps {
            if !browser.run(&format!("{SEEN}\nreturn tap({tap:?})")).as_bool().unwrap_or_default() {
                faults.push(format!("{wants}: nothing to tap is called {tap}"));
            }
            browser.wait("document.readyState === 'complete'");
        }
        for words in *answer {
            let seen = browser.run(&format!("{SEEN}\nreturn isSeen({words:?})"));
            if seen != true {
                let where_then = browser.text(&format!("{SEEN}\nreturn whereIs({words:?})"));
                faults.push(format!("{wants}: “{words}” is not on the first screen of {where_then}"));
            }
        }
    }
    super::expect_none("tasks", &faults);
}

/// How long the pages of wijken may be on a phone, in CSS pixels. Oude Haven has every kind in every state at once: a deputy, three spreekuren that each
/// differ on some days, two hubs.
const LONGEST: [(&str, u64); 4] =
    [("molenveld", 7_700), ("de-polder", 7_700), ("sterrenwijk", 7_700), ("oude-haven", 10_200)];

/// With nearly all kinds filled, the page of a wijk is no longer than one with hardly anything was.
pub(super) fn wijken_are_short(browser: &mut Browser) {
    browser.resize(USUAL.0, USUAL.1);
    for (wijk, most) in LONGEST {
        browser.go(&host().url(&format!("voorbeeldstad/wijken/{wijk}/")));
        let height = browser.run("return document.documentElement.scrollHeight").as_u64().expect("a height");
        assert!(height <= most, "{wijk}: {height} pixels");
    }
}

/// On every page of a wijk or buurt the contact with a way to reach somebody is on the first screen, even of the smallest phone, and
/// the next moment to walk in on that of a small one.
pub(super) fn the_first_screen_answers(browser: &mut Browser) {
    let mut pages = super::all_pages();
    // Those of figures are for who went on from there.
    pages.retain(|page| page.contains("/wijken/") && !page.ends_with("/wijken/") && !page.ends_with("/cijfers/"));
    // What is urgent goes before all else, and so does who is there instead.
    pages.retain(|page| {
        let html = fs::read_to_string(super::file(page)).expect("a page");
        !html.contains("<p class=\"klein\">Wanneer: ") && !html.contains(" helpt <")
    });
    assert!(pages.len() > 5, "{pages:?}");
    let screens: [((u32, u32), &[&str]); 2] = [
        (SMALLEST, &["main .contact__naam", "main .contact .knop"]),
        (SMALL, &["main .contact .knop", "main .contact .inloop"]),
    ];
    for ((width, height), parts) in screens {
        browser.resize(width, height);
        let faults = super::visit(browser, &pages, |browser| {
            let mut late = Faults::new();
            for part in parts {
                let ends =
                    browser.run(&format!("return document.querySelector({part:?})?.getBoundingClientRect().bottom"));
                if ends.as_f64().is_none_or(|ends| ends > f64::from(height)) {
                    late.push(format!("{part} ends at {ends} of {height}"));
                }
            }
            late
        });
        super::expect_none(&format!("first screen of {width} by {height}"), &faults);
    }
}

/// What is on the screen now, and what can be tapped there or below.
const SEEN: &str = "
const plain = (it) => it.textContent.trim().replace(/\\s+/g, ' ').replaceAll('’', \"'\");
const holders = (words) => [...document.querySelectorAll('main *')].filter((it) => it.checkVisibility() && plain(it).includes(words) && ![...it.children].some((one) => plain(one).includes(words)));
const isSeen = (words) => holders(words).some((it) => { const box = it.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; });
const whereIs = (words) => `${location.pathname}${location.hash}, but from ${holders(words).map((it) => Math.round(it.getBoundingClientRect().top))} on`;
const tap = (name) => { const it = [...document.querySelectorAll('a[href], button, summary')].find((it) => it.checkVisibility() && plain(it) === name); if (it) it.click(); return Boolean(it); };
";
