//! Tables: their HTML, and rows and heads that are not what they seem.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::Writer;
use crate::diagnostics::{Code, Finding, Span};

/// How many cells a table may leave out. The parser fills rows up, and at very many it loses its way.
const MAX_LEFT_OUT: usize = 10_000;

/// The open table.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    head: bool,
    header_has_text: bool,
    /// How many cells its rows left out so far.
    left_out: usize,
}

impl Writer<'_> {
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.table = Table { alignments, ..Table::default() };
        self.tables += 1;
        let number = self.tables;
        self.html.push_str(&format!(
            "<div class=\"tabel\" role=\"region\" tabindex=\"0\" aria-label=\"Tabel {number}\">\n<table>\n"
        ));
    }

    pub(super) fn start_row(&mut self, head: bool) {
        self.table.head = head;
        self.table.column = 0;
        self.html.push_str(if head { "<thead>\n<tr>" } else { "<tr>" });
    }

    pub(super) fn start_cell(&mut self) {
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Right) => " class=\"rechts\"",
            Some(Alignment::Center) => " class=\"midden\"",
            _ => "",
        };
        self.html.push_str(&match (self.table.head, self.table.column) {
            (true, _) => format!("<th scope=\"col\"{class}>"),
            (false, 0) => format!("<th scope=\"row\"{class}>"),
            (false, _) => format!("<td{class}>"),
        });
    }

    pub(super) fn end_cell(&mut self) {
        self.html.push_str(if self.table.head || self.table.column == 0 { "</th>" } else { "</td>" });
        self.table.column += 1;
    }

    pub(super) fn end_head(&mut self, span: Span) {
        self.table.head = false;
        if !self.table.header_has_text {
            let place = self.place(span);
            self.report(
                Finding::new(Code::TableWithoutHeader, place, "De bovenste rij van deze tabel is leeg.")
                    .tip("Zet in de bovenste rij boven elke kolom wat erin staat."),
            );
        }
        self.html.push_str("</tr>\n</thead>\n<tbody>\n");
    }

    pub(super) fn end_row(&mut self, span: Span) {
        self.too_many_cells(span);
        self.row_without_bar(span);
        self.left_out(span);
        self.html.push_str("</tr>\n");
    }

    /// Notes that a cell of the head has text.
    pub(super) fn note_cell(&mut self, text: &str) {
        self.table.header_has_text |= self.table.head && !text.trim().is_empty();
    }

    /// Reports a line of text directly below a table: it is a row of it.
    fn row_without_bar(&mut self, span: Span) {
        let row = self.written(span).trim_end();
        if row.contains('|') || row.trim().is_empty() {
            return;
        }
        let place = Span::new(span.start, span.start + row.len());
        let meant = (self.depth == 0).then(|| format!("\n{row}"));
        let message = "Deze regel staat direct onder een tabel, en komt daar als rij in.";
        let finding = Finding::new(Code::TableRow, self.place(place), message);
        self.report(
            finding.tip("Zet een lege regel onder de tabel, of | tussen de vakjes van de rij.").replacement(meant),
        );
    }

    /// Reports a table in which very many cells are missing.
    fn left_out(&mut self, span: Span) {
        let before = self.table.left_out;
        let there = self.written(span).trim().trim_matches('|').split('|').count();
        self.table.left_out += self.table.alignments.len().saturating_sub(there);
        if before <= MAX_LEFT_OUT && self.table.left_out > MAX_LEFT_OUT {
            let message = format!("In deze tabel ontbreken meer dan {MAX_LEFT_OUT} vakjes.");
            let finding = Finding::new(Code::TableRow, self.place(span), message);
            self.report(finding.tip("Geef elke rij evenveel vakjes als de kop, of haal kolommen uit de kop weg."));
        }
    }

    /// Reports a paragraph that was meant to be a table: without a head it is none, and its lines would stand on the page.
    pub(super) fn table_without_head(&mut self, span: Span) {
        let is_row = |line: &str| line.trim().strip_prefix('|').is_some_and(|rest| rest.contains('|'));
        let written = self.written(span);
        if !written.trim_start().starts_with('|') {
            return;
        }
        let mut lines = written.lines();
        let (head, dashes) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        let columns = |row: &str| row.trim().trim_matches('|').split('|').count();
        let is_dashes = dashes.contains('-') && dashes.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' '));
        if is_row(head) && is_dashes && columns(head) != columns(dashes) {
            let start = span.start + (dashes.as_ptr() as usize - written.as_ptr() as usize);
            let place = Span::new(start, start + dashes.trim_end().len());
            let message = format!(
                "De kop van deze tabel heeft {} vakjes, en de regel met streepjes {}: zo wordt het geen tabel.",
                columns(head),
                columns(dashes)
            );
            let meant = format!("|{}", " --- |".repeat(columns(head)));
            let finding = Finding::new(Code::TableWithoutHeader, self.place(place), message);
            self.report(finding.tip("Zet onder elk vakje van de kop streepjes.").replacement(Some(meant)));
        } else if is_row(head) && is_row(dashes) && lines.all(is_row) {
            let place = self.place(span);
            self.report(
                Finding::new(Code::TableWithoutHeader, place, "Deze tabel heeft geen kop en wordt niet als tabel herkend.")
                    .tip("Begin met een rij die zegt wat in elke kolom staat, en daaronder een rij met streepjes: | --- | --- |."),
            );
        }
    }

    /// Reports the cells of a row that have no column: they would vanish.
    fn too_many_cells(&mut self, span: Span) {
        let row = self.written(span);
        let Some(lost) = lost_cells(row, self.table.alignments.len()) else { return };
        let message = format!(
            "Deze rij heeft meer vakjes dan de kop van de tabel; “{}” komt niet op de pagina.",
            row[lost.clone()].trim()
        );
        let finding = Finding::new(Code::TableRow, self.place(Span::from(lost).shifted(span.start)), message);
        self.report(finding.tip("Geef de kop een kolom erbij, of haal een | weg. Een | als teken schrijft u als \\|."));
    }
}

/// The stretch of a row behind its last column, if there is anything in it.
fn lost_cells(row: &str, columns: usize) -> Option<Range<usize>> {
    let start = row.len() - row.trim_start().len();
    let start = start + usize::from(row[start..].starts_with('|'));
    let inside = row[start..].trim_end();
    let mut bars = inside.match_indices('|').filter(|(at, _)| !inside[..*at].ends_with('\\'));
    let (last, _) = bars.nth(columns.checked_sub(1)?)?;
    let rest = &inside[last + 1..];
    let lost = rest.trim().trim_end_matches(['|', ' ']);
    let from = start + last + 1 + (rest.len() - rest.trim_start().len());
    lost.contains(|c: char| !c.is_whitespace() && c != '|').then(|| from..from + lost.len())
}
