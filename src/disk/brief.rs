//! The files of a newsletter, in a folder beside the site. People may have changed them since, or have others there: these stay.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{real, refuse_own_input, replace};

/// Says what we wrote into the folder: the hash and the name of a file on each line, of one that was written anew more than once.
const NAMES: &str = ".wijkwijzer-nieuwsbrief";

/// What became of the files.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Geplaatst {
    /// Those that were written.
    pub written: Vec<String>,
    /// Those that were there already, with the same in them.
    pub kept: Vec<String>,
    /// Those that are of others, or were changed by hand: nothing was written at all.
    pub of_others: Vec<String>,
}

/// Puts the files of a newsletter into a folder. One that is not ours any more stops all, unless it may be `replaced`.
///
/// # Errors
/// When the folder belongs to the project or to a site, or the disk refuses.
pub fn put_brief(project: &Path, folder: &Path, files: &[(String, Vec<u8>)], replaced: bool) -> Result<Geplaatst> {
    refuse_own_input(project, folder)?;
    refuse_site(project, folder)?;
    let mut ours = known(folder)?;
    let mut put = Geplaatst::default();
    for (name, bytes) in files {
        match fs::read(folder.join(name)) {
            Ok(old) if old == *bytes => put.kept.push(name.clone()),
            Ok(old) if !replaced && !ours.contains(&line(name, &old)) => put.of_others.push(name.clone()),
            Ok(_) => put.written.push(name.clone()),
            Err(error) if error.kind() == ErrorKind::NotFound => put.written.push(name.clone()),
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("Het bestand {} kan niet worden gelezen", folder.join(name).display()));
            }
        }
    }
    if !put.of_others.is_empty() {
        return Ok(Geplaatst { of_others: put.of_others, ..Geplaatst::default() });
    }
    // First it is said that they will be ours: who is interrupted can go on.
    ours.extend(files.iter().map(|(name, bytes)| line(name, bytes)));
    let list = ours.into_iter().collect::<Vec<_>>().join("\n") + "\n";
    replace(&folder.join(NAMES), list.as_bytes())?;
    for (name, bytes) in files.iter().filter(|(name, _)| put.written.contains(name)) {
        replace(&folder.join(name), bytes)?;
    }
    Ok(put)
}

/// What we wrote there.
fn known(folder: &Path) -> Result<BTreeSet<String>> {
    let list = folder.join(NAMES);
    let text = match fs::read_to_string(&list) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) => String::new(),
        text => text.with_context(|| format!("Het bestand {} kan niet worden gelezen", list.display()))?,
    };
    Ok(text.lines().map(str::to_owned).collect())
}

/// What is said of a file.
fn line(name: &str, bytes: &[u8]) -> String {
    format!("{} {name}", blake3::hash(bytes).to_hex())
}

/// What lies in the folder of a site is read by everybody.
fn refuse_site(project: &Path, folder: &Path) -> Result<()> {
    let folder_itself = real(folder);
    let is_public = folder_itself.starts_with(real(&project.join("public")));
    // A site says so itself.
    if is_public || folder_itself.ancestors().any(|above| above.join(".wijkwijzer").is_file()) {
        bail!("de map {} is die van de site zelf; kies een andere met --uit", folder.display());
    }
    Ok(())
}
