//! Markdown → [`Body`]. The only user of pulldown-cmark.
//!
//! We write the HTML ourselves, because tables need a `scope`, headings an id, and nothing may be styled inline. Raw HTML,
//! scripts and addresses that lead nowhere are findings here; whether a file is there is for the whole site to say. What is good
//! or bad prose is for `taal` to say: `proza.rs` only collects it.

mod body;
mod brackets;
mod headings;
mod links;
mod meant;
mod pictures;
mod proza;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Options, Parser as MarkdownParser, Tag, TagEnd};
use pulldown_cmark_escape::escape_html_body_text;

use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::source::SourcePath;
use crate::taal::Blok;
use crate::values::{find_unwanted, is_unwanted};
use body::Part;
pub(crate) use body::{Body, Holes, InternalLink, Picture};

/// Deepest nesting of lists and quotations.
const MAX_DEPTH: usize = 16;

/// Reads Markdown that starts at byte `offset` of the file. `reserved` are ids that the page around it uses already; the prose
/// of the text is added to `proza`.
pub(crate) fn parse(
    markdown: &str,
    offset: usize,
    path: &SourcePath,
    reserved: &[&str],
    proza: &mut Vec<Blok>,
    findings: &mut Findings,
) -> Body {
    let options = Options::ENABLE_TABLES | Options::ENABLE_SMART_PUNCTUATION;
    let mut writer = Writer {
        path,
        findings,
        body: Body::default(),
        html: String::new(),
        ids: reserved.iter().map(|id| ((*id).to_owned(), 1)).collect(),
        heading: None,
        table: Table::default(),
        tables: 0,
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
    for (event, range) in MarkdownParser::new_ext(markdown, options).into_offset_iter() {
        verzamelaar.event(&event, Span::from(range.clone()).shifted(offset), &markdown[range.clone()]);
        letterlijk.event(&event, &range);
        writer.event(event, range.into());
    }
    letterlijk.judge(&mut writer);
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

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    head: bool,
    header_has_text: bool,
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

/// Writes the HTML of a text. All places in it are seen from the start of the text; [`Writer::place`] makes them those of the file.
struct Writer<'a> {
    path: &'a SourcePath,
    findings: &'a mut Findings,
    body: Body,
    html: String,
    /// Ids in use, each with the last number that was put behind it.
    ids: BTreeMap<String, usize>,
    /// The open heading; its id is known at its end.
    heading: Option<Collected>,
    table: Table,
    tables: usize,
    /// The open picture: its address and its description so far.
    picture: Option<(String, Collected)>,
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
        if let Some((_, picture)) = &mut self.picture {
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
                self.html.push_str("<code>");
                self.text_escaped(&code);
                self.html.push_str("</code>");
            }
            Event::SoftBreak => self.html.push('\n'),
            Event::HardBreak => self.html.push_str("<br>\n"),
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
        match tag {
            Tag::Paragraph => {
                self.table_without_head(span);
                self.table_of_tabs(span);
                self.html.push_str("<p>");
            }
            Tag::Heading { level, .. } => self.start_heading(level, span),
            Tag::BlockQuote(_) => {
                self.deeper(span);
                self.html.push_str("<blockquote>\n");
            }
            Tag::CodeBlock(kind) => {
                if kind == CodeBlockKind::Indented {
                    self.indented(span);
                }
                self.html.push_str("<pre><code>");
            }
            Tag::List(first) => {
                self.deeper(span);
                match first {
                    Some(1) => self.html.push_str("<ol>\n"),
                    Some(start) => self.html.push_str(&format!("<ol start=\"{start}\">\n")),
                    None => self.html.push_str("<ul>\n"),
                }
            }
            Tag::Item => self.html.push_str("<li>"),
            Tag::Table(alignments) => {
                self.table = Table { alignments, ..Table::default() };
                self.tables += 1;
                let number = self.tables;
                self.html.push_str(&format!(
                    "<div class=\"tabel\" role=\"region\" tabindex=\"0\" aria-label=\"Tabel {number}\">\n<table>\n"
                ));
            }
            Tag::TableHead => {
                self.table.head = true;
                self.table.column = 0;
                self.html.push_str("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.html.push_str("<tr>");
            }
            Tag::TableCell => {
                let class = match self.table.alignments.get(self.table.column) {
                    Some(Alignment::Right) => " class=\"rechts\"",
                    Some(Alignment::Center) => " class=\"midden\"",
                    _ => "",
                };
                self.html.push_str(&match (self.table.head, self.table.column) {
                    (true, _) => format!("<th scope=\"col\"{class}>"),
                    (false, 0) => format!("<th scope=\"row\"{class}>"),
                    (false, _) => format!("<td{class}>"),
                });
            }
            Tag::HtmlBlock => self.html_block = Some(Collected::at(span)),
            Tag::Emphasis => self.html.push_str("<em>"),
            Tag::Strong => self.html.push_str("<strong>"),
            Tag::Link { link_type, dest_url, .. } => self.start_link(link_type, &dest_url, span),
            Tag::Image { dest_url, .. } => {
                self.picture = Some((dest_url.into_string(), Collected::at(span)));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Paragraph => self.html.push_str("</p>\n"),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) => {
                self.depth -= 1;
                self.html.push_str("</blockquote>\n");
            }
            TagEnd::CodeBlock => self.html.push_str("</code></pre>\n"),
            TagEnd::List(ordered) => {
                self.depth -= 1;
                self.html.push_str(if ordered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::Item => self.html.push_str("</li>\n"),
            TagEnd::Table => self.html.push_str("</tbody>\n</table>\n</div>\n"),
            TagEnd::TableHead => {
                self.table.head = false;
                if !self.table.header_has_text {
                    let place = self.place(span);
                    self.report(
                        Finding::new(Code::TableWithoutHeader, place, "De bovenste rij van deze tabel is leeg.")
                            .tip("Zet in de bovenste rij boven elke kolom wat erin staat."),
                    );
                }
                self.html.push_str("</tr>\n</thead>\n<tbody>\n");
            }
            TagEnd::TableRow => {
                self.too_many_cells(span);
                self.html.push_str("</tr>\n");
            }
            TagEnd::TableCell => {
                self.html.push_str(if self.table.head || self.table.column == 0 { "</th>" } else { "</td>" });
                self.table.column += 1;
            }
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
        self.note_text(text);
        self.text_escaped(text);
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
        self.table.header_has_text |= self.table.head && !text.trim().is_empty();
    }

    /// Reports a paragraph that was meant to be a table: without a head it is none, and its lines would stand on the page.
    fn table_without_head(&mut self, span: Span) {
        let is_row = |line: &str| line.trim().strip_prefix('|').is_some_and(|rest| rest.contains('|'));
        let written = self.written(span);
        if !written.trim_start().starts_with('|') {
            return;
        }
        let mut lines = written.lines();
        if lines.next().is_some_and(is_row) && lines.all(is_row) {
            let place = self.place(span);
            self.report(
                Finding::new(Code::TableWithoutHeader, place, "Deze tabel heeft geen kop en wordt niet als tabel herkend.")
                    .tip("Begin met een rij die zegt wat in elke kolom staat, en daaronder een rij met streepjes: | --- | --- |."),
            );
        }
    }

    /// Reports the cells of a row that have no column: they would vanish.
    fn too_many_cells(&mut self, span: Span) {
        let row = self.written(span);
        let Some(lost) = lost_cells(row, self.table.alignments.len()) else { return };
        let message = format!(
            "Deze rij heeft meer vakjes dan de kop van de tabel; “{}” komt niet op de pagina.",
            row[lost.clone()].trim()
        );
        let finding = Finding::new(Code::TableRow, self.place(Span::from(lost).shifted(span.start)), message);
        self.report(finding.tip("Geef de kop een kolom erbij, of haal een | weg. Een | als teken schrijft u als \\|."));
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
        let is_closing_tag = html.strip_prefix("</").is_some_and(|rest| rest.find('>') == Some(rest.len() - 1));
        if html.is_empty() || is_closing_tag {
            return;
        }
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

/// The stretch of a row behind its last column, if there is anything in it.
fn lost_cells(row: &str, columns: usize) -> Option<Range<usize>> {
    let start = row.len() - row.trim_start().len();
    let start = start + usize::from(row[start..].starts_with('|'));
    let inside = row[start..].trim_end();
    let mut bars = inside.match_indices('|').filter(|(at, _)| !inside[..*at].ends_with('\\'));
    let (last, _) = bars.nth(columns.checked_sub(1)?)?;
    let rest = &inside[last + 1..];
    let lost = rest.trim().trim_end_matches(['|', ' ']);
    let from = start + last + 1 + (rest.len() - rest.trim_start().len());
    lost.contains(|c: char| !c.is_whitespace() && c != '|').then(|| from..from + lost.len())
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
