//! Nobody can be at two spreekuren at the same time.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;

use super::Subject;
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::Spreekuur;
use crate::site::{About, Site, WijkIndex};
use crate::tijd::weekdag_en_datum;

/// How many days ahead is looked: every day of the month comes round in every month.
const AHEAD: i32 = 366;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let site = subject.site;
    let mut of_person: BTreeMap<(String, Option<WijkIndex>), Vec<&About<Spreekuur>>> = BTreeMap::new();
    for spreekuur in site.lists.spreekuren.iter() {
        let met_wie = whom(site, spreekuur);
        // "De wijkmanager" is somebody else in another wijk; a name is the same person everywhere.
        if spreekuur.item.value.contact.is_some() || met_wie.chars().skip(1).any(char::is_uppercase) {
            of_person.entry((met_wie.to_lowercase(), None)).or_default().push(spreekuur);
        } else {
            for wijk in &spreekuur.wijken {
                of_person.entry((met_wie.to_lowercase(), Some(*wijk))).or_default().push(spreekuur);
            }
        }
    }
    let mut told = BTreeSet::new();
    for theirs in of_person.values().filter(|theirs| theirs.len() > 1) {
        let mut moments: Vec<_> =
            theirs.iter().enumerate().flat_map(|(index, it)| moments(subject, it, index)).collect();
        moments.sort_unstable();
        // What goes on longest of all that began, and whose it is.
        let mut on: Option<(Date, u16, usize)> = None;
        for (day, (van, tot), index) in moments {
            match on {
                Some((on_day, until, other)) if on_day == day && van < until && other != index => {
                    let (first, second) = (theirs[index.min(other)], theirs[index.max(other)]);
                    // One that meets many is one mistake.
                    if told.insert(&second.item.document.path) {
                        findings.push(meeting(site, first, second, day));
                    }
                }
                _ => {}
            }
            if on.is_none_or(|(on_day, until, _)| (on_day, until) < (day, tot)) {
                on = Some((day, tot, index));
            }
        }
    }
}

/// Whom one meets: the contact by name, or what the words say.
fn whom(site: &Site, spreekuur: &About<Spreekuur>) -> String {
    let value = &spreekuur.item.value;
    let contact = value.contact.as_ref().and_then(|contact| site.contact(contact));
    let naam =
        contact.map(|contact| contact.item.value.naam.clone().unwrap_or_else(|| contact.item.slug().to_string()));
    naam.or_else(|| value.met_wie.clone()).unwrap_or_default()
}

/// The days and minutes at which one takes place, with its number.
fn moments(subject: &Subject<'_>, spreekuur: &About<Spreekuur>, index: usize) -> Vec<(Date, (u16, u16), usize)> {
    let end = subject.today.saturating_add(AHEAD.days());
    let document = &spreekuur.item.document;
    let uren = subject.site.uren(&spreekuur.item.value.rooster, document);
    let moments = uren.momenten(subject.today).take_while(|moment| moment.dag <= end);
    moments.map(|moment| (moment.dag, moment.tijd.minutes(), index)).collect()
}

/// That two are at the same time on a day.
fn meeting(site: &Site, first: &About<Spreekuur>, second: &About<Spreekuur>, day: Date) -> Finding {
    let document = &second.item.document;
    let message = format!("Op {} heeft “{}” tegelijk nog een spreekuur.", weekdag_en_datum(day), whom(site, second));
    Finding::new(Code::OverlappingSpreekuren, Place::new(&document.path, document.titled_at), message)
        .related(Place::new(&first.item.document.path, first.item.document.titled_at), "dit spreekuur")
        .tip("Pas de dag, de tijd of de geldigheid van één van de twee aan.")
}
