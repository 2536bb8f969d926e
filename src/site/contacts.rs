//! For each wijk its one contact, and the contacts that others name.

use std::collections::BTreeMap;

use super::names::KindNames;
use super::register::Register;
use super::{LinkedContact, LinkedWijk, WijkIndex};
use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::kinds::Wijkmanager;

/// The contacts, and for each wijk its one contact; what contacts are called, after following all that name one.
pub(super) fn of_wijken(
    register: &Register,
    wijken: &mut [LinkedWijk],
    wijk_names: &KindNames,
    findings: &mut Findings,
) -> (Vec<LinkedContact>, KindNames) {
    let mut found = Vec::new();
    for item in register.items::<Wijkmanager>() {
        let of: Vec<(WijkIndex, Span)> = item
            .value
            .wijken
            .iter()
            .filter_map(|wijk| Some((WijkIndex(wijk_names.resolve(wijk, &item.document, findings)?), wijk.span)))
            .collect();
        found.push((item, of));
    }
    found.sort_by_cached_key(|(item, of)| (of.iter().map(|(wijk, _)| *wijk).min(), item.slug().clone()));
    let mut named_in: BTreeMap<WijkIndex, Place> = BTreeMap::new();
    for (index, (item, of)) in found.iter().enumerate() {
        for (wijk, span) in of {
            let place = Place::new(&item.document.path, *span);
            if let Some(earlier) = named_in.get(wijk) {
                findings.push(
                    Finding::new(
                        Code::WijkWithTwoContacts,
                        place,
                        format!("De wijk {} heeft al een contactpersoon.", wijken[wijk.0].item.value.naam),
                    )
                    .label("hier nog een")
                    .related(earlier.clone(), "eerder hier")
                    .tip("Elke wijk heeft één contactpersoon. Haal de wijk bij één van de twee weg."),
                );
                continue;
            }
            named_in.insert(*wijk, place);
            wijken[wijk.0].wijkmanager = Some(index);
        }
    }
    let items: Vec<_> = found.iter().map(|(item, _)| item.clone()).collect();
    let names = KindNames::new(register, &items, |manager| manager.naam.as_deref());
    for wijk in wijken.iter() {
        let Some(reference) = &wijk.item.value.wijkmanager else { continue };
        let Some(index) = names.resolve(reference, &wijk.item.document, findings) else { continue };
        if wijk.wijkmanager != Some(index) {
            let manager = &items[index];
            findings.push(
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
    let contact = |(item, of): (_, Vec<(WijkIndex, _)>)| LinkedContact {
        item,
        wijken: of.into_iter().map(|(wijk, _)| wijk).collect(),
    };
    for document in register.documents.iter().filter(|document| register.is_shown(document)) {
        let refers = document.content.as_ref().map(|content| content.says().refers());
        for reference in refers.into_iter().flat_map(|refers| refers.contacten) {
            names.resolve(reference, document, findings);
        }
    }
    (found.into_iter().map(contact).collect(), names)
}
