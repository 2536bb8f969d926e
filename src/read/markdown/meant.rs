//! What was meant as markup and is none: lists with a mark from a word processor, `##Kop`, `** vet **`, and what is still to be
//! filled in. All of it stands on the page as it was typed, so it is looked for in the literal text only.

use std::ops::Range;

use memchr::memchr;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Writer, bold, brackets, elders};
use crate::diagnostics::{Code, Finding, Span};
use crate::taal::gaps;

/// Marks of lists in word processors; the last are those of the font of signs that they use.
const BULLETS: &[char] = &[
    '•', '·', '◦', '▪', '●', '‣', '○', '■', '□', '◆', '❖', '→', '⇒', '➔', '➢', '➤', '►', '▶', '✓', '✔', '✗', '✘', '☐',
    '☑', '☒', '\u{f0b7}', '\u{f0a7}', '\u{f0d8}', '\u{f0fc}',
];

/// How long a bold paragraph is at most that was meant to be a heading, in bytes.
const MAX_HEADING: usize = 80;

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
    /// How many stretches in bold are open, and where bold begins that is bold already: other words were meant.
    bold: usize,
    nested: Vec<usize>,
}

impl Letterlijk {
    /// Takes in an event that stands at `range` of the text.
    pub(super) fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => self.anders += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => self.anders = self.anders.saturating_sub(1),
            Event::Start(Tag::Link { .. }) => self.links += 1,
            Event::End(TagEnd::Link) => self.links = self.links.saturating_sub(1),
            Event::Start(Tag::Strong) => {
                self.bold += 1;
                if self.bold > 1 {
                    self.nested.push(range.start);
                }
            }
            Event::End(TagEnd::Strong) => self.bold = self.bold.saturating_sub(1),
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => {}
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

    /// The stretches of literal text, in order.
    pub(super) fn ranges(&self) -> impl Iterator<Item = &Range<usize>> {
        self.stukken.iter().map(|stretch| &stretch.range)
    }

    /// Whether a place is in literal text.
    pub(super) fn has(&self, at: usize) -> bool {
        let next = self.stukken.partition_point(|stretch| stretch.range.end <= at);
        self.stukken.get(next).is_some_and(|stretch| stretch.range.start <= at)
    }

    /// Reports what was found in the text of the writer.
    pub(super) fn judge(&self, writer: &mut Writer<'_>) {
        let told = elders::judge(writer, self);
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
            let next = told.partition_point(|other| other.end <= range.start);
            if told.get(next).is_some_and(|other| other.start < range.end) {
                continue;
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
            // Of a table in which very much is missing, the places are not to be trusted.
            let Some(between) = markdown.get(from..range.start) else { continue };
            line = between.rfind('\n').map_or(line, |newline| from + newline + 1);
            from = range.start;
            if starts.last().is_none_or(|last| *last < line) && is_blank(&markdown[line..range.start]) {
                starts.push(range.start);
            }
        }
        starts
    }

    /// Reports `**` that is no bold.
    fn bold(&self, writer: &mut Writer<'_>) {
        let mut literal: Vec<usize> = self
            .stukken
            .iter()
            .filter(|Stretch { range, .. }| memchr(b'*', &writer.markdown.as_bytes()[range.clone()]).is_some())
            .flat_map(|Stretch { range, .. }| {
                let found = writer.markdown[range.clone()].match_indices("**");
                found.map(|(at, _)| range.start + at).collect::<Vec<_>>()
            })
            .chain(self.nested.iter().copied())
            .collect();
        literal.sort_unstable();
        let mut until = 0;
        for open in literal {
            if open < until {
                continue;
            }
            let mended = bold::mend(writer.markdown, open);
            let place = mended.as_ref().map_or(Span::new(open, open + "**".len()), |mended| mended.span);
            // What is not understood is told once a line.
            let rest_of_line = writer.markdown[place.end..].find('\n').unwrap_or(writer.markdown.len() - place.end);
            until = if mended.is_some() { place.end } else { place.end + rest_of_line };
            let finding = Finding::new(
                Code::LooksLikeMarkdown,
                writer.place(place),
                match mended {
                    Some(_) => "Deze sterretjes maken niet de woorden vet die u bedoelt.",
                    None => "Deze sterretjes maken niets vet; ze staan zo op de pagina.",
                },
            );
            let tip = "Zet ** direct voor en direct achter de woorden, met een spatie eromheen: een **vet** woord. Bedoelt u echt sterretjes? Schrijf \\*\\*.";
            writer.report(finding.tip(tip).replacement(mended.map(|mended| mended.text)));
        }
    }
}

/// A mark at the start of a line that was meant to begin an item.
struct Mark {
    start: usize,
    /// Where the words begin.
    end: usize,
    /// Whether it can be nothing else. A dash can also be part of a sentence.
    sure: bool,
    /// What it counts with, when it does: that stays, as a text can refer to it.
    count: bool,
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
        // The hollow bullet and the small square of a word processor, as their fonts have them.
        'o' | '§' => behind.starts_with('\t') || (spaced && words.starts_with(char::is_alphabetic)),
        _ => false,
    };
    let has_words = !words.is_empty() && !words.starts_with('\n');
    if (sure || maybe) && has_words {
        // With a tab behind it, a letter is a mark.
        let sure = sure || (first == 'o' && behind.starts_with('\t'));
        return Some(Mark { start, end: start + rest.len() - words.len(), sure, count: false });
    }
    let (counter, words) = counter(rest)?;
    let spaced = words.trim_start_matches([' ', '\t', '\u{a0}']);
    let has_words = spaced.len() < words.len() && !spaced.is_empty() && !spaced.starts_with('\n');
    has_words.then(|| Mark { start, end: start + counter, sure: false, count: true })
}

/// What counts the parts of a list and is no number to Markdown: `a.`, `b)`, `(1)`, `iv.`. How long it is, and what follows.
fn counter(rest: &str) -> Option<(usize, &str)> {
    let (open, inside) = rest.strip_prefix('(').map_or((0, rest), |inside| (1, inside));
    let length = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let word = &inside[..length];
    let close =
        inside[length..].chars().next().filter(|close| matches!(close, ')' | '.') && (*close == ')' || open == 0))?;
    let is_letter = word.len() == 1 && word.bytes().all(|b| b.is_ascii_lowercase());
    let is_roman = (1..=4).contains(&word.len()) && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    let is_number = open == 1 && (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let whole = open + length + close.len_utf8();
    (is_letter || is_roman || is_number).then(|| (whole, &rest[whole..]))
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
            at = if mark.count { mark.start } else { mark.end };
        }
        meant.push_str(&writer.markdown[at..end]);
        let message = "Dit wordt op de pagina geen lijst: een regel van een lijst begint met - en een spatie.";
        let finding = Finding::new(Code::LooksLikeMarkdown, writer.place(Span::new(first.start, end)), message);
        let tip = if first.count {
            "Begin elke regel van de lijst met een gewoon streepje en een spatie, of tel met 1. en een spatie."
        } else {
            "Begin elke regel van de lijst met een gewoon streepje en een spatie."
        };
        writer.report(finding.tip(tip).replacement(Some(meant)));
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

    /// Reports code that has no end: the rest of the text is part of it.
    pub(super) fn open_fence(&mut self, span: Span) {
        let written = self.written(span).trim_end();
        let (first, last) =
            (written.lines().next().unwrap_or_default(), written.lines().next_back().unwrap_or_default());
        let marks: String = first.chars().take_while(|c| matches!(c, '`' | '~')).collect();
        let is_closed = written.contains('\n') && last.trim_start_matches([' ', '>']).starts_with(&marks);
        if marks.is_empty() || is_closed {
            return;
        }
        let place = self.place(Span::new(span.start, span.start + first.len()));
        let message = format!("Deze regel met {marks} maakt code van alles wat eronder staat.");
        let tip = format!("Zet ook onder de code een regel met {marks}, of haal deze regel weg.");
        self.report(Finding::new(Code::LooksLikeMarkdown, place, message).tip(tip));
    }

    /// Reports stars between digits, which make what is between them slanted.
    pub(super) fn times(&mut self, span: Span) {
        let (before, written) = (&self.markdown[..span.start], self.written(span));
        let is_digit = |c: char| c.is_ascii_digit();
        let inside = written.strip_prefix('*').and_then(|rest| rest.strip_suffix('*')).unwrap_or_default();
        if before.ends_with(is_digit) && inside.starts_with(is_digit) {
            let meant = format!("×{inside}×");
            let message = "Sterretjes tussen cijfers maken schuine letters van wat ertussen staat.";
            let finding = Finding::new(Code::LooksLikeMarkdown, self.place(span), message);
            self.report(finding.tip("Schrijf × of x tussen de cijfers: 3 × 4.").replacement(Some(meant)));
        }
    }

    /// Closes a paragraph. One in which nothing is to be seen is left out; one that is all bold was meant to be a heading.
    pub(super) fn end_paragraph(&mut self, span: Span) {
        let opening = "<p>".len();
        if let Some(start) = self.paragraph.take().filter(|start| *start <= self.html.len()) {
            let nothing = |c: char| c.is_whitespace() || c == '\u{a0}';
            if self.html[start..].trim_matches(nothing).is_empty() {
                self.html.truncate(start - opening);
                return;
            }
        }
        self.html.push_str("</p>\n");
        let written = self.written(span).trim();
        let words = written.strip_prefix("**").and_then(|rest| rest.strip_suffix("**")).unwrap_or_default();
        let is_heading = !words.is_empty()
            && words.len() <= MAX_HEADING
            && !words.contains(['*', '\n', '[', '`'])
            && !words.ends_with(['.', '!', '?', ',', ';'])
            && words.trim() == words;
        if is_heading && self.depth == 0 {
            let marks = "#".repeat(usize::from(self.level).min(3) + 1);
            let meant = format!("{marks} {}", words.trim_end_matches(':'));
            let message = "Deze vette regel lijkt een kop, maar is er geen: wie de site laat voorlezen, kan er niet naartoe springen.";
            let tip = format!("Begin de regel met {marks} en een spatie, en haal de sterretjes weg.");
            let place = self.place(Span::new(span.start, span.start + self.written(span).trim_end().len()));
            self.report(Finding::new(Code::LooksLikeMarkdown, place, message).tip(tip).replacement(Some(meant)));
        }
    }

    /// Reports a definition that no link uses: nothing of it is to be seen on the page.
    pub(super) fn unused(&mut self, name: &str, span: Span) {
        let written = self.written(span).trim_end();
        // A way to write a remark: [//]: # (…)
        if self.named.contains(&name.to_lowercase()) || written.contains("]: #") {
            return;
        }
        let meant = written.strip_prefix('[').and_then(|rest| rest.split_once("]:"));
        let meant =
            meant.filter(|(_, words)| !words.contains(['/', '<', '#'])).map(|(name, words)| format!("{name}:{words}"));
        let place = self.place(Span::new(span.start, span.start + written.len()));
        let message = format!(
            "Deze regel komt niet op de pagina: [{name}]: is het adres van een link, en geen link gebruikt het."
        );
        let tip = "Is het gewone tekst? Haal de haken weg. Is het een adres? Maak er een link van: [tekst](adres).";
        self.report(Finding::new(Code::LooksLikeMarkdown, place, message).tip(tip).replacement(meant));
    }
}
