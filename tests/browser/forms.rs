//! Editing in the preview: as an editor without a terminal does it, and as people with other screens, colours and keys do.

use serde_json::json;

use super::Test;
use super::driver::{Browser, key};
use super::preview::{ROOT, WIJK, opened};
use super::residents::checks;
use super::site::Site;

/// What is tested.
pub(crate) const TESTS: &[Test] = &[
    ("a form leads from a page to a change of it and back", a_form_leads_to_a_change),
    ("a mistake is mended by its button", a_mistake_is_mended),
    ("a form works by keyboard alone", a_form_works_by_keyboard),
    (
        "a text is shown while it is written, and a photo dropped on it is described and lies beside it",
        a_photo_is_dropped,
    ),
    ("a figure is changed, seen on its page, and put online", a_figure_is_changed_and_put_online),
    ("forms of all kinds fit any screen and axe finds nothing", forms_fit_and_axe_finds_nothing),
];

fn a_form_leads_to_a_change(browser: &mut Browser) {
    let site = opened(browser);
    let edit = "[...shadow.querySelectorAll('button')].find((it) => it.textContent === 'Bewerk deze pagina').click()";
    browser.run(&format!("const shadow = {ROOT}; {edit}"));
    browser.wait("location.pathname === '/-/formulier' && document.querySelector('[name=\"k:samenvatting\"]')");
    browser.run("document.querySelector('[name=\"k:samenvatting\"]').value = 'Aan het nieuwe water.'; document.querySelector('button.knop').click()");
    browser.wait("document.querySelector('[role=status]')?.textContent === 'Bewaard.'");
    assert!(
        site.read(WIJK).contains("samenvatting: Aan het nieuwe water.\nbuurten:\n  - BU99990100\n"),
        "{}",
        site.read(WIJK)
    );
    browser
        .run("[...document.querySelectorAll('header a')].find((it) => it.textContent === 'Bekijk de pagina').click()");
    browser.wait(
        "location.pathname === '/wijken/oude-haven/' && document.body.textContent.includes('Aan het nieuwe water.')",
    );
}

fn a_mistake_is_mended(browser: &mut Browser) {
    let file = "content/nieuws/feest.md";
    let site = Site::start(&[(
        file,
        "---\ntitel: Feest # op het plein\nsamenvatting: Er is feest.\ndatum: 1-12-2026\n---\n\nLeuk.\n",
    )]);
    browser.go(&site.url("/-/formulier?bestand=content%2Fnieuws%2Ffeest.md"));
    let button = "[...document.querySelectorAll('button')].find((it) => it.textContent === 'Maak ervan: 2026-12-01')";
    browser.wait(button);
    browser.run(&format!("{button}.click()"));
    browser.wait("document.querySelector('[role=status]') && !document.querySelector('.fout')");
    assert_eq!(
        site.read(file),
        "---\ntitel: Feest # op het plein\nsamenvatting: Er is feest.\ndatum: 2026-12-01\n---\n\nLeuk.\n"
    );
}

fn a_form_works_by_keyboard(browser: &mut Browser) {
    let site = opened(browser);
    browser.go(&site.url("/-/formulier?bestand=content%2Fwijken%2Foude-haven.md"));
    // The name is the first field behind the buttons.
    browser.run("document.querySelector('button.knop').focus()");
    for _ in 0..8 {
        if browser.run("return document.activeElement.name === 'k:naam'") == json!(true) {
            break;
        }
        browser.press(key::TAB);
    }
    assert_eq!(browser.text("return document.activeElement.name"), "k:naam");
    browser.run("document.activeElement.select()");
    browser.press("Nieuwe Haven");
    browser.press(key::ENTER);
    browser.wait("document.querySelector('[role=status]')?.textContent === 'Bewaard.'");
    assert!(site.read(WIJK).contains("naam: Nieuwe Haven\n"), "{}", site.read(WIJK));
}

fn a_photo_is_dropped(browser: &mut Browser) {
    let site = opened(browser);
    browser.go(&site.url("/-/formulier?bestand=content%2Fwijken%2Foude-haven.md"));
    browser.wait("document.querySelector('#weergave p, #weergave h2')");
    assert_eq!(browser.run("return getComputedStyle(document.querySelector('button[value=kijk]')).display === 'none' || document.querySelector('button[value=kijk]').getClientRects().length === 0"), json!(true));
    // A mark by its button, seen beside the text without a save.
    let before = site.read(WIJK);
    browser.run("const text = document.getElementById('tekst'); text.focus(); text.setSelectionRange(0, 0)");
    browser.press("Welkom");
    browser.run("document.getElementById('tekst').setSelectionRange(0, 6); [...document.querySelectorAll('.tekst .rij button')].find((it) => it.textContent === 'Vet').click()");
    browser.wait("document.querySelector('#weergave strong')?.textContent === 'Welkom'");
    assert_eq!(site.read(WIJK), before);
    let png = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGOwqdiCFTEMLQkADNVaAaRyP9sAAAAASUVORK5CYII=";
    browser.run(&format!(
        "const bytes = Uint8Array.from(atob('{png}'), (it) => it.charCodeAt(0)); const dropped = new DataTransfer(); \
         dropped.items.add(new File([bytes], 'De Haven.png', {{ type: 'image/png' }})); \
         document.getElementById('tekst').dispatchEvent(new DragEvent('drop', {{ dataTransfer: dropped, bubbles: true, cancelable: true }}))"
    ));
    // What is to be seen on it is asked at once.
    assert_eq!(browser.text("return document.activeElement.id"), "alt");
    browser.press("De haven bij avond");
    browser.press(key::ENTER);
    browser.wait("document.querySelector('[role=status]')?.textContent === 'Bewaard.'");
    assert!(site.read(WIJK).contains("![De haven bij avond](de-haven.png)"), "{}", site.read(WIJK));
    browser.wait("document.querySelector('#weergave img')?.naturalWidth === 8");
}

fn a_figure_is_changed_and_put_online(browser: &mut Browser) {
    let site = Site::start(&[
        (
            "content/kengetallen/bomen.yaml",
            "titel: Bomen\njaar: 2025\nbron: Verzonnen\nlicentie: CC0\ntabel: bomen.csv\nindicatoren:\n  - indicator: bomen\n    naam: Bomen\n    eenheid: bomen\n    soort: aantal\n",
        ),
        ("content/kengetallen/bomen.csv", "code;bomen\nBU99990100;1234\n"),
    ]);
    let sheet = "return [...document.querySelectorAll('a[href*=bomen]')].map((it) => it.getAttribute('href'))[0]";
    browser.go(&site.url("/-/formulier"));
    let sheet = browser.text(sheet);
    browser.go(&site.url(&sheet));
    browser
        .run("[...document.querySelectorAll('a.knop')].find((it) => it.textContent === 'Wijzig de cijfers').click()");
    browser.wait("document.querySelector('[name=\"c:1/1\"]')");
    browser.run(
        "document.querySelector('[name=\"c:1/1\"]').value = '4321'; document.querySelector('button.knop').click()",
    );
    browser.wait("document.querySelector('[role=status]')?.textContent === 'Bewaard.'");
    browser.go(&site.url("/-/online"));
    browser.run("document.querySelector('button.knop').click()");
    browser.wait("document.querySelector('h1')?.textContent === 'Klaar: de site staat in de map public'");
    assert!(site.read("public/kengetallen/index.html").contains("4.321"));
    browser.go(&site.url("/-/online"));
    browser.wait("document.body.textContent.includes('Er verandert niets')");
}

fn forms_fit_and_axe_finds_nothing(browser: &mut Browser) {
    let wrong = "dag: vrydag\nvan: 9\ntot: 10:00\nlocatie: {naam: Bieb}\nvervalt_op: [morgen]\n";
    let site = Site::start(&[
        ("content/spreekuren/fout.yaml", wrong),
        ("content/kengetallen/bomen.csv", "code;bomen\nBU99990100;1234\n"),
    ]);
    browser.go(&site.url("/-/formulier"));
    let all =
        browser.run("return [...document.querySelectorAll('a[href*=formulier]')].map((it) => it.getAttribute('href'))");
    let mut pages: Vec<String> =
        all.as_array().into_iter().flatten().filter_map(|it| it.as_str().map(str::to_owned)).collect();
    let own = ["/-/formulier", "/-/formulier?bestand=content%2Fkengetallen%2Fbomen.csv", "/-/cijfers", "/-/online"];
    pages.extend(own.map(str::to_owned));
    assert!(pages.len() > 22, "{pages:?}");
    let mut faults = Vec::new();
    for page in pages {
        browser.go(&site.url(&page));
        browser.run("for (const it of document.querySelectorAll('details')) it.open = true");
        for (width, height, colours) in [(320, 640, "light"), (1280, 900, "dark")] {
            browser.resize(width, height);
            browser.prefer(&[("prefers-color-scheme", colours), ("prefers-reduced-motion", "reduce")]);
            let found = checks::axe(browser, true);
            faults.extend(found.into_iter().map(|it| format!("{page}, {width}, {colours}: {it}")));
            if browser.run("return document.documentElement.scrollWidth > innerWidth") == json!(true) {
                faults.push(format!("{page}: wider than {width}"));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.iter().take(30).cloned().collect::<Vec<_>>().join("\n")
    );
}
