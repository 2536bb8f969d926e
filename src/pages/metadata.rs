//! `sitemap.xml` and `robots.txt`: the site as machines see it.

use std::fmt::Write;

use super::{Plan, Recipe};
use crate::content::VastePagina;
use crate::content::values::Basisadres;
use crate::output::OutputPath;

/// Adds them to the plan. A sitemap needs whole addresses (sitemaps.org), so without a base address there is none.
pub(super) fn insert(plan: &mut Plan, base: Option<&Basisadres>) {
    let mut robots = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base) = base {
        plan.insert(OutputPath::new("sitemap.xml"), text(sitemap(plan, base)));
        // Writing to a String cannot fail.
        let _ = write!(robots, "\nSitemap: {}\n", base.with("sitemap.xml"));
    }
    plan.insert(OutputPath::new("robots.txt"), text(robots));
}

fn sitemap(plan: &Plan, base: &Basisadres) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                   <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        .to_owned();
    let not_found = VastePagina::NietGevonden.output();
    for (output, recipe) in plan {
        if let Recipe::Page { view, .. } = recipe
            && *output != not_found
        {
            // Addresses are made of slugs and the base address was checked: there is nothing to escape but an ampersand.
            let address = base.with(output.address()).replace('&', "&amp;");
            let _ = writeln!(xml, "<url><loc>{address}</loc><lastmod>{}</lastmod></url>", view.pagina.gewijzigd.0);
        }
    }
    xml.push_str("</urlset>\n");
    xml
}

fn text(text: String) -> Recipe {
    Recipe::Bytes(text.into_bytes().into())
}
