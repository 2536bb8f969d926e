//! Folders and disks that are not as they should be, as the user of the command line meets them.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::publish;

use super::command::{project, stderr, stdout};
use super::project::repository;
use super::running::copy;

/// The program, started by a shell that does this first.
fn after(first: &str, folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{first}\nexec \"$@\""), "sh", env!("CARGO_BIN_EXE_wijkwijzer")]);
    command.args(arguments).arg("--project").arg(folder).output().unwrap()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// What is published, but for what only the program uses.
fn published(site: &Path) -> Vec<walkdir::DirEntry> {
    let all = walkdir::WalkDir::new(site).into_iter().map(Result::unwrap);
    all.filter(|entry| !entry.file_name().to_string_lossy().starts_with(".wijkwijzer")).collect()
}

#[test]
fn everybody_can_read_the_site_whatever_the_builder_keeps_to_itself() {
    for umask in ["077", "027"] {
        let project = project();
        let site = project.path().join("public");
        let build = || {
            let built = after(&format!("umask {umask}"), project.path(), &["build"]);
            assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
            for entry in published(&site) {
                let wanted = if entry.file_type().is_dir() { 0o755 } else { 0o644 };
                assert_eq!(mode(entry.path()), wanted, "{} after umask {umask}", entry.path().display());
            }
            stderr(&built)
        };
        build();
        // So did all that an older version left, which stays as it is but for this.
        for entry in published(&site) {
            allow(entry.path(), if entry.file_type().is_dir() { 0o700 } else { 0o600 });
        }
        assert!(build().contains("Er is niets veranderd"));
        // One page is new among those that are closed.
        allow(&site.join("vragen"), 0o700);
        allow(&site.join("index.html"), 0o600);
        fs::remove_file(site.join("vragen/index.html")).unwrap();
        build();
    }
}

/// More rights than these are a choice of somebody: who works in a group, or lets a web server in by its group.
#[test]
fn rights_are_given_and_never_taken() {
    let project = project();
    let site = project.path().join("public");
    fs::create_dir(&site).unwrap();
    allow(&site, 0o2770);
    after("umask 002", project.path(), &["build"]);
    assert_eq!(mode(&site), 0o2770);
    assert_eq!((mode(&site.join("vragen")), mode(&site.join("index.html"))), (0o2775, 0o664));
}

#[test]
fn what_is_behind_a_link_keeps_its_rights() {
    let project = project();
    let (page, elsewhere) = (project.path().join("public/vragen"), project.path().join("elders"));
    after("", project.path(), &["build"]);
    fs::rename(&page, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &page).unwrap();
    allow(&elsewhere.join("index.html"), 0o600);
    let built = after("", project.path(), &["build"]);
    assert!(stderr(&built).contains("Er is niets veranderd"), "{}", stderr(&built));
    assert_eq!(mode(&elsewhere.join("index.html")), 0o600);
}

/// All that is in a project, with the bytes of files, but for what the program keeps there for itself.
fn all_in(project: &Path) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    let all = walkdir::WalkDir::new(project).sort_by_file_name().into_iter();
    let all = all.filter_entry(|entry| entry.path() != project.join(".wijkwijzer")).map(Result::unwrap);
    let read = |entry: walkdir::DirEntry| {
        (entry.path().to_owned(), entry.file_type().is_file().then(|| fs::read(entry.path()).unwrap()))
    };
    all.filter(|entry| entry.file_name() != ".wijkwijzer-slot").map(read).collect()
}

/// Puts something there; with these arguments this is told of it.
type Way<'w> = (&'w dyn Fn(), &'w [&'w str], &'w str);

/// What stands where the site should come is told before anything of the site is there, and as what it is.
#[test]
fn what_is_in_the_way_is_found_before_the_first_file_is_placed() {
    let project = project();
    let site = project.path().join("public");
    let long = "a".repeat(256);
    let ways: &[Way<'_>] = &[
        (
            &|| fs::create_dir_all(site.join("index.html/x")).unwrap(),
            &["--overnemen"],
            "Op de plek van index.html staat iets dat niet door wijkwijzer is gemaakt: SITE/index.html/x. Haal het weg",
        ),
        (
            &|| fs::create_dir_all(site.join(".wijkwijzer/x")).unwrap(),
            &["--overnemen"],
            "Op de plek van .wijkwijzer staat iets dat niet door wijkwijzer is gemaakt: SITE/.wijkwijzer/x.",
        ),
        (
            &|| fs::create_dir_all(site.join(".wijkwijzer")).unwrap(),
            &[],
            "Het bestand .wijkwijzer in de map SITE is beschadigd",
        ),
        (
            &|| fs::write(&site, "x").unwrap(),
            &[],
            "SITE is geen map, maar een bestand. Haal het weg of kies een andere",
        ),
        (
            &|| fs::write(&site, "x").unwrap(),
            &["--uit", "SITE/er/in"],
            "SITE is geen map, maar een bestand. Haal het weg of kies een andere",
        ),
        (
            &|| std::os::unix::fs::symlink("nergens", &site).unwrap(),
            &[],
            "SITE is een koppeling (symlink) naar een plek die er niet is.",
        ),
        (
            &|| {
                fs::create_dir(&site).unwrap();
                std::os::unix::fs::symlink("nergens", site.join("index.html")).unwrap();
            },
            &[],
            "In de map SITE staan al andere bestanden (zoals index.html).",
        ),
        (
            &|| {
                fs::create_dir(&site).unwrap();
                assert!(Command::new("mkfifo").arg(site.join("index.html")).status().unwrap().success());
            },
            &[],
            "In de map SITE staan al andere bestanden (zoals index.html).",
        ),
        (&|| {}, &["--uit", &long], "kan niet worden gelezen: de naam is te lang"),
        (&|| {}, &["--uit", "SITE/.."], "ligt tussen de bestanden waar de site van gemaakt wordt"),
        (&|| {}, &["--uit", "SITE/../.wijkwijzer"], "ligt tussen de bestanden waar de site van gemaakt wordt"),
        (&|| {}, &["--uit", "SITE/../.wijkwijzer/beeld/x"], "ligt tussen de bestanden waar de site van gemaakt wordt"),
    ];
    for (put, arguments, told) in ways {
        put();
        let named = |text: &str| text.replace("SITE", site.to_str().unwrap());
        let before = all_in(project.path());
        let arguments: Vec<String> = arguments.iter().map(|argument| named(argument)).collect();
        for dry in [&["build"][..], &["build", "--droog"]] {
            let all: Vec<&str> = dry.iter().copied().chain(arguments.iter().map(String::as_str)).collect();
            let refused = after("", project.path(), &all);
            assert_eq!(refused.status.code(), Some(3), "{all:?}: {}", stderr(&refused));
            assert!(stderr(&refused).contains(&named(told)), "{all:?}: {}", stderr(&refused));
            assert!(all_in(project.path()) == before, "{all:?} changed something");
        }
        if site.is_dir() {
            fs::remove_dir_all(&site).unwrap();
        } else {
            let _ = fs::remove_file(&site);
        }
    }
}

#[test]
fn a_folder_that_is_named_by_a_detour_is_made_without_it() {
    let project = project();
    let built = after("", project.path(), &["build", "--uit", project.path().join("weg/../uit").to_str().unwrap()]);
    assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
    assert!(project.path().join("uit/index.html").is_file() && !project.path().join("weg").exists());
}

/// In the place of a page of ours is none any more, and nothing that is somebody's.
#[test]
fn a_page_comes_back_in_the_place_of_what_is_no_file() {
    let project = project();
    let page = project.path().join("public/index.html");
    after("", project.path(), &["build"]);
    let puts: [&dyn Fn(); 2] = [
        &|| std::os::unix::fs::symlink("nergens", &page).unwrap(),
        // To read it would take for ever.
        &|| assert!(Command::new("mkfifo").arg(&page).status().unwrap().success()),
    ];
    for put in puts {
        fs::remove_file(&page).unwrap();
        put();
        let built = after("", project.path(), &["build"]);
        assert!(stderr(&built).contains("1 gewijzigd"), "{}", stderr(&built));
        assert!(fs::symlink_metadata(&page).unwrap().is_file());
    }
}

/// An empty folder is in nobody's way, and what is left of a folder of ours is ours.
#[test]
fn empty_folders_of_ours_make_room() {
    let place = tempfile::tempdir().unwrap();
    let tree = |files: &[&str]| files.iter().map(|path| (OutputPath::new(path), b"x"[..].into())).collect::<Tree>();
    publish::write(&tree(&["a.html", "b/c/index.html"]), place.path()).unwrap();
    fs::remove_file(place.path().join("b/c/index.html")).unwrap();
    publish::write(&tree(&["a.html", "b"]), place.path()).unwrap();
    assert!(place.path().join("b").is_file());
    fs::create_dir(place.path().join("d")).unwrap();
    publish::write(&tree(&["a.html", "d"]), place.path()).unwrap();
    assert!(place.path().join("d").is_file());
}

#[test]
fn a_manifest_that_is_no_text_is_damaged_like_any_other() {
    let project = project();
    let manifest = project.path().join("public/.wijkwijzer");
    after("", project.path(), &["build"]);
    fs::write(&manifest, b"\xff\xfe").unwrap();
    let refused = after("", project.path(), &["build"]);
    assert!(
        stderr(&refused).contains("is beschadigd") && stderr(&refused).contains("--overnemen"),
        "{}",
        stderr(&refused)
    );
    assert_eq!(after("", project.path(), &["build", "--overnemen"]).status.code(), Some(0));
    assert_eq!(after("", project.path(), &["build"]).status.code(), Some(0));
}

#[test]
fn the_site_of_another_project_is_replaced_only_when_asked() {
    let (first, second) = (project(), tempfile::tempdir().unwrap());
    copy(&repository().join("tests/cases/tweede-gemeente/in"), second.path());
    copy(&repository().join("themes"), &second.path().join("themes"));
    let uit = first.path().join("public");
    let into = |project: &Path, more: &[&str]| {
        after("", project, &[&["build", "--uit", uit.to_str().unwrap()], more].concat())
    };
    into(first.path(), &[]);
    let before = all_in(&uit);
    for more in [&[][..], &["--droog"]] {
        let refused = into(second.path(), more);
        assert_eq!(refused.status.code(), Some(3), "{}", stderr(&refused));
        let told = "staat een andere site: “Wijken in Den Helder”. De pagina's daarvan zouden verdwijnen.";
        assert!(stderr(&refused).contains(told) && stderr(&refused).contains("--overnemen"), "{}", stderr(&refused));
        assert!(all_in(&uit) == before);
    }
    // An older version did not say which site it wrote.
    let manifest = fs::read_to_string(uit.join(".wijkwijzer")).unwrap();
    let unnamed = manifest.replacen("  \"site\": \"Wijken in Den Helder\",\n", "", 1);
    assert_ne!(unnamed, manifest);
    fs::write(uit.join(".wijkwijzer"), unnamed).unwrap();
    assert!(stderr(&into(second.path(), &[])).contains("staat een andere site. De pagina's"));
    // A new name makes no other site, however often.
    let site = first.path().join("content/site.yaml");
    for name in ["Onze wijken", "Wijken en buurten"] {
        let text = fs::read_to_string(&site).unwrap();
        let text = text
            .lines()
            .map(|line| if line.starts_with("naam:") { format!("naam: {name}\n") } else { format!("{line}\n") });
        fs::write(&site, text.collect::<String>()).unwrap();
        let renamed = into(first.path(), &[]);
        assert_eq!(renamed.status.code(), Some(0), "{}", stderr(&renamed));
        assert!(fs::read_to_string(uit.join(".wijkwijzer")).unwrap().contains(&format!("\"site\": \"{name}\"")));
    }
    assert_eq!(into(second.path(), &["--overnemen"]).status.code(), Some(0));
    assert_eq!(into(second.path(), &[]).status.code(), Some(0), "said once");
    assert_eq!(into(first.path(), &[]).status.code(), Some(3), "and now it is the other one");
}

/// Where the program says what it has to say is nothing that the site depends on.
#[cfg(target_os = "linux")]
#[test]
fn a_full_log_changes_nothing() {
    let project = project();
    fs::write(project.path().join("content/los.md"), "x").unwrap();
    let site = project.path().join("public/index.html");
    for (to, wanted) in [("2>/dev/full", 0), (">/dev/full", 0), (">/dev/full 2>&1", 0), (">&- 2>&-", 0)] {
        let built = after(&format!("exec {to}"), project.path(), &["build"]);
        assert_eq!(built.status.code(), Some(wanted), "{to}: {}", stderr(&built));
        assert!(site.is_file(), "{to}");
        fs::remove_dir_all(project.path().join("public")).unwrap();
        let strict = after(&format!("exec {to}"), project.path(), &["check", "--streng"]);
        assert_eq!(strict.status.code(), Some(1), "{to}");
        let wrong = after(&format!("exec {to}"), project.path(), &["buld"]);
        assert_eq!(wrong.status.code(), Some(2), "{to}");
    }
}

/// What the system says in English is told in Dutch, and where it was.
#[cfg(target_os = "linux")]
#[test]
fn a_system_that_refuses_is_told_in_dutch() {
    let project = project();
    let content = project.path().join("content");
    let uit = project.path().join("public");
    after("", project.path(), &["build"]);
    let is_root = std::os::unix::fs::MetadataExt::uid(&fs::metadata("/proc/self").unwrap()) == 0;
    // Permissions do not hold for root: nobody is somebody else.
    let nobody = |arguments: &[&str]| {
        let mut command = if is_root {
            let program = project.path().join("wijkwijzer");
            fs::copy(env!("CARGO_BIN_EXE_wijkwijzer"), &program).unwrap();
            let mut command = Command::new("setpriv");
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program);
            command
        } else {
            Command::new(env!("CARGO_BIN_EXE_wijkwijzer"))
        };
        command.args(arguments).arg("--project").arg(project.path()).output().unwrap()
    };
    allow(project.path(), 0o755);
    let english = ["os error", "IO error", "denied", "directory"];
    let refused = |output: &Output, told: &str| {
        assert_eq!(output.status.code(), Some(3), "{}", stderr(output));
        assert!(stderr(output).contains(told), "{}", stderr(output));
        assert!(!english.iter().any(|words| stderr(output).contains(words)), "{}", stderr(output));
    };
    allow(&uit, 0o555);
    fs::write(content.join("vragen/nieuw.md"), "---\nvraag: Nieuw?\n---\nJa.\n").unwrap();
    refused(&nobody(&["build"]), "In de map");
    // The folders inside are not for us, and nothing else is changed.
    let home = fs::read(uit.join("index.html")).unwrap();
    fs::write(
        content.join("site.yaml"),
        fs::read_to_string(content.join("site.yaml")).unwrap().replace("naam: ", "naam: Nieuw "),
    )
    .unwrap();
    allow(&uit, 0o777);
    allow(&uit.join(".wijkwijzer-slot"), 0o666);
    refused(&nobody(&["build"]), &format!("In de map {}/", uit.display()));
    assert_eq!(fs::read(uit.join("index.html")).unwrap(), home);
    refused(&nobody(&["build", "--uit", "/proc/x"]), "De map /proc/x kan niet worden gemaakt: ");
    allow(&content, 0o000);
    refused(
        &nobody(&["check"]),
        &format!("De map {} kan niet worden gelezen: u hebt hier geen rechten voor\n", content.display()),
    );
    allow(&content, 0o755);
}

/// A link is told to machines as it is to people, and what it stands for is not published.
#[test]
fn a_link_in_the_content_is_a_finding() {
    let project = project();
    let page = project.path().join("content/paginas/spelregels.md");
    fs::write(project.path().join("elders.md"), "---\ntitel: Elders\nsamenvatting: Kort.\n---\nTekst.\n").unwrap();
    std::os::unix::fs::symlink(project.path().join("elders.md"), &page).unwrap();
    let lines = stdout(&after("", project.path(), &["check", "--formaat", "regel"]));
    let told = "content/paginas/spelregels.md:1:1: waarschuwing[WW004]: Dit is een koppeling (symlink).";
    assert!(lines.starts_with(told), "{lines}");
    let json = stdout(&after("", project.path(), &["check", "--formaat", "json"]));
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&json).unwrap()["meldingen"][0]["bestand"],
        "content/paginas/spelregels.md"
    );
    assert_eq!(after("", project.path(), &["check", "--streng"]).status.code(), Some(1));
}

/// Neither is a theme: that is one mistake, and there is no site without it.
#[test]
fn a_theme_that_is_a_link_is_one_finding() {
    let project = project();
    let theme = project.path().join("themes/kust");
    let elsewhere = project.path().join("elders");
    fs::rename(&theme, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &theme).unwrap();
    let lines = stdout(&after("", project.path(), &["check", "--formaat", "regel"]));
    assert_eq!(lines.lines().count(), 1, "{lines}");
    assert!(lines.starts_with("themes/kust:1:1: fout[WW004]: Dit is een koppeling (symlink)."), "{lines}");
}

#[test]
fn folders_of_the_project_have_no_capitals() {
    for name in ["content", "themes"] {
        let project = project();
        let capital = format!("{}{}", name[..1].to_uppercase(), &name[1..]);
        fs::rename(project.path().join(name), project.path().join(&capital)).unwrap();
        let lines = stdout(&after("", project.path(), &["check", "--formaat", "regel"]));
        assert_eq!(lines.lines().count(), 1, "{lines}");
        assert!(lines.starts_with(&format!("{capital}:1:1: fout[WW009]: De naam van de map “{capital}”")), "{lines}");
        assert!(lines.contains(&format!("Verander de naam van de map in “{name}”")), "{lines}");
    }
}

/// The name of a file is an editor's, whatever a disk or another program made of it.
#[cfg(target_os = "linux")]
#[test]
fn names_that_nobody_can_read_or_tell_apart_are_findings() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let project = project();
    let questions = project.path().join("content/vragen");
    let text = "---\nvraag: Is dit te lezen?\n---\nJa.\n";
    for name in [&b"caf\xe9.md"[..], b"met\ttab.md", "Mari\u{eb}.md".as_bytes(), "Marie\u{308}.md".as_bytes()] {
        fs::write(questions.join(OsStr::from_bytes(name)), text).unwrap();
    }
    fs::create_dir(questions.join(OsStr::from_bytes(b"\xe9"))).unwrap();
    fs::write(questions.join(OsStr::from_bytes(b"\xe9")).join("x.md"), text).unwrap();
    let checked = after("", project.path(), &["check", "--formaat", "regel"]);
    assert_eq!(checked.status.code(), Some(1), "{}", stderr(&checked));
    let lines = stdout(&checked);
    let starts: Vec<&str> = lines.lines().map(|line| line.split("]: ").next().unwrap()).collect();
    let wanted = [
        "content/vragen/Marië.md:1:1: fout[WW061",
        "content/vragen/caf\u{fffd}.md:1:1: fout[WW008",
        "content/vragen/met\u{fffd}tab.md:1:1: fout[WW008",
        "content/vragen/\u{fffd}/x.md:1:1: fout[WW008",
    ];
    assert_eq!(starts, wanted, "{lines}");
}
