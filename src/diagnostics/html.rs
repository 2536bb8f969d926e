//! Findings for a browser: what the preview lays over the last good page, and a page of its own for who has no terminal.
//!
//! Without style and script: whoever shows it adds those. Everything that comes from a file is escaped.

use pulldown_cmark_escape::escape_html;

use super::{Finding, Place, Report, Severity, Texts};
use crate::source::SourceTree;

/// The longest excerpt in bytes: a browser, too, must survive a file that is one long line.
const MOST: usize = 2_000;

/// The report as a list, to be put into a page. Empty when nothing was found.
pub fn html(report: &Report, tree: &SourceTree) -> String {
    list(report, tree, |_, _| String::new())
}

/// The same list for the preview, where each finding has a button that opens the file.
pub fn html_with_buttons(report: &Report, tree: &SourceTree) -> String {
    list(report, tree, |finding, texts| {
        format!(
            "<button type=\"button\" class=\"bewerk\" data-bestand=\"{}\" data-regel=\"{}\">Bewerk dit</button>\n",
            escaped(finding.place.path.as_str()),
            texts.start(&finding.place).line
        )
    })
}

fn list(report: &Report, tree: &SourceTree, end: impl Fn(&Finding, &Texts<'_>) -> String) -> String {
    if report.findings().is_empty() {
        return String::new();
    }
    let texts = Texts::new(tree, report);
    let item = |finding| format!("{}{}</li>\n", item(finding, &texts), end(finding, &texts));
    let items: String = report.findings().iter().map(item).collect();
    format!("<ol class=\"meldingen\">\n{items}</ol>\n")
}

/// The report as a whole page.
pub fn html_page(report: &Report, tree: &SourceTree) -> String {
    let found = match (report.count(Severity::Error), report.count(Severity::Warning)) {
        (0, 0) => "Alles is in orde: er zijn geen fouten en geen waarschuwingen.".to_owned(),
        (0, warnings) => format!("Aantal waarschuwingen: {warnings}. De site kan gepubliceerd worden."),
        (errors, warnings) => format!(
            "Aantal fouten: {errors}. Aantal waarschuwingen: {warnings}. De site wordt pas gepubliceerd als er geen fout meer \
             is; tot die tijd blijft zij zoals zij was."
        ),
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Meldingen</title>\n<style>\n{STYLE}</style>\n\
         </head>\n<body>\n<main>\n<h1>Meldingen</h1>\n<p>{found}</p>\n{}</main>\n</body>\n</html>\n",
        html(report, tree)
    )
}

/// How the page on its own looks.
const STYLE: &str = "\
:root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
main { max-inline-size: 60rem; margin: 0 auto; padding: 0 1rem 3rem; }
.meldingen { padding: 0; list-style: none; }
.melding { margin: 1.5rem 0; padding-inline-start: 1rem; border-inline-start: .3rem solid #b8860b; }
.melding.fout { border-color: #c62828; }
.melding p { margin: .3rem 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: .5rem .75rem; border: 1px solid #8888; }
mark { background: #ffd54f; color: #000; }
ins { background: #c8e6c9; color: #000; text-decoration: none; }
";

/// A finding, but for the end of its element.
fn item(finding: &Finding, texts: &Texts<'_>) -> String {
    let severity = finding.severity.name();
    let mut out = format!("<li class=\"melding {severity}\">\n");
    out.push_str(&format!(
        "<p class=\"kop\"><strong>{severity} {}</strong>: {}</p>\n",
        finding.code,
        prose(&finding.message)
    ));
    out.push_str(&place(&finding.place, finding.label.as_deref(), texts));
    for related in &finding.related {
        out.push_str(&place(&related.place, Some(&related.label), texts));
    }
    if let Some(tip) = &finding.tip {
        out.push_str(&format!("<p class=\"tip\">Tip: {}</p>\n", prose(tip)));
    }
    if let Some(replacement) = &finding.replacement {
        out.push_str(&mended(&finding.place, replacement, texts));
    }
    out
}

/// Where something is, and the lines with the place marked.
fn place(place: &Place, label: Option<&str>, texts: &Texts<'_>) -> String {
    let at = texts.start(place);
    let label = label.map(|label| format!(" – {}", escaped(label))).unwrap_or_default();
    let mut out = format!(
        "<p class=\"plaats\">{}, regel {}, kolom {}{label}</p>\n",
        escaped(place.path.as_str()),
        at.line,
        at.column
    );
    if let Some((before, marked, after)) = excerpt(place, texts) {
        let marked = if marked.is_empty() { String::new() } else { format!("<mark>{}</mark>", escaped(marked)) };
        out.push_str(&format!("<pre><code>{}{marked}{}</code></pre>\n", escaped(before), escaped(after)));
    }
    out
}

/// The lines as they would be right.
fn mended(place: &Place, replacement: &str, texts: &Texts<'_>) -> String {
    let Some((before, _, after)) = excerpt(place, texts) else { return String::new() };
    format!(
        "<p class=\"goed\">Zo is het goed:</p>\n<pre><code>{}<ins>{}</ins>{}</code></pre>\n",
        escaped(before),
        escaped(replacement),
        escaped(after)
    )
}

/// A sentence as HTML; what stands between backticks is to be typed as it is.
pub(crate) fn prose(text: &str) -> String {
    let part = |(index, part): (usize, &str)| {
        if index % 2 == 1 { format!("<code>{}</code>", escaped(part)) } else { escaped(part) }
    };
    // A lone backtick is a sign like any other.
    if text.matches('`').count() % 2 == 1 { escaped(text) } else { text.split('`').enumerate().map(part).collect() }
}

/// The lines of a place: before it, it, after it. None for a file as a whole.
fn excerpt<'t>(place: &Place, texts: &'t Texts<'_>) -> Option<(&'t str, &'t str, &'t str)> {
    let lines = texts.of(&place.path).filter(|lines| !lines.text.is_empty() && *place != Place::file(&place.path))?;
    let text: &str = &lines.text;
    let span = place.span.within(text);
    let around = lines.around(span.start, span.end);
    let end = text.floor_char_boundary(span.end.min(span.start + MOST));
    let start = text.ceil_char_boundary(around.start.max(span.start.saturating_sub(MOST)));
    let after = text.floor_char_boundary(around.end.min(end + MOST));
    Some((&text[start..span.start], &text[span.start..end], text[end..after].trim_end_matches('\n')))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing to a String cannot fail.
    let _ = escape_html(&mut out, text);
    out
}
