//! What the words of the command line come to.

use std::path::PathBuf;

use super::options::HandbookCommand;
use clap::ValueEnum;
use jiff::civil::Date;
use wijkwijzer::begin::{Beginwens, Nieuwwens};
use wijkwijzer::cijfers::Aanvraag;
use wijkwijzer::publish::Manners;
use wijkwijzer::publish::server::Server;
use wijkwijzer::serve::Wishes;
use wijkwijzer::{Basis, Briefwens};

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// With the line itself, for people.
    Tekst,
    /// One line each, for problem matchers.
    Regel,
    /// For programs.
    Json,
    /// As a web page.
    Html,
    /// As annotations of GitHub Actions.
    Github,
}

/// What the user wants.
#[derive(Debug)]
pub(crate) enum Command {
    /// Whatever is to be done when nothing was said: with the help, for where nobody can be asked.
    Alone(String),
    /// A project that begins.
    Begin(BeginCommand),
    /// A new file of a kind.
    New(NewFileCommand),
    /// The theme that is inside the program, in this project.
    Theme(PathBuf),
    /// A build, written or not.
    Build(BuildCommand),
    /// A preview that follows every change.
    Preview(Wishes),
    /// A text that the program knows by heart.
    Show(String),
    /// The files for VS Code, in this project.
    Schema(PathBuf),
    /// Figures out of files of others.
    Figures(FiguresCommand),
    /// Addresses out of the file of the whole country.
    Postcodes(PostcodesCommand),
    /// The newsletter of a wijk.
    Newsletter(NewsletterCommand),
    /// The handbook.
    Handbook(HandbookCommand),
    /// The site, to where visitors see it.
    Publish(PublishCommand),
}

/// The site, to where visitors see it.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct PublishCommand {
    /// The project's folder.
    pub project: PathBuf,
    /// The name of the target; not needed when there is one.
    pub doel: Option<String>,
    /// Where the site will be.
    pub basis: Option<Basis>,
    /// The day that it is supposed to be.
    pub datum: Option<Date>,
    /// Whether drafts are published.
    pub concepten: bool,
    /// Whether it is only told what would change.
    pub droog: bool,
    /// Whether every question is answered with yes.
    pub ja: bool,
    /// Whether what is not ours, or is claimed by somebody else, is in no way.
    pub overnemen: bool,
}

/// A project that begins.
#[derive(Debug, Default)]
pub(crate) struct BeginCommand {
    /// The project's folder.
    pub project: PathBuf,
    /// What was said beforehand; the list is not read yet.
    pub wens: Beginwens,
    /// A file with areas.
    pub lijst: Option<PathBuf>,
    /// Whether it is to be the made-up municipality.
    pub voorbeeld: bool,
}

/// A new file of a kind.
#[derive(Debug)]
pub(crate) struct NewFileCommand {
    /// The project's folder.
    pub project: PathBuf,
    /// What is wanted.
    pub wens: Nieuwwens,
    /// Whether it is only told which keys there are.
    pub help: bool,
}

/// The newsletter of a wijk.
#[derive(Debug)]
pub(crate) struct NewsletterCommand {
    /// The project's folder.
    pub project: PathBuf,
    /// Where the newsletter goes.
    pub uit: PathBuf,
    /// What is asked for.
    pub wens: Briefwens,
    /// Where the site will be.
    pub basis: Option<Basis>,
    /// The day that it is supposed to be.
    pub datum: Option<Date>,
    /// Whether drafts are told of.
    pub concepten: bool,
    /// Whether what people changed in it is lost.
    pub overschrijven: bool,
}

/// Figures out of files of others.
#[derive(Debug)]
pub(crate) struct FiguresCommand {
    /// The project's folder.
    pub project: PathBuf,
    /// The files.
    pub files: Vec<PathBuf>,
    /// Whether it is only told what would be written.
    pub droog: bool,
    /// What is asked of them; their bytes are not read yet.
    pub aanvraag: Aanvraag,
}

/// Addresses out of the file of the whole country.
#[derive(Debug)]
pub(crate) struct PostcodesCommand {
    /// The project's folder.
    pub project: PathBuf,
    /// The file.
    pub file: PathBuf,
    /// Whether it is only told what would be written.
    pub droog: bool,
    /// Whether a file that says something else is replaced.
    pub overschrijven: bool,
}

/// A build, written or not.
#[derive(Debug)]
pub(crate) struct BuildCommand {
    /// The project's folder.
    pub project: PathBuf,
    /// What is done with the site.
    pub purpose: Purpose,
    /// Where the site will be.
    pub basis: Option<Basis>,
    /// The day that it is supposed to be.
    pub datum: Option<Date>,
    /// Whether drafts are shown.
    pub concepten: bool,
    /// Whether warnings stop publication, too.
    pub streng: bool,
    /// How findings are shown.
    pub formaat: ReportFormat,
}

/// What a site is built for.
#[derive(Debug)]
pub(crate) enum Purpose {
    /// To be looked at for mistakes.
    Check,
    /// To be written.
    Publish(Publication),
    /// To tell a server about it.
    Serve(Server),
}

/// Where and how a site is written.
#[derive(Debug)]
pub(crate) struct Publication {
    /// The folder.
    pub uit: PathBuf,
    /// Whether it is only told what would be written.
    pub droog: bool,
    /// How a folder is treated that is not as it should be.
    pub manners: Manners,
    /// Whether there are compressed copies beside the files.
    pub comprimeer: bool,
}

/// What to say instead of doing something.
#[derive(Debug)]
pub(crate) struct Spoken {
    /// The text.
    pub text: String,
    /// Whether it was asked for (help, version) or is a complaint.
    pub asked: bool,
}
