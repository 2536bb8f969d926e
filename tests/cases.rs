//! Case folders: each folder in `tests/cases` is a site and what must come of it. Adding a folder adds a test.
//!
//! ```text
//! tests/cases/NAME/in/            the project: content/ and, if it has one of its own, themes/
//! tests/cases/NAME/in/themes/     themes beside the one in the program; laid over it with `thema over` in `instellingen`
//! tests/cases/NAME/instellingen   optional: lines such as `datum 2019-03-01`, `concepten`, `streng`, `basis https://…`, `content ../…`
//! tests/cases/NAME/meldingen.txt  every finding, one a line
//! tests/cases/NAME/public/        the `<main>` of the pages that the case is about; files that are not there are not compared
//! ```
//!
//! `ZEGEN=1 cargo test --test cases` writes what came out into the folders; read the difference before you commit it. To have
//! a page compared, make an empty file of its name in `public/` and bless.
#![expect(clippy::disallowed_methods, reason = "tests read and write their case folders")]
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};
use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::source::SourceTree;
use wijkwijzer::{Basis, Settings, build, diagnostics, disk};

use common::{repository, settings, with_shipped_theme};

fn main() {
    let root = repository().join("tests/cases");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(&root).expect("tests/cases is there").map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    let trials = folders
        .into_iter()
        .filter(|folder| folder.is_dir())
        .map(|folder| {
            let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
            Trial::test(name, move || run(&folder))
        })
        .collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// Builds one case and compares it with its folder.
fn run(folder: &Path) -> Result<(), Failed> {
    let case = Case::read(folder);
    let result = build(&case.sources, &case.settings);
    let findings = diagnostics::lines(&result.report, &case.sources);
    if result.tree.is_some() != result.report.is_publishable() {
        return Err("there must be a site exactly when no finding is a fout".into());
    }
    if build(&case.sources, &case.settings) != result {
        return Err("the same build twice gave something else".into());
    }
    let bless = std::env::var_os("ZEGEN").is_some();
    let mut wrong = compare(&folder.join("meldingen.txt"), &findings, bless);
    for page in expected_pages(folder) {
        let name = page.strip_prefix(folder.join("public")).expect("a page below public");
        let name = name.to_string_lossy().replace('\\', "/");
        let Some(made) = result.tree.as_ref().and_then(|tree| tree.get(&OutputPath::new(&name))) else {
            wrong.push(format!("{name} was not made"));
            continue;
        };
        wrong.extend(compare(&page, &main_part(&String::from_utf8_lossy(made)), bless));
    }
    wrong.extend(compare_addresses(folder, result.tree.as_ref(), bless));
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

struct Case {
    sources: SourceTree,
    settings: Settings,
}

impl Case {
    /// Reads the folder. Without a theme of its own a case has the one in the program: it is about content, not looks.
    fn read(folder: &Path) -> Self {
        let mut settings = settings();
        let mut project = folder.join("in");
        let mut lays_over = false;
        for line in fs::read_to_string(folder.join("instellingen")).unwrap_or_default().lines() {
            match line.split_once(' ').unwrap_or((line, "")) {
                ("datum", date) => settings.today = date.parse().expect("a date"),
                ("basis", address) => settings.basis = Some(Basis::parse(address).expect("an address")),
                ("concepten", _) => settings.concepten = true,
                ("streng", _) => settings.streng = true,
                ("thema", "over") => lays_over = true,
                ("project", path) => project = folder.join(path),
                other => panic!("unknown setting {other:?}"),
            }
        }
        let mut sources =
            if lays_over { with_shipped_theme(&project) } else { disk::read(&project).expect("a project") };
        if lays_over {
            let over = disk::read(&folder.join("in")).expect("a project");
            for (path, source) in over.below("themes") {
                sources.insert(path.clone(), source.clone());
            }
        }
        Self { sources, settings }
    }
}

fn expected_pages(folder: &Path) -> Vec<PathBuf> {
    walkdir::WalkDir::new(folder.join("public"))
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| {
            entry.file_type().is_file() && entry.file_name() != "adressen.txt" && entry.file_name() != ".gitkeep"
        })
        .map(walkdir::DirEntry::into_path)
        .collect()
}

/// Where a case has `public/adressen.txt`, it holds every address of the site.
fn compare_addresses(folder: &Path, tree: Option<&Tree>, bless: bool) -> Vec<String> {
    let file = folder.join("public/adressen.txt");
    if !file.exists() {
        return Vec::new();
    }
    let mut addresses = String::new();
    // Names of the index of the search tell what is in it.
    let files = tree.iter().flat_map(|tree| tree.iter()).filter(|(path, _)| !path.as_str().starts_with("thema/zoek/"));
    for (path, _) in files {
        addresses.push_str(path.as_str());
        addresses.push('\n');
    }
    compare(&file, &addresses, bless)
}

/// What is between `<main …>` and `</main>`: the frame is the same on every page and has tests of its own.
fn main_part(page: &str) -> String {
    let inside = page
        .find("<main")
        .and_then(|start| page[start..].find('>').map(|end| start + end + 1))
        .and_then(|start| page[start..].find("</main>").map(|length| &page[start..start + length]));
    let main = inside.unwrap_or(page).trim();
    // The name of the index tells all that can be found.
    match main.split_once("thema/zoek/") {
        Some((before, name)) => {
            format!("{before}thema/zoek/{}\n", name.trim_start_matches(|c: char| c.is_ascii_hexdigit()))
        }
        None => format!("{main}\n"),
    }
}

fn compare(file: &Path, made: &str, bless: bool) -> Vec<String> {
    // Ends of lines are those of the disk here; `tests/suite` looks at those of calendars and cards.
    let [expected, made] = [&fs::read_to_string(file).unwrap_or_default(), made].map(|it| it.replace("\r\n", "\n"));
    if expected == made {
        return Vec::new();
    }
    if bless {
        fs::write(file, made).expect("the case folder can be written");
        return Vec::new();
    }
    let mut difference = format!("{} differs (ZEGEN=1 accepts):\n", file.display());
    for line in diff(&expected, &made) {
        difference.push_str(&line);
        difference.push('\n');
    }
    vec![difference]
}

/// The lines that only one of the two has, in order; enough to see what happened.
fn diff(expected: &str, made: &str) -> Vec<String> {
    let gone =
        expected.lines().filter(|line| !made.lines().any(|other| other == *line)).map(|line| format!("- {line}"));
    let new = made.lines().filter(|line| !expected.lines().any(|other| other == *line)).map(|line| format!("+ {line}"));
    let lines: Vec<String> = gone.chain(new).collect();
    if lines.is_empty() { vec!["the same lines in another order or number".to_owned()] } else { lines }
}
