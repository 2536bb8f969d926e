//! The page to search on: what a script needs for that, and without one all that there is, by letter.

use serde::Serialize;

use super::page::ContentView;
use super::spot::Spot;
use crate::kinds::{AFKORTINGEN, VastePagina, ZOEKER};
use crate::values::sort_key;
use crate::zoek::{Zoekding, Zoeksoort, dingen};

/// `zoeken.html`: all that can be found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ZoekenView {
    pub tekst: String,
    /// Where the script of the theme finds the index; `None` when the theme has no such script.
    pub index: Option<String>,
    /// Where people find in which wijk they live by their buurt, when there is something to choose from.
    pub zoeker: Option<String>,
    /// Where they find it by their postcode, when anything is known of that.
    pub woonwijk: Option<String>,
    /// Pages, questions and words by letter.
    pub letters: Vec<ZoekletterView>,
}

/// What begins with a letter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ZoekletterView {
    pub letter: String,
    pub dingen: Vec<DingView>,
}

/// A page, a question or a word.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct DingView {
    pub naam: String,
    pub href: String,
    /// Whether it is a name, which nobody translates.
    pub eigennaam: bool,
    /// What it leads to, when it is a word.
    pub bij: Option<String>,
}

/// With more than this the page is too long to look anything up in; then buurten are left to their wijken.
const MOST: usize = 1500;

pub(super) fn overzicht(spot: &Spot<'_>, tekst: String) -> ContentView {
    let planner = spot.planner;
    let mut all = dingen(planner.site, planner.places, &planner.info.value);
    // News, steps and documents have lists of their own, by date.
    all.retain(|it| {
        matches!(
            it.soort,
            Zoeksoort::Contact
                | Zoeksoort::Waarvoor
                | Zoeksoort::Organisatie
                | Zoeksoort::Hub
                | Zoeksoort::Wijk
                | Zoeksoort::Vraag
                | Zoeksoort::Thema
                | Zoeksoort::Pagina
                | Zoeksoort::Buurt
        )
    });
    if all.len() > MOST {
        all.retain(|it| it.soort != Zoeksoort::Buurt);
    }
    let href = |it: &Zoekding| match &it.anker {
        Some(anker) => spot.place_href(&it.pagina, anker),
        None => spot.href(&it.pagina),
    };
    let mut dingen = Vec::new();
    for it in &all {
        dingen.push(DingView { naam: it.titel.clone(), href: href(it), eigennaam: it.soort.is_named(), bij: None });
        let word = |word: &String| DingView {
            naam: word.clone(),
            href: href(it),
            eigennaam: false,
            bij: Some(it.titel.clone()),
        };
        dingen.extend(it.zoekwoorden.iter().map(word));
    }
    if let Some(page) = spot.fixed(VastePagina::Toegankelijkheid) {
        dingen.extend(planner.info.value.afkortingen.iter().map(|it| DingView {
            naam: it.afkorting.clone(),
            href: format!("{page}#{AFKORTINGEN}"),
            eigennaam: false,
            bij: Some(it.betekenis.clone()),
        }));
    }
    let zoeker = spot.fixed(VastePagina::Wijken).filter(|_| planner.site.has_zoeker());
    ContentView::Zoeken(ZoekenView {
        tekst,
        index: planner.index.map(|index| spot.href(index)),
        woonwijk: spot.fixed(VastePagina::Woonwijk).filter(|_| !planner.site.postcodes.gebieden.is_empty()),
        zoeker: zoeker.map(|page| format!("{page}#{ZOEKER}")),
        letters: by_letter(dingen),
    })
}

fn by_letter(dingen: Vec<DingView>) -> Vec<ZoekletterView> {
    let mut dingen: Vec<_> = dingen.into_iter().map(|ding| (sort_key(&ding.naam), ding)).collect();
    dingen.sort_by(|(one, it), (other, that)| (one, &it.href).cmp(&(other, &that.href)));
    dingen.dedup_by(|(_, one), (_, other)| one == other);
    let mut letters: Vec<ZoekletterView> = Vec::new();
    for (key, ding) in dingen {
        let letter = match key.chars().next() {
            Some(first) if first.is_ascii_alphabetic() => first.to_ascii_uppercase().to_string(),
            _ => "0-9".to_owned(),
        };
        match letters.last_mut().filter(|last| last.letter == letter) {
            Some(last) => last.dingen.push(ding),
            None => letters.push(ZoekletterView { letter, dingen: vec![ding] }),
        }
    }
    letters
}
