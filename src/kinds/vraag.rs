//! A question that residents ask; the answer is the text.

use crate::read::fields::{At, Fields, Ref};

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vraag {
    /// As a resident would ask it.
    pub vraag: String,
    /// Its place among the questions; those without come last, by question.
    pub volgorde: Option<u32>,
    /// The wijken on whose page it stands as well.
    pub wijken: Vec<At<Ref>>,
}

impl Vraag {
    pub(crate) fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let vraag = fields.required("vraag");
        let volgorde = fields.optional("volgorde");
        let wijken = fields.list("wijken");
        Some(Self { vraag: vraag?, volgorde, wijken })
    }
}
