//! `sitemap.xml` (sitemaps.org). It needs whole addresses, so without a base address there is none.

use super::xml::Xml;
use crate::output::OutputPath;
use crate::tijd::Datum;
use crate::values::Basisadres;

pub(super) const ADDRESS: &str = "sitemap.xml";

/// How the outermost element of a sitemap begins.
pub(super) const URLSET: &str = "urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

/// The sitemap of pages, with the day on which each last changed where that is known: a day to come is none.
pub(super) fn make(pages: &[(OutputPath, Option<Datum>)], base: &Basisadres, today: Datum) -> String {
    let mut xml = Xml::new(URLSET);
    for (output, changed) in pages {
        xml.begin("url");
        xml.text("loc", &base.with(output.address()));
        if let Some(day) = changed.filter(|day| *day <= today) {
            xml.text("lastmod", &day.to_string());
        }
        xml.end("url");
    }
    xml.end("urlset");
    xml.0
}
