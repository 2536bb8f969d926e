//! Editing in the preview, as a browser does it: forms are fetched, filled in and sent, and the files are looked at.

use std::fs;

use scraper::{Html, Selector};

use super::project::repository;
use super::running::{QUESTION, Running};

/// What a form would send that nobody touched.
fn fields(preview: &Running, address: &str) -> Vec<(String, String)> {
    let (status, body) = preview.get(address);
    let page = String::from_utf8(body).unwrap();
    assert_eq!(status, 200, "{address}: {page}");
    let html = Html::parse_document(&page);
    let all = Selector::parse("form [name]:not(button):not([type=file])").unwrap();
    let value = |field: scraper::ElementRef<'_>| match field.value().name() {
        "textarea" => field.text().collect(),
        "select" => {
            let chosen = field.select(&Selector::parse("option[selected]").unwrap()).next();
            let value = |option: scraper::ElementRef<'_>| {
                option.attr("value").map_or_else(|| option.text().collect(), str::to_owned)
            };
            chosen.map(value).unwrap_or_default()
        }
        _ => field.attr("value").unwrap_or_default().to_owned(),
    };
    html.select(&all).map(|field| (field.attr("name").unwrap().to_owned(), value(field))).collect()
}

fn form_of(file: &str) -> String {
    format!("/-/formulier?bestand={}", file.replace('/', "%2F"))
}

fn set(fields: &mut [(String, String)], name: &str, value: &str) {
    let field = fields.iter_mut().find(|(key, _)| key == name).unwrap_or_else(|| panic!("a field {name}"));
    value.clone_into(&mut field.1);
}

/// Sends a form from a page of this origin; gives the status and what came back.
fn send_from(preview: &Running, origin: &str, fields: &[(String, String)], doe: &str) -> (u16, String) {
    let mut form = form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        form.append_pair(name, &value.replace('\n', "\r\n"));
    }
    let body = form.append_pair("doe", doe).finish();
    let origin = if origin.is_empty() { String::new() } else { format!("Origin: {origin}\r\n") };
    let head = format!("POST /-/formulier HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{origin}", preview.port);
    let (status, body) = preview.request(&head, &body);
    (status, String::from_utf8_lossy(&body).into_owned())
}

fn send(preview: &Running, fields: &[(String, String)], doe: &str) -> (u16, String) {
    send_from(preview, &format!("http://127.0.0.1:{}", preview.port), fields, doe)
}

/// Sends a form with a file, as browsers do.
fn send_file(preview: &Running, fields: &[(String, String)], field: &str, name: &str, bytes: &[u8]) -> (u16, String) {
    send_file_to(preview, "/-/formulier", fields, "bewaar", (field, name, bytes))
}

fn send_file_to(
    preview: &Running,
    address: &str,
    fields: &[(String, String)],
    doe: &str,
    (field, name, bytes): (&str, &str, &[u8]),
) -> (u16, String) {
    let mut body = Vec::new();
    let mut part = |head: &str, bytes: &[u8]| {
        body.extend_from_slice(format!("--grens\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    };
    for (name, value) in fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain([("doe", doe)]) {
        part(&format!("name=\"{name}\""), value.replace('\n', "\r\n").as_bytes());
    }
    part(&format!("name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream"), bytes);
    body.extend_from_slice(b"--grens--\r\n");
    let port = preview.port;
    let head = format!(
        "POST {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nContent-Type: multipart/form-data; boundary=grens\r\n"
    );
    let (status, answer) = preview.request(&head, body);
    (status, String::from_utf8_lossy(&answer).into_owned())
}

const PNG: &[u8] = include_bytes!("../cases/tweede-gemeente/in/content/projecten/kade-na.png");

#[test]
fn a_picture_is_described_first_and_lies_beside_its_text() {
    let preview = Running::serve(&[]);
    let before = preview.read(QUESTION);
    let mut form = fields(&preview, &form_of(QUESTION));
    let (status, told) = send_file(&preview, &form, "f:tekst", "IMG_0815 De Kade.PNG", PNG);
    assert!(status == 200 && told.contains("Beschrijf eerst wat er op de foto te zien is."), "{told}");
    assert_eq!(preview.read(QUESTION), before);
    set(&mut form, "alt", "Een kade met [bankjes]");
    let (status, told) = send_file(&preview, &form, "f:tekst", "notitie.docx", b"PK");
    assert!(status == 200 && told.contains("eindigt op jpg, jpeg, png"), "{told}");
    let (status, told) = send_file(&preview, &form, "f:tekst", "IMG_0815 De Kade.PNG", PNG);
    assert_eq!(status, 303, "{told}");
    assert_eq!(fs::read(preview.path("content/vragen/img-0815-de-kade.png")).unwrap(), PNG);
    let picture = "\n\n![Een kade met bankjes](img-0815-de-kade.png)\n";
    assert_eq!(preview.read(QUESTION), format!("{}{picture}", before.trim_end()));
    preview.wait_until_served("/vragen/", "alt=\"Een kade met bankjes");
    assert_eq!(preview.get("/-/plaatje?bestand=content%2Fvragen%2Fimg-0815-de-kade.png"), (200, PNG.to_vec()));
    // In the place that was marked; the same bytes are not there twice, others get a number.
    for (bytes, name) in [(PNG, "img-0815-de-kade.png"), (&PNG[..60], "img-0815-de-kade-2.png")] {
        let mut form = fields(&preview, &form_of(QUESTION));
        let text = form.iter().find(|(name, _)| name == "tekst").unwrap().1.clone();
        set(&mut form, "tekst", &format!("Begin.\n\n![](nieuwe-foto)\n\n{text}"));
        set(&mut form, "alt", "De kade");
        assert_eq!(send_file(&preview, &form, "f:tekst", "img-0815-de-kade.png", bytes).0, 303);
        assert!(preview.read(QUESTION).contains(&format!("Begin.\n\n![De kade]({name})\n")), "{name}");
    }
    // All of it is made undone at once.
    for _ in 0..3 {
        let form = fields(&preview, &form_of(QUESTION));
        assert_eq!(send(&preview, &form, "ongedaan").0, 303);
    }
    assert_eq!(preview.read(QUESTION), before);
    assert!(!preview.path("content/vragen/img-0815-de-kade.png").exists());
    assert!(!preview.path("content/vragen/img-0815-de-kade-2.png").exists());
}

#[test]
fn a_picture_of_a_key_and_of_a_new_file_is_named_by_it() {
    let preview = Running::serve(&[]);
    let mut form = fields(&preview, "/-/formulier?nieuw=projecten");
    set(&mut form, "k:titel", "De kade");
    form.push(("k:fotos/0/foto_tekst".to_owned(), "De nieuwe kade".to_owned()));
    assert_eq!(send_file(&preview, &form, "f:fotos/0/foto", "../../CON.png", PNG).0, 303);
    let text = preview.read("content/projecten/de-kade.md");
    let name = text.split("foto: ").nth(1).and_then(|rest| rest.lines().next()).unwrap();
    assert!(text.contains("fotos:\n  - foto_tekst: De nieuwe kade\n    foto: "), "{text}");
    assert_eq!(fs::read(preview.path(&format!("content/projecten/{name}"))).unwrap(), PNG);
    assert!(!name.contains(['/', '\\']) && !name.eq_ignore_ascii_case("con.png"), "{name}");
    // Where no file belongs, none is taken.
    let form = fields(&preview, &form_of(QUESTION));
    let (status, told) = send_file(&preview, &form, "f:vraag", "a.png", PNG);
    assert!(status == 200 && told.contains("Bij deze vraag hoort geen bestand."), "{told}");
}

#[test]
fn a_form_is_looked_at_before_it_is_saved() {
    let preview = Running::serve(&[]);
    let before = preview.read(QUESTION);
    let mut form = fields(&preview, &form_of(QUESTION));
    set(&mut form, "tekst", "## Waar\n\nIn **Julianadorp**. Kijk [hier](is-er-niet.md).\n\n![](a.png)");
    set(&mut form, "k:gewijzigd", "1-12-2026");
    let (status, page) = send(&preview, &form, "kijk");
    assert_eq!(status, 200);
    let html = Html::parse_document(&page);
    let shown = html.select(&Selector::parse("#weergave").unwrap()).next().unwrap();
    assert_eq!(shown.select(&Selector::parse("h2").unwrap()).next().unwrap().text().collect::<String>(), "Waar");
    assert_eq!(
        shown.select(&Selector::parse("strong").unwrap()).next().unwrap().text().collect::<String>(),
        "Julianadorp"
    );
    assert!(shown.select(&Selector::parse("a").unwrap()).all(|it| it.attr("href") == Some("#weergave")));
    assert!(page.contains("Nog niet bewaard.") && page.contains("Maak ervan: 2026-12-01"), "{page}");
    assert!(page.contains("WW032") || page.contains("beschrijving"), "{page}");
    assert_eq!(preview.read(QUESTION), before);
    let (status, page) = send(&preview, &fields(&preview, "/-/formulier?nieuw=nieuws"), "kijk");
    assert!(status == 200 && page.contains("titel"), "{page}");
}

#[test]
fn what_else_stands_on_a_page_is_one_step_away() {
    let preview = Running::serve(&[]);
    let page = preview.text("/-/formulier?bestand=content%2Fwijken%2Fjulianadorp.md&pagina=%2Fwijken%2Fjulianadorp%2F");
    let html = Html::parse_document(&page);
    let links = Selector::parse("details.ook a").unwrap();
    let files: Vec<String> = html.select(&links).map(|it| it.attr("href").unwrap().replace("%2F", "/")).collect();
    for folder in ["hubs", "projecten", "nieuws"] {
        assert!(files.iter().any(|it| it.contains(&format!("content/{folder}/"))), "{folder}: {files:?}");
    }
    assert!(!files.iter().any(|it| it.contains("wijken/julianadorp.md")), "{files:?}");
    // A page without a file of its own leads to what stands on it.
    let page = preview.text("/-/formulier?pagina=%2Fvragen%2F");
    assert!(page.contains("Dit staat op deze pagina") && page.contains("content%2Fvragen%2F"), "{page}");
    // References are chosen by what they are called.
    let page = preview.text(&form_of("content/hubs/julianadorp.md"));
    assert!(page.contains("<option value=\"julianadorp\" selected>Julianadorp</option>"), "{page}");
}

#[test]
fn an_answer_changes_its_own_bytes_and_the_page_and_can_be_undone() {
    let preview = Running::serve(&[]);
    let before = preview.read(QUESTION);
    let mut form = fields(&preview, &form_of(QUESTION));
    let question = form.iter().find(|(name, _)| name == "k:vraag").unwrap().1.clone();
    set(&mut form, "k:vraag", "Waar kan ik nu heen?");
    assert_eq!(send(&preview, &form, "bewaar").0, 303);
    assert_eq!(preview.read(QUESTION), before.replace(&question, "Waar kan ik nu heen?"));
    preview.wait_until_served("/vragen/", "Waar kan ik nu heen?");
    let form = fields(&preview, &form_of(QUESTION));
    assert_eq!(send(&preview, &form, "ongedaan").0, 303);
    assert_eq!(preview.read(QUESTION), before);
    // A form that nobody touched changes nothing.
    let form = fields(&preview, &form_of(QUESTION));
    let (status, told) = send(&preview, &form, "bewaar");
    assert!(status == 200 && told.contains("Er is niets veranderd."), "{status} {told}");
    assert_eq!(preview.read(QUESTION), before);
}

#[test]
fn a_new_file_is_named_mended_put_aside_and_brought_back() {
    let preview = Running::serve(&[]);
    let mut form = fields(&preview, "/-/formulier?nieuw=nieuws");
    set(&mut form, "k:titel", "Nieuw: de kade");
    set(&mut form, "k:samenvatting", "Dit is een voorbeeld.");
    set(&mut form, "k:datum", "1-11-2026");
    set(&mut form, "tekst", "Een.\n\nTwee.");
    assert_eq!(send(&preview, &form, "bewaar").0, 303);
    let file = "content/nieuws/nieuw-de-kade.md";
    let written = "---\ntitel: \"Nieuw: de kade\"\nsamenvatting: Dit is een voorbeeld.\ndatum: \"1-11-2026\"\n---\n\nEen.\n\nTwee.\n";
    assert_eq!(preview.read(file), written);
    let page = preview.text(&form_of(file));
    assert!(page.contains("Maak ervan: 2026-11-01"), "{page}");
    let mend = page.split("value=\"herstel/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let mut form = fields(&preview, &form_of(file));
    set(&mut form, "tekst", "Getypt en niet bewaard.");
    let (status, told) = send(&preview, &form, &format!("herstel/{mend}"));
    assert!(status == 200 && told.contains("Getypt en niet bewaard.") && told.contains("Bewaar dat eerst"), "{told}");
    assert_eq!(preview.read(file), written);
    let form = fields(&preview, &form_of(file));
    assert_eq!(send(&preview, &form, &format!("herstel/{mend}")).0, 303);
    assert_eq!(preview.read(file), written.replace("\"1-11-2026\"", "2026-11-01"));
    preview.wait_until_served("/nieuws/nieuw-de-kade/", "Twee.");
    // The same title again is another file.
    let mut form = fields(&preview, "/-/formulier?nieuw=nieuws");
    set(&mut form, "k:titel", "Nieuw: de kade");
    assert_eq!(send(&preview, &form, "bewaar").0, 303);
    assert!(preview.path("content/nieuws/nieuw-de-kade-2.md").exists());
    let form = fields(&preview, &form_of(file));
    assert_eq!(send(&preview, &form, "verwijder").0, 303);
    assert!(!preview.path(file).exists());
    assert!(preview.read("weg/nieuws/nieuw-de-kade.md").contains("Twee."));
    let form = fields(&preview, &form_of(QUESTION));
    assert_eq!(send(&preview, &form, "ongedaan").0, 303);
    assert!(preview.read(file).contains("Twee."));
}

#[test]
fn a_file_with_another_name_keeps_its_old_address_and_can_go_back() {
    let preview = Running::serve(&[]);
    let file = "content/paginas/over.md";
    let text = "---\ntitel: Over # dit\nsamenvatting: Een voorbeeld.\n---\n\nTekst.\n";
    preview.write(file, text);
    preview.wait_until_served("/over/", "Tekst.");
    let mut form = fields(&preview, &form_of(file));
    set(&mut form, "naam", "Over Ons");
    assert_eq!(send(&preview, &form, "bewaar").0, 303);
    assert!(!preview.path(file).exists());
    let moved = text.replace("voorbeeld.\n", "voorbeeld.\noud_adres: /over/\n");
    assert_eq!(preview.read("content/paginas/over-ons.md"), moved);
    preview.wait_until_served("/over-ons/", "Tekst.");
    preview.wait_until_served("/over/", "over-ons/");
    // A name that another has is refused, and so is one that is none.
    for name in ["wie-is-mijn-wijkmanager", "!"] {
        let (mut other, before) = (fields(&preview, &form_of(QUESTION)), preview.read(QUESTION));
        set(&mut other, "naam", name);
        let (status, told) = send(&preview, &other, "bewaar");
        assert!(status == 200 && told.contains("Niet bewaard."), "{name}: {told}");
        assert_eq!(preview.read(QUESTION), before);
    }
    let form = fields(&preview, "/-/formulier?bestand=content%2Fpaginas%2Fover-ons.md");
    assert_eq!(send(&preview, &form, "ongedaan").0, 303);
    assert_eq!(preview.read(file), text);
    assert!(!preview.path("content/paginas/over-ons.md").exists());
}

#[test]
fn who_does_not_come_from_a_form_of_now_changes_nothing() {
    let preview = Running::serve(&[]);
    let before = preview.read(QUESTION);
    let mut form = fields(&preview, &form_of(QUESTION));
    set(&mut form, "k:vraag", "Van een ander?");
    for origin in ["http://example.org", "null", "", "http://127.0.0.1:1", "https://127.0.0.1"] {
        assert_eq!(send_from(&preview, origin, &form, "bewaar").0, 403, "{origin:?}");
    }
    for token in ["", "0", "00000000000000000000000000000000"] {
        let mut form = form.clone();
        set(&mut form, "sleutel", token);
        assert_eq!(send(&preview, &form, "bewaar").0, 403, "{token:?}");
    }
    // Another start has another word.
    let other = Running::serve(&[]);
    assert_eq!(send(&other, &form, "bewaar").0, 403);
    assert_eq!(preview.read(QUESTION), before);
    let reading = Running::serve(&["--alleen-lezen"]);
    let mut form = fields(&reading, &form_of(QUESTION));
    set(&mut form, "k:vraag", "Toch?");
    assert_eq!(send(&reading, &form, "bewaar").0, 403);
    assert_eq!(reading.read(QUESTION), before);
}

#[test]
fn nothing_is_written_outside_the_content() {
    let preview = Running::serve(&[]);
    let form = fields(&preview, &form_of(QUESTION));
    for file in [
        "content/../a.yaml",
        "../a.md",
        "/etc/hosts",
        "themes/kust/templates/home.html",
        "content/wijken/../../a.md",
        "content\\a.md",
    ] {
        let mut form = form.clone();
        set(&mut form, "bestand", file);
        let status = send(&preview, &form, "bewaar").0;
        assert!(status == 404 || status == 409, "{file}: {status}");
    }
    for (folder, title) in [
        ("nieuws", "../../../buiten"),
        ("nieuws", "CON"),
        ("nieuws", "a/b\\c:d"),
        ("nieuws", ".."),
        ("..", "x"),
        ("nieuws/..", "x"),
    ] {
        let mut form = fields(&preview, "/-/formulier?nieuw=nieuws");
        set(&mut form, "k:titel", title);
        set(&mut form, "nieuw", folder);
        let (status, _) = send(&preview, &form, "bewaar");
        assert!(status == 303 || status == 404, "{folder} {title}: {status}");
    }
    let here: Vec<_> = fs::read_dir(preview.folder.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert!(here.iter().all(|name| !name.to_string_lossy().contains("buiten")), "{here:?}");
    let news = fs::read_dir(preview.path("content/nieuws")).unwrap().map(|it| it.unwrap().file_name());
    let news: Vec<String> = news.map(|name| name.to_string_lossy().into_owned()).collect();
    assert!(news.iter().all(|name| !name.starts_with('.') && !name.contains(['\\', ':'])), "{news:?}");
    assert!(!news.iter().any(|name| name.eq_ignore_ascii_case("con.md")), "{news:?}");
    // More than a form can hold is not even read.
    let mut form = form.clone();
    set(&mut form, "tekst", &"a".repeat(1024 * 1024));
    assert_eq!(send(&preview, &form, "bewaar").0, 413);
}

#[cfg(unix)]
#[test]
fn links_and_files_to_be_read_only_are_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let preview = Running::serve(&[]);
    let before = preview.read(QUESTION);
    let mut form = fields(&preview, &form_of(QUESTION));
    set(&mut form, "k:vraag", "Toch anders?");
    fs::set_permissions(preview.path(QUESTION), fs::Permissions::from_mode(0o444)).unwrap();
    assert_eq!(send(&preview, &form, "bewaar").0, 403);
    fs::set_permissions(preview.path(QUESTION), fs::Permissions::from_mode(0o664)).unwrap();
    assert_eq!(preview.read(QUESTION), before);
    assert_eq!(send(&preview, &form, "bewaar").0, 303);
    let mode = fs::metadata(preview.path(QUESTION)).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o664, "rights stay");
    // A folder that leads elsewhere.
    let elsewhere = tempfile::tempdir().unwrap();
    let news = preview.path("content/nieuws");
    let moved = elsewhere.path().join("nieuws");
    fs::rename(&news, &moved).unwrap();
    std::os::unix::fs::symlink(&moved, &news).unwrap();
    let mut form = fields(&preview, "/-/formulier?nieuw=nieuws");
    set(&mut form, "k:titel", "Elders");
    assert_eq!(send(&preview, &form, "bewaar").0, 403);
    assert!(!moved.join("elders.md").exists());
}

#[test]
fn two_windows_lose_nothing() {
    let preview = Running::serve(&[]);
    let (mut one, mut two) = (fields(&preview, &form_of(QUESTION)), fields(&preview, &form_of(QUESTION)));
    set(&mut one, "k:vraag", "De eerste?");
    set(&mut two, "tekst", "Het tweede antwoord.");
    assert_eq!(send(&preview, &one, "bewaar").0, 303);
    let after = preview.read(QUESTION);
    preview.wait_until_served("/vragen/", "De eerste?");
    let (status, page) = send(&preview, &two, "bewaar");
    assert_eq!(status, 200);
    assert!(page.contains("intussen door iets anders veranderd") && page.contains("Het tweede antwoord."), "{page}");
    assert_eq!(preview.read(QUESTION), after, "nothing is written over what another wrote");
}

#[cfg(unix)]
#[test]
fn a_server_that_is_killed_leaves_a_whole_file() {
    let (mut old, mut new) = (0, 0);
    for round in 0..12_u64 {
        let mut preview = Running::serve(&[]);
        let before = preview.read(QUESTION);
        let mut form = fields(&preview, &form_of(QUESTION));
        let text = format!("Een lang antwoord. {}", "Nog een zin. ".repeat(20_000));
        set(&mut form, "tekst", &text);
        let child = preview.child().id();
        let killer = std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_micros(700 * round));
            let _ = std::process::Command::new("kill").args(["-9", &child.to_string()]).status();
        });
        let sent = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| send(&preview, &form, "bewaar")));
        killer.join().unwrap();
        let _ = preview.child().wait();
        drop(sent);
        let now = preview.read(QUESTION);
        if now == before {
            old += 1;
        } else {
            assert!(now.starts_with("---\n") && now.trim_end().ends_with("Nog een zin."), "half a file");
            new += 1;
        }
    }
    assert_eq!(old + new, 12);
}

#[test]
fn what_is_published_knows_nothing_of_forms() {
    let preview = Running::serve(&[]);
    let page = preview.text("/vragen/");
    assert!(!page.contains("formulier?"), "{page}");
    let (status, headers) = preview.get("/-/formulier");
    assert_eq!(status, 200);
    let page = String::from_utf8(headers).unwrap();
    assert!(
        !page.contains("<script>")
            && page.matches("<script").count() == 1
            && !page.contains("style=")
            && page.contains("lang=\"nl\""),
        "{page}"
    );
}

#[test]
fn a_figure_is_changed_in_its_table() {
    let preview = Running::serve(&[]);
    let file = "content/kengetallen/cbs-2024.csv";
    let before = preview.read(file);
    let sheet = preview.text(&form_of("content/kengetallen/cbs-2024.yaml"));
    assert!(sheet.contains("bestand=content%2Fkengetallen%2Fcbs%2D2024%2Ecsv"), "{sheet}");
    let mut form = fields(&preview, &form_of(file));
    assert!(send(&preview, &form, "bewaar").1.contains("Er is niets veranderd."));
    set(&mut form, "c:1/1", "56.433x");
    assert_eq!(send(&preview, &form, "bewaar").0, 303);
    assert_eq!(preview.read(file), before.replace("GM0400;56432;", "GM0400;56.433x;"));
    let wrong = preview.text(&form_of(file));
    assert!(wrong.contains("GM0400, inwoners: ") && wrong.contains("aria-invalid"), "{wrong}");
    let mut form = fields(&preview, &form_of(file));
    set(&mut form, "c:1/1", "56433");
    set(&mut form, "c:10/0", "WK040009");
    assert_eq!(send(&preview, &form, "bewaar").0, 303);
    let after = before.replace("GM0400;56432;", "GM0400;56433;");
    assert_eq!(preview.read(file), format!("{after}WK040009;;;;;;;;\n"));
    let form = fields(&preview, &form_of(file));
    assert_eq!(send(&preview, &form, "ongedaan").0, 303);
    assert_eq!(preview.read(file), before.replace("GM0400;56432;", "GM0400;56.433x;"));
}

#[test]
fn what_changes_for_visitors_is_shown_and_then_put_there() {
    let preview = Running::serve(&[]);
    let page = preview.text("/-/online");
    assert!(page.contains("Nieuw: 3") && page.contains("Publiceer naar de map public"), "{page}");
    assert!(!preview.path("public").exists(), "looking writes nothing");
    let publish = |preview: &Running, origin: &str, token: &str| {
        let head = format!("POST /-/online HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{origin}", preview.port);
        let (status, body) = preview.request(&head, format!("sleutel={token}"));
        (status, String::from_utf8(body).unwrap())
    };
    let token = |page: &str| page.split("name=\"sleutel\" value=\"").nth(1).unwrap()[..32].to_owned();
    let (token, ours) = (token(&page), format!("Origin: http://127.0.0.1:{}\r\n", preview.port));
    for (origin, token) in [("", token.as_str()), ("Origin: http://example.org\r\n", &token), (&ours, "0")] {
        assert_eq!(publish(&preview, origin, token).0, 403, "{origin} {token}");
    }
    let (status, told) = publish(&preview, &ours, &token);
    assert!(status == 200 && told.contains("Klaar: de site staat in de map public"), "{told}");
    assert!(preview.read("public/vragen/index.html").contains("binnenlopen"));
    let page = preview.text("/-/online");
    assert!(page.contains("Er verandert niets") && !page.contains("<button"), "{page}");
    // One word on one page, and a draft that is not for visitors.
    preview.write(
        "content/nieuws/concept.md",
        "---\ntitel: Nog geheim\nsamenvatting: Een voorbeeld.\ndatum: 2026-11-01\nconcept: ja\n---\n\nTekst.\n",
    );
    let mut form = fields(&preview, &form_of(QUESTION));
    set(&mut form, "tekst", "Een nieuw antwoord.");
    assert_eq!(send(&preview, &form, "bewaar").0, 303);
    let page = preview.text("/-/online");
    assert!(page.contains("<a href=\"/vragen/\">/vragen/</a>") && !page.contains("geheim"), "{page}");
    assert!(!preview.read("public/vragen/index.html").contains("Een nieuw antwoord."));
    // With a mistake nothing is put there.
    preview.write("content/nieuws/fout.md", "---\ntitel: Fout\n---\n");
    preview.wait_until_served("/-/meldingen", "fout.md");
    let (_, told) = publish(&preview, &ours, &token);
    assert!(told.contains("De site heeft nog fouten"), "{told}");
    assert!(!preview.read("public/vragen/index.html").contains("Een nieuw antwoord."));
    let reading = Running::serve(&["--alleen-lezen"]);
    assert!(!reading.text("/-/online").contains("<button"));
}

#[test]
fn figures_are_taken_out_of_a_file_that_is_dropped() {
    let preview = Running::serve(&[]);
    let token = fields(&preview, "/-/cijfers").into_iter().find(|(name, _)| name == "sleutel").unwrap();
    let kwb = fs::read(repository().join("tests/bestanden/cbs_kwb2024_den_helder_wijken.csv")).unwrap();
    let (status, told) =
        send_file_to(&preview, "/-/cijfers", std::slice::from_ref(&token), "kijk", ("f:cijfers", "kwb-2024.csv", &kwb));
    assert!(
        status == 200 && told.contains("Den Helder: 1 gemeente") && told.contains("nog niets overgenomen"),
        "{told}"
    );
    let form = [token.clone(), ("titel".to_owned(), "Nog eens".to_owned())];
    let (status, told) = send_file_to(&preview, "/-/cijfers", &form, "bewaar", ("f:cijfers", "kwb-2024.csv", &kwb));
    assert_eq!(status, 303, "{told}");
    assert!(preview.read("content/kengetallen/kerncijfers-2024.yaml").contains("titel: Nog eens"));
    assert!(preview.read("content/kengetallen/kerncijfers-2024.csv").starts_with("code;"));
    let (status, told) =
        send_file_to(&preview, "/-/cijfers", &[token], "bewaar", ("f:cijfers", "a.txt", b"geen cijfers"));
    assert!(status == 200 && told.contains("Er is niets overgenomen."), "{told}");
    let form = fields(&preview, &form_of(QUESTION));
    assert_eq!(send(&preview, &form, "ongedaan").0, 303);
    assert!(
        !preview.path("content/kengetallen/kerncijfers-2024.yaml").exists()
            && !preview.path("content/kengetallen/kerncijfers-2024.csv").exists()
    );
}
