//! A form looked at before it is saved: what its file would say, how its text will be, what is wrong with it.

use super::field::picture;
use super::{Around, Form};
use crate::beeld;
use crate::diagnostics::Report;
use crate::edit::{self, Refusal};
use crate::kinds::{self, list_keys};
use crate::read::markdown::{Holes, InternalLink, Picture};
use crate::source::{Source, SourcePath};

impl Form {
    /// The bytes that its file would have; `was` are those that it has.
    ///
    /// # Errors
    /// When what was filled in cannot be put into the file.
    pub(crate) fn bytes(&self, was: Option<&[u8]>) -> Result<Vec<u8>, Refusal> {
        let (wanted, body) = self.wanted();
        match was {
            Some(was) => edit::edit(was, &self.path, list_keys, wanted, body),
            None => Ok(edit::fresh(&self.path, wanted, body.unwrap_or_default()).into_bytes()),
        }
    }

    /// The form with what is found in it as it was filled in, and with its text as it will be. What only the whole site tells is
    /// found when it is saved.
    pub(crate) fn looked_at(mut self, was: Option<&[u8]>, around: Around<'_>) -> Self {
        let Ok(bytes) = self.bytes(was) else { return self };
        // A file that is not there has no name yet.
        let path = match was {
            Some(_) => self.path.clone(),
            None => SourcePath::new(format!("{}/nieuw.{}", self.path.folder(), self.path.extension())),
        };
        let parsed = kinds::parse(&path, &Source::new(bytes.clone()));
        if let Some((_, text)) = parsed.value.filter(|_| self.body.is_some()) {
            self.shown = Some(text.body.html(0, "zo-", &Here(around)));
        }
        self.path = path;
        self.with_findings(&bytes, Report::new(parsed.findings).findings().iter())
    }
}

/// Fills the holes of a text beside its form: links lead nowhere, so that nothing that was typed is left.
struct Here<'a>(Around<'a>);

impl Holes for Here<'_> {
    fn href(&self, _: &InternalLink) -> String {
        "#weergave".to_owned()
    }

    fn picture(&self, link: &InternalLink) -> Option<Picture> {
        let path = link.path.as_ref()?;
        let bytes = self.0.sources.get(path)?.read().ok()?;
        let facts = beeld::kijk(&bytes).ok()?;
        Some(Picture { href: picture(path), srcset: String::new(), size: (facts.breedte, facts.hoogte) })
    }
}
