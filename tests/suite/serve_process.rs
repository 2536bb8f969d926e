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

#[cfg(unix)]
#[test]
fn it_ends_cleanly() {
    for (command, signal) in [("serve", "-INT"), ("watch", "-INT"), ("watch", "-TERM")] {
        let arguments: &[&str] = if command == "serve" { &["serve", "--poort", "0"] } else { &["watch"] };
        let mut running = Running::start(project(), arguments);
        running.wait_to_hear("Begin: ");
        running.write(QUESTION, "---\nvraag: Nog net?\n---\nJa.\n");
        let id = running.child().id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        assert_eq!(running.child().wait().unwrap().code(), Some(0), "{command} {signal}");
        running.wait_to_hear("Gestopt.");
        let left = walkdir::WalkDir::new(running.folder.path()).into_iter().filter_map(Result::ok);
        let left: Vec<_> = left.filter(|it| it.file_name().to_string_lossy().ends_with(".tmp")).collect();
        assert!(left.is_empty(), "{left:?}");
        let written = running.path("public/index.html").exists();
        assert_eq!(written, command == "watch", "only watch writes");
    }
}
