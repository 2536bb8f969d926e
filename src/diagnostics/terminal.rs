//! Findings for people at a terminal: the line itself with the place underlined, and a tip.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use super::{Finding, Place, Report, Severity};
use crate::source::SourceTree;

/// Renders the whole report with colour codes; whoever prints decides whether they are kept.
///
/// Plain ASCII lines, because that is what every Windows console can show.
pub fn terminal(report: &Report, tree: &SourceTree) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    for finding in report.findings() {
        out.push_str(&renderer.render(&groups(finding, tree)));
        out.push_str("\n\n");
    }
    out
}

fn groups<'a>(finding: &'a Finding, tree: &'a SourceTree) -> Vec<Group<'a>> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.with_name(Some(finding.severity.name())).primary_title(&finding.message).id(finding.code.id());
    let mut main = excerpt(title.elements(Vec::<Snippet<'a, annotate_snippets::Annotation<'a>>>::new()), finding, tree);
    let mut groups = Vec::new();
    let tip = |text: &'a str| Level::HELP.with_name(Some("tip")).message(text);
    match (&finding.tip, &finding.replacement) {
        (tip_text, Some(replacement)) => {
            let text = tree.text(&finding.place.path);
            let span = finding.place.span.within(&text);
            let title =
                Level::HELP.with_name(Some("tip")).secondary_title(tip_text.as_deref().unwrap_or("zo is het goed"));
            groups.push(
                title.element(
                    Snippet::source(text)
                        .path(finding.place.path.as_str())
                        .patch(Patch::new(span.range(), replacement.as_str())),
                ),
            );
        }
        (Some(text), None) => main = main.element(tip(text)),
        (None, None) => {}
    }
    groups.insert(0, main);
    groups
}

/// The marked line of the finding, and the related places: in the same picture when they are in the same file.
fn excerpt<'a>(mut group: Group<'a>, finding: &'a Finding, tree: &'a SourceTree) -> Group<'a> {
    let text = tree.text(&finding.place.path);
    if text.is_empty() || finding.place == Place::file(&finding.place.path) {
        group = group.element(Origin::path(finding.place.path.as_str()));
    } else {
        let span = finding.place.span.within(&text);
        let mut main = AnnotationKind::Primary.span(span.range());
        if let Some(label) = &finding.label {
            main = main.label(label.as_str());
        }
        let mut snippet = Snippet::source(text.clone()).path(finding.place.path.as_str()).annotation(main);
        for related in finding.related.iter().filter(|related| related.place.path == finding.place.path) {
            snippet = snippet.annotation(
                AnnotationKind::Context.span(related.place.span.within(&text).range()).label(related.label.as_str()),
            );
        }
        group = group.element(snippet);
    }
    for related in finding.related.iter().filter(|related| related.place.path != finding.place.path) {
        let text = tree.text(&related.place.path);
        if text.is_empty() {
            group = group.element(Origin::path(related.place.path.as_str()));
            continue;
        }
        let span = related.place.span.within(&text).range();
        group = group.element(
            Snippet::source(text)
                .path(related.place.path.as_str())
                .annotation(AnnotationKind::Context.span(span).label(related.label.as_str())),
        );
    }
    group
}
