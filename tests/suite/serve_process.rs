//! `wijkwijzer serve` and `watch` as programs among others: who may ask, what they open, how they end.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::Arc;

use super::command::project;
use super::running::{QUESTION, Running, wait_until};

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

/// The handbook has nothing of a preview: nothing can be sent to it, and there is nothing of this computer behind it.
#[test]
fn the_handbook_is_read_on_this_computer_only() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"));
    let mut handbook =
        Running::launch(tempfile::tempdir().unwrap(), command.args(["handboek", "--poort", "0", "--niet-openen"]));
    handbook.find_port();
    let host = format!("Host: 127.0.0.1:{}\r\n", handbook.port);
    let ask = |head: &str| handbook.request(head, "").0;
    assert_eq!(ask(&format!("GET / HTTP/1.1\r\n{host}")), 200);
    assert_eq!(ask(&format!("GET /handboek/wijk HTTP/1.1\r\n{host}")), 307);
    assert_eq!(ask("GET / HTTP/1.1\r\nHost: evil.example\r\n"), 403);
    assert_eq!(ask(&format!("GET / HTTP/1.1\r\n{host}Origin: http://evil.example\r\n")), 403);
    assert_eq!(ask(&format!("POST /-/formulier HTTP/1.1\r\n{host}")), 405);
    assert_eq!(ask(&format!("POST / HTTP/1.1\r\n{host}X-Wijkwijzer: voorbeeld\r\n")), 403);
    for path in
        ["/-/formulier", "/-/voorbeeld.js", "/-/stand", "/../../etc/passwd", "/%2e%2e/etc/passwd", "/.wijkwijzer"]
    {
        assert_eq!(ask(&format!("GET {path} HTTP/1.1\r\n{host}")), 404, "{path}");
    }
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
    let preview = Running { folder, child: Some(child), said: Arc::default(), port };
    assert_eq!(preview.post("/-/bewerk", &format!("bestand={QUESTION}&regel=7")), 204);
    wait_until("the editor was started", || noted.exists());
    let words = fs::read_to_string(&noted).unwrap();
    assert!(words.trim_end().ends_with(&format!("{QUESTION}:7")) && words.contains("--goto"), "{words}");
}

/// Ends a program and says with which code.
#[cfg(unix)]
fn end(running: &mut Running, signal: &str) -> Option<i32> {
    let id = running.child().id().to_string();
    assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    running.child().wait().unwrap().code()
}

#[cfg(unix)]
fn expect_nothing_half(running: &Running) {
    let left = walkdir::WalkDir::new(running.folder.path()).into_iter().filter_map(Result::ok);
    let left: Vec<_> = left.filter(|it| it.file_name().to_string_lossy().ends_with(".tmp")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[cfg(unix)]
#[test]
fn it_ends_cleanly() {
    for (command, signal) in [("serve", "-INT"), ("watch", "-INT"), ("watch", "-TERM")] {
        let arguments: &[&str] = if command == "serve" { &["serve", "--poort", "0"] } else { &["watch"] };
        let mut running = Running::start(project(), arguments);
        running.wait_to_hear("Begin: ");
        running.write(QUESTION, "---\nvraag: Nog net?\n---\nJa.\n");
        assert_eq!(end(&mut running, signal), Some(0), "{command} {signal}");
        running.wait_to_hear("Gestopt.");
        expect_nothing_half(&running);
        assert_eq!(running.path("public/index.html").exists(), command == "watch", "only watch writes");
    }
}

#[cfg(unix)]
#[test]
fn it_ends_cleanly_in_the_middle_of_anything() {
    for round in 0..8_u64 {
        let mut watch = Running::start(project(), &["watch"]);
        // At first in the middle of the first build, from when on it says that it can be stopped.
        watch.wait_to_hear(if round < 2 { "Stoppen: Ctrl-C" } else { "Begin: " });
        let is_over = std::sync::atomic::AtomicBool::new(false);
        let code = std::thread::scope(|scope| {
            let (is_over, at) = (&is_over, watch.folder.path().to_owned());
            scope.spawn(move || {
                // All pages show the menu, so that there is much to write.
                let site = fs::read_to_string(at.join("content/site.yaml")).unwrap();
                for n in 0.. {
                    if is_over.load(std::sync::atomic::Ordering::SeqCst) {
                        break;
                    }
                    let name = format!("naam: Ronde {n}");
                    let text = site.lines().map(|line| if line.starts_with("naam:") { &name } else { line });
                    fs::write(at.join(".nieuw"), text.collect::<Vec<_>>().join("\n")).unwrap();
                    fs::rename(at.join(".nieuw"), at.join("content/site.yaml")).unwrap();
                    let page = at.join(format!("content/paginas/proef-{}.md", n % 7));
                    if n % 2 == 0 {
                        fs::write(page, "---\ntitel: Proef\nsamenvatting: Kort.\nconcept: nee\n---\nX.\n").unwrap();
                    } else {
                        let _ = fs::remove_file(page);
                    }
                    std::thread::sleep(std::time::Duration::from_millis(7));
                }
            });
            std::thread::sleep(std::time::Duration::from_millis(97 * round % 400));
            let code = end(&mut watch, if round % 2 == 0 { "-INT" } else { "-TERM" });
            is_over.store(true, std::sync::atomic::Ordering::SeqCst);
            code
        });
        assert_eq!(code, Some(0), "{}", watch.said());
        watch.wait_to_hear("Gestopt.");
        expect_nothing_half(&watch);
        // One build, whole: the manifest names what is there and nothing else, and each page has the same name of the site.
        let manifest: serde_json::Value = serde_json::from_str(&watch.read("public/.wijkwijzer")).unwrap();
        let mut listed: Vec<String> = manifest["bestanden"].as_object().unwrap().keys().cloned().collect();
        let there = walkdir::WalkDir::new(watch.path("public")).into_iter().map(Result::unwrap);
        let is_ours = |it: &walkdir::DirEntry| it.file_name().to_string_lossy().starts_with(".wijkwijzer");
        let there = there.filter(|it| it.file_type().is_file() && !is_ours(it));
        let at = watch.path("public");
        let mut there: Vec<String> =
            there.map(|it| it.path().strip_prefix(&at).unwrap().to_str().unwrap().to_owned()).collect();
        // What the search had before stays a while, for who has the site open.
        there.retain(|it| !it.starts_with("thema/zoek/") || listed.contains(it));
        listed.sort_unstable();
        there.sort_unstable();
        assert_eq!(listed, there);
        let name = |page: &String| {
            let text = watch.read(&format!("public/{page}"));
            text.split_once("Ronde ")
                .map(|(_, rest)| rest.split(|c: char| !c.is_ascii_digit()).next().unwrap().to_owned())
        };
        let names: std::collections::BTreeSet<_> =
            there.iter().filter(|page| page.ends_with("index.html")).map(name).collect();
        assert_eq!(names.len(), 1, "pages of two builds: {names:?}");
    }
}

/// With the window of a terminal its programs are told to end, and nobody hears what they still have to say.
#[cfg(unix)]
#[test]
fn it_ends_with_its_terminal_unless_it_was_asked_to_stay() {
    let start = |script: &str| {
        let folder = project();
        let mut command = Command::new("sh");
        command.args(["-c", script, env!("CARGO_BIN_EXE_wijkwijzer")]).arg(folder.path());
        command.stdout(Stdio::null()).stdin(Stdio::null());
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut heard = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.starts_with("Begin: ") {
            line.clear();
            assert!(heard.read_line(&mut line).unwrap() > 0, "it ended");
        }
        // Here the other end of its words is closed.
        drop(heard);
        Running { folder, child: Some(child), said: Arc::default(), port: 0 }
    };
    // Whoever started the tests may have asked them to stay.
    let mut watch = start("exec env --default-signal=HUP \"$0\" watch --project \"$1\"");
    watch.write(QUESTION, "---\nvraag: Nog net?\n---\nJa.\n");
    assert_eq!(end(&mut watch, "-HUP"), Some(0));
    expect_nothing_half(&watch);
    // As nohup does.
    let mut watch = start("trap '' HUP; exec \"$0\" watch --project \"$1\"");
    let id = watch.child().id().to_string();
    assert!(Command::new("kill").args(["-HUP", &id]).status().unwrap().success());
    watch.write(QUESTION, "---\nvraag: Gaat dit door?\n---\nJa.\n");
    let page = watch.path("public/vragen/index.html");
    wait_until("it goes on", || fs::read_to_string(&page).unwrap().contains("Gaat dit door?"));
    assert_eq!(end(&mut watch, "-TERM"), Some(0));
}
