//! What a page says of *now*, when a browser reads it: moments in minutes since 1970, each with the words that hold from then on.
//!
//! A page is read on other days than it was made, so it never says by itself what is now. The script of a theme only compares
//! moments and puts in words that are ready: it knows nothing of zones, days or schedules. What is here changes with the day of
//! the build only where the rest of the page does, but for how far it reaches: that moves on by the week.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::tijd::{
    Minuut, Moment, Ogenblik, Openingssoort, Tijdspanne, Uren, Verteld, lange_datum, middernacht, na_elkaar, stukken,
    weekdag_en_datum, zonder_jaar,
};

/// How many days a page says what is now, counted from the Monday of the week in which it was made: so at least nine weeks.
const AHEAD: i32 = 70;

/// The words of a place on a page, by the moment from which they hold: `29930340 woorden|480 andere woorden`. The first moment is
/// in minutes since 1970, the others since the one before. Without words there is nothing to show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Verloop {
    text: String,
    last: Option<(Minuut, String)>,
}

impl Verloop {
    /// From a moment on these words hold; of moments that are no later than the one before, the last one counts.
    fn then(&mut self, at: Minuut, words: &str) {
        let words = words.replace('|', "/");
        let before = self.last.as_ref().map_or(0, |(at, _)| *at);
        if self.last.as_ref().is_some_and(|(_, last)| *last == words) {
            return;
        }
        let sign = if self.text.is_empty() { "" } else { "|" };
        self.text.push_str(&format!("{sign}{} {words}", at - before));
        self.last = Some((at, words));
    }

    fn into_text(self) -> String {
        self.text
    }
}

/// There is nothing to show any more from a moment on.
pub(super) fn until(at: Minuut) -> String {
    format!("{at} ")
}

/// The end of a day, or of the last of these hours if that is later.
pub(super) fn over(dag: Date, uren: &[Moment]) -> Minuut {
    end_of(uren).max(middernacht(dag.saturating_add(1.day())))
}

/// The end of the last of these hours.
pub(super) fn end_of(uren: &[Moment]) -> Minuut {
    stukken(uren.iter().map(|moment| (*moment, ()))).iter().map(|it| it.tot).max().unwrap_or_default()
}

/// The day until which a page says what is now.
pub(super) fn horizon(today: Date) -> Date {
    monday(today).saturating_add(AHEAD.days())
}

/// What a page says when it is too old to say what is now.
pub(super) fn made(today: Date) -> String {
    let made = lange_datum(monday(today));
    format!(
        "{} Deze pagina is gemaakt in de week van {made}. De dagen en tijden kunnen nu anders zijn.",
        middernacht(horizon(today))
    )
}

/// The day from which a page says what is now for a week longer.
pub(super) fn next_week(today: Date) -> Date {
    monday(today).saturating_add(7.days())
}

fn monday(day: Date) -> Date {
    day.saturating_sub(i32::from(day.weekday().to_monday_zero_offset()).days())
}

/// How a day is called from the day before it until it ends.
pub(super) fn named(dag: Date) -> String {
    let mut out = Verloop::default();
    out.then(middernacht(dag.saturating_sub(1.day())), &format!("morgen, {}", zonder_jaar(dag)));
    out.then(middernacht(dag), &format!("vandaag, {}", zonder_jaar(dag)));
    out.into_text()
}

/// "Deze bijeenkomst is morgen, om 19.30 uur." of a meeting at these moments, from the day before each, and in the end that it is over.
pub(super) fn bijeenkomst(keren: impl Iterator<Item = (Ogenblik, Ogenblik)>) -> String {
    let (mut out, mut over) = (Verloop::default(), 0);
    for (begin, einde) in keren {
        let (van, tot) = (begin.tijd.tekst(), einde.tijd.tekst());
        let evening = middernacht(begin.dag.saturating_sub(1.day()));
        for (from, words) in [
            (evening, format!("Deze bijeenkomst is morgen, om {van}\u{a0}uur.")),
            (middernacht(begin.dag), format!("Deze bijeenkomst is vandaag, om {van}\u{a0}uur.")),
            (begin.minuut(true), format!("Deze bijeenkomst is nu, tot {tot}\u{a0}uur.")),
        ] {
            out.then(from.max(over), &words);
        }
        over = einde.minuut(false);
        out.then(over, "");
    }
    out.then(over, "Deze bijeenkomst is geweest.");
    out.into_text()
}

/// When a stretch is, seen from now.
#[derive(Clone, Copy)]
enum Gezien {
    Nu,
    Vandaag,
    Morgen,
    Later,
}

/// The stretches from a day on that a page says of what is now, and the first one after these.
fn ahead<W: Copy + PartialEq>(
    uren: &[(Uren<'_>, usize)],
    today: Date,
    wat: impl Fn(usize, &Moment) -> W,
) -> Vec<Verteld<W>> {
    let (yesterday, end) = (today.saturating_sub(1.day()), horizon(today));
    let (mut momenten, mut after) = (Vec::new(), Vec::new());
    for (uren, index) in uren {
        // What began yesterday may go on past midnight.
        let all = uren.momenten(yesterday).filter(|it| it.dag >= today || it.tijd.passes_midnight());
        for moment in all {
            if moment.dag >= end {
                after.push((moment, wat(*index, &moment)));
                break;
            }
            momenten.push((moment, wat(*index, &moment)));
        }
    }
    momenten.extend(after.into_iter().min_by_key(|(moment, _)| *moment));
    na_elkaar(&stukken(momenten))
}

/// What is said at each moment until the page is too old.
fn steps<W: Copy>(pieces: &[Verteld<W>], today: Date, words: impl Fn(&Tijdspanne<W>, Gezien) -> String) -> String {
    let end = middernacht(horizon(today));
    let mut out = Verloop::default();
    // Until the first one, what the page says of it holds.
    let mut over = 0;
    for Verteld { van, tot, stuk: it } in pieces {
        let morning = middernacht(it.dag);
        let evening = middernacht(it.dag.saturating_sub(1.day()));
        let before =
            [(over, evening, Gezien::Later), (evening, morning, Gezien::Morgen), (morning, *van, Gezien::Vandaag)];
        let before = before.into_iter().filter(|(from, to, _)| over.max(*from) < *to.min(van));
        let all = before.map(|(from, _, when)| (over.max(from), when)).chain([(*van, Gezien::Nu)]);
        for (from, when) in all.filter(|(from, _)| *from < end) {
            out.then(from, &words(it, when));
        }
        over = *tot;
    }
    out.then(over.min(end), "");
    out.into_text()
}

/// "Nu open, tot 17.00 uur", "Gaat morgen om 9.00 uur open"; of something that opens.
pub(super) fn open(uren: Uren<'_>, today: Date) -> String {
    steps(&ahead(&[(uren, 0)], today, |_, _| ()), today, |it, when| {
        let (van, tot) = (it.klok.0.tekst(), it.klok.1.tekst());
        let dag = day(it.dag, today);
        let om = match when {
            Gezien::Nu => {
                let what = match it.soort {
                    Openingssoort::Inloop => "Nu open",
                    Openingssoort::Afspraak => "Nu open op afspraak",
                    Openingssoort::Telefonisch => "Nu telefonisch te bereiken",
                    Openingssoort::Balie => "Nu is alleen de balie open",
                };
                // What goes on for days ends at a time that would be taken for one of today.
                let is_long = it.tot - it.van > 24 * 60;
                return if is_long { what.to_owned() } else { format!("{what}, tot {tot}\u{a0}uur") };
            }
            Gezien::Vandaag => format!("om {van}\u{a0}uur"),
            Gezien::Morgen => format!("morgen om {van}\u{a0}uur"),
            Gezien::Later => format!("{dag} om {van}\u{a0}uur"),
        };
        match it.soort {
            Openingssoort::Inloop => format!("Gaat {om} open"),
            Openingssoort::Afspraak => format!("Gaat {om} open op afspraak"),
            Openingssoort::Telefonisch => format!("Weer telefonisch te bereiken: {om}"),
            Openingssoort::Balie => format!("De balie gaat {om} open"),
        }
    })
}

/// "nu, tot 11.00 uur", "morgen, 9.00 tot 11.00 uur"; of what takes place. Several have the number of what it is of.
pub(super) fn moment(uren: Uren<'_>, today: Date) -> String {
    steps(&ahead(&[(uren, 0)], today, |_, _| ()), today, |it, when| hours(it, when, today))
}

/// The same for what takes place of several, with what is said of each besides: see [`Samen`].
pub(super) fn first_of(uren: &[(Uren<'_>, usize)], today: Date) -> Samen {
    let pieces = ahead(uren, today, |index, moment| (index, moment.extra));
    Samen { wanneer: steps(&pieces, today, |it, when| hours(it, when, today)), pieces, today }
}

/// When the next is of several.
pub(super) struct Samen {
    /// In words.
    pub(super) wanneer: String,
    pieces: Vec<Verteld<(usize, Option<usize>)>>,
    today: Date,
}

impl Samen {
    /// What is said of each at the moments at which it is the next or now. `None` when it is the same all the time.
    pub(super) fn of(&self, words: impl Fn(usize, Option<usize>) -> String) -> Option<String> {
        let of = |it: &Tijdspanne<(usize, Option<usize>)>| words(it.wat.0, it.wat.1);
        let first = of(&self.pieces.first()?.stuk);
        if self.pieces.iter().all(|it| of(&it.stuk) == first) {
            return None;
        }
        Some(steps(&self.pieces, self.today, |it, _| of(it)))
    }

    /// Until when there is something to say.
    pub(super) fn until(&self) -> String {
        let last = self.pieces.last().map_or(0, |it| it.tot);
        until(last.min(middernacht(horizon(self.today))))
    }
}

fn hours<W>(it: &Tijdspanne<W>, when: Gezien, today: Date) -> String {
    let (van, tot) = (it.klok.0.tekst(), it.klok.1.tekst());
    let day = match when {
        Gezien::Nu => return format!("nu, tot {tot}\u{a0}uur"),
        Gezien::Vandaag => "vandaag".to_owned(),
        Gezien::Morgen => "morgen".to_owned(),
        Gezien::Later => day(it.dag, today),
    };
    format!("{day}, {van} tot {tot}\u{a0}uur")
}

/// A day in words; one that is far ahead with its year.
fn day(dag: Date, today: Date) -> String {
    if dag < horizon(today) { zonder_jaar(dag) } else { weekdag_en_datum(dag) }
}
