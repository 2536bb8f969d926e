//! Who begins is asked on the terminal, and gets files. What is asked and what comes of it is decided in `wijkwijzer::begin`.

use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};
use wijkwijzer::begin::{self, Gestopt, NieuwBestand};
use wijkwijzer::publish::changes::counted;
use wijkwijzer::serve::Wishes;
use wijkwijzer::{Settings, disk};

use crate::cli::{BeginCommand, FAILURE, FINDINGS, NewFileCommand, USAGE, preview_here};
use crate::meter::{print, say, today};

/// Asks a question on the terminal; where there is none, nobody answers.
pub(crate) fn asked(question: &str) -> Option<String> {
    if !is_attended() {
        return None;
    }
    say(question);
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).ok().filter(|read| *read > 0).map(|_| line.trim().to_owned())
}

pub(crate) fn is_attended() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// What a command needs behind it to be about this project.
fn of_project(project: &Path) -> String {
    if project == Path::new(".") { String::new() } else { format!(" --project \"{}\"", project.display()) }
}

fn stopped(Gestopt(why): &Gestopt) -> ExitCode {
    say(&format!("\n{why}\nEr is niets geschreven.\n"));
    ExitCode::from(USAGE)
}

/// Writes a project where there is none.
pub(crate) fn begin(command: BeginCommand) -> Result<ExitCode> {
    let BeginCommand { project, mut wens, lijst, voorbeeld } = command;
    let refused = || {
        say(&format!(
            "In de map {} staat al een map content. Wijkwijzer overschrijft niets. Kies een andere map met --project MAP.\n",
            disk::real(&project).display()
        ));
        Ok(ExitCode::from(FINDINGS))
    };
    if project.join("content").exists() {
        return refused();
    }
    wens.lijst = lijst.as_deref().map(disk::file).transpose()?;
    let (files, told, day) = if voorbeeld {
        let told = "Voorbeeldstad staat klaar: een verzonnen gemeente die van alles iets heeft. Op 23 november 2026 is het meeste te zien.\n";
        (begin::voorbeeldstad(), told.to_owned(), " --datum 2026-11-23")
    } else {
        // Who closes the terminal, or its input, wants to stop.
        let mut is_closed = false;
        let mut vrager = |question: &str| {
            let answer = asked(question);
            is_closed |= answer.is_none() && is_attended();
            answer
        };
        match begin::begin(&wens, today()?, &mut vrager) {
            Ok(_) if is_closed => return Ok(stopped(&Gestopt("Gestopt.".to_owned()))),
            Ok(project) => (project.bestanden, project.verslag, ""),
            Err(why) => return Ok(stopped(&why)),
        }
    };
    if !disk::put_folder(&project, "content", &files)? {
        return refused();
    }
    let of = of_project(&project);
    print(&format!(
        "\n{told}\n{} geschreven in {}.\n\nZo gaat u verder:\n\
         - Bekijk de site en verander haar in uw browser: wijkwijzer serve --open{day}{of}\n\
         - Maak er iets bij, zoals nieuws: wijkwijzer nieuw nieuws{of}\n\
         - Lees het handboek: wijkwijzer handboek\n",
        counted(files.len(), "bestand", "bestanden"),
        disk::real(&project.join("content")).display(),
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a new file of a kind.
pub(crate) fn new_file(command: &NewFileCommand) -> Result<ExitCode> {
    let NewFileCommand { project, wens, help } = command;
    if let Some(keys) = Some(&wens.soort).filter(|_| *help).and_then(|soort| begin::kenmerken(soort)) {
        let keys = keys.iter().map(|(key, help)| format!("  --{key}\n          {help}\n")).collect::<Vec<_>>().concat();
        print(&format!(
            "Maak een nieuw bestand van de soort {}. Wat nodig is en niet achter de opdracht staat, wordt gevraagd.\n\n\
             Gebruik: wijkwijzer nieuw {} [--KENMERK WAARDE]… [--project MAP]\n\nKenmerken:\n{keys}\n\
             Hoort een kenmerk bij een ander? Schrijf dan een punt ertussen, zoals --locatie.adres.\n",
            wens.soort, wens.soort
        ))?;
        return Ok(ExitCode::SUCCESS);
    }
    if !project.join("content").is_dir() {
        bail!(
            "in de map {} staat geen map content; begin een site met: wijkwijzer init",
            disk::real(project).display()
        );
    }
    let settings = Settings::new(today()?);
    let NieuwBestand { bestanden, let_op } = match begin::nieuw(wens, disk::read(project)?, settings, &mut asked) {
        Ok(file) => file,
        Err(why) => return Ok(stopped(&why)),
    };
    for (path, bytes) in &bestanden {
        if !disk::put_file(project, path, bytes)? {
            bail!("{path} is er intussen al; het is niet overschreven");
        }
        print(&format!("{}\n", project.join(path.as_str()).display()))?;
    }
    for line in let_op {
        say(&format!("Let op: {line}\n"));
    }
    say(&format!("Klaar: {} geschreven.\n", counted(bestanden.len(), "bestand", "bestanden")));
    Ok(ExitCode::SUCCESS)
}

/// Writes the theme that is inside the program, to be changed.
pub(crate) fn theme(project: &Path) -> Result<ExitCode> {
    if !project.is_dir() {
        bail!("de map {} is er niet", project.display());
    }
    let (files, folder) = (begin::thema(), format!("themes/{}", begin::THEMA));
    let place = disk::real(&project.join(&folder));
    if !disk::put_folder(project, &folder, &files)? {
        say(&format!("De map {} is er al. Wijkwijzer overschrijft niets.\n", place.display()));
        return Ok(ExitCode::from(FINDINGS));
    }
    let files = counted(files.len(), "bestand", "bestanden");
    say(&format!(
        "Klaar: {files} geschreven in {}. Vanaf nu gebruikt uw site deze map, ook met een nieuwe wijkwijzer.\n\
         Wilt u maar een paar dingen anders? Haal haar weer weg, en maak een eigen thema dat op kust voortbouwt.\n\
         Hoe dat gaat, staat in het handboek bij Een thema aanpassen: wijkwijzer handboek\n",
        place.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// What is done when nothing was said, as by a double click: the preview of the project in this folder, which is begun when there is none.
pub(crate) fn alone(help: &str, preview: &dyn Fn(Wishes) -> Result<ExitCode>) -> ExitCode {
    if !is_attended() {
        say(help);
        return ExitCode::from(USAGE);
    }
    let ended = here(help, preview).unwrap_or_else(|error| {
        say(&format!("Het lukt niet: {}\n", disk::told(&error)));
        ExitCode::from(FAILURE)
    });
    if ended != ExitCode::SUCCESS {
        // The window may close when the program ends.
        asked("\nDruk op Enter om te stoppen. ");
    }
    ended
}

fn here(help: &str, preview: &dyn Fn(Wishes) -> Result<ExitCode>) -> Result<ExitCode> {
    let project = Path::new(".");
    if !project.join("content").is_dir() {
        let question = "In deze map staat nog geen site. Wilt u er hier een beginnen? ja of nee\n> ";
        let answer = asked(question).unwrap_or_default().to_lowercase();
        if !matches!(answer.as_str(), "ja" | "j") {
            say(&format!("\n{help}"));
            return Ok(ExitCode::from(USAGE));
        }
        let begun = begin(BeginCommand { project: project.to_owned(), ..BeginCommand::default() })?;
        if begun != ExitCode::SUCCESS {
            return Ok(begun);
        }
    }
    preview(preview_here(project.to_owned()))
}
