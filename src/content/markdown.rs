//! Markdown → [`Body`]. The only user of pulldown-cmark.
//!
//! We write the HTML ourselves, because tables need a `scope`, headings an id, and nothing may be styled inline. Raw HTML,
//! scripts and addresses that lead nowhere are findings here; whether a file is there is for the whole site to say.

mod proza;

use std::borrow::Cow;
use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use pulldown_cmark::{
    Alignment, CowStr, Event, HeadingLevel, LinkType, Options, Parser as MarkdownParser, Tag, TagEnd,
};
use pulldown_cmark_escape::{escape_href, escape_html_body_text};

use super::body::{Body, Heading, InternalLink, Part, escape_into};
use super::taal::Blok;
use super::values::{Email, Mismatch, Parse, Slug, Telefoon, Webadres, is_unwanted};
use super::wording;
use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::source::SourcePath;

/// Deepest nesting of lists and quotations.
const MAX_DEPTH: usize = 16;
/// How far a text is searched for the end of an address.
const MAX_ADDRESS: usize = 200;
/// Schemes of addresses outside the site that a link may have.
const SCHEMES: &[&str] = &["https:", "http:", "mailto:", "tel:"];

/// Reads Markdown that starts at byte `offset` of the file. `reserved` are ids that the page around it uses already; the prose
/// of the text is added to `proza`.
pub(super) fn parse(
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
    for (event, range) in MarkdownParser::new_ext(markdown, options).into_offset_iter() {
        verzamelaar.event(&event, Span::from(range.clone()).shifted(offset), &markdown[range.clone()]);
        writer.event(event, Span::from(range).shifted(offset));
    }
    writer.flush();
    proza.extend(verzamelaar.blokken());
    writer.body
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    head: bool,
    header_has_text: bool,
}

/// A heading or picture whose text is being collected.
struct Collected {
    text: String,
    span: Span,
    /// How many pictures are open inside it: their text is part of its own.
    depth: usize,
}

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
                self.html.push_str("<p>");
            }
            Tag::Heading { level, .. } => self.start_heading(level, span),
            Tag::BlockQuote(_) => {
                self.deeper(span);
                self.html.push_str("<blockquote>\n");
            }
            Tag::CodeBlock(_) => self.html.push_str("<pre><code>"),
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
            Tag::HtmlBlock => self.html_block = Some(Collected { text: String::new(), span, depth: 0 }),
            Tag::Emphasis => self.html.push_str("<em>"),
            Tag::Strong => self.html.push_str("<strong>"),
            Tag::Link { link_type, dest_url, .. } => self.start_link(link_type, &dest_url, span),
            Tag::Image { dest_url, .. } => {
                self.picture = Some((dest_url.into_string(), Collected { text: String::new(), span, depth: 0 }));
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
            TagEnd::TableRow => self.html.push_str("</tr>\n"),
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
        // "[hier](De Haven.md)": with a space in its address a link is no link, and would stand on the page as it is.
        let rest = self.markdown.get(span.end - self.offset..).unwrap_or_default();
        let is_escaped = self.markdown[..span.end - self.offset].ends_with("\\]");
        if text.ends_with(']') && rest.starts_with('(') && !is_escaped {
            let near = &rest[..rest.floor_char_boundary(MAX_ADDRESS)];
            let end = near.find(')').map_or(span.end, |length| span.end + length + 1);
            let place = self.place(Span::new(span.end - 1, end));
            self.report(
                Finding::new(Code::NotALink, place, "Dit is niet als link herkend; het zou zo op de pagina staan.")
                    .tip("Staat er een spatie in het adres? Zet het dan tussen < en >: [tekst](<Oude haven.md>)."),
            );
        }
        self.parted_link(text, span);
        self.bare_addresses(span);
        self.note_text(text);
        self.text_escaped(text);
    }

    /// Reports "[text] (address)": with a space in between it is no link.
    fn parted_link(&mut self, text: &str, span: Span) {
        let address =
            text.strip_prefix(" (").or_else(|| text.strip_prefix("] (")).and_then(|rest| rest.split(')').next());
        let is_address = address.is_some_and(|address| {
            !address.contains(char::is_whitespace) && (address.contains('/') || wording::is_file_name(address))
        });
        let at = span.start - self.offset;
        let follows_bracket = text.starts_with(']') || self.markdown[..at].ends_with(']');
        if is_address && follows_bracket && self.link.is_none() {
            let space = at + text.find(' ').unwrap_or_default();
            let place = self.place(Span::new(space, space + 1).shifted(self.offset));
            self.addresses_until = at + text.find(')').unwrap_or(text.len());
            self.report(
                Finding::new(Code::NotALink, place, "Dit is niet als link herkend; het zou zo op de pagina staan.")
                    .tip("Haal de spatie tussen ] en ( weg.")
                    .replacement(Some(String::new())),
            );
        }
    }

    /// Reports addresses that nobody can tap.
    fn bare_addresses(&mut self, span: Span) {
        let stretch = (span.start - self.offset).max(self.addresses_until)..span.end - self.offset;
        if self.link.is_some() || stretch.is_empty() {
            return;
        }
        for wording::BareAddress { range, link } in wording::bare_addresses(self.markdown, stretch) {
            self.addresses_until = range.end;
            let message =
                format!("“{}” is geen link: een bezoeker kan er niet op tikken.", &self.markdown[range.clone()]);
            let place = self.place(Span::from(range).shifted(self.offset));
            let tip = "Maak er een link van, het liefst met een tekst die zegt wat daar te vinden is: [tekst](adres).";
            self.report(Finding::new(Code::BareAddress, place, message).tip(tip).replacement(Some(link)));
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
        self.table.header_has_text |= self.table.head && !text.trim().is_empty();
    }

    /// Reports a paragraph that was meant to be a table: without a head it is none, and its lines would stand on the page.
    fn table_without_head(&mut self, span: Span) {
        let text = &self.markdown[span.start - self.offset..span.end - self.offset];
        let is_row = |line: &str| line.trim().strip_prefix('|').is_some_and(|rest| rest.contains('|'));
        let mut lines = text.lines();
        if lines.next().is_some_and(is_row) && lines.all(is_row) {
            let place = self.place(span);
            self.report(
                Finding::new(Code::TableWithoutHeader, place, "Deze tabel heeft geen kop en wordt niet als tabel herkend.")
                    .tip("Begin met een rij die zegt wat in elke kolom staat, en daaronder een rij met streepjes: | --- | --- |."),
            );
        }
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

    fn start_heading(&mut self, level: HeadingLevel, span: Span) {
        let level = level as u8;
        let marks = self.marks(span);
        let place = self.place(marks.unwrap_or(span));
        let right = |level: u8| marks.map(|_| "#".repeat(usize::from(level)));
        if level == 1 {
            self.report(
                Finding::new(
                    Code::HeadingLevel,
                    place,
                    "Een kop in de tekst begint met ##; de titel van de pagina is de enige met #.",
                )
                .tip("Schrijf ## in plaats van #.")
                .replacement(right(2)),
            );
        } else if level > self.level + 1 {
            let expected = "#".repeat(usize::from(self.level) + 1);
            self.report(
                Finding::new(
                    Code::HeadingLevel,
                    place,
                    format!(
                        "Deze kop slaat een niveau over: {} komt niet direct na {}.",
                        "#".repeat(usize::from(level)),
                        if self.level == 1 { "de titel".to_owned() } else { "#".repeat(usize::from(self.level)) }
                    ),
                )
                .tip(format!("Schrijf {expected}."))
                .replacement(right(self.level + 1)),
            );
        }
        let level = level.max(2);
        self.level = level;
        self.flush();
        self.body.parts.push(Part::HeadingStart { level, id: String::new() });
        self.heading = Some(Collected { text: String::new(), span, depth: 0 });
    }

    /// The #'s of a heading that is written with them (and not with a line below it).
    fn marks(&self, heading: Span) -> Option<Span> {
        let text = &self.markdown[heading.start - self.offset..heading.end - self.offset];
        let count = text.len() - text.trim_start_matches('#').len();
        (count > 0).then(|| Span::new(heading.start, heading.start + count))
    }

    fn end_heading(&mut self) {
        let Some(Collected { text, span, .. }) = self.heading.take() else { return };
        if text.trim().is_empty() {
            let place = self.place(span);
            self.report(
                Finding::new(Code::EmptyHeading, place, "Deze kop heeft geen tekst.")
                    .tip("Schrijf een kop, of haal de #'en weg."),
            );
        }
        let base = Slug::of(&text).map_or_else(|| "kop".to_owned(), |slug| slug.to_string());
        let unique = self.unique_id(base);
        self.body.headings.push(Heading { id: unique.clone() });
        self.flush();
        let start = self.body.parts.iter_mut().rev().find(|part| matches!(part, Part::HeadingStart { .. }));
        if let Some(Part::HeadingStart { id, .. }) = start {
            *id = unique;
        }
        self.body.parts.push(Part::HeadingEnd { level: self.level });
    }

    /// The id itself, or with the first number that makes it unique.
    fn unique_id(&mut self, base: String) -> String {
        if !self.ids.contains_key(&base) {
            self.ids.insert(base.clone(), 1);
            return base;
        }
        loop {
            let number = self.ids.entry(base.clone()).or_insert(1);
            *number += 1;
            let id = format!("{base}-{number}");
            if !self.ids.contains_key(&id) {
                self.ids.insert(id.clone(), 1);
                return id;
            }
        }
    }

    fn start_link(&mut self, link_type: LinkType, address: &CowStr<'_>, span: Span) {
        self.html.push_str("<a href=\"");
        let address = if link_type == LinkType::Email { format!("mailto:{address}").into() } else { address.clone() };
        if SCHEMES.iter().any(|scheme| address.to_lowercase().starts_with(scheme)) {
            self.outside(&address, span);
            let _ = escape_href(&mut self.html, &address);
        } else if let Some(index) = self.internal(&address, span, false) {
            self.part(Part::Link(index));
        }
        self.html.push_str("\">");
        self.link = Some((link_type, Collected { text: String::new(), span, depth: 0 }));
    }

    /// Reports an address outside the site that cannot be one.
    fn outside(&mut self, address: &str, span: Span) {
        let (scheme, rest) = address.split_once(':').unwrap_or_default();
        let wrong = match scheme.to_lowercase().as_str() {
            "mailto" => Email::parse(rest.split('?').next().unwrap_or_default()).err().map(|it| (it, Email::EXPECTED)),
            "tel" => Telefoon::parse(rest).err().map(|it| (it, Telefoon::EXPECTED)),
            _ => Webadres::parse(address).err().map(|it| (it, Webadres::EXPECTED)),
        };
        if let Some((Mismatch { why, .. }, expected)) = wrong {
            let place = self.place(span);
            self.report(
                Finding::new(Code::UnsafeAddress, place, format!("Het adres van deze link klopt niet: {why}."))
                    .tip(format!("Nodig is {expected}.")),
            );
        }
    }

    fn end_link(&mut self) {
        self.html.push_str("</a>");
        let Some((link_type, Collected { text, span, .. })) = self.link.take() else { return };
        let place = self.place(span);
        let text = text.trim();
        if text.is_empty() {
            self.report(
                Finding::new(Code::EmptyLink, place, "Deze link heeft geen tekst.")
                    .tip("Zet tussen de rechte haken waar de link heen gaat: [tekst](adres)."),
            );
        } else if wording::is_vague(text) {
            self.report(
                Finding::new(
                    Code::VagueLink,
                    place,
                    format!("De linktekst “{text}” zegt niet waar de link heen gaat."),
                )
                .tip("Schrijf wat de bezoeker daar vindt, zoals [de spreekuren in uw wijk](adres)."),
            );
        } else if !matches!(link_type, LinkType::Autolink | LinkType::Email) && wording::is_file_name(text) {
            self.report(
                Finding::new(Code::FileNameAsText, place, format!("De linktekst “{text}” is de naam van een bestand."))
                    .tip("Schrijf wat het is, zoals [de folder over de hub (pdf)](adres)."),
            );
        }
    }

    fn end_picture(&mut self) {
        let Some((address, Collected { text: alt, span, .. })) = self.picture.take() else { return };
        let place = self.place(span);
        if alt.trim().is_empty() {
            self.report(Finding::new(Code::MissingAlt, place.clone(), "Deze foto heeft geen beschrijving.").tip(
                "Zet tussen de rechte haken wat er te zien is: ![De ingang van de hub](foto.jpg). Wie de foto niet \
                     kan zien, hoort dat.",
            ));
        }
        if !alt.trim().is_empty() && wording::is_empty_description(&alt) {
            let message = format!("De beschrijving “{}” zegt niet wat er op de foto te zien is.", alt.trim());
            self.report(Finding::new(Code::EmptyDescription, place.clone(), message).tip(
                "Beschrijf in één zin wat er te zien is, zoals: De ingang van de hub, aan de kant van het plein.",
            ));
        }
        if address.contains("://") || address.starts_with("//") || address.starts_with("data:") {
            self.report(
                Finding::new(
                    Code::UnsafeAddress,
                    place,
                    "Een foto moet in de map van de site staan, niet op een andere site.",
                )
                .tip("Zet de foto naast deze tekst en gebruik de bestandsnaam: ![…](foto.jpg)."),
            );
            return;
        }
        let Some(index) = self.internal(&address, span, true) else { return };
        self.note_text(&alt);
        self.html.push_str("<img src=\"");
        self.part(Part::Link(index));
        self.html.push_str("\" alt=\"");
        escape_into(&mut self.html, &wanted(alt.trim()));
        self.html.push('"');
        self.part(Part::Picture(index));
        self.html.push_str(" loading=\"lazy\">");
    }

    /// Notes a link to a file of the project; `None` (and a finding) when its address cannot be one.
    fn internal(&mut self, address: &str, span: Span, picture: bool) -> Option<usize> {
        let place = self.place(span);
        let first = address.split(['/', '#', '?']).next().unwrap_or_default();
        if first.contains(':') {
            let scheme = first.split(':').next().unwrap_or_default();
            self.report(
                Finding::new(
                    Code::UnsafeAddress,
                    place,
                    format!("Een {} mag niet met “{scheme}:” beginnen.", if picture { "foto" } else { "link" }),
                )
                    .tip("Gebruik een webadres (https://…), een e-mailadres (mailto:…), een telefoonnummer (tel:…) of een bestand van de site."),
            );
            return None;
        }
        let (file, anchor) = address.split_once('#').map_or((address, None), |(file, anchor)| (file, Some(anchor)));
        let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let path = if address.is_empty() {
            self.report(
                Finding::new(Code::DeadLink, place, "Deze link heeft geen adres.")
                    .tip("Zet tussen de haakjes waar de link heen gaat: [tekst](adres)."),
            );
            return None;
        } else if file.is_empty() {
            None
        } else if file.starts_with('/') || file.contains('\\') {
            self.report(
                Finding::new(
                    Code::DeadLink,
                    place,
                    format!("Het adres “{address}” is geen pad naar een bestand vanaf deze tekst."),
                )
                .tip("Schrijf het pad vanaf de map van deze tekst, met schuine strepen: ../wijken/oude-haven.md."),
            );
            return None;
        } else {
            let Some(path) = self.path.join(&decode(file)) else {
                self.report(
                    Finding::new(Code::DeadLink, place, format!("Het adres “{address}” leidt uit de map van de site."))
                        .tip("Tel het aantal keer ../ na."),
                );
                return None;
            };
            Some(path)
        };
        let anchor = anchor.map(decode).filter(|anchor| !anchor.is_empty());
        self.body.links.push(InternalLink { path, written: address.to_owned(), anchor, span, picture });
        Some(self.body.links.len() - 1)
    }

    fn raw_html(&mut self, html: &str, span: Span) {
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
                .tip("Schrijf het in Markdown, bijvoorbeeld **vet** of [tekst](adres). Een < als teken schrijft u als &lt;. Zet tekst niet op dezelfde regel als een aantekening tussen <!-- en -->."),
        );
    }

    fn part(&mut self, part: Part) {
        self.flush();
        self.body.parts.push(part);
    }

    fn flush(&mut self) {
        if !self.html.is_empty() {
            self.body.parts.push(Part::Html(std::mem::take(&mut self.html)));
        }
    }

    fn place(&self, span: Span) -> Place {
        Place::new(self.path, span)
    }

    fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }
}

/// A text without the characters that have no place in one; they can still come in as an entity (`&#1;`).
fn wanted(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_unwanted) {
        text.chars().filter(|c| !is_unwanted(*c)).collect()
    } else {
        Cow::Borrowed(text)
    }
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
