//! The real `wijkwijzer serve` on a site in a folder of its own.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Stdio};

use tempfile::TempDir;
use wijkwijzer::source::{SourcePath, SourceTree};

/// A site under preview. It ends with this value.
pub(crate) struct Server {
    process: Child,
    /// Kept open: what is said must go somewhere.
    _said: BufReader<ChildStderr>,
    folder: TempDir,
    port: u16,
}

impl Server {
    /// Writes the site and waits until it was built.
    pub(crate) fn start(site: &SourceTree) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, source) in site.iter() {
            let file = folder.path().join(path.as_str());
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            fs::write(file, source.read().expect("a file")).expect("a file");
        }
        let mut process = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"))
            .args(["serve", "--poort", "0", "--datum", "2026-11-23", "--project"])
            .arg(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program is there");
        let mut said = BufReader::new(process.stderr.take().expect("an output"));
        let mut heard = String::new();
        while !heard.contains("Begin: ") {
            assert!(said.read_line(&mut heard).is_ok_and(|length| length > 0), "no preview: {heard}");
        }
        let port = heard.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()?.parse().ok());
        Self { process, _said: said, folder, port: port.expect("a port") }
    }

    /// The address of a page.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Saves a file in one go, as most editors do.
    pub(crate) fn write(&self, path: &SourcePath, text: &str) {
        let beside = self.folder.path().join("half");
        fs::write(&beside, text).expect("a file");
        fs::rename(beside, self.folder.path().join(path.as_str())).expect("a file");
    }

    /// Takes a file away.
    pub(crate) fn remove(&self, path: &SourcePath) {
        fs::remove_file(self.folder.path().join(path.as_str())).expect("a file");
    }

    /// What is served at an address, head and body.
    pub(crate) fn get(&self, path: &str) -> String {
        let mut stream = self.ask(path, "Connection: close\r\n");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Listens to builds from now on.
    pub(crate) fn listen(&self) -> BufReader<TcpStream> {
        let state = self.get("/-/stand");
        let build = state.split("\"bouw\":").nth(1).and_then(|rest| rest.split([',', '}']).next()).expect("a number");
        BufReader::new(self.ask(&format!("/-/gebeurtenissen?na={build}"), ""))
    }

    fn ask(&self, path: &str, more: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{more}\r\n", self.port).expect("a question");
        stream
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Waits until a build is told of.
pub(crate) fn next_event(events: &mut BufReader<TcpStream>) {
    let mut line = String::new();
    while !line.starts_with("data:") {
        line.clear();
        assert!(events.read_line(&mut line).is_ok_and(|length| length > 0), "the preview ended");
    }
}
