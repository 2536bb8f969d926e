//! `sitemap.xml`, `robots.txt`, `security.txt` and `site.webmanifest`: the site as machines see it.

use std::fmt::Write;
use std::sync::Arc;

use jiff::civil::Date;
use serde_json::json;

use crate::kinds::{Beveiliging, Meldpunt, SiteInfo};
use crate::output::OutputPath;
use crate::site::Places;
use crate::tijd::Datum;
use crate::values::{Basisadres, Kleur};

/// Where the sitemap is.
pub const SITEMAP: &str = "sitemap.xml";

/// Where the web manifest is. The theme names it, too.
pub const MANIFEST: &str = "site.webmanifest";

/// The file of a theme that is its icon, at any size.
pub const ICON: &str = "favicon.svg";

/// Where security.txt is looked for (RFC 9116, section 3).
const SECURITY: &str = ".well-known/security.txt";

/// The files that stand beside the pages: what content uses, and what machines ask for. A security.txt that is out of date must not be used (RFC 9116, section 2.5.5), so
/// it is not published.
pub fn files(places: &Places, info: &SiteInfo, today: Date, base: Option<&Basisadres>) -> Vec<(OutputPath, Arc<[u8]>)> {
    let used = places
        .bestanden
        .iter()
        .filter(|(_, bestand)| !bestand.picture)
        .filter_map(|(path, bestand)| Some((places.output_of(path)?.clone(), Arc::clone(bestand.source.bytes()))));
    let mut files: Vec<_> = used.collect();
    let mut robots = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base) = base {
        // Writing to a String cannot fail.
        let _ = write!(robots, "\nSitemap: {}\n", base.with(SITEMAP));
    }
    files.push((OutputPath::new("robots.txt"), robots.into_bytes().into()));
    if let Some(beveiliging) = info.beveiliging.as_ref().filter(|it| today <= it.geldig_tot.value.0) {
        files.push((OutputPath::new(SECURITY), security(beveiliging, base).into_bytes().into()));
    }
    files
}

/// What a phone shows of the site when a resident puts it on its first screen. All addresses are relative to the manifest, so it
/// holds wherever the site will be.
pub fn manifest(info: &SiteInfo, icon: Option<&OutputPath>, band: Option<Kleur>, page: Option<Kleur>) -> Arc<[u8]> {
    let mut manifest = json!({
        "name": info.naam,
        "short_name": info.gemeente,
        "description": info.samenvatting,
        "lang": "nl",
        "dir": "ltr",
        "start_url": "./",
        "scope": "./",
    });
    if let Some(icon) = icon {
        manifest["icons"] = json!([{ "src": icon.as_str(), "type": "image/svg+xml", "sizes": "any" }]);
    }
    for (key, kleur) in [("theme_color", band), ("background_color", page)] {
        if let Some(kleur) = kleur {
            manifest[key] = kleur.to_string().into();
        }
    }
    manifest.to_string().into_bytes().into()
}

fn security(Beveiliging { contact, geldig_tot, beleid }: &Beveiliging, base: Option<&Basisadres>) -> String {
    let mut lines = match contact {
        Meldpunt::Email(email) => format!("Contact: mailto:{email}\n"),
        Meldpunt::Web(address) => format!("Contact: {address}\n"),
    };
    lines.push_str(&format!("Expires: {}T23:59:59Z\nPreferred-Languages: nl, en\n", geldig_tot.value.0));
    lines.extend(beleid.iter().map(|beleid| format!("Policy: {beleid}\n")));
    // Below a folder it is found only when the host copies it to the root of the server.
    match base {
        Some(base) if base.folder() == "/" => lines.push_str(&format!("Canonical: {}\n", base.with(SECURITY))),
        Some(base) => {
            let root = base.with("").trim_end_matches(&base.folder()).to_owned();
            lines.insert_str(0, &format!("# Zet dit bestand op {root}/{SECURITY}: alleen daar wordt het gezocht.\n"));
        }
        None => {}
    }
    lines
}

/// The sitemap of pages with the day on which each last changed. It needs whole addresses (sitemaps.org), so without a base
/// address there is none.
pub fn sitemap(pages: &[(OutputPath, Datum)], base: &Basisadres) -> Arc<[u8]> {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                   <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        .to_owned();
    for (output, changed) in pages {
        // Addresses are made of slugs and the base address was checked: there is nothing to escape but an ampersand.
        let address = base.with(output.address()).replace('&', "&amp;");
        let _ = writeln!(xml, "<url><loc>{address}</loc><lastmod>{}</lastmod></url>", changed.0);
    }
    xml.push_str("</urlset>\n");
    xml.into_bytes().into()
}
