//! A file of the content is written anew, whole or not at all, and only over what was read.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

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

/// Writes a file of the content that is not there yet. `false` when there is something at its place, which stays.
///
/// # Errors
/// When the machine fails, or its place is not for us to write in.
pub fn put_file(project: &Path, file: &SourcePath, bytes: &[u8]) -> Result<bool> {
    match save(project, file, None, Fate::Bytes(bytes))? {
        Saving::Done(_) => Ok(true),
        Saving::Changed => Ok(false),
        Saving::Closed => bail!("{file} kan niet worden geschreven: de plek is een link of alleen om te lezen"),
    }
}

/// Puts a folder with files where nothing is: all of it, or nothing. `false` when there is something already, which stays.
///
/// # Errors
/// When the machine fails.
pub fn put_folder(project: &Path, folder: &str, files: &[(SourcePath, Vec<u8>)]) -> Result<bool> {
    let target = project.join(folder);
    if fs::symlink_metadata(&target).is_ok() {
        return Ok(false);
    }
    let write = || -> Result<()> {
        let above = target.parent().unwrap_or(project);
        fs::create_dir_all(above)?;
        let aside = tempfile::Builder::new().prefix(".wijkwijzer-").tempdir_in(above)?;
        for (path, bytes) in files {
            let inside = path.as_str().strip_prefix(folder).map(|inside| inside.trim_start_matches('/'));
            let file = aside.path().join(inside.filter(|inside| is_inside(inside)).context("een bestand ligt elders")?);
            fs::create_dir_all(file.parent().unwrap_or(above))?;
            fs::write(&file, bytes)?;
        }
        // Temporary folders are private; those of a project are for everybody who works on it.
        super::readable(aside.path());
        fs::rename(aside.path(), &target)?;
        Ok(())
    };
    write().with_context(|| format!("De map {} kan niet worden geschreven", target.display()))?;
    Ok(true)
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
