//! The edge to the disk: a project's folder → [`SourceTree`]. What is written for visitors is for `publish/`.
//!
//! A failure here is a failure of the machine (no permission, no room), never a mistake of an editor.
#![expect(clippy::disallowed_methods, reason = "this is the module that touches the disk")]

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::source::{Source, SourcePath, SourceTree, Unread, composed};
use crate::vscode::EditorFile;
use crate::{kinds, theme};

mod access;
mod away;
mod beeld;
mod brief;
mod publisher;
mod save;
mod trouble;

pub(crate) use access::{is_closed, readable};
pub(crate) use away::on_disk;
pub use beeld::PictureCache;
pub use brief::{Geplaatst, put_brief};
pub(crate) use publisher::word;
pub use publisher::{Turn, publisher};
pub(crate) use save::{Fate, Saving, save};
pub use save::{put_file, put_folder};
pub use trouble::told;
pub(crate) use trouble::why;

/// Reads a project: everything below `content/` and `themes/` but for the litter of editors and systems.
///
/// # Errors
/// When a folder or file cannot be read.
pub fn read(project: &Path) -> Result<SourceTree> {
    read_and_tell(project).map(|(tree, _)| tree)
}

/// Reads a project, and tells what was seen of it, such as links that were not followed.
///
/// # Errors
/// When a folder or file cannot be read.
pub fn read_and_tell(project: &Path) -> Result<(SourceTree, Update)> {
    let mut tree = SourceTree::default();
    let mut update = update(&mut tree, project, &whole(project));
    if update.trouble.is_empty() { Ok((tree, update)) } else { Err(update.trouble.swap_remove(0).1) }
}

/// All that a project is read from: to be looked at when nobody knows what changed.
pub fn whole(project: &Path) -> BTreeSet<PathBuf> {
    [kinds::FOLDER, theme::FOLDER].map(|folder| project.join(folder)).into()
}

/// What came of looking at files again.
#[derive(Debug, Default)]
pub struct Update {
    /// The files that are new, gone, or have other bytes.
    pub changed: BTreeSet<SourcePath>,
    /// Folders among what was looked at.
    pub folders: BTreeSet<PathBuf>,
    /// What could not be read, and why. It is as it was in the tree; to be tried again.
    pub trouble: Vec<(PathBuf, anyhow::Error)>,
    /// Where was looked: of these, and of what is below them, the tree has what was read now.
    pub looked: BTreeSet<PathBuf>,
    /// The files that were read, as they were just before.
    pub read: Stamps,
}

/// Reads again what is at these paths of a project, files or folders, be they there, changed or gone.
///
/// A tree that is up to date after every change is the tree that [`read`] gives. What is not part of a project is ignored.
pub fn update(tree: &mut SourceTree, project: &Path, paths: &BTreeSet<PathBuf>) -> Update {
    let mut update = Update::default();
    if whole(project).iter().any(|folder| paths.contains(folder)) {
        update.changed.extend(tree.leave(miscased(project), |path| !path.as_str().contains('/')));
    }
    for path in paths.iter().filter(|path| is_of_project(project, path)) {
        // Names that look the same to us may be two on the disk, or cannot be read: then the whole folder tells.
        let is_plain = |path: &Path| {
            whole(project).contains(path) || path.as_os_str().is_ascii() && source_path(project, path).is_ok()
        };
        let folder = path.parent().filter(|folder| !is_plain(path) && *folder != project);
        let above = folder.and_then(|folder| folder.ancestors().find(|above| source_path(project, above).is_ok()));
        let path = above.unwrap_or(path);
        if fs::symlink_metadata(path).is_ok_and(|found| found.is_dir()) {
            update.folders.insert(path.to_owned());
        }
        update.looked.insert(path.to_owned());
        let mut found = Found::default();
        found.look(project, path);
        let (Ok(place) | Err(place)) = source_path(project, path);
        found.put(tree, &place, &mut update);
    }
    update
}

/// A site among its own sources would be read again and again; in the folder of the project itself it would be mixed up with
/// whatever else is kept there.
///
/// # Errors
/// When a site is to be written there.
pub fn refuse_own_input(project: &Path, folder: &Path) -> Result<()> {
    let folder_itself = real(folder);
    let is_project = folder_itself == real(project);
    let mut inputs = whole(project).into_iter().chain([project.join(KEPT)]);
    if is_project || inputs.any(|input| folder_itself.starts_with(real(&input))) {
        bail!(
            "de map {} ligt tussen de bestanden waar de site van gemaakt wordt; kies een andere met --uit",
            folder.display()
        );
    }
    Ok(())
}

/// Where something really is, links and `..` followed; it need not be there (yet).
pub fn real(path: &Path) -> PathBuf {
    let mut real = PathBuf::new();
    for part in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        if part == Component::ParentDir {
            real.pop();
        } else {
            real.push(part);
        }
        // What is not there is no link.
        real = real.canonicalize().unwrap_or(real);
    }
    real
}

/// The folder in a project where the program keeps what it need not make again.
const KEPT: &str = ".wijkwijzer";

/// Whether there is a file of the project with nothing in it: a program may just have begun to write it.
pub fn is_emptied(project: &Path, path: &Path) -> bool {
    let empty = |path| fs::symlink_metadata(path).is_ok_and(|found: fs::Metadata| found.is_file() && found.len() == 0);
    is_of_project(project, path) && empty(path)
}

/// Whether a project is read from there: below its folders, and no litter.
fn is_of_project(project: &Path, path: &Path) -> bool {
    let Ok(inside) = path.strip_prefix(project) else { return false };
    let mut names = inside.components().map(|part| part.as_os_str().to_string_lossy());
    let folder = names.next().is_some_and(|name| name == kinds::FOLDER || name == theme::FOLDER);
    folder && !names.any(|name| is_litter(&name))
}

/// What vanishes while it is looked at is simply not there.
pub(crate) fn is_gone(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// The state of a file as far as it can be told without reading: how long it is, and when it was changed.
pub type Stamp = (u64, Option<SystemTime>);

/// The state of every file.
pub type Stamps = BTreeMap<PathBuf, Stamp>;

/// The stamps of a project's files.
pub fn stamps(project: &Path) -> Stamps {
    let files = whole(project).into_iter().flat_map(|folder| walk(&folder, true)).filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file());
    files.filter_map(|entry| entry.metadata().ok().map(|it| (entry.into_path(), stamp(&it)))).collect()
}

pub(crate) fn stamp(metadata: &fs::Metadata) -> Stamp {
    (metadata.len(), metadata.modified().ok())
}

/// The folders of a project may be links to elsewhere; no other link is followed.
fn walk(path: &Path, follow: bool) -> impl Iterator<Item = walkdir::Result<DirEntry>> + use<> {
    let wanted = |entry: &DirEntry| entry.depth() == 0 || !is_litter(&entry.file_name().to_string_lossy());
    WalkDir::new(path).follow_root_links(follow).sort_by_file_name().into_iter().filter_entry(wanted)
}

/// Whether the program was started to outlive its terminal, as `nohup` does. Where that cannot be told it is left to the
/// system, which ends a program in its own way.
#[cfg(unix)]
pub fn ignores_hangup() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    // A bit for each signal, of which this is the first.
    ignored.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok()).is_none_or(|bits| bits & 1 == 1)
}

/// What is at a path now.
#[derive(Default)]
struct Found {
    files: BTreeMap<SourcePath, Source>,
    left: BTreeMap<SourcePath, Unread>,
    /// In the order of their names, as they were found: put into a map all at once, they need hardly be compared.
    stamps: Vec<(PathBuf, Stamp)>,
    /// What may be there, but could not be read.
    unread: Vec<SourcePath>,
    trouble: Vec<(PathBuf, anyhow::Error)>,
}

impl Found {
    fn look(&mut self, project: &Path, path: &Path) {
        let is_root = whole(project).contains(path);
        let mut files = Vec::new();
        for entry in walk(path, is_root) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => match source_path(project, entry.path()) {
                    Ok(path) => files.push((path, entry.into_path())),
                    Err(path) => {
                        self.stamps.extend(entry.metadata().ok().map(|it| (entry.into_path(), stamp(&it))));
                        self.left.insert(path, Unread::Name);
                    }
                },
                Ok(entry) if entry.depth() == 0 && is_root => {}
                Ok(entry) if entry.file_type().is_symlink() => {
                    let (Ok(path) | Err(path)) = source_path(project, entry.path());
                    self.left.insert(path, Unread::Link);
                }
                Ok(_) => {}
                Err(error) => {
                    let at = error.path().unwrap_or(path).to_owned();
                    let why = format!("De map {} kan niet worden gelezen", at.display());
                    if !error.io_error().is_some_and(is_gone) {
                        self.fail(project, at, anyhow::Error::new(error).context(why));
                    }
                }
            }
        }
        let read: Vec<_> = files.par_iter().map(|(path, file)| read_source(path, file)).collect();
        for ((path, file), read) in files.into_iter().zip(read) {
            match read {
                Ok(Some((source, stamp))) => {
                    self.stamps.push((file, stamp));
                    // Of two that look the same the first stays.
                    match self.files.entry(path) {
                        Entry::Vacant(place) => drop(place.insert(source)),
                        Entry::Occupied(first) => drop(self.left.insert(first.key().clone(), Unread::Twin)),
                    }
                }
                Ok(None) => {}
                Err(error) => self.fail(project, file, error),
            }
        }
    }

    fn fail(&mut self, project: &Path, at: PathBuf, why: anyhow::Error) {
        let (Ok(path) | Err(path)) = source_path(project, &at);
        self.unread.push(path);
        self.trouble.push((at, why));
    }

    /// Brings the tree up to date with what was found at `place` and below it.
    fn put(self, tree: &mut SourceTree, place: &SourcePath, update: &mut Update) {
        update.changed.extend(tree.leave(self.left, |path| is_at(path, place)));
        update.read.append(&mut self.stamps.into_iter().collect());
        update.trouble.extend(self.trouble);
        if tree.below(place.as_str()).next().is_none() && !tree.contains(place) {
            update.changed.append(&mut self.files.keys().cloned().collect());
            tree.append(self.files);
            return;
        }
        let known = tree.below(place.as_str()).map(|(path, _)| path).chain(tree.get(place).map(|_| place));
        let is_withdrawn = |path: &&SourcePath| {
            !self.files.contains_key(path) && !self.unread.iter().any(|unread| is_at(path, unread))
        };
        let gone: Vec<SourcePath> = known.filter(is_withdrawn).cloned().collect();
        for path in gone {
            tree.remove(&path);
            update.changed.insert(path);
        }
        for (path, source) in self.files {
            if tree.get(&path) != Some(&source) {
                tree.insert(path.clone(), source);
                update.changed.insert(path);
            }
        }
    }
}

/// Whether a file is at a place or below it.
fn is_at(path: &SourcePath, place: &SourcePath) -> bool {
    path.as_str().strip_prefix(place.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The folders beside those of a project that have their names in other capitals. Where capitals make no difference they are
/// the same, and read.
fn miscased(project: &Path) -> BTreeMap<SourcePath, Unread> {
    let folders = [kinds::FOLDER, theme::FOLDER].into_iter().filter(|folder| !project.join(folder).exists());
    let folders: Vec<_> = folders.collect();
    let names = fs::read_dir(project).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let names = names.filter_map(|name| name.into_string().ok());
    let meant = names.filter(|name| folders.iter().any(|folder| folder.eq_ignore_ascii_case(name)));
    meant.map(|name| (SourcePath::new(name), Unread::Capitals)).collect()
}

/// A file, and what it looked like before; `None` when it vanished.
fn read_source(path: &SourcePath, file: &Path) -> Result<Option<(Source, Stamp)>> {
    match away::source(path, file) {
        Ok((source, stamp)) => Ok(Some((source, stamp))),
        Err(error) if is_gone(&error) => Ok(None),
        Err(error) => Err(error).with_context(|| format!("Het bestand {} kan niet worden gelezen", file.display())),
    }
}

/// The bytes of a file, and what it looked like before they were read.
pub(crate) fn read_stamped(file: &Path) -> std::io::Result<(Vec<u8>, Stamp)> {
    let mut file = fs::File::open(file)?;
    let metadata = file.metadata()?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    file.read_to_end(&mut bytes)?;
    Ok((bytes, stamp(&metadata)))
}

/// The path of a file seen from the project's folder, with `/` on every system and its letters composed (NFC), as macOS
/// may have taken them apart.
///
/// # Errors
/// When it cannot be read: the path with a sign in the place of each letter that is none.
fn source_path(project: &Path, file: &Path) -> Result<SourcePath, SourcePath> {
    let inside = file.strip_prefix(project).unwrap_or(file);
    let mut path = String::with_capacity(inside.as_os_str().len());
    let mut is_readable = true;
    for part in inside.components() {
        let name = part.as_os_str().to_string_lossy();
        if !path.is_empty() {
            path.push('/');
        }
        // Nearly all names are plain.
        if name.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            path.push_str(&name);
            continue;
        }
        is_readable &= part.as_os_str().to_str().is_some() && !name.contains(char::is_control);
        path.push_str(&composed(&name.replace(char::is_control, "\u{fffd}")));
    }
    if is_readable { Ok(SourcePath::new(path)) } else { Err(SourcePath::new(path)) }
}

/// Hidden files, and what editors and office programs leave lying about.
fn is_litter(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || ["swp", "swx", "tmp", "bak"].iter().any(|end| name.rsplit_once('.').is_some_and(|(_, it)| it == *end))
        || matches!(name, "4913" | "Thumbs.db" | "desktop.ini")
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

/// The bytes of a file anywhere.
///
/// # Errors
/// When it is not there or cannot be read.
pub fn file(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("Het bestand {} kan niet worden gelezen", path.display()))
}

/// A file anywhere that is too large to be held.
///
/// # Errors
/// When it is not there or cannot be read.
pub fn open(path: &Path) -> std::io::Result<impl Read + Send + use<>> {
    fs::File::open(path)
}

/// Writes texts into a project.
///
/// # Errors
/// When one of them cannot be written.
pub fn write(project: &Path, files: &[(SourcePath, String)]) -> Result<()> {
    files.iter().try_for_each(|(path, text)| replace(&project.join(path.as_str()), text.as_bytes()))
}

/// Writes a file in one go: who looks sees the old bytes or the new ones, never a part.
fn replace(file: &Path, bytes: &[u8]) -> Result<()> {
    let folder = file.parent().map_or_else(PathBuf::new, Path::to_owned);
    let write = || -> std::io::Result<()> {
        fs::create_dir_all(&folder)?;
        let mut temporary = tempfile::Builder::new().prefix(".wijkwijzer-").suffix(".tmp").tempfile_in(&folder)?;
        temporary.write_all(bytes)?;
        // Temporary files are private; those of a project are for everybody who works on it.
        readable(temporary.path());
        temporary.persist(file)?;
        Ok(())
    };
    write().with_context(|| format!("Het bestand {} kan niet worden geschreven", file.display()))
}
