//! Marks that mean something elsewhere and nothing here: those of other editors, of converters and of other sorts of markup.
//! They would stand on the page as they were typed. Each is a stretch of the table `elders.txt`.
//!
//! Patterns are tried only on a line that has one of the [signs](is_sign) in its literal text, from its first words on: spaces
//! and the marks of a quotation are cut off.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use regex::{Captures, Regex, RegexSet};

use super::Writer;
use super::meant::Letterlijk;
use crate::diagnostics::{Code, Finding, Place, Span};

/// A mark of another editor.
struct Teken {
    /// How it is found; the group `m`, when there is one, is what is pointed at.
    pattern: &'static str,
    /// The same, once it was needed.
    regex: OnceLock<Regex>,
    /// What it is meant for (Dutch, begins the sentence).
    what: &'static str,
    /// Whether only who writes should see it: an error, as it would be published.
    is_remark: bool,
    /// What can be done instead (Dutch).
    tip: &'static str,
    /// What can stand there instead, if that is sure, with the groups of the pattern in it.
    instead: Option<&'static str>,
}

/// Digits as small signs of their own, by what the table calls them.
const SMALL: [(&str, [char; 10]); 2] = [
    ("${hoog}", ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']),
    ("${laag}", ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉']),
];

/// All marks; of two at one place the first is told.
static MARKS: LazyLock<Vec<Teken>> = LazyLock::new(|| {
    let stretches = include_str!("elders.txt").split("\n\n").filter(|stretch| !stretch.starts_with("# "));
    stretches.filter_map(Teken::read).collect()
});

static SET: LazyLock<RegexSet> = LazyLock::new(|| made(RegexSet::new(MARKS.iter().map(|mark| mark.pattern))));

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
            for captures in MARKS[row].regex().captures_iter(words) {
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
            let mark = &MARKS[row];
            // A box is one mistake, with its end.
            let is_fence = markdown[at.clone()].starts_with(":::");
            let is_end = is_fence && box_open && markdown[at.clone()].trim_end_matches([':', ' ']).is_empty();
            box_open = (box_open || is_fence) && !is_end;
            if !is_end && !goes_on(&told, &at, markdown, mark) {
                let place = writer.place(Span::from(at.clone()));
                writer.report(mark.finding(place).replacement(mark.instead(&captures)));
            }
            told.push(at);
        }
    }
    told
}

/// Whether a line of a grid table goes on with one that was told.
fn goes_on(told: &[Range<usize>], at: &Range<usize>, markdown: &str, mark: &Teken) -> bool {
    let is_grid =
        |range: &Range<usize>| markdown[range.clone()].starts_with("+-") || markdown[range.clone()].starts_with("+=");
    mark.pattern.starts_with(r"^\+")
        && told.last().is_some_and(|last| is_grid(last) && !markdown[last.end..at.start].contains("\n\n"))
}

impl Teken {
    /// The mark of a stretch of the table.
    fn read(stretch: &'static str) -> Option<Self> {
        let line = |sign| stretch.lines().find_map(|line| line.strip_prefix(sign));
        Some(Self {
            pattern: stretch.lines().next()?,
            regex: OnceLock::new(),
            what: line("= ").or(line("! "))?,
            is_remark: line("! ").is_some(),
            tip: line("+ ")?,
            instead: line(">").map(str::trim_start),
        })
    }

    fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| made(Regex::new(self.pattern)))
    }

    fn finding(&self, place: Place) -> Finding {
        let what = self.what;
        let (code, message) = if self.is_remark {
            (Code::Remark, format!("{what} is voor uzelf, maar iedereen kan die op de pagina lezen."))
        } else {
            (Code::LooksLikeMarkdown, format!("{what} werkt hier niet; het staat zo op de pagina."))
        };
        Finding::new(code, place, message).tip(self.tip)
    }

    fn instead(&self, captures: &Captures<'_>) -> Option<String> {
        let text = self.instead?;
        if let Some((_, signs)) = SMALL.iter().find(|(name, _)| *name == text) {
            let digits = captures.get(1)?.as_str().bytes();
            return Some(digits.map(|digit| signs[usize::from(digit - b'0') % signs.len()]).collect());
        }
        let mut out = String::new();
        captures.expand(text, &mut out);
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_can_be_made() {
        assert_eq!(MARKS.len(), include_str!("elders.txt").matches("\n+ ").count());
        assert_eq!(MARKS.len(), SET.len());
        for mark in MARKS.iter() {
            assert_eq!(mark.regex().as_str(), mark.pattern);
            assert!(mark.what.starts_with(char::is_uppercase) && mark.tip.ends_with('.'), "{}", mark.what);
        }
    }
}
