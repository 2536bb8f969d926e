//! One line per finding, for problem matchers and logs: `pad:regel:kolom: fout[WW010]: …`.

use std::fmt::Write;

use super::{LineColumn, Report};
use crate::source::SourceTree;

/// Renders the report, one finding a line, each line ended.
pub fn lines(report: &Report, tree: &SourceTree) -> String {
    let mut out = String::new();
    for finding in report.findings() {
        let text = tree.text(&finding.place.path);
        let at = LineColumn::of(&text, finding.place.span.start);
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "{}:{}:{}: {}[{}]: {}",
            finding.place.path,
            at.line,
            at.column,
            finding.severity.name(),
            finding.code,
            finding.message
        );
        for related in &finding.related {
            let at = LineColumn::of(&tree.text(&related.place.path), related.place.span.start);
            let _ = write!(out, " ({}: {}:{}:{})", related.label, related.place.path, at.line, at.column);
        }
        if let Some(tip) = &finding.tip {
            let _ = write!(out, " Tip: {tip}");
        }
        out.push('\n');
    }
    out
}
