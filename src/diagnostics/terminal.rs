//! Findings for people at a terminal: the line itself with the place underlined, and a tip.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use super::{Finding, Lines, Place, Report, Severity, Span, Texts};
use crate::source::SourceTree;

/// Renders the whole report with colour codes; whoever prints decides whether they are kept.
///
/// Plain ASCII lines, because that is what every Windows console can show.
pub fn terminal(report: &Report, tree: &SourceTree) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
    let texts = Texts::new(tree, report);
    let mut out = String::new();
    for finding in report.findings() {
        out.push_str(&renderer.render(&groups(finding, &texts)));
        out.push_str("\n\n");
    }
    out
}

/// A finding as pictures: the place itself, other places, and the text that would be right.
fn groups<'a>(finding: &'a Finding, texts: &'a Texts<'_>) -> Vec<Group<'a>> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.with_name(Some(finding.severity.name())).primary_title(&finding.message).id(finding.code.id());
    let nothing: [Snippet<'a, Annotation<'a>>; 0] = [];
    let mut main = pictures(title.elements(nothing), finding, texts);
    let tip = Level::HELP.with_name(Some("tip"));
    match (&finding.tip, &finding.replacement, shown_lines(&finding.place, texts)) {
        (text, Some(replacement), Some(lines)) => {
            let title = tip.secondary_title(text.as_deref().unwrap_or("zo is het goed"));
            let span = finding.place.span.within(&lines.text).range();
            let around = lines.around(span.start, span.end);
            let snippet = Snippet::source(&lines.text[around.clone()])
                .path(finding.place.path.as_str())
                .line_start(lines.at(around.start).line)
                .patch(Patch::new(span.start - around.start..span.end - around.start, replacement.as_str()));
            vec![main, title.element(snippet)]
        }
        (Some(text), _, _) => {
            main = main.element(tip.message(text));
            vec![main]
        }
        (None, _, _) => vec![main],
    }
}

/// The place of the finding and those that explain it; what lies in the same file is shown in one picture.
fn pictures<'a>(mut group: Group<'a>, finding: &'a Finding, texts: &'a Texts<'_>) -> Group<'a> {
    let (here, elsewhere): (Vec<_>, Vec<_>) =
        finding.related.iter().partition(|related| related.place.path == finding.place.path);
    let mut marks = vec![(AnnotationKind::Primary, &finding.place, finding.label.as_deref())];
    marks.extend(here.iter().map(|it| (AnnotationKind::Context, &it.place, Some(it.label.as_str()))));
    group = picture(group, &marks, texts);
    for related in elsewhere {
        group = picture(group, &[(AnnotationKind::Context, &related.place, Some(&related.label))], texts);
    }
    group
}

/// One file with marks in it; only its name when a mark is about the file as a whole.
fn picture<'a>(
    group: Group<'a>,
    marks: &[(AnnotationKind, &'a Place, Option<&'a str>)],
    texts: &'a Texts<'_>,
) -> Group<'a> {
    let path = &marks[0].1.path;
    let Some(lines) = shown_lines(marks[0].1, texts) else { return group.element(Origin::path(path.as_str())) };
    let spans: Vec<_> = marks.iter().map(|(_, place, _)| first_line(place.span, &lines.text)).collect();
    let from = spans.iter().map(|span| span.start).min().unwrap_or_default();
    let to = spans.iter().map(|span| span.end).max().unwrap_or_default();
    let around = lines.around(from, to);
    let mut snippet =
        Snippet::source(&lines.text[around.clone()]).path(path.as_str()).line_start(lines.at(around.start).line);
    for ((kind, _, label), span) in marks.iter().zip(spans) {
        let mark = kind.span(span.start - around.start..span.end - around.start);
        snippet = snippet.annotation(match label {
            Some(label) => mark.label(*label),
            None => mark,
        });
    }
    group.element(snippet)
}

/// What is marked of a place: its first line. Marks beside many lines are a riddle to who has never seen them.
fn first_line(span: Span, text: &str) -> Span {
    let span = span.within(text);
    let length = text[span.range()].find('\n').unwrap_or(span.end - span.start);
    Span::new(span.start, span.start + length)
}

/// The text to show a place in, unless it stands for its whole file.
fn shown_lines<'a>(place: &Place, texts: &'a Texts<'_>) -> Option<&'a Lines<'a>> {
    texts.of(&place.path).filter(|lines| !lines.text.is_empty() && *place != Place::file(&place.path))
}
