//! Headings: their level, and an id that links can point at.

use pulldown_cmark::HeadingLevel;

use super::body::Part;
use super::{Collected, Writer};
use crate::diagnostics::{Code, Finding, Span};
use crate::values::{Slug, gezet};

impl Writer<'_> {
    /// Opens a heading. Its id is known at its end.
    pub(super) fn start_heading(&mut self, level: HeadingLevel, span: Span) {
        let level = level as u8;
        let marks = self.marks(span);
        let place = self.place(marks.unwrap_or(span));
        let right = |level: u8| marks.map(|_| "#".repeat(usize::from(level)));
        if marks.is_none() && !self.written(span).trim().is_empty() {
            self.underlined(span);
        } else if level == 1 && self.title.is_some_and(|title| self.is_title(title, span)) {
            let finding = Finding::new(
                Code::HeadingLevel,
                self.place(Span::new(span.start, span.start + self.written(span).trim_end().len())),
                "Deze kop is de titel van de pagina nog een keer; die staat er vanzelf boven.",
            );
            self.report(finding.tip("Haal deze regel weg.").replacement(Some(String::new())));
        } else if level == 1 {
            self.report(
                Finding::new(
                    Code::HeadingLevel,
                    place,
                    "Een kop in de tekst begint met ##; de titel van de pagina is de enige met #.",
                )
                .tip("Schrijf ## in plaats van #.")
                .replacement(right(2)),
            );
        } else if level > self.level + 1 {
            let expected = "#".repeat(usize::from(self.level) + 1);
            self.report(
                Finding::new(
                    Code::HeadingLevel,
                    place,
                    format!(
                        "Deze kop slaat een niveau over: {} komt niet direct na {}.",
                        "#".repeat(usize::from(level)),
                        if self.level == 1 { "de titel".to_owned() } else { "#".repeat(usize::from(self.level)) }
                    ),
                )
                .tip(format!("Schrijf {expected}."))
                .replacement(right(self.level + 1)),
            );
        }
        let level = level.max(2);
        self.level = level;
        self.flush();
        self.body.parts.push(Part::HeadingStart { level, id: String::new() });
        self.heading = Some(Collected::at(span));
    }

    /// Whether a heading says the same as the title of its page.
    fn is_title(&self, title: &str, heading: Span) -> bool {
        gezet(self.written(heading).trim_matches(['#', ' ', '\n'])) == title
    }

    /// The #'s of a heading that is written with them (and not with a line below it).
    fn marks(&self, heading: Span) -> Option<Span> {
        let text = self.written(heading);
        let count = text.len() - text.trim_start_matches('#').len();
        (count > 0).then(|| Span::new(heading.start, heading.start + count))
    }

    /// Closes the heading, and gives it its id.
    pub(super) fn end_heading(&mut self) {
        let Some(Collected { text, span, .. }) = self.heading.take() else { return };
        if text.trim().is_empty() {
            let place = self.place(span);
            self.report(
                Finding::new(Code::EmptyHeading, place, "Deze kop heeft geen tekst.")
                    .tip("Schrijf een kop, of haal de #'en weg."),
            );
        }
        let base = Slug::of(&text).map_or_else(|| "kop".to_owned(), |slug| slug.to_string());
        let unique = self.unique_id(base);
        self.flush();
        let start = self.body.parts.iter_mut().rev().find(|part| matches!(part, Part::HeadingStart { .. }));
        if let Some(Part::HeadingStart { id, .. }) = start {
            *id = unique;
        }
        self.body.parts.push(Part::HeadingEnd { level: self.level });
    }

    /// The id itself, or with the first number that makes it unique.
    fn unique_id(&mut self, base: String) -> String {
        if !self.ids.contains_key(&base) {
            self.ids.insert(base.clone(), 1);
            return base;
        }
        loop {
            let number = self.ids.entry(base.clone()).or_insert(1);
            *number += 1;
            let id = format!("{base}-{number}");
            if !self.ids.contains_key(&id) {
                self.ids.insert(id.clone(), 1);
                return id;
            }
        }
    }
}
