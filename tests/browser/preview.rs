//! What the preview does with a page while files change.

use std::fmt::Write as _;

use serde_json::json;

use super::Test;
use super::driver::{Browser, key};
use super::site::Site;

/// What is tested.
pub(crate) const TESTS: &[Test] = &[
    ("an edit keeps the reader's place", an_edit_keeps_the_readers_place),
    ("an edit out of sight is scrolled to and marked", an_edit_out_of_sight_is_scrolled_to),
    ("something new above moves nothing that is open", something_new_above_moves_nothing),
    ("a style is swapped without a reload", a_style_is_swapped),
    ("a mistake shows an overlay that goes when it is mended", a_mistake_shows_an_overlay),
    ("a closed overlay stays closed until the next build", a_closed_overlay_stays_closed),
    ("a first start on a broken site becomes the site", a_first_start_on_a_broken_site),
    ("a page that is withdrawn leads to its parent", a_withdrawn_page_leads_to_its_parent),
    ("a build between load and connection is not missed", a_build_in_between_is_not_missed),
    ("a hidden tab has no connection and catches up", a_hidden_tab_has_no_connection),
    ("the bar switches drafts and the day, and opens the editor", the_bar_works),
    ("the bar covers nothing and is not printed", the_bar_covers_nothing),
    ("the bar tells which file a page lacks", the_bar_tells_which_file_a_page_lacks),
    ("the 404 page of a site in a folder is whole", the_404_page_of_a_site_in_a_folder_is_whole),
];

/// Where the preview's own parts are.
pub(crate) const ROOT: &str = "document.querySelector('wijkwijzer-voorbeeld').shadowRoot";
pub(crate) const WIJK: &str = "content/wijken/oude-haven.md";

/// A wijk with a text of many paragraphs, the second of which can be told apart.
pub(crate) fn wijk(second: &str, last: &str) -> String {
    let mut text = "---\nnaam: Oude Haven\nsamenvatting: De wijk aan het water.\nbuurten:\n  - BU99990100\n---\n\n\
                    ## Over de wijk\n\nDe wijk ligt rond de haven.\n"
        .to_owned();
    let _ = write!(text, "\n{second}\n");
    for number in 1..40 {
        let _ = write!(text, "\nDit is alinea {number} van de tekst.\n");
    }
    let _ = write!(text, "\n{last}\n");
    text
}

/// A question that is folded up on the page of the wijk.
pub(crate) const VRAAG: (&str, &str) = (
    "content/vragen/afval.md",
    "---\nvraag: Waar kan ik mijn afval kwijt?\nwijken: [oude-haven]\n---\nBij de milieustraat.\n",
);

/// The page of a wijk, connected to a site.
pub(crate) fn opened(browser: &mut Browser) -> Site {
    let site = Site::start(&[(WIJK, &wijk("Hier waait het.", "Tot ziens.")), VRAAG]);
    open(browser, &site, "/wijken/oude-haven/");
    site
}

/// Opens a page whose connections can be looked at, and waits for the first.
pub(crate) fn open(browser: &mut Browser, site: &Site, path: &str) {
    let script = "window.connections = []; \
                  window.EventSource = class extends EventSource { constructor(url) { super(url); connections.push(this); } }";
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": script }));
    browser.go(&site.url(path));
    browser.run("window.sameDocument = true");
    browser.wait("connections.at(-1)?.readyState === 1");
}

fn an_edit_keeps_the_readers_place(browser: &mut Browser) {
    let site = opened(browser);
    browser.run(
        "document.querySelector('#vragen details.vouw').open = true; \
         document.querySelector('#vragen details.vouw a, #vragen details.vouw summary').focus(); \
         [...document.querySelectorAll('p')].find((it) => it.textContent.includes('waait')).scrollIntoView({ block: 'center', behavior: 'instant' })",
    );
    let before = browser
        .run("return [scrollY, document.activeElement.outerHTML, document.querySelector('#vragen details.vouw').open]");
    site.write(WIJK, &wijk("Hier waait het *altijd*.", "Tot ziens."));
    browser.wait("document.querySelector('main em')?.textContent === 'altijd'");
    let after = browser
        .run("return [scrollY, document.activeElement.outerHTML, document.querySelector('#vragen details.vouw').open]");
    assert_eq!(after, before);
    assert!(after[0].as_f64().is_some_and(|it| it > 0.0), "it was scrolled at all");
    assert_eq!(browser.run("return window.sameDocument"), true, "not reloaded");
    assert_eq!(browser.run(&format!("return {ROOT}.querySelector('.kader')")), json!(null), "in view: not marked");
}

fn an_edit_out_of_sight_is_scrolled_to(browser: &mut Browser) {
    let site = opened(browser);
    browser.prefer(&[("prefers-reduced-motion", "reduce")]);
    site.write(WIJK, &wijk("Hier waait het.", "Tot morgen."));
    browser.wait(&format!("{ROOT}.querySelector('.kader')"));
    let is_in_view = "const { top, bottom } = [...document.querySelectorAll('p')].find((it) => it.textContent === 'Tot morgen.')\
                      .getBoundingClientRect(); return top >= 0 && bottom <= innerHeight";
    assert_eq!(browser.run(is_in_view), true);
    browser.wait(&format!("!{ROOT}.querySelector('.kader')"));
}

fn something_new_above_moves_nothing(browser: &mut Browser) {
    let site = opened(browser);
    browser.run(
        "const mine = document.querySelector('#vragen details.vouw'); mine.open = true; mine.marker = 1; \
         mine.querySelector('summary').focus(); const field = document.createElement('input'); \
         document.querySelector('header').append(field)",
    );
    let aardig = "---\nvraag: Mag ik aan de kade zitten?\nwijken: [oude-haven]\nvolgorde: 1\n---\nJa.\n";
    site.write("content/vragen/aan-de-kade.md", aardig);
    browser.wait("document.querySelectorAll('#vragen details.vouw').length === 2");
    let open = "return [...document.querySelectorAll('#vragen details.vouw')].filter((it) => it.open && it.marker === 1)\
                .map((it) => it.textContent.includes('afval') && it.contains(document.activeElement))";
    assert_eq!(browser.run(open), json!([true]));
}

fn a_style_is_swapped(browser: &mut Browser) {
    let site = opened(browser);
    let path = "themes/kust/static/stijl.css";
    let style = site.read(path);
    browser.run("scrollTo({ top: 300, behavior: 'instant' }); \
                 new MutationObserver(() => { window.least = Math.min(window.least ?? 9, \
                 document.querySelectorAll('head link[rel=stylesheet]').length) }).observe(document.head, { childList: true })");
    site.write(path, &format!("{style}\nh1 {{ letter-spacing: 7px; }}\n"));
    browser.wait("getComputedStyle(document.querySelector('h1')).letterSpacing === '7px'");
    // That for paper is the second.
    browser.wait("document.querySelectorAll('head link[rel=stylesheet]').length === 2");
    assert_eq!(browser.run("return [window.sameDocument, scrollY, window.least]"), json!([true, 300, 2]));
    site.write(path, &style);
    browser.wait("getComputedStyle(document.querySelector('h1')).letterSpacing !== '7px'");
    assert_eq!(browser.run("return window.sameDocument"), true);
}

const BROKEN: &str =
    "---\nnaam: Oude Haven\nsamenvattng: <script>window.evil = 1</script><b>x</b>\nbuurten:\n  - BU99990100\n---\n";

fn a_mistake_shows_an_overlay(browser: &mut Browser) {
    let site = opened(browser);
    browser.run(
        "document.querySelector('#vragen details.vouw summary').focus(); window.was = document.querySelector('main').innerHTML",
    );
    site.write(WIJK, BROKEN);
    browser.wait(&format!("{ROOT}.querySelector('dialog').open"));
    let text = browser.text(&format!("return {ROOT}.querySelector('dialog').textContent"));
    assert!(text.contains("De site is niet bijgewerkt: 1 fout"), "{text}");
    assert!(text.contains("is de laatste goede versie"), "{text}");
    assert!(text.contains("bedoelde u samenvatting?"), "{text}");
    assert!(text.contains("<script>window.evil = 1</script>"), "shown, not run: {text}");
    assert_eq!(
        browser.run(&format!("return window.evil ?? {ROOT}.querySelector('dialog b, dialog script')")),
        json!(null)
    );
    assert_eq!(
        browser.run("return document.querySelector('main').innerHTML === window.was"),
        true,
        "the last good page"
    );
    assert_eq!(browser.text(&format!("return {ROOT}.activeElement.localName")), "h2", "the focus is on the heading");
    browser.run(&format!("{ROOT}.querySelector('dialog button.bewerk').click()"));
    browser.wait(&format!("{ROOT}.querySelector('[role=status]').textContent.startsWith('Geopend: content/')"));
    assert!(site.edited().contains("content/wijken/oude-haven.md:3"), "{}", site.edited());

    site.write(WIJK, &wijk("Hier waait het.", "Tot ziens."));
    browser.wait(&format!("!{ROOT}.querySelector('dialog').open"));
    assert_eq!(browser.text("return document.activeElement.localName"), "summary", "the focus is back");
    assert_eq!(browser.run(&format!("return {ROOT}.querySelector('.meldingenknop').hidden")), true);
}

fn a_closed_overlay_stays_closed(browser: &mut Browser) {
    let site = opened(browser);
    site.write(WIJK, BROKEN);
    browser.wait(&format!("{ROOT}.querySelector('dialog').open"));
    browser.press(key::ESCAPE);
    browser.wait(&format!("!{ROOT}.querySelector('dialog').open"));
    let handle =
        "Boolean(document.querySelector('wijkwijzer-voorbeeld')?.shadowRoot.querySelector('.meldingenknop.ernstig'))";
    // On another page of the same build, too.
    browser.go(&site.url("/wijken/nieuw-oost/"));
    browser.wait(handle);
    assert_eq!(browser.text(&format!("return {ROOT}.querySelector('.meldingenknop').textContent")), "1 fout");
    assert_eq!(browser.run(&format!("return {ROOT}.querySelector('dialog').open")), false);
    browser.run(&format!("{ROOT}.querySelector('.meldingenknop').click()"));
    browser.wait(&format!("{ROOT}.querySelector('dialog').open"));
    // By keyboard: the button to close it comes first.
    browser.press(key::TAB);
    browser.press(key::ENTER);
    browser.wait(&format!("!{ROOT}.querySelector('dialog').open"));
    site.write(WIJK, &BROKEN.replace("naam", "naamm"));
    browser.wait(&format!("{ROOT}.querySelector('dialog').open"));
    assert!(browser.text(&format!("return {ROOT}.querySelector('h2').textContent")).ends_with(": 2 fouten"));
}

fn a_first_start_on_a_broken_site(browser: &mut Browser) {
    let site = Site::start(&[(WIJK, BROKEN)]);
    open(browser, &site, "/wijken/oude-haven/");
    browser.wait(&format!("{ROOT}.querySelector('dialog').open"));
    let text = browser.text(&format!("return {ROOT}.querySelector('dialog').textContent"));
    assert!(text.contains("Er is nog geen pagina om te tonen."), "{text}");
    site.write(WIJK, &wijk("Hier waait het.", "Tot ziens."));
    browser.wait(&format!("!{ROOT}.querySelector('dialog').open"));
    browser
        .wait("document.title.startsWith('Oude Haven') && document.querySelector('h1').textContent === 'Oude Haven'");
    browser.wait(
        "getComputedStyle(document.querySelector('.balk')).backgroundImage !== '' && document.styleSheets.length > 0",
    );
}

fn a_withdrawn_page_leads_to_its_parent(browser: &mut Browser) {
    let news = "---\ntitel: Nieuwe bomen\nsamenvatting: Er komen bomen.\ndatum: 2026-11-01\n---\nMooi.\n";
    let other = news.replace("bomen", "banken");
    let site = Site::start(&[("content/nieuws/bomen.md", news), ("content/nieuws/banken.md", &other)]);
    open(browser, &site, "/nieuws/bomen/");
    site.remove("content/nieuws/bomen.md");
    browser.wait("location.pathname === '/nieuws/'");
    let message = format!("{ROOT}.querySelector('[role=alert]')");
    browser.wait(&format!("document.querySelector('wijkwijzer-voorbeeld') && {message}.textContent.includes('Deze pagina is er niet meer')"));
    browser.press(key::ESCAPE);
    browser.wait(&format!("{message}.hidden"));
    // The overview goes with the last item.
    browser.wait("document.readyState === 'complete' && connections.at(-1)?.readyState === 1");
    site.remove("content/nieuws/banken.md");
    browser.wait("location.pathname === '/'");
}

fn a_build_in_between_is_not_missed(browser: &mut Browser) {
    let site = Site::start(&[(WIJK, &wijk("Hier waait het.", "Tot ziens."))]);
    // The script of the preview comes late: until then the page is not connected.
    let late = "const own = window.fetch; window.go = null; \
                window.fetch = (...all) => (window.asked = true, window.go ??= new Promise((it) => { window.release = it }), \
                window.go.then(() => own(...all)))";
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": late }));
    browser.go(&site.url("/wijken/oude-haven/"));
    browser.wait("window.asked");
    site.write(WIJK, &wijk("Hier waait het *altijd*.", "Tot ziens."));
    assert_eq!(browser.run("return document.querySelector('main em')"), json!(null));
    browser.run("window.release()");
    browser.wait("document.querySelector('main em')?.textContent === 'altijd'");
}

fn a_hidden_tab_has_no_connection(browser: &mut Browser) {
    let site = opened(browser);
    let first = browser.window();
    // A tab that WebDriver looks at is not hidden, so this one tells another how it fares.
    browser.run(
        "setInterval(() => { localStorage.fares = JSON.stringify([document.hidden, \
         connections.map((it) => it.readyState).join(), document.querySelector('main em')?.textContent ?? '']) }, 20)",
    );
    let fares = |hidden: bool, connections: &str, text: &str| {
        format!("localStorage.fares === JSON.stringify([{hidden}, '{connections}', '{text}'])")
    };
    browser.new_tab();
    browser.go(&site.url("/"));
    browser.wait(&fares(true, "2", ""));
    site.write(WIJK, &wijk("Hier waait het *altijd*.", "Tot ziens."));
    // The tab that is seen knows of it by now; the hidden one does not.
    browser.wait("document.querySelector('wijkwijzer-voorbeeld')");
    browser.run("return new Promise((done) => setTimeout(done, 300))");
    browser.wait(&fares(true, "2", ""));
    browser.look_at(&first);
    browser.wait("!document.hidden && document.querySelector('main em')?.textContent === 'altijd'");
    assert_eq!(browser.run("return connections.map((it) => it.readyState)"), json!([2, 1]));
    assert_eq!(browser.run("return window.sameDocument"), true);
}

fn the_bar_works(browser: &mut Browser) {
    let draft = "---\ntitel: Plannen\nsamenvatting: Wat er komt.\nconcept: ja\n---\nVeel.\n";
    let soon = "---\ntitel: Feest\nsamenvatting: Er is feest.\ndatum: 2096-12-01\n---\nLeuk.\n";
    let site = Site::start(&[("content/paginas/plannen.md", draft), ("content/nieuws/feest.md", soon)]);
    open(browser, &site, "/plannen/");
    assert!(!browser.text("return document.querySelector('h1').textContent").contains("Plannen"), "not there yet");
    let status = "performance.getEntriesByType('navigation')[0].responseStatus";
    assert_eq!(browser.run(&format!("return {status}")), 404);
    browser.run(&format!("{ROOT}.querySelector('#concepten').click()"));
    browser.wait("document.querySelector('h1').textContent === 'Plannen'");
    let told = |text: &str| format!("{ROOT}.querySelector('.tijdelijk').textContent === '{text}'");
    browser.wait(&told("Dit is een concept. Het staat niet op de site."));

    open(browser, &site, "/nieuws/feest/");
    browser.wait(&told("Deze pagina komt op de site vanaf 1 december 2096."));
    browser.run(&format!(
        "const day = {ROOT}.querySelector('#vandaag'); day.value = '2096-12-02'; day.dispatchEvent(new Event('change'))"
    ));
    browser.wait("document.querySelector('h1').textContent === 'Feest'");
    browser.wait(&format!("!{ROOT}.querySelector('.stil').hidden"));
    browser.wait(&format!("{ROOT}.querySelector('.tijdelijk').hidden"));
    assert_eq!(browser.text(&format!("return {ROOT}.querySelector('#vandaag').value")), "2096-12-02");
    browser.run(&format!("{ROOT}.querySelector('.stil').click()"));
    browser.wait(&format!("{ROOT}.querySelector('.stil').hidden"));
    browser.run(&format!("{ROOT}.querySelector('#concepten').click()"));
    // The item is of a later day: the page goes to the one above it. Whoever goes elsewhere meanwhile would be overtaken.
    browser.wait("location.pathname === '/nieuws/' && connections.at(-1)?.readyState === 1");

    open(browser, &site, "/wijken/oude-haven/");
    let edit = "[...shadow.querySelectorAll('button')].find((it) => it.textContent === 'Open als tekst').click()";
    browser.run(&format!("const shadow = {ROOT}; {edit}"));
    browser.wait(&format!(
        "{ROOT}.querySelector('[role=status]').textContent === 'Geopend: content/wijken/oude-haven.md'"
    ));
    assert!(site.edited().contains("content/wijken/oude-haven.md:1"), "{}", site.edited());

    browser.run(&format!("{ROOT}.querySelector('.vouw').click()"));
    browser.wait(&format!("{ROOT}.querySelector('#knoppen').hidden"));
    open(browser, &site, "/wijken/nieuw-oost/");
    assert_eq!(browser.run(&format!("return {ROOT}.querySelector('#knoppen').hidden")), true, "remembered");
}

fn the_bar_covers_nothing(browser: &mut Browser) {
    for (width, height) in [(1280, 720), (320, 640)] {
        browser.resize(width, height);
        browser.prefer(&[("prefers-reduced-motion", "reduce")]);
        let _site = opened(browser);
        if width == 320 {
            browser.run(&format!(
                "const it = {ROOT}; if (it.querySelector('#knoppen').hidden) it.querySelector('.vouw').click()"
            ));
        }
        browser.wait(&format!("{ROOT}.host.offsetHeight >= {ROOT}.querySelector('.balk').offsetHeight - 1"));
        let covered = format!(
            "const bar = {ROOT}.querySelector('.balk').getBoundingClientRect(); \
             const last = [...document.querySelectorAll('footer a')].at(-1); \
             scrollTo({{ top: 0, behavior: 'instant' }}); last.focus(); \
             await new Promise(requestAnimationFrame); \
             const focused = last.getBoundingClientRect(); \
             scrollTo({{ top: 1e6, behavior: 'instant' }}); \
             return [focused.bottom <= bar.top + 1, document.body.getBoundingClientRect().bottom <= bar.top + 1, \
                     document.documentElement.scrollWidth <= innerWidth, bar.height <= innerHeight / 2]"
        );
        let covered = browser.run(&format!("return (async () => {{ {covered} }})()"));
        assert_eq!(covered, json!([true, true, true, true]), "at {width}");
    }
    browser.cdp("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
    assert_eq!(browser.text("return getComputedStyle(document.querySelector('wijkwijzer-voorbeeld')).display"), "none");
    browser.cdp("Emulation.setEmulatedMedia", &json!({ "media": "" }));
}

fn the_bar_tells_which_file_a_page_lacks(browser: &mut Browser) {
    let news =
        "---\ntitel: Bomen\nsamenvatting: Er komen bomen.\ndatum: 2026-11-01\nbuurten: [BU99990100]\n---\nMooi.\n";
    let site = Site::start(&[("content/nieuws/bomen.md", news)]);
    let says = |text: &str| format!("{ROOT}.querySelector('[role=status]').textContent === '{text}'");
    for (path, text) in [
        ("/wijken/", "Deze pagina heeft nog geen eigen bestand. Wilt u er tekst op? Maak dan content/wijken/index.md."),
        ("/nergens/", "Op dit adres staat geen pagina van de site."),
        // A buurt that is only known from a list.
        ("/wijken/oude-haven/havenbuurt/", "Geopend: content/wijken/oude-haven.md"),
    ] {
        open(browser, &site, path);
        browser.run(&format!("[...{ROOT}.querySelectorAll('.knoppen button')].at(-1).click()"));
        browser.wait(&says(text));
    }
}

/// The links of that page begin with the folder, which the preview has not: `/wijken/` is the home page there.
fn the_404_page_of_a_site_in_a_folder_is_whole(browser: &mut Browser) {
    let site = Site::start(&[]);
    site.replace("content/site.yaml", "https://voorbeeldstad.example", "https://voorbeeldstad.example/wijken");
    open(browser, &site, "/nergens/");
    browser.wait("document.querySelector('link[href^=\"/wijken/thema/stijl.css\"]')?.sheet?.cssRules.length > 0");
    for (link, path) in [("/wijken/", "/"), ("/wijken/wijken/", "/wijken/"), ("/wijken/contact/", "/contact/")] {
        open(browser, &site, "/nergens/");
        browser.run(&format!("document.querySelector('a[href=\"{link}\"]').click()"));
        browser.wait(&format!("location.pathname === '{path}' && document.querySelector('h1')"));
    }
    // That page and its style are followed, at any address.
    open(browser, &site, "/nergens/");
    site.write("content/404.md", "---\ntitel: Verdwaald\nsamenvatting: Deze pagina is er niet.\n---\nZoek verder.\n");
    browser.wait("document.querySelector('h1').textContent === 'Verdwaald'");
    let style = site.read("themes/kust/static/stijl.css");
    site.write("themes/kust/static/stijl.css", &format!("{style}\nh1 {{ letter-spacing: 7px; }}\n"));
    browser.wait("getComputedStyle(document.querySelector('h1')).letterSpacing === '7px'");
}
