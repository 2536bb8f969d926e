//! Where the filters that count are put into a template, and where what they are about was written.
//!
//! What they count and when that is too much is for `limits` to say.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::parts::reached;
use super::tags::Tag;

/// A text of so many bytes makes each step as heavy as one more: it may be shown in each.
pub(super) const HEAVY: usize = 256;

pub(super) const HEAVINESS: &str = "zwaar";
pub(super) const STEPS: &str = "wijkwijzer_stappen";
pub(super) const SIZE: &str = "wijkwijzer_maat";
pub(super) const SHOWN: &str = "wijkwijzer_getoond";
pub(super) const CALLED: &str = "wijkwijzer_stap";

/// A piece that was put into a template.
#[derive(Debug)]
pub(super) struct Added {
    /// Where, in the text as it was written.
    pub(super) at: usize,
    /// What it is about, in the text as it was written.
    pub(super) of: Range<usize>,
    pub(super) text: String,
}

/// The components that each component calls.
pub(super) fn calls<'t>(tags: &BTreeMap<&str, Vec<Tag<'t>>>) -> BTreeMap<&'t str, BTreeSet<&'t str>> {
    let mut calls: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for tags in tags.values() {
        let mut within = None;
        for tag in tags {
            within = match tag.word() {
                "endcomponent" => None,
                _ => tag.defines().map(|name| name.text).or(within),
            };
            calls.entry(within.unwrap_or_default()).or_default().extend(tag.calls());
        }
    }
    calls
}

/// A template that has these tags with our filters in it, and where they are.
pub(super) fn counting(
    name: &str,
    text: &str,
    tags: &[Tag<'_>],
    calls: &BTreeMap<&str, BTreeSet<&str>>,
) -> (String, Vec<Added>) {
    let is_escaped = name.rsplit_once('.').is_some_and(|(_, end)| end == "html");
    let bodies = bodies(tags);
    let mut added = Vec::new();
    let mut filtered = |of: Range<usize>, filter: &str| {
        if !of.is_empty() {
            added.push(Added { at: of.start, of: of.clone(), text: "(".to_owned() });
        }
        let text = format!("{} | {filter}", if of.is_empty() { "" } else { ")" });
        added.push(Added { at: of.end, of, text });
    };
    for tag in tags.iter().filter(|tag| tag.closed) {
        let there = |range: Range<usize>| {
            let (from, text) = (tag.inside_at + range.start, &tag.inside[range]);
            let space = text.len() - text.trim_start().len();
            from + space..from + text.trim_end().len().max(space)
        };
        for (list, element) in lists(tag.inside) {
            if let Some(element) = element {
                filtered(there(element), SHOWN);
            }
            let heavy = bodies.get(&tag.span.start).map_or(0, |body| body / HEAVY);
            let steps = if heavy > 0 { format!("{STEPS}({HEAVINESS}={heavy})") } else { STEPS.to_owned() };
            filtered(there(list), &steps);
        }
        // What is escaped is counted then.
        if tag.is_value && (tag.inside.contains("safe") || !is_escaped) {
            filtered(there(0..tag.inside.len()), SHOWN);
        }
        if let Some(value) = named(tag) {
            filtered(there(value), SIZE);
        }
    }
    let calls_itself = |tag: &&Tag<'_>| {
        let name = tag.defines().map(|name| name.text);
        name.is_some_and(|name| calls[name].iter().any(|other| reached(other, calls).contains(name)))
    };
    for tag in tags.iter().filter(|tag| tag.closed).filter(calls_itself) {
        // What trims the space behind the tag must still do so.
        let trim = if text[..tag.span.end].ends_with("-%}") { "-" } else { "" };
        let text = format!("{{{{ {CALLED}() {trim}}}}}");
        added.push(Added { at: tag.span.end, of: tag.span.range(), text });
    }
    // Of two at one place the one that was found first stands first: what is inside is found before what is around it.
    added.sort_by_key(|added| added.at);
    let (mut out, mut from) = (String::with_capacity(text.len() * 2), 0);
    for piece in &added {
        out.push_str(&text[from..piece.at]);
        out.push_str(&piece.text);
        from = piece.at;
    }
    out.push_str(&text[from..]);
    (out, added)
}

/// For each `{% for … %}`, by where it begins, how much is written until its end: each step may show all of it.
fn bodies(tags: &[Tag<'_>]) -> BTreeMap<usize, usize> {
    let (mut bodies, mut open) = (BTreeMap::new(), Vec::new());
    for tag in tags {
        match tag.word() {
            "for" => open.push(tag.span),
            "endfor" => bodies.extend(open.pop().map(|span| (span.start, tag.span.start - span.end))),
            _ => {}
        }
    }
    bodies
}

/// What gets a name in `{% set naam = … %}`, within the tag; nothing at its end in `{% set naam %}`.
fn named(tag: &Tag<'_>) -> Option<Range<usize>> {
    let is_set = matches!(tag.word(), "set" | "set_global");
    let end = tag.inside.len();
    is_set.then(|| match tag.inside.split_once('=') {
        Some((name, _)) if !name.contains('|') => name.len() + 1..end,
        _ => end..end,
    })
}

/// The lists that are gone through in a tag: those of `for … in …`, also in `[… for … in … if …]`, with what is made of each
/// part then.
fn lists(inside: &str) -> Vec<(Range<usize>, Option<Range<usize>>)> {
    let (mut found, mut depth, mut at) = (Vec::new(), 0, 0);
    // For each `for` that is still open: how deep it stands, where its list begins, and what stands before it in brackets.
    let mut open: Vec<(usize, Option<usize>, Option<Range<usize>>)> = Vec::new();
    let mut brackets = Vec::new();
    let bytes = inside.as_bytes();
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'' | b'`') => {
                at += 1;
                while at < bytes.len() && bytes[at] != quote {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
            }
            b'[' | b'(' | b'{' => {
                depth += 1;
                brackets.push(at + 1);
            }
            b']' | b')' | b'}' => {
                if let Some((_, from, element)) = open.pop_if(|(deep, ..)| *deep == depth) {
                    found.extend(from.map(|from| (from..at, element)));
                }
                depth = depth.saturating_sub(1);
                brackets.pop();
            }
            byte if is_word(byte) => {
                let end = bytes[at..].iter().position(|byte| !is_word(*byte)).map_or(bytes.len(), |length| at + length);
                match (&inside[at..end], open.last_mut()) {
                    ("for", _) => open.push((depth, None, brackets.last().map(|from| *from..at))),
                    ("in", Some((deep, from @ None, _))) if *deep == depth => *from = Some(end),
                    ("if", Some((deep, Some(from), element))) if *deep == depth && depth > 0 => {
                        found.push((*from..at, element.take()));
                        open.pop();
                    }
                    _ => {}
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    found.extend(open.iter().filter_map(|(_, from, _)| from.map(|from| (from..inside.len(), None))));
    found
}
