//! How often a weekly moment takes place, and on which days that is.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Weekdag;
use crate::values::Choice;

/// Which of the like days of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rang {
    /// The first.
    Eerste = 1,
    /// The second.
    Tweede,
    /// The third.
    Derde,
    /// The fourth.
    Vierde,
}

impl Rang {
    fn word(self) -> &'static str {
        match self {
            Self::Eerste => "eerste",
            Self::Tweede => "tweede",
            Self::Derde => "derde",
            Self::Vierde => "vierde",
        }
    }
}

/// What to do with a moment that is not every week.
const EVERY_OTHER: &str = "Kijk op een kalender met weeknummers, en kies uit: even weken, oneven weken.";

/// How often a weekly moment really takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Herhaling {
    /// Every week.
    #[default]
    ElkeWeek,
    /// One such day of the month, counted from its beginning.
    Elke(Rang),
    /// The last such day of the month.
    ElkeLaatste,
    /// In weeks with an even number (ISO 8601).
    EvenWeken,
    /// In weeks with an odd number (ISO 8601).
    OnevenWeken,
}

impl Herhaling {
    /// In words, with the day: "elke eerste dinsdag van de maand".
    pub fn in_words(self, dag: Weekdag) -> String {
        match self {
            Self::ElkeWeek => format!("elke {dag}"),
            Self::Elke(rang) => format!("elke {} {dag} van de maand", rang.word()),
            Self::ElkeLaatste => format!("elke laatste {dag} van de maand"),
            Self::EvenWeken => format!("{dag} in de even weken"),
            Self::OnevenWeken => format!("{dag} in de oneven weken"),
        }
    }

    /// The days on or after `from` on which it takes place, for ever.
    pub fn days(self, dag: Weekdag, from: Date) -> impl Iterator<Item = Date> {
        let days_to_go = from.weekday().until(dag.weekday());
        let first = from.saturating_add(i64::from(days_to_go).days());
        first.series(7.days()).filter(move |day| self.includes(*day))
    }

    /// Whether it takes place on this very day.
    pub fn takes_place(self, dag: Weekdag, day: Date) -> bool {
        day.weekday() == dag.weekday() && self.includes(day)
    }

    fn includes(self, day: Date) -> bool {
        match self {
            Self::ElkeWeek => true,
            Self::Elke(rang) => (day.day() - 1) / 7 + 1 == rang as i8,
            Self::ElkeLaatste => day.day() + 7 > day.days_in_month(),
            Self::EvenWeken => day.iso_week_date().week() % 2 == 0,
            Self::OnevenWeken => day.iso_week_date().week() % 2 == 1,
        }
    }
}

impl Choice for Herhaling {
    const WHAT: &'static str = "hoe vaak het is, zoals elke week";
    const OPTIONS: &'static [(&'static str, Self)] = &[
        ("elke week", Self::ElkeWeek),
        ("elke eerste", Self::Elke(Rang::Eerste)),
        ("elke tweede", Self::Elke(Rang::Tweede)),
        ("elke derde", Self::Elke(Rang::Derde)),
        ("elke vierde", Self::Elke(Rang::Vierde)),
        ("elke laatste", Self::ElkeLaatste),
        ("even weken", Self::EvenWeken),
        ("oneven weken", Self::OnevenWeken),
    ];
    const TIPS: &'static [(&'static str, &'static str)] = &[
        ("om de week", EVERY_OTHER),
        ("om de twee weken", EVERY_OTHER),
        ("tweewekelijks", EVERY_OTHER),
        ("elke twee weken", EVERY_OTHER),
        ("elke 2 weken", EVERY_OTHER),
        ("eens per 14 dagen", EVERY_OTHER),
        ("eens per twee weken", EVERY_OTHER),
        ("elke vijfde", "Een vijfde is er niet in elke maand. Bedoelt u de laatste? Schrijf elke laatste."),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn repetition() {
        let days = |how: Herhaling| how.days(Weekdag::Dinsdag, date(2026, 11, 23)).take(3).collect::<Vec<_>>();
        assert_eq!(days(Herhaling::ElkeWeek), [date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 8)]);
        assert_eq!(days(Herhaling::Elke(Rang::Eerste)), [date(2026, 12, 1), date(2027, 1, 5), date(2027, 2, 2)]);
        assert_eq!(days(Herhaling::ElkeLaatste), [date(2026, 11, 24), date(2026, 12, 29), date(2027, 1, 26)]);
        assert_eq!(days(Herhaling::EvenWeken), [date(2026, 11, 24), date(2026, 12, 8), date(2026, 12, 22)]);
        // 2026 has 53 weeks: after week 53 comes week 1, both odd.
        assert_eq!(
            Herhaling::OnevenWeken.days(Weekdag::Dinsdag, date(2026, 12, 28)).take(2).collect::<Vec<_>>(),
            [date(2026, 12, 29), date(2027, 1, 5)]
        );
    }
}
