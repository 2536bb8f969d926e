//! The days of the year that have a name, on which municipalities are closed.
//!
//! By computus and by date; no table. The eight of the *cao Gemeenten* (article 6.6, since 2024) are the default.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

use crate::values::Choice;

/// A day, or a few, with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feestdag {
    Nieuwjaarsdag,
    /// Sunday to Tuesday before Lent.
    Carnaval,
    GoedeVrijdag,
    EerstePaasdag,
    TweedePaasdag,
    /// 27 April, or the day before when that is a Sunday.
    Koningsdag,
    /// 5 May, every year.
    Bevrijdingsdag,
    Hemelvaartsdag,
    DagNaHemelvaart,
    EerstePinksterdag,
    TweedePinksterdag,
    EersteKerstdag,
    TweedeKerstdag,
    Oudejaarsdag,
}

impl Feestdag {
    /// Those of the *cao Gemeenten*, article 6.6: on these, municipalities do not work. Goede Vrijdag is not one.
    pub const CAO: [Self; 8] = [
        Self::Nieuwjaarsdag,
        Self::TweedePaasdag,
        Self::Koningsdag,
        Self::Bevrijdingsdag,
        Self::Hemelvaartsdag,
        Self::TweedePinksterdag,
        Self::EersteKerstdag,
        Self::TweedeKerstdag,
    ];

    /// Whether it is on this day.
    pub fn is_on(self, day: Date) -> bool {
        let is = |month, number| (day.month(), day.day()) == (month, number);
        // How many days after Easter Sunday.
        let after = || day.day_of_year() - easter(day.year()).day_of_year();
        match self {
            Self::Nieuwjaarsdag => is(1, 1),
            Self::Koningsdag if day.weekday() == Weekday::Saturday => is(4, 26) || is(4, 27),
            Self::Koningsdag => is(4, 27) && day.weekday() != Weekday::Sunday,
            Self::Bevrijdingsdag => is(5, 5),
            Self::EersteKerstdag => is(12, 25),
            Self::TweedeKerstdag => is(12, 26),
            Self::Oudejaarsdag => is(12, 31),
            // All others lie between the beginning of February and the middle of June.
            _ if !(2..=6).contains(&day.month()) => false,
            Self::Carnaval => (-49..=-47).contains(&after()),
            Self::GoedeVrijdag => after() == -2,
            Self::EerstePaasdag => after() == 0,
            Self::TweedePaasdag => after() == 1,
            Self::Hemelvaartsdag => after() == 39,
            Self::DagNaHemelvaart => after() == 40,
            Self::EerstePinksterdag => after() == 49,
            Self::TweedePinksterdag => after() == 50,
        }
    }

    /// What it is called.
    pub fn word(self) -> &'static str {
        Self::OPTIONS[self as usize].0
    }
}

impl Choice for Feestdag {
    const WHAT: &'static str = "de naam van een feestdag, zoals Koningsdag";
    const OPTIONS: &'static [(&'static str, Self)] = &[
        ("Nieuwjaarsdag", Self::Nieuwjaarsdag),
        ("carnaval", Self::Carnaval),
        ("Goede Vrijdag", Self::GoedeVrijdag),
        ("eerste paasdag", Self::EerstePaasdag),
        ("tweede paasdag", Self::TweedePaasdag),
        ("Koningsdag", Self::Koningsdag),
        ("Bevrijdingsdag", Self::Bevrijdingsdag),
        ("Hemelvaartsdag", Self::Hemelvaartsdag),
        ("dag na Hemelvaart", Self::DagNaHemelvaart),
        ("eerste pinksterdag", Self::EerstePinksterdag),
        ("tweede pinksterdag", Self::TweedePinksterdag),
        ("eerste kerstdag", Self::EersteKerstdag),
        ("tweede kerstdag", Self::TweedeKerstdag),
        ("oudejaarsdag", Self::Oudejaarsdag),
    ];
}

/// Easter Sunday of a year, by the Gregorian computus (Meeus, *Astronomical Algorithms*, chapter 8).
fn easter(year: i16) -> Date {
    let year_in = i32::from(year);
    let (golden, century, rest) = (year_in % 19, year_in / 100, year_in % 100);
    let corrected = century - century / 4 - (8 * century + 13) / 25;
    let full_moon = (19 * golden + corrected + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - full_moon - rest % 4) % 7;
    let late = (golden + 11 * full_moon + 22 * to_sunday) / 451;
    // Counted from 22 March, the first day that it can be.
    date(year, 3, 22).saturating_add(i64::from(full_moon + to_sunday - 7 * late).days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(of: Feestdag, year: i16) -> Vec<String> {
        date(year, 1, 1)
            .series(1.day())
            .take_while(|day| day.year() == year)
            .filter(|day| of.is_on(*day))
            .map(|day| day.to_string())
            .collect()
    }

    #[test]
    fn known_years() {
        // Rijksoverheid.nl, "Officiële feestdagen", and dateutil for Easter.
        for (easter_day, year) in [
            ("2024-03-31", 2024),
            ("2025-04-20", 2025),
            ("2026-04-05", 2026),
            ("2027-03-28", 2027),
            ("2038-04-25", 2038),
            ("2285-03-22", 2285),
        ] {
            assert_eq!(easter(year).to_string(), easter_day);
        }
        assert_eq!(days(Feestdag::Koningsdag, 2025), ["2025-04-26"], "the 27th is a Sunday");
        assert_eq!(days(Feestdag::Koningsdag, 2026), ["2026-04-27"]);
        assert_eq!(days(Feestdag::Koningsdag, 2024), ["2024-04-27"], "a Saturday stays");
        assert_eq!(days(Feestdag::Hemelvaartsdag, 2026), ["2026-05-14"]);
        assert_eq!(days(Feestdag::TweedePinksterdag, 2026), ["2026-05-25"]);
        assert_eq!(days(Feestdag::GoedeVrijdag, 2027), ["2027-03-26"]);
        assert_eq!(days(Feestdag::Carnaval, 2027), ["2027-02-07", "2027-02-08", "2027-02-09"]);
        for feestdag in Feestdag::CAO {
            assert_eq!(days(feestdag, 2026).len(), 1, "{}", feestdag.word());
        }
    }
}
