//! `security.txt` (RFC 9116): where to report that the site is not safe.

use jiff::civil::Date;

use crate::kinds::{Beveiliging, Meldpunt, SiteInfo};
use crate::values::Basisadres;

/// Where it is looked for (section 3).
pub(super) const ADDRESS: &str = ".well-known/security.txt";

/// What it says; one that is out of date must not be used (section 2.5.5), so it is not published.
pub(super) fn valid(info: &SiteInfo, today: Date) -> Option<&Beveiliging> {
    info.beveiliging.as_ref().filter(|it| today <= it.geldig_tot.value.0)
}

pub(super) fn make(Beveiliging { contact, geldig_tot, beleid }: &Beveiliging, base: Option<&Basisadres>) -> String {
    let mut lines = match contact {
        Meldpunt::Email(email) => format!("Contact: mailto:{email}\n"),
        Meldpunt::Web(address) => format!("Contact: {address}\n"),
    };
    lines.push_str(&format!("Expires: {}T23:59:59Z\nPreferred-Languages: nl, en\n", geldig_tot.value.0));
    lines.extend(beleid.iter().map(|beleid| format!("Policy: {beleid}\n")));
    // Below a folder it is found only when the host copies it to the root of the server.
    match base {
        Some(base) if base.folder() == "/" => lines.push_str(&format!("Canonical: {}\n", base.with(ADDRESS))),
        Some(base) => {
            let root = base.origin();
            lines.insert_str(0, &format!("# Zet dit bestand op {root}/{ADDRESS}: alleen daar wordt het gezocht.\n"));
        }
        None => {}
    }
    lines
}
