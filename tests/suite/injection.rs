//! Whatever anybody writes in a field, a text or a name: no page gets a live script of it, no file lands outside the site, and
//! what may be shown is shown as it was written.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use scraper::{Html, Selector};
use serde_json::Value;
use wijkwijzer::diagnostics::{self, Finding, Severity};
use wijkwijzer::output::Tree;
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{Build, build};

use super::project::{second, settings};

/// What people write who want a page to do something: out of tags, attributes, comments, scripts and templates.
const PAYLOADS: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)' autofocus='",
    "</title><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><style>body{display:none}</style>",
    "<svg/onload=alert(1)>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<base href=//evil.example/>",
    "<meta http-equiv=\"refresh\" content=\"0;url=//evil.example\">",
    "<form action=//evil.example><input name=x></form>",
    "<details open ontoggle=alert(1)>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "&#106;avascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "https://evil.example/\"onmouseover=\"alert(1)",
    "https://evil.example/'><script>alert(1)</script>",
    "//evil.example/x",
    "../../../../etc/passwd",
    "{{ 7 * 7 }}",
    "{% include \"basis.html\" %}",
    "${alert(1)} `x` %3Cscript%3E",
    "a & b < c > d \" e ' f",
    "é ñ 🏘 ‏עברית",
];

/// The same inside Markdown.
const FORMS: &[&str] = &[
    "@",
    "# @",
    "## Kop @",
    "**@**",
    "`@`",
    "```\n@\n```",
    "```@\nx\n```",
    "    @",
    "> @",
    "- @",
    "| Kop | @ |\n|---|---|\n| @ | x |",
    "[Lees hier meer](@)",
    "[Lees hier meer](<@>)",
    "[Lees hier meer](https://evil.example/ \"@\")",
    "[@](https://evil.example/)",
    "![De haven](@)",
    "![@](../wijkmanagers/een.png)",
    "![De haven](../wijkmanagers/een.png \"@\")",
    "[Lees hier meer][ver]\n\n[ver]: @",
    "<@>",
    "Tekst <!-- @ --> tekst",
    "\\@",
];

/// What a page has to say to machines: data in a script element, which no browser runs.
const DATA: &str = "script[type='application/ld+json']";

/// Everything on a page that could do something.
fn live(page: &str) -> Vec<String> {
    let html = Html::parse_document(page);
    let forbidden =
        Selector::parse("script:not([type='application/ld+json']), style, iframe, object, embed, form, base, math, meta[http-equiv], [style], [srcdoc]")
            .unwrap();
    // The scripts of the theme: files of ours, with nothing in the element. And the forms that lead to the search.
    let is_ours = |element: &scraper::ElementRef<'_>| {
        if element.value().name() == "form" {
            element
                .attr("action")
                .is_none_or(|to| to == "./" || (!to.starts_with("//") && !to.contains(':') && to.ends_with("zoeken/")))
        } else {
            let src = element.attr("src").unwrap_or_default();
            ["nu.js", "zoeken.js", "wijkzoeker.js"].iter().any(|name| src.ends_with(&format!("thema/{name}")))
                && element.text().next().is_none()
        }
    };
    let found = html.select(&forbidden).filter(|element| !is_ours(element));
    let mut found: Vec<String> = found.map(|element| element.html()).collect();
    // Data is data as long as it is whole, and all of it is in one element.
    let data: Vec<_> = html.select(&Selector::parse(DATA).unwrap()).collect();
    let is_whole =
        |text: &str| serde_json::from_str::<Value>(text).is_ok_and(|it| it.is_object()) && !text.contains('<');
    found.extend(data.iter().filter(|it| !is_whole(&it.text().collect::<String>())).map(scraper::ElementRef::html));
    found.extend(data.iter().skip(1).map(scraper::ElementRef::html));
    for element in html.select(&Selector::parse("*").unwrap()) {
        for (name, value) in element.value().attrs() {
            let address: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            let address = address.to_lowercase();
            let leads = ["javascript:", "data:", "vbscript:", "//"].iter().any(|scheme| address.starts_with(scheme));
            if name.starts_with("on") || (matches!(name, "href" | "src" | "srcset" | "action" | "xlink:href") && leads)
            {
                found.push(element.html());
            }
        }
    }
    found
}

fn expect_nothing_live(tree: &Tree, payload: &str) {
    for (path, bytes) in tree.iter() {
        let text = String::from_utf8_lossy(bytes);
        if path.is_page() {
            let found = live(&text);
            assert!(found.is_empty(), "{payload} is alive on {path}: {found:?}");
        } else if path.as_str().rsplit('.').next() == Some("json") {
            assert!(!text.contains('<') && serde_json::from_str::<Value>(&text).is_ok(), "{payload} is in {path}");
        } else if ["xml", "txt", "css"].iter().any(|end| path.as_str().ends_with(end)) {
            let is_foreign = text.contains("alert(1)") || text.contains("evil.example/x");
            assert!(!is_foreign, "{payload} is in {path}");
        } else if path.as_str() == "site.webmanifest" {
            let manifest: Value = serde_json::from_str(&text).unwrap();
            assert_eq!((&manifest["start_url"], &manifest["scope"]), (&"./".into(), &"./".into()), "{payload}");
        }
    }
}

/// A line of a file that holds a value.
type Line = (SourcePath, usize);

/// The lines with a value that somebody writes: keys with a text, and cells of tables.
fn values(sources: &SourceTree) -> BTreeMap<Line, String> {
    let key = Regex::new(r"^(\s*(?:- )?[a-z_]+: |\s*- )(.+)$").unwrap();
    let mut lines = BTreeMap::new();
    for (path, source) in sources.below("content") {
        let Ok(text) = std::str::from_utf8(source.held().map_or(&[][..], |bytes| bytes)) else { continue };
        let is_yaml = matches!(path.extension().as_str(), "yaml" | "md");
        let mut fences = 0;
        for (number, line) in text.lines().enumerate() {
            fences += usize::from(line.trim_end() == "---");
            let is_value = is_yaml && (path.extension() == "yaml" || fences == 1);
            if let Some(found) = key.captures(line).filter(|_| is_value) {
                lines.insert((path.clone(), number), found[1].to_owned());
            }
        }
    }
    lines
}

/// The project with a value in the place of these.
fn with(sources: &SourceTree, lines: &BTreeMap<Line, String>, value: &str) -> SourceTree {
    let mut changed = sources.clone();
    let files: BTreeSet<&SourcePath> = lines.keys().map(|(path, _)| path).collect();
    for path in files {
        let text = sources.text(path);
        let line = |(number, line): (usize, &str)| match lines.get(&(path.clone(), number)) {
            Some(key) => format!("{key}{}\n", Value::from(value)),
            None => format!("{line}\n"),
        };
        let text: String = text.lines().enumerate().map(line).collect();
        changed.insert(path.clone(), Source::new(text.into_bytes()));
    }
    changed
}

fn errors(built: &Build) -> Vec<&Finding> {
    built.report.findings().iter().filter(|finding| finding.severity == Severity::Error).collect()
}

fn line_of(sources: &SourceTree, finding: &Finding) -> Line {
    let text = sources.text(&finding.place.path);
    (finding.place.path.clone(), text[..finding.place.span.start].matches('\n').count())
}

#[test]
fn no_field_comes_alive() {
    let sources = second();
    let all = values(&sources);
    let mut accepted: BTreeMap<String, usize> = BTreeMap::new();
    for payload in PAYLOADS {
        let mut lines = all.clone();
        let tree = loop {
            let changed = with(&sources, &lines, payload);
            let built = build(&changed, &settings());
            let page = diagnostics::html_page(&built.report, &changed);
            assert!(
                !page.contains("<script>alert") && !page.contains("<img src=x") && !page.contains("<svg"),
                "{payload}"
            );
            if let Some(tree) = built.tree {
                break tree;
            }
            // What is refused is put back; where that is somewhere else, the whole file is.
            let before = lines.len();
            let refused: Vec<Line> = errors(&built).into_iter().map(|finding| line_of(&changed, finding)).collect();
            for line in &refused {
                lines.remove(line);
            }
            if lines.len() == before {
                lines.retain(|(path, _), _| !refused.iter().any(|(other, _)| other == path));
            }
            if lines.len() == before {
                // A reference that no longer finds what it means: the names go back.
                lines.retain(|_, key| !matches!(key.trim(), "naam:" | "- naam:" | "wijk:" | "wijken:" | "-"));
            }
            assert!(lines.len() < before, "{payload}: {:?}", errors(&built));
        };
        expect_nothing_live(&tree, payload);
        for key in lines.values() {
            *accepted.entry(key.trim().trim_start_matches("- ").to_owned()).or_default() += 1;
        }
    }
    // It was really tried: texts take nearly anything.
    for key in ["titel:", "samenvatting:", "vraag:", "functie:", "adres:", "bron:", "foto_tekst:"] {
        let count = accepted.get(key).copied().unwrap_or_default();
        assert!(count >= PAYLOADS.len() / 2, "only {count} times in {key} {accepted:#?}");
    }
    assert!(accepted.len() > 15, "{accepted:#?}");
}

/// What is said to machines is what was written, whatever it is.
#[test]
fn data_says_what_was_written() {
    let mut sources = second();
    let site = SourcePath::new("content/site.yaml");
    let mut told = 0;
    for payload in PAYLOADS {
        let name = Value::from(*payload);
        let page = format!("---\ntitel: {name}\nsamenvatting: Kort.\n---\n\nTekst.\n");
        sources.insert(SourcePath::new("content/paginas/proef.md"), Source::new(page.into_bytes()));
        let text = sources.text(&site);
        let named = text.lines().map(|line| match line.strip_prefix("naam: ") {
            Some(_) => format!("naam: {name}\n"),
            None => format!("{line}\n"),
        });
        let named: String = named.collect();
        let mut named_site = sources.clone();
        named_site.insert(site.clone(), Source::new(named.into_bytes()));
        let built = build(&named_site, &settings());
        // Some names are refused, such as those with what looks like an unfinished template.
        let Some(tree) = built.tree else { continue };
        told += 1;
        let page = |path: &str| {
            let found = tree.iter().find(|(other, _)| other.as_str() == path);
            String::from_utf8_lossy(found.unwrap_or_else(|| panic!("no {path}")).1).into_owned()
        };
        let data = |path: &str| -> Value {
            let html = Html::parse_document(&page(path));
            let text = html.select(&Selector::parse(DATA).unwrap()).flat_map(|it| it.text()).collect::<String>();
            serde_json::from_str(&text).unwrap()
        };
        // Quotes are set as Dutch has them.
        let typed = |value: &Value| {
            value.as_str().unwrap().replace(['“', '”'], "\"").replace(['‘', '’'], "'").replace('–', "--")
        };
        let crumbs = &data("proef/index.html")["@graph"][0]["itemListElement"];
        assert_eq!(typed(&crumbs.as_array().unwrap().last().unwrap()["name"]), *payload);
        assert_eq!(typed(&data("index.html")["@graph"][1]["name"]), *payload);
        let manifest: Value = serde_json::from_str(&page("site.webmanifest")).unwrap();
        assert_eq!(typed(&manifest["name"]), *payload);
    }
    assert!(told > PAYLOADS.len() / 2, "{told}");
}

#[test]
fn no_text_comes_alive() {
    let mut sources = second();
    let mut pages = 0;
    for (number, payload) in PAYLOADS.iter().enumerate() {
        for (form, markdown) in FORMS.iter().enumerate() {
            let text = format!(
                "---\ntitel: Proef {number} {form}\nsamenvatting: Kort.\n---\n\n{}\n",
                markdown.replace('@', payload)
            );
            sources.insert(
                SourcePath::new(format!("content/paginas/p-{number}-{form}.md")),
                Source::new(text.into_bytes()),
            );
            pages += 1;
        }
    }
    let first = build(&sources, &settings());
    assert!(live(&diagnostics::html_page(&first.report, &sources)).iter().all(|found| found.starts_with("<style>")));
    // Some mistakes are found only when others are mended.
    let (mut refused, mut built) = (BTreeSet::new(), first);
    while built.tree.is_none() {
        let wrong: BTreeSet<SourcePath> =
            errors(&built).into_iter().map(|finding| finding.place.path.clone()).collect();
        assert!(wrong.iter().all(|path| sources.remove(path).is_some()), "{:?}", errors(&built));
        refused.extend(wrong);
        built = build(&sources, &settings());
    }
    let tree = built.tree.as_ref().unwrap();
    expect_nothing_live(tree, "a text");
    assert!(refused.len() > pages / 10 && refused.len() < pages * 2 / 3, "{} of {pages} were refused", refused.len());
    // Nothing is lost: code says what was written, whatever it is.
    let code = FORMS.iter().position(|form| *form == "```\n@\n```").unwrap();
    for (number, payload) in PAYLOADS.iter().enumerate() {
        let page = tree.iter().find(|(path, _)| path.as_str() == format!("p-{number}-{code}/index.html"));
        let (_, page) = page.unwrap_or_else(|| panic!("code was refused: {payload}"));
        let html = Html::parse_document(&String::from_utf8_lossy(page));
        let shown: String = html.select(&Selector::parse("pre").unwrap()).flat_map(|it| it.text()).collect();
        assert_eq!(shown.trim_end(), *payload);
    }
}

#[test]
fn a_template_shows_values_and_never_runs_them() {
    let mut sources = second();
    let text =
        "---\ntitel: \"{{ 7 * 7 }}{% if true %}x{% endif %}{# y #}\"\nsamenvatting: Kort.\n---\n\n{{ site.naam }}\n";
    sources.insert(SourcePath::new("content/paginas/sjabloon.md"), Source::new(text.as_bytes()));
    let tree = build(&sources, &settings()).tree.unwrap();
    let (_, page) = tree.iter().find(|(path, _)| path.as_str() == "sjabloon/index.html").unwrap();
    let page = String::from_utf8_lossy(page);
    assert!(page.contains("{{ 7 * 7 }}{% if true %}x{% endif %}{# y #}") && page.contains("{{ site.naam }}"), "{page}");
}

/// Names of files, as other systems allow them or as somebody forges them.
const NAMES: &[&str] = &[
    "../../buiten",
    "..",
    "...",
    "/etc/cron.d/x",
    "C:\\Windows\\x",
    "a/../../b",
    "a\0b",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "a'b\"c",
    "\u{202e}gpj.exe",
    "con",
    "CON",
    "aux.x",
    "nul",
    "lpt1",
    "com9.tar",
    "map/con",
    "con/pagina",
    "trailing. ",
    "Twee",
    "twee",
    "TWEE",
    "i̇",
    ".verborgen",
    "%2e%2e%2fx",
    "a?b=c#d",
    "a:b",
    "emoji-🏘",
    "thema",
    "beeld",
    "bestanden",
    "index",
    "404",
    "robots.txt",
    "sitemap.xml",
];

#[test]
fn no_name_leads_out_of_the_site() {
    let address = Regex::new(r"^(?:[a-z0-9-]+/)*[a-z0-9-]+(?:\.[a-z0-9]+)?$").unwrap();
    let reserved = Regex::new(r"^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)").unwrap();
    let mut published = 0;
    for name in NAMES {
        for (folder, end) in [
            ("paginas", "md"),
            ("nieuws", "md"),
            ("wijken", "md"),
            ("hubs", "md"),
            ("paginas", "png"),
            ("paginas", "pdf"),
        ] {
            let mut sources = second();
            let path = SourcePath::new(format!("content/{folder}/{name}.{end}"));
            let file = path.as_str().rsplit('/').next().unwrap().to_owned();
            let text = match (folder, end) {
                (_, "md") => match folder {
                    "nieuws" => "---\ntitel: Bericht\ndatum: 2026-11-20\nsamenvatting: Kort.\n---\nX.\n".to_owned(),
                    "paginas" => "---\ntitel: Bladzij\nsamenvatting: Kort.\n---\nX.\n".to_owned(),
                    _ => continue,
                },
                _ => String::from_utf8_lossy(b"%PDF-1.4").into_owned(),
            };
            sources.insert(path.clone(), Source::new(text.into_bytes()));
            if end != "md" {
                let link = format!("---\ntitel: Bladzij\nsamenvatting: Kort.\n---\n[Lees de folder](<{file}>)\n");
                sources.insert(SourcePath::new("content/paginas/wijst.md"), Source::new(link.into_bytes()));
            }
            let built = build(&sources, &settings());
            let Some(tree) = built.tree else {
                assert!(!errors(&built).is_empty());
                continue;
            };
            published += 1;
            let mut seen = BTreeSet::new();
            for (path, _) in tree.iter().filter(|(path, _)| path.as_str() != ".well-known/security.txt") {
                assert!(address.is_match(path.as_str()), "{name}: {path}");
                assert!(!path.as_str().split('/').any(|part| reserved.is_match(part)), "{name}: {path}");
                assert!(
                    seen.insert(path.as_str().to_lowercase()),
                    "{name}: {path} differs from another in capitals only"
                );
            }
            expect_nothing_live(&tree, name);
        }
    }
    assert!(published > NAMES.len(), "{published}");
}
