//! `**` that makes other words bold than was meant, or none: with spaces on its inside, or with a letter where Markdown wants a
//! space.

use pulldown_cmark::{Event, Parser};

use crate::diagnostics::Span;

/// A stretch of a line as it should be.
pub(super) struct Rewritten {
    pub(super) span: Span,
    pub(super) text: String,
}

/// The words around the `**` at `at` as they were meant; `None` when that cannot be told, or would not help.
pub(super) fn mend(markdown: &str, at: usize) -> Option<Rewritten> {
    let begin = markdown[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = markdown[at..].find('\n').map_or(markdown.len(), |length| at + length);
    let line = &markdown[begin..end];
    if line.contains(['`', '\\', '|', '<']) || line.contains("***") {
        return None;
    }
    let marks: Vec<usize> = line.match_indices("**").map(|(at, _)| at).collect();
    let (pairs, []) = marks.as_chunks::<2>() else { return None };
    let mut wrong = pairs.iter().filter(|pair| tight(line, **pair) != line[pair[0]..pair[1] + 2]);
    let (first, last) = (wrong.next()?, wrong.next_back());
    let (from, until) = (first[0], last.unwrap_or(first)[1] + 2);
    let mut text = String::new();
    let mut done = from;
    for pair in pairs.iter().filter(|pair| (from..until).contains(&pair[0])) {
        text.push_str(&line[done..pair[0]]);
        text.push_str(&tight(line, *pair));
        done = pair[1] + 2;
    }
    let span = Span::new(begin + from, begin + until);
    let mended = format!("{}{text}{}", &line[..from], &line[until..]);
    let is_bold = Parser::new(&mended).all(|event| !matches!(event, Event::Text(text) if text.contains('*')));
    (is_bold && !text.contains("****")).then_some(Rewritten { span, text })
}

/// Bold words as they should be written, with a space where they would stick to others.
fn tight(line: &str, [open, close]: [usize; 2]) -> String {
    let (inside, before, after) = (&line[open + 2..close], &line[..open], &line[close + 2..]);
    let words = inside.trim();
    // Letters may stick to letters: zelf**bedacht**e.
    let sticks = |inner: bool| words.len() < inside.len() || !inner;
    let left = before.ends_with(char::is_alphanumeric) && sticks(words.starts_with(char::is_alphanumeric));
    let right = after.starts_with(char::is_alphanumeric) && sticks(words.ends_with(char::is_alphanumeric));
    format!("{}**{words}**{}", if left { " " } else { "" }, if right { " " } else { "" })
}
