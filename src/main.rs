//! The command line of wijkwijzer: words → settings → build → exit code.
//!
//! The only place that prints, and the only place that asks what day it is.
#![expect(clippy::disallowed_methods, reason = "the clock is read here and nowhere else")]

mod cli;
mod meter;
mod publiceer;
mod start;

use std::io::Write;
use std::mem::ManuallyDrop;
use std::panic::PanicHookInfo;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use mimalloc::MiMalloc;
use wijkwijzer::cijfers::{self, Uitslag};
use wijkwijzer::diagnostics::{self, Report, Severity};
use wijkwijzer::disk::{self, Put};
use wijkwijzer::output::{Nowhere, Shelf, Tree};
use wijkwijzer::progress::{Progress, Stage};
use wijkwijzer::publish::changes::{Changes, by_itself, counted};
use wijkwijzer::publish::compress;
use wijkwijzer::publish::{Aside, OutputFolder};
use wijkwijzer::serve::{self, Told, Wishes};
use wijkwijzer::source::SourceTree;
use wijkwijzer::{Briefuitslag, Geweigerd, Nieuwsbrief, Pipeline, Settings, handboek, vscode};

use cli::{
    BuildCommand, Command, FAILURE, FINDINGS, FiguresCommand, HandbookCommand, NewsletterCommand, PostcodesCommand,
    Publication, Purpose, ReportFormat, USAGE,
};
use meter::{print, say, today};

/// A site is made of very many small pieces on all cores at once, which this allocator was made for.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(own_fault));
    let command = match cli::parse(std::env::args_os()) {
        Ok(command) => command,
        Err(cli::Spoken { text, asked: true }) => {
            // Nobody may be there to read it.
            let _ = print(&text);
            return ExitCode::SUCCESS;
        }
        Err(cli::Spoken { text, asked: false }) => {
            say(&text);
            return ExitCode::from(USAGE);
        }
    };
    ended(|| match command {
        Command::Alone(help) => Ok(start::alone(&help, &preview)),
        Command::Begin(command) => start::begin(command),
        Command::New(command) => start::new_file(&command),
        Command::Theme(project) => start::theme(&project),
        Command::Build(command) => run(&command),
        Command::Preview(wishes) => preview(wishes),
        Command::Show(text) => print(&text).map(|()| ExitCode::SUCCESS),
        Command::Schema(project) => schema(&project),
        Command::Figures(command) => figures(command),
        Command::Postcodes(command) => postcodes(&command),
        Command::Newsletter(command) => newsletter(command),
        Command::Handbook(command) => handbook(command),
        Command::Publish(command) => publiceer::publish(&command),
    })
}

/// How work ended, which is told when it failed.
fn ended(work: impl FnOnce() -> Result<ExitCode>) -> ExitCode {
    serve::guarded(work).flatten().unwrap_or_else(|error| {
        say(&format!("Het lukt niet: {}\n", disk::told(&error)));
        ExitCode::from(FAILURE)
    })
}

/// Says where in the program a fault of our own was, for who is to mend it.
fn own_fault(fault: &PanicHookInfo<'_>) {
    let at = fault.location().map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(std::io::stderr(), "Fout in wijkwijzer ({at}): {}", fault.payload_as_str().unwrap_or_default());
}

fn run(command: &BuildCommand) -> Result<ExitCode> {
    let started = Instant::now();
    if !command.project.is_dir() {
        bail!("de map {} is er niet", command.project.display());
    }
    let progress = if command.formaat == ReportFormat::Tekst { meter::on_terminal() } else { meter::in_a_log() };
    let sources = {
        let _work = progress.works();
        progress.begins(Stage::Fetch, 0);
        disk::read(&command.project)?
    };
    // When the program ends, the system takes back all memory at once; piece by piece it would take as long as a stage.
    let sources = ManuallyDrop::new(sources);
    if let Purpose::Publish(publication) = &command.purpose {
        disk::refuse_own_input(&command.project, &publication.uit)?;
    }
    let settings = Settings {
        basis: command.basis.clone(),
        concepten: command.concepten,
        streng: command.streng,
        ..Settings::new(command.datum.map_or_else(today, Ok)?)
    };
    let writes = matches!(&command.purpose, Purpose::Publish(publication) if !publication.droog);
    let cache = if writes { disk::PictureCache::of } else { disk::PictureCache::read_only };
    let cache = Arc::new(cache(&command.project));
    let build = |shelf: Option<&dyn Shelf>| {
        let mut pipeline = ManuallyDrop::new(Pipeline::with_cache(Arc::clone(&cache) as _).telling(&progress));
        let built = pipeline.build_to(&sources, &settings, shelf);
        let changes_on = built.tree.as_ref().and_then(|_| pipeline.changes_on());
        ManuallyDrop::new((built, changes_on))
    };
    let aside = match &command.purpose {
        Purpose::Publish(publication) => put_aside(publication, &progress),
        _ => None,
    };
    let built = match (&command.purpose, &aside) {
        (Purpose::Publish(_), None) => build(None),
        (_, Some(aside)) => build(Some(aside)),
        (_, None) => build(Some(&Nowhere)),
    };
    let (result, changes_on) = &*built;
    // What a server is told goes to where findings go; there they must be out of the way.
    if matches!(command.purpose, Purpose::Serve(_)) {
        say(&diagnostics::terminal(&result.report, &sources));
    } else {
        show(&result.report, &sources, command.formaat, *changes_on);
    }
    if command.formaat == ReportFormat::Tekst {
        say(&more(&result.report));
    }
    let (Some(tree), Some(policy)) = (&result.tree, &result.policy) else {
        say(&(closing(&result.report, None, None, started.elapsed()) + "\n"));
        return Ok(ExitCode::from(FINDINGS));
    };
    let changes = match &command.purpose {
        Purpose::Check => None,
        Purpose::Publish(publication) => {
            let again = || build(None).0.tree.clone();
            Some((publish(publication, tree, aside, again, &progress)?, !publication.droog))
        }
        Purpose::Serve(server) => {
            print(&policy.snippet(*server))?;
            return Ok(ExitCode::SUCCESS);
        }
    };
    if let Some((changes, _)) = changes.as_ref().filter(|_| command.formaat == ReportFormat::Tekst) {
        say(&changes.told());
    }
    say(&(closing(&result.report, Some(tree.pages()), changes, started.elapsed()) + "\n"));
    if let Some(day) = changes_on.filter(|_| command.formaat == ReportFormat::Tekst) {
        say(&(by_itself(day) + "\n"));
    }
    Ok(ExitCode::SUCCESS)
}

fn folder(publication: &Publication, progress: &Progress) -> OutputFolder {
    OutputFolder::new(&publication.uit).with(publication.manners).telling(progress)
}

/// Where pages lie until the site is written; compressed copies are made of pages in memory, and what is not written stays there.
fn put_aside(publication: &Publication, progress: &Progress) -> Option<Aside> {
    if publication.comprimeer || publication.droog { None } else { folder(publication, progress).aside() }
}

/// Writes a site, or finds out what writing would change. Pages that are gone when they are to be written are made `again`.
fn publish(
    publication: &Publication,
    tree: &Tree,
    aside: Option<Aside>,
    again: impl FnOnce() -> Option<Tree>,
    progress: &Progress,
) -> Result<Changes> {
    let mut folder = folder(publication, progress);
    let made_again = match aside {
        None => None,
        Some(aside) => match folder.write_aside(tree, aside)? {
            Some(changes) => return Ok(changes),
            None => again(),
        },
    };
    let tree = made_again.as_ref().unwrap_or(tree);
    let compressed = publication.comprimeer.then(|| compress::with_copies_telling(tree, progress));
    let tree = compressed.as_ref().unwrap_or(tree);
    if publication.droog { folder.compare(tree) } else { folder.write(tree) }
}

/// Shows the site and follows every change, until somebody stops it.
fn preview(wishes: Wishes) -> Result<ExitCode> {
    let mut tell = |told: Told<'_>| {
        match told {
            Told::Line(line) => say(&format!("{line}\n")),
            Told::Findings(report, sources) => show(report, sources, ReportFormat::Tekst, None),
        }
        Ok(())
    };
    serve::run(Wishes { progress: meter::on_terminal(), ..wishes }, &today, &mut tell)?;
    Ok(ExitCode::SUCCESS)
}

/// Shows the handbook, or writes it as a site.
fn handbook(HandbookCommand { uit, poort, niet_openen }: HandbookCommand) -> Result<ExitCode> {
    let site = handboek::site(today()?);
    let (Some(folder), Some(tree)) = (uit, &site.tree) else {
        let mut tell = |told: Told<'_>| {
            if let Told::Line(line) = told {
                say(&format!("{line}\n"));
            }
            Ok(())
        };
        serve::read("Het handboek", site, poort, !niet_openen, &mut tell)?;
        return Ok(ExitCode::SUCCESS);
    };
    let changes = OutputFolder::new(&folder).write(tree)?;
    say(&format!("Klaar: het handboek staat in {}. {}\n", folder.display(), files(&changes, true)));
    Ok(ExitCode::SUCCESS)
}

/// Writes the files for VS Code; what people have of their own is left alone, and they are told what to put in it.
fn schema(project: &Path) -> Result<ExitCode> {
    if !project.is_dir() {
        bail!("de map {} is er niet", project.display());
    }
    let files = vscode::files();
    let Put { written, kept, left } = disk::put(&files, project)?;
    for file in &left {
        print(&format!(
            "Het bestand {} was er al en blijft zoals het is. Zet dit er zelf in:\n\n{}\n",
            file.path,
            file.text()
        ))?;
    }
    let ours = counted(left.len(), "bestand van uzelf", "bestanden van uzelf");
    say(&format!(
        "Klaar: voor VS Code {} geschreven, {kept} gelijk gebleven, {ours} met rust gelaten.\n",
        counted(written, "bestand", "bestanden")
    ));
    Ok(ExitCode::SUCCESS)
}

/// Makes sources of figures out of files of others, and says what is in these.
fn figures(FiguresCommand { project, files, droog, mut aanvraag }: FiguresCommand) -> Result<ExitCode> {
    if !project.is_dir() {
        bail!("de map {} is er niet", project.display());
    }
    for file in files {
        aanvraag.bestanden.push((file.display().to_string(), disk::file(&file)?));
    }
    taken(&cijfers::neem_over(&aanvraag, &disk::read(&project)?), &project, droog)
}

/// Takes the addresses of this municipality out of the file of the whole country.
fn postcodes(PostcodesCommand { project, file, droog, overschrijven }: &PostcodesCommand) -> Result<ExitCode> {
    if !project.is_dir() {
        bail!("de map {} is er niet", project.display());
    }
    let name = file.display().to_string();
    let uitslag = cijfers::knip(&name, || disk::open(file), &disk::read(project)?, *overschrijven)
        .with_context(|| format!("Het bestand {name} kan niet worden gelezen"))?;
    taken(&uitslag, project, *droog)
}

/// Says what came of files of others, and writes it.
fn taken(uitslag: &Uitslag, project: &Path, droog: bool) -> Result<ExitCode> {
    print(&uitslag.verslag)?;
    let written = uitslag.geschreven.len();
    if droog {
        for (path, text) in &uitslag.geschreven {
            print(&format!("{path}:\n\n{text}\n"))?;
        }
    } else {
        disk::write(project, &uitslag.geschreven)?;
    }
    let files = counted(written, "bestand", "bestanden");
    say(&match (droog, written) {
        (_, 0) => "Er is niets geschreven.\n".to_owned(),
        (true, _) => format!("In orde: u zou {files} krijgen. Er is niets geschreven.\n"),
        (false, _) => format!("Klaar: {files} geschreven. Bekijk het resultaat met `wijkwijzer check`.\n"),
    });
    Ok(if uitslag.geweigerd { ExitCode::from(FINDINGS) } else { ExitCode::SUCCESS })
}

/// Makes the newsletter of a wijk, and writes it where it was not changed by hand.
fn newsletter(command: NewsletterCommand) -> Result<ExitCode> {
    let NewsletterCommand { project, uit, wens, basis, datum, concepten, overschrijven } = command;
    if !project.is_dir() {
        bail!("de map {} is er niet", project.display());
    }
    let sources = disk::read(&project)?;
    let settings = Settings { basis, concepten, ..Settings::new(datum.map_or_else(today, Ok)?) };
    let Briefuitslag { report, brief } = Pipeline::default().nieuwsbrief(&sources, &settings, &wens);
    let Nieuwsbrief { wijk, bestanden, niets_nieuws, weggelaten } = match brief {
        Ok(brief) => brief,
        Err(Geweigerd::Vraag(why)) => {
            say(&format!("{why}\n"));
            return Ok(ExitCode::from(USAGE));
        }
        Err(Geweigerd::Inhoud(why)) => {
            say(&format!("{why}\n"));
            return Ok(ExitCode::from(FINDINGS));
        }
        Err(Geweigerd::Site) => {
            show(&report, &sources, ReportFormat::Tekst, None);
            say("De nieuwsbrief is niet gemaakt: los eerst de fouten op.\n");
            return Ok(ExitCode::from(FINDINGS));
        }
    };
    let put = disk::put_brief(&project, &uit, &bestanden, overschrijven)?;
    if !put.of_others.is_empty() {
        say(&format!(
            "In de map {} staat iets dat u zelf hebt gemaakt of veranderd: {}. Er is niets geschreven. Geef het een andere naam, of \
             vervang het met --overschrijven.\n",
            uit.display(),
            put.of_others.join(", ")
        ));
        return Ok(ExitCode::from(FINDINGS));
    }
    if niets_nieuws {
        say(&format!("Let op: over {wijk} is er niets nieuws. Dat staat ook in de nieuwsbrief.\n"));
    }
    if weggelaten > 0 {
        let what = counted(weggelaten, "onderwerp past", "onderwerpen passen");
        say(&format!("Let op: {what} er niet meer in. In de nieuwsbrief staat waar die te lezen zijn.\n"));
    }
    for (name, _) in &bestanden {
        print(&format!("{}\n", uit.join(name).display()))?;
    }
    let (written, kept) = (put.written.len(), put.kept.len());
    let written = counted(written, "bestand", "bestanden");
    say(&format!("Klaar: de nieuwsbrief van {wijk}. {written} geschreven, {kept} gelijk gebleven.\n"));
    Ok(ExitCode::SUCCESS)
}

/// Shows what was found. What becomes of the site does not depend on whether anybody can read it.
fn show(report: &Report, sources: &SourceTree, format: ReportFormat, changes_on: Option<Date>) {
    let text = match format {
        ReportFormat::Tekst => diagnostics::terminal(report, sources),
        ReportFormat::Regel => diagnostics::lines(report, sources),
        ReportFormat::Json => diagnostics::json(report, sources, changes_on),
        ReportFormat::Html => diagnostics::html_page(report, sources),
        ReportFormat::Github => diagnostics::github(report, sources),
    };
    let _ = print(&text);
}

/// Where to read more about what was found.
fn more(report: &Report) -> String {
    let mut codes: Vec<&str> = report.findings().iter().map(|finding| finding.code.id()).collect();
    codes.sort_unstable();
    codes.dedup();
    if codes.is_empty() {
        String::new()
    } else {
        format!("Uitleg met voorbeelden: wijkwijzer uitleg {}\n", codes.join(" "))
    }
}

/// The closing line: what was made, what was found, how long it took.
fn closing(report: &Report, pages: Option<usize>, changes: Option<(Changes, bool)>, took: Duration) -> String {
    let (errors, warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
    let found =
        format!("{}, {}", counted(errors, "fout", "fouten"), counted(warnings, "waarschuwing", "waarschuwingen"));
    let took = format!("{} ms", took.as_millis());
    match (pages, changes) {
        (None, _) => format!("Niet gepubliceerd: {found} ({took}). De site blijft zoals zij was."),
        (Some(pages), None) => {
            format!("In orde: {}, {found} ({took}). Er is niets geschreven.", counted(pages, "pagina", "pagina's"))
        }
        (Some(pages), Some((changes, is_written))) => {
            let done = if is_written { "Klaar" } else { "In orde" };
            format!(
                "{done}: {}, {found} ({took}). {}",
                counted(pages, "pagina", "pagina's"),
                files(&changes, is_written)
            )
        }
    }
}

/// What was done to the files of the site.
fn files(changes: &Changes, is_written: bool) -> String {
    let Changes { new, changed, withdrawn, kept, replaced } = changes;
    let (new, changed, withdrawn) = (new.len(), changed.len(), withdrawn.len());
    let mut text = if changes.is_empty() {
        format!("Er is niets veranderd: alle {kept} bestanden blijven zoals ze waren.")
    } else {
        let would = if is_written { "Bestanden" } else { "Bestanden die u zou krijgen" };
        format!("{would}: {new} nieuw, {changed} gewijzigd, {withdrawn} ingetrokken, {kept} gelijk gebleven.")
    };
    if *replaced > 0 {
        text.push_str(&format!(
            " Van vorige versies {} nog even staan, voor wie de site nu open heeft (meteen weg: --opruimen).",
            if *replaced == 1 { "blijft 1 bestand".to_owned() } else { format!("blijven {replaced} bestanden") }
        ));
    }
    if !is_written {
        text.push_str(" Er is niets geschreven.");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_our_own_is_a_failure_like_any_other() {
        assert_eq!(ended(|| panic!("on purpose")), ExitCode::from(FAILURE));
        assert_eq!(ended(|| bail!("geen schijf")), ExitCode::from(FAILURE));
        assert_eq!(ended(|| Ok(ExitCode::SUCCESS)), ExitCode::SUCCESS);
    }
}
