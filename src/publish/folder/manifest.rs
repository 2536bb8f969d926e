//! The list of what we put into an output folder, so that nothing else is ever touched.
//!
//! It is the same for the same site: no path of a machine and no time is in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::{Manners, stamp_of};
use crate::disk::{Stamp, is_gone};
use crate::output::OutputPath;

/// Its name in the output folder.
pub(super) const NAME: &str = ".wijkwijzer";

/// What a folder holds of ours.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Manifest {
    /// The name of the site; empty when nobody knows.
    pub site: String,
    /// The files of the site.
    pub files: BTreeMap<OutputPath, Listed>,
    /// Files of earlier sites that are still there for who has an old page open.
    pub replaced: BTreeSet<OutputPath>,
}

/// What is told of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub(super) struct Listed {
    /// Its BLAKE3 hash, in hexadecimals. Empty when an older version of the program wrote it.
    #[serde(default)]
    pub blake3: String,
    /// The file of the project that it was made of, if it is one.
    #[serde(default)]
    pub bron: Option<String>,
}

/// A manifest as it was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct FoundManifest {
    /// What it says.
    pub manifest: Manifest,
    /// What its file looked like; `None` when there is none.
    pub stamp: Option<Stamp>,
}

/// The form of the file.
#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    site: String,
    bestanden: BTreeMap<String, Listed>,
    #[serde(default)]
    vervangen: BTreeSet<String>,
}

impl Manifest {
    /// What is known of a folder: nothing, when it has no manifest.
    ///
    /// # Errors
    /// When it cannot be read, or is no manifest.
    pub(super) fn read(folder: &Path, manners: Manners) -> Result<FoundManifest> {
        let file = folder.join(NAME);
        let manifest = match fs::read(&file) {
            Ok(bytes) => std::str::from_utf8(&bytes).ok().and_then(Self::parse),
            Err(error) if is_gone(&error) => return Ok(FoundManifest::default()),
            Err(_) if file.is_dir() => None,
            Err(error) => {
                return Err(error).with_context(|| format!("De map {} kan niet worden gelezen", folder.display()));
            }
        };
        let Some(manifest) = manifest else {
            if manners.take_over {
                return Ok(FoundManifest::default());
            }
            bail!(
                "Het bestand {NAME} in de map {} is beschadigd, dus wijkwijzer weet niet welke bestanden daar van de site zijn. \
                 Maak de map leeg en bouw opnieuw. Kan dat niet? Bouw dan één keer met --overnemen: pagina's die u intussen hebt \
                 weggehaald, blijven dan staan",
                folder.display()
            );
        };
        Ok(FoundManifest { manifest, stamp: stamp_of(&file) })
    }

    /// What such a text says; only names inside the folder count, whoever wrote them there.
    fn parse(text: &str) -> Option<Self> {
        let inside = |name: &str| is_inside(name).then(|| OutputPath::new(name));
        if !text.starts_with('{') {
            // Up to version 0.1 it was a list of names.
            let files = text.lines().filter_map(inside).map(|path| (path, Listed::default())).collect();
            return Some(Self { files, ..Self::default() });
        }
        let Written { site, bestanden, vervangen } = serde_json::from_str(text).ok()?;
        let files = bestanden.into_iter().filter_map(|(name, entry)| Some((inside(&name)?, entry))).collect();
        Some(Self { site, files, replaced: vervangen.iter().filter_map(|name| inside(name)).collect() })
    }

    /// Its text: a line for each file, so that two of them can be compared.
    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(HEAD + self.files.len() * LINE);
        text.push_str("{\n  \"wijkwijzer\": ");
        quoted(&mut text, env!("CARGO_PKG_VERSION"));
        if !self.site.is_empty() {
            text.push_str(",\n  \"site\": ");
            quoted(&mut text, &self.site);
        }
        text.push_str(",\n  \"bestanden\": {\n");
        for (number, (path, Listed { blake3, bron })) in self.files.iter().enumerate() {
            text.push_str(if number == 0 { "    " } else { ",\n    " });
            quoted(&mut text, path.as_str());
            text.push_str(": {\"blake3\": ");
            quoted(&mut text, blake3);
            if let Some(bron) = bron {
                text.push_str(", \"bron\": ");
                quoted(&mut text, bron);
            }
            text.push('}');
        }
        text.push_str("\n  }");
        if !self.replaced.is_empty() {
            text.push_str(",\n  \"vervangen\": [\n");
            for (number, path) in self.replaced.iter().enumerate() {
                text.push_str(if number == 0 { "    " } else { ",\n    " });
                quoted(&mut text, path.as_str());
            }
            text.push_str("\n  ]");
        }
        text + "\n}\n"
    }

    /// This and an older one together: whatever happens in between, the next build knows them all.
    pub(super) fn with(&self, old: &Self) -> Self {
        let mut all = self.clone();
        for (path, entry) in &old.files {
            all.files.entry(path.clone()).or_insert_with(|| entry.clone());
        }
        all.replaced.extend(old.replaced.iter().cloned());
        all
    }

    /// Whether a file is known as ours.
    pub(super) fn has(&self, path: &OutputPath) -> bool {
        self.files.contains_key(path) || self.replaced.contains(path)
    }

    /// Whether files in this folder are known as ours.
    pub(super) fn has_folder(&self, folder: &str) -> bool {
        let inside = OutputPath::new(format!("{folder}/"));
        let first = [self.files.range(&inside..).next().map(|(path, _)| path), self.replaced.range(&inside..).next()];
        first.into_iter().flatten().any(|path| path.as_str().starts_with(inside.as_str()))
    }
}

/// How long a manifest is, about, besides its lines.
const HEAD: usize = 100;
/// How long a line is, about.
const LINE: usize = 180;

/// Adds a text as JSON.
fn quoted(json: &mut String, text: &str) {
    if text.bytes().any(|byte| matches!(byte, b'"' | b'\\' | 0..b' ' | 0x7F)) {
        json.push_str(&serde_json::Value::from(text).to_string());
    } else {
        json.push('"');
        json.push_str(text);
        json.push('"');
    }
}

/// Whether a name is of a file inside the folder, and not of one that only we use.
fn is_inside(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('/')
        && !name.contains(['\\', '\0', ':'])
        && !name.starts_with(NAME)
        && name.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_it_was_written() {
        let entry = Listed { blake3: "ab".to_owned(), bron: Some("content/\"index\".md".to_owned()) };
        let files = [(OutputPath::new("index.html"), entry), (OutputPath::new("robots.txt"), Listed::default())].into();
        let manifest =
            Manifest {
                site: "De “site”".to_owned(), files, replaced: [OutputPath::new("thema/1/stijl.css")].into()
            };
        assert_eq!(Manifest::parse(&manifest.text()), Some(manifest));
        let empty = Manifest::default();
        assert_eq!(Manifest::parse(&empty.text()), Some(empty));
    }

    #[test]
    fn the_list_of_an_older_version_is_understood_and_half_a_manifest_is_not() {
        let manifest = Manifest::parse("index.html\n../geheim\n/etc/hostname\na//b\nC:x\n").unwrap();
        assert_eq!(manifest.files.into_keys().collect::<Vec<_>>(), [OutputPath::new("index.html")]);
        assert_eq!(Manifest::parse("{\n  \"wijkwijzer\": \"0.1.0\",\n  \"besta"), None);
    }
}
