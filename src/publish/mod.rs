//! How a site gets to its visitors, whole at every moment: what changes for them, the folder it is written to, copies that are
//! smaller, and what its server should know. Nothing here knows content or pages; a site is a [`Tree`](crate::output::Tree).
#![expect(clippy::disallowed_methods, reason = "folders are written here, and hosts are called")]

pub mod changes;
pub mod compress;
mod folder;
pub mod remote;
pub mod server;

pub use folder::{Aside, Manners, OutputFolder, write};
