//! The only room that reckons with time: days, periods, times of the day, and when what returns takes place.
//!
//! Pure, and without a clock: who asks says which day it is. Nothing here knows files, kinds of documents or pages.

mod datum;
mod herhaling;
mod klok;
mod periode;

pub(crate) use datum::{Datum, Datumtekst, lange_datum, weekdag_en_datum};
pub(crate) use herhaling::Herhaling;
pub(crate) use klok::{Tijdstip, Tijdvak, Weekdag};
pub(crate) use periode::{Periode, Stand};
