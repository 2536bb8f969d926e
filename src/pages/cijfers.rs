//! Figures as a page shows them. What a figure is worth for an area is computed in `site/cijfers.rs`.

use std::sync::Arc;

use serde::Serialize;

use super::page::{ContentView, Link, SharedText};
use super::spot::Spot;
use crate::kinds::Indicator;
use crate::site::{Bron, Herkomst, Jaargang, Onderwerp, Uitkomst, WijkIndex, Zinsdeel};
use crate::values::Gebiedscode;

/// Figures of one source for one area.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CijfersView {
    pub titel: String,
    pub jaar: u16,
    pub bron: String,
    pub bronadres: Option<String>,
    pub licentie: String,
    pub toelichting: Option<String>,
    /// The areas that were divided in another way then than now.
    pub van_toen: Vec<String>,
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
    /// How it compares to the municipality: "Dat is meer dan in heel Voorbeeldstad (26 %)."
    pub vergelijking: Option<Vec<Zinsdeel>>,
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
    /// Whether there are figures of earlier years, too.
    pub eerdere_jaren: bool,
}

/// The figures of one source that no later one has.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BronView {
    pub anker: String,
    pub titel: String,
    pub jaar: u16,
    pub bron: String,
    pub bronadres: Option<String>,
    pub licentie: String,
    pub toelichting: Option<String>,
    /// The wijken that were divided in another way then than now.
    pub van_toen: Vec<String>,
    pub indicatoren: Vec<IndicatorView>,
    /// What readers should know about them; what is the same for several is said once.
    pub noten: Vec<NootView>,
}

/// What readers should know about one or more indicators.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NootView {
    pub namen: Vec<SharedText>,
    pub tekst: SharedText,
}

/// What was measured, for the municipality and for every wijk in the order of `wijken`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct IndicatorView {
    pub naam: SharedText,
    pub eenheid: SharedText,
    pub gemeente: Option<Cel>,
    pub wijken: Vec<Cel>,
}

impl CijfersView {
    /// A source, without its figures.
    pub(super) fn of(bron: &Bron) -> Self {
        let value = &bron.item.value;
        Self {
            titel: value.titel.clone(),
            jaar: value.jaar.0,
            bron: value.bron.clone(),
            bronadres: value.bronadres.as_ref().map(ToString::to_string),
            licentie: value.licentie.clone(),
            toelichting: value.toelichting.clone(),
            van_toen: Vec::new(),
            cijfers: Vec::new(),
        }
    }
}

impl CijferView {
    fn new(of: &Indicator, outcome: Uitkomst) -> Self {
        let Cel { waarde, bekend, herkomst } = cel(outcome);
        Self {
            naam: SharedText(Arc::clone(&of.naam)),
            eenheid: SharedText(Arc::clone(&of.eenheid)),
            toelichting: of.toelichting.clone().map(SharedText),
            waarde,
            bekend,
            herkomst,
            vergelijking: None,
        }
    }
}

impl Spot<'_> {
    /// A source without its figures, and whether it is about the wijk as it was.
    pub(super) fn cijfers_van_toen(&self, bron: &Bron, wijk: WijkIndex) -> CijfersView {
        let van_toen = self.van_toen(bron, std::iter::once(wijk));
        CijfersView { van_toen, ..CijfersView::of(bron) }
    }

    /// Of these wijken those that were divided in another way when the figures of a source were made.
    fn van_toen(&self, bron: &Bron, wijken: impl Iterator<Item = WijkIndex>) -> Vec<String> {
        let site = self.planner.site;
        let changed = wijken.filter(|wijk| site.is_changed_since(*wijk, bron.jaar()));
        changed.map(|wijk| site.wijken[wijk].item.value.naam.clone()).collect()
    }

    /// What an area was called in a year, if it was another one then: by its boundaries, or else by its name.
    fn gebied_van_toen(&self, code: &Gebiedscode, jaar: u16) -> Option<String> {
        let site = self.planner.site;
        let (then, now) = (site.gebieden_in(jaar).get(code)?, site.gebieden.get(code)?);
        let is_other = site.begrenzing.is_changed_since(code, jaar).unwrap_or(then.naam != now.naam);
        is_other.then(|| then.naam.to_string())
    }

    /// The figures of each source for one buurt; sources that know nothing about it are left out.
    pub(super) fn cijfers_of_buurt(&self, code: &Gebiedscode) -> Vec<CijfersView> {
        let known = self.planner.site.bronnen.iter().filter(|bron| bron.knows(code));
        known
            .map(|bron| {
                self.shows(&bron.item.document);
                let figures = bron.item.value.indicatoren.iter().zip(bron.all_of_area(code));
                let cijfers = figures.map(|(indicator, outcome)| CijferView::new(indicator, outcome)).collect();
                let van_toen = self.gebied_van_toen(code, bron.jaar()).into_iter().collect();
                CijfersView { van_toen, cijfers, ..CijfersView::of(bron) }
            })
            .collect()
    }

    /// The newest figures of a wijk about what the editor chose, by source, each beside that of the municipality.
    pub(super) fn cijfers_of_wijk(&self, wijk: WijkIndex) -> Vec<CijfersView> {
        let site = self.planner.site;
        let mut views: Vec<(usize, CijfersView)> = Vec::new();
        for onderwerp in site.onderwerpen.iter().filter(|onderwerp| onderwerp.uitgelicht && site.has_cijfers(wijk)) {
            let jaargang = onderwerp.laatste();
            let bron = jaargang.bron(site);
            if views.last().is_none_or(|(last, _)| *last != jaargang.bron) {
                self.shows(&bron.item.document);
                views.push((jaargang.bron, CijfersView { toelichting: None, ..self.cijfers_van_toen(bron, wijk) }));
            }
            let vergelijking = self.gezegd(jaargang, wijk).vergelijking;
            let cijfer = CijferView::new(jaargang.indicator(site), jaargang.of_wijk(site, wijk));
            if let Some((_, view)) = views.last_mut() {
                view.cijfers.push(CijferView { toelichting: None, vergelijking, ..cijfer });
            }
        }
        views.into_iter().map(|(_, view)| view).collect()
    }
}

/// A figure as it is shown.
pub(super) fn cel(outcome: Uitkomst) -> Cel {
    Cel {
        waarde: outcome.getal.map_or_else(|| "onbekend".to_owned(), |getal| getal.to_string()),
        bekend: outcome.getal.is_some(),
        herkomst: outcome.herkomst.map(Herkomst::word),
    }
}

/// What readers should know about these.
fn noten<'i>(indicatoren: impl Iterator<Item = &'i Indicator>) -> Vec<NootView> {
    let mut noten: Vec<NootView> = Vec::new();
    for indicator in indicatoren {
        let Some(tekst) = &indicator.toelichting else { continue };
        let naam = SharedText(Arc::clone(&indicator.naam));
        match noten.iter_mut().find(|noot| noot.tekst.0 == *tekst) {
            Some(noot) => noot.namen.push(naam),
            None => noten.push(NootView { namen: vec![naam], tekst: SharedText(Arc::clone(tekst)) }),
        }
    }
    noten
}

/// The page of all figures: of each topic those of the newest year. Earlier years are on the page of a wijk.
pub(super) fn overzicht(spot: &Spot<'_>, tekst: String) -> ContentView {
    let site = spot.planner.site;
    let wijken: Vec<_> = site.wijk_indices().map(|(index, _)| index).collect();
    let code = spot.planner.info.value.gemeentecode.as_ref().map(|code| code.value);
    let mut newest = vec![Vec::new(); site.bronnen.len()];
    for Jaargang { bron, indicator } in site.onderwerpen.iter().map(Onderwerp::laatste) {
        newest[bron].push(indicator);
    }
    let of_bron = |(bron, newest): (&Bron, Vec<usize>)| {
        spot.shows(&bron.item.document);
        let value = &bron.item.value;
        let per_wijk: Vec<_> = wijken.iter().map(|wijk| bron.all_of_wijk(*wijk)).collect();
        let indicator = |index: &usize| IndicatorView {
            naam: SharedText(Arc::clone(&value.indicatoren[*index].naam)),
            eenheid: SharedText(Arc::clone(&value.indicatoren[*index].eenheid)),
            gemeente: code.map(|code| cel(bron.of_area(&code, *index))),
            wijken: per_wijk.iter().map(|figures| cel(figures[*index])).collect(),
        };
        BronView {
            anker: bron.item.slug().to_string(),
            titel: value.titel.clone(),
            jaar: value.jaar.0,
            bron: value.bron.clone(),
            bronadres: value.bronadres.as_ref().map(ToString::to_string),
            licentie: value.licentie.clone(),
            toelichting: value.toelichting.clone(),
            van_toen: spot.van_toen(bron, wijken.iter().copied()),
            indicatoren: newest.iter().map(indicator).collect(),
            noten: noten(newest.iter().map(|index| &value.indicatoren[*index])),
        }
    };
    let shown = site.bronnen.iter().zip(newest).filter(|(_, newest)| !newest.is_empty());
    let bronnen: Vec<_> = shown.map(of_bron).collect();
    let gemeente = spot.planner.info.value.gemeente.clone();
    // To the other figures of a wijk, if there are any.
    let link = |wijk: &WijkIndex| {
        let link = spot.wijk_link(*wijk);
        Link { href: spot.planner.places.cijfers(*wijk).map_or(link.href, |page| spot.href(&page)), naam: link.naam }
    };
    ContentView::Kengetallen(KengetallenView {
        tekst,
        wijken: wijken.iter().map(link).collect(),
        gemeente,
        bronnen,
        eerdere_jaren: site.onderwerpen.iter().any(|onderwerp| onderwerp.jaren.len() > 1),
    })
}
