//! Brackets that were meant to be a link or a picture: `(tekst)[adres]`, `[tekst][naam]`, `![foto]`, `[^1]`.

use std::ops::Range;

use super::Writer;
use crate::diagnostics::Span;
use crate::taal::wording;
use crate::taal::wording::MAX_ADDRESS;

/// Reports them in a stretch of literal text.
pub(super) fn judge(writer: &mut Writer<'_>, stretch: &Range<usize>) {
    let mut from = stretch.start;
    while let Some(open) = memchr::memchr(b'[', &writer.markdown.as_bytes()[from..stretch.end]).map(|at| from + at) {
        from = open + 1;
        let near = &writer.markdown[from..writer.markdown.floor_char_boundary((from + MAX_ADDRESS).min(stretch.end))];
        let Some(close) = near.find(']').map(|length| from + length) else { continue };
        let inside = &writer.markdown[open + 1..close];
        let (before, after) = (&writer.markdown[stretch.start..open], &writer.markdown[close + 1..stretch.end]);
        let found = if before.ends_with(')') && is_address(inside) {
            reversed(before, inside, stretch.start)
        } else if inside.starts_with('^') {
            Some((open, "Een voetnoot kan hier niet. Zet de uitleg tussen haakjes in de zin.", None))
        } else if before.ends_with('!') && !after.trim_start().starts_with('(') {
            Some((open - 1, "Zet achter de beschrijving de naam van de foto: ![De ingang van de hub](foto.jpg).", None))
        } else if after.starts_with('[') && !inside.is_empty() {
            Some((open, "Schrijf het adres tussen ronde haakjes: [tekst](adres).", None))
        } else {
            None
        };
        if let Some((start, tip, meant)) = found {
            writer.not_a_link(Span::new(start, close + 1), tip, meant);
            // The second part of `[tekst][naam]` is not told as well.
            from = close + 1 + usize::from(after.starts_with('['));
        }
    }
}

/// `(tekst)[adres]`: where it begins, and how it should be.
fn reversed(before: &str, address: &str, offset: usize) -> Option<(usize, &'static str, Option<String>)> {
    let nearest = before.floor_char_boundary(before.len().saturating_sub(MAX_ADDRESS));
    let open = nearest + before[nearest..].rfind('(')?;
    let text = &before[open + 1..before.len() - 1];
    let tip = "Zet de tekst tussen rechte haken en het adres tussen ronde: [tekst](adres).";
    Some((offset + open, tip, Some(format!("[{text}]({address})"))))
}

fn is_address(text: &str) -> bool {
    !text.contains(char::is_whitespace) && (text.contains('/') || wording::is_file_name(text))
}
