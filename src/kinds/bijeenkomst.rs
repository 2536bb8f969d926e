//! Meetings: what residents can come to, once or at a few moments, and afterwards what was done with what they said.

use serde_json::{Map, Value as Json};

use super::VastePagina;
use super::kind::{Facts, KindOf, ReadBy, Refers, Says, ShownAs, Vindbaar};
use super::spreekuur::Locatie;
use super::uren::{either, tijdvak};
use std::cmp::Reverse;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::diagnostics::{Code, Finding, Findings, Span};
use crate::read::fields::rule::{Has, Is, Rule};
use crate::read::fields::{At, ByCode, EenOfMeer, Field, Fields, OneOf, Reader, Ref};
use crate::read::yaml::{Entry, Value};
use crate::tijd::{Datum, Ogenblik, Tijdstip, Tijdvak, lange_datum};
use crate::values::{Buurtcode, Choice, Email, Telefoon, Webadres};

/// Places on the page of a meeting that links can point at.
const ANCHORS: &[&str] = &["agenda", "documenten", "verslag"];

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bijeenkomst {
    /// What it is called.
    pub titel: String,
    /// What it is about, in one sentence.
    pub samenvatting: String,
    /// When it would be, in order; there is one at least.
    gepland: Vec<Keer>,
    /// Where it would be.
    plek: Locatie,
    /// When and where it is instead.
    naar: Option<Naar>,
    /// Whether it goes on.
    pub status: BijeenkomstStatus,
    /// Why it does not, or is elsewhere.
    pub reden: Option<String>,
    /// The wijken it is for; none means all.
    pub wijken: Vec<At<Ref>>,
    /// The buurten it is for.
    pub buurten: Vec<At<ByCode<Buurtcode>>>,
    /// The streets it is for.
    pub straten: Vec<String>,
    /// For whom it is, in words.
    pub voor_wie: Option<String>,
    /// How people let know that they come.
    pub aanmelden: Aanmelden,
    /// How many can come.
    pub plaatsen: Option<u32>,
    /// Whether who has a wheelchair can come in, if that is known.
    pub rolstoel: Option<bool>,
    /// What is spoken, in words.
    pub taal: Option<String>,
    /// What happens at it.
    pub agenda: Vec<Agendapunt>,
    /// What came of it.
    pub verslag: Option<Verslag>,
    /// What can be read about it.
    pub documenten: Vec<At<Ref>>,
}

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
struct Naar {
    wanneer: Vec<Keer>,
    locatie: Option<Locatie>,
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
    fn hours(&self) -> (Date, Tijdvak) {
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

impl Field for Naar {
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
fn in_order(EenOfMeer(mut keren): EenOfMeer<Keer>) -> Vec<Keer> {
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
    fn texts(&self) -> impl Iterator<Item = &String> {
        let parts: [&[String]; 4] = match self {
            Self::NietNodig => [&[]; 4],
            Self::Er { gevraagd, gehoord, besloten, waarom_niet } => [gevraagd, gehoord, besloten, waarom_niet],
        };
        parts.into_iter().flatten()
    }
}

impl KindOf for Bijeenkomst {
    const FACTS: Facts = Facts {
        called: "een bijeenkomst",
        folder: Some("bijeenkomsten"),
        nested: false,
        title_key: Some("titel"),
        shown: ShownAs::Page(ANCHORS),
        by_wijk: false,
        overview: Some(VastePagina::Bijeenkomsten),
    };
    const READING: ReadBy<Self> = ReadBy::Markdown(Self::read);

    fn order(&self) -> impl Ord + use<> {
        Reverse(self.keren().first().map(Keer::begin))
    }
}

impl Says for Bijeenkomst {
    fn has_section(&self, id: &str) -> bool {
        match id {
            "agenda" => !self.agenda.is_empty(),
            "documenten" => !self.documenten.is_empty(),
            "verslag" => self.is_reported(),
            _ => true,
        }
    }

    fn name(&self) -> Option<&str> {
        Some(&self.titel)
    }

    fn vindbaar(&self) -> Vindbaar {
        let wanneer: Vec<String> = self.keren().iter().map(Keer::in_words).collect();
        let stand = match self.status {
            BijeenkomstStatus::GaatDoor => String::new(),
            status => format!("Let op: {}. ", status.word()),
        };
        let points = self.agenda.iter().map(|punt| &punt.wat);
        let reported = self.verslag.iter().flat_map(Verslag::texts);
        let words = self.straten.iter().chain(&self.voor_wie).chain(&self.taal).chain(points).chain(reported);
        Vindbaar {
            regel: Some(format!("{stand}{}. {}", wanneer.join("; "), self.samenvatting)),
            namen: self.locatie().names(),
            woorden: words.cloned().collect(),
        }
    }

    fn refers(&self) -> Refers<'_> {
        Refers {
            wijken: &self.wijken,
            buurten: &self.buurten,
            stukken: self.documenten.iter().collect(),
            ..Refers::default()
        }
    }

    fn web(&self) -> Vec<String> {
        match &self.aanmelden {
            Aanmelden::Bij { link: Some(link), .. } => vec![link.to_string()],
            _ => Vec::new(),
        }
    }
}

impl Bijeenkomst {
    /// When it is, in order.
    pub fn keren(&self) -> &[Keer] {
        self.naar.as_ref().map(|naar| &naar.wanneer[..]).filter(|keren| !keren.is_empty()).unwrap_or(&self.gepland)
    }

    /// Where it is.
    pub fn locatie(&self) -> &Locatie {
        self.naar.as_ref().and_then(|naar| naar.locatie.as_ref()).unwrap_or(&self.plek)
    }

    /// When it would have been, if it is at another time now.
    pub fn eerst_op(&self) -> &[Keer] {
        let is_same = self.keren().iter().map(Keer::hours).eq(self.gepland.iter().map(Keer::hours));
        if is_same { &[] } else { &self.gepland }
    }

    /// Where it would have been, if it is elsewhere now.
    pub fn eerst_in(&self) -> Option<&Locatie> {
        Some(&self.plek).filter(|plek| *plek != self.locatie())
    }

    /// The last day of it.
    pub fn laatste_dag(&self) -> Date {
        self.keren().iter().map(|keer| keer.einde().dag).max().unwrap_or(Date::MIN)
    }

    /// Whether the whole of it is over on a day.
    pub fn is_over(&self, today: Date) -> bool {
        self.laatste_dag() < today
    }

    /// Whether there is a report of it.
    pub fn is_reported(&self) -> bool {
        matches!(self.verslag, Some(Verslag::Er { .. }))
    }

    /// The first day after this one on which something else is said of it.
    pub(crate) fn changes_after(&self, today: Date) -> Option<Date> {
        let begins = self.keren().iter().map(|keer| keer.dag);
        let over = self.keren().iter().map(|keer| keer.einde().dag.saturating_add(1.day()));
        let closed = match &self.aanmelden {
            Aanmelden::Bij { tot: Some(tot), .. } => Some(tot.value.0.saturating_add(1.day())),
            _ => None,
        };
        begins.chain(over).chain(closed).filter(|day| *day > today).min()
    }

    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (titel, samenvatting) = (fields.required("titel"), fields.required("samenvatting"));
        let gepland = fields.required::<EenOfMeer<Keer>>("wanneer").map(in_order);
        let plek = fields.required("locatie");
        let (wijken, buurten, straten) = (fields.list("wijken"), fields.list("buurten"), fields.list("straten"));
        let (voor_wie, aanmelden) = (fields.optional("voor_wie"), fields.required("aanmelden"));
        let plaatsen = fields.optional("plaatsen");
        let rolstoel = fields.optional::<OneOf<bool>>("rolstoel").map(|OneOf(rolstoel)| rolstoel);
        let (taal, agenda) = (fields.optional("taal"), fields.list("agenda"));
        let status = fields.optional::<OneOf<BijeenkomstStatus>>("status");
        let (reden, naar) = (fields.optional("reden"), fields.optional::<Naar>("naar"));
        let (verslag, documenten) = (fields.optional("verslag"), fields.list("documenten"));
        // One with a mistake is there, too.
        let verslag = verslag.or_else(|| fields.has("verslag").then_some(Verslag::NietNodig));
        let is_whole = goes_together(fields);
        let is_empty = fields.breaks(&Rule::NotEmpty("wanneer"));
        if is_empty {
            let tip = "Zet er `datum`, `van` en `tot` onder.";
            fields.reject(Code::KeyCombination, &["wanneer"], "Er staat niet wanneer de bijeenkomst is.", tip);
        }
        let (gepland, aanmelden) = (gepland?, aanmelden?);
        if !is_whole || is_empty || gepland.is_empty() {
            return None;
        }
        let status = status.map_or(BijeenkomstStatus::GaatDoor, |OneOf(status)| status);
        let value = Self {
            titel: titel?,
            samenvatting: samenvatting?,
            gepland,
            plek: plek?,
            naar,
            status,
            reden,
            wijken,
            buurten,
            straten,
            voor_wie,
            aanmelden,
            plaatsen,
            rolstoel,
            taal,
            agenda,
            verslag,
            documenten,
        };
        value.judge_dates(fields);
        Some(value)
    }

    /// Tells of a last day to sign up that comes after the meeting, and of a moment that is there twice.
    fn judge_dates(&self, fields: &mut Fields<'_, '_>) {
        if let Aanmelden::Bij { tot: Some(tot), .. } = &self.aanmelden
            && tot.value.0 > self.laatste_dag()
        {
            let last = Datum(self.laatste_dag());
            let message = format!("Aanmelden kan tot en met {}, maar de bijeenkomst is op {last}.", tot.value);
            fields.report(Code::InvalidValue, tot.span, message, "Vul een dag in vóór de bijeenkomst, of op die dag.");
        }
        for keren in [&self.gepland[..], self.naar.as_ref().map_or(&[], |naar| &naar.wanneer)] {
            for pair in keren.windows(2).filter(|pair| pair[0].hours() == pair[1].hours()) {
                let message = format!("Dit moment staat er twee keer: {}.", pair[1].in_words());
                fields.report(Code::InvalidValue, pair[1].at, message, "Haal één van de twee weg.");
            }
        }
    }
}

/// Whether the keys of a meeting go together; what does not is reported.
fn goes_together(fields: &mut Fields<'_, '_>) -> bool {
    let (afgelast, verplaatst) = (Is("status", "afgelast"), Is("status", "verplaatst"));
    let lacks_why = fields.breaks(&Rule::Needs(&[afgelast, verplaatst], &[Has("reden")]));
    if lacks_why {
        let tip = "Zet er `reden: …` bij: bewoners willen weten waarom.";
        fields.reject(
            Code::KeyCombination,
            &["status"],
            "Er staat niet waarom de bijeenkomst niet doorgaat of is verplaatst.",
            tip,
        );
    }
    let lacks_where = fields.breaks(&Rule::Needs(&[verplaatst], &[Has("naar")]));
    if lacks_where {
        let tip = "Zet er `naar` bij met `wanneer` of `locatie`. Is dat nog niet bekend? Schrijf dan `status: afgelast`, \
                   en bij `reden` dat er een nieuwe datum komt.";
        fields.reject(Code::KeyCombination, &["status"], "Er staat niet waarheen de bijeenkomst is verplaatst.", tip);
    }
    let lacks_word = fields.breaks(&Rule::Needs(&[Has("naar")], &[verplaatst]));
    if lacks_word {
        let tip = "Schrijf `status: verplaatst`, of haal `naar` weg.";
        fields.reject(
            Code::KeyCombination,
            &["naar"],
            "Er staat een `naar`, maar niet dat de bijeenkomst is verplaatst.",
            tip,
        );
    }
    !(lacks_why || lacks_where || lacks_word)
}
