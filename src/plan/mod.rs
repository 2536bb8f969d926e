//! What is published, and where: every address with what is made there, before any of it is made.
//!
//! One register: two that want the same address are a finding. How a page or file is made is for `pages`, `outputs` and `beeld`.

mod doubles;
mod moved;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostics::{Checked, Findings};
use crate::kinds::{Kind, SiteInfo};
use crate::output::{OutputPath, Sources};
use crate::outputs::Output;
use crate::pages::{self, Which};
use crate::site::{Places, Site, Verhuisd, webp};
use crate::source::SourcePath;
use crate::values::Basisadres;

/// Every address of a site, with what is made there. The files of the theme come beside it, in a folder of their own.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    recipes: BTreeMap<OutputPath, Recipe>,
    /// Former addresses, in order.
    pub(crate) verhuisd: Vec<Verhuisd>,
    /// The files of the project that some of all this is of.
    pub(crate) sources: Arc<Sources>,
}

/// What is made at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Recipe {
    /// A page.
    Page(Which),
    /// What visitors get of a picture, as far as making it shows that it makes sense.
    Picture(SourcePath),
    /// A file of the content as it is.
    Copy(SourcePath),
    /// A file in a format of its own.
    Output(Output),
}

/// What is made where, while it is gathered: who comes first has an address.
#[derive(Default)]
struct Recipes(BTreeMap<OutputPath, Recipe>);

impl Extend<(OutputPath, Recipe)> for Recipes {
    fn extend<T: IntoIterator<Item = (OutputPath, Recipe)>>(&mut self, made: T) {
        for (output, recipe) in made {
            self.0.entry(output).or_insert(recipe);
        }
    }
}

impl Plan {
    /// What is published of a site at `base`, on `today`; of two at one address, which is reported, the first.
    pub(crate) fn new(
        site: &Site,
        places: &Places,
        info: Option<&SiteInfo>,
        base: Option<&Basisadres>,
        today: Date,
    ) -> Checked<Self> {
        let mut findings = Findings::default();
        findings += doubles::pages(site, places);
        let mut recipes = Recipes::default();
        recipes.extend(pages::addresses(site, places).into_iter().map(|(output, which)| (output, Recipe::Page(which))));
        let mut sources: Sources = places.pages_of_files().map(|(page, file)| (page.clone(), file.clone())).collect();
        if let Some(list) = site.documents().iter().find(|document| document.kind == Kind::Postcodes) {
            sources.extend(site.postcodes.pages().map(|page| (page, list.path.clone())));
        }
        for (path, bestand) in &places.bestanden {
            let output = places.output_of(path).cloned();
            if let Some(feiten) = bestand.toonbaar() {
                let all = [false, true].into_iter().flat_map(|is_tekening| feiten.breedtes(is_tekening));
                let all = all.map(|breedte| webp(path, bestand, breedte)).chain(output);
                recipes.extend(all.map(|output| (output, Recipe::Picture(path.clone()))));
            } else if let Some(output) = output.filter(|_| !bestand.picture) {
                sources.insert(output.clone(), path.clone());
                recipes.extend([(output, Recipe::Copy(path.clone()))]);
            }
        }
        let outputs = info.into_iter().flat_map(|info| Output::all(places, site, info, base, today));
        recipes.extend(outputs.map(|(address, output)| (address, Recipe::Output(output))));
        let verhuisd = findings.take(moved::follow(site, places, recipes.0.keys()));
        let mut seen = BTreeSet::new();
        for (place, moved) in verhuisd.iter().enumerate() {
            // Not every disk has room for two that differ in capitals only.
            let output = moved.van.output().filter(|output| seen.insert(output.as_str().to_lowercase()));
            recipes.extend(output.map(|output| (output, Recipe::Page(Which::Verhuisd(place)))));
        }
        Checked::new(Self { recipes: recipes.0, verhuisd, sources: Arc::new(sources) }, findings)
    }

    /// Everything, in order of address.
    pub(crate) fn recipes(&self) -> impl Iterator<Item = (&OutputPath, &Recipe)> {
        self.recipes.iter()
    }

    /// The pages.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (&OutputPath, &Which)> {
        self.recipes.iter().filter_map(|(output, recipe)| match recipe {
            Recipe::Page(which) => Some((output, which)),
            Recipe::Picture(_) | Recipe::Copy(_) | Recipe::Output(_) => None,
        })
    }

    /// The files in a format of their own.
    pub(crate) fn outputs(&self) -> impl Iterator<Item = (&OutputPath, &Output)> {
        self.recipes.iter().filter_map(|(output, recipe)| match recipe {
            Recipe::Output(format) => Some((output, format)),
            Recipe::Page(_) | Recipe::Picture(_) | Recipe::Copy(_) => None,
        })
    }
}
