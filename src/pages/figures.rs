//! Figures as a page shows them. What a figure is worth for an area is computed in `site/cijfers.rs`.

use std::sync::Arc;

use super::parts::Spot;
use super::views::{Cel, CijferView, CijfersView, SharedText};
use crate::site::{Bron, Herkomst, Uitkomst};

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
