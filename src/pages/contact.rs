//! Contacts: one by itself, and the page of all.

use serde::Serialize;

use super::page::ContentView;
use super::spot::Spot;
use super::wijk::WijkLink;
use crate::read::markdown::Picture;
use crate::site::{LinkedContact, WijkIndex, contact_anchor};
use crate::values::{Email, Telefoon};

/// `contact.html`: all contacts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ContactenView {
    pub tekst: String,
    pub contacten: Vec<ContactView>,
}

/// The contact of one or more wijken, or the open post.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ContactView {
    pub anker: String,
    pub vacature: bool,
    pub naam: Option<String>,
    pub functie: String,
    pub wijken: Vec<WijkLink>,
    pub telefoon: Option<Telefoon>,
    pub email: Option<Email>,
    pub foto: Option<FotoView>,
    pub bereikbaar: Option<String>,
    pub toelichting: Option<String>,
}

/// A picture with its text. `href` is for any browser, with its width and height in pixels; `srcset` has the same in WebP, in
/// several widths, for a `<source type="image/webp">` with the `sizes` that the theme shows it in; it is empty when that is no lighter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct FotoView {
    pub href: String,
    pub srcset: String,
    pub alt: String,
    pub breedte: u32,
    pub hoogte: u32,
}

impl Spot<'_> {
    /// A contact.
    pub(super) fn contact(&self, contact: &LinkedContact) -> ContactView {
        let LinkedContact { item, wijken } = contact;
        self.shows(&item.document);
        let manager = &item.value;
        ContactView {
            anker: contact_anchor(self.planner.site, contact),
            vacature: manager.naam.is_none(),
            naam: manager.naam.clone(),
            functie: manager
                .functie
                .clone()
                .unwrap_or_else(|| self.planner.info.value.contactpersoon.enkelvoud.clone()),
            wijken: wijken.iter().map(|wijk| self.wijk_anker(*wijk)).collect(),
            telefoon: manager.telefoon.clone(),
            email: manager.email.clone(),
            foto: manager.foto.as_ref().and_then(|(name, alt)| {
                let path = item.document.path.join(&name.value)?;
                let Picture { href, srcset, size: (breedte, hoogte), .. } = self.picture(&path)?;
                Some(FotoView { href, srcset, alt: alt.clone(), breedte, hoogte })
            }),
            bereikbaar: manager.bereikbaar.clone(),
            toelichting: manager.toelichting.clone(),
        }
    }

    pub(super) fn wijk_contact(&self, wijk: WijkIndex) -> Option<ContactView> {
        let site = self.planner.site;
        site.wijken[wijk].wijkmanager.map(|index| self.contact(&site.wijkmanagers[index]))
    }
}

/// The page of all contacts.
pub(super) fn overzicht(spot: &Spot<'_>, tekst: String) -> ContentView {
    let site = spot.planner.site;
    let contacten = site.wijkmanagers.iter().map(|contact| spot.contact(contact)).collect();
    ContentView::Contact(ContactenView { tekst, contacten })
}
