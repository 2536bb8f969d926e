//! iCalendar (RFC 5545) → events with the places of their lines. Ours, as no crate tells where in a file something stands; it knows
//! the form of a file only, not what its dates mean.
//!
//! Nothing is refused for its form: what cannot be understood is left out and told by who asks. What is inside of an event, such as
//! an alarm with words of its own, is not of the event.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diagnostics::Span;

/// What a file holds.
#[derive(Debug, Default)]
pub(crate) struct Kalenderbestand {
    /// Its events, in order.
    pub(crate) events: Vec<Event>,
    /// How many events there are after as many as were asked for.
    pub(crate) more: usize,
    /// The zones that it describes itself, by the name it gives them: what the writer says they are called elsewhere.
    pub(crate) zones: BTreeMap<String, String>,
    /// The zone of times that name none, if the file says so.
    pub(crate) zone: Option<String>,
    /// The lines that are no line of a calendar: the first, and how many.
    pub(crate) odd: Option<(Span, usize)>,
    /// Where an event begins that does not end.
    pub(crate) open: Option<Span>,
}

/// One event.
#[derive(Debug, Default)]
pub(crate) struct Event {
    /// Where it begins.
    pub(crate) at: Span,
    lines: Vec<Contentline>,
}

/// A line of an event, with what was folded onto the next ones.
#[derive(Debug)]
pub(crate) struct Contentline {
    /// In capitals.
    pub(crate) name: String,
    /// Names in capitals, values without quotes.
    params: Vec<(String, String)>,
    /// As it is written.
    pub(crate) value: String,
    /// Where it stands.
    pub(crate) span: Span,
}

impl Event {
    /// Its first line of this name.
    pub(crate) fn line(&self, name: &str) -> Option<&Contentline> {
        self.lines.iter().find(|line| line.name == name)
    }

    /// Its lines of this name.
    pub(crate) fn lines(&self, name: &'static str) -> impl Iterator<Item = &Contentline> {
        self.lines.iter().filter(move |line| line.name == name)
    }

    /// The word behind a name, in capitals.
    pub(crate) fn word(&self, name: &str) -> String {
        self.line(name).map(|line| line.value.trim().to_uppercase()).unwrap_or_default()
    }
}

impl Contentline {
    /// The value of a parameter.
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Its value as a text.
    pub(crate) fn text(&self) -> String {
        let mut out = String::with_capacity(self.value.len());
        let mut chars = self.value.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some('n' | 'N') => out.push('\n'),
                    Some(escaped @ ('\\' | ';' | ',' | ':' | '"')) => out.push(escaped),
                    // Nothing is escaped like this; then it is a backslash.
                    Some(other) => out.extend(['\\', other]),
                    None => out.push('\\'),
                },
                c => out.push(c),
            }
        }
        out
    }
}

/// Whether a text begins as a calendar does.
pub(crate) fn is_calendar(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    first.eq_ignore_ascii_case("BEGIN:VCALENDAR")
}

/// Reads a file, and so many of its events at most. The text has `\n` at the end of lines.
pub(crate) fn read(text: &str, most: usize) -> Kalenderbestand {
    let mut file = Kalenderbestand::default();
    // The components that a line is in, without that of the whole file.
    let mut inside: Vec<String> = Vec::new();
    let mut event: Option<Event> = None;
    let mut zone: (String, String) = Default::default();
    let odd = |span: Span, file: &mut Kalenderbestand| {
        let (first, count) = file.odd.unwrap_or((span, 0));
        file.odd = Some((first, count + 1));
    };
    for (line, span) in unfolded(text) {
        let Some(line) = contentline(&line, span) else {
            if !line.trim().is_empty() {
                odd(span, &mut file);
            }
            continue;
        };
        let word = || line.value.trim().to_uppercase();
        match (line.name.as_str(), inside.as_slice()) {
            ("BEGIN", _) if word() == "VCALENDAR" => {}
            ("BEGIN", []) if word() == "VEVENT" => {
                inside.push(word());
                event = Some(Event { at: span, lines: Vec::new() });
            }
            // An event inside of an event: the first was not closed.
            ("BEGIN", _) if word() == "VEVENT" => {
                file.open = file.open.or(event.as_ref().map(|event| event.at));
                inside = vec![word()];
                event = Some(Event { at: span, lines: Vec::new() });
            }
            // Deeper than anybody writes is not kept.
            ("BEGIN", _) if inside.len() < MOST_INSIDE => inside.push(word()),
            ("BEGIN", _) => {}
            ("END", _) => {
                let ended = word();
                let Some(at) = inside.iter().rposition(|name| *name == ended) else { continue };
                inside.truncate(at);
                if ended == "VEVENT"
                    && let Some(event) = event.take()
                {
                    if file.events.len() < most { file.events.push(event) } else { file.more += 1 }
                }
                if ended == "VTIMEZONE" {
                    let (name, elsewhere) = std::mem::take(&mut zone);
                    if !elsewhere.is_empty() {
                        file.zones.insert(name, elsewhere);
                    }
                }
            }
            ("X-WR-TIMEZONE", []) => file.zone = Some(line.value.trim().to_owned()),
            ("TZID", [only]) if only == "VTIMEZONE" => line.value.trim().clone_into(&mut zone.0),
            ("X-LIC-LOCATION", [only]) if only == "VTIMEZONE" => line.value.trim().clone_into(&mut zone.1),
            (_, [only]) if only == "VEVENT" => {
                if let Some(event) = &mut event
                    && event.lines.len() < MOST_LINES
                {
                    event.lines.push(line);
                }
            }
            _ => {}
        }
    }
    file.open = file.open.or(event.map(|event| event.at));
    file
}

/// So deep components are in each other at most.
const MOST_INSIDE: usize = 8;

/// So many lines of an event are looked at: it may have hundreds of guests, who are none of ours.
const MOST_LINES: usize = 2_000;

/// The lines with what was folded, and where each begins and its first line ends.
fn unfolded(text: &str) -> impl Iterator<Item = (Cow<'_, str>, Span)> {
    let mut start = 0;
    let mut lines = text.split('\n').map(move |line| {
        let at = start;
        start += line.len() + 1;
        (line, at)
    });
    let mut next = lines.next();
    std::iter::from_fn(move || {
        let (line, at) = next.take()?;
        let span = Span::new(at, at + line.trim_end().len().max(usize::from(!line.is_empty())));
        let mut whole = Cow::Borrowed(line);
        for (line, at) in lines.by_ref() {
            let Some(rest) = line.strip_prefix([' ', '\t']) else {
                next = Some((line, at));
                break;
            };
            whole.to_mut().push_str(rest);
        }
        Some((whole, span))
    })
}

/// Takes a line apart: `NAME;PARAM=value;OTHER="value":value`.
fn contentline(line: &str, span: Span) -> Option<Contentline> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_' || c == '.';
    let line = line.trim_start_matches('\u{feff}');
    let end = line.find(|c| !is_name(c)).filter(|end| *end > 0)?;
    let (name, mut rest) = line.split_at(end);
    // A group before a name says nothing.
    let name = name.rsplit('.').next().unwrap_or(name).to_ascii_uppercase();
    let mut params = Vec::new();
    while let Some(after) = rest.strip_prefix(';') {
        let end = unquoted(after, [';', ':'])?;
        let (param, after) = after.split_at(end);
        let (key, value) = param.split_once('=').unwrap_or((param, ""));
        let value = value.trim().trim_matches('"').to_owned();
        params.push((key.trim().to_ascii_uppercase(), value));
        rest = after;
    }
    let value = rest.strip_prefix(':')?.to_owned();
    Some(Contentline { name, params, value, span })
}

/// Where the first of these signs stands that is not between quotes.
fn unquoted(text: &str, signs: [char; 2]) -> Option<usize> {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if !quoted && signs.contains(&c) => return Some(at),
            _ => {}
        }
    }
    None
}

/// A file in UTF-8 of which a line was folded inside of a letter, with the letter before the fold; `None` when that is not what is
/// wrong with it. As long as it was.
pub(crate) fn with_whole_letters(bytes: &[u8]) -> Option<String> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let fold = [&b"\r\n "[..], b"\r\n\t", b"\n ", b"\n\t"].into_iter().find(|fold| bytes[at..].starts_with(fold));
        if let Some(fold) = fold
            && out.last().is_some_and(|byte| *byte >= 0x80)
        {
            let rest = &bytes[at + fold.len()..];
            let letter = rest.iter().take(3).take_while(|byte| (0x80..0xC0).contains(*byte)).count();
            out.extend_from_slice(&rest[..letter]);
            out.extend_from_slice(fold);
            at += fold.len() + letter;
            continue;
        }
        out.push(bytes[at]);
        at += 1;
    }
    String::from_utf8(out).ok().map(|text| text.replace("\r\n", "\n").replace('\r', "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_taken_apart_and_its_folds_are_put_together() {
        let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nitem1.dtstart;tzid=\"Europe/A:m;s\";VALUE=DATE-TIME:20261201T\n 190000\nSUMMARY:a\\, b\\nc\\\\d\\x\nBEGIN:VALARM\nDESCRIPTION:wek\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n";
        let file = read(text, 10);
        let [event] = &file.events[..] else { panic!("{file:?}") };
        let start = event.line("DTSTART").unwrap();
        assert_eq!((start.param("TZID"), start.value.as_str()), (Some("Europe/A:m;s"), "20261201T190000"));
        assert_eq!(&text[start.span.range()], "item1.dtstart;tzid=\"Europe/A:m;s\";VALUE=DATE-TIME:20261201T");
        assert_eq!(event.line("SUMMARY").unwrap().text(), "a, b\nc\\d\\x");
        assert!(event.line("DESCRIPTION").is_none());
        assert!(file.odd.is_none() && file.open.is_none());
    }

    #[test]
    fn what_is_not_closed_and_what_is_no_line_is_told() {
        let text =
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:een\nBEGIN:VEVENT\nSUMMARY:twee\ngewoon een regel\nEND:VEVENT\n";
        let file = read(text, 10);
        assert_eq!(file.events.len(), 1);
        assert_eq!(file.open.map(|span| span.start), text.find("BEGIN:VEVENT"));
        assert_eq!(file.odd.map(|(span, count)| (&text[span.range()], count)), Some(("gewoon een regel", 1)));
    }

    #[test]
    fn a_letter_that_was_cut_by_a_fold_is_whole_again() {
        let mut bytes = b"SUMMARY:caf\xC3\r\n \xA9 en\xE2\x82\n\t\xAC\r\n".to_vec();
        assert_eq!(with_whole_letters(&bytes).unwrap(), "SUMMARY:café\n  en€\n\t\n");
        bytes.push(0xFF);
        assert_eq!(with_whole_letters(&bytes), None);
    }
}
