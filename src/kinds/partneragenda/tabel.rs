//! A calendar as a table: what people keep in a spreadsheet, or what Outlook saves. The names of columns are those of both.

use jiff::civil::{Date, DateTime, Time};

use super::tekst::{Woorden, woorden};
use super::{ASK, Activiteitstand, Bezwaar, MOST_EVENTS, Partneractiviteit, Partneragenda};
use crate::diagnostics::{Code, Finding, Findings, Place, Severity, Span};
use crate::read::csv::{self, Cell};
use crate::source::SourcePath;
use crate::tijd::{Datum, Kalenderreeks, Tijdstip, Tijdzone};
use crate::values::{Mismatch, Parse};

/// A column, and what people and programs call it.
const COLUMNS: &[(Agendakolom, &[&str])] = &[
    (Agendakolom::Titel, &["titel", "naam", "activiteit", "wat", "onderwerp", "subject", "title"]),
    (Agendakolom::Datum, &["datum", "dag", "begindatum", "startdatum", "start date", "date"]),
    (Agendakolom::Van, &["van", "begin", "begintijd", "starttijd", "aanvang", "tijd", "start time"]),
    (Agendakolom::TotDatum, &["einddatum", "tot en met", "end date"]),
    (Agendakolom::Tot, &["tot", "einde", "eindtijd", "end time"]),
    (Agendakolom::HeleDag, &["hele dag", "duurt hele dag", "duurt de hele dag", "all day event"]),
    (Agendakolom::Plek, &["plek", "locatie", "plaats", "waar", "location"]),
    (Agendakolom::Tekst, &["omschrijving", "beschrijving", "toelichting", "description"]),
    (Agendakolom::Link, &["link", "website", "webadres", "url"]),
    (Agendakolom::Status, &["status"]),
    (Agendakolom::Prive, &["privé", "prive", "private"]),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Agendakolom {
    Titel,
    Datum,
    Van,
    TotDatum,
    Tot,
    HeleDag,
    Plek,
    Tekst,
    Link,
    Status,
    Prive,
}

const HEADER_TIP: &str = "De eerste regel is bijvoorbeeld: titel;datum;van;tot;plek";

/// A row, with which cell is what.
struct Agendarij<'r> {
    cells: &'r [Cell<'r>],
    columns: &'r [(Agendakolom, usize)],
    /// Whether its dates may be written as in America.
    is_english: bool,
}

/// Reads a table. What is wrong in it stops nobody.
pub(super) fn read(text: &str, path: &SourcePath, findings: &mut Findings) -> Option<Partneragenda> {
    let mut own = Findings::default();
    let rows = csv::read(text, path, &mut own);
    *findings += own.all(Severity::Warning);
    let rows = rows?;
    let name = |cell: &Cell<'_>| cell.text.to_lowercase().replace('_', " ");
    let place = |kolom: &'static [&str]| rows.header.iter().position(|cell| kolom.contains(&name(cell).trim()));
    let columns: Vec<(Agendakolom, usize)> =
        COLUMNS.iter().filter_map(|(kolom, names)| Some((*kolom, place(names)?))).collect();
    for (kolom, called) in [(Agendakolom::Titel, "titel"), (Agendakolom::Datum, "datum")] {
        if !columns.iter().any(|(it, _)| *it == kolom) {
            let message = format!("In deze tabel is geen kolom `{called}`, en daarom is het geen agenda.");
            let place = Place::new(path, rows.header[0].span);
            findings.push(Finding::new(Code::ForeignCalendar, place, message).tip(HEADER_TIP));
            return None;
        }
    }
    let is_english = rows.header.iter().any(|cell| name(cell) == "start date");
    let mut agenda = Partneragenda { meer: rows.rows.len().saturating_sub(MOST_EVENTS), ..Partneragenda::default() };
    for cells in rows.rows.iter().take(MOST_EVENTS) {
        let rij = Agendarij { cells, columns: &columns, is_english };
        if let Some(activiteit) = rij.activiteit(&mut agenda.bezwaren) {
            agenda.activiteiten.push(activiteit);
        }
    }
    Some(agenda)
}

impl Agendarij<'_> {
    fn cell(&self, kolom: Agendakolom) -> Option<&Cell<'_>> {
        let (_, place) = self.columns.iter().find(|(it, _)| *it == kolom)?;
        self.cells.get(*place).filter(|cell| !cell.text.is_empty())
    }

    fn says(&self, kolom: Agendakolom, words: &[&str]) -> bool {
        self.cell(kolom).is_some_and(|cell| words.contains(&cell.text.to_lowercase().as_str()))
    }

    fn activiteit(&self, bezwaren: &mut Vec<Bezwaar>) -> Option<Partneractiviteit> {
        const YES: &[&str] = &["ja", "waar", "true", "yes", "1", "x"];
        if self.says(Agendakolom::Prive, YES) {
            return None;
        }
        let at = self.cells.first().map_or_else(Span::default, |cell| cell.span);
        let reeks = match self.reeks(self.says(Agendakolom::HeleDag, YES), at) {
            Ok(reeks) => reeks,
            Err(bezwaar) => {
                bezwaren.push(bezwaar);
                return None;
            }
        };
        let before = bezwaren.len();
        let written = [Agendakolom::Titel, Agendakolom::Tekst, Agendakolom::Plek, Agendakolom::Link];
        let written = written.map(|kolom| self.cell(kolom).map(|cell| (cell.text.clone().into_owned(), cell.span)));
        let woorden = woorden(at, written, bezwaren);
        let last = reeks.laatste_dag();
        bezwaren[before..].iter_mut().for_each(|it| it.laatste_dag = last);
        let Woorden { titel, tekst, plek, link } = woorden?;
        let stand =
            if self.says(Agendakolom::Status, &["afgelast", "vervallen", "geannuleerd", "cancelled", "canceled"]) {
                Activiteitstand::Afgelast
            } else if self.says(Agendakolom::Status, &["onder voorbehoud", "voorlopig", "tentative"]) {
                Activiteitstand::OnderVoorbehoud
            } else {
                Activiteitstand::GaatDoor
            };
        Some(Partneractiviteit { at, titel, tekst, plek, link, stand, reeks })
    }

    /// When it is.
    fn reeks(&self, is_whole_day: bool, at: Span) -> Result<Kalenderreeks, Bezwaar> {
        let Some(datum) = self.cell(Agendakolom::Datum) else {
            let message = "In deze rij staat geen datum. De activiteit staat daarom niet op de site.";
            return Err(Bezwaar::weg(at, message, ASK));
        };
        let first = self.datum(datum)?;
        let told = |bezwaar: Bezwaar| Bezwaar { laatste_dag: Some(first), ..bezwaar };
        let last = self.cell(Agendakolom::TotDatum).map(|cell| self.datum(cell)).transpose().map_err(told)?;
        let van = self.cell(Agendakolom::Van).filter(|_| !is_whole_day).map(tijdstip).transpose().map_err(told)?;
        let tot = self.cell(Agendakolom::Tot).filter(|_| !is_whole_day).map(tijdstip).transpose().map_err(told)?;
        let before = |end: &Cell<'_>| {
            let message = "Deze activiteit eindigt voordat zij begint, en staat daarom niet op de site.";
            told(Bezwaar::weg(end.span, message, ASK))
        };
        let Some(van) = van else {
            let begin = first.to_datetime(Time::midnight());
            // The last day is one of them.
            let end = last.unwrap_or(first).to_datetime(Time::midnight());
            if let Some(cell) = self.cell(Agendakolom::TotDatum).filter(|_| end < begin) {
                return Err(before(cell));
            }
            let duur = end.duration_since(begin).checked_add(jiff::SignedDuration::from_hours(24));
            return Ok(Kalenderreeks { zone: None, begin, duur, regel: None, ook: Vec::new(), niet: Vec::new() });
        };
        let begin = first.to_datetime(van);
        let end: Option<DateTime> = tot.map(|tot| last.unwrap_or(first).to_datetime(tot));
        if let Some(cell) = self.cell(Agendakolom::Tot).filter(|_| end.is_some_and(|end| end < begin)) {
            return Err(before(cell));
        }
        let duur = end.map(|end| end.duration_since(begin));
        Ok(Kalenderreeks { zone: Some(Tijdzone::hier()), begin, duur, regel: None, ook: Vec::new(), niet: Vec::new() })
    }

    /// A day in one of the ways that people and programs write it.
    fn datum(&self, cell: &Cell<'_>) -> Result<Date, Bezwaar> {
        let text = cell.text.trim();
        // Excel puts a time behind it.
        let text = text.split_once(" 00:00").or_else(|| text.split_once(" 0:00")).map_or(text, |(day, _)| day);
        let meant = match Datum::parse(text) {
            Ok(datum) => Some(datum),
            // In America the month goes first.
            Err(_) if self.is_english && text.contains('/') => None,
            Err(Mismatch { replacement, .. }) => replacement.and_then(|text| Datum::parse(&text).ok()),
        };
        meant.map(|datum| datum.0).ok_or_else(|| {
            let message = "Deze datum is niet te lezen. De activiteit staat daarom niet op de site.";
            Bezwaar::weg(cell.span, message, "Schrijf de datum als 2026-12-31 of als 31-12-2026.")
        })
    }
}

/// A time in one of the ways that people and programs write it.
fn tijdstip(cell: &Cell<'_>) -> Result<Time, Bezwaar> {
    let text = cell.text.trim().to_lowercase();
    let (clock, half) = match text.strip_suffix(" pm") {
        Some(clock) => (clock, 12),
        None => (text.strip_suffix(" am").unwrap_or(&text), 0),
    };
    let is_half = clock.len() < text.len();
    // Excel writes seconds.
    let clock = if clock.matches(':').count() == 2 { clock.rsplit_once(':').map_or(clock, |it| it.0) } else { clock };
    let meant = Tijdstip::parse(clock)
        .or_else(|why| why.replacement.as_deref().map_or(Err(()), |text| Tijdstip::parse(text).map_err(drop)))
        .ok()
        .map(|tijd| tijd.to_string())
        .and_then(|text| text.parse::<Time>().ok());
    let shifted = |time: Time| {
        if !is_half {
            return Some(time);
        }
        // Twelve comes before one there.
        Time::new(time.hour() % 12 + half, time.minute(), 0, 0).ok().filter(|_| (1..=12).contains(&time.hour()))
    };
    meant.and_then(shifted).ok_or_else(|| {
        let message = "Deze tijd is niet te lezen. De activiteit staat daarom niet op de site.";
        Bezwaar::weg(cell.span, message, "Schrijf de tijd als 19:30.")
    })
}
