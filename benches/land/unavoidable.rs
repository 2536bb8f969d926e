//! The work that nobody can avoid who makes this site: with the same libraries, on the same files, and nothing besides.

use std::collections::BTreeSet;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rayon::ThreadPool;
use rayon::prelude::*;
use serde::Deserialize;
use tera::{Context, Tera};
use walkdir::WalkDir;
use wijkwijzer::output::Tree;

use crate::pages::{self, Page, TEMPLATE};

/// The parts of it, in this order.
pub(crate) const PARTS: [&str; 7] = [
    "walk through the folders (one thread)",
    "read the files",
    "YAML and tables to values, without places",
    "Markdown to HTML",
    "render equivalent pages, simpler than ours",
    "write the finished site",
    "read it back and compare",
];

/// A file of the content, as `serde_yaml` reads it when it is told what to look for.
#[derive(Deserialize)]
#[expect(dead_code, reason = "what was read is not needed")]
struct Head {
    naam: Option<serde_yaml::Value>,
    titel: Option<String>,
    samenvatting: Option<String>,
    gewijzigd: Option<String>,
    datum: Option<String>,
    code: Option<String>,
    buurten: Option<Vec<String>>,
    wijken: Option<Vec<String>>,
    cijfers: Option<Vec<Figure>>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what was read is not needed")]
struct Figure {
    gebied: String,
    indicator: String,
    waarde: u32,
}

/// How long each part takes in this pool; the site is written to `out`, which is not there yet.
pub(crate) fn measure(pool: &ThreadPool, project: &Path, pages: &[Page], tree: &Tree, out: &Path) -> Vec<Duration> {
    pool.install(|| {
        let mut times = Vec::new();
        let mut start = Instant::now();
        let mut lap = || times.push(std::mem::replace(&mut start, Instant::now()).elapsed());

        let files: Vec<PathBuf> = ["content", "themes"]
            .into_iter()
            .flat_map(|folder| WalkDir::new(project.join(folder)))
            .map(|entry| entry.expect("a file"))
            .filter(|entry| entry.file_type().is_file())
            .map(walkdir::DirEntry::into_path)
            .collect();
        lap();
        let read = |file: &PathBuf| String::from_utf8(fs::read(file).expect("a file")).unwrap_or_default();
        let texts: Vec<String> = files.par_iter().map(read).collect();
        lap();
        files.par_iter().zip(&texts).for_each(|(file, text)| parse(file, text));
        lap();
        let bodies: Vec<String> = pages.par_iter().map(|page| pages::html(&page.markdown)).collect();
        lap();
        black_box(render(pages, bodies));
        lap();
        write(tree, out);
        lap();
        tree.iter().collect::<Vec<_>>().par_iter().for_each(|(path, bytes)| {
            assert!(fs::read(out.join(path.as_str())).expect("a file") == ***bytes);
        });
        lap();
        times
    })
}

fn parse(file: &Path, text: &str) {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("md") => {
            let head = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
            black_box(head.map(|(head, _)| serde_yaml::from_str::<Head>(head).expect("YAML")));
        }
        Some("yaml") => drop(black_box(serde_yaml::from_str::<Head>(text).expect("YAML"))),
        Some("csv") => {
            let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
            black_box(reader.records().map(|record| record.expect("a row")).collect::<Vec<_>>());
        }
        _ => {}
    }
}

/// The pages in the template that all generators have.
pub(crate) fn render(pages: &[Page], bodies: Vec<String>) -> Vec<String> {
    let mut tera = Tera::default();
    tera.add_raw_template("pagina.html", TEMPLATE).expect("a template");
    let render = |(page, body): (&Page, String)| {
        let context = Context::from_serialize(&page.view(pages, body)).expect("a view");
        tera.render("pagina.html", &context).expect("a page")
    };
    pages.par_iter().zip(bodies).map(render).collect()
}

/// Each folder is made once.
fn write(tree: &Tree, out: &Path) {
    let files: Vec<_> = tree.iter().map(|(path, bytes)| (out.join(path.as_str()), bytes)).collect();
    let folders: BTreeSet<&Path> = files.iter().map(|(file, _)| file.parent().expect("a folder")).collect();
    for folder in folders {
        fs::create_dir_all(folder).expect("a folder");
    }
    files.par_iter().for_each(|(file, bytes)| fs::write(file, bytes).expect("a file"));
}
