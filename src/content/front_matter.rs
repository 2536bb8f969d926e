//! The keys at the beginning of a Markdown file, between two lines with `---`.

use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::source::SourcePath;

/// The two parts of a Markdown file.
pub(super) struct FrontMatter<'t> {
    pub(super) yaml: &'t str,
    pub(super) yaml_start: usize,
    pub(super) body: &'t str,
    pub(super) body_start: usize,
}

impl<'t> FrontMatter<'t> {
    /// Cuts a file in two, or says why that cannot be.
    pub(super) fn split(text: &'t str, path: &SourcePath, findings: &mut Findings) -> Option<Self> {
        let first_line = text.lines().next().unwrap_or_default();
        if first_line.trim_end() != "---" {
            findings.push(
                Finding::new(
                    Code::FrontMatterMissing,
                    Place::new(path, Span::new(0, first_line.len())),
                    "Dit bestand begint niet met kenmerken tussen twee regels met ---.",
                )
                .tip("Zet op de eerste regel ---, daaronder de kenmerken (zoals `titel: …`), en dan weer een regel met ---."),
            );
            return None;
        }
        let yaml_start = text.find('\n').map_or(text.len(), |newline| newline + 1);
        let mut at = yaml_start;
        for line in text[yaml_start..].split_inclusive('\n') {
            if line.trim_end() == "---" {
                let body_start = at + line.len();
                return Some(Self { yaml: &text[yaml_start..at], yaml_start, body: &text[body_start..], body_start });
            }
            at += line.len();
        }
        findings.push(
            Finding::new(
                Code::FrontMatterUnclosed,
                Place::new(path, Span::new(0, first_line.len())),
                "De kenmerken beginnen hier, maar er staat geen tweede regel met --- onder.",
            )
            .tip("Zet onder het laatste kenmerk een regel met alleen ---."),
        );
        None
    }
}
