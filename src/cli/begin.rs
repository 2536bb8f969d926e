//! The words of who begins: a project, or a file.

use std::path::PathBuf;

use clap::Args;
use wijkwijzer::begin::{Beginwens, Nieuwwens};

use super::opdracht::{BeginCommand, NewFileCommand, Spoken};

/// A project that begins.
#[derive(Debug, Args)]
pub(super) struct InitWords {
    /// Map waar de site in komt; zij mag nog geen map content hebben
    #[arg(
        long,
        value_name = "MAP",
        default_value = ".",
        hide_default_value = true,
        help_heading = "Opties",
        display_order = 1
    )]
    project: PathBuf,
    /// Uw gemeente: de naam, met zo mogelijk de code van het CBS erachter
    #[arg(long, value_name = "NAAM", help_heading = "Antwoorden", display_order = 2)]
    gemeente: Option<String>,
    /// De wijken, met een komma ertussen
    #[arg(long, value_name = "NAMEN", help_heading = "Antwoorden", display_order = 3)]
    wijken: Option<String>,
    /// Hoe het aanspreekpunt van een wijk heet, zoals wijkmanager; wie het is, vult u later in
    #[arg(long, value_name = "WOORD", help_heading = "Antwoorden", display_order = 4)]
    contact: Option<String>,
    /// Het adres waar de site komt te staan
    #[arg(long, value_name = "ADRES", help_heading = "Antwoorden", display_order = 5)]
    adres: Option<String>,
    /// Hoe bewoners de gemeente bereiken: telefoon, e-mail of website
    #[arg(long, value_name = "TEKST", help_heading = "Antwoorden", display_order = 6)]
    bereikbaar: Option<String>,
    /// Kies gemeente en wijken uit dit bestand van het CBS; wijkwijzer heeft er zelf geen
    #[arg(long, value_name = "BESTAND", help_heading = "Opties", display_order = 7)]
    lijst: Option<PathBuf>,
    /// Schrijf Voorbeeldstad: een verzonnen gemeente die van alles iets heeft
    #[arg(long, conflicts_with_all = ["gemeente", "wijken", "contact", "adres", "bereikbaar", "lijst"], help_heading = "Opties", display_order = 8)]
    voorbeeld: bool,
}

impl From<InitWords> for BeginCommand {
    fn from(begin: InitWords) -> Self {
        let InitWords { project, gemeente, wijken, contact, adres, bereikbaar, lijst, voorbeeld } = begin;
        let wens = Beginwens { gemeente, wijken, contact, adres, bereikbaar, lijst: None };
        Self { project, wens, lijst, voorbeeld }
    }
}

/// A new file. Which keys there are depends on its kind, so what follows that is read here.
#[derive(Debug, Args)]
pub(super) struct NewWords {
    /// De soort, zoals spreekuur, en dan wat u al weet: --KENMERK WAARDE. Welke kenmerken er zijn: wijkwijzer nieuw SOORT --help
    #[arg(value_name = "SOORT", trailing_var_arg = true, allow_hyphen_values = true, help_heading = "Soort")]
    woorden: Vec<String>,
    #[command(flatten)]
    project: super::ProjectFolder,
}

impl NewWords {
    /// What is wanted.
    pub(super) fn command(self) -> Result<NewFileCommand, Spoken> {
        let mut words = self.woorden.into_iter();
        let soort = words.next().unwrap_or_default();
        let (mut project, mut help, mut gezegd) = (self.project.project, false, Vec::new());
        let wrong = |text: String| {
            let text = format!("{text}\n\nAlle opdrachten en opties: wijkwijzer --help\n");
            Err(Spoken { text, asked: false })
        };
        while let Some(word) = words.next() {
            let Some(option) = word.strip_prefix("--").filter(|option| !option.is_empty()) else {
                help |= word == "-h";
                if help {
                    continue;
                }
                return wrong(format!("“{word}” hoort hier niet. Zet er een kenmerk voor, zoals: --titel \"{word}\""));
            };
            if matches!(option, "help" | "hulp") {
                help = true;
                continue;
            }
            let (key, value) = match option.split_once('=') {
                Some((key, value)) => (key.to_owned(), Some(value.to_owned())),
                None => (option.to_owned(), words.next()),
            };
            match value {
                None => return wrong(format!("Bij --{key} ontbreekt de waarde.")),
                Some(value) if key == "project" => project = value.into(),
                Some(value) => gezegd.push((key, value)),
            }
        }
        Ok(NewFileCommand { project, wens: Nieuwwens { soort, gezegd }, help })
    }
}
