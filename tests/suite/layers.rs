//! A theme built on another one: each thing that it says changes just that, and what it says wrong is told.

use std::collections::BTreeSet;
use std::fs;

use wijkwijzer::output::Tree;
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{Pipeline, build, diagnostics};

use super::project::{publishable, repository, second, settings};

/// The second municipality with a theme of its own on top of the shipped one.
fn with(files: &[(&str, &str)]) -> SourceTree {
    let mut sources = second();
    let site = SourcePath::new("content/site.yaml");
    let text = sources.text(&site).replace("thema: kust", "thema: eigen");
    assert!(text.contains("thema: eigen"));
    sources.insert(site, Source::new(text.into_bytes()));
    for (path, text) in files {
        sources.insert(SourcePath::new(format!("themes/eigen/{path}")), Source::new(text.as_bytes()));
    }
    sources
}

const BASE: (&str, &str) = ("thema.yaml", "basis: kust\n");

fn text(tree: &Tree, name: &str) -> String {
    let found = tree.iter().find(|(path, _)| path.as_str() == name);
    String::from_utf8(found.unwrap_or_else(|| panic!("no {name}")).1.to_vec()).unwrap()
}

/// The files that differ from those of the shipped theme.
fn differing(tree: &Tree) -> BTreeSet<String> {
    let old = publishable(&second());
    let gone = old.iter().filter(|(path, _)| tree.get(path).is_none()).map(|(path, _)| path.to_string());
    let other = tree.iter().filter(|(path, bytes)| old.get(path) != Some(*bytes));
    other.map(|(path, _)| path.to_string()).chain(gone).collect()
}

fn told(sources: &SourceTree) -> String {
    diagnostics::lines(&build(sources, &settings()).report, sources)
}

#[test]
fn a_theme_that_only_names_its_base_is_that_base() {
    assert_eq!(differing(&publishable(&with(&[BASE]))), BTreeSet::new());
    // One that is built on one that is built on it, too.
    let mut sources = with(&[("thema.yaml", "basis: tussen\n")]);
    sources.insert(SourcePath::new("themes/tussen/thema.yaml"), Source::new(*b"basis: kust\n"));
    assert_eq!(differing(&publishable(&sources)), BTreeSet::new());
}

#[test]
fn a_template_can_change_one_block() {
    let own = "{% extends \"kust/privacy.html\" %}\n{% block titel %}Uw privacy{% endblock titel %}\n";
    let tree = publishable(&with(&[BASE, ("templates/privacy.html", own)]));
    assert_eq!(differing(&tree), ["privacy/index.html".to_owned()].into());
    let page = text(&tree, "privacy/index.html");
    assert!(page.contains("<title>Uw privacy</title>") && page.contains("class=\"voet\""), "{page}");
    // The frame of all pages, of which the rest stays.
    let own = "{% extends \"kust/basis.html\" %}\n{% block kop %}{{ super() }}<p>Eigen.</p>{% endblock kop %}\n";
    let tree = publishable(&with(&[BASE, ("templates/basis.html", own)]));
    assert!(text(&tree, "privacy/index.html").contains("</h1><p>Eigen.</p>"), "{}", text(&tree, "privacy/index.html"));
}

#[test]
fn a_component_can_be_replaced_alone() {
    let own = "{% component kust.tussen(index: integer, aantal: integer) -%}+{%- endcomponent kust.tussen %}\n";
    let tree = publishable(&with(&[BASE, ("templates/componenten.html", own)]));
    let changed = differing(&tree);
    assert!(!changed.is_empty() && changed.len() < tree.pages(), "{changed:?}");
    assert!(changed.iter().all(|path| text(&tree, path).contains('+')), "{changed:?}");
    // In a file of any name.
    let elsewhere = publishable(&with(&[BASE, ("templates/eigen-delen.html", own)]));
    assert_eq!(elsewhere, tree);
}

#[test]
fn files_and_stylesheets_are_added_or_replaced() {
    let yaml = "basis: kust\nstijlbladen:\n  - eigen.css\n";
    let tree = publishable(&with(&[("thema.yaml", yaml), ("static/eigen.css", "a { color: red }\n")]));
    assert_eq!(text(&tree, "thema/eigen.css"), "a { color: red }\n");
    let page = text(&tree, "index.html");
    let (kust, own) = (page.find("thema/stijl.css\">").unwrap(), page.find("thema/eigen.css\">").unwrap());
    assert!(kust < own, "own styles go after those of the theme");
    let tree = publishable(&with(&[BASE, ("static/favicon.svg", "<svg/>")]));
    assert_eq!(differing(&tree), ["thema/favicon.svg".to_owned()].into());
}

#[test]
fn texts_are_said_otherwise_wherever_they_stand() {
    let yaml = "basis: kust\nteksten:\n  - van: Direct naar de inhoud\n    naar: \"Spring \\\"<b>\\\" {{ naar }} de tekst\"\n  \
                - van: Hoofdmenu\n    naar: Menu 'boven'\n";
    let tree = publishable(&with(&[("thema.yaml", yaml)]));
    for (path, bytes) in tree.iter().filter(|(path, _)| path.is_page()) {
        let page = String::from_utf8_lossy(bytes);
        assert!(page.contains("Spring &quot;&lt;b&gt;&quot; &#123;&#123; naar &#125;&#125; de tekst</a>"), "{path}");
        assert!(
            page.contains("aria-label=\"Menu &#39;boven&#39;\"") && !page.contains("Direct naar de inhoud"),
            "{path}"
        );
    }
    // In a component, and only on the pages that use it.
    let yaml = "basis: kust\nteksten:\n  - van: Niet nodig. U kunt zo binnenlopen.\n    naar: Loop zo binnen.\n";
    let tree = publishable(&with(&[("thema.yaml", yaml)]));
    let changed = differing(&tree);
    assert!(changed.contains("spreekuren/index.html") && !changed.contains("privacy/index.html"), "{changed:?}");
}

#[test]
fn colours_are_inherited_and_stay_readable() {
    let yaml = "basis: kust\ntokens:\n  - token: --kust-footer-link-color\n    wat: een link onderaan\n    licht: \"#0a2b41\"\n    donker: \"#cfe9f9\"\n";
    let lines = told(&with(&[("thema.yaml", yaml)]));
    assert!(
        lines.contains("themes/eigen/thema.yaml:3:12: fout[WW082]: In het lichte schema steekt een link onderaan"),
        "{lines}"
    );
    let mut sources = with(&[BASE]);
    let site = SourcePath::new("content/site.yaml");
    let coloured = format!("{}\nkleuren:\n  accent: \"#1b5e20\"\n", sources.text(&site));
    sources.insert(site, Source::new(coloured.into_bytes()));
    assert!(text(&publishable(&sources), "thema/huisstijl.css").contains("--kust-accent-color"));
}

#[test]
fn choices_are_inherited_and_said_anew() {
    let chosen = |lines: &str, yaml: &str| {
        let mut sources = with(&[("thema.yaml", yaml)]);
        let site = SourcePath::new("content/site.yaml");
        let text = format!("{}\nvormgeving:\n{lines}", sources.text(&site));
        sources.insert(site, Source::new(text.into_bytes()));
        sources
    };
    let own = "basis: kust\nvormgeving:\n  - kenmerk: hoeken\n    waarvoor: de hoeken\n    keuzes:\n      - keuze: rond\n        \
               tokens: [{token: --kust-border-radius, waarde: 2px}]\n";
    for (yaml, radius) in [("basis: kust\n", ".625rem"), (own, "2px")] {
        let tree = publishable(&chosen("  hoeken: rond\n  letters: schreef\n", yaml));
        let style = text(&tree, "thema/huisstijl.css");
        assert!(style.contains(&format!("--kust-border-radius: {radius};")), "{style}");
        assert!(style.contains("--kust-heading-font-weight: 600;"), "{style}");
    }
    let lines = told(&chosen("  hoeken: recht\n", own));
    assert!(lines.contains("fout[WW018]: “recht” kan niet bij `hoeken`. Tip: Kies uit: rond."), "{lines}");
    let lines = told(&chosen("  hoeken: rond\n", &own.replace("2px", "\"2px; color: red\"")));
    assert!(lines.contains("themes/eigen/thema.yaml:7:56: fout[WW017]: Het kenmerk `waarde` klopt niet"), "{lines}");
}

/// What the handbook tells of a font of one's own is what the case has, which a browser tries in `tests/browser/published.rs`.
#[test]
fn the_handbook_tells_how_to_have_a_font_of_ones_own() {
    let handbook = fs::read_to_string(repository().join("docs/handboek/thema-aanpassen.md")).unwrap();
    let part = handbook.split_once("### De eigen letter van uw gemeente").unwrap().1.split_once("\n## ").unwrap().0;
    let theme = repository().join("tests/cases/thema-eigen-letter/in/themes/eigen");
    for (kind, name) in [("css", "static/letters.css"), ("yaml", "thema.yaml")] {
        let block = part.split_once(&format!("```{kind}\n")).unwrap().1.split_once("```").unwrap().0;
        assert_eq!(block, fs::read_to_string(theme.join(name)).unwrap(), "{name}");
    }
    assert!(theme.join("static/voorbeeldletter.woff2").is_file());
}

#[test]
fn what_is_missing_or_broken_is_told_at_its_place() {
    for (files, expected) in [
        (
            &[("thema.yaml", "basis: kusst\n")][..],
            "themes/eigen/thema.yaml:1:8: fout[WW084]: Het thema “kusst” waarop dit thema voortbouwt, is er niet; bedoelde u “kust”?",
        ),
        (
            &[("thema.yaml", "basis: eigen\n")],
            "themes/eigen/thema.yaml:1:8: fout[WW084]: Het thema “eigen” bouwt met een omweg voort op zichzelf.",
        ),
        (
            &[("thema.yaml", "basiss: kust\n")],
            "themes/eigen/thema.yaml:1:1: fout[WW012]: Het kenmerk `basiss` bestaat niet; bedoelde u `basis`?",
        ),
        (
            &[("thema.yaml", "basis: kust\nstijlbladen: [stjil.css]\n")],
            "themes/eigen/thema.yaml:2:15: fout[WW080]: Het stijlblad “stjil.css” is er niet; bedoelde u “stijl.css”?",
        ),
        (
            &[("thema.yaml", "basis: kust\nteksten:\n  - van: Hoofdmenuu\n    naar: Menu\n")],
            "themes/eigen/thema.yaml:3:10: fout[WW085]: De tekst “Hoofdmenuu” staat in geen enkel sjabloon; bedoelde u “Hoofdmenu”?",
        ),
        (
            &[BASE, ("templates/wijkk.html", "<p>Hallo</p>")],
            "themes/eigen/templates/wijkk.html:1:1: waarschuwing[WW086]: Niets gebruikt het sjabloon `wijkk.html`; bedoelde u `wijk.html`?",
        ),
        (
            &[BASE, ("templates/wijk.html", "{% extends \"kust/wijkk.html\" %}")],
            "themes/eigen/templates/wijk.html:1:13: fout[WW083]: Het sjabloon `kust/wijkk.html` waarop dit voortbouwt, is er niet",
        ),
        (
            &[
                BASE,
                (
                    "templates/wijk.html",
                    "{% extends \"kust/wijk.html\" %}\n{% block inhoud %}\n  {{ naamm }}\n{% endblock inhoud %}\n",
                ),
            ],
            "themes/eigen/templates/wijk.html:3:6: fout[WW083]: De variabele `naamm` is er hier niet; bedoelde u `naam`?",
        ),
        (
            &[
                BASE,
                (
                    "templates/delen.html",
                    "{% component deel.over(tekst: string) -%}x{% if %}{%- endcomponent deel.over %}",
                ),
            ],
            "themes/eigen/templates/delen.html:1:",
        ),
    ] {
        let lines = told(&with(files));
        assert!(lines.lines().any(|line| line.starts_with(expected)), "{expected}\n{lines}");
        assert_eq!(
            lines.lines().filter(|line| line.contains(": fout[")).count(),
            usize::from(!expected.contains("waarschuwing")),
            "{lines}"
        );
    }
}

/// A mistake behind a text that was changed stands where it stands in the file.
#[test]
fn places_do_not_move_with_texts() {
    let yaml = "basis: kust\nteksten:\n  - van: Eerst\n    naar: Een heel stuk langer dan eerst\n";
    let own = "{% extends \"kust/privacy.html\" %}\n{% block inhoud %}<p>Eerst</p> {{ pagina.tittel }}{% endblock inhoud %}\n";
    let lines = told(&with(&[("thema.yaml", yaml), ("templates/privacy.html", own)]));
    let column = own.lines().nth(1).unwrap().find("tittel").unwrap() + 1;
    assert!(lines.contains(&format!("themes/eigen/templates/privacy.html:2:{column}: fout[WW083]")), "{lines}");
}

#[test]
fn a_change_of_an_override_renders_what_uses_it() {
    let mut pipeline = Pipeline::default();
    let own =
        |words: &str| format!("{{% extends \"kust/privacy.html\" %}}{{% block titel %}}{words}{{% endblock titel %}}");
    let sources = |words: &str, yaml: &str| with(&[("thema.yaml", yaml), ("templates/privacy.html", &own(words))]);
    let texts = "basis: kust\nteksten: [{van: Niet nodig. U kunt zo binnenlopen., naar: Loop binnen.}]\n";
    let first = pipeline.build(&sources("Een", "basis: kust\n"), &settings());
    let pages = first.tree.unwrap().pages();
    assert_eq!(pipeline.made().pages, pages);
    for (words, yaml, most) in
        [("Twee", "basis: kust\n", 1), ("Twee", texts, pages), ("Drie", texts, 1), ("Drie", texts, 0)]
    {
        let sources = sources(words, yaml);
        let built = pipeline.build(&sources, &settings());
        assert_eq!(built, build(&sources, &settings()));
        assert!(pipeline.made().pages <= most, "{words}: {} of {pages}", pipeline.made().pages);
    }
}
