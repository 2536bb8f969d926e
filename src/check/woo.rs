//! The Woo-index finds documents by `robots.txt` at the root of a host, and knows a municipality by its code.

use super::Subject;
use super::days;
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::tijd::lange_datum;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(info) = &subject.site.info else { return };
    let stukken = || subject.site.lists.stukken.iter().filter_map(|it| Some((it, it.item.value.woo.as_ref()?)));
    if stukken().next().is_none() {
        return;
    }
    let about_site = |message: String| Finding::new(Code::WooIndex, Place::file(&info.document.path), message);
    if info.value.woo_code().is_none() {
        let message =
            "De Woo-index weet niet van welke gemeente de documenten met `woo` zijn; zij worden niet aangemeld.";
        let tip =
            format!("Zet in site.yaml een regel bij: `gemeentecode: GM…`, met de code van {}.", info.value.gemeente);
        findings.push(about_site(message.to_owned()).tip(tip));
    } else if let Some(base) = subject.bases().next().filter(|base| base.folder() != "/") {
        let message = format!(
            "De Woo-index leest alleen {}/robots.txt, en deze site staat in de map {}; de documenten met `woo` worden zo niet \
             gevonden.",
            base.origin(),
            base.folder()
        );
        let tip = format!(
            "Vraag uw beheerder om de regels met `Sitemap:` uit {} over te nemen in {}/robots.txt.",
            base.with("robots.txt"),
            base.origin()
        );
        findings.push(about_site(message).tip(tip));
    }
    for (stuk, woo) in stukken() {
        let day = woo.op.value.0;
        // One day of grace, for whoever writes today what is published tomorrow.
        if days(subject.today, day) > 1 {
            let place = Place::new(&stuk.item.document.path, woo.op.span);
            let message =
                format!("De Woo-index krijgt te lezen dat dit gebeurde op {}; die dag komt nog.", lange_datum(day));
            findings.push(Finding::new(Code::WooIndex, place, message).tip("Kijk of de dag klopt."));
        }
    }
}
