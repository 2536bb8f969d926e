//! A text → the words it is found by. The script of the theme does the same with what somebody types; `tests/zoeken/woorden.json`
//! says for both what comes out.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are cut: nobody types more of one.
const LONGEST: usize = 40;

/// Gives each word of a text to `each`, in order; a word with a hyphen in parts and as a whole.
pub(crate) fn woorden(text: &str, mut each: impl FnMut(&str)) {
    let plain = plain(text);
    for run in plain.split(|c| !is_part(c)) {
        if run.bytes().all(|b| b.is_ascii_lowercase()) {
            // Most words are.
            if !run.is_empty() && !is_left_over(run) {
                each(cut(run));
            }
        } else {
            parts(run, &mut each);
        }
    }
}

/// Whether a character can be part of a word, or join two of them.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '-' | '/' | '+')
}

/// What is left of *het*, *des* and *een* where they are written short.
fn is_left_over(word: &str) -> bool {
    matches!(word, "t" | "s" | "n")
}

fn cut(word: &str) -> &str {
    word.char_indices().nth(LONGEST).map_or(word, |(end, _)| &word[..end])
}

fn parts(run: &str, each: &mut impl FnMut(&str)) {
    let run = run.strip_suffix("'s").unwrap_or(run);
    let (mut whole, mut count) = (String::new(), 0);
    for part in run.split(['\'', '-', '/']).filter(|part| !part.is_empty()) {
        count += 1;
        whole.push_str(part);
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = part.split_at(digits);
        let rest = if let Some(rest) = rest.strip_prefix('+').filter(|_| digits > 0) {
            each(cut(&format!("{number}+")));
            each(cut(number));
            rest
        } else {
            part
        };
        for word in rest.split('+').filter(|word| !word.is_empty() && !is_left_over(word)) {
            each(cut(word));
        }
    }
    if count > 1 {
        whole.retain(|c| c != '+');
        if !whole.is_empty() {
            each(cut(&whole));
        }
    }
}

/// A text in small letters without marks, with one sort of hyphen and apostrophe.
fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return if text.bytes().any(|b| b.is_ascii_uppercase() || b == b'`') {
            text.to_ascii_lowercase().replace('`', "'").into()
        } else {
            text.into()
        };
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '`' => out.push('\''),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            _ => match usual(c) {
                Some(known) => out.push_str(known),
                None => return of_any(text).into(),
            },
        }
    }
    out.into()
}

/// What becomes of the characters beside ASCII that Dutch texts are full of.
fn usual(c: char) -> Option<&'static str> {
    Some(match c {
        '’' | '‘' => "'",
        '\u{a0}' | '–' | '—' | '“' | '”' | '€' | '…' | '·' | '•' => " ",
        '\u{ad}' | '\u{200b}' | '\u{feff}' => "",
        '‑' | '‐' => "-",
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => "e",
        'á' | 'à' | 'â' | 'ä' | 'Ä' => "a",
        'ó' | 'ò' | 'ô' | 'ö' | 'Ö' => "o",
        'í' | 'ì' | 'î' | 'ï' | 'Ï' => "i",
        'ú' | 'ù' | 'û' | 'ü' | 'Ü' => "u",
        'ç' => "c",
        _ => return None,
    })
}

/// The same for any text.
fn of_any(text: &str) -> String {
    let text: String = text.chars().map(|c| if matches!(c, '’' | '‘' | 'ʼ' | '`') { '\'' } else { c }).nfkc().collect();
    let unseen = |c: &char| is_combining_mark(*c) || matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}');
    text.to_lowercase().nfd().filter(|c| !unseen(c)).map(|c| if c == '‐' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the script must do, too.
    const VECTORS: &str = include_str!("../../tests/zoeken/woorden.json");

    #[test]
    fn words_are_those_of_the_table() {
        let table: serde_json::Map<String, serde_json::Value> = serde_json::from_str(VECTORS).unwrap();
        assert!(table.len() > 30);
        for (text, expected) in table {
            let mut found = Vec::new();
            woorden(&text, |word| found.push(word.to_owned()));
            assert_eq!(serde_json::json!(found), expected, "{text:?}");
        }
    }

    #[test]
    fn the_short_way_gives_what_the_long_one_gives() {
        // ŉ is an apostrophe and a letter, which would be taken apart twice.
        for c in (' '..='ſ').chain('‐'..='…').filter(|c| *c != 'ŉ') {
            let text = format!("een{c}Twee");
            let (mut short, mut long) = (Vec::new(), Vec::new());
            woorden(&text, |word| short.push(word.to_owned()));
            woorden(&of_any(&text), |word| long.push(word.to_owned()));
            assert_eq!(short, long, "{c:?}");
        }
    }
}
