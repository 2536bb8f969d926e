//! Key figures, brought from CBS areas to the municipality's wijken.
//!
//! Counts of areas add up; percentages, averages and medians never do; a density is computed anew from the counts it is made
//! of. What cannot be known is *onbekend*, never zero and never guessed.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Item, LinkedWijk, Samenstelling, WijkIndex};
use crate::kinds::{Kengetallen, Meetsoort};
use crate::values::{Gebiedscode, Getal, Waarde};

/// The figures of one source, by area.
#[derive(Debug)]
pub(crate) struct Bron {
    /// What the source is and what it measured.
    pub item: Item<Kengetallen>,
    /// Per CBS area its figures.
    pub(super) by_area: BTreeMap<Gebiedscode, Figures>,
    /// As many decimals as the source itself gives of each indicator.
    pub(super) decimals: Vec<u8>,
    /// Which indicators are the parts of a whole: of another one, or of a hundred percent.
    pub(super) gehelen: Vec<(Option<IndicatorIndex>, Vec<IndicatorIndex>)>,
    /// Figures given for a wijk itself.
    pub(super) by_wijk: BTreeMap<WijkIndex, Figures>,
    /// What all this comes to for each wijk, in the order of `Site::wijken`.
    pub(super) wijken: Vec<Vec<Uitkomst>>,
}

/// The place of an indicator among those that its source describes.
pub(super) type IndicatorIndex = usize;

/// What one area has of each indicator.
pub(super) type Figures = Vec<Option<Waarde>>;

/// How a figure came about, when it is not as the source gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Herkomst {
    /// The sum of several areas.
    Opgeteld,
    /// Computed anew from sums.
    Berekend,
}

impl Herkomst {
    /// What it is called.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Opgeteld => "opgeteld",
            Self::Berekend => "berekend",
        }
    }
}

/// A figure for an area, and how it came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Uitkomst {
    /// The number; `None` is *onbekend*.
    pub getal: Option<Getal>,
    /// How it came about, when it is not as the source gives it.
    pub herkomst: Option<Herkomst>,
}

const UNKNOWN: Uitkomst = Uitkomst { getal: None, herkomst: None };

impl Bron {
    /// The year that its figures are about.
    pub(crate) fn jaar(&self) -> u16 {
        self.item.value.jaar.0
    }

    /// Whether anything is known about this area.
    pub(crate) fn knows(&self, code: &Gebiedscode) -> bool {
        self.by_area.get(code).is_some_and(|figures| figures.iter().any(|it| matches!(it, Some(Waarde::Getal(_)))))
    }

    /// A figure of an area as the source gives it.
    pub(crate) fn of_area(&self, code: &Gebiedscode, indicator: IndicatorIndex) -> Uitkomst {
        as_given(self.by_area.get(code), indicator)
    }

    /// Every figure of an area as the source gives it, in the order of its indicators.
    pub(crate) fn all_of_area(&self, code: &Gebiedscode) -> Vec<Uitkomst> {
        let figures = self.by_area.get(code);
        (0..self.decimals.len()).map(|indicator| as_given(figures, indicator)).collect()
    }

    /// Every figure of a wijk, in the order of the indicators.
    pub(crate) fn all_of_wijk(&self, WijkIndex(wijk): WijkIndex) -> &[Uitkomst] {
        &self.wijken[wijk]
    }

    /// Brings the figures to the wijken: each has its own, that of the one area it consists of, or one put together from its areas.
    pub(super) fn of_wijken(&mut self, wijken: &[LinkedWijk]) {
        let of_wijk = |(wijk, linked)| {
            let parts = self.parts(linked, WijkIndex(wijk));
            (0..self.decimals.len()).map(|indicator| self.of_parts(&parts, indicator)).collect()
        };
        self.wijken = wijken.par_iter().enumerate().map(of_wijk).collect();
    }

    fn of_parts(&self, parts: &WijkFigures<'_>, indicator: IndicatorIndex) -> Uitkomst {
        match parts.own.and_then(|figures| figures[indicator]) {
            Some(Waarde::Getal(getal)) => return Uitkomst { getal: Some(getal), herkomst: None },
            Some(_) => return UNKNOWN,
            None => {}
        }
        let mut areas = parts.areas(indicator);
        if let (Some(area), None) = (areas.next(), areas.next()) {
            return as_given(area, indicator);
        }
        let computed = |getal: Option<Getal>, herkomst| Uitkomst { getal, herkomst: getal.map(|_| herkomst) };
        match &self.item.value.indicatoren[indicator].soort {
            Meetsoort::Aantal => computed(sum(parts.areas(indicator), indicator), Herkomst::Opgeteld),
            Meetsoort::Dichtheid(Some(of)) => {
                // A density of densities is a mistake that is reported; here it must only not go on for ever.
                let part = |name: &str| self.count(name).and_then(|count| self.of_parts(parts, count).getal);
                let getal = part(&of.teller.value)
                    .zip(part(&of.noemer.value))
                    .and_then(|(teller, noemer)| teller.ratio(noemer, of.keer, self.decimals[indicator]));
                computed(getal, Herkomst::Berekend)
            }
            Meetsoort::Dichtheid(None) | Meetsoort::NietOpTellen => UNKNOWN,
        }
    }

    /// The indicator of this name, if it is a count.
    pub(super) fn count(&self, name: &str) -> Option<IndicatorIndex> {
        let indicators = &self.item.value.indicatoren;
        indicators.iter().position(|it| it.indicator.value == name && it.soort == Meetsoort::Aantal)
    }

    /// What is known of the parts of a wijk.
    fn parts(&self, linked: &LinkedWijk, wijk: WijkIndex) -> WijkFigures<'_> {
        let Samenstelling { buurten, delen } = linked.in_jaar(self.jaar());
        let of_deel = |deel: &super::Deel| DeelFigures {
            whole: deel.is_whole.then(|| self.by_area.get(&deel.cbs_wijk)).flatten(),
            buurten: buurten[deel.buurten.clone()].iter().map(|code| self.by_area.get(code)).collect(),
        };
        WijkFigures { own: self.by_wijk.get(&wijk), parts: delen.iter().map(of_deel).collect() }
    }
}

/// What a source knows of a wijk and of what it is made of.
struct WijkFigures<'b> {
    /// Figures given for the wijk itself.
    own: Option<&'b Figures>,
    parts: Vec<DeelFigures<'b>>,
}

/// What a source knows of the buurten of a wijk that lie in one CBS wijk; `None` for what it says nothing of.
struct DeelFigures<'b> {
    /// The CBS wijk, when all of it is in the wijk.
    whole: Option<&'b Figures>,
    buurten: Vec<Option<&'b Figures>>,
}

impl<'b> WijkFigures<'b> {
    /// The areas that the wijk is made of, as large as possible: a whole CBS wijk where the source has a figure for it, else its
    /// buurten. Large areas first, because CBS rounds each figure by itself and fewer roundings are nearer the truth.
    fn areas(&self, indicator: IndicatorIndex) -> impl Iterator<Item = Option<&'b Figures>> {
        self.parts.iter().flat_map(move |part| {
            let whole = part.whole.filter(|figures| matches!(figures[indicator], Some(Waarde::Getal(_))));
            let buurten = if whole.is_some() { &[] } else { &part.buurten[..] };
            whole.map(Some).into_iter().chain(buurten.iter().copied())
        })
    }
}

/// A figure as the source gives it.
fn as_given(figures: Option<&Figures>, indicator: IndicatorIndex) -> Uitkomst {
    match figures.and_then(|figures| figures[indicator]) {
        Some(Waarde::Getal(getal)) => Uitkomst { getal: Some(getal), herkomst: None },
        _ => UNKNOWN,
    }
}

/// The exact sum over areas; unknown as soon as one of them is.
fn sum<'b>(areas: impl Iterator<Item = Option<&'b Figures>>, indicator: IndicatorIndex) -> Option<Getal> {
    let mut values = areas.map(|figures| as_given(figures, indicator).getal);
    let first = values.next()??;
    values.try_fold(first, |sum, value| sum.plus(value?))
}
