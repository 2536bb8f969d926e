//! The whole program in one function: files in, a site and a report out.
//!
//! ```text
//! SourceTree ─parse─► documents ─link─► Site ─check─► ─plan─► recipes ─render─► Tree
//! ```
//!
//! Nothing here touches a disk, a clock or the environment. The same input gives the same bytes, on any machine and with any
//! number of threads. Mistakes of editors are findings and never stop a stage; when one of them is a *fout*, there is no
//! [`Tree`], and so nothing to publish.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::check::{self, Subject};
use crate::content::values::{Basisadres, Parse};
use crate::content::{self, Document, SiteInfo};
use crate::diagnostics::{Checked, Findings, Place, Report, Severity};
use crate::kleuren;
use crate::memo::Memo;
use crate::output::{OutputPath, Tree};
use crate::pages::{self, Plan, Recipe};
use crate::site::{self, Item};
use crate::source::{Source, SourcePath, SourceTree};
use crate::theme::{self, Theme, ThemeFiles};

/// What a build depends on besides its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Today. It decides what is over, going on or to come.
    pub today: Date,
    /// Where the site will be, when it is not what `site.yaml` says.
    pub basis: Option<Basis>,
    /// Whether drafts are shown, and news of other days.
    pub concepten: bool,
    /// Whether a *waarschuwing* stops publication, too.
    pub streng: bool,
}

/// The address where the site will be: `https://gemeente.example/wijken`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis(Basisadres);

impl Basis {
    /// Reads an address.
    ///
    /// # Errors
    /// In Dutch, when it is not a web address.
    pub fn parse(text: &str) -> Result<Self, String> {
        Basisadres::parse(text)
            .map(Self)
            .map_err(|mismatch| format!("{}; nodig is {}", mismatch.why, Basisadres::EXPECTED))
    }
}

/// What comes out of a build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Build {
    /// The site; `None` when a *fout* stops publication.
    pub tree: Option<Tree>,
    /// What was found.
    pub report: Report,
    /// The files that pages are of, for who wants to edit what is to be seen.
    pub files: BTreeMap<OutputPath, SourcePath>,
}

/// How much a build had to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// Files of the content that were read.
    pub documents: usize,
    /// Pages that were rendered.
    pub pages: usize,
}

/// Builds once.
pub fn build(sources: &SourceTree, settings: &Settings) -> Build {
    Pipeline::default().build(sources, settings)
}

/// A builder that remembers: a second build makes only what differs, and gives the same as a first one would.
#[derive(Debug, Default)]
pub struct Pipeline {
    documents: Memo<SourcePath, Source, Checked<Option<Arc<Document>>>>,
    themes: Memo<(), (ThemeFiles, Place), Checked<Option<Arc<Theme>>>>,
    /// For each template the theme that first had all its parts as they are now: it gives the same pages as the newest.
    templates: Memo<String, theme::Parts, Arc<Theme>>,
    pages: Memo<OutputPath, RenderInput, Rendered>,
}

/// The report of a build; a strict one takes every finding for a *fout*.
fn report(findings: Findings, settings: &Settings) -> Report {
    Report::new(if settings.streng { findings.all(Severity::Error) } else { findings })
}

/// What a rendered page depends on.
#[derive(Debug, Clone)]
struct RenderInput {
    theme: Arc<Theme>,
    recipe: Recipe,
}

impl PartialEq for RenderInput {
    fn eq(&self, other: &Self) -> bool {
        let is_alike = match &self.recipe {
            Recipe::Page { .. } => Arc::ptr_eq(&self.theme, &other.theme),
            Recipe::Bytes(_) => true,
        };
        is_alike && self.recipe == other.recipe
    }
}

type Rendered = Checked<Option<(OutputPath, Arc<[u8]>)>>;

impl Pipeline {
    /// Builds the site from its files.
    pub fn build(&mut self, sources: &SourceTree, settings: &Settings) -> Build {
        let mut findings = Findings::default();
        let documents = self.parse(sources, settings.concepten, &mut findings);
        let site = findings.take(site::link(&documents, settings.today, settings.concepten));
        findings += check::check(&Subject {
            site: &site,
            documents: &documents,
            today: settings.today,
            base_is_given: settings.basis.is_some(),
        });
        let Some(info) = site.info else {
            return Build { tree: None, report: report(findings, settings), files: BTreeMap::new() };
        };
        let theme = findings.take(self.theme(sources, info));

        let base = settings.basis.as_ref().map(|Basis(base)| base).or(info.value.basis.as_ref());
        let mut plan = pages::plan(&site, info, settings.today, base);
        if let Some(colours) = theme.as_ref().and_then(|theme| theme.kleuren()) {
            let judged = kleuren::judge(colours, &info.value.kleuren, &info.document.path);
            if let Some(stylesheet) = findings.take(judged) {
                plan.insert(OutputPath::new(pages::COLOURS), Recipe::Bytes(stylesheet.into_bytes().into()));
            }
        }
        let tree = theme.map(|theme| self.render(plan, &theme, &mut findings));
        let report = report(findings, settings);
        let files = site.pages_of_files().map(|(page, file)| (page.clone(), file.clone())).collect();
        Build { tree: tree.filter(|_| report.is_publishable()), report, files }
    }

    /// What the last build made; the rest was remembered.
    pub fn made(&self) -> Made {
        Made { documents: self.documents.made(), pages: self.pages.made() }
    }

    /// Reads every file of the content; drafts are taken seriously only when they are shown.
    fn parse(&mut self, sources: &SourceTree, concepten: bool, findings: &mut Findings) -> Vec<Arc<Document>> {
        let inputs = sources.below(content::FOLDER).map(|(path, source)| (path.clone(), source.clone()));
        let parsed = self.documents.run(inputs, |path, source| {
            let Checked { value, findings } = content::parse(path, source);
            Checked::new(value.map(Arc::new), findings)
        });
        let mut documents = Vec::with_capacity(parsed.len());
        for Checked { value, findings: found } in parsed {
            // A draft may be unfinished: what is wrong in it is told, and stops nobody else's page.
            let is_draft = value.as_ref().is_some_and(|document: &Arc<Document>| document.concept);
            *findings += if is_draft && !concepten { found.all(Severity::Warning) } else { found };
            documents.extend(value);
        }
        documents
    }

    fn theme(&mut self, sources: &SourceTree, info: Item<'_, SiteInfo>) -> Checked<Option<Arc<Theme>>> {
        let thema = &info.value.thema;
        let named_at = Place::new(&info.document.path, thema.span);
        let input = (ThemeFiles::of(sources, &thema.value.0), named_at);
        let mut themes = self.themes.run([((), input)], |(), (files, at)| {
            let Checked { value, findings } = theme::load(files, at, pages::TEMPLATES);
            Checked::new(value.map(Arc::new), findings)
        });
        themes.swap_remove(0)
    }

    /// Renders every page of the plan.
    fn render(&mut self, plan: Plan, theme: &Arc<Theme>, findings: &mut Findings) -> Tree {
        let parts = theme.parts().iter().map(|(name, parts)| (name.clone(), Arc::clone(parts)));
        let themes = self.templates.run(parts, |_, _| Arc::clone(theme));
        let themes: BTreeMap<&str, &Arc<Theme>> = theme.parts().keys().map(String::as_str).zip(&themes).collect();
        let inputs = plan.into_iter().map(|(output, recipe)| {
            let theme = match &recipe {
                Recipe::Page { template, .. } => themes.get(template).copied().unwrap_or(theme),
                Recipe::Bytes(_) => theme,
            };
            (output, RenderInput { theme: Arc::clone(theme), recipe })
        });
        let rendered = self.pages.run(inputs, |output, RenderInput { theme, recipe }| match recipe {
            Recipe::Bytes(bytes) => Checked::new(Some((output.clone(), bytes.clone())), Findings::default()),
            Recipe::Page { template, view } => {
                let Checked { value, findings } = theme.render(template, &**view);
                Checked::new(value.map(|bytes| (output.clone(), bytes.into())), findings)
            }
        });
        let mut pages = Vec::with_capacity(rendered.len());
        let mut mistakes = Findings::default();
        for page in rendered {
            pages.extend(mistakes.take(page));
        }
        // One mistake in a template shows on many pages, each with other names that it might have asked for.
        *findings += mistakes.one_per_place();
        theme.files().iter().cloned().chain(pages).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever place on a page a link may point at, is on that page.
    #[test]
    fn every_anchor_is_on_its_page() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let shipped = crate::disk::read(root).unwrap();
        let mut checked = 0;
        for project in [root.to_owned(), root.join("tests/cases/tweede-gemeente/in")] {
            let mut sources = crate::disk::read(&project).unwrap();
            for (path, source) in shipped.below(theme::FOLDER) {
                sources.insert(path.clone(), source.clone());
            }
            let settings =
                Settings { today: jiff::civil::date(2026, 11, 23), basis: None, concepten: false, streng: false };
            let tree = build(&sources, &settings).tree.unwrap();
            let documents = Pipeline::default().parse(&sources, false, &mut Findings::default());
            let site = site::link(&documents, settings.today, false).value;
            for target in documents.iter().filter_map(|document| site.target_of(document)) {
                for id in target.anchors.values().chain(&target.anchor) {
                    let page = String::from_utf8_lossy(tree.get(&target.output).unwrap());
                    assert!(page.contains(&format!(" id=\"{id}\"")), "#{id} is not on /{}", target.output);
                    checked += 1;
                }
            }
        }
        assert!(checked > 100, "only {checked} anchors");
    }
}
