//! What a build depends on besides its files.

use jiff::civil::Date;

use crate::values::{Basisadres, Parse};

/// What a build depends on besides its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Today. It decides what is over, going on or to come.
    pub today: Date,
    /// Where the site will be, when it is not what `site.yaml` says.
    pub basis: Option<Basis>,
    /// Whether drafts are shown, and news of other days.
    pub concepten: bool,
    /// Whether a *waarschuwing* stops publication, too.
    pub streng: bool,
    /// How the files that pages need are named.
    pub names: Names,
}

impl Settings {
    /// What is published on a day: no drafts, at the address that `site.yaml` says, in spite of warnings.
    pub fn new(today: Date) -> Self {
        Self { today, basis: None, concepten: false, streng: false, names: Names::Hashed }
    }
}

/// How the files of the theme are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// By their content: browsers may keep them for ever, and a page never gets the style of another version of the site.
    Hashed,
    /// Always the same, so that a style can be changed below a page that is open. For the preview.
    Plain,
}

/// The address where the site will be: `https://gemeente.example/wijken`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis(pub(crate) Basisadres);

impl Basis {
    /// Reads an address.
    ///
    /// # Errors
    /// In Dutch, when it is not a web address.
    pub fn parse(text: &str) -> Result<Self, String> {
        Basisadres::parse(text)
            .map(Self)
            .map_err(|mismatch| format!("{}; nodig is {}", mismatch.why, Basisadres::EXPECTED))
    }
}
