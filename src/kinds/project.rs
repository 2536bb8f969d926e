//! A project: what the municipality does at a place, in which phases, and what residents notice of it and have to say.

use jiff::ToSpan;
use jiff::civil::Date;

use super::fasen::{Fase, Fasen};
use super::kind::{Facts, KindOf, NamedFile, ReadBy, Refers, Says, ShownAs, Vindbaar};
use super::stuk::Datering;
use super::{Locatie, VastePagina};
use crate::diagnostics::Code;
use crate::read::fields::rule::{Has, Rule};
use crate::read::fields::{At, ByCode, Field, Fields, OneOf, Reader, Ref};
use crate::read::yaml::Entry;
use crate::taal::wording;
use crate::tijd::{Datum, Periode};
use crate::values::{Buurtcode, Choice, Gebiedscode, Verbatim, Webadres, sort_key};

/// Places on the page of a project that links can point at.
const ANCHORS: &[&str] = &["fasen", "hinder", "aan-de-beurt", "meepraten", "inbreng", "fotos", "nieuws", "documenten"];

/// Something that the municipality does at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// What it is called.
    pub titel: String,
    /// What it is, in one sentence.
    pub samenvatting: String,
    /// The wijken it is in; none means all.
    pub wijken: Vec<At<Ref>>,
    /// The buurten it is in, then those of which is told when it is their turn.
    buurten: Vec<At<ByCode<Buurtcode>>>,
    /// How many of these it is in as a whole; none means all of its wijken.
    genoemd: usize,
    /// The streets.
    pub straten: Vec<String>,
    /// Where it is.
    pub locatie: Option<Locatie>,
    /// How far it is.
    pub fasen: Fasen,
    /// When it was done, as its editor says: the calendar knows only what was planned.
    pub gedaan: Option<At<Datering>>,
    /// What residents notice of it, in the order of time.
    pub hinder: Vec<Hinder>,
    /// Who decides.
    pub wie_beslist: Option<String>,
    /// Whom to ask.
    pub contact: Option<At<Ref>>,
    /// How one can have a say.
    pub meepraten: Option<Meepraten>,
    /// What was done with what residents said.
    pub inbreng: Vec<Inbreng>,
    /// What can be read about it.
    pub documenten: Vec<At<Ref>>,
    /// What it looks like.
    pub fotos: Vec<Projectfoto>,
    /// When it is the turn of which buurt.
    pub aan_de_beurt: Vec<Buurtbeurt>,
}

/// Where a project stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Projectstand {
    /// A phase of it has begun.
    Nu,
    /// None has begun, or it is not known.
    Straks,
    /// It was done.
    Gedaan,
}

/// What residents notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hinder {
    /// From when until when.
    pub periode: Periode,
    /// What.
    pub tekst: String,
    /// In which streets.
    pub straten: Vec<String>,
    /// How to get around it.
    pub omleiding: Option<String>,
}

impl Field for Hinder {
    const EXPECTED: &'static str = "hinder met `periode` en `tekst`, en zo nodig `straten` en `omleiding`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "periode, tekst, straten en omleiding", |fields| {
            let (periode, tekst) = (fields.required("periode"), fields.required("tekst"));
            let (straten, omleiding) = (fields.list("straten"), fields.optional("omleiding"));
            Some(Self { periode: periode?, tekst: tekst?, straten, omleiding })
        })
    }
}

/// How one can have a say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meepraten {
    /// How.
    pub tekst: String,
    /// The last day.
    pub tot: Option<At<Datum>>,
    /// Where.
    pub link: Option<Webadres>,
}

impl Meepraten {
    /// Whether one still can on a day.
    pub(crate) fn is_open(&self, today: Date) -> bool {
        self.tot.as_ref().is_none_or(|tot| today <= tot.value.0)
    }
}

impl Field for Meepraten {
    const EXPECTED: &'static str = "hoe mensen kunnen meepraten, met `tekst` en zo mogelijk `tot` en `link`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "tekst, tot en link", |fields| {
            let (tekst, tot, link) = (fields.required("tekst"), fields.optional("tot"), fields.optional("link"));
            Some(Self { tekst: tekst?, tot, link })
        })
    }
}

/// What was done with what residents said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbreng {
    /// When it was asked.
    pub periode: Option<Periode>,
    /// What the municipality asked, what it heard, what it does with that, and why not with the rest.
    pub delen: [Option<String>; 4],
}

impl Inbreng {
    /// The parts that are known, each with what it is called.
    pub(crate) fn delen(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let called = ["Wat wij vroegen", "Wat wij hoorden", "Wat wij ermee doen", "Wat wij niet doen, en waarom"];
        called.into_iter().zip(&self.delen).filter_map(|(called, deel)| Some((called, deel.as_deref()?)))
    }
}

impl Field for Inbreng {
    const EXPECTED: &'static str = "wat er is gedaan met inbreng: `gevraagd`, `gehoord`, `besloten`, `waarom_niet`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "periode, gevraagd, gehoord, besloten en waarom_niet", |fields| {
            let periode = fields.optional("periode");
            let delen = ["gevraagd", "gehoord", "besloten", "waarom_niet"].map(|key| fields.optional(key));
            if fields.breaks(&Rule::AnyOf(&[Has("gehoord"), Has("besloten"), Has("waarom_niet")])) {
                fields.reject(
                    Code::KeyCombination,
                    &["gevraagd", "periode"],
                    "Er staat niet wat bewoners zeiden, en ook niet wat daarmee is gedaan.",
                    "Zet er `gehoord: …`, `besloten: …` of `waarom_niet: …` bij.",
                );
                return None;
            }
            Some(Self { periode, delen })
        })
    }
}

/// A picture of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projectfoto {
    /// The picture, relative to the file of the project.
    pub foto: At<Verbatim>,
    /// What it shows.
    pub tekst: String,
    /// When it was made.
    pub moment: Fotomoment,
}

/// When a picture was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fotomoment {
    Voor,
    Tijdens,
    Na,
}

impl Fotomoment {
    /// The word that editors write.
    pub fn word(self) -> &'static str {
        Self::OPTIONS[self as usize].0
    }
}

impl Choice for Fotomoment {
    const WHAT: &'static str = "wanneer de foto is gemaakt: voor, tijdens of na";
    const OPTIONS: &'static [(&'static str, Self)] =
        &[("voor", Self::Voor), ("tijdens", Self::Tijdens), ("na", Self::Na)];
}

impl Field for Projectfoto {
    const EXPECTED: &'static str = "een foto met `foto`, `foto_tekst` en `moment`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "foto, foto_tekst en moment", |fields| {
            let (foto, tekst): (_, Option<At<String>>) = (fields.required("foto"), fields.required("foto_tekst"));
            let moment: Option<OneOf<Fotomoment>> = fields.required("moment");
            if let Some(At { value, span }) = &tekst
                && wording::is_empty_description(value)
            {
                fields.report(
                    Code::EmptyDescription,
                    *span,
                    format!("De beschrijving “{value}” zegt niet wat er op de foto te zien is."),
                    "Schrijf wie of wat er te zien is.",
                );
            }
            Some(Self { foto: foto?, tekst: tekst?.value, moment: moment?.0 })
        })
    }
}

/// When it is the turn of a buurt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Buurtbeurt {
    /// The buurt.
    pub buurt: At<ByCode<Buurtcode>>,
    /// When, if that is known.
    pub periode: Option<Periode>,
    /// What else there is to say of it.
    pub tekst: Option<String>,
}

impl Field for Buurtbeurt {
    const EXPECTED: &'static str = "een `buurt` met `periode` of `tekst`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "buurt, periode en tekst", |fields| {
            let buurt = fields.required("buurt");
            let (periode, tekst) = (fields.optional("periode"), fields.optional("tekst"));
            if fields.breaks(&Rule::AnyOf(&[Has("periode"), Has("tekst")])) {
                fields.reject(
                    Code::KeyCombination,
                    &["buurt"],
                    "Er staat niet wanneer deze buurt aan de beurt is.",
                    "Zet er `periode: …` bij, of zeg bij `tekst` wat u wel weet: “Nog niet besloten; de raad besluit in …”.",
                );
                return None;
            }
            Some(Self { buurt: buurt?, periode, tekst })
        })
    }
}

impl KindOf for Project {
    const FACTS: Facts = Facts {
        called: "een project",
        folder: Some("projecten"),
        nested: false,
        title_key: Some("titel"),
        shown: ShownAs::Page(ANCHORS),
        by_wijk: false,
        overview: Some(VastePagina::Projecten),
    };
    const READING: ReadBy<Self> = ReadBy::Markdown(Self::read);

    fn order(&self) -> impl Ord + use<> {
        sort_key(&self.titel)
    }
}

impl Says for Project {
    fn has_section(&self, id: &str) -> bool {
        match id {
            "hinder" => !self.hinder.is_empty(),
            "aan-de-beurt" => !self.aan_de_beurt.is_empty(),
            "inbreng" => !self.inbreng.is_empty(),
            "fotos" => !self.fotos.is_empty(),
            "documenten" => !self.documenten.is_empty(),
            // Which news there is, the site knows.
            "nieuws" => false,
            _ => true,
        }
    }

    fn name(&self) -> Option<&str> {
        Some(&self.titel)
    }

    fn vindbaar(&self) -> Vindbaar {
        let straten = self.straten.iter().chain(self.hinder.iter().flat_map(|hinder| &hinder.straten));
        let namen = straten.cloned().chain(self.locatie.iter().flat_map(Locatie::names));
        let hinder = self.hinder.iter().flat_map(|it| [Some(&it.tekst), it.omleiding.as_ref()]).flatten();
        let woorden = self.wie_beslist.iter().chain(self.meepraten.iter().map(|it| &it.tekst)).chain(hinder);
        let woorden = woorden.chain(self.inbreng.iter().flat_map(|it| it.delen.iter().flatten()));
        Vindbaar { regel: Some(self.samenvatting.clone()), namen: namen.collect(), woorden: woorden.cloned().collect() }
    }

    fn refers(&self) -> Refers<'_> {
        Refers {
            wijken: &self.wijken,
            buurten: &self.buurten,
            stukken: self.documenten.iter().collect(),
            contacten: self.contact.iter().collect(),
            by_turns: self.is_everywhere(),
            at_one_place: true,
            ..Refers::default()
        }
    }

    fn files(&self) -> Vec<NamedFile<'_>> {
        self.fotos.iter().map(|it| NamedFile { name: &it.foto, picture: true }).collect()
    }

    fn web(&self) -> Vec<String> {
        self.meepraten.iter().filter_map(|it| it.link.as_ref()).map(ToString::to_string).collect()
    }
}

impl Project {
    /// Where it stands on a day.
    pub(crate) fn stand(&self, today: Date) -> Projectstand {
        if self.gedaan_op().is_some_and(|day| day <= today) {
            Projectstand::Gedaan
        } else if self.fasen.nu(today).is_some() {
            Projectstand::Nu
        } else {
            Projectstand::Straks
        }
    }

    /// The first day on which it may have been done.
    pub(crate) fn gedaan_op(&self) -> Option<Date> {
        self.gedaan.as_ref().map(|gedaan| gedaan.value.order().1)
    }

    /// The phase it is in; what was done is in the last one.
    pub(crate) fn fase(&self, today: Date) -> Option<(Fase, Option<Periode>)> {
        let of_plan = || self.fasen.nu(today).map(|(fase, periode)| (fase, Some(periode)));
        if self.stand(today) == Projectstand::Gedaan { Some((Fase::Klaar, None)) } else { of_plan() }
    }

    /// Whether it is in all wijken.
    pub(crate) fn is_everywhere(&self) -> bool {
        self.wijken.is_empty() && self.genoemd == 0
    }

    /// The buurten it is in; none means the whole of its wijken.
    pub(crate) fn in_buurten(&self) -> impl Iterator<Item = Gebiedscode> {
        self.buurten.iter().take(self.genoemd).filter_map(|buurt| buurt.value.code())
    }

    /// Whether it has to do with a buurt of one of its wijken.
    pub(crate) fn is_for(&self, code: &Gebiedscode) -> bool {
        self.genoemd == 0 || self.buurten.iter().any(|buurt| buurt.value.code().as_ref() == Some(code))
    }

    /// The days on which something else is said of it.
    fn days(&self) -> impl Iterator<Item = Date> {
        let turns = self.aan_de_beurt.iter().filter_map(|beurt| beurt.periode);
        let periods = self.fasen.periodes().chain(self.hinder.iter().map(|hinder| hinder.periode)).chain(turns);
        let closes = self.meepraten.iter().filter_map(|it| it.tot.as_ref()).map(|tot| tot.value.0);
        let closes = closes.map(|day| day.saturating_add(1.day()));
        periods.flat_map(|periode| periode.changes()).chain(closes).chain(self.gedaan_op())
    }

    /// The last day, this one or before, on which something else was said of it.
    pub(crate) fn changed_before(&self, today: Date) -> Option<Date> {
        self.days().filter(|day| *day <= today).max()
    }

    /// The first day after this one on which something else is said of it.
    pub(crate) fn changes_after(&self, today: Date) -> Option<Date> {
        self.days().filter(|day| *day > today).min()
    }

    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (titel, samenvatting) = (fields.required("titel"), fields.required("samenvatting"));
        let wijken = fields.list("wijken");
        let mut buurten: Vec<At<ByCode<Buurtcode>>> = fields.list("buurten");
        let (straten, locatie) = (fields.list("straten"), fields.optional("locatie"));
        let fasen: Option<Fasen> = fields.required("fasen");
        let gedaan: Option<At<Datering>> = fields.optional("gedaan");
        let mut hinder: Vec<Hinder> = fields.list("hinder");
        hinder.sort_by_key(|hinder| hinder.periode.days());
        let (wie_beslist, contact) = (fields.optional("wie_beslist"), fields.optional("contact"));
        let meepraten: Option<Meepraten> = fields.optional("meepraten");
        let (inbreng, documenten) = (fields.list("inbreng"), fields.list("documenten"));
        let mut fotos: Vec<Projectfoto> = fields.list("fotos");
        fotos.sort_by_key(|foto| foto.moment);
        let aan_de_beurt: Vec<Buurtbeurt> = fields.list("aan_de_beurt");
        if let (Some(fasen), Some(gedaan)) = (&fasen, &gedaan)
            && let Some(klaar) = fasen.is_unknown(Fase::Klaar)
        {
            let message = format!(
                "Volgens `gedaan` was dit klaar in {}, maar hier staat geen periode.",
                gedaan.value.tekst().tekst
            );
            fields.report(
                Code::KeyCombination,
                klaar,
                message,
                "Zet hier wanneer het klaar was, of haal deze regel weg.",
            );
            return None;
        }
        let besluit = fasen.as_ref().and_then(|fasen| fasen.of(Fase::Besluit));
        if let (Some(besluit), Some(tot)) = (besluit, meepraten.as_ref().and_then(|it| it.tot.as_ref()))
            && tot.value.0 > besluit.days().1
        {
            let message =
                format!("Meepraten kan tot en met {}, maar het besluit is dan al genomen ({besluit}).", tot.value);
            fields.report(Code::KeyCombination, tot.span, message, "Pas één van de twee aan.");
            return None;
        }
        let genoemd = buurten.len();
        buurten.extend(aan_de_beurt.iter().map(|beurt| beurt.buurt.clone()));
        Some(Self {
            titel: titel?,
            samenvatting: samenvatting?,
            wijken,
            buurten,
            genoemd,
            straten,
            locatie,
            fasen: fasen?,
            gedaan,
            hinder,
            wie_beslist,
            contact,
            meepraten,
            inbreng,
            documenten,
            fotos,
            aan_de_beurt,
        })
    }
}
