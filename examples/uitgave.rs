//! What a release has besides the program: man pages and completions for shells, made of the one definition of the command line.
//!
//! `cargo run --example uitgave -- FOLDER`. No part of the program: nobody who uses it carries this along.
#![expect(clippy::disallowed_methods, reason = "writes files for a release")]

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap_complete::Shell;

/// The command line as the program has it; here it is only told, never obeyed.
#[path = "../src"]
#[allow(dead_code, unused_imports, unreachable_pub, reason = "all of it but the definition is for the program")]
mod program {
    pub(crate) mod cli;
}

/// Headings that are English whatever the program speaks, and what they are in Dutch.
const HEADINGS: [(&str, &str); 6] = [
    (".SH NAME", ".SH NAAM"),
    (".SH SYNOPSIS", ".SH GEBRUIK"),
    (".SH DESCRIPTION", ".SH BESCHRIJVING"),
    (".SH OPTIONS", ".SH OPTIES"),
    (".SH SUBCOMMANDS", ".SH OPDRACHTEN"),
    (".SH VERSION", ".SH VERSIE"),
];

fn main() -> Result<()> {
    let folder = PathBuf::from(std::env::args_os().nth(1).context("which folder?")?);
    let (man, shells) = (folder.join("man"), folder.join("aanvullen"));
    fs::create_dir_all(&man)?;
    fs::create_dir_all(&shells)?;
    let mut definition = program::cli::definition().subcommand_value_name("OPDRACHT");
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell] {
        clap_complete::generate_to(shell, &mut definition, "wijkwijzer", &shells)?;
    }
    clap_mangen::generate_to(definition, &man)?;
    for page in fs::read_dir(&man)? {
        let page = page?.path();
        let mut text = fs::read_to_string(&page)?;
        for (english, dutch) in HEADINGS {
            text = text.replace(english, dutch);
        }
        fs::write(page, text)?;
    }
    Ok(())
}
