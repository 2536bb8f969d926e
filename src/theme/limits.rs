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

use tera::{Context, ErrorKind, Kwargs, State, StringInput, Tera, TeraResult, Value};

use super::costly;
use super::counting::{Added, CALLED, HEAVINESS, HEAVY, SHOWN, SIZE, STEPS, calls, counting};
use super::explain::Templates;
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

const TOO_MANY: &str = "wijkwijzer: too many steps";
const TOO_LONG: &str = "wijkwijzer: too long a text";
const TOO_LONG_MADE: &str = "wijkwijzer: the text becomes too long";
const TOO_LARGE: &str = "wijkwijzer: too large a page";

thread_local! {
    /// What the page that this thread is making may still cost.
    static LEFT: Cell<Left> = const { Cell::new(Left { steps: 0, text: 0, weight: 1, shown: 0 }) };
}

#[derive(Debug, Clone, Copy)]
struct Left {
    steps: u64,
    text: usize,
    weight: u64,
    shown: usize,
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

impl Watched {
    /// These templates.
    ///
    /// # Errors
    /// When Tera does not take them; it may be for our filters.
    pub(super) fn new(templates: &Templates, names: &BTreeSet<&str>) -> TeraResult<Self> {
        let mut watched = Self::default();
        let to = &mut watched.tera;
        to.register_filter(STEPS, |value: &Value, kwargs: Kwargs, _: &State| steps(value, &kwargs));
        to.register_filter(SIZE, |value: &Value, _: Kwargs, _: &State| size(value));
        to.register_filter(SHOWN, |value: &Value, _: Kwargs, _: &State| {
            show(length_of_all(value)).map(|()| value.clone())
        });
        to.register_filter("replace", |text: StringInput<'_>, kwargs: Kwargs, state: &State<'_>| {
            costly::replace(&text, &kwargs, state)
        });
        to.register_filter("join", |parts: &[Value], kwargs: Kwargs, state: &State<'_>| {
            costly::join(parts, &kwargs, state)
        });
        to.set_escape_fn(|text, out| {
            show(text.len()).map_err(|_| io::Error::other(TOO_LARGE))?;
            tera::escape_html(text, out)
        });
        to.register_function(CALLED, |_: Kwargs, _: &State| take(1, 1).map(|()| Value::safe_string("")));
        let tags: BTreeMap<&str, Vec<Tag<'_>>> =
            templates.texts.iter().map(|(name, text)| (name.as_str(), tags(text))).collect();
        let (mut texts, calls) = (Vec::new(), calls(&tags));
        for name in names {
            let (text, added) = counting(name, templates.text(name), &tags[name], &calls);
            texts.push((*name, text));
            watched.added.insert((*name).to_owned(), added);
        }
        watched.tera.add_raw_templates(texts).map(|()| watched)
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
        LEFT.set(Left { steps: limits.steps, text: limits.text, weight: 1, shown: limits.page });
        let mut page = Bounded { bytes: page, most: limits.page };
        self.tera.render_to(template, context, &mut page)?;
        Ok(page.bytes)
    }

    /// What Tera says of the templates as they were written; the page itself is not for use, as nothing was counted.
    pub(super) fn render_plain(&self, template: &str, context: &Context, templates: &Templates) -> TeraResult<()> {
        let plain = self.plain.get_or_init(|| {
            let mut tera = Tera::default();
            let texts = self.tera.get_template_names().map(|name| (name, templates.text(name)));
            if tera.add_raw_templates(texts).is_ok() { tera } else { self.tera.clone() }
        });
        plain.render_to(template, context, &mut Bounded { bytes: Vec::new(), most: Limits::USUAL.page })
    }

    /// What a page cost too much, if that is what was wrong.
    pub(super) fn finding(&self, template: &str, error: &tera::Error, templates: &Templates) -> Option<Finding> {
        let (said, place) = match error.kind() {
            ErrorKind::RenderingError(report) => {
                let name = if report.filename().is_empty() { template } else { report.filename() };
                let at = report.span().range.start;
                let of_tera = || report.message().contains(TOO_LONG_MADE);
                let span = if of_tera() { self.as_written(name, at) } else { self.written_at(name, at) };
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
        } else if said.contains(TOO_LONG_MADE) {
            (
                "Hier wordt een tekst gemaakt die langer is dan een miljoen tekens.",
                "Staat het deel dat wordt ingevuld of ertussen gezet er heel vaak in? Maak het korter.",
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

    /// That what a page costs cannot be counted with a template, so that none is made.
    pub(super) fn uncounted(template: &str, templates: &Templates) -> Finding {
        let message =
            "Hoeveel een pagina van dit sjabloon kost, kan wijkwijzer niet tellen. Daarom maakt wijkwijzer haar niet.";
        Finding::new(Code::Template, Place::file(&templates.path(template)), message)
            .tip("Dit is een fout in wijkwijzer zelf. Meld haar aan de makers, met dit sjabloon erbij.")
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

    /// Where something stands in the template as it was written.
    fn as_written(&self, name: &str, at: usize) -> Range<usize> {
        let mut before = 0;
        for added in self.added.get(name).into_iter().flatten() {
            if added.at + before >= at {
                break;
            }
            before += added.text.len();
        }
        let at = at.saturating_sub(before);
        at..at
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
fn steps(list: &Value, kwargs: &Kwargs) -> TeraResult<Value> {
    take(length(list), LEFT.get().weight + kwargs.get::<u64>(HEAVINESS)?.unwrap_or_default())?;
    Ok(list.clone())
}

/// So many bytes, before they are shown: perhaps not on the page, but in a text that is still being made.
fn show(bytes: usize) -> TeraResult<()> {
    let left = LEFT.get();
    let shown = left.shown.checked_sub(bytes).ok_or_else(|| tera::Error::message(TOO_LARGE))?;
    LEFT.set(Left { shown, ..left });
    Ok(())
}

/// So many bytes, before a text becomes so long.
pub(super) fn fits(bytes: usize) -> TeraResult<()> {
    if bytes > LEFT.get().text { Err(tera::Error::message(TOO_LONG_MADE)) } else { Ok(()) }
}

/// How many bytes a value has when it is shown, at least.
fn length_of_all(value: &Value) -> usize {
    let parts = value.as_array().map(|parts| parts.iter().map(length_of_all).sum());
    parts.unwrap_or_else(|| value.as_str().map_or(1, str::len))
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
            ("{{ [a | str for a in lijst if a > 1] | join(sep=\"<\") }}", "2<3"),
            ("{{ \"<b>\" | safe }}{{ \"<\" | replace(from=\"<\", to=\"&\") }}", "<b>&"),
            ("{{ [\"a\" | safe, \"<\"] | join(sep=\"-\") }}{{ [[1, 2], 3] | join }}", "a-<[1, 2]3"),
            ("{% raw %}{% for a in b %}{% endraw %}{# {% for #}", "{% for a in b %}"),
        ] {
            let (watched, _) = watched(text);
            let page =
                watched.render("blad", &context(), SMALL, Vec::new()).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(String::from_utf8(page).unwrap(), said, "{text}");
        }
    }

    /// Where texts are escaped and where not, our filters do what those of Tera do.
    #[test]
    fn the_filters_of_tera_are_as_they_were() {
        let text = "{{ tekst | replace(from=\"b\", to=\"<\") }}{{ tekst | safe | replace(from=\"b\", to=\"<\") }}\
                    {{ tekst | replace(from=\"b\", to=\"<\" | safe) }}{{ [\"<\", 1, [2]] | join }}\
                    {{ [\"<\" | safe, \"<\", 1] | join(sep=\"&\") }}{{ lijst | join(sep=\"&\" | safe) }}{{ [] | join(sep=\"-\") }}";
        for name in ["blad.html", "blad.txt"] {
            let (mut tera, mut templates) = (Tera::default(), Templates::default());
            templates.texts.insert(name.to_owned(), text.to_owned());
            tera.add_raw_templates(&templates.texts).unwrap();
            let watched = Watched::new(&templates, &templates.names()).unwrap();
            let limits = Limits { text: 100, page: 200, ..SMALL };
            let page = watched.render(name, &context(), limits, Vec::new()).unwrap();
            assert_eq!(String::from_utf8(page).unwrap(), tera.render(name, &context()).unwrap());
        }
    }

    /// What is shown for each part of a list makes each part as heavy.
    #[test]
    fn steps_through_much_text_are_heavy() {
        let text = format!(
            "{{% filter upper %}}{{% for a in lijst %}}{}{{% endfor %}}{{% endfilter %}}",
            "b".repeat(8 * HEAVY)
        );
        let (watched, templates) = watched(&text);
        let error = watched.render("blad", &context(), SMALL, Vec::new()).unwrap_err();
        assert!(watched.finding("blad", &error, &templates).unwrap().message.contains("langs meer dan"));
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
            ("{{ [1 for a in lijst] | length }}{{ tekst | replace(from=\"\", to=tekst) }}", "replace(from=", "gemaakt"),
            ("{% set a = tekst %}{{ [a, a, a] | join(sep=\"-----\") }}", "join(sep=", "gemaakt"),
            // What is not on the page yet, or never: in a text that gets a name, in a list, for a filter.
            ("{% filter upper %}{% for a in range(end=14) %}{{ tekst }}{% endfor %}{% endfilter %}", "", "groter dan"),
            (
                "{% filter upper %}{% for a in range(end=14) %}{{ tekst | safe }}{% endfor %}{% endfilter %}",
                "",
                "groter dan",
            ),
            ("{{ [tekst for a in range(end=14)] | length }}", "tekst for", "groter dan"),
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
