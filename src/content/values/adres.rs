//! Postcodes, e-mail and web addresses.

use std::fmt;

use serde::Serialize;

use super::{Mismatch, Parse, Shape};

/// A Dutch postcode: four digits, a space, two capitals. SA, SD and SS are never given out (NEN 5825).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Postcode(String);

impl Parse for Postcode {
    const EXPECTED: &'static str = "een postcode, zoals 1785 ST";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        let bytes = compact.as_bytes();
        let fits = bytes.len() == 6
            && matches!(bytes[0], b'1'..=b'9')
            && bytes[1..4].iter().all(u8::is_ascii_digit)
            && bytes[4..].iter().all(u8::is_ascii_uppercase);
        if !fits {
            return Err(Mismatch::new(format!("“{text}” is geen postcode")));
        }
        let (digits, letters) = compact.split_at(4);
        if matches!(letters, "SA" | "SD" | "SS") {
            return Err(Mismatch::new(format!("postcodes met {letters} bestaan niet")));
        }
        Ok(Self(format!("{digits} {letters}")))
    }

    fn shape() -> Shape {
        Shape::new(r"[1-9]\s*(?:[0-9]\s*){3}(?![sS]\s*[aAdDsS]\s*$)[a-zA-Z]\s*[a-zA-Z]")
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// An e-mail address of the usual form (a subset of RFC 5321: no quotes, no comments, a domain with a dot).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Email(String);

impl Parse for Email {
    const EXPECTED: &'static str = "een e-mailadres, zoals wijken@gemeente.example";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        // Fewer signs than the standard allows: some of them would mean something else in a mailto link.
        let local = |c: char| c.is_ascii_alphanumeric() || ".-_+'".contains(c);
        let fits = text.split_once('@').is_some_and(|(name, domain)| {
            !name.is_empty()
                && name.chars().all(local)
                && !name.starts_with('.')
                && !name.ends_with('.')
                && is_domain(domain)
        });
        if fits { Ok(Self(text.to_owned())) } else { Err(Mismatch::new(format!("“{text}” is geen e-mailadres"))) }
    }

    fn shape() -> Shape {
        Shape::new(format!("(?![.])[a-zA-Z0-9._+'-]*[a-zA-Z0-9_+'-]@{DOMAIN}"))
    }
}

/// What [`is_domain`] takes, as a pattern.
const DOMAIN: &str = "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?[.])+[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";

/// A name with at least one dot, as in DNS (RFC 1123).
fn is_domain(text: &str) -> bool {
    text.contains('.')
        && text.len() <= 253
        && text.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        })
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// An address on the web that starts with `https://` (or `http://`, for the few sites that have nothing better).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Webadres(String);

impl Webadres {
    /// The address as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part that people say aloud: `www.gemeente.example`.
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().unwrap_or(rest)
    }

    /// The path, always starting and ending with a slash: `/wijken/`.
    pub fn folder(&self) -> String {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        let path = rest.split(['?', '#']).next().unwrap_or("").split_once('/').map_or("", |(_, path)| path);
        let path = path.trim_matches('/');
        if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
    }
}

impl Parse for Webadres {
    const EXPECTED: &'static str = "een webadres, zoals https://www.gemeente.example/wijken";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let Some((scheme, rest)) = text.split_once("://") else {
            let meant = format!("https://{text}");
            return Err(match Self::parse(&meant) {
                Ok(_) => Mismatch::meant("een webadres begint met https://", meant),
                Err(_) => Mismatch::new(format!("“{text}” is geen webadres")),
            });
        };
        if !matches!(scheme, "https" | "http") {
            return Err(Mismatch::new("een webadres begint met https://"));
        }
        let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
        let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
        let bad = |c: char| c.is_whitespace() || c.is_control() || "<>\"'\\^`{|}".contains(c);
        if !is_domain(host) || port.parse::<u16>().is_err() || rest.contains(bad) {
            return Err(Mismatch::new(format!("“{text}” is geen webadres")));
        }
        Ok(Self(text.to_owned()))
    }

    fn shape() -> Shape {
        Shape::new(format!(r#"https?://{DOMAIN}(?::\+?[0-9]+)?(?:[/?#][^\s<>"'\\^`{{|}}]*)?"#))
    }
}

impl fmt::Display for Webadres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The address of the site itself: a web address without `?` and `#`, as other addresses are put behind it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Basisadres(Webadres);

impl Basisadres {
    /// The address of something on the site.
    pub fn with(&self, address: &str) -> String {
        format!("{}/{address}", self.0.as_str().trim_end_matches('/'))
    }

    /// The path on the server, always starting and ending with a slash: `/wijken/`.
    pub fn folder(&self) -> String {
        self.0.folder()
    }
}

impl Parse for Basisadres {
    const EXPECTED: &'static str = Webadres::EXPECTED;

    fn parse(text: &str) -> Result<Self, Mismatch> {
        if let Some(bad) = text.chars().find(|c| matches!(c, '?' | '#')) {
            return Err(Mismatch::new(format!("in het adres van de site kan geen “{bad}” staan")));
        }
        Webadres::parse(text).map(Self)
    }

    fn shape() -> Shape {
        Shape::new(format!("(?![^?#]*[?#]){}", Webadres::shape().pattern))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcodes() {
        for written in ["1785 ST", "1785ST", "1785st", " 1785  st"] {
            assert_eq!(Postcode::parse(written).unwrap().to_string(), "1785 ST");
        }
        for wrong in ["0785 ST", "178 ST", "1785 S", "1785 SS", "17855 ST", "1785 5T", ""] {
            assert!(Postcode::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn addresses() {
        assert!(Email::parse("wijken@gemeente.example").is_ok());
        for wrong in ["wijken", "a@b", "a b@c.nl", "a@b@c.nl", "<x>@c.nl", "a@-b.nl", ".a@b.nl", "a?bcc=x&b=y@b.nl"] {
            assert!(Email::parse(wrong).is_err(), "{wrong}");
        }
        let address = Webadres::parse("https://gemeente.example/wijken").unwrap();
        assert_eq!((address.host(), address.folder().as_str()), ("gemeente.example", "/wijken/"));
        let base = Basisadres::parse("https://gemeente.example/wijken/").unwrap();
        assert_eq!(base.with("contact/"), "https://gemeente.example/wijken/contact/");
        assert!(Basisadres::parse("https://a.nl/x?y").is_err() && Basisadres::parse("https://a.nl/#x").is_err());
        assert_eq!(Webadres::parse("www.a.nl").unwrap_err().replacement.unwrap(), "https://www.a.nl");
        for wrong in ["javascript://a.nl", "https://", "https://a b.nl", "https://a.nl/\"x", "geen adres"] {
            assert!(Webadres::parse(wrong).is_err(), "{wrong}");
        }
    }
}
