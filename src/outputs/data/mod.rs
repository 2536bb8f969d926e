//! Open data: each table in its forms, and the descriptions of all of them for programs.

mod dcat;
mod geojson;
mod tabellen;

use serde_json::{Value, json};

use super::Ingredients;
use crate::output::OutputPath;
use crate::site::{CATALOGUS, DATAPACKAGE, Datatabel, Datavorm, Site};
use crate::tijd::Datum;
use crate::values::{Basisadres, Licentie};

/// A file of open data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Data {
    /// A table.
    Tabel(Datatabel, Datavorm),
    /// What the tables are (Frictionless Data Package, version 1).
    Pakket,
    /// The same for registers of open data.
    Catalogus,
}

impl Data {
    /// All that a site may have, with their addresses.
    pub(super) fn any() -> impl Iterator<Item = (OutputPath, Self)> {
        let of_table = |tabel: Datatabel| tabel.vormen().map(move |vorm| (tabel, vorm));
        Self::with_addresses(Datatabel::ALL.into_iter().flat_map(of_table), true)
    }

    /// All that a site has, with their addresses.
    pub(super) fn all(site: &Site, base: Option<&Basisadres>) -> impl Iterator<Item = (OutputPath, Self)> {
        let of_table = |tabel| site.datavormen(tabel).map(move |vorm| (tabel, vorm));
        let has_catalogus = base.is_some() && site.catalogus().next().is_some();
        Self::with_addresses(Datatabel::all(site).flat_map(of_table), has_catalogus)
    }

    fn with_addresses(
        tabellen: impl Iterator<Item = (Datatabel, Datavorm)>,
        has_catalogus: bool,
    ) -> impl Iterator<Item = (OutputPath, Self)> {
        let tabellen = tabellen.map(|(tabel, vorm)| (tabel.address(vorm), Self::Tabel(tabel, vorm)));
        let catalogus = has_catalogus.then(|| (OutputPath::new(CATALOGUS), Self::Catalogus));
        tabellen.chain([(OutputPath::new(DATAPACKAGE), Self::Pakket)]).chain(catalogus)
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
                Datavorm::Geojson => of.site.liggingen(which).map_or_else(String::new, |it| geojson::make(tabel, it)),
            }
        }
        Data::Pakket => format!("{:#}\n", pakket(of)),
        // Without an address there is no such file.
        Data::Catalogus => of.base.map_or_else(String::new, |base| dcat::make(of, base)),
    }
}

/// The description of all tables. No profile for the whole: the one for tables would refuse other files.
fn pakket(of: &Ingredients<'_>) -> Value {
    let mut pakket = json!({
        "name": "wijken",
        "title": of.info.naam,
        "description": of.info.omschrijving(),
        "resources": Datatabel::all(of.site).flat_map(|tabel| resources(tabel, of)).collect::<Vec<_>>(),
    });
    if let Some(changed) = changed(of) {
        pakket["created"] = json!(format!("{changed}T00:00:00Z"));
    }
    if let Some(base) = of.base {
        pakket["homepage"] = json!(base.with("data/"));
    }
    if let Some(licentie) = of.site.licentie() {
        pakket["licenses"] = licenses(licentie);
    }
    pakket
}

/// When what is in the tables last changed.
fn changed(of: &Ingredients<'_>) -> Option<Datum> {
    of.changed.iter().filter_map(|(_, day)| *day).max()
}

fn licenses(licentie: Licentie) -> Value {
    json!([{ "name": licentie.id(), "path": licentie.adres(), "title": licentie.word() }])
}

/// A table, and its map if it has one.
fn resources(which: Datatabel, of: &Ingredients<'_>) -> impl Iterator<Item = Value> {
    let ((naam, uitleg), tabel) = (which.facts(), tabellen::tabel(which, of));
    let field =
        |veld: &super::datablad::Veld| json!({ "name": veld.naam, "type": veld.soort, "description": veld.uitleg });
    let licentie = of.site.catalogus().find(|(tabel, _)| *tabel == which).map(|(_, licentie)| licentie);
    let map = of.site.liggingen(which).map(|liggingen| {
        let mut map = json!({
            "name": format!("{naam}-kaart"),
            "title": format!("{uitleg} Als kaart."),
            "path": format!("{naam}.geojson"),
            "format": "geojson",
            "mediatype": "application/geo+json",
            "encoding": "utf-8",
        });
        if let Some(licentie) = licentie.map(|it| liggingen.licentie(it)) {
            map["licenses"] = licenses(licentie);
        }
        map["bytes"] = json!(geojson::make(tabellen::tabel(which, of), liggingen).len());
        map
    });
    let fields: Vec<Value> = tabel.velden.iter().map(field).collect();
    let key = tabel.sleutel;
    let mut table = json!({
        "name": naam,
        "title": uitleg,
        "path": format!("{naam}.csv"),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": tabel.csv().len(),
        "dialect": { "delimiter": "," },
        "schema": {
            "fields": fields,
            "missingValues": [""],
            "primaryKey": key,
        },
    });
    if let Some(licentie) = licentie {
        table["licenses"] = licenses(licentie);
    }
    [Some(table), map].into_iter().flatten()
}
