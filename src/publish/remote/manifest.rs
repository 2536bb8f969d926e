//! The list of what we put at a target, and what stays there for a while.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a target holds of ours.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct HostManifest {
    /// The version of the program that wrote it.
    pub wijkwijzer: String,
    /// The name of the site.
    pub site: String,
    /// Where it was built to be; empty when nobody said so.
    #[serde(default)]
    pub basis: String,
    /// The files of the site.
    pub bestanden: BTreeMap<String, HostFile>,
    /// Files of earlier sites, with the moment since when no page needs them.
    #[serde(default)]
    pub vervangen: BTreeMap<String, Timestamp>,
}

/// What is told of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct HostFile {
    /// The BLAKE3 hash of its bytes, in hexadecimals.
    pub blake3: String,
    /// That of what visitors are told with it, where the target keeps it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kop: String,
}

impl HostManifest {
    /// What such bytes say; names that lead out of the target are not ours.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let mut manifest: Self = serde_json::from_slice(bytes).ok()?;
        manifest.bestanden.retain(|path, _| is_inside(path));
        manifest.vervangen.retain(|path, _| is_inside(path));
        Some(manifest)
    }

    /// Its bytes.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

/// Whether a name is of a file inside the target, and not of one that only we use.
pub(super) fn is_inside(path: &str) -> bool {
    !path.starts_with(super::MANIFEST)
        && !path.contains(['\\', '\0', ':'])
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}
