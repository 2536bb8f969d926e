//! Findings as annotations that GitHub shows beside the lines of a change (workflow commands of GitHub Actions).

use super::{Report, Severity, Texts};
use crate::source::SourceTree;

/// Renders the report, one annotation a line, each line ended.
pub fn github(report: &Report, tree: &SourceTree) -> String {
    let texts = Texts::new(tree, report);
    let mut out = String::new();
    for finding in report.findings() {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let (start, end) = (texts.start(&finding.place), texts.end(&finding.place));
        let mut message = data(&finding.message);
        if let Some(tip) = &finding.tip {
            message.push_str("%0ATip: ");
            message.push_str(&data(tip));
        }
        out.push_str(&format!(
            "::{level} file={},line={},col={},endLine={},endColumn={},title={} {}::{message}\n",
            property(finding.place.path.as_str()),
            start.line,
            start.column,
            end.line,
            end.column,
            finding.code,
            finding.severity.name(),
        ));
    }
    out
}

/// A text as it may stand behind the last two colons.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text as it may stand in a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
