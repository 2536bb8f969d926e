//! Which bytes of a file to replace by which, so that it says what is wanted.
//!
//! What a parser says of where a value ends is only trusted for texts and brackets; where a key or an item ends follows from the last
//! text in it, and what is between two of them (comments, empty lines) belongs to neither and stays.

use super::Desired;
use super::write::{self, Quotes};
use crate::read::yaml::{Entry, Node, Value};

/// These bytes become this.
struct Splice {
    from: usize,
    to: usize,
    text: String,
}

/// The keys of a file, and what is to be done to them.
struct Change<'t> {
    text: &'t str,
    splices: Vec<Splice>,
}

/// The text of the keys with what is wanted; `None` when that cannot be done in place.
pub(super) fn keys(text: &str, now: &Node, wanted: &[(String, Desired)]) -> Option<String> {
    let mut change = Change { text, splices: Vec::new() };
    match &now.value {
        Value::Map(entries) if !entries.is_empty() => change.block_map(entries, wanted)?,
        _ if wanted.is_empty() => {}
        _ => {
            let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
            let new = format!("{end}{}\n", write::entries(wanted, 0));
            change.put(text.len(), text.len(), new);
        }
    }
    change.done()
}

/// What follows the keys, with another text: the line that closes them and the empty lines around the text stay.
pub(super) fn body(old: &str, new: &str) -> String {
    let (fence, rest) = old.split_once('\n').unwrap_or((old, ""));
    let new = new.trim_matches('\n');
    let inner = rest.trim_matches('\n');
    if inner == new {
        return old.to_owned();
    }
    let before = &rest[..rest.len() - rest.trim_start_matches('\n').len()];
    let behind = &rest[rest.trim_end_matches('\n').len()..];
    if inner.is_empty() {
        return if new.is_empty() { old.to_owned() } else { format!("{fence}\n\n{new}\n") };
    }
    if new.is_empty() {
        return format!("{fence}\n");
    }
    format!("{fence}\n{before}{new}{behind}")
}

impl Change<'_> {
    fn put(&mut self, from: usize, to: usize, text: String) {
        self.splices.push(Splice { from, to, text });
    }

    /// The text with all of it done; `None` when two changes are in each other's way.
    fn done(mut self) -> Option<String> {
        self.splices.sort_by_key(|splice| (splice.from, splice.to));
        let (mut text, mut at) = (String::new(), 0);
        for splice in &self.splices {
            text.push_str(self.text.get(at..splice.from)?);
            text.push_str(&splice.text);
            at = splice.to;
        }
        text.push_str(self.text.get(at..)?);
        Some(text)
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Where the line ends, before its line end.
    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline)
    }

    fn column(&self, at: usize) -> usize {
        at - self.line_start(at)
    }

    /// Behind the colon of a key.
    fn behind_colon(&self, entry: &Entry) -> Option<usize> {
        let at = entry.key_span.end;
        let colon = self.text.get(at..)?.find(':')?;
        self.text[at..at + colon].trim().is_empty().then_some(at + colon + 1)
    }

    fn is_flow(&self, node: &Node) -> bool {
        matches!(node.value, Value::List(_) | Value::Map(_)) && self.text[node.span.start..].starts_with(['[', '{'])
    }

    /// Whether there is a comment in these bytes, or anything that may be one.
    fn has_comment(&self, from: usize, to: usize) -> bool {
        let part = &self.text[from..to];
        part.match_indices('#').any(|(at, _)| at == 0 || part[..at].ends_with([' ', '\t', '\n']))
    }

    /// How a text behind a key or dash is written, and where: its sign `|` is a part of it.
    fn written(&self, behind: usize, node: &Node) -> Option<(Quotes, usize, usize)> {
        let end = self.text[..node.span.end].trim_end_matches([' ', '\n', '\t']).len();
        let gap = self.text.get(behind..node.span.start)?;
        let sign = gap.trim_start();
        if sign.starts_with(['|', '>']) {
            return Some((Quotes::Block, behind + (gap.len() - sign.len()), end.max(behind + gap.trim_end().len())));
        }
        let quotes = match self.text.as_bytes().get(node.span.start) {
            Some(b'"') => Quotes::Double,
            Some(b'\'') => Quotes::Single,
            _ => Quotes::Plain,
        };
        Some((quotes, node.span.start, end))
    }

    /// The end of the last thing of a value that stands behind a key or dash.
    fn end(&self, behind: usize, node: &Node) -> Option<usize> {
        match &node.value {
            // `~` is one letter, nothing is none, and the parser may say that nothing stands behind a comment.
            Value::Empty if node.span.start < node.span.end => Some(node.span.end),
            Value::Empty => Some(behind),
            Value::Lost => None,
            Value::Text(_) => self.written(behind, node).map(|(_, _, end)| end),
            Value::List(_) | Value::Map(_) if self.is_flow(node) => Some(node.span.end),
            Value::List(items) => {
                let last = items.last()?;
                self.end(self.behind_dash(node, last)?, last)
            }
            Value::Map(entries) => {
                let last = entries.last()?;
                self.end(self.behind_colon(last)?, &last.node)
            }
        }
    }

    /// The column of the dashes of a list.
    fn dashes(&self, list: &Node) -> Option<usize> {
        let Value::List(items) = &list.value else { return None };
        let mut start = self.line_start(items.first()?.span.start);
        loop {
            let line = &self.text[start..self.line_end(start)];
            let words = line.trim_start_matches(' ');
            if words == "-" || words.starts_with("- ") {
                return Some(line.len() - words.len());
            }
            // A block text, or a value below its dash.
            start = self.line_start(start.checked_sub(1)?);
        }
    }

    /// Behind the dash of an item.
    fn behind_dash(&self, list: &Node, item: &Node) -> Option<usize> {
        let column = self.dashes(list)?;
        let mut start = self.line_start(item.span.start);
        loop {
            let line = &self.text[start..self.line_end(start)];
            let is_item =
                line.split_at_checked(column).is_some_and(|(pad, rest)| pad.trim().is_empty() && rest.starts_with('-'));
            if is_item {
                return Some(start + column + 1);
            }
            start = self.line_start(start.checked_sub(1)?);
        }
    }

    /// The lines of something that begins and ends here, with the line end behind them or, at the end of the file, before them.
    fn remove_lines(&mut self, from: usize, to: usize) {
        let (mut from, mut to) = (self.line_start(from), self.line_end(to));
        if to < self.text.len() {
            to += 1;
        } else {
            from = from.saturating_sub(1);
        }
        self.put(from, to, String::new());
    }

    /// Brings keys below each other to what is wanted.
    fn block_map(&mut self, entries: &[Entry], wanted: &[(String, Desired)]) -> Option<()> {
        let indent = self.column(entries.first()?.key_span.start);
        // The first key may stand behind a dash.
        let is_behind = |change: &Self, entry: &Entry| {
            let start = entry.key_span.start;
            !change.text[change.line_start(start)..start].trim().is_empty()
        };
        let find = |key: &str| wanted.iter().find(|(name, _)| name == key).map(|(_, wanted)| wanted);
        let last = |change: &Self, entry: &Entry| change.end(change.behind_colon(entry)?, &entry.node);
        for (place, entry) in entries.iter().enumerate() {
            let behind = self.behind_colon(entry)?;
            match find(&entry.key) {
                Some(wanted) => self.value(behind, indent, &entry.node, wanted)?,
                None if is_behind(self, entry) => {
                    let next = entries.get(place + 1).filter(|next| find(&next.key).is_some())?.key_span.start;
                    if self.has_comment(behind, next) {
                        return None;
                    }
                    self.put(entry.key_span.start, next, String::new());
                }
                None => self.remove_lines(entry.key_span.start, last(self, entry)?),
            }
        }
        let mut anchor: Option<usize> = None;
        for (key, new) in wanted {
            if let Some(place) = entries.iter().position(|entry| entry.key == *key) {
                anchor = Some(anchor.map_or(place, |before| before.max(place)));
                continue;
            }
            let written = format!("{key}:{}", write::behind_key(new, indent));
            let pad = " ".repeat(indent);
            if let Some(place) = anchor {
                let at = self.line_end(last(self, &entries[place])?);
                self.put(at, at, format!("\n{pad}{written}"));
            } else {
                // Before the first that stays: the others may be taken away.
                let first = entries.iter().find(|entry| find(&entry.key).is_some());
                let first = first.or(entries.first())?.key_span.start;
                self.put(first, first, format!("{written}\n{pad}"));
            }
        }
        Some(())
    }

    /// Brings what stands behind a key or dash at this indent to what is wanted.
    fn value(&mut self, behind: usize, indent: usize, node: &Node, wanted: &Desired) -> Option<()> {
        if wanted.is(node) {
            return Some(());
        }
        match (&node.value, wanted) {
            (Value::Lost, _) => None,
            (Value::List(_) | Value::Map(_), Desired::List(_) | Desired::Map(_)) if self.is_flow(node) => {
                self.flow(node, wanted)
            }
            (Value::List(items), Desired::List(new)) if !new.is_empty() => self.block_list(node, items, new),
            (Value::Map(entries), Desired::Map(new)) if !new.is_empty() => self.block_map(entries, new),
            (Value::Text(_), Desired::Text(text)) if !text.is_empty() => self.text(behind, indent, node, text),
            _ => self.anew(behind, indent, node, wanted),
        }
    }

    /// Another text where one is.
    fn text(&mut self, behind: usize, indent: usize, node: &Node, text: &str) -> Option<()> {
        let (quotes, from, to) = self.written(behind, node)?;
        let has_comment = self.has_comment(to, self.line_end(to));
        let is_on_line = !self.text[from..to].contains('\n');
        let own = self.column(node.span.start);
        let new = match quotes {
            Quotes::Block if self.has_comment(from, self.line_end(from)) => return None,
            Quotes::Block if write::can_be_block(text) => write::block(text, own),
            // More lines with a comment behind would take that along.
            _ if has_comment || !is_on_line => write::line(text, quotes, false),
            _ => write::text(text, quotes, indent + write::STEP),
        };
        self.put(from, to, new);
        Some(())
    }

    /// Something of another sort than what is there.
    fn anew(&mut self, behind: usize, indent: usize, node: &Node, wanted: &Desired) -> Option<()> {
        let end = self.end(behind, node)?;
        if self.has_comment(behind, end) {
            return None;
        }
        let has_comment = self.has_comment(end, self.line_end(end));
        let is_item = self.text[..behind].ends_with('-');
        let new = match wanted {
            Desired::Text(text) if text.is_empty() => String::new(),
            Desired::Text(text) if has_comment => format!(" {}", write::line(text, Quotes::Plain, false)),
            _ if has_comment => format!(" {}", write::flow(wanted)),
            _ if is_item => write::behind_dash(wanted, indent),
            _ => write::behind_key(wanted, indent),
        };
        self.put(behind, end, new);
        Some(())
    }

    /// A value in brackets: what does not change in it stays as it is written.
    fn flow(&mut self, node: &Node, wanted: &Desired) -> Option<()> {
        if self.has_comment(node.span.start, node.span.end) {
            return None;
        }
        let new = self.flow_text(node, wanted);
        self.put(node.span.start, node.span.end, new);
        Some(())
    }

    fn flow_text(&self, node: &Node, wanted: &Desired) -> String {
        let raw = &self.text[node.span.start..node.span.end];
        if wanted.is(node) {
            return raw.to_owned();
        }
        let air = if raw.starts_with("[ ") || raw.starts_with("{ ") { " " } else { "" };
        match (&node.value, wanted) {
            (Value::List(items), Desired::List(new)) if !new.is_empty() => {
                let one = |wanted: &Desired| {
                    let same = items.iter().find(|item| wanted.is(item));
                    same.map_or_else(|| write::flow(wanted), |item| self.flow_text(item, wanted))
                };
                format!("[{air}{}{air}]", new.iter().map(one).collect::<Vec<_>>().join(", "))
            }
            (Value::Map(entries), Desired::Map(new)) if !new.is_empty() => {
                let one = |(key, wanted): &(String, Desired)| {
                    let same = entries.iter().find(|entry| entry.key == *key);
                    let value = same.map_or_else(|| write::flow(wanted), |entry| self.flow_text(&entry.node, wanted));
                    format!("{key}: {value}")
                };
                format!("{{{air}{}{air}}}", new.iter().map(one).collect::<Vec<_>>().join(", "))
            }
            (Value::Text(_), Desired::Text(text)) => {
                let quotes = match raw.as_bytes().first() {
                    Some(b'"') => Quotes::Double,
                    Some(b'\'') => Quotes::Single,
                    _ => Quotes::Plain,
                };
                write::line(text, quotes, true)
            }
            _ => write::flow(wanted),
        }
    }

    /// Brings items below each other to what is wanted.
    fn block_list(&mut self, list: &Node, items: &[Node], wanted: &[Desired]) -> Option<()> {
        let indent = self.dashes(list)?;
        let mut places = Vec::new();
        for item in items {
            let behind = self.behind_dash(list, item)?;
            places.push((behind, self.line_start(behind), self.line_end(self.end(behind, item)?)));
        }
        if let Some(order) = order(items, wanted) {
            for (&(_, from, to), place) in places.iter().zip(order) {
                let (_, start, end) = places[place];
                self.put(from, to, self.text[start..end].to_owned());
            }
            return Some(());
        }
        let kept = common(items, wanted);
        let (mut old, mut new) = (0, 0);
        for (next_old, next_new) in kept.into_iter().chain([(items.len(), wanted.len())]) {
            while old < next_old && new < next_new {
                self.value(places[old].0, indent, &items[old], &wanted[new])?;
                (old, new) = (old + 1, new + 1);
            }
            while old < next_old {
                self.remove_lines(places[old].1, places[old].2);
                old += 1;
            }
            let added: Vec<String> = wanted[new..next_new].iter().map(|it| write::item(it, indent)).collect();
            if !added.is_empty() {
                // Behind the one before or, without one, before the first.
                match old.checked_sub(1) {
                    Some(before) => {
                        let at = places[before].2;
                        self.put(at, at, format!("\n{}", added.join("\n")));
                    }
                    None => self.put(places[0].1, places[0].1, format!("{}\n", added.join("\n"))),
                }
            }
            (old, new) = (next_old + 1, next_new + 1);
        }
        Some(())
    }
}

/// When the same items are wanted in another order: which of them stands where.
fn order(items: &[Node], wanted: &[Desired]) -> Option<Vec<usize>> {
    if items.len() != wanted.len() {
        return None;
    }
    let mut taken = vec![false; items.len()];
    let mut order = Vec::new();
    for wanted in wanted {
        let place = (0..items.len()).find(|place| !taken[*place] && wanted.is(&items[*place]))?;
        taken[place] = true;
        order.push(place);
    }
    Some(order)
}

/// The longest row of items that stay in their order: their places now and then.
fn common(items: &[Node], wanted: &[Desired]) -> Vec<(usize, usize)> {
    let mut lengths = vec![vec![0_usize; wanted.len() + 1]; items.len() + 1];
    for old in (0..items.len()).rev() {
        for new in (0..wanted.len()).rev() {
            lengths[old][new] = if wanted[new].is(&items[old]) {
                lengths[old + 1][new + 1] + 1
            } else {
                lengths[old + 1][new].max(lengths[old][new + 1])
            };
        }
    }
    let (mut old, mut new, mut row) = (0, 0, Vec::new());
    while old < items.len() && new < wanted.len() {
        if wanted[new].is(&items[old]) {
            row.push((old, new));
            (old, new) = (old + 1, new + 1);
        } else if lengths[old + 1][new] >= lengths[old][new + 1] {
            old += 1;
        } else {
            new += 1;
        }
    }
    row
}
