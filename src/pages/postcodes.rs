//! In which wijk do I live: the page to ask it on, and what is known of addresses as pages to read, by the four digits of a postcode and by
//! the first letter of a street.

use std::collections::BTreeSet;

use serde::Serialize;

use super::page::{ContentView, Link, Page};
use super::spot::{Heading, Kruimel, Spot};
use super::wijk::WijkKaart;
use crate::kinds::{VastePagina, ZOEKER};
use crate::site::{Letterpaar, Pc4, Postcodegids, Straat, WijkIndex, Woonplek, postcodebestand, postcodepagina};
use crate::site::{straatletter, stratenpagina};
use crate::values::letters;

/// `in-welke-wijk.html`: the page to ask it on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct WoonwijkView {
    pub tekst: String,
    /// What is known, by the four digits of postcodes; empty when nothing is known of postcodes.
    pub postcodes: Vec<PostcodelinkView>,
    /// Pages of streets, by letter.
    pub straten: Vec<Link>,
    /// All wijken, without their buurten, for who asked.
    pub wijken: Vec<WijkKaart>,
    /// Where people who know their buurt find their wijk, when there is something to choose from.
    pub zoeker: Option<String>,
    pub wijkenpagina: Option<String>,
}

/// The page about four digits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct PostcodelinkView {
    pub cijfers: String,
    pub href: String,
    /// The same for a script.
    pub bestand: String,
    /// The wijken that they lie in, by name.
    pub wijken: Vec<String>,
}

/// `postcode.html`: where all postcodes with the same four digits lie.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct PostcodeView {
    pub cijfers: String,
    /// The wijk that all of them lie in, if there is one.
    pub wijk: Option<Link>,
    pub rijen: Vec<PostcoderijView>,
    /// Where a form answers more, when there is a script for it.
    pub vraagpagina: Option<String>,
}

/// Postcodes that lie in the same place, or some numbers of one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct PostcoderijView {
    /// "1234 AA", and the last if there are more.
    pub van: String,
    pub tot: Option<String>,
    /// "1 tot en met 31 (oneven)"; `None` for all.
    pub nummers: Option<String>,
    /// More than one when it is not known which.
    pub plekken: Vec<WoonplekView>,
}

/// Where it lies.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct WoonplekView {
    /// `None` in a buurt without a wijk, and in another municipality.
    pub wijk: Option<Link>,
    pub buurt: Option<String>,
    /// Whether it is in another municipality.
    pub elders: bool,
}

/// `straten.html`: streets that begin with a letter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct StratenView {
    pub letter: String,
    pub straten: Vec<StraatView>,
    /// All such pages.
    pub letters: Vec<Link>,
}

/// A street.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct StraatView {
    /// The id of its place.
    pub anker: Option<String>,
    pub naam: String,
    pub delen: Vec<StraatdeelView>,
}

/// Some numbers of a street, or all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct StraatdeelView {
    pub nummers: Option<String>,
    pub plek: WoonplekView,
}

/// Where people ask in which wijk they live: by their postcode if that is known, else by their buurt.
pub(super) fn vraagpagina(spot: &Spot<'_>) -> Option<String> {
    let site = spot.planner.site;
    if !site.postcodes.is_empty() {
        return spot.fixed(VastePagina::Woonwijk);
    }
    spot.fixed(VastePagina::Wijken).filter(|_| site.has_zoeker()).map(|page| format!("{page}#{ZOEKER}"))
}

pub(super) fn overzicht(spot: &Spot<'_>, tekst: String) -> ContentView {
    let site = spot.planner.site;
    let gids = &site.postcodes;
    let postcode = |pc4: &Pc4| {
        let wijken: BTreeSet<WijkIndex> = pc4.wijken().collect();
        PostcodelinkView {
            cijfers: pc4.cijfers.to_string(),
            href: spot.href(&postcodepagina(pc4.cijfers)),
            bestand: spot.href(&postcodebestand(pc4.cijfers)),
            wijken: wijken.into_iter().map(|wijk| site.wijken[wijk].item.value.naam.clone()).collect(),
        }
    };
    // Who has no list of addresses has all this on the page of wijken.
    let wijken = if gids.is_empty() { Vec::new() } else { site.wijk_indices().map(|(wijk, _)| wijk).collect() };
    let kaart = |wijk: WijkIndex| WijkKaart { buurten: Vec::new(), ..spot.wijk_kaart(wijk) };
    ContentView::Woonwijk(WoonwijkView {
        tekst,
        postcodes: gids.gebieden.values().map(postcode).collect(),
        straten: letterlinks(spot, gids),
        wijken: wijken.into_iter().map(kaart).collect(),
        zoeker: spot.fixed(VastePagina::Wijken).filter(|_| site.has_zoeker()).map(|page| format!("{page}#{ZOEKER}")),
        wijkenpagina: spot.fixed(VastePagina::Wijken),
    })
}

fn letterlinks(spot: &Spot<'_>, gids: &Postcodegids) -> Vec<Link> {
    gids.letters().map(|letter| Link { naam: letter.to_owned(), href: spot.href(&stratenpagina(letter)) }).collect()
}

fn woonplek(spot: &Spot<'_>, plek: &Woonplek) -> WoonplekView {
    match plek {
        Woonplek::Wijk(wijk, buurt) => WoonplekView {
            wijk: Some(spot.wijk_link(*wijk)),
            buurt: buurt.as_ref().map(ToString::to_string),
            elders: false,
        },
        Woonplek::Nergens => WoonplekView { wijk: None, buurt: None, elders: false },
        Woonplek::Elders => WoonplekView { wijk: None, buurt: None, elders: true },
    }
}

/// The crumbs of a page below the one to ask on.
fn crumbs(spot: &Spot<'_>) -> Vec<Kruimel> {
    spot.crumbs([VastePagina::Home, VastePagina::Wijken, VastePagina::Woonwijk])
}

fn heading(spot: &Spot<'_>, titel: String, omschrijving: String) -> Heading<'static> {
    Heading { titel, omschrijving, kruimels: crumbs(spot), document: None, things: Vec::new(), bord: false }
}

/// The page about four digits.
pub(super) fn postcode(spot: &Spot<'_>, cijfers: u16) -> Page {
    let site = spot.planner.site;
    let gemeente = &spot.planner.info.value.gemeente;
    let pc4 = &site.postcodes.gebieden[&cijfers];
    let view = PostcodeView {
        cijfers: cijfers.to_string(),
        wijk: pc4.wijk().map(|wijk| spot.wijk_link(wijk)),
        rijen: rijen(spot, pc4),
        vraagpagina: spot.fixed(VastePagina::Woonwijk),
    };
    let titel = format!("In welke wijk ligt postcode {cijfers}?");
    let omschrijving = format!("Welke postcodes met {cijfers} in welke wijk en buurt van {gemeente} liggen.");
    spot.page(heading(spot, titel, omschrijving), ContentView::Postcode(view))
}

/// Rows for all postcodes: those that follow each other and lie in the same place are in one.
fn rijen(spot: &Spot<'_>, pc4: &Pc4) -> Vec<PostcoderijView> {
    let plekken = |which: &[u16]| -> Vec<WoonplekView> {
        let all = which.iter().filter_map(|plek| pc4.plekken.get(usize::from(*plek)));
        all.map(|plek| woonplek(spot, plek)).collect()
    };
    let name = |paar: u16| format!("{}\u{a0}{}", pc4.cijfers, letters(paar));
    let is_alike = |one: &Letterpaar, other: &Letterpaar| {
        one.nummers.is_empty() && other.nummers.is_empty() && one.overal == other.overal
    };
    let mut rijen = Vec::new();
    for alike in pc4.paren.chunk_by(is_alike) {
        let (Some(first), Some(last)) = (alike.first(), alike.last()) else { continue };
        let rij = |nummers: Option<String>, which: &[u16]| PostcoderijView {
            van: name(first.paar),
            tot: (last.paar != first.paar).then(|| name(last.paar)),
            nummers,
            plekken: plekken(which),
        };
        rijen.extend(first.nummers.iter().map(|(nummers, which)| rij(Some(nummers.gezegd()), which)));
        let other = (!first.nummers.is_empty()).then(|| "andere".to_owned());
        rijen.push(rij(other, &first.overal));
    }
    rijen
}

/// The page of streets that begin with a letter.
pub(super) fn straten(spot: &Spot<'_>, letter: &str) -> Page {
    let gids = &spot.planner.site.postcodes;
    let gemeente = &spot.planner.info.value.gemeente;
    let mut ankers = BTreeSet::new();
    let straat = |straat: &Straat| {
        let deel = |(nummers, plek): &(Vec<_>, Woonplek)| {
            let said: Vec<String> = nummers.iter().map(|it: &crate::values::Nummerreeks| it.gezegd()).collect();
            let nummers = (!said.is_empty()).then(|| said.join(", "));
            StraatdeelView { nummers, plek: woonplek(spot, plek) }
        };
        let anker = straat.anker().filter(|anker| ankers.insert(anker.clone()));
        StraatView { anker, naam: straat.naam.to_string(), delen: straat.ligt.iter().map(deel).collect() }
    };
    let view = StratenView {
        letter: letter.to_owned(),
        straten: gids.straten.iter().filter(|it| straatletter(it) == letter).map(straat).collect(),
        letters: letterlinks(spot, gids),
    };
    let titel = format!("Straten met een {letter} en hun wijk");
    let omschrijving = format!("Straten in {gemeente} die met {letter} beginnen, met hun wijk.");
    spot.page(heading(spot, titel, omschrijving), ContentView::Straten(view))
}
