//! Nobody can be at two spreekuren at the same time.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::Subject;
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::Spreekuur;
use crate::site::About;
use crate::tijd::weekdag_en_datum;

/// How many days ahead is looked: every day of the month comes round in every month.
const AHEAD: i32 = 366;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let mut earlier: BTreeMap<_, Vec<&About<Spreekuur>>> = BTreeMap::new();
    for spreekuur in subject.site.lists.spreekuren.iter() {
        let value = &spreekuur.item.value;
        let others = earlier.entry((value.met_wie.to_lowercase(), value.dag)).or_default();
        for other in others.iter().filter(|other| is_same_person(spreekuur, other)) {
            if let Some(day) = first_meeting(value, &other.item.value, subject.today) {
                let document = &spreekuur.item.document;
                findings.push(
                    Finding::new(
                        Code::OverlappingSpreekuren,
                        Place::new(&document.path, document.titled_at),
                        format!("Op {} heeft “{}” tegelijk nog een spreekuur.", weekdag_en_datum(day), value.met_wie),
                    )
                    .related(Place::new(&other.item.document.path, other.item.document.titled_at), "dit spreekuur")
                    .tip("Pas de dag, de tijd of de geldigheid van één van de twee aan."),
                );
                // One that meets many is one mistake.
                break;
            }
        }
        others.push(spreekuur);
    }
}

/// Whether two spreekuren with the same words for whom one meets are of one person. "De wijkmanager" is somebody else in
/// another wijk; a name is the same person everywhere.
fn is_same_person(one: &About<Spreekuur>, other: &About<Spreekuur>) -> bool {
    let has_name = one.item.value.met_wie.chars().skip(1).any(char::is_uppercase);
    has_name || one.wijken.iter().any(|wijk| other.wijken.contains(wijk))
}

/// The first day from today on which both take place at the same time.
fn first_meeting(one: &Spreekuur, other: &Spreekuur, today: Date) -> Option<Date> {
    if one.tijd.van() >= other.tijd.tot() || other.tijd.van() >= one.tijd.tot() {
        return None;
    }
    let takes_place = |spreekuur: &Spreekuur, day: Date| {
        spreekuur.herhaling.takes_place(spreekuur.dag, day)
            && spreekuur.geldig_van.is_none_or(|van| van.0 <= day)
            && spreekuur.geldig_tot.as_ref().is_none_or(|tot| day <= tot.value.0)
            && spreekuur.vervalt_op.iter().all(|not| not.value.0 != day)
    };
    let later = [one.geldig_van, other.geldig_van].into_iter().flatten().map(|van| van.0);
    let start = later.fold(today, Date::max);
    let ends = [&one.geldig_tot, &other.geldig_tot].into_iter().flatten().map(|tot| tot.value.0);
    let end = ends.fold(start.saturating_add(AHEAD.days()), Date::min);
    one.herhaling
        .days(one.dag, start)
        .take_while(|day| *day <= end)
        .find(|day| takes_place(one, *day) && takes_place(other, *day))
}
