//! Projects that should have said more by now: whether what was planned was done, and what was done with what residents said.

use super::{Subject, days};
use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::kinds::{Document, Fase};
use crate::tijd::{Stand, lange_datum};

/// So many days after the last one on which residents could have a say they want to know what was done with it.
const ANSWER: i32 = 42;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for project in subject.site.lists.projecten.iter() {
        let (document, value, today) = (&project.item.document, &project.item.value, subject.today);
        let klaar = value.fasen.of(Fase::Klaar).filter(|klaar| klaar.stand(today) == Stand::Voorbij);
        if let (Some(klaar), None) = (klaar, &value.gedaan) {
            let message =
                format!("Volgens de planning was dit project klaar ({klaar}), maar of dat zo is, staat er niet.");
            let tip = "Zet er `gedaan: …` bij met de maand waarin het klaar was, of pas bij `fasen` de planning aan.";
            findings.push(finding(Code::ProjectOverdue, document, value.fasen.span(Fase::Klaar), message, tip));
        }
        if let Some(gedaan) = value.gedaan.as_ref().filter(|gedaan| gedaan.value.order().1 > today) {
            let message = format!("Volgens `gedaan` was dit klaar in {}; dat komt nog.", gedaan.value.tekst().tekst);
            let tip = "Zet de planning bij `fasen`, en `gedaan` er pas bij als het klaar is.";
            findings.push(finding(Code::ProjectOverdue, document, Some(gedaan.span), message, tip));
        }
        let tot = value.meepraten.as_ref().and_then(|meepraten| meepraten.tot.as_ref());
        if let Some(tot) = tot.filter(|tot| value.inbreng.is_empty() && days(tot.value.0, today) > ANSWER) {
            let message = format!(
                "Bewoners konden meepraten tot en met {}; wat daarmee is gedaan, staat er niet.",
                lange_datum(tot.value.0)
            );
            let tip = "Zet bij `inbreng` wat u hoorde, wat u ermee doet, en wat niet en waarom.";
            findings.push(finding(Code::NoAnswer, document, Some(tot.span), message, tip));
        }
    }
}

fn finding(code: Code, document: &Document, at: Option<Span>, message: String, tip: &str) -> Finding {
    Finding::new(code, Place::new(&document.path, at.unwrap_or(document.titled_at)), message).tip(tip)
}
