//! What is about to leave the site, and what should have been looked at by now.

use jiff::civil::Date;

use super::{SOON, Subject, days};
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::{Document, Looptijd};
use crate::tijd::lange_datum;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for document in subject.finished() {
        review(document, subject.today, findings);
        if !subject.site.is_of_another_day(&document.path) {
            ends_soon(document, subject.today, findings);
        }
    }
}

fn review(document: &Document, today: Date, findings: &mut Findings) {
    let Some(op) = document.nakijken_op.as_ref().filter(|op| op.value.0 <= today) else { return };
    findings.push(
        Finding::new(
            Code::ReviewPassed,
            Place::new(&document.path, op.span),
            format!("Deze tekst moest op {} worden nagekeken.", lange_datum(op.value.0)),
        )
        .tip("Kijk of alles nog klopt, en vul dan een nieuwe datum in."),
    );
}

fn ends_soon(document: &Document, today: Date, findings: &mut Findings) {
    let looptijd = document.content.as_ref().and_then(|content| content.says().looptijd());
    let Some(Looptijd { what, van: from, tot: Some(last), .. }) = looptijd else { return };
    // What was meant to be there for a short time only is no surprise.
    let is_short = from.is_some_and(|from| days(from.0, last.value.0) <= 2 * SOON);
    if is_short || days(today, last.value.0) > SOON {
        return;
    }
    findings.push(
        Finding::new(
            Code::ExpiresSoon,
            Place::new(&document.path, last.span),
            format!("{what} staat tot en met {} op de site.", lange_datum(last.value.0)),
        )
        .tip("Gaat het daarna door? Vul een nieuwe datum in. Zo niet, dan hoeft u niets te doen."),
    );
}
