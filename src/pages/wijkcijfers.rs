//! The page of all figures of a wijk: of each topic what it is, in a sentence, and how it compares.

use serde::Serialize;

use super::cijfers::CijfersView;
use super::page::{ContentView, Link, Page, SharedText};
use super::spot::{Heading, Kruimel, Spot};
use crate::draw::grafiek::{Punt, lijn, procent, stip};
use crate::kinds::{Indicator, Meetsoort, VastePagina};
use crate::site::{
    Bron, Gezegd, Herkomst, Jaarcijfer, Jaargang, LinkedWijk, Onderwerp, Site, Verdeling, WijkIndex, Zinsdeel,
    cijfers_van_wijk, eenheid, shown,
};
use crate::values::Getal;

/// `cijfers.html`: all figures of one wijk, by source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct WijkcijfersView {
    pub wijk: Link,
    pub bronnen: Vec<OnderwerpenView>,
    /// Where the figures of earlier years come from.
    pub eerdere: Vec<CijfersView>,
    /// The figures as data.
    pub csv: String,
    pub json: String,
    pub kengetallenpagina: Option<String>,
}

/// The topics of which a source has the newest figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct OnderwerpenView {
    pub anker: String,
    /// The source; what it is called, which year it is of and under which licence. It has no figures of its own here.
    pub bron: CijfersView,
    pub onderwerpen: Vec<OnderwerpView>,
}

/// A topic.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct OnderwerpView {
    pub anker: String,
    pub naam: SharedText,
    /// What it is counted in, when its name does not say that and a figure does not show it.
    pub eenheid: Option<SharedText>,
    pub jaar: u16,
    pub toelichting: Option<SharedText>,
    /// "In Noord is 31 % 65 jaar of ouder."
    pub zin: Vec<Zinsdeel>,
    /// "Dat is meer dan in heel Voorbeeldstad (26 %)."
    pub vergelijking: Option<Vec<Zinsdeel>>,
    /// "opgeteld" or "berekend", when it is not as the source gives it.
    pub herkomst: Option<&'static str>,
    /// The wijk beside the municipality and the country, when there is something to compare.
    pub staven: Vec<StaafView>,
    /// Over the years, when there are more of them.
    pub lijn: Option<LijnView>,
    /// All wijken beside each other, when their figures differ.
    pub strook: Option<StrookView>,
    /// The figures of each year, newest first, when there are more years than one.
    pub jaren: Vec<JaarView>,
    /// The figures of all wijken in this year, when these are not too many to read.
    pub wijken: Vec<RijView>,
}

/// A figure with its bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct StaafView {
    pub naam: String,
    /// "31 %"
    pub waarde: String,
    /// How long the bar is, as SVG takes it: "36.4%".
    pub breedte: Option<String>,
    /// Where the line of the municipality stands, when it stands in this bar.
    pub streep: Option<String>,
    /// Whether it is that of the wijk itself.
    pub eigen: bool,
}

/// A line over years.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct LijnView {
    /// The path, for a view box of 100 by 100.
    pub pad: String,
    /// That of the years that stand alone.
    pub los: String,
    /// "Van 12.900 in 2005 naar 14.310 in 2025."
    pub beschrijving: String,
    /// Where it has gaps and breaks, and why.
    pub uitleg: Option<String>,
    /// What stands at its top, its foot and both its ends.
    pub hoogste: String,
    pub laagste: String,
    pub van: u16,
    pub tot: u16,
}

/// A dot for each wijk.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct StrookView {
    /// The path of all dots, for a view box of 250 by 10.
    pub pad: SharedText,
    /// That of the dot of the wijk itself.
    pub eigen: String,
    /// How many wijken there are on it.
    pub wijken: usize,
    /// Whether these are so many that a dot is small.
    pub dicht: bool,
    pub laagste: String,
    pub hoogste: String,
}

/// The figures of a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct JaarView {
    pub jaar: u16,
    pub wijk: String,
    pub gemeente: String,
}

/// The figure of one wijk among all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct RijView {
    pub naam: String,
    pub waarde: String,
    /// Whether it is the wijk itself.
    pub eigen: bool,
}

/// More wijken than this nobody reads in a table under each topic; they are on the page of all figures.
const MOST_WIJKEN: usize = 30;

impl Spot<'_> {
    fn onderwerp(&self, onderwerp: &Onderwerp, wijk: WijkIndex) -> OnderwerpView {
        let site = self.planner.site;
        let jaargang = onderwerp.laatste();
        let indicator = jaargang.indicator(site);
        let Gezegd { zin, vergelijking } = self.gezegd(jaargang, wijk);
        OnderwerpView {
            anker: onderwerp.anker.clone(),
            naam: SharedText(indicator.naam.clone()),
            eenheid: eenheid(indicator).map(|it| SharedText(it.clone())),
            jaar: jaargang.jaar(site),
            toelichting: indicator.toelichting.clone().map(SharedText),
            zin,
            vergelijking,
            herkomst: jaargang.of_wijk(site, wijk).herkomst.map(Herkomst::word),
            staven: self.staven(jaargang, wijk),
            lijn: self.lijn(onderwerp, wijk),
            strook: self.strook(onderwerp, wijk),
            jaren: self.jaren(onderwerp, wijk),
            wijken: self.rijen(jaargang, wijk),
        }
    }

    /// What is said of the figure of a wijk.
    pub(super) fn gezegd(&self, jaargang: Jaargang, wijk: WijkIndex) -> Gezegd {
        let site = self.planner.site;
        Gezegd::new(
            jaargang.indicator(site),
            (&site.wijken[wijk].item.value.naam, jaargang.of_wijk(site, wijk).getal),
            (&self.planner.info.value.gemeente, jaargang.of_gemeente(site)),
        )
    }

    /// The wijk, the municipality and the country, as far as they have a figure; nothing, when there are not two of them.
    fn staven(&self, jaargang: Jaargang, wijk: WijkIndex) -> Vec<StaafView> {
        let site = self.planner.site;
        let indicator = jaargang.indicator(site);
        let is_count = indicator.soort == Meetsoort::Aantal;
        let gemeente = jaargang.of_gemeente(site);
        let figures = [
            (site.wijken[wijk].item.value.naam.clone(), jaargang.of_wijk(site, wijk).getal),
            (self.planner.info.value.gemeente.clone(), gemeente),
            ("Nederland".to_owned(), indicator.nederland.filter(|_| !is_count)),
        ];
        if figures.iter().filter(|(_, getal)| getal.is_some()).count() < 2 {
            return Vec::new();
        }
        let known = || figures.iter().filter_map(|(_, getal)| *getal);
        let nothing = Getal::whole(0);
        let most =
            known().chain(indicator.is_percent().then(|| Getal::whole(100))).max_by(|one, other| one.compare(*other));
        let place = |getal: Getal| most.and_then(|most| getal.between(nothing, most)).map(procent);
        let all_have_a_bar = known().all(|getal| place(getal).is_some());
        let bar = |getal: Option<Getal>| getal.and_then(place).filter(|_| all_have_a_bar);
        let streep = bar(gemeente).filter(|_| !is_count);
        let staaf = |(row, (naam, getal)): (usize, (String, Option<Getal>))| {
            Some(StaafView {
                naam,
                waarde: waarde(indicator, getal),
                breedte: bar(getal),
                streep: streep.clone().filter(|_| row != 1 && getal.is_some()),
                eigen: row == 0,
            })
            .filter(|_| row == 0 || getal.is_some())
        };
        figures.into_iter().enumerate().filter_map(staaf).collect()
    }
}

impl Spot<'_> {
    /// A figure over the years, when it is known of more than one.
    fn lijn(&self, onderwerp: &Onderwerp, wijk: WijkIndex) -> Option<LijnView> {
        let site = self.planner.site;
        let years = onderwerp.over_de_jaren(site, wijk);
        let of = onderwerp.laatste().indicator(site);
        let known = || years.iter().filter_map(|it| it.getal);
        let lowest = known().min_by(|one, other| one.exact(*other))?;
        let highest = known().max_by(|one, other| one.exact(*other))?;
        // From nothing on, or a small change would look like a large one.
        let (foot, top) = (if lowest.is_negative() { lowest } else { Getal::whole(0) }, highest);
        let jaar = |it: &Jaarcijfer| it.jaargang.jaar(site);
        let punt = |it: &Jaarcijfer| Punt {
            jaar: jaar(it),
            hoogte: it.getal.and_then(|getal| getal.between(foot, top)),
            breuk: it.breuk,
        };
        let punten: Vec<Punt> = years.iter().map(punt).collect();
        let (first, last) = (punten.first()?, punten.last()?);
        if punten.iter().filter(|punt| punt.hoogte.is_some()).count() < 2 {
            return None;
        }
        // What is said from one year to another is of one area.
        let same = years.iter().rposition(|it| it.breuk).unwrap_or(0);
        let ends = years[same..].iter().filter_map(|it| Some((jaar(it), shown(of, it.getal?)))).collect::<Vec<_>>();
        let beschrijving = match &ends[..] {
            [(from, one), .., (to, other)] => format!("Van {one} in {from} naar {other} in {to}."),
            _ => format!("Van {} tot en met {}.", first.jaar, last.jaar),
        };
        let unknown: Vec<u16> = years.iter().filter(|it| it.getal.is_none()).map(jaar).collect();
        let broken: Vec<String> =
            years.windows(2).filter(|it| it[1].breuk).map(|it| tussen(jaar(&it[0]), jaar(&it[1]))).collect();
        let unknown: Vec<String> = unknown.iter().map(ToString::to_string).collect();
        let of_unknown = (!unknown.is_empty()).then(|| format!("Van {} is er geen cijfer.", opsomming(&unknown)));
        let of_broken = (!broken.is_empty()).then(|| {
            let when = opsomming(&broken);
            format!("De indeling van deze wijk veranderde {when}. Cijfers van ervoor en erna kunt u niet vergelijken.")
        });
        let uitleg: Vec<String> = of_unknown.into_iter().chain(of_broken).collect();
        let [pad, los] = lijn(&punten);
        Some(LijnView {
            pad,
            los,
            beschrijving,
            uitleg: (!uitleg.is_empty()).then(|| uitleg.join(" ")),
            hoogste: shown(of, top),
            laagste: shown(of, foot),
            van: first.jaar,
            tot: last.jaar,
        })
    }

    /// All wijken beside each other, when this one is among them.
    fn strook(&self, onderwerp: &Onderwerp, wijk: WijkIndex) -> Option<StrookView> {
        let site = self.planner.site;
        let jaargang = onderwerp.laatste();
        let of = jaargang.indicator(site);
        let Verdeling { laagste, hoogste, wijken, pad } = onderwerp.verdeling.as_ref()?;
        Some(StrookView {
            pad: SharedText(pad.clone()),
            eigen: stip(jaargang.of_wijk(site, wijk).getal?.between(*laagste, *hoogste)?),
            wijken: *wijken,
            dicht: *wijken > MOST_WIJKEN,
            laagste: shown(of, *laagste),
            hoogste: shown(of, *hoogste),
        })
    }

    fn jaren(&self, onderwerp: &Onderwerp, wijk: WijkIndex) -> Vec<JaarView> {
        let site = self.planner.site;
        if onderwerp.jaren.len() < 2 {
            return Vec::new();
        }
        let jaar = |jaargang: &Jaargang| {
            let of = jaargang.indicator(site);
            let wijk = waarde(of, jaargang.of_wijk(site, wijk).getal);
            JaarView { jaar: jaargang.jaar(site), wijk, gemeente: waarde(of, jaargang.of_gemeente(site)) }
        };
        onderwerp.jaren.iter().map(jaar).collect()
    }

    fn rijen(&self, jaargang: Jaargang, wijk: WijkIndex) -> Vec<RijView> {
        let site = self.planner.site;
        if !(2..=MOST_WIJKEN).contains(&site.wijken.len()) {
            return Vec::new();
        }
        let rij = |(index, linked): (WijkIndex, &LinkedWijk)| RijView {
            naam: linked.item.value.naam.clone(),
            waarde: waarde(jaargang.indicator(site), jaargang.of_wijk(site, index).getal),
            eigen: index == wijk,
        };
        site.wijk_indices().map(rij).collect()
    }
}

/// A figure as it is shown; unknown in a word.
fn waarde(of: &Indicator, getal: Option<Getal>) -> String {
    getal.map_or_else(|| "onbekend".to_owned(), |getal| shown(of, getal))
}

/// Years in a sentence: "2014, 2016 en 2017".
fn opsomming(all: &[String]) -> String {
    match all.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} en {last}", rest.join(", ")),
        _ => all.concat(),
    }
}

/// When something changed that was so in one year, and other in the next that is known: "in 2024", "tussen 2020 en 2024".
fn tussen(from: u16, to: u16) -> String {
    if to == from + 1 { format!("in {to}") } else { format!("tussen {from} en {to}") }
}

/// The page of all figures of a wijk.
pub(super) fn page(spot: &Spot<'_>, index: WijkIndex) -> Page {
    let site: &Site = spot.planner.site;
    let wijk = &site.wijken[index].item;
    let mut bronnen: Vec<(usize, OnderwerpenView)> = Vec::new();
    for onderwerp in &site.onderwerpen {
        let at = onderwerp.laatste().bron;
        if bronnen.last().is_none_or(|(bron, _)| *bron != at) {
            let bron = &site.bronnen[at];
            spot.shows(&bron.item.document);
            let anker = bron.item.slug().to_string();
            bronnen.push((
                at,
                OnderwerpenView { anker, bron: spot.cijfers_van_toen(bron, index), onderwerpen: Vec::new() },
            ));
        }
        if let Some((_, view)) = bronnen.last_mut() {
            view.onderwerpen.push(spot.onderwerp(onderwerp, index));
        }
    }
    // Of a year that has no topic of its own there are figures in the lines and tables.
    let is_earlier = |(at, _): &(usize, &Bron)| bronnen.iter().all(|(bron, _)| bron != at);
    let eerdere = site.bronnen.iter().enumerate().filter(is_earlier).map(|(_, bron)| {
        spot.shows(&bron.item.document);
        CijfersView::of(bron)
    });
    let eerdere = eerdere.collect();
    let naam = &wijk.value.naam;
    let [csv, json] = cijfers_van_wijk(&wijk.document);
    let view = WijkcijfersView {
        wijk: spot.wijk_link(index),
        bronnen: bronnen.into_iter().map(|(_, view)| view).collect(),
        eerdere,
        csv: spot.href(&csv),
        json: spot.href(&json),
        kengetallenpagina: spot.fixed(VastePagina::Kengetallen),
    };
    let mut kruimels = spot.crumbs([VastePagina::Home, VastePagina::Wijken]);
    kruimels.push(Kruimel { naam: naam.clone(), output: spot.planner.places.wijk(index).clone() });
    let heading = Heading {
        titel: format!("{naam} in cijfers"),
        omschrijving: format!(
            "Alle cijfers over {naam}, in gewone woorden en naast die van heel {}.",
            spot.planner.info.value.gemeente
        ),
        kruimels,
        document: None,
        things: Vec::new(),
        bord: false,
    };
    spot.page(heading, ContentView::Wijkcijfers(view))
}
