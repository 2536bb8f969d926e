//! Atom (RFC 4287).

use super::{Bericht, Over};
use crate::read::markdown::escape_into;
use crate::tijd::Datum;

/// A file of XML while it is written.
struct Xml(String);

impl Xml {
    /// Adds an element with a text. What XML has no place for is left out.
    fn text(&mut self, name: &str, text: &str) {
        let end = name.split(' ').next().unwrap_or_default();
        self.0.push_str(&format!("<{name}>"));
        let may_be = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
        escape_into(&mut self.0, &text.chars().filter(may_be).collect::<String>());
        self.0.push_str(&format!("</{end}>\n"));
    }

    /// Adds an element with only attributes.
    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.push_str(&format!("<{name}"));
        for (name, value) in attributes {
            self.0.push_str(&format!(" {name}=\""));
            escape_into(&mut self.0, value);
            self.0.push('"');
        }
        self.0.push_str("/>\n");
    }
}

/// Readers differ on which link is the page, so that is the first one, and there is no other of its sort.
pub(super) fn write(over: &Over<'_>, berichten: &[Bericht<'_>]) -> String {
    let mut xml = Xml("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
        <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"nl\">\n"
        .to_owned());
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &over.adres)]);
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &over.zelf)]);
    xml.text("id", &over.id);
    xml.text("title", &over.titel);
    xml.text("updated", &moment(over.gewijzigd));
    xml.0.push_str("<author>\n");
    xml.text("name", over.auteur);
    xml.0.push_str("</author>\n");
    for bericht in berichten {
        xml.0.push_str("<entry>\n");
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &bericht.adres)]);
        for bijlage in &bericht.bijlagen {
            let length = bijlage.lengte.to_string();
            let (kind, href) = (("type", bijlage.soort), ("href", bijlage.adres.as_str()));
            xml.empty("link", &[("rel", "enclosure"), kind, ("length", &length), href]);
        }
        xml.text("id", &bericht.id);
        xml.text("title", bericht.titel);
        xml.text("published", &moment(bericht.gepubliceerd));
        xml.text("updated", &moment(bericht.gewijzigd));
        xml.text("summary", bericht.samenvatting);
        xml.text("content type=\"html\"", &bericht.html);
        xml.0.push_str("</entry>\n");
    }
    xml.0.push_str("</feed>\n");
    xml.0
}

/// A day as a moment, which it has to be: the one that readers take a day for.
pub(super) fn moment(day: Datum) -> String {
    format!("{day}T00:00:00Z")
}
