//! The names of the areas of Statistics Netherlands: `gebieden/*.csv`, with the columns `code` and `naam`. The name of a file may say
//! that these are areas of earlier years: `cbs-tot-en-met-2023.csv`.

use super::kengetallen::Jaar;
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
    /// The last year of which these are the areas; `None` for those that there are now.
    pub tot_en_met: Option<u16>,
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
    (findings.len() == start).then(|| Gebieden { tot_en_met: tot_en_met(path.stem()), namen })
}

/// What stands before the last year of a list, in the name of its file.
pub(crate) const TOT_EN_MET: &str = "tot-en-met-";

/// The last year that a list is for, in the name of its file.
fn tot_en_met(name: &str) -> Option<u16> {
    let name = name.to_lowercase().replace([' ', '_'], "-");
    let (_, rest) = name.split_once(TOT_EN_MET)?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    Jaar::parse(&rest[..end]).ok().map(|jaar| jaar.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_list_tells_until_when_it_is() {
        for (name, year) in [
            ("cbs-tot-en-met-2023", Some(2023)),
            ("CBS tot en met 2023 (oud)", Some(2023)),
            ("cbs-2023", None),
            ("tot-en-met-nu", None),
            ("tot-en-met-20231", None),
        ] {
            assert_eq!(tot_en_met(name), year, "{name}");
        }
    }
}
