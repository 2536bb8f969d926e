//! A document that residents can read: a download, a page elsewhere, or something to ask for.

use super::VastePagina;
use std::cmp::Reverse;

use jiff::civil::Date;

use super::kind::{Facts, KindOf, NamedFile, ReadBy, Refers, Says, ShownAs, Vindbaar};
use super::woo::{Opgegeven, Woo};
use crate::diagnostics::Code;
use crate::read::fields::rule::{Has, Rule};
use crate::read::fields::{At, Fields, Ref};
use crate::taal::wording;
use crate::tijd::{Datum, Datumtekst, Periode};
use crate::values::sort_key;
use crate::values::{Mismatch, Parse, Shape, Verbatim, Webadres};

/// A document. Called *stuk* in the code, because there every file is a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stuk {
    /// Its title.
    pub titel: String,
    /// When it was made.
    pub datum: Datering,
    /// What sort of document: memo, raadsinformatiebrief …
    pub soort: String,
    /// Where it is.
    pub vindplaats: Vindplaats,
    /// What it says, in one sentence.
    pub samenvatting: Option<String>,
    /// The wijken on whose page it stands as well.
    pub wijken: Vec<At<Ref>>,
    /// What the Woo-index is told of it.
    pub woo: Option<Woo>,
}

/// Where a document can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Vindplaats {
    /// A file of the project, relative to this one.
    Bestand(At<Verbatim>),
    /// A page elsewhere.
    Link(Webadres),
    /// Words, for what is not online.
    Tekst(String),
}

/// A page elsewhere; a file of the project has a key of its own.
struct Elders(Webadres);

impl Parse for Elders {
    const EXPECTED: &'static str = Webadres::EXPECTED;

    fn parse(text: &str) -> Result<Self, Mismatch> {
        if !text.contains(['/', ':']) && wording::is_file_name(text) {
            return Err(Mismatch::new(format!(
                "“{text}” is een bestand en geen webadres; ligt het hiernaast, schrijf dan `bestand: {text}`"
            )));
        }
        Webadres::parse(text).map(Self)
    }

    fn shape() -> Shape {
        Webadres::shape()
    }
}

/// When a document was made: a day, a month, a quarter or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Datering(Periode);

impl Datering {
    /// As templates see it.
    pub fn tekst(&self) -> Datumtekst {
        self.0.tekst()
    }

    /// The day, if it is known that precisely.
    pub fn dag(&self) -> Option<Datum> {
        self.0.is_one_day().then(|| Datum(self.0.days().0))
    }

    /// For putting documents in order.
    pub fn order(&self) -> (Date, Date) {
        self.0.order()
    }
}

impl Parse for Datering {
    const EXPECTED: &'static str = "een dag, maand of jaar, zoals 2019-02-08, februari 2019 of 2019";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        match Periode::parse(text) {
            Ok(periode) if periode.is_one_moment() => Ok(Self(periode)),
            Ok(_) => Err(Mismatch::new(format!("“{text}” is meer dan één dag, maand of jaar"))),
            // What it says of a day ("31-11-2019") says more than that it is no period.
            Err(mismatch) => Err(Datum::parse(text).err().unwrap_or(mismatch)),
        }
    }

    fn shape() -> Shape {
        Periode::shape()
    }
}

impl KindOf for Stuk {
    const FACTS: Facts = Facts {
        called: "een document",
        folder: Some("documenten"),
        nested: false,
        title_key: None,
        shown: ShownAs::Part(VastePagina::Documenten),
        by_wijk: false,
        overview: Some(VastePagina::Documenten),
    };
    const READING: ReadBy<Self> = ReadBy::Yaml(Self::read);

    fn order(&self) -> impl Ord + use<> {
        (Reverse(self.datum.order()), sort_key(&self.titel))
    }
}

impl Says for Stuk {
    fn name(&self) -> Option<&str> {
        Some(&self.titel)
    }

    fn vindbaar(&self) -> Vindbaar {
        let (soort, datum) = (&self.soort, self.datum.tekst().tekst);
        let regel = match &self.samenvatting {
            Some(samenvatting) => format!("{soort}, {datum}. {samenvatting}"),
            None => format!("{soort}, {datum}"),
        };
        Vindbaar { regel: Some(regel), ..Vindbaar::default() }
    }

    fn refers(&self) -> Refers<'_> {
        Refers { wijken: &self.wijken, ..Refers::default() }
    }

    fn files(&self) -> Vec<NamedFile<'_>> {
        match &self.vindplaats {
            Vindplaats::Bestand(name) => vec![NamedFile { name, picture: false }],
            Vindplaats::Link(_) | Vindplaats::Tekst(_) => Vec::new(),
        }
    }
}

impl Stuk {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (titel, soort) = (fields.required("titel"), fields.required("soort"));
        let datum: Option<At<Datering>> = fields.required("datum");
        let bestand: Option<At<Verbatim>> = fields.optional("bestand");
        let link: Option<Elders> = fields.optional("link");
        let tekst: Option<String> = fields.optional("vindplaats");
        let samenvatting = fields.optional("samenvatting");
        let wijken = fields.list("wijken");
        let woo: Option<At<Opgegeven>> = fields.optional("woo");
        let given: Vec<&str> = ["bestand", "link", "vindplaats"].into_iter().filter(|key| fields.has(key)).collect();
        if fields.breaks(&Rule::OneOf(&[Has("bestand"), Has("link"), Has("vindplaats")])) {
            fields.reject(
                Code::KeyCombination,
                &["vindplaats", "link", "bestand"],
                match given.len() {
                    0 => "Er staat niet waar dit document te vinden is.".to_owned(),
                    _ => {
                        format!("Er staat op meer dan één manier waar dit document te vinden is: {}.", given.join(", "))
                    }
                },
                "Kies één: `bestand: …` (een bestand hiernaast), `link: https://…` of `vindplaats: …` (in woorden).",
            );
            return None;
        }
        if fields.breaks(&Rule::Needs(&[Has("woo")], &[Has("bestand")])) {
            fields.reject(
                Code::KeyCombination,
                &["woo"],
                "De Woo-index neemt alleen documenten over die als bestand op deze site staan.",
                "Zet het bestand hiernaast en schrijf `bestand: …`, of haal `woo` weg: een andere site meldt haar documenten zelf.",
            );
            return None;
        }
        let woo = match (woo, &datum) {
            (Some(At { value: woo, span }), Some(datum)) => {
                let day = datum.value.dag().map(|value| At { value, span: datum.span });
                let woo = woo.op(day);
                if woo.is_none() {
                    fields.report(
                        Code::KeyCombination,
                        span,
                        "De Woo-index wil weten op welke dag het was; bij `datum` staat geen dag.",
                        "Zet bij `woo` een regel `op: …` met de dag, of vul bij `datum` een dag in.",
                    );
                    return None;
                }
                woo
            }
            _ => None,
        };
        let (datum, vindplaats) = (
            datum.map(|datum| datum.value),
            bestand
                .map(Vindplaats::Bestand)
                .or_else(|| link.map(|Elders(adres)| Vindplaats::Link(adres)))
                .or_else(|| tekst.map(Vindplaats::Tekst)),
        );
        Some(Self { titel: titel?, datum: datum?, soort: soort?, vindplaats: vindplaats?, samenvatting, wijken, woo })
    }
}
