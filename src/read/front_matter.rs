//! The keys at the beginning of a Markdown file, between two lines with `---`.
//!
//! What is nearly such a line is told where it stands, and read as what was meant, so that the other mistakes are told as well.

use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::source::SourcePath;

/// What belongs in a file, for who left it empty.
pub(crate) struct Expected {
    /// What editors call such a file, with its article.
    pub(crate) what: &'static str,
    /// The keys that it cannot do without.
    pub(crate) keys: Vec<&'static str>,
}

/// The two parts of a Markdown file.
pub(crate) struct FrontMatter<'t> {
    /// Where the keys stand.
    pub(crate) keys: Span,
    pub(crate) body: &'t str,
    pub(crate) body_start: usize,
}

impl<'t> FrontMatter<'t> {
    /// Cuts a file in two, or says why that cannot be.
    pub(crate) fn split(
        text: &'t str,
        path: &SourcePath,
        expected: impl FnOnce() -> Expected,
        findings: &mut Findings,
    ) -> Option<Self> {
        if is_empty(text, path, expected, findings) {
            return None;
        }
        let start = opening(text, path, findings)?;
        let lines = || lines_from(text, start);
        // YAML itself ends with dots, too.
        if let Some((at, line)) = lines().find(|(_, line)| is_fence(line) || matches!(line.trim_end(), "..." | "…")) {
            if line.trim_end() != "---" {
                findings.push(wrong_fence(at, line, path));
            }
            let body_start = at + line.len();
            let body = &text[body_start..];
            second_block(body, body_start, path, findings);
            return Some(Self { keys: Span::new(start, at), body, body_start });
        }
        // Without a second line with ---, the keys go on as long as they look like keys.
        let keys = lines().take_while(|(_, line)| looks_like_key(line));
        let last = keys.last().filter(|(at, line)| text[at + line.len()..].starts_with(['\n', '\r']));
        let (span, replacement) = match last {
            Some((at, line)) => {
                let line = line.trim_end();
                (Span::new(at, at + line.len()), Some(format!("{line}\n---")))
            }
            None => (Span::new(start.min(text.find("---").unwrap_or(0)), start).within(text), None),
        };
        let message = match replacement {
            Some(_) => "Onder het laatste kenmerk ontbreekt een regel met ---.",
            None => "De kenmerken beginnen hier, maar er staat geen tweede regel met --- onder.",
        };
        findings.push(
            Finding::new(Code::FrontMatterUnclosed, Place::new(path, span), message)
                .tip("Zet onder het laatste kenmerk een regel met alleen ---.")
                .replacement(replacement),
        );
        let (at, line) = last?;
        let body_start = at + line.len();
        Some(Self { keys: Span::new(start, body_start), body: &text[body_start..], body_start })
    }
}

/// Reports a file in which nothing stands, with what belongs there.
pub(crate) fn is_empty(
    text: &str,
    path: &SourcePath,
    expected: impl FnOnce() -> Expected,
    findings: &mut Findings,
) -> bool {
    let empty = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty();
    if empty {
        let Expected { what, keys } = expected();
        let keys: Vec<String> = keys.iter().map(|key| format!("`{key}: …`")).collect();
        let keys = if keys.is_empty() { String::new() } else { format!(", met ten minste {}", keys.join(", ")) };
        findings.push(
            Finding::new(Code::EmptyValue, Place::file(path), "Dit bestand is leeg.")
                .tip(format!("Hier horen de kenmerken van {what}{keys}. Is het niet nodig? Haal het dan weg.")),
        );
    }
    empty
}

/// Where the keys begin, below the first line with ---.
fn opening(text: &str, path: &SourcePath, findings: &mut Findings) -> Option<usize> {
    let (at, line) = lines_from(text, 0).find(|(_, line)| !is_blank(line))?;
    if line.trim_end() == "+++" {
        findings.push(
            Finding::new(
                Code::FrontMatterMissing,
                Place::new(path, Span::new(at, at + "+++".len())),
                "Tussen regels met +++ staan kenmerken zoals een ander programma ze schrijft.",
            )
            .tip("Zet --- in plaats van +++, en schrijf elk kenmerk als `kenmerk: waarde` in plaats van kenmerk = \"waarde\"."),
        );
        return None;
    }
    if is_fence(line) {
        if at > 0 {
            findings.push(
                Finding::new(
                    Code::FrontMatterMissing,
                    Place::new(path, Span::new(0, at)),
                    "Boven de eerste --- staat een lege regel.",
                )
                .tip("Haal die regel weg: de --- hoort op de eerste regel van het bestand.")
                .replacement(Some(String::new())),
            );
        }
        if line.trim_end() != "---" {
            findings.push(wrong_fence(at, line, path));
        }
        return Some(at + line.len());
    }
    let closed = lines_from(text, at).find(|(_, line)| !looks_like_key(line)).is_some_and(|(_, line)| is_fence(line));
    let has_keys = looks_like_key(line) && closed;
    let first = line.trim_end();
    findings.push(
        Finding::new(
            Code::FrontMatterMissing,
            Place::new(path, Span::new(at, at + first.len())),
            if has_keys {
                "Boven deze kenmerken ontbreekt een regel met ---."
            } else {
                "Dit bestand begint niet met kenmerken tussen twee regels met ---."
            },
        )
        .tip("Zet op de eerste regel ---, daaronder de kenmerken (zoals `titel: …`), en dan weer een regel met ---.")
        .replacement(has_keys.then(|| format!("---\n{first}"))),
    );
    has_keys.then_some(at)
}

/// A line that was meant as `---`: with a space, too many dashes, or dashes that a word processor joined.
fn wrong_fence(at: usize, line: &str, path: &SourcePath) -> Finding {
    let line = line.trim_end();
    let message = format!("Hier hoort een regel met alleen ---, maar er staat “{line}”.");
    Finding::new(Code::FrontMatterUnclosed, Place::new(path, Span::new(at, at + line.len())), message)
        .tip("Schrijf drie gewone streepjes aan het begin van de regel, en niets erachter.")
        .replacement(Some("---".to_owned()))
}

/// Keys that stand below the keys, where they would be shown as text.
fn second_block(body: &str, offset: usize, path: &SourcePath, findings: &mut Findings) {
    let mut lines = lines_from(body, 0).filter(|(_, line)| !is_blank(line)).peekable();
    let opened = lines.next_if(|(_, line)| is_fence(line)).is_some();
    let Some(&(at, first)) = lines.peek() else { return };
    let mut below = lines.skip_while(|(_, line)| looks_like_key(line));
    if looks_like_key(first) && is_word_key(first) && below.next().is_some_and(|(_, line)| is_fence(line)) {
        let place = Place::new(path, Span::new(at, at + first.trim_end().len()).shifted(offset));
        let message = "Dit kenmerk staat onder de kenmerken, in de tekst.";
        let tip = if opened {
            "Zet alle kenmerken in één blok, en haal de regels met --- ertussen weg."
        } else {
            "Haal de regel met --- hierboven weg."
        };
        findings.push(Finding::new(Code::FrontMatterUnclosed, place, message).tip(tip));
    }
}

/// The lines from byte `start`, with where they begin.
fn lines_from(text: &str, start: usize) -> impl Iterator<Item = (usize, &str)> {
    text[start..].split_inclusive('\n').scan(start, |at, line| {
        let here = *at;
        *at += line.len();
        Some((here, line))
    })
}

fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || c == '\u{feff}')
}

/// Whether a line is `---`, or was meant so.
fn is_fence(line: &str) -> bool {
    let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    line.chars().all(|c| matches!(c, '-' | '–' | '—' | '−')) && (line.chars().count() > 1 || line == "—")
}

/// Whether a line can stand among keys: `kenmerk: …`, a part of a list or something indented.
fn looks_like_key(line: &str) -> bool {
    !is_blank(line) && (line.starts_with([' ', '\t', '#']) || line.starts_with("- ") || is_word_key(line))
}

fn is_word_key(line: &str) -> bool {
    let word = line.split_once(':').map_or("", |(word, _)| word);
    let behind = &line[word.len()..];
    !word.is_empty()
        && word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        && (behind.starts_with(": ") || behind.trim_end() == ":")
}
