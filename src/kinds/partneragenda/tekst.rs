//! What others wrote, as plain text of one line: without the marks of HTML, unseen signs and what is too long.

use super::{ASK, Bezwaar};
use crate::diagnostics::Span;
use crate::values::{Parse, Webadres, is_unwanted};

/// So many signs of a title are shown.
pub(super) const MOST_TITLE: usize = 100;
/// So many of a place.
const MOST_PLACE: usize = 120;
/// So many of what is said of something.
const MOST_TEXT: usize = 300;

/// What is written of one thing, and what is told of it.
pub(super) struct Woorden {
    pub(super) titel: String,
    pub(super) tekst: Option<String>,
    pub(super) plek: Option<String>,
    pub(super) link: Option<Webadres>,
}

/// A text that others wrote, with its place.
pub(super) type Geschreven = Option<(String, Span)>;

/// Makes texts of what is written; `None` without a title.
pub(super) fn woorden(
    at: Span,
    [titel, tekst, plek, link]: [Geschreven; 4],
    bezwaren: &mut Vec<Bezwaar>,
) -> Option<Woorden> {
    let mut plain = |written: Geschreven, most: usize, is_told: bool| {
        let (text, at) = written?;
        let Schoon { text, odd, script, cut } = schoon(&text, most);
        if script {
            let message = "In deze tekst staat code voor een webpagina. Die is weggehaald.";
            bezwaren.push(Bezwaar::anders(at, message, ASK));
        } else if odd {
            let message = "In deze tekst staan tekens die niemand ziet. Die zijn weggehaald.";
            bezwaren.push(Bezwaar::anders(at, message, ASK));
        }
        if cut && is_told {
            let message = format!("Deze titel is langer dan {most} tekens. Op de site staat alleen het begin.");
            bezwaren.push(Bezwaar::anders(at, message, ASK));
        }
        Some(text).filter(|text| !text.is_empty())
    };
    let (titel, tekst, plek) =
        (plain(titel, MOST_TITLE, true), plain(tekst, MOST_TEXT, false), plain(plek, MOST_PLACE, false));
    let Some(titel) = titel else {
        let message = "Deze activiteit heeft geen naam, en staat daarom niet op de site.";
        bezwaren.push(Bezwaar::weg(at, message, ASK));
        return None;
    };
    let link = link.filter(|(written, _)| !written.trim().is_empty()).and_then(|(written, at)| {
        let safe = Webadres::parse(written.trim()).ok().filter(|it| it.to_string().starts_with("https://"));
        if safe.is_none() {
            let message = "Dit adres is geen webadres dat met https:// begint. Bij de activiteit komt geen link.";
            bezwaren.push(Bezwaar::anders(at, message, ASK));
        }
        safe
    });
    Some(Woorden { titel, tekst, plek, link })
}

/// A text, and what was done to it.
#[derive(Debug, PartialEq, Eq)]
struct Schoon {
    text: String,
    odd: bool,
    script: bool,
    cut: bool,
}

fn schoon(written: &str, most: usize) -> Schoon {
    let (plain, script) = without_marks(written);
    let odd = plain.contains(|c| is_unwanted(c) && c != '\r');
    let visible: String =
        plain.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !is_unwanted(*c)).collect();
    let whole = visible.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let Some((end, _)) = whole.char_indices().nth(most) else {
        return Schoon { text: whole, odd, script, cut: false };
    };
    // Not in the middle of a word, if there are words.
    let begin = &whole[..end];
    let end = begin.rfind(' ').filter(|space| *space > end / 2).unwrap_or(end);
    let text = format!("{}…", begin[..end].trim_end_matches([' ', ',', '.', ';', ':']));
    Schoon { text, odd, script, cut: true }
}

/// A text without the tags of HTML, and whether there was something in it that runs.
fn without_marks(written: &str) -> (String, bool) {
    let (mut out, mut rest, mut script) = (String::with_capacity(written.len()), written, false);
    // Behind this there are no more tags, however many begin.
    let last_end = written.rfind('>').unwrap_or_default();
    let begins_tag = |text: &str| {
        let mut signs = text[1..].chars();
        match signs.next() {
            Some('/') => signs.next().is_some_and(|c| c.is_ascii_alphabetic()),
            Some(c) => c.is_ascii_alphabetic() || c == '!',
            None => false,
        }
    };
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let has_end = written.len() - rest.len() < last_end;
        let tag = (has_end && begins_tag(rest)).then(|| rest.find('>')).flatten();
        let Some(end) = tag else {
            out.push('<');
            rest = &rest[1..];
            continue;
        };
        let name: String = rest[1..end].chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        rest = &rest[end + 1..];
        if ["script", "style", "iframe", "object"].contains(&name.as_str()) {
            script |= name != "style";
            let close = format!("</{name}");
            let end = rest.as_bytes().windows(close.len()).position(|it| it.eq_ignore_ascii_case(close.as_bytes()));
            rest = end.map_or("", |end| &rest[end..]);
        }
        // Bold words are in a line, others begin one.
        if !["b", "i", "u", "a", "em", "strong", "span", "font", ""].contains(&name.as_str()) {
            out.push(' ');
        }
    }
    out.push_str(rest);
    (with_signs(&out), script)
}

/// A text with the signs that it names: `&amp;`.
fn with_signs(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let named = rest.char_indices().take(10).find(|(_, c)| *c == ';').map(|(end, _)| (&rest[1..end], end + 1));
        let (sign, end) = named.and_then(|(name, end)| Some((sign(name)?, end))).unwrap_or(('&', 1));
        out.push(sign);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

fn sign(name: &str) -> Option<char> {
    let number = |text: &str, radix| u32::from_str_radix(text, radix).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        "euro" => Some('€'),
        "eacute" => Some('é'),
        "euml" => Some('ë'),
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => number(&hex[1..], 16),
            decimal => number(decimal, 10),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_wrote_becomes_plain_text() {
        for (written, plain) in [
            ("Koffie<br>en <b>thee</b>", "Koffie en thee"),
            ("<p>Een</p><p>Twee</p>", "Een Twee"),
            ("3 < 5 en 7 > 6", "3 < 5 en 7 > 6"),
            ("Rock &amp; roll &lt;live&gt; &#39;s avonds &euro; 2&nbsp;", "Rock & roll <live> 's avonds € 2"),
            ("a & b &onbekend; &", "a & b &onbekend; &"),
            ("<a href=\"javascript:alert(1)\">klik</a>", "klik"),
            ("  regel\n\n twee\t drie ", "regel twee drie"),
            ("<style>p{}</style>tekst", "tekst"),
            ("<", "<"),
            ("a<b", "a<b"),
        ] {
            assert_eq!(schoon(written, 300), Schoon { text: plain.into(), odd: false, script: false, cut: false });
        }
        let found = schoon("a<script>alert(1)</SCRIPT >b\u{202E}c\u{7}", 300);
        assert_eq!(found, Schoon { text: "a bc".into(), odd: true, script: true, cut: false });
        assert_eq!(schoon("een twee drie, vier", 15).text, "een twee drie…");
        assert_eq!(schoon(&"é".repeat(20), 10).text, format!("{}…", "é".repeat(10)));
    }
}
