//! Causes of YAML errors that can be seen in the lines themselves: what people really do wrong.
//!
//! A parser tells where it got stuck; that is often a line below the mistake, or a strange consequence of it. Here the lines
//! around that place are looked at. Knows text only; what is about lists is in `lists.rs`, what the parser says of the rest in
//! `error.rs`.

use granit_parser::ErrorKind;

use super::ListKeys;
use super::line::{Line, Pair, rest_of_line};
use super::lists::{deep_item, list_behind_key, list_below_value, list_mark, missing_dash, tab_behind_dash};
use crate::diagnostics::Span;

/// What is wrong and how to mend it, at a stretch of the YAML text.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) tip: String,
    pub(super) replacement: Option<String>,
}

impl Said {
    pub(super) fn new(span: Span, message: impl Into<String>, tip: impl Into<String>) -> Self {
        Self { span, message: message.into(), tip: tip.into(), replacement: None }
    }

    /// Adds what mends it.
    pub(super) fn replacement(mut self, text: impl Into<String>) -> Self {
        self.replacement = Some(text.into());
        self
    }

    /// The same, told of another stretch.
    fn at(self, span: Span) -> Self {
        Self { span, ..self }
    }
}

/// What to say about a value that YAML takes for something else.
pub(super) const QUOTE: &str = "Zet de waarde tussen aanhalingstekens: \"…\".";

/// Keys that stand on most pages: a word of them with a colon is a key, not a part of a sentence.
const USUAL_KEYS: &[&str] = &[
    "adres",
    "buurt",
    "buurten",
    "concept",
    "datum",
    "email",
    "functie",
    "gewijzigd",
    "naam",
    "periode",
    "postcode",
    "samenvatting",
    "soort",
    "status",
    "telefoon",
    "titel",
    "tot",
    "van",
    "volgorde",
    "vraag",
    "website",
    "wijk",
    "wijken",
];

/// The cause of an error at byte `at`, when the lines show it.
pub(super) fn cause(kind: &ErrorKind, yaml: &str, at: usize, lists: ListKeys) -> Option<Said> {
    use ErrorKind as E;
    let here = Line::at(yaml, at);
    match kind {
        E::UnclosedQuotedScalar => unclosed_quote(here, at),
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => after_quote(here, at),
        E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape => windows_path(here, at),
        E::UnclosedFlowCollection { .. }
        | E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::InvalidColonPlacement
        | E::BlockEntryInFlowCollection => unclosed_bracket(here),
        E::MissingAnchorOrAliasName => list_mark(here),
        E::BlockSequenceEntryNotAllowed => list_behind_key(here, at, lists),
        E::SimpleKeyExpected
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::ExpectedDocumentStart
        | E::MappingValueNotAllowed
        | E::MappingKeyNotAllowed
        | E::CommentInterceptedScalar
        | E::InvalidBlockEntryWhitespace
        | E::TabAtBlockScalarStart
        | E::TabInBlockIndentation
        | E::TabInPlainScalar
        | E::TabNotAllowed => layout(kind, here, at),
        _ => None,
    }
}

/// A line that begins with a tab, anywhere: one parser allows some of these, the other none.
pub(super) fn any_tab(yaml: &str) -> Option<Said> {
    Line::all(yaml).find_map(|line| tab(line).or_else(|| tab_behind_dash(line)))
}

/// A line that begins with a colon.
pub(super) fn no_key(yaml: &str) -> Option<Said> {
    let line = Line::all(yaml).find(|line| line.content() == ":" || line.content().starts_with(": "))?;
    let tip = "Schrijf `kenmerk: waarde`.";
    Some(Said::new(line.span(), "Voor deze dubbele punt staat geen kenmerk.", tip))
}

/// A text without any key, because all colons miss their space.
pub(super) fn no_keys(yaml: &str) -> Option<Said> {
    Line::all(yaml).find_map(missing_space)
}

/// The whole line at byte `at`, of which all that can be said is that it is not clear.
pub(super) fn whole_line(yaml: &str, at: usize) -> Span {
    Line::at(yaml, at).span()
}

/// A hard space in front of a key or value, where it is taken for a letter.
pub(super) fn hard_space_at(yaml: &str, at: usize) -> Option<Said> {
    yaml[at..].starts_with('\u{a0}').then(|| hard_space(Line::at(yaml, at))).flatten()
}

/// A text as a YAML value between quotes.
pub(super) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}

/// What is wrong with where things stand: tabs, list marks, colons, indentation.
fn layout(kind: &ErrorKind, here: Line<'_>, at: usize) -> Option<Said> {
    let above = here.above();
    tab(here)
        .or_else(|| above.and_then(tab))
        .or_else(|| here.downwards().next().and_then(tab))
        .or_else(|| hard_space(here))
        .or_else(|| list_mark(here))
        .or_else(|| deep_item(here))
        .or_else(|| above.and_then(deep_item))
        .or_else(|| missing_dash(here))
        .or_else(|| missing_space(here))
        .or_else(|| colon_in_value(here, at))
        .or_else(|| above.and_then(hard_space))
        .or_else(|| above.and_then(missing_space))
        .or_else(|| after_bracket(here, at))
        .or_else(|| block_text(here))
        .or_else(|| remark_between(here))
        .or_else(|| match kind {
            ErrorKind::SimpleKeyExpected => missing_colon(here),
            ErrorKind::MappingValueNotAllowed => above
                .filter(|above| {
                    above.pair().is_none() && !above.content().is_empty() && above.indent() == here.indent()
                })
                .and_then(missing_colon),
            _ => None,
        })
        .or_else(|| list_below_value(kind, here))
        .or_else(|| indented(kind, here))
}

fn tab(line: Line<'_>) -> Option<Said> {
    let start = line.start + line.indent();
    let tabs = line.yaml[start..].bytes().take_while(|b| *b == b'\t').count();
    if tabs == 0 || line.content().is_empty() {
        return None;
    }
    // Below a key that has a value nothing can be indented further; else a tab is two spaces.
    let level = line.above().and_then(|above| {
        let pair = above.pair().filter(|pair| !pair.value.is_empty() && !pair.value.starts_with(['>', '|']))?;
        line.content().contains(':').then_some(pair.start - above.start)
    });
    let level = level.or_else(|| line.above().is_none().then_some(0));
    let spaces = level.map_or(2 * tabs, |level| level.saturating_sub(line.indent()));
    let message = "Deze regel begint met een tab; in YAML mogen alleen spaties.";
    let said = Said::new(Span::new(start, start + tabs), message, "Vervang de tab door twee spaties.");
    Some(said.replacement(" ".repeat(spaces)))
}

/// A hard space where YAML needs a real one: in front, after a dash or after a colon.
fn hard_space(line: Line<'_>) -> Option<Said> {
    let text = line.text();
    let (at, space) = text.char_indices().find(|(at, c)| {
        let before = text[..*at].trim_end();
        *c == '\u{a0}' && (before.is_empty() || before.ends_with([':', '-']))
    })?;
    let run = text[at..].chars().take_while(|c| *c == space).count();
    let span = Span::new(line.start + at, line.start + at + run * space.len_utf8());
    let message = "Hier staat een vaste spatie, en die telt in YAML niet als spatie.";
    Some(Said::new(span, message, "Typ er een gewone spatie voor in de plaats.").replacement(" ".repeat(run)))
}

fn missing_space(line: Line<'_>) -> Option<Said> {
    let start = line.first_word();
    let rest = line.yaml[start..].lines().next().unwrap_or_default();
    let colon = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    let value = rest[colon..].strip_prefix(':')?;
    let is_key = rest.starts_with(char::is_alphabetic);
    (is_key && !value.is_empty() && !value.starts_with([' ', '\t', '/', ':', '\u{a0}'])).then(|| {
        let tip = "Schrijf `kenmerk: waarde`, met een spatie na de dubbele punt.";
        Said::new(Span::new(start + colon, start + colon + 1), "Na de dubbele punt ontbreekt een spatie.", tip)
            .replacement(": ")
    })
}

/// `titel: Let op: nieuw`, and two keys on one line.
fn colon_in_value(line: Line<'_>, at: usize) -> Option<Said> {
    let Pair { start, value_at, value, .. } = line.pair().filter(|pair| pair.value_at < at)?;
    if !line.yaml[at..].starts_with(':') || value.starts_with(['[', '{', '|', '>']) {
        return None;
    }
    let before = &line.yaml[value_at..at];
    let word = before.rsplit(' ').next().unwrap_or_default();
    if word.len() < before.len() && is_second_key(line.yaml, before, word, &line.yaml[at + 1..]) {
        let second = at - word.len();
        let gap = Span::new(value_at + before[..before.len() - word.len()].trim_end().len(), at);
        let message = format!("Op deze regel staat een tweede kenmerk, `{word}`.");
        return Some(
            Said::new(Span::new(second, at), message, "Zet elk kenmerk op een eigen regel.")
                .replacement(format!("\n{}{word}", " ".repeat(start - line.start)))
                .at(gap),
        );
    }
    let message = "In deze waarde staat een dubbele punt met een spatie erachter; YAML ziet daarin een nieuw kenmerk.";
    let tip = "Zet de hele waarde tussen aanhalingstekens, zoals `titel: \"Let op: nieuw\"`.";
    Some(Said::new(Span::new(value_at, value_at + value.len()), message, tip).replacement(quoted(value)))
}

/// Whether a word with a colon, behind a value, is a key and not a part of a sentence.
fn is_second_key(yaml: &str, before: &str, word: &str, behind: &str) -> bool {
    let value = rest_of_line(behind, 0).trim();
    let has_line = || Line::all(yaml).any(|line| line.pair().is_some_and(|pair| pair.key == word));
    let digit = value.starts_with(|c: char| c.is_ascii_digit());
    let fits = match word {
        "datum" | "gewijzigd" | "postcode" | "van" | "tot" | "volgorde" => digit,
        "email" => value.contains('@'),
        "website" => value.starts_with("http"),
        "concept" => matches!(value, "ja" | "nee"),
        // A name or title is short, and a sentence has small words.
        _ => before.split_whitespace().count() <= 3 && before.split_whitespace().all(|word| !is_small_word(word)),
    };
    USUAL_KEYS.contains(&word) && fits && !has_line()
}

fn is_small_word(word: &str) -> bool {
    let small = [
        "aan", "bij", "de", "deze", "die", "door", "een", "en", "het", "in", "met", "naar", "nieuwe", "of", "om", "op",
        "over", "te", "tot", "uit", "uw", "van", "voor", "wat",
    ];
    small.contains(&word.to_lowercase().as_str())
}

/// `titel: [concept] Nieuws`.
fn after_bracket(line: Line<'_>, at: usize) -> Option<Said> {
    let pair = line.pair().filter(|pair| pair.value_at < at && pair.value.starts_with(['[', '{']))?;
    let closed = line.yaml[pair.value_at..at].trim_end().ends_with([']', '}']);
    let said = Said::new(
        Span::new(pair.value_at, pair.value_at + pair.value.len()),
        "Deze waarde begint met een haak, maar na de sluitende haak staat nog tekst.",
        "Is het gewone tekst? Zet hem dan tussen aanhalingstekens. Is het een lijst? Laat de haak dan de laatste zijn.",
    );
    // Without a comma it was no list: a word between brackets, or a link as in Markdown.
    closed.then(|| if pair.value.contains(',') { said } else { said.replacement(quoted(pair.value)) })
}

/// A line of a text below `>` or `|` that is not indented far enough.
fn block_text(line: Line<'_>) -> Option<Said> {
    let head = line.upwards().find(|other| other.indent() <= line.indent())?;
    let sign = head.pair()?.value;
    if !(sign.starts_with(['>', '|']) && sign.len() <= 3) {
        return None;
    }
    let first = line.upwards().take_while(|other| other.start > head.start).last();
    // Level with the key, below a text that is fine, it is rather a key without a colon.
    if line.pair().is_some() || (first.is_some() && line.indent() == head.indent()) {
        return None;
    }
    let sign = &sign[..1];
    let wanted = first.map_or(head.indent() + 2, Line::indent);
    let message = format!("Deze regel hoort bij de tekst na `{sign}`, maar springt niet ver genoeg in.");
    let tip = format!("Laat alle regels van de tekst na `{sign}` even ver inspringen, met {wanted} spaties.");
    let missing = wanted.saturating_sub(line.indent());
    (missing > 0).then(|| Said::new(line.span(), message, tip).replacement(" ".repeat(missing) + line.content()))
}

/// A remark between two lines of one value.
fn remark_between(line: Line<'_>) -> Option<Said> {
    let remark = line.above().filter(|above| above.content().starts_with('#'))?;
    let value = remark.upwards().find(|it| !it.content().starts_with('#'))?;
    (line.pair().is_none() && line.indent() > value.indent()).then(|| {
        let message = "Deze opmerking (#) staat midden in een waarde van meer dan één regel.";
        Said::new(remark.span(), message, "Zet de opmerking boven het kenmerk of onder de waarde.")
    })
}

fn missing_colon(line: Line<'_>) -> Option<Said> {
    if line.pair().is_some() || line.content().is_empty() {
        return None;
    }
    let start = line.first_word();
    let text = rest_of_line(line.yaml, start);
    let said = Said::new(
        Span::new(start, start + text.len()),
        "Op deze regel ontbreekt een dubbele punt.",
        "Is het een kenmerk? Schrijf dan `kenmerk: waarde`. Hoort de tekst bij de regel erboven? Laat hem dan twee spaties \
         inspringen.",
    );
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let (word, behind) = text.split_at(end);
    let instead = behind.trim_start().strip_prefix(['=', ';', '：']).map(str::trim_start);
    let said = match behind.trim_start().chars().next() {
        Some(sign @ '：') => {
            Said { message: format!("Hier staat {sign}, en dat is een ander teken dan een dubbele punt."), ..said }
        }
        _ => said,
    };
    if let Some(value) = instead.filter(|value| !word.is_empty() && !value.is_empty() && !value.contains(": ")) {
        return Some(said.replacement(format!("{word}: {value}")));
    }
    Some(match text.split_once(' ') {
        Some((word, value)) if USUAL_KEYS.contains(&word) && !matches!(word, "van" | "tot") && !value.contains(':') => {
            said.replacement(format!("{word}: {}", value.trim_start()))
        }
        _ => said,
    })
}

/// A line that stands further to the right or left than those it belongs to.
fn indented(kind: &ErrorKind, line: Line<'_>) -> Option<Said> {
    let above = line.above()?;
    let place = line.span();
    let tip = "Laat kenmerken die bij elkaar horen even ver inspringen, met spaties.";
    if *kind == ErrorKind::ExpectedDocumentStart {
        let message = "Deze regel springt minder ver in dan de eerste regel.";
        return (line.indent() < above.indent()).then(|| Said::new(place, message, tip));
    }
    if *kind == ErrorKind::ExpectedBlockSequenceEntry {
        return None;
    }
    let deeper = line.first_word() - line.start > above.first_word() - above.start;
    match above.pair() {
        Some(pair) if deeper && !pair.value.is_empty() => {
            let message = format!("Deze regel springt in onder `{}`, maar daar staat al een waarde.", pair.key);
            let tip = "Laat deze regel even ver inspringen als de regel erboven, of haal de waarde daar weg.";
            Some(Said::new(place, message, tip))
        }
        _ if line.indent() != above.indent() => {
            Some(Said::new(place, "Deze regel springt anders in dan de regels erboven.", tip))
        }
        _ => None,
    }
}

/// A bracket that is still open at the end of its line, on this line or the nearest above.
fn unclosed_bracket(here: Line<'_>) -> Option<Said> {
    let (line, pair) = std::iter::once(here)
        .chain(here.upwards())
        .filter_map(|line| Some((line, line.pair()?)))
        .find(|(_, p)| p.value.starts_with(['[', '{']))?;
    let (open, close) = if pair.value.starts_with('[') { ('[', ']') } else { ('{', '}') };
    if pair.value.matches(open).count() <= pair.value.matches(close).count() {
        return None;
    }
    let message = format!("De haak “{open}” wordt niet gesloten.");
    let tip = "Zet de sluitende haak erbij, of schrijf een lijst met streepjes onder elkaar.";
    let said = Said::new(Span::new(pair.value_at, pair.value_at + pair.value.len()), message, tip);
    let sure = ends_here(line) && !pair.value.ends_with([',', open]);
    Some(if sure { said.replacement(format!("{}{close}", pair.value)) } else { said })
}

/// Whether what begins on this line must end there: a new key or nothing comes after it.
fn ends_here(line: Line<'_>) -> bool {
    line.below().is_none_or(|below| below.content().is_empty() || below.content() == "---" || below.pair().is_some())
}

/// A quote at byte `at` that is not closed.
fn unclosed_quote(line: Line<'_>, at: usize) -> Option<Said> {
    let quote = line.yaml[at..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let text = rest_of_line(line.yaml, at);
    if quote == '\''
        && let Some(said) = apostrophe(at, text)
    {
        return Some(said);
    }
    if let Some(inside) = text.strip_suffix(['”', '“', '’']).filter(|inside| inside.matches(quote).count() == 1) {
        let message = format!("Deze tekst begint met {quote} en eindigt met een krullend aanhalingsteken.");
        let said = Said::new(Span::new(at, at + text.len()), message, format!("Zet aan het eind ook een {quote}."));
        return Some(said.replacement(format!("{inside}{quote}")));
    }
    let tip = format!("Zet aan het eind van de waarde nog een {quote}.");
    let message = "Deze tekst begint met een aanhalingsteken, maar er staat geen tweede achter.";
    let said = Said::new(Span::new(at, at + text.len()), message, tip);
    let sure = text.matches(quote).count() == 1 && text.len() > 1 && !text.ends_with('\\') && ends_here(line);
    let is_value = line.pair().is_some_and(|pair| pair.value_at == at);
    Some(if sure && is_value { said.replacement(format!("{text}{quote}")) } else { said })
}

/// `'t Horntje`: a quote that is a letter left out.
fn apostrophe(at: usize, text: &str) -> Option<Said> {
    let mut letters = text.chars().skip(1);
    let is_word = matches!(letters.next(), Some('t' | 's' | 'n' | 'k' | 'm' | 'r')) && letters.next() == Some(' ');
    is_word.then(|| {
        let message = "Deze waarde begint met een apostrof, en die leest YAML als aanhalingsteken.";
        let tip = "Zet dubbele aanhalingstekens om het geheel, zoals \"'t Plein\".";
        let said = Said::new(Span::new(at, at + text.len()), message, tip);
        if text.contains('"') { said } else { said.replacement(quoted(text)) }
    })
}

/// Text behind a closing quote. Often it is the opening one of a later line, and an earlier was never closed.
fn after_quote(line: Line<'_>, at: usize) -> Option<Said> {
    let quote = line.yaml[..at].trim_end().chars().next_back().filter(|c| matches!(c, '"' | '\''))?;
    let pair = line.pair().filter(|pair| pair.value_at <= at);
    let opened_here = pair
        .as_ref()
        .is_some_and(|pair| pair.value.starts_with(quote) && line.yaml[pair.value_at..at].matches(quote).count() > 1);
    if !opened_here {
        let opened = line
            .upwards()
            .filter_map(|line| Some((line, line.pair()?)))
            .find(|(_, pair)| pair.value.starts_with(quote) && pair.value.matches(quote).count() % 2 == 1);
        return opened.and_then(|(line, pair)| unclosed_quote(line, pair.value_at));
    }
    let pair = pair?;
    if quote == '\''
        && let Some(said) = apostrophe(pair.value_at, pair.value)
    {
        return Some(said);
    }
    // `"De "beste" wijk"`: the second quote opens a word, so the outer ones are those that were meant.
    let closing = line.yaml[..at].trim_end();
    let opens = closing[..closing.len() - 1].ends_with(' ');
    let inner = pair.value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)).filter(|_| opens);
    let message = "Na het sluitende aanhalingsteken staat nog tekst.";
    let span = Span::new(pair.value_at, pair.value_at + pair.value.len());
    let tip = "Zet de hele waarde tussen één paar aanhalingstekens, van een andere soort dan die in de tekst.";
    Some(Said::new(span, message, tip).replacement(quoted(inner.unwrap_or(pair.value))))
}

/// `"C:\Users"`.
fn windows_path(line: Line<'_>, at: usize) -> Option<Said> {
    let text = rest_of_line(line.yaml, at);
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    (inside.contains('\\') && !inside.contains(['"', '\''])).then(|| {
        let message = "Een schuine streep \\ heeft tussen dubbele aanhalingstekens een bijzondere betekenis.";
        Said::new(Span::new(at, at + text.len()), message, "Gebruik enkele aanhalingstekens: '…'.")
            .replacement(format!("'{inside}'"))
    })
}
