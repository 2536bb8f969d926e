//! Figures of earlier years are of the buurten that there were: a wijk says which, where these differ.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Subject;
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::Kind;
use crate::site::{Bron, Gebied, LinkedWijk, Site};
use crate::values::{Gebiedscode, Gebiedssoort};

/// How many others are shown with the first.
const MOST_SHOWN: usize = 20;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let site = subject.site;
    if [Kind::Wijk, Kind::Gebieden, Kind::Kengetallen].into_iter().any(|kind| site.is_incomplete(kind)) {
        return;
    }
    let years: BTreeSet<u16> = site.bronnen.iter().map(Bron::jaar).collect();
    if years.is_empty() {
        return;
    }
    for wijk in &site.wijken {
        unused(wijk, &years, subject.today, findings);
    }
    let Some(first) = site.wijken.first().filter(|_| site.knows_areas) else { return };
    let mut from = 0;
    for (at, eerder) in first.eerder.iter().enumerate() {
        if let Some(jaar) = years.range(from..=eerder.tot_en_met).next_back() {
            of_jaar(site, at, *jaar, findings);
        }
        from = eerder.tot_en_met + 1;
    }
}

/// Buurten of years that there are no figures of.
fn unused(wijk: &LinkedWijk, years: &BTreeSet<u16>, today: Date, findings: &mut Findings) {
    let mut entries: Vec<_> = wijk.item.value.eerdere_buurten.iter().map(|eerder| &eerder.tot_en_met).collect();
    entries.sort_by_key(|jaar| jaar.value);
    let mut from = 0;
    for jaar in entries {
        let last = jaar.value.0;
        // A year that is yet to come is told itself.
        let has_begun = i16::try_from(last).is_ok_and(|year| year <= today.year());
        if from <= last && has_begun && years.range(from..=last).next().is_none() {
            let since = if from == 0 { String::new() } else { format!("{from} tot en met ") };
            let until = if from == 0 { " of eerder" } else { "" };
            let message = format!("Er zijn geen cijfers van {since}{last}{until}: met deze buurten gebeurt niets.");
            findings.push(
                Finding::new(Code::OtherDivision, Place::new(&wijk.item.document.path, jaar.span), message)
                    .tip("Klopt het jaar? Haal deze buurten anders weg, of zet er cijfers van dat jaar bij."),
            );
        }
        from = last.saturating_add(1);
    }
}

/// What does not fit in the last year with figures of a stretch; `at` is the place of the stretch among those of each wijk.
fn of_jaar(site: &Site, at: usize, jaar: u16, findings: &mut Findings) {
    let named = site.gebieden_in(jaar);
    let made = || site.wijken.iter().map(|wijk| &wijk.eerder[at].samenstelling.buurten);
    let last = site.wijken.first().map_or(jaar, |wijk| wijk.eerder[at].tot_en_met);
    let in_a_wijk: BTreeSet<&Gebiedscode> = made().flatten().collect();
    if in_a_wijk.is_empty() {
        return;
    }
    let gemeente = site.info.as_ref().and_then(|info| info.value.gemeentecode.as_ref()).map(|code| code.value);
    let is_ours = |code: &Gebiedscode| gemeente.is_none_or(|gemeente| code.of_gemeente() == gemeente.of_gemeente());
    let mut lost: Vec<(&Gebiedscode, &Gebied)> = named
        .iter()
        .filter(|(code, _)| code.soort() == Gebiedssoort::Buurt && is_ours(code) && !in_a_wijk.contains(code))
        .collect();
    // Of one list only what it lost itself: a buurt that is nowhere today is told of today.
    lost.retain(|(code, _)| site.gebieden.get(code).is_none_or(|gebied| gebied.wijk.is_some()));
    for (wijk, buurten) in site.wijken.iter().zip(made()) {
        let missing: Vec<&Gebiedscode> = buurten.iter().filter(|code| !named.contains_key(code)).collect();
        let (written, is_earlier) = wijk.item.value.buurten_in(jaar);
        let Some(deel) = written.iter().find(|deel| deel.value.code().is_some_and(|code| missing.contains(&&code)))
        else {
            continue;
        };
        // A code that is in no list at all is told where it is written.
        if is_earlier && wijk.item.value.eerdere_buurten.iter().any(|eerder| eerder.tot_en_met.value.0 == last) {
            continue;
        }
        let what = missing.first().map_or_else(String::new, |code| match site.gebieden.get(code) {
            Some(gebied) => format!("{} ({code})", gebied.naam),
            None => code.to_string(),
        });
        let others = match missing.len() - 1 {
            0 => String::new(),
            1 => ", en nog een andere ook niet".to_owned(),
            more => format!(", en nog {more} andere ook niet"),
        };
        let message = format!(
            "De buurt {what} was er in {jaar} nog niet{others}. Aantallen van {} zijn daardoor tot en met {jaar} onbekend.",
            wijk.item.value.naam
        );
        let wijken: BTreeSet<Option<Gebiedscode>> = missing.iter().map(|code| code.cbs_wijk()).collect();
        let (near, rest) = lost.into_iter().partition(|(code, _)| wijken.contains(&code.cbs_wijk()));
        lost = rest;
        let finding = Finding::new(Code::OtherDivision, Place::new(&wijk.item.document.path, deel.span), message);
        findings.push(with(finding, &near).tip(format!(
            "Zet bij deze wijk onder `eerdere_buurten` met `tot_en_met: {jaar}` uit welke buurten zij toen bestond."
        )));
    }
    let [(code, gebied), others @ ..] = &lost[..] else { return };
    let more = match others.len() {
        0 => String::new(),
        1 => ", en nog een andere ook niet".to_owned(),
        more => format!(", en nog {more} andere ook niet"),
    };
    let message = format!(
        "De buurt {} ({code}) van {jaar} staat bij geen enkele wijk{more}. Haar cijfers tellen nergens mee.",
        gebied.naam
    );
    let finding = Finding::new(Code::OtherDivision, gebied.place.clone(), message);
    findings.push(
        with(finding, others)
            .tip(format!("Zet de code onder `eerdere_buurten` met `tot_en_met: {jaar}` bij de wijk waar zij in lag.")),
    );
}

/// Points at buurten that are in no wijk.
fn with(finding: Finding, lost: &[(&Gebiedscode, &Gebied)]) -> Finding {
    let also = |finding: Finding, (_, gebied): &(_, &Gebied)| {
        finding.related(gebied.place.clone(), "deze buurt van toen staat bij geen enkele wijk")
    };
    lost.iter().take(MOST_SHOWN).fold(finding, also)
}
