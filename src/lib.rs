//! wijkwijzer: a static site generator for the districts of a Dutch municipality.
//!
//! One direction, five values; start reading at [`build`]:
//!
//! ```text
//! disk ─► SourceTree ─► documents ─► Site ─► views ─► Tree ─► public/
//! ```
//!
//! A site is a value before it is files, and so are the mistakes in it:
//!
//! ```
//! use wijkwijzer::source::SourceTree;
//! use wijkwijzer::{Settings, build, diagnostics};
//!
//! let sources: SourceTree = [("content/vragen/hub.md", "---\nvraagg: Wat is de hub?\n---\nEen plek.\n")].into_iter().collect();
//! let settings = Settings::new("2026-11-23".parse()?);
//! let result = build(&sources, &settings);
//!
//! assert!(result.tree.is_none(), "with a mistake there is nothing to publish");
//! let lines = diagnostics::lines(&result.report, &sources);
//! assert!(lines.contains("content/vragen/hub.md:2:1: fout[WW012]: Het kenmerk `vraagg` bestaat niet; bedoelde u `vraag`?"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What is published is the same value, written so that no visitor notices; [`publish::compress`] adds copies,
//! [`publish::server`] the rules of a web server:
//!
//! ```
//! use wijkwijzer::publish::server::Server;
//! use wijkwijzer::publish::{OutputFolder, compress};
//! use wijkwijzer::{Settings, build, disk};
//!
//! let sources = disk::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")))?;
//! let result = build(&sources, &Settings::new("2026-11-23".parse()?));
//! let tree = compress::with_copies(&result.tree.expect("a site without mistakes"));
//!
//! let place = tempfile::tempdir()?;
//! let changes = OutputFolder::new(place.path()).write(&tree)?;
//! assert_eq!(changes.new.len(), tree.len());
//! assert!(OutputFolder::new(place.path()).write(&tree)?.is_empty(), "a second time nothing is written");
//!
//! let rules = result.policy.expect("a site").snippet(Server::Nginx);
//! assert!(rules.contains("add_header Content-Security-Policy"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Every stage returns its value *and* its findings; see [`diagnostics`]. Only [`disk`], [`publish`], [`serve`] and the command line
//! touch anything outside the program.

pub mod beeld;
pub mod begin;
mod check;
pub mod cijfers;
pub mod diagnostics;
pub mod disk;
mod draw;
mod edit;
mod form;
mod geo;
pub mod handboek;
mod huisstijl;
mod kinds;
mod making;
mod media;
mod memo;
pub mod output;
mod outputs;
mod pages;
mod pipeline;
mod plan;
pub mod progress;
pub mod publish;
mod read;
mod reading;
pub mod serve;
mod settings;
mod site;
pub mod source;
mod taal;
mod theme;
mod tijd;
mod values;
pub mod vscode;
mod zoek;

pub use kinds::{Doelnaam, Doelplek, Publicatiedoel, Schema, Winkelplek, schemas};
pub use pipeline::{Briefuitslag, Briefwens, Build, Geweigerd, Made, Nieuwsbrief, Pipeline, build};
pub use settings::{Basis, Names, Settings};
pub use site::Placed;
