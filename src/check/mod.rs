//! Rules over the whole site. One rule, one file, one line in [`RULES`].
//!
//! What a single file can tell is judged in `content`; what linking meets on its way is judged in `site`. A rule here looks at
//! the finished [`Site`].

mod buurten;
mod contact;
mod gemeente;
mod links;
mod spreekuur;
mod taal;

use std::sync::Arc;

use crate::content::Document;
use crate::diagnostics::Findings;
use crate::site::Site;

/// What a rule looks at.
pub struct Subject<'s, 'd> {
    /// The linked site.
    pub site: &'s Site<'d>,
    /// All documents, published or not.
    pub documents: &'d [Arc<Document>],
    /// Whether the address of the site is given apart from the content.
    pub base_is_given: bool,
}

/// A rule: looks and reports.
type Rule = fn(&Subject<'_, '_>, &mut Findings);

/// All rules, in no particular order: a report is sorted.
const RULES: &[Rule] = &[buurten::check, contact::check, gemeente::check, links::check, spreekuur::check, taal::check];

/// Applies all rules.
pub fn check(subject: &Subject<'_, '_>) -> Findings {
    let mut findings = Findings::default();
    for rule in RULES {
        rule(subject, &mut findings);
    }
    findings
}
