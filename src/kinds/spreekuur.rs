//! A spreekuur: where and when residents can walk in, for what, and whom they meet.

use std::collections::BTreeSet;

use super::VastePagina;
use super::kind::{Facts, KindOf, Looptijd, ReadBy, Refers, Says, ShownAs};

use jiff::civil::Date;

use crate::diagnostics::Code;
use crate::read::fields::rule::{Has, Rule};
use crate::read::fields::{At, Field, Fields, OneOf, Reader, Ref};
use crate::read::yaml::Entry;
use crate::tijd::{Datum, Herhaling, Tijdstip, Tijdvak, Weekdag, weekdag_en_datum};
use crate::values::{Buurtcode, Choice, Postcode};

/// A regular moment at which residents can walk in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spreekuur {
    /// The wijk it is meant for.
    pub wijk: Option<At<Ref>>,
    /// The buurt it is meant for.
    pub buurt: Option<At<Buurtcode>>,
    /// On which day.
    pub dag: Weekdag,
    /// How often.
    pub herhaling: Herhaling,
    /// From when to when.
    pub tijd: Tijdvak,
    /// Where.
    pub locatie: Locatie,
    /// What one can come for.
    pub waarvoor: String,
    /// Whom one meets.
    pub met_wie: String,
    /// Whether an appointment is needed.
    pub afspraak: bool,
    /// What else one can do.
    pub alternatief: Option<String>,
    /// First day of validity.
    pub geldig_van: Option<Datum>,
    /// Last day of validity.
    pub geldig_tot: Option<At<Datum>>,
    /// Days on which it does not take place.
    pub vervalt_op: Vec<At<Datum>>,
}

/// Whether an appointment is needed, in the words of the content.
#[derive(Clone, Copy)]
struct Afspraak(bool);

impl Choice for Afspraak {
    const WHAT: &'static str = "nodig of niet nodig";
    const OPTIONS: &'static [(&'static str, Self)] = &[("nodig", Self(true)), ("niet nodig", Self(false))];
}

impl KindOf for Spreekuur {
    const FACTS: Facts = Facts {
        called: "een spreekuur",
        folder: Some("spreekuren"),
        nested: false,
        title_key: Some("titel"),
        shown: ShownAs::PartAmongOthers(VastePagina::Spreekuren),
        by_wijk: true,
        overview: None,
    };
    const READING: ReadBy<Self> = ReadBy::Yaml(Self::read);

    fn order(&self) -> impl Ord + use<> {
        (self.dag, self.tijd)
    }
}

impl Says for Spreekuur {
    fn refers(&self) -> Refers<'_> {
        Refers { wijken: self.wijk.as_slice(), buurten: self.buurt.as_slice(), stukken: Vec::new(), at_one_place: true }
    }

    fn looptijd(&self) -> Option<Looptijd<'_>> {
        Some(Looptijd { what: "Dit spreekuur", van: self.geldig_van, appears: None, tot: self.geldig_tot.as_ref() })
    }
}

impl Spreekuur {
    /// The days from `from` on at which it takes place: valid and not cancelled. At most as many as there are weeks in a year,
    /// so that a long row of cancelled days does not make anybody look for ever.
    pub fn days(&self, from: Date) -> impl Iterator<Item = Date> {
        let first = self.geldig_van.map_or(from, |van| van.0.max(from));
        let last = self.geldig_tot.as_ref().map(|tot| tot.value.0);
        self.herhaling
            .days(self.dag, first)
            .take_while(move |day| last.is_none_or(|last| *day <= last))
            .take(53)
            .filter(|day| self.vervalt_op.iter().all(|datum| datum.value.0 != *day))
    }

    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (wijk, buurt) = (fields.optional("wijk"), fields.optional("buurt"));
        let dag = fields.required::<OneOf<Weekdag>>("dag");
        let herhaling = fields.optional::<OneOf<Herhaling>>("herhaling");
        let tijd = tijdvak(fields);
        let locatie = fields.required("locatie");
        let (waarvoor, met_wie) = (fields.required("waarvoor"), fields.required("met_wie"));
        let afspraak = fields.required::<OneOf<Afspraak>>("afspraak");
        let alternatief = fields.optional("alternatief");
        let geldig_van: Option<Datum> = fields.optional("geldig_van");
        let geldig_tot: Option<At<Datum>> = fields.optional("geldig_tot");
        let mut vervalt_op: Vec<At<Datum>> = fields.list("vervalt_op");
        // A day that stands there twice falls out once.
        let mut seen = BTreeSet::new();
        vervalt_op.retain(|day| seen.insert(day.value));
        // How often it is must be known before it can be compared with others.
        let is_known = herhaling.is_some() || !fields.has("herhaling");
        let herhaling = herhaling.map_or_else(Herhaling::default, |OneOf(how)| how);
        if let Some(OneOf(dag)) = dag {
            for At { value, span } in vervalt_op.iter().filter(|day| !herhaling.takes_place(dag, day.value.0)) {
                fields.report(
                    Code::InvalidValue,
                    *span,
                    format!(
                        "Op {} is dit spreekuur er niet: het is {}.",
                        weekdag_en_datum(value.0),
                        herhaling.in_words(dag)
                    ),
                    "Vul een dag in waarop het spreekuur er anders wel zou zijn.",
                );
            }
        }
        let is_valid = |day: Datum| {
            geldig_van.is_none_or(|van| van <= day) && geldig_tot.as_ref().is_none_or(|tot| day <= tot.value)
        };
        for At { value, span } in vervalt_op.iter().filter(|day| !is_valid(day.value)) {
            fields.report(
                Code::InvalidValue,
                *span,
                format!("Op {} geldt dit spreekuur niet.", weekdag_en_datum(value.0)),
                "Vul een dag in tussen `geldig_van` en `geldig_tot`.",
            );
        }
        if fields.breaks(&Rule::AnyOf(&[Has("wijk"), Has("buurt")])) {
            fields.reject(
                Code::KeyCombination,
                &["wijk", "buurt"],
                "Er staat niet bij welke wijk of buurt dit spreekuur hoort.",
                "Zet er `wijk: …` of `buurt: …` bij.",
            );
            return None;
        }
        if let (Some(van), Some(tot)) = (geldig_van, &geldig_tot)
            && van > tot.value
        {
            fields.reject(
                Code::KeyCombination,
                &["geldig_tot"],
                format!("De einddatum {} ligt vóór de begindatum {van}.", tot.value),
                "Pas één van de twee datums aan.",
            );
            return None;
        }
        is_known.then_some(())?;
        if let (Some(OneOf(dag)), Some(van), Some(tot)) = (dag, geldig_van, &geldig_tot) {
            let mut days = herhaling.days(dag, van.0).take_while(|day| *day <= tot.value.0);
            if !days.any(|day| vervalt_op.iter().all(|not| not.value.0 != day)) {
                let how = herhaling.in_words(dag);
                fields.report(
                    Code::InvalidValue,
                    tot.span,
                    format!(
                        "Dit spreekuur is er nooit: tussen {van} en {} valt geen dag die meetelt ({how}).",
                        tot.value
                    ),
                    "Kijk op een kalender, en pas `dag`, `herhaling`, `geldig_van`, `geldig_tot` of `vervalt_op` aan.",
                );
                return None;
            }
        }
        Some(Self {
            wijk,
            buurt,
            dag: dag?.0,
            herhaling,
            tijd: tijd?,
            locatie: locatie?,
            waarvoor: waarvoor?,
            met_wie: met_wie?,
            afspraak: afspraak?.0.0,
            alternatief,
            geldig_van,
            geldig_tot,
            vervalt_op,
        })
    }
}

/// Reads `van` and `tot`, which together must make sense.
fn tijdvak(fields: &mut Fields<'_, '_>) -> Option<Tijdvak> {
    let (van, tot): (Option<Tijdstip>, Option<Tijdstip>) = (fields.required("van"), fields.required("tot"));
    match Tijdvak::new(van?, tot?) {
        Ok(tijd) => Some(tijd),
        Err(mismatch) => {
            fields.reject(
                Code::InvalidValue,
                &["tot"],
                format!("De tijden kloppen niet: {}.", mismatch.why),
                "Vul bij `tot` een latere tijd in dan bij `van`.",
            );
            None
        }
    }
}

/// A day of the week with the time that something is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Openingstijd {
    /// On which day.
    pub dag: Weekdag,
    /// From when to when.
    pub tijd: Tijdvak,
}

impl Field for Openingstijd {
    const EXPECTED: &'static str = "een dag met `van` en `tot`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "dag, van en tot", |fields| {
            let dag = fields.required::<OneOf<Weekdag>>("dag");
            let tijd = tijdvak(fields);
            Some(Self { dag: dag?.0, tijd: tijd? })
        })
    }
}

/// A place where people can go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locatie {
    /// What the place is called.
    pub naam: Option<String>,
    /// Street and house number.
    pub adres: Option<String>,
    /// Postcode.
    pub postcode: Option<Postcode>,
    /// Town or village.
    pub plaats: Option<String>,
}

impl Field for Locatie {
    const EXPECTED: &'static str = "een plek met `naam` of `adres`, en zo mogelijk `postcode` en `plaats`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "naam, adres, postcode en plaats", |fields| {
            let (naam, adres) = (fields.optional("naam"), fields.optional("adres"));
            let (postcode, plaats) = (fields.optional("postcode"), fields.optional("plaats"));
            if fields.breaks(&Rule::AnyOf(&[Has("naam"), Has("adres")])) {
                fields.reject(
                    Code::KeyCombination,
                    &["naam", "adres"],
                    "Bij deze plek staat geen naam en geen adres.",
                    "Zet er `naam: …` of `adres: …` bij.",
                );
                return None;
            }
            Some(Self { naam, adres, postcode, plaats })
        })
    }
}
