//! The address that a page had before.

use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

use super::slug::is_of_windows;
use super::{Bare, Mismatch, Parse, Shape};
use crate::output::OutputPath;

/// A former address of a page within the site, as visitors and other sites may still have it: `wijken/oud`, `oud/pagina.html` or
/// `default.aspx?id=12`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OudAdres {
    /// The path as people read it, without a slash before it or behind it.
    path: String,
    /// What stands behind the `?`, as browsers send it.
    query: Option<String>,
}

impl OudAdres {
    /// The path as people read it (no `%20`), without a slash before it or behind it; empty for the home page.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What stands behind the `?`, as browsers send it.
    pub fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// Where a page can stand that leads on; `None` for an address that only a server can answer, such as `pagina.aspx`.
    pub fn output(&self) -> Option<OutputPath> {
        if self.query.is_some() {
            return None;
        }
        let name = self.path.rsplit('/').next().unwrap_or_default();
        match name.rsplit_once('.') {
            None => Some(OutputPath::new(format!("{}/index.html", self.path))),
            Some((_, "html")) => Some(OutputPath::new(&self.path)),
            Some(_) => None,
        }
    }
}

impl fmt::Display for OudAdres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.path)?;
        self.query.as_ref().map_or(Ok(()), |query| write!(f, "?{query}"))
    }
}

/// What may stand in the path besides letters and digits: nothing that a server, a shell or Windows gives a meaning of its own.
const IN_PATH: &str = " -_.~+,()&'!@=/";

/// What may not stand behind the `?`: what servers give a meaning of their own.
const NOT_IN_QUERY: &str = "#$\\^`{|}";

/// What browsers send in percents behind the `?`.
const SENT_IN_PERCENTS: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\'');

/// How long the name of a file can be on any disk, with room for the end of a compressed copy.
const LONGEST_PART: usize = 250;

/// How long a path can be on most systems, with room for the folder that the site is in.
const LONGEST: usize = 1000;

impl Parse for OudAdres {
    const EXPECTED: &'static str = "het adres dat de pagina eerst had, vanaf de voorpagina, zoals /wijken/oud/";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let wrong = |why: &str| Err(Mismatch::new(why));
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        if path.contains("://") {
            return wrong("schrijf alleen het deel na het adres van de site");
        }
        if text.contains('#') {
            return wrong("een adres met een # kan niet worden doorverwezen");
        }
        let Ok(path) = percent_decode_str(path).decode_utf8() else {
            return wrong("de tekens na een % kloppen niet");
        };
        let path: String = path.nfc().collect();
        let inside = path.trim_matches('/');
        let inside = if inside == "index.html" { "" } else { inside.strip_suffix("/index.html").unwrap_or(inside) };
        if inside.is_empty() && query.is_empty() {
            return wrong("dit is het adres van de voorpagina");
        }
        if let Some(bad) = inside.chars().find(|c| !c.is_alphanumeric() && !IN_PATH.contains(*c)) {
            let why = "in een oud adres kunnen alleen letters, cijfers, spaties en de tekens - _ . ~ + , ( ) & ' ! @ = en / staan";
            return Err(Mismatch::new(format!("{why}, geen “{bad}”")));
        }
        if let Some(bad) = query.chars().find(|c| NOT_IN_QUERY.contains(*c)) {
            return Err(Mismatch::new(format!("na de ? van een oud adres kan geen “{bad}” staan")));
        }
        for part in inside.split('/').filter(|_| !inside.is_empty()) {
            let is_edge = |c: Option<char>| c.is_none_or(|c| matches!(c, '.' | ' '));
            if is_edge(part.chars().next()) || is_edge(part.chars().next_back()) {
                return wrong("elk deel tussen twee schuine strepen begint en eindigt met een letter of cijfer");
            }
            if is_of_windows(part) {
                return Err(Mismatch::new(format!("de naam “{part}” kan niet: Windows gebruikt hem zelf")));
            }
            if part.len() > LONGEST_PART {
                return Err(Mismatch::new(format!(
                    "het deel “{}…” is te lang",
                    part.chars().take(20).collect::<String>()
                )));
            }
        }
        if inside.len() > LONGEST {
            return wrong("het adres is te lang");
        }
        let query = utf8_percent_encode(query, SENT_IN_PERCENTS).to_string();
        Ok(Self { path: inside.to_owned(), query: (!query.is_empty()).then_some(query) })
    }

    fn shape() -> Shape {
        let path = r#"[^#$\\^`{|}*"<>:;?\[\]\x00-\x1F\u2000-\u206F]"#;
        let query = r"[^#$\\^`{|}]";
        Shape::new(format!(r"/*(?!(?:index\.html)?/*\??\s*$)(?:(?![\s.]){path}+)?(?:\?{query}*)?")).or(Bare::Any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn former_addresses() {
        for (written, address, output) in [
            ("/wijken/oud/", "/wijken/oud", Some("wijken/oud/index.html")),
            ("wijken/oud", "/wijken/oud", Some("wijken/oud/index.html")),
            ("/Oud/index.html", "/Oud", Some("Oud/index.html")),
            ("/oud/pagina.html", "/oud/pagina.html", Some("oud/pagina.html")),
            ("/oud/pagina.aspx", "/oud/pagina.aspx", None),
            ("/a%20b/", "/a b", Some("a b/index.html")),
            ("/a b?", "/a b", Some("a b/index.html")),
            ("/cafe%CC%81", "/café", Some("café/index.html")),
            ("/default.aspx?id=12&naam=oud noord", "/default.aspx?id=12&naam=oud%20noord", None),
            ("/?p=12", "/?p=12", None),
            ("/index.html?naam=Oude%20haven", "/?naam=Oude%20haven", None),
        ] {
            let parsed = OudAdres::parse(written).unwrap();
            assert_eq!((parsed.to_string().as_str(), parsed.output()), (address, output.map(OutputPath::new)));
        }
        let (long, deep) = ("a".repeat(251), "a/".repeat(501));
        for wrong in [
            "",
            "/",
            "/?",
            "/index.html",
            "https://x.example/a",
            "a#b",
            "a?b#c",
            "a?b{c}",
            "../a",
            "%2e%2e/a",
            "a/../b",
            "a//b",
            "a /b",
            "a\\b",
            "a%5Cb",
            "a%",
            "%E9",
            "a%0Ab",
            ".a",
            "a/con",
            "a\"b",
            "a$1",
            "a.",
            &long,
            &deep,
        ] {
            assert!(OudAdres::parse(wrong).is_err(), "{wrong}");
        }
    }
}
