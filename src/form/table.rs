//! A table of figures as a form: every cell a field, and a row for one more area.

use std::fmt::Write;

use super::Pairs;
use super::page::{Blank, escaped, head, page};
use crate::diagnostics::{Finding, prose};
use crate::edit::{self, Refusal, TableCells};
use crate::source::SourcePath;

/// More cells than these are not filled in by hand.
const MOST_CELLS: usize = 5000;

/// A table and what was found in it.
#[derive(Debug, Clone)]
pub(crate) struct TableForm {
    path: SourcePath,
    table: TableCells,
    findings: Vec<(Option<(usize, usize)>, Finding)>,
}

impl TableForm {
    /// The form of a table as it is.
    ///
    /// # Errors
    /// When it has to be changed in the file itself: why (Dutch).
    pub(crate) fn of(path: &SourcePath, bytes: &[u8]) -> Result<Self, String> {
        let table = edit::table(bytes, path).map_err(|refused| refused.why())?;
        if table.rows.len() * table.rows[0].len() > MOST_CELLS {
            return Err("Deze tabel is te groot voor een formulier. Open haar in uw rekenprogramma.".to_owned());
        }
        Ok(Self { path: path.clone(), table, findings: Vec::new() })
    }

    /// Puts what was found at the cells that it is about.
    pub(crate) fn with_findings<'f>(mut self, found: impl Iterator<Item = &'f Finding>) -> Self {
        for finding in found.filter(|finding| finding.place.path == self.path) {
            let (start, mut rows) = (finding.place.span.start, self.table.spans.iter().enumerate());
            let cell = rows.find_map(|(row, spans)| {
                let column = spans.iter().position(|span| span.start <= start && start <= span.end)?;
                Some((row, column))
            });
            self.findings.push((cell, finding.clone()));
        }
        self
    }

    /// The table with what was filled in.
    pub(crate) fn filled(mut self, pairs: &Pairs) -> Self {
        let columns = self.table.rows[0].len();
        self.table.rows.push(vec![String::new(); columns]);
        for (row, cells) in self.table.rows.iter_mut().enumerate().skip(1) {
            for (column, cell) in cells.iter_mut().enumerate() {
                if let Some(new) = pairs.get(&name(row, column)) {
                    new.trim().clone_into(cell);
                }
            }
        }
        self
    }

    /// The bytes that the file would have.
    ///
    /// # Errors
    /// When it cannot be written so that it is read like that.
    pub(crate) fn bytes(&self, was: &[u8]) -> Result<Vec<u8>, Refusal> {
        edit::with_table(was, &self.path, &self.table.rows)
    }

    /// The page with the form.
    pub(crate) fn page(&self, blank: &Blank<'_>) -> String {
        let title = format!("{}: cijfers", self.path.stem());
        let mut html = head(&title, blank, &self.path, None);
        for (cell, finding) in &self.findings {
            let at = cell.map(|(row, column)| format!(" id=\"f-{row}-{column}\"")).unwrap_or_default();
            let whose = cell.and_then(|(row, column)| {
                Some(format!("{}, {}: ", self.table.rows.get(row)?.first()?, self.table.rows.first()?.get(column)?))
            });
            let tip = finding.tip.as_deref().unwrap_or_default();
            let _ = write!(
                html,
                "<div class=\"fout\"{at}>\n<p><strong>Fout:</strong> {}{}</p>\n<p>{}</p>\n</div>\n",
                escaped(&whose.unwrap_or_default()),
                prose(&finding.message),
                prose(tip)
            );
        }
        html.push_str(
            "<p class=\"hulp\" id=\"t-hulp\">Onbekend? Vul een punt in. Haalt u in een rij alles weg, dan verdwijnt de rij. Onderaan is plaats voor een nieuwe. Een kolom erbij maakt u in uw rekenprogramma.</p>\n\
             <div class=\"tabel\" role=\"region\" aria-label=\"De cijfers\" tabindex=\"0\">\n<table aria-describedby=\"t-hulp\">\n<thead>\n<tr>",
        );
        let header = &self.table.rows[0];
        for cell in header {
            let _ = write!(html, "<th scope=\"col\">{}</th>", escaped(cell));
        }
        html.push_str("</tr>\n</thead>\n<tbody>\n");
        let empty = vec![String::new(); header.len()];
        let is_left = |row: &Vec<String>| row.iter().any(|cell| !cell.is_empty());
        let below = self.table.rows.iter().enumerate().skip(1).filter(|(_, row)| is_left(row));
        let last = self.table.spans.len().max(self.table.rows.iter().rposition(is_left).unwrap_or(0) + 1);
        for (row, cells) in below.chain([(last, &empty)]) {
            html.push_str("<tr>");
            for (column, cell) in cells.iter().enumerate() {
                let is_wrong = self.findings.iter().any(|(at, _)| *at == Some((row, column)));
                let wrong = if is_wrong {
                    format!(" aria-invalid=\"true\" aria-describedby=\"f-{row}-{column}\"")
                } else {
                    String::new()
                };
                let what = if row == last {
                    format!("Nieuwe rij, {}", header[column])
                } else {
                    format!("{}, {}", cells[0], header[column])
                };
                let mode = if column == 0 { "" } else { " inputmode=\"decimal\"" };
                let _ = write!(
                    html,
                    "<td><input name=\"{}\" value=\"{}\" aria-label=\"{}\"{mode}{wrong}></td>",
                    name(row, column),
                    escaped(cell),
                    escaped(&what)
                );
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</tbody>\n</table>\n</div>\n<p class=\"knoppen\"><button class=\"knop\" name=\"doe\" value=\"bewaar\">Bewaar</button></p>\n</form>\n</main>\n");
        page(&title, &html)
    }
}

fn name(row: usize, column: usize) -> String {
    format!("c:{row}/{column}")
}
