//! Tools of others that are got by npm, once per version, into `target/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const NPM: &str = "de tests hebben npm nodig om gereedschap van anderen te halen: apt-get install nodejs npm";

/// Where npm puts what a folder of the tests lists, with the other files of that folder. What is there is used as long as the list
/// of versions is the same.
pub(crate) fn fetched(listed: &str, into: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (listed, folder) = (root.join(listed), root.join(into));
    let lock = fs::read(listed.join("package-lock.json")).expect("the list of versions");
    let is_there = fs::read(folder.join("gehaald")).is_ok_and(|it| it == lock);
    fs::create_dir_all(&folder).expect("a folder");
    for file in fs::read_dir(&listed).expect("a folder").map(|it| it.expect("a file").path()).filter(|it| it.is_file())
    {
        fs::copy(&file, folder.join(file.file_name().expect("a name"))).expect("a copy");
    }
    if is_there {
        return folder;
    }
    // Without scripts of packages: one of them would fetch a Java of its own.
    let npm =
        Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder).output();
    let npm = npm.unwrap_or_else(|_| panic!("{NPM}"));
    assert!(npm.status.success(), "{NPM}\n{}", String::from_utf8_lossy(&npm.stderr));
    fs::write(folder.join("gehaald"), lock).expect("a file");
    folder
}
