//! Postcodes, e-mail and web addresses.

use std::fmt;
use std::net::IpAddr;

use serde::Serialize;

use super::{Mismatch, Parse, Shape, any_case};

/// A Dutch postcode: four digits, a space, two capitals. SA, SD and SS are never given out (NEN 5825).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Postcode(String);

impl Parse for Postcode {
    const EXPECTED: &'static str = "een postcode, zoals 1785 ST";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        if !is_postcode(&compact) {
            return Err(no_postcode(text, &compact));
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

/// Four digits and two letters.
fn is_postcode(compact: &str) -> bool {
    let bytes = compact.as_bytes();
    bytes.len() == 6
        && matches!(bytes[0], b'1'..=b'9')
        && bytes[1..4].iter().all(u8::is_ascii_digit)
        && bytes[4..].iter().all(u8::is_ascii_uppercase)
}

/// What is wrong with a text that is no postcode.
fn no_postcode(text: &str, compact: &str) -> Mismatch {
    let bare: String = compact.trim_start_matches("NL").chars().filter(|c| !matches!(c, '-' | '.')).collect();
    if is_postcode(&bare) {
        let (digits, letters) = bare.split_at(4);
        return Mismatch::meant(
            "in een postcode horen alleen vier cijfers en twee letters",
            format!("{digits} {letters}"),
        );
    }
    if compact.len() == 4 && compact.bytes().all(|b| b.is_ascii_digit()) {
        return Mismatch::new(format!("bij “{text}” ontbreken de twee letters"));
    }
    let begin: String = compact.chars().take(6).collect();
    Mismatch::new(if is_postcode(&begin) {
        format!("in “{text}” staat meer dan een postcode; de plaats hoort bij `plaats`")
    } else {
        format!("“{text}” is geen postcode")
    })
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
        if is_email(text) {
            return Ok(Self(text.to_owned()));
        }
        if text.matches('@').count() > 1 && text.split([' ', ',', ';', '/']).filter(|part| is_email(part)).count() > 1 {
            return Err(Mismatch::new(format!("“{text}” is meer dan één e-mailadres")));
        }
        // "mailto:…", "Naam <…>", "info at …", a full stop behind it: what was meant is clear.
        let mut meant = text.trim_start_matches("mailto:").trim();
        if let Some((_, (inner, _))) =
            meant.split_once('<').and_then(|(name, rest)| Some((name, rest.split_once('>')?)))
        {
            meant = inner;
        }
        let mut meant = meant.trim_end_matches(['.', ',', ';']).to_owned();
        for at in ["(at)", "[at]", " at ", " @ ", "@ ", " @"] {
            if let Some((name, domain)) = meant.split_once(at) {
                meant = format!("{}@{}", name.trim(), domain.trim());
            }
        }
        Err(if is_email(&meant) {
            Mismatch::meant(format!("“{text}” is niet als e-mailadres geschreven"), meant)
        } else {
            Mismatch::new(format!("“{text}” is geen e-mailadres"))
        })
    }

    fn shape() -> Shape {
        Shape::new(format!("(?![.])[a-zA-Z0-9._+'-]*[a-zA-Z0-9_+'-]@{DOMAIN}"))
    }
}

/// Fewer signs than the standard allows: some of them would mean something else in a mailto link.
fn is_email(text: &str) -> bool {
    let local = |c: char| c.is_ascii_alphanumeric() || ".-_+'".contains(c);
    text.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty()
            && name.chars().all(local)
            && !name.starts_with('.')
            && !name.ends_with('.')
            && is_domain(domain)
    })
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

    /// The part without a path: `https://www.gemeente.example`.
    pub fn origin(&self) -> String {
        self.0.split_once("://").map_or_else(String::new, |(scheme, _)| format!("{scheme}://{}", self.host()))
    }

    /// Whether it is reached by https.
    pub fn is_safe(&self) -> bool {
        self.0.starts_with("https://")
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
        if is_private(text) {
            let host = host_of(text);
            let why = format!("{host} is een adres op uw eigen computer of netwerk, en daar kan een bezoeker niet bij");
            return Err(Mismatch::new(why));
        }
        let text = &begun_small(text);
        if is_address(text) {
            return Ok(Self(text.clone()));
        }
        if is_email(text.trim_start_matches("mailto:")) {
            return Err(Mismatch::new(format!("“{text}” is een e-mailadres en geen webadres")));
        }
        let starts_well = text.starts_with("https://") || text.starts_with("http://");
        let why = if starts_well || text.contains(char::is_whitespace) {
            format!("“{text}” is geen webadres")
        } else {
            "een webadres begint met https://".to_owned()
        };
        Err(match mended(text) {
            Some(meant) => Mismatch::meant(why, meant),
            None => Mismatch::new(if text.contains("://") { why } else { format!("“{text}” is geen webadres") }),
        })
    }

    fn shape() -> Shape {
        let scheme = any_case(["https", "http"]);
        Shape::new(format!(r#"{scheme}://{DOMAIN}(?::\+?[0-9]+)?(?:[/?#][^\s<>"\\^`{{|}}]*)?"#))
    }
}

/// An address with its scheme and host in small letters: capitals make no difference there.
fn begun_small(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    format!("{}://{}{path}", scheme.to_lowercase(), host.to_lowercase())
}

/// Whether a text is a whole address.
fn is_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    let bad = |c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c);
    matches!(scheme, "https" | "http") && is_domain(host) && port.parse::<u16>().is_ok() && !rest.contains(bad)
}

/// The host of an address, or of what is meant to be one.
fn host_of(text: &str) -> &str {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = rest.split('/').next().unwrap_or_default();
    match host.strip_prefix('[').and_then(|inner| inner.split(']').next()) {
        Some(of_version_6) => of_version_6,
        None => host.rsplit_once(':').map_or(host, |(host, _)| host),
    }
}

/// Whether an address is on this computer, or on one that only its neighbours can reach.
pub(crate) fn is_private(address: &str) -> bool {
    let host = host_of(address);
    match host.parse() {
        Ok(IpAddr::V4(it)) => it.is_loopback() || it.is_private() || it.is_link_local() || it.is_unspecified(),
        Ok(IpAddr::V6(it)) => {
            it.is_loopback() || it.is_unspecified() || it.is_unique_local() || it.is_unicast_link_local()
        }
        Err(_) => {
            let host = host.trim_end_matches('.').to_lowercase();
            host == "localhost" || host.ends_with(".localhost")
        }
    }
}

/// The address that was meant, when there is no doubt: "www.…", "http:/…", "https//…", a full stop behind it.
fn mended(text: &str) -> Option<String> {
    let text = text.trim_end_matches(['.', ',', ';']).replace('\\', "/");
    let lower = text.to_lowercase();
    let misspelt = ["https", "http", "htps", "htpps", "htttps", "httpss", "htttp"];
    let begin = misspelt.iter().find(|word| {
        lower.strip_prefix(**word).is_some_and(|rest| rest.starts_with([':', '/']) && !rest.starts_with(":/:"))
    });
    let meant = match begin {
        Some(word) => {
            let scheme = if *word == "http" { "http" } else { "https" };
            format!("{scheme}://{}", text[word.len()..].trim_start_matches([':', '/', ';']))
        }
        None if text.contains("://") => return None,
        None => format!("https://{}", text.trim_start_matches('/')),
    };
    is_address(&meant).then_some(meant)
}

impl fmt::Display for Webadres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
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
        for (wrong, why) in [
            ("0785 ST", "geen postcode"),
            ("178 ST", "geen postcode"),
            ("1785 S", "geen postcode"),
            ("1785", "ontbreken de twee letters"),
            ("1785 SA", "bestaan niet"),
            ("1785 SD", "bestaan niet"),
            ("1785 ss", "bestaan niet"),
            ("17855 ST", "geen postcode"),
            ("1785 5T", "geen postcode"),
            ("178O ST", "geen postcode"),
            ("1785 ST Dorp", "hoort bij `plaats`"),
            ("ëë1785ST", "geen postcode"),
            ("", "geen postcode"),
        ] {
            let error = Postcode::parse(wrong).unwrap_err();
            assert!(error.why.contains(why) && error.replacement.is_none(), "{wrong}: {}", error.why);
        }
        for wrong in ["1785-ST", "NL-1785 ST", "1785.st"] {
            assert_eq!(Postcode::parse(wrong).unwrap_err().replacement.unwrap(), "1785 ST", "{wrong}");
        }
    }

    #[test]
    fn addresses() {
        assert!(Email::parse("wijken@gemeente.example").is_ok());
        for wrong in ["wijken", "a@b", "a b@c.nl", "a@b@c.nl", "<x>@c.nl", "a@-b.nl", ".a@b.nl", "a?bcc=x&b=y@b.nl"] {
            assert!(Email::parse(wrong).is_err(), "{wrong}");
        }
        for wrong in [
            "mailto:info@gemeente.example",
            "info at gemeente.example",
            "info(at)gemeente.example",
            "info [at] gemeente.example",
            "info@gemeente.example.",
            "info @gemeente.example",
            "Gemeente <info@gemeente.example>",
        ] {
            let meant = Email::parse(wrong).unwrap_err().replacement;
            assert_eq!(meant.as_deref(), Some("info@gemeente.example"), "{wrong}");
        }
        for wrong in ["info@gemeente", "info", "a@b.example, c@d.example", "info@gemeente,example", "https://a.example"]
        {
            assert_eq!(Email::parse(wrong).unwrap_err().replacement, None, "{wrong}");
        }
        let address = Webadres::parse("https://gemeente.example/wijken").unwrap();
        assert_eq!((address.host(), address.folder().as_str()), ("gemeente.example", "/wijken/"));
        for (written, address) in [
            ("https://a.nl/'t-plein", "https://a.nl/'t-plein"),
            ("Https://www.A.nl/Pad", "https://www.a.nl/Pad"),
            ("HTTP://A.NL", "http://a.nl"),
        ] {
            assert_eq!(Webadres::parse(written).unwrap().as_str(), address);
        }
        assert_eq!(Webadres::parse("www.a.nl").unwrap_err().replacement.unwrap(), "https://www.a.nl");
        for (wrong, meant) in [
            ("a.nl", "https://a.nl"),
            ("http:/a.nl", "http://a.nl"),
            ("https:a.nl", "https://a.nl"),
            ("https//a.nl/b", "https://a.nl/b"),
            ("https:\\\\a.nl", "https://a.nl"),
            ("https:///a.nl", "https://a.nl"),
            ("htps://a.nl", "https://a.nl"),
            ("//a.nl", "https://a.nl"),
            ("www.a.nl.", "https://www.a.nl"),
            ("https://a.nl.", "https://a.nl"),
        ] {
            assert_eq!(Webadres::parse(wrong).unwrap_err().replacement.as_deref(), Some(meant), "{wrong}");
        }
        for wrong in ["mailto:a@b.nl", "a@b.nl", "zie de site", "ftp://a.nl", "https://a", "oude-haven"] {
            assert_eq!(Webadres::parse(wrong).unwrap_err().replacement, None, "{wrong}");
        }
        for wrong in ["javascript://a.nl", "https://", "https://a b.nl", "https://a.nl/\"x", "geen adres"] {
            assert!(Webadres::parse(wrong).is_err(), "{wrong}");
        }
    }
}
