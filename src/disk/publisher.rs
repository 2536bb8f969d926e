//! Who publishes from a project: one at a time, with a name that no other copy of it has.

use std::collections::hash_map::RandomState;
use std::fs::{self, File};
use std::hash::{BuildHasher, Hasher};
use std::io::{Read, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};

/// The file with the name of this copy; who has it locked publishes.
const FILE: &str = "publiceren";

/// The turn of who publishes from a project. It ends with this value.
#[derive(Debug)]
pub struct Turn {
    /// A word that no other copy of the project has.
    pub place: String,
    /// A word that no other publication has.
    pub run: String,
    /// Locked as long as it is open.
    _file: File,
}

/// Takes the turn of this project.
///
/// # Errors
/// When somebody else has it, or the disk refuses.
pub fn publisher(project: &Path) -> Result<Turn> {
    let folder = project.join(super::KEPT);
    let why = || format!("in de map {} kan niet worden geschreven", folder.display());
    fs::create_dir_all(&folder).with_context(why)?;
    let file = folder.join(FILE);
    let mut file = File::options().read(true).write(true).create(true).truncate(false).open(&file).with_context(why)?;
    if file.try_lock().is_err() {
        bail!("vanuit deze map wordt al gepubliceerd; wacht tot dat klaar is");
    }
    let mut place = String::new();
    file.read_to_string(&mut place).with_context(why)?;
    if place.is_empty() {
        place = word();
        file.write_all(place.as_bytes()).with_context(why)?;
    }
    Ok(Turn { place, run: word(), _file: file })
}

/// A word that nobody else has, or can guess: hashes of what the system gives each process for its tables.
pub(crate) fn word() -> String {
    let half = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", half(), half())
}
