//! Who is there for what: for a wijk, and for all.

use serde::Serialize;

use super::page::Link;
use super::spot::Spot;
use crate::kinds::Waarvoor;
use crate::site::{About, WijkIndex, anchor};
use crate::values::{Email, Telefoon, sort_key};

/// Somebody who is there for a topic.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct WaarvoorView {
    /// The id of its place on the page of contacts; `None` elsewhere.
    pub anker: Option<String>,
    pub onderwerp: String,
    pub wie: String,
    pub uitleg: Option<String>,
    pub telefoon: Option<Telefoon>,
    pub email: Option<Email>,
    pub website: Option<Link>,
    /// The wijken in which it is so, on a page that is not of one of them; none means all.
    pub wijken: Vec<Link>,
}

impl Spot<'_> {
    /// All of them, on the page of contacts.
    pub(super) fn waarvoor(&self) -> Vec<WaarvoorView> {
        let all = self.planner.site.lists.waarvoor.iter();
        all.map(|it| self.waarvoor_with_wijken(it, Some(anchor(&it.item.document)))).collect()
    }

    /// One on a page that is not of a wijk.
    pub(super) fn waarvoor_with_wijken(&self, waarvoor: &About<Waarvoor>, anker: Option<String>) -> WaarvoorView {
        WaarvoorView { anker, wijken: self.wijk_links(&waarvoor.wijken), ..self.waarvoor_view(waarvoor) }
    }

    /// Those of a wijk: what is so in some wijken goes before what is so in all.
    pub(super) fn waarvoor_of_wijk(&self, wijk: WijkIndex) -> Vec<WaarvoorView> {
        let all = || self.planner.site.lists.waarvoor.with_general(wijk);
        let is_same = |one: &About<Waarvoor>, other: &About<Waarvoor>| {
            sort_key(&one.item.value.onderwerp) == sort_key(&other.item.value.onderwerp)
        };
        let is_replaced =
            |it: &&About<Waarvoor>| it.is_general() && all().any(|other| !other.is_general() && is_same(it, other));
        all().filter(|it| !is_replaced(it)).map(|it| self.waarvoor_view(it)).collect()
    }

    fn waarvoor_view(&self, waarvoor: &About<Waarvoor>) -> WaarvoorView {
        self.shows(&waarvoor.item.document);
        let value = &waarvoor.item.value;
        WaarvoorView {
            anker: None,
            onderwerp: value.onderwerp.clone(),
            wie: value.wie.clone(),
            uitleg: value.uitleg.clone(),
            telefoon: value.telefoon.clone(),
            email: value.email.clone(),
            website: value.link.as_ref().map(|it| Link { naam: it.host().to_owned(), href: it.to_string() }),
            wijken: Vec::new(),
        }
    }
}
