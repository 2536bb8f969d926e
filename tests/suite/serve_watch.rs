//! `wijkwijzer watch` as it runs: the folder must become what a fresh build gives, whatever happens to it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use super::command::project;
use super::running::{DAY, QUESTION, Running, copy, let_pass, wait_until};

/// Where the style of the site is now: in a folder that is named after its content.
fn style(watch: &Running) -> PathBuf {
    let page = watch.read("public/index.html");
    let href = page.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    watch.path("public").join(href)
}

#[test]
fn watch_writes_every_change_and_nothing_else() {
    let watch = Running::watch();
    let written = |path: &str| fs::read_to_string(watch.path("public").join(path)).unwrap_or_default();
    assert!(watch.is_written("public"));
    let old = watch.read(QUESTION);
    watch.write(QUESTION, "---\nvraag: Staat dit er ook?\n---\nJa.\n");
    wait_until("written", || written("vragen/index.html").contains("Staat dit er ook?"));
    let said = watch.wait_to_hear(" nieuw, 2 gewijzigd, 0 weggehaald");
    let_pass();
    assert_eq!(watch.said().matches(" ms)").count(), said.matches(" ms)").count(), "our writing must not wake us");
    watch.write(QUESTION, "---\nvraagg: x\n---\n");
    watch.wait_to_hear("de site blijft zoals zij was");
    assert!(written("vragen/index.html").contains("Staat dit er ook?"));
    watch.write(QUESTION, &old);
    watch.wait_until_written("mended");
    let page = "content/paginas/proef.md";
    watch.write(page, "---\ntitel: Proef\nsamenvatting: Een proef.\n---\nTekst.\n");
    wait_until("a new page", || written("proef/index.html").contains("Een proef."));
    fs::remove_file(watch.path(page)).unwrap();
    wait_until("and its folder are gone", || !watch.path("public/proef").exists());
    watch.wait_until_written("as it was");
}

#[test]
fn what_somebody_takes_away_comes_back_with_the_next_change() {
    let watch = Running::watch();
    let question = |text: &str| watch.write(QUESTION, &format!("---\nvraag: {text}?\n---\nJa.\n"));
    // The whole folder.
    fs::remove_dir_all(watch.path("public")).unwrap();
    question("Is alles er weer");
    watch.wait_until_written("the folder is back");
    // A file, a folder, and a file that somebody changed: none of them is what the change is about.
    fs::remove_file(style(&watch)).unwrap();
    fs::remove_dir_all(watch.path("public/wijken")).unwrap();
    fs::write(watch.path("public/index.html"), "van een ander").unwrap();
    question("En de rest ook");
    watch.wait_until_written("all of it is back");
    let said = watch.wait_to_hear("Wijkwijzer heeft dat hersteld.");
    assert!(said.contains(" waren ") && said.contains(" bestanden weg of door iets anders veranderd"), "{said}");
    // Even when the change is a mistake.
    let style = style(&watch);
    fs::remove_file(&style).unwrap();
    watch.write(QUESTION, "---\nvraagg: x\n---\n");
    wait_until("it is back", || style.exists());
}

#[test]
fn a_disk_that_refuses_is_told_once_and_tried_again() {
    let watch = Running::watch();
    fs::rename(watch.path("public"), watch.path("weg")).unwrap();
    fs::write(watch.path("public"), "geen map").unwrap();
    watch.write(QUESTION, "---\nvraag: Lukt dit?\n---\nNee.\n");
    watch.wait_to_hear("Schrijven lukt niet: ");
    watch.write(QUESTION, "---\nvraag: Lukt dit nu?\n---\nNee.\n");
    let_pass();
    fs::remove_file(watch.path("public")).unwrap();
    let said = watch.wait_to_hear("Schrijven lukt weer");
    assert_eq!(said.matches("Schrijven lukt niet").count(), 1, "{said}");
    watch.wait_until_written("all is there");
    assert!(fs::read_to_string(watch.path("public/vragen/index.html")).unwrap().contains("Lukt dit nu?"));
}

#[test]
fn an_output_anywhere_in_the_project_does_not_wake_us() {
    for (uit, more) in [("diep/er/uit", ""), ("themes.uit", ""), ("uit", "--peilen")] {
        let folder = project();
        let place = folder.path().join(uit).display().to_string();
        let mut arguments = vec!["watch", "--uit", &place];
        arguments.extend((!more.is_empty()).then_some(more));
        let watch = Running::start(folder, &arguments);
        watch.wait_to_hear("Begin: ");
        watch.write(QUESTION, "---\nvraag: Eén keer?\n---\nJa.\n");
        let said = watch.wait_to_hear(" nieuw, 2 gewijzigd, 0 weggehaald");
        let_pass();
        let_pass();
        assert_eq!(watch.said(), said, "with {uit} {more}");
        assert!(watch.is_written(uit));
    }
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

/// A share that reconnects, a program that synchronises: all of it is away, and there again as it was.
#[test]
fn a_project_that_was_away_is_followed_again() {
    for (arguments, moved) in [(&["watch"][..], ""), (&["watch"], "content"), (&["watch", "--peilen"], "")] {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("project");
        copy(project().path(), &inside);
        let mut command = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"));
        command.args(arguments).args(["--datum", DAY, "--project"]).arg(&inside);
        let uit = folder.path().join("uit");
        let watch = Running::launch(folder, command.arg("--uit").arg(&uit));
        watch.wait_to_hear("Begin: ");
        let question = |n: usize| format!("---\nvraag: Is dit nummer {n}?\n---\nJa.\n");
        let written = || fs::read_to_string(uit.join("vragen/index.html")).unwrap_or_default();
        for (n, away) in [0, 20, 300, 1000, 2000].into_iter().enumerate() {
            let (place, elsewhere) = (inside.join(moved), watch.path("elders"));
            fs::rename(&place, &elsewhere).unwrap();
            std::thread::sleep(Duration::from_millis(away));
            fs::rename(&elsewhere, &place).unwrap();
            // Nothing happens for a while, as nobody is at work.
            let_pass();
            let_pass();
            let file = inside.join(QUESTION);
            for text in [question(2 * n), question(2 * n + 1)] {
                fs::write(&file, &text).unwrap();
                let words = text.lines().nth(1).unwrap().trim_start_matches("vraag: ").to_owned();
                wait_until(&format!("{words} after {away} ms\n{}", watch.said()), || written().contains(&words));
            }
        }
        assert!(watch.said().trim_end().lines().last().unwrap().contains("2 gewijzigd"), "{}", watch.said());
    }
}

/// Nobody can read what it says, as its log is on a full disk.
#[cfg(target_os = "linux")]
#[test]
fn a_full_log_does_not_end_it() {
    let folder = project();
    let mut command = Command::new("sh");
    command.args(["-c", "exec \"$@\" >/dev/full 2>/dev/full", "sh", env!("CARGO_BIN_EXE_wijkwijzer"), "watch"]);
    command.args(["--datum", DAY, "--project"]).arg(folder.path());
    let mut watch = Running::launch(folder, &mut command);
    watch.wait_until_written("first");
    watch.write("content/los.md", "x");
    watch.write(QUESTION, "---\nvraag: Kan dit ook?\n---\nJa.\n");
    let page = watch.path("public/vragen/index.html");
    wait_until("written", || fs::read_to_string(&page).unwrap_or_default().contains("Kan dit ook?"));
    assert!(watch.child().try_wait().unwrap().is_none(), "it goes on");
}
