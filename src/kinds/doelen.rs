//! Where the site is published: `doelen` under `publicatie` in `site.yaml`. How it gets there is not for here, and no secret is ever
//! read from a file of the content.

use crate::diagnostics::Code;
use crate::read::fields::rule::{Has, Is, Rule};
use crate::read::fields::{Field, Fields, OneOf, Reader};
use crate::read::yaml::Entry;
use crate::values::{Bare, Choice, Mismatch, Parse, Shape};

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
    /// An object store that speaks the protocol of Amazon S3.
    S3(Winkelplek),
    /// A container of Azure Blob Storage.
    Azblob(Winkelplek),
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
        let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        if (1..=LONGEST_NAME).contains(&text.len()) && text.bytes().all(is_plain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Mismatch::new(format!("“{text}” kan geen naam van een doel zijn")))
        }
    }

    fn shape() -> Shape {
        Shape::new("[a-z0-9]{1,30}").or(Bare::Whole(0, u32::MAX))
    }
}

/// The address of a host for programs, which may be on the network of the municipality. Without TLS only on this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Hostadres(String);

impl Parse for Hostadres {
    const EXPECTED: &'static str = "het adres van de opslag, zoals https://opslag.example";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let wrong = |why: &str| Err(Mismatch::new(why.to_owned()));
        let (is_safe, rest) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
            (Some(rest), _) => (true, rest),
            (None, Some(rest)) => (false, rest),
            (None, None) => return wrong("het adres begint met https://"),
        };
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let (host, port) = authority.split_once(':').unwrap_or((authority, "1"));
        let is_host = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-".contains(&b));
        let is_port = (1..=4).contains(&port.len()) || port.len() == 5 && port < "65536";
        let is_plain = path.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~/".contains(&b));
        if !(is_host && is_port && port.bytes().all(|b| b.is_ascii_digit()) && is_plain) {
            return wrong(&format!("“{text}” is geen adres van een opslag"));
        }
        if !is_safe && !["localhost", "127.0.0.1"].contains(&host) {
            return wrong("een adres met http:// kan onderweg worden meegelezen");
        }
        Ok(Self(text.to_owned()))
    }

    fn shape() -> Shape {
        let rest = "(?::[0-9]{1,4}|:[1-5][0-9]{4}|:0[0-9]{4}|:6[0-4][0-9]{3}|:65[0-4][0-9]{2}|:655[0-2][0-9]|:6553[0-5])?(?:/[A-Za-z0-9._~/-]*)?";
        Shape::new(format!(r"(?:https://[A-Za-z0-9.-]+|http://(?:localhost|127\.0\.0\.1)){rest}"))
    }
}

/// The longest name of a target, in letters: it is part of names in the environment.
const LONGEST_NAME: usize = 30;

/// How a target is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doelsoort {
    Map,
    S3,
    Azblob,
}

impl Choice for Doelsoort {
    const WHAT: &'static str = "hoe de site daar komt: map, s3 of azblob";
    const OPTIONS: &'static [(&'static str, Self)] = &[("map", Self::Map), ("s3", Self::S3), ("azblob", Self::Azblob)];
}

/// Which keys each sort of target needs.
const NEEDED: &[Rule<'static>] = &[
    Rule::Needs(&[Is("soort", "map")], &[Has("pad")]),
    Rule::Needs(&[Is("soort", "s3")], &[Has("emmer")]),
    Rule::Needs(&[Is("soort", "azblob")], &[Has("emmer"), Has("account")]),
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
                "Haal de regel weg, en verander het wachtwoord: misschien heeft iemand het al gezien.",
            );
        }
        let (naam, soort) = (fields.required("naam"), fields.required::<OneOf<Doelsoort>>("soort"));
        let (pad, adres) = (fields.optional("pad"), fields.optional::<Hostadres>("adres"));
        let (emmer, regio, account) = (fields.optional("emmer"), fields.optional("regio"), fields.optional("account"));
        let voorvoegsel = fields.optional::<String>("voorvoegsel").unwrap_or_default();
        for rule in NEEDED {
            if fields.breaks(rule) {
                fields.reject(
                    Code::KeyCombination,
                    &["soort"],
                    "Bij dit doel ontbreekt waar het is.",
                    "Bij map hoort `pad`, bij s3 `emmer`, en bij azblob `emmer` en `account`.",
                );
            }
        }
        let OneOf(soort) = soort?;
        let plek = if soort == Doelsoort::Map {
            Doelplek::Map { pad: pad? }
        } else {
            let adres = adres.map(|Hostadres(adres)| adres.trim_end_matches('/').to_owned());
            let voorvoegsel = voorvoegsel.trim_matches('/').to_owned();
            let plek = Winkelplek { adres, emmer: emmer?, regio, account, voorvoegsel };
            if soort == Doelsoort::S3 { Doelplek::S3(plek) } else { Doelplek::Azblob(plek) }
        };
        Some(Self { naam: naam?, plek })
    }
}
