//! The list of all that can be filled in.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Around;
use super::field::encoded;
use super::page::{escaped, page};
use super::question::label;
use crate::kinds::{Kind, has_keys, kind_at};
use crate::output::OutputPath;
use crate::source::SourcePath;

/// What pages that every site has are called together.
const FIXED: &str = "Vaste pagina's";

/// The list of all files that have a form, by kind, with a way to make a new one.
pub(crate) fn overview(around: Around<'_>, on_page: &str, can_write: bool) -> String {
    let mut body =
        "<header><a href=\"/\">Naar de site</a></header>\n<main>\n<h1>Wat wilt u bewerken?</h1>\n".to_owned();
    body.push_str(on_page);
    let fixed = |path: &&SourcePath| matches!(kind_at(path), Some(Kind::Vast(_)));
    let pages: Vec<&SourcePath> = around.sources.iter().map(|(path, _)| path).filter(fixed).collect();
    if !pages.is_empty() {
        body.push_str("<section>\n<h2>");
        body.push_str(FIXED);
        body.push_str("</h2>\n<ul>\n");
        for path in pages {
            let _ = writeln!(body, "{}", item(around, path, ""));
        }
        body.push_str("</ul>\n</section>\n");
    }
    for kind in Kind::ALL.iter().filter(|kind| has_keys(**kind)) {
        let facts = kind.facts();
        let is_own = |path: &&SourcePath| kind_at(path) == Some(*kind);
        let files: Vec<&SourcePath> = around.sources.iter().map(|(path, _)| path).filter(is_own).collect();
        if files.is_empty() && facts.folder.is_none() {
            continue;
        }
        let _ = write!(body, "<section>\n<h2>{}</h2>\n<ul>\n", heading(*kind));
        for path in files {
            let _ = writeln!(body, "{}", item(around, path, ""));
        }
        body.push_str("</ul>\n");
        if let (true, Some(folder)) = (can_write, facts.folder) {
            let _ = writeln!(
                body,
                "<p><a class=\"knop\" href=\"/-/formulier?nieuw={folder}\">Nieuw: {}</a></p>",
                facts.called
            );
        }
        body.push_str("</section>\n");
    }
    if can_write {
        body.push_str(
            "<section>\n<h2>Cijfers van het CBS</h2>\n<p><a class=\"knop\" href=\"/-/cijfers\">Neem cijfers over uit een bestand</a></p>\n</section>\n",
        );
    }
    body.push_str("</main>\n");
    page("Wat wilt u bewerken?", &body)
}

/// The files of a kind, in a word.
fn heading(kind: Kind) -> String {
    match (kind, kind.facts().folder) {
        (Kind::Vast(_), _) => FIXED.to_owned(),
        (Kind::Site, _) => "De site".to_owned(),
        // A name of a folder has no apostrophe.
        (_, Some(folder @ ("paginas" | "themas"))) => format!("{}'s", label(folder.trim_end_matches('s'))),
        (_, folder) => label(&folder.map_or_else(|| kind.word(), str::to_owned)),
    }
}

/// A file as an item of a list that leads to its form; `end` is put behind the address.
fn item(around: Around<'_>, path: &SourcePath, end: &str) -> String {
    format!("<li><a href=\"/-/formulier?bestand={}{end}\">{}</a></li>", encoded(path), escaped(around.title(path)))
}

/// What else stands on a page, by kind, folded unless it is all there is to choose; nothing when there is nothing.
pub(crate) fn on_page(around: Around<'_>, address: &str, own: Option<&SourcePath>) -> String {
    let page = OutputPath::at_address(address.trim_start_matches('/'));
    let is_there = |path: &&SourcePath| own != Some(*path) && kind_at(path).is_some_and(has_keys);
    let all = around.placed.iter().filter(|(_, placed)| placed.is_on(&page)).map(|(path, _)| path).filter(is_there);
    let mut by_kind: BTreeMap<Kind, Vec<&SourcePath>> = BTreeMap::new();
    for path in all {
        by_kind.entry(kind_at(path).unwrap_or(Kind::Site)).or_default().push(path);
    }
    if by_kind.is_empty() {
        return String::new();
    }
    let open = if own.is_none() { " open" } else { "" };
    let mut html = format!(
        "<details class=\"ook\"{open}>\n<summary>{} op deze pagina</summary>\n",
        if own.is_none() { "Dit staat" } else { "Ook" }
    );
    let end =
        format!("&amp;pagina={}", percent_encoding::utf8_percent_encode(address, percent_encoding::NON_ALPHANUMERIC));
    for (kind, paths) in by_kind {
        let _ = write!(html, "<section>\n<h2>{}</h2>\n<ul>\n", heading(kind));
        for path in paths {
            let _ = writeln!(html, "{}", item(around, path, &end));
        }
        html.push_str("</ul>\n</section>\n");
    }
    html + "</details>\n"
}
