//! What an open page keeps while it follows the site: what was typed, its scripts, its place, and the connection itself.

use serde_json::json;

use super::Test;
use super::driver::Browser;
use super::preview::{ROOT, VRAAG, WIJK, open, opened, wijk};
use super::site::Site;

/// What is tested.
pub(crate) const TESTS: &[Test] = &[
    ("what was typed survives a change", what_was_typed_survives),
    ("a page with scripts goes on after a change", a_page_with_scripts_goes_on),
    ("a script that changed runs anew", a_script_that_changed_runs_anew),
    ("a picture that changed is shown without a reload", a_picture_is_shown_anew),
    ("a preview that was stopped and started again is followed", a_restarted_preview_is_followed),
    ("what could not be fetched is fetched later", what_could_not_be_fetched_is_fetched_later),
    ("windows and another browser follow, too", windows_and_browsers_follow),
    ("the place in the address is kept", the_place_in_the_address_is_kept),
];

const TEMPLATE: &str = "themes/kust/templates/wijk.html";
const MARK: &str = "<div class=\"stroom\">";
const FORM: &str = "<form><input id=\"naam\" name=\"naam\"><textarea name=\"bericht\"></textarea>\
                    <input type=\"checkbox\" name=\"akkoord\"><input type=\"radio\" name=\"soort\" value=\"a\" checked>\
                    <input type=\"radio\" name=\"soort\" value=\"b\"><input name=\"plaats\" value=\"Voorbeeldstad\">\
                    <select name=\"keuze\"><option>een</option><option>twee</option><option>drie</option></select></form>";
const FILL: &str = "const field = (name) => document.querySelector(`[name=${name}]`); field('naam').value = 'Anna'; \
                    field('bericht').value = 'Mag dit?'; field('akkoord').click(); field('keuze').value = 'twee'; \
                    document.querySelector('[value=b]').click(); field('naam').focus()";
const FILLED: &str = "return [...new FormData(document.querySelector('main form'))].map((it) => it.join('=')).join('&') + ' ' + document.activeElement.name";

/// The page of a wijk, with a form and what else is put into the template.
fn with_form(browser: &mut Browser, more: &str) -> Site {
    let site = Site::start(&[(WIJK, &wijk("Hier waait het.", "Tot ziens.")), VRAAG]);
    site.replace(TEMPLATE, MARK, &format!("{MARK}{FORM}{more}"));
    open_with_form(browser, &site);
    site
}

fn open_with_form(browser: &mut Browser, site: &Site) {
    open(browser, site, "/wijken/oude-haven/");
    browser.wait("document.querySelector('main form') !== null");
}

fn what_was_typed_survives(browser: &mut Browser) {
    let site = with_form(browser, "");
    browser.run(FILL);
    let filled = "naam=Anna&bericht=Mag dit?&akkoord=on&soort=b&plaats=Voorbeeldstad&keuze=twee naam";
    assert_eq!(browser.text(FILLED), filled);
    site.write(WIJK, &wijk("Hier waait het *altijd*.", "Tot ziens."));
    browser.wait("document.querySelector('main em')?.textContent === 'altijd'");
    assert_eq!(browser.text(FILLED), filled);
    // A change of the form itself: a field more, a choice more; what nobody typed is what the template says.
    site.replace(TEMPLATE, "<form>", "<form><input name=\"nieuw\">");
    site.replace(TEMPLATE, "value=\"Voorbeeldstad\"", "value=\"Elders\"");
    site.replace(TEMPLATE, "<option>een", "<option>nul</option><option>een");
    browser.wait("document.querySelectorAll('option').length === 4 && document.querySelector('[name=plaats]').value === 'Elders'");
    assert_eq!(browser.text(FILLED), format!("nieuw=&{}", filled.replace("Voorbeeldstad", "Elders")));
    assert_eq!(browser.run("return window.sameDocument"), true);
}

const SCRIPT: &str = "window.runs = (window.runs ?? 0) + 1;\n\
                      document.querySelector('#naam').addEventListener('input', () => { window.heard = (window.heard ?? 0) + 1; });\n";

fn with_script(browser: &mut Browser) -> Site {
    let site = with_form(browser, "");
    site.write("themes/kust/static/eigen.js", SCRIPT);
    site.replace(TEMPLATE, "</form>", "</form><script src=\"{{ pagina.thema }}eigen.js\" defer></script>");
    browser.wait("window.runs === 1");
    open_with_form(browser, &site);
    site
}

/// Such a page is loaded anew: nobody but its scripts knows what they did to it.
fn a_page_with_scripts_goes_on(browser: &mut Browser) {
    let site = with_script(browser);
    browser.run(FILL);
    browser
        .run("document.querySelector('#vragen details.vouw').open = true; scrollTo({ top: 200, behavior: 'instant' })");
    site.write(WIJK, &wijk("Hier waait het *altijd*.", "Tot ziens."));
    // Above what was typed and opened there is something new, too.
    site.replace(TEMPLATE, "<form>", "<details><summary>Meer</summary></details><form><input name=\"nieuw\">");
    browser
        .wait("document.querySelector('main em')?.textContent === 'altijd' && document.querySelector('[name=nieuw]')");
    browser.wait("connections.at(-1)?.readyState === 1");
    browser.run(
        "document.querySelector('#naam').dispatchEvent(new Event('input')); \
         document.querySelector('#naam').dispatchEvent(new Event('input'))",
    );
    assert_eq!(browser.run("return [window.runs, window.heard]"), json!([1, 2]), "ran once, hears each once");
    let filled = "nieuw=&naam=Anna&bericht=Mag dit?&akkoord=on&soort=b&plaats=Voorbeeldstad&keuze=twee naam";
    // On a busy machine a build more may come by, and the page be loaded once more: what was typed is there in the end.
    browser.wait(&format!("(() => {{ {FILLED} }})() === '{filled}'"));
    let opened = "return ['details', '#vragen details'].map((it) => document.querySelector(it).open)";
    assert_eq!(browser.run(opened), json!([false, true]));
    browser.wait("scrollY === 200");
}

fn a_script_that_changed_runs_anew(browser: &mut Browser) {
    let site = with_script(browser);
    browser.run(FILL);
    site.write("themes/kust/static/eigen.js", "window.version = 2;\n");
    browser.wait("window.version === 2 && window.runs === undefined");
    assert!(browser.text(FILLED).starts_with("naam=Anna&"));
    browser.wait("connections.at(-1)?.readyState === 1");
    // On a page without that script nothing happens.
    open(browser, &site, "/");
    site.write("themes/kust/static/eigen.js", "window.version = 3;\n");
    site.replace("content/site.yaml", "Uw wijk in", "Elke wijk in");
    browser.wait("document.documentElement.textContent.includes('Elke wijk in') || document.head.innerHTML.includes('Elke wijk in')");
    assert_eq!(browser.run("return window.sameDocument"), true);
}

/// A picture of this width, as GIF.
fn picture(width: u8) -> Vec<u8> {
    let size = [width, 0, 10, 0];
    let one_pixel = b"\x80\0\0\0\0\0\xFF\xFF\xFF,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    [b"GIF89a", &size[..], one_pixel].concat()
}

fn a_picture_is_shown_anew(browser: &mut Browser) {
    let text = "---\ntitel: Haven\nsamenvatting: De haven.\n---\n\n![De kade van de haven](kade.gif)\n\nTot ziens.\n";
    let site = Site::start(&[("content/paginas/haven.md", text)]);
    site.save("content/paginas/kade.gif", &picture(40));
    open(browser, &site, "/haven/");
    browser.wait("document.querySelector('main img')?.naturalWidth === 40");
    browser.run("window.picture = document.querySelector('main img')");
    for width in [50, 60] {
        site.save("content/paginas/kade.gif", &picture(width));
        browser.wait(&format!("document.querySelector('main img').naturalWidth === {width}"));
    }
    // The page changes, too: the picture that is there stays.
    site.write("content/paginas/haven.md", &text.replace("Tot ziens", "Tot *morgen*"));
    browser.wait("document.querySelector('main em')");
    assert_eq!(
        browser.run(
            "return [window.sameDocument, window.picture === document.querySelector('main img'), picture.naturalWidth]"
        ),
        json!([true, true, 60])
    );
}

fn a_restarted_preview_is_followed(browser: &mut Browser) {
    let mut site = opened(browser);
    browser.run(
        "document.querySelector('#vragen details.vouw').open = true; document.querySelector('#vragen details.vouw summary').focus()",
    );
    site.restart(|site| {
        let status = format!("{ROOT}.querySelector('[role=status]').textContent.startsWith('Geen verbinding')");
        browser.wait(&status);
        site.write(WIJK, &wijk("Hier waait het *altijd*.", "Tot ziens."));
    });
    browser.wait("document.querySelector('main em')?.textContent === 'altijd'");
    browser.wait(&format!("{ROOT}.querySelector('[role=status]').textContent === ''"));
    let kept = "const it = document.querySelector('#vragen details.vouw'); return [window.sameDocument, it.open, it.contains(document.activeElement)]";
    assert_eq!(browser.run(kept), json!([true, true, true]));
    // And it goes on.
    site.write(WIJK, &wijk("Hier waait het *nooit*.", "Tot ziens."));
    browser.wait("document.querySelector('main em')?.textContent === 'nooit'");
}

fn what_could_not_be_fetched_is_fetched_later(browser: &mut Browser) {
    let site = opened(browser);
    browser.run(
        "const own = window.fetch; window.failed = 0; window.fetch = (url, ...all) => String(url).includes('/wijken/') && failed < 2 \
         ? (failed += 1, Promise.reject(new TypeError('no connection'))) : own(url, ...all)",
    );
    site.write(WIJK, &wijk("Hier waait het *altijd*.", "Tot ziens."));
    browser.wait("document.querySelector('main em')?.textContent === 'altijd'");
    assert_eq!(browser.run("return [window.failed, window.sameDocument]"), json!([2, true]));
}

fn windows_and_browsers_follow(browser: &mut Browser) {
    let site = opened(browser);
    let first = browser.window();
    let second = browser.new_window();
    open(browser, &site, "/wijken/oude-haven/");
    let mut other = Browser::start().expect("a second browser");
    open(&mut other, &site, "/wijken/oude-haven/");
    site.write(WIJK, &wijk("Hier waait het *altijd*.", "Tot ziens."));
    let is_new = "document.querySelector('main em')?.textContent === 'altijd' && window.sameDocument";
    other.wait(is_new);
    for window in [&first, &second] {
        browser.look_at(window);
        browser.wait(is_new);
    }
    // What one chooses in the bar, the others show.
    other.run(&format!("{ROOT}.querySelector('#concepten').click()"));
    for window in [&first, &second] {
        browser.look_at(window);
        browser.wait(&format!("{ROOT}.querySelector('#concepten').checked"));
    }
}

fn the_place_in_the_address_is_kept(browser: &mut Browser) {
    browser.prefer(&[("prefers-reduced-motion", "reduce")]);
    let site = with_form(browser, "");
    browser.run("location.hash = '#over'");
    browser.wait("document.querySelector(':target')?.id === 'over' && scrollY > 0");
    let place = "return [location.hash, document.querySelector(':target')?.id, Math.round(scrollY)]";
    let before = browser.run(place);
    site.write(WIJK, &wijk("Hier waait het *altijd*.", "Tot ziens."));
    browser.wait("document.querySelector('main em')?.textContent === 'altijd'");
    assert_eq!(browser.run(place), before);
    assert_eq!(browser.run("return window.sameDocument"), true);
    // Also where the page is loaded anew, for the sake of a script.
    site.write("themes/kust/static/eigen.js", SCRIPT);
    site.replace(TEMPLATE, "</form>", "</form><script src=\"{{ pagina.thema }}eigen.js\" defer></script>");
    browser.wait("window.runs === 1 && document.readyState === 'complete'");
    assert_eq!(browser.run("return location.hash"), "#over");
    assert_eq!(browser.run("return document.querySelector(':target')?.id"), "over");
}
