//! What a theme says otherwise than its templates: texts between tags, and attributes that are read aloud.

use std::collections::{BTreeMap, BTreeSet};

use super::explain::Templates;
use super::tags::{spans_of_remarks, tags};
use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::kinds::Tekst;
use crate::source::SourcePath;
use crate::values::{nearest, or_meant};

/// Attributes whose value people hear or see.
const READ_ALOUD: &[&str] = &["aria-label", "title", "alt", "content", "placeholder"];

/// Of more texts than this only the one that was meant is told.
const MOST: usize = 12;

/// A text in the place of another, which has another length.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shift {
    /// Where it stands.
    at: usize,
    /// How long it is.
    new: usize,
    /// How long the other one was.
    old: usize,
}

impl Shift {
    /// Where something was before, that is at `at` now.
    pub(super) fn back(self, at: usize) -> usize {
        if at >= self.at + self.new { at - self.new + self.old } else { at.min(self.at + self.old) }
    }
}

/// Puts the texts in their places. One that stands nowhere is told.
pub(super) fn say(templates: &mut Templates, teksten: &[(SourcePath, Tekst)], findings: &mut Findings) {
    if teksten.is_empty() {
        return;
    }
    let pieces: BTreeMap<String, Vec<Span>> =
        templates.texts.iter().map(|(name, text)| (name.clone(), pieces(text))).collect();
    let all: BTreeSet<&str> =
        templates.texts.iter().flat_map(|(name, text)| pieces[name].iter().map(|span| &text[span.range()])).collect();
    let mut wanted: BTreeMap<&str, &str> = BTreeMap::new();
    for (path, Tekst { van, naar }) in teksten {
        if all.contains(van.value.as_str()) {
            // The nearest layer comes first.
            wanted.entry(&van.value).or_insert(naar);
        } else {
            findings.push(unknown(&van.value, &all, Place::new(path, van.span)));
        }
    }
    let (mut texts, mut shifts) = (BTreeMap::new(), BTreeMap::new());
    for (name, text) in &templates.texts {
        let (mut out, mut from, mut moved) = (String::with_capacity(text.len()), 0, Vec::new());
        for span in &pieces[name] {
            let Some(naar) = wanted.get(&text[span.range()]) else { continue };
            out.push_str(&text[from..span.start]);
            let naar = escaped(naar);
            // Backwards, so that each is undone before the ones in front of it.
            moved.insert(0, Shift { at: out.len(), new: naar.len(), old: span.end - span.start });
            out.push_str(&naar);
            from = span.end;
        }
        if !moved.is_empty() {
            out.push_str(&text[from..]);
            texts.insert(name.clone(), out);
            shifts.insert(name.clone(), moved);
        }
    }
    templates.texts.extend(texts);
    templates.shifts = shifts;
}

fn unknown(van: &str, all: &BTreeSet<&str>, place: Place) -> Finding {
    let meant = nearest(van, all.iter().copied());
    let message = or_meant(format!("De tekst “{van}” staat in geen enkel sjabloon"), meant.map(|it| format!("“{it}”")));
    let tip = "Schrijf bij `van` precies wat er op de pagina staat, zonder wat er steeds anders is, zoals een naam.";
    let alike: Vec<&str> = all.iter().copied().filter(|text| meant.is_none() && shares_word(van, text)).collect();
    let tip = match alike.len() {
        1..=MOST => format!("{tip} Deze teksten zijn er wel: “{}”.", alike.join("”, “")),
        _ => tip.to_owned(),
    };
    Finding::new(Code::ThemeText, place, message).tip(tip)
}

fn shares_word(van: &str, text: &str) -> bool {
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 4)
            .map(str::to_lowercase)
            .collect::<BTreeSet<_>>()
    };
    !words(van).is_disjoint(&words(text))
}

/// A text as it may stand in a template, in a text and in an attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // No tag of Tera can begin.
            '{' => out.push_str("&#123;"),
            '}' => out.push_str("&#125;"),
            _ => out.push(letter),
        }
    }
    out
}

/// The texts of a template: what stands between tags of HTML and of Tera, without the space around it, and what is read aloud.
fn pieces(text: &str) -> Vec<Span> {
    let mut closed: Vec<Span> = tags(text).into_iter().map(|tag| tag.span).collect();
    closed.extend(spans_of_remarks(text));
    closed.sort_by_key(|span| span.start);
    let mut found = Vec::new();
    // A tag of HTML may have tags of Tera in it.
    let (mut at, mut in_tag, mut closed) = (0, false, closed.into_iter().peekable());
    while at < text.len() {
        let end = closed.peek().map_or(text.len(), |span| span.start.max(at));
        let stretch = &text[at..end];
        let mut from = 0;
        for (mark, letter) in stretch.char_indices().filter(|(_, letter)| matches!(letter, '<' | '>')) {
            if in_tag {
                found.extend(attributes(text, Span::new(at + from, at + mark)));
            } else {
                found.extend(trimmed(text, Span::new(at + from, at + mark)));
            }
            in_tag = letter == '<';
            from = mark + 1;
        }
        let rest = Span::new(at + from, end);
        if in_tag {
            found.extend(attributes(text, rest));
        } else {
            found.extend(trimmed(text, rest));
        }
        at = closed.next().map_or(text.len(), |span| span.end.max(end));
    }
    found
}

/// A stretch without the space around it, if there is a letter in it.
fn trimmed(text: &str, span: Span) -> Option<Span> {
    let inside = &text[span.range()];
    let start = span.start + inside.len() - inside.trim_start().len();
    let span = Span::new(start, start + inside.trim().len());
    text[span.range()].chars().any(char::is_alphabetic).then_some(span)
}

/// The values in a stretch of a tag that are read aloud.
fn attributes(text: &str, span: Span) -> Vec<Span> {
    let inside = &text[span.range()];
    let mut found = Vec::new();
    for name in READ_ALOUD {
        for (at, _) in inside.match_indices(&format!(" {name}=\"")) {
            let start = span.start + at + name.len() + 3;
            if let Some(length) = text[start..span.end].find('"') {
                found.extend(trimmed(text, Span::new(start, start + length)));
            }
        }
    }
    found.sort_by_key(|span| span.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_what_people_read() {
        let text = "{# Niet dit. #}<p class=\"klein {% if x %}ook{% endif %}\" title=\"Een titel\">Bel {{ nummer }} voor <b>hulp</b>.\n</p>\
                    {% if a %}Ja{% else %} Nee, dank u. {% endif %}<img alt=\"{{ x }}\" src=\"y\">";
        let found: Vec<&str> = pieces(text).into_iter().map(|span| &text[span.range()]).collect();
        assert_eq!(found, ["Een titel", "Bel", "voor", "hulp", "Ja", "Nee, dank u."]);
    }

    #[test]
    fn places_are_found_back() {
        let shifts = [Shift { at: 20, new: 3, old: 10 }, Shift { at: 5, new: 8, old: 2 }];
        let back = |at| shifts.iter().fold(at, |at, shift| shift.back(at));
        assert_eq!([back(0), back(5), back(13), back(20), back(23)], [0, 5, 7, 14, 24]);
    }
}
