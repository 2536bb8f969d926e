//! Every page of a site, read as a browser would.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Html, Selector};
use wijkwijzer::output::{OutputPath, Tree};

use super::project::{patterns, publishable, second, shipped};

/// Both sites and the page of patterns, with their names.
fn sites() -> [(&'static str, Tree); 3] {
    [("shipped", publishable(&shipped())), ("second", publishable(&second())), ("patterns", publishable(&patterns()))]
}

/// Applies a check to every page of them and lists all that is wrong.
fn every_page(check: impl Fn(&str, &Html, &mut Vec<String>)) {
    let mut wrong = Vec::new();
    for (site, tree) in sites() {
        for (path, html) in pages(&tree) {
            let mut here = Vec::new();
            check(path, &html, &mut here);
            wrong.extend(here.into_iter().map(|what| format!("{site} /{path}: {what}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn pages(tree: &Tree) -> Vec<(&str, Html)> {
    tree.iter()
        .filter(|(path, _)| path.is_page())
        .map(|(path, bytes)| (path.as_str(), Html::parse_document(std::str::from_utf8(bytes).expect("UTF-8"))))
        .collect()
}

fn all<'h>(html: &'h Html, selector: &str) -> Vec<ElementRef<'h>> {
    html.select(&Selector::parse(selector).expect("a selector")).collect()
}

fn attribute<'h>(element: &ElementRef<'h>, name: &str) -> &'h str {
    element.value().attr(name).unwrap_or_default()
}

fn text(element: &ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn ids_are_unique_and_references_to_them_exist() {
    every_page(|_, html, wrong| {
        let mut ids = BTreeSet::new();
        for element in all(html, "[id]") {
            let id = attribute(&element, "id");
            if !ids.insert(id) {
                wrong.push(format!("id “{id}” twice"));
            }
        }
        for name in ["aria-labelledby", "aria-describedby", "aria-controls", "for", "popovertarget", "headers"] {
            for element in all(html, &format!("[{name}]")) {
                for id in attribute(&element, name).split_whitespace().filter(|id| !ids.contains(id)) {
                    wrong.push(format!("{name} points at “{id}”, which is not there"));
                }
            }
        }
    });
}

#[test]
fn headings_are_in_order_and_there_is_one_h1() {
    every_page(|_, html, wrong| {
        let mut level = 0;
        for heading in all(html, "h1, h2, h3, h4, h5, h6") {
            let this = heading.value().name()[1..].parse::<usize>().expect("a level");
            if this > level + 1 {
                wrong.push(format!("h{this} “{}” after h{level}", text(&heading)));
            }
            if text(&heading).is_empty() {
                wrong.push(format!("an empty h{this}"));
            }
            level = this;
        }
        let titles = all(html, "h1").len();
        if titles != 1 {
            wrong.push(format!("{titles} h1's"));
        }
    });
}

#[test]
fn pictures_have_a_text_and_a_size() {
    every_page(|_, html, wrong| {
        for picture in all(html, "img") {
            if attribute(&picture, "alt").trim().is_empty() {
                wrong.push(format!("no alt on {}", attribute(&picture, "src")));
            }
            if attribute(&picture, "width").is_empty() || attribute(&picture, "height").is_empty() {
                wrong.push(format!("no size on {}", attribute(&picture, "src")));
            }
        }
    });
    // The check above has something to check.
    assert!(pages(&publishable(&second())).iter().any(|(_, html)| !all(html, "img").is_empty()));
}

#[test]
fn a_strict_policy_is_kept() {
    every_page(|_, html, wrong| {
        // A script of the theme is a file of our own, and has nothing within the page; a form leads to the search.
        let ours = "[type='application/ld+json'], [src$='thema/nu.js']:empty, [src$='thema/zoeken.js']:empty, [src$='thema/wijkzoeker.js']:empty";
        let searches =
            "[action$='zoeken/'], [action='./'], [role='search']:not([action]), #deel--postcode form:not([action])";
        let foreign = format!("style, script:not({ours}), [style], iframe, object, embed, form:not({searches}), base");
        for element in all(html, &foreign) {
            wrong.push(format!("inline or foreign: {}", element.html()));
        }
        for element in all(html, "*") {
            for (name, value) in element.value().attrs() {
                if name.starts_with("on") || value.trim_start().to_lowercase().starts_with("javascript:") {
                    wrong.push(format!("script in {name}=“{value}”"));
                }
                let loads = matches!(
                    (element.value().name(), name),
                    ("img" | "source" | "audio" | "video" | "script", "src" | "srcset" | "poster")
                ) || (element.value().name() == "link"
                    && !matches!(attribute(&element, "rel"), "canonical" | "schema.DCTERMS" | "schema.OVERHEID")
                    && name == "href");
                if loads && (value.contains("://") || value.starts_with("//") || value.starts_with("data:")) {
                    wrong.push(format!("loads from elsewhere: {value}"));
                }
            }
        }
    });
}

#[test]
fn every_page_has_what_every_page_needs() {
    every_page(|path, html, wrong| {
        let mut one = |what: &str, selector: &str| {
            let found = all(html, selector).len();
            if found != 1 {
                wrong.push(format!("{found} × {what}"));
            }
        };
        one("lang=nl", "html[lang=nl]");
        one("charset", "head > meta[charset='utf-8' i]");
        one("viewport", "head > meta[name=viewport]");
        one("title", "head > title");
        one("description", "head > meta[name=description]");
        one("icon", "head > link[rel=icon]");
        one("header", "body > header");
        one("main", "main");
        one("footer", "body > footer");
        // Where it is known when the page changed, it says so for people and for machines.
        let known = all(html, "main .gewijzigd time[datetime]").len();
        let for_machines = all(html, "meta[name='DCTERMS.modified']").len();
        if known > 1 || (path != "404.html" && known != for_machines) {
            wrong.push(format!("{known} × date of last change"));
        }
        let mut one = |what: &str, selector: &str| {
            let found = all(html, selector).len();
            if found != 1 {
                wrong.push(format!("{found} × {what}"));
            }
        };
        if path != "index.html" {
            one("breadcrumb", "nav[aria-label='Kruimelpad'] ol");
        }
        let nav = all(html, "nav");
        let names: BTreeSet<String> = nav
            .iter()
            .map(|nav| format!("{}{}", attribute(nav, "aria-label"), attribute(nav, "aria-labelledby")))
            .collect();
        if names.len() != nav.len() || names.contains("") {
            wrong.push(format!("navigations without a name of their own: {names:?}"));
        }
        let first = all(html, "a[href]").first().map(|link| attribute(link, "href").to_owned()).unwrap_or_default();
        let target = all(html, "main[id]").first().map(|main| format!("#{}", attribute(main, "id")));
        if Some(&first) != target.as_ref() {
            wrong.push(format!("the first link goes to {first}, not to the content"));
        }
        for link in all(html, "a") {
            let picture = all(&Html::parse_fragment(&link.html()), "img[alt]").len();
            if text(&link).is_empty() && attribute(&link, "aria-label").is_empty() && picture == 0 {
                wrong.push(format!("a link without text: {}", link.html()));
            }
        }
        for cell in all(html, "th") {
            if attribute(&cell, "scope").is_empty() {
                wrong.push(format!("a th without scope: {}", text(&cell)));
            }
        }
    });
}

#[test]
fn titles_are_unique() {
    for (site, tree) in sites() {
        let mut titles: BTreeMap<String, String> = BTreeMap::new();
        for (path, html) in pages(&tree) {
            let title = text(&all(&html, "title")[0]);
            if let Some(other) = titles.insert(title.clone(), path.to_owned()) {
                panic!("{site}: “{title}” is the title of both /{other} and /{path}");
            }
        }
    }
}

/// What is wrong with a site that was published: dead links and anchors, ids that occur twice.
pub(crate) fn broken(tree: &Tree) -> Vec<String> {
    let mut wrong = Vec::new();
    check_links(tree, "wijken/", &mut wrong);
    for (path, html) in pages(tree) {
        let mut ids = BTreeSet::new();
        let twice = all(&html, "[id]")
            .into_iter()
            .map(|it| attribute(&it, "id").to_owned())
            .filter(|id| !ids.insert(id.clone()));
        wrong.extend(twice.map(|id| format!("/{path}: id “{id}” twice")));
    }
    wrong
}

/// Follows every link inside the site as a browser would that has the site at `mount`.
fn check_links(tree: &Tree, mount: &str, wrong: &mut Vec<String>) {
    let pages = pages(tree);
    let ids: BTreeMap<&str, BTreeSet<&str>> = pages
        .iter()
        .map(|(path, html)| (*path, all(html, "[id]").iter().map(|element| attribute(element, "id")).collect()))
        .collect();
    for (path, html) in &pages {
        // The page for what is not there knows its own place: it is shown at any address.
        if *path == "404.html" {
            continue;
        }
        for element in all(html, "[href], [src]") {
            let link = element.value().attr("href").unwrap_or_else(|| attribute(&element, "src"));
            let outside =
                ["https:", "http:", "mailto:", "tel:", "webcal:"].iter().any(|scheme| link.starts_with(scheme));
            if outside {
                continue;
            }
            let (file, anchor) = link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
            let Some(target) = resolve(&format!("{mount}{path}"), file) else {
                wrong.push(format!("/{path}: {link} leads out of the server"));
                continue;
            };
            let Some(inside) = target.strip_prefix(mount) else {
                wrong.push(format!("/{path}: {link} leads out of the site at {mount}"));
                continue;
            };
            let file = if inside.is_empty() || inside.ends_with('/') {
                format!("{inside}index.html")
            } else {
                inside.to_owned()
            };
            if tree.get(&OutputPath::new(&file)).is_none() {
                wrong.push(format!("/{path}: {link} leads to /{file}, which is not there"));
            } else if let (Some(anchor), Some(ids)) = (anchor, ids.get(file.as_str()))
                && !ids.contains(anchor)
            {
                wrong.push(format!("/{path}: {link} points at a place that is not on /{file}"));
            }
        }
    }
}

/// The address that a relative link leads to (RFC 3986, section 5).
fn resolve(base: &str, link: &str) -> Option<String> {
    if link.is_empty() {
        return Some(base.to_owned());
    }
    let mut parts: Vec<&str> = base.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let folder = link.ends_with('/') || link.ends_with("..") || link == ".";
    let address = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("/");
    Some(if folder && !address.is_empty() { address + "/" } else { address })
}

#[test]
fn every_link_leads_somewhere_at_any_place() {
    let mut wrong = Vec::new();
    for (_, tree) in sites() {
        for mount in ["", "wijken/", "een/diepe/map/"] {
            check_links(&tree, mount, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_link_check_can_fail() {
    let page = |html: &str| (OutputPath::new("a/index.html"), html.as_bytes().into());
    for html in ["<a href='../b/'>x</a>", "<a href='../../../x'>x</a>", "<a href='#weg'>x</a>", "<a href='/a/'>x</a>"] {
        let mut wrong = Vec::new();
        check_links(&[page(html)].into_iter().collect(), "wijken/", &mut wrong);
        assert!(!wrong.is_empty(), "{html} should have been found");
    }
}

#[test]
fn every_page_is_reachable_by_links_and_in_the_sitemap() {
    for (site, tree) in sites() {
        let pages = pages(&tree);
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut todo = vec!["index.html".to_owned()];
        while let Some(path) = todo.pop() {
            let Some((_, html)) = pages.iter().find(|(other, _)| *other == path) else { continue };
            if !seen.insert(path.clone()) {
                continue;
            }
            for link in all(html, "a[href]") {
                let link = attribute(&link, "href").split('#').next().unwrap_or_default();
                if let Some(target) = resolve(&path, link).filter(|_| !link.contains(':')) {
                    todo.push(if target.is_empty() || target.ends_with('/') { target + "index.html" } else { target });
                }
            }
        }
        let map = tree.get(&OutputPath::new("sitemap.xml")).expect("a sitemap");
        let map = std::str::from_utf8(map).expect("UTF-8");
        for (path, _) in pages.iter().filter(|(path, _)| *path != "404.html") {
            assert!(seen.contains(*path), "{site}: no link leads to /{path}");
            let address = OutputPath::new(path).address().to_owned();
            assert!(map.contains(&format!("/{address}</loc>")), "{site}: /{path} is not in the sitemap");
        }
    }
}

#[test]
fn the_contact_of_a_wijk_comes_first() {
    for (site, tree) in sites() {
        for (path, html) in pages(&tree) {
            if path.starts_with("wijken/") && path.matches('/').count() == 2 {
                let sections: Vec<&str> = all(&html, "main section[id]").iter().map(|it| attribute(it, "id")).collect();
                assert_eq!(sections[..2], ["contact", "spreekuren"], "{site} /{path}");
            }
        }
    }
}
