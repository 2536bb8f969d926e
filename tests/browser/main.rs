//! The preview in a real browser: what an editor sees after saving.
//!
//! Needs Debian's `chromium` and `chromium-driver`; without those every test here fails and says so. None is skipped.
//!
//! # How it works
//!
//! [`driver::Browser`] is a small WebDriver client. One browser is started for all tests, at the first one that needs it, and
//! ended after the last. Tests run one at a time, whatever `--test-threads` says, as a session looks at one window at a time;
//! each gets a window of its own, which is the one looked at, and a [`site::Site`] of its own on a port of its own.
//!
//! # To add a test
//!
//! Write a function that takes a `&mut Browser` and panics when something is wrong, and put it in the list of its file. Wait for
//! what should happen with [`driver::Browser::wait`], never for a time. What only Chromium's own protocol can do goes by
//! [`driver::Browser::cdp`]. A script to be injected into the page (such as axe-core) is run with [`driver::Browser::run`],
//! which a page's CSP does not stop; preferences of the reader's system are set with [`driver::Browser::prefer`].
//!
//! `cargo test --test browser -- --ignored` looks, too: `screenshots` writes pictures into `target/browser/`. How long it takes
//! until a saved page is painted is measured by `cargo bench --bench preview`.
#![expect(clippy::disallowed_methods, reason = "tests open sockets and write pictures")]
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

mod access;
mod begin;
mod driver;
mod following;
mod forms;
mod gemeente;
mod handboek;
mod host;
mod looks;
mod nieuwsbrief;
mod now;
#[path = "../common/npm.rs"]
mod npm;
mod paper;
mod postcodes;
mod preview;
mod published;
mod residents;
mod site;
mod zoeken;

use std::sync::{Arc, Mutex, PoisonError};

use driver::Browser;
use libtest_mimic::{Arguments, Trial};

/// A test by its name.
type Test = (&'static str, fn(&mut Browser));

fn main() {
    let shared = Arc::new(Mutex::new(None));
    let trial = |(name, test): Test| {
        let shared = Arc::clone(&shared);
        Trial::test(name, move || with_browser(&shared, test))
    };
    let tests = [
        preview::TESTS,
        following::TESTS,
        forms::TESTS,
        begin::TESTS,
        access::TESTS,
        published::TESTS,
        handboek::TESTS,
        nieuwsbrief::TESTS,
        now::TESTS,
        paper::TESTS,
        zoeken::TESTS,
        postcodes::TESTS,
        residents::TESTS,
    ]
    .concat();
    let mut trials: Vec<_> = tests.into_iter().map(trial).collect();
    let on_demand = [looks::TESTS, residents::MEASURES].concat();
    trials.extend(on_demand.into_iter().map(trial).map(|it| it.with_ignored_flag(true)));
    let conclusion = libtest_mimic::run(&Arguments::from_args(), trials);
    // Ends the browser; leaving by `exit` alone would not.
    drop(shared.lock().unwrap_or_else(PoisonError::into_inner).take());
    residents::end();
    now::end();
    zoeken::end();
    postcodes::end();
    conclusion.exit();
}

fn with_browser(
    shared: &Mutex<Option<Result<Browser, String>>>,
    test: fn(&mut Browser),
) -> Result<(), libtest_mimic::Failed> {
    // A test that failed leaves nothing behind that the next one does not clear away.
    let mut browser = shared.lock().unwrap_or_else(PoisonError::into_inner);
    let browser = browser.get_or_insert_with(Browser::start).as_mut().map_err(|why| why.clone())?;
    browser.close_windows();
    browser.new_tab();
    browser.resize(1280, 720);
    browser.prefer(&[]);
    test(browser);
    Ok(())
}
