//! Tera's reports cut apart: what it says, of which template and where. They are to be had as text only.
//!
//! What a sentence means is for `words` to say.

/// What one report says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TeraReport<'r> {
    /// The sentence, in English; of a note a few words, in Dutch.
    pub said: &'r str,
    /// The template.
    pub template: &'r str,
    /// Line and column, both from 1, the column in characters.
    pub at: (usize, usize),
}

/// All reports in a text, which have a blank line between them; `None` for what cannot be read.
pub(super) fn reports(text: &str) -> impl Iterator<Item = Option<TeraReport<'_>>> {
    text.split("\n\n").map(|text| {
        let (said, rest) = text.strip_prefix("error: ")?.split_once('\n')?;
        let (template, at) = place(rest.trim_start().strip_prefix("--> ")?.lines().next()?)?;
        Some(TeraReport { said, template, at })
    })
}

/// The other places that a report tells, such as where a component is used.
pub(super) fn notes(text: &str) -> impl Iterator<Item = TeraReport<'_>> {
    text.lines().filter_map(|line| {
        let (said, at) = place(line.strip_prefix("note: ")?)?;
        let (said, template) = [("called from ", "gebruikt hier"), ("first defined here ", "eerder hier")]
            .into_iter()
            .find_map(|(english, dutch)| Some((dutch, said.strip_prefix(english)?)))
            .or_else(|| said.split_once(" starts here ").map(|(_, template)| ("begint hier", template)))?;
        Some(TeraReport { said, template, at })
    })
}

/// The component that two templates define, and the two.
pub(super) fn defined_twice(text: &str) -> Option<(&str, &str, &str)> {
    let mut parts = text.strip_prefix("Component `")?.split('`');
    let component = parts.next()?;
    (parts.next()? == " is defined in both ").then_some(())?;
    let first = parts.next()?;
    Some((component, first, parts.nth(1)?))
}

/// What stands before `:line:column`, and these two.
fn place(text: &str) -> Option<(&str, (usize, usize))> {
    let mut parts = text.rsplitn(3, ':');
    let (column, line, before) = (parts.next()?, parts.next()?, parts.next()?);
    Some((before, (line.parse().ok()?, column.parse().ok()?)))
}
