//! The page of open data: which tables there are, and how to get them.

use serde::Serialize;

use super::page::{ContentView, Link};
use super::spot::Spot;
use crate::output::OutputPath;
use crate::site::{Bron, CATALOGUS, DATAPACKAGE, Datatabel, Datavorm, LICENTIE_VAN_GRENZEN};

/// `data.html`: the tables of open data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct DataView {
    pub tekst: String,
    pub tabellen: Vec<DatatabelView>,
    /// Where all tables are described for programs.
    pub pakket: String,
    /// The same for registers of open data, when there is anything to tell them.
    pub catalogus: Option<String>,
    /// Where the first table is, as a program would ask for it.
    pub voorbeeld: String,
    /// Who made the figures and the boundaries, and under which licence they are, each once.
    pub licenties: Vec<String>,
    /// The licence of all else, if the municipality said so.
    pub eigen_licentie: Option<Link>,
}

/// A table of open data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct DatatabelView {
    pub naam: &'static str,
    pub uitleg: &'static str,
    pub csv: String,
    pub json: String,
    pub spreadsheet: String,
    /// When it is known of any row where it lies.
    pub geojson: Option<String>,
}

pub(super) fn overzicht(spot: &Spot<'_>, tekst: String) -> ContentView {
    let site = spot.planner.site;
    let at = |tabel: Datatabel, vorm| spot.href(&tabel.address(vorm));
    let tabel = |tabel: Datatabel| {
        let (naam, uitleg) = tabel.facts();
        DatatabelView {
            naam,
            uitleg,
            csv: at(tabel, Datavorm::Csv),
            json: at(tabel, Datavorm::Json),
            spreadsheet: at(tabel, Datavorm::Spreadsheet),
            geojson: site.liggingen(tabel).map(|_| at(tabel, Datavorm::Geojson)),
        }
    };
    let first = Datatabel::Wijken.address(Datavorm::Csv);
    let of_bron = |bron: &Bron| format!("{}: {}", bron.item.value.bron, bron.item.value.licentie);
    let of_grens = |bron: String| format!("Grenzen: {bron}: {}", LICENTIE_VAN_GRENZEN.word());
    let grenzen = [Datatabel::Wijken, Datatabel::Buurten].into_iter().filter_map(|tabel| site.liggingen(tabel)?.bron());
    let mut licenties: Vec<String> = Vec::new();
    for licentie in site.bronnen.iter().map(of_bron).chain(grenzen.map(of_grens)) {
        if !licenties.contains(&licentie) {
            licenties.push(licentie);
        }
    }
    ContentView::Data(DataView {
        tekst,
        tabellen: Datatabel::all(spot.planner.site).map(tabel).collect(),
        pakket: spot.href(&OutputPath::new(DATAPACKAGE)),
        catalogus: spot.planner.base.and(site.catalogus().next()).map(|_| spot.href(&OutputPath::new(CATALOGUS))),
        voorbeeld: spot.whole(&first).unwrap_or_else(|| first.address().to_owned()),
        licenties,
        eigen_licentie: site.licentie().map(|it| Link { naam: it.word().to_owned(), href: it.leesadres() }),
    })
}
