//! Figures as a page shows them. What a figure is worth for an area is computed in `site/cijfers.rs`.

use std::sync::Arc;

use serde::Serialize;

use super::page::{ContentView, Link, SharedText};
use super::spot::Spot;
use crate::site::{Bron, Herkomst, Uitkomst};

/// Figures of one source for one area.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CijfersView {
    pub titel: String,
    pub jaar: u16,
    pub bron: String,
    pub bronadres: Option<String>,
    pub licentie: String,
    pub toelichting: Option<String>,
    pub cijfers: Vec<CijferView>,
}

/// A figure with its name and unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CijferView {
    pub naam: SharedText,
    pub eenheid: SharedText,
    pub toelichting: Option<SharedText>,
    /// "9.090" or "onbekend".
    pub waarde: String,
    pub bekend: bool,
    /// "opgeteld" or "berekend", when it is not as the source gives it.
    pub herkomst: Option<&'static str>,
}

/// A figure as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Cel {
    /// "9.090" or "onbekend".
    pub waarde: String,
    pub bekend: bool,
    /// "opgeteld" or "berekend", when it is not as the source gives it.
    pub herkomst: Option<&'static str>,
}

/// `kengetallen.html`: the wijken side by side, per source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct KengetallenView {
    pub tekst: String,
    pub wijken: Vec<Link>,
    pub gemeente: String,
    pub bronnen: Vec<BronView>,
}

/// The figures of one source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BronView {
    pub anker: String,
    pub titel: String,
    pub jaar: u16,
    pub bron: String,
    pub bronadres: Option<String>,
    pub licentie: String,
    pub toelichting: Option<String>,
    pub indicatoren: Vec<IndicatorView>,
}

/// What was measured, for the municipality and for every wijk in the order of `wijken`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct IndicatorView {
    pub naam: SharedText,
    pub eenheid: SharedText,
    pub toelichting: Option<SharedText>,
    pub gemeente: Option<Cel>,
    pub wijken: Vec<Cel>,
}

impl Spot<'_> {
    /// The figures of each source for one area; sources that know nothing about it are left out.
    pub(super) fn cijfers(&self, of: impl Fn(&Bron) -> Vec<Uitkomst>) -> Vec<CijfersView> {
        let mut views = Vec::new();
        for bron in &self.planner.site.bronnen {
            let value = &bron.item.value;
            let outcomes = of(bron);
            if outcomes.iter().all(|outcome| outcome.getal.is_none()) {
                continue;
            }
            self.shows(&bron.item.document);
            let cijfers = value
                .indicatoren
                .iter()
                .zip(outcomes)
                .map(|(indicator, outcome)| {
                    let Cel { waarde, bekend, herkomst } = cel(outcome);
                    CijferView {
                        naam: SharedText(Arc::clone(&indicator.naam)),
                        eenheid: SharedText(Arc::clone(&indicator.eenheid)),
                        toelichting: indicator.toelichting.clone().map(SharedText),
                        waarde,
                        bekend,
                        herkomst,
                    }
                })
                .collect();
            views.push(CijfersView {
                titel: value.titel.clone(),
                jaar: value.jaar.0,
                bron: value.bron.clone(),
                bronadres: value.bronadres.as_ref().map(ToString::to_string),
                licentie: value.licentie.clone(),
                toelichting: value.toelichting.clone(),
                cijfers,
            });
        }
        views
    }
}

/// A figure as it is shown.
pub(super) fn cel(outcome: Uitkomst) -> Cel {
    Cel {
        waarde: outcome.getal.map_or_else(|| "onbekend".to_owned(), |getal| getal.to_string()),
        bekend: outcome.getal.is_some(),
        herkomst: outcome.herkomst.map(|herkomst| match herkomst {
            Herkomst::Opgeteld => "opgeteld",
            Herkomst::Berekend => "berekend",
        }),
    }
}

/// The page of all figures.
pub(super) fn overzicht(spot: &Spot<'_>, tekst: String) -> ContentView {
    let site = spot.planner.site;
    let wijken: Vec<_> = site.wijk_indices().map(|(index, _)| index).collect();
    let bronnen = site
        .bronnen
        .iter()
        .map(|bron| {
            spot.shows(&bron.item.document);
            let value = &bron.item.value;
            let per_wijk: Vec<_> = wijken.iter().map(|wijk| bron.all_of_wijk(site, *wijk)).collect();
            let indicatoren = value
                .indicatoren
                .iter()
                .enumerate()
                .map(|(index, indicator)| IndicatorView {
                    naam: SharedText(Arc::clone(&indicator.naam)),
                    eenheid: SharedText(Arc::clone(&indicator.eenheid)),
                    toelichting: indicator.toelichting.clone().map(SharedText),
                    gemeente: spot
                        .planner
                        .info
                        .value
                        .gemeentecode
                        .as_ref()
                        .map(|code| cel(bron.of_area(&code.value, index))),
                    wijken: per_wijk.iter().map(|figures| cel(figures[index])).collect(),
                })
                .collect();
            BronView {
                anker: bron.item.slug().to_string(),
                titel: value.titel.clone(),
                jaar: value.jaar.0,
                bron: value.bron.clone(),
                bronadres: value.bronadres.as_ref().map(ToString::to_string),
                licentie: value.licentie.clone(),
                toelichting: value.toelichting.clone(),
                indicatoren,
            }
        })
        .collect();
    let gemeente = spot.planner.info.value.gemeente.clone();
    ContentView::Kengetallen(KengetallenView { tekst, wijken: spot.wijk_links(&wijken), gemeente, bronnen })
}
