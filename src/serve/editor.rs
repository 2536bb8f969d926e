//! Opens a file of the project in an editor, and the preview in a browser: the only place that starts other programs.

use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::source::SourcePath;

/// What an editor or viewer opens. Anything else might be run instead.
const HARMLESS: &[&str] =
    &["md", "yaml", "yml", "csv", "txt", "html", "css", "json", "geojson", "svg", "png", "jpg", "jpeg", "webp", "gif"];

/// Opens a file of the project at a line: in VS Code where that is, else in what the system has for such files.
///
/// # Errors
/// `NotFound` when there is no such file below the project; others when no editor can be started.
pub(super) fn open(project: &Path, file: &SourcePath, line: usize) -> Result<()> {
    let (project, file) = (project.canonicalize()?, file_below(project, file)?);
    let mut at = file.clone().into_os_string();
    at.push(format!(":{line}"));
    let code = if cfg!(windows) { "code.cmd" } else { "code" };
    // The folder goes first, so that VS Code shows the project around the file.
    match start(Command::new(code).arg(project).arg("--goto").arg(at)) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        started => return started,
    }
    let extension = file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if !HARMLESS.contains(&extension.as_str()) {
        return Err(ErrorKind::Unsupported.into());
    }
    start(opener().arg(file))
}

/// Opens an address in the system's browser.
///
/// # Errors
/// When there is none.
pub(super) fn browse(address: &str) -> Result<()> {
    start(opener().arg(address))
}

/// Where a file of the project really is; it must be below the project, whatever links there are.
fn file_below(project: &Path, file: &SourcePath) -> Result<PathBuf> {
    let folder = file.as_str().split('/').next().unwrap_or_default();
    let (real, root) = (project.join(file.as_str()).canonicalize()?, project.join(folder).canonicalize()?);
    if real.starts_with(&root) && real.is_file() { Ok(real) } else { Err(ErrorKind::NotFound.into()) }
}

fn opener() -> Command {
    Command::new(if cfg!(windows) {
        "explorer"
    } else if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    })
}

fn start(command: &mut Command) -> Result<()> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    // Somebody must wait for it, or it stays in the system's list for as long as the preview runs.
    std::thread::spawn(move || child.wait());
    Ok(())
}
