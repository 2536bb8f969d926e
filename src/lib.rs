//! wijkwijzer: a static site generator for the districts of a Dutch municipality.
//!
//! One direction, five values; start reading at [`build`]:
//!
//! ```text
//! disk ─► SourceTree ─► documents ─► Site ─► Plan ─► Tree ─► public/
//! ```
//!
//! Every stage returns its value *and* its findings; see [`diagnostics`]. Only [`disk`] and the command line touch anything
//! outside the program.

mod check;
mod content;
pub mod diagnostics;
pub mod disk;
mod memo;
pub mod output;
mod pages;
mod pipeline;
mod site;
pub mod source;
mod theme;

pub use pipeline::{Basis, Build, Made, Pipeline, Settings, build};
