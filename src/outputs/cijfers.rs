//! All figures of a wijk as data: CSV (RFC 4180) and JSON, a row for each figure of the wijk, the municipality and the country.
//!
//! For programs: a point before the decimals, nothing between thousands, and nothing at all where a figure is not known.

use serde::Serialize;

use super::Ingredients;
use crate::output::OutputPath;
use crate::site::{Herkomst, Site, WijkIndex, cijfers_van_wijk};
use crate::values::Getal;

/// Of which wijk, and in which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cijfers {
    wijk: WijkIndex,
    is_csv: bool,
}

impl Cijfers {
    /// All of a site, with their addresses.
    pub(super) fn all(site: &Site) -> impl Iterator<Item = (OutputPath, Self)> {
        let wijken = site.wijk_indices().filter(|(wijk, _)| site.has_cijfers(*wijk));
        wijken.flat_map(|(wijk, linked)| {
            let [csv, json] = cijfers_van_wijk(&linked.item.document);
            [(csv, Self { wijk, is_csv: true }), (json, Self { wijk, is_csv: false })]
        })
    }
}

/// A figure.
#[derive(Serialize)]
struct Rij<'s> {
    gebied: &'s str,
    /// The name of a wijk in addresses, the code of the municipality, NL: these stay what they are.
    gebied_id: &'s str,
    onderwerp: &'s str,
    naam: &'s str,
    eenheid: &'s str,
    jaar: u16,
    waarde: Option<serde_json::Number>,
    /// How it came about, when it is not as the source gives it.
    herkomst: Option<&'static str>,
    bron: &'s str,
    licentie: &'s str,
    #[serde(skip)]
    getal: Option<Getal>,
}

/// The names of the columns, which are those of [`Rij`].
const COLUMNS: &str = "gebied,gebied_id,onderwerp,naam,eenheid,jaar,waarde,herkomst,bron,licentie\r\n";

pub(super) fn make(Cijfers { wijk, is_csv }: Cijfers, of: &Ingredients<'_>) -> String {
    let rows = rijen(wijk, of);
    if !is_csv {
        return serde_json::to_string(&rows).unwrap_or_default();
    }
    let mut csv = COLUMNS.to_owned();
    for row in rows {
        let (jaar, waarde) = (row.jaar.to_string(), row.getal.map(plain).unwrap_or_default());
        let texts = |all: &[&str]| all.iter().map(|text| cell(text)).collect::<Vec<_>>().join(",");
        csv.push_str(&texts(&[row.gebied, row.gebied_id, row.onderwerp, row.naam, row.eenheid]));
        csv.push_str(&format!(",{jaar},{waarde},{},", row.herkomst.unwrap_or_default()));
        csv.push_str(&texts(&[row.bron, row.licentie]));
        csv.push_str("\r\n");
    }
    csv
}

fn rijen<'s>(wijk: WijkIndex, of: &'s Ingredients<'_>) -> Vec<Rij<'s>> {
    let (site, info) = (of.site, of.info);
    let item = &site.wijken[wijk].item;
    let code = info.gemeentecode.as_ref().map(|code| code.value.as_str());
    let mut rows = Vec::new();
    for jaargang in site.onderwerpen.iter().flat_map(|onderwerp| &onderwerp.jaren) {
        let (source, indicator) = (&jaargang.bron(site).item.value, jaargang.indicator(site));
        let outcome = jaargang.of_wijk(site, wijk);
        let herkomst = outcome.herkomst.map(Herkomst::word);
        let own = Some((item.value.naam.as_str(), item.slug().as_str(), outcome.getal, herkomst));
        let gemeente = code.map(|code| (info.gemeente.as_str(), code, jaargang.of_gemeente(site), None));
        let land = indicator.nederland.map(|getal| ("Nederland", "NL", Some(getal), None));
        rows.extend([own, gemeente, land].into_iter().flatten().map(|(gebied, gebied_id, getal, herkomst)| Rij {
            gebied,
            gebied_id,
            onderwerp: &indicator.indicator.value,
            naam: &indicator.naam,
            eenheid: &indicator.eenheid,
            jaar: jaargang.jaar(site),
            waarde: getal.and_then(|getal| plain(getal).parse().ok()),
            herkomst,
            bron: &source.bron,
            licentie: &source.licentie,
            getal,
        }));
    }
    rows
}

/// A number as programs write it.
fn plain(getal: Getal) -> String {
    getal.to_string().replace('.', "").replace(',', ".")
}

/// A text in a cell: in quotes where it must be, and never what a spreadsheet takes for a formula.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t']) { "'" } else { "" };
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{guard}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Parse;

    #[test]
    fn cells() {
        for (text, written) in [
            ("Noord", "Noord"),
            ("CBS, 2024", "\"CBS, 2024\""),
            ("de \"wijk\"", "\"de \"\"wijk\"\"\""),
            ("=SOM(A1)", "'=SOM(A1)"),
            ("-18, +18", "\"'-18, +18\""),
        ] {
            assert_eq!(cell(text), written);
        }
        assert_eq!(plain(Getal::parse("-1234567,50").unwrap()), "-1234567.50");
    }
}
