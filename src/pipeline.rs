//! The whole program in one function: files in, a site and a report out.
//!
//! ```text
//! SourceTree ─parse─► documents ─link─► Site ─check─► ─view─► views ─render─► Tree
//! ```
//!
//! Nothing here touches a disk, a clock or the environment. The same input gives the same bytes, on any machine and with any
//! number of threads. Mistakes of editors are findings and never stop a stage; when one of them is a *fout*, there is no
//! [`Tree`], and so nothing to publish.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;

use crate::beeld::{Cache, Gemaakt, Mankement};
use crate::check::{Judged, Subject};
use crate::diagnostics::{Checked, Findings, Place, Report, Severity};
use crate::kinds::{Bestand, Document, Serverbestand, SiteInfo, Text};
use crate::memo::{Last, Memo, Old};
use crate::output::{Content, Nowhere, OutputPath, Shelf, Sources, Tree};
use crate::pages::views::{Page, SiteView};
use crate::pages::{Frames, Planner, View, Which};
use crate::progress::{Progress, Stage};
use crate::server::{Policy, Server};
use crate::site::{Item, Places, Site, Verhuisd};
use crate::source::{Source, SourcePath, SourceTree};
use crate::theme::{Shared, Theme, ThemeFiles};
use crate::tijd::Datum;
use crate::values::{Basisadres, Parse, Webadres};
use crate::{beeld, check, huisstijl, kinds, output, pages, site, theme};

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
    /// How the files that pages need are named.
    pub names: Names,
}

impl Settings {
    /// What is published on a day: no drafts, at the address that `site.yaml` says, in spite of warnings.
    pub fn new(today: Date) -> Self {
        Self { today, basis: None, concepten: false, streng: false, names: Names::Hashed }
    }
}

/// How the files of the theme are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// By their content: browsers may keep them for ever, and a page never gets the style of another version of the site.
    Hashed,
    /// Always the same, so that a style can be changed below a page that is open. For the preview.
    Plain,
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
    /// The folder on its server below which the site will be: `/` for most, `/wijken/` for some.
    pub folder: String,
    /// What its server should know; `None` when nothing is known of the site.
    pub policy: Option<Policy>,
}

/// How much a build had to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// Files of the content that were read.
    pub documents: usize,
    /// Pages of which was found out what their templates see.
    pub views: usize,
    /// Pages that were rendered.
    pub pages: usize,
}

/// Builds once.
pub fn build(sources: &SourceTree, settings: &Settings) -> Build {
    Pipeline::default().for_once().build(sources, settings)
}

/// A builder that remembers: a second build makes only what differs, and gives the same as a first one would.
#[derive(Debug, Default)]
pub struct Pipeline {
    documents: Memo<SourcePath, Source, Checked<Option<Parsed>>>,
    linked: Option<Arc<Linked>>,
    judged: Memo<SourcePath, Parsed, Judged, Same<Linked>>,
    pictures: Memo<SourcePath, Arc<Bestand>, Result<Gemaakt, Mankement>>,
    /// Where pictures are kept between two runs of the program.
    cache: Option<Arc<dyn Cache>>,
    themes: Last<(ThemeFiles, Place), Checked<Option<Arc<Theme>>>>,
    /// For each template the theme that first had all its parts as they are now: it gives the same pages as the newest.
    templates: Memo<String, theme::Parts, Arc<Theme>>,
    pages: Memo<OutputPath, Which, Shown, (Same<Linked>, OutputPath)>,
    sitemaps: Last<(Changed, Basisadres), Bytes>,
    /// How many views and pages the last build made.
    made: (usize, usize),
    /// Whether there will be no other build, for which it would be worth to know what templates saw.
    is_for_once: bool,
    progress: Progress,
}

/// A file of the content, read: what the site hears of it, and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Parsed {
    document: Arc<Document>,
    text: Arc<Text>,
}

/// The bytes of a file.
type Bytes = Arc<[u8]>;

/// When each page last changed.
type Changed = Vec<(OutputPath, Datum)>;

/// A page that was made.
#[derive(Debug)]
struct Shown {
    /// What its template saw; `None` when nobody asks for it again.
    view: Option<View>,
    /// The theme that rendered it, or one that gives the same page.
    theme: Arc<Theme>,
    /// When it last changed, if machines should know of it.
    listed: Option<Datum>,
    /// What came of it.
    rendered: Checked<Option<Content>>,
}

/// An input that is equal only to itself: for what is large, and is remembered itself as long as it is equal.
#[derive(Debug)]
struct Same<T>(Arc<T>);

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The site without the words of its texts: how it hangs together, what was found in it, and which pages it has. An editor who
/// writes on a text leaves all this as it is.
#[derive(Debug)]
struct Linked {
    site: Arc<Site>,
    places: Places,
    today: Date,
    concepten: bool,
    basis: Option<Basis>,
    findings: Findings,
    judged: Judged,
    pages: BTreeMap<OutputPath, Which>,
    frames: Frames,
    files: Arc<Sources>,
}

impl Linked {
    /// A site, and how it differs from the `last`.
    fn new(documents: &[Arc<Document>], settings: &Settings, last: Option<&Self>) -> Self {
        let Settings { today, concepten, basis, .. } = settings.clone();
        let mut findings = Findings::default();
        let site = Arc::new(findings.take(site::link(documents, today, concepten)));
        let places = findings.take(site::place(&site));
        let pages = pages::addresses(&site, &places);
        let mut files: Sources = places.pages_of_files().map(|(page, file)| (page.clone(), file.clone())).collect();
        for (path, bestand) in &places.bestanden {
            let published: Vec<_> = if bestand.picture {
                site::varianten(path, bestand).into_iter().map(|(output, _)| output).collect()
            } else {
                places.output_of(path).into_iter().cloned().collect()
            };
            files.extend(published.into_iter().map(|output| (output, path.clone())));
        }
        let (judged, frames, files) = (Judged::default(), Frames::default(), Arc::new(files));
        let mut linked = Self { site, places, today, concepten, basis, findings, judged, pages, frames, files };
        let frames = |info| {
            Frames::new(&linked.places, info, linked.base(info), linked.pages.keys(), last.map(|last| &last.frames))
        };
        let frames = || linked.site.info.as_ref().map(frames).unwrap_or_default();
        (linked.judged, linked.frames) = rayon::join(|| check::check(&linked.subject()), frames);
        linked
    }

    /// Whether it is what these documents would give.
    fn is_of(&self, parsed: &[&Parsed], settings: &Settings) -> bool {
        (self.today, self.concepten, &self.basis) == (settings.today, settings.concepten, &settings.basis)
            && self.site.documents().iter().eq(parsed.iter().map(|parsed| &parsed.document))
    }

    fn subject(&self) -> Subject<'_> {
        Subject { site: &self.site, places: &self.places, today: self.today, base_is_given: self.basis.is_some() }
    }

    /// Where the site will be, if anybody said so.
    fn base<'s>(&'s self, info: &'s Item<SiteInfo>) -> Option<&'s Basisadres> {
        self.basis.as_ref().map(|Basis(base)| base).or(info.value.basis.as_ref())
    }

    /// What the server of the site should know; of the theme nothing is known yet.
    fn policy(&self, info: &Item<SiteInfo>) -> Policy {
        let (base, SiteInfo { publicatie, beveiliging, .. }) = (self.base(info), &*info.value);
        let folder = base.map_or_else(|| "/".to_owned(), Basisadres::folder);
        let has_own_host = base.is_some_and(Basisadres::is_safe) && folder == "/";
        let to = |moved: &Verhuisd| {
            let anchor = moved.naar.anchor.as_ref().map(|anchor| format!("#{anchor}"));
            format!("{}{}", moved.naar.output.address(), anchor.unwrap_or_default())
        };
        Policy {
            folder,
            hsts: publicatie.hsts.unwrap_or(has_own_host),
            inlijsten: publicatie.inlijsten.iter().map(Webadres::origin).collect(),
            scripts: false,
            security: beveiliging.as_ref().is_some_and(|it| self.today <= it.geldig_tot.value.0),
            verhuisd: self.places.verhuisd.iter().map(|moved| (moved.van.as_str().to_owned(), to(moved))).collect(),
        }
    }

    fn planner<'s>(
        &'s self,
        info: &'s Item<SiteInfo>,
        texts: &'s [&'s Arc<Text>],
        assets: &'s OutputPath,
    ) -> Planner<'s> {
        let (base, frames) = (self.base(info), &self.frames);
        Planner { site: &self.site, places: &self.places, info, today: self.today, base, frames, texts, assets }
    }
}

impl Pipeline {
    /// A builder that keeps pictures there as well, for the next run of the program.
    #[must_use]
    pub fn with_cache(cache: Arc<dyn Cache>) -> Self {
        Self { cache: Some(cache), ..Self::default() }
    }

    /// The same builder, for who builds once: it does not keep what only another build would need.
    #[must_use]
    pub fn for_once(self) -> Self {
        Self { is_for_once: true, ..self }
    }

    /// The same builder, which says how far it is.
    #[must_use]
    pub fn telling(mut self, progress: &Progress) -> Self {
        self.documents.tell(Stage::Parse, progress);
        self.judged.tell(Stage::Check, progress);
        self.pictures.tell(Stage::Pictures, progress);
        self.pages.tell(Stage::Render, progress);
        Self { progress: progress.clone(), ..self }
    }

    /// Builds the site from its files.
    pub fn build(&mut self, sources: &SourceTree, settings: &Settings) -> Build {
        self.build_to(sources, settings, None)
    }

    /// Builds the site from its files; a shelf takes the pages of a builder that is [for once](Self::for_once), if it is known by
    /// then that they can be published.
    pub fn build_to(&mut self, sources: &SourceTree, settings: &Settings, shelf: Option<&dyn Shelf>) -> Build {
        let _work = self.progress.works();
        let mut findings = Findings::default();
        let parsed = parse(&mut self.documents, sources, settings.concepten, &mut findings);
        self.progress.begins(Stage::Link, 0);
        let linked = link(&mut self.linked, &parsed, settings);
        findings += linked.findings.clone();
        findings += judge(&mut self.judged, &linked, &parsed);
        let pictures = pictures(&mut self.pictures, self.cache.as_deref(), &linked.places, &mut findings);
        let Some(info) = &linked.site.info else {
            let (report, folder) = (report(findings, settings), "/".to_owned());
            return Build { tree: None, report, folder, policy: None };
        };
        self.progress.begins(Stage::Theme, 0);
        let theme = findings.take(load(&mut self.themes, sources, info, !self.is_for_once));
        let mut policy = linked.policy(info);
        let tree = theme.map(|theme| {
            policy.scripts = theme.files().keys().any(|name| name.rsplit_once('.').is_some_and(|(_, end)| end == "js"));
            let texts: Vec<_> = parsed.iter().map(|parsed| &parsed.text).collect();
            let style = findings.take(style(&theme, info));
            let (folder, assets) = assets(&theme, style.as_ref(), settings.names);
            let planner = linked.planner(info, &texts, &folder);
            let themes = themes(&mut self.templates, &theme);
            // Pages of a site that will not be published are made all the same, for what may be wrong in them.
            let shelf = shelf
                .filter(|_| self.is_for_once)
                .map(|shelf| if is_publishable(&findings, settings) { shelf } else { &Nowhere });
            let views = !self.is_for_once;
            let shown = show(&mut self.pages, &linked, &planner, &themes, Keeping { views, shelf }, &mut self.made);
            let mut files = pages::files(&linked.places, &info.value, planner.today, planner.base);
            files.extend(planner.base.map(|base| sitemap(&mut self.sitemaps, &shown, base)));
            files.push(manifest(&theme, info, &folder));
            files.extend(assets);
            files.extend(rules(info, &policy));
            files.extend(pictures);
            let files = files.into_iter().map(|(path, bytes)| (path, Content::Here(bytes)));
            let files = files.chain(rendered(&shown, &mut findings));
            let statics: Sources =
                theme.files().iter().map(|(name, file)| (folder.join(name), file.path.clone())).collect();
            Tree::new(files).of(Arc::clone(&linked.files)).of(Arc::new(statics))
        });
        let report = report(findings, settings);
        let folder = linked.base(info).map_or_else(|| "/".to_owned(), Basisadres::folder);
        Build { tree: tree.filter(|_| report.is_publishable()), report, folder, policy: Some(policy) }
    }

    /// What the last build made; the rest was remembered.
    pub fn made(&self) -> Made {
        let (views, pages) = self.made;
        Made { documents: self.documents.made(), views, pages }
    }
}

/// Reads every file of the content; drafts are taken seriously only when they are shown.
fn parse<'m>(
    memo: &'m mut Memo<SourcePath, Source, Checked<Option<Parsed>>>,
    sources: &SourceTree,
    concepten: bool,
    findings: &mut Findings,
) -> Vec<&'m Parsed> {
    let read = |path: &SourcePath, source: &Source, old: Old<Checked<Option<Parsed>>>| {
        let Checked { value, findings } = kinds::parse(path, source);
        let last = old.any().and_then(|last| last.value).map(|last| last.document);
        let parsed = |(document, text)| Parsed { document: or_last(document, last), text: Arc::new(text) };
        Checked::new(value.map(parsed), findings)
    };
    let all = memo.renew((), sources.below(kinds::FOLDER), |_| true, read);
    let mut parsed = Vec::with_capacity(all.len());
    for Checked { value, findings: found } in all {
        // A draft may be unfinished: what is wrong in it is told, and stops nobody else's page.
        let is_draft = value.as_ref().is_some_and(|parsed| parsed.document.concept);
        *findings += if is_draft && !concepten { found.clone().all(Severity::Warning) } else { found.clone() };
        parsed.extend(value);
    }
    parsed
}

/// The last one, when the new one is equal.
fn or_last<T: PartialEq>(new: T, last: Option<Arc<T>>) -> Arc<T> {
    last.filter(|last| **last == new).unwrap_or_else(|| Arc::new(new))
}

/// Links the documents to a site and judges it as a whole; their words do not matter.
fn link(last: &mut Option<Arc<Linked>>, parsed: &[&Parsed], settings: &Settings) -> Arc<Linked> {
    if let Some(linked) = last.as_ref().filter(|last| last.is_of(parsed, settings)) {
        return Arc::clone(linked);
    }
    let documents: Vec<_> = parsed.iter().map(|parsed| Arc::clone(&parsed.document)).collect();
    let linked = Linked::new(&documents, settings, last.as_deref());
    Arc::clone(last.insert(Arc::new(linked)))
}

/// Judges the words of every text as they stand in the site.
fn judge(
    memo: &mut Memo<SourcePath, Parsed, Judged, Same<Linked>>,
    linked: &Arc<Linked>,
    parsed: &[&Parsed],
) -> Findings {
    let inputs = parsed.iter().map(|parsed| (&parsed.document.path, *parsed));
    let judged = memo.run(Same(Arc::clone(linked)), inputs, |_, Parsed { document, text }| {
        check::check_text(&linked.subject(), document, text)
    });
    let all = || judged.iter().copied().chain([&linked.judged]);
    let mut findings = check::dead_links(&linked.subject(), all());
    findings.extend(all().flat_map(|judged| judged.findings.iter().cloned()));
    findings
}

/// Makes the pictures that visitors get of those that the site uses. Each is decoded on one of the processor's cores, so there
/// are never more of them in memory than there are cores.
fn pictures(
    memo: &mut Memo<SourcePath, Arc<Bestand>, Result<Gemaakt, Mankement>>,
    cache: Option<&dyn Cache>,
    places: &Places,
    findings: &mut Findings,
) -> Vec<(OutputPath, Bytes)> {
    let shown: Vec<_> = places.bestanden.iter().filter(|(_, bestand)| bestand.toonbaar().is_some()).collect();
    let made = memo.run((), shown.iter().copied(), |_, bestand| match bestand.toonbaar() {
        Some(feiten) => beeld::maak(bestand.source.bytes(), feiten, &bestand.sleutel, cache),
        None => Err(Mankement::Kapot),
    });
    let mut files = Vec::new();
    for ((path, bestand), made) in shown.into_iter().zip(made) {
        match made {
            Ok(made) => {
                let outputs = site::varianten(path, bestand).into_iter().map(|(output, _)| output);
                files.extend(outputs.zip(made.iter().cloned()));
            }
            Err(_) => findings.push(check::broken_picture(path)),
        }
    }
    files
}

/// Reads the theme that the site names.
fn load(
    last: &mut Last<(ThemeFiles, Place), Checked<Option<Arc<Theme>>>>,
    sources: &SourceTree,
    info: &Item<SiteInfo>,
    compares: bool,
) -> Checked<Option<Arc<Theme>>> {
    let thema = &info.value.thema;
    let named_at = Place::new(&info.document.path, thema.span);
    last.run((ThemeFiles::of(sources, &thema.value.0), named_at), |(files, at)| {
        let Checked { value, findings } = theme::load(files, at, pages::TEMPLATES, compares);
        Checked::new(value.map(Arc::new), findings)
    })
}

/// For each template a theme that has all its parts as they are now.
fn themes<'m>(
    memo: &'m mut Memo<String, theme::Parts, Arc<Theme>>,
    theme: &'m Arc<Theme>,
) -> impl Fn(&str) -> &'m Arc<Theme> + use<'m> {
    let themes = memo.run((), theme.parts(), |_, _| Arc::clone(theme));
    let themes: BTreeMap<&str, &Arc<Theme>> = theme.parts().keys().map(String::as_str).zip(themes).collect();
    move |template| themes.get(template).copied().unwrap_or(theme)
}

/// What is kept of pages besides what they are.
#[derive(Clone, Copy)]
struct Keeping<'s> {
    /// Whether what their templates saw is kept, for another build.
    views: bool,
    /// Who takes the pages; without it they stay in memory.
    shelf: Option<&'s dyn Shelf>,
}

/// Makes every page: what its template sees, and what comes of that. A page whose template sees what it saw is as it was.
fn show<'m>(
    memo: &'m mut Memo<OutputPath, Which, Shown, (Same<Linked>, OutputPath)>,
    linked: &'m Arc<Linked>,
    planner: &Planner<'_>,
    theme_of: &(impl Fn(&str) -> &'m Arc<Theme> + Sync),
    keeping: Keeping<'_>,
    made: &mut (usize, usize),
) -> Vec<(&'m OutputPath, &'m Shown)> {
    let frames: Vec<(&Arc<SiteView>, Shared)> =
        linked.frames.all().map(|frame| (frame, Shared::new(&**frame))).collect();
    let frame_of = |page: &Page| {
        let known = frames.iter().find(|(frame, _)| Arc::ptr_eq(frame, &page.site));
        known.map_or_else(|| Shared::new(&*page.site), |(_, shared)| shared.clone())
    };
    let (views, pages) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let is_seen = |view: &View| view.holds(planner.texts);
    let holds = |shown: &Shown| {
        shown.view.as_ref().is_some_and(|view| is_seen(view) && Arc::ptr_eq(&shown.theme, theme_of(view.template)))
    };
    let make = |output: &OutputPath, which: &Which, old: Old<Shown>| {
        let is_seen = matches!(&old, Old::Same(Shown { view: Some(view), .. }) if is_seen(view));
        let (last_view, last) = match old.any() {
            Some(Shown { view: Some(view), theme, rendered, .. }) => (Some(view), Some((theme, rendered))),
            _ => (None, None),
        };
        let last_page = last_view.as_ref().map(|view| Arc::clone(&view.page));
        let view = match last_view {
            Some(view) if is_seen => view,
            last => {
                views.fetch_add(1, Ordering::Relaxed);
                planner.view(output, which).or_last(last)
            }
        };
        let theme = theme_of(view.template);
        let is_same_page = last_page.is_some_and(|last| Arc::ptr_eq(&last, &view.page));
        let rendered = match last {
            Some((last, rendered)) if is_same_page && Arc::ptr_eq(&last, theme) => rendered,
            _ => {
                pages.fetch_add(1, Ordering::Relaxed);
                let Checked { value, findings } = theme.render(view.template, &frame_of(&view.page), &*view.page);
                let content = |page: Vec<u8>| match keeping.shelf {
                    Some(shelf) => Content::Aside(shelf.take(output, &page)),
                    None => Content::Here(page.into()),
                };
                Checked::new(value.map(content), findings)
            }
        };
        let listed = view.is_listed().then_some(view.page.pagina.gewijzigd);
        Shown { view: Some(view).filter(|_| keeping.views), theme: Arc::clone(theme), listed, rendered }
    };
    let shown = memo.renew((Same(Arc::clone(linked)), planner.assets.clone()), &linked.pages, holds, make);
    *made = (views.into_inner(), pages.into_inner());
    linked.pages.keys().zip(shown).collect()
}

/// The sitemap of these pages.
fn sitemap(
    last: &mut Last<(Changed, Basisadres), Bytes>,
    shown: &[(&OutputPath, &Shown)],
    base: &Basisadres,
) -> (OutputPath, Bytes) {
    let changed = shown.iter().filter_map(|(output, shown)| Some(((*output).clone(), shown.listed?))).collect();
    let bytes = last.run((changed, base.clone()), |(changed, base)| pages::sitemap(changed, base));
    (OutputPath::new(pages::SITEMAP), bytes)
}

/// What a phone shows of the site.
fn manifest(theme: &Theme, info: &Item<SiteInfo>, assets: &OutputPath) -> (OutputPath, Bytes) {
    let icon = theme.files().contains_key(pages::ICON).then(|| assets.join(pages::ICON));
    let kleur = |naam| huisstijl::kleur(theme.instelbaar()?, &info.value.huisstijl, naam);
    let bytes = pages::manifest(&info.value, icon.as_ref(), kleur("balk"), kleur("achtergrond"));
    (OutputPath::new(pages::MANIFEST), bytes)
}

/// The files that tell a server about the site, if it reads such files.
fn rules(info: &Item<SiteInfo>, policy: &Policy) -> Vec<(OutputPath, Bytes)> {
    let server = match info.value.publicatie.server {
        None | Some(Serverbestand::Geen) => return Vec::new(),
        Some(Serverbestand::Apache) => Server::Apache,
        Some(Serverbestand::Iis) => Server::Iis,
        Some(Serverbestand::Headers) => Server::Headers,
    };
    policy.files(server).into_iter().map(|(name, text)| (OutputPath::new(name), text.into_bytes().into())).collect()
}

/// The stylesheet with what the municipality chose of the theme, if it chose anything.
fn style(theme: &Theme, info: &Item<SiteInfo>) -> Checked<Option<Bytes>> {
    let Some(instelbaar) = theme.instelbaar() else { return Checked::default() };
    let Checked { value, findings } = huisstijl::judge(instelbaar, &info.value.huisstijl, &info.document.path);
    Checked::new(value.map(|stylesheet: String| stylesheet.into_bytes().into()), findings)
}

/// The files of the theme, all in one folder so that they find each other, and that folder.
fn assets(theme: &Theme, style: Option<&Bytes>, names: Names) -> (OutputPath, Vec<(OutputPath, Bytes)>) {
    let style = style.map(|style| (pages::STYLE, style));
    let own = || theme.files().iter().map(|(name, file)| (name.as_str(), &file.bytes));
    let files = || own().chain(style);
    let folder = match names {
        Names::Hashed => OutputPath::new(format!("{}{}/", pages::ASSETS, output::hash_of(files()))),
        Names::Plain => OutputPath::new(pages::ASSETS),
    };
    let published = files().map(|(name, bytes)| (folder.join(name), Arc::clone(bytes))).collect();
    (folder, published)
}

/// The pages as files, and what was found while they were rendered.
fn rendered(shown: &[(&OutputPath, &Shown)], findings: &mut Findings) -> Vec<(OutputPath, Content)> {
    let mut mistakes = Findings::default();
    let mut pages = Vec::with_capacity(shown.len());
    for (output, Shown { rendered: Checked { value, findings }, .. }) in shown {
        mistakes.extend(findings.iter().cloned());
        pages.extend(value.iter().map(|content| ((*output).clone(), content.clone())));
    }
    // One mistake in a template shows on many pages, each with other names that it might have asked for.
    *findings += mistakes.one_per_place();
    pages
}

/// Whether a site in which no more is found than this is published.
fn is_publishable(findings: &Findings, settings: &Settings) -> bool {
    report(findings.clone(), settings).is_publishable()
}

/// The report of a build; a strict one takes every finding for a *fout*.
fn report(findings: Findings, settings: &Settings) -> Report {
    Report::new(if settings.streng { findings.all(Severity::Error) } else { findings })
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
            let settings = Settings::new(jiff::civil::date(2026, 11, 23));
            let tree = build(&sources, &settings).tree.unwrap();
            let mut pipeline = Pipeline::default();
            pipeline.build(&sources, &settings);
            let linked = pipeline.linked.as_ref().unwrap();
            for target in linked.site.documents().iter().filter_map(|document| linked.places.of(&document.path)) {
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
