//! When all places of the municipality are closed, and which go on all the same.

use super::register::Register;
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::{Kind, Sluitingen};
use crate::read::fields::At;
use crate::tijd::{Datum, Kalender};
use crate::values::{Slug, nearest, or_meant};

/// The calendar, and when it last changed; that of the *cao Gemeenten* when nobody wrote one. Reports exceptions that there are not.
pub(super) fn kalender(register: &Register, findings: &mut Findings) -> (Kalender, Option<Datum>) {
    let Some(item) = register.items::<Sluitingen>().into_iter().next() else { return (Kalender::default(), None) };
    let has_hours = |kind| matches!(kind, Kind::Hub | Kind::Spreekuur);
    let with_hours = register.documents.iter().filter(|document| has_hours(document.kind));
    let names: Vec<&str> = with_hours.map(|document| document.slug.as_str()).collect();
    for At { value, span } in &item.value.behalve {
        if names.contains(&value.slug.as_str()) {
            continue;
        }
        let meant = nearest(Slug::as_str(&value.slug), names.iter().copied()).map(str::to_owned);
        let message = format!("Er is geen hub en geen spreekuur met de naam “{}”", value.text);
        let message = or_meant(message, meant.as_ref().map(|it| format!("“{it}”")));
        findings.push(
            Finding::new(Code::UnknownReference, Place::new(&item.document.path, *span), message)
                .tip("Noem de naam van een bestand in content/hubs of content/spreekuren.")
                .replacement(meant),
        );
    }
    (item.value.kalender.clone(), item.document.gewijzigd.as_ref().map(|day| day.value))
}
