//! What editors and designers change in a site of the corpus.

use wijkwijzer::source::{SourcePath, SourceTree};

/// A change that an editor makes.
pub(crate) struct Change {
    /// What it is.
    pub name: &'static str,
    /// The file, and its text in a certain version; `None` takes it away.
    pub write: fn(&SourceTree, usize) -> (SourcePath, Option<String>),
    /// Where it is to be seen.
    pub page: fn() -> String,
}

/// What is changed, in this order: what the last but one makes, the last takes away.
pub(crate) const CHANGES: [Change; 8] = [
    Change {
        name: "the text of a buurt",
        write: |site, version| (super::buurt(3), Some(format!("{}\nVersie {version}.\n", site.text(&super::buurt(3))))),
        page: || page_of_buurt(3),
    },
    Change {
        name: "the name of a wijkmanager",
        write: |site, version| {
            let path = super::wijkmanager(1);
            (path.clone(), Some(site.text(&path).replacen("naam: ", &format!("naam: Versie {version}. "), 1)))
        },
        page: || format!("/wijken/{}/", super::wijk(1).stem()),
    },
    Change {
        name: "the name of the site",
        write: |site, version| {
            let path = SourcePath::new("content/site.yaml");
            let text = site.text(&path).replacen("naam: Wijken", &format!("naam: Versie {version}. Wijken"), 1);
            (path, Some(text))
        },
        page: || "/".to_owned(),
    },
    Change {
        name: "the template of buurten",
        write: |site, version| template(site, "buurt.html", version),
        page: || page_of_buurt(3),
    },
    Change {
        name: "the template of all pages",
        write: |site, version| template(site, "basis.html", version),
        page: || page_of_buurt(3),
    },
    Change {
        name: "the style",
        write: |site, version| {
            let path = SourcePath::new("themes/kust/static/stijl.css");
            (path.clone(), Some(format!("{}\n/* Versie {version}. */\n", site.text(&path))))
        },
        page: || "/thema/stijl.css".to_owned(),
    },
    Change {
        name: "a new page",
        write: |_, version| {
            (new_page(), Some(format!("---\ntitel: Nieuw\nsamenvatting: Kort.\n---\nVersie {version}.\n")))
        },
        page: || "/nieuw/".to_owned(),
    },
    Change { name: "a page that goes", write: |_, _| (new_page(), None), page: || "/nieuw/".to_owned() },
];

fn new_page() -> SourcePath {
    SourcePath::new("content/paginas/nieuw.md")
}

/// The address of the page of a buurt.
pub(crate) fn page_of_buurt(nr: usize) -> String {
    format!("/wijken/{}/{}/", super::wijk(nr).stem(), super::buurt(nr).stem())
}

fn template(site: &SourceTree, name: &str, version: usize) -> (SourcePath, Option<String>) {
    let path = SourcePath::new(format!("themes/kust/templates/{name}"));
    let text = site.text(&path);
    // The last thing on the page, so that it is not taken for a text that changed.
    let place = text.rfind("{% endblock").or_else(|| text.rfind("</body>")).expect("a place");
    (path, Some(format!("{}<p>Versie {version}.</p>{}", &text[..place], &text[place..])))
}
