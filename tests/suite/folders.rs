//! Folders and disks that are not as they should be, as the user of the command line meets them.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use super::command::{project, stderr};

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
