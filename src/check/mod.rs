//! Rules over the whole site. One rule, one file, one line in [`RULES`].
//!
//! What a single file can tell is judged in `content`; what linking meets on its way is judged in `site`. A rule here looks at
//! the finished [`Site`].

mod bedoeld;
mod bereikbaar;
mod beveiliging;
mod buurten;
mod contact;
mod fotos;
mod gemeente;
mod links;
mod overlap;
mod spreekuur;
mod taal;
mod titels;
mod verloopt;
mod vooruit;

use std::sync::Arc;

use jiff::civil::Date;

use crate::content::Document;
use crate::diagnostics::Findings;
use crate::site::Site;

/// What a rule looks at.
pub struct Subject<'s, 'd> {
    /// The linked site.
    pub site: &'s Site<'d>,
    /// All documents, published or not.
    pub documents: &'d [Arc<Document>],
    /// Today.
    pub today: Date,
    /// Whether the address of the site is given apart from the content.
    pub base_is_given: bool,
}

impl<'d> Subject<'_, 'd> {
    /// The documents that are not left out for good, shown today or not.
    fn finished(&self) -> impl Iterator<Item = &'d Document> {
        self.documents.iter().map(AsRef::as_ref).filter(|document| !self.site.is_unfinished(document))
    }
}

/// A rule: looks and reports.
type Rule = fn(&Subject<'_, '_>, &mut Findings);

/// All rules, in no particular order: a report is sorted.
const RULES: &[Rule] = &[
    bereikbaar::check,
    beveiliging::check,
    buurten::check,
    contact::check,
    fotos::check,
    gemeente::check,
    links::check,
    overlap::check,
    spreekuur::check,
    taal::check,
    titels::check,
    verloopt::check,
    vooruit::check,
];

/// How many days before something ends it is told.
const SOON: i32 = 30;

/// How many days there are from one day to a later one.
fn days(from: Date, to: Date) -> i32 {
    from.duration_until(to).as_hours().div_euclid(24).try_into().unwrap_or(i32::MAX)
}

/// Applies all rules.
pub fn check(subject: &Subject<'_, '_>) -> Findings {
    let mut findings = Findings::default();
    for rule in RULES {
        rule(subject, &mut findings);
    }
    findings
}
