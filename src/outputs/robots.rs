//! `robots.txt` (RFC 9309): everybody may read everything, and where the sitemap is.

use super::sitemap;
use crate::values::Basisadres;

pub(super) const ADDRESS: &str = "robots.txt";

pub(super) fn make(base: Option<&Basisadres>) -> String {
    let sitemap = base.map(|base| format!("\nSitemap: {}\n", base.with(sitemap::ADDRESS)));
    format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
}
