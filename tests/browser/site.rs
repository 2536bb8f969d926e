//! A site of Voorbeeldstad under preview, for a browser to look at.
//!
//! What lives here: a project that tests change, and its address. What must not: what a browser does with it.
//!
//! A stand-in for `wijkwijzer serve`: it builds with the same [`Pipeline`] and speaks as agreed between server and page, but
//! knows no disk and refuses nobody.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use wijkwijzer::diagnostics::{self, Report, Severity};
use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{Pipeline, Settings, disk};

/// A project under preview.
pub struct Site {
    shared: Arc<(Mutex<State>, Condvar)>,
    port: u16,
}

struct State {
    pipeline: Pipeline,
    sources: SourceTree,
    tree: Option<Tree>,
    report: Report,
    build: u64,
    changed: BTreeMap<OutputPath, u64>,
    withdrawn: BTreeMap<OutputPath, u64>,
    concepten: bool,
    own_day: Option<String>,
    edited: Vec<String>,
    ended: bool,
}

impl Site {
    /// The project below the examples of the explanations, with the shipped theme and these files.
    pub fn start(files: &[(&str, &str)]) -> Self {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut sources = disk::read(&repository.join("tests/uitleg/basis")).expect("a project");
        for (path, source) in disk::read(repository).expect("the repository").below("themes") {
            sources.insert(path.clone(), source.clone());
        }
        for (path, text) in files {
            sources.insert(SourcePath::new(path), Source::new(text.as_bytes()));
        }
        let mut state = State {
            pipeline: Pipeline::default(),
            sources,
            tree: None,
            report: Report::default(),
            build: 100,
            changed: BTreeMap::new(),
            withdrawn: BTreeMap::new(),
            concepten: false,
            own_day: None,
            edited: Vec::new(),
            ended: false,
        };
        state.build();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let shared = Arc::new((Mutex::new(state), Condvar::new()));
        let ours = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let ours = Arc::clone(&ours);
                if lock(&ours).ended {
                    return;
                }
                thread::spawn(move || drop(serve(stream, &ours)));
            }
        });
        Self { shared, port }
    }

    /// The address of a page: `url("/wijken/oude-haven/")`.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Saves a file.
    pub fn write(&self, path: &str, text: &str) {
        self.change(|state| state.sources.insert(SourcePath::new(path), Source::new(text.as_bytes())));
    }

    /// Takes a file away.
    pub fn remove(&self, path: &str) {
        self.change(|state| drop(state.sources.remove(&SourcePath::new(path))));
    }

    /// The text of a file of the project.
    pub fn read(&self, path: &str) -> String {
        let state = lock(&self.shared);
        String::from_utf8_lossy(state.sources.get(&SourcePath::new(path)).expect("a file").bytes()).into_owned()
    }

    /// What the page asked to open in an editor: `content/wijken/oude-haven.md:1`.
    pub fn edited(&self) -> Vec<String> {
        lock(&self.shared).edited.clone()
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = lock(&self.shared);
        change(&mut state);
        state.build();
        self.shared.1.notify_all();
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        lock(&self.shared).ended = true;
        self.shared.1.notify_all();
        drop(TcpStream::connect(("127.0.0.1", self.port)));
    }
}

fn lock(shared: &(Mutex<State>, Condvar)) -> MutexGuard<'_, State> {
    shared.0.lock().expect("no test failed while it changed the site")
}

impl State {
    fn build(&mut self) {
        let today = self.own_day.as_deref().unwrap_or("2026-11-23").parse().expect("a date");
        let settings = Settings { today, basis: None, concepten: self.concepten, streng: false };
        let built = self.pipeline.build(&self.sources, &settings);
        (self.build, self.report) = (self.build + 1, built.report);
        let Some(tree) = built.tree else { return };
        let old = self.tree.take().unwrap_or_default();
        let names: BTreeSet<_> = old.iter().chain(tree.iter()).map(|(path, _)| path.clone()).collect();
        for path in names.into_iter().filter(|path| old.get(path) != tree.get(path)) {
            let (into, out_of) = match tree.get(&path) {
                Some(_) => (&mut self.changed, &mut self.withdrawn),
                None => (&mut self.withdrawn, &mut self.changed),
            };
            out_of.remove(&path);
            into.insert(path, self.build);
        }
        self.tree = Some(tree);
    }

    fn event(&self, since: u64) -> Value {
        let of = |files: &BTreeMap<OutputPath, u64>| -> Vec<_> {
            let later = files.iter().filter(|(_, build)| **build > since);
            later.map(|(path, _)| format!("/{}", path.address())).collect()
        };
        json!({
            "bouw": self.build,
            "fouten": self.report.count(Severity::Error),
            "waarschuwingen": self.report.count(Severity::Warning),
            "gewijzigd": of(&self.changed),
            "ingetrokken": of(&self.withdrawn),
            "alles": since < 100,
            "concepten": self.concepten,
            "vandaag": "2026-11-23",
            "eigen_vandaag": self.own_day,
        })
    }

    fn page(&self, path: &str) -> (u16, &'static str, Vec<u8>) {
        let tag = format!("<script src=\"/-/voorbeeld.js\" data-bouw=\"{}\" defer></script>", self.build);
        let Some(tree) = &self.tree else {
            let page = format!("<!DOCTYPE html>\n<html lang=\"nl\"><title>Voorbeeld</title><main></main>{tag}");
            return (200, "text/html; charset=utf-8", page.into());
        };
        let name = path.trim_start_matches('/');
        let name = if name.is_empty() || name.ends_with('/') { format!("{name}index.html") } else { name.to_owned() };
        let kind = match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("html") => "text/html; charset=utf-8",
            Some("css") => "text/css",
            Some("svg") => "image/svg+xml",
            _ => "application/octet-stream",
        };
        let html =
            |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("</body>", &format!("{tag}</body>")).into_bytes();
        match (tree.get(&OutputPath::new(&name)), tree.get(&OutputPath::new("404.html"))) {
            (Some(bytes), _) if name.ends_with(".html") => (200, kind, html(bytes)),
            (Some(bytes), _) => (200, kind, bytes.to_vec()),
            (None, missing) => (404, "text/html; charset=utf-8", html(missing.expect("a page for what is missing"))),
        }
    }
}

/// Answers one request.
fn serve(mut stream: TcpStream, shared: &(Mutex<State>, Condvar)) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut head, mut line) = (String::new(), String::new());
    while reader.read_line(&mut line)? > 2 {
        head.push_str(&line);
        line.clear();
    }
    let mut words = head.split_whitespace().skip(1);
    let (path, query) =
        words.next().unwrap_or_default().split_once('?').unwrap_or((head.split(' ').nth(1).unwrap_or("/"), ""));
    let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body)?;
    let form = String::from_utf8_lossy(&body).into_owned();
    let value = |name: &str| {
        let fields = form.split('&').chain(query.split('&')).filter_map(|field| field.split_once('='));
        let value = fields.filter(|(key, _)| *key == name).map(|(_, value)| value.replace("%2F", "/")).next();
        value
    };
    let asset = |name: &str| std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/serve/browser").join(name));
    let (status, kind, bytes) = match path {
        "/-/gebeurtenissen" => {
            return tell(&mut stream, shared, value("na").and_then(|na| na.parse().ok()).unwrap_or(0));
        }
        "/-/voorbeeld.js" => (200, "text/javascript", asset("voorbeeld.js")?),
        "/-/voorbeeld.css" => (200, "text/css", asset("voorbeeld.css")?),
        "/-/stand" => (200, "application/json", lock(shared).event(0).to_string().into()),
        "/-/meldingen" => {
            let state = lock(shared);
            let button = "<button type=\"button\" class=\"bewerk\" data-bestand=\"content/nieuws/bericht.md\" data-regel=\"3\">Bewerk dit</button></li>";
            let list = diagnostics::html(&state.report, &state.sources).replace("</li>", button);
            (200, "text/html; charset=utf-8", list.into())
        }
        "/-/bron" => (
            200,
            "application/json",
            json!({ "bestand": "content/wijken/oude-haven.md", "regel": 1 }).to_string().into(),
        ),
        "/-/bewerk" | "/-/instelling" if !head.to_lowercase().contains("x-wijkwijzer: voorbeeld") => {
            (403, "text/plain", vec![])
        }
        "/-/bewerk" => {
            let mut edited = value("bestand").unwrap_or_default();
            let _ = write!(edited, ":{}", value("regel").unwrap_or_default());
            lock(shared).edited.push(edited);
            (204, "text/plain", vec![])
        }
        "/-/instelling" => {
            let mut state = lock(shared);
            if let Some(concepten) = value("concepten") {
                state.concepten = concepten == "ja";
            }
            if let Some(day) = value("vandaag") {
                state.own_day = Some(day).filter(|day| !day.is_empty());
            }
            state.build();
            shared.1.notify_all();
            (204, "text/plain", vec![])
        }
        path => lock(shared).page(path),
    };
    write!(
        stream,
        "HTTP/1.1 {status} x\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         Content-Security-Policy: default-src 'self'\r\nConnection: close\r\n\r\n",
        bytes.len()
    )?;
    stream.write_all(&bytes)
}

/// Tells of every build after `since`, until nobody listens.
fn tell(stream: &mut TcpStream, shared: &(Mutex<State>, Condvar), mut since: u64) -> std::io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 200 x\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
    )?;
    let mut state = lock(shared);
    while !state.ended {
        if state.build > since {
            let event = state.event(since);
            since = state.build;
            drop(state);
            write!(stream, "event: bouw\ndata: {event}\n\n")?;
            state = lock(shared);
            continue;
        }
        let (woken, waited) = shared.1.wait_timeout(state, Duration::from_millis(500)).expect("not poisoned");
        state = woken;
        if waited.timed_out() {
            write!(stream, ":\n\n")?;
        }
    }
    Ok(())
}
