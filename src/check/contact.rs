//! Every wijk has one contact: a person, or an open post that says whom to turn to meanwhile.

use super::Subject;
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::Kind;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    // A record with mistakes may well be the one that is missed.
    if subject.site.is_incomplete(Kind::Wijkmanager) {
        return;
    }
    for wijk in subject.site.wijken.iter().filter(|wijk| wijk.wijkmanager.is_none()) {
        findings.push(
            Finding::new(
                Code::WijkWithoutContact,
                Place::file(&wijk.item.document.path),
                format!("De wijk {} heeft geen contactpersoon.", wijk.item.value.naam),
            )
            .tip(format!(
                "Maak een bestand in content/wijkmanagers met bij `wijken` de regel `- {}`. Is er nog niemand? Zet er dan \
                 `vacature: ja` bij.",
                wijk.item.slug()
            )),
        );
    }
}
