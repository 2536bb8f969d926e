//! Contact cards (vCard 3.0, RFC 2426), which a phone saves: one of each contact who has a name, and of each hub where one can go.
//!
//! Of several ways to say a thing this is the one that all readers understand: no semicolon in any text, no groups, no picture.

use jiff::civil::Date;

use super::Ingredients;
use super::regels::{Inhoudsregels, escaped};
use crate::kinds::{Document, Hub, HubStatus, Locatie, Wijkmanager};
use crate::output::OutputPath;
use crate::site::{About, LinkedContact, Site, WijkIndex, kaartje_of_contact, kaartje_of_hub};
use crate::values::{Email, Telefoon};

/// Whose card it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kaartje {
    /// A contact: its place in [`Site::wijkmanagers`].
    Contact(usize),
    /// A hub: its place in the list of hubs.
    Hub(usize),
}

impl Kaartje {
    /// All cards of a site, with their addresses.
    pub(super) fn all(site: &Site) -> impl Iterator<Item = (OutputPath, Self)> {
        let contacts = site.wijkmanagers.iter().enumerate();
        let contacts = contacts.filter_map(|(index, it)| Some((kaartje_of_contact(it)?, Self::Contact(index))));
        let hubs = site.lists.hubs.iter().enumerate();
        contacts.chain(hubs.filter_map(|(index, it)| Some((kaartje_of_hub(it)?, Self::Hub(index)))))
    }
}

pub(super) fn make(which: Kaartje, of: &Ingredients<'_>) -> String {
    match which {
        Kaartje::Contact(index) => contact(&of.site.wijkmanagers[index], of),
        Kaartje::Hub(index) => hub(&of.site.lists.hubs[index], of),
    }
}

fn contact(LinkedContact { item, wijken }: &LinkedContact, of: &Ingredients<'_>) -> String {
    let manager: &Wijkmanager = &item.value;
    let naam = manager.naam.as_deref().unwrap_or_default();
    let functie = manager.functie.as_ref().unwrap_or(&of.info.contactpersoon.enkelvoud);
    let bereikbaar = manager.bereikbaar.as_ref().map(|it| format!("Bereikbaar: {it}"));
    let note: Vec<&str> = bereikbaar.iter().chain(&manager.toelichting).map(String::as_str).collect();
    let mut card = Card::new(&item.document, &naamdelen(naam), naam, of);
    card.org(wijken, of);
    card.text("TITLE", Some(functie));
    card.bereik(manager.telefoon.as_ref(), manager.email.as_ref());
    card.end(&item.document, (!note.is_empty()).then(|| note.join("\n")).as_deref(), of)
}

fn hub(About { item, wijken, .. }: &About<Hub>, of: &Ingredients<'_>) -> String {
    let hub: &Hub = &item.value;
    let note = match hub.status {
        HubStatus::InGebruik => hub.samenvatting.clone(),
        _ => format!("{} Nu: {}.", hub.samenvatting, hub.status.word()),
    };
    let mut card = Card::new(&item.document, &[&hub.naam, "", "", "", ""], &hub.naam, of);
    card.org(wijken, of);
    card.bereik(hub.telefoon.as_ref(), hub.email.as_ref());
    card.adres(hub.locatie.as_ref());
    card.end(&item.document, Some(&note), of)
}

/// A card that is being written.
struct Card(Inhoudsregels);

impl Card {
    fn new(document: &Document, n: &[&str; 5], naam: &str, of: &Ingredients<'_>) -> Self {
        let mut card = Self(Inhoudsregels::default());
        card.0.add("BEGIN", "VCARD");
        card.0.add("VERSION", "3.0");
        card.0.text("UID", &of.uid(document, ""));
        card.parts("N", n);
        card.text("FN", Some(naam));
        card
    }

    fn text(&mut self, name: &str, text: Option<&str>) {
        self.0.maybe(name, text.map(without_semicolons).as_deref());
    }

    /// A line of several texts, with semicolons between them.
    fn parts(&mut self, name: &str, parts: &[&str]) {
        let parts: Vec<String> = parts.iter().map(|part| escaped(&without_semicolons(part))).collect();
        self.0.add(name, &parts.join(";"));
    }

    /// The municipality, and the wijken in which one is there.
    fn org(&mut self, wijken: &[WijkIndex], of: &Ingredients<'_>) {
        let namen: Vec<&str> = wijken.iter().map(|wijk| of.site.wijken[*wijk].item.value.naam.as_str()).collect();
        let gemeente = format!("Gemeente {}", of.info.gemeente);
        self.parts("ORG", &[&gemeente, &namen.join(", ")]);
    }

    fn bereik(&mut self, telefoon: Option<&Telefoon>, email: Option<&Email>) {
        let telefoon = telefoon.map(|it| it.href().trim_start_matches("tel:").to_owned());
        self.text("TEL;TYPE=WORK;TYPE=VOICE", telefoon.as_deref());
        self.text("EMAIL;TYPE=INTERNET", email.map(ToString::to_string).as_deref());
    }

    fn adres(&mut self, locatie: Option<&Locatie>) {
        if let Some(Locatie { naam, adres, postcode, plaats, .. }) = locatie {
            let postcode = postcode.as_ref().map(ToString::to_string).unwrap_or_default();
            let [naam, adres, plaats] = [naam, adres, plaats].map(|it| it.as_deref().unwrap_or_default());
            self.parts("ADR", &["", naam, adres, plaats, "", &postcode, "Nederland"]);
        }
    }

    fn end(mut self, document: &Document, note: Option<&str>, of: &Ingredients<'_>) -> String {
        if let Some(address) = of.page(document) {
            self.0.add("URL", &address.replace(',', "%2C").replace(';', "%3B"));
        }
        let note: Vec<&str> = note.into_iter().chain(of.info.voorbeeldregel.as_deref()).collect();
        self.text("NOTE", (!note.is_empty()).then(|| note.join("\n")).as_deref());
        self.0.add("REV", &moment(of.changed(document)));
        self.0.add("END", "VCARD");
        self.0.into_text()
    }
}

/// The day on which something changed, as a moment.
pub(super) fn moment(day: Date) -> String {
    day.strftime("%Y%m%dT000000Z").to_string()
}

/// A semicolon in a text gets a backslash that some phones show.
fn without_semicolons(text: &str) -> String {
    text.replace(';', ",")
}

/// Words that go before a name.
const BEFORE: &[&str] = &["mevrouw", "mevr.", "mw.", "meneer", "dhr.", "de heer"];

/// Ends of words that say that it is not one person.
const NO_PERSON: &[&str] = &["team", "loket", "balie", "gemeente", "steunpunt", "redactie"];

/// A name in the five parts of a card: that of the family, the first, others, what goes before and after it. Of a team, or when
/// the parts are not to be seen, all of it is the first part.
fn naamdelen(naam: &str) -> [&str; 5] {
    let lower = naam.to_lowercase();
    if lower.split_whitespace().any(|word| NO_PERSON.iter().any(|it| word.ends_with(it))) {
        return [naam, "", "", "", ""];
    }
    let before = BEFORE.iter().find(|it| lower.strip_prefix(**it).is_some_and(|rest| rest.starts_with(' ')));
    // Small letters may be longer or shorter than capitals; those of these words are not.
    if let Some((before, rest)) = before.and_then(|it| naam.split_at_checked(it.len())) {
        return [rest.trim_start(), "", "", before, ""];
    }
    match naam.split_once(' ') {
        Some((first, family)) => [family.trim_start(), first, "", "", ""],
        None => [naam, "", "", "", ""],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_parts() {
        for (naam, delen) in [
            ("Voorbeeld Een", ["Een", "Voorbeeld", "", "", ""]),
            ("A. van der Voorbeeld", ["van der Voorbeeld", "A.", "", "", ""]),
            ("Mevrouw Voorbeeld", ["Voorbeeld", "", "", "Mevrouw", ""]),
            ("de heer Van Voorbeeld", ["Van Voorbeeld", "", "", "de heer", ""]),
            ("Wijkteam Oude Haven", ["Wijkteam Oude Haven", "", "", "", ""]),
            ("Sociaal team Noord", ["Sociaal team Noord", "", "", "", ""]),
            ("Voorbeeld", ["Voorbeeld", "", "", "", ""]),
        ] {
            assert_eq!(naamdelen(naam), delen);
        }
    }
}
