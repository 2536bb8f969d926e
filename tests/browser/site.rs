//! A site of Voorbeeldstad under preview, for a browser to look at.
//!
//! What lives here: a project that tests change, `wijkwijzer serve` on it, and its address. What must not: what a browser does
//! with it.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

use tempfile::TempDir;
use wijkwijzer::disk;

/// A project under preview. It ends with this value.
pub(crate) struct Site {
    process: Child,
    /// Kept open: what is said must go somewhere.
    said: BufReader<ChildStderr>,
    /// Where the project is, and beside it what stands for the system's editor.
    folder: TempDir,
    address: String,
}

impl Site {
    /// The project below the examples of the explanations, with the shipped theme and these files.
    pub(crate) fn start(files: &[(&str, &str)]) -> Self {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = tempfile::tempdir().expect("a folder");
        let save = |path: &str, bytes: &[u8]| {
            let file = folder.path().join("project").join(path);
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            fs::write(file, bytes).expect("a file");
        };
        for (path, source) in disk::read(&repository.join("tests/uitleg/basis")).expect("a project").iter() {
            save(path.as_str(), &source.read().expect("a file"));
        }
        for (path, source) in disk::read(repository).expect("the repository").below("themes") {
            save(path.as_str(), &source.read().expect("a file"));
        }
        for (path, text) in files {
            save(path, text.as_bytes());
        }
        let (process, said, address) = serve(folder.path(), "0");
        Self { process, said, folder, address }
    }

    /// A project that `wijkwijzer init` began with these answers, and its preview.
    pub(crate) fn begun(answers: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let init = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"))
            .arg("init")
            .args(answers)
            .arg("--project")
            .arg(folder.path().join("project"))
            .stdin(Stdio::null())
            .output()
            .expect("the program is there");
        assert!(init.status.success(), "{}", String::from_utf8_lossy(&init.stderr));
        let (process, said, address) = serve(folder.path(), "0");
        Self { process, said, folder, address }
    }

    /// Stops the preview and starts it again at the same address; in between this is done.
    pub(crate) fn restart(&mut self, between: impl FnOnce(&Self)) {
        drop(self.process.kill());
        drop(self.process.wait());
        between(self);
        let port = self.address.rsplit_once(':').expect("a port").1;
        let (process, said, address) = serve(self.folder.path(), port);
        assert_eq!(address, self.address);
        (self.process, self.said) = (process, said);
    }

    /// The address of a page: `url("/wijken/oude-haven/")`.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Saves a file.
    pub(crate) fn write(&self, path: &str, text: &str) {
        self.save(path, text.as_bytes());
    }

    /// Saves a file that is not a text. In one go: on a busy machine half a file would be seen, and be what is tested.
    pub(crate) fn save(&self, path: &str, bytes: &[u8]) {
        let (half, file) = (self.folder.path().join("half"), self.folder.path().join("project").join(path));
        fs::write(&half, bytes).expect("a file");
        fs::rename(half, file).expect("a file");
    }

    /// Changes a file: one text in it for another.
    pub(crate) fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has {from}");
        self.write(path, &text.replacen(from, to, 1));
    }

    /// Takes a file away.
    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.folder.path().join("project").join(path)).expect("a file");
    }

    /// The text of a file of the project.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join("project").join(path)).expect("a file")
    }

    /// What was opened in the editor, once there is something: the words it was started with.
    pub(crate) fn edited(&self) -> String {
        let opened = || fs::read_to_string(self.folder.path().join("geopend")).unwrap_or_default();
        for _ in 0..250 {
            if opened().ends_with('\n') {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        opened()
    }
}

/// Starts the preview; returns it, what it says, and its address.
fn serve(folder: &Path, port: &str) -> (Child, BufReader<ChildStderr>, String) {
    let mut process = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"))
        .args(["serve", "--poort", port, "--datum", "2026-11-23", "--project"])
        .arg(folder.join("project"))
        .env("PATH", editor(folder))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program is there");
    let mut said = BufReader::new(process.stderr.take().expect("an output"));
    let mut line = String::new();
    while !line.contains("http://127.0.0.1:") {
        line.clear();
        assert!(said.read_line(&mut line).is_ok_and(|length| length > 0), "no preview");
    }
    let from = line.find("http://").expect("an address");
    let address = line[from..].split_whitespace().next().expect("an address").trim_end_matches(['/', '.', ',']);
    (process, said, address.to_owned())
}

/// Puts in a folder what takes the place of VS Code and only notes how it was started; returns the path to find it by.
fn editor(folder: &Path) -> OsString {
    let code = folder.join("code");
    fs::write(&code, "#!/bin/sh\necho \"$*\" >> \"${0%/*}/geopend\"\n").expect("a file");
    fs::set_permissions(&code, fs::Permissions::from_mode(0o755)).expect("a program");
    let mut path = folder.as_os_str().to_owned();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    path
}

impl Drop for Site {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
