//! What comes next in the calendars of organisations, as far as a site shows it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{About, Item, Lists, Site, WijkIndex};
use crate::diagnostics::Span;
use crate::kinds::{Organisatie, Partneractiviteit, Partneragenda};
use crate::tijd::{Kalenderbeurt, MOST_LOOKED_AT, weekdag_en_datum};
use crate::values::Gebiedscode;

/// So many days ahead is looked, today not among them.
pub(crate) const DAYS_OF_OTHERS: i32 = 60;

/// So many activities of one calendar are shown.
pub(crate) const MOST_OF_OTHERS: usize = 50;

/// What comes next in one calendar.
#[derive(Debug)]
pub(crate) struct Agendavooruit {
    /// The calendar.
    pub item: Item<Partneragenda>,
    /// Whose it is: a place in the list of organisations; `None` when that is not on the site.
    pub organisatie: Option<usize>,
    /// What is shown of it, the first first.
    pub komend: Vec<Komend>,
    /// How many more there are.
    pub meer: usize,
    /// Things that are there twice: the second, and the first.
    pub dubbel: Vec<[Span; 2]>,
    /// Whether there was too much that returns to look at all of it.
    pub is_te_veel: bool,
}

/// Something that comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Komend {
    /// Its place in the calendar.
    pub nr: usize,
    /// When it is in these days, at least once.
    pub beurten: Vec<Kalenderbeurt>,
}

impl Agendavooruit {
    /// Looks ahead in all calendars.
    pub(super) fn all(lists: &Lists, today: Date) -> Vec<Self> {
        let whose = |agenda: &Item<Partneragenda>| {
            lists.organisaties.iter().position(|organisatie| organisatie.item.slug() == agenda.slug())
        };
        let agendas = lists.partneragendas.iter().map(|about| about.item.clone());
        agendas.map(|item| Self::new(whose(&item), item, today)).collect()
    }

    fn new(organisatie: Option<usize>, item: Item<Partneragenda>, today: Date) -> Self {
        let (mut komend, dubbel, is_te_veel) = komend(&item.value, today);
        let meer = komend.len().saturating_sub(MOST_OF_OTHERS);
        komend.truncate(MOST_OF_OTHERS);
        Self { item, organisatie, komend, meer, dubbel, is_te_veel }
    }

    /// What something that comes is.
    pub(crate) fn activiteit(&self, komend: &Komend) -> &Partneractiviteit {
        &self.item.value.activiteiten[komend.nr]
    }

    /// The place of something that comes on the page of all. It has two hyphens, so it is no name of a document.
    pub(crate) fn anker(&self, komend: &Komend) -> String {
        format!("{}--{}", self.item.slug(), komend.nr)
    }

    /// The first day after today on which something else comes, and no later than another day.
    pub(crate) fn changes_after(&self, today: Date, bound: Date) -> Option<Date> {
        let on = |day| {
            let mut shown = komend(&self.item.value, day).0;
            shown.truncate(MOST_OF_OTHERS);
            shown
        };
        let days = today.saturating_add(1.day()).series(1.day()).take_while(|day| *day < bound);
        days.into_iter().find(|day| on(*day) != self.komend)
    }
}

impl Komend {
    /// When it is next: "dinsdag 1 december 2026, 19.30 uur".
    pub(crate) fn in_words(&self) -> String {
        let begin = self.beurten[0].begin;
        let dag = weekdag_en_datum(begin.dag);
        if self.beurten[0].hele_dag { dag } else { format!("{dag}, {} uur", begin.tijd.tekst()) }
    }
}

/// What comes from a day on, the first first; what is there twice; and whether there is too much.
fn komend(agenda: &Partneragenda, today: Date) -> (Vec<Komend>, Vec<[Span; 2]>, bool) {
    let days = [today, today.saturating_add(DAYS_OF_OTHERS.days())];
    let (mut looked, mut is_te_veel) = (MOST_LOOKED_AT, false);
    let mut all = Vec::new();
    for (nr, activiteit) in agenda.activiteiten.iter().enumerate() {
        match activiteit.reeks.beurten(days, &mut looked) {
            Some(beurten) if !beurten.is_empty() => all.push(Komend { nr, beurten }),
            Some(_) => {}
            None => is_te_veel = true,
        }
    }
    all.sort_by_key(|it| (it.beurten[0], it.nr));
    let (mut first_of, mut dubbel) = (HashMap::new(), Vec::new());
    all.retain(|it| {
        let activiteit = &agenda.activiteiten[it.nr];
        let key = (&activiteit.titel, &activiteit.plek, activiteit.stand, it.beurten.clone());
        match first_of.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(activiteit.at);
                true
            }
            Entry::Occupied(first) => {
                dubbel.push([activiteit.at, *first.get()]);
                false
            }
        }
    });
    (all, dubbel, is_te_veel)
}

impl Site {
    /// What comes in the calendars of organisations that are for these: the first first.
    pub(crate) fn van_anderen(
        &self,
        is_for: impl Fn(&About<Organisatie>) -> bool,
    ) -> Vec<(&Agendavooruit, &Komend, &About<Organisatie>)> {
        let mut all = Vec::new();
        for agenda in &self.agendas {
            let Some(organisatie) = agenda.organisatie.map(|place| &self.lists.organisaties[place]) else { continue };
            if is_for(organisatie) {
                all.extend(agenda.komend.iter().map(|komend| (agenda, komend, organisatie)));
            }
        }
        all.sort_by_key(|(agenda, komend, _)| (komend.beurten[0], agenda.organisatie, komend.nr));
        all
    }

    /// The same, of organisations that are there for a wijk, or for one buurt in it.
    pub(crate) fn van_anderen_in(
        &self,
        wijk: WijkIndex,
        buurt: Option<&Gebiedscode>,
    ) -> Vec<(&Agendavooruit, &Komend, &About<Organisatie>)> {
        self.van_anderen(|it| {
            let is_of_buurt = buurt.is_none_or(|code| it.buurten.is_empty() || it.buurten.contains(code));
            it.is_general() || it.wijken.contains(&wijk) && is_of_buurt
        })
    }
}
