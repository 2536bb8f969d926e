//! What a file is, by the folder it lies in and its extension.

use std::sync::LazyLock;

use super::kind::{Format, Kind};
use super::{FOLDER, VastePagina};
use crate::diagnostics::{Code, Finding, Place};
use crate::media::EXTENSIONS;
use crate::source::SourcePath;

/// The folders that hold documents, in the order of the table of kinds. A picture or download may lie beside the text that
/// uses it, in any of them.
static FOLDERS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut folders: Vec<_> = Kind::ALL.iter().filter_map(|kind| kind.facts().folder).collect();
    folders.dedup();
    folders
});

/// The kinds that a file at this path can have, the usual one first; empty when nothing belongs there.
fn candidates(path: &SourcePath) -> Vec<Kind> {
    let Some(inside) = inside(path) else { return Vec::new() };
    let (folder, rest) = inside.split_once('/').unwrap_or(("", inside));
    let folder = meant_folder(folder).unwrap_or(folder);
    let place = if folder.is_empty() { rest.to_lowercase() } else { format!("{folder}/{rest}").to_lowercase() };
    if let Some(page) = VastePagina::of_file(&place) {
        return vec![Kind::Vast(page)];
    }
    if folder.is_empty() {
        return single(rest).into_iter().collect();
    }
    let is_here = |kind: &Kind| {
        let facts = kind.facts();
        facts.folder == Some(folder) && (facts.nested || !rest.contains('/'))
    };
    Kind::ALL.iter().copied().filter(is_here).collect()
}

/// The kind of which this is the only file, whatever its capitals.
fn single(name: &str) -> Option<Kind> {
    let is = |kind: &&Kind| {
        let names = kind.format().extensions().iter().map(|extension| format!("{}.{extension}", kind.word()));
        kind.facts().folder.is_none() && names.into_iter().any(|file| file.eq_ignore_ascii_case(name))
    };
    // Pictures and downloads lie anywhere.
    Kind::ALL.iter().filter(|kind| kind.format() == Format::Yaml).find(is).copied()
}

/// A path as it is seen from the folder of the content.
fn inside(path: &SourcePath) -> Option<&str> {
    path.as_str().strip_prefix(FOLDER)?.strip_prefix('/')
}

/// Whether a file lies in a folder that holds documents.
pub(crate) fn in_known_folder(path: &SourcePath) -> bool {
    let folder = path.folder().strip_prefix("content/").unwrap_or_default();
    FOLDERS.contains(&folder)
}

/// The folder of a file as it is written, and as it should be, when it is clear which one that is.
pub(crate) fn misnamed_folder(path: &SourcePath) -> Option<(&str, &'static str)> {
    let (folder, _) = inside(path)?.split_once('/')?;
    let name = meant_folder(folder)?;
    (name != folder).then_some((folder, name))
}

/// What people call a folder that has another name.
const ALSO: &[(&str, &str)] = &[
    ("agenda", "spreekuren"),
    ("inloop", "spreekuren"),
    ("faq", "vragen"),
    ("veelgestelde vragen", "vragen"),
    ("berichten", "nieuws"),
    ("nieuwsberichten", "nieuws"),
    ("bijlagen", "documenten"),
    ("document", "documenten"),
    ("stukken", "documenten"),
    ("pagina's", "paginas"),
    ("cijfers", "kengetallen"),
    ("stappen", "tijdlijn"),
];

/// The folder that was meant by this name: but for its capitals, one document of its kind (`spreekuur`), another word for it, or
/// a single letter that is wrong.
fn meant_folder(written: &str) -> Option<&'static str> {
    let is = |name: &str| FOLDERS.iter().copied().find(|folder| *folder == name);
    // Nearly every folder has its right name.
    if let Some(folder) = is(written) {
        return Some(folder);
    }
    let written = written.to_lowercase().replace(['-', '_'], " ");
    let of_kind = || Kind::ALL.iter().find(|kind| kind.word() == written).and_then(|kind| kind.facts().folder);
    let also = || ALSO.iter().find(|(other, _)| *other == written).and_then(|(_, folder)| is(folder));
    let nearly = || FOLDERS.iter().copied().find(|folder| strsim::damerau_levenshtein(folder, &written) <= 1);
    is(&written).or_else(of_kind).or_else(also).or_else(nearly)
}

/// What a file is by where it lies, if it is anything.
pub(crate) fn kind_at(path: &SourcePath) -> Option<Kind> {
    kind_of(path).ok()
}

/// Decides what a file is by where it lies and what it is called; else what is wrong, and what it was probably meant to be.
pub(crate) fn kind_of(path: &SourcePath) -> Result<Kind, (Box<Finding>, Option<Kind>)> {
    let extension = path.extension();
    let candidates = candidates(path);
    let at = |code, message: String| Finding::new(code, Place::file(path), message);
    let is_single = candidates.first().filter(|kind| kind.facts().folder.is_none() && kind.format() == Format::Yaml);
    if let Some(kind) = is_single
        && path.file_name() != path.file_name().to_lowercase()
    {
        let message = format!("De naam “{}” heeft hoofdletters die er niet horen.", path.file_name());
        let tip = format!("Verander de naam van het bestand in {}.", path.file_name().to_lowercase());
        return Err((Box::new(at(Code::WrongFolder, message).tip(tip)), Some(*kind)));
    }
    if let Some(kind) = candidates.iter().find(|kind| kind.format().extensions().contains(&extension.as_str())) {
        return Ok(*kind);
    }
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
    if let Some((wanted, kind)) = meant_text(path, &extension) {
        let message = format!("In deze map hoort {} in een bestand dat op .{wanted} eindigt.", kind.facts().called);
        let tip = format!("Verander de naam van het bestand in {}.{wanted}.", path.stem().trim_end());
        return Err((Box::new(at(Code::WrongExtension, message).tip(tip)), Some(kind)));
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
            let tip = format!("Leg het in een van deze mappen van content: {}.", FOLDERS.join(", "));
            (Box::new(at(Code::NotPublished, message).tip(tip)), None)
        }
        // Told where it is used, or else that it is not: one mistake.
        _ => return Ok(Kind::Bestand),
    })
}

/// What programs put behind the name of a text in Markdown, or leave out.
const TEXTS: &[&str] = &["", "markdown", "mdown", "mkd", "mdx", "text"];

/// What the name of a text should end with, and what it is then: it has an ending that other programs use, none, or a space that
/// nobody sees.
fn meant_text(path: &SourcePath, extension: &str) -> Option<(&'static str, Kind)> {
    let trimmed = extension.trim_end();
    let ending = if TEXTS.contains(&trimmed) { "md" } else { trimmed };
    let meant = SourcePath::new(format!("{}/{}.{ending}", path.folder(), path.stem().trim_end()));
    let kind = *candidates(&meant).first()?;
    let extensions = kind.format().extensions();
    let is_space = trimmed != extension && extensions.contains(&trimmed);
    (is_space || TEXTS.contains(&trimmed)).then_some((extensions[0], kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of a file: its code, and what the tip says.
    fn told(path: &str) -> Option<(Code, String)> {
        kind_of(&SourcePath::new(path)).err().map(|(finding, _)| (finding.code, finding.tip.unwrap_or_default()))
    }

    #[test]
    fn a_text_with_an_ending_of_other_programs_is_told_with_its_right_name() {
        for name in ["afval.md ", "afval.markdown", "afval.mdx", "afval", "afval.Markdown ", "afval.mkd"] {
            let tip = "Verander de naam van het bestand in afval.md.".to_owned();
            assert_eq!(told(&format!("content/vragen/{name}")), Some((Code::WrongExtension, tip)), "{name:?}");
        }
        for name in ["noord", "noord.markdown", "noord.yaml ", "noord.yml\u{a0}"] {
            assert!(
                told(&format!("content/wijkmanagers/{name}")).unwrap().1.starts_with("Verander de naam"),
                "{name:?}"
            );
        }
        assert_eq!(told("content/index.markdown").unwrap().0, Code::WrongExtension);
        for other in ["content/vragen/foto.jpg", "content/vragen/lijst.xlsx", "content/LICENSE", "content/x/README"] {
            assert_eq!(told(other), None, "{other}");
        }
    }

    #[test]
    fn the_file_of_the_site_has_no_capitals() {
        for (name, right) in [("Site.yaml", "site.yaml"), ("site.YAML", "site.yaml"), ("SITE.yml", "site.yml")] {
            let tip = format!("Verander de naam van het bestand in {right}.");
            assert_eq!(told(&format!("content/{name}")), Some((Code::WrongFolder, tip)));
        }
        assert_eq!(told("content/site.yaml"), None);
    }

    #[test]
    fn a_folder_is_known_by_what_people_call_it() {
        for (written, meant) in [
            ("vragen", Some("vragen")),
            ("Vragen", Some("vragen")),
            ("spreekuur", Some("spreekuren")),
            ("spreekuuren", Some("spreekuren")),
            ("agenda", Some("spreekuren")),
            ("wijk", Some("wijken")),
            ("wijkmanager", Some("wijkmanagers")),
            ("veelgestelde-vragen", Some("vragen")),
            ("nieuw", Some("nieuws")),
            ("fotos", None),
            ("archief", None),
            ("werken", None),
            ("dagen", None),
            ("", None),
        ] {
            assert_eq!(meant_folder(written), meant, "{written}");
        }
    }
}
