//! Of a meeting people hear what came of it, and two are not in one room at the same time.

use std::collections::BTreeMap;

use jiff::ToSpan;

use super::Subject;
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::{Bijeenkomst, BijeenkomstStatus, Keer, Locatie};
use crate::site::About;
use crate::tijd::{Ogenblik, lange_datum};

/// So many days after a meeting there should be a report.
const REPORTED_IN: i32 = 42;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let all = &subject.site.lists.bijeenkomsten;
    for about in all.iter() {
        without_report(subject, about, findings);
    }
    // Where each moment to come is, by room.
    let mut of_place: BTreeMap<String, Vec<(&Keer, &About<Bijeenkomst>)>> = BTreeMap::new();
    let goes_on = |about: &&About<Bijeenkomst>| about.item.value.status != BijeenkomstStatus::Afgelast;
    // The list has the last first; what was there first is to be told of the other.
    for about in all.iter().rev().filter(goes_on) {
        let coming = about.item.value.keren().iter().filter(|keer| keer.einde().dag >= subject.today);
        of_place.entry(place(about.item.value.locatie())).or_default().extend(coming.map(|keer| (keer, about)));
    }
    for mut moments in of_place.into_values() {
        moments.sort_by_key(|(keer, _)| keer.begin());
        // What is there twice was told where it was read.
        let path = |about: &About<Bijeenkomst>| about.item.document.path.clone();
        moments.dedup_by_key(|(keer, about)| (path(about), keer.begin(), keer.einde()));
        // What goes on longest of all that began, and whose it is.
        let mut on: Option<(Ogenblik, &About<Bijeenkomst>)> = None;
        for (keer, about) in moments {
            if let Some((_, other)) = on.filter(|(until, _)| keer.begin() < *until) {
                findings.push(at_once(keer, about, other));
            }
            if on.is_none_or(|(until, _)| until < keer.einde()) {
                on = Some((keer.einde(), about));
            }
        }
    }
}

/// What two meetings must share to be in each other's way.
fn place(locatie: &Locatie) -> String {
    locatie.in_words().to_lowercase()
}

fn without_report(subject: &Subject<'_>, about: &About<Bijeenkomst>, findings: &mut Findings) {
    let (document, value) = (&about.item.document, &about.item.value);
    let told_from = value.laatste_dag().saturating_add(REPORTED_IN.days());
    if value.status == BijeenkomstStatus::Afgelast || value.verslag.is_some() || subject.today < told_from {
        return;
    }
    let message = format!("Deze bijeenkomst was op {}. Er is nog geen verslag van.", lange_datum(value.laatste_dag()));
    let tip = "Schrijf bij `verslag` wat bewoners zeiden en wat ermee gebeurt. Is er niets te melden? Schrijf `verslag: niet nodig`.";
    findings.push(Finding::new(Code::NoReport, Place::new(&document.path, document.titled_at), message).tip(tip));
}

/// That two are in one place at once; of one meeting its own moments are.
fn at_once(keer: &Keer, about: &About<Bijeenkomst>, other: &About<Bijeenkomst>) -> Finding {
    let (document, first) = (&about.item.document, &other.item.document);
    let message = if document.path == first.path {
        format!("Twee momenten van deze bijeenkomst zijn tegelijk: {}.", keer.in_words())
    } else {
        format!("Op deze plek is dan ook “{}”: {}.", other.item.value.titel, keer.in_words())
    };
    let tip = "Pas de dag, de tijd of de plek van één van de twee aan.";
    let finding = Finding::new(Code::MeetingsAtOnce, Place::new(&document.path, keer.at), message).tip(tip);
    let place = Place::new(&first.path, first.titled_at);
    if document.path == first.path { finding } else { finding.related(place, "deze bijeenkomst") }
}
