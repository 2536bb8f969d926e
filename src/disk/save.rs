//! A file of the content is written anew, whole or not at all, and only over what was read.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::kinds;
use crate::source::SourcePath;

/// Where files lie that were taken out of the content, in a project.
const AWAY: &str = "weg";

/// So many files of one name can be put aside.
const MOST_OF_ONE_NAME: usize = 1000;

/// What becomes of a file.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fate<'b> {
    /// It has these bytes.
    Bytes(&'b [u8]),
    /// It is put aside in the folder of what was taken away.
    Away,
    /// It is gone: what it said is in another file.
    Gone,
}

/// What came of saving a file.
#[derive(Debug)]
pub(crate) enum Saving {
    /// It is done. The bytes that were there before, if there was a file.
    Done(Option<Vec<u8>>),
    /// Something else is there than was read.
    Changed,
    /// It may not be written: it is a link, lies elsewhere or is to be read only.
    Closed,
}

/// Writes a file of the content, or takes it out. `was` is the hash of the bytes that it had when it was read; a file that was not there has none.
///
/// # Errors
/// When the machine fails: no room, no permission.
pub(crate) fn save(project: &Path, file: &SourcePath, was: Option<&str>, fate: Fate<'_>) -> Result<Saving> {
    let content = project.join(kinds::FOLDER).canonicalize()?;
    let inside = file.as_str().strip_prefix("content/").filter(|inside| is_inside(inside));
    let Some(inside) = inside else { return Ok(Saving::Closed) };
    let target = content.join(inside);
    let (Some(folder), Some(name)) = (target.parent(), target.file_name()) else { return Ok(Saving::Closed) };
    fs::create_dir_all(folder)?;
    // A folder may be a link to elsewhere.
    let folder = folder.canonicalize()?;
    if !folder.starts_with(&content) {
        return Ok(Saving::Closed);
    }
    let target = folder.join(name);
    let before = match fs::symlink_metadata(&target) {
        Ok(found) if !found.is_file() || found.permissions().readonly() => return Ok(Saving::Closed),
        Ok(_) => Some(fs::read(&target)?),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error.into()),
    };
    let now = before.as_ref().map(|bytes| blake3::hash(bytes).to_hex().to_string());
    if now.as_deref() != was {
        return Ok(Saving::Changed);
    }
    match (fate, &before) {
        (Fate::Bytes(bytes), _) => write(&folder, &target, bytes)?,
        (Fate::Away, Some(before)) => {
            put_away(project, inside, before)?;
            fs::remove_file(&target)?;
        }
        (Fate::Gone, Some(_)) => fs::remove_file(&target)?,
        (Fate::Away | Fate::Gone, None) => {}
    }
    Ok(Saving::Done(before))
}

/// Whether a path stays below where it begins, on every system.
fn is_inside(path: &str) -> bool {
    let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
    path.split('/').all(is_plain)
}

/// Puts bytes in the place of a file: readers have the old ones or the new.
fn write(folder: &Path, target: &Path, bytes: &[u8]) -> Result<()> {
    let why = || format!("{} kan niet worden geschreven", target.display());
    let mut file = tempfile::Builder::new().prefix(".wijkwijzer-").tempfile_in(folder).with_context(why)?;
    file.write_all(bytes).with_context(why)?;
    if let Ok(found) = fs::metadata(target) {
        fs::set_permissions(file.path(), found.permissions()).with_context(why)?;
    } else {
        super::readable(file.path());
    }
    file.as_file().sync_all().with_context(why)?;
    file.persist(target).map_err(|error| error.error).with_context(why)?;
    Ok(())
}

/// Keeps the bytes of a file that is taken away, beside those of the same name that were before.
fn put_away(project: &Path, inside: &str, bytes: &[u8]) -> Result<()> {
    let place = |number: usize| -> PathBuf {
        let end = if number == 1 { String::new() } else { format!(".{number}") };
        project.join(AWAY).join(format!("{inside}{end}"))
    };
    let target = (1..MOST_OF_ONE_NAME).map(place).find(|path| fs::symlink_metadata(path).is_err());
    let target = target.with_context(|| format!("in de map {AWAY} staan te veel bestanden met deze naam"))?;
    let folder = target.parent().unwrap_or(project);
    fs::create_dir_all(folder)?;
    fs::write(&target, bytes).with_context(|| format!("{} kan niet worden geschreven", target.display()))
}
