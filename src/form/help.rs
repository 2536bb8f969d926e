//! What the handbook says of each key, out of the tables of its pages: written once, for readers and for forms.

use std::collections::BTreeMap;

use crate::kinds::Kind;

/// The pages of the handbook with the keys of a kind.
const PAGES: &[(&str, &[&str])] = &[
    (
        "site",
        &[
            include_str!("../../docs/handboek/site.md"),
            include_str!("../../docs/handboek/vormgeving.md"),
            include_str!("../../docs/handboek/kleuren.md"),
            include_str!("../../docs/handboek/op-uw-server-zetten.md"),
            include_str!("../../docs/handboek/publiceren.md"),
        ],
    ),
    ("sluitingen", &[include_str!("../../docs/handboek/sluitingen.md")]),
    ("synoniemen", &[include_str!("../../docs/handboek/zoeken.md")]),
    ("wijk", &[include_str!("../../docs/handboek/wijk.md")]),
    ("buurt", &[include_str!("../../docs/handboek/buurt.md")]),
    (
        "wijkmanager",
        &[include_str!("../../docs/handboek/wijkmanager.md"), include_str!("../../docs/handboek/openingstijden.md")],
    ),
    ("waarvoor", &[include_str!("../../docs/handboek/waarvoor-bij-wie.md")]),
    ("hub", &[include_str!("../../docs/handboek/hub.md"), include_str!("../../docs/handboek/openingstijden.md")]),
    (
        "spreekuur",
        &[include_str!("../../docs/handboek/spreekuur.md"), include_str!("../../docs/handboek/openingstijden.md")],
    ),
    ("kengetallen", &[include_str!("../../docs/handboek/kengetallen.md")]),
    ("stap", &[include_str!("../../docs/handboek/tijdlijn.md")]),
    ("vraag", &[include_str!("../../docs/handboek/vraag.md")]),
    ("thema", &[include_str!("../../docs/handboek/themas.md")]),
    ("organisatie", &[include_str!("../../docs/handboek/organisaties.md")]),
    ("bijeenkomst", &[include_str!("../../docs/handboek/bijeenkomsten.md")]),
    ("melding", &[include_str!("../../docs/handboek/dringende-meldingen.md")]),
    ("nieuws", &[include_str!("../../docs/handboek/nieuws.md")]),
    ("project", &[include_str!("../../docs/handboek/projecten.md")]),
    ("stuk", &[include_str!("../../docs/handboek/document.md")]),
    ("pagina", &[include_str!("../../docs/handboek/pagina.md")]),
    ("tekst", &[include_str!("../../docs/handboek/vaste-paginas.md")]),
];

/// What is said of keys that every kind has.
const GENERAL: &[&str] = &[
    include_str!("../../docs/handboek/concepten-en-datums.md"),
    include_str!("../../docs/handboek/zoeken.md"),
    include_str!("../../docs/handboek/een-pagina-verplaatsen.md"),
];

/// What is said of keys.
#[derive(Debug, Clone, Default)]
pub(super) struct Help(BTreeMap<String, String>);

/// What the handbook says of the keys of a kind.
pub(super) fn of_kind(kind: Kind) -> Help {
    let mut help = Help::default();
    let own = PAGES.iter().find(|(word, _)| *word == kind.word()).map_or(&[][..], |(_, pages)| pages);
    for page in own.iter().chain(GENERAL) {
        help.read(page);
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
