//! Calendars (iCalendar, RFC 5545): of each spreekuur, hub, meeting and step, of all steps, of each wijk, and of the whole site. What is in
//! them follows from the content alone, so that a calendar is as it was until somebody changes it.

mod activiteit;
mod schema;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use self::activiteit::{Activiteit, Duur, Reeks, head};
use self::schema::{Onderdeel, onderdelen};
use super::Ingredients;
use super::regels::Inhoudsregels;
use crate::kinds::{
    Bijeenkomst, BijeenkomstStatus, Document, Hub, HubStatus, Keer, Kind, Locatie, Spreekuur, Stap, StapStand,
};
use crate::output::OutputPath;
use crate::site::{AGENDA, AGENDA_TIJDLIJN, About, Site, WijkIndex, agenda};
use crate::source::SourcePath;
use crate::tijd::{Openingssoort, Reden, Rooster, weekdag_en_datum};

/// Of what a calendar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Agenda {
    /// Of the whole site.
    Alles,
    /// Of all steps.
    Tijdlijn,
    /// Of a wijk and of what is for everybody.
    Wijk(WijkIndex),
    /// Of a hub: its place in the list of hubs.
    Hub(usize),
    /// Of a spreekuur: its place in the list of spreekuren.
    Spreekuur(usize),
    /// Of a meeting: its place in the list of meetings.
    Bijeenkomst(usize),
    /// Of a step: its place in the list of steps.
    Stap(usize),
    /// Of what is over. The file stays for who follows it.
    Voorbij,
}

/// Calendars at addresses that a site has whatever is in it.
pub(super) const FIXED: [(&str, Agenda); 2] = [(AGENDA, Agenda::Alles), (AGENDA_TIJDLIJN, Agenda::Tijdlijn)];

impl Agenda {
    /// The other calendars of a site, with their addresses.
    pub(super) fn all(site: &Site, today: Date) -> impl Iterator<Item = (OutputPath, Self)> {
        let lists = &site.lists;
        let wijken = site.wijk_indices().map(|(index, wijk)| (agenda(&wijk.item.document), Self::Wijk(index)));
        let hubs = lists.hubs.iter().enumerate().filter(|(_, it)| it.item.value.rooster.is_known());
        let hubs = hubs.map(|(index, it)| (agenda(&it.item.document), Self::Hub(index)));
        let spreekuren = lists.spreekuren.iter().enumerate();
        let spreekuren = spreekuren.map(|(index, it)| (agenda(&it.item.document), Self::Spreekuur(index)));
        let stappen = lists.stappen.iter().enumerate();
        let stappen = stappen.map(|(index, it)| (agenda(&it.item.document), Self::Stap(index)));
        let bijeenkomsten = lists.bijeenkomsten.iter().enumerate();
        let bijeenkomsten = bijeenkomsten.map(|(index, it)| (agenda(&it.item.document), Self::Bijeenkomst(index)));
        let is_over = move |document: &&Arc<Document>| {
            let looptijd = document.content.as_ref().and_then(|content| content.says().looptijd());
            let tot = looptijd.and_then(|looptijd| Some(looptijd.tot?.value.0));
            document.kind == Kind::Spreekuur && !site.is_unfinished(document) && tot.is_some_and(|tot| tot < today)
        };
        let voorbij = site.documents().iter().filter(is_over).map(|document| (agenda(document), Self::Voorbij));
        wijken.chain(hubs).chain(spreekuren).chain(bijeenkomsten).chain(stappen).chain(voorbij)
    }

    /// What it is called.
    fn naam(self, of: &Ingredients<'_>) -> String {
        let lists = &of.site.lists;
        match self {
            Self::Alles | Self::Voorbij => of.info.naam.clone(),
            Self::Tijdlijn => format!("Tijdlijn {}", of.info.gemeente),
            Self::Wijk(wijk) => format!("{} ({})", of.site.wijken[wijk].item.value.naam, of.info.gemeente),
            Self::Hub(hub) => format!("Openingstijden {}", lists.hubs[hub].item.value.naam),
            Self::Spreekuur(spreekuur) => titel(&lists.spreekuren[spreekuur], of),
            Self::Bijeenkomst(index) => lists.bijeenkomsten[index].item.value.titel.clone(),
            Self::Stap(stap) => lists.stappen[stap].item.value.titel.clone(),
        }
    }

    /// Writes what is in it.
    fn write(self, of: &Ingredients<'_>, lines: &mut Inhoudsregels) {
        let lists = &of.site.lists;
        let mut spreekuur = |it: &About<Spreekuur>| of.agendas.write(&it.item.document, lines, || spreekuur(it, of));
        match self {
            Self::Alles => lists.spreekuren.iter().for_each(spreekuur),
            Self::Wijk(wijk) => lists.spreekuren.of_wijk(wijk).for_each(spreekuur),
            Self::Spreekuur(index) => spreekuur(&lists.spreekuren[index]),
            Self::Tijdlijn | Self::Hub(_) | Self::Bijeenkomst(_) | Self::Stap(_) | Self::Voorbij => {}
        }
        let mut hub = |it: &About<Hub>| of.agendas.write(&it.item.document, lines, || hub(it, of));
        match self {
            Self::Alles => lists.hubs.iter().for_each(hub),
            Self::Wijk(wijk) => lists.hubs.of_wijk(wijk).for_each(hub),
            Self::Hub(index) => hub(&lists.hubs[index]),
            Self::Tijdlijn | Self::Spreekuur(_) | Self::Bijeenkomst(_) | Self::Stap(_) | Self::Voorbij => {}
        }
        let mut meeting = |it: &About<Bijeenkomst>| of.agendas.write(&it.item.document, lines, || bijeenkomst(it, of));
        match self {
            Self::Alles => lists.bijeenkomsten.iter().for_each(meeting),
            Self::Wijk(wijk) => lists.bijeenkomsten.with_general(wijk).for_each(meeting),
            Self::Bijeenkomst(index) => meeting(&lists.bijeenkomsten[index]),
            Self::Tijdlijn | Self::Spreekuur(_) | Self::Hub(_) | Self::Stap(_) | Self::Voorbij => {}
        }
        let mut stap = |it: &About<Stap>| of.agendas.write(&it.item.document, lines, || vec![stap(it, of)]);
        match self {
            Self::Alles | Self::Tijdlijn => lists.stappen.iter().for_each(stap),
            Self::Wijk(wijk) => lists.stappen.with_general(wijk).for_each(stap),
            Self::Stap(index) => stap(&lists.stappen[index]),
            Self::Hub(_) | Self::Spreekuur(_) | Self::Bijeenkomst(_) | Self::Voorbij => {}
        }
    }
}

/// What a document has in calendars, written when a calendar first asks: most are in three.
#[derive(Debug, Default)]
pub(crate) struct Agendas<'s> {
    written: BTreeMap<&'s SourcePath, OnceLock<String>>,
    /// That all of it is made up, if it is.
    voorbeeld: Option<&'s str>,
}

impl<'s> Agendas<'s> {
    /// Those of a site, of which none is written yet.
    pub(crate) fn new(site: &'s Site) -> Self {
        let lists = &site.lists;
        let documents = lists.spreekuren.iter().map(|it| &it.item.document);
        let documents = documents.chain(lists.hubs.iter().map(|it| &it.item.document));
        let documents = documents.chain(lists.bijeenkomsten.iter().map(|it| &it.item.document));
        let documents = documents.chain(lists.stappen.iter().map(|it| &it.item.document));
        let written = documents.map(|document| (&document.path, OnceLock::new())).collect();
        Self { written, voorbeeld: site.info.as_ref().and_then(|info| info.value.voorbeeldregel.as_deref()) }
    }

    fn write(&self, document: &Document, lines: &mut Inhoudsregels, make: impl FnOnce() -> Vec<Activiteit>) {
        let written = || {
            let mut lines = Inhoudsregels::default();
            for mut activiteit in make() {
                activiteit.uitleg.extend(self.voorbeeld.map(str::to_owned));
                activiteit.write(&mut lines);
            }
            lines.into_text()
        };
        if let Some(of_document) = self.written.get(&document.path) {
            lines.append(of_document.get_or_init(written));
        }
    }
}

pub(super) fn make(which: Agenda, of: &Ingredients<'_>) -> String {
    let mut lines = Inhoudsregels::default();
    head(&which.naam(of), &mut lines);
    which.write(of, &mut lines);
    lines.add("END", "VCALENDAR");
    lines.into_text()
}

/// What a spreekuur is called among others.
fn titel(About { wijken, .. }: &About<Spreekuur>, of: &Ingredients<'_>) -> String {
    let wijk = wijken.first().map(|wijk| format!(" {}", of.site.wijken[*wijk].item.value.naam));
    format!("Spreekuur{}", wijk.unwrap_or_default())
}

fn spreekuur(about: &About<Spreekuur>, of: &Ingredients<'_>) -> Vec<Activiteit> {
    let (document, value): (_, &Spreekuur) = (&about.item.document, &about.item.value);
    let titel = format!("{}: {}", titel(about, of), value.waarvoor);
    let contact = value.contact.as_ref().and_then(|contact| of.site.contact(contact));
    let met_wie = value.met_wie.as_ref().or(contact.and_then(|contact| contact.item.value.naam.as_ref()));
    let met_wie = met_wie.map(|it| format!("Met wie: {it}"));
    let afspraak = if value.afspraak { "nodig" } else { "niet nodig. U kunt zo binnenlopen" };
    let afspraak = format!("Afspraak: {afspraak}.");
    let alternatief = value.alternatief.as_ref().map(|it| format!("Kunt u niet? {it}"));
    let of_part = |part: Onderdeel<'_>| {
        let elders = part.extra.and_then(|extra| value.elders.get(extra)?.as_ref());
        let (titel, uitleg) = match part.vervalt {
            None => (titel.clone(), met_wie.iter().chain([&afspraak]).chain(&alternatief).cloned().collect()),
            Some(reden) => {
                let told = vervallen("dit spreekuur", part.reeks.dag, reden);
                (format!("VERVALLEN: {titel}"), told.chain(alternatief.clone()).collect())
            }
        };
        let is_vrij = part.vervalt.is_some();
        let plek = Some(elders.unwrap_or(&value.locatie).in_words());
        of.activiteit(document, part, titel, is_vrij, plek, uitleg)
    };
    of.onderdelen(&value.rooster, document).into_iter().map(of_part).collect()
}

/// The hours of a hub: a rule for each stretch.
fn hub(About { item, .. }: &About<Hub>, of: &Ingredients<'_>) -> Vec<Activiteit> {
    let (document, value): (_, &Hub) = (&item.document, &item.value);
    if value.status != HubStatus::InGebruik {
        return Vec::new();
    }
    let of_part = |part: Onderdeel<'_>| {
        let (titel, uitleg) = match (part.vervalt, part.soort) {
            (Some(reden), _) => {
                let told = vervallen("deze hub", part.reeks.dag, reden).collect();
                (format!("VERVALLEN: {} is dicht", value.naam), told)
            }
            (None, Openingssoort::Inloop) => (format!("{} is open", value.naam), Vec::new()),
            (None, soort) => (format!("{} is open ({})", value.naam, soort.word()), Vec::new()),
        };
        let plek = value.locatie.as_ref().map(Locatie::in_words);
        let uitleg = uitleg.into_iter().chain(value.openingstijden_uitleg.clone()).collect();
        of.activiteit(document, part, titel, true, plek, uitleg)
    };
    of.onderdelen(&value.rooster, document).into_iter().map(of_part).collect()
}

impl Ingredients<'_> {
    /// All parts of when something is.
    fn onderdelen<'r>(&'r self, rooster: &'r Rooster, document: &'r Document) -> Vec<Onderdeel<'r>> {
        let uren = self.site.uren(rooster, document);
        if rooster.is_known() { onderdelen(uren, self.changed_with_calendar(document)) } else { Vec::new() }
    }

    /// When a document with hours last changed: what holds for all places may have changed after it.
    fn changed_with_calendar(&self, document: &Document) -> Date {
        self.changed(document).max(self.site.kalender_gewijzigd.map_or(Date::MIN, |day| day.0))
    }

    fn activiteit(
        &self,
        document: &Document,
        part: Onderdeel<'_>,
        titel: String,
        is_vrij: bool,
        plek: Option<String>,
        uitleg: Vec<String>,
    ) -> Activiteit {
        Activiteit {
            uid: self.uid(document, &part.naam),
            gewijzigd: self.changed_with_calendar(document),
            titel,
            wanneer: Duur::Uren(part.reeks),
            is_vrij,
            gaat_niet_door: false,
            plek,
            uitleg,
            adres: self.page(document),
        }
    }
}

/// That something is not there on a day, and why.
fn vervallen(what: &str, dag: Date, reden: Reden<'_>) -> impl Iterator<Item = String> {
    let (own, naar) = match reden {
        Reden::Verplaatst(naar, own) => (own, Some(naar)),
        Reden::Eigen(own) => (own, None),
        Reden::Feestdag(_) | Reden::Vakantie(_) | Reden::InPlaatsVan(..) => (None, None),
    };
    let told = format!("Op {} is {what} er niet.", weekdag_en_datum(dag));
    let why = own.map(|own| format!("Reden: {own}"));
    let instead = naar.map(|naar| format!("In plaats daarvan: {}.", weekdag_en_datum(naar)));
    std::iter::once(told).chain(why).chain(instead)
}

/// The moments of a meeting. One that is moved keeps its name, so that programs move it, too.
fn bijeenkomst(About { item, .. }: &About<Bijeenkomst>, of: &Ingredients<'_>) -> Vec<Activiteit> {
    let (document, value): (_, &Bijeenkomst) = (&item.document, &item.value);
    let is_cancelled = value.status == BijeenkomstStatus::Afgelast;
    let (prefix, told) = match value.status {
        BijeenkomstStatus::Afgelast => ("AFGELAST: ", Some("Deze bijeenkomst gaat niet door.".to_owned())),
        BijeenkomstStatus::Verplaatst => ("", Some(verplaatst(value))),
        BijeenkomstStatus::Vol => ("", Some("Deze bijeenkomst is vol.".to_owned())),
        BijeenkomstStatus::GaatDoor => ("", None),
    };
    let reden = value.reden.as_ref().map(|reden| format!("Reden: {reden}"));
    let uitleg = told.into_iter().chain(reden).chain([value.samenvatting.clone()]);
    let uitleg: Vec<String> = uitleg.chain(value.aanmelden.in_words().filter(|_| !is_cancelled)).collect();
    let of_moment = |(index, keer): (usize, &Keer)| {
        let part = if index == 0 { String::new() } else { format!(".{}", index + 1) };
        Activiteit {
            uid: of.uid(document, &part),
            gewijzigd: of.changed(document),
            titel: format!("{prefix}{}", value.titel),
            wanneer: Duur::Uren(Reeks { dag: keer.dag, tijd: keer.tijd, regel: None, niet: Vec::new() }),
            is_vrij: is_cancelled,
            gaat_niet_door: is_cancelled,
            plek: Some(value.locatie().in_words()),
            uitleg: uitleg.clone(),
            adres: of.page(document),
        }
    };
    value.keren().iter().enumerate().map(of_moment).collect()
}

/// When and where a meeting would have been that was moved.
fn verplaatst(value: &Bijeenkomst) -> String {
    let wanneer = value.eerst_op().iter().map(Keer::in_words);
    let waar = value.eerst_in().map(Locatie::in_words);
    format!("Verplaatst. Eerst: {}.", wanneer.chain(waar).collect::<Vec<_>>().join("; "))
}

fn stap(About { item, .. }: &About<Stap>, of: &Ingredients<'_>) -> Activiteit {
    let (document, value): (_, &Stap) = (&item.document, &item.value);
    let (first, last) = value.periode.days();
    let vervallen = if value.stand == Some(StapStand::Vervallen) { "VERVALLEN: " } else { "" };
    // A calendar shows days, also for what is known by the month.
    let periode = if value.periode.is_one_day() { String::new() } else { format!(" ({})", value.periode) };
    Activiteit {
        uid: of.uid(document, ""),
        gewijzigd: of.changed(document),
        titel: format!("{vervallen}{}{periode}", value.titel),
        wanneer: Duur::Dagen(first, last),
        is_vrij: true,
        gaat_niet_door: false,
        plek: None,
        uitleg: value.besluit.iter().map(|besluit| format!("Besluit: {besluit}")).collect(),
        adres: of.page(document),
    }
}
