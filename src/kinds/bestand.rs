//! Pictures and downloads: published when something uses them, pictures in several sizes, downloads as they are.

use std::sync::Arc;

use super::kind::{Facts, KindOf, ReadBy, Says, ShownAs};
use crate::beeld;
use crate::beeld::{Feiten, Mankement};
use crate::media::{EXTENSIONS, PICTURES};
use crate::output::hash_of;
use crate::source::{Source, SourcePath};

/// How a file that cannot be published as it is can be made into one that can.
pub(crate) fn other_format(path: &SourcePath) -> String {
    let is_data = |folder: &str| matches!(folder, "content/kengetallen" | "content/gebieden");
    match path.extension().as_str() {
        "xlsx" | "xls" | "numbers" if is_data(path.folder()) => {
            "Sla de tabel op als CSV UTF-8 (in Excel: Bestand, Opslaan als), en leg dat bestand hier.".to_owned()
        }
        "xlsx" | "xls" | "numbers" | "docx" | "doc" | "pptx" | "ppt" | "rtf" | "pages" => {
            "Sla het op als pdf, of zet de tekst op een pagina.".to_owned()
        }
        "heic" | "heif" | "avif" | "tif" | "tiff" | "bmp" | "svg" => "Sla de foto op als jpg of png.".to_owned(),
        _ => format!("Wel mogelijk zijn: {}.", EXTENSIONS.join(", ")),
    }
}

/// A picture or download.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bestand {
    /// The bytes, or who has them.
    pub source: Source,
    /// Whether it can be shown in a page.
    pub picture: bool,
    /// What is to be known of a picture, or why it cannot be shown.
    pub(crate) feiten: Option<Result<Feiten, Mankement>>,
    /// A name for what is made of a picture: it differs as soon as the bytes do, or how they are made.
    pub(crate) sleutel: String,
}

impl KindOf for Bestand {
    const FACTS: Facts = Facts {
        called: "een bestand",
        folder: None,
        nested: false,
        title_key: None,
        shown: ShownAs::File,
        by_wijk: false,
        overview: None,
    };
    const READING: ReadBy<Self> = ReadBy::Bytes(Self::new);
}

impl Says for Bestand {}

impl Bestand {
    /// `None` for what is of a sort that is not published.
    fn new(path: &SourcePath, source: &Source) -> Option<Self> {
        let extension = path.extension();
        if !EXTENSIONS.contains(&extension.as_str()) {
            return None;
        }
        let picture = PICTURES.contains(&extension.as_str());
        let feiten = picture.then(|| source.read().map_or(Err(Mankement::Kapot), |bytes| beeld::kijk(&bytes)));
        let hash = || Arc::from(*source.hash().as_bytes());
        let sleutel = if picture { hash_of([(beeld::RECEPT, &hash())]) } else { String::new() };
        Some(Self { source: source.clone(), picture, feiten, sleutel })
    }

    /// What is to be known of a picture that can be shown.
    pub(crate) fn toonbaar(&self) -> Option<&Feiten> {
        self.feiten.as_ref()?.as_ref().ok()
    }

    /// How large the download is, as people say it: "120 kB".
    pub fn grootte(&self) -> String {
        let bytes = self.source.len();
        match bytes {
            0..1_000 => format!("{bytes} bytes"),
            1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
            _ => format!("{},{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
        }
    }
}
