//! Every buurt of the municipality belongs to a wijk; one that does not is nowhere on the site.

use super::Subject;
use crate::diagnostics::{Code, Finding, Findings};
use crate::kinds::Kind;
use crate::site::Gebied;
use crate::values::Gebiedssoort;

/// How many others are shown with the first.
const MOST_SHOWN: usize = 20;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let site = subject.site;
    // A wijk with mistakes may well have the buurt; a site whose wijken name no buurten does not use them.
    if site.is_incomplete(Kind::Wijk) || site.wijken.iter().all(|wijk| wijk.nu.buurten.is_empty()) {
        return;
    }
    let gemeente = site.info.as_ref().and_then(|info| info.value.gemeentecode.as_ref()).map(|code| &code.value);
    let is_ours = |code: &str| gemeente.is_none_or(|gemeente| code[2..].starts_with(&gemeente.as_str()[2..]));
    let mut lost = site.gebieden.iter().filter(|(code, gebied)| {
        code.soort() == Gebiedssoort::Buurt
            && gebied.wijk.is_none()
            && is_ours(code.as_str())
            && !site.missed_buurten.contains(*code)
    });
    let Some((code, first)) = lost.next() else { return };
    // They mostly have one cause: a wijk that is gone.
    let others: Vec<_> = lost.collect();
    let whole = format!("De buurt {} ({code})", first.naam);
    let message = match others.len() {
        0 => format!("{whole} staat bij geen enkele wijk."),
        1 => format!("{whole} staat bij geen enkele wijk, en nog één andere buurt ook niet."),
        more => format!("{whole} staat bij geen enkele wijk, en nog {more} andere buurten ook niet."),
    };
    let finding = Finding::new(Code::BuurtInNoWijk, first.place.clone(), message).tip(if others.is_empty() {
        "Zet de code in het rijtje `buurten` van de wijk waar de buurt bij hoort."
    } else {
        "Zet elke code in het rijtje `buurten` van de wijk waar de buurt bij hoort. Is er een wijk weg, of nog een concept?"
    });
    let also = |finding: Finding, (_, gebied): &(_, &Gebied)| finding.related(gebied.place.clone(), "deze ook");
    findings.push(others.iter().take(MOST_SHOWN).fold(finding, also));
}
