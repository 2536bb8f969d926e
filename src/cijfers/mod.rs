//! Files with figures as others give them → a source of figures of this municipality, ready to be put into `content/kengetallen`. And
//! addresses of the whole country → those of this municipality, for `content/postcodes` (`knip.rs`).
//!
//! Bytes in, texts out: what is written, and what is said of it in Dutch. No disk, no clock; what the site makes of the figures is
//! decided in `site`, which reads what is written here like anything an editor writes.

mod beschrijving;
mod gebiedenlijst;
mod getallen;
mod knip;
mod lijst;
mod onderwerp;
mod opname;
mod raster;
mod schrijven;
mod tekens;
mod verslag;
mod vormen;
mod zeef;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use gebiedenlijst::Gebiedenlijst;
pub use knip::knip;

use beschrijving::{Beschrijving, naast_elkaar};
use opname::{Opname, opname};
use schrijven::Vondst;

use crate::kinds::{self, Content, Gebieden, Kengetallen, OfKind, SiteInfo};
use crate::source::{SourcePath, SourceTree};
use crate::values::Gebiedscode;

/// What can be read.
const FORMS: &str = "Het kan CSV of JSON zijn (van StatLine, van OData, kwb-JJJJ of van uzelf), Excel, een DBF, een GeoPackage of GeoJSON.";

/// What is asked of files with figures.
#[derive(Debug, Default)]
pub struct Aanvraag {
    /// The files: what they are called, and what stands in them.
    pub bestanden: Vec<(String, Vec<u8>)>,
    /// The topics that are wanted, by the names of their columns; empty leaves the choice to us.
    pub onderwerpen: Vec<String>,
    /// The year, when a file does not tell it, or has several.
    pub jaar: Option<u16>,
    /// The name of what is written.
    pub naam: Option<String>,
    /// Who made the figures.
    pub bron: Option<String>,
    /// Under which licence they may be shown.
    pub licentie: Option<String>,
    /// What the figures are together.
    pub titel: Option<String>,
    /// Whether areas that have no name yet are put into a list.
    pub gebieden: bool,
    /// Whether files that say something else are replaced.
    pub overschrijven: bool,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Uitslag {
    /// What was found, in Dutch.
    pub verslag: String,
    /// What is to be written: where in the project, and what.
    pub geschreven: Vec<(SourcePath, String)>,
    /// Whether something that was asked for could not be done.
    pub geweigerd: bool,
}

/// Why a file is not taken, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Weigering {
    wat: String,
    hoe: String,
}

/// The municipality of a project, as far as figures matter.
#[derive(Debug)]
struct Gemeente {
    code: Gebiedscode,
    naam: String,
    /// The areas that have a name: those that there are, by the year after all others, and those of earlier years.
    namen: BTreeMap<u16, BTreeMap<Gebiedscode, Arc<str>>>,
    /// The sources of figures that are there, by name.
    bronnen: BTreeMap<String, Arc<Kengetallen>>,
}

impl Gemeente {
    /// What a project says of its municipality.
    fn of(sources: &SourceTree) -> Result<Self, Weigering> {
        let mut site = None;
        let (mut namen, mut bronnen) = (BTreeMap::from([(u16::MAX, BTreeMap::new())]), BTreeMap::new());
        let is_asked = |path: &SourcePath| {
            let folder = path.folder();
            folder == kinds::FOLDER && path.stem() == "site"
                || folder.ends_with("/gebieden")
                || folder.ends_with("/kengetallen")
        };
        for (path, source) in sources.below(kinds::FOLDER).filter(|(path, _)| is_asked(path)) {
            let parsed = kinds::parse(path, source).value;
            let Some(content) = parsed.and_then(|(document, _)| document.content) else { continue };
            let content: &Content = &content;
            if let Some(info) = SiteInfo::of(content) {
                site = Some(Arc::clone(info));
            } else if let Some(gebieden) = Gebieden::of(content) {
                let of_jaar = namen.entry(gebieden.tot_en_met.unwrap_or(u16::MAX)).or_default();
                of_jaar.extend(gebieden.namen.iter().map(|(code, naam)| (code.value, Arc::clone(naam))));
            } else if let Some(bron) = Kengetallen::of(content) {
                bronnen.insert(path.stem().to_owned(), Arc::clone(bron));
            }
        }
        let refused = |wat: &str| {
            Weigering {
            wat: wat.to_owned(),
            hoe: "Draai eerst `wijkwijzer check`, en zet in content/site.yaml de code van uw gemeente: `gemeentecode: GM…`.".to_owned(),
        }
        };
        let site = site.ok_or_else(|| refused("Er is geen site.yaml die klopt, dus uw gemeente is niet bekend."))?;
        let code = site.gemeentecode.as_ref().ok_or_else(|| refused("In site.yaml staat geen `gemeentecode`."))?.value;
        Ok(Self { code, naam: site.gemeente.clone(), namen, bronnen })
    }

    /// The areas that have a name in a year.
    fn namen(&self, jaar: u16) -> &BTreeMap<Gebiedscode, Arc<str>> {
        static NONE: BTreeMap<Gebiedscode, Arc<str>> = BTreeMap::new();
        self.namen.range(jaar..).next().map_or(&NONE, |(_, namen)| namen)
    }
}

/// Looks at files with figures, and makes sources of this municipality of them.
pub fn neem_over(aanvraag: &Aanvraag, sources: &SourceTree) -> Uitslag {
    let mut uitslag = Uitslag::default();
    let gemeente = match Gemeente::of(sources) {
        Ok(gemeente) => gemeente,
        Err(weigering) => {
            uitslag.weiger("", &weigering);
            return uitslag;
        }
    };
    let (mut bladen, mut beschrijving) = (Vec::new(), Beschrijving::default());
    for (naam, bytes) in &aanvraag.bestanden {
        let naam = naam.rsplit(['/', '\\']).next().unwrap_or(naam);
        let of_file = vormen::bladen(bytes, Some(gemeente.code));
        if of_file.is_empty() {
            let wat = "Hier staat geen tabel in die wijkwijzer kan lezen.".to_owned();
            uitslag.weiger(naam, &Weigering { wat, hoe: FORMS.to_owned() });
        }
        bladen.extend(of_file.into_iter().filter_map(|blad| Some((naam, naast_elkaar(beschrijving.neem(blad)?)))));
    }
    let mut sources_by_name: Vec<(String, Vec<Vondst>)> = Vec::new();
    for (naam, mut blad) in bladen.drain(..) {
        beschrijving.bij(&mut blad);
        let found = opname(&blad, &gemeente, aanvraag.jaar);
        match found.and_then(|opname| Vondst::new(naam, &blad, opname, &gemeente, aanvraag)) {
            Ok(vondst) => {
                let name = vondst.naam(aanvraag);
                match sources_by_name.iter_mut().find(|(other, _)| *other == name) {
                    Some((_, vondsten)) => vondsten.push(vondst),
                    None => sources_by_name.push((name, vec![vondst])),
                }
            }
            Err(weigering) => uitslag.weiger(naam, &weigering),
        }
    }
    if sources_by_name.is_empty() && !uitslag.geweigerd {
        let wat = "Dit beschrijft een tabel, maar de cijfers zelf staan er niet in.".to_owned();
        let hoe =
            "Geef het bestand met de cijfers er ook bij: wijkwijzer cijfers cijfers.csv beschrijving.json".to_owned();
        uitslag.weiger("", &Weigering { wat, hoe });
    }
    for (name, vondsten) in sources_by_name {
        schrijven::schrijf(&name, vondsten, &gemeente, aanvraag, sources, &mut uitslag);
    }
    uitslag
}

impl Uitslag {
    fn weiger(&mut self, naam: &str, Weigering { wat, hoe }: &Weigering) {
        let before = if naam.is_empty() { String::new() } else { format!("{naam}: ") };
        self.verslag.push_str(&format!("{before}niet overgenomen. {wat}\n  {hoe}\n\n"));
        self.geweigerd = true;
    }
}
