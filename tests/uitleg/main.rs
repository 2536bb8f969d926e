//! The explanation of every rule is tried out: what it calls wrong is found wrong, for that reason and no other, and what it
//! calls right is found right. So each code has a case, an explanation and a place in the handbook, or this fails.
//!
//! An example is laid over the project in `basis/`. It is written in the explanation as a reader sees it:
//!
//! ```text
//! Fout, in `content/vragen/afval.md`:        (or: Goed, in …)
//!
//! ```yaml
//! …
//! ```
//! ```
//!
//! Between the path and the colon may stand `(opgeslagen als windows-1252)`, `(opgeslagen als UTF-8)`, `(met een NUL-teken
//! waar ␀ staat)` or `(300.000 keer onder elkaar)`. A file that must not be there is told by `Fout, zonder `content/site.yaml`.`, a picture by
//! `Fout, in `content/paginas/park.png` (een foto van 900 kB).`, or one of those in `odd_picture`.
//!
//! `ZEGEN=1 cargo test --test uitleg` writes the handbook's page anew.
#![expect(clippy::disallowed_methods, reason = "tests read and write their files")]
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

#[path = "../common/mod.rs"]
mod common;

use std::fs;

use libtest_mimic::{Arguments, Failed, Trial};
use wijkwijzer::build;
use wijkwijzer::diagnostics::{self, Code};
use wijkwijzer::source::{Source, SourcePath, SourceTree};

use common::{repository, settings, with_shipped_theme};

fn main() {
    // The project of Voorbeeldstad.
    let base = with_shipped_theme(&repository().join("tests/uitleg/basis"));
    let mut trials = vec![Trial::test("the handbook is made from the explanations", handbook)];
    let in_order = base.clone();
    trials.push(Trial::test("the project below the examples is in order", move || expect_nothing(&in_order)));
    for code in Code::ALL {
        let base = base.clone();
        trials.push(Trial::test(code.id(), move || explained(*code, &base)));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn handbook() -> Result<(), Failed> {
    let file = repository().join("docs/handboek/meldingen.md");
    let made = diagnostics::handbook();
    if std::env::var_os("ZEGEN").is_some() {
        fs::write(&file, made).expect("the handbook can be written");
    } else if fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n") != made {
        return Err("docs/handboek/meldingen.md is not what the explanations say (ZEGEN=1 writes it)".into());
    }
    Ok(())
}

/// The wrong examples of an explanation give findings of its code only; the right ones give none.
fn explained(code: Code, base: &SourceTree) -> Result<(), Failed> {
    let examples = Example::all(code.explanation()).map_err(|why| Failed::from(format!("{code}: {why}")))?;
    let laid_over = |wrong: bool| {
        let mut project = base.clone();
        for example in examples.iter().filter(|example| example.wrong == wrong) {
            match &example.bytes {
                Some(bytes) => project.insert(SourcePath::new(example.path), Source::new(bytes.clone())),
                None => drop(project.remove(&SourcePath::new(example.path))),
            }
        }
        project
    };
    for wrong in [true, false] {
        if !examples.iter().any(|example| example.wrong == wrong) {
            return Err(format!("{code} has no example that is {}", if wrong { "wrong" } else { "right" }).into());
        }
    }
    let wrong = laid_over(true);
    let report = build(&wrong, &settings()).report;
    if report.findings().is_empty() || report.findings().iter().any(|finding| finding.code != code) {
        let told = diagnostics::lines(&report, &wrong);
        return Err(format!("what {code} calls wrong should give {code} and nothing else, but gives:\n{told}").into());
    }
    expect_nothing(&laid_over(false))
}

fn expect_nothing(project: &SourceTree) -> Result<(), Failed> {
    let report = build(project, &settings()).report;
    if report.findings().is_empty() {
        return Ok(());
    }
    Err(format!("what is called right should give nothing, but gives:\n{}", diagnostics::lines(&report, project))
        .into())
}

/// A file of an example; without bytes it is taken away.
struct Example<'t> {
    wrong: bool,
    path: &'t str,
    bytes: Option<Vec<u8>>,
}

impl<'t> Example<'t> {
    fn all(explanation: &'t str) -> Result<Vec<Self>, String> {
        let mut examples = Vec::new();
        let mut lines = explanation.lines();
        while let Some(line) = lines.next() {
            let Some((wrong, rest)) = [("Fout, ", true), ("Goed, ", false)]
                .iter()
                .find_map(|(word, wrong)| Some((*wrong, line.strip_prefix(word)?)))
            else {
                continue;
            };
            let (how, rest) = rest.split_once(" `").ok_or_else(|| format!("no path in “{line}”"))?;
            let (path, rest) = rest.split_once('`').ok_or_else(|| format!("no end of the path in “{line}”"))?;
            if how == "zonder" {
                examples.push(Self { wrong, path, bytes: None });
                continue;
            }
            if let Some(size) = rest.trim().strip_prefix("(een foto van ").and_then(|rest| rest.strip_suffix(" kB).")) {
                let size = size.parse().map_err(|_| format!("no size in “{line}”"))?;
                examples.push(Self { wrong, path, bytes: Some(photo(size)) });
                continue;
            }
            if let Some(picture) = odd_picture(rest.trim()) {
                examples.push(Self { wrong, path, bytes: Some(picture) });
                continue;
            }
            let mut text = String::new();
            let mut fenced = lines.by_ref().skip_while(|line| line.is_empty());
            if !fenced.next().is_some_and(|line| line.starts_with("```")) {
                return Err(format!("no example below “{line}”"));
            }
            for line in fenced.take_while(|line| !line.starts_with("```")) {
                text.push_str(line);
                text.push('\n');
            }
            examples.push(Self { wrong, path, bytes: Some(bytes(&text, rest)?) });
        }
        Ok(examples)
    }
}

/// The bytes of an example, given what stands behind its path.
fn bytes(text: &str, how: &str) -> Result<Vec<u8>, String> {
    Ok(match how.trim_matches([' ', ':', '(', ')']) {
        "" | "opgeslagen als UTF-8" => text.into(),
        "opgeslagen als windows-1252" => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
        "met een NUL-teken waar ␀ staat" => text.replace('␀', "\0").into(),
        "300.000 keer onder elkaar" => text.repeat(300_000).into(),
        "5.001 keer onder elkaar" => text.repeat(5_001).into(),
        other => return Err(format!("what is meant by “{other}”?")),
    })
}

/// What begins as a picture of 1600 by 1200 pixels, of so many kilobytes.
fn photo(kilobytes: usize) -> Vec<u8> {
    let mut bytes = picture(image::ImageFormat::Png);
    // What stands behind a picture is no part of it.
    bytes.resize(kilobytes * 1000, 0);
    bytes
}

/// A small grey picture.
fn picture(format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let grey = image::RgbImage::from_pixel(40, 30, image::Rgb([120; 3]));
    grey.write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

/// A picture that something is the matter with.
fn odd_picture(what: &str) -> Option<Vec<u8>> {
    let png = picture(image::ImageFormat::Png);
    Some(match what {
        "(een halve foto)." => png[..20].to_vec(),
        "(een foto van 60000 bij 60000 pixels)." => {
            let mut bytes = png;
            bytes[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
            bytes
        }
        "(een png)." => png,
        "(een jpg)." => picture(image::ImageFormat::Jpeg),
        "(een gif die beweegt)." => {
            let mut bytes = Vec::new();
            let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
            for shade in [50, 200] {
                let frame = image::RgbaImage::from_pixel(40, 30, image::Rgba([shade, shade, shade, 255]));
                encoder.encode_frame(image::Frame::new(frame)).expect("a frame");
            }
            drop(encoder);
            bytes
        }
        _ => return None,
    })
}
