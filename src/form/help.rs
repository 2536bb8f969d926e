//! What the handbook says of each key, out of the tables of its pages: written once, for readers and for forms.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::kinds::Kind;

/// The handbook, as it is inside the program.
pub(crate) static HANDBOOK: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/docs/handboek");

/// The pages of the handbook with the keys of a kind.
const PAGES: &[(&str, &[&str])] = &[
    ("site", &["site.md", "vormgeving.md", "kleuren.md", "op-uw-server-zetten.md", "publiceren.md"]),
    ("sluitingen", &["sluitingen.md"]),
    ("synoniemen", &["zoeken.md"]),
    ("wijk", &["wijk.md"]),
    ("buurt", &["buurt.md"]),
    ("wijkmanager", &["wijkmanager.md", "openingstijden.md"]),
    ("waarvoor", &["waarvoor-bij-wie.md"]),
    ("hub", &["hub.md", "openingstijden.md"]),
    ("spreekuur", &["spreekuur.md", "openingstijden.md"]),
    ("kengetallen", &["kengetallen.md"]),
    ("stap", &["tijdlijn.md"]),
    ("vraag", &["vraag.md"]),
    ("thema", &["themas.md"]),
    ("organisatie", &["organisaties.md"]),
    ("bijeenkomst", &["bijeenkomsten.md"]),
    ("melding", &["dringende-meldingen.md"]),
    ("nieuws", &["nieuws.md"]),
    ("project", &["projecten.md"]),
    ("stuk", &["document.md"]),
    ("pagina", &["pagina.md"]),
    ("tekst", &["vaste-paginas.md"]),
];

/// What is said of keys that every kind has.
const GENERAL: &[&str] = &["concepten-en-datums.md", "zoeken.md", "een-pagina-verplaatsen.md"];

/// What is said of keys.
#[derive(Debug, Clone, Default)]
pub(super) struct Help(BTreeMap<String, String>);

/// What the handbook says of the keys of a kind.
pub(super) fn of_kind(kind: Kind) -> Help {
    let mut help = Help::default();
    let own = PAGES.iter().find(|(word, _)| *word == kind.word()).map_or(&[][..], |(_, pages)| pages);
    for page in own.iter().chain(GENERAL) {
        help.read(HANDBOOK.get_file(page).and_then(|file| file.contents_utf8()).unwrap_or_default());
    }
    help
}

impl Help {
    /// The same, but for these keys.
    pub(super) fn without<'k>(&self, keys: impl Iterator<Item = &'k str>) -> Self {
        let mut help = self.clone();
        keys.for_each(|key| drop(help.0.remove(key)));
        help
    }

    pub(super) fn of(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// Reads the rows of tables that begin with a key: the last column says what it is for. What was said first stands.
    fn read(&mut self, page: &str) {
        for line in page.lines() {
            let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
            let key = cells[0].strip_prefix('`').and_then(|cell| cell.strip_suffix('`'));
            let (Some(key), Some(last)) = (key, cells.last().filter(|_| line.starts_with('|') && cells.len() > 1))
            else {
                continue;
            };
            let is_key = key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            if is_key && !last.is_empty() {
                self.0.entry(key.to_owned()).or_insert_with(|| without_marks(last));
            }
        }
    }
}

/// A cell of a table without the marks of Markdown: of a link its words stay.
fn without_marks(cell: &str) -> String {
    let (mut text, mut rest) = (String::new(), cell);
    while let Some((before, behind)) = rest.split_once('[') {
        text.push_str(before);
        let Some((words, target)) = behind.split_once("](") else {
            text.push('[');
            rest = behind;
            continue;
        };
        text.push_str(words);
        rest = target.split_once(')').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    // There is nothing below a question.
    text.replace(['`', '*'], "").replace("Zie hieronder.", "").trim().to_owned()
}
