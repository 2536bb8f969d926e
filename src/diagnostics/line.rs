//! One line per finding, for problem matchers and logs: `pad:regel:kolom: fout[WW010]: …`.

use super::{Report, Texts};
use crate::source::SourceTree;

/// Renders the report, one finding a line, each line ended.
pub fn lines(report: &Report, tree: &SourceTree) -> String {
    let texts = Texts::new(tree, report);
    let mut out = String::new();
    for finding in report.findings() {
        let at = texts.start(&finding.place);
        out.push_str(&format!(
            "{}:{}:{}: {}[{}]: {}",
            finding.place.path,
            at.line,
            at.column,
            finding.severity.name(),
            finding.code,
            finding.message
        ));
        for related in &finding.related {
            let at = texts.start(&related.place);
            out.push_str(&format!(" ({}: {}:{}:{})", related.label, related.place.path, at.line, at.column));
        }
        if let Some(tip) = &finding.tip {
            out.push_str(&format!(" Tip: {tip}"));
        }
        out.push('\n');
    }
    out
}
