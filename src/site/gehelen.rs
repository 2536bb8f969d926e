//! Which topics are the parts of a whole: men and women of all, ages of a hundred percent. What follows from it is in `afscherming.rs`.

use super::bronnen::FigureReader;
use super::cijfers::IndicatorIndex;
use crate::diagnostics::{Code, Finding, Place};
use crate::kinds::{Geheel, Meetsoort};
use crate::read::fields::At;
use crate::values::Verbatim;

impl FigureReader<'_> {
    /// What is said to be the parts of a whole can be: counts of a count, or shares of a hundred.
    pub(super) fn gehelen(&mut self) {
        for Geheel { totaal, delen } in &self.source.samen {
            let mut names: Vec<&Verbatim> = delen.iter().chain(totaal).map(|name| &name.value).collect();
            names.sort_unstable();
            names.dedup();
            if delen.len() < 2 || names.len() < delen.len() + usize::from(totaal.is_some()) {
                let span = delen.first().or(totaal.as_ref()).map(|name| name.span).unwrap_or_default();
                let message = "Een geheel heeft minstens twee delen, en elk daarvan staat er één keer.";
                let finding = Finding::new(Code::KeyCombination, Place::new(&self.path(), span), message);
                self.findings.push(finding.tip("Noem bij `delen` alle indicatoren die samen het geheel zijn."));
                continue;
            }
            let whole = totaal.as_ref().map(|totaal| self.part_of_whole(totaal, true));
            let parts: Vec<_> = delen.iter().map(|deel| self.part_of_whole(deel, totaal.is_some())).collect();
            // What is wrong is told; what it is not part of, cannot be kept secret by it.
            if let (false, Some(parts)) = (whole == Some(None), parts.into_iter().collect()) {
                self.bron.gehelen.push((whole.flatten(), parts));
            }
        }
    }

    /// An indicator that is a part of a whole, or is that.
    fn part_of_whole(&mut self, name: &At<Verbatim>, is_count: bool) -> Option<IndicatorIndex> {
        let index = self.indicator(name)?;
        let indicator = &self.source.indicatoren[index];
        let is_fit = if is_count { indicator.soort == Meetsoort::Aantal } else { indicator.is_percent() };
        if is_fit {
            return Some(index);
        }
        let place = Place::new(&self.path(), name.span);
        let (message, tip) = if is_count {
            (
                format!("`{}` is geen aantal, en telt dus niet op tot een totaal.", name.value),
                "Noem bij `totaal` en `delen` alleen indicatoren met `soort: aantal`. Bij percentages is er geen `totaal`.",
            )
        } else {
            (
                format!("`{}` is geen percentage. Zonder `totaal` zijn de delen samen 100 procent.", name.value),
                "Zet er bij `totaal` bij welk aantal de delen samen zijn.",
            )
        };
        self.findings.push(Finding::new(Code::KeyCombination, place, message).tip(tip));
        None
    }
}
