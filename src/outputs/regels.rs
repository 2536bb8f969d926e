//! The lines of which calendars (RFC 5545) and contact cards (RFC 2426) are made: how they end, where they are folded, and how a
//! text stands in them. What they say is for the formats.

/// How long a line may be, in octets.
const LONGEST: usize = 75;

/// A file of such lines.
#[derive(Default)]
pub(super) struct Inhoudsregels(String);

impl Inhoudsregels {
    /// Adds a line whose value is no text: a date, a rule, an address.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let (mut rest, mut room) = (line.as_str(), LONGEST);
        while rest.len() > room {
            // Never inside a character; nor before a space, which some readers take for the sign of the fold.
            let is_end = |at: &usize| rest.is_char_boundary(*at) && rest.as_bytes()[*at] != b' ';
            let end = (room / 2..=room).rev().find(is_end).unwrap_or_else(|| rest.floor_char_boundary(room));
            let (folded, after) = rest.split_at(end);
            self.0.push_str(folded);
            self.0.push_str("\r\n ");
            // The space at its front counts.
            (rest, room) = (after, LONGEST - 1);
        }
        self.0.push_str(rest);
        self.0.push_str("\r\n");
    }

    /// Adds a line with a text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.add(name, &escaped(text));
    }

    /// Adds a line with a text, if there is one.
    pub(super) fn maybe(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// Adds lines that are written already.
    pub(super) fn append(&mut self, lines: &str) {
        self.0.push_str(lines);
    }

    /// All of it.
    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// A text as it stands in a line. What no reader could show is left out.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            c if c.is_control() => {}
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped() {
        assert_eq!(escaped("a, b; c\\d\r\ne\tf\u{0}g: \"h\""), "a\\, b\\; c\\\\d\\ne fg: \"h\"");
    }

    #[test]
    fn lines_are_folded_between_characters() {
        for text in ["kort".to_owned(), "x".repeat(300), "é€😀".repeat(60), "woord ".repeat(60), " ".repeat(300)] {
            let mut all = Inhoudsregels::default();
            all.text("SUMMARY", &text);
            let all = all.into_text();
            let lines: Vec<&str> = all.strip_suffix("\r\n").unwrap().split("\r\n").collect();
            assert!(lines.iter().all(|line| line.len() <= LONGEST), "{all}");
            assert!(lines[1..].iter().all(|line| line.starts_with(' ')), "{all}");
            assert_eq!(all.replace("\r\n ", ""), format!("SUMMARY:{text}\r\n"));
        }
    }
}
