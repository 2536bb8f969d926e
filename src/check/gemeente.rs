//! What the site says about the municipality must be known elsewhere: its area, and an address for the sitemap.

use super::Subject;
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::read::fields::At;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(info) = &subject.site.info else { return };
    if !info.value.heeft_basis && subject.base.is_none() {
        let woo = subject.site.lists.stukken.iter().any(|stuk| stuk.item.value.woo.is_some());
        findings.push(
            Finding::new(
                Code::NoBase,
                Place::file(&info.document.path),
                format!(
                    "Het adres van de site staat niet in site.yaml; er komen geen sitemap en geen feeds van nieuws{}.",
                    if woo { ", en de Woo-index vindt de documenten met `woo` niet" } else { "" }
                ),
            )
            .tip("Zet er een regel bij: `basis: https://…`, of geef bij het bouwen `--basis https://…`."),
        );
    }
    if let Some(At { value: code, span }) = &info.value.gemeentecode
        && subject.site.knows_areas
        && !subject.site.gebieden.is_empty()
        && !subject.site.gebieden.contains_key(code)
    {
        findings.push(
            Finding::new(
                Code::UnknownArea,
                Place::new(&info.document.path, *span),
                format!("De gemeentecode {code} staat niet in content/gebieden."),
            )
            .tip("Zet de code met de naam in een lijst in content/gebieden, of haal `gemeentecode` weg."),
        );
    }
}
