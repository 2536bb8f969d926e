//! Free pages, and the title and text of fixed pages.

use super::VastePagina;
use super::kind::{Facts, KindOf, ReadBy, Says, ShownAs, Vindbaar};
use crate::read::fields::{Fields, OneOf};
use crate::values::{Licentie, sort_key};

/// A page with a title and a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagina {
    /// Its title.
    pub titel: String,
    /// What it is about, in one sentence.
    pub samenvatting: String,
    /// Its place among its siblings; those without come last, by title.
    pub volgorde: Option<u32>,
    /// Under which licence others may use the data of the site; only the page of open data says so.
    pub licentie: Option<Licentie>,
}

/// What the pages that every site has say of themselves as a kind; each says the rest itself, see [`super::VastePagina`].
pub(super) const VAST: Facts = Facts {
    called: "een pagina",
    folder: None,
    nested: false,
    title_key: Some("titel"),
    shown: ShownAs::Nowhere,
    by_wijk: false,
    overview: None,
};

impl KindOf for Pagina {
    const FACTS: Facts = Facts {
        called: "een pagina",
        folder: Some("paginas"),
        nested: true,
        title_key: Some("titel"),
        shown: ShownAs::PageAtPath,
        by_wijk: false,
        overview: None,
    };
    const READING: ReadBy<Self> = ReadBy::Markdown(Self::read);

    fn order(&self) -> impl Ord + use<> {
        (self.volgorde.unwrap_or(u32::MAX), sort_key(&self.titel))
    }
}

impl Says for Pagina {
    fn name(&self) -> Option<&str> {
        Some(&self.titel)
    }

    fn vindbaar(&self) -> Vindbaar {
        Vindbaar { regel: Some(self.samenvatting.clone()), ..Vindbaar::default() }
    }
}

impl Pagina {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (titel, samenvatting) = (fields.required("titel"), fields.required("samenvatting"));
        let volgorde = fields.optional("volgorde");
        Some(Self { titel: titel?, samenvatting: samenvatting?, volgorde, licentie: None })
    }

    /// The title and text of a page that every site has.
    pub(super) fn read_vast(page: VastePagina, fields: &mut Fields<'_, '_>) -> Option<Self> {
        let licentie = match page {
            VastePagina::Data => fields.optional::<OneOf<Licentie>>("licentie").map(|OneOf(licentie)| licentie),
            _ => None,
        };
        Some(Self { licentie, ..Self::read(fields)? })
    }
}
