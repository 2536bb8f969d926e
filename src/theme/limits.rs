//! What making a page may cost, so that no template runs for ever or fills the memory.
//!
//! Tera counts nothing. So the templates that pages are made with have filters of ours put in: one tells how long a list is
//! before it is gone through, another how long a text is before it gets a name. What is wrong with a template is told from the
//! templates as they were written, which Tera reads only then. What a step is must not depend on the clock or the machine.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::ops::Range;
use std::sync::OnceLock;

use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::explain::Templates;
use super::parts::reached;
use super::tags::{Tag, tags};
use crate::diagnostics::{Code, Finding, Place};

/// What one page may cost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// How many parts of lists may be gone through.
    pub(super) steps: u64,
    /// How long a text may be that gets a name, in bytes.
    pub(super) text: usize,
    /// How long the page may be, in bytes.
    pub(super) page: usize,
}

impl Limits {
    /// Far more than the largest page of the largest site. Findings and the handbook say these.
    pub(super) const USUAL: Self = Self { steps: 1_000_000, text: 1_000_000, page: 16_000_000 };
}

/// A text of so many bytes makes each step as heavy as one more: it may be shown in each.
const HEAVY: usize = 256;

const STEPS: &str = "wijkwijzer_stappen";
const SIZE: &str = "wijkwijzer_maat";
const CALLED: &str = "wijkwijzer_stap";

const TOO_MANY: &str = "wijkwijzer: too many steps";
const TOO_LONG: &str = "wijkwijzer: too long a text";
const TOO_LARGE: &str = "wijkwijzer: too large a page";

thread_local! {
    /// What the page that this thread is making may still cost.
    static LEFT: Cell<Left> = const { Cell::new(Left { steps: 0, text: 0, weight: 1 }) };
}

#[derive(Debug, Clone, Copy)]
struct Left {
    steps: u64,
    text: usize,
    weight: u64,
}

/// Templates that count what they cost.
#[derive(Debug, Default)]
pub(super) struct Watched {
    tera: Tera,
    /// What was put into each, by name and in order.
    added: BTreeMap<String, Vec<Added>>,
    /// The same templates as they were written, once something is wrong with one.
    plain: OnceLock<Tera>,
}

/// A piece that was put into a template.
#[derive(Debug)]
struct Added {
    /// Where, in the text as it was written.
    at: usize,
    /// What it is about, in the text as it was written.
    of: Range<usize>,
    text: String,
}

impl Watched {
    /// These templates.
    ///
    /// # Errors
    /// When Tera does not take them; it may be for our filters.
    pub(super) fn new(templates: &Templates, names: &BTreeSet<&str>) -> TeraResult<Self> {
        let mut watched = Self::default();
        let to = &mut watched.tera;
        to.register_filter(STEPS, |value: &Value, _: Kwargs, _: &State| steps(value));
        to.register_filter(SIZE, |value: &Value, _: Kwargs, _: &State| size(value));
        to.register_function(CALLED, |_: Kwargs, _: &State| take(1, 1).map(|()| Value::safe_string("")));
        let tags: BTreeMap<&str, Vec<Tag<'_>>> =
            templates.texts.iter().map(|(name, text)| (name.as_str(), tags(text))).collect();
        let (mut texts, calls) = (Vec::new(), calls(&tags));
        for name in names {
            let (text, added) = counting(templates.text(name), &tags[name], &calls);
            texts.push((*name, text));
            watched.added.insert((*name).to_owned(), added);
        }
        watched.tera.add_raw_templates(texts).map(|()| watched)
    }

    /// These templates, which do not count.
    pub(super) fn unwatched(tera: Tera) -> Self {
        Self { tera, ..Self::default() }
    }

    /// Whether there is such a template.
    pub(super) fn contains(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }

    /// Makes a page; nothing, when it costs more than it may or something is wrong with a template.
    pub(super) fn render(
        &self,
        template: &str,
        context: &Context,
        limits: Limits,
        page: Vec<u8>,
    ) -> TeraResult<Vec<u8>> {
        LEFT.set(Left { steps: limits.steps, text: limits.text, weight: 1 });
        let mut page = Bounded { bytes: page, most: limits.page };
        self.tera.render_to(template, context, &mut page)?;
        Ok(page.bytes)
    }

    /// Makes a page with the templates as they were written, for what Tera says of them.
    pub(super) fn render_plain(&self, template: &str, context: &Context, templates: &Templates) -> TeraResult<Vec<u8>> {
        let plain = self.plain.get_or_init(|| {
            let mut tera = Tera::default();
            let texts = self.tera.get_template_names().map(|name| (name, templates.text(name)));
            if tera.add_raw_templates(texts).is_ok() { tera } else { self.tera.clone() }
        });
        let mut page = Vec::new();
        plain.render_to(template, context, &mut page).map(|()| page)
    }

    /// What a page cost too much, if that is what was wrong.
    pub(super) fn finding(&self, template: &str, error: &tera::Error, templates: &Templates) -> Option<Finding> {
        let (said, place) = match error.kind() {
            ErrorKind::RenderingError(report) => {
                let name = if report.filename().is_empty() { template } else { report.filename() };
                let span = self.written_at(name, report.span().range.start);
                (report.message().to_owned(), templates.place(name, span.into()))
            }
            // Who writes a page is ours, and has no other trouble.
            ErrorKind::Io(_) => (TOO_LARGE.to_owned(), Place::file(&templates.path(template))),
            _ => return None,
        };
        let (message, tip) = if said.contains(TOO_MANY) {
            (
                "Hier gaat het sjabloon voor één pagina langs meer dan een miljoen delen van lijsten.",
                "Staat er een lus in een lus? Kies eerst wat u nodig hebt, of maak de lijst korter.",
            )
        } else if said.contains(TOO_LONG) {
            (
                "De tekst of lijst die hier een naam krijgt, is langer dan een miljoen tekens of delen.",
                "Wordt hij in een lus steeds langer? Toon dan meteen wat u wilt tonen, zonder `set`.",
            )
        } else if said.contains(TOO_LARGE) {
            (
                "Een pagina van dit sjabloon is groter dan 16 MB.",
                "Wordt er in een lus steeds hetzelfde getoond? Verdeel anders de inhoud over meer pagina's.",
            )
        } else {
            return None;
        };
        Some(Finding::new(Code::Template, place, message).tip(tip))
    }

    /// What our filter that begins there is put behind, in the template as it was written.
    fn written_at(&self, name: &str, filter: usize) -> Range<usize> {
        let mut before = 0;
        for Added { at, of, text } in self.added.get(name).into_iter().flatten() {
            if at + before + text.len() > filter {
                return of.clone();
            }
            before += text.len();
        }
        0..0
    }
}

/// Takes steps of those that are left, of this weight.
fn take(steps: usize, weight: u64) -> TeraResult<()> {
    let left = LEFT.get();
    let Some(rest) = left.steps.checked_sub((steps as u64).saturating_mul(weight)) else {
        return Err(tera::Error::message(TOO_MANY));
    };
    LEFT.set(Left { steps: rest, ..left });
    Ok(())
}

/// A list, before it is gone through.
fn steps(list: &Value) -> TeraResult<Value> {
    take(length(list), LEFT.get().weight)?;
    Ok(list.clone())
}

/// A value, before it gets a name.
fn size(value: &Value) -> TeraResult<Value> {
    let (length, left) = (length(value), LEFT.get());
    if length > left.text {
        return Err(tera::Error::message(TOO_LONG));
    }
    LEFT.set(Left { weight: left.weight.max(1 + (length / HEAVY) as u64), ..left });
    take(length / HEAVY, 1)?;
    Ok(value.clone())
}

/// How many bytes or parts a value has.
fn length(value: &Value) -> usize {
    value.as_str().map(str::len).or_else(|| value.len()).unwrap_or_default()
}

/// A page that does not become longer than it may.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.bytes.len() + bytes.len() > self.most {
            return Err(io::Error::other(TOO_LARGE));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The components that each component calls.
fn calls<'t>(tags: &BTreeMap<&str, Vec<Tag<'t>>>) -> BTreeMap<&'t str, BTreeSet<&'t str>> {
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
fn counting(text: &str, tags: &[Tag<'_>], calls: &BTreeMap<&str, BTreeSet<&str>>) -> (String, Vec<Added>) {
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
        for list in lists(tag.inside) {
            filtered(there(list), STEPS);
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

/// What gets a name in `{% set naam = … %}`, within the tag; nothing at its end in `{% set naam %}`.
fn named(tag: &Tag<'_>) -> Option<Range<usize>> {
    let is_set = matches!(tag.word(), "set" | "set_global");
    let end = tag.inside.len();
    is_set.then(|| match tag.inside.split_once('=') {
        Some((name, _)) if !name.contains('|') => name.len() + 1..end,
        _ => end..end,
    })
}

/// The lists that are gone through in a tag: those of `for … in …`, also in `[… for … in … if …]`.
fn lists(inside: &str) -> Vec<Range<usize>> {
    let (mut found, mut depth, mut at) = (Vec::new(), 0, 0);
    // For each `for` that is still open: how deep it stands, and where its list begins.
    let mut open: Vec<(usize, Option<usize>)> = Vec::new();
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
            b'[' | b'(' | b'{' => depth += 1,
            b']' | b')' | b'}' => {
                if let Some((_, from)) = open.pop_if(|(deep, _)| *deep == depth) {
                    found.extend(from.map(|from| from..at));
                }
                depth = depth.saturating_sub(1);
            }
            byte if is_word(byte) => {
                let end = bytes[at..].iter().position(|byte| !is_word(*byte)).map_or(bytes.len(), |length| at + length);
                match (&inside[at..end], open.last_mut()) {
                    ("for", _) => open.push((depth, None)),
                    ("in", Some((deep, from @ None))) if *deep == depth => *from = Some(end),
                    ("if", Some((deep, Some(from)))) if *deep == depth && depth > 0 => {
                        found.push(*from..at);
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
    found.extend(open.iter().filter_map(|(_, from)| from.map(|from| from..inside.len())));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Limits = Limits { steps: 20, text: 12, page: 40 };

    fn watched(text: &str) -> (Watched, Templates) {
        let mut templates = Templates::default();
        templates.texts.insert("blad".to_owned(), text.to_owned());
        let watched = Watched::new(&templates, &["blad"].into()).unwrap_or_else(|why| panic!("{text}: {why}"));
        (watched, templates)
    }

    fn context() -> Context {
        Context::from_serialize(&serde_json::json!({"lijst": [1, 2, 3], "groep": {"a": 1}, "tekst": "abc"})).unwrap()
    }

    #[test]
    fn the_shipped_theme_is_counted() {
        let mut templates = Templates::default();
        let sources = crate::disk::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        for (path, _) in sources.below("themes/kust/templates") {
            templates.texts.insert(path.file_name().to_owned(), sources.text(path).into_owned());
        }
        let watched = Watched::new(&templates, &templates.names()).unwrap();
        assert!(watched.added.values().map(Vec::len).sum::<usize>() > 100);
    }

    #[test]
    fn what_counts_says_the_same() {
        for (text, said) in [
            ("{% for a in lijst %}{{ a }}{% endfor %}", "123"),
            ("{% for a, b in groep -%} {{ a }}{{ b }}{% endfor %}", "a1"),
            ("{{ [a + 1 for a in lijst if a in [1, 3]] | join(sep=\"in\") }}", "2in4"),
            ("{{ [[a ~ b for b in lijst] | length for a in lijst] | join(sep=\",\") }}", "3,3,3"),
            ("{% set a = tekst ~ \" = \" if tekst else 1 %}{{ a }}", "abc = "),
            ("{% set a %}<b>{% endset %}{{ a }}", "<b>"),
            ("{% set a | upper %}b{% endset %}{{ a }}", "B"),
            (
                "{% component c(a) -%} {{ a }}{% if a < 3 %}{{ <c a={a + 1} /> }}{% endif %}{% endcomponent c %}x {{ <c a={1} /> }}",
                "x 123",
            ),
            ("{% raw %}{% for a in b %}{% endraw %}{# {% for #}", "{% for a in b %}"),
        ] {
            let (watched, _) = watched(text);
            let page =
                watched.render("blad", &context(), SMALL, Vec::new()).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(String::from_utf8(page).unwrap(), said, "{text}");
        }
    }

    /// The limits are small here: none of this is more than a computer does in a wink.
    #[test]
    fn what_costs_too_much_is_told_where_it_is() {
        for (text, at, said) in [
            (
                "é{% for a in lijst %}{% for b in lijst %}{% for c in lijst %}{% endfor %}{% endfor %}{% endfor %}",
                "lijst %}{% endfor",
                "langs meer dan",
            ),
            ("{{ [[1 for c in range(end=8)] for b in lijst] }}", "range(end=8)] for b", "langs meer dan"),
            (
                "{% component c(n) %}{% if n > 0 %}{{ <c n={n - 1} /> }}{{ <c n={n - 1} /> }}{% endif %}{% endcomponent c %}{{ <c n={5} /> }}",
                "{% component c(n)",
                "langs meer dan",
            ),
            ("{% set a = tekst %}{% set b = a ~ a ~ a %}\n{% set b = b ~ b %}", "b ~ b %}", "krijgt"),
            ("{% set a %}{{ tekst }}{{ tekst }}{{ tekst }}{{ tekst }}!{% endset %}", "", "krijgt"),
            (
                "{% for a in lijst %}{{ tekst }}{{ tekst }}{{ tekst }}{{ tekst }}{{ tekst }}{% endfor %}",
                "",
                "groter dan",
            ),
        ] {
            let (watched, templates) = watched(text);
            let error = watched.render("blad", &context(), SMALL, Vec::new()).unwrap_err();
            let finding = watched.finding("blad", &error, &templates).unwrap_or_else(|| panic!("{text}: {error}"));
            assert!(finding.message.contains(said), "{text}: {}", finding.message);
            let start = finding.place.span.start;
            assert!(at.is_empty() || text[start..].trim_start().starts_with(at), "{text}: at {start}");
        }
    }
}
