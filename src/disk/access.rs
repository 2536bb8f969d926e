//! Who may read what we write: everybody, whatever the builder keeps to itself (`umask`). A web server is somebody else.
//!
//! Rights are only ever given: those of a group that works on a site together stay as they are.

use std::path::Path;

/// Lets everybody read a file, or look into a folder. Where that is not for us to say, it stays as it is.
#[cfg(unix)]
pub(crate) fn readable(path: &Path) {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    if let Some((mode, wanted)) = modes(path).filter(|(mode, wanted)| mode & wanted != *wanted) {
        let _ = set_permissions(path, Permissions::from_mode(mode | wanted));
    }
}

/// Whether nobody but its owner may look into this folder.
#[cfg(unix)]
pub(crate) fn is_closed(folder: &Path) -> bool {
    // The last two of its digits are what its group and others may.
    modes(folder).is_some_and(|(mode, _)| mode.is_multiple_of(0o100))
}

/// What is allowed, and what should be at least. A link is somebody's, whatever it leads to.
#[cfg(unix)]
fn modes(path: &Path) -> Option<(u32, u32)> {
    use std::os::unix::fs::PermissionsExt;
    let found = std::fs::symlink_metadata(path).ok()?;
    let wanted = if found.is_dir() { 0o755 } else { 0o644 };
    (found.is_dir() || found.is_file()).then(|| (found.permissions().mode() & 0o7777, wanted))
}

/// Other systems have rights that are handed down by folders.
#[cfg(not(unix))]
pub(crate) fn readable(_: &Path) {}

#[cfg(not(unix))]
pub(crate) fn is_closed(_: &Path) -> bool {
    false
}
