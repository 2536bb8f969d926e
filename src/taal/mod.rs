//! Hints for plain Dutch (B1): what in a text is hard to read, and where.
//!
//! Pure: blocks of prose in, [`Hint`]s out, one file at a time. Wrong hints are worse than missed ones, as editors stop reading
//! them. Whether a site wants hints, and which abbreviations it explains, is for `check/taal.rs`.

mod afkortingen;
pub(crate) mod gaps;
mod lijdend;
pub(crate) mod nummers;
mod proza;
mod woorden;
pub(crate) mod wording;
mod zinnen;

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr;

pub(crate) use proza::{Blok, Bloksoort};

use crate::diagnostics::Span;
use afkortingen::Afkortingen;
use zinnen::Woord;

/// The most words of a sentence. About 15 reads well.
const MAX_ZIN: usize = 25;
/// The most words of a paragraph.
const MAX_ALINEA: usize = 120;
/// How many passive sentences a text may have, whatever its length.
const MAX_LIJDEND: usize = 2;
/// The most hints of one text: a list longer than this helps nobody.
const MAX_HINTS: usize = 1000;
/// The most passive sentences that are pointed at.
const MAX_PLEKKEN: usize = 20;

/// Something in a text that can be said more plainly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hint {
    /// Where it stands in the file.
    pub span: Span,
    /// What it is.
    pub soort: Hintsoort,
}

/// What can be said more plainly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Hintsoort {
    /// A sentence of so many words.
    LangeZin(usize),
    /// A paragraph of so many words.
    LangeAlinea(usize),
    /// Many sentences in which nobody does what is done.
    Lijdend {
        /// How many sentences are so.
        lijdend: usize,
        /// How many sentences there are.
        zinnen: usize,
        /// Where the others are.
        ook: Vec<Span>,
    },
    /// A bureaucratic word.
    Ambtelijk {
        /// As it is written.
        woord: String,
        /// What is plainer.
        gewoon: String,
        /// Whether that is the same sort of word, so that the sentence can stay.
        past: bool,
        /// Whether it can be put in the marked place as it is.
        vervangbaar: bool,
    },
    /// An abbreviation that the text does not explain.
    Afkorting(String),
    /// An abbreviation of ordinary words, which can be written out.
    Voluit {
        /// As it is written.
        afkorting: String,
        /// The words, when they can be told.
        woorden: Option<String>,
    },
}

/// The hints for one file, by place.
pub(crate) fn hints(blokken: &[Blok]) -> Vec<Hint> {
    let mut lezer = Lezer::default();
    for blok in blokken {
        lezer.lees(blok);
    }
    lezer.hints()
}

/// Reads the blocks of a file one by one.
#[derive(Default)]
struct Lezer {
    hints: Vec<Hint>,
    afkortingen: Afkortingen<Span>,
    zinnen: usize,
    lijdend: usize,
    /// Where the first passive sentences are.
    lijdende: Vec<Span>,
}

impl Lezer {
    fn lees(&mut self, blok: &Blok) {
        let tekst = blok.tekst.as_str();
        let (woorden, zinnen) = (zinnen::woorden(tekst), zinnen::zinnen(tekst));
        let vreemd = vreemd(blok);
        if blok.soort == Bloksoort::Tekst && woorden.len() > MAX_ALINEA {
            let whole = zinnen.first().map_or(0, |zin| zin.start)..zinnen.last().map_or(0, |zin| zin.end);
            self.hint(blok, &whole, Hintsoort::LangeAlinea(woorden.len()));
        }
        let mut rest = woorden.as_slice();
        for zin in &zinnen {
            let (of_zin, later) = rest.split_at(rest.partition_point(|woord| woord.range.start < zin.end));
            rest = later;
            if blok.soort == Bloksoort::Tekst {
                self.zin(blok, zin, of_zin);
            }
            self.woorden(blok, of_zin, &vreemd);
        }
        self.afkortingen.lees(tekst, &woorden, |range| blok.span(&range));
        afkortingen::voluit(tekst, &woorden, &zinnen, |range, words| {
            if touches(&vreemd, &range) {
                return;
            }
            let woorden = words.filter(|_| blok.is_letterlijk(&range)).map(|words| like(&tekst[range.clone()], &words));
            let afkorting = tekst[range.clone()].to_owned();
            self.hint(blok, &range, Hintsoort::Voluit { afkorting, woorden });
        });
    }

    fn zin(&mut self, blok: &Blok, zin: &Range<usize>, woorden: &[Woord<'_>]) {
        self.zinnen += 1;
        if woorden.len() > MAX_ZIN {
            self.hint(blok, zin, Hintsoort::LangeZin(woorden.len()));
        }
        if lijdend::is_lijdend(&blok.tekst, woorden) {
            self.lijdend += 1;
            if self.lijdende.len() <= MAX_PLEKKEN {
                self.lijdende.push(blok.span(zin));
            }
        }
    }

    fn woorden(&mut self, blok: &Blok, zin: &[Woord<'_>], vreemd: &[Range<usize>]) {
        woorden::zoek(&blok.tekst, zin, |woorden::Gevonden { range, gewoon, past }| {
            if touches(vreemd, &range) {
                return;
            }
            let woord = blok.tekst[range.clone()].to_owned();
            let gewoon = if past { like(&woord, gewoon) } else { gewoon.to_owned() };
            let vervangbaar = past && blok.is_letterlijk(&range);
            self.hint(blok, &range, Hintsoort::Ambtelijk { woord, gewoon, past, vervangbaar });
        });
    }

    fn hint(&mut self, blok: &Blok, range: &Range<usize>, soort: Hintsoort) {
        if self.hints.len() < MAX_HINTS {
            self.hints.push(Hint { span: blok.span(range), soort });
        }
    }

    fn hints(mut self) -> Vec<Hint> {
        if self.lijdend > MAX_LIJDEND && self.lijdend * 4 > self.zinnen {
            let span = self.lijdende.remove(0);
            let soort = Hintsoort::Lijdend { lijdend: self.lijdend, zinnen: self.zinnen, ook: self.lijdende };
            self.hints.push(Hint { span, soort });
        }
        let unexplained = self.afkortingen.onverklaard();
        let unexplained = unexplained.map(|(afkorting, span)| Hint { span, soort: Hintsoort::Afkorting(afkorting) });
        self.hints.extend(unexplained.take(MAX_HINTS));
        self.hints.sort_by_key(|hint| hint.span);
        self.hints
    }
}

/// Words of somebody else: names, and what stands between quotation marks. In order, none in another.
fn vreemd(blok: &Blok) -> Vec<Range<usize>> {
    let mut vreemd = blok.namen.clone();
    let mut open: Option<(usize, char)> = None;
    let may_be_quoted = !blok.tekst.is_ascii() || memchr(b'"', blok.tekst.as_bytes()).is_some();
    let tekst = if may_be_quoted { blok.tekst.as_str() } else { "" };
    for (at, mark) in tekst.char_indices() {
        match (open, mark) {
            (Some((start, close)), _) if mark == close => {
                vreemd.push(start..at);
                open = None;
            }
            (None, '“' | '„') => open = Some((at, '”')),
            (None, '«') => open = Some((at, '»')),
            (None, '"') => open = Some((at, '"')),
            _ => {}
        }
    }
    vreemd.sort_by_key(|range| range.start);
    vreemd.dedup_by(|later, earlier| {
        let overlaps = later.start < earlier.end;
        if overlaps {
            earlier.end = earlier.end.max(later.end);
        }
        overlaps
    });
    vreemd
}

/// Whether a stretch has something in common with one of those, which are in order.
fn touches(ranges: &[Range<usize>], range: &Range<usize>) -> bool {
    let next = ranges.partition_point(|other| other.end <= range.start);
    ranges.get(next).is_some_and(|other| other.start < range.end)
}

/// A list of words of `lijsten/`, read when it is first needed.
type Lijst = LazyLock<Vec<&'static str>>;

/// The lines of a list, without remarks.
fn regels(lijst: &'static str) -> Vec<&'static str> {
    lijst.lines().filter(|regel| !regel.starts_with('#')).collect()
}

/// The words, with a capital when what they replace has one.
fn like(written: &str, words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) if written.starts_with(char::is_uppercase) => first.to_uppercase().chain(letters).collect(),
        _ => words.to_owned(),
    }
}
