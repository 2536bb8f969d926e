//! What stops a site from being written, told before anything is: what is not ours, and what nobody can write to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use walkdir::WalkDir;

use super::manifest::Manifest;
use super::plan::folders_of;
use crate::disk::is_gone;
use crate::output::{OutputPath, Tree};

/// What is no folder, and can become none, is told as what it is.
pub(super) fn no_folder(folder: &Path) -> Result<()> {
    for place in folder.ancestors().filter(|place| !place.as_os_str().is_empty()) {
        let at = place.display();
        match fs::metadata(place) {
            Ok(found) if found.is_dir() => return Ok(()),
            Ok(_) => bail!("{at} is geen map, maar een bestand. Haal het weg of kies een andere map met --uit"),
            Err(error) if !is_gone(&error) => {
                return Err(error).with_context(|| format!("De map {at} kan niet worden bekeken"));
            }
            Err(_) if place.is_symlink() => bail!(
                "{at} is een koppeling (symlink) naar een plek die er niet is. Maak die plek, haal de koppeling weg of kies een \
                 andere map met --uit"
            ),
            // It can be made, if what is above it lets us.
            Err(_) => {}
        }
    }
    Ok(())
}

/// A folder that is not empty and has no manifest is not ours.
pub(super) fn foreign_folder(folder: &Path) -> Result<()> {
    let names = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.file_name());
    let mut names = names.map(|name| name.to_string_lossy().into_owned());
    if let Some(name) = names.find(|name| !name.starts_with('.')) {
        bail!(
            "In de map {} staan al andere bestanden (zoals {name}). Kies een lege map met --uit, of maak deze map leeg. \
             Moet de site er toch bij? Bouw dan één keer met --overnemen: andere bestanden blijven staan, behalve als een \
             bestand van de site dezelfde naam heeft",
            folder.display(),
        );
    }
    Ok(())
}

/// Of a site with another name at least so many parts of its pages are of files of this project, if it is the same one.
const SAME: (usize, usize) = (4, 5);

/// A folder that another project was written to is not for this one, which would withdraw all its pages. A site that only has
/// a new name is still made of the same files.
pub(super) fn other_site(folder: &Path, tree: &Tree, old: &Manifest) -> Result<()> {
    if tree.name().is_empty() || old.site == tree.name() {
        return Ok(());
    }
    let ours: BTreeSet<&str> = tree.sources().map(|(_, source)| source.as_str()).collect();
    let pages = old.files.iter().filter(|(path, _)| path.is_page());
    let sources: BTreeSet<&str> = pages.filter_map(|(_, entry)| entry.bron.as_deref()).collect();
    if sources.intersection(&ours).count() * SAME.1 < sources.len() * SAME.0 {
        // Older versions did not say.
        let name = if old.site.is_empty() { String::new() } else { format!(": “{}”", old.site) };
        bail!(
            "In de map {} staat een andere site{name}. De pagina's daarvan zouden verdwijnen. Kies een andere map met --uit. Is het \
             toch dezelfde site, of mag de andere weg? Bouw dan één keer met --overnemen",
            folder.display()
        );
    }
    Ok(())
}

/// A file that is in the place of a new one and is not ours stops everything, before anything is written.
pub(super) fn file_of_others(folder: &Path, path: &OutputPath, is_ours: bool) -> Result<()> {
    if !is_ours {
        bail!(
            "Het bestand {path} in de map {} is niet door wijkwijzer gemaakt en zou worden overschreven. Haal het weg, kies een \
             andere map met --uit, of bouw één keer met --overnemen",
            folder.display()
        );
    }
    Ok(())
}

/// So does a folder with anything of others in the place of a file, or a file of others in the place of a folder.
pub(super) fn blocked(folder: &Path, path: &OutputPath, old: &Manifest) -> Result<()> {
    let name = |at: &Path| at.strip_prefix(folder).unwrap_or(at).to_string_lossy().replace('\\', "/");
    let at = folder.join(path.as_str());
    let inside = WalkDir::new(&at).min_depth(1).into_iter().filter_map(Result::ok);
    // A folder goes with what was ours in it.
    let is_foreign = |entry: &walkdir::DirEntry| {
        let name = name(entry.path());
        if entry.file_type().is_dir() { !old.has_folder(&name) } else { !old.has(&OutputPath::new(name)) }
    };
    let inside = inside.filter(is_foreign).map(walkdir::DirEntry::into_path);
    // A link is told as one.
    let is_file = |above: &&Path| fs::symlink_metadata(above).is_ok_and(|it| !it.is_dir() && !it.is_symlink());
    let above = at.ancestors().skip(1).take_while(|above| above.starts_with(folder)).filter(is_file);
    let above = above.filter(|file| !old.has(&OutputPath::new(name(file)))).map(Path::to_owned);
    match inside.chain(above).next() {
        Some(foreign) => bail!(
            "Op de plek van {path} staat iets dat niet door wijkwijzer is gemaakt: {}. Haal het weg of kies een andere map \
             met --uit",
            foreign.display()
        ),
        None => Ok(()),
    }
}

/// A folder inside that is a link leads elsewhere: what is there is not ours, whatever its name.
pub(super) fn links<'p>(folder: &Path, paths: impl Iterator<Item = &'p OutputPath>) -> Result<()> {
    // The folders that were looked at, and whether each is there: in one that is not there is no other.
    let mut seen: BTreeMap<&str, bool> = BTreeMap::new();
    for path in paths {
        for above in folders_of(path.as_str()) {
            let is_there = if let Some(is_there) = seen.get(above) {
                *is_there
            } else {
                let found = fs::symlink_metadata(folder.join(above));
                if found.as_ref().is_ok_and(fs::Metadata::is_symlink) {
                    bail!(
                        "De map {above} in {} is een koppeling (symlink) naar elders. Wijkwijzer schrijft daar niet: haal de \
                         koppeling weg of kies een andere map met --uit",
                        folder.display()
                    );
                }
                *seen.entry(above).or_insert(found.is_ok())
            };
            if !is_there {
                break;
            }
        }
    }
    Ok(())
}

/// A folder that we may not write in is told before anything is put in another.
pub(super) fn closed<'p>(folder: &Path, paths: impl Iterator<Item = &'p OutputPath>) -> Result<()> {
    let nearest = |path: &OutputPath| {
        let at = folder.join(path.as_str());
        at.ancestors()
            .skip(1)
            .take_while(|above| above.starts_with(folder))
            .find(|above| above.is_dir())
            .map(Path::to_owned)
    };
    let folders: BTreeSet<PathBuf> = paths.filter_map(nearest).collect();
    folders.into_par_iter().try_for_each(|at| {
        // A file without a name, that nobody sees.
        let tried = tempfile::tempfile_in(&at);
        tried.map(drop).with_context(|| format!("In de map {} kan niet worden geschreven", at.display()))
    })
}
