//! One line per finding, for problem matchers and logs: `pad:regel:kolom: fout[WW010]: …`.

use std::fmt::Write;

use super::{Report, Texts};
use crate::source::SourceTree;

/// Renders the report, one finding a line, each line ended.
pub fn lines(report: &Report, tree: &SourceTree) -> String {
    let texts = Texts::new(tree, report);
    let mut out = String::new();
    for finding in report.findings() {
        let at = texts.start(&finding.place);
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
            let at = texts.start(&related.place);
            let _ = write!(out, " ({}: {}:{}:{})", related.label, related.place.path, at.line, at.column);
        }
        if let Some(tip) = &finding.tip {
            let _ = write!(out, " Tip: {tip}");
        }
        out.push('\n');
    }
    out
}
