//! The command line, in Dutch: words → [`Command`]. Decides nothing and touches nothing.

mod begin;
mod opdracht;
mod options;
mod said;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use wijkwijzer::begin::THEMA;
use wijkwijzer::cijfers::Aanvraag;
use wijkwijzer::diagnostics;
use wijkwijzer::progress::Progress;
use wijkwijzer::publish::Manners;
use wijkwijzer::publish::server::Server;
use wijkwijzer::serve::{Destination, Wishes};
use wijkwijzer::{Basis, Briefwens};

pub(crate) use opdracht::{
    BeginCommand, BuildCommand, Command, FiguresCommand, NewFileCommand, NewsletterCommand, PostcodesCommand,
    Publication, PublishCommand, Purpose, ReportFormat, Spoken,
};
pub(crate) use options::HandbookCommand;
use options::{date, explanation, name, port};

/// Findings stop publication.
pub(crate) const FINDINGS: u8 = 1;
/// The words of the command line are wrong.
pub(crate) const USAGE: u8 = 2;
/// The machine fails: a disk, a permission.
pub(crate) const FAILURE: u8 = 3;

/// Where the preview is, unless somebody else is there.
const PORT: u16 = 8400;

/// Shown by every `--help`; clap's own headings are English and are not inherited by subcommands.
const HELP_TEMPLATE: &str = "{about-with-newline}\nGebruik: {usage}\n\n{all-args}{after-help}";

#[derive(Debug, Parser)]
#[command(
    name = "wijkwijzer",
    version = env!("WIJKWIJZER_VERSIE"),
    about = "Maakt van de bestanden in content een website over de wijken van uw gemeente.",
    help_template = "{about-with-newline}\nGebruik: wijkwijzer OPDRACHT [OPTIES]\n\nOpdrachten:\n{subcommands}\n\nOpties:\n{options}{after-help}",
    after_help = "\nMeer over een opdracht: wijkwijzer OPDRACHT --help\nUitleg met voorbeelden: wijkwijzer handboek",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
struct Cli {
    #[command(subcommand)]
    command: Option<CliCommand>,
    /// Toon deze hulp
    #[arg(short = 'h', long = "help", visible_alias = "hulp", action = clap::ArgAction::Help, global = true, help_heading = "Opties", display_order = 90)]
    help: Option<bool>,
    /// Toon de versie
    #[arg(short = 'V', long = "version", visible_alias = "versie", action = clap::ArgAction::Version, help_heading = "Opties", display_order = 91)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
enum CliCommand {
    /// Begin een site voor uw gemeente in een lege map, in vijf vragen (begin)
    #[command(alias = "begin", help_template = HELP_TEMPLATE, override_usage = "wijkwijzer init [OPTIES]", disable_version_flag = true)]
    Init(begin::InitWords),
    /// Maak een nieuw bestand, zoals een spreekuur: wijkwijzer vraagt wat er nodig is
    #[command(help_template = HELP_TEMPLATE, override_usage = "wijkwijzer nieuw SOORT [--KENMERK WAARDE]… [OPTIES]", disable_version_flag = true)]
    Nieuw(begin::NewWords),
    /// Controleer alles en schrijf de site naar de map public (bouw)
    #[command(alias = "bouw", help_template = HELP_TEMPLATE, override_usage = "wijkwijzer build [OPTIES]", disable_version_flag = true)]
    Build {
        #[command(flatten)]
        common: Common,
        /// Map voor de site; zonder deze optie: de map public van het project
        #[arg(long, value_name = "MAP", help_heading = "Opties", display_order = 2)]
        uit: Option<PathBuf>,
        #[command(flatten)]
        writing: Writing,
    },
    /// Bekijk de site in uw browser terwijl u schrijft: elke wijziging is meteen te zien (voorbeeld)
    #[command(alias = "voorbeeld", help_template = HELP_TEMPLATE, override_usage = "wijkwijzer serve [OPTIES]", disable_version_flag = true)]
    Serve {
        #[command(flatten)]
        site: SiteOptions,
        /// Poort van het voorbeeld; is zij bezet, dan de eerste vrije erna
        #[arg(long, value_name = "NUMMER", default_value_t = PORT, value_parser = port, help_heading = "Opties", display_order = 6)]
        poort: u16,
        /// Open het voorbeeld in de browser
        #[arg(long, help_heading = "Opties", display_order = 7)]
        open: bool,
        /// Laat in het voorbeeld alleen kijken, en niets veranderen
        #[arg(long, help_heading = "Opties", display_order = 9)]
        alleen_lezen: bool,
        /// Kijk zelf steeds of er iets is veranderd; voor netwerkschijven
        #[arg(long, help_heading = "Opties", display_order = 8)]
        peilen: bool,
    },
    /// Schrijf de site na elke wijziging opnieuw naar de map public (volg)
    #[command(alias = "volg", help_template = HELP_TEMPLATE, override_usage = "wijkwijzer watch [OPTIES]", disable_version_flag = true)]
    Watch {
        #[command(flatten)]
        site: SiteOptions,
        /// Map voor de site; zonder deze optie: de map public van het project
        #[arg(long, value_name = "MAP", help_heading = "Opties", display_order = 2)]
        uit: Option<PathBuf>,
        /// Kijk zelf steeds of er iets is veranderd; voor netwerkschijven
        #[arg(long, help_heading = "Opties", display_order = 8)]
        peilen: bool,
    },
    /// Leg een melding uit, zoals WW012, met een voorbeeld dat fout is en een dat goed is
    #[command(help_template = HELP_TEMPLATE, override_usage = "wijkwijzer uitleg [NUMMER…] [OPTIES]", disable_version_flag = true)]
    Uitleg {
        /// Het nummer van een melding, of een woord; zonder nummer: een lijst van alle meldingen
        #[arg(value_name = "NUMMER", value_parser = explanation, help_heading = "Nummers")]
        codes: Vec<String>,
        /// Toon alle uitleg, als bladzijde van het handboek
        #[arg(long, conflicts_with = "codes", help_heading = "Opties", display_order = 1)]
        handboek: bool,
    },
    /// Controleer alles en schrijf niets (controleer)
    #[command(alias = "controleer", help_template = HELP_TEMPLATE, override_usage = "wijkwijzer check [OPTIES]", disable_version_flag = true)]
    Check {
        #[command(flatten)]
        common: Common,
    },
    /// Toon de regels voor uw webserver: beveiliging, bewaartijden en doorverwijzingen
    #[command(help_template = HELP_TEMPLATE, override_usage = "wijkwijzer server SOORT [OPTIES]", disable_version_flag = true)]
    Server {
        /// De soort server: nginx, apache, caddy, iis of headers (voor Netlify en Cloudflare Pages)
        #[arg(value_name = "SOORT", hide_possible_values = true, help_heading = "Soort")]
        soort: Serversoort,
        #[command(flatten)]
        common: Common,
    },
    /// Neem cijfers over uit een bestand van het CBS of van uzelf
    #[command(help_template = HELP_TEMPLATE, override_usage = "wijkwijzer cijfers BESTAND… [OPTIES]", disable_version_flag = true)]
    Cijfers {
        /// Het bestand, zoals u het van het CBS kreeg; meer mag ook
        #[arg(value_name = "BESTAND", required = true, help_heading = "Bestanden")]
        bestanden: Vec<PathBuf>,
        #[command(flatten)]
        project: ProjectFolder,
        /// Vertel wat er in het bestand staat en wat u zou krijgen, en schrijf niets
        #[arg(long, help_heading = "Opties", display_order = 2)]
        droog: bool,
        /// Kies zelf de onderwerpen, met een komma ertussen; zonder deze optie kiest wijkwijzer er twaalf
        #[arg(long, value_name = "NAMEN", value_delimiter = ',', help_heading = "Opties", display_order = 3)]
        onderwerpen: Vec<String>,
        /// Het jaar, als het bestand dat niet zegt of er meer heeft
        #[arg(long, value_name = "JJJJ", value_parser = clap::value_parser!(u16).range(1900..=2200), help_heading = "Opties", display_order = 4)]
        jaar: Option<u16>,
        /// De naam van de bestanden die erbij komen, zonder .yaml
        #[arg(long, value_name = "NAAM", value_parser = name, help_heading = "Opties", display_order = 5)]
        naam: Option<String>,
        #[command(flatten)]
        afkomst: Afkomst,
        /// Zet gebieden die nog geen naam hebben in een lijst in content/gebieden
        #[arg(long, help_heading = "Opties", display_order = 9)]
        gebieden: bool,
        /// Vervang bestanden waar iets anders in staat
        #[arg(long, help_heading = "Opties", display_order = 10)]
        overschrijven: bool,
    },
    /// Knip de postcodes van uw gemeente uit het bestand van het CBS met alle adressen
    #[command(help_template = HELP_TEMPLATE, override_usage = "wijkwijzer postcodes BESTAND [OPTIES]", disable_version_flag = true)]
    Postcodes {
        /// Het bestand, zoals u het van het CBS kreeg: pc6hnrJJJJ….csv
        #[arg(value_name = "BESTAND", help_heading = "Bestanden")]
        bestand: PathBuf,
        #[command(flatten)]
        project: ProjectFolder,
        /// Vertel wat er in het bestand staat, en schrijf niets
        #[arg(long, help_heading = "Opties", display_order = 2)]
        droog: bool,
        /// Vervang een bestand waar iets anders in staat
        #[arg(long, help_heading = "Opties", display_order = 3)]
        overschrijven: bool,
    },
    /// Maak een nieuwsbrief over een wijk: een mail, en een wijkkrant om te printen
    #[command(help_template = HELP_TEMPLATE, override_usage = "wijkwijzer nieuwsbrief --wijk NAAM --sinds DATUM [OPTIES]", disable_version_flag = true)]
    Nieuwsbrief {
        /// De wijk: de naam ervan, of die van het bestand
        #[arg(long, value_name = "NAAM", help_heading = "Nodig", display_order = 1)]
        wijk: String,
        /// Vertel wat er nieuw is vanaf deze dag
        #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date, help_heading = "Nodig", display_order = 2)]
        sinds: Date,
        #[command(flatten)]
        site: SiteOptions,
        /// Map voor de nieuwsbrief; zonder deze optie: de map nieuwsbrief van het project
        #[arg(long, value_name = "MAP", help_heading = "Opties", display_order = 2)]
        uit: Option<PathBuf>,
        /// Vervang een nieuwsbrief waarin u iets hebt veranderd
        #[arg(long, help_heading = "Opties", display_order = 10)]
        overschrijven: bool,
    },
    /// Zet het thema kust, dat in wijkwijzer zit, als map bij uw bestanden om het te veranderen
    #[command(help_template = HELP_TEMPLATE, override_usage = "wijkwijzer thema [NAAM] [OPTIES]", disable_version_flag = true)]
    Thema {
        /// De naam van het thema; er is er één: kust
        #[arg(value_name = "NAAM", default_value = THEMA, hide_default_value = true, value_parser = [THEMA], hide_possible_values = true, help_heading = "Naam")]
        naam: String,
        #[command(flatten)]
        project: ProjectFolder,
    },
    /// Zet de site op de plek waar bezoekers haar zien: alleen wat verandert
    #[command(help_template = HELP_TEMPLATE, override_usage = "wijkwijzer publiceer [DOEL] [OPTIES]", disable_version_flag = true)]
    Publiceer {
        /// De naam van het doel in site.yaml; niet nodig als er één is
        #[arg(value_name = "DOEL", help_heading = "Doel")]
        doel: Option<String>,
        #[command(flatten)]
        site: SiteOptions,
        /// Vertel wat er online zou veranderen, en verstuur niets
        #[arg(long, help_heading = "Opties", display_order = 10)]
        droog: bool,
        /// Beantwoord elke vraag met ja
        #[arg(long, help_heading = "Opties", display_order = 11)]
        ja: bool,
        /// Schrijf ook waar al andere bestanden staan, of waar een ander is blijven steken
        #[arg(long, help_heading = "Opties", display_order = 12)]
        overnemen: bool,
    },
    /// Lees het handboek in uw browser
    #[command(help_template = HELP_TEMPLATE, override_usage = "wijkwijzer handboek [OPTIES]", disable_version_flag = true)]
    Handboek(HandbookCommand),
    /// Schrijf de bestanden waarmee VS Code helpt en controleert terwijl u typt
    #[command(help_template = HELP_TEMPLATE, override_usage = "wijkwijzer schema [OPTIES]", disable_version_flag = true)]
    Schema {
        #[command(flatten)]
        project: ProjectFolder,
    },
}

/// Where the project is.
#[derive(Debug, Args)]
struct ProjectFolder {
    /// Map van het project, met daarin content en themes
    #[arg(
        long,
        value_name = "MAP",
        default_value = ".",
        hide_default_value = true,
        help_heading = "Opties",
        display_order = 1
    )]
    project: PathBuf,
}

/// Where figures come from, when their file does not say it.
#[derive(Debug, Args)]
struct Afkomst {
    /// Wie de cijfers maakte
    #[arg(long, value_name = "TEKST", help_heading = "Opties", display_order = 6)]
    bron: Option<String>,
    /// Onder welke voorwaarden u de cijfers gebruikt, zoals "CC BY 4.0"
    #[arg(long, value_name = "TEKST", help_heading = "Opties", display_order = 7)]
    licentie: Option<String>,
    /// De titel boven de cijfers
    #[arg(long, value_name = "TEKST", help_heading = "Opties", display_order = 8)]
    titel: Option<String>,
}

/// How the site is written.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
struct Writing {
    /// Vertel wat er online zou veranderen, en schrijf niets
    #[arg(long, help_heading = "Opties", display_order = 10)]
    droog: bool,
    /// Schrijf ook in een map waar al andere bestanden staan; alleen wat de site zelf nodig heeft, wordt vervangen
    #[arg(long, help_heading = "Opties", display_order = 11)]
    overnemen: bool,
    /// Haal foto's en stijlen van vorige versies meteen weg, en niet pas als niemand ze meer nodig heeft
    #[arg(long, help_heading = "Opties", display_order = 12)]
    opruimen: bool,
    /// Zet naast elk bestand dat daar kleiner van wordt een ingepakte kopie (.gz en .br), voor servers die deze kunnen sturen
    #[arg(long, help_heading = "Opties", display_order = 13)]
    comprimeer: bool,
}

/// Which site.
#[derive(Debug, Args)]
struct SiteOptions {
    #[command(flatten)]
    project: ProjectFolder,
    /// Adres waar de site komt te staan, in plaats van dat in site.yaml
    #[arg(long, value_name = "ADRES", value_parser = Basis::parse, help_heading = "Opties", display_order = 3)]
    basis: Option<Basis>,
    /// Doe alsof het deze dag is
    #[arg(long, value_name = "JJJJ-MM-DD", value_parser = date, help_heading = "Opties", display_order = 4)]
    datum: Option<Date>,
    /// Neem ook concepten mee, en nieuws van andere dagen
    #[arg(long, help_heading = "Opties", display_order = 5)]
    concepten: bool,
}

#[derive(Debug, Args)]
struct Common {
    #[command(flatten)]
    site: SiteOptions,
    /// Laat ook waarschuwingen de publicatie tegenhouden
    #[arg(long, help_heading = "Opties", display_order = 6)]
    streng: bool,
    /// Hoe meldingen worden getoond: tekst (voor mensen), regel (één per regel), json (voor programma's), html (voor een browser) of github
    #[arg(long, value_enum, value_name = "VORM", default_value_t = ReportFormat::Tekst, hide_default_value = true, hide_possible_values = true, help_heading = "Opties", display_order = 7)]
    formaat: ReportFormat,
}

/// A kind of server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Serversoort {
    Nginx,
    Apache,
    Caddy,
    Iis,
    Headers,
}

impl From<Serversoort> for Server {
    fn from(soort: Serversoort) -> Self {
        match soort {
            Serversoort::Nginx => Self::Nginx,
            Serversoort::Apache => Self::Apache,
            Serversoort::Caddy => Self::Caddy,
            Serversoort::Iis => Self::Iis,
            Serversoort::Headers => Self::Headers,
        }
    }
}

/// All commands and options, for whoever makes help of them.
pub(crate) fn definition() -> clap::Command {
    Cli::command()
}

/// Reads the words of the command line.
///
/// # Errors
/// The text to show when there is nothing to do: help that was asked for, or what is wrong with the words.
pub(crate) fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Command, Spoken> {
    // `wijkwijzer help` is what many try first.
    let is_help = |word: &OsString| ["help", "hulp"].iter().any(|help| word == help);
    let words =
        words.into_iter().enumerate().map(|(at, word)| if at == 1 && is_help(&word) { "--help".into() } else { word });
    let found = definition().try_get_matches_from(words).and_then(|found| Cli::from_arg_matches(&found));
    let cli = found.map_err(|error| said::said(&error))?;
    let Some(command) = cli.command else { return Ok(Command::Alone(definition().render_help().to_string())) };
    let (common, purpose) = match command {
        CliCommand::Init(begin) => return Ok(Command::Begin(begin.into())),
        CliCommand::Nieuw(nieuw) => return nieuw.command().map(Command::New),
        CliCommand::Thema { project, .. } => return Ok(Command::Theme(project.project)),
        CliCommand::Build { common, uit, writing: Writing { droog, overnemen, opruimen, comprimeer } } => {
            let uit = uit.unwrap_or_else(|| common.site.project.project.join("public"));
            let manners = Manners { take_over: overnemen, tidy: opruimen, ..Manners::default() };
            (common, Purpose::Publish(Publication { uit, droog, manners, comprimeer }))
        }
        CliCommand::Check { common } => (common, Purpose::Check),
        CliCommand::Server { soort, common } => (common, Purpose::Serve(soort.into())),
        CliCommand::Serve { site, poort: port, open, peilen, alleen_lezen } => {
            let output = Destination::Browser { port, open, may_write: !alleen_lezen };
            return Ok(Command::Preview(wishes(site, peilen, output)));
        }
        CliCommand::Watch { site, uit, peilen } => {
            let folder = uit.unwrap_or_else(|| site.project.project.join("public"));
            return Ok(Command::Preview(wishes(site, peilen, Destination::Folder(folder))));
        }
        CliCommand::Uitleg { handboek: true, .. } => return Ok(Command::Show(diagnostics::handbook())),
        CliCommand::Uitleg { codes, .. } if codes.is_empty() => return Ok(Command::Show(diagnostics::list())),
        CliCommand::Uitleg { codes, .. } => {
            return Ok(Command::Show(codes.join("\n")));
        }
        CliCommand::Nieuwsbrief { wijk, sinds, site, uit, overschrijven } => {
            let SiteOptions { project: ProjectFolder { project }, basis, datum, concepten } = site;
            let uit = uit.unwrap_or_else(|| project.join("nieuwsbrief"));
            let wens = Briefwens { wijk, sinds };
            let command = NewsletterCommand { project, uit, wens, basis, datum, concepten, overschrijven };
            return Ok(Command::Newsletter(command));
        }
        CliCommand::Handboek(command) => return Ok(Command::Handbook(command)),
        CliCommand::Publiceer { doel, site, droog, ja, overnemen } => {
            let SiteOptions { project: ProjectFolder { project }, basis, datum, concepten } = site;
            let command = PublishCommand { project, doel, basis, datum, concepten, droog, ja, overnemen };
            return Ok(Command::Publish(command));
        }
        CliCommand::Schema { project } => return Ok(Command::Schema(project.project)),
        CliCommand::Postcodes { bestand: file, project, droog, overschrijven } => {
            let project = project.project;
            return Ok(Command::Postcodes(PostcodesCommand { project, file, droog, overschrijven }));
        }
        CliCommand::Cijfers {
            bestanden: files,
            project,
            droog,
            onderwerpen,
            jaar,
            naam,
            afkomst,
            gebieden,
            overschrijven,
        } => {
            let Afkomst { bron, licentie, titel } = afkomst;
            let onderwerpen =
                onderwerpen.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
            let bestanden = Vec::new();
            let aanvraag =
                Aanvraag { bestanden, onderwerpen, jaar, naam, bron, licentie, titel, gebieden, overschrijven };
            return Ok(Command::Figures(FiguresCommand { project: project.project, files, droog, aanvraag }));
        }
    };
    let Common { site: SiteOptions { project: ProjectFolder { project }, basis, datum, concepten }, streng, formaat } =
        common;
    Ok(Command::Build(BuildCommand { project, purpose, basis, datum, concepten, streng, formaat }))
}

/// What a preview is to be that nobody said anything of.
pub(crate) fn preview_here(project: PathBuf) -> Wishes {
    let site = SiteOptions { project: ProjectFolder { project }, basis: None, datum: None, concepten: false };
    wishes(site, false, Destination::Browser { port: PORT, open: true, may_write: true })
}

fn wishes(site: SiteOptions, peilen: bool, output: Destination) -> Wishes {
    let SiteOptions { project: ProjectFolder { project }, basis, datum, concepten } = site;
    Wishes { project, basis, datum, concepten, peilen, output, progress: Progress::default() }
}
