//! Publishing from the command line: a site is built, what changes is told, what looks wrong is asked, and it goes to where visitors
//! see it. How that is done is for `wijkwijzer::publish`.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Result, bail};
use jiff::Timestamp;
use wijkwijzer::diagnostics;
use wijkwijzer::output::Tree;
use wijkwijzer::publish::changes::{Changes, counted};
use wijkwijzer::publish::remote::{self, Outcome, Publisher, Publishing};
use wijkwijzer::publish::{Manners, OutputFolder, STAYS};
use wijkwijzer::{Doelplek, Pipeline, Publicatiedoel, Settings, disk};

use crate::cli::{FINDINGS, PublishCommand, USAGE};
use crate::meter::{on_terminal, print, say, today};
use crate::start::{asked, is_attended};

/// Builds the site, and makes a target hold it.
pub(crate) fn publish(command: &PublishCommand) -> Result<ExitCode> {
    let PublishCommand { project, basis, datum, concepten, .. } = command;
    if !project.is_dir() {
        bail!("de map {} is er niet", project.display());
    }
    let sources = disk::read(project)?;
    let settings =
        Settings { basis: basis.clone(), concepten: *concepten, ..Settings::new(datum.map_or_else(today, Ok)?) };
    let progress = on_terminal();
    let cache = Arc::new(disk::PictureCache::of(project));
    let built = Pipeline::with_cache(cache).telling(&progress).build(&sources, &settings);
    print(&diagnostics::terminal(&built.report, &sources))?;
    let Some(tree) = &built.tree else {
        say("Niet gepubliceerd: los eerst de fouten op. De site blijft zoals zij was.\n");
        return Ok(ExitCode::from(FINDINGS));
    };
    let Some(doel) = chosen(command.doel.as_deref(), &built.doelen) else { return Ok(ExitCode::from(USAGE)) };
    match &doel.plek {
        Doelplek::Map { pad } => to_folder(command, tree, &project.join(pad)),
        _ => to_host(command, tree, &built.basis, doel),
    }
}

/// The target that is meant; when there is none, that is told.
fn chosen<'d>(name: Option<&str>, doelen: &'d [Publicatiedoel]) -> Option<&'d Publicatiedoel> {
    let names = || doelen.iter().map(|doel| doel.naam.0.as_str()).collect::<Vec<_>>().join(", ");
    match (name, doelen) {
        (_, []) => {
            say(
                "In site.yaml staat nog geen doel. Zet daar onder publicatie waar de site komt: zie Publiceren in het handboek.\n",
            );
            None
        }
        (None, [one]) => Some(one),
        (None, _) => {
            say(&format!(
                "Er is meer dan één doel. Zeg welke u bedoelt: wijkwijzer publiceer DOEL. Dit zijn ze: {}.\n",
                names()
            ));
            None
        }
        (Some(name), _) => {
            let found = doelen.iter().find(|doel| doel.naam.0 == name);
            if found.is_none() {
                say(&format!("Er is geen doel dat {name} heet. Dit zijn ze: {}.\n", names()));
            }
            found
        }
    }
}

fn to_folder(command: &PublishCommand, tree: &Tree, folder: &Path) -> Result<ExitCode> {
    disk::refuse_own_input(&command.project, folder)?;
    let manners = Manners { take_over: command.overnemen, grace: STAYS, ..Manners::default() };
    let progress = on_terminal();
    let mut folder = OutputFolder::new(folder).with(manners).telling(&progress);
    let _turn = if command.droog { None } else { Some(disk::publisher(&command.project)?) };
    let changes = folder.compare(tree)?;
    let page = |path: &&wijkwijzer::output::OutputPath| path.is_page();
    let before = tree.pages() + changes.withdrawn.iter().filter(page).count() - changes.new.iter().filter(page).count();
    let questions: Vec<String> = remote::vanishing(&changes, before).into_iter().collect();
    say(&changes.told());
    if command.droog {
        return Ok(would(&changes, &questions));
    }
    if !answered(&questions, command.ja) {
        return Ok(ExitCode::from(FINDINGS));
    }
    let changes = folder.write(tree)?;
    Ok(done(&changes))
}

fn to_host(command: &PublishCommand, tree: &Tree, basis: &str, doel: &Publicatiedoel) -> Result<ExitCode> {
    let host = remote::targets::open(doel, &|name| std::env::var(name).ok())?;
    let turn = disk::publisher(&command.project)?;
    let named = |names: &[&str], other: &str| {
        names.iter().find_map(|name| std::env::var(name).ok()).unwrap_or_else(|| other.to_owned())
    };
    let who = format!(
        "{} op {}",
        named(&["USERNAME", "USER"], "iemand"),
        named(&["COMPUTERNAME", "HOSTNAME"], "een andere computer")
    );
    let publisher = Publisher { who, place: turn.place.clone(), run: turn.run.clone() };
    let progress = on_terminal();
    let mut wanted = Publishing {
        tree,
        basis,
        publisher: &publisher,
        now: Timestamp::now(),
        yes: command.ja,
        take_over: command.overnemen,
        dry: command.droog,
        progress: &progress,
        pause: &std::thread::sleep,
    };
    loop {
        match remote::publish(&*host, &wanted)? {
            Outcome::Done(changes) => {
                say(&changes.told());
                return Ok(done(&changes));
            }
            Outcome::Would(changes, questions) => {
                say(&changes.told());
                return Ok(would(&changes, &questions));
            }
            Outcome::Ask(changes, questions) => {
                say(&changes.told());
                if !answered(&questions, false) {
                    return Ok(ExitCode::from(FINDINGS));
                }
                wanted.yes = true;
            }
            Outcome::Busy(told) => {
                say(&format!("{told}\n"));
                return Ok(ExitCode::from(FINDINGS));
            }
        }
    }
}

/// Whether all that looks wrong is meant; where nobody can be asked, it is not.
fn answered(questions: &[String], yes: bool) -> bool {
    if yes {
        return true;
    }
    for question in questions {
        if !is_attended() {
            say(&format!("{question}\nNiet gepubliceerd. Klopt het? Publiceer dan met --ja.\n"));
            return false;
        }
        let answer = asked(&format!("{question} [ja/nee] ")).unwrap_or_default().to_lowercase();
        if !["j", "ja"].contains(&answer.as_str()) {
            say("Niet gepubliceerd. De site blijft zoals zij was.\n");
            return false;
        }
    }
    true
}

fn would(changes: &Changes, questions: &[String]) -> ExitCode {
    for question in questions {
        say(&format!("Dit wordt u eerst gevraagd: {question}\n"));
    }
    let files = counted(changes.new.len() + changes.changed.len(), "bestand", "bestanden");
    say(&format!("In orde: er zouden {files} worden verstuurd. Er is niets verstuurd.\n"));
    ExitCode::SUCCESS
}

fn done(changes: &Changes) -> ExitCode {
    let Changes { new, changed, withdrawn, .. } = changes;
    say(&if changes.is_empty() {
        "Klaar: er was niets veranderd.\n".to_owned()
    } else {
        format!(
            "Klaar: de site staat er. {} verstuurd, {} weggehaald.\n",
            counted(new.len() + changed.len(), "bestand", "bestanden"),
            withdrawn.len()
        )
    });
    ExitCode::SUCCESS
}
