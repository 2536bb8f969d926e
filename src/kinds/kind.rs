//! Which kinds of documents there are, and what a file is by its folder and its extension. What a kind has for keys is for its
//! own module to say.

use super::vaste_pagina::VastePagina;
use super::{buurt, hub, nieuws, wijk};
use crate::diagnostics::{Code, Finding, Place};
use crate::media::EXTENSIONS;
use crate::source::SourcePath;

/// The kinds of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `site.yaml`.
    Site,
    /// A page that every site has: `index.md`, `wijken/index.md`, `privacy.md` …
    Vast(VastePagina),
    /// `wijken/`.
    Wijk,
    /// `buurten/`.
    Buurt,
    /// `wijkmanagers/`.
    Wijkmanager,
    /// `hubs/`.
    Hub,
    /// `spreekuren/`.
    Spreekuur,
    /// `gebieden/`: names of CBS areas.
    Gebieden,
    /// `kengetallen/*.yaml`: figures of one source.
    Kengetallen,
    /// `kengetallen/*.csv`: a table of figures.
    Tabel,
    /// `tijdlijn/`: a step.
    Stap,
    /// `vragen/`.
    Vraag,
    /// `nieuws/`.
    Nieuws,
    /// `documenten/`: what residents can read elsewhere or download. (Called *stuk* here, as *document* is any file.)
    Stuk,
    /// `paginas/`.
    Pagina,
    /// A picture or download.
    Bestand,
}

/// Which folder holds what. A picture or download may lie beside the text that uses it, in any of them.
const FOLDERS: &[(&str, &[Kind])] = &[
    ("wijken", &[Kind::Wijk]),
    ("buurten", &[Kind::Buurt]),
    ("wijkmanagers", &[Kind::Wijkmanager]),
    ("hubs", &[Kind::Hub]),
    ("spreekuren", &[Kind::Spreekuur]),
    ("gebieden", &[Kind::Gebieden]),
    ("kengetallen", &[Kind::Kengetallen, Kind::Tabel]),
    ("tijdlijn", &[Kind::Stap]),
    ("vragen", &[Kind::Vraag]),
    ("nieuws", &[Kind::Nieuws]),
    ("documenten", &[Kind::Stuk]),
    ("paginas", &[Kind::Pagina]),
];

/// The kinds that have a folder of their own, each with that folder.
pub(crate) fn in_folders() -> impl Iterator<Item = (&'static str, Kind)> {
    FOLDERS.iter().flat_map(|(folder, kinds)| kinds.iter().map(move |kind| (*folder, *kind)))
}

impl Kind {
    /// The folder of a kind whose every document is a file in one folder.
    pub fn folder(self) -> Option<&'static str> {
        in_folders().find(|(_, kind)| *kind == self).map(|(folder, _)| folder)
    }

    /// What editors call a document of this kind, with its article.
    pub fn called(self) -> &'static str {
        match self {
            Self::Site => "de gegevens van de site",
            Self::Vast(_) | Self::Pagina => "een pagina",
            Self::Wijk => "een wijk",
            Self::Buurt => "een buurt",
            Self::Wijkmanager => "een wijkmanager",
            Self::Hub => "een hub",
            Self::Spreekuur => "een spreekuur",
            Self::Gebieden => "een lijst van gebieden",
            Self::Kengetallen => "een bron van kengetallen",
            Self::Tabel => "een tabel met kengetallen",
            Self::Stap => "een stap van de tijdlijn",
            Self::Vraag => "een vraag",
            Self::Nieuws => "een nieuwsbericht",
            Self::Stuk => "een document",
            Self::Bestand => "een bestand",
        }
    }

    /// How it is written down.
    pub(crate) fn format(self) -> Format {
        match self {
            Self::Site | Self::Wijkmanager | Self::Spreekuur | Self::Kengetallen | Self::Stuk => Format::Yaml,
            Self::Gebieden | Self::Tabel => Format::Csv,
            Self::Bestand => Format::Bytes,
            _ => Format::Markdown,
        }
    }

    /// The kinds that a file at this path can have, the usual one first; empty when nothing belongs there.
    fn candidates(path: &SourcePath) -> Vec<Self> {
        let Some(inside) = path.as_str().strip_prefix("content/") else { return Vec::new() };
        if let Some(page) = VastePagina::of_file(&inside.to_lowercase()) {
            return vec![Self::Vast(page)];
        }
        match inside.split_once('/') {
            None if matches!(inside, "site.yaml" | "site.yml") => vec![Self::Site],
            None => Vec::new(),
            Some((folder, rest)) => {
                let kinds = FOLDERS
                    .iter()
                    .find(|(name, _)| name.eq_ignore_ascii_case(folder))
                    .map_or(&[][..], |(_, kinds)| kinds);
                // Only free pages have folders in their folder.
                if rest.contains('/') && kinds != [Self::Pagina] { Vec::new() } else { kinds.to_vec() }
            }
        }
    }

    /// Ids that the page of a kind uses itself: the places in it that links can point at.
    pub(crate) fn reserved_ids(self) -> &'static [&'static str] {
        match self {
            Self::Wijk => wijk::ANCHORS,
            Self::Buurt => buurt::ANCHORS,
            Self::Hub => hub::ANCHORS,
            Self::Nieuws => nieuws::ANCHORS,
            Self::Vast(page) => page.anchors(),
            _ => &[],
        }
    }
}

/// Whether a file lies in a folder that holds documents.
pub(crate) fn in_known_folder(path: &SourcePath) -> bool {
    let folder = path.folder().strip_prefix("content/").unwrap_or_default();
    FOLDERS.iter().any(|(name, _)| *name == folder)
}

/// The folder of a file as it is written, and as it should be, when only capitals make the difference.
pub(crate) fn miscased_folder(path: &SourcePath) -> Option<(&str, &'static str)> {
    let (folder, _) = path.as_str().strip_prefix("content/")?.split_once('/')?;
    let (name, _) = FOLDERS.iter().find(|(name, _)| name.eq_ignore_ascii_case(folder))?;
    (*name != folder).then_some((folder, *name))
}

/// Decides what a file is by where it lies and what it is called; else what is wrong, and what it was probably meant to be.
pub(crate) fn kind_of(path: &SourcePath) -> Result<Kind, (Box<Finding>, Option<Kind>)> {
    let extension = path.extension();
    let candidates = Kind::candidates(path);
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
            let message = format!("In deze map hoort {} in een bestand dat op .{wanted} eindigt.", kind.called());
            let tip = format!(
                "Verander .{extension} aan het eind van de naam in .{wanted}, of leg het bestand waar het hoort."
            );
            (Box::new(at(Code::WrongExtension, message).tip(tip)), Some(*kind))
        }
        _ if written(&extension) => {
            let folders: Vec<&str> = FOLDERS.iter().map(|(folder, _)| *folder).collect();
            let message = "Op deze plek leest wijkwijzer geen bestanden; het wordt niet gepubliceerd.".to_owned();
            let tip = format!("Leg het in een van deze mappen van content: {}.", folders.join(", "));
            (Box::new(at(Code::NotPublished, message).tip(tip)), None)
        }
        // Told where it is used, or else that it is not: one mistake.
        _ => return Ok(Kind::Bestand),
    })
}

/// How a kind is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Keys between `---`, then text.
    Markdown,
    /// Keys only.
    Yaml,
    /// A table.
    Csv,
    /// Anything; published as it is.
    Bytes,
}

impl Format {
    /// How the names of its files end, the usual way first.
    pub(crate) fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Markdown => &["md"],
            Self::Yaml => &["yaml", "yml"],
            Self::Csv => &["csv"],
            Self::Bytes => EXTENSIONS,
        }
    }
}
