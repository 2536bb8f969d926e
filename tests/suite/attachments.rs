//! Downloads of any size: they are copied to the site as they are, and never held as a whole.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use wijkwijzer::disk;
use wijkwijzer::output::{Blob, OutputPath};
use wijkwijzer::publish::OutputFolder;
use wijkwijzer::source::{Source, SourcePath};
use wijkwijzer::{Pipeline, build};

use super::command::project;
use super::project::settings;
use super::running::Running;

const FILE: &str = "content/paginas/plan.pdf";
const OUTPUT: &str = "bestanden/paginas/plan.pdf";

/// A PDF of three megabytes, and a page that leads to it.
fn put(project: &Path, first: u8) -> Vec<u8> {
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|at| at.to_le_bytes()[1] ^ first).collect();
    fs::create_dir_all(project.join("content/paginas")).unwrap();
    fs::write(project.join(FILE), &bytes).unwrap();
    let page = "---\ntitel: Plan\nsamenvatting: Kort.\n---\n\nLees het [plan voor de wijk](plan.pdf).\n";
    fs::write(project.join("content/paginas/plan.md"), page).unwrap();
    bytes
}

#[test]
fn a_large_download_is_copied_and_not_held() {
    let folder = project();
    let (project, out) = (folder.path(), folder.path().join("site"));
    let bytes = put(project, 1);
    let mut sources = disk::read(project).unwrap();
    let held = |sources: &wijkwijzer::source::SourceTree| sources.get(&SourcePath::new(FILE)).unwrap().held().is_ok();
    assert!(!held(&sources));
    let mut pipeline = Pipeline::default();
    let mut site = OutputFolder::new(&out);
    let tree = pipeline.build(&sources, &settings()).tree.unwrap();
    let changes = site.write(&tree).unwrap();
    assert!(changes.new.contains(&OutputPath::new(OUTPUT)));
    assert!(fs::read(out.join(OUTPUT)).unwrap() == bytes);
    assert!(OutputFolder::new(&out).write(&tree).unwrap().is_empty(), "what is the same is not written again");

    // The same as when it would be held.
    let mut all = sources.clone();
    all.insert(SourcePath::new(FILE), Source::new(bytes));
    assert_eq!(all, sources);
    let page = OutputPath::new("plan/index.html");
    assert_eq!(build(&all, &settings()).tree.unwrap().get(&page), tree.get(&page));
    let other = folder.path().join("anders");
    OutputFolder::new(&other).write(&build(&all, &settings()).tree.unwrap()).unwrap();
    let manifest = |folder: &Path| fs::read_to_string(folder.join(".wijkwijzer")).unwrap();
    assert_eq!(manifest(&other), manifest(&out));

    // It changes: until that is seen, nothing else is published in its place.
    let bytes = put(project, 2);
    assert!(OutputFolder::new(folder.path().join("nieuw")).write(&tree).is_err());
    let update = disk::update(&mut sources, project, &BTreeSet::from([project.join(FILE)]));
    assert_eq!(update.changed, BTreeSet::from([SourcePath::new(FILE)]));
    let tree = pipeline.build(&sources, &settings()).tree.unwrap();
    assert!(matches!(tree.file(&OutputPath::new(OUTPUT)), Some((_, Blob::Away(_)))));
    assert_eq!(site.change(&tree, &[OutputPath::new(OUTPUT)], &[]).unwrap().changed, [OutputPath::new(OUTPUT)]);
    assert!(fs::read(out.join(OUTPUT)).unwrap() == bytes);
    fs::remove_file(out.join(OUTPUT)).unwrap();
    assert_eq!(site.mend(&tree).unwrap().new, [OutputPath::new(OUTPUT)], "what is taken away comes back");
}

#[test]
fn a_large_download_is_shown_in_the_preview() {
    let folder = project();
    let bytes = put(folder.path(), 3);
    let preview = Running::serve_in(folder, &[]);
    let (status, got) = preview.get(&format!("/{OUTPUT}"));
    assert!(status == 200 && got == bytes, "{status} {}", got.len());
    fs::remove_file(preview.path(FILE)).unwrap();
    assert_ne!(preview.get(&format!("/{OUTPUT}")).0, 500);
}
