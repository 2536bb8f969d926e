//! Recipe → bytes, over what is remembered: pages, pictures, files of the theme and files of other formats.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::beeld::{self, Cache, Gemaakt, Mankement};
use crate::check;
use crate::diagnostics::{Checked, Code, Findings, Place};
use crate::huisstijl;
use crate::kinds::{Bestand, SiteInfo, Text};
use crate::memo::{Kept, Last, Memo, Old};
use crate::output::{self, Blob, OnDemand, OutputPath, Shelf, Sources};
use crate::outputs::{self, Agendas, Ingredients, Output};
use crate::pages::SiteView;
use crate::pages::page::Page;
use crate::pages::{self, Planner, View, Which};
use crate::plan::Recipe;
use crate::progress::{Progress, Stage};
use crate::publish::server::{Policy, Scripts};
use crate::reading::{self, Linked};
use crate::settings::Names;
use crate::site::{Item, Site, webp};
use crate::source::{SourcePath, SourceTree};
use crate::theme::{self, Shared, Theme, ThemeFiles};
use crate::tijd::Datum;
use crate::zoek::{self, Index, Zoekgeheugen};

/// The bytes of a file.
type Bytes = Arc<[u8]>;

/// A file of the site.
type File = (OutputPath, Blob);

/// When each page last changed.
type Changed = Vec<(OutputPath, Option<Datum>)>;

/// What the files of other formats are made of: the site, its theme and where that is, and when pages changed.
type Of = (Kept<Linked>, Kept<Theme>, OutputPath, Changed);

/// What was made of each picture.
pub(crate) type Beelden = BTreeMap<SourcePath, Gemaakt>;

/// What is remembered of making.
#[derive(Debug, Default)]
pub(crate) struct Making {
    pictures: Memo<SourcePath, Arc<Bestand>, Result<Gemaakt, Mankement>>,
    /// Where pictures are kept between two runs of the program.
    cache: Option<Arc<dyn Cache>>,
    themes: Last<(ThemeFiles, Place), Checked<Option<Kept<Theme>>>>,
    /// For each template the theme that first had all its parts as they are now: it gives the same pages as the newest.
    templates: Memo<String, theme::Parts, Kept<Theme>>,
    pages: Memo<OutputPath, Which, MadePage, (Kept<Linked>, OutputPath)>,
    outputs: Memo<OutputPath, Output, outputs::MadeOutput, Of>,
    /// Shared with who makes an index on demand.
    zoek: Arc<Mutex<Zoekgeheugen>>,
    /// How many views and pages the last build made.
    pub(crate) made: (usize, usize),
}

/// A page that was made.
#[derive(Debug)]
struct MadePage {
    /// What its template saw; `None` when nobody asks for it again.
    view: Option<View>,
    /// The theme that rendered it, or one that gives the same page.
    theme: Kept<Theme>,
    /// Whether machines should know of it.
    is_listed: bool,
    /// When it last changed, as far as that is known.
    changed: Option<Datum>,
    /// What came of it.
    rendered: Checked<Option<Blob>>,
}

/// The files of a theme as they are published.
pub(crate) struct Assets {
    /// The folder that they are in, so that they find each other.
    pub(crate) folder: OutputPath,
    pub(crate) files: Vec<File>,
    /// The files of the project that they are of.
    pub(crate) sources: Arc<Sources>,
}

impl Making {
    /// Forgets all but where pictures are kept.
    pub(crate) fn forget(&mut self) {
        *self = Self { cache: self.cache.take(), ..Self::default() };
    }

    /// Nothing yet; pictures are kept there as well.
    pub(crate) fn with_cache(cache: Arc<dyn Cache>) -> Self {
        Self { cache: Some(cache), ..Self::default() }
    }

    /// From now on this is told how far the work is.
    pub(crate) fn tell(&mut self, progress: &Progress) {
        self.pictures.tell(Stage::Pictures, progress);
        self.pages.tell(Stage::Render, progress);
    }

    /// Makes the pictures that visitors get of those that the site uses.
    pub(crate) fn pictures(&mut self, linked: &Linked) -> Checked<Beelden> {
        let shown: Vec<_> =
            linked.places.bestanden.iter().filter(|(_, bestand)| bestand.toonbaar().is_some()).collect();
        let cache = self.cache.as_deref();
        let made = self.pictures.run((), shown.iter().copied(), |_, bestand| match bestand.toonbaar() {
            Some(feiten) => beeld::maak(&bestand.source, feiten, &bestand.sleutel, cache),
            None => Err(Mankement::Kapot),
        });
        let (mut beelden, mut findings) = (Beelden::default(), Findings::default());
        for ((path, _), made) in shown.into_iter().zip(made) {
            match made {
                Ok(made) => drop(beelden.insert(path.clone(), made.clone())),
                Err(_) => findings.push(check::broken_picture(path)),
            }
        }
        Checked::new(beelden, findings)
    }

    /// Reads the theme that the site names.
    pub(crate) fn theme(
        &mut self,
        sources: &SourceTree,
        info: &Item<SiteInfo>,
        compares: bool,
    ) -> Checked<Option<Kept<Theme>>> {
        let thema = &info.value.thema;
        let named_at = Place::new(&info.document.path, thema.span);
        let loaded = self.themes.run((ThemeFiles::of(sources, &thema.value.0), named_at), |(files, at)| {
            let Checked { value, findings } = theme::load(files, at, pages::TEMPLATES, compares);
            Checked::new(value.map(Kept::new), findings)
        });
        let is_told = reading::is_theme_unread(sources, info);
        Checked {
            findings: if is_told { loaded.findings.without(Code::NoTheme) } else { loaded.findings },
            value: loaded.value,
        }
    }

    /// Makes what is in the plan of a site besides pictures.
    pub(crate) fn all(
        &mut self,
        linked: &Kept<Linked>,
        planner: &Planner<'_>,
        theme: &Kept<Theme>,
        policy: &Policy,
        shelf: Option<&dyn Shelf>,
        names: Names,
    ) -> Checked<(Vec<File>, Option<OnDemand>)> {
        let (root, index, on_demand) = self.index(linked, planner, theme, names);
        let themes = themes(&mut self.templates, theme);
        let planner = &Planner { index: root.as_ref(), ..*planner };
        let shown = show(&mut self.pages, linked, planner, &themes, shelf, &mut self.made);
        let changed: Changed = shown
            .iter()
            .filter(|(_, shown)| shown.is_listed)
            .map(|(output, shown)| ((*output).clone(), shown.changed))
            .collect();
        let Checked { value: mut files, findings } = rendered(&shown);
        let colour = |naam| huisstijl::kleur(theme.instelbaar()?, &planner.info.value.huisstijl, naam);
        let ingredients = Ingredients {
            site: planner.site,
            places: planner.places,
            info: &planner.info.value,
            base: planner.base,
            today: planner.today,
            changed: &changed,
            texts: planner.texts,
            beelden: planner.beelden,
            agendas: Agendas::new(planner.site),
            policy,
            icon: theme.files().contains_key(outputs::ICON).then(|| planner.assets.join(outputs::ICON)),
            colours: [colour("balk"), colour("achtergrond")],
        };
        let of = (linked.clone(), theme.clone(), planner.assets.clone(), changed.clone());
        let holds = |made: &outputs::MadeOutput| made.holds(planner.texts);
        let made = self.outputs.renew(of, linked.plan.outputs(), holds, |path, output, _| {
            output.make(&ingredients, |bytes| put(path, bytes, shelf))
        });
        files.extend(index.into_iter().map(|(path, bytes)| (path, Blob::Here(bytes))));
        let addresses = linked.plan.outputs().map(|(address, _)| address.clone());
        files.extend(addresses.zip(made.into_iter().map(|made| made.content.clone())));
        files.extend(linked.plan.recipes().filter_map(|(output, recipe)| match recipe {
            Recipe::Copy(path) => {
                let held = linked.places.bestanden.get(path)?.source.held();
                let blob = held.map_or_else(|file| Blob::Away(file.clone()), |bytes| Blob::Here(Arc::clone(bytes)));
                Some((output.clone(), blob))
            }
            Recipe::Page(_) | Recipe::Picture(_) | Recipe::Output(_) => None,
        }));
        Checked::new((files, on_demand), findings)
    }

    /// The index of the search, if the theme searches: where its root is, and its files. With names that stay it is made when somebody
    /// asks for it, so that writing on a text does not wait for it.
    fn index(
        &self,
        linked: &Kept<Linked>,
        planner: &Planner<'_>,
        theme: &Theme,
        names: Names,
    ) -> (Option<OutputPath>, Vec<(OutputPath, Bytes)>, Option<OnDemand>) {
        if !searches(theme) {
            return (None, Vec::new(), None);
        }
        let (memory, linked) = (Arc::clone(&self.zoek), linked.clone());
        let texts: Vec<Arc<Text>> = planner.texts.iter().copied().cloned().collect();
        let make = move || {
            let info = linked.site.info.as_ref()?;
            let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
            Some(memory.index(&linked.site, &linked.places, &info.value, &texts))
        };
        match names {
            Names::Hashed => make().map_or_else(Default::default, |index| (Some(index.root), index.files, None)),
            Names::Plain => {
                let files = move || make().map_or_else(Vec::new, |index| index.with_plain_root().files);
                (Some(Index::plain_root()), Vec::new(), Some(OnDemand::new(zoek::FOLDER, files)))
            }
        }
    }
}

/// For each template a theme that has all its parts as they are now.
fn themes<'m>(
    memo: &'m mut Memo<String, theme::Parts, Kept<Theme>>,
    theme: &'m Kept<Theme>,
) -> impl Fn(&str) -> &'m Kept<Theme> + use<'m> {
    let themes = memo.run((), theme.parts(), |_, _| theme.clone());
    let themes: BTreeMap<&str, &Kept<Theme>> = theme.parts().keys().map(String::as_str).zip(themes).collect();
    move |template| themes.get(template).copied().unwrap_or(theme)
}

/// A file that was made: on the shelf, if there is one.
fn put(path: &OutputPath, bytes: Vec<u8>, shelf: Option<&dyn Shelf>) -> Blob {
    match shelf {
        Some(shelf) => Blob::Aside(shelf.take(path, &bytes)),
        None => Blob::Here(bytes.into()),
    }
}

/// Makes every page: what its template sees, and what comes of that. A page whose template sees what it saw is as it was; what it
/// saw is kept with the page, when no shelf takes that.
fn show<'m>(
    memo: &'m mut Memo<OutputPath, Which, MadePage, (Kept<Linked>, OutputPath)>,
    linked: &'m Kept<Linked>,
    planner: &Planner<'_>,
    theme_of: &(impl Fn(&str) -> &'m Kept<Theme> + Sync),
    shelf: Option<&dyn Shelf>,
    made: &mut (usize, usize),
) -> Vec<(&'m OutputPath, &'m MadePage)> {
    let frames: Vec<(&Arc<SiteView>, Shared)> =
        linked.frames.all().map(|frame| (frame, Shared::new(&**frame))).collect();
    let frame_of = |page: &Page| {
        let known = frames.iter().find(|(frame, _)| Arc::ptr_eq(frame, &page.site));
        known.map_or_else(|| Shared::new(&*page.site), |(_, shared)| shared.clone())
    };
    let (views, pages) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let is_seen = |view: &View| view.holds(planner.texts, planner.index);
    let holds = |shown: &MadePage| {
        shown.view.as_ref().is_some_and(|view| is_seen(view) && shown.theme == *theme_of(view.template))
    };
    let make = |output: &OutputPath, which: &Which, old: Old<MadePage>| {
        let is_seen = matches!(&old, Old::Same(MadePage { view: Some(view), .. }) if is_seen(view));
        let (last_view, last) = match old.any() {
            Some(MadePage { view: Some(view), theme, rendered, .. }) => (Some(view), Some((theme, rendered))),
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
            Some((last, rendered)) if is_same_page && last == *theme => rendered,
            _ => {
                pages.fetch_add(1, Ordering::Relaxed);
                let Checked { value, findings } = theme.render(view.template, &frame_of(&view.page), &*view.page);
                Checked::new(value.map(|page| put(output, page, shelf)), findings)
            }
        };
        let (is_listed, changed) = (view.is_listed(), view.page.pagina.gewijzigd);
        MadePage { view: Some(view).filter(|_| shelf.is_none()), theme: theme.clone(), is_listed, changed, rendered }
    };
    let shown = memo.renew((linked.clone(), planner.assets.clone()), linked.plan.pages(), holds, make);
    *made = (views.into_inner(), pages.into_inner());
    linked.plan.pages().map(|(output, _)| output).zip(shown).collect()
}

/// The scripts among the files of a theme that pages of this site may ask for.
pub(crate) fn scripts(theme: &Theme, site: &Site) -> Scripts {
    let is_asked_for = |name: &str| name != pages::NOW || pages::says_now(site);
    let is_script = |name: &str| name.rsplit_once('.').is_some_and(|(_, end)| end == "js");
    let finds_wijk = || theme.files().contains_key(pages::FINDS_WIJK) && !site.postcodes.is_empty();
    if searches(theme) || finds_wijk() {
        Scripts::Asking
    } else if theme.files().keys().any(|name| is_script(name) && is_asked_for(name)) {
        Scripts::Quiet
    } else {
        Scripts::None
    }
}

/// Whether there is a script that searches: it asks for the index.
fn searches(theme: &Theme) -> bool {
    theme.files().contains_key(pages::SEARCHES)
}

/// The stylesheet with what the municipality chose of the theme, if it chose anything.
pub(crate) fn style(theme: &Theme, info: &Item<SiteInfo>) -> Checked<Option<Bytes>> {
    let Some(instelbaar) = theme.instelbaar() else { return Checked::default() };
    let Checked { value, findings } = huisstijl::judge(instelbaar, &info.value.huisstijl, &info.document.path);
    Checked::new(value.map(|stylesheet: String| stylesheet.into_bytes().into()), findings)
}

/// The pictures as files, with the files of the project that they are of.
pub(crate) fn pictures(linked: &Linked, beelden: &Beelden) -> (Vec<File>, Arc<Sources>) {
    let (mut files, mut sources) = (Vec::new(), Sources::new());
    for (path, Gemaakt { webp: all, terugval }) in beelden {
        let Some((bestand, output)) = linked.places.bestanden.get(path).zip(linked.places.output_of(path)) else {
            continue;
        };
        let all = all.iter().map(|it| (webp(path, bestand, it.breedte), it)).chain([(output.clone(), terugval)]);
        for (output, it) in all {
            sources.insert(output.clone(), path.clone());
            files.push((output, Blob::Here(Arc::clone(&it.bytes))));
        }
    }
    (files, Arc::new(sources))
}

/// The files of the theme, all in one folder so that they find each other.
pub(crate) fn assets(theme: &Theme, style: Option<&Bytes>, names: Names) -> Assets {
    let style = style.map(|style| (pages::STYLE, style));
    let own = || theme.files().iter().map(|(name, file)| (name.as_str(), &file.bytes));
    let files = || own().chain(style);
    let folder = match names {
        Names::Hashed => OutputPath::new(format!("{}{}/", pages::ASSETS, output::hash_of(files()))),
        Names::Plain => OutputPath::new(pages::ASSETS),
    };
    let published = files().map(|(name, bytes)| (folder.join(name), Blob::Here(Arc::clone(bytes)))).collect();
    let sources = theme.files().iter().map(|(name, file)| (folder.join(name), file.path.clone())).collect();
    Assets { folder, files: published, sources: Arc::new(sources) }
}

/// The pages as files, and what was found while they were rendered.
fn rendered(shown: &[(&OutputPath, &MadePage)]) -> Checked<Vec<File>> {
    let mut mistakes = Findings::default();
    let mut pages = Vec::with_capacity(shown.len());
    for (output, MadePage { rendered: Checked { value, findings }, .. }) in shown {
        mistakes.extend(findings.iter().cloned());
        pages.extend(value.iter().map(|content| ((*output).clone(), content.clone())));
    }
    // One mistake in a template shows on many pages, each with other names that it might have asked for.
    Checked::new(pages, mistakes.one_per_place())
}
