//! Programs in Python of others that are got by pip, once per list of versions, into `target/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PYTHON: &str = "de tests hebben Python nodig om gereedschap van anderen te halen: apt-get install python3-venv";

/// The Python that has what a file lists, in a folder. What is there is used as long as the list is the same.
pub(crate) fn python(listed: &Path, folder: &Path) -> PathBuf {
    let (python, list) = (folder.join("bin/python"), fs::read(listed).expect("a list"));
    if fs::read(folder.join("gehaald")).is_ok_and(|it| it == list) {
        return python;
    }
    succeeded(Command::new("python3").args(["-m", "venv"]).arg(folder));
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]);
    succeeded(pip.args(["--only-binary=:all:", "-r"]).arg(listed));
    fs::write(folder.join("gehaald"), list).expect("a file");
    python
}

fn succeeded(command: &mut Command) {
    let said = command.output().unwrap_or_else(|error| panic!("{PYTHON} ({error})"));
    assert!(said.status.success(), "{PYTHON}\n{}", String::from_utf8_lossy(&said.stderr));
}
