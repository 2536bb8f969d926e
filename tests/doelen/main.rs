//! Publishing to real servers, which the tests start on this computer: one table of what every protocol must do.
//!
//! Needs Python and npm for the servers; without those the tests fail and say what to install. None is skipped.
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "tests start servers and ask them what they have")]
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../common/npm.rs"]
mod npm;
#[path = "../common/pip.rs"]
mod pip;
mod tafel;
mod winkel;
