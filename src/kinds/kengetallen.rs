//! Key figures of one source: what is measured, in which year, by whom, under which licence.

use super::VastePagina;
use std::cmp::Reverse;

use super::kind::{Facts, KindOf, ReadBy, Says, ShownAs};

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::diagnostics::Code;
use crate::read::fields::rule::{Has, Is, Rule};
use crate::read::fields::{At, Field, Fields, OneOf, Reader};
use crate::read::yaml::{Entry, Value};
use crate::values::{Bare, Choice, Getal, Mismatch, Parse, Shape, Verbatim, Waarde, Webadres, Zin};

/// Figures of one source and one year. A figure without year and source cannot be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kengetallen {
    /// What the figures are, together.
    pub titel: String,
    /// The year they are about.
    pub jaar: Jaar,
    /// Who made them.
    pub bron: String,
    /// Where they can be read at the source.
    pub bronadres: Option<Webadres>,
    /// Under which licence they may be shown.
    pub licentie: String,
    /// What readers should know about them.
    pub toelichting: Option<String>,
    /// The table, a CSV file beside this one.
    pub tabel: Option<At<Verbatim>>,
    /// What is measured.
    pub indicatoren: Vec<Indicator>,
    /// What else is measured, and has a mistake: what refers to it is not wrong as well.
    pub kapot: Vec<Kapot>,
    /// Which of these are the parts of a whole, so that a secret of one is not what remains of the others.
    pub samen: Vec<Geheel>,
    /// Loose figures.
    pub cijfers: Vec<Cijfer>,
}

impl KindOf for Kengetallen {
    const FACTS: Facts = Facts {
        called: "een bron van kengetallen",
        folder: Some("kengetallen"),
        nested: false,
        title_key: None,
        shown: ShownAs::Part(VastePagina::Kengetallen),
        by_wijk: false,
        overview: Some(VastePagina::Kengetallen),
    };
    const READING: ReadBy<Self> = ReadBy::Yaml(Self::read);

    fn order(&self) -> impl Ord + use<> {
        Reverse(self.jaar)
    }
}

impl Says for Kengetallen {}

impl Kengetallen {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (titel, jaar, bron) = (fields.required("titel"), fields.required("jaar"), fields.required("bron"));
        let bronadres = fields.optional("bronadres");
        let licentie = fields.required("licentie");
        let (toelichting, tabel) = (fields.optional("toelichting"), fields.optional("tabel"));
        let gelezen = fields.required::<Vec<Indicatorregel>>("indicatoren");
        let (samen, cijfers) = (fields.list("samen"), fields.list("cijfers"));
        if fields.breaks(&Rule::AnyOf(&[Has("tabel"), Has("cijfers")])) {
            fields.reject(
                Code::KeyCombination,
                &["tabel", "cijfers"],
                "Er staan geen cijfers bij deze bron.",
                "Noem een tabel (`tabel: bestand.csv`) of schrijf de cijfers zelf op (`cijfers:`).",
            );
            return None;
        }
        let (mut indicatoren, mut kapot) = (Vec::new(), Vec::new());
        for Indicatorregel(indicator) in gelezen? {
            match indicator {
                Ok(indicator) => indicatoren.push(indicator),
                Err(broken) => kapot.push(broken),
            }
        }
        Some(Self {
            titel: titel?,
            jaar: jaar?,
            bron: bron?,
            bronadres,
            licentie: licentie?,
            toelichting,
            tabel,
            indicatoren,
            kapot,
            samen,
            cijfers,
        })
    }
}

/// A year between 1900 and 2200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Jaar(pub u16);

impl Parse for Jaar {
    const EXPECTED: &'static str = "een jaar, zoals 2024";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        match text.parse() {
            Ok(year) if (1900..=2200).contains(&year) => Ok(Self(year)),
            _ => Err(Mismatch::new(format!("“{text}” is geen jaar"))),
        }
    }

    fn shape() -> Shape {
        Shape::new(r"\+?0*(?:19[0-9]{2}|2[01][0-9]{2}|2200)").or(Bare::Whole(1900, 2200))
    }
}

/// Something that is measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// The name of its column in the table.
    pub indicator: At<Verbatim>,
    /// What residents read.
    pub naam: Arc<str>,
    /// The unit: inwoners, hectare, procent …
    pub eenheid: Arc<str>,
    /// How it was measured, which decides how areas are put together.
    pub soort: Meetsoort,
    /// What readers should know about it.
    pub toelichting: Option<Arc<str>>,
    /// How a sentence says it.
    pub zin: Option<Arc<Zin>>,
    /// Whether it is one of the few on the page of a wijk.
    pub uitgelicht: bool,
    /// The figure of the whole country.
    pub nederland: Option<Getal>,
}

impl Indicator {
    /// Whether its figures are parts of a hundred.
    pub(crate) fn is_percent(&self) -> bool {
        is_percent(&self.eenheid)
    }
}

/// Indicators that are the parts of a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Geheel {
    /// What they are together; a hundred percent when it is not said.
    pub totaal: Option<At<Verbatim>>,
    /// The parts.
    pub delen: Vec<At<Verbatim>>,
}

impl Field for Geheel {
    const EXPECTED: &'static str = "de namen van indicatoren bij `delen`, en als dat er is hun `totaal`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "delen en totaal", |fields| {
            let (totaal, delen) = (fields.optional("totaal"), fields.required::<Vec<_>>("delen"));
            Some(Self { totaal, delen: delen? })
        })
    }
}

/// An indicator that has a mistake, with its name as far as it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kapot(pub Option<String>);

impl Kengetallen {
    /// Whether a name may well be that of an indicator with a mistake.
    pub(crate) fn is_broken(&self, name: &str) -> bool {
        self.kapot.iter().any(|Kapot(broken)| broken.as_ref().is_none_or(|broken| broken == name))
    }
}

/// An indicator, or what is known of one with a mistake.
struct Indicatorregel(Result<Indicator, Kapot>);

impl Field for Indicatorregel {
    const EXPECTED: &'static str = Indicator::EXPECTED;

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        let named = || match &entry.node.value {
            Value::Map(entries) => entries.iter().find_map(|it| match &it.node.value {
                Value::Text(name) if it.key == "indicator" => Some(name.trim().to_owned()),
                _ => None,
            }),
            _ => None,
        };
        Some(Self(Indicator::read(entry, reader).ok_or_else(|| Kapot(named()))))
    }

    fn schema() -> Map<String, Json> {
        Indicator::schema()
    }
}

/// How areas are put together to a wijk: counts add up, nothing else does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meetsoort {
    /// A count: the sum of the areas.
    Aantal,
    /// Something per something: computed anew from the two counts it is made of, when these are known.
    Dichtheid(Option<Meting>),
    /// A share, average or median: known only for an area as CBS draws it.
    NietOpTellen,
}

/// The counts that a density is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meting {
    /// The indicator above the line.
    pub teller: At<Verbatim>,
    /// The indicator below the line.
    pub noemer: At<Verbatim>,
    /// What the outcome is multiplied by: 100 makes "per hectare" into "per km²".
    pub keer: Getal,
}

/// The words for how something was measured.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Soort {
    Aantal,
    Dichtheid,
    Percentage,
    Gemiddelde,
    Mediaan,
}

impl Choice for Soort {
    const WHAT: &'static str = "wat voor cijfer het is, zoals aantal of percentage";
    const OPTIONS: &'static [(&'static str, Self)] = &[
        ("aantal", Self::Aantal),
        ("dichtheid", Self::Dichtheid),
        ("percentage", Self::Percentage),
        ("gemiddelde", Self::Gemiddelde),
        ("mediaan", Self::Mediaan),
    ];
}

impl Field for Indicator {
    const EXPECTED: &'static str = "een indicator met `indicator`, `naam`, `eenheid` en `soort`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "indicator, naam, eenheid en soort", |fields| {
            let (indicator, naam) = (fields.required("indicator"), fields.required::<String>("naam"));
            let eenheid = fields.optional::<String>("eenheid");
            let soort = fields.required::<OneOf<Soort>>("soort");
            let toelichting = fields.optional::<String>("toelichting").map(Arc::from);
            let zin = fields.optional::<Zin>("zin").map(Arc::new);
            let uitgelicht = fields.optional::<OneOf<bool>>("uitgelicht").is_some_and(|OneOf(is_chosen)| is_chosen);
            let nederland = fields.optional("nederland");
            let (teller, noemer) = (fields.optional("teller"), fields.optional("noemer"));
            let keer = fields.optional("keer");
            let given: Vec<&str> = ["teller", "noemer", "keer"].into_iter().filter(|key| fields.has(key)).collect();
            let sum = [Has("teller"), Has("noemer"), Has("keer")];
            let is_other = fields.breaks(&Rule::Needs(&sum, &[Is("soort", "dichtheid")]));
            let is_half = fields.breaks(&Rule::Needs(&sum, &[Has("teller"), Has("noemer")]));
            let soort = soort?.0;
            let told = eenheid.is_none().then(|| naam.as_deref().and_then(|naam| unit_in(naam, soort))).flatten();
            // What stands behind the name as its unit is not shown twice.
            let ending = told.as_ref().map(|unit| format!("({unit})")).unwrap_or_default();
            let naam = naam.map(|naam| naam.strip_suffix(&ending).map_or(naam.as_str(), str::trim_end).to_owned());
            let mut eenheid = eenheid.or(told);
            if eenheid.is_none() && !fields.has("eenheid") && naam.is_some() {
                fields.reject(
                    Code::MissingKey,
                    &["naam"],
                    "Waarin dit wordt gemeten, staat er niet bij.",
                    "Zet het erbij, bijvoorbeeld `eenheid: personen`. Of zet het achter de naam: `naam: Afstand tot school (km)`.",
                );
                // What refers to it is not wrong as well.
                eenheid = Some(String::new());
            }
            let is_share = eenheid.as_deref().is_some_and(is_percent)
                || naam.as_deref().is_some_and(|naam| naam.contains('%') || naam.to_lowercase().contains("percentage"));
            if is_share && soort == Soort::Aantal {
                fields.reject(
                    Code::Measure,
                    &["soort"],
                    "Dit is een percentage, en percentages kunt u niet optellen. Met `soort: aantal` gebeurt dat wel.",
                    "Schrijf `soort: percentage`.",
                );
            }
            if is_other {
                fields.reject(
                    Code::KeyCombination,
                    &given,
                    format!("`{}` hoort alleen bij `soort: dichtheid`.", given[0]),
                    "Haal deze regel weg, of maak er een dichtheid van.",
                );
                return None;
            }
            if is_half {
                fields.reject(
                    Code::KeyCombination,
                    &given,
                    "Een dichtheid wordt berekend uit `teller` en `noemer` samen.",
                    "Noem allebei, of geen van beide.",
                );
                return None;
            }
            let soort = match soort {
                Soort::Aantal => Meetsoort::Aantal,
                Soort::Dichtheid => Meetsoort::Dichtheid(match (teller, noemer) {
                    (Some(teller), Some(noemer)) => {
                        Some(Meting { teller, noemer, keer: keer.unwrap_or(Getal::whole(1)) })
                    }
                    _ => None,
                }),
                Soort::Percentage | Soort::Gemiddelde | Soort::Mediaan => Meetsoort::NietOpTellen,
            };
            let (indicator, naam, eenheid) = (indicator?, naam?.into(), eenheid?.into());
            Some(Self { indicator, naam, eenheid, soort, toelichting, zin, uitgelicht, nederland })
        })
    }
}

/// Whether a unit says that there are a hundred of it.
fn is_percent(eenheid: &str) -> bool {
    let begins = |word: &&str| eenheid.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    ["%", "procent", "percentage"].iter().any(begins)
}

/// The unit that a name tells: that of a percentage, "Aantal bomen", or what stands between brackets.
fn unit_in(naam: &str, soort: Soort) -> Option<String> {
    let lower = naam.to_lowercase();
    let bracketed = naam.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).map(|(_, unit)| unit.trim());
    match soort {
        Soort::Percentage => Some("procent".to_owned()),
        _ => bracketed.filter(|unit| !unit.is_empty()).or(lower.strip_prefix("aantal ")).map(str::to_owned),
    }
}

/// One loose figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cijfer {
    /// A wijk by name, or a CBS area by code.
    pub gebied: At<Verbatim>,
    /// What is measured.
    pub indicator: At<Verbatim>,
    /// How much.
    pub waarde: At<Waarde>,
}

impl Field for Cijfer {
    const EXPECTED: &'static str = "een cijfer met `gebied`, `indicator` en `waarde`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "gebied, indicator en waarde", |fields| {
            let (gebied, indicator) = (fields.required("gebied"), fields.required("indicator"));
            let waarde = fields.required("waarde");
            Some(Self { gebied: gebied?, indicator: indicator?, waarde: waarde? })
        })
    }
}
