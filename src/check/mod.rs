//! Rules over the whole site. One rule, one file, one line in [`RULES`].
//!
//! What a single file can tell is judged in `kinds`; what linking meets on its way is judged in `site`. A rule here looks at
//! the finished [`Site`]. Two rules look at the words of one text and where it stands in the site ([`check_text`]): a text
//! that was not touched, in a site that hangs together as before, need not be judged again.

mod agendas;
mod bereikbaar;
mod beveiliging;
mod bijeenkomsten;
mod buurten;
mod contact;
mod eigen;
mod feestdagen;
mod fotos;
mod gemeente;
mod indelingen;
mod links;
mod meant;
mod overlap;
mod plek;
mod projecten;
mod spreekuur;
mod taal;
mod titels;
mod vakanties;
mod verloopt;
mod vooruit;
mod weken;
mod woo;

use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::diagnostics::{Finding, Findings};
use crate::kinds::{Document, Text};
use crate::site::{Places, Site};
use crate::source::SourcePath;
use crate::values::Basisadres;
use links::Missing;

/// What a rule looks at.
pub(crate) struct Subject<'s> {
    /// The linked site.
    pub site: &'s Site,
    /// Where everything is.
    pub places: &'s Places,
    /// Today.
    pub today: Date,
    /// The address of the site, when it is given apart from the content.
    pub base: Option<&'s Basisadres>,
}

impl<'s> Subject<'s> {
    /// The addresses that the site has.
    fn bases(&self) -> impl Iterator<Item = &'s Basisadres> {
        let written = self.site.info.as_ref().and_then(|info| info.value.basis.as_ref());
        self.base.into_iter().chain(written)
    }

    /// The documents that are not left out for good, shown today or not.
    fn finished(&self) -> impl Iterator<Item = &'s Arc<Document>> {
        self.site.documents().iter().filter(|document| !self.site.is_unfinished(document))
    }
}

/// What rules have to say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Judged {
    /// What was found.
    pub findings: Findings,
    /// Links to files that are not there: told together, see [`dead_links`].
    missing: Vec<Missing>,
}

/// A rule: looks and reports.
type Check = fn(&Subject<'_>, &mut Findings);

/// All rules, in no particular order: a report is sorted.
const RULES: &[Check] = &[
    agendas::check,
    bereikbaar::check,
    beveiliging::check,
    bijeenkomsten::check,
    buurten::check,
    contact::check,
    feestdagen::check,
    fotos::check,
    gemeente::check,
    indelingen::check,
    overlap::check,
    plek::check,
    projecten::check,
    spreekuur::check,
    titels::check,
    vakanties::check,
    verloopt::check,
    vooruit::check,
    weken::check,
    woo::check,
];

/// How many days before something ends it is told.
const SOON: i32 = 30;

/// How many days there are from one day to a later one.
fn days(from: Date, to: Date) -> i32 {
    from.duration_until(to).as_hours().div_euclid(24).try_into().unwrap_or(i32::MAX)
}

/// Judges the site as a whole: everything but the words of its texts.
pub(crate) fn check(subject: &Subject<'_>) -> Judged {
    let judge = |rule: &Check| {
        let mut findings = Findings::default();
        rule(subject, &mut findings);
        findings.first_of_each()
    };
    let mut judged = Judged::default();
    for findings in RULES.par_iter().map(judge).collect::<Vec<_>>() {
        judged.findings += findings;
    }
    links::menus(subject, &mut judged);
    judged
}

/// Judges the words of one document.
pub(crate) fn check_text(subject: &Subject<'_>, document: &Arc<Document>, text: &Text) -> Judged {
    let mut judged = Judged::default();
    links::check(subject, document, &text.body, &mut judged);
    taal::check(subject, document, &text.taal, &mut judged.findings);
    judged
}

/// A picture that turned out to be broken when it was decoded.
pub(crate) fn broken_picture(path: &SourcePath) -> Finding {
    fotos::broken(path)
}

/// Tells of links that lead to no file: those to the same file together, from wherever they come.
pub(crate) fn dead_links<'j>(subject: &Subject<'_>, judged: impl Iterator<Item = &'j Judged>) -> Findings {
    links::dead(subject, judged.flat_map(|judged| &judged.missing))
}
