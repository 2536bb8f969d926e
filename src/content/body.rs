//! A text, read once, that can be shown on any page.
//!
//! Finished HTML with holes for what only the whole site knows: the links to other files (their address depends on the page
//! that shows the text), the level of headings and the prefix of their ids (a text can be part of a longer page).
//! `markdown` makes it.

use pulldown_cmark_escape::escape_html;

use crate::diagnostics::Span;
use crate::source::SourcePath;

/// A text, read once, that can be shown on any page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    pub(super) parts: Vec<Part>,
    /// The links and pictures that lead to other files of the project.
    pub links: Vec<InternalLink>,
}

/// A piece of the text: finished, or a hole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Html(String),
    /// `h2`, shifted when shown as part of a page.
    HeadingStart {
        level: u8,
        id: String,
    },
    HeadingEnd {
        level: u8,
    },
    /// The address of `links[index]`, and for a picture its size.
    Link(usize),
    Picture(usize),
}

/// A link or picture that leads to a file of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InternalLink {
    /// The file, seen from the project's folder; `None` when it is this file itself.
    pub path: Option<SourcePath>,
    /// The address as it was written, for messages.
    pub written: String,
    /// What stands behind the `#`.
    pub anchor: Option<String>,
    /// Where its address stands in the file; where that cannot be told, the link as a whole.
    pub span: Span,
    /// Whether the place is that of the address alone, so that another address can be put there.
    pub exact: bool,
    /// Whether it is shown as a picture.
    pub picture: bool,
}

impl InternalLink {
    /// A link that stands in a field of the file at `from`; `None` when it leads out of the project.
    pub fn of_field(from: &SourcePath, written: &str, span: Span) -> Option<Self> {
        let (file, anchor) = written.split_once('#').map_or((written, None), |(file, anchor)| (file, Some(anchor)));
        let anchor = anchor.map(str::to_owned);
        // A value between quotes is longer than what it says.
        let exact = span.end - span.start == written.len();
        Some(Self { path: Some(from.join(file)?), written: written.to_owned(), anchor, span, exact, picture: false })
    }
}

/// How the holes of a text are filled on a certain page.
pub trait Holes {
    /// The address of a link, seen from the page.
    fn href(&self, link: &InternalLink) -> String;
    /// Width and height of a picture in pixels, when they are known.
    fn size(&self, link: &InternalLink) -> Option<(usize, usize)>;
}

impl Body {
    /// Whether there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The ids of its headings, unique within the text: links can point at them.
    pub(super) fn heading_ids(&self) -> impl Iterator<Item = &String> {
        self.parts.iter().filter_map(|part| match part {
            Part::HeadingStart { id, .. } => Some(id),
            _ => None,
        })
    }

    /// The text as HTML. `deeper` shifts the headings; `prefix` goes before their ids, so that several texts can share a page.
    pub fn html(&self, deeper: u8, prefix: &str, holes: &impl Holes) -> String {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Html(html) => out.push_str(html),
                Part::HeadingStart { level, id } => {
                    out.push_str(&format!("<h{} id=\"{prefix}{id}\">", (level + deeper).min(6)));
                }
                Part::HeadingEnd { level } => out.push_str(&format!("</h{}>\n", (level + deeper).min(6))),
                Part::Link(index) => escape_into(&mut out, &holes.href(&self.links[*index])),
                Part::Picture(index) => {
                    if let Some((width, height)) = holes.size(&self.links[*index]) {
                        out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
                    }
                }
            }
        }
        out
    }
}

/// Adds a text as it may stand between quotes in a tag.
pub(super) fn escape_into(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = escape_html(out, text);
}
