//! `site.webmanifest` (W3C Web Application WebManifest): what a phone shows of the site when a resident puts it on its first
//! screen. All addresses are relative to it, so it holds wherever the site will be.

use serde::Serialize;

use super::Ingredients;

/// Where it is. The theme names it, too.
pub(super) const ADDRESS: &str = "site.webmanifest";

/// The file of a theme that is its icon, at any size.
pub(crate) const ICON: &str = "favicon.svg";

#[derive(Serialize)]
struct WebManifest<'s> {
    name: &'s str,
    short_name: &'s str,
    description: String,
    lang: &'static str,
    dir: &'static str,
    start_url: &'static str,
    scope: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    icons: Option<[Icon<'s>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    theme_color: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    background_color: Option<String>,
}

#[derive(Serialize)]
struct Icon<'s> {
    src: &'s str,
    r#type: &'static str,
    sizes: &'static str,
}

pub(super) fn make(of: &Ingredients<'_>) -> String {
    let [theme_color, background_color] = of.colours.map(|colour| colour.map(|colour| colour.to_string()));
    let icon = of.icon.as_ref().map(|icon| [Icon { src: icon.as_str(), r#type: "image/svg+xml", sizes: "any" }]);
    let manifest = WebManifest {
        name: &of.info.naam,
        short_name: &of.info.gemeente,
        description: of.info.omschrijving(),
        lang: "nl",
        dir: "ltr",
        start_url: "./",
        scope: "./",
        icons: icon,
        theme_color,
        background_color,
    };
    // Texts can always be written as JSON.
    serde_json::to_string(&manifest).unwrap_or_default()
}
