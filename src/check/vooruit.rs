//! Dates that lie so far ahead that another year or day was probably meant.

use jiff::civil::Date;

use super::{Subject, days};
use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::kinds::{Document, Looptijd};
use crate::tijd::lange_datum;

/// How many days ahead news may be written.
const YEAR: i32 = 366;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let today = subject.today;
    for document in subject.site.documents().iter().filter(|document| !subject.site.is_unfinished(document)) {
        let looptijd = document.content.as_ref().and_then(|content| content.says().looptijd());
        if let Some(Looptijd { what, appears: Some(datum), .. }) = looptijd
            && days(today, datum.value.0) > YEAR
        {
            let message = format!("{what} komt pas op {} op de site.", lange_datum(datum.value.0));
            findings.push(finding(document, datum.span, message).tip("Kijk of het jaar klopt."));
        }
        if let Some(day) = document.gewijzigd.as_ref().filter(|day| is_ahead(today, day.value.0)) {
            let message =
                format!("Volgens `gewijzigd` is dit gewijzigd op {}; die dag komt nog.", lange_datum(day.value.0));
            findings.push(finding(document, day.span, message).tip("Vul de dag in waarop u de tekst hebt gewijzigd."));
        }
    }
}

/// Whether a day is still to come. One day of grace, for whoever writes today what is published tomorrow.
fn is_ahead(today: Date, day: Date) -> bool {
    days(today, day) > 1
}

fn finding(document: &Document, span: Span, message: String) -> Finding {
    Finding::new(Code::FarAhead, Place::new(&document.path, span), message)
}
