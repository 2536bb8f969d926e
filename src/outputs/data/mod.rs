//! Open data: each table in its forms, and the descriptions of all of them for programs.

mod geojson;
mod tabellen;

use serde_json::{Value, json};

use super::Ingredients;
use crate::output::OutputPath;
use crate::site::{DATAPACKAGE, Datatabel, Datavorm, Site};

/// A file of open data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Data {
    /// A table.
    Tabel(Datatabel, Datavorm),
    /// What the tables are (Frictionless Data Package, version 1).
    Pakket,
}

impl Data {
    /// All that a site may have, with their addresses.
    pub(super) fn any() -> impl Iterator<Item = (OutputPath, Self)> {
        Self::with_addresses(Datatabel::ALL.into_iter().flat_map(|tabel| tabel.vormen().map(move |vorm| (tabel, vorm))))
    }

    /// All that a site has, with their addresses.
    pub(super) fn all(site: &Site) -> impl Iterator<Item = (OutputPath, Self)> {
        let of_table = |tabel| site.datavormen(tabel).map(move |vorm| (tabel, vorm));
        Self::with_addresses(Datatabel::ALL.into_iter().flat_map(of_table))
    }

    fn with_addresses(
        tabellen: impl Iterator<Item = (Datatabel, Datavorm)>,
    ) -> impl Iterator<Item = (OutputPath, Self)> {
        let tabellen = tabellen.map(|(tabel, vorm)| (tabel.address(vorm), Self::Tabel(tabel, vorm)));
        tabellen.chain([(OutputPath::new(DATAPACKAGE), Self::Pakket)])
    }
}

pub(super) fn make(which: Data, of: &Ingredients<'_>) -> String {
    match which {
        Data::Tabel(which, vorm) => {
            let tabel = tabellen::tabel(which, of);
            match vorm {
                Datavorm::Csv => tabel.csv(),
                Datavorm::Json => tabel.json(),
                Datavorm::Spreadsheet => tabel.spreadsheet(),
                // Without any place there is no such file.
                Datavorm::Geojson => of.site.liggingen(which).map_or_else(String::new, |it| geojson::make(&tabel, it)),
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
        "resources": Datatabel::ALL.into_iter().flat_map(|tabel| resources(tabel, of)).collect::<Vec<_>>(),
    });
    if let Some(changed) = changed {
        pakket["created"] = json!(format!("{changed}T00:00:00Z"));
    }
    if let Some(base) = of.base {
        pakket["homepage"] = json!(base.with("data/"));
    }
    pakket
}

/// A table, and its map if it has one.
fn resources(which: Datatabel, of: &Ingredients<'_>) -> impl Iterator<Item = Value> {
    let ((naam, uitleg), tabel) = (which.facts(), tabellen::tabel(which, of));
    let bytes = tabel.csv().len();
    let field =
        |veld: &super::datablad::Veld| json!({ "name": veld.naam, "type": veld.soort, "description": veld.uitleg });
    let map = of.site.liggingen(which).map(|liggingen| {
        json!({
            "name": format!("{naam}-kaart"),
            "title": format!("{uitleg} Als kaart."),
            "path": format!("{naam}.geojson"),
            "format": "geojson",
            "mediatype": "application/geo+json",
            "encoding": "utf-8",
            "bytes": geojson::make(&tabel, liggingen).len(),
        })
    });
    let table = json!({
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
    });
    [Some(table), map].into_iter().flatten()
}
