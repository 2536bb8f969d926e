//! What holds for the site as a whole: `site.yaml`.

use super::doelen::Publicatiedoel;
use super::huisstijl::{Huisstijl, Kleuren, Vormgeving};
use super::kind::{Facts, KindOf, ReadBy, Says, ShownAs};
use super::{Locatie, uren};
use crate::diagnostics::Code;
use crate::read::fields::rule::{Has, Rule};
use crate::read::fields::{At, Field, Fields, OneOf, Reader};
use crate::read::markdown::InternalLink;
use crate::read::yaml::Entry;
use crate::source::SourcePath;
use crate::tijd::{Datum, Rooster};
use crate::values::{
    Bare, Basisadres, Choice, Email, Gebiedscode, Gebiedssoort, Kaartlink, Mismatch, Parse, Shape, Telefoon, Webadres,
    is_private,
};

/// What holds for the site as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteInfo {
    /// Its name.
    pub naam: String,
    /// The municipality.
    pub gemeente: String,
    /// The municipality's code at CBS, for its figures.
    pub gemeentecode: Option<At<Gebiedscode>>,
    /// What the site is, in one sentence.
    pub samenvatting: String,
    /// Where the site will be.
    pub basis: Option<Basisadres>,
    /// Whether something is written there, right or wrong.
    pub heeft_basis: bool,
    /// The theme: a folder in `themes/`.
    pub thema: At<Themanaam>,
    /// What the municipality chose of the theme.
    pub huisstijl: Huisstijl,
    /// What the contact of a wijk is called.
    pub contactpersoon: Contactpersoon,
    /// How to reach the municipality.
    pub contact: Contact,
    /// The map that addresses lead to.
    pub kaartlink: Option<Kaartlink>,
    /// The main navigation.
    pub navigatie: Vec<NavigatieItem>,
    /// Links at the foot of every page.
    pub voet: Vec<NavigatieItem>,
    /// The accessibility statement.
    pub toegankelijkheid: Toegankelijkheid,
    /// Where to report that the site is not safe.
    pub beveiliging: Option<Beveiliging>,
    /// How the site is to be served.
    pub publicatie: Publicatie,
    /// Whether editors are told what can be said more plainly.
    pub taalhints: bool,
    /// Abbreviations that the site explains.
    pub afkortingen: Vec<Afkorting>,
    /// Whether pages have the metadata that the Dutch government agreed on (OWMS).
    pub owms: bool,
    /// What is said wherever something of the site is seen, when the municipality and all that is told of it is made up.
    pub voorbeeldregel: Option<String>,
}

impl KindOf for SiteInfo {
    const FACTS: Facts = Facts {
        called: "de gegevens van de site",
        folder: None,
        nested: false,
        title_key: Some("titel"),
        shown: ShownAs::Nowhere,
        by_wijk: false,
        overview: None,
    };
    const READING: ReadBy<Self> = ReadBy::Yaml(Self::read);
}

impl Says for SiteInfo {
    fn leads_to(&self, from: &SourcePath) -> Vec<SourcePath> {
        let link = |item: &NavigatieItem| match &item.naar.value {
            Doel::Bestand(written) => InternalLink::of_field(from, written, item.naar.span)?.path,
            Doel::Web(_) | Doel::Voorbeeld(_) => None,
        };
        self.menus().filter_map(link).collect()
    }

    fn web(&self) -> Vec<String> {
        let address = |item: &NavigatieItem| match &item.naar.value {
            Doel::Web(address) => Some(address.as_str().to_owned()),
            Doel::Bestand(_) | Doel::Voorbeeld(_) => None,
        };
        self.menus().filter_map(address).collect()
    }
}

impl SiteInfo {
    /// The lines of both menus.
    pub fn menus(&self) -> impl Iterator<Item = &NavigatieItem> {
        self.navigatie.iter().chain(&self.voet)
    }

    /// The code by which the Woo-index knows the municipality.
    pub fn woo_code(&self) -> Option<Gebiedscode> {
        let code = self.gemeentecode.as_ref().map(|code| code.value);
        code.filter(|code| code.soort() == Gebiedssoort::Gemeente)
    }

    /// What the site is, for programs.
    pub fn omschrijving(&self) -> String {
        [&self.samenvatting].into_iter().chain(&self.voorbeeldregel).map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (naam, gemeente) = (fields.required("naam"), fields.required("gemeente"));
        let gemeentecode = fields.optional("gemeentecode");
        let samenvatting = fields.required("samenvatting");
        if !fields.has("gewijzigd") {
            // The date of last change of every page that has none of its own.
            fields.required::<Datum>("gewijzigd");
        }
        let (basis, thema) = (fields.optional("basis"), fields.required("thema"));
        let kleuren = fields.optional::<Kleuren>("kleuren").map_or_else(Vec::new, |Kleuren(kleuren)| kleuren);
        let vormgeving = fields.optional::<Vormgeving>("vormgeving").map_or_else(Vec::new, |Vormgeving(all)| all);
        let (contactpersoon, contact) = (fields.required("contactpersoon"), fields.required("contact"));
        let kaartlink = fields.optional("kaartlink");
        let navigatie = fields.required("navigatie");
        let voet = fields.list("voet");
        let toegankelijkheid = fields.required("toegankelijkheid");
        let beveiliging = fields.optional("beveiliging");
        let publicatie = fields.optional("publicatie").unwrap_or_default();
        let taalhints = fields.optional::<OneOf<bool>>("taalhints");
        let afkortingen = fields.list("afkortingen");
        let owms = fields.optional::<OneOf<bool>>("owms");
        let voorbeeld = fields.optional::<OneOf<bool>>("voorbeeld");
        let gemeente: String = gemeente?;
        let regel = || format!("Dit is een voorbeeld. {gemeente} bestaat niet; alles op deze site is verzonnen.");
        let voorbeeldregel = voorbeeld.is_some_and(|OneOf(is)| is).then(regel);
        Some(Self {
            naam: naam?,
            gemeente,
            gemeentecode,
            samenvatting: samenvatting?,
            basis,
            heeft_basis: fields.has("basis"),
            thema: thema?,
            huisstijl: Huisstijl { kleuren, vormgeving },
            contactpersoon: contactpersoon?,
            contact: contact?,
            kaartlink,
            navigatie: navigatie?,
            voet,
            toegankelijkheid: toegankelijkheid?,
            beveiliging,
            publicatie,
            taalhints: taalhints.is_none_or(|OneOf(wanted)| wanted),
            afkortingen,
            owms: owms.is_none_or(|OneOf(wanted)| wanted),
            voorbeeldregel,
        })
    }
}

/// The name of a theme: a folder in `themes/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Themanaam(pub String);

impl Parse for Themanaam {
    const EXPECTED: &'static str = "de naam van een map in themes, zoals kust";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        if text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            Ok(Self(text.to_owned()))
        } else {
            Err(Mismatch::new("de naam van een thema heeft alleen kleine letters, cijfers en streepjes"))
        }
    }

    fn shape() -> Shape {
        Shape::new("[a-z0-9-]+").or(Bare::Any)
    }
}

/// What the contact of a wijk is called; it changed over the years, so it is content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contactpersoon {
    /// One of them.
    pub enkelvoud: String,
    /// More of them.
    pub meervoud: String,
}

impl Field for Contactpersoon {
    const EXPECTED: &'static str = "`enkelvoud` en `meervoud`, zoals wijkmanager en wijkmanagers";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "enkelvoud en meervoud", |fields| {
            let (enkelvoud, meervoud) = (fields.required("enkelvoud"), fields.required("meervoud"));
            Some(Self { enkelvoud: enkelvoud?, meervoud: meervoud? })
        })
    }
}

/// How to reach the municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Who answers.
    pub naam: String,
    /// Where to call.
    pub telefoon: Option<Telefoon>,
    /// Where to write.
    pub email: Option<Email>,
    /// Where to read.
    pub website: Option<Webadres>,
    /// Where to go.
    pub adres: Option<Locatie>,
    /// When it is open; without rules when that is not known.
    pub rooster: Rooster,
    /// Anything else.
    pub uitleg: Option<String>,
}

impl Field for Contact {
    const EXPECTED: &'static str = "`naam` en ten minste één van `telefoon`, `email` en `website`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "naam, telefoon, email, website, adres, openingstijden en uitleg", |fields| {
            let naam = fields.required("naam");
            let (telefoon, email) = (fields.optional("telefoon"), fields.optional("email"));
            let (website, adres) = (fields.optional("website"), fields.optional("adres"));
            let (rooster, _) = uren::openingstijden(fields);
            let uitleg = fields.optional("uitleg");
            if fields.breaks(&Rule::AnyOf(&[Has("telefoon"), Has("email"), Has("website")])) {
                fields.reject(
                    Code::KeyCombination,
                    &["telefoon", "email", "website"],
                    "Bij het contact van de gemeente staat geen telefoon, e-mail of website.",
                    "Zet er ten minste één van bij.",
                );
                return None;
            }
            Some(Self { naam: naam?, telefoon, email, website, adres, rooster, uitleg })
        })
    }
}

/// A link in the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavigatieItem {
    /// What it says.
    pub naam: String,
    /// Where it leads.
    pub naar: At<Doel>,
}

/// Where a link of the navigation leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doel {
    /// To a file of the site, relative to `site.yaml`.
    Bestand(String),
    /// To another site.
    Web(Webadres),
    /// To a page of the preview: a mistake, of which it is told what file it should be.
    Voorbeeld(String),
}

impl Parse for Doel {
    const EXPECTED: &'static str = "een bestand van de site, zoals wijken/index.md, of een adres met https://";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let first = text.split(['/', '#', '?']).next().unwrap_or_default();
        if !first.contains(':') {
            return String::parse(text).map(Self::Bestand);
        }
        if ["https:", "http:"].contains(&&*first.to_lowercase()) {
            let own = || Self::Voorbeeld(text.to_owned());
            return if is_private(text) { Ok(own()) } else { Webadres::parse(text).map(Self::Web) };
        }
        Err(Mismatch::new("in het menu kan alleen een bestand van de site of een adres met https://"))
    }

    fn shape() -> Shape {
        Shape::new(format!(r"{}|(?=\S)[^:/?#]*(?:[/?#][\s\S]*)?", Webadres::shape().pattern)).or(Bare::Any)
    }
}

impl Field for NavigatieItem {
    const EXPECTED: &'static str = "een link met `naam` en `naar`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "naam en naar", |fields| {
            let (naam, naar) = (fields.required("naam"), fields.required("naar"));
            Some(Self { naam: naam?, naar: naar? })
        })
    }
}

/// An abbreviation that the site uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Afkorting {
    /// As it is written in texts.
    pub afkorting: String,
    /// What it stands for.
    pub betekenis: String,
}

impl Field for Afkorting {
    const EXPECTED: &'static str = "een afkorting met `afkorting` en `betekenis`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "afkorting en betekenis", |fields| {
            let (afkorting, betekenis) = (fields.required("afkorting"), fields.required("betekenis"));
            Some(Self { afkorting: afkorting?, betekenis: betekenis? })
        })
    }
}

/// The accessibility statement. Its status and address come from the register, never from the tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toegankelijkheid {
    /// The status in the register.
    pub status: ToegankelijkheidStatus,
    /// Where the statement is in the register.
    pub register: Option<Webadres>,
    /// When it was drawn up.
    pub opgesteld: Option<Datum>,
}

impl Field for Toegankelijkheid {
    const EXPECTED: &'static str = "`status` (A tot en met E, of onbekend) en zo mogelijk `register` en `opgesteld`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "status, register en opgesteld", |fields| {
            let status = fields.required::<OneOf<ToegankelijkheidStatus>>("status");
            let (register, opgesteld) = (fields.optional("register"), fields.optional("opgesteld"));
            Some(Self { status: status?.0, register, opgesteld })
        })
    }
}

/// Status in the national register of accessibility statements (dashboard DigiToegankelijk).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToegankelijkheidStatus {
    A,
    B,
    C,
    D,
    E,
    Onbekend,
}

impl ToegankelijkheidStatus {
    /// As templates see it: the letter in capitals, or "onbekend".
    pub fn word(self) -> &'static str {
        ["A", "B", "C", "D", "E", "onbekend"][self as usize]
    }
}

impl Choice for ToegankelijkheidStatus {
    const WHAT: &'static str = "de status in het register: A, B, C, D, E of onbekend";
    const OPTIONS: &'static [(&'static str, Self)] =
        &[("A", Self::A), ("B", Self::B), ("C", Self::C), ("D", Self::D), ("E", Self::E), ("onbekend", Self::Onbekend)];
}

/// How the site is to be served: what a web server should know, and editors may decide.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Publicatie {
    /// The kind of server for which a file with its rules is put into the site.
    pub server: Option<Serverbestand>,
    /// Whether browsers are told to use https only, on the whole host; `None`: when the site has a host to itself.
    pub hsts: Option<bool>,
    /// Other sites that may show this one in a frame.
    pub inlijsten: Vec<Webadres>,
    /// Where the site is published.
    pub doelen: Vec<Publicatiedoel>,
}

impl Field for Publicatie {
    const EXPECTED: &'static str = "een of meer van `server`, `hsts`, `inlijsten` en `doelen`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "server, hsts, inlijsten en doelen", |fields| {
            let server = fields.optional::<OneOf<Serverbestand>>("server").map(|OneOf(server)| server);
            let hsts = fields.optional::<OneOf<bool>>("hsts").map(|OneOf(hsts)| hsts);
            let inlijsten = fields.list("inlijsten");
            let doelen: Vec<At<Publicatiedoel>> = fields.list("doelen");
            let is_double = |at: usize| doelen[..at].iter().any(|other| other.value.naam == doelen[at].value.naam);
            for (_, doel) in doelen.iter().enumerate().filter(|(at, _)| is_double(*at)) {
                let message = format!("Er is al een doel dat `{}` heet.", doel.value.naam.0);
                fields.report(Code::KeyCombination, doel.span, message, "Geef elk doel een eigen naam.");
            }
            Some(Self { server, hsts, inlijsten, doelen: doelen.into_iter().map(|doel| doel.value).collect() })
        })
    }
}

/// A kind of server that reads its rules from files in the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Serverbestand {
    /// None: rules are given to the host apart.
    Geen,
    /// `.htaccess`.
    Apache,
    /// `web.config`.
    Iis,
    /// `_headers` and `_redirects`.
    Headers,
}

impl Choice for Serverbestand {
    const WHAT: &'static str = "de server: geen, apache, iis of headers";
    const OPTIONS: &'static [(&'static str, Self)] =
        &[("geen", Self::Geen), ("apache", Self::Apache), ("iis", Self::Iis), ("headers", Self::Headers)];
}

/// Where people report that the site is not safe: what `security.txt` says (RFC 9116).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beveiliging {
    /// Where to report.
    pub contact: Meldpunt,
    /// The last day on which this holds. A `security.txt` must have one, so that an old one is not trusted.
    pub geldig_tot: At<Datum>,
    /// How reports are dealt with.
    pub beleid: Option<Webadres>,
}

/// Where to report: an e-mail address or a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meldpunt {
    /// Write to it.
    Email(Email),
    /// A form or an explanation.
    Web(Webadres),
}

impl Parse for Meldpunt {
    const EXPECTED: &'static str = "een e-mailadres, of een webadres met https://";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        if text.contains('@') && !text.contains("://") {
            Email::parse(text).map(Self::Email)
        } else {
            Webadres::parse(text).map(Self::Web)
        }
    }

    fn shape() -> Shape {
        Shape::new(format!("{}|{}", Email::shape().pattern, Webadres::shape().pattern))
    }
}

impl Field for Beveiliging {
    const EXPECTED: &'static str = "`contact` en `geldig_tot`, en zo mogelijk `beleid`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "contact, geldig_tot en beleid", |fields| {
            let (contact, geldig_tot) = (fields.required("contact"), fields.required("geldig_tot"));
            let beleid = fields.optional("beleid");
            Some(Self { contact: contact?, geldig_tot: geldig_tot?, beleid })
        })
    }
}
