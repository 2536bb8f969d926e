//! Which addresses exist, and what each template may see.
//!
//! [`plan`] makes a recipe per address. The structures in [`views`] are the contract with themes: what is not in them cannot
//! be shown, and a page whose view is equal need not be rendered again.

mod metadata;
mod overviews;
mod parts;
mod singles;
pub mod views;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::content::values::Basisadres;
use crate::content::{SiteInfo, VastePagina};
use crate::output::OutputPath;
use crate::site::{Item, Site};
use views::Page;

/// What a page of the site is made with.
pub type Plan = BTreeMap<OutputPath, Recipe>;

/// How the bytes of one address are made.
#[derive(Debug, Clone, PartialEq)]
pub enum Recipe {
    /// A template with its view.
    Page {
        /// The template.
        template: &'static str,
        /// All that the template sees.
        view: Arc<Page>,
    },
    /// Bytes that are there already.
    Bytes(Arc<[u8]>),
}

/// The templates that every theme must have.
pub const TEMPLATES: &[&str] = &[
    "home.html",
    "wijken.html",
    "wijk.html",
    "buurt.html",
    "contact.html",
    "hubs.html",
    "hub.html",
    "spreekuren.html",
    "kengetallen.html",
    "tijdlijn.html",
    "vragen.html",
    "nieuws.html",
    "nieuwsbericht.html",
    "documenten.html",
    "pagina.html",
    "toegankelijkheid.html",
    "privacy.html",
    "404.html",
];

/// Where the stylesheet with the colours of the municipality is, if it chose any.
pub const COLOURS: &str = "thema/kleuren.css";

/// Makes the recipe of every address.
pub fn plan(site: &Site<'_>, info: Item<'_, SiteInfo>, today: Date, base: Option<&Basisadres>) -> Plan {
    let planner = Planner { site, info, today, base };
    let mut plan = Plan::new();
    for page in VastePagina::all().filter(|page| site.has(*page)) {
        plan.insert(page.output(), planner.fixed(page));
    }
    for wijk in 0..site.wijken.len() {
        plan.insert(site.wijk_output(wijk), planner.wijk(wijk));
    }
    for code in &site.buurtpaginas {
        if let (Some(output), Some(wijk)) = (site.buurt_output(code), site.gebieden[code].wijk) {
            plan.insert(output.clone(), planner.buurt(code, wijk, output));
        }
    }
    for hub in &site.hubs {
        planner.insert_document(&mut plan, hub.item.document, |output| planner.hub(hub, output));
    }
    for bericht in &site.nieuws {
        planner.insert_document(&mut plan, bericht.item.document, |output| planner.nieuwsbericht(bericht, output));
    }
    for pagina in &site.paginas {
        plan.insert(pagina.output.clone(), planner.pagina(pagina));
    }
    for (path, bestand) in &site.bestanden {
        if let Some(output) = planner.bestand_output(path) {
            plan.insert(output, Recipe::Bytes(bestand.source.bytes().clone()));
        }
    }
    metadata::insert(&mut plan, info.value, today, base);
    plan
}

/// What the makers of pages have at hand.
#[derive(Clone, Copy)]
struct Planner<'s, 'd> {
    site: &'s Site<'d>,
    info: Item<'s, SiteInfo>,
    today: Date,
    base: Option<&'s Basisadres>,
}
