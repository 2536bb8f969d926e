//! The calendars of organisations: what is wrong in them as long as it matters, and what is not shown of them. None of it stops a site.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Subject;
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::{Bezwaar, Bijeenkomst, BijeenkomstStatus, Keer, Kind, MOST_EVENTS, Partneractiviteit};
use crate::site::{About, Agendavooruit, DAYS_OF_OTHERS, MOST_OF_OTHERS};
use crate::tijd::Kalenderbeurt;
use crate::values::nearest;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for agenda in &subject.site.agendas {
        of_nobody(subject, agenda, findings);
        objections(agenda, subject.today, findings);
        left_out(agenda, subject.today, findings);
        if agenda.organisatie.is_some() {
            meetings_of_ours(subject, agenda, findings);
        }
    }
}

/// Nobody is named as who sends it.
fn of_nobody(subject: &Subject<'_>, agenda: &Agendavooruit, findings: &mut Findings) {
    let slug = agenda.item.slug();
    let organisations = subject.site.documents().iter().filter(|document| document.kind == Kind::Organisatie);
    let names: Vec<&str> = organisations.map(|document| document.slug.as_str()).collect();
    if names.contains(&slug.as_str()) {
        return;
    }
    let path = &agenda.item.document.path;
    let message = format!("Bij deze agenda hoort geen organisatie: {}.yaml is er niet.", path.stem());
    let tip = nearest(slug.as_str(), names.iter().copied()).map_or_else(
        || format!("Maak {}.yaml met de naam van de organisatie, in dezelfde map. Zonder afzender komt de agenda niet op de site.", path.stem()),
        |name| format!("Geef het bestand dezelfde naam als de organisatie: {name}.{}.", path.extension()),
    );
    findings.push(Finding::new(Code::ForeignOfNobody, Place::file(path), message).tip(tip));
}

/// What is wrong with what is not over for good.
fn now(agenda: &Agendavooruit, today: Date) -> impl Iterator<Item = &Bezwaar> {
    agenda.item.value.bezwaren.iter().filter(move |it| it.laatste_dag.is_none_or(|day| day >= today))
}

/// What is wrong in it: of each mistake the first, with how many more there are.
fn objections(agenda: &Agendavooruit, today: Date, findings: &mut Findings) {
    let path = &agenda.item.document.path;
    let mut told: BTreeMap<(Code, &str), (Finding, usize)> = BTreeMap::new();
    for it in now(agenda, today) {
        let finding = || Finding::new(it.code, Place::new(path, it.at), &*it.message).tip(it.tip);
        told.entry((it.code, &it.message)).or_insert_with(|| (finding(), 0)).1 += 1;
    }
    for (mut finding, count) in told.into_values() {
        if count > 1 {
            finding.and_more(count - 1, " in deze agenda");
        }
        findings.push(finding);
    }
    let mut twice = agenda.dubbel.iter();
    if let Some([at, first]) = twice.next() {
        let message = "Deze activiteit staat er twee keer in. Op de site staat zij één keer.";
        let mut finding = Finding::new(Code::ForeignText, Place::new(path, *at), message)
            .related(Place::new(path, *first), "deze activiteit")
            .tip("Vraag de organisatie om één van de twee weg te halen.");
        if twice.len() > 0 {
            finding.and_more(twice.len(), " in deze agenda");
        }
        findings.push(finding);
    }
}

/// What is not shown because there is so much; or that there is nothing, as with a calendar of last year.
fn left_out(agenda: &Agendavooruit, today: Date, findings: &mut Findings) {
    let (path, value) = (&agenda.item.document.path, &agenda.item.value);
    let tip = "Vraag de organisatie om een agenda met alleen wat voor bewoners is.";
    let mut tell = |message: String, tip: &str| {
        findings.push(Finding::new(Code::ForeignMany, Place::file(path), message).tip(tip));
    };
    if value.meer > 0 {
        let all = MOST_EVENTS + value.meer;
        let message = format!("In deze agenda staan {all} activiteiten. Wijkwijzer leest de eerste {MOST_EVENTS}.");
        tell(message, "Vraag de organisatie om een agenda met alleen wat nog komt.");
    }
    let is_told = agenda.organisatie.is_none() || now(agenda, today).any(|it| it.code == Code::ForeignEvent);
    if agenda.komend.is_empty() && !agenda.is_te_veel && value.meer == 0 && !is_told {
        let message = format!("In deze agenda staat niets voor de komende {DAYS_OF_OTHERS} dagen.");
        tell(
            message,
            "Vraag de organisatie om haar nieuwe agenda. Houdt zij die niet meer bij? Haal het bestand dan weg.",
        );
    }
    if agenda.is_te_veel {
        tell("In deze agenda komt zo veel terug, dat niet alles is uitgerekend.".to_owned(), tip);
    }
    if agenda.meer > 0 {
        let all = MOST_OF_OTHERS + agenda.meer;
        let message = format!(
            "In deze agenda staan {all} activiteiten voor de komende {DAYS_OF_OTHERS} dagen. Op de site staan de eerste {MOST_OF_OTHERS}."
        );
        tell(message, tip);
    }
}

/// What is at the place and time of a meeting of our own.
fn meetings_of_ours(subject: &Subject<'_>, agenda: &Agendavooruit, findings: &mut Findings) {
    let meetings = subject.site.lists.bijeenkomsten.iter();
    let meetings: Vec<_> = meetings
        .filter(|it| it.item.value.status != BijeenkomstStatus::Afgelast && !it.item.value.is_over(subject.today))
        .collect();
    for komend in &agenda.komend {
        let activiteit = agenda.activiteit(komend);
        if activiteit.stand.let_op() == Some("Afgelast") {
            continue;
        }
        let clash = meetings.iter().find_map(|about| {
            let value = &about.item.value;
            let place = value.locatie().naam.as_deref()?;
            let keren = value.keren().iter();
            let at_once = || keren.clone().find(|keer| komend.beurten.iter().any(|beurt| overlaps(beurt, keer)));
            is_at(activiteit, place).then(at_once).flatten().map(|keer| (keer, *about))
        });
        if let Some((keer, about)) = clash {
            findings.push(at_once(agenda, activiteit, keer, about));
        }
    }
}

/// Whether something is at a place of this name, whatever address follows.
fn is_at(activiteit: &Partneractiviteit, place: &str) -> bool {
    let plek = activiteit.plek.as_ref().map(|plek| plek.to_lowercase()).unwrap_or_default();
    let rest = plek.strip_prefix(&place.to_lowercase());
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

fn overlaps(beurt: &Kalenderbeurt, keer: &Keer) -> bool {
    let end = beurt.einde.unwrap_or(beurt.begin);
    !beurt.hele_dag && (beurt.begin == keer.begin() || (beurt.begin < keer.einde() && keer.begin() < end))
}

fn at_once(agenda: &Agendavooruit, activiteit: &Partneractiviteit, keer: &Keer, ours: &About<Bijeenkomst>) -> Finding {
    let (document, first) = (&agenda.item.document, &ours.item.document);
    let message = format!("Op deze plek is dan ook “{}”: {}.", ours.item.value.titel, keer.in_words());
    Finding::new(Code::MeetingsAtOnce, Place::new(&document.path, activiteit.at), message)
        .related(Place::new(&first.path, first.titled_at), "deze bijeenkomst")
        .tip("Is het dezelfde bijeenkomst? Vraag de organisatie om haar in de agenda op privé te zetten. Zijn het er twee? Overleg dan over de zaal of de tijd.")
}
