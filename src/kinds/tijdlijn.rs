//! A step of the timeline.

use crate::read::fields::{At, Fields, Ref};
use crate::tijd::Periode;
use crate::values::Buurtcode;

/// A step of *wijkgericht werken*. Whether it is over, going on or to come follows from its period and today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stap {
    /// What happens.
    pub titel: String,
    /// When.
    pub periode: Periode,
    /// What was or will be decided.
    pub besluit: Option<String>,
    /// Where that can be read.
    pub documenten: Vec<At<Ref>>,
    /// The wijken it is about; none means all.
    pub wijken: Vec<At<Ref>>,
    /// The buurten it is about.
    pub buurten: Vec<At<Buurtcode>>,
}

impl Stap {
    pub(crate) fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (titel, periode) = (fields.required("titel"), fields.required("periode"));
        let besluit = fields.optional("besluit");
        let documenten = fields.list("documenten");
        let (wijken, buurten) = (fields.list("wijken"), fields.list("buurten"));
        Some(Self { titel: titel?, periode: periode?, besluit, documenten, wijken, buurten })
    }
}
