//! Bytes → values with places: texts, YAML, Markdown, CSV and boundaries, and typed reading of keys. Nothing here knows a kind of document.
//!
//! Each format has one reader, the only user of its crate; what people do wrong in it is told there.

pub(crate) mod csv;
pub(crate) mod features;
pub(crate) mod fields;
pub(crate) mod front_matter;
pub(crate) mod geojson;
pub(crate) mod gpkg;
pub(crate) mod ics;
pub(crate) mod markdown;
pub(crate) mod marks;
pub(crate) mod pc6hnr;
pub(crate) mod proza;
mod whole;
mod wkb;
pub(crate) mod yaml;

use std::borrow::Cow;

use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::source::{MAX_TEXT_BYTES, Source, SourcePath};
use crate::values::find_unwanted;

/// The text of a file, or a finding that says why it is none.
pub(crate) fn text<'s>(path: &SourcePath, source: &'s Source, findings: &mut Findings) -> Option<Cow<'s, str>> {
    if source.len() > MAX_TEXT_BYTES as u64 {
        findings.push(
            Finding::new(
                Code::TooLarge,
                Place::file(path),
                format!("Dit bestand is groter dan {} MB en wordt niet gelezen.", MAX_TEXT_BYTES / 1024 / 1024),
            )
            .tip("Is het wel het goede bestand? Een tekst is zelden groter dan een paar bladzijden."),
        );
        return None;
    }
    let decoded = source.decode();
    if let Some(at) = find_unwanted(&decoded.text) {
        let span = Span::new(at, at + 1).within(&decoded.text);
        findings.push(
            Finding::new(
                Code::NotText,
                Place::new(path, span),
                "Hier staat een teken dat niet in een tekst thuishoort.",
            )
            .tip("Sla het bestand opnieuw op als tekst in UTF-8, of typ deze regel opnieuw."),
        );
        return None;
    }
    if let Some(finding) = whole::two_versions(&decoded.text, path) {
        findings.push(finding);
        return None;
    }
    whole::garbled(&decoded.text, path, findings);
    if !decoded.valid {
        whole::of_dos(&decoded.text, path, findings);
        findings.push(
            Finding::new(
                Code::NotUtf8,
                Place::file(path),
                "Dit bestand is niet als UTF-8 opgeslagen; letters zoals ë kunnen verkeerd worden gelezen.",
            )
            .tip("Kies in uw programma bij Opslaan als voor de codering UTF-8."),
        );
    }
    Some(decoded.text)
}

/// The largest file with boundaries that is read: those of all buurten of the Netherlands take less.
const MAX_MAP_BYTES: u64 = 256 * 1024 * 1024;

/// The bytes of a file that is no text, or a finding that says why it is not read.
pub(crate) fn bytes<'s>(path: &SourcePath, source: &'s Source, findings: &mut Findings) -> Option<Cow<'s, [u8]>> {
    let told = |code, message: String, tip| Finding::new(code, Place::file(path), message).tip(tip);
    if source.len() > MAX_MAP_BYTES {
        let message = format!("Dit bestand is groter dan {} MB en wordt niet gelezen.", MAX_MAP_BYTES / 1024 / 1024);
        findings.push(told(Code::TooLarge, message, "Kies bij het downloaden alleen uw gemeente."));
        return None;
    }
    let read = source.read();
    if read.is_err() {
        let message = "Dit bestand veranderde terwijl wijkwijzer het las.".to_owned();
        findings.push(told(Code::Boundaries, message, "Bouw de site nog een keer."));
    }
    read.ok()
}
