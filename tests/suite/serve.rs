//! The preview as a value: what a browser gets for a request, without sockets.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use wijkwijzer::Settings;
use wijkwijzer::output::OutputPath;
use wijkwijzer::serve::preview::{News, Preview, Step};
use wijkwijzer::serve::respond::{Answer, Reaction, Request, event, respond};
use wijkwijzer::source::{Source, SourcePath, SourceTree};

use super::project::{publishable, second, settings};

const PORT: u16 = 8400;
const FIRST: u64 = 100;

fn preview(sources: SourceTree) -> Preview {
    Preview::new(sources, settings(), None, FIRST).0
}

/// Writes a file; an empty text is a file that is gone.
fn save(preview: &mut Preview, path: &str, text: &str) -> Option<Step> {
    preview.files(|sources| {
        let (path, source) = (SourcePath::new(path), Source::new(text.as_bytes()));
        if text.is_empty() {
            sources.remove(&path);
        } else if sources.get(&path) == Some(&source) {
            return BTreeSet::new();
        } else {
            sources.insert(path.clone(), source);
        }
        [path].into()
    })
}

fn request<'r>(method: &'r str, path: &'r str) -> Request<'r> {
    Request { method, path, host: Some("127.0.0.1:8400"), ours: Some("voorbeeld"), ..Request::default() }
}

fn react(preview: &Preview, request: &Request<'_>) -> Reaction {
    respond(request, &preview.shown(), PORT)
}

fn answer(preview: &Preview, request: &Request<'_>) -> Answer {
    match react(preview, request) {
        Reaction::Answer(answer) => answer,
        other => panic!("{other:?}"),
    }
}

fn get(preview: &Preview, path: &str) -> Answer {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    answer(preview, &Request { query, ..request("GET", path) })
}

fn text(answer: &Answer) -> String {
    String::from_utf8(answer.body.clone()).expect("UTF-8")
}

fn json(answer: &Answer) -> Json {
    serde_json::from_slice(&answer.body).expect("JSON")
}

fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    answer.headers.iter().find(|(it, _)| *it == name).map(|(_, value)| value.as_str())
}

fn tag(build: u64) -> String {
    format!("<script src=\"/-/voorbeeld.js\" data-bouw=\"{build}\" defer></script>")
}

#[test]
fn what_is_previewed_is_what_is_built_but_for_one_tag() {
    let sources = second();
    let preview = preview(sources.clone());
    let mut pages = 0;
    for (path, bytes) in publishable(&sources).iter() {
        let answer = get(&preview, &format!("/{}", path.address()));
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(header(&answer, "cache-control"), Some("no-store"));
        if !path.is_page() {
            assert_eq!(answer.body, **bytes, "{path}");
            continue;
        }
        pages += 1;
        let (html, tag) = (text(&answer), tag(FIRST));
        assert_eq!(html.matches(&tag).count(), 1, "{path}");
        assert!(html.contains(&format!("{tag}</body>")), "{path}");
        assert_eq!(html.replace(&tag, "").as_bytes(), &**bytes, "{path}");
        // What a host would block is blocked here, but for what is of the preview itself.
        let policy = header(&answer, "content-security-policy").expect("a policy");
        let whole = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; manifest-src 'self'; \
                     script-src http://127.0.0.1:8400/-/ 'self'; connect-src http://127.0.0.1:8400/-/ 'self'; base-uri 'none'; \
                     form-action 'self'; frame-ancestors 'none'";
        assert_eq!(policy, whole, "{path}");
        assert_eq!(header(&answer, "referrer-policy"), Some("same-origin"), "{path}");
        assert_eq!(header(&answer, "strict-transport-security"), None, "{path}");
    }
    assert!(pages > 10);
}

#[test]
fn addresses_are_those_of_a_host() {
    let preview = preview(second());
    let kind = |path| header(&get(&preview, path), "content-type").map(str::to_owned);
    assert_eq!(kind("/").as_deref(), Some("text/html; charset=utf-8"));
    assert_eq!(kind("/thema/stijl.css").as_deref(), Some("text/css; charset=utf-8"));
    assert_eq!(kind("/-/voorbeeld.js").as_deref(), Some("text/javascript; charset=utf-8"));
    assert_eq!(kind("/-/morph.js").as_deref(), Some("text/javascript; charset=utf-8"));
    assert_eq!(kind("/-/voorbeeld.css").as_deref(), Some("text/css; charset=utf-8"));
    let moved = get(&preview, "/contact?a=b");
    assert_eq!((moved.status, header(&moved, "location")), (307, Some("/contact/?a=b")));
    for path in [
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/%2e%2e%2fCargo.toml",
        "/..%5cCargo.toml",
        "/content/site.yaml",
        "//contact/",
        "/./contact/",
        "/contact/..",
        "/%00",
        "/%ff",
        "/nergens/",
        "x",
        "*",
        "",
    ] {
        let answer = get(&preview, path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(text(&answer).contains(&tag(FIRST)), "the site's own page: {path}");
    }
    assert_eq!(get(&preview, "/-/nergens").status, 404);
}

/// The links of the 404 page count from the root of the server, where this site will have the folder `buurten`.
#[test]
fn the_links_of_the_404_page_lead_somewhere() {
    let preview = preview(second());
    let moved = |path: &str| {
        let answer = get(&preview, path);
        (answer.status, header(&answer, "location").unwrap_or_default().to_owned())
    };
    assert_eq!(json(&get(&preview, "/-/stand"))["map"], "/buurten/");
    for (path, to) in [
        ("/buurten/", "/"),
        ("/buurten", "/"),
        ("/buurten/contact/", "/contact/"),
        ("/buurten/contact?a=b", "/contact/?a=b"),
        ("/buurten/thema/stijl.css", "/thema/stijl.css"),
    ] {
        assert_eq!(moved(path), (307, to.to_owned()), "{path}");
    }
    for path in
        ["/buurten/nergens/", "/buurten//elders.example/", "/buurten/../contact/", "/buurtencontact/", "/buurten/-/x"]
    {
        assert_eq!(get(&preview, path).status, 404, "{path}");
    }
    let page = text(&get(&preview, "/nergens/"));
    let links: Vec<_> = page.split("href=\"/").skip(1).filter_map(|rest| rest.split(['"', '#']).next()).collect();
    assert!(links.len() > 5, "{page}");
    for link in links {
        let (status, to) = moved(&format!("/{link}"));
        assert_eq!((status, get(&preview, &to).status), (307, 200), "{link}");
    }
}

#[test]
fn strangers_are_refused() {
    let preview = preview(second());
    let status = |request: Request<'_>| answer(&preview, &request).status;
    for host in
        [None, Some("evil.example"), Some("127.0.0.1"), Some("127.0.0.1:8401"), Some("127.0.0.1:8400.evil.example")]
    {
        assert_eq!(status(Request { host, ..request("GET", "/") }), 403, "{host:?}");
        assert_eq!(status(Request { host, ..request("POST", "/-/instelling") }), 403, "{host:?}");
    }
    for host in ["127.0.0.1:8400", "localhost:8400", "LOCALHOST:8400", "[::1]:8400"] {
        assert_eq!(status(Request { host: Some(host), ..request("GET", "/") }), 200, "{host}");
    }
    // At the port of the web, browsers name none.
    for (host, origin) in
        [("127.0.0.1", "http://127.0.0.1"), ("localhost", "http://localhost:80"), ("[::1]:80", "http://[::1]")]
    {
        let asked = Request { host: Some(host), origin: Some(origin), ..request("GET", "/") };
        assert!(
            matches!(respond(&asked, &preview.shown(), 80), Reaction::Answer(answer) if answer.status == 200),
            "{host}"
        );
    }
    for origin in ["null", "", "https://127.0.0.1:8400", "http://evil.example", "http://127.0.0.1:9999"] {
        let origin = Some(origin);
        assert_eq!(status(Request { origin, ..request("GET", "/") }), 403, "{origin:?}");
        assert_eq!(status(Request { origin, ..request("POST", "/-/bewerk") }), 403, "{origin:?}");
    }
    let body = b"concepten=ja";
    for ours in [None, Some("x")] {
        assert_eq!(status(Request { ours, body, ..request("POST", "/-/instelling") }), 403, "{ours:?}");
    }
    let origin = Some("http://localhost:8400");
    let set = react(&preview, &Request { origin, body, ..request("POST", "/-/instelling") });
    assert_eq!(set, Reaction::Set(Some(true), None));
    assert_eq!(status(request("POST", "/")), 405);
    assert_eq!(status(request("DELETE", "/")), 405);
}

#[test]
fn an_editor_opens_files_of_the_project_only() {
    let preview = preview(second());
    let edit = |body: &str| react(&preview, &Request { body: body.as_bytes(), ..request("POST", "/-/bewerk") });
    let file = SourcePath::new("content/site.yaml");
    assert_eq!(edit("bestand=content%2Fsite.yaml&regel=3"), Reaction::Edit(file.clone(), 3));
    assert_eq!(edit("bestand=content/site.yaml"), Reaction::Edit(file, 1));
    for body in [
        "",
        "bestand=",
        "bestand=../Cargo.toml",
        "bestand=content/../../Cargo.toml",
        "bestand=content%2F..%2Fcontent%2Fsite.yaml",
        "bestand=/etc/passwd",
        "bestand=--help",
        "bestand=content/nergens.md",
        "bestand=content",
    ] {
        let Reaction::Answer(answer) = edit(body) else { panic!("{body} was opened") };
        assert_eq!(answer.status, 404, "{body}");
    }
}

#[test]
fn the_source_of_a_page_is_known() {
    let preview = preview(second());
    let source = |page: &str| json(&get(&preview, &format!("/-/bron?pagina={page}")));
    let shown = preview.shown();
    let tree = shown.tree.as_ref().expect("a site");
    let wijk = tree
        .sources()
        .find(|(page, file)| {
            page.is_page() && file.as_str().starts_with("content/wijken/") && !file.as_str().ends_with("index.md")
        })
        .expect("a wijk");
    let at = source(&format!("%2F{}", wijk.0.address()));
    assert_eq!((at["bestand"].as_str(), at["regel"].as_u64()), (Some(wijk.1.as_str()), Some(1)));
    let file = "content/paginas/meedoen/subsidie.md";
    assert_eq!(source("/meedoen/subsidie/")["bestand"], file);
    assert_eq!(source("/meedoen/subsidie/?x=y#z")["bestand"], file);
    for page in ["", "/nergens/", "/../x", "/robots.txt", "/thema/stijl.css"] {
        assert_eq!(source(page), Json::Null, "{page}");
    }
    // Nobody wrote these pages; somebody could.
    for (page, file) in [("/", "index.md"), ("/404.html", "404.md"), ("/contact/", "wijkmanagers/index.md")] {
        let told = source(page);
        assert_eq!(
            (&told["bestand"], told["maak"].as_str()),
            (&Json::Null, Some(&*format!("content/{file}"))),
            "{page}"
        );
    }
    // A buurt without a file has that of its wijk, and there is no page about which nothing is known.
    let pages = tree.iter().map(|(path, _)| path).filter(|path| path.is_page());
    let told: Vec<_> = pages.map(|path| (path, source(&format!("/{}", path.address())))).collect();
    assert!(told.iter().all(|(_, it)| it["bestand"].is_string() || it["maak"].is_string()), "{told:?}");
    let buurten: Vec<_> = told.iter().filter(|(path, _)| path.as_str().split('/').count() == 4).collect();
    let without: Vec<_> = buurten.iter().filter(|(path, _)| tree.source(path).is_none()).collect();
    assert!(!without.is_empty());
    for (path, told) in without {
        let wijk = path.as_str().split('/').nth(1).expect("a wijk");
        let file = tree.source(&OutputPath::new(format!("wijken/{wijk}/index.html"))).expect("a file");
        assert_eq!(told["bestand"], file.as_str(), "{path}");
    }
    // Every page of a file is a page, and every file a file.
    assert!(tree.sources().all(|(page, file)| tree.get(page).is_some() && shown.sources.contains(file)));
}

#[test]
fn a_draft_of_an_overview_is_its_source() {
    let mut preview = preview(second());
    let file = "content/wijkmanagers/index.md";
    save(&mut preview, file, "---\ntitel: Bel ons\nsamenvatting: Kort.\nconcept: ja\n---\nTekst.\n").expect("a build");
    assert!(!text(&get(&preview, "/contact/")).contains("Bel ons"));
    assert_eq!(json(&get(&preview, "/-/bron?pagina=/contact/"))["bestand"], file);
}

#[test]
fn a_browser_hears_what_it_missed() {
    let mut sources = second();
    let path = "content/paginas/proef.md";
    let old = "---\ntitel: Proef\nsamenvatting: Kort.\n---\nTekst.\n";
    sources.insert(SourcePath::new(path), Source::new(old.as_bytes()));
    let mut preview = preview(sources);
    assert_eq!(preview.shown().since(FIRST), None);
    assert_eq!(preview.shown().since(FIRST - 1), Some(News::Everything), "of another run");
    assert_eq!(preview.shown().since(FIRST + 1), Some(News::Everything), "of another run");
    assert!(save(&mut preview, path, old).is_none(), "saved as it was: no build");
    let step = save(&mut preview, path, &format!("{old}\nTekst.\n")).expect("a build");
    assert_eq!((step.made.documents, step.made.pages), (1, 1));
    let page = OutputPath::new("proef/index.html");
    assert_eq!(step.changed, std::slice::from_ref(&page));
    let news = News::Files { changed: vec![page.clone()], withdrawn: vec![] };
    assert_eq!(preview.shown().since(FIRST), Some(news.clone()));
    save(&mut preview, "content/vragen/nieuw.md", "---\nvraag: Wat nu?\n---\nNiets.\n");
    let shown = preview.shown();
    let Some(News::Files { changed, .. }) = shown.since(FIRST) else { panic!("files") };
    assert!(changed.contains(&page) && changed.len() > 1, "{changed:?}");
    let Some(News::Files { changed, .. }) = shown.since(FIRST + 1) else { panic!("files") };
    assert!(!changed.contains(&page), "it knows that one: {changed:?}");
    drop(shown);
    save(&mut preview, path, "");
    let Some(News::Files { mut withdrawn, .. }) = preview.shown().since(FIRST + 1) else { panic!("files") };
    withdrawn.retain(OutputPath::is_page);
    assert_eq!(withdrawn, std::slice::from_ref(&page));
    save(&mut preview, path, old);
    let Some(News::Files { changed, mut withdrawn }) = preview.shown().since(FIRST + 1) else { panic!("files") };
    withdrawn.retain(OutputPath::is_page);
    assert!(withdrawn.is_empty() && changed.contains(&page), "back again");
    let heard =
        |query, last_heard| react(&preview, &Request { query, last_heard, ..request("GET", "/-/gebeurtenissen") });
    assert_eq!(heard("na=101", None), Reaction::Tell(101));
    assert_eq!(heard("na=101", Some("102")), Reaction::Tell(102), "a connection that broke goes on");
    assert_eq!(heard("", None), Reaction::Tell(0));
}

#[test]
fn with_a_mistake_the_last_good_site_stays() {
    let mut preview = preview(second());
    let path = "content/paginas/meedoen/subsidie.md";
    let old = preview.shown().sources.text(&SourcePath::new(path)).into_owned();
    let before = text(&get(&preview, "/-/meldingen"));
    let broken = old.replacen("titel", "titell", 1);
    let step = save(&mut preview, path, &broken).expect("a build");
    assert!(!step.good && step.found_other && step.changed.is_empty());
    let page = text(&get(&preview, "/meedoen/subsidie/"));
    assert!(page.contains(&tag(FIRST + 1)) && !page.contains("Nog geen site"));
    let state = json(&get(&preview, "/-/stand"));
    assert_eq!((state["bouw"].as_u64(), state["fouten"].as_u64()), (Some(FIRST + 1), Some(1)));
    let found = text(&get(&preview, "/-/meldingen"));
    let button = format!(
        "<button type=\"button\" class=\"bewerk\" data-bestand=\"{path}\" data-regel=\"2\">Bewerk dit</button>"
    );
    assert!(found.contains(&button) && found.starts_with("<ol class=\"meldingen\">"), "{found}");
    let nothing = News::Files { changed: vec![], withdrawn: vec![] };
    assert_eq!(preview.shown().since(FIRST), Some(nothing.clone()), "told, so that the findings appear");
    let step = save(&mut preview, path, &old).expect("a build");
    assert!(step.good && step.found_other);
    assert_eq!(preview.shown().since(FIRST), Some(nothing), "the page is what it was");
    assert_eq!(text(&get(&preview, "/-/meldingen")), before);
}

#[test]
fn a_first_start_on_a_broken_site_shows_what_is_wrong() {
    let mut sources = second();
    let site = SourcePath::new("content/site.yaml");
    let text_of_site = sources.text(&site).into_owned();
    sources.remove(&site);
    let mut preview = preview(sources);
    for path in ["/", "/contact/", "/nergens/", "/../x"] {
        let answer = get(&preview, path);
        let page = text(&answer);
        assert_eq!(answer.status, 200, "{path}");
        assert!(page.contains("<main></main>") && page.contains(&tag(FIRST)), "{page}");
    }
    assert_eq!(get(&preview, "/thema/stijl.css").status, 404);
    assert!(!get(&preview, "/-/meldingen").body.is_empty());
    save(&mut preview, "content/site.yaml", &text_of_site).expect("a build");
    assert!(!text(&get(&preview, "/")).contains("<main></main>"));
    let Some(News::Files { changed, .. }) = preview.shown().since(FIRST) else { panic!("files") };
    assert!(changed.contains(&OutputPath::new("index.html")));
}

#[test]
fn drafts_and_days_are_switched_in_the_browser() {
    let mut preview = preview(second());
    let set = |preview: &Preview, body: &str| {
        react(preview, &Request { body: body.as_bytes(), ..request("POST", "/-/instelling") })
    };
    let day = "2026-12-01".parse().expect("a date");
    assert_eq!(set(&preview, "concepten=nee&vandaag="), Reaction::Set(Some(false), Some(None)));
    assert_eq!(set(&preview, "vandaag=2026-12-01"), Reaction::Set(None, Some(Some(day))));
    for body in ["concepten=misschien", "vandaag=morgen", "vandaag=2026-02-30"] {
        let Reaction::Answer(answer) = set(&preview, body) else { panic!("{body}") };
        assert_eq!(answer.status, 400, "{body}");
    }
    assert!(preview.set(Some(false), Some(None)).is_none(), "as it was");
    assert!(preview.set(None, Some(Some(day))).is_some());
    let state = json(&get(&preview, "/-/stand"));
    assert_eq!((state["vandaag"].as_str(), state["eigen_vandaag"].as_str()), (Some("2026-12-01"), Some("2026-12-01")));
    let other = Settings { today: day, ..settings() };
    assert_eq!(preview.shown().tree, wijkwijzer::build(&second(), &other).tree);
    assert!(preview.day("2026-11-24".parse().expect("a date")).is_none(), "midnight passes behind the chosen day");
    assert!(preview.set(None, Some(None)).is_some());
    assert_eq!(preview.shown().settings.today.to_string(), "2026-11-24");
    assert_eq!(json(&get(&preview, "/-/stand"))["eigen_vandaag"], Json::Null);
    assert!(preview.day("2026-11-25".parse().expect("a date")).is_some(), "midnight");
    assert_eq!(preview.shown().settings.today.to_string(), "2026-11-25");
    assert!(preview.set(Some(true), None).is_some());
    assert_eq!(json(&get(&preview, "/-/stand"))["concepten"], true);
}

/// Whatever a browser knew of, with what it hears it knows what is there now.
#[test]
fn news_is_complete() {
    let mut preview = preview(second());
    let originals: Vec<(SourcePath, String)> = {
        let shown = preview.shown();
        let texts = shown.sources.below("content").filter(|(path, _)| path.extension() == "md");
        texts.map(|(path, _)| (path.clone(), shown.sources.text(path).into_owned())).collect()
    };
    let mut known = BTreeMap::from([(FIRST, preview.shown().tree.clone().expect("a site"))]);
    for (n, (path, old)) in originals.iter().enumerate() {
        let text = match n % 4 {
            0 => String::new(),
            1 => format!("{old}\nNog een zin.\n"),
            2 => old.replacen("---", "--", 1),
            _ => old.clone(),
        };
        save(&mut preview, path.as_str(), &text);
        if n % 5 == 4 {
            save(&mut preview, originals[n - 2].0.as_str(), &originals[n - 2].1);
        }
        let shown = preview.shown();
        let now = shown.tree.clone().expect("a site");
        for (build, then) in &known {
            let Some(News::Files { changed, withdrawn }) = shown.since(*build) else { continue };
            let differs: Vec<_> = now.iter().filter(|(path, bytes)| then.get(path) != Some(bytes)).collect();
            assert!(differs.iter().all(|(path, _)| changed.contains(path)), "since {build}");
            let gone = then.iter().filter(|(path, _)| now.get(path).is_none());
            assert!(gone.map(|(path, _)| path).all(|path| withdrawn.contains(path)), "since {build}");
            assert!(withdrawn.iter().all(|path| now.get(path).is_none()), "since {build}");
        }
        known.insert(shown.build, now);
    }
    assert!(known.len() > 10);
}

#[test]
fn of_very_many_changes_a_browser_is_told_that_they_are_many() {
    let mut sources = second();
    for number in 0..600 {
        let path = SourcePath::new(format!("content/paginas/meedoen/plan-{number}.md"));
        let text = format!("---\ntitel: Plan {number}\nsamenvatting: Kort.\n---\nTekst.\n");
        sources.insert(path, Source::new(text.into_bytes()));
    }
    let style = SourcePath::new("themes/kust/static/stijl.css");
    let css = sources.text(&style).into_owned();
    let template = SourcePath::new("themes/kust/templates/basis.html");
    let html = sources.text(&template).replacen("<body", "<body data-x", 1);
    let mut preview = preview(sources);
    let told = |preview: &Preview, since: u64| event(&preview.shown().since(since).expect("news"), &preview.shown());

    save(&mut preview, style.as_str(), &format!("{css}\n.x {{ margin: 0; }}\n"));
    let few = told(&preview, FIRST);
    assert_eq!((&few["alles"], &few["gewijzigd"]), (&Json::Bool(false), &serde_json::json!(["/thema/stijl.css"])));
    save(&mut preview, template.as_str(), &html);
    let many = told(&preview, FIRST);
    assert_eq!((&many["alles"], &many["gewijzigd"]), (&Json::Bool(true), &serde_json::json!([])));
}
