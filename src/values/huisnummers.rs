//! House numbers: stretches of them, of one side of a street or of both.

use std::collections::BTreeMap;
use std::fmt;

use super::{Mismatch, Parse, Shape};

/// Which numbers of a stretch are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kant {
    Alle,
    Oneven,
    Even,
}

/// From a number to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Nummerreeks {
    pub(crate) van: u32,
    pub(crate) tot: u32,
    pub(crate) kant: Kant,
}

/// No house has a larger number.
pub(crate) const HOOGSTE: u32 = 99_999;

impl Nummerreeks {
    /// Written with signs alone, for a list: `1-31 oneven`.
    fn kant(self) -> &'static str {
        match self.kant {
            Kant::Alle => "",
            Kant::Oneven => " oneven",
            Kant::Even => " even",
        }
    }

    /// As people say it: "1 tot en met 31 (oneven)".
    pub(crate) fn gezegd(self) -> String {
        let Self { van, tot, .. } = self;
        match self.kant {
            _ if van == tot => van.to_string(),
            Kant::Alle => format!("{van} tot en met {tot}"),
            Kant::Oneven => format!("{van} tot en met {tot} (oneven)"),
            Kant::Even => format!("{van} tot en met {tot} (even)"),
        }
    }

    /// From one number to the next.
    pub(crate) fn stap(self) -> u32 {
        if self.kant == Kant::Alle { 1 } else { 2 }
    }

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let wrong = || Mismatch::new(format!("“{text}” zijn geen huisnummers"));
        let lower = text.trim().to_lowercase();
        let (rest, kant) = match (lower.strip_suffix("oneven"), lower.strip_suffix("even")) {
            (Some(rest), _) => (rest, Kant::Oneven),
            (None, Some(rest)) => (rest, Kant::Even),
            (None, None) => (lower.as_str(), Kant::Alle),
        };
        let rest = rest.replace("tot en met", "-").replace("t/m", "-").replace('–', "-");
        let (van, tot) = rest.split_once('-').unwrap_or((&rest, &rest));
        let number = |text: &str| text.trim().parse::<u32>().ok().filter(|nr| (1..=HOOGSTE).contains(nr));
        let (van, tot) = (number(van).ok_or_else(wrong)?, number(tot).ok_or_else(wrong)?);
        if van > tot {
            return Err(Mismatch::new(format!("bij “{text}” is het eerste nummer groter dan het laatste")));
        }
        let fits = |nr: u32| match kant {
            Kant::Alle => true,
            Kant::Oneven => nr % 2 == 1,
            Kant::Even => nr.is_multiple_of(2),
        };
        // The ends are on the side that is named.
        let (van, tot) = (if fits(van) { van } else { van + 1 }, if fits(tot) { tot } else { tot - 1 });
        let kant = if van == tot { Kant::Alle } else { kant };
        if van > tot { Err(wrong()) } else { Ok(Self { van, tot, kant }) }
    }
}

impl fmt::Display for Nummerreeks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { van, tot, .. } = self;
        if van == tot { write!(f, "{van}") } else { write!(f, "{van}-{tot}{}", self.kant()) }
    }
}

/// House numbers as an editor writes them: `1-31 oneven, 12`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Huisnummers(pub(crate) Vec<Nummerreeks>);

impl Parse for Huisnummers {
    const EXPECTED: &'static str = "huisnummers, zoals 1-31 oneven of 2-40, 44";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let all = text.split([',', '+']).map(str::trim).filter(|part| !part.is_empty());
        let all = all.map(Nummerreeks::parse).collect::<Result<Vec<_>, _>>()?;
        if all.is_empty() { Err(Mismatch::new("er staat geen huisnummer")) } else { Ok(Self(all)) }
    }

    fn shape() -> Shape {
        Shape::new(r"[0-9][\s\S]*")
    }
}

/// Numbers that lie in several places, each with its place → as few stretches as can be, each with its places. A number between
/// two of a stretch lies there, too; one between two stretches lies nowhere that is known.
pub(crate) fn verdeeld(nummers: &[(u32, u32)]) -> Vec<(Nummerreeks, Vec<u32>)> {
    let mut places: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (nummer, place) in nummers {
        let all = places.entry(*nummer).or_default();
        if let Err(at) = all.binary_search(place) {
            all.insert(at, *place);
        }
    }
    let stretches = |kant: Kant| {
        let mut all: Vec<(Nummerreeks, &Vec<u32>)> = Vec::new();
        let is_on = |nummer: u32| match kant {
            Kant::Alle => true,
            Kant::Oneven => nummer % 2 == 1,
            Kant::Even => nummer.is_multiple_of(2),
        };
        for (nummer, places) in places.iter().filter(|(nummer, _)| is_on(**nummer)) {
            match all.last_mut().filter(|(_, last)| *last == places) {
                Some((stretch, _)) => stretch.tot = *nummer,
                None => all.push((Nummerreeks { van: *nummer, tot: *nummer, kant }, places)),
            }
        }
        all
    };
    let together = stretches(Kant::Alle);
    let mut by_side = stretches(Kant::Oneven);
    by_side.extend(stretches(Kant::Even));
    let fewest = if together.len() <= by_side.len() { together } else { by_side };
    // Of a number alone nobody needs to know its side.
    let alone = |it: Nummerreeks| if it.van == it.tot { Nummerreeks { kant: Kant::Alle, ..it } } else { it };
    fewest.into_iter().map(|(stretch, places)| (alone(stretch), places.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (written, read) in [
            ("12", "12"),
            ("1-31 oneven", "1-31 oneven"),
            ("2 t/m 40 even", "2-40 even"),
            ("1 tot en met 9, 13", "1-9, 13"),
            ("1–9", "1-9"),
            ("1-10 even", "2-10 even"),
        ] {
            let Huisnummers(all) = Huisnummers::parse(written).unwrap();
            let all: Vec<String> = all.iter().map(ToString::to_string).collect();
            assert_eq!(all.join(", "), read, "{written}");
        }
        for wrong in ["", "a", "0", "9-1", "1-", "12a", "100000", "3 even", ","] {
            assert!(Huisnummers::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn numbers_become_few_stretches() {
        let shown = |nummers: &[(u32, u32)]| {
            verdeeld(nummers).iter().map(|(reeks, places)| format!("{reeks} {places:?}")).collect::<Vec<_>>().join("; ")
        };
        assert_eq!(shown(&[(1, 0), (2, 0), (3, 0), (4, 1), (5, 1)]), "1-3 [0]; 4-5 [1]");
        assert_eq!(shown(&[(1, 0), (2, 1), (3, 0), (4, 1), (9, 0)]), "1-9 oneven [0]; 2-4 even [1]");
        assert_eq!(shown(&[(12, 1), (12, 0), (14, 0)]), "12 [0, 1]; 14 [0]");
        assert_eq!(shown(&[]), "");
    }
}
