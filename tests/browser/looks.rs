//! To look at, not to assert: pictures. Run by `cargo test --test browser -- --ignored`.

#![expect(clippy::print_stdout, reason = "somebody looks at this")]

use std::fs;
use std::path::Path;

use super::Test;
use super::driver::Browser;
use super::host::{Host, PATTERNS};
use super::preview::{ROOT, open, wijk};
use super::site::Site;

/// What there is to look at.
pub(crate) const TESTS: &[Test] = &[("screenshots", screenshots), ("screenshots of patterns", patterns)];

const WIJK: &str = "content/wijken/oude-haven.md";
const BROKEN: &str = "---\nnaam: Oude Haven\nsamenvattng: De wijk aan het water.\nbuurten:\n  - BU99990199\n---\n\n## Over de wijk\n\n\
                      De gemeente communiceert middels deze brief. Zie [het plan](../paginas/plan.md).\n";

fn screenshots(browser: &mut Browser) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/browser");
    fs::create_dir_all(&folder).expect("a folder");
    let site = Site::start(&[(WIJK, &wijk("Hier waait het.", "Tot ziens."))]);
    for scheme in ["light", "dark", "forced"] {
        let forced = if scheme == "forced" { "active" } else { "none" };
        let colours = if scheme == "light" { "light" } else { "dark" };
        browser.prefer(&[
            ("prefers-color-scheme", colours),
            ("forced-colors", forced),
            ("prefers-reduced-motion", "reduce"),
        ]);
        for (width, height) in [(320, 640), (1280, 720)] {
            browser.resize(width, height);
            let picture = |browser: &mut Browser, name: &str| {
                fs::write(folder.join(format!("{name}-{width}-{scheme}.png")), browser.screenshot())
                    .expect("a picture");
            };
            site.write(WIJK, &wijk("Hier waait het.", "Tot ziens."));
            open(browser, &site, "/wijken/oude-haven/");
            picture(browser, "balk");
            let toggle = format!("const bar = {ROOT}.querySelector('.vouw'); bar.click()");
            browser.run(&toggle);
            picture(browser, "balk-om");
            browser.run(&toggle);
            site.write(WIJK, &wijk("Hier waait het.", "Tot morgen."));
            browser.wait(&format!("{ROOT}.querySelector('.kader')"));
            picture(browser, "kader");
            site.write(WIJK, BROKEN);
            browser.wait(&format!("{ROOT}.querySelector('dialog').open"));
            picture(browser, "vel");
            site.write(WIJK, &wijk("Klik [hier](../index.md).", "Tot ziens."));
            browser.wait(&format!("!{ROOT}.querySelector('dialog').open"));
            browser.run("sessionStorage.setItem('wijkwijzer-boodschap', '\"Deze pagina is er niet meer\"')");
            open(browser, &site, "/wijken/oude-haven/");
            picture(browser, "boodschap");
            browser.run(&format!("{ROOT}.querySelector('.meldingenknop').click()"));
            browser.wait(&format!("{ROOT}.querySelector('dialog').open"));
            picture(browser, "vel-waarschuwing");
        }
    }
    println!("pictures are in {}", folder.display());
}

/// The pages of patterns from top to bottom, as many pictures as it takes.
fn patterns(browser: &mut Browser) {
    const HEIGHT: u32 = 3000;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/browser");
    fs::create_dir_all(&folder).expect("a folder");
    let host = Host::new();
    host.publish("", PATTERNS, &[]);
    host.start(b"");
    for scheme in ["light", "dark"] {
        browser.prefer(&[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")]);
        for width in [320, 1280] {
            browser.resize(width, HEIGHT);
            for page in ["patronen", "patronen/als-er-niets-is"] {
                browser.go(&host.url(&format!("{page}/")));
                let height = browser.run("return document.documentElement.scrollHeight").as_u64().expect("a height");
                for (number, top) in (0..height).step_by(HEIGHT as usize).enumerate() {
                    browser.run(&format!("scrollTo(0, {top})"));
                    let name = format!("{}-{width}-{scheme}-{number}.png", page.replace('/', "-"));
                    fs::write(folder.join(name), browser.screenshot()).expect("a picture");
                }
            }
        }
    }
    println!("pictures are in {}", folder.display());
}
