//! How a value looks to a program such as VS Code, which checks while its user types but knows regular expressions only.

/// What such a program can check of a value: everything that [`Parse`](super::Parse) takes, perhaps more, never less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shape {
    /// The whole text without the space around it, as a regular expression (ECMA 262, as JSON Schema wants it).
    pub pattern: String,
    /// What YAML may take the text for when there are no quotes around it.
    pub bare: Bare,
}

/// What YAML makes of a text without quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bare {
    /// Always a text, such as a time.
    Text,
    /// A text or a number from one to another, such as a year.
    Whole(u32, u32),
    /// A text or any number: `0123` is a telephone number to its editor and 123 to YAML.
    Number,
    /// Anything: the name `True` is a name, too.
    Any,
}

impl Shape {
    /// A text that fits a pattern.
    pub(crate) fn new(pattern: impl Into<String>) -> Self {
        Self { pattern: pattern.into(), bare: Bare::Text }
    }

    /// Any text.
    pub(crate) fn any() -> Self {
        Self::new(r"\S(?:[\s\S]*\S)?").or(Bare::Any)
    }

    /// What it may be without quotes.
    pub(crate) fn or(self, bare: Bare) -> Self {
        Self { bare, ..self }
    }
}

/// The pattern of these words, whatever their capitals.
pub(crate) fn any_case<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| word.chars().map(any_case_of).collect()).collect();
    format!("(?:{})", words.join("|"))
}

fn any_case_of(c: char) -> String {
    match (c.to_lowercase().next(), c.to_uppercase().next()) {
        (Some(small), Some(large)) if small != large => format!("[{small}{large}]"),
        _ if c.is_alphanumeric() || matches!(c, ' ' | '/' | '-' | '\'') => c.to_string(),
        _ => format!("\\{c}"),
    }
}
