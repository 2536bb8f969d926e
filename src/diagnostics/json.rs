//! Findings for programs: JSON with stable, documented keys (Dutch, as in the handbook).

use jiff::civil::Date;
use serde::Serialize;

use super::{Finding, Place, Report, Texts};
use crate::source::SourceTree;

/// A finding as programs see it. Lines and columns count from 1; columns are characters.
#[derive(Serialize)]
struct JsonFinding<'a> {
    code: String,
    ernst: &'static str,
    bestand: &'a str,
    #[serde(flatten)]
    plaats: JsonRange,
    melding: &'a str,
    uitleg: Option<&'a str>,
    tip: Option<&'a str>,
    vervanging: Option<&'a str>,
    verwant: Vec<JsonRelated<'a>>,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    bestand: &'a str,
    #[serde(flatten)]
    plaats: JsonRange,
    uitleg: &'a str,
}

#[derive(Serialize)]
struct JsonRange {
    regel: usize,
    kolom: usize,
    eindregel: usize,
    eindkolom: usize,
}

/// A whole report as programs see it.
#[derive(Serialize)]
struct JsonReport<'a> {
    meldingen: Vec<JsonFinding<'a>>,
    /// The next day on which the site changes by itself.
    verandert_op: Option<String>,
}

/// Renders the report as JSON, ended with a newline, with the day on which the site changes by itself.
pub fn json(report: &Report, tree: &SourceTree, changes_on: Option<Date>) -> String {
    let texts = Texts::new(tree, report);
    let meldingen = report.findings().iter().map(|finding| json_finding(finding, &texts)).collect();
    let report = JsonReport { meldingen, verandert_op: changes_on.map(|day| day.to_string()) };
    // Plain strings and numbers always serialise; nothing is the honest answer to the impossible.
    let mut out = serde_json::to_string_pretty(&report).unwrap_or_else(|_| "{}".to_owned());
    out.push('\n');
    out
}

fn json_finding<'a>(finding: &'a Finding, texts: &Texts<'_>) -> JsonFinding<'a> {
    JsonFinding {
        code: finding.code.to_string(),
        ernst: finding.severity.name(),
        bestand: finding.place.path.as_str(),
        plaats: range(&finding.place, texts),
        melding: &finding.message,
        uitleg: finding.label.as_deref(),
        tip: finding.tip.as_deref(),
        vervanging: finding.replacement.as_deref(),
        verwant: finding
            .related
            .iter()
            .map(|related| JsonRelated {
                bestand: related.place.path.as_str(),
                plaats: range(&related.place, texts),
                uitleg: &related.label,
            })
            .collect(),
    }
}

fn range(place: &Place, texts: &Texts<'_>) -> JsonRange {
    let (start, end) = (texts.start(place), texts.end(place));
    JsonRange { regel: start.line, kolom: start.column, eindregel: end.line, eindkolom: end.column }
}
