//! `sitemap.xml` (sitemaps.org). It needs whole addresses, so without a base address there is none.

use crate::output::OutputPath;
use crate::tijd::Datum;
use crate::values::Basisadres;

pub(super) const ADDRESS: &str = "sitemap.xml";

/// The sitemap of pages, with the day on which each last changed where that is known.
pub(super) fn make(pages: &[(OutputPath, Option<Datum>)], base: &Basisadres) -> String {
    let page = |(output, changed): &(OutputPath, Option<Datum>)| {
        // Addresses are made of slugs and the base address was checked: there is nothing to escape but an ampersand.
        let address = base.with(output.address()).replace('&', "&amp;");
        let changed = changed.map_or_else(String::new, |day| format!("<lastmod>{day}</lastmod>"));
        format!("<url><loc>{address}</loc>{changed}</url>\n")
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
         {}</urlset>\n",
        pages.iter().map(page).collect::<String>()
    )
}
