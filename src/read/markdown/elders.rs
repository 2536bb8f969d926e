//! Marks that mean something elsewhere and nothing here: those of other editors, of converters and of other sorts of markup.
//! They would stand on the page as they were typed. Each is one row of the table [`MARKS`].
//!
//! Patterns are tried only on a line that has one of the [signs](is_sign) in its literal text, from its first words on: spaces
//! and the marks of a quotation are cut off.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex, RegexSet};

use super::Writer;
use super::meant::Letterlijk;
use crate::diagnostics::{Code, Finding, Span};

/// A mark of another editor.
struct Teken {
    /// How it is found; the group `m`, when there is one, is what is pointed at.
    pattern: &'static str,
    /// What it is meant for (Dutch, begins the sentence).
    what: &'static str,
    /// What can be done instead (Dutch).
    tip: &'static str,
    /// What can stand there instead, if that is sure.
    instead: Instead,
}

/// What can stand in the place of a mark.
enum Instead {
    Unsure,
    /// A text, with the groups of the pattern in it.
    Text(&'static str),
    /// The first group, as small digits that are signs of their own.
    Digits([char; 10]),
}

use Instead::{Digits, Text, Unsure};

const fn mark(pattern: &'static str, what: &'static str, tip: &'static str, instead: Instead) -> Teken {
    Teken { pattern, what, tip, instead }
}

const HIGH: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
const LOW: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];

const BOX: &str = "Een kader";
const BOX_TIP: &str =
    "Haal deze regel weg. Begin de alinea met een vet woord, zoals **Let op:**, of gebruik een > als citaat.";
const BRACES: &str = "Opmaak tussen accolades";
const BRACES_TIP: &str = "Haal de accolades weg, met wat ertussen staat.";
const REMARK_TIP: &str = "Haal de opmerking weg. Moet die in het bestand blijven? Zet er <!-- voor en --> achter.";

/// Remarks that only who writes should see: an error, as they would be published. They come first in [`MARKS`].
const REMARKS: usize = 4;

/// All marks; of two at one place the first is told.
const MARKS: &[Teken] = &[
    // Obsidian, CriticMarkup, templates.
    mark(r"%%([^%\n]+)%%", "Deze opmerking", REMARK_TIP, Text("<!--${1}-->")),
    mark(r"^%%[ \t]*$", "Deze opmerking", REMARK_TIP, Unsure),
    mark(r"\{>>([^\n]*?)<<\}", "Deze opmerking", REMARK_TIP, Text("<!--${1}-->")),
    mark(r"\{#[ \t]([^\n]*?)#\}", "Deze opmerking", REMARK_TIP, Text("<!-- ${1}-->")),
    // CriticMarkup: proposals for a text.
    mark(
        r"\{(?:\+\+[^\n]*?\+\+|--[^\n]*?--|~~[^\n]*?~~|==[^\n]*?==)\}",
        "Een voorstel voor een andere tekst",
        "Schrijf alleen de tekst die moet blijven.",
        Unsure,
    ),
    // Most editors.
    mark(
        r"~~[^~\n]+~~",
        "Doorhalen",
        "Wie de site laat voorlezen, hoort de streep niet. Schrijf alleen wat nu geldt.",
        Unsure,
    ),
    mark(r"^(?:[-*+][ \t]+)?(?P<m>\[[ xX]\][ \t]+)[^\n]", "Een vakje om aan te vinken", "Haal de haken weg.", Text("")),
    mark(r"==([^=\s](?:[^=\n]*[^=\s])?)==", "Markeren", "Maak belangrijke woorden vet: **let op**.", Text("**${1}**")),
    mark(r"\^([0-9]+)\^", "Een hoog cijfer", "Gebruik het teken zelf, zoals ² of ³.", Digits(HIGH)),
    mark(r"~([0-9]+)~", "Een laag cijfer", "Gebruik het teken zelf, zoals ₂.", Digits(LOW)),
    mark(r"[\^]([A-Za-z]{1,4})[\^]", "Een hoge letter", "Schrijf de letters gewoon.", Text("${1}")),
    // GitHub and Obsidian, pandoc and Docusaurus, MkDocs.
    mark(r"(?i)^\[!tip\][+-]?", BOX, BOX_TIP, Text("**Tip:**")),
    mark(r"^\[![A-Za-z]+\][+-]?", BOX, BOX_TIP, Text("**Let op:**")),
    mark(r"^:::+[^\n]*", BOX, BOX_TIP, Unsure),
    mark(r"^(?:!!!|\?\?\?\+?)[ \t][^\n]*", BOX, BOX_TIP, Unsure),
    // Jekyll, Hugo.
    mark(
        r"\{%[^\n]*?%\}|\{\{[<%][^\n]*?[>%]\}\}",
        "Een opdracht aan een ander programma",
        "Haal weg wat tussen de accolades staat. Voor een foto schrijft u ![beschrijving](foto.jpg).",
        Unsure,
    ),
    // pandoc, kramdown, and what becomes of Word in a converter.
    mark(r"\[([^\]\[\n]+)\]\{[^{}\n]*\}", BRACES, BRACES_TIP, Text("${1}")),
    mark(r"[ \t]*\{(?:[:.][^{}\n]*|#[^ \t{}\n][^{}\n]*|[ \t]*[a-z-]+=[^{}\n]*)\}", BRACES, BRACES_TIP, Text("")),
    mark(
        r"(?i)^\[\[?_?toc_?\]\]?[ \t]*$",
        "Een inhoudsopgave",
        "Haal deze regel weg: koppen zijn genoeg om een tekst door te lopen.",
        Text(""),
    ),
    // Wikis, Obsidian.
    mark(
        r"!\[\[[^\]\n]+\]\]",
        "Een foto of stuk tekst van elders",
        "Schrijf ![De ingang van de hub](foto.jpg), met de naam van het bestand.",
        Unsure,
    ),
    mark(
        r"\[\[[^\]\n]+\]\]",
        "Een link tussen dubbele haken",
        "Schrijf [tekst](bestand.md), met de naam van het bestand.",
        Unsure,
    ),
    mark(r"'''([^'\n]+)'''", "Vet met drie apostrofs", "Zet woorden tussen sterretjes: **vet**.", Text("**${1}**")),
    mark(r"^={2,6}[ \t][^\n]+[ \t]={2,6}[ \t]*$", "Een kop tussen is-tekens", "Begin een kop met ##.", Unsure),
    mark(r"^h[1-6]\.[ \t][^\n]+", "Een kop met h en een cijfer", "Begin een kop met ##.", Unsure),
    mark(
        r"\[(?:b|i|u|s|url|img|list|quote|code|color|size)(?:=[^\]\n]*)?\]",
        "Een code van een forum",
        "Maak woorden vet met **vet**, en een link met [tekst](adres).",
        Unsure,
    ),
    // Lists of terms, grid tables, LaTeX, smileys in words, Word.
    mark(r"^(?P<m>:[ \t]+)[^\s]", "Een lijst met begrippen", "Schrijf het op één regel: **Begrip**: uitleg.", Unsure),
    mark(
        r"^\+(?:[-=:]{3,}\+)+[ \t]*$",
        "Een tabel met plustekens",
        "Zet een | tussen de vakjes, en onder de bovenste rij een rij met streepjes: | --- | --- |.",
        Unsure,
    ),
    mark(r"^\\(?:newpage|pagebreak|clearpage)\b[^\n]*", "Een nieuwe bladzijde", "Haal deze regel weg.", Text("")),
    mark(
        r"(?:^|[ \t(])(?P<m>:[a-z]+(?:_[a-z]+)*:)",
        "Een plaatje in woorden",
        "Haal het weg, of zet het teken zelf in de tekst.",
        Unsure,
    ),
    mark(
        r"(?:</?[a-z]+:[a-z]+[^<>\n]*>)+",
        "Opmaak van een ander programma",
        "Haal weg wat tussen < en > staat.",
        Text(""),
    ),
];

static SET: LazyLock<RegexSet> = LazyLock::new(|| made(RegexSet::new(MARKS.iter().map(|mark| mark.pattern))));
static PATTERNS: LazyLock<Vec<Regex>> =
    LazyLock::new(|| MARKS.iter().map(|mark| made(Regex::new(mark.pattern))).collect());

/// A pattern of the table: whether each can be made is tested.
fn made<T>(pattern: Result<T, regex::Error>) -> T {
    pattern.unwrap_or_else(|why| unreachable!("{why}"))
}

/// The longest line that is looked at, in bytes: nobody writes longer ones, and looking takes ever longer.
const MAX_LINE: usize = 20_000;

/// Whether two bytes that follow each other can be part of a mark. Nearly all text is told apart by this alone.
#[expect(clippy::needless_bitwise_bool, reason = "without jumps many bytes are looked at at once")]
fn is_sign(byte: u8, next: u8) -> bool {
    matches!(byte, b'{' | b'~' | b'[' | b'^')
        | ((byte == next) & matches!(byte, b'%' | b'=' | b':' | b'!' | b'?' | b'\''))
        | (next.is_ascii_lowercase() & matches!(byte, b':' | b'\\' | b'<'))
        | ((byte == b'<') & (next == b'/'))
        | ((byte == b'+') & matches!(next, b'-' | b'='))
        | ((byte == b'h') & matches!(next, b'1'..=b'6'))
}

/// Reports the marks in the lines of a text, and gives where they stand: nothing more is to be said of that.
pub(super) fn judge(writer: &mut Writer<'_>, literal: &Letterlijk) -> Vec<Range<usize>> {
    let mut told: Vec<Range<usize>> = Vec::new();
    let markdown = writer.markdown;
    let (mut seen, mut box_open) = (0, false);
    for stretch in literal.ranges() {
        let from = stretch.start.max(seen);
        // The last byte of a stretch is seen with the one behind it, and a line can begin with a colon.
        let near = &markdown.as_bytes()[from.min(stretch.end)..markdown.len().min(stretch.end + 1)];
        let pairs = near.iter().zip(near.get(1..).unwrap_or_default());
        let has_sign = pairs.fold(false, |any, (byte, next)| any | is_sign(*byte, *next));
        if from >= stretch.end || !(has_sign || near.starts_with(b": ")) {
            continue;
        }
        let begin = markdown[..from].rfind('\n').map_or(0, |newline| newline + 1);
        let end = markdown[from..].find('\n').map_or(markdown.len(), |length| from + length);
        seen = end;
        if end - begin > MAX_LINE {
            continue;
        }
        let line = &markdown[begin..end];
        let words = line.trim_start_matches([' ', '\t', '>', '#']);
        let start = end - words.len();
        let mut found: Vec<(Range<usize>, usize, Captures<'_>)> = Vec::new();
        for row in SET.matches(words) {
            for captures in PATTERNS[row].captures_iter(words) {
                let Some(at) = captures.name("m").or_else(|| captures.get(0)) else { continue };
                found.push((start + at.start()..start + at.end(), row, captures));
            }
        }
        found.sort_by_key(|(at, row, _)| (at.start, *row));
        for (at, row, captures) in found {
            let overlaps = told.last().is_some_and(|last| at.start < last.end);
            let first = at.start + (at.len() - markdown[at.clone()].trim_start().len());
            if overlaps || !literal.has(first) {
                continue;
            }
            let Teken { what, tip, instead, .. } = &MARKS[row];
            // A box is one mistake, with its end.
            let is_fence = markdown[at.clone()].starts_with(":::");
            let is_end = is_fence && box_open && markdown[at.clone()].trim_end_matches([':', ' ']).is_empty();
            box_open = (box_open || is_fence) && !is_end;
            if !is_end && !goes_on(&told, &at, markdown, row) {
                let code = if row < REMARKS { Code::Remark } else { Code::LooksLikeMarkdown };
                let message = match code {
                    Code::Remark => format!("{what} is voor uzelf, maar iedereen kan die op de pagina lezen."),
                    _ => format!("{what} werkt hier niet; het staat zo op de pagina."),
                };
                let place = writer.place(Span::from(at.clone()));
                let replacement = instead.of(&captures);
                writer.report(Finding::new(code, place, message).tip(*tip).replacement(replacement));
            }
            told.push(at);
        }
    }
    told
}

/// Whether a line of a grid table goes on with one that was told.
fn goes_on(told: &[Range<usize>], at: &Range<usize>, markdown: &str, row: usize) -> bool {
    let is_grid =
        |range: &Range<usize>| markdown[range.clone()].starts_with("+-") || markdown[range.clone()].starts_with("+=");
    MARKS[row].pattern.starts_with(r"^\+")
        && told.last().is_some_and(|last| is_grid(last) && !markdown[last.end..at.start].contains("\n\n"))
}

impl Instead {
    fn of(&self, captures: &Captures<'_>) -> Option<String> {
        match self {
            Unsure => None,
            Text(text) => {
                let mut out = String::new();
                captures.expand(text, &mut out);
                Some(out)
            }
            Digits(signs) => {
                let digits = captures.get(1)?.as_str().bytes();
                Some(digits.map(|digit| signs[usize::from(digit - b'0') % signs.len()]).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_can_be_made() {
        assert_eq!(PATTERNS.len(), SET.len());
        for mark in MARKS {
            assert!(mark.what.starts_with(char::is_uppercase) && mark.tip.ends_with('.'), "{}", mark.what);
        }
    }
}
