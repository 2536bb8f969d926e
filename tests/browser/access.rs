//! The preview's own parts for everybody: contrast, narrow screens, forced colours, the keyboard, screen readers.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::Test;
use super::driver::{Browser, key};
use super::preview::{ROOT, WIJK, open, opened, wijk};
use super::site::Site;

/// What is tested.
pub(crate) const TESTS: &[Test] = &[
    ("bar and overlay can be read in light and dark", they_can_be_read),
    ("bar and overlay fit a narrow screen and a finger", they_fit_a_narrow_screen),
    ("bar and overlay work with forced colours", they_work_with_forced_colours),
    ("nothing moves for who does not want it", nothing_moves),
    ("bar and overlay work by keyboard", they_work_by_keyboard),
    ("bar and overlay can be heard", they_can_be_heard),
];

/// A file with mistakes of which one can be mended by a text.
const BROKEN: &str = "---\nnaam: Oude Haven\nsamenvattng: De wijk aan het water.\nbuurten:\n  - BU99990199\n---\n";
const LIGHT_AND_DARK: [&str; 2] = ["light", "dark"];

/// A page with everything that the preview can show: the bar open, another day, the overlay, a line of text in both.
fn with_all(browser: &mut Browser) -> Site {
    let site = opened(browser);
    browser
        .run(&format!("const it = {ROOT}; if (it.querySelector('#knoppen').hidden) it.querySelector('.vouw').click()"));
    set_day(browser, "2026-12-02");
    browser.wait(&format!("!{ROOT}.querySelector('.stil').hidden"));
    browser.run(&format!("[...{ROOT}.querySelectorAll('.knoppen button')].at(-1).click()"));
    browser.wait(&format!("{ROOT}.querySelector('[role=status]').textContent.startsWith('Geopend')"));
    site.write(WIJK, BROKEN);
    browser.wait(&format!("{ROOT}.querySelector('dialog').open"));
    site
}

fn set_day(browser: &mut Browser, day: &str) {
    browser.run(&format!(
        "const day = {ROOT}.querySelector('#vandaag'); day.value = '{day}'; day.dispatchEvent(new Event('change'))"
    ));
}

/// WCAG 2.2, 1.4.3 and 1.4.11, as functions in the page.
const CONTRAST: &str = "
    const channels = (colour) => { const all = colour.match(/[\\d.]+/g).map(Number); return [...all.slice(0, 3), all[3] ?? 1]; };
    const over = (top, below) => [0, 1, 2].map((it) => top[it] * top[3] + below[it] * (1 - top[3])).concat(1);
    const light = (colour) => { const [r, g, b] = colour.map((it) => it / 255)
        .map((it) => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
    const ground = (it) => { const own = channels(getComputedStyle(it).backgroundColor);
        return own[3] === 1 || !it.parentElement ? own : over(own, ground(it.parentElement)); };
    const colour = (it, name) => over(channels(getComputedStyle(it)[name]), ground(it));
    const isSeen = (it) => it.getClientRects().length > 0 && it.checkVisibility();
    const called = (it) => `${it.localName}.${it.className} ${it.textContent.trim().slice(0, 30)}`;
";

/// What is too faint: texts below 4.5:1; edges of controls, the switch's parts and the ring of the focus below 3:1.
fn too_faint(browser: &mut Browser) -> Value {
    // A browser rings what has the focus for who uses the keyboard.
    browser.run(&format!("{ROOT}.querySelector('dialog[open] .sluit, .vouw').focus()"));
    browser.press(key::TAB);
    browser.run(&format!(
        "{CONTRAST} const faint = []; let texts = 0, edges = 0;
        const judge = (it, what, value, least) => {{ if (value < least) faint.push(`${{called(it)}}: ${{what}} ${{value.toFixed(2)}}`); }};
        const all = [...{ROOT}.querySelectorAll('*')].filter(isSeen);
        for (const it of all.filter((it) => it.matches('.dag') || [...it.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))) {{
            texts += 1;
            judge(it, 'text', ratio(colour(it, 'color'), ground(it)), 4.5);
        }}
        for (const it of all.filter((it) => it.matches('button:not(.vouw), input'))) {{
            edges += 1;
            const around = ground(it.parentElement);
            judge(it, 'edge', Math.max(ratio(colour(it, 'borderTopColor'), around), ratio(ground(it), around)), 3);
        }}
        const knob = {ROOT}.querySelector('.schakelaar');
        judge(knob, 'knob', ratio(channels(getComputedStyle(knob, '::before').backgroundColor), ground(knob)), 3);
        for (const it of all.filter((it) => it.matches('button, input'))) {{
            it.focus({{ preventScroll: true }});
            if ({ROOT}.activeElement !== it) continue;
            edges += 1;
            if (getComputedStyle(it).outlineStyle === 'none') faint.push(`${{called(it)}}: no focus`);
            judge(it, 'focus', ratio(channels(getComputedStyle(it).outlineColor), ground(it.parentElement)), 3);
        }}
        if (texts < 7 || edges < 8) faint.push(`only ${{texts}} texts and ${{edges}} edges were looked at`);
        return faint"
    ))
}

fn they_can_be_read(browser: &mut Browser) {
    let site = with_all(browser);
    for scheme in LIGHT_AND_DARK {
        browser.prefer(&[("prefers-color-scheme", scheme)]);
        assert_eq!(too_faint(browser), json!([]), "{scheme}");
    }
    browser.press(key::ESCAPE);
    browser.wait(&format!("!{ROOT}.querySelector('dialog').open"));
    for scheme in LIGHT_AND_DARK {
        browser.prefer(&[("prefers-color-scheme", scheme)]);
        assert_eq!(too_faint(browser), json!([]), "without the overlay, {scheme}");
        assert_eq!(hovered(browser), "", "under the pointer, {scheme}");
    }
    browser.run(&format!("{ROOT}.querySelector('#concepten').click()"));
    browser.wait(&format!("{ROOT}.querySelector('#concepten').checked"));
    for scheme in LIGHT_AND_DARK {
        browser.prefer(&[("prefers-color-scheme", scheme)]);
        assert_eq!(too_faint(browser), json!([]), "switched on, {scheme}");
    }
    // A warning has a colour of its own, and so has the message about a page that is gone.
    site.write(WIJK, &wijk("Klik [hier](../index.md).", "Tot ziens."));
    browser.wait(&format!("{ROOT}.querySelector('.meldingenknop').textContent.endsWith('waarschuwing')"));
    browser.run("sessionStorage.setItem('wijkwijzer-boodschap', JSON.stringify('Deze pagina is er niet meer'))");
    open(browser, &site, "/wijken/oude-haven/");
    browser.wait(&format!("!{ROOT}.querySelector('.boodschap').hidden"));
    for scheme in LIGHT_AND_DARK {
        browser.prefer(&[("prefers-color-scheme", scheme)]);
        assert_eq!(too_faint(browser), json!([]), "a warning and a message, {scheme}");
        assert_eq!(hovered(browser), "", "a warning under the pointer, {scheme}");
    }
    browser.run(&format!("{ROOT}.querySelector('.meldingenknop').click()"));
    browser.wait(&format!("{ROOT}.querySelector('dialog').open"));
    for scheme in LIGHT_AND_DARK {
        browser.prefer(&[("prefers-color-scheme", scheme)]);
        assert_eq!(too_faint(browser), json!([]), "the list of warnings, {scheme}");
    }
}

/// What is too faint of the buttons while the pointer is on them.
fn hovered(browser: &mut Browser) -> String {
    let places = browser.run(&format!(
        "return [...{ROOT}.querySelectorAll('.balk button')].filter((it) => it.getClientRects().length)\
         .map((it) => it.getBoundingClientRect()).map((it) => [it.x + it.width / 2, it.y + it.height / 2])"
    ));
    let mut faint = String::new();
    for place in places.as_array().expect("places") {
        browser.point_at(place[0].as_f64().expect("x"), place[1].as_f64().expect("y"));
        let script = format!(
            "{CONTRAST} const it = {ROOT}.querySelector('button:hover'); if (!it) return 'nothing there'; \
             return ratio(colour(it, 'color'), ground(it)) < 4.5 ? called(it) : ''"
        );
        let _ = write!(faint, "{}", browser.text(&script));
    }
    faint
}

fn they_fit_a_narrow_screen(browser: &mut Browser) {
    browser.resize(320, 640);
    let _site = with_all(browser);
    let fits = format!(
        "const wide = [...{ROOT}.querySelectorAll('*')].filter((it) => it.getClientRects().length && it.localName !== 'link' \
         && (it.getBoundingClientRect().left < -1 || it.getBoundingClientRect().right > 321 \
             || it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).display !== 'inline' && !it.matches('input')))\
         .map((it) => `${{it.localName}}.${{it.className}} ${{it.scrollWidth}} > ${{it.clientWidth}}`); \
         const small = [...{ROOT}.querySelectorAll('button, input')].filter((it) => it.getClientRects().length)\
         .filter((it) => Math.min(it.getBoundingClientRect().width, it.getBoundingClientRect().height) < 24)\
         .map((it) => `${{it.className}} is small`); \
         return [...wide, ...small, ...(document.documentElement.scrollWidth > innerWidth ? ['the page'] : [])]"
    );
    assert_eq!(browser.run(&fits), json!([]), "the overlay");
    // Everything in it can be reached by scrolling.
    let last = format!(
        "const it = [...{ROOT}.querySelectorAll('dialog button')].at(-1); it.scrollIntoView({{ behavior: 'instant' }}); \
         const {{ top, bottom }} = it.getBoundingClientRect(); \
         return top >= {ROOT}.querySelector('.vel-kop').getBoundingClientRect().bottom && bottom <= innerHeight"
    );
    assert_eq!(browser.run(&last), true, "the last button is in sight");
    browser.press(key::ESCAPE);
    assert_eq!(browser.run(&fits), json!([]), "the bar");
    // Twice the size of letters, or half the screen.
    browser.resize(320, 256);
    assert_eq!(browser.run(&fits), json!([]), "on a low screen");
    let bar = format!("return {ROOT}.querySelector('.balk').offsetHeight <= innerHeight / 2");
    assert_eq!(browser.run(&bar), true, "the bar leaves half of a low screen");
}

fn they_work_with_forced_colours(browser: &mut Browser) {
    let _site = with_all(browser);
    for scheme in LIGHT_AND_DARK {
        browser.prefer(&[("forced-colors", "active"), ("prefers-color-scheme", scheme)]);
        assert_eq!(browser.run("return matchMedia('(forced-colors: active)').matches"), true);
        assert_eq!(too_faint(browser), json!([]), "{scheme}");
        // Of what differs by colour alone, something else must differ, too.
        let differs = format!(
            "const knob = {ROOT}.querySelector('.schakelaar'); const look = () => {{ const it = getComputedStyle(knob, '::before'); \
             return [it.left, it.right].join(); }}; const off = look(); knob.checked = true; const on = look(); knob.checked = false; \
             return off !== on"
        );
        assert_eq!(browser.run(&differs), true, "the switch moves");
        let edge = format!("return getComputedStyle({ROOT}.querySelector('.vel')).borderTopStyle");
        assert_eq!(browser.text(&edge), "solid");
    }
}

fn nothing_moves(browser: &mut Browser) {
    browser.prefer(&[("prefers-reduced-motion", "reduce")]);
    let site = opened(browser);
    site.write(WIJK, &wijk("Hier waait het.", "Tot morgen."));
    browser.wait(&format!("{ROOT}.querySelector('.kader')"));
    site.write(WIJK, BROKEN);
    browser.wait(&format!("{ROOT}.querySelector('dialog').open"));
    let moving = format!(
        "return [...{ROOT}.querySelectorAll('*')].filter((it) => it.getAnimations({{ subtree: true }}).length).map((it) => it.className)"
    );
    assert_eq!(browser.run(&moving), json!([]));
}

fn they_work_by_keyboard(browser: &mut Browser) {
    let site = opened(browser);
    let focus = format!(
        "return {ROOT}.activeElement?.textContent || {ROOT}.activeElement?.id || document.activeElement.localName"
    );
    // The bar comes after the last link of the page.
    browser.run("[...document.querySelectorAll('footer a')].at(-1).focus()");
    let mut reached = Vec::new();
    while reached.len() < 9 && reached.last().is_none_or(|it| it != "Open als tekst") {
        browser.press(key::TAB);
        reached.push(browser.text(&focus));
    }
    reached.dedup();
    assert_eq!(reached, ["Voorbeeld", "concepten", "vandaag", "Echte datum", "Bewerk deze pagina", "Open als tekst"]);
    browser.press(key::ENTER);
    browser.wait(&format!("{ROOT}.querySelector('[role=status]').textContent.startsWith('Geopend')"));
    // The overlay takes the focus, keeps it, and gives it back.
    site.write(WIJK, BROKEN);
    browser.wait(&format!("{ROOT}.querySelector('dialog').open"));
    assert!(browser.text(&focus).starts_with("De site is niet bijgewerkt"));
    let mut inside = Vec::new();
    for _ in 0..3 {
        browser.press(key::TAB);
        inside.push(browser.text(&focus));
    }
    assert_eq!(inside, ["Sluiten", "Bewerk dit", "Bewerk dit"]);
    browser.press(key::ENTER);
    browser.wait(&format!("{ROOT}.querySelector('dialog [role=status]').textContent.startsWith('Geopend: content/')"));
    browser.press(key::ESCAPE);
    browser.wait(&format!("!{ROOT}.querySelector('dialog').open"));
    assert_eq!(browser.text(&focus), "Open als tekst", "the focus is back");
    // The button that opens it again gets it back, too.
    browser.run(&format!("{ROOT}.querySelector('.meldingenknop').focus()"));
    browser.press(key::ENTER);
    browser.wait(&format!("{ROOT}.querySelector('dialog').open"));
    browser.press(key::ESCAPE);
    browser.wait(&format!("!{ROOT}.querySelector('dialog').open"));
    assert_eq!(browser.text(&focus), "2 fouten");
}

/// What a screen reader gets to know: role, name, and what is read out by itself.
fn they_can_be_heard(browser: &mut Browser) {
    let site = with_all(browser);
    let told = heard(browser);
    for part in [
        "dialog “De site is niet bijgewerkt: 2 fouten”",
        "heading “De site is niet bijgewerkt: 2 fouten”",
        "button “Sluiten”",
        "button “Bewerk dit”",
    ] {
        assert!(told.contains(part), "{part} in\n{told}");
    }
    // A mistake more, while it is open: told, but nobody is interrupted, and the focus stays.
    browser.press(key::TAB);
    browser.run(&format!(
        "window.told = []; new MutationObserver((all) => {{ for (const {{ target }} of all) {{ \
         const live = target.closest?.('[aria-live], [role=status], [role=alert]'); \
         if (live) told.push(`${{live.getAttribute('aria-live') ?? live.getAttribute('role')}}: ${{live.textContent}}`); }} }})\
         .observe({ROOT}, {{ subtree: true, childList: true }})"
    ));
    site.write(WIJK, &BROKEN.replace("naam:", "naamm:"));
    browser.wait("told.includes('polite: De site is niet bijgewerkt: 3 fouten')");
    assert_eq!(browser.text(&format!("return {ROOT}.activeElement.textContent")), "Sluiten");
    assert_eq!(
        browser.run("return told.filter((it) => it.startsWith('alert') || it.startsWith('assertive'))"),
        json!([])
    );
    browser.press(key::ESCAPE);
    browser.wait(&format!("!{ROOT}.querySelector('dialog').open"));
    let told = heard(browser);
    for part in [
        "region “Voorbeeld”",
        "button “Voorbeeld”",
        "switch “Concepten tonen”",
        "“Vandaag is”",
        "button “Echte datum”",
        "button “Bewerk deze pagina”",
        "button “Open als tekst”",
        "button “3 fouten”",
    ] {
        assert!(told.contains(part), "{part} in\n{told}");
    }
    // A warning alone opens nothing; it is read out.
    site.write(WIJK, &wijk("Klik [hier](../index.md).", "Tot ziens."));
    browser.wait("told.some((it) => it.startsWith('polite: 1 waarschuwing'))");
    open(browser, &site, "/");
}

/// Roles and names, as the browser tells them to a screen reader.
fn heard(browser: &mut Browser) -> String {
    let tree = browser.cdp("Accessibility.getFullAXTree", &json!({}));
    let nodes = tree["nodes"].as_array().into_iter().flatten();
    let told = nodes.filter(|it| it["ignored"] != true);
    let lines: Vec<_> = told
        .map(|it| {
            let text = |name: &str| it[name]["value"].as_str().unwrap_or_default().to_owned();
            format!("{} “{}”", text("role"), text("name"))
        })
        .collect();
    lines.join("\n")
}
