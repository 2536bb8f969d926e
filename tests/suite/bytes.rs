//! The same input gives the same bytes, and the disk gets exactly these.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use wijkwijzer::disk;
use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::publish;
use wijkwijzer::publish::changes::Changes;
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{Names, Settings, build};

use super::project::{publishable, repository, second, settings, shipped};

/// Copies a project, its files in reverse order.
fn copy_backwards(sources: &SourceTree, to: &Path) {
    let mut files: Vec<_> = sources.iter().collect();
    files.reverse();
    for (path, source) in files {
        let file = to.join(path.as_str());
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, source.read().unwrap()).unwrap();
    }
}

#[test]
fn a_copy_elsewhere_made_in_another_order_gives_the_same_bytes() {
    for sources in [shipped(), second()] {
        let folder = tempfile::tempdir().unwrap();
        copy_backwards(&sources, folder.path());
        let copy = disk::read(folder.path()).unwrap();
        assert_eq!(publishable(&copy), publishable(&sources));
    }
}

#[test]
fn one_thread_and_many_give_the_same_bytes() {
    let sources = shipped();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| publishable(&sources))
    };
    assert_eq!(with(1), with(8));
}

/// What is published has the names of the theme's files by their content, and is otherwise what the preview shows.
#[test]
fn files_of_the_theme_have_a_folder_named_after_all_of_them() {
    let published = |sources: &SourceTree| {
        build(sources, &Settings { names: Names::Hashed, ..settings() }).tree.expect("it can be published")
    };
    let folder = |tree: &Tree| {
        let inside: BTreeSet<String> = tree
            .iter()
            .filter_map(|(path, _)| path.as_str().strip_prefix("thema/")?.split('/').next().map(str::to_owned))
            // Files of the search have such names of their own.
            .filter(|folder| folder != "zoek")
            .collect();
        assert_eq!(inside.len(), 1, "they are together, so that they find each other: {inside:?}");
        inside.into_iter().next().unwrap()
    };
    for mut sources in [shipped(), second()] {
        let tree = published(&sources);
        let name = folder(&tree);
        // What is searched in, and its page, which names it, are made on demand in the preview.
        let is_same =
            |path: &OutputPath| !path.as_str().starts_with("thema/zoek/") && path.as_str() != "zoeken/index.html";
        let plain = tree.iter().filter(|(path, _)| is_same(path)).map(|(path, bytes)| {
            let path = path.as_str().replacen(&format!("thema/{name}/"), "thema/", 1);
            let text = std::str::from_utf8(bytes).map(|text| text.replace(&format!("thema/{name}/"), "thema/"));
            (OutputPath::new(path), text.map_or_else(|_| Arc::clone(bytes), |text| text.into_bytes().into()))
        });
        let preview = publishable(&sources);
        assert!(plain.collect::<Tree>().iter().eq(preview.iter().filter(|(path, _)| is_same(path))));
        let question = SourcePath::new("content/vragen/proef.md");
        sources.insert(question, Source::new(*b"---\nvraag: Hoe heet de stijl?\n---\nZo.\n"));
        assert_eq!(folder(&published(&sources)), name, "a text is no part of the theme");
        sources.insert(SourcePath::new("themes/kust/static/meer.css"), Source::new(*b"a { color: red }"));
        assert_ne!(folder(&published(&sources)), name);
    }
}

#[test]
fn the_folder_gets_the_tree_and_a_second_time_nothing() {
    let (tree, folder) = (publishable(&second()), tempfile::tempdir().unwrap());
    let first = publish::write(&tree, folder.path()).unwrap();
    assert_eq!((first.new.len(), first.changed.len(), first.kept), (tree.len(), 0, 0));
    for (path, bytes) in tree.iter() {
        assert_eq!(fs::read(folder.path().join(path.as_str())).unwrap(), **bytes, "{path}");
    }
    let times = |folder: &Path| -> Vec<_> {
        let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
        entries.map(|entry| (entry.path().to_owned(), entry.metadata().unwrap().modified().unwrap())).collect()
    };
    let before = times(folder.path());
    let second = publish::write(&tree, folder.path()).unwrap();
    assert_eq!(second, Changes { kept: tree.len(), ..Changes::default() });
    assert_eq!(times(folder.path()), before, "not even a time stamp changes");
}

#[test]
fn what_is_withdrawn_goes_and_what_is_not_ours_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut sources = second();
    publish::write(&publishable(&sources), folder.path()).unwrap();
    fs::write(folder.path().join("CNAME"), "wijken.example").unwrap();
    fs::write(folder.path().join("nieuws/nieuw/van-de-host.txt"), "x").unwrap();
    let files: Vec<_> = sources.iter().map(|(path, _)| path.clone()).collect();
    for path in
        files.iter().filter(|path| path.as_str().contains("paginas/meedoen/") || path.as_str().contains("/nieuws/"))
    {
        sources.remove(path);
    }
    let page = SourcePath::new("content/paginas/meedoen.md");
    let text = "---\ntitel: Meedoen\nsamenvatting: Kort.\n---\n## Hoe werkt het?\n";
    sources.insert(page, Source::new(text.as_bytes()));
    let written = publish::write(&publishable(&sources), folder.path()).unwrap();
    let pages = written.withdrawn.iter().filter(|path| path.is_page()).count();
    assert_eq!(pages, 3, "the news item, its overview and the page below Meedoen");
    assert!(!folder.path().join("meedoen/subsidie").exists(), "the empty folder went, too");
    assert!(!folder.path().join("nieuws/nieuw/index.html").exists());
    assert!(folder.path().join("nieuws/nieuw/van-de-host.txt").exists());
    assert!(folder.path().join("CNAME").exists());
}

#[test]
fn a_name_that_changes_in_capitals_or_into_a_folder_leaves_nothing_behind() {
    let (folder, read) = (tempfile::tempdir().unwrap(), |folder: &Path, name: &str| fs::read(folder.join(name)).ok());
    let tree =
        |names: &[&str]| -> Tree { names.iter().map(|name| (OutputPath::new(name), name.as_bytes().into())).collect() };
    publish::write(&tree(&["thema/Stijl.css", "a"]), folder.path()).unwrap();
    publish::write(&tree(&["thema/stijl.css", "a/index.html"]), folder.path()).unwrap();
    assert_eq!(read(folder.path(), "thema/stijl.css").unwrap(), b"thema/stijl.css");
    assert_eq!(read(folder.path(), "a/index.html").unwrap(), b"a/index.html");
    let left: Vec<_> = fs::read_dir(folder.path().join("thema")).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(left, ["stijl.css"], "the old name is gone");
}

#[test]
fn a_foreign_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thesis.docx"), "x").unwrap();
    let refused = publish::write(&publishable(&second()), folder.path()).unwrap_err().to_string();
    assert!(refused.contains("thesis.docx") && refused.contains("--uit"), "{refused}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was written");
}

#[test]
fn a_manifest_that_was_tampered_with_reaches_nothing_outside() {
    let outside = tempfile::tempdir().unwrap();
    let (folder, victim) = (outside.path().join("uit"), outside.path().join("kostbaar.txt"));
    fs::write(&victim, "x").unwrap();
    publish::write(&publishable(&second()), &folder).unwrap();
    let manifest = folder.join(".wijkwijzer");
    let text = fs::read_to_string(&manifest).unwrap();
    let outside = "\"../kostbaar.txt\": {}, \"/etc/hostname\": {}, \"a//b\": {}, ";
    fs::write(&manifest, text.replacen("\"bestanden\": {", &format!("\"bestanden\": {{{outside}"), 1)).unwrap();
    let mut later = second();
    later.insert(SourcePath::new("content/vragen/nieuw.md"), Source::new(*b"---\nvraag: Nieuw?\n---\n\nJa.\n"));
    publish::write(&publishable(&later), &folder).unwrap();
    assert!(victim.exists());
}

#[test]
fn public_in_the_repository_holds_only_what_keeps_it_there() {
    let listed = std::process::Command::new("git").args(["ls-files", "public"]).current_dir(repository()).output();
    let listed = String::from_utf8(listed.expect("git is there").stdout).unwrap();
    assert_eq!(listed.trim(), "public/.gitkeep");
}
