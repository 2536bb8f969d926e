//! What stands behind the keys of a meeting: when it is, how it stands, how to sign up, and what came of it.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Map, Value as Json};

use super::super::spreekuur::Locatie;
use super::super::uren::{either, tijdvak};
use crate::diagnostics::{Code, Finding, Findings, Span};
use crate::read::fields::rule::{Has, Rule};
use crate::read::fields::{At, EenOfMeer, Field, Fields, OneOf, Reader};
use crate::read::yaml::{Entry, Value};
use crate::tijd::{Datum, Ogenblik, Tijdstip, Tijdvak, lange_datum};
use crate::values::{Choice, Email, Telefoon, Webadres};

/// A moment of a meeting: a day with hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keer {
    /// The day on which it begins.
    pub dag: Date,
    /// From when to when.
    pub tijd: Tijdvak,
    /// Where it is written.
    pub(crate) at: Span,
}

/// When and where a meeting is that was moved: what is not said stays as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verplaatsing {
    /// The moments at which it is; none when they did not change.
    pub(super) wanneer: Vec<Keer>,
    /// The place where it is; `None` when it did not change.
    pub(super) locatie: Option<Locatie>,
}

/// Whether a meeting goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BijeenkomstStatus {
    /// It does.
    GaatDoor,
    /// It does not.
    Afgelast,
    /// It is on another day or at another place.
    Verplaatst,
    /// It does, for who has a place.
    Vol,
}

impl BijeenkomstStatus {
    /// The word that editors write and residents read.
    pub fn word(self) -> &'static str {
        Self::OPTIONS[self as usize].0
    }

    /// The same to begin a sentence with.
    pub fn word_at_start(self) -> &'static str {
        match self {
            Self::GaatDoor => "Gaat door",
            Self::Afgelast => "Afgelast",
            Self::Verplaatst => "Verplaatst",
            Self::Vol => "Vol",
        }
    }
}

impl Choice for BijeenkomstStatus {
    const WHAT: &'static str = "hoe het met de bijeenkomst staat: gaat door, afgelast, verplaatst of vol";
    const OPTIONS: &'static [(&'static str, Self)] = &[
        ("gaat door", Self::GaatDoor),
        ("afgelast", Self::Afgelast),
        ("verplaatst", Self::Verplaatst),
        ("vol", Self::Vol),
    ];
}

/// How people let know that they come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aanmelden {
    /// They need not.
    NietNodig,
    /// In one of these ways.
    Bij {
        /// By mail.
        email: Option<Email>,
        /// By telephone.
        telefoon: Option<Telefoon>,
        /// On a page elsewhere.
        link: Option<Webadres>,
        /// The last day on which they can.
        tot: Option<At<Datum>>,
    },
}

/// A point of what happens at a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agendapunt {
    /// When, if that is known.
    pub tijd: Option<Tijdstip>,
    /// What.
    pub wat: String,
}

/// What came of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verslag {
    /// It was one of which there is nothing to report.
    NietNodig,
    /// What was said and done.
    Er {
        /// What people were asked.
        gevraagd: Vec<String>,
        /// What they said.
        gehoord: Vec<String>,
        /// What was decided.
        besloten: Vec<String>,
        /// What will not be done, and why.
        waarom_niet: Vec<String>,
    },
}

/// Says that there is no need.
#[derive(Clone, Copy)]
struct NietNodig;

impl Choice for NietNodig {
    const WHAT: &'static str = "niet nodig, of kenmerken eronder";
    const OPTIONS: &'static [(&'static str, Self)] = &[("niet nodig", Self)];
}

impl NietNodig {
    /// Reads it. Whoever wrote something else is told which keys belong here instead.
    fn read(entry: &Entry, reader: &mut Reader<'_>, instead: &str) -> Option<Self> {
        let place = reader.place(entry.node.span);
        let mut own = Findings::default();
        let read = OneOf::<Self>::read(entry, &mut Reader::new(&place.path, &mut own)).map(|OneOf(it)| it);
        for finding in own.iter() {
            let is_meant = finding.code != Code::UnknownChoice || finding.replacement.is_some();
            reader.report(if is_meant {
                finding.clone()
            } else {
                let message = format!("Bij `{}` horen kenmerken te staan, of niet nodig.", entry.key);
                let tip =
                    format!("Schrijf op de regels eronder {instead}, met twee spaties ervoor. Of schrijf: niet nodig.");
                Finding::new(Code::WrongType, place.clone(), message).tip(tip)
            });
        }
        read
    }
}

impl Keer {
    /// What makes it another moment than others.
    pub(super) fn hours(&self) -> (Date, Tijdvak) {
        (self.dag, self.tijd)
    }

    /// When it begins.
    pub fn begin(&self) -> Ogenblik {
        Ogenblik { dag: self.dag, tijd: self.tijd.van() }
    }

    /// When it ends.
    pub fn einde(&self) -> Ogenblik {
        let dag = if self.tijd.passes_midnight() { self.dag.saturating_add(1.day()) } else { self.dag };
        Ogenblik { dag, tijd: self.tijd.tot() }
    }

    /// "dinsdag 1 december 2026, van 9.30 tot 12.00 uur".
    pub fn in_words(&self) -> String {
        self.begin().until(self.einde())
    }
}

impl Field for Keer {
    const EXPECTED: &'static str = "`datum` met `van` en `tot`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "datum, van en tot", |fields| {
            let (datum, tijd): (Option<Datum>, _) = (fields.required("datum"), tijdvak(fields));
            let at = fields.span("datum").unwrap_or_default();
            Some(Self { dag: datum?.0, tijd: tijd?, at })
        })
    }
}

impl Field for Verplaatsing {
    const EXPECTED: &'static str = "`wanneer` of `locatie`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "wanneer en locatie", |fields| {
            let (wanneer, locatie) = (fields.optional::<EenOfMeer<Keer>>("wanneer"), fields.optional("locatie"));
            if fields.breaks(&Rule::AnyOf(&[Has("wanneer"), Has("locatie")])) {
                let tip = "Zet er `wanneer: …` of `locatie: …` bij.";
                let message = "Er staat niet waarheen de bijeenkomst is verplaatst.";
                fields.reject(Code::KeyCombination, &["wanneer", "locatie"], message, tip);
                return None;
            }
            Some(Self { wanneer: wanneer.map_or_else(Vec::new, in_order), locatie })
        })
    }
}

/// Moments as they come.
pub(super) fn in_order(EenOfMeer(mut keren): EenOfMeer<Keer>) -> Vec<Keer> {
    keren.sort_by_key(Keer::hours);
    keren
}

impl Field for Aanmelden {
    const EXPECTED: &'static str = "niet nodig; of `email`, `telefoon` of `link`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        if !matches!(entry.node.value, Value::Map(_)) {
            let instead = "`telefoon`, `email` of `link`";
            return NietNodig::read(entry, reader, instead).map(|_| Self::NietNodig);
        }
        reader.fields(&entry.node, "email, telefoon, link en tot", Self::group)
    }

    fn schema() -> Map<String, Json> {
        either::<OneOf<NietNodig>, Self>(Self::group)
    }
}

impl Aanmelden {
    fn group(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (email, telefoon) = (fields.optional("email"), fields.optional("telefoon"));
        let (link, tot) = (fields.optional("link"), fields.optional("tot"));
        if fields.breaks(&Rule::AnyOf(&[Has("email"), Has("telefoon"), Has("link")])) {
            fields.reject(
                Code::KeyCombination,
                &["email", "telefoon", "link"],
                "Er staat niet hoe bewoners zich kunnen aanmelden.",
                "Zet er `telefoon: …`, `email: …` of `link: …` bij. Hoeft het niet? Schrijf `aanmelden: niet nodig`.",
            );
            return None;
        }
        Some(Self::Bij { email, telefoon, link, tot })
    }

    /// On one line: "Aanmelden: 14 0999, tot en met 9 december 2026."; `None` when there is no need.
    pub(crate) fn in_words(&self) -> Option<String> {
        let Self::Bij { email, telefoon, link, tot } = self else { return None };
        let ways = telefoon.iter().map(Telefoon::shown).chain(email.iter().map(ToString::to_string));
        let ways: Vec<String> = ways.chain(link.iter().map(ToString::to_string)).collect();
        let tot = tot.as_ref().map(|tot| format!(", tot en met {}", lange_datum(tot.value.0)));
        Some(format!("Aanmelden: {}{}.", ways.join(" of "), tot.unwrap_or_default()))
    }
}

impl Field for Agendapunt {
    const EXPECTED: &'static str = "een punt van de agenda; of `tijd` met `wat`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        if !matches!(entry.node.value, Value::Map(_)) {
            return String::read(entry, reader).map(|wat| Self { tijd: None, wat });
        }
        reader.fields(&entry.node, "tijd en wat", Self::group)
    }

    fn schema() -> Map<String, Json> {
        either::<String, Self>(Self::group)
    }
}

impl Agendapunt {
    fn group(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (tijd, wat) = (fields.optional("tijd"), fields.required("wat"));
        Some(Self { tijd, wat: wat? })
    }
}

impl Field for Verslag {
    const EXPECTED: &'static str = "`gevraagd`, `gehoord`, `besloten` en `waarom_niet`; of niet nodig";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        if !matches!(entry.node.value, Value::Map(_)) {
            let instead = "`gevraagd`, `gehoord`, `besloten` of `waarom_niet`";
            return NietNodig::read(entry, reader, instead).map(|_| Self::NietNodig);
        }
        reader.fields(&entry.node, "gevraagd, gehoord, besloten en waarom_niet", Self::group)
    }

    fn schema() -> Map<String, Json> {
        either::<OneOf<NietNodig>, Self>(Self::group)
    }
}

impl Verslag {
    fn group(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let mut points = |key| fields.optional::<EenOfMeer<String>>(key).map_or_else(Vec::new, |EenOfMeer(all)| all);
        let (gevraagd, gehoord) = (points("gevraagd"), points("gehoord"));
        let (besloten, waarom_niet) = (points("besloten"), points("waarom_niet"));
        if fields.breaks(&Rule::AnyOf(&[Has("gevraagd"), Has("gehoord"), Has("besloten"), Has("waarom_niet")])) {
            let tip = "Schrijf bij `gehoord` wat bewoners zeiden, en bij `besloten` wat ermee gebeurt.";
            fields.reject(Code::KeyCombination, &["gehoord", "besloten"], "In dit verslag staat niets.", tip);
            return None;
        }
        Some(Self::Er { gevraagd, gehoord, besloten, waarom_niet })
    }

    /// All that it says.
    pub(super) fn texts(&self) -> impl Iterator<Item = &String> {
        let parts: [&[String]; 4] = match self {
            Self::NietNodig => [&[]; 4],
            Self::Er { gevraagd, gehoord, besloten, waarom_niet } => [gevraagd, gehoord, besloten, waarom_niet],
        };
        parts.into_iter().flatten()
    }
}
