//! CSV → rows of cells with their places. The only user of the csv crate.

use std::borrow::Cow;
use std::ops::Range;

use ::csv::{ReaderBuilder, StringRecord, StringRecordIter};

use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::source::SourcePath;

/// A cell and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell<'t> {
    pub(crate) text: Cow<'t, str>,
    pub(crate) span: Span,
}

/// A table: its first row and the rows below that are as long.
pub(crate) struct Rows<'t> {
    pub(crate) header: Vec<Cell<'t>>,
    pub(crate) rows: Vec<Vec<Cell<'t>>>,
}

/// Reads a table. The separator is `;` (as Dutch Excel and CBS write) or `,`, whichever the first row has more of.
pub(crate) fn read<'t>(text: &'t str, path: &SourcePath, findings: &mut Findings) -> Option<Rows<'t>> {
    if let Some(finding) = not_a_table(text, path) {
        findings.push(finding);
        return None;
    }
    let first_line = text.lines().next().unwrap_or_default();
    let count = |separator: char| first_line.matches(separator).count();
    let separator = if count(';') >= count(',') { b';' } else { b',' };
    let mut reader =
        ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows: Vec<Vec<Cell<'t>>> = Vec::new();
    let mut record = StringRecord::new();
    // The text is UTF-8 and rows may differ in length: reading from memory cannot fail.
    while reader.read_record(&mut record).unwrap_or_default() {
        let start = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(text.len()));
        // The reader says where a row began before it skipped empty lines.
        let start = start + text[start..].len() - text[start..].trim_start_matches('\n').len();
        let places = cell_places(&text[start..], separator);
        let cell = |(index, cell): (usize, &str)| {
            let span = Span::from(places.get(index).cloned().unwrap_or(0..0)).shifted(start);
            let (cell, written) = (cell.trim(), text[span.range()].trim());
            let text = if written == cell { Cow::Borrowed(written) } else { Cow::Owned(cell.to_owned()) };
            Cell { text, span }
        };
        let cells: Vec<Cell<'t>> = record.iter().enumerate().map(cell).collect();
        let filled = cells.iter().filter(|cell| !cell.text.is_empty()).count();
        // Below a table stands where it is from.
        if filled == 1 && !rows.is_empty() && is_note(&cells[0].text) {
            findings.push(
                Finding::new(
                    Code::TableRow,
                    Place::new(path, cells[0].span),
                    format!("“{}” is geen rij van de tabel.", cells[0].text),
                )
                .tip("Haal de regel weg. Waar de cijfers vandaan komen, staat bij `bron` in het bestand dat deze tabel noemt."),
            );
            continue;
        }
        // Spreadsheets write rows of nothing but separators below a table.
        if filled > 0 {
            rows.push(cells);
        }
    }
    if rows.is_empty() {
        findings.push(
            Finding::new(Code::TableHeader, Place::file(path), "Deze tabel is leeg.")
                .tip("De eerste regel noemt de kolommen, gescheiden door puntkomma's."),
        );
        return None;
    }
    without_empty_column(&mut rows);
    let header = rows.remove(0);
    // What is wrong in the other rows is told in the same run.
    rows.retain(|row| {
        if row.len() != header.len() {
            let span = Span::new(row[0].span.start, row.last().map_or(0, |cell| cell.span.end));
            findings.push(
                Finding::new(
                    Code::TableRow,
                    Place::new(path, span),
                    format!(
                        "Deze rij heeft {}; de eerste rij heeft er {}.",
                        if row.len() == 1 { "1 vakje".to_owned() } else { format!("{} vakjes", row.len()) },
                        header.len()
                    ),
                )
                .tip(if separator == b';' {
                    "Tel de puntkomma's in deze rij na."
                } else {
                    "De vakjes zijn in de eerste rij gescheiden door komma's. Tel de komma's in deze rij na."
                }),
            );
        }
        row.len() == header.len()
    });
    Some(Rows { header, rows })
}

/// Gives each row that is not empty. Most files have no cell that needs more than a search for separators.
pub(crate) fn records(text: &str, separator: u8, mut take: impl FnMut(Cells<'_>)) {
    if is_plain(text.as_bytes(), separator) {
        let lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
        return lines.filter(|line| !line.is_empty()).for_each(|line| take(Cells::Plain(Some(line), separator)));
    }
    let mut reader =
        ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).unwrap_or_default() {
        take(Cells::Record(record.iter()));
    }
}

/// The cells of a row.
#[derive(Clone)]
pub(crate) enum Cells<'t> {
    /// What is left of a line of a plain text, and what stands between its cells.
    Plain(Option<&'t str>, u8),
    /// As the csv crate has read them.
    Record(StringRecordIter<'t>),
    /// As others have read them.
    Apart(std::slice::Iter<'t, String>),
}

impl<'t> Cells<'t> {
    /// The cells that hold one of two signs, with their place: of a line without quotes without looking at the others.
    pub(crate) fn with(self, signs: [u8; 2], mut take: impl FnMut(usize, &'t str)) {
        let (line, separator) = match self {
            Self::Plain(Some(line), separator) if memchr::memchr(b'"', line.as_bytes()).is_none() => (line, separator),
            cells => {
                let holds = |cell: &str| cell.bytes().any(|byte| signs.contains(&byte));
                return cells.enumerate().filter(|(_, cell)| holds(cell)).for_each(|(at, cell)| take(at, cell));
            }
        };
        let bytes = line.as_bytes();
        let (mut column, mut start) = (0, 0);
        // Without quotes a separator stands in no cell.
        let [one, other] = signs;
        let (one, other) = (if one == separator { other } else { one }, if other == separator { one } else { other });
        for at in memchr::memchr2_iter(one, other, bytes) {
            // A cell that has several was given already.
            let Some(between) = bytes.get(start..at) else { continue };
            column += memchr::memchr_iter(separator, between).count();
            start += memchr::memrchr(separator, between).map_or(0, |last| last + 1);
            let end = memchr::memchr(separator, &bytes[at..]).map_or(line.len(), |next| at + next);
            take(column, &line[start..end]);
            (column, start) = (column + 1, end + 1);
        }
    }
}

impl<'t> Iterator for Cells<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let (rest, separator) = match self {
            Self::Record(cells) => return cells.next(),
            Self::Apart(cells) => return cells.next().map(String::as_str),
            Self::Plain(rest, separator) => (rest, *separator),
        };
        let line = (*rest)?;
        let end_of = |text: &str, sign: u8| text.bytes().position(|byte| byte == sign).unwrap_or(text.len());
        let (cell, after) = match line.strip_prefix('"') {
            Some(quoted) => {
                let (cell, after) = quoted.split_at(end_of(quoted, b'"'));
                (cell, after.get(1..).unwrap_or_default())
            }
            None => line.split_at(end_of(line, separator)),
        };
        *rest = after.get(1..);
        Some(cell)
    }
}

/// Whether quotes stand only around whole cells, and lines end only rows.
fn is_plain(text: &[u8], separator: u8) -> bool {
    let is_start = |at: usize| at == 0 || [separator, b'\n'].contains(&text[at - 1]);
    let is_end = |at: usize| text.get(at + 1).is_none_or(|next| [separator, b'\n', b'\r'].contains(next));
    let mut quotes = memchr::memchr_iter(b'"', text);
    while let Some(start) = quotes.next() {
        let is_whole = |end: usize| is_end(end) && memchr::memchr(b'\n', &text[start..end]).is_none();
        if !is_start(start) || !quotes.next().is_some_and(is_whole) {
            return false;
        }
    }
    memchr::memchr_iter(b'\r', text).all(|at| text.get(at + 1) == Some(&b'\n'))
}

/// Takes away the column that a separator at the end of every row makes: there is nothing in it.
fn without_empty_column(rows: &mut [Vec<Cell<'_>>]) {
    let columns = rows[0].len();
    let is_empty = |row: &Vec<Cell<'_>>| row.len() != columns || row.last().is_some_and(|cell| cell.text.is_empty());
    if columns > 1 && rows.iter().all(is_empty) {
        rows.iter_mut().filter(|row| row.len() == columns).for_each(|row| drop(row.pop()));
    }
}

/// Whether a cell is a remark about the table: words with a colon or spaces, where a code belongs.
fn is_note(text: &str) -> bool {
    let first = text.split([':', ' ']).next().unwrap_or_default().to_lowercase();
    matches!(first.as_str(), "bron" | "noot" | "toelichting" | "let" | "©" | "*" | "(c)" | "peildatum")
}

/// What makes a whole file no table; every row would have something wrong then.
fn not_a_table(text: &str, path: &SourcePath) -> Option<Finding> {
    let first_line = text.lines().next().unwrap_or_default();
    let finding = |span, message: &str, tip: &str| {
        Some(Finding::new(Code::TableHeader, Place::new(path, span), message).tip(tip))
    };
    if let Some(header) = header_below(text) {
        return finding(
            Span::new(0, header).within(text),
            "Boven de kop van deze tabel staan nog andere regels.",
            "Haal alles weg boven de regel die met `code` begint. Die regel hoort de eerste te zijn.",
        )
        .map(|finding| finding.replacement(Some(String::new())));
    }
    if first_line.contains('\t') && !first_line.contains([';', ',']) {
        return finding(
            Span::new(0, first_line.len()),
            "De vakjes van deze tabel zijn gescheiden door tabs.",
            "Gebruik puntkomma's. In Excel: kies bij Opslaan als voor “CSV UTF-8 (gescheiden door lijstscheidingsteken)”.",
        );
    }
    if !text.matches('"').count().is_multiple_of(2) {
        let odd = |line: &&str| !line.matches('"').count().is_multiple_of(2);
        let line = text.split_inclusive('\n').find(odd)?;
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        return finding(
            Span::new(start, start + line.trim_end().len()),
            "In deze rij staat een aanhalingsteken dat niet wordt gesloten.",
            "Zet er nog een aanhalingsteken (\") bij, of haal het ene weg.",
        );
    }
    None
}

/// Where the row that begins with `code` begins, when others are above it: spreadsheets have titles there.
fn header_below(text: &str) -> Option<usize> {
    let mut start = 0;
    let mut above = false;
    for line in text.split_inclusive('\n') {
        let first = line.split([';', ',', '\t']).next().unwrap_or_default().trim().trim_matches('"');
        if first.eq_ignore_ascii_case("code") {
            return above.then_some(start);
        }
        above |= !line.trim().is_empty();
        start += line.len();
    }
    None
}

/// Where the cells of the first row of `text` stand. As the crate reads them: a quote opens at the start of a cell only.
fn cell_places(text: &str, separator: u8) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let (mut start, mut quoted, mut closed) = (0, false, None);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' if quoted => (quoted, closed) = (false, Some(at)),
            // Of two quotes in a quoted cell, which stand for one, the first closed it and the second opens it again.
            b'"' => quoted = at == start || (at > 0 && closed == Some(at - 1)),
            b'\n' if !quoted => {
                places.push(start..at);
                return places;
            }
            _ if byte == separator && !quoted => {
                places.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    places.push(start..text.len());
    places
}

#[cfg(test)]
mod tests {
    use ::csv::ReaderBuilder;
    use proptest::prelude::*;

    use super::{is_plain, records};
    use crate::read::csv::cell_places;

    proptest! {
        #[test]
        fn a_plain_text_is_read_as_the_crate_reads_it(text in r#"("[ab;.é]{0,3}"|[ab.,é]{0,3}|["\r])?((;|\n|\r\n|;|\n)("[ab;.]{0,3}"|[ab.,é]{0,3})){0,9}"#) {
            let (mut ours, mut with, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
            records(&text, b';', |cells| {
                ours.push(cells.clone().map(str::to_owned).collect::<Vec<_>>());
                let mut row = Vec::new();
                cells.with(*b".,", |at, cell| row.push((at, cell.to_owned())));
                with.push(row);
            });
            let mut reader =
                ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_reader(text.as_bytes());
            for record in reader.records() {
                theirs.push(record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
            }
            let of_row = |row: &Vec<String>| -> Vec<_> {
                row.iter().cloned().enumerate().filter(|(_, cell)| cell.contains(['.', ','])).collect()
            };
            prop_assert_eq!(&with, &theirs.iter().map(of_row).collect::<Vec<_>>());
            prop_assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn a_text_is_plain_when_quotes_stand_around_cells() {
        for text in ["a;b\r\n1;2", "\"a\";b\n\"1;2\";3", "\"\";\"\""] {
            assert!(is_plain(text.as_bytes(), b';'), "{text}");
        }
        for text in ["\"a\"\"b\";c", "\"a\nb\";c", "a\"b;c", "a;\"b", "a\rb", " \"a\";b"] {
            assert!(!is_plain(text.as_bytes(), b';'), "{text}");
        }
    }

    #[test]
    fn a_quote_opens_at_the_start_of_a_cell_only() {
        for (row, cells) in [
            ("a;\"b;c\";d\ne", &["a", "\"b;c\"", "d"][..]),
            ("a\"b;c\"d;e", &["a\"b", "c\"d", "e"]),
            ("\"a\"\";b\";c", &["\"a\"\";b\"", "c"]),
            ("\"a\"x\"\"y;b", &["\"a\"x\"\"y", "b"]),
            ("\"\";b", &["\"\"", "b"]),
            ("\"a\nb\";c", &["\"a\nb\"", "c"]),
        ] {
            let places = cell_places(row, b';');
            assert_eq!(places.into_iter().map(|place| &row[place]).collect::<Vec<_>>(), cells, "{row}");
        }
    }
}
