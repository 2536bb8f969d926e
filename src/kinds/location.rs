//! What a file is, by the folder it lies in and its extension.

use super::kind::Kind;
use super::{FOLDER, VastePagina};
use crate::diagnostics::{Code, Finding, Place};
use crate::media::EXTENSIONS;
use crate::source::SourcePath;

/// The folders that hold documents, in the order of the table of kinds. A picture or download may lie beside the text that
/// uses it, in any of them.
fn folders() -> Vec<&'static str> {
    let mut folders: Vec<_> = Kind::ALL.iter().filter_map(|kind| kind.facts().folder).collect();
    folders.dedup();
    folders
}

/// The kinds that a file at this path can have, the usual one first; empty when nothing belongs there.
fn candidates(path: &SourcePath) -> Vec<Kind> {
    let Some(inside) = inside(path) else { return Vec::new() };
    if let Some(page) = VastePagina::of_file(&inside.to_lowercase()) {
        return vec![Kind::Vast(page)];
    }
    match inside.split_once('/') {
        None if matches!(inside, "site.yaml" | "site.yml") => vec![Kind::Site],
        None => Vec::new(),
        Some((folder, rest)) => {
            let is_here = |kind: &Kind| {
                let facts = kind.facts();
                facts.folder.is_some_and(|name| name.eq_ignore_ascii_case(folder))
                    && (facts.nested || !rest.contains('/'))
            };
            Kind::ALL.iter().copied().filter(is_here).collect()
        }
    }
}

/// A path as it is seen from the folder of the content.
fn inside(path: &SourcePath) -> Option<&str> {
    path.as_str().strip_prefix(FOLDER)?.strip_prefix('/')
}

/// Whether a file lies in a folder that holds documents.
pub(crate) fn in_known_folder(path: &SourcePath) -> bool {
    let folder = path.folder().strip_prefix("content/").unwrap_or_default();
    folders().contains(&folder)
}

/// The folder of a file as it is written, and as it should be, when only capitals make the difference.
pub(crate) fn miscased_folder(path: &SourcePath) -> Option<(&str, &'static str)> {
    let (folder, _) = inside(path)?.split_once('/')?;
    let name =
        Kind::ALL.iter().filter_map(|kind| kind.facts().folder).find(|name| name.eq_ignore_ascii_case(folder))?;
    (name != folder).then_some((folder, name))
}

/// Decides what a file is by where it lies and what it is called; else what is wrong, and what it was probably meant to be.
pub(crate) fn kind_of(path: &SourcePath) -> Result<Kind, (Box<Finding>, Option<Kind>)> {
    let extension = path.extension();
    let candidates = candidates(path);
    if let Some(kind) = candidates.iter().find(|kind| kind.format().extensions().contains(&extension.as_str())) {
        return Ok(*kind);
    }
    let at = |code, message: String| Finding::new(code, Place::file(path), message);
    let written = |extension: &str| ["md", "yaml", "yml", "csv"].contains(&extension);
    // Windows hides extensions and Notepad adds one: `noord.md.txt`.
    if let Some((_, hidden)) = path.stem().rsplit_once('.').filter(|(_, hidden)| written(&hidden.to_lowercase())) {
        let message = format!("Dit bestand eindigt op .{hidden}.{extension}; zo wordt het niet gelezen.");
        let tip = format!(
            "Haal .{extension} van de naam af. Ziet u dat deel niet? Zet in Verkenner bij Beeld de bestandsnaamextensies aan."
        );
        return Err((Box::new(at(Code::WrongExtension, message).tip(tip)), None));
    }
    if EXTENSIONS.contains(&extension.as_str()) {
        return Ok(Kind::Bestand);
    }
    Err(match candidates.first() {
        Some(kind) if written(&extension) => {
            let wanted = kind.format().extensions()[0];
            let message = format!("In deze map hoort {} in een bestand dat op .{wanted} eindigt.", kind.facts().called);
            let tip = format!(
                "Verander .{extension} aan het eind van de naam in .{wanted}, of leg het bestand waar het hoort."
            );
            (Box::new(at(Code::WrongExtension, message).tip(tip)), Some(*kind))
        }
        _ if written(&extension) => {
            let message = "Op deze plek leest wijkwijzer geen bestanden; het wordt niet gepubliceerd.".to_owned();
            let tip = format!("Leg het in een van deze mappen van content: {}.", folders().join(", "));
            (Box::new(at(Code::NotPublished, message).tip(tip)), None)
        }
        // Told where it is used, or else that it is not: one mistake.
        _ => return Ok(Kind::Bestand),
    })
}
