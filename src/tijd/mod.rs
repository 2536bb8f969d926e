//! The only room that reckons with time: days, periods, times of the day, and when what returns takes place.
//!
//! Pure, and without a clock: who asks says which day it is. Nothing here knows files, kinds of documents or pages.
//! `rooster.rs` is the one evaluator, `zone.rs` brings what it says to the clock of the world; all else are the values that they are
//! made of.

mod dagen;
mod datum;
mod feestdag;
mod herhaalregel;
mod herhaling;
mod klok;
mod ogenblik;
#[cfg(test)]
mod oordeel;
mod periode;
mod reeks;
mod rooster;
mod tijdzone;
mod vakantie;
mod weekdagen;
mod zone;

pub(crate) use dagen::Dagen;
pub(crate) use datum::{Datum, Datumtekst, lange_datum, weekdag_en_datum, zonder_jaar};
pub(crate) use feestdag::Feestdag;
pub(crate) use herhaalregel::{Herhaalregel, MOST_LOOKED_AT, dag, klok};
pub(crate) use herhaling::Herhaling;
pub(crate) use klok::{Tijdstip, Tijdvak, Weekdag};
pub(crate) use ogenblik::Ogenblik;
pub(crate) use periode::{Periode, Stand};
pub(crate) use reeks::{Kalenderbeurt, Kalenderreeks, Uitzondering};
pub(crate) use rooster::{
    Bijzonder, Dag, EerderDicht, Feestdagen, Kalender, Moment, Openingssoort, Reden, Rooster, Seizoen, Sluiting, Uren,
    Wat, Weekregel,
};
pub(crate) use tijdzone::Tijdzone;
pub(crate) use vakantie::{Schoolregio, Vakantie};
pub(crate) use weekdagen::Weekdagen;
pub(crate) use zone::{Minuut, Tijdspanne, Verteld, middernacht, na_elkaar, stukken};
