//! Tables: cells are put in the place of cells, and all else stays as it was.

use super::{Refusal, Unwrapped};
use crate::diagnostics::{Findings, Span};
use crate::read::csv;
use crate::source::SourcePath;

/// A table as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TableCells {
    /// What stands in the cells; the first row is the header.
    pub(crate) rows: Vec<Vec<String>>,
    /// Where each cell stands, in the places that findings have.
    pub(crate) spans: Vec<Vec<Span>>,
}

/// What a table says now.
///
/// # Errors
/// When its shape has to be mended in the file itself.
pub(crate) fn table(bytes: &[u8], path: &SourcePath) -> Result<TableCells, Refusal> {
    of_text(&Unwrapped::new(bytes)?.text, path)
}

fn of_text(text: &str, path: &SourcePath) -> Result<TableCells, Refusal> {
    let mut findings = Findings::default();
    let read = csv::read(text, path, &mut findings);
    if let Some(finding) = findings.iter().next() {
        return Err(Refusal::Mistake(Box::new(finding.clone())));
    }
    let read = read.ok_or(Refusal::Unsure)?;
    let all = || std::iter::once(&read.header).chain(&read.rows);
    Ok(TableCells {
        rows: all().map(|row| row.iter().map(|cell| cell.text.clone().into_owned()).collect()).collect(),
        spans: all().map(|row| row.iter().map(|cell| cell.span).collect()).collect(),
    })
}

/// The bytes of a file with this table: as many columns, and rows of which those at the end may be new. A row in which nothing stands
/// any more is taken out.
///
/// # Errors
/// When that cannot be done without touching anything else; the file is then left as it is.
pub(crate) fn with_table(bytes: &[u8], path: &SourcePath, wanted: &[Vec<String>]) -> Result<Vec<u8>, Refusal> {
    let file = Unwrapped::new(bytes)?;
    let now = of_text(&file.text, path)?;
    let columns = now.rows[0].len();
    if wanted.len() < now.rows.len() || wanted.iter().any(|row| row.len() != columns) {
        return Err(Refusal::Unsure);
    }
    let separator = if columns < 2 { ";" } else { &file.text[now.spans[0][0].end..=now.spans[0][0].end] };
    let mut text = file.text.clone();
    // From the end, so that the places before stay.
    for ((old, spans), new) in now.rows.iter().zip(&now.spans).zip(wanted).rev() {
        if new.iter().all(String::is_empty) {
            let (start, end) = (spans[0].start, spans[columns - 1].end);
            let behind = text[end..].starts_with('\n');
            text.replace_range(start..end + usize::from(behind), "");
            continue;
        }
        for ((old, span), new) in old.iter().zip(spans).zip(new).rev().filter(|((old, _), new)| old != new) {
            let written = &text[span.range()];
            let start = span.start + written.len() - written.trim_start().len();
            let end = (span.end + written.trim_end().len()).saturating_sub(written.len()).max(start);
            let quoted = text[start..end].starts_with('"') && !old.is_empty();
            text.replace_range(start..end, &cell(new, separator, quoted));
        }
    }
    for row in wanted[now.rows.len()..].iter().filter(|row| row.iter().any(|cell| !cell.is_empty())) {
        if !text.ends_with('\n') {
            text.push('\n');
        }
        let cells: Vec<String> = row.iter().map(|new| cell(new, separator, false)).collect();
        text.push_str(&cells.join(separator));
        text.push('\n');
    }
    let again = of_text(&text, path)?;
    let is_left = |row: &&Vec<String>| row.iter().any(|cell| !cell.is_empty());
    if again.rows.iter().eq(wanted.iter().filter(is_left)) { Ok(file.wrap(&text)) } else { Err(Refusal::Unsure) }
}

/// A cell as it is written.
fn cell(text: &str, separator: &str, quoted: bool) -> String {
    if quoted || text.contains(['"', '\n']) || text.contains(separator) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn path() -> SourcePath {
        SourcePath::new("content/kengetallen/a.csv")
    }

    fn changed(file: &str, row: usize, column: usize, to: &str) -> String {
        let mut rows = table(file.as_bytes(), &path()).unwrap().rows;
        if row == rows.len() {
            rows.push(vec![String::new(); rows[0].len()]);
        }
        to.clone_into(&mut rows[row][column]);
        String::from_utf8(with_table(file.as_bytes(), &path(), &rows).unwrap()).unwrap()
    }

    #[test]
    fn a_cell_changes_and_nothing_else() {
        let file = "\u{feff}code;naam;n\r\nBU1 ;\"Haven; oud\";1,5 \r\n\r\nBU2;;.\r\n";
        assert_eq!(changed(file, 1, 2, "2"), file.replace("1,5", "2"));
        assert_eq!(changed(file, 1, 1, "Haven"), file.replace("Haven; oud", "Haven"));
        assert_eq!(changed(file, 2, 1, "a;b"), file.replace("BU2;;.", "BU2;\"a;b\";."));
        assert_eq!(changed(file, 3, 0, "BU3"), format!("{file}BU3;;\r\n"));
        let rows = table(file.as_bytes(), &path()).unwrap().rows;
        assert_eq!(with_table(file.as_bytes(), &path(), &rows).unwrap(), file.as_bytes());
        let without = [rows[0].clone(), vec![String::new(); 3], rows[2].clone()];
        let without = String::from_utf8(with_table(file.as_bytes(), &path(), &without).unwrap()).unwrap();
        assert_eq!(without, "\u{feff}code;naam;n\r\n\r\nBU2;;.\r\n");
        assert_eq!(changed("code,n\nBU1,1", 2, 1, "1,5"), "code,n\nBU1,1\n,\"1,5\"\n");
    }

    proptest! {
        #[test]
        fn what_is_wanted_is_read_and_other_rows_keep_their_bytes(
            lines in proptest::collection::vec(r#"[a-z]{1,3};( ?[0-9.,]{0,4} ?|"[a-z;]{0,3}");[é ]{0,3}x"#, 1..6),
            (row, column, new) in (1usize..6, 0usize..3, r#"[a-z0-9;," ]{0,5}"#),
            windows: bool,
        ) {
            let end = if windows { "\r\n" } else { "\n" };
            let file = [&["code;a;b".to_owned()], &lines[..], &[String::new()]].concat().join(end);
            let Ok(before) = table(file.as_bytes(), &path()) else { return Ok(()) };
            let row = row.min(before.rows.len() - 1);
            let mut wanted = before.rows.clone();
            wanted[row][column] = new.trim().to_owned();
            if let Ok(bytes) = with_table(file.as_bytes(), &path(), &wanted) {
                prop_assert_eq!(&table(&bytes, &path()).unwrap().rows, &wanted);
                let text = String::from_utf8(bytes).unwrap();
                let (old, new): (Vec<&str>, Vec<&str>) = (file.split(end).collect(), text.split(end).collect());
                prop_assert_eq!(old.len(), new.len());
                for (at, (old, new)) in old.iter().zip(&new).enumerate() {
                    prop_assert!(at == row || old == new, "{at}: {old} {new}");
                }
            }
        }
    }
}
