//! Organisations: the page of all, and those of a wijk.

use serde::Serialize;

use super::page::{ContentView, Link, LocatieView};
use super::spot::Spot;
use super::van_anderen::ActiviteitView;
use crate::kinds::{Organisatie, VastePagina};
use crate::site::{About, WijkIndex};
use crate::values::{Email, Telefoon};

/// So many are named on the page of a wijk.
const MOST: usize = 5;

/// `organisaties.html`: all organisations.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct OrganisatiesView {
    pub tekst: String,
    pub organisaties: Vec<OrganisatieView>,
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct OrganisatieView {
    pub anker: String,
    pub naam: String,
    pub samenvatting: String,
    pub locatie: Option<LocatieView>,
    pub wanneer: Option<String>,
    pub telefoon: Option<Telefoon>,
    pub email: Option<Email>,
    pub website: Option<Link>,
    /// The wijken in which it is active; none means all.
    pub wijken: Vec<Link>,
    /// The first things that it does, by its own calendar.
    pub activiteiten: Vec<ActiviteitView>,
    /// How many more there are, and the page of all.
    pub meer: usize,
    pub bijeenkomstenpagina: Option<String>,
}

/// Those of a wijk.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ActievenView {
    /// The first of them, by name.
    pub eerste: Vec<Link>,
    /// The page of all, and how many more of this wijk are on it.
    pub pagina: Link,
    pub meer: usize,
}

impl Spot<'_> {
    /// An organisation with all that is known of it.
    pub(super) fn organisatie(&self, organisatie: &About<Organisatie>) -> OrganisatieView {
        self.shows(&organisatie.item.document);
        let value = &organisatie.item.value;
        let (activiteiten, meer) = self.van(organisatie);
        OrganisatieView {
            anker: organisatie.item.slug().to_string(),
            naam: value.naam.clone(),
            samenvatting: value.samenvatting.clone(),
            locatie: value.locatie.as_ref().map(|it| self.plek(it)),
            wanneer: value.wanneer.clone(),
            telefoon: value.telefoon.clone(),
            email: value.email.clone(),
            website: value.link.as_ref().map(|it| Link { naam: it.host().to_owned(), href: it.to_string() }),
            wijken: self.wijk_links(&organisatie.wijken),
            activiteiten,
            meer,
            bijeenkomstenpagina: self.fixed(VastePagina::Bijeenkomsten),
        }
    }

    /// Who is active in a wijk, if anybody is.
    pub(super) fn actieven(&self, wijk: WijkIndex) -> Option<ActievenView> {
        let page = VastePagina::Organisaties;
        let all: Vec<_> = self.planner.site.lists.organisaties.with_general(wijk).collect();
        let pagina = Link { naam: self.planner.site.title(page).to_owned(), href: self.fixed(page)? };
        let link = |it: &&About<Organisatie>| {
            self.shows(&it.item.document);
            Link { naam: it.item.value.naam.clone(), href: self.document_href(&it.item.document) }
        };
        let eerste: Vec<_> = all.iter().take(MOST).map(link).collect();
        let meer = all.len() - eerste.len();
        (!eerste.is_empty()).then_some(ActievenView { eerste, pagina, meer })
    }
}

/// The page of all organisations.
pub(super) fn overzicht(spot: &Spot<'_>, tekst: String) -> ContentView {
    let organisaties = spot.planner.site.lists.organisaties.iter().map(|it| spot.organisatie(it)).collect();
    ContentView::Organisaties(OrganisatiesView { tekst, organisaties })
}
