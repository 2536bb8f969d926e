//! How a site gets to its visitors, whole at every moment: what changes for them, the folder it is written to, copies that are
//! smaller, and what its server should know. Nothing here knows content or pages; a site is a [`Tree`](crate::output::Tree).
#![expect(clippy::disallowed_methods, reason = "folders are written here, and hosts are called")]

use std::time::Duration;

/// How long what visitors may still need of an earlier site stays where they get it: so long a page may be open.
pub const STAYS: Duration = Duration::from_hours(14 * 24);

pub mod changes;
pub mod compress;
mod folder;
pub mod remote;
pub mod server;

pub use folder::{Aside, Manners, OutputFolder, write};
