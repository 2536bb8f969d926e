//! The way from an address to a map of the municipality's choice.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::{Mismatch, Parse, Shape, Webadres};

/// Where the address comes in the link, as it is written and as it can stand in a web address.
const HOLE: [&str; 2] = ["{adres}", "%7Badres%7D"];

/// What stays as it is in any part of a web address (RFC 3986, "unreserved").
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The web address of a map, with `{adres}` where the address of a place comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Kaartlink(Webadres);

impl Kaartlink {
    /// The link for an address in words.
    pub fn href(&self, address: &str) -> String {
        self.0.as_str().replace(HOLE[1], &utf8_percent_encode(address, ENCODED).to_string())
    }
}

impl Parse for Kaartlink {
    const EXPECTED: &'static str =
        "het webadres van een kaart, met {adres} waar het adres komt, zoals https://kaart.gemeente.example/?q={adres}";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let [written, hole] = HOLE;
        if !text.contains(written) {
            return Err(Mismatch::new(format!(
                "{written} staat er niet in, dus de kaart weet niet wat zij moet tonen"
            )));
        }
        let address = Webadres::parse(&text.replace(written, hole)).map_err(|error| Mismatch::new(error.why))?;
        if address.host().contains('%') {
            return Err(Mismatch::new(format!("{written} komt na de naam van de site van de kaart")));
        }
        Ok(Self(address))
    }

    fn shape() -> Shape {
        Shape::new(
            r#"[hH][tT][tT][pP][sS]?://[^\s<>"\\^`|{}]+[/?#][^\s<>"\\^`|{}]*\{adres\}(?:[^\s<>"\\^`|{}]|\{adres\})*"#,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_on_a_map() {
        let link = |written| Kaartlink::parse(written).unwrap().href("’t Kruis 3 & 5, 1234 AB Fryslân");
        let encoded = "%E2%80%99t%20Kruis%203%20%26%205%2C%201234%20AB%20Frysl%C3%A2n";
        assert_eq!(link("https://kaart.example/?q={adres}"), format!("https://kaart.example/?q={encoded}"));
        assert_eq!(link("HTTPS://Kaart.example/{adres}/#z"), format!("https://kaart.example/{encoded}/#z"));
        for refused in ["https://kaart.example/", "kaart.example/{adres}", "https://{adres}.example", "{adres}"] {
            Kaartlink::parse(refused).unwrap_err();
        }
    }
}
