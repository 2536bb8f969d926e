//! What a page is about, for machines: JSON-LD in the words of schema.org.
//!
//! The municipality, wijken, buurten and hubs, and the way from home to a page. No persons: who looks for one, comes to the page.
//! What needs a whole address is left out as long as nobody said where the site will be.

use jiff::civil::Date;
use serde::Serialize;

use super::page::MetadataView;
use super::spot::{Heading, Kruimel, Spot};
use crate::geo::to_wgs84;
use crate::kinds::{Bijeenkomst, BijeenkomstStatus, Hub, HubStatus, Locatie, Project};
use crate::output::OutputPath;
use crate::site::{About, WijkIndex};
use crate::tijd::{Tijdvak, Uren, Weekregel};
use crate::values::{Gebiedscode, Plek, Webadres};

/// A thing that schema.org has a word for, as JSON: what is known of it is written down at once, as there is one on every page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Thing(String);

impl Thing {
    /// A thing of which nothing is known yet.
    fn new(kind: &str) -> Self {
        let mut json = String::with_capacity(512);
        json.push_str("{\"@type\":");
        write(&mut json, &kind);
        Self(json)
    }

    /// The same thing, of which this is known, if it is.
    fn with(mut self, key: &str, value: Option<impl Serialize>) -> Self {
        if let Some(value) = value {
            self.key(key);
            write(&mut self.0, &value);
        }
        self
    }

    /// The same thing, with another one that it has something to do with.
    fn with_thing(mut self, key: &str, thing: Option<Self>) -> Self {
        if let Some(thing) = thing {
            self.key(key);
            self.0.push_str(&thing.json());
        }
        self
    }

    /// The same thing, with some others.
    fn with_things(mut self, key: &str, things: impl IntoIterator<Item = Self>) -> Self {
        let mut things = things.into_iter().peekable();
        if things.peek().is_some() {
            self.key(key);
            self.0.push_str(&list(things));
        }
        self
    }

    fn key(&mut self, key: &str) {
        self.0.push(',');
        write(&mut self.0, &key);
        self.0.push(':');
    }

    fn json(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// Adds a value as JSON.
fn write(json: &mut String, value: &impl Serialize) {
    // Texts, numbers and lists of them can always be written.
    json.push_str(&serde_json::to_string(value).unwrap_or_default());
}

/// Things as a list in JSON.
fn list(things: impl IntoIterator<Item = Thing>) -> String {
    let mut json = String::with_capacity(1 << 10);
    json.push('[');
    for (number, thing) in things.into_iter().enumerate() {
        if number > 0 {
            json.push(',');
        }
        json.push_str(&thing.json());
    }
    json.push(']');
    json
}

impl Spot<'_> {
    /// What machines are told of a page.
    pub(super) fn metadata(&self, about: &Heading<'_>) -> MetadataView {
        MetadataView {
            foto: about.document.and_then(|document| self.deelfoto(document)),
            jsonld: script(about.things.iter().cloned().chain(self.breadcrumb(about)).collect()),
        }
    }

    /// The way from home to a page.
    fn breadcrumb(&self, Heading { titel, kruimels, .. }: &Heading<'_>) -> Option<Thing> {
        let above = kruimels.iter().map(|Kruimel { naam, output }| (naam, output));
        let way = above.chain((!kruimels.is_empty()).then_some((titel, &self.from.output)));
        let item = |((naam, output), position): ((&String, &OutputPath), usize)| {
            let item = Some(self.whole(output)?);
            Some(Thing::new("ListItem").with("position", Some(position)).with("name", Some(naam)).with("item", item))
        };
        let items: Option<Vec<Thing>> = way.zip(1_usize..).map(item).collect();
        let items = items.filter(|items| !items.is_empty())?;
        Some(Thing::new("BreadcrumbList").with_things("itemListElement", items))
    }

    /// The municipality as an area.
    fn gemeente(&self) -> Thing {
        let info = &self.planner.info.value;
        let code = info.gemeentecode.as_ref().map(|code| code.value.to_string());
        Thing::new("AdministrativeArea").with("name", Some(&info.gemeente)).with("identifier", code)
    }
}

/// The municipality, which speaks, and its site.
pub(super) fn home(spot: &Spot<'_>) -> Vec<Thing> {
    let info = &spot.planner.info.value;
    let contact = &info.contact;
    let telephone = contact.telefoon.as_ref().map(|it| it.href().trim_start_matches("tel:").to_owned());
    let reached = Thing::new("ContactPoint")
        .with("name", Some(&contact.naam))
        .with("telephone", telephone)
        .with("email", contact.email.as_ref().map(ToString::to_string));
    let gemeente = Thing::new("GovernmentOrganization")
        .with("name", Some(format!("Gemeente {}", info.gemeente)))
        .with("url", contact.website.as_ref().map(Webadres::as_str))
        .with_thing("address", contact.adres.as_ref().map(adres))
        .with_thing("areaServed", Some(spot.gemeente()))
        .with_thing("contactPoint", Some(reached));
    let site = spot.whole(&spot.from.output).map(|address| {
        Thing::new("WebSite").with("name", Some(&info.naam)).with("url", Some(address)).with("inLanguage", Some("nl"))
    });
    std::iter::once(gemeente).chain(site).collect()
}

/// A wijk.
pub(super) fn wijk(spot: &Spot<'_>, index: WijkIndex) -> Thing {
    area(spot, &spot.planner.site.wijken[index].item.value.naam, None, spot.gemeente())
}

/// A buurt, in its wijk.
pub(super) fn buurt(spot: &Spot<'_>, code: &Gebiedscode, wijk: WijkIndex) -> Thing {
    area(spot, &spot.planner.site.gebieden[code].naam, Some(code), inside(spot, wijk))
}

/// The area that a page is about.
fn area(spot: &Spot<'_>, naam: &str, code: Option<&Gebiedscode>, around: Thing) -> Thing {
    Thing::new("AdministrativeArea")
        .with("name", Some(naam))
        .with("identifier", code.map(Gebiedscode::as_str))
        .with("url", spot.whole(&spot.from.output))
        .with_thing("containedInPlace", Some(around))
}

/// A hub: where it is, and when it is open if it is.
pub(super) fn hub(spot: &Spot<'_>, hub: &About<Hub>) -> Thing {
    let value = &hub.item.value;
    let is_open = value.status == HubStatus::InGebruik;
    let uren = is_open.then(|| spot.uren_of(&value.rooster, &hub.item.document));
    Thing::new("CivicStructure")
        .with("name", Some(&value.naam))
        .with("description", Some(&value.samenvatting))
        .with("url", spot.whole(&spot.from.output))
        .with_thing("address", value.locatie.as_ref().map(adres))
        .with_thing("geo", value.locatie.as_ref().and_then(plek))
        .with_things("openingHoursSpecification", uren.into_iter().flat_map(|uren| hours(&uren.rooster.regels)))
        .with_things(
            "specialOpeningHoursSpecification",
            uren.into_iter().flat_map(|uren| special(uren, spot.planner.today)),
        )
        .with_thing("containedInPlace", hub.wijken.first().copied().map(|wijk| inside(spot, wijk)))
}

/// A meeting: each of its moments.
pub(super) fn bijeenkomst(spot: &Spot<'_>, about: &About<Bijeenkomst>) -> Vec<Thing> {
    let value = &about.item.value;
    let status = match value.status {
        BijeenkomstStatus::GaatDoor | BijeenkomstStatus::Vol => "EventScheduled",
        BijeenkomstStatus::Afgelast => "EventCancelled",
        BijeenkomstStatus::Verplaatst => "EventRescheduled",
    };
    let locatie = value.locatie();
    let first = value.eerst_op().first().map(|keer| keer.begin().iso(true));
    let event = |keer: &crate::kinds::Keer| {
        let place = Thing::new("Place")
            .with("name", locatie.naam.as_ref())
            .with_thing("address", Some(adres(locatie)))
            .with_thing("geo", plek(locatie));
        Thing::new("Event")
            .with("name", Some(&value.titel))
            .with("description", Some(&value.samenvatting))
            .with("url", spot.whole(&spot.from.output))
            .with("startDate", Some(keer.begin().iso(true)))
            .with("endDate", Some(keer.einde().iso(false)))
            .with("previousStartDate", first.as_ref())
            .with("eventStatus", Some(format!("https://schema.org/{status}")))
            .with("maximumAttendeeCapacity", value.plaatsen)
            .with_thing("location", Some(place))
    };
    value.keren().iter().map(event).collect()
}

/// The place of a project, if it is at one.
pub(super) fn project(spot: &Spot<'_>, project: &About<Project>) -> Option<Thing> {
    let (value, locatie) = (&project.item.value, project.item.value.locatie.as_ref()?);
    let thing = Thing::new("Place")
        .with("name", locatie.naam.as_ref().or(Some(&value.titel)))
        .with("url", spot.whole(&spot.from.output))
        .with_thing("address", Some(adres(locatie)))
        .with_thing("geo", plek(locatie));
    Some(thing)
}

/// A wijk around something.
fn inside(spot: &Spot<'_>, index: WijkIndex) -> Thing {
    let wijk = &spot.planner.site.wijken[index];
    Thing::new("AdministrativeArea")
        .with("name", Some(&wijk.item.value.naam))
        .with("url", spot.whole(spot.planner.places.wijk(index)))
}

fn adres(locatie: &Locatie) -> Thing {
    Thing::new("PostalAddress")
        .with("name", locatie.naam.as_ref())
        .with("streetAddress", locatie.adres.as_ref())
        .with("postalCode", locatie.postcode.as_ref().map(ToString::to_string))
        .with("addressLocality", locatie.plaats.as_ref())
        .with("addressCountry", Some("NL"))
}

/// Where a place is on a map.
fn plek(locatie: &Locatie) -> Option<Thing> {
    let Plek(point) = locatie.plek.as_ref()?.value;
    let [longitude, latitude] = to_wgs84(point);
    let coordinates = Thing::new("GeoCoordinates").with("latitude", Some(latitude)).with("longitude", Some(longitude));
    Some(coordinates)
}

/// The hours of a week.
fn hours(regels: &[Weekregel]) -> impl Iterator<Item = Thing> {
    regels.iter().map(|regel| {
        let days: Vec<_> = regel.dagen.days().iter().map(|day| SCHEMA_DAYS[*day as usize]).collect();
        opening(regel.tijd).with("dayOfWeek", Some(days))
    })
}

/// The days to come that are not like other weeks. What has no hours is closed.
fn special(uren: Uren<'_>, today: Date) -> impl Iterator<Item = Thing> {
    uren.afwijkend(today, SPECIAL_DAYS).flat_map(|dag| {
        let on = dag.dag.to_string();
        let dated = move |thing: Thing| thing.with("validFrom", Some(&on)).with("validThrough", Some(&on));
        let hours: Vec<_> = match &dag.momenten[..] {
            [] => vec![Thing::new("OpeningHoursSpecification")],
            momenten => momenten.iter().map(|moment| opening(moment.tijd)).collect(),
        };
        hours.into_iter().map(dated)
    })
}

/// How many days ahead machines are told what is not like other weeks.
const SPECIAL_DAYS: i32 = 60;

/// The days of the week as schema.org has them.
const SCHEMA_DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// From when to when; what closes earlier than it opens runs into the next day.
fn opening(tijd: Tijdvak) -> Thing {
    Thing::new("OpeningHoursSpecification")
        .with("opens", Some(tijd.van().to_string()))
        .with("closes", Some(tijd.tot().to_string()))
}

/// These things as they may stand in a script element.
fn script(things: Vec<Thing>) -> Option<String> {
    if things.is_empty() {
        return None;
    }
    let json = format!("{{\"@context\":\"https://schema.org\",\"@graph\":{}}}", list(things));
    // Only strings have it, and it is all that could end the element, or begin a comment in it.
    Some(if json.contains('<') { json.replace('<', "\\u003c") } else { json })
}
