//! What residents can take with them: which documents have a calendar, a contact card or data, and where that is. What is in it is for
//! `outputs/`.

use super::{About, LinkedContact};
use crate::kinds::{Document, Hub, HubStatus, ShownAs};
use crate::output::OutputPath;

/// The calendar of the whole site.
pub(crate) const AGENDA: &str = "agenda.ics";

/// The calendar of all steps of the timeline.
pub(crate) const AGENDA_TIJDLIJN: &str = "tijdlijn.ics";

/// The calendar of a wijk, hub, spreekuur or step.
pub(crate) fn agenda(document: &Document) -> OutputPath {
    beside(document, "ics")
}

/// The contact card of a contact; an open post has none.
pub(crate) fn kaartje_of_contact(LinkedContact { item, .. }: &LinkedContact) -> Option<OutputPath> {
    item.value.naam.is_some().then(|| beside(&item.document, "vcf"))
}

/// The contact card of a hub, when it is known where that is and one can go there, if not today.
pub(crate) fn kaartje_of_hub(About { item, .. }: &About<Hub>) -> Option<OutputPath> {
    let is_there = matches!(item.value.status, HubStatus::InGebruik | HubStatus::TijdelijkDicht);
    (is_there && item.value.locatie.is_some()).then(|| beside(&item.document, "vcf"))
}

/// The figures of a wijk as CSV and as JSON.
pub(crate) fn cijfers_van_wijk(document: &Document) -> [OutputPath; 2] {
    ["csv", "json"].map(|extension| beside(document, extension))
}

/// A file named after a document, beside the page that it is shown on. Pages have no dot in their addresses.
fn beside(document: &Document, extension: &str) -> OutputPath {
    let facts = document.kind.facts();
    let (name, folder) = (&document.slug, facts.folder.unwrap_or_default());
    match facts.shown {
        ShownAs::Part(page) | ShownAs::PartAmongOthers(page) | ShownAs::PartOfWijk(page) => {
            OutputPath::new(format!("{}{name}.{extension}", page.output().address()))
        }
        _ => OutputPath::new(format!("{folder}/{name}.{extension}")),
    }
}
