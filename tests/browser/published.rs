//! The site as it is published: from a folder, and from a real web server that says what the browser may do with it.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use super::Test;
use super::driver::Browser;

/// What is tested.
pub const TESTS: &[Test] = &[
    ("the site opens straight from its folder", opens_from_its_folder),
    ("the site keeps to its own policy on a real server", keeps_to_its_policy),
];

/// Builds the second municipality, whose wijkmanager has a portrait and a wijk a photo.
fn published(more: &[&str]) -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("a folder");
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let project = place.path().join("project");
    for (from, to) in [("tests/cases/tweede-gemeente/in/content", "content"), ("themes", "themes")] {
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
    command.args(["build", "--datum", "2026-11-23", "--project"]).arg(&project);
    command.arg("--uit").arg(place.path().join("www")).args(more).stdout(Stdio::null()).stderr(Stdio::null());
    assert!(command.status().expect("the program is there").success());
    place
}

/// That the page has its style, its icon and its pictures, and no script ran.
fn expect_whole(browser: &mut Browser) {
    browser.wait("document.readyState === 'complete'");
    let style = "return getComputedStyle(document.querySelector('.balk')).backgroundColor !== 'rgba(0, 0, 0, 0)'";
    assert_eq!(browser.run(style), true, "the page has its style");
    browser.run("document.querySelectorAll('img').forEach((it) => { it.loading = 'eager'; })");
    browser.wait("[...document.images].every((it) => it.complete)");
    let pictures = "return document.images.length > 0 && [...document.images].every((it) => it.naturalWidth > 0 && it.currentSrc.endsWith('.webp'))";
    assert_eq!(browser.run(pictures), true, "the page has its pictures");
}

fn opens_from_its_folder(browser: &mut Browser) {
    let place = published(&[]);
    let wijk = |at: &Path| format!("file://{}", at.join("www/wijken/t-horntje/index.html").display());
    browser.go(&wijk(place.path()));
    expect_whole(browser);
    // A link to a page leads to its folder, with the page in it.
    let href = browser.text("return document.querySelector('.balk__naam').href");
    assert!(href.starts_with("file://") && href.ends_with("/www/"), "{href}");
}

struct Nginx(Child);

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

fn keeps_to_its_policy(browser: &mut Browser) {
    let place = published(&["--basis", "http://127.0.0.1"]);
    let at = place.path();
    let rules = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"))
        .args(["server", "nginx", "--datum", "2026-11-23", "--basis", "http://127.0.0.1", "--project"])
        .arg(at.join("project"))
        .output()
        .expect("the program is there");
    assert!(rules.status.success());
    fs::write(at.join("regels"), rules.stdout).expect("a file");
    let port = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a port").port();
    let temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|it| format!("{it}_temp_path {0}/{it};", at.display()));
    let config = format!(
        "daemon off;\npid {0}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{1}\nserver {{\nlisten 127.0.0.1:{port};\nroot {0}/www;\ninclude {0}/regels;\n}}\n}}\n",
        at.display(),
        temp.join("\n")
    );
    fs::write(at.join("config"), config).expect("a file");
    #[cfg(unix)]
    fs::set_permissions(at, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("a folder for the server");
    let nginx = Command::new("nginx").args(["-e", "stderr", "-c"]).arg(at.join("config")).stderr(Stdio::null()).spawn();
    let _nginx = Nginx(nginx.expect("nginx is there: apt-get install nginx"));
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(start.elapsed() < Duration::from_secs(30), "nginx does not answer");
        std::thread::sleep(Duration::from_millis(10));
    }
    // What is refused is told before any script of ours could listen: the browser keeps it for who asks for it.
    let listen = "window.refused = []; document.addEventListener('securitypolicyviolation', (it) => refused.push(`${it.violatedDirective} ${it.blockedURI}`))";
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": listen }));
    for page in ["", "wijken/t-horntje/", "contact/", "vragen/", "nergens/"] {
        browser.go(&format!("http://127.0.0.1:{port}/{page}"));
        browser.wait("document.readyState === 'complete'");
        assert_eq!(browser.text("return refused.join(', ')"), "", "/{page}");
    }
    browser.go(&format!("http://127.0.0.1:{port}/wijken/t-horntje/"));
    expect_whole(browser);
    // The policy is in force: what a page does not have, it cannot get.
    browser.run("const style = document.createElement('style'); style.textContent = 'body { color: red }'; document.head.append(style);");
    browser.wait("refused.length === 1");
}
