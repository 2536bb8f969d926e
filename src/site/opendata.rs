//! Open data: which tables there are, what each is about, and where its files are. What is in them is for `outputs/data/`, the page
//! that tells of them for `pages/data.rs`. A site has them when it has that page.

use crate::output::OutputPath;

/// The description of all tables, for programs (Frictionless Data Package).
pub(crate) const DATAPACKAGE: &str = "data/datapackage.json";

/// A table of open data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Datatabel {
    Wijken,
    Buurten,
    Contacten,
    Hubs,
    Spreekuren,
    Openingstijden,
    Nieuws,
    Tijdlijn,
    Cijfers,
    Bronnen,
}

/// A form in which a table can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Datavorm {
    /// For programs.
    Csv,
    /// For programs.
    Json,
    /// For spreadsheets as they are set up in the Netherlands.
    Spreadsheet,
}

impl Datatabel {
    /// All of them, in the order in which they are told of.
    pub(crate) const ALL: [Self; 10] = [
        Self::Wijken,
        Self::Buurten,
        Self::Contacten,
        Self::Hubs,
        Self::Spreekuren,
        Self::Openingstijden,
        Self::Nieuws,
        Self::Tijdlijn,
        Self::Cijfers,
        Self::Bronnen,
    ];

    /// What its files are called, and what it is about (Dutch).
    pub(crate) fn facts(self) -> (&'static str, &'static str) {
        match self {
            Self::Wijken => ("wijken", "De wijken van de gemeente."),
            Self::Buurten => ("buurten", "De buurten van het CBS, met de wijk waarin zij liggen."),
            Self::Contacten => ("contacten", "Wie het aanspreekpunt van een wijk is, en hoe u die bereikt."),
            Self::Hubs => ("hubs", "De hubs: waar zij zijn en of zij in gebruik zijn."),
            Self::Spreekuren => ("spreekuren", "Wanneer en waar bewoners kunnen binnenlopen."),
            Self::Openingstijden => {
                ("openingstijden", "De gewone week van hubs en aanspreekpunten, zonder feestdagen.")
            }
            Self::Nieuws => ("nieuws", "De nieuwsberichten."),
            Self::Tijdlijn => ("tijdlijn", "De stappen van de tijdlijn."),
            Self::Cijfers => ("cijfers", "Alle cijfers, één per regel."),
            Self::Bronnen => ("bronnen", "Waar de cijfers vandaan komen, en onder welke licentie."),
        }
    }

    /// Where it is.
    pub(crate) fn address(self, vorm: Datavorm) -> OutputPath {
        OutputPath::new(format!("data/{}{}", self.facts().0, vorm.end()))
    }
}

impl Datavorm {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Csv, Self::Json, Self::Spreadsheet];

    fn end(self) -> &'static str {
        match self {
            Self::Csv => ".csv",
            Self::Json => ".json",
            Self::Spreadsheet => "-spreadsheet.csv",
        }
    }
}
