//! Licences under which others may use what somebody made.

use super::Choice;

/// An open licence that the Dutch register of open data (data.overheid.nl) takes, the one that asks least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Licentie {
    /// Nobody has a right to it.
    PubliekDomein,
    /// Whoever had one gave it up.
    Cc0,
    /// Name who made it.
    Naamsvermelding,
    /// Name who made it, and give away what is made of it under the same licence.
    GelijkDelen,
}

impl Licentie {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::OPTIONS.iter().map(|(_, licentie)| *licentie)
    }

    /// What it is called.
    pub fn word(self) -> &'static str {
        Self::OPTIONS[self as usize].0
    }

    /// Where people read what it says.
    pub fn leesadres(self) -> String {
        self.adres().replacen("http:", "https:", 1)
    }

    /// What registers know it by.
    pub fn adres(self) -> &'static str {
        match self {
            Self::PubliekDomein => "http://creativecommons.org/publicdomain/mark/1.0/deed.nl",
            Self::Cc0 => "http://creativecommons.org/publicdomain/zero/1.0/deed.nl",
            Self::Naamsvermelding => "http://creativecommons.org/licenses/by/4.0/deed.nl",
            Self::GelijkDelen => "http://creativecommons.org/licenses/by-sa/4.0/deed.nl",
        }
    }

    /// What Open Definition calls it, and so data packages do.
    pub fn id(self) -> &'static str {
        match self {
            Self::PubliekDomein => "other-pd",
            Self::Cc0 => "CC0-1.0",
            Self::Naamsvermelding => "CC-BY-4.0",
            Self::GelijkDelen => "CC-BY-SA-4.0",
        }
    }

    /// The licence that a text is the name of, however that is spelt. One without its version is none of these for sure.
    pub fn named(text: &str) -> Option<Self> {
        let bare = |text: &str| -> String {
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let written = bare(text);
        Self::all().find(|it| bare(it.word()) == written || bare(it.id()) == written)
    }
}

impl Choice for Licentie {
    const WHAT: &'static str = "een open licentie, zoals CC0 of CC BY 4.0";
    const OPTIONS: &'static [(&'static str, Self)] = &[
        ("publiek domein", Self::PubliekDomein),
        ("CC0", Self::Cc0),
        ("CC BY 4.0", Self::Naamsvermelding),
        ("CC BY-SA 4.0", Self::GelijkDelen),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_however_it_is_spelt() {
        for (text, licentie) in [
            ("CC BY 4.0", Some(Licentie::Naamsvermelding)),
            ("cc-by-4.0", Some(Licentie::Naamsvermelding)),
            ("CC BY\u{a0}SA 4.0", Some(Licentie::GelijkDelen)),
            ("CC-0", Some(Licentie::Cc0)),
            ("CC0 1.0", Some(Licentie::Cc0)),
            ("Publiek domein", Some(Licentie::PubliekDomein)),
            ("CC BY", None),
            ("CC BY 3.0", None),
            ("vraag het de gemeente", None),
        ] {
            assert_eq!(Licentie::named(text), licentie, "{text}");
        }
        assert!(Licentie::all().zip(0..).all(|(licentie, place)| licentie as usize == place));
    }
}
