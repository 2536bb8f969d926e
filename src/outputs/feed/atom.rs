//! Atom (RFC 4287).

use super::{Bericht, Over};
use crate::outputs::xml::{Xml, moment};

/// Readers differ on which link is the page, so that is the first one, and there is no other of its sort.
pub(super) fn write(over: &Over<'_>, berichten: &[Bericht<'_>]) -> String {
    let mut xml = Xml::new("feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"nl\"");
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &over.adres)]);
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &over.zelf)]);
    xml.text("id", &over.id);
    xml.text("title", &over.titel);
    if let Some(regel) = over.voorbeeld {
        xml.text("subtitle", regel);
    }
    xml.text("updated", &moment(over.gewijzigd));
    xml.begin("author");
    xml.text("name", over.auteur);
    xml.end("author");
    for bericht in berichten {
        xml.begin("entry");
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &bericht.adres)]);
        for bijlage in &bericht.bijlagen {
            let length = bijlage.lengte.to_string();
            let (kind, href) = (("type", bijlage.soort), ("href", bijlage.adres.as_str()));
            xml.empty("link", &[("rel", "enclosure"), kind, ("length", &length), href]);
        }
        xml.text("id", &bericht.id);
        xml.text("title", &bericht.titel);
        xml.text("published", &moment(bericht.gepubliceerd));
        xml.text("updated", &moment(bericht.gewijzigd));
        xml.text("summary", bericht.samenvatting);
        xml.element("content", &[("type", "html")], &bericht.html);
        xml.end("entry");
    }
    xml.end("feed");
    xml.0
}
