//! The names of the areas of Statistics Netherlands: `gebieden/*.csv`, with the columns `code` and `naam`.

use super::kind::{Facts, KindOf, ReadBy, Says, ShownAs};

use std::sync::Arc;

use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::read::csv;
use crate::read::fields::At;
use crate::source::SourcePath;
use crate::values::{Gebiedscode, Parse, nearest};

/// Areas by code, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gebieden {
    /// Code and name.
    pub namen: Vec<(At<Gebiedscode>, Arc<str>)>,
}

impl KindOf for Gebieden {
    const FACTS: Facts = Facts {
        called: "een lijst van gebieden",
        folder: Some("gebieden"),
        nested: false,
        title_key: Some("titel"),
        shown: ShownAs::Nowhere,
        by_wijk: false,
        overview: None,
    };
    const READING: ReadBy<Self> = ReadBy::Csv(read);
}

impl Says for Gebieden {}

fn read(text: &str, path: &SourcePath, findings: &mut Findings) -> Option<Gebieden> {
    let start = findings.len();
    let rows = csv::read(text, path, findings)?;
    let before = findings.len();
    for (cell, expected) in rows.header.iter().zip(["code", "naam"]) {
        if cell.text != expected {
            findings.push(
                Finding::new(
                    Code::TableHeader,
                    Place::new(path, cell.span),
                    format!("Deze kolom heet `{}`; hier hoort `{expected}`.", cell.text),
                )
                .tip("De eerste regel van een lijst van gebieden is: code;naam")
                .replacement(nearest(&cell.text, [expected]).map(str::to_owned)),
            );
        }
    }
    if rows.header.len() != 2 {
        findings.push(
            Finding::new(
                Code::TableHeader,
                Place::new(path, rows.header[0].span),
                "Deze tabel hoort twee kolommen te hebben.",
            )
            .tip("De eerste regel van een lijst van gebieden is: code;naam"),
        );
    }
    if findings.len() > before {
        return None;
    }
    let mut namen = Vec::with_capacity(rows.rows.len());
    for row in &rows.rows {
        let [code, naam] = &row[..] else { continue };
        match Gebiedscode::parse(&code.text) {
            Ok(value) if !naam.text.is_empty() => namen.push((At { value, span: code.span }, Arc::from(&*naam.text))),
            Ok(_) => findings.push(
                Finding::new(Code::TableRow, Place::new(path, code.span), "Bij deze code staat geen naam.")
                    .tip("Zet de naam na de puntkomma."),
            ),
            Err(mismatch) => findings.push(
                Finding::new(
                    Code::TableRow,
                    Place::new(path, code.span),
                    format!("De code klopt niet: {}.", mismatch.why),
                )
                .tip(format!("Vul hier in: {}.", Gebiedscode::EXPECTED)),
            ),
        }
    }
    (findings.len() == start).then_some(Gebieden { namen })
}
