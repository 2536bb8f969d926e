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

use crate::check::{self, Judged, Subject};
use crate::content::values::{Basisadres, Datum, Parse};
use crate::content::{self, Document, SiteInfo, Text, Texts};
use crate::diagnostics::{Checked, Findings, Place, Report, Severity};
use crate::kleuren;
use crate::memo::{Memo, Same};
use crate::output::{OutputPath, Tree};
use crate::pages::{self, Planner, Recipe, View, Which};
use crate::site::{self, Item, Site};
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
    pub files: Arc<BTreeMap<OutputPath, SourcePath>>,
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
    documents: Memo<SourcePath, Source, Checked<Option<Parsed>>>,
    linked: Memo<(), LinkInput, Arc<Linked>>,
    judged: Memo<SourcePath, JudgeInput, Arc<Judged>>,
    themes: Memo<(), (ThemeFiles, Place), Checked<Option<Arc<Theme>>>>,
    /// For each template the theme that first had all its parts as they are now: it gives the same pages as the newest.
    templates: Memo<String, theme::Parts, Arc<Theme>>,
    views: Memo<OutputPath, (Same<Linked>, Which), View>,
    sitemaps: Memo<(), (Changed, Basisadres), File>,
    pages: Memo<OutputPath, RenderInput, Rendered>,
}

/// A file of the content, read: what the site hears of it, and its words.
type Parsed = (Arc<Document>, Arc<Text>);

/// A file of the site.
type File = (OutputPath, Arc<[u8]>);

/// When each page last changed.
type Changed = Vec<(OutputPath, Datum)>;

/// What a judgement of the words of a document depends on.
#[derive(Debug, PartialEq)]
struct JudgeInput {
    linked: Same<Linked>,
    document: Same<Document>,
    text: Same<Text>,
}

/// What the site without its words depends on.
#[derive(Debug, PartialEq)]
struct LinkInput {
    documents: Vec<Arc<Document>>,
    today: Date,
    concepten: bool,
    basis: Option<Basis>,
}

/// The site without the words of its texts: how it hangs together, what was found in it, and which pages it has. An editor who
/// writes on a text leaves all this as it is.
#[derive(Debug)]
struct Linked {
    site: Site,
    today: Date,
    basis: Option<Basis>,
    findings: Findings,
    judged: Judged,
    pages: BTreeMap<OutputPath, Which>,
    files: Arc<BTreeMap<OutputPath, SourcePath>>,
}

impl Linked {
    fn new(input: &LinkInput) -> Self {
        let LinkInput { documents, today, concepten, basis } = input;
        let Checked { value: site, findings } = site::link(documents, *today, *concepten);
        let pages = pages::addresses(&site);
        let files = site.pages_of_files().map(|(page, file)| (page.clone(), file.clone())).collect();
        let (today, basis, judged) = (*today, basis.clone(), Judged::default());
        let mut linked = Self { site, today, basis, findings, judged, pages, files: Arc::new(files) };
        linked.judged = check::check(&linked.subject());
        linked
    }

    fn subject(&self) -> Subject<'_> {
        Subject { site: &self.site, today: self.today, base_is_given: self.basis.is_some() }
    }

    fn planner<'s>(&'s self, info: &'s Item<SiteInfo>, texts: &'s Texts) -> Planner<'s> {
        let base = self.basis.as_ref().map(|Basis(base)| base).or(info.value.basis.as_ref());
        Planner { site: &self.site, info, today: self.today, base, texts }
    }
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

type Rendered = Checked<Option<File>>;

impl Pipeline {
    /// Builds the site from its files.
    pub fn build(&mut self, sources: &SourceTree, settings: &Settings) -> Build {
        let mut findings = Findings::default();
        let parsed = self.parse(sources, settings.concepten, &mut findings);
        let linked = self.link(&parsed, settings);
        findings += linked.findings.clone();
        findings += self.judge(&linked, &parsed);
        let Some(info) = &linked.site.info else {
            return Build { tree: None, report: report(findings, settings), files: Arc::default() };
        };
        let theme = findings.take(self.theme(sources, info));
        let texts = parsed.into_iter().map(|(document, text)| (document.path.clone(), text)).collect();
        let mut recipes = self.plan(&linked, &linked.planner(info, &texts));
        if let Some(colours) = theme.as_ref().and_then(|theme| theme.kleuren()) {
            let judged = kleuren::judge(colours, &info.value.kleuren, &info.document.path);
            if let Some(stylesheet) = findings.take(judged) {
                recipes.push((OutputPath::new(pages::COLOURS), Recipe::Bytes(stylesheet.into_bytes().into())));
            }
        }
        let tree = theme.map(|theme| self.render(recipes, &theme, &mut findings));
        let report = report(findings, settings);
        Build { tree: tree.filter(|_| report.is_publishable()), report, files: Arc::clone(&linked.files) }
    }

    /// What the last build made; the rest was remembered.
    pub fn made(&self) -> Made {
        Made { documents: self.documents.made(), pages: self.pages.made() }
    }

    /// Reads every file of the content; drafts are taken seriously only when they are shown.
    fn parse(&mut self, sources: &SourceTree, concepten: bool, findings: &mut Findings) -> Vec<Parsed> {
        let inputs = sources.below(content::FOLDER).map(|(path, source)| (path.clone(), source.clone()));
        let all = self.documents.run(inputs, |path, source| {
            let Checked { value, findings } = content::parse(path, source);
            Checked::new(value.map(|(document, text)| (Arc::new(document), Arc::new(text))), findings)
        });
        let mut parsed = Vec::with_capacity(all.len());
        for Checked { value, findings: found } in all {
            // A draft may be unfinished: what is wrong in it is told, and stops nobody else's page.
            let is_draft = value.as_ref().is_some_and(|(document, _)| document.concept);
            *findings += if is_draft && !concepten { found.all(Severity::Warning) } else { found };
            parsed.extend(value);
        }
        parsed
    }

    /// Links the documents to a site and judges it as a whole; their words do not matter.
    fn link(&mut self, parsed: &[Parsed], settings: &Settings) -> Arc<Linked> {
        let input = LinkInput {
            documents: parsed.iter().map(|(document, _)| Arc::clone(document)).collect(),
            today: settings.today,
            concepten: settings.concepten,
            basis: settings.basis.clone(),
        };
        self.linked.run([((), input)], |(), input| Arc::new(Linked::new(input))).swap_remove(0)
    }

    /// Judges the words of every text as they stand in the site.
    fn judge(&mut self, linked: &Arc<Linked>, parsed: &[Parsed]) -> Findings {
        let inputs = parsed.iter().map(|(document, text)| {
            let (linked, text) = (Same(Arc::clone(linked)), Same(Arc::clone(text)));
            (document.path.clone(), JudgeInput { linked, document: Same(Arc::clone(document)), text })
        });
        let judged = self.judged.run(inputs, |_, JudgeInput { linked, document, text }| {
            Arc::new(check::check_text(&linked.0.subject(), &document.0, &text.0))
        });
        let all = || judged.iter().map(AsRef::as_ref).chain([&linked.judged]);
        let mut findings = check::dead_links(&linked.subject(), all());
        findings.extend(all().flat_map(|judged| judged.findings.iter().cloned()));
        findings
    }

    fn theme(&mut self, sources: &SourceTree, info: &Item<SiteInfo>) -> Checked<Option<Arc<Theme>>> {
        let thema = &info.value.thema;
        let named_at = Place::new(&info.document.path, thema.span);
        let input = (ThemeFiles::of(sources, &thema.value.0), named_at);
        let mut themes = self.themes.run([((), input)], |(), (files, at)| {
            let Checked { value, findings } = theme::load(files, at, pages::TEMPLATES);
            Checked::new(value.map(Arc::new), findings)
        });
        themes.swap_remove(0)
    }

    /// Makes the recipe of every address.
    fn plan(&mut self, linked: &Arc<Linked>, planner: &Planner<'_>) -> Vec<(OutputPath, Recipe)> {
        let inputs =
            linked.pages.iter().map(|(output, which)| (output.clone(), (Same(Arc::clone(linked)), which.clone())));
        let views = self.views.run_while(
            inputs,
            |view| view.holds(planner.texts),
            |output, (_, which)| planner.view(output, which),
        );
        let pages = || linked.pages.keys().cloned().zip(&views);
        let mut files = pages::files(&planner.info.value, planner.today, planner.base);
        if let Some(base) = planner.base {
            let changed = pages().map(|(output, view)| (output, view.page.pagina.gewijzigd)).collect();
            let input = [((), (changed, base.clone()))];
            files.extend(self.sitemaps.run(input, |(), (changed, base)| pages::sitemap(changed, base)));
        }
        files.extend(linked.site.bestanden.iter().filter_map(|(path, bestand)| {
            Some((linked.site.output_of_path(path)?, Arc::clone(bestand.source.bytes())))
        }));
        let pages = pages()
            .map(|(output, View { template, page, .. })| (output, Recipe::Page { template, view: Arc::clone(page) }));
        pages.chain(files.into_iter().map(|(output, bytes)| (output, Recipe::Bytes(bytes)))).collect()
    }

    /// Follows every recipe.
    fn render(&mut self, recipes: Vec<(OutputPath, Recipe)>, theme: &Arc<Theme>, findings: &mut Findings) -> Tree {
        let parts = theme.parts().iter().map(|(name, parts)| (name.clone(), Arc::clone(parts)));
        let themes = self.templates.run(parts, |_, _| Arc::clone(theme));
        let themes: BTreeMap<&str, &Arc<Theme>> = theme.parts().keys().map(String::as_str).zip(&themes).collect();
        let inputs = recipes.into_iter().map(|(output, recipe)| {
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
            let parsed = Pipeline::default().parse(&sources, false, &mut Findings::default());
            let documents: Vec<_> = parsed.into_iter().map(|(document, _)| document).collect();
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
