//! Open data: each table in its forms, and the description of all of them for programs.

mod tabellen;

use serde_json::{Value, json};

use super::Ingredients;
use crate::output::OutputPath;
use crate::site::{DATAPACKAGE, Datatabel, Datavorm};

/// A file of open data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Data {
    /// A table.
    Tabel(Datatabel, Datavorm),
    /// What the tables are (Frictionless Data Package, version 1).
    Pakket,
}

impl Data {
    /// All of them, with their addresses.
    pub(super) fn all() -> impl Iterator<Item = (OutputPath, Self)> {
        let tabellen = Datatabel::ALL.into_iter().flat_map(|tabel| Datavorm::ALL.map(|vorm| (tabel, vorm)));
        let tabellen = tabellen.map(|(tabel, vorm)| (tabel.address(vorm), Self::Tabel(tabel, vorm)));
        tabellen.chain([(OutputPath::new(DATAPACKAGE), Self::Pakket)])
    }
}

pub(super) fn make(which: Data, of: &Ingredients<'_>) -> String {
    match which {
        Data::Tabel(tabel, vorm) => {
            let tabel = tabellen::tabel(tabel, of);
            match vorm {
                Datavorm::Csv => tabel.csv(),
                Datavorm::Json => tabel.json(),
                Datavorm::Spreadsheet => tabel.spreadsheet(),
            }
        }
        Data::Pakket => format!("{:#}\n", pakket(of)),
    }
}

/// The description of all tables. No profile for the whole: the one for tables would refuse other files.
fn pakket(of: &Ingredients<'_>) -> Value {
    let changed = of.changed.iter().filter_map(|(_, day)| *day).max();
    let mut pakket = json!({
        "name": "wijken",
        "title": of.info.naam,
        "description": of.info.samenvatting,
        "resources": Datatabel::ALL.map(|tabel| resource(tabel, of)),
    });
    if let Some(changed) = changed {
        pakket["created"] = json!(format!("{changed}T00:00:00Z"));
    }
    if let Some(base) = of.base {
        pakket["homepage"] = json!(base.with("data/"));
    }
    pakket
}

fn resource(which: Datatabel, of: &Ingredients<'_>) -> Value {
    let ((naam, uitleg), tabel) = (which.facts(), tabellen::tabel(which, of));
    let bytes = tabel.csv().len();
    let field =
        |veld: &super::datablad::Veld| json!({ "name": veld.naam, "type": veld.soort, "description": veld.uitleg });
    json!({
        "name": naam,
        "title": uitleg,
        "path": format!("{naam}.csv"),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": bytes,
        "dialect": { "delimiter": "," },
        "schema": {
            "fields": tabel.velden.iter().map(field).collect::<Vec<_>>(),
            "missingValues": [""],
            "primaryKey": tabel.sleutel,
        },
    })
}
