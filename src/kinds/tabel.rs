//! A table of figures: `kengetallen/*.csv`. The first column is `code`; a column `naam` is for people and is skipped; every
//! other column is an indicator. What the indicators mean is told by the YAML file that uses the table.

use super::kind::{Facts, KindOf, ReadBy, Says, ShownAs};
use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::read::csv;
use crate::read::fields::At;
use crate::source::SourcePath;
use crate::values::{Gebiedscode, Parse, Waarde, nearest};

/// Figures of areas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tabel {
    /// The indicators, in the order of the columns.
    pub kolommen: Vec<At<String>>,
    /// For each area a value per indicator.
    pub rijen: Vec<(At<Gebiedscode>, Vec<At<Waarde>>)>,
}

impl KindOf for Tabel {
    const FACTS: Facts = Facts {
        called: "een tabel met kengetallen",
        folder: Some("kengetallen"),
        nested: false,
        title_key: Some("titel"),
        shown: ShownAs::Nowhere,
        by_wijk: false,
        overview: None,
    };
    const READING: ReadBy<Self> = ReadBy::Csv(read);
}

impl Says for Tabel {}

fn read(text: &str, path: &SourcePath, findings: &mut Findings) -> Option<Tabel> {
    let start = findings.len();
    let rows = csv::read(text, path, findings)?;
    let before = findings.len();
    let report = |findings: &mut Findings, code, span: Span, message: String, tip: String| {
        findings.push(Finding::new(code, Place::new(path, span), message).tip(tip));
    };
    if rows.header[0].text != "code" {
        let first = &rows.header[0];
        let message = format!("De eerste kolom heet `{}`; hier hoort `code`.", first.text);
        findings.push(
            Finding::new(Code::TableHeader, Place::new(path, first.span), message)
                .tip("Zet in de eerste kolom de codes van het CBS.")
                .replacement(nearest(&first.text, ["code"]).map(str::to_owned)),
        );
    }
    for (index, cell) in rows.header.iter().enumerate() {
        if cell.text.is_empty() {
            let message = "Deze kolom heeft geen naam.".to_owned();
            report(findings, Code::TableHeader, cell.span, message, "Geef elke kolom een naam.".to_owned());
        } else if rows.header[..index].iter().any(|other| other.text == cell.text) {
            let message = format!("De kolom `{}` is er twee keer.", cell.text);
            report(findings, Code::TableHeader, cell.span, message, "Laat er één staan.".to_owned());
        }
    }
    if findings.len() > before {
        return None;
    }
    let columns: Vec<usize> = (1..rows.header.len()).filter(|&index| rows.header[index].text != "naam").collect();
    let mut rijen = Vec::with_capacity(rows.rows.len());
    for row in &rows.rows {
        let mut values = Vec::with_capacity(columns.len());
        for &index in &columns {
            match Waarde::parse(&row[index].text) {
                Ok(value) => values.push(At { value, span: row[index].span }),
                Err(mismatch) => report(
                    findings,
                    Code::TableRow,
                    row[index].span,
                    format!("Bij `{}` klopt de waarde niet: {}.", rows.header[index].text, mismatch.why),
                    format!("Vul hier in: {}.", Waarde::EXPECTED),
                ),
            }
        }
        match Gebiedscode::parse(&row[0].text) {
            Ok(value) => rijen.push((At { value, span: row[0].span }, values)),
            Err(mismatch) => report(
                findings,
                Code::TableRow,
                row[0].span,
                format!("De code klopt niet: {}.", mismatch.why),
                format!("Vul hier in: {}.", Gebiedscode::EXPECTED),
            ),
        }
    }
    let kolommen = columns
        .iter()
        .map(|&index| At { value: rows.header[index].text.clone().into_owned(), span: rows.header[index].span })
        .collect();
    (findings.len() == start).then_some(Tabel { kolommen, rijen })
}
