//! What is new, written as YAML that every reader of it reads alike: words as they are only where nobody could take them for
//! something else.

use super::Desired;

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// As it is.
    Plain,
    /// Between `'`.
    Single,
    /// Between `"`.
    Double,
    /// Lines below `|` or `>`.
    Block,
}

/// How far what belongs to a key is indented.
pub(super) const STEP: usize = 2;

/// Words that one version of YAML or another takes for something else than a text.
const WORDS: [&str; 18] = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<", ".inf", "-.inf", "+.inf", ".nan",
    "---", "...",
];

/// Whether a text may stand as it is; `is_flow` within brackets.
fn is_plain(text: &str, is_flow: bool) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let is_number = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || first != '0') && text.len() < 10;
    if is_number || is_date(text) {
        return true;
    }
    let is_word = !WORDS.iter().any(|word| word.eq_ignore_ascii_case(text));
    let is_sign = first.is_ascii_punctuation() && !matches!(first, '(' | '/' | '_' | '$' | ';' | '^');
    let looks_like_number = first.is_ascii_digit()
        && text.chars().all(|c| {
            c.is_ascii_hexdigit() || matches!(c, '.' | ',' | ':' | '_' | '-' | '+' | 'x' | 'o' | 'T' | 'Z' | ' ')
        });
    let has_unseen = text.chars().any(|c| {
        c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{200b}'..='\u{200f}')
    });
    let is_broken =
        text.contains(": ") || text.contains(" #") || text.ends_with([' ', ':', '\u{a0}']) || first.is_whitespace();
    let in_flow = is_flow && text.contains([',', '[', ']', '{', '}', ':']);
    is_word && !is_sign && !looks_like_number && !has_unseen && !is_broken && !in_flow
}

/// `2026-11-30`.
fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() })
}

/// A text on one line, in the way that it was written before when that will do.
pub(super) fn line(text: &str, quotes: Quotes, is_flow: bool) -> String {
    let one = !text.contains('\n')
        && !text.chars().any(|c| c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}'));
    match quotes {
        Quotes::Single if one => format!("'{}'", text.replace('\'', "''")),
        Quotes::Plain | Quotes::Block if one && is_plain(text, is_flow) => text.to_owned(),
        Quotes::Plain | Quotes::Block if one && text.contains(['"', '\\']) => format!("'{}'", text.replace('\'', "''")),
        _ => double(text),
    }
}

fn double(text: &str) -> String {
    let mut written = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                written.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => written.push(c),
        }
    }
    written.push('"');
    written
}

/// Whether a text of several lines can stand below `|`.
pub(super) fn can_be_block(text: &str) -> bool {
    let is_bad =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}');
    let stripped = text.strip_suffix('\n').unwrap_or(text);
    text.contains('\n') && !text.contains(is_bad) && !text.starts_with([' ', '\n']) && !stripped.ends_with('\n')
        // A line of spaces only would lose these.
        && stripped.split('\n').all(|line| line.is_empty() || !line.trim().is_empty())
}

/// A text of several lines: its sign, and its lines at this indent.
pub(super) fn block(text: &str, indent: usize) -> String {
    let (sign, lines) = match text.strip_suffix('\n') {
        Some(lines) => ("|", lines),
        None => ("|-", text),
    };
    let pad = " ".repeat(indent);
    let lines: Vec<String> =
        lines.split('\n').map(|it| if it.is_empty() { String::new() } else { format!("{pad}{it}") }).collect();
    format!("{sign}\n{}", lines.join("\n"))
}

/// A text behind a key or dash whose own lines, if there are more, stand at this indent.
pub(super) fn text(text: &str, quotes: Quotes, indent: usize) -> String {
    if can_be_block(text) { block(text, indent) } else { line(text, quotes, false) }
}

/// A value within brackets, on one line.
pub(super) fn flow(wanted: &Desired) -> String {
    match wanted {
        Desired::Text(text) => line(text, Quotes::Plain, true),
        Desired::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Desired::Map(keys) => {
            let pairs: Vec<String> = keys.iter().map(|(key, wanted)| format!("{key}: {}", flow(wanted))).collect();
            format!("{{{}}}", pairs.join(", "))
        }
    }
}

/// What stands behind the colon of a key at this indent, with the space or line end before it.
pub(super) fn behind_key(wanted: &Desired, indent: usize) -> String {
    match wanted {
        Desired::Text(text) if text.is_empty() => String::new(),
        Desired::Text(it) => format!(" {}", text(it, Quotes::Plain, indent + STEP)),
        Desired::List(items) if items.is_empty() => " []".to_owned(),
        Desired::Map(keys) if keys.is_empty() => " {}".to_owned(),
        Desired::List(items) => {
            format!("\n{}", items.iter().map(|it| item(it, indent + STEP)).collect::<Vec<_>>().join("\n"))
        }
        Desired::Map(keys) => format!("\n{}{}", " ".repeat(indent + STEP), entries(keys, indent + STEP)),
    }
}

/// An item of a list whose dashes stand at this indent, with that.
pub(super) fn item(wanted: &Desired, indent: usize) -> String {
    format!("{}-{}", " ".repeat(indent), behind_dash(wanted, indent))
}

/// What stands behind a dash at this indent, with the space before it.
pub(super) fn behind_dash(wanted: &Desired, indent: usize) -> String {
    match wanted {
        Desired::Text(text) if text.is_empty() => String::new(),
        Desired::Text(it) => format!(" {}", text(it, Quotes::Plain, indent + STEP)),
        Desired::Map(keys) if !keys.is_empty() => format!(" {}", entries(keys, indent + STEP)),
        Desired::List(_) | Desired::Map(_) => format!(" {}", flow(wanted)),
    }
}

/// Keys with their values at this indent, without that before the first and without a line end behind the last.
pub(super) fn entries(keys: &[(String, Desired)], indent: usize) -> String {
    let lines: Vec<String> = keys.iter().map(|(key, wanted)| format!("{key}:{}", behind_key(wanted, indent))).collect();
    lines.join(&format!("\n{}", " ".repeat(indent)))
}
