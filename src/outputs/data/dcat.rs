//! The tables as registers of open data know them: a catalogue in DCAT-AP-NL 3.0, as JSON-LD that needs no other file to be read.
//!
//! Everything that is referred to says itself what it is, as the rules of the profile do not look elsewhere. A table without a known
//! licence is not in it.

use serde_json::{Value, json};

use super::super::Ingredients;
use crate::kinds::{SiteInfo, VastePagina};
use crate::site::{CATALOGUS, Datatabel, Datavorm};
use crate::values::{Basisadres, Licentie};

/// Prefixes of words, and where these are defined.
const WORDS: &[(&str, &str)] = &[
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// The lists of the European Union from which words are taken.
const LISTS: &str = "http://publications.europa.eu/resource/authority/";

/// Subjects of datasets: the word, and what it is called.
const REGIO: (&str, &str) = ("data-theme/REGI", "Regio’s en steden");
const BEVOLKING: (&str, &str) = ("data-theme/SOCI", "Bevolking en samenleving");
const OVERHEID: (&str, &str) = ("data-theme/GOVE", "Overheid en publieke sector");

const DUTCH: &str = "language/NLD";
const PUBLIC: &str = "access-right/PUBLIC";

/// What is the same for all tables.
struct Catalogue<'c> {
    of: &'c Ingredients<'c>,
    base: &'c Basisadres,
    /// Who publishes.
    publisher: String,
}

pub(super) fn make(of: &Ingredients<'_>, base: &Basisadres) -> String {
    // The register of governments knows a municipality by its code.
    let code = of.info.gemeentecode.as_ref().map(|code| code.value.as_str().to_lowercase());
    let publisher = code.map_or_else(
        || base.with(&format!("{CATALOGUS}#gemeente")),
        |code| format!("https://identifier.overheid.nl/tooi/id/gemeente/{code}"),
    );
    let catalogue = Catalogue { of, base, publisher };
    let tables: Vec<(Datatabel, Licentie)> = of.site.catalogus().collect();
    let mut graph = vec![catalogue.itself(&tables)];
    graph.extend(tables.iter().map(|(tabel, licentie)| catalogue.dataset(*tabel, *licentie)));
    graph.extend([catalogue.publisher(), catalogue.contact(), catalogue.page()]);
    graph.extend(words());
    let context: serde_json::Map<_, _> = WORDS.iter().map(|(word, at)| ((*word).to_owned(), json!(at))).collect();
    format!("{:#}\n", json!({ "@context": context, "@graph": graph })).replace('<', "\\u003c")
}

impl Catalogue<'_> {
    fn itself(&self, tables: &[(Datatabel, Licentie)]) -> Value {
        let Ingredients { site, info, .. } = self.of;
        let page = site.vast.get(&VastePagina::Data);
        let page = page.map(|page| &page.value.samenvatting).filter(|_| info.voorbeeldregel.is_none());
        let description = page.cloned().unwrap_or_else(|| info.omschrijving());
        let datasets: Vec<Value> = tables.iter().map(|(tabel, _)| id(self.own(tabel.facts().0))).collect();
        self.published(json!({
            "@id": self.own("catalogus"),
            "@type": "dcat:Catalog",
            "dct:title": dutch(&format!("{}: {}", info.naam, site.title(VastePagina::Data))),
            "dct:description": dutch(&description),
            "foaf:homepage": id(self.at_page()),
            "dcat:dataset": datasets,
        }))
    }

    fn dataset(&self, tabel: Datatabel, licentie: Licentie) -> Value {
        let (naam, uitleg) = tabel.facts();
        let gemeente = &self.of.info.gemeente;
        let of = match tabel {
            Datatabel::Wijken | Datatabel::Buurten | Datatabel::Cijfers | Datatabel::Bronnen => [REGIO, BEVOLKING],
            _ => [REGIO, OVERHEID],
        };
        let forms = self.of.site.datavormen(tabel).map(|vorm| self.distribution(tabel, vorm, licentie));
        self.published(json!({
            "@id": self.own(naam),
            "@type": "dcat:Dataset",
            "dct:identifier": self.own(naam),
            "dct:title": dutch(&format!("{} (gemeente {gemeente})", capitalised(naam))),
            "dct:description": dutch(uitleg),
            "dct:accessRights": listed(PUBLIC),
            "dcat:theme": of.map(|(theme, _)| listed(theme)),
            "dcat:keyword": [dutch(naam), dutch(gemeente)],
            "dcat:landingPage": id(self.at_page()),
            "foaf:page": id(self.at_page()),
            "dcat:distribution": forms.collect::<Vec<_>>(),
        }))
    }

    fn distribution(&self, tabel: Datatabel, vorm: Datavorm, licentie: Licentie) -> Value {
        let naam = tabel.facts().0;
        let (what, end, media, file) = match vorm {
            Datavorm::Csv => ("CSV", "csv", "text/csv", "CSV"),
            Datavorm::Json => ("JSON", "json", "application/json", "JSON"),
            Datavorm::Spreadsheet => ("CSV voor Excel", "spreadsheet", "text/csv", "CSV"),
            Datavorm::Geojson => ("GeoJSON", "geojson", "application/geo+json", "GEOJSON"),
        };
        let address = id(self.base.with(tabel.address(vorm).address()));
        let map = (vorm == Datavorm::Geojson).then(|| self.of.site.liggingen(tabel)).flatten();
        let licentie = map.as_ref().map_or(licentie, |map| map.licentie(licentie));
        let sources = match tabel {
            Datatabel::Cijfers => self.of.site.bronnen.iter().map(|bron| bron.item.value.bron.clone()).collect(),
            _ => map.and_then(|map| map.bron()).into_iter().collect::<std::collections::BTreeSet<_>>(),
        };
        let mut distribution = json!({
            "@id": self.own(&format!("{naam}-{end}")),
            "@type": "dcat:Distribution",
            "dct:title": dutch(&format!("{} ({what})", capitalised(naam))),
            "dcat:accessURL": address,
            "dcat:downloadURL": address,
            "dcat:mediaType": typed(&format!("https://www.iana.org/assignments/media-types/{media}"), "dct:MediaType"),
            "dct:format": typed(&format!("{LISTS}file-type/{file}"), "dct:MediaTypeOrExtent"),
            "dct:language": listed(DUTCH),
            "dct:license": typed(licentie.adres(), "dct:LicenseDocument"),
        });
        if !sources.is_empty() {
            let named: Vec<Value> = sources.iter().map(|bron| dutch(&format!("Bron: {bron}"))).collect();
            distribution["dct:rights"] = json!({ "@type": "dct:RightsStatement", "rdfs:label": named });
        }
        distribution
    }

    /// The same thing, with who publishes it and when it last changed.
    fn published(&self, mut thing: Value) -> Value {
        for who in ["dct:publisher", "dct:creator"] {
            thing[who] = id(&self.publisher);
        }
        thing["dcat:contactPoint"] = id(self.own("contact"));
        thing["dct:language"] = listed(DUTCH);
        if let Some(changed) = super::changed(self.of) {
            thing["dct:modified"] = json!({ "@value": changed.to_string(), "@type": "xsd:date" });
        }
        thing
    }

    fn publisher(&self) -> Value {
        let naam = format!("Gemeente {}", self.of.info.gemeente);
        json!({ "@id": self.publisher, "@type": "foaf:Agent", "foaf:name": dutch(&naam) })
    }

    fn contact(&self) -> Value {
        let SiteInfo { contact, .. } = self.of.info;
        let mut thing = json!({ "@id": self.own("contact"), "@type": ["vcard:Kind", "vcard:Organization"], "vcard:fn": contact.naam });
        if let Some(email) = &contact.email {
            thing["vcard:hasEmail"] = id(format!("mailto:{email}"));
        }
        if let Some(telefoon) = &contact.telefoon {
            thing["vcard:hasTelephone"] = id(telefoon.href());
        }
        if let Some(website) = &contact.website {
            thing["vcard:hasURL"] = id(website.as_str());
        }
        thing
    }

    /// The page that tells of the tables.
    fn page(&self) -> Value {
        typed(&self.at_page(), "foaf:Document")
    }

    fn at_page(&self) -> String {
        self.base.with("data/")
    }

    /// The name of a part of the catalogue.
    fn own(&self, part: &str) -> String {
        self.base.with(&format!("{CATALOGUS}#{part}"))
    }
}

/// What the words of lists are, for who does not have these lists.
fn words() -> impl Iterator<Item = Value> {
    let concept = |word: &str, kind: &[&str], naam: &str| json!({ "@id": format!("{LISTS}{word}"), "@type": kind, "skos:prefLabel": dutch(naam) });
    let themes = [REGIO, BEVOLKING, OVERHEID].map(|(word, naam)| concept(word, &["skos:Concept"], naam));
    let others = [
        concept(PUBLIC, &["dct:RightsStatement", "skos:Concept"], "openbaar"),
        concept(DUTCH, &["dct:LinguisticSystem", "skos:Concept"], "Nederlands"),
    ];
    themes.into_iter().chain(others)
}

/// A reference to a thing.
fn id(of: impl Into<String>) -> Value {
    json!({ "@id": of.into() })
}

/// A reference to a word of a list.
fn listed(word: &str) -> Value {
    id(format!("{LISTS}{word}"))
}

/// A reference to a thing, and what it is.
fn typed(of: &str, kind: &str) -> Value {
    json!({ "@id": of, "@type": kind })
}

fn dutch(text: &str) -> Value {
    json!({ "@value": text, "@language": "nl" })
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
