//! For each wijk its one contact.

use std::collections::BTreeMap;

use super::link::{Linker, Names};
use super::{Item, LinkedWijk, WijkIndex};
use crate::diagnostics::{Code, Finding, Place, Span};
use crate::kinds::{Kind, Wijkmanager};

impl Linker<'_> {
    /// The contacts, and for each wijk its one contact.
    pub(super) fn wijkmanagers(
        &mut self,
        wijken: &mut [LinkedWijk],
        wijk_names: &Names,
    ) -> Vec<(Item<Wijkmanager>, Vec<WijkIndex>)> {
        let mut found = Vec::new();
        for item in self.items::<Wijkmanager>() {
            let of: Vec<(WijkIndex, Span)> = item
                .value
                .wijken
                .iter()
                .filter_map(|wijk| Some((self.resolve(wijk, &item.document, wijk_names)?, wijk.span)))
                .collect();
            found.push((item, of));
        }
        found.sort_by_cached_key(|(item, of)| (of.iter().map(|(wijk, _)| *wijk).min(), item.slug().clone()));
        let mut named_in: BTreeMap<WijkIndex, Place> = BTreeMap::new();
        for (index, (item, of)) in found.iter().enumerate() {
            for (wijk, span) in of {
                let place = Place::new(&item.document.path, *span);
                if let Some(earlier) = named_in.get(wijk) {
                    self.findings.push(
                        Finding::new(
                            Code::WijkWithTwoContacts,
                            place,
                            format!("De wijk {} heeft al een contactpersoon.", wijken[*wijk].item.value.naam),
                        )
                        .label("hier nog een")
                        .related(earlier.clone(), "eerder hier")
                        .tip("Elke wijk heeft één contactpersoon. Haal de wijk bij één van de twee weg."),
                    );
                    continue;
                }
                named_in.insert(*wijk, place);
                wijken[*wijk].wijkmanager = Some(index);
            }
        }
        let items: Vec<_> = found.iter().map(|(item, _)| item.clone()).collect();
        let names = self.names(Kind::Wijkmanager, &items, |manager| manager.naam.as_deref().unwrap_or_default());
        for wijk in wijken.iter() {
            let Some(reference) = &wijk.item.value.wijkmanager else { continue };
            let Some(index) = self.resolve(reference, &wijk.item.document, &names) else { continue };
            if wijk.wijkmanager != Some(index) {
                let manager = &items[index];
                self.findings.push(
                    Finding::new(
                        Code::NotMutual,
                        Place::new(&wijk.item.document.path, reference.span),
                        format!("{} noemt deze wijkmanager, maar die noemt de wijk niet.", wijk.item.value.naam),
                    )
                    .related(Place::file(&manager.document.path), "de wijken staan hier")
                    .tip(format!(
                        "Zet {} bij `wijken` in {}, of haal deze regel weg.",
                        wijk.item.slug(),
                        manager.document.path
                    )),
                );
            }
        }
        found.into_iter().map(|(item, of)| (item, of.into_iter().map(|(wijk, _)| wijk).collect())).collect()
    }
}
