//! Telephone numbers in prose. Which numbers there are is for `values`.

use std::ops::Range;

use memchr::memchr2;

use crate::values::{Parse, Telefoon};

/// How long a telephone number is at most, as people write it: `+31 (0)123 – 45 67 89`.
const LONGEST: usize = 24;

/// The telephone numbers that begin in a stretch of a text. One may go on behind the stretch, as the signs in it can end that.
pub(crate) fn numbers(text: &str, stretch: Range<usize>) -> Vec<(Range<usize>, Telefoon)> {
    let mut found = Vec::new();
    let mut from = stretch.start;
    while let Some(length) = memchr2(b'0', b'+', &text.as_bytes()[from.min(stretch.end)..stretch.end]) {
        let zero = from + length;
        from = zero + 1;
        // The number of most municipalities is 14 and the number of their area, which is never 00.
        let is_of_area = text[..zero].ends_with("14 ") && !text[from..].starts_with('0');
        let start = if is_of_area { zero - 3 } else { zero };
        if let Some((end, number)) = number_at(text, start) {
            found.push((start..end, number));
            from = end;
        }
    }
    found
}

/// The number that begins here, if one does, and where it ends.
fn number_at(text: &str, start: usize) -> Option<(usize, Telefoon)> {
    let ends_in = |c: char| c.is_alphanumeric() || ".,-/+".contains(c);
    if text[..start].ends_with(ends_in) || is_account(&text[..start]) {
        return None;
    }
    let rest = &text[start..text.floor_char_boundary(start + LONGEST)];
    let length = rest.find(|c: char| !c.is_ascii_digit() && !" +()-–\u{a0}".contains(c)).unwrap_or(rest.len());
    let run = &rest[..length];
    if is_day(run) {
        return None;
    }
    // What follows may have digits, too: a number ends where a group of them does, and the longest counts.
    let is_end = |at: &usize| run[..*at].ends_with(|c: char| c.is_ascii_digit());
    let is_whole = |at: &usize| !text[start + at..].starts_with(|c: char| c.is_alphanumeric() || c == ':');
    let ends = (1..=run.len()).rev().filter(|at| run.is_char_boundary(*at)).filter(is_end).filter(is_whole);
    ends.filter(|end| is_grouped(&run[..*end])).find_map(|end| Some((start + end, Telefoon::parse(&run[..end]).ok()?)))
}

/// Whether the first digits are those of an area, or all of them.
fn is_grouped(number: &str) -> bool {
    let first = number.split(|c: char| !c.is_ascii_digit() && c != '+').next().unwrap_or_default();
    first.starts_with('+') || matches!(first, "06" | "14" | "0031") || matches!(first.len(), 3 | 4 | 10 | 11)
}

/// Whether it begins with a day: `06-02-2026`.
fn is_day(run: &str) -> bool {
    let parts: Vec<usize> =
        run.split(['-', '–']).map(|part| part.bytes().take_while(u8::is_ascii_digit).count()).collect();
    parts.starts_with(&[2, 2, 4])
}

/// Whether a number of a bank account goes on behind it: `NL00 BANK 0123 …`.
fn is_account(before: &str) -> bool {
    let word = before.trim_end().rsplit(' ').next().unwrap_or_default();
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, String)> {
        numbers(text, 0..text.len()).into_iter().map(|(range, number)| (&text[range], number.href())).collect()
    }

    #[test]
    fn numbers_are_found_whole() {
        for (text, number, href) in [
            ("Bel 0123 45 67 89.", "0123 45 67 89", "tel:+31123456789"),
            ("(0123-456789)", "0123-456789", "tel:+31123456789"),
            ("Bel 06 12345678, of kom langs", "06 12345678", "tel:+31612345678"),
            ("Bel 0612345678 12 uur", "0612345678", "tel:+31612345678"),
            ("tel.: +31 (0)123 456 789!", "+31 (0)123 456 789", "tel:+31123456789"),
            ("Bel 14 0123 (gemeente)", "14 0123", "tel:140123"),
            ("Bel 0800 1234 gratis", "0800 1234", "tel:08001234"),
            ("Bel 0123 45 67 89 2 keer", "0123 45 67 89", "tel:+31123456789"),
        ] {
            assert_eq!(found(text), [(number, href.to_owned())], "{text}");
        }
        assert_eq!(found("0123 45 67 89 of 06 12 34 56 78").len(), 2);
    }

    #[test]
    fn other_digits_are_left_alone() {
        for text in [
            "van 01-02-2026 10:30 tot 06-02-2026 10 uur",
            "NL00 BANK 0123 4567 89",
            "BU09990101 en 0999 0101",
            "€ 80.000 extra in 2026, 10.000 meer dan in 2020",
            "14 000 inwoners, 0 tot 4 jaar",
            "van 09:00 tot 12:00 uur",
            "kenmerk 2026-0123456789 en 0123456789a",
            "0123 45",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
