//! `wijkwijzer serve` where the system tells little or nothing: limits, links, other days.

use std::fs;
use std::process::Command;
use std::sync::{Arc, Mutex};

use wijkwijzer::progress::Progress;
use wijkwijzer::serve::{self, Destination, Told, Wishes};

use super::command::project;
use super::running::{QUESTION, Running, copy, let_pass, wait_until};

fn question(preview: &Running, text: &str) {
    preview.write(QUESTION, &format!("---\nvraag: {text}?\n---\nJa.\n"));
    preview.wait_until_served("/vragen/", &format!("{text}?"));
}

#[test]
fn midnight_passes() {
    let day = |text: &str| text.parse::<jiff::civil::Date>().unwrap();
    let (today, said) = (Arc::new(Mutex::new(day("2019-02-28"))), Arc::<Mutex<String>>::default());
    let mut preview = Running { folder: project(), child: None, said: Arc::clone(&said), port: 0 };
    let wishes = Wishes {
        project: preview.folder.path().to_owned(),
        basis: None,
        datum: None,
        concepten: false,
        peilen: false,
        output: Destination::Browser { port: 0, open: false, may_write: true },
        progress: Progress::default(),
    };
    let clock = Arc::clone(&today);
    std::thread::spawn(move || {
        let mut say = |it: Told<'_>| {
            if let Told::Line(line) = it {
                // Ctrl-C is for the tests, too.
                if line == "Gestopt." {
                    std::process::exit(130);
                }
                said.lock().unwrap().push_str(&format!("{line}\n"));
            }
            Ok(())
        };
        serve::run(wishes, &|| Ok(*clock.lock().unwrap()), &mut say)
    });
    preview.find_port();
    preview.wait_to_hear("Begin: ");
    let states = || {
        let page = preview.text("/tijdlijn/");
        ["voorbij", "nu", "straks"].map(|state| page.matches(&format!("stap--{state}\"")).count())
    };
    assert_eq!(states(), [0, 2, 3]);
    *today.lock().unwrap() = day("2019-03-01");
    wait_until("the next day", || states() == [1, 1, 3]);
    let said = preview.wait_to_hear("Een nieuwe dag: ");
    let line = said.lines().find(|line| line.starts_with("Een nieuwe dag: ")).unwrap();
    assert!(line.contains("anders: ") && line.contains("/tijdlijn/"), "{line}");
    let_pass();
    assert_eq!(preview.said().matches("Een nieuwe dag").count(), 1);
    // Who looks at a day of his own keeps it.
    assert_eq!(preview.post("/-/instelling", "vandaag=2019-02-28"), 204);
    *today.lock().unwrap() = day("2019-03-02");
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert_eq!(states(), [0, 2, 3]);
    assert_eq!(preview.post("/-/instelling", "vandaag="), 204);
    assert_eq!(states(), [1, 1, 3]);
}

/// A write by another name of the same file, in a folder that nobody watches: as on a network drive, there is no event.
#[cfg(target_os = "linux")]
#[test]
fn a_change_without_an_event_is_seen_and_peilen_is_advised_once() {
    let preview = Running::serve(&[]);
    fs::create_dir(preview.path("elders")).unwrap();
    fs::hard_link(preview.path(QUESTION), preview.path("elders/vraag.md")).unwrap();
    let write = |text: &str| {
        fs::write(preview.path("elders/vraag.md"), format!("---\nvraag: {text}?\n---\nJa.\n")).unwrap();
        preview.wait_until_served("/vragen/", &format!("{text}?"));
    };
    write("Zag niemand dit");
    preview.wait_to_hear("Met --peilen gaat het sneller");
    write("En dit ook niet");
    let_pass();
    assert_eq!(preview.said().matches("--peilen").count(), 1, "{}", preview.said());
    question(&preview, "Maar dit wel");
}

#[cfg(unix)]
#[test]
fn a_content_folder_elsewhere_is_followed_and_links_in_it_are_told() {
    use std::os::unix::fs::symlink;
    let (folder, elsewhere) = (project(), tempfile::tempdir().unwrap());
    let content = elsewhere.path().join("inhoud");
    copy(&folder.path().join("content"), &content);
    fs::remove_dir_all(folder.path().join("content")).unwrap();
    symlink(&content, folder.path().join("content")).unwrap();
    symlink("/etc/hostname", content.join("vragen/eerder.md")).unwrap();
    let preview = Running::serve_in(folder, &[]);
    assert!(preview.is_fresh());
    let found = preview.text("/-/meldingen");
    assert!(found.contains("content/vragen/eerder.md") && found.contains("volgt die niet"), "{found}");
    question(&preview, "Ook elders gevolgd");
    // A new one, round in circles.
    symlink(".", content.join("vragen/rondje")).unwrap();
    preview.wait_until_served("/-/meldingen", "content/vragen/rondje");
    question(&preview, "En daarna nog");
    // The content is another folder now.
    let other = elsewhere.path().join("anders");
    copy(&content, &other);
    fs::remove_file(preview.path("content")).unwrap();
    symlink(&other, preview.path("content")).unwrap();
    fs::write(other.join("vragen/nog-een.md"), "---\nvraag: Een andere map?\n---\nJa.\n").unwrap();
    preview.wait_until_served("/vragen/", "Een andere map?");
    question(&preview, "Wordt die gevolgd");
    // The site is not written among its sources, whatever they are called.
    let output = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"))
        .args(["watch", "--uit"])
        .arg(other.join("uit"))
        .arg("--project")
        .arg(preview.folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    symlink("../site.yaml", other.join("vragen/link.md")).unwrap();
    preview.wait_until_served("/-/meldingen", "content/vragen/link.md");
    let mut build = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"));
    let output = build.arg("check").arg("--project").arg(preview.folder.path()).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("volgt die niet"), "build and check say so, too");
}

/// The real limits of Linux, lowered for one program in a namespace of its own. Where that is not allowed, the room of this
/// user is really taken for a moment.
#[cfg(target_os = "linux")]
mod limits {
    use std::path::Path;

    use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher};

    use super::*;

    const FULL: &str = "de grens van het systeem is bereikt. Wijkwijzer kijkt daarom zelf steeds";

    fn has_namespaces() -> bool {
        let lowered = "echo 9 > /proc/sys/user/max_inotify_watches && echo 9 > /proc/sys/user/max_inotify_instances";
        let ran = Command::new("unshare").args(["-Ur", "sh", "-c", lowered]).output();
        ran.is_ok_and(|output| output.status.success())
    }

    fn folders(folder: &Path) -> usize {
        walkdir::WalkDir::new(folder).into_iter().filter(|it| it.as_ref().unwrap().file_type().is_dir()).count()
    }

    /// Serves with a limit of the system as low as this.
    fn serve_with(folder: tempfile::TempDir, limit: &str, number: usize) -> Running {
        let script = format!("echo {number} > /proc/sys/user/{limit} && exec \"$0\" serve --poort 0 --project \"$1\"");
        let mut command = Command::new("unshare");
        command.args(["-Ur", "sh", "-c", &script, env!("CARGO_BIN_EXE_wijkwijzer")]).arg(folder.path());
        let mut preview = Running::launch(folder, &mut command);
        preview.find_port();
        preview.wait_to_hear("Begin: ");
        preview
    }

    fn follows(preview: &Running) {
        preview.wait_to_hear(FULL);
        question(preview, "Gezien zonder melding");
        fs::create_dir_all(preview.path("content/vragen/diep/dieper")).unwrap();
        fs::remove_dir_all(preview.path("content/vragen/diep")).unwrap();
        question(preview, "En nog eens");
        assert_eq!(preview.said().matches(FULL).count(), 1, "{}", preview.said());
    }

    #[test]
    fn reached_at_the_start() {
        if has_namespaces() {
            follows(&serve_with(project(), "max_inotify_watches", 4));
            follows(&serve_with(project(), "max_inotify_instances", 0));
        } else {
            follows(&without_instances(|| Running::serve(&[])));
        }
    }

    #[test]
    fn reached_later_while_folders_are_made() {
        let folder = project();
        let room = folders(&folder.path().join("content")) + folders(&folder.path().join("themes")) + 1;
        // Without namespaces there are the made-up events of src/serve/tests.rs, which this is the real thing of.
        let preview = if has_namespaces() {
            serve_with(folder, "max_inotify_watches", room + 2)
        } else {
            return reached_at_the_start();
        };
        question(&preview, "Nog met meldingen");
        assert!(!preview.said().contains(FULL), "{}", preview.said());
        for n in 0..5 {
            fs::create_dir(preview.path(&format!("content/paginas/map-{n}"))).unwrap();
        }
        let page = "---\ntitel: Diep\nsamenvatting: In een map zonder melding.\n---\nX.\n";
        preview.write("content/paginas/map-4/pagina.md", page);
        preview.wait_until_served("/map-4/pagina/", "In een map zonder melding.");
        follows(&preview);
    }

    /// Takes all instances that this user may have, for as long as it takes to start.
    fn without_instances(start: impl FnOnce() -> Running) -> Running {
        let mut taken = Vec::new();
        while let Ok(mut watcher) = RecommendedWatcher::new(drop, Config::default()) {
            let _ = watcher.watch(Path::new("/"), RecursiveMode::NonRecursive);
            taken.push(watcher);
            assert!(taken.len() < 4096, "neither namespaces nor a limit that can be reached: allow one of them");
        }
        let preview = start();
        preview.wait_to_hear(FULL);
        preview
    }
}
