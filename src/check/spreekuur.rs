//! A spreekuur that is no longer valid is not shown, and one can be valid and never take place again; somebody should know.

use super::Subject;
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::Content;
use crate::tijd::lange_datum;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for spreekuur in subject.site.lists.spreekuren.iter() {
        let document = &spreekuur.item.document;
        let rooster = &spreekuur.item.value.rooster;
        let uren = subject.site.uren(rooster, document);
        if uren.momenten(subject.today).next().is_none() {
            let message = "Dit spreekuur staat op de site, maar er komt geen enkele keer meer.";
            findings.push(
                Finding::new(Code::SpreekuurExpired, Place::new(&document.path, document.titled_at), message)
                    .tip("Kijk naar `vervalt_op`, `geldig_tot`, `feestdagen` en content/sluitingen.yaml, of haal het bestand weg."),
            );
        }
    }
    for document in subject.site.documents().iter().filter(|document| subject.site.is_of_another_day(&document.path)) {
        let Some(Content::Spreekuur(spreekuur)) = &document.content else { continue };
        let Some(tot) = &spreekuur.geldig_tot else { continue };
        findings.push(
            Finding::new(
                Code::SpreekuurExpired,
                Place::new(&document.path, tot.span),
                format!("Dit spreekuur gold tot en met {} en wordt niet meer getoond.", lange_datum(tot.value.0)),
            )
            .tip("Gaat het door? Vul een nieuwe datum in. Is het gestopt? Haal het bestand weg."),
        );
    }
}
