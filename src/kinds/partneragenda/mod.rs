//! The calendar of an organisation, as it gave it: `organisaties/NAAM.ics` or `NAAM.csv`, beside `NAAM.yaml`.
//!
//! What is in it was written by others for other programs, so it is never more than text: without marks, of a stated length, with no
//! link but a whole address. No mistake in it stops a site. What is wrong with something that is over for good is told to nobody,
//! so whoever knows what day it is tells it (`check/`).

mod ics;
mod tabel;
mod tekst;

use std::borrow::Cow;

use jiff::civil::Date;

use super::VastePagina;
use super::kind::{Facts, KindOf, ReadBy, Says, ShownAs};
use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::read::ics as form;
use crate::source::{MAX_TEXT_BYTES, Source, SourcePath};
use crate::tijd::Kalenderreeks;
use crate::values::Webadres;

/// What an organisation does, by its own calendar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Partneragenda {
    /// What can be shown, in the order of the file.
    pub(crate) activiteiten: Vec<Partneractiviteit>,
    /// What is wrong with the rest, and with what is shown.
    pub(crate) bezwaren: Vec<Bezwaar>,
    /// How many there are that were not looked at.
    pub(crate) meer: usize,
}

/// Something in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Partneractiviteit {
    /// Where it begins.
    pub(crate) at: Span,
    /// What it is called.
    pub(crate) titel: String,
    /// What is said of it.
    pub(crate) tekst: Option<String>,
    /// Where it is.
    pub(crate) plek: Option<String>,
    /// Where more is said of it.
    pub(crate) link: Option<Webadres>,
    /// Whether it goes on.
    pub(crate) stand: Activiteitstand,
    /// When it is.
    pub(crate) reeks: Kalenderreeks,
}

/// Whether something goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Activiteitstand {
    /// It does.
    GaatDoor,
    /// It may.
    OnderVoorbehoud,
    /// It does not.
    Afgelast,
}

impl Activiteitstand {
    /// What people have to know of it first, if anything.
    pub(crate) fn let_op(self) -> Option<&'static str> {
        match self {
            Self::GaatDoor => None,
            Self::OnderVoorbehoud => Some("Onder voorbehoud"),
            Self::Afgelast => Some("Afgelast"),
        }
    }
}

/// What is wrong with something in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bezwaar {
    /// Whether it is not shown, or otherwise than it is written.
    pub(crate) code: Code,
    /// Where.
    pub(crate) at: Span,
    /// What (Dutch).
    pub(crate) message: Cow<'static, str>,
    /// What to do (Dutch).
    pub(crate) tip: &'static str,
    /// When it is over for good, if that is known: from then on nobody needs to hear of it.
    pub(crate) laatste_dag: Option<Date>,
}

impl Bezwaar {
    /// That something is not shown.
    fn weg(at: Span, message: impl Into<Cow<'static, str>>, tip: &'static str) -> Self {
        Self { code: Code::ForeignEvent, at, message: message.into(), tip, laatste_dag: None }
    }

    /// That something is shown otherwise than it is written.
    fn anders(at: Span, message: impl Into<Cow<'static, str>>, tip: &'static str) -> Self {
        Self { code: Code::ForeignText, at, message: message.into(), tip, laatste_dag: None }
    }
}

/// So many things of a calendar are looked at.
pub(crate) const MOST_EVENTS: usize = 5_000;

/// What to do about what others wrote.
const ASK: &str = "Vraag de organisatie of zij het in haar agenda verbetert, en leg daarna het nieuwe bestand neer.";

impl KindOf for Partneragenda {
    const FACTS: Facts = Facts {
        called: "de agenda van een organisatie",
        folder: Some("organisaties"),
        nested: false,
        title_key: None,
        shown: ShownAs::Nowhere,
        by_wijk: false,
        overview: Some(VastePagina::Bijeenkomsten),
    };
    const READING: ReadBy<Self> = ReadBy::Agenda(read);
}

impl Says for Partneragenda {}

/// Reads a calendar in whatever form it came.
fn read(path: &SourcePath, source: &Source, findings: &mut Findings) -> Option<Partneragenda> {
    let told = |message: String, tip| Finding::new(Code::ForeignCalendar, Place::file(path), message).tip(tip);
    let Some(bytes) = source.held().ok().filter(|bytes| bytes.len() <= MAX_TEXT_BYTES) else {
        let message = format!("Deze agenda is groter dan {} MB en wordt niet gelezen.", MAX_TEXT_BYTES / 1024 / 1024);
        findings.push(told(message, "Vraag de organisatie om een agenda met alleen wat nog komt."));
        return None;
    };
    let decoded = source.decode();
    let mended = if decoded.valid { None } else { form::with_whole_letters(bytes) };
    // What was put right has other places than what editors see.
    let has_places = mended.is_none();
    if !decoded.valid && has_places {
        let message = "Deze agenda is niet als UTF-8 opgeslagen; letters zoals ë kunnen verkeerd worden gelezen.";
        let tip = "Vraag de organisatie om een agenda in UTF-8.";
        findings.push(Finding::new(Code::NotUtf8, Place::file(path), message).tip(tip));
    }
    let text = mended.as_deref().unwrap_or(&decoded.text);
    if path.extension() == "csv" {
        return tabel::read(text, path, findings);
    }
    if !form::is_calendar(text) {
        let is_page = text.trim_start().starts_with('<');
        let what = if is_page { "Dit is een webpagina en geen agenda" } else { "Dit is geen agenda" };
        let message = format!("{what}: het bestand begint niet met BEGIN:VCALENDAR.");
        findings.push(told(message, "Kies in het programma van de organisatie voor exporteren als iCalendar (.ics)."));
        return None;
    }
    let mut agenda = ics::read(&form::read(text, MOST_EVENTS));
    if !has_places {
        agenda.activiteiten.iter_mut().for_each(|it| it.at = Span::default());
        agenda.bezwaren.iter_mut().for_each(|it| it.at = Span::default());
    }
    Some(agenda)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tijd::MOST_LOOKED_AT;

    const WHOLE: &str = "BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:X\r\nX-LIC-LOCATION:Europe/Amsterdam\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Bingo\\, koffie <b>en</b> thee\r\nDTSTART;TZID=X:20260106T193000\r\nDTEND;TZID=X:20260106T213000\r\nRRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=40;BYDAY=TU,-1TH;BYMONTHDAY=1\r\nEXDATE;TZID=X:20260120T193000,20260203\r\nRDATE;VALUE=PERIOD:20260301T100000Z/PT1H\r\nDURATION:P1DT2H\r\nURL:https://x.example/\r\nLOCATION:Zaal\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID;TZID=X:20260217T193000\r\nDTSTART;VALUE=DATE:20260218\r\nSTATUS:CANCELLED\r\nSUMMARY:Niet\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    /// Reads a file and brings it to days, as a site does.
    fn all(name: &str, bytes: Vec<u8>) -> usize {
        let mut findings = Findings::default();
        let agenda = read(&SourcePath::new(name), &Source::new(bytes), &mut findings).unwrap_or_default();
        let mut looked = MOST_LOOKED_AT;
        let days = ["2026-11-23", "2027-01-22"].map(|day| day.parse().unwrap());
        for it in &agenda.activiteiten {
            assert!(!it.titel.is_empty() && it.titel.chars().count() <= tekst::MOST_TITLE + 1);
            let seen = [Some(&it.titel), it.tekst.as_ref(), it.plek.as_ref()];
            assert!(seen.into_iter().flatten().all(|text| !text.contains(crate::values::is_unwanted)));
            let beurten = it.reeks.beurten(days, &mut looked).unwrap_or_default();
            assert!(beurten.iter().all(|it| it.laatste_dag() >= days[0] && it.begin.dag <= days[1]));
        }
        agenda.activiteiten.len()
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_much(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            all("content/organisaties/a.ics", bytes.clone());
            all("content/organisaties/a.csv", bytes.clone());
            all("content/organisaties/a.ics", [b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:".as_slice(), &bytes].concat());
        }

        #[test]
        fn no_change_is_too_much(changes in proptest::collection::vec((0..WHOLE.len(), any::<u8>(), 0..4u8), 1..12)) {
            let mut bytes = WHOLE.as_bytes().to_vec();
            for (at, byte, how) in changes {
                let at = at.min(bytes.len().saturating_sub(1));
                match how {
                    0 => bytes[at] = byte,
                    1 => bytes.insert(at, byte),
                    2 => drop(bytes.remove(at)),
                    _ => bytes[at] = b"0123456789-;:,="[usize::from(byte) % 15],
                }
            }
            all("content/organisaties/a.ics", bytes);
        }

        #[test]
        fn no_table_is_too_much(text in r#"(titel|datum|van|tot|Start Date|"a;|;|,|\n|20[0-9]{2}-1[0-9]-2[0-9]|3[0-9]-1-2026|[0-9]{2}[:.][0-9]{2}|<script>|é){0,60}"#) {
            all("content/organisaties/a.csv", format!("titel;datum;van;tot\n{text}").into_bytes());
            all("content/organisaties/a.csv", text.into_bytes());
        }
    }

    #[test]
    fn the_whole_one_is_read() {
        assert_eq!(all("content/organisaties/a.ics", WHOLE.replace(",-1TH;BYMONTHDAY=1", "").into_bytes()), 2);
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
    fn five_thousand_endless_ones_take_no_time() {
        let event = |nr: usize| {
            let rule =
                ["DAILY", "WEEKLY;BYDAY=MO,TU", "YEARLY", "DAILY;COUNT=100000000;BYMONTH=2;BYMONTHDAY=31"][nr % 4];
            format!(
                "BEGIN:VEVENT\nUID:{nr}\nSUMMARY:Nummer {nr}\nDTSTART:19000101T100000Z\nRRULE:FREQ={rule}\nEND:VEVENT\n"
            )
        };
        let many: String = (0..20_000).map(event).collect();
        let begun = std::time::Instant::now();
        assert_eq!(all("content/organisaties/a.ics", format!("BEGIN:VCALENDAR\n{many}").into_bytes()), MOST_EVENTS);
        let took = begun.elapsed();
        assert!(took.as_secs() < 20, "{took:?}");
    }
}
