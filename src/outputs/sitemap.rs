//! `sitemap.xml` (sitemaps.org). It needs whole addresses, so without a base address there is none.

use crate::output::OutputPath;
use crate::tijd::Datum;
use crate::values::Basisadres;

pub(super) const ADDRESS: &str = "sitemap.xml";

/// The sitemap of pages with the day on which each last changed.
pub(super) fn make(pages: &[(OutputPath, Datum)], base: &Basisadres) -> String {
    let page = |(output, changed): &(OutputPath, Datum)| {
        // Addresses are made of slugs and the base address was checked: there is nothing to escape but an ampersand.
        let address = base.with(output.address()).replace('&', "&amp;");
        format!("<url><loc>{address}</loc><lastmod>{}</lastmod></url>\n", changed.0)
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
         {}</urlset>\n",
        pages.iter().map(page).collect::<String>()
    )
}
