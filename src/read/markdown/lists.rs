//! Lists: their HTML, numbers that are no numbers of a list, and lists that fall apart.

use super::Writer;
use crate::diagnostics::{Code, Finding, Span};

/// An open list with numbers, or with none.
pub(super) struct Counted {
    /// What the next number is on the page.
    next: Option<u64>,
    /// Whether its numbers are still to be compared.
    compared: bool,
}

/// How far a list below an item with a number must stand to the right.
const INDENT: usize = 3;

impl Writer<'_> {
    pub(super) fn start_list(&mut self, first: Option<u64>, span: Span) {
        self.deeper(span);
        if first.is_none() {
            self.fallen_out(span);
        }
        self.lists.push(Counted { next: first, compared: true });
        match first {
            Some(1) => self.html.push_str("<ol>\n"),
            Some(start) => self.html.push_str(&format!("<ol start=\"{start}\">\n")),
            None => self.html.push_str("<ul>\n"),
        }
        if let Some(start) = first.filter(|start| *start > 1) {
            self.begins_high(start, span);
        }
    }

    pub(super) fn end_list(&mut self, ordered: bool, span: Span) {
        self.depth -= 1;
        let list = self.lists.pop();
        if let Some(next) = list.and_then(|list| list.next) {
            self.counted = Some((span.start + self.written(span).trim_end().len(), next));
        }
        self.html.push_str(if ordered { "</ol>\n" } else { "</ul>\n" });
    }

    /// Takes the number of an item, and reports one that is another on the page.
    pub(super) fn count_item(&mut self, span: Span) {
        let digits = self.written(span).bytes().take_while(u8::is_ascii_digit).count();
        let written = self.written(span)[..digits].parse::<u64>().ok();
        let Some(list) = self.lists.last_mut() else { return };
        let (Some(next), Some(written)) = (list.next, written) else { return };
        list.next = Some(next.saturating_add(1));
        if written == next {
            return;
        }
        // Who numbers all items 1 leaves the counting to the program. One mistake shifts all that follow.
        let is_told = std::mem::replace(&mut list.compared, false) && written != 1;
        if is_told {
            let place = self.place(Span::new(span.start, span.start + digits));
            let message =
                format!("Hier staat {written}, maar op de pagina wordt dit {next}: een lijst telt zelf door.");
            let finding = Finding::new(Code::LooksLikeMarkdown, place, message);
            self.report(finding.tip("Tel door zonder een getal over te slaan, of zet een \\ voor de punt: 7\\."));
        }
    }

    /// Reports a list that does not begin at 1, and does not go on from an earlier one: a year, or a number of a chapter.
    fn begins_high(&mut self, start: u64, span: Span) {
        if self.counted.is_some_and(|(_, next)| next == start) {
            return;
        }
        if let Some(list) = self.lists.last_mut() {
            list.compared = false;
        }
        let digits = self.written(span).bytes().take_while(u8::is_ascii_digit).count();
        let mark = Span::new(span.start, span.start + digits + 1);
        let written = self.written(mark);
        let (number, sign) = written.split_at(digits);
        let meant = format!("{number}\\{sign}");
        let message = format!("Deze regel begint met {written} en wordt daardoor een lijst die bij {number} begint.");
        let finding = Finding::new(Code::LooksLikeMarkdown, self.place(mark), message);
        let tip = "Is het geen lijst, maar bijvoorbeeld een jaar? Zet dan een \\ voor de punt. Is het wel een lijst? Begin dan bij 1.";
        self.report(finding.tip(tip).replacement(Some(meant)));
    }

    /// Reports a list that was meant to be part of an item with a number, and stands too far to the left for that.
    fn fallen_out(&mut self, span: Span) {
        let Some((end, _)) = self.counted else { return };
        let Some(between) = self.markdown.get(end..span.start) else { return };
        let written = self.written(span);
        let start = span.start + (written.len() - written.trim_start().len());
        let (line, blank) = between.rfind('\n').map_or((span.start, between), |at| (end + at + 1, &between[..at]));
        let spaces = start - line;
        let is_far = (1..INDENT).contains(&spaces) && self.markdown[line..start].bytes().all(|b| b == b' ');
        if self.depth != 1 || !blank.is_empty() || !is_far {
            return;
        }
        let list = Span::new(start, span.start + written.trim_end().len());
        let more = " ".repeat(INDENT - spaces);
        let meant = format!("{more}{}", self.written(list).replace('\n', &format!("\n{more}")));
        let message = "Deze lijst hoort bij de stap erboven, maar staat er op de pagina los onder; daarna begint een nieuwe lijst.";
        let finding = Finding::new(Code::LooksLikeMarkdown, self.place(list), message);
        let tip = format!("Zet {INDENT} spaties voor elke regel van deze lijst.");
        self.report(finding.tip(tip).replacement(Some(meant)));
    }
}
