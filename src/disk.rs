//! The edge to the disk: a project's folder → [`SourceTree`], a [`Tree`] → the output folder.
//!
//! A failure here is a failure of the machine (no permission, no room), never a mistake of an editor.
#![expect(clippy::disallowed_methods, reason = "this is the module that touches the disk")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use crate::output::Tree;
use crate::source::{Source, SourcePath, SourceTree};
use crate::vscode::EditorFile;
use crate::{content, theme};

/// The file in the output folder that lists what we put there, so that nothing else is ever touched.
const MANIFEST: &str = ".wijkwijzer";

/// Reads a project: everything below `content/` and `themes/` but for the litter of editors and systems.
///
/// # Errors
/// When a folder or file cannot be read.
pub fn read(project: &Path) -> Result<SourceTree> {
    let mut tree = SourceTree::default();
    for folder in [content::FOLDER, theme::FOLDER] {
        let root = project.join(folder);
        if !root.exists() {
            continue;
        }
        for entry in WalkDir::new(&root).sort_by_file_name().into_iter().filter_entry(is_wanted) {
            let entry = entry.with_context(|| format!("De map {} kan niet worden gelezen", root.display()))?;
            if !entry.file_type().is_file() {
                continue;
            }
            let bytes = fs::read(entry.path())
                .with_context(|| format!("Het bestand {} kan niet worden gelezen", entry.path().display()))?;
            let path = source_path(project, entry.path())?;
            if tree.contains(&path) {
                bail!(
                    "Van het bestand {path} zijn er twee, met een naam die er hetzelfde uitziet; geef één een andere naam"
                );
            }
            tree.insert(path, Source::new(bytes));
        }
    }
    Ok(tree)
}

/// The path of a file seen from the project's folder, with `/` on every system and its letters composed (NFC), as macOS
/// may have taken them apart.
fn source_path(project: &Path, file: &Path) -> Result<SourcePath> {
    let inside = file.strip_prefix(project).unwrap_or(file);
    let mut parts = Vec::new();
    for part in inside.components() {
        let name = part.as_os_str().to_str().filter(|name| !name.chars().any(char::is_control));
        let Some(name) = name else {
            bail!("De naam van het bestand {} heeft onleesbare tekens; geef het een andere naam", file.display());
        };
        parts.push(name.nfc().collect::<String>());
    }
    Ok(SourcePath::new(parts.join("/")))
}

/// Leaves out hidden files and what editors and office programs leave lying about.
fn is_wanted(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let litter = name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || ["swp", "swx", "tmp", "bak"].iter().any(|end| name.rsplit_once('.').is_some_and(|(_, it)| it == *end))
        || matches!(&*name, "4913" | "Thumbs.db" | "desktop.ini");
    entry.depth() == 0 || !litter
}

/// What writing did to the output folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Files that were not there.
    pub new: usize,
    /// Files that were there with other bytes.
    pub changed: usize,
    /// Files of an earlier build that are no longer part of the site.
    pub removed: usize,
    /// Files that were left as they are, with their time stamp.
    pub kept: usize,
}

/// Writes a site to its folder: only what differs, each file in one go, and what was withdrawn is taken away last.
///
/// # Errors
/// When the folder holds files that are not ours, or when the disk refuses.
pub fn write(tree: &Tree, folder: &Path) -> Result<Written> {
    let ours = manifest(folder)?;
    let mut written = Written::default();
    fs::create_dir_all(folder).with_context(|| format!("De map {} kan niet worden gemaakt", folder.display()))?;
    let known: BTreeSet<&str> = ours.iter().map(String::as_str).collect();
    for (path, bytes) in tree.iter().filter(|(path, _)| !known.contains(path.as_str())) {
        if fs::read(folder.join(path.as_str())).is_ok_and(|old| *old != **bytes) {
            bail!(
                "Het bestand {path} in de map {} is niet door wijkwijzer gemaakt en zou worden overschreven. Haal het weg of kies een andere map met --uit",
                folder.display()
            );
        }
    }
    // The manifest goes first and names old and new files together: whatever happens next, the next build knows them all.
    let new: BTreeSet<&str> = tree.iter().map(|(path, _)| path.as_str()).collect();
    let all: BTreeSet<&str> = ours.iter().map(String::as_str).chain(new.iter().copied()).collect();
    write_manifest(folder, &all)?;
    // Withdrawn files go last, but for those in whose place there must be a folder now.
    let is_folder_now = |path: &str| {
        let inside = format!("{path}/");
        new.range(inside.as_str()..).next().is_some_and(|first| first.starts_with(&inside))
    };
    let withdrawn = ours.iter().filter(|path| !new.contains(path.as_str()));
    let (early, late): (Vec<&String>, Vec<&String>) = withdrawn.partition(|path| is_folder_now(path));
    for path in early {
        remove(folder, path)?;
        written.removed += 1;
    }
    // Style and pictures before the pages that need them.
    let (pages, rest): (Vec<_>, Vec<_>) = tree.iter().partition(|(path, _)| path.is_page());
    for (path, bytes) in rest.into_iter().chain(pages) {
        let file = folder.join(path.as_str());
        match fs::read(&file) {
            Ok(old) if *old == **bytes => {
                written.kept += 1;
                continue;
            }
            Ok(_) => written.changed += 1,
            Err(error) if error.kind() == ErrorKind::NotFound => written.new += 1,
            Err(error) => {
                return Err(error).with_context(|| format!("Het bestand {} kan niet worden gelezen", file.display()));
            }
        }
        replace(&file, bytes)?;
    }
    // Where capitals make no difference (Windows, macOS), a file whose name changed in them alone is still needed.
    let spelled: BTreeMap<String, &str> = new.iter().map(|path| (path.to_lowercase(), *path)).collect();
    let real = |path: &str| fs::canonicalize(folder.join(path)).ok();
    for path in late {
        let is_same = |other: &&str| real(path).is_some_and(|file| real(other) == Some(file));
        if !spelled.get(&path.to_lowercase()).is_some_and(is_same) {
            remove(folder, path)?;
            written.removed += 1;
        }
    }
    write_manifest(folder, &new)?;
    Ok(written)
}

/// What putting files into a project did.
#[derive(Debug, Clone, PartialEq)]
pub struct Put<'f> {
    /// Files that were written.
    pub written: usize,
    /// Files that said it all already.
    pub kept: usize,
    /// Files that people have of their own, which say something else and were left alone.
    pub left: Vec<&'f EditorFile>,
}

/// Puts the files of an editor into a project: those that are ours when they differ, the others only where there is none.
///
/// # Errors
/// When the disk refuses.
pub fn put<'f>(files: &'f [EditorFile], project: &Path) -> Result<Put<'f>> {
    let mut put = Put { written: 0, kept: 0, left: Vec::new() };
    for wanted in files {
        let (file, text) = (project.join(&wanted.path), wanted.text());
        match fs::read(&file) {
            Ok(old) if old == text.as_bytes() || (!wanted.ours && wanted.is_in(&String::from_utf8_lossy(&old))) => {
                put.kept += 1;
                continue;
            }
            Ok(_) if !wanted.ours => {
                put.left.push(wanted);
                continue;
            }
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => {
                return Err(error).with_context(|| format!("Het bestand {} kan niet worden gelezen", file.display()));
            }
        }
        replace(&file, text.as_bytes())?;
        put.written += 1;
    }
    Ok(put)
}

/// The files of an earlier build. A folder that is not empty and has no manifest is not ours.
fn manifest(folder: &Path) -> Result<Vec<String>> {
    match fs::read_to_string(folder.join(MANIFEST)) {
        Ok(text) => Ok(text.lines().filter(|line| is_inside(line)).map(str::to_owned).collect()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let foreign = match fs::read_dir(folder) {
                Ok(entries) => entries.filter_map(Result::ok).find(|entry| {
                    let name = entry.file_name();
                    !name.to_string_lossy().starts_with('.')
                }),
                Err(_) => None,
            };
            if let Some(entry) = foreign {
                bail!(
                    "In de map {} staan al andere bestanden (zoals {}). Kies een lege map met --uit, of maak deze map leeg.",
                    folder.display(),
                    entry.file_name().to_string_lossy()
                );
            }
            Ok(Vec::new())
        }
        Err(error) => Err(error).with_context(|| format!("De map {} kan niet worden gelezen", folder.display())),
    }
}

/// Whether a line of the manifest names a file inside the folder, whoever wrote it there.
fn is_inside(line: &str) -> bool {
    !line.is_empty()
        && !line.starts_with('/')
        && !line.contains('\\')
        && line.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

fn write_manifest(folder: &Path, paths: &BTreeSet<&str>) -> Result<()> {
    let mut text = String::new();
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    let file = folder.join(MANIFEST);
    if fs::read(&file).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    replace(&file, text.as_bytes())
}

/// Writes a file in one go: visitors see the old bytes or the new ones, never a part.
fn replace(file: &Path, bytes: &[u8]) -> Result<()> {
    let folder = file.parent().map_or_else(PathBuf::new, Path::to_owned);
    let write = || -> std::io::Result<()> {
        fs::create_dir_all(&folder)?;
        let mut temporary = tempfile::Builder::new().prefix(".wijkwijzer-").suffix(".tmp").tempfile_in(&folder)?;
        temporary.write_all(bytes)?;
        readable(temporary.as_file())?;
        temporary.persist(file)?;
        Ok(())
    };
    write().with_context(|| format!("Het bestand {} kan niet worden geschreven", file.display()))
}

/// Temporary files are private; published ones are for the web server to read.
#[cfg(unix)]
fn readable(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &fs::File) -> std::io::Result<()> {
    Ok(())
}

/// Takes a withdrawn file away, and the folders that are empty without it.
fn remove(folder: &Path, path: &str) -> Result<()> {
    let file = folder.join(path);
    match fs::remove_file(&file) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => {
            return Err(error).with_context(|| format!("Het bestand {} kan niet worden verwijderd", file.display()));
        }
    }
    for parent in Path::new(path).ancestors().skip(1).filter(|parent| !parent.as_os_str().is_empty()) {
        // A folder that still holds something stays, whoever put it there.
        if fs::remove_dir(folder.join(parent)).is_err() {
            break;
        }
    }
    Ok(())
}
