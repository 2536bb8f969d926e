//! A table of data in its forms: CSV and JSON for programs (decimal point, nothing rounded or guessed), CSV for spreadsheets that
//! are set up as they are in the Netherlands.

use serde_json::{Map, Number, Value};

use crate::tijd::{Datum, Tijdstip};
use crate::values::{Getal, Parse as _};

/// A table: columns, and rows with a cell for each of them.
pub(super) struct Datablad<'s> {
    /// The columns.
    pub(super) velden: Vec<Veld>,
    /// The columns that together are different in each row.
    pub(super) sleutel: &'static [&'static str],
    /// The rows, made one by one: a table can be larger than all else.
    pub(super) rijen: Box<dyn Iterator<Item = Vec<Datacel>> + 's>,
}

/// A column.
pub(super) struct Veld {
    /// Its name.
    pub(super) naam: &'static str,
    /// What is in it, by the words of Frictionless Table Schema.
    pub(super) soort: &'static str,
    /// What is in it (Dutch).
    pub(super) uitleg: &'static str,
}

/// Which years of a wijk can be compared.
pub(super) const REEKS: Veld = veld(
    "reeks",
    "integer",
    "Alleen bij een wijk. Vergelijk alleen jaren met hetzelfde nummer: daartussen is de indeling niet veranderd.",
);

/// A column.
pub(super) const fn veld(naam: &'static str, soort: &'static str, uitleg: &'static str) -> Veld {
    Veld { naam, soort, uitleg }
}

/// A cell. What is not known is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Datacel {
    Leeg,
    Tekst(String),
    Getal(Getal),
    Geheel(u16),
    JaNee(bool),
}

impl<T: Into<Self>> From<Option<T>> for Datacel {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Leeg, Into::into)
    }
}

impl From<String> for Datacel {
    fn from(text: String) -> Self {
        Self::Tekst(text)
    }
}

impl From<&str> for Datacel {
    fn from(text: &str) -> Self {
        Self::Tekst(text.to_owned())
    }
}

impl From<Datum> for Datacel {
    fn from(day: Datum) -> Self {
        Self::Tekst(day.to_string())
    }
}

impl From<Tijdstip> for Datacel {
    fn from(time: Tijdstip) -> Self {
        Self::Tekst(format!("{time}:00"))
    }
}

impl From<Getal> for Datacel {
    fn from(getal: Getal) -> Self {
        Self::Getal(getal)
    }
}

impl From<f64> for Datacel {
    /// Degrees.
    fn from(degrees: f64) -> Self {
        Getal::parse(&degrees.to_string().replace('.', ",")).map_or(Self::Leeg, Self::Getal)
    }
}

impl From<bool> for Datacel {
    fn from(it: bool) -> Self {
        Self::JaNee(it)
    }
}

impl Datacel {
    /// As programs read it.
    fn plain(&self) -> String {
        match self {
            Self::Leeg => String::new(),
            // What a spreadsheet would take for a formula is made a text.
            Self::Tekst(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
            Self::Tekst(text) => text.clone(),
            Self::Getal(getal) => {
                let shown = getal.to_string();
                shown.chars().filter(|it| *it != '.').map(|it| if it == ',' { '.' } else { it }).map(minus).collect()
            }
            Self::Geheel(jaar) => jaar.to_string(),
            Self::JaNee(it) => it.to_string(),
        }
    }

    /// As people read it in a spreadsheet.
    fn shown(&self) -> String {
        match self {
            Self::Getal(_) => self.plain().replace('.', ","),
            Self::JaNee(it) => if *it { "ja" } else { "nee" }.to_owned(),
            _ => self.plain(),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Leeg => Value::Null,
            Self::Tekst(text) => Value::String(text.clone()),
            Self::Getal(_) => self.plain().parse::<Number>().map_or(Value::Null, Value::Number),
            Self::Geheel(jaar) => Value::from(*jaar),
            Self::JaNee(it) => Value::Bool(*it),
        }
    }
}

/// The sign of what is less than nothing, as programs read it.
fn minus(sign: char) -> char {
    if sign == '\u{2212}' { '-' } else { sign }
}

impl<'s> Datablad<'s> {
    /// For programs: UTF-8, commas, decimal points (RFC 4180).
    pub(super) fn csv(self) -> String {
        self.written("", b',', Datacel::plain)
    }

    /// For spreadsheets: semicolons, decimal commas, and a mark by which Excel knows that it is UTF-8.
    pub(super) fn spreadsheet(self) -> String {
        self.written("\u{feff}", b';', Datacel::shown)
    }

    /// The rows as objects.
    pub(super) fn objecten(self) -> impl Iterator<Item = Map<String, Value>> + use<'s> {
        let velden = self.velden;
        self.rijen.map(move |rij| {
            let members = velden.iter().zip(&rij);
            members.map(|(veld, cel)| (veld.naam.to_owned(), cel.json())).collect()
        })
    }

    /// A list of objects. No text in it can be taken for a tag, whatever reads it.
    pub(super) fn json(self) -> String {
        let mut text = "[".to_owned();
        let mut between = "\n";
        for row in self.objecten() {
            text.push_str(between);
            text.push_str(&Value::Object(row).to_string().replace('<', "\\u003c"));
            between = ",\n";
        }
        text.push_str("\n]\n");
        text
    }

    fn written(self, start: &str, delimiter: u8, cell: fn(&Datacel) -> String) -> String {
        let mut writer = csv::WriterBuilder::new();
        let mut writer =
            writer.delimiter(delimiter).terminator(csv::Terminator::CRLF).from_writer(start.as_bytes().to_vec());
        let header = self.velden.iter().map(|veld| veld.naam.to_owned()).collect::<Vec<_>>();
        for row in std::iter::once(header).chain(self.rijen.map(|rij| rij.iter().map(cell).collect())) {
            // Nothing can go wrong in memory, and all rows have as many cells.
            let _ = writer.write_record(&row);
        }
        writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_table_in_three_forms() {
        let getal = |text| Datacel::from(Getal::parse(text).unwrap());
        let tabel = || Datablad {
            velden: vec![veld("naam", "string", ""), veld("waarde", "number", ""), veld("vol", "boolean", "")],
            sleutel: &["naam"],
            rijen: Box::new(
                [
                    vec!["Zuid; \"West\", Oost".into(), getal("-1234,50"), true.into()],
                    vec!["=1+1".into(), Datacel::Leeg, false.into()],
                ]
                .into_iter(),
            ),
        };
        assert_eq!(tabel().csv(), "naam,waarde,vol\r\n\"Zuid; \"\"West\"\", Oost\",-1234.50,true\r\n'=1+1,,false\r\n");
        assert_eq!(
            tabel().spreadsheet(),
            "\u{feff}naam;waarde;vol\r\n\"Zuid; \"\"West\"\", Oost\";-1234,50;ja\r\n'=1+1;;nee\r\n"
        );
        assert_eq!(
            tabel().json(),
            "[\n{\"naam\":\"Zuid; \\\"West\\\", Oost\",\"waarde\":-1234.5,\"vol\":true},\n\
             {\"naam\":\"=1+1\",\"waarde\":null,\"vol\":false}\n]\n"
        );
    }
}
