//! `sitemap.xml`, `robots.txt` and `security.txt`: the site as machines see it.

use std::fmt::Write;

use jiff::civil::Date;

use super::{Plan, Recipe};
use crate::content::values::Basisadres;
use crate::content::{Beveiliging, Meldpunt, SiteInfo, VastePagina};
use crate::output::OutputPath;

/// Where security.txt is looked for (RFC 9116, section 3).
const SECURITY: &str = ".well-known/security.txt";

/// Adds them to the plan. A sitemap needs whole addresses (sitemaps.org), so without a base address there is none; a
/// security.txt that is out of date must not be used (RFC 9116, section 2.5.5), so it is not published.
pub(super) fn insert(plan: &mut Plan, info: &SiteInfo, today: Date, base: Option<&Basisadres>) {
    let mut robots = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base) = base {
        plan.insert(OutputPath::new("sitemap.xml"), text(sitemap(plan, base)));
        // Writing to a String cannot fail.
        let _ = write!(robots, "\nSitemap: {}\n", base.with("sitemap.xml"));
    }
    plan.insert(OutputPath::new("robots.txt"), text(robots));
    if let Some(beveiliging) = info.beveiliging.as_ref().filter(|it| today <= it.geldig_tot.value.0) {
        plan.insert(OutputPath::new(SECURITY), text(security(beveiliging, base)));
    }
}

fn security(Beveiliging { contact, geldig_tot, beleid }: &Beveiliging, base: Option<&Basisadres>) -> String {
    let mut lines = match contact {
        Meldpunt::Email(email) => format!("Contact: mailto:{email}\n"),
        Meldpunt::Web(address) => format!("Contact: {address}\n"),
    };
    lines.push_str(&format!("Expires: {}T23:59:59Z\nPreferred-Languages: nl, en\n", geldig_tot.value.0));
    lines.extend(beleid.iter().map(|beleid| format!("Policy: {beleid}\n")));
    // Below a folder it is found only when the host copies it to the root of the server.
    let at_root = base.filter(|base| base.folder() == "/");
    lines.extend(at_root.iter().map(|base| format!("Canonical: {}\n", base.with(SECURITY))));
    lines
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
