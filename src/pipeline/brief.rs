//! The newsletter of a wijk: the site as it is, told to who does not look at it. Nothing of it is published.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Pipeline, report};
use crate::diagnostics::{Findings, Place, Report};
use crate::huisstijl;
use crate::output::OutputPath;
use crate::pages::{ASSETS, NEWSLETTER, TEMPLATES};
use crate::reading;
use crate::settings::Settings;
use crate::site::{Site, WijkIndex};
use crate::source::SourceTree;
use crate::theme::{self, Shared, ThemeFiles};
use crate::tijd::lange_datum;
use crate::values::{Slug, nearest, or_meant};

/// Mail programs cut off what is longer.
const LONGEST: usize = 100_000;

/// How many wijken are named to choose from.
const MOST: usize = 20;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Briefwens {
    /// The wijk, by its name or that of its file.
    pub wijk: String,
    /// The first day of what is told.
    pub sinds: Date,
}

/// A newsletter that was made, or why not.
#[derive(Debug)]
pub struct Briefuitslag {
    /// What was found in the site.
    pub report: Report,
    /// The newsletter.
    pub brief: Result<Nieuwsbrief, Geweigerd>,
}

/// A newsletter.
#[derive(Debug)]
pub struct Nieuwsbrief {
    /// What the wijk is called.
    pub wijk: String,
    /// Its files, by name: the mail, the same as plain text, and the sheet for paper.
    pub bestanden: Vec<(String, Vec<u8>)>,
    /// Whether there is nothing new in it.
    pub niets_nieuws: bool,
    /// How much did not fit.
    pub weggelaten: usize,
}

/// Why there is no newsletter, in Dutch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Geweigerd {
    /// What is asked for is not there.
    Vraag(String),
    /// The site has mistakes, which the report tells.
    Site,
    /// Something else of the site.
    Inhoud(String),
}

impl Pipeline {
    /// Makes the newsletter of a wijk.
    pub fn nieuwsbrief(&mut self, sources: &SourceTree, settings: &Settings, wens: &Briefwens) -> Briefuitslag {
        let mut findings = Findings::default();
        let brief = self.brief(sources, settings, wens, &mut findings);
        Briefuitslag { report: report(findings, settings), brief }
    }

    fn brief(
        &mut self,
        sources: &SourceTree,
        settings: &Settings,
        wens: &Briefwens,
        findings: &mut Findings,
    ) -> Result<Nieuwsbrief, Geweigerd> {
        if wens.sinds > settings.today {
            let (sinds, today) = (lange_datum(wens.sinds), lange_datum(settings.today));
            let why = format!("De dag bij --sinds ({sinds}) komt nog; het is {today}. Kies een dag die geweest is.");
            return Err(Geweigerd::Vraag(why));
        }
        let parsed = reading::read(&mut self.reading.documents, sources, settings.concepten, findings);
        let linked = reading::link(&mut self.reading.linked, &parsed, settings);
        *findings += reading::told(&linked, sources);
        *findings += reading::judge(&mut self.reading.judged, &linked, &parsed);
        let is_wrong = |findings: &Findings| !report(findings.clone(), settings).is_publishable();
        let Some(info) = linked.site.info.as_ref().filter(|_| !is_wrong(findings)) else { return Err(Geweigerd::Site) };
        let wijk = wijk(&linked.site, &wens.wijk).map_err(Geweigerd::Vraag)?;
        let texts: Vec<_> = parsed.iter().map(|parsed| &parsed.text).collect();
        let (assets, beelden) = (OutputPath::new(ASSETS), BTreeMap::new());
        let planner = linked.planner(info, &texts, &assets, &beelden);
        let Some(base) = planner.base else {
            let why = "Een nieuwsbrief heeft hele adressen nodig, en het adres van de site is niet bekend. Zet in site.yaml een regel \
                       `basis: https://…`, of geef `--basis https://…`.";
            return Err(Geweigerd::Inhoud(why.to_owned()));
        };
        let thema = &info.value.thema;
        let files = ThemeFiles::of(sources, &thema.value.0);
        let named_at = Place::new(&info.document.path, thema.span);
        let templates: Vec<&str> = TEMPLATES.iter().copied().chain(NEWSLETTER).collect();
        let Some(theme) = findings.take(theme::load(&files, &named_at, &templates, false)) else {
            return Err(Geweigerd::Site);
        };
        let kleur = theme.instelbaar().and_then(|it| huisstijl::kleur(it, &info.value.huisstijl, "balk"));
        let (site, view) = planner.nieuwsbrief(base, wijk, wens.sinds, kleur);
        let (site, item) = (Shared::new(&site), &linked.site.wijken[wijk].item);
        let name = format!("{}-{}", item.slug(), settings.today);
        let names = [format!("{name}.html"), format!("{name}.txt"), format!("{name}-krant.html")];
        let mut bestanden = Vec::new();
        for (template, name) in NEWSLETTER.into_iter().zip(names) {
            bestanden.extend(findings.take(theme.render(template, &site, &view)).map(|bytes| (name, bytes)));
        }
        if is_wrong(findings) || bestanden.len() < NEWSLETTER.len() {
            return Err(Geweigerd::Site);
        }
        if let Some((name, bytes)) = bestanden.iter().take(2).find(|(_, bytes)| bytes.len() > LONGEST) {
            let why = format!(
                "{name} wordt {} kB; mailprogramma's laten hooguit {} kB zien. Maak het sjabloon in het thema korter.",
                bytes.len() / 1000,
                LONGEST / 1000
            );
            return Err(Geweigerd::Inhoud(why));
        }
        let weggelaten = view.meer.nieuws + view.meer.stappen + view.meer.documenten;
        Ok(Nieuwsbrief { wijk: item.value.naam.clone(), bestanden, niets_nieuws: view.niets_nieuws, weggelaten })
    }
}

/// The wijk that is meant, or what there is instead.
fn wijk(site: &Site, asked: &str) -> Result<WijkIndex, String> {
    let slug = Slug::of(asked.trim_end_matches(".md"));
    let is_it = |naam: &str, file: &Slug| {
        slug.as_ref().is_some_and(|slug| slug == file || Slug::of(naam).as_ref() == Some(slug))
    };
    let mut all = site.wijk_indices();
    if let Some((index, _)) = all.find(|(_, wijk)| is_it(&wijk.item.value.naam, wijk.item.slug())) {
        return Ok(index);
    }
    let names: Vec<&str> = site.wijk_indices().map(|(_, wijk)| wijk.item.value.naam.as_str()).collect();
    if names.is_empty() {
        return Err(format!("De wijk “{asked}” is er niet: deze site heeft geen wijken."));
    }
    let slugs = site.wijk_indices().map(|(_, wijk)| wijk.item.slug().as_str());
    let meant = nearest(asked, names.iter().copied().chain(slugs)).map(|it| format!("“{it}”"));
    let sentence = or_meant(format!("De wijk “{asked}” is er niet"), meant);
    let rest = names.len().saturating_sub(MOST);
    let rest = if rest > 0 { format!(", en nog {rest} andere") } else { String::new() };
    Err(format!("{sentence} Kies uit: {}{rest}.", names.iter().take(MOST).copied().collect::<Vec<_>>().join(", ")))
}
