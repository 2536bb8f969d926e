//! The pages of a site of the corpus, as any generator could have them: a title, where it is, a text, what is below it, 25
//! figures. With fewer parts than ours, and no references to follow: links are written out.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde::Serialize;
use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::source::{SourcePath, SourceTree};

use crate::corpus::{Dice, FIGURES};

/// A page.
pub(crate) struct Page {
    /// Where it is, from the root and with a slash at both ends: `/wijken/wijk-0001/`.
    pub address: String,
    /// What it is called.
    pub title: String,
    /// The pages above it, the home page first.
    pub crumbs: Vec<usize>,
    /// Its text, in Markdown.
    pub markdown: String,
    /// The pages right below it.
    pub children: Vec<usize>,
    /// Its figures.
    pub figures: [usize; FIGURES],
}

/// A link to a page, as templates see it.
#[derive(Serialize)]
pub(crate) struct Link<'p> {
    href: &'p str,
    titel: &'p str,
}

/// A figure, as templates see it.
#[derive(Serialize)]
pub(crate) struct Figure {
    naam: String,
    waarde: usize,
}

/// What the template of a page sees.
#[derive(Serialize)]
pub(crate) struct View<'p> {
    titel: &'p str,
    kruimels: Vec<Link<'p>>,
    tekst: String,
    kinderen: Vec<Link<'p>>,
    cijfers: Vec<Figure>,
}

/// The template that all generators have, in the words of Tera.
pub(crate) const TEMPLATE: &str = r#"<!doctype html>
<html lang="nl">
<head><meta charset="utf-8"><title>{{ titel }}</title></head>
<body>
<nav><ol>{% for pagina in kruimels %}<li><a href="{{ pagina.href }}">{{ pagina.titel }}</a></li>{% endfor %}</ol></nav>
<h1>{{ titel }}</h1>
{{ tekst | safe }}
<ul>{% for pagina in kinderen %}<li><a href="{{ pagina.href }}">{{ pagina.titel }}</a></li>{% endfor %}</ul>
<table>{% for cijfer in cijfers %}<tr><th>{{ cijfer.naam }}</th><td>{{ cijfer.waarde }}</td></tr>{% endfor %}</table>
</body>
</html>
"#;

impl Page {
    /// The name of a figure.
    pub(crate) fn figure(nr: usize) -> String {
        format!("Cijfer {nr}")
    }

    /// What its template sees, with its text as HTML.
    pub(crate) fn view<'p>(&'p self, pages: &'p [Page], tekst: String) -> View<'p> {
        let links =
            |of: &[usize]| of.iter().map(|at| Link { href: &pages[*at].address, titel: &pages[*at].title }).collect();
        let figures = self.figures.iter().enumerate();
        View {
            titel: &self.title,
            kruimels: links(&self.crumbs),
            tekst,
            kinderen: links(&self.children),
            cijfers: figures.map(|(nr, figure)| Figure { naam: Self::figure(nr), waarde: *figure }).collect(),
        }
    }
}

/// The pages that a site of ours has, in order of address.
pub(crate) fn of(sources: &SourceTree, tree: &Tree) -> Vec<Page> {
    let ours =
        || tree.iter().filter(|(path, _)| path.as_str() == "index.html" || path.as_str().ends_with("/index.html"));
    let mut by_file: BTreeMap<&SourcePath, &OutputPath> = BTreeMap::new();
    for (path, _) in ours() {
        if let Some(file) = tree.source(path) {
            by_file.entry(file).or_insert(path);
        }
    }
    let mut dice = Dice::new(7);
    let mut pages: Vec<Page> = Vec::new();
    for (path, bytes) in ours() {
        let html = String::from_utf8_lossy(bytes);
        let title = html.split("<h1").nth(1).and_then(|rest| rest.split_once('>')?.1.split("</h1>").next());
        let title = words(title.expect("every page has a heading"), false);
        let file = tree.source(path).filter(|file| file.extension() == "md");
        let markdown = file.map_or_else(
            || "Een pagina die elke site heeft.\n".to_owned(),
            |file| with_links(&body(&sources.text(file)), file, &by_file),
        );
        let figures = std::array::from_fn(|_| 1 + dice.roll(9_000));
        let address = address(path);
        pages.push(Page { address, title, crumbs: Vec::new(), markdown, children: Vec::new(), figures });
    }
    pages.sort_by(|a, b| a.address.cmp(&b.address));
    let places: BTreeMap<String, usize> =
        pages.iter().enumerate().map(|(at, page)| (page.address.clone(), at)).collect();
    for at in 0..pages.len() {
        let address = pages[at].address.clone();
        let above = address.match_indices('/').map(|(end, _)| &address[..=end]).filter(|above| **above != *address);
        let crumbs: Vec<usize> = above.filter_map(|above| places.get(above).copied()).collect();
        if let Some(parent) = crumbs.last() {
            pages[*parent].children.push(at);
        }
        pages[at].crumbs = crumbs;
    }
    pages
}

fn address(path: &OutputPath) -> String {
    format!("/{}", path.address())
}

/// The text of a file, without its front matter.
pub(crate) fn body(text: &str) -> String {
    text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, body)| body).to_owned()
}

/// The same text, with the address of a page where a file was named.
fn with_links(text: &str, file: &SourcePath, by_file: &BTreeMap<&SourcePath, &OutputPath>) -> String {
    let mut parts = text.split("](");
    let mut done = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (target, rest) = part.split_once(')').expect("a link ends");
        let (target, anchor) =
            target.split_once('#').map_or((target, String::new()), |(to, at)| (to, format!("#{at}")));
        let target = file.join(target).expect("a link inside");
        let to = match by_file.get(&target) {
            Some(path) => address(path),
            // A fixed page need not have a file.
            None => format!("/{}/", target.as_str().trim_start_matches("content/").trim_end_matches("/index.md")),
        };
        done.push_str(&format!("]({to}{anchor}){rest}"));
    }
    done
}

/// Markdown to HTML, as plainly as it can be done.
pub(crate) fn html(markdown: &str) -> String {
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    for event in parser {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                html.push_str("<a href=\"");
                escape(&mut html, &dest_url);
                html.push_str("\">");
            }
            Event::Start(tag) => {
                html.push('<');
                html.push_str(name(tag.to_end()));
                html.push('>');
            }
            Event::End(tag) => {
                html.push_str("</");
                html.push_str(name(tag));
                html.push_str(if matches!(tag, TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link) {
                    ">"
                } else {
                    ">\n"
                });
            }
            Event::SoftBreak => html.push('\n'),
            Event::Text(text) => escape(&mut html, &text),
            _ => {}
        }
    }
    html
}

fn escape(html: &mut String, text: &CowStr<'_>) {
    pulldown_cmark_escape::escape_html(html, text).expect("a string has room");
}

/// The tag of what the texts of the corpus have.
fn name(tag: TagEnd) -> &'static str {
    match tag {
        TagEnd::Heading(HeadingLevel::H2) => "h2",
        TagEnd::Paragraph => "p",
        TagEnd::List(_) => "ul",
        TagEnd::Item => "li",
        TagEnd::Strong => "strong",
        TagEnd::Link => "a",
        _ => "div",
    }
}

/// What is to be read on a page, with one space between words, and where its links lead when `links` are wanted.
pub(crate) fn words(html: &str, links: bool) -> String {
    let mut text = String::with_capacity(html.len());
    for (nr, part) in html.split('<').enumerate() {
        let (tag, rest) = if nr == 0 { ("", part) } else { part.split_once('>').unwrap_or((part, "")) };
        text.push(' ');
        if let Some(href) = tag.split("href=").nth(1).filter(|_| links && tag.starts_with("a ")) {
            text.push_str(href.trim_start_matches('"').split(['"', ' ']).next().unwrap_or_default());
            text.push(' ');
        }
        text.push_str(rest);
    }
    for (entity, letter) in [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
        if text.contains(entity) {
            text = text.replace(entity, letter);
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
