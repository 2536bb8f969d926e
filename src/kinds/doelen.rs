//! Where the site is published: `doelen` under `publicatie` in `site.yaml`. What a protocol does is not for here, and no secret is ever
//! read from a file of the content.

use crate::diagnostics::Code;
use crate::read::fields::rule::{Has, Is, Rule};
use crate::read::fields::{Field, Fields, OneOf, Reader};
use crate::read::yaml::Entry;
use crate::values::{Bare, Choice, Mismatch, Parse, Shape, Webadres};

/// A place where the site is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publicatiedoel {
    /// What it is called on the command line.
    pub naam: Doelnaam,
    /// Where it is.
    pub plek: Doelplek,
}

/// Where a target is, by how it is reached. No secrets: those are in the environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doelplek {
    /// A folder of this computer, or of a share; seen from the folder of the project.
    Map {
        /// Its path.
        pad: String,
    },
    /// A folder of a server by SSH (SFTP).
    Sftp(Serverplek),
    /// A folder of a server by FTP over TLS (RFC 4217).
    Ftps(Serverplek),
    /// A folder of a web server (RFC 4918).
    Webdav {
        /// Its address.
        adres: String,
        /// Who signs in; nobody, where that is not needed.
        gebruiker: Option<String>,
    },
    /// An object store that speaks the protocol of Amazon S3.
    S3(Winkelplek),
    /// A container of Azure Blob Storage.
    Azblob(Winkelplek),
}

/// A folder of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serverplek {
    /// Its name.
    pub server: String,
    /// Its port, when it is not the usual one.
    pub poort: Option<u16>,
    /// The folder; the one in which one signs in when it is empty.
    pub map: String,
    /// Who signs in.
    pub gebruiker: String,
    /// The file with the key of who signs in (SFTP only), seen from the folder of the project.
    pub sleutelbestand: Option<String>,
}

/// A part of an object store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Winkelplek {
    /// The address of the store; the one of the maker when it is left out.
    pub adres: Option<String>,
    /// The bucket or container.
    pub emmer: String,
    /// The region (S3).
    pub regio: Option<String>,
    /// The account (Azure).
    pub account: Option<String>,
    /// What goes before all names, without slashes at its ends.
    pub voorvoegsel: String,
}

/// The name of a target: `website`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doelnaam(pub String);

impl Parse for Doelnaam {
    const EXPECTED: &'static str = "een naam van kleine letters en cijfers, zoals website";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let is_plain =
            !text.is_empty() && text.len() <= 30 && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if is_plain {
            Ok(Self(text.to_owned()))
        } else {
            Err(Mismatch::new(format!("“{text}” kan geen naam van een doel zijn")))
        }
    }

    fn shape() -> Shape {
        Shape::new("[a-z0-9]{1,30}").or(Bare::Whole(0, u32::MAX))
    }
}

/// A port of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Poort(u16);

impl Parse for Poort {
    const EXPECTED: &'static str = "een nummer van 1 tot en met 65535";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let number = text.parse().ok().filter(|port| *port > 0);
        number.map(Self).ok_or_else(|| Mismatch::new(format!("“{text}” is geen poort")))
    }

    fn shape() -> Shape {
        Shape::new(r"\+?0*[1-9][0-9]{0,4}").or(Bare::Whole(1, 65535))
    }
}

/// How a target is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doelsoort {
    Map,
    Sftp,
    Ftps,
    Webdav,
    S3,
    Azblob,
}

impl Choice for Doelsoort {
    const WHAT: &'static str = "hoe de site daar komt: map, sftp, ftps, webdav, s3 of azblob";
    const OPTIONS: &'static [(&'static str, Self)] = &[
        ("map", Self::Map),
        ("sftp", Self::Sftp),
        ("ftps", Self::Ftps),
        ("webdav", Self::Webdav),
        ("s3", Self::S3),
        ("azblob", Self::Azblob),
    ];
}

/// Which keys each sort of target needs.
const NEEDED: &[Rule<'static>] = &[
    Rule::Needs(&[Is("soort", "map")], &[Has("pad")]),
    Rule::Needs(&[Is("soort", "sftp"), Is("soort", "ftps")], &[Has("server"), Has("gebruiker")]),
    Rule::Needs(&[Is("soort", "webdav")], &[Has("adres")]),
    Rule::Needs(&[Is("soort", "s3"), Is("soort", "azblob")], &[Has("emmer")]),
];

/// What people call a secret.
const SECRETS: &[&str] =
    &["wachtwoord", "password", "geheim", "secret", "token", "sleutel", "access_key", "secret_key"];

impl Field for Publicatiedoel {
    const EXPECTED: &'static str = "een doel met `naam` en `soort`, en wat daarbij hoort";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "naam, soort, en waar het doel is", Self::of)
    }
}

impl Publicatiedoel {
    fn of(fields: &mut Fields<'_, '_>) -> Option<Self> {
        for secret in SECRETS {
            fields.never(
                secret,
                Code::Secret,
                "Een wachtwoord of een andere sleutel hoort niet in dit bestand: iedereen die de bestanden heeft, kan hem lezen.",
                "Haal de regel weg, en verander het wachtwoord. Zet het in een omgevingsvariabele: wijkwijzer zegt bij het publiceren welke.",
            );
        }
        let (naam, soort) = (fields.required("naam"), fields.required::<OneOf<Doelsoort>>("soort"));
        let (pad, server, poort) =
            (fields.optional("pad"), fields.optional("server"), fields.optional::<Poort>("poort"));
        let (map, gebruiker) = (fields.optional::<String>("map"), fields.optional("gebruiker"));
        let (sleutelbestand, adres) = (fields.optional("sleutelbestand"), fields.optional::<Webadres>("adres"));
        let (emmer, regio, account) = (fields.optional("emmer"), fields.optional("regio"), fields.optional("account"));
        let voorvoegsel = fields.optional::<String>("voorvoegsel");
        let mut is_whole = true;
        for rule in NEEDED {
            if fields.breaks(rule) {
                is_whole = false;
                fields.reject(
                    Code::KeyCombination,
                    &["soort"],
                    "Bij dit doel ontbreekt waar het is.",
                    "Bij map hoort `pad`; bij sftp en ftps `server` en `gebruiker`; bij webdav `adres`; bij s3 en azblob `emmer`.",
                );
            }
        }
        let at_server = |server: Option<String>, gebruiker: Option<String>| {
            let (poort, map) = (poort.map(|Poort(port)| port), map.unwrap_or_default());
            Some(Serverplek { server: server?, poort, map, gebruiker: gebruiker?, sleutelbestand })
        };
        let address = adres.map(|adres| adres.as_str().trim_end_matches('/').to_owned());
        let at_store = |emmer: Option<String>, adres| {
            let voorvoegsel = voorvoegsel.unwrap_or_default().trim_matches('/').to_owned();
            Some(Winkelplek { adres, emmer: emmer?, regio, account, voorvoegsel })
        };
        let OneOf(soort) = soort?;
        let plek = match soort {
            Doelsoort::Map => pad.map(|pad| Doelplek::Map { pad }),
            Doelsoort::Sftp => at_server(server, gebruiker).map(Doelplek::Sftp),
            Doelsoort::Ftps => at_server(server, gebruiker).map(Doelplek::Ftps),
            Doelsoort::Webdav => address.map(|adres| Doelplek::Webdav { adres, gebruiker }),
            Doelsoort::S3 => at_store(emmer, address).map(Doelplek::S3),
            Doelsoort::Azblob => at_store(emmer, address).map(Doelplek::Azblob),
        };
        Some(Self { naam: naam?, plek: plek.filter(|_| is_whole)? })
    }
}
