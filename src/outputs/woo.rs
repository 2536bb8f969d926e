//! What the Woo-index reads: a sitemap per category of information with the metadata of DiWoo 0.9.8, an index of it, and its line in
//! `robots.txt`. They have whole addresses only, and name the municipality by its code, so without either there is none.

use super::Ingredients;
use super::sitemap::URLSET;
use super::xml::{Xml, moment};
use crate::kinds::{SiteInfo, Stuk, Vindplaats, Woocategorie, Woohandeling};
use crate::output::OutputPath;
use crate::site::{About, Site};
use crate::tijd::Datum;
use crate::values::{Basisadres, Gebiedscode};

/// A file for the Woo-index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Woolijst {
    categorie: Woocategorie,
    /// Which part of the list; none is the index of all parts.
    deel: Option<usize>,
}

/// How many documents stand in one file: far from the 50.000 and the 50 MB that a sitemap may have.
const MOST: usize = 5_000;

/// What the lists of TOOI call the categories, in the order of their numbers.
const CATEGORIEEN: [&str; Woocategorie::COUNT] = [
    "c_139c6280",
    "c_aab6bfc7",
    "c_759721e2",
    "c_40a05794",
    "c_89ee6784",
    "c_8c840238",
    "c_c76862ab",
    "c_db4862c3",
    "c_3a248e3a",
    "c_99a836c7",
    "c_8fc2335c",
    "c_c6cd1213",
    "c_cf268088",
    "c_3baef532",
    "c_fdaee95e",
    "c_46a81018",
    "c_a870c43d",
    "c_816e508d",
];

/// Sorts of files that have a name on the list of DiWoo: how they end, and that name with what stands for it.
const FORMATEN: [(&str, &str, &str); 4] =
    [("pdf", "PDF", "PDF"), ("odt", "ODT", "ODT"), ("ods", "ODS", "ODS"), ("txt", "TXT", "Plain text")];

const TOOI: &str = "https://identifier.overheid.nl/tooi";
const FILE_TYPES: &str = "http://publications.europa.eu/resource/authority/file-type";

impl Woolijst {
    /// All addresses that the index of a category may have.
    pub(super) fn any() -> impl Iterator<Item = OutputPath> {
        Woocategorie::all().map(|categorie| Self { categorie, deel: None }.address())
    }

    /// The indexes of a site, with their addresses.
    pub(super) fn indexes(site: &Site, info: &SiteInfo) -> impl Iterator<Item = (OutputPath, Self)> {
        let has = |categorie: &Woocategorie| stukken(site, *categorie).next().is_some();
        let categorieen: Vec<_> = info.woo_code().into_iter().flat_map(|_| Woocategorie::all()).filter(has).collect();
        categorieen.into_iter().map(|categorie| Self { categorie, deel: None }).map(|it| (it.address(), it))
    }

    /// All files of a site for the Woo-index, with their addresses.
    pub(super) fn all(site: &Site, info: &SiteInfo) -> impl Iterator<Item = (OutputPath, Self)> {
        Self::indexes(site, info).flat_map(move |(address, index)| {
            let parts = index.parts(site).map(|part| (part.address(), part));
            [(address, index)].into_iter().chain(parts)
        })
    }

    /// The parts of the list that an index has.
    fn parts(self, site: &Site) -> impl Iterator<Item = Self> {
        let count = stukken(site, self.categorie).count().div_ceil(MOST);
        (0..count).map(move |deel| Self { deel: Some(deel), ..self })
    }

    fn address(self) -> OutputPath {
        let nummer = self.categorie.nummer();
        OutputPath::new(match self.deel {
            None => format!("sitemapindex-diwoo-infocat{nummer:03}.xml"),
            Some(deel) => format!("sitemap-diwoo-infocat{nummer:03}-{}.xml", deel + 1),
        })
    }
}

/// The documents of a category.
fn stukken(site: &Site, categorie: Woocategorie) -> impl Iterator<Item = &About<Stuk>> {
    let is_of =
        move |it: &&About<Stuk>| it.item.value.woo.as_ref().is_some_and(|woo| woo.categorieen.contains(&categorie));
    site.lists.stukken.iter().filter(is_of)
}

pub(super) fn make(which: Woolijst, of: &Ingredients<'_>) -> String {
    let (Some(base), Some(code)) = (of.base, of.info.woo_code()) else { return String::new() };
    let Some(deel) = which.deel else { return index(which, of, base) };
    let diwoo = "xmlns:diwoo=\"https://standaarden.overheid.nl/diwoo/metadata/\"";
    let mut xml = Xml::new(&format!("{URLSET} {diwoo}"));
    for stuk in stukken(of.site, which.categorie).skip(deel * MOST).take(MOST) {
        document(stuk, code, of, base, &mut xml);
    }
    xml.end("urlset");
    xml.0
}

/// The index of the parts: each last changed when a document in it did.
fn index(which: Woolijst, of: &Ingredients<'_>, base: &Basisadres) -> String {
    let mut xml = Xml::new("sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"");
    let all: Vec<_> = stukken(of.site, which.categorie).collect();
    for (part, stukken) in which.parts(of.site).zip(all.chunks(MOST)) {
        xml.begin("sitemap");
        xml.text("loc", &base.with(part.address().as_str()));
        if let Some(day) = stukken.iter().filter_map(|stuk| changed(stuk, of)).max() {
            xml.text("lastmod", &day.to_string());
        }
        xml.end("sitemap");
    }
    xml.end("sitemapindex");
    xml.0
}

/// A document, with what the Woo-index has to know of it.
fn document(stuk: &About<Stuk>, code: Gebiedscode, of: &Ingredients<'_>, base: &Basisadres, xml: &mut Xml) {
    let value = &stuk.item.value;
    let (Some(woo), Vindplaats::Bestand(naam)) = (&value.woo, &value.vindplaats) else { return };
    let Some(path) = stuk.item.document.path.join(&naam.value) else { return };
    let Some(output) = of.places.output_of(&path) else { return };
    let resource = |part: String| format!("{TOOI}/{part}");
    xml.begin("url");
    xml.text("loc", &base.with(output.address()));
    if let Some(day) = changed(stuk, of) {
        xml.text("lastmod", &day.to_string());
    }
    xml.begin("diwoo:Document");
    xml.begin("diwoo:DiWoo");
    let gemeente = resource(format!("id/gemeente/{}", code.as_str().to_lowercase()));
    xml.element("diwoo:publisher", &[("resource", &gemeente)], &organisatie(&of.info.gemeente));
    xml.begin("diwoo:titelcollectie");
    xml.text("diwoo:officieleTitel", &value.titel);
    xml.end("diwoo:titelcollectie");
    if let Some(samenvatting) = &value.samenvatting {
        xml.begin("diwoo:omschrijvingen");
        xml.text("diwoo:omschrijving", samenvatting);
        xml.end("diwoo:omschrijvingen");
    }
    xml.begin("diwoo:classificatiecollectie");
    xml.begin("diwoo:informatiecategorieen");
    for categorie in &woo.categorieen {
        let resource = resource(format!("def/thes/kern/{}", CATEGORIEEN[categorie.place()]));
        xml.element(
            "diwoo:informatiecategorie",
            &[("resource", &resource)],
            &categorie.naam().replace('\'', "\u{2019}"),
        );
    }
    xml.end("diwoo:informatiecategorieen");
    xml.end("diwoo:classificatiecollectie");
    if let Some(day) = value.datum.dag() {
        xml.text("diwoo:creatiedatum", &day.to_string());
    }
    let extension = path.extension();
    if let Some((_, kind, naam)) = FORMATEN.iter().find(|(end, ..)| *end == extension) {
        xml.element("diwoo:format", &[("resource", &format!("{FILE_TYPES}/{kind}"))], naam);
    }
    xml.begin("diwoo:documenthandelingen");
    xml.begin("diwoo:documenthandeling");
    let (kern, naam) = handeling(woo.handeling);
    xml.element("diwoo:soortHandeling", &[("resource", &resource(format!("def/thes/kern/{kern}")))], naam);
    xml.text("diwoo:atTime", &moment(woo.op.value));
    xml.end("diwoo:documenthandeling");
    xml.end("diwoo:documenthandelingen");
    xml.end("diwoo:DiWoo");
    xml.end("diwoo:Document");
    xml.end("url");
}

/// When a document last changed: nobody can have changed it before it was what it is, nor on a day to come.
fn changed(stuk: &About<Stuk>, of: &Ingredients<'_>) -> Option<Datum> {
    let made = stuk.item.value.woo.as_ref().map(|woo| woo.op.value);
    let changed = stuk.item.document.gewijzigd.as_ref().map(|day| day.value);
    changed.max(made).filter(|day| day.0 <= of.today)
}

/// What TOOI calls the municipality.
fn organisatie(gemeente: &str) -> String {
    let bare = gemeente
        .get(..9)
        .filter(|begin| begin.eq_ignore_ascii_case("gemeente "))
        .map_or(gemeente, |begin| &gemeente[begin.len()..]);
    format!("gemeente {bare}")
}

fn handeling(handeling: Woohandeling) -> (&'static str, &'static str) {
    match handeling {
        Woohandeling::Ondertekening => ("c_e1ec050e", "ondertekening"),
        Woohandeling::Ontvangst => ("c_dfcee535", "ontvangst"),
        Woohandeling::Vaststelling => ("c_641ecd76", "vaststelling"),
    }
}
