//! The next day on which pages say something else by themselves, without anybody changing a file.
//!
//! What is said of a schedule is asked for the days to come until it differs, of those who make the pages: so nothing has to be
//! kept in step with them. Dates that decide what is on the site at all are for `site/`.

use jiff::ToSpan;
use jiff::civil::Date;

use super::hub::has_hours;
use super::inloop::DAYS_AHEAD;
use super::spot::Spot;
use super::{Planner, linked_data, nu, says_now};
use crate::kinds::{Document, VastePagina};
use crate::tijd::{Moment, Rooster};

/// How far is looked.
const YEAR: i32 = 366;

impl Planner<'_> {
    /// The first day after today on which a page differs from that of today, as long as the same documents are shown.
    pub(crate) fn changes_on(&self) -> Option<Date> {
        let (site, info) = (self.site, self.info);
        let steps = site.lists.stappen.iter().filter_map(|stap| stap.item.value.changes_after(self.today)).min();
        let meetings = site.lists.bijeenkomsten.iter().filter_map(|it| it.item.value.changes_after(self.today)).min();
        // What is said of now reaches further every week.
        let week = says_now(site).then(|| nu::next_week(self.today));
        let projects = site.lists.projecten.iter().filter_map(|it| it.item.value.changes_after(self.today)).min();
        let mut first = steps.into_iter().chain(meetings).chain(projects).chain(week).min();
        for agenda in site.agendas.iter().filter(|agenda| agenda.organisatie.is_some()) {
            let bound = self.today.saturating_add(YEAR.days()).min(first.unwrap_or(Date::MAX));
            first = agenda.changes_after(self.today, bound).or(first);
        }
        // What has no hours is the same on every day.
        let timed = site.lists.hubs.iter().filter(|hub| hub.item.value.rooster != Rooster::default());
        for hub in timed {
            let week =
                |spot: &Spot<'_>| has_hours(hub).then(|| spot.of_week(&hub.item.value.rooster, &hub.item.document));
            let said = |spot: &Spot<'_>| (spot.hub(hub), linked_data::hub(spot, hub), week(spot));
            first = self.differs(first, said).or(first);
        }
        for spreekuur in site.lists.spreekuren.iter() {
            let (rooster, document) = (&spreekuur.item.value.rooster, &spreekuur.item.document);
            first = self.differs(first, |spot| (spot.spreekuur(spreekuur), spot.of_week(rooster, document))).or(first);
        }
        for contact in &site.wijkmanagers {
            first = self.differs(first, |spot| spot.contact(contact)).or(first);
        }
        let uren =
            |spot: &Spot<'_>| spot.uren(spot.uren_of(&info.value.contact.rooster, &info.document), &[], Some(nu::open));
        self.differs(first, uren).or(first)
    }

    /// The first day after today, and before `bound`, on which something else is said.
    fn differs<T: PartialEq>(&self, bound: Option<Date>, said: impl Fn(&Spot<'_>) -> T) -> Option<Date> {
        let on = |today| said(&Spot::new(Planner { today, ..*self }, VastePagina::Spreekuren.output()));
        let (now, tomorrow) = (on(self.today), self.today.saturating_add(1.day()));
        let end = self.today.saturating_add(YEAR.days()).min(bound.unwrap_or(Date::MAX));
        tomorrow.series(1.day()).take_while(|day| *day < end).find(|day| on(*day) != now)
    }
}

impl Spot<'_> {
    /// What stands in the week that the page of spreekuren shows.
    fn of_week(&self, rooster: &Rooster, of: &Document) -> Vec<Moment> {
        let (today, has_page) = (self.planner.today, self.planner.places.has(VastePagina::Spreekuren));
        let end = today.saturating_add(DAYS_AHEAD.days());
        self.uren_of(rooster, of).momenten(today).take_while(|moment| has_page && moment.dag < end).collect()
    }
}
