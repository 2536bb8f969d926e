//! What is still to be filled in, in a text.

use std::ops::Range;

use crate::diagnostics::{Code, Finding, Place};

/// Words that stand for what is still to come. In capitals: *xxx* are kisses.
const WORDS: &[&str] = &["TODO", "XXX", "TBD"];
/// What a gap between brackets is named after.
const GAPS: &[&str] = &["naam", "datum", "adres", "telefoonnummer", "e-mailadres", "tijd", "plaats", "bedrag"];
/// The longest gap that is looked at.
const MAX_GAP: usize = 80;

/// What is told of a place that `gap` found.
pub(crate) fn finding(place: Place, written: &str) -> Finding {
    Finding::new(Code::Unfinished, place, format!("Hier moet nog iets worden ingevuld: “{written}”."))
        .tip("Vul in wat hier hoort, of haal het weg. Is de tekst nog niet klaar? Zet er `concept: ja` bij.")
}

/// The first place in a text that is still to be filled in.
pub(crate) fn gap(text: &str) -> Option<Range<usize>> {
    // Nearly every text has neither a bracket nor two capitals in a row.
    let (bytes, next) = (text.as_bytes(), text.as_bytes().get(1..).unwrap_or_default());
    let may_be = bytes.iter().zip(next).fold(false, |may_be, (one, two)| {
        may_be | matches!(one, b'[' | b'{') | (one.is_ascii_uppercase() & two.is_ascii_uppercase())
    });
    if !may_be {
        return None;
    }
    let words =
        WORDS.iter().flat_map(|word| text.match_indices(word)).filter(|(at, word)| stands_alone(text, *at, word));
    let words = words.map(|(at, word)| at..at + word.len());
    let braces = between(text, "{{", "}}");
    let brackets = between(text, "[", "]").filter(|range| is_gap(&text[range.start + 1..range.end - 1]));
    words.chain(braces).chain(brackets).min_by_key(|range| range.start)
}

fn stands_alone(text: &str, at: usize, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    !text[..at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part)
}

/// What stands between an opening and the nearest closing, with both.
fn between<'t>(text: &'t str, open: &'t str, close: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    text.match_indices(open).filter_map(move |(at, _)| {
        let inside = &text[at + open.len()..];
        let near = &inside[..inside.floor_char_boundary(MAX_GAP)];
        near.find(close).map(|length| at..at + open.len() + length + close.len())
    })
}

fn is_gap(inside: &str) -> bool {
    let inside = inside.trim().to_lowercase();
    let last = inside.split_whitespace().next_back().unwrap_or_default();
    matches!(last, "invullen" | "aanvullen" | "invoegen") || GAPS.contains(&inside.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_told_from_an_aside() {
        for unfinished in ["Bel TODO.", "TODO: foto", "op [datum invullen]", "Beste {{ naam }},", "[naam]", "XXX"] {
            assert!(gap(unfinished).is_some(), "{unfinished}");
        }
        for finished in ["Liefs, xxx", "Maat XXXL", "“De wijk […] wordt mooi”", "[red.]", "{ }", "METHODO", "[x] klaar"]
        {
            assert_eq!(gap(finished), None, "{finished}");
        }
    }
}
