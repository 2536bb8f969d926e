//! The folder that a site is written to: what it holds, and how it gets what it should hold.
//!
//! Whatever happens in between, visitors see whole files, no page before its style, and nobody else's file is ever touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use super::{Stamp, stamp};
use crate::output::{OutputPath, Tree};

/// The file in the output folder that lists what we put there, so that nothing else is ever touched.
const MANIFEST: &str = ".wijkwijzer";

/// What writing did to the output folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Files that were not there.
    pub new: usize,
    /// Files that were there with other bytes.
    pub changed: usize,
    /// Files of an earlier build that are no longer part of the site.
    pub removed: usize,
    /// Files that were looked at and left as they are, with their time stamp.
    pub kept: usize,
}

/// Writes a site to its folder: only what differs, each file in one go, and what was withdrawn is taken away last.
///
/// # Errors
/// When the folder holds files that are not ours, or when the disk refuses.
pub fn write(tree: &Tree, folder: &Path) -> Result<Written> {
    OutputFolder::new(folder).write(tree)
}

/// A folder that is written again and again, and of which it is remembered what was put there.
#[derive(Debug)]
pub struct OutputFolder {
    path: PathBuf,
    /// `None` when nobody knows what is there: at first, and after any trouble.
    known: Option<Known>,
}

/// What an output folder holds.
#[derive(Debug)]
struct Known {
    files: BTreeMap<OutputPath, Stamp>,
    manifest: Option<Stamp>,
}

impl OutputFolder {
    /// A folder of which nothing is known yet. It need not be there.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), known: None }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Makes the folder hold this site, whatever was there.
    ///
    /// # Errors
    /// When the folder holds files that are not ours, or when the disk refuses.
    pub fn write(&mut self, tree: &Tree) -> Result<Written> {
        self.known = None;
        let ours = manifest(&self.path)?;
        let why = || format!("De map {} kan niet worden gemaakt", self.path.display());
        fs::create_dir_all(&self.path).with_context(why)?;
        let withdrawn = ours.iter().filter(|path| tree.get(&OutputPath::new(path)).is_none()).map(String::as_str);
        let job = Job { folder: &self.path, tree, wanted: tree.iter().collect(), withdrawn: withdrawn.collect() };
        let mut files = BTreeMap::new();
        let written = job.run(&|path| ours.contains(path.as_str()), true, &mut files)?;
        self.known = Some(Known { files, manifest: stamp_of(&self.path.join(MANIFEST)) });
        Ok(written)
    }

    /// Makes a folder that holds one site hold the next: `changed` are the files of `tree` that are new or have other bytes,
    /// `withdrawn` those that are no longer in it. The rest is not even looked at, unless somebody replaced the folder.
    ///
    /// # Errors
    /// When the disk refuses. The next time, the whole folder is written.
    pub fn change(&mut self, tree: &Tree, changed: &[OutputPath], withdrawn: &[OutputPath]) -> Result<Written> {
        let mut wanted: Vec<File<'_>> =
            changed.iter().filter_map(|path| tree.get(path).map(|bytes| (path, bytes))).collect();
        wanted.sort_unstable_by_key(|(path, _)| *path);
        self.adjust(tree, |_| (wanted, withdrawn.iter().map(OutputPath::as_str).collect()))
    }

    /// Puts back what somebody took away or changed since it was written.
    ///
    /// # Errors
    /// When the disk refuses. The next time, the whole folder is written.
    pub fn mend(&mut self, tree: &Tree) -> Result<Written> {
        let folder = self.path.clone();
        self.adjust(tree, |files| {
            let is_as_it_was = |path: &OutputPath| {
                files.get(path).is_some_and(|known| stamp_of(&folder.join(path.as_str())).as_ref() == Some(known))
            };
            (tree.iter().filter(|(path, _)| !is_as_it_was(path)).collect(), Vec::new())
        })
    }

    /// Writes what `choose` says, seeing what is there; everything, when nobody knows what that is.
    fn adjust<'t>(
        &mut self,
        tree: &'t Tree,
        choose: impl FnOnce(&BTreeMap<OutputPath, Stamp>) -> Choice<'t>,
    ) -> Result<Written> {
        let manifest = self.path.join(MANIFEST);
        // Trouble on the way leaves nothing known.
        let known = self.known.take().filter(|known| known.manifest.is_some() && known.manifest == stamp_of(&manifest));
        let Some(mut known) = known else { return self.write(tree) };
        let (wanted, withdrawn) = choose(&known.files);
        let is_new = |(path, _): &&File<'_>| !known.files.contains_key(*path);
        let new: BTreeSet<OutputPath> = wanted.iter().filter(is_new).map(|(path, _)| (*path).clone()).collect();
        let is_renamed = !withdrawn.is_empty() || !new.is_empty();
        let job = Job { folder: &self.path, tree, wanted, withdrawn };
        let written = job.run(&|path| !new.contains(path), is_renamed, &mut known.files)?;
        self.known = Some(Known { manifest: stamp_of(&manifest), ..known });
        Ok(written)
    }
}

type File<'t> = (&'t OutputPath, &'t Arc<[u8]>);
type Choice<'t> = (Vec<File<'t>>, Vec<&'t str>);

/// Files to write and files to take away.
struct Job<'j> {
    folder: &'j Path,
    /// The whole site.
    tree: &'j Tree,
    /// Its files that may have to be written, in order of path.
    wanted: Vec<File<'j>>,
    /// Files of an earlier build that are not in it.
    withdrawn: Vec<&'j str>,
}

impl Job<'_> {
    /// Does it all, in the order that visitors and a next build need.
    fn run(
        &self,
        is_ours: &dyn Fn(&OutputPath) -> bool,
        is_renamed: bool,
        files: &mut BTreeMap<OutputPath, Stamp>,
    ) -> Result<Written> {
        self.refuse_foreign(is_ours)?;
        let new = || self.tree.iter().map(|(path, _)| path.as_str());
        // The manifest goes first and names old and new files together: whatever happens next, the next build knows them all.
        if is_renamed {
            write_manifest(self.folder, &new().chain(self.withdrawn.iter().copied()).collect())?;
        }
        // Withdrawn files go last, but for those that are in the way.
        let (early, late): (Vec<&str>, Vec<&str>) = self.withdrawn.iter().partition(|path| self.is_in_the_way(path));
        let mut written = Written::default();
        for path in early {
            remove(self.folder, path)?;
            written.removed += 1;
        }
        // Style and pictures before the pages that need them.
        let (pages, rest): (Vec<File<'_>>, Vec<File<'_>>) = self.wanted.iter().partition(|(path, _)| path.is_page());
        for (path, bytes) in rest.into_iter().chain(pages) {
            files.insert(path.clone(), self.put(path, bytes, &mut written)?);
        }
        written.removed += self.take_away(&late)?;
        for path in &self.withdrawn {
            files.remove(&OutputPath::new(path));
        }
        if is_renamed {
            write_manifest(self.folder, &new().collect())?;
        }
        Ok(written)
    }

    /// A file that is in the place of a new one and is not ours stops everything, before anything is written.
    fn refuse_foreign(&self, is_ours: &dyn Fn(&OutputPath) -> bool) -> Result<()> {
        for (path, bytes) in self.wanted.iter().filter(|(path, _)| !is_ours(path)) {
            let is_foreign = || !self.withdrawn.iter().any(|old| self.is_same_file(old, path.as_str()));
            if fs::read(self.folder.join(path.as_str())).is_ok_and(|old| *old != ***bytes) && is_foreign() {
                bail!(
                    "Het bestand {path} in de map {} is niet door wijkwijzer gemaakt en zou worden overschreven. Haal het weg of kies een andere map met --uit",
                    self.folder.display()
                );
            }
        }
        Ok(())
    }

    /// Where capitals make no difference (Windows, macOS), a file whose name changed in them alone is still the same.
    fn is_same_file(&self, old: &str, new: &str) -> bool {
        let real = |path: &str| fs::canonicalize(self.folder.join(path)).ok();
        old.to_lowercase() == new.to_lowercase() && real(old).is_some_and(|file| real(new) == Some(file))
    }

    /// Whether there must be a folder now where this file is, or a file where its folder is.
    fn is_in_the_way(&self, withdrawn: &str) -> bool {
        let has = |path: &str| self.tree.get(&OutputPath::new(path)).is_some();
        let mut above = withdrawn.match_indices('/').map(|(at, _)| &withdrawn[..at]);
        let inside = format!("{withdrawn}/");
        let first = self.wanted.partition_point(|(path, _)| path.as_str() < inside.as_str());
        above.any(has) || self.wanted.get(first).is_some_and(|(path, _)| path.as_str().starts_with(&inside))
    }

    /// Writes a file if it is not there yet, or with other bytes.
    fn put(&self, path: &OutputPath, bytes: &[u8], written: &mut Written) -> Result<Stamp> {
        let file = self.folder.join(path.as_str());
        match read(&file) {
            Ok((old, stamp)) if old == *bytes => {
                written.kept += 1;
                return Ok(stamp);
            }
            Ok(_) => written.changed += 1,
            Err(error) if error.kind() == ErrorKind::NotFound => written.new += 1,
            Err(error) => {
                return Err(error).with_context(|| format!("Het bestand {} kan niet worden gelezen", file.display()));
            }
        }
        replace(&file, bytes)?;
        // What went away at once will be found missing.
        Ok(stamp_of(&file).unwrap_or_default())
    }

    /// Takes away what is left of an earlier build.
    fn take_away(&self, withdrawn: &[&str]) -> Result<usize> {
        if withdrawn.is_empty() {
            return Ok(0);
        }
        let mut removed = 0;
        let spelled: BTreeMap<String, &str> =
            self.wanted.iter().map(|(path, _)| (path.as_str().to_lowercase(), path.as_str())).collect();
        for path in withdrawn {
            if !spelled.get(&path.to_lowercase()).is_some_and(|new| self.is_same_file(path, new)) {
                remove(self.folder, path)?;
                removed += 1;
            }
        }
        Ok(removed)
    }
}

/// The bytes of a file, and what it looked like before they were read.
fn read(file: &Path) -> std::io::Result<(Vec<u8>, Stamp)> {
    let mut file = fs::File::open(file)?;
    let metadata = file.metadata()?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    file.read_to_end(&mut bytes)?;
    Ok((bytes, stamp(&metadata)))
}

fn stamp_of(file: &Path) -> Option<Stamp> {
    fs::metadata(file).ok().filter(fs::Metadata::is_file).map(|it| stamp(&it))
}

/// The files of an earlier build. A folder that is not empty and has no manifest is not ours.
fn manifest(folder: &Path) -> Result<BTreeSet<String>> {
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
            Ok(BTreeSet::new())
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
pub(super) fn replace(file: &Path, bytes: &[u8]) -> Result<()> {
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
