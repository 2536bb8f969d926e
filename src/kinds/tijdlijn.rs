//! A step of the timeline.

use super::VastePagina;
use super::kind::{Facts, KindOf, ReadBy, Refers, Says, ShownAs, Vindbaar};
use jiff::civil::Date;
use serde::Serialize;

use crate::read::fields::{At, ByCode, Fields, OneOf, Ref};
use crate::tijd::{Periode, Stand};
use crate::values::{Buurtcode, Choice};

/// Where a step stands. Unless its editor says so, the calendar tells; but not whether what was planned was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StapStand {
    /// It is to come.
    Straks,
    /// It is going on.
    Nu,
    /// Its period is over; whether it was done, nobody said.
    Voorbij,
    /// It was done.
    Afgerond,
    /// It will not be done.
    Vervallen,
}

impl StapStand {
    /// Whether nothing more of it is to be expected.
    pub(crate) fn is_over(self) -> bool {
        matches!(self, Self::Voorbij | Self::Afgerond | Self::Vervallen)
    }
}

impl Choice for StapStand {
    const WHAT: &'static str = "hoe het met de stap staat, zoals afgerond";
    const OPTIONS: &'static [(&'static str, Self)] =
        &[("gepland", Self::Straks), ("bezig", Self::Nu), ("afgerond", Self::Afgerond), ("vervallen", Self::Vervallen)];
}

/// A step of *wijkgericht werken*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stap {
    /// What happens.
    pub titel: String,
    /// When.
    pub periode: Periode,
    /// Where it stands, when its editor says so.
    pub stand: Option<StapStand>,
    /// What was or will be decided.
    pub besluit: Option<String>,
    /// Where that can be read.
    pub documenten: Vec<At<Ref>>,
    /// The wijken it is about; none means all.
    pub wijken: Vec<At<Ref>>,
    /// The buurten it is about.
    pub buurten: Vec<At<ByCode<Buurtcode>>>,
}

impl KindOf for Stap {
    const FACTS: Facts = Facts {
        called: "een stap van de tijdlijn",
        folder: Some("tijdlijn"),
        nested: false,
        title_key: Some("titel"),
        shown: ShownAs::Part(VastePagina::Tijdlijn),
        by_wijk: false,
        overview: Some(VastePagina::Tijdlijn),
    };
    const READING: ReadBy<Self> = ReadBy::Markdown(Self::read);

    fn order(&self) -> impl Ord + use<> {
        self.periode.order()
    }
}

impl Says for Stap {
    fn name(&self) -> Option<&str> {
        Some(&self.titel)
    }

    fn vindbaar(&self) -> Vindbaar {
        let regel = Some(self.periode.tekst().tekst);
        Vindbaar { regel, woorden: self.besluit.iter().cloned().collect(), ..Vindbaar::default() }
    }

    fn refers(&self) -> Refers<'_> {
        Refers {
            wijken: &self.wijken,
            buurten: &self.buurten,
            stukken: self.documenten.iter().collect(),
            ..Refers::default()
        }
    }
}

impl Stap {
    /// Where it stands on a day.
    pub(crate) fn stand(&self, today: Date) -> StapStand {
        self.stand.unwrap_or_else(|| match self.periode.stand(today) {
            Stand::Voorbij => StapStand::Voorbij,
            Stand::Nu => StapStand::Nu,
            Stand::Straks => StapStand::Straks,
        })
    }

    /// The first day after this one on which it stands elsewhere.
    pub(crate) fn changes_after(&self, today: Date) -> Option<Date> {
        self.stand.is_none().then(|| self.periode.changes_after(today)).flatten()
    }

    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (titel, periode) = (fields.required("titel"), fields.required("periode"));
        let stand = fields.optional::<OneOf<StapStand>>("stand").map(|OneOf(stand)| stand);
        let besluit = fields.optional("besluit");
        let documenten = fields.list("documenten");
        let (wijken, buurten) = (fields.list("wijken"), fields.list("buurten"));
        Some(Self { titel: titel?, periode: periode?, stand, besluit, documenten, wijken, buurten })
    }
}
