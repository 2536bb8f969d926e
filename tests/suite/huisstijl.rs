//! Colours, corners and letters that a municipality sets itself: on the pages when it does, nowhere when it does not.

use proptest::prelude::*;
use wijkwijzer::build;
use wijkwijzer::diagnostics::{Code, Finding, Severity};
use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::source::{Source, SourcePath, SourceTree};

use super::project::{publishable, repository, second, settings};

/// The second municipality, with these lines at the end of its `site.yaml`.
fn with(lines: &str) -> SourceTree {
    let mut sources = second();
    let path = SourcePath::new("content/site.yaml");
    let text = format!("{}{lines}", sources.text(&path));
    sources.insert(path, Source::new(text.into_bytes()));
    sources
}

/// What stops publication.
fn errors(sources: &SourceTree) -> Vec<Finding> {
    let findings = build(sources, &settings()).report.findings().to_vec();
    findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect()
}

fn text(tree: &Tree, path: &str) -> String {
    String::from_utf8(tree.get(&OutputPath::new(path)).unwrap_or_else(|| panic!("no {path}")).to_vec()).unwrap()
}

#[test]
fn own_colours_are_in_a_stylesheet_of_their_own() {
    let tree = publishable(&with("kleuren:\n  accent: \"#1B5E20\"\n  balk: \"#cfe8c9\"\n"));
    assert_eq!(
        text(&tree, "thema/huisstijl.css"),
        "/* De keuzes uit site.yaml. */\n\
         :root {\n  \
           --kust-color-lucht: #cfe8c9;\n  \
           --kust-color-nevel: #def7d8;\n  \
           --kust-button-background-color: #1b5e20;\n  \
           --kust-button-hover-background-color: #003804;\n  \
           --kust-accent-color: #3f8244;\n\
         }\n\
         /* De kleuren van het donkere schema zijn afgeleid. */\n\
         @media screen and (prefers-color-scheme: dark) {\n  \
           :root {\n    \
             --kust-color-lucht: #0f2809;\n    \
             --kust-color-nevel: #1e3718;\n    \
             --kust-button-background-color: #9cdfa1;\n    \
             --kust-button-hover-background-color: #b5f8ba;\n    \
             --kust-accent-color: #519456;\n  \
           }\n\
         }\n"
    );
    for (path, bytes) in tree.iter().filter(|(path, _)| path.is_page()) {
        let page = String::from_utf8_lossy(bytes);
        let (theme, own) = (page.find("thema/stijl.css\">"), page.find("thema/huisstijl.css\">"));
        assert!(theme.is_some() && theme < own, "{path}: own colours go after those of the theme");
        assert!(!page.contains("theme-color") && !page.contains("style="), "{path}");
    }
    assert!(text(&tree, "index.html").contains("<link rel=\"stylesheet\" href=\"thema/huisstijl.css\">"));
}

#[test]
fn without_own_colours_nothing_is_different() {
    let tree = publishable(&second());
    assert!(tree.get(&OutputPath::new("thema/huisstijl.css")).is_none());
    for (path, bytes) in tree.iter().filter(|(path, _)| path.is_page()) {
        let page = String::from_utf8_lossy(bytes);
        assert!(!page.contains("huisstijl.css") && page.contains("theme-color"), "{path}");
    }
}

/// With corners and letters of its own only, the page is in the colours of the theme, and so is the bar of the browser.
#[test]
fn own_corners_and_letters_are_in_the_same_stylesheet() {
    let tree = publishable(&with("vormgeving:\n  hoeken: recht\n  letters: schreefloos\n"));
    let style = text(&tree, "thema/huisstijl.css");
    assert!(style.contains("  --kust-border-radius: 0px;\n") && !style.contains("@media"), "{style}");
    assert!(style.contains("  --kust-heading-font-family: var(--kust-sans-serif-font-family);\n"), "{style}");
    for (path, bytes) in tree.iter().filter(|(path, _)| path.is_page()) {
        let page = String::from_utf8_lossy(bytes);
        assert!(page.contains("thema/huisstijl.css\">") && page.contains("theme-color"), "{path}");
    }
    let theme = second().text(&SourcePath::new("themes/kust/thema.yaml")).into_owned();
    let bar = theme.split_once("--kust-color-lucht").unwrap().1;
    for scheme in ["licht", "donker"] {
        let colour = bar.split_once(&format!("{scheme}: \"")).unwrap().1.split_once('"').unwrap().0;
        let tag = format!("<meta name=\"theme-color\" content=\"{colour}\"");
        assert!(text(&tree, "index.html").contains(&tag), "{tag}");
    }
}

#[test]
fn a_theme_that_lets_nothing_be_chosen_says_so() {
    let mut sources = with("vormgeving:\n  hoeken: recht\n  letters: schreef\n");
    sources.insert(SourcePath::new("themes/kust/thema.yaml"), Source::new(*b""));
    let [told] = &errors(&sources)[..] else { panic!("one mistake, one finding") };
    assert_eq!((told.place.path.as_str(), told.code), ("content/site.yaml", Code::UnknownKey));
    assert_eq!(told.message, "Bij dit thema is er geen vormgeving te kiezen.");
}

#[test]
fn a_theme_that_declares_no_colours_has_none_to_set() {
    let with_theme = |text: &str| {
        let mut sources = with("kleuren:\n  accent: \"#1b5e20\"\n  link: \"#1b5e20\"\n");
        sources.insert(SourcePath::new("themes/kust/thema.yaml"), Source::new(text.as_bytes()));
        errors(&sources)
    };
    let [told] = &with_theme("")[..] else { panic!("one mistake, one finding") };
    assert_eq!(told.place.path.as_str(), "content/site.yaml");
    assert_eq!(told.message, "Bij dit thema kunt u geen kleuren instellen.");
    let [told] = &with_theme("kluren: []\n")[..] else {
        panic!("what is wrong with the theme is told of the theme alone")
    };
    assert_eq!((told.place.path.as_str(), told.code), ("themes/kust/thema.yaml", Code::UnknownKey));
}

/// The handbook names every colour of the shipped theme, with what it is now.
#[test]
fn the_handbook_knows_the_colours() {
    let sources = second();
    let theme = sources.text(&SourcePath::new("themes/kust/thema.yaml"));
    let handbook = std::fs::read_to_string(repository().join("docs/handboek/kleuren.md")).unwrap();
    let mut colours = 0;
    for colour in theme.split("  - kleur: ").skip(1) {
        let name = colour.lines().next().unwrap();
        let now = colour.split("licht: \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let row = handbook.lines().find(|line| line.starts_with(&format!("| `{name}` |")));
        assert!(row.is_some_and(|row| row.ends_with(&format!("| `{now}` |"))), "{name} {now}: {row:?}");
        colours += 1;
    }
    assert_eq!(colours, 6);
}

/// The handbook names every choice of the shipped theme, the first of each kind first.
#[test]
fn the_handbook_knows_the_choices() {
    let sources = second();
    let theme = sources.text(&SourcePath::new("themes/kust/thema.yaml"));
    let choices = theme.split_once("\nvormgeving:").unwrap().1.split_once("\nkleuren:").unwrap().0;
    let handbook = std::fs::read_to_string(repository().join("docs/handboek/vormgeving.md")).unwrap();
    let mut rows = handbook.lines().filter(|line| line.starts_with("| `"));
    for kind in choices.split("  - kenmerk: ").skip(1) {
        let name = kind.lines().next().unwrap();
        for choice in kind.lines().filter_map(|line| line.trim().strip_prefix("- keuze: ")) {
            let row = rows.next().unwrap_or_default();
            assert!(row.starts_with(&format!("| `{name}` | `{choice}` |")), "{name} {choice}: {row}");
        }
    }
    assert_eq!(rows.next(), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Any colour for any name is right, or is told once with what would be, and that then is.
    #[test]
    fn the_advice_is_enough(name in 0..6_usize, rgb in any::<[u8; 3]>()) {
        let name = ["achtergrond", "balk", "voet", "kop", "link", "accent"][name];
        let mut sources = with(&format!("kleuren:\n  {name}: \"#{:02x}{:02x}{:02x}\"\n", rgb[0], rgb[1], rgb[2]));
        let told = errors(&sources);
        prop_assert!(told.len() < 2, "{told:?}");
        if let Some(finding) = told.first() {
            prop_assert_eq!(finding.code, Code::LowContrast);
            let mut text = sources.text(&finding.place.path).into_owned();
            text.replace_range(finding.place.span.range(), finding.replacement.as_deref().unwrap());
            sources.insert(finding.place.path.clone(), Source::new(text.into_bytes()));
        }
        publishable(&sources);
    }
}
