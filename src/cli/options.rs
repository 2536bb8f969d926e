//! What stands behind options: a value, or in Dutch what it should be.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;
use wijkwijzer::diagnostics;

/// Where and how the handbook is read.
#[derive(Debug, Args)]
pub(crate) struct HandbookCommand {
    /// Schrijf het handboek als site naar deze map, en open niets
    #[arg(long, value_name = "MAP", help_heading = "Opties", display_order = 1)]
    pub uit: Option<PathBuf>,
    /// Poort van het handboek; is zij bezet, dan de eerste vrije erna
    #[arg(long, value_name = "NUMMER", default_value_t = super::PORT, value_parser = port, help_heading = "Opties", display_order = 2)]
    pub poort: u16,
    /// Open geen browser, en noem alleen het adres
    #[arg(long, help_heading = "Opties", display_order = 3)]
    pub niet_openen: bool,
}

/// A name for files: nothing that leads elsewhere.
pub(super) fn name(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !text.is_empty() && text.chars().all(fits) {
        Ok(text.to_owned())
    } else {
        Err("schrijf een naam met kleine letters, cijfers en streepjes, zoals kerncijfers-2024".to_owned())
    }
}

/// A port of this machine; 0 is any.
pub(super) fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| "schrijf een getal van 0 tot en met 65535, zoals 8400".to_owned())
}

/// What there is to say of a code or a word.
pub(super) fn explanation(words: &str) -> Result<String, String> {
    diagnostics::on(words).ok_or_else(|| {
        "schrijf een nummer dat bij een melding staat, zoals WW012, of een woord; zonder nummer krijgt u de hele lijst".to_owned()
    })
}

/// A day, written out.
pub(super) fn date(text: &str) -> Result<Date, String> {
    let written_out = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    text.parse().ok().filter(|_| written_out).ok_or_else(|| "schrijf een datum als 2026-11-23".to_owned())
}
