//! JSON Feed 1.1.

use serde::Serialize;

use super::{Bericht, Over};
use crate::outputs::xml::moment;

#[derive(Serialize)]
struct JsonFeed<'f> {
    version: &'static str,
    title: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'f str>,
    home_page_url: &'f str,
    feed_url: &'f str,
    language: &'static str,
    authors: [Author<'f>; 1],
    items: Vec<JsonItem<'f>>,
}

#[derive(Serialize)]
struct Author<'f> {
    name: &'f str,
}

#[derive(Serialize)]
struct JsonItem<'f> {
    id: &'f str,
    url: &'f str,
    title: &'f str,
    summary: &'f str,
    content_html: &'f str,
    date_published: String,
    date_modified: String,
    language: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment<'f>>,
}

#[derive(Serialize)]
struct Attachment<'f> {
    url: &'f str,
    mime_type: &'static str,
    size_in_bytes: u64,
}

pub(super) fn write(over: &Over<'_>, berichten: &[Bericht<'_>]) -> String {
    let items = berichten.iter().map(|it| JsonItem {
        id: &it.id,
        url: &it.adres,
        title: &it.titel,
        summary: it.samenvatting,
        content_html: &it.html,
        date_published: moment(it.gepubliceerd),
        date_modified: moment(it.gewijzigd),
        language: "nl",
        attachments: it
            .bijlagen
            .iter()
            .map(|it| Attachment { url: &it.adres, mime_type: it.soort, size_in_bytes: it.lengte })
            .collect(),
    });
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &over.titel,
        description: over.voorbeeld,
        home_page_url: &over.adres,
        feed_url: &over.zelf,
        language: "nl",
        authors: [Author { name: over.auteur }],
        items: items.collect(),
    };
    // Texts and numbers only: it cannot fail. No text in it can be taken for a tag.
    serde_json::to_string_pretty(&feed).unwrap_or_default().replace('<', "\\u003c") + "\n"
}
