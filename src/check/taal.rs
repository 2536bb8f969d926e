//! Texts are plain (B1), as far as the site wants to be told.

use super::Subject;
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::{Document, SiteInfo};
use crate::taal::{Hint, Hintsoort};

pub(super) fn check(subject: &Subject<'_>, document: &Document, hints: &[Hint], findings: &mut Findings) {
    let site = subject.site;
    let Some(info) = site.info.as_ref().filter(|info| info.value.taalhints) else { return };
    // A document with mistakes in its keys has those to be mended first.
    if document.content.is_none() || site.is_unfinished(document) {
        return;
    }
    let unexplained = hints.iter().filter(|hint| !is_explained(hint, &info.value));
    findings.extend(unexplained.map(|hint| finding(document, hint)));
}

/// Whether it is an abbreviation that the site explains.
fn is_explained(hint: &Hint, info: &SiteInfo) -> bool {
    let (Hintsoort::Afkorting(afkorting) | Hintsoort::Voluit { afkorting, .. }) = &hint.soort else { return false };
    info.afkortingen.iter().any(|known| known.afkorting.to_lowercase() == afkorting.to_lowercase())
}

fn finding(document: &Document, hint: &Hint) -> Finding {
    let place = Place::new(&document.path, hint.span);
    match &hint.soort {
        Hintsoort::LangeZin(woorden) => {
            Finding::new(Code::LongSentence, place, format!("Deze zin heeft {woorden} woorden; dat leest lastig."))
                .tip("Maak er twee of meer zinnen van. Een zin van ongeveer 15 woorden leest prettig, meer dan 25 is te lang.")
        }
        Hintsoort::LangeAlinea(woorden) => {
            Finding::new(Code::LongParagraph, place, format!("Deze alinea heeft {woorden} woorden; dat is een lang stuk."))
                .tip("Begin een nieuwe alinea waar het over iets anders gaat, of maak er een lijst van. Meer dan 120 woorden is te lang.")
        }
        Hintsoort::Lijdend { lijdend, zinnen, ook } => {
            let message = format!("In deze tekst zeggen {lijdend} van de {zinnen} zinnen niet wie iets doet.");
            let finding = Finding::new(Code::Passive, place, message)
                .tip("Zeg wie het doet. Dus niet “het park wordt aangelegd”, maar “de gemeente legt het park aan”.");
            ook.iter().fold(finding, |finding, span| finding.related(Place::new(&document.path, *span), "en hier"))
        }
        Hintsoort::Ambtelijk { woord, gewoon, past, vervangbaar } => {
            let message = format!("“{woord}” is ambtelijke taal; gewoner is “{gewoon}”.");
            let finding = Finding::new(Code::Officialese, place, message);
            let finding = finding.replacement(vervangbaar.then(|| gewoon.clone()));
            if *past { finding } else { finding.tip("Schrijf de zin opnieuw met gewone woorden.") }
        }
        Hintsoort::Afkorting(afkorting) => {
            let message = format!("De afkorting {afkorting} wordt in deze tekst niet uitgelegd.");
            Finding::new(Code::Abbreviation, place, message).tip(format!(
                "Schrijf eerst de hele naam, met ({afkorting}) erachter. Of zet de afkorting met haar betekenis bij `afkortingen` in site.yaml."
            ))
        }
        Hintsoort::Voluit { afkorting, woorden } => match woorden {
            Some(woorden) => {
                let message = format!("“{afkorting}” is een afkorting; gewoner is “{}”.", woorden.trim_end_matches('.'));
                Finding::new(Code::Abbreviation, place, message).replacement(Some(woorden.clone()))
            }
            None => Finding::new(Code::Abbreviation, place, format!("“{afkorting}” is een afkorting die niet iedereen kent."))
                .tip("Schrijf voluit wat u bedoelt."),
        },
    }
}
