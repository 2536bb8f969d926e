//! Documents for residents: one in lists, and the page of all.

use serde::Serialize;

use super::Planner;
use super::page::ContentView;
use super::spot::Spot;
use crate::kinds::{Stuk, Vindplaats};
use crate::output::OutputPath;
use crate::read::fields::{At, Ref};
use crate::site::About;
use crate::source::SourcePath;
use crate::tijd::Datumtekst;

/// `documenten.html`: all documents, newest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct DocumentenView {
    pub tekst: String,
    pub documenten: Vec<StukView>,
}

/// A document for residents.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct StukView {
    pub anker: String,
    pub titel: String,
    pub soort: String,
    pub datum: Datumtekst,
    pub href: Option<String>,
    /// Its place on the page of all documents.
    pub pagina: String,
    /// Whether it lies on another site.
    #[serde(rename = "extern")]
    pub extern_: bool,
    pub bestand: Option<BestandView>,
    pub vindplaats: Option<String>,
    pub samenvatting: Option<String>,
}

/// A download.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BestandView {
    /// "PDF".
    pub soort: String,
    /// "120 kB".
    pub grootte: String,
}

impl Spot<'_> {
    pub(super) fn stukken(&self, references: &[At<Ref>]) -> Vec<StukView> {
        self.planner.site.stukken(references).map(|stuk| self.stuk(stuk)).collect()
    }

    pub(super) fn stuk(&self, stuk: &About<Stuk>) -> StukView {
        self.shows(&stuk.item.document);
        let value = &stuk.item.value;
        let mut view = StukView {
            anker: stuk.item.slug().to_string(),
            titel: value.titel.clone(),
            soort: value.soort.clone(),
            datum: value.datum.tekst(),
            href: None,
            pagina: self.document_href(&stuk.item.document),
            extern_: false,
            bestand: None,
            vindplaats: None,
            samenvatting: value.samenvatting.clone(),
        };
        match &value.vindplaats {
            Vindplaats::Bestand(name) => {
                let path = stuk.item.document.path.join(&name.value);
                view.href =
                    path.as_ref().and_then(|path| self.planner.bestand_output(path)).map(|output| self.href(&output));
                view.bestand =
                    path.as_ref().and_then(|path| self.planner.places.bestanden.get(path)).map(|bestand| BestandView {
                        soort: path.as_ref().map_or_else(String::new, SourcePath::extension).to_uppercase(),
                        grootte: bestand.grootte(),
                    });
            }
            Vindplaats::Link(address) => {
                view.href = Some(address.to_string());
                view.extern_ = true;
            }
            Vindplaats::Tekst(tekst) => view.vindplaats = Some(tekst.clone()),
        }
        view
    }
}

/// The page of all documents.
pub(super) fn overzicht(spot: &Spot<'_>, tekst: String) -> ContentView {
    let site = spot.planner.site;
    let documenten = site.lists.stukken.iter().map(|stuk| spot.stuk(stuk)).collect();
    ContentView::Documenten(DocumentenView { tekst, documenten })
}

impl Planner<'_> {
    /// Where a picture or download is published.
    pub(super) fn bestand_output(&self, path: &SourcePath) -> Option<OutputPath> {
        let (path, _) = self.places.bestanden.get_key_value(path)?;
        self.places.output_of(path).cloned()
    }
}
