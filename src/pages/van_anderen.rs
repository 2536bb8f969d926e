//! What organisations do, by their own calendars: in lists only, with who sends it, and after what is ours.

use serde::Serialize;

use super::nu;
use super::page::Link;
use super::spot::{Spot, day};
use crate::kinds::Organisatie;
use crate::site::{About, Agendavooruit, DAYS_OF_OTHERS, Komend, WijkIndex};
use crate::tijd::{Datumtekst, Kalenderbeurt, Tijdstip};
use crate::values::Gebiedscode;

/// So many stand with an organisation.
const WITH_ORGANISATION: usize = 3;

/// Something that an organisation does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ActiviteitView {
    pub anker: String,
    pub titel: String,
    /// Who sends it.
    pub van: Link,
    /// Its page elsewhere.
    pub link: Option<String>,
    /// "Afgelast" or "Onder voorbehoud".
    pub let_op: Option<&'static str>,
    /// When it is next.
    pub keer: KeerVanAnderView,
    /// How often it is after that, in so many days.
    pub daarna: usize,
    pub dagen: i32,
    pub plek: Option<String>,
    pub tekst: Option<String>,
    /// For the script of a theme: from this moment on it is over.
    pub nu: String,
}

/// When it is: a day with a begin and perhaps an end, or whole days.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct KeerVanAnderView {
    pub dag: Datumtekst,
    pub van: Option<Tijdstip>,
    pub tot: Option<Tijdstip>,
    /// The day on which it ends, if that is another one.
    pub tot_dag: Option<Datumtekst>,
}

fn keer(beurt: &Kalenderbeurt) -> KeerVanAnderView {
    let timed = |tijd| (!beurt.hele_dag).then_some(tijd);
    // What ends in the night says its time only.
    let last = beurt.einde.map(|einde| einde.dag).filter(|last| {
        let is_next_morning = !beurt.hele_dag && (*last - beurt.begin.dag).get_days() == 1;
        *last != beurt.begin.dag && !(is_next_morning && beurt.einde.is_some_and(|it| it.tijd < beurt.begin.tijd))
    });
    KeerVanAnderView {
        dag: day(beurt.begin.dag),
        van: timed(beurt.begin.tijd),
        tot: beurt.einde.and_then(|einde| timed(einde.tijd)),
        tot_dag: last.map(day),
    }
}

impl Spot<'_> {
    fn activiteit(
        &self,
        (agenda, komend, organisatie): (&Agendavooruit, &Komend, &About<Organisatie>),
    ) -> ActiviteitView {
        let activiteit = agenda.activiteit(komend);
        self.shows(&agenda.item.document);
        let next = &komend.beurten[0];
        let last = &komend.beurten[komend.beurten.len() - 1];
        let end = last.einde.filter(|_| !last.hele_dag).map(|einde| einde.minuut(false));
        // Without an end it is there until the day is over.
        let end = end.unwrap_or_else(|| nu::over(last.laatste_dag(), &[]));
        let Organisatie { naam, .. } = &*organisatie.item.value;
        ActiviteitView {
            anker: agenda.anker(komend),
            titel: activiteit.titel.clone(),
            van: Link { naam: naam.clone(), href: self.document_href(&organisatie.item.document) },
            link: activiteit.link.as_ref().map(ToString::to_string),
            let_op: activiteit.stand.let_op(),
            keer: keer(next),
            daarna: komend.beurten.len() - 1,
            dagen: DAYS_OF_OTHERS,
            plek: activiteit.plek.clone(),
            tekst: activiteit.tekst.clone(),
            nu: self.now(nu::until(end)),
        }
    }

    /// All that organisations do.
    pub(super) fn van_anderen(&self) -> Vec<ActiviteitView> {
        self.planner.site.van_anderen(|_| true).into_iter().map(|it| self.activiteit(it)).collect()
    }

    /// The first so many of what is done in a wijk or buurt.
    pub(super) fn van_anderen_in(
        &self,
        wijk: WijkIndex,
        buurt: Option<&Gebiedscode>,
        most: usize,
    ) -> Vec<ActiviteitView> {
        let all = self.planner.site.van_anderen_in(wijk, buurt).into_iter();
        all.take(most).map(|it| self.activiteit(it)).collect()
    }

    /// The first of what one organisation does, and how many more there are.
    pub(super) fn van(&self, organisatie: &About<Organisatie>) -> (Vec<ActiviteitView>, usize) {
        let is_it = |it: &About<Organisatie>| it.item.document.path == organisatie.item.document.path;
        let all = self.planner.site.van_anderen(is_it);
        let more = all.len().saturating_sub(WITH_ORGANISATION);
        (all.into_iter().take(WITH_ORGANISATION).map(|it| self.activiteit(it)).collect(), more)
    }
}
