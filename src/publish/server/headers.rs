//! Hosts that read `_headers` and `_redirects`, such as Netlify and Cloudflare Pages.
//!
//! They let pages be asked for each time by themselves, and put the values of two rules for one header behind each other; so
//! there is a rule about keeping only for what never changes.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{FILES, FOREVER, HASHED, Moved, OURS, Policy, plain};
use crate::media::{MEDIA, Medium};

pub(super) fn headers(policy: &Policy) -> String {
    let folder = &policy.folder;
    let mut text = format!("{folder}*\n");
    for (name, value) in policy.headers() {
        let _ = writeln!(text, "  {name}: {value}");
    }
    for hashed in HASHED {
        let _ = writeln!(text, "{folder}{hashed}/*\n  Cache-Control: {FOREVER}");
    }
    // What such hosts do not know by themselves.
    let unknown =
        MEDIA.iter().filter(|it| matches!(it.end, "ics" | "vcf" | "csv" | "webmanifest" | "geojson" | "atom"));
    for Medium { end: extension, kind, .. } in unknown {
        let _ = writeln!(text, "{folder}*.{extension}\n  Content-Type: {kind}");
    }
    text
}

pub(super) fn redirects(policy: &Policy) -> String {
    let (mut text, folder) = (String::new(), &policy.folder);
    // Some of these hosts tell capitals apart: what was written, and what people type.
    let mut written = BTreeSet::new();
    for Moved { path, to, .. } in policy.verhuisd.iter().filter(|moved| moved.query.is_none()) {
        for path in [path.clone(), path.to_lowercase()] {
            let [from, to] = [path, to.clone()].map(|it| format!("{folder}{}", plain(&it)));
            if written.insert(from.clone()) {
                let _ = writeln!(text, "{from} {to} 301\n{from}/ {to} 301");
            }
        }
    }
    if let Some(sentence) = policy.not_redirected() {
        let _ = writeln!(text, "# {sentence}");
    }
    for name in OURS.iter().chain(FILES) {
        let _ = writeln!(text, "{0}{name} {0}404.html 404", policy.folder);
    }
    text
}
