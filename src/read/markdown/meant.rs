//! What was meant as markup and is none: lists with a mark from a word processor, `##Kop`, `** vet **`, and what is still to be
//! filled in. All of it stands on the page as it was typed, so it is looked for in the literal text only.

use std::ops::Range;

use memchr::memchr;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Writer, brackets};
use crate::diagnostics::{Code, Finding, Span};
use crate::taal::gaps;

/// Marks of lists in word processors; the last two are those of the font of signs that they use.
const BULLETS: &[char] = &['•', '·', '◦', '▪', '●', '‣', '\u{f0b7}', '\u{f0a7}'];

/// A stretch of text that stands on the page just as it is written. Stretches that touch are one.
struct Stretch {
    range: Range<usize>,
    /// The paragraph, item or cell that it is part of.
    block: usize,
}

/// Collects the literal text while a Markdown text is read.
#[derive(Default)]
pub(super) struct Letterlijk {
    stukken: Vec<Stretch>,
    block: usize,
    /// How many code blocks and pictures are open: their text is no prose.
    anders: usize,
    /// How many links are open.
    links: usize,
}

impl Letterlijk {
    /// Takes in an event that stands at `range` of the text.
    pub(super) fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => self.anders += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => self.anders = self.anders.saturating_sub(1),
            Event::Start(Tag::Link { .. }) => self.links += 1,
            Event::End(TagEnd::Link) => self.links = self.links.saturating_sub(1),
            Event::Start(Tag::Emphasis | Tag::Strong) | Event::End(TagEnd::Emphasis | TagEnd::Strong) => {}
            Event::Start(_) | Event::End(_) => self.block += 1,
            Event::Text(_) if self.anders == 0 && self.links == 0 => self.push(range),
            _ => {}
        }
    }

    fn push(&mut self, range: &Range<usize>) {
        match self.stukken.last_mut() {
            Some(last) if last.range.end == range.start && last.block == self.block => last.range.end = range.end,
            _ => self.stukken.push(Stretch { range: range.clone(), block: self.block }),
        }
    }

    /// Reports what was found in the text of the writer.
    pub(super) fn judge(&self, writer: &mut Writer<'_>) {
        let lines = self.line_starts(writer.markdown);
        lists(writer, &lines);
        for start in &lines {
            hash_without_space(writer, *start);
        }
        self.bold(writer);
        for Stretch { range, .. } in &self.stukken {
            let text = &writer.markdown[range.clone()];
            if let Some(at) = memchr(b'<', text.as_bytes()).and_then(|_| text.find("<!--")) {
                writer.open_comment(Span::new(range.start + at, range.start + at + "<!--".len()));
            }
            if let Some(gap) = gaps::gap(text) {
                let written = &text[gap.clone()];
                let finding = gaps::finding(writer.place(Span::from(gap).shifted(range.start)), written);
                writer.report(finding);
            } else {
                brackets::judge(writer, range);
            }
        }
    }

    /// Where lines begin with literal text, behind the signs of a quotation.
    fn line_starts(&self, markdown: &str) -> Vec<usize> {
        let (mut line, mut from) = (0, 0);
        let mut starts = Vec::new();
        for Stretch { range, .. } in &self.stukken {
            // Looked through once: a line can have very many stretches.
            line = markdown[from..range.start].rfind('\n').map_or(line, |newline| from + newline + 1);
            from = range.start;
            if starts.last().is_none_or(|last| *last < line) && is_blank(&markdown[line..range.start]) {
                starts.push(range.start);
            }
        }
        starts
    }

    /// Reports `**` that is no bold.
    fn bold(&self, writer: &mut Writer<'_>) {
        let literal: Vec<(usize, usize)> = self
            .stukken
            .iter()
            .filter(|Stretch { range, .. }| memchr(b'*', &writer.markdown.as_bytes()[range.clone()]).is_some())
            .flat_map(|Stretch { range, block }| {
                let found = writer.markdown[range.clone()].match_indices("**");
                found.map(|(at, _)| (range.start + at, *block)).collect::<Vec<_>>()
            })
            .collect();
        let mut rest = literal.as_slice();
        while let Some(((open, block), later)) = rest.split_first() {
            let close = later.first().filter(|(_, other)| other == block).map(|(close, _)| *close);
            let meant = close.and_then(|close| tight(writer.markdown, *open, close));
            rest = if meant.is_some() { &later[1..] } else { later };
            let end = meant.as_ref().and(close).unwrap_or(*open) + "**".len();
            let message = "Deze sterretjes maken niets vet; ze staan zo op de pagina.";
            let tip = "Zet ** direct voor en direct achter de woorden, zonder spatie ertussen: **vet**. Bedoelt u echt sterretjes? Schrijf \\*\\*.";
            let finding = Finding::new(Code::LooksLikeMarkdown, writer.place(Span::new(*open, end)), message);
            writer.report(finding.tip(tip).replacement(meant));
        }
    }
}

/// `** vet **` as it should be written, with the spaces outside.
fn tight(markdown: &str, open: usize, close: usize) -> Option<String> {
    let inside = markdown.get(open + 2..close)?;
    let words = inside.trim();
    if words.is_empty() || words.len() == inside.len() || inside.contains('\n') {
        return None;
    }
    let before = if markdown[..open].ends_with(char::is_alphanumeric) { " " } else { "" };
    let after = if markdown[close + 2..].starts_with(char::is_alphanumeric) { " " } else { "" };
    Some(format!("{before}**{words}**{after}"))
}

/// A mark at the start of a line that was meant to begin an item.
struct Mark {
    start: usize,
    /// Where the words begin.
    end: usize,
    /// Whether it can be nothing else. A dash can also be part of a sentence.
    sure: bool,
}

fn mark(markdown: &str, start: usize) -> Option<Mark> {
    let rest = &markdown[start..];
    let first = rest.chars().next()?;
    let behind = &rest[first.len_utf8()..];
    let words = behind.trim_start_matches([' ', '\t', '\u{a0}']);
    let spaced = words.len() < behind.len();
    let sure = BULLETS.contains(&first) || (matches!(first, '-' | '*') && behind.starts_with('\u{a0}'));
    let maybe = match first {
        '-' => words.starts_with(char::is_alphabetic) && !spaced,
        '–' | '—' => spaced || words.starts_with(char::is_alphabetic),
        _ => false,
    };
    let has_words = !words.is_empty() && !words.starts_with('\n');
    ((sure || maybe) && has_words).then(|| Mark { start, end: start + rest.len() - words.len(), sure })
}

/// Reports lists of which the marks are none.
fn lists(writer: &mut Writer<'_>, lines: &[usize]) {
    let marks: Vec<Mark> = lines.iter().filter_map(|start| mark(writer.markdown, *start)).collect();
    let mut rest = marks.as_slice();
    while let Some(first) = rest.first() {
        let follows =
            |pair: &[Mark]| touches(&writer.markdown[pair[0].end..pair[1].start], pair[0].sure && pair[1].sure);
        let count = 1 + rest.windows(2).take_while(|pair| follows(pair)).count();
        let (list, later) = rest.split_at(count);
        rest = later;
        if count == 1 && !first.sure && !introduces(&writer.markdown[..first.start]) {
            continue;
        }
        let end = list.last().map_or(first.end, |last| last.end);
        let mut meant = String::new();
        let mut at = first.start;
        for mark in list {
            meant.push_str(&writer.markdown[at..mark.start]);
            meant.push_str("- ");
            at = mark.end;
        }
        let message = "Dit wordt op de pagina geen lijst: een regel van een lijst begint met - en een spatie.";
        let finding = Finding::new(Code::LooksLikeMarkdown, writer.place(Span::new(first.start, end)), message);
        writer.report(
            finding
                .tip("Begin elke regel van de lijst met een gewoon streepje en een spatie.")
                .replacement(Some(meant)),
        );
    }
}

/// Whether two items belong to one list, by what stands between their marks. A sure item can go on over more lines.
fn touches(between: &str, sure: bool) -> bool {
    let mut lines = between.split('\n').skip(1);
    if sure { !lines.any(is_blank) || between.split('\n').skip(1).all(is_blank) } else { lines.all(is_blank) }
}

/// Whether the line before is one that a list follows.
fn introduces(before: &str) -> bool {
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || c == '>');
    let line = &before[before.rfind('\n').map_or(0, |newline| newline + 1)..];
    line.ends_with(':') || line.trim_start().starts_with("- ")
}

/// Whether there is nothing on a line, or only the sign of a quotation.
fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || c == '>')
}

/// Reports `##Kop`. One `#` is how people write a number or a subject.
fn hash_without_space(writer: &mut Writer<'_>, start: usize) {
    let rest = &writer.markdown[start..];
    let words = rest.trim_start_matches('#');
    let count = rest.len() - words.len();
    let is_heading = words.starts_with(|c: char| c.is_alphanumeric() || c == '\u{a0}');
    if !(2..=6).contains(&count) || !is_heading {
        return;
    }
    let space = words.len() - words.trim_start_matches('\u{a0}').len();
    let place = writer.place(Span::new(start, start + count + space));
    let marks = "#".repeat(count);
    let finding = Finding::new(
        Code::LooksLikeMarkdown,
        place,
        format!("Dit wordt op de pagina geen kop: na {marks} hoort een gewone spatie."),
    );
    writer.report(
        finding.tip(format!("Schrijf {marks}, dan een spatie, en dan de kop.")).replacement(Some(format!("{marks} "))),
    );
}

impl Writer<'_> {
    /// Reports a paragraph that was pasted as a table: its columns are apart only where it was made.
    pub(super) fn table_of_tabs(&mut self, span: Span) {
        if !self.written(span).contains('\t') {
            return;
        }
        let cells = |line: &str| line.trim().split('\t').map(str::len).collect::<Vec<_>>();
        let rows: Vec<Vec<usize>> = self.written(span).trim_end().lines().map(cells).collect();
        // What has a number or a mark before its tab is a list.
        let has_words = rows.iter().any(|row| row.first().is_some_and(|length| *length > 3));
        if rows.len() > 1 && has_words && rows.iter().all(|row| row.len() > 1) {
            let finding = Finding::new(
                Code::LooksLikeMarkdown,
                self.place(span),
                "Dit wordt op de pagina geen tabel: tabs scheiden geen kolommen.",
            );
            self.report(
                finding
                    .tip("Zet een | tussen de vakjes, en onder de bovenste rij een rij met streepjes: | --- | --- |."),
            );
        }
    }

    /// Reports words that are shown as code because they stand too far to the right.
    pub(super) fn indented(&mut self, span: Span) {
        let start = self.markdown[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
        let block = Span::new(start, start + self.markdown[start..span.end].trim_end().len());
        let written = self.written(block);
        if !written.contains(char::is_alphabetic) {
            return;
        }
        let lines: Vec<&str> = written.lines().map(str::trim).collect();
        let meant = (self.depth == 0 && is_blank(&self.markdown[start..span.start])).then(|| lines.join("\n"));
        let finding = Finding::new(
            Code::LooksLikeMarkdown,
            self.place(block),
            "Deze tekst komt als code op de pagina, want er staan vier spaties of een tab voor.",
        );
        let tip = "Haal de spaties voor de regels weg. Is het echt code? Zet er een regel met ``` boven en onder.";
        self.report(finding.tip(tip).replacement(meant));
    }

    /// Reports a text that is a heading because of the line below it.
    pub(super) fn underlined(&mut self, span: Span) {
        let written = self.written(span).trim_end();
        let (text, line) = written.rsplit_once('\n').unwrap_or((written, ""));
        // Keys that ended up in the text are told where the text is cut from the keys.
        let is_key = |line: &str| {
            line.split_once(": ").is_some_and(|(key, _)| key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
        };
        if span.start == 0 && text.lines().all(is_key) {
            return;
        }
        let is_sentence = text.trim_end().ends_with(['.', '!', '?', ':', ',', ';']) || text.contains('\n');
        let meant = match (is_sentence, line.trim_start().starts_with('-')) {
            _ if self.depth > 0 => None,
            (false, _) => Some(format!("## {}", text.trim())),
            (true, true) => Some(format!("{text}\n\n{line}")),
            (true, false) => None,
        };
        let place = self.place(Span::new(span.start, span.start + written.len()));
        let message = "De streep onder deze regel maakt er een kop van.";
        let tip = "Moet het een kop zijn? Zet er ## en een spatie voor, en haal de streep weg. Anders: zet een lege regel boven de streep.";
        self.report(Finding::new(Code::LooksLikeMarkdown, place, message).tip(tip).replacement(meant));
    }
}
