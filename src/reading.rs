//! Files of the content → a linked site with its places and its plan, and what is to be said of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::beeld::Gemaakt;
use crate::check::{self, Judged, Subject};
use crate::diagnostics::{Checked, Code, Finding, Findings, Place, Severity};
use crate::kinds::{self, Document, SiteInfo, Text};
use crate::memo::{Kept, Memo, Old, kept};
use crate::output::OutputPath;
use crate::outputs;
use crate::pages::{ASSETS, Frames, Planner};
use crate::plan::Plan;
use crate::progress::{Progress, Stage};
use crate::publish::server::{Moved, Policy};
use crate::settings::{Basis, Settings};
use crate::site::{self, Item, Placed, Places, Site, Verhuisd};
use crate::source::{Source, SourcePath, SourceTree, Unread};
use crate::theme;
use crate::values::Basisadres;

/// What is remembered of reading.
#[derive(Debug, Default)]
pub(crate) struct ReadMemory {
    pub(crate) documents: Memo<SourcePath, Source, Checked<Option<Parsed>>>,
    pub(crate) linked: Option<Kept<Linked>>,
    pub(crate) judged: Memo<SourcePath, Parsed, Judged, Kept<Linked>>,
}

impl ReadMemory {
    /// From now on this is told how far the work is.
    pub(crate) fn tell(&mut self, progress: &Progress) {
        self.documents.tell(Stage::Parse, progress);
        self.judged.tell(Stage::Check, progress);
    }
}

/// A file of the content, read: what the site hears of it, and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parsed {
    document: Arc<Document>,
    pub(crate) text: Arc<Text>,
}

/// The site without the words of its texts: how it hangs together, what was found in it, and what is published of it. An editor
/// who writes on a text leaves all this as it is.
#[derive(Debug)]
pub(crate) struct Linked {
    pub(crate) site: Arc<Site>,
    pub(crate) places: Places,
    pub(crate) plan: Plan,
    pub(crate) frames: Frames,
    pub(crate) findings: Findings,
    /// What editors are told of pages that are not always there.
    pub(crate) tijdelijk: Arc<BTreeMap<OutputPath, String>>,
    /// What there is and where it can be seen.
    pub(crate) placed: Arc<BTreeMap<SourcePath, Placed>>,
    judged: Judged,
    today: Date,
    concepten: bool,
    basis: Option<Basis>,
}

impl Linked {
    /// A site, and how it differs from the `last`.
    fn new(documents: &[Arc<Document>], settings: &Settings, last: Option<&Self>) -> Self {
        let Settings { today, concepten, basis, .. } = settings.clone();
        let mut findings = Findings::default();
        let site = Arc::new(findings.take(site::link(documents, today, concepten)));
        let places = findings.take(site::place(&site));
        let info = site.info.as_ref().map(|info| &*info.value);
        let base = base(info, basis.as_ref());
        let plan = findings.take(Plan::new(&site, &places, info, base, today));
        let frames = || {
            let last = last.map(|last| &last.frames);
            let info = site.info.as_ref();
            info.map(|info| Frames::new(&places, info, base, plan.pages().map(|(page, _)| page), last))
                .unwrap_or_default()
        };
        let subject = Subject { site: &site, places: &places, today, base: basis.as_ref().map(|Basis(base)| base) };
        let (judged, frames) = rayon::join(|| check::check(&subject), frames);
        let tijdelijk = places.pages_of_files().filter_map(|(page, file)| {
            let document = site.document(file)?;
            Some((page.clone(), site::zichtbaar(document, today)?))
        });
        let (tijdelijk, placed) = (Arc::new(tijdelijk.collect()), Arc::new(site::placed(&site, &places)));
        Self { site, places, plan, frames, findings, tijdelijk, placed, judged, today, concepten, basis }
    }

    /// Whether it is what these documents would give.
    fn is_of(&self, parsed: &[&Parsed], settings: &Settings) -> bool {
        (self.today, self.concepten, &self.basis) == (settings.today, settings.concepten, &settings.basis)
            && self.site.documents().iter().eq(parsed.iter().map(|parsed| &parsed.document))
    }

    fn subject(&self) -> Subject<'_> {
        Subject {
            site: &self.site,
            places: &self.places,
            today: self.today,
            base: self.basis.as_ref().map(|Basis(base)| base),
        }
    }

    /// Where the site will be, if anybody said so.
    pub(crate) fn base<'s>(&'s self, info: &'s SiteInfo) -> Option<&'s Basisadres> {
        base(Some(info), self.basis.as_ref())
    }

    /// What the server of the site should know; of the theme nothing is known yet.
    pub(crate) fn policy(&self, info: &SiteInfo) -> Policy {
        let moved = |moved: &Verhuisd| {
            let anchor = moved.naar.anchor.as_ref().map(|anchor| format!("#{anchor}"));
            Moved {
                path: moved.van.path().to_owned(),
                query: moved.van.query().map(str::to_owned),
                to: format!("{}{}", moved.naar.output.address(), anchor.unwrap_or_default()),
            }
        };
        let verhuisd = self.plan.verhuisd.iter().map(moved).collect();
        outputs::policy(info, base(Some(info), self.basis.as_ref()), self.today, verhuisd)
    }

    /// The first day after today on which the site differs by itself.
    pub(crate) fn changes_on(&self) -> Option<Date> {
        let info = self.site.info.as_ref()?;
        let (assets, beelden) = (OutputPath::new(ASSETS), BTreeMap::new());
        let pages = self.planner(info, &[], &assets, &beelden).changes_on();
        // What servers are told of security goes when it is no longer valid.
        let security = info.value.beveiliging.as_ref().map(|it| it.geldig_tot.value.0.saturating_add(1.day()));
        let documents = self.site.changes_after(self.today, self.concepten);
        // What changes tomorrow is no change of today in a sitemap.
        let changed = self.site.documents().iter().filter_map(|it| it.gewijzigd.as_ref()).map(|day| day.value.0);
        let woo = self.site.lists.stukken.iter().filter_map(|it| it.item.value.woo.as_ref()).map(|woo| woo.op.value.0);
        let changed = changed.chain(woo).filter(|day| *day > self.today).min();
        pages.into_iter().chain(documents).chain(changed).chain(security.filter(|day| *day > self.today)).min()
    }

    pub(crate) fn planner<'s>(
        &'s self,
        info: &'s Item<SiteInfo>,
        texts: &'s [&'s Arc<Text>],
        assets: &'s OutputPath,
        beelden: &'s BTreeMap<SourcePath, Gemaakt>,
    ) -> Planner<'s> {
        Planner {
            site: &self.site,
            places: &self.places,
            verhuisd: &self.plan.verhuisd,
            info,
            today: self.today,
            base: base(Some(&info.value), self.basis.as_ref()),
            frames: &self.frames,
            texts,
            index: None,
            assets,
            beelden,
        }
    }
}

/// Where the site will be, if anybody said so.
fn base<'s>(info: Option<&'s SiteInfo>, given: Option<&'s Basis>) -> Option<&'s Basisadres> {
    given.map(|Basis(base)| base).or(info?.basis.as_ref())
}

/// Reads every file of the content; drafts are taken seriously only when they are shown.
pub(crate) fn read<'m>(
    memo: &'m mut Memo<SourcePath, Source, Checked<Option<Parsed>>>,
    sources: &SourceTree,
    concepten: bool,
    findings: &mut Findings,
) -> Vec<&'m Parsed> {
    let read = |path: &SourcePath, source: &Source, old: Old<Checked<Option<Parsed>>>| {
        let Checked { value, findings } = kinds::parse(path, source);
        let last = old.any().and_then(|last| last.value).map(|last| last.document);
        let parsed = |(document, text)| Parsed { document: kept(document, last), text: Arc::new(text) };
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

/// The folder of the theme that a site names.
pub(crate) fn theme_folder(info: &Item<SiteInfo>) -> SourcePath {
    SourcePath::new(format!("{}/{}", theme::FOLDER, info.value.thema.value.0))
}

/// Whether a folder of the project is there by a name with other capitals, which is told.
fn is_miscased(sources: &SourceTree, folder: &str) -> bool {
    sources.unread().keys().any(|path| path.as_str().eq_ignore_ascii_case(folder))
}

/// Whether it is told why the theme that a site names is not read: then it is not missing as well.
pub(crate) fn is_theme_unread(sources: &SourceTree, info: &Item<SiteInfo>) -> bool {
    is_miscased(sources, theme::FOLDER) || sources.unread().contains_key(&theme_folder(info))
}

/// What was found in a site, and what lies in its project and is not read, though somebody may count on it: most of all on its theme.
pub(crate) fn told(linked: &Linked, sources: &SourceTree) -> Findings {
    let mut findings = linked.findings.clone();
    // What lies in a folder with a wrong name is not missing as well.
    if is_miscased(sources, kinds::FOLDER) {
        findings = findings.without(Code::NoSite);
    }
    let thema = linked.site.info.as_ref().map(theme_folder);
    let told = |(path, why): (&SourcePath, &Unread)| {
        let (code, message, tip) = match why {
            Unread::Link => (
                Code::NotPublished,
                "Dit is een koppeling (symlink). Wijkwijzer volgt die niet, dus dit wordt niet gelezen.".to_owned(),
                "Zet het bestand of de map zelf op deze plek.".to_owned(),
            ),
            Unread::Capitals => (
                Code::WrongFolder,
                format!("De naam van de map “{path}” heeft hoofdletters die er niet horen."),
                format!("Verander de naam van de map in “{}”, met kleine letters.", path.as_str().to_lowercase()),
            ),
            Unread::Name => (
                Code::NoSlug,
                "In deze naam staan onleesbare tekens, dus het bestand wordt niet gelezen.".to_owned(),
                "Geef het bestand een andere naam, of de map als de tekens daarin staan.".to_owned(),
            ),
            Unread::Twin => (
                Code::DoubleAddress,
                "Van dit bestand zijn er twee, met een naam die er hetzelfde uitziet.".to_owned(),
                "Geef één van de twee een andere naam.".to_owned(),
            ),
        };
        let finding = Finding::new(code, Place::file(path), message).tip(tip);
        if thema.as_ref() == Some(path) { finding.severity(Severity::Error) } else { finding }
    };
    findings.extend(sources.unread().iter().map(told));
    findings
}

/// Links the documents to a site and judges it as a whole; their words do not matter.
pub(crate) fn link(last: &mut Option<Kept<Linked>>, parsed: &[&Parsed], settings: &Settings) -> Kept<Linked> {
    if let Some(linked) = last.as_ref().filter(|last| last.is_of(parsed, settings)) {
        return linked.clone();
    }
    let documents: Vec<_> = parsed.iter().map(|parsed| Arc::clone(&parsed.document)).collect();
    let linked = Linked::new(&documents, settings, last.as_deref());
    last.insert(Kept::new(linked)).clone()
}

/// Judges the words of every text as they stand in the site.
pub(crate) fn judge(
    memo: &mut Memo<SourcePath, Parsed, Judged, Kept<Linked>>,
    linked: &Kept<Linked>,
    parsed: &[&Parsed],
) -> Findings {
    let inputs = parsed.iter().map(|parsed| (&parsed.document.path, *parsed));
    let judged = memo.run(linked.clone(), inputs, |_, Parsed { document, text }| {
        check::check_text(&linked.subject(), document, text)
    });
    let all = || judged.iter().copied().chain([&linked.judged]);
    let mut findings = check::dead_links(&linked.subject(), all());
    findings.extend(all().flat_map(|judged| judged.findings.iter().cloned()));
    findings
}
