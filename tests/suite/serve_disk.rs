//! `wijkwijzer serve` as it runs: files are written in all the ways that programs have, and what is served must become what a
//! fresh build gives.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use serde_json::Value as Json;

use super::command::project;
use super::running::{QUESTION, Running, copy, let_pass, next_event, wait_until, without_tag};

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
        fs::write(preview.path(QUESTION), &old).unwrap();
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
    fs::write(preview.path(QUESTION), text(1)).unwrap();
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
    symlink("/etc/hostname", preview.path("content/vragen/link.md")).unwrap();
    symlink(".", preview.path("content/vragen/rondje")).unwrap();
    for link in ["content/vragen/link.md", "content/vragen/rondje"] {
        preview.wait_until_served("/-/meldingen", link);
    }
    assert!(preview.is_fresh(), "links are not followed");
    for link in ["content/vragen/link.md", "content/vragen/rondje"] {
        fs::remove_file(preview.path(link)).unwrap();
    }
    wait_until("links are gone", || preview.text("/-/meldingen").is_empty());
    // For who may read everything this is an ordinary save.
    let file = preview.path(QUESTION);
    fs::write(preview.path("dicht.md"), format!("{old}\nEerst dicht.\n")).unwrap();
    fs::set_permissions(preview.path("dicht.md"), fs::Permissions::from_mode(0o000)).unwrap();
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
