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
    for Medium { end: extension, kind, .. } in MEDIA.iter().filter(|it| it.unusual) {
        let _ = writeln!(text, "{folder}*.{extension}\n  Content-Type: {kind}");
    }
    text
}

pub(super) fn redirects(policy: &Policy) -> String {
    let (mut text, folder) = (String::new(), &policy.folder);
    // Some of these hosts tell capitals apart: what was written, and what people type.
    let mut written = BTreeSet::new();
    for Moved { path, to, .. } in policy.verhuisd.iter().filter(|moved| moved.query.is_none()) {
        for from in spellings(policy, path).into_iter().chain(spellings(policy, &path.to_lowercase())) {
            if written.insert(from.clone()) {
                let to = plain(to);
                let _ = writeln!(text, "{from} {folder}{to} 301\n{from}/ {folder}{to} 301");
            }
        }
    }
    if let Some(sentence) = policy.not_redirected() {
        let _ = writeln!(text, "# {sentence}");
    }
    // Without the mark, a file that is there goes before its rule. Cloudflare Pages knows no rule that hides a file.
    for from in OURS.iter().chain(FILES).flat_map(|name| spellings(policy, name)) {
        let _ = writeln!(text, "{from} {folder}404.html 404!");
    }
    text
}

/// An address as browsers send it, which Cloudflare Pages looks for, and as people read it, which Netlify does. A space would end
/// it.
fn spellings(policy: &Policy, path: &str) -> BTreeSet<String> {
    let sent = format!("{}{}", policy.folder, plain(path));
    let read = format!("{}{path}", policy.decoded_folder());
    [sent, read].into_iter().filter(|it| !it.contains(' ')).collect()
}
