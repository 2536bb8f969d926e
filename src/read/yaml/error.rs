//! What the YAML parser says, in Dutch, with the place where an editor should look.
//!
//! The lines themselves are looked at first (`looks.rs`); what they do not show has a sentence for each kind of error here.

use granit_parser::{ErrorKind, ScanError};

use super::ListKeys;
use super::line::rest_of_line;
use super::looks;
use super::looks::{QUOTE, Said, quoted};
use crate::diagnostics::{Code, Finding, Place, Span};
use crate::source::SourcePath;

/// A finding about a document that is not YAML. `yaml` starts at byte `offset` of the file.
pub(super) fn finding(error: &ScanError, yaml: &str, offset: usize, path: &SourcePath, lists: ListKeys) -> Finding {
    let at = inside(yaml, error.marker().byte_offset().unwrap_or(yaml.len()));
    let said = looks::cause(error.kind(), yaml, at, lists).unwrap_or_else(|| by_kind(error.kind(), yaml, at));
    let code = if *error.kind() == ErrorKind::RecursionLimitExceeded { Code::TooDeep } else { Code::YamlSyntax };
    told(code, said, offset, path)
}

/// A finding about a document that the two parsers read in different ways, the second up to `here` (in the file).
pub(super) fn disagreement(yaml: &str, offset: usize, here: Span, path: &SourcePath) -> Finding {
    let message = "Deze regel is op meer dan één manier te lezen.";
    let line = looks::whole_line(yaml, here.start.saturating_sub(offset));
    let said = looks::any_tab(yaml).or_else(|| looks::no_key(yaml)).unwrap_or_else(|| Said::new(line, message, QUOTE));
    told(Code::YamlSyntax, said, offset, path)
}

/// What was said, as a finding.
pub(super) fn told(code: Code, said: Said, offset: usize, path: &SourcePath) -> Finding {
    Finding::new(code, Place::new(path, said.span.shifted(offset)), said.message)
        .label("hier loopt het vast")
        .tip(said.tip)
        .replacement(said.replacement)
}

/// A byte that holds something: parsers point one past the end for what is missing there.
fn inside(yaml: &str, at: usize) -> usize {
    let text = yaml.trim_end();
    let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
    text.floor_char_boundary(at.min(last))
}

/// What is said of an error that the lines do not explain.
fn by_kind(kind: &ErrorKind, yaml: &str, at: usize) -> Said {
    let (message, tip) = words(kind);
    let sign = yaml[at..].chars().next().filter(|c| *c != '\n');
    // A value that begins with a sign of YAML is a text as soon as it stands between quotes.
    let text = rest_of_line(yaml, at);
    let is_value = yaml[..at].ends_with(": ") || yaml[..at].ends_with("- ");
    if is_value && text.starts_with(['!', '&', '*', '@', '`', '%']) {
        return Said::new(Span::new(at, at + text.len()), message, tip).replacement(quoted(text));
    }
    // The parser points at the quote before it; the backslash is what it is about.
    if message.contains('\\')
        && let Some(backslash) = text.find('\\')
    {
        return Said::new(Span::new(at + backslash, at + backslash + 1), message, tip);
    }
    Said::new(Span::new(at, at + sign.map_or(0, char::len_utf8)), message, tip)
}

/// How a text between double quotes is saved from its backslashes.
const BACKSLASH: &str = "Is \\ een gewoon teken? Zet de tekst dan tussen enkele aanhalingstekens: '…'.";
/// How a list between brackets is made right.
const BRACKETS: &str = "Schrijf de lijst liever met streepjes onder elkaar.";
/// How lines are put below one another.
const INDENT: &str = "Laat kenmerken die bij elkaar horen even ver inspringen, met spaties.";
/// How a tab is replaced.
const TAB: &str = "Vervang de tab door twee spaties.";

/// A sentence and a tip for each kind of error that a text can give.
#[expect(clippy::too_many_lines, reason = "a table")]
fn words(kind: &ErrorKind) -> (String, &'static str) {
    use ErrorKind as E;
    let (message, tip) = match kind {
        // Colons and keys.
        E::MappingValueNotAllowed => ("Hier staat een dubbele punt die YAML niet kan plaatsen.", QUOTE),
        E::SimpleKeyExpected => (
            "Op deze regel ontbreekt een dubbele punt, of de regel springt verkeerd in.",
            "Schrijf `kenmerk: waarde`, met een spatie na de dubbele punt, even ver ingesprongen als de andere kenmerken.",
        ),
        E::ExpectedBlockMappingKey => ("Hier hoort een kenmerk te beginnen, maar er staat iets anders.", INDENT),
        E::MappingKeyNotAllowed => ("Hier staat een vraagteken waar YAML geen kenmerk verwacht.", QUOTE),
        E::UnexpectedEofBlockMapping => ("Hier staat een komma of haak waar een waarde hoort.", QUOTE),
        E::ExpectedDocumentStart => (
            "Hier gaat de tekst verder op een plek waar YAML een nieuw blok verwacht.",
            "Schrijf `kenmerk: waarde`, elk op een eigen regel, en begin alle regels even ver van de kantlijn.",
        ),
        E::InvalidDocumentEnd => (
            "Na drie punten aan het begin van een regel kan niets meer staan.",
            "Haal de drie punten weg of zet de tekst tussen aanhalingstekens.",
        ),
        E::DirectiveDisallowed => ("Een regel kan in YAML niet met % beginnen.", "Haal het %-teken weg."),
        // Lists.
        E::ExpectedBlockSequenceEntry => (
            "Deze regel hoort niet bij de lijst erboven: er staat geen streepje voor.",
            "Zet de kenmerken van één deel van een lijst recht onder elkaar, en het streepje alleen voor het eerste.",
        ),
        E::BlockSequenceEntryNotAllowed => (
            "Hier kan geen lijst beginnen.",
            "Begin een lijst op een nieuwe regel, met een streepje en een spatie voor elk deel.",
        ),
        E::InvalidBlockEntryWhitespace => ("Na het streepje van een lijst staat een tab.", TAB),
        E::UnexpectedEofBlockSequence => ("De kenmerken kunnen niet met een komma of haak beginnen.", QUOTE),
        // Lists and groups between brackets.
        E::UnclosedFlowCollection { .. } => (
            "Deze haak wordt niet gesloten.",
            "Zet de sluitende haak erbij, of schrijf een lijst met streepjes onder elkaar.",
        ),
        E::MismatchedFlowCollectionEnd { open, close } => {
            let message = format!("De haak “{open}” wordt gesloten met “{close}”, en dat is een andere soort.");
            return (message, "Gebruik [ met ] en { met }.");
        }
        E::MisplacedFlowCollectionEnd => (
            "Hier sluit een haak die nergens is geopend.",
            "Haal de haak weg, of zet de waarde tussen aanhalingstekens.",
        ),
        E::ExpectedFlowSequenceSeparator => {
            ("In deze lijst tussen blokhaken ontbreekt een komma of de sluitende haak.", BRACKETS)
        }
        E::ExpectedFlowMappingSeparator => (
            "Tussen deze accolades ontbreekt een komma of de sluitende accolade.",
            "Schrijf de kenmerken liever onder elkaar, elk op een eigen regel.",
        ),
        E::InvalidColonPlacement => {
            ("In deze lijst tussen haken staat een dubbele punt op een plek waar hij niet kan.", BRACKETS)
        }
        E::FlowMappingValueAdjacentCollection => ("Tussen de dubbele punt en de haak ontbreekt een spatie.", BRACKETS),
        E::BlockEntryInFlowCollection => (
            "In een lijst tussen haken staat een streepje.",
            "Kies één van twee: haken met komma's, of streepjes onder elkaar.",
        ),
        E::PlainScalarStartsWithDashFlowIndicator => {
            ("Na dit streepje in een lijst tussen haken staat meteen een komma of haak.", QUOTE)
        }
        E::UnexpectedEofImplicitFlowMapping => ("Tussen deze haken staat een komma zonder waarde ervoor.", BRACKETS),
        E::RecursionLimitExceeded => ("Hier zitten te veel lijsten of groepen in elkaar.", BRACKETS),
        // Quotes.
        E::UnclosedQuotedScalar => (
            "Deze tekst begint met een aanhalingsteken, maar er staat geen tweede achter.",
            "Zet aan het eind van de waarde hetzelfde aanhalingsteken.",
        ),
        E::DocumentIndicatorInQuotedScalar => (
            "Deze tekst begint met een aanhalingsteken, en vóór de regel met --- of ... staat geen tweede.",
            "Zet aan het eind van de waarde hetzelfde aanhalingsteken.",
        ),
        E::InvalidTrailingDoubleQuotedScalar => (
            "Na het tweede dubbele aanhalingsteken staat nog tekst.",
            "Zet de hele waarde tussen één paar aanhalingstekens.",
        ),
        E::InvalidTrailingSingleQuotedScalar => (
            "Na het tweede enkele aanhalingsteken staat nog tekst.",
            "Zet de hele waarde tussen dubbele aanhalingstekens; een apostrof in de tekst is dan gewoon een apostrof.",
        ),
        E::UnknownQuotedScalarEscape => {
            ("Een schuine streep \\ heeft tussen dubbele aanhalingstekens een bijzondere betekenis.", BACKSLASH)
        }
        E::InvalidQuotedScalarHexEscape => {
            ("Na \\x, \\u of \\U hoort tussen dubbele aanhalingstekens de code van een teken.", BACKSLASH)
        }
        E::InvalidUnicodeEscape => ("De code na deze \\ is van geen enkel teken.", BACKSLASH),
        E::MissingLowSurrogate => {
            ("De code na deze \\u is de helft van een teken; de tweede helft ontbreekt.", BACKSLASH)
        }
        E::InvalidLowSurrogate => {
            ("De code na deze \\u is de helft van een teken; wat erna komt is niet de andere helft.", BACKSLASH)
        }
        E::InvalidLowSurrogateHexEscape => {
            ("De code na deze \\u is de helft van een teken; de code erna is niet af.", BACKSLASH)
        }
        E::UnpairedLowSurrogate => {
            ("De code na deze \\u is de tweede helft van een teken; de eerste helft ontbreekt.", BACKSLASH)
        }
        // Texts of more than one line.
        E::InvalidBlockScalarHeader => (
            "Na > of | kan op dezelfde regel niets meer staan.",
            "Schrijf de tekst op de volgende regels, twee spaties ingesprongen, of zet hem tussen aanhalingstekens.",
        ),
        E::ZeroBlockScalarIndent => {
            ("Het cijfer na > of | zegt hoe ver de tekst inspringt, en dat kan geen 0 zijn.", "Haal het cijfer weg.")
        }
        E::InvalidBlockScalarIndent => (
            "De regels van deze tekst springen niet even ver in.",
            "Laat alle regels van de tekst na > of | even ver inspringen.",
        ),
        E::CommentInterceptedScalar => (
            "Hier staat een opmerking (#) midden in een waarde van meer dan één regel.",
            "Zet de opmerking boven het kenmerk of onder de waarde.",
        ),
        E::CommentNotSeparated => ("Voor dit # ontbreekt een spatie.", "Zet een spatie voor de # van een opmerking."),
        // Tabs and signs.
        E::TabNotAllowed => ("Na het vraagteken hierboven begint een regel met een tab.", TAB),
        E::TabInBlockIndentation => ("Hier staat een tab waar de regel inspringt.", TAB),
        E::TabInPlainScalar => ("De regel onder deze waarde begint met een tab.", TAB),
        E::TabAtBlockScalarStart => ("De tekst na > of | begint met een tab.", TAB),
        E::BomInsideDocument => (
            "Hier staat een onzichtbaar teken (een BOM) dat alleen aan het begin van een bestand hoort.",
            "Typ deze regel opnieuw; kopieer hem niet.",
        ),
        E::UnexpectedCharacter { character } => {
            return (format!("Een waarde kan in YAML niet met “{character}” beginnen."), QUOTE);
        }
        E::MissingAnchorOrAliasName => ("Een waarde kan in YAML niet met een losse * of & beginnen.", QUOTE),
        // An exclamation mark in front: YAML calls that a tag.
        E::UndeclaredTagHandle => {
            ("Een woord tussen twee uitroeptekens heeft in YAML een bijzondere betekenis.", QUOTE)
        }
        E::InvalidTagTerminator => ("Na een woord met een uitroepteken ervoor hoort een spatie.", QUOTE),
        E::MissingTagUri => ("Een waarde kan in YAML niet met losse uitroeptekens beginnen.", QUOTE),
        E::UnclosedVerbatimTag => ("Na !< ontbreekt het teken >.", QUOTE),
        E::InvalidTagEscape => ("In een woord na een uitroepteken staat een % zonder code erachter.", QUOTE),
        E::InvalidTagUtf8LeadingByte => ("In een woord na een uitroepteken begint de code na % geen letter.", QUOTE),
        E::InvalidTagUtf8TrailingByte => {
            ("In een woord na een uitroepteken maakt de code na % de letter niet af.", QUOTE)
        }
        E::InvalidTagUtf8 => ("In een woord na een uitroepteken zijn de codes na % samen geen letter.", QUOTE),
        // What no text can give:
        // - InputIo, InputDecoding, InputByteLimitExceeded, InputOffsetsWithoutSlice, InputSlicingUnavailable: we hand over a
        //   text, not a stream;
        // - MissingIncludeResolver, MultipleDocumentsUnsupported, Custom: there is one parser and no includes;
        // - InvalidIndentation, TabInIndentation, InvalidQuotedScalarIndent, InvalidFlowScalarIndent: only with strict
        //   indentation, which is off because serde_yaml has none either;
        // - all about directives (DuplicateVersionDirective, UnsupportedYamlMajorVersion, DuplicateTagDirective,
        //   MissingDocumentEndBeforeDirective, ExpectedTagDirectiveBang, InvalidGlobalTagCharacter, InvalidDirectiveTerminator,
        //   MissingYamlVersionSeparator, MissingDirectiveName, InvalidDirectiveName, DirectiveByteLimitExceeded,
        //   TooManyReservedDirectiveParams, YamlVersionTooLong, MissingYamlVersion, InvalidTagDirectiveTerminator): they are
        //   refused at their %;
        // - ExpectedWhitespace: only before a NUL, and a file with one is refused before;
        // - UnknownAnchor, AnchorCountOverflow: aliases are reported, not followed; four milliards of anchors do not fit;
        // - UnexpectedEof, UnexpectedEofFlowSequence, UnexpectedEofFlowMapping, ExpectedNodeContent, ExpectedStreamStart,
        //   ExpectedTagBang, InvalidSimpleKey, UnexpectedEndOfPlainScalar: the scanner refuses such texts earlier.
        _ => (
            "Dit is geen geldige YAML.",
            "Kijk naar de inspringing (met spaties), de dubbele punt met een spatie erna en de aanhalingstekens op deze regel \
             en de regel erboven.",
        ),
    };
    (message.to_owned(), tip)
}
