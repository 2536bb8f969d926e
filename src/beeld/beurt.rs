//! Turns: how much is decoded at one time does not grow with the number of cores.

use std::sync::{Condvar, Mutex, PoisonError};

use super::MEGAPIXELS;

/// The pixels that are decoded now.
static NOW: Mutex<u64> = Mutex::new(0);
static LESS: Condvar = Condvar::new();

/// The turn of a picture to be decoded. Who has one must not wait for other work: what it would wait for may wait for a turn.
pub(super) struct Beurt {
    pixels: u64,
}

impl Beurt {
    /// Waits until there is room for so many pixels. When nothing is decoded there is room for any number.
    pub(super) fn wacht(pixels: u64) -> Self {
        let mut now = NOW.lock().unwrap_or_else(PoisonError::into_inner);
        while *now > 0 && *now + pixels > MEGAPIXELS * 1_000_000 {
            now = LESS.wait(now).unwrap_or_else(PoisonError::into_inner);
        }
        *now += pixels;
        Self { pixels }
    }
}

impl Drop for Beurt {
    fn drop(&mut self) {
        *NOW.lock().unwrap_or_else(PoisonError::into_inner) -= self.pixels;
        LESS.notify_all();
    }
}
