//! Templates and static files of a theme: a view → bytes. The only user of Tera.
//!
//! No function or filter is registered that looks at the site, the disk or the clock: a template sees its view and nothing
//! else, so the view *is* the list of what a page depends on.
//!
//! What Tera finds wrong is told in Dutch: [`reports`] cuts its reports apart, [`words`] knows its sentences, [`explain`] makes
//! findings of them, [`check`] gets them all at once.

mod check;
mod costly;
mod counting;
mod explain;
pub(crate) mod ingebouwd;
mod layers;
mod limits;
mod parts;
#[cfg(test)]
mod provoked;
mod reports;
mod tags;
mod wording;
mod words;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use serde::Serialize;
use tera::value::Key;
use tera::{Context, Map, TeraResult, Value};

use crate::diagnostics::{Checked, Code, Finding, Findings, Place};
use crate::kinds::Instelbaar;
use crate::source::{Source, SourcePath, SourceTree};
use explain::Templates;
use layers::Laid;
use limits::{Limits, Watched};
pub(crate) use parts::Parts;

/// The folder that holds the themes.
pub(crate) const FOLDER: &str = "themes";

/// A theme that was read. Templates that are broken, or need one that is, are reported and render nothing.
#[derive(Debug)]
pub(crate) struct Theme {
    /// The templates that can be rendered.
    watched: Watched,
    /// All templates as they were written, for telling where a mistake is.
    templates: Templates,
    /// What each template is made of; nothing when something is wrong with them, or nobody compares.
    parts: BTreeMap<String, Parts>,
    /// Static files, by their path in the folder of the theme's static files.
    files: BTreeMap<String, StaticFile>,
    /// What a municipality may set; `None` when what the theme says of it is wrong.
    instelbaar: Option<Instelbaar>,
    /// Stylesheets that go after those of the templates.
    stijlbladen: Vec<String>,
    /// Where it is chosen, when a layer of it is inside the program: its files are no place to send anybody.
    chosen: Option<Place>,
}

/// A file that is published as it is.
#[derive(Debug, Clone)]
pub(crate) struct StaticFile {
    /// Where it is in the project.
    pub path: SourcePath,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// The files of a theme: what a [`Theme`] is made from, and all that it depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ThemeFiles {
    name: String,
    files: Vec<(SourcePath, Source)>,
    /// Whether the theme that is inside the program is among them.
    is_built_in: bool,
}

impl ThemeFiles {
    /// The files of theme `name`, and of all others: it may be built on one of them. The theme that is inside the program is among them
    /// unless the project has a folder of its name.
    pub(crate) fn of(tree: &SourceTree, name: &str) -> Self {
        let mut files: Vec<_> = tree.below(FOLDER).map(|(path, source)| (path.clone(), source.clone())).collect();
        let is_built_in = tree.below(&format!("{FOLDER}/{}", ingebouwd::NAME)).next().is_none();
        if is_built_in {
            files.extend(ingebouwd::AS_SOURCES.iter().cloned());
        }
        Self { name: name.to_owned(), files, is_built_in }
    }
}

/// Reads a theme; all templates that are wrong are reported in one go. `templates` are those that every theme must have. What
/// each is made of is found out only for who `compares` themes.
pub(crate) fn load(theme: &ThemeFiles, named_at: &Place, templates: &[&str], compares: bool) -> Checked<Option<Theme>> {
    let chosen = theme.is_built_in.then(|| named_at.clone());
    let moved = |findings| chosen.iter().fold(findings, |all, chosen| ingebouwd::where_chosen(&all, chosen));
    let mut findings = Findings::default();
    let Some(laid) = layers::lay(theme, named_at, templates, &mut findings) else {
        return Checked::new(None, moved(findings));
    };
    let Laid { templates: mut sources, unread, files, instelbaar, stijlbladen, teksten } = laid;
    for template in templates.iter().filter(|template| !sources.texts.contains_key(**template)) {
        findings.push(
            Finding::new(
                Code::NoTheme,
                named_at.clone(),
                format!("Het thema “{}” mist het sjabloon {template}.", theme.name),
            )
            .tip(format!("Zet het terug in {FOLDER}/{}/templates/.", theme.name)),
        );
    }
    wording::say(&mut sources, &teksten, &mut findings);
    let Checked { value: watched, findings: wrong } = check::read(&sources, unread);
    let parts = if compares && wrong.is_empty() { parts::parts(&sources, &stijlbladen) } else { BTreeMap::new() };
    findings += wrong;
    let findings = moved(findings);
    Checked::new(Some(Theme { watched, templates: sources, parts, files, instelbaar, stijlbladen, chosen }), findings)
}

impl Theme {
    /// The files that are published as they are, by name.
    pub(crate) fn files(&self) -> &BTreeMap<String, StaticFile> {
        &self.files
    }

    /// What each template is made of; nothing when something is wrong with them, or nobody compares.
    pub(crate) fn parts(&self) -> &BTreeMap<String, Parts> {
        &self.parts
    }

    /// What a municipality may set; `None` when what the theme says of it is wrong, which was told.
    pub(crate) fn instelbaar(&self) -> Option<&Instelbaar> {
        self.instelbaar.as_ref()
    }

    /// Renders a page, which shows of the site what `site` says. Nothing comes of a template that asks for what its view does not
    /// have; the finding says so. Nothing comes either of a template that was broken; that is known already.
    pub(crate) fn render(&self, template: &str, site: &Shared, view: &impl Serialize) -> Checked<Option<Vec<u8>>> {
        let mut findings = Findings::default();
        if !self.watched.contains(template) {
            return Checked::new(None, findings);
        }
        let rendered = self.context(site, view).and_then(|context| {
            let page = guarded(|| self.watched.render(template, &context, Limits::USUAL, Vec::with_capacity(PAGE)));
            page.map(Some).or_else(|error| {
                let finding = self.watched.finding(template, &error, &self.templates);
                if finding.is_some() {
                    findings.extend(finding);
                    return Ok(None);
                }
                guarded(|| self.watched.render_plain(template, &context, &self.templates)).map(|()| {
                    findings.push(Watched::uncounted(template, &self.templates));
                    None
                })
            })
        });
        let page = rendered.unwrap_or_else(|error| {
            findings.push(self.templates.render(template, &whole(site, view), &error));
            None
        });
        Checked::new(page, self.chosen.iter().fold(findings, |all, chosen| ingebouwd::where_chosen(&all, chosen)))
    }

    /// What a template sees.
    fn context(&self, site: &Shared, view: &impl Serialize) -> TeraResult<Context> {
        let mut context = Context::from_serialize(view)?;
        context.insert_value(SITE, site.0.clone());
        context.insert("stijlbladen", &self.stijlbladen);
        Ok(context)
    }
}

/// What templates of many pages see, made ready for them once.
#[derive(Debug, Clone)]
pub(crate) struct Shared(Value);

impl Shared {
    /// A view, made ready.
    pub(crate) fn new(view: &impl Serialize) -> Self {
        // Views are made of texts, numbers, lists and groups: there is nothing in them that templates could not see.
        Self(Value::try_from_serializable(view).unwrap_or_else(|_| Value::none()))
    }
}

/// What templates call what they see of the site.
const SITE: &str = "site";

/// How much room most pages need.
const PAGE: usize = 16 * 1024;

/// All that a template sees of its page and of the site, as one group.
fn whole(site: &Shared, view: &impl Serialize) -> Value {
    let view = Value::try_from_serializable(view).ok().and_then(Value::into_map).unwrap_or_default();
    Value::from([(Key::Str(SITE), site.0.clone())].into_iter().chain(view).collect::<Map>())
}

/// Tera must never bring the program down: what it does not see coming is a mistake in a template, too.
fn guarded<T>(work: impl FnOnce() -> TeraResult<T>) -> TeraResult<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(tera::Error::message(words::STUCK)))
}
