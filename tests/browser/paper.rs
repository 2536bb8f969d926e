//! Pages on paper: the sheet for the notice board, as Chromium prints it.
//!
//! Needs Debian's `poppler-utils`, which read a PDF as a person or a phone would: its words, and its picture. A decoder that
//! knows nothing of ours reads the QR code in it.

use std::fs;
use std::process::Command;

use serde_json::json;

use super::Test;
use super::driver::Browser;
use super::host::{Host, SECOND};

/// What is tested.
pub(crate) const TESTS: &[Test] = &[
    ("a sheet for the notice board has all that one looks for", a_sheet_has_all),
    ("other pages have no code, and no screen shows one", only_paper_has_a_code),
];

const MISSING: &str = "de tests van het papier hebben pdftotext en pdftoppm nodig: apt-get install poppler-utils";

/// Where the second municipality says that its site is.
const BASE: &str = "https://voorbeeldstad.example/buurten/";

/// A printed page.
struct Paper {
    /// The words of its first sheet, without spaces and what breaks words.
    first: String,
    /// The same of the sheets after it.
    rest: String,
    /// What a phone reads from the first sheet.
    code: Option<String>,
    /// Width and height of the first sheet in millimetres.
    size: (usize, usize),
}

impl Paper {
    /// Prints what the browser shows.
    fn of(browser: &mut Browser) -> Self {
        let place = tempfile::tempdir().expect("a folder");
        let file = |name: &str| place.path().join(name);
        fs::write(file("blad.pdf"), browser.print()).expect("a file");
        let run = |program: &str, arguments: &[&str]| {
            let done = Command::new(program).args(arguments).current_dir(place.path()).output();
            let done = done.unwrap_or_else(|_| panic!("{MISSING}"));
            assert!(done.status.success(), "{program}: {}", String::from_utf8_lossy(&done.stderr));
            String::from_utf8(done.stdout).expect("UTF-8")
        };
        // A form feed ends a sheet.
        let words = run("pdftotext", &["blad.pdf", "-"]);
        let (first, rest) = words.split_once('\u{c}').expect("a sheet");
        let (first, rest) = (squeezed(first), squeezed(rest));
        run("pdftoppm", &["-gray", "-r", "127", "-f", "1", "-l", "1", "-singlefile", "blad.pdf", "blad"]);
        let picture = fs::read(file("blad.pgm")).expect("a picture");
        let (width, height, pixels) = pgm(&picture);
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
        let code = picture.detect_grids().first().map(|grid| grid.decode().expect("a code that can be read").1);
        // At 127 dots an inch there are five in a millimetre.
        Self { first, rest, code, size: (width / 5, height / 5) }
    }
}

/// Only what is there for the reader: no spaces, hyphens or ends of lines.
fn squeezed(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric() || "/.@,:".contains(*it)).collect()
}

/// Width, height and pixels of a picture in the format PGM with one byte each.
fn pgm(bytes: &[u8]) -> (usize, usize, &[u8]) {
    let head: Vec<&[u8]> = bytes.splitn(4, u8::is_ascii_whitespace).collect();
    let number = |part: &[u8]| std::str::from_utf8(part).expect("a number").parse().expect("a number");
    let (width, height) = (number(head[1]), number(head[2]));
    (width, height, &bytes[bytes.len() - width * height..])
}

fn published() -> Host {
    let host = Host::new();
    host.publish("", SECOND, &[]);
    host.start(b"");
    host
}

fn a_sheet_has_all(browser: &mut Browser) {
    let host = published();
    // Nobody's screen changes the paper.
    for screen in
        [&[][..], &[("prefers-color-scheme", "dark")], &[("prefers-color-scheme", "dark"), ("forced-colors", "active")]]
    {
        browser.prefer(screen);
        for (page, wanted, later) in [
            (
                "wijken/t-horntje/",
                &["Voorbeeld Een", "0999 00 00 00", "een@voorbeeldstad.example", "9.30 tot 11.00", "24 november 2026"]
                    [..],
                "in cijfers",
            ),
            (
                "wijken/mariendal/",
                &["Er is nu geen wijkregisseur", "14 0999", "De Haven", "13.00 tot 17.00", "Praat mee over het"],
                "in cijfers",
            ),
            (
                "wijken/mariendal/noord-mariendal/",
                &["Er is nu geen wijkregisseur", "14 0999", "De Haven", "Praat mee over het plein"],
                "Over Noord-Mariëndal",
            ),
            (
                "hubs/de-haven/",
                &["In gebruik", "9.00 tot 12.00", "Havenweg 2", "Er is nu geen wijkregisseur", "14 0999"],
                "De bouw begint",
            ),
        ] {
            browser.go(&host.url(page));
            let paper = Paper::of(browser);
            let at = format!("/{page} {screen:?}");
            assert_eq!(paper.size, (210, 297), "{at} is a sheet of A4");
            for words in wanted {
                assert!(paper.first.contains(&squeezed(words)), "{at} has no {words}: {}", paper.first);
            }
            assert!(!paper.first.contains(&squeezed(later)) && paper.rest.contains(&squeezed(later)), "{at}: {later}");
            let address = format!("{BASE}{page}");
            assert_eq!(paper.code.as_deref(), Some(&*address), "{at}");
            let typed = squeezed(address.trim_start_matches("https://").trim_end_matches('/'));
            assert!(paper.first.contains(&typed), "{at}: {}", paper.first);
        }
    }
}

fn only_paper_has_a_code(browser: &mut Browser) {
    let host = published();
    browser.go(&host.url("contact/"));
    let paper = Paper::of(browser);
    assert_eq!(paper.code, None);
    assert!(paper.first.contains(&squeezed("Voorbeeld Een")));
    browser.go(&host.url("wijken/t-horntje/"));
    let code = "const code = document.querySelector('svg'); return [code.getAttribute('role'), code.checkVisibility()]";
    assert_eq!(browser.run(code), json!(["img", false]));
}
