//! The pages that every site has, whatever its content. A file of the content can give each a title and a text of its own.

/// A page that every site has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VastePagina {
    Home,
    Wijken,
    Woonwijk,
    Contact,
    Hubs,
    Spreekuren,
    Kengetallen,
    Projecten,
    Tijdlijn,
    Vragen,
    Nieuws,
    Organisaties,
    Bijeenkomsten,
    Documenten,
    Themas,
    Data,
    Zoeken,
    Toegankelijkheid,
    Privacy,
    NietGevonden,
}

/// The place on the page of all wijken where people who know their buurt find their wijk.
pub(crate) const ZOEKER: &str = "zoeken";

/// The place on the page about accessibility where abbreviations are explained.
pub(crate) const AFKORTINGEN: &str = "afkortingen";

/// What is fixed about such a page.
pub struct Vast {
    /// The page.
    pub page: VastePagina,
    /// The file of the content that may give it a title and a text.
    pub file: &'static str,
    /// Where it is published.
    pub output: &'static str,
    /// Its title when the content gives none.
    pub title: &'static str,
}

const fn vast(page: VastePagina, file: &'static str, output: &'static str, title: &'static str) -> Vast {
    Vast { page, file, output, title }
}

const TABLE: &[Vast] = &[
    vast(VastePagina::Home, "index.md", "index.html", "Welkom"),
    vast(VastePagina::Wijken, "wijken/index.md", "wijken/index.html", "Wijken"),
    vast(VastePagina::Woonwijk, "in-welke-wijk.md", "in-welke-wijk/index.html", "In welke wijk woon ik?"),
    vast(VastePagina::Contact, "wijkmanagers/index.md", "contact/index.html", "Contact"),
    vast(VastePagina::Hubs, "hubs/index.md", "hubs/index.html", "Hubs"),
    vast(VastePagina::Spreekuren, "spreekuren/index.md", "spreekuren/index.html", "Spreekuren"),
    vast(VastePagina::Kengetallen, "kengetallen/index.md", "kengetallen/index.html", "Kengetallen"),
    vast(VastePagina::Projecten, "projecten/index.md", "projecten/index.html", "Projecten"),
    vast(VastePagina::Tijdlijn, "tijdlijn/index.md", "tijdlijn/index.html", "Tijdlijn"),
    vast(VastePagina::Vragen, "vragen/index.md", "vragen/index.html", "Vragen en antwoorden"),
    vast(VastePagina::Nieuws, "nieuws/index.md", "nieuws/index.html", "Nieuws"),
    vast(VastePagina::Organisaties, "organisaties/index.md", "organisaties/index.html", "Wie is er actief?"),
    vast(VastePagina::Bijeenkomsten, "bijeenkomsten/index.md", "bijeenkomsten/index.html", "Bijeenkomsten"),
    vast(VastePagina::Documenten, "documenten/index.md", "documenten/index.html", "Documenten"),
    vast(VastePagina::Themas, "themas/index.md", "themas/index.html", "Thema’s"),
    vast(VastePagina::Data, "data.md", "data/index.html", "Open data"),
    vast(VastePagina::Zoeken, "zoeken.md", "zoeken/index.html", "Zoeken"),
    vast(VastePagina::Toegankelijkheid, "toegankelijkheid.md", "toegankelijkheid/index.html", "Toegankelijkheid"),
    vast(VastePagina::Privacy, "privacy.md", "privacy/index.html", "Privacy"),
    vast(VastePagina::NietGevonden, "404.md", "404.html", "Deze pagina is er niet"),
];

impl VastePagina {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|vast| vast.page)
    }

    /// What is fixed about it.
    pub fn vast(self) -> &'static Vast {
        // The table has a row for every variant, in their order.
        &TABLE[self as usize]
    }

    /// Places on the page that links can point at, whatever the content.
    pub(crate) fn anchors(self) -> &'static [&'static str] {
        match self {
            Self::Wijken => &[ZOEKER],
            Self::Toegankelijkheid => &[AFKORTINGEN],
            _ => &[],
        }
    }

    /// The page whose title and text are in this file (seen from `content/`).
    pub(crate) fn of_file(inside: &str) -> Option<Self> {
        TABLE.iter().find(|vast| vast.file == inside).map(|vast| vast.page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(VastePagina::all().all(|page| page.vast().page == page));
    }
}
