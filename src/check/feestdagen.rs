//! What is on a day on which the municipality is closed, without a word of its editor about that: perhaps nobody looked.

use super::Subject;
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::Document;
use crate::read::fields::At;
use crate::tijd::{Datum, Rooster, Weekdagen, Weekregel, weekdag_en_datum};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let lists = &subject.site.lists;
    for hub in lists.hubs.iter() {
        judge(subject, &hub.item.document, &hub.item.value.rooster, &hub.item.value.genoemd, findings);
    }
    for spreekuur in lists.spreekuren.iter() {
        let value = &spreekuur.item.value;
        judge(subject, &spreekuur.item.document, &value.rooster, &value.genoemd, findings);
    }
}

fn judge(
    subject: &Subject<'_>,
    document: &Document,
    rooster: &Rooster,
    genoemd: &[At<Datum>],
    findings: &mut Findings,
) {
    let Some(example) = rooster.regels.first() else { return };
    for At { value, span } in genoemd.iter().filter(|day| day.value.0 >= subject.today) {
        // What would be left by the calendar of the municipality if it were every day.
        let every_day =
            Rooster { regels: vec![Weekregel { dagen: Weekdagen::all(), ..example.clone() }], ..Rooster::default() };
        let uren = subject.site.uren(&every_day, document);
        if uren.on(value.0).momenten.is_empty() {
            let message = format!("Op {} is de gemeente dicht, maar dit gaat dan door.", weekdag_en_datum(value.0));
            findings.push(
                Finding::new(Code::OpenWhenClosed, Place::new(&document.path, *span), message)
                    .tip("Klopt dat? Zet er dan een `reden` bij, of `feestdagen` als het één keer is. Anders: kies een andere dag."),
            );
        }
    }
}
