//! A running `wijkwijzer serve` or `watch`, a project of its own to change, and what to ask and wait for. No test that uses it
//! measures time; each waits, generously, until it is so.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use wijkwijzer::{Names, Settings, build, disk};

use super::command::project;
use super::project::settings;

pub(crate) const DAY: &str = "2026-11-23";
pub(crate) const QUESTION: &str = "content/vragen/waar-kan-ik-binnenlopen.md";

/// A running preview of a project of its own.
pub(crate) struct Running {
    pub folder: tempfile::TempDir,
    /// `None` when it runs in the process of the tests.
    pub child: Option<Child>,
    pub said: Arc<Mutex<String>>,
    pub port: u16,
}

impl Running {
    pub(crate) fn serve(arguments: &[&str]) -> Self {
        Self::serve_in(project(), arguments)
    }

    pub(crate) fn serve_in(folder: tempfile::TempDir, arguments: &[&str]) -> Self {
        let mut all = vec!["serve", "--poort", "0"];
        all.extend(arguments);
        let mut running = Self::start(folder, &all);
        running.find_port();
        running.wait_to_hear("Begin: ");
        running
    }

    pub(crate) fn watch() -> Self {
        let running = Self::start(project(), &["watch"]);
        running.wait_to_hear("Begin: ");
        running
    }

    pub(crate) fn start(folder: tempfile::TempDir, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"));
        command.args(arguments).args(["--datum", DAY, "--project"]).arg(folder.path());
        Self::launch(folder, &mut command)
    }

    pub(crate) fn launch(folder: tempfile::TempDir, command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let (stderr, heard) = (child.stderr.take().unwrap(), Arc::clone(&said));
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                heard.lock().unwrap().push_str(&format!("{line}\n"));
            }
        });
        Self { folder, child: Some(child), said, port: 0 }
    }

    /// Waits until it says where the preview is.
    pub(crate) fn find_port(&mut self) {
        let said = self.wait_to_hear(" staat op http://127.0.0.1:");
        let after = said.split(" staat op http://127.0.0.1:").nth(1).unwrap();
        self.port = after.split('/').next().unwrap().parse().unwrap();
    }

    /// The process, when it is one of its own.
    pub(crate) fn child(&mut self) -> &mut Child {
        self.child.as_mut().unwrap()
    }

    pub(crate) fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    pub(crate) fn wait_to_hear(&self, words: &str) -> String {
        wait_until(words, || self.said().contains(words));
        self.said()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Writes a file in one go: nothing half is seen of it.
    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.path(".nieuw"), text).unwrap();
        fs::rename(self.path(".nieuw"), self.path(path)).unwrap();
    }

    pub(crate) fn get(&self, path: &str) -> (u16, Vec<u8>) {
        self.request(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n", self.port), "")
    }

    pub(crate) fn text(&self, path: &str) -> String {
        String::from_utf8(self.get(path).1).unwrap()
    }

    pub(crate) fn post(&self, path: &str, form: &str) -> u16 {
        let port = self.port;
        let head = format!("POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nX-Wijkwijzer: voorbeeld\r\n");
        self.request(&head, form).0
    }

    pub(crate) fn request(&self, head: &str, body: impl AsRef<[u8]>) -> (u16, Vec<u8>) {
        let (mut stream, body) = (TcpStream::connect(("127.0.0.1", self.port)).unwrap(), body.as_ref());
        write!(stream, "{head}Connection: close\r\nContent-Length: {}\r\n\r\n", body.len()).unwrap();
        stream.write_all(body).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|it| it == b"\r\n\r\n").unwrap();
        let status = String::from_utf8_lossy(&answer[9..12]).parse().unwrap();
        (status, answer[end + 4..].to_vec())
    }

    pub(crate) fn build(&self) -> u64 {
        let state: Json = serde_json::from_str(&self.text("/-/stand")).unwrap();
        state["bouw"].as_u64().unwrap()
    }

    /// Listens for builds after `since`.
    pub(crate) fn listen(&self, since: u64) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET /-/gebeurtenissen?na={since} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port).unwrap();
        BufReader::new(stream)
    }

    /// Whether every address gives what a fresh build of the folder gives.
    pub(crate) fn is_fresh(&self) -> bool {
        let Ok(sources) = disk::read(self.folder.path()) else { return false };
        let Some(tree) = build(&sources, &settings()).tree else { return false };
        let mut all = tree.iter();
        all.all(|(path, bytes)| {
            let (status, body) = self.get(&format!("/{}", path.address()));
            status == 200 && if path.is_page() { without_tag(&body) == **bytes } else { body == **bytes }
        })
    }

    /// Whether a folder holds what a fresh build gives, and nothing else.
    pub(crate) fn is_written(&self, folder: &str) -> bool {
        let Ok(sources) = disk::read(self.folder.path()) else { return false };
        let published = Settings { names: Names::Hashed, ..settings() };
        let Some(tree) = build(&sources, &published).tree else { return false };
        let folder = self.path(folder);
        let files = walkdir::WalkDir::new(&folder).into_iter().filter_map(Result::ok);
        let is_site = |it: &walkdir::DirEntry| !it.file_name().to_string_lossy().starts_with(".wijkwijzer");
        let count = files.filter(|it| it.file_type().is_file() && is_site(it)).count();
        let manifest = fs::read_to_string(folder.join(".wijkwijzer")).unwrap_or_default();
        let Ok(manifest) = serde_json::from_str::<Json>(&manifest) else { return false };
        let replaced = manifest["vervangen"].as_array().map_or(0, Vec::len);
        count == tree.len() + replaced
            && tree.iter().all(|(path, bytes)| fs::read(folder.join(path.as_str())).is_ok_and(|it| it == **bytes))
    }

    pub(crate) fn wait_until_written(&self, why: &str) {
        wait_until(&format!("{why}\n{}", self.said()), || self.is_written("public"));
    }

    pub(crate) fn wait_until_fresh(&self, why: &str) {
        wait_until(&format!("{why}\n{}", self.said()), || self.is_fresh());
    }

    pub(crate) fn wait_until_served(&self, path: &str, words: &str) {
        wait_until(&format!("{words} at {path}\n{}", self.said()), || self.text(path).contains(words));
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < PATIENCE, "never: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A while in which something could happen that must not.
pub(crate) fn let_pass() {
    std::thread::sleep(Duration::from_millis(400));
}

pub(crate) fn without_tag(page: &[u8]) -> Vec<u8> {
    let page = String::from_utf8(page.to_vec()).unwrap();
    let (before, rest) = page.split_once("<script src=\"/-/voorbeeld.js\"").unwrap();
    let (_, after) = rest.split_once("</script>").unwrap();
    format!("{before}{after}").into_bytes()
}

pub(crate) fn next_event(events: &mut BufReader<TcpStream>) -> Json {
    loop {
        let mut line = String::new();
        assert!(events.read_line(&mut line).unwrap() > 0, "the connection ended");
        if let Some(data) = line.strip_prefix("data: ") {
            return serde_json::from_str(data).unwrap();
        }
    }
}

pub(crate) fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let to = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).unwrap();
        } else if entry.file_type().is_file() {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
