//! What holds for every site, whatever its content. What a certain content gives is in `tests/cases`.
#![expect(clippy::disallowed_methods, reason = "tests read and write folders of their own")]
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod attachments;
mod beeld;
mod begin;
mod by_itself;
mod bytes;
mod cijfers;
mod command;
#[path = "../common/mod.rs"]
mod common;
mod commonmark;
mod faults;
mod findings;
mod folders;
mod huisstijl;
mod incremental;
mod injection;
mod jaren;
mod kaart;
mod layers;
mod many;
mod markdown;
mod metadata;
mod nieuwsbrief;
mod night;
#[cfg(target_os = "linux")]
#[path = "../common/npm.rs"]
mod npm;
mod opendata;
mod output_folder;
mod pages;
mod patterns;
mod postcodes;
mod progress;
mod project;
mod publiceren;
mod repository;
mod robust;
mod running;
mod schema;
mod serve;
mod serve_disk;
mod serve_events;
mod serve_forms;
mod serve_process;
mod serve_watch;
mod server;
mod templates;
mod van_anderen;
mod voorbeeldstad;
mod vscode;
mod wijkcijfers;
mod yaml;
