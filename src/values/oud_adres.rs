//! The address that a page had before.

use super::slug::is_of_windows;
use super::{Bare, Mismatch, Parse, Shape};
use crate::output::OutputPath;

/// So many bytes a name on a disk can have.
const LONGEST: usize = 255;

/// A former address of a page within the site, as visitors and other sites may still have it: `wijken/oud` or `oud/pagina.html`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OudAdres(String);

impl OudAdres {
    /// The address, without a slash before it or behind it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where a page can stand that leads on; `None` for an address that only a server can answer, such as `pagina.aspx`.
    pub fn output(&self) -> Option<OutputPath> {
        let name = self.0.rsplit('/').next().unwrap_or_default();
        match name.rsplit_once('.') {
            None => Some(OutputPath::new(format!("{}/index.html", self.0))),
            Some((_, "html")) => Some(OutputPath::new(&self.0)),
            Some(_) => None,
        }
    }
}

impl Parse for OudAdres {
    const EXPECTED: &'static str = "het adres dat de pagina eerst had, vanaf de voorpagina, zoals /wijken/oud/";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let wrong = |why: &str| Err(Mismatch::new(why));
        if text.contains("://") {
            return wrong("schrijf alleen het deel na het adres van de site");
        }
        if text.contains(['?', '#']) {
            return wrong("een adres met een ? of # kan niet worden doorverwezen");
        }
        let inside = text.trim_start_matches('/').trim_end_matches('/');
        let inside = inside.strip_suffix("/index.html").unwrap_or(inside);
        if inside.is_empty() || inside == "index.html" {
            return wrong("dit is het adres van de voorpagina");
        }
        if let Some(bad) = inside.chars().find(|c| !c.is_ascii_alphanumeric() && !"/-_.~+".contains(*c)) {
            let why = "in een oud adres kunnen alleen letters zonder accent, cijfers en de tekens - _ . ~ + en / staan";
            return Err(Mismatch::new(format!("{why}, geen “{bad}”")));
        }
        for part in inside.split('/') {
            if part.is_empty() || part.starts_with('.') || part.ends_with('.') {
                return wrong("elk deel tussen twee schuine strepen begint en eindigt met een letter of cijfer");
            }
            // A file has a compressed copy beside it, with a longer name.
            let longest = if part.contains('.') { LONGEST - ".gz".len() } else { LONGEST };
            if part.len() > longest {
                let length = part.len();
                return Err(Mismatch::new(format!(
                    "tussen twee schuine strepen kunnen hooguit {longest} tekens staan, en dit zijn er {length}"
                )));
            }
            if is_of_windows(part) {
                return Err(Mismatch::new(format!("de naam “{part}” kan niet: Windows gebruikt hem zelf")));
            }
        }
        Ok(Self(inside.to_owned()))
    }

    fn shape() -> Shape {
        Shape::new(
            r"/*(?!.*[^/]{256})(?!(?:index\.html)?/*\s*$)[A-Za-z0-9_~+-](?:[A-Za-z0-9._~+/-]*[A-Za-z0-9_~+-])?/*",
        )
        .or(Bare::Any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn former_addresses() {
        for (written, address, output) in [
            ("/wijken/oud/", "wijken/oud", Some("wijken/oud/index.html")),
            ("wijken/oud", "wijken/oud", Some("wijken/oud/index.html")),
            ("/Oud/index.html", "Oud", Some("Oud/index.html")),
            ("/oud/pagina.html", "oud/pagina.html", Some("oud/pagina.html")),
            ("/oud/pagina.aspx", "oud/pagina.aspx", None),
        ] {
            let parsed = OudAdres::parse(written).unwrap();
            assert_eq!((parsed.as_str(), parsed.output()), (address, output.map(OutputPath::new)));
        }
        let part = |length| "a".repeat(length);
        assert!(OudAdres::parse(&format!("/{}/{}.html", part(255), part(247))).is_ok());
        for wrong in [&*part(256), &format!("a/{}/b", part(256)), &format!("{}.html", part(248))] {
            assert!(OudAdres::parse(wrong).is_err(), "{wrong}");
        }
        for wrong in [
            "",
            "/",
            "/index.html",
            "https://x.example/a",
            "a?b",
            "a#b",
            "../a",
            "a/../b",
            "a//b",
            "a b",
            "a\\b",
            "é",
            ".a",
            "a/con",
            "a%20b",
            "a\"b",
            "a.",
        ] {
            assert!(OudAdres::parse(wrong).is_err(), "{wrong}");
        }
    }
}
