//! What has to be done to make a folder hold a site; found out without touching anything.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rayon::prelude::*;

use super::aside::{Aside, Looked};
use super::manifest::{self, FoundManifest, Listed, Manifest};
use super::work::{STAGE, cannot_write};
use super::{Manners, refuse, stamp_of};
use crate::disk::{Stamp, is_closed, on_disk, read_stamped, readable, stamp};
use crate::output::{Blob, OutputPath, Tree};
use crate::progress::{Progress, Stage};
use crate::publish::changes::Changes;
use crate::source::Distant;

/// A file of a site.
pub(super) type Wanted<'t> = (&'t OutputPath, &'t Blob);

/// Which files are looked at.
pub(super) struct Files<'t> {
    /// Those that may have to be written, in order of path.
    wanted: Vec<Wanted<'t>>,
    /// Those of the manifest that are no longer in the site; `None`: to be found out.
    withdrawn: Option<&'t [OutputPath]>,
}

impl<'t> Files<'t> {
    /// All of them.
    pub(super) fn all(tree: &'t Tree) -> Self {
        Self { wanted: tree.files().collect(), withdrawn: None }
    }

    /// Some of them; it is known that the others are as they should be.
    pub(super) fn some(tree: &'t Tree, changed: &[OutputPath], withdrawn: &'t [OutputPath]) -> Self {
        let mut wanted: Vec<Wanted<'t>> = changed.iter().filter_map(|path| tree.file(path)).collect();
        wanted.sort_unstable_by_key(|(path, _)| *path);
        Self { wanted, withdrawn: Some(withdrawn) }
    }
}

/// What has to be done.
pub(super) struct FolderPlan<'t> {
    /// The folder.
    pub folder: PathBuf,
    /// Files to write: first those that pages need, then the pages.
    pub put: Vec<Wanted<'t>>,
    /// Files to take away before that: they are in the way.
    pub early: Vec<OutputPath>,
    /// Files to take away at the end.
    pub late: Vec<OutputPath>,
    /// Files that stay for a while from now on.
    pub parting: Vec<OutputPath>,
    /// What the folder may hold while it is worked on; `None` when that is what its manifest says.
    pub between: Option<Manifest>,
    /// What it holds afterwards; `None` when that is what its manifest says.
    pub after: Option<Manifest>,
    /// What visitors see of it.
    pub changes: Changes,
    /// Files that are as they should be, with what they look like.
    kept: Vec<(OutputPath, Stamp)>,
    /// Whether a build that was interrupted left something.
    has_leftovers: bool,
}

/// How a file was found.
#[derive(Debug, Clone, Copy)]
pub(super) enum Look {
    Same(Stamp),
    Other,
    Missing,
    /// Something stands in its place, or in that of its folder.
    Blocked,
    /// Nobody can tell, and so nobody can write it, for this reason.
    Unseen(ErrorKind),
}

/// What must be written, and what is as it should be.
struct Sorted<'t> {
    put: Vec<Wanted<'t>>,
    kept: Vec<(OutputPath, Stamp)>,
    changes: Changes,
}

/// Whether a build that was interrupted left something in a folder.
pub(super) fn has_leftovers(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(STAGE)).is_ok()
}

impl<'t> FolderPlan<'t> {
    pub(super) fn new(
        folder: &Path,
        manners: Manners,
        tree: &'t Tree,
        files: &Files<'t>,
        found: &FoundManifest,
        aside: Option<&Aside>,
        progress: &Progress,
    ) -> Result<Self> {
        let old = &found.manifest;
        refuse::no_folder(folder)?;
        if found.stamp.is_none() && !manners.take_over {
            refuse::foreign_folder(folder)?;
        }
        if !manners.take_over {
            refuse::other_site(folder, tree, old)?;
        }
        if folder.join(manifest::NAME).is_dir() {
            refuse::blocked(folder, &OutputPath::new(manifest::NAME), old)?;
        }
        progress.begins(Stage::Compare, files.wanted.len());
        let looked = |(path, content): &Wanted<'t>| {
            let file = folder.join(path.as_str());
            let looked = match content {
                Blob::Here(bytes) => Looked { look: look(&file, bytes), hash: blake3::hash(bytes) },
                Blob::Away(distant) => Looked { look: look_away(&file, distant), hash: distant.hash() },
                Blob::Aside(number) => {
                    let taken = aside.and_then(|aside| aside.looked(*number));
                    still(&file, taken.with_context(|| format!("Het bestand {path} is er niet om te schrijven"))?)?
                }
            };
            progress.did_one();
            Ok(((*path, *content), looked))
        };
        let looks = files.wanted.par_iter().map(looked).collect::<Result<Vec<_>>>()?;
        let is_needless = |path: &&OutputPath| !tree.has(path);
        let withdrawn: Vec<&OutputPath> = match files.withdrawn {
            Some(withdrawn) => withdrawn.iter().filter(is_needless).collect(),
            None => old.files.keys().filter(is_needless).collect(),
        };
        let Farewell { early, late, replaced } = Farewell::new(folder, manners, tree, &withdrawn, found);
        let is_ours = |path: &OutputPath| {
            let is_spelled_otherwise = || withdrawn.iter().any(|old| is_same_file(folder, old, path));
            old.has(path) || manners.take_over || is_spelled_otherwise()
        };
        let Sorted { put, kept, mut changes } = sort_out(folder, &looks, old, is_ours)?;
        changes.withdrawn = early.iter().chain(&late).cloned().collect();
        changes.replaced = replaced.len();
        let touched = || put.iter().map(|(path, _)| *path).chain(&changes.withdrawn);
        refuse::links(folder, touched())?;
        refuse::closed(folder, touched())?;
        let parting = replaced.iter().filter(|path| !old.replaced.contains(*path)).cloned().collect();
        let after = Manifest { site: tree.name().to_owned(), files: entries(tree, &looks, old), replaced };
        let is_renamed = !changes.withdrawn.is_empty() || put.iter().any(|(path, _)| !old.has(path));
        let between = is_renamed.then(|| after.with(old));
        let after = (after != *old || found.stamp.is_none()).then_some(after);
        let has_leftovers = aside.map_or_else(|| has_leftovers(folder), |aside| aside.has_leftovers);
        Ok(Self { folder: folder.to_owned(), put, early, late, parting, between, after, changes, kept, has_leftovers })
    }

    /// Whether there is nothing to do.
    pub(super) fn is_done(&self) -> bool {
        self.put.is_empty()
            && self.early.is_empty()
            && self.late.is_empty()
            && self.after.is_none()
            && !self.has_leftovers
    }

    /// Lets everybody read what is as it should be, and look into all folders that the site has.
    pub(super) fn open(&self) {
        if is_closed(&self.folder) {
            readable(&self.folder);
        }
        let kept = self.kept.iter().map(|(path, _)| path.as_str());
        let all = kept.clone().chain(self.put.iter().map(|(path, _)| path.as_str()));
        let folders: BTreeSet<&str> = all.flat_map(folders_of).collect();
        // What is behind a link is somebody else's.
        let links: Vec<&str> =
            folders.par_iter().copied().filter(|above| self.folder.join(above).is_symlink()).collect();
        let is_inside = |path: &&str| links.is_empty() || !folders_of(path).any(|above| links.contains(&above));
        let mine: Vec<&str> = kept.chain(folders.iter().copied()).filter(is_inside).collect();
        mine.into_par_iter().for_each(|path| readable(&self.folder.join(path)));
    }

    /// Whether a build was interrupted since the folder was written: nobody knows what that one did.
    pub(super) fn follows_an_interrupted_one(&self) -> bool {
        self.has_leftovers
    }

    /// What the files look like that are as they should be, when this is what they looked like before.
    pub(super) fn stamps(&self, mut stamps: BTreeMap<OutputPath, Stamp>) -> BTreeMap<OutputPath, Stamp> {
        // What went away at once will be found missing.
        let stamp =
            |(path, _): &Wanted<'_>| ((*path).clone(), stamp_of(&self.folder.join(path.as_str())).unwrap_or_default());
        let put: Vec<_> = self.put.par_iter().map(stamp).collect();
        stamps.extend(put.into_iter().chain(self.kept.iter().cloned()));
        for path in self.early.iter().chain(&self.late) {
            stamps.remove(path);
        }
        stamps
    }
}

/// The folders that a file is in, the outermost first.
pub(super) fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

/// Which files are to be written, pages last, and which are as they should be. A file of somebody else in the place of one of
/// ours stops everything.
fn sort_out<'t>(
    folder: &Path,
    looks: &[(Wanted<'t>, Looked)],
    old: &Manifest,
    is_ours: impl Fn(&OutputPath) -> bool,
) -> Result<Sorted<'t>> {
    let (mut put, mut kept, mut changes) = (Vec::new(), Vec::new(), Changes::default());
    for (file, Looked { look, .. }) in looks {
        let path = file.0;
        match look {
            Look::Same(stamp) => {
                kept.push((path.clone(), *stamp));
                continue;
            }
            Look::Missing => changes.new.push(path.clone()),
            Look::Other => {
                refuse::file_of_others(folder, path, is_ours(path))?;
                changes.changed.push(path.clone());
            }
            Look::Blocked => {
                refuse::blocked(folder, path, old)?;
                changes.new.push(path.clone());
            }
            Look::Unseen(why) => {
                return Err(Error::from(*why)).with_context(|| cannot_write(&folder.join(path.as_str())));
            }
        }
        put.push(*file);
    }
    put.sort_by_key(|(path, _)| path.needs_others());
    changes.kept = kept.len();
    Ok(Sorted { put, kept, changes })
}

/// What the manifest says of each file of the site.
fn entries(tree: &Tree, looks: &[(Wanted<'_>, Looked)], old: &Manifest) -> BTreeMap<OutputPath, Listed> {
    // Both are in order of path.
    let mut looks = looks.iter().peekable();
    let entry = |(path, content): Wanted<'_>| {
        let known = || old.files.get(path).map(|entry| entry.blake3.clone()).filter(|hash| !hash.is_empty());
        let hashed = || match content {
            Blob::Here(bytes) => hex(blake3::hash(bytes)),
            Blob::Away(distant) => hex(distant.hash()),
            // All that was put aside was looked at.
            Blob::Aside(_) => String::new(),
        };
        let looked = looks.next_if(|((looked, _), _)| *looked == path).map(|(_, looked)| hex(looked.hash));
        let blake3 = looked.or_else(known).unwrap_or_else(hashed);
        (path.clone(), Listed { blake3, bron: tree.source(path).map(ToString::to_string) })
    };
    tree.files().map(entry).collect()
}

/// What becomes of files that are no longer part of the site.
struct Farewell {
    early: Vec<OutputPath>,
    late: Vec<OutputPath>,
    /// Those that stay for a while.
    replaced: BTreeSet<OutputPath>,
}

impl Farewell {
    fn new(folder: &Path, manners: Manners, tree: &Tree, withdrawn: &[&OutputPath], found: &FoundManifest) -> Self {
        let mut all = Self { early: Vec::new(), late: Vec::new(), replaced: BTreeSet::new() };
        let has_stayed = |path: &OutputPath| {
            let parted = stamp_of(&folder.join(path.as_str())).and_then(|(_, parted)| parted);
            parted.is_some_and(|parted| parted.elapsed().is_ok_and(|age| age >= manners.grace))
        };
        let stays = |path: &OutputPath| path.is_lasting() && !manners.tidy && folder.join(path.as_str()).is_file();
        let spelled: BTreeMap<String, &OutputPath> = match withdrawn {
            [] => BTreeMap::new(),
            _ => tree.files().map(|(path, _)| (path.as_str().to_lowercase(), path)).collect(),
        };
        let earlier = found.manifest.replaced.iter().filter(|path| !tree.has(path));
        let withdrawn = withdrawn.iter().map(|path| (*path, stays(path)));
        for (path, stays) in withdrawn.chain(earlier.map(|path| (path, !has_stayed(path) && stays(path)))) {
            if is_in_the_way(tree, path) {
                all.early.push(path.clone());
            } else if stays {
                all.replaced.insert(path.clone());
            } else if !spelled.get(&path.as_str().to_lowercase()).is_some_and(|new| is_same_file(folder, path, new)) {
                all.late.push(path.clone());
            }
        }
        all
    }
}

/// Whether there must be a folder now where this file is, or a file where its folder is.
fn is_in_the_way(tree: &Tree, withdrawn: &OutputPath) -> bool {
    let withdrawn = withdrawn.as_str();
    let mut above = withdrawn.match_indices('/').map(|(at, _)| &withdrawn[..at]);
    above.any(|path| tree.has(&OutputPath::new(path))) || tree.has_folder(withdrawn)
}

/// Where capitals make no difference (Windows, macOS), a file whose name changed in them alone is still the same.
fn is_same_file(folder: &Path, old: &OutputPath, new: &OutputPath) -> bool {
    let real = |path: &OutputPath| fs::canonicalize(folder.join(path.as_str())).ok();
    old.as_str().to_lowercase() == new.as_str().to_lowercase() && real(old).is_some_and(|file| real(new) == Some(file))
}

/// What was seen a while ago, looked at again without reading.
fn still(file: &Path, looked: Looked) -> Result<Looked> {
    match looked.look {
        // Somebody changed it or took it away, and its page was not kept.
        Look::Same(stamp) if stamp_of(file) != Some(stamp) => Err(Error::from(ErrorKind::NotFound).into()),
        Look::Missing => match fs::symlink_metadata(file) {
            Ok(found) => Ok(Looked { look: if found.is_dir() { Look::Blocked } else { Look::Other }, ..looked }),
            Err(_) => Ok(looked),
        },
        _ => Ok(looked),
    }
}

/// Compares a file with what it should be.
pub(super) fn look(file: &Path, bytes: &[u8]) -> Look {
    look_by(file, || read_stamped(file).map(|(old, stamp)| (old == *bytes, stamp)))
}

/// Compares a file with what it should be, holding neither of them.
fn look_away(file: &Path, wanted: &Distant) -> Look {
    look_by(file, || {
        let stamp = stamp(&fs::metadata(file)?);
        Ok((stamp.0 == wanted.len() && on_disk(file)? == *wanted, stamp))
    })
}

/// How a file is found; `is_same` reads it.
fn look_by(file: &Path, is_same: impl FnOnce() -> std::io::Result<(bool, Stamp)>) -> Look {
    match fs::metadata(file) {
        Ok(found) if found.is_dir() => return Look::Blocked,
        // To read what is no file may take for ever.
        Ok(found) if !found.is_file() => return Look::Other,
        _ => {}
    }
    match is_same() {
        Ok((true, stamp)) => Look::Same(stamp),
        Ok((false, _)) => Look::Other,
        Err(_) => match fs::symlink_metadata(file).map_err(|error| error.kind()) {
            Err(ErrorKind::NotADirectory) => Look::Blocked,
            Err(ErrorKind::NotFound) => Look::Missing,
            // What cannot be read can be replaced all the same.
            Ok(_) => Look::Other,
            Err(why) => Look::Unseen(why),
        },
    }
}

fn hex(hash: blake3::Hash) -> String {
    hash.to_hex().to_string()
}
