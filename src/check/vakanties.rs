//! A list of school holidays that ends: then spreekuren go on in the next one without anybody having meant that.

use super::{Subject, days};
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::Content;
use crate::tijd::lange_datum;

/// How many days before the list ends it is told.
const SOON: i32 = 60;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let asks =
        |spreekuur: &crate::site::About<crate::kinds::Spreekuur>| spreekuur.item.value.rooster.stopt_in_vakanties;
    let mut who = subject.site.lists.spreekuren.iter().filter(|spreekuur| asks(spreekuur));
    let Some(first) = who.next() else { return };
    let last = subject.site.kalender.vakanties.iter().map(|vakantie| vakantie.tot).max();
    if last.is_some_and(|last| days(subject.today, last) > SOON) {
        return;
    }
    let is_list = |content: &Content| matches!(content, Content::Sluitingen(_));
    let list = subject.finished().find(|document| document.content.as_ref().is_some_and(is_list));
    let message = match last {
        Some(last) => format!("De lijst met vakanties loopt tot en met {}.", lange_datum(last)),
        None => "Er staan nergens vakanties, en een spreekuur vervalt in de vakanties.".to_owned(),
    };
    let document = list.unwrap_or(&first.item.document);
    findings.push(
        Finding::new(Code::HolidaysEnd, Place::new(&document.path, document.titled_at), message).tip(
            "Zet in content/sluitingen.yaml de regio van uw gemeente, zoals `schoolvakanties: noord`. Of zet de volgende vakanties bij `vakanties`; ze staan op rijksoverheid.nl.",
        ),
    );
}
