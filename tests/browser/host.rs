//! Sites as they are published, on a real web server.
//!
//! What lives here: building projects into a folder that nginx serves. What must not: what a browser does with the pages.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Where the files of a project come from, and where in the project they go. Later ones win.
pub(crate) type Parts = [(&'static str, &'static str)];

/// A municipality whose wijkmanager has a portrait and a wijk a photo, with the shipped theme.
pub(crate) const SECOND: &Parts = &[("tests/cases/tweede-gemeente/in/content", "content"), ("themes", "themes")];

/// Voorbeeldstad: the made-up municipality that has everything, in every state.
pub(crate) const VOORBEELDSTAD: &Parts = &[("voorbeelden/voorbeeldstad/content", "content"), ("themes", "themes")];

/// The page of patterns: every component of the shipped theme.
pub(crate) const PATTERNS: &Parts =
    &[("tests/patronen/content", "content"), ("tests/patronen/themes", "themes"), ("themes", "themes")];

/// A folder in which projects are built, and their sites are put side by side.
pub(crate) struct Host {
    place: TempDir,
    port: u16,
    server: Mutex<Option<Child>>,
}

impl Host {
    /// A host without sites that does not answer yet.
    pub(crate) fn new() -> Self {
        let place = tempfile::tempdir().expect("a folder");
        #[cfg(unix)]
        fs::set_permissions(place.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("a folder");
        fs::create_dir(place.path().join("www")).expect("a folder");
        let port = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a port").port();
        Self { place, port, server: Mutex::default() }
    }

    /// Makes a project of these parts and builds its site below an address: `"voorbeeld/"`, or `""` for the root.
    pub(crate) fn publish(&self, at: &str, parts: &Parts, more: &[&str]) {
        self.publish_on("2026-11-23", at, parts, more);
    }

    /// The same, as it is on a day.
    pub(crate) fn publish_on(&self, day: &str, at: &str, parts: &Parts, more: &[&str]) {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        let project = self.project(at);
        for (from, to) in parts {
            for entry in walkdir::WalkDir::new(repository.join(from)).into_iter().map(|it| it.expect("a file")) {
                let to = project.join(to).join(entry.path().strip_prefix(repository.join(from)).expect("inside"));
                if entry.file_type().is_dir() {
                    fs::create_dir_all(to).expect("a folder");
                } else {
                    fs::copy(entry.path(), to).expect("a copy");
                }
            }
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"));
        command.args(["build", "--datum", day, "--project"]).arg(&project);
        command.arg("--uit").arg(self.www().join(at)).args(more);
        let built = command.output().expect("the program is there");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    }

    /// The project that is published there.
    pub(crate) fn project(&self, at: &str) -> PathBuf {
        self.place.path().join("project").join(if at.is_empty() { "wortel" } else { at })
    }

    /// What the server serves.
    pub(crate) fn www(&self) -> PathBuf {
        self.place.path().join("www")
    }

    /// Starts the server, with rules of its own or none.
    pub(crate) fn start(&self, rules: &[u8]) {
        let at = self.place.path();
        fs::write(at.join("regels"), rules).expect("a file");
        let temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|it| format!("{it}_temp_path {0}/{it};", at.display()));
        let config = format!(
            "daemon off;\npid {0}/pid;\nevents {{}}\nhttp {{\naccess_log {0}/toegang;\n{1}\ntypes {{ text/html html; text/css css; text/javascript js; image/svg+xml svg; \
             image/webp webp; image/png png; image/jpeg jpg; application/manifest+json webmanifest; }}\n\
             server {{\nlisten 127.0.0.1:{2};\nroot {0}/www;\ninclude {0}/regels;\n}}\n}}\n",
            at.display(),
            temp.join("\n"),
            self.port
        );
        fs::write(at.join("config"), config).expect("a file");
        let nginx = Command::new("nginx")
            .args(["-e", "stderr", "-c"])
            .arg(at.join("config"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        *self.server() = Some(nginx.expect("nginx is there: apt-get install nginx"));
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(start.elapsed() < Duration::from_secs(30), "nginx does not answer");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The address of a page.
    pub(crate) fn url(&self, page: &str) -> String {
        format!("http://127.0.0.1:{}/{page}", self.port)
    }

    /// What the server was asked for, a line each, as it logs it.
    pub(crate) fn asked_for(&self) -> String {
        fs::read_to_string(self.place.path().join("toegang")).expect("the log of the server")
    }

    /// The pages of a site as they are asked for, in order: `voorbeeld/wijken/`.
    pub(crate) fn pages(&self, at: &str) -> Vec<String> {
        let www = self.www();
        let files = walkdir::WalkDir::new(www.join(at)).sort_by_file_name().into_iter().map(|it| it.expect("a file"));
        let pages = files.filter(|it| it.path().extension().is_some_and(|it| it == "html")).map(|it| {
            let path = it.path().strip_prefix(&www).expect("inside").to_str().expect("UTF-8").to_owned();
            path.strip_suffix("index.html").map(str::to_owned).unwrap_or(path)
        });
        pages.collect()
    }

    fn server(&self) -> MutexGuard<'_, Option<Child>> {
        self.server.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the server and takes the sites away: also for a host that lives as long as the program, which nobody drops.
    pub(crate) fn stop(&self) {
        if let Some(mut server) = self.server().take() {
            // Asked, not killed: a killed master leaves its workers behind.
            let _ = Command::new("kill").arg(server.id().to_string()).status();
            let _ = server.wait();
        }
        let _ = fs::remove_dir_all(self.place.path());
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.stop();
    }
}
