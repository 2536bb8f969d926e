//! What pages tell machines: where they are shared, what they are about, and what the government looks for.

use scraper::{Html, Selector};
use serde_json::{Value, json};
use wijkwijzer::output::Tree;
use wijkwijzer::source::{Source, SourcePath, SourceTree};

use super::project::{publishable, second, shipped};

/// The project with its `site.yaml` changed: one text for another.
fn with(mut sources: SourceTree, path: &str, from: &str, to: &str) -> SourceTree {
    let path = SourcePath::new(path);
    let text = sources.text(&path);
    assert!(text.contains(from), "{path} has {from}");
    let text = text.replacen(from, to, 1);
    sources.insert(path, Source::new(text.into_bytes()));
    sources
}

const SITE: &str = "content/site.yaml";
const BASE: &str = "https://voorbeeldstad.example/buurten/";

/// The second municipality, where nobody says where its site will be.
fn nowhere() -> SourceTree {
    with(second(), SITE, "basis: https://voorbeeldstad.example/buurten\n", "")
}

fn page(tree: &Tree, path: &str) -> Html {
    let found = tree.iter().find(|(other, _)| other.as_str() == path);
    let (_, bytes) = found.unwrap_or_else(|| panic!("no {path}"));
    Html::parse_document(std::str::from_utf8(bytes).expect("UTF-8"))
}

/// What an attribute is on each element that is selected.
fn all(html: &Html, selector: &str, attribute: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a selector");
    html.select(&selector).map(|it| it.value().attr(attribute).unwrap_or_default().to_owned()).collect()
}

/// What a `<meta>` says, which is there at most once.
fn meta(html: &Html, name: &str) -> Option<String> {
    let mut found = all(html, &format!("meta[name='{name}'], meta[property='{name}']"), "content");
    assert!(found.len() < 2, "{name}: {found:?}");
    found.pop()
}

/// The things that a page is about.
fn things(html: &Html) -> Vec<Value> {
    let selector = Selector::parse("script[type='application/ld+json']").expect("a selector");
    let mut told =
        html.select(&selector).map(|it| serde_json::from_str::<Value>(&it.text().collect::<String>()).expect("JSON"));
    let told = told.next().unwrap_or_default();
    assert!(told.is_null() || told["@context"] == "https://schema.org", "{told}");
    told["@graph"].as_array().cloned().unwrap_or_default()
}

/// Those of one type, of which there is one at most.
fn thing(html: &Html, kind: &str) -> Value {
    let mut found = things(html).into_iter().filter(|it| it["@type"] == kind);
    let one = found.next().unwrap_or_default();
    assert!(found.next().is_none(), "more than one {kind}");
    one
}

#[test]
fn every_page_says_where_it_is_and_what_it_is_called() {
    for sources in [second(), shipped()] {
        let tree = publishable(&sources);
        for (path, _) in tree.iter().filter(|(path, _)| path.is_page() && path.as_str() != "404.html") {
            let html = page(&tree, path.as_str());
            let canonical = all(&html, "link[rel=canonical]", "href").pop();
            assert!(canonical.is_some(), "{path}");
            assert_eq!(meta(&html, "og:url"), canonical, "{path}");
            assert_eq!(meta(&html, "DCTERMS.identifier"), canonical, "{path}");
            assert_eq!(meta(&html, "og:title"), meta(&html, "DCTERMS.title"), "{path}");
            assert_eq!(meta(&html, "og:description"), meta(&html, "description"), "{path}");
            assert_eq!(meta(&html, "og:locale").as_deref(), Some("nl_NL"), "{path}");
            let expected = if path.as_str().starts_with("nieuws/") && path.as_str() != "nieuws/index.html" {
                "article"
            } else {
                "website"
            };
            assert_eq!(meta(&html, "og:type").as_deref(), Some(expected), "{path}");
            let changed = all(&html, ".gewijzigd time", "datetime").pop();
            assert_eq!(meta(&html, "DCTERMS.modified"), changed, "{path}");
            assert_eq!(all(&html, "link[rel=manifest]", "href").len(), 1, "{path}");
            // The way to a page is the one that residents see, by whole addresses.
            let shown = Selector::parse(".kruimels li").expect("a selector");
            let shown: Vec<String> = html.select(&shown).map(|it| it.text().collect()).collect();
            let told = thing(&html, "BreadcrumbList")["itemListElement"].clone();
            let told = told.as_array().cloned().unwrap_or_default();
            let names: Vec<&str> = told.iter().filter_map(|it| it["name"].as_str()).collect();
            assert_eq!(names, shown, "{path}");
            assert!(told.iter().enumerate().all(|(index, it)| it["position"] == index + 1), "{path}");
            let last = told.last().and_then(|it| it["item"].as_str()).map(str::to_owned);
            assert!(last.is_none_or(|last| Some(last) == canonical), "{path}");
        }
    }
}

#[test]
fn a_picture_stands_for_a_page_that_has_one_in_its_text() {
    let tree = publishable(&second());
    let html = page(&tree, "wijken/t-horntje/index.html");
    let image = meta(&html, "og:image").expect("a picture");
    let file = image.strip_prefix(BASE).expect("a whole address");
    assert!(tree.iter().any(|(path, _)| path.as_str() == file), "{file} is published");
    let format = file.rsplit_once('.').expect("a format").1;
    assert!(["png", "jpg"].contains(&format), "{file} can be shown by anyone");
    assert_eq!(meta(&html, "og:image:alt").as_deref(), Some("Een blauw vierkant"));
    // A portrait is of a person, not of a page.
    let html = page(&tree, "contact/index.html");
    assert!(!all(&html, "img", "src").is_empty());
    assert_eq!(meta(&html, "og:image"), None);
}

#[test]
fn a_meeting_is_an_event_and_one_that_is_moved_says_so() {
    let tree = publishable(&second());
    let event = thing(&page(&tree, "bijeenkomsten/schouw/index.html"), "Event");
    assert_eq!(
        event,
        json!({ "@type": "Event", "name": "Schouw door de oude kern",
            "description": "Loop mee langs plekken die beter kunnen. Dit is een verzonnen bijeenkomst.",
            "url": format!("{BASE}bijeenkomsten/schouw/"),
            "startDate": "2026-12-08T10:00+01:00", "endDate": "2026-12-08T11:30+01:00",
            "previousStartDate": "2026-12-01T10:00+01:00", "eventStatus": "https://schema.org/EventRescheduled",
            "location": { "@type": "Place", "name": "Kerk",
                "address": { "@type": "PostalAddress", "name": "Kerk", "addressCountry": "NL" } } })
    );
    let mut twice = things(&page(&tree, "bijeenkomsten/plein/index.html"));
    twice.retain(|it| it["@type"] == "Event");
    let begins: Vec<&Value> = twice.iter().map(|it| &it["startDate"]).collect();
    assert_eq!(begins, ["2026-12-10T19:30+01:00", "2026-12-17T14:00+01:00"]);
    assert!(twice.iter().all(|it| it["eventStatus"] == "https://schema.org/EventScheduled"));
    assert!(twice.iter().all(|it| it["maximumAttendeeCapacity"] == 40));
}

#[test]
fn places_say_what_they_are() {
    let tree = publishable(&second());
    let home = page(&tree, "index.html");
    let organisation = thing(&home, "GovernmentOrganization");
    assert_eq!(organisation["name"], "Gemeente Voorbeeldstad");
    assert_eq!(organisation["areaServed"]["identifier"], "GM9999");
    assert_eq!(thing(&home, "WebSite")["url"], BASE);
    let wijk = thing(&page(&tree, "wijken/mariendal/index.html"), "AdministrativeArea");
    assert_eq!(
        wijk,
        json!({ "@type": "AdministrativeArea", "name": "Mariëndal", "url": format!("{BASE}wijken/mariendal/"),
            "containedInPlace": organisation["areaServed"] })
    );
    let buurten = tree.iter().map(|(path, _)| path.as_str());
    let buurt = buurten
        .filter(|path| path.starts_with("wijken/") && path.matches('/').count() == 3 && path.ends_with("/index.html"));
    let buurt = thing(&page(&tree, buurt.last().expect("a buurt")), "AdministrativeArea");
    assert!(buurt["identifier"].as_str().is_some_and(|code| code.starts_with("BU9999")), "{buurt}");
    assert!(buurt["containedInPlace"]["url"].as_str().is_some_and(|url| url.starts_with(BASE)), "{buurt}");
    let hub = thing(&page(&tree, "hubs/de-haven/index.html"), "CivicStructure");
    let opening = |day: &str, opens: &str, closes: &str| json!({ "@type": "OpeningHoursSpecification", "opens": opens, "closes": closes, "dayOfWeek": [day] });
    assert_eq!(
        hub["openingHoursSpecification"],
        json!([
            opening("Monday", "09:00", "12:00"),
            opening("Monday", "13:00", "17:00"),
            opening("Wednesday", "13:00", "17:00")
        ])
    );
    // Christmas is a Friday and a Saturday that year, on which it is closed anyway.
    assert!(hub["specialOpeningHoursSpecification"].is_null());
    let closed = "gesloten_op: [2026-11-30]\nstatus: in gebruik";
    let sources = with(second(), "content/hubs/de-haven.md", "status: in gebruik", closed);
    let special = thing(&page(&publishable(&sources), "hubs/de-haven/index.html"), "CivicStructure");
    assert_eq!(
        special["specialOpeningHoursSpecification"],
        json!([{ "@type": "OpeningHoursSpecification", "validFrom": "2026-11-30", "validThrough": "2026-11-30" }])
    );
    assert_eq!(
        hub["address"],
        json!({ "@type": "PostalAddress", "streetAddress": "Havenweg 2", "postalCode": "9999 AB",
            "addressLocality": "Voorbeeldstad", "addressCountry": "NL" })
    );
    // A hub that people cannot walk into says no hours, whatever hours it may come to have.
    for state in ["gepland", "in voorbereiding", "tijdelijk dicht", "gesloten"] {
        let sources = with(second(), "content/hubs/de-haven.md", "status: in gebruik", &format!("status: {state}"));
        let hub = thing(&page(&publishable(&sources), "hubs/de-haven/index.html"), "CivicStructure");
        assert!(hub["name"] == "De Haven" && hub["openingHoursSpecification"].is_null(), "{state}: {hub}");
    }
}

#[test]
fn no_person_is_told_to_machines() {
    let tree = publishable(&second());
    for (path, _) in tree.iter().filter(|(path, _)| path.is_page()) {
        let told = Value::from(things(&page(&tree, path.as_str()))).to_string();
        assert!(!told.contains("Person") && !told.contains("Voorbeeld Een"), "{path}: {told}");
    }
}

#[test]
fn without_an_address_nothing_is_said_that_needs_one() {
    let tree = publishable(&nowhere());
    for (path, bytes) in tree.iter().filter(|(path, _)| path.is_page() && path.as_str() != "404.html") {
        let html = page(&tree, path.as_str());
        for name in ["og:url", "og:image", "og:image:alt", "DCTERMS.identifier"] {
            assert_eq!(meta(&html, name), None, "{path}");
        }
        assert!(meta(&html, "og:title").is_some() && meta(&html, "DCTERMS.title").is_some(), "{path}");
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(BASE) && !text.contains("\"\"") && !text.contains("BreadcrumbList"), "{path}");
    }
    let hub = thing(&page(&tree, "hubs/de-haven/index.html"), "CivicStructure");
    assert!(hub["name"] == "De Haven" && hub["url"].is_null(), "{hub}");
}

#[test]
fn pages_that_are_not_there_say_nothing() {
    let moved =
        with(second(), "content/hubs/de-haven.md", "status: in gebruik", "oud_adres: /oude-hub\nstatus: in gebruik");
    let tree = publishable(&moved);
    for path in ["404.html", "oude-hub/index.html"] {
        let html = page(&tree, path);
        let said =
            all(&html, "meta[property], meta[name^='DCTERMS'], link[rel=manifest], link[rel^=schema]", "content");
        assert!(said.is_empty() && things(&html).is_empty(), "{path}");
    }
}

#[test]
fn owms_can_be_switched_off() {
    let on = publishable(&second());
    let off = publishable(&with(second(), SITE, "thema: ", "owms: nee\nthema: "));
    for (path, bytes) in on.iter().filter(|(path, _)| path.is_page()) {
        let is_owms = |line: &&str| ["DCTERMS", "OVERHEID"].iter().any(|it| line.contains(it));
        let text = String::from_utf8_lossy(bytes);
        let other = off.iter().find(|(other, _)| *other == path).expect("the same pages").1;
        let other = String::from_utf8_lossy(other);
        assert_eq!(text.lines().any(|line| is_owms(&line)), path.as_str() != "404.html", "{path}");
        assert!(other.lines().eq(text.lines().filter(|line| !is_owms(line))), "{path}");
    }
}

#[test]
fn a_phone_gets_a_manifest_that_holds_anywhere() {
    for sources in [nowhere(), second()] {
        let tree = publishable(&sources);
        let (_, bytes) = tree.iter().find(|(path, _)| path.as_str() == "site.webmanifest").expect("a manifest");
        let manifest: Value = serde_json::from_slice(bytes).expect("JSON");
        assert_eq!(manifest["lang"], "nl");
        assert_eq!((&manifest["start_url"], &manifest["scope"]), (&json!("./"), &json!("./")));
        assert_eq!(manifest["short_name"], "Voorbeeldstad");
        let icon = manifest["icons"][0]["src"].as_str().expect("an icon");
        assert!(tree.iter().any(|(path, _)| path.as_str() == icon), "{icon} is published");
        assert_eq!(manifest["theme_color"], "#cfe6f6");
    }
    // The colours of the municipality's own, and a theme without an icon.
    let own = with(second(), SITE, "thema: ", "kleuren:\n  balk: \"#ffffff\"\nthema: ");
    let mut own = own;
    own.remove(&SourcePath::new("themes/kust/static/favicon.svg"));
    let tree = publishable(&own);
    let (_, bytes) = tree.iter().find(|(path, _)| path.as_str() == "site.webmanifest").expect("a manifest");
    let manifest: Value = serde_json::from_slice(bytes).expect("JSON");
    assert_eq!((&manifest["theme_color"], &manifest["background_color"]), (&json!("#ffffff"), &json!("#fcf8f0")));
    assert!(manifest["icons"].is_null(), "{manifest}");
}
