//! What people do wrong with lists: other marks than a dash, parts that do not stand below each other, a list where none can be.
//!
//! Knows text only, one line and those around it; which of these to ask when is for `looks.rs` to say.

use granit_parser::ErrorKind;

use super::ListKeys;
use super::line::{Line, rest_of_line};
use super::looks::{Said, quoted};
use crate::diagnostics::Span;

/// A list with another mark than a dash and a space.
pub(super) fn list_mark(line: Line<'_>) -> Option<Said> {
    let start = line.start + line.indent();
    let mark = line.yaml[start..].chars().next()?;
    let behind = &line.yaml[start + mark.len_utf8()..];
    let space = behind.len() - behind.trim_start_matches(' ').len();
    let wrong = match mark {
        '–' | '—' | '•' | '·' => true,
        '*' => space > 0,
        '-' => space == 0 && behind.starts_with(char::is_alphabetic),
        _ => false,
    };
    wrong.then(|| {
        let message = "Deze regel van een lijst begint niet met een streepje en een spatie.";
        let tip = "Schrijf een gewoon streepje (-) en een spatie voor elk deel van een lijst.";
        Said::new(Span::new(start, start + mark.len_utf8() + space), message, tip).replacement("- ")
    })
}

/// A part of a list that stands further to the right than the one above.
pub(super) fn deep_item(line: Line<'_>) -> Option<Said> {
    let above = line.above()?;
    let level = above.indent();
    let both = line.content().starts_with("- ") && above.content().starts_with("- ");
    (both && line.indent() > level && above.pair().is_none()).then(|| {
        let message = "Deze regel van een lijst springt verder in dan de regel erboven.";
        let tip = "Zet de streepjes van een lijst recht onder elkaar.";
        Said::new(Span::new(line.start, line.start + line.indent()), message, tip).replacement(" ".repeat(level))
    })
}

/// A word between the parts of a list.
pub(super) fn missing_dash(line: Line<'_>) -> Option<Said> {
    let above = line.above().filter(|above| above.indent() == line.indent() && above.pair().is_none())?;
    let text = rest_of_line(line.yaml, line.start + line.indent());
    (above.content().starts_with("- ") && !text.is_empty() && !text.contains([' ', ':'])).then(|| {
        let start = line.start + line.indent();
        let message = "Op deze regel van een lijst ontbreekt het streepje.";
        let tip = "Zet een streepje en een spatie voor elk deel van een lijst.";
        Said::new(Span::new(start, start + text.len()), message, tip).replacement(format!("- {text}"))
    })
}

/// `wijken: - noord`, and a dash where there is nothing to say.
pub(super) fn list_behind_key(line: Line<'_>, at: usize, lists: ListKeys) -> Option<Said> {
    let pair = line.pair().filter(|pair| pair.value_at == at)?;
    let span = Span::new(at, at + pair.value.len());
    if pair.value == "-" {
        let message = format!("Bij `{}` staat alleen een streepje.", pair.key);
        return Some(Said::new(span, message, "Laat de hele regel weg als er niets in te vullen is."));
    }
    if !lists().contains(pair.key) {
        let message = format!("De waarde bij `{}` begint met een streepje, en dat leest YAML als een lijst.", pair.key);
        let tip = "Haal het streepje weg, of zet de waarde tussen aanhalingstekens.";
        return Some(Said::new(span, message, tip).replacement(quoted(pair.value)));
    }
    let message = format!("De lijst bij `{}` begint op dezelfde regel.", pair.key);
    let said = Said::new(span, message, "Begin een lijst op een nieuwe regel, met twee spaties voor het streepje.");
    Some(said.replacement(format!("\n{}{}", " ".repeat(pair.start - line.start + 2), pair.value)))
}

/// A list below a key that has a value already.
pub(super) fn list_below_value(kind: &ErrorKind, line: Line<'_>) -> Option<Said> {
    let above = line.above()?;
    let owner = above.pair().filter(|pair| !pair.value.is_empty() && pair.start - above.start <= line.indent())?;
    (*kind == ErrorKind::ExpectedBlockMappingKey && line.content().starts_with("- ")).then(|| {
        let message = format!("Hier begint een lijst, maar bij `{}` staat al een waarde.", owner.key);
        Said::new(line.span(), message, "Zet de waarde bij de lijst, na een eigen streepje, of haal haar weg.")
    })
}

/// `-⇥noord`.
pub(super) fn tab_behind_dash(line: Line<'_>) -> Option<Said> {
    let start = line.start + line.indent();
    let behind = line.yaml[start..].strip_prefix('-')?;
    let tabs = behind.bytes().take_while(|b| *b == b'\t').count();
    (tabs > 0).then(|| {
        let message = "Na het streepje van een lijst staat een tab.";
        let span = Span::new(start + 1, start + 1 + tabs);
        Said::new(span, message, "Typ er een spatie voor in de plaats.").replacement(" ")
    })
}
