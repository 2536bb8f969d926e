//! A page about one buurt, for when there is more to tell than the tables know.

use super::kind::{Facts, KindOf, ReadBy, Says, ShownAs, Vindbaar};
use crate::read::fields::{At, ByCode, Fields};
use crate::values::Buurtcode;

/// Places on the page of a buurt that links can point at.
const ANCHORS: &[&str] = &["contact", "spreekuren", "hub", "projecten", "tijdlijn", "nieuws", "cijfers", "over"];

/// A neighbourhood with a text of its own. Its name comes from the table of areas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Buurt {
    /// Its code at CBS.
    pub code: At<ByCode<Buurtcode>>,
    /// What it is, in one sentence.
    pub samenvatting: Option<String>,
}

impl KindOf for Buurt {
    const FACTS: Facts = Facts {
        called: "een buurt",
        folder: Some("buurten"),
        nested: false,
        title_key: Some("titel"),
        shown: ShownAs::PageOfBuurt(ANCHORS),
        by_wijk: false,
        overview: None,
    };
    const READING: ReadBy<Self> = ReadBy::Markdown(Self::read);
}

impl Says for Buurt {
    fn vindbaar(&self) -> Vindbaar {
        Vindbaar { regel: self.samenvatting.clone(), ..Vindbaar::default() }
    }
}

impl Buurt {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (code, samenvatting) = (fields.required("code"), fields.optional("samenvatting"));
        Some(Self { code: code?, samenvatting })
    }
}
