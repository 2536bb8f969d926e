//! When a document is on the site, in the words in which editors are told so in the preview.

use jiff::civil::Date;

use super::register::days;
use crate::kinds::Document;
use crate::tijd::lange_datum;

/// The day on which a document appeared, if it was not always there.
pub(crate) fn verschenen(document: &Document) -> Option<Date> {
    days(document)[0].into_iter().flatten().max()
}

/// What is to be said of when a document is on the site; `None` when it always is.
pub(crate) fn zichtbaar(document: &Document, today: Date) -> Option<String> {
    if document.concept {
        return Some("Dit is een concept. Het staat niet op de site.".to_owned());
    }
    let [appears, last] = days(document);
    let first = appears.into_iter().flatten().max();
    let last = last.into_iter().flatten().min();
    let is_early = first.filter(|day| *day > today);
    // From when it is there, nobody asks once it is.
    let van = is_early.map(|day| format!(" vanaf {}", lange_datum(day)));
    let tot = last.map(|day| format!(" tot en met {}", lange_datum(day)));
    let verb = match (is_early, last) {
        (Some(_), _) => "komt op de site",
        (None, Some(last)) if last < today => "stond op de site",
        _ => "staat op de site",
    };
    (van.is_some() || tot.is_some())
        .then(|| format!("Deze pagina {verb}{}{}.", van.unwrap_or_default(), tot.unwrap_or_default()))
}
