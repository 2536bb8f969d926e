//! `wijkwijzer serve` and `watch` as they run: files are written in all the ways that programs have, and what is served must
//! become what a fresh build gives. No test measures time; each waits, generously, until it is so.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use wijkwijzer::output::OutputPath;
use wijkwijzer::{build, disk};

use super::command::project;
use super::project::settings;

const DAY: &str = "2026-11-23";
const QUESTION: &str = "content/vragen/waar-kan-ik-binnenlopen.md";

/// A running preview of a project of its own.
struct Running {
    folder: tempfile::TempDir,
    child: Child,
    said: Arc<Mutex<String>>,
    port: u16,
}

impl Running {
    fn serve(arguments: &[&str]) -> Self {
        Self::serve_in(project(), arguments)
    }

    fn serve_in(folder: tempfile::TempDir, arguments: &[&str]) -> Self {
        let mut all = vec!["serve", "--poort", "0"];
        all.extend(arguments);
        let mut running = Self::start(folder, &all);
        let said = running.wait_to_hear("http://127.0.0.1:");
        let after = said.split("http://127.0.0.1:").nth(1).unwrap();
        running.port = after.split('/').next().unwrap().parse().unwrap();
        running.wait_to_hear("Begin: ");
        running
    }

    fn start(folder: tempfile::TempDir, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"));
        command.args(arguments).args(["--datum", DAY, "--project"]).arg(folder.path());
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let (stderr, heard) = (child.stderr.take().unwrap(), Arc::clone(&said));
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                heard.lock().unwrap().push_str(&format!("{line}\n"));
            }
        });
        Self { folder, child, said, port: 0 }
    }

    fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    fn wait_to_hear(&self, words: &str) -> String {
        wait_until(words, || self.said().contains(words));
        self.said()
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    fn get(&self, path: &str) -> (u16, Vec<u8>) {
        self.request(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n", self.port), "")
    }

    fn text(&self, path: &str) -> String {
        String::from_utf8(self.get(path).1).unwrap()
    }

    fn post(&self, path: &str, form: &str) -> u16 {
        let port = self.port;
        let head = format!("POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nX-Wijkwijzer: voorbeeld\r\n");
        self.request(&head, form).0
    }

    fn request(&self, head: &str, body: &str) -> (u16, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "{head}Connection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|it| it == b"\r\n\r\n").unwrap();
        let status = String::from_utf8_lossy(&answer[9..12]).parse().unwrap();
        (status, answer[end + 4..].to_vec())
    }

    fn build(&self) -> u64 {
        let state: Json = serde_json::from_str(&self.text("/-/stand")).unwrap();
        state["bouw"].as_u64().unwrap()
    }

    /// Listens for builds after `since`.
    fn listen(&self, since: u64) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET /-/gebeurtenissen?na={since} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port).unwrap();
        BufReader::new(stream)
    }

    /// Whether every address gives what a fresh build of the folder gives.
    fn is_fresh(&self) -> bool {
        let Ok(sources) = disk::read(self.folder.path()) else { return false };
        let Some(tree) = build(&sources, &settings()).tree else { return false };
        let mut all = tree.iter();
        all.all(|(path, bytes)| {
            let (status, body) = self.get(&format!("/{}", path.address()));
            status == 200 && if path.is_page() { without_tag(&body) == **bytes } else { body == **bytes }
        })
    }

    fn wait_until_fresh(&self, why: &str) {
        wait_until(&format!("{why}\n{}", self.said()), || self.is_fresh());
    }

    fn wait_until_served(&self, path: &str, words: &str) {
        wait_until(&format!("{words} at {path}\n{}", self.said()), || self.text(path).contains(words));
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const PATIENCE: Duration = Duration::from_secs(60);

fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < PATIENCE, "never: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A while in which something could happen that must not.
fn let_pass() {
    std::thread::sleep(Duration::from_millis(400));
}

fn without_tag(page: &[u8]) -> Vec<u8> {
    let page = String::from_utf8(page.to_vec()).unwrap();
    let (before, rest) = page.split_once("<script src=\"/-/voorbeeld.js\"").unwrap();
    let (_, after) = rest.split_once("</script>").unwrap();
    format!("{before}{after}").into_bytes()
}

fn next_event(events: &mut BufReader<TcpStream>) -> Json {
    loop {
        let mut line = String::new();
        assert!(events.read_line(&mut line).unwrap() > 0, "the connection ended");
        if let Some(data) = line.strip_prefix("data: ") {
            return serde_json::from_str(data).unwrap();
        }
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let to = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).unwrap();
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

#[test]
fn a_save_is_told_and_served() {
    let preview = Running::serve(&[]);
    assert!(preview.is_fresh());
    let (first, old) = (preview.build(), preview.read(QUESTION));
    let mut events = preview.listen(first);
    preview.write(QUESTION, &format!("{old}\nEen nieuwe zin.\n"));
    let event = next_event(&mut events);
    assert!(event["bouw"].as_u64().unwrap() > first, "{event}");
    assert_eq!(event["gewijzigd"], serde_json::json!(["/vragen/"]));
    assert_eq!((&event["alles"], &event["fouten"]), (&false.into(), &0.into()));
    assert!(preview.text("/vragen/").contains("Een nieuwe zin."), "told when it is there");
    let said = preview.wait_to_hear(QUESTION);
    assert!(said.contains(&format!("{QUESTION}: 1 pagina gemaakt; anders: /vragen/ (")), "{said}");
    // Who was not there hears it all the same, and the next one, too.
    let mut late = preview.listen(first);
    assert_eq!(next_event(&mut late)["gewijzigd"], serde_json::json!(["/vragen/"]));
    preview.write("content/vragen/weg.md", "---\nvraag: Weg?\n---\nJa.\n");
    assert_eq!(next_event(&mut events)["bouw"], next_event(&mut late)["bouw"]);
    assert_eq!(next_event(&mut preview.listen(1))["alles"], true, "a page of another run");
}

#[test]
fn what_is_saved_as_it_was_is_no_change() {
    let preview = Running::serve(&[]);
    let (first, old) = (preview.build(), preview.read(QUESTION));
    for _ in 0..20 {
        preview.write(QUESTION, &old);
        std::thread::sleep(Duration::from_millis(3));
    }
    for litter in ["content/vragen/~$x.docx", "content/.x.md.swp", "content/vragen/x.md~", "content/4913", "los.txt"] {
        preview.write(litter, "x");
    }
    fs::create_dir(preview.path("content/.git")).unwrap();
    preview.write("content/.git/index.md", "x");
    let_pass();
    // A save in place is an empty file for a moment, which may have been seen.
    assert!(preview.build() == first || preview.is_fresh());
    let settled = preview.build();
    let_pass();
    assert_eq!(preview.build(), settled, "our own reading must not wake us: {}", preview.said());
}

#[test]
fn a_mistake_is_told_and_the_last_good_site_stays() {
    let preview = Running::serve(&[]);
    let (first, old) = (preview.build(), preview.read(QUESTION));
    let mut events = preview.listen(first);
    let good = preview.text("/vragen/");
    preview.write(QUESTION, &old.replacen("vraag:", "vraagg:", 1));
    wait_until("a mistake is told", || next_event(&mut preview.listen(first))["fouten"] == 1);
    assert_eq!(next_event(&mut events)["gewijzigd"], serde_json::json!([]));
    assert_eq!(without_tag(preview.text("/vragen/").as_bytes()), without_tag(good.as_bytes()));
    assert!(preview.text("/-/meldingen").contains(&format!("data-bestand=\"{QUESTION}\" data-regel=\"2\"")));
    preview.wait_to_hear("de site blijft zoals zij was; 1 fout");
    preview.write(QUESTION, &old);
    wait_until("it is mended", || preview.text("/-/meldingen").is_empty());
    preview.wait_until_fresh("mended");
}

#[test]
fn a_first_start_on_a_broken_site_waits_for_it_to_be_mended() {
    let folder = project();
    let site = folder.path().join("content/site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    fs::write(&site, "naam: [").unwrap();
    let preview = Running::serve_in(folder, &[]);
    let (status, page) = preview.get("/");
    assert_eq!(status, 200);
    assert!(
        String::from_utf8(page).unwrap().contains("<main></main><script src=\"/-/voorbeeld.js\"")
            || preview.text("/").contains("voorbeeld.js")
    );
    assert!(preview.text("/-/meldingen").contains("content/site.yaml"));
    fs::write(&site, text).unwrap();
    preview.wait_until_fresh("mended");
}

#[test]
fn files_come_go_and_change_their_names() {
    let preview = Running::serve(&[]);
    preview.write("content/vragen/nieuw.md", "---\nvraag: Is dit nieuw?\n---\nJa.\n");
    preview.wait_until_served("/vragen/", "Is dit nieuw?");
    preview.write("content/paginas/proef.md", "---\ntitel: Proef\nsamenvatting: Een proef.\n---\nTekst.\n");
    preview.wait_until_served("/proef/", "Een proef.");
    let mut events = preview.listen(preview.build());
    fs::rename(preview.path("content/paginas/proef.md"), preview.path("content/paginas/anders.md")).unwrap();
    let event = next_event(&mut events);
    assert_eq!(event["ingetrokken"], serde_json::json!(["/proef/"]), "{event}");
    assert_eq!(preview.get("/proef/").0, 404);
    fs::remove_file(preview.path("content/paginas/anders.md")).unwrap();
    fs::remove_file(preview.path("content/vragen/nieuw.md")).unwrap();
    wait_until("gone", || preview.get("/anders/").0 == 404 && !preview.text("/vragen/").contains("Is dit nieuw?"));
    preview.wait_until_fresh("as before");
}

#[test]
fn every_way_to_save_is_seen() {
    let preview = Running::serve(&[]);
    let old = preview.read(QUESTION);
    let text = |n: u32| format!("{old}\nManier nummer {n}.\n");
    let seen = |n: u32| preview.wait_until_served("/vragen/", &format!("Manier nummer {n}."));
    let (file, beside) = (preview.path(QUESTION), |name: &str| preview.path(&format!("content/vragen/{name}")));
    preview.write(QUESTION, &text(1));
    seen(1);
    // A temporary file and a rename, three times: a watch on the file itself would die at the first.
    for n in 2..5 {
        fs::write(beside(".temporary"), text(n)).unwrap();
        fs::rename(beside(".temporary"), &file).unwrap();
        seen(n);
    }
    // From a folder that is not watched.
    fs::write(preview.path("elsewhere.md"), text(5)).unwrap();
    fs::rename(preview.path("elsewhere.md"), &file).unwrap();
    seen(5);
    // As vim does.
    fs::write(beside("4913"), "").unwrap();
    fs::remove_file(beside("4913")).unwrap();
    fs::rename(&file, beside("waar-kan-ik-binnenlopen.md~")).unwrap();
    fs::write(&file, text(6)).unwrap();
    fs::remove_file(beside("waar-kan-ik-binnenlopen.md~")).unwrap();
    seen(6);
    // Deleted and written again.
    fs::remove_file(&file).unwrap();
    fs::write(&file, text(7)).unwrap();
    seen(7);
    // Half now, half later.
    let whole = text(8);
    let (half, rest) = whole.split_at(whole.len() / 2);
    let mut writer = fs::File::create(&file).unwrap();
    writer.write_all(half.as_bytes()).unwrap();
    let_pass();
    writer.write_all(rest.as_bytes()).unwrap();
    drop(writer);
    seen(8);
    preview.wait_until_fresh("all ways");
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_tried_again() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let preview = Running::serve(&[]);
    let old = preview.read(QUESTION);
    let first = preview.build();
    symlink("/etc/hostname", preview.path("content/vragen/link.md")).unwrap();
    symlink(".", preview.path("content/vragen/rondje")).unwrap();
    let_pass();
    assert_eq!(preview.build(), first, "links are not followed");
    // For who may read everything this is an ordinary save.
    let file = preview.path(QUESTION);
    fs::write(preview.path("dicht.md"), format!("{old}\nEerst dicht.\n")).unwrap();
    fs::set_permissions(preview.path("dicht.md"), fs::Permissions::from_mode(0)).unwrap();
    fs::rename(preview.path("dicht.md"), &file).unwrap();
    let_pass();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    preview.wait_until_served("/vragen/", "Eerst dicht.");
}

#[test]
fn folders_move_away_and_come_back() {
    let preview = Running::serve(&[]);
    let elsewhere = tempfile::tempdir().unwrap();
    let away = preview.folder.path().join("weg");
    let rename = |from: &str, to: &Path| fs::rename(preview.path(from), to).unwrap();
    rename("content/nieuws", &away);
    wait_until("a folder is gone", || preview.text("/-/meldingen").contains("nieuws") || preview.is_fresh());
    fs::rename(&away, preview.path("content/nieuws")).unwrap();
    preview.wait_until_fresh("a folder is back");
    // What is in it is still watched.
    preview.write("content/vragen/na-terugkeer.md", "---\nvraag: Nog steeds?\n---\nJa.\n");
    preview.wait_until_served("/vragen/", "Nog steeds?");
    // The content itself: away, and back.
    rename("content", &away);
    wait_until("all is gone", || preview.text("/-/meldingen").contains("site.yaml"));
    assert_eq!(preview.get("/vragen/").0, 200, "the last good site stays");
    fs::rename(&away, preview.path("content")).unwrap();
    wait_until("all is back", || preview.text("/-/meldingen").is_empty());
    preview.write("content/vragen/na-terugkeer.md", "---\nvraag: Ook nu?\n---\nJa.\n");
    preview.wait_until_served("/vragen/", "Ook nu?");
    // Another folder in its place.
    copy(&preview.path("content"), elsewhere.path());
    fs::write(elsewhere.path().join("vragen/na-terugkeer.md"), "---\nvraag: Een andere map?\n---\nJa.\n").unwrap();
    rename("content", &away);
    copy(elsewhere.path(), &preview.path("content"));
    preview.wait_until_served("/vragen/", "Een andere map?");
    preview.write("content/vragen/na-terugkeer.md", "---\nvraag: En die ook gevolgd?\n---\nJa.\n");
    preview.wait_until_served("/vragen/", "En die ook gevolgd?");
    // A new folder with folders in it, at once.
    copy(&preview.path("content/vragen"), &preview.path("los/een/twee"));
    fs::create_dir_all(preview.path("content/paginas/diep/dieper")).unwrap();
    preview.write("content/paginas/diep/dieper/pagina.md", "---\ntitel: Diep\nsamenvatting: Heel diep.\n---\nX.\n");
    preview.wait_until_served("/diep/dieper/pagina/", "Heel diep.");
    preview.wait_until_fresh("in the end");
}

#[test]
fn very_many_changes_at_once() {
    let preview = Running::serve(&[]);
    let name = |n: usize| format!("content/vragen/vraag-{n}.md");
    for n in 0..100 {
        preview.write(&name(n), &format!("---\nvraag: Is dit vraag {n} van de honderd?\n---\nJa.\n"));
    }
    preview.wait_until_served("/vragen/", "Is dit vraag 99 van de honderd?");
    preview.wait_until_fresh("a hundred files");
    for round in 0..1000 {
        preview.write(QUESTION, &format!("---\nvraag: Ronde {round}?\n---\nJa.\n"));
    }
    preview.wait_until_served("/vragen/", "Ronde 999?");
    for n in 0..100 {
        fs::remove_file(preview.path(&name(n))).unwrap();
    }
    preview.wait_until_fresh("all gone");
}

#[test]
fn without_events_it_looks_every_so_often() {
    let preview = Running::serve(&["--peilen"]);
    preview.write(QUESTION, "---\nvraag: Gezien zonder melding?\n---\nJa.\n");
    preview.wait_until_served("/vragen/", "Gezien zonder melding?");
    fs::remove_file(preview.path(QUESTION)).unwrap();
    wait_until("gone", || !preview.text("/vragen/").contains("Gezien zonder melding?"));
    fs::rename(preview.path("content"), preview.path("weg")).unwrap();
    wait_until("all is gone", || preview.text("/-/meldingen").contains("site.yaml"));
    fs::rename(preview.path("weg"), preview.path("content")).unwrap();
    preview.wait_until_fresh("back");
}

#[test]
fn style_and_templates_are_followed() {
    let preview = Running::serve(&[]);
    let mut events = preview.listen(preview.build());
    let style = "themes/kust/static/stijl.css";
    preview.write(style, &format!("{}\n.proef {{ margin: 0; }}\n", preview.read(style)));
    preview.wait_until_served("/thema/stijl.css", ".proef");
    assert_eq!(next_event(&mut events)["gewijzigd"], serde_json::json!(["/thema/stijl.css"]));
    let template = "themes/kust/templates/home.html";
    preview.write(template, &preview.read(template).replacen("<h1", "<h1 data-proef", 1));
    preview.wait_until_served("/", "data-proef");
    preview.wait_until_fresh("theme");
}

#[test]
fn choices_are_made_in_the_browser() {
    let preview = Running::serve(&[]);
    preview.write("content/paginas/klad.md", "---\ntitel: Klad\nsamenvatting: Een klad.\nconcept: ja\n---\nTekst.\n");
    preview.wait_to_hear("klad.md");
    assert_eq!(preview.get("/klad/").0, 404);
    assert_eq!(preview.post("/-/instelling", "concepten=ja"), 204);
    assert_eq!(preview.get("/klad/").0, 200, "built when it is answered");
    assert_eq!(preview.post("/-/instelling", "concepten=nee&vandaag=2019-03-15"), 204);
    assert_eq!(preview.get("/klad/").0, 404);
    let state: Json = serde_json::from_str(&preview.text("/-/stand")).unwrap();
    assert_eq!(state["vandaag"], "2019-03-15");
    assert_eq!(preview.text("/tijdlijn/").matches("stap--straks\"").count(), 3);
    preview.wait_to_hear("Keuze in het voorbeeld");
    assert_eq!(preview.post("/-/instelling", "vandaag=gisteren"), 400);
}

#[test]
fn only_this_computer_may_ask() {
    let preview = Running::serve(&[]);
    let ask = |head: &str| preview.request(head, "concepten=ja").0;
    assert_eq!(ask("GET / HTTP/1.1\r\nHost: evil.example\r\n"), 403);
    let host = format!("Host: 127.0.0.1:{}\r\n", preview.port);
    assert_eq!(ask(&format!("POST /-/instelling HTTP/1.1\r\n{host}")), 403);
    assert_eq!(ask(&format!("GET /../../../etc/passwd HTTP/1.1\r\n{host}")), 404);
    assert_eq!(ask(&format!("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n{host}")), 404);
    assert_eq!(ask(&format!("GET / HTTP/1.1\r\n{host}Origin: http://evil.example\r\n")), 403);
    assert_eq!(preview.post("/-/bewerk", "bestand=../x&regel=1"), 404);
    let (status, body) = preview.request(&format!("HEAD / HTTP/1.1\r\n{host}"), "");
    assert_eq!((status, body.len()), (200, 0));
}

#[test]
fn a_port_that_is_taken_is_passed_over() {
    let preview = Running::serve(&[]);
    let port = preview.port.to_string();
    let second = Running::start(project(), &["serve", "--poort", &port]);
    let said = second.wait_to_hear("Begin: ");
    assert!(said.contains(&format!("Poort {port} is bezet; het voorbeeld staat op poort ")), "{said}");
}

#[cfg(unix)]
#[test]
fn an_editor_is_opened_at_the_line() {
    use std::os::unix::fs::PermissionsExt;
    let programs = tempfile::tempdir().unwrap();
    let (program, noted) = (programs.path().join("code"), programs.path().join("noted"));
    fs::write(&program, format!("#!/bin/sh\nprintf '%s\\n' \"$@\" > {}.new\nmv {0}.new {0}\n", noted.display()))
        .unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let folder = project();
    let mut command = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"));
    command.args(["serve", "--poort", "0", "--project"]).arg(folder.path());
    command.env("PATH", format!("{}:/usr/bin:/bin", programs.path().display()));
    let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    let port = line.split("127.0.0.1:").nth(1).unwrap().split('/').next().unwrap().parse().unwrap();
    let preview = Running { folder, child, said: Arc::default(), port };
    assert_eq!(preview.post("/-/bewerk", &format!("bestand={QUESTION}&regel=7")), 204);
    wait_until("the editor was started", || noted.exists());
    let words = fs::read_to_string(&noted).unwrap();
    assert!(words.trim_end().ends_with(&format!("{QUESTION}:7")) && words.contains("--goto"), "{words}");
}

#[test]
fn watch_writes_every_change_and_nothing_else() {
    let watch = Running::start(project(), &["watch"]);
    watch.wait_to_hear("Begin: ");
    let written = |path: &str| fs::read_to_string(watch.path("public").join(path)).unwrap_or_default();
    let is_fresh = || {
        let sources = disk::read(watch.folder.path()).unwrap();
        let tree = build(&sources, &settings()).tree.unwrap();
        tree.iter()
            .all(|(path, bytes)| fs::read(watch.path("public").join(path.as_str())).is_ok_and(|it| it == **bytes))
    };
    assert!(is_fresh());
    let old = watch.read(QUESTION);
    watch.write(QUESTION, "---\nvraag: Staat dit er ook?\n---\nJa.\n");
    wait_until("written", || written("vragen/index.html").contains("Staat dit er ook?"));
    let said = watch.wait_to_hear("geschreven: 0 nieuw, 1 gewijzigd, 0 weggehaald");
    let_pass();
    assert_eq!(watch.said().matches(" ms)").count(), said.matches(" ms)").count(), "our writing must not wake us");
    watch.write(QUESTION, "---\nvraagg: x\n---\n");
    watch.wait_to_hear("de site blijft zoals zij was");
    assert!(written("vragen/index.html").contains("Staat dit er ook?"));
    watch.write(QUESTION, &old);
    wait_until("mended", is_fresh);
}

#[test]
fn the_site_is_never_written_among_its_sources() {
    let folder = project();
    let uit = folder.path().join("content/uit");
    let mut command = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"));
    let output = command.args(["watch", "--project"]).arg(folder.path()).arg("--uit").arg(&uit).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("kies een andere met --uit"));
    assert!(!uit.exists());
}

#[cfg(unix)]
#[test]
fn it_ends_cleanly() {
    for (command, signal) in [("serve", "-INT"), ("watch", "-INT"), ("watch", "-TERM")] {
        let arguments: &[&str] = if command == "serve" { &["serve", "--poort", "0"] } else { &["watch"] };
        let mut running = Running::start(project(), arguments);
        running.wait_to_hear("Begin: ");
        running.write(QUESTION, "---\nvraag: Nog net?\n---\nJa.\n");
        let id = running.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        assert_eq!(running.child.wait().unwrap().code(), Some(0), "{command} {signal}");
        running.wait_to_hear("Gestopt.");
        let left = walkdir::WalkDir::new(running.folder.path()).into_iter().filter_map(Result::ok);
        let left: Vec<_> = left.filter(|it| it.file_name().to_string_lossy().ends_with(".tmp")).collect();
        assert!(left.is_empty(), "{left:?}");
        let written = running.path("public").join(OutputPath::new("index.html").as_str()).exists();
        assert_eq!(written, command == "watch", "only watch writes");
    }
}
