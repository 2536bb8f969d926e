//! Reads the templates of a theme; when they do not fit, finds out everything that is wrong with them at once.
//!
//! Tera stops at its first trouble. So what is wrong is taken out of a copy of the templates, and Tera is asked again,
//! until it has nothing left to say. What hangs on a broken template is neither reported nor rendered; the rest is.

use std::collections::{BTreeMap, BTreeSet};

use tera::{ErrorKind, Tera};

use super::explain::{Templates, defined, parent, tag_naming};
use super::limits::Watched;
use super::reports::{defined_twice, reports};
use super::tags::tags;
use super::words::{STUCK, Topic};
use super::{guarded, words};
use crate::diagnostics::{Checked, Code, Finding, Findings, Related, Span};
use crate::values::nearest;

/// So many times a template may say `elif`. Tera goes one deeper for each, and has no end but that of the stack.
const MOST_ELIF: usize = 200;

/// So many other places that miss the same thing are shown.
const MOST_PLACES: usize = 5;

/// Reads the templates. Those in `unread` are there, but what they say is not known, and has been reported.
///
/// The value holds the templates that can be rendered: all of them, unless something was found.
pub(super) fn read(templates: &Templates, unread: BTreeSet<String>) -> Checked<Watched> {
    if unread.is_empty()
        && !templates.texts.values().any(|text| is_too_long(text))
        && let Ok(watched) = guarded(|| Watched::new(templates, &templates.names()))
    {
        return Checked::new(watched, Findings::default());
    }
    let mut check = TemplateCheck {
        templates,
        texts: templates.texts.clone(),
        broken: unread,
        findings: Vec::new(),
        unread_report: false,
    };
    check.syntax();
    check.together();
    let whole = check.whole();
    let mut plain = Tera::default();
    let watched = guarded(|| plain.add_raw_templates(whole.iter().map(|name| (name, templates.text(name)))))
        .map(|()| guarded(|| Watched::new(templates, &whole)));
    let mut findings = Findings::default();
    let watched = match watched {
        Ok(Ok(watched)) => watched,
        // What a page costs cannot be counted, so none is made.
        Ok(Err(error)) if check.findings.is_empty() => {
            let said = error.to_string();
            let name = reports(&said).flatten().next().map(|report| report.template);
            let name = name.or_else(|| templates.texts.keys().next().map(String::as_str)).unwrap_or_default();
            findings.push(Watched::uncounted(name, templates));
            Watched::default()
        }
        Ok(Err(_)) | Err(_) => Watched::default(),
    };
    for finding in grouped(check.findings) {
        findings.push(finding);
    }
    Checked::new(watched, findings)
}

fn is_too_long(text: &str) -> bool {
    text.matches("elif").nth(MOST_ELIF).is_some()
}

/// Whether a template has this trouble however others are.
fn is_of_itself(trouble: &ErrorKind) -> bool {
    matches!(trouble, ErrorKind::SyntaxError(_)) || matches!(trouble, ErrorKind::Msg(said) if said == STUCK)
}

/// A finding, and the name that is missing when others may miss it, too.
type Lack = (Option<String>, Finding);

struct TemplateCheck<'t> {
    templates: &'t Templates,
    /// The templates without what was found to be wrong; what is left is where it was.
    texts: BTreeMap<String, String>,
    /// Those with something wrong.
    broken: BTreeSet<String>,
    findings: Vec<Lack>,
    /// Whether Tera said something that could not be read.
    unread_report: bool,
}

impl TemplateCheck<'_> {
    /// Reads each template alone, for how it is written.
    fn syntax(&mut self) {
        for (name, text) in &self.templates.texts {
            if is_too_long(text) {
                let at = text.match_indices("elif").nth(MOST_ELIF).map_or(0, |(at, _)| at);
                let place = self.templates.place(name, Span::new(at, at + "elif".len()));
                let message = format!(
                    "Dit sjabloon heeft meer dan {MOST_ELIF} keer `elif`; zo diep kan het niet worden gelezen."
                );
                let tip = "Verdeel het over componenten of over sjablonen met `{% include … %}`.";
                self.findings.push((None, Finding::new(Code::Template, place, message).tip(tip)));
                self.broken.insert(name.clone());
            } else if let Err(error) = guarded(|| Tera::default().add_raw_template(name, text))
                && is_of_itself(error.kind())
                && !self.broken.contains(name)
            {
                self.findings.push((None, self.templates.syntax(name, &error)));
                self.broken.insert(name.clone());
            }
        }
        for name in &self.broken {
            self.texts.insert(name.clone(), String::new());
        }
    }

    /// Reads them together, and takes out what Tera trips over until nothing is left.
    fn together(&mut self) {
        // Each time something is taken out; that there are more troubles than this is not believed.
        for _ in 0..self.texts.len() * 4 + 16 {
            let Err(error) = guarded(|| Tera::default().add_raw_templates(&self.texts)) else { return };
            let goes_on = match error.kind() {
                ErrorKind::MissingParent { current, parent } => self.missing_parent(current, parent),
                ErrorKind::CircularExtend { tpl, inheritance_chain } => {
                    let mut chain = vec![tpl.clone()];
                    chain.extend(inheritance_chain.iter().cloned());
                    self.circle("extends", &chain)
                }
                ErrorKind::CircularInclude { include_chain, .. } => self.circle("include", include_chain),
                ErrorKind::Msg(said) => self.twice(said) || self.references(said),
                _ => false,
            };
            if !goes_on {
                if self.findings.is_empty() || self.unread_report {
                    let name = self.texts.keys().next().cloned().unwrap_or_default();
                    self.findings.push((None, self.templates.syntax(&name, &error)));
                }
                return;
            }
        }
    }

    fn missing_parent(&mut self, current: &str, parent: &str) -> bool {
        let finding = self.templates.missing_parent(current, parent);
        let is_typo = nearest(parent, self.templates.texts.keys().map(String::as_str)).is_some();
        self.findings.push(((!is_typo).then(|| parent.to_owned()), finding));
        self.broken.insert(current.to_owned());
        self.take_out(current, "extends", parent)
    }

    /// A template that extends or includes itself, by way of others. The last step of the chain closes the circle.
    fn circle(&mut self, word: &str, chain: &[String]) -> bool {
        let [.., from, to] = chain else { return false };
        let span = tag_naming(self.templates.text(from), word, to).map_or(Span::default(), |(_, name)| name);
        let first = chain.iter().position(|name| name == to).unwrap_or_default();
        let steps = chain[first..].iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" → ");
        let message = match word {
            "extends" => format!("Dit sjabloon bouwt met een omweg voort op zichzelf: {steps}."),
            _ => format!("Dit sjabloon haalt met een omweg zichzelf binnen: {steps}."),
        };
        let finding = Finding::new(Code::Template, self.templates.place(from, span), message)
            .tip("Haal een van deze stappen weg.");
        self.findings.push((None, finding));
        self.broken.insert(from.clone());
        self.take_out(from, word, to)
    }

    /// Puts spaces where a tag is, so that all else stays in its place.
    fn take_out(&mut self, name: &str, word: &str, named: &str) -> bool {
        let Some(text) = self.texts.get_mut(name) else { return false };
        let Some((tag, _)) = tag_naming(text, word, named) else { return false };
        let blank: String = text[tag.range()]
            .chars()
            .map(|letter| if letter == '\n' { "\n".to_owned() } else { " ".repeat(letter.len_utf8()) })
            .collect();
        text.replace_range(tag.range(), &blank);
        true
    }

    /// A component that two templates define. Of several, Tera tells any; here it is always the same one.
    fn twice(&mut self, said: &str) -> bool {
        if defined_twice(said).is_none() {
            return false;
        }
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        let again = self.texts.iter().find_map(|(name, text)| {
            let twice =
                defined(text).into_iter().find_map(|it| Some((it.to_owned(), seen.get(it)?.clone(), name.clone())));
            seen.extend(defined(text).into_iter().map(|component| (component.to_owned(), name.clone())));
            twice
        });
        let Some((component, first, second)) = again else { return false };
        let (component, first, second) = (component.as_str(), first.as_str(), second.as_str());
        let place = |name: &str| {
            let text = self.templates.text(name);
            let tag = tags(text).into_iter().filter_map(|tag| tag.defines()).find(|name| name.text == component);
            self.templates.place(name, tag.map_or(Span::default(), |name| name.span))
        };
        let message = format!("De component `{component}` is al gemaakt in een ander sjabloon.");
        let finding = Finding::new(Code::Template, place(second), message)
            .tip("Geef een van de twee een andere naam, of haal er een weg.")
            .related(place(first), "eerder hier");
        self.findings.push((None, finding));
        self.broken.insert(second.to_owned());
        self.texts.insert(second.to_owned(), String::new()).is_some_and(|text| !text.is_empty())
    }

    /// All that templates refer to in vain: reports of Tera with a blank line between them.
    fn references(&mut self, said: &str) -> bool {
        let all: Vec<_> = reports(said).collect();
        let lost: BTreeSet<&str> = self.broken.iter().flat_map(|name| defined(self.templates.text(name))).collect();
        let hung: BTreeSet<&str> = self.texts.keys().map(String::as_str).filter(|name| self.hangs(name)).collect();
        let mut found = Vec::new();
        for report in all.iter().flatten() {
            let template = report.template;
            let known = words::translate(report.said);
            let (about, name) = known.as_ref().map_or((Topic::Writing, ""), |said| (said.about, said.name()));
            let is_component = about == Topic::Component;
            // What a broken template defines may be cut short: others of the same family are probably from there, too.
            let is_echo = (is_component
                && lost.iter().any(|lost| *lost == name || (family(lost).is_some() && family(lost) == family(name))))
                || (about == Topic::Block && hung.contains(template));
            if !is_echo {
                let finding = self.templates.reference(report);
                let is_gone = is_component && !finding.message.ends_with('?');
                let (gone, finding) = if is_gone { self.gone(name, finding) } else { (None, finding) };
                found.push((gone, finding, template.to_owned()));
            }
        }
        for (gone, finding, template) in found {
            self.findings.push((gone, finding));
            self.broken.insert(template);
        }
        // There is nothing left to ask; but a report that could not be read is not kept silent.
        self.unread_report |= all.contains(&None);
        false
    }

    /// A component that is not there, nor one like it: perhaps the template that defined it and its family is gone.
    fn gone(&self, name: &str, finding: Finding) -> Lack {
        let Some(family) = family(name) else { return (Some(name.to_owned()), finding) };
        if self.templates.components().iter().any(|other| self::family(other) == Some(family)) {
            return (Some(name.to_owned()), finding);
        }
        let message =
            format!("De component `{name}` bestaat niet, en ook geen andere waarvan de naam begint met `{family}.`.");
        let tip = "Is het sjabloon weg waarin zij werden gemaakt? Zet het dan terug.";
        (Some(format!("{family}.")), Finding { message, ..finding.tip(tip) })
    }

    /// Whether a parent of a template, near or far, is broken or was taken out.
    fn hangs(&self, name: &str) -> bool {
        let (mut seen, mut current) = (BTreeSet::new(), name);
        loop {
            if self.broken.contains(current) {
                return true;
            }
            match parent(self.templates.text(current)).filter(|parent| seen.insert(*parent)) {
                Some(parent) => current = parent,
                None => return false,
            }
        }
    }

    /// The templates that are whole, and need none that is not.
    fn whole(&self) -> BTreeSet<&str> {
        let owners: BTreeMap<&str, &str> = self
            .templates
            .texts
            .iter()
            .flat_map(|(name, text)| defined(text).into_iter().map(move |component| (component, name.as_str())))
            .collect();
        let needs: BTreeMap<&str, BTreeSet<&str>> =
            self.templates.texts.iter().map(|(name, text)| (name.as_str(), needed(text, &owners))).collect();
        let mut whole: BTreeSet<&str> = needs.keys().copied().filter(|name| !self.broken.contains(*name)).collect();
        loop {
            let kept: BTreeSet<&str> =
                whole.iter().copied().filter(|name| needs[name].iter().all(|needed| whole.contains(needed))).collect();
            if kept.len() == whole.len() {
                return kept;
            }
            whole = kept;
        }
    }
}

/// The templates that a template needs: by name, or for a component that they define.
fn needed<'t>(text: &'t str, owners: &BTreeMap<&'t str, &'t str>) -> BTreeSet<&'t str> {
    let mut needed = BTreeSet::new();
    for tag in tags(text) {
        if matches!(tag.word(), "extends" | "include") {
            needed.extend(tag.quoted().map(|name| name.text));
        }
        needed.extend(tag.calls().filter_map(|component| owners.get(component).copied()));
    }
    needed
}

/// What stands before the point in the name of a component.
fn family(component: &str) -> Option<&str> {
    component.split_once('.').map(|(family, _)| family)
}

/// What many miss, because it is gone, is told once, with the other places.
fn grouped(mut found: Vec<Lack>) -> Vec<Finding> {
    // Tera tells in any order; which one comes first must not depend on it.
    found.sort_by(|(_, one), (_, other)| (&one.place, &one.message).cmp(&(&other.place, &other.message)));
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut findings: Vec<Finding> = Vec::new();
    for (gone, finding) in found {
        let Some(gone) = gone else {
            findings.push(finding);
            continue;
        };
        match first.get(&gone) {
            Some(&at) if findings[at].related.len() < MOST_PLACES => {
                findings[at].related.push(Related { place: finding.place, label: "ook hier nodig".to_owned() });
            }
            Some(_) => {}
            None => {
                first.insert(gone, findings.len());
                findings.push(finding);
            }
        }
    }
    findings
}
