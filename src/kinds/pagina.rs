//! Free pages, and the title and text of fixed pages.

use crate::read::fields::Fields;

/// A page with a title and a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagina {
    /// Its title.
    pub titel: String,
    /// What it is about, in one sentence.
    pub samenvatting: String,
    /// Its place among its siblings; those without come last, by title.
    pub volgorde: Option<u32>,
}

impl Pagina {
    pub(crate) fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (titel, samenvatting) = (fields.required("titel"), fields.required("samenvatting"));
        let volgorde = fields.optional("volgorde");
        Some(Self { titel: titel?, samenvatting: samenvatting?, volgorde })
    }
}
