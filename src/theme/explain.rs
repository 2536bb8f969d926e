//! A mistake that Tera found → a finding: in Dutch, with its place, the names that do exist and what was
//! probably meant.

use std::collections::{BTreeMap, BTreeSet};

use tera::{ErrorKind, ReportError, Value};

use super::reports::TeraReport;
use super::tags::Tag;
use super::wording::Shift;
use super::words::{Topic, Translation};
use super::{reports, tags, words};
use crate::diagnostics::{Code, Finding, Place, Span};
use crate::source::SourcePath;
use crate::values::{nearest, or_meant};

/// How to begin when nothing better can be said.
const ASK: &str = "Zet de vorige versie van dit sjabloon terug, of vraag de maker van het thema.";

/// Of more names than this only the one that was meant is told, when there is one.
const MOST_NAMES: usize = 15;

/// The templates of a theme as they were written.
#[derive(Debug, Clone, Default)]
pub(super) struct Templates {
    /// Their files, by name.
    pub paths: BTreeMap<String, SourcePath>,
    /// Their texts, by name.
    pub texts: BTreeMap<String, String>,
    /// Where texts were put in the place of others, by name: what is behind them stands elsewhere in the file.
    pub shifts: BTreeMap<String, Vec<Shift>>,
}

impl Templates {
    /// The file of a template.
    pub(super) fn path(&self, name: &str) -> SourcePath {
        self.paths.get(name).cloned().unwrap_or_else(|| SourcePath::new(name))
    }

    /// The names of all.
    pub(super) fn names(&self) -> BTreeSet<&str> {
        self.texts.keys().map(String::as_str).collect()
    }

    /// The text of a template; empty when there is none.
    pub(super) fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", String::as_str)
    }

    /// A stretch of a template.
    pub(super) fn place(&self, name: &str, span: Span) -> Place {
        let span = span.within(self.text(name));
        let shifts = self.shifts.get(name).map_or(&[][..], Vec::as_slice);
        let original = |at| shifts.iter().fold(at, |at, shift| shift.back(at));
        Place::new(&self.path(name), Span::new(original(span.start), original(span.end)))
    }

    /// The components of the theme.
    pub(super) fn components(&self) -> BTreeSet<&str> {
        self.texts.values().flat_map(|text| defined(text)).collect()
    }

    /// A mistake in how a template is written.
    pub(super) fn syntax(&self, name: &str, error: &tera::Error) -> Finding {
        let ErrorKind::SyntaxError(report) = error.kind() else {
            let english = error.to_string();
            return self.plain(name, Span::default(), words::translate(&english), &english);
        };
        let span = shown(self.text(name), Span::from(report.span().range.clone()));
        let finding = self.unclosed(name, span).unwrap_or_else(|| match words::translate(report.message()) {
            Some(Translation { about: Topic::End, message, tip, .. }) => self.end(name, span, message, tip),
            Some(Translation { about: Topic::Tag, .. }) => self.unknown_tag(name, span),
            said => self.plain(name, span, said, report.message()),
        });
        self.with_notes(finding, report, error)
    }

    /// Something that a template refers to and that is not there.
    pub(super) fn reference(&self, report: &TeraReport<'_>) -> Finding {
        let TeraReport { said: english, template: name, at } = *report;
        let text = self.text(name);
        let at = offset(text, at);
        let Some(said) = words::translate(english) else { return self.quoted(name, english) };
        let wanted = said.name();
        let span = text[at..]
            .find(wanted)
            .map_or(Span::new(at, at + 1), |found| Span::new(at + found, at + found + wanted.len()));
        let (exist, these) = match said.about {
            Topic::Filter => (words::FILTERS.split(' ').collect(), "Deze filters bestaan"),
            Topic::Test => (words::TESTS.split(' ').collect(), "Deze tests bestaan"),
            Topic::Function => (words::FUNCTIONS.split(' ').collect(), "Deze functies bestaan"),
            Topic::Component => (self.components(), "Deze componenten heeft het thema"),
            Topic::Template => (self.names(), "Deze sjablonen heeft het thema"),
            Topic::Block => (self.blocks_above(name), "Deze blokken zijn er wel"),
            _ => return self.plain(name, span, Some(said), english),
        };
        let finding = self.absent(name, span, &said.message, wanted, &exist, these);
        // A component with a body says its name twice.
        let before = text[..span.start].trim_end_matches(['<', ' ', '-']);
        let has_body = said.about == Topic::Component && before.ends_with("{%");
        if has_body {
            return finding.replacement(None);
        }
        if said.about == Topic::Block { self.both_ends(name, span, wanted, finding) } else { finding }
    }

    /// A block says its name twice: what is offered is for both.
    fn both_ends(&self, name: &str, start: Span, wanted: &str, mut finding: Finding) -> Finding {
        let text = self.text(name);
        let closing = format!("endblock {wanted}");
        if let (Some(meant), Some(at)) = (finding.replacement.take(), text[start.end..].find(&closing)) {
            let end = start.end + at + closing.len();
            let between = &text[start.end..end - wanted.len()];
            finding.replacement = Some(format!("{meant}{between}{meant}"));
            finding.place = self.place(name, Span::new(start.start, end));
        }
        finding
    }

    /// A parent that is not there, at its name.
    pub(super) fn missing_parent(&self, name: &str, parent: &str) -> Finding {
        let span = tag_naming(self.text(name), "extends", parent).map_or(Span::default(), |(_, span)| span);
        let exist = self.texts.keys().map(String::as_str).filter(|other| *other != name).collect();
        let message = format!("Het sjabloon `{parent}` waarop dit voortbouwt, is er niet");
        self.absent(name, span, &message, parent, &exist, "Deze sjablonen heeft het thema")
    }

    /// A mistake that showed while `template` was filled with `view`.
    pub(super) fn render(&self, template: &str, view: &Value, error: &tera::Error) -> Finding {
        let report = match error.kind() {
            ErrorKind::RenderingError(report) => report,
            ErrorKind::Msg(english) => {
                return self.plain(template, Span::default(), words::translate(english), english);
            }
            _ => return self.quoted(template, &error.to_string()),
        };
        let name = if report.filename().is_empty() { template } else { report.filename() };
        let span = shown(self.text(name), Span::from(report.span().range.clone()));
        let finding = match words::translate(report.message()) {
            Some(said) if matches!(said.about, Topic::Variable | Topic::Field) => {
                self.unknown_name(name, span, view, &said)
            }
            Some(said) if said.about == Topic::Undefined => self.undefined(name, span, view, said, report.message()),
            said => self.plain(name, span, said, report.message()),
        };
        self.with_notes(finding, report, error)
    }

    /// What Tera's sentence says, and nothing more.
    fn plain(&self, name: &str, span: Span, said: Option<Translation>, english: &str) -> Finding {
        let Some(said) = said else {
            return Finding { place: self.place(name, span), ..self.quoted(name, english) };
        };
        let code = if said.about == Topic::Writing { Code::Template } else { Code::TemplateVariable };
        let finding = Finding::new(code, self.place(name, span), said.message);
        finding.tip(said.tip.unwrap_or_else(|| ASK.to_owned()))
    }

    /// What Tera says, when the table does not know it.
    fn quoted(&self, name: &str, english: &str) -> Finding {
        let english = english.lines().next().unwrap_or_default().trim();
        let message =
            format!("Het sjabloon klopt niet; Tera, dat de sjablonen leest, zegt in het Engels: “{english}”.");
        Finding::new(Code::Template, Place::file(&self.path(name)), message).tip(ASK)
    }

    /// Something that is not there, with what is.
    fn absent(
        &self,
        name: &str,
        span: Span,
        message: &str,
        wanted: &str,
        exist: &BTreeSet<&str>,
        these: &str,
    ) -> Finding {
        let likely = exist.iter().copied().filter(|other| *other != wanted && is_of_a_kind(wanted, other));
        let meant = nearest(wanted, likely);
        let message = or_meant(message, meant.map(|it| format!("`{it}`")));
        let tip = match meant {
            _ if exist.is_empty() => ASK.to_owned(),
            Some(meant) if exist.len() > MOST_NAMES => format!("Verander het in `{meant}`, als u dat bedoelde."),
            _ => format!("{these}: {}.", listed(exist)),
        };
        let is_whole = self.text(name).get(span.range()) == Some(wanted);
        Finding::new(Code::TemplateVariable, self.place(name, span), message)
            .tip(tip)
            .replacement(meant.filter(|_| is_whole).map(str::to_owned))
    }

    /// A variable or field that is not there; Tera says which are.
    fn unknown_name(&self, name: &str, span: Span, view: &Value, said: &Translation) -> Finding {
        let [wanted, names] = said.parts.as_slice() else { return self.plain(name, span, None, &said.message) };
        let names = names.split_once(": ").map_or("", |(_, names)| names);
        let exist: BTreeSet<&str> =
            names.split(", ").filter(|name| !name.is_empty() && !name.starts_with("__")).collect();
        let is_field = said.about == Topic::Field;
        let these = if is_field { "Deze velden zijn er wel" } else { "Deze variabelen zijn er wel" };
        let finding = self.absent(name, span, &said.message, wanted, &exist, these);
        if is_field && exist.is_empty() {
            return finding.tip(
                "Wat voor de punt staat, is leeg of heeft geen velden. Vraag eerst met `{% if … %}` of het er is.",
            );
        }
        if is_field { finding } else { self.in_component(finding, name, span, view, wanted) }
    }

    /// Something was done with a value that is not there: which one can often be seen.
    fn undefined(&self, name: &str, span: Span, view: &Value, said: Translation, english: &str) -> Finding {
        let text = self.text(name);
        let Some((path, end)) = path_at(text, span) else { return self.plain(name, span, Some(said), english) };
        let (parent, wanted) = path.rsplit_once('.').unwrap_or(("", path));
        let at = Span::new(end - wanted.len(), end);
        let arguments = component_around(text, span.start);
        let exist: Option<BTreeSet<&str>> = match (&arguments, parent) {
            (Some(arguments), "") => Some(arguments.iter().copied().collect()),
            (Some(_), _) => None,
            (None, parent) => fields(view, parent),
        };
        let exist = exist.unwrap_or_default();
        if exist.contains(wanted) {
            return self.plain(name, span, Some(said), english);
        }
        if parent.is_empty() {
            let message = format!("De variabele `{wanted}` is er hier niet");
            let finding = self.absent(name, at, &message, wanted, &exist, "Deze variabelen zijn er wel");
            return self.in_component(finding, name, span, view, wanted);
        }
        let message = format!("Het veld `{wanted}` van `{parent}` is er hier niet");
        self.absent(name, at, &message, wanted, &exist, "Deze velden zijn er wel")
    }

    /// A component sees only its own arguments, and may ask for what the page has.
    fn in_component(&self, finding: Finding, name: &str, span: Span, view: &Value, wanted: &str) -> Finding {
        let is_on_page = fields(view, "").is_some_and(|names| names.contains(wanted));
        let Some(arguments) = component_around(self.text(name), span.start) else { return finding };
        let own = listed(&arguments.into_iter().collect());
        let own = if own.is_empty() { "en deze heeft er geen".to_owned() } else { format!("hier {own}") };
        let tip = format!("Een component ziet alleen haar eigen kenmerken: {own}.");
        if is_on_page {
            let tip = format!("{tip} Zet `@{wanted}` tussen haar kenmerken: dan krijgt zij het van de pagina.");
            return Finding { replacement: None, ..finding.tip(tip) };
        }
        finding.tip(tip)
    }

    /// A tag that is not closed: Tera trips over what comes next, which may be far away.
    fn unclosed(&self, name: &str, span: Span) -> Option<Finding> {
        let text = self.text(name);
        let tag = tags::tags(text).into_iter().find(|tag| tag.span.start <= span.start && span.end <= tag.span.end)?;
        let swallowed = text[tag.span.start + 2..tag.span.end].find(['{', '\n']).is_some_and(|at| {
            let rest = &text[tag.span.start + 2 + at..tag.span.end];
            rest.contains("{{") || rest.contains("{%")
        });
        if tag.closed && !swallowed {
            return None;
        }
        let (open, close) = if tag.is_value { ("{{", "}}") } else { ("{%", "%}") };
        let message = format!("Deze `{open}` wordt niet afgesloten met `{close}`.");
        let place = self.place(name, Span::new(tag.span.start, tag.span.start + 2));
        Some(Finding::new(Code::Template, place, message).tip(format!("Zet `{close}` achter de opdracht.")))
    }

    /// The text ends while something is open.
    fn end(&self, name: &str, span: Span, message: String, tip: Option<String>) -> Finding {
        let text = self.text(name);
        let Some((tag, closer)) = tags::open(&tags::tags(text), text.len()).pop() else {
            return Finding::new(Code::Template, self.place(name, span), message)
                .tip(tip.unwrap_or_else(|| ASK.to_owned()));
        };
        let message = format!("`{{% {} %}}` wordt nergens afgesloten met `{{% {closer} %}}`.", brief(&tag));
        Finding::new(Code::Template, self.place(name, tag.span), message)
            .tip(format!("Zet `{{% {closer} %}}` waar dit deel ophoudt."))
    }

    /// A tag that does not exist, or that closes something else than what is open.
    fn unknown_tag(&self, name: &str, span: Span) -> Finding {
        let text = self.text(name);
        let word = &text[span.within(text).range()];
        if !words::TAGS.split(' ').any(|tag| tag == word) {
            let message = format!("De opdracht `{word}` bestaat niet");
            let tags = words::TAGS.split(' ').collect();
            let these = "Een waarde toont u met `{{ … }}`. Deze opdrachten bestaan";
            return Finding { code: Code::Template, ..self.absent(name, span, &message, word, &tags, these) };
        }
        let open = tags::open(&tags::tags(text), span.start);
        let fits =
            |closer: &str| closer == word || matches!((word, closer), ("else", "endif" | "endfor") | ("elif", "endif"));
        let place = self.place(name, span);
        let Some((tag, closer)) = open.last().filter(|_| open.iter().any(|(_, closer)| fits(closer))) else {
            let message = format!("`{word}` hoort hier nergens bij: het begin ervan ontbreekt.");
            return Finding::new(Code::Template, place, message).tip("Haal het weg, of zet het begin erboven.");
        };
        let opened = brief(tag);
        let message = format!("`{word}` kan hier niet: eerst moet `{{% {opened} %}}` dicht met `{{% {closer} %}}`.");
        Finding::new(Code::Template, place, message)
            .tip(format!("Zet `{{% {closer} %}}` ervoor, of haal `{word}` weg."))
            .related(self.place(name, tag.span), "nog open")
    }

    /// The blocks that the parents of a template have.
    fn blocks_above(&self, name: &str) -> BTreeSet<&str> {
        let (mut blocks, mut seen, mut current) = (BTreeSet::new(), BTreeSet::new(), name);
        while let Some(parent) = parent(self.text(current)).filter(|parent| seen.insert(*parent)) {
            let tags = tags::tags(self.text(parent));
            blocks.extend(
                tags.iter().filter(|tag| tag.word() == "block").filter_map(|tag| tag.rest().split_whitespace().next()),
            );
            current = parent;
        }
        blocks
    }

    /// The other places that Tera tells. They are in its report only.
    fn with_notes(&self, finding: Finding, report: &ReportError, error: &tera::Error) -> Finding {
        // Without a line there is no report to be made.
        if report.span().start_line == 0 {
            return finding;
        }
        reports::notes(&error.to_string()).filter(|note| self.texts.contains_key(note.template)).fold(
            finding,
            |finding, TeraReport { said, template, at }| {
                let at = offset(self.text(template), at);
                let text = &self.text(template)[at..];
                let text = &text[..text.find(['\n', '}', '%']).unwrap_or(text.len())];
                finding.related(self.place(template, Span::new(at, at + text.trim_end().len().max(1))), said)
            },
        )
    }
}

/// The name of the template that this one extends.
pub(super) fn parent(text: &str) -> Option<&str> {
    tags::tags(text).iter().find(|tag| tag.word() == "extends").and_then(Tag::quoted).map(|name| name.text)
}

/// The components that a template defines.
pub(super) fn defined(text: &str) -> Vec<&str> {
    // Nearly every template defines none.
    let text = if text.contains("component") { text } else { "" };
    tags::tags(text).iter().filter_map(Tag::defines).map(|name| name.text).collect()
}

/// The tag with this word that names a template: where it is, and where the name is.
pub(super) fn tag_naming(text: &str, word: &str, named: &str) -> Option<(Span, Span)> {
    tags::tags(text).iter().filter(|tag| tag.word() == word).find_map(|tag| {
        let name = tag.quoted().filter(|name| name.text == named)?;
        Some((tag.span, name.span))
    })
}

/// The part of a place that an author should see: never nothing, never more than a line.
fn shown(text: &str, span: Span) -> Span {
    let span = span.within(text);
    let slice = &text[span.range()];
    let Some(end) = slice.trim_start().find('\n') else {
        return if slice.is_empty() { Span::new(span.start, span.start + 1).within(text) } else { span };
    };
    let start = span.start + slice.len() - slice.trim_start().len();
    Span::new(start, start + text[start..start + end].trim_end().len())
}

/// The byte at a line and column, both from 1, the column in characters.
fn offset(text: &str, (line, column): (usize, usize)) -> usize {
    let start = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let within = text[start..].char_indices().nth(column.saturating_sub(1));
    within.map_or(text.len(), |(at, _)| start + at)
}

/// The path (`a.b`) at a place, or before it when a filter is there; with its end.
fn path_at(text: &str, span: Span) -> Option<(&str, usize)> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '.';
    let before = text[..span.start].trim_end();
    let end = match before.strip_suffix('|') {
        Some(value) => value.trim_end().len(),
        None => span.start + text[span.start..].find(|letter| !is_part(letter)).unwrap_or(text.len() - span.start),
    };
    let start = text[..end].rfind(|letter| !is_part(letter)).map_or(0, |at| text.ceil_char_boundary(at + 1));
    let path = text[start..end].trim_end_matches('.');
    let is_filtered = text[..start].trim_end().ends_with('|');
    let is_call = text[end..].starts_with(['(', '[']);
    let is_name = path.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_');
    (is_name && !is_filtered && !is_call && !path.contains("..")).then_some((path, start + path.len()))
}

/// The names below a path of the view; all names of the view for an empty path.
fn fields<'v>(view: &'v Value, path: &str) -> Option<BTreeSet<&'v str>> {
    let mut value = view;
    for part in path.split('.').filter(|part| !part.is_empty()) {
        value = value.as_map()?.iter().find(|(key, _)| key.as_str() == Some(part))?.1;
    }
    Some(value.as_map()?.keys().filter_map(|key| key.as_str()).collect())
}

/// The arguments of the component whose body is around `offset`.
fn component_around(text: &str, offset: usize) -> Option<Vec<&str>> {
    let all = tags::tags(text);
    let tag = all.iter().rfind(|tag| tag.span.end <= offset && matches!(tag.word(), "component" | "endcomponent"))?;
    let arguments = tag.rest().split_once('(').filter(|_| tag.word() == "component")?.1;
    let arguments = arguments.rsplit_once(')').map_or(arguments, |(inside, _)| inside);
    let names = arguments.split(',').map(|argument| {
        let name = argument.trim().trim_start_matches(['@', '.']);
        &name[..name.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(name.len())]
    });
    Some(names.filter(|name| !name.is_empty()).collect())
}

/// Whether one name may be a slip for another: of components with a point, the part before it must be alike as well.
fn is_of_a_kind(wanted: &str, other: &str) -> bool {
    match (wanted.split_once('.'), other.split_once('.')) {
        (Some((of, _)), Some((kind, _))) => of == kind || nearest(of, [kind]).is_some(),
        _ => true,
    }
}

/// Names for in a sentence.
fn listed(names: &BTreeSet<&str>) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// A tag in a few words: `if spreekuren | length …`.
fn brief(tag: &Tag<'_>) -> String {
    let line = tag.inside.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
