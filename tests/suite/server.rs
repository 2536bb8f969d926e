//! The rules for web servers, tried out on the real ones: nginx, Apache and Caddy serve the site with what wijkwijzer tells them,
//! at the root of a host and in a folder, and their answers are compared with one table.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use percent_encoding::percent_decode_str;
use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::publish;
use wijkwijzer::publish::compress;
use wijkwijzer::publish::server::{Policy, Scripts, Server};
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{Basis, Names, Settings, build};

use super::project::{second, settings, shipped};
use super::running::wait_until;

/// What to install when a server is missing.
const INSTALL: &str = "apt-get install nginx apache2 caddy";

/// The second municipality, with pages that moved.
fn moved() -> SourceTree {
    let mut sources = second();
    let mut page = |path: &str, keys: &str| {
        let text = format!("---\ntitel: Bladzij {path}\nsamenvatting: Kort.\n{keys}\n---\nTekst.\n");
        sources.insert(SourcePath::new(format!("content/paginas/{path}.md")), Source::new(text.into_bytes()));
    };
    page(
        "nieuw",
        "oud_adres:\n  - /oud/adres/\n  - /Oud/Bladzij.html\n  - /inhoud/pagina.aspx\n  - /a+b.c/d\n  - /OUD/adres",
    );
    let asked = "/default.aspx?id=12, /default.aspx, '/?p=7', /nieuw/?p=7, /beeld/Oude kaart.pdf, /café/menu.aspx";
    page("ander", &format!("oud_adres: [{asked}]"));
    page("noord", "oud_adres: ['/default.aspx?id=12&Naam=oud noord']");
    let question = "---\nvraag: Waar is alles gebleven?\noud_adres: /faq\n---\nHier.\n";
    sources.insert(SourcePath::new("content/vragen/gebleven.md"), Source::new(question.as_bytes()));
    sources
}

fn published(base: &str) -> (Tree, Policy) {
    let settings = Settings { names: Names::Hashed, basis: Some(Basis::parse(base).unwrap()), ..settings() };
    let built = build(&moved(), &settings);
    (compress::with_copies(&built.tree.expect("it can be published")), built.policy.unwrap())
}

/// A server that serves a site. It ends with this value.
struct Running {
    child: Child,
    port: u16,
    said: PathBuf,
}

impl Drop for Running {
    fn drop(&mut self) {
        // It ends its own children when it is asked to.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

/// An answer.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(&name.to_lowercase()).map_or("", String::as_str)
    }
}

impl Running {
    fn start(server: Server, place: &Path, policy: &Policy) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let (mut command, config) = configured(server, place, policy, port);
        fs::write(place.join("config"), config).unwrap();
        let said = place.join("gezegd");
        let log = fs::File::create(&said).unwrap();
        command.stdout(log.try_clone().unwrap()).stderr(log).stdin(Stdio::null());
        let child = command.spawn().unwrap_or_else(|error| panic!("{server:?} is not there ({error}): {INSTALL}"));
        let running = Self { child, port, said };
        let words = || fs::read_to_string(&running.said).unwrap_or_default();
        wait_until(&format!("{server:?} answers"), || {
            assert!(Path::new(&format!("/proc/{}", running.child.id())).exists(), "{}", words());
            TcpStream::connect(("127.0.0.1", port)).is_ok()
        });
        running
    }

    fn get(&self, path: &str, accept: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let head = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAccept-Encoding: {accept}\r\n", self.port);
        write!(stream, "{head}Connection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|it| it == b"\r\n\r\n").unwrap_or_else(|| panic!("no answer to {path}"));
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next().unwrap()[9..12].parse().unwrap();
        let mut headers: BTreeMap<String, String> = BTreeMap::new();
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            let known = headers.entry(name.to_lowercase()).or_default();
            // One that is there twice is seen.
            *known = if known.is_empty() { value.to_owned() } else { format!("{known}, {value}") };
        }
        Answer { status, headers, body: answer[end + 4..].to_vec() }
    }
}

/// How a server is started that does as little as possible besides.
fn configured(server: Server, place: &Path, policy: &Policy, port: u16) -> (Command, String) {
    let at = place.display();
    let rules = place.join("regels");
    fs::write(&rules, policy.snippet(server)).unwrap();
    match server {
        Server::Nginx => {
            let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
            let folders: Vec<String> = folders.iter().map(|it| format!("{it}_temp_path {at}/{it};")).collect();
            let folders = folders.join("\n");
            let config = format!(
                "daemon off;\npid {at}/pid;\nworker_processes 1;\nevents {{}}\nhttp {{\naccess_log off;\n{folders}\n\
                 server {{\nlisten 127.0.0.1:{port};\nroot {at}/www;\ninclude {at}/regels;\n}}\n}}\n"
            );
            let mut command = Command::new("nginx");
            command.args(["-e", "stderr", "-c"]).arg(place.join("config"));
            (command, config)
        }
        Server::Apache => {
            // The rules are in the site itself.
            let modules = ["mpm_event", "authz_core", "dir", "mime", "headers", "alias", "rewrite", "negotiation"];
            let load =
                modules.map(|it| format!("LoadModule {it}_module /usr/lib/apache2/modules/mod_{it}.so")).join("\n");
            let config = format!(
                "{load}\nServerRoot {at}\nServerName 127.0.0.1\nPidFile {at}/pid\nListen 127.0.0.1:{port}\nErrorLog /dev/stderr\n\
                 TypesConfig /etc/mime.types\nAddLanguage br .br\nDocumentRoot {at}/www\nUser www-data\nGroup www-data\n\
                 <Directory {at}/www>\nAllowOverride All\nRequire all granted\n</Directory>\n"
            );
            let mut command = Command::new("apache2");
            command.arg("-DFOREGROUND").arg("-f").arg(place.join("config"));
            (command, config)
        }
        _ => {
            let config = format!(
                "{{\nadmin off\nauto_https off\n}}\nhttp://127.0.0.1:{port} {{\nroot * {at}/www\nimport {at}/regels\n}}\n"
            );
            let mut command = Command::new("caddy");
            command.args(["run", "--adapter", "caddyfile", "--config"]).arg(place.join("config"));
            command.env("HOME", place).env("XDG_DATA_HOME", place).env("XDG_CONFIG_HOME", place);
            (command, config)
        }
    }
}

/// A place that a server may read, with the site in it.
fn placed(tree: &Tree, policy: &Policy, server: Server) -> tempfile::TempDir {
    let place = tempfile::Builder::new().prefix("wijkwijzer-server-").tempdir().unwrap();
    let folder = percent_decode_str(policy.folder.trim_matches('/')).decode_utf8().unwrap();
    let folder = place.path().join("www").join(&*folder);
    publish::write(tree, &folder).unwrap();
    for (name, text) in policy.files(server) {
        fs::write(folder.join(name), text).unwrap();
    }
    // Files that the site may come to have.
    for (name, bytes) in [("x.ics", "BEGIN:VCALENDAR"), ("x.vcf", "BEGIN:VCARD"), ("x.webp", "RIFF"), ("x.pdf", "%PDF")]
    {
        fs::write(folder.join(name), bytes).unwrap();
    }
    fs::create_dir_all(folder.join(".git")).unwrap();
    fs::write(folder.join(".git/config"), "geheim").unwrap();
    #[cfg(unix)]
    fs::set_permissions(place.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    place
}

const NO_CACHE: &str = "no-cache";
const FOREVER: &str = "public, max-age=31536000, immutable";

fn expect_all(server: Server, base: &str) {
    let (tree, policy) = published(base);
    let place = placed(&tree, &policy, server);
    let running = Running::start(server, place.path(), &policy);
    let folder = &policy.folder;
    let get = |path: &str, accept: &str| running.get(&format!("{folder}{path}"), accept);
    let style = tree.iter().map(|(path, _)| path.as_str()).find(|path| path.ends_with("stijl.css")).unwrap();
    let mut wrong = Vec::new();
    let mut expect = |what: &str, answer: &Answer, is_so: bool| {
        if !is_so {
            wrong.push(format!("{what}: {} {:#?}", answer.status, answer.headers));
        }
    };
    // What is there, of which type, and how long it may be kept.
    for (path, kind, cache) in [
        ("", "text/html; charset=utf-8", NO_CACHE),
        ("nieuw/", "text/html; charset=utf-8", NO_CACHE),
        ("nieuw/?p=77", "text/html; charset=utf-8", NO_CACHE),
        ("?q=7", "text/html; charset=utf-8", NO_CACHE),
        (style, "text/css; charset=utf-8", FOREVER),
        ("x.ics", "text/calendar; charset=utf-8", NO_CACHE),
        ("x.vcf", "text/vcard; charset=utf-8", NO_CACHE),
        ("x.webp", "image/webp", NO_CACHE),
        ("x.pdf", "application/pdf", NO_CACHE),
        ("robots.txt", "text/plain; charset=utf-8", NO_CACHE),
        ("sitemap.xml", "application/xml; charset=utf-8", NO_CACHE),
        ("site.webmanifest", "application/manifest+json", NO_CACHE),
        (".well-known/security.txt", "text/plain; charset=utf-8", NO_CACHE),
    ] {
        let answer = get(path, "identity");
        expect(path, &answer, answer.status == 200 && !answer.headers.contains_key("content-encoding"));
        expect(path, &answer, answer.header("content-type").to_lowercase() == kind);
        expect(path, &answer, answer.header("cache-control") == cache);
        expect_headers(path, &answer, &policy, &mut expect);
    }
    // What is not there, or is nobody's business.
    for path in [
        "nergens/",
        "nergens.css",
        "thema/0123456789abcdef/weg.css",
        ".wijkwijzer",
        ".wijkwijzer-slot",
        ".git/config",
        ".htaccess",
        "web.config",
        "_headers",
        // Folders without a page of their own, and copies that are sent in the place of a file.
        "thema/",
        ".well-known/",
        "index.html.gz",
        "index.html.br?x=1",
    ] {
        let answer = get(path, "identity");
        let body = String::from_utf8_lossy(&answer.body);
        expect(path, &answer, answer.status == 404 && body.contains("Deze pagina is er niet"));
        expect(path, &answer, answer.header("content-type").to_lowercase() == "text/html; charset=utf-8");
        expect(path, &answer, answer.header("cache-control") == NO_CACHE);
        expect_headers(path, &answer, &policy, &mut expect);
    }
    expect_moved(&running, folder, &mut expect);
    // What is sent compressed, by who asks for it.
    let encodings: &[&str] = if server == Server::Nginx { &["gzip"] } else { &["gzip", "br"] };
    for (path, kind) in [("", "text/html; charset=utf-8"), (style, "text/css; charset=utf-8")] {
        for encoding in encodings {
            let answer = get(path, encoding);
            expect(encoding, &answer, answer.status == 200 && answer.header("content-encoding") == *encoding);
            expect(encoding, &answer, answer.header("content-type").to_lowercase() == kind);
            expect(encoding, &answer, answer.header("vary").to_lowercase().contains("accept-encoding"));
            expect(encoding, &answer, !answer.headers.contains_key("content-language"));
            let cache = if path == style { FOREVER } else { NO_CACHE };
            expect(encoding, &answer, answer.header("cache-control") == cache);
        }
    }
    for nothing in ["gzip;q=0", "gzip; q=0.0, br;q=0"] {
        let answer = get("", nothing);
        expect(nothing, &answer, answer.status == 200 && !answer.headers.contains_key("content-encoding"));
    }
    let answer = get("", "br;q=0, gzip;q=0.5");
    expect("gzip a little", &answer, answer.header("content-encoding") == "gzip");
    assert!(wrong.is_empty(), "{server:?} at {base}:\n{}", wrong.join("\n"));
}

/// What has moved is led on.
fn expect_moved(running: &Running, folder: &str, expect: &mut impl FnMut(&str, &Answer, bool)) {
    for (path, to) in [
        ("oud/adres", "nieuw/"),
        ("oud/adres/", "nieuw/"),
        ("Oud/Bladzij.html", "nieuw/"),
        ("inhoud/pagina.aspx", "nieuw/"),
        ("faq/", "vragen/#gebleven"),
        ("a+b.c/d", "nieuw/"),
        // In capitals or not.
        ("Oud/ADRES", "nieuw/"),
        ("oud/bladzij.HTML", "nieuw/"),
        ("Inhoud/Pagina.aspx", "nieuw/"),
        ("caf%C3%A9/menu.aspx", "ander/"),
        ("CAF%C3%89/menu.aspx/", "ander/"),
        ("beeld/oude%20kaart.pdf", "ander/"),
        // With something behind the `?` that nobody asked for.
        ("oud/adres?id=3", "nieuw/"),
        ("faq?id=3&x=%20", "vragen/#gebleven"),
        ("default.aspx", "ander/"),
        ("default.aspx?id=123", "ander/"),
        // With something there that counts.
        ("?p=7", "ander/"),
        ("nieuw/?q=1&P=7", "ander/"),
        ("Default.aspx?id=12", "ander/"),
        ("default.aspx?naam=oud%20noord&utm=1&ID=12", "noord/"),
        ("default.aspx?id=12&naam=Oud+Noord", "noord/"),
    ] {
        let answer = running.get(&format!("{folder}{path}"), "identity");
        let at = answer.header("location").trim_start_matches(&format!("http://127.0.0.1:{}", running.port)).to_owned();
        expect(path, &answer, answer.status == 301 && at == format!("{folder}{to}"));
    }
}

fn expect_headers(path: &str, answer: &Answer, policy: &Policy, expect: &mut impl FnMut(&str, &Answer, bool)) {
    let csp = answer.header("content-security-policy");
    let strict =
        ["default-src 'none'", "style-src 'self'", "manifest-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"];
    expect(path, answer, strict.iter().all(|part| csp.contains(part)) && !csp.contains("unsafe"));
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        // It is about the whole host, so it is there only for who has the host to itself.
        ("strict-transport-security", if policy.folder == "/" { "max-age=31536000" } else { "" }),
    ] {
        expect(path, answer, answer.header(name) == value);
    }
}

const BASES: [&str; 3] = [
    "https://wijken.voorbeeldstad.example",
    "https://www.voorbeeldstad.example/wijken",
    // What servers get to see decoded.
    "https://www.voorbeeldstad.example/wijk%20één's%20(1)",
];

#[test]
fn nginx_serves_it_as_it_should_be() {
    for base in BASES {
        expect_all(Server::Nginx, base);
    }
}

#[test]
fn apache_serves_it_as_it_should_be() {
    for base in BASES {
        expect_all(Server::Apache, base);
    }
}

#[test]
fn caddy_serves_it_as_it_should_be() {
    for base in BASES {
        expect_all(Server::Caddy, base);
    }
}

/// A folder that means something to a server is only a folder.
#[test]
fn strange_folders_break_no_configuration() {
    let (tree, policy) = published("https://www.voorbeeldstad.example/a1;b(c)'%20&d,é");
    for (server, check) in [
        (Server::Nginx, &["nginx", "-t", "-e", "stderr", "-c"][..]),
        (Server::Apache, &["apache2", "-t", "-f"]),
        (Server::Caddy, &["caddy", "validate", "--adapter", "caddyfile", "--config"]),
    ] {
        let place = placed(&tree, &policy, server);
        let (_, config) = configured(server, place.path(), &policy, 8999);
        fs::write(place.path().join("config"), config).unwrap();
        let mut command = Command::new(check[0]);
        command.args(&check[1..]).arg(place.path().join("config")).env("HOME", place.path());
        let output = command.output().unwrap_or_else(|error| panic!("{server:?} is not there ({error}): {INSTALL}"));
        assert!(output.status.success(), "{server:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn the_file_for_iis_is_sound_and_says_the_same() {
    for base in BASES {
        let (_, policy) = published(base);
        let text = policy.snippet(Server::Iis);
        let config = roxmltree::Document::parse(&text).unwrap();
        let all = |name: &str| config.descendants().filter(|it| it.has_tag_name(name)).collect::<Vec<_>>();
        let value = |header: &str| {
            let found = all("add").into_iter().find(|it| it.attribute("name") == Some(header));
            found.and_then(|it| it.attribute("value")).unwrap_or_default().to_owned()
        };
        assert!(value("Content-Security-Policy").starts_with("default-src 'none'; style-src 'self'"));
        assert_eq!(value("X-Content-Type-Options"), "nosniff");
        let moved: Vec<_> = all("location").into_iter().filter_map(|it| it.attribute("path")).collect();
        let old = ["a+b.c/d", "beeld/Oude kaart.pdf", "café/menu.aspx", "default.aspx", "faq", "inhoud/pagina.aspx"];
        assert_eq!(moved, [&["thema", "beeld"][..], &old, &["OUD/adres", "Oud/Bladzij.html"]].concat());
        let to = all("httpRedirect").into_iter().filter_map(|it| it.attribute("destination")).collect::<Vec<_>>();
        let new = ["nieuw/", "ander/", "ander/", "ander/", "vragen/#gebleven", "nieuw/", "nieuw/", "nieuw/"];
        assert_eq!(to, new.map(|it| format!("{}{it}", policy.folder)));
        assert!(text.contains("<!-- Deze oude adressen kan deze server niet doorverwijzen: /?p=7 "), "{text}");
        // No group of settings may be there twice in one place.
        for place in config.descendants().filter(|it| it.has_tag_name("system.webServer")) {
            let mut names: Vec<_> =
                place.children().filter(roxmltree::Node::is_element).map(|it| it.tag_name().name()).collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{names:?}");
        }
    }
}

#[test]
fn hosts_that_read_files_get_them_in_the_site() {
    let with = |server: &str| {
        let mut sources = moved();
        let site = SourcePath::new("content/site.yaml");
        let text = format!(
            "{}\npublicatie:\n  server: {server}\n  hsts: ja\n  inlijsten:\n    - https://www.voorbeeldstad.example/kaart\n",
            sources.text(&site)
        );
        sources.insert(site, Source::new(text.into_bytes()));
        build(&sources, &settings()).tree.expect("it can be published")
    };
    let text = |tree: &Tree, name: &str| {
        let found = tree.iter().find(|(path, _)| path.as_str() == name);
        found.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
    };
    for (server, names) in [
        ("apache", &[".htaccess"][..]),
        ("iis", &["web.config"]),
        ("headers", &["_headers", "_redirects"]),
        ("geen", &[]),
    ] {
        let tree = with(server);
        for name in [".htaccess", "web.config", "_headers", "_redirects"] {
            assert_eq!(text(&tree, name).is_some(), names.contains(&name), "{server}: {name}");
        }
        let rules: String = names.iter().filter_map(|name| text(&tree, name)).collect();
        if server != "geen" {
            assert!(
                rules.contains("frame-ancestors https://www.voorbeeldstad.example") && !rules.contains("/kaart"),
                "{rules}"
            );
            assert!(rules.contains("max-age=31536000") && !rules.contains("X-Frame-Options"), "{rules}");
            assert!(rules.to_lowercase().contains("oud/adres"), "{rules}");
        }
        let copies = compress::with_copies(&tree);
        assert!(names.iter().all(|name| text(&copies, &format!("{name}.gz")).is_none()));
    }
}

#[test]
fn hosts_that_tell_spellings_apart_get_every_one() {
    let (_, policy) = published(BASES[1]);
    let rules = policy.snippet(Server::Headers);
    for (from, to) in [
        ("OUD/adres", "nieuw/"),
        ("oud/adres", "nieuw/"),
        ("Oud/Bladzij.html", "nieuw/"),
        ("oud/bladzij.html", "nieuw/"),
        ("beeld/Oude%20kaart.pdf", "ander/"),
        ("beeld/oude%20kaart.pdf", "ander/"),
        ("caf%C3%A9/menu.aspx", "ander/"),
        ("café/menu.aspx", "ander/"),
        ("a+b.c/d", "nieuw/"),
    ] {
        let rule = format!("/wijken/{from} /wijken/{to} 301");
        assert_eq!(rules.lines().filter(|line| **line == rule).count(), 1, "{rule}\n{rules}");
    }
    assert!(rules.contains("\n/wijken/.wijkwijzer /wijken/404.html 404!\n"), "a file that is there is hidden only so");
    assert!(rules.lines().all(|line| line.starts_with('#') || !line.contains("Oude kaart")), "a space ends an address");
    let told = rules.lines().find(|line| line.starts_with("# Deze oude adressen")).unwrap_or_default();
    assert!(told.contains(" /default.aspx?id=12") && rules.matches("id=12").count() == told.matches("id=12").count());
}

#[test]
fn plain_hosts_get_a_page_that_leads_on() {
    let built = build(&moved(), &settings());
    let tree = built.tree.unwrap();
    let text = |name: &str| {
        let found = tree.iter().find(|(path, _)| path.as_str() == name);
        found.map_or_else(|| panic!("no {name}"), |(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
    };
    let page = text("OUD/adres/index.html");
    assert!(page.contains("<meta http-equiv=\"refresh\" content=\"0; url=../../nieuw/\">"), "{page}");
    assert!(page.contains("<a href=\"../../nieuw/\">Bladzij nieuw</a>") && page.contains("noindex"), "{page}");
    let canonical = page.split("rel=\"canonical\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(canonical.ends_with("/nieuw/"), "{canonical}");
    assert!(text("Oud/Bladzij.html").contains("url=../nieuw/\""));
    let twice = tree.iter().filter(|(path, _)| path.as_str().to_lowercase() == "oud/adres/index.html").count();
    assert_eq!(twice, 1, "not every disk has room for two");
    assert!(text("faq/index.html").contains("url=../vragen/#gebleven\""));
    assert!(!tree.iter().any(|(path, _)| path.as_str().contains("aspx")), "no server would show it as a page");
    let map = text("sitemap.xml");
    assert!(map.contains("/nieuw/</loc>") && !map.contains("/oud/") && !map.contains("/faq/"), "{map}");
}

/// One script searches, one says in which wijk a postcode lies, the other says what is now: a municipality of which nothing is open has none of that.
#[test]
fn scripts_are_allowed_only_where_there_is_one() {
    let silent = |mut sources: SourceTree| {
        for name in ["zoeken", "zoekmachine", "wijkzoeker"] {
            sources.remove(&SourcePath::new(format!("themes/kust/static/{name}.js")));
        }
        sources
    };
    let mut asks = silent(second());
    let script = SourcePath::new("themes/kust/static/wijkzoeker.js");
    asks.insert(script.clone(), second().get(&script).unwrap().clone());
    for (sources, scripts) in [
        (second(), Scripts::Asking),
        (shipped(), Scripts::Asking),
        (asks, Scripts::Asking),
        (silent(second()), Scripts::Quiet),
        (silent(shipped()), Scripts::None),
    ] {
        let built = build(&sources, &settings());
        let (policy, tree) = (built.policy.unwrap(), built.tree.unwrap());
        assert_eq!(policy.scripts, scripts);
        let is_asked = |name: &str| {
            tree.iter().any(|(path, bytes)| path.is_page() && String::from_utf8_lossy(bytes).contains(name))
        };
        assert_eq!(
            ["zoeken", "nu", "wijkzoeker"].iter().any(|name| is_asked(&format!("/{name}.js\""))),
            scripts != Scripts::None
        );
        let snippet = policy.snippet(Server::Nginx);
        assert_eq!(snippet.contains("script-src 'self';"), scripts != Scripts::None);
        assert_eq!(snippet.contains("connect-src 'self';"), scripts == Scripts::Asking);
        // Who has no script that searches has no index.
        let has_index = tree.get(&OutputPath::new("thema/zoek/index.json")).is_some();
        assert_eq!(has_index, sources.contains(&SourcePath::new("themes/kust/static/zoeken.js")));
    }
}
