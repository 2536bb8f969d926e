//! Files of XML while they are written.

use crate::read::markdown::escape_into;
use crate::tijd::Datum;

/// A file of XML while it is written.
pub(super) struct Xml(pub(super) String);

impl Xml {
    /// A file whose outermost element begins like this.
    pub(super) fn new(root: &str) -> Self {
        Self(format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{root}>\n"))
    }

    /// Adds an element with a text. What XML has no place for is left out.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.element(name, &[], text);
    }

    /// Adds an element with attributes and a text.
    pub(super) fn element(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.0.push('>');
        let may_be = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
        escape_into(&mut self.0, &text.chars().filter(may_be).collect::<String>());
        self.end(name);
    }

    /// Adds an element with only attributes.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.open(name, attributes);
        self.0.push_str("/>\n");
    }

    /// Begins an element that has others in it.
    pub(super) fn begin(&mut self, name: &str) {
        self.0.push_str(&format!("<{name}>\n"));
    }

    /// Ends an element.
    pub(super) fn end(&mut self, name: &str) {
        self.0.push_str(&format!("</{name}>\n"));
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.push_str(&format!("<{name}"));
        for (name, value) in attributes {
            self.0.push_str(&format!(" {name}=\""));
            escape_into(&mut self.0, value);
            self.0.push('"');
        }
    }
}

/// A day as a moment, where one has to be: the one that programs take a day for.
pub(super) fn moment(day: Datum) -> String {
    format!("{day}T00:00:00Z")
}
