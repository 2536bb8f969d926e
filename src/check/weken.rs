//! A rhythm of even or odd weeks breaks after a year of 53 weeks: who did not mean that, should know before.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Subject;
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::Wanneer;
use crate::tijd::{Herhaling, Weekdag, weekdag_en_datum};

/// How many days ahead is looked.
const AHEAD: i32 = 183;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for spreekuur in subject.site.lists.spreekuren.iter() {
        let value = &spreekuur.item.value;
        let Wanneer::Keert(dagen, herhaling @ (Herhaling::EvenWeken | Herhaling::OnevenWeken)) = &value.wanneer else {
            continue;
        };
        let (Some(weekday), Some(span)) = (dagen.days().first(), value.herhaling_at) else { continue };
        let valid = |day: &Date| {
            value.rooster.van.is_none_or(|van| van <= *day) && value.rooster.tot.is_none_or(|tot| *day <= tot)
        };
        let end = subject.today.saturating_add(AHEAD.days());
        let days = subject.today.series(1.day()).take_while(|day| *day <= end).filter(valid);
        let days: Vec<_> = days.filter(|day| Weekdag::of(*day) == *weekday && herhaling.includes(*day)).collect();
        let Some((first, second, weeks)) = days.windows(2).find_map(|pair| {
            let weeks = super::days(pair[0], pair[1]) / 7;
            (weeks != 2).then_some((pair[0], pair[1], weeks))
        }) else {
            continue;
        };
        let between = if weeks == 1 { "zit één week".to_owned() } else { format!("zitten {weeks} weken") };
        let document = &spreekuur.item.document;
        findings.push(
            Finding::new(
                Code::WeekFiftyThree,
                Place::new(&document.path, span),
                format!(
                    "Tussen {} en {} {between}, want {} heeft 53 weken.",
                    weekdag_en_datum(first),
                    weekdag_en_datum(second),
                    first.iso_week_date().year()
                ),
            )
            .tip("Is het altijd om de twee weken? Tel dan vanaf een dag.")
            .replacement(Some(format!("elke 2 weken vanaf {}", days[0]))),
        );
    }
}
