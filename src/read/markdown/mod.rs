//! Markdown → [`Body`]. The only user of pulldown-cmark.
//!
//! We write the HTML ourselves, because tables need a `scope`, headings an id, and nothing may be styled inline. Raw HTML,
//! scripts and addresses that lead nowhere are findings here; whether a file is there is for the whole site to say. What is good
//! or bad prose is for `taal` to say: `proza.rs` only collects it.

mod body;
mod bold;
mod brackets;
mod elders;
mod headings;
mod links;
mod lists;
mod meant;
mod pictures;
mod proza;
mod tables;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser as MarkdownParser, Tag, TagEnd};
use pulldown_cmark_escape::escape_html_body_text;

use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::source::SourcePath;
use crate::taal::Blok;
use crate::values::{Zetter, find_unwanted, is_unwanted};
use body::Part;
pub(crate) use body::{Body, Holes, InternalLink, Picture, WebLink, escape_into};
use lists::Counted;
use tables::Table;

/// Deepest nesting of lists and quotations.
const MAX_DEPTH: usize = 16;

/// Reads Markdown that starts at byte `offset` of the file, below a `title`. `reserved` are ids that the page around it uses already;
/// the prose of the text is added to `proza`.
pub(crate) fn parse(
    markdown: &str,
    offset: usize,
    path: &SourcePath,
    title: Option<&str>,
    reserved: &[&str],
    proza: &mut Vec<Blok>,
    findings: &mut Findings,
) -> Body {
    let options = Options::ENABLE_TABLES;
    let mut writer = Writer {
        path,
        title,
        findings,
        body: Body::default(),
        html: String::new(),
        ids: reserved.iter().map(|id| ((*id).to_owned(), 1)).collect(),
        heading: None,
        table: Table::default(),
        tables: 0,
        zetter: Zetter::default(),
        code: false,
        lists: Vec::new(),
        counted: None,
        named: BTreeSet::new(),
        paragraph: None,
        told_tags: BTreeSet::new(),
        picture: None,
        link: None,
        addresses_until: 0,
        html_block: None,
        markdown,
        offset,
        depth: 0,
        level: 1,
    };
    let mut verzamelaar = proza::Verzamelaar::default();
    let mut letterlijk = meant::Letterlijk::default();
    let events = MarkdownParser::new_ext(markdown, options).into_offset_iter();
    let definitions: Vec<_> =
        events.reference_definitions().iter().map(|(name, it)| (name.to_owned(), it.span.clone())).collect();
    for (event, range) in events {
        verzamelaar.event(&event, Span::from(range.clone()).shifted(offset), &markdown[range.clone()]);
        letterlijk.event(&event, &range);
        writer.event(event, range.into());
    }
    letterlijk.judge(&mut writer);
    for (name, range) in definitions {
        writer.unused(&name, range.into());
    }
    writer.flush();
    proza.extend(verzamelaar.blokken());
    writer.body
}

/// A text as it would be without its marks; `None` when it has none, or is more than one paragraph.
pub(crate) fn without_marks(text: &str) -> Option<String> {
    let mut events = MarkdownParser::new(text).into_offset_iter();
    if !matches!(events.next()?.0, Event::Start(Tag::Paragraph)) {
        return None;
    }
    let (mut plain, mut marked, mut ended) = (String::new(), false, false);
    for (event, range) in events {
        match event {
            _ if ended => return None,
            Event::End(TagEnd::Paragraph) => ended = true,
            Event::Text(text_of) => {
                marked |= *text_of != text[range];
                plain.push_str(&text_of);
            }
            Event::SoftBreak | Event::HardBreak => plain.push(' '),
            Event::Code(code) => {
                marked = true;
                plain.push_str(&code);
            }
            Event::InlineHtml(_) | Event::Start(_) => marked = true,
            _ => {}
        }
    }
    marked.then(|| wanted(plain.trim()).into_owned())
}

/// A heading, link, picture or block of HTML whose text is being collected.
struct Collected {
    text: String,
    span: Span,
    /// How many pictures are open inside it: their text is part of its own.
    depth: usize,
}

impl Collected {
    /// Nothing yet, of what begins here.
    fn at(span: Span) -> Self {
        Self { text: String::new(), span, depth: 0 }
    }
}

/// An open picture: its address, what is said of it, and its description so far.
struct Opened {
    address: String,
    title: String,
    of: Collected,
}

/// Writes the HTML of a text. All places in it are seen from the start of the text; [`Writer::place`] makes them those of the file.
struct Writer<'a> {
    path: &'a SourcePath,
    title: Option<&'a str>,
    findings: &'a mut Findings,
    body: Body,
    html: String,
    /// Ids in use, each with the last number that was put behind it.
    ids: BTreeMap<String, usize>,
    /// The open heading; its id is known at its end.
    heading: Option<Collected>,
    table: Table,
    tables: usize,
    /// What was set so far of the open paragraph, heading, item or cell; code is not set.
    zetter: Zetter,
    code: bool,
    lists: Vec<Counted>,
    /// Where the last list with numbers ended, and with which.
    counted: Option<(usize, u64)>,
    /// The names of the definitions that links and pictures used.
    named: BTreeSet<String>,
    /// Where the open paragraph begins in the HTML, as long as that is one piece.
    paragraph: Option<usize>,
    /// Tags of HTML that were told: the other half of the pair is no news.
    told_tags: BTreeSet<String>,
    /// The open picture.
    picture: Option<Opened>,
    /// The open link, to see what its text says. An address that is its own text is no words.
    link: Option<(LinkType, Collected)>,
    /// Up to where addresses in the text have been looked for.
    addresses_until: usize,
    /// The open block of raw HTML, which comes line by line.
    html_block: Option<Collected>,
    /// The text being read, and where it starts in the file.
    markdown: &'a str,
    offset: usize,
    depth: usize,
    /// Level of the last heading: a text starts below the h1 of its page.
    level: u8,
}

impl Writer<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        if let Some(Opened { of: picture, .. }) = &mut self.picture {
            match event {
                Event::Text(text) | Event::Code(text) => picture.text.push_str(&text),
                Event::SoftBreak | Event::HardBreak => picture.text.push(' '),
                Event::Start(Tag::Image { .. }) => picture.depth += 1,
                Event::End(TagEnd::Image) if picture.depth > 0 => picture.depth -= 1,
                Event::End(TagEnd::Image) => self.end_picture(),
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) => self.text(&text, span),
            Event::Code(code) => {
                self.note_text(&code);
                self.zetter.skip();
                self.html.push_str("<code>");
                self.text_escaped(&code);
                self.html.push_str("</code>");
            }
            Event::SoftBreak => {
                self.zetter.zet("\n");
                self.html.push('\n');
            }
            Event::HardBreak => {
                self.zetter.zet("\n");
                self.html.push_str("<br>\n");
            }
            Event::Rule => self.html.push_str("<hr>\n"),
            Event::Html(html) => {
                if let Some(block) = &mut self.html_block {
                    block.text.push_str(&html);
                }
            }
            Event::InlineHtml(html) => self.raw_html(&html, span),
            // Not switched on in the options.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        if !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. }) {
            self.zetter = Zetter::default();
        }
        match tag {
            Tag::Paragraph => {
                self.table_without_head(span);
                self.table_of_tabs(span);
                self.html.push_str("<p>");
                self.paragraph = Some(self.html.len());
            }
            Tag::Heading { level, .. } => self.start_heading(level, span),
            Tag::BlockQuote(_) => {
                self.deeper(span);
                self.html.push_str("<blockquote>\n");
            }
            Tag::CodeBlock(kind) => {
                match kind {
                    CodeBlockKind::Indented => self.indented(span),
                    CodeBlockKind::Fenced(_) => self.open_fence(span),
                }
                self.code = true;
                self.html.push_str("<pre><code>");
            }
            Tag::List(first) => self.start_list(first, span),
            Tag::Item => {
                self.count_item(span);
                self.html.push_str("<li>");
            }
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_row(true),
            Tag::TableRow => self.start_row(false),
            Tag::TableCell => self.start_cell(),
            Tag::HtmlBlock => self.html_block = Some(Collected::at(span)),
            Tag::Emphasis => {
                self.times(span);
                self.html.push_str("<em>");
            }
            Tag::Strong => self.html.push_str("<strong>"),
            Tag::Link { link_type, dest_url, title, id } => {
                self.named.extend((!id.is_empty()).then(|| id.to_lowercase()));
                self.title_of_link(&title, span);
                self.start_link(link_type, &dest_url, span);
            }
            Tag::Image { dest_url, title, id, .. } => {
                self.named.extend((!id.is_empty()).then(|| id.to_lowercase()));
                self.picture = Some(Opened {
                    address: dest_url.into_string(),
                    title: title.into_string(),
                    of: Collected::at(span),
                });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(span),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) => {
                self.depth -= 1;
                self.html.push_str("</blockquote>\n");
            }
            TagEnd::CodeBlock => {
                self.code = false;
                self.html.push_str("</code></pre>\n");
            }
            TagEnd::List(ordered) => self.end_list(ordered, span),
            TagEnd::Item => self.html.push_str("</li>\n"),
            TagEnd::Table => self.html.push_str("</tbody>\n</table>\n</div>\n"),
            TagEnd::TableHead => self.end_head(span),
            TagEnd::TableRow => self.end_row(span),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::HtmlBlock => {
                if let Some(Collected { text, span, .. }) = self.html_block.take() {
                    self.raw_html(&text, span);
                }
            }
            TagEnd::Emphasis => self.html.push_str("</em>"),
            TagEnd::Strong => self.html.push_str("</strong>"),
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        self.spaced_link(text, span);
        self.parted_link(text, span);
        self.bare_addresses(span);
        let is_address = matches!(self.link, Some((LinkType::Autolink | LinkType::Email, _)));
        let set = if is_address || self.code { Cow::Borrowed(text) } else { self.zetter.zet(text) };
        self.note_text(&set);
        // What stands in the file as it is, was looked at when that was read.
        if self.written(span) == text {
            let _ = escape_html_body_text(&mut self.html, &set);
        } else {
            self.text_escaped(&set);
        }
    }

    fn text_escaped(&mut self, text: &str) {
        let _ = escape_html_body_text(&mut self.html, &wanted(text));
    }

    /// Remembers that the open heading or link has text.
    fn note_text(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        }
        if let Some((_, link)) = &mut self.link {
            link.text.push_str(text);
        }
        self.note_cell(text);
    }

    fn deeper(&mut self, span: Span) {
        self.depth += 1;
        if self.depth == MAX_DEPTH + 1 {
            self.report(
                Finding::new(Code::TooDeep, self.place(span), "Hier zitten te veel lijsten of citaten in elkaar.")
                    .tip("Haal tekens > en spaties voor de regel weg, of deel de tekst op met koppen."),
            );
        }
    }

    /// Reports a note to oneself that has no end: in a block of its own it takes the rest of the text with it.
    fn open_comment(&mut self, span: Span) {
        let finding = Finding::new(
            Code::RawHtml,
            self.place(span),
            "Deze opmerking begint met <!--, maar heeft geen einde; alles erachter kan van de pagina verdwijnen.",
        );
        self.report(finding.tip("Zet --> achter de laatste regel van de opmerking."));
    }

    fn raw_html(&mut self, html: &str, span: Span) {
        if let Some(at) = unclosed_comment(html) {
            self.open_comment(Span::new(span.start + at, (span.start + at + "<!--".len()).min(span.end)));
            return;
        }
        // A comment is a note to oneself: it is left out. What stands beside it is not.
        let html = without_comments(html);
        let html = html.trim();
        // Of a pair of tags the first is told; text beside a closing tag must not vanish with it.
        let name = |tag: &str| tag.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        let closing = html.strip_prefix("</").filter(|rest| rest.find('>') == Some(rest.len() - 1));
        if html.is_empty() || closing.is_some_and(|tag| self.told_tags.contains(&name(tag))) {
            return;
        }
        self.told_tags.extend(html.split('<').skip(1).map(name));
        if matches!(html.to_lowercase().as_str(), "<br>" | "<br/>" | "<br />") {
            self.html.push_str("<br>");
            return;
        }
        let place = self.place(span);
        self.report(
            Finding::new(Code::RawHtml, place, "HTML kan niet in een tekst staan.")
                .tip("Schrijf het in Markdown, bijvoorbeeld **vet** of [tekst](adres). Een < als teken schrijft u als &lt;. Zet tekst niet op dezelfde regel als een opmerking tussen <!-- en -->."),
        );
    }

    fn part(&mut self, part: Part) {
        self.flush();
        self.body.parts.push(part);
    }

    fn flush(&mut self) {
        self.paragraph = None;
        if !self.html.is_empty() {
            self.body.parts.push(Part::Html(std::mem::take(&mut self.html).into_boxed_str()));
        }
    }

    /// The text as it is written at a place.
    fn written(&self, span: Span) -> &str {
        self.markdown.get(span.range()).unwrap_or_default()
    }

    /// A place in the text, as one in the file.
    fn place(&self, span: Span) -> Place {
        Place::new(self.path, span.shifted(self.offset))
    }

    fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }
}

/// A text without the characters that have no place in one; they can still come in as an entity (`&#1;`).
fn wanted(text: &str) -> Cow<'_, str> {
    if find_unwanted(text).is_some() {
        text.chars().filter(|c| !is_unwanted(*c)).collect()
    } else {
        Cow::Borrowed(text)
    }
}

/// Where the comment begins that has no end.
fn unclosed_comment(html: &str) -> Option<usize> {
    let last = html.rfind("<!--")?;
    (!html[last..].contains("-->")).then_some(last)
}

/// HTML without its comments.
fn without_comments(html: &str) -> String {
    let mut rest = html;
    let mut out = String::new();
    while let Some((before, comment)) = rest.split_once("<!--") {
        out.push_str(before);
        let Some((_, after)) = comment.split_once("-->") else { return out };
        rest = after;
    }
    out.push_str(rest);
    out
}
