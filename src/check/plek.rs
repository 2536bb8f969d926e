//! Places that do not lie in the wijk that they are said to be in.

use super::Subject;
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::{Document, Locatie};
use crate::site::WijkIndex;

/// How far outside a wijk a place may be: a boundary that was simplified may lie beside the real one.
const METRES: f64 = 250.0;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let lists = &subject.site.lists;
    for hub in lists.hubs.iter() {
        judge(subject, &hub.item.document, hub.item.value.locatie.as_ref(), hub.wijken.first(), findings);
    }
    for project in lists.projecten.iter() {
        // What is in several wijken may be anywhere in them.
        let wijk = if let [wijk] = &project.wijken[..] { Some(wijk) } else { None };
        judge(subject, &project.item.document, project.item.value.locatie.as_ref(), wijk, findings);
    }
    for spreekuur in lists.spreekuren.iter() {
        let value = &spreekuur.item.value;
        judge(subject, &spreekuur.item.document, Some(&value.locatie), spreekuur.wijken.first(), findings);
    }
}

fn judge(
    subject: &Subject<'_>,
    document: &Document,
    locatie: Option<&Locatie>,
    wijk: Option<&WijkIndex>,
    findings: &mut Findings,
) {
    let (Some(plek), Some(wijk)) = (locatie.and_then(|locatie| locatie.plek.as_ref()), wijk) else { return };
    let wijk = &subject.site.wijken[*wijk];
    let metres = subject.site.begrenzing.metres_to(wijk, plek.value.0);
    if metres.is_some_and(|metres| metres > METRES) {
        let message = format!("Deze plek ligt niet in de wijk {}.", wijk.item.value.naam);
        findings.push(
            Finding::new(Code::PlaceElsewhere, Place::new(&document.path, plek.span), message)
                .tip("Kijk de twee getallen na. Klikt u in een kaart op internet op de plek, dan geeft die ze vaak."),
        );
    }
}
