//! School holidays, and the official ones of the regions as `schoolvakanties.txt` has them, with their source.

use jiff::civil::Date;

use crate::values::Choice;

/// A school holiday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Vakantie {
    /// What it is called.
    pub naam: String,
    /// The first and the last day.
    pub van: Date,
    /// The last day.
    pub tot: Date,
}

/// A part of the Netherlands in which schools are closed at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Schoolregio {
    Noord,
    Midden,
    Zuid,
}

impl Choice for Schoolregio {
    const WHAT: &'static str = "een regio voor de schoolvakanties";
    const OPTIONS: &'static [(&'static str, Self)] =
        &[("noord", Self::Noord), ("midden", Self::Midden), ("zuid", Self::Zuid)];
}

impl Schoolregio {
    /// Its holidays, as far as they are known.
    pub(crate) fn vakanties(self) -> impl Iterator<Item = Vakantie> {
        let naam = Self::OPTIONS[self as usize].0;
        include_str!("schoolvakanties.txt").lines().filter_map(move |line| {
            let mut words = line.split(' ');
            let (van, tot) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
            let vakantie = words.next()?.to_owned();
            words.any(|regio| regio == naam).then_some(Vakantie { naam: vakantie, van, tot })
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Weekday;

    use super::*;

    #[test]
    fn each_region_has_five_a_year() {
        for (naam, regio) in Schoolregio::OPTIONS {
            let all: Vec<_> = regio.vakanties().collect();
            assert_eq!(all.len(), 15, "{naam}");
            for (vakantie, next) in all.iter().zip(all.iter().skip(1)) {
                assert!(vakantie.tot < next.van, "{naam}: {vakantie:?}");
            }
            for Vakantie { naam, van, tot } in all {
                let weeks = match naam.as_str() {
                    "zomervakantie" => 6,
                    "kerstvakantie" => 2,
                    _ => 1,
                };
                assert_eq!((van.weekday(), tot.weekday()), (Weekday::Saturday, Weekday::Sunday), "{naam} {van}");
                assert_eq!((tot - van).get_days(), weeks * 7 + 1, "{naam} {van}");
            }
        }
    }
}
