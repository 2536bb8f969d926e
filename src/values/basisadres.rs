//! The address of the site itself.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::{Mismatch, Parse, Shape, Webadres, any_case};

/// The address of the site itself: a web address that everybody can reach, and behind which other addresses are put. Its path is
/// as browsers send it: `https://gemeente.example/caf%C3%A9/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basisadres(Webadres);

impl Basisadres {
    /// The address of something on the site.
    pub fn with(&self, address: &str) -> String {
        format!("{}/{address}", self.0.as_str().trim_end_matches('/'))
    }

    /// Whether it is reached by https.
    pub fn is_safe(&self) -> bool {
        self.0.is_safe()
    }

    /// Whoever answers there: `www.gemeente.example`.
    pub fn host(&self) -> &str {
        self.0.host()
    }

    /// The part without a path: `https://www.gemeente.example`.
    pub fn origin(&self) -> String {
        self.0.origin()
    }

    /// The path on the server, always starting and ending with a slash: `/wijken/`.
    pub fn folder(&self) -> String {
        self.0.folder()
    }
}

/// What stands in the path as it is; all else is sent in percents.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// What servers give a meaning of their own, however it is written.
const NOT_IN_PATH: &str = "?#$%*\"\\^`{|}<>";

/// The ends of pages; the site is in a folder.
const PAGES: &[&str] = &[".html", ".htm", ".php", ".aspx", ".asp"];

impl Parse for Basisadres {
    const EXPECTED: &'static str = Webadres::EXPECTED;

    fn parse(text: &str) -> Result<Self, Mismatch> {
        if let Some(bad) = text.chars().find(|c| matches!(c, '?' | '#')) {
            return Err(Mismatch::new(format!("in het adres van de site kan geen “{bad}” staan")));
        }
        let address = Webadres::parse(text)?;
        let Ok(folder) = percent_decode_str(&address.folder()).decode_utf8().map(String::from) else {
            return Err(Mismatch::new("de tekens na een % kloppen niet"));
        };
        if let Some(bad) = folder.chars().find(|c| c.is_control() || NOT_IN_PATH.contains(*c)) {
            return Err(Mismatch::new(format!("in het adres van de site kan geen “{bad}” staan")));
        }
        let whole = |parts: &[&str]| {
            let path = utf8_percent_encode(&parts.join("/"), PLAIN).to_string();
            if path.is_empty() { address.origin() } else { format!("{}/{path}", address.origin()) }
        };
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        if let Some(page) = parts.pop_if(|last| PAGES.iter().any(|end| last.to_lowercase().ends_with(end))) {
            let why = format!("het adres van de site is dat van de map, zonder “{page}”");
            return Err(Mismatch::meant(why, whole(&parts)));
        }
        let mut straight = Vec::new();
        for part in &parts {
            match *part {
                "." => {}
                ".." => drop(straight.pop()),
                part => straight.push(part),
            }
        }
        if straight != parts {
            return Err(Mismatch::meant("in het adres van de site kan geen . of .. staan", whole(&straight)));
        }
        Ok(Self(Webadres::parse(&format!("{}/", whole(&parts)))?))
    }

    fn shape() -> Shape {
        let ends = any_case(PAGES.iter().copied());
        let not_there = format!(r"(?![^?#]*[?#$*])(?!.*/(?:\.\.?)(?:/|\s*$))(?!.*/[^/]*{ends}/*\s*$)");
        Shape::new(format!("{not_there}{}", Webadres::shape().pattern))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_sites() {
        for (written, root, folder) in [
            ("https://gemeente.example/wijken/", "https://gemeente.example/wijken/", "/wijken/"),
            ("https://gemeente.example", "https://gemeente.example/", "/"),
            ("HTTPS://Gemeente.example:8443//Wijken", "https://gemeente.example:8443/Wijken/", "/Wijken/"),
            ("https://gemeente.example/café's", "https://gemeente.example/caf%C3%A9%27s/", "/caf%C3%A9%27s/"),
            ("https://gemeente.example/caf%c3%a9", "https://gemeente.example/caf%C3%A9/", "/caf%C3%A9/"),
            ("http://93.184.216.34", "http://93.184.216.34/", "/"),
        ] {
            let base = Basisadres::parse(written).unwrap();
            assert_eq!((base.with("").as_str(), base.folder().as_str()), (root, folder));
        }
        for (wrong, meant) in [
            ("https://a.nl/index.html", "https://a.nl"),
            ("https://a.nl/wijken/Index.HTML", "https://a.nl/wijken"),
            ("https://a.nl/wijken/default.aspx/", "https://a.nl/wijken"),
            ("https://a.nl/x/../y", "https://a.nl/y"),
            ("https://a.nl/x/%2e%2e/../y/.", "https://a.nl/y"),
            ("a.nl/wijken", "https://a.nl/wijken"),
        ] {
            assert_eq!(Basisadres::parse(wrong).unwrap_err().replacement.as_deref(), Some(meant), "{wrong}");
        }
        for wrong in [
            "https://a.nl/x?y",
            "https://a.nl/#x",
            "https://a.nl/$1",
            "https://a.nl/%24",
            "https://a.nl/a%25b",
            "https://a.nl/%0A",
            "https://a.nl/%E9",
        ] {
            assert!(Basisadres::parse(wrong).is_err(), "{wrong}");
        }
        for wrong in [
            "http://127.0.0.1:8400/",
            "https://127.9.9.9",
            "http://192.168.1.20/wijken",
            "http://10.0.0.1",
            "http://169.254.1.1",
            "http://localhost:8400/",
            "http://proef.localhost",
            "http://[::1]:8400/",
            "http://[fd00::1]/",
            "127.0.0.1:8400",
        ] {
            assert!(Basisadres::parse(wrong).unwrap_err().why.contains("eigen computer of netwerk"), "{wrong}");
        }
    }
}
