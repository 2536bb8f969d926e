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
pub(crate) struct Body {
    pub(crate) parts: Vec<Part>,
    /// The links and pictures that lead to other files of the project.
    pub links: Vec<InternalLink>,
    /// The links that lead to a web address.
    pub web: Vec<WebLink>,
}

/// A piece of the text: finished, or a hole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    Html(Box<str>),
    /// `h2`, shifted when shown as part of a page.
    HeadingStart {
        level: u8,
        id: String,
    },
    HeadingEnd {
        level: u8,
    },
    /// The address of `links[index]`.
    Link(usize),
    /// The picture that `links[index]` leads to, with what it shows.
    Picture {
        index: usize,
        alt: String,
    },
}

/// A link or picture that leads to a file of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InternalLink {
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

/// A link that leads to a web address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WebLink {
    /// The address as it was written.
    pub written: String,
    /// Where its address stands in the file; where that cannot be told, the link as a whole.
    pub span: Span,
    /// Whether the place is that of the address alone, so that another address can be put there.
    pub exact: bool,
}

impl From<WebLink> for InternalLink {
    /// An address of the site itself.
    fn from(WebLink { written, span, exact }: WebLink) -> Self {
        let anchor = written.split_once('#').map(|(_, anchor)| anchor.to_owned());
        Self { path: None, written, anchor, span, exact, picture: false }
    }
}

impl InternalLink {
    /// A link that stands in a field of the file at `from`; `None` when it leads out of the project.
    pub(crate) fn of_field(from: &SourcePath, written: &str, span: Span) -> Option<Self> {
        let (file, anchor) = written.split_once('#').map_or((written, None), |(file, anchor)| (file, Some(anchor)));
        let anchor = anchor.map(str::to_owned);
        // A value between quotes is longer than what it says.
        let exact = span.end - span.start == written.len();
        Some(Self { path: Some(from.join(file)?), written: written.to_owned(), anchor, span, exact, picture: false })
    }
}

/// How the holes of a text are filled on a certain page.
pub(crate) trait Holes {
    /// The address of a link, seen from the page.
    fn href(&self, link: &InternalLink) -> String;
    /// A picture; `None` when it cannot be shown, which is told elsewhere.
    fn picture(&self, link: &InternalLink) -> Option<Picture>;
}

/// A picture as it stands on a certain page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    /// The address of the one for browsers without WebP.
    pub href: String,
    /// The addresses of the others, each with its width: `a-320.webp 320w, a-640.webp 640w`. There may be none.
    pub srcset: String,
    /// Width and height of the first in pixels.
    pub size: (u32, u32),
}

/// How wide a text is at most on a page, in pixels; wider pictures are not fetched for screens of one pixel a point.
const TEXT: u32 = 720;

impl Picture {
    fn html(&self, alt: &str) -> String {
        let Self { href, srcset, size: (width, height) } = self;
        let shown = (*width).min(TEXT);
        let (mut to, mut set, mut shows) = (String::new(), String::new(), String::new());
        escape_into(&mut to, href);
        escape_into(&mut set, srcset);
        escape_into(&mut shows, alt);
        let img = format!(
            "<img src=\"{to}\" alt=\"{shows}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" decoding=\"async\">"
        );
        if set.is_empty() {
            return img;
        }
        let sizes = format!("(min-width: {shown}px) {shown}px, 100vw");
        format!("<picture><source type=\"image/webp\" srcset=\"{set}\" sizes=\"{sizes}\">{img}</picture>")
    }
}

/// How long what fills a hole is, about.
const AROUND: usize = 40;

impl Body {
    /// Whether there is nothing to show.
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The ids of its headings, unique within the text: links can point at them.
    pub(crate) fn heading_ids(&self) -> impl Iterator<Item = &String> {
        self.parts.iter().filter_map(|part| match part {
            Part::HeadingStart { id, .. } => Some(id),
            _ => None,
        })
    }

    /// About how long its HTML is.
    fn length(&self) -> usize {
        let of = |part: &Part| if let Part::Html(html) = part { html.len() } else { AROUND };
        self.parts.iter().map(of).sum()
    }

    /// The picture that comes first, with what it shows.
    pub(crate) fn first_picture(&self) -> Option<(&InternalLink, &str)> {
        self.parts.iter().find_map(|part| match part {
            Part::Picture { index, alt } => Some((&self.links[*index], alt.as_str())),
            _ => None,
        })
    }

    /// Gives each piece of the text without its marks to `each`, and whether it is a heading.
    pub(crate) fn plain(&self, mut each: impl FnMut(&str, bool)) {
        let (mut piece, mut tag, mut in_heading) = (String::new(), None::<String>, false);
        let mut end = |piece: &mut String, in_heading: bool| {
            if !piece.trim().is_empty() {
                each(piece, in_heading);
            }
            piece.clear();
        };
        for part in &self.parts {
            match part {
                Part::Html(html) => {
                    let mut rest = &**html;
                    while !rest.is_empty() {
                        // A tag can go on behind a hole: the address of a link is one.
                        if let Some(name) = &mut tag {
                            let Some((inside, after)) = rest.split_once('>') else {
                                name.push_str(rest);
                                break;
                            };
                            name.push_str(inside);
                            if !is_within_words(name) {
                                end(&mut piece, in_heading);
                            }
                            (tag, rest) = (None, after);
                        } else {
                            let (text, after) =
                                rest.split_once('<').map_or((rest, None), |(text, it)| (text, Some(it)));
                            unescape_into(&mut piece, text);
                            tag = after.map(|_| String::new());
                            rest = after.unwrap_or_default();
                        }
                    }
                }
                Part::HeadingStart { .. } | Part::HeadingEnd { .. } => {
                    end(&mut piece, in_heading);
                    in_heading = matches!(part, Part::HeadingStart { .. });
                }
                Part::Link(_) => {}
                Part::Picture { alt, .. } => {
                    end(&mut piece, in_heading);
                    piece.push_str(alt);
                    end(&mut piece, in_heading);
                }
            }
        }
        end(&mut piece, in_heading);
    }

    /// The text as HTML. `deeper` shifts the headings; `prefix` goes before their ids, so that several texts can share a page.
    pub(crate) fn html(&self, deeper: u8, prefix: &str, holes: &impl Holes) -> String {
        let mut out = String::with_capacity(self.length());
        for part in &self.parts {
            match part {
                Part::Html(html) => out.push_str(html),
                Part::HeadingStart { level, id } => {
                    out.push_str(&format!("<h{} id=\"{prefix}{id}\">", (level + deeper).min(6)));
                }
                Part::HeadingEnd { level } => out.push_str(&format!("</h{}>\n", (level + deeper).min(6))),
                Part::Link(index) => escape_into(&mut out, &holes.href(&self.links[*index])),
                Part::Picture { index, alt } => {
                    out.extend(holes.picture(&self.links[*index]).map(|picture| picture.html(alt)));
                }
            }
        }
        out
    }
}

/// Whether a tag can stand in the middle of a word.
fn is_within_words(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
    matches!(name, Some("a" | "em" | "strong" | "code" | "span" | "wbr"))
}

/// Adds a text as it is read.
fn unescape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let known = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"')];
        let found =
            known.iter().find(|(name, _)| from.starts_with(name)).map_or((1, '&'), |(name, c)| (name.len(), *c));
        out.push(found.1);
        rest = &from[found.0..];
    }
    out.push_str(rest);
}

/// Adds a text as it may stand between quotes in a tag.
pub(crate) fn escape_into(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = escape_html(out, text);
}
