//! What is told of a theme whose templates do not fit together.

use wijkwijzer::diagnostics::{Code, Finding};
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{Pipeline, build};

use super::project::{second, settings};

fn path(name: &str) -> SourcePath {
    SourcePath::new(format!("themes/kust/templates/{name}"))
}

/// The shipped theme with other templates.
fn with(templates: &[(&str, &str)]) -> SourceTree {
    let mut sources = second();
    for (name, text) in templates {
        sources.insert(path(name), Source::new(text.as_bytes().to_vec()));
    }
    sources
}

/// What is told of the theme.
fn told(sources: &SourceTree) -> Vec<Finding> {
    let findings = build(sources, &settings()).report.findings().to_vec();
    findings.into_iter().filter(|finding| finding.place.path.as_str().starts_with("themes/")).collect()
}

const PAGE: &str = "{% extends \"basis.html\" %}{% block inhoud %}é {{ pagina.tietel }}{% endblock inhoud %}";

#[test]
fn a_replacement_mends() {
    let mut sources = with(&[
        ("privacy.html", PAGE),
        ("404.html", "{% extends \"bassis.html\" %}{% block inhoud %}{{ pagina.titel }}{% endblock inhoud %}"),
        ("hubs.html", "{% extends \"basis.html\" %}{% block inhoudd %}{% endblock inhoudd %}"),
        (
            "wijken.html",
            "{% extends \"basis.html\" %}{% block inhoud %}{{ tekst | saffe }}{{ <kust.gemeentee /> }}{% endblock %}",
        ),
        ("wijk.html", "{% fro a in [naam] %}{% endfor %}"),
    ]);
    let findings = told(&sources);
    assert_eq!(findings.len(), 6, "{findings:#?}");
    for finding in findings.iter().rev() {
        let mut text = sources.text(&finding.place.path).into_owned();
        text.replace_range(finding.place.span.range(), finding.replacement.as_deref().expect("a replacement"));
        sources.insert(finding.place.path.clone(), Source::new(text.into_bytes()));
    }
    assert_eq!(told(&sources), []);
}

#[test]
fn one_mistake_is_told_once() {
    // On every page, with other names at hand.
    let basis = second().text(&path("basis.html")).replace("</body>", "{{ nergens }}</body>");
    assert_eq!(told(&with(&[("basis.html", &basis)])).len(), 1);
    // Broken: nothing that builds on it is told.
    assert_eq!(told(&with(&[("basis.html", "{% if %}")])).len(), 1);
    // Gone: one finding, not one for each that builds on it.
    let mut sources = second();
    sources.remove(&path("basis.html"));
    let findings = told(&sources);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(findings[0].code, Code::TemplateVariable);
    // A component that two templates define.
    let twice = "{% component kust.leeg() %}{% endcomponent kust.leeg %}";
    let findings = told(&with(&[("nog-een.html", twice)]));
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(findings[0].related.len(), 1);
    // A circle.
    let findings = told(&with(&[("a.html", "{% extends \"b.html\" %}"), ("b.html", "{% extends \"a.html\" %}")]));
    assert_eq!(findings.len(), 1, "{findings:#?}");
}

#[test]
fn a_template_that_was_mended_is_told_no_more() {
    let mut pipeline = Pipeline::default();
    assert!(pipeline.build(&with(&[("privacy.html", PAGE)]), &settings()).tree.is_none());
    assert!(pipeline.build(&second(), &settings()).tree.is_some());
    assert!(pipeline.build(&with(&[("privacy.html", "{% if")]), &settings()).tree.is_none());
    assert_eq!(pipeline.build(&second(), &settings()), build(&second(), &settings()));
}
