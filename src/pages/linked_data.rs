//! What a page is about, for machines: JSON-LD in the words of schema.org.
//!
//! The municipality, wijken, buurten and hubs, and the way from home to a page. No persons: who looks for one, comes to the page.
//! What needs a whole address is left out as long as nobody said where the site will be.

use serde_json::{Map, Value, json};

use super::parts::{Heading, Kruimel, Spot};
use super::views::MetadataView;
use crate::content::values::{Gebiedscode, Weekdag};
use crate::content::{HubStatus, Locatie, Openingstijd};
use crate::site::{LinkedHub, WijkIndex};

/// A thing that schema.org has a word for.
pub(super) type Thing = Map<String, Value>;

impl Spot<'_> {
    /// What machines are told of a page.
    pub(super) fn metadata(&self, about: &Heading<'_>) -> MetadataView {
        let things = about.things.iter().cloned().chain(self.breadcrumb(about)).map(Value::Object);
        MetadataView {
            foto: about.document.and_then(|document| self.deelfoto(document)),
            jsonld: script(things.collect()),
        }
    }

    /// The way from home to a page.
    fn breadcrumb(&self, Heading { titel, kruimels, .. }: &Heading<'_>) -> Option<Thing> {
        let above = kruimels.iter().map(|Kruimel { naam, output }| (naam, output));
        let way = above.chain((!kruimels.is_empty()).then_some((titel, &self.from.output)));
        let items: Option<Vec<Value>> = way
            .zip(1_usize..)
            .map(|((naam, output), position)| {
                Some(json!({ "@type": "ListItem", "position": position, "name": naam, "item": self.whole(output)? }))
            })
            .collect();
        let items = items.filter(|items| !items.is_empty())?;
        Some(thing("BreadcrumbList", [("itemListElement", Some(items.into()))]))
    }

    /// The municipality as an area.
    fn gemeente(&self) -> Value {
        let info = &self.planner.info.value;
        let code = info.gemeentecode.as_ref().map(|code| code.value.to_string().into());
        Value::Object(thing("AdministrativeArea", [("name", Some(info.gemeente.clone().into())), ("identifier", code)]))
    }
}

/// The municipality, which speaks, and its site.
pub(super) fn home(spot: &Spot<'_>) -> Vec<Thing> {
    let info = &spot.planner.info.value;
    let contact = &info.contact;
    let text = |text: &str| Some(Value::from(text));
    let reached = thing(
        "ContactPoint",
        [
            ("name", text(&contact.naam)),
            ("telephone", contact.telefoon.as_ref().and_then(|it| text(it.href().trim_start_matches("tel:")))),
            ("email", contact.email.as_ref().map(|it| it.to_string().into())),
        ],
    );
    let gemeente = thing(
        "GovernmentOrganization",
        [
            ("name", Some(format!("Gemeente {}", info.gemeente).into())),
            ("url", contact.website.as_ref().and_then(|it| text(it.as_str()))),
            ("address", contact.adres.as_ref().map(adres)),
            ("areaServed", Some(spot.gemeente())),
            ("contactPoint", Some(reached.into())),
        ],
    );
    let site = spot.whole(&spot.from.output).map(|address| {
        let (name, url, language) = (text(&info.naam), Some(address.into()), text("nl"));
        thing("WebSite", [("name", name), ("url", url), ("inLanguage", language)])
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
fn area(spot: &Spot<'_>, naam: &str, code: Option<&Gebiedscode>, around: Value) -> Thing {
    thing(
        "AdministrativeArea",
        [
            ("name", Some(naam.into())),
            ("identifier", code.map(|code| code.to_string().into())),
            ("url", spot.whole(&spot.from.output).map(Value::from)),
            ("containedInPlace", Some(around)),
        ],
    )
}

/// A hub: where it is, and when it is open if it is.
pub(super) fn hub(spot: &Spot<'_>, hub: &LinkedHub) -> Thing {
    let value = &hub.item.value;
    let hours: Vec<Value> = match value.status {
        HubStatus::Open => value.openingstijden.iter().map(|open| hours(*open).into()).collect(),
        _ => Vec::new(),
    };
    thing(
        "CivicStructure",
        [
            ("name", Some(value.naam.clone().into())),
            ("description", Some(value.samenvatting.clone().into())),
            ("url", spot.whole(&spot.from.output).map(Value::from)),
            ("address", value.locatie.as_ref().map(adres)),
            ("openingHours", (!hours.is_empty()).then(|| hours.into())),
            ("containedInPlace", hub.wijk.map(|wijk| inside(spot, wijk))),
        ],
    )
}

/// A wijk around something.
fn inside(spot: &Spot<'_>, index: WijkIndex) -> Value {
    let wijk = &spot.planner.site.wijken[index];
    let (name, url) = (wijk.item.value.naam.clone().into(), spot.whole(&wijk.output).map(Value::from));
    Value::Object(thing("AdministrativeArea", [("name", Some(name)), ("url", url)]))
}

fn adres(locatie: &Locatie) -> Value {
    let text = |text: &Option<String>| text.clone().map(Value::from);
    Value::Object(thing(
        "PostalAddress",
        [
            ("name", text(&locatie.naam)),
            ("streetAddress", text(&locatie.adres)),
            ("postalCode", locatie.postcode.as_ref().map(|it| it.to_string().into())),
            ("addressLocality", text(&locatie.plaats)),
            ("addressCountry", Some("NL".into())),
        ],
    ))
}

/// "Mo 09:00-12:00".
fn hours(open: Openingstijd) -> String {
    let day = match open.dag {
        Weekdag::Maandag => "Mo",
        Weekdag::Dinsdag => "Tu",
        Weekdag::Woensdag => "We",
        Weekdag::Donderdag => "Th",
        Weekdag::Vrijdag => "Fr",
        Weekdag::Zaterdag => "Sa",
        Weekdag::Zondag => "Su",
    };
    format!("{day} {}-{}", open.tijd.van(), open.tijd.tot())
}

/// A thing with what is known of it.
fn thing<const N: usize>(kind: &str, known: [(&str, Option<Value>); N]) -> Thing {
    let known = known.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    std::iter::once(("@type".to_owned(), kind.into())).chain(known).collect()
}

/// These things as they may stand in a script element.
fn script(things: Vec<Value>) -> Option<String> {
    if things.is_empty() {
        return None;
    }
    let all = [("@context".to_owned(), "https://schema.org".into()), ("@graph".to_owned(), Value::Array(things))];
    // Only strings have it, and it is all that could end the element, or begin a comment in it.
    Some(Value::Object(all.into_iter().collect()).to_string().replace('<', "\\u003c"))
}
