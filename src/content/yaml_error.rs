//! What the YAML parser says, in Dutch, with the place where an editor should look.
//!
//! A parser tells where it got stuck; that is often a line below the mistake, or a strange consequence of it. So the line itself
//! is looked at first, for what people really do wrong.

use granit_parser::{ErrorKind, ScanError};

use crate::diagnostics::{Code, Finding, Place, Span};
use crate::source::SourcePath;

/// What is wrong and how to mend it, at a byte of the YAML text.
struct Said {
    at: usize,
    message: String,
    tip: &'static str,
}

/// A finding about a document that is not YAML. `yaml` starts at byte `offset` of the file.
pub(super) fn finding(error: &ScanError, yaml: &str, offset: usize, path: &SourcePath) -> Finding {
    let at = error.marker().byte_offset().unwrap_or(yaml.len()).min(yaml.trim_end().len());
    let at = yaml.floor_char_boundary(at);
    let Said { at, message, tip } = by_looking(error.kind(), yaml, at).unwrap_or_else(|| by_kind(error.kind(), at));
    let width = yaml[at..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    Finding::new(Code::YamlSyntax, Place::new(path, Span::new(at, at + width).shifted(offset)), message)
        .label("hier loopt het vast")
        .tip(tip)
}

/// The causes that can be seen in the line itself.
fn by_looking(kind: &ErrorKind, yaml: &str, at: usize) -> Option<Said> {
    let line_start = yaml[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = yaml[line_start..].lines().next().unwrap_or_default();
    let said = |at, message: &str, tip| Some(Said { at, message: message.to_owned(), tip });

    // A tab in front of a line is by far the most frequent cause of the strangest errors, often told of the line above.
    let next_start = (line_start + line.len() + 1).min(yaml.len());
    let next_line = yaml[next_start..].lines().next().unwrap_or_default();
    for (start, line) in [(line_start, line), (next_start, next_line)] {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if line[indent..].starts_with('\t') {
            let message = "Deze regel begint met een tab; in YAML mogen alleen spaties.";
            return said(start + indent, message, "Vervang de tab door twee spaties.");
        }
    }
    if let Some(space) = line.find('\u{a0}') {
        let message = "Hier staat een vaste spatie, en die telt in YAML niet als spatie.";
        return said(line_start + space, message, "Typ er een gewone spatie voor in de plaats.");
    }
    let text = line.trim_start();
    let key_expected = matches!(
        kind,
        ErrorKind::SimpleKeyExpected | ErrorKind::ExpectedBlockMappingKey | ErrorKind::InvalidIndentation
    );
    let dash = text.chars().next().filter(|c| matches!(c, '-' | '–' | '—'));
    if key_expected && dash.is_some_and(|dash| dash != '-' || !(text == "-" || text.starts_with("- "))) {
        let message = "Deze regel van een lijst begint niet met een streepje en een spatie.";
        return said(at, message, "Schrijf een gewoon streepje (-) en een spatie voor elk deel van een lijst.");
    }
    let after_colon = text.split_once(':').map_or("", |(_, after)| after);
    if key_expected && !after_colon.is_empty() && !after_colon.starts_with([' ', '/']) {
        let message = "Na de dubbele punt ontbreekt een spatie.";
        return said(at, message, "Schrijf `kenmerk: waarde`, met een spatie na de dubbele punt.");
    }
    let quote_open = matches!(
        kind,
        ErrorKind::UnclosedQuotedScalar | ErrorKind::UnexpectedEof | ErrorKind::InvalidTrailingSingleQuotedScalar
    );
    if quote_open && (yaml[at..].starts_with('\'') || text.contains(": '")) {
        let message = "Deze waarde begint met een apostrof, en die leest YAML als aanhalingsteken.";
        let tip = "Hoort de apostrof bij de naam? Zet dan dubbele aanhalingstekens om het geheel, zoals \"'t Plein\".";
        return said(at, message, tip);
    }
    None
}

/// A sentence for each kind of error that editors can meet.
fn by_kind(kind: &ErrorKind, at: usize) -> Said {
    let (message, tip) = match kind {
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => (
            "Hier staat een dubbele punt die YAML niet kan plaatsen.".to_owned(),
            "Zet een waarde met een dubbele punt tussen aanhalingstekens, zoals `titel: \"Let op: nieuw\"`, of controleer of \
             deze regel even ver inspringt als de andere kenmerken.",
        ),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::UnexpectedEof => (
            "Deze tekst begint met een aanhalingsteken, maar er staat geen tweede achter.".to_owned(),
            "Zet aan het eind van de waarde hetzelfde aanhalingsteken.",
        ),
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => (
            "Na het sluitende aanhalingsteken staat nog tekst.".to_owned(),
            "Zet de hele waarde tussen één paar aanhalingstekens.",
        ),
        ErrorKind::SimpleKeyExpected | ErrorKind::ExpectedBlockMappingKey => (
            "Op deze regel ontbreekt een dubbele punt, of de regel springt verkeerd in.".to_owned(),
            "Schrijf `kenmerk: waarde`, met een spatie na de dubbele punt, even ver ingesprongen als de andere kenmerken.",
        ),
        ErrorKind::InvalidIndentation | ErrorKind::ExpectedBlockSequenceEntry => (
            "Deze regel springt verkeerd in.".to_owned(),
            "Laat kenmerken die bij elkaar horen even ver inspringen, met spaties.",
        ),
        ErrorKind::UnexpectedCharacter { character } => (
            format!("Een waarde kan in YAML niet met “{character}” beginnen."),
            "Zet de waarde tussen aanhalingstekens: \"…\".",
        ),
        ErrorKind::UnclosedFlowCollection { open } => (
            format!("De haak “{open}” wordt niet gesloten."),
            "Zet de sluitende haak erbij, of schrijf een lijst met streepjes onder elkaar.",
        ),
        ErrorKind::ExpectedFlowSequenceSeparator | ErrorKind::ExpectedFlowMappingSeparator => (
            "In deze lijst tussen haken ontbreekt een komma of de sluitende haak.".to_owned(),
            "Schrijf de lijst liever met streepjes onder elkaar.",
        ),
        ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape => (
            "Een schuine streep \\ heeft tussen dubbele aanhalingstekens een bijzondere betekenis.".to_owned(),
            "Gebruik enkele aanhalingstekens: '…'.",
        ),
        _ => (
            "Dit is geen geldige YAML.".to_owned(),
            "Kijk naar de inspringing (met spaties), de dubbele punt met een spatie erna en de aanhalingstekens op deze regel \
             en de regel erboven.",
        ),
    };
    Said { at, message, tip }
}
