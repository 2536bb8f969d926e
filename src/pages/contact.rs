//! Contacts: one by itself, and the page of all.

use serde::Serialize;

use jiff::ToSpan;

use super::nu;
use super::page::ContentView;
use super::spot::Spot;
use super::uren::{AHEAD, UrenView};
use super::waarvoor::WaarvoorView;
use super::wijk::WijkLink;
use crate::kinds::{VastePagina, Vervanger};
use crate::read::markdown::Picture;
use crate::site::{LinkedContact, WijkIndex, contact_anchor, kaartje_of_contact};
use crate::values::{Email, Telefoon};

/// `contact.html`: all contacts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ContactenView {
    pub tekst: String,
    pub contacten: Vec<ContactView>,
    /// When the municipality itself is open.
    pub uren: Option<UrenView>,
    /// Who is there for what.
    pub waarvoor: Vec<WaarvoorView>,
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
    /// When he or she can be reached, in words.
    pub bereikbaar: Option<String>,
    /// The same as hours.
    pub uren: Option<UrenView>,
    /// Who is there instead, now or soon.
    pub vervangers: Vec<VervangerView>,
    pub toelichting: Option<String>,
    /// The address of the contact card; an open post has none.
    pub kaartje: Option<String>,
}

/// A contact by name, with where more is told.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ContactLink {
    /// `None` for an open post.
    pub naam: Option<String>,
    pub functie: String,
    pub href: String,
    pub telefoon: Option<Telefoon>,
}

/// Who is there instead of a contact for some days.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct VervangerView {
    /// "21 december 2026 tot en met 3 januari 2027".
    pub dagen: String,
    pub naam: String,
    pub reden: Option<String>,
    pub telefoon: Option<Telefoon>,
    pub email: Option<Email>,
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
            functie: self.functie(contact),
            wijken: wijken.iter().map(|wijk| self.wijk_anker(*wijk)).collect(),
            telefoon: manager.telefoon.clone(),
            email: manager.email.clone(),
            foto: manager.foto.as_ref().and_then(|(name, alt)| {
                let path = item.document.path.join(&name.value)?;
                let Picture { href, srcset, size: (breedte, hoogte), .. } = self.picture(&path)?;
                Some(FotoView { href, srcset, alt: alt.clone(), breedte, hoogte })
            }),
            bereikbaar: manager.bereikbaar.clone(),
            uren: self.uren(self.uren_of(&manager.rooster, &item.document), &[], None),
            vervangers: manager.vervangers.iter().filter_map(|it| self.vervanger(it)).collect(),
            toelichting: manager.toelichting.clone(),
            kaartje: kaartje_of_contact(contact).map(|kaartje| self.href(&kaartje)),
        }
    }

    /// What the function is called.
    fn functie(&self, contact: &LinkedContact) -> String {
        let usual = || self.planner.info.value.contactpersoon.enkelvoud.clone();
        in_sentence(&contact.item.value.functie.clone().unwrap_or_else(usual))
    }

    /// A contact by name.
    pub(super) fn contact_link(&self, contact: &LinkedContact) -> ContactLink {
        self.shows(&contact.item.document);
        let anchor = contact_anchor(self.planner.site, contact);
        let page = self.planner.places.fixed(VastePagina::Contact).map(|target| &target.output);
        ContactLink {
            naam: contact.item.value.naam.clone(),
            functie: self.functie(contact),
            href: page.map_or_else(String::new, |page| self.place_href(page, &anchor)),
            telefoon: contact.item.value.telefoon.clone(),
        }
    }

    /// Who is there instead, when that is now or soon.
    fn vervanger(&self, vervanger: &Vervanger) -> Option<VervangerView> {
        let mut soon = self.planner.today.series(1.day()).take(AHEAD);
        soon.any(|day| vervanger.dagen.contains(day)).then_some(())?;
        let contact = vervanger.wie.as_ref().and_then(|wie| self.planner.site.contact(wie));
        if let Some(contact) = contact {
            self.shows(&contact.item.document);
        }
        let manager = contact.map(|contact| &contact.item.value);
        Some(VervangerView {
            dagen: vervanger.dagen.to_string(),
            naam: vervanger.naam.clone().or_else(|| manager?.naam.clone())?,
            reden: vervanger.reden.clone(),
            telefoon: vervanger.telefoon.clone().or_else(|| manager?.telefoon.clone()),
            email: vervanger.email.clone().or_else(|| manager?.email.clone()),
        })
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
    let info = &spot.planner.info;
    spot.shows(&info.document);
    let uren = spot.uren(spot.uren_of(&info.value.contact.rooster, &info.document), &[], Some(nu::open));
    ContentView::Contact(ContactenView { tekst, contacten, uren, waarvoor: spot.waarvoor() })
}

/// A word as it stands within a sentence: with a small letter, if its capital is not that of an abbreviation.
pub(super) fn in_sentence(word: &str) -> String {
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(word.chars().skip(1)).collect()
        }
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::in_sentence;

    #[test]
    fn names_and_abbreviations_keep_their_capitals() {
        for (word, within) in [
            ("Wijkregisseur", "wijkregisseur"),
            ("Manager Wijk-Noord", "manager Wijk-Noord"),
            ("BOA-coördinator", "BOA-coördinator"),
            ("wijk- en BOA-manager", "wijk- en BOA-manager"),
        ] {
            assert_eq!(in_sentence(word), within);
        }
    }
}
