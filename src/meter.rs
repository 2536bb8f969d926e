//! The terminal and the clock: what is said and printed, what day it is, and one line that says how far the work is as soon as it takes long. It is gone
//! when the work is done.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use jiff::Timestamp;
use jiff::civil::Date;
use wijkwijzer::progress::{Observer, Progress, Stage};

/// Metered that is done sooner is not spoken of.
const PATIENCE: Duration = Duration::from_millis(500);

/// So often the line is written anew.
const RHYTHM: Duration = Duration::from_millis(100);

/// Where progress is shown: on the terminal, when people look at one.
pub(crate) fn on_terminal() -> Progress {
    if !std::io::stderr().is_terminal() {
        return in_a_log();
    }
    let meter = Arc::new(Meter::default());
    let shown = Arc::clone(&meter);
    // It ends with the program.
    std::thread::spawn(move || shown.show());
    Progress::told_to(meter)
}

/// Says something beside what was asked for. The log may be full, the terminal closed: that changes nothing.
pub(crate) fn say(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// Gives what was asked for.
///
/// # Errors
/// When it gets nowhere.
pub(crate) fn print(text: &str) -> Result<()> {
    // A reader that stops early (`| head`) is no failure of ours.
    match anstream::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Today in the Netherlands, whatever the clock of the machine thinks of time zones.
pub(crate) fn today() -> Result<Date> {
    Ok(Timestamp::now().in_tz("Europe/Amsterdam")?.date())
}

/// Where nobody looks, only what may take for ever is told: that somebody else is at it.
pub(crate) fn in_a_log() -> Progress {
    Progress::told_to(Arc::new(InALog))
}

struct InALog;

impl Observer for InALog {
    fn begins(&self, stage: Stage, _: usize) {
        if stage == Stage::Wait {
            say(&format!("{}.\n", stage.told(0, 0)));
        }
    }

    fn rests(&self) {}
}

#[derive(Default)]
struct Meter {
    work: Mutex<Metered>,
    /// Parts that are done: counted apart, as all threads do so all the time.
    done: AtomicUsize,
    began: Condvar,
}

/// What is going on.
#[derive(Default)]
struct Metered {
    /// Since when; `None` when there is nothing to do.
    since: Option<Instant>,
    stage: Option<(Stage, usize)>,
    /// How many letters are on the line.
    width: usize,
}

impl Meter {
    fn work(&self) -> MutexGuard<'_, Metered> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows what goes on for as long as the program runs.
    fn show(&self) {
        let mut work = self.work();
        loop {
            work = match work.since {
                None => self.began.wait(work).unwrap_or_else(PoisonError::into_inner),
                Some(since) => {
                    let pause = PATIENCE.saturating_sub(since.elapsed()).max(RHYTHM);
                    drop(work);
                    std::thread::sleep(pause);
                    self.work()
                }
            };
            if work.since.is_some_and(|since| since.elapsed() >= PATIENCE)
                && let Some((stage, parts)) = work.stage
            {
                work.write(&stage.told(self.done.load(Ordering::Relaxed), parts));
            }
        }
    }
}

impl Metered {
    /// Writes a line over the last one; spaces, as not every terminal can clear one.
    fn write(&mut self, line: &str) {
        let (letters, last) = (line.chars().count(), self.width);
        let mut terminal = std::io::stderr().lock();
        // A terminal that was closed is no reason to stop working.
        let _ = write!(terminal, "\r{line}{}", " ".repeat(last.saturating_sub(letters)));
        let _ = if line.is_empty() { write!(terminal, "\r") } else { Ok(()) };
        self.width = letters;
    }
}

impl Observer for Meter {
    fn begins(&self, stage: Stage, parts: usize) {
        let mut work = self.work();
        self.done.store(0, Ordering::Relaxed);
        work.stage = Some((stage, parts));
        if work.since.is_none() {
            work.since = Some(Instant::now());
            self.began.notify_one();
        }
    }

    fn did_one(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    fn rests(&self) {
        let mut work = self.work();
        work.since = None;
        if work.width > 0 {
            work.write("");
        }
    }
}
