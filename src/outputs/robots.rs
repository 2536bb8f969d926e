//! `robots.txt` (RFC 9309): everybody may read everything, and where the sitemaps are.
//!
//! Pages of an example say themselves that they are to be left out, which nobody would read who may not read them. What it has for the
//! Woo-index is made up, so nobody is led there.

use super::sitemap;
use super::woo::Woolijst;
use crate::kinds::SiteInfo;
use crate::site::Site;
use crate::values::Basisadres;

pub(super) const ADDRESS: &str = "robots.txt";

pub(super) fn make(site: &Site, info: &SiteInfo, base: Option<&Basisadres>) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base) = base.filter(|_| info.voorbeeldregel.is_none()) {
        let woo = Woolijst::indexes(site, info).map(|(address, _)| address.as_str().to_owned());
        text.push('\n');
        for address in [sitemap::ADDRESS.to_owned()].into_iter().chain(woo) {
            text.push_str(&format!("Sitemap: {}\n", base.with(&address)));
        }
    }
    text
}
