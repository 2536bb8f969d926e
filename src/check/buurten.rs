//! Every buurt of the municipality belongs to a wijk; one that does not is nowhere on the site.

use super::Subject;
use crate::content::Kind;
use crate::content::values::Gebiedssoort;
use crate::diagnostics::{Code, Finding, Findings};

pub(super) fn check(subject: &Subject<'_, '_>, findings: &mut Findings) {
    let site = subject.site;
    // A wijk with mistakes may well have the buurt; a site whose wijken name no buurten does not use them.
    if site.is_incomplete(Kind::Wijk) || site.wijken.iter().all(|wijk| wijk.buurten.is_empty()) {
        return;
    }
    let gemeente = site.info.and_then(|info| info.value.gemeentecode.as_ref());
    let is_ours = |code: &str| gemeente.is_none_or(|gemeente| code[2..].starts_with(&gemeente.as_str()[2..]));
    for (code, gebied) in &site.gebieden {
        if code.soort() == Gebiedssoort::Buurt
            && gebied.wijk.is_none()
            && is_ours(code.as_str())
            && !site.missed_buurten.contains(code)
        {
            findings.push(
                Finding::new(
                    Code::BuurtInNoWijk,
                    gebied.place.clone(),
                    format!("De buurt {} ({code}) staat bij geen enkele wijk.", gebied.naam),
                )
                .tip("Zet de code in het rijtje `buurten` van de wijk waar de buurt bij hoort."),
            );
        }
    }
}
