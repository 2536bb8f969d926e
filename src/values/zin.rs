//! The words around a figure in a sentence.

use super::{Mismatch, Parse, Shape};

/// What stands for the figure.
const FIGURE: &str = "{waarde}";

/// What is said of an area in a sentence with a figure, after "In NAAM ": `is {waarde} 65 jaar of ouder`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zin {
    before: String,
    after: String,
}

impl Zin {
    /// The words with a figure in them.
    pub(crate) fn with(&self, figure: &str) -> String {
        format!("{}{figure}{}", self.before, self.after)
    }
}

impl Parse for Zin {
    const EXPECTED: &'static str = "woorden die na “In Voorbeeldwijk” passen, zoals: wonen {waarde} mensen";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let text = String::parse(text)?;
        let text = text.trim_end_matches('.');
        match text.split_once(FIGURE) {
            None => Err(Mismatch::new(format!("er staat geen {FIGURE} in, de plaats van het cijfer"))),
            Some((_, after)) if after.contains(FIGURE) => Err(Mismatch::new(format!("{FIGURE} staat er twee keer in"))),
            Some((before, after)) => Ok(Self { before: before.to_owned(), after: after.to_owned() }),
        }
    }

    fn shape() -> Shape {
        // Exactly once.
        Shape::new(r"(?![\s\S]*\{waarde\}[\s\S]*\{waarde\})[\s\S]*\{waarde\}[\s\S]*")
    }
}
