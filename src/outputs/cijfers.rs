//! All figures of a wijk as data: a row for each figure of the wijk, the municipality and the country.

use super::Ingredients;
use super::datablad::{Datablad, Datacel, REEKS, veld};
use crate::output::OutputPath;
use crate::site::{Herkomst, Site, WijkIndex, cijfers_van_wijk};

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

pub(super) fn make(Cijfers { wijk, is_csv }: Cijfers, of: &Ingredients<'_>) -> String {
    let blad = blad(wijk, of);
    if is_csv { blad.csv() } else { blad.json() }
}

fn blad(wijk: WijkIndex, of: &Ingredients<'_>) -> Datablad<'static> {
    let (site, info) = (of.site, of.info);
    let item = &site.wijken[wijk].item;
    let code = info.gemeentecode.as_ref().map(|code| code.value.as_str());
    let mut rijen = Vec::new();
    for jaargang in site.onderwerpen.iter().flat_map(|onderwerp| &onderwerp.jaren) {
        let (source, indicator) = (&jaargang.bron(site).item.value, jaargang.indicator(site));
        let outcome = jaargang.of_wijk(site, wijk);
        let herkomst = outcome.herkomst.map(Herkomst::word);
        let reeks = Some(site.reeks(wijk, jaargang.jaar(site)));
        let own = Some((item.value.naam.as_str(), item.slug().as_str(), outcome.getal, herkomst, reeks));
        let gemeente = code.map(|code| (info.gemeente.as_str(), code, jaargang.of_gemeente(site), None, None));
        let land = indicator.nederland.map(|getal| ("Nederland", "NL", Some(getal), None, None));
        rijen.extend([own, gemeente, land].into_iter().flatten().map(|(gebied, gebied_id, getal, herkomst, reeks)| {
            vec![
                gebied.into(),
                gebied_id.into(),
                indicator.indicator.value.as_str().into(),
                (&*indicator.naam).into(),
                (&*indicator.eenheid).into(),
                Datacel::Geheel(jaargang.jaar(site)),
                getal.into(),
                herkomst.into(),
                reeks.map(Datacel::Geheel).into(),
                source.bron.as_str().into(),
                source.licentie.as_str().into(),
            ]
        }));
    }
    Datablad {
        velden: vec![
            veld("gebied", "string", "Naam van het gebied."),
            veld("gebied_id", "string", "De id van de wijk, de code van de gemeente, of NL."),
            veld("onderwerp", "string", "Kolom bij de bron."),
            veld("naam", "string", "Wat is geteld of gemeten."),
            veld("eenheid", "string", "Eenheid."),
            veld("jaar", "integer", "Het jaar waar het cijfer over gaat."),
            veld("waarde", "number", "Het cijfer; leeg is onbekend, en nooit nul."),
            veld("herkomst", "string", "Leeg: zoals de bron het geeft. Anders “opgeteld” of “berekend” uit buurten."),
            REEKS,
            veld("bron", "string", "Wie de cijfers maakte."),
            veld("licentie", "string", "Onder welke licentie zij zijn te gebruiken."),
        ],
        sleutel: &["gebied_id", "onderwerp", "jaar"],
        rijen: Box::new(rijen.into_iter()),
    }
}
