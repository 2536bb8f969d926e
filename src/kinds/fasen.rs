//! The phases of a project, in their fixed order, each with when it is.

use jiff::civil::Date;

use crate::diagnostics::{Code, Span};
use crate::read::fields::rule::{Has, Rule};
use crate::read::fields::{At, Field, Reader};
use crate::read::yaml::Entry;
use crate::tijd::{Periode, Stand};
use crate::values::{Bare, Mismatch, Parse, Shape, any_case};

/// What editors write of a phase of which nobody knows when it is.
const UNKNOWN: &str = "nog niet bekend";

/// A phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Fase {
    Idee,
    Ontwerp,
    Besluit,
    Uitvoering,
    Klaar,
}

impl Fase {
    /// All of them, in their order.
    pub(crate) const ALL: [Self; 5] = [Self::Idee, Self::Ontwerp, Self::Besluit, Self::Uitvoering, Self::Klaar];

    /// The word that editors write and residents read.
    pub(crate) fn word(self) -> &'static str {
        ["idee", "ontwerp", "besluit", "uitvoering", "klaar"][self as usize]
    }
}

/// When a phase is; `None` when that is not yet known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fasetijd(Option<Periode>);

impl Parse for Fasetijd {
    const EXPECTED: &'static str = "een periode, zoals “mei - september 2027”, of “nog niet bekend”";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let words = text.trim().to_lowercase();
        if words == UNKNOWN {
            return Ok(Self(None));
        }
        if ["onbekend", "nog onbekend", "niet bekend", "nnb", "n.n.b.", "?", "volgt", "later"].contains(&words.as_str())
        {
            return Err(Mismatch::meant(format!("“{text}” is geen periode"), UNKNOWN));
        }
        Periode::parse(text).map(|periode| Self(Some(periode)))
    }

    fn shape() -> Shape {
        let pattern = format!("{}|(?:{})", any_case([UNKNOWN]), Periode::shape().pattern);
        Shape::new(pattern).or(Bare::Whole(1900, 2200))
    }
}

/// The phases that a project has, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fasen(Vec<(Fase, At<Fasetijd>)>);

impl Fasen {
    /// All of them, with when they are if that is known.
    pub(crate) fn all(&self) -> impl Iterator<Item = (Fase, Option<Periode>)> {
        self.0.iter().map(|(fase, tijd)| (*fase, tijd.value.0))
    }

    /// Those of which it is known when they are.
    fn known(&self) -> impl Iterator<Item = (Fase, Periode)> {
        self.all().filter_map(|(fase, periode)| Some((fase, periode?)))
    }

    /// When they are, of those of which it is known.
    pub(crate) fn periodes(&self) -> impl Iterator<Item = Periode> {
        self.known().map(|(_, periode)| periode)
    }

    /// Those that had begun on a day.
    pub(crate) fn begun(&self, today: Date) -> impl Iterator<Item = (Fase, Periode)> {
        self.known().filter(move |(_, periode)| periode.stand(today) != Stand::Straks)
    }

    /// The one that a project is in: the last that has begun.
    pub(crate) fn nu(&self, today: Date) -> Option<(Fase, Periode)> {
        self.begun(today).last()
    }

    /// The one that comes next.
    pub(crate) fn straks(&self, today: Date) -> Option<(Fase, Option<Periode>)> {
        let nu = self.nu(today).map(|(fase, _)| fase);
        self.all().find(|(fase, _)| Some(*fase) > nu)
    }

    /// When this one is.
    pub(crate) fn of(&self, which: Fase) -> Option<Periode> {
        self.known().find(|(fase, _)| *fase == which).map(|(_, periode)| periode)
    }

    /// Where it says of this one that nobody knows when it is.
    pub(super) fn is_unknown(&self, which: Fase) -> Option<Span> {
        self.0.iter().find(|(fase, tijd)| *fase == which && tijd.value.0.is_none()).map(|(_, tijd)| tijd.span)
    }

    /// Where it says when this one is.
    pub(crate) fn span(&self, which: Fase) -> Option<Span> {
        self.0.iter().find(|(fase, _)| *fase == which).map(|(_, tijd)| tijd.span)
    }
}

impl Field for Fasen {
    const EXPECTED: &'static str =
        "de fasen `idee`, `ontwerp`, `besluit`, `uitvoering` en `klaar`, elk met een periode";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "idee, ontwerp, besluit, uitvoering en klaar", |fields| {
            let mut fasen: Vec<(Fase, At<Fasetijd>)> = Vec::new();
            for fase in Fase::ALL {
                fasen.extend(fields.optional(fase.word()).map(|tijd| (fase, tijd)));
            }
            let all = Fase::ALL.map(|fase| Has(fase.word()));
            if fields.breaks(&Rule::AnyOf(&all)) {
                let message = "Er staat geen enkele fase.";
                let tip = "Zet er ten minste één bij: `idee`, `ontwerp`, `besluit`, `uitvoering` of `klaar`, met een periode of “nog niet bekend”.";
                fields.reject(Code::KeyCombination, &[], message, tip);
                return None;
            }
            let mut before: Option<(Fase, Periode)> = None;
            for (fase, tijd) in &fasen {
                let Some(periode) = tijd.value.0 else { continue };
                if let Some((earlier, since)) = before
                    && periode.begins_before(&since)
                {
                    fields.report(
                        Code::KeyCombination,
                        tijd.span,
                        format!("De fase {} ({periode}) begint eerder dan de fase {} ({since}).", fase.word(), earlier.word()),
                        "De volgorde is: idee, ontwerp, besluit, uitvoering, klaar. Pas één van de twee periodes aan.",
                    );
                    return None;
                }
                before = Some((*fase, periode));
            }
            Some(Self(fasen))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_has_one_spelling() {
        assert_eq!(Fasetijd::parse("Nog niet bekend"), Ok(Fasetijd(None)));
        for other in ["onbekend", "NNB", "volgt"] {
            assert_eq!(Fasetijd::parse(other).unwrap_err().replacement.as_deref(), Some(UNKNOWN), "{other}");
        }
        assert!(Fasetijd::parse("mei 2027").is_ok_and(|tijd| tijd.0.is_some()));
        assert!(Fasetijd::parse("binnenkort").is_err());
    }

    #[test]
    fn a_project_is_in_the_last_phase_that_has_begun() {
        let tijd = |text| At { value: Fasetijd::parse(text).unwrap(), span: Span::default() };
        let all = [
            (Fase::Idee, tijd("2024")),
            (Fase::Besluit, tijd("mei 2026")),
            (Fase::Uitvoering, tijd("nog niet bekend")),
            (Fase::Klaar, tijd("maart 2027")),
        ];
        let fasen = Fasen(all.into());
        for (today, nu, straks) in [
            ("2023-12-31", None, Some(Fase::Idee)),
            ("2024-01-01", Some(Fase::Idee), Some(Fase::Besluit)),
            ("2026-05-01", Some(Fase::Besluit), Some(Fase::Uitvoering)),
            ("2026-08-01", Some(Fase::Besluit), Some(Fase::Uitvoering)),
            ("2027-03-01", Some(Fase::Klaar), None),
        ] {
            let today = today.parse().unwrap();
            assert_eq!(fasen.nu(today).map(|(fase, _)| fase), nu, "{today}");
            assert_eq!(fasen.straks(today).map(|(fase, _)| fase), straks, "{today}");
        }
    }

    #[test]
    fn a_year_begins_before_a_month_in_it_only_when_all_of_it_is_before() {
        let periode = |text| Periode::parse(text).unwrap();
        assert!(!periode("2026").begins_before(&periode("mei 2026")));
        assert!(periode("april 2026").begins_before(&periode("mei 2026")));
        assert!(periode("2025").begins_before(&periode("mei 2026")));
    }
}
