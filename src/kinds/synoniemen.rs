//! Words that residents use for the same thing: `synoniemen.yaml`.

use super::kind::{Facts, KindOf, ReadBy, Says, ShownAs};
use crate::diagnostics::Code;
use crate::read::fields::{At, Fields};
use crate::values::{Bare, Mismatch, Parse, Shape, Verbatim};

/// Longer than any word that somebody looks for.
const LONGEST: usize = 60;

/// Which words mean the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synoniemen {
    /// Words that mean the same, by row.
    pub rijen: Vec<Rij>,
}

/// A word that residents look for, or a few together: "kliko", "grof vuil".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zoekwoord(String);

impl Zoekwoord {
    /// The word.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    fn is(&self, other: &Self) -> bool {
        self.0.to_lowercase() == other.0.to_lowercase()
    }
}

impl Parse for Zoekwoord {
    const EXPECTED: &'static str = "een woord waarmee mensen zoeken, zoals kliko";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let text = Verbatim::parse(text)?;
        if !text.contains(char::is_alphanumeric) {
            return Err(Mismatch::new(format!("“{}” heeft geen letter of cijfer", text.as_str())));
        }
        if text.chars().count() > LONGEST {
            return Err(Mismatch::new("het is te lang voor een woord waarmee mensen zoeken"));
        }
        Ok(Self(text.as_str().to_owned()))
    }

    fn shape() -> Shape {
        let letter = r"[\p{L}\p{M}\p{N}]";
        Shape::new(format!(r"(?=[\s\S]{{1,{LONGEST}}}\s*$)[\s\S]*{letter}[\s\S]*")).or(Bare::Any)
    }
}

/// Words that mean the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rij(pub Vec<Zoekwoord>);

impl Parse for Rij {
    const EXPECTED: &'static str = "woorden die hetzelfde betekenen, met komma's ertussen, zoals vuilnis, kliko, afval";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        // That no unwanted signs are in it is for every text.
        let text = Verbatim::parse(text)?;
        let mut woorden: Vec<Zoekwoord> = Vec::new();
        for woord in text.split([',', ';']).map(str::trim).filter(|woord| !woord.is_empty()) {
            let woord = Zoekwoord::parse(woord)?;
            if !woorden.iter().any(|other| other.is(&woord)) {
                woorden.push(woord);
            }
        }
        match woorden.as_slice() {
            [] => Err(Mismatch::new("er staat geen woord")),
            [woord] => {
                let woord = woord.as_str();
                Err(Mismatch::new(format!("naast “{woord}” staat geen ander woord dat hetzelfde betekent")))
            }
            _ => Ok(Self(woorden)),
        }
    }

    fn shape() -> Shape {
        Shape::new(r"[^,;]*[^\s,;][^,;]*[,;].*[^\s,;].*")
    }
}

impl KindOf for Synoniemen {
    const FACTS: Facts = Facts {
        called: "woorden die hetzelfde betekenen",
        folder: None,
        nested: false,
        title_key: None,
        shown: ShownAs::Nowhere,
        by_wijk: false,
        overview: None,
    };
    const READING: ReadBy<Self> = ReadBy::Yaml(Self::read);
}

impl Says for Synoniemen {}

impl Synoniemen {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let rijen: Vec<At<Rij>> = fields.required("synoniemen")?;
        // A word in two rows would make one of them: whoever writes it down may not mean that.
        for (place, At { value, span }) in rijen.iter().enumerate() {
            let is_in =
                |woord: &&Zoekwoord| rijen[..place].iter().any(|other| other.value.0.iter().any(|it| it.is(woord)));
            if let Some(woord) = value.0.iter().find(is_in) {
                let message = format!("Het woord “{}” staat al in een rij hierboven.", woord.as_str());
                fields.report(Code::InvalidValue, *span, message, "Zet woorden die hetzelfde betekenen in één rij.");
            }
        }
        Some(Self { rijen: rijen.into_iter().map(|rij| rij.value).collect() })
    }
}
