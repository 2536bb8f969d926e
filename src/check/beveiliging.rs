//! A security.txt that is out of date must not be used (RFC 9116), so somebody should know before it is.

use super::{SOON, Subject, days};
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::tijd::lange_datum;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(info) = &subject.site.info else { return };
    let Some(beveiliging) = &info.value.beveiliging else { return };
    let last = beveiliging.geldig_tot.value.0;
    let message = match days(subject.today, last) {
        ..0 => format!(
            "Het meldpunt voor beveiliging gold tot en met {}; security.txt wordt niet gemaakt.",
            lange_datum(last)
        ),
        0..=SOON => format!("Het meldpunt voor beveiliging geldt tot en met {}.", lange_datum(last)),
        _ => return,
    };
    findings.push(
        Finding::new(Code::SecurityTxt, Place::new(&info.document.path, beveiliging.geldig_tot.span), message)
            .tip("Kijk of het meldpunt nog klopt, en vul een nieuwe datum in, hooguit een jaar verder."),
    );
}
